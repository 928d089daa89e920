"""What the PDF reader makes of pages that are set in many ways, and how fast.

    python -m tests.bench.pdf [--folder FOLDER] [--pages N] [--whole]

Prints a row a setting: paragraphs and headings that came back whole, rubies on their bases, for texts the reader was
made with (seen) and others (unseen), then pages a second of computing. FOLDER: PDFs beside an `expected.jsonl` of rows
{file, paragraphs, rubies, not_in_text}; their rows come below. `--whole`: only what 100 pages cost from the command to
the index, in seconds by the clock and of computing (all processes), beside the reading alone.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inyo.index.reading.formats import pdf as reader
from inyo.index.values.extracts import Extract, UnreadableFormat
from tests.index.reading.formats import pdf_articles as articles
from tests.index.reading.formats.pdf_pages import Setting, plain, rubies, set_articles
from tests.index.reading.formats.test_pdf import LARGE, SETTINGS

Articles = Sequence[tuple[str, Sequence[str]]]

MORE = {
    "no indents, white between": Setting(indent=0, spacing=0.8),
    "vertical, no indents, white between": Setting(vertical=True, indent=0, spacing=0.8),
    "small pages": Setting(width=300, height=420, frame=(36, 44, 264, 380), head="手帖　#", folio="#"),
    "large pages": Setting(size=9, width=595, height=842, frame=LARGE),
    "large pages, vertical, two tiers": Setting(vertical=True, columns=2, size=9, width=595, height=842, frame=LARGE),
}


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _whole(extract: Extract, wanted: Sequence[str]) -> str:
    found = {_bare(block.text) for block in extract.blocks}
    return f"{sum(_bare(text) in found for text in wanted)}/{len(wanted)}"


def _on_bases(extract: Extract, wanted: Sequence[tuple[str, str]]) -> str:
    found = {(block.text[ruby.start : ruby.end], ruby.reading) for block in extract.blocks for ruby in block.rubies}
    return f"{sum(pair in found for pair in wanted)}/{len(wanted)}"


def _recall(chosen: Articles, setting: Setting) -> str:
    (extract,) = reader.read(set_articles(chosen, setting).bytes(), "")
    paragraphs = [paragraph for _, article in chosen for paragraph in article]
    parts = (
        _whole(extract, [plain(paragraph) for paragraph in paragraphs]),
        _whole(extract, [title for title, _ in chosen]),
        _on_bases(extract, [ruby for paragraph in paragraphs for ruby in rubies(paragraph)]),
    )
    return "  ".join(f"{part:>6}" for part in parts)


def _speed(setting: Setting, pages: int) -> str:
    """Pages a second of one long file, and its letters a page."""
    whole: Articles = [*articles.SEEN, *articles.UNSEEN]
    once = len(set_articles(whole, setting).pages)
    pdf = set_articles([*whole] * max(1, pages // once), setting)
    data, start = pdf.bytes(), time.process_time()
    (extract,) = reader.read(data, "")
    seconds = time.process_time() - start
    letters = sum(len(block.text) for block in extract.blocks)
    return f"{len(pdf.pages) / seconds:>6.0f} {letters / len(pdf.pages):>6.0f}"


def _settings(pages: int) -> None:
    print(f"{'setting':40}  seen: paragraphs, titles, rubies | unseen  | pages/s, letters a page")
    for name, setting in {**SETTINGS, **MORE}.items():
        fast = _speed(replace(setting, shuffled=False), pages)
        print(f"{name:40}  {_recall(articles.SEEN, setting)} | {_recall(articles.UNSEEN, setting)} | {fast}")


WHOLE = {
    "rows": Setting(),
    "vertical": Setting(vertical=True),
    "large pages": Setting(size=10.5, width=595, height=842, frame=LARGE),
    "large pages, two columns": Setting(size=9, width=595, height=842, frame=LARGE, columns=2),
}


def _hundred_pages(setting: Setting) -> bytes:
    whole = [*articles.SEEN, *articles.UNSEEN]
    pdf = set_articles(whole * (100 // len(set_articles(whole, setting).pages) + 1), setting)
    pdf.pages = pdf.pages[:100]
    return pdf.bytes()


def _from_the_command(compiled: str) -> None:
    """The rows of `--whole`. Modules are compiled once, as an installed program has them: the first row comes twice."""
    print(f"{'100 pages':28}  letters a page | read: computing | indexed: clock, computing")
    for name, setting in [next(iter(WHOLE.items())), *WHOLE.items()]:
        data, start = _hundred_pages(setting), time.process_time()
        (extract,) = reader.read(data, "")
        alone = time.process_time() - start
        letters = sum(len(block.text) for block in extract.blocks) / 100
        with tempfile.TemporaryDirectory(prefix="inyo-pdf-") as folder:
            (papers := Path(folder) / "papers").mkdir()
            (papers / "pages.pdf").write_bytes(data)
            own = {f"XDG_{each}_HOME": f"{folder}/{each}" for each in ("DATA", "CACHE", "STATE", "CONFIG")}
            own |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            command = [sys.executable, "-m", "inyo.tui", "index", str(papers)]
            subprocess.run(command, env=os.environ | own, check=True, stdout=subprocess.DEVNULL)
            clock, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        computing = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{name:28}  {letters:14.0f} | {alone:15.1f} | {clock:14.1f} {computing:10.1f}")


def _folder(folder: Path) -> None:
    print(f"\n{'file':40}  paragraphs, rubies, absent")
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["file"].endswith(".pdf"):
            continue
        try:
            (extract,) = reader.read((folder / row["file"]).read_bytes(), row["file"])
        except UnreadableFormat as problem:
            print(f"{row['file']:40}  {problem.kind}: {problem.detail}")
            continue
        pairs = [] if row.get("rubies_absent") else [(base, reading) for base, reading in row.get("rubies", ())]
        text = "".join(_bare(block.text) for block in extract.blocks)
        absent = row.get("not_in_text", ())
        gone = f"{sum(_bare(each) not in text for each in absent)}/{len(absent)}"
        print(f"{row['file']:40}  {_whole(extract, row['paragraphs'])}  {_on_bases(extract, pairs)}  {gone}")


def main() -> None:
    """Runs the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    if asked.whole:
        with tempfile.TemporaryDirectory(prefix="inyo-pyc-") as compiled:
            _from_the_command(compiled)
        return
    _settings(asked.pages)
    if asked.folder is not None:
        _folder(asked.folder)


if __name__ == "__main__":
    main()
