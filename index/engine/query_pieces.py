"""What a person typed, in half or full width → the pieces of a query: words, phrases, operators, filters.

Every operator may be typed full width, as an input method leaves it. Nothing is an error: what cannot be read becomes
plain words, and a notice says so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache

from inyo.index.engine.date_ranges import date_range
from inyo.index.japanese.folding import fold
from inyo.index.values.hits import Notice, Unclosed, Unfinished, UnknownField, Unreadable

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
KEY_OF_SEARCH = re.compile(r"[/／](?=[^\s/／])(?![^/／]*[/／])")
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
