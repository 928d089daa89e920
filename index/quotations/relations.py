"""How noun phrases stand to a span: subjects of its clause, owners of its noun, labels, names beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import (
    COMMAS,
    CONJUNCTIVE,
    NOUNS,
    PREDICATES,
    SUBJECTS,
    VERB_TAILS,
    closed,
)
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.japanese.wordlists import any_of
from inyo.index.people.discourse import Discourse, Speaker
from inyo.index.people.names import Names
from inyo.index.people.phrases import phrase_before
from inyo.index.people.titles import DOCUMENT, FIELDS, ON_LABELS, PERSON, SPORT, title_at_end
from inyo.index.people.weighing import Phrase, is_relay
from inyo.index.quotations.clauses import Frame
from inyo.index.reading.layout_table import ROLE

_TURNING = frozenset(("が", "けれど", "けど", "ものの", "一方", "一方で", "ため", "ので"))
"""The words behind which another clause may have a subject of its own."""

_AGAIN = re.compile(r"と(?:している|しており|した|発表した|説明した|説明している)(?:。|$)")
_BETWEEN = (*COMMAS, ",", "は", "も")


def subject_in_front(frame: Frame, units: Sequence[Unit], segment: Sequence[Phrase]) -> Phrase | None:
    """The subject among the phrases of the segment in front of a span: its topic, the one with が, or a place.

    A topic is the speaker unless the phrase with が behind it stands in the clause of the verb of speaking alone.
    """
    topic: Phrase | None = None
    nominative: Phrase | None = None
    told: Phrase | None = None
    place: Phrase | None = None
    for phrase in segment:
        if phrase.role == "が" and place is not None and _has(units, place, phrase):
            return place
        if phrase.role == "as":
            told = phrase if phrase.weight >= 2 else told
        elif phrase.weight < _needed(frame, phrase, adjacent(units, phrase.at, frame.first)):
            continue
        elif phrase.role in ("は", "も"):
            if topic is None or (frame.mode != "fragment" and not part_of_words(frame, units, topic, phrase)):
                topic = phrase
        elif phrase.role == "が":
            if not closed(units, phrase.at + 1, frame.first):
                nominative = phrase
        elif _is_place(frame, units, phrase):
            place = phrase
    if topic is not None and topic.weight < 2 and told is None:
        topic = _user(topic, units, segment) or topic
    if told is not None and (topic is None or told.at > topic.at):
        return told
    if topic is not None and nominative is not None and nominative.at > topic.at:
        return _of_two(frame, units, topic, nominative)
    if place is not None and place.role == "から" and not adjacent(units, place.at, frame.first):
        place = None
    return topic or nominative or place


def _has(units: Sequence[Unit], place: Phrase, phrase: Phrase) -> bool:
    """Whether a place is said to have what follows (県には|決まりが|ある)."""
    return place.at + 1 == phrase.first and phrase.at + 1 < len(units) and units[phrase.at + 1].lemma == "有る"


def _is_place(frame: Frame, units: Sequence[Unit], phrase: Phrase) -> bool:
    """Whether words may come from a phrase with では or から: somebody, or a document right before them."""
    if phrase.role not in ("では", "からは", "から"):
        return False
    document = phrase.role == "では" and bool(DOCUMENT.search(phrase.text))
    return phrase.weight >= 2 or (document and adjacent(units, phrase.at, frame.first))


def _of_two(frame: Frame, units: Sequence[Unit], topic: Phrase, nominative: Phrase) -> Phrase:
    """The speaker where a topic and a phrase with が behind it both could be."""
    if frame.mode == "fragment":
        return nominative if frame.subordinate and not adjacent(units, nominative.at, frame.first) else topic
    embedded = (
        frame.subordinate
        or (topic.person is None and _reported_again(frame, units))
        or (adjacent(units, topic.at, nominative.first) and _taken_up(frame, units))
        or _turns(units, topic.at, nominative.first)
    )
    return nominative if embedded else topic


def subject_behind(units: Sequence[Unit], phrases: Sequence[Phrase], low: int, high: int) -> Phrase | None:
    """A subject between unit `low`, the と, and unit `high`, the reporting verb (「…」と、X氏は言う)."""
    for phrase in phrases:
        if phrase.first <= low or phrase.at >= high or phrase.role not in SUBJECTS:
            continue
        if phrase.weight >= 2 or (phrase.weight == 1 and phrase.first <= low + 2):
            if phrase.role == "が" and closed(units, phrase.at + 1, high):
                continue
            if any(
                unit.pos.startswith(("動詞", CONJUNCTIVE)) and following.surface == "、"
                for unit, following in pairwise(units[low + 1 : phrase.first])
            ):
                continue
            return phrase
    return None


_AND_THEN = re.compile(r"(?:た(?:上|うえ)で|た(?:後|のち|あと)に?|ながら(?:も)?|つつ)、$")


def subject_of_both(
    frame: Frame, units: Sequence[Unit], phrases: Sequence[Phrase], segment: Sequence[Phrase]
) -> Phrase | None:
    """The topic behind a verb of speaking that has none, where one and the same does both (「…」と述べた上で、Xは…)."""
    if frame.mode != "direct" or frame.passive or frame.cue_at < 0 or frame.quotative < 0:
        return None
    if any(phrase.role in SUBJECTS and phrase.weight >= 2 for phrase in segment):
        return None
    topic = next((phrase for phrase in phrases if phrase.first > frame.cue_at), None)
    if topic is None or topic.role not in ("は", "も") or topic.weight < 2 or topic.first > frame.cue_at + _JOINT:
        return None
    joint = "".join(unit.surface for unit in units[frame.cue_at + 1 : topic.first])
    return topic if _AND_THEN.search(joint) else None


_JOINT = 8
"""Units from a verb to the topic of the clause behind it."""


def has_subject(frame: Frame, phrases: Sequence[Phrase]) -> bool:
    """Whether somebody else than a medium stands as the subject in front of a span."""
    return any(
        phrase.role in SUBJECTS and phrase.weight >= 2 and phrase.at < frame.first and not is_relay(phrase)
        for phrase in phrases
    )


def adjacent(units: Sequence[Unit], at: int, place: int) -> bool:
    """Whether only a comma stands between the particle at `at` and the unit `place`."""
    return 0 < place - at <= 4 and all(unit.surface in _BETWEEN for unit in units[at + 1 : place])


def has_predicate(units: Sequence[Unit]) -> bool:
    """Whether a verb, an auxiliary or an adjective stands among the units."""
    return any(unit.pos.startswith(PREDICATES) for unit in units)


def _user(topic: Phrase, units: Sequence[Unit], segment: Sequence[Phrase]) -> Phrase | None:
    """Whoever does in the clause before a lifeless topic what modifies it (少年が使った|ナイフは「…」と話した)."""
    for phrase in reversed(segment):
        if phrase.role == "が" and phrase.weight >= 2 and phrase.at < topic.first:
            between = units[phrase.at + 1 : topic.first]
            modified = bool(between) and between[-1].pos.startswith(("動詞", "助動詞"))
            return phrase if modified and not any(unit.surface in COMMAS for unit in between) else None
    return None


_TWICE = re.compile(
    rf"と(?:{reporting.SAYING_NOUNS}|{reporting.WRITING_NOUNS}|い[うい]|し[たて]|述べ|語|話|明らか|報|伝|訴|繰り返|答)"
)


def part_of_words(frame: Frame, units: Sequence[Unit], topic: Phrase, inner: Phrase) -> bool:
    """Whether the second of two topics side by side belongs to what the first says (野党は、首相は「…」と批判した): one
    verb has one topic. Not where the whole is reported again (社長は「…」と説明したと指摘した)."""
    if topic.role != "は" or inner.role != "は" or topic.weight < 2 or has_predicate(units[topic.at : inner.first]):
        return False
    start = max(frame.cue_at, frame.last) + 1
    return not _TWICE.search("".join(unit.surface for unit in units[start : start + 60]))


def _reported_again(frame: Frame, units: Sequence[Unit]) -> bool:
    """Whether the whole clause is itself reported further on (Xは、Yが「…」と話したとしている)."""
    start = max(frame.cue_at, frame.last) + 1
    text = "".join(unit.surface for unit in units[start : start + 60])
    return bool(_AGAIN.search(text))


def _taken_up(frame: Frame, units: Sequence[Unit]) -> bool:
    """Whether the topic goes on from what another said (Xは、Yが「…」と話したとして、謝罪を求めた)."""
    start = max(frame.cue_at, frame.last) + 1
    return bool(_TAKEN_UP.match("".join(unit.surface for unit in units[start : start + 12])))


_TAKEN_UP = re.compile(r"(?:た|ている|ていた)(?:などと?|こと)?(?:として|とし、|を(?:受け|問題|批判|非難|理由))")


def _needed(frame: Frame, phrase: Phrase, beside: bool) -> int:
    """The weight a phrase needs to be taken for the speaker: less where little else could be the subject."""
    stated = frame.mode in ("direct", "noun", "do") and frame.form == "full" and bool(frame.cue)
    if not beside:
        return 1 if stated and phrase.role == "は" and frame.mode != "noun" and not phrase.quoted else 2
    return 0 if stated and phrase.role in ("は", "が") else 1


def _turns(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether another clause with its own subject begins between `start` and `stop`."""
    return any(
        unit.surface in _TURNING and unit.pos.startswith((CONJUNCTIVE, "名詞")) for unit in units[start + 1 : stop]
    )


