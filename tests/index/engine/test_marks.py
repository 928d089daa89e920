"""What is typed to the letter is found and marked where it stands, over the demo collection."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.reading.documents import read
from tests.bench.search_marks import is_marked, over, strings, typed

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
_DOCUMENTS = [read(path) for path in sorted(SEEDS.rglob("*.txt"))]


@pytest.mark.parametrize("seed", range(4))
def test_strings_from_anywhere_in_a_passage_are_found_and_marked_there(seed: int) -> None:
    search = over(_DOCUMENTS)
    texts = {each.path: each.text for each in _DOCUMENTS}
    unmarked = [
        (query, key, start)
        for key, start, text in strings(search, texts, 60, seed)
        for query in typed(text)
        if not is_marked(search, query, key, start, start + len(text))
    ]
    assert unmarked == []
