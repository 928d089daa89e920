"""Words of the collection whose kanji, read one by one, give a reading: for words the dictionary does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from inyo.index.engine.matching.segment_view import View
from inyo.index.japanese.kana import hiragana
from inyo.index.japanese.mandarin import mandarin_heard, pinyin_read
from inyo.index.japanese.readings import kanji_read, korean_read, korean_romanized

_LONGEST = 8
_LONGEST_READING = 5
_MOST_HEADS = 220
_MOST = 24
_MOST_KANA = 2
_LONGEST_NAME = 20
_LONGEST_SYLLABLE = 6


Read = Callable[[str, bool], frozenset[str]]


def by_characters(reading: str, views: Sequence[View]) -> tuple[str, ...]:
    """Strings of two or three kanji in the collection, perhaps with kana behind, that may be read so (katakana)."""
    if not 3 <= len(reading) <= _LONGEST:
        return ()
    found: dict[str, None] = {}
    for kana in range(_MOST_KANA + 1):
        ending = hiragana(reading[len(reading) - kana :]) if kana else ""
        for word in _words(reading[: len(reading) - kana], views, kanji_read, _LONGEST_READING):
            found.setdefault(word + ending)
            if len(found) >= _MOST:
                return tuple(found)
    return tuple(found)


def by_native_sound(name: str, views: Sequence[View]) -> tuple[str, ...]:
    """Strings of two or three kanji in the collection that are names of Koreans or Chinese as they are called at home:
    heard in katakana, or in the Latin letters of their country."""
    if not 3 <= len(name) <= _LONGEST_NAME:
        return ()
    ways: tuple[Read, ...] = (pinyin_read, korean_romanized) if name.isascii() else (korean_read, mandarin_heard)
    found = (word for read in ways for word in _words(name, views, read, _LONGEST_SYLLABLE))
    return tuple(dict.fromkeys(islice(found, _MOST)))


def _words(reading: str, views: Sequence[View], read: Read, longest: int) -> Iterator[str]:
    for first in range(1, min(longest, len(reading) - 1) + 1):
        heads = read(reading[:first], False)
        rest = reading[first:]
        if not heads or len(heads) > _MOST_HEADS:
            continue
        tails = read(rest, True)
        middles = [
            (read(rest[:second], True), read(rest[second:], True))
            for second in range(1, min(longest, len(rest) - 1) + 1)
        ]
        middles = [(middle, last) for middle, last in middles if middle and last]
        for head in sorted(heads):
            following = _following(head, views)
            for second in sorted(following & tails):
                yield head + second
            for middle, last in middles:
                for second in sorted(following & middle):
                    for third in sorted(_following(second, views) & last):
                        yield head + second + third


def _following(kanji: str, views: Sequence[View]) -> frozenset[str]:
    """The characters that stand behind a kanji anywhere."""
    return frozenset().union(*(view.following(kanji) for view in views))
