"""A tree of markup → blocks in reading order: paragraphs, headings, items, rows, captions, notes, literal text. Runs of
inline text become paragraphs: white space as Japanese wants it, ruby, lines joined or not at <br>.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inyo.index.reading.formats.building import CELL
from inyo.index.reading.formats.elements import BLOCKS, UNREAD, Element, hidden, is_data, is_link, letter, types, words
from inyo.index.reading.lines import split
from inyo.index.reading.wrapping import joints
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Place

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


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "li": BlockKind.ITEM,
    "dt": BlockKind.ITEM,
    "dd": BlockKind.ITEM,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_NOTE_TYPES = words("footnote endnote rearnote note doc-footnote doc-endnote")
_NOTE_CLASSES = words("footnote-ref footnoteref noteref endnote-ref")
_MARK = re.compile(r"[\[［(（〔]?(?:原?注|註|※|＊|\*|†)?[0-9０-９]{0,3}[\])）〕］]?")
_BRACKETED = re.compile(r"[\[［][0-9０-９]{1,3}[\]］]")
_NOTE_IN_TEXT = re.compile(r"［＃[^］]{1,200}］")
_INDENTED_BELOW = re.compile(r"\n[ \t\r]*\n\s*(?=\u3000\S)")
"""A blank line of the source before an indent: a paragraph's end where a page shows white space as it is."""


def plain_text(element: Element, most: int = 5_000) -> str:
    """The text of an element on one line, without readings; of a large one the beginning (`most` nodes)."""
    line = Line()
    waiting: list[Element | str] = [element]
    for _ in range(most):
        if not waiting:
            break
        node = waiting.pop()
        if isinstance(node, str):
            line.add(node)
        elif node.name not in UNREAD - {"title"} and node.name not in ("rt", "rtc"):
            if node.name in BLOCKS or node.name == "br":
                line.add(" ")
            line.add(letter(node)) if node.name == "img" else waiting.extend(reversed(node.children))
    return line.text.strip()


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
        named = not _NOTE_CLASSES.isdisjoint(link.get("class").lower().split())
        return (raised or named) and bool(_MARK.fullmatch(text))

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
