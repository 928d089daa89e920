"""Bearers of one short name who are different people as far as is known, and which of them another bearer may be."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

FEW = 16
"""So many are all looked at."""


@dataclass(slots=True, eq=False)
class Rivals:
    """The bearers in the order in which they were met, each by a number (`numbers`) and a place in that order.

    `titled` are the places of those who bear a title that tells them from others. Of thousands who bear a surname those
    who keep the same company are found by the names that stand beside them, not one after the other.
    """

    numbers: list[int] = field(default_factory=list)
    titled: list[int] = field(default_factory=list)
    _company: list[frozenset[str]] = field(default_factory=list)
    _beside: dict[str, list[int]] = field(default_factory=dict)

    def add(self, number: int, company: frozenset[str]) -> int:
        """Take in a bearer, beside whom the names `company` stand; his place."""
        place = len(self.numbers)
        self.numbers.append(number)
        self._company.append(company)
        if place == FEW:
            for earlier in range(place):
                self._note(earlier)
        if place >= FEW:
            self._note(place)
        return place

    def _note(self, place: int) -> None:
        for name in self._company[place]:
            self._beside.setdefault(name, []).append(place)

    def entitle(self, place: int) -> None:
        """The bearer at a place turns out to bear a title."""
        insort(self.titled, place)

    def likely(self, company: frozenset[str], *, shared: int, titled: bool) -> Sequence[int]:
        """The places, ascending, of all who share so many names of company (two at least), and of the `titled` where
        these are wanted; of few bearers everybody's."""
        if len(self.numbers) <= FEW:
            return range(len(self.numbers))
        found = set(self._in_company(company, shared))
        if titled:
            found.update(self.titled)
        return sorted(found)

    def _in_company(self, company: frozenset[str], shared: int) -> Iterable[int]:
        """Whoever shares two names shares one that is not the commonest of them."""
        rows = sorted((len(self._beside[name]), name) for name in company if name in self._beside)
        if not rows:
            return
        commonest = rows.pop()[1]
        times = Counter(chain.from_iterable(self._beside[name] for _, name in rows))
        for place, count in times.items():
            if count + (commonest in self._company[place]) >= shared:
                yield place
