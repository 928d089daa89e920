"""Names whose tokens do not end where the names do: the dictionary joins their last kanji with what follows, or breaks
them into words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inyo.index.people.name_bounds import surname_start
from inyo.index.people.name_shapes import KANJI
from inyo.index.people.scan import Candidate, Scan, may_be_family
from inyo.index.people.titles import ROLE_WORDS, TITLES


def broken_names(scan: Scan) -> Iterator[Candidate]:
    """Names across tokens: before a title or くん that shares a token with them, before an office in parentheses."""
    yield from _across_tokens(scan)
    yield from _in_parentheses(scan)
    yield from _in_hiragana(scan)


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
