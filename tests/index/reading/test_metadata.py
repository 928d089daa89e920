"""Title, author, date and source of a plain text; front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.reading.dates import date_in_name, find_date, number
from inyo.index.reading.documents import parse
from inyo.index.reading.encodings import Decoded
from inyo.index.reading.markup_text import read_front_matter
from inyo.index.reading.metadata import clean
from inyo.index.values.document import Document

BODY = "　けさ早く、漁船が港に戻った。甲板では魚が跳ねていた。\n　船長は「久しぶりの大漁だ」と笑った。"


def document(text: str, name: str = "0001.txt") -> Document:
    return parse(Path(name), Decoded(text, "utf-8"))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-06-10 11:53", "2025-06-10"),
        ("2025/6/9", "2025-06-09"),
        ("2025年10月26日（日）", "2025-10-26"),
        ("２０２５年１０月", "2025-10"),
        ("October 28, 2025", "2025-10-28"),
        ("Mon, 7 Jul 2025 21:14:03 +0900", "2025-07-07"),
        ("令和7年6月9日", "2025-06-09"),
        ("令和元年五月一日", "2019-05-01"),
        ("平成三十一年四月三十日", "2019-04-30"),
        ("R7.6.9", "2025-06-09"),
        ("平成20.4.1", "2008-04-01"),
        ("令和元.5.1", "2019-05-01"),
        ("H20.4.1", "2008-04-01"),
        ("二〇二五年十月二十六日", "2025-10-26"),
        ("1989（平成元）年2月28日第1刷", "1989-02-28"),
        ("昭和39年（1964年）10月10日", "1964-10-10"),
        ("2025年13月1日", ""),
        ("1599年6月9日", ""),
        ("2101年6月9日", ""),
        ("2025年2月30日", ""),
        ("13-45-9999", ""),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, iso: str) -> None:
    assert find_date(written) == iso


@pytest.mark.parametrize(
    ("name", "iso"),
    [("kiji_20250411_0915", "2025-04-11"), ("2025-08-19_評伝", "2025-08-19"), ("会議録_令和7年6月9日", "2025-06-09"),
     ("2025年8月の記録", "2025-08"), ("2025年問題", ""), ("000_12345678901", ""), ("20251399", "")],
)  # fmt: skip
def test_dates_are_found_in_names_of_files(name: str, iso: str) -> None:
    assert date_in_name(name) == iso


@given(st.integers(1, 9999))
def test_kanji_numerals_have_their_value(value: int) -> None:
    digits = "〇一二三四五六七八九"
    positional = "".join(digits[int(digit)] for digit in str(value))
    units = "".join(
        ("" if digit == "1" and unit else digits[int(digit)]) + unit
        for digit, unit in zip(f"{value:04}", "千百十 ", strict=True)
        if digit != "0"
    ).replace(" ", "")
    if value % 10 == 1:
        units = units if units.endswith("一") else units + "一"
    assert number(positional) == value
    assert number(units) == value


@given(st.text(max_size=60))
def test_no_text_upsets_the_reader_of_dates(text: str) -> None:
    assert len(find_date(text)) in (0, 4, 7, 10)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"大漁旗が港に戻る\n\n{BODY}", "大漁旗が港に戻る"),
        (f"大漁旗が港に戻る\n{BODY}", "大漁旗が港に戻る"),
        (f"船が戻った。港は沸いた!\n\n{BODY}", "船が戻った。港は沸いた!"),
        (f"関係者各位\n\n2025年7月1日\n\n大漁祭りの開催について\n\n{BODY}", "大漁祭りの開催について"),
        (BODY, "けさ早く、漁船が港に戻った"),
        ("「帰ったよ」\n「おかえり」\n母は言った。", "「帰ったよ」"),
        (f"2025年6月9日\n\n{BODY}", "2025年6月9日"),
        ("長い" * 40 + "。\n次。", "長い" * 40),
        ("長い" * 60 + "。\n次。", "長い" * 50 + "…"),
        ("一行だけ", "一行だけ"),
    ],
)
def test_the_title_is_the_headline_or_the_first_sentence(text: str, title: str) -> None:
    assert document(text).title == title


def test_the_name_of_the_file_is_the_title_where_it_says_something() -> None:
    assert document(BODY, "港の一日.txt").title == "港の一日"


def test_a_title_holds_no_control_characters() -> None:
    assert document("見出し\x1b[31m赤\u202e逆\t字\n\n" + BODY).title == "見出し [31m赤逆 字"


def test_a_byline_between_headline_and_text_gives_author_publisher_and_date() -> None:
    found = document(f"港に戻る船\n\nその朝の話\n\nAnna Hill\nHarbour Times\nJune 3, 2025\n\n{BODY}")
    assert (found.author, found.source, found.date) == ("Anna Hill", "Harbour Times", "2025-06-03")


def test_the_date_of_a_caption_is_not_the_date_of_the_text() -> None:
    text = f"港に戻る船\n\n2025-06-10 11:53\n2024年6月9日、港で漁師が手を振る。（撮影・磯）\n\n{BODY}"
    assert document(text).date == "2025-06-10"


@pytest.mark.parametrize(
    ("ending", "source"),
    [
        ("harbour-news.example", "harbour-news.example"),
        ("続きはこちら https://www.harbour.example/a/1", "harbour.example"),
        ("©2025 Harbour Press K.K. All rights reserved.", "Harbour Press K.K."),
        ("（浜辺通信）", "浜辺通信"),
        ("――ロイター", "ロイター"),
        ("出典：浜辺新報", "浜辺新報"),
        ("添付は photo.jpg", ""),
    ],
)
def test_the_source_is_found_at_the_end(ending: str, source: str) -> None:
    assert document(f"港に戻る船\n\n{BODY}\n\n{ending}").source == source


def test_the_source_is_found_in_the_dateline() -> None:
    assert document(f"港に戻る船\n\n【磯町＝浜辺通信】{BODY}").source == "浜辺通信"
    assert document(f"港に戻る船\n\n[ロンドン 10日 ロイター] - {BODY}").source == "ロイター"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2025/10/3 12:30 入江新聞デジタル", "入江新聞デジタル"),
        ("入江新聞 2025年10月3日 東京朝刊", "入江新聞"),
        ("2025年10月3日\n入江新聞", "入江新聞"),
    ],
)
def test_the_source_is_found_in_or_below_the_date_line(line: str, source: str) -> None:
    found = document(f"漁船が港に戻る\n{line}\n\n{BODY}")
    assert (found.source, found.date) == (source, "2025-10-03")


@pytest.mark.parametrize(
    "line", ["（入江新聞、2025年10月3日付朝刊）", "＜2025年10月3日　入江新聞＞", "（入江新聞 2025.10.3）"]
)
def test_the_source_stands_beside_a_date_at_the_end(line: str) -> None:
    found = document(f"漁船が港に戻る\n\n{BODY}\n\n{line}")
    assert (found.source, found.date) == ("入江新聞", "2025-10-03")


def test_a_headline_with_a_date_in_it_gives_no_source() -> None:
    assert document(f"地方の民放テレビ2015年春まではアナログ放送を続ける方針\n\n{BODY}").source == ""


@pytest.mark.parametrize(
    "line", ["祖父の手紙と港の写真を集めた展覧会 2025年10月3日 港新聞", "2025年10月3日\n祖父 港新聞"]
)
def test_a_line_that_says_more_than_who_publishes_gives_no_source(line: str) -> None:
    assert document(f"漁船が港に戻る\n{line}\n{BODY}").source == ""


def test_a_line_of_more_than_a_hundred_characters_is_no_title() -> None:
    assert document("港" * 101 + "\n\n" + BODY).title == "港" * 100 + "…"


def test_an_agency_is_found_right_behind_a_place() -> None:
    assert document(f"漁船が港に戻る\n\n　【ロンドン共同】{BODY}").source == "共同"


def test_a_labelled_source_does_not_repeat_the_date() -> None:
    assert document(f"漁船が港に戻る\n\n{BODY}\n\n出典：入江新聞（2025年10月3日）").source == "入江新聞"


@pytest.mark.parametrize("date", ["2025.10.03", "Oct. 3, 2025", "2025年10月3日（金）"])
def test_the_title_stands_below_a_date(date: str) -> None:
    found = document(f"{date}\n漁船が港に戻る\n\n{BODY}")
    assert (found.title, found.date) == ("漁船が港に戻る", "2025-10-03")


def test_a_rule_is_no_title() -> None:
    assert document(f"---\n\n{BODY}", "0001.md").title == "けさ早く、漁船が港に戻った"


def test_a_year_of_copyright_is_the_date_where_there_is_no_other() -> None:
    assert document(f"港に戻る船\n\n{BODY}\n\n©2024 Harbour Press").date == "2024"


def test_a_letter_gives_subject_sender_and_date() -> None:
    head = "From: 磯花子 <iso@harbour.example>\nTo: ml\nDate: Mon, 7 Jul 2025 21:14:03 +0900\n"
    text = f"{head}Subject: [ml:12] Re: 大漁祭り\n\n{BODY}"
    found = document(text)
    assert (found.title, found.author, found.date) == ("大漁祭り", "磯花子", "2025-07-07")
    assert found.text == text


def test_front_matter_is_taken_out_of_a_markdown_text() -> None:
    block = """---
