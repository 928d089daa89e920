"""Names that the dictionary does not know, found where a name must stand by the kanji they are written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from inyo.index.japanese.tokens import single_words
from inyo.index.people.actors import names_a_company, names_a_person_or_body
from inyo.index.people.name_bounds import UNITS, Found
from inyo.index.people.name_kanji import is_given_today, is_surname, may_be_family, may_be_given, parted, surname_odds
from inyo.index.people.scan import Candidate, Scan
from inyo.index.people.titles import BEFORE, KIN, NOT_NAMES, ROLE_WORDS, TRAILERS

_KANJI = "一-龠々〆ヶケノ髙﨑"
_LETTERS = re.compile(f"(?P<kanji>[{_KANJI}]+)(?P<kana>(?:[ァ-ヺー]{{2,4}}|[ぁ-ゖー]{{2,4}})?)$")
_AHEAD = re.compile(f"[{_KANJI}]+(?=[はがもをにのとや、。・（(「『＝=\n　 ]|$)")
_KANJI_BEFORE = re.compile(f"[{_KANJI}]+$")
_LONGEST_RUN = 16
_LONGEST_UNKNOWN = 7
_LIKELY, _TITLED, _LIKELY_SURNAME = 0.5, 2.0, -0.5
"""From which odds on letters are a name, before a title too, and their beginning a surname."""
_BEFORE_KANA, _BEFORE_GIVEN = 3.0, -2.5
"""From which odds on kanji are a surname before kana, which may be anything, and before what the dictionary has as a
given name."""
_SURE, _SURNAME_ALONE, _BARE = 0.9, 0.8, 0.8
"""How sure a full name is where one must stand, a surname there, a name that nothing announces."""
_BARE_SURNAME, _BARE_GIVEN = 1.0, 0.5
_BARE_KNOWN, _BARE_UNKNOWN = 5.0, 7.0
"""From which odds on the parts and the whole are likely a name where nothing says that one stands, the whole where the
dictionary knows a part and where it knows none."""
_LOCAL = UNITS | {"郡"}
"""With what the office of a place begins, which stands behind the place more often than behind a name."""


def by_kanji(scan: Scan, end: int, found: Found | None, title: str = "") -> Found | None:
    """The name that ends at a place where one must, by its kanji, where what the dictionary shows leaves kanji over
    that are no word of office (名嘉|山政江); `found` where it leaves none, or where they are unlikely to be a name.
    Before a `title`, and not an honorific, they may as well be the house it belongs to."""
    last = scan.at_end.get(end)
    if title[:1] in _LOCAL and last is not None and scan.kinds[last] == "L":
        return found
    run = _LETTERS.search(scan.text, max(0, end - _LONGEST_RUN), end)
    if run is None or (run["kana"] and found is None and not may_be_given(run["kana"])):
        return found
    first = run.start()
    begins = [at for at in range(max(first, end - _LONGEST_UNKNOWN), end - 1) if _may_begin(scan, first, at)]
    if found is not None and found[0] in begins and (found[0] == first or not _given_alone(scan, found[0], end)):
        return found
    if not title and first in begins and is_surname(scan.text[first:end]) and not _is_noun(scan, first, end):
        return first, _SURNAME_ALONE
    least = _TITLED if title else _LIKELY
    likely = [(odds, -at) for at in begins if end - at > 2 and (odds := _odds(scan, at, end, run, title)) > least]
    return (-max(likely)[1], _SURE) if likely else found


def _is_surname(scan: Scan, start: int, size: int) -> bool:
    """Whether so many characters from a place on are a surname as the dictionary knows it, in newer kanji perhaps."""
    number = scan.at_start.get(start)
    return number is not None and scan.kinds[number] == "S" and scan.tokens[number].end == start + size


def _given_alone(scan: Scan, start: int, end: int) -> bool:
    """Whether a name is only ever a given name, which seldom stands behind what is no kin."""
    given = scan.kinds_between(start, end) == "G" and not may_be_family(scan.text[start:end])
    return given and not scan.text.endswith(tuple(KIN), 0, start)


def _odds(scan: Scan, start: int, end: int, run: re.Match[str], title: str) -> float:
    """The odds in nats that letters are a full name; 0 where their beginning can hardly be a surname, or they end in a
    common noun."""
    name = scan.text[start:end]
    if names_a_company(name) or len(set(name)) < 2:
        return 0.0
    if run["kana"]:
        family = scan.text[start : run.start("kana")]
        odds = surname_odds(family)
        return odds if odds > (_BEFORE_GIVEN if may_be_given(run["kana"]) else _BEFORE_KANA) else 0.0
    best = parted(name)
    given = name[best.surname :] if best is not None else ""
    if best is None or best.of_surname <= (_BEFORE_GIVEN if may_be_given(given) else _LIKELY_SURNAME):
        return 0.0
    if _is_word(name[: best.surname]):
        return 0.0
    noun = len(given) > 1 and not may_be_given(given) and bool(single_words(given))
    return 0.0 if noun and (title or names_a_person_or_body(given)) else best.odds


def _may_begin(scan: Scan, first: int, at: int) -> bool:
    """Whether a name may begin at a place in a run of kanji: with it, or behind a word of office, a body, a place."""
    if at == first:
        return first == 0 or not scan.text[first - 1].isdecimal()
    number = scan.at_end.get(at)
    if number is None:
        return False
    word, before = scan.tokens[number].surface, scan.text[first:at]
    known = word in ROLE_WORDS or word in BEFORE or word in KIN or word in NOT_NAMES
    known = known or (scan.kinds[number] == "j" and not may_be_family(word)) or before in BEFORE
    return known or (scan.kinds[number] in "LCO" and len(word) > 1) or names_a_person_or_body(before)


def _is_word(family: str) -> bool:
    """Whether the dictionary has kanji as a common word and not as a surname (今度, 是非), or they begin with an
    honorific."""
    common = any("固有名詞" not in word.pos for word in single_words(family))
    return (common and not may_be_family(family)) or family[0] == "御"


def _is_noun(scan: Scan, start: int, end: int) -> bool:
    """Whether a span is a word that the dictionary knows, or names a body."""
    word = scan.text[start:end]
    return bool(single_words(word)) or names_a_person_or_body(word) or names_a_company(word)


_RUN = re.compile(
    f"(?<![{_KANJI}ァ-ヺー0-9０-９])[{_KANJI}]{{3,{_LONGEST_UNKNOWN}}}(?:[ァ-ヺ]{{2,3}}[子枝江代美恵乃])?"
    r"(?=[はがもをにのとや、。・（(「『＝=\n　 ]|$)"
)
"""Kanji that stand between marks and particles, as a name does that nothing announces."""


def unknown_names(scan: Scan) -> Iterator[Candidate]:
    """Full names that nothing announces, of which the dictionary does not know a part: a surname with kanji that are
    likely a given name (高田|桜雅), a given name behind kanji that are likely a surname (前花|遥)."""
    for run in _RUN.finditer(scan.text):
        start, end = run.span()
        if _is_known(scan, start, end) or any(at in scan.titles for at in range(start, end + 1)):
            continue
        cut = parted(run[0])
        if cut is None or cut.of_surname < _BARE_SURNAME or cut.of_given < _BARE_GIVEN or _is_noun(scan, start, end):
            continue
        last = scan.at_end.get(end)
        trailing = last is not None and scan.tokens[last].surface in TRAILERS
        if trailing or _of_nouns(scan, start, start + cut.surname, end):
            continue
        family, given = run[0][: cut.surname], run[0][cut.surname :]
        surname, named = _is_surname(scan, start, cut.surname), may_be_given(given)
        if _is_word(family) or (len(given) < 2 and not (surname or (named and not single_words(family)))):
            continue
        known = surname or named or may_be_family(family)
        if cut.odds > (_BARE_KNOWN if known else _BARE_UNKNOWN) and (named or not single_words(given)):
            yield Candidate(start, end, start, end, "", _BARE)


def _is_known(scan: Scan, start: int, end: int) -> bool:
    """Whether a span begins with a surname and a given name as the dictionary knows them, which it ends with unless
    the given name is of one kanji and may be cut short."""
    kinds = scan.kinds_between(start, end)
    if kinds[:2] not in ("SG", "SP"):
        return False
    given = scan.tokens[scan.at_start[start] + 1]
    return len(kinds) == 2 or given.end - given.start > 1


def _of_nouns(scan: Scan, start: int, cut: int, end: int) -> bool:
    """Whether the dictionary takes for a noun what ends in the part of a span that would be a given name (大|地震,
    江戸|時代)."""
    first = scan.at_start.get(start)
    if first is None:
        return False
    inside = takewhile(lambda number: scan.tokens[number].start < end, range(first, len(scan.kinds)))
    nouns = (scan.tokens[number] for number in inside if scan.kinds[number] == "j")
    return any(noun.end > cut and not is_given_today(noun.surface) for noun in nouns)
