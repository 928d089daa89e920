"""Pages of mixed kinds: what stands beside, above and below the text, and what is no text at all."""

from __future__ import annotations

import numpy as np
import pytest

from inyo.index.reading.formats.pdf.pdfium import spread_ligatures
from inyo.index.values.extracts import BlockKind, FormatProblem, UnreadableFormat

from . import pdf_articles as articles
from .pdf_pages import lines, plain, set_block
from .pdf_writer import Pdf
from .test_pdf import printed_rubies, read, texts

TALK = [plain(paragraph) for paragraph in articles.TALK[1]]
ESSAY = [plain(paragraph) for paragraph in articles.ESSAY[1]]
REPORT = [plain(paragraph) for paragraph in articles.REPORT[1]]


def test_a_title_over_two_columns_comes_before_both() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(70, 70, "二段にまたがる大きな見出しの行", 18)
    set_block(page, TALK[:2], (50, 100), 16, 9)
    set_block(page, TALK[2:4], (215, 100), 16, 9)
    assert [block.text for block in read(pdf).blocks] == ["二段にまたがる大きな見出しの行", *TALK[:4]]


def test_a_paragraph_goes_on_from_one_column_to_the_next() -> None:
    pdf = Pdf()
    page = pdf.page()
    first = "".join(glyph.char for _, line in lines(TALK[1], 16)[:3] for glyph in line)
    after = set_block(page, [TALK[0]], (50, 60), 16, 9)
    set_block(page, [first], (50, after), 16, 9)
    after = set_block(page, [TALK[1].removeprefix(first)], (215, 60), 16, 9, indent=0)
    set_block(page, TALK[2:4], (215, after), 16, 9)
    assert texts(read(pdf)) == TALK[:4]


def test_the_few_lines_of_a_last_page_stand_in_the_columns_of_the_pages_before() -> None:
    pdf = Pdf()
    page = pdf.page()
    set_block(page, TALK[:2], (50, 60), 16, 9)
    set_block(page, TALK[2:4], (215, 60), 16, 9)
    page = pdf.page()
    paragraph = "町は来月、堤の改修を始めると住民に告げた。" * 2
    set_block(page, [paragraph], (50, 60), 16, 9)
    set_block(page, ["読者から"], (215, 60), 16, 9, indent=0)
    after = set_block(page, ["堤の上を歩くのが好きでした。"], (215, 74), 16, 9)
    set_block(page, ["ありがとう。"], (215, after), 16, 9)
    assert [block.text for block in read(pdf).blocks if block.place.sheet == 2] == [
        paragraph, "読者から", "堤の上を歩くのが好きでした。", "ありがとう。"
    ]  # fmt: skip


def test_two_articles_of_two_columns_each_are_read_one_after_the_other() -> None:
    pdf = Pdf()
    page = pdf.page()
    for top, title, paragraphs in ((50, "上の記事", TALK[:2]), (290, "下の記事", TALK[2:4])):
        page.draw(50, top, title, 14)
        set_block(page, paragraphs[:1], (50, top + 30), 16, 9)
        set_block(page, paragraphs[1:], (215, top + 30), 16, 9)
    assert [block.text for block in read(pdf).blocks] == ["上の記事", *TALK[:2], "下の記事", *TALK[2:4]]


def test_three_columns_stay_apart_beside_a_picture_in_the_middle_one() -> None:
    """No line of one column is level with those of another, and the outer ones face each other over the picture."""
    pdf = Pdf()
    page = pdf.page()
    parts = [TALK[1:3], TALK[4:5], TALK[2:4]]
    for number, (x, part) in enumerate(zip((30, 160, 290), parts, strict=True)):
        after = set_block(page, part, (x, 60 + 7 * number), 10, 10)
        if number == 1:
            page.raw(f"0.8 g {x} {595 - after - 100} 100 90 re f 0 g")
            set_block(page, TALK[:1], (x, after + 120), 10, 10)
    assert texts(read(pdf)) == [*parts[0], *parts[1], TALK[0], *parts[2]]


