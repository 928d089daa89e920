"""Who reads which file, where several processes on several machines index one collection at once."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from inyo.index.engine.opensearch.connection import LONG, Connection, check_item

LASTS = 300.0
"""Seconds after which a claim that was not renewed is anybody's."""
_RENEWED = LASTS / 3


class Claims:
    """The files that this process has taken, and those that others have. A claim is a document that only one can make;
    it is given back when the file is in the index, and lapses with who made it."""

    def __init__(self, connection: Connection, generation: str) -> None:
        self._connection = connection
        self._index = f"{connection.address.name}-claims"
        self._generation = generation
        self._me = {"host": socket.gethostname(), "pid": os.getpid()}
        self._held: dict[str, str] = {}
        self._others: dict[str, tuple[tuple[int, int], float]] = {}
        self._renewed = time.monotonic()

    def take(self, files: Iterable[str]) -> list[str]:
        """Those of some files that are ours now."""
        wanted = {self._id(file): file for file in files}
        if not wanted:
            return []
        taken = self._make(wanted)
        left = {name: file for name, file in wanted.items() if file not in taken}
        lapsed = self._lapsed(left)
        if lapsed:
            lines = [{"delete": {"_id": name, "if_seq_no": seq, "if_primary_term": term}}
                     for name, (seq, term) in lapsed.items()]  # fmt: skip
            self._bulk(lines)
            taken += self._make({name: left[name] for name in lapsed})
        self._held.update({file: self._id(file) for file in taken})
        return taken

    def renew(self) -> None:
        """Say that we are still at it, now and then."""
        if self._held and time.monotonic() - self._renewed > _RENEWED:
            self._renewed = time.monotonic()
            self._bulk([line for name in self._held.values() for line in ({"index": {"_id": name}}, self._claim())])

    def give_back(self, files: Iterable[str]) -> None:
        """Let go of files that are in the index, or that we shall not read."""
        names = [name for file in files if (name := self._held.pop(file, None))]
        if names:
            self._bulk([{"delete": {"_id": name}} for name in names])

    def close(self) -> None:
        """Let go of everything."""
        self.give_back(list(self._held))

    def _make(self, wanted: Mapping[str, str]) -> list[str]:
        answer = self._bulk([line for name in wanted for line in ({"create": {"_id": name}}, self._claim())])
        made = [item["create"] for item in answer["items"]]
        for one in made:
            check_item(one, self._connection.address)
        return [wanted[one["_id"]] for one in made if one["status"] == 201]

    def _lapsed(self, left: Mapping[str, str]) -> dict[str, tuple[int, int]]:
        """Claims that nobody keeps: of a process of this machine that has ended, long past by any clock, or the same
        for as long as one lasts by ours (the clocks of machines differ)."""
        if not left:
            return {}
        found = self._connection.call("POST", f"/{self._index}/_mget", {"ids": list(left)})["docs"]
        claims = {
            one["_id"]: ((one["_seq_no"], one["_primary_term"]), one["_source"]) for one in found if one.get("found")
        }
        return {
            name: version
            for name, (version, claim) in claims.items()
            if self._ended(claim) or claim["until"] + LASTS < time.time() or self._unchanged(name, version)
        }

    def _unchanged(self, name: str, version: tuple[int, int]) -> bool:
        before, since = self._others.get(name, ((-1, -1), 0.0))
        if before != version:
            self._others[name] = version, time.monotonic()
            return False
        return time.monotonic() - since > LASTS

    def _ended(self, claim: Mapping[str, Any]) -> bool:
        if claim["host"] != self._me["host"]:
            return False
        try:
            os.kill(int(claim["pid"]), 0)
        except ProcessLookupError:
            return True
        except (OSError, ValueError):
            return False
        return False

    def _claim(self) -> dict[str, Any]:
        return {**self._me, "until": time.time() + LASTS}

    def _bulk(self, lines: list[dict[str, Any]]) -> Any:
        payload = b"\n".join(map(msgspec.json.encode, lines)) + b"\n"
        return self._connection.call("POST", f"/{self._index}/_bulk", payload, patience=LONG)

    def _id(self, file: str) -> str:
        content = f"{self._generation}\0{file}".encode("utf-8", "surrogatepass")
        return blake2b(content, digest_size=16).hexdigest()
