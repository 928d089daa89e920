"""Other ways to write the same amount, date or mark: 100% and 100パーセント, $5 and 5ドル, 2025年 and 令和7年, (株)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inyo.index.engine.term_keys import word_cells
from inyo.index.japanese.folding import fold
from inyo.index.japanese.numbers import (
    date_forms,
    other_calendar,
    other_dates,
    other_decimals,
    other_fractions,
    other_shares,
    other_times,
    value,
)
from inyo.index.japanese.readings import has_kanji
from inyo.index.japanese.tokens import single_words, tokenize
from inyo.index.japanese.wordlists import lazily

_UNITS = (
    ("%", "パーセント", "プロセント"),
    ("km", "キロメートル", "キロ"),
    ("kg", "キログラム", "キロ"),
    ("cm", "センチメートル", "センチ"),
    ("mm", "ミリメートル", "ミリ"),
    ("m", "メートル"),
    ("g", "グラム"),
    ("mg", "ミリグラム"),
    ("t", "トン"),
    ("l", "リットル"),
    ("ml", "ミリリットル"),
    ("ha", "ヘクタール"),
    ("w", "ワット"),
    ("kw", "キロワット"),
    ("mw", "メガワット"),
    ("gw", "ギガワット"),
    ("kwh", "キロワット時"),
    ("mb", "メガバイト"),
    ("gb", "ギガバイト"),
    ("tb", "テラバイト"),
    ("hz", "ヘルツ"),
    ("v", "ボルト"),
    ("m2", "平方メートル", "平米"),
    ("km2", "平方キロメートル", "平方キロ"),
    ("m3", "立方メートル", "立米"),
    ("°c", "度"),
    ("ha", "ヘクタール"),
    ("km/h", "キロ毎時"),
    ("か月", "ヶ月", "カ月", "ヵ月", "ケ月", "箇月", "個月"),
    ("か国", "ヶ国", "カ国", "ヵ国", "ケ国", "箇国"),
    ("か所", "ヶ所", "カ所", "ヵ所", "ケ所", "箇所"),
    ("か条", "ヶ条", "カ条", "ヵ条", "箇条"),
    ("つの", "個の"),
    ("人", "名"),
    ("歳", "才"),
    ("位", "番目"),
)
_CURRENCIES = (
    ("$", "ドル"),
    ("us$", "ドル"),
    ("€", "ユーロ"),
    ("£", "ポンド"),
    ("¥", "円"),
    ("₩", "ウォン"),
    ("元", "人民元"),
)
_WHOLE = (
    ("(株)", "株式会社"),
    ("(有)", "有限会社"),
    ("(財)", "財団法人"),
    ("(社)", "社団法人"),
    ("(独)", "独立行政法人"),
    ("&", "アンド"),
    ("&", "と"),
    ("@", "アット"),
    ("#", "シャープ"),
    ("+", "プラス"),
    ("no.", "ナンバー"),
    ("tel", "電話"),
)
_NUMERALS = "[〇一二三四五六七八九十百千万億兆0-9.,]+"
_AMOUNT = re.compile(r"([0-9〇一二三四五六七八九十百千万億兆.,数]+)(?P<unit>[^0-9〇一二三四五六七八九十百千万億兆.,]+)")
_KE = lazily(lambda: r"(?<=[\u4e00-\u9fff])[ヶケが](?=[\u4e00-\u9fff])")
_KES = frozenset("ヶケが")
_NO = lazily(lambda: r"(?<=[\u4e00-\u9fff])[のノ之乃](?=[\u4e00-\u9fff])")
_NOS = frozenset("のノ之乃")
_TSU = lazily(lambda: r"(?<=[一二三四五六七八九])[ツッつっ](?=[\u4e00-\u9fff])")
_TSUS = frozenset("ツッつっ")
_COUNTS = frozenset("一二三四五六七八九")
_POINTED = re.compile(r"(?<![a-z])(?:[a-z]\.){2,}(?:[a-z](?![a-z]))?")
_INITIALS = re.compile(r"(?<![a-z.])[a-z]{2,3}(?![a-z.])")
_MOST = 32
_LOANS = re.compile(r"[ァ-ヺー・]{3,}[a-z0-9]*|[a-z]+[ァ-ヺー]{3,}")
_COUNTERS = (
    "(人|つ|個|年代|年|月|日間?|時間?|分|回|度|倍|歳|才|匹|本|枚|冊|台|軒|階|番|位|件|点|名|"
    "か月|カ月|ヶ月|週間|週|割|世紀)(.*)"
)
_COUNTED = re.compile("([0-9]{1,4})" + _COUNTERS)
_COUNTED_KANJI = re.compile("([〇一二三四五六七八九十百]{1,6})" + _COUNTERS)
_NATIVE = ("", "ひとつ", "ふたつ", "みっつ", "よっつ", "いつつ", "むっつ", "ななつ", "やっつ", "ここのつ")
_PEOPLE = ("", "ひとり", "ふたり")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[0-9])")
_NO_HYPHEN = re.compile(r"(?<=[a-z])(?=[0-9])")


def rewritings(folded: str) -> tuple[str, ...]:
    """The other ways to write a folded word, most alike first; () for most words."""
    return tuple(dict.fromkeys(other for other in _ways(folded) if other != folded))[:_MOST]


def _ways(folded: str) -> Iterator[str]:
    for rule in (date_forms, other_dates, other_times, other_fractions, other_shares, other_decimals):
        yield from rule(folded)
    yield from other_calendar(folded)
    for found in _AMOUNT.finditer(folded):
        yield from _units(folded, found)
    yield from _money(folded)
    yield from counted(folded)
    yield from other_figures(folded)
    yield from _decades(folded)
    yield from _hyphens(folded)
    yield from _sources(folded)
    yield from _little_ke(folded)
    yield from _little_no(folded)
    yield from _little_tsu(folded)
    yield from _points(folded)
    for first, second in _WHOLE:
        if first in folded and len(folded) > len(first):
            yield folded.replace(first, second)
        if second in folded and len(second) > 1:
            yield folded.replace(second, first)
    if folded in ("(株)", "(有)"):
        yield dict(_WHOLE)[folded]


def _dates(folded: str) -> Iterator[str]:
    """A date in its other forms, and the first of these, western and of an era, in kanji too."""
    ways = tuple(way for rule in (date_forms, other_dates) for way in rule(folded))
    yield from ways
    for way in ways[:2]:
        yield from other_figures(way)


def counted(folded: str) -> Iterator[str]:
    """An amount with its counter in the other figures: 2人 as 二人 and ふたり, みっつ as 3つ, 90年代 as 九〇年代."""
    for table, counter in ((_NATIVE, "つ"), (_PEOPLE, "人")):
        if folded in table[1:]:
            number = table.index(folded)
            yield f"{number}{counter}"
            yield f"{'〇一二三四五六七八九'[number]}{counter}"
            return
    if folded == "はたち":
        yield from ("20歳", "二十歳")
    found = _COUNTED.fullmatch(folded)
    if found:
        figures, counter, rest = found.groups()
        for kanji in (_with_tens(int(figures)), "".join("〇一二三四五六七八九"[int(digit)] for digit in figures)):
            yield kanji + counter + rest
        number = int(figures)
    else:
        found = _COUNTED_KANJI.fullmatch(folded)
        number = _number(found[1]) if found else 0
        if not found or not number:
            return
        counter, rest = found[2], found[3]
        yield f"{number}{counter}{rest}"
        for kanji in (_with_tens(number), "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))):
            yield kanji + counter + rest
    names = {"つ": _NATIVE, "人": _PEOPLE}.get(counter, ())
    if not rest and 0 < number < len(names):
        yield names[number]
    if counter in ("歳", "才") and number == 20 and not rest:
        yield "はたち"


_RUN = re.compile(r"[0-9][0-9,]*|[〇一二三四五六七八九十百千]+")
_STROKES = re.compile("[0-9][-/.:][0-9]")
_TEN_THOUSANDS = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_LONGEST_RUN = 16
_DECADE = re.compile(
    "(?:(1[89]|20)([0-9])0|([2-9])0|([一二])([八九〇])([一二三四五六七八九〇])〇|([二三四五六七八九])[〇十])年代"
)


def other_figures(folded: str) -> Iterator[str]:
    """All numbers of a word in the other figures at once: 10月1日 as 十月一日, 三百二号室 as 302号室."""
    runs = _RUN.findall(folded)
    if runs in ([], [folded]) or max(map(len, runs)) > _LONGEST_RUN:
        return
    if _STROKES.search(folded) or not any("数詞" in token.pos for token in tokenize(folded)):
        return
    arabic = [run.isascii() for run in runs]
    if all(arabic):
        yield _RUN.sub(lambda found: in_kanji(int(found[0].replace(",", ""))), folded)
        yield _RUN.sub(lambda found: found[0].replace(",", "").translate(_BY_PLACE), folded)
    elif not any(arabic):
        yield _RUN.sub(lambda found: value(found[0]) or found[0], folded)


def in_kanji(number: int) -> str:
    """A number below 10**16 in kanji: 2万5000 is 二万五千."""
    out = ""
    for size, name in _TEN_THOUSANDS:
        part, number = divmod(number, size)
        if part:
            out += _with_tens(part) + name
    return out + (_with_tens(number) if number or not out else "")


_DIGITS = "〇一二三四五六七八九"
_BY_PLACE = str.maketrans("0123456789", _DIGITS)


def _decades(folded: str) -> Iterator[str]:
    """1990年代 as 90年代, 九〇年代, 九十年代 and the other way."""
    found = _DECADE.fullmatch(folded)
    if not found:
        return
    century, tens, short, *kanji = found.groups()
    if kanji[0]:
        century, tens = f"{_number(kanji[0] + kanji[1])}", f"{_number(kanji[2])}"
    tens = tens or short or f"{_number(kanji[3])}"
    centuries = (century,) if century else ("19",)
    if century in (None, "19", "20") and tens != "0":
        yield from (f"{tens}0年代", f"{_DIGITS[int(tens)]}〇年代", f"{_with_tens(10 * int(tens))}年代")
    for each in centuries:
        yield f"{each}{tens}0年代"
        yield f"{each}{tens}0年代".translate(_BY_PLACE)


def _with_tens(number: int) -> str:
    """A number below ten thousand in kanji with its tens: 二十三."""
    out = ""
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("" if digit == 1 and name else _DIGITS[digit]) + name
    return out or "〇"


def _number(kanji: str) -> int:
    """The number in kanji, with or without tens."""
    if "十" not in kanji and "百" not in kanji:
        return int("".join(str(_DIGITS.index(letter)) for letter in kanji))
    total = digit = 0
    for letter in kanji:
        size = {"十": 10, "百": 100}.get(letter)
        if size:
            total, digit = total + (digit or 1) * size, 0
        else:
            digit = _DIGITS.index(letter)
    return total + digit


def _sources(folded: str) -> Iterator[str]:
    """Loans in katakana as they are written in their language: チャットgpt, ブロックチェーン."""
    if not _LOANS.fullmatch(folded) or len(folded) > 24 or "・" in folded:
        return
    found = word_cells(folded)
    sources = [cell.surface if cell.surface.isascii() else _source(cell.keys.origin) for cell in found]
    if all(sources) and (len(found) > 1 or len(sources[0]) > 3):
        yield "".join(sources)
        if len(found) > 1:
            yield " ".join(sources)


def _source(origin: str) -> str:
    plain = fold(origin).text
    return plain if plain.isascii() and plain.isalpha() else ""


def _hyphens(folded: str) -> Iterator[str]:
    """b-52 and b52, no.5 and no5."""
    if folded.isascii() and len(folded) <= 12:
        yield _HYPHEN.sub("", folded)
        yield _NO_HYPHEN.sub("-", folded, count=1)
        if folded.startswith("no."):
            yield "no" + folded[3:]


def _little_ke(folded: str) -> Iterator[str]:
    """霞ヶ関, 霞ケ関, 霞が関."""
    found = None if _KES.isdisjoint(folded) else _KE().search(folded)
    if found:
        for other in ("ヶ", "ケ", "が", "ガ", ""):
            yield folded[: found.start()] + other + folded[found.end() :]
        return
    if _is_short_name(folded) and _may_be_place(folded):
        for joint in "ケヶがノの":
            yield folded[:-1] + joint + folded[-1]


def _is_short_name(folded: str) -> bool:
    """Whether a word is two kanji or three."""
    return 2 <= len(folded) <= 3 and all("\u4e00" <= letter <= "\u9fff" for letter in folded)


def _may_be_place(folded: str) -> bool:
    """Whether a word is a place or a name, or no word of the dictionary."""
    words = single_words(folded)
    return not words or any("固有名詞" in word.pos for word in words)


def _little_no(folded: str) -> Iterator[str]:
    """お茶の水, 御茶ノ水."""
    found = None if _NOS.isdisjoint(folded) else _NO().search(folded)
    others = ("の", "ノ", "之", "乃", "") if found and found[0] == "ノ" else ("の", "ノ", "之", "乃")
    ways = [folded[: found.start()] + other + folded[found.end() :] for other in others] if found else [folded]
    for way in ways:
        yield way
        for polite, forms in (("御", "おご"), ("お", "御"), ("ご", "御")):
            if way.startswith(polite) and has_kanji(way[1:2]):
                yield from (form + way[1:] for form in forms)


def _little_tsu(folded: str) -> Iterator[str]:
    """四ッ谷, 四ツ谷, 四谷."""
    found = None if _TSUS.isdisjoint(folded) else _TSU().search(folded)
    if found:
        for other in ("ツ", "ッ", "つ", "っ", ""):
            yield folded[: found.start()] + other + folded[found.end() :]
    elif folded[:1] in _COUNTS and _is_short_name(folded) and _may_be_place(folded):
        for joint in "ツッ":
            yield folded[0] + joint + folded[1:]


def _points(folded: str) -> Iterator[str]:
    """Initials with and without points: dc, d.c."""
    with_points = _POINTED.search(folded)
    if with_points:
        yield folded[: with_points.start()] + with_points[0].replace(".", "") + folded[with_points.end() :]
        return
    found = _INITIALS.search(folded)
    if found:
        yield folded[: found.start()] + ".".join(found[0]) + "." + folded[found.end() :]


def _units(folded: str, found: re.Match[str]) -> Iterator[str]:
    unit = found["unit"]
    for group in _UNITS:
        for name in sorted(group, key=len, reverse=True):
            if (
                unit == name
                or (unit.startswith(name) and not name.isascii())
                or (unit.startswith(name) and not unit[len(name) :][:1].isascii())
            ):
                at = found.start("unit")
                for other in group:
                    if other != name:
                        yield folded[:at] + other + folded[at + len(name) :]
                break


def _grouped(number: str) -> str:
    """1000 as 1,000 and 1,000 as 1000."""
    if "," in number:
        return number.replace(",", "")
    return f"{int(number):,}" if number.isascii() and number.isdigit() else number


def _money(folded: str) -> Iterator[str]:
    for sign, word in _CURRENCIES:
        before = re.search(rf"{re.escape(sign)}\s?([0-9.,]+[万億兆千]*)", folded) if sign in folded else None
        if before:
            yield folded[: before.start()] + before[1] + word + folded[before.end() :]
            yield folded[: before.start()] + sign + _grouped(before[1]) + folded[before.end() :]
        behind = re.search(rf"([0-9.,]+[万億兆千]*|{_NUMERALS}){word}", folded) if word in folded else None
        if behind and len(sign) == 1 and not sign.isalpha():
            whole = value(behind[1])
            figures = (f"{int(whole):,}", whole) if whole.isdigit() else ()
            for number in (behind[1], _grouped(behind[1]), *figures):
                yield folded[: behind.start()] + sign + number + folded[behind.end() :]
