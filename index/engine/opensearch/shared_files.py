"""What one reader worked out of all documents and the others need not: kept in the cluster, in an index of its own.

Who is who among a million passages takes minutes to find; who comes after takes it from here. A file lies there in
pieces whose names bear its digest, and a head, written last, that says which pieces and what they were made from: what
is half written, or older than the documents, is never read.
"""

from __future__ import annotations

import base64
import binascii
from hashlib import blake2b
from typing import Any

from inyo.index.engine.interface import EngineError
from inyo.index.engine.opensearch.connection import LONG, Connection, Missing

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
