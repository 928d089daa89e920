"""The query language: what a person typed → a frozen tree that one can print.

Words are joined by AND; "a phrase", -without, a OR b, ( ), by:, person:, in:title, file:, date:A..B. Every operator may
be typed full width, as an input method leaves it. Nothing is an error: what cannot be read becomes plain words, and a
notice says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

MOST_WORDS = 64
"""Words beyond these are not searched for."""
LONGEST_QUERY = 10_000
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any spelling."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A string exactly as written, under folding."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


Field: TypeAlias = Literal["by", "person", "file", "date", "title"]


@dataclass(frozen=True, slots=True)
class Filter:
    """by: and person: a name; file: a part of the path; date: two ISO dates joined by '..'; title: in:title."""

    field: Field
    value: str

    def __str__(self) -> str:
        return "in:title" if self.field == "title" else f"{self.field}:{self.value}"


@dataclass(frozen=True, slots=True)
class Not:
    """Passages without."""

    node: Node

    def __str__(self) -> str:
        return f"-{self.node}"


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return "(" + " ".join(map(str, self.nodes)) + ")"


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return "(" + " OR ".join(map(str, self.nodes)) + ")"


Node: TypeAlias = Word | Phrase | Filter | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """`tree` is None where nothing was typed; `text` is what was typed, trimmed; `notices` as in `hits.Answer`."""

    text: str
    tree: Node | None
    notices: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        return str(self.tree) if self.tree else ""


_SPACE = frozenset(" \t\r\n\u3000\u00a0")
_OPEN = {'"': '"', "“": "”", "”": "”", "„": "“", "＂": "＂", "〝": "〟", "″": "″"}
_ANY_QUOTE = frozenset('"“”„＂〝〟″')
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_MINUS = frozenset("-－−‐–ー")
_OR = frozenset({"OR", "ＯＲ", "|", "｜", "||"})
_AND = frozenset({"AND", "ＡＮＤ", "&&"})
_COLON = re.compile(r"[:：]")
_FIELDS = {"by": "by", "person": "person", "file": "file", "date": "date", "in": "in"}
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_RANGE = re.compile(r"\.\.+|…|‥|[~〜～]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A lexical unit: kind is word, phrase, open, close, or, minus, filter."""

    kind: str
    text: str = ""
    field: str = ""


def parse(text: str) -> Query:
    """Read a query. Never raises; bounded by LONGEST_QUERY characters and MOST_WORDS words."""
    notices: list[tuple[str, ...]] = []
    if len(text) > LONGEST_QUERY:
        notices.append(("long", str(LONGEST_QUERY)))
    text = text[:LONGEST_QUERY].strip("".join(_SPACE))
    if not text:
        return Query("", None, (("empty",),))
    pieces = _lex(text, notices)
    words = [piece for piece in pieces if piece.kind in ("word", "phrase")]
    if len(words) > MOST_WORDS:
        notices.append(("many", str(MOST_WORDS)))
        pieces = _first_words(pieces)
    parser = _Parser(pieces, notices)
    tree = parser.read()
    if tree is None:
        plain = [word for word in re.split(r"[\s\u3000]+", text) if word][:MOST_WORDS]
        if not any(notice[0] == "unreadable" for notice in notices):
            notices.append(("unreadable", text[:40]))
        tree = _joined(And, [Word(word) for word in plain])
    return Query(text, tree, tuple(dict.fromkeys(notices)))


def _first_words(pieces: list[_Piece]) -> list[_Piece]:
    kept: list[_Piece] = []
    count = 0
    for piece in pieces:
        count += piece.kind in ("word", "phrase")
        if count > MOST_WORDS:
            break
        kept.append(piece)
    return kept


