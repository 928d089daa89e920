"""What goes wrong with a cluster is one sentence; what passes by itself is waited for."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inyo.index.engine.interface import EngineError
from inyo.index.engine.opensearch import connection as module
from inyo.index.engine.opensearch import sending
from inyo.index.engine.opensearch.connection import Connection, Missing, address_of
from inyo.index.engine.opensearch.engine import ClusterIndex
from inyo.index.engine.opensearch.generations import present_rules
from inyo.index.engine.opensearch.sending import Claims
from inyo.index.library import Library, LibraryError
from tests.index.engine.opensearch.fake_server import WELL, Fake, fake

pytest.importorskip("opensearchpy", reason="the extra inyo[opensearch] is not installed")
SECRET = "kaki-no-ki"


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    monkeypatch.setattr(module, "PATIENCE", 0.3)


@pytest.fixture
def server() -> Iterator[Fake]:
    with fake() as made:
        yield made


@pytest.fixture
def connect(server: Fake) -> Callable[[], Connection]:
    known = {"INYO_ENGINE_USER": "me", "INYO_ENGINE_PASSWORD": SECRET}
    return lambda: Connection(address_of(server.address, known))


def refused(connection: Connection, path: str = "/x") -> str:
    with pytest.raises(EngineError) as error:
        connection.call("GET", path, patience=0.3)
    assert SECRET not in str(error.value)
    return str(error.value)


def test_who_we_are_is_sent(server: Fake, connect: Callable[[], Connection]) -> None:
    server.answers["/x"] = [(200, {"well": True})]
    assert connect().call("GET", "/x") == {"well": True}
    assert all(headers.get("Authorization", headers.get("authorization")) for _, _, headers, _ in server.asked)


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = address_of(f"http://127.0.0.1:{taken.getsockname()[1]}/archive", {})
    assert "Nothing answers" in refused(Connection(address))


def test_too_slow(server: Fake, connect: Callable[[], Connection]) -> None:
    server.wait = 1.0
    assert "in time" in refused(connect())


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, {"version": {"number": "8.11.0"}}), "no OpenSearch"),
        ((200, {"version": {"distribution": "opensearch", "number": "1.3.2"}}), "runs OpenSearch 1.3.2"),
        ((200, {"version": {"distribution": "opensearch", "number": "\x1b[31mx"}}), "inyo knows versions"),
        ((200, b"<html>"), "no answer of OpenSearch"),
        ((401, b"Unauthorized"), "wants a user and a password"),
        ((403, {"error": {"reason": "no permissions for [cluster:monitor/main]"}}), "forbids"),
    ],
)  # fmt: skip
def test_what_is_no_cluster_for_us(
    server: Fake, connect: Callable[[], Connection], answer: tuple[int, Any], said: str
) -> None:
    server.answers["/"] = [answer]
    sentence = refused(connect())
    assert said in sentence
    assert "\x1b" not in sentence


def test_a_red_cluster_is_waited_for_and_then_said_to_be_red(server: Fake, connect: Callable[[], Connection]) -> None:
    red = (503, {"error": {"type": "no_shard_available_action_exception"}, "status": 503})
    server.answers["/x"] = [red, red, (200, {"well": True})]
    assert connect().call("GET", "/x") == {"well": True}
    server.answers["/x"] = [red]
    assert "is red" in refused(connect())


def test_a_busy_cluster_is_waited_for(server: Fake, connect: Callable[[], Connection]) -> None:
    server.answers["/x"] = [(429, {"error": {"type": "rejected_execution_exception"}}), (200, {})]
    assert connect().call("GET", "/x") == {}
    server.answers["/x"] = [(429, {"error": {"type": "rejected_execution_exception"}})]
    assert "overloaded" in refused(connect())


def test_what_is_not_there_is_another_error(server: Fake, connect: Callable[[], Connection]) -> None:
    with pytest.raises(Missing):
        connect().call("GET", "/nowhere")


def test_documents_that_were_refused_for_the_moment_are_sent_again_alone(
    server: Fake, connect: Callable[[], Connection]
) -> None:
    items = [{"index": {"status": status}} for status in (201, 429, 409)]
    server.answers["/_bulk"] = [(200, {"items": items}), (200, {"items": [{"index": {"status": 201}}]})]
    actions: list[tuple[dict[str, Any], Any]] = [
        ({"index": {"_id": str(number)}}, {"n": number}) for number in range(3)
    ]
    connect().bulk(actions)
    bodies = [[json.loads(line) for line in body.splitlines()] for _, path, _, body in server.asked if path == "/_bulk"]
    assert [[line["n"] for line in body if "n" in line] for body in bodies] == [[0, 1, 2], [1]]


def test_a_document_that_is_refused_for_good_is_said(server: Fake, connect: Callable[[], Connection]) -> None:
    item = {"index": {"status": 400, "error": {"type": "x", "reason": "too long"}}}
    server.answers["/_bulk"] = [(200, {"items": [item]})]
    with pytest.raises(EngineError, match="too long"):
        connect().bulk([({"index": {"_id": "0"}}, {})])


def test_a_search_of_which_parts_fail_is_asked_again(server: Fake, connect: Callable[[], Connection]) -> None:
    part = {"_shards": {"failed": 1}, "timed_out": False, "hits": {"hits": []}}
    whole = {"_shards": {"failed": 0}, "timed_out": False, "hits": {"hits": [1]}}
    server.answers["/i/_msearch"] = [(200, {"responses": [part]}), (200, {"responses": [whole]})]
    assert connect().searches("i", [{}])[0]["hits"]["hits"] == [1]
    server.answers["/i/_msearch"] = [(200, {"responses": [part]})]
    with pytest.raises(EngineError, match="is red"):
        connect().searches("i", [{}])


def test_a_collection_the_cluster_does_not_know_is_empty(server: Fake, tmp_path: Path) -> None:
    index = ClusterIndex.open((tmp_path,), server.address, tmp_path / "cache")
    assert index.documents() == ()
    assert index.state == ""


def test_a_collection_by_other_rules_is_not_read(server: Fake, tmp_path: Path) -> None:
    source = {"rules": "others", "generation": "x", "commit": 1, "building": "", "building_rules": "", "made": 0}
    found = {"_source": source, "_seq_no": 1, "_primary_term": 1}
    server.answers["/archive-state/_doc/state"] = [(200, found)]
    index = ClusterIndex.open((tmp_path,), server.address, tmp_path / "cache")
    assert index.documents() == ()
    assert index.notice is not None and index.notice[0] == "outdated"


def test_the_library_says_what_the_engine_said(tmp_path: Path) -> None:
    library = Library.open([tmp_path], cache=tmp_path / "cache", data=tmp_path / "data", engine="https://nowhere")
    with pytest.raises(LibraryError, match="engine"):
        library.update()
    assert library.health()[0][0] is False


def test_the_answer_to_the_first_question_is_remembered(server: Fake, connect: Callable[[], Connection]) -> None:
    server.answers["/x"] = [(200, WELL)]
    connection = connect()
    for _ in range(3):
        connection.call("GET", "/x")
    assert [path for _, path, _, _ in server.asked] == ["/", "/x", "/x", "/x"]


def in_use(server: Fake) -> None:
    """The cluster knows a collection without documents."""
    state = {"rules": present_rules(), "generation": "g", "commit": 1, "building": "", "building_rules": "", "made": 0}
    server.answers["/archive-state/_doc/state"] = [(200, {"_source": state, "_seq_no": 1, "_primary_term": 1})]
    nothing = {"_shards": {"failed": 0}, "timed_out": False, "hits": {"hits": []}}
    for part in ("documents", "files"):
        server.answers[f"/archive-{part}-g/_msearch"] = [(200, {"responses": [nothing]})]


def test_whoever_may_not_write_reads_on(server: Fake, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "new.txt").write_text("雨が降る。\n", "utf-8")
    in_use(server)
    forbidden = {"create": {"_id": "x", "status": 403, "error": {"reason": "no permissions for [indices:data/write]"}}}
    server.answers["/archive-claims/_bulk"] = [(200, {"items": [forbidden]})]
    index = ClusterIndex.open((folder,), server.address, tmp_path / "cache")
    report = index.update()
    assert not report.complete
    assert report.notices[0][0] == "failed" and "forbids" in report.notices[0][1]


def test_where_no_process_that_analyses_lives_the_report_says_so(
    server: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.txt").write_text("雨が降る。\n", "utf-8")
    in_use(server)
    index = ClusterIndex.open((folder,), server.address, tmp_path / "cache")
    claims = Claims(index._connection, "g")
    claimed = [{"create": {"_id": claims._id(str(file)), "status": 201}} for file in folder.iterdir()]
    server.answers["/archive-claims/_bulk"] = [(200, {"items": claimed})]
    server.answers["/archive-files-g/_mget"] = [(200, {"docs": []})]
    monkeypatch.setattr(sending, "SMALL", 0)
    monkeypatch.setattr(sending, "SERVE", "tests.index.engine.strange_workers:die")
    report = index.update()
    assert not report.complete
    assert report.notices[0][0] == "failed" and "stays alive" in report.notices[0][1]
