"""Which indices a collection has in the cluster: generations of them, one in use, perhaps one being built; and what
each keeps and how: what is searched, what is sorted and counted, what is only kept.

passages: our tokens as a stream of positions (see `streams`), analysed by nothing but white space; pairs of characters
without positions: a string whose pairs are all in a passage mostly is the string (measured on 300 strings of 3 to 8
characters: 7 % more candidates, 14 % less room), and marks are found in the passage anyway. What is kept of a passage
is not compressed more than OpenSearch does by itself: that saves two fifths, and doubles the time to fetch 1,500.
terms: the vocabulary, for what search asks of words. documents, bodies, people, quotations: what a collection shows.
files: what was read.

One small document, `state`, says so; it is changed only by whoever read its last version. Indices are named
NAME-part-generation; the aliases NAME-part lead to those in use, for programs beside inyo.

Beside them lie files of what one reader worked out of all documents and the others need not: who is who among a million
passages takes minutes to find. Each lies in pieces whose names bear its digest, with a head, written last, that says
which pieces and what they were made from: what is half written, or older than the documents, is never read.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from inyo.index.engine.interface import EngineError
from inyo.index.engine.local.versions import rules
from inyo.index.engine.opensearch.connection import LONG, Conflict, Connection, Missing
from inyo.index.engine.ranking.scoring import K1, B

FORMAT = 1
"""Of all this: raise it when it changes, and collections are indexed anew."""


class Part(StrEnum):
    """The indices of a generation."""

    PASSAGES = "passages"
    TERMS = "terms"
    DOCUMENTS = "documents"
    BODIES = "bodies"
    PEOPLE = "people"
    QUOTATIONS = "quotations"
    FILES = "files"


def _kept(**properties: str | dict[str, Any]) -> dict[str, Any]:
    return {
        "dynamic": False,
        "properties": {name: {"type": kind} if isinstance(kind, str) else kind for name, kind in properties.items()},
    }


_ONLY_FOUND = {"type": "keyword", "doc_values": False}
_STREAM = {"type": "text", "analyzer": "stream", "index_options": "positions", "similarity": "measured"}
_PAIRS = {"type": "text", "analyzer": "pairs", "index_options": "freqs", "similarity": "measured"}
_REPEATED = {"type": "keyword", "eager_global_ordinals": False}

MAPPINGS: dict[Part, dict[str, Any]] = {
    Part.PASSAGES: {
        "_source": {"excludes": ["g", "m"]},
        **_kept(d="keyword", n="integer", s="integer", e="integer", date="keyword", w=_STREAM, g=_PAIRS, m=_REPEATED),
    },
    Part.TERMS: {
        "_source": {"enabled": False},
        **_kept(w="keyword", **dict.fromkeys(("f", "lo", "en", "so", "co", "fi", "la"), _ONLY_FOUND)),
    },
    Part.DOCUMENTS: _kept(
        k="keyword", d="keyword", c="long", title="keyword", author="keyword", date="keyword", source="keyword"
    ),
    Part.BODIES: _kept(d="keyword"),
    Part.PEOPLE: _kept(
        d="keyword", n="integer", name="keyword", date="keyword", source="keyword", mentions="integer"
    ),
    Part.QUOTATIONS: _kept(
        d="keyword", n="integer", start="integer", end="integer", speaker="keyword", cue="keyword", kind="keyword",
        form="keyword", zone="keyword", inferred="boolean", date="keyword", source="keyword",
    ),
    Part.FILES: _kept(k="keyword"),
}  # fmt: skip
"""Fields: d a version of a document, k the key of a document or file, n a passage's number in its document, s and e
where it starts and ends, w the stream, g the pairs and single characters, m the words that a passage has again (see
`streams.repeated`); of terms: f the field, w the term, lo its loose forms, en how these begin and end, so
the group in which sounds are compared, co its consonants, fi and la the two characters of a pair; c the commit."""

_ANALYSIS = {
    "filter": {
        "stack": {"type": "pattern_capture", "preserve_original": False, "patterns": [r"([^|]+)"]},
        "gap": {"type": "stop", "stopwords": ["_"]},
    },
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 8_000}},
    "analyzer": {
        "stream": {"type": "custom", "tokenizer": "spaces", "filter": ["gap", "stack"]},
        "pairs": {"type": "custom", "tokenizer": "spaces"},
    },
}


def settings(part: Part, shards: int) -> dict[str, Any]:
    """What an index is made with. What is small has one shard, however many the passages have."""
    own: dict[str, Any] = {
        "number_of_shards": shards if part in (Part.PASSAGES, Part.BODIES, Part.PEOPLE, Part.QUOTATIONS) else 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "30s",
        "max_result_window": 50_000,
        "max_terms_count": 65_536,
    }
    if part in (Part.BODIES, Part.FILES, Part.QUOTATIONS):
        own["codec"] = "best_compression"
    if part is Part.PASSAGES:
        own["analysis"] = _ANALYSIS
        own["similarity"] = {"measured": {"type": "BM25", "k1": K1, "b": B}}
    return {"settings": {"index": own}, "mappings": MAPPINGS[part]}


_TRIES = 50
_MOST_SHARDS = 64
_COPYING = 60
"""Seconds that copies of new indices are waited for."""


@dataclass(frozen=True, slots=True)
class State:
    """What the document `state` says: the rules and the generation in use, how often anything was committed; the
    generation being built and its rules, or ''."""

    rules: str = ""
    generation: str = ""
    commit: int = 0
    building: str = ""
    building_rules: str = ""
    made: int = 0


def present_rules() -> str:
    """What decides, beside the documents, what the cluster holds."""
    return f"cluster {FORMAT} {rules()}"


class Generations:
    """The generations of a collection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._name = connection.address.name

    def index(self, part: Part, generation: str) -> str:
        """The name of an index of a generation."""
        return f"{self._name}-{part.value}-{generation}"

    def state(self) -> State | None:
        """What is in use; None where the cluster knows nothing of the collection."""
        try:
            return self._read()[0]
        except Missing:
            return None

    def _read(self) -> tuple[State, dict[str, int]]:
        found = self._connection.call("GET", f"/{self._name}-state/_doc/state")
        return State(**found["_source"]), {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}

    def change(self, change: Callable[[State], State]) -> State:
        """Change the state from what it is now, whoever else does the same."""
        for _ in range(_TRIES):
            state, seen = self._read()
            changed = change(state)
            if changed == state:
                return state
            with contextlib.suppress(Conflict):
                self._put(changed, {**seen, "refresh": "true"})
                return changed
        raise EngineError(f"Too many processes write to {self._connection.address.shown} at once; try again.")

    def _put(self, state: State, parameters: Mapping[str, Any]) -> None:
        self._connection.call("PUT", f"/{self._name}-state/_doc/state", asdict(state), parameters=parameters)

    def begin(self) -> State:
        """The state, made where there is none: an empty generation, in use at once."""
        state = self.state()
        if state is not None:
            return state
        small = {"number_of_shards": 1, "auto_expand_replicas": "0-2"}
        for part in ("state", "claims"):
            self._make(f"{self._name}-{part}", {"settings": {"index": small}, "mappings": {"dynamic": False}})
        generation = self._fresh(present_rules(), 0)
        self._create(generation)
        with contextlib.suppress(Conflict):
            self._put(State(present_rules(), generation), {"op_type": "create"})
        self._lead(generation, "")
        return self._read()[0]

    def build(self, rebuild: bool) -> tuple[State, str]:
        """The state, and the generation to write to: the one in use, or where that is of other rules or is to be
        `rebuild` another, which is made where no other process has begun it."""
        state = self.begin()
        ours = present_rules()
        if state.rules == ours and not rebuild:
            return state, state.generation
        if state.building and state.building_rules == ours:
            return state, state.building

        def started(now: State) -> State:
            if now.building and now.building_rules == ours:
                return now
            return replace(now, building=self._fresh(ours, now.made + 1), building_rules=ours, made=now.made + 1)

        state = self.change(started)
        self._create(state.building)
        return state, state.building

    def finish(self, generation: str) -> State:
        """Put a generation that was built to use, and take away what was in use."""

        def finished(now: State) -> State:
            if now.building != generation:
                return now
            return replace(
                now, rules=now.building_rules, generation=generation, building="", building_rules="",
                commit=now.commit + 1,
            )  # fmt: skip

        before = self._read()[0]
        state = self.change(finished)
        if state.generation == generation and before.generation != generation:
            self._lead(generation, before.generation)
            self._drop(before.generation)
        return state

    def committed(self) -> None:
        """Say that something changed."""
        self.change(lambda now: replace(now, commit=now.commit + 1))

    def _fresh(self, of_rules: str, number: int) -> str:
        return f"{blake2b(of_rules.encode(), digest_size=4).hexdigest()}-{number}"

    def _create(self, generation: str) -> None:
        nodes = self._connection.call("GET", "/_cluster/health")["number_of_data_nodes"]
        wanted = os.environ.get("INYO_ENGINE_SHARDS", "")
        shards = int(wanted) if wanted.isdecimal() and int(wanted) else max(1, int(nodes))
        for part in Part:
            self._make(self.index(part, generation), settings(part, min(shards, _MOST_SHARDS)))
        if int(nodes) > 1:
            self._copied()

    def _copied(self) -> None:
        """Wait until each index has its copies, as far as the cluster makes them soon: what is written before is lost
        with the one node that has it."""
        wanted = {"wait_for_status": "green", "timeout": f"{_COPYING}s"}
        with contextlib.suppress(EngineError):
            self._connection.call("GET", f"/_cluster/health/{self._name}-*", parameters=wanted, patience=LONG)

    def _make(self, index: str, body: dict[str, Any]) -> None:
        try:
            self._connection.call("PUT", f"/{index}", body, patience=LONG)
        except EngineError as error:
            if "already exists" not in str(error):
                raise

    def _lead(self, generation: str, before: str) -> None:
        """Let the aliases lead to a generation, all at once."""
        actions: list[dict[str, Any]] = []
        for part in Part:
            alias = f"{self._name}-{part.value}"
            if before:
                actions.append({"remove": {"index": self.index(part, before), "alias": alias, "must_exist": False}})
            actions.append({"add": {"index": self.index(part, generation), "alias": alias}})
        self._connection.call("POST", "/_aliases", {"actions": actions}, patience=LONG)

    def _drop(self, generation: str) -> None:
        for part in Part:
            with contextlib.suppress(Missing):
                self._connection.call("DELETE", f"/{self.index(part, generation)}", patience=LONG)


