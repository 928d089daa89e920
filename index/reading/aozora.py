"""Texts in the format of Aozora Bunko → plain text, readings, title, author, edition.

A book is: title and author, a blank line, a block that explains the symbols between two lines of hyphens, the work,
a colophon that begins with 底本：. Marks within lines
are ruby ｜base《reading》, notes ［＃…］, gaiji ※［＃…］ and the iteration marks ／＼, by the rules of Aozora Bunko's
manual: without ｜ the base is the run of one script before 《. Linear in the length of a line. Characters outside
Shift_JIS (gaiji notes, accents taken apart) are after its 注記一覧 (外字) and アクセント分解.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inyo.index.reading.dates import find_date
from inyo.index.values.document import IDENTITY, Edit, SourceMap, apply

GETA = "〓"
"""Stands for a character that the text describes and Unicode has not."""

_CODE_POINT = re.compile(r"U\+([0-9A-F]{4,6})(?![0-9A-F])", re.IGNORECASE)
_CELL = re.compile(r"(?:水準 ?|、|^)([12])-(\d{1,2})-(\d{1,2})(?![\d-])")
_SHAPE = re.compile(r"(?:「※」は)?「([^「」]{2,20})」(?:、[^、]*)?")
_SMALL_KANA = dict(zip("ゐゑをヰヱヲン", "𛅐𛅑𛅒𛅤𛅥𛅦𛅧", strict=True))
_SMALL = re.compile(r"小書き(?:片仮名|平仮名)([ぁ-ゖァ-ヺ])")
_ROMAN = re.compile(r"ローマ数字(\d{1,3})(?!\d)")
_ROMAN_PARTS = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MARK = {"感嘆符": "！", "疑問符": "？"}
_MARKS = re.compile("(感嘆符|疑問符)([二三四五2-5])つ")


def gaiji(note: str) -> str:
    """The character(s) that a gaiji note describes; `note` is what stands between ※［＃ and ］.

    By its code point, by its cell in JIS X 0213; else its shape as ［A＋B］ where the note gives one, else 〓.
    """
    plain = unicodedata.normalize("NFKC", note)
    if named := _CODE_POINT.search(plain):
        code = int(named[1], 16)
        if code < 0x110000 and unicodedata.category(chr(code)) not in ("Cc", "Cs", "Cn"):
            return chr(code)
    if cell := _CELL.search(plain):
        plane, row, column = map(int, cell.groups())
        if character := jis_x_0213(plane, row, column):
            return character
    if small := _SMALL.match(plain):
        return _SMALL_KANA.get(small[1], small[1])
    if numeral := _ROMAN.match(plain):
        return _roman(int(numeral[1]))
    if marks := _MARKS.match(plain):
        return _MARK[marks[1]] * (int(marks[2]) if marks[2].isdecimal() else "〇一二三四五六七八九".index(marks[2]))
    shape = _SHAPE.fullmatch(note)
    return f"［{shape[1]}］" if shape and re.search("[＋／＜＞－]", shape[1]) else GETA


def _roman(value: int) -> str:
    letters = ""
    for worth, letter in _ROMAN_PARTS:
        letters += letter * (value // worth)
        value %= worth
    return letters


def jis_x_0213(plane: int, row: int, column: int) -> str:
    """The character(s) at a cell of JIS X 0213, '' where it has none."""
    if not (1 <= row <= 94 and 1 <= column <= 94):
        return ""
    try:
        return (b"\x8f" * (plane == 2) + bytes((row + 0xA0, column + 0xA0))).decode("euc_jis_2004")
    except UnicodeDecodeError:
        return ""


_COMBINING = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", ":": "\u0308", "_": "\u0304"}
_LIGATURES = {"ae&": "æ", "AE&": "Æ", "oe&": "œ", "OE&": "Œ", "s&": "ß", "a&": "å", "A&": "Å", "o/": "ø", "O/": "Ø",
              "!@": "¡", "?@": "¿"}  # fmt: skip
_ACCENT = re.compile(r"ae&|AE&|oe&|OE&|[saA]&|[oO]/|[!?]@|[cC],(?=[a-zA-Z])|[aeiouyAEIOUY][`'^:_]|[anoANO]~")
_ACCENTED = re.compile(r"〔([^〔〕\n]{1,1000})〕")
_FOREIGN = re.compile(r"(?:[\0-~…‥“”‘’—―、。　]|《[^》]*》|［＃[^］]*］)*")


def join_accents(text: str) -> str:
    """`text` with 〔e'tude〕 written étude; other 〔〕 are left as they are."""
    return _ACCENTED.sub(_accented, text) if "〔" in text else text


def _accented(bracket: re.Match[str]) -> str:
    inner = bracket[1]
    if not _ACCENT.search(inner) or not _FOREIGN.fullmatch(inner):
        return bracket[0]
    return _ACCENT.sub(_accent, inner)


