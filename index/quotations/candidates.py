"""Who may have said it: everybody who stands near a quotation, each with how he stands to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import SUBJECTS
from inyo.index.japanese.sentences import ATOM, Sentence
from inyo.index.people.actors import DOCUMENT, PERSON_END, names_a_person_or_body, names_a_relay
from inyo.index.people.anaphora import THIRD_PERSON, is_pronoun, may_mean
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.names import Names
from inyo.index.people.phrases import final_phrase
from inyo.index.people.titles import title_at_end
from inyo.index.people.weighing import Phrase
from inyo.index.quotations.clauses import Clause, Frame, clauses_of, path
from inyo.index.quotations.relations import cleft_speaker, segment_start
from inyo.index.quotations.rules import RULES, Case
from inyo.index.quotations.scenes import NOWHERE, Place

_BACK = re.compile(
    r"[そこ]う(?=[^、。]{0,10}(?:[言云話語訊答説述伝訴叫呟尋強評記書嘆漏]|い[いっうわ]|つぶや|問|切り出|明か|打ち明|振り返))|"
    r"[さか]う(?=[云言])|そのように|言い終|言いかけ|と[言云]った|と言って"
)
_FORWARD = re.compile(
    r"[こか]う(?=[^、。]{0,10}(?:[言云話語訊答説述伝訴叫呟尋強]|い[いっうわ]))|次のように|このように|口を開|切り出"
)
_REPORTS = reporting.SAYING | reporting.WRITING
_LONGEST = 200
"""Characters of a sentence in which signs of speaking are looked for."""
_NAME_LINE = re.compile(r"^[^。、「」『』]{2,40}$")
_BEHIND_NAME = re.compile(
    r"(?:さん|氏|様|[(（][^()（）]*[)）])?(?:の(?:コメント|談話|話|言葉|挨拶|あいさつ|メッセージ))?[：:\s]*"
)
_BYLINE = re.compile(r"^[、。]?[(（](?P<who>[^()（）、。「」]{2,20})[)）]")


@dataclass(frozen=True, slots=True)
class Named:
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
_REACH_BEFORE, _REACH_BEHIND, _MOST_NAMES = 12, 2, 40
_SHARES = (0.1, 0.2, 0.35, 0.5)


class Company:
    """Everybody named in a document, in order. `main`: the three who are named oftenest, each with his share of all
    names and where he is named first; `alone`: only one is named."""

    def __init__(self, sentences: Sequence[Sentence], page: Sequence[int], names: Names) -> None:
        self._named: list[Named] = []
        for place, number in enumerate(page):
            sentence = sentences[number]
            pairs = [unit for unit in sentence.units if unit.pair >= 0]
            for name in names.within(sentence.start, sentence.end):
                if any(unit.start <= name.start < unit.end for unit in pairs):
                    continue
                text = sentence.source[name.start : name.name_end]
                mark = self._mark(sentence, name.end)
                self._named.append(
                    Named(name.start, name.name_end, name.canonical, text, place, sentence.paragraph, mark)
                )
        self._starts = [named.start for named in self._named]
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


@dataclass(slots=True)
class Candidate:
    """Somebody who may have spoken: with the mention that is nearest, and how he stands to the words."""

    speaker: Speaker
    features: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A quotation whose speaker is looked for. `candidates` by name, '' for nobody. `row` is its line, `gap` how many
    sentences of the page lie between it and the one before; `traits` say how it stands to the one before it."""

    pair: int
    start: int
    end: int
    frame: Frame
    candidates: dict[str, Candidate]
    paragraph: int
    clock: int
    number: int
    alone: bool
    own: bool
    nested: bool
    begins: bool
    story: bool
    place: Place = NOWHERE
    habit: Sequence[str] = ()


def type_of(phrase: Phrase) -> str:
    """What a phrase names: person, role, body, pronoun, relay, document, or how little is known of it."""
    if phrase.person is not None:
        return "person"
    if is_pronoun(phrase.text):
        return "pronoun"
    if names_a_relay(phrase.text):
        return "relay"
    if phrase.weight >= 2:
        return "role" if title_at_end(phrase.text) >= 0 or PERSON_END.search(phrase.text) else "body"
    if DOCUMENT.search(phrase.text):
        return "document"
    return f"w{phrase.weight}"


