"""Search measured by sentences and questions: at which rank stands what they are about, beside plain BM25."""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from inyo.index.engine.term_keys import cells
from inyo.index.japanese.folding import fold
from inyo.index.japanese.tokens import tokenize
from inyo.index.reading.documents import read
from inyo.index.values.document import Document
from tests.bench.search_together import TARGET_POS, news
from tests.bench.tables import Table, percent
from tests.small_index import document, searcher

_NOUNS_ASKED = 3
_MOST = 10
_LINES = 20
"""Sentences of translated news that make one document."""
Place: TypeAlias = tuple[str, int]
"""A document by its path, and the number of a paragraph in it, 0 for all of it."""
Ranking: TypeAlias = Callable[[str], list[Place]]
"""A question → the paragraphs found, best first."""


def _row(name: str, engine: str, ranks: Sequence[int], cuts: Sequence[int]) -> dict[str, Any]:
    row: dict[str, Any] = {"asked": name, "by": engine, "queries": len(ranks)}
    row["MRR@10"] = round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4)
    row.update({f"R@{cut}": percent(sum(0 < rank <= cut for rank in ranks), len(ranks)) for cut in cuts})
    return row


def _rank(found: Sequence[Place], wanted: Place) -> int:
    """The rank of what is wanted among the first ten paragraphs, or documents where any paragraph will do; 0 where it
    is not there."""
    places = found if wanted[1] else [(path, 0) for path, _ in found]
    first = list(dict.fromkeys(places))[:_MOST]
    return first.index(wanted) + 1 if wanted in first else 0


def _ways(bodies: Sequence[Document]) -> dict[str, Ranking]:
    """The engines: inyo, and BM25 over lemmas of the same passages (K1 .4 and B .6 as here, and 1.2 and .75)."""
    search = searcher(bodies)

    def ours(text: str) -> list[Place]:
        return [(hit.file, hit.paragraph) for hit in search.search(text, limit=60).hits]

    return {"inyo": ours, "BM25 .4 .6": _Bm25(bodies, 0.4, 0.6).places, "BM25 1.2 .75": _Bm25(bodies, 1.2, 0.75).places}


def _untitled(one: Document) -> Document:
    """An article without its headline."""
    return document(one.path, one.text[one.paragraphs[1].start :], title="無題")


def measure_questions(path: Path, articles: Path, books: Path) -> Table:
    """Questions in words of our own about articles, and about paragraphs of books: where what they are about ranks
    among all the articles and those books; those that nothing was made by apart."""
    asked = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    names = dict.fromkeys(each["file"] for each in asked if "paragraph" in each)
    texts = {Path(one.path).name: one for one in news((articles,)) if len(one.paragraphs) > 1}
    stories = {name: replace(read(books / name), title="無題") for name in names}
    ways = _ways([*map(_untitled, texts.values()), *stories.values()])
    table = Table("questions in other words")
    for name, chosen in (
        ("news, seen", [each for each in asked if "paragraph" not in each and not each["aside"]]),
        ("news, aside", [each for each in asked if "paragraph" not in each and each["aside"]]),
        ("books, seen", [each for each in asked if "paragraph" in each and not each["aside"]]),
        ("books, aside", [each for each in asked if "paragraph" in each and each["aside"]]),
        ("all", asked),
    ):
        for engine, way in ways.items():
            ranks = []
            for each in chosen:
                wanted = ({**texts, **stories}[each["file"]].path, each.get("paragraph", 0))
                ranks.append(_rank(way(each["question"]), wanted))
                if engine == "inyo" and name == "all" and not each["aside"] and ranks[-1] != 1:
                    table.failures.append(f"{ranks[-1]} {each['question']} ({each['file']})")
            table.rows.append(_row(name, engine, ranks, (1, 5, 10)))
    return table


