"""What is said of a bracketed span for the choice of its kind: a few words a feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inyo.index.quotations import reporting
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.inner import Inner
from inyo.index.quotations.sentences import Sentence, Unit

_VERBS = (
    ("says", reporting.SAYING),
    ("writes", reporting.WRITING),
    ("thinks", reporting.THINKING),
    ("names", reporting.NAMING),
)


def kind_features(sentence: Sentence, place: int, frame: Frame, inner: Inner, zone: str, story: bool) -> list[str]:
    """The features of the span at unit `place`."""
    units = sentence.units
    unit = units[place]
    words = sentence.source[unit.start + 1 : unit.end - 1]
    opener = sentence.source[unit.start]
    out = list(_plain(sentence, place, frame, inner, opener, words))
    out += _beside(units, place)
    verb = _verb_behind(units, place)
    out += [f"verb {verb}", f"verb {verb}|{inner}", f"verb {verb}|{_surface(units, place + 1)}"]
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
