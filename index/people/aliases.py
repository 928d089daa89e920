"""What a reader says of people: which names are one person, which are not.

The file format, UTF-8, one statement a line, meant to be written by hand:

    # a comment
    山本健 = 山本氏, ケンさん      one person; the first name is the one to show
    山本健 != 山本健太             two people, whatever the texts suggest
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from inyo.index.japanese.folding import fold
from inyo.index.japanese.wordlists import any_of
from inyo.index.own.own_files import read_own_file
from inyo.index.people.foreign_spelling import spelling_key
from inyo.index.people.honorifics import HONORIFICS
from inyo.index.people.titles import TITLES

LONGEST_LINE = 2_000
"""A longer line (code points) is not read as a statement."""

_DIFFERENT = re.compile(r"\s*(?:!=|！=|！＝|≠)\s*")
_SAME = re.compile(r"\s*[=＝]\s*")
_NAMES = re.compile(r"\s*[,、，;；]\s*")
_HONORED = re.compile(rf"^(.+?)(?:{any_of(TITLES | HONORIFICS)})$")


@dataclass(frozen=True, slots=True)
class AliasRules:
    """`same`: groups of names of one person, the name to show first; `different`: pairs that are two people."""

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, str], ...] = ()

    def joined(self, other: AliasRules) -> AliasRules:
        """Both sets of rules; where they contradict each other `other` has the last word."""
        apart = {frozenset(map(name_key, pair)) for pair in other.different}
        together = [frozenset(map(name_key, group)) for group in other.same]
        same = tuple(
            kept
            for group in self.same
            if len(kept := tuple(n for n in group if frozenset((name_key(group[0]), name_key(n))) not in apart)) > 1
        )
        different = tuple(pair for pair in self.different if not any(set(map(name_key, pair)) <= g for g in together))
        return AliasRules((*same, *other.same), (*different, *other.different))


@lru_cache(maxsize=1 << 15)
def name_key(name: str) -> str:
    """Under which spellings of one name meet: width, old kanji, marks between parts, ヴ/ブ, a final ー."""
    return spelling_key(fold(name).text)


@lru_cache(maxsize=1 << 12)
def plain_name(name: str) -> str:
    """A name without its honorific or title (習氏 → 習)."""
    honored = _HONORED.match(name.strip())
    return honored[1] if honored else name.strip()


def read_aliases(text: str, source: str) -> tuple[AliasRules, tuple[str, ...]]:
    """The rules in an alias file's text, and a sentence for every line that says nothing; `source` names the file."""
    same: list[tuple[str, ...]] = []
    different: list[tuple[str, str]] = []
    problems: list[str] = []
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = raw.partition("#")[0].strip() if len(raw) <= LONGEST_LINE else raw
        if not line:
            continue
        where = f"{source}, line {number}"
        if len(line) > LONGEST_LINE:
            problems.append(f"{where} is longer than {LONGEST_LINE} characters; write one person a line")
            continue
        apart = _DIFFERENT.search(line)
        names = _split([line[: apart.start()], line[apart.end() :]] if apart else _SAME.split(line, maxsplit=1))
        if any(mark in name for name in names for mark in "=＝≠"):
            problems.append(f"{where} has more than one = or !=; write one statement a line")
        elif len(names) < 2 or not (apart or _SAME.search(line)):
            problems.append(f"{where} names no two people; write “name = alias, alias” or “name != other name”")
        elif apart:
            different += [(names[0], other) for other in names[1:]]
        else:
            same.append(tuple(names))
    return AliasRules(tuple(same), tuple(different)), tuple(problems)


def _split(sides: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for side in sides for name in _NAMES.split(side.strip()) if name))


def read_alias_files(paths: Iterable[Path], needed: Collection[Path] = ()) -> tuple[AliasRules, tuple[str, ...]]:
    """The rules of several files, later ones over earlier ones, and sentences on what is wrong with them. A missing
    file is a problem only where it is `needed`."""
    rules = AliasRules()
    problems: list[str] = []
    for path in paths:
        text, unreadable = read_own_file(path, needed=path in needed)
        found, bad = read_aliases(text, str(path))
        rules = rules.joined(found)
        problems += (*unreadable, *bad)
    return rules, tuple(problems)


def write_aliases(rules: AliasRules) -> str:
    """The text of an alias file that says `rules`."""
    lines = [f"{group[0]} = {', '.join(group[1:])}" for group in rules.same if len(group) > 1]
    lines += [f"{first} != {second}" for first, second in rules.different]
    return "".join(f"{line}\n" for line in lines)
