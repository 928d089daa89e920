"""PDFs are read from the boxes of their glyphs: whatever the order in the file, what was set comes back as it was."""

from __future__ import annotations

import pytest

from inyo.index.reading.formats import pdf as reader
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, UnreadableFormat

from . import pdf_articles as articles
from .pdf_pages import Setting, plain, rubies, set_articles
from .pdf_writer import Pdf

NARROW = Setting(columns=2, size=9, gutter=1.2, shuffled=True, glyph_by_glyph=True)
LARGE = (50.0, 60.0, 545.0, 780.0)
CLOSE = Setting(vertical=True, columns=2, size=9, gutter=0.85, frame=(50, 60, 370, 60 + 50.85 * 9))
"""Two steps of twenty-five letters with less than a letter between them."""
SETTINGS = {
    "rows": Setting(),
    "rows, strings in no order": Setting(shuffled=True),
    "rows, letters in no order": Setting(shuffled=True, glyph_by_glyph=True),
    "rows on a tight grid": Setting(leading=1.25),
    "two columns": Setting(columns=2, size=9),
    "two narrow columns, letters in no order": NARROW,
    "three columns": Setting(columns=3, size=8, width=595, height=842, frame=LARGE),
    "vertical": Setting(vertical=True),
    "vertical, letter by letter": Setting(vertical=True, glyph_by_glyph=True),
    "vertical, letters in no order": Setting(vertical=True, glyph_by_glyph=True, shuffled=True),
    "vertical, two tiers": Setting(vertical=True, columns=2, size=9),
    "vertical, two tiers close together": CLOSE,
    "vertical, three tiers": Setting(vertical=True, columns=3, size=8, width=595, height=842, frame=LARGE),
    "heads and page numbers": Setting(head="月刊　野と町　三月号", folio="― # ―"),
    "vertical, heads and page numbers": Setting(vertical=True, head="月刊　野と町　三月号", folio="#"),
}


def read(pdf: Pdf) -> Extract:
    """The one document of a file."""
    (extract,) = reader.read(pdf.bytes(), "sample.pdf")
    return extract


def texts(extract: Extract, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [block.text for block in extract.blocks if block.kind is kind]


def paragraphs() -> list[str]:
    return [plain(paragraph) for _, article in articles.SEEN for paragraph in article]


def printed_rubies(block: Block) -> list[tuple[str, str]]:
    return [(block.text[ruby.start : ruby.end], ruby.reading) for ruby in block.rubies]


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=list(SETTINGS))
def test_paragraphs_come_back_whole_and_in_order_from_any_setting(setting: Setting) -> None:
    assert texts(read(set_articles(articles.SEEN, setting))) == paragraphs()


@pytest.mark.parametrize("name", ["rows", "rows, letters in no order", "vertical", "vertical, letter by letter"])
def test_a_font_that_neither_the_file_nor_the_machine_has_costs_no_letter(name: str) -> None:
    pdf = set_articles(articles.SEEN, SETTINGS[name])
    pdf.by_number = True
    assert texts(read(pdf)) == paragraphs()


def test_letters_beyond_the_first_plane_are_one_letter_each() -> None:
    pdf = Pdf(by_number=True, beyond="𠮟𩸽𝑥")
    pdf.page().draw(60, 80, "川で\ue001を焼き、子を\ue000り、\ue002を求める。", 10)
    assert texts(read(pdf)) == ["川で𩸽を焼き、子を𠮟り、𝑥を求める。"]


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=list(SETTINGS))
def test_titles_larger_than_the_text_are_headings(setting: Setting) -> None:
    extract = read(set_articles(articles.SEEN, setting))
    assert texts(extract, BlockKind.HEADING) == [title for title, _ in articles.SEEN]
    assert extract.title == articles.SEEN[0][0]


@pytest.mark.parametrize("vertical", [False, True])
def test_ruby_is_kept_on_its_base_and_out_of_the_text(vertical: bool) -> None:
    extract = read(set_articles(articles.SEEN, Setting(vertical=vertical)))
    found = [ruby for block in extract.blocks for ruby in printed_rubies(block)]
    assert found == [ruby for _, article in articles.SEEN for paragraph in article for ruby in rubies(paragraph)]


def test_a_block_has_the_page_where_it_begins() -> None:
    extract = read(set_articles(articles.SEEN, Setting()))
    first, last = extract.blocks[0], extract.blocks[-1]
    assert (first.place.page, first.place.sheet) == ("1", 1)
    assert (last.place.page, last.place.sheet) == ("2", 2)


