"""Rules that each name a speaker where they know one: what they say is evidence, weighed with everything else.

Each takes a Case and gives a Speaker, NOBODY where no one is to be named, or None where it has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import SUBJECTS
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.japanese.wordlists import any_of
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.phrases import phrase_before
from inyo.index.people.titles import NAME_MARKS, THIRD_PERSON, names_a_person_or_body
from inyo.index.people.weighing import Phrase, is_relay
from inyo.index.quotations import relations
from inyo.index.quotations.clauses import Frame

_ADMITS = re.compile(
    r"(?:など)?と(?:[^、。]{0,8}(?:容疑|犯行|起訴内容|起訴事実|罪|関与)を|(?:の|いう|いった|する)?(?:趣旨の|内容の)?(?:供述|自供)|(?:容疑を)?(?:認め|否認し?)て)"
)
_EXAMINED = re.compile(r"(?:調べ|事情聴取|聞き取り|聴き取り|職務質問)に(?:対し(?:て)?)?(?:は)?、?$")
_SUSPECT = ("容疑者", "被告", "被告人", "受刑者")


class Case(NamedTuple):
    """A span whose speaker is looked for, and what the rules look at.

    `at` is its unit in the chain of `frame`. `phrases` are those of its sentence, `segment` those of them between unit
    `start`, behind the quotation before it, and the span; `previous` is the speaker of that quotation, if there is one.
    `clock` counts sentences of the page.
    """

    at: int

    frame: Frame
    sentence: Sentence
    clock: int
    discourse: Discourse
    phrases: Sequence[Phrase]
    start: int
    segment: Sequence[Phrase]
    previous: Speaker | None

    @property
    def units(self) -> list[Unit]:
        return self.sentence.units

    def resolved(self, phrase: Phrase | None) -> Speaker | None:
        """The speaker that a phrase means; None where there is no phrase."""
        return None if phrase is None else self.discourse.resolve(phrase)


_PART_IN_IT = r"(?:評者?|筆者|著者|作者|文|写真|撮影|構成|取材|執筆|聞き手|訳者?|翻訳|編集?|監修|協力)"
CREDIT = re.compile(
    rf"[\s\u3000(（]*{_PART_IN_IT}(?:[・、／/＆&]?{_PART_IN_IT})*(?:[・：:=＝／/\s\u3000]|(?:by|ｂｙ)\b)", re.IGNORECASE
)
"""In front of the name of who made the text or a part of it: words beside it are not his."""
_SIGNATURE = re.compile(r"[、。]?[(（](?P<who>(?:[^()（）。「」]|[(（][0-9０-９]{1,3}[)）]){2,28})[)）]")
_BEFORE_NAME = ("(", "（", "、", "。")
_AGED = re.compile(r"(?:[0-9０-９]{2}|[二三四五六七八]十)(?:代|歳)")
"""Whoever is only said to be so old (50代, 62歳)."""


_SAME = frozenset(("同", "同前", "同上", "前出", "前出氏"))
"""In parentheses behind words: whoever has spoken before."""
_PLAYED = re.compile(rf"(?P<who>[^〈〉＜＞]{{1,16}}?)(?:{any_of(NAME_MARKS)})?[〈＜][^〈〉＜＞]{{1,16}}[〉＞]$")
"""Somebody of a play, and who plays him (珍さん〈孫成順〉)."""


def byline(case: Case) -> Speaker | None:
    """X in 「…」（X）, 「…」（X）、「…」（Y）: the one right behind the words, or behind others of their row.

    Where one of a row is somebody, the others are too, whatever they are called.
    """
    signatures = list(_signatures(case))
    own = [speaker for at, speaker, _ in signatures if at >= case.at]
    return own[0] if own and any(sure for _, _, sure in signatures) else None


def _signatures(case: Case) -> Iterator[tuple[int, Speaker, bool]]:
    """What stands in parentheses behind the spans of the chain, behind which unit, and whether that is surely
    somebody."""
    names, sentence = case.discourse.names, case.sentence
    for at in range(case.frame.first, case.frame.last + 1):
        unit = case.units[at]
        near = unit.pair >= 0 and sentence.source[unit.end : unit.end + 1] in _BEFORE_NAME
        found = _SIGNATURE.match(sentence.source, unit.end, unit.end + 32) if near else None
        if not found or CREDIT.match(found["who"]):
            continue
        who, span = _signed(found)
        inside = names.within(*span)
        if inside:
            yield at, Speaker(inside[-1].canonical, who, span), True
        elif who in _SAME:
            yield at, case.discourse.spoken.carried(), bool(case.discourse.spoken.name)
        elif who in THIRD_PERSON:
            meant = case.discourse.pronoun(who, span)
            yield at, meant, bool(meant.name)
        else:
            sure = names.known(who) or names_a_person_or_body(who) or bool(_AGED.search(who))
            yield at, Speaker(names.canonical(who), who, span), sure


def _signed(found: re.Match[str]) -> tuple[str, tuple[int, int]]:
    """Who signs, and where: of a house, a part of it and somebody, the last (…メーカー　購買部　K様)."""
    who, (start, end) = found["who"], found.span("who")
    played = _PLAYED.match(who)
    if played:
        return played["who"], (start, start + played.end("who"))
    last = max(who.rfind(space) for space in " \u3000") + 1
    if last and names_a_person_or_body(who[last:]):
        return who[last:], (start + last, end)
    return who, (start, end)


_HONORIFIC_PASSIVE = (
    "書か",
    "述べ",
    "話",
    "語",
    "答",
    "発言",
    "答弁",
    "説明",
    "おっしゃ",
    "指摘",
    "主張",
    "強調",
    "表明",
)
"""Beginnings of verbs whose passive is as often a form of respect."""


def owner(case: Case) -> Speaker | None:
    """X in 「…」というXの声, 「…」がXの口癖だ and Xの答えは「…」だった."""
    if case.frame.owner is None:
        return case.resolved(relations.predicated_owner(case.frame, case.sentence, case.discourse.names))
    place = case.sentence.unit_at(case.frame.owner[1])
    phrase = phrase_before(case.sentence, place, "の", case.discourse.names)
    return case.resolved(phrase) if phrase is not None and phrase.weight >= 2 else None


_VOICED_BY = re.compile(
    rf"^(?:など|等)?(?:と(?:の|いう|いった)?)?、?(?P<who>[^。「」\ufffc]{{1,24}}?)"
    rf"(?:から(?:は|も)?、?[^。\ufffc]{{0,16}}?(?:{reporting.VOICES}|{reporting.CALLS})|"
    r"の?(?:怒り|歓声|悲鳴|ため息|喜び)(?:の声)?)[がも]"
)
"""Behind words: from whom voices come (と母親などから同情の声が寄せられた, とファンの怒りが爆発した)."""


def voiced_by(case: Case) -> Speaker | None:
    """X in 「…」とXから声が上がる and 「…」などXからの批判が相次ぐ."""
    base = case.units[case.frame.last].at + 1
    found = _VOICED_BY.match(case.sentence.skeleton[base:])
    if found is None:
        return None
    place = case.sentence.unit_at(base + found.end("who"))
    phrase = phrase_before(case.sentence, place, "bare", case.discourse.names)
    return case.resolved(phrase) if phrase is not None and phrase.weight >= 2 else None


def of_a_noun(case: Case) -> Speaker | None:
    """X in Xの「…」発言, Xから「…」との声."""
    if case.frame.mode not in ("noun", "bare"):
        return None
    return relations.owner_of_noun(case.frame, case.sentence, case.phrases, case.discourse)


def withdrawn(case: Case) -> Speaker | None:
    """Nobody in 「…」との声が上がる."""
    return NOBODY if case.frame.withdrawn else None


def noun_taken_by_none(case: Case) -> Speaker | None:
    """Whoever stands right before 「…」との見方, or was asked before 「…」との返事, where no verb makes it his own;
    else nobody."""
    frame = case.frame
    if frame.mode != "noun" or frame.taken or frame.quotative < 0:
        return None
    near = [
        phrase
        for phrase in case.phrases
        if phrase.weight >= 2 and relations.adjacent(case.units, phrase.at, frame.first)
    ]
    return case.discourse.resolve(near[-1]) if near else asked(case) or NOBODY


def agent_of_passive(case: Case) -> Speaker | None:
    """X in Xに「…」と言われた; the writer of the words before where they are written."""
    if not case.frame.passive:
        return None
    before = case.previous if case.previous is not None and case.frame.kind == "written" else NOBODY
    own = case.start if before.name else 0
    agent = _agent(case, [phrase for phrase in case.phrases if phrase.first >= own])
    return agent if agent.name else before


def _agent(case: Case, phrases: Sequence[Phrase]) -> Speaker:
    """Who said it when the verb is passive: the phrase with に or から; the topic where the form is one of respect."""
    frame, units, discourse = case.frame, case.units, case.discourse
    for phrase in reversed(phrases):
        if (
            (phrase.role in ("に", "から", "からは") or _by_means_of(units, phrase))
            and phrase.weight >= 2
            and phrase.at < max(frame.cue_at, frame.first)
        ):
            return discourse.resolve(phrase)
    if frame.kind == "written":
        for phrase in reversed(phrases):
            if (
                phrase.role in ("に", "では")
                and phrase.weight >= 1
                and phrase.at < frame.first
                and not relations.clause_ends(units[phrase.at : frame.first])
            ):
                return discourse.resolve(phrase)
    if frame.cue.startswith(_HONORIFIC_PASSIVE):
        for phrase in reversed(phrases):
            if phrase.role in SUBJECTS and phrase.weight >= 2 and phrase.at < frame.first:
                return discourse.resolve(phrase)
    return NOBODY


def _by_means_of(units: Sequence[Unit], phrase: Phrase) -> bool:
    """Whether a phrase is who does what a passive says (によって|批判された)."""
    return phrase.role == "relay" and phrase.at + 1 < len(units) and units[phrase.at + 1].surface in ("よって", "より")


def final_name(case: Case) -> Speaker | None:
    """X in 「…」とX。 and 「…」とXによる挨拶。"""
    frame, end = case.frame, len(case.units)
    if frame.mode != "direct" or frame.quotative < 0:
        return None
    names = case.discourse.names
    return case.resolved(relations.final_name(case.sentence, frame.quotative, end, names, verb=frame.cue_at < end))


def subject_behind(case: Case) -> Speaker | None:
    """X in 「…」と、Xは言う, 「…」と言った上で、Xは「…」と話す and 「…」、Xは言った; in the last nobody else can be."""
    frame = case.frame
    inverted = frame.mode == "inverted"
    if frame.quotative < 0 and not inverted:
        return None
    low = frame.last if inverted else frame.quotative
    high = frame.cue_at if frame.cue_at >= 0 else len(case.units)
    found = relations.subject_behind(case.units, case.phrases, low, high)
    found = found or relations.subject_of_both(frame, case.units, case.phrases, case.segment)
    if found is not None and (inverted or not is_relay(found) or not relations.has_subject(frame, case.phrases)):
        return case.discourse.resolve(found)
    return NOBODY if inverted else None


_NEAR = 5
"""How many units before a span a source still gives the words."""


def cleft(case: Case) -> Speaker | None:
    """X in 「…」と話すのはXだ."""
    if case.frame.quotative < 0 or case.frame.cue_at < 0:
        return None
    return case.resolved(relations.cleft_speaker(case.sentence, case.frame.quotative + 1, case.discourse.names))


def subject_in_front(case: Case) -> Speaker | None:
    """X in Xは「…」と述べた, Yが着くと、Xから「…」と声が掛かる and Yが訪れると、Xによれば「…」, where a clause ends
    between the two, and in Yは、Xによると「…」 where no verb of speaking is Y's."""
    frame = case.frame
    if frame.passive and not frame.cue.startswith(_HONORIFIC_PASSIVE):
        return None
    giver = _giver(case)
    if giver is not None and case.segment[-1] is giver:
        return case.discourse.resolve(giver)
    subject = relations.subject_in_front(frame, case.units, case.segment)
    relay = next((phrase for phrase in reversed(case.segment) if phrase.role == "relay"), None)
    if relay is not None and (relay.weight < 2 or is_relay(relay) or frame.first - relay.at > _NEAR):
        relay = None
    if relay is not None and _COME_IN.match(case.sentence.skeleton, case.units[frame.last].at + 1):
        relay = None
    if subject is None or relay is None:
        return case.resolved(subject or relay or giver)
    parted = subject.at < relay.first and relations.has_predicate(case.units[subject.at : relay.first])
    told_of = relay.person is not None and not frame.cue
    return case.discourse.resolve(relay if parted or told_of else subject)