def _accent(pair: re.Match[str]) -> str:
    if pair[0] in _LIGATURES:
        return _LIGATURES[pair[0]]
    base, mark = pair[0][0], pair[0][1]
    composed = unicodedata.normalize("NFC", base + ("\u0327" if mark == "," else _COMBINING[mark]))
    return composed if len(composed) == 1 else pair[0]


_HEAD = 6_000
_LOOKED_AT = 100_000
_TAIL = 12_000
_RULE = re.compile(r"^[-‐－─]{20,}[ 　]*$", re.MULTILINE)
_SYMBOLS = "【テキスト中に現れる記号について】"
_COLOPHON = re.compile(r"\n[ 　]*(?=(?:底本|翻訳の底本|翻訳の原作|初出)[：:])")
_END_OF_WORK = "［＃本文終わり］"
_EDITION = re.compile(r"^[ 　]*(?:翻訳の)?(?:底本|原作)[：:][ 　]*(.+)$", re.MULTILINE)
_NOTE = re.compile(r"※?［＃[^］\n]{1,200}］")
_ANY_RUBY = re.compile(r"([㐀-鿿々〆ヶA-Za-zＡ-Ｚａ-ｚ])?《([^《》\n]{0,80})》?")
_MARKED_RUBY = re.compile(r"[｜|][^｜|《》\n]{1,60}《[ぁ-ゖァ-ヺー・ 　]{1,60}》")
_READING = re.compile(r"[ぁ-ゖァ-ヺーヽヾゝゞ・ 　]+")
_TRANSLATOR = re.compile(r"(?:訳|編|校訂|校注|編纂)$|^(?:translated|edited) by\b", re.IGNORECASE)
_ORIGINAL_TITLE = re.compile(r"[^ぁ-ゖァ-ヺー一-鿿々]+")


@dataclass(frozen=True, slots=True)
class Book:
    """A text without its markup. `rubies`: (start, end, reading). `work_end`: where the colophon begins in `text`.

    `title` and `author` are '' where the text has no header. `certain`: it has a book's header or colophon, not its
    marks alone. `origin` leads to the text with marks, exactly for the beginnings of lines.
    """

    text: str
    rubies: tuple[tuple[int, int, str], ...]
    work_end: int
    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    certain: bool = True
    origin: SourceMap = IDENTITY


def read_book(raw: str) -> Book | None:
    """The book in a text with newlines as `\\n`, or None where the text is none.

    The explanation of symbols is taken out, and with it lines that hold nothing but notes. The colophon stays at the
    end of the text. `date` is the day of the edition that was copied, `source` that edition.
    """
    block = _symbol_block(raw)
    colophon = _colophon(raw)
    certain = block is not None or (colophon is not None and "青空文庫" in raw[colophon:])
    if not certain and not is_marked_up(raw):
        return None
    below = IDENTITY
    if block is not None:
        start, end = len(raw[: block[0]].rstrip("\n")), len(raw) - len(raw[block[1] :].lstrip("\n"))
        colophon = None if colophon is None else colophon - (end - start) + 2
        raw, below = apply(raw, [Edit(start, end, "\n\n")])
    end = len(raw) if colophon is None else colophon
    work, rubies, anchors = _plain(raw[:end], cautious=not certain)
    ending, _, more = _plain(raw[end:], cautious=not certain)
    anchors += [(len(work) + text, end + source) for text, source in more]
    title, author = _header(work) if certain else ("", "")
    edition = _EDITION.search(ending)
    source = edition[1].strip() if edition else ""
    date = find_date(ending[edition.start() :].split("\n入力", 1)[0][:400]) if edition else ""
    origin = below.over(_map(anchors))
    return Book(work + ending, rubies, len(work), title, author, date, source, certain, origin)


def _symbol_block(raw: str) -> tuple[int, int] | None:
    heading = raw.find(_SYMBOLS, 0, _HEAD)
    rules = list(_RULE.finditer(raw, 0, _HEAD)) if heading >= 0 else []
    before = [rule for rule in rules if rule.end() < heading]
    after = [rule for rule in rules if rule.start() > heading]
    return (before[-1].start(), after[0].end()) if before and after else None


def _colophon(raw: str) -> int | None:
    """Where the colophon begins: after the end of the work if that is marked, else at 底本： after a blank line."""
    tail = max(0, len(raw) - _TAIL)
    marked = raw.rfind(_END_OF_WORK, tail)
    if marked >= 0:
        return marked
    for found in _COLOPHON.finditer(raw, tail):
        before = raw.rfind("\n", 0, found.start()) + 1
        if not raw[before : found.start()].strip():
            return found.end()
    return None


