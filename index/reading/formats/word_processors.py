"""Word (.docx) and OpenDocument text (.odt, .fodt) → a document, read from its own XML: ruby keeps its base,
insertions, notes and frames count, deletions do not.

Office Open XML, ECMA-376 part 1, 17 (WordprocessingML); 17.16 fields, 17.3.3.25 ruby, 17.13.5 revisions; part 3 for
markup of alternatives. OASIS OpenDocument 1.3 part 3: 5 (paragraphs, tracked changes), 6 (ruby 6.4, notes 6.3),
9 (tables), 10 (frames).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inyo.index.reading.formats.office import (
    HEADING,
    TITLE,
    Package,
    Paragraph,
    Walker,
    author_of,
    date_of,
    fields_of,
    ruby_field,
    title_of,
)
from inyo.index.reading.formats.transcripts import named_turns
from inyo.index.reading.formats.xml import End, Start, Text, xml_events
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, UnreadableFormat

_WORD = ("wordprocessingml/2006/main", "wordprocessingml/main")
"""How the namespace of WordprocessingML ends, in its transitional and its strict form."""

_MATH = ("officeDocument/2006/math", "officeDocument/math")
_COMPATIBILITY = "markup-compatibility/2006"
_CAPTION = re.compile(r"caption|図表番号|キャプション", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX)\b", re.IGNORECASE)
_MOST_PARENTS = 20
_CORE = {"title": "title", "creator": "author", "created": "date"}


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: its name, the outline level it states (1–9, 0 for none) and the style it is based on."""

    name: str = ""
    level: int = 0
    parent: str = ""


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and whether its result has begun and is shown."""

    instruction: str = ""
    shown: bool = False


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The document in a Word file. Raises UnreadableFormat."""
    package = Package(data)
    main = _main_part(package)
    folder = posixpath.dirname(main)
    styles = _styles(package.events(posixpath.join(folder, "styles.xml")))
    notes = {
        kind: _notes(package.events(posixpath.join(folder, f"{kind}s.xml")), kind, styles)
        for kind in ("footnote", "endnote")
    }
    text = package.part(main)
    walker = _Walker(styles, notes)
    walker.walk(xml_events(text, f"its {main}"))
    if walker.fields:  # one that never ends would hide all that follows
        walker = _Walker(styles, notes, fields=False)
        walker.walk(xml_events(text, f"its {main}"))
    blocks = walker.story.finished()
    if not blocks:
        raise UnreadableFormat(FormatProblem.NO_TEXT, "holds no text (pictures only); nothing to index")
    blocks = named_turns(blocks) or blocks
    core = fields_of(package.events("docProps/core.xml"), _CORE)
    return (
        Extract(
            blocks,
            title=title_of(core.get("title", "")) or walker.story.title,
            author=author_of(core.get("author", "")),
            made=date_of(core.get("date", "")),
        ),
    )


def _main_part(package: Package) -> str:
    """The part that holds the text, by the package's relations where it has another name."""
    if "word/document.xml" in package.names:
        return "word/document.xml"
    for event in package.events("_rels/.rels"):
        if isinstance(event, Start) and event.get("Type").endswith("/officeDocument"):
            return event.get("Target").lstrip("/")
    raise UnreadableFormat(FormatProblem.DAMAGED, "holds no text part; open it where it was made and save it anew")


def _styles(events: Iterator[Start | End | Text]) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    identity, name, level, parent = "", "", 0, ""
    for event in events:
        if isinstance(event, Start):
            if event.name == "style":
                identity, name, level, parent = event.get("styleId"), "", 0, ""
            elif event.name == "name":
                name = event.get("val")
            elif event.name == "basedOn":
                parent = event.get("val")
            elif event.name == "outlineLvl":
                level = _level(event.get("val"))
        elif isinstance(event, End) and event.name == "style":
            styles[identity] = _Style(name, level, parent)
    return styles


