"""Names whose tokens do not end where the names do: the dictionary joins their last kanji with what follows, or breaks
them into words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inyo.index.people.actors import names_a_person_or_body
from inyo.index.people.name_bounds import name_before, surname_start
from inyo.index.people.name_shapes import KANJI
from inyo.index.people.scan import Candidate, Scan, may_be_family
from inyo.index.people.titles import ROLE_WORDS, TITLES


def broken_names(scan: Scan) -> Iterator[Candidate]:
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