_GUESSING = frozenset(("carried", "suspect", "earlier_topic"))
"""The rules that look beyond the clause of the words."""


class Finder:
    """Finds the candidates of the quotations of one document."""

    def __init__(self, sentences: Sequence[Sentence], discourse: Discourse, story: bool) -> None:
        self._sentences = sentences
        self._discourse = discourse
        self._story = story
        self._page = [number for number, sentence in enumerate(sentences) if sentence.on_page]
        self._order = {number: place for place, number in enumerate(self._page)}
        self._clauses: dict[int, tuple[Clause, ...]] = {}
        self._told: dict[tuple[int, bool], str] = {}
        self._company: Company | None = None

    def clauses(self, number: int) -> tuple[Clause, ...]:
        if number not in self._clauses:
            self._clauses[number] = clauses_of(self._sentences[number].units)
        return self._clauses[number]

    def item(
        self, pair: int, frame: Frame, number: int, clock: int, previous: Speaker | None, inner: str
    ) -> tuple[Item, Speaker]:
        """The item of a quotation, and whom the first rule that knows names (for the memory of the reading)."""
        sentence = self._sentences[number]
        units = sentence.units
        phrases = self._discourse.phrases(number, sentence)
        self._discourse.at_hand(phrases)
        start = segment_start(units, frame.first)
        segment = [phrase for phrase in phrases if start <= phrase.first and phrase.at < frame.first]
        case = Case(frame, sentence, clock, self._discourse, phrases, start, segment, previous)
        found: dict[str, Candidate] = {"": Candidate(NOBODY)}
        first, given = self._rules(case, found)
        self._of_sentence(case, number, found)
        self._byline(case, found)
        self._named(case, found)
        self._around(case, number, found)
        self._recent(case, found)
        if not self._story:
            self._beside(case, number, given, found)
        own = any(phrase.weight >= 2 and phrase.role in SUBJECTS for phrase in segment)
        self._finish(case, found, own, inner)
        return self._made(pair, case, found, number, own), first

    def _finish(self, case: Case, found: dict[str, Candidate], own: bool, inner: str) -> None:
        """What is said of every candidate once all are known, and of nobody."""
        pronouns = [
            phrase.text
            for phrase in case.phrases
            if phrase.text in THIRD_PERSON and phrase.person is None and phrase.role in SUBJECTS
        ]
        for name, candidate in found.items():
            if name:
                candidate.features += self._kind(name, candidate)
                if pronouns and not any(may_mean(pronoun, name) for pronoun in pronouns):
                    candidate.features.append("not meant by the pronoun")
        found[""].features += self._nobody(case, own, inner)

    def _made(self, pair: int, case: Case, found: dict[str, Candidate], number: int, own: bool) -> Item:
        frame, units, sentence = case.frame, case.units, case.sentence
        alone = frame.first == 0 and frame.last >= len(units) - 2 and frame.quotative < 0
        return Item(
            pair,
            units[frame.first].start,
            units[frame.last].end,
            frame,
            found,
            sentence.paragraph,
            case.clock,
            number,
            alone and sentence.begins_line and sentence.ends_line,
            own,
            sentence.region >= 0,
            sentence.begins_line and frame.first == 0,
            self._story,
        )

    def _add(self, found: dict[str, Candidate], speaker: Speaker, *features: str) -> None:
        if not speaker.name:
            return
        known = found.get(speaker.name)
        if known is None:
            known = found[speaker.name] = Candidate(speaker)
        elif known.speaker.inferred and not speaker.inferred:
            known.speaker = speaker
        known.features += [feature for feature in features if feature not in known.features]

    def _rules(self, case: Case, found: dict[str, Candidate]) -> tuple[Speaker, str]:
        """What each of the old rules says: the first one that knows, and every other.

        With whom the first names: whether the clause itself gives somebody, or nobody, or is silent.
        """
        first: Speaker | None = None
        given = "silent"
        for rule in RULES:
            said = rule(case)
            name = rule.__name__
            if said is None or (not said.name and name == "carried"):
                continue
            features = [f"rule {name}"]
            if first is None:
                features.append(f"first {name}")
                first = said
                given = "silent" if name in _GUESSING else "given" if said.name else "nobody"
            if said.name:
                self._add(found, said, *features)
            else:
                found[""].features += features
        if first is None:
            found[""].features.append("no rule")
        return first or NOBODY, given

    def _of_sentence(self, case: Case, number: int, found: dict[str, Candidate]) -> None:
        """The noun phrases of the sentence, each with how it stands in the clauses around the words."""
        frame = case.frame
        for phrase in case.phrases:
            stands = self._stands(case, number, phrase) if phrase.weight >= 0 else None
            if stands is None:
                continue
            where, way, covered, near = stands
            kind, base = type_of(phrase), f"{where} {phrase.role}"
            features: tuple[str, ...] = (
                f"{base}|{frame.mode}",
                f"{base}|{kind}",
                f"{base}|{near}|{kind}",
                f"{base}|way {way}|over {covered}|{frame.mode}",
                f"kind {kind}",
                f"{base}|over {covered}|{kind}",
                f"{base}|{frame.kind}|{frame.passive}|{kind}",
            )
            if phrase.role in ("は", "も", "が", "から", "では", "からは") and frame.subordinate:
                features += (f"{base}|subordinate|over {covered}",)
            features += (f"{base}|passive",) if frame.passive else ()
            features += (f"{base}|withdrawn",) if frame.withdrawn else ()
            self._resolve(phrase, found, features)

    def _stands(self, case: Case, number: int, phrase: Phrase) -> tuple[str, str, str, str] | None:
        """Where a phrase stands, over what joints of clauses and over which other subjects, and whether right there."""
        frame, clauses = case.frame, self.clauses(number)
        if phrase.at < frame.first:
            over = [
                other.role
                for other in case.phrases
                if phrase.at < other.first and other.at < frame.first and other.weight >= 2 and other.role in SUBJECTS
            ]
            where = "front" if phrase.first >= case.start else "beyond"
            near = "next" if phrase.at >= frame.first - 2 else ""
            return where, path(clauses, phrase.at, frame.first), "".join(dict.fromkeys(over)), near
        if phrase.first <= frame.last:
            return None
        cue = frame.cue_at if frame.cue_at >= 0 else len(case.units)
        near = "next" if phrase.first <= max(frame.last, frame.quotative) + 2 else ""
        return "mid" if phrase.at < cue else "after", path(clauses, frame.last, phrase.first), "", near

    def _resolve(
        self, phrase: Phrase, found: dict[str, Candidate], features: Sequence[str], *, inferred: bool = False
    ) -> None:
        """Give what is said of a phrase to whoever it means: a pronoun may mean several."""
        if phrase.person is None and phrase.text in THIRD_PERSON:
            here = self._discourse.resolve(phrase)
            if here.name:
                self._add(found, here, "pronoun resolved", *features)
            for rank, name in enumerate(self._discourse.antecedents()):
                if may_mean(phrase.text, name):
                    self._add(
                        found, Speaker(name, phrase.text, (phrase.start, phrase.end)), f"pronoun {rank}", *features
                    )
            return
        speaker = self._discourse.resolve(phrase)
        self._add(found, replace(speaker, inferred=True) if inferred else speaker, *features)

    def _byline(self, case: Case, found: dict[str, Candidate]) -> None:
        end = case.units[case.frame.last].end
        match = _BYLINE.match(case.sentence.source[end : end + 24])
        if not match:
            return
        span = (end + match.start("who"), end + match.end("who"))
        names = self._discourse.names
        inside = names.within(*span)
        who = match["who"]
        if inside:
            self._add(found, Speaker(inside[-1].canonical, who, span), "byline named", f"byline|{case.frame.mode}")
        elif names.known(who) or names_a_person_or_body(who) or title_at_end(who) >= 0:
            self._add(found, Speaker(names.canonical(who), who, span), "byline", f"byline|{case.frame.mode}")

    def _named(self, case: Case, found: dict[str, Candidate]) -> None:
        """The people named anywhere in the sentence, outside brackets."""
        units, frame = case.units, case.frame
        sentence = case.sentence
        for name in self._discourse.names.within(sentence.start, sentence.end):
            if any(unit.pair >= 0 and unit.start <= name.start < unit.end for unit in units):
                continue
            before = name.start < units[frame.first].start
            behind = sentence.source[name.end : name.end + 1]
            gap = 0 if before else name.start - units[frame.last].end
            place = "before" if before else "behind" if gap > 2 else "at once"
            mark = behind if behind in "のはがもをにと、。（" else "."
            self._add(
                found,
                Speaker(name.canonical, sentence.source[name.start : name.end], (name.start, name.end)),
                f"named {place}",
                f"named {place} {mark}",
                f"named {place}|{frame.mode}",
            )

    def _recent(self, case: Case, found: dict[str, Candidate]) -> None:
        """Whom the text was about before."""
        mode = case.frame.mode
        for rank, (ago, speaker) in enumerate(self._discourse.recent(case.clock, 40 if self._story else 8)):
            far = 0 if ago <= 1 else 1 if ago <= 3 else 2 if ago <= 8 else 3
            speaker = Speaker(speaker.name, speaker.text, speaker.span, True)
            self._add(found, speaker, f"recent {rank}|{mode}", f"recent {rank}|{far}", f"recent|{far}|{mode}")

    def _around(self, case: Case, number: int, found: dict[str, Candidate]) -> None:
        """Whom the sentences before and behind are about."""
        place = self._order.get(number)
        if place is None:
            return
        mode = case.frame.mode if case.frame.mode in ("alone", "direct", "do", "fragment", "none", "end") else "other"
        own = "own" if case.sentence.begins_line and case.frame.first == 0 else ""
        for step in (-2, -1, 1):
            if not 0 <= place + step < len(self._page):
                continue
            other = self._sentences[self._page[place + step]]
            apart = abs(other.paragraph - case.sentence.paragraph)
            if apart > 3:
                continue
            tells = self._tells(self._page[place + step], behind=step > 0)
            if step == 1:
                self._pointed(other, tells, found)
            if step == -1:
                self._headed(case, other, found)
            for phrase in self._discourse.phrases(self._page[place + step], other):
                if phrase.role not in SUBJECTS or phrase.weight < 2:
                    continue
                lone = "own" if other.pairs else "bare"
                base = f"near {step} {phrase.role}"
                self._resolve(
                    phrase,
                    found,
                    (
                        *(
                            f"near {step}|{mark}|{own}"
                            for mark in tells
                            if abs(step) == 1 and apart < 2 - (mark == "g")
                        ),
                        f"{base}|{mode}|{min(apart, 2)}",
                        f"{base}|{mode}{own}|{tells}",
                        f"near {step}|{lone}|{mode}|{own}|{min(apart, 2)}|{type_of(phrase) == 'person'}",
                    ),
                    inferred=True,
                )

    def _beside(self, case: Case, number: int, own: str, found: dict[str, Candidate]) -> None:
        """The people named before and behind the words, whatever they do there, and those whom the text is about."""
        place = self._order.get(number)
        if place is None:
            return
        if self._company is None:
            self._company = Company(self._sentences, self._page, self._discourse.names)
        company, frame = self._company, case.frame
        mode = frame.mode if frame.mode in ("alone", "direct", "do", "fragment", "none", "end") else "other"
        start, end = case.units[frame.first].start, case.units[frame.last].end
        for rank, named in enumerate(company.before(start, place)):
            far = min(3, place - named.sentence)
            apart = min(2, case.sentence.paragraph - named.paragraph)
            self._add(
                found,
                Speaker(named.canonical, named.text, (named.start, named.end), True),
                f"last {rank}|{mode}|{own}",
                f"last {rank}|{far}|{apart}|{own}",
                f"last {min(rank, 2)}|{named.mark}|{min(far, 2)}|{own}",
                f"last {min(rank, 1)}|{named.mark}|{mode}",
            )
        for rank, named in enumerate(company.behind(end, place)):
            far = named.sentence - place
            apart = min(2, named.paragraph - case.sentence.paragraph)
            self._add(
                found,
                Speaker(named.canonical, named.text, (named.start, named.end), True),
                f"coming {rank}|{mode}|{own}",
                f"coming {rank}|{far}|{apart}|{own}",
                f"coming {rank}|{named.mark}|{far}|{own}",
            )
        for rank, (name, share, first) in enumerate(company.main):
            named_yet = first < start
            known = found.get(name)
            speaker = known.speaker if known is not None else Speaker(name, "", None, True)
            self._add(
                found,
                speaker,
                f"main {rank}|{share}|{own}",
                f"main {rank}|{mode}|{own}",
                f"main {rank}|{named_yet}|{company.alone}",
            )
        for step in (-1, -2, 1):
            if 0 <= place + step < len(self._page):
                self._ended(case, self._page[place + step], step, f"{mode}|{own}", found)

    def _ended(self, case: Case, number: int, step: int, how: str, found: dict[str, Candidate]) -> None:
        """Whoever a sentence beside the words ends with (…は、画家のＸさん。), or mentions as no subject."""
        other = self._sentences[number]
        apart = abs(other.paragraph - case.sentence.paragraph)
        if apart > 1:
            return
        ended = final_phrase(other, self._discourse.names)
        if ended is not None and ended[0].weight >= 2:
            phrase, copula = ended
            self._resolve(
                phrase,
                found,
                (f"ends {step}|{type_of(phrase)}|{copula}|{apart}", f"ends {step}|{how}|{apart}"),
                inferred=True,
            )
        for each in self._discourse.phrases(number, other):
            if each.role in SUBJECTS or each.weight < 2:
                continue
            self._resolve(
                each,
                found,
                (f"aside {step} {each.role}|{type_of(each)}|{apart}", f"aside {step} {each.role}|{how}"),
                inferred=True,
            )

    def _pointed(self, other: Sentence, tells: str, found: dict[str, Candidate]) -> None:
        """The one whom a sentence behind the words says it was that spoke (そう話すのはXだ)."""
        said = _BACK.search(other.skeleton) if "b" in tells else None
        if said:
            phrase = cleft_speaker(other, other.unit_at(said.end()) + 1, self._discourse.names)
            if phrase is not None:
                self._resolve(phrase, found, ("rule cleft", "near 1|cleft"))

    def _headed(self, case: Case, other: Sentence, found: dict[str, Candidate]) -> None:
        """The one whose name stands alone on the line before the words."""
        if not (
            case.sentence.begins_line and other.begins_line and other.ends_line and _NAME_LINE.match(other.skeleton)
        ):
            return
        for name in self._discourse.names.within(other.start, other.end)[-1:]:
            if name.start == other.start or _BEHIND_NAME.fullmatch(other.source, name.end, other.end):
                self._add(
                    found,
                    Speaker(name.canonical, name.name, (name.start, name.name_end)),
                    "rule label",
                    "near -1|name line",
                )

    def _tells(self, number: int, *, behind: bool) -> str:
        """What a sentence beside a quotation says of speaking: a letter a sign of it."""
        known = self._told.get((number, behind))
        if known is None:
            sentence = self._sentences[number]
            text = sentence.skeleton[:_LONGEST] if len(sentence.skeleton) > _LONGEST else sentence.skeleton
            lead = text.split(ATOM)[0] if behind else text
            known = self._told[number, behind] = (
                ("b" if _BACK.search(lead) else "")
                + ("f" if _FORWARD.search(lead) else "")
                + ("s" if any(unit.lemma in _REPORTS for unit in sentence.units[-8:]) else "")
                + ("g" if reporting.GESTURE.search(text) else "")
                + ("q" if sentence.pairs else "")
            )
        return known

    def _kind(self, name: str, candidate: Candidate) -> Iterator[str]:
        names = self._discourse.names
        person = names.is_person(name)
        yield f"is person {person}"
        if not person:
            yield "acts" if names.acts(name) else "relay" if names_a_relay(name) else "no person"
        rank = self._discourse.rank(name)
        own = any(feature.startswith(("front", "mid", "first")) for feature in candidate.features)
        yield f"rank {rank}|{'own' if own else 'far'}"

    def _nobody(self, case: Case, own: bool, inner: str) -> Iterator[str]:
        frame = case.frame
        yield "nobody"
        yield f"nobody|{frame.mode}"
        yield f"nobody|{frame.mode}|{frame.form}|{own}"
        yield f"nobody|own {own}"
        yield f"nobody|{inner}"
        if frame.withdrawn:
            yield f"nobody|withdrawn|{own}"
        if frame.passive:
            yield "nobody|passive"
        if frame.mode == "noun":
            yield f"nobody|taken {frame.taken}|{own}"
        if case.sentence.region >= 0:
            yield f"nobody|nested|{own}"