_ANSWERED = re.compile(r"[^。]{0,16}?(?:に(?:答え|応え|応じ|対し|関し)|を(?:受け|踏まえ))")
_NOUNS = (*NOUNS, "代名詞")
_CLAUSE_ENDS = (*PREDICATES, CONJUNCTIVE)
_LONGEST_CLEFT = 14
"""Units from と to the のは that makes a sentence say who it is."""
_WINDOW = 200


def segment_start(units: Sequence[Unit], place: int) -> int:
    """Where the stretch before a span begins: behind the quotation before it in the same sentence."""
    stop = max(0, place - _WINDOW)
    for at in range(place - 1, stop - 1, -1):
        if units[at].pair < 0:
            continue
        if units[at + 1].surface not in ("の", "を", "が", "に", "は", "で", "へ", "や", "も") or at + 1 >= place:
            return at + 1
    return stop


def head_of_relative(frame: Frame, sentence: Sentence, names: Names) -> Phrase | None:
    """The speaker whom the reporting verb modifies: 「…」と主張する人, 「…」と言うX."""
    units = sentence.units
    if frame.quotative < 0 or not 0 <= frame.cue_at < len(units) or frame.mode not in ("direct", "do"):
        return None
    at = frame.cue_at + 1
    if at + 1 < len(units) and units[at].surface == "を" and units[at + 1].lemma == "為る":
        at += 1
    while (
        at < len(units)
        and at < frame.cue_at + 6
        and units[at].pos.startswith(VERB_TAILS)
        and units[at].surface not in ("が", "と", "ば", "、")
    ):
        at += 1
    end = at
    while end < len(units) and end < at + 8 and (units[end].pos.startswith(_NOUNS) or units[end].surface in _IN_NAMES):
        if units[end].pair >= 0:
            break
        end += 1
    begin = at
    while end < len(units) and units[end].surface in ("の", "に", "を", "で") and end < at + 16:
        follows = end + 1
        if units[end].surface != "の":
            if not _modifies_noun(units, follows):
                break
            follows += 1
            begin = follows
        end = follows
        while end < len(units) and units[end].pair < 0 and units[end].pos.startswith(_NOUNS):
            end += 1
    if (
        end == at
        or end >= len(units)
        or units[end].surface not in ("は", "が", "も", "に", "の", "を", "から", "、", "と", "だ", "だっ")
    ):
        return None
    phrase = phrase_before(sentence, end, "bare", names)
    return phrase if phrase is not None and phrase.weight >= 2 and phrase.first >= begin else None


