"""Markdown: the block of `key: value` lines before the text (front matter), and which line breaks are soft.

The reader of front matter takes the flat part of YAML that such blocks use: quoted and plain values, comments, lists on
one line or several, folded blocks. What it does not understand it skips; it never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inyo.index.reading.dates import date_in_name, find_date
from inyo.index.reading.lines import Line, ends_loosely, ends_sentence, unit, widths
from inyo.index.values.source_map import Edit

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 20_000
_KEY = re.compile(r"([^\s:#\-\[\]{}\"'：][^:：\n]{0,60}?)[ \t]*(?::(?=[ \t]|$)|：)[ \t]*(.*)")
_LIST_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'")
_ESCAPED = re.compile(r"\\([\"\\/])")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_YEAR = re.compile(r"(?:1[6-9]|20)[0-9]{2}")
_NAMES = ("name", "名前")
_KEYS = {
    "title": ("title", "タイトル", "題名", "表題", "件名"),
    "author": ("author", "authors", "by", "byline", "creator", "著者", "筆者", "作者", "執筆者", "文責"),
    "date": (
        "date",
        "published",
        "publishdate",
        "pubdate",
        "created",
        "issued",
        "year",
        "日付",
        "公開日",
        "発行日",
        "掲載日",
        "作成日",
        "発行年",
        "出版年",
    ),
    "source": ("source", "publisher", "publication", "site", "出典", "出所", "媒体", "配信元", "掲載", "発行元"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`end`: where the text begins behind the block and blank lines.

    Fields the block does not give are ''; `date` is ISO.
    """

    end: int
    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""


