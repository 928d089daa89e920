"""What is said of a bracketed span for the choice of its kind, in a headline by what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import NEW_NOUNS
from inyo.index.japanese.sentences import ATOM, Sentence, Unit
from inyo.index.japanese.tokens import Remembered
from inyo.index.people.titles import names_a_person_or_body, title_at_end, voices_in_front
from inyo.index.people.weighing import Phrase, is_human
from inyo.index.quotations.clauses import WHOLE, Frame, Inner
from inyo.index.quotations.reports import ASKED, DENIED, SLOGAN, SOURCES, report_after
from inyo.index.reading.zones import Pair
from inyo.index.values.quotation import SHOWN, Kind, Zone

_VERBS = (
    ("says", reporting.SAYING),
    ("writes", reporting.WRITING),
    ("thinks", reporting.THINKING),
    ("names", reporting.NAMING),
)


def kind_features(
    sentence: Sentence, place: int, frame: Frame, inner: Inner, zone: str, story: bool | None
) -> list[str]:
    """The features of the span at unit `place`; `story` is None in a headline, where no clause governs anything."""
    units = sentence.units
    unit = units[place]
    words = sentence.source[unit.start + 1 : unit.end - 1]
    opener = sentence.source[unit.start]
    out = list(_plain(sentence, place, frame, inner, opener, words))
    if story is None:
        return [f"head {feature}" for feature in out]
    out += _beside(units, place)
    behind = _behind(units, frame.last + 1)
    out += _chained(units, frame, inner, behind)
    out += _held(sentence, frame, inner)
    verb = _verb_behind(units, place)
    out += [f"verb {verb}", f"verb {verb}|{inner}", f"verb {verb}|{_surface(units, place + 1)}"]
    if not story:
        out += _reported(sentence, frame, inner, behind)
    if story:
        out += [f"story {inner}|{opener}|{frame.mode}", f"story {frame.kind}|{frame.mode}"]
    out.append(f"zone {zone}|{frame.kind}")
    return out


def _plain(sentence: Sentence, place: int, frame: Frame, inner: Inner, opener: str, words: str) -> Iterator[str]:
    size = len(words)
    long = 0 if size < 4 else 1 if size < 8 else 2 if size < 14 else 3 if size < 25 else 4
    yield f"frame {frame.kind}"
    yield f"frame {frame.kind}|{frame.mode}"
    yield f"frame {frame.kind}|{frame.mode}|{frame.form}|{inner}"
    yield f"frame {frame.kind}|{opener}"
    yield f"inner {inner}"
    yield f"inner {inner}|{long}"
    yield f"opener {opener}|{inner}"
    yield f"long {long}|{frame.mode}"
    yield f"nested {sentence.region >= 0}|{frame.kind}"
    if sentence.in_parentheses:
        yield "in parentheses"
    if words[-1:] in "。！？!?…":
        yield f"ends {words[-1:]}"
    if len(sentence.units) == 1:
        yield f"whole sentence|{inner}|{opener}"
    if frame.cue:
        yield f"cue|{inner}|{frame.mode}"


_SUPPOSED = re.compile(r"(?:仮に|もし|たとえ|例えば|一度も|誰も|ひと言も|決して)[^。]*$")
_SOURCED = re.compile(rf"(?:{SOURCES})、?[^。\ufffc]*$")


_LONGEST_SLOGAN = 16
"""How many characters before words the noun that calls them a slogan may take with its particles."""


def _reported(sentence: Sentence, frame: Frame, inner: Inner, behind: _Behind) -> Iterator[str]:
    """How the predicate behind the chain reports it: its tense, negated or supposed; by whom: a person in front, a
    source."""
    units, first, last = sentence.units, frame.first, frame.last
    verb = next((at for at in range(last + 1, min(last + 14, len(units))) if _is_verb(units[at])), -1)
    if verb >= 0 and not any(unit.pair >= 0 for unit in units[last + 1 : verb]):
        way = _way(units, verb)
        yield f"tense {way}|{inner}|{frame.mode}"
        yield f"tense {way}|{behind.lemma}"
    lead = sentence.skeleton[: units[first].at]
    if _SUPPOSED.search(lead):
        yield f"supposed|{inner}"
    if voices_in_front(lead, len(lead)):
        yield f"crowd|{inner}"
    if ASKED.search(lead):
        yield f"asked {frame.mode}"
    if SLOGAN.search(lead, max(0, len(lead) - _LONGEST_SLOGAN)):
        yield "slogan"
    source = "source" if _SOURCED.search(lead) else "person" if _subject_acts(units, first) else "-"
    far = behind.far or "none"
    yield f"by {source}|{far}|{inner}"
    yield f"by {source}|{far}|{behind.copula}|{frame.mode}"
    yield f"by {source}|{behind.one}|{inner}"
    if frame.kind == "thought":
        yield f"thought {_way(units, frame.cue_at)}|{_told_again(sentence, frame)}"


def _told_again(sentence: Sentence, frame: Frame) -> bool:
    """Whether somebody says what he thinks (「…」と考えていると述べた)."""
    report = report_after(sentence, frame.cue_at + 1)
    return report is not None and report.kind in SHOWN


_MODALS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "doubt",
            r"かね(?:ない|ず)|かもしれ|だろう|でしょう|であろう|ても(?:仕方|しかた|しょうが|やむを)|てもおかしく",
        ),
        ("condition", r"[えけせてねべめれ]ば|(?:た|だ)ら|なら"),
        (
            "never",
            r"(?:こと|つもり|わけ|覚え|記憶)(?:は|も|が)?[^、。\ufffc]{0,6}?(?:ない|なかった|ありません)|ては(?:いない|ならない|いけない|済ま)",
        ),
        ("as if", r"^と(?:で|言|い)[^、。\ufffc]{0,3}?(?:も|わん|いたげ|たげ)|かのよう|ばかり"),
        (
            "not that",
            r"(?:話|問題|もの|わけ|こと)(?:では|じゃ)(?:ない|ありません|なく)|(?:では|じゃ)(?:済ま|すま|ない|なく)|通用し|通ら(?:ない|ず)",
        ),
        ("some", r"^と(?:いう|思う|言う|考える|感じる)(?:人|者|方|向き|人々|ひと)(?:も|が|は|だって)"),
    )
)
"""What the predicate behind words makes of them: somebody may say them, would say them, never says them."""
_REACH_OF_MODAL = 22


def _held(sentence: Sentence, frame: Frame, inner: Inner) -> Iterator[str]:
    """In what way words are held true, what they are called behind という or との, of what noun they are said."""
    units, first, last = sentence.units, frame.first, frame.last
    tail = sentence.skeleton[units[last].at + 1 :][:_REACH_OF_MODAL].split("。")[0].split(ATOM)[0]
    for name, pattern in _MODALS:
        if pattern.search(tail):
            yield f"modal {name}"
            yield f"modal {name}|{inner}|{frame.mode}"
    if DENIED.match(sentence.skeleton[units[last].at + 1 :][: 2 * _REACH_OF_MODAL]):
        yield "denied"
    called = _called(units, last + 1)
    if called:
        yield f"called {called}"
        yield f"called {called}|{inner}"
    if first > 1 and units[first - 1].surface in _ABOUT and units[first - 2].pos.startswith("名詞"):
        yield f"about {units[first - 1].surface} {units[first - 2].lemma}"


_ABOUT = ("は", "が", "を", "に", "の", "も", "で")
_CALLING = frozenset(("の", "言う", "する"))


def _called(units: Sequence[Unit], at: int) -> str:
    """The lemma of the noun behind という, といった or との; '' where none is."""
    if at + 1 >= len(units) or units[at].surface not in ("と", "って") or units[at + 1].lemma not in _CALLING:
        return ""
    first = next(
        (n for n in range(at + 2, min(at + 9, len(units))) if units[n].pos.startswith(NEW_NOUNS) or units[n].pair >= 0),
        -1,
    )
    if first < 0 or units[first].pair >= 0:
        return ""
    end = first
    while end + 1 < len(units) and units[end + 1].pos.startswith(("名詞", "接尾辞")):
        end += 1
    return units[end].lemma


def _is_verb(unit: Unit) -> bool:
    return (unit.pos.startswith("動詞") and unit.lemma not in ("為る", "居る")) or unit.pos.endswith("サ変可能")


def _way(units: Sequence[Unit], verb: int) -> str:
    """Tense, voice and negation of the predicate at a verb."""
    tail = units[verb + 1 : verb + 7]
    stop = next(
        (n for n, unit in enumerate(tail) if unit.pos.startswith(("補助記号", "名詞")) or unit.pair >= 0), len(tail)
    )
    lemmas = {unit.lemma for unit in tail[:stop]} | {unit.surface for unit in tail[:stop]}
    voice = "passive" if lemmas & {"れる", "られる"} else ""
    negated = "not" if lemmas & {"ない", "無い", "ぬ", "ず", "まい"} else ""
    return f"{'past' if 'た' in lemmas else 'now'} {voice}{negated}"


def _subject_acts(units: Sequence[Unit], first: int) -> bool:
    """Whether a person or a body stands as the subject in front of a chain."""
    for at in range(1, first):
        before = units[at - 1]
        if units[at].surface not in ("は", "が", "も") or not units[at].pos.startswith("助詞") or before.pair >= 0:
            continue
        if before.pos.startswith("代名詞") or "固有名詞" in before.pos or names_a_person_or_body(before.surface):
            return True
    return False


def _surface(units: Sequence[Unit], at: int) -> str:
    if not 0 <= at < len(units):
        return "-"
    unit = units[at]
    if unit.pair >= 0:
        return "[]"
    return unit.surface if _IS_GRAMMAR[unit.pos] or len(unit.surface) == 1 else unit.pos[:2]


_IS_GRAMMAR: Remembered[str, bool] = Remembered(lambda pos: pos.startswith(("助", "補助", "接")), 1 << 9)


def _beside(units: Sequence[Unit], place: int) -> Iterator[str]:
    behind, next_behind = _surface(units, place + 1), _surface(units, place + 2)
    before = _surface(units, place - 1)
    yield f"behind {behind}"
    yield f"behind {behind} {next_behind}"
    yield f"before {before}"
    yield f"between {before} {behind}"
    for at in (place + 1, place + 2, place + 3):
        if at < len(units) and units[at].pair < 0 and not units[at].pos.startswith(("助詞", "補助")):
            yield f"lemma behind {units[at].lemma}"
            break
    if place and units[place - 1].pair < 0 and not units[place - 1].pos.startswith(("助詞", "補助")):
        yield f"lemma before {units[place - 1].lemma}"


_STANDS = re.compile(
    r"と(?:だけ|は|も|の文字が|大きく)?、?(?:あ[るりっ]|書|記|刻|印|載|貼|掲|題|署名|表示)|って(?:書|貼|載|ある|あった)"
)


class _Behind(NamedTuple):
    """What stands behind a chain of spans: the first two words, whether a copula is first, the first verb or doing
    noun, and the class of the verb that governs a clause further on."""

    one: str
    two: str
    copula: bool
    lemma: str
    far: str


def _behind(units: Sequence[Unit], at: int) -> _Behind:
    copula = at < len(units) and units[at].lemma in ("だ", "で", "です", "有る")
    words = _surface(units, at), _surface(units, at + 1)
    return _Behind(*words, copula, _lemma_of_verb(units, at), _far_report(units, at))


def _chained(units: Sequence[Unit], frame: Frame, inner: Inner, behind: _Behind) -> Iterator[str]:
    """What stands before and behind the whole chain of spans, and what further on may govern it."""
    first, last = frame.first, frame.last
    alone, before = "chain" if last > first else "single", _surface(units, first - 1)
    yield f"{alone} behind {behind.one}|{inner}"
    yield f"{alone} behind {behind.one} {behind.two}|{inner}"
    yield f"{alone} before {before}|{inner}"
    if last > first:
        yield f"chain {min(last - first, 3)}|{inner}|{frame.kind}"
    if _STANDS.match("".join(unit.surface for unit in units[last + 1 : last + 4])[:6]):
        yield f"stands|{inner}"
        yield f"stands|{before}"
    if behind.far:
        yield f"far {behind.far}|{inner}|{behind.copula}"
        yield f"far {behind.far}|{behind.one}"
    if behind.lemma in reporting.DECREEING and inner not in WHOLE and before == "を":
        yield "decreed"
    yield f"does {behind.lemma}"
    yield f"does {behind.lemma}|{inner}"


def _far_report(units: Sequence[Unit], start: int) -> str:
    """The class of the verb behind the first と that joins a clause to it further on; '' where none does."""
    for at in range(start, min(start + 40, len(units) - 1)):
        unit = units[at]
        if unit.pair >= 0:
            return ""
        if unit.surface != "と" or not unit.pos.startswith("助詞") or units[at - 1].pos.startswith("名詞"):
            continue
        verb = _verb_behind(units, at)
        if verb in ("says", "writes", "thinks"):
            return verb
    return ""


def _lemma_of_verb(units: Sequence[Unit], start: int) -> str:
    """The first verb or doing noun behind a span."""
    for at in range(start, min(start + 12, len(units))):
        unit = units[at]
        if unit.pair >= 0:
            return "[]"
        if unit.pos.startswith("動詞") and unit.lemma not in ("為る", "居る"):
            return unit.lemma
        if unit.pos.endswith("サ変可能"):
            return unit.surface
    return "-"


def _verb_behind(units: Sequence[Unit], place: int) -> str:
    """The class of the first verb behind a span."""
    for at in range(place + 1, min(place + 24, len(units))):
        unit = units[at]
        if unit.pair >= 0:
            return "span"
        if unit.pos.startswith("動詞") and unit.lemma not in ("為る", "居る"):
            return next((name for name, verbs in _VERBS if unit.lemma in verbs), "other")
        if unit.pos.endswith("サ変可能") and at + 1 < len(units) and units[at + 1].lemma == "為る":
            return next((name for name, nouns in _NOUNS if unit.surface in nouns), "does")
    return "none"


_NOUNS = (
    ("says", frozenset(reporting.SAYING_NOUNS.split("|"))),
    ("writes", frozenset(reporting.WRITING_NOUNS.split("|"))),
    ("thinks", frozenset(reporting.THINKING_NOUNS.split("|"))),
)


_SAID = re.compile(rf"^(?:と)?(?:{reporting.SAYING_NOUNS}|激白|熱弁|暴言|弔辞)(?=[をでにがへ、。\s]|し|$|[一-龥])")

_LONGEST_TITLE = 60
_PREDICATED = re.compile(r"[一-龥々ァ-ヴー」]は")


@dataclass(frozen=True, slots=True)
class Headline:
    """A bracketed span of a headline or a citation: the name or the role beside it, the verbal noun of speaking behind
    it, and what of its own words and of these was seen (`features`)."""

    beside: Phrase | None
    cue: str
    features: tuple[str, ...]


def headline_span(
    text: str, pair: Pair, sentence: Sentence, place: int, inner: Inner, zone: Zone, phrase: Phrase | None
) -> Headline:
    """A span of a headline beside which a `phrase` stands: a clause is speech, by whoever that is; words that are no
    clause are speech only next to a person."""
    words = text[pair.start : pair.end]
    tail = sentence.skeleton[sentence.units[place].at + 1 : sentence.units[place].at + 40]
    said = _SAID.match(tail)
    kind = _kind_in_a_headline(text, pair, sentence, inner, zone, said, phrase, tail)
    beside = "none" if phrase is None else "person" if phrase.person else "role" if is_human(phrase) else "body"
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


def _kind_in_a_headline(
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
