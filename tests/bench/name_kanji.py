"""With which kanji names are written: `python -m tests.bench.name_kanji`.

Counts the kanji of the surnames, given names and common nouns that unidic-lite holds, by their place, and writes
index/people/name_kanji.tsv: how many tenths of a nat likelier a kanji stands at a place of a name than in a noun.
Needs only the dictionary, and gives the same table wherever it is the same.
"""

from __future__ import annotations

import csv
import math
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import unidic_lite

from tests.bench.gold import ROOT

TABLE = ROOT / "index" / "people" / "name_kanji.tsv"
PLACES = ("first", "inner", "last", "alone")
HEAD = """# written by python -m tests.bench.name_kanji from the names and nouns of unidic-lite
# kanji; tenths of a nat for its place in a surname (first, inner, last), in a given name (first, inner, last, alone)
"""
_KANJI = re.compile("(?=.*[一-龥])[一-龥々ヶケノ]+")
_HEADER = 72
"""Bytes before the trie of a dictionary of MeCab: ten numbers, and the character set in 32."""
_TOKEN = struct.Struct("<HHHhII")
_WRITTEN = 8
"""The field of an entry that says how it is written."""
_SMOOTH, _SMOOTH_NOUNS = 0.3, 0.5
_ALPHABET = 6000
"""About how many kanji there are to choose from."""
_FEWEST = 2
"""A kanji that names have less often is no evidence."""


def entries(dictionary: Path) -> Iterator[list[str]]:
    """The entries of a compiled dictionary, as lists of their fields."""
    data = dictionary.read_bytes()
    sizes = struct.unpack_from("<10I", data)
    trie, tokens, features = sizes[6:9]
    first = _HEADER + trie
    texts = data[first + tokens : first + tokens + features]
    for *_, at, _ in _TOKEN.iter_unpack(data[first : first + tokens]):
        yield next(csv.reader([texts[at : texts.index(b"\0", at)].decode()]))


def places(names: Iterable[str]) -> dict[str, Counter[str]]:
    """How often each kanji stands at each place of the names."""
    counts: dict[str, Counter[str]] = {place: Counter() for place in PLACES}
    for name in names:
        if len(name) == 1:
            counts["alone"][name] += 1
        else:
            counts["first"][name[0]] += 1
            counts["inner"].update(name[1:-1])
            counts["last"][name[-1]] += 1
    return counts


def table(dictionary: Path) -> str:
    """The table, sorted by kanji."""
    surnames, given, nouns = set[str](), set[str](), set[str]()
    for entry in entries(dictionary):
        if len(entry) <= _WRITTEN or not _KANJI.fullmatch(entry[_WRITTEN]):
            continue
        if entry[:2] == ["名詞", "普通名詞"]:
            nouns.add(entry[_WRITTEN])
        elif entry[2] == "人名" and entry[3] in ("姓", "名"):
            (surnames if entry[3] == "姓" else given).add(entry[_WRITTEN])
    in_nouns = Counter(kanji for noun in nouns for kanji in noun)
    all_nouns = in_nouns.total() + _SMOOTH_NOUNS * _ALPHABET
    columns = [places(surnames)[place] for place in PLACES[:3]] + [places(given)[place] for place in PLACES]
    used = Counter[str]()
    for column in columns:
        used.update(column)
    rows = [HEAD]
    for kanji in sorted(kanji for kanji, times in used.items() if times >= _FEWEST):
        noun = math.log((in_nouns[kanji] + _SMOOTH_NOUNS) / all_nouns)
        odds = [math.log((each[kanji] + _SMOOTH) / (each.total() + _SMOOTH * _ALPHABET)) - noun for each in columns]
        rows.append("\t".join([kanji, *(str(round(10 * value)) for value in odds)]) + "\n")
    return "".join(rows)


if __name__ == "__main__":
    TABLE.write_text(table(Path(unidic_lite.DICDIR) / "sys.dic"), "utf-8")
