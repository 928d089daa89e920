from __future__ import annotations

from index.documents import Document, Paragraph
from index.pipeline import analyse

WORK = "帆足澪氏は「港は渡さない」と述べた。"
COLOPHON = "校正：会田進氏"


def book(*, work_end: int | None) -> Document:
    text = f"{WORK}\n{COLOPHON}"
    paragraphs = (Paragraph(0, len(WORK)), Paragraph(len(WORK) + 1, len(text)))
    return Document("書.txt", text, "書", paragraphs=paragraphs, work_end=work_end)


def test_who_proofread_a_book_is_nobody_it_tells_of():
    assert [mention.name for mention in analyse(book(work_end=len(WORK))).mentions] == ["帆足澪"]
    assert "会田進" in [mention.name for mention in analyse(book(work_end=None)).mentions]


def test_what_is_found_points_into_the_document():
    document = book(work_end=len(WORK))
    analysed = analyse(document)
    assert [document.text[q.start : q.end] for q in analysed.quotations] == ["「港は渡さない」"]
    assert all(document.text[t.start : t.end] for t in analysed.tokens)
    assert [(p.start, p.end) for p in analysed.passages] == [(p.start, p.end) for p in document.paragraphs]
