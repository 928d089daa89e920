"""Readings printed beside words: found as they are typed, also where one stands over several words."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.reading.documents import parse
from inyo.index.reading.encodings import Decoded
from tests.small_index import searcher, texts

BOOK = "森の奥で｜北の鬼《ノーズオーガ》が吠えた。\n\n空に｜赤い月《ルナロッサ》が昇る。\n\n鵜飼《うかい》が笛を吹く。"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("ノーズオーガ", "北の鬼"), ("のーずおーが", "北の鬼"), ("noozuooga", "北の鬼"), ("ルナロッサ", "赤い月"),
        ("runarossa", "赤い月"), ("赤い月", "赤い月"), ("うかい", "鵜飼"),
    ],
)  # fmt: skip
def test_a_reading_over_several_words_is_found_as_it_is_typed(asked: str, words: str) -> None:
    book = parse(Path("book.txt"), Decoded(BOOK, "utf-8"))
    (hit, *_) = searcher([*texts("港の工事が終わった。"), book]).search(asked).hits
    assert words in book.text[hit.start : hit.end]
