"""RTF → a document. Groups are a list and not the call stack; bytes are decoded run by run, so that a character whose
second byte is written as a letter stays whole.

Microsoft's Rich Text Format Specification 1.9.1: destinations, \\ansicpg, \\fcharset, \\u, \\bin, \\footnote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from inyo.index.reading.formats.building import Runs
from inyo.index.reading.formats.office import HEADING, TITLE, Story, author_of, date_of, ruby_field, title_of
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, UnreadableFormat

_MOST_LEVELS = 8


@dataclass(slots=True)
class GroupState:
    """What a group inherits and may change."""

    where: str = "text"
    codec: str = ""
    skip: int = 1
    hidden: bool = False
    twofold: bool = False

    def copy(self) -> GroupState:
        return replace(self)


@dataclass(slots=True)
class _Sink:
    """Text that is being collected: the document's own, a note's, a box's."""

    runs: Runs = field(default_factory=Runs)
    blocks: list[Block] = field(default_factory=list)
    depth: int = 0
    kind: str = "text"
    in_table: bool = False
    above: tuple[int, int] = (-1, 0)


class RtfText:
    """The text as it grows, and all that tells what the next word means."""

    def __init__(self) -> None:
        self.story = Story()
        self.sinks = [_Sink()]
        self.state = GroupState()
        self.stack: list[GroupState] = []
        self.raw: list[bytes] = []
        self.units: list[str] = []
        self.to_skip = 0
        self.default = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = -1
        self.first = 0
        self.styles: dict[int, int] = {}
        self.style_names: dict[int, str] = {}
        self.style = -1
        self.level = 0
        self.info: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.field: list[str] = []
        self.cells: list[list[Block]] = []
        self.notes = 0
        self.starred = False

    def finished(self) -> tuple[Block, ...]:
        """What the document holds; groups that were never closed are closed."""
        while len(self.sinks) > 1:
            self.leave()
        self.end_row()
        self.end_paragraph()
        return self.story.finished()

    def date(self) -> str:
        """The day on which the document was made, if it says so."""
        year, month, day = (self.numbers.get(part, 0) for part in ("yr", "mo", "dy"))
        return date_of(f"{year:04}-{month:02}-{day:02}") if year > 1600 and month and day else ""

    def add_text(self, text: str) -> None:
        """Words that were decoded go where the group they stand in says."""
        where = self.state.where
        if where == "text":
            if not self.state.hidden:
                self._add_lines(text)
        elif where == "field":
            self.field.append(text)
        elif where == "styles":
            self.style_names[self.style] = (self.style_names.get(self.style, "") + text)[:80]
        elif where in ("title", "author"):
            self.info[where] = self.info.get(where, "") + text

    def _add_lines(self, text: str) -> None:
        """Words; a line ends where Unicode's own sign says so, as TextEdit writes it."""
        for number, line in enumerate(text.split("\u2028")):
            if number:
                self.sinks[-1].runs.break_line()
            self.sinks[-1].runs.add(line)

    def end_paragraph(self) -> None:
        """A paragraph of the document, a cell, a note or a box ends."""
        sink = self.sinks[-1]
        runs, sink.runs = sink.runs, Runs()
        level, titled = self._level()
        if sink.kind != "text" or sink.in_table:
            sink.blocks += runs.blocks(BlockKind.PARAGRAPH)
        else:
            self.story.add(runs, level, titled=titled)

    def _level(self) -> tuple[int, bool]:
        """The paragraph's level as a heading, and whether it is in the style of a title."""
        name = self.style_names.get(self.style, "").strip(" ;")
        titled = bool(TITLE.fullmatch(name))
        named = HEADING.fullmatch(name)
        return self.level or self.styles.get(self.style, 0) or (int(named[1]) if named else int(titled)), titled

    def end_cell(self) -> None:
        """A cell ends: its paragraphs are one of the row's."""
        sink = self.sinks[-1]
        runs, sink.runs = sink.runs, Runs()
        self.cells.append([*sink.blocks, *runs.blocks(BlockKind.PARAGRAPH)])
        sink.blocks = []

    def end_row(self) -> None:
        """A row ends, also one that was never closed."""
        sink = self.sinks[-1]
        if sink.blocks:
            self.end_cell()
        if self.cells:
            if sink.kind == "text":
                self.story.add_row(self.cells)
            else:
                sink.blocks += (block for cell in self.cells for block in cell)
            self.cells = []

    def enter(self, kind: str) -> None:
        """A note or box begins."""
        if self.state.where != "text":
            return
        self.sinks.append(_Sink(depth=len(self.stack), kind=kind, above=(self.style, self.level)))
        self.state.hidden = False

    def leave(self) -> None:
        """The innermost note or box ends."""
        self.end_paragraph()
        sink = self.sinks.pop()
        self.style, self.level = sink.above
        if sink.kind == "box":
            self.story.add_boxes(sink.blocks)
        else:
            self.notes += 1
            self.story.add_note(sink.blocks, str(self.notes))

    def end_field(self) -> None:
        """A field's instruction ends: ruby is text, others are not."""
        instruction, self.field = "".join(self.field), []
        ruby = ruby_field(instruction)
        if ruby and self.state.where == "text" and not self.state.hidden:
            runs = self.sinks[-1].runs
            start = runs.length
            runs.add(ruby[0])
            runs.add_ruby(start, ruby[1])


