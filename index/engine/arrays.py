"""The different values of an array, without what numpy loads for them."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

_MANY, _SPREAD = 1 << 15, 40
"""So many values are marked among all numbers up to the last, where these are not too many more."""
_Number = TypeVar("_Number", bound=np.generic)


def distinct(values: NDArray[_Number]) -> NDArray[_Number]:
    """The different values in order. A stable sort merges runs that are in order already, as postings are; `np.unique`
    would load the masked arrays, which takes the first search a hundredth of a second."""
    if len(values) > _MANY and values.dtype == np.uint32 and (last := int(values.max())) < _SPREAD * len(values):
        there = np.zeros(last + 1, np.bool_)
        there[values] = True
        return np.flatnonzero(there).astype(values.dtype)
    values = np.sort(values, kind="stable")
    if len(values) < 2:
        return values
    fresh: NDArray[Any] = np.concatenate(([True], values[1:] != values[:-1]))
    return values if fresh.all() else values[fresh]
