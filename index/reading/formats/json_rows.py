"""JSON and JSON lines → documents: the objects of the largest array, and of those like it, are rows (see `rows`).

Texts that editors keep as trees of nodes (ProseMirror, Slate, Draft.js, Editor.js, Portable Text, Contentful, Slack)
become their paragraphs: a node says what it is (`type`, `_type`, `nodeType`) and holds its words (`text`, `value`, HTML
in some) or other nodes. Recognised speech that says who spoke word by word alone becomes turns (see `recognised`),
and so do conversations with language models (see `conversations`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from inyo.index.reading.formats.building import damage, decoded, with_reading
from inyo.index.reading.formats.conversations import conversations
from inyo.index.reading.formats.recognised import spoken, without_words
from inyo.index.reading.formats.rows import Role, Row, documents, role_of
from inyo.index.values.extracts import Extract, FormatProblem, UnreadableFormat

_NOTHING = "holds no text in its values; nothing to index"

_MAIN = ("rendered", "text", "real_name", "display_name", "nickname", "name")
"""Keys whose value stands for the object that they are in, the surest first."""

_NAMED_BY = {"user": "user_profile"}
"""Keys of identifiers whose names stand in an object beside them."""

_NOTICES = frozenset(
    f"{kind}_{what}" for kind in ("channel", "group") for what in ("join", "leave", "topic", "purpose", "name")
)
"""What Slack itself writes between the messages of a channel."""

_PARTS = ("segments", "utterances")
"""What recognised speech repeats its whole text in, with times and speakers."""

_READINGS, _PRINTED = "nBest", ("display", "Display")
"""The readings of an utterance, the likeliest first, and what one is as printed."""

_GRAPH = "@graph"
"""What JSON-LD lists everything in that a page says of itself, an article among it."""

_LINK = re.compile(r"<((?:https?://|mailto:)[^<>|\s]{1,2000})(?:\|([^<>|]{1,500}))?>")
_LONGEST_NUMBER = 1_000
_DEEPEST_ARTICLE, _WIDEST = 6, 1_000
_HOLDING = frozenset({Role.BODY, Role.REMARK, Role.LEAD})
_NAMED = frozenset({Role.AUTHOR, Role.SPEAKER, Role.SOURCE})
_HEADED = frozenset({Role.TITLE, Role.AUTHOR, Role.SPEAKER})
"""What holds texts, what holds names, what articles and turns have and no node of a text has."""

_ASSIGNED = re.compile(r"\ufeff?\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]{0,80}\s*=\s*(?=[\[{])")
_VALUE = re.compile(r"\S")

_SAMPLE = 20
"""Items of a list that tell what it is a list of."""


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The documents of a JSON file or of a file with an object a line. Raises UnreadableFormat."""
    found = decoded(data)
    losses = damage(found)
    try:
        value = _parsed(found.text)
        if talks := conversations(value):
            return with_reading(talks, found.encoding, losses)
        if turns := spoken(value, found.text):
            return with_reading((Extract(turns),), found.encoding, losses)
        rows = list(_rows(without_words(value, found.text)))
    except UnreadableFormat:
        rows, broken = _lines(found.text)
        if not rows:
            raise
        if broken:
            lines = "one line was" if broken == 1 else f"{broken} lines were"
            losses += (f"{lines} no JSON and left out",)
    rows = [row for row in rows if any(any(map(str.isalpha, cell)) for cell in row.cells.values())]
    rows = [row for row in rows if row.cells.get("subtype") not in _NOTICES] or rows
    rows = [_unlinked(row) if "ts" in row.cells else row for row in rows]
    if not rows:
        raise UnreadableFormat(FormatProblem.EMPTY, _NOTHING)
    return with_reading(documents(rows), found.encoding, losses)


def _unlinked(row: Row) -> Row:
    """A message of Slack with what its links are called, or their addresses, for the links."""
    cells = {name: _LINK.sub(lambda found: found[2] or found[1], cell) for name, cell in row.cells.items()}
    return replace(row, cells=cells)


def _parsed(text: str) -> object:
    """The value of a JSON text, of a script too that assigns one to a name (window.YTD.tweets.part0 = [...])."""
    if assigned := _ASSIGNED.match(text):
        text = text[assigned.end() :].rstrip().removesuffix(";")
    try:
        return json.loads(text, parse_int=_integer)
    except RecursionError:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is nested too deep to be read") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFormat(FormatProblem.DAMAGED, f"is no JSON that can be read ({where})") from None


def _integer(digits: str) -> int | str:
    """A whole number; one longer than any that counts something stays the digits it is."""
    return int(digits) if len(digits) < _LONGEST_NUMBER else digits


def _stacked(text: str) -> list[object]:
    """The objects that stand in a file one behind the other, over lines or on one; none where they do not."""
    decoder = json.JSONDecoder(parse_int=_integer)
    found: list[object] = []
    at = 0
    try:
        while found_at := _VALUE.search(text, at):
            value, at = decoder.raw_decode(text, found_at.start())
            found.append(value)
    except (json.JSONDecodeError, RecursionError):
        return []
    return found if all(isinstance(value, dict) for value in found) else []


