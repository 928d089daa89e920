"""A passage as the cluster keeps it: terms with their positions as text that white space alone takes apart.

`tトランプ|kトランプ _ t大統領|rダイトウリョウ`: one word for each position; its terms divided by |, each behind the
letter of its field; _ where there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

from inyo.index.engine.segments import Field, PassageTerms, Term
from inyo.index.japanese.folding import Folded, fold_characters

_UNSAFE = re.compile(
    r"[\s|%\x00-\x1f\x7f-\x9f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff]"
)
_SAFE = re.compile(r"%([0-9a-f]+);")
_SURROGATE = re.compile(r"[\ud800-\udfff%]")
_LONGEST = 2_000
"""Characters of a term: what is longer is no word, and Lucene takes no more than 32,766 bytes."""
_MOST_AGAIN = 16


def safe(text: str) -> str:
    """A term without white space and marks of ours."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):x};", text[:_LONGEST])


def plain(text: str) -> str:
    """The inverse of `safe`."""
    return _SAFE.sub(lambda found: chr(int(found[1], 16)), text) if "%" in text else text


def token(term: Term) -> str:
    """A term as it stands in a stream."""
    return term[0].value + safe(term[1])


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage that came back. `stacks`: by position its terms as tokens; `places` start and end of each position's
    word, relative to the passage's start; `length` for ranking."""

    document: str
    number: int
    start: int
    end: int
    paragraph: int
    text: str
    stacks: tuple[str, ...]
    places: tuple[int, ...]
    length: int

    @property
    def folded(self) -> Folded:
        """The folded text."""
        return fold_characters(self.text)


def to_source(terms: PassageTerms, text: str) -> dict[str, Any]:
    """The fields of a passage that come of its terms and its text."""
    stacks: list[list[str]] = [[token(each) for each in word.entries] for word in terms.words]
    for field, term, position in terms.added:
        stacks[position].append(token((field, term)))
    folded = terms.folded.text
    source: dict[str, Any] = {
        "x": _SURROGATE.sub(lambda found: f"%{ord(found[0]):x};", text),
        "w": " ".join("|".join(stack) or "_" for stack in stacks),
        "o": _packed(terms.starts, terms.ends),
        "l": terms.lengths[Field.LEMMA],
        "g": " ".join(dict.fromkeys(grams(folded))),
    }
    again = list(repeated(stacks))
    if again:
        source["m"] = again
    return source


def grams(folded: str) -> Iterator[str]:
    """The pairs of characters of a folded text, and its characters."""
    letters = [safe(letter) for letter in folded]
    for at, letter in enumerate(letters):
        yield letter
        if at + 1 < len(letters):
            yield letter + letters[at + 1]


def repeated(stacks: Sequence[Sequence[str]]) -> Iterator[str]:
    """What tells how often a lemma stands in a passage where it is more than once: `2:` and the lemma where twice, `3:`
    too where three times. So the places of a word are counted by counting passages."""
    counts = Counter(each for stack in stacks for each in stack if each[0] == Field.LEMMA.value)
    for each, count in counts.items():
        for time in range(2, min(count, _MOST_AGAIN) + 1):
            yield f"{time}:{each[1:]}"


def from_source(source: dict[str, Any]) -> StoredPassage:
    """A passage from what the cluster kept."""
    stream = source["w"]
    return StoredPassage(
        source["d"],
        source["n"],
        source["s"],
        source["e"],
        source["p"],
        plain(source["x"]),
        tuple(map(intern, stream.split(" "))) if stream else (),  # the same words stand in many passages
        tuple(_unpacked(source["o"])),
        source["l"],
    )


def _packed(starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Places as the gap before each word and its length."""
    found: list[int] = []
    last = 0
    for start, end in zip(starts, ends, strict=True):
        found += (start - last, end - start)
        last = end
    return found


def _unpacked(packed: Sequence[int]) -> Iterator[int]:
    at = 0
    for step in packed:
        at += step
        yield at
