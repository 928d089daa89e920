"""What the cluster is asked for holds whatever matches: queries are tried on the very fields it is sent."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.engine.matching import word_patterns
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.word_patterns import Expression
from inyo.index.engine.opensearch.cluster_segments import (
    PassageSegment,
    StoredPassage,
    from_source,
    plain,
    safe,
    to_source,
)
from inyo.index.engine.opensearch.query import candidates, certain
from inyo.index.engine.ranking.memory_segment import MemorySegment, Placed
from inyo.index.engine.ranking.searcher import DocumentFacts, Searcher
from inyo.index.engine.segments import Field
from tests.small_index import document, placed

TEXTS = (
    "港町市の山田太郎市長は「工事は終わった」と述べた。",
    "ロッテルダムの港で取引を行う会社が、２０２６年三月に倒産した。",
    "べっせんと長官は釣り針を買い、釣鉤も買った。㈱山田商店の株価が上がる。",
    "鈴木昂子さんは小さい声で言った。国々の代表が集まる国際会議。",
    "50% を超える値上げに、消費者は怒っている。|と%と_の印。",
    "ﾊﾟｿｺﾝとﾃﾚﾋﾞ　ｶﾞｿﾘﾝ。時々刻々と変わる。",
)
QUERIES = (
    "山田", "やまだたろう", "yamada", "終わる", "取り引き", "取引を行なう", "ろってるだむ", "ロツテルダム",
    "倒産", "令和8年", "ベッセント長官", "釣り針", "つりばり", "すずきこうこ", "すずきたかこ", "ちひさい",
    "国国", "値上", "ねあげ", "50%", "パソコン", "テレビ", "じじこっこく", "株式会社山田商店", "かぶか",
    "山*郎", "/第?三月に/", "港 会社", "消費者が怒る", "rotterdam", "|と%",
)  # fmt: skip


def made() -> tuple[list[Placed], list[dict[str, Any]], list[StoredPassage]]:
    documents = [document(f"d{number}", text, title="無題") for number, text in enumerate(TEXTS)]
    passages = [each for one in documents for each in placed(one)]
    sources = [
        {"d": each.key, "n": number, "s": each.start, "e": each.end, "p": each.paragraph,
         **to_source(each.terms, each.text)} for number, each in enumerate(passages)
    ]  # fmt: skip
    return passages, sources, list(map(from_source, sources))


def stands(query: dict[str, Any], source: dict[str, Any]) -> bool:
    """Whether the cluster finds a passage by a query: the little of its language that is used, read literally."""
    ((kind, inner),) = ((name, value) for name, value in query.items())
    if kind == "match_all":
        return True
    if kind == "match_none":
        return False
    if kind in ("term", "terms"):
        ((name, wanted),) = inner.items()
        held = set(source["g"].split()) if name == "g" else {one for each in _stacks(source) for one in each}
        return bool(held & set([wanted] if kind == "term" else wanted))
    if kind == "dis_max":
        return any(stands(each, source) for each in inner["queries"])
    if kind == "bool":
        should = inner.get("should", [])
        return (
            all(stands(each, source) for name in ("must", "filter") for each in inner.get(name, []))
            and (not should or any(stands(each, source) for each in should))
            and not any(stands(each, source) for each in inner.get("must_not", []))
        )
    assert kind == "span_near"
    return _near([_terms(each) for each in inner["clauses"]], inner["slop"], _stacks(source))


def _stacks(source: dict[str, Any]) -> list[set[str]]:
    return [set() if stack == "_" else set(stack.split("|")) for stack in source["w"].split()]


def _terms(clause: dict[str, Any]) -> set[str]:
    clauses = clause["span_or"]["clauses"] if "span_or" in clause else [clause]
    return {each["span_term"]["w"] for each in clauses}


def _near(words: list[set[str]], slop: int, stacks: list[set[str]]) -> bool:
    def on(number: int, at: int, left: int) -> bool:
        if number == len(words):
            return True
        return any(
            stacks[place] & words[number] and on(number + 1, place + 1, left - (place - at))
            for place in range(at, min(len(stacks), at + left + 1))
        )

    return any(stack & words[0] and on(1, at + 1, slop) for at, stack in enumerate(stacks))


def test_every_kind_of_pattern_can_be_asked_for() -> None:
    kinds = {
        kind for _, kind in inspect.getmembers(word_patterns, inspect.isclass)
        if kind.__module__ == word_patterns.__name__ and hasattr(kind, "find") and kind is not word_patterns.Pattern
    }  # fmt: skip
    assert kinds <= set(candidates.registry)


@pytest.mark.parametrize("query", QUERIES)
def test_every_passage_in_which_a_way_matches_is_among_those_asked_for(query: str) -> None:
    passages, sources, _ = made()
    segment = MemorySegment(passages)
    asked = Searcher([segment], [DocumentFacts(each.key, "無題") for each in passages])
    view = asked.views[0]
    asked.search(query)
    ways = [way for reading in asked._expanded.values() for way in reading.ways]
    assert ways
    for way in ways:
        found = way.pattern.find(view)
        clause = candidates(way.pattern, view)
        for passage in set(view.passages_of(found.space, found.starts).tolist()):
            assert stands(clause, sources[passage]), way.pattern


@pytest.mark.parametrize("query", QUERIES)
def test_passages_that_came_back_are_searched_as_those_that_were_sent(query: str) -> None:
    passages, _, stored = made()
    facts = [DocumentFacts(each.key, "無題") for each in passages]
    sent = Searcher([MemorySegment(passages)], facts).search(query)
    back = Searcher([PassageSegment(stored, [each.document for each in stored])], facts).search(query)
    assert (back.hits, back.total, back.weaker) == (sent.hits, sent.total, sent.weaker)


def test_a_segment_of_passages_has_the_terms_and_positions_that_were_sent() -> None:
    passages, _, stored = made()
    one, other = MemorySegment(passages), PassageSegment(stored, [each.document for each in stored])
    for field in Field:
        assert list(other.terms(field)) == sorted(one.terms(field))
        for term in one.terms(field):
            assert other.positions(field, term).tolist() == sorted(set(one.positions(field, term).tolist()))
    view = View(other)
    assert view.at_edge(one.bases(Field.PAIR)[:-1]).all()
    assert [other.text(at) for at in range(other.passages)] == [each.text for each in passages]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_a_term_comes_back_as_it_was_and_holds_no_space(text: str) -> None:
    assert plain(safe(text)) == text
    assert len(safe(text).split()) == (1 if text else 0)
    assert "|" not in safe(text)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_to_the_letter(text: str) -> None:
    one = document("d", text, title="無題")
    for each in placed(one):
        stored = from_source({"d": "d", "n": 0, "s": each.start, "e": each.end, "p": 1,
                              **to_source(each.terms, each.text)})  # fmt: skip
        assert stored.text == each.text
        assert stored.places[::2] == tuple(each.terms.starts)
        assert len(stored.stacks) == len(each.terms.words)


@pytest.mark.parametrize(
    ("expression", "pieces"),
    [("第[0-9]+回", ["第", "回"]), ("経済.*政策", ["経済", "政策"]), ("a?bc+d", ["bc", "d"]), ("(港|駅)前", []),
     ("東京{2}都", ["東", "都"]), (r"\d人", ["人"]), ("((x))y", [])]
)  # fmt: skip
def test_of_an_expression_what_every_match_has_is_asked_for(expression: str, pieces: list[str]) -> None:
    assert certain(expression) == pieces
    assert candidates(Expression(expression), View(MemorySegment([])))
