"""One morphological pass: fugashi with unidic-lite, as tokens with offsets.

Everything Japanese in inyo (index terms, people, quotations) reads these tokens; nothing else calls MeCab.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, compress, count, repeat
from operator import attrgetter, sub
from sys import intern
from typing import NamedTuple, TypeVar

import fugashi

from inyo.index.japanese.folding import Folded, fold_characters, in_context
from inyo.index.reading.code_points import whole
from inyo.index.values.problems import LibraryError

PIECE = 5_000
"""Most characters handed to MeCab at once: it dies between 1.0 and 1.1 million."""

_KNOWN, _UNKNOWN = r"%m\t%H\n", r"%m\t%H\t*\n"
"""Surface and features as the dictionary has them, which is faster than to choose among them; of unknown words with a
star behind (white space at the end of an answer is lost)."""
_KINDS, _LEMMA_READING, _CONJUGATION, _ENTRY, _BASE, _READING = slice(4), 6, 5, 7, 10, 17
"""Where among the features: parts of speech, reading of the lemma, inflected form, lemma, dictionary form as written,
kana."""
_REMEMBERED = 1 << 16
"""Words kept at hand: as many as five million characters of prose have."""
_CUT = re.compile(r"[\n。！？!?、，,\s]")
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_KATAKANA_ALONE = attrgetter("katakana")
_SURFACE = attrgetter("surface")
_Asked = TypeVar("_Asked")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True, eq=False)
class Morpheme:
    """What the dictionary knows of a surface form. Shared between tokens of that form, so it is compared by identity:
    what is remembered of words is found without looking at their letters.

    `surface` is the folded form that MeCab saw; `lemma` the dictionary form without the loan's source word (surface
    where unknown); `reading` katakana as spelled ('' where unknown); `pos` the parts of speech joined by '-'
    (名詞-固有名詞-人名-姓); `base` the dictionary form as orthography writes this word (書字形基本形); `origin` the
    source word of a loan (server) or ''; `conjugation` the inflected form's name or ''; `lemma_reading` the lemma's;
    `katakana` whether the surface is katakana alone.
    """

    surface: str
    lemma: str
    reading: str
    pos: str
    base: str
    origin: str
    conjugation: str
    known: bool
    lemma_reading: str = ""
    katakana: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "katakana", bool(_KATAKANA.fullmatch(self.surface)))


class Token(NamedTuple):
    """A morpheme at a place. `start` and `end` are code points in the text that was given (not in its folded form)."""

    start: int
    end: int
    morpheme: Morpheme

    @property
    def surface(self) -> str:
        return self.morpheme.surface

    @property
    def lemma(self) -> str:
        return self.morpheme.lemma

    @property
    def reading(self) -> str:
        return self.morpheme.reading

    @property
    def pos(self) -> str:
        return self.morpheme.pos


class Tokens(tuple[Token, ...]):
    """The tokens of a text in order, and their parts side by side, for what goes through all of them."""

    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[Morpheme]

    @cached_property
    def longest(self) -> int:
        """The characters of the longest."""
        return max(map(sub, self.ends, self.starts), default=0)

    @classmethod
    def of(cls, starts: Sequence[int], ends: Sequence[int], words: Sequence[Morpheme]) -> Tokens:
        """The tokens of these parts."""
        # Token._make, without its frame
        each = map(tuple.__new__, repeat(Token), zip(starts, ends, words, strict=True))
        made = cls(each)
        made.starts, made.ends, made.words = starts, ends, words
        return made

    @classmethod
    def all(cls, tokens: Sequence[Token]) -> Tokens:
        """Some tokens with their parts."""
        if isinstance(tokens, Tokens):
            return tokens
        starts, ends, words = zip(*tokens, strict=True) if tokens else ((), (), ())
        return cls.of(starts, ends, words)

    def between(self, first: int, last: int) -> Tokens:
        """Those from a number up to another."""
        if first <= 0 and last >= len(self):
            return self
        return Tokens.of(self.starts[first:last], self.ends[first:last], self.words[first:last])


class Remembered(dict[_Asked, _Made]):
    """What `make` made of something, for the last that were asked for: up to `most`, and as many before these.

    Asked a million times for what it has, it takes half the time of `lru_cache`.
    """

    __slots__ = ("_before", "_make", "_most")

    def __init__(self, make: Callable[[_Asked], _Made], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most // 2
        self._before: dict[_Asked, _Made] = {}

    def __missing__(self, asked: _Asked) -> _Made:
        if len(self) >= self._most:
            self._before = dict(self)
            self.clear()
        found = self._before.get(asked)
        if found is None:
            found = self._make(asked)
        self[asked] = found
        return found


@lru_cache(maxsize=1)
def _tagger() -> fugashi.GenericTagger:
    import unidic_lite

    options = f'-d "{unidic_lite.DICDIR}" -r /dev/null -O "" -F "{_KNOWN}" -U "{_UNKNOWN}" -E ""'
    try:
        return fugashi.GenericTagger(options)
    except (RuntimeError, MemoryError):
        raise LibraryError(
            "The dictionary of Japanese words cannot be loaded: too little memory, or unidic-lite is damaged. "
            "Make room, or install inyo anew."
        ) from None


def _morpheme(line: str) -> Morpheme:
    """The word of a line of MeCab's answer."""
    surface, written, *unknown = line.split("\t")
    features = next(csv.reader([written])) if '"' in written else written.split(",")
    features = ["" if feature == "*" else feature for feature in features]
    pos = intern("-".join(filter(None, features[_KINDS])))
    if unknown:
        return Morpheme(surface, surface, surface if _KATAKANA.fullmatch(surface) else "", pos, surface, "", "", False)
    lemma, _, origin = features[_ENTRY].partition("-")
    # what the forms of a word share is kept once: tens of thousands of forms are at hand
    surface, lemma, reading, base, lemma_reading = map(
        intern, (surface, lemma or surface, features[_READING], features[_BASE] or surface, features[_LEMMA_READING])
    )
    return Morpheme(surface, lemma, reading, pos, base, origin, intern(features[_CONJUGATION]), True, lemma_reading)


