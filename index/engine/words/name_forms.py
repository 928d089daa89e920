"""A name as it may stand in a text: under its aliases, with and without title, by the family name, by the last name;
and words of the collection whose kanji, read one by one, give a reading, for words the dictionary does not know;
long names in katakana, wherever dots stand in them and in whichever spelling each part is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from inyo.index.engine.matching.segment_view import View, bits_of, letters_of, union_of
from inyo.index.engine.matching.word_patterns import Around, Expression, Grams, Slot, Sounds, Terms
from inyo.index.engine.segments import Field
from inyo.index.engine.term_keys import Cell, begins_number, key_of, word_cells
from inyo.index.engine.words.alternatives import NEAR, REDUCED, SYNONYM, Alternative, Tier, Vocabulary, content, phrase
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import HIRAGANA_WORD, KANA_WORD, KATAKANA_WORD, hepburn, hiragana, katakana
from inyo.index.japanese.katakana import phonetic_key
from inyo.index.japanese.mandarin import mandarin_heard, mandarin_places, mandarin_sounds, mandarin_spelled, pinyin_read
from inyo.index.japanese.readings import all_kanji, has_kanji, kanji_read, korean_read, korean_romanized, korean_sounds
from inyo.index.japanese.tokens import single_words, tokenize
from inyo.index.people.titles import HONORIFICS, TITLES

_SHORTEST_IN_KANA = 3
_GAP = 4
_FORMER = "元前現新副"
_BEHIND_NAMES = frozenset(fold(title).text for title in TITLES | HONORIFICS)
_LONGEST_TITLE = 12
_MOST_NEAR = 3
_SHORTEST_BEFORE_LETTER = 2
_LONGEST_FAMILY = 3
_BEFORE_TITLES = ("国家", "国務", "国防", "財務", "商務", "米", "前", "元", "副")
_HONORIFIC_KEYS = ("氏", "さん", "様", "君", "ちゃん", "殿", "女史", "夫人")


def name_forms(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """The ways of a name: aliases the collection knows, and a name without its title or first name."""
    name, title = split_title(folded)
    if vocabulary.aliases:
        for alias in dict.fromkeys((*vocabulary.aliases(folded), *(vocabulary.aliases(name) if title else ()))):
            plain = fold(alias).text
            if not plain or plain == folded:
                continue
            note = f"{folded}={alias}"
            named = phrase(content(word_cells(plain))) if _is_also_a_word(plain) else None
            if named:
                yield Alternative(_before(named, (*_HONORIFIC_KEYS, *_title_keys())), SYNONYM, "alias", note)
            yield Alternative(Grams(plain), REDUCED if named else SYNONYM, "alias", note, whole=True)
    if title:
        yield Alternative(Grams(name), REDUCED, "alias", whole=True)
        if all_kanji(name) and len(name) <= 2:
            yield Alternative(Around(name, title, _GAP, _BEFORE_TITLES), REDUCED, "alias")
        spelled = phrase(content(word_cells(name)))
        if spelled:
            yield Alternative(spelled, REDUCED, "alias")
            honoured = Slot(spelled.size, tuple((Field.LEMMA, honorific) for honorific in _HONORIFIC_KEYS))
            yield Alternative(Terms((*spelled.slots, honoured)), REDUCED * 1.05, "alias")
    found = content(word_cells(name))
    if len(found) > 1 and all(KATAKANA_WORD.fullmatch(cell.surface) for cell in found) and re.search("[・=\\s]", name):
        last = phrase(found[-1:])
        if last:
            yield Alternative(last, REDUCED, "alias")
            sound = phonetic_key(found[-1].surface)
            yield Alternative(Terms.of(Field.SOUND, sound), REDUCED * 0.9, "alias")
            yield Alternative(Sounds(found[-1].surface, loosely=True), REDUCED * 0.8, "alias", tier=Tier.LOOSE)
            for other, _ in vocabulary.near(sound)[:_MOST_NEAR]:
                yield Alternative(Terms.of(Field.SOUND, other), REDUCED * 0.8, "alias", tier=Tier.LOOSE)
    elif _is_full_name(name, found):
        family = phrase(found[:1])
        if family and len(found[0].surface) > 1:
            yield Alternative(family, REDUCED, "alias")
        elif family:
            yield Alternative(_before(family, (*_HONORIFIC_KEYS, *_title_keys())), REDUCED, "alias")


def _is_full_name(name: str, found: Sequence[Cell]) -> bool:
    """Whether words are a family name and a first name, which the dictionary may not know as one."""
    if len(found) < 2 or "人名-姓" not in found[0].pos or HIRAGANA_WORD.fullmatch(name):
        return False
    first = name[found[1].start :]
    return (len(found) == 2 and "人名" in found[1].pos) or (len(found) <= 3 and len(first) <= 2 and all_kanji(first)
            and not any(cell.pos.startswith("接尾辞") for cell in found[1:]))  # fmt: skip


def _before(name: Terms, titles: Sequence[str]) -> Terms:
    """A name before any of some words, which are not part of it."""
    return Terms((*name.slots, Slot(name.size, tuple((Field.LEMMA, title) for title in titles))), longer=-1)


def _is_also_a_word(name: str) -> bool:
    """Whether a family name is also a place or a word: 宮崎, 林."""
    return (
        all_kanji(name) and len(name) <= _LONGEST_FAMILY and any("人名" not in each.pos for each in single_words(name))
    )


@lru_cache(maxsize=1)
def _title_keys() -> tuple[str, ...]:
    """What the titles that stand behind names begin with, as keys of t."""
    firsts = (tokenize(title)[0].morpheme for title in sorted(_BEHIND_NAMES))
    return tuple(key for key in dict.fromkeys(key_of(word) for word in firsts if not begins_number(word)) if key)


def split_title(folded: str) -> tuple[str, str]:
    """A name and the title or honorific behind it (folded); ('…', '') where there is none."""
    shortest = _SHORTEST_IN_KANA if HIRAGANA_WORD.fullmatch(folded) else 1
    for at in range(max(shortest, len(folded) - _LONGEST_TITLE), len(folded)):
        if folded[at:] in _BEHIND_NAMES and not _is_no_title(folded, at):
            return _without_office(folded[:at]), folded[at:]
    return folded, ""


def _is_no_title(folded: str, at: int) -> bool:
    """Whether what may be a title of one letter belongs to a word: 大関, 恩師, 井関."""
    if at < len(folded) - 1 or folded[at:] in HONORIFICS:
        return False
    return at < _SHORTEST_BEFORE_LETTER or bool(single_words(folded))


def _without_office(name: str) -> str:
    """A name without what belongs to the title behind it: ベッセント財務, 岸田文雄元."""
    for word in (*_BEFORE_TITLES, *_FORMER):
        if name.endswith(word) and len(name) - len(word) > 1:
            return _without_office(name.removesuffix(word))
    return name


_LONGEST = 8
_LONGEST_READING = 5
_MOST_HEADS = 220
_MOST = 24
_MOST_KANA = 2
_LONGEST_NAME = 20
_LONGEST_SYLLABLE = 6
_SHORTEST_IN_LATIN, _LONGEST_IN_LATIN, _READINGS_IN_LATIN = 4, 2, 2
_FOREIGN = (2, 3)
"""Kanji of a Korean or Chinese name."""


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


def of_china(folded: str) -> Iterator[Alternative]:
    """A place of China as it is called there, with what it is behind it: リャオニン省, xi'an."""
    found = _CALLED.fullmatch(folded)
    called, kind = found.groups() if found else ("", "")
    for place in mandarin_places(_NO_LETTER.sub("", called)):
        yield Alternative(Grams(place + kind), SYNONYM, "sound", f"{folded}={place}", whole=True)


