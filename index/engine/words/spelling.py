"""A word in other writing: other kanji and okurigana, as typed before others of its lemma; kana and romaji as readings;
names in katakana spelled or heard otherwise; and words half in kana, as an input method left them (知じ for 知事) or as
rare kanji are written (挫折 as ざ折).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from inyo.index.engine.matching.word_patterns import (
    Expression,
    Followed,
    Grams,
    Holding,
    Lattice,
    Linked,
    Skeleton,
    Slot,
    Sounds,
    Terms,
)
from inyo.index.engine.segments import Field, Term
from inyo.index.engine.term_keys import NUMBER, SKELETON, Cell, keys_of, lemma_key, word_cells
from inyo.index.engine.words.alternatives import (
    FOREIGN,
    KANA,
    LEMMA,
    LOOSE,
    NEAR,
    NEAR_BY_DISTANCE,
    OKURIGANA,
    PHONETIC,
    ROMAJI,
    SYNONYM,
    WRITTEN,
    Alternative,
    Tier,
    Vocabulary,
    content,
    keys_in,
)
from inyo.index.engine.words.name_forms import dotted_anywhere, with_large_letters
from inyo.index.japanese.grammar import endings, is_ending, noun_forms
from inyo.index.japanese.kana import (
    HIRAGANA_WORD,
    KANA_WORD,
    KATAKANA_WORD,
    from_romaji,
    hiragana,
    katakana,
    voice_first,
)
from inyo.index.japanese.katakana import (
    CERTAIN,
    consonants_of_katakana,
    consonants_of_name,
    is_likely_spelling,
    nearest_spellings,
    other_transcriptions,
    phonetic_key,
    spelling_distance,
    spelling_key,
)
from inyo.index.japanese.readings import all_kanji, kanji_of, kanji_read, onyomi, readings_of
from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import lazily

_HALF = re.compile(r"([\u4e00-\u9fff々]*)([ぁ-ゖー]{1,8})([\u4e00-\u9fff々]*)")
_LONGEST = 12
_MOST_WORDS, _MOST_PAIRS = 24, 1_500
_LONGEST_READING = 4
_GRAMMAR = ("連体詞", "代名詞", "接続詞", "接頭辞", "感動詞")
"""What stands in kana before a noun without being a part of it: この, その, ご."""
_FEWEST, _MOST = 2, 3
_BEHIND_NOUN = re.compile(
    "(?:は|が|を|に|で|と|も|へ|の|や|な|から|まで|より|など|なら|って|という|だけ|しか|ほど|ばかり|くらい|ぐらい|さえ|こそ"
    "|です|だ|でし|だっ|た|であ|る|ので|のに|たち|ども|ごと|かも|よ|ね|する|し|した|して|され|れ|せ|い|ま|す|ます|ない|なく){1,4}"
)


def half_converted(folded: str, found: Sequence[Cell], vocabulary: Vocabulary) -> Iterator[Alternative]:
    """The words of the collection that have one or two kanji where a word as typed has kana beside its kanji."""
    parted = _HALF.fullmatch(folded)
    if not parted or len(folded) > _LONGEST or not (parted[1] or parted[3]) or single_words(folded):
        return
    before, kana, behind = parted.groups()
    tier = Tier.LOOSE if _is_grammar(before, kana, found) else Tier.SURE
    for word in _completed(before, katakana(kana), behind, vocabulary):
        yield Alternative(Grams(word), KANA, "reading", whole=True, tier=tier)


def _is_grammar(before: str, kana: str, found: Sequence[Cell]) -> bool:
    """Whether kana may be what stands beside a word: この before it; a particle or an ending behind it."""
    if not before:
        return any(word.pos.startswith(_GRAMMAR) for word in single_words(kana))
    if not found:
        return not is_kana_of_word(kana)
    tail = (before + kana)[found[0].end :]
    inflected = found[0].pos.startswith(("動詞", "形容詞")) and found[0].end > len(before)
    return not is_kana_of_word(kana) or (inflected and (not tail or is_ending(tail) or not is_kana_of_word(tail)))


def is_kana_of_word(kana: str) -> bool:
    """Whether kana behind a noun is no particle or copula, and so may be a part of it."""
    return bool(HIRAGANA_WORD.fullmatch(kana)) and not _BEHIND_NOUN.fullmatch(kana)


def _completed(before: str, reading: str, behind: str, vocabulary: Vocabulary) -> list[str]:
    """The strings with kanji of some reading between two others of which each pair of letters stands somewhere."""
    ways: list[tuple[str, ...]] = []
    if len(reading) <= _LONGEST_READING:
        ways = [(kanji,) for kanji in sorted(kanji_read(reading, bool(before)))]
    for cut in range(1, len(reading)):
        if cut > _LONGEST_READING or len(reading) - cut > _LONGEST_READING:
            continue
        firsts = _standing(((kanji,) for kanji in kanji_read(reading[:cut], bool(before))), before, "", vocabulary)
        lasts = _standing(((kanji,) for kanji in kanji_read(reading[cut:], True)), "", behind, vocabulary)
        if len(firsts) * len(lasts) <= _MOST_PAIRS:
            ways.extend((first[0], last[0]) for first in sorted(firsts) for last in sorted(lasts))
    return [before + "".join(way) + behind for way in _standing(ways, before, behind, vocabulary)][:_MOST_WORDS]


def _standing(
    ways: Iterable[tuple[str, ...]], before: str, behind: str, vocabulary: Vocabulary
) -> list[tuple[str, ...]]:
    """The kanji of which each pair, with the letters beside them, stands in some text."""
    pairs = {way: ["".join(pair) for pair in pairwise((*before[-1:], *way, *behind[:1]))] for way in ways}
    terms = {(Field.PAIR, pair) for needed in pairs.values() for pair in needed}
    vocabulary.expect(sorted(terms))
    known = {pair for field, pair in terms if vocabulary.has(field, pair)}
    return [way for way, needed in pairs.items() if known.issuperset(needed)]


def partly_in_kana(folded: str, found: Sequence[Cell], vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A Sino-Japanese word with one of its kanji in kana, as rare ones are written: 挫折 as ざ折 and 挫せつ."""
    if not _FEWEST <= len(folded) <= _MOST or len(found) != 1 or not all_kanji(folded) or not found[0].keys.readings:
        return
    if "普通名詞" not in found[0].pos:
        return
    reading, at = found[0].keys.readings[0], 0
    parts = []
    for place, kanji in enumerate(folded):
        part = next((way for way in _longest_first(kanji, place > 0) if reading.startswith(way, at)), "")
        parts.append(part)
        at += len(part)
    if not all(parts) or at != len(reading):
        return
    for place, part in enumerate(parts):
        way = folded[:place] + hiragana(part) + folded[place + 1 :]
        at = place if place else len(part)
        if vocabulary.has(Field.PAIR, way[at - 1 : at + 1]):
            yield Alternative(Grams(way), PHONETIC, "reading", whole=True)


