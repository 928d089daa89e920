"""Claims of machines whose clocks differ: a claim lapses when its process has let it be for as long as one lasts."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from inyo.index.engine.opensearch.connection import Connection, address_of
from inyo.index.engine.opensearch.sending import LASTS, Claims
from tests.index.engine.opensearch.fake_server import Fake, fake

pytest.importorskip("opensearchpy", reason="the extra inyo[opensearch] is not installed")
CLAIMED = (200, {"items": [{"create": {"_id": "x", "status": 409}}]})
TAKEN = (200, {"items": [{"create": {"_id": "x", "status": 201}}]})


@pytest.fixture
def server() -> Iterator[Fake]:
    with fake() as made:
        yield made


def claims(server: Fake, monkeypatch: pytest.MonkeyPatch) -> Claims:
    monkeypatch.setattr(Claims, "_id", lambda self, file: "x")
    server.answers["/archive-claims/_bulk"] = [CLAIMED]
    return Claims(Connection(address_of(server.address, {})), "g")


def theirs(server: Fake, until: float, version: int = 1) -> None:
    source = {"host": "another", "pid": 1, "until": until}
    found = {"_id": "x", "found": True, "_seq_no": version, "_primary_term": 1, "_source": source}
    server.answers["/archive-claims/_mget"] = [(200, {"docs": [found]})]


@pytest.mark.parametrize("ahead", [-60.0, 0.0, 86_400.0])
def test_a_claim_that_is_renewed_is_theirs_whatever_their_clock_says(
    server: Fake, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    ours = claims(server, monkeypatch)
    began = time.monotonic()
    for version in range(4):
        theirs(server, time.time() + ahead, version)
        assert ours.take(["a.txt"]) == []
        monkeypatch.setattr(time, "monotonic", lambda version=version: began + (version + 1) * LASTS)
    assert not any(b'"delete"' in content for _, _, _, content in server.asked)


@pytest.mark.parametrize("ahead", [0.0, 86_400.0])
def test_a_claim_that_nobody_renews_is_anybodys(server: Fake, monkeypatch: pytest.MonkeyPatch, ahead: float) -> None:
    ours = claims(server, monkeypatch)
    theirs(server, time.time() + LASTS + ahead)
    assert ours.take(["a.txt"]) == []
    began = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: began + LASTS + 1)
    server.answers["/archive-claims/_bulk"] = [CLAIMED, (200, {"items": []}), TAKEN]
    assert ours.take(["a.txt"]) == ["a.txt"]


def test_a_claim_long_past_by_any_clock_is_anybodys_at_once(server: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = claims(server, monkeypatch)
    theirs(server, time.time() - LASTS - 1)
    server.answers["/archive-claims/_bulk"] = [CLAIMED, (200, {"items": []}), TAKEN]
    assert ours.take(["a.txt"]) == ["a.txt"]
