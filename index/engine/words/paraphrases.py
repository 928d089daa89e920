"""Phrases put otherwise: long names and what they are called for short, by rule (科学捜査研究所 and 科捜研, 米軍 and
アメリカ軍); two nouns as a compound and with a particle between (大統領選挙 and 大統領の選挙, 人権侵害 and 人権を侵害);
what is done to a thing and what becomes of it (火を消す and 火が消える).

Acronyms and the names of their letters (SNS and エスエヌエス), places with and without what they lie in
(石川県輪島市 and 輪島市). What no rule gives stands in synonyms.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from inyo.index.engine.matching.segment_view import OPEN
from inyo.index.engine.matching.word_patterns import Compounds, Grams, Slot, Terms
from inyo.index.engine.segments import Field, Term
from inyo.index.engine.term_keys import Cell, lemma_key
from inyo.index.engine.words.alternatives import NEAR, PHONETIC, REDUCED, SYNONYM, Alternative, Tier, keys_in, phrase
from inyo.index.engine.words.spelling import is_name
from inyo.index.japanese.countries import LETTER_OF, LETTERS_TYPED, NAMES_OF, RICE
from inyo.index.japanese.kana import KATAKANA_WORD
from inyo.index.japanese.katakana import spelling_key
from inyo.index.japanese.readings import all_kanji, has_kanji
from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import lazily

_LONGEST_COMPOUND = 14
_SHORTEST_SIDE = 2
_MOST_WORDS = 6
_NOUNS = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "接頭辞")
_OF_DEEDS = ("を", "が")
"""What stands before a noun that is also a verb."""


def joined_otherwise(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A compound of two nouns with の between, before deeds with を or が; and without what stands there. Of names that
    is not sure: 日本銀行 is no 日本の銀行."""
    if len(folded) > _LONGEST_COMPOUND or len(found) < 2 or found[0].start or found[-1].end != len(folded):
        return
    tier = Tier.LOOSE if is_name(found) else Tier.SURE
    for way in dict.fromkeys((*_with_particle(folded, found), *_without_particle(folded, found))):
        yield Alternative(Grams(way), PHONETIC, "spelling", whole=True, tier=tier)


def _with_particle(folded: str, found: Sequence[Cell]) -> Iterator[str]:
    if not all(cell.keys.key and cell.pos.startswith(_NOUNS) for cell in found) or len(found) > _MOST_WORDS:
        return
    for cell in found[1:]:
        first, second = folded[: cell.start], folded[cell.start :]
        if min(len(first), len(second)) < _SHORTEST_SIDE or not cell.pos.startswith("名詞"):
            continue
        for particle in ("の", *(_OF_DEEDS if "サ変可能" in found[-1].pos else ())):
            yield first + particle + second


def _without_particle(folded: str, found: Sequence[Cell]) -> Iterator[str]:
    joints = [at for at, cell in enumerate(found) if not cell.keys.key]
    if len(joints) != 1 or not all(cell.pos.startswith(_NOUNS) for cell in found if cell.keys.key):
        return
    joint = found[joints[0]]
    first, second = folded[: joint.start], folded[joint.end :]
    if min(len(first), len(second)) >= _SHORTEST_SIDE and joint.surface in ("の", *_OF_DEEDS):
        yield first + second


_ROWS = tuple(zip("わかがさざただなばまら", "えけげせぜてでねべめれ", "うくぐすずつづぬぶむる", strict=True))
"""By consonant: the letters of its syllables with a, e and u."""
_ENDINGS = (
    *((f"{a}る", f"{e}る") for a, e, _ in _ROWS),
    ("わる", "える"), ("れる", "す"), ("れる", "る"), ("る", "す"), ("える", "やす"), ("える", "す"), ("る", "せる"),
    *((f"{u}", f"{e}る") for _, e, u in _ROWS),
    *((f"{u}", f"{a}す") for a, _, u in _ROWS),
    *((f"{e}る", f"{a}す") for a, e, _ in _ROWS),
    ("きる", "かす"), ("きる", "こす"), ("ぎる", "ごす"), ("ちる", "とす"), ("りる", "ろす"), ("びる", "ばす"),
    ("ちる", "たす"), ("びる", "ぼす"), ("う", "える"), ("じる", "ざす"), ("く", "かせる"),
)  # fmt: skip
"""How a verb ends of what becomes, and of what somebody does."""
_BEFORE_VERB = frozenset("をがもは")
_LONGEST_WITH_VERB = 20