@pytest.mark.parametrize(("step", "x"), [(5, 20), (1, 20), (5, 385)])
def test_numbers_of_lines_are_no_text(step: int, x: int) -> None:
    pdf = Pdf()
    page = pdf.page()
    after = set_block(page, TALK[:4], (60, 60), 30, 10)
    pitch = 17.0 if (after - 60) % 17 == 0 else (after - 60) / sum(len(lines(text, 30)) for text in TALK[:4])
    for number in range(1, round((after - 60) / pitch) + 1):
        if number % step == 0:
            page.draw(x, 60 + (number - 1) * pitch, str(number), 8)
    assert texts(read(pdf)) == TALK[:4]


def test_numbers_of_a_list_stay() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number, name in enumerate(("港の灯台", "坂の図書館", "古い桟橋", "船の食堂", "魚の市場", "岬の宿"), 1):
        page.draw(40, 60 + 18 * number, str(number), 10)
        page.draw(70, 60 + 18 * number, name, 10)
    assert "".join(block.text[0] for block in read(pdf).blocks) == "123456"


def test_signs_where_kana_were_printed_are_no_text() -> None:
    pdf = Pdf()
    page = pdf.page()
    broken = (
        "町立図書館|来年四月{移転w、郷土資料約二万点~公開を開始y»。",
        "館長~藤代氏<期待~声|多い>x説明z\u00fb、市議会~審議{\u00b9\u00fd。",
    )
    for number in range(8):
        page.draw(40, 60 + 18 * number, broken[number % 2], 10)
    with pytest.raises(UnreadableFormat) as caught:
        read(pdf)
    assert caught.value.kind is FormatProblem.NO_TEXT


def test_a_caption_in_a_column_does_not_cut_the_paragraph_around_it() -> None:
    pdf = Pdf()
    page = pdf.page()
    first = "".join(glyph.char for _, line in lines(ESSAY[0], 32)[:2] for glyph in line)
    after = set_block(page, [first], (50, 60), 32, 10)
    page.draw(60, after + 120, "図１　戸口に置かれた白い皿", 7)
    after = set_block(page, [ESSAY[0].removeprefix(first)], (50, after + 150), 32, 10, indent=0)
    set_block(page, ESSAY[1:], (50, after), 32, 10)
    extract = read(pdf)
    assert texts(extract) == ESSAY
    assert texts(extract, BlockKind.CAPTION) == ["図１　戸口に置かれた白い皿"]


def test_a_horizontal_title_stands_before_vertical_text() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(120, 70, "横に組んだ大見出し", 20)
    set_block(page, ESSAY[:2], (370, 100), 40, 10, vertical=True)
    assert [block.text for block in read(pdf).blocks] == ["横に組んだ大見出し", *ESSAY[:2]]


def test_horizontal_captions_do_not_mix_with_vertical_text() -> None:
    pdf = Pdf()
    page = pdf.page()
    set_block(page, ESSAY[:2], (370, 60), 30, 10, vertical=True)
    page.draw(60, 480, "写真　戸口に置かれた", 7)
    page.draw(60, 490, "白い皿を見る人たち", 7)
    extract = read(pdf)
    assert texts(extract) == ESSAY[:2]
    assert texts(extract, BlockKind.CAPTION) == ["写真　戸口に置かれた白い皿を見る人たち"]


def test_digits_set_upright_in_a_column_stay_in_their_sentence() -> None:
    pdf = Pdf()
    page = pdf.page()
    for column in range(4):
        x = 300 - column * 18
        page.draw(x, 60, "委員会はその年の", 10, vertical=True)
        page.draw(x - 5, 60 + 88.8, "12", 10)
        page.draw(x, 60 + 90, "月に三度ひらかれた。", 10, vertical=True)
    assert "".join(texts(read(pdf))) == "委員会はその年の12月に三度ひらかれた。" * 4


def test_a_footnote_is_a_note_and_the_paragraph_goes_on_over_it() -> None:
    pdf = Pdf()
    page = pdf.page()
    set_block(page, [REPORT[0], REPORT[1]], (50, 60), 32, 10)
    page.draw(50, 520, "1　夜間窓口の日数には、庁舎の停電の日を含まない。", 7.5)
    set_block(pdf.page(), REPORT[2:], (50, 60), 32, 10)
    extract = read(pdf)
    assert texts(extract) == REPORT
    assert texts(extract, BlockKind.NOTE) == ["1 夜間窓口の日数には、庁舎の停電の日を含まない。"]


