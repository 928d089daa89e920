"""A word as typed → the ways it may stand in a text, each with a weight and a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from inyo.index.engine.matching.word_patterns import (
    Around,
    Followed,
    Grams,
    Holding,
    Mixed,
    Pattern,
    Slot,
    Sounds,
    SpelledOut,
    Terms,
)
from inyo.index.engine.segments import Field
from inyo.index.engine.terms.positions import Cell, cells
from inyo.index.engine.terms.term_keys import NUMBER
from inyo.index.engine.words.alternatives import (
    KANA,
    LEMMA,
    LOOSE,
    NEAR,
    PART,
    PHONETIC,
    REDUCED,
    SYNONYM,
    WRITTEN,
    Alternative,
    Vocabulary,
    content,
    keys_in,
    phrase,
)
from inyo.index.engine.words.name_kanji import by_characters
from inyo.index.engine.words.orthography import is_name, other_kanji, other_okurigana, same_kanji, without_help
from inyo.index.engine.words.phonetics import LATIN, by_kana, by_romaji
from inyo.index.engine.words.rewriting import rewritings
from inyo.index.japanese.countries import LETTER_OF
from inyo.index.japanese.folding import fold, fold_characters
from inyo.index.japanese.homographs import other_shades, other_words
from inyo.index.japanese.kana import (
    HIRAGANA_WORD,
    KANA_WORD,
    KATAKANA_WORD,
    from_romaji,
    katakana,
    modern_kana,
    prefix_from_romaji,
)
from inyo.index.japanese.kanji_forms import substituted
from inyo.index.japanese.katakana import phonetic_key
from inyo.index.japanese.numbers import is_written_with_strokes
from inyo.index.japanese.old_kana import old_kana
from inyo.index.japanese.readings import all_kanji
from inyo.index.japanese.tokens import single_words, tokenize
from inyo.index.people.honorifics import HONORIFICS
from inyo.index.people.titles import TITLES

LONGEST_WORD = 400
_LONGEST_EXPANDED = 60
_MARK = re.compile(r"([\u4e00-\u9fff])[々〻]")
_DOUBLE = re.compile(r"([\u4e00-\u9fff])\1")
_DOUBLE_KANA = re.compile(r"([ぁ-ゖァ-ヺ])\1")
_VOICED_AGAIN = re.compile(
    "かが|きぎ|くぐ|けげ|こご|さざ|しじ|すず|せぜ|そぞ|ただ|ちぢ|つづ|てで|とど|はば|ひび|ふぶ|へべ|ほぼ|ハバ|タダ|カガ|サザ"
)
_MARKS_OF_LETTERS = "\u3099\u309a" + "".join(map(chr, (*range(0x300, 0x370), *range(0xFE00, 0xFE10))))
_MARKS_OF_LETTERS += "".join(map(chr, range(0xE0100, 0xE01F0)))
_KANA_RUN = re.compile(r"[ぁ-ゖー]{2,}")
_KANA_FIRST = re.compile(r"[ぁ-ゖ]{2,}[\u4e00-\u9fff]")
_LONGEST_MIXED = 16
_DOT = re.compile(r"(?<=[ぁ-ゖァ-ヺー])[・=](?=[ぁ-ゖァ-ヺー])")
_SHORTEST_IN_KANA = 3
_LONG_IN_KATAKANA = 6
"""Shorter words in katakana are foreign names rather than Japanese ones, which are typed in hiragana."""
_OTHER_KANJI = 0.85
_NOMINAL = ("名詞", "接尾辞", "接頭辞")
_LONGEST_COMPOUND = 5
_GAP = 4
_BEHIND_NAMES = frozenset(fold(title).text for title in TITLES | HONORIFICS)
_LONGEST_TITLE = 12
_LONGEST_FAMILY = 3
_BEFORE_TITLES = ("国家", "国務", "国防", "財務", "商務", "米", "前", "元", "副")
"""What stands between a name and its title and belongs to neither."""
_HONORIFIC_KEYS = ("氏", "さん", "様", "君", "ちゃん", "殿", "女史", "夫人")


def as_written(text: str) -> tuple[Alternative, ...]:
    """The alternatives of a phrase: the string itself, and with iteration marks (々 ゝ) put in or written out."""
    folded = fold_characters(text).text
    if not folded:
        return ()
    ways = [Alternative(Grams(folded), WRITTEN, "written", as_typed=True, single=_is_word(folded))]
    ways.extend(Alternative(Grams(other), LEMMA * 0.95, "spelling") for other in _iterated(folded))
    ways.extend(
        Alternative(Grams(other), LEMMA * 0.9, "written", as_typed=True) for other in _cut_clusters(text, folded)
    )
    return tuple(ways)


def _is_word(folded: str) -> bool:
    return len(folded) > 1 and all_kanji(folded) and bool(single_words(folded))


def _cut_clusters(text: str, folded: str) -> Iterator[str]:
    """What a string folds to where it begins or ends inside a letter of several characters (the ﾊ of ﾊﾟ)."""
    start = folded.lstrip(_MARKS_OF_LETTERS)
    if start != folded and start:
        yield start
    if text and "ｦ" <= text[-1] <= "ﾝ":
        for mark in "\u3099\u309a":
            whole = fold_characters(start[-1:] + mark).text
            if len(whole) == 1:
                yield start[:-1] + whole


def expand(text: str, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """The alternatives of a word, best first, each pattern once."""
    folded = fold(text[:LONGEST_WORD]).text.strip()
    if not folded:
        return as_written(text)
    apart, shades = other_words(folded), other_shades(folded)
    longer = tuple(other for other in apart if other.startswith(folded))
    found = [replace(way, apart=longer) if longer and way.as_typed else way for way in as_written(text.strip())]
    if len(folded) <= _LONGEST_EXPANDED:
        for way in _spellings(folded, vocabulary):
            divided = bool(apart or shades) and not isinstance(way.pattern, Holding)
            found.append(replace(way, apart=apart, shades=shades) if divided else way)
        weight = KANA if HIRAGANA_WORD.fullmatch(folded) else LEMMA
        found.extend(Alternative(Grams(way), weight * 0.85, "spelling", whole=True) for way in old_kana(folded))
        found.extend(by_kana(folded, vocabulary))
        if not text.isupper() or len(folded) > 5:
            found.extend(by_romaji(folded, text, vocabulary))
        found.extend(_names(folded, vocabulary))
        found.extend(_rewritten(folded, vocabulary))
    best: dict[Pattern, Alternative] = {}
    for each in found:
        if each.pattern not in best or each.weight > best[each.pattern].weight:
            best[each.pattern] = each
    return tuple(sorted(best.values(), key=lambda each: -each.weight))


def parts(text: str) -> tuple[str, ...]:
    """The words of meaning in a longer word or a sentence, for when it is not found as a whole; none of a name in kana
    that the dictionary does not know and takes apart into scraps."""
    folded = fold(text[:LONGEST_WORD]).text
    found = [cell.surface for cell in cells(tokenize(folded)) if cell.keys.key and not _slight(cell)]
    if KANA_WORD.fullmatch(folded):
        found = [piece for piece in found if len(piece) >= _SHORTEST_IN_KANA]
        if 2 * sum(map(len, found)) < len(folded):
            return ()
    return tuple(dict.fromkeys(found))


def compounds(text: str) -> tuple[str, ...]:
    """The runs of two nouns or more in a sentence (希土類, 台風13号): beside `parts`, for when any of them will do."""
    folded = fold(text[:LONGEST_WORD]).text
    found: list[str] = []
    run: list[Cell] = []
    for cell in (*cells(tokenize(folded)), None):
        if cell and cell.keys.key and cell.pos.startswith(_NOMINAL) and (not run or run[-1].end == cell.start):
            run.append(cell)
            continue
        if 1 < len(run) <= _LONGEST_COMPOUND:
            found.append(folded[run[0].start : run[-1].end])
        run = [cell] if cell and cell.keys.key and cell.pos.startswith(_NOMINAL) else []
    return tuple(way for way in dict.fromkeys(found) if way != folded)


def _slight(cell: Cell) -> bool:
    """Whether a word of a sentence says nothing of what it is about: 誰, 何, short words in hiragana."""
    return cell.pos.startswith("代名詞") or (
        bool(HIRAGANA_WORD.fullmatch(cell.surface))
        and (len(cell.surface) < 3 or cell.pos.startswith(("副詞", "接続詞", "連体詞")))
    )


def _spellings(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    found = content(cells(tokenize(folded)))
    whole = phrase(found)
    kana = bool(KANA_WORD.fullmatch(folded)) and not KATAKANA_WORD.fullmatch(folded)
    exact: tuple[Alternative, ...] = ()
    if whole and not (kana and len(folded) < 2) and not is_written_with_strokes(folded):
        inflected = any(cell.pos.startswith(("動詞", "形容詞", "形状詞", "助動詞")) for cell in found)
        weight, why = (KANA, "reading") if kana else (LEMMA, "inflected" if inflected else "spelling")
        if kana and (found[0].start or found[-1].end < len(folded)):
            weight = LOOSE
        exact = tuple(same_kanji(folded, found[0], whole)) if len(found) == 1 and not kana else ()
        yield Alternative(whole, LEMMA * _OTHER_KANJI if exact else weight, why)  # type: ignore[arg-type]
        yield from exact
        ending = folded[found[-1].end :]
        if HIRAGANA_WORD.fullmatch(ending) and found[-1].pos.startswith(("動詞", "形容詞")):
            yield Alternative(Followed(whole, ending), (LEMMA * _OTHER_KANJI if exact else weight) * 1.02, why)  # type: ignore[arg-type]
            for each in exact[:1]:
                yield Alternative(Followed(each.pattern, ending), WRITTEN * 1.02, why)  # type: ignore[arg-type]
        plain = without_help(found)
        if len(plain) < len(found):
            shorter = phrase(plain)
            if shorter:
                yield Alternative(shorter, weight * 0.8, "inflected")
    yield from other_okurigana(folded, found, vocabulary)
    yield from other_kanji(folded, found)
    if not exact:
        yield from _mixed(folded, found)


def _mixed(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A word partly in kana that may be written in kanji or katakana: べっせんと長官."""
    if KANA_WORD.fullmatch(folded) or not _KANA_RUN.search(folded) or len(folded) > _LONGEST_MIXED:
        return
    words = tuple((cell.start, cell.end, keys_in(cell)) for cell in found if cell.keys.key)
    yield Alternative(Mixed(katakana(folded), words), KANA, "reading")
    readings = [cell.keys.readings[0] for cell in found if cell.keys.readings]
    if len(readings) == len(found) and _KANA_FIRST.match(folded):
        yield Alternative(Sounds("".join(readings)), PHONETIC, "reading")