def _longest_first(kanji: str, inside: bool) -> list[str]:
    return sorted(readings_of(kanji, inside), key=len, reverse=True)


_FULL_OKURIGANA = lazily(lambda: r"([\u4e00-\u9fff]+)[ぁ-ゖ]([ぁ-ゖ]{1,3})")
_LONGEST_SKELETON = 8
_FIRST_KANJI = lazily(lambda: r"[\u4e00-\u9fff]+")
_DICTIONARY_FORM = frozenset("うくぐすつぬぶむるい")
_NATIVE = ("名詞", "動詞", "接尾辞", "接頭辞", "形容詞", "形状詞")
_HELP = ("接頭辞", "接尾辞", "動詞-非自立可能", "形容詞-非自立可能")
_LONGEST_NATIVE = 8
_SHORTEST_NATIVE = 3


def without_help(found: Sequence[Cell]) -> Sequence[Cell]:
    """A verb without those behind it that only say how it goes on, and without する: 遅れて(いる), 検討(している);
    without what makes it polite: (お)話し(になる), (ご)説明(いたします)."""
    if _is_polite(found):
        return content(found[1 : max(at for at, cell in enumerate(found) if cell.keys.key)])
    if len(found) > 2 and found[-1].pos == "動詞-非自立可能" and found[-2].surface in ("て", "で"):
        found = content(found[:-1])
    return content(found[:-1]) if len(found) > 1 and found[-1].keys.key == "為る" else found


