"""Mentions of people in a document.

First pass: places where context says that a name stands (a title or honorific behind or before it, a reading or an age
in parentheses behind it, surname and given name as the dictionary knows them). Second pass: every further occurrence
of the names so found, and of their surnames.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.documents import Document
from index.japanese.evidence import Candidate, Scan, candidates
from index.japanese.names import ORGANISATION_BEHIND, SURROUNDED, is_katakana, parts
from index.japanese.sound import same_sound, spelling_key
from index.japanese.titles import STATUS, core_title
from index.japanese.tokens import Token

CERTAIN = 0.5
"""Mentions scored below this are candidates: they count only when other documents use the name as a person's."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a document. Offsets are code points in Document.text.

    `start`–`end` the whole mention with its title or honorific (グリア代表), `name_start`–`name_end` the name alone
    (グリア); `title` the title without honorifics (代表, '' if none); `canonical` the fullest name this document
    gives that person (ジェイミソン・グリア); `score` how sure detection is, 0 to 1 (below `CERTAIN` a mere candidate).
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    title: str
    canonical: str
    score: float


def find_mentions(document: Document, tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """The mentions of people in a document, in order, not overlapping.

    A surname alone has the one full name with that surname as its canonical name; where two people of the document
    bear the surname and no title tells them apart, the text as written.
    """
    scan = Scan(document.text, tokens)
    strong = candidates(scan)
    found = _resolve([*strong, *_further(scan, strong)])
    table = _Table(scan, found)
    return tuple(
        Mention(
            c.start, c.end, c.name_start, c.name_end, scan.text[c.name_start : c.name_end], c.title,
            table.canonical(c), round(c.score, 2),
        )
        for c in found
    )  # fmt: skip


def _further(scan: Scan, found: Iterable[Candidate]) -> list[Candidate]:
    """Every occurrence of the names that `found` is certain of, and of their surnames."""
    names: dict[str, float] = {}
    for c in found:
        if c.score >= CERTAIN:
            name = scan.text[c.name_start : c.name_end]
            names[name] = max(names.get(name, 0.0), c.score)
            surname = scan.surname(name, c.name_start)
            if surname and c.score >= CERTAIN:
                names[surname] = max(names.get(surname, 0.0), c.score - 0.05)
    names = {name: score for name, score in names.items() if len(name) > 1}
    if not names:
        return []
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n)))))
    out = []
    for match in pattern.finditer(scan.text):
        start, end = match.span()
        score = _occurrence(scan, start, end, names)
        if score:
            title, stop = scan.title_behind(end)
            out.append(Candidate(start, stop, start, end, title, min(score, names[match[0]])))
    return out


def _occurrence(scan: Scan, start: int, end: int, names: dict[str, float]) -> float:
    """How sure it is that a known name stands at `start`–`end` as a name of its own; 0 if it does not."""
    text = scan.text
    before, behind = text[start - 1 : start], text[end : end + 1]
    titled = scan.title_behind(end)[1] > end
    whole = any(mark in text[start:end] for mark in "・･＝= 　") or end - start > 3
    if not titled and not whole and ORGANISATION_BEHIND.match(text, end):
        return 0.0
    embedded = bool(SURROUNDED.match(text, end))
    if is_katakana(text[start:end]):
        if scan.in_katakana(start, end):
            return 0.0
        unit_start, unit_end = scan.unit(start, end)
        if (unit_start, unit_end) != (start, end):
            others = [part for part in parts(text[unit_start:unit_end]) if part != text[start:end]]
            if not all(part in names for part in others):
                return 0.0
        return 0.6 if embedded else 0.9
    aligned = start in scan.at_start and end in scan.at_end
    if not aligned and (end - start < 3 or _is_kanji(before)):
        return 0.0
    kinds = scan.kinds_between(start, end)
    if not titled and end - start < 4 and kinds and kinds[-1] in "LCO" and behind not in "はがも、「とに":
        return 0.0
    if not titled and kinds and scan.follows_name(end):
        return 0.0
    return 0.6 if embedded else 0.9


def _is_kanji(char: str) -> bool:
    return "一" <= char <= "龠" or char == "々"


def _resolve(found: Iterable[Candidate]) -> list[Candidate]:
    """The best candidate wherever several overlap, in order of place."""
    by_name: dict[tuple[int, int], Candidate] = {}
    for c in found:
        key = (c.name_start, c.name_end)
        known = by_name.get(key)
        by_name[key] = c if known is None else known.joined(c)
    chosen: list[Candidate] = []
    taken: dict[int, bool] = {}
    ranked = sorted(
        by_name.values(), key=lambda c: (c.score < CERTAIN, -(c.name_end - c.name_start), -c.score, c.start)
    )
    for c in ranked:
        if not any(at in taken for at in range(c.name_start, c.name_end)):
            chosen.append(c)
            taken.update(dict.fromkeys(range(c.name_start, c.name_end), True))
    chosen.sort(key=lambda c: c.name_start)
    out: list[Candidate] = []
    for number, c in enumerate(chosen):
        limit = chosen[number + 1].name_start if number + 1 < len(chosen) else len(c.title) + c.end + 99
        start = max(c.start, out[-1].end) if out else c.start
        out.append(c.clipped(min(start, c.name_start), max(c.name_end, min(c.end, limit))))
    return out


class _Table:
    """The people of one document: which full name a surname stands for."""

    def __init__(self, scan: Scan, found: Sequence[Candidate]) -> None:
        self._text = scan.text
        self._full: dict[str, list[str]] = defaultdict(list)
        self._titles: dict[str, Counter[str]] = defaultdict(Counter)
        names: dict[str, int] = {}
        for c in found:
            name = scan.text[c.name_start : c.name_end]
            if c.score >= CERTAIN or name not in names:
                names.setdefault(name, c.name_start)
            if c.title:
                self._titles[name][core_title(c.title)] += 1
        fulls: dict[str, str] = {}
        for name, place in names.items():
            surname = scan.surname(name, place)
            if surname and surname != name:
                key = self._key(name)
                if key not in fulls:
                    fulls[key] = name
                    self._full[self._key(surname)].append(name)
        self._fullest = fulls

    @staticmethod
    def _key(name: str) -> str:
        return spelling_key(name)

    def canonical(self, c: Candidate) -> str:
        name = self._text[c.name_start : c.name_end]
        if self._key(name) in self._fullest:
            return self._fullest[self._key(name)]
        bearers = self._full.get(self._key(name), [])
        if not bearers and is_katakana(name):
            bearers = self._by_sound(name)
        if len(bearers) == 1:
            return bearers[0]
        if c.title:
            same = [full for full in bearers if core_title(c.title) in self._titles[full]]
            if len(same) == 1:
                return same[0]
        return name

    def _by_sound(self, name: str) -> list[str]:
        titles = {title for title in self._titles[name] if title not in STATUS}
        return [
            full
            for fulls in self._full.values()
            for full in fulls
            if is_katakana(full) and titles & set(self._titles[full]) and same_sound(name, parts(full)[-1])
        ]
