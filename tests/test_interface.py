"""`import inyo` in a notebook: the documented Python interface."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import inyo
from tests.paths import ROOT

ARTICLE = "港湾協定、署名へ\n\n帆足澪知事は10日、記者団に「港は誰にも渡さない」と述べた。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "記事").mkdir()
    (tmp_path / "記事" / "港.txt").write_text(ARTICLE, "utf-8")
    return tmp_path / "記事"


def test_a_collection_is_searched_in_a_line(folder: Path) -> None:
    answer = inyo.search("こうわん", folder)
    assert [hit.text for hit in answer.hits if not hit.below] == ["港湾協定、署名へ"]


def test_quotations_are_rows_of_a_frame(folder: Path) -> None:
    rows = inyo.rows(inyo.quotations(folder, by="帆足"))
    assert [(row["person"], row["text"], row["file"]) for row in rows] == [
        ("帆足澪", "「港は誰にも渡さない」", str(folder / "港.txt"))
    ]
    assert len({tuple(row) for row in rows}) == 1


def test_people_and_hits_are_rows_too(folder: Path) -> None:
    library = inyo.open(folder)
    assert isinstance(library, inyo.Library)
    assert inyo.rows(library.people())[0]["name"] == "帆足澪"
    assert inyo.rows(library.search("知事").hits)[0]["paragraph"] == 2


def test_a_path_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        inyo.open(tmp_path / "none")


def test_what_is_promised_is_there_and_nothing_else() -> None:
    assert [name for name in inyo.__all__ if not hasattr(inyo, name)] == []
    with pytest.raises(AttributeError, match="serach"):
        _ = inyo.serach


def test_importing_it_loads_nothing_of_the_index() -> None:
    code = "import inyo, sys; print([name for name in sys.modules if name.startswith(('inyo.', 'numpy', 'fugashi'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_page_about_it_runs_as_it_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block of Python in PYTHON.md, but for the lines that need pandas."""
    page = (ROOT / ".github" / "PYTHON.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert blocks
    monkeypatch.chdir(folder.parent)
    names: dict[str, object] = {}
    for line in "\n".join(blocks).splitlines():
        if "pandas" not in line and "frame" not in line:
            exec(line, names)
