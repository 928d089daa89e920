"""The people of single documents, as linking over the collection starts from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from inyo.index.people.aliases import name_key
from inyo.index.people.name_shapes import THREE_KANJI_SURNAMES, foreign_surname, is_katakana, parts
from inyo.index.people.titles import STATUS, core_title
from inyo.index.values.mention import CERTAIN, Mention
from inyo.index.values.quotation import Quotation

Documents = Sequence[tuple[str, Sequence[Mention], Sequence[Quotation]]]
"""(file, mentions, quotations) of every document, in the order of the collection."""


@dataclass
class Node:
    """A person of one document: `name` its canonical name there, `names` all that it is called, `certain` whether
    detection is, `surname` that of a full name, `ambiguous` a surname that several people of the document bear."""

    number: int
    file: str
    name: str
    key: str
    names: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    certain: bool = False
    surname: str = ""
    full: bool = False
    ambiguous: bool = False

    @property
    def telling(self) -> set[str]:
        """Titles that few people bear at once."""
        return {title for title in self.titles if title not in STATUS}


def document_nodes(documents: Documents) -> list[Node]:
    """The people of every document."""
    nodes: list[Node] = []
    surnames = _surnames(documents)
    short = {name_key(surname) for surname in surnames.values()}
    for file, mentions, _ in documents:
        here: dict[str, Node] = {}
        bearers: dict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            key = name_key(mention.canonical)
            node = here.get(key)
            if node is None:
                node = here[key] = Node(len(nodes), file, mention.canonical, key)
                nodes.append(node)
            node.names[mention.name] += 1
            if mention.title:
                node.titles[core_title(mention.title)] += 1
            node.certain = node.certain or mention.score >= CERTAIN
        for node in here.values():
            node.surname = _surname(node.name, surnames, short)
            node.full = bool(node.surname)
            if node.full:
                bearers[name_key(node.surname)].add(node.key)
        for node in here.values():
            node.ambiguous = not node.full and len(bearers.get(node.key, ())) > 1
    return nodes


def _surnames(documents: Documents) -> dict[str, str]:
    """By full name: the surname by which some document also calls its bearer."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for _, mentions, _ in documents:
        for mention in mentions:
            name, canonical = name_key(mention.name), name_key(mention.canonical)
            if name != canonical and (canonical.startswith(name) or canonical.endswith(name)):
                out[canonical][mention.name] += 1
    return {canonical: min(found, key=lambda name: (-found[name], name)) for canonical, found in out.items()}


def _surname(name: str, surnames: dict[str, str], short: set[str]) -> str:
    """The surname of a full name, '' for a name that is a surname or a given name alone."""
    pieces = parts(name)
    if len(pieces) > 1:
        return pieces[-1] if is_katakana(name) or name.isascii() else pieces[0]
    if is_katakana(name) or name.isascii():
        return ""
    known = surnames.get(name_key(name))
    if known:
        return known
    if len(name) < 3 or name_key(name) in short:
        return ""
    if name in THREE_KANJI_SURNAMES:
        return ""
    return name[:3] if name[:3] in THREE_KANJI_SURNAMES else foreign_surname(name) or name[:2]


def voted(nodes: list[Node]) -> list[Node]:
    """Without the candidates that no other document confirms: by the same name, or by surname and title."""
    certain = {node.key for node in nodes if node.certain}
    offices = {(name_key(node.surname), title) for node in nodes if node.certain and node.full for title in node.titles}
    kept = [
        node
        for node in nodes
        if node.certain or node.key in certain or any((node.key, title) in offices for title in node.titles)
    ]
    for number, node in enumerate(kept):
        node.number = number
    return kept
