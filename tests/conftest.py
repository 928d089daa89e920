"""Fixtures that every part of the suite may use."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cluster import nodes
from tests.paths import ROOT, SEARCH_PATH

os.environ["PYTHONPATH"] = SEARCH_PATH
os.environ.pop("PYTHONUNBUFFERED", None)  # a reader's shell does not set it, and what cannot be written shows otherwise

# a machine under load is no fault of ours
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", settings.get_profile("patient"), max_examples=20, database=None)
settings.load_profile(os.environ.get("INYO_EXAMPLES", "patient"))


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


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of an OpenSearch node. INYO_CLUSTER=1 starts one on this machine, which takes half a gigabyte;
    INYO_CLUSTER=http://… is one that runs already."""
    wanted = os.environ.get("INYO_CLUSTER", "")
    if not wanted:
        pytest.skip("set INYO_CLUSTER=1 to test on an OpenSearch node, which needs Java and Maven")
    pytest.importorskip("opensearchpy", reason="the extra inyo[opensearch] is not installed")
    if wanted.startswith("http"):
        yield wanted
        return
    with contextlib.ExitStack() as stack:
        try:
            running = stack.enter_context(nodes.cluster())
        except nodes.Unavailable as error:
            pytest.skip(f"no OpenSearch node: {error}")
        yield running.address


@pytest.fixture(autouse=True)
def _private_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the caches, settings or marks of whoever runs it, or speaks their language."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