def _iterated(folded: str) -> Iterator[str]:
    """国々 as 国国, すゝめ as すすめ, and the other way."""
    written_out = fold(_MARK.sub(r"\1\1", folded)).text
    if written_out != folded:
        yield written_out
    marked = _DOUBLE.sub(r"\1々", folded)
    marked = _DOUBLE_KANA.sub(lambda found: found[1] + ("ヽ" if found[1] >= "ァ" else "ゝ"), marked)
    marked = _VOICED_AGAIN.sub(lambda found: found[0][0] + ("ヾ" if found[0] >= "ァ" else "ゞ"), marked)
    if marked != folded:
        yield marked


def _names(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """Aliases the collection knows, and a name without its title or first name."""
    name, title = split_title(folded)
    if vocabulary.aliases:
        for alias in dict.fromkeys((*vocabulary.aliases(folded), *(vocabulary.aliases(name) if title else ()))):
            plain = fold(alias).text
            if not plain or plain == folded:
                continue
            note = f"{folded}={alias}"
            named = phrase(content(cells(tokenize(plain)))) if _is_also_a_word(plain) else None
            if named:
                yield Alternative(_before(named, (*_HONORIFIC_KEYS, *_title_keys())), SYNONYM, "alias", note)
            yield Alternative(Grams(plain), REDUCED if named else SYNONYM, "alias", note, whole=True)
    if title:
        yield Alternative(Grams(name), REDUCED, "alias", whole=True)
        if all_kanji(name) and len(name) <= 2:
            yield Alternative(Around(name, title, _GAP, _BEFORE_TITLES), REDUCED, "alias")
        spelled = phrase(content(cells(tokenize(name))))
        if spelled:
            yield Alternative(spelled, REDUCED, "alias")
            honoured = Slot(spelled.size, tuple((Field.LEMMA, honorific) for honorific in _HONORIFIC_KEYS))
            yield Alternative(Terms((*spelled.slots, honoured)), REDUCED * 1.05, "alias")
    found = content(cells(tokenize(name)))
    if len(found) > 1 and all(KATAKANA_WORD.fullmatch(cell.surface) for cell in found) and re.search("[・=\\s]", name):
        last = phrase(found[-1:])
        if last:
            yield Alternative(last, REDUCED, "alias")
            sound = phonetic_key(found[-1].surface)
            yield Alternative(Terms.of(Field.SOUND, sound), REDUCED * 0.9, "alias")
    elif len(found) == 2 and "人名-姓" in found[0].pos and "人名" in found[1].pos:
        family = phrase(found[:1])
        if family and len(found[0].surface) > 1:
            yield Alternative(family, REDUCED, "alias")
        elif family:
            yield Alternative(_before(family, (*_HONORIFIC_KEYS, *_title_keys())), REDUCED, "alias")


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
    firsts = (cells(tokenize(title))[0].keys.key for title in sorted(_BEHIND_NAMES))
    return tuple(key for key in dict.fromkeys(firsts) if key and not key.startswith(NUMBER))


def split_title(folded: str) -> tuple[str, str]:
    """A name and the title or honorific behind it (folded); ('…', '') where there is none."""
    for at in range(max(1, len(folded) - _LONGEST_TITLE), len(folded)):
        if folded[at:] in _BEHIND_NAMES:
            return folded[:at], folded[at:]
    return folded, ""


def _rewritten(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """Other words for the same: numbers with units, years, countries, synonyms."""
    for other in rewritings(folded):
        yield Alternative(Grams(other), LEMMA * 0.9, "spelling", whole=True)
        spelled = phrase(content(cells(tokenize(other))))
        if spelled:
            yield Alternative(spelled, LEMMA * 0.9, "spelling")
    if all_kanji(folded) and not is_name(cells(tokenize(folded))):
        for other in substituted(folded):
            yield Alternative(Grams(other), SYNONYM, "spelling", whole=True)
    for other, note in vocabulary.synonyms.of(folded):
        yield Alternative(Grams(other), SYNONYM, "synonym", note, whole=True)
        spelled = phrase(content(cells(tokenize(other))))
        if spelled:
            yield Alternative(spelled, SYNONYM, "synonym", note)
    plain = folded.replace(" ", "")
    letter = LETTER_OF.get(plain)
    if letter and plain != letter:
        yield Alternative(Terms.of(Field.COUNTRY, letter, shown=letter), SYNONYM, "synonym", f"{folded}={letter}")


def further(text: str, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """Wider readings of a word in kana or romaji, for when nothing better is found.

    The beginning of a reading (while it is being typed), long vowels and ッ apart, old orthography, kanji read one
    by one.
    """
    folded = _DOT.sub("", fold(text[:_LONGEST_EXPANDED]).text.strip())
    readings: tuple[str, ...] = ()
    if KANA_WORD.fullmatch(folded):
        readings = (katakana(folded),)
    elif LATIN.fullmatch(folded):
        readings = from_romaji(folded) or prefix_from_romaji(folded)
    readings = tuple(reading for reading in readings[:4] if len(reading) > 1)
    found = [Alternative(Sounds(reading, beginning=True), PART, "reading") for reading in readings]
    if HIRAGANA_WORD.fullmatch(folded) and len(folded) > 2:
        found.append(Alternative(Sounds(readings[0], loosely=True), LOOSE, "reading"))
        found.extend(Alternative(Grams(way), NEAR, "spelling") for way in old_kana(folded))
    foreign = bool(KATAKANA_WORD.fullmatch(folded)) and len(folded) < _LONG_IN_KATAKANA
    for reading in readings[:2]:
        modern = () if foreign else modern_kana(reading)
        if not foreign:
            loosely = not HIRAGANA_WORD.fullmatch(folded)
            found.append(Alternative(SpelledOut(reading, loosely), NEAR, "reading"))
        found.extend(Alternative(Sounds(way), PHONETIC, "reading") for way in modern)
        for way in (reading, *modern[:2]):
            words = by_characters(way, vocabulary.views, foreign)
            found.extend(Alternative(Grams(word), NEAR, "reading") for word in words)
    best: dict[Pattern, Alternative] = {}
    for each in found:
        best.setdefault(each.pattern, each)
    return tuple(best.values())
