"""How likely a noun phrase is somebody who speaks: people, roles, bodies, documents, things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

from inyo.index.japanese.grammar import NOUNS
from inyo.index.japanese.sentences import ATOM, Sentence, Unit
from inyo.index.japanese.tokens import Remembered
from inyo.index.japanese.wordlists import any_of, words
from inyo.index.people.name_shapes import is_katakana
from inyo.index.people.names import Names
from inyo.index.people.spotting import KATAKANA_RANK, Name, is_office, name_before_office
from inyo.index.people.titles import (
    DOCUMENT,
    NAME_MARKS,
    PERSON,
    SURE,
    is_epithet,
    is_pronoun,
    may_name_a_company,
    names_a_company,
    names_a_person_or_body,
    names_a_relay,
    title_at_end,
)

Role = Literal["は", "が", "も", "から", "からは", "では", "に", "の", "relay", "as", "bare"]
_POS = itemgetter(4)
NOMINAL = (*NOUNS, "代名詞", "記号", "形状詞")
_TIME = re.compile(
    r"^(?:(?:同日|当日|翌日|前日|昨日|今日|明日|先月|今月|来月|昨年|今年|去年|来年|一方|また|その後|当時|"
    r"現在|今回|今年度|昨夜|今朝|夕方|"
    r"(?:あの|その|この)(?:時|とき|頃|ころ|日|夜|朝|晩)|[0-9０-９]+(?:年|月|日|時|分|週|期|回)(?:間|以上|"
    r"ごろ|頃|前|後|夜|朝|午前|午後)*|"
    r"午前|午後|夜|朝)の?)+"
)
_FOREIGN = re.compile(r"[米英独仏伊露韓]の?(?:[ァ-ヴー]{3,}|[A-Z][A-Za-z!]{2,})(?:社|側)?$")
"""A company with the letter of its country."""
_LATIN = re.compile(r"[A-Z][A-Za-z&'’-]{2,}")
"""A name in Latin letters: as a subject most likely a company."""
_TAILS = ("自身", "本人", "自ら", "ら", "たち", "達", "など", "等", "個人", "当時", "だけ", "のみ")
_TAIL = re.compile(rf"(?:{'|'.join(_TAILS)})$")
_ASKING = re.compile(r"どの|どんな|どちらの|誰|だれ")
"""What begins a phrase that asks who, and so means nobody (どの党も)."""
_ABSTRACT = ("サ変可能", "副詞可能", "形状詞可能")
"""What the parts of speech end with of nouns that name no speaker: doings, times, qualities (雇用, 将来)."""
_PLURAL_TAILS = ("ら", "たち", "達", "など", "等")
"""What stays with a phrase: it says that several speak."""
_LONGEST_QUOTED = 30
"""Characters of a bracketed span that may be a name."""
_TAIL_LASTS = frozenset(tail[-1] for tail in _TAILS)
_COUNTED = re.compile(r"の[0-9０-９一二三四五六七八九十両]+(?:社|人|者|名|氏)$")
_FOREIGN_WORD = re.compile(r"[ァ-ヴー・＝]{3,}|[A-Za-z][A-Za-z .&]+[!！]?")
_NOTE = re.compile(r"^[(（][^)）]*[)）]")
_RESIDENCE = re.compile(r"(?:[(（][^)）]{0,12}[)）])?[=＝][^=＝]{1,20}[=＝]$")
_PEOPLE = re.compile(r"(?:ら|たち|達|自身|本人|など|等)$")
_HONOURS = (*SURE, "容疑者", "被告")
_HONOURED = re.compile(
    r"^(?P<name>[一-龥々㐀-䶿豈-龎ヶ]{2,5}|[ァ-ヴー]{2,}(?:[・＝=][ァ-ヴー]{1,})*)"
    rf"(?:{any_of(_HONOURS)})$"
)
_HONOUR_LASTS = frozenset(honour[-1] for honour in _HONOURS)
_TWO = r"(?<=[^の、])両(?!親$|人$|手$)[一-龥ァ-ヴー]{1,6}$|夫[妻婦]$"
_TOGETHER = re.compile(_TWO)
_TOGETHER_LASTS = frozenset("妻婦")
_PLURAL = re.compile(rf"{_TWO}|両(?:国|社|党|政府|首脳)$|各(?:国|社|党|市|県|紙|局|政府|首脳)|双方|[三四五]者$|ら$")
_RANKED = re.compile(rf"^(?P<name>[一-龥々]{{2,5}})(?P<rank>{KATAKANA_RANK.pattern})$")
_CALLED = re.compile(
    rf"(?P<name>{ATOM}|[^、。「」\s{ATOM}]{{1,20}})と(?:いう|云う|言う|いった)(?:ペンネーム|筆名|名前?|"
    rf"ハンドルネーム|芸名|雅号|愛称|仮名)"
    r"(?:を(?:使う|持つ|名乗る|もつ)|で(?:知られる|活動する|書く|投稿する)|の|を用いる)?[^、。]{0,12}$"
)
_LIFELESS = re.compile(
    r"(?:これ|それ|あれ|どれ|何|こと|事|もの|物|の|理由|背景|原因|内容|目的|結果|課題|問題|今後|今回|時|"
    r"とき|点|際|場合|ため|うえ|上|中|後|前|一方|名称|"
    r"愛称|向き|タイトル|テーマ|条件|合意|発言|取材|質問|件|年|月|日|事件|事故|声|意見|考え|言葉|心|胸|目|口|"
    r"顔|手|間|方|うち|ところ|所|場所|場|頃|ころ|以上|"
    r"以下|程度|方針|計画|制度|影響|効果|予定|見通し|見方|状況|状態|関係|必要|可能性|気持ち|思い|話|名|"
    r"コメント|感想|第一声|返事|返答|口癖|言い分|台詞|せりふ|"
    r"名前|意味|数|額|率|量|回|度|個|本|点|[0-9０-９一二三四五六七八九十百千万何]+[円人枚台]?)$"
)


class Phrase(NamedTuple):
    """A noun phrase. Units `first`–`last` of its sentence; `start`–`end` in the document.

    `role` is how it stands in the clause, `at` the unit of its particle; `person` the name it holds, if any;
    `weight` 3 for a person, 2 where its head can speak (role, body), 1 where it may (a name of unknown kind, a
    document), 0 where nothing says so, -1 where it cannot; `proper` whether a proper name is in its last link, `quoted`
    whether it is a bracketed span.
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
    proper: bool = False
    quoted: bool = False


