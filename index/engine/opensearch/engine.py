"""The index of a collection on a cluster: everything that outsiders need of it."""

from __future__ import annotations

import base64
import contextlib
import json
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import Any

from inyo.index.engine.arrays import AtHand
from inyo.index.engine.interface import EngineError, Knowledge, Search, StoredDocument
from inyo.index.engine.local.disk import Places, load_document, load_mentions, load_pairs, load_quotations
from inyo.index.engine.local.snapshot import segment_of_titles
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.opensearch.cluster_segments import Words
from inyo.index.engine.opensearch.connection import Address, Connection, Missing, address_of
from inyo.index.engine.opensearch.generations import Generations, Part, SharedFiles, State, present_rules
from inyo.index.engine.opensearch.search import ClusterSearch, Contents
from inyo.index.engine.opensearch.sending import Writer, read_manifest
from inyo.index.engine.ranking.attempt import DocumentFacts
from inyo.index.engine.ranking.searcher import Searcher
from inyo.index.engine.words.synonyms import MinedPair
from inyo.index.own.atomic_files import own_folder
from inyo.index.reading.discovery import natural
from inyo.index.values.document import Document
from inyo.index.values.extracts import Place
from inyo.index.values.mention import Mention
from inyo.index.values.problems import Problem
from inyo.index.values.progress import Notice, Progress, Report
from inyo.index.values.quotation import Quotation

_LOOKS = 2.0
"""Seconds between two looks whether others have committed something."""
_AHEAD = 64
"""Documents whose people or quotations are fetched together: they are asked for one after the other."""
_ROOM = 16_000_000
"""Bytes of each kind of what was fetched of documents and is remembered: texts, bodies, rows."""
_OF_A_ROW = 500
_MOST_ROWS = 10_000


