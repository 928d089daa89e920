"""Quotations in headlines and in the titles of citation lists: the words next to a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import NOUNS, SUBJECTS
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.people.actors import PERSON, names_a_person_or_body
from inyo.index.people.discourse import NOBODY, Discourse
from inyo.index.people.names import Names
from inyo.index.people.phrases import phrase_before, phrases_of
from inyo.index.people.titles import title_at_end
from inyo.index.people.weighing import Phrase
from inyo.index.quotations.clauses import WHOLE, Inner
from inyo.index.quotations.frames import frame_of
from inyo.index.quotations.relations import head_of_relative
from inyo.index.reading.brackets import Pair
from inyo.index.values.quotation import Form, Kind, Quotation, Zone

_SAID = re.compile(rf"^(?:と)?(?:{reporting.SAYING_NOUNS}|激白|熱弁|暴言|弔辞)(?=[をでにがへ、。\s]|し|$|[一-龥])")
_SAYS = re.compile(rf"(?:{reporting.SAYING_NOUNS}|明かす|語る|吐露|激白|遺書|手紙|投稿)")
_FELT = "怒り|嘆き|悲鳴|叫び|訴え|不満|怒号|ため息|本音|願い|疑問|声"
_WORDS = re.compile(
    r"[一-龥]{0,3}(?:演説|発言|談話|会見|声明|コメント|答弁|証言|講演|スピーチ|手紙|言葉|"
    rf"{_FELT})"
)
_OF_OTHERS = re.compile(rf"[^「」。、\s\ufffc]{{1,12}}の(?:{_FELT})")
"""Right behind a span: that it is what those feel who stand there (「…」株主の怒りに社長が陳謝)."""
_BEFALLS = frozenset(
    ("逮捕", "送検", "起訴", "再逮捕", "拘束", "出頭", "聴取", "処分", "解任", "死去", "会見", "辞任", "引退", "辞意")
)
_LONGEST_TITLE = 60
_PREDICATED = re.compile(r"[一-龥々ァ-ヴー」]は")
_PLACE = re.compile(r"[都道府県市区町村国州]$")
_SEPARATORS = ("、", ":", "：", "・", "，", "…", "―", "─", "—", "-", "=", "＝")


@dataclass(frozen=True, slots=True)
class Headline:
    """A bracketed span of a headline or a citation: the name or the role beside it, the verbal noun of speaking behind
    it, and what of its own words and of these was seen (`features`)."""

    beside: Phrase | None
    cue: str
    features: tuple[str, ...]


def headline_span(
    text: str, pair: Pair, sentence: Sentence, place: int, inner: Inner, zone: Zone, names: Names
) -> Headline:
    """A clause is speech, by whoever stands next to it; words that are no clause are speech only next to a person."""
    words = text[pair.start : pair.end]
    tail = sentence.skeleton[sentence.units[place].at + 1 : sentence.units[place].at + 40]
    said = _SAID.match(tail)
    phrase = _beside(sentence, place, names)
    kind = _kind(text, pair, sentence, inner, zone, said, phrase, tail)
    beside = "none" if phrase is None else "person" if phrase.person else "role" if _human(phrase) else "body"
    features = (
        f"head {kind}",
        f"head {kind}|{zone}|{inner}",
        f"head {zone}|{beside}|{inner}",
        f"head {zone}|{beside}|{words[0]}",
        f"head {inner}|{len(words) > 8}|{beside}",
        f"head {zone}|{tail[:1] or '-'}|{inner}",
        f"head said {bool(said)}|{inner}",
        f"head words {words[-2:-1]}",
    )
    return Headline(phrase, said[0].lstrip("と") if said else "", features)


def headline_speech(
    headline: Headline, text: str, pair: Pair, sentence: Sentence, place: int, inner: Inner, zone: Zone, names: Names
) -> Quotation:
    """The quotation that a span of a headline is if it is one, by whoever stands beside it or elsewhere in it."""
    form: Form = "full" if inner in WHOLE else "partial"
    phrase = headline.beside
    tail = sentence.skeleton[sentence.units[place].at + 1 :]
    if phrase is None and _OF_OTHERS.match(tail):
        return Quotation(pair.start, pair.end, text[pair.start : pair.end], "speech", form, zone, cue=headline.cue)
    if phrase is None or _speaks_next(sentence, place, phrase):
        other = _elsewhere(sentence, place, names)
        if phrase is None or (other is not None and other.start < pair.start):
            phrase = other
    speaker = Discourse(names).resolve(phrase) if phrase is not None else NOBODY
    return Quotation(
        pair.start, pair.end, text[pair.start : pair.end], "speech", form, zone,
        speaker.name, speaker.text, speaker.span, headline.cue,
    )  # fmt: skip


def _kind(
    text: str,
    pair: Pair,
    sentence: Sentence,
    inner: Inner,
    zone: Zone,
    said: re.Match[str] | None,
    phrase: Phrase | None,
    tail: str,
) -> Kind:
    """What a span is by its own words and by what stands beside it."""
    words = text[pair.start : pair.end]
    book = words[0] == "『"
    cited = zone == "source" and sentence.region < 0 and not _in_straight_quotes(text, pair.start)
    if cited or (book and len(sentence.units) == 1):
        return "title" if zone == "source" else "term"
    compound = phrase is None and bool(re.match(r"[一-龥ァ-ヴー]", tail))
    uttered = (
        inner == "clause"
        or (not compound and (inner == "terse" or (inner == "long" and bool(_PREDICATED.search(words)))))
        or bool(re.search("[!！?？…][」』”]?$", words))
    )
    if (inner == "noun" and not (said and said[0] in ("発言", "宣言", "暴言"))) or (
        tail[:1] in ("を", "の") and not uttered
    ):
        return "title" if book else "term"
    cased = inner == "long" or bool(re.search("[にをへがはでも]", words[1:-1]))
    speaks = (
        phrase is not None
        and cased
        and (inner == "long" or phrase.person is not None or title_at_end(phrase.text) >= 0)
    )
    if not (uttered or said or speaks) or (book and phrase is None and not said):
        return "title" if book else "term"
    return "speech"


def _in_straight_quotes(text: str, start: int) -> bool:
    """Whether a span stands in a title that straight quotation marks enclose, behind a full stop or a date."""
    opened = text.rfind('"', max(1, start - _LONGEST_TITLE), start)
    return opened > 0 and text[opened - 1] in "。\n日" and "。" not in text[opened:start]


def _beside(sentence: Sentence, place: int, names: Names) -> Phrase | None:
    """The name or the role right before or right behind a span."""
    units = sentence.units
    before = _behind_separators(units, place)
    if before:
        for last in _ends(sentence, before):
            phrase = phrase_before(sentence, last, "bare", names)
            if phrase is not None and phrase.weight < 2 and before == place:
                phrase = _apart(sentence, phrase, names)
            if phrase is not None and phrase.weight >= 2:
                return _trimmed(sentence, phrase)
    after = next((at for at in range(place + 1, len(units)) if units[at].pair < 0), len(units))
    if after < len(units) and units[after].surface == "と":
        head = head_of_relative(frame_of(sentence, place, "clause"), sentence, names)
        if head is not None:
            return _apart(sentence, head, names)
        after += 1
    stop = _run_end(sentence, after)
    if stop == after:
        return None
    if (
        stop < len(units)
        and units[stop].surface in ("が", "は")
        and not _SAYS.search(sentence.skeleton, units[stop].at + 1)
    ):
        return None
    if stop < len(units) and units[stop].pos.startswith("動詞") and units[stop].start == units[stop - 1].end:
        return None
    for at in range(after + 1, stop):
        if units[at].surface == "の" and _WORDS.match(sentence.skeleton, units[at].at + 1):
            stop = at
            break
    phrase = phrase_before(sentence, stop, "bare", names)
    if phrase is not None and phrase.weight < 2:
        phrase = _apart(sentence, phrase, names)
    if phrase is None or phrase.weight < 2 or phrase.first < after or phrase.text.isascii():
        return None
    return None if phrase.person is None and _PLACE.search(phrase.text) else phrase


def _behind_separators(units: Sequence[Unit], place: int) -> int:
    """Where what stands before a unit ends, without the marks that part it from that."""
    while place and units[place - 1].surface in _SEPARATORS:
        place -= 1
    return place


def _speaks_next(sentence: Sentence, place: int, phrase: Phrase) -> bool:
    """Whether a phrase behind a span stands right before the next one (「…」　桑原監督「…」)."""
    units = sentence.units
    return place < phrase.first and phrase.last < len(units) and units[phrase.last].pair >= 0


def _apart(sentence: Sentence, phrase: Phrase, names: Names) -> Phrase:
    """A phrase without the noun behind it that says what happened to whoever it names (配達員の男|逮捕)."""
    units = sentence.units
    last = phrase.last
    while last - 1 > phrase.first and units[last - 1].surface in _BEFALLS:
        last -= 1
    if last == phrase.last:
        return phrase
    shorter = phrase_before(sentence, last, "bare", names)
    return shorter if shorter is not None and shorter.first >= phrase.first and _human(shorter) else phrase


def _trimmed(sentence: Sentence, phrase: Phrase) -> Phrase:
    """A role or a body without the words of the headline run together with it: from its last proper name on."""
    units = sentence.units
    if phrase.person is not None or "の" in phrase.text:
        return phrase
    for at in range(phrase.last - 1, phrase.first, -1):
        text = sentence.source[units[at].start : phrase.end]
        if units[at].pos.startswith("名詞-固有名詞") and names_a_person_or_body(text):
            return phrase._replace(first=at, start=units[at].start, text=text)
    return phrase


def _human(phrase: Phrase) -> bool:
    return phrase.person is not None or title_at_end(phrase.text) >= 0 or PERSON.end(phrase.text)


def _run_end(sentence: Sentence, start: int) -> int:
    """Where the run of nouns that begins at `start` ends, の between two of them included."""
    units = sentence.units
    stop = start
    while stop < len(units):
        linked = units[stop].surface == "の" and stop + 1 < len(units) and units[stop + 1].pos.startswith("名詞")
        if not linked and not units[stop].pos.startswith((*NOUNS, "連体詞")):
            break
        if stop > start and units[stop].start > units[stop - 1].end:
            break
        stop += 1
    return stop


def _ends(sentence: Sentence, before: int) -> list[int]:
    """Where the phrase before a span may end: right there, before は or が, before a verbal noun (Xが警鐘「…」)."""
    units = sentence.units
    if units[before - 1].surface in SUBJECTS:
        return [before - 1]
    if units[before - 1].surface == "に":
        return []
    if units[before - 1].lemma in reporting.SAYING and before > 1:
        return [before - 1]
    out = [before]
    at = before - 1
    while at > 0 and at > before - 5:
        if units[at].surface in ("が", "は") and _SAYS.search(
            sentence.skeleton[units[at].at : units[before - 1].at + 8]
        ):
            out.append(at)
            break
        at -= 1
    return out


def _elsewhere(sentence: Sentence, place: int, names: Names) -> Phrase | None:
    """The one who stands at the head of the headline, or the only person it names."""
    units = sentence.units
    first = next((at for at in range(min(place, 12)) if units[at].surface in ("、", ":", "：", "，")), -1)
    if first > 0:
        phrase = phrase_before(sentence, first, "bare", names)
        if phrase is not None and phrase.first == 0 and _human(phrase):
            return phrase
    final = len(units)
    begin = final
    while begin > place + 1 and units[begin - 1].pos.startswith(NOUNS):
        begin -= 1
    if place + 2 < begin < final and units[begin - 1].surface in ("で", "に", "、", "…", "=", "＝", "-"):
        phrase = phrase_before(sentence, final, "bare", names)
        if phrase is not None and phrase.first >= begin and phrase.weight >= 2 and not _PLACE.search(phrase.text):
            return phrase
    subjects = [
        phrase
        for phrase in phrases_of(sentence, names)
        if phrase.role in ("が", "は") and phrase.weight >= 2 and phrase.at < place
    ]
    if subjects:
        return subjects[-1]
    people = [
        mention for mention in names.within(sentence.start, sentence.end) if not sentence.in_brackets(mention.start)
    ]
    if people and len({mention.canonical for mention in people}) == 1:
        person = people[0]
        return Phrase(0, 1, person.start, person.end, sentence.source[person.start : person.end], "bare", 0, person, 3)
    return None
