"""Noun phrases of a sentence that could be somebody speaking, and how their particle sets them into the clause; and who
is arrested, tried, punished or questioned in one: whose words an inquiry passes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress, count
from operator import itemgetter

from inyo.index.japanese.grammar import NOUNS, SUBJECTS
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.japanese.tokens import Remembered
from inyo.index.people.names import Names
from inyo.index.people.titles import title_at_end
from inyo.index.people.weighing import NOMINAL, Phrase, Role, text_of, weighed

_START, _SURFACE = itemgetter(0), itemgetter(2)
_LONGEST = 40
"""How many units a phrase holds at most."""
_JOINTS = frozenset("・＝=‐-－/／＆&")
_SOURCE_TAIL = re.compile(
    r"(?:の|への)(?:[^のへ]{0,6})?(?:講評|総評|挨拶|あいさつ|祝辞|報道|記事|取材|調べ|調査|発表|話|まとめ|集計|説明|資料|ニュース|放送|"
    r"分析|試算|報告|"
    r"報告書|声明|情報|証言|談話|コメント|言葉|発言|弁|見解|主張|供述)$"
)
_AMONG = re.compile(r"の(?:間|中|あいだ|なか)$")
_OCCASION = re.compile(r"の[^の]{0,6}(?:後|前|会見|取材|直後|中|時|日|付|別|際|上)$")
_NUMERAL = re.compile(r"[0-9０-９一二三四五]")
_ADDRESSES = ("講評", "総評", "挨拶", "あいさつ", "祝辞", "講演", "説明", "報告")
"""What somebody gives in words of his own (学長による講評では、「…」)."""
_MARKS = frozenset(("に", "は", "も", "こそ", "が", "から", "より", "では", "を", "と", "とも", "曰く", "いわく"))
"""The particles of which `_role` knows a role."""
_NO_PARTICLES = frozenset(("とも", "曰く", "いわく"))
"""Those of them that the dictionary takes for no particle."""
_PASSED_ON = re.compile(r"紹介|伝え|引用|掲載|お?借り|引")
_ALIKE = re.compile(r"(?:双方|両方|両者|両社|両氏|[社人名者])$")
"""What ends a phrase before とも (双方とも, ２社とも)."""
_PORTFOLIO = re.compile(r"[一-龥]{1,8}(?:相|大臣)$")


def phrases_of(sentence: Sentence, names: Names) -> tuple[Phrase, ...]:
    """The phrases of a sentence that stand before は, が, も, から, では, に, によると or として."""
    out: list[Phrase] = []
    units = sentence.units
    for place in compress(count(), map(_MARKS.__contains__, map(_SURFACE, units))):
        unit = units[place]
        if not (unit.pos.startswith("助詞") or unit.surface in _NO_PARTICLES):
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
        relays = place + 2 < len(units) and units[place + 1].lemma in ("因る", "拠る", "寄る")
        if relays and units[place + 2].pos.startswith(NOUNS):
            return "relay" if _is_address(units, place + 2) else None
        relays = relays or (
            place + 2 < len(units) and units[place + 1].surface == "言わ" and units[place + 2].lemma == "せる"
        )
        return "relay" if relays else "に"
    if surface == "と" and following in ("いえ", "言え") and place and units[place - 1].pair < 0:
        return "は" if place + 2 < len(units) and units[place + 2].surface == "ば" else None
    if surface == "とも" or (surface == "と" and following == "も"):
        return "も" if place and _ALIKE.search(units[place - 1].surface) else None
    if surface in ("曰く", "いわく"):
        return "relay"
    if surface in ("は", "も", "こそ"):
        return "も" if surface == "も" else "は"
    if surface == "が":
        return "が" if "格助詞" in units[place].pos else None
    if surface == "から":
        return "から" if "格助詞" in units[place].pos and following not in ("は", "も") else None
    if surface == "より":
        return "から" if _before_words(units, place + 1) else None
    if surface == "では":
        return "では"
    if surface == "を" and _PASSED_ON.match(following):
        return "as"
    if surface == "と" and following == "し" and place + 2 < len(units) and units[place + 2].surface == "て":
        return "as"
    return None


def _is_address(units: list[Unit], place: int) -> bool:
    """Whether at `place` what somebody says in public is named as the place of words."""
    return (
        units[place].surface in _ADDRESSES
        and place + 1 < len(units)
        and units[place + 1].surface in ("で", "では", "は")
    )


def _before_words(units: list[Unit], at: int) -> bool:
    """Whether quoted words begin at `at`, perhaps behind a comma."""
    at += at < len(units) and units[at].surface == "、"
    return at < len(units) and units[at].pair >= 0


def final_phrase(sentence: Sentence, names: Names) -> tuple[Phrase, bool] | None:
    """The noun phrase that a sentence ends with (…は、画家のＸさん。), and whether a copula stands behind it."""
    units, end = sentence.units, len(sentence.units)
    while end and (units[end - 1].pos.startswith("補助記号") or units[end - 1].lemma in ("だ", "です", "た")):
        end -= 1
    phrase = phrase_before(sentence, end, "bare", names) if end else None
    if phrase is None:
        return None
    return phrase, end < len(units) and not units[end].pos.startswith("補助記号")


def phrase_before(sentence: Sentence, place: int, role: Role, names: Names) -> Phrase | None:
    """The noun phrase that ends before unit `place`."""
    units = sentence.units
    last = place
    if role in ("は", "も") and last and units[last - 1].surface in ("から", "で", "に", "と", "へ"):
        case = units[last - 1].surface
        if case not in ("から", "で"):
            return None
        last -= 1
        role = "からは" if case == "から" else "では"
    first = _phrase_start(sentence, last, names)
    while first < last and (units[first].surface in ("の", "など", "ら") or units[first].surface in _JOINTS):
        first += 1
    if first >= last:
        return None
    around = names.around(units[first].start)
    if around is not None and sentence.start <= around.start:
        first = max(0, bisect_left(units, around.start, key=_START))
    text = text_of(sentence, first, last)
    if role == "as" and re.match("として(?:伝え|報じ)", sentence.skeleton[units[place].at : units[place].at + 6]):
        role = "relay"
    if role in ("relay", "as", "では"):
        end = _source_end(text)
        if end:
            last, text = _cut(units, first, last, text, end, fewest=0)
            role = "relay" if role == "では" else role
        elif role == "as":
            return None
    if first >= last:
        return None
    among = _AMONG.search(text) if role in ("から", "からは", "では") else None
    if among:
        last, text = _cut(units, first, last, text, among.start(), fewest=1)
    if first > 1 and units[first - 1].surface == "・" and title_at_end(text) >= 0:
        named = names.last_within(units[max(0, first - 8)].start, units[first - 1].start)
        if named is not None and named.name_end == units[first - 1].start:
            first = sentence.unit_at(units[first - 1].at - (named.name_end - named.start))
            text = text_of(sentence, first, last)
    phrase = weighed(sentence, first, last, text, role, place, names)
    return _joined(sentence, phrase, names) if phrase is not None else None


def _source_end(text: str) -> int:
    """Where a phrase ends without the report in which somebody speaks (ロイター|の報道, 知事|の会見); 0 for none."""
    cut = _SOURCE_TAIL.search(text)
    if not cut or not cut.start():
        return 0
    occasion = _OCCASION.search(text[: cut.start()])
    return occasion.start() if occasion and occasion.start() else cut.start()


def _cut(units: list[Unit], first: int, last: int, text: str, end: int, *, fewest: int) -> tuple[int, str]:
    """Where a phrase ends, and its text, when only `end` of its characters are kept, but `fewest` units."""
    while last > first + fewest and units[last - 1].at >= units[first].at + end:
        last -= 1
    return last, text[:end]


_IS_NOMINAL: Remembered[str, bool] = Remembered(lambda pos: pos.startswith(NOMINAL), 1 << 9)
_ABOUT = frozenset(("めぐり", "巡り"))
"""Before an office in a headline: verbs that the dictionary takes for nouns (関税めぐり|首相)."""
_SPECIAL = frozenset(("の", "など", "ら", "だけ", "のみ", "!", "！", "な", *_ABOUT, *_JOINTS))
"""Of which more is asked than whether they are nouns."""


def _phrase_start(sentence: Sentence, last: int, names: Names) -> int:
    units = sentence.units
    first = last
    while first and last - first < _LONGEST:
        unit = units[first - 1]
        following = units[first] if first < last else None
        apart = following is not None and unit.end < following.start
        if (
            not apart
            and unit.surface not in _SPECIAL
            and _IS_NOMINAL[unit.pos]
            and (following is None or following.surface != "な")
        ):
            first -= 1
            continue
        if unit.surface in _ABOUT and following is not None and title_at_end(text_of(sentence, first, last)) == 0:
            break
        if apart and _parted(sentence, unit, units[first]) and not names.inside(unit.end):
            break
        if unit.pair >= 0:
            if following is not None and (following.surface != "の" or first < 2):
                break
        elif unit.surface == "の" and unit.pos.startswith("助詞"):
            if following is None:
                break
        elif unit.pos.startswith("連体詞"):
            return first - 1
        elif not _is_part(sentence, first, last) and (
            (not _IS_NOMINAL[unit.pos] and not names.inside(unit.start))
            or (following is not None and following.surface == "な" and unit.pos.startswith("形状詞"))
        ):
            break
        first -= 1
    return first


def _is_part(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the unit before unit `first` is part of the phrase up to `last`, though no noun: など at its end, a joint
    inside a name, the stem of an adjective before a noun, a mark of exclamation in a name."""
    units = sentence.units
    unit, ends = units[first - 1], first == last
    if unit.surface in ("など", "ら", "だけ", "のみ"):
        return ends
    if unit.surface in _JOINTS:
        portfolio = unit.surface == "・" and not ends and _PORTFOLIO.match(text_of(sentence, first, last))
        return _joins(units, first - 1) or bool(portfolio)
    if unit.surface in ("!", "！"):
        return first > 1 and units[first - 2].surface.isascii()
    return unit.pos.startswith("形容詞") and unit.conjugation.startswith("語幹") and not ends


