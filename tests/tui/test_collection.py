"""Which documents are opened: what was given, else what was opened last, else the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.own.atomic_files import own_folder
from inyo.tui.keep import collection
from inyo.tui.keep.collection import NoSuchPath, choose, demo_folder


def test_what_was_opened_last_is_opened_again(tmp_path: Path) -> None:
    assert choose(()) == (demo_folder(),)
    collection.remember([tmp_path])
    assert choose(()) == (tmp_path,)


def test_what_was_opened_last_and_is_gone_is_not(tmp_path: Path) -> None:
    collection.remember([tmp_path, tmp_path / "gone"])
    assert choose(()) == (demo_folder(),)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"paths": ["/"], "check": "other"}', b"\xff", b"[" * 100_000])
def test_a_damaged_memory_of_it_is_no_reason_to_stop(content: bytes) -> None:
    own_folder("state").mkdir(parents=True)
    (own_folder("state") / "last-collection.json").write_bytes(content)
    assert choose(()) == (demo_folder(),)


def test_where_nothing_can_be_kept_it_opens_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    collection.remember([tmp_path])
    assert choose(()) == (demo_folder(),)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPath, match="no such file"):
        choose([str(tmp_path / "gone")])
