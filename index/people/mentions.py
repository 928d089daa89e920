"""Mentions of people in a document.

First pass: places where context says that a name stands (a title or honorific behind or before it, a reading or an age
in parentheses behind it, surname and given name as the dictionary knows them), and names whose tokens do not end where
the names do: the dictionary joins their last kanji with what follows, or breaks them into words. Second pass: every
further occurrence of the names so found, and of their surnames.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from inyo.index.japanese.tokens import Token
from inyo.index.japanese.wordlists import any_of
from inyo.index.people.aliases import name_key, same_sound
from inyo.index.people.evidence import candidates
from inyo.index.people.name_bounds import name_before, surname_start
from inyo.index.people.name_shapes import KANJI, ORGANISATION_BEHIND, SURROUNDED, is_katakana, may_be_family, parts
from inyo.index.people.scan import KATAKANA_CHARS, Candidate, Scan
from inyo.index.people.titles import (
    ACADEMIC,
    ROLE_WORDS,
    STATUS,
    TITLES,
    core_title,
    employers,
    field,
    names_a_person_or_body,
)
from inyo.index.values.document import Document
from inyo.index.values.mention import CERTAIN, Mention

LONGEST_NAME = 40
"""Code points; what is longer is no name."""

_MANY = 400
_RECURRING = 3
_FREE = frozenset("はがもをにのとやへで、。」』！？!?…―─\n　")


def find_mentions(document: Document, tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """The mentions of people in a document, in order, not overlapping.

    A surname alone has the one full name with that surname as its canonical name; where two people of the document
    bear the surname and no title tells them apart, the text as written.
    """
    scan = Scan(document.text, tokens)
    first = _promoted(
        scan, [c for c in candidates(scan, _broken_names(scan)) if c.name_end - c.name_start <= LONGEST_NAME]
    )
    found = _without_employers(scan, _resolve([*first, *_further(scan, first)]))
    table = _Table(scan, found)
    return tuple(
        Mention(
            c.start, c.end, c.name_start, c.name_end, scan.text[c.name_start : c.name_end], c.title,
            table.canonical(c), round(c.score, 2),
        )
        for c in found
    )  # fmt: skip


def _promoted(scan: Scan, found: Sequence[Candidate]) -> list[Candidate]:
    """Names that the dictionary alone vouches for become certain where they recur as people do: followed by a particle
    or a mark, at least once as a subject. Characters of fiction are named like this."""
    places: dict[str, list[Candidate]] = defaultdict(list)
    certain = {scan.text[c.name_start : c.name_end] for c in found if c.score >= CERTAIN}
    for c in found:
        name = scan.text[c.name_start : c.name_end]
        if c.score < CERTAIN and name not in certain and set(scan.kinds_between(c.name_start, c.name_end)) <= {*"SGP"}:
            places[name].append(c)
    recurring = set()
    for name, uses in places.items():
        behind = [scan.text[c.name_end : c.name_end + 1] for c in uses]
        free = sum(mark in _FREE for mark in behind)
        if len(uses) >= _RECURRING and any(mark in "はがも" for mark in behind) and free >= 0.8 * len(uses):
            recurring.add(name)
    return [
        replace(c, score=0.6) if scan.text[c.name_start : c.name_end] in recurring and c.score < CERTAIN else c
        for c in found
    ]


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
    names |= {name.replace("・", ""): score for name, score in names.items() if "・" in name}
    names |= _foreign_givens(scan, names)
    names = {name: score for name, score in names.items() if len(name) > 1}
    out = []
    for start, name in _places(scan.text, names):
        end = start + len(name)
        score = _occurrence(scan, start, end, names)
        if score:
            title, stop = scan.title_behind(end)
            out.append(Candidate(start, stop, start, end, title, min(score, names[name])))
    return out


def _foreign_givens(scan: Scan, names: Mapping[str, float]) -> dict[str, float]:
    """The given names by which a text goes on to call people with foreign names: each is somewhere a subject by itself
    (ジジ・ハディッド … ジジは)."""
    full = {name: score for name, score in names.items() if "・" in name and is_katakana(name)}
    givens = {parts(name)[0]: score - 0.1 for name, score in full.items() if len(parts(name)) > 1}
    return {
        given: score
        for given, score in givens.items()
        if given not in names
        and not names_a_person_or_body(given)
        and re.search(rf"(?<![ァ-ヺー・＝=]){given}[はがも、。]", scan.text)
    }


def _places(text: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where names stand. Few are looked for one by one, many all at once, which is slow to prepare."""
    table = sorted(names)
    if len(table) > _MANY:
        yield from ((match.start(), match[0]) for match in re.compile(any_of(table)).finditer(text))
        return
    for name in table:
        start = text.find(name)
        while start >= 0:
            yield start, name
            start = text.find(name, start + len(name))


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
        unit_start, unit_end = scan.unit(start, end)
        unit_end = scan.title_within(unit_start, unit_end)
        if (start and text[start - 1] in KATAKANA_CHARS) or (unit_end != end and text[end] in KATAKANA_CHARS):
            return 0.0
        if (unit_start, unit_end) != (start, end):
            others = [part for part in parts(text[unit_start:unit_end]) if part != text[start:end]]
            if not all(part in names for part in others):
                return 0.0
        return 0.6 if embedded else 0.9
    aligned = start in scan.at_start and end in scan.at_end
    if not aligned and (end - start < 3 or (_is_kanji(before) and not titled)):
        return 0.0
    kinds = scan.kinds_between(start, end)
    if not titled and end - start < 4 and kinds and kinds[-1] in "LCO" and behind not in "はがも、「とに":
        return 0.0
    if not titled and kinds and kinds != "G" and scan.kinds[scan.at_end[end] + 1 : scan.at_end[end] + 2] == "G":
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
        start = min(c.name_start, max(c.start, out[-1].end) if out else c.start)
        end = max(c.name_end, min(c.end, limit))
        out.append(c if (start, end) == (c.start, c.end) else replace(c, start=start, end=end))
    return out