def test_rows_of_a_table_are_brokenwith_their_cells_apart() -> None:
    pdf = Pdf()
    page = pdf.page()
    after = set_block(page, REPORT[:1], (50, 60), 32, 10)
    rows = [("年度", "利用者", "開設日"), ("一年目", "三千人", "五十日"), ("二年目", "四千二百人", "七十日")]
    for number, row in enumerate(rows):
        for x, cell in zip((60, 160, 260), row, strict=True):
            page.draw(x, after + 40 + number * 18, cell, 10)
    extract = read(pdf)
    assert texts(extract, BlockKind.TABLE_ROW) == [" | ".join(row) for row in rows]


def test_names_beside_what_was_said_stand_on_its_line() -> None:
    pdf = Pdf()
    page = pdf.page()
    y = 60.0
    for name, answer in zip(("司会", "水越", "司会", "水越"), TALK[1:], strict=True):
        page.draw(50, y + 8.8, name, 10)
        y = set_block(page, [answer], (90, y), 28, 10, indent=0)
    assert texts(read(pdf)) == [
        f"{name}　{answer}" for name, answer in zip(("司会", "水越") * 2, TALK[1:], strict=True)
    ]


def test_latin_words_keep_their_spaces_and_lose_the_hyphens_of_line_ends() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number, line in enumerate(
        ("The keepers of the tower wrote down the weath-", "er every morning, and nobody ever read the", "notes.")
    ):
        page.latin(50, 80 + number * 16, line, 11)
    assert texts(read(pdf)) == [
        "The keepers of the tower wrote down the weather every morning, and nobody ever read the notes."
    ]


def test_no_space_comes_between_japanese_letters_however_far_they_are_set() -> None:
    pdf = Pdf()
    pdf.page().draw(50, 80, "均等に割り付けられた一行。", 10, spacing=3)
    assert texts(read(pdf)) == ["均等に割り付けられた一行。"]


def test_letters_printed_twice_to_look_bold_stand_once() -> None:
    pdf = Pdf()
    page = pdf.page()
    for shift in (0, 0.4):
        page.draw(50 + shift, 80, "濃く見せた見出しの文字", 10)
    set_block(page, TALK[:1], (50, 110), 32, 10)
    assert texts(read(pdf))[0] == "濃く見せた見出しの文字"


def test_a_sideways_page_is_read_in_its_own_direction() -> None:
    pdf = Pdf()
    page = pdf.page(595, 420)
    set_block(page, TALK[:3], (50, 60), 45, 10)
    page.operators.insert(0, f"0 1 -1 0 {page.height} 0 cm")
    page.width, page.height = page.height, page.width
    assert texts(read(pdf)) == TALK[:3]


def test_a_mark_across_the_page_is_no_text() -> None:
    pdf = Pdf()
    page = pdf.page()
    set_block(page, TALK[:3], (50, 60), 32, 10)
    code = "社外秘".encode("utf-16-be").hex()
    page.raw(f"BT /H 60 Tf 0.7 0.7 -0.7 0.7 120 150 Tm <{code}> Tj ET")
    assert texts(read(pdf)) == TALK[:3]


@pytest.mark.parametrize("vertical", [False, True])
def test_two_pages_are_enough_to_know_a_running_head(vertical: bool) -> None:
    pdf = Pdf()
    for number, paragraphs in enumerate((TALK[:2], TALK[2:4])):
        page = pdf.page()
        start = (370.0, 70.0) if vertical else (50.0, 70.0)
        set_block(page, paragraphs, start, 40 if vertical else 32, 10, vertical=vertical)
        page.draw(50, 36, "町の記録　第八号", 8)
        page.draw(200, 570, f"{number + 14}", 8)
    assert texts(read(pdf)) == TALK[:4]


def test_a_heading_that_comes_back_elsewhere_on_the_page_is_kept() -> None:
    pdf = Pdf()
    for y, paragraph in ((60, TALK[0]), (200, TALK[2])):
        page = pdf.page()
        after = set_block(page, [paragraph], (50, y), 32, 10)
        page.draw(50, after + 40, "まとめ", 10)
    assert texts(read(pdf)) == [TALK[0], "まとめ", TALK[2], "まとめ"]


