"""A secured cluster: TLS that is verified, users with passwords, readers who may not write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex

import pytest

from inyo.index.engine.interface import EngineError, Knowledge
from inyo.index.engine.opensearch.connection import Connection, address_of
from inyo.index.engine.opensearch.engine import ClusterIndex
from tests.cluster.nodes import Unavailable
from tests.cluster.tls import Certificate, User, certificate, tls_front
from tests.index.engine.opensearch.fake_server import fake

pytest.importorskip("opensearchpy", reason="the extra inyo[opensearch] is not installed")
WRITER, READER = "kaki-no-ki", "ume-no-hana"
USERS = {"writer": User(WRITER), "reader": User(READER, writes=False)}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    try:
        return certificate(tmp_path_factory.mktemp("certificates"))
    except Unavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def front(ours: Certificate) -> Iterator[str]:
    """A server behind TLS that answers as a cluster does: no Java needed."""
    with ExitStack() as stack:
        behind = stack.enter_context(fake())
        yield stack.enter_context(tls_front(behind.address.rpartition("/")[0], ours, USERS))


@pytest.fixture
def secured(cluster: str, ours: Certificate) -> Iterator[str]:
    """The same before a real node."""
    with tls_front(cluster, ours, USERS) as address:
        yield f"{address}/{token_hex(6)}"


def who(ca: Path | None, user: str = "writer", password: str = WRITER) -> dict[str, str]:
    known = {"INYO_ENGINE_USER": user, "INYO_ENGINE_PASSWORD": password}
    return {**known, "INYO_ENGINE_CA": str(ca)} if ca else known


def refused(address: str, known: dict[str, str]) -> str:
    with pytest.raises(EngineError) as error:
        Connection(address_of(address, known)).call("GET", "/archive-state", patience=5)
    sentence = str(error.value)
    assert "\n" not in sentence
    assert known["INYO_ENGINE_PASSWORD"] not in sentence
    return sentence


def test_a_certificate_of_an_authority_that_nobody_named_is_refused(front: str) -> None:
    assert "certificate" in refused(f"{front}/archive", who(None))


def test_a_certificate_of_another_authority_is_refused(front: str, tmp_path: Path) -> None:
    assert "certificate" in refused(f"{front}/archive", who(certificate(tmp_path).authority))


def test_a_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    with ExitStack() as stack:
        try:
            other = certificate(tmp_path, "DNS:other.example")
        except Unavailable as error:
            pytest.skip(str(error))
        behind = stack.enter_context(fake())
        address = stack.enter_context(tls_front(behind.address.rpartition("/")[0], other, USERS))
        assert "certificate" in refused(f"{address}/archive", who(other.authority))


def test_an_authority_that_is_no_certificate_is_named(front: str, tmp_path: Path) -> None:
    wrong = tmp_path / "ca.pem"
    wrong.write_text("no certificate\n")
    assert str(wrong) in refused(f"{front}/archive", who(wrong))
    assert str(tmp_path / "absent.pem") in refused(f"{front}/archive", who(tmp_path / "absent.pem"))


def test_a_server_that_speaks_no_tls_is_not_talked_to(ours: Certificate) -> None:
    with fake() as plain:
        address = plain.address.replace("http:", "https:")
        refused(address, who(ours.authority))
        assert not plain.asked


def test_a_wrong_password_is_said(front: str, ours: Certificate) -> None:
    assert "wants a user and a password" in refused(f"{front}/archive", who(ours.authority, password="wrong"))


def test_a_secured_cluster_is_written_and_read_and_a_reader_only_reads(
    secured: str, ours: Certificate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("港の話\n\n山田太郎市長は「港を見た」と述べた。\n", "utf-8")
    for name, value in who(ours.authority).items():
        monkeypatch.setenv(name, value)
    assert ClusterIndex.open((folder,), secured, tmp_path / "one").update().complete

    for name, value in who(ours.authority, "reader", READER).items():
        monkeypatch.setenv(name, value)
    reader = ClusterIndex.open((folder,), secured, tmp_path / "other")
    (document,) = reader.documents()
    assert [each.speaker for each in reader.quotations(document.key)] == ["山田太郎"]
    assert reader.searching(Knowledge()).search("みなと").total == 2
    (folder / "b.txt").write_text("沖の話\n", "utf-8")
    report = reader.update()
    assert not report.complete
    assert "forbids" in str(report.notices)
    assert len(reader.documents()) == 1
