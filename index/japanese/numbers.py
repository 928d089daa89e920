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


ERAS = (("明治", 1868, 1912), ("大正", 1912, 1926), ("昭和", 1926, 1989), ("平成", 1989, 2019), ("令和", 2019, 2100))
"""The eras with their first and last year."""
_ERA_YEAR = re.compile(
    r"(明治|大正|昭和|平成|令和)(元|[0-9〇一二三四五六七八九十]{1,3})(?:年(?!代)|(?![0-9〇一二三四五六七八九十年]))"
)
_ERA_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_LETTER_YEAR = re.compile(r"(?<![a-z0-9])([mtshr])\.?(元|[0-9]{1,2})年")
_LETTER_DATE = re.compile(r"([mtshr])\.?([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")
_LETTER_MONTH = re.compile(r"([mtshr])\.?([0-9]{1,2})(?:[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?)?")
_DATE = re.compile(r"(?<![0-9./])(?:([0-9]{4})([./-]))?(0?[1-9]|1[0-2])([./-])(0?[1-9]|[12][0-9]|3[01])(?![0-9./])")
_DIGIT = "[0-9〇一二三四五六七八九十]"
_DAY = re.compile(rf"(?:({_DIGIT}{{4}}|[一二]千[〇一二三四五六七八九十百]+)年)?({_DIGIT}{{1,2}})月({_DIGIT}{{1,3}})日")
_MONTH = re.compile(rf"({_DIGIT}{{4}})年({_DIGIT}{{1,2}})月")
_MONTH_IN_FIGURES = re.compile(r"([12][0-9]{3})[-/.](0?[1-9]|1[0-2])")
_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")
_HOUR = re.compile(rf"(午前|午後)?({_DIGIT}{{1,3}})時(?:({_DIGIT}{{1,3}})分|(半))?")
_WESTERN_YEAR = re.compile(
    r"(?:西暦)?([0-9]{4}|[一二][〇一二三四五六七八九]{3}|[一二]?千[〇一二三四五六七八九百十]+)年(?!代)"
)


def other_dates(text: str) -> tuple[str, ...]:
    """A date in figures (6/9, 2025-06-09) with 年, 月 and 日, and the other way; () where there is none."""
    found = _DATE.fullmatch(text)
    if found and (found[4] == "/" if found[1] is None else found[2] == found[4]):
        year = f"{found[1]}年" if found[1] else ""
        return (f"{year}{int(found[3])}月{int(found[5])}日",)
    found = _MONTH_IN_FIGURES.fullmatch(text)
    if found:
        return (f"{found[1]}年{int(found[2])}月",)
    found = _DAY.fullmatch(text) or _MONTH.fullmatch(text)
    numbers = [value(number) for number in found.groups() if number] if found else []
    if not all(numbers):
        return ()
    if len(numbers) < 3 and not (found and found[1]):
        return ("/".join(numbers),) if numbers else ()
    return tuple(mark.join(number.zfill(width) for number in numbers) for mark in "/-." for width in (1, 2))


_NAMED_HOURS = {"正午": ("12時", "午後0時"), "零時": ("0時", "午前0時", "24時")}


def other_times(text: str) -> tuple[str, ...]:
    """A time of day otherwise: 10:30 as 10時30分, 午後3時 as 15時, 15時 as 午後3時; () for anything else."""
    if text in _NAMED_HOURS:
        return _NAMED_HOURS[text]
    found = _TIME.fullmatch(text)
    if found:
        half, hour, minute = "", int(found[1]), int(found[2])
    else:
        found = _HOUR.fullmatch(text)
        numbers = [value(number) for number in (found[2], found[3]) if number] if found else []
        if not found or not all(numbers):
            return ()
        half, hour = found[1] or "", int(numbers[0])
        minute = 30 if found[4] else int(numbers[1]) if found[3] else 0
    if half == "午後" and hour < 12:
        hour += 12
    minutes = ("",) if not minute else ("30分", "半") if minute == 30 else (f"{minute}分",)
    ways = [f"{hour}:{minute:02}"] if minute or half else []
    for way in minutes:
        ways.append(f"{hour}時{way}")
        if half or hour > 12:
            ways.append(f"午後{hour - 12 or 12}時{way}" if hour > 11 else f"午前{hour}時{way}")
    return tuple(dict.fromkeys(way for way in ways if way != text))


