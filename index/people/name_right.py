"""The name that begins where a title, a calling or a label ends."""

from __future__ import annotations

import re

from inyo.index.people.name_shapes import (
    KATAKANA_UNIT,
    ORGANISATION_BEHIND,
    ORGANISATION_WORDS,
    foreign_surname,
    parts,
)
from inyo.index.people.scan import Scan
from inyo.index.people.titles import BEFORE, PEN_NAME


def name_after(scan: Scan, start: int, link: str, named: bool) -> tuple[int, float] | None:
    """The name that begins at `start`: its end and how sure it is.

    `link` joins it to what stands before (の, ・, …, '' for nothing); `named` when that is known to announce people.
    """
    unit = KATAKANA_UNIT.match(scan.text, start)
    if unit:
        return _katakana(scan, unit, link, named)
    number = scan.at_start.get(start)
    if number is not None and scan.tokens[number].surface in PEN_NAME:
        return None
    if number is None or ORGANISATION_BEHIND.match(scan.text, scan.tokens[number].end):
        return None
    tokens, kinds = scan.tokens, scan.kinds
    last = number
    while not scan.ends(last) and last - number < 4 and kinds[last + 1] in "SGPLkjJhOT":
        last += 1
    chunk = kinds[number : last + 1]
    full = re.match(r"S(?:GG?|kG|P|T)", chunk)
    if full:
        return tokens[number + full.end() - 1].end, 0.95
    end = tokens[last].end
    word = scan.text[start:end]
    if not scan.ends(last):
        return None
    if chunk[0] == "S" and len(word) <= 5:
        return end, 0.9 if len(chunk) > 1 else 0.75
    if chunk in ("G", "P", "GG", "PP", "kG", "GS", "Gk"):
        return end, 0.7
    if link != " " and 2 <= len(word) <= 3 and foreign_surname(word) and chunk != "j" and named:
        return end, 0.75
    return None


def _katakana(scan: Scan, unit: re.Match[str], link: str, named: bool) -> tuple[int, float] | None:
    word, end = unit[0], unit.end()
    pieces = parts(word)
    if not pieces or pieces[-1] in ORGANISATION_WORDS or word in BEFORE or ORGANISATION_BEHIND.match(scan.text, end):
        return None
    if len(pieces) > 1:
        return end, 0.9 if named else 0.6
    kinds = scan.kinds_between(unit.start(), end)
    if set(kinds) & set("SGP"):
        return end, 0.8 if named else 0.6
    if set(kinds) & set("CLO") or len(word) < 3 or scan.is_word(unit.start(), end) or not link:
        return None
    return end, 0.5 if named else 0.4
