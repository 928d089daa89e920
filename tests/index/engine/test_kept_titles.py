"""The titles kept beside an index are those of its documents, whatever became of the file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.local import snapshot as kept_titles
from inyo.index.engine.local.snapshot import FEW, FILE, segment_of_titles
from inyo.index.engine.ranking.memory_segment import MemorySegment, Placed, placed_titles
from inyo.index.engine.ranking.searcher import Searcher, in_memory
from inyo.index.engine.segments import Field, Segment
from tests.small_index import document, searcher

TITLES = [(f"/書棚/{number}.txt", f"第{number}回 水車の会の記録") for number in range(200)]


@pytest.fixture
def untokenized(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nobody may tokenize a title."""

    def refuse(_: object) -> None:
        raise AssertionError("titles were tokenized again")

    monkeypatch.setattr(kept_titles, "placed_titles", refuse)


def test_the_segment_has_the_terms_of_one_in_memory(tmp_path: Path) -> None:
    expected = MemorySegment(placed_titles(TITLES))
    for _ in ("made", "read"):
        check_alike(segment_of_titles(tmp_path, TITLES), expected)


def check_alike(segment: Segment, expected: Segment) -> None:
    """Whether all that can be asked of two segments is the same."""
    assert tuple(segment.keys) == tuple(expected.keys)
    for field in Field:
        assert list(segment.terms(field)) == list(expected.terms(field))
        assert np.array_equal(segment.lengths(field), expected.lengths(field))
        for term in expected.terms(field):
            assert np.array_equal(segment.positions(field, term), expected.positions(field, term))
    for passage in range(expected.passages):
        assert segment.text(passage) == expected.text(passage)
        assert segment.span(passage) == expected.span(passage)
        assert np.array_equal(segment.token_offsets(passage), expected.token_offsets(passage))


def test_a_search_finds_and_ranks_as_with_titles_in_memory(tmp_path: Path) -> None:
    documents = [document(key, "米の値段が上がった。", title=title) for key, title in TITLES]
    plain = searcher(documents)
    kept = Searcher(plain.segments, plain.documents, title_segment=lambda titles: segment_of_titles(tmp_path, titles))
    assert plain.title_segment is in_memory
    for query in ("水車 米", "第7回 値段", "すいしゃ 米", "米"):
        assert kept.search(query) == plain.search(query)


def test_a_second_process_does_not_tokenize_again(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    segment_of_titles(tmp_path, TITLES)
    request.getfixturevalue("untokenized")
    assert segment_of_titles(tmp_path, TITLES).text(3) == TITLES[3][1]


@pytest.mark.parametrize("change", ["title", "key", "order", "fewer"])
def test_other_titles_are_made_anew(tmp_path: Path, change: str) -> None:
    segment_of_titles(tmp_path, [*TITLES, ("/a.txt", "川")])
    others = {
        "title": [*TITLES, ("/a.txt", "山")],
        "key": [*TITLES, ("/b.txt", "川")],
        "order": [("/a.txt", "川"), *TITLES],
        "fewer": TITLES,
    }[change]
    segment = segment_of_titles(tmp_path, others)
    assert [(segment.keys[at], segment.text(at)) for at in range(segment.passages)] == others


@given(
    st.lists(
        st.tuples(st.sampled_from(["keep", "drop", "other", "new", "last"]), st.integers(0, 199)),
        min_size=1,
        max_size=12,
    )
)
def test_after_any_change_the_segment_is_as_if_made_at_once(changes: list[tuple[str, int]]) -> None:
    before = TITLES[:60]
    now = list(before)
    for change, at in changes:
        place = at % len(now)
        if change == "drop":
            del now[place]
        elif change == "other":
            now[place] = (now[place][0], f"𠮷野の水車{at}、か\u3099の話")
        elif change == "new" and all(key != "/新.txt" for key, _ in now):
            now.insert(place, ("/新.txt", ""))
        elif change == "last":
            now.append(now.pop(place))
    with tempfile.TemporaryDirectory() as folder:
        segment_of_titles(Path(folder), before)
        segment = segment_of_titles(Path(folder), now)
    check_alike(segment, MemorySegment(placed_titles(now)))


def test_of_one_title_that_changed_only_that_is_tokenized(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    segment_of_titles(tmp_path, TITLES)
    asked: list[tuple[str, str]] = []

    def noted(titles: Sequence[tuple[str, str]]) -> list[Placed]:
        asked.extend(titles)
        return placed_titles(titles)

    monkeypatch.setattr(kept_titles, "placed_titles", noted)
    segment_of_titles(tmp_path, [*TITLES[:70], ("/書棚/70.txt", "風車"), *TITLES[71:]])
    assert asked == [("/書棚/70.txt", "風車")]
    monkeypatch.setattr(kept_titles, "rules", lambda: "others")
    segment_of_titles(tmp_path, TITLES)
    assert asked[1:] == TITLES


@pytest.mark.parametrize("at", [0, 40, 60, 5_000, -1])
def test_a_damaged_file_is_made_anew(tmp_path: Path, at: int) -> None:
    segment_of_titles(tmp_path, TITLES)
    whole = (tmp_path / FILE).read_bytes()
    broken = bytearray(whole)
    broken[at] ^= 1
    (tmp_path / FILE).write_bytes(broken)
    assert segment_of_titles(tmp_path, TITLES).text(5) == TITLES[5][1]
    assert (tmp_path / FILE).read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert segment_of_titles(tmp_path / "file" / "below", TITLES).passages == len(TITLES)


def test_few_titles_need_no_file(tmp_path: Path) -> None:
    segment_of_titles(tmp_path, TITLES[: FEW - 1])
    assert not (tmp_path / FILE).exists()
