"""Writing to a real cluster: several at once, interrupted, anew, and from a machine that has no documents."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import pytest

from inyo.index import collection
from inyo.index.collection import Collection, Said
from inyo.index.engine.interface import Knowledge
from inyo.index.engine.opensearch import generations, search, sending
from inyo.index.engine.opensearch.connection import Connection, address_of
from inyo.index.engine.opensearch.engine import ClusterIndex
from inyo.index.engine.words.synonyms import Synonyms
from inyo.index.own.corrections import Corrections
from inyo.index.people.aliases import AliasRules
from inyo.index.values.document import FileNames
from inyo.index.values.progress import Progress, Report

FILES = 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    for number in range(FILES):
        (made / f"{number}.txt").write_text(
            f"第{number}の話\n\n山田太郎市長は「港{number}を見た」と述べた。\n", "utf-8"
        )
    return made


@pytest.fixture
def address(cluster: str) -> str:
    return f"{cluster}/{token_hex(6)}"


@pytest.fixture
def make(address: str, folder: Path, tmp_path: Path) -> Callable[[], ClusterIndex]:
    return lambda: ClusterIndex.open((folder,), address, tmp_path / "cache")


def test_processes_that_index_at_once_share_the_files(
    make: Callable[[], ClusterIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_ROUND", 2)
    make().update(cancelled=lambda: True)  # so that the indices are there
    reports: list[Report] = []
    threads = [threading.Thread(target=lambda: reports.append(make().update())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(report.added for report in reports) == FILES
    assert all(report.complete for report in reports)
    index = make()
    assert [Path(each.key).name for each in index.documents()] == [f"{number}.txt" for number in range(FILES)]
    assert index.searching(Knowledge()).search("山田太郎").total == FILES


def test_what_was_stopped_goes_on_where_it_stopped(
    make: Callable[[], ClusterIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_ROUND", 4)
    seen: list[Progress] = []
    first = make().update(seen.append, lambda: sum(each.phase == "read" for each in seen) >= 5)
    assert not first.complete and 0 < first.added < FILES
    second = make().update()
    assert second.complete and first.added + second.added == FILES


def test_what_was_stopped_within_its_last_round_is_not_complete(make: Callable[[], ClusterIndex]) -> None:
    seen: list[Progress] = []
    first = make().update(seen.append, lambda: any(each.phase == "read" for each in seen))
    assert not first.complete and 0 < first.added < FILES
    assert ("cancelled",) in first.notices
    second = make().update()
    assert second.complete and first.added + second.added == FILES


def test_of_an_archive_that_changed_the_parts_that_are_gone_are_gone(
    make: Callable[[], ClusterIndex], folder: Path
) -> None:
    def pack(*numbers: int) -> None:
        with zipfile.ZipFile(folder / "all.zip", "w") as archive:
            for number in numbers:
                archive.writestr(f"{number}.txt", f"第{number}の話\n\n風{number}が吹く。\n")

    pack(1, 2, 3)
    index = make()
    index.update()
    pack(2, 3, 4)
    index.update()
    names = [each.key.partition("all.zip")[2] for each in index.documents() if "all.zip" in each.key]
    assert [name[-5:] for name in names] == ["2.txt", "3.txt", "4.txt"]
    assert index.searching(Knowledge()).search("風").total == 3


def test_documents_sent_twice_are_there_once(make: Callable[[], ClusterIndex], folder: Path) -> None:
    make().update()
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes())
    index = make()
    assert index.update(rebuild=True).complete
    assert len(index.documents()) == FILES
    assert index.searching(Knowledge()).search("山田太郎").total == FILES


def test_a_generation_is_exchanged_when_it_is_whole(
    make: Callable[[], ClusterIndex], address: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make().update()
    reader = make()
    counts: list[int] = []

    def look(_: Progress) -> None:
        reader.refresh()
        counts.append(len(reader.documents()))

    name = address_of(address, {}).name
    before = set(aliases(address))
    make().update(look, rebuild=True)
    assert set(counts) == {FILES}
    reader.refresh()
    assert len(reader.documents()) == FILES
    assert reader.searching(Knowledge()).search("港").total == FILES
    assert aliases(address) and not before & set(aliases(address))
    assert all(one.startswith(f"{name}-") for one in aliases(address))


def aliases(address: str) -> list[str]:
    connection = Connection(address_of(address, {}))
    name = connection.address.name
    return list(connection.call("GET", f"/_alias/{name}-passages"))


def test_other_rules_make_a_generation_anew(make: Callable[[], ClusterIndex], monkeypatch: pytest.MonkeyPatch) -> None:
    make().update()
    for module in (generations, sending):
        monkeypatch.setattr(module, "present_rules", lambda: "others")
    monkeypatch.setattr("inyo.index.engine.opensearch.engine.present_rules", lambda: "others")
    index = make()
    assert index.documents() == () and index.notice is not None
    report = index.update()
    assert report.notices[0][0] == "outdated"
    assert len(index.documents()) == FILES and index.notice is None


def test_a_machine_without_the_documents_takes_none_away(make: Callable[[], ClusterIndex], folder: Path) -> None:
    make().update()
    for file in folder.iterdir():
        file.unlink()
    index = make()
    report = index.update()
    assert report.removed == 0 and report.notices[0][0] == "unreached"
    assert len(index.documents()) == FILES


def test_more_passages_than_are_fetched_are_counted_by_the_cluster(
    make: Callable[[], ClusterIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FEW", 3), ("_BEST", 4), ("_WEAKER", 2)):
        monkeypatch.setattr(search, name, value)
    index = make()
    index.update()
    found = index.searching(Knowledge())
    answer = found.search("山田 港", limit=3)
    assert answer.total == FILES and answer.documents == FILES
    assert len(answer.hits) == 3 and all(len(hit.spans) == 2 for hit in answer.hits)
    key = index.documents()[-1].key
    text = index.document(key).text
    assert {text[span.start : span.end] for span in found.highlights(key, "山田 港")} >= {"山田", "港"}


def test_a_folder_that_is_away_takes_nothing_with_it(make: Callable[[], ClusterIndex], folder: Path) -> None:
    make().update()
    folder.rename(folder.with_name("elsewhere"))
    index = make()
    report = index.update()
    assert (report.removed, report.notices) == (0, (("away", str(folder)),))
    assert len(index.documents()) == FILES


def test_who_is_who_is_found_once_for_all_readers(
    address: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_at(home: str) -> Collection:
        index = ClusterIndex.open((folder,), address, tmp_path / home)
        index.update()
        said = Said(Corrections(tmp_path / "corrections.jsonl"), AliasRules(), Synonyms())
        return Collection(index, FileNames((folder,)), said)

    first = read_at("one")
    assert [person.name for person in first.persons] == ["山田太郎"]
    monkeypatch.setattr(collection, "link_people", lambda *_: pytest.fail("who is who was found anew"))
    second = read_at("two")
    assert [person.name for person in second.persons] == ["山田太郎"]
    said_by = [list(one.quotations(None, "山田太郎", None, ("speech",), None)) for one in (first, second)]
    assert said_by[0] == said_by[1] and len(said_by[0]) == FILES
