from __future__ import annotations

import re

import pytest

from inyo.index.library import Place
from inyo.tui.keep.citation import DEFAULT, FIELDS, STYLES, BadForm, check, cite, values, words
from tests.tui.builders import quote


def test_the_default_form_gives_quotation_speaker_title_source_date_file_and_paragraph() -> None:
    assert cite(quote()) == "「港は渡さない」 — 帆足澪\n港の行方、潮通信、2025-06-10、news/a.txt ¶3"


def test_a_part_in_brackets_disappears_with_its_empty_field() -> None:
    assert cite(quote(person="", speaker="", source="", date="")) == "「港は渡さない」\n港の行方、news/a.txt ¶3"


def test_words_stand_without_the_outer_brackets_and_keep_inner_ones() -> None:
    assert words("「彼は『港』と言った」") == "彼は『港』と言った"
    assert words("『港』と言った") == "『港』と言った"
    assert words("括弧なし") == "括弧なし"
    assert [words(text) for text in ("「」", '"', "「", "")] == ["", '"', "「", ""]


def test_a_path_in_the_home_folder_begins_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mio")
    assert cite(quote(file="/home/mio/news/a.txt"), "{file}") == "~/news/a.txt"
    assert cite(quote(file="/home/mioko/a.txt"), "{file}") == "/home/mioko/a.txt"


def test_a_path_in_the_collection_begins_in_its_folder_and_the_outermost_of_several() -> None:
    folders = ["/data", "/data/news/"]
    assert cite(quote(file="/data/news/a.txt"), "{file}", folders) == "news/a.txt"
    assert cite(quote(file="/data/b/a.txt"), "{file}", folders) == "b/a.txt"
    assert cite(quote(file="/database/a.txt"), "{file}", folders) == "/database/a.txt"


@pytest.mark.parametrize(
    ("file", "folders", "cited"),
    [
        ("/data/a.txt", ["/data/a.txt"], "a.txt"),
        ("/old/2024/x/a.txt", ["/old/2024", "/new/2025"], "2024/x/a.txt"),
        ("/new/2025/a.txt", ["/old/2024", "/new/2025/"], "2025/a.txt"),
        ("/new/text/a.txt", ["/old/text", "/new/text"], "/new/text/a.txt"),
        ("/new/a.txt", ["/old/text", "/new/a.txt"], "a.txt"),
        ("papers/a.txt", ["papers"], "a.txt"),
        ("a.txt", ["."], "a.txt"),
    ],
)
def test_files_of_one_collection_are_told_apart_by_as_little_as_does(file: str, folders: list[str], cited: str) -> None:
    assert cite(quote(file=file), "{file}", folders) == cited


def test_a_chapter_that_is_the_title_is_cited_once() -> None:
    place = Place(page="12", chapter="港の行方")
    assert cite(quote(place=place)).endswith("港の行方、潮通信、2025-06-10、news/a.txt、p. 12 ¶3")
    assert "第一章、p. 12" in cite(quote(place=Place(page="12", chapter="第一章")))


def test_doubled_marks_stand_for_themselves() -> None:
    assert cite(quote(), "{{[[{words}]]}}") == "{[港は渡さない]}"


def test_what_stands_before_between_and_behind_the_fields_stays() -> None:
    assert cite(quote(), "甲{words}乙{date}丙") == "甲港は渡さない乙2025-06-10丙"
    assert cite(quote(), "{ words }") == "港は渡さない", "spaces in the braces are none of the name"


def test_a_mistyped_field_is_told_the_nearest_one_and_a_strange_one_all() -> None:
    with pytest.raises(BadForm, match=r"did you mean \{mention\}\?$"):
        check("{mentions}")
    with pytest.raises(BadForm, match=f"there are {', '.join(FIELDS)}$"):
        check("{xyz}")


def test_an_inferred_speaker_is_marked_until_the_reader_sets_one() -> None:
    assert cite(quote(inferred=True), "{speaker}{inferred}") == "帆足澪?"
    assert cite(quote(inferred=True, edited=True), "{speaker}{inferred}") == "帆足澪"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("{speeker}", "did you mean {speaker}"),
        ("[{words}", "not closed"),
        ("{words}]", "without its ["),
        ("[a[b]]", "inside another"),
        ("{words", "stands alone"),
    ],
)
def test_a_form_that_cannot_be_read_is_a_sentence(form: str, says: str) -> None:
    with pytest.raises(BadForm) as error:
        check(form)
    assert says in str(error.value)


def test_every_field_that_is_told_of_has_a_value() -> None:
    assert set(values(quote())) == set(FIELDS)
    assert check(DEFAULT) == DEFAULT


def test_braces_in_a_document_are_no_fields() -> None:
    assert cite(quote("「{title}」"), "{words}") == "{title}"


def test_who_is_nobody_in_the_collection_is_called_as_in_the_text() -> None:
    assert cite(quote(person="", speaker="船員"), "{speaker}") == "船員"
    assert cite(quote(person="帆足澪", speaker=""), "{speaker}") == "帆足澪"


@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_the_page_where_there_is_one_and_no_empty_place_where_a_field_is_empty(style: str) -> None:
    assert "p. 4" in cite(quote(place=Place(page="4")), style)
    bare = cite(quote(person="", speaker="", source="", author="", date=""), style)
    assert not re.search(r"[.,、]\s*[.,、]|  |\[|\]|\(\)", bare)


def test_a_source_that_ends_with_a_full_stop_has_no_second_one() -> None:
    assert "Acme L.P. 2025-06-10." in cite(quote(source="Acme L.P."), "sist02")


def test_a_full_stop_of_the_form_stays_behind_anything_else_and_dots_of_the_form_stay() -> None:
    assert cite(quote(source="潮通信"), "{source}.[{date}.]") == "潮通信.2025-06-10."
    assert cite(quote(source="A.B."), "{source}...") == "A.B...."
