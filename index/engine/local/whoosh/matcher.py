"""A term's postings as Whoosh walks through them: for its own queries over our segments."""

from __future__ import annotations

from typing import Any

import numpy as np

from inyo.index.engine.local.files.sections import Array
from inyo.index.engine.local.whoosh.imports import LeafMatcher, ReadTooFar
from inyo.index.engine.segments import Positions


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Goes over the passages that hold a term. `positions` in the field's space, `bases` and `lengths` by passage."""

    def __init__(
        self,
        term: tuple[str, bytes],
        positions: Positions,
        bases: Positions,
        lengths: Array,
        format_: Any,
        scorer: Any = None,
    ) -> None:
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._positions = positions
        self._bases = bases
        passages = np.searchsorted(bases, positions, "right") - 1
        self._starts = np.flatnonzero(np.diff(passages, prepend=-1))
        self._passages = passages[self._starts]
        self._ends = np.append(self._starts[1:], len(positions))
        self._lengths = lengths[self._passages]
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._passages)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ArrayMatcher:
        twin = object.__new__(ArrayMatcher)
        twin.__dict__.update(self.__dict__)
        return twin

    def id(self) -> int:
        return int(self._passages[self._at])

    def all_ids(self) -> Any:
        return iter(self._passages[self._at :].tolist())

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(np.searchsorted(self._passages[self._at :], id))

    def weight(self) -> float:
        return float(self._ends[self._at] - self._starts[self._at])

    def value(self) -> bytes:
        inside = self._positions[self._starts[self._at] : self._ends[self._at]] - self._bases[self.id()]
        return bytes(inside.astype("<u4").tobytes())

    def all_items(self) -> Any:
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def block_min_length(self) -> int:
        return int(self._lengths.min())

    def block_max_length(self) -> int:
        return int(self._lengths.max())

    def block_max_weight(self) -> float:
        return float((self._ends - self._starts).max())

    def skip_to_quality(self, minquality: float) -> int:
        if self.is_active() and self.block_quality() <= minquality:
            self._at = len(self._passages)
            return 1
        return 0

    def document_count(self) -> int:
        """In how many passages the term occurs."""
        return len(self._passages)
