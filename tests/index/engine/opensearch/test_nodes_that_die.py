"""Three nodes, of which one is killed while documents are written and another while they are searched."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from inyo.index.engine.interface import Index, Knowledge
from inyo.index.engine.local.store import Store
from inyo.index.engine.opensearch import sending
from inyo.index.engine.opensearch.engine import ClusterIndex
from inyo.index.values.progress import Progress
from tests.cluster import nodes

FILES, ROUND = 24, 6
QUERIES = ("港", "みなと", "minato", "山田太郎 灯台", '"船が見えた"', "灯台 -霧", "霧 OR 雪")


@pytest.fixture
def three() -> Iterator[nodes.Cluster]:
    if os.environ.get("INYO_CLUSTER", "") != "1":
        pytest.skip("set INYO_CLUSTER=1 to test on three OpenSearch nodes, which need Java and Maven")
    pytest.importorskip("opensearchpy", reason="the extra inyo[opensearch] is not installed")
    try:
        with nodes.cluster(3) as running:
            yield running
    except nodes.Unavailable as error:
        pytest.skip(f"no OpenSearch nodes: {error}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    for number in range(FILES):
        sentences = [
            f"{number}番目の港で、{line}番目の船が見えた。{'霧' if line % 3 else '雪'}の中の灯台は遠い。"
            f"山田太郎市長は「灯台{line}が要る」と述べた。"
            for line in range(8)
        ]
        (made / f"{number}.txt").write_text(f"第{number}の話\n\n" + "\n\n".join(sentences) + "\n", "utf-8")
    return made


def answers(index: Index) -> Sequence[object]:
    """What a reader who remembers nothing finds."""
    found = []
    for query in QUERIES:
        answer = index.searching(Knowledge()).search(query, limit=1_000)
        places = [(hit.file, hit.start, [(span.start, span.end) for span in hit.spans]) for hit in answer.hits]
        found.append((query, answer.total, answer.weaker, places))
    return found


def test_one_dies_while_documents_are_written_and_another_while_they_are_searched(
    three: nodes.Cluster, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_ROUND", ROUND)
    monkeypatch.setattr(sending, "_MOST_BYTES", 20_000)  # so that something is being sent all the time
    address = ",".join([three.addresses[0], *(each.removeprefix("http://") for each in three.addresses[1:])]) + "/ships"
    killed: list[int] = []

    def tell(progress: Progress) -> None:
        if progress.done > FILES // 3 and not killed:
            killed.append(progress.done)
            threading.Thread(target=three.kill, args=(2,)).start()

    index = ClusterIndex.open((folder,), address, tmp_path / "cache")
    report = index.update(tell)
    assert killed and report.complete and report.added == FILES

    local = Store.open((folder,), tmp_path / "cache")
    local.update()
    three.start(2)
    three.wait(3, "green")
    wanted = answers(local)

    def fresh() -> ClusterIndex:
        return ClusterIndex.open((folder,), address, tmp_path / "cache")

    assert answers(fresh()) == wanted
    three.kill(1)
    assert answers(fresh()) == wanted
    for key in (each.key for each in local.documents()):
        assert index.document(key) == local.document(key)
        assert index.quotations(key) == local.quotations(key)
        assert index.mentions(key) == local.mentions(key)
    assert not fresh().update().changed
