"""Search measured by a grid: each kind of word that stands in the texts × each way to type it.

The words are drawn from the texts themselves with a fixed seed, half of them kept aside: of these no failure is shown.
`python -m tests.bench.search_grid [--words 24] [--kinds noun|verb] [--ways kana|slip]`: kinds and ways by expression.
A word is found where the place it was drawn from is marked above the line; a hit above the line is right where
something marked in it has the word's key, is read as it is, or is known to be the same.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeAlias

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.ranking.attempt import BELOW, Attempt, DocumentFacts
from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.ranking.searcher import Searcher
from inyo.index.engine.term_keys import Cell, cells
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import DEVOICE, KATAKANA_WORD, katakana
from inyo.index.japanese.readings import all_kanji, has_kanji
from inyo.index.japanese.tokens import tokenize
from inyo.index.reading.documents import read
from inyo.index.values.document import Document
from inyo.index.values.hits import Hit
from tests.bench.search_together import news
from tests.bench.search_typing import BY_READING, BY_WRITING, SLIPS, Way
from tests.bench.tables import Table, percent, show
from tests.small_index import document, placed, searcher

SEED = 1130
HITS = 8
"""Hits of a query that are judged."""
_SENTENCES, _BOOKS, _LONGEST_BOOK = 2_400, 12, 30_000
_NOUNS = ("名詞", "接尾辞", "接頭辞")
_ORGANISATION = (
    "省",
    "庁",
    "党",
    "会",
    "大学",
    "銀行",
    "裁判所",
    "新聞",
    "放送",
    "連盟",
    "公団",
    "機構",
    "研究所",
    "組合",
    "学校",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A word where it stands: its kind, as written, its reading in katakana, its keys; the document and the place; the
    dictionary form. `aside`: its failures are looked at by nobody."""

    kind: str
    word: str
    reading: str
    keys: tuple[str, ...]
    document: str
    start: int
    end: int
    base: str
    passage: str
    aside: bool


def spots(documents: Sequence[Document], count: int, seed: int = SEED) -> dict[str, list[Spot]]:
    """Of each kind so many words, none twice; every other one aside."""
    found: dict[str, dict[str, Spot]] = defaultdict(dict)
    draw = random.Random(seed)
    order = [(one, paragraph) for one in documents for paragraph in one.paragraphs]
    draw.shuffle(order)
    for one, paragraph in order:
        text = one.text[paragraph.start : paragraph.end]
        for kind, words in _words(text):
            start, end = words[0].start, words[-1].end
            word = fold(text[start:end]).text
            if word in found[kind] or len(found[kind]) >= count:
                continue
            reading = "".join(cell.keys.readings[0] if cell.keys.readings else "?" for cell in words)
            keys = tuple(cell.keys.key for cell in words if cell.keys.key)
            place = (one.path, paragraph.start + start, paragraph.start + end)
            aside = bool(len(found[kind]) % 2)
            found[kind][word] = Spot(kind, text[start:end], reading, keys, *place, _base(words), text, aside)
    return {kind: list(some.values()) for kind, some in sorted(found.items())}


def _base(words: Sequence[Cell]) -> str:
    return tokenize(words[0].surface)[0].morpheme.base if len(words) == 1 else ""


def _words(text: str) -> Iterator[tuple[str, Sequence[Cell]]]:
    found = cells(tokenize(text))
    for cell in found:
        kind = _kind(cell)
        if kind:
            yield kind, (cell,)
    for first, second in pairwise(found):
        if "人名-姓" in first.pos and "人名-名" in second.pos and first.end == second.start:
            yield "full name", (first, second)
        if first.keys.key.startswith("#") and "助数詞" in second.pos and first.end == second.start:
            yield "number and counter", (first, second)
    run: list[Cell] = []
    for each in (*found, None):
        noun = each if each and each.keys.key and each.pos.startswith(_NOUNS) and all_kanji(each.surface) else None
        if noun and (not run or run[-1].end == noun.start):
            run.append(noun)
            continue
        if 3 <= len(run) <= 4 and "数詞" not in "".join(cell.pos for cell in run):
            organisation = "".join(cell.surface for cell in run).endswith(_ORGANISATION)
            yield ("organisation" if organisation else "compound"), tuple(run)
        run = [noun] if noun else []


_KINDS = (
    ("人名-姓", "surname"), ("人名-名", "given name"), ("固有名詞-地名", "place"), ("サ変可能", "verbal noun"),
    ("名詞-普通名詞", "noun"), ("動詞-一般", "verb"), ("形容詞-一般", "adjective"), ("形状詞-一般", "adjectival noun"),
    ("副詞", "adverb"),
)  # fmt: skip