def test_what_lies_outside_of_the_page_is_not_read() -> None:
    pdf = Pdf()
    page = pdf.page()
    set_block(page, TALK[:1], (50, 60), 32, 10)
    page.draw(-300, 60, "裁ち落とされる印", 10)
    assert texts(read(pdf)) == TALK[:1]


def test_a_smaller_line_close_above_a_heading_is_no_reading_of_it() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(60, 60, "この橋は来年には架け替えられると町の人たちは聞いて", 10)
    page.draw(60, 75, "いる。", 10)
    page.draw(60, 96, "次の渡し場は閉じられる", 18)
    page.draw(60, 120, "渡し守の家には古い舟が三艘だけ残っているのだった。", 10)
    text = "".join(block.text for block in read(pdf).blocks)
    assert text.index("聞いている。") < text.index("次の渡し場は閉じられる")
    assert not any(block.rubies for block in read(pdf).blocks)


def test_narrow_letters_of_latin_words_are_all_kept() -> None:
    said = ["It is written in a little ledger,", "illness of Phillippa Tillotson,", "if it will fill."]
    pdf = Pdf()
    page = pdf.page()
    for number, line in enumerate(said):
        page.latin(60, 60 + 14 * number, line, 10)
    assert " ".join(block.text for block in read(pdf).blocks) == " ".join(said)


def test_bullets_of_a_list_are_no_column_of_vertical_text() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number, item in enumerate(("舟を出す日を決める", "網をつくろう", "潮を待つ", "灯をともす")):
        page.latin(60, 60 + 12 * number, str(number + 1), 10)
        page.draw(85, 60 + 12 * number, item, 10)
    assert not any("12" in block.text for block in read(pdf).blocks)


def test_the_letters_of_a_ligature_stand_side_by_side() -> None:
    origin = np.array([[20.0, 5.0], [30.0, 5.0], [30.0, 5.0], [40.0, 5.0]])
    loose = np.array([[20, 9, 28, 2], [30, 9, 33, 2], [33, 9, 36, 2], [40, 9, 44, 2]], np.float32)
    spread_ligatures(origin, loose, np.array([1, 1, 1, 1], np.uint64))
    assert origin[:, 0].tolist() == [20, 30, 33, 40]


def test_a_number_between_dashes_at_the_edge_is_a_page_number_even_close_below_a_note() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number in range(12):
        page.draw(60, 60 + 16 * number, "渡し場の朝は早くまだ暗いうちに舟が出てゆくのだった", 10)
    page.draw(60, 560, "注　舟の数は昨年の暮れのもの", 9)
    page.draw(200, 571, "－１－", 10)
    assert not any("１" in block.text for block in read(pdf).blocks)


ROUND = (
    "港の朝市は夜明け前に始まり、漁師が船から下ろしたばかりの魚を並べる。"
    "この日は三十の店が出て、遠くの町から来た客も多かった。"
)
BOX = ["【朝市】毎月第一日曜に", "開かれ、八時に終わる。"]


def _set_round(frame: str, box: bool = True) -> Pdf:
    """A paragraph of which the second and third line are short, beside a box that they flow round."""
    pdf = Pdf()
    page = pdf.page()
    set_block(page, ESSAY[:1], (50, 60), 30, 10)
    page.draw(60, 200, ROUND[:29], 10)
    page.draw(50, 217, ROUND[29:44], 10)
    page.draw(50, 234, ROUND[44:59], 10)
    page.draw(50, 251, ROUND[59:], 10)
    for number, line in enumerate(BOX if box else ()):
        page.draw(228, 220 + 12 * number, line, 8)
    page.raw(frame)
    set_block(page, ESSAY[1:2], (50, 268), 30, 10)
    return pdf


@pytest.mark.parametrize(
    "frame",
    [
        "222 350 120 34 re S",
        ".9 g 222 350 120 34 re f 0 g",
        "222 350 m 342 350 l S 222 384 m 342 384 l S 222 350 m 222 384 l S 342 350 m 342 384 l S",
        "",
    ],
    ids=["stroked", "filled", "four rules", "without one"],
)
def test_a_paragraph_goes_on_round_a_box_that_stands_in_its_column(frame: str) -> None:
    extract = read(_set_round(frame))
    assert [block.text for block in extract.blocks if block.text != "".join(BOX)] == [ESSAY[0], ROUND, ESSAY[1]]
    assert "".join(BOX) in [block.text for block in extract.blocks]
    assert not frame or texts(extract, BlockKind.BOX) == ["".join(BOX)]


