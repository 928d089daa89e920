"""A text that stands in two files, in an answer once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.ranking.attempt import BELOW, Attempt

Place = tuple[int, int]
"""A segment and a passage in it, by their numbers."""


def once(attempt: Attempt, original: Mapping[str, str]) -> Attempt:
    """What was found, without the passages of copies whose original was found with the same words. `original`: by key
    of a document that is another one once more, the key of that one."""
    found = _passages(attempt, frozenset(original).union(original.values()))
    match, level = [each.copy() for each in attempt.match], [each.copy() for each in attempt.level]
    for copy in found.keys() & original.keys():
        there = {_words(attempt, place) for place in found.get(original[copy], ())}
        for number, passage in found[copy] if there else ():
            if _words(attempt, (number, passage)) in there:
                match[number][passage], level[number][passage] = False, BELOW
    return replace(attempt, match=match, level=level)


def _passages(attempt: Attempt, wanted: frozenset[str]) -> dict[str, list[Place]]:
    """By key of some documents: their passages that match."""
    found: dict[str, list[Place]] = defaultdict(list)
    for number, (view, match) in enumerate(zip(attempt.views, attempt.match, strict=True)):
        passages = np.flatnonzero(match)
        documents = view.document_numbers(passages)
        here = np.isin(documents, [each for each in distinct(documents).tolist() if view.keys[each] in wanted])
        for document, passage in zip(documents[here].tolist(), passages[here].tolist(), strict=True):
            found[view.keys[document]].append((number, passage))
    return dict(found)


def _words(attempt: Attempt, place: Place) -> str:
    """The letters and digits of a passage: what two copies of it share."""
    number, passage = place
    return "".join(filter(str.isalnum, attempt.views[number].segment.text(passage)))