def _kind(cell: Cell) -> str:
    surface = cell.surface
    if len(surface) < 2 or not cell.keys.key:
        return ""
    if KATAKANA_WORD.fullmatch(surface):
        if len(surface) < 3:
            return ""
        return "katakana name" if cell.keys.sound else "loan"
    if re.fullmatch("[a-z]{2,6}", surface):
        return "acronym"
    for mark, kind in _KINDS:
        if mark in cell.pos:
            if not has_kanji(surface):
                return "adverb" if kind == "adverb" and len(surface) > 2 else ""
            if kind in ("noun", "verbal noun") and not all_kanji(surface):
                return "mixed noun"
            return kind
    return ""


def ways_of(spot: Spot) -> Iterator[tuple[str, str]]:
    """(way, what is typed) for a word, each once."""
    readable = "?" not in spot.reading and bool(KATAKANA_WORD.fullmatch(spot.reading))
    tables: list[Mapping[str, Way]] = [BY_WRITING]
    if readable and spot.kind != "acronym":
        tables += [BY_READING, SLIPS]
    for table in tables:
        for name, way in table.items():
            word = spot.base if name.startswith("other ") and spot.kind in ("verb", "adjective") else spot.word
            typed = way(word, spot.reading)
            if typed:
                yield name, typed


class Judge:
    """Whether a spot is found by what is typed, and how many of the hits above the line are right."""

    def __init__(self, search: Searcher) -> None:
        self.search = search

    def _place(self, spot: Spot) -> tuple[int, int]:
        for number, view in enumerate(self.search.views):
            if spot.document in _numbers(view):
                passage = int(view.firsts[_numbers(view)[spot.document]])
                while not view.segment.span(passage)[0] <= spot.start < view.segment.span(passage)[1]:
                    passage += 1
                return number, passage
        raise KeyError(spot.document)

    def found(self, attempt: Attempt, spot: Spot) -> str:
        """above, below, unmarked or lost."""
        number, passage = self._place(spot)
        if not attempt.match[number][passage]:
            return "lost"
        hit = self.search.hit_at(attempt, number, passage)
        marked = {at for span in hit.spans for at in range(span.start, span.end)}
        if not marked & set(range(spot.start, spot.end)):
            return "unmarked"
        return "below" if attempt.tier(number, passage) == BELOW else "above"

    def _instead(self, spot: Spot, typed: str) -> str:
        """How it was found where nothing stands above the line: also by the nearest words that occur."""
        places = (
            span
            for hit in self.search.search(typed, limit=1_000).hits
            for span in hit.spans
            if hit.file == spot.document
        )
        return "below" if any(span.start < spot.end and span.end > spot.start for span in places) else "lost"

    def __call__(self, spot: Spot, typed: str) -> tuple[str, int, list[Hit]]:
        """How it was found; of the first hits above the line how many are judged, and those that are wrong."""
        attempt = self.search.attempt(typed)
        if attempt is None:
            return "lost", 0, []
        if not attempt.total:
            return self._instead(spot, typed), 0, []
        best = [(n, p) for n, p, _ in attempt.best(HITS) if attempt.tier(n, p) > BELOW]
        hits = [self.search.hit_at(attempt, number, passage) for number, passage in best]
        return self.found(attempt, spot), len(hits), [hit for hit in hits if not is_right(hit, spot, typed)]


_BY_VIEW: dict[int, dict[str, int]] = {}


def _numbers(view: View) -> dict[str, int]:
    if id(view) not in _BY_VIEW:
        _BY_VIEW[id(view)] = {key: number for number, key in enumerate(view.keys)}
    return _BY_VIEW[id(view)]


@lru_cache(maxsize=8_000)
def _cells_of(text: str) -> list[Cell]:
    return cells(tokenize(text))


def is_right(hit: Hit, spot: Spot, typed: str) -> bool:
    """Whether something marked in a hit is the word, has its keys, or is read as it is or as it was typed."""
    inside = _cells_of(hit.text)
    reading = _plain(spot.reading)
    marked = sorted((span.start - hit.start, span.end - hit.start, span.why) for span in hit.spans)
    joined: list[list[int]] = []
    for start, end, why in marked:
        if why == "synonym" or why == "alias":
            return True
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    keys: set[str] = set()
    for start, end in joined:
        text = fold(hit.text[start:end]).text
        touched = [cell for cell in inside if cell.start < end and cell.end > start]
        keys.update(cell.keys.key for cell in touched)
        if fold(spot.word).text in text or fold(typed).text.strip('"「」“”') in text:
            return True
        if any(reading in _plain(way) for way in _read(touched)) or _plain(katakana(text)) == reading:
            return True
    return bool(spot.keys) and set(spot.keys) <= keys


def _plain(reading: str) -> str:
    return reading.translate(DEVOICE).replace("ヅ", "ズ").replace("ヂ", "ジ")


def _read(words: Sequence[Cell]) -> list[str]:
    ways = [""]
    for cell in words:
        ways = [way + each for way in ways for each in cell.keys.readings or (katakana(cell.surface),)][:32]
    return ways


