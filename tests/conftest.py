"""Fixtures that every part of the suite may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.paths import ROOT, SEARCH_PATH

os.environ["PYTHONPATH"] = SEARCH_PATH


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts that are not ours (INYO_SHARED, or `shared` beside the checkout); skips where absent."""
    folder = Path(os.environ.get("INYO_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip(f"no shared texts at {folder}: set INYO_SHARED to run this test")
    return folder


@pytest.fixture(scope="session")
def demo() -> Path:
    """The demo collection of this checkout."""
    return ROOT / "seeds"


@pytest.fixture(autouse=True)
def _private_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the caches, settings or marks of whoever runs it, or speaks their language."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