_CALLED = re.compile(r"((?:[ァ-ヺー・]{4,14})|(?:[a-z][a-z' -]{3,20}))([省市]?)")
_NO_LETTER = re.compile("[・ -]")


def as_called(folded: str) -> Iterator[Alternative]:
    """A Korean or Chinese name of two or three kanji as it is called at home, where words of the collection are read
    so."""
    if not all_kanji(folded) or len(folded) not in _FOREIGN:
        return
    for way in korean_sounds(folded) if len(folded) == max(_FOREIGN) else ():
        yield Alternative(Sounds(way), NEAR, "sound", tier=Tier.LOOSE)
    for way in mandarin_sounds(folded):
        yield Alternative(Sounds(way, loosely=True), NEAR, "sound", tier=Tier.LOOSE)


def in_latin(folded: str) -> Iterator[Alternative]:
    """A name, or a word in kana, as it stands in Latin letters: 岸田文雄 as Fumio Kishida, 毛沢東 as Mao Zedong."""
    for way in dict.fromkeys((*_spelled_in_latin(folded), *_spelled_in_china(folded))):
        yield Alternative(Grams(way), NEAR, "reading", whole=True, tier=Tier.LOOSE)


def _spelled_in_china(folded: str) -> tuple[str, ...]:
    return mandarin_spelled(folded) if all_kanji(folded) and len(folded) in _FOREIGN else ()


def _spelled_in_latin(folded: str) -> Iterator[str]:
    if KANA_WORD.fullmatch(folded):
        yield from _worth_asking(hepburn(katakana(folded)))
        return
    found = word_cells(folded)
    if not 1 <= len(found) <= _LONGEST_IN_LATIN or not all(map(_is_read_name, found)):
        return
    for words in product(*(map(hepburn, cell.keys.readings[:_READINGS_IN_LATIN]) for cell in found)):
        if all(words):
            yield from _worth_asking(" ".join(words))
            yield from _worth_asking(" ".join(reversed(words)))


def _is_read_name(cell: Cell) -> bool:
    return "固有名詞" in cell.pos and bool(cell.keys.readings) and has_kanji(cell.surface)


