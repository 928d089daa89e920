"""Document → quotations: everything that is found in it, put together."""

from __future__ import annotations

from collections.abc import Sequence

from inyo.index.japanese.tokens import Token
from inyo.index.people.mentions import Mention
from inyo.index.quotations.blocks import find_block_quotes, find_comments, find_inverted, find_lists
from inyo.index.quotations.brackets import Pair, find_pairs
from inyo.index.quotations.discourse import NOBODY, Speaker
from inyo.index.quotations.names import Names
from inyo.index.quotations.reader import Reader
from inyo.index.quotations.speakers.owners import label_speaker
from inyo.index.quotations.splitting import split_sentences
from inyo.index.quotations.stories.cast import find_cast, is_narrative
from inyo.index.quotations.turns import Block, find_answers, find_turns
from inyo.index.quotations.zones import find_zones, lines_of, wrapping_width
from inyo.index.values.document import Document
from inyo.index.values.quotation import Quotation, Zone


def extract(document: Document, tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """Every bracketed span and unbracketed block of a document, judged, in order of start.

    Linear in the length of the text. Never raises for any text.
    """
    text = document.text
    pairs = find_pairs(text)
    lines = lines_of(text)
    zones = find_zones(text, lines, pairs)
    names = Names(text, tokens, mentions)
    turns = find_turns(lines)
    blocks = [
        *turns,
        *find_comments(lines, zones),
        *find_block_quotes(lines, text),
        *find_lists(lines, zones),
        *find_inverted(lines, zones),
    ]
    sentences = split_sentences(text, tokens, pairs, width=wrapping_width(lines))
    answers = {start: label_speaker(text, label, names) for start, label in find_answers(lines).items()}
    story = not turns and not answers and is_narrative(lines)
    if story:
        names.admit(find_cast(text, tokens, names))
    reader = Reader(text, pairs, zones, names, sentences, turns, answers, lines if story else ())
    introduced = reader.read({block.intro for block in blocks if block.intro >= 0})
    out = [reader.found.get(place) or _term(text, pair, reader.zone_at(pair.start)) for place, pair in enumerate(pairs)]
    spans = {(quotation.start, quotation.end) for quotation in out}
    for block in _apart(blocks):
        if (block.start, block.end) not in spans and block.start < block.end:
            speaker = reader.turn_speaker(block) or introduced.get(block.intro, NOBODY)
            out.append(_block_quotation(text, block, speaker, names))
    return tuple(sorted(out, key=lambda quotation: (quotation.start, -quotation.end)))


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in order, without those that begin inside another."""
    out: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, -block.end)):
        if (
            not out
            or block.start >= out[-1].end
            or (out[-1].zone == "transcript" and block.zone != "transcript" and block.intro >= 0)
        ):
            out.append(block)
    return out


def _term(text: str, pair: Pair, zone: Zone) -> Quotation:
    return Quotation(pair.start, pair.end, text[pair.start : pair.end], "term", "", zone)


def _block_quotation(text: str, block: Block, speaker: Speaker, names: Names) -> Quotation:
    if not speaker.name and block.speaker:
        speaker = Speaker(names.canonical(block.speaker), block.speaker, None)
    if not speaker.name and block.label is not None:
        speaker = label_speaker(text, block.label, names)
    return Quotation(
        block.start,
        block.end,
        text[block.start : block.end],
        block.kind,
        "block",
        block.zone,
        speaker.name,
        speaker.text,
        speaker.span,
        "",
        speaker.inferred,
    )