_ASKED = re.compile(
    r"に(?:は|も)?、?(?:[^、。\ufffc]{0,14}[をと])?(?:聞|訊|尋ね|たずね|問[うえいわ]|確認|質問|問い合わせ|取材|相談|打ち明|"
    r"電話|連絡|頼[むんみ]|お願い|訴え|直訴|持ち[掛か]|報告|切り出|告げ|見せ|話[しす])[^、。\ufffc]{0,6}?"
    r"(?:と|たら|だら|れば|えば|けば|ところ)、?$"
)


_SPOKEN_WITH = re.compile(
    r"[にと](?:は|も)?、?[^。\ufffc]{0,24}?(?:話し|話を|連絡|相談|電話|会[いっ]|伺|うかが|訪ね|メール|依頼|お願い|打診|やり取り|やりとり|報告|お尋ね)"
    r"[^、。\ufffc]{0,10}(?:、|が、|ところ、?)$"
)
_ANSWERED = re.compile(r"と(?:の|いう)(?:こと|ご?(?:回答|意向|連絡|意見|感想|説明)|お?(?:返事|返答|話|答え|言葉))")


def asked(case: Case) -> Speaker | None:
    """X in Xに聞くと「…」と言う, Xと話しまして、「…」とのことです, where nobody is named behind the question."""
    sentence, frame = case.sentence, case.frame
    lead = sentence.skeleton[: case.units[frame.first].at]
    question = _ASKED.search(lead)
    if question is None and _ANSWERED.match(sentence.skeleton, case.units[frame.last].at + 1):
        question = _SPOKEN_WITH.search(lead)
    if question is None:
        return None
    at = sentence.unit_at(question.start())
    whom = next((each for each in case.phrases if each.at == at and each.weight >= 1), None)
    if whom is None and lead[question.start()] == "と":
        whom = phrase_before(sentence, at, "bare", case.discourse.names)
    return case.resolved(whom if whom is not None and whom.weight >= 1 else None)