def test_a_page_is_named_by_its_printed_label_if_the_file_has_labels() -> None:
    pdf = set_articles(articles.SEEN, Setting())
    pdf.labels = "0 << /S /r /St 3 >> 1 << /S /D /St 9 >>"
    extract = read(pdf)
    assert (extract.blocks[0].place.page, extract.blocks[0].place.sheet) == ("iii", 1)
    assert (extract.blocks[-1].place.page, extract.blocks[-1].place.sheet) == ("9", 2)


@pytest.mark.parametrize("quarters", [90, 180, 270])
def test_a_page_turned_by_its_own_entry_is_read_as_it_is_shown(quarters: int) -> None:
    pdf = set_articles([articles.TALK], Setting())
    for page in pdf.pages:
        page.rotate = quarters
        turn = {90: "0 1 -1 0 {w} 0", 180: "-1 0 0 -1 {w} {h}", 270: "0 -1 1 0 0 {h}"}[quarters]
        width, height = (page.height, page.width) if quarters != 180 else (page.width, page.height)
        page.operators.insert(0, turn.format(w=width, h=height) + " cm")
        page.width, page.height = width, height
    assert texts(read(pdf)) == [plain(paragraph) for paragraph in articles.TALK[1]]


def test_a_title_of_the_metadata_counts_if_a_person_wrote_it() -> None:
    pdf = set_articles([articles.TALK], Setting())
    pdf.title, pdf.author = "暗渠の手帳", "三枝 ノエル"
    assert (read(pdf).title, read(pdf).author) == ("暗渠の手帳", "三枝 ノエル")
    pdf.title, pdf.author = "Microsoft Word - kawa_v3.doc", "Administrator"
    assert (read(pdf).title, read(pdf).author) == (articles.TALK[0], "")


def test_a_file_that_needs_a_password_is_said_so() -> None:
    pdf = set_articles([articles.TALK], Setting())
    pdf.password = "himitsu"
    with pytest.raises(UnreadableFormat, match="password") as caught:
        read(pdf)
    assert caught.value.kind is FormatProblem.ENCRYPTED


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    pdf = set_articles([articles.TALK], Setting())
    pdf.password = ""
    assert texts(read(pdf)) == [plain(paragraph) for paragraph in articles.TALK[1]]


def test_pictures_of_pages_have_no_text() -> None:
    pdf = Pdf()
    pdf.page().raw("q 300 0 0 400 60 100 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00FF00FF> EI Q")
    with pytest.raises(UnreadableFormat, match="pictures") as caught:
        read(pdf)
    assert caught.value.kind is FormatProblem.NO_TEXT


def test_letters_without_unicode_are_not_guessed() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number in range(20):
        page.latin(50, 80 + number * 20, "kT8#mB2!qZ)xA$5vN", 10, font="G")
    with pytest.raises(UnreadableFormat, match="Unicode") as caught:
        read(pdf)
    assert caught.value.kind is FormatProblem.NO_TEXT


def test_pages_without_unicode_are_left_out_and_said_the_others_read() -> None:
    pdf = set_articles([articles.TALK], Setting())
    for number in range(20):
        pdf.page().latin(50, 80 + number * 20, "kT8#mB2!qZ)xA$5vN", 10, font="G")
    extract = read(pdf)
    assert texts(extract) == [plain(paragraph) for paragraph in articles.TALK[1]]
    assert extract.losses == ("20 pages whose letters have no Unicode values left out",)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.4\n" + b"[" * 100_000])
def test_a_damaged_file_is_said_so(data: bytes) -> None:
    with pytest.raises(UnreadableFormat) as caught:
        reader.read(data, "broken.pdf")
    assert caught.value.kind in (FormatProblem.DAMAGED, FormatProblem.EMPTY)


def kanji_of_no_language() -> list[str]:
    """Kanji one after the other, as codes of a font give them that are taken for Unicode."""
    return ["".join(chr(0x7000 + row * 30 + column) for column in range(30)) for row in range(12)]


@pytest.mark.parametrize("lines", [["!%&'()*+,-./:;<=>?@[]^_{|}~$" for _ in range(12)], kanji_of_no_language()])
def test_what_a_wrong_table_of_the_file_spells_is_not_read(lines: list[str]) -> None:
    pdf = Pdf()
    page = pdf.page()
    for number, line in enumerate(lines):
        page.draw(50, 80 + number * 20, line, 10)
    with pytest.raises(UnreadableFormat, match="Unicode"):
        read(pdf)