@dataclass(frozen=True)
class Snapshot:
    """What was in use at a commit: the documents in order, and what is asked of all of them; `folder` of this machine
    keeps the titles' words."""

    state: State
    rows: tuple[dict[str, Any], ...]
    folder: Path

    @cached_property
    def documents(self) -> tuple[StoredDocument, ...]:
        return tuple(StoredDocument(*json.loads(row["info"])) for row in self.rows)

    @cached_property
    def by_key(self) -> dict[str, int]:
        return {row["k"]: number for number, row in enumerate(self.rows)}

    @cached_property
    def versions(self) -> dict[str, str]:
        return {row["k"]: row["d"] for row in self.rows}

    @property
    def passages(self) -> int:
        return sum(row["passages"] for row in self.rows)

    @cached_property
    def titles(self) -> View:
        return View(segment_of_titles(self.folder, [(row["k"], row["title"]) for row in self.rows]))

    @cached_property
    def digest(self) -> str:
        content = "\0".join([self.state.rules, self.state.generation, *(row["k"] + row["d"] for row in self.rows)])
        return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class ClusterIndex:
    """`Index` on an OpenSearch cluster. What is read is the last commit seen; others are looked for now and then."""

    def __init__(self, paths: tuple[Path, ...], address: Address, folder: Path) -> None:
        self.paths = paths
        self.folder = folder
        self.notice: Notice | None = None
        self._connection = Connection(address)
        self._generations = Generations(self._connection)
        self._shared = SharedFiles(self._connection)
        self._generation = 0
        self._snapshot: Snapshot | None = None
        self._looked = 0.0
        self._guard = RLock()
        self._bodies = AtHand[dict[str, Any]](_ROOM)
        self._rows = AtHand[list[dict[str, Any]]](_ROOM)
        self._texts = AtHand[Document](_ROOM)
        self._problems: tuple[Problem, ...] | None = None
        self._folders: tuple[Problem, ...] = ()
        self._words: Words | None = None

    @classmethod
    def open(cls, paths: Sequence[Path], engine: str, cache: Path | None = None) -> ClusterIndex:
        """The index `engine` (https://host:9200/name) of a set of paths. Reads no documents: see `update`.

        Raises EngineError where the cluster does not answer, is none that we know, or will not have us.
        """
        address = address_of(engine)
        name = blake2b(address.shown.encode(), digest_size=8).hexdigest()
        folder = (cache or own_folder("cache")) / f"cluster-{name}"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        index = cls(tuple(path.resolve() for path in paths), address, folder)
        index.refresh()
        return index

    @property
    def generation(self) -> int:
        """Changes with every state seen; looks for another now and then."""
        if time.monotonic() - self._looked > _LOOKS:
            with contextlib.suppress(EngineError) if self._snapshot else contextlib.nullcontext():
                self.refresh()  # what was seen can be read on while the cluster is away
        return self._generation

    def refresh(self) -> bool:
        """Look for commits of other processes; True where there was one. Raises EngineError."""
        with self._guard:
            self._looked = time.monotonic()
            return self._show(self._generations.state())

    def _show(self, state: State | None) -> bool:
        before = self._snapshot
        if state is None or state.rules != present_rules():
            self.notice = ("outdated", "it was made by another version of inyo or of the dictionary") if state else None
            self._snapshot = None
        elif before is None or (before.state.generation, before.state.commit) != (state.generation, state.commit):
            self.notice = None
            self._snapshot = Snapshot(state, self._read_documents(state), self.folder)
        if self._snapshot is not before:
            self._generation += 1
            self._problems = None
            self._words = None
            return True
        return False

    def _read_documents(self, state: State) -> tuple[dict[str, Any], ...]:
        index = self._generations.index(Part.DOCUMENTS, state.generation)
        rows = (hit["_source"] for hit in self._connection.scan(index, {}, ["k"]))
        return tuple(sorted(rows, key=self._order))

    def _order(self, row: dict[str, Any]) -> tuple[Any, ...]:
        """The order in which files are found."""
        file = row["file"]
        for number, root in enumerate(self.paths):
            if file == str(root) or file.startswith(str(root).rstrip("/") + "/"):
                inside = file[len(str(root)) :].strip("/")
                return (number, tuple(map(natural, inside.split("/"))), file, row["part"])
        return (len(self.paths), tuple(map(natural, file.split("/"))), file, row["part"])

    @property
    def state(self) -> str:
        """Differs from commit to commit, and where the documents' order does."""
        return self._snapshot.digest if self._snapshot else ""

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        rebuild: bool = False,
    ) -> Report:
        """Bring the cluster up to date with the files, beside others who may do the same. Raises EngineError where
        nothing is there yet to be read; else the report says what went wrong.

        New and changed documents appear while it runs; `rebuild`, and a generation made by other rules, is built aside
        and exchanged at the end.
        """
        began = time.monotonic()
        notices = [self.notice] if self.notice else []
        writer = Writer(self._connection, self.paths, progress or (lambda _: None), cancelled or (lambda: False))

        def committed(state: State) -> None:
            with self._guard:
                self._show(state)

        try:
            outcome = writer.run(rebuild, committed)
        except EngineError as error:
            if self._snapshot is None:
                raise
            outcome = writer.outcome  # what is there can be read all the same
            outcome.stop("failed", str(error).removesuffix("."))
        self._folders = writer.folders
        self.refresh()
        return Report(
            outcome.added, outcome.changed, outcome.removed, outcome.unchanged, self.problems(),
            time.monotonic() - began, (*notices, *outcome.notices), outcome.complete,
        )  # fmt: skip

    def problems(self) -> tuple[Problem, ...]:
        """What updates skipped or could read in part only, and why."""
        snapshot = self._snapshot
        if snapshot is None:
            return self._folders
        if self._problems is None:
            index = self._generations.index(Part.FILES, snapshot.state.generation)
            skipped = read_manifest(self._connection, index, self.paths).skipped
            self._problems = tuple(each.problem for each in skipped.values())
        return (*self._folders, *self._problems)

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents in the order in which their files are found, without their text."""
        return self._snapshot.documents if self._snapshot else ()

    def document(self, key: str) -> Document:
        """A document as indexed. Raises KeyError."""
        version = self._found(key)[1]["d"]
        document = self._texts.get(version)
        if document is None:
            document = load_document(base64.b64decode(self._body(key)["body"]))
            self._texts.put(version, document, sys.getsizeof(document.text))
        return document

    def quotations(self, key: str) -> tuple[Quotation, ...]:
        """The quotations of a document. Raises KeyError."""
        rows = sorted(self._belonging(Part.QUOTATIONS, key), key=lambda one: int(one["n"]))
        return load_quotations(_packed([json.loads(one["row"]) for one in rows]))

    def mentions(self, key: str) -> tuple[Mention, ...]:
        """The mentions of people in a document. Raises KeyError."""
        rows = [row for one in self._belonging(Part.PEOPLE, key) for row in json.loads(one["rows"])]
        return load_mentions(_packed([row[1:] for row in sorted(rows, key=lambda row: int(row[0]))]))

    def pairs(self, key: str) -> tuple[MinedPair, ...]:
        """The words for one thing that a document gives. Raises KeyError."""
        return load_pairs(self._found(key)[1]["pairs"].encode())

    def sketches(self) -> list[bytes]:
        """What tells whether two documents are one text, by document in order (see `duplicates`)."""
        return [base64.b64decode(row["sketch"]) for row in self._snapshot.rows] if self._snapshot else []

    def places(self, key: str) -> tuple[list[int], list[int]]:
        """The passages of a document in order: where each starts, and its paragraph's number. Raises KeyError."""
        body = self._body(key)
        return body["starts"], body["paragraphs"]

    def place(self, key: str, paragraph: int) -> Place:
        """Where a paragraph (from 1) of a document stands in the original. Raises KeyError."""
        return Places(base64.b64decode(self._body(key)["places"])).at(paragraph)

    def searching(self, knowledge: Knowledge, earlier: Search | None = None) -> Search:
        """A search over the last commit seen."""
        snapshot = self._snapshot
        if snapshot is None:
            return Searcher((), (), knowledge)
        facts = [
            DocumentFacts(each.key, each.title, each.date, each.source, each.author) for each in snapshot.documents
        ]
        length = float(sum(row["length"] for row in snapshot.rows))
        generation = snapshot.state.generation
        with self._guard:
            if self._words is None:
                self._words = Words(self._connection, self._generations.index(Part.TERMS, generation))
            words = self._words
        contents = Contents(
            self._connection, self._generations.index(Part.PASSAGES, generation), words, facts, snapshot.versions,
            snapshot.passages, length, snapshot.titles,
        )  # fmt: skip
        return ClusterSearch(contents, knowledge)

    def shared(self, name: str, key: str) -> bytes | None:
        """What another reader of the collection left in the cluster."""
        return self._shared.get(name, key)

    def share(self, name: str, key: str, content: bytes) -> None:
        """Leave something in the cluster for its other readers, where it lets us."""
        with contextlib.suppress(EngineError):
            self._shared.put(name, key, content)

    def verify(self) -> Notice | None:
        """Whether the cluster answers with what it should; None where it does."""
        self.refresh()
        return self.notice

    def described(self) -> str:
        """What can be said of the index, in a sentence."""
        shown = self._connection.address.shown
        snapshot = self._snapshot
        if snapshot is None:
            return f"no documents yet; the index will be kept in {shown}"
        colour, nodes = self._connection.health()
        return f"{len(snapshot.rows)} documents, {snapshot.passages:,} passages in {shown}: {colour}, {nodes} nodes"

    def close(self) -> None:
        """Forget what is known, and let go of the connections."""
        self._snapshot = None
        self._connection.close()

    def _found(self, key: str) -> tuple[Snapshot, dict[str, Any]]:
        """What is in use now, and its record of a document. Raises KeyError."""
        snapshot = self._snapshot
        if snapshot is None:
            raise KeyError(key)
        return snapshot, snapshot.rows[snapshot.by_key[key]]

    def _body(self, key: str) -> dict[str, Any]:
        snapshot, row = self._found(key)
        body = self._bodies.get(row["d"])
        if body is None:
            index = self._generations.index(Part.BODIES, snapshot.state.generation)
            try:
                body = self._connection.call("GET", f"/{index}/_doc/{row['d']}")["_source"]
            except Missing:
                raise KeyError(key) from None
            self._bodies.put(row["d"], body, len(body["body"]) + 80 * len(body["starts"]))
        return body

    def _belonging(self, part: Part, key: str) -> list[dict[str, Any]]:
        """What belongs to a document in an index; the same of the documents behind it is fetched with it."""
        snapshot, row = self._found(key)
        rows = self._rows.get((part, row["d"]))
        return rows if rows is not None else self._fetch(part, snapshot, snapshot.by_key[key])[row["d"]]

    def _fetch(self, part: Part, snapshot: Snapshot, first: int) -> dict[str, list[dict[str, Any]]]:
        versions = [row["d"] for row in snapshot.rows[first : first + _AHEAD]]
        index = self._generations.index(part, snapshot.state.generation)
        found: dict[str, list[dict[str, Any]]] = {version: [] for version in versions}
        body = {"query": {"terms": {"d": versions}}, "_source": ["d", "n", "row", "rows"]}
        for hit in self._connection.scan(index, body, ["d", "n"], _MOST_ROWS):
            found[hit["_source"]["d"]].append(hit["_source"])
        for version, rows in found.items():
            self._rows.put((part, version), rows, sum(_OF_A_ROW + len(row.get("row") or row["rows"]) for row in rows))
        return found


def _packed(rows: list[Any]) -> bytes:
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode("ascii"), 1)
