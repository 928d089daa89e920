"""Which mentions are one person over the collection, as a specification."""

from __future__ import annotations

from inyo.index.people.aliases import AliasRules
from inyo.index.people.linking import link_people
from inyo.index.people.persons import People
from inyo.index.values.mention import Mention
from inyo.index.values.quotation import Quotation

Named = tuple[str, str, str] | tuple[str, str] | str


def mention(named: Named, at: int) -> Mention:
    name, title, canonical = (*((named,) if isinstance(named, str) else named), "", "")[:3]
    return Mention(at, at + len(name), at, at + len(name), name, title, canonical or name, 0.9)


def linked(*documents: list[Named], rules: AliasRules | None = None) -> People:
    return link_people(
        [
            (f"{number}.txt", [mention(named, 20 * at) for at, named in enumerate(names)], ())
            for number, names in enumerate(documents)
        ],
        rules,
    )


def groups(people: People) -> set[frozenset[str]]:
    return {frozenset(person.spellings) for person in people.persons}


def test_one_full_name_is_one_person_in_all_documents() -> None:
    (person,) = linked(["三好真琴"], ["三好真琴"]).persons
    assert (person.name, person.mentions, person.files) == ("三好真琴", 2, ("0.txt", "1.txt"))


def test_old_and_new_kanji_are_one_name() -> None:
    assert len(linked(["澤邉鐵男"], ["沢辺鉄男"]).persons) == 1


def test_a_surname_goes_to_the_bearer_with_its_title() -> None:
    people = linked([("三好真琴", "町長")], [("三好", "町長")])
    assert groups(people) == {frozenset({"三好真琴", "三好"})}


def test_a_kanji_surname_alone_is_not_enough() -> None:
    assert len(linked([("三好真琴", "町長")], ["三好"]).persons) == 2


def test_the_company_it_keeps_is_evidence() -> None:
    people = linked(["三好真琴", "我謝洋奨", "森川さやか"], ["三好", "我謝洋奨", "森川さやか"])
    assert people.person_of("1.txt", "三好") == "三好真琴"


def test_a_surname_that_two_people_bear_goes_to_neither() -> None:
    people = linked(["村上一郎", "森川さやか", "我謝洋奨"], ["村上花子"], ["村上", "森川さやか", "我謝洋奨"])
    assert people.person_of("2.txt", "村上") not in {"村上一郎", "村上花子"}


def test_of_two_bearers_the_one_with_the_same_office() -> None:
    people = linked([("村上一郎", "町長")], [("村上花子", "財務相")], [("村上", "財務相")])
    assert people.person_of("2.txt", "村上") == "村上花子"


def test_a_katakana_surname_with_one_bearer_is_his() -> None:
    assert linked(["ドナルド・オルセン"], ["オルセン"]).person_of("1.txt", "オルセン") == "ドナルド・オルセン"


def test_two_bearers_of_a_katakana_surname_stay_two() -> None:
    people = linked(["ドナルド・オルセン"], ["カレン・オルセン"], ["オルセン"])
    assert len(people.persons) == 3


def test_spellings_heard_differently_need_a_shared_office() -> None:
    office = linked([("スコット・ベッセント", "米財務長官")], [("ベサント", "財務長官")])
    nothing = linked(["スコット・ベッセント"], ["ベサント"])
    assert len(office.persons) == 1
    assert len(nothing.persons) == 2


def test_a_title_that_many_bear_is_no_evidence_of_sound() -> None:
    assert len(linked([("ベッセント", "選手")], [("ベサント", "選手")]).persons) == 2


def test_full_names_with_the_same_given_name_and_sound_are_one() -> None:
    people = linked(["ヴィクトル・ハーヴェセン"], ["ビクトル・ハーベッセン"])
    assert len(people.persons) == 1


def test_full_names_with_other_given_names_are_two() -> None:
    assert len(linked(["ヴィクトル・ハーヴェセン"], ["イーダ・ハーベッセン"]).persons) == 2


def test_a_minister_may_be_called_minister_only() -> None:
    assert len(linked([("ハーベセン", "通商相")], [("ハヴェセン", "大臣")]).persons) == 1
    assert len(linked([("ハーベセン", "通商相")], [("ハヴェセン", "財務相")]).persons) == 2


def test_one_office_under_two_names_is_shared() -> None:
    assert len(linked([("グリア", "USTR代表")], [("ジェイミソン・グリア", "米通商代表")]).persons) == 1