def _lex(text: str, notices: list[tuple[str, ...]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    groups = _groups(text)
    closings = set(groups.values())
    at = 0
    while at < len(text):
        letter = text[at]
        fresh = at == 0 or text[at - 1] in _SPACE or (at - 1) in groups or (at - 1) in closings
        if letter in _SPACE:
            at += 1
        elif letter in _OPEN:
            at = _quoted(text, at, pieces, notices)
        elif at in groups:
            pieces.append(_Piece("open"))
            at += 1
        elif at in closings:
            pieces.append(_Piece("close"))
            at += 1
        elif letter in _OPENING and fresh and at + 1 < len(text) and at not in _paired(text):
            notices.append(("unclosed", "("))
            at += 1
        elif letter in _MINUS and fresh and at + 1 < len(text) and text[at + 1] not in _SPACE | _MINUS:
            if letter == "ー" and at == 0:
                at = _word(text, at, closings, pieces, notices)
            else:
                pieces.append(_Piece("minus"))
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
        if opening in starts or before in _SPACE or (before in _MINUS and (opening < 2 or text[opening - 2] in _SPACE)):
            closing = pairs[opening]
            after = text[closing + 1 : closing + 2]
            if not after or after in _SPACE or after in _MINUS or closing + 1 in ends:
                groups[opening] = closing
                starts.add(opening + 1)
                ends.add(closing)
    return groups


def _quoted(text: str, at: int, pieces: list[_Piece], notices: list[tuple[str, ...]]) -> int:
    closers = {_OPEN[text[at]]} | ({'"', "”", "＂"} & _ANY_QUOTE)
    end = at + 1
    while end < len(text) and text[end] not in closers:
        end += 1
    inside = text[at + 1 : end]
    if end == len(text):
        notices.append(("unclosed", text[at]))
    if inside:
        pieces.append(_Piece("phrase", inside))
    return end + 1


def _word(text: str, at: int, closings: set[int], pieces: list[_Piece], notices: list[tuple[str, ...]]) -> int:
    end = at
    colon = False
    while end < len(text) and text[end] not in _SPACE and end not in closings:
        if text[end] in _ANY_QUOTE and colon:
            break
        colon = colon or text[end] in ":："
        end += 1
    body = text[at:end]
    if body in _OR:
        pieces.append(_Piece("or"))
        return end
    if body in _AND:
        return end
    return _field(text, at, end, body, pieces, notices)


def _field(text: str, at: int, end: int, body: str, pieces: list[_Piece], notices: list[tuple[str, ...]]) -> int:
    colon = _COLON.search(body)
    name = body[: colon.start()].translate(_HALF).lower() if colon else ""
    if not colon or name not in _FIELDS:
        if colon and name.isascii() and name.isalpha() and len(name) > 1 and not body[colon.end() :].startswith("//"):
            notices.append(("field", name))
        pieces.append(_Piece("word", body))
        return end
    value = body[colon.end() :]
    if not value and end < len(text) and text[end] in _OPEN:
        quoted: list[_Piece] = []
        end = _quoted(text, end, quoted, notices)
        value = quoted[0].text if quoted else ""
    if _accept(name, value, pieces):
        return end
    if value or name == "in":
        notices.append(("unreadable", f"{name}:{value}"))
        pieces.append(_Piece("word", value or body))
    else:
        notices.append(("unfinished", name))
    return end


_HALF = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


def _accept(name: str, value: str, pieces: list[_Piece]) -> bool:
    if name == "in":
        if value.translate(_HALF).lower() not in ("title", "題", "題名", "タイトル"):
            return False
        pieces.append(_Piece("filter", "", "title"))
        return True
    if not value:
        return False
    if name == "date":
        value = _dates(value)
        if not value:
            return False
    pieces.append(_Piece("filter", value, _FIELDS[name]))
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
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = found.groups()
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


class _Parser:
    """Recursive descent over the pieces; unbalanced brackets close where the query ends."""

    def __init__(self, pieces: list[_Piece], notices: list[tuple[str, ...]]) -> None:
        self.pieces = pieces
        self.notices = notices
        self.at = 0

    def read(self) -> Node | None:
        tree = self._any(0)
        while self.at < len(self.pieces):
            self.at += 1
            rest = self._any(0)
            if rest is not None:
                tree = rest if tree is None else _joined(And, [tree, rest])
        return tree

    def _peek(self) -> str:
        return self.pieces[self.at].kind if self.at < len(self.pieces) else ""

    def _any(self, depth: int) -> Node | None:
        nodes: list[Node] = []
        while True:
            node = self._all(depth)
            if node is not None:
                nodes.append(node)
            if self._peek() != "or":
                return _joined(Or, nodes)
            self.at += 1

    def _all(self, depth: int) -> Node | None:
        nodes: list[Node] = []
        while self._peek() not in ("", "or", "close"):
            node = self._one(depth)
            if node is not None:
                nodes.append(node)
        return _joined(And, nodes)

    def _one(self, depth: int) -> Node | None:
        piece = self.pieces[self.at]
        self.at += 1
        if piece.kind == "word":
            return Word(piece.text)
        if piece.kind == "phrase":
            return Phrase(piece.text)
        if piece.kind == "filter":
            return _filter(piece)
        if piece.kind == "minus":
            if self._peek() in ("", "or", "close"):
                return None
            node = self._one(depth)
            return None if node is None else Not(node)
        if depth >= _DEEPEST:
            return None
        node = self._any(depth + 1)
        if self._peek() == "close":
            self.at += 1
        else:
            self.notices.append(("unclosed", "("))
        return node


def _filter(piece: _Piece) -> Filter:
    fields: dict[str, Field] = {"by": "by", "person": "person", "file": "file", "date": "date", "title": "title"}
    return Filter(fields[piece.field], piece.text)


def _joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node | None:
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else kind(tuple(nodes))
