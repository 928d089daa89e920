"""What a format reader took out becomes a document: lines, spans, places, and whose words they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.reading.extracted import document_of, documents_of
from inyo.index.values.document import Document, Region
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Extract, Place
from inyo.index.values.problems import ProblemKind, UnreadableDocument

PATH = Path("港の時間.vtt")


def document(*blocks: Block, part: str = "", losses: tuple[str, ...] = ()) -> Document:
    found = document_of(PATH, Extract(blocks, part=part, losses=losses))
    assert found is not None
    return found


def test_every_block_is_a_paragraph_with_its_place() -> None:
    found = document(
        Block("　港の朝。", place=Place(page="ii", sheet=2)), Block("船が出る。", place=Place(page="1", sheet=3))
    )
    assert [found.text[each.start : each.end] for each in found.paragraphs] == ["港の朝。", "船が出る。"]
    assert [found.place(number).page for number in (1, 2, 3)] == ["ii", "1", ""]


def test_lines_of_a_literal_block_are_paragraphs_of_one_place() -> None:
    found = document(Block("海は\n\n青い", BlockKind.LITERAL, place=Place(chapter="詩")))
    assert [found.place(number).chapter for number in (1, 2)] == ["詩", "詩"]
    assert len(found.paragraphs) == 2


def test_a_turn_shows_its_speaker_and_its_region_covers_the_words() -> None:
    found = document(Block("網を上げる", BlockKind.TURN, speaker="大磯"))
    (region,) = found.regions
    assert (found.text, region) == ("大磯：網を上げる", Region(3, 8, "turn", "大磯"))


def test_rubies_move_with_their_block() -> None:
    found = document(Block("序"), Block("澪標が立つ", rubies=(BlockRuby(0, 2, "みおつくし"),)))
    (ruby,) = found.rubies
    assert (found.text[ruby.start : ruby.end], ruby.reading) == ("澪標", "みおつくし")


def test_words_spoken_give_no_title_but_the_files_name() -> None:
    assert document(Block("きょうは雨です", BlockKind.TURN, speaker="谷")).title == "港の時間"


def test_parts_of_one_name_are_told_apart() -> None:
    found = documents_of(PATH, [Extract((Block(word),), part="1") for word in ("一", "二")])
    assert [each.part for each in found] == ["1", "1 (2)"]


def test_what_a_part_without_text_lost_is_told_by_the_first_document() -> None:
    (found,) = documents_of(PATH, [Extract((Block("本文。"),)), Extract((), part="b", losses=("b is locked",))])
    assert [problem.kind for problem in found.problems] == [ProblemKind.PARTLY]
    assert "b is locked" in found.problems[0].detail


def test_a_file_without_any_text_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableDocument) as error:
        documents_of(PATH, [Extract((), losses=("its only member is locked",))])
    assert "its only member is locked" in error.value.problem.detail


def test_the_day_a_file_was_made_counts_only_where_nothing_else_tells_one() -> None:
    words = Block("港の朝は早い。船は夜明け前に出る。")
    told = document_of(Path("覚え.docx"), Extract((Block("覚え"), Block("2025年7月30日"), words), made="2026-11-30"))
    made = document_of(Path("覚え.docx"), Extract((Block("覚え"), words), made="2026-11-30"))
    assert told and made
    assert (told.date, made.date) == ("2025-07-30", "2026-11-30")
