"""Words half in kana: as an input method left them (知じ for 知事), or as rare kanji are written (挫折 as ざ折)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from inyo.index.engine.matching.word_patterns import Grams
from inyo.index.engine.segments import Field
from inyo.index.engine.terms.term_keys import Cell
from inyo.index.engine.words.alternatives import KANA, PHONETIC, Alternative, Tier, Vocabulary
from inyo.index.japanese.grammar import is_ending
from inyo.index.japanese.kana import HIRAGANA_WORD, hiragana, katakana
from inyo.index.japanese.readings import all_kanji, kanji_read, readings_of
from inyo.index.japanese.tokens import single_words

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
