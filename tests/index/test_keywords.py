"""Terms that come again and again, and what sounds like a word that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.kwic import nearest, terms
from inyo.index.library import Library

TEXT = (
    "灯台守協会は霧笛の点検を始めた。灯台守協会の帆足澪会長は「霧笛は残す」と述べた。三月十日、灯台守協会と"
    "ブイ製造会社が話し合った。今年、霧笛の音量を測る。ブイ製造会社は十二隻を用意し、ブイ製造会社の予定を示した。"
)


def found(text: str = TEXT, *names: str) -> list[str]:
    return [term.text for term in terms([text], names)]


def test_compounds_stand_before_single_words() -> None:
    assert found()[:2] == ["ブイ製造会社", "灯台守協会"] or found()[:2] == ["灯台守協会", "ブイ製造会社"]


def test_numbers_times_and_words_of_a_place_or_two_are_no_terms() -> None:
    assert not {"三月十日", "十二隻", "今年", "音量", "用意"} & set(found())


def test_names_of_people_with_their_offices_are_no_terms() -> None:
    assert not [term for term in found(TEXT + "帆足会長。" * 5, "帆足澪", "帆足") if "帆足" in term]


def test_a_term_is_counted_within_longer_ones() -> None:
    (term,) = [each for each in terms(["霧笛装置と霧笛。霧笛装置の霧笛。"]) if each.text == "霧笛"]
    assert term.places == 4


def test_a_line_that_every_text_has_is_counted_once() -> None:
    notice = "電子書籍普及協会がこの版を作成。\n"
    texts = [f"{notice}灯台守協会の第{number}回の話。灯台守協会が書く。\n" for number in range(5)]
    assert [(term.text, term.places) for term in terms(texts)] == [("灯台守協会", 10)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("garubesen", "ガルヴェーゼン"), ("ガルベツセン", "ガルヴェーゼン"), ("はらえ", "原江美"), ("hoasu", "帆足澪"),
     ("帆足", "帆足澪")],
)  # fmt: skip
def test_what_sounds_like_it_is_near(typed: str, name: str) -> None:
    names = ["ガルヴェーゼン", "帆足澪", "原江美", "霧笛"]
    assert (nearest(typed, names) or ("",))[0] == name


@pytest.mark.parametrize("typed", ["あおもりけん", "x", "", "kkk", "。。"])
def test_what_sounds_quite_different_is_not(typed: str) -> None:
    assert nearest(typed, ["ガルヴェーゼン", "帆足澪", "原江美", "意見"]) == ()


@pytest.mark.parametrize("name", ["", "　", "・", "😀"])
def test_a_name_without_a_sound_is_near_nothing(name: str) -> None:
    assert nearest("ほあす", [name, "帆足澪"]) == ("帆足澪",)


def test_who_is_nearest_under_another_name_is_called_by_his_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "町の話\n\n帆足澪氏は「灯台を直す」と述べた。\n\nヴィクター・ハーベセン氏も来た。\n", "utf-8"
    )
    rules = tmp_path / "same.txt"
    rules.write_text("帆足澪 = ヴィクター・ハーベセン\n", "utf-8")
    library = Library.open([tmp_path / "a.txt"], cache=tmp_path / "cache", data=tmp_path / "data", aliases=[rules])
    library.update()
    assert [(person.name, person.aliases) for person in library.people()] == [("帆足澪", ("ヴィクター・ハーベセン",))]
    assert library.nearest("はあべせん") == ("帆足澪",)
    library.close()


def test_a_collection_completes_its_terms_once_they_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"灯台の話\n\n{TEXT}\n", "utf-8")
    library = Library.open([tmp_path], cache=tmp_path / "cache")
    library.update()
    assert library.complete("とうだい") == ()
    assert "灯台守協会" in [term.text for term in library.terms()]
    assert library.complete("とうだい") == library.complete("toudai") == ("灯台守協会",)
    assert library.nearest("toudaishukyoke")[0] == "灯台守協会"
    library.close()
