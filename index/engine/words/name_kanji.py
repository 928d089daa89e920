"""Words of the collection whose kanji, read one by one, give a reading: for words the dictionary does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from inyo.index.engine.matching.segment_view import View
from inyo.index.japanese.kana import hiragana
from inyo.index.japanese.readings import kanji_read, korean_read

_LONGEST = 8
_LONGEST_READING = 5
_MOST_HEADS = 220
_MOST = 24
_MOST_KANA = 2


def by_characters(reading: str, views: Sequence[View], korean: bool = False) -> tuple[str, ...]:
    """Strings of two or three kanji in the collection, perhaps with kana behind, that may be read so (katakana); with
    `korean` only as names of Koreans are."""
    if not 3 <= len(reading) <= _LONGEST:
        return ()
    found: dict[str, None] = {}
    for kana in range(1 if korean else _MOST_KANA + 1):
        ending = hiragana(reading[len(reading) - kana :]) if kana else ""
        for word in _words(reading[: len(reading) - kana], views, korean_read if korean else kanji_read):
            found.setdefault(word + ending)
            if len(found) >= _MOST:
                return tuple(found)
    return tuple(found)


def _words(reading: str, views: Sequence[View], read: Callable[[str, bool], frozenset[str]]) -> Iterator[str]:
    for first in range(1, min(_LONGEST_READING, len(reading) - 1) + 1):
        heads = read(reading[:first], False)
        rest = reading[first:]
        if not heads or len(heads) > _MOST_HEADS:
            continue
        tails = read(rest, True)
        middles = [
            (read(rest[:second], True), read(rest[second:], True))
            for second in range(1, min(_LONGEST_READING, len(rest) - 1) + 1)
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
