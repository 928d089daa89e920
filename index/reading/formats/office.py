"""What documents of office programs share: a zip of XML parts within limits, the walk through them, and the story that
comes of it: paragraphs, tables, boxes and notes → blocks in reading order.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inyo.index.reading.formats.archives import DAMAGED
from inyo.index.reading.formats.building import CELL, Runs
from inyo.index.reading.formats.xml import MAX_BYTES, End, Start, Text, xml_events
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, FormatProblem, Place, UnreadableFormat

_LONG_CELL = 60
"""Characters from which a cell with a sentence in it is text that stands in a table, not a value."""

_MOST_LEVELS = 9
HEADING = re.compile(r"(?:heading|見出し)[ _]?(?:20_)?([1-9])", re.IGNORECASE)
TITLE = re.compile(r"title|表題|題名|タイトル", re.IGNORECASE)
"""Names of styles, as Word and LibreOffice call them in English and Japanese."""

_RUBY_FIELD = re.compile(
    r"\bEQ\b.*?\\o\s*(?:\\a[a-z]\s*)?\(\s*\\s(?:\\(?:up|do|ai|di)\s*\d*\s*)*\(([^()]{1,80})\)\s*[,;、]\s*([^()]{1,80})\)",
    re.IGNORECASE | re.DOTALL,
)
_NO_TITLE = re.compile(
    r"microsoft (?:word|excel|powerpoint)\b.*|untitled.*|無題.*|名称未設定.*|title|タイトル|word document|document ?\d*"
    r"|文書 ?\d*|(?:powerpoint )?プレゼンテーション ?\d*|book ?\d*|normal(?:\.dotm?)?|新規.*"
    r"|.*\.(?:docx?|dotx?|rtf|jtd|odt|txt|indd)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"python-docx|administrator|admin|user\d*|owner|pc-?\d*|microsoft(?: office)?(?: user| ユーザー)?|ユーザー|unknown"
    r"|author|root|.*\\.*|apache poi|un-named|openpyxl|guest|所有者|windows.*|default",
    re.IGNORECASE,
)
_NO_DATE = ("2013-12-23", "1601-01-01", "1970-01-01", "1980-01-01", "1900-01-01", "0001-01-01")
"""Days that templates and libraries write."""


@dataclass(slots=True)
class Story:
    """What has been walked so far. `chapter` is the heading above, `title` the first paragraph in the style of one."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    chapter: str = ""
    title: str = ""

    def add(self, runs: Runs, level: int = 0, kind: BlockKind = BlockKind.PARAGRAPH, *, titled: bool = False) -> None:
        """A paragraph, or with a level a heading; the boxes that hang on it follow."""
        kind = BlockKind.HEADING if level else kind
        found = list(runs.blocks(kind, level=min(level, _MOST_LEVELS)))
        words = " ".join(block.text for block in found)
        if titled and words and not self.title:
            self.title = words
        elif level and words:
            self.chapter = words
        self.blocks += (self.placed(block) for block in found)
        self.blocks += self.boxes
        self.boxes.clear()

    def placed(self, block: Block) -> Block:
        """A block below the heading above."""
        return replace(block, place=replace(block.place, chapter=self.chapter))

    def add_row(self, cells: Sequence[Sequence[Block]]) -> None:
        """A table's row as one block, or where it holds text cell by cell."""
        filled = [cell for cell in cells if cell]
        if any(len(cell) > 2 or sum(len(block.text) for block in cell) > _LONG_CELL for cell in filled):
            self.blocks += (self.placed(block) for cell in filled for block in cell)
        elif filled:
            self.blocks.append(self.placed(_row(filled)))
        self.blocks += self.boxes
        self.boxes.clear()

    def add_boxes(self, blocks: Iterable[Block]) -> None:
        """What stands in a frame beside the text: behind the paragraph that it hangs on."""
        self.boxes += (
            self.placed(replace(block, kind=BlockKind.BOX) if block.kind is BlockKind.PARAGRAPH else block)
            for block in blocks
        )

    def add_note(self, blocks: Iterable[Block], mark: str) -> None:
        """A footnote or endnote: all stand at the end."""
        self.notes += (
            replace(block, kind=BlockKind.NOTE, place=Place(chapter=self.chapter, note=mark)) for block in blocks
        )

    def finished(self) -> tuple[Block, ...]:
        """Everything in reading order."""
        return (*self.blocks, *self.boxes, *self.notes)


def _row(cells: Sequence[Sequence[Block]]) -> Block:
    texts: list[str] = []
    rubies: list[BlockRuby] = []
    at = 0
    for cell in cells:
        for number, block in enumerate(cell):
            mark = (" " if number else CELL) if texts else ""
            at += len(mark)
            texts += (mark, block.text)
            rubies += (BlockRuby(ruby.start + at, ruby.end + at, ruby.reading) for ruby in block.rubies)
            at += len(block.text)
    return Block("".join(texts), BlockKind.TABLE_ROW, tuple(rubies))


def ruby_field(instruction: str) -> tuple[str, str] | None:
    """Base and reading of an EQ field that Word uses for ruby; None for any other field."""
    found = _RUBY_FIELD.search(instruction[:1_000])
    return (found[2].strip(), found[1].strip()) if found else None


def title_of(stated: str) -> str:
    """A document's stated title, '' for what programs fill in."""
    stated = " ".join(stated.split())
    return "" if _NO_TITLE.fullmatch(stated) else stated


def author_of(stated: str) -> str:
    """A document's stated author, '' for what programs fill in."""
    stated = " ".join(stated.split())
    return "" if _NO_AUTHOR.fullmatch(stated) else stated


def date_of(stated: str) -> str:
    """The day of a stated time in ISO, '' for days that programs fill in."""
    return "" if stated.startswith(_NO_DATE) else stated[:10]


