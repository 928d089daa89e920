"""One collection gives one answer, however it came about: by additions, changes, deletions and joins, or at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inyo.index.engine.local.store.index_folders import Lock
from inyo.index.engine.local.store.store import Store
from inyo.index.engine.local.store.writing import IndexWriter
from inyo.index.library import Library

PLACES = ("港", "灯台", "市場", "役場", "学校", "駅前")
PEOPLE = ("島田町長", "岸本敏郎", "岸本氏", "ムハンマド", "村井", "島田")
DEEDS = ("を見に行った", "について「すぐに直す」と話した", "で長い会議をひらき、結論を先に送った", "は静かだ")
QUERIES = (
    "港",
    "灯台 話した",
    '"すぐに"',
    "しまだ",
    "岸本",
    "muhammad",
    "港 OR 学校",
    "港 -会議",
    "会ぎ",
    "とうだい 静か",
    "駅",
)


def text(number: int, turn: int) -> str:
    """A document of its own for each number and turn, long or short."""
    chance = random.Random(f"{number} {turn}")
    lines = [
        "".join(map(chance.choice, (PEOPLE, ("は", "が"), PLACES, DEEDS))) + "。"
        for _ in range(chance.choice((1, 2, 3, 8)))
    ]
    return f"{chance.choice(PLACES)}の{number}\n\n" + "\n\n".join(lines) + "\n"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sets(st.integers(0, 7), min_size=1, max_size=4)),
        st.tuples(st.just("delete"), st.sets(st.integers(0, 7), min_size=1, max_size=3)),
        st.tuples(st.just("join"), st.just(frozenset({2}))),
    ),
    min_size=1,
    max_size=7,
)


def answers(library: Library) -> list[object]:
    """All that is asked of a collection, without when and where it was indexed."""
    found: list[object] = [info.file for info in library.documents()]
    for query in QUERIES:
        answer = library.search(query, limit=1000)
        hits = [(hit.file, hit.start, hit.end, round(hit.score, 9), hit.below, hit.spans) for hit in answer.hits]
        found.append((query, answer.total, answer.documents, hits, answer.notices, answer.suggestions))
        found.append([library.highlights(info.file, query) for info in library.documents()])
    found.append([(each.name, each.aliases, each.titles, each.mentions, each.quotations) for each in library.people()])
    found.append([(quote.file, quote.quotation, quote.person) for quote in library.quotations()])
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example([("write", {0, 3}), ("write", {0})])  # a word of a text that was replaced was suggested
def test_any_history_answers_as_a_rebuild_does(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, set[int]]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("history")
    (folder / "docs").mkdir()
    library = Library.open([folder / "docs"], cache=folder / "cache", data=folder / "data")
    for turn, (what, numbers) in enumerate(steps):
        if what == "join":
            store = library._store
            assert isinstance(store, Store)
            if store._snapshot:
                with Lock(store.folder):
                    IndexWriter(store._snapshot).merge(many=1, few=1)
                store.refresh()
            continue
        for number in numbers:
            path = folder / "docs" / f"{number}.txt"
            if what == "write":
                path.write_text(text(number, turn))
            else:
                path.unlink(missing_ok=True)
        library.update()
        library.search(QUERIES[turn % len(QUERIES)])
    library.update()
    before = answers(library)
    rebuilt = Library.open([folder / "docs"], cache=folder / "other", data=folder / "data")
    rebuilt.update()
    assert before == answers(rebuilt)