_PIECE = 3_000_000
"""Bytes of a piece: a bulk request holds it, whatever base64 makes of it."""
_LARGEST = 2_000_000_000


class SharedFiles:
    """The files of a collection in the cluster, by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = f"{connection.address.name}-kept"

    def get(self, name: str, key: str) -> bytes | None:
        """The content of a file that was made from what `key` stands for; None where there is none, or not whole."""
        try:
            head = self._head(name)
            if head is None or head.get("key") != key or not 0 <= int(head["pieces"]) * _PIECE <= _LARGEST:
                return None
            names = [_piece(name, head["digest"], number) for number in range(int(head["pieces"]))]
            content = b"".join(map(self._piece, names))
        except (EngineError, KeyError, TypeError, ValueError, binascii.Error):
            return None
        return content if _digest(content) == head["digest"] else None

    def put(self, name: str, key: str, content: bytes) -> None:
        """Keep a file in place of what there is under its name. Raises EngineError where the cluster will not."""
        before = self._made_or_head(name)
        digest = _digest(content)
        pieces = range(0, len(content), _PIECE)
        for number, start in enumerate(pieces):
            body = {"content": base64.b64encode(content[start : start + _PIECE]).decode()}
            self._put(_piece(name, digest, number), body)
        self._put(name, {"key": key, "digest": digest, "pieces": len(pieces)})
        if before and before.get("digest") != digest:
            gone = [_piece(name, before["digest"], number) for number in range(int(before["pieces"]))]
            self._connection.bulk([({"delete": {"_index": self._index, "_id": each}}, None) for each in gone])

    def _head(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self._connection.call("GET", f"/{self._index}/_doc/{name}")["_source"]
        except Missing:
            return None
        return found

    def _made_or_head(self, name: str) -> dict[str, Any] | None:
        """The head of a file; where there is no index for files yet, it is made."""
        small = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "codec": "best_compression"}
        made = {"settings": {"index": small}, "mappings": {"enabled": False}}
        try:
            self._connection.call("PUT", f"/{self._index}", made, patience=LONG)
        except EngineError as error:
            if "already exists" not in str(error):
                raise
        return self._head(name)

    def _piece(self, name: str) -> bytes:
        found = self._connection.call("GET", f"/{self._index}/_doc/{name}", patience=LONG)
        return base64.b64decode(found["_source"]["content"], validate=True)

    def _put(self, name: str, body: dict[str, Any]) -> None:
        self._connection.call("PUT", f"/{self._index}/_doc/{name}", body, patience=LONG)


def _piece(name: str, digest: str, number: int) -> str:
    return f"{name}-{digest}-{number}"


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
