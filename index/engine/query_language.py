"""The query language: what a person typed, in half or full width → its pieces (words, phrases, operators, filters) → a
frozen tree that one can print.

Words are joined by AND; "a phrase", -without, a OR b, ( ), a NEAR/5 b, wild*cards and /expressions/; by:, person:,
file:, source:, author:, title:, kind:, date:A..B; in:title, in:passage, in:document say where all words must stand.
Every operator may be typed full width, as an input method leaves it. Nothing is an error: what cannot be read becomes
plain words, and a notice says so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from inyo.index.engine.date_ranges import date_range
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import HIRAGANA_WORD
from inyo.index.values.hits import Cut, Empty, FirstWords, Notice, Unclosed, Unfinished, UnknownField, Unreadable

SPACE = frozenset(" \t\r\n\u3000\u00a0")
_OPEN = {'"': '"', "“": "”", "”": "”", "„": "“", "＂": "＂", "〝": "〟", "″": "″", "«": "»"}
_ANY_QUOTE = frozenset('"“”„＂〝〟″')
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_MINUS = frozenset("-－−‐–﹣ー")
_PLUS = frozenset("+＋")
_BAR = frozenset("|｜")
_OR = frozenset({"OR", "|", "||", "または", "又は", "もしくは", "若しくは"})
_AND = frozenset({"AND", "&&", "&", "かつ"})
_NOT = frozenset({"NOT"})
_SMALL = re.compile("[Aa]nd|[Oo]r|[Nn]ot")
"""Operators in small letters: beside a word in Japanese."""
_CHOICE = re.compile("[|｜]|[\\s\u3000](?:OR|ＯＲ|または|又は|もしくは|若しくは)[\\s\u3000]")
"""What tells that brackets group, wherever they stand."""
_COLON = re.compile(r"[:：]")
_FIELDS = {name: name for name in ("by", "person", "file", "date", "source", "author", "kind", "in")}
_FIELDS["title"] = "titled"
_SCOPES = {
    "title": "title", "題": "title", "題名": "title", "タイトル": "title", "passage": "passage", "段落": "passage",
    "document": "document", "文書": "document", "記事": "document",
}  # fmt: skip
_NEAR = re.compile(r"NEAR(?:[/:~]?([0-9]+)|\(([0-9]+)\))?|[Nn]ear[/:~]([0-9]+)")
NEAR, _FARTHEST = 10, "999"
"""Words between, where NEAR says nothing else, and where it says more."""
_COMMA, _COMMA_IN_NUMBER = re.compile("[、，,､]"), re.compile("[0-9０-９][、，,､][0-9０-９]")
_IN_LIST = re.compile("[^ぁ-ゖ]{2,16}|.{2,6}")
_WILD = re.compile(r"[*＊]|[?？](?=.)")
_EXPRESSION = re.compile(r"/(?=[^\s/])(.+)/")
_KEY_OF_SEARCH = re.compile(r"[/／](?=[^\s/／])(?![^/／]*[/／])")
"""A slash that none closes: the key by which a search is begun in other programs, typed out of habit."""
_LONGEST_EXPRESSION = 200
_NESTED = re.compile(r"[*+}]\)?[*+{]|\([^)]*[*+][^)]*\)[*+{]")
"""Repetitions of repetitions, which may take for ever."""
_VALUE = re.compile(r"[^\s\u3000:：\"“”„＂〝〟″()（）|｜-][^\s\u3000:：()（）|｜]*(?![:：])(?=[\s\u3000]|$)")
"""A filter's value behind a space."""
_BRACKETS = "「」『』〈〉《》【】"
"""Japanese quotation marks around a filter's value, which are no part of it."""


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
    bounds = closings | groups.keys()
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
                at = _word(text, at, bounds, pieces, notices)
            else:
                pieces.append(Piece("minus"))
                at += 1
        elif letter in _PLUS and fresh and text[at + 1 : at + 2].isalpha():
            at += 1
        else:
            at = _word(text, at, bounds, pieces, notices)
    return _without_marks(pieces)


def _without_marks(pieces: list[Piece]) -> list[Piece]:
    """The pieces without words that are marks alone, as between two words (a / b), where there are other words."""
    marks = [piece.kind == "word" and _is_mark(piece.text) for piece in pieces]
    others = (piece.kind in ("word", "phrase", "wild") for piece, mark in zip(pieces, marks, strict=True) if not mark)
    if not any(marks) or not any(others):
        return pieces
    kept = zip(pieces, marks, [False, *(piece.kind == "minus" for piece in pieces)], strict=False)
    return [piece for piece, mark, without in kept if not mark or without]