_FRACTION = re.compile(r"([0-9]{1,3})/([0-9]{1,4})")
_PARTS = re.compile(r"([0-9]{1,4}|[一二三四五六七八九十百千]{1,6})分の([0-9]{1,3}|[一二三四五六七八九十百]{1,5})")


def other_fractions(text: str) -> tuple[str, ...]:
    """1/3 as 3分の1 and the other way; () for anything else."""
    found = _FRACTION.fullmatch(text)
    if found:
        return (f"{found[2]}分の{found[1]}",)
    found = _PARTS.fullmatch(text)
    return (f"{value(found[2])}/{value(found[1])}",) if found else ()


def is_written_with_strokes(text: str) -> bool:
    """Whether a text is a date or fraction in figures, whose strokes are more than marks between words."""
    return any(each.fullmatch(text) for each in (_DATE, _FRACTION, _TIME)) or (
        "." not in text and bool(_MONTH_IN_FIGURES.fullmatch(text))
    )


_SHARE = re.compile(r"([0-9.]{1,5}|[一二三四五六七八九])(割|%|パーセント)(?:([1-9一二三四五六七八九])分)?")
_KANJI_DIGITS = str.maketrans("0123456789.", "〇一二三四五六七八九・")
_POINTED = re.compile(r"(?<![0-9.])[0-9]+\.[0-9]+(?![0-9.])")
_KANJI_POINTED = re.compile(r"[〇一二三四五六七八九]+・[〇一二三四五六七八九]+")


def other_shares(text: str) -> tuple[str, ...]:
    """2割 as 20%, 35% as 3割5分 and the other way; () for anything else."""
    found = _SHARE.match(text)
    number = value(found[1]) if found else ""
    if not found or not number or "." in number:
        return ()
    rest = text[found.end() :]
    if found[2] == "割":
        percents = int(number) * 10 + int(value(found[3] or "〇"))
        return tuple(f"{percents}{sign}{rest}" for sign in ("%", "パーセント")) if percents < 100 else ()
    whole, part = divmod(int(number), 10)
    if not 0 < whole < 10 or found[3]:
        return ()
    return (f"{whole}割{part}分{rest}" if part else f"{whole}割{rest}",)


_TWO_UNITS = re.compile(rf"({_DIGIT}{{1,4}})([億兆万])([0-9〇一二三四五六七八九千百十]+)(億|万|)")


def _in_one_unit(text: str) -> str:
    """2兆5000億 as 2.5兆; '' where it takes more than two decimals."""
    found = _TWO_UNITS.search(text)
    amount = value(found[0]) if found else ""
    if not found or not amount:
        return ""
    decimal = format(Decimal(amount) / _LARGE[found[2]], "f")
    if not re.fullmatch(r"[0-9]+\.[0-9]{1,2}", decimal):
        return ""
    return text[: found.start()] + decimal + found[2] + text[found.end() :]


def other_decimals(text: str) -> tuple[str, ...]:
    """2.5倍 as 二・五倍 and the other way, 2兆5000億 as 2.5兆; () for anything else."""
    single = _in_one_unit(text)
    ways = (
        *((single, single.translate(_KANJI_DIGITS)) if single else ()),
        _POINTED.sub(lambda found: found[0].translate(_KANJI_DIGITS), text),
        _KANJI_POINTED.sub(lambda found: ".".join(value(part) for part in found[0].split("・")), text),
    )
    return tuple(way for way in ways if way != text)