def test_president_and_governor_of_one_surname_stay_two() -> None:
    assert len(linked([("オルセン", "大統領")], [("オルセン", "知事")]).persons) == 2


def test_different_full_names_are_never_joined_through_a_surname() -> None:
    people = linked([("村上一郎", "町長")], [("村上", "町長")], [("村上二郎", "町長")])
    assert people.person_of("0.txt", "村上一郎") != people.person_of("2.txt", "村上二郎")


def test_a_candidate_counts_when_another_document_is_certain() -> None:
    weak = Mention(0, 2, 0, 2, "我謝", "", "我謝", 0.3)
    sure = Mention(0, 3, 0, 2, "我謝", "", "我謝", 0.9)
    assert link_people([("a", [weak], ())]).persons == ()
    both = link_people([("a", [weak], ()), ("b", [sure], ())])
    assert both.person_of("a", "我謝")


def test_the_fullest_and_most_frequent_spelling_is_shown_first() -> None:
    people = linked([("ベサント", "財務長官")] * 5, [("アンナ・ベッセント", "財務長官")])
    assert people.persons[0].name == "アンナ・ベッセント"
    assert people.persons[0].aliases == ("ベサント",)
    assert people.persons[0].titles == ("財務長官",)


def test_people_are_ordered_by_mentions() -> None:
    assert [p.name for p in linked(["三好真琴", "村上一郎", "村上一郎"]).persons] == ["村上一郎", "三好真琴"]


def test_namesakes_are_shown_under_names_that_differ() -> None:
    people = linked([("三好", "町長")], [("三好", "投手")])
    assert len({person.name for person in people.persons}) == 2


def test_a_reader_may_join_what_no_rule_joins() -> None:
    rules = AliasRules(same=(("三好真琴", "ミヨちゃん"),))
    people = linked(["三好真琴"], ["ミヨ"], rules=rules)
    assert people.person_of("1.txt", "ミヨ") == "三好真琴"


def test_a_reader_may_keep_apart_what_a_rule_would_join() -> None:
    rules = AliasRules(different=(("ドナルド・オルセン", "オルセン"),))
    people = linked(["ドナルド・オルセン"], ["オルセン"], rules=rules)
    assert len(people.persons) == 2


def test_the_readers_first_name_is_the_one_shown() -> None:
    people = linked(["ドナルド・オルセン"], ["オルセン"], rules=AliasRules(same=(("オルセン", "ドナルド・オルセン"),)))
    assert [person.name for person in people.persons] == ["オルセン"]


def test_quotations_are_counted_for_their_speaker() -> None:
    said = Quotation(0, 4, "「え」", "speech", "full", "body", speaker="三好")
    term = Quotation(9, 13, "「語」", "term", "", "body", speaker="三好")
    people = link_people([("a", [mention("三好", 0)], [said, term])])
    assert people.persons[0].quotations == 1


def test_a_speaker_with_his_title_is_the_same_person() -> None:
    assert linked(["三好真琴"]).person_of("0.txt", "三好真琴氏") == "三好真琴"
    assert linked(["三好真琴"]).person_of("0.txt", "通信社") == ""


def test_the_result_does_not_depend_on_the_order_of_documents() -> None:
    documents: list[list[Named]] = [
        [("アンナ・ベッセント", "財務長官")],
        [("ベサント", "財務長官")],
        [("ベセント", "財務長官")],
        ["村上一郎", "村上花子"],
    ]
    assert groups(linked(*documents)) == groups(linked(*reversed(documents)))


def test_a_person_is_found_by_surname_title_kana_and_romaji() -> None:
    people = linked([("三好真琴", "町長"), ("三好", "町長", "三好真琴")], ["ヴィクトル・ハーヴェセン"])
    for word in ("三好", "三好町長", "ミヨシ", "みよし", "miyoshi"):
        assert [person.name for person in people.find(word)] == ["三好真琴"], word
    for word in ("ハーヴェセン", "ビクトル・ハーベセン", "ハーベセン"):
        assert "ヴィクトル・ハーヴェセン" in people.aliases(word), word


def test_a_word_that_may_mean_two_people_has_no_aliases() -> None:
    people = linked(["ドナルド・オルセン"], ["カレン・オルセン"])
    assert len(people.find("オルセン")) == 2
    assert people.aliases("オルセン") == ()
    assert people.find("") == people.find("誰でもない") == ()


def test_an_empty_collection_has_no_people() -> None:
    assert link_people([]).persons == ()
