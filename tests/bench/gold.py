"""Annotated documents at hand: ours in tests/data/gold, and those of the shared folder where INYO_SHARED names it."""

from __future__ import annotations

import json
import os
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from inyo.index.reading.documents import read
from inyo.index.values.document import Document
from tests.bench import treebank

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "data" / "gold"
SHARED = Path(os.environ.get("INYO_SHARED", ROOT.parent / "shared"))

Record = dict[str, Any]
Key = tuple[int, int]

_PAIRS = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣", '"': '"', "《": "》", "〈": "〉"}
_TITLES = re.compile(
    r"(氏|さん|様|君|卿|女史|(前|元|現|副)*(米|仏|英|韓国|中国|日本)*(大統領|首相|総理大臣|総理|主席|国家主席|長官|大臣|外相|"
    r"財務相|財務長官|官房長官|報道官|知事|都知事|市長|町長|議員|議長|代表|幹事長|委員長|社長|会長|副会長|校長|教授|博士|"
    r"弁護士|裁判官|監督|選手|事務総長|少将|准将|CEO|最高経営責任者))+$"
)
_GENRES = {
    "wn": "news",
    "alt": "translated",
    "tr": "translated",
    "translated": "translated",
    "nw": "press",
    "pc": "conference",
    "press": "conference",
    "gov": "minutes",
    "ml": "mail",
    "mail": "mail",
    "chat": "mail",
    "fic": "fiction",
    "aoz": "fiction",
    "fiction": "fiction",
    "minutes": "minutes",
    "agency": "news",
}
"""Genres by what a file's name begins with; other beginnings are the desks of the press."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with its records. `unseen`: kept aside, its errors are never looked at. Of `window` alone counts."""

    path: Path
    genre: str
    records: tuple[Record, ...]
    window: tuple[int, int] | None = None
    unseen: bool = False


def gold_documents() -> Iterator[GoldDocument]:
    """Every annotated document whose text is at hand."""
    yield from _set(SHARED / "quotes" / "gold-seeds.jsonl", SHARED / "seeds", "seeds")
    for path in sorted(GOLD.glob("wikinews-*.jsonl")):
        yield from _set(path, SHARED / "quotes" / "dev", "")
    yield from _set(GOLD / "aside" / "wikinews.jsonl", SHARED / "quotes" / "dev", "", unseen=True)
    yield from _set(treebank.SETS[0], treebank.articles(SHARED), "translated")
    yield from _set(treebank.SETS[1], treebank.articles(SHARED), "translated", unseen=True)
    for path in sorted(GOLD.glob("aozora*.jsonl")):
        yield from _set(path, SHARED / "aozora", "fiction")
    yield from _set(GOLD / "aside" / "aozora.jsonl", SHARED / "aozora", "fiction", unseen=True)
    genres = list(_set(SHARED / "quotes" / "genres" / "gold.jsonl", SHARED / "quotes" / "genres", ""))
    aside = _quarter(genres)
    for document in genres:
        yield GoldDocument(document.path, document.genre, document.records, None, document.path.name in aside)
    yield from _set(GOLD / "own" / "gold.jsonl", GOLD / "own", "")
    yield from _set(GOLD / "aside" / "gold.jsonl", GOLD / "aside", "", unseen=True)
    yield from _set(ROOT / "seeds" / "gold.jsonl", ROOT / "seeds", "demo")


def document_of(gold: GoldDocument) -> tuple[Document, tuple[Record, ...]]:
    """The document as read, and its records with the offsets that their words have in it."""
    document = read(gold.path)
    return document, tuple(placed(gold.records, gold.path, document.text))


def placed(records: Sequence[Record], path: Path, text: str) -> list[Record]:
    """The records of a file with the offsets that their words have in `text`, which a reader made of it.

    Readers of subtitles, chats and mails leave out times, marks and line ends: a record then goes from its first
    character that was kept to its last. One of which nothing was kept is left out.
    """
    if all("text" not in record or text[record["start"] : record["end"]] == record["text"] for record in records):
        return list(records)
    place: dict[int, int] = {}
    for block in SequenceMatcher(None, path.read_text("utf-8"), text, autojunk=False).get_matching_blocks():
        place.update(zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True))
    kept = [(record, [place[at] for at in range(record["start"], record["end"]) if at in place]) for record in records]
    return [{**record, "start": places[0], "end": places[-1] + 1} for record, places in kept if places]


def _set(gold: Path, folder: Path, genre: str, *, unseen: bool = False) -> Iterator[GoldDocument]:
    if not gold.is_file():
        return
    records: dict[str, list[Record]] = defaultdict(list)
    for line in gold.read_text("utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            records[record["doc"]].append(record)
    for name, mine in records.items():
        if (folder / name).is_file():
            window = next((tuple(record["window"]) for record in mine if "window" in record), None)
            kind = genre or _GENRES.get(re.split(r"[_.]", name)[0], "press")
            yield GoldDocument(folder / name, kind, tuple(mine), window, unseen)


def _quarter(documents: list[GoldDocument]) -> set[str]:
    """A quarter of the documents of each genre, drawn by chance once and for all."""
    by_genre: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        by_genre[document.path.name.split("_")[0]].append(document.path.name)
    chance = random.Random(12)
    return {name for names in by_genre.values() for name in chance.sample(sorted(names), len(names) // 4)}


def normal(name: str) -> str:
    """A name as compared: NFKC, without notes in parentheses, spaces, middle dots, titles at the end."""
    bare = re.sub(r"\([^)]*\)", "", unicodedata.normalize("NFKC", name or ""))
    bare = re.sub(r"[\s・=\-]", "", bare)
    return _TITLES.sub("", bare) or bare


def key_of(record: Record, text: str) -> Key:
    """The span without one enclosing pair of brackets; a block's span as it is."""
    start, end = record["start"], record["end"]
    if record.get("form") != "block" and end - start >= 2 and _PAIRS.get(text[start]) == text[end - 1]:
        return start + 1, end - 1
    return start, end


def same_speaker(name: str, gold: Record, *, loose: bool = False) -> bool:
    """Whether a name is one that the record accepts."""
    name = normal(name)
    accepted = [normal(other) for other in (gold["speaker"], *gold.get("aliases", ()))]
    if name in accepted:
        return True
    return loose and any(len(name) >= 2 and len(other) >= 2 and (name in other or other in name) for other in accepted)
