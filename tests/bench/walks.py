"""How many of our files a walk enters: `python -m tests.bench.walks [PATH…] [--names]`.

A file is entered where one of its functions is called (module level, class bodies and dataclass machinery apart). The
walks: a warm query (two words, asked twice), opening a collection in which nothing changed (what `Library.update` makes
ready is no query's), the first query of a generation, a file from its bytes to its block, and one sentence with one
quotation. Without a path the demo collection.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from inyo.index.library import Library
from inyo.index.values.document import Document, Paragraph
from tests.bench.tables import Table, show
from tests.paths import ROOT

QUERY = "港 工事"
SENTENCE = "帆足澪知事は10日、記者団に「港は誰にも渡さない」と述べた。"
WANTED = {"warm query": 25, "first query": 40, "file": 45, "sentence": 20}
"""What the house is built for (most files)."""


def walk(action: Callable[[], object]) -> tuple[Counter[str], int]:
    """The files of ours that an action enters, with calls; and how many different functions."""
    calls: Counter[str] = Counter()
    functions: set[int] = set()

    def entered(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and "/inyo/" in code.co_filename and code.co_name != "<module>":
            calls[code.co_filename.rpartition("/inyo/")[2]] += 1
            functions.add(id(code))

    sys.setprofile(entered)
    try:
        action()
    finally:
        sys.setprofile(None)
    return calls, len(functions)


def sentence() -> None:
    """One sentence with one quotation, from its text to its speaker."""
    from inyo.index.japanese.tokens import tokenize
    from inyo.index.people.mentions import find_mentions
    from inyo.index.quotations.extract import extract

    document = Document("x.txt", SENTENCE, "x", paragraphs=(Paragraph(0, len(SENTENCE)),))
    tokens = tokenize(SENTENCE)
    extract(document, tokens, find_mentions(document, tokens))


def walks(paths: list[Path], cache: Path) -> dict[str, tuple[Counter[str], int]]:
    """Every walk, traced."""
    from inyo.index.engine.local.file_analysis import to_block
    from inyo.index.pipeline import analyse_file

    Library.open(paths, cache=cache).update()
    library = Library.open(paths, cache=cache)
    found = {"opening": walk(library.update)}
    found["first query"] = walk(lambda: library.search(QUERY))
    library.search("別の語")
    library.search(QUERY)
    found["warm query"] = walk(lambda: library.search(QUERY))
    file = next(path for root in paths for path in ([root] if root.is_file() else sorted(root.glob("*.txt"))))
    analyse_file(file)
    found["file"] = walk(lambda: [to_block(each, str(file)) for each in analyse_file(file)])
    sentence()
    found["sentence"] = walk(sentence)
    return found


def main() -> None:
    """Print the table, with `--names` the files of each walk and their calls."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "seeds"])
    parser.add_argument("--names", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        found = walks(options.paths, Path(cache))
    table = Table("walks: files of ours that are entered")
    for name in ("warm query", "opening", "first query", "file", "sentence"):
        calls, functions = found[name]
        most = WANTED.get(name, "")
        table.rows.append(
            {"walk": name, "files": len(calls), "wanted": most, "functions": functions, "calls": calls.total()}
        )
        if options.names:
            table.failures += [f"{name}: {file} {count}" for file, count in calls.most_common()]
    show(table, len(table.failures))


if __name__ == "__main__":
    main()