def _without_employers(scan: Scan, found: Sequence[Candidate]) -> list[Candidate]:
    """Without companies before the office of somebody of theirs (マツノ社長; マツノの山田太郎社長)."""
    houses = employers(scan.text, ((c.start, c.title) for c in found if c.title and c.name_end < c.end))
    named = {scan.text[c.name_start : c.name_end] for c in found if c.title} & houses.keys()
    taken = {
        scan.text[c.name_start : c.name_end] for c in found
        if named and core_title(c.title) in houses.get(scan.text[c.name_start : c.name_end], ())
    }  # fmt: skip
    return [c for c in found if scan.text[c.name_start : c.name_end] not in taken] if taken else list(found)


def _given(name: str, surname: str) -> str:
    """The given name of a full name, where it has two letters or more."""
    pieces = parts(name)
    given = pieces[0] if len(pieces) > 1 else name.removeprefix(surname).strip(" \u3000")
    return given if len(given) > 1 and given != surname else ""


class _Table:
    """The people of one document: which full name a surname stands for."""

    def __init__(self, scan: Scan, found: Sequence[Candidate]) -> None:
        self._text = scan.text
        self._spelled = scan.spelled
        self._bearers: dict[str, list[str]] = defaultdict(list)
        self._by_given: dict[str, list[str]] = defaultdict(list)
        self._titles: dict[str, set[str]] = defaultdict(set)
        self._full: dict[str, str] = {}
        self._first: dict[str, int] = {}
        for c in found:
            name = scan.text[c.name_start : c.name_end]
            if c.name_start in scan.families:
                name = scan.spelled[c.name_start]
            key = name_key(name)
            if c.title:
                self._titles[key].add(core_title(c.title))
            apart = c.name_start in scan.spelled and c.name_start not in scan.families
            surname = "" if apart else scan.surname(name, c.name_start)
            if surname and key not in self._full and c.score >= CERTAIN:
                self._full[key] = name
                self._first[name] = c.name_start
                self._bearers[name_key(surname)].append(name)
                if given := _given(name, surname):
                    self._by_given[name_key(given)].append(name)

    def canonical(self, c: Candidate) -> str:
        """The full name that a mention stands for: of several bearers the one with the same title, else the one
        whom alone the text has introduced so far (by the given name: トメさん), else nobody: the name as written."""
        name = self._spelled.get(c.name_start) or self._text[c.name_start : c.name_end]
        key = name_key(name)
        if key in self._full:
            return self._full[key]
        bearers = self._bearers.get(key, [])
        if not bearers and is_katakana(name):
            bearers = self._by_sound(name, key)
        title = core_title(c.title) if c.title else ""
        bearers = [full for full in bearers if not self._other_field(title, full)]
        if len(bearers) == 1:
            return bearers[0]
        same = [full for full in bearers if title and title in self._titles[name_key(full)]]
        known = [full for full in bearers if self._first[full] < c.name_start]
        given = [] if bearers or title else self._by_given.get(key, [])
        for choice in (same, known, [full for full in given if self._first[full] < c.name_start]):
            if len(choice) == 1:
                return choice[0]
        return name

    def _other_field(self, title: str, full: str) -> bool:
        """Whether a title belongs to another walk of life than all that the full name's bearer has."""
        mine = field(title) if title else -1
        theirs = {field(other) for other in self._titles[name_key(full)]} - {-1}
        return mine >= 0 and mine not in theirs and (bool(theirs) or mine == ACADEMIC)

    def _by_sound(self, name: str, key: str) -> list[str]:
        titles = self._titles[key] - STATUS
        return [
            full
            for bearers in self._bearers.values()
            for full in bearers
            if titles & self._titles[name_key(full)] and is_katakana(full) and same_sound(name, parts(full)[-1])
        ]