def _level(value: str) -> int:
    """A heading's level from 1 for an outline level from 0; 9 is body text."""
    return int(value) + 1 if value.isdecimal() and len(value) == 1 and value != "9" else 0


def _notes(events: Iterator[Start | End | Text], kind: str, styles: Mapping[str, _Style]) -> dict[str, list[Block]]:
    """The notes of a part by their identifiers; separators are none."""
    walker = _NotesWalker(styles, kind)
    walker.walk(events)
    return walker.found


class _Walker(Walker):
    """The walk through a part with text."""

    def __init__(
        self, styles: Mapping[str, _Style], notes: Mapping[str, Mapping[str, list[Block]]], *, fields: bool = True
    ) -> None:
        super().__init__()
        self.styles, self.notes = styles, notes
        self.with_fields = fields
        self.fields: list[_Field] = []
        self.blocked = 0
        self.hidden = False
        self.reading: str | None = None
        self.base = 0
        self.alternatives: list[bool] = []
        self.numbers = 0
        self.going_on: Paragraph | None = None

    skipped = frozenset(
        ("del", "moveFrom", "delText", "delInstrText", "pPrChange", "rPrChange", "sectPr", "tblPr", "trPr", "tcPr",
         "tblGrid", "sdtPr", "sdtEndPr", "ffData", "rubyPr", "tblPrEx")
    )  # fmt: skip

    def skips(self, event: Start) -> bool:
        if event.space.endswith(_WORD):
            if event.name in ("ins", "del") and self.inside[-1:] == ["rPr"]:
                if event.name == "del" and self.inside[-2:] == ["pPr", "rPr"] and self.paragraphs:
                    self.paragraphs[-1].joined = True
                return True
            return event.name in self.skipped
        if event.space.endswith(_COMPATIBILITY):
            return event.name in ("Choice", "Fallback") and self._taken()
        return False

    def knows(self, event: Start | End) -> bool:
        return event.space.endswith((*_WORD, _COMPATIBILITY)) or (event.name == "t" and event.space.endswith(_MATH))

    def _taken(self) -> bool:
        """Whether another alternative was taken already; else this one is."""
        if not self.alternatives:
            return False
        taken, self.alternatives[-1] = self.alternatives[-1], True
        return taken

    def walk(self, events: Iterator[Start | End | Text]) -> None:
        super().walk(events)
        if self.going_on:
            self.paragraphs.append(self.going_on)
            self.going_on = None
            self.close_paragraph()

    def text(self, text: str) -> None:
        where = self.inside[-1] if self.inside else ""
        if where == "instrText" and self.fields:
            self.fields[-1].instruction += text
        elif where == "t":
            self.add(text)

    def add(self, text: str) -> None:
        """Words of the document, where they are not hidden by a field, a property or a ruby."""
        if self.hidden or self.blocked:
            return
        runs = self.runs()
        if self.reading is not None and "rt" in self.inside[-4:]:
            self.reading += text
        elif runs:
            runs.add(text)

    def start_paragraph(self, event: Start) -> None:
        paragraph, self.going_on = self.going_on or Paragraph(), None
        paragraph.joined = False
        self.open_paragraph(paragraph)

    def end_paragraph(self, event: End) -> None:
        if self.paragraphs and self.paragraphs[-1].joined and self.sinks[-1].kind == "body":
            self.going_on = self.paragraphs.pop()
            return
        self.close_paragraph()

    def paragraph_style(self, event: Start) -> None:
        if not self.paragraphs or "pPr" not in self.inside[-2:]:
            return
        identity = event.get("val")
        level, name = self._heading(identity)
        paragraph = self.paragraphs[-1]
        if TITLE.fullmatch(name):
            paragraph.titled = True
            level = level or 1
        paragraph.level = paragraph.level or level
        if _CAPTION.fullmatch(name):
            paragraph.kind = BlockKind.CAPTION

    def _heading(self, identity: str) -> tuple[int, str]:
        """The level that a style or those it is based on state, and the style's own name."""
        name = self.styles.get(identity, _Style(identity)).name or identity
        for _ in range(_MOST_PARENTS):
            style = self.styles.get(identity, _Style(identity))
            if found := HEADING.fullmatch(style.name or identity):
                return int(found[1]), name
            if style.level:
                return style.level, name
            if not style.parent or style.parent == identity:
                break
            identity = style.parent
        return 0, name

    def outline_level(self, event: Start) -> None:
        if self.paragraphs:
            self.paragraphs[-1].level = _level(event.get("val"))

    def numbered(self, event: Start) -> None:
        if self.paragraphs and event.get("val") != "0" and self.paragraphs[-1].kind is BlockKind.PARAGRAPH:
            self.paragraphs[-1].kind = BlockKind.ITEM

    def start_run(self, event: Start) -> None:
        self.hidden = False

    def vanish(self, event: Start) -> None:
        if self.inside[-2:-1] != ["pPr"]:
            self.hidden = event.get("val", "1") not in ("0", "false", "off")

    def break_line(self, event: Start) -> None:
        if (runs := self.runs()) and not self.hidden:
            runs.break_line()

    def tab(self, event: Start) -> None:
        if self.inside[-1:] != ["tabs"]:
            self.add("\t")

    def hyphen(self, event: Start) -> None:
        self.add("-")

    def field_mark(self, event: Start) -> None:
        kind = event.get("fldCharType")
        if kind == "begin" and self.with_fields:
            self.fields.append(_Field())
            self.blocked += 1
        elif self.fields and kind == "separate" and not self.fields[-1].shown:
            self.fields[-1].shown = not _CONTENTS.match(self.fields[-1].instruction)
            self.blocked -= self.fields[-1].shown
        elif self.fields and kind == "end":
            self._end_field(self.fields.pop())

    def _end_field(self, field: _Field) -> None:
        self.blocked -= not field.shown
        ruby = ruby_field(field.instruction)
        runs = self.runs()
        if ruby and runs and not self.blocked and not self.hidden:
            start = runs.length
            runs.add(ruby[0])
            runs.add_ruby(start, ruby[1])

    def start_ruby(self, event: Start) -> None:
        self.reading = ""

    def start_base(self, event: Start) -> None:
        runs = self.runs()
        self.base = runs.length if runs else 0

    def end_ruby(self, event: End) -> None:
        if (runs := self.runs()) and self.reading is not None:
            runs.add_ruby(self.base, self.reading)
        self.reading = None

    def note_reference(self, event: Start) -> None:
        blocks = self.notes.get(event.name.removesuffix("Reference"), {}).get(event.get("id"))
        if blocks:
            self.numbers += 1
            self.story.add_note(blocks, str(self.numbers))


