"""The query language: the pieces of a query → a frozen tree that one can print.

Words are joined by AND; "a phrase", -without, a OR b, ( ), a NEAR/5 b, wild*cards and /expressions/; by:, person:,
file:, source:, author:, title:, kind:, date:A..B; in:title, in:passage, in:document say where all words must stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from inyo.index.engine.query_pieces import KEY_OF_SEARCH, SPACE, Piece, pieces_of
from inyo.index.japanese.kana import HIRAGANA_WORD
from inyo.index.values.hits import Cut, Empty, FirstWords, Notice, Unclosed, Unreadable

MOST_WORDS = 64
"""Words beyond these are not searched for."""
LONGEST_QUERY = 10_000
_DEEPEST = 40
_SURROGATE = re.compile(r"[\ud800-\udfff]")


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


@dataclass(frozen=True, slots=True)
class Wild:
    """A regular expression over folded text; `text` as typed: 経済*, /第[0-9]+回/."""

    text: str
    pattern: str

    def __str__(self) -> str:
        return self.text


FilterField: TypeAlias = Literal[
    "by", "person", "file", "date", "source", "author", "kind", "titled", "title", "passage", "document"
]
SCOPES = ("title", "passage", "document")


@dataclass(frozen=True, slots=True)
class Filter:
    """by: and person: a name; file: a part of the path; source:, author: and title: (`titled`) what is found there;
    kind: the end of a file's name; date: two ISO dates joined by '..'. Without a value a scope: in:title, in:passage,
    in:document. `whole`: by: and person: let in all of a document, for the query's words may stand anywhere in it."""

    field: FilterField
    value: str
    whole: bool = False

    def __str__(self) -> str:
        if self.field in SCOPES:
            return f"in:{self.field}"
        return f"{'title' if self.field == 'titled' else self.field}:{self.value}"


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


@dataclass(frozen=True, slots=True)
class Near:
    """Both, with at most `most` words from one to the other."""

    nodes: tuple[Node, ...]
    most: int

    def __str__(self) -> str:
        return "(" + f" NEAR/{self.most} ".join(map(str, self.nodes)) + ")"


Node: TypeAlias = Word | Phrase | Wild | Filter | Not | And | Or | Near


@dataclass(frozen=True, slots=True)
class Query:
    """`tree` is None where nothing was typed; `text` is what was typed, trimmed; `notices` as in `hits.Answer`."""

    text: str
    tree: Node | None
    notices: tuple[Notice, ...] = ()

    def __str__(self) -> str:
        return str(self.tree) if self.tree else ""


def parse(text: str) -> Query:
    """Read a query. Never raises; bounded by LONGEST_QUERY characters and MOST_WORDS words."""
    notices: list[Notice] = []
    if len(text) > LONGEST_QUERY:
        notices.append(Cut(LONGEST_QUERY))
    text = _whole(text[:LONGEST_QUERY]).strip("".join(SPACE))
    text = text[1:] if KEY_OF_SEARCH.match(text) else text
    if not text:
        return Query("", None, (Empty(),))
    pieces = pieces_of(text, notices)
    words = [piece for piece in pieces if piece.kind in ("word", "phrase", "wild")]
    if len(words) > MOST_WORDS:
        notices.append(FirstWords(MOST_WORDS))
        pieces = _first_words(pieces)
    parser = _Parser(pieces, notices)
    tree = parser.read()
    if tree is None:
        plain = [word for word in re.split(r"[\s\u3000]+", text) if word][:MOST_WORDS]
        if not any(isinstance(notice, Unreadable) for notice in notices):
            notices.append(Unreadable(text[:40]))
        tree = _joined(And, [Word(word) for word in plain])
    return Query(text, tree, tuple(dict.fromkeys(notices)))