_IN_NAMES = ("・", "＝", "=")


def _modifies_noun(units: Sequence[Unit], at: int) -> bool:
    """Whether at `at` a verb stands in its adnominal form right before a noun (に|住む|男)."""
    if at + 1 >= len(units):
        return False
    verb, noun = units[at], units[at + 1]
    return verb.pos.startswith("動詞") and "連体" in verb.conjugation and noun.pos.startswith(_NOUNS)


def owner_of_noun(frame: Frame, sentence: Sentence, phrases: Sequence[Phrase], discourse: Discourse) -> Speaker | None:
    """X's in Xの「…」発言, Xが言う「…」 and Xから「…」との声."""
    units = sentence.units
    at = frame.first - 1
    if at < 0:
        return None
    if units[at].surface in COMMAS:
        at -= 1
    if at > 0 and units[at].surface == "の":
        phrase = phrase_before(sentence, at, "の", discourse.names)
        if phrase is not None and phrase.weight >= 2:
            return discourse.resolve(phrase)
    start = segment_start(units, frame.first)
    for phrase in reversed(phrases):
        if (
            start <= phrase.first
            and phrase.at < frame.first
            and phrase.role in ("から", "からは")
            and phrase.weight >= (1 if phrase.at + 1 == frame.first else 2)
            and not clause_ends(units[phrase.at : frame.first])
        ):
            return discourse.resolve(phrase)
    if frame.mode == "bare" and at >= 0:
        place = at if units[at].lemma in ("言う", "語る", "述べる", "呼ぶ", "話す") else at + 1
        while place > 0 and place > at - 4 and units[place].surface not in ("が", "の") and place <= at:
            place -= 1
        phrase = phrase_before(sentence, place if place <= at else at + 1, "bare", discourse.names)
        if phrase is not None and phrase.weight >= 2:
            return discourse.resolve(phrase)
    if frame.withdrawn and not _ANSWERED.match(sentence.skeleton[units[frame.cue_at].at :]):
        for phrase in reversed(phrases):
            if phrase.at < frame.first and phrase.role == "relay" and phrase.weight >= 2 and not is_relay(phrase):
                return discourse.resolve(phrase)
    return None