class _NotesWalker(_Walker):
    """The walk through footnotes or endnotes, each by its identifier."""

    def __init__(self, styles: Mapping[str, _Style], kind: str) -> None:
        super().__init__(styles, {})
        self.kind = kind
        self.found: dict[str, list[Block]] = {}
        self.identity = ""

    def skips(self, event: Start) -> bool:
        return (event.name == self.kind and "eparat" in event.get("type")) or super().skips(event)

    def start_note(self, event: Start) -> None:
        self.identity = event.get("id")
        self.enter("note")

    def end_note(self, event: End) -> None:
        self.found[self.identity] = self.sinks.pop().blocks if len(self.sinks) > 1 else []


_STARTS: dict[str, Callable[..., None]] = {
    "p": _Walker.start_paragraph, "pStyle": _Walker.paragraph_style, "outlineLvl": _Walker.outline_level,
    "numId": _Walker.numbered, "r": _Walker.start_run, "vanish": _Walker.vanish, "br": _Walker.break_line,
    "cr": _Walker.break_line, "tab": _Walker.tab, "ptab": _Walker.tab, "noBreakHyphen": _Walker.hyphen,
    "fldChar": _Walker.field_mark, "ruby": _Walker.start_ruby, "rubyBase": _Walker.start_base,
    "footnoteReference": _Walker.note_reference, "endnoteReference": _Walker.note_reference,
    "txbxContent": _Walker.start_box, "tc": _Walker.start_cell, "tr": _Walker.start_row,
    "AlternateContent": lambda walker, event: walker.alternatives.append(False),
}  # fmt: skip
_ENDS: dict[str, Callable[..., None]] = {
    "p": _Walker.end_paragraph, "ruby": _Walker.end_ruby, "txbxContent": _Walker.end_sink, "tc": _Walker.end_sink,
    "tr": _Walker.end_row, "AlternateContent": lambda walker, event: walker.alternatives.pop(),
}  # fmt: skip
_NOTE_MARKS = ("footnote", "endnote")
_Walker.starts, _Walker.ends = _STARTS, _ENDS
_NotesWalker.starts = _STARTS | dict.fromkeys(_NOTE_MARKS, _NotesWalker.start_note)
_NotesWalker.ends = _ENDS | dict.fromkeys(_NOTE_MARKS, _NotesWalker.end_note)