def speak_together(text: str) -> bool:
    """Whether a phrase names two who speak as one (小山、三好両議員, 山本夫妻)."""
    return ("両" in text or text[-1:] in _TOGETHER_LASTS or text[-1:] == "\n") and bool(_TOGETHER.search(text))


def text_of(sentence: Sentence, first: int, last: int) -> str:
    """The text of the units `first` to `last` of the skeleton."""
    end = sentence.units[last].at if last < len(sentence.units) else len(sentence.skeleton)
    return sentence.skeleton[sentence.units[first].at : end]


def weighed(sentence: Sentence, first: int, last: int, text: str, role: Role, at: int, names: Names) -> Phrase | None:
    """The phrase in the units `first` to `last`, with its weight; None where it is too long a quotation."""
    units = sentence.units
    last, text = _without_tail(units, first, last, text)
    start, end = units[first].start, units[last - 1].end
    if units[last - 1].pair >= 0:
        inside = sentence.source[units[last - 1].start + 1 : end - 1]
        weight = 2 if names_a_person_or_body(inside) or names_a_relay(inside) else 1
        if len(inside) > _LONGEST_QUOTED:
            return None
        return Phrase(first, last, start, end, inside, role, at, None, weight, quoted=True)
    person = _person(sentence, first, last, text, names)
    if person is not None:
        return Phrase(first, last, start, end, text, role, at, person, 3)
    first, text = _without_time(sentence, first, last, text)
    start = units[first].start
    if ATOM in text:
        text = sentence.source[start:end]
    proper = any(map(_IS_PROPER.__getitem__, map(_POS, units[_link(units, first, last) : last])))
    weight = _weight(units[last - 1].pos, text, proper, names)
    weight = 2 if role in ("は", "も") and is_epithet(text) else weight
    if weight == 2:
        called = _called(sentence, first) if title_at_end(text) >= 0 else ""
        if called:
            person = Name(start, end, called, text, called, end)
            return Phrase(first, last, start, end, text, role, at, person, 3)
        if _ASKING.match(text):
            weight = -1
        elif not is_pronoun(text):
            first = _described(units, _coordinated(units, first, text))
            if units[first].start < start:
                start = units[first].start
                text = sentence.source[start:end]
    return Phrase(first, last, start, end, text, role, at, None, weight, proper)


