"""How names are read where only the text tells: 堀内千佳（ほりうち・ちか）, ruby over a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from inyo.index.japanese.kana import HIRAGANA_WORD, KANA_WORD, katakana
from inyo.index.japanese.readings import all_kanji, has_kanji
from inyo.index.people.aliases import name_key
from inyo.index.values.document import Document, Ruby
from inyo.index.values.mention import Mention

_BEHIND = re.compile(r"[（(]\s*([ぁ-ゖァ-ヺー]+(?:[・･=＝ \u3000][ぁ-ゖァ-ヺー]+)?)\s*[）)、，,]")
_DIVIDED = re.compile(r"[・･=＝ \u3000]")
_FEWEST_KANA = 3
_LONGEST_OF_A_KANJI = 5
"""Kana that one kanji of a name is read as, at most."""


def given_readings(document: Document, mentions: Sequence[Mention]) -> dict[tuple[str, str], None]:
    """(name, reading) of the people of a document, the reading in katakana, its parts divided by a dot; also of a part
    of a name over which a ruby stands."""
    found: dict[tuple[str, str], None] = {}
    for mention in mentions:
        if not has_kanji(mention.name):
            continue
        behind = _BEHIND.match(document.text, mention.name_end)
        if behind and _may_be_of(mention.name, behind[1]):
            found[mention.name, "・".join(map(katakana, _DIVIDED.split(behind[1])))] = None
        found.update(dict.fromkeys(_over(document, mention)))
    return found


def _may_be_of(name: str, kana: str) -> bool:
    """Whether kana in brackets are a reading rather than a remark: as long as a name, in hiragana or divided."""
    letters = len(_DIVIDED.sub("", kana))
    plain = bool(HIRAGANA_WORD.fullmatch(kana))
    return _FEWEST_KANA <= letters <= _LONGEST_OF_A_KANJI * len(name) and (plain or bool(_DIVIDED.search(kana)))


def _over(document: Document, mention: Mention) -> Iterator[tuple[str, str]]:
    """What the rubies over a name say, from its beginning on: of the first of its parts, and of all of it."""
    rubies = document.rubies
    at = bisect_left(rubies, mention.name_start, key=_start)
    end, reading = mention.name_start, ""
    for ruby in rubies[at:]:
        between = document.text[end : ruby.start]
        if ruby.end > mention.name_end or not KANA_WORD.fullmatch(ruby.reading) or (between and has_kanji(between)):
            break
        reading += katakana(between + ruby.reading)
        end = ruby.end
        yield document.text[mention.name_start : end], reading
    rest = document.text[end : mention.name_end]
    if reading and rest and KANA_WORD.fullmatch(rest):
        yield mention.name, reading + katakana(rest)


def _start(ruby: Ruby) -> int:
    return ruby.start


def readings_of_names(given: Sequence[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """By key of a name, or of a family name of kanji before a divided reading: how it is read, in katakana."""
    found: dict[str, dict[str, None]] = {}
    for name, reading in given:
        pieces = reading.split("・")
        for way in dict.fromkeys(("".join(pieces), *(pieces if all_kanji(name) else ()))):
            found.setdefault(name_key(name), {})[way] = None
    return {key: tuple(ways) for key, ways in found.items()}