def _is_mark(text: str) -> bool:
    return all(unicodedata.category(letter)[0] == "P" or letter in "+=~|＋＝～｜" for letter in text)


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

    Others belong to a word: レアアース(希土類), (株)青空; but not where they hold a choice: 大豆（米国 OR 中国）.
    """
    ends = {len(text)}
    starts = {0}
    pairs = _paired(text)
    choices = [found.start() for found in _CHOICE.finditer(text)]
    groups: dict[int, int] = {}
    for opening in sorted(pairs):
        before = text[opening - 1] if opening else " "
        choice = bisect(choices, opening)
        if choice < len(choices) and choices[choice] < pairs[opening] and not _in_expression(text, opening):
            groups[opening] = pairs[opening]
            starts.add(opening + 1)
            ends.add(pairs[opening])
        elif opening in starts or before in SPACE or (before in _MINUS and (opening < 2 or text[opening - 2] in SPACE)):
            closing = pairs[opening]
            after = text[closing + 1 : closing + 2]
            if not after or after in SPACE or after in _MINUS or closing + 1 in ends:
                groups[opening] = closing
                starts.add(opening + 1)
                ends.add(closing)
    return groups


def _in_expression(text: str, at: int) -> bool:
    """Whether the word around a place begins with a slash."""
    begin = at
    while begin and text[begin - 1] not in SPACE:
        begin -= 1
    return text[begin] == "/"


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


def _word(text: str, at: int, bounds: set[int], pieces: list[Piece], notices: list[Notice]) -> int:
    """What begins at a place that is no mark: an operator, a filter, a pattern or words."""
    end = _end_of_word(text, at, bounds)
    body = text[at:end]
    operator = _operator(body, pieces, text[end:].lstrip("".join(SPACE)))
    if operator:
        pieces.extend([operator] if operator.kind != "and" else [])
        return end
    pattern = _pattern_of(body)
    if pattern:
        pieces.append(Piece("wild", body, pattern))
        return end
    if _EXPRESSION.fullmatch(body):
        notices.append(Unreadable(body))
    listed = _listed(body)
    if listed:
        pieces.extend((Piece("open"), *(Piece("word", each) for each in listed), Piece("close")))
        return end
    return _field(text, end, body, pieces, notices)


def _end_of_word(text: str, at: int, bounds: set[int]) -> int:
    end, colon, expression = at, False, text[at] == "/"
    if text[at] in _BAR:
        while text[end : end + 1] in _BAR:
            end += 1
        return end
    while end < len(text) and text[end] not in SPACE and end not in bounds:
        if (text[end] in _ANY_QUOTE and colon) or (text[end] in _BAR and not expression):
            break
        colon = colon or text[end] in ":："
        end += 1
    return end


def _operator(body: str, pieces: list[Piece], rest: str) -> Piece | None:
    """The operator that a word is between what was read and the rest; None for any other. Written small it is one
    beside Japanese alone."""
    plain = body.translate(_HALF)
    if _SMALL.fullmatch(plain) and rest and not (pieces and (pieces[-1].text + rest[0]).isascii()):
        plain = plain.upper()
    if plain in _OR:
        return Piece("or")
    if plain in _AND and (plain in ("AND", "&&") or (pieces and rest)):
        return Piece("and")
    if plain in _NOT and rest:
        return Piece("minus")
    near = _NEAR.fullmatch(plain)
    if near and pieces and rest:
        number = next((number for number in near.groups() if number), str(NEAR)).lstrip("0") or "0"
        return Piece("near", number if len(number) <= len(_FARTHEST) else _FARTHEST)
    return None


def _listed(body: str) -> list[str]:
    """The words of a list with commas (岸田、石破): none of a sentence, or of a number."""
    if not _COMMA.search(body) or _COMMA_IN_NUMBER.search(body):
        return []
    words = _COMMA.split(body)
    return words if all(word and _IN_LIST.fullmatch(word) and not _is_mark(word) for word in words) else []


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
    if not value and name != "in" and text[end : end + 1] in SPACE:
        behind = end + len(text[end:]) - len(text[end:].lstrip("".join(SPACE)))
        found = _VALUE.match(text, behind)
        value, end = (found[0], found.end()) if found else (value, end)
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
    if value[:1] in _OPENING and value[-1:] in _CLOSING:
        value = value[1:-1]
    if not value:
        return False
    if name == "date":
        value = date_range(value)
        if not value:
            return False
    pieces.append(Piece("filter", value, _FIELDS[name]))
    return True


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
    text = text[1:] if _KEY_OF_SEARCH.match(text) else text
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
