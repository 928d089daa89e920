"""What one reader worked out of all documents is left in the cluster for the others, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.interface import EngineError
from inyo.index.engine.opensearch import generations
from inyo.index.engine.opensearch.connection import Connection, Missing
from inyo.index.engine.opensearch.generations import SharedFiles


@dataclass
class Cluster:
    """Documents by path, as much of a cluster as files need."""

    documents: dict[str, Any] = field(default_factory=dict)
    forbids: bool = False
    address: Any = field(default_factory=lambda: SimpleNamespace(name="archive", shown="here"))

    def call(self, method: str, path: str, body: Any = None, **_: Any) -> Any:
        if method == "GET":
            if path not in self.documents:
                raise Missing("here: there is no such index.")
            return {"_source": self.documents[path]}
        if self.forbids:
            raise EngineError("here forbids this user what inyo needs there.")
        if path.count("/") == 1 and path in self.documents:
            raise EngineError("here refuses: index already exists.")
        self.documents[path] = body
        return {}

    def bulk(self, actions: Sequence[tuple[dict[str, Any], Any]]) -> None:
        for action, _ in actions:
            del self.documents[f"/{action['delete']['_index']}/_doc/{action['delete']['_id']}"]


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "_PIECE", 4)


def _files(cluster: Cluster) -> SharedFiles:
    return SharedFiles(cast(Connection, cluster))


@given(st.binary(max_size=40))
def test_what_was_shared_is_read_by_others_to_the_byte(content: bytes) -> None:
    cluster = Cluster()
    _files(cluster).put("people", "k1", content)
    assert _files(cluster).get("people", "k1") == content


def test_nothing_is_read_where_nothing_was_shared() -> None:
    assert _files(Cluster()).get("people", "k1") is None


def test_what_was_made_of_other_documents_is_not_read() -> None:
    cluster = Cluster()
    _files(cluster).put("people", "k1", b"of yesterday")
    assert _files(cluster).get("people", "k2") is None


def test_a_newer_file_takes_the_place_of_the_older_and_leaves_no_piece_of_it() -> None:
    cluster = Cluster()
    _files(cluster).put("people", "k1", b"of yesterday")
    _files(cluster).put("people", "k2", b"new")
    assert _files(cluster).get("people", "k2") == b"new"
    assert len([path for path in cluster.documents if "/_doc/people-" in path]) == 1


@pytest.mark.parametrize("harm", ["gone", "changed", "no base64"])
def test_a_file_that_is_not_whole_is_none(harm: str) -> None:
    cluster = Cluster()
    _files(cluster).put("people", "k1", b"eight by")
    piece = next(path for path in cluster.documents if path.endswith("-1"))
    if harm == "gone":
        del cluster.documents[piece]
    else:
        cluster.documents[piece] = {"content": "YWJjZA==" if harm == "changed" else "\u3042"}
    assert _files(cluster).get("people", "k1") is None


def test_the_same_file_shared_twice_stays() -> None:
    cluster = Cluster()
    for key in ("k1", "k2"):
        _files(cluster).put("people", key, b"the same")
    assert _files(cluster).get("people", "k2") == b"the same"


def test_a_cluster_that_forbids_to_write_says_so() -> None:
    with pytest.raises(EngineError, match="forbids"):
        _files(Cluster(forbids=True)).put("people", "k1", b"new")
