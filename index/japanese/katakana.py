"""Spellings of one foreign word or name in katakana: keys under which they meet, a distance for the rest, and the
consonants under which a Latin and a katakana spelling meet (Zelensky, ゼレンスキー → zrnsk).

Keys and weights as measured on 127 pairs of spellings of names (SEARCH notes of the project): the spelling key joins
what differs by rule, the phonetic key also drops ッ and long vowels, the distance allows for what was heard otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from heapq import nsmallest
from math import inf
from typing import TypeVar

from inyo.index.japanese.kana import DEVOICE, LENGTHENED, VOWEL, same_sound

_LARGE = str.maketrans("ァィゥェォヮヵヶ", "アイウエオワカケ")
_SEPARATORS = re.compile(r"[・=\s]")
_KEEPS_FINAL_MARK = 4
_MOST_TRANSCRIPTIONS = 12
_YA_AFTER_I = re.compile(r"(?<=[イキシチニヒミリギジビピ])ヤ")
_Y_AFTER_I = re.compile(r"(?<=[イキシチニヒミリギジビピ])[ヤャ]")


@lru_cache(maxsize=1 << 16)
def spelling_key(word: str) -> str:
    """ヴァ/バ, ヂ/ジ, ウィ/ウイ, ファ/フア, リヤ/リア, ・, and the last ー of words of four letters or more."""
    word = _YA_AFTER_I.sub("ア", same_sound(_SEPARATORS.sub("", word)).translate(_LARGE))
    return word[:-1] if len(word) >= _KEEPS_FINAL_MARK and word.endswith("ー") else word


@lru_cache(maxsize=1 << 16)
def phonetic_key(word: str) -> str:
    """The spelling key without ッ and long vowels; イヤ/イア and シャ/シア, ティ/チ, ディ/デ, トゥ/ト, デュ/ドゥ
    are one."""
    word = same_sound(_SEPARATORS.sub("", word).replace("デュ", "ドゥ").replace("テュ", "トゥ"))
    word = word.replace("ティ", "チ").replace("ディ", "デ").replace("トゥ", "ト").replace("ドゥ", "ド")
    word = (
        word.replace("シェ", "セ")
        .replace("ジェ", "ゼ")
        .replace("チェ", "テ")
        .replace("ズィ", "ジ")
        .replace("スィ", "シ")
    )
    word = _Y_AFTER_I.sub("ア", word.translate(_LARGE))
    out: list[str] = []
    for letter in word:
        if letter in "ッー":
            continue
        if out and (VOWEL.get(out[-1]), letter) in LENGTHENED:
            continue
        out.append(letter)
    return "".join(out) or word


_TRANSCRIPTIONS = (
    ("ヴァ", "ワ"), ("ヴィ", "ウィ"), ("ヴェ", "ウェ"), ("ヴォ", "ウォ"),
    ("ファ", "ハ"), ("フィ", "ヒ"), ("フェ", "ヘ"), ("フォ", "ホ"),
    ("シュタ", "スタ"), ("シュテ", "ステ"), ("シュト", "スト"), ("シュピ", "スピ"), ("シュペ", "スペ"),
    ("シュナ", "スナ"), ("シュミ", "スミ"), ("シュレ", "スレ"), ("シュロ", "スロ"), ("シュワ", "スワ"),
    ("ブルク", "バーグ"), ("ブルグ", "バーグ"), ("バーク", "バーグ"),
)  # fmt: skip
"""Letters of other languages that are written after their sound there or after their English one: German w, s and
burg, f as older Japanese heard it."""


@lru_cache(maxsize=1 << 10)
def other_transcriptions(word: str) -> tuple[str, ...]:
    """A name in katakana as it may be written after another language's sounds; () for most."""
    found: dict[str, None] = {}
    for one, other in _TRANSCRIPTIONS:
        for old, new in ((one, other), (other, one)):
            for way in (word, *found):
                if old in way and not (old == "ワ" and "シュワ" in way):
                    found.setdefault(way.replace(old, new))
        if len(found) >= _MOST_TRANSCRIPTIONS:
            break
    found.pop(word, None)
    return tuple(found)[:_MOST_TRANSCRIPTIONS]