def _broken_names(scan: Scan) -> Iterator[Candidate]:
    """Names across tokens: before a title or くん that shares a token with them, before an office in parentheses."""
    yield from _across_tokens(scan)
    yield from _in_parentheses(scan)
    yield from _in_hiragana(scan)
    yield from _read_apart(scan)
    yield from _ring_names(scan)


def _across_tokens(scan: Scan) -> Iterator[Candidate]:
    """Names whose last kanji the dictionary joins with the first of the title behind them (宮原修|汰内|野手)."""
    for begin, stop, end in scan.titles_behind:
        if stop - begin < 2 or begin in scan.at_start:
            continue
        for at in range(begin - 1, max(-1, begin - 6), -1):
            number = scan.at_start.get(at)
            if number is not None and scan.kinds[number] == "S" and begin - at >= 2:
                first = scan.tokens[surname_start(scan, number)].start
                if KANJI.fullmatch(scan.text, first, begin) and scan.tokens[number].end < begin:
                    yield Candidate(first, end, first, begin, scan.text[begin:stop], 0.96)
                break


_OFFICE_HOLDER = re.compile(
    r"[(（](?P<name>[一-龠々〆ヶ髙﨑]{3,5})(?P<title>[一-龠々]{1,6}長|代表(?:理事|取締役)?|理事|組合長)(?=[)）、,])"
)
_OF_A_BODY = frozenset("部局課室支副総団班組会店署本")
"""Kanji with which a name does not end before an office, for they are the beginning of it (営業部|長)."""


def _in_parentheses(scan: Scan) -> Iterator[Candidate]:
    """Who heads a body, in parentheses behind it, where the dictionary breaks the name (（下阪殖保|会長）)."""
    for match in _OFFICE_HOLDER.finditer(scan.text):
        start, end = match.start("name"), match.end("title")
        for begin in range(match.end("name"), start + 2, -1):
            title, name = scan.text[begin:end], scan.text[start:begin]
            number = scan.at_start.get(start)
            if title not in TITLES or begin not in scan.at_start or number is None or name[-1] in _OF_A_BODY:
                continue
            kinds = scan.kinds_between(start, begin)
            whole = scan.tokens[number].end >= begin
            if not whole and kinds and set(kinds) <= set("SGPkJLj") and set(kinds) & set("SGPJ"):
                family = may_be_family(scan.tokens[number].surface) or kinds[0] in "kJ"
                sure = family or set(kinds[1:]) & set("GP")
                if sure and not any(piece in ROLE_WORDS for piece in _surfaces(scan, start, begin)):
                    yield Candidate(start, end, start, begin, title, 0.9)
                    break


