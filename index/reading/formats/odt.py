"""OpenDocument text (.odt, .fodt) → a document: ruby keeps its base, deletions stay out, notes and frames count.

OASIS OpenDocument 1.3 part 3: 5 (paragraphs, tracked changes), 6 (ruby 6.4, notes 6.3), 9 (tables), 10 (frames).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inyo.index.reading.formats.package import Package, Paragraph, Walker
from inyo.index.reading.formats.story import HEADING, TITLE, author_of, date_of, title_of
from inyo.index.reading.formats.xml_events import End, Start, Text, xml_events
from inyo.index.values.extracts import BlockKind, Extract, FormatProblem, UnreadableFormat

_META = {"title": "title", "initial-creator": "author", "creator": "editor", "creation-date": "date"}
_MOST_SPACES = 100


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: the one it is based on, whether its text is hidden, and the outline level of its paragraphs."""

    parent: str = ""
    hidden: bool = False
    level: int = 0


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The document in an OpenDocument text. Raises UnreadableFormat."""
    walker = _Walker()
    if data[:2] == b"PK":
        package = Package(data)
        if b"encryption-data" in package.part("META-INF/manifest.xml"):
            raise UnreadableFormat(FormatProblem.ENCRYPTED, "needs a password; save it without one")
        for part in ("meta.xml", "styles.xml"):
            walker.walk(package.events(part))
        walker.walk(package.events("content.xml"))
    else:
        walker.walk(xml_events(data, "its XML"))
    blocks = walker.story.finished()
    if not blocks:
        raise UnreadableFormat(FormatProblem.NO_TEXT, "holds no text (pictures only); nothing to index")
    meta = walker.meta
    return (
        Extract(
            blocks,
            title=title_of(meta.get("title", "")) or walker.story.title,
            author=author_of(meta.get("author", "")) or author_of(meta.get("editor", "")),
            made=date_of(meta.get("date", "")),
        ),
    )


class _Walker(Walker):
    """The walk through meta data, styles and text."""

    skipped = frozenset(
        ("tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls", "user-field-decls",
         "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
         "forms", "hidden-text", "hidden-paragraph", "page-number", "page-count", "master-styles", "title-page",
         "scripts", "font-face-decls", "event-listeners", "image-map")
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.styles: dict[str, _Style] = {}
        self.meta: dict[str, str] = {}
        self.style = ""
        self.body = False
        self.base = 0
        self.reading: str | None = None
        self.mark: str | None = None
        self.lists = 0

    def skips(self, event: Start) -> bool:
        if event.name in self.skipped:
            return True
        if event.name in ("title", "desc"):
            return "drawing" in event.space or "svg" in event.space
        if event.name not in ("span", "section"):
            return False
        return event.get("display") == "none" or self._style(event.get("style-name")).hidden

    def _style(self, name: str) -> _Style:
        return self.styles.get(name, _Style())

    def walk(self, events: Iterator[Start | End | Text]) -> None:
        self.body = False
        super().walk(events)

    def text(self, text: str) -> None:
        where = self.inside[-1] if self.inside else ""
        if self.reading is not None and where == "ruby-text":
            self.reading += text
        elif self.mark is not None and where == "note-citation":
            self.mark += text
        elif not self.body:
            if where in _META and "meta" in self.inside:
                self.meta[_META[where]] = self.meta.get(_META[where], "") + text
        elif runs := self.runs():
            runs.add(re.sub(r"[ \t\n\r]+", " ", text))

    def start_style(self, event: Start) -> None:
        self.style = event.get("name")
        named = HEADING.match(event.get("display-name") or self.style)
        level = event.get("default-outline-level") or (named[1] if named else "0")
        parent = event.get("parent-style-name")
        self.styles[self.style] = _Style(parent, level=int(level) if level.isdecimal() and len(level) < 3 else 0)

    def text_properties(self, event: Start) -> None:
        if event.get("display") == "none" and self.style:
            style = self._style(self.style)
            self.styles[self.style] = _Style(style.parent, True, style.level)

    def start_body(self, event: Start) -> None:
        self.body = True

    def start_heading(self, event: Start) -> None:
        level = event.get("outline-level", "1")
        self.open_paragraph(Paragraph(level=int(level[:2]) if level.isdecimal() else 1))

    def start_paragraph(self, event: Start) -> None:
        name = event.get("style-name")
        parent = self._style(name).parent
        titled = bool(TITLE.fullmatch(name) or TITLE.fullmatch(parent))
        level = 1 if titled else self._style(name).level or self._style(parent).level
        kind = BlockKind.ITEM if self.lists else BlockKind.PARAGRAPH
        self.open_paragraph(Paragraph(level=level, kind=kind, titled=titled))

    def end_paragraph(self, event: End) -> None:
        self.close_paragraph()

    def spaces(self, event: Start) -> None:
        if runs := self.runs():
            number = event.get("c", "1")
            runs.add(" " * min(int(number[:4]) if number.isdecimal() else 1, _MOST_SPACES))

    def tab(self, event: Start) -> None:
        if runs := self.runs():
            runs.add("\t")

    def break_line(self, event: Start) -> None:
        if runs := self.runs():
            runs.break_line()

    def start_ruby(self, event: Start) -> None:
        runs = self.runs()
        self.base, self.reading = runs.length if runs else 0, ""

    def end_ruby(self, event: End) -> None:
        if (runs := self.runs()) and self.reading is not None:
            runs.add_ruby(self.base, self.reading)
        self.reading = None

    def start_note(self, event: Start) -> None:
        self.mark = ""

    def start_note_body(self, event: Start) -> None:
        self.enter("note", (self.mark or "").strip())
        self.mark = None

    def start_list(self, event: Start) -> None:
        self.lists += 1

    def end_list(self, event: End) -> None:
        self.lists -= 1


_BOXES = ("text-box", "custom-shape", "rect", "ellipse", "polygon", "caption")
_CELLS = ("table-cell", "covered-table-cell")
_STARTS: dict[str, Callable[..., None]] = {
    "style": _Walker.start_style, "text-properties": _Walker.text_properties, "body": _Walker.start_body,
    "h": _Walker.start_heading, "p": _Walker.start_paragraph, "s": _Walker.spaces, "tab": _Walker.tab,
    "line-break": _Walker.break_line, "ruby": _Walker.start_ruby, "note": _Walker.start_note,
    "note-body": _Walker.start_note_body, "table-row": _Walker.start_row, "list": _Walker.start_list,
    **dict.fromkeys(_BOXES, _Walker.start_box), **dict.fromkeys(_CELLS, _Walker.start_cell),
}  # fmt: skip
_ENDS: dict[str, Callable[..., None]] = {
    "h": _Walker.end_paragraph, "p": _Walker.end_paragraph, "ruby": _Walker.end_ruby, "note-body": _Walker.end_sink,
    "table-row": _Walker.end_row, "list": _Walker.end_list, **dict.fromkeys((*_BOXES, *_CELLS), _Walker.end_sink),
}  # fmt: skip
_Walker.starts, _Walker.ends = _STARTS, _ENDS
