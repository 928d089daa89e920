"""How names are read where only the text tells finds the people."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.library import Library
from inyo.index.people.persons import given_readings, readings_of_names
from inyo.index.values.document import Document, Paragraph, Ruby
from inyo.index.values.mention import Mention


def said_in(text: str, name: str, *rubies: Ruby) -> list[tuple[str, str]]:
    start = text.index(name)
    end = start + len(name)
    mention = Mention(start, end, start, end, name, "", name, 1.0)
    return list(
        given_readings(Document("a", text, "a", paragraphs=(Paragraph(0, len(text)),), rubies=rubies), [mention])
    )


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("小鳥遊遥（たかなし・はるか）さん", "タカナシ・ハルカ"),
        ("小鳥遊遥（たかなし はるか）さん", "タカナシ・ハルカ"),
        ("小鳥遊遥(たかなしはるか)さん", "タカナシハルカ"),
        ("小鳥遊遥（たかなし・はるか、42）は", "タカナシ・ハルカ"),
    ],
)
def test_a_reading_in_brackets_is_that_of_the_name(text: str, reading: str) -> None:
    assert said_in(text, "小鳥遊遥") == [("小鳥遊遥", reading)]


@pytest.mark.parametrize(
    "remark", ["（のち）", "（東京都）", "（カメラマン）", "（たかなしはるかとそのおっととこどもたちとともに）"]
)
def test_a_remark_in_brackets_is_none(remark: str) -> None:
    assert said_in(f"小鳥遊遥{remark}は", "小鳥遊遥") == []


def test_rubies_tell_the_family_name_and_the_whole() -> None:
    rubies = Ruby(0, 3, "たかなし"), Ruby(3, 4, "はるか")
    assert said_in("小鳥遊遥は笑った", "小鳥遊遥", *rubies) == [("小鳥遊", "タカナシ"), ("小鳥遊遥", "タカナシハルカ")]


def test_a_ruby_over_the_last_letters_alone_tells_nothing_of_the_name() -> None:
    assert said_in("小鳥遊遥は笑った", "小鳥遊遥", Ruby(3, 4, "はるか")) == []


def test_a_divided_reading_is_that_of_its_parts_too() -> None:
    assert readings_of_names([("小鳥遊遥", "タカナシ・ハルカ")]) == {
        "小鳥遊遥": ("タカナシハルカ", "タカナシ", "ハルカ")
    }


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("会見\n\n月見里昂（やまなし・すばる）市長は「橋を架ける」と述べた。\n", "utf-8")
    (folder / "b.txt").write_text("別の日\n\n佐藤花子市長は「港を直す」と述べた。\n", "utf-8")
    found = Library.open([folder], cache=tmp_path / "cache", data=tmp_path / "data")
    found.update()
    return found


@pytest.mark.parametrize("typed", ["やまなし", "やまなしすばる", "ヤマナシスバル", "yamanashi"])
def test_whom_a_text_gives_a_reading_of_is_found_by_it(library: Library, typed: str) -> None:
    assert [quote.person for quote in library.quotations(by=typed)] == ["月見里昂"]
    assert {hit.file for hit in library.search(f"by:{typed}").hits} == {str(library.documents()[0].file)}
    assert library.complete(typed, people=True) == ("月見里昂",)