def clause_ends(units: Sequence[Unit]) -> bool:
    """Whether a predicate with a comma behind it, or with what joins it to another clause, stands among the units."""
    joined = False
    for unit in units:
        if joined and unit.surface in COMMAS:
            return True
        joined = unit.pos.startswith(_CLAUSE_ENDS) or (
            joined and unit.surface in ("ほか", "他", "一方", "一方で", "ため", "上", "うえ", "で")
        )
    return False


def cleft_speaker(sentence: Sentence, start: int, names: Names) -> Phrase | None:
    """The one with whom a sentence ends that says who it is that speaks (「…」と話すのはXだ, と胸を張ったのがXだった).

    `start` is a unit of the verb, or before it in its clause.
    """
    units = sentence.units
    start = _nominalized(units, start)
    end = len(units)
    while end > start and (units[end - 1].pos.startswith("補助記号") or units[end - 1].lemma in _COPULA):
        end -= 1
    if start < 0:
        return None
    phrase = phrase_before(sentence, end, "bare", names)
    return phrase if phrase is not None and phrase.weight >= 2 and phrase.first > start else None


_PREDICATE_OF = re.compile(
    r"の(?:口癖|口ぐせ|持論|信条|モットー|座右の銘|決まり文句|合言葉|言い分|主張|見立て|第一声|答え|返事|返答|回答|助言|教え)"
    r"(?:だ|で(?:ある|す|した|あった)|。|$)"
)
_SAID_TO_BE = re.compile(
    r"の(?:口癖|口ぐせ|持論|信条|モットー|座右の銘|第一声|答え|返事|返答|回答|助言|教え|言い分)(?:は|も)、?$"
)


def predicated_owner(frame: Frame, sentence: Sentence, names: Names) -> Phrase | None:
    """Whose words a sentence says that they are (「…」がXの口癖だ, Xの答えは「…」だった)."""
    units = sentence.units
    first, last = frame.first, frame.last
    if last + 1 >= len(units):
        return None
    of_his = None
    if units[last + 1].surface in ("が", "は"):
        of_his = _PREDICATE_OF.search(sentence.skeleton, units[last + 1].at, units[last + 1].at + _LONGEST_OWNER)
    elif units[last + 1].lemma in _COPULA:
        of_his = _SAID_TO_BE.search(sentence.skeleton, 0, units[first].at)
    if of_his is None:
        return None
    phrase = phrase_before(sentence, sentence.unit_at(of_his.start()), "の", names)
    apart = phrase is not None and phrase.first > last + 1 if units[last + 1].surface in ("が", "は") else True
    return phrase if phrase is not None and phrase.weight >= 2 and apart else None


_LONGEST_OWNER = 30
"""Characters in which a sentence says whose words they are."""
_COPULA = ("だ", "です", "有る", "た")


