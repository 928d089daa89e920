"""Names of people written in Latin letters, whole or in part, as translated news does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inyo.index.people.actors import PERSON
from inyo.index.people.spotting import Name
from inyo.index.people.titles import NAME_MARKS, title_at_end

_PART = r"[A-ZＡ-Ｚ][A-Za-zＡ-Ｚａ-ｚ'’-]+"
_MIXED = re.compile(
    rf"(?:[ァ-ヴー]{{2,}}(?:[・＝=][ァ-ヴー]+)*[・＝=]{_PART}(?:[・＝=](?:{_PART}|[ァ-ヴー]{{2,}}))*|{_PART}[・＝=][ァ-ヴー]{{2,}}(?:[・＝=][ァ-ヴー]+)*)"
    r"(?![A-Za-zァ-ヴー])"
)
_WHOLE = re.compile(r"(?<![A-Za-z0-9@./_-])[A-Z][a-z'’]+(?:[ .]{0,2}[A-Z](?:\.|[a-z'’]+))+(?![A-Za-z0-9@_-])")
_INTRODUCED = re.compile(r"(?:である|だった|の|、|・)?$")
_LATIN_PART = re.compile(r"[A-Z][A-Za-z'’-]{3,}")
_BEFORE, _BEHIND = 14, 8
"""How many characters before and behind a name may say that it is one of a person."""


def in_latin(text: str) -> list[Name]:
    """Names in Latin letters and katakana (コン・Vatskalis), names in Latin letters that a role introduces or an
    honorific follows (議長のAnnaLind), and wherever a part of either stands alone later on."""
    if not re.search("[A-Z][a-z]", text):
        return []
    whole = [*_MIXED.finditer(text), *(match for match in _WHOLE.finditer(text) if _is_person(text, match))]
    out = {match.start(): _name(match) for match in whole}
    for part in {part for match in whole for part in _LATIN_PART.findall(match[0])}:
        for again in re.finditer(rf"(?<![A-Za-z・＝=]){re.escape(part)}(?![A-Za-z・＝=])", text):
            out.setdefault(again.start(), _name(again))
    return list(_apart(out))


def _name(match: re.Match[str]) -> Name:
    return Name(match.start(), match.end(), match[0], "", match[0], match.end())


def _is_person(text: str, match: re.Match[str]) -> bool:
    before = _INTRODUCED.sub("", text[max(0, match.start() - _BEFORE) : match.start()])
    behind = text[match.end() : match.end() + _BEHIND]
    return behind.startswith(NAME_MARKS) or PERSON.end(before) or title_at_end(before) >= 0


def _apart(names: dict[int, Name]) -> Iterator[Name]:
    end = 0
    for start in sorted(names):
        if start >= end:
            end = names[start].end
            yield names[start]
