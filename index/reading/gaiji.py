"""Aozora Bunko's ways to write characters outside Shift_JIS: gaiji notes and accents taken apart.

After Aozora Bunko's 注記一覧 (外字) and アクセント分解.
"""

from __future__ import annotations

import re
import unicodedata

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
