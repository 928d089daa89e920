"""One morphological pass: fugashi with unidic-lite, as tokens with offsets.

Everything Japanese in inyo (index terms, people, quotations) reads these tokens; nothing else calls MeCab.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import fugashi

from index.japanese.folding import Folded, fold

PIECE = 5_000
"""Most characters handed to MeCab at once: it dies between 1.0 and 1.1 million."""

_FORMAT = r"%m\t%H\n"
_CUT = re.compile(r"[\n。！？!?、，,\s]")
_KATAKANA = re.compile(r"[ァ-ヺー]+")


@dataclass(frozen=True, slots=True)
class Morpheme:
    """What the dictionary knows of a surface form. Shared between all tokens of that form.

    `surface` is the folded form that MeCab saw; `lemma` the dictionary form without the loan's source word (surface
    where unknown); `reading` katakana as spelled ('' where unknown); `pos` the parts of speech joined by '-'
    (名詞-固有名詞-人名-姓); `base` the dictionary form as orthography writes this word (書字形基本形); `origin` the
    source word of a loan (server) or ''; `conjugation` the inflected form's name or ''; `lemma_reading` the lemma's.
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


@lru_cache(maxsize=1)
def _tagger() -> fugashi.GenericTagger:
    import unidic_lite

    options = f'-d "{unidic_lite.DICDIR}" -r /dev/null -O "" -F "{_FORMAT}" -U "{_FORMAT}" -E ""'
    return fugashi.GenericTagger(options)


@lru_cache(maxsize=1 << 17)
def _morpheme(line: str) -> Morpheme:
    surface, _, raw = line.partition("\t")
    feature = next(iter(_split(raw)))
    pos = "-".join(part for part in feature[:4] if part != "*")
    if len(feature) < 18:
        return Morpheme(surface, surface, surface if _KATAKANA.fullmatch(surface) else "", pos, surface, "", "", False)
    lemma, _, origin = feature[7].partition("-")
    conjugation = "" if feature[5] == "*" else feature[5]
    return Morpheme(
        surface, lemma or surface, feature[17], pos, feature[10] or surface, origin, conjugation, True, feature[6]
    )


@lru_cache(maxsize=1 << 15)
def single_words(surface: str) -> tuple[Morpheme, ...]:
    """The dictionary's words that are spelled `surface` (folded), likeliest first; () where there are none."""
    if not surface or len(surface) > 20 or "\n" in surface:
        return ()
    lines = (_tagger().nbest(surface, 10) or "").split("\n")
    words = (_morpheme(line) for line in lines if line.partition("\t")[0] == surface)
    return tuple(dict.fromkeys(word for word in words if word.known))


def _split(raw: str) -> Iterator[list[str]]:
    if '"' not in raw:
        yield raw.split(",")
    else:
        import csv

        yield from csv.reader([raw])


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a text in order; white space between them is left out.

    Offsets are code points in `text`, plus `offset`. Text of any length and content is accepted. A run of katakana
    that the dictionary does not know as a whole is one token.
    """
    folded = fold(text)
    tokens: list[Token] = []
    for start, end in _pieces(folded.text):
        tokens.extend(_tokens(folded, start, end, offset))
    return tuple(_join_katakana(tokens))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > PIECE:
        end = start + PIECE
        cuts = [found.end() for found in _CUT.finditer(text, end - 500, end)]
        end = cuts[-1] if cuts else end
        yield start, end
        start = end
    yield start, len(text)


def _tokens(folded: Folded, start: int, end: int, offset: int) -> Iterator[Token]:
    piece = folded.text[start:end].replace("\0", " ")
    at = start
    for line in _tagger().parse(piece).split("\n"):
        if not line:
            continue
        morpheme = _morpheme(line)
        at = folded.text.find(morpheme.surface, at, end)
        if at < 0:
            return
        stop = at + len(morpheme.surface)
        first, last = folded.span(at, stop)
        yield Token(first + offset, last + offset, morpheme)
        at = stop


def _join_katakana(tokens: list[Token]) -> Iterator[Token]:
    run: list[Token] = []
    for token in tokens:
        katakana = bool(_KATAKANA.fullmatch(token.surface))
        if run and (not katakana or token.start != run[-1].end):
            yield from _joined(run)
            run = []
        if katakana:
            run.append(token)
        else:
            yield token
    yield from _joined(run)


def _joined(run: list[Token]) -> list[Token]:
    broken = any(not token.morpheme.known or len(token.surface) == 1 for token in run)
    if len(run) < 2 or not broken:
        return run
    surface = "".join(token.surface for token in run)
    return [Token(run[0].start, run[-1].end, _unknown_katakana(surface))]


@lru_cache(maxsize=1 << 14)
def _unknown_katakana(surface: str) -> Morpheme:
    return Morpheme(surface, surface, surface, "名詞-普通名詞-一般", surface, "", "", False)
