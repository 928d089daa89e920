"""Texts that editors keep as trees of nodes (ProseMirror, Slate, Draft.js, Editor.js, Portable Text, Contentful, Slack)
→ their paragraphs.

A node says what it is (`type`, `_type`, `nodeType`) and holds its words (`text`, `value`, HTML in some) or other nodes.
"""

from __future__ import annotations

from collections.abc import Iterator

_TYPES = ("type", "_type", "nodeType", "blockName")
_WORDS = ("text", "value")
_INSIDE = ("content", "children", "elements", "blocks", "nodes", "items", "data", "root", "document", "fields")
_INLINE = frozenset({
    "text", "span", "link", "a", "hyperlink", "linebreak", "hardbreak", "hard_break", "autolink", "mark", "mention",
    "user", "emoji", "channel", "inline", "bold", "italic",
})  # fmt: skip
_BREAKS = frozenset({"hardbreak", "hard_break", "linebreak"})
_DEEPEST = 40


def paragraphs(value: object) -> list[str]:
    """The paragraphs in a tree of nodes; none where a value is no such tree."""
    return list(filter(None, map(str.strip, _lines(value, 0)))) if _is_tree(value, 0) else []


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
        return any(_is_tree(item, depth + 1) for item in value[:20] if isinstance(item, dict))
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
        return any(isinstance(item, str) or _holds_words(item, depth + 1) for item in value[:20])
    return isinstance(value, dict) and (
        bool(_words_of(value)) or any(_holds_words(child, depth + 1) for child in _inside(value))
    )


def _is_inline(item: object) -> bool:
    if isinstance(item, str):
        return True
    return isinstance(item, dict) and (_type_of(item) in _INLINE or (not _type_of(item) and bool(_words_of(item))))


def _lines(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(map(_is_inline, value)) and not all(isinstance(item, str) for item in value):
            yield "".join(_inline(item, depth + 1) for item in value)
        else:
            for item in value:
                yield from _lines(item, depth + 1)
    elif isinstance(value, dict):
        if words := _words_of(value):
            yield words
        for child in _inside(value):
            yield from _lines(child, depth + 1)


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
