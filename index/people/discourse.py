"""What a reader remembers while reading: who is spoken of, who spoke last, whom a pronoun means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from inyo.index.japanese.grammar import PREDICATES, closed, modifies
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.people.names import Names
from inyo.index.people.phrases import accused_in, final_phrase, phrases_of
from inyo.index.people.titles import (
    ANYBODY,
    FIRST_PERSON,
    PERSON,
    THIRD_PERSON,
    is_epithet,
    is_pronoun,
    may_mean,
    names_a_person_or_body,
    names_a_relay,
    same_body,
    title_at_end,
)
from inyo.index.people.weighing import Phrase, is_introduced, speak_together

_MANY = re.compile(r"(?:ら|たち|達|など|等|両氏|両者)$|[二三四五六七八九十2-9２-９][人者名]")
_KIND_OF_BODY = re.compile(
    r"(?:大手|会社|メーカー|チェーン|団体|商社|ベンチャー|企業|専業|中堅|老舗|[0-9０-９一二三四五六七八九十]位)$"
)
"""Before の and the name of a body: what kind of body it is."""
_GROUP = re.compile(
    r"(?:[住市町村国県都区島漁農難移]民|家族|遺族|夫婦|夫妻|両親|兄弟|姉妹|[観聴]?[客衆]|仲間|人々|若手|中堅|陣|一部|多く|半分|大半)$"
)
"""Nouns of people that mean several."""
_PAPER = re.compile(
    r"の(?:公式|個人)?(?:日記|手記|手帳|日誌|遺書|遺言|自伝|自叙伝|回想録|回顧録|著書|近著|新著|ブログ|ツイッター|インスタグラム|フェイスブック|SNS|ＳＮＳ|"
    r"投稿|メモ|ノート|手紙|書簡|はがき|葉書|メール|論文|エッセー|エッセイ|随筆|寄稿)$"
)
"""What somebody writes, behind him: what stands in it are his words."""
_BODIES = 60
REACH = 8
"""How many sentences back a person is carried over from as the speaker."""
REACH_OF_BODIES = 3
"""How many sentences back an organisation or a role is, where a verb of speaking says that somebody spoke."""


@lru_cache(maxsize=1 << 13)
def _means_many(text: str) -> bool:
    """Whether a noun phrase means several people."""
    return _MANY.search(text) is not None


class Speaker(NamedTuple):
    """Who speaks: canonical name, mention as written with its span, and whether it was carried over."""

    name: str
    text: str
    span: tuple[int, int] | None
    inferred: bool = False

    def carried(self) -> Speaker:
        """The same from another sentence."""
        return Speaker(self.name, self.text, self.span, True)


NOBODY = Speaker("", "", None)


@dataclass(slots=True)
class Discourse:
    """The memory of one reading. Times are counts of sentences of the page itself. Who says I is `me` in a turn;
    outside of one the `author`, '' where none is known, as in a story. `accused` is who was arrested or punished last.

    Sentences are read when somebody asks: behind the last quotation of a text none is.
    """

    names: Names
    spoken: Speaker = NOBODY
    spoken_at: int = -99
    topic: Speaker = NOBODY
    topic_at: int = -99
    me: Speaker = NOBODY
    author: str = ""
    narrated: bool = False
    accused: Speaker = NOBODY
    _talking: bool = False
    _subjects: list[tuple[int, str]] = field(default_factory=list)
    _acted: list[tuple[int, Speaker]] = field(default_factory=list)
    _bodies: list[tuple[int, str, bool]] = field(default_factory=list)
    _ranked: dict[str, int] = field(default_factory=dict)
    _ranked_at: int = -1
    _named: str = ""
    _here: tuple[Phrase, ...] = ()
    _clock: int = 0
    _unread: list[tuple[int, int, Sentence]] = field(default_factory=list)
    _phrases: dict[int, tuple[Phrase, ...]] = field(default_factory=dict)
    _finals: dict[int, tuple[Phrase, bool] | None] = field(default_factory=dict)

    def phrases(self, number: int, sentence: Sentence) -> tuple[Phrase, ...]:
        """The phrases of sentence `number`."""
        if self._unread:
            self._read_on()
        if number not in self._phrases:
            if len(self._phrases) > 64:
                self._phrases.clear()
            self._phrases[number] = phrases_of(sentence, self.names)
            if sentence.region < 0:
                for phrase in self._phrases[number]:
                    passed_on = phrase.role in ("relay", "as") and names_a_relay(phrase.text)
                    if phrase.person is None and phrase.weight >= 1 and not passed_on:
                        self._bodies.append((phrase.start, phrase.text, phrase.proper))
        return self._phrases[number]

    def final(self, number: int, sentence: Sentence) -> tuple[Phrase, bool] | None:
        """The phrase that sentence `number` ends with, and whether a copula stands behind it."""
        if number not in self._finals:
            if len(self._finals) > 64:
                self._finals.clear()
            self._finals[number] = final_phrase(sentence, self.names)
        return self._finals[number]

    def turn(self, speaker: Speaker | None) -> None:
        """A new turn begins, or the page itself goes on: `speaker` says I, and whoever spoke before is forgotten."""
        self._read_on()
        self.me, self._talking = speaker or NOBODY, speaker is not None
        self.spoken = self.topic = NOBODY

    def speaks(self, clock: int, speaker: Speaker) -> None:
        """Remember that somebody spoke."""
        self._read_on()
        self.spoken, self.spoken_at = speaker, clock
        if self._singular(speaker):
            self._subjects.append((clock, speaker.name))

    def _singular(self, speaker: Speaker, *, named: bool = False) -> bool:
        """Whether a speaker is one human being, so that 彼 may mean him."""
        if _means_many(speaker.text):
            return False
        if named or self.names.is_person(speaker.name) or title_at_end(speaker.text) >= 0:
            return True
        return PERSON.end(speaker.text) and not _GROUP.search(speaker.text)

    def read(self, number: int, clock: int, sentence: Sentence) -> None:
        """Remember whom a sentence is about."""
        self._unread.append((number, clock, sentence))

    def _read_on(self) -> None:
        """Read what has been put off."""
        if self._unread:
            unread, self._unread = self._unread, []
            for number, clock, sentence in unread:
                self._read(number, clock, sentence)

    def _read(self, number: int, clock: int, sentence: Sentence) -> None:
        best: Phrase | None = None
        phrases = self.phrases(number, sentence)
        for phrase in phrases:
            relayed = phrase.role == "relay" and phrase.person is not None
            topical = relayed or phrase.role in ("は", "が", "も", "as")
            if phrase.weight < 2 or not topical or phrase.text in FIRST_PERSON:
                continue
            units = sentence.units
            if phrase.role == "が" and (modifies if self.narrated else closed)(units, phrase.at + 1, len(units)):
                continue
            if phrase.person is None and phrase.text.endswith(_PARTNER):
                continue
            if best is not None and is_reported(units, best, phrase):
                continue
            if phrase.role in ("は", "も") or best is None:
                best = phrase
        if best is None or best.person is None:
            best = self._pointed_at(number, sentence) or best
        if best is not None:
            speaker = self.resolve(best)
            if speaker.name:
                self.topic, self.topic_at = speaker, clock
                self._acted.append((clock, speaker))
                if self._singular(speaker, named=best.person is not None):
                    self._subjects.append((clock, speaker.name))
        accused = None if self.narrated else accused_in(sentence, self.names)
        if accused is not None:
            self.accused = self.resolve(accused)
        inside = self.names.within(sentence.start, sentence.end)
        if inside:
            self._named = inside[-1].canonical
        self._clock = clock

    def _pointed_at(self, number: int, sentence: Sentence) -> Phrase | None:
        """The person a sentence ends with (中心になっているのはＸさん。): the text goes on about him."""
        ended = self.final(number, sentence) if not self.narrated else None
        return ended[0] if ended is not None and ended[0].person is not None and ended[0].weight >= 2 else None

    def resolve(self, phrase: Phrase) -> Speaker:
        """The speaker a phrase means; nobody where a pronoun could mean anybody."""
        if self._unread:
            self._read_on()
        if phrase.person is not None:
            own = _own(phrase)
            return Speaker(phrase.person.canonical, own, (phrase.end - len(own), phrase.end))
        text = phrase.text
        span = (phrase.start, phrase.end)
        if text in FIRST_PERSON:
            return self.me if self._talking else Speaker(self.author or text, text, span)
        if text in THIRD_PERSON:
            return self.pronoun(text, span, self._before_in_sentence(phrase))
        if text in ANYBODY:
            return NOBODY
        if is_pronoun(text) or speak_together(text):
            return Speaker(text, text, span)
        bare = _POLITE.sub("", text) if _POLITELY in text else text
        if bare != text and PERSON.end(bare):
            text, span = bare, (span[0], span[0] + len(bare))
        if self.names.known(text):
            return Speaker(self.names.canonical(text), text, span)
        if self.narrated:
            known = self.names.ending(text)
            if known:
                return Speaker(known, text, span)
        title = title_at_end(text)
        if title > 0 and self.names.known(text[:title]):
            return Speaker(self.names.canonical(text[:title]), text, span)
        link = text.rfind("の") + 1
        named = phrase.proper or is_introduced(text) or _KIND_OF_BODY.search(text[: link - 1] if link else "")
        if link and named and title < 0 and not PERSON.end(text):
            text, span = text[link:], (phrase.start + link, phrase.end)
        paper = _PAPER.search(text)
        writer = self.names.last_within(phrase.start, phrase.start + paper.start()) if paper else None
        if paper and writer is not None and self.names.is_person(writer.canonical):
            return Speaker(writer.canonical, text[: paper.start()], (phrase.start, phrase.start + paper.start()))
        holder = self.names.holder(text, phrase.start) or self._called_so(phrase)
        return Speaker(holder or same_body(text, phrase.start, self._bodies[-_BODIES:]) or text, text, span)

    def _called_so(self, phrase: Phrase) -> str:
        """The person lately spoken of whom an epithet means (5年目の右腕): no manager, nobody who acts beside it."""
        if self.narrated or phrase.role not in ("は", "が", "も", "から", "に", "bare") or not is_epithet(phrase.text):
            return ""
        beside = {self.resolve(each).name for each in self._here if each.at < phrase.first and each.weight >= 2}
        for at, speaker in reversed(self._acted[-6:]):
            if at < self._clock - REACH_OF_BODIES:
                return ""
            name = speaker.name
            if self._may_be_called(name) and name not in beside and not self.names.manages(name):
                return name
        return ""

    def _may_be_called(self, name: str) -> bool:
        """Whether a name is a person's, as far as is known: no office, no body, no noun of people."""
        if self.names.is_person(name):
            return True
        return (
            title_at_end(name) < 0
            and not PERSON.end(name)
            and not names_a_person_or_body(name)
            and not names_a_relay(name)
        )

    def pronoun(self, text: str, span: tuple[int, int], here: str = "") -> Speaker:
        """Whom a pronoun of the third person means: who is the topic `here`, else of whom was spoken."""
        meant = here or self._meant()
        return Speaker(meant, text, span) if meant and may_mean(text, meant) else NOBODY

    def _before_in_sentence(self, pronoun: Phrase) -> str:
        """The person who is the topic of the sentence in which a pronoun stands, before it; else the one to whom
        something belongs there (デルガドの側近によると、彼は; デルガドの来日は延びたが、彼は)."""
        before = [phrase for phrase in self._here if phrase.at < pronoun.first]
        for phrase in reversed(before):
            if phrase.role in ("は", "も") and phrase.person is not None:
                return phrase.person.canonical
        for phrase in before:
            owner, link, owned = phrase.text.partition("の")
            if link and PERSON.end(owned) and self.names.is_person(self.names.canonical(owner)):
                return self.names.canonical(owner)
            named = self.names.last_within(phrase.start, phrase.end) if phrase.role in ("は", "も") else None
            if named is not None and phrase.text[named.end - phrase.start :].startswith("の"):
                return named.canonical
        return ""

    def at_hand(self, phrases: tuple[Phrase, ...]) -> None:
        """The phrases of the sentence that is being read: a pronoun may mean one of them."""
        self._here = phrases

    def _meant(self) -> str:
        """Whom 彼 means: the person last spoken of as a subject; else the person last named."""
        if self._subjects and self._subjects[-1][0] >= self._clock - 6:
            return self._subjects[-1][1]
        return self._named or (self._subjects[-1][1] if self._subjects else "")

    def antecedents(self, most: int = 4) -> list[str]:
        """Whom a pronoun of the third person may mean, likeliest first."""
        self._read_on()
        out = list(dict.fromkeys(name for at, name in reversed(self._subjects[-12:]) if at >= self._clock - 12))
        meant = self._meant()
        if meant:
            out = [meant, *(name for name in out if name != meant)]
        return out[:most]

    def recent(self, clock: int, reach: int = 30, most: int = 5) -> list[tuple[int, Speaker]]:
        """Whom the sentences before were about, the last first, each with how many sentences ago that was."""
        self._read_on()
        out: dict[str, tuple[int, Speaker]] = {}
        for at, speaker in reversed(self._acted[-40:]):
            if clock - at > reach or len(out) == most:
                break
            out.setdefault(speaker.name, (clock - at, speaker))
        return list(out.values())

    def rank(self, name: str) -> int:
        """How many others were spoken of since somebody was; 5 for five and more, 6 where he never was."""
        if self._ranked_at != len(self._subjects):
            order = dict.fromkeys(name for _, name in reversed(self._subjects[-30:]))
            self._ranked = {name: min(5, rank) for rank, name in enumerate(order)}
            self._ranked_at = len(self._subjects)
        return self._ranked.get(name, 6)

    def carried(self, clock: int, *, spoken: bool = False) -> Speaker:
        """The speaker carried over from a sentence just before; `spoken` where a verb of speaking asks for one."""
        self._read_on()
        reach = REACH_OF_BODIES if spoken else 1
        recent = [
            (at, speaker)
            for at, speaker in ((self.topic_at, self.topic), (self.spoken_at, self.spoken))
            if speaker.name and clock - (REACH if self.names.is_person(speaker.name) else reach) <= at <= clock
        ]
        if not recent:
            return NOBODY
        _, speaker = max(recent, key=lambda pair: pair[0])
        return Speaker(speaker.name, speaker.text, speaker.span, True)

    def continued(self, clock: int, *, in_paragraph: bool) -> Speaker:
        """Who spoke in the sentence just before; inside a paragraph also the person it was about."""
        self._read_on()
        about = in_paragraph and self.topic_at >= clock - 1 and self.names.is_person(self.topic.name)
        if about and self.topic_at >= self.spoken_at:
            return Speaker(self.topic.name, self.topic.text, self.topic.span, True)
        if self.spoken.name and self.spoken_at >= clock - 1:
            return Speaker(self.spoken.name, self.spoken.text, self.spoken.span, True)
        return NOBODY


