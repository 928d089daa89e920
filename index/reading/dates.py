"""Dates as Japanese documents write them → ISO."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from typing import NamedTuple

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
         "M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}  # fmt: skip
"""The year before each era's first."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_N = r"(?:\d+|[〇零一二三四五六七八九十百千元]+)"
_ASIDE = r"(?:\s*[(][^()]{1,8}[)])?\s*"
_MONTH_NAME = r"(?P<{}>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?"

_DATE = re.compile(
    rf"(?P<era>明治|大正|昭和|平成|令和)(?P<ey>{_N})年(?:度)?{_ASIDE}(?:(?P<em>{_N})月\s*(?:(?P<ed>{_N})日)?)?"
    rf"|(?:(?<![\dA-Za-z])(?P<e1>[MTSHR])\.?|(?P<e2>明治|大正|昭和|平成|令和)\s?)"
    r"(?P<ey1>\d{1,2}|元)[./-](?P<em1>\d{1,2})[./-](?P<ed1>\d{1,2})(?!\d)"
    rf"|(?<!\d)(?P<y>\d{{4}}|[一二][〇零一二三四五六七八九]{{3}}){_ASIDE}年{_ASIDE}(?:(?P<m>{_N})月\s*(?:(?P<d>{_N})日)?)?"
    r"|(?<![\d./-])(?P<y1>\d{4})(?P<s>[-/.])(?P<m1>\d{1,2})(?P=s)(?P<d1>\d{1,2})(?!\d)"
    rf"|{_MONTH_NAME.format('n2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH_NAME.format('n3')},?\s+(?P<y3>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>[01]\d)[-_.]?(?P<d>[0-3]\d)(?!\d)")


class FoundDate(NamedTuple):
    """`iso` is 2025, 2025-06 or 2025-06-10; `start`–`end` where it stands in the text as folded to NFKC."""

    iso: str
    start: int
    end: int


def dates(text: str) -> list[FoundDate]:
    """All dates in a text that could be (day, month or year), in order. Offsets are in NFKC of the text."""
    found = ((_iso(match), match) for match in _DATE.finditer(unicodedata.normalize("NFKC", text)))
    return [FoundDate(iso, match.start(), match.end()) for iso, match in found if iso]


def find_date(text: str) -> str:
    """The first and most exact date of a text in ISO, '' if none."""
    return max((found.iso for found in dates(text)), key=len, default="")


def date_in_name(name: str) -> str:
    """A day in a file's name (2025-08-19, 20250819, 令和7年6月9日), else a month (2025年8月), '' if none."""
    given = [found.iso for found in dates(name)]
    full = [iso for iso in given if len(iso) == 10]
    compact = _COMPACT.search(unicodedata.normalize("NFKC", name))
    if not full and compact:
        full = [_checked(int(compact["y"]), int(compact["m"]), int(compact["d"]))]
    months = (iso for iso in given if len(iso) == 7)
    return next((iso for iso in full if len(iso) == 10), "") or next(months, "")


def number(text: str) -> int:
    """The value of Arabic or kanji numerals, positional (二〇二五) or with units (二千二十五); 元 is 1."""
    if text.isdecimal():
        return int(text)
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS.get(digit, 0)) for digit in text) or 0)
    total = value = 0
    for digit in text:
        if digit in _UNITS:
            total += (value or 1) * _UNITS[digit]
            value = 0
        else:
            value = _DIGITS.get(digit, 0)
    return total + value


def _iso(match: re.Match[str]) -> str:
    part = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
    era = part.get("era") or part.get("e")
    if era:
        year = _ERAS[era.upper() if era.isascii() else era] + number(part["ey"])
        return _checked(year, number(part.get("em", "0")), number(part.get("ed", "0")))
    month = _MONTHS.index(part["n"][:3].lower()) + 1 if "n" in part else number(part.get("m", "0"))
    return _checked(number(part["y"]), month, number(part.get("d", "0")))


def _checked(year: int, month: int, day: int) -> str:
    """ISO as exact as given; '' for what no calendar has."""
    if not 1600 <= year <= 2100 or month > 12:
        return ""
    if not month:
        return str(year)
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if day <= monthrange(year, month)[1] else ""
