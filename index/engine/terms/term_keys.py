"""What a word is found by: the terms under which search finds it, worked out once for each form of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from inyo.index.engine.segments import Field, Term
from inyo.index.japanese import numbers
from inyo.index.japanese.countries import may_be_countries
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import HIRAGANA_WORD, KATAKANA_WORD, katakana
from inyo.index.japanese.kanji_forms import NAME_VARIANTS
from inyo.index.japanese.katakana import phonetic_key, spelling_key
from inyo.index.japanese.readings import has_kanji, kanji_of, readings
from inyo.index.japanese.tokens import Morpheme, Remembered, single_words

NUMBER = "#"
"""Begins the key of a number."""
SKELETON = "&"
"""Begins a skeleton: a word's kanji without its kana."""
LIGHT = frozenset({"為る", "有る", "居る", "成る", "言う", "其れ", "此れ", "事", "物", "様", "無い"})
"""Lemma keys that count nothing for length: words of grammar."""
SEPARATORS = frozenset("・=")
"""Between two words of a name in katakana they are no word."""
BETWEEN_NOUNS = {"の": "ノ", "が": "ガ", "ヶ": "ガ", "つ": "ツ", "之": "ノ"}
"""Particles and marks that belong to a name or compound between two nouns, with their readings there."""
DOTTED_NAMES = re.compile(r"[ァ-ヺー]+(?:・[ァ-ヺー]+)+")
_VARIANTS = str.maketrans(NAME_VARIANTS)
_PROPER = "名詞-固有名詞"
_NOMINAL = ("名詞", "接尾辞", "接頭辞", "代名詞")
_NOT_CONTENT = ("助詞", "助動詞", "補助記号", "空白")
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Keys:
    """A word and what it is found by. `surface` as folded, `pos` its parts of speech; `key` its lemma key ('' for
    particles and marks), `readings` katakana, `sound` the phonetic key of a name in katakana, `origin` the source word
    of a loan, `skeleton` the kanji of a word with okurigana, marked. `katakana`: the word is katakana alone; `bound`:
    what it is found by depends on its neighbours; `entries`: the terms of all this, each with its field; `counted`:
    the word counts for length; `nominal`: it may stand in a noun phrase.
    """

    surface: str
    pos: str
    key: str
    readings: tuple[str, ...] = ()
    sound: str = ""
    origin: str = ""
    skeleton: str = ""
    katakana: bool = False
    bound: bool = False
    entries: tuple[Term, ...] = field(init=False, repr=False, compare=False)
    counted: bool = field(init=False, repr=False, compare=False)
    nominal: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        terms = (
            (Field.LEMMA, self.key),
            (Field.LEMMA, self.skeleton),
            *((Field.READING, reading) for reading in self.readings),
            (Field.SOUND, self.sound),
            (Field.ORIGIN, self.origin),
        )
        object.__setattr__(self, "entries", tuple(entry for entry in terms if entry[1]))
        object.__setattr__(self, "counted", bool(self.key) and self.key not in LIGHT)
        object.__setattr__(self, "nominal", self.pos.startswith(_NOMINAL))


def keys_of(morpheme: Morpheme) -> Keys:
    """The keys of a word on its own."""
    return KEYS[morpheme]


def _keys(morpheme: Morpheme) -> Keys:
    surface, pos, key = morpheme.surface, morpheme.pos, key_of(morpheme)
    bound = _bound(morpheme)
    if not key:
        return Keys(surface, pos, "", katakana=morpheme.katakana, bound=bound)
    named = morpheme.katakana and len(surface) > 1 and (pos.startswith(_PROPER) or not morpheme.known)
    return Keys(
        surface,
        pos,
        key,
        tuple(_readings(morpheme)),
        phonetic_key(surface) if named else "",
        origin_key(morpheme.origin),
        _skeleton(morpheme),
        morpheme.katakana,
        bound,
    )


KEYS = Remembered(_keys, _REMEMBERED)
"""`keys_of`, for what asks for many words at once."""


def _bound(morpheme: Morpheme) -> bool:
    surface = morpheme.surface
    return (
        surface in SEPARATORS
        or surface in BETWEEN_NOUNS
        or begins_number(morpheme)
        or may_be_countries(surface)
        or bool(DOTTED_NAMES.fullmatch(surface))
    )


def key_of(morpheme: Morpheme) -> str:
    """The lemma key of a word on its own; '' for particles and marks."""
    surface, pos = morpheme.surface, morpheme.pos
    if not surface.strip() or pos.startswith(_NOT_CONTENT) or (pos.startswith("記号") and not surface.isalnum()):
        return ""
    if pos.startswith(_PROPER) or not morpheme.known:
        return spelling_key(morpheme.surface) if morpheme.katakana else morpheme.surface.translate(_VARIANTS)
    return lemma_key(morpheme.lemma)


def _skeleton(morpheme: Morpheme) -> str:
    """The kanji of a word that also has kana: of nouns and of forms that make compounds; '' for others."""
    kanji = kanji_of(morpheme.surface)
    if not kanji or len(kanji) == len(morpheme.surface):
        return ""
    if len(kanji) == 1 and not (morpheme.pos.startswith(("名詞", "接尾辞")) or morpheme.conjugation == "連用形-一般"):
        return ""
    return SKELETON + kanji


@lru_cache(maxsize=1 << 14)
def lemma_key(lemma: str) -> str:
    """The key of a dictionary form."""
    lemma = fold(lemma).text
    return spelling_key(lemma) if KATAKANA_WORD.fullmatch(lemma) else lemma


@lru_cache(maxsize=1 << 14)
def origin_key(origin: str) -> str:
    """The key of a loan's source word: lower case, without what is not a letter."""
    return "".join(letter for letter in fold(origin).text if letter.isalnum())


def _readings(morpheme: Morpheme) -> Iterator[str]:
    surface = morpheme.surface
    if morpheme.katakana:
        yield surface
        return
    first = morpheme.reading or (katakana(surface) if HIRAGANA_WORD.fullmatch(surface) else "")
    if morpheme.conjugation:
        others = _other_verbs(surface, morpheme.pos[:2]) if has_kanji(surface) else ()
        yield from dict.fromkeys(
            way for way in (first, morpheme.lemma_reading, *others) if KATAKANA_WORD.fullmatch(way)
        )
    else:
        yield from readings(surface, first, morpheme.known)


def _other_verbs(surface: str, kind: str) -> Iterator[str]:
    """The readings of the dictionary's other words of that form: 開いた is ヒライタ and アイタ."""
    return (word.reading for word in single_words(surface) if word.conjugation and word.pos.startswith(kind))


def is_numeral(word: Morpheme) -> bool:
    """Whether a word is a numeral, or a kanji that is one beside others."""
    surface = word.surface
    return bool(numbers.NUMERAL.fullmatch(surface)) and (surface.isascii() or "数詞" in word.pos or len(surface) == 1)


def begins_number(word: Morpheme) -> bool:
    """Whether a number may begin with a word."""
    return is_numeral(word) and (word.surface.isascii() or "数詞" in word.pos)