_IS_PROPER: Remembered[str, bool] = Remembered(lambda pos: pos.startswith("名詞-固有名詞"), 1 << 9)


def is_introduced(text: str) -> bool:
    """Whether a phrase says of a word in katakana that it is somebody (投資家のホー)."""
    owner, link, name = text.rpartition("の")
    return bool(link) and is_katakana(name) and bool(PERSON.end(owner))


def _weight(head: str, text: str, proper: bool, names: Names) -> int:
    """How likely a phrase that names no person speaks; `head` are the parts of speech of its last unit."""
    weight = _weight_anywhere(text, head, proper)
    if weight < 2 and (names.known(text) or names.acts(text[text.rfind("の") + 1 :]) or names.by_age(text)):
        return 2
    return weight


@lru_cache(maxsize=1 << 15)
def _weight_anywhere(text: str, head: str, proper: bool) -> int:
    """How likely a phrase speaks as far as its words tell, whatever document it stands in."""
    if (
        (text[-1:] in "社人者名氏" and _COUNTED.search(text))
        or is_pronoun(text)
        or names_a_person_or_body(text)
        or is_introduced(text)
        or "人名" in head
        or (proper and names_a_company(text))
        or _FOREIGN.match(text)
        or _LATIN.fullmatch(text)
        or head.endswith("地名-国")
    ):
        return 2
    if _LIFELESS.search(text):
        return -1
    if proper or may_name_a_company(text) or DOCUMENT.search(text) or _FOREIGN_WORD.fullmatch(text):
        return 1
    return -1 if head.endswith(_ABSTRACT) else 0


def may_have_tail(text: str) -> bool:
    """Whether a phrase may end in 自身 and the like."""
    return text[-1:] in _TAIL_LASTS


def _without_tail(units: Sequence[Unit], first: int, last: int, text: str) -> tuple[int, str]:
    """Where a phrase ends, and its text, without 自身 and the like behind it."""
    tail = _TAIL.search(text) if may_have_tail(text) else None
    if not tail or len(text) <= len(tail[0]) or tail[0] in _PLURAL_TAILS:
        return last, text
    limit = units[first].at + tail.start()
    core = last
    while core > first and units[core - 1].at >= limit:
        core -= 1
    return (core, text[: tail.start()]) if core > first else (last, text)


def _without_time(sentence: Sentence, first: int, last: int, text: str) -> tuple[int, str]:
    """Where a phrase begins, and its text, without 同日, 当時の and the like before it."""
    time = _TIME.match(text)
    if not time or time.end() >= len(text):
        return first, text
    units = sentence.units
    limit = units[first].at + time.end()
    cut = first
    while cut < last - 1 and units[cut].at < limit:
        cut += 1
    if units[cut].at != limit or (time.end() == 1 and re.match("[一-龥]", text[1])):
        return first, text
    return cut, text_of(sentence, cut, last)


def _called(sentence: Sentence, first: int) -> str:
    """What somebody is called right before a phrase (「緑」という筆名の|作家); '' where nothing says so."""
    before = sentence.skeleton[max(0, sentence.units[first].at - 50) : sentence.units[first].at]
    found = _CALLED.search(before)
    if not found or found["name"] != ATOM:
        return found["name"] if found else ""
    span = sentence.units[sentence.unit_at(sentence.skeleton.rfind(ATOM, 0, sentence.units[first].at))]
    return sentence.source[span.start + 1 : span.end - 1]


_TOWARDS = words("詳しい 近い 強い 弱い 明るい 暗い 疎い 厳しい 優しい 甘い 親しい 等しい 乏しい 篤い 忙しい")
"""Adjectives to which a noun with に belongs (外交に詳しい)."""


