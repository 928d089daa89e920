"""Bytes → text where a document says which charset they are in, and may be wrong."""

from __future__ import annotations

import codecs
import re

from inyo.index.reading.encodings import NoEncoding, decode
from inyo.index.reading.iso2022 import ESCAPE, decode_iso_2022

_OTHER_NAMES = {
    "windows-31j": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "shift_jis": "cp932", "ms932": "cp932", "x-ms-cp932": "cp932", "x-euc-jp": "euc_jp", "eucjp": "euc_jp",
    "unicode-1-1-utf-7": "utf-7", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "iso-8859-1": "cp1252", "latin1": "cp1252",
}  # fmt: skip
"""Names that documents give, and what is meant: the vendor's larger set where one has grown out of a standard."""

_LEAST_WHOLE = 100
"""Characters to one broken place up to which a stated charset is believed."""

_ALLOWED = re.compile(
    r"utf-(?:7|8|16|16-le|16-be|32|32-le|32-be)|cp(?:9(?:32|36|49|50)|12\d\d|437|85\d|866|874|10000|10001)|iso8859-\d+"
    r"|euc_j\w+|shift_jis\w*|big5\w*|gb18030|koi8-[ru]|mac-\w+"
)
"""Names of Python's codecs that are charsets; others (idna, punycode, unicode_escape) are slow or mean other things."""


def decode_declared(data: bytes, charset: str) -> str:
    """The text of bytes that are said to be in `charset` ('' where nothing is said); newlines as they are.

    Japanese is judged by the bytes where the name does not fit them. Never fails: what no encoding has becomes U+FFFD.
    """
    label = charset.strip().strip("\"'").lower()
    if label.startswith(("iso-2022-jp", "csiso2022jp")) or (ESCAPE.search(data) and data.isascii()):
        return decode_iso_2022(data)
    if data.isascii() and label != "utf-7":
        return data.decode("ascii")
    codec = codec_named(label)
    if codec and codec not in ("cp1252", "iso8859-1"):
        text = data.decode(codec, "replace")
        if "\ufffd" not in text[:-1] or text.count("\ufffd") * _LEAST_WHOLE <= len(text):
            return text
    try:
        return decode(data).text
    except NoEncoding:
        return data.decode(codec or "utf-8", "replace")


def codec_named(label: str) -> str:
    """Python's name for a charset, '' for what is none that documents are in."""
    try:
        name = codecs.lookup(_OTHER_NAMES.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    return name if _ALLOWED.fullmatch(name) else ""