def is_marked_up(raw: str) -> bool:
    """Whether ruby or notes stand in a text without header and colophon; 《》 may be mere brackets there."""
    raw = raw[:_LOOKED_AT]
    if _MARKED_RUBY.search(raw) or len(_NOTE.findall(raw)) >= 2:
        return True
    rubies = [bool(base and _READING.fullmatch(reading)) for base, reading in _ANY_RUBY.findall(raw)]
    return len(rubies) >= 3 and sum(rubies) >= 0.9 * len(rubies)


def _plain(raw: str, *, cautious: bool) -> tuple[str, tuple[tuple[int, int, str], ...], list[tuple[int, int]]]:
    """The text of marked lines, its rubies, and where its lines begin in it and in `raw`."""
    lines: list[str] = []
    rubies: list[tuple[int, int, str]] = []
    anchors: list[tuple[int, int]] = []
    at = place = 0
    for source in raw.split("\n"):
        line = plain_line(source, cautious=cautious)
        place += len(source) + 1
        if line.noted and not line.text.strip():
            continue
        at += bool(lines)
        anchors.append((at, place - len(source) - 1))
        rubies.extend((at + start, at + end, reading) for start, end, reading in line.rubies)
        lines.append(line.text)
        at += len(line.text)
    return "\n".join(lines), tuple(rubies), anchors


def _map(anchors: Sequence[tuple[int, int]]) -> SourceMap:
    """A map that has of these anchors those from which on text and source lie farther apart than before."""
    moved = [here for before, here in pairwise([(0, 0), *anchors]) if here[1] - here[0] != before[1] - before[0]]
    return SourceMap(tuple(text for text, _ in moved), tuple(source for _, source in moved))


def _header(work: str) -> tuple[str, str]:
    """Title (with subtitle) and author from the first lines, by Aozora Bunko's order: title, original title, subtitle,
    author, translator."""
    lines = [line.strip() for line in work[:2_000].lstrip("\n").split("\n\n", 1)[0].split("\n")]
    if not 2 <= len(lines) <= 6 or max(map(len, lines)) > 100:
        return (lines[0][:100] if lines[0] else ""), ""
    people = lines[1:]
    if len(people) > 1 and _TRANSLATOR.search(people[-1]):
        people = people[:-1]
    subtitles = [line for line in people[:-1] if not _ORIGINAL_TITLE.fullmatch(line)]
    return "　".join([lines[0], *subtitles]), people[-1]


_MARKUP = re.compile(r"[《｜|〔]|※?［＃|／″?＼")
_RUBY = re.compile(r"《([^《》\n]{1,300})》")
_MARKED_BASE = re.compile(r"[｜|](?=[^｜|《》\n]{1,300}《)")
_BRACKET = re.compile("[［］]")
_REPEAT = re.compile("／(″?)＼")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・ヽヾゝゞ゛゜〳-〵\s　／＼″]+")
_REPLACED = re.compile(r"「([^「」]{1,8})」は.*?([12]-\d{1,2}-\d{1,2}|U\+[0-9A-Fa-f]{4,6})")
_SIDE_RUBY = re.compile(r"「([^「」]{1,40})」の?(?:左)?に「([^「」]{1,80})」のルビ")

_KANJI = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff々※仝〆〇ヶ〻〓]+")
_FULLWIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚΑ-Ωα-ωА-Яа-я−＆’，．]+")
_HALFWIDTH = re.compile(r"[.;\"?!)]?[A-Za-z0-9#\-&',À-ɏ]+")
_HIRAGANA = re.compile("[ぁ-んゝゞ]+")
_KATAKANA = re.compile("[ァ-ンーヽヾヴ]+")
_READ_AS_KANA = (_KANJI, _FULLWIDTH, _HALFWIDTH)
_SCRIPTS = (*_READ_AS_KANA, _HIRAGANA, _KATAKANA)
"""What may be a base without ｜: one run of these. Matched against the text reversed."""