def test_the_cells_of_a_table_are_no_boxes() -> None:
    pdf = _set_round("222 350 60 34 re S 282 350 60 34 re S")
    assert "".join(BOX) in "".join(block.text for block in read(pdf).blocks)
    assert texts(read(pdf), BlockKind.BOX) in ([], ["".join(BOX)])


def test_a_paragraph_goes_on_round_a_picture() -> None:
    picture = "q 110 0 0 40 225 345 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
    assert texts(read(_set_round(picture, box=False))) == [ESSAY[0], ROUND, ESSAY[1]]


@pytest.mark.parametrize(
    ("head", "foot"),
    [("朝市だより 1", "― 1 ―"), ("11/29/26, 2:08 PM 朝市", "https://asaichi.example/kiji?id=3 1/1")],
    ids=["with the number of the page", "as browsers print them"],
)
def test_head_and_foot_of_a_single_page_are_no_text(head: str, foot: str) -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(50, 40, head, 8)
    set_block(page, ESSAY[:2], (50, 70), 30, 10)
    page.draw(50, 560, foot, 8)
    assert [block.text for block in read(pdf).blocks] == ESSAY[:2]


def test_a_head_of_a_numbered_chapter_beside_the_number_of_its_page_is_no_text() -> None:
    pdf = Pdf()
    pdf.page()
    page = pdf.page()
    page.draw(40, 40, "2", 10)
    page.draw(60, 40, "3", 10)
    page.draw(80, 40, "川の名", 10)
    set_block(page, TALK[:2], (40, 80), 32, 10)
    assert texts(read(pdf)) == TALK[:2]


def test_a_bracket_set_over_the_white_half_of_a_comma_stays_on_its_line() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(40, 80, "一方で、", 10)
    page.draw(40 + 40 - 7.5, 80, "「来年も歩きます」と話した。", 10)
    assert texts(read(pdf)) == ["一方で、「来年も歩きます」と話した。"]


def test_the_name_and_number_of_a_leaflet_stay() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(50, 40, "資料 1", 10)
    set_block(page, ESSAY[:2], (50, 70), 30, 10)
    assert [block.text for block in read(pdf).blocks] == ["資料1", *ESSAY[:2]]


def test_a_base_spread_under_a_longer_reading_is_one_word_without_spaces() -> None:
    pdf = Pdf()
    page = pdf.page()
    set_block(page, ESSAY[:1], (50, 60), 30, 10)
    page.draw(50, 300, "森の奥に", 10)
    for x, char in ((106, "闇"), (152, "夜")):
        page.draw(x, 300, char, 10)
    page.draw(170, 300, "が来て、鳥の声がやんだ。", 10)
    page.draw(92, 289.5, "ダークネスフォレストナイト", 6)
    block = read(pdf).blocks[-1]
    assert block.text == "森の奥に闇夜が来て、鳥の声がやんだ。"
    assert printed_rubies(block) == [("闇夜", "ダークネスフォレストナイト")]


def test_spaces_at_one_place_of_some_lines_are_no_gutter() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number, line in enumerate(
        ("海から届いた試作機には", "短い文が表示される。", "電源を入れたところには", "しばらくして消えた。")
    ):
        page.draw(50, 60 + 17 * number, line, 10)
        if number % 2 == 0:
            page.draw(160, 60 + 17 * number, " HELLO WORLD" if number else " HELLO THERE", 10)
    found = [block.text for block in read(pdf).blocks]
    assert "".join(found).index("HELLO") < "".join(found).index("短い文")


def test_a_caption_under_a_picture_that_the_text_flows_round_stands_apart() -> None:
    pdf = _set_round("q 110 0 0 25 225 362 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q", box=False)
    pdf.pages[0].draw(228, 239, "朝市の人出＝港で", 7)
    extract = read(pdf)
    assert [block.text for block in extract.blocks if "人出＝" not in block.text] == [ESSAY[0], ROUND, ESSAY[1]]