def _giver(case: Case) -> Phrase | None:
    """X in XからYに「…」と伝えた and Xからは「…」と相談が来る, where the clause has no subject."""
    from_whom = [phrase for phrase in case.segment if phrase.role == "から" and phrase.weight >= 2]
    to_whom = [phrase.at for phrase in case.segment if phrase.role in ("に", "へ") and phrase.weight >= 1]
    nearest = case.segment[-1] if case.segment else None
    if nearest is not None and nearest.role in ("から", "からは") and nearest.weight >= 0 and _comes(case, nearest):
        return nearest
    return next((each for each in reversed(from_whom) if any(at > each.at for at in to_whom)), None)


_COMES = re.compile(
    rf"^(?:など|等)?と(?:の|いう|いった)?[^、。\ufffc]{{0,12}}?(?:{reporting.VOICES}|{reporting.CALLS})[がをも]"
)
"""Behind words: that they come from somebody (と相談が来る)."""


def _comes(case: Case, phrase: Phrase) -> bool:
    """Whether words come from whoever stands right before them."""
    near = relations.adjacent(case.units, phrase.at, case.frame.first)
    return near and bool(_COMES.match(case.sentence.skeleton[case.units[case.frame.last].at + 1 :]))


def before_colon(case: Case) -> Speaker | None:
    """X in X：「…」."""
    if case.frame.mode not in ("end", "alone"):
        return None
    return case.resolved(relations.before_colon(case.sentence, case.frame, case.discourse.names))


