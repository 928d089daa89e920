"""Which mentions, over the whole collection, are one person.

A person of a document (its canonical name there) is a node. Nodes are joined on evidence only: the same full name; two
full names that sound alike in both parts; a surname, exact or by sound, with a title shared with the one bearer of that
surname; names that keep the same company. A surname that two people bear is never joined by itself. A wrong merge is
worse than a missed one.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from inyo.index.people.aliases import AliasRules, blocks, name_key, phonetic_key, plain_name, same_sound
from inyo.index.people.name_shapes import THREE_KANJI_SURNAMES, foreign_surname, is_katakana, parts
from inyo.index.people.persons import People, PersonEntry
from inyo.index.people.titles import STATUS, core_title, generic_titles, shared_titles
from inyo.index.people.titles import field as walk_of_life
from inyo.index.values.mention import CERTAIN, Mention
from inyo.index.values.quotation import SHOWN, Quotation

COMPANY = 2
"""So many people named beside both are evidence that a name and a full name are one person."""


def link_people(documents: Documents, rules: AliasRules | None = None) -> People:
    """The people of a collection: (file, mentions, quotations) of every document, in the order of the collection.

    `rules` say what a reader knows better. The result depends on the documents and the rules alone.
    """
    linker = _Linker(voted(document_nodes(documents)), rules or AliasRules())
    linker.run()
    return people_of(linker.groups(), linker.shown, documents)


class _Linker:
    """Union of nodes under the constraint that what is known to be two people stays two."""

    def __init__(self, nodes: list[Node], rules: AliasRules) -> None:
        self.nodes = nodes
        self.parent = list(range(len(nodes)))
        self.identity: list[frozenset[str]] = [frozenset({n.key}) if n.full else frozenset() for n in nodes]
        self.titles: list[set[str]] = [set(node.titles) for node in nodes]
        self.shown: dict[str, str] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for node in nodes:
            for name in sorted({node.key, *(name_key(name) for name in node.names if not node.full)}):
                self._by_name[name].append(node.number)
        self._rules = rules
        self._apart: dict[int, set[int]] = defaultdict(set)

    def find(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def join(self, first: int, second: int, *, told: bool = False, sound: bool = False) -> bool:
        """Make two nodes one person unless that would make two full names one (`sound` and `told` may)."""
        a, b = sorted((self.find(first), self.find(second)))
        if a == b:
            return True
        if not told:
            if any(self.find(other) == b for other in self._apart[a]):
                return False
            if not sound and len(self.identity[a] | self.identity[b]) > max(
                len(self.identity[a]), len(self.identity[b])
            ):
                return False
        self.parent[b] = a
        self.identity[a] |= self.identity[b]
        self.titles[a] |= self.titles[b]
        self._apart[a] |= self._apart.pop(b, set())
        for other in self._apart[a]:
            self._apart[self.find(other)].add(a)
        return True

    def groups(self) -> Iterator[list[Node]]:
        """The nodes of each person, in the order of the collection."""
        members: dict[int, list[Node]] = defaultdict(list)
        for node in self.nodes:
            members[self.find(node.number)].append(node)
        for root in sorted(members):
            yield members[root]

    def run(self) -> None:
        """Join what is one person: what the reader said first, then from the surest evidence to the weakest."""
        self._told_apart()
        self._same_full_names()
        self._told_together()
        self._full_names_by_sound()
        self._surnames()
        self._surnames_by_sound()
        self._same_short_names()

    def _told(self, name: str) -> list[int]:
        return self._by_name.get(name_key(name)) or self._by_name.get(name_key(plain_name(name)), [])

    def _told_apart(self) -> None:
        for first, second in self._rules.different:
            for a in self._told(first):
                for b in self._told(second):
                    if a != b:
                        self._apart[a].add(b)
                        self._apart[b].add(a)

    def _told_together(self) -> None:
        for group in self._rules.same:
            members = [number for name in group for number in self._told(name)]
            for number in members[1:]:
                self.join(members[0], number, told=True)
            for number in members:
                self.shown[self.nodes[number].key] = group[0]

    def _same_full_names(self) -> None:
        first: dict[str, int] = {}
        for node in self.nodes:
            if node.full:
                self.join(first.setdefault(node.key, node.number), node.number)

    def _full_names_by_sound(self) -> None:
        """Katakana names whose given names are alike and whose surnames sound alike."""
        seen: dict[tuple[str, str], list[int]] = defaultdict(list)
        done: set[str] = set()
        for node in self.nodes:
            if not node.full or node.key in done or not is_katakana(node.name):
                continue
            done.add(node.key)
            given, surname = phonetic_key(parts(node.name)[0]), phonetic_key(node.surname)
            for block in blocks(surname):
                for other in seen[given, block]:
                    rival = self.nodes[other]
                    if same_sound(surname, rival.surname) and not self._conflict(node.number, other):
                        self.join(other, node.number, sound=True)
                seen[given, block].append(node.number)

    def _conflict(self, first: int, second: int) -> bool:
        """Whether what two nodes are called belongs to two walks of life."""
        mine = {walk_of_life(title) for title in self.titles[self.find(first)]} - {-1}
        theirs = {walk_of_life(title) for title in self.titles[self.find(second)]} - {-1}
        return bool(mine and theirs and not mine & theirs)

    def _bearers(self) -> dict[str, list[int]]:
        """By surname: one node of every person who bears it."""
        out: dict[str, dict[int, None]] = defaultdict(dict)
        for node in self.nodes:
            if node.full:
                out[name_key(node.surname)][self.find(node.number)] = None
        return {key: list(roots) for key, roots in out.items()}

    def _surnames(self) -> None:
        """A surname alone: with the one bearer who shares the title, or whose company it keeps."""
        bearers = self._bearers()
        company = self._company(bearers)
        entitled = _Entitled(bearers, self.titles)
        for node in self.nodes:
            same = bearers.get(node.key, ()) if not (node.full or node.ambiguous) else ()
            root = self.find(same[0]) if same else -1
            alone = all(self.find(number) == root for number in same)
            mine = node.titles if alone else node.telling
            likely = same[:1] if alone else entitled.bearers(node.key, mine)
            titled = self._titled(node, likely, mine)
            if len(titled) == 1:
                before = titled[0], self.find(node.number)
                if self.join(titled[0], node.number):
                    entitled.joined(before, self.find(node.number))
            elif same and alone and not self._conflict(node.number, root):
                foreign = is_katakana(node.name) and len(node.name) > 2
                shared = len(company[node.number] & company[root])
                if foreign or shared >= COMPANY:
                    before = root, self.find(node.number)
                    if self.join(root, node.number):
                        entitled.joined(before, self.find(node.number))

    def _titled(self, node: Node, bearers: Iterable[int], mine: Collection[str]) -> list[int]:
        """Of the bearers of a surname those with whom a node shares a title; of many two, who are too many to tell."""
        out: list[int] = []
        for root in dict.fromkeys(map(self.find, bearers)):
            if shared_titles(mine, self.titles[root]) and not self._conflict(node.number, root):
                out.append(root)
                if len(out) > 1:
                    break
        return out

    def _company(self, bearers: dict[str, list[int]]) -> dict[int, set[str]]:
        """By node: the names that stand in the same document, for surnames alone and their possible bearers."""
        wanted = {node.number for node in self.nodes if not node.full and node.key in bearers}
        roots = {root for node in self.nodes if node.number in wanted for root in bearers[node.key]}
        by_file: dict[str, set[str]] = defaultdict(set)
        for node in self.nodes:
            by_file[node.file].add(node.key)
        out: dict[int, set[str]] = defaultdict(set)
        for node in self.nodes:
            root = self.find(node.number)
            if node.number in wanted:
                out[node.number] |= by_file[node.file] - {node.key}
            if root in roots:
                out[root] |= by_file[node.file] - {node.key}
        return out

    def _surnames_by_sound(self) -> None:
        """Katakana heard differently: joined when they share a title that few people bear at once."""
        seen: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for node in sorted(self.nodes, key=lambda n: (not n.full, n.number)):
            sounding = node.surname if node.full else node.name
            if not is_katakana(sounding) or node.ambiguous or not node.telling:
                continue
            near: dict[tuple[int, str], None] = {}
            rows = [
                seen[title, block]
                for title in sorted(node.telling | generic_titles(node.telling))
                for block in blocks(phonetic_key(sounding))
            ]
            for row in rows:
                near.update(dict.fromkeys(row))
            for other, surname in near:
                rival = self.nodes[other]
                agree = not (node.full and rival.full) and shared_titles(node.telling, rival.telling)
                if agree and same_sound(sounding, surname):
                    self.join(other, node.number)
            for row in rows:
                if not any(self._stands_for(other, node) for other, surname in row if surname == sounding):
                    row.append((node.number, sounding))

    def _stands_for(self, other: int, node: Node) -> bool:
        """Whether a node already in a block makes another needless there: same person, same titles."""
        return self.find(other) == self.find(node.number) and self.nodes[other].titles == node.titles

    def _same_short_names(self) -> None:
        """One short name in several documents: katakana unless the titles contradict, kanji when the titles agree or
        the company does."""
        met: dict[str, Rivals] = defaultdict(Rivals)
        untitled: dict[int, list[tuple[Rivals, int]]] = defaultdict(list)
        named: dict[str, set[str]] = defaultdict(set)
        for node in self.nodes:
            named[node.file].add(node.key)
        for node in self.nodes:
            if node.full or node.ambiguous:
                continue
            rivals, company = met[node.key], frozenset(named[node.file] - {node.key})
            long = (is_katakana(node.name) and len(node.name) > 2) or (node.name.isascii() and len(node.name) > 3)
            mine = self._own_titles(node.number)
            likely = rivals.likely(company, shared=COMPANY, titled=bool(mine))
            for place in range(len(rivals.numbers)) if long else likely:
                other = rivals.numbers[place]
                theirs = self._own_titles(other)
                shared = len(company & named[self.nodes[other].file])
                agree = shared_titles(mine, theirs) or (not (mine and theirs) and (long or shared >= COMPANY))
                if agree and not self._conflict(node.number, other):
                    roots = self.find(other), self.find(node.number)
                    joined = self.join(other, node.number)
                    waiting = [each for root in roots for each in untitled.pop(root, ())] if joined else []
                    break
            else:
                waiting = [(rivals, rivals.add(node.number, company))]
            self._entitle(self.find(node.number), waiting, untitled)

    def _own_titles(self, number: int) -> set[str]:
        """The titles by which the person of a node is told from others."""
        return self.titles[self.find(number)] - STATUS

    def _entitle(
        self, root: int, bearers: list[tuple[Rivals, int]], untitled: dict[int, list[tuple[Rivals, int]]]
    ) -> None:
        """Bearers of short names are the person `root`: note that they bear a title, or that they may yet."""
        if not self._own_titles(root):
            untitled[root] += bearers
            return
        for rivals, place in bearers:
            rivals.entitle(place)


class _Entitled:
    """The bearers of each surname by their titles: of a surname that thousands bear few are asked for one."""

    def __init__(self, bearers: Mapping[str, Sequence[int]], titles: Sequence[Collection[str]]) -> None:
        self._titles = titles
        self._keys: dict[int, list[str]] = defaultdict(list)
        self._by_title: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        for key, roots in bearers.items():
            for root in roots:
                self._keys[root].append(key)
        for root in list(self._keys):
            self._note(root)

    def _note(self, root: int) -> None:
        titles = self._titles[root]
        for key in self._keys.get(root, ()):
            for title in (*titles, *generic_titles(titles)):
                self._by_title[key, title][root] = None

    def bearers(self, key: str, titles: Collection[str]) -> Iterator[int]:
        """Whoever bears a surname with one of some titles, or with one of its kind."""
        for title in sorted({*titles, *generic_titles(titles)}):
            yield from self._by_title.get((key, title), ())

    def joined(self, roots: Iterable[int], root: int) -> None:
        """Some are one now, with the titles of all."""
        self._keys[root] = [key for each in set(roots) for key in self._keys.pop(each, ())]
        self._note(root)


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


FEW = 16
"""So many are all looked at."""


@dataclass(slots=True, eq=False)
class Rivals:
    """The bearers in the order in which they were met, each by a number (`numbers`) and a place in that order.

    `titled` are the places of those who bear a title that tells them from others. Of thousands who bear a surname those
    who keep the same company are found by the names that stand beside them, not one after the other.
    """

    numbers: list[int] = field(default_factory=list)
    titled: list[int] = field(default_factory=list)
    _company: list[frozenset[str]] = field(default_factory=list)
    _beside: dict[str, list[int]] = field(default_factory=dict)

    def add(self, number: int, company: frozenset[str]) -> int:
        """Take in a bearer, beside whom the names `company` stand; his place."""
        place = len(self.numbers)
        self.numbers.append(number)
        self._company.append(company)
        if place == FEW:
            for earlier in range(place):
                self._note(earlier)
        if place >= FEW:
            self._note(place)
        return place

    def _note(self, place: int) -> None:
        for name in self._company[place]:
            self._beside.setdefault(name, []).append(place)

    def entitle(self, place: int) -> None:
        """The bearer at a place turns out to bear a title."""
        insort(self.titled, place)

    def likely(self, company: frozenset[str], *, shared: int, titled: bool) -> Sequence[int]:
        """The places, ascending, of all who share so many names of company (two at least), and of the `titled` where
        these are wanted; of few bearers everybody's."""
        if len(self.numbers) <= FEW:
            return range(len(self.numbers))
        found = set(self._in_company(company, shared))
        if titled:
            found.update(self.titled)
        return sorted(found)

    def _in_company(self, company: frozenset[str], shared: int) -> Iterable[int]:
        """Whoever shares two names shares one that is not the commonest of them."""
        rows = sorted((len(self._beside[name]), name) for name in company if name in self._beside)
        if not rows:
            return
        commonest = rows.pop()[1]
        times = Counter(chain.from_iterable(self._beside[name] for _, name in rows))
        for place, count in times.items():
            if count + (commonest in self._company[place]) >= shared:
                yield place


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
