"""Runs of inline text → paragraphs: white space as Japanese wants it, ruby, lines joined or not at <br>."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inyo.index.reading.lines import split
from inyo.index.reading.wrapping import joints
from inyo.index.values.extracts import BlockRuby

_SPACES = re.compile("([ \t\r\n\v\f\x1c-\x1f\x85\xa0\u2028\u2029]+)")
_NEWLINES = re.compile("[\r\n\v\f\x1c-\x1f\x85\u2028\u2029]")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0])
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff、。…―—‥“”‘’]")
_ENDS = tuple("。．！？!?」』）)】…：:；;")
_NEW_LINE = re.compile(r"[\s　「『（(【〈・●○■□◆◇▼▶※＞>*＊―─—-]|[0-9０-９]+[.)．、）]|[①-⑳]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_LONG_LINE = 15
"""Characters from which a line in mid-sentence goes on behind a line break."""

_LONGEST_READING = 60
_DRAWING = re.compile("[\u2500-\u257f][^\\S\n]*[^\\W_][^\n]*[\u2500-\u257f]")
_PROSE_MARKS = re.compile("[。、」]")


@dataclass(slots=True)
class Line:
    """Text up to a <br>. `indented`: it began with a full-width or a hard space."""

    pieces: list[str] = field(default_factory=list)
    rubies: list[BlockRuby] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    indented: bool = False
    waiting: str = ""

    @property
    def text(self) -> str:
        if len(self.pieces) > 1:
            self.pieces = ["".join(self.pieces)]
        return self.pieces[0] if self.pieces else ""

    def add(self, text: str, linked: bool = False) -> None:
        """Text with white space collapsed; a line end of the source between two Japanese characters vanishes."""
        for number, piece in enumerate(_SPACES.split(text.translate(_INVISIBLE))):
            if number % 2:
                self.waiting += piece
            elif piece:
                self._word(piece, linked)

    def settle(self) -> None:
        """Let white space that waits be followed by a Japanese character."""
        if self.waiting and self.length:
            self._space("漢")

    def _word(self, word: str, linked: bool) -> None:
        if not self.length:
            bare = word.lstrip("　")
            self.indented = self.indented or len(bare) < len(word) or "\xa0" in self.waiting
            self.waiting = ""
            word = bare
        if self.waiting:
            self._space(word[:1])
        self.verbatim(word, linked)

    def _space(self, following: str) -> None:
        wide = _WIDE.match(self.pieces[-1][-1]) or _WIDE.match(following)
        if not (_NEWLINES.search(self.waiting) and wide):
            self.verbatim(" ")
        self.waiting = ""

    def verbatim(self, text: str, linked: bool = False) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.linked += len(text) * linked


@dataclass(slots=True)
class Ruby:
    """An open <ruby>: where its base began, the bases and readings that await each other."""

    line: Line
    start: int
    group: int
    bases: list[tuple[int, int]] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)

    def begin_reading(self) -> None:
        """A reading begins: text that is in no <rb> is its base."""
        if not self.bases and self.line.length > self.start:
            self.bases.append((self.start, self.line.length))

    def settle(self) -> None:
        """Give the readings so far to the bases so far: pairwise if as many, else all to all."""
        bases, readings = self.bases, self.readings
        if bases and readings:
            if len(bases) != len(readings):
                bases, readings = [(bases[0][0], bases[-1][1])], ["".join(readings)]
            for (start, end), reading in zip(bases, readings, strict=True):
                self.give(start, end, reading)
        if readings or not bases:
            self.start = self.line.length
            self.bases, self.readings = [], []

    def give(self, start: int, end: int, reading: str) -> None:
        """A reading over a base; not over one that has readings already, and no ornament (dots of emphasis)."""
        reading = "".join(reading.split()).strip("()（）《》")
        free = not self.line.rubies or self.line.rubies[-1].end <= start
        if reading and start < end and free and any(map(str.isalnum, reading)):
            self.line.rubies.append(BlockRuby(start, end, reading))


def is_reading(text: str) -> bool:
    """Whether what stands in an <rt> can be a reading, and not a sentence that an unclosed tag swallowed."""
    return len(text) <= _LONGEST_READING and "。" not in text


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its text, its rubies, how many of its characters are in links."""

    text: str
    rubies: tuple[BlockRuby, ...] = ()
    linked: int = 0


def paragraphs(lines: Sequence[Line]) -> Iterator[Words]:
    """The paragraphs that lines are: blank lines end one, and line breaks where the text is not merely wrapped."""
    joined = _joined(lines)
    waiting: list[Line] = []
    for number, line in enumerate(lines):
        if not line.text.strip():
            continue
        if waiting and number not in joined:
            yield _one(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _one(waiting)


def _joined(lines: Sequence[Line]) -> set[int]:
    """Numbers of the lines that go on the line before."""
    if sum(bool(line.length) for line in lines) < 2:
        return set()
    text = "\n".join("　" * line.indented + line.text for line in lines)
    parts = list(split(text))
    if len(parts) != len(lines):
        return set()
    joined = {one.following for one in joints(text, parts)}
    if not _PROSE_MARKS.search(text):
        return joined
    joined.update(
        number
        for number in range(1, len(lines))
        if not lines[number].indented and _goes_on(lines[number - 1].text.rstrip(), lines[number].text)
    )
    return joined


def _goes_on(line: str, following: str) -> bool:
    long = len(line) >= _LONG_LINE and _HIRAGANA.search(line)
    return bool(long and following) and not line.endswith(_ENDS) and not _NEW_LINE.match(following)


def _one(lines: Sequence[Line]) -> Words:
    text = ""
    rubies: list[BlockRuby] = []
    for line in lines:
        here = line.text
        if text and here and not (_WIDE.match(text[-1]) or _WIDE.match(here[0])):
            text += " "
        rubies.extend(BlockRuby(ruby.start + len(text), ruby.end + len(text), ruby.reading) for ruby in line.rubies)
        text += here
    return _stripped(text, rubies, sum(line.linked for line in lines))


def _stripped(text: str, rubies: Sequence[BlockRuby], linked: int) -> Words:
    bare = text.strip()
    first = len(text) - len(text.lstrip())
    kept = []
    for ruby in rubies:
        start, end = max(ruby.start - first, 0), min(ruby.end - first, len(bare))
        while start < end and bare[start].isspace():
            start += 1
        while start < end and bare[end - 1].isspace():
            end -= 1
        if start < end:
            kept.append(BlockRuby(start, end, ruby.reading))
    return Words(bare, tuple(kept), linked)


def is_prose(text: str) -> bool:
    """Whether preformatted text is Japanese prose and no code, poem or drawing."""
    letters = [character for character in text if not character.isspace()]
    kana = sum("ぁ" <= character <= "ヿ" for character in letters)
    sentences = text.count("。")
    return sentences >= 2 and kana >= 0.3 * len(letters) and not _DRAWING.search(text)