_Action = Callable[[RtfText, str, int | None], None]


def _set_page(reader: RtfText, word: str, number: int | None) -> None:
    named = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word)
    reader.default = named or code_page(number or 1252)


def _set_font(reader: RtfText, word: str, number: int | None) -> None:
    if reader.state.where == "fonts":
        reader.font = number or 0
    else:
        reader.state.codec = reader.fonts.get(number or 0, "")


def _set_first_font(reader: RtfText, word: str, number: int | None) -> None:
    reader.first = number or 0


def _set_charset(reader: RtfText, word: str, number: int | None) -> None:
    if reader.state.where == "fonts":
        reader.fonts[reader.font] = code_page(number or 0) if word == "cpg" else CODE_PAGES.get(number or 0, "")


def _set_style(reader: RtfText, word: str, number: int | None) -> None:
    reader.style = -1 if number is None else number


def _set_level(reader: RtfText, word: str, number: int | None) -> None:
    level = number + 1 if number is not None and 0 <= number <= _MOST_LEVELS else 0
    if reader.state.where == "styles":
        reader.styles[reader.style] = level
    else:
        reader.level = level


def _plain_paragraph(reader: RtfText, word: str, number: int | None) -> None:
    reader.style, reader.level = -1, 0
    reader.sinks[-1].in_table = False


def _end_paragraph(reader: RtfText, word: str, number: int | None) -> None:
    if reader.state.where == "text":
        if not reader.sinks[-1].in_table and reader.cells:
            reader.end_row()
        reader.end_paragraph()


def _break_line(reader: RtfText, word: str, number: int | None) -> None:
    if reader.state.where == "text":
        reader.sinks[-1].runs.break_line()


def _set_hidden(reader: RtfText, word: str, number: int | None) -> None:
    reader.state.hidden = number != 0


def _plain_characters(reader: RtfText, word: str, number: int | None) -> None:
    reader.state.hidden = False
    reader.state.codec = ""


def _set_skip(reader: RtfText, word: str, number: int | None) -> None:
    reader.state.skip = min(max(number or 0, 0), 10)


def _in_table(reader: RtfText, word: str, number: int | None) -> None:
    reader.sinks[-1].in_table = True


def _enter_note(reader: RtfText, word: str, number: int | None) -> None:
    reader.enter("note")


def _enter_box(reader: RtfText, word: str, number: int | None) -> None:
    reader.enter("box")


def _end_cell(reader: RtfText, word: str, number: int | None) -> None:
    if reader.state.where == "text":
        reader.end_cell()


def _finish_row(reader: RtfText, word: str, number: int | None) -> None:
    if reader.state.where == "text":
        reader.end_row()