def test_short_lines_that_all_end_a_sentence_are_paragraphs_each() -> None:
    pdf = Pdf()
    page = pdf.page()
    said = [
        "――舟は直りましたか。",
        "沢村　まだです。板が足りない。",
        "――いつ海へ出ますか。",
        "沢村　来月には出ます。",
    ]
    for number, line in enumerate(said):
        page.draw(50, 60 + 22 * number, line, 10)
    assert texts(read(pdf)) == said


def test_a_date_set_right_over_one_of_two_columns_comes_before_both() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(150, 60, "港の会だより", 16)
    page.draw(290, 90, "2025年5月1日発行", 9)
    first = "".join(glyph.char for _, line in lines(TALK[1], 16)[:3] for glyph in line)
    after = set_block(page, [TALK[0]], (50, 110), 16, 9)
    set_block(page, [first], (50, after), 16, 9)
    after = set_block(page, [TALK[1].removeprefix(first)], (215, 110), 16, 9, indent=0)
    set_block(page, TALK[2:4], (215, after), 16, 9)
    assert [block.text for block in read(pdf).blocks] == ["港の会だより", "2025年5月1日発行", *TALK[:4]]


def test_one_line_that_reaches_into_the_gutter_does_not_close_it() -> None:
    pdf = Pdf()
    page = pdf.page()
    set_block(page, TALK[:3], (50, 60), 16, 9)
    set_block(page, TALK[3:6], (50 + 16 * 9 + 14, 60), 16, 9)
    page.draw(191.5, 60 + 15.3 * 2, "を", 9)
    found = "".join(block.text for block in read(pdf).blocks)
    assert found.index(TALK[2][-9:]) < found.index(TALK[3][:9])


def test_turns_that_begin_with_a_sign_are_paragraphs_each_though_the_lines_between_are_full() -> None:
    pdf = Pdf()
    page = pdf.page()
    said = ["○委員長　ただいまから始めます。順に述べてください。", "○小町君　米について伺う。"]
    page.draw(50, 60, said[0][:13], 10)
    page.draw(50, 77, said[0][13:], 10)
    page.draw(50, 94, said[1], 10)
    assert [block.text for block in read(pdf).blocks] == said


def test_a_comma_and_a_bracket_both_cut_to_half_a_cell_stay_on_one_line() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(50, 60, "長女は門を出ると、", 10)
    page.draw(50 + 8 * 10 + 0.3, 60, "「三年という数字」と話した。", 10)
    page.draw(50, 77, "門の前には花が置かれていて、雨が静かに降り続いている。", 10)
    assert read(pdf).blocks[0].text.startswith("長女は門を出ると、「三年という数字」と話した。")


def _ruled(lefts: list[float], tops: list[float]) -> str:
    rules = [f"{x} {595 - tops[-1]} m {x} {595 - tops[0]} l S" for x in lefts]
    return " ".join([*rules, *(f"{lefts[0]} {595 - y} m {lefts[-1]} {595 - y} l S" for y in tops)])


def test_words_wrapped_in_the_cells_of_a_table_stay_in_their_cells() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.draw(50, 60, "会議録を次に示す。", 10)
    page.raw(_ruled([48, 104, 260], [76, 92, 122, 152]))
    rows = [
        ("発言者", "発言内容"),
        ("委員長", "ただいまから会議を開きます。", "順に述べてください。"),
        ("小町議", "米の値段について伺いたい。", "なぜ上がったのか。"),
    ]
    for at, (who, *said) in enumerate(rows):
        top = (89, 104, 134)[at]
        page.draw(52, top, who, 10)
        if at:
            page.draw(52, top + 13, "君", 10)
        for number, line in enumerate(said):
            page.draw(106, top + 13 * number, line, 10)
    page.draw(50, 168, "以上で会議を閉じた。", 10)
    assert [block.text for block in read(pdf).blocks] == [
        "会議録を次に示す。",
        "発言者 | 発言内容",
        "委員長君",
        "ただいまから会議を開きます。順に述べてください。",
        "小町議君",
        "米の値段について伺いたい。なぜ上がったのか。",
        "以上で会議を閉じた。",
    ]