def _parted(sentence: Sentence, unit: Unit, following: Unit) -> bool:
    """Whether what lies between two units that do not touch is space, or a parenthesis with space beside it (labels:
    教育長（安西）　県は, 息子　（笑って）父は), and they are no Latin letters."""
    japanese = not following.surface.isascii() and not unit.surface.isascii()
    return japanese and (sentence.source[unit.end].isspace() or sentence.source[following.start - 1].isspace())


def _joined(sentence: Sentence, phrase: Phrase, names: Names) -> Phrase:
    """A phrase with its partner before と or や, where both can speak (父と母)."""
    units = sentence.units
    at = phrase.first - 1
    if at < 1 or phrase.weight < 2 or phrase.role not in SUBJECTS or units[at].surface not in ("と", "や"):
        return phrase
    if units[at - 1].pair >= 0 or not units[at - 1].pos.startswith(NOMINAL):
        return phrase
    partner = phrase_before(sentence, at, "bare", names)
    if partner is None or partner.weight < 2 or (phrase.person is not None and partner.person is None):
        return phrase
    text = sentence.source[partner.start : phrase.end]
    return Phrase(partner.first, phrase.last, partner.start, phrase.end, text, phrase.role, phrase.at, None, 2)


def _joins(units: list[Unit], at: int) -> bool:
    """Whether a middle dot stands inside a foreign name, not between two things."""
    if units[at].surface not in ("・", "／", "/"):
        return True
    return (
        0 < at < len(units) - 1
        and all(re.match(r"[ァ-ヴーA-Za-zＡ-Ｚａ-ｚ]", units[near].surface) for near in (at - 1, at + 1))
    ) or all(0 <= near < len(units) and _NUMERAL.match(units[near].surface) for near in (at - 1, at + 1))


