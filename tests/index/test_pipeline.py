from __future__ import annotations

from collections.abc import Callable

import pytest

from inyo.index.japanese.tokens import single_words
from inyo.index.pipeline import analyse
from inyo.index.values.document import Document, Paragraph
from tests.waiting import computing

WORK = "帆足澪氏は「港は渡さない」と述べた。"
COLOPHON = "校正：会田進氏"


def book(*, work_end: int | None) -> Document:
    text = f"{WORK}\n{COLOPHON}"
    paragraphs = (Paragraph(0, len(WORK)), Paragraph(len(WORK) + 1, len(text)))
    return Document("書.txt", text, "書", paragraphs=paragraphs, work_end=work_end)


def test_who_proofread_a_book_is_nobody_it_tells_of() -> None:
    assert [mention.name for mention in analyse(book(work_end=len(WORK))).mentions] == ["帆足澪"]
    assert "会田進" in [mention.name for mention in analyse(book(work_end=None)).mentions]


def test_what_is_found_points_into_the_document() -> None:
    document = book(work_end=len(WORK))
    analysed = analyse(document)
    assert [document.text[q.start : q.end] for q in analysed.quotations] == ["「港は渡さない」"]
    assert all(document.text[t.start : t.end] for t in analysed.tokens)
    assert [(p.start, p.end) for p in analysed.passages] == [(p.start, p.end) for p in document.paragraphs]


def long(text: str) -> Document:
    return Document("長.txt", text, "長", paragraphs=(Paragraph(0, len(text)),))


@pytest.mark.parametrize(
    "hostile",
    [
        lambda size: "輸" + "\u3099" * size + "出、大臣は「見直す」と述べた。",
        lambda size: "・".join(["ジョン"] * (size // 4)) + "氏",
        lambda size: "「" * size,
        lambda size: "（「" * (size // 4) + "」）" * (size // 4),
        lambda size: "氏は" * (size // 2),
    ],
    ids=["marks", "katakana", "unclosed", "nested", "honorifics"],
)
def test_a_text_without_end_costs_in_proportion_to_its_length(hostile: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        document = long(hostile(size))
        return computing(lambda: analyse(document))

    seconds(1_000)
    assert seconds(40_000) < 12 * seconds(10_000) + 1


def test_half_a_surrogate_pair_is_analysed_in_its_place() -> None:
    text = "港の灯台\ud800が見えた。山田町長は「橋を\udc80直す」と述べた。"
    found = analyse(Document("a.txt", text, "題", paragraphs=(Paragraph(0, len(text)),)))
    assert [each.text for each in found.quotations] == ["「橋を\udc80直す」"]
    assert [token.start for token in found.tokens if token.surface == "述べ"] == [text.index("述べ")]


def test_half_a_surrogate_pair_is_no_word_of_the_dictionary() -> None:
    assert single_words("\ud800") == ()