_POLITELY = "の方"
_POLITE = re.compile(f"{_POLITELY}々?$")
"""Behind somebody: only polite (看護師の方々)."""
_PARTNER = "相手"
"""Whom somebody has to do with: the text goes on about him, not about the other (お相手は一般男性。)."""


def is_reported(units: Sequence[Unit], topic: Phrase, inner: Phrase) -> bool:
    """Whether the clause of the second of two topics is what the first says (首相は、党首は来ないと述べた): と ends a
    clause behind it, none between the two."""
    if topic.role != "は" or inner.role not in ("は", "が"):
        return False
    between, behind = (
        any(
            units[at].surface == "と" and units[at].pos.startswith("助詞") and units[at - 1].pos.startswith(PREDICATES)
            for at in range(start + 1, stop)
        )
        for start, stop in ((topic.at, inner.first), (inner.at, len(units)))
    )
    return behind and not between


def _own(phrase: Phrase) -> str:
    """The mention as written, without the の-phrases before it."""
    person = phrase.person
    if person is None or person.start <= phrase.start:
        return phrase.text
    link = phrase.text.rfind(person.name)
    return phrase.text[link:] if link > 0 and phrase.text[link - 1] in "の・" else phrase.text


class Named(NamedTuple):
    """Somebody named on the page outside of brackets: the place, the number of the sentence among those of the page,
    its paragraph, and what follows the name."""

    start: int
    end: int
    canonical: str
    text: str
    sentence: int
    paragraph: int
    mark: str


