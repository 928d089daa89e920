"""Search measured in one folder: what the neighbours of a text change, and how much of what is shown was meant."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from inyo.index.engine.interface import Knowledge
from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.ranking.searcher import DocumentFacts, Searcher
from inyo.index.engine.term_keys import Cell, cells
from inyo.index.engine.words.synonyms import Synonyms, collect, mine
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import DEVOICE, katakana
from inyo.index.japanese.tokens import tokenize
from inyo.index.reading.documents import read
from inyo.index.values.document import Document
from inyo.index.values.hits import Hit
from tests.bench.search_corpus import romaji
from tests.bench.tables import Table, percent
from tests.small_index import document, placed, searcher

NOUNS = 250
MOST_HITS = 400
TARGET_POS = ("名詞-普通名詞", "名詞-固有名詞")
_KANJI = re.compile(r"[一-鿿々]{2,}")


@lru_cache(maxsize=1)
def news(folders: tuple[Path, ...]) -> tuple[Document, ...]:
    """The texts of some folders."""
    return tuple(read(path) for folder in folders for path in sorted(folder.rglob("*.txt")))


@lru_cache(maxsize=1)
def news_segment(folders: tuple[Path, ...]) -> MemorySegment:
    """The same as one segment."""
    return MemorySegment([each for one in news(folders) for each in placed(one)])


def _facts(documents: Sequence[Document]) -> list[DocumentFacts]:
    return [DocumentFacts(each.path, each.title, each.date) for each in documents]


def _mined(documents: Sequence[Document]) -> Synonyms:
    pairs = ((one.path, mine(one.text, [t for p in one.paragraphs for t in tokenize(one.text[p.start:p.end], p.start)]))
             for one in documents)  # fmt: skip
    return Synonyms(pairs=collect(pairs))


class Judge:
    """Whether a case's document is found by its target, and above its trap."""

    def __init__(self, search: Searcher) -> None:
        self.search = search
        self.where = {
            key: (number, passage)
            for number, view in enumerate(search.views)
            for key, passage in zip(view.keys, view.firsts.tolist(), strict=True)
            if ":" in key
        }

    def __call__(self, case: dict[str, Any], name: str) -> tuple[bool, bool]:
        """Found with its target marked; and above the trap."""
        attempt = self.search.attempt(case["query"])
        if attempt is None:
            return False, False
        number, passage = self.where[f"hit:{name}"]
        if not attempt.match[number][passage]:
            return False, False
        hit = self.search.hit_at(attempt, number, passage)
        found = all(_covers(hit, each) for each in case["target"])
        trap = self.where.get(f"miss:{name}")
        if not found or trap is None or not attempt.match[trap[0]][trap[1]]:
            return found, found
        ranks = [(attempt.tier(*place), attempt.score[place[0]][place[1]]) for place in ((number, passage), trap)]
        return found, ranks[0] >= ranks[1]


def _covers(hit: Hit, target: str) -> bool:
    marked = {at for span in hit.spans for at in range(span.start - hit.start, span.end - hit.start)}
    return any(set(range(m.start(), m.end())) <= marked for m in re.finditer(re.escape(target), hit.text))


def measure_together(name: str, cases: Sequence[dict[str, Any]], folders: tuple[Path, ...]) -> Table:
    """Each case alone, and all in one folder with the news: found alone minus found together."""
    everything: list[Document] = []
    by_case: list[list[Document]] = []
    for number, case in enumerate(cases):
        own = [document(f"hit:{number}", case["hit"], title="無題")]
        if case.get("miss"):
            own.append(document(f"miss:{number}", case["miss"], title="無題"))
        by_case.append(own)
        everything.extend(own)
    knowledge = Knowledge(synonyms=_mined(news(folders)))
    together = Judge(searcher(everything, background=[news_segment(folders)], synonyms=knowledge.synonyms))
    table = Table(f"{name}, in one folder")
    rows: dict[str, list[tuple[bool, bool, bool]]] = {}
    for number, (case, own) in enumerate(zip(cases, by_case, strict=True)):
        alone = Judge(searcher(own))(case, str(number))
        found, above = together(case, str(number))
        rows.setdefault(case["kind"], []).append((alone[0], found, above))
        if not above or not found:
            table.failures.append(
                f"{case.get('id', '')} {case['kind']} {case['query']} → {'/'.join(case['target'])} "
                f"[{'alone too' if not alone[0] else 'lost' if not found else 'below the trap'}]"
            )
    for kind in [*sorted(rows), "all"]:
        chosen = [row for each in (rows.values() if kind == "all" else [rows[kind]]) for row in each]
        lost = sum(alone and not found for alone, found, _ in chosen)
        table.rows.append({
            "kind": kind, "cases": len(chosen), "alone": percent(sum(row[0] for row in chosen), len(chosen)),
            "together": percent(sum(row[1] for row in chosen), len(chosen)),
            "above": percent(sum(row[2] for row in chosen), len(chosen)), "lost": percent(lost, len(chosen)),
        })  # fmt: skip
    return table