def _nominalized(units: Sequence[Unit], start: int) -> int:
    """The particle behind the の that makes a noun of the clause in which unit `start` stands; -1 where none does."""
    for at in range(start, min(start + _LONGEST_CLEFT, len(units) - 1)):
        if units[at].pair >= 0 or units[at].surface in COMMAS:
            break
        if units[at].pos == "助詞-準体助詞" and units[at].surface == "の" and units[at + 1].surface in ("は", "が"):
            return at + 1
    return -1


_STATEMENTS = ("話", "コメント", "談話", "弁", "言葉", "会見")


def before_colon(sentence: Sentence, frame: Frame, names: Names) -> Phrase | None:
    """Whoever stands before a colon, a dash or 曰く in front of a span, or is all that stands before it (社長「…」)."""
    units = sentence.units
    at = frame.first
    while at and units[at - 1].surface in (":", "：", "―", "─", "—", "-", "、", "…", "曰く", "いわく"):
        at -= 1
    if at > 1 and units[at - 1].surface in _STATEMENTS and units[at - 2].surface == "の":
        at -= 2
    if at == 0:
        return None
    phrase = phrase_before(sentence, at, "bare", names)
    if at == frame.first and (phrase is None or phrase.first > 0 or phrase.weight < 2):
        return None
    return phrase if phrase is not None and phrase.weight >= 1 else None


def labels_in_a_row(sentence: Sentence, names: Names) -> dict[int, Phrase]:
    """By the unit of a span: whoever stands between it and the span before, or the beginning, in a sentence that gives
    spans to several so (司会の小倉「…」菊川「…」)."""
    spans = list(sentence.spans)
    labels = ((span, _label_before(sentence, span, names)) for span in spans) if len(spans) > 1 else ()
    found = {span: label for span, label in labels if label is not None}
    return found if len(found) > 1 else {}


def _label_before(sentence: Sentence, place: int, names: Names) -> Phrase | None:
    """Whoever is all that stands between the span at unit `place` and the one before, or the beginning: a house before
    『…』 has made it."""
    phrase = phrase_before(sentence, place, "bare", names)
    if (
        phrase is None
        or sentence.source[sentence.units[place].start] == "『"
        or (phrase.first > 0 and not _ends_before(sentence.units[phrase.first - 1]))
    ):
        return None
    named = names.last_within(phrase.start, phrase.end)
    if phrase.weight < 2 and named is None:
        return None
    return phrase if named is None else phrase._replace(person=named, weight=3)


def _ends_before(unit: Unit) -> bool:
    """Whether a unit ends what stands before a label: a bracket or a comma (解散について、小倉「…」菊川「…」)."""
    return unit.pair >= 0 or unit.surface in COMMAS


_DOES = re.compile(
    rf"による(?:{reporting.SAYING_NOUNS}|挨拶|あいさつ|スピーチ|講話)$|"
    r"の(?:弁|言葉|口癖|持論|談|談話|証言|見立て|分析|感想|説明|主張)(?:だ|です|だった|である)?$"
)


def final_name(sentence: Sentence, first: int, last: int, names: Names, *, verb: bool = False) -> Phrase | None:
    """The person or role that is all there is behind unit `first`, the と, before unit `last` (「…」とXさん。), or all
    but what he does or that the words are his (「…」と、まずはXさんによる挨拶。 「…」とはXさんの弁。); only these two
    where a `verb` governs the words."""
    units = sentence.units
    while last > first and units[last - 1].pos.startswith("補助記号"):
        last -= 1
    does = _DOES.search(sentence.skeleton, units[first].at, units[last - 1].at + len(units[last - 1].surface))
    if verb and not does:
        return None
    if does:
        last = sentence.unit_at(does.start())
    phrase = phrase_before(sentence, last, "bare", names) if last > first + 1 else None
    if phrase is None or phrase.weight < 2:
        return None
    lead = units[first + 1 : phrase.first]
    near = all(
        unit.surface in COMMAS
        or (does and unit.pos.startswith(("副詞", "接続詞", "助詞-係助詞", "名詞", "補助記号", "記号")))
        for unit in lead
    )
    return phrase if near or (PERSON.end(phrase.text) and _describes(lead)) else None


def _describes(units: Sequence[Unit]) -> bool:
    """Whether units say of the noun behind them who that is (近くに住む|女性): a verb ends them, none of saying."""
    return (
        bool(units)
        and units[-1].pos.startswith(("動詞", "助動詞"))
        and not any(unit.surface in (*COMMAS, "は") or unit.pair >= 0 for unit in units)
        and units[0].pos.startswith(NOUNS)
    )


