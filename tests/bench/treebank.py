"""Articles of the Asian Language Treebank, whose Japanese side the shared folder holds as one file of sentences.

The file has no separators; a record of tests/data/gold/alt-a.jsonl and aside/alt.jsonl says by `first_line` and
`last_line`, counted from 1, both included, which run of lines its article is. An article is laid out with one
sentence a line; the marks "-1", "-2" that the makers put before the halves of a split sentence are left out.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

GOLD = Path(__file__).resolve().parents[1] / "data" / "gold"
SETS = (GOLD / "alt-a.jsonl", GOLD / "aside" / "alt.jsonl")

_SPLIT = re.compile(r"^-\d")
_FOLDERS: list[TemporaryDirectory[str]] = []
"""Kept until the process ends, which removes them."""


def article(lines: list[str], first: int, last: int) -> str:
    """The text of an article: lines `first` to `last` of the treebank."""
    return "".join(_SPLIT.sub("", line) + "\n" for line in lines[first - 1 : last])


@cache
def articles(shared: Path) -> Path:
    """A temporary folder with a file for each annotated article; an empty one where the treebank is not at hand."""
    _FOLDERS.append(TemporaryDirectory(prefix="treebank-"))
    folder = Path(_FOLDERS[-1].name)
    source = shared / "quotes" / "alt" / "train.ja"
    if source.is_file():
        lines = source.read_text("utf-8").split("\n")
        for record in (json.loads(line) for path in SETS for line in path.read_text("utf-8").splitlines()):
            path = folder / record["doc"]
            if not path.exists():
                path.write_text(article(lines, record["first_line"], record["last_line"]), "utf-8")
    return folder
