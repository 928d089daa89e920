"""Field g: every two adjoining characters of folded texts with their places, and each text's last character alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import GAP, Positions

_HALF = np.uint64(32)


def bigrams(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64], Positions]:
    """The bigrams of texts that stand one behind the other with GAP between: terms in code point order, how many
    positions each has, and these, term by term."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    sizes = np.array([len(text) for text in texts], np.int64)
    following = np.zeros(len(codes), np.uint64)
    following[:-1] = codes[1:] + 1
    following[sizes.cumsum()[sizes > 0] - 1] = 0
    keys = codes.astype(np.uint64) << _HALF | following
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    positions = (np.arange(len(codes)) + np.repeat(GAP * np.arange(len(texts)), sizes))[order]
    counts = np.diff(np.append(firsts, len(keys)))
    return [_term(key) for key in keys[firsts].tolist()], counts, positions.astype(np.uint32)


def _term(key: int) -> str:
    first, following = key >> 32, key & 0xFFFFFFFF
    return chr(first) + chr(following - 1) if following else chr(first)
