"""The words of a collection as its readers know them: the terms that come again and again, and what sounds like a word
that was typed. Pure functions of texts and names.

A term is a run of kanji and katakana, as compounds are written (試験揚鉱, マンガン団塊); its count is of all the runs
that it stands in, as for the C-value of automatic term recognition (Frantzi, Ananiadou 1998).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import inf, log2

from inyo.index.japanese.katakana import distance, phonetic_key
from inyo.index.japanese.readings import reading_of, sounds
from inyo.index.japanese.tokens import Token, tokenize
from inyo.index.values.entries import Term

_RUN = re.compile(r"(?<![0-9０-９])[一-鿿々〆ヶァ-ヴー]{2,20}")
_KANA_ONLY = re.compile(r"[ァ-ヴー]+")
_BETWEEN = re.compile(r"[・=＝\s]")
_LONGEST = 12
"""Characters of a term at most."""
_CANDIDATES = 600
"""The commonest runs, which are weighed."""
_FEWEST = 3
"""Places that a term has at least."""
_ORDINARY = ("名詞-数詞", "名詞-固有名詞-人名", "接尾辞-名詞的-副詞可能", "名詞-助動詞語幹", "代名詞", "動詞", "助")
"""Parts of speech of which a term has none."""
_TIMES = "副詞可能"
_NEAR, _NEAR_LONG = {2: 0.2, 3: 0.25}, 0.34
"""The largest distance of a name that sounds like what was typed, for a letter of it: by its letters, and beyond."""
_SINGLE, _SINGLE_LONG, _KATAKANA = 0.2, 0.6, 0.8
"""Weights of what is one word of the dictionary: one of two characters, a longer one, one in katakana."""


def terms(texts: Iterable[str], names: Iterable[str] = (), most: int = 200) -> tuple[Term, ...]:
    """The terms of texts, those that tell most of them first; `names` of people are none. A line that another text has
    word for word (who made the file, whose rights it is under) tells nothing of this one, and is not counted again."""
    runs: Counter[str] = Counter()
    known: set[str] = set()
    for text in texts:
        lines = text.split("\n")
        runs.update(run for line in lines if line not in known for run in _RUN.findall(line))
        known.update(lines)
    people = frozenset(part for name in names for part in (name, *_BETWEEN.split(name)) if len(part) > 1)
    wanted = [run for run, count in runs.most_common(4 * _CANDIDATES) if count >= 2 and len(run) <= _LONGEST]
    joined = "\n".join(run for run, count in runs.items() for _ in range(count))
    found = []
    for run in wanted[:_CANDIDATES]:
        if run.endswith(("氏", "的")) or any(run in name or run.startswith(name) for name in people):
            continue
        weight = _weight(run, tokenize(run))
        count = joined.count(run) if weight else 0
        if weight and count >= _FEWEST:
            found.append((weight * count * log2(len(run)), Term(run, count)))
    found.sort(key=lambda pair: (-pair[0], pair[1].text))
    return tuple(term for _, term in found[:most])


def _weight(run: str, tokens: Sequence[Token]) -> float:
    """How much of a term a run is: 0 for numbers, times, names of people and words of grammar."""
    if any(token.pos.startswith(_ORDINARY) for token in tokens) or not tokens:
        return 0.0
    if len(tokens) == 1:
        if _TIMES in tokens[0].pos:
            return 0.0
        if _KANA_ONLY.fullmatch(run):
            return _KATAKANA if len(run) > 2 else 0.0
        return _SINGLE if len(run) == 2 else _SINGLE_LONG
    return 0.0 if _TIMES in tokens[-1].pos else 1.0


def nearest(typed: str, names: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """The names that sound most like what was typed (kana, romaji or kanji), whole, in a part, or at their beginning;
    the nearest first, none that sounds quite different."""
    spoken = [phonetic_key(sound.replace("ツェ", "セ")) for sound in sounds(typed) or (reading_of(typed),)]
    spoken = [sound for sound in spoken if len(sound) > 1]
    found: list[tuple[float, str]] = []
    for name in names if spoken else ():
        nearness = min(
            (distance(sound, part) / len(sound) for sound in spoken for part in _parts(name, len(sound))), default=inf
        )
        if nearness <= _NEAR.get(len(spoken[0]), _NEAR_LONG):
            found.append((nearness, name))
    found.sort(key=lambda pair: pair[0])
    return tuple(name for _, name in found[:limit])


def _parts(name: str, length: int) -> Iterable[str]:
    """The sounds of a name: all of it, its parts, and as much of its beginning as what was typed has."""
    reading = reading_of(name)
    whole = phonetic_key(reading)
    keys = {whole, *map(phonetic_key, _BETWEEN.split(reading))} - {""}
    return keys | {whole[:size] for size in (length - 1, length, length + 1) if 1 < size < len(whole)}