def nouns(documents: Sequence[Document], count: int, seed: int) -> list[Cell]:
    """Nouns of the texts with kanji and a reading of three kana or more, none twice."""
    found: dict[str, Cell] = {}
    for one in documents:
        for paragraph in one.paragraphs:
            for cell in cells(tokenize(one.text[paragraph.start : paragraph.end])):
                wanted = cell.pos.startswith(TARGET_POS) and _KANJI.fullmatch(cell.surface)
                if wanted and cell.keys.readings and len(cell.keys.readings[0]) >= 3:
                    found.setdefault(cell.surface, cell)
    return random.Random(seed).sample([found[key] for key in sorted(found)], min(count, len(found)))


def _reads(words: Sequence[Cell], reading: str) -> bool:
    """Whether words in a row are read so, with voicing inside."""
    if not words:
        return not reading
    for way in words[0].keys.readings or (katakana(words[0].surface),):
        for said in {way, *([reading[: len(way)]] if _alike(way, reading[: len(way)]) else [])}:
            if reading.startswith(said) and _reads(words[1:], reading[len(said) :]):
                return True
    return False


def _alike(way: str, other: str) -> bool:
    return way.translate(DEVOICE)[1:] == other.translate(DEVOICE)[1:] and way[:1].translate(DEVOICE) == other[
        :1
    ].translate(DEVOICE)


def is_meant(hit: Hit, noun: Cell, reading: str, synonyms: Synonyms) -> bool:
    """Whether one of a hit's marks reads as typed, is the noun in another spelling, or a true synonym of it."""
    inside = list(cells(tokenize(hit.text)))
    for span in hit.spans:
        start, end = span.start - hit.start, span.end - hit.start
        text = fold(hit.text[start:end]).text
        touched = [cell for cell in inside if cell.start < end and cell.end > start]
        if noun.surface in text or any(cell.keys.key == noun.keys.key for cell in touched):
            return True
        if text in {other for other, _ in synonyms.of(noun.surface)}:
            return True
        if _reads([cell for cell in touched if cell.start >= start and cell.end <= end], reading):
            return True
        if katakana(text) == reading:
            return True
    return False


def measure_precision(folders: tuple[Path, ...], seed: int = 41) -> Table:
    """Nouns typed in kana, in romaji and as written: the share of hits above the line that read or mean it."""
    documents = news(folders)
    mined = _mined(documents)
    search = Searcher([news_segment(folders)], _facts(documents), Knowledge(synonyms=mined))
    table = Table("hits above the line that read or mean what was typed")
    for name in ("kana", "romaji", "written"):
        shares, right, shown = [], 0, 0
        for noun in nouns(documents, NOUNS, seed):
            reading = noun.keys.readings[0]
            query = {"kana": _hiragana(reading), "romaji": romaji(reading), "written": noun.surface}[name]
            hits = [hit for hit in search.search(query, limit=MOST_HITS).hits if not hit.below]
            good = sum(is_meant(hit, noun, reading, Synonyms()) for hit in hits)
            right, shown = right + good, shown + len(hits)
            if hits:
                shares.append(good / len(hits))
            if hits and good / len(hits) < 0.6:
                wrong = next(hit for hit in hits if not is_meant(hit, noun, reading, Synonyms()))
                marks = [wrong.text[s.start - wrong.start : s.end - wrong.start] + ":" + s.why for s in wrong.spans]
                table.failures.append(f"{name} {query} ({noun.surface}) {good}/{len(hits)} {marks[:3]}")
        table.rows.append({
            "typed": name, "nouns": NOUNS, "hits": shown, "right": percent(right, shown),
            "mean share": round(100 * float(np.mean(shares)), 1),
        })  # fmt: skip
    return table


def _hiragana(reading: str) -> str:
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in reading)


def measure_pairs(folders: tuple[Path, ...]) -> Table:
    """The pairs that are used, to be judged by eye."""
    table = Table("pairs mined from brackets")
    pairs = _mined(news(folders)).pairs
    table.failures.extend(_lines(pairs))
    table.rows.append({"pairs": len(pairs)})
    return table


def _lines(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for at in range(0, len(pairs), 8):
        yield "  ".join(f"{word}={other}" for word, other in pairs[at : at + 8])


def measure_documents(folders: tuple[Path, ...], seed: int = 43) -> Table:
    """A word of the title and one of the body of the same article: is the article returned?"""
    documents = news(folders)
    search = Searcher([news_segment(folders)], _facts(documents))
    draw = random.Random(seed)
    table = Table("a word of the title and one of the body")
    asked = found = 0
    for one in documents:
        heads = [c.surface for c in cells(tokenize(one.title)) if c.pos.startswith(TARGET_POS) and len(c.surface) > 1]
        text = one.text[one.paragraphs[-1].start : one.paragraphs[-1].end] if len(one.paragraphs) > 1 else ""
        body = [c.surface for c in cells(tokenize(text)) if c.pos.startswith(TARGET_POS) and len(c.surface) > 1]
        if not heads or not body:
            continue
        query = f"{draw.choice(heads)} {draw.choice(body)}"
        asked += 1
        good = any(hit.file == one.path and not hit.below for hit in search.search(query, limit=MOST_HITS).hits)
        found += good
        if not good:
            table.failures.append(f"{query} in {Path(one.path).name}")
    table.rows.append({"queries": asked, "returned": percent(found, asked)})
    return table