_NOTE = re.compile(r"[(（][^()（）]{0,20}[)）]")
_BYLINE = re.compile(r"(?:【[^【】\n]{0,30}|[(（][^()（）\n]{1,20}[=＝]|(?:撮影|写真|取材|構成|文)[・：:=＝／/])$")
_BYLINE_ENDS = re.compile(r"(?:記者|特派員|支局長|通信員|編集委員)?(?:、[^】\n]{0,30})?[】)）\]］\n]|$")
_REACH_BEFORE, _REACH_BEHIND, _MOST_NAMES = 12, 2, 40
_SHARES = (0.1, 0.2, 0.35, 0.5)


_IN_A_WORD = re.compile(
    r"(?:さん|氏|監督)?(?:原作|原案|脚本|演出|作詞|作曲|編曲|主演|作品|名義|監督作|生誕|没後|杯|賞|記念|政権|内閣|効果|世代|路線)"
)


def _stands_aside(text: str, start: int, end: int) -> bool:
    """Whether a name is the reporter's (【港支局長・藤原剣】, （パリ＝山田太郎）) or a part of what a thing is called
    (松本清張|原作, 安倍|政権): the text is not about him there."""
    if _IN_A_WORD.match(text, end):
        return True
    return bool(_BYLINE_ENDS.match(text, end) and _BYLINE.search(text, max(0, start - 34), start))