def modified(case: Case) -> Speaker | None:
    """X in 「…」と主張するX; a newcomer stays what the text calls him (「…」と言う社長もいた)."""
    head = relations.head_of_relative(case.frame, case.sentence, case.discourse.names)
    if head is not None and head.person is None and relations.exists(case.units, head.last):
        return Speaker(head.text, head.text, (head.start, head.end))
    return case.resolved(head)


def previous(case: Case) -> Speaker | None:
    """Whoever spoke the words before in the same sentence."""
    return case.previous if case.previous is not None and case.previous.name else None


def lifeless_topic(case: Case) -> Speaker | None:
    """Nobody where a topic that cannot speak stands right before the words."""
    stops = any(
        phrase.role == "は"
        and phrase.weight == 0
        and not relations.has_predicate(case.units[phrase.at : case.frame.first])
        for phrase in case.segment
    )
    return NOBODY if stops else None


def suspect(case: Case) -> Speaker | None:
    """Who is accused, where an inquiry passes on what he says (調べに「…」と話している, 「…」と容疑を認めている)."""
    frame, units, text = case.frame, case.units, case.sentence.skeleton
    admits = frame.quotative >= 0 and _ADMITS.match(text, units[frame.quotative].at)
    if not admits and not _EXAMINED.search(text, 0, units[frame.first].at):
        return None
    if any(phrase.role in SUBJECTS and phrase.weight >= 2 for phrase in case.segment):
        return None
    titled = case.discourse.names.last_titled(_SUSPECT, units[frame.first].start)
    accused = case.discourse.accused
    if titled is None or (accused.span is not None and accused.span[0] > titled.start):
        return accused.carried() if accused.name else None
    return Speaker(titled.canonical, titled.name + titled.title, (titled.start, titled.end), True)