title: "港: 大漁" # 仮
authors:
  - 磯花子
  - 浜太郎
date: 2025-07-10T09:00:00+09:00
source: 浜辺新報
tags: [a, b]
---
"""
    found = document(block + "\n# 見出し\n\n本文。", "a.md")
    assert (found.title, found.author, found.date, found.source) == (
        "港: 大漁",
        "磯花子、浜太郎",
        "2025-07-10",
        "浜辺新報",
    )
    assert found.text == "# 見出し\n\n本文。"


def test_front_matter_of_a_reference_gives_a_year() -> None:
    found = document("---\ntitle: 水辺の研究\nauthors: 磯花子\nyear: 2024\n---\n本文。", "a.md")
    assert (found.title, found.author, found.date) == ("水辺の研究", "磯花子", "2024")


def test_front_matter_tells_of_a_plain_text_and_stays_in_it() -> None:
    text = f"---\ntitle: 港の朝\ndate: 20251003\n---\n{BODY}"
    found = document(text)
    assert (found.title, found.date, found.text) == ("港の朝", "2025-10-03", text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'港''の朝'", "港'の朝"),
        ('"港の\\"朝\\""', '港の"朝"'),
        ("'港' # 注", "港"),
        ('"港の朝', "港の朝"),
        ("[港, 朝", "[港, 朝"),
    ],
)
def test_quoted_values_of_front_matter_are_read_as_meant(written: str, read: str) -> None:
    front = read_front_matter(f"---\ntitle: {written}\n---\n")
    assert front is not None
    assert front.title == read


def test_authors_may_be_a_list_of_entries() -> None:
    front = read_front_matter("---\nauthors:\n  - name: 岡田\n    org: 港\n  - name: 森\n---\n")
    assert front is not None
    assert front.author == "岡田、森"


def test_japanese_keys_of_front_matter_are_understood() -> None:
    found = read_front_matter("---\nタイトル：大漁\n著者：磯花子\n日付：令和7年7月10日\n---\n本文")
    assert found is not None
    assert (found.title, found.author, found.date) == ("大漁", "磯花子", "2025-07-10")


@pytest.mark.parametrize("text", ["---\n本文。\n---\n", "---\ntitle: 大漁\n", "本文\n---\ntitle: x\n---\n", "---"])
def test_rules_in_a_text_are_no_front_matter(text: str) -> None:
    assert read_front_matter(text) is None


@given(st.text("-\n: aタ「\"'[]#|>。", max_size=80))
def test_no_block_upsets_the_reader_of_front_matter(text: str) -> None:
    found = read_front_matter("---\n" + text)
    assert found is None or 0 < found.end <= len(text) + 4


def test_the_title_of_a_markdown_text_is_its_first_heading() -> None:
    assert document("![](a.png)\n\n## 港の朝 ##\n\n本文。", "a.md").title == "港の朝"
    assert document("港の朝\n=====\n\n本文。", "a.md").title == "港の朝"


@given(st.text())
def test_clean_values_are_one_printable_line(text: str) -> None:
    value = clean(text)
    assert value == value.strip()
    assert not any(character in value for character in "\n\r\t\x1b\x07\u202e\u200b")


def test_headlines_and_dates_of_the_shared_articles_are_found(shared: Path) -> None:
    from inyo.index.reading.documents import read

    found = [read(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    assert [document.date for document in found[:3]] == ["2025", "2025-10-28", "2025-06-10"]
    assert found[1].author
    assert found[1].source == "Asia Times"
    assert found[3].source == "Reuters"
    first_lines = [document.text.split("\n", 1)[0] for document in found]
    assert [document.title == line for document, line in zip(found, first_lines, strict=True)] == [False] + [True] * 4


def test_fields_above_an_article_of_an_archive_tell_title_and_paper() -> None:
    found = document(
        "【1】\n[タイトル] 渡し船が帰る\n[掲載日] 2025年02月18日\n[新聞名] 山里日報\n[本文]\n　渡し船が港へ帰った。\n"
    )
    assert (found.title, found.source, found.date) == ("渡し船が帰る", "山里日報", "2025-02-18")


def test_keywords_of_org_mode_tell_title_and_author() -> None:
    found = document("#+TITLE: 渡し船が帰る\n#+AUTHOR: 沢村 澄\n\n* 朝\n渡し船が港へ帰った。\n")
    assert (found.title, found.author) == ("渡し船が帰る", "沢村 澄")


def test_an_ornament_before_a_headline_is_none_of_it() -> None:
    assert document("◎渡し船が帰る\n\n　渡し船が港へ帰った。\n　港は静かだ。\n").title == "渡し船が帰る"


def test_a_company_below_the_day_of_a_release_is_its_source() -> None:
    text = "報道関係者各位\n\n2025年5月20日\n株式会社山里船舶\n\n渡し船を再開\n\n　渡し船を再開します。\n"
    assert document(text).source == "株式会社山里船舶"


@pytest.mark.parametrize("second", ["記者：なるほど", "（了）"])
def test_what_a_reporter_says_behind_a_colon_is_no_author(second: str) -> None:
    assert document(f"会見の記録\n記者：抵抗はありませんでしたか\n鮎沢：言われました\n{second}\n").author == ""


def test_the_writer_in_front_matter_may_be_a_link_to_a_note() -> None:
    text = '---\nauthor: "[[木内 春|木内]]"\ntitle: 橋\n---\n木の橋は流された。\n'
    assert document(text, "a.md").author == "木内"


def test_the_paper_in_brackets_behind_a_writer_keeps_its_bracket() -> None:
    assert document("橋の話\n聞き手＝木内春（谷新報）\n\n木の橋は去年の秋に流された。\n").author == "木内春（谷新報）"


def report(*, below: str = "", end: str = "", behind: str = "") -> str:
    """A report of a day, with a line below its date, what ends its last sentence, and a line behind it."""
    lines = [
        "港の堤、三十年ぶりに改修へ",
        "2024年3月5日",
        below,
        "",
        "堤を直す工事が始まった。",
        f"完成は再来年である。{end}",
    ]
    return "\n".join([*lines, "", behind])


@pytest.mark.parametrize(
    "end",
    ["【木内春子】", "（木内春子）", "（社会部・木内春子）", "【岬支局・木内春子】", "（編集委員・木内春子）",
     "＝木内春子", "＝木内春子記者", "【木内春子】（時事）"],
)  # fmt: skip
def test_a_signature_ends_the_last_sentence(end: str) -> None:
    assert document(report(end=end)).author == "木内春子"


@pytest.mark.parametrize(
    "line",
    ["【木内春子】", "（木内春子）", "木内春子記者", "記者・木内春子", "記者 木内春子", "政治部　木内春子",
     "パリ＝木内春子", "木内春子（きうち・はるこ）", "（文＝木内春子、写真＝沢村澄）", "木内春子"],
)  # fmt: skip
def test_a_signature_is_a_line_below_the_date(line: str) -> None:
    assert document(report(below=line)).author == "木内春子"


def test_several_may_sign() -> None:
    assert document(report(end="【木内春子、沢村澄】")).author == "木内春子、沢村澄"


@pytest.mark.parametrize(
    "end",
    ["（随時掲載）", "（敬称略）", "（終わり）", "（写真・木内春子）", "【冒頭説明】", "（共同）", "（第3面に続く）"],
)
def test_what_stands_in_brackets_at_the_end_and_is_no_name_signs_nothing(end: str) -> None:
    assert document(report(end=end)).author == ""
    assert document(report(below=end)).author == ""


def test_brackets_that_end_a_text_without_a_date_sign_it_only_as_reporters_do() -> None:
    tale = "灯台守の話\n\n夜になると灯がともる。\nだれも来ない浜である。{}\n"
    assert document(tale.format("（木内春子）")).author == ""
    assert document(tale.format("（文化部・木内春子）")).author == "木内春子"


@pytest.mark.parametrize(
    "line",
    ["岬新報　2024年3月5日付朝刊", "2024年3月5日／岬新報", "『岬新報』2024年3月5日、12面", "週刊岬 2024年3月5日"],
)
def test_a_paper_and_its_day_above_the_headline_are_no_title(line: str) -> None:
    found = document(f"{line}\n港の堤、三十年ぶりに改修へ\n\n堤を直す工事が始まった。\n")
    assert (found.title, found.date) == ("港の堤、三十年ぶりに改修へ", "2024-03-05")
    assert found.source == ("週刊岬" if "週刊岬" in line else "岬新報")


def test_a_paper_alone_above_headline_and_date_is_the_source() -> None:
    found = document("岬新報\n港の堤、三十年ぶりに改修へ\n2024年3月5日 5時00分 有料記事\n\n堤を直す工事が始まった。\n")
    assert (found.title, found.source, found.date) == ("港の堤、三十年ぶりに改修へ", "岬新報", "2024-03-05")
    paper = document("学級新聞\n2024年3月5日\n\n堤を直す工事が始まった。\n")
    assert paper.title == "学級新聞"


def test_a_first_sentence_may_be_credited_to_an_agency_and_a_picture_is_none() -> None:
    body = "港の堤\n2024年3月5日\n\n堤を直す工事が始まった。{}\n完成は再来年である。\n町が発表した。\n"
    assert document(body.format("（共同）")).source == "共同"
    assert document(body.format("（AP通信）")).source == ""


def test_a_wide_space_of_a_title_stays() -> None:
    assert document("豪雨から一年　復旧なお半ば\n\n堤を直す工事が始まった。\n").title == "豪雨から一年　復旧なお半ば"


@pytest.mark.parametrize(
    "line", ["2024/3/5　木内春子", "2024年3月5日 5時30分　木内春子記者", "2024年3月5日文・木内春子"]
)
def test_whoever_stands_behind_the_date_signs(line: str) -> None:
    found = document(f"港の堤、三十年ぶりに改修へ\n{line}\n\n堤を直す工事が始まった。\n")
    assert (found.author, found.date) == ("木内春子", "2024-03-05")
