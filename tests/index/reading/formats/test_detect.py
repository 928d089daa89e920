"""Any file → its format, and the documents in it, whatever lies in what."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

import pytest

from inyo.index.reading.formats import BY_ENDING, FORMATS, Treatment
from inyo.index.reading.formats.archives import Limits
from inyo.index.reading.formats.contents import detect, extracts, format_of
from inyo.index.values.extracts import Extract, FormatProblem, UnreadableFormat

TEXT = "谷の水車はまだ回っている。\n番人は毎朝、水路の落ち葉を掬う。\n"
TABLE = "title,body\n水車,谷の水車はまだ回っている。\n"
MAIL = "From: 沢村 <s@example.jp>\nSubject: test\nMessage-ID: <m@x>\nDate: Wed, 1 May 2024 10:00:00 +0900\n\n" + TEXT


def zipped(*files: tuple[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, compression)  # of one time: names of tests stay the same
    return stream.getvalue()


def with_raw_name(name: bytes, content: bytes, extra: bytes = b"") -> bytes:
    """A zip archive of one stored file whose name is these bytes, bit 11 off."""
    crc, size = zlib.crc32(content), len(content)
    common = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, crc, size, size, len(name), len(extra))
    local = b"PK\x03\x04" + common + name + extra + content
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)


def tarred(*files: tuple[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    return stream.getvalue()


def parts(data: bytes, name: str, limits: Limits | None = None) -> dict[str, Extract]:
    return {extract.part: extract for extract in extracts(data, name, limits=limits)}


def words(extract: Extract) -> str:
    return "\n".join(block.text for block in extract.blocks) + "\n"


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"%PDF-1.7", "a.txt", "PDF"),
        (zipped(("word/document.xml", "")), "a.zip", "Word"),
        (zipped(("mimetype", "application/epub+zip")), "a.bin", "EPUB"),
        (zipped(("META-INF/container.xml", "")), "a.epub", "EPUB"),
        (zipped(("mimetype", "application/vnd.oasis.opendocument.text")), "a.zip", "OpenDocument"),
        (zipped(("xl/workbook.xml", "")), "a.xlsx", "Excel"),
        (zipped(("a.txt", "")), "a.zip", "zip archive"),
        (b"{\\rtf1 text}", "a.doc", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "an old Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a", "an old Excel file"),
        (b"Rar!\x1a\x07", "a.rar", "a RAR archive"),
        (b"\x20\x00-lh5-", "a.lzh", "an LZH archive"),
        (b"\x89PNG\r\n", "a.txt", "other"),
        (tarred(("a.txt", b"x")), "a", "tar archive"),
        (b"<!DOCTYPE html><p>x", "a.txt", "HTML"),
        ("\ufeff<?xml version='1.0'?>\n<!-- x -->\n<html>".encode(), "a.txt", "HTML"),
        ("<html><body>頁".encode("utf-16"), "a.doc", "HTML"),
        (MAIL.encode(), "a", "mail"),
        (MAIL.encode(), "a.txt", "text"),
        (b"Subject: =?utf-8?B?5riv?=\n" + MAIL.encode(), "a.txt", "mail"),
        (b"From x@y Wed May  1 23:30:00 2024\n" + MAIL.encode(), "a", "mail"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nx\n", "a", "subtitles"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nx\n", "a.txt", "text"),
        ("[00:01.000 --> 00:02.000] 谷\n[00:02.000 --> 00:03.000] 川\n".encode("cp932"), "a.txt", "transcript"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a.xml", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a", "feed"),
        (b"<settings><size>3</size></settings>", "a.xml", "other"),
        (TEXT.encode(), "a.txt", "text"),
        (TEXT.encode("utf-16"), "a.text", "text"),
        (TEXT.encode(), "a.log", "text"),
        (b"<!DOCTYPE html>", "a.md", "text"),
        (b"From: me\nTo: you\n\nDear all,\n", "a.txt", "text"),
        (bytes(range(256)), "a.dat", "other"),
        (TABLE.encode(), "a.CSV", "table"),
    ],
)
def test_a_file_is_what_its_first_bytes_say_then_its_name_then_its_text(data: bytes, name: str, format: str) -> None:
    assert detect(data, name).name == format


def test_the_beginning_of_a_file_is_enough_to_send_it_to_its_reader() -> None:
    packed = zipped(("word/document.xml", bytes(range(256)) * 2_000), compression=zipfile.ZIP_STORED)
    assert format_of("a.docx", packed[:65_536]) is BY_ENDING[".docx"]
    assert format_of("a.txt", TEXT.encode()) is None
    with pytest.raises(UnreadableFormat, match="save it as"):
        format_of("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_no_ending_has_two_formats() -> None:
    endings = [ending for form in FORMATS for ending in form.endings]
    assert len(endings) == len(BY_ENDING)


@pytest.mark.parametrize(
    "form", [form for form in FORMATS if form.treatment is Treatment.ADVISED], ids=lambda form: form.name
)
def test_what_is_not_read_says_what_to_do(form: object) -> None:
    assert any(word in str(getattr(form, "advice", "")) for word in ("save it as", "unpack it"))


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_text_is_one_document(compress: object) -> None:
    assert callable(compress)
    (extract,) = extracts(compress(TEXT.encode("euc_jp")), "note.txt.gz")
    assert (extract.part, words(extract), extract.blocks[0].place.member) == ("", TEXT, "")


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_the_files_of_a_tar_are_documents_and_its_links_are_not(mode: str) -> None:
    data = tarred(("谷/水車.txt", TEXT.encode("cp932")), ("./b.csv", TABLE.encode()), mode=mode)
    found = parts(data, "a.tar.gz")
    assert list(found) == ["谷/水車.txt", "b.csv › 2"]
    assert words(found["谷/水車.txt"]) == TEXT


def test_members_are_in_natural_order_and_know_their_path() -> None:
    data = zipped(
        ("話10.txt", TEXT), ("話2.txt", TEXT), ("__MACOSX/._話2.txt", "x"), (".hidden.txt", TEXT), ("空/", "")
    )
    assert list(parts(data, "a.zip")) == ["話2.txt", "話10.txt"]
    assert parts(data, "a.zip")["話2.txt"].blocks[0].place.member == "話2.txt"


@pytest.mark.parametrize("name", ["記事/表示能力.txt", "ソ連.txt", "ﾃｽﾄ.txt", "一太郎―予定表.txt"])
@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_without_the_unicode_bit_are_japanese_all_the_same(name: str, encoding: str) -> None:
    assert list(parts(with_raw_name(name.encode(encoding), TEXT.encode()), "a.zip")) == [name]


def test_the_unicode_name_in_the_extra_field_goes_before() -> None:
    raw = b"suisha~1.txt"
    field = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + "水車.txt".encode()
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert list(parts(with_raw_name(raw, TEXT.encode(), extra), "a.zip")) == ["水車.txt"]


def test_archives_in_archives_name_the_whole_way() -> None:
    inner = zipped(("b.txt", TEXT))
    found = parts(zipped(("x/inner.zip", inner), ("c.tar", tarred(("d.txt", TEXT.encode())))), "a.zip")
    assert sorted(found) == ["c.tar › d.txt", "x/inner.zip › b.txt"]
    assert found["x/inner.zip › b.txt"].blocks[0].place.member == "x/inner.zip › b.txt"


def test_what_is_left_out_or_unreadable_is_told() -> None:
    data = zipped(
        ("a.txt", TEXT), ("b.psd", "8BPS"), ("c.psd", ""), ("d.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("e.csv", "")
    )
    extract, lost = extracts(data, "a.zip")
    assert (extract.losses, lost.blocks) == ((), ())
    assert lost.losses == (
        "d.doc is an old Word file, which inyo does not read; save it as .docx",
        "left out: 2 .psd",
    )


def test_an_encrypted_member_is_told_and_the_others_are_read() -> None:
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    found = parts(bytes(data), "a.zip")
    assert list(found) == ["a.txt", ""]
    assert found[""].losses == ("b.txt is encrypted and was left out; unpack it with its password",)


def problem(data: bytes, name: str, limits: Limits | None = None) -> UnreadableFormat:
    with pytest.raises(UnreadableFormat) as caught:
        list(extracts(data, name, limits=limits))
    assert "Traceback" not in caught.value.detail
    return caught.value


def test_a_bomb_is_one_sentence() -> None:
    data = gzip.compress(b"0" * 200_000_000, 9)
    assert problem(data, "a.txt.gz").kind is FormatProblem.TOO_LARGE
    assert problem(tarred(("a.txt", b"0" * 100_000_000), mode="w:xz"), "a.tar.xz").kind is FormatProblem.TOO_LARGE


def test_members_before_a_bomb_are_kept() -> None:
    found = parts(zipped(("a.txt", TEXT), ("b.txt", b"0" * 100_000_000)), "a.zip")
    assert list(found) == ["a.txt", ""]
    assert found[""].losses[0].startswith("unpacks to more than a document may have")


def test_too_many_files_and_too_many_levels_are_told() -> None:
    many = zipped(*((f"{number}.txt", TEXT) for number in range(5)))
    assert list(parts(many, "a.zip", Limits(members=3))) == ["0.txt", "1.txt", "2.txt", ""]
    data = zipped(("a.txt", TEXT))
    for _ in range(30):
        data = zipped(("n.zip", data))
    assert "more than 3 archives deep" in problem(data, "n.zip").detail


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04" + b"x" * 100, "a.zip"),
        (zipped(("a.txt", TEXT))[:-30], "a.zip"),
        (gzip.compress(TEXT.encode(), mtime=0)[:12], "a.txt.gz"),
        (b"\x1f\x8b\x08" + b"x" * 50, "a.txt.gz"),
        (tarred(("a.txt", TEXT.encode()))[:700].replace(b"0000644", b"xx"), "a.tar"),
        (zipped(), "a.zip"),
        (zipped(("a.png", "x")), "a.zip"),
        (b"", "a.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx"),
        (b"\x89PNG\r\n\x1a\n", "a.png"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(data: bytes, name: str) -> None:
    assert problem(data, name).detail


def test_a_compressed_text_that_breaks_off_is_read_up_to_there() -> None:
    data = gzip.compress("".join(f"{number}番目の水車は谷の{number * 7}にある。\n" for number in range(3_000)).encode())
    extract, lost = extracts(data[: len(data) // 2], "a.txt.gz")
    assert lost.losses == ("it is damaged and was read up to there",)
    assert extract.blocks[0].text == "0番目の水車は谷の0にある。"


def test_a_password_is_told_of() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert problem(locked, "a.docx").kind is FormatProblem.ENCRYPTED


def test_a_members_path_climbs_nowhere() -> None:
    found = parts(zipped(("../../etc/passwd.txt", TEXT), ("/abs.txt", TEXT), ("C:\\x\\y.txt", TEXT)), "a.zip")
    assert sorted(found) == ["C:/x/y.txt", "abs.txt", "etc/passwd.txt"]


def test_a_text_whose_lines_begin_with_exact_times_is_a_transcript_and_a_timetable_is_none() -> None:
    said = "00:00:03 司会: 始めます。\n00:00:09 鵜飼: お願いします。\n00:00:15 司会: では一つ目です。\n"
    assert detect(said.encode(), "a.txt").module == "transcripts"
    assert detect("9:00 開会\n9:30 講演\n10:30 休憩\n".encode(), "a.txt").treatment is Treatment.PLAIN


@pytest.mark.parametrize("at", [b"PK\x01\x02", b"PK\x03\x04"])
def test_a_zip_of_a_later_version_or_a_changed_one_is_a_sentence(at: bytes) -> None:
    data = bytearray(zipped(("a.txt", TEXT)))
    data[data.index(at) + 6] = 84  # the version that is needed to unpack it
    try:
        found = list(extracts(bytes(data), "a.zip"))
    except UnreadableFormat as problem:
        assert problem.detail
    else:
        assert any(extract.blocks for extract in found)


def test_a_member_whose_extra_field_is_cut_is_a_sentence() -> None:
    data = bytearray(with_raw_name(b"a.txt", TEXT.encode(), extra=b"\x75\x70\x01\x00\x01"))
    with contextlib.suppress(UnreadableFormat):
        assert list(extracts(bytes(data), "a.zip"))


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".epub", ".xlsx", ".zip"])
def test_a_text_under_the_name_of_another_format_is_read_as_what_it_is(ending: str) -> None:
    page = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"
    assert [detect(data.encode(), f"a{ending}").name for data in (TEXT, page, MAIL)] == ["text", "HTML", "mail"]


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_file_of_office_with_a_password_says_so_wherever_its_parts_are_named(ending: str) -> None:
    with pytest.raises(UnreadableFormat) as raised:
        format_of(f"a{ending}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert raised.value.kind is FormatProblem.ENCRYPTED


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_names_in_a_tar_are_read_in_the_encoding_that_fits(encoding: str) -> None:
    name = "谷の水車/表の話.txt".encode(encoding).decode("utf-8", "surrogateescape")
    assert [extract.part for extract in extracts(tarred((name, TEXT.encode())), "a.tar")] == ["谷の水車/表の話.txt"]


def test_a_tar_that_lies_about_a_member_is_given_up_at_once() -> None:
    entry = tarfile.TarInfo("谷.txt")
    entry.size = 8 << 40
    assert problem(entry.tobuf(tarfile.GNU_FORMAT) + TEXT.encode(), "a.tar").kind is FormatProblem.TOO_LARGE