_COME_IN = re.compile(
    r"(?:など|等)?(?:と?の|という|といった)[^、。\ufffc]{0,10}?(?:声|苦情|意見|要望|感想|問い合わせ|批判|通報|情報|相談|投稿|指摘|書き込み)が"
)
"""Behind words: they came from others to the source that tells of them (市によると「騒音だ」などの苦情が寄せられた)."""


def not_to_be_carried(case: Case) -> Speaker | None:
    """Nobody inside a bracket, before a noun that nobody makes his own, or where words came in from others: no speaker
    is carried over to those."""
    frame = case.frame
    unruled = frame.mode in ("noun", "bare", "none") and not frame.taken
    of_others = frame.mode == "noun" and _COME_IN.match(case.sentence.skeleton, case.units[frame.last].at + 1)
    return NOBODY if case.sentence.region >= 0 or unruled or of_others else None


def carried(case: Case) -> Speaker | None:
    """Whoever spoke, or was spoken of, in a sentence before."""
    frame = case.frame
    if frame.mode == "alone":
        return case.discourse.continued(case.clock, in_paragraph=not case.sentence.begins_line)
    return case.discourse.carried(case.clock, spoken=frame.kind == "speech" and frame.mode in ("direct", "do"))


Rule = Callable[[Case], Speaker | None]
"""A Speaker; NOBODY where no one is to be named; None where the next rule is to be asked."""

RULES: tuple[Rule, ...] = (
    byline,
    owner,
    voiced_by,
    of_a_noun,
    withdrawn,
    noun_taken_by_none,
    agent_of_passive,
    final_name,
    subject_behind,
    cleft,
    suspect,
    subject_in_front,
    asked,
    before_colon,
    modified,
    previous,
    lifeless_topic,
    not_to_be_carried,
    carried,
)
"""The rules in the order in which they are asked."""


def introduced_by(sentence: Sentence, number: int, clock: int, discourse: Discourse) -> Speaker:
    """Who speaks in the block that a sentence introduces: its subject, else from whom it comes."""
    chosen: Phrase | None = None
    for phrase in discourse.phrases(number, sentence):
        if phrase.weight < 2:
            continue
        if phrase.role in ("は", "も") or (
            phrase.role in ("が", "から", "からは") and (chosen is None or chosen.role not in ("は", "も"))
        ):
            chosen = phrase
    return discourse.resolve(chosen) if chosen is not None else discourse.carried(clock)
