"""Document → quotations: everything that is found in it, put together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inyo.index.japanese.sentences import split_sentences
from inyo.index.japanese.tokens import Token
from inyo.index.people.cast import FEWEST_LINES, find_cast, is_narrative
from inyo.index.people.discourse import NOBODY, Speaker
from inyo.index.people.names import Names
from inyo.index.people.titles import FIRST_PERSON, PUBLISHES, means_somebody, posts
from inyo.index.quotations.reader import Reader, Span
from inyo.index.quotations.relations import label_speaker
from inyo.index.quotations.scorer import Item, Link, Weights, chain, reasons_of, weights
from inyo.index.reading.given_words import find_given
from inyo.index.reading.interviews import ASKS_HIM, host, interviewee
from inyo.index.reading.layout_table import Block, Transcript, may_be_given
from inyo.index.reading.layouts import transcript_of
from inyo.index.reading.zones import Line, Pair, find_pairs, find_zones, in_corner_brackets, lines_of, wrapping_width
from inyo.index.values.document import Document, Region
from inyo.index.values.mention import Mention
from inyo.index.values.quotation import QUOTED, SHOWN, Kind, Quotation


def with_given(document: Document, found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """`found` in a document's text, and the words its regions give to somebody, in order of start.

    A block that overlaps a region gives way to it, and what the brackets are that it is; brackets inside stay what they
    are.
    """
    given = [_quotation(document.text, region) for region in document.regions if region.kind != "comment"]
    given = [quotation for quotation in given if quotation.start < quotation.end]
    if not given:
        return tuple(found)
    spans = {(quotation.start, quotation.end) for quotation in given}
    ends = sorted(spans)
    apart = (quotation for quotation in found if (quotation.start, quotation.end) not in spans)
    kept = [quotation for quotation in apart if quotation.form != "block" or not _overlaps(quotation, ends)]
    return tuple(sorted([*kept, *given], key=lambda quotation: (quotation.start, -quotation.end)))


def _overlaps(quotation: Quotation, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (quotation.end, 0))
    return at > 0 and spans[at - 1][1] > quotation.start


def _quotation(text: str, region: Region) -> Quotation:
    """The words of a region. Where the line shows whose they are, that is where the speaker stands."""
    label = region.start - len(region.speaker) - 1
    shown = bool(region.speaker) and text[max(label, 0) : region.start] == f"{region.speaker}："
    return Quotation(
        region.start,
        region.end,
        text[region.start : region.end],
        "speech" if region.kind == "turn" else "written",
        "block",
        "transcript" if region.kind == "turn" else "body",
        region.speaker,
        region.speaker,
        (label, label + len(region.speaker)) if shown else None,
    )


SURE_OF_LABELS = 0.97
"""How probable the speaker is whom a label or a layout gives."""

_QUOTED_FROM = 0.52
"""From which probability on a span is somebody's words."""


@dataclass(slots=True)
class Found:
    """What is found in a document before anything is decided: its bracketed spans with their features, the items among
    which speakers are chosen, and the quotations that need no choice (headlines, blocks, labelled answers)."""

    text: str
    pairs: Sequence[Pair]
    spans: list[Span]
    items: list[Item]
    fixed: list[Quotation]
    story: bool

    def quotations(self, weights: Weights, *, threshold: bool = True) -> tuple[Quotation, ...]:
        """The quotations under some weights, in order of start. Without `threshold` every speaker is shown."""
        kinds = self._kinds(weights)
        chosen = {link.item.pair: (link, names) for link, names in self._chosen(kinds, weights)}
        out = list(self.fixed)
        for span in self.spans:
            quotation = span.quotation(self.text, kinds[span.pair])
            if span.pair in chosen:
                quotation = _spoken(quotation, *chosen[span.pair], weights, threshold)
            out.append(quotation)
        out.sort(key=lambda quotation: (quotation.start, -quotation.end))
        out = list(_told_of_himself(out))
        return tuple(out if self.story else _as_below(list(_by_medium(self.text, out))))

    def candidates(self, start: int, weights: Weights) -> tuple[tuple[str, float], ...]:
        """Who may have spoken the quotation that begins at `start`, likeliest first, nobody left out."""
        for link, names in self.ranked(weights):
            if link.item.start == start:
                return tuple((name, value) for name, value in names.items() if name)
        return ()

    def ranked(self, weights: Weights) -> list[tuple[Link, dict[str, float]]]:
        """The quotations whose speaker is chosen, each with how probable everybody is, the likeliest first."""
        return self._chosen(self._kinds(weights), weights)

    def _kinds(self, weights: Weights) -> dict[int, Kind]:
        return {span.pair: _kind(span.kinds or weights.kind(span.features)) for span in self.spans}

    def _chosen(self, kinds: Mapping[int, Kind], weights: Weights) -> list[tuple[Link, dict[str, float]]]:
        links = chain([item for item in self.items if kinds.get(item.pair) in QUOTED])
        return list(zip(links, weights.speakers(links), strict=True))