def read_front_matter(text: str) -> FrontMatter | None:
    """The block at the beginning of a text (newlines as `\\n`), or None where there is none."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end(), _LONGEST) if opening else None
    if not opening or not closing:
        return None
    fields = dict(_fields(text[opening.end() : closing.start()]))
    if not fields:
        return None
    return FrontMatter(
        len(text) - len(text[closing.end() :].lstrip("\n")),
        _value(fields, "title"),
        _value(fields, "author"),
        _dated(_value(fields, "date")),
        _value(fields, "source"),
    )


def _dated(value: str) -> str:
    """A date in ISO, a year alone too; '' where there is none."""
    return find_date(value) or date_in_name(value) or (value if _YEAR.fullmatch(value) else "")


_LINKED = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
"""A link of a notebook to another of its pages: its name, or what it is called here."""


def _value(fields: Mapping[str, str], field: str) -> str:
    value = next((fields[name] for name in _KEYS[field] if fields.get(name)), "")
    return _LINKED.sub(lambda found: found[1], value)


def _fields(block: str) -> Iterator[tuple[str, str]]:
    key = ""
    values: list[str] = []
    for line in block.split("\n"):
        found = None if line[:1] in " \t" else _KEY.match(line)
        if found:
            if key:
                yield key, "、".join(filter(None, values))
            key, values = found[1].strip().lower(), _scalars(found[2])
        elif key and (item := _LIST_ITEM.match(line)):
            named = _KEY.match(item[1])
            if named is None or named[1].lower() in _NAMES:
                values.extend(_scalars(named[2] if named else item[1]))
        elif key and line[:1] in " \t" and line.strip():
            below = _KEY.match(line.strip())
            if below is None:
                values = ["".join(values) + line.strip()]
            elif below[1].strip().lower() in _NAMES:
                values.extend(_scalars(below[2]))
    if key:
        yield key, "、".join(filter(None, values))


def _scalars(raw: str) -> list[str]:
    raw = raw.strip()
    if raw[:1] in "\"'" and raw[:1]:
        quoted = _QUOTED.match(raw)
        inner = (quoted[1] or quoted[2] or "") if quoted else raw[1:]
        return [inner.replace("''", "'") if raw[0] == "'" else _ESCAPED.sub(r"\1", inner)]
    raw = _COMMENT.sub("", raw).strip()
    if raw.startswith("[") and raw.endswith("]"):
        return [item.strip().strip("\"'") for item in raw[1:-1].split(",") if item.strip()]
    return [] if raw in ("|", ">", "|-", ">-", "~", "null") else [raw]


_FENCE = re.compile(r"(`{3,}|~{3,})")
_ENDING = (
    r"#{1,6}(?:[ \t]|$)|(?:[-*_][ \t]*){3,}$|=+\s*$|-+\s*$|\||<[!/a-zA-Z]|\[[^\]\n]+\]:\s|:{3,}|\$\$|\[!\w{1,30}\]"
)
_ENDS = re.compile(_ENDING)
_BLOCK = re.compile(_ENDING + r"|[-*+][ \t]|\d{1,9}[.)][ \t]")
_DASH = re.compile("[―─—–]")
_ITEM = re.compile(r"[-*+][ \t]|\d{1,9}[.)][ \t]")
_SPOKEN = re.compile(r"[「『（(]")
_HARD = ("<br>", "<br/>", "<br />")
_CODE = 4


_MARK = re.compile(r"`[^`\n]*`|(?P<strong>\*{2,3})")


def emphasis(text: str) -> Iterator[Edit]:
    """The marks of strong words amid a Japanese sentence, to take out. Code stays, and so does what begins a line: it
    may be a label."""
    fenced = False
    at = 0
    for line in text.split("\n"):
        if _FENCE.match(line.lstrip()):
            fenced = not fenced
        elif not fenced and "**" in line:
            marks = [
                found.span() for found in _MARK.finditer(line) if found["strong"] and _touches(line, *found.span())
            ]
            for opening, closing in zip(marks[::2], marks[1::2], strict=False):
                if line[: opening[0]].rstrip()[-1:] > "\x7f":
                    yield from (Edit(at + start, at + end) for start, end in (opening, closing))
        at += len(line) + 1


def _touches(line: str, start: int, end: int) -> bool:
    """Whether a mark stands at a word."""
    return bool(line[max(0, start - 1) : start].strip() or line[end : end + 1].strip())


def soft_breaks(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Pairs of lines (their numbers) of which the second goes on the paragraph of the first.

    Two blanks or a backslash at the end of a line, and <br>, break; so does a paragraph in the Japanese way: a line
    that begins with an ideographic space, or with an opening bracket below a short line that ends a sentence. Code,
    tables, HTML and headings stay.
    """
    fence = ""
    before = -1
    for number, line in enumerate(lines):
        mark = _FENCE.match(text, line.start, line.end)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            before = -1
            continue
        if mark:
            fence, before = mark[1], -1
            continue
        if line.blank or (line.indent >= _CODE and before < 0 and not _ITEM.match(text, line.start)):
            before = -1
            continue
        if (
            before >= 0
            and _goes_on(text, lines[before], line)
            and not (_SPOKEN.match(text, line.start) and _short(text, lines, before, line))
        ):
            yield before, number
        before = -1 if _ENDS.match(text, line.start, line.end) else number


def _goes_on(text: str, line: Line, after: Line) -> bool:
    if line.depth != after.depth or _BLOCK.match(text, after.start, after.end):
        return False
    end = text.find("\n", line.end)
    if text[line.end - 1] == "\\" or text[line.end : end].endswith("  ") or text.endswith(_HARD, line.start, line.end):
        return False
    if _DASH.match(text, after.start) and (ends_sentence(text, line) or ends_loosely(text, line)):
        return False
    return text[after.start - 1] != "\u3000"


def _short(text: str, lines: Sequence[Line], number: int, after: Line) -> bool:
    """Whether a line ends as a paragraph may, and so far before the width of the lines around that what begins the next
    one had room, in columns and in characters."""
    line = lines[number]
    if not (ends_sentence(text, line) or ends_loosely(text, line)):
        return False
    word = unit(text, after.start)
    near = lines[max(0, number - 4) : number + 5]
    room = line.cells + widths(word)[0] <= max(each.cells for each in near)
    return (
        room
        and line.size + len(word) <= max(each.size for each in near)
        and line.cells < 0.8 * max(each.cells for each in near)
    )
