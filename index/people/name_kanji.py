"""How likely kanji are a surname with a given name, by the kanji alone: for names that no dictionary has.

The table says for each kanji how many tenths of a nat likelier it stands at a place of a Japanese name than in a common
noun (naive Bayes over places, from the names and nouns of unidic-lite; tests/bench/name_kanji.py writes it).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import words

_SURNAME, _GIVEN, _GIVEN_ALONE = 0, 3, 6
"""The first column of each, and that of a given name of one kanji; the places are first, inner, last."""
_ABSENT = (-15,) * 7
_SIZES = ({1: -3.5, 2: -0.2, 3: -2.0, 4: -4.6}, {1: -2.0, 2: -0.4, 3: -1.8})
"""How likely a surname, a given name of so many characters is."""
_TODAY = frozenset(
    "愛葵杏暁旭維逸羽映栄笑音花楓叶奏希輝絆京恭響琴空桂圭彗慧健絢虎湖瑚光煌咲桜朔紗汐志紫梓朱珠樹柊渚晶翔心真茉凪夏菜七虹乃陽遥彪琶芭帆穂舞"
    "那美未湊岬夢芽萌柚結悠優唯夕由理莉璃琉瑠凌涼遼凛玲蓮怜漣路和伶暖月斗星惺晴晟聖誠蒼颯太大卓拓智知衣依伊織緒彩実紬椿翼澄瑳燈灯冬陸律里來来"
)
_GIVEN_TODAY_ODDS = 1.5
"""What a kanji adds to a given name with which children are named today more than when the dictionary was made."""
_KNOWN = 3.0
"""What it adds that the dictionary has the word as a name."""
_ALONE = 1.5
"""From which odds on kanji that stand alone where a name must are a surname."""
NEVER = -99.0
"""The odds of what cannot be a name."""


_GIVEN_TODAY = words(
    "元気 朝陽 大空 日向 陽向 美空 希空 星空 青葉 若葉 双葉 大河 銀河 光輝 希望 未来 太陽 大洋 "
    "結衣 結愛 心愛 陽葵 琉生 蒼空"
)
"""Common nouns, and words that the dictionary does not know, which are given names."""


def is_given_today(word: str) -> bool:
    """Whether children are called today by a common noun."""
    return word in _GIVEN_TODAY


@lru_cache(maxsize=1 << 12)
def may_be_given(word: str) -> bool:
    """Whether a word is a given name, too: as the dictionary knows (大地), or as children are called today (朝陽)."""
    return word in _GIVEN_TODAY or any(each.pos.endswith("人名-名") for each in single_words(word))


@lru_cache(maxsize=1 << 12)
def may_be_family(word: str) -> bool:
    """Whether the dictionary knows a word as a surname, too (大石)."""
    return any(each.pos.endswith("人名-姓") for each in single_words(word))


class Parted(NamedTuple):
    """A full name: how long its surname is, and the odds in nats of the surname, of the given name."""

    surname: int
    of_surname: float
    of_given: float

    @property
    def odds(self) -> float:
        """The odds of the whole."""
        return self.of_surname + self.of_given


@cache
def _table() -> dict[str, tuple[int, ...]]:
    lines = files(__package__).joinpath("name_kanji.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {kanji: tuple(map(int, values)) for kanji, *values in rows}


def _odds(word: str, column: int) -> float:
    table, last = _table(), len(word) - 1
    places = (0 if at == 0 else 2 if at == last else 1 for at in range(len(word)))
    return sum(table.get(kanji, _ABSENT)[column + place] for kanji, place in zip(word, places, strict=True)) / 10


@lru_cache(maxsize=1 << 12)
def surname_odds(word: str) -> float:
    """The odds in nats that kanji are a surname; a single one is only where the dictionary has it as one."""
    if len(word) not in _SIZES[0]:
        return NEVER
    known = may_be_family(word)
    if len(word) == 1:
        return 0.0 if known else NEVER
    return _SIZES[0][len(word)] + _odds(word, _SURNAME) + _KNOWN * known


def is_surname(word: str) -> bool:
    """Whether kanji that stand alone are likely a surname."""
    return surname_odds(word) > _ALONE


@lru_cache(maxsize=1 << 12)
def given_odds(word: str) -> float:
    """The odds in nats that kanji are a given name."""
    if len(word) not in _SIZES[1]:
        return NEVER
    told = _odds(word, _GIVEN) if len(word) > 1 else _table().get(word, _ABSENT)[_GIVEN_ALONE] / 10
    today = _GIVEN_TODAY_ODDS * sum(kanji in _TODAY for kanji in word) if len(word) == 2 else 0.0
    return _SIZES[1][len(word)] + told + today + _KNOWN * may_be_given(word)


@lru_cache(maxsize=1 << 12)
def parted(name: str) -> Parted | None:
    """Where the surname of a full name in kanji likeliest ends; None for what is too short or too long for one."""
    cuts = [Parted(at, surname_odds(name[:at]), given_odds(name[at:])) for at in range(1, min(5, len(name)))]
    best = max(cuts, key=lambda cut: cut.odds, default=None)
    return best if best is not None and best.odds > NEVER / 2 else None


_KANA_BEHIND = re.compile("[ぁ-ゖァ-ヺー]+$")
_SHORTEST_FULL, _USUAL = 4, 2
"""Characters of a full name at least, and of most surnames."""
_CLEARLY = 2.0
"""How much likelier another length must be."""


def surname_by_kanji(name: str) -> str:
    """The surname of a full name that is no foreign one: what stands before kana, else where the kanji part; '' where
    too few of them are left to be sure."""
    kana = _KANA_BEHIND.search(name)
    if kana is not None:
        return name[: kana.start()]
    cut = parted(name) if len(name) >= _SHORTEST_FULL else None
    if cut is None:
        return ""
    usual = surname_odds(name[:_USUAL]) + given_odds(name[_USUAL:])
    return name[: cut.surname if cut.odds > usual + _CLEARLY else _USUAL]