_POLITE_FIRST, _POLITE_LAST = (
    ("お", "ご", "御"),
    frozenset(("為る", "成る", "致す", "下さる", "頂く", "申す", "申し上げる", "願う")),
)


def _is_polite(found: Sequence[Cell]) -> bool:
    """Whether words are a verb or its noun between お and する, なる or the like."""
    words = [cell for cell in found if cell.keys.key]
    return (
        len(words) > 2
        and words[0].surface in _POLITE_FIRST
        and words[-1].keys.key in _POLITE_LAST
        and words[1].pos.startswith(("動詞", "名詞-普通名詞-サ変可能"))
    )


def same_kanji(folded: str, cell: Cell, words: Terms) -> Iterator[Alternative]:
    """A verb or adjective as it is typed before others of its lemma (治める, 収める), and the noun it makes."""
    kanji = _FIRST_KANJI().match(folded) if cell.pos.startswith(("動詞", "形容詞")) else None
    if not kanji:
        return
    as_typed = Holding(words, kanji[0], first=True)
    yield Alternative(as_typed, WRITTEN, "inflected")
    if cell.pos.startswith("形容詞"):
        yield Alternative(Followed(as_typed, "さ"), WRITTEN * 1.01, "inflected")
        yield Alternative(Followed(words, "さ"), LEMMA * 0.87, "inflected")
    for noun in dict.fromkeys((*noun_forms(folded), *noun_forms(cell.keys.key))):
        if any(word.lemma == noun and word.pos.startswith("名詞") for word in single_words(noun)):
            yield Alternative(Terms.of(Field.LEMMA, lemma_key(noun)), OKURIGANA, "inflected")


def other_okurigana(folded: str, found: Sequence[Cell], vocabulary: Vocabulary) -> Iterator[Alternative]:
    """The same kanji with other kana between and behind: two kanji or more, in nouns and verbs alone. Words that are
    wholly in kana are no okurigana (さとう議員), and names have none (早大)."""
    if not all(cell.keys.key for cell in found) or any(cell.keys.key.startswith(NUMBER) for cell in found):
        return
    if any(map(_is_word_in_kana, found)) or (len(found) == 1 and is_name(found)):
        return
    if "ぁ" <= folded[-1:] <= "ゖ" and _FULL_OKURIGANA().fullmatch(folded):
        yield Alternative(Grams(_FULL_OKURIGANA().sub(r"\1\2", folded)), OKURIGANA, "spelling", whole=True)
    kanji = kanji_of(folded)
    rest = [letter for letter in folded if letter not in kanji]
    if len(kanji) < 2 or len(kanji) > _LONGEST_SKELETON or not all(map(HIRAGANA_WORD.fullmatch, rest)):
        return
    pieces = {SKELETON + kanji[at:stop] for at in range(len(kanji)) for stop in range(at + 1, len(kanji) + 1)}
    if rest:
        yield Alternative(Grams(kanji), OKURIGANA * 0.9, "spelling", whole=True)
    if not rest:
        vocabulary.expect([(Field.LEMMA, piece) for piece in pieces])
    if rest or any(view.has(Field.LEMMA, piece) for view in vocabulary.views for piece in pieces):
        yield Alternative(Skeleton(kanji), OKURIGANA, "spelling")


def _is_word_in_kana(cell: Cell) -> bool:
    return bool(HIRAGANA_WORD.fullmatch(cell.surface)) and not cell.pos.startswith(_HELP)