def becoming_and_doing(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A noun with the verb behind を or が exchanged for the one of its pair."""
    if not len(found) >= 3 or len(folded) > _LONGEST_WITH_VERB or not found[-1].pos.startswith("動詞"):
        return
    if found[-2].keys.key or found[-2].surface not in _BEFORE_VERB or not found[0].keys.key:
        return
    lemma = found[-1].keys.key
    others = [lemma_key(other) for other in _others(lemma)]
    spelled = phrase(found, lambda cell: ()) if others else None
    if spelled is not None:
        *rest, last = spelled.slots
        verbs = tuple((Field.LEMMA, other) for other in dict.fromkeys(others))
        changed = type(last)(last.offset, verbs)
        yield Alternative(type(spelled)((*rest, changed)), REDUCED, "inflected", tier=Tier.LOOSE)


@lru_cache(maxsize=1 << 10)
def _others(verb: str) -> tuple[str, ...]:
    """The lemmas of the dictionary that are one of a pair with a verb: its kanji with the other ending."""
    if not has_kanji(verb[:1]):
        return ()
    ways = dict.fromkeys(
        verb.removesuffix(one) + other
        for pair in _ENDINGS
        for one, other in (pair, pair[::-1])
        if verb.endswith(one) and len(verb) > len(one)
    )
    lemmas = (word.lemma for way in ways for word in single_words(way) if word.pos.startswith("動詞"))
    return tuple(lemma for lemma in dict.fromkeys(lemmas) if lemma != verb and lemma[:1] == verb[:1])


_LONGEST_SHORT, _LONGEST_LONG = 6, 8
_FEWEST_SURE = 3
"""Letters of an abbreviation that are hardly the first letters of words side by side by chance."""
_NO_ABBREVIATION = ("人名", "地名", "数詞", "動詞", "形容詞", "副詞", "接続詞")
_BEHIND = tuple(
    (Field.LEMMA, word)
    for word in (
        *"会所部局庁省署院社党軍団隊室課員官長館校法店者学計令",
        "委員",
        "協会",
        "連合",
        "機構",
        "組合",
        "監部",
    )
)
"""Words that an abbreviation may leave out: 研究|所, 公正取引|委員|会."""
_BETWEEN = tuple((Field.LEMMA, letter) for letter in "力者的性用大等会")
_WORD_ENDINGS = (
    ("大学", "大"), ("大学院", "院"),
    ("選挙", "選"), ("委員会", "委"), ("審議会", "審"), ("審査会", "審"), ("審判所", "審"), ("調査会", "調"),
    ("協議会", "協"), ("連合会", "連"), ("連盟", "連"), ("研究所", "研"), ("警察本部", "警"), ("警察", "警"),
    ("検察庁", "検"), ("裁判所", "裁"), ("高等学校", "高校"), ("高等学校", "高"), ("高校", "高"), ("中学校", "中"),
    ("小学校", "小"), ("銀行", "銀"), ("労働組合", "労組"), ("協同組合", "協"), ("大臣", "相"), ("協会", "協"),
    ("議会議員", "議"), ("高速自動車道", "高速道"), ("高速道路", "高速"), ("高速道路", "高速道"), ("都道府県", "県"),
    ("発電所", "発"), ("自動車道", "道"), ("市議会", "市会"), ("県議会", "県会"), ("製作所", "製"), ("美術館", "美"),
    ("博物館", "博"), ("博覧会", "博"), ("図書館", "図"), ("通信社", "通信"), ("放送局", "放送"), ("首相", "総理"),
    ("首相", "総理大臣"),
)  # fmt: skip
"""How the last word of a compound is written out and for short."""


def abbreviations(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """The long forms of a word, and its short ones."""
    if not 2 <= len(folded) <= 24:
        return
    for way in dict.fromkeys((*with_ending(folded), *with_country(folded, found))):
        yield Alternative(Grams(way), SYNONYM, "synonym", f"{folded}={way}", whole=True)
    if not all_kanji(folded):
        if KATAKANA_WORD.fullmatch(folded):
            yield from _clipped(folded, found)
            yield from _written_out(folded)
        return
    if _is_person(found):
        return
    for way, tier in short_forms(folded, found):
        yield Alternative(Grams(way), SYNONYM, "synonym", f"{folded}={way}", whole=True, tier=tier)
    if len(folded) <= _LONGEST_SHORT:
        yield from _by_first_letters(found)


def _is_person(found: Sequence[Cell]) -> bool:
    return bool(found) and "人名-姓" in found[0].pos and (len(found) == 1 or "人名" in found[1].pos)


_BY_LAST: dict[str, list[tuple[str, str]]] = {}
"""What an ending is written for, by the last letter of it."""
for _pair in _WORD_ENDINGS:
    for _one, _other in (_pair, _pair[::-1]):
        _BY_LAST.setdefault(_one[-1], []).append((_one, _other))


def with_ending(folded: str) -> Iterator[str]:
    """The word with its last part written out or for short: 知事選挙 and 知事選."""
    for one, other in _BY_LAST.get(folded[-1:], ()):
        head = folded.removesuffix(one)
        if head != folded and len(head) > 1:
            yield head + other


def with_country(folded: str, found: Sequence[Cell]) -> Iterator[str]:
    """The word with another name for the country that it begins with: 米軍, アメリカ軍; 独首相, ドイツ首相."""
    for name in _countries_at_start(folded, found):
        rest = folded[len(name) :]
        if not rest or rest[0] in "ーの" or (len(name) == 1 and rest in RICE):
            continue
        letter = LETTER_OF.get(name, name if len(name) == 1 else "")
        others = [other for other in NAMES_OF.get(name) or _names_of_letter(name) if not other.isascii()]
        for other in dict.fromkeys((*others, letter)):
            if other and other != name:
                whole = other + rest
                yield whole
                yield from with_ending(whole)
                if len(other) > 1 and len(rest) > 1:
                    yield f"{other}の{rest}"


def _names_of_letter(letter: str) -> tuple[str, ...]:
    return tuple(name for name, own in LETTER_OF.items() if own == letter)


def _countries_at_start(folded: str, found: Sequence[Cell]) -> Iterator[str]:
    """The country that a word begins with: its name, or its letter where the whole is no other word."""
    first = found[0].surface if found else ""
    if len(found) > 1 and (first in LETTER_OF or first in LETTERS_TYPED):
        yield first
    elif len(found) == 1 and len(folded) == 2 and folded[0] in "米英仏独露韓" and folded[1] in "軍紙誌国兵":
        yield folded[0]


def short_forms(folded: str, found: Sequence[Cell]) -> Iterator[tuple[str, Tier]]:
    """What a compound may be called for short: two words or more of it by their first letters (入学試験 入試), others
    as they are (政務調査会長 政調会長); a single letter behind them may fall away (研究|所 研). Of two letters it is
    sure only where the dictionary has a word that is read so."""
    words = [cell.surface for cell in found]
    if not 2 <= len(words) <= _LONGEST_LONG or "".join(words) != folded:
        return
    made: dict[str, Tier] = {}
    for first in range(len(words) - 1):
        for last in range(first + 2, len(words) + 1):
            block = words[first:last]
            if sum(len(word) > 1 for word in block) < 2 or len(block[0]) < 2:
                continue
            blocks = [block]
            if len(block[-1]) == 1 and last == len(words):
                blocks.append(block[:-1])
            for some in blocks:
                short = "".join(word[0] for word in some)
                way = "".join(words[:first]) + short + "".join(words[last:])
                if way not in folded:
                    tier = Tier.SURE if len(way) >= _FEWEST_SURE or _reads(way, found[first:last]) else Tier.LOOSE
                    made.setdefault(way, tier)
    yield from made.items()


def _reads(way: str, found: Sequence[Cell]) -> bool:
    """Whether the dictionary has a word that is read as the beginnings of some words: イク|キュウ."""
    for word in single_words(way):
        for cut in range(1, len(word.reading)):
            parts = word.reading[:cut], word.reading[cut:]
            if all(any(reading.startswith(part) for reading in cell.keys.readings)
                   for part, cell in zip(parts, found, strict=False)):  # fmt: skip
                return True
    return False


def _by_first_letters(found: Sequence[Cell]) -> Iterator[Alternative]:
    """Words side by side that begin with the letters of an abbreviation."""
    for first, last in _blocks(found):
        letters = "".join(cell.surface for cell in found[first:last])
        slots: list[tuple[Term, ...]] = [tuple((Field.LEMMA, key) for key in keys_in(cell)) for cell in found[:first]]
        slots += [((Field.LEMMA, letter + OPEN),) for letter in letters]
        slots += [tuple((Field.LEMMA, key) for key in keys_in(cell)) for cell in found[last:]]
        sure = len(slots) >= _FEWEST_SURE
        places = range(first, first + len(letters))
        yield Alternative(
            Compounds(
                Terms(tuple(Slot(at, terms) for at, terms in enumerate(slots))),
                tuple(places[:-1] if len(places) >= _FEWEST_SURE else places),
                () if sure else _BETWEEN,
                _BEHIND if last == len(found) else (),
            ),
            SYNONYM if sure else NEAR,
            "synonym",
            tier=Tier.SURE if sure else Tier.LOOSE,
        )


def _blocks(found: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Which of the words of an abbreviation are first letters: each of two letters or more, single letters in a row, or
    all of them. First and last word, the others stand as they are."""
    if not all(cell.keys.key for cell in found):
        return
    whole = sum(len(cell.surface) for cell in found)
    for at, cell in enumerate(found):
        if 2 <= len(cell.surface) <= 4 and not any(kind in cell.pos for kind in _NO_ABBREVIATION):
            yield at, at + 1
    alone = [len(cell.surface) == 1 and "数詞" not in cell.pos for cell in found]
    if len(found) > 1 and any(alone) and whole <= 4:
        yield 0, len(found)


_PARTS, _SHORTEST_CLIPPED, _CLIPPED = 2, 6, 4
_MORA = re.compile("[ァ-ヺ][ァィゥェォャュョ]?")
"""What counts as one of four; a long vowel falls away."""


def _clipped(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A long word in katakana by its first four letters (インフルエンザ インフル), or the first two of each of its
    parts (リモートコントローラー リモコン)."""
    if len(folded) < _SHORTEST_CLIPPED or len(found) > _PARTS:
        return
    heads = [_MORA.findall(cell.surface)[:_PARTS] for cell in found]
    way = folded[:_CLIPPED] if len(found) == 1 else "".join(mora for head in heads for mora in head)
    if len(way) == _CLIPPED or sum(map(len, heads)) == _CLIPPED:
        yield Alternative(Terms.of(Field.LEMMA, spelling_key(way)), PHONETIC, "synonym", tier=Tier.LOOSE)
        if len(found) > 1:
            yield Alternative(Grams(way), PHONETIC, "synonym", whole=True, tier=Tier.LOOSE)


def _written_out(folded: str) -> Iterator[Alternative]:
    """A word of four morae in katakana as two words that begin with its halves: ファミレス, ファミリーレストラン."""
    morae = _MORA.findall(folded)
    if len(morae) != _CLIPPED or "".join(morae) != folded:
        return
    slots = tuple(
        Slot(at, tuple((Field.LEMMA, spelling_key(way) + OPEN) for way in ("".join(half), "ー".join(half))))
        for at, half in enumerate((morae[:_PARTS], morae[_PARTS:]))
    )
    yield Alternative(Terms(slots), PHONETIC, "synonym", tier=Tier.LOOSE)


_LETTERS = (
    ("a", "エー エイ"), ("b", "ビー"), ("c", "シー"), ("d", "ディー デー"), ("e", "イー"), ("f", "エフ"),
    ("g", "ジー"), ("h", "エイチ エッチ"), ("i", "アイ"), ("j", "ジェー ジェイ"), ("k", "ケー ケイ"), ("l", "エル"),
    ("m", "エム"), ("n", "エヌ"), ("o", "オー"), ("p", "ピー"), ("q", "キュー"), ("r", "アール"), ("s", "エス"),
    ("t", "ティー テー"), ("u", "ユー"), ("v", "ブイ ヴイ"), ("w", "ダブリュー ダブル"), ("x", "エックス"),
    ("y", "ワイ"), ("z", "ゼット"),
)  # fmt: skip
_NAMES = {letter: tuple(names.split()) for letter, names in _LETTERS}
_LETTER_OF = {name: letter for letter, names in _NAMES.items() for name in names}
_NAME = re.compile("|".join(sorted(_LETTER_OF, key=len, reverse=True)))
_READ_OUT = re.compile(f"(?:{_NAME.pattern}){{2,6}}")
_ACRONYM = re.compile("[a-z]{2,6}")
_MOST_READ_OUT = 4


def read_out(folded: str, typed: str) -> Iterator[str]:
    """An acronym (typed in capitals) by the names of its letters, the usual ones first."""
    if not _ACRONYM.fullmatch(folded) or not typed.isupper():
        return
    ways = [""]
    for letter in folded:
        ways = [way + name for way in ways for name in _NAMES[letter]][:_MOST_READ_OUT]
    yield from ways


def as_letters(folded: str) -> str:
    """The acronym that a word in katakana reads out; '' for other words."""
    return "".join(_LETTER_OF[name] for name in _NAME.findall(folded)) if _READ_OUT.fullmatch(folded) else ""


_NO_KEN = ("北海道", "東京都", "京都府", "大阪府")
_PREFECTURE = lazily(
    lambda: "(?:北海道|東京都|(?:京都|大阪)府|[\u4e00-\u9fff]{2,3}県)(?=[\u4e00-\u9fffぁ-ゖァ-ヺー]{2})"
)
_DISTRICT = lazily(lambda: "[\u4e00-\u9fffぁ-ゖァ-ヺ]{1,5}郡(?=[\u4e00-\u9fffぁ-ゖァ-ヺー]{2})")
_TOWN = lazily(lambda: "([\u4e00-\u9fffぁ-ゖァ-ヺー]{1,6}?)([市区町村])(.*)")


def in_address(folded: str) -> Iterator[Alternative]:
    """A place without the prefecture and the district that stand before it."""
    may_be = "県" in folded[:4] or folded.startswith(_NO_KEN)
    before = _PREFECTURE().match(folded) if may_be else None
    if not before or not _is_prefecture(before[0]):
        return
    rest = folded[before.end() :]
    district = _DISTRICT().match(rest)
    ways = (rest, rest[district.end() :]) if district else (rest,)
    town = _TOWN().fullmatch(ways[-1])
    if not town:
        return
    for way in ways:
        yield Alternative(Grams(way), SYNONYM, "alias", whole=True)
    if town[3]:
        yield Alternative(Grams(town[1] + town[2]), REDUCED, "alias", whole=True, tier=Tier.LOOSE)
    elif len(town[1]) > 1:
        yield Alternative(Grams(town[1]), REDUCED, "alias", whole=True, tier=Tier.LOOSE)


def _is_prefecture(name: str) -> bool:
    return name == "北海道" or any("地名" in word.pos for word in single_words(name[:-1]))
