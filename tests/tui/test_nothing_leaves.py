"""Whatever is done with a collection: its files stay as they are, nothing is asked of a network, no program is run."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import SEARCH_PATH

GUARD = """
import os, sys

def guard(event, arguments, folder=os.environ["INYO_GUARDED"], ours=os.path.realpath(sys.executable)):
    named = [os.fsdecode(each) for each in arguments[:2] if isinstance(each, (str, bytes))]
    within = any(os.path.abspath(each).startswith(folder) for each in named)
    if event == "open":
        wrong = within and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    elif event in ("socket.connect", "socket.sendto", "socket.bind"):
        wrong = isinstance(arguments[1], tuple)
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn"):
        wrong = os.path.realpath(arguments[0]) != ours
    else:
        wrong = event in ("socket.getaddrinfo", "socket.gethostbyname", "os.system") or (
            within and event.startswith(("os.", "shutil.")) and event not in ("os.listdir", "os.scandir", "os.fwalk")
        )
    if wrong:
        told = os.open(os.environ["INYO_TOLD"], os.O_WRONLY)  # a pipe: who reads formats may write no file
        os.write(told, f"{event} {arguments!r}\\n".encode("utf-8", "replace"))
        os.close(told)

sys.addaudithook(guard)
"""
"""Every Python that is started with this tells of what it should not do."""


@pytest.fixture
def address() -> Iterator[tuple[str, socket.socket]]:
    """An address of this machine, and who would hear of it if it was opened."""
    with socket.create_server(("127.0.0.1", 0)) as heard:
        heard.setblocking(False)
        yield f"http://127.0.0.1:{heard.getsockname()[1]}/x", heard


def documents(folder: Path, address: str) -> None:
    """Files of many formats, each of which names an address."""
    text = f"港の協定\n\n帆足澪知事は「港は渡さない」と述べた。{address}\n"
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "b.md").write_text(f"# 港\n\n![港]({address})\n\n{text}", "utf-8")
    (folder / "c.html").write_text(
        f'<html><head><base href="{address}"><link rel="stylesheet" href="{address}"><script src="{address}"></script>'
        f'<meta http-equiv="refresh" content="0;url={address}"></head><body><img src="{address}">'
        f"<iframe src='{address}'></iframe><p>{text}</p></body></html>",
        "utf-8",
    )
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}"><!ENTITY % p SYSTEM "{address}"> %p;]>'
    (folder / "d.xml").write_text(f'<?xml version="1.0"?>{entity}<x><p>港&e;</p><p>{text}</p></x>', "utf-8")
    (folder / "e.svg").write_text(f"{entity}<svg><image href='{address}'/><text>港&e;</text></svg>", "utf-8")
    (folder / "f.eml").write_text(
        f"Subject: minato\nFrom: a@example.org\nContent-Type: message/external-body; access-type=URL; URL={address}\n\n"
        f"Content-Type: text/html; charset=utf-8\n\n<img src={address}>{text}",
        "utf-8",
    )
    (folder / "g.rss").write_text(
        f"<rss version='2.0'><channel><link>{address}</link><item><title>港</title><enclosure url='{address}'/>"
        f"<description>{text}</description></item></channel></rss>",
        "utf-8",
    )
    (folder / "h.csv").write_text(f"title,text,url\n港,{text.replace(chr(10), ' ')},{address}\n", "utf-8")
    (folder / "i.pdf").write_text(
        f"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI({address})>>>>endobj\ntrailer<</Root 1 0 R>>\n",
        "utf-8",
    )
    (folder / "terms.lst").write_text("港\n協定\n", "utf-8")


def states(folder: Path) -> dict[str, tuple[int, int, str]]:
    """What is there, with its mode, time and content."""
    return {
        each.name: (each.stat().st_mode, each.stat().st_mtime_ns, hashlib.sha256(each.read_bytes()).hexdigest())
        for each in sorted(folder.iterdir())
    }


class Guarded:
    """Runs programs that tell of what they should not do with a folder."""

    def __init__(self, folder: Path, beside: Path) -> None:
        (beside / "guard").mkdir()
        (beside / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
        os.mkfifo(beside / "told")
        self._told = os.open(beside / "told", os.O_RDWR | os.O_NONBLOCK)
        self._environment = {
            **os.environ, "PYTHONPATH": os.pathsep.join([str(beside / "guard"), SEARCH_PATH]), "HOME": str(beside),
            "INYO_GUARDED": str(folder), "INYO_TOLD": str(beside / "told"),
        }  # fmt: skip

    def run(self, *arguments: str) -> bytes:
        """What was told of it."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        try:
            return os.read(self._told, 4096)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        os.close(self._told)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


@pytest.fixture
def guarded(folder: Path, tmp_path: Path) -> Iterator[Guarded]:
    guarded = Guarded(folder, tmp_path)
    yield guarded
    guarded.close()


def test_no_document_is_changed_no_address_opened_and_no_program_run(
    folder: Path, guarded: Guarded, address: tuple[str, socket.socket]
) -> None:
    documents(folder, address[0])
    before = states(folder)
    for command in (["index", "--rebuild"], ["search", "港"], ["quotes", "--csv"]):
        assert guarded.run("-m", "inyo.tui", *command, str(folder)) == b""
    assert guarded.run("-m", "inyo.tui", "show", str(folder / "c.html")) == b""
    assert states(folder) == before
    with pytest.raises(BlockingIOError):
        address[1].accept()


@pytest.mark.parametrize(
    "wrong",
    [
        "open(folder + '/a.txt', 'a')", "os.utime(folder + '/a.txt')", "os.mkdir(folder + '/b')",
        "socket.socket().connect_ex(('127.0.0.1', 9))", "subprocess.run(['true'])",
    ],
)  # fmt: skip
def test_what_is_forbidden_there_would_be_told(folder: Path, guarded: Guarded, wrong: str) -> None:
    (folder / "a.txt").touch()
    assert guarded.run("-c", f"import os, socket, subprocess, sys; folder = sys.argv[1]; {wrong}", str(folder))
