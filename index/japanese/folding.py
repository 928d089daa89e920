"""The normal form under which spellings meet, with a map back to the text it came from.

Width and compatibility forms (NFKC, cluster by cluster: a base with its marks), lower case, old kanji → new, kana
iteration marks (ゝゞヽヾ) → the kana they repeat, hyphens inside katakana words → ー, kinds of dash, wave and middle
dot → one each. 々 stays: the dictionary knows 佐々木.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from inyo.index.japanese.kanji_forms import NEW_FORMS
from inyo.index.reading.code_points import RADICALS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `starts[i]`, `ends[i]`: the span of the source that folded character i stands for.

    `starts` is empty where folding changed no length, so that offsets are the same.
    """

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the folded span `start`–`end` (not empty)."""
        if not self.starts:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def place(self, source: int) -> int:
        """The folded offset at which the source offset `source` begins."""
        return bisect_right(self.starts, source - 1) if self.starts else source


_SINGLE = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    "\u3000": " ", "\u00a0": " ", "\t": " ",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "⁃": "-", "﹣": "-",
    "—": "—", "―": "—", "─": "—", "━": "—", "﹘": "—",
    "〜": "~", "∼": "~", "˜": "~",
    "·": "・", "•": "・", "‧": "・", "∙": "・", "⋅": "・", "･": "・", "ᐧ": "・",
    "゠": "=", "╱": "/", "〻": "々", "’": "'", "‘": "'", "“": '"', "”": '"',
}  # fmt: skip


def _one_to_one() -> dict[int, str]:
    table = {ord(old): new for old, new in _SINGLE.items()}
    table.update({ord(old): new for old, new in NEW_FORMS.items()})
    table.update({ord(old): NEW_FORMS.get(new, new) for old, new in RADICALS.items()})
    table.update({code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
    table.update({code + 0xFEE0: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
    return table


_ONE = _one_to_one()
_PLAIN = "".join(
    [
        r"\x00-\x7f\u3001-\u3035\u3041-\u3096\u309b-\u309c\u30a0-\u30fc\u4e00-\u9fff\uff01-\uff5e",
        *(re.escape(character) for character in {**_SINGLE, **NEW_FORMS, **RADICALS} if ord(character) > 0x7F),
    ]
)
_CHANGED = re.compile("[" + re.escape("".join(map(chr, _ONE))) + "]")
"""What the table changes. Most sentences have nothing of it, and looking is faster than translating."""
_SELECTOR = r"\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors: they choose a shape of the character before them (辻 with one or two dots) and say no more."""
_SELECTORS = re.compile(f"(?<=.)[{_SELECTOR}]+", re.DOTALL)
_MARK = rf"\u0300-\u036f\u3099\u309a\uff9e\uff9f{_SELECTOR}"
_CLUSTER = re.compile(rf"[^{_PLAIN}][{_MARK}]{{0,30}}|[{_PLAIN}][{_MARK}]{{1,30}}")
"""What needs more than the table: a character outside the plain ones, or any base with combining marks, of which no
more belong to a cluster than in the Stream-Safe Text Format of UAX #15."""

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Latin letters that are not a letter with a mark."""


def _cluster(text: str) -> str:
    """One cluster in normal form; of Latin letters with marks the letters alone."""
    text = _SELECTORS.sub("", text)
    plain = unicodedata.normalize("NFKC", text).lower().translate(_ONE) or text
    if plain[0] < "\u0080" or "\u00c0" <= plain[0] <= "\u024f" or "\u1e00" <= plain[0] <= "\u1eff":
        parts = unicodedata.normalize("NFD", plain)
        bare = "".join(letter for letter in parts if not unicodedata.combining(letter)).translate(_LETTERS)
        return bare if bare.isascii() and bare.isalpha() else plain
    return plain


_DASHED = re.compile(r"(?<=[ァ-ヺー])(?:[-—](?=[ァ-ヺ])|-(?![-—0-9a-z一-鿿]))")
_MARKS = re.compile(r"[ゝゞヽヾ]")
_DEPENDENT = re.compile(r"[-—ゝゞヽヾ]")
_VOICED = str.maketrans(
    "かきくけこさしすせそたちつてとはひふへほウカキクケコサシスセソタチツテトハヒフヘホ",
    "がぎぐげござじずぜぞだぢづでどばびぶべぼヴガギグゲゴザジズゼゾダヂヅデドバビブベボ",
)
_PLAINED = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼヴガギグゲゴザジズゼゾダヂヅデドバビブベボ",
    "かきくけこさしすせそたちつてとはひふへほウカキクケコサシスセソタチツテトハヒフヘホ",
)


def fold(text: str) -> Folded:
    """The normal form of a text of any content: `fold_characters`, then what depends on the character before."""
    return _word(text) if len(text) <= _LONGEST_WORD else in_context(fold_characters(text))


_LONGEST_WORD = 32
"""Of texts that are no longer the normal form is remembered: each way to read a word asks for it."""


@lru_cache(maxsize=1 << 12)
def _word(text: str) -> Folded:
    return in_context(fold_characters(text))


def fold_characters(text: str) -> Folded:
    """The normal form character by character: what a part of a text folds to is the part of what the text folds to.

    One character becomes one character except in clusters that NFKC changes (㈱ → (株), ｶﾞ → ガ); only then is there
    a map. Iteration marks and dashes inside katakana stay.
    """
    found = _CLUSTER.search(text)
    if found is None:
        return Folded(text.translate(_ONE) if _CHANGED.search(text) else text)
    out: list[str] = []
    edges: list[tuple[int, int, int]] = []
    at = 0
    changed = False
    while found is not None:
        start, stop = found.span()
        if start > at:
            out.append(text[at:start].translate(_ONE))
        cluster = _cluster(text[start:stop])
        out.append(cluster)
        if len(cluster) != 1 or stop - start != 1:
            changed = True
            edges.append((start, stop, len(cluster)))
        at = stop
        found = _CLUSTER.search(text, at)
    out.append(text[at:].translate(_ONE))
    folded = "".join(out)
    return Folded(folded, *_maps(len(text), edges)) if changed else Folded(folded)


def _maps(length: int, edges: list[tuple[int, int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, stop, size in edges:
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        starts.extend([start] * size)
        ends.extend([stop] * size)
        at = stop
    starts.extend(range(at, length))
    ends.extend(range(at + 1, length + 1))
    return tuple(starts), tuple(ends)


_TOO_LARGE, _SPECIAL = 0x10000, 0xFFFFFFFF


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint32]:
    """By code point: what it becomes where it stands alone; _SPECIAL where that cannot be told, or where it is one of a
    cluster. All code points from _TOO_LARGE on have the last place."""
    import numpy as np

    table = np.full(_TOO_LARGE + 1, _SPECIAL, np.uint32)
    plain = re.findall(f"[{_PLAIN}]", "".join(map(chr, range(_TOO_LARGE))))
    table[[ord(each) for each in plain]] = [ord(_ONE.get(ord(each), each)) for each in plain]
    return table


def fold_all(texts: Sequence[str]) -> list[Folded]:
    """`fold_characters` of each of some texts, in one pass over an array of all their code points."""
    import numpy as np

    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    codes = _table()[np.minimum(codes, _TOO_LARGE)]
    bounds = list(accumulate(map(len, texts), initial=0))
    special = np.flatnonzero(codes == _SPECIAL)
    codes[special] = 0
    whole = codes.tobytes().decode("utf-32-le", "surrogatepass")
    found = [Folded(whole[start:end]) for start, end in pairwise(bounds)]
    for number in np.unique(np.searchsorted(bounds, special, "right") - 1).tolist():
        found[number] = fold_characters(texts[number])
    return found


def in_context(folded: Folded) -> Folded:
    """A text folded character by character, with the marks whose meaning depends on the character before."""
    text = folded.text
    if not _DEPENDENT.search(text):
        return folded
    if "-" in text or "—" in text:
        text = _DASHED.sub("ー", text)
    if _MARKS.search(text):
        text = _repeat(text)
    return Folded(text, folded.starts, folded.ends)


def _repeat(text: str) -> str:
    out = list(text)
    for found in _MARKS.finditer(text):
        at = found.start()
        before = out[at - 1] if at else ""
        if not ("ぁ" <= before <= "ゖ" or "ァ" <= before <= "ヺ"):
            continue
        out[at] = before.translate(_VOICED if text[at] in "ゞヾ" else _PLAINED)
    return "".join(out)
