"""Aozora Bunko's markup in a line → plain text and readings.

Ruby ｜base《reading》, notes ［＃…］, gaiji ※［＃…］, the iteration marks ／＼. Rules after Aozora Bunko's manual:
without ｜ the base is the run of one script before 《. Linear in the length of the line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from inyo.index.reading.aozora.gaiji import GETA, gaiji, join_accents

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
