"""A tree of markup → blocks in reading order: paragraphs, headings, items, rows, captions, notes, literal text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from inyo.index.reading.formats.building import CELL
from inyo.index.reading.formats.markup.element_tree import BLOCKS, Element, words
from inyo.index.reading.formats.markup.elements import UNREAD, hidden, is_data, is_link, letter, plain_text, types
from inyo.index.reading.formats.markup.runs import Line, Ruby, Words, is_prose, is_reading, paragraphs
from inyo.index.values.extracts import Block, BlockKind, Place

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "li": BlockKind.ITEM,
    "dt": BlockKind.ITEM,
    "dd": BlockKind.ITEM,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_NOTE_TYPES = words("footnote endnote rearnote note doc-footnote doc-endnote")
_MARK = re.compile(r"[\[［(（〔]?(?:原?注|註|※|＊|\*|†)?[0-9０-９]{0,3}[\])）〕］]?")
_BRACKETED = re.compile(r"[\[［][0-9０-９]{1,3}[\]］]")
_NOTE_IN_TEXT = re.compile(r"［＃[^］]{1,200}］")
_INDENTED_BELOW = re.compile(r"\n[ \t\r]*\n\s*(?=\u3000\S)")
"""A blank line of the source before an indent: a paragraph's end where a page shows white space as it is."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A block with what a judge of its worth asks: how many of its characters are in links, the element it is of."""

    block: Block
    linked: int
    element: Element


