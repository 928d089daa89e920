"""Lines and runs of text → blocks: what the readers of several formats share."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import pairwise

from inyo.index.reading.encodings import Decoded, NoEncoding, decode
from inyo.index.reading.prose import plain_blocks
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Extract, FormatProblem, Place, UnreadableFormat

Reader = Callable[[bytes, str], tuple[Extract, ...]]
"""Any format's `read`."""

NOWHERE = Place()

CELL = " | "
"""What stands between two cells of a TABLE_ROW."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ENDS = tuple("。．！？!?」』）)】…：:；;")
_LONG_LINE = 15
"""Characters from which a line that ends in mid-sentence goes on behind a line break."""

_NEW = re.compile(r"[\s　「『（(【・●○■□◆◇▼▶※＞>*＊―─—-]|\d+[.)．、），　]|[①-⑳]")
NO_SPACE = re.compile(r"[⺀-鿿豈-﫿︰-﹏＀-￯぀-ヿ、。]")


def decoded(data: bytes) -> Decoded:
    """The text of a file with newlines as `\\n`. Raises UnreadableFormat where no encoding fits."""
    try:
        found = decode(data)
    except NoEncoding as error:
        raise UnreadableFormat(FormatProblem.ENCODING, str(error)) from None
    return replace(found, text=found.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def damage(found: Decoded) -> tuple[str, ...]:
    """The loss that broken places of a decoded text are, if it has any."""
    if not found.broken:
        return ()
    places = "one place was" if found.broken == 1 else f"{found.broken} places were"
    return (f"{places} broken as {found.encoding} and became U+FFFD",)


def paragraphs(text: str, place: Place = NOWHERE) -> tuple[Block, ...]:
    """The paragraphs of a plain text, its wrapped lines joined, all at one place."""
    return tuple(replace(block, place=place) for block in plain_blocks(text))


_MARKUP = re.compile(r"</(?:p|div|a|b|em|strong|span|h[1-6]|li|ruby|article)>|<br ?/?>", re.IGNORECASE)
_LINE_TAG = re.compile(
    r"<br[^<>]*>|</?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|blockquote)\b[^<>]*>", re.IGNORECASE
)
_HIDDEN = re.compile(r"<(script|style|title|rt|rp)\b[^<>]*>[^<]*</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[\s\S]{0,2000}?-->")


def markup_blocks(text: str, place: Place = NOWHERE) -> tuple[Block, ...]:
    """The paragraphs of a text that is a piece of HTML; none where it is plain."""
    if not _MARKUP.search(text):
        return ()
    bare = html.unescape(_TAG.sub("", _LINE_TAG.sub("\n", _HIDDEN.sub("", text))))
    try:
        read: Reader = import_module("inyo.index.reading.formats.html").read
        extracts = read(codecs.BOM_UTF8 + text.encode("utf-8", "replace"), "")
        blocks = tuple(block for extract in extracts for block in extract.blocks)
    except (ModuleNotFoundError, UnreadableFormat):
        blocks = ()
    if sum(len(block.text) for block in blocks) < 0.9 * len("".join(bare.split())):
        return paragraphs(bare, place)
    return tuple(replace(block, place=place) for block in blocks)


def with_reading(extracts: Iterable[Extract], encoding: str, losses: tuple[str, ...]) -> tuple[Extract, ...]:
    """Extracts of one file with its encoding; its losses go with the first."""
    return tuple(
        replace(extract, encoding=encoding, losses=() if number else losses + extract.losses)
        for number, extract in enumerate(extracts)
    )


def join_lines(lines: Iterator[str] | Sequence[str]) -> str:
    """Lines of one sentence as one: a space only where neither side is Japanese."""
    whole = ""
    parts: list[str] = []
    for line in lines:
        if not line:
            continue
        if parts and not (NO_SPACE.match(line) or NO_SPACE.match(whole[-1])):
            parts.append(" ")
        parts.append(line)
        whole = line
    return "".join(parts)


@dataclass(slots=True)
class Runs:
    """A paragraph that comes in pieces: text, readings and line breaks, in reading order."""

    pieces: list[str] = field(default_factory=list)
    rubies: list[BlockRuby] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def add_ruby(self, start: int, reading: str) -> None:
        """A reading for what was added since the length was `start`."""
        reading = "".join(reading.split())
        if reading and self.length > start:
            self.rubies.append(BlockRuby(start, self.length, reading))

    def break_line(self) -> None:
        if self.pieces and not NO_SPACE.match(self.pieces[-1][-1]):
            self.add(" ")
        self.breaks.append(self.length)

    def blocks(self, kind: BlockKind, place: Place = NOWHERE, level: int = 0) -> Iterator[Block]:
        """A block for each line, lines that go on in the next joined; what is blank is none. Ruby offsets follow."""
        text = _CONTROL.sub(" ", "".join(self.pieces))
        rubies = sorted(self.rubies, key=lambda ruby: ruby.start)
        at = 0
        for start, end in self._lines(text):
            while at < len(rubies) and rubies[at].start < start:
                at += 1
            inside = []
            while at < len(rubies) and rubies[at].end <= end:
                ruby = rubies[at]
                inside.append(BlockRuby(ruby.start - start, ruby.end - start, ruby.reading))
                at += 1
            yield Block(text[start:end], kind, tuple(inside), place, level=level)

    def _lines(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of lines without white space around."""
        stops = [0]
        for before, here in pairwise([0, *self.breaks]):
            if here > stops[-1] and not _goes_on(text[max(before, stops[-1]) : here], text[here : here + 4]):
                stops.append(here)
        for start, end in pairwise([*stops, len(text)]):
            line = text[start:end]
            if stripped := line.strip():
                start += len(line) - len(line.lstrip())
                yield start, start + len(stripped)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line before a line break goes on behind it: long, in mid-sentence, before no item or indentation."""
    line = line.rstrip()
    return len(line) >= _LONG_LINE and not line.endswith(_ENDS) and bool(following) and not _NEW.match(following)
