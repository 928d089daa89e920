"""PDFs made to hurt: every one ends soon, in text or in one sentence.

One kind does not: a form that draws itself twice keeps PDFium busy for hours; only the limits of the process end it.
"""

from __future__ import annotations

import time
import zlib

import pytest

from inyo.index.reading.formats import pdf as reader
from inyo.index.reading.formats.pdf.pdfium import MOST_GLYPHS
from inyo.index.values.extracts import FormatProblem, UnreadableFormat

from . import pdf_articles as articles
from .pdf_pages import Setting, set_articles
from .pdf_writer import Pdf
from .test_pdf import read, texts

SECONDS = 15  # of computing; on any machine


def bare(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file of these objects without a table of their places, as a damaged one has none."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << " + trailer + b" >>\n%%EOF"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << >> >>"
HOSTILE = {
    "a page tree that holds itself": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"
    ),
    "a page count that is a lie": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", PAGE, stream(b"")
    ),
    "a negative page count": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>", PAGE, stream(b"")
    ),
    "a table of places that points at itself": (
        b"%PDF-1.4\n0 0 obj\nxref\n0 1\ntrailer << /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF"
    ),
    "arrays in arrays": bare(b"[" * 200_000 + b"]" * 200_000),
    "dictionaries in dictionaries": bare(b"<< /A " * 100_000 + b"1" + b" >>" * 100_000),
    "a stream whose length is another stream": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream",
    ),
    "a page as large as a town": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e30 1e30] /Contents 4 0 R >>",
        stream(b"BT ET"),
    ),
    "a page without room": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] /Contents 4 0 R >>",
        stream(b"BT ET"),
    ),
    "a stream that unpacks to very much": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        stream(zlib.compress(b"q Q " * 2_000_000), b"/Filter /FlateDecode"),
    ),
    "a stream packed forty times": bare(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        stream(zlib.compress(b"BT ET"), b"/Filter [" + b"/FlateDecode " * 40 + b"]"),
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_ends_in_one_sentence(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableFormat) as caught:
        reader.read(data, "hostile.pdf")
    assert caught.value.kind in (FormatProblem.DAMAGED, FormatProblem.NO_TEXT, FormatProblem.TOO_LARGE)
    assert caught.value.detail
    assert time.process_time() - start < SECONDS


def test_a_file_cut_off_anywhere_gives_text_or_a_sentence() -> None:
    whole = set_articles([articles.TALK], Setting()).bytes()
    for size in range(0, len(whole), len(whole) // 23):
        try:
            assert reader.read(whole[:size], "cut.pdf")[0].blocks
        except UnreadableFormat as problem:
            assert problem.detail


def test_bytes_changed_anywhere_give_text_or_a_sentence() -> None:
    whole = set_articles([articles.TALK], Setting()).bytes()
    for number in range(60):
        at = number * 7919 % len(whole)
        data = bytearray(whole)
        data[at : at + 3] = bytes(((number * 37 + 11) % 256, 0, 255))
        try:
            reader.read(bytes(data), "changed.pdf")
        except UnreadableFormat as problem:
            assert problem.detail


def test_letters_beyond_what_a_page_may_have_are_cut_and_said() -> None:
    pdf = Pdf()
    page = pdf.page(5000, 5000)
    row = "紙面を埋める字" * 60
    for number in range(MOST_GLYPHS // len(row) + 20):
        page.draw(10, 20 + number * 24, row, 10)
    assert "with too many letters cut" in "".join(read(pdf).losses)


def test_letters_heaped_on_one_place_end_soon() -> None:
    pdf = Pdf()
    page = pdf.page()
    for number in range(3000):
        page.draw(100 + number % 3, 100 + number % 2, "重なる", 10)
    start = time.process_time()
    read(pdf)
    assert time.process_time() - start < SECONDS


def test_letters_strewn_over_a_page_end_soon() -> None:
    pdf = Pdf()
    page = pdf.page(595, 842)
    for number in range(6000):
        page.draw(number * 7919 % 560 + 10, number * 104_729 % 800 + 20, "散", 4 + number % 9)
    start = time.process_time()
    read(pdf)
    assert time.process_time() - start < SECONDS


def test_letters_without_size_or_far_outside_are_not_read() -> None:
    pdf = set_articles([articles.TALK], Setting())
    page = pdf.pages[0]
    code = "外".encode("utf-16-be").hex()
    for size, place in ((0, "10 10"), (1e-9, "10 10"), (10, "1e30 1e30"), (10, "-99999999 5"), (1e20, "0 0")):
        page.raw(f"BT /H {size} Tf 1 0 0 1 {place} Tm <{code}> Tj ET")
    assert "外" not in "".join(texts(read(pdf)))