def _described(units: list[Unit], first: int) -> int:
    """Where a phrase begins with the adjective before it and what belongs to that (外交に詳しい|研究者, 人相の悪い|男).

    An adnominal verb is a boundary and stays outside.
    """
    at = first - 1
    if at >= 0 and units[at].surface == "もう" and units[first].pos.startswith("名詞-数詞"):
        return at
    if at >= 1 and units[at].surface == "な" and units[at - 1].pos.startswith("形状詞"):
        at -= 1
    elif at < 0 or not units[at].pos.startswith("形容詞") or not units[at].conjugation.startswith("連体"):
        return first
    if units[at].end > units[at + 1].start or units[at].surface in ("無い", "ない", "なき"):
        return first
    first = at
    joins = ("に", "の", "が") if units[at].lemma in _TOWARDS else ("の", "が")
    if at >= 2 and units[at - 1].surface in joins and units[at - 2].pos.startswith(NOMINAL):
        at -= 2
        while at > 0 and (units[at - 1].pos.startswith(NOMINAL) or units[at - 1].surface == "の"):
            at -= 1
        return at
    return first


def _coordinated(units: list[Unit], first: int, text: str) -> int:
    """Where the row of names begins that a plural sums up (日本、韓国、|アメリカの各国政府, Ａ社、|Ｂ社双方)."""
    if not _PLURAL.search(text):
        return first
    at = first
    while at >= 2 and units[at - 1].surface in ("、", "と", "や", "・") and units[at - 2].pos.startswith(NOMINAL):
        begin = at - 2
        while begin > 0 and (units[begin - 1].pos.startswith(NOMINAL) or units[begin - 1].surface == "の"):
            begin -= 1
        if not any(unit.pos.startswith("名詞-固有名詞") for unit in units[begin : at - 1]):
            break
        at = begin
    return at


def _link(units: list[Unit], first: int, last: int) -> int:
    """Where the last link of a chain of の begins."""
    for at in range(last - 1, first, -1):
        if units[at].surface == "の":
            return at + 1
    return first


def _person(sentence: Sentence, first: int, last: int, text: str, names: Names) -> Name | None:
    """The person whom the last link of a chain of の shows: a known name with a title behind it, any name with 氏."""
    units = sentence.units
    if speak_together(text):
        return None
    start, end = units[first].start, units[last - 1].end
    named = names.last_within(start, end)
    if named is not None:
        rest = sentence.source[named.name_end : end]
        rest = _NOTE.sub("", rest)
        rest = _PEOPLE.sub("", _RESIDENCE.sub("", rest))
        honorific = next((mark for mark in NAME_MARKS if rest.endswith(mark)), "")
        bare = rest[: len(rest) - len(honorific)]
        if (
            not bare
            or rest in NAME_MARKS
            or ("の" not in rest and (title_at_end(bare) >= 0 or title_at_end(rest) >= 0))
        ):
            return named
        if named.end >= end or is_office(bare):
            return named
    link = text.rfind("の") + 1
    honoured = _HONOURED.match(text[link:]) if text[-1:] in _HONOUR_LASTS else None
    if honoured and not names_a_person_or_body(honoured["name"]):
        begins = units[sentence.unit_at(units[first].at + link)].start if link else start
        name = honoured["name"]
        return Name(begins, end, name, "", names.canonical(name), end)
    size = name_before_office(text[link:])
    if size:
        begins = units[sentence.unit_at(units[first].at + link)].start if link else start
        name = text[link : link + size]
        return Name(begins, end, name, text[link + size :], names.canonical(name), begins + size)
    ranked = _RANKED.match(text[link:]) if "ァ" <= text[-1:] <= "ー" else None
    if ranked and not names_a_person_or_body(ranked["name"]):
        at = sentence.unit_at(units[first].at + link)
        name = ranked["name"]
        if units[at].pos.startswith("名詞-固有名詞") and len(units[at].surface) < len(name):
            return Name(units[at].start, end, name, ranked["rank"], names.canonical(name), units[at].start + len(name))
    return None


@lru_cache(maxsize=1 << 13)
def is_lifeless(text: str) -> bool:
    """Whether a noun phrase ends in something that neither speaks nor holds words (理由, 合意)."""
    return bool(_LIFELESS.search(text))


def is_relay(phrase: Phrase) -> bool:
    """Whether a phrase is a medium that passes words on."""
    return phrase.person is None and names_a_relay(phrase.text)


def is_human(phrase: Phrase) -> bool:
    return phrase.person is not None or title_at_end(phrase.text) >= 0 or PERSON.end(phrase.text)
