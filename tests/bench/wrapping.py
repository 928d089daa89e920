"""Texts whose lines were cut, in the ways that programs cut them, against the same texts as they were.

    python -m tests.bench.wrapping [--unseen] [--quotations] [--faults N]

Sources: the demo's articles, our annotated texts, and of INYO_SHARED the seeds, `quotes/genres` and `quotes/dev`. Every
third is unseen. Printed for each way: the share of paragraphs that come back exactly, of phrases that stood over a
break, and with `--quotations` of quotations with their speaker, and how many names are new: against the text whose
paragraphs have the same indents and blank lines between, but uncut, since scenes, turns and headlines are told by those
(with them alone set anew one quotation of a hundred is another). Last: how many texts that
nobody cut changed in their paragraphs: those, programs, style sheets and tables of our own, and 600 books; and how many
of those that their writers cut were joined.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from inyo.index.reading.aozora import read_book
from inyo.index.reading.documents import parse, read_text
from inyo.index.reading.encodings import Decoded
from inyo.index.reading.prose import clean
from inyo.index.values.document import Document
from inyo.index.values.problems import UnreadableDocument

_ROOT = Path(__file__).resolve().parent.parent.parent
_CLOSING = "、。，．・：；？！」』）】〉》］〕”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…"
_HANGING = "、。，．」』）"
_OPENING = "「『（【〈《［〔“‘"
_HEADER = re.compile(
    r"(?:From|To|Cc|Date|Subject|件名|差出人|宛先|日時|送信日時)[:：]|[^\n]*<\S+@\S+>[:：]?$|[\d:,.]+ --> "
)
"""What no program cuts: headers of mail, the line that says whose words are quoted, the times of subtitles."""
_CUT = frozenset({"ml-minato-01043.eml.txt"})
"""Among the sources: a mail that its program cut at 64 columns, fifteen times inside a word or a phrase."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to cut lines. `kinsoku`: '' (anywhere), 'push' (back to the next line), 'hang' (marks beyond the width),
    'pull' (marks squeezed in); `first` and `rest`: indents; `mark` before every line; `lost`: without the indents
    that the lines were cut with, as a copy out of a PDF is."""

    width: int
    columns: bool
    kinsoku: str = ""
    first: str = ""
    rest: str = ""
    between: str = "\n\n"
    newline: str = "\n"
    mark: str = ""
    suffix: str = ".txt"
    lost: bool = False

    def __str__(self) -> str:
        unit = "columns" if self.columns else "characters"
        marks = [
            self.kinsoku,
            self.first and "first",
            self.rest and "block",
            "" if self.between == "\n\n" else "no blank",
        ]
        marks += [
            {"\r\n": "CRLF", "\r": "CR", "\u2028": "U+2028"}.get(self.newline, ""),
            self.mark.strip(),
            "lost" if self.lost else "",
            self.suffix,
        ]
        return f"{self.width:3} {unit:10} {' '.join(filter(None, marks))}"


def ways() -> Iterator[Way]:
    """Every width by both measures, the other ways in turn."""
    others: list[dict[str, Any]] = [
        {}, {"kinsoku": "push", "first": "\u3000", "between": "\n"}, {"kinsoku": "hang"}, {"kinsoku": "pull"},
        {"first": "\u3000", "between": "\n"}, {"kinsoku": "push", "newline": "\r\n"}, {"mark": "> ", "kinsoku": "push"},
        {"rest": "  ", "first": "  "}, {"mark": ">> ", "kinsoku": "hang"},
        {"kinsoku": "push", "rest": "    ", "first": "    \u3000", "between": "\n"},
        {"suffix": ".md", "kinsoku": "push"}, {"mark": "| "},
        {"kinsoku": "hang", "first": "\u3000", "between": "\n", "newline": "\r"},
        {"kinsoku": "push", "newline": "\u2028"}, {"kinsoku": "pull", "first": "\u3000"},
    ]  # fmt: skip
    at = 0
    for columns, widths in ((False, (20, 25, 30, 35, 38, 40, 60, 72, 80)), (True, (20, 30, 40, 60, 70, 72, 76, 80))):
        for width in widths:
            for _ in range(3):
                yield Way(width, columns, **others[at % len(others)])
                at += 1
    for width in (16, 22, 35):
        yield Way(width, False, "push", first="\u3000", between="\n", lost=True)


def uncut(paragraphs: list[str], way: Way) -> str:
    """A text of these paragraphs that differs from a cut one in nothing but the cuts."""
    return way.between.join(("" if way.lost else way.first) + paragraph for paragraph in paragraphs)


def cut(paragraphs: list[str], way: Way) -> str:
    """A text of these paragraphs with its lines cut."""
    return way.newline.join(
        (way.mark + line).rstrip() if way.mark else line.lstrip("\u3000") if way.lost else line
        for line in way.between.join("\n".join(_lines(paragraph, way)) for paragraph in paragraphs).split("\n")
    )


def _lines(paragraph: str, way: Way) -> Iterator[str]:
    """A quoted line is cut as the programs of mail do it, each part with its marks."""
    if _HEADER.match(paragraph):
        yield way.first + paragraph
        return
    quoted = re.match(r"(?:[>＞] ?)+", paragraph)
    mark = quoted[0] if quoted else ""
    paragraph = paragraph[len(mark) :]
    line, rest = mark + way.first, mark + way.rest
    for word in _units(paragraph, way.kinsoku):
        room = way.width - _size(line, way)
        hangs = way.kinsoku in ("hang", "pull") and word[-1] in _HANGING and len(word) > 1 and word[0] not in _OPENING
        needed = _size(word[:-1] if hangs else word, way)
        if needed > room and line.strip():
            yield line.rstrip(" ") if way.kinsoku else line
            line = rest
            if word == " " and way.kinsoku:
                continue
        line += word
    yield line


def _units(paragraph: str, kinsoku: str) -> Iterator[str]:
    """What is not parted: characters, or by kinsoku words of Latin letters and characters with their marks."""
    if not kinsoku:
        yield from paragraph
        return
    unit = ""
    for character in paragraph:
        word = unit and unit[-1] < "\u0250" and character < "\u0250" and not {unit[-1], character} & {" "}
        if unit and not (character in _CLOSING or unit[-1] in _OPENING or word):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _size(text: str, way: Way) -> int:
    if not way.columns:
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)


def sources(*, unseen: bool) -> list[tuple[str, str]]:
    """Names and texts: two thirds of them, or the third."""
    shared = Path(os.environ.get("INYO_SHARED", _ROOT.parent / "shared"))
    folders = [
        _ROOT / "seeds",
        _ROOT / "tests/data/gold/texts",
        shared / "seeds",
        shared / "quotes/genres",
        shared / "quotes/dev",
    ]
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.glob("*.txt"))]
    chosen = [file for number, file in enumerate(files) if (number % 3 == 2) == unseen]
    return [(file.name, read_text(file).text) for file in chosen]


def paragraphs(document: Document) -> list[str]:
    return [document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs]


def read(text: str, suffix: str = ".txt") -> Document:
    return parse(Path("text" + suffix), Decoded(text, "utf-8"))


def said(document: Document) -> Counter[tuple[str, str]]:
    from inyo.index.pipeline import analyse

    return Counter(
        ("".join(document.text[quotation.start : quotation.end].split()), quotation.speaker)
        for quotation in analyse(document).quotations
    )


def compare(way: Way, texts: list[tuple[str, str]], *, quotations: bool, faults: int) -> list[object]:
    whole = back = asked = found = quoted = kept = strange = 0
    for name, text in texts:
        original = read(text)
        want = paragraphs(original)
        changed = read(cut(want, way), way.suffix)
        got = [_unmarked(paragraph, way) for paragraph in paragraphs(changed)]
        here = {_close(paragraph) for paragraph in got}
        missing = [paragraph for paragraph in want if _close(paragraph) not in here]
        whole += len(want)
        back += len(want) - len(missing)
        phrases = list(_over_breaks(want, way))
        asked += len(phrases)
        solid = _close(changed.text, keep="\n")
        found += sum(_close(phrase) in solid for phrase in phrases)
        if faults and missing:
            print(f"    {way} {name}: {missing[0][:60]}", file=sys.stderr)
            faults -= 1
        if quotations:
            before, after = said(read(uncut(want, way))), said(changed)
            quoted += before.total()
            kept += (before & after).total()
            strange += len({who for _, who in after} - {who for _, who in before} - {""})
    row: list[object] = [str(way), f"{back / whole:.2%}", f"{found / max(1, asked):.2%}"]
    return [*row, f"{kept / max(1, quoted):.2%}", strange] if quotations else row


def _close(text: str, keep: str = "") -> str:
    """Without blanks: one that stood where a line was cut is lost."""
    return re.sub(r"[^\S\n]" if keep else r"\s", "", text)


def _unmarked(paragraph: str, way: Way) -> str:
    return paragraph.removeprefix(way.mark.strip()).lstrip() if way.mark else paragraph


def _over_breaks(want: list[str], way: Way) -> Iterator[str]:
    for paragraph in want:
        lines = [
            line.removeprefix(way.first if not number else way.rest)
            for number, line in enumerate(_lines(paragraph, way))
        ]
        for before, after in pairwise(lines[:4]):
            if (phrase := before[-4:] + after[:4]) in paragraph:
                yield phrase


def unchanged() -> None:
    """How many texts that nobody cut have other paragraphs than lines, and how many of those whose writers did."""
    shared = Path(os.environ.get("INYO_SHARED", _ROOT.parent / "shared"))
    own = [file for ending in ("py", "tcss", "toml", "tsv") for file in sorted(_ROOT.glob(f"[its]*/**/*.{ending}"))]
    own = [file for file in own if file.stat().st_size > 200]
    texts = [*sources(unseen=False), *sources(unseen=True)]
    texts += [(str(file.relative_to(_ROOT)), read_text(file).text) for file in own]
    whole = [(name, text) for name, text in texts if not _was_cut(name, text)]
    changed = [name for name, text in whole if not _kept(text, read(text))]
    print(f"texts that nobody cut: {len(whole)}, changed {len(changed)} {' '.join(changed[:20])}")
    cut_before = [(name, text) for name, text in texts if _was_cut(name, text)]
    joined = [name for name, text in cut_before if not _kept(text, read(text))]
    print(f"texts that their writers cut: {len(cut_before)}, joined {len(joined)}")
    books = sorted((shared / "aozora").glob("*.txt"))
    changed = []
    for file in books:
        try:
            document = parse(file, read_text(file))
        except UnreadableDocument:
            continue
        if not _kept(read_text(file).text, document):
            changed.append(file.name)
    print(f"books: {len(books)}, changed {len(changed)} {' '.join(changed[:20])}")


def _was_cut(name: str, text: str) -> bool:
    """Whether whoever wrote a text cut its lines: modules that are nothing but a docstring of several wide lines,
    which we cut at 120 columns, and _CUT."""
    if not name.endswith(".py"):
        return name in _CUT
    body = ast.parse(text).body
    is_prose = len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    return is_prose and sum(len(line) > 100 for line in text.split("\n")) >= 2


def _kept(text: str, document: Document) -> bool:
    """Whether paragraphs are the lines that the cleaned file, without a book's marks, has."""
    cleaned = clean(text).text
    book = read_book(cleaned)
    lines = (book.text if book else cleaned).split("\n")
    return paragraphs(document) == [line.strip() for line in lines if line.strip().strip(">＞ ")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--quotations", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="of the texts only every Nth")
    parser.add_argument("--faults", type=int, default=0, help="show so many paragraphs a way that do not come back")
    options = parser.parse_args()
    texts = sources(unseen=options.unseen)[:: options.every]
    print(f"{len(texts)} texts\n{'way':60} paragraphs phrases quotations strange")
    for way in ways():
        name, *figures = compare(way, texts, quotations=options.quotations, faults=options.faults)
        print(f"{name!s:60}", *figures)
    unchanged()


if __name__ == "__main__":
    main()