_DEED = (
    r"(?:(?:現行犯|緊急|通常|再|誤認)?逮捕|(?:追|書類|身柄)?送検|(?:在宅|略式|追)?起訴|摘発|検挙|補導|指名手配|懲戒免職|諭旨免職|"
    r"(?:懲戒|分限)?処分|停職|減給|戒告|訓告|拘束|確保|任意同行|取り押さえ|告発|告訴|(?:事情)?聴取|取り?調べ)"
)
_TO = re.compile(
    rf"を(?:[^。、\ufffc]{{1,20}}(?:で|に|として)、?)?{_DEED}|に[^。、\ufffc]{{0,6}}事情を[聴聞]|への[^。、\ufffc]{{0,4}}処分を"
)
_DONE = re.compile(rf"[がは](?:[^。\ufffc]{{1,40}}(?:で|に|として)、?)?{_DEED}(?:処分)?(?:を受け|さ?れ)")
_WHO = re.compile(
    rf"{_DEED}(?:処分)?(?:を受けた|さ?れた)の?は、?(?P<who>[^。\ufffc]{{2,40}}?)(?:で(?:す|ある|、)|だ|の[0-9０-９一二三四五六七八九十]人|。|$)"
)
_ANY = re.compile(_DEED + "|事情を[聴聞]")
_SIGN = re.compile("[逮検訴摘補指懲諭処停減戒訓拘確任押告聴調情]")
"""A kanji of every deed, which is looked for first: that is fast."""


def accused_in(sentence: Sentence, names: Names) -> Phrase | None:
    """Who is arrested, tried, punished or questioned in a sentence: the last of several, None for nobody."""
    span = sentence.source, sentence.start, sentence.end
    if not (_SIGN.search(*span) and _ANY.search(*span)):
        return None
    text = sentence.skeleton
    told = _WHO.search(text)
    places = [told.end("who")] if told else [found.start() for way in (_TO, _DONE) for found in way.finditer(text)]
    for place in sorted(places, reverse=True):
        phrase = phrase_before(sentence, sentence.unit_at(place), "bare", names)
        if phrase is not None and phrase.weight >= 2:
            return phrase
    return None
