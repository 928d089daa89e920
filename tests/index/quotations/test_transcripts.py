"""Transcripts as offices, companies, boards and magazines print them: who speaks in each turn.

The texts are our own; their forms (labels, signs, blanks, headings between) are those of pages that were met. What a
turn begins with and whom it is given to stands beside each.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inyo.index.pipeline import analyse_file
from tests.paths import ROOT

CASES = [json.loads(line) for line in (ROOT / "tests/data/layouts.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_turn_is_given_to_whoever_its_layout_names(case: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / str(case["file"])
    file.write_text(str(case["text"]), encoding="utf-8")
    analysis = analyse_file(file)[0]
    text = analysis.document.text
    said = {
        (text[one.start : one.end].lstrip("「").replace(" ", "")[:8], one.speaker)
        for one in analysis.quotations
        if one.start < one.end
    }
    turns = case["turns"]
    assert isinstance(turns, list)
    wanted = {(str(start).replace(" ", "")[:8], speaker) for start, speaker in turns}
    short = {start for start, _ in wanted if len(start) < 8}
    found = said | {(start, speaker) for words, speaker in said for start in short if words.startswith(start)}
    assert wanted <= found