def test_words_that_run_over_a_rule_are_in_no_cell() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.raw(_ruled([48, 104, 260], [76, 122]))
    for number, line in enumerate(("ただいまから会議を開きます。", "順に述べてくださいませんか。")):
        page.draw(52, 90 + 17 * number, line, 10)
    assert (
        "".join(block.text for block in read(pdf).blocks) == "ただいまから会議を開きます。順に述べてくださいませんか。"
    )


def test_lines_below_a_numbered_one_go_on_where_they_are_set_in_less_than_its_text() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number, (x, text) in enumerate((
        (60, "（水車の番）"),
        (60, "第３条　水車の番は、村の者が一年ごとに替わって務める"),
        (70, "ものとし、その順は寄合（春の寄合をいう。以下同じ。"),
        (70, "）で決める。"),
        (60, "２　前項の規定にかかわらず、番を務める者が病にある間"),
        (70, "は、隣の組の者が代わることができる。"),
        (65, "(1)　水門の開け閉めを朝と夕の二度、必ず記し、帳面に"),
        (80, "残すこと。"),
        (60, "第４条　水車を使う者は、前の日の夕べまでに、番の者に"),
        (70, "その旨を告げ、使う刻と量とを帳面に記すものとする。"),
        (75, "（番の交替）"),
        (65, "(2)　水門の開け閉めの外、番小屋の火の始末を怠らぬ。"),
        (60, "決まりの第二条第一項に次の文を加える。"),
        (60, "３　番を離れる者は、離れる日の十日前までに、その旨を"),
    )):  # fmt: skip
        page.draw(x, 80 + 18 * number, text, 10)
    page = pdf.page()
    page.draw(70, 80, "組の長に告げなければならない。", 10)
    page.draw(60, 98, "第５条　番の手間賃は、米で払う。", 10)
    assert texts(read(pdf)) == [
        "（水車の番）",
        "第３条　水車の番は、村の者が一年ごとに替わって務めるものとし、その順は寄合（春の"
        "寄合をいう。以下同じ。）で決める。",
        "２　前項の規定にかかわらず、番を務める者が病にある間は、隣の組の者が代わることができる。",
        "第４条　水車を使う者は、前の日の夕べまでに、番の者にその旨を告げ、使う刻と量とを帳面に記すものとする。",
        "（番の交替）",
        "決まりの第二条第一項に次の文を加える。",
        "３　番を離れる者は、離れる日の十日前までに、その旨を組の長に告げなければならない。",
        "第５条　番の手間賃は、米で払う。",
    ]
    assert texts(read(pdf), BlockKind.ITEM) == [
        "(1) 水門の開け閉めを朝と夕の二度、必ず記し、帳面に残すこと。",
        "(2) 水門の開け閉めの外、番小屋の火の始末を怠らぬ。",
    ]


def test_the_second_line_of_a_bullet_without_a_space_goes_on() -> None:
    page = (pdf := Pdf()).page()
    for number, (x, text) in enumerate((
        (60, "•水車は朝のうちに止め、羽根に絡んだ草を取り、軸には"),
        (70, "油を差しておく。"),
        (60, "•水門は夕べに閉める。"),
    )):  # fmt: skip
        page.draw(x, 80 + 18 * number, text, 10)
    assert texts(read(pdf), BlockKind.ITEM) == [
        "•水車は朝のうちに止め、羽根に絡んだ草を取り、軸には油を差しておく。",
        "•水門は夕べに閉める。",
    ]


def test_a_table_alone_on_its_page_is_read_by_its_rows_however_wide_its_columns_are_apart() -> None:
    page = (pdf := Pdf()).page()
    rows = [
        ("", "配った数", "戻った数", "割合"),
        ("川北村", "百六十枚", "百十三枚", "七割"),
        ("川南村", "五十枚", "十一枚", "二割"),
    ]
    page.raw(_ruled([40, 130, 220, 310, 380], [76]))
    page.raw("6 w 40 496 m 380 496 l S 1 w 40 476 m 380 476 l S 40 456 m 380 456 l S")
    page.raw(" ".join(f"{x} 519 m {x} 456 l S" for x in (40, 130, 220, 310, 380)))
    for at, row in enumerate(rows):
        for x, cell in zip((60, 135, 225, 315), row, strict=True):
            page.draw(x, (91, 111, 131)[at], cell, 10)
    page.draw(40, 200, "以上のとおり、二つの村で紙を配り、名を書かずに答えてもらった。", 10)
    page.draw(40, 217, "返事のない家には、もう一度頼んで回った。", 10)
    assert [block.text for block in read(pdf).blocks][:3] == [
        "配った数 | 戻った数 | 割合",
        "川北村 | 百六十枚 | 百十三枚 | 七割",
        "川南村 | 五十枚 | 十一枚 | 二割",
    ]


