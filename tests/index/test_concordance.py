"""A concordance: a line for every match, orders by context, and the words that stand near."""

from __future__ import annotations

from dataclasses import replace

from inyo.index.concordance import REACH, concordance, neighbours, ordered
from inyo.index.values.hits import Hit, Span

TEXT = "古い港を出た船が、新しい港へ入る。"


def hit(text: str, *spans: tuple[int, int], start: int = 100) -> Hit:
    found = tuple(Span(start + a, start + b, "written") for a, b in spans)
    return Hit("a.txt", "甲", 1, start, start + len(text), text, found, 1.0)


def test_every_match_is_a_line_with_what_stands_on_both_sides() -> None:
    lines = concordance([hit(TEXT, (2, 3), (12, 13))])
    assert [(line.left, line.match, line.right) for line in lines] == [
        ("古い", "港", TEXT[3:]), (TEXT[:12], "港", "へ入る。"),
    ]  # fmt: skip
    assert [(line.start, line.end) for line in lines] == [(102, 103), (112, 113)]


def test_what_stands_below_the_line_is_left_out_unless_all_does() -> None:
    above, below = hit(TEXT, (2, 3)), replace(hit(TEXT, (2, 3)), below=True)
    assert [line.hit for line in concordance([below, above])] == [1]
    assert [line.hit for line in concordance([below])] == [0]


def test_spans_that_overlap_are_one_match() -> None:
    assert [line.match for line in concordance([hit(TEXT, (0, 3), (2, 4))])] == ["古い港を"]


def test_no_side_is_longer_than_it_may_be() -> None:
    (line,) = concordance([hit("あ" * 500 + "港" + "い" * 500, (500, 501))])
    assert (len(line.left), len(line.right)) == (REACH, REACH)


def test_lines_are_ordered_by_what_follows_or_read_backwards_by_what_comes_before() -> None:
    lines = concordance([hit("赤い港を", (2, 3)), hit("青き港は", (2, 3)), hit("古い港が", (2, 3))])
    assert [line.right for line in ordered(lines, "right")] == ["が", "は", "を"]
    assert [line.left for line in ordered(lines, "left")] == ["古い", "赤い", "青き"]


def test_marks_beside_a_match_do_not_count_in_the_order() -> None:
    lines = concordance([hit("港、い", (0, 1)), hit("港「あ」", (0, 1))])
    assert [line.right for line in ordered(lines, "right")] == ["「あ」", "、い"]


def test_words_before_and_after_are_counted_once_a_line() -> None:
    found = neighbours(concordance([hit("新しい港へ船が入る", (3, 4)), hit("新しい港へ出る", (3, 4))]))
    assert found.before[0] == ("新しい", 2)
    assert found.after[0] == ("へ", 2)
    near = {each.word: (each.before, each.after) for each in found.near}
    assert near["新しい"] == (2, 0)
