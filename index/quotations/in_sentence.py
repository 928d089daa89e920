"""Who may have said it, in the sentence itself: what the rules say, its noun phrases, its names, a byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.japanese.grammar import COMMAS, SUBJECTS
from inyo.index.people.actors import names_a_person_or_body
from inyo.index.people.discourse import NOBODY, Speaker
from inyo.index.people.phrases import phrase_before
from inyo.index.people.titles import title_at_end
from inyo.index.people.weighing import Phrase, is_lifeless
from inyo.index.quotations.candidates import Candidates, type_of
from inyo.index.quotations.clauses import Clause, path
from inyo.index.quotations.relations import closed
from inyo.index.quotations.rules import RULES, Case

_BYLINE = re.compile(r"^[、。]?[(（](?P<who>[^()（）、。「」]{2,20})[)）]")
_GUESSING = frozenset(("carried", "suspect", "earlier_topic"))
"""The rules that look beyond the clause of the words."""
_SHORT = 14
"""Characters of a span up to which it may be a mere name."""
_SPEAKING = (*SUBJECTS, "からは", "relay")
"""The roles in which even a thing may be what is quoted (選評は, 規則によれば)."""


def by_rules(case: Case, found: Candidates) -> tuple[Speaker, str]:
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
            found.add(said, *features)
        else:
            found.nobody.features += features
    if first is None:
        found.nobody.features.append("no rule")
    return first or NOBODY, given


def phrases_around(case: Case, clauses: Sequence[Clause], found: Candidates) -> None:
    """The noun phrases of the sentence, each with how it stands in the clauses around the words."""
    frame = case.frame
    for phrase in case.phrases:
        stands = _stands(case, clauses, phrase)
        silent = phrase.weight < 0 and (found.story or phrase.role not in _SPEAKING or is_lifeless(phrase.text))
        if stands is None or silent:
            continue
        where, way, covered, near = stands
        if found.story:
            found.resolve(phrase, (f"{where} {phrase.role}|passive",) if frame.passive else ())
            continue
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
        if phrase.role == "が" and closed(case.units, phrase.at + 1, frame.first):
            features += (f"shut {where}|{kind}", f"shut {where}|{frame.mode}|{frame.subordinate}")
        if phrase.role in ("は", "も", "が", "から", "では", "からは") and frame.subordinate:
            features += (f"{base}|subordinate|over {covered}",)
        features += (f"{base}|passive",) if frame.passive else ()
        features += (f"{base}|withdrawn",) if frame.withdrawn else ()
        found.resolve(phrase, features)


def _stands(case: Case, clauses: Sequence[Clause], phrase: Phrase) -> tuple[str, str, str, str] | None:
    """Where a phrase stands, over what joints of clauses and over which other subjects, and whether right there."""
    frame = case.frame
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


def against(case: Case, found: Candidates) -> None:
    """Whoever stands right before the bracket (世話人「…」), before の there, or as a topic that only a comma marks."""
    frame, units, names = case.frame, case.units, case.discourse.names
    at = frame.first - 1
    if at >= 0 and units[at].pair < 0:
        which = "owner" if units[at].surface == "の" else "against"
        phrase = phrase_before(case.sentence, at if which == "owner" else frame.first, "bare", names)
        if phrase is not None and phrase.weight >= 0:
            kind, long = type_of(phrase), units[frame.last].end - units[frame.first].start > _SHORT
            found.resolve(
                phrase, (f"{which} {kind}|{frame.mode}", f"{which} {kind}|{long}", f"{which}|{frame.mode}|{frame.form}")
            )
    comma = next((at for at in range(case.start, frame.first) if units[at].surface in COMMAS), -1)
    if comma > case.start and units[comma - 1].pair < 0:
        phrase = phrase_before(case.sentence, comma, "bare", names)
        if phrase is not None and phrase.weight >= 2 and phrase.first == case.start:
            found.resolve(phrase, (f"comma {type_of(phrase)}|{frame.mode}", f"comma|{frame.mode}"))


def byline(case: Case, found: Candidates) -> None:
    end = case.units[case.frame.last].end
    match = _BYLINE.match(case.sentence.source[end : end + 24])
    if not match:
        return
    span = (end + match.start("who"), end + match.end("who"))
    names = case.discourse.names
    inside = names.within(*span)
    who = match["who"]
    if inside:
        found.add(Speaker(inside[-1].canonical, who, span), "byline named", f"byline|{case.frame.mode}")
    elif names.known(who) or names_a_person_or_body(who) or title_at_end(who) >= 0:
        found.add(Speaker(names.canonical(who), who, span), "byline", f"byline|{case.frame.mode}")


def named(case: Case, found: Candidates) -> None:
    """The people named anywhere in the sentence, outside brackets."""
    units, frame = case.units, case.frame
    sentence = case.sentence
    for name in case.discourse.names.within(sentence.start, sentence.end):
        if sentence.in_brackets(name.start):
            continue
        before = name.start < units[frame.first].start
        behind = sentence.source[name.end : name.end + 1]
        gap = 0 if before else name.start - units[frame.last].end
        place = "before" if before else "behind" if gap > 2 else "at once"
        mark = behind if behind in "のはがもをにと、。（" else "."
        speaker = Speaker(name.canonical, sentence.source[name.start : name.end], (name.start, name.end))
        if found.story:
            found.add(speaker)
        else:
            found.add(speaker, f"named {place}", f"named {place} {mark}", f"named {place}|{frame.mode}")