class Company:
    """Everybody named in a document, in order. `main`: the three who are named oftenest, each with his share of all
    names and where he is named first; `alone`: only one is named."""

    def __init__(self, sentences: Sequence[Sentence], page: Sequence[int], names: Names) -> None:
        self._named: list[Named] = []
        for place, number in enumerate(page):
            sentence = sentences[number]
            for name in names.within(sentence.start, sentence.end):
                if sentence.in_brackets(name.start) or _stands_aside(sentence.source, name.start, name.name_end):
                    continue
                text = sentence.source[name.start : name.name_end]
                mark = self._mark(sentence, name.end)
                self._named.append(
                    Named(name.start, name.name_end, name.canonical, text, place, sentence.paragraph, mark)
                )
        self._starts = [named.start for named in self._named]
        self._within: dict[int, dict[str, int]] = {}
        counts = Counter(named.canonical for named in self._named)
        firsts: dict[str, int] = {}
        for named in self._named:
            firsts.setdefault(named.canonical, named.start)
        total = max(1, counts.total())
        self.main = [
            (name, bisect_right(_SHARES, count / total), firsts[name])
            for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], firsts[pair[0]]))[:3]
        ]
        self.alone = min(3, len(counts))

    def _mark(self, sentence: Sentence, end: int) -> str:
        note = _NOTE.match(sentence.source, end)
        end = note.end() if note else end
        following = sentence.source[end : end + 1] if end < sentence.end else ""
        return (
            following
            if following and following in "のはがもをにと、で"
            else "end"
            if following in ("", "。", "\n")
            else "."
        )

    def within(self, paragraph: int) -> dict[str, int]:
        """Who is named in a paragraph, each with where he is named first."""
        known = self._within.get(paragraph)
        if known is None:
            known = self._within[paragraph] = {}
            for named in self._named:
                if named.paragraph == paragraph:
                    known.setdefault(named.canonical, named.start)
        return known

    def before(self, start: int, place: int, most: int = 4) -> list[Named]:
        """Who is named last before a place in the sentence `place`, the last first, each once."""
        out: dict[str, Named] = {}
        last = bisect_left(self._starts, start)
        for at in range(last - 1, max(-1, last - _MOST_NAMES), -1):
            named = self._named[at]
            if place - named.sentence > _REACH_BEFORE or len(out) == most:
                break
            out.setdefault(named.canonical, named)
        return list(out.values())

    def behind(self, end: int, place: int, most: int = 2) -> list[Named]:
        """Who is named next behind a place, in the order of the text, each once."""
        out: dict[str, Named] = {}
        first = bisect_left(self._starts, end)
        for at in range(first, min(len(self._named), first + _MOST_NAMES)):
            named = self._named[at]
            if named.sentence - place > _REACH_BEHIND or len(out) == most:
                break
            out.setdefault(named.canonical, named)
        return list(out.values())
