"""A date or a range of dates as it is typed in a filter → the first and the last date it lets in.

Years of either calendar (2024, 令和6年, R6, 昭39), months and days in any figures and with any marks between; fiscal
years, halves of years, decades, centuries, eras; ranges with what the second date has from the first left out
(2024年3月〜5月); 以降, まで and their signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from inyo.index.japanese.numbers import ERAS, in_figures

_ERA_LETTERS = dict(zip("mtshr明大昭平令", [era for era, *_ in ERAS] * 2, strict=True))
_STARTS = {era: start for era, start, _ in ERAS}
_POINT = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[mtshr]\.?)(?P<of_era>元|[0-9]{1,2})|(?P<year>[0-9]{4}))"
    r"(?:(?P<fiscal>年度)|年|(?=[-/.]|$))"
    r"(?:(?P<part>前半|上半期|上期|後半|下半期|下期|第?[1-4]4半期)"
    r"|[-/.]?(?P<month>[0-9]{1,2})(?:(?:月|[-/.])(?:(?P<day>[0-9]{1,2})日?|(?P<third>上旬|中旬|下旬|末))?|$))?"
)
_COMPACT = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?")
_DECADE = re.compile(r"(?:([12][0-9]{2})|(明治|大正|昭和|平成|令和)([1-9]))0年代")
_CENTURY = re.compile(r"([0-9]{1,2})世紀")
_ERA = re.compile("(明治|大正|昭和|平成|令和)(?:時代)?")
_REST = re.compile(
    r"(?:(?:(?P<year>[0-9元]{1,2})年)?(?P<month>[0-9]{1,2})(?:月|[-/.])(?:(?P<day>[0-9]{1,2})日?)?"
    r"|(?P<alone>[0-9元]{1,2})年|(?P<last>[0-9]{1,2})日|(?P<years>[0-9]{2}))"
)
"""The second date of a range without what it has from the first."""
_BETWEEN = re.compile(r"\.\.+|…|‥|[~〜～]|から")
_DASH = re.compile("[-－−–—―‐]")
_ONWARD, _UNTIL = (
    re.compile("(?:以降|以後|以来|から|より)$|^(?:>=?|≧|≥)"),
    re.compile("(?:以前|まで|迄|より前)$|^(?:<=?|≦|≤)"),
)
_PARTS = {
    **dict.fromkeys(("前半", "上半期", "上期"), (0, 6)),
    **dict.fromkeys(("後半", "下半期", "下期"), (6, 6)),
    **{f"{way}{quarter}4半期": (3 * quarter - 3, 3) for quarter in (1, 2, 3, 4) for way in ("第", "")},
}
"""Parts of a year, their numbers in figures: the months before them, and how many they have."""
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "末": (21, 31)}
_NOTHING = re.compile(r"\s|^西暦|\([日月火水木金土]\)|(?<=[年月])[中内]$")
_LONGEST = 40


def date_range(typed: str) -> str:
    """Two ISO dates joined by '..', either of which may be missing; '' where this is no date."""
    if len(typed) > _LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", typed.replace("…", "..").replace("‥", "..")).lower()
    text = in_figures(_NOTHING.sub("", plain).replace("・", "/"))
    span = _span(text)
    if span:
        return f"{span[0]}..{span[1]}"
    for first, last in _ends(text):
        begin, end = _span(first), _span(last) or _span(_completed(first, last))
        if (first and not begin) or (last and not end) or not (first or last):
            continue
        if not (begin and end) or begin[0] <= end[1] + "~":
            return f"{begin[0] if begin else ''}..{end[1] if end else ''}"
    return ""


def _ends(text: str) -> Iterator[tuple[str, str]]:
    """The ways to take a text for a range: what stands on either side of it."""
    parts = _BETWEEN.split(text.removesuffix("まで") if _BETWEEN.search(text[:-2]) else text)
    if len(parts) == 2:
        yield parts[0].strip(), parts[1].strip()
    if _ONWARD.search(text):
        yield _ONWARD.sub("", text).strip(), ""
    if _UNTIL.search(text):
        yield "", _UNTIL.sub("", text).strip()
    for dash in _DASH.finditer(text):
        yield text[: dash.start()].strip(), text[dash.end() :].strip()


def _completed(first: str, last: str) -> str:
    """The second date of a range with what it leaves out taken from the first: 5月 behind 2024年3月."""
    found, rest = _POINT.fullmatch(in_figures(first)), _REST.fullmatch(last)
    if not found or not rest:
        return ""
    era = found["era"] or ""
    year = era + (found["of_era"] or found["year"])
    alone = rest["alone"] or rest["year"] or rest["years"]
    if alone:
        if rest["years"] and found["month"]:
            return ""
        year = era + alone if era else year[:2] + alone.zfill(2)
    month, day = rest["month"], rest["day"]
    if rest["last"]:
        month, day = found["month"], rest["last"]
        if not month:
            return ""
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _span(text: str) -> tuple[str, str] | None:
    """The first and the last of the dates that one date stands for; both the same for a year, a month, a day."""
    if not text:
        return None
    long = _ERA.fullmatch(text)
    if long:
        return next((f"{start}", f"{end}") for era, start, end in ERAS if era == long[1])
    decade, century = _DECADE.fullmatch(text), _CENTURY.fullmatch(text)
    if decade:
        start = 10 * int(decade[1] or decade[3]) + (_STARTS[decade[2]] - 1 if decade[2] else 0)
        return f"{start:04}", f"{start + 9:04}"
    if century:
        return f"{100 * int(century[1]) - 99:04}", f"{100 * int(century[1]):04}"
    point = _COMPACT.fullmatch(text) or _POINT.fullmatch(in_figures(text))
    return _of_parts(point.groupdict()) if point else None


def _of_parts(parts: dict[str, str | None]) -> tuple[str, str] | None:
    year = _year(parts)
    month, day = parts.get("month"), parts.get("day")
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    part, third = parts.get("part"), parts.get("third")
    if part or parts.get("fiscal"):
        before, months = _PARTS[part] if part else (0, 12)
        begin = 12 * year + before + (3 if parts.get("fiscal") else 0)
        return None if month else (_month(begin), _month(begin + months - 1))
    if third and month:
        first, last = _THIRDS[third]
        return f"{year:04}-{int(month):02}-{first:02}", f"{year:04}-{int(month):02}-{last:02}"
    date = "-".join([f"{year:04}", *(f"{int(part):02}" for part in (month, day) if part)])
    return date, date


def _month(number: int) -> str:
    """The month after so many since the year 0."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _year(parts: dict[str, str | None]) -> int:
    if parts.get("year"):
        return int(parts["year"] or 0)
    era, number = parts["era"] or "", parts["of_era"] or ""
    start = _STARTS.get(era) or _STARTS[_ERA_LETTERS[era.rstrip(".")]]
    return start + (1 if number == "元" else int(number)) - 1