def _twofold(reader: RtfText, word: str, number: int | None) -> None:
    """Of a text given twice the one in Unicode is read, which follows in a group of its own."""
    reader.state.where, reader.state.twofold = "skip", True


def _date_part(reader: RtfText, word: str, number: int | None) -> None:
    if reader.state.where == "created" and number is not None:
        reader.numbers.setdefault(word, number)


DESTINATIONS = {
    "fonttbl": "fonts", "stylesheet": "styles", "info": "info", "title": "title", "author": "author",
    "creatim": "created", "fldinst": "field",
}  # fmt: skip
ACTIONS: dict[str, _Action] = {
    "ansi": _set_page, "mac": _set_page, "pc": _set_page, "pca": _set_page, "ansicpg": _set_page,
    "f": _set_font, "deff": _set_first_font, "fcharset": _set_charset, "cpg": _set_charset, "s": _set_style,
    "outlinelevel": _set_level, "pard": _plain_paragraph, "par": _end_paragraph, "sect": _end_paragraph,
    "page": _end_paragraph, "line": _break_line, "lbr": _break_line, "softline": _break_line, "v": _set_hidden,
    "deleted": _set_hidden, "plain": _plain_characters, "uc": _set_skip, "intbl": _in_table,
    "upr": _twofold,
    "footnote": _enter_note, "shptxt": _enter_box, "dptxbxtext": _enter_box, "cell": _end_cell, "nestcell": _end_cell,
    "row": _finish_row, "nestrow": _finish_row, "yr": _date_part, "mo": _date_part, "dy": _date_part,
}  # fmt: skip


TOKEN = re.compile(
    rb"((?:[^\\{}\r\n]|\\'[0-9A-Fa-f]{2})+)|\\([A-Za-z]{1,32})(-?[0-9]{1,10})?[ ]?|\\([^A-Za-z])|([{}])|[\r\n]+"
)
CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Codecs by \\fcharset."""

_PAGES = {65001: "utf-8", 10000: "mac_roman", 10001: "cp932", 936: "gb18030", 932: "cp932", 949: "cp949", 950: "cp950"}
_WIDE_CODECS = frozenset({"cp932", "cp949", "gb18030", "cp950", "utf-8"})
SYMBOLS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "　", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SKIPPED = frozenset(
    re.findall(
        r"\w+",
        "colortbl listtable listoverridetable rsidtbl generator pict objdata objclass objname header headerl headerr"
        " headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xmlnstbl themedata"
        " datastore latentstyles colorschememapping bkmkstart bkmkend annotation atnid atnauthor atnref atndate"
        " atnparent atntime atnicn nonshppict shprslt sp sn sv datafield formfield filetbl revtbl private template"
        " pnseclvl pntext listtext pntxta pntxtb fldtype tc tcn xe rxe txe nesttableprops mmathPr wgrffmtfilter"
        " panose falt fontemb fontfile keywords comment operator company manager category subject doccomm hlinkbase"
        " vern buptim revtim printim",
    )
)
"""Destinations whose words are not the document's."""

KNOWN_IGNORABLE = frozenset(("shpinst", "shptxt", "fldinst", "footnote", "ftnalt"))
"""Destinations behind `\\*` that are read all the same."""


