"""What is shown of a person: one name that tells him from everybody else, other spellings, titles, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from inyo.index.people.aliases import name_key
from inyo.index.people.document_people import Documents, Node
from inyo.index.people.persons import People, PersonEntry
from inyo.index.values.quotation import SHOWN


def people_of(groups: Iterable[Sequence[Node]], told: Mapping[str, str], documents: Documents) -> People:
    """The people of a collection from the nodes that are one person each, most mentioned first.

    `told` are the names that a reader wants shown, by the keys of nodes.
    """
    spoken: Counter[tuple[str, str]] = Counter()
    for file, _, quotations in documents:
        for quotation in quotations:
            if quotation.speaker and quotation.kind in SHOWN:
                spoken[file, name_key(quotation.speaker)] += 1
    entries: list[PersonEntry] = []
    of: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for nodes in groups:
        spellings: Counter[str] = Counter()
        titles: Counter[str] = Counter()
        for node in nodes:
            spellings.update(node.names)
            spellings[node.name] += 0
            titles.update(node.titles)
        name = _unique(_shown(nodes, spellings, told), nodes, titles, taken)
        for node in nodes:
            of[node.file, node.key] = name
        entries.append(
            PersonEntry(
                name,
                tuple(alias for alias in _ranked(spellings) if alias != name),
                tuple(_ranked(titles)),
                sum(spellings.values()),
                sum(spoken[node.file, node.key] for node in nodes),
                tuple(dict.fromkeys(node.file for node in nodes)),
            )
        )
    entries.sort(key=lambda entry: (-entry.mentions, -entry.quotations, entry.name))
    return People(tuple(entries), of)


def _ranked(counts: Counter[str]) -> Iterable[str]:
    return sorted(counts, key=lambda word: (-counts[word], -len(word), word))


def _shown(nodes: Sequence[Node], spellings: Counter[str], told: Mapping[str, str]) -> str:
    """The name to show: what the reader said, else the most frequent of the full names, else of all."""
    said = next((told[node.key] for node in nodes if node.key in told), None)
    if said is not None:
        return said
    full: Counter[str] = Counter()
    for node in nodes:
        if node.full:
            full[node.name] += sum(node.names.values())
    return next(iter(_ranked(full or spellings)))


def _unique(name: str, nodes: Sequence[Node], titles: Counter[str], taken: set[str]) -> str:
    """Names tell people apart: a second bearer is shown with his title or with the document that names him."""
    choices = [name, *(f"{name}({title})" for title in _ranked(titles)), f"{name}({_stem(nodes[0].file)})"]
    choice = next((c for c in choices if c not in taken), "")
    number = 2
    while not choice:
        choice = f"{name}({number})"
        number += 1
        if choice in taken:
            choice = ""
    taken.add(choice)
    return choice


def _stem(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