def _surfaces(scan: Scan, start: int, end: int) -> list[str]:
    """The tokens of a span as written."""
    return [token.surface for token in scan.tokens[scan.at_start[start] : scan.at_end[end] + 1]]


_CALLED_KUN = re.compile(r"(?<![一-龠々ァ-ヺ])[一-龠々]{2,4}(?=くん(?:[はがもをにとの、。」（(]|$))")


def _in_hiragana(scan: Scan) -> Iterator[Candidate]:
    """Given names whose honorific the dictionary takes for the end of a verb (陽翔く|ん)."""
    for match in _CALLED_KUN.finditer(scan.text):
        start, end = match.span()
        if end not in scan.at_end and start in scan.at_start:
            yield Candidate(start, end + 2, start, end, "", 0.8)


_RANKED = re.compile(
    r"(?:横綱|大関|関脇|小結|前頭|平幕|十両)(?:[・の])?(?P<name>[一-龠々ノ]{2,5})(?=[はがをにともの、。（(]|関[はがを])"
)
_FEWEST_OF_RINGS = 2
"""How often a ring name stands in a text: what only once follows a rank may be what befalls it (大関推挙式)."""


def _ring_names(scan: Scan) -> Iterator[Candidate]:
    """Names of wrestlers behind their rank (横綱朝青龍): no word that the dictionary knows, no row of common nouns."""
    for match in _RANKED.finditer(scan.text):
        start, end = match.span("name")
        word = match["name"].removesuffix("関")
        end = start + len(word)
        kinds = scan.kinds_between(start, end)
        common = len(kinds) == 1 or set(kinds) <= {"j"} or names_a_person_or_body(word)
        if kinds and not common and scan.text.count(word) >= _FEWEST_OF_RINGS:
            yield Candidate(match.start(), end, start, end, match[0][: start - match.start()].rstrip("・の"), 0.8)


_READ_APART = re.compile(
    r"[(（][ぁ-ゖー]{2,8}[)）](?P<given>[一-龠々]{1,3}|[ぁ-ゖ]{2,4}|[ァ-ヺー]{2,4})"
    r"(?=さん|氏|君|くん|ちゃん|[(（][0-9０-９]{1,2}[)）]|[一-龠])"
)
_FAMILY = re.compile("(?<![一-龠々ヶ])[一-龠々ヶ]{1,8}$")
_LONGEST_FAMILY = 4


def _read_apart(scan: Scan) -> Iterator[Candidate]:
    """Names with the reading of the surname inside (東海林（しょうじ）ツネさん)."""
    for match in _READ_APART.finditer(scan.text):
        stop = match.start()
        family = _FAMILY.search(scan.text, max(0, stop - 9), stop)
        end = next((at for at in range(match.end(), match.start("given"), -1) if at in scan.titles), match.end())
        given = match.start("given")
        if (
            family is None
            or given in scan.titles
            or (end not in scan.titles and scan.text[end : end + 1] not in "(（")
            or (end - given > 1 and KANJI.fullmatch(scan.text, given, end) and scan.is_word(given, end))
        ):
            continue
        start = family.start()
        if stop - start > _LONGEST_FAMILY or start not in scan.at_start:
            known = name_before(scan, stop, "")
            if known is None:
                continue
            start = known[0]
        surname = scan.text[start:stop]
        scan.families[start], scan.spelled[start] = surname, surname + scan.text[given:end]
        title, behind = scan.title_behind(end)
        yield Candidate(start, behind, start, end, title, 0.95)
