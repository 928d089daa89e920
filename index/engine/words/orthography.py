"""Words related to a noun, verb or adjective: as typed before others of its lemma, with other okurigana or kanji."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inyo.index.engine.matching.word_patterns import Followed, Grams, Holding, Skeleton, Sounds, Terms
from inyo.index.engine.segments import Field
from inyo.index.engine.terms.positions import Cell
from inyo.index.engine.terms.term_keys import NUMBER, SKELETON, lemma_key
from inyo.index.engine.words.alternatives import LEMMA, OKURIGANA, PHONETIC, WRITTEN, Alternative, Vocabulary, content
from inyo.index.japanese.grammar import noun_forms
from inyo.index.japanese.kana import HIRAGANA_WORD, voice_first
from inyo.index.japanese.readings import kanji_of, onyomi
from inyo.index.japanese.tokens import single_words

_FULL_OKURIGANA = re.compile(r"([\u4e00-\u9fff]+)[ぁ-ゖ]([ぁ-ゖ]{1,3})")
_LONGEST_SKELETON = 8
_FIRST_KANJI = re.compile(r"[\u4e00-\u9fff]+")
_DICTIONARY_FORM = frozenset("うくぐすつぬぶむるい")
_NATIVE = ("名詞", "動詞", "接尾辞", "接頭辞", "形容詞", "形状詞")
_LONGEST_NATIVE = 8
_SHORTEST_NATIVE = 3


def without_help(found: Sequence[Cell]) -> Sequence[Cell]:
    """A verb without those behind it that only say how it goes on, and without する: 遅れて(いる), 検討(している)."""
    if len(found) > 2 and found[-1].pos == "動詞-非自立可能" and found[-2].surface in ("て", "で"):
        found = content(found[:-1])
    return content(found[:-1]) if len(found) > 1 and found[-1].keys.key == "為る" else found


def same_kanji(folded: str, cell: Cell, words: Terms) -> Iterator[Alternative]:
    """A verb or adjective as it is typed before others of its lemma (治める, 収める), and the noun it makes."""
    kanji = _FIRST_KANJI.match(folded)
    if not kanji or not cell.pos.startswith(("動詞", "形容詞")):
        return
    as_typed = Holding(words, kanji[0], first=True)
    yield Alternative(as_typed, WRITTEN, "inflected")
    if cell.pos.startswith("形容詞"):
        yield Alternative(Followed(as_typed, "さ"), WRITTEN * 1.01, "inflected")
        yield Alternative(Followed(words, "さ"), LEMMA * 0.87, "inflected")
    for noun in noun_forms(folded):
        if any(word.lemma == noun and word.pos.startswith("名詞") for word in single_words(noun)):
            yield Alternative(Terms.of(Field.LEMMA, lemma_key(noun)), OKURIGANA, "inflected")


def other_okurigana(folded: str, found: Sequence[Cell], vocabulary: Vocabulary) -> Iterator[Alternative]:
    """The same kanji with other kana between and behind: two kanji or more, in nouns and verbs alone."""
    if not all(cell.keys.key for cell in found) or any(cell.keys.key.startswith(NUMBER) for cell in found):
        return
    if _FULL_OKURIGANA.fullmatch(folded):
        yield Alternative(Grams(_FULL_OKURIGANA.sub(r"\1\2", folded)), OKURIGANA, "spelling", whole=True)
    kanji = kanji_of(folded)
    rest = [letter for letter in folded if letter not in kanji]
    if len(kanji) < 2 or len(kanji) > _LONGEST_SKELETON or not all(map(HIRAGANA_WORD.fullmatch, rest)):
        return
    pieces = {SKELETON + kanji[at:stop] for at in range(len(kanji)) for stop in range(at + 1, len(kanji) + 1)}
    if rest:
        yield Alternative(Grams(kanji), OKURIGANA * 0.9, "spelling", whole=True)
    if rest or any(piece in view.skeletons for view in vocabulary.views for piece in pieces):
        yield Alternative(Skeleton(kanji), OKURIGANA, "spelling")


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