def _lines(text: str) -> tuple[list[Row], int]:
    """The rows of JSON lines and how many lines are none."""
    rows: list[Row] = []
    broken = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows += (Row(number, cells, number) for cells in _records(_parsed(line)))
        except UnreadableFormat:
            broken += 1
    if broken and (stacked := _stacked(text)):
        return [Row(number, cells) for number, value in enumerate(stacked, 1) for cells in _records(value)], 0
    return (rows, broken) if len(rows) > broken else ([], broken)


def _rows(value: object) -> Iterator[Row]:
    """The rows of a parsed file; one object without a list of others is one row."""
    array = value if isinstance(value, list) else _largest_array(value)
    if array is None and isinstance(value, dict) and _keyed(value):
        for number, (key, item) in enumerate(value.items(), 1):
            yield Row(number, {"id": key, **_cells(item)})
        return
    for number, item in enumerate([value] if array is None else array, 1):
        for cells in _records(item):
            yield Row(number, cells)


def _largest_array(value: object) -> list[object] | None:
    """The longest list of objects anywhere in an object that is no article itself, with those of its name that stand
    beside it, as where each key is a person's and holds what they wrote."""
    if isinstance(value, dict) and any(role_of(key) is Role.BODY and _is_text(value[key]) for key in value):
        parts = (part for key in _PARTS if isinstance(part := value.get(key), list) and part)
        return next(parts, None)
    best: list[list[object]] = []
    level = [value]
    while level:
        lists: dict[str, list[list[object]]] = {}
        inner = [pair for item in level if isinstance(item, dict) for pair in item.items()]
        for key, child in inner:
            if isinstance(child, list) and child and isinstance(child[0], dict) and key != _GRAPH:
                lists.setdefault(key, []).append(child)
        best = max([best, *lists.values()], key=lambda arrays: sum(map(len, arrays)))
        level = [child for _, child in inner if isinstance(child, dict)]
    return list(chain.from_iterable(best)) or None


def _keyed(value: dict[str, object]) -> bool:
    """Whether an object's keys are identifiers of objects that are articles."""
    items = [item for item in value.values() if isinstance(item, dict)]
    titled = (any(role_of(key) in (Role.BODY, Role.TITLE) for key in item) for item in items)
    return len(items) == len(value) > 1 and all(titled)


def _is_text(value: object) -> bool:
    """Whether a value is one text: a string, lines, or the tree of an editor rather than a list of titled articles or
    of what speakers say."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        return True
    children = [item for item in value[:_SAMPLE] if isinstance(item, dict)] if isinstance(value, list) else []
    titled = any(role_of(key) in _HEADED for item in children for key in item)
    return isinstance(value, str) or (not titled and _is_tree(value, 0))


def _cells(item: object) -> dict[str, str]:
    """An object's values by their keys, those of objects in it by both keys; lists as lines."""
    if not isinstance(item, dict):
        return {"text": "\n".join(_strings(item))}
    cells: dict[str, str] = {}
    for key, value in item.items():
        if key.startswith("@"):  # JSON-LD says with these what an object is, to programs
            continue
        if key == _READINGS and isinstance(value, list) and value and isinstance(value[0], dict):
            key, value = next((("text", value[0][name]) for name in _PRINTED if name in value[0]), (key, value))
        if isinstance(value, dict) and not (role_of(key) in _HOLDING and _nodes(value)):
            cells |= _inner_cells(key, value)
        else:
            cells[key] = _lines_of(key, value)
    for key, beside in _NAMED_BY.items():
        if key in cells and cells.get(beside):
            cells[key] = cells[beside]
    return cells


def _records(item: object) -> Iterator[dict[str, str]]:
    """The cells of the rows that an object is: those of the articles that lie deeper in it where it has no body of its
    own, as in an answer of a server or in a page's own data, beside its plain values; else its own."""
    articles = _articles_in(item) if isinstance(item, dict) else []
    if not articles or not isinstance(item, dict):
        yield _cells(item)
        return
    plain = {key: value for key, value in item.items() if isinstance(value, str)}
    for article in articles:
        yield plain | _cells(article)


def _articles_in(item: dict[str, object]) -> list[dict[str, object]]:
    """The objects with title and body at the first depth below an object at which any has a body."""
    if _has_body(item):
        return []
    level: list[object] = [item]
    for _ in range(_DEEPEST_ARTICLE):
        objects = [each for each in level if isinstance(each, dict)]
        if bodies := list(filter(_has_body, objects)):
            return [each for each in bodies if any(role_of(key) is Role.TITLE for key in each)]
        level = [child for each in objects for value in each.values() for child in _children(value)][:_WIDEST]
    return []


def _has_body(item: dict[str, object]) -> bool:
    return any(value and role_of(key) is Role.BODY for key, value in item.items())


