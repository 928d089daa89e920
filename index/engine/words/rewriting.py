"""Other ways to write the same amount, date or mark: 100% and 100パーセント, $5 and 5ドル, 2025年 and 令和7年, (株)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inyo.index.japanese.numbers import (
    other_calendar,
    other_dates,
    other_decimals,
    other_fractions,
    other_shares,
    other_times,
)
from inyo.index.japanese.readings import has_kanji

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
_AMOUNT = re.compile(r"([0-9〇一二三四五六七八九十百千万億兆.,数]+)(?P<unit>[^0-9〇一二三四五六七八九十百千万億兆.,]+)")
_KE = re.compile(r"(?<=[\u4e00-\u9fff])[ヶケが](?=[\u4e00-\u9fff])")
_NO = re.compile(r"(?<=[\u4e00-\u9fff])[のノ之乃](?=[\u4e00-\u9fff])")
_POINTED = re.compile(r"(?<![a-z])(?:[a-z]\.){2,}(?:[a-z](?![a-z]))?")
_INITIALS = re.compile(r"(?<![a-z.])[a-z]{2,3}(?![a-z.])")
_MOST = 8


def rewritings(folded: str) -> tuple[str, ...]:
    """The other ways to write a folded word, most alike first; () for most words."""
    return tuple(dict.fromkeys(other for other in _ways(folded) if other != folded))[:_MOST]


def _ways(folded: str) -> Iterator[str]:
    for rule in (other_dates, other_times, other_fractions, other_shares, other_decimals):
        yield from rule(folded)
    yield from other_calendar(folded)
    for found in _AMOUNT.finditer(folded):
        yield from _units(folded, found)
    yield from _money(folded)
    yield from _little_ke(folded)
    yield from _little_no(folded)
    yield from _points(folded)
    for first, second in _WHOLE:
        if first in folded and len(folded) > len(first):
            yield folded.replace(first, second)
        if second in folded and len(second) > 1:
            yield folded.replace(second, first)
    if folded in ("(株)", "(有)"):
        yield dict(_WHOLE)[folded]


def _little_ke(folded: str) -> Iterator[str]:
    """霞ヶ関, 霞ケ関, 霞が関."""
    found = _KE.search(folded)
    if found:
        for other in "ヶケが":
            yield folded[: found.start()] + other + folded[found.end() :]


def _little_no(folded: str) -> Iterator[str]:
    """お茶の水, 御茶ノ水."""
    found = _NO.search(folded)
    ways = [folded[: found.start()] + other + folded[found.end() :] for other in "のノ之乃"] if found else [folded]
    for way in ways:
        yield way
        for polite, others in (("御", "おご"), ("お", "御"), ("ご", "御")):
            if way.startswith(polite) and has_kanji(way[1:2]):
                yield from (other + way[1:] for other in others)


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
        before = re.search(rf"{re.escape(sign)}\s?([0-9.,]+[万億兆千]*)", folded)
        if before:
            yield folded[: before.start()] + before[1] + word + folded[before.end() :]
        behind = re.search(rf"([0-9.,]+[万億兆千]*){word}", folded)
        if behind and len(sign) == 1 and not sign.isalpha():
            for number in (behind[1], _grouped(behind[1])):
                yield folded[: behind.start()] + sign + number + folded[behind.end() :]
