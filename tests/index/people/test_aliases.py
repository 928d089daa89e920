"""The alias file, as a specification."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from inyo.index.people.aliases import (
    AliasRules,
    name_key,
    plain_name,
    read_alias_files,
    read_aliases,
    with_another,
    write_aliases,
)


def test_a_line_says_which_names_are_one_person() -> None:
    rules, problems = read_aliases("三好真琴 = 三好氏, ミヨちゃん\n", "aliases.txt")
    assert rules.same == (("三好真琴", "三好氏", "ミヨちゃん"),)
    assert problems == ()


def test_a_line_says_who_are_two_people() -> None:
    rules, _ = read_aliases("村上一郎 != 村上二郎", "aliases.txt")
    assert rules.different == (("村上一郎", "村上二郎"),)


def test_full_width_marks_comments_and_blank_lines_are_fine() -> None:
    rules, problems = read_aliases(
        "\ufeff# だれがだれか\n\n三好真琴　＝　三好氏、ミヨ  # 画家\n村上一郎！＝村上二郎\n", "a"
    )
    assert rules.same == (("三好真琴", "三好氏", "ミヨ"),)
    assert rules.different == (("村上一郎", "村上二郎"),)
    assert problems == ()


def test_a_bad_line_is_named_in_a_sentence_and_the_rest_is_read() -> None:
    rules, problems = read_aliases("三好真琴\na = b = c\n = \n村上一郎 = 村上\n" + "長" * 3000, "aliases.txt")
    assert rules.same == (("村上一郎", "村上"),)
    assert [problem.split(" ", 3)[:3] for problem in problems] == [
        ["aliases.txt,", "line", number] for number in ("1", "2", "3", "5")
    ]


def test_what_is_written_is_read_again() -> None:
    rules = AliasRules((("三好真琴", "三好氏"),), (("村上一郎", "村上二郎"),))
    assert read_aliases(write_aliases(rules), "a") == (rules, ())


def test_a_name_may_hold_a_double_hyphen() -> None:
    rules, problems = read_aliases("ジャン＝ポール・三好 = ポール\nジャン＝ポール・三好 != アン＝マリー\n", "a")
    assert rules == AliasRules((("ジャン＝ポール・三好", "ポール"),), (("ジャン＝ポール・三好", "アン＝マリー"),))
    assert problems == ()


NAMES = st.text(st.sampled_from("三好真琴ジポン=＝≠!！#,、;・ \n\u2028\x85A\ud800"), min_size=1, max_size=8)


@given(st.lists(NAMES, min_size=2, max_size=2), NAMES)
@example(["=", " "], "三")
def test_whatever_a_name_holds_it_is_read_back_and_harms_no_other_line(pair: list[str], other: str) -> None:
    rules = AliasRules((tuple(pair),), ((pair[0], other),))
    found, _ = read_aliases(write_aliases(rules) + "村上一郎 = 村上\n", "a")
    assert found.same[-1] == ("村上一郎", "村上")
    kept = [("".join(name.split()).replace("=", "＝").replace("≠", "＝")) for name in pair]
    if not any(mark in name for name in pair for mark in "#,、;!！\n\u2028\x85") and all(kept) and len(set(kept)) == 2:
        assert tuple("".join(name.split()) for name in found.same[0]) == tuple(kept)


def test_another_word_leaves_remarks_and_other_lines_as_they_are() -> None:
    text = "# だれがだれか\n三好真琴＝三好氏 # 画家\n\n村上一郎 = 村上, 一郎さん\n読めない行\n"
    told = with_another(text, AliasRules(different=(("村上一郎", "村上"),)))
    assert _said(told) == (
        "# だれがだれか\n三好真琴＝三好氏 # 画家\n\n村上一郎 = 一郎さん\n読めない行\n村上一郎 != 村上\n"
    )
    again = with_another(told, AliasRules(same=(("村上一郎", "村上"),)))
    assert _said(again).endswith("村上一郎 = 一郎さん\n読めない行\n村上一郎 = 村上\n")


def _said(text: str) -> str:
    """Without what tells that inyo wrote a line."""
    return re.sub("  # inyo [0-9a-f]{8}", "", text)


def test_a_line_of_ours_that_was_changed_counts_as_it_stands_and_is_said() -> None:
    text = write_aliases(AliasRules((("三好真琴", "三好氏"), ("村上一郎", "村上"))))
    changed = text.replace("村上一郎", "村上二郎")
    rules, problems = read_aliases(changed, "people.txt")
    assert rules.same == (("三好真琴", "三好氏"), ("村上二郎", "村上"))
    assert len(problems) == 1 and problems[0].startswith("people.txt, line 2 is not as inyo wrote it")
    assert read_aliases(_said(changed), "people.txt") == (rules, ())


@given(st.integers(0), st.integers(0, 7))
def test_any_bit_that_is_another_in_what_we_wrote_changes_nothing_or_is_said(place: int, bit: int) -> None:
    said = AliasRules((("三好真琴", "三好氏", "ミヨ"), ("村上一郎", "村上")), (("村上一郎", "村上二郎"),))
    data = bytearray(write_aliases(said).encode("utf-8"))
    data[place % len(data)] ^= 1 << bit
    with TemporaryDirectory() as folder:
        file = Path(folder) / "people.txt"
        file.write_bytes(data)
        rules, problems = read_alias_files([file])
    assert problems or rules == said


def test_later_rules_have_the_last_word() -> None:
    first = AliasRules((("三好真琴", "ミヨ", "三好"),), (("村上一郎", "村上"),))
    later = AliasRules((("村上一郎", "村上"),), (("三好真琴", "ミヨ"),))
    joined = first.joined(later)
    assert joined.same == (("三好真琴", "三好"), ("村上一郎", "村上"))
    assert joined.different == (("三好真琴", "ミヨ"),)


def test_files_are_read_in_order_and_a_missing_one_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("三好真琴 = 三好\n", "utf-8")
    (tmp_path / "folder").mkdir()
    rules, problems = read_alias_files([tmp_path / "none", tmp_path / "a", tmp_path / "folder"])
    assert rules.same == (("三好真琴", "三好"),)
    assert len(problems) == 1 and "folder" in problems[0]


def test_spellings_meet_in_one_key() -> None:
    assert name_key("髙﨑 鐵男") == name_key("高崎鉄男")
    assert name_key("ヴィクトル・ハーヴェセン") == name_key("ビクトル=ハーベセン")


def test_a_name_is_plain_without_honorific_or_title() -> None:
    assert [plain_name(name) for name in ("習氏", "三好町長", "氏", "三好")] == ["習", "三好", "氏", "三好"]
