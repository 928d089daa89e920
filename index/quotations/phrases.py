"""Noun phrases of a sentence that could be somebody speaking, and how their particle sets them into the clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.quotations.actors import TITLE_END, is_pronoun, names_a_person_or_body, names_a_relay
from index.quotations.names import Name, Names
from index.quotations.sentences import Sentence, Unit

Role = Literal["は", "が", "も", "から", "では", "に", "の", "relay", "as", "bare"]

_NOMINAL = ("名詞", "接頭辞", "接尾辞", "代名詞", "記号", "形状詞")
_JOINTS = frozenset("・＝=‐-－/／＆&")
_TIME = re.compile(
    r"^(?:(?:同日|当日|翌日|前日|昨日|今日|明日|先月|今月|来月|昨年|今年|去年|来年|一方|また|その後|当時|"
    r"現在|今回|今年度|[0-9０-９]+(?:年|月|日|時|分|週|期|回)(?:間|以上|ごろ|頃|前|後|夜|朝|午前|午後)*|"
    r"午前|午後|夜|朝)の?)+"
)
_TAIL = re.compile(r"(?:自身|本人|自ら|ら|たち|達|など|等|個人|当時|側近)$")
_SOURCE_TAIL = re.compile(
    r"の(?:[^の]{0,6})?(?:報道|記事|取材|調べ|調査|発表|話|まとめ|集計|説明|資料|ニュース|放送|分析|試算|"
    r"報告|報告書|声明|情報|証言|談話|コメント|言葉|発言|弁|見解|主張|供述)$"
)
_DOCUMENT = re.compile(
    r"(?:声明|報告書|条例|憲法|判決|社説|論文|記事|遺書|手紙|書簡|白書|資料|規約|規則|法|法律|コラム|文書|"
    r"決議|決議文|共同声明|宣言|答申|勧告|談話|要綱|ホームページ|サイト|看板|ポスター|チラシ|横断幕|"
    r"案内文書|メール|広報|広告|意見書|投書|新聞)$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. Units `first`–`last` of its sentence; `start`–`end` in the document.

    `role` is how it stands in the clause, `at` the unit of its particle; `person` the name it holds, if any;
    `weight` 2 where its head can speak (person, role, body), 1 where it may (a name of unknown kind, a document),
    0 where it cannot.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    role: Role
    at: int
    person: Name | None
    weight: int


def phrases_of(sentence: Sentence, names: Names) -> tuple[Phrase, ...]:
    """The phrases of a sentence that stand before は, が, も, から, では, に, によると or として."""
    out: list[Phrase] = []
    units = sentence.units
    for place, unit in enumerate(units):
        if not unit.pos.startswith("助詞") and unit.surface not in ("って", "こそ"):
            continue
        role = _role(units, place)
        if role is None:
            continue
        phrase = phrase_before(sentence, place, role, names)
        if phrase is not None:
            out.append(phrase)
    return tuple(out)


def _role(units: list[Unit], place: int) -> Role | None:
    surface = units[place].surface
    following = units[place + 1].surface if place + 1 < len(units) else ""
    if surface == "に":
        if units[place + 1 : place + 2] and units[place + 1].lemma in ("因る", "拠る", "寄る"):
            return "relay"
        if following in ("は", "も"):
            return None
        return "に"
    if surface in ("は", "も", "こそ"):
        return "も" if surface == "も" else "は"
    if surface == "が":
        return "が" if "格助詞" in units[place].pos else None
    if surface == "から":
        return "から" if "格助詞" in units[place].pos else None
    if surface in ("で", "では") and (following == "は" or surface == "では"):
        return "では"
    if surface == "を" and re.match(r"紹介|伝え|引用|掲載", following):
        return "as"
    if surface == "と" and following == "し" and place + 2 < len(units) and units[place + 2].surface == "て":
        return "as"
    return None


def phrase_before(sentence: Sentence, place: int, role: Role, names: Names) -> Phrase | None:
    """The noun phrase that ends before unit `place`."""
    units = sentence.units
    last = place
    if role in ("は", "も") and last and units[last - 1].surface in ("から", "で", "に", "と", "へ"):
        case = units[last - 1].surface
        if case not in ("から", "で"):
            return None
        last -= 1
        role = "から" if case == "から" else "では"
    first = last
    while first:
        unit = units[first - 1]
        if unit.pair >= 0:
            if first == last or units[first].surface != "の" or first < 2:
                break
        elif unit.surface == "の" and unit.pos.startswith("助詞"):
            if first == last:
                break
        elif (unit.surface in ("など", "ら", "だけ", "のみ") and first == last) or unit.surface in _JOINTS:
            pass
        elif unit.pos.startswith("連体詞"):
            if unit.surface not in ("わが", "我が"):
                first -= 1
                break
        elif not unit.pos.startswith(_NOMINAL) or (
            unit.pos.startswith("形状詞") and first < last and units[first].surface == "な"
        ):
            break
        first -= 1
    while first < last and (units[first].surface in ("の", "など", "ら") or units[first].surface in _JOINTS):
        first += 1
    if first >= last:
        return None
    text = sentence.skeleton[units[first].at : units[last].at if last < len(units) else len(sentence.skeleton)]
    if role == "as" and sentence.skeleton[units[place].at :].startswith("として伝え"):
        role = "relay"
    if role in ("relay", "as", "では"):
        cut = _SOURCE_TAIL.search(text)
        if cut:
            limit = units[first].at + cut.start()
            while last > first and units[last - 1].at >= limit:
                last -= 1
            text = text[: cut.start()]
            role = "relay" if role == "では" else role
        elif role == "as":
            return None
    if first >= last:
        return None
    return _weighed(sentence, first, last, text, role, place, names)


def _weighed(sentence: Sentence, first: int, last: int, text: str, role: Role, at: int, names: Names) -> Phrase | None:
    units = sentence.units
    tail = _TAIL.search(text)
    if tail and len(text) > len(tail[0]):
        limit = units[first].at + tail.start()
        core = last
        while core > first and units[core - 1].at >= limit:
            core -= 1
        if core > first and tail[0] not in ("ら", "たち", "達", "など", "等"):
            last, text = core, text[: tail.start()]
    start, end = units[first].start, units[last - 1].end
    person = names.ending_at(start, end)
    if person is None:
        inside = names.within(start, end)
        if inside and inside[-1].end < end:
            rest = sentence.skeleton[
                units[sentence.unit_at(_at(sentence, inside[-1].end))].at : units[first].at + len(text)
            ]
            if rest in ("ら", "たち", "自身", "本人", "等", "など"):
                person = inside[-1]
    if person is None:
        person = _person_by_form(sentence, first, last, text, names)
    if person is not None:
        return Phrase(first, last, start, end, text, role, at, person, 2)
    time = _TIME.match(text)
    if time and time.end() < len(text):
        limit = units[first].at + time.end()
        while first < last - 1 and units[first].at < limit:
            first += 1
        text = sentence.skeleton[units[first].at : units[last - 1].at + len(units[last - 1].surface)]
        start = units[first].start
    head = units[last - 1]
    known = names.known(text)
    if is_pronoun(text) or names_a_person_or_body(text) or known or "人名" in head.pos or head.pos.endswith("地名-国"):
        weight = 2
    elif head.pos.startswith("名詞-固有名詞") or _DOCUMENT.search(text) or _looks_like_a_name(text):
        weight = 1
    else:
        weight = 0
    return Phrase(first, last, start, end, text, role, at, None, weight)


_HONOURED = re.compile(
    r"^(?P<name>[一-龥々㐀-䶿豈-龎ヶ]{2,5}|[ァ-ヴー]{2,}(?:[・＝=][ァ-ヴー]{1,})*)(?:氏|さん|容疑者|被告|"
    r"ちゃん|くん)$"
)


def _person_by_form(sentence: Sentence, first: int, last: int, text: str, names: Names) -> Name | None:
    """A person whom the last link of a chain of の shows: a known name with a title behind it, any name with 氏."""
    link = text.rfind("の") + 1
    segment = text[link:]
    units = sentence.units
    offset = units[first].at + link
    start = units[sentence.unit_at(offset)].start if link else units[first].start
    end = units[last - 1].end
    honoured = _HONOURED.match(segment)
    if honoured and not names_a_person_or_body(honoured["name"]):
        name = honoured["name"]
        return Name(start, end, name, "", names.canonical(name))
    inside = names.within(start, end)
    if inside and inside[-1].start == start and TITLE_END.search(segment) and inside[-1].end < end:
        known = inside[-1]
        return Name(start, end, known.name, segment[len(known.name) :], known.canonical)
    if inside and inside[-1].end == end:
        return inside[-1]
    return None


def _at(sentence: Sentence, offset: int) -> int:
    for unit in sentence.units:
        if unit.start >= offset:
            return unit.at
    return len(sentence.skeleton)


def _looks_like_a_name(text: str) -> bool:
    return bool(re.fullmatch(r"[ァ-ヴー・＝]{3,}|[A-Za-z][A-Za-z .&]+", text))


def is_relay(phrase: Phrase) -> bool:
    """Whether a phrase is a medium that passes words on."""
    return phrase.person is None and names_a_relay(phrase.text)