def other_kanji(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """Nouns of the same native reading that share a kanji (釣り鉤 and 釣り針, 空き家 and 空家).

    Not those read in the Sino-Japanese way, of which many that share a kanji are other words (対象, 対照).
    """
    kanji = kanji_of(folded)
    if not 1 < len(folded) <= _LONGEST_NATIVE or not kanji:
        return
    if not all(cell.keys.readings and cell.pos.startswith(_NATIVE) for cell in found) or is_name(found):
        return
    if len(found) == 1 and found[0].pos.startswith(("動詞", "形容詞")) and folded[-1] in _DICTIONARY_FORM:
        return
    reading = "".join(cell.keys.readings[0] for cell in found)
    if len(reading) < _SHORTEST_NATIVE or reading in onyomi(folded):
        return
    voiced = found[0].keys.readings[0] + "".join(voice_first(cell.keys.readings[0]) for cell in found[1:])
    for way in dict.fromkeys((reading, voiced)):
        yield Alternative(Holding(Sounds(way), kanji), PHONETIC, "spelling")


def is_name(found: Sequence[Cell]) -> bool:
    """Whether a name of a person, place or firm is among the words."""
    return any("固有名詞" in cell.pos for cell in found)


LATIN = re.compile(r"[a-z][a-z'.\-āīūēōâîûêô]*")
_MOST_PIECES = 4
_SHORT_NAME = 3
_LONG_LOAN = 6
_LONG_SOUND = 4
_SHORT_LOAN = 5
_FEWEST_CONSONANTS = 3
_MOST_FOREIGN = 8
_KATAKANA = "".join(map(chr, range(ord("ァ"), ord("ヺ") + 1)))


def by_kana(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A folded word in kana, or with katakana in it, by its reading and by names that sound so."""
    found = content(word_cells(folded))
    if any(KATAKANA_WORD.fullmatch(cell.surface) for cell in found):
        yield from _by_sound(found, vocabulary)
    kana = re.sub(r"(?<=[ァ-ヺー])[・=\s]+(?=[ァ-ヺー])", "", folded)
    if not KANA_WORD.fullmatch(kana):
        return
    reading = katakana(kana)
    foreign = Tier.LOOSE if KATAKANA_WORD.fullmatch(kana) else Tier.SURE
    yield Alternative(Sounds(reading), KANA, "reading", tier=foreign)
    if len(reading) > _SHORT_NAME and reading.endswith("ー"):
        yield Alternative(Sounds(reading[:-1]), PHONETIC, "spelling", tier=Tier.LOOSE)
    elif KATAKANA_WORD.fullmatch(kana) and len(reading) >= _SHORT_NAME:
        yield Alternative(Sounds(reading + "ー"), PHONETIC, "spelling", tier=Tier.LOOSE)
    ordinary = HIRAGANA_WORD.fullmatch(kana) or (len(found) == 1 and not found[0].keys.sound)
    if len(reading) > 2 and not ordinary:
        yield Alternative(Sounds(reading, loosely=True), LOOSE, "reading", tier=Tier.LOOSE)
    if KATAKANA_WORD.fullmatch(kana) and not (len(found) == 1 and found[0].surface == kana):
        yield Alternative(Terms.of(Field.LEMMA, spelling_key(kana)), PHONETIC, "spelling")
        yield from _names_like((kana,), vocabulary)
    if KATAKANA_WORD.fullmatch(kana) and len(kana) > _SHORT_NAME:
        for way in dict.fromkeys((*_with_v(kana), *with_large_letters(kana))):
            if way != kana:
                yield Alternative(Grams(way), PHONETIC, "spelling", whole=True)
        yield from _in_own_letters(kana, vocabulary)
        freely = dotted_anywhere(kana, found)
        if freely:
            yield Alternative(freely, PHONETIC, "spelling")
        yield from _short_for(kana)
    if KATAKANA_WORD.fullmatch(kana) and (len(kana) > _SHORT_LOAN or not _is_loan(kana)):
        near = vocabulary.near_in_shape(spelling_key(kana))
        for other in near:
            yield Alternative(Terms.of(Field.LEMMA, other), FOREIGN, "sound", tier=Tier.WEAK)
    if HIRAGANA_WORD.fullmatch(kana):
        yield from _linked(kana, KANA)
        yield from _before_particle(kana, vocabulary)
        yield from _inflected(reading, KANA)
        yield from _names_like((reading,), vocabulary)


_SHORTENED = re.compile("([ァ-ヺ][ァ-ヺー])([ァ-ヺ][ァ-ヺー])")
_NO_FIRST = frozenset("ッャュョァィゥェォンヮ")
_REST = 10
"""Letters of a word beside the two by which it is called."""


def _short_for(kana: str) -> Iterator[Alternative]:
    """The two words in katakana whose first two letters a word is: リモコン リモートコントローラー."""
    found = _SHORTENED.fullmatch(kana)
    if not found or kana[0] in _NO_FIRST or kana[2] in _NO_FIRST:
        return
    rest = f"[ァ-ヺー]{{1,{_REST}}}"
    pattern = f"(?<![ァ-ヺー]){found[1]}{rest}[・ ]?{found[2]}{rest}"
    yield Alternative(Expression(pattern, found.groups(), _REST + 1), NEAR, "synonym", tier=Tier.LOOSE)


_V = dict(zip(("ヴァ", "ヴィ", "ヴェ", "ヴォ", "ヴ"), "バビベボブ", strict=True))


def _with_v(kana: str) -> Iterator[str]:
    """Katakana with ヴァ for バ and the other way, one sound at a time, for where the dictionary takes such a word
    apart otherwise (ヴァレー|ボール)."""
    for written, plain in _V.items():
        for one, other in ((written, plain), (plain, written)):
            if one in kana and not (one == "ヴ" and any(way in kana for way in _V if len(way) > 1)):
                yield kana.replace(one, other)


def _is_loan(kana: str) -> bool:
    """Whether katakana is a common noun of the dictionary, of which a letter more or less is another word."""
    return any(word.pos.startswith("名詞-普通名詞") for word in single_words(kana))


_AMID = ("テイ", "デイ")
"""How a predicate in progress is cut short (見てい|る)."""


def _inflected(reading: str, weight: float) -> Iterator[Alternative]:
    """A reading as a stem with its ending: weightier than the stem alone, which is the same word in any form. What is
    read as a noun (かいてい) is no predicate cut short (書いてい|ます)."""
    noun = reading.endswith(_AMID) and len(cells := word_cells(hiragana(reading))) == 1 and bool(cells[0].keys.key)
    for stem, ending in endings(reading):
        if noun and katakana(ending).endswith(_AMID):
            continue
        yield Alternative(Followed(Sounds(stem), ending), weight * 1.05, "reading")


_PARTICLES = frozenset("をにがのでとはもへ")
_LONGEST_LINKED, _MOST_PARTICLES = 20, 2


def _linked(kana: str, weight: float) -> Iterator[Alternative]:
    """Words in hiragana with particles between, each by its reading: きをつける for 気を付ける. Only を is no part of
    words, so that others are no sure sign."""
    if len(kana) > _LONGEST_LINKED or _PARTICLES.isdisjoint(kana[1:-1]):
        return
    found = word_cells(kana)
    size = max((at + 1 for at, cell in enumerate(found) if cell.keys.key), default=0)
    joints = [at for at in range(1, size - 1) if found[at].surface in _PARTICLES and not found[at].keys.key]
    if not 1 <= len(joints) <= _MOST_PARTICLES:
        return
    bounds = [-1, *joints, size]
    words = ["".join(cell.surface for cell in found[at + 1 : stop]) for at, stop in pairwise(bounds)]
    if all(words):
        particles = tuple(found[at].surface for at in joints)
        tier = Tier.SURE if "を" in particles else Tier.LOOSE
        yield Alternative(Linked(tuple(map(katakana, words)), particles), weight * 0.95, "reading", tier=tier)


_LAST_PARTICLE = re.compile("(.{2,}?)(?:を|は|が|に|で|と|も|へ|の|から|まで|より)")
_SHORTEST_BEFORE = 3


def _before_particle(kana: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A noun in hiragana by its reading, without the particle typed behind it: しゅしょうの for 首相. Where a word of
    the collection is read so as a whole (じょうと: 譲渡), that is less sure (上と)."""
    parted = _LAST_PARTICLE.fullmatch(kana)
    if parted and word_cells(kana)[-1].pos.startswith("助詞") and not single_words(kana):
        sure = kana[-1] == "を" or len(parted[1]) >= _SHORTEST_BEFORE
        whole = vocabulary.has(Field.READING, katakana(kana))
        tier = Tier.SURE if sure and not whole else Tier.LOOSE
        yield Alternative(Sounds(katakana(parted[1])), KANA * 0.9, "reading", tier=tier)


def _by_sound(found: Sequence[Cell], vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A word with names in katakana in it: other spellings by phonetic key, then names that are near."""
    if not all(cell.keys.key for cell in found):
        return
    exact: list[tuple[int, int, tuple[Term, ...]]] = []
    wide: list[tuple[int, int, tuple[Term, ...]]] = []
    farthest = 0.0
    for at, cell in enumerate(found):
        exact.append((at, at + 1, tuple((Field.LEMMA, key) for key in keys_in(cell))))
    for start, stop in _katakana_runs(found):
        name = "".join(cell.surface for cell in found[start:stop])
        sound = phonetic_key(name)
        exact.append((start, stop, _sounds(sound)))
        if stop - start > 1:
            exact.append((start, stop, ((Field.LEMMA, "".join(cell.keys.key for cell in found[start:stop])),)))
        if stop - start > 1 or found[start].keys.sound or len(name) >= _LONG_LOAN:
            others = [(start, stop, _sounds(phonetic_key(way))) for way in other_transcriptions(name)]
            if len(name) >= _LONG_LOAN:
                others.extend((start, stop, ((Field.LEMMA, spelling_key(way)),)) for way in other_transcriptions(name))
            wide.extend(others)
        if stop - start > 1 or found[start].keys.sound:
            for other, distance in vocabulary.near(sound):
                wide.append((start, stop, _sounds(other)))
                farthest = max(farthest, distance)
    yield Alternative(Lattice(len(found), tuple(exact)), PHONETIC, "spelling")
    if wide:
        yield Alternative(
            Lattice(len(found), (*exact, *wide)), NEAR - NEAR_BY_DISTANCE * farthest, "sound", tier=Tier.FAINT
        )


def _katakana_runs(found: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Single words in katakana, and runs of adjoining ones that may be one name taken apart: (first, last + 1)."""
    for start, cell in enumerate(found):
        if KATAKANA_WORD.fullmatch(cell.surface):
            yield start, start + 1
            stop = start + 1
            while (
                stop < min(len(found), start + _MOST_PIECES)
                and KATAKANA_WORD.fullmatch(found[stop].surface)
                and found[stop].start == found[stop - 1].end
            ):
                stop += 1
                yield start, stop


def _sounds(key: str) -> tuple[Term, ...]:
    """The terms of a phonetic key: as one word, and as the two or three it may have been taken apart into."""
    return ((Field.SOUND, key), (Field.SOUND, f"{key}2"), (Field.SOUND, f"{key}3"))


def _names_like(readings: Sequence[str], vocabulary: Vocabulary) -> Iterator[Alternative]:
    """Names in katakana whose sound a reading is, or is near."""
    for key in dict.fromkeys(phonetic_key(reading) for reading in readings):
        if len(key) < 2:
            continue
        tier = Tier.SURE if len(key) >= _LONG_SOUND else Tier.LOOSE
        yield Alternative(Lattice.of(*_sounds(key)), PHONETIC, "spelling", tier=tier)
        for other, distance in vocabulary.near(key)[:6]:
            weight = NEAR - NEAR_BY_DISTANCE * distance
            yield Alternative(Lattice.of(*_sounds(other)), weight, "sound", tier=Tier.FAINT)


def by_romaji(folded: str, typed: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A word in Latin letters: as the source of a loan, as romaji, as a name in its own spelling.

    `typed` still has the marks of long vowels, which folding takes off.
    """
    if not LATIN.fullmatch(folded):
        return
    plain = folded.replace("-", "").replace(".", "")
    yield Alternative(Terms.of(Field.ORIGIN, plain), SYNONYM, "synonym", folded)
    yield from _compound_loan(plain, vocabulary)
    marked = unicodedata.normalize("NFKC", typed).strip().lower()
    readings = (from_romaji(marked) if LATIN.fullmatch(marked) else ()) or from_romaji(folded)
    for reading in readings:
        yield Alternative(Sounds(reading), ROMAJI, "reading")
    for reading in readings[:4]:
        yield from _linked(hiragana(reading), ROMAJI)
        yield from _inflected(reading, ROMAJI)
        if len(reading) > 1:
            yield Alternative(Sounds(reading, loosely=True), LOOSE, "reading", tier=Tier.LOOSE)
    yield from _names_like(readings[:3], vocabulary)
    if not readings or typed[:1].isupper():
        yield from _foreign(folded, vocabulary)


def _compound_loan(word: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """An English word in two that are loans in katakana side by side, or the second Latin letters still: smartphone,
    chatgpt (チャットGPT)."""
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    vocabulary.expect([(Field.ORIGIN, first) for first, _ in cuts])
    for first, second in cuts:
        if not vocabulary.has(Field.ORIGIN, first):
            continue
        yield Alternative(Followed(Terms.of(Field.ORIGIN, first), second), SYNONYM, "synonym", word)
        near = [way for way in (second, *_MISREAD.get(second, ())) if vocabulary.has(Field.ORIGIN, way)]
        if near:
            last = Slot(1, tuple((Field.ORIGIN, way) for way in near))
            yield Alternative(Terms((Slot(0, ((Field.ORIGIN, first),)), last)), SYNONYM, "synonym", word)


_MISREAD = {"phone": ("fond", "phon")}
"""Sources the dictionary gives to a loan that is also another word."""


def _foreign(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A name in its own Latin spelling: words in katakana with the same consonants, those whose vowels are also heard
    so above others."""
    terms: dict[str, set[Term]] = defaultdict(set)
    for consonants in consonants_of_name(folded):
        for view in vocabulary.views if len(consonants) > 1 else ():
            for term in view.of_consonants(consonants):
                if not term[1].isascii():
                    terms[term[1].rstrip("23")].add(term)
    near = nearest_spellings(folded, terms)
    nearest = [
        (apart, term[0] is not Field.SOUND, term[1], term) for name, apart in near.items() for term in terms[name]
    ]
    for apart, *_, term in sorted(nearest)[:_MOST_FOREIGN]:
        name = term[1].rstrip("23")
        likely = is_likely_spelling(name, apart) and not _has_another_source(name, folded)
        pattern = Holding(Lattice.of(term), _KATAKANA)  # not names in kanji that are read so
        yield Alternative(pattern, FOREIGN, "sound", tier=Tier.LOOSE if likely else Tier.WEAK)


def _has_another_source(kana: str, latin: str) -> bool:
    """Whether the dictionary knows a word in katakana: as an ordinary one, or as a name written after other letters."""
    known = (*single_words(kana), *single_words(kana + "ー"))
    sources = {source for word in known if (source := keys_of(word).origin)}
    return any("固有名詞" not in word.pos for word in known) or (bool(sources) and latin not in sources)


def _in_own_letters(kana: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A foreign name or word in katakana as it stands in its own Latin letters: メルケル as Merkel."""
    consonants = consonants_of_katakana(kana)
    if len(consonants) < _FEWEST_CONSONANTS:
        return
    found = {term for view in vocabulary.views for term in view.of_consonants(consonants) if term[1].isascii()}
    likely = [term for term in found if spelling_distance(term[1], kana) <= CERTAIN]
    for term in sorted(likely)[:_MOST_FOREIGN]:
        yield Alternative(Terms.of(*term), FOREIGN, "sound", tier=Tier.LOOSE)