_KATAKANA = re.compile("[ァ-ヺー]+")
_CONSONANT_ROWS = (
    "カキクケコ",
    "サシスセソ",
    "タチツテト",
    "ナニヌネノ",
    "ハヒフヘホ",
    "マミムメモ",
    "ヤユヨャュョ",
    "ラリルレロ",
    "ワヲ",
    "ン",
)
_ROW = {letter: number for number, letters in enumerate(_CONSONANT_ROWS, 1) for letter in letters}
_LONE_VOWELS = "アイウエオ"
_WEAK = "ガギグゲゴハヒヘホワヤユヨ"
LONE = 0.5
"""Cost of a vowel, or a final ル or ス, that one spelling has and the other has not."""


def row(letter: str) -> int:
    """The consonant row of a katakana letter, voiced or not; 0 for vowels."""
    return _ROW.get(letter.translate(DEVOICE), 0)


def substitution(first: str, second: str) -> float:
    """Cost of one letter for another: same row .5, voiced pair .7, vowels .5, a vowel with a weak consonant before it
    in one of two spellings (エルドガン) .9, anything else 2 (more than allowed).
    """
    if first == second:
        return 0.0
    plain_first, plain_second = first.translate(DEVOICE), second.translate(DEVOICE)
    if plain_first == plain_second:
        return 0.7
    if _ROW.get(plain_first, 0) == _ROW.get(plain_second, 0):
        return 0.5 if (first == plain_first) == (second == plain_second) else 1.0
    if VOWEL.get(first) == VOWEL.get(second) and (
        (first in _LONE_VOWELS and second in _WEAK) or (second in _LONE_VOWELS and first in _WEAK)
    ):
        return 0.9
    return 2.0


def insertion(letter: str) -> float:
    """Cost of a letter that only one spelling has: a vowel, a small ャュョ or ル .5, ン .7, others 1."""
    if letter in "アイウエオャュョヤユヨ":
        return LONE
    if letter == "ル":
        return LONE
    return 0.7 if letter == "ン" else 1.0


def allowed(length: int) -> float:
    """The largest distance at which two keys may be one name, by the length of the shorter."""
    return 0.0 if length <= 2 else 0.5 if length == 3 else 0.7 if length == 4 else 1.0


def distance(first: str, second: str) -> float:
    """Weighted edit distance of two phonetic keys."""
    return edit_distance(first, second, insertion, substitution)


FAR = 9.0
"""A distance beyond every threshold."""


_Letter = TypeVar("_Letter")


def edit_distance(
    first: Sequence[_Letter],
    second: Sequence[_Letter],
    insertion: Callable[[_Letter], float],
    substitution: Callable[[_Letter, _Letter], float],
    limit: float = inf,
) -> float:
    """The least cost of making one row of letters the other, one put in or taken out or exchanged at a time; `FAR` as
    soon as it is certain to exceed `limit`."""
    extra = [insertion(letter) for letter in second]
    previous = [0.0]
    for cost in extra:
        previous.append(previous[-1] + cost)
    for letter in first:
        gone = insertion(letter)
        current = [previous[0] + gone]
        for at, other in enumerate(second):
            current.append(
                min(previous[at] + substitution(letter, other), previous[at + 1] + gone, current[at] + extra[at])
            )
        if min(current) > limit:
            return FAR
        previous = current
    return previous[-1] if previous[-1] <= limit else FAR