def extract(document: Document, tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """Every bracketed span and unbracketed block of a document, judged, in order of start.

    Linear in the length of the text. Never raises for any text.
    """
    return find(document, tokens, mentions, weights()).quotations(weights())


def candidates(
    document: Document, tokens: Sequence[Token], mentions: Sequence[Mention], start: int
) -> tuple[tuple[str, float], ...]:
    """Who may have said the quotation that begins at `start`, each with a probability, likeliest first."""
    return find(document, tokens, mentions, weights()).candidates(start, weights())


def find(
    document: Document, tokens: Sequence[Token], mentions: Sequence[Mention], weights: Weights | None = None
) -> Found:
    """What is found in a document. With `weights` only spans that may be somebody's words get candidates."""
    written = document.text
    pairs = find_pairs(written)
    text = in_corner_brackets(written, pairs)
    if text != written:
        pairs = find_pairs(text)
    lines = lines_of(text)
    zones = find_zones(text, lines, pairs)
    names = Names(text, tokens, mentions)
    transcript = _transcript(text, lines, names) if len(lines) > 1 else Transcript()
    turns = transcript.blocks
    given = find_given(lines, zones, text) if may_be_given(text, zones) else ()
    blocks = [*turns, *_without_turns(given, turns)]
    sentences = split_sentences(text, tokens, pairs, width=wrapping_width(lines))
    talk = min((*(turn.start for turn in turns), *(start for start, _ in transcript.answers)), default=0)
    answers = {
        start: label_speaker(text, label, names, talk) if label else NOBODY for start, label in transcript.answers
    }
    story = len(lines) >= FEWEST_LINES and not turns and not answers and is_narrative(lines)
    if story:
        names.admit(find_cast(text, tokens, names))
    author = "" if story else _author(document, names)
    reader = Reader(text, pairs, zones, names, sentences, turns, answers, lines if story else (), weights, author)
    introduced = reader.read({block.intro for block in blocks if block.intro >= 0})
    fixed = reader.fixed
    taken = {(pair.start, pair.end) for pair in pairs}
    for block in _apart(blocks):
        if (block.start, block.end) not in taken and block.start < block.end:
            speaker = reader.turn_speaker(block) or introduced.get(block.intro, NOBODY)
            fixed.append(_block_quotation(written, block, speaker, names))
    return Found(written, pairs, reader.spans, reader.items, fixed, story)


def _without_turns(given: Iterable[Block], turns: Sequence[Block]) -> list[Block]:
    """The blocks but for comments that are turns with their heads: a layout tells more of them."""
    starts = [turn.start for turn in turns]
    return [
        each
        for each in given
        if each.zone != "comment" or bisect_right(starts, each.start) == bisect_left(starts, each.end)
    ]


def _transcript(text: str, lines: Sequence[Line], names: Names) -> Transcript:
    """The turns of a text under the layout that it has."""
    return transcript_of(
        lines,
        names.called,
        lambda before: _interviewee(lines, names, before),
        means_somebody,
        lambda asked, said: _addressed(text, names, asked, said),
    )


def _author(document: Document, names: Names) -> str:
    """Who wrote a document, where its text names him."""
    if not document.author:
        return ""
    name = names.canonical(document.author)
    return name if names.is_person(name) else ""


def _interviewee(lines: Sequence[Line], names: Names, before: int) -> tuple[int, int] | None:
    """Who is interviewed: whom the lines above say, where that is a name or nobody is named; else whose conference a
    heading says it is; else who is named last."""
    said = interviewee(lines, before)
    within = names.within(*said) if said is not None else []
    if within and names.is_person(within[-1].canonical):
        return within[-1].start, within[-1].name_end  # Ｘ社のＹ社長と記者団との一問一答
    named = said is not None and (within or names.around(said[0]))
    asking = {line.start + found.end() for line in lines if (found := ASKS_HIM.search(line.text))}
    return said if named else host(lines, before) or names.last_person(before, asking.__contains__) or said


def _addressed(text: str, names: Names, asked: Sequence[Block], said: Sequence[Block]) -> tuple[int, int] | None:
    """Whom questions call by name (本庄さんの家も), if it is one and the answers never name him."""
    within = [name for block in asked for name in names.within(block.start, block.end)]
    others = {name.canonical for block in said for name in names.within(block.start, block.end)}
    called = [name for name in within if text.startswith("さん", name.name_end)]
    one = {name.canonical for name in called} == {name.canonical for name in within} - others
    return (
        (called[0].start, called[0].name_end)
        if called and one and len({name.canonical for name in called}) == 1
        else None
    )


def _kind(probabilities: Mapping[Kind, float]) -> Kind:
    """The likeliest kind, words that are somebody's first told from those that are nobody's."""
    quoted = sum(probabilities[kind] for kind in QUOTED)
    group = [kind for kind in probabilities if (kind in QUOTED) == (quoted > _QUOTED_FROM)]
    return max(group, key=lambda kind: probabilities[kind])


def _spoken(
    quotation: Quotation, link: Link, names: Mapping[str, float], weights: Weights, threshold: bool
) -> Quotation:
    """A quotation with the likeliest speaker, or with him as a suggestion where he is not sure enough."""
    name, probability = next(iter(names.items()))
    probability = round(probability, 3)  # the last places differ from Python to Python
    if not name:
        rest = [other for other in names if other]
        return replace(quotation, probability=probability, suggestion=rest[0] if rest and names[rest[0]] > 0.2 else "")
    reasons = reasons_of(link, names, weights)
    candidate = link.item.candidates.get(name)
    speaker = candidate.speaker if candidate is not None else Speaker(name, "", None, True)
    elsewhere = quotation.zone == "comment" and speaker.inferred
    if elsewhere or (threshold and probability < weights.shown_from(link.item.story)):
        return replace(quotation, probability=probability, suggestion=name, reasons=reasons)
    published = quotation.kind == "speech" and PUBLISHES.search(name)
    return replace(
        quotation,
        kind="written" if published else quotation.kind,
        speaker=name,
        speaker_text=speaker.text,
        speaker_span=speaker.span,
        inferred=speaker.inferred,
        probability=probability,
        reasons=reasons,
    )


def _told_of_himself(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations, by order of start, those within somebody's words that are his own (私の『…』という問いかけ)
    as his whose words are around them."""
    around: list[Quotation] = []
    for quotation in quotations:
        around = [each for each in around if quotation.end <= each.end]
        teller = next((each for each in reversed(around) if each.kind in QUOTED), None)
        if teller is not None and teller.speaker and quotation.speaker in FIRST_PERSON:
            quotation = replace(quotation, speaker=teller.speaker, inferred=True, probability=teller.probability)
        around.append(quotation)
        yield quotation


def _by_medium(text: str, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations, those written that go on with what somebody posts or publishes, until he is said to speak, and
    those of many who write somewhere (コメント欄は「おめでとう」…)."""
    end, writes, whose = 0, False, ""
    for quotation in quotations:
        if quotation.kind not in SHOWN or quotation.zone != "body" or quotation.form == "block":
            yield quotation
            continue
        lead, behind = text[max(end, quotation.start - _LEAD) : quotation.start], text[quotation.end :][:_TAIL]
        end = quotation.end
        if not quotation.speaker or _ANYBODY.search(quotation.speaker):
            first = text.rfind("。", 0, max(0, text.rfind("。", 0, quotation.start)))  # the sentence before, too
            first = max(first, text.rfind("\n", 0, quotation.start)) + 1
            written = bool(posts(text[first : quotation.end] + behind.partition("。")[0], crowd=True))
        else:
            posted = posts(lead)
            own = whose and posts(lead.partition("。")[0])  # the words before are what was published
            if posted is not None and not own:
                writes, whose = posted, ""
            by_whom = quotation.speaker == (whose or quotation.speaker)
            written = writes and by_whom and not _SAYS.match(behind)
            whose = quotation.speaker if written else whose
        yield replace(quotation, kind="written") if written else quotation


_LEAD, _TAIL = 160, 90
"""How many characters before words, and behind them, it is looked for where they are said."""
_ANYBODY = re.compile(r"(?:ファン|ユーザー|フォロワー|読者|視聴者|人々|人たち)$|^人$")
_SAYS = re.compile(r"(?:など)?と[^。「」]{0,12}?(?:話し|話す|語[っりる]|笑わせ|叫)")


_HEADED = ("headline", "source")
_NO_LETTER = re.compile(r"[\W_]+")
_ALIKE = 0.6
"""From which share of pairs of letters on that stand in words below too a headline shortens those."""
_FEWEST_LETTERS = 3
_SURE_BELOW = 0.9
"""How sure words below must be of their speaker where the headline has another."""


def _as_below(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations, those of a headline as what they shorten is in the text below: a title or a term, or words of the
    same speaker."""
    below = [
        (_NO_LETTER.sub("", each.text), each)
        for each in quotations
        if each.zone not in _HEADED and each.kind != "indirect"
    ]
    for quotation in quotations:
        letters = _NO_LETTER.sub("", quotation.text) if quotation.zone == "headline" else ""
        if len(letters) < _FEWEST_LETTERS:
            yield quotation
            continue
        same = next((each for text, each in below if text == letters and each.kind not in QUOTED), None)
        if same is not None:
            yield replace(quotation, kind=same.kind, form="", speaker="", speaker_text="", speaker_span=None, cue="")
            continue
        alike, longer = max(
            ((_alike(letters, text), each) for text, each in below if each.kind in SHOWN),
            key=lambda found: found[0],
            default=(0.0, quotation),
        )
        yield _said_by(quotation, longer) if quotation.kind in SHOWN and alike >= _ALIKE else quotation


def _alike(short: str, long: str) -> float:
    """The share of the pairs of letters of one text that stand in another."""
    if short in long:
        return 1.0
    pairs = {short[at : at + 2] for at in range(len(short) - 1)}
    return sum(pair in long for pair in pairs) / len(pairs)


def _said_by(quotation: Quotation, other: Quotation) -> Quotation:
    """A quotation with the speaker of another; with its own where it has one and the other is not sure of his."""
    sure = other.probability >= _SURE_BELOW and (other.speaker or other.suggestion != quotation.speaker)
    if quotation.speaker and not sure:
        return quotation
    return replace(
        quotation,
        speaker=other.speaker,
        speaker_text=other.speaker_text,
        speaker_span=other.speaker_span,
        inferred=other.inferred,
        probability=other.probability,
        suggestion=other.suggestion,
        reasons=other.reasons,
    )


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in order, without those that begin inside another."""
    out: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, -block.end)):
        if (
            not out
            or block.start >= out[-1].end
            or (out[-1].zone == "transcript" != block.zone and block.intro >= 0 and block.start > out[-1].start)
        ):
            out.append(block)
    return out


def _block_quotation(text: str, block: Block, speaker: Speaker, names: Names) -> Quotation:
    if not speaker.name and block.speaker:
        speaker = Speaker(names.canonical(block.speaker), block.speaker, None)
    if not speaker.name and block.label is not None:
        speaker = label_speaker(text, block.label, names, block.start)
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
        SURE_OF_LABELS if speaker.name else 1.0,
        "",
        ("label",) if speaker.name else (),
    )