def test_letters_set_lower_or_higher_stand_where_they_are_read() -> None:
    page = (pdf := Pdf()).page()
    for number, (line, low) in enumerate(
        (("水はＨ Ｏと書き、湯気も同じ物である。", 2), ("力の量Ｘ を測り、毎日帳面に書き留める。", 1))
    ):
        page.draw(60, 80 + 17 * number, line.partition(" ")[0], 10)
        page.draw(60 + 10 * line.index(" ") + 6, 80 + 17 * number, line.partition(" ")[2], 10)
        page.latin(60 + 10 * line.index(" ") + 0.5, 82 + 17 * number, str(low), 6)
    assert "".join(texts(read(pdf))) == "水はＨ2Ｏと書き、湯気も同じ物である。力の量Ｘ1を測り、毎日帳面に書き留める。"


def test_lines_set_wide_go_on_though_rows_of_a_table_in_the_file_stand_close() -> None:
    page = (pdf := Pdf()).page(height=842)
    for number in range(24):
        page.draw(60, 80 + 14 * number, f"品目{number % 10}号", 10)
        page.draw(200, 80 + 14 * number, f"{number + 11}円", 10)
    said = [
        "水車は夜も廻り、番人は火の前で粉の落ちる音を聞きながら",
        "朝になるまで起きていて、日が昇ると水門を閉めて家に帰り",
    ]
    said += [
        "昼のあいだは眠るが、祭りの日だけは昼にも起きて村の者と",
        "酒を飲み、古い歌をうたい、夜にはまた水車に戻っていく。",
    ]
    page = pdf.page(height=842)
    for number, line in enumerate(said):
        page.draw(60, 80 + 22.5 * number, line, 10)
    assert texts(read(pdf))[-1] == "".join(said)


def test_a_line_set_under_what_follows_a_colon_goes_on() -> None:
    page = (pdf := Pdf()).page()
    page.draw(60, 80, "議案第三号：水車の番に関する決まりの一部を改める決まり", 10)
    page.draw(120, 97, "のうち番の手間賃に関する部分", 10)
    page.draw(60, 131, "議案第四号：水門の修理", 10)
    assert [block.text for block in read(pdf).blocks] == [
        "議案第三号：水車の番に関する決まりの一部を改める決まりのうち番の手間賃に関する部分",
        "議案第四号：水門の修理",
    ]


def test_two_steps_are_enough_to_know_how_wide_a_short_paper_is_set() -> None:
    page = (pdf := Pdf()).page()
    for number in range(6):
        page.draw(150, 400 + 14 * number, f"{number + 3}円", 10)
    said = [
        "水車の番を務める者が足りないので、村の決まりに基づき、",
        "次のとおり務める者を選び、寄合の同意を得たうえでここ",
        "に記す。",
    ]
    for number, line in enumerate(said):
        page.draw(60 + 10 * (not number), 80 + 22.5 * number, line, 10)
    assert texts(read(pdf))[0] == "".join(said)


def test_lines_go_on_where_only_marks_hang_behind_their_edge() -> None:
    """Letters that were recognised, a space between each: what is at the very edge is a mark."""
    pdf = Pdf()
    page = pdf.page()
    rows = [
        "　谷の橋が大水で流され",
        "た。人々は舟で通った。",
        "　里の橋は残ったという",
        "。直すには三年かかる。",
        "それでも人は待った。",
    ]
    for number, row in enumerate(rows):
        page.draw(50, 60 + 17 * number, row, 10)
    assert texts(read(pdf)) == [
        "谷の橋が大水で流された。人々は舟で通った。",
        "里の橋は残ったという。直すには三年かかる。それでも人は待った。",
    ]
