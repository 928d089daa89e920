"""Who is one and the same in a story: roles beside names, offices, honorifics, kin; and who is called by it."""

from __future__ import annotations

import pytest

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.cast import bare, by_kin, by_office, find_cast, is_tail
from inyo.index.people.mentions import find_mentions
from inyo.index.people.names import Names
from inyo.index.values.document import Document


def _names(text: str) -> Names:
    tokens = tokenize(text)
    names = Names(text, tokens, find_mentions(Document("test.txt", text, "test"), tokens))
    names.admit(find_cast(text, tokens, names))
    return names


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("父の辰雄が笑った。辰雄は黙って戸を閉めた。父は歩き出した。", "父", "辰雄"),
        ("女将のお島が立った。お島は笑った。女将は戸を閉めた。", "女将", "お島"),
        ("祖父――辰雄は、新聞を見た。辰雄が笑った。", "祖父", "辰雄"),
    ],
)
def test_a_role_beside_a_name_is_that_person(text: str, role: str, name: str) -> None:
    assert _names(text).canonical(role) == name


def test_a_role_that_several_bear_is_nobody_in_particular() -> None:
    text = "友人の辰雄が笑った。辰雄は戸を閉めた。友人は黙って歩いた。"
    assert _names(text).canonical("友人") == "友人"


def test_names_go_without_honorific_and_office_where_the_rest_is_known() -> None:
    assert bare("三平君", {"三平"}) == "三平"
    assert bare("海野警部", {"海野"}) == "海野"
    assert bare("ミス・クレイ", {"クレイ"}) == "クレイ"
    assert bare("王様", {"王"}) == "王様"


def test_a_name_before_several_offices_is_one_person() -> None:
    assert by_office(["海野警部", "海野課長", "船長"]) == {"海野警部": "海野", "海野課長": "海野"}


def test_kin_go_by_the_form_that_acts_most_often() -> None:
    kin = by_kin({"母親": 3, "母": 1}, "母親は「お母さん」と呼ばれた。")
    assert {kin[form] for form in ("母", "母親", "お母さん")} == {"母親"}
    assert "姉" not in kin


def test_a_single_kanji_behind_kana_is_the_end_of_a_name() -> None:
    assert is_tail("枝", ["かず枝"])
    assert not is_tail("枝", ["桜枝"])


def test_two_joined_names_and_a_time_before_a_name_are_no_names() -> None:
    text = "或日辰雄は海を見た。辰雄は笑った。辰雄は黙った。"
    assert _names(text).canonical("辰雄") == "辰雄"


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("なあ辰雄", ["辰雄"]),
        ("ねえ、辰雄さん、行こう", ["辰雄"]),
        ("もう遅いよ、辰雄。", ["辰雄"]),
        ("辰雄よ、聞け", ["辰雄"]),
        ("辰雄は来ない", []),
        ("きのう辰雄に会った", []),
    ],
)
def test_whoever_words_call_is_told_from_whoever_they_speak_of(words: str, called: list[str]) -> None:
    assert _names("辰雄は戸を閉めた。辰雄は笑った。").called_in(words) == called


def test_a_name_does_not_begin_with_the_end_of_the_word_before_it() -> None:
    told = "辰雄は笑った。辰雄は戸を閉めた。辰雄が立った。辰雄は歩いた。辰雄は黙った。"
    assert _names(told + "教えたのは、とうの辰雄であった。").canonical("辰雄") == "辰雄"


def test_a_surname_in_kana_stays_where_it_begins_behind_a_mark() -> None:
    told = "辰雄は笑った。辰雄は戸を閉めた。辰雄が立った。辰雄は歩いた。辰雄は黙った。"
    assert _names(told + "その、いしだ辰雄は頷いた。").canonical("辰雄") == "いしだ辰雄"