def _children(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _nodes(value: object) -> list[str]:
    return paragraphs_of(value) if isinstance(value, (dict, list)) else []


def _lines_of(key: str, value: object) -> str:
    """A value as lines: what a tree of nodes says, the names of those who have one, else all strings in it. Strings and
    pieces with a text of their own (a link, a name) that take turns in a list are one text."""
    if isinstance(value, list) and any(isinstance(each, str) for each in value):
        texts = [each.get("text") if isinstance(each, dict) else each for each in value]
        if len(texts) > len([each for each in value if isinstance(each, str)]) and all(
            isinstance(each, str) for each in texts
        ):
            return "".join(map(str, texts))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        role = role_of(key)
        if role in _NAMED and all(isinstance(each, dict) and isinstance(each.get("name"), str) for each in value):
            return "、".join(each["name"] for each in value)
        if role in _HOLDING and (lines := _nodes(value)):
            return "\n".join(lines)
    if isinstance(value, dict) and (lines := _nodes(value)):
        return "\n".join(lines)
    return "\n".join(_strings(value))


def _inner_cells(key: str, value: dict[str, object]) -> dict[str, str]:
    """The cells of an object in a row. Its own name or text is the cell of its key, and so is all of it that has no
    role, where it has neither."""
    cells: dict[str, str] = {}
    main = next((inner for inner in _MAIN if value.get(inner)), None)
    if main:
        cells[key] = "\n".join(_strings(value[main]))
    for inner, deep in value.items():
        if inner == main:
            continue
        text = "\n".join(_strings(deep))
        if role_of(inner) is not None or role_of(key) is None:
            cells[f"{key}.{inner}"] = text
        elif not main and text:
            cells[key] = f"{cells[key]}\n{text}" if key in cells else text
    return cells


def _strings(value: object) -> Iterator[str]:
    """All strings and numbers in a value, in order."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(reversed(item.values()))
        elif isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, str):
            yield item.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        elif item is not None and not isinstance(item, bool):
            yield repr(item)


_TYPES = ("type", "_type", "nodeType", "blockName")
_WORDS = ("text", "value")
_INSIDE = ("content", "children", "elements", "blocks", "nodes", "items", "data", "root", "document", "fields")
_INLINE = frozenset({
    "text", "span", "link", "a", "hyperlink", "linebreak", "hardbreak", "hard_break", "autolink", "mark", "mention",
    "user", "emoji", "channel", "inline", "bold", "italic",
})  # fmt: skip
_BREAKS = frozenset({"hardbreak", "hard_break", "linebreak"})
_DEEPEST = 40


def paragraphs_of(value: object) -> list[str]:
    """The paragraphs in a tree of nodes; none where a value is no such tree."""
    return list(filter(None, map(str.strip, _printed_lines(value, 0)))) if _is_tree(value, 0) else []


def _type_of(node: dict[str, object]) -> str:
    return next((kind.casefold() for key in _TYPES if isinstance(kind := node.get(key), str)), "")


def _words_of(node: dict[str, object]) -> str:
    return next((words for key in _WORDS if isinstance(words := node.get(key), str)), "")


def _inside(node: dict[str, object]) -> list[object]:
    return [child for key in _INSIDE if isinstance(child := node.get(key), (list, dict)) and child]


def _is_tree(value: object, depth: int) -> bool:
    """Whether nodes that say what they are hold words."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, list):
        return any(_is_tree(item, depth + 1) for item in value[:_SAMPLE] if isinstance(item, dict))
    if not isinstance(value, dict):
        return False
    inside = _inside(value)
    if _type_of(value) and (_words_of(value) or any(_holds_words(child, depth + 1) for child in inside)):
        return True
    return any(_is_tree(child, depth + 1) for child in inside)


def _holds_words(value: object, depth: int) -> bool:
    if depth > _DEEPEST:
        return False
    if isinstance(value, list):
        return any(isinstance(item, str) or _holds_words(item, depth + 1) for item in value[:_SAMPLE])
    return isinstance(value, dict) and (
        bool(_words_of(value)) or any(_holds_words(child, depth + 1) for child in _inside(value))
    )


def _is_inline(item: object) -> bool:
    if isinstance(item, str):
        return True
    return isinstance(item, dict) and (_type_of(item) in _INLINE or (not _type_of(item) and bool(_words_of(item))))


def _printed_lines(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(map(_is_inline, value)) and not all(isinstance(item, str) for item in value):
            yield "".join(_inline(item, depth + 1) for item in value)
        else:
            for item in value:
                yield from _printed_lines(item, depth + 1)
    elif isinstance(value, dict):
        if words := _words_of(value):
            yield words
        for child in _inside(value):
            yield from _printed_lines(child, depth + 1)


def _inline(item: object, depth: int) -> str:
    """The words of a piece of a line with those in it; a break in it is a newline."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict) or depth > _DEEPEST:
        return ""
    if _type_of(item) in _BREAKS:
        return "\n"
    inner = (piece for child in _inside(item) for piece in (child if isinstance(child, list) else [child]))
    return _words_of(item) or "".join(_inline(piece, depth + 1) for piece in inner)
