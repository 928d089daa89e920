"""What no part may do whatever it is given: `python -m tests.bench.fuzz [--seconds N] [--seed S] [TARGET…]`.

Hypothesis without end: N seconds of CPU for each target, new seeds again and again, texts of marks, halves of pairs,
brackets, names and words of Japanese news mixed. Prints how many inputs each target had, and of what was found the
smallest input of each kind. The readers of formats are not among the targets.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from inyo.index.engine.local.file_analysis import in_stretches
from inyo.index.engine.local.manifest import Manifest, OtherFormat
from inyo.index.engine.query_language import parse as parse_query
from inyo.index.engine.words.synonyms import read_groups
from inyo.index.japanese.folding import fold_all, fold_characters
from inyo.index.library import Place
from inyo.index.own.atomic_files import read_own_file, sealed
from inyo.index.own.corrections import Corrections
from inyo.index.own.sections import DamagedFile, Sections
from inyo.index.people.aliases import AliasRules, read_aliases, with_another
from inyo.index.pipeline import analyse
from inyo.index.reading.documents import parse
from inyo.index.reading.encodings import Decoded, NoEncoding, decode
from inyo.index.reading.prose import pieces
from inyo.index.values.problems import UnreadableDocument
from inyo.tui.keep import export, session
from inyo.tui.keep.citation import BadForm, check, cite
from inyo.tui.keep.config import BadConfig, load
from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.clipboard import osc52, safe
from inyo.tui.terminal.linebreak import rows
from inyo.tui.terminal.sanitise import clean, sanitise
from inyo.tui.terminal.typed import Received
from tests.invariants import check_folding, check_pairs
from tests.small_index import document, searcher
from tests.tui.builders import quote

BITS = (
    "「", "」", "『", "』", "“", "”", '"', "（", "）", "(", ")", "［", "］", "《", "》", "｜", "【", "】", "〝",
    "〟", "と述べた。", "と話した", "によると", "という", "は", "が", "、", "。", "！", "？", "\n", "\n\n",
    "　", " ", "\t", "\r", "山田太郎氏", "山田町長は", "ジャン＝ポール・ベルモンド", "彼", "同氏", "Smith",
    "橋を直す", "○議長（林君）　", "林：", "――", "……", "> ", "・", "、2019年5月2日。", "令和七年", "3.5％",
    "１２", "二千三百万円", "ｶﾞ", "㈱", "か\u3099", "々", "ゞ", "ー", "辻\U000e0100", "𠮷", "🇯🇵", "👍🏽",
    "\u200b", "\u202e", "\u2028", "\x85", "\x00", "\x1b[31m", "\x9b", "\ud800", "\udc80", "\ufeff",
    "［＃ここから２字下げ］", "AND ", "OR ", "NOT ", "-", "*", "~", "by:", "date:2024..", "in:", "/", "^", "{",
    "}", "[", "]", "=", "＝", "!=", "#", ",", "'", "\\", "{quotation}", "[[", "]]", '{"key":', "1e999",
)  # fmt: skip
BIT = st.sampled_from(BITS) | st.text(st.characters(exclude_categories=()), max_size=3)
SHORT = st.lists(BIT, max_size=12).map("".join)
TEXT = st.lists(st.lists(BIT, min_size=1, max_size=25).map("".join), max_size=8).map("\n".join)
BYTES = st.binary(max_size=60) | TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SHORT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(("key", "speaker", "version", "marks", "places", "quotation", "sources", "file")) | SHORT,
        inner, max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


def folding(text: str) -> None:
    check_folding(text)
    assert fold_all([text, "港", text]) == [fold_characters(each) for each in (text, "港", text)]


def brackets(text: str) -> None:
    check_pairs(text)
    ends = [0, *(end for _, end in pieces(text, 0, len(text)))]
    assert [start for start, _ in pieces(text, 0, len(text))] == ends[:-1] and ends[-1] == len(text)


def analysis(text: str) -> None:
    """Sentences, clauses, people, quotations; and what an index keeps of them."""
    try:
        document = parse(Path("a.txt"), Decoded(text, "utf-8"))
    except UnreadableDocument as error:
        assert error.problem.detail
        return
    analysed = analyse(document)
    for each in analysed.quotations:
        assert each.text == document.text[each.start : each.end]
        if each.speaker_span:
            assert document.text[slice(*each.speaker_span)] == each.speaker_text
        assert 0 <= each.probability <= 1
    for mention in analysed.mentions:
        assert document.text[mention.name_start : mention.name_end] == mention.name
    assert in_stretches(document, "/a.txt")


@cache
def _searcher() -> Any:
    lines = (
        "山田町長は「橋を直す」と述べた。\n\nジャン＝ポール・ベルモンドの港。5月2日、3.5％。\n\n㈱灯台がガスを売る。"
    )
    return searcher([document("a.txt", lines, title="港の話", date="2024-05-01"), document("b.txt", "港 AND 灯台")])


def queries(text: str) -> None:
    parse_query(text)
    for hit in _searcher().search(text).hits:
        for span in hit.spans:
            assert hit.start <= span.start < span.end <= hit.end


def line_breaking(text: str) -> None:
    for width in (1, 2, 7, 20, 41, 80):
        cut = rows(text, width)
        assert "".join(text[start:end] for start, end in cut) == text
        assert all(start < end for start, end in cut) or text == ""
        assert cell_width(truncate(clean(text.replace("\n", " ")), width)) <= width


def sanitiser(text: str) -> None:
    display = sanitise(text)
    assert display.text.encode() and clean(display.text) == display.text if display.text else True
    there = [display.to_document(at) for at in range(len(display.text) + 1)]
    back = [display.to_display(at) for at in range(len(text) + 1)]
    assert there == sorted(there) and there[-1] == len(text)
    assert back == sorted(back) and back[-1] == len(display.text)
    assert safe(safe(text)) == safe(text) and osc52(text, through_screen=True).isascii()


def citations(text: str) -> None:
    try:
        check(text)
    except BadForm as error:
        assert str(error)
        return
    cite(quote(text=f"「{text}」", title=text, person=text, file=text, place=Place(page=text)), text, [text or "/"])


def exports(text: str) -> None:
    quotes = [
        quote(text=f"「{text}」", title=text, person=text, speaker=text, file=text or "a", author=text, date=text)
    ] * 2
    for form in export._WRITERS:
        found = export.export(quotes, form)
        assert safe(found) == found and found.endswith("\n")
        if form == "csv":
            table = list(csv.reader(io.StringIO(found.removeprefix("\ufeff"), newline="")))
            assert len(table) == 3 and len({len(row) for row in table}) == 1
            assert not any(
                cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r", "\n")) for row in table for cell in row
            )
        if form == "jsonl":
            assert [json.loads(line)["text"] for line in found.split("\n")[:-1]] == [f"「{text}」"] * 2


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """For files; gone when the run ends."""
    return tempfile.TemporaryDirectory(prefix="inyo-fuzz-")


def _written(data: bytes, *names: str) -> Path:
    file = Path(_folder().name, *names)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def config(data: bytes) -> None:
    for content in (data, b"theme = " + data, b'[keys]\nsearch = "' + data + b'"', b'citation = """' + data + b'"""'):
        try:
            load(_written(content, "config.toml"))
        except BadConfig as error:
            assert "config.toml" in str(error)


def own_files(value: Any) -> None:
    """Marks, searches, places, corrections, lists of the reader's and tables of an index that say anything."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    folder = _written(data, "corrections.jsonl").parent
    corrections = Corrections(folder / "corrections.jsonl")
    assert corrections.take_in(data.decode("utf-8", "replace"))[1] >= 0
    assert not Corrections(folder / "corrections.jsonl").notice
    read_own_file(folder / "corrections.jsonl", needed=True)
    os.environ["XDG_STATE_HOME"] = str(folder)
    for name in ("marks.json", "searches.json", "session.json"):
        _written(data, "inyo", name)
    session.load().change_mark(("a", 1, "港"), quote())
    assert session.load().marks and not session.load().unreadable
    _written(sealed(data), "manifest-1.json")
    for read in (lambda: Manifest.read(folder, 1), lambda: Sections(data)):
        try:
            read()
        except (DamagedFile, OtherFormat):
            continue


