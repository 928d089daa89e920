"""Whom the label of a turn names."""

from __future__ import annotations

import re

from inyo.index.japanese.wordlists import any_of
from inyo.index.people.discourse import Speaker
from inyo.index.people.names import Names
from inyo.index.people.titles import ON_LABELS, title_at_end

_BEARER = re.compile(rf"^(?P<office>[^（(]*)[（(](?P<name>[^）)]+?)(?:{any_of(ON_LABELS)})?[）)]$")
_HONOURED = re.compile(rf"(?:{any_of((*ON_LABELS, '様', '先生'))})$")
_ASKED = re.compile(r"[QＱAＡ問答]|質問|回答")


def label_speaker(text: str, label: tuple[int, int], names: Names) -> Speaker:
    """Who a label at the head of a turn names: 議長（山田太郎君）, 山田太郎君, 山田."""
    words = text[label[0] : label[1]]
    bearer = _BEARER.match(words)
    if bearer and _ASKED.fullmatch(bearer["office"]):
        label = (label[0] + bearer.start("name"), label[0] + bearer.end("name"))
        words, bearer = bearer["name"], None
    if bearer and title_at_end(bearer["name"]) >= 0 and title_at_end(bearer["office"]) < 0:
        words, bearer = bearer["office"], None
        label = (label[0], label[0] + len(words))
    name = bearer["name"] if bearer else _HONOURED.sub("", words) or words
    office, _, own = name.rpartition("・")
    name = own if bearer and title_at_end(office) >= 0 else name
    inside = names.within(*label)
    if not bearer and inside:
        name = inside[-1].name
    known = names.canonical(name)
    if known == name:
        known = names.first_with(name) or (names.bearer(name, label[0]) if title_at_end(name) >= 0 else "") or name
    return Speaker(known, words, label)
