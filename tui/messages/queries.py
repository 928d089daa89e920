"""The query language by examples: one table, from which `inyo --help` and the help of the search box are made."""

from __future__ import annotations

from inyo.tui.messages import Messages
from inyo.tui.terminal.cells import cell_width

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("グリア 規制", "words"),
    ("besento torihiki", "romaji"),
    ('"輸出規制"', "phrase"),
    ("磁石 -台湾", "without"),
    ("(磁石 OR 大豆) 関税", "either"),
    ("by:グリア", "by"),
    ("person:習近平", "person"),
    ("会談 NEAR/5 首相", "near"),
    ("経済* /第[0-9]+回/", "wild"),
    ("in:title 会談", "title"),
    ("in:document 会談 首相", "document"),
    ("file:2025", "file"),
    ("source:新聞 kind:pdf", "source"),
    ("date:2025-06..2025-10", "date"),
)
"""What one types, and the message `query.NAME` that says what is found."""
_COLUMN = 24


def examples(say: Messages) -> list[tuple[str, str]]:
    """What one types and what it finds, in the words of a language."""
    return [(typed, say(f"query.{name}")) for typed, name in EXAMPLES]


def query_help(say: Messages) -> str:
    """The examples as lines of text, with what becomes of a query that cannot be read."""
    rows = [
        f"  {typed}{' ' * max(1, _COLUMN - cell_width(typed))}{meaning}" for typed, meaning in examples(say)
    ]  # fmt: skip
    return "\n".join([f"{say('query.heading')}:", *rows, say("query.unread")])