def lists(text: str) -> None:
    rules, _ = read_aliases(text, "people.txt")
    read_groups(text)
    told = with_another(text, AliasRules((("山田太郎", text or "山"),), ()))
    again, _ = read_aliases(told, "people.txt")
    left = rules.joined(AliasRules((("山田太郎", text or "山"),), ()))
    assert again.different == left.different and again.same[: len(rules.same)] == left.same[: len(rules.same)]


def typed(data: bytes) -> None:
    received = Received()
    got = [piece for at in range(0, len(data), 3) for piece in received.pieces(data[at : at + 3])]
    assert "\ufffd" not in "".join(piece.text for piece in got)
    with contextlib.suppress(NoEncoding):
        assert decode(data).text is not None


TARGETS: dict[str, tuple[Callable[[Any], None], st.SearchStrategy[Any]]] = {
    "folding": (folding, TEXT),
    "brackets": (brackets, TEXT),
    "analysis": (analysis, TEXT),
    "queries": (queries, SHORT),
    "lines": (line_breaking, TEXT),
    "sanitiser": (sanitiser, TEXT),
    "config": (config, BYTES),
    "citations": (citations, SHORT),
    "exports": (exports, SHORT),
    "own": (own_files, BYTES | JSON),
    "lists": (lists, TEXT),
    "typed": (typed, BYTES),
}


def fuzz(name: str, seconds: float, first: int) -> tuple[int, dict[str, str]]:
    """How many inputs a target had, and by kind of fault (its type and place) the smallest input."""
    check_one, strategy = TARGETS[name]
    found: dict[str, str] = {}
    count, number, until = 0, first, time.process_time() + seconds

    def one(given_value: Any) -> None:
        nonlocal count
        count += 1
        try:
            check_one(given_value)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} {Path(place.filename).name}:{place.lineno}"
            if kind in found and found[kind] != repr(given_value) and len(found[kind]) <= len(repr(given_value)):
                return
            found[kind] = repr(given_value)

    while time.process_time() < until:
        number += 1
        run = settings(max_examples=200, database=None, deadline=None, suppress_health_check=list(HealthCheck))(
            seed(number)(given(strategy)(one))
        )
        run()
    return count, found


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    reader.add_argument("--seconds", type=float, default=60.0, help="of CPU, for each")
    reader.add_argument("--seed", type=int, default=1)
    options = reader.parse_args()
    bad = False
    for name in options.targets or TARGETS:
        count, found = fuzz(name, options.seconds, 1000 * options.seed)
        bad = bad or bool(found)
        print(f"{name:10} {count:8} inputs, {len(found)} kinds of fault", flush=True)
        for kind, smallest in found.items():
            print(f"    {kind}: {smallest[:300]}", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())