_OF_ROWS = {
    "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノン", "h": "ハヒフヘホ", "m": "マミムメモ",
    "r": "ラリルレロ",
}  # fmt: skip
_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b"}
_CONSONANT = {kana: consonant for consonant, row in _OF_ROWS.items() for kana in row}
_SPECIAL = {"チ": "t", "ツ": "t", "ジ": "z", "ヂ": "z"}
_LATIN = (
    ("tch", "t"), ("sch", "s"), ("sh", "s"), ("ch", "t"), ("ph", "hu"), ("th", "s"), ("gh", "g"), ("ck", "k"),
    ("qu", "k"), ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k"), ("q", "k"), ("j", "z"), ("l", "r"), ("v", "b"),
    ("f", "hu"), ("m(?=[bp])", "n"), ("h(?=[^aeiouy]|$)", ""), ("(?<=[aeiou])r(?=[^aeiouy]|$)", ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 15)
def consonants_of_katakana(word: str) -> str:
    """The consonants of a word in katakana."""
    out: list[str] = []
    for letter in same_sound(word):
        plain = letter.translate(DEVOICE)
        consonant = _CONSONANT.get(plain, "")
        if letter in _SPECIAL:
            consonant = _SPECIAL[letter]
        elif letter in "パピプペポ":
            consonant = "p"
        elif plain != letter:
            consonant = _VOICED.get(consonant, consonant)
        out.append(consonant)
    return _without_doubles("".join(out))


@lru_cache(maxsize=1 << 10)
def consonants_of_latin(word: str, every_r: bool = False) -> str:
    """The consonants of a name in Latin letters (lower case), as Japanese hears them: English ones without r and l at
    the end of a syllable, with `every_r` those of other languages (Merkel メルケル)."""
    return _consonants(_heard(word, every_r))


def _consonants(heard: str) -> str:
    return _without_doubles(re.sub(r"[^bdghkmnprstz]", "", heard))


def _heard(word: str, every_r: bool) -> str:
    """Latin letters with one letter for each consonant that Japanese tells apart; vowels stay."""
    for pattern, heard in _LATIN[: -1 if every_r else len(_LATIN)]:
        word = re.sub(pattern, heard, word)
    return word


_LOST_R = "(?<=[aeiou])r+(?=[^aeiouyr]|$)"
_ENGLISH = (("ism(?=s?$)", "izm"), ("ng(?=[dt])", "n"))
_LANGUAGES = (
    _ENGLISH,
    (("^ma?cc?(?=[ckgq])|^mc", "mak"), ("kk", "k"), ("kg", "g"), ("gh(?=[ey]+$)", "h")),
    (("^mcg", "mak"), ("^mc", "mak")),
    (("tz?sch", "t"), ("tz|zz?", "t"), ("v", "f"), ("eu", "oi"), ("er$", "e")),
    (("(?<=[aeiou])s(?=[aeiou])", "z"),),
    (("igh", "i"), ("^kn", "n"), ("^wr", "r"), ("ckh", "k"), ("mpb", "nb"), ("gh(?=e?s$)", ""), ("^ng(?=u)", "g"),
     ("^m(?=[bp])", "emu"), ("m(?=[bp])", "mu"), ("ll(?=[^aeiouy])", "r"), ("s$", "z")),
    (("dj", "z"), ("ts(?=[aeiouy])", "t"), ("v(?=[^aeiouyrl]|$)", "f"), ("kh", "f"), ("zh", "z"), ("cz|c(?=$)", "t"),
     ("dz", "z"), ("j", "y"), ("w", "v"), ("de(?=[fv])", "ze"), ("va$", "ua")),
    (("tz?sch", "t"), ("j", "y"), ("tz|zz?", "t"), ("(?<!s)ch", "f"), ("v", "f"), ("dt?$", "t"),
     ("th", "t"), ("(?<=[aeiou])s(?=[aeiou])", "z"), ("eu", "oi")),
    (("g(?=[eiy])", "z"), ("ch", "sh"), ("(?<=[aeiou])[dstxz]$|(?<=.)es$", ""), ("gn", "ny"), ("th", "t"),
     ("(?<=[rn])[dt]$|l[tx]$", ""), ("^h", "")),
    (("^h", ""), ("j", "h"), ("z", "s"), ("^x", "s"), ("x", "h"), ("ll", "y"), ("(?<=[aeiou])d$", "")),
    (("ch", "k"), ("cc?(?=[ei])", "t"), ("zz?", "t"), ("gli?", "ry"), ("g(?=[eiy])", "z")),
    (("(?<=[aeiou])g(?=h?an|lu|$)", ""), ("c", "z"), ("th", "t"), ("ph", "p")),
    (("th", "t"), ("berg$", "bery"), ("(?<=[^aeiou])j|^j|hj|gj|lj", "y"), ("sk(?=[eiy])", "sh"), ("k(?=[eiy])", "sh")),
)  # fmt: skip
"""How English words may sound otherwise than their letters do; Mc and Mac, with k or g behind it or not; names in -er
that are not English, s between vowels, and English names with letters that are not heard; Slavic, German, French,
Spanish, Italian, Turkish (or with th for t) and Swedish names otherwise than English letters do."""


@lru_cache(maxsize=1 << 10)
def consonants_of_name(word: str) -> tuple[str, ...]:
    """The consonants of a name in Latin letters (lower case) as it may be heard, as an English one first, then by the
    rules of other languages (Chekhov チェーホフ, Chopin ショパン, Juan フアン)."""
    return tuple(dict.fromkeys(_ways_heard(word).values()))


@lru_cache(maxsize=1 << 10)
def _ways_heard(word: str) -> dict[str, str]:
    """A name in Latin letters as `_heard` has it, by the rules of one language after the other, each with its
    consonants."""
    ways = [re.sub(_LOST_R, "", word), word]
    for rules in _LANGUAGES:
        said = word
        for pattern, other in rules:
            said = re.sub(pattern, other, said)
        if said != word:
            ways += [said, re.sub(_LOST_R, "", said)]
    return {heard: _consonants(heard) for heard in (_heard(way, every_r=True) for way in ways)}


_LATIN_WORD = re.compile("[a-z]{4,24}")
_SHORTEST_LATIN = 3


@lru_cache(maxsize=1 << 15)
def consonants_of_word(word: str) -> tuple[str, ...]:
    """The consonants under which a word of a text meets other spellings: one of katakana has one way, one of Latin
    letters (lower case) those of English and of other languages, others and short ones none."""
    if _KATAKANA.fullmatch(word):
        return (consonants_of_katakana(word),)
    if not _LATIN_WORD.fullmatch(word):
        return ()
    ways = dict.fromkeys(consonants_of_latin(way, every_r) for way in _said(word) for every_r in (False, True))
    return tuple(way for way in ways if len(way) >= _SHORTEST_LATIN)


def _said(word: str) -> tuple[str, ...]:
    """A word in Latin letters as it is spelled, and as English says it otherwise."""
    heard = word
    for pattern, other in _ENGLISH:
        heard = re.sub(pattern, other, heard)
    return (word,) if heard == word else (word, heard)


_IN_LATIN = {"ア": "aeouhwy", "イ": "ieyw", "ウ": "uoewy", "エ": "eayo", "オ": "oauwh"}
"""By vowel: the letters that stand for it in other languages, its own first."""
_PUT_IN = ("ウ", "トド", "チジヂ")
"""The vowel, and the letters with others, that Japanese puts behind a consonant without one."""
_GLIDES = "ァィゥェォャュョ"


_VOWELS = "aeiouwy"
_SOUND = re.compile(rf"([bdghkmnprstz])\1*|([{_VOWELS}])\2*")
_NEVER = 2.0
_PUT_IN_COST, _SHORT_VOWEL, _VOWEL, _SILENT, _BREATH = 0.05, 0.2, 0.6, 0.1, 0.4
_OTHER_LETTER, _OTHER_VOWEL, _BY_A_RULE = 0.06, 0.4, 0.03
_BEFORE_YU = "szt"
"""Consonants behind which ュ may stand for no vowel: ラッシュ, ブリュージュ."""


_Sound = tuple[str, float]
"""A letter, or those of which it may be any, and the cost of its standing on one side alone."""


@lru_cache(maxsize=1 << 8)
def _sounds_of_latin(heard: str) -> tuple[_Sound, ...]:
    """The letters of what is heard, each with the cost of its not being written in katakana."""
    letters = [found[0][0] for found in _SOUND.finditer(heard)]
    sounds: list[_Sound] = []
    for at, letter in enumerate(letters):
        beside = (*letters[max(at - 1, 0) : at], *letters[at + 1 : at + 2])
        if letter not in _VOWELS:
            cost = _BREATH if letter == "h" else _NEVER
        elif letter in "wy" or any(map(_VOWELS.__contains__, beside)) or (letter == "e" and at + 2 >= len(letters)):
            cost = _SILENT
        else:
            cost = _VOWEL
        sounds.append((letter, cost))
    return tuple(sounds)


@lru_cache(maxsize=1 << 12)
def _sounds_of_katakana(kana: str) -> tuple[_Sound, ...]:
    """Consonants, and vowels as the letters that stand for them, each with the cost of its not being written in Latin
    letters: little for what Japanese puts behind a consonant that has no vowel."""
    sounds: list[_Sound] = []
    letters = same_sound(kana)
    for letter, following in zip(letters, letters[1:] + " ", strict=True):
        if (letter == "ル" and following in "ラリルレロ") or (letter == "ン" and following in "ナニヌネノ"):
            continue
        consonant, vowel = consonants_of_katakana(letter), VOWEL.get(letter, "")
        if letter in _GLIDES and sounds:
            before = sounds.pop()[0]
            put_in = letter == "ュ" and bool(sounds) and sounds[-1][0] in _BEFORE_YU
            sounds.append((before + _IN_LATIN.get(vowel, "") + "wyu", _PUT_IN_COST if put_in else _VOWEL))
            continue
        if consonant:
            sounds.append((consonant, _BREATH if consonant == "h" else _NEVER))
        if vowel and letter not in "ーッン":
            alone = letter in _PUT_IN[1] + _PUT_IN[2] or (vowel == _PUT_IN[0] and consonant)
            short = bool(sounds and not consonant) or (following == "イ" and vowel == "ア")
            cost = _PUT_IN_COST if alone else _SHORT_VOWEL if short else _VOWEL
            sounds.append((_IN_LATIN.get(vowel, ""), cost))
    return tuple(sounds)


def _alone(sound: _Sound) -> float:
    return sound[1]


def _exchange(latin: _Sound, kana: _Sound) -> float:
    letter, letters = latin[0], kana[0]
    if letter in letters:
        return 0.0 if letter == letters[0] else _OTHER_LETTER
    return _OTHER_VOWEL if letter in _VOWELS and letters[0] in _VOWELS else 2 * _NEVER


@lru_cache(maxsize=1 << 12)
def spelling_distance(latin: str, kana: str) -> float:
    """How far a name in katakana is from what one in Latin letters (lower case) sounds like in the language in which it
    is nearest: the cost of their edits for each vowel that is heard; 0 is sound by sound, as letters mostly sound.
    `FAR` or more is where the consonants are others, or an edit a vowel."""
    written, consonants = _sounds_of_katakana(kana), consonants_of_katakana(kana)
    return min(
        (
            _distance_of_sounds(_sounds_of_latin(heard), written) + (_BY_A_RULE if at > 1 else 0.0)
            for at, (heard, its_own) in enumerate(_ways_heard(latin).items())
            if its_own == consonants
        ),
        default=FAR,
    )


_AS_NEAR, CERTAIN, _FARTHEST = 0.03, 0.1, 0.6
"""What is as near as the nearest name; what few consonants suffice for, and Latin letters that are looked for by their
katakana; what is no name."""
_LIKELY = (0.05, 0.05, 0.05, 0.12, 0.2)
"""By the number of its consonants (the last for more): up to which spelling distance a name is likely that name."""
_FEWEST_CONSONANTS = 3
_FEWEST_VOWELS, _MOST_HEARD = 2, 300


def nearest_spellings(latin: str, names: Collection[str]) -> dict[str, float]:
    """Of names in katakana those that one in Latin letters (lower case) is most likely written as, each with its
    spelling distance; of very many, those whose length is likeliest."""
    likely = nsmallest(_MOST_HEARD, names, key=lambda name: (abs(3 * len(name) - 2 * len(latin)), name))
    found = {name: spelling_distance(latin, name) for name in likely}
    nearest = min(found.values(), default=FAR)
    return {
        name: apart
        for name, apart in found.items()
        if apart <= nearest + _AS_NEAR
        and apart <= (CERTAIN if len(consonants_of_katakana(name)) < _FEWEST_CONSONANTS else _FARTHEST)
    }


def is_likely_spelling(name: str, apart: float) -> bool:
    """Whether a name in katakana at a spelling distance from one in Latin letters is likely that name."""
    consonants = sum(letters[:1] not in _VOWELS for letters, _ in _sounds_of_katakana(name))
    return apart <= _LIKELY[min(consonants, len(_LIKELY) - 1)]


def _distance_of_sounds(said: tuple[_Sound, ...], written: tuple[_Sound, ...]) -> float:
    vowels = max(_FEWEST_VOWELS, sum(letter in "aeiouy" for letter, _ in said))
    apart = edit_distance(said, written, _alone, _exchange, limit=vowels)
    return FAR if apart == FAR else apart / vowels


def _without_doubles(consonants: str) -> str:
    return re.sub(r"(.)\1+", r"\1", consonants)