_MORPHEMES = Remembered(_morpheme, _REMEMBERED)


@lru_cache(maxsize=1 << 12)
def single_words(surface: str) -> tuple[Morpheme, ...]:
    """The dictionary's words that are spelled `surface` (folded), likeliest first; () where there are none."""
    if not surface or len(surface) > 20 or "\n" in surface:
        return ()
    lines = (_tagger().nbest(whole(surface), 10) or "").split("\n")
    alone = surface + "\t"
    words = [_MORPHEMES[line] for line in dict.fromkeys(lines) if line.startswith(alone)]
    return tuple([word for word in words if word.known])


def tokenize(text: str, offset: int = 0) -> Tokens:
    """The tokens of a text in order; white space between them is left out.

    Offsets are code points in `text`, plus `offset`. Text of any length and content is accepted. A run of katakana
    that the dictionary does not know as a whole is one token.
    """
    return tokenize_all([fold_characters(text)], [offset])


def tokenize_all(texts: Iterable[Folded], offsets: Iterable[int]) -> Tokens:
    """`tokenize` for texts that were folded character by character (see `folding.fold_all`), one behind the other."""
    found = _Columns()
    for text, offset in zip(texts, offsets, strict=True):
        found.begins.append(len(found.words))
        folded = in_context(text)
        for start, end in _pieces(folded.text):
            _add(found, folded, start, end, offset)
    return _with_whole_katakana(found)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > PIECE:
        end = start + PIECE
        cuts = [found.end() for found in _CUT.finditer(text, end - 500, end)]
        end = cuts[-1] if cuts else end
        yield start, end
        start = end
    yield start, len(text)


def _parsed(text: str) -> str:
    try:
        return str(_tagger().parse(text))
    except UnicodeEncodeError:  # half a surrogate pair, of a broken record or page
        return str(_tagger().parse(whole(text)))


class _Columns:
    """Tokens of texts side by side; `begins`, the first token of each text."""

    __slots__ = ("begins", "ends", "starts", "words")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[Morpheme] = []
        self.begins: list[int] = []


def _add(found: _Columns, folded: Folded, start: int, end: int, offset: int) -> None:
    """Add the tokens of a piece of a text."""
    answer = _parsed(folded.text[start:end].replace("\0", " "))
    if not answer:
        return
    words = list(map(_MORPHEMES.__getitem__, answer.split("\n")))
    shift = 0 if folded.starts else offset
    ends = list(accumulate(map(len, map(_SURFACE, words)), initial=start + shift))
    if ends[-1] == end + shift:
        starts = ends[:-1]
        del ends[0]
    else:
        starts, ends, words = _found(folded.text, start, end, words, shift)
    if folded.starts:
        starts = [folded.starts[at] + offset for at in starts]
        ends = [folded.ends[at - 1] + offset for at in ends]
    found.starts += starts
    found.ends += ends
    found.words += words


def _found(
    text: str, at: int, end: int, words: list[Morpheme], shift: int
) -> tuple[list[int], list[int], list[Morpheme]]:
    """Where words stand that have white space between them (plus `shift`); up to the first that is nowhere."""
    starts, ends = [], []
    for word in words:
        at = text.find(word.surface, at, end)
        if at < 0:
            break
        starts.append(at + shift)
        at += len(word.surface)
        ends.append(at + shift)
    return starts, ends, words[: len(starts)]


def _with_whole_katakana(found: _Columns) -> Tokens:
    """The tokens, with runs of katakana in which the dictionary does not know a word as one word each."""
    starts, ends, words = found.starts, found.ends, found.words
    begins = frozenset(found.begins)
    katakana = list(compress(count(), map(_KATAKANA_ALONE, words)))
    unknown: list[tuple[int, int]] = []
    for first, last in runs(katakana, lambda at: starts[at] == ends[at - 1] and at not in begins):
        if any(not word.known or len(word.surface) == 1 for word in words[first:last]):
            unknown.append((first, last))
    for first, last in reversed(unknown):
        words[first:last] = [_unknown_katakana("".join(map(_SURFACE, words[first:last])))]
        del starts[first + 1 : last]
        del ends[first : last - 1]
    return Tokens.of(starts, ends, words)


def runs(chosen: Sequence[int], adjoins: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """The longest runs of two or more items among those `chosen` by number, in order: (first, last + 1).

    `adjoins` says whether an item begins where the one before it ends.
    """
    first = last = -2
    for at in chosen:
        if at == last + 1 and adjoins(at):
            last = at
            continue
        if last > first:
            yield first, last + 1
        first = last = at
    if last > first:
        yield first, last + 1


@lru_cache(maxsize=1 << 14)
def _unknown_katakana(surface: str) -> Morpheme:
    return Morpheme(surface, surface, surface, "名詞-普通名詞-一般", surface, "", "", False)
