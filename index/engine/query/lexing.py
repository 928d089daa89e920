"""The pieces of a typed query: words, phrases, operators and filters, in half or full width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from inyo.index.japanese.folding import fold
from inyo.index.japanese.numbers import in_figures, western_year
from inyo.index.values.hits import Notice, Unclosed, Unfinished, UnknownField, Unreadable

SPACE = frozenset(" \t\r\n\u3000\u00a0")
_OPEN = {'"': '"', "“": "”", "”": "”", "„": "“", "＂": "＂", "〝": "〟", "″": "″"}
_ANY_QUOTE = frozenset('"“”„＂〝〟″')
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_MINUS = frozenset("-－−‐–ー")
_OR = frozenset({"OR", "ＯＲ", "|", "｜", "||"})
_AND = frozenset({"AND", "ＡＮＤ", "&&"})
_NOT = frozenset({"NOT", "ＮＯＴ"})
_COLON = re.compile(r"[:：]")
_FIELDS = {name: name for name in ("by", "person", "file", "date", "source", "author", "kind", "in")}
_FIELDS["title"] = "titled"
_SCOPES = {
    "title": "title", "題": "title", "題名": "title", "タイトル": "title", "passage": "passage", "段落": "passage",
    "document": "document", "文書": "document", "記事": "document",
}  # fmt: skip
_NEAR = re.compile(r"NEAR(?:/([0-9]{1,3}))?")
NEAR = 10
"""Words between, where NEAR says nothing else."""
_WILD = re.compile(r"[*＊]|[?？](?=.)")
_EXPRESSION = re.compile(r"/(?=[^\s/])(.+)/")
_LONGEST_EXPRESSION = 200
_NESTED = re.compile(r"[*+}]\)?[*+{]|\([^)]*[*+][^)]*\)[*+{]")
"""Repetitions of repetitions, which may take for ever."""
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_BRACKETS = "「」『』〈〉《》【】"
"""Japanese quotation marks around a filter's value, which are no part of it."""
_RANGE = re.compile(r"\.\.+|…|‥|[~〜～]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A lexical unit: kind is word, phrase, wild, near, open, close, or, minus, filter. Of a wild `field` is
    its pattern, of a near `text` the number."""

    kind: str
    text: str = ""
    field: str = ""


def pieces_of(text: str, notices: list[Notice]) -> list[Piece]:
    """The pieces of a query in order; what cannot be read is added to `notices` and becomes a word."""
    pieces: list[Piece] = []
    groups = _groups(text)
    closings = set(groups.values())
    at = 0
    while at < len(text):
        letter = text[at]
        fresh = at == 0 or text[at - 1] in SPACE or (at - 1) in groups or (at - 1) in closings
        if letter in SPACE:
            at += 1
        elif letter in _OPEN:
            at = _quoted(text, at, pieces, notices)
        elif at in groups:
            pieces.append(Piece("open"))
            at += 1
        elif at in closings:
            pieces.append(Piece("close"))
            at += 1
        elif letter in _OPENING and fresh and at + 1 < len(text) and at not in _paired(text):
            notices.append(Unclosed("("))
            at += 1
        elif letter in _MINUS and fresh and at + 1 < len(text) and text[at + 1] not in SPACE | _MINUS:
            if letter == "ー" and at == 0:
                at = _word(text, at, closings, pieces, notices)
            else:
                pieces.append(Piece("minus"))
                at += 1
        else:
            at = _word(text, at, closings, pieces, notices)
    return pieces


@lru_cache(maxsize=4)
def _paired(text: str) -> dict[int, int]:
    """Place of each opening bracket → place of the one that closes it."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for at, letter in enumerate(text):
        if letter in _OPENING:
            waiting.append(at)
        elif letter in _CLOSING and waiting:
            pairs[waiting.pop()] = at
    return pairs


def _groups(text: str) -> dict[int, int]:
    """The pairs of brackets that group: opened where a word may begin, closed where one may end.

    Others belong to a word: レアアース(希土類), (株)青空.
    """
    ends = {len(text)}
    starts = {0}
    pairs = _paired(text)
    groups: dict[int, int] = {}
    for opening in sorted(pairs):
        before = text[opening - 1] if opening else " "
        if opening in starts or before in SPACE or (before in _MINUS and (opening < 2 or text[opening - 2] in SPACE)):
            closing = pairs[opening]
            after = text[closing + 1 : closing + 2]
            if not after or after in SPACE or after in _MINUS or closing + 1 in ends:
                groups[opening] = closing
                starts.add(opening + 1)
                ends.add(closing)
    return groups


def _quoted(text: str, at: int, pieces: list[Piece], notices: list[Notice]) -> int:
    """A phrase: up to the mark that belongs to the first, or where there is none before the next such, any mark."""
    own = _OPEN[text[at]]
    closers = {own, '"', "”", "＂"}
    end = at + 1
    if own != text[at] and own in text[end:] and text[at] not in text[end : text.index(own, end)]:
        closers = {own}
    while end < len(text) and text[end] not in closers:
        end += 1
    if end == at + 1 and _OPEN[text[at]] in text[end + 1 :] and text[end : end + 1] != _OPEN[text[at]]:
        end = text.index(_OPEN[text[at]], end + 1)
    inside = text[at + 1 : end]
    if end == len(text):
        notices.append(Unclosed(text[at]))
    if inside:
        pieces.append(Piece("phrase", inside))
    return end + 1


def _word(text: str, at: int, closings: set[int], pieces: list[Piece], notices: list[Notice]) -> int:
    end = at
    colon = False
    while end < len(text) and text[end] not in SPACE and end not in closings:
        if text[end] in _ANY_QUOTE and colon:
            break
        colon = colon or text[end] in ":："
        end += 1
    body = text[at:end]
    if body in _OR:
        pieces.append(Piece("or"))
        return end
    if body in _AND:
        return end
    if body in _NOT and text[end:].strip("".join(SPACE)):
        pieces.append(Piece("minus"))
        return end
    near = _NEAR.fullmatch(body.translate(_HALF))
    if near and pieces and text[end:].strip("".join(SPACE)):
        pieces.append(Piece("near", near[1] or str(NEAR)))
        return end
    pattern = _pattern_of(body)
    if pattern:
        pieces.append(Piece("wild", body, pattern))
        return end
    return _field(text, end, body, pieces, notices)


def _pattern_of(body: str) -> str:
    """The expression that a word with wildcards, or one between slashes, stands for; '' for other words."""
    expression = _EXPRESSION.fullmatch(body)
    if expression:
        pattern = expression[1]
        if len(pattern) > _LONGEST_EXPRESSION or _NESTED.search(pattern):
            return ""
        try:
            found = re.compile(pattern)
        except (re.error, OverflowError, RecursionError):
            return ""
        return "" if found.match("") else pattern
    pieces = _WILD.split(body)
    if len(pieces) < 2 or sum(map(len, pieces)) < 1 or len(body) > _LONGEST_EXPRESSION or _COLON.search(body):
        return ""
    if not all(piece == "" or piece.isalnum() or piece in "・ー々" for piece in pieces):
        return ""
    marks = ["*" if mark in "*＊" else "?" for mark in _WILD.findall(body)]
    if "".join(pieces) == "" or max(map(len, pieces)) < 1:
        return ""
    parts = [re.escape(fold(piece).text) for piece in pieces]
    joints = [_REST if mark == "*" else r"\w" for mark in marks]
    return "".join(part + joint for part, joint in zip(parts, [*joints, ""], strict=True))


JOINT = (
    ((("一", "鿿"), ("々", "々")), 8),
    ((("ァ", "ヺ"), ("ー", "ー")), 12),
    ((("a", "z"), ("0", "9")), 16),
)
"""What a `*` stands for, in this order: characters of some ranges, and how many at most."""
_REST = "".join(
    f"[{''.join(first if first == last else f'{first}-{last}' for first, last in ranges)}]{{0,{most}}}"
    for ranges, most in JOINT
)
LONGEST_JOINT = sum(most for _, most in JOINT)
"""The most that a `*` stands for; a `?` stands for one character."""


def _field(text: str, end: int, body: str, pieces: list[Piece], notices: list[Notice]) -> int:
    colon = _COLON.search(body)
    name = body[: colon.start()].translate(_HALF).lower() if colon else ""
    if not colon or name not in _FIELDS:
        if colon and name.isascii() and name.isalpha() and len(name) > 1 and not body[colon.end() :].startswith("//"):
            notices.append(UnknownField(name))
        pieces.append(Piece("word", body))
        return end
    value = body[colon.end() :]
    if not value and end < len(text) and text[end] in _OPEN:
        quoted: list[Piece] = []
        end = _quoted(text, end, quoted, notices)
        value = quoted[0].text if quoted else ""
    if _accept(name, value, pieces):
        return end
    if value or name == "in":
        notices.append(Unreadable(f"{name}:{value}"))
        pieces.append(Piece("word", value or body))
    else:
        notices.append(Unfinished(name))
    return end


_HALF = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


def _accept(name: str, value: str, pieces: list[Piece]) -> bool:
    if name == "in":
        scope = _SCOPES.get(value.translate(_HALF).lower())
        if scope is None:
            return False
        pieces.append(Piece("filter", "", scope))
        return True
    value = value.strip(_BRACKETS)
    if not value:
        return False
    if name == "date":
        value = _dates(value)
        if not value:
            return False
    pieces.append(Piece("filter", value, _FIELDS[name]))
    return True


def _dates(value: str) -> str:
    """Two ISO dates joined by '..', either may be missing; '' where this is no date."""
    parts = _RANGE.split(value.translate(_HALF))
    if len(parts) > 2 or not any(parts):
        return ""
    ends = [_date(part) if part else "" for part in parts]
    if any(end is None for end in ends):
        return ""
    if len(ends) == 1:
        return f"{ends[0]}..{ends[0]}"
    if ends[0] and ends[1] and str(ends[0]) > str(ends[1]) + "~":
        return ""
    return f"{ends[0]}..{ends[1]}"


def _date(text: str) -> str | None:
    text = text.strip()
    plain = in_figures(text)
    found = _DATE.fullmatch(plain) or _DATE.fullmatch(western_year(plain))
    if not found:
        return None
    year, month, day = found.groups()
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
