"""Words for the same thing: a small table, the user's file, and the pairs the texts themselves give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path

from inyo.index.japanese.countries import NAMES_OF
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import HIRAGANA_WORD
from inyo.index.own.own_files import read_own_file

_MOST = 12


@dataclass(frozen=True)
class Synonyms:
    """Groups of words that mean the same. `pairs` are those mined from the collection, `user` the user's groups."""

    pairs: tuple[tuple[str, str], ...] = ()
    user: tuple[tuple[str, ...], ...] = field(default=())

    @cached_property
    def _table(self) -> dict[str, list[tuple[str, str]]]:
        table: dict[str, list[tuple[str, str]]] = {}
        for group in (*self.user, *self.pairs, *_built_in()):
            for word in group:
                for other in group:
                    key, plain = _key(fold(word).text), fold(other).text
                    if key != plain:
                        table.setdefault(key, []).append((plain, f"{word}={other}"))
        return table

    def of(self, folded: str) -> tuple[tuple[str, str], ...]:
        """The synonyms of a word: (word, note). A part of a compound may be exchanged too (AI規制, 人工知能規制)."""
        found = dict(self._table.get(_key(folded), ()))
        names = NAMES_OF.get(folded.replace(" ", ""), ())
        for name in names:
            if not (name.isascii() and len(name) < 3):
                found.setdefault(name, f"{folded}={name}")
        if not found and not HIRAGANA_WORD.fullmatch(folded):
            for other, note in self._within(folded):
                found.setdefault(other, note)
        found.pop(folded, None)
        return tuple(found.items())[:_MOST]

    def _within(self, folded: str) -> Iterable[tuple[str, str]]:
        for size in range(len(folded) - 1, 1, -1):
            for at in (0, len(folded) - size):
                piece = folded[at : at + size]
                others = [*self._table.get(piece, ()), *((name, f"{piece}={name}") for name in NAMES_OF.get(piece, ()))]
                if others and not _inside_word(folded, at, at + size):
                    return [
                        (folded[:at] + other + folded[at + size :], note) for other, note in others if other != piece
                    ]
        return []


def _key(folded: str) -> str:
    """A word without spaces and the dots of foreign names."""
    return folded.replace(" ", "").replace("・", "")


def _inside_word(folded: str, start: int, end: int) -> bool:
    """Whether a piece ends or begins within a run of Latin letters or katakana."""

    def joined(first: str, second: str) -> bool:
        return (first.isascii() and second.isascii() and first.isalnum() and second.isalnum()) or (
            "ァ" <= first <= "ー" and "ァ" <= second <= "ー"
        )

    return (start > 0 and joined(folded[start - 1], folded[start])) or (
        end < len(folded) and joined(folded[end - 1], folded[end])
    )


_CACHE: list[tuple[tuple[str, ...], ...]] = []


def _built_in() -> tuple[tuple[str, ...], ...]:
    if not _CACHE:
        text = resources.files("inyo.index.engine.words").joinpath("synonyms.txt").read_text("utf-8")
        _CACHE.append(read_groups(text))
    return _CACHE[0]


def read_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Groups of synonyms, one a line, separated by commas, tabs or =; # begins a remark."""
    return tuple(words for _, words in _lines(text) if len(words) > 1)


def _lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words of each line that has any, with the line's number."""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        for mark in "=\t、，":
            line = line.replace(mark, ",")
        words = tuple(dict.fromkeys(word.strip() for word in line.split(",") if word.strip()))
        if words:
            yield number, words


def read_group_files(
    paths: Iterable[Path], needed: Collection[Path] = ()
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The groups in the user's files, and sentences on what is wrong with them. A missing file is a problem only where
    it is `needed`."""
    groups: list[tuple[str, ...]] = []
    problems: list[str] = []
    for path in paths:
        text, bad = read_own_file(path, needed=path in needed)
        problems += bad
        lines = list(_lines(text))
        groups += (words for _, words in lines if len(words) > 1)
        problems += (
            f"{path}, line {number} has one word alone; write “word, other word”"
            for number, words in lines
            if len(words) == 1
        )
    return tuple(groups), tuple(problems)