def alone(spot: Spot, typed: str) -> bool:
    """Whether the word is found by what is typed in a folder that has its paragraph alone."""
    search = searcher([document(spot.document, spot.passage, title="無題")])
    hits = [hit for hit in search.search(typed, limit=5).hits if not hit.below]
    begin = spot.passage.find(spot.word)
    return any(span.start < begin + len(spot.word) and span.end > begin for hit in hits for span in hit.spans)


def measure_grid(search: Searcher, chosen: Mapping[str, Sequence[Spot]], ways: re.Pattern[str]) -> list[Table]:
    """A table by way, one by kind, and the worst cells with failures of the half that is seen."""
    judge = Judge(search)
    counts: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    failures: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, some in chosen.items():
        for spot in some:
            for way, typed in ways_of(spot):
                if not ways.search(way):
                    continue
                outcome, judged, wrong = judge(spot, typed)
                slip = way.startswith("slip")
                good = outcome == "above" or (slip and outcome == "below")
                cell = counts[kind, way, spot.aside]
                cell.update({"asked": 1, "found": good, "judged": judged, "right": judged - len(wrong)})
                if not good:
                    cell["lost"] += alone(spot, typed)
                if not spot.aside and not good:
                    failures[kind, way].append(f"    {typed} → {spot.word} ({outcome})")
                if not spot.aside and len(wrong) * 20 > judged:
                    failures[kind, way].append(f"    {typed} ({spot.word}): {_marks(wrong[0])} {len(wrong)}/{judged}")
    return [
        _table("by way", counts, lambda kind, way: way),
        _table("by kind", counts, lambda kind, way: kind),
        _cells(counts, failures),
    ]


def _marks(hit: Hit) -> str:
    return " ".join(hit.text[s.start - hit.start : s.end - hit.start] + ":" + s.why for s in hit.spans[:3])


def _row(name: str, seen: Counter[str], aside: Counter[str]) -> dict[str, object]:
    return {
        "": name,
        "seen": seen["asked"],
        "found": percent(seen["found"], seen["asked"]),
        "precision": percent(seen["right"], seen["judged"]),
        "lost": seen["lost"],
        "aside": aside["asked"],
        "found ": percent(aside["found"], aside["asked"]),
        "precision ": percent(aside["right"], aside["judged"]),
        "lost ": aside["lost"],
    }


Counts: TypeAlias = Mapping[tuple[str, str, bool], Counter[str]]
"""By kind of word, way and half what was counted."""


def _table(name: str, counts: Counts, by: Callable[[str, str], str]) -> Table:
    sums: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for (kind, way, aside), cell in counts.items():
        sums[by(kind, way), aside].update(cell)
        sums["all", aside].update(cell)
    names = list(dict.fromkeys(name for name, _ in sums if name != "all"))
    return Table(name, [_row(each, sums[each, False], sums[each, True]) for each in (*names, "all")])


def _cells(counts: Counts, failures: Mapping[tuple[str, str], list[str]]) -> Table:
    """The cells in which most goes wrong, with what goes wrong there."""
    table = Table("cells with failures")
    for (kind, way), lines in sorted(failures.items(), key=lambda pair: -len(pair[1])):
        cell = counts[kind, way, False]
        table.failures.append(f"{kind} × {way}: {percent(cell['found'], cell['asked'])} % of {cell['asked']}")
        table.failures.extend(lines)
    return table


def texts(shared: Path) -> list[Document]:
    """The news, the texts of all genres, sentences of translated news and some books."""
    documents = list(news((Path("seeds"), shared / "quotes" / "dev", shared / "quotes" / "genres")))
    lines = (shared / "quotes" / "alt" / "train.ja").read_text("utf-8").splitlines()[:_SENTENCES]
    for at in range(0, len(lines), 20):
        documents.append(document(f"alt:{at}", "\n".join(lines[at : at + 20]), title="無題"))
    books = sorted((shared / "aozora").glob("*.txt"))
    random.Random(SEED).shuffle(books)
    short = (one for one in map(read, books[: 3 * _BOOKS]) if len(one.text) <= _LONGEST_BOOK)
    return [*documents, *islice(short, _BOOKS)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search_grid", description=__doc__)
    parser.add_argument("--words", type=int, default=24, help="of each kind, half of them aside")
    parser.add_argument("--kinds", type=re.compile, default=re.compile(""))
    parser.add_argument("--ways", type=re.compile, default=re.compile(""))
    parser.add_argument("--failures", type=int, default=100)
    chosen = parser.parse_args(arguments)
    documents = texts(Path(os.environ.get("INYO_SHARED", "../shared")))
    segment = MemorySegment([each for one in documents for each in placed(one)])
    search = Searcher([segment], [DocumentFacts(each.path, each.title, each.date) for each in documents])
    kinds = {kind: some for kind, some in spots(documents, chosen.words).items() if chosen.kinds.search(kind)}
    for table in measure_grid(search, kinds, chosen.ways):
        show(table, chosen.failures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
