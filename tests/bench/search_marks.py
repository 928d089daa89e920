"""Whether what is typed to the letter is found and marked where it stands: strings from anywhere in many texts."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.ranking.searcher import DocumentFacts, Searcher
from inyo.index.reading.documents import read
from inyo.index.values.document import Document
from tests.bench.tables import Table, percent
from tests.small_index import placed

BOOKS = 30
LONGEST_BOOK = 40_000
STRINGS = 4_000
_SIZES = (1, 2, *range(3, 9), *range(3, 9), 12, 20)
_UNUSUAL = re.compile(r"[^\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff、。\n]")
"""Digits, Latin letters, brackets, half-width and compatibility characters: half of the strings hold one."""
_KEY_OF_SEARCH = "/／"
"""In front, it is taken for the key by which a search is begun."""
_QUOTES = frozenset('"“”„＂〝〟″')


@lru_cache(maxsize=1)
def collection(articles: Path, books: Path) -> tuple[dict[str, Document], Searcher]:
    """All articles and some books."""
    shelf = sorted(books.glob("*.txt"))
    random.Random(23).shuffle(shelf)
    documents = [read(path) for path in sorted(articles.glob("*.txt"))]
    chosen = (one for one in map(read, shelf) if len(one.text) <= LONGEST_BOOK)
    documents.extend(one for one, _ in zip(chosen, range(BOOKS), strict=False))
    return {each.path: each for each in documents}, over(documents)


def over(documents: Sequence[Document]) -> Searcher:
    """A searcher over documents, each with its ruby."""
    facts = [DocumentFacts(each.path, each.title, each.date) for each in documents]
    segment = MemorySegment([each for one in documents for each in placed(one)])
    return Searcher([segment], facts)


def strings(search: Searcher, texts: dict[str, str], count: int, seed: int) -> Iterator[tuple[str, int, str]]:
    """Strings that lie inside one passage: (document, start, string)."""
    draw = random.Random(seed)
    segment = search.views[0].segment
    spans = [(segment.document(at), *segment.span(at)[:2]) for at in range(segment.passages)]
    unusual = [
        (key, first, last, found.start())
        for key, first, last in spans
        for found in _UNUSUAL.finditer(texts[key], first, last)
    ]
    for number in range(count):
        if number % 2 and unusual:
            key, first, last, wanted = draw.choice(unusual)
        else:
            key, first, last = draw.choice(spans)
            wanted = draw.randrange(first, last)
        size = min(draw.choice(_SIZES), last - first)
        start = draw.randint(max(first, wanted - size + 1), min(wanted, last - size))
        yield key, start, texts[key][start : start + size]


def typed(text: str) -> tuple[str, ...]:
    """A string as it is typed: plainly where nothing would be lost of it, and in quotation marks."""
    quoted = f"〝{text}〟" if _QUOTES & set(text) else f'"{text}"'
    return (quoted,) if text.strip() != text or text[0] in _KEY_OF_SEARCH else (text, quoted)


def is_marked(search: Searcher, query: str, key: str, start: int, end: int) -> bool:
    """Whether a query finds the passage with a place, and marks that place with one span."""
    attempt = search.attempt(query)
    view = search.views[0]
    passage = int(view.firsts[view.keys.index(key)])
    while view.segment.span(passage)[1] <= start:
        passage += 1
    if attempt is None or not attempt.match[0][passage]:
        return False
    return any(span.start <= start and end <= span.end for span in search.highlights(key, query))


def measure_marks(articles: Path, books: Path, seed: int = 29, count: int = STRINGS) -> Table:
    """Strings of 1 to 20 characters from anywhere in a passage, as typed and as a phrase: found and marked there."""
    documents, search = collection(articles, books)
    texts = {key: one.text for key, one in documents.items()}
    table = Table("marks of what stands there to the letter")
    tried = missed = 0
    for key, start, text in strings(search, texts, count, seed):
        for query in typed(text):
            tried += 1
            if not is_marked(search, query, key, start, start + len(text)):
                missed += 1
                table.failures.append(f"{query!r} in {Path(key).name} at {start}")
    table.rows.append({"typed": tried, "missed": missed, "found and marked": percent(tried - missed, tried)})
    return table
