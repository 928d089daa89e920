"""The places of a word as a linguist reads them: concordance, collocations, frequencies; and the words of a collection
as its readers know them: the terms that come again and again, and what sounds like a word that was typed. Pure but for
what it is given.

A place is a span that a query marks above the line. Words are those of the one morphological pass; particles, signs,
numerals and words of grammar are no collocates.

A term is a run of kanji and katakana, as compounds are written (試験揚鉱, マンガン団塊); its count is of all the runs
that it stands in, as for the C-value of automatic term recognition (Frantzi, Ananiadou 1998).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from math import inf, log, log2

from inyo.index.engine.term_keys import LIGHT, keys_of
from inyo.index.japanese.katakana import distance, phonetic_key
from inyo.index.japanese.readings import reading_of, sounds
from inyo.index.japanese.tokens import Morpheme, Token, tokenize
from inyo.index.values.entries import DocumentInfo, Term
from inyo.index.values.hits import Collocate, ConcordanceLine, Frequency, Hit

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


BESIDE = 5
"""Words on each side that a concordance line knows, for sorting."""
_CONTENT = ("名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞")
_NUMERAL = "名詞-数詞"


def places(hits: Iterable[Hit]) -> Iterator[tuple[Hit, int, int]]:
    """Where words stand, in document order: the spans of the hits above the line, overlapping ones as one."""
    for hit in sorted((hit for hit in hits if not hit.below), key=lambda hit: (hit.file, hit.start)):
        start = end = -1
        for span in sorted(hit.spans, key=lambda span: span.start):
            if span.start < end:
                end = max(end, span.end)
                continue
            if end > start:
                yield hit, start, end
            start, end = span.start, span.end
        if end > start:
            yield hit, start, end


def concordance(
    hits: Iterable[Hit],
    text_of: Callable[[str], str],
    dates: Callable[[str], str],
    left: int,
    right: int,
    *,
    words: bool = True,
) -> Iterator[ConcordanceLine]:
    """A line for each place. `text_of` and `dates` give a document's text and date by its file. Without `words` a line
    does not know the words around it, and no passage is cut into words."""
    text = file = ""
    found = _with_tokens(hits) if words else ((hit, start, end, ()) for hit, start, end in places(hits))
    for hit, start, end, tokens in found:
        if hit.file != file:
            file, text = hit.file, text_of(hit.file)
        before, after = around(tokens, start, end)
        yield ConcordanceLine(
            hit.file, hit.title, dates(hit.file), hit.paragraph, start, end,
            _flat(text[max(0, start - left) : start]), _flat(text[start:end]), _flat(text[end : end + right]),
            tuple(token.lemma for token in before[:BESIDE]), tuple(token.lemma for token in after[:BESIDE]),
            hit.place, hit.part,
        )  # fmt: skip


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _with_tokens(hits: Iterable[Hit]) -> Iterator[tuple[Hit, int, int, tuple[Token, ...]]]:
    """Every place with the words of its passage, which is cut once however many places it has."""
    last: Hit | None = None
    tokens: tuple[Token, ...] = ()
    for hit, start, end in places(hits):
        if hit is not last:
            last, tokens = hit, tokenize(hit.text, hit.start)
        yield hit, start, end, tokens


def around(tokens: Sequence[Token], start: int, end: int) -> tuple[list[Token], list[Token]]:
    """The words before and after a place, the nearest first, without signs."""
    words = [token for token in tokens if not token.pos.startswith(("補助記号", "空白"))]
    return [token for token in reversed(words) if token.end <= start], [token for token in words if token.start >= end]


def collocates(
    hits: Iterable[Hit], window: int, counted: Callable[[Sequence[str]], tuple[Sequence[int], int]]
) -> list[Collocate]:
    """The words within `window` words of the places that come there more often than by chance, the surest first.

    A word between two places is counted once.

    `counted` gives, for lemma keys, how often each stands in all documents, and the number of words there.
    """
    near: Counter[str] = Counter()
    names: dict[str, str] = {}
    seen: set[tuple[str, int]] = set()
    nodes = 0
    for hit, start, end, tokens in _with_tokens(hits):
        nodes += 1
        for token in chain.from_iterable(islice(side, window) for side in around(tokens, start, end)):
            key = _content_key(token.morpheme)
            if key and (hit.file, token.start) not in seen:
                seen.add((hit.file, token.start))
                near[key] += 1
                names.setdefault(key, token.lemma)
    keys = list(near)
    totals, words = counted(keys)
    joined = zip(keys, totals, strict=True)
    found = [_collocate(names[key], near[key], total, nodes, near.total(), words) for key, total in joined]
    found = [each for each in found if each.log_likelihood > 0]
    return sorted(found, key=lambda each: (-each.log_likelihood, each.lemma))


def _content_key(word: Morpheme) -> str:
    """What a word is counted by; '' where it is none of content."""
    if not word.pos.startswith(_CONTENT) or word.pos.startswith(_NUMERAL):
        return ""
    key = keys_of(word).key
    return "" if key in LIGHT else key


def _collocate(lemma: str, together: int, total: int, nodes: int, near: int, words: int) -> Collocate:
    total, words = max(total, together), max(words, near)
    likelihood = log_likelihood(together, near, total - together, max(1, words - near))
    dice = 14 + log2(2 * together / (nodes + total))
    return Collocate(lemma, together, total, round(likelihood, 2), round(dice, 2))


def log_likelihood(count: int, size: int, other_count: int, other_size: int) -> float:
    """Dunning's log-likelihood ratio of a word's counts in two bodies of `size` and `other_size` words; negative where
    it is rarer in the first."""
    whole, both = size + other_size, count + other_count
    cells = ((count, size, both), (other_count, other_size, both),
             (size - count, size, whole - both), (other_size - other_count, other_size, whole - both))  # fmt: skip
    sure = 2 * sum(seen * log(seen * whole / (row * column)) for seen, row, column in cells if seen > 0)
    return sure if count * other_size >= other_count * size else -sure


def frequencies(hits: Iterable[Hit], documents: Sequence[DocumentInfo], by_document: bool) -> list[Frequency]:
    """How often the places come in each document that has some, or in each month of the documents' dates (months
    without any too; a date without a month is its year, an undated document ''), with the rate by size."""
    group = {each.file: each.file if by_document else each.date[:7] for each in documents}
    counts = Counter(group.get(hit.file, "") for hit, _, _ in places(hits))
    sizes: Counter[str] = Counter()
    for each in documents:
        sizes[group[each.file]] += each.characters
    wanted = [name for name in dict.fromkeys(group.values()) if counts[name]] if by_document else _months(sizes)
    return [
        Frequency(name, counts[name], sizes[name], round(10_000 * counts[name] / max(1, sizes[name]), 3))
        for name in wanted
    ]


def _months(sizes: Iterable[str]) -> list[str]:
    return sorted(sizes, key=lambda month: (not month, month))
