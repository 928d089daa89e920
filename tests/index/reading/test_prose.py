"""Raw text → the paragraphs that a reader reads."""

from __future__ import annotations

import textwrap

from inyo.index.reading.prose import plain_blocks
from inyo.index.values.extract import BlockKind

ARTICLE = (
    "市立図書館は来春から、古い地図と絵葉書をだれでも自由に使える形で公開すると発表した。準備には四年かかったという。",
    "館長の藤代梢さんは取材に「棚に眠らせておくより、町の人に使ってもらうほうがずっといい」と話し、学校での利用にも期待を寄せた。",
    "一方で、写っている人の許しをどこまで得るべきかについては議論が続いており、専門家は慎重な手順を求めている。",
)


def wrapped(width: int, *, between: str = "\n\n", first: str = "") -> str:
    return between.join("\n".join(textwrap.wrap(first + paragraph, width)) for paragraph in ARTICLE)


def texts(text: str) -> tuple[str, ...]:
    return tuple(block.text for block in plain_blocks(text))


def test_lines_cut_at_one_width_are_one_paragraph() -> None:
    assert texts(wrapped(20)) == ARTICLE
    assert texts(wrapped(35, first="\u3000", between="\n")) == ARTICLE


def test_quoted_lines_lose_their_marks_and_say_how_deep_they_were() -> None:
    blocks = plain_blocks("> " + wrapped(30).replace("\n", "\n> "))
    assert tuple(block.text for block in blocks) == ARTICLE
    assert {(block.kind, block.level) for block in blocks} == {(BlockKind.REPLY, 1)}


def test_a_block_knows_the_line_of_the_file() -> None:
    assert [block.place.line for block in plain_blocks("題\r\n\r\n一行目。\u2028二行目。\f三行目。")] == [1, 3, 4, 5]


def test_lines_that_nobody_cut_stay() -> None:
    poem = "夜明けの港に\n船はまだ眠り\n遠い灯台だけが\n海を数えている"
    assert texts(poem) == tuple(poem.split("\n"))
    assert texts("\n".join(ARTICLE)) == ARTICLE