@dataclass(slots=True)
class Reading:
    """How a tree is read, and what one file of a book hands on to the next.

    `skip` says what is left out, `comment` what somebody else wrote. `chapters`: titles by the identifier where they
    begin. `marks`: notes' marks by the address of the note, which `address` makes of a reference.
    """

    skip: Callable[[Element], bool] = lambda element: False
    comment: Callable[[Element], bool] = lambda element: False
    chapters: Mapping[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    address: Callable[[str], str] = lambda reference: reference
    chapter: str = ""
    page: str = ""
    headed: bool = False
    """Headings are chapters."""


def flow(root: Element, reading: Reading) -> list[Flow]:
    """The blocks of a tree. What was learned on the way (chapter, page, marks) stays in `reading`."""
    walker = _Walker(reading, root)
    walker.walk()
    return walker.found


@dataclass(frozen=True, slots=True)
class _Context:
    """What a block is by the elements around it. `quoted`: how deep it stands in quoted mail."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    note: str = ""
    literal: bool = False
    row: bool = False
    quoted: int = 0


class _Walker:
    def __init__(self, reading: Reading, root: Element) -> None:
        self.reading = reading
        self.root = root
        self.found: list[Flow] = []
        self.lines = [Line()]
        self.contexts = [_Context()]
        self.elements = [root]
        self.rubies: list[Ruby] = []
        self.buffers: list[list[str]] = []
        self.links = 0
        self.celled = False

    def walk(self) -> None:
        waiting: list[tuple[Element | str, bool]] = [(self.root, True)]
        while waiting:
            node, entering = waiting.pop()
            if isinstance(node, str):
                self._text(node)
            elif not entering:
                self._leave(node)
            elif self._enter(node):
                waiting.append((node, False))
                waiting.extend((child, True) for child in reversed(node.children))
        self._flush()

    def _enter(self, element: Element) -> bool:
        """Deal with a start; returns whether to go in."""
        name = element.name
        if name in UNREAD or hidden(element) or self.reading.skip(element) or self._refers(element):
            return False
        self._anchors(element)
        if name == "br":
            self._break()
        elif name == "img":
            self._text(letter(element))
        elif name == "hr":
            self._flush()
        elif name in BLOCKS:
            self._enter_block(element)
        elif name == "a":
            self.links += is_link(element)
        elif name in _RUBY_STEPS and (self.rubies or name == "ruby"):
            _RUBY_STEPS[name][0](self)
        return True

    def _leave(self, element: Element) -> None:
        name = element.name
        if name in BLOCKS:
            self._leave_block(element)
        elif name == "a":
            self.links -= is_link(element)
        elif name in _RUBY_STEPS and self.rubies:
            _RUBY_STEPS[name][1](self)

    def _text(self, text: str) -> None:
        if self.buffers:
            self.buffers[-1].append(text)
        elif self.contexts[-1].literal:
            self._verbatim(text)
        else:
            text = _NOTE_IN_TEXT.sub("", text) if "［＃" in text else text
            for number, part in enumerate(_INDENTED_BELOW.split(text) if "\u3000" in text else (text,)):
                if number and not self.contexts[-1].row:
                    self.lines += (Line(), Line())
                self.lines[-1].add(part, self.links > 0)

    def _verbatim(self, text: str) -> None:
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.lines[-1].verbatim(first, self.links > 0)
        for line in others:
            self.lines.append(Line())
            self.lines[-1].verbatim(line, self.links > 0)

    def _break(self) -> None:
        if self.contexts[-1].row:
            self.lines[-1].add(" ")
        elif not self.buffers:
            self.lines.append(Line())

    def _anchors(self, element: Element) -> None:
        """Chapters and printed pages that begin at an element."""
        if not element.attributes:
            return
        for identifier in (element.get("id"), element.get("name") if element.name == "a" else ""):
            if identifier and identifier in self.reading.chapters:
                self._flush()
                self.reading.chapter = self.reading.chapters[identifier]
        if not types(element).isdisjoint(("pagebreak", "doc-pagebreak")):
            self.reading.page = element.get("title") or element.get("aria-label") or plain_text(element)
            element.children.clear()

    def _refers(self, element: Element) -> bool:
        """Whether an element is the mark that refers to a note, or a way back from one: neither is of the sentence."""
        if element.name not in ("a", "sup") or (element.name == "sup" and not element.children):
            return False
        unlinked = element.name == "sup" and bool(_BRACKETED.fullmatch(plain_text(element, 20)[:20]))
        link = element
        if element.name == "sup":
            inner = [child for child in element.children if not isinstance(child, str) or child.strip()]
            if len(inner) != 1 or isinstance(inner[0], str) or inner[0].name != "a":
                return unlinked
            link = inner[0]
        if "#" not in link.get("href"):
            return unlinked
        said = types(link)
        text = plain_text(link, 20)[:20]
        if "noteref" in said or "doc-noteref" in said or self._marks_note(element, link, text):
            self.reading.marks.setdefault(self.reading.address(link.get("href")), text.strip("[]［］()（）〔〕"))
            return True
        return "doc-backlink" in said or (self.contexts[-1].kind is BlockKind.NOTE and not any(map(_worded, text)))

    def _marks_note(self, element: Element, link: Element, text: str) -> bool:
        raised = element.name == "sup" or any(
            not isinstance(child, str) and child.name == "sup" for child in link.children
        )
        return raised and bool(_MARK.fullmatch(text))

    def _enter_block(self, element: Element) -> None:
        context, name = self.contexts[-1], element.name
        if context.row and name not in ("tr", "table", "caption"):
            if name in ("td", "th"):
                self._cell()
            else:
                self.lines[-1].add(" ")
            self.contexts.append(context)
            return
        self._flush()
        self.elements.append(element)
        self.contexts.append(self._context(element, context))

    def _cell(self) -> None:
        line = self.lines[-1]
        if self.celled:
            line.waiting = ""
            line.verbatim(CELL)
        self.celled = True

    def _context(self, element: Element, context: _Context) -> _Context:
        name = element.name
        if level := _HEADINGS.get(name):
            return replace(context, kind=BlockKind.HEADING, level=level) if context.kind is _PLAIN else context
        if name == "tr" and context.row:
            self.celled = False
        if name == "table":
            return (
                replace(context, kind=BlockKind.TABLE_ROW, row=True)
                if is_data(element)
                else replace(context, row=False)
            )
        if name in ("caption", "figcaption"):
            return replace(context, kind=BlockKind.CAPTION, row=False)
        if element.attributes and context.kind is not BlockKind.NOTE and not _NOTE_TYPES.isdisjoint(types(element)):
            mark = self.reading.marks.get(self.reading.address("#" + element.get("id")), "")
            return replace(context, kind=BlockKind.NOTE, note=mark)
        if element.attributes and self.reading.comment(element):
            return replace(context, kind=BlockKind.COMMENT)
        if name in ("pre", "listing", "xmp", "plaintext"):
            return replace(context, literal=True)
        if name == "blockquote" and (element.get("type") == "cite" or "quote" in element.get("class")):
            return replace(context, quoted=context.quoted + 1)
        if name in _KINDS and context.kind in (_PLAIN, BlockKind.ITEM):
            return replace(context, kind=_KINDS[name])
        return context

    def _leave_block(self, element: Element) -> None:
        if len(self.elements) > 1 and self.elements[-1] is element:
            self._flush()
            self.elements.pop()
        elif self.contexts[-1].row:
            self.lines[-1].add(" ")
        if len(self.contexts) > 1:
            self.contexts.pop()

    def _flush(self) -> None:
        """End the run: its lines become blocks."""
        for ruby in self.rubies:
            ruby.settle()
        lines, self.lines = self.lines, [Line()]
        for ruby in self.rubies:
            ruby.line, ruby.start, ruby.group, ruby.bases, ruby.readings = self.lines[0], 0, 0, [], []
        if not any(line.length for line in lines):
            return
        context = self.contexts[-1]
        for spoken in _literal(lines) if context.literal else paragraphs(lines):
            if any(map(str.isalnum, spoken.text)) or len(spoken.text) > 1:
                self.found.append(Flow(self._block(spoken, context), spoken.linked, self.elements[-1]))

    def _block(self, spoken: Words, context: _Context) -> Block:
        kept = "\n" in spoken.text or spoken.text != spoken.text.strip()
        kind = BlockKind.LITERAL if kept else context.kind
        if kind is BlockKind.HEADING and self.reading.headed:
            self.reading.chapter = spoken.text
        place = Place(chapter=self.reading.chapter, page=self.reading.page, note=context.note)
        level = context.level if kind is BlockKind.HEADING else context.quoted
        return Block(spoken.text, kind, spoken.rubies, place, level=level)

    def _begin_ruby(self) -> None:
        line = self.lines[-1]
        line.settle()
        self.rubies.append(Ruby(line, line.length, line.length))

    def _end_ruby(self) -> None:
        self.rubies.pop().settle()

    def _begin_base(self) -> None:
        ruby = self.rubies[-1]
        if ruby.readings:
            ruby.settle()
        ruby.bases.append((ruby.line.length, ruby.line.length))

    def _end_base(self) -> None:
        ruby = self.rubies[-1]
        if ruby.bases:
            ruby.bases[-1] = (ruby.bases[-1][0], ruby.line.length)

    def _begin_reading(self) -> None:
        ruby = self.rubies[-1]
        if not self.buffers:
            if ruby.readings and ruby.bases and ruby.bases[-1][1] < ruby.line.length:
                start = ruby.bases[-1][1]
                ruby.settle()
                ruby.start = start
            ruby.begin_reading()
        self.buffers.append([])

    def _end_reading(self) -> None:
        if not self.buffers:
            return
        text = "".join(self.buffers.pop())
        if not is_reading(text):
            self._text(text)
        elif self.buffers:
            self.buffers[-1].append(text)
        else:
            self.rubies[-1].readings.append(text)

    def _begin_second(self) -> None:
        self.rubies[-1].settle()
        self.buffers.append([])

    def _end_second(self) -> None:
        if self.buffers:
            text, ruby = "".join(self.buffers.pop()), self.rubies[-1]
            if is_reading(text):
                ruby.give(ruby.group, ruby.line.length, text)
            else:
                self._text(text)


_PLAIN = BlockKind.PARAGRAPH
_RUBY_STEPS: dict[str, tuple[Callable[[_Walker], None], Callable[[_Walker], None]]] = {
    "ruby": (_Walker._begin_ruby, _Walker._end_ruby),
    "rb": (_Walker._begin_base, _Walker._end_base),
    "rt": (_Walker._begin_reading, _Walker._end_reading),
    "rtc": (_Walker._begin_second, _Walker._end_second),
}


def _worded(character: str) -> bool:
    return "ぁ" <= character <= "ヿ" or "一" <= character <= "鿿"


def _literal(lines: list[Line]) -> Iterator[Words]:
    """Preformatted text: wrapped prose as paragraphs, all else as it stands."""
    text = "\n".join(line.text for line in lines)
    if not is_prose(text):
        yield Words(text.strip("\n").rstrip(), (), sum(line.linked for line in lines))
        return
    for line in lines:
        bare = line.text.strip()
        cut = len(line.text) - len(line.text.lstrip())
        line.indented = bare != line.text.rstrip()
        line.rubies = [replace(ruby, start=ruby.start - cut, end=ruby.end - cut) for ruby in line.rubies]
        line.pieces = [bare]
    yield from paragraphs(lines)