def code_page(number: int) -> str:
    name = _PAGES.get(number, f"cp{number}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def without_first(token: bytes, number: int) -> tuple[bytes, int]:
    """A run of text without its first characters (an escape counts as one), and how many are still to be left out."""
    at = 0
    while number and at < len(token):
        at += 4 if token[at] == 0x5C else 1
        number -= 1
    return token[at:], number


def decoded_run(raw: bytes, codec: str, default: str) -> str:
    """A run in its font's code page; in the document's where the font only says that it is Western."""
    if raw.isascii():
        return raw.decode("ascii")
    if default in _WIDE_CODECS and codec not in _WIDE_CODECS:
        try:
            return raw.decode(default)
        except UnicodeDecodeError:
            pass
    return raw.decode(codec, "replace")


_DEEPEST = 5_000


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The document in an RTF file. Raises UnreadableFormat."""
    start = data.find(b"{\\rtf")
    if start < 0:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is no RTF; open it where it was made and save it anew")
    reader = _Reader()
    reader.read(data, start)
    blocks = reader.finished()
    if not blocks:
        raise UnreadableFormat(FormatProblem.NO_TEXT, "holds no text; nothing to index")
    info = reader.info
    title = title_of(info.get("title", "")) or reader.story.title
    return (Extract(blocks, title=title, author=author_of(info.get("author", "")), made=reader.date()),)


class _Reader(RtfText):
    """The walk through the tokens."""

    def read(self, data: bytes, at: int) -> None:
        end = len(data)
        while at < end:
            token = TOKEN.match(data, at)
            if not token:
                at += 1
                continue
            at = token.end()
            if token[1] is not None:
                self._bytes(token[1])
            elif token[2] is not None:
                number = int(token[3]) if token[3] is not None else None
                if token[2] == b"bin":
                    at += max(number or 0, 0)
                else:
                    self._word(token[2].decode("ascii"), number)
            elif token[4] is not None:
                self._sign(token[4])
            elif token[5] == b"{":
                self._open()
            elif token[5] == b"}":
                self._close()
                if not self.stack:
                    break
        self._flush()

    def _open(self) -> None:
        self._flush()
        self.stack.append(self.state)
        if len(self.stack) > _DEEPEST:
            detail = f"nests its groups more than {_DEEPEST:,} deep; open it where it was made and save it anew"
            raise UnreadableFormat(FormatProblem.DAMAGED, detail)
        self.state = self.state.copy()
        self.to_skip = 0

    def _close(self) -> None:
        self._flush()
        where = self.state.where
        if not self.stack:
            return
        self.state = self.stack.pop()
        self.to_skip = 0
        if len(self.sinks) > 1 and self.sinks[-1].depth > len(self.stack):
            self.leave()
        if where == "styles" and self.state.where != "styles":
            self.style = -1
        if where == "field" and self.state.where != "field":
            self.end_field()

    def _bytes(self, token: bytes) -> None:
        self.starred = False
        if self.state.where == "skip":
            return
        if self.to_skip:
            token, self.to_skip = without_first(token, self.to_skip)
            if not token:
                return
        if b"\\" in token:
            first, *rest = token.split(b"\\'")
            token = first + b"".join(bytes.fromhex(part[:2].decode("ascii")) + part[2:] for part in rest)
        if self.units:
            self._flush()
        self.raw.append(token)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in (b"\r", b"\n"):
            self._word("par", None)
        elif sign in b"~_\\{}":
            self._bytes({b"~": b" ", b"_": b"-"}.get(sign, sign))

    def _word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == "u":
            self._unicode(number or 0)
            return
        if self.to_skip and word in SYMBOLS:
            self.to_skip -= 1
            return
        self._flush()
        if word == "ud" and starred and len(self.stack) > 1 and self.stack[-1].twofold:
            self.state.where, self.state.twofold = self.stack[-2].where, False
            return
        if self.state.where == "skip":
            return
        if word in SKIPPED or (starred and word not in KNOWN_IGNORABLE and word not in DESTINATIONS):
            self.state.where = "skip"
        elif word in DESTINATIONS:
            self.state.where = "skip" if word == "author" and self.info.get(word) else DESTINATIONS[word]
        elif word in SYMBOLS:
            self.add_text(SYMBOLS[word])
        elif action := ACTIONS.get(word):
            action(self, word, number)

    def _unicode(self, number: int) -> None:
        if self.state.where == "skip":
            return
        if self.raw:
            self._flush()
        self.units.append(chr(number & 0xFFFF))
        self.to_skip = self.state.skip

    def _flush(self) -> None:
        """Decodes the bytes or joins the UTF-16 units that were collected."""
        if self.units:
            units, self.units = "".join(self.units), []
            self.add_text(units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        if self.raw:
            raw, self.raw = b"".join(self.raw), []
            self.add_text(
                decoded_run(raw, self.state.codec or self.fonts.get(self.first, "") or self.default, self.default)
            )
