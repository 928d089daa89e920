"""People over whole collections: the demo, and the seed articles where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.people.linking import link_people
from inyo.index.people.mentions import find_mentions
from inyo.index.people.persons import People, PersonEntry
from inyo.index.reading.documents import read
from tests.bench import people as bench


@pytest.fixture(scope="module")
def people() -> People:
    demo = Path(__file__).resolve().parents[3] / "seeds"
    documents = []
    for path in sorted(demo.rglob("*.txt")):
        document = read(path)
        documents.append((path.name, find_mentions(document, bench.tokens_of(document)), ()))
    return link_people(documents)


def test_a_minister_under_many_katakana_spellings_is_one_person(people: People) -> None:
    spellings = set(people.aliases("ヴィクトル・ハーヴェセン"))
    assert spellings >= {
        "ハーヴェセン",
        "ハーベセン",
        "ハーベッセン",
        "ハヴェセン",
        "ハベッセン",
        "ビクトル・ハーベッセン",
    }


def test_two_people_of_one_surname_stay_two(people: People) -> None:
    assert {person.name for person in people.find("高崎")} >= {"髙﨑鐵男", "髙﨑航"}
    assert people.aliases("髙﨑") == ()
    fisherman, scientist = people.person("髙﨑鐵男"), people.person("髙﨑航")
    assert fisherman is not None and "組合長" in fisherman.titles and "准教授" not in fisherman.titles
    assert scientist is not None and "准教授" in scientist.titles and "組合長" not in scientist.titles


def test_old_and_new_forms_of_a_name_are_one_person(people: People) -> None:
    assert set(people.aliases("沢辺由紀子")) >= {"澤辺由紀子", "沢辺由紀子"}


def test_places_and_countries_of_the_demo_are_no_people(people: People) -> None:
    for word in ("汐ヶ﨑", "ヴェルメリア", "瑞洋", "潮路新報"):
        assert people.find(word) == ()


def test_everybody_in_the_seed_articles_is_found_and_nobody_is_two(shared: Path) -> None:
    figures = bench.seeds(shared / "seeds")
    assert figures["missing"] == []
    assert figures["false"] == []
    assert figures["joined"] == figures["pairs"]


@pytest.mark.parametrize("half", bench.HALVES)
def test_people_in_the_news_are_found(shared: Path, half: str) -> None:
    mentions, names = bench.news(shared / "quotes" / "dev", half)
    assert mentions.f1 >= 0.9
    assert names.f1 >= 0.9


def _people(*names: str) -> People:
    return People(tuple(PersonEntry(name, (), (), 1, 0, ("a.txt",)) for name in names), {})


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("小泉", "小泉純一郎"), ("koizumi", "小泉純一郎"), ("Junichiro Koizumi", "小泉純一郎"),
        ("toru hashimoto", "橋下徹"), ("ひがしやまかいこ", "東山櫂子"), ("Bush", "ジョージ・ブッシュ"),
        ("アルバート・ブッシュ", "ジョージ・ブッシュ"),
    ],
)  # fmt: skip
def test_a_person_is_found_as_people_type_names(typed: str, name: str) -> None:
    people = _people("小泉純一郎", "橋下徹", "東山櫂子", "ジョージ・ブッシュ", "港三郎")
    assert [person.name for person in people.find(typed)] == [name]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Schwarzenegger", "アーノルド・シュワルツェネッガー"), ("Sharapova", "マリア・シャラポワ"),
        ("Merkel", "アンゲラ・メルケル"), ("McDonald", "ロナルド・マクドナルド"),
    ],
)  # fmt: skip
def test_a_foreign_name_in_its_own_letters_is_who_sounds_so_and_not_who_has_its_consonants(
    typed: str, name: str
) -> None:
    people = _people(
        "アーノルド・シュワルツェネッガー", "マリア・シャラポワ", "アンゲラ・メルケル", "ロナルド・マクドナルド",
        "ビリー・シンガー", "ミカ・マーカル", "ショーラ・ペーブ", "エミ・マケドナルド",
    )  # fmt: skip
    assert [person.name for person in people.find(typed)] == [name]


def test_a_foreign_name_that_nobody_bears_finds_nobody_with_its_consonants() -> None:
    assert _people("トーレ・フンド", "ロジャー・トゥール").find("Churchill") == ()


def test_romaji_is_no_latin_name() -> None:
    assert _people("ジョージ・ブッシュ").find("basho") == ()
