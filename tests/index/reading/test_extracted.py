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


def test_what_no_reader_sees_is_taken_out_of_blocks_and_their_readings_follow() -> None:
    found = document(Block("宮\u200b原\u00ad隆氏は⻄側の国︵仮︶へ", rubies=(BlockRuby(4, 5, "たかし"),)))
    (ruby,) = found.rubies
    assert found.text == "宮原隆氏は西側の国（仮）へ"
    assert found.text[ruby.start : ruby.end] == "隆"


def test_letters_that_lie_apart_from_their_marks_are_put_together() -> None:
    assert document(Block("ハ\u3099ーク\u3099氏のcafe\u0301")).text == "バーグ氏のcafé"


LINES = (
    "北の村の橋は去年の秋の大水で流され、それから冬のあいだ",
    "川を渡るには上の村まで一里ばかりを歩くほかに道がなく、",
    "子どもたちは学校へ行くのに夜明け前に家を出なければなら",
    "なかった。村の人たちは山から杉を切り出し、春までに新し",
    "い橋を架けることにした。",
    "大工の木内は、古い橋の図面が役場の蔵に残っていることを",
    "思い出した。図面には橋脚の数と長さのほか、どの家が何本",
    "の丸太を出したかまで書いてあった。",
)


def test_lines_that_somebody_pasted_as_paragraphs_are_joined() -> None:
    found = document(*map(Block, LINES))
    assert [found.text[each.start : each.end] for each in found.paragraphs] == ["".join(LINES[:5]), "".join(LINES[5:])]


def test_lines_with_places_of_their_own_are_left_as_their_reader_gave_them() -> None:
    found = document(*(Block(line, place=Place(row=row)) for row, line in enumerate(LINES, 1)))
    assert len(found.paragraphs) == len(LINES)


def test_spaces_that_recognition_put_between_letters_are_taken_out_of_blocks() -> None:
    spaced = "村 の橋 は去年 の秋に 流され た。村の 人た ちは杉 を切り 出し、春 までに 橋を 架け ること にし た。"
    assert document(Block(spaced)).text == spaced.replace(" ", "")


def test_marks_of_aozora_bunko_become_readings_in_any_format() -> None:
    found = document(Block("｜北の鬼《ノーズオーガ》は岬《みさき》へ向かった。"), Block("［＃改ページ］"))
    assert found.text == "北の鬼は岬へ向かった。"
    assert [ruby.reading for ruby in found.rubies] == ["ノーズオーガ", "みさき"]


def test_the_label_of_a_turn_is_no_byline() -> None:
    assert document(Block("抵抗はあったか", BlockKind.TURN, speaker="記者"), Block("終わり")).author == ""