_META = {"title": "title", "initial-creator": "author", "creator": "editor", "creation-date": "date"}
_MOST_SPACES = 100


@dataclass(frozen=True, slots=True)
class _OdtStyle:
    """A style: the one it is based on, whether its text is hidden, and the outline level of its paragraphs."""

    parent: str = ""
    hidden: bool = False
    level: int = 0


def read_odt(data: bytes, name: str) -> tuple[Extract, ...]:
    """The document in an OpenDocument text. Raises UnreadableFormat."""
    walker = _OdtWalker()
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


class _OdtWalker(Walker):
    """The walk through meta data, styles and text."""

    skipped = frozenset(
        ("tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls", "user-field-decls",
         "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
         "forms", "hidden-text", "hidden-paragraph", "page-number", "page-count", "master-styles", "title-page",
         "scripts", "font-face-decls", "event-listeners", "image-map")
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.styles: dict[str, _OdtStyle] = {}
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

    def _style(self, name: str) -> _OdtStyle:
        return self.styles.get(name, _OdtStyle())

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
        self.styles[self.style] = _OdtStyle(parent, level=int(level) if level.isdecimal() and len(level) < 3 else 0)

    def text_properties(self, event: Start) -> None:
        if event.get("display") == "none" and self.style:
            style = self._style(self.style)
            self.styles[self.style] = _OdtStyle(style.parent, True, style.level)

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
_ODT_STARTS: dict[str, Callable[..., None]] = {
    "style": _OdtWalker.start_style, "text-properties": _OdtWalker.text_properties, "body": _OdtWalker.start_body,
    "h": _OdtWalker.start_heading, "p": _OdtWalker.start_paragraph, "s": _OdtWalker.spaces, "tab": _OdtWalker.tab,
    "line-break": _OdtWalker.break_line, "ruby": _OdtWalker.start_ruby, "note": _OdtWalker.start_note,
    "note-body": _OdtWalker.start_note_body, "table-row": _OdtWalker.start_row, "list": _OdtWalker.start_list,
    **dict.fromkeys(_BOXES, _OdtWalker.start_box), **dict.fromkeys(_CELLS, _OdtWalker.start_cell),
}  # fmt: skip
_ODT_ENDS: dict[str, Callable[..., None]] = {
    "h": _OdtWalker.end_paragraph, "p": _OdtWalker.end_paragraph, "ruby": _OdtWalker.end_ruby,
    "note-body": _OdtWalker.end_sink, "table-row": _OdtWalker.end_row, "list": _OdtWalker.end_list,
    **dict.fromkeys((*_BOXES, *_CELLS), _OdtWalker.end_sink),
}  # fmt: skip
_OdtWalker.starts, _OdtWalker.ends = _ODT_STARTS, _ODT_ENDS