def other_calendar(text: str) -> tuple[str, ...]:
    """The text with its year in the other calendar: 令和7年 → 2025年, 2025年 → 令和7年; () without a year."""
    found = _LETTER_DATE.fullmatch(text)
    if found:
        text = f"{found[1]}{found[2]}年{int(found[3])}月{int(found[4])}日"
    found = _LETTER_YEAR.search(text)
    if found:
        written = text[: found.start()] + f"{_ERA_LETTERS[found[1]]}{found[2]}年" + text[found.end() :]
        return (written, *other_calendar(written))
    found = _ERA_YEAR.search(text)
    if found:
        number = "1" if found[1] and found[2] == "元" else value(found[2])
        first = next(start for era, start, _ in ERAS if era == found[1])
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
    eras = [(era, year - start + 1) for era, start, end in ERAS if start <= year <= end]
    ways = [f"{era}{number}年" for era, number in eras] + [f"{era}元年" for era, number in eras if number == 1]
    return tuple(text[: found.start()] + way + text[found.end() :] for way in ways)


_KANJI_NUMBER = re.compile("[〇零一二三四五六七八九十百千]+")


def in_figures(text: str) -> str:
    """A date with its numbers in figures: 令和六年三月五日 as 令和6年3月5日, R6.3 as 令和6年3月; others as they are."""
    plain = _KANJI_NUMBER.sub(lambda found: value(found[0]) or found[0], text)
    letter = _LETTER_MONTH.fullmatch(plain.lower())
    if not letter:
        return plain
    era, year, month, day = letter.groups()
    return f"{_ERA_LETTERS[era]}{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


_ANY_DATE = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[mtshr]\.?)(?P<number>元|[0-9]{1,2})|(?:西暦)?(?P<year>[0-9]{4}))"
    r"(?:年|(?P<mark>[-/.])(?=[0-9]))(?:(?P<month>[0-9]{1,2})(?:月|(?P=mark)|$)(?:(?P<day>[0-9]{1,2})日?)?)?"
)
_LETTER_ALONE = re.compile(r"[mtshr]\.?[0-9]{1,2}(?:[./-][0-9]{1,2})?")
"""These may well be something else: R6, S3.5."""
_LETTER_OF_ERA = {era: letter for letter, era in _ERA_LETTERS.items()}


def date_forms(text: str) -> tuple[str, ...]:
    """A date with its year, of whichever calendar and writing, in all its forms: 2024年3月15日, 令和6年3月15日,
    R6.3.15, 2024/03/15; () where a text is none."""
    found = None if _LETTER_ALONE.fullmatch(text) else _ANY_DATE.fullmatch(in_figures(text))
    if not found:
        return ()
    month, day = (int(found[part] or 0) for part in ("month", "day"))
    if month > 12 or day > 31 or (found["month"] and not month):
        return ()
    era, number = found["era"], found["number"]
    year = int(found["year"] or 0)
    if era:
        era = _ERA_LETTERS.get(era.rstrip("."), era)
        year = next(start for name, start, _ in ERAS if name == era) + (1 if number == "元" else int(number)) - 1
    rest = (f"{month}月" if month else "") + (f"{day}日" if day else "")
    ways = [f"{year}年{rest}"]
    eras = [(name, year - start + 1) for name, start, end in ERAS if start <= year <= end]
    for name, count in eras:
        for number in _of_era(count):
            ways += [f"{name}{number}年{rest}", f"{_LETTER_OF_ERA[name]}{number}年{rest}"]
    if month:
        ways += _with_strokes(year, eras, [month, day] if day else [month])
    return tuple(dict.fromkeys(ways))


def _with_strokes(year: int, eras: list[tuple[str, int]], rest: list[int]) -> list[str]:
    """A date with marks between its numbers: 2024/3/15, 2024-03-15, R6.3.15, 令和6/3/15."""
    plain, padded = map(str, rest), (f"{part:02}" for part in rest)
    bodies = list(dict.fromkeys(("/".join(plain), "/".join(padded))))
    ways = [f"{year}/{body}".replace("/", mark) for mark in "/-." for body in bodies]
    for name, count in eras:
        ways += [f"{_LETTER_OF_ERA[name]}{count}/{bodies[0]}".replace("/", mark) for mark in "./"]
        ways += [f"{name}{number}/{bodies[0]}" for number in _of_era(count)]
    return ways


def _of_era(count: int) -> tuple[str, ...]:
    """The number of a year: the first is also 元."""
    return ("元", "1") if count == 1 else (f"{count}",)
