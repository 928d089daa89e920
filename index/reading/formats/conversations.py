"""Conversations with language models as their services give them out → a document each, its messages turns.

ChatGPT keeps messages as a tree (`mapping`: id → message, parent, children), of which the branch that ends at
`current_node` is what was read last; Claude keeps them as a list (`chat_messages`). What tools, the service itself and
pictures hold is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from inyo.index.reading.formats.rows import written_date
from inyo.index.values.extracts import Block, BlockKind, Extract, Place

_SPEAKERS = frozenset({"user", "human", "assistant"})
"""Who writes what a person reads."""

_WRITTEN = frozenset({"text", "multimodal_text"})
"""Contents of ChatGPT that are words, not code that was run or thoughts."""

_IDS = ("conversation_id", "id", "uuid")


def conversations(value: object) -> tuple[Extract, ...]:
    """The conversations in a parsed file, in its order, those without words left out; none where it is another file."""
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, dict) and _is_conversation(item) for item in items):
        return ()
    documents = [(number, _document(item)) for number, item in enumerate(items, 1) if isinstance(item, dict)]
    told = [(number, document) for number, document in documents if document.blocks]
    count = Counter(document.part for _, document in told)
    return tuple(
        document if document.part and count[document.part] == 1 else replace(document, part=str(number))
        for number, document in told
    )


def _is_conversation(item: Mapping[str, object]) -> bool:
    mapping, messages = item.get("mapping"), item.get("chat_messages")
    if isinstance(mapping, dict):
        return bool(mapping) and all(isinstance(node, dict) and "message" in node for node in mapping.values())
    return isinstance(messages, list) and all(isinstance(each, dict) and "sender" in each for each in messages)


def _document(item: Mapping[str, object]) -> Extract:
    mapping = item.get("mapping")
    turns = _of_tree(item, mapping) if isinstance(mapping, dict) else _of_list(item.get("chat_messages"))
    blocks = (
        Block(line, BlockKind.TURN, place=Place(message=str(place)), speaker=speaker)
        for place, (speaker, text) in enumerate(turns, 1)
        for line in map(str.strip, text.splitlines())
        if line
    )
    return Extract(
        tuple(blocks),
        part=next((found for key in _IDS if (found := _text(item.get(key)))), ""),
        title=_text(item.get("title") or item.get("name")),
        date=_day(item.get("create_time") or item.get("created_at")),
    )


def _of_tree(item: Mapping[str, object], mapping: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Who wrote, and what, along the branch that was read last."""
    for identity in reversed(_branch(item.get("current_node"), mapping)):
        node = mapping[identity]
        message = node.get("message") if isinstance(node, dict) else None
        author, content = (message.get("author"), message.get("content")) if isinstance(message, dict) else (None, None)
        if not isinstance(author, dict) or not isinstance(content, dict) or author.get("role") not in _SPEAKERS:
            continue
        parts = content.get("parts")
        if content.get("content_type") in _WRITTEN and isinstance(parts, list):
            yield _text(author["role"]), "\n".join(part for part in parts if isinstance(part, str))


def _branch(last: object, mapping: Mapping[str, object]) -> list[str]:
    """The nodes from the last one up to the root; where a file names none, from the last that it lists."""
    at: object = last if isinstance(last, str) and last in mapping else list(mapping)[-1]
    found: dict[str, None] = {}
    while isinstance(at, str) and at in mapping and at not in found:
        found[at] = None
        node = mapping[at]
        at = node.get("parent") if isinstance(node, dict) else None
    return list(found)


def _of_list(messages: object) -> Iterator[tuple[str, str]]:
    for message in messages if isinstance(messages, list) else ():
        content = message.get("content")
        pieces = content if isinstance(content, list) else []
        texts = [
            _text(piece.get("text")) for piece in pieces if isinstance(piece, dict) and piece.get("type") == "text"
        ]
        if message["sender"] in _SPEAKERS:
            yield _text(message["sender"]), "\n".join(filter(None, texts)) or _text(message.get("text"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> str:
    """A day as YYYY-MM-DD, of seconds since 1970 or of a moment written so; '' of anything else."""
    cell = str(value)
    day = written_date(cell)
    return day[:10] if isinstance(value, str) or day != cell else ""
