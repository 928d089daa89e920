"""The places of a word as a linguist reads them: concordance, collocations, frequencies. Pure but for what it is given.

A place is a span that a query marks above the line. Words are those of the one morphological pass; particles, signs,
numerals and words of grammar are no collocates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from math import log, log2

from inyo.index.engine.terms.term_keys import LIGHT, keys_of
from inyo.index.japanese.tokens import Morpheme, Token, tokenize
from inyo.index.values.entries import DocumentInfo
from inyo.index.values.hits import Collocate, ConcordanceLine, Frequency, Hit

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
