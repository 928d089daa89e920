"""Other engines over the same passages, one field, for `tests.bench.scale`: those that are installed."""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

from inyo.index.engine.local.store import Store
from inyo.index.japanese.tokens import tokenize
from tests.bench.tables import Table

KINDS = ("word", "AND", "OR", "phrase", "prefix")
"""What can be put to several of them."""
LIMIT = 50
Ask: TypeAlias = Callable[[str, str], Any]


def peers(store: Store, typed: dict[str, list[str]], documents: Path) -> Table:
    """Seconds of building, and p50 / p95 in milliseconds by kind; what is absent is said below the table."""
    table = Table("peers, one field, top 50 (ms, p50 / p95)")
    texts = [segment.text(number) for segment in store.segments() for number in range(segment.passages)]
    with tempfile.TemporaryDirectory(prefix="inyo-peers-") as folder:
        for name, build in _BUILDERS.items():
            try:
                began = time.perf_counter()
                ask = build(texts, Path(folder), documents)
                took = time.perf_counter() - began
            except _Absent as error:
                table.failures.append(f"{name}: {error}")
                continue
            row = {kind: _timed(ask, kind, typed[kind]) for kind in KINDS}
            table.rows.append({"engine": name, "build s": f"{took:.1f}", **row})
    return table


class _Absent(Exception):
    """An engine that is not installed."""


def _timed(ask: Ask, kind: str, typed: list[str]) -> str:
    taken = []
    for query in typed:
        began = time.perf_counter()
        if ask(kind, query) is None:
            return "-"
        taken.append(1000 * (time.perf_counter() - began))
    taken.sort()
    return f"{statistics.median(taken):.1f} / {taken[int(len(taken) * 0.95)]:.1f}"


def _sqlite(texts: list[str], folder: Path, _: Path) -> Ask:
    database = sqlite3.connect(folder / "fts.db")
    try:
        database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
    except sqlite3.OperationalError as error:
        raise _Absent(f"this SQLite has no FTS5 with trigrams ({error})") from error
    database.executemany("INSERT INTO passages VALUES (?)", ((text.replace("\0", " "),) for text in texts))
    database.commit()

    def ask(kind: str, query: str) -> Any:
        if kind == "prefix":
            return None
        words = [query.strip('"')] if kind == "phrase" else [word for word in query.split() if word != "OR"]
        if any(len(word) < 3 for word in words):  # shorter than a trigram: SQLite reads every row
            where = (" OR " if kind == "OR" else " AND ").join("text LIKE ?" for _ in words)
            found = database.execute(
                f"SELECT rowid FROM passages WHERE {where} LIMIT {LIMIT}", [f"%{word}%" for word in words]
            )
        else:
            match = (" OR " if kind == "OR" else " AND ").join(f'"{word}"' for word in words)
            found = database.execute(
                f"SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT {LIMIT}", [match]
            )
        return found.fetchall()

    return ask


def _ripgrep(_: list[str], __: Path, documents: Path) -> Ask:
    program = shutil.which("rg")
    if program is None:
        raise _Absent("rg is not installed")

    def ask(kind: str, query: str) -> Any:
        if kind not in ("word", "phrase"):
            return None
        call = [program, "--fixed-strings", "--encoding", "shift_jis", query.strip('"'), str(documents)]
        return subprocess.run(call, capture_output=True, check=False).stdout

    return ask


def _surfaces(text: str) -> Iterator[str]:
    return (token.surface for token in tokenize(text))


def _whoosh(texts: list[str], folder: Path, _: Path) -> Ask:
    if find_spec("whoosh") is None:
        raise _Absent("whoosh is not installed")
    from whoosh import analysis, fields, index, qparser

    schema = fields.Schema(text=fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer()))
    (folder / "whoosh").mkdir()
    made = index.create_in(folder / "whoosh", schema)
    writer = made.writer(limitmb=256)
    for text in texts:
        writer.add_document(text=" ".join(_surfaces(text)))
    writer.commit()
    searcher, parser = made.searcher(), qparser.QueryParser("text", schema)

    def ask(kind: str, query: str) -> Any:
        if kind == "phrase":
            query = '"' + " ".join(_surfaces(query.strip('"'))) + '"'
        return searcher.search(parser.parse(query), limit=LIMIT)

    return ask


def _tantivy(texts: list[str], folder: Path, _: Path) -> Ask:
    if find_spec("tantivy") is None:
        raise _Absent("tantivy is not installed")
    tantivy = import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    (folder / "tantivy").mkdir()
    made = tantivy.Index(builder.build(), path=str(folder / "tantivy"))
    writer = made.writer()
    for text in texts:
        writer.add_document(tantivy.Document(text=[" ".join(_surfaces(text))]))
    writer.commit()
    made.reload()
    searcher = made.searcher()

    def ask(kind: str, query: str) -> Any:
        if kind == "prefix":
            return None
        if kind == "phrase":
            query = '"' + " ".join(_surfaces(query.strip('"'))) + '"'
        words = query if kind in ("phrase", "OR") else " AND ".join(query.split())
        return searcher.search(made.parse_query(words, ["text"]), LIMIT)

    return ask


_BUILDERS: dict[str, Callable[[list[str], Path, Path], Ask]] = {
    "tantivy": _tantivy,
    "SQLite FTS5, trigram": _sqlite,
    "ripgrep": _ripgrep,
    "Whoosh as shipped": _whoosh,
}
