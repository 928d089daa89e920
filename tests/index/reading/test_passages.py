"""Documents cut into passages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.reading.discovery import discover
from inyo.index.reading.documents import read
from inyo.index.reading.prose import LONGEST, STRETCH, paragraph_spans, passages
from inyo.index.values.document import Document, Paragraph, Passage


def document(text: str) -> Document:
    spans = paragraph_spans(text)
    return Document("a.txt", text, "題", paragraphs=tuple(Paragraph(*span) for span in spans))


def cut(text: str) -> list[str]:
    return [text[passage.start : passage.end] for passage in passages(document(text))]


def covers(document: Document, found: tuple[Passage, ...]) -> bool:
    """Whether passages follow one another without gap or overlap in every paragraph."""
    for number, paragraph in enumerate(document.paragraphs, 1):
        own = [passage for passage in found if passage.paragraph == number]
        ends = [paragraph.start, *(passage.end for passage in own)]
        if [passage.start for passage in own] != ends[:-1] or ends[-1] != paragraph.end:
            return False
    return len(found) == sum(passage.paragraph <= len(document.paragraphs) for passage in found)


SENTENCE = "船は朝の港に戻り、漁師たちは魚を箱に移して市場へ急いだ。"

pieces = st.lists(
    st.sampled_from(
        [SENTENCE, "「", "」", "（", "）", "『", "』", "あ", "か\u3099", "。", "、", "\n", " ", "？", "x" * 90]
    ),
    max_size=120,
)


@given(pieces.map("".join) | st.lists(pieces.map("".join), min_size=4, max_size=9).map("\n".join))
def test_passages_cover_every_paragraph_exactly(text: str) -> None:
    found = document(text)
    cuts = passages(found)
    assert covers(found, cuts)
    assert all(0 < passage.end - passage.start <= LONGEST + STRETCH for passage in cuts)


def test_a_short_paragraph_is_one_passage() -> None:
    assert cut(SENTENCE * 3) == [SENTENCE * 3]


def test_long_paragraphs_are_cut_where_sentences_end() -> None:
    found = cut(SENTENCE * 60)
    assert len(found) > 3
    assert all(piece.endswith("。") and len(piece) <= LONGEST for piece in found)


def test_no_quotation_is_cut_that_can_be_spared() -> None:
    quotation = "「" + SENTENCE * 6 + "」と船長は話した。"
    assert all(piece.count("「") == piece.count("」") for piece in cut(quotation * 12))


def test_a_quotation_that_is_a_little_too_long_is_spared_and_the_passage_ends_where_its_sentence_does() -> None:
    inside = SENTENCE * ((LONGEST + STRETCH // 2) // len(SENTENCE))
    quotation = "「" + inside.removesuffix("。") + "」と船長は話した。"
    assert LONGEST < len(quotation) < LONGEST + STRETCH
    assert cut(quotation + SENTENCE * 60)[0] == quotation
    assert cut(quotation) == [quotation]


def test_text_without_any_mark_is_cut_at_the_longest_passage() -> None:
    assert list(map(len, cut("あ" * (3 * LONGEST)))) in ([LONGEST] * 3, [LONGEST, 2 * LONGEST])
    text = "あ" * (LONGEST - 1) + "か\u3099" + "あ" * (2 * LONGEST)
    assert cut(text)[0] == "あ" * (LONGEST - 1)


def test_a_quotation_longer_than_any_passage_is_cut_between_its_sentences() -> None:
    found = cut("船長は「" + SENTENCE * 60 + "」と話した。")
    assert len(found) > 3
    assert all(piece.endswith("。") for piece in found[:-1])
    assert found[-1].endswith("」と話した。")


def test_a_bracket_that_is_never_closed_does_not_hide_the_sentences_after_it() -> None:
    assert all(piece.endswith("。") for piece in cut("彼は「忘れた。" + SENTENCE * 60))


def test_text_without_any_mark_is_cut_but_not_before_a_combining_mark() -> None:
    found = cut("か\u3099" * 1000)
    assert not any(piece.startswith("\u3099") for piece in found)


@pytest.mark.parametrize("unit", ["あ", "「", "」", "「あ。」", "（「", SENTENCE, "\u3099"])
def test_a_giant_line_costs_time_in_proportion_to_its_length(unit: str) -> None:
    start = time.process_time()
    assert passages(document(unit * (1_000_000 // len(unit))))
    assert time.process_time() - start < 15


def test_passages_of_books_are_of_a_readable_size(shared: Path) -> None:
    files = [Path(path) for path in discover([shared / "aozora"]) if isinstance(path, str)][::40]
    for file in files:
        found = read(file)
        cuts = passages(found)
        assert covers(found, cuts)
        assert max(passage.end - passage.start for passage in cuts) <= LONGEST + STRETCH


@pytest.mark.parametrize("strays", ["「港」」", "『「港」』』", "「『港」』」", "」「港」」"])
def test_a_closer_that_closes_nothing_any_more_cuts_no_passage_and_ends_nothing(strays: str) -> None:
    text = strays + "港の話が続く、" * 200
    assert "".join(cut(text)) == text and len(cut(text)) > 1