_PIECE = 1 << 20
_ANEW = "open it where it was made and save it anew"


class Package:
    """The parts of a document. Raises UnreadableFormat where there is no zip that can be read."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED:
            raise UnreadableFormat(FormatProblem.DAMAGED, f"is damaged; {_ANEW}") from None
        self.names = frozenset(self._zip.namelist())
        self._left = MAX_BYTES

    def part(self, name: str) -> bytes:
        """A part's bytes, b'' where there is none. Raises UnreadableFormat."""
        if name not in self.names:
            return b""
        pieces: list[bytes] = []
        try:
            with self._zip.open(name) as file:
                while piece := file.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnreadableFormat(FormatProblem.TOO_LARGE, "unpacks to more than a document may have")
                    pieces.append(piece)
        except DAMAGED:
            raise UnreadableFormat(FormatProblem.DAMAGED, f"is damaged ({name} cannot be unpacked); {_ANEW}") from None
        except RuntimeError:
            raise UnreadableFormat(FormatProblem.ENCRYPTED, "needs a password; save it without one") from None
        return b"".join(pieces)

    def events(self, name: str) -> Iterator[Start | End | Text]:
        """The XML events of a part, none where it is missing. Raises UnreadableFormat."""
        if data := self.part(name):
            yield from xml_events(data, f"its {name}")


def fields_of(events: Iterator[Start | End | Text], names: Mapping[str, str]) -> dict[str, str]:
    """The texts of the first elements of these local names, by what `names` calls them."""
    found: dict[str, str] = {}
    inside = ""
    for event in events:
        if isinstance(event, Start):
            wanted = names.get(event.name, "")
            inside = wanted if wanted not in found else ""
        elif isinstance(event, End):
            inside = ""
        elif inside:
            found[inside] = found.get(inside, "") + event.text
    return found


@dataclass(slots=True)
class _Sink:
    """Where paragraphs go: the body, a cell, a box, a note."""

    kind: str
    mark: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being walked. `joined`: its end was deleted, the next goes on in it; `titled`: a title's."""

    runs: Runs = field(default_factory=Runs)
    level: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    joined: bool = False
    titled: bool = False


class Walker:
    """A walk through the events of a part: handlers by local name, elements that are skipped with all they hold.

    Subclasses fill `starts`, `ends` and `skipped`, and write `text`. `inside` are the names of the elements around.
    """

    starts: Mapping[str, Callable[..., None]]
    ends: Mapping[str, Callable[..., None]]
    skipped: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.story = Story()
        self.sinks = [_Sink("body")]
        self.paragraphs: list[Paragraph] = []
        self.rows: list[list[list[Block]]] = []
        self.inside: list[str] = []
        self._deep = 0

    def start_box(self, event: Start) -> None:
        self.enter("box")

    def start_cell(self, event: Start) -> None:
        self.enter("cell")

    def end_sink(self, event: End) -> None:
        self.leave()

    def start_row(self, event: Start) -> None:
        self.open_row()

    def end_row(self, event: End) -> None:
        self.close_row()

    def walk(self, events: Iterator[Start | End | Text]) -> None:
        """Takes in the events of a part. Raises UnreadableFormat."""
        for event in events:
            if isinstance(event, Text):
                if not self._deep:
                    self.text(event.text)
            elif isinstance(event, Start):
                if self._deep or self.skips(event):
                    self._deep += 1
                    continue
                if (start := self.starts.get(event.name)) and self.knows(event):
                    start(self, event)
                self.inside.append(event.name)
            elif self._deep:
                self._deep -= 1
            else:
                self.inside.pop()
                if (end := self.ends.get(event.name)) and self.knows(event):
                    end(self, event)

    def knows(self, event: Start | End) -> bool:
        """Whether an element is of a vocabulary that the handlers are for."""
        return True

    def skips(self, event: Start) -> bool:
        """Whether an element is left out with all that it holds."""
        return event.name in self.skipped

    def text(self, text: str) -> None:
        """Character data."""
        raise NotImplementedError

    def runs(self) -> Runs | None:
        """The paragraph's runs, if one is open."""
        return self.paragraphs[-1].runs if self.paragraphs else None

    def open_paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph begins, perhaps inside another's box or note."""
        self.paragraphs.append(paragraph)

    def close_paragraph(self) -> None:
        """The innermost paragraph ends, and goes where it belongs."""
        if not self.paragraphs:
            return
        paragraph = self.paragraphs.pop()
        sink = self.sinks[-1]
        if sink.kind == "body":
            self.story.add(paragraph.runs, paragraph.level, paragraph.kind, titled=paragraph.titled)
        else:
            kind = BlockKind.HEADING if paragraph.level else paragraph.kind
            sink.blocks += paragraph.runs.blocks(kind, level=paragraph.level)

    def enter(self, kind: str, mark: str = "") -> None:
        """A cell, box or note begins."""
        self.sinks.append(_Sink(kind, mark))

    def leave(self) -> None:
        """The innermost cell, box or note ends."""
        if len(self.sinks) < 2:
            return
        sink = self.sinks.pop()
        if sink.kind == "box":
            self.story.add_boxes(sink.blocks)
        elif sink.kind == "note":
            self.story.add_note(sink.blocks, sink.mark)
        elif self.rows:
            self.rows[-1].append(sink.blocks)

    def open_row(self) -> None:
        """A table's row begins."""
        self.rows.append([])

    def close_row(self) -> None:
        """A table's row ends; one of a table inside a cell becomes that cell's text."""
        if not self.rows:
            return
        row = self.rows.pop()
        if self.sinks[-1].kind == "body":
            self.story.add_row(row)
        else:
            self.sinks[-1].blocks += (block for cell in row for block in cell)
