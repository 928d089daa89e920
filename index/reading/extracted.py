"""What a format reader took out of a file → Document: blocks as lines, readings, places, whose words they are.

Text that was copied out of a mail, a PDF or a scan into a word processor or a page keeps its lines, each as a paragraph
of its own, and its spaces between Japanese letters. They are taken out as in plain text (see `prose`).
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from inyo.index.reading.aozora import is_marked_up, plain_line
from inyo.index.reading.code_points import edits
from inyo.index.reading.dates import date_in_name, find_date
from inyo.index.reading.formats.building import CELL
from inyo.index.reading.metadata import clean, first_sentence, first_words, read_metadata
from inyo.index.reading.prose import Prose, flowing
from inyo.index.values.document import Document, Paragraph, Region, Ruby, apply
from inyo.index.values.extracts import NOWHERE, Block, BlockKind, BlockRuby, Extract, Place
from inyo.index.values.problems import Problem, ProblemKind, UnreadableDocument

_TOLD = 5
"""Losses that a sentence names."""


def documents_of(path: Path, extracts: Sequence[Extract]) -> tuple[Document, ...]:
    """The documents in a file, at least one. Raises UnreadableDocument where none has text.

    What was lost outside of them is told by the first.
    """
    found: dict[str, Document] = {}
    losses: list[str] = []
    for extract in extracts:
        document = document_of(path, replace(extract, part=_free(extract.part, found)))
        if document:
            found[document.part] = document
        else:
            losses += extract.losses
    if not found:
        detail = (
            f"holds no text that could be read: {'; '.join(losses)}" if losses else "holds no text; nothing to index"
        )
        raise UnreadableDocument(Problem(str(path), ProblemKind.BROKEN if losses else ProblemKind.EMPTY, detail))
    first, *others = found.values()
    if losses:
        first = replace(first, problems=(*first.problems, _part_lost(path, losses)))
    return (first, *others)


def _free(part: str, taken: Mapping[str, Document]) -> str:
    """A name of a part that no other has."""
    number, name = 1, part
    while name in taken:
        number += 1
        name = f"{part} ({number})" if part else str(number)
    return name


def document_of(path: Path, extract: Extract) -> Document | None:
    """The document in an extract; None where it holds no text.

    A block is a paragraph (a literal one several: its lines). A turn is shown as `name：words`, as a transcript is
    printed; its region covers the words.
    """
    page = _Page()
    for block in unmarked(flowed([_as_read(block) for block in extract.blocks])):
        page.add(block)
    if not page.paragraphs:
        return None
    text = "\n".join(page.lines)
    spans = [(paragraph.start, paragraph.end) for paragraph in page.paragraphs]
    turns = [(region.start, region.end) for region in page.regions if region.kind == "turn"]
    own = read_metadata(text, _outside(spans, turns), markdown=False)
    name = clean(os.fsencode(path.stem).decode("utf-8", "replace"))
    date = find_date(extract.date) or own.date or ("" if extract.part else date_in_name(path.stem))
    date = date or find_date(extract.made)
    untitled = all(block.kind is BlockKind.TURN for block in extract.blocks) or _begins_with_cells(extract)
    spoken = name if untitled else ""
    title = clean(extract.title) or spoken or own.title or first_sentence(first_words(text, spans)) or name or "?"
    return Document(
        str(path),
        text,
        title,
        clean(extract.author) or own.author,
        date,
        clean(extract.source) or own.source,
        extract.encoding,
        tuple(page.paragraphs),
        tuple(page.rubies),
        _losses(path, extract),
        part=extract.part,
        url=extract.url,
        places=tuple(page.places) if any(place != NOWHERE for place in page.places) else (),
        regions=tuple(page.regions),
    )


def _outside(spans: Sequence[tuple[int, int]], regions: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in which no region ends: a turn tells nothing of the document, whoever its label names."""
    ends = {end for _, end in regions}
    return [span for span in spans if span[1] not in ends]


def _as_read(block: Block) -> Block:
    """A block without what no reader sees or means, as it is taken out of plain text (see `code_points`)."""
    text, origin = apply(block.text, edits(block.text))
    speaker = apply(block.speaker, edits(block.speaker))[0] if block.speaker else ""
    if text == block.text and speaker == block.speaker:
        return block
    rubies = (BlockRuby(origin.text(ruby.start), origin.text(ruby.end), ruby.reading) for ruby in block.rubies)
    return replace(block, text=text, speaker=speaker, rubies=tuple(rubies))


def _begins_with_cells(extract: Extract) -> bool:
    """Whether an extract begins with a row of several cells, of which none is a title."""
    first = next((block for block in extract.blocks if block.text.strip()), None)
    return first is not None and first.kind is BlockKind.TABLE_ROW and CELL in first.text


