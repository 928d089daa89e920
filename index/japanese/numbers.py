"""Numbers as people write them (13万3千, 133,000, 十三万三千, 二〇二五) and the years of Japanese eras."""

from __future__ import annotations

import re
from decimal import Decimal

NUMERAL = re.compile(r"[0-9〇零一二三四五六七八九十百千万億兆壱弐参拾]+")
_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "壱": 1,
    "弐": 2,
    "参": 3,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_LONGEST = 40


def value(text: str) -> str:
    """The number a numeral stands for, as plain decimal digits without needless zeros; '' where it is none.

    Accepts ASCII digits with grouping commas and a decimal point, kanji digits by position, 十百千万億兆, and mixtures.
    """
    text = text.replace(",", "")
    if not text or len(text) > _LONGEST:
        return ""
    if text.isascii():
        return _plain(text)
    total = Decimal(0)
    section = ""
    for letter in text:
        if letter in _LARGE:
            part = _section(section) if section else Decimal(1)
            if part is None:
                return ""
            total += part * _LARGE[letter]
            section = ""
        else:
            section += letter
    if section:
        part = _section(section)
        if part is None:
            return ""
        total += part
    return _plain(format(total, "f"))


def _section(text: str) -> Decimal | None:
    """A numeral below 10,000 or digits by position."""
    total = Decimal(0)
    digits = ""
    for letter in text:
        if letter in _SMALL:
            if digits and not _decimal(digits):
                return None
            total += (Decimal(digits) if digits else Decimal(1)) * _SMALL[letter]
            digits = ""
        elif letter in _DIGITS:
            digits += str(_DIGITS[letter])
        else:
            digits += letter
    if digits:
        if not _decimal(digits):
            return None
        total += Decimal(digits)
    return total


def _decimal(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text))


def _plain(text: str) -> str:
    if not _decimal(text):
        return ""
    whole, _, fraction = text.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


_ERAS = (("明治", 1868, 1912), ("大正", 1912, 1926), ("昭和", 1926, 1989), ("平成", 1989, 2019), ("令和", 2019, 2100))
_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和)(元|[0-9〇一二三四五六七八九十]{1,3})年?")
_WESTERN_YEAR = re.compile(
    r"(?:西暦)?([0-9]{4}|[一二][〇一二三四五六七八九]{3}|[一二]?千[〇一二三四五六七八九百十]+)年"
)


def other_calendar(text: str) -> tuple[str, ...]:
    """The text with its year in the other calendar: 令和7年 → 2025年, 2025年 → 令和7年; () without a year."""
    found = _ERA_YEAR.search(text)
    if found:
        number = "1" if found[1] and found[2] == "元" else value(found[2])
        first = next(start for era, start, _ in _ERAS if era == found[1])
        if not number:
            return ()
        ways = [f"{first + int(number) - 1}年"]
        if found[2] == "元":
            ways.append(f"{found[1]}1年")
        elif number == "1":
            ways.append(f"{found[1]}元年")
        return tuple(text[: found.start()] + way + text[found.end() :] for way in ways)
    found = _WESTERN_YEAR.search(text)
    if not found or not value(found[1]):
        return ()
    year = int(value(found[1]))
    eras = [(era, year - start + 1) for era, start, end in _ERAS if start <= year <= end]
    ways = [f"{era}{number}年" for era, number in eras] + [f"{era}元年" for era, number in eras if number == 1]
    return tuple(text[: found.start()] + way + text[found.end() :] for way in ways)
