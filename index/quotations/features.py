"""What is said of a bracketed span for the choice of its kind, and why somebody is named: features and their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from inyo.index.japanese import reporting
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.people.actors import names_a_person_or_body, voices_in_front
from inyo.index.quotations.chained import Link
from inyo.index.quotations.clauses import WHOLE, Frame, Inner
from inyo.index.quotations.reports import SLOGAN, report_after
from inyo.index.quotations.scorer import Weights
from inyo.index.values.quotation import SHOWN

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
    out += _chained(units, frame, inner)
    verb = _verb_behind(units, place)
    out += [f"verb {verb}", f"verb {verb}|{inner}", f"verb {verb}|{_surface(units, place + 1)}"]
    if not story:
        out += _reported(sentence, frame, inner)
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
_SOURCED = re.compile(r"(?:によ(?:ると|れば|りますと)|に言わせれば|曰く|いわく|の話では)、?[^。\ufffc]*$")


_LONGEST_SLOGAN = 16
"""How many characters before words the noun that calls them a slogan may take with its particles."""


def _reported(sentence: Sentence, frame: Frame, inner: Inner) -> Iterator[str]:
    """How the predicate behind the chain reports it: its tense, negated or supposed; by whom: a person in front, a
    source."""
    units, first, last = sentence.units, frame.first, frame.last
    verb = next((at for at in range(last + 1, min(last + 14, len(units))) if _is_verb(units[at])), -1)
    if verb >= 0 and not any(unit.pair >= 0 for unit in units[last + 1 : verb]):
        lemma, way = _lemma_of_verb(units, last + 1), _way(units, verb)
        yield f"tense {way}|{inner}|{frame.mode}"
        yield f"tense {way}|{lemma}"
    lead = sentence.skeleton[: units[first].at]
    if _SUPPOSED.search(lead):
        yield f"supposed|{inner}"
    if voices_in_front(lead, len(lead)):
        yield f"crowd|{inner}"
    if SLOGAN.search(lead, max(0, len(lead) - _LONGEST_SLOGAN)):
        yield "slogan"
    source = "source" if _SOURCED.search(lead) else "person" if _subject_acts(units, first) else "-"
    far = _far_report(units, last + 1) or "none"
    copula = units[last + 1].lemma in ("だ", "で", "です", "有る") if last + 1 < len(units) else False
    yield f"by {source}|{far}|{inner}"
    yield f"by {source}|{far}|{copula}|{frame.mode}"
    yield f"by {source}|{_surface(units, last + 1)}|{inner}"
    if frame.kind == "thought":
        yield f"thought {_way(units, frame.cue_at)}|{_told_again(sentence, frame)}"


def _told_again(sentence: Sentence, frame: Frame) -> bool:
    """Whether somebody says what he thinks (「…」と考えていると述べた)."""
    report = report_after(sentence, frame.cue_at + 1)
    return report is not None and report.kind in SHOWN


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
    return unit.surface if unit.pos.startswith(("助", "補助", "接")) or len(unit.surface) == 1 else unit.pos[:2]


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


def _chained(units: Sequence[Unit], frame: Frame, inner: Inner) -> Iterator[str]:
    """What stands before and behind the whole chain of spans, and what further on may govern it."""
    first, last = frame.first, frame.last
    behind = "".join(unit.surface for unit in units[last + 1 : last + 4])[:6]
    alone = "chain" if last > first else "single"
    yield f"{alone} behind {_surface(units, last + 1)}|{inner}"
    yield f"{alone} behind {_surface(units, last + 1)} {_surface(units, last + 2)}|{inner}"
    yield f"{alone} before {_surface(units, first - 1)}|{inner}"
    if last > first:
        yield f"chain {min(last - first, 3)}|{inner}|{frame.kind}"
    if _STANDS.match(behind):
        yield f"stands|{inner}"
        yield f"stands|{_surface(units, first - 1)}"
    copula = units[last + 1].lemma in ("だ", "で", "です", "有る") if last + 1 < len(units) else False
    far = _far_report(units, last + 1)
    if far:
        yield f"far {far}|{inner}|{copula}"
        yield f"far {far}|{_surface(units, last + 1)}"
    lemma = _lemma_of_verb(units, last + 1)
    if lemma in reporting.DECREEING and inner not in WHOLE and _surface(units, first - 1) == "を":
        yield "decreed"
    yield f"does {lemma}"
    yield f"does {lemma}|{inner}"


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


REASONS: dict[str, str] = {
    "subject": "subject of the clause that holds the words",
    "behind": "named right behind the words",
    "source": "named as the source of the words",
    "byline": "named in parentheses behind the words",
    "pronoun": "whom a pronoun there most likely means",
    "named": "named in the same sentence",
    "continues": "goes on speaking",
    "before": "subject of a sentence before",
    "next": "subject of the sentence behind",
    "topic": "the one whom the passage is about",
    "narration": "acts in the narration beside the words",
    "label": "stands as the label of the words",
    "kind": "the kind of speaker that this way of speaking has",
}
"""The codes, and what each says."""

_OF = (
    ("rule byline", "byline"), ("first byline", "byline"),
    ("pronoun", "pronoun"),
    ("front \u306b", "source"),
    ("front relay", "source"), ("front \u304b\u3089", "source"), ("front \u3067\u306f", "source"),
    ("beyond relay", "source"),
    ("rule source", "source"), ("rule giver", "source"), ("rule of_a_noun", "source"), ("rule owner", "source"),
    ("front", "subject"), ("beyond", "subject"), ("rule subject_in_front", "subject"), ("first", "subject"),
    ("mid", "behind"), ("after", "behind"), ("rule subject_behind", "behind"), ("rule final_name", "behind"),
    ("rule cleft", "behind"), ("rule modified", "behind"), ("named at once", "behind"),
    ("rule label", "label"), ("rule before_colon", "label"),
    ("named", "named"),
    ("carry", "continues"), ("only carried", "continues"), ("ahead", "continues"), ("rule previous", "continues"),
    ("rule carried", "continues"),
    ("near -", "before"), ("near", "next"),
    ("recent", "topic"), ("rank", "topic"), ("rule", "topic"),
    ("scene only", "continues"), ("scene carry", "continues"),
    ("scene ahead", "continues"), ("scene kind", "kind"), ("scene manner", "kind"), ("scene voice", "kind"),
    ("scene speaks", "topic"),
    ("scene pronoun", "kind"), ("scene says", "kind"), ("scene acts", "topic"), ("scene rank", "topic"),
    ("scene total", "topic"), ("scene called", "topic"), ("scene narrator", "topic"), ("scene named", "kind"),
    ("scene", "narration"),
)  # fmt: skip
"""The codes of features by what these begin with."""


@lru_cache(maxsize=1 << 14)
def code_of(feature: str) -> str:
    """The code of a feature."""
    bare = feature.removeprefix("story ")
    return next((code for start, code in _OF if bare.startswith(start)), "kind")


def reasons_of(link: Link, names: Mapping[str, float], weights: Weights) -> tuple[str, ...]:
    """The codes of the two that speak most for the likeliest candidate of a link against the next."""
    best, *rest = names
    against = set(link.features.get(rest[0], ())) if rest else set()
    sums: dict[str, float] = defaultdict(float)
    for feature in link.features.get(best, ()):
        weight = weights.speaker.get(feature)
        if weight and feature not in against:
            sums[code_of(feature)] += weight
    ranked = sorted(sums, key=lambda code: (code == "kind", -sums[code]))
    return tuple(code for code in ranked if sums[code] > 0)[:2]