def exists(units: Sequence[Unit], at: int) -> bool:
    """Whether a phrase that ends before unit `at` is of somebody new (社長もいた)."""
    return at + 1 < len(units) and units[at].surface in ("も", "が") and units[at + 1].lemma == "居る"


_BEARER = re.compile(rf"^(?P<office>[^（(]*)[（(](?:以下、?)?(?P<name>[^）)]+?)(?:{any_of(ON_LABELS)})?[）)]$")
_HONOURED = re.compile(rf"(?:{any_of((*ON_LABELS, '様', '先生'))})$")
_SPORT = FIELDS[SPORT]
_ANSWER_OF = re.compile(r"(?<=[^のご])の?(?:答弁|回答)$")
"""Behind whoever answers (市の答弁, 町長答弁)."""
_ASKED = re.compile(r"[QＱAＡ問答]|質問|回答")
_BODY = re.compile(r"(?:新聞|新報|日報|放送|テレビ|通信|大学|高校?|[社局市町村県区院館校園会党部])$")
"""The end of what stands in parentheses behind a name and is whom he belongs to."""


def label_speaker(text: str, label: tuple[int, int], names: Names, talk: int) -> Speaker:
    """Who a label at the head of a turn names: 議長（山田太郎君）, 山田太郎君, 山田; the talk begins at `talk`."""
    words = _ANSWER_OF.sub("", text[label[0] : label[1]])
    label = label[0], label[0] + len(words)
    bearer = _BEARER.match(words)
    if bearer and _ASKED.fullmatch(bearer["office"]):
        label = (label[0] + bearer.start("name"), label[0] + bearer.end("name"))
        words, bearer = bearer["name"], None
    if bearer and (
        (title_at_end(bearer["name"]) >= 0 and title_at_end(bearer["office"]) < 0 and not _SEAT.match(bearer["office"]))
        or _named_in_front(bearer, label[0], names)
        or (_BODY.search(bearer["name"]) and not ROLE.search(bearer["office"]))
    ):
        words, bearer = bearer["office"], None
        label = (label[0], label[0] + len(words))
    name = bearer["name"] if bearer else _HONOURED.sub("", words) or words
    office, _, own = name.rpartition("・")
    name = own if bearer and title_at_end(office) >= 0 else name
    inside = names.within(*label)
    if not bearer and inside:
        name = words if _begins_a_name(text[label[0] : inside[-1].start]) else inside[-1].name
    elif bearer and _SEAT.match(bearer["office"]) and inside:
        name = inside[-1].name
    elif not bearer and (at := title_at_end(name)) > 0 and name[at:] in _SPORT:
        name = name[:at]
    known = names.canonical(name)
    if known == name:
        holder = names.bearer(name, label[0], talk) if title_at_end(name) >= 0 else ""
        known = names.first_with(name) or holder or name
    return Speaker(known, words, label)


_AGE = re.compile(r"[0-9０-９]{1,3}(?:歳|代)?(?:[・、,／/].*)?")


def _begins_a_name(lead: str) -> bool:
    """Whether what stands on a label before a name found there is the beginning of that name (田ノ|上菜々), no title
    and no house of his."""
    cut = bool(_BEGINNING.fullmatch(lead))
    return cut and title_at_end(lead) < 0 and not _BODY.search(lead) and not ROLE.search(lead)


_BEGINNING = re.compile(r"[一-龥々ヶノ之ツ]{1,3}|[A-Za-z0-9._-]{1,16}[._-]")
_SEAT = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}番$")
"""The seat by which a council calls a member (５番（佐藤議員）)."""


def _named_in_front(bearer: re.Match[str], start: int, names: Names) -> bool:
    """Whether the name stands before the title, and in brackets the club, the age or the like (澤田選手（大分）)."""
    if _AGE.fullmatch(bearer["name"]):
        return True
    office, inner = ((start + bearer.start(part), start + bearer.end(part)) for part in ("office", "name"))
    at = title_at_end(bearer["office"])
    if at <= 0:
        return False
    return bool(names.within(*office)) or (bearer["office"][at:] in _SPORT and not names.within(*inner))
