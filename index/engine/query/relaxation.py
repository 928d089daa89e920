"""What a query asks for, taken from its tree: its words, its filters, and what else it may be read as."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from inyo.index.engine.query.tree import And, Filter, Near, Node, Not, Or, Phrase, Wild, Word
from inyo.index.japanese.kana import HIRAGANA_WORD

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
