"""Whether words are in a short text as they are written or as they are heard: kana, romaji, old and new kanji."""

from __future__ import annotations

from functools import lru_cache

from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import from_romaji, katakana, prefix_from_romaji
from inyo.index.japanese.tokens import tokenize


@lru_cache(maxsize=1 << 14)
def reading_of(text: str) -> str:
    """The reading of a short text in katakana; what the dictionary cannot read stays as it is written."""
    return "".join(katakana(token.reading or token.surface) for token in tokenize(text)).casefold()


def sounds(words: str) -> tuple[str, ...]:
    """What typed kana or romaji sound like, in katakana; the last syllable of romaji may still be open."""
    folded = fold(words).text.casefold()
    spoken = katakana(folded)
    own = (spoken,) if all("ァ" <= letter <= "ー" for letter in spoken) and spoken else ()
    return (*own, *(from_romaji(folded) or prefix_from_romaji(folded)))


def is_heard(words: str, text: str, *, at_start: bool = False) -> bool:
    """Whether words (without spaces) stand in a text, as written or by their sound; `at_start`: at its beginning."""
    if not words:
        return True
    plain, written = fold(words).text.casefold(), fold(text).text.casefold()
    if written.startswith(plain) if at_start else plain in written:
        return True
    spoken = sounds(words)
    if not spoken:
        return False
    reading = reading_of(text)
    return any(reading.startswith(sound) if at_start else sound in reading for sound in spoken)