class _Page:
    """The text as it grows, line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.places: list[Place] = []
        self.rubies: list[Ruby] = []
        self.regions: list[Region] = []
        self._at = 0

    def add(self, block: Block) -> None:
        first = self._at
        shown = f"{block.speaker}：" if block.kind is BlockKind.TURN and block.speaker else ""
        for line in (shown + block.text).split("\n"):
            self._line(line, block.place)
        start, end = first + len(shown), self._at - 1
        if not block.text.strip():
            return
        self.rubies += [
            Ruby(start + ruby.start, start + ruby.end, ruby.reading)
            for ruby in block.rubies
            if 0 <= ruby.start < ruby.end <= len(block.text)
        ]
        if block.kind is BlockKind.TURN:
            self.regions.append(Region(start, end, "turn", block.speaker))
        elif block.kind is BlockKind.REPLY:
            self.regions.append(Region(start, end, "reply", block.speaker))
        elif block.kind is BlockKind.COMMENT:
            self.regions.append(Region(start, end, "comment", block.speaker))

    def _line(self, line: str, place: Place) -> None:
        words = line.strip()
        if words:
            start = self._at + line.index(words[0])
            self.paragraphs.append(Paragraph(start, start + len(words)))
            self.places.append(place)
        self.lines.append(line)
        self._at += len(line) + 1


def _losses(path: Path, extract: Extract) -> tuple[Problem, ...]:
    if not extract.losses:
        return ()
    return (_part_lost(path, extract.losses),)


def _part_lost(path: Path, losses: Sequence[str]) -> Problem:
    told = "; ".join(losses[:_TOLD]) + (f"; and {len(losses) - _TOLD} more" if len(losses) > _TOLD else "")
    return Problem(str(path), ProblemKind.PARTLY, f"was read in part: {told}")


_FEWEST = 3
"""Paragraphs from which lines can tell that they were cut."""


def flowed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks, those joined that are lines of one paragraph, without spaces that came between Japanese letters. What has
    a line, a row, a page or a time of its own in the file comes from readers that have seen to it."""
    asked = [number for number, block in enumerate(blocks) if _is_asked(block)]
    if len(asked) < _FEWEST and not any(" " in blocks[number].text for number in asked):
        return blocks
    text, starts = _text(blocks, asked)
    prose = flowing(text, marked=True)
    if prose.text == text:
        return blocks
    made = list(blocks)
    gone = set()
    for begins, ends in _lines(prose.text):
        first, last = (bisect_right(starts, prose.origin.source(at)) - 1 for at in (begins, ends - 1))
        numbers = asked[first : last + 1]
        if numbers != list(range(numbers[0], numbers[-1] + 1)):
            continue
        made[numbers[0]] = _joined(blocks, numbers, starts[first : last + 1], prose, (begins, ends))
        gone.update(numbers[1:])
    return [block for number, block in enumerate(made) if number not in gone]


def unmarked(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks without the marks of Aozora Bunko (｜北の鬼《ノーズオーガ》), the readings as readings, where a text has
    them; what holds nothing but notes goes."""
    if not any("《" in block.text or "［＃" in block.text for block in blocks):
        return blocks
    if not is_marked_up("\n".join(block.text for block in blocks)):
        return blocks
    return [plain for block in blocks if (plain := _unmarked(block))]


def _unmarked(block: Block) -> Block | None:
    if block.rubies or "\n" in block.text:
        return block
    line = plain_line(block.text, cautious=True)
    if line.noted and not line.text.strip():
        return None
    rubies = tuple(BlockRuby(start, end, reading) for start, end, reading in line.rubies)
    return replace(block, text=line.text, rubies=rubies)


def _is_asked(block: Block) -> bool:
    place = block.place
    lines = place.line or place.row or place.sheet or place.time
    return block.kind is BlockKind.PARAGRAPH and not lines and bool(block.text.strip()) and "\n" not in block.text


def _text(blocks: Sequence[Block], asked: Sequence[int]) -> tuple[str, list[int]]:
    """The blocks that are asked as lines, blank ones where others stand between, and where each begins."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for place, number in enumerate(asked):
        if place:
            gap = "\n" if number == asked[place - 1] + 1 else "\n\n"
            pieces.append(gap)
            at += len(gap)
        starts.append(at)
        pieces.append(blocks[number].text)
        at += len(blocks[number].text)
    return "".join(pieces), starts


def _lines(text: str) -> list[tuple[int, int]]:
    """(start, end) of lines that hold something."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _joined(
    blocks: Sequence[Block], numbers: Sequence[int], starts: Sequence[int], prose: Prose, span: tuple[int, int]
) -> Block:
    begins, ends = span
    there = prose.origin.text
    rubies = [
        BlockRuby(there(start + ruby.start) - begins, there(start + ruby.end) - begins, ruby.reading)
        for number, start in zip(numbers, starts, strict=True)
        for ruby in blocks[number].rubies
    ]
    return replace(blocks[numbers[0]], text=prose.text[begins:ends], rubies=tuple(rubies))