def _worth_asking(latin: str) -> tuple[str, ...]:
    return (latin,) if len(latin) >= _SHORTEST_IN_LATIN else ()


def _words(reading: str, views: Sequence[View], read: Read, longest: int) -> Iterator[str]:
    for first in range(1, min(longest, len(reading) - 1) + 1):
        heads = read(reading[:first], False)
        rest = reading[first:]
        if not heads or len(heads) > _MOST_HEADS:
            continue
        tails = bits_of(read(rest, True)) if len(rest) <= _LONGEST_SYLLABLE else 0
        middles = [
            (bits_of(read(rest[:second], True)), bits_of(read(rest[second:], True)))
            for second in range(max(1, len(rest) - _LONGEST_SYLLABLE), min(longest, len(rest) - 1) + 1)
        ]
        middles = [(middle, last) for middle, last in middles if middle and last]
        inner = union_of(middle for middle, _ in middles)
        behind = _behind(heads, tails | inner, views)
        seconds = letters_of(union_of(behind.values()) & inner)
        onward = _behind(seconds, union_of(last for _, last in middles), views)
        for head in sorted(behind):
            for second in letters_of(behind[head] & tails):
                yield head + second
            for middle, last in middles:
                for second in letters_of(behind[head] & middle):
                    for third in letters_of(onward.get(second, 0) & last):
                        yield head + second + third


def _behind(kanji: Iterable[str], wanted: int, views: Sequence[View]) -> dict[str, int]:
    """By kanji: which of the wanted stand behind it anywhere, as bits; those with none are left out."""
    found: dict[str, int] = {}
    asked = tuple(kanji) if wanted else ()
    for view in views if asked else ():
        for letter, bits in view.following_of(asked, wanted).items():
            found[letter] = found.get(letter, 0) | bits
    return found


_SHORTEST_RUN, _LONGEST_RUN = 7, 30
_SHORTEST_FIRST = 2
_ONE_SOUND = (
    ("ヴァ", "バ"), ("ヴィ", "ビ", "ヴイ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴュ", "ビュ"), ("ヴ", "ブ"),
    ("ティ", "チ", "テイ"), ("ディ", "ジ", "デイ"), ("ヂ", "ジ"), ("ヅ", "ズ"), ("ウィ", "ウイ"), ("ウェ", "ウエ"),
    ("ウォ", "ウオ"), ("ファ", "フア"), ("フィ", "フイ"), ("フェ", "フエ"), ("フォ", "フオ"), ("クァ", "クア"),
    ("グァ", "グア"), ("クォ", "クオ"), ("イェ", "エ"), ("リャ", "リア", "リヤ"), ("リア", "リヤ"), ("ニア", "ニヤ"),
    ("シア", "シャ", "シヤ"), ("ツィ", "チ"), ("シェ", "セ"), ("ジェ", "ゼ"), ("チェ", "テ"), ("トゥ", "ト", "ツ"),
    ("ドゥ", "ド"),
)  # fmt: skip
"""Spellings in katakana of one foreign sound."""
_SPELLINGS: dict[str, tuple[str, ...]] = {}
for _group in _ONE_SOUND:
    for _each in _group:
        if len(_each) > 1 or _each in "ヂヅヴ":
            _SPELLINGS[_each] = tuple(dict.fromkeys((*_SPELLINGS.get(_each, ()), *_group)))
_UNIT = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)) + "|[ァ-ヺー]|[・=]")
_MARKS = frozenset("・=ー")
_SMALL_TO_LARGE = str.maketrans("ッャュョァィゥェォ", "ツヤユヨアイウエオ")


def dotted_anywhere(kana: str, found: Sequence[Cell]) -> Expression | None:
    """A long name of several words, by its sounds: with a dot, a long vowel and the other spelling of a sound wherever
    they may be (レオナルドダヴィンチ, レオナルド・ダ・ビンチ). Its first word has to stand as it is typed."""
    words = [cell.surface for cell in found if KATAKANA_WORD.fullmatch(cell.surface)]
    if not _SHORTEST_RUN <= len(kana) <= _LONGEST_RUN or len(words) < 2 or len(words[0]) < _SHORTEST_FIRST:
        return None
    first = words[0].rstrip("ー")
    if not kana.startswith(first):
        return None
    units = [found_[0] for found_ in _UNIT.finditer(kana[len(first) :]) if found_[0] not in _MARKS]
    sounds = ("|".join(sorted(_SPELLINGS.get(unit, (unit,)), key=len, reverse=True)) for unit in units)
    pattern = "".join(f"[ー・=]*(?:{sound})" for sound in sounds)
    return Expression(f"(?<![ァ-ヺー]){first}{pattern}ー?(?![ァ-ヺー])", (first,))


def with_large_letters(kana: str) -> Iterator[str]:
    """Katakana as it was written when small letters were not set: シュミツト, シユミツト."""
    yield kana.replace("ッ", "ツ")
    yield kana.translate(_SMALL_TO_LARGE)
