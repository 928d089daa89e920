"""A word as typed → the ways it may stand in a text, each with a weight and a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import eq

from inyo.index.engine.matching.word_patterns import (
    Expression,
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
from inyo.index.engine.query_pieces import LONGEST_JOINT
from inyo.index.engine.segments import Field
from inyo.index.engine.term_keys import LIGHT, NUMBER, Cell, keys_of, word_cells
from inyo.index.engine.words.alternatives import (
    KANA,
    LEMMA,
    LOOSE,
    NEAR,
    OKURIGANA,
    PART,
    PHONETIC,
    REDUCED,
    SYNONYM,
    WRITTEN,
    Alternative,
    Tier,
    Vocabulary,
    content,
    keys_in,
    phrase,
)
from inyo.index.engine.words.name_forms import as_called, by_characters, by_native_sound, in_latin, name_forms, of_china
from inyo.index.engine.words.paraphrases import (
    abbreviations,
    as_letters,
    becoming_and_doing,
    in_address,
    joined_otherwise,
    read_out,
)
from inyo.index.engine.words.rewriting import rewritings
from inyo.index.engine.words.spelling import (
    LATIN,
    by_kana,
    by_romaji,
    half_converted,
    is_kana_of_word,
    is_name,
    other_kanji,
    other_okurigana,
    partly_in_kana,
    same_kanji,
    without_help,
)
from inyo.index.japanese.countries import LETTER_OF
from inyo.index.japanese.folding import fold, fold_characters
from inyo.index.japanese.kana import (
    HIRAGANA_WORD,
    KANA_WORD,
    KATAKANA_WORD,
    from_romaji,
    hiragana,
    katakana,
    modern_kana,
    old_kana,
    prefix_from_romaji,
    with_kwa,
)
from inyo.index.japanese.kanji_forms import other_shades, other_words, substituted
from inyo.index.japanese.numbers import is_written_with_strokes
from inyo.index.japanese.readings import all_kanji, has_kanji, onyomi, readings_of
from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import lazily
from inyo.index.values.hits import Why

LONGEST_WORD = 400
_WILDCARD = re.compile("[*＊?？]")
_ONE_LETTER = re.compile("[?？]")
_LONGEST_EXPANDED = 60
_MARK = lazily(lambda: r"([\u4e00-\u9fff])[々〻]")
_MARKS_OF_REPETITION = frozenset("々〻")
_DOUBLE = lazily(lambda: r"([\u4e00-\u9fff])\1")
_DOUBLE_KANA = re.compile(r"([ぁ-ゖァ-ヺ])\1")
_VOICED_AGAIN = re.compile(
    "かが|きぎ|くぐ|けげ|こご|さざ|しじ|すず|せぜ|そぞ|ただ|ちぢ|つづ|てで|とど|はば|ひび|ふぶ|へべ|ほぼ|ハバ|タダ|カガ|サザ"
)
_MARKS_OF_LETTERS = "\u3099\u309a" + "".join(map(chr, (*range(0x300, 0x370), *range(0xFE00, 0xFE10))))
_MARKS_OF_LETTERS += "".join(map(chr, range(0xE0100, 0xE01F0)))
_KANA_RUN = re.compile(r"[ぁ-ゖー]{2,}")
_KANJI_RUN = lazily(lambda: r"[\u4e00-\u9fff々]+")
_KANA_FIRST = lazily(lambda: r"[ぁ-ゖ]{2,}[\u4e00-\u9fff]")
_LATIN_RUN = re.compile("[a-z]{3}")
_LATIN_BY_KANJI = lazily(lambda: r"(?<![a-z])[a-z]{3,}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[a-z]{3,}(?![a-z])")
_LONGEST_MIXED = 16
_LONGEST_HALF = 5
_HALF_IN_KANA = lazily(
    lambda: r"(?=[ぁ-ゖ]{1,4}[\u4e00-\u9fff]$|[\u4e00-\u9fff][ぁ-ゖ]{2,4}$)([ぁ-ゖ]*)([\u4e00-\u9fff])([ぁ-ゖ]*)"
)
_MOST_HALVES = 6
_TWO_VERBS = lazily(lambda: r"([\u4e00-\u9fff][ぁ-ゖ]{1,2})([\u4e00-\u9fff][ぁ-ゖ]{1,2})")
_DOT = re.compile(r"(?<=[ぁ-ゖァ-ヺー])[・=](?=[ぁ-ゖァ-ヺー])")
_LONG_IN_KATAKANA = 6
"""Shorter words in katakana are foreign names rather than Japanese ones, which are typed in hiragana."""
_OTHER_KANJI = 0.85
_LONGEST_OLD = 8
_LONG_OLD = 3
_NOT_LETTER = re.compile(r"[-'. ]")
_MOST_OLD = 16
_SHORTEST_IN_KANA = 4
_MOST_READINGS = 4
_MOST_NOUNS, _SHORTEST_NOUN = 3, 2
_LONGEST_DOTTED = 10
_NO_KANA = lazily(lambda: r"[\u4e00-\u9fff々ァ-ヺー]*[\u4e00-\u9fff][\u4e00-\u9fff々ァ-ヺー]*")
_KINDS_OF_PLACES = frozenset("市町村区県府郡駅港湖山川島")
_KINDS_LEFT_OUT = frozenset("県府")
_POLITE = frozenset("おご御")
_KANJI_DOT = lazily(lambda: r"(?<=[\u4e00-\u9fff])・(?=[\u4e00-\u9fff])")
"""What stands between a name and its title and belongs to neither."""


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


def expression(text: str, pattern: str) -> Alternative:
    """The one way of a word with wildcards, or of an expression between slashes."""
    if len(text) > 1 and text[0] == text[-1] == "/":  # letters other than ASCII as the folded texts have them
        pattern = "".join(letter if letter.isascii() else re.escape(fold(letter).text) for letter in pattern)
    pieces = [fold(piece).text for piece in _WILDCARD.split(text)] if "/" not in text else []
    literals = tuple(piece for piece in pieces if piece)
    stars = () if _ONE_LETTER.search(text) else tuple(pieces)
    return Alternative(Expression(pattern, literals, LONGEST_JOINT * (len(pieces) - 1), stars), LEMMA, "written")


def plainly(text: str) -> tuple[Alternative, ...]:
    """A part of a longer word: as it is written and inflected; one letter only as a word."""
    spelled = phrase(content(word_cells(fold(text).text)))
    if len(text) < 2 and spelled:
        return (Alternative(spelled, LEMMA, "inflected"),)
    return (*as_written(text), *((Alternative(spelled, LEMMA, "inflected"),) if spelled else ()))


def read_elsewhere(strings: Sequence[str]) -> tuple[Alternative, ...]:
    """Strings that are read as a word in one text, for texts in which they are cut into other words."""
    return tuple(Alternative(Grams(string), KANA * 0.95, "reading", whole=True) for string in strings)


def other_word(word: str, typed: str) -> tuple[Alternative, ...]:
    """A word that was not typed, but is near to one that stands nowhere: as a string, as a key of words, and of those
    that are read so; a foreign name in katakana is none of these."""
    folded = fold(word).text
    patterns: tuple[Pattern, ...] = (Grams(folded), Terms.of(Field.LEMMA, folded))
    if KATAKANA_WORD.fullmatch(folded) and not KATAKANA_WORD.fullmatch(fold(typed).text):
        patterns = (*patterns, Terms.of(Field.READING, folded))
    note = f"{typed}→{word}"
    return tuple(Alternative(each, REDUCED, "sound", note, whole=True, tier=Tier.WEAK) for each in patterns)


def expand(text: str, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """All alternatives of a word, best first, each pattern once."""
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
        found.extend(_old_of_kanji(folded))
        found.extend(_in_kana(folded))
        found.extend(_place_in_kana(folded))
        found.extend(by_kana(folded, vocabulary))
        if not text.isupper() or len(folded) > 5:
            found.extend(by_romaji(folded, text, vocabulary))
        found.extend(_partly_latin(folded, vocabulary))
        found.extend(name_forms(folded, vocabulary))
        found.extend(as_called(folded))
        found.extend(of_china(folded))
        found.extend(in_latin(folded))
        words = content(word_cells(folded))
        found.extend(half_converted(folded, words, vocabulary))
        found.extend(partly_in_kana(folded, words, vocabulary))
        found.extend(abbreviations(folded, words))
        found.extend(joined_otherwise(folded, words))
        found.extend(becoming_and_doing(folded, words))
        found.extend(in_address(folded))
        found.extend(_letter_by_letter(folded, text.strip()))
        found.extend(_rewritten(folded, vocabulary))
        found.extend(_dotted(folded))
        found.extend(further(text, vocabulary))
    return _each_once(found)


def _each_once(found: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Alternatives, the best of each pattern, the weightiest first."""
    best: dict[tuple[Pattern, tuple[str, ...]], Alternative] = {}
    for each in found:
        other = best.get((each.pattern, each.only))
        if other is None or (each.tier, -each.weight) < (other.tier, -other.weight):
            best[each.pattern, each.only] = each
    return tuple(sorted(best.values(), key=lambda each: -each.weight))


