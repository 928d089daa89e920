"""Annotated texts set otherwise: every sentence on a line of its own, as pages of the web have them.

Who speaks does not change with the lines, so the same records stand in both. The copies are learnt from and never
measured on, and never learnt from where the text they were made of is left out.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from inyo.index.reading.documents import read
from tests.bench.edits import Edit, changed, moved
from tests.bench.gold import GoldDocument, Record, document_of

REFLOWED = "reflowed"
"""The genre of the copies."""
RUNNING = ("news", "press", "translated", "conference", "mail")
"""Genres whose sentences a page may set apart; minutes, stories and the demo keep their lines."""
_OPEN, _CLOSE = "「『（(“", "」』）)”"
_FEWEST = 3
"""Fewer sentences that move are not worth a copy."""


def reflowed_documents(documents: Iterable[GoldDocument]) -> Iterator[GoldDocument]:
    """Copies of documents, in a folder that goes when the process ends; their file names are those of the originals."""
    folder = Path(tempfile.mkdtemp(prefix="inyo-reflowed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for number, gold in enumerate(documents):
        if gold.window is not None or gold.genre not in RUNNING:
            continue
        document, records = document_of(gold)
        edits = new_lines(document.text)
        if len(edits) < _FEWEST or document.text.strip() != gold.path.read_text("utf-8").strip():
            continue
        path = folder / str(number) / gold.path.name
        path.parent.mkdir()
        text = changed(document.text, edits)
        path.write_text(text, "utf-8")
        if read(path).text.rstrip("\n") == text.rstrip("\n"):
            yield GoldDocument(path, REFLOWED, tuple(placed_anew(records, edits, text)), None, gold.unseen)


def sentence_ends(text: str) -> list[int]:
    """Where sentences end inside a line, outside brackets; a bracket that stays open ends with its line."""
    out, depth = [], 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char == "\n":
            depth = 0
        elif char == "。" and not depth and text[at + 1 : at + 2] not in ("", "\n", *_CLOSE):
            out.append(at + 1)
    return out


def new_lines(text: str) -> list[Edit]:
    """The edits that give every sentence a line of its own."""
    return [(at, at, "\n") for at in sentence_ends(text)]


def placed_anew(records: Iterable[Record], edits: Sequence[Edit], text: str) -> Iterator[Record]:
    """The records where they stand in the text as changed."""
    for record in records:
        start, end = moved(record["start"], edits), moved(record["end"], edits, end=True)
        yield {**record, "start": start, "end": end, "text": text[start:end]}