def _first_words(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    count = 0
    for piece in pieces:
        count += piece.kind in ("word", "phrase", "wild")
        if count > MOST_WORDS:
            break
        kept.append(piece)
    return kept


_PLACED = (Word, Phrase, Wild)


class _Parser:
    """Recursive descent over the pieces; unbalanced brackets close where the query ends."""

    def __init__(self, pieces: list[Piece], notices: list[Notice]) -> None:
        self.pieces = pieces
        self.notices = notices
        self.at = 0
        documents = any(piece.kind == "filter" and piece.field == "document" for piece in pieces)
        self.whole = documents and any(piece.kind in ("word", "phrase", "wild") for piece in pieces)

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
            if self._peek() == "near":
                most = int(self.pieces[self.at].text)
                self.at += 1
                node = self._one(depth) if self._peek() not in ("", "or", "close", "near") else None
                if node is not None and nodes and isinstance(nodes[-1], _PLACED) and isinstance(node, _PLACED):
                    node = Near((nodes.pop(), node), most)
            else:
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
        if piece.kind == "wild":
            return Wild(piece.text, piece.field)
        if piece.kind == "filter":
            return _filter(piece, self.whole)
        if piece.kind == "minus":
            return self._without(depth)
        if depth >= _DEEPEST:
            return None
        return self._group(depth)

    def _without(self, depth: int) -> Node | None:
        """What follows a minus; an even number of them says nothing."""
        count = 1
        while self._peek() == "minus":
            self.at += 1
            count += 1
        if self._peek() in ("", "or", "close"):
            return None
        node = self._one(depth)
        return Not(node) if node is not None and count % 2 else node

    def _group(self, depth: int) -> Node | None:
        node = self._any(depth + 1)
        if self._peek() == "close":
            self.at += 1
        else:
            self.notices.append(Unclosed("("))
        return node


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs: no document has them, and nothing behind can take them."""
    return _SURROGATE.sub(" ", text)


def _filter(piece: Piece, whole: bool) -> Filter:
    fields: dict[str, FilterField] = {name: name for name in get_args(FilterField)}
    return Filter(fields[piece.field], piece.text, whole and piece.field in ("by", "person"))


def _joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node | None:
    """Some nodes as one; what was typed twice counts once."""
    nodes = list(dict.fromkeys(nodes))
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else kind(tuple(nodes))


_MOST_JOINED = 3
_LETTERS = re.compile(r"[A-Za-zĀāĪīŪūĒēŌō'-]+").fullmatch
_MARKS = dict.fromkeys(range(0x300, 0x370))
LEAVES = (Word, Phrase, Wild)


def leaves_of(node: Node, positive: bool = True) -> list[tuple[Node, bool]]:
    """The words, phrases and expressions of a tree, and whether they are wanted."""
    if isinstance(node, LEAVES):
        return [(node, positive)]
    if isinstance(node, Not):
        return leaves_of(node.node, not positive)
    if isinstance(node, And | Or | Near):
        return [leaf for each in node.nodes for leaf in leaves_of(each, positive)]
    return []


def filters_of(node: Node) -> list[Filter]:
    """The filters of a tree."""
    if isinstance(node, Filter):
        return [node]
    if isinstance(node, Not):
        return filters_of(node.node)
    if isinstance(node, And | Or):
        return [each for part in node.nodes for each in filters_of(part)]
    return []


def with_joined(tree: Node, known: Callable[[str], bool]) -> Node:
    """The tree with Latin words side by side also as the one word they make (New York)."""
    if not isinstance(tree, And):
        return tree
    words = [node for node in tree.nodes if isinstance(node, Word)]
    joined = "".join(word.text for word in words)
    if len(words) < 2 or len(words) > _MOST_JOINED or not joined.isascii() or not joined.isalpha() or not known(joined):
        return tree
    rest = tuple(node for node in tree.nodes if not isinstance(node, Word))
    either = Or((And(tuple(words)), Word(joined)))
    return And((either, *rest)) if rest else either


def with_literal(tree: Node, text: str, stands: Callable[[Phrase], bool]) -> Node:
    """The tree, or the whole text of the query, operators and quotation marks included, if that stands anywhere."""
    whole = Phrase(text)
    as_typed = isinstance(tree, Word | Phrase) and tree.text == text
    return tree if as_typed or filters_of(tree) or not stands(whole) else Or((tree, whole))


def with_names(tree: Node) -> Node:
    """Two or three words by their sound, also as one name in either order (abe shinzo, Shinzo Abe)."""
    if not isinstance(tree, And) or len(tree.nodes) > _MOST_JOINED:
        return tree
    words = [_plain(node.text) for node in tree.nodes if isinstance(node, Word)]
    if len(words) < len(tree.nodes) or not (all(map(_LETTERS, words)) or all(map(HIRAGANA_WORD.fullmatch, words))):
        return tree
    names = dict.fromkeys(("".join(words), "".join(reversed(words))))
    return Or((tree, *map(Word, names)))


def _plain(text: str) -> str:
    """Latin letters without their marks (Xí Jìnpíng); capitals stay."""
    parts = unicodedata.normalize("NFD", text)
    plain = parts.translate(_MARKS)
    return plain if plain.isascii() else text