def _spellings(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    found = content(word_cells(folded))
    rest = bool(found) and has_kanji(folded) and _is_rest(folded, found)
    for way in _of_words(folded, found, vocabulary):
        yield replace(way, tier=max(way.tier, Tier.LOOSE)) if rest else way


def _of_words(folded: str, found: Sequence[Cell], vocabulary: Vocabulary) -> Iterator[Alternative]:
    if _is_marked_number(folded, found):
        yield from _marked_number(folded, found)
        return
    whole = phrase(found)
    kana = bool(KANA_WORD.fullmatch(folded)) and not KATAKANA_WORD.fullmatch(folded)
    exact: tuple[Alternative, ...] = ()
    if whole and not (kana and len(folded) < 2) and not is_written_with_strokes(folded):
        inflected = any(cell.pos.startswith(("動詞", "形容詞", "形状詞", "助動詞")) for cell in found)
        why: Why
        weight, why = (KANA, "reading") if kana else (LEMMA, "inflected" if inflected else "spelling")
        tier = Tier.SURE
        if kana:
            tier = _sure_in_kana(folded, found)
            weight = LOOSE if tier else weight
        if tier is Tier.WEAK:
            return
        exact = tuple(same_kanji(folded, found[0], whole)) if len(found) == 1 and not kana else ()
        yield Alternative(whole, LEMMA * _OTHER_KANJI if exact else weight, why, tier=tier)
        yield from exact
        ending = folded[found[-1].end :]
        if HIRAGANA_WORD.fullmatch(ending) and found[-1].pos.startswith(("動詞", "形容詞")):
            yield Alternative(Followed(whole, ending), (LEMMA * _OTHER_KANJI if exact else weight) * 1.02, why)
            for each in exact[:1]:
                yield Alternative(Followed(each.pattern, ending), WRITTEN * 1.02, why)
        plain = without_help(found)
        if len(plain) < len(found):
            shorter = phrase(plain)
            if shorter:
                yield Alternative(shorter, weight * 0.8, "inflected", tier=Tier.LOOSE if kana else Tier.SURE)
    yield from _without_honour(folded, found)
    yield from other_okurigana(folded, found, vocabulary)
    yield from other_kanji(folded, found)
    if not kana:
        yield from _read_in_phrase(found)
    yield from _one_word(folded)
    yield from _two_verbs(folded, found)
    if not exact:
        yield from _mixed(folded, found)


def _without_honour(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """The noun behind お or ご alone."""
    plain = phrase(found[1:]) if folded[:1] in _POLITE and len(found) > 1 and found[0].end == 1 else None
    if plain:
        yield Alternative(plain, LEMMA * 0.7, "spelling", tier=Tier.LOOSE)


def _is_marked_number(folded: str, found: Sequence[Cell]) -> bool:
    """Whether a word is a number with a mark that has no key, without which it is another amount: 50%, $5."""
    return len(found) == 1 and found[0].keys.key.startswith(NUMBER) and found[0].surface != folded


def _marked_number(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A number in other figures with the same mark behind: 50% and 五〇%."""
    number, mark = phrase(found), folded[found[0].end :]
    if number and mark and not found[0].start:
        yield Alternative(Followed(number, mark), LEMMA, "spelling")


def _is_rest(folded: str, found: Sequence[Cell]) -> bool:
    """Whether the words are the rest of a word of which kana at an edge was taken for grammar: か学, 中か, 可のう."""
    head, tail = folded[: found[0].start], folded[found[-1].end :]
    noun = found[-1].pos.startswith(("名詞", "接尾辞", "接頭辞"))
    return bool(HIRAGANA_WORD.fullmatch(head)) or (noun and is_kana_of_word(tail))


def _sure_in_kana(folded: str, found: Sequence[Cell]) -> Tier:
    """How sure the words are that a string in kana was taken apart into. Their readings are looked for elsewhere: what
    is added here is other forms of a verb or adjective (LOOSE), and the one word that is all of it (SURE). Of words of
    grammar with some scraps (い|ん|たい for 引退) nothing is said."""
    if len(found) != 1 or len(found[0].surface) < 2 or found[0].keys.key in LIGHT:
        return Tier.WEAK
    if not found[0].start and found[0].end == len(folded):
        return Tier.SURE
    verb = found[0].pos.startswith(("動詞-一般", "形容詞-一般"))
    return Tier.LOOSE if verb and not found[0].start else Tier.WEAK


def _old_of_kanji(folded: str) -> Iterator[Alternative]:
    """A word with kanji in the kana of old books: 小さい as ちひさい, 恋 as こひ."""
    if KANA_WORD.fullmatch(folded) or not has_kanji(folded) or len(folded) > _LONGEST_OLD:
        return
    found = word_cells(folded)
    if len(found) != 1 or not found[0].keys.readings or is_name(found):
        return
    reading = hiragana(found[0].keys.readings[0])
    kwa = with_kwa(folded, reading)
    ways = old_kana(reading)[:_MOST_OLD]
    for way in ways if kwa == reading else (kwa, *ways):
        grammar = not word_cells(way)[0].keys.key  # につき, not にっき
        short = len(way) < _LONG_OLD + grammar
        yield Alternative(Grams(way), PHONETIC, "spelling", whole=short, tier=Tier.LOOSE if short else Tier.SURE)


def _in_kana(folded: str) -> Iterator[Alternative]:
    """A word of kanji as it may stand in a text in kana: 琉球 as りゅうきゅう, a foreign name by its Sino-Japanese
    reading."""
    if not all_kanji(folded) or len(folded) > _LONGEST_OLD:
        return
    found = word_cells(folded)
    known = all(cell.keys.readings for cell in found)
    ways = ["".join(cell.keys.readings[0] for cell in found)] if known else []
    if known and len(found) == 1:
        yield from _noun_in_kana(folded)
    if is_name(found) or not known:
        ways += onyomi(folded)[:_MOST_READINGS]
    for reading in dict.fromkeys(ways):
        if len(reading) >= _SHORTEST_IN_KANA:
            for way in (hiragana(reading), reading):
                yield Alternative(Grams(way), NEAR, "reading", whole=True, tier=Tier.LOOSE)


def _noun_in_kana(folded: str) -> Iterator[Alternative]:
    """A noun of native words in katakana, as kinds of animals and plants are written, which the dictionary may take for
    a name (クマ); a noun or place in hiragana that may be nothing else (さいたま), or something else too (そば)."""
    for noun in single_words(folded)[:_MOST_NOUNS]:
        place, reading = "固有名詞-地名" in noun.pos, noun.reading
        if len(reading) < _SHORTEST_NOUN or not (place or noun.pos.startswith("名詞-普通名詞-一般")):
            continue
        if not place and reading not in onyomi(folded):
            yield Alternative(Grams(reading), PHONETIC, "reading", whole=True)
        way = hiragana(reading)
        others = [word for word in single_words(way) if word.lemma != noun.lemma]
        sure = place and len(way) > _SHORTEST_NOUN and all("固有名詞" in word.pos for word in others)
        if len(way) > _SHORTEST_NOUN or not place:
            yield Alternative(Grams(way), PHONETIC, "reading", whole=True, tier=Tier.SURE if sure else Tier.LOOSE)


def _place_in_kana(folded: str) -> Iterator[Alternative]:
    """A place whose name may stand in kana before what it is (鹿児島市 as かごしま市), or alone: 奈良県 as 奈良."""
    found = word_cells(folded)
    if len(found) != 2 or "地名" not in found[0].pos or found[1].surface not in _KINDS_OF_PLACES:
        return
    name = found[0]
    if all_kanji(name.surface) and name.keys.readings and found[1].end == len(folded):
        way = hiragana(name.keys.readings[0]) + found[1].surface
        yield Alternative(Grams(way), PHONETIC, "reading", whole=True)
        if found[1].surface in _KINDS_LEFT_OUT:
            yield Alternative(Grams(name.surface), REDUCED, "alias", whole=True, tier=Tier.LOOSE)


def _letter_by_letter(folded: str, typed: str) -> Iterator[Alternative]:
    """An acronym by the names of its letters, and the other way."""
    for way in read_out(folded, typed):
        yield Alternative(Grams(way), SYNONYM, "reading", whole=True)
    letters = as_letters(katakana(folded.replace("・", "")))
    if letters:
        yield Alternative(Grams(letters), SYNONYM, "reading", whole=True)


def _dotted(folded: str) -> Iterator[Alternative]:
    """少子高齢化 and 少子・高齢化: words with a dot between, or without it."""
    if "・" in folded:
        plain = _KANJI_DOT().sub("", folded)
        if plain != folded:
            yield Alternative(Grams(plain), LEMMA * 0.9, "spelling")
        return
    if 3 < len(folded) <= _LONGEST_DOTTED and _NO_KANA().fullmatch(folded):
        for cell in word_cells(folded)[1:]:
            yield Alternative(Grams(f"{folded[: cell.start]}・{folded[cell.start :]}"), LEMMA * 0.9, "spelling")


def _mixed(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A word partly in kana that may be written in kanji or katakana: べっせんと長官."""
    if KANA_WORD.fullmatch(folded) or not _KANA_RUN.search(folded) or len(folded) > _LONGEST_MIXED:
        return
    apart = [(run.start(), cell) for run in _KANJI_RUN().finditer(folded) for cell in word_cells(run[0])]
    words = tuple(
        (at + cell.start, at + cell.end, keys_in(cell))
        for at, cell in dict.fromkeys((*((0, cell) for cell in found), *apart))
        if cell.keys.key
    )
    yield Alternative(Mixed(katakana(folded), words), KANA, "reading")
    readings = [cell.keys.readings[0] for cell in found if cell.keys.readings]
    if found and len(readings) == len(found) and not found[0].start and _KANA_FIRST().match(folded):
        yield Alternative(Sounds("".join(readings)), PHONETIC, "reading")
    half = _HALF_IN_KANA().fullmatch(folded) if len(folded) <= _LONGEST_HALF else None
    if half and not single_words(folded):
        before, kanji, behind = half.groups()
        for way in readings_of(kanji, bool(before))[:_MOST_HALVES]:
            yield Alternative(Sounds(katakana(before) + way + katakana(behind)), PHONETIC, "reading", tier=Tier.LOOSE)


def _read_in_phrase(found: Sequence[Cell]) -> Iterator[Alternative]:
    """A set phrase, whose nouns in hiragana may stand in other kanji than the dictionary has for them: しのぎを削る as
    鎬を削る."""
    if all(cell.keys.key for cell in found) or not any(map(_is_noun_in_kana, found)):
        return
    whole = phrase(found, lambda cell: ((Field.READING, katakana(cell.surface)),) if _is_noun_in_kana(cell) else ())
    if whole:
        yield Alternative(whole, LEMMA * 0.85, "reading")


def _is_noun_in_kana(cell: Cell) -> bool:
    return len(cell.surface) > 1 and cell.pos.startswith("名詞") and bool(HIRAGANA_WORD.fullmatch(cell.surface))


def _one_word(folded: str) -> Iterator[Alternative]:
    """What is typed as one word and is taken apart in a sentence, where the dictionary has it as one: じゃ口."""
    if len(word_cells(folded)) > 1 and has_kanji(folded):
        keys = (keys_of(word).key for word in single_words(folded)[:_MOST_NOUNS])
        for key in dict.fromkeys(key for key in keys if key):
            yield Alternative(Terms.of(Field.LEMMA, key), LEMMA * 0.9, "spelling")


def _two_verbs(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A verb of two, each of which may be written in kana: 読み出す as よみ出す, 明け行く as 明けゆく."""
    parted = _TWO_VERBS().fullmatch(folded) if len(found) == 1 and found[0].pos.startswith("動詞") else None
    if not parted:
        return
    first, second = single_words(parted[1]), single_words(parted[2])
    if first and second and second[0].pos.startswith("動詞"):
        heads = ((Field.READING, first[0].reading), *((Field.LEMMA, keys_of(word).key) for word in first))
        tails = tuple((Field.LEMMA, keys_of(word).key) for word in second if word.pos.startswith("動詞"))
        slots = Slot(0, tuple(dict.fromkeys(heads))), Slot(1, tuple(dict.fromkeys(tails)))
        yield Alternative(Terms(slots), OKURIGANA, "spelling")


def _partly_latin(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """A word partly in romaji that is written in kanji or katakana: besento長官."""
    if len(folded) > _LONGEST_MIXED or folded.isascii() or not _LATIN_RUN.search(folded):
        return
    latin = _LATIN_BY_KANJI().search(folded)
    if not latin:
        return
    for reading in from_romaji(latin[0])[:_MOST_READINGS]:
        before, behind = folded[: latin.start()], folded[latin.end() :]
        heard = before + hiragana(reading) + behind
        yield from _mixed(heard, content(word_cells(heard)))
        yield from by_kana(before + reading + behind, vocabulary)


def _iterated(folded: str) -> Iterator[str]:
    """国々 as 国国, すゝめ as すすめ, and the other way."""
    marks = not _MARKS_OF_REPETITION.isdisjoint(folded)
    written_out = fold(_MARK().sub(r"\1\1", folded) if marks else folded).text
    if written_out != folded:
        yield written_out
    marked = _DOUBLE().sub(r"\1々", folded) if any(map(eq, folded, folded[1:])) else folded
    marked = _DOUBLE_KANA.sub(lambda found: found[1] + ("ヽ" if found[1] >= "ァ" else "ゝ"), marked)
    marked = _VOICED_AGAIN.sub(lambda found: found[0][0] + ("ヾ" if found[0] >= "ァ" else "ゞ"), marked)
    if marked != folded:
        yield marked


def _as_heard(folded: str) -> tuple[str, ...]:
    """A word in kana or romaji in the other kana: a table may have it in either."""
    if KANA_WORD.fullmatch(folded):
        return (katakana(folded), hiragana(folded))
    readings = from_romaji(folded)[:2] if LATIN.fullmatch(folded) else ()
    return tuple(way for reading in readings for way in (reading, hiragana(reading)))


def _rewritten(folded: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """Other words for the same: numbers with units, years, countries, synonyms."""
    for other in rewritings(folded):
        yield Alternative(Grams(other), LEMMA * 0.9, "spelling", whole=True)
        cells = content(word_cells(other))
        spelled = phrase(cells)
        if _is_marked_number(other, cells):
            yield from (replace(each, weight=LEMMA * 0.9) for each in _marked_number(other, cells))
        elif spelled and not _has_joint(folded, other):
            yield Alternative(spelled, LEMMA * 0.9, "spelling")
    if all_kanji(folded) and not is_name(word_cells(folded)):
        for other in substituted(folded):
            yield Alternative(Grams(other), SYNONYM, "spelling", whole=True)
    heard = [folded, *(way for way in _as_heard(folded) if way != folded)]
    others = (pair for way in heard for pair in (*vocabulary.synonyms.of(way), *_ministers(way, vocabulary)))
    for other, note in dict.fromkeys(others):
        yield Alternative(Grams(other), SYNONYM, "synonym", note, whole=True)
        spelled = phrase(content(word_cells(other)))
        if spelled:
            yield Alternative(spelled, SYNONYM, "synonym", note)
    for other, note, keys in vocabulary.synonyms.in_documents(folded):
        yield Alternative(Grams(other), SYNONYM, "synonym", note, whole=True, only=keys)
    plain = folded.replace(" ", "")
    letter = LETTER_OF.get(plain)
    if letter and plain != letter:
        yield Alternative(Terms.of(Field.COUNTRY, letter, shown=letter), SYNONYM, "synonym", f"{folded}={letter}")


def _has_joint(folded: str, other: str) -> bool:
    """Whether a word of kanji has の or the like put in: as words with a place between, any particle would do."""
    return all_kanji(folded) and len(other) == len(folded) + 1 and not all_kanji(other)


def _ministers(folded: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """厚労相 as 厚生労働大臣 and the other way: by the names of the ministry."""
    for title, other in (("相", "大臣"), ("大臣", "相")):
        office = folded.removesuffix(title)
        if folded.endswith(title) and len(office) > 1 and not folded.endswith("首相"):
            names = (name for name, _ in vocabulary.synonyms.of(office + "省") if name.endswith("省"))
            for minister in (office + other, *(name[:-1] + other for name in names)):
                yield minister, f"{folded}={minister}"


def further(text: str, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """Wider readings of a word in kana or romaji: the beginning of a reading (while it is being typed), long vowels and
    ッ apart, old orthography, kanji read one by one. None is sure."""
    folded = fold(text[:_LONGEST_EXPANDED]).text.strip()
    if has_kanji(folded):
        return ()
    folded = _DOT.sub("", folded)
    readings: tuple[str, ...] = ()
    if KANA_WORD.fullmatch(folded):
        readings = (katakana(folded),)
    elif LATIN.fullmatch(folded):
        readings = from_romaji(folded) or (() if text[:1].isupper() else prefix_from_romaji(folded))
    readings = tuple(reading for reading in readings[:2] if len(reading) > 1)
    begun = (Alternative(Sounds(reading, beginning=True), PART, "reading", tier=Tier.FAINT) for reading in readings)
    found: list[Alternative] = []
    if HIRAGANA_WORD.fullmatch(folded) and len(folded) > 2:
        found.append(Alternative(Sounds(readings[0], loosely=True), LOOSE, "reading"))
        found.extend(Alternative(Grams(way), NEAR, "spelling") for way in old_kana(folded))
    typed = bool(KATAKANA_WORD.fullmatch(folded))
    foreign = typed and (len(folded) < _LONG_IN_KATAKANA or bool(single_words(folded)))
    for reading in readings[:2]:
        modern = () if foreign else modern_kana(reading)
        if not foreign:
            loosely = not HIRAGANA_WORD.fullmatch(folded)
            tier = Tier.FAINT if loosely else Tier.LOOSE
            found.append(Alternative(SpelledOut(reading, loosely), NEAR, "reading", tier=tier))
        found.extend(Alternative(Sounds(way), PHONETIC, "reading") for way in modern)
        for way in (reading, *modern[:2]):
            words = () if foreign else by_characters(way, vocabulary.views)
            found.extend(Alternative(Grams(word), NEAR, "reading") for word in words)
    if typed or LATIN.fullmatch(folded):
        names = by_native_sound(_NOT_LETTER.sub("", folded), vocabulary.views)
        found.extend(Alternative(Grams(name), NEAR, "reading") for name in names)
    return (*begun, *(replace(each, tier=max(each.tier, Tier.LOOSE)) for each in found))
