"""Trees of queries: their parts, and the wider trees to try when one finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inyo.index.engine.query.tree import And, Filter, Node, Not, Or, Phrase, Word
from inyo.index.japanese.kana import HIRAGANA_WORD

_MOST_JOINED = 3
_LETTERS = re.compile(r"[A-Za-zĀāĪīŪūĒēŌō'-]+").fullmatch


@dataclass(frozen=True, slots=True)
class Further(Word):
    """A word in wider readings: still being typed, in old orthography, kanji by kanji."""


def leaves_of(node: Node, positive: bool = True) -> list[tuple[Node, bool]]:
    """The words and phrases of a tree, and whether they are wanted."""
    if isinstance(node, Word | Phrase):
        return [(node, positive)]
    if isinstance(node, Not):
        return leaves_of(node.node, not positive)
    if isinstance(node, And | Or):
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


def _mapped(node: Node, change: Callable[[Word], Node]) -> Node:
    if isinstance(node, Word):
        return change(node)
    if isinstance(node, And):
        return And(tuple(_mapped(each, change) for each in node.nodes))
    if isinstance(node, Or):
        return Or(tuple(_mapped(each, change) for each in node.nodes))
    return node


def with_further(tree: Node, weak: frozenset[Node]) -> Node:
    """The tree with its weak words also in wider readings."""
    return _mapped(tree, lambda word: Or((word, Further(word.text))) if word in weak else word)


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


def as_name(tree: Node) -> Node | None:
    """Two or three words by their sound, also as one name in either order (abe shinzo, Shinzo Abe); None for others."""
    if not isinstance(tree, And) or len(tree.nodes) > _MOST_JOINED:
        return None
    words = [node.text for node in tree.nodes if isinstance(node, Word)]
    if len(words) < len(tree.nodes) or not (all(map(_LETTERS, words)) or all(map(HIRAGANA_WORD.fullmatch, words))):
        return None
    names = dict.fromkeys(("".join(words), "".join(reversed(words))))
    return Or((tree, *(each for name in names for each in (Word(name), Further(name)))))


def in_parts(tree: Node, parts: Callable[[str], Sequence[str]], weak: frozenset[Node]) -> Node:
    """The tree with its weak words also as all of their parts."""

    def change(word: Word) -> Node:
        if word not in weak:
            return word
        pieces = parts(word.text)
        if len(pieces) < 2:
            return Or((word, Further(word.text)))
        return Or((word, And(tuple(Word(piece) for piece in pieces))))

    return _mapped(tree, change)


def any_of(tree: Node, parts: Callable[[str], Sequence[str]]) -> Node:
    """Any of the words of the tree, or of their parts; filters and exclusions stay."""
    words = list(dict.fromkeys(node for node, positive in leaves_of(tree, True) if positive))
    pieces = [Word(piece) for node in words if isinstance(node, Word) for piece in parts(node.text)]
    loosened: list[Node] = list(dict.fromkeys([*words, *pieces]))
    kept: list[Node] = list(filters_of(tree)) + _exclusions(tree)
    if not loosened:
        return tree
    some: Node = loosened[0] if len(loosened) == 1 else Or(tuple(loosened))
    return And((some, *kept)) if kept else some


def _exclusions(node: Node) -> list[Node]:
    if isinstance(node, Not):
        return [node]
    if isinstance(node, And):
        return [each for part in node.nodes for each in _exclusions(part)]
    return []