_LONGEST_BASE = 100
_NO_BASE = frozenset("　 \t「『（(〈《【［〔｛“‘、。，．")
_SHAPE_BEFORE = re.compile(r"［[^［］]{2,24}］\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its markup. `rubies`: (start, end, reading), offsets in `text`; `noted`: it held a note."""

    text: str
    rubies: tuple[tuple[int, int, str], ...] = ()
    noted: bool = False


def plain_line(line: str, *, cautious: bool = False) -> Line:
    """The line that a reader sees. `cautious`: only what can be nothing but ruby is taken for ruby (kana over kanji,
    letters or a marked base), for texts that may use 《》 as brackets."""
    if not line or not _MARKUP.search(line):
        return Line(line)
    return _Reader(join_accents(line), cautious=cautious).read()


class _Reader:
    """One pass over a line. `out` is the text so far; what a ruby covers never reaches behind `free`."""

    def __init__(self, line: str, *, cautious: bool) -> None:
        self.line = line
        self.cautious = cautious
        self.out: list[str] = []
        self.length = 0
        self.tail = ""
        self.free = 0
        self.base: int | None = None
        self.rubies: list[tuple[int, int, str]] = []
        self.noted = False
        self.ends, self.closers = _note_ends(line)

    def read(self) -> Line:
        at = 0
        while mark := _MARKUP.search(self.line, at):
            self._put(self.line[at : mark.start()])
            at = self._markup(mark.group(), mark.start())
        self._put(self.line[at:])
        return Line("".join(self.out), tuple(sorted(self.rubies)), self.noted)

    def _markup(self, mark: str, at: int) -> int:
        """Deal with the mark at `at`; returns where to go on."""
        if mark.endswith("［＃"):
            end = self._note_end(at + len(mark) - 2)
            if end is not None:
                self._note(self.line[at + len(mark) : end], replaces=mark[0] == "※")
                return end + 1
        elif mark in "｜|":
            if _MARKED_BASE.match(self.line, at):
                self.base = self.length
                return at + 1
        elif mark == "《":
            ruby = _RUBY.match(self.line, at)
            if ruby and self._ruby(ruby[1]):
                return ruby.end()
        elif mark[0] == "／" and not self.cautious:
            self._put("〴〵" if "″" in mark else "〳〵")
            return at + len(mark)
        self._put(mark)
        return at + len(mark)

    def _put(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.length += len(text)
            self.tail = (self.tail + text)[-_LONGEST_BASE:]

    def _note_end(self, bracket: int) -> int | None:
        if bracket in self.ends:
            return self.ends[bracket]
        following = bisect_left(self.closers, bracket)
        return self.closers[following] if following < len(self.closers) else None

    def _ruby(self, reading: str) -> bool:
        reading = _spelled_out(plain_line(reading, cautious=True).text if "［＃" in reading else reading)
        base, self.base = self.base, None
        kana = bool(_KANA.fullmatch(reading))
        if not reading or (self.cautious and not kana):
            return False
        start = base if base is not None else self._base()
        if start is None or start >= self.length:
            return False
        self.rubies.append((start, self.length, reading))
        self.free = self.length
        return True

    def _base(self) -> int | None:
        """Where the run of one script at the end of the text begins."""
        tail = self.tail[-(self.length - self.free) :] if self.length > self.free else ""
        backwards = tail[::-1]
        for script in _READ_AS_KANA if self.cautious else _SCRIPTS:
            if run := script.match(backwards):
                return self.length - run.end()
        if self.cautious or not tail or tail[-1] in _NO_BASE:
            return None
        shape = _SHAPE_BEFORE.search(tail[-26:])
        return self.length - (len(shape[0]) if shape else 1)

    def _note(self, note: str, *, replaces: bool) -> None:
        self.noted = True
        if replaces:
            self._put(gaiji(note))
        elif note in ("割り注", "割り注終わり"):
            self._put("（" if note == "割り注" else "）")
        elif (side := _SIDE_RUBY.search(note)) and _KANA.fullmatch(side[2]) and self.tail.endswith(side[1]):
            self.rubies.append((self.length - len(side[1]), self.length, side[2]))
        elif (named := _REPLACED.match(note)) and self._free_to_change(named[1]):
            self._replace(len(named[1]), gaiji(named[2]))

    def _free_to_change(self, ending: str) -> bool:
        return self.tail.endswith(ending) and self.length - len(ending) >= self.free

    def _replace(self, size: int, character: str) -> None:
        if character != GETA:
            self.length -= size
            self.tail = self.tail[:-size]
            while size:
                piece = self.out.pop()
                if len(piece) > size:
                    self.out.append(piece[:-size])
                size -= min(size, len(piece))
            self._put(character)


def _spelled_out(reading: str) -> str:
    """A reading as it is said: brackets off, いろ／＼ as いろいろ, とき／″＼ as ときどき."""
    reading = reading.strip().strip("（）").replace("〳〵", "／＼").replace("〴〵", "／″＼")
    said, before = "", reading
    while mark := _REPEAT.search(before):
        unit = before[: mark.start()]
        again = unicodedata.normalize("NFC", unit[:1] + "\u3099") + unit[1:] if mark[1] else unit
        said, before = said + unit + (again if len(again) == len(unit) else unit), before[mark.end() :]
    return said + before


def _note_ends(line: str) -> tuple[dict[int, int], list[int]]:
    """For every ［ that has one its ］ (they nest), and all ］."""
    ends: dict[int, int] = {}
    closers: list[int] = []
    opened: list[int] = []
    for bracket in _BRACKET.finditer(line):
        if bracket[0] == "［":
            opened.append(bracket.start())
        else:
            closers.append(bracket.start())
            if opened:
                ends[opened.pop()] = bracket.start()
    return ends, closers
