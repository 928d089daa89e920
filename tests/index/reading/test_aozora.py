"""Texts in the format of Aozora Bunko."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.reading.aozora import gaiji, jis_x_0213, join_accents, plain_line, read_book
from inyo.index.reading.discovery import discover
from inyo.index.reading.documents import read
from tests.waiting import computing

SYMBOLS = f"{'-' * 55}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）鯨《くじら》\n{'-' * 55}\n"
COLOPHON = (
    "\n\n\n底本：「鯨の本」浜辺書房\n　　　1989（平成元）年2月28日第1刷発行\n入力：甲\n2001年5月3日公開\n"
    "青空文庫作成ファイル：\nこのファイルは、青空文庫で作られました。\n"
)


def book(work: str, header: str = "鯨\n浜辺太郎") -> str:
    return f"{header}\n\n{SYMBOLS}\n{work}{COLOPHON}"


def readings(line: str) -> list[tuple[str, str]]:
    plain = plain_line(line)
    return [(plain.text[start:end], reading) for start, end, reading in plain.rubies]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("大きな鯨《くじら》が来た", "大きな鯨が来た", [("鯨", "くじら")]),
        ("北の｜大海原《おおうなばら》へ", "北の大海原へ", [("大海原", "おおうなばら")]),
        ("人々《ひとびと》は", "人々は", [("人々", "ひとびと")]),
        ("八ヶ岳《やつがたけ》の", "八ヶ岳の", [("八ヶ岳", "やつがたけ")]),
        ("あの whale《ホエール》 を", "あの whale を", [("whale", "ホエール")]),
        ("「Stop!《ストップ》」", "「Stop!」", [("Stop!", "ストップ")]),
        ("東《ひがし》西《にし》", "東西", [("東", "ひがし"), ("西", "にし")]),
        ("｜ＳＯＳ《エスオーエス》を", "ＳＯＳを", [("ＳＯＳ", "エスオーエス")]),
        ("色々《いろ／＼》と時々《とき／″＼》", "色々と時々", [("色々", "いろいろ"), ("時々", "ときどき")]),
        ("※［＃「木＋世」、第3水準1-85-56］《かじ》を", "枻を", [("枻", "かじ")]),
        ("小｜※［＃「木＋世」、第3水準1-85-56］子《かじこ》", "小枻子", [("枻子", "かじこ")]),
    ],
)
def test_ruby_is_taken_out_and_its_base_found(line: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert plain_line(line).text == text
    assert readings(line) == expected


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("［＃３字下げ］一［＃「一」は中見出し］", "一"),
        ("それは［＃「それ」に傍点］違う", "それは違う"),
        ("［＃「※［＃「木＋世」、第3水準1-85-56］」に傍点］後", "後"),
        ("表［＃割り注］裏［＃割り注終わり］", "表（裏）"),
        ("第２［＃「２」はローマ数字、1-13-22］部", "第Ⅱ部"),
        ("閉じない［＃注記", "閉じない［＃注記"),
        ("角［かど］括弧", "角［かど］括弧"),
        ("ます／＼、しみ／″＼と", "ます〳〵、しみ〴〵と"),
        ("曲は〔E'tude〕と〔c,a〕", "曲はÉtudeとça"),
        ("〔以下欠〕", "〔以下欠〕"),
        ("表の｜線", "表の｜線"),
        ("《見出し》", "《見出し》"),
    ],
)
def test_notes_are_taken_out_and_other_brackets_stay(line: str, text: str) -> None:
    assert plain_line(line).text == text


@pytest.mark.parametrize(
    ("note", "character"),
    [
        ("「木＋世」、第3水準1-85-56", "枻"),
        ("「月＋（亶－回）」、第4水準2-85-70", jis_x_0213(2, 85, 70)),
        ("「火＋發」、U+243CB、532-10", "\U000243cb"),
        ("二の字点、1-2-22", "〻"),
        ("感嘆符疑問符、1-8-78", "⁉"),
        ("小書き片仮名ン、286-上-6", "𛅧"),
        ("「辟／鳥」、436-12", "［辟／鳥］"),
        ("ローマ数字19、582-3", "XIX"),
        ("感嘆符三つ、43-8", "！！！"),
        ("小書き平仮名ん、229-10", "ん"),
        ("「※」は「木＋世」、第3水準 1-85-56、113-2", "枻"),
        ("屋号を示す記号、59-12", "〓"),
        ("U+D800", "〓"),
        ("U+110000", "〓"),
    ],
)
def test_gaiji_become_their_characters_where_unicode_has_them(note: str, character: str) -> None:
    assert character
    assert gaiji(note) == character


def test_side_ruby_is_a_reading_too() -> None:
    assert readings("提督［＃「提督」の左に「アドミラル」のルビ］が") == [("提督", "アドミラル")]


def test_header_symbols_and_colophon_are_understood() -> None:
    found = read_book(book("　沖に鯨《くじら》がゐる。\n［＃改ページ］\n　もうゐない。"))
    assert found is not None
    assert (found.title, found.author) == ("鯨", "浜辺太郎")
    assert (found.source, found.date) == ("「鯨の本」浜辺書房", "1989-02-28")
    assert found.text[: found.work_end].split() == ["鯨", "浜辺太郎", "沖に鯨がゐる。", "もうゐない。"]
    assert found.text[found.work_end :].strip().startswith("底本：")


@pytest.mark.parametrize(
    ("header", "title", "author"),
    [
        ("鯨\n――海の話――\n浜辺太郎", "鯨　――海の話――", "浜辺太郎"),
        ("鯨\nTHE WHALE\nハマー・ベイ\n浜辺太郎訳", "鯨", "ハマー・ベイ"),
        ("鯨《くじら》の本\n浜辺太郎", "鯨の本", "浜辺太郎"),
        ("鯨\n潮風シリーズ\n浜辺太郎\n磯花子編", "鯨　潮風シリーズ", "浜辺太郎"),
    ],
)
def test_title_and_author_follow_the_order_of_the_header(header: str, title: str, author: str) -> None:
    found = read_book(book("　本文。", header))
    assert found is not None
    assert (found.title, found.author) == (title, author)


def test_the_colophon_is_kept_to_be_searched_and_marked_as_no_part_of_the_work(tmp_path: Path) -> None:
    (tmp_path / "鯨.txt").write_text(book("　沖に鯨《くじら》がゐる。"), "cp932")
    document = read(tmp_path / "鯨.txt")
    paragraphs = [document.text[p.start : p.end] for p in document.paragraphs]
    assert paragraphs[:3] == ["鯨", "浜辺太郎", "沖に鯨がゐる。"]
    assert paragraphs[3].startswith("底本：")
    assert document.work_end is not None
    assert document.paragraphs[2].end <= document.work_end <= document.paragraphs[3].start
    assert [(document.text[r.start : r.end], r.reading) for r in document.rubies] == [("鯨", "くじら")]


@pytest.mark.parametrize(
    "text",
    [
        "新作映画《おくりもの》が公開された。\n《速報》港で祭り。",
        "舞台《海と空》を見た。《二》も見たい。展覧会《ゆめ》は明日から。",
        "普通の記事です。※注意［1］あり。",
    ],
)
def test_news_that_uses_such_brackets_is_left_as_it_is(text: str) -> None:
    assert read_book(text) is None


def test_a_text_with_ruby_and_no_header_is_read_too() -> None:
    found = read_book("｜潮騒《しおさい》を聞く。彼は《灯台》と呼ばれた。")
    assert found is not None
    assert found.text == "潮騒を聞く。彼は《灯台》と呼ばれた。"
    assert [found.text[start:end] for start, end, _ in found.rubies] == ["潮騒"]


plain = st.text("鯨海空人あいうアイウＡaB、。「」（）　 ", max_size=12)
bases = st.text("鯨海空人々〆", min_size=1, max_size=4)
kana = st.text("あいうえおかきくけこん", min_size=1, max_size=8)


@given(st.lists(st.tuples(plain, bases, kana), max_size=8), plain)
def test_marked_ruby_survives_the_round_trip(pieces: list[tuple[str, str, str]], end: str) -> None:
    line = "".join(f"{before}｜{base}《{reading}》" for before, base, reading in pieces) + end
    found = plain_line(line)
    assert found.text == "".join(before + base for before, base, _ in pieces) + end
    assert readings(line) == [(base, reading) for _, base, reading in pieces]


@given(st.text("鯨あア《》｜［］＃※〔〕／＼″「」は、1-25a'^\n", max_size=80))
def test_offsets_stay_within_the_line_whatever_the_markup(line: str) -> None:
    found = plain_line(line.replace("\n", ""))
    for start, end, reading in found.rubies:
        assert 0 <= start < end <= len(found.text)
        assert reading
    whole = read_book(book(line))
    assert whole is not None
    assert all(0 <= start < end <= whole.work_end for start, end, _ in whole.rubies)


@pytest.mark.parametrize("unit", ["《", "［＃", "※［＃", "｜", "〔e'", "漢《", "｜漢《か》", "［", "／＼", "［＃［］"])
def test_hostile_markup_costs_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(times: int) -> float:
        return computing(lambda: plain_line(unit * times))

    assert seconds(80_000) < 12 * seconds(20_000) + 1


@pytest.mark.parametrize("inner", ["a'", "plain", "e^《か》"])
def test_accents_are_joined_only_where_there_are_some(inner: str) -> None:
    assert ("〔" in join_accents(f"〔{inner}〕")) == (inner == "plain")


def test_six_hundred_books_leave_no_markup(shared: Path) -> None:
    files = [Path(path) for path in discover([shared / "aozora"]) if isinstance(path, str)]
    left = 0
    for file in files[::6]:
        document = read(file)
        assert document.title
        assert document.author
        assert document.source or "Translated" in document.text
        assert len(document.paragraphs) > 2
        work = document.text[: document.work_end]
        left += len(re.findall("《|》|［＃|※", work))
        assert all("\n" not in document.text[ruby.start : ruby.end] for ruby in document.rubies)
    assert left <= 2
