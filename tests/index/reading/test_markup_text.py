"""Markup that a writer typed is not what a reader reads."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from inyo.index.reading.documents import read
from inyo.index.reading.markup_text import ENDINGS, rendered
from tests.waiting import computing

MARKDOWN = [
    ("## 港の記録 ##", "## 港の記録"),
    ("港の記録\n--------\n本文", "港の記録\n本文"),
    ("**大磯**：「港を**必ず**守る」", "大磯：「港を必ず守る」"),
    ("*強い*語と***とても強い***語、~~消した~~語", "強い語ととても強い語、消した語"),
    ("snake_case_name と 2*3*4 と * 星", "snake_case_name と 2*3*4 と * 星"),
    ('これは[発言録](https://example.org/a_(b) "題")と[別紙][1]。\n[1]: https://example.org', "これは発言録と別紙。\n"),
    ("![港の写真](a.png)と<https://example.org/a>", "港の写真とhttps://example.org/a"),
    ("述べた[^1]。\n[^1]: 注である。", "述べた[1]。\n[1]: 注である。"),
    ("| 名 | 役 |\n|----|:--:|\n| 大磯 | 長 |", "名 | 役\n大磯 | 長"),
    ("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の<b>町</b><br>", "港（みなと）の町"),
    ("甲<!-- 編集者の注 -->乙 A &amp; B \\*星\\*", "甲乙 A & B *星*"),
    ("[`港`の記録](https://example.org)と[[港] 記録][`a`]", "港の記録と[港] 記録"),
    ('<img src="a.png" alt="港の写真"><script src="a">x</script>', "港の写真"),
    ("甲\n<!--\n```\n隠れた語\n```\n-->\n乙", "甲\n\n乙"),
    ("図面は[[護岸の図面|こちら]]と[[護岸]]にある。![[写真.png]] ^a1b2c3", "図面はこちらと護岸にある。"),
    ("> [!note]- 覚え書き\n> 桟橋を==直す==。%%私に聞く%%", "> 覚え書き\n> 桟橋を直す。"),
    ("<aside>\n港の鐘が鳴る。\n</aside>", "\n港の鐘が鳴る。\n"),
    ("- [ ] 電話する\n- [x] 受け取る\n- [注] 港", "- 電話する\n- 受け取る\n- [注] 港"),
    ("増加は50%%から60%%になる。2^10 ^2", "増加は50%%から60%%になる。2^10 ^2"),
    ("語`a*b*c`と\n```py\nx = a**b # [x](y)\n```\n終わり", "語a*b*cと\nx = a**b # [x](y)\n終わり"),
]
ORG = [
    ("* TODO [#A] 会議の記録  :仕事:港:", "# 会議の記録"),
    ("#+TITLE: 日誌\n#+OPTIONS: toc:nil\n本文", "日誌\n本文"),
    ("* 節\n:PROPERTIES:\n:ID: 1\n:END:\n本文", "# 節\n本文"),
    ("*太字*と /斜体/ と =a*b*c= と 11/20/2024", "太字と 斜体 と a*b*c と 11/20/2024"),
    ("[[https://example.org][記事]]と[[file:a.org]]", "記事とfile:a.org"),
    ("| 名 | 役 |\n|----+----|\n| 大磯 | 長 |", "名 | 役\n大磯 | 長"),
    ("#+BEGIN_QUOTE\n引用である。\n#+END_QUOTE\n# 注釈\n終わり", "引用である。\n終わり"),
    ("#+begin_src sh\n* 星 *x*\n#+end_src\n", "* 星 *x*\n"),
]
OTHERS = [
    (
        ".adoc",
        "= 題\n:toc:\n\n== 節\n*強い*語、https://example.org[記事]。\n// 注\n",
        "# 題\n\n## 節\n強い語、記事。\n",
    ),
    (".adoc", "[[節]]\n``港''の((索引))語(((甲, 乙)))とhttps://example.org[]", "“港”の索引語とhttps://example.org"),
    (".rst", "題\n====\n\n**強い** 語と `記事 <https://example.org>`_ 。\n", "題\n\n強い 語と 記事 。\n"),
    (".rst", ".. note:: 注意する。\n   :class: x\n\n:ref:`節 <a>`::\n", "注意する。\n\n節:\n"),
    (".tex", "\\section{序}\n\\textbf{港}は100\\%開く\\cite{a}。% 注", "序\n港は100%開く。"),
    (".tex", "\\documentclass[a4]{article}\n\\title{港の研究}\n\\ruby{鵜}{う}", "\n港の研究\n鵜（う）"),
    (".txt", "**そのまま**の[文](x)", "**そのまま**の[文](x)"),
]
CASES = [*((".md", *each) for each in MARKDOWN), *((".org", *each) for each in ORG), *OTHERS]


@pytest.mark.parametrize(("ending", "raw", "text"), CASES)
def test_what_is_read_is_without_the_marks_and_every_letter_leads_back(ending: str, raw: str, text: str) -> None:
    found, origin = rendered(raw, ending)
    assert found == text
    changed = {"#", "（", "）", "&", ":", "“", "”"}
    assert all(letter in changed or raw[origin.source(at)] == letter for at, letter in enumerate(found))


def test_title_and_author_are_those_the_markup_tells(tmp_path: Path) -> None:
    (markdown := tmp_path / "a.md").write_text(
        "はじめの行\n\n## 港の**記録**\n\n大磯は「港を守る」と述べた。\n", "utf-8"
    )
    assert (read(markdown).title, "**" in read(markdown).text) == ("港の記録", False)
    (org := tmp_path / "b.org").write_text("#+TITLE: 港の日誌\n#+AUTHOR: 久我光\n\n* 朝\n船が出た。\n", "utf-8")
    assert (read(org).title, read(org).author) == ("港の日誌", "久我光")
    assert "#+" not in read(org).text


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_markup_that_never_ends_takes_time_in_proportion(ending: str) -> None:
    for piece in (
        "[x](a",
        "<!-- ",
        "**a",
        "| - ",
        "|",
        "-",
        "```\n",
        "#+begin_src\n",
        "\\begin{verbatim}",
        "\\def{a",
        ":a:\n",
    ):
        seconds = []
        for size in (4_000, 32_000):
            text = piece * (size // len(piece))
            seconds.append(computing(partial(rendered, text, ending)))
        assert seconds[1] < 24 * max(seconds[0], 0.05), piece
