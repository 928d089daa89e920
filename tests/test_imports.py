"""How our modules import one another: no circle, lazy and type-checking imports included; rooms keep their order."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

from tests.paths import ROOT

UNDER_ANOTHER_NAME = {"opensearchpy": "opensearch_py", "pypdfium2_raw": "pypdfium2"}
"""Packages that a distribution of another name brings."""
HOUSES = {"index": "inyo.index", "tui": "inyo.tui"}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(["inyo", *(part for part in parts if part != "__init__")])


@cache
def modules() -> dict[str, Path]:
    return {name_of(path): path for house in HOUSES for path in sorted((ROOT / house).rglob("*.py"))}


def imported(path: Path, package: str = "") -> Iterator[str]:
    """The modules of ours that a file imports, wherever in it: at its top, in a function, for types only.

    `package` is the one it lies in, for what is named relative to it.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                within = f"{source}.{alias.name}"
                yield within if within in modules() else source


def package_of(name: str, path: Path) -> str:
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


@cache
def graph() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(each for each in imported(path, package_of(name, path)) if each in modules() and each != name)
        for name, path in modules().items()
    }


@pytest.mark.parametrize("house", HOUSES)
def test_no_import_goes_in_a_circle(house: str) -> None:
    own = {name: {each for each in graph()[name] if each.startswith(HOUSES[house])} for name in graph()}
    try:
        TopologicalSorter({name: own[name] for name in own if name.startswith(HOUSES[house])}).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))


def test_the_index_knows_no_terminal() -> None:
    assert {
        name for name, used in graph().items() if name.startswith("inyo.index") for each in used if "inyo.tui" in each
    } == set()


def test_the_graph_sees_lazy_and_type_checking_imports(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from inyo.index.library import Library\n"
        "def f():\n    from inyo.tui import app\n",
        "utf-8",
    )
    assert {"inyo.index.library", "inyo.tui.app"} <= set(imported(file))


def test_no_file_stem_stands_twice_in_the_index() -> None:
    stems = Counter(path.stem for name, path in modules().items() if name.startswith("inyo.index"))
    stems.pop("__init__")
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_a_search_in_an_index_that_is_up_to_date_imports_only_what_it_uses(tmp_path: Path) -> None:
    """No analysis, no network, no processes: they are most of the time that a command takes to start."""
    (tmp_path / "a.txt").write_text("港の工事が始まった。\n", encoding="utf-8")
    os.utime(tmp_path / "a.txt", (1_700_000_000, 1_700_000_000))
    program = (
        "import sys\nfrom inyo.tui.commands.cli import main\n"
        "sys.argv = ['inyo', 'search', '港', sys.argv[1]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    variables = {**os.environ, "PYTHONPATH": str(ROOT / ".dev")}
    variables |= {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CACHE", "DATA", "STATE", "CONFIG")}
    command = [sys.executable, "-c", program, str(tmp_path / "a.txt")]
    for _ in ("built", "read"):
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "港" in done.stdout
    assert "inyo.index.engine.local.store" in loaded
    unused = {"inyo.index.pipeline", "inyo.index.quotations.extract", "inyo.index.processes", "textual", "ssl", "email"}
    unused |= {"urllib.request", "http.client", "multiprocessing", "numpy.ma"}
    assert sorted(loaded & unused) == []


def test_every_package_that_is_imported_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    declared = {re.split(r"[^\w-]", each)[0].lower().replace("-", "_") for each in wanted}
    used = {name.partition(".")[0] for path in modules().values() for name in imported(path)}
    used = {UNDER_ANOTHER_NAME.get(name, name) for name in used}
    assert sorted(used - declared - sys.stdlib_module_names - {"inyo", ""}) == []