def measure_fresh(path: Path, texts: Path, sentences: Path, books: Path) -> Table:
    """Questions and words as typed, written before anybody ran them, about single paragraphs of texts of all genres,
    of sentences of translated news and of other books: where the paragraph ranks among all of these."""
    asked = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    shelf = sorted({each["file"] for each in asked if (books / each["file"]).is_file()})
    documents = [
        replace(read(way), title="無題") for way in (*sorted(texts.glob("*.txt")), *map(books.joinpath, shelf))
    ]
    places = {Path(one.path).name: one.path for one in documents}
    lines = [line for line in sentences.read_text("utf-8").splitlines() if line.strip()]
    for number in range(0, len(lines), _LINES):
        name = f"alt:{number // _LINES}"
        places[name] = name
        documents.append(document(name, "\n".join(lines[number : number + _LINES]), title="無題"))
    ways = _ways(documents)
    ranks = {
        name: [_rank(way(each["question"]), (places[each["file"]], each["paragraph"])) for each in asked]
        for name, way in ways.items()
    }
    table = Table("questions and words over other collections")
    for name, chosen in (
        ("questions, seen", [not each["keywords"] and not each["aside"] for each in asked]),
        ("questions, aside", [not each["keywords"] and each["aside"] for each in asked]),
        ("words, seen", [each["keywords"] and not each["aside"] for each in asked]),
        ("words, aside", [each["keywords"] and each["aside"] for each in asked]),
        ("all", [True] * len(asked)),
    ):
        for engine, every in ranks.items():
            some = [rank for rank, wanted in zip(every, chosen, strict=True) if wanted]
            table.rows.append(_row(name, engine, some, (1, 5, 10)))
    for each, rank, plain in zip(asked, ranks["inyo"], ranks["BM25 .4 .6"], strict=True):
        if rank != 1 and not each["aside"]:
            table.failures.append(f"{rank} ({plain}) {each['question']} ({each['file']})")
    return table


def measure_sentences(folders: tuple[Path, ...]) -> Table:
    """Titles as typed (those apart that another article quotes), and three nouns of a paragraph, over the articles
    without their titles: where the article ranks, by its best passage."""
    documents = [one for one in news(folders) if len(one.paragraphs) > 1 and not one.title.startswith("#")]
    bodies = list(map(_untitled, documents))
    ways = _ways(bodies)
    texts = {one.path: fold(one.text).text for one in bodies}
    titles = [(one.title, one.path) for one in documents if not _is_quoted(one, texts)]
    asked = {"titles": titles, "three nouns": list(_keywords(bodies))}
    table = Table("articles looked for by their titles and by nouns of them")
    for name, pairs in asked.items():
        for engine, way in ways.items():
            ranks = [_rank(way(text), (path, 0)) for text, path in pairs]
            table.rows.append(_row(name, engine, ranks, (1, 3, 10)))
            if engine == "inyo":
                missed = (pair for pair, rank in zip(pairs, ranks, strict=True) if not rank)
                table.failures.extend(f"{text} ({Path(path).name})" for text, path in missed)
    return table


def _is_quoted(one: Document, texts: dict[str, str]) -> bool:
    """Whether another article has the title of one to the letter: it is as good an answer."""
    title = fold(one.title).text
    return any(title in text for path, text in texts.items() if path != one.path)


def _keywords(documents: Sequence[Document], seed: int = 47) -> Iterator[tuple[str, str]]:
    """Of each document three different nouns that stand in one of its paragraphs."""
    draw = random.Random(seed)
    for one in documents:
        place = draw.choice(one.paragraphs)
        found = [c.surface for c in cells(tokenize(one.text[place.start : place.end])) if c.pos.startswith(TARGET_POS)]
        some = sorted({word for word in found if len(word) > 1})
        if len(some) >= _NOUNS_ASKED:
            yield " ".join(draw.sample(some, _NOUNS_ASKED)), one.path


class _Bm25:
    """BM25 over the lemma keys of passages: what a plain engine with a good analyser does."""

    def __init__(self, documents: Sequence[Document], k1: float, b: float) -> None:
        self._k1, self._b = k1, b
        self._passages = [
            ((one.path, number), Counter(c.keys.key for c in cells(tokenize(one.text[p.start : p.end])) if c.keys.key))
            for one in documents
            for number, p in enumerate(one.paragraphs, 1)
        ]
        self._mean = sum(sum(words.values()) for _, words in self._passages) / len(self._passages)
        self._known = Counter(word for _, words in self._passages for word in words)

    def places(self, text: str) -> list[Place]:
        """The paragraphs that have a word of the question, best first."""
        asked = {cell.keys.key for cell in cells(tokenize(fold(text).text)) if cell.keys.key}
        size = len(self._passages)
        weights = {word: math.log(1 + (size - self._known[word] + 0.5) / (self._known[word] + 0.5)) for word in asked}
        scores: dict[Place, float] = {}
        for place, words in self._passages:
            length = 1 - self._b + self._b * sum(words.values()) / self._mean
            scores[place] = sum(
                weights[word] * words[word] * (self._k1 + 1) / (words[word] + self._k1 * length)
                for word in asked
                if word in words
            )
        return sorted((place for place in scores if scores[place] > 0), key=lambda place: -scores[place])
