"""The parts of the search measurement that need many texts: readings, katakana, substrings, latency."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.ranking.searcher import DocumentFacts, Searcher
from inyo.index.engine.segments import Field
from inyo.index.japanese.kana import KATAKANA_WORD, katakana
from inyo.index.reading.documents import read
from inyo.index.values.document import Document
from tests.bench.tables import Table, percent
from tests.small_index import placed

PASSAGES = 2_500
READINGS = 500
SPELLINGS = 300
SUBSTRINGS = 10_000
_KANJI = re.compile(r"[一-鿿々]{2,}")


@lru_cache(maxsize=2)
def corpus(folder: Path, seeds: Path, keep_rubies: bool = False) -> tuple[list[Document], MemorySegment]:
    """The seeds and enough works for PASSAGES passages; without their ruby unless it is to be kept."""
    documents: list[Document] = []
    passages = []
    paths = sorted(folder.glob("*.txt"))
    random.Random(7).shuffle(paths)
    for path in [*sorted(seeds.glob("*.txt")), *paths]:
        one = read(path)
        if len(one.text) > 40_000:
            continue
        documents.append(one)
        passages.extend(placed(one if keep_rubies else replace(one, rubies=())))
        if len(passages) >= PASSAGES:
            break
    return documents, MemorySegment(passages)


def over(documents: Sequence[Document], segment: MemorySegment) -> Searcher:
    """A searcher over the corpus."""
    facts = [DocumentFacts(each.path, each.title, each.date) for each in documents]
    return Searcher([segment], facts)


def measure_readings(folder: Path, seeds: Path) -> Table:
    """Words with ruby, looked for by their reading in texts without it."""
    documents, segment = corpus(folder, seeds)
    search = over(documents, segment)
    words = {
        (one.text[ruby.start : ruby.end], ruby.reading): (one.path, ruby.start, ruby.end)
        for one in documents
        for ruby in one.rubies
        if any(each.start <= ruby.start and ruby.end <= each.end for each in one.paragraphs)
        and _KANJI.fullmatch(one.text[ruby.start : ruby.end])
        and re.fullmatch(r"[ぁ-ゖー]{3,}", ruby.reading)
    }
    chosen = random.Random(11).sample(sorted(words), min(READINGS, len(words)))
    table = Table("readings")
    for name, spelled in (("kana", lambda reading: reading), ("romaji", romaji)):
        found = 0
        for word, reading in chosen:
            key, start, end = words[word, reading]
            hits = search.search(spelled(reading), limit=1_000).hits
            good = any(
                hit.file == key and any(span.start <= start and end <= span.end for span in hit.spans) for hit in hits
            )
            found += good
            if not good and name == "kana":
                table.failures.append(f"{reading} → {word}")
        table.rows.append({"typed": name, "words": len(chosen), "found": percent(found, len(chosen))})
    return table


_HEPBURN_TABLE = """
ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to
ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo
ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ヰ i ヱ e ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo
ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ー -
キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho ニャ nya ニュ nyu ニョ nyo
ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu ミョ myo リャ rya リュ ryu リョ ryo ギャ gya ギュ gyu ギョ gyo
ジャ ja ジュ ju ジョ jo ビャ bya ビュ byu ビョ byo ピャ pya ピュ pyu ピョ pyo
"""
_HEPBURN = dict(zip(_HEPBURN_TABLE.split()[::2], _HEPBURN_TABLE.split()[1::2], strict=True))


def romaji(reading: str) -> str:
    """Hepburn as one types it: long vowels by letter, ッ as a doubled consonant."""
    kana = katakana(reading)
    out = ""
    at = 0
    doubled = False
    while at < len(kana):
        size = 2 if kana[at : at + 2] in _HEPBURN else 1
        if kana[at] == "ッ":
            doubled = True
            at += 1
            continue
        syllable = _HEPBURN.get(kana[at : at + size], "")
        out += ("t" if syllable.startswith("ch") else syllable[:1]) + syllable if doubled else syllable
        doubled = False
        at += size
    return out


_RESPELLINGS_TABLE = """
ヴァ>バ ヴィ>ビ ヴェ>ベ ヴォ>ボ バ>ヴァ ビ>ヴィ ベ>ヴェ ティ>チ ディ>デ ィア>ア ィア>ィヤ イア>イヤ リア>リヤ
エイ>エー ェイ>ェー オウ>オー ー$> ッ> ファ>フア フィ>フイ ウィ>ウイ ウェ>ウエ シェ>セ ジェ>ゼ ・> ー>
レー>レイ メー>メイ ジ>ヂ ョー>ョウ ュー>ュウ
"""
_RESPELLINGS = [tuple(rule.split(">")) for rule in _RESPELLINGS_TABLE.split()]
_NATIVE = re.compile(r"..?ッ.リ|(.{1,3})\1")
"""Sound words of Japanese, which have no other spelling."""


def _katakana_words(one: Document) -> Iterator[re.Match[str]]:
    for paragraph in one.paragraphs:
        yield from re.compile(r"[ァ-ヺー]{3,}(?:・[ァ-ヺー]{2,})*").finditer(one.text, paragraph.start, paragraph.end)


def measure_katakana(folder: Path, seeds: Path) -> Table:
    """Words and names in katakana, looked for in another spelling made by one of the known variations."""
    documents, segment = corpus(folder, seeds)
    search = over(documents, segment)
    pairs: dict[tuple[str, str], tuple[str, int, int]] = {}
    for one in documents:
        for found in _katakana_words(one):
            for pattern, other in _RESPELLINGS:
                typed = re.sub(pattern, other, found[0], count=1)
                if (
                    typed != found[0]
                    and len(typed) > 2
                    and not _NATIVE.fullmatch(found[0])
                    and not (pattern == "ー" and len(found[0]) < 5)
                ):
                    pairs.setdefault((typed, found[0]), (one.path, found.start(), found.end()))
    chosen = random.Random(13).sample(sorted(pairs), min(SPELLINGS, len(pairs)))
    table = Table("katakana")
    count = 0
    for typed, word in chosen:
        key, start, end = pairs[typed, word]
        hits = search.search(typed, limit=1_000).hits
        good = any(hit.file == key and any(s.start <= start and end <= s.end for s in hit.spans) for hit in hits)
        count += good
        if not good:
            table.failures.append(f"{typed} → {word}")
    table.rows.append({"spellings": len(chosen), "found": percent(count, len(chosen))})
    return table


def measure_substrings(folder: Path, seeds: Path, ours: Path) -> Table:
    """Strings of 1 to 8 characters from anywhere in a passage, as typed and as a phrase."""
    documents, segment = corpus(folder, seeds, True)
    own = [read(path) for path in sorted(ours.glob("*.txt"))]
    documents = [*documents, *own]
    segments = [segment, MemorySegment([each for one in own for each in placed(one)])]
    texts = {each.path: each.text for each in documents}
    facts = [DocumentFacts(each.path, each.title) for each in documents]
    search = Searcher(segments, facts)
    spans = [(each.document(at), *each.span(at)[:2]) for each in segments for at in range(each.passages)]
    draw = random.Random(17)
    table = Table("substrings")
    missed = 0
    for _ in range(SUBSTRINGS):
        key, first, last = draw.choice(spans)
        size = min(draw.randint(1, 8), last - first)
        at = draw.randint(first, last - size)
        text = texts[key][at : at + size]
        if not _is_found(search, text, key, at):
            missed += 1
            table.failures.append(f"{text!r} in {Path(key).name} at {at}")
    table.rows.append({"strings": SUBSTRINGS, "missed": missed, "found": percent(SUBSTRINGS - missed, SUBSTRINGS)})
    return table


def _is_found(search: Searcher, text: str, key: str, at: int) -> bool:
    """Whether a search for the string, typed plainly or (with spaces or quotes at its edges) quoted, marks it there."""
    plain = text.strip() == text and not set(text) & set('"“”„＂〝〟″')
    typed = text if plain else f"〝{text}〟" if '"' in text else f'"{text}"'
    for number, view in enumerate(search.views):  # noqa: B007
        if key in view.keys:
            document_number = view.keys.index(key)
            first = int(view.firsts[document_number])
            break
    else:
        return False
    attempt = search.attempt(typed)
    if attempt is None:
        return False
    passage = first
    while not view.segment.span(passage)[0] <= at < view.segment.span(passage)[1]:
        passage += 1
    return bool(attempt.match[number][passage])


def measure_latency(folder: Path, seeds: Path) -> Table:
    """Milliseconds of processor time a query, each query new to the searcher, twenty hits with their spans."""
    documents, segment = corpus(folder, seeds)
    search = over(documents, segment)
    draw = random.Random(19)
    terms = [
        term for term in segment.terms(Field.LEMMA) if len(term) > 1 and len(segment.positions(Field.LEMMA, term)) > 1
    ]
    readings = [term for term in segment.terms(Field.READING) if len(term) > 2]
    names = [term for term in segment.terms(Field.LEMMA) if KATAKANA_WORD.fullmatch(term) and len(term) > 3]
    common = sorted(terms, key=lambda term: -len(segment.positions(Field.LEMMA, term)))[:400]
    kinds: dict[str, Callable[[], str]] = {
        "word": lambda: draw.choice(terms),
        "common word": lambda: draw.choice(common),
        "kana": lambda: draw.choice(readings),
        "romaji": lambda: romaji(draw.choice(readings)),
        "katakana": lambda: draw.choice(names),
        "one character": lambda: draw.choice(common)[0],
        "phrase": lambda: f'"{draw.choice(terms)}"',
        "two words": lambda: " ".join(draw.sample(common, 2)),
        "four words": lambda: " ".join(draw.sample(terms, 4)),
        "four, mixed": lambda: " ".join(
            [draw.choice(common), romaji(draw.choice(readings)), draw.choice(names), draw.choice(readings)]
        ),
    }
    search.search("温めておく", limit=20)
    search.search("atatameru", limit=20)
    table = Table(f"latency over {segment.passages} passages (ms)")
    for kind, make in kinds.items():
        taken = []
        for _ in range(60):
            query = make()
            began = time.process_time()
            search.search(query, limit=20)
            taken.append(1000 * (time.process_time() - began))
        taken.sort()
        table.rows.append(
            {
                "query": kind,
                "mean": round(statistics.mean(taken), 2),
                "p50": round(statistics.median(taken), 2),
                "p95": round(taken[int(len(taken) * 0.95)], 2),
                "max": round(taken[-1], 2),
            }
        )
    return table
