"""A list of quotations that are made when they are looked at: of each it holds where it is kept, eight bytes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import overload

from inyo.index.values.entries import Quote


class QuoteList(Sequence[Quote]):
    """Quotations by the number of their document and their own in it; `quotes_of` makes those of a document.

    It is equal to any sequence of the same quotations. What it shows is the state of the collection it was asked of,
    whatever becomes of the files.
    """

    def __init__(self, places: Iterable[tuple[int, int]], quotes_of: Callable[[int], Sequence[Quote]]) -> None:
        self._documents, self._numbers = array("I"), array("I")
        for document, number in places:
            self._documents.append(document)
            self._numbers.append(number)
        self._quotes_of = quotes_of

    def __len__(self) -> int:
        return len(self._documents)

    @overload
    def __getitem__(self, at: int) -> Quote: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Quote, ...]: ...

    def __getitem__(self, at: int | slice) -> Quote | tuple[Quote, ...]:
        if isinstance(at, slice):
            return tuple(self._made(self._documents[at], self._numbers[at]))
        return self._quotes_of(self._documents[at])[self._numbers[at]]

    def __iter__(self) -> Iterator[Quote]:
        return self._made(self._documents, self._numbers)

    def _made(self, documents: Iterable[int], numbers: Iterable[int]) -> Iterator[Quote]:
        for document, places in groupby(zip(documents, numbers, strict=True), key=lambda place: place[0]):
            quotes = self._quotes_of(document)
            yield from (quotes[number] for _, number in places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} quotations>"
