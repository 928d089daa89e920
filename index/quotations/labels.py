"""Whom the label of a turn names."""

from __future__ import annotations

import re

from inyo.index.japanese.wordlists import any_of
from inyo.index.people.discourse import Speaker
from inyo.index.people.names import Names
from inyo.index.people.titles import FIELDS, ON_LABELS, SPORT, title_at_end

_BEARER = re.compile(rf"^(?P<office>[^（(]*)[（(](?P<name>[^）)]+?)(?:{any_of(ON_LABELS)})?[）)]$")
_HONOURED = re.compile(rf"(?:{any_of((*ON_LABELS, '様', '先生'))})$")
_SPORT = FIELDS[SPORT]
_ASKED = re.compile(r"[QＱAＡ問答]|質問|回答")


def label_speaker(text: str, label: tuple[int, int], names: Names) -> Speaker:
    """Who a label at the head of a turn names: 議長（山田太郎君）, 山田太郎君, 山田."""
    words = text[label[0] : label[1]]
    bearer = _BEARER.match(words)
    if bearer and _ASKED.fullmatch(bearer["office"]):
        label = (label[0] + bearer.start("name"), label[0] + bearer.end("name"))
        words, bearer = bearer["name"], None
    if bearer and (
        (title_at_end(bearer["name"]) >= 0 and title_at_end(bearer["office"]) < 0)
        or _named_in_front(bearer, label[0], names)
    ):
        words, bearer = bearer["office"], None
        label = (label[0], label[0] + len(words))
    name = bearer["name"] if bearer else _HONOURED.sub("", words) or words
    office, _, own = name.rpartition("・")
    name = own if bearer and title_at_end(office) >= 0 else name
    inside = names.within(*label)
    if not bearer and inside:
        name = inside[-1].name
    elif not bearer and (at := title_at_end(name)) > 0 and name[at:] in _SPORT:
        name = name[:at]
    known = names.canonical(name)
    if known == name:
        known = names.first_with(name) or (names.bearer(name, label[0]) if title_at_end(name) >= 0 else "") or name
    return Speaker(known, words, label)


def _named_in_front(bearer: re.Match[str], start: int, names: Names) -> bool:
    """Whether the name stands before the title, and in brackets the club, the town or the like (澤田選手（大分）)."""
    office, inner = ((start + bearer.start(part), start + bearer.end(part)) for part in ("office", "name"))
    at = title_at_end(bearer["office"])
    if at <= 0 or names.within(*inner):
        return False
    return bearer["office"][at:] in _SPORT or bool(names.within(*office))
