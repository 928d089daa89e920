"""The words and code pages of RTF, and its bytes as text."""

from __future__ import annotations

import re

TOKEN = re.compile(
    rb"((?:[^\\{}\r\n]|\\'[0-9A-Fa-f]{2})+)|\\([A-Za-z]{1,32})(-?[0-9]{1,10})?[ ]?|\\([^A-Za-z])|([{}])|[\r\n]+"
)
CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Codecs by \\fcharset."""

_PAGES = {65001: "utf-8", 10000: "mac_roman", 10001: "cp932", 936: "gb18030", 932: "cp932", 949: "cp949", 950: "cp950"}
_WIDE_CODECS = frozenset({"cp932", "cp949", "gb18030", "cp950", "utf-8"})
SYMBOLS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "　", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SKIPPED = frozenset(
    re.findall(
        r"\w+",
        "colortbl listtable listoverridetable rsidtbl generator pict objdata objclass objname header headerl headerr"
        " headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xmlnstbl themedata"
        " datastore latentstyles colorschememapping bkmkstart bkmkend annotation atnid atnauthor atnref atndate"
        " atnparent atntime atnicn nonshppict shprslt sp sn sv datafield formfield filetbl revtbl private template"
        " pnseclvl pntext listtext pntxta pntxtb fldtype tc tcn xe rxe txe nesttableprops mmathPr wgrffmtfilter"
        " panose falt fontemb fontfile keywords comment operator company manager category subject doccomm hlinkbase"
        " vern buptim revtim printim",
    )
)
"""Destinations whose words are not the document's."""

KNOWN_IGNORABLE = frozenset(("shpinst", "shptxt", "fldinst", "footnote", "ftnalt"))
"""Destinations behind `\\*` that are read all the same."""


def code_page(number: int) -> str:
    name = _PAGES.get(number, f"cp{number}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def without_first(token: bytes, number: int) -> tuple[bytes, int]:
    """A run of text without its first characters (an escape counts as one), and how many are still to be left out."""
    at = 0
    while number and at < len(token):
        at += 4 if token[at] == 0x5C else 1
        number -= 1
    return token[at:], number


def decoded_run(raw: bytes, codec: str, default: str) -> str:
    """A run in its font's code page; in the document's where the font only says that it is Western."""
    if raw.isascii():
        return raw.decode("ascii")
    if default in _WIDE_CODECS and codec not in _WIDE_CODECS:
        try:
            return raw.decode(default)
        except UnicodeDecodeError:
            pass
    return raw.decode(codec, "replace")
