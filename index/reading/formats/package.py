"""A document that is a zip of XML parts (Word, OpenDocument, Excel): its parts within limits, the walk through them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from inyo.index.reading.formats.archives import DAMAGED
from inyo.index.reading.formats.building import Runs
from inyo.index.reading.formats.story import Story
from inyo.index.reading.formats.xml_events import MAX_BYTES, End, Start, Text, xml_events
from inyo.index.values.extracts import Block, BlockKind, FormatProblem, UnreadableFormat

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
