"""A document's text and tokens side by side, as the search for names looks at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from inyo.index.japanese.tokens import Morpheme, Remembered, Token, Tokens
from inyo.index.japanese.wordlists import words
from inyo.index.people.name_shapes import (
    KATAKANA_UNIT,
    LOAN_ENDINGS,
    foreign_surname,
    is_katakana,
    is_surname,
    may_be_family,
    may_be_given,
    parts,
    surname_by_kanji,
)
from inyo.index.people.titles import NO_OFFICES, ROLE_WORDS, SOFT, TITLES, names_a_company, titles_behind

KATAKANA_CHARS = frozenset(map(chr, range(0x30A1, 0x30FB))) | {"ー"}
LONGEST_NAME = 60
"""Code points; no name in katakana is longer."""
BRACKETED = re.compile(r"[(（][^()（）\n]{1,30}[)）]$")
_BEHIND_BRACKET = re.compile(r"[(（][^()（）\n]{1,30}[)）]")
_RANKS = ("教授", "准教授", "助教", "名誉", "講師", "学", "院")
_NUMBERS_IN_NAMES = frozenset("何一二三四五六七八九十千万")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a name may stand. Offsets as in Mention."""

    start: int
    end: int
    name_start: int
    name_end: int
    title: str
    score: float

    def joined(self, other: Candidate) -> Candidate:
        """Two pieces of evidence for one name."""
        best, rest = (self, other) if self.score >= other.score else (other, self)
        return Candidate(
            min(self.start, other.start),
            max(self.end, other.end),
            best.name_start,
            best.name_end,
            best.title or rest.title,
            min(0.98, best.score + 0.05),
        )


@dataclass(frozen=True, slots=True)
class TitleAt:
    """A title or honorific at a place: the title without honorific, where it ends, whether it is a soft honorific."""

    title: str
    end: int
    soft: bool


def _kind(word: Morpheme) -> str:
    """One letter for what a token can be in a name.

    S surname, G given name, P other personal name, C country, L place, O other proper noun, T katakana, k one kanji,
    j more kanji, J more kanji that the dictionary does not know, h hiragana noun, a Latin, n number, o の, p other
    particle, v verb and the like, . mark, ( ) brackets.
    """
    pos, surface = word.pos, word.surface
    if pos.startswith("名詞-固有名詞"):
        tail = pos[8:]
        if tail.startswith("人名"):
            return "S" if tail.endswith("姓") else "G" if tail.endswith("-名") else "P"
        return "C" if tail.endswith("国") else "L" if tail.startswith("地名") else "O"
    if pos.startswith("助詞"):
        return "o" if surface == "の" else "p"
    kanji = all("一" <= char <= "龠" or char in "々ヶ〆" for char in surface)
    if pos.startswith(("補助記号", "空白", "記号")) and not kanji:
        return "(" if pos.endswith("括弧開") else ")" if pos.endswith("括弧閉") else "."
    if pos == "名詞-数詞" and surface not in _NUMBERS_IN_NAMES:
        return "n"
    if KATAKANA_UNIT.fullmatch(surface):
        return "T"
    if kanji:
        return ("k" if len(surface) == 1 else "j") if word.known else "J"
    if pos.startswith(("名詞", "形状詞", "接尾辞", "感動詞")):
        return "a" if surface.isascii() else "h"
    return "v"


KINDS = Remembered(_kind, 1 << 16)
_NOUNS_OF_OFFICE = 4
_GIVEN = re.compile("(?!有志)[一-龠][志夫雄郎朗彦哉也弥斗輔佑恵江枝奈紗莉翔晴輝之嗣]")
"""Common nouns that are as often given names behind a surname (翁長|雄志|知事)."""


PREFECTURES = words(
    "北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 "
    "岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 "
    "福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄"
)
_OF_A_PREFECTURE = re.compile("[都道府県]|知事")
_OF_A_TOWN = re.compile("[市町村](?:長|議|代表)|[市町村]選出")
_ITS_PLACE = re.compile(
    rf"(?:{'|'.join(sorted(PREFECTURES))})(?:{_OF_A_PREFECTURE.pattern})|[^市町村]{{2,}}(?:{_OF_A_TOWN.pattern})"
)
_NO_SURNAME_HERE = frozenset("東西南北上中下大小新元前現")
"""What stands before the name of a place, too, as a part of it or as a word (北広島, 元大阪市長)."""


_JOINED_BY_KANA = re.compile("[一-龠][ツッヶケヵノ][一-龠]")
"""A surname of two kanji and a small kana between them (三ツ橋)."""


def names_its_place(title: str) -> bool:
    """Whether a title begins with the place whose office it is (静岡県知事, 秋田市長)."""
    return _ITS_PLACE.match(title) is not None


class Scan:
    """A document's text with its tokens, indexed by place.

    `kinds` has one letter a token; `at_start`, `at_end` the token that begins or ends at an offset; `titles` the
    titles and honorifics by where they begin, `title_ends` where they begin by where they end, `titles_behind` all that
    stand in the text; `spelled`, filled by the
    search for evidence, the names before Latin spellings in parentheses by where those begin, and those that a reading
    parts; `families` the surnames of these.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        parts = Tokens.all(tokens)
        self.kinds = "".join(map(KINDS.__getitem__, parts.words))
        self.at_start: dict[int, int] = dict(zip(parts.starts, count(), strict=False))
        self.at_end: dict[int, int] = dict(zip(parts.ends, count(), strict=False))
        self.titles: dict[int, TitleAt] = {}
        self.title_ends: dict[int, int] = {}
        self.spelled: dict[int, str] = {}
        self.families: dict[int, str] = {}
        self.titles_behind = list(titles_behind(text))
        self._find_titles()

    def _find_titles(self) -> None:
        for begin, stop, end in self.titles_behind:
            start = begin
            if stop > begin:
                if stop not in self.at_end and end not in self.at_end:
                    continue
                start = self.role_start(begin, office=self.text[begin:stop] not in NO_OFFICES)
                if start < 0:
                    continue
                start = self._with_its_place(start)
            elif end not in self.at_end and start not in self.at_start:
                continue
            if start not in self.titles or self.titles[start].end == begin:
                soft = stop == begin and self.text[begin:end] in SOFT
                self.titles[start] = TitleAt(self.text[start:stop], end, soft)
                self.title_ends[end] = start

    def _with_its_place(self, start: int) -> int:
        """Where a title begins whose office is that of the place before it, behind a surname (小池|東京都知事,
        穂積|秋田市長)."""
        office = self.at_end.get(start)
        if not office or self.tokens[office - 1].end != self.tokens[office].start:
            return start
        place, family = self.tokens[office].surface, self.tokens[office - 1].surface
        prefecture = place in PREFECTURES and _OF_A_PREFECTURE.match(self.text, start)
        town = self.kinds[office] == "L" and _OF_A_TOWN.match(self.text, start) and family not in PREFECTURES
        named = self.kinds[office - 1] == "S" or (self.kinds[office - 1] in "LOjk" and may_be_family(family))
        if not (prefecture or town) or not named or family in _NO_SURNAME_HERE or not self.begins(office - 1):
            return start
        return self.tokens[office].start

    def role_start(self, start: int, *, office: bool = True) -> int:
        """Where a title begins with the words of office before it (USTR|代表); -1 where no word begins there.

        An `office` may have any nouns before it (選考|委員).
        """
        number = self.at_start.get(start)
        if number is None:
            around = range(start - 1, max(-1, start - 4), -1)
            inside = next((self.at_start[at] for at in around if at in self.at_start), None)
            if inside is None or self.text[self.tokens[inside].start : start] not in ROLE_WORDS:
                return -1
            number = inside
        while number > 0 and self.tokens[number - 1].end == self.tokens[number].start:
            letter, surface = self.kinds[number - 1], self.tokens[number - 1].surface
            role = letter not in "SGP" and (surface in ROLE_WORDS or surface in TITLES)
            if surface == "大" and not self.text.startswith(_RANKS, self.tokens[number].start):
                break
            if not (role or letter == "C" or (letter == "a" and len(surface) > 1)):
                break
            if surface in "市村" and self.kinds[number - 3 : number - 1] == "SG" and self._athlete(number):
                break
            number -= 1
        return self.tokens[self._office_start(number) if office else number].start

    def _athlete(self, number: int) -> bool:
        """Whether a title is one of sport or the arts, which no town gives, behind a given name of one kanji."""
        given = self.tokens[number - 2]
        return given.end - given.start == 1 and self.tokens[number].surface in NO_OFFICES

    def _office_start(self, number: int) -> int:
        """The token with which the nouns between a name and its bearer's title begin (日向|選考|委員); `number` itself
        where there are none, or where they may be the name of a company or a given name."""
        first = number
        while (
            first > 0 and number - first < _NOUNS_OF_OFFICE and self.tokens[first - 1].end == self.tokens[first].start
        ):
            letter, word = self.kinds[first - 1], self.tokens[first - 1].surface
            if letter in "SG" and first < number:
                named = self.text[self.tokens[first - 1].start : self.tokens[number].start]
                return number if names_a_company(named) else first
            if letter != "j" or may_be_given(word) or (self.kinds[first - 2] == "S" and _GIVEN.fullmatch(word)):
                break
            first -= 1
        return number

    def title_behind(self, end: int) -> tuple[str, int]:
        """The title behind a name that ends at `end` ('' if none) and where the mention ends."""
        found = self.titles.get(end)
        if found is None and end < len(self.text):
            if self.text[end] in " 　":
                found = self.titles.get(end + 1)
            elif self.text[end] in "(（":
                close = _BEHIND_BRACKET.match(self.text, end)
                found = self.titles.get(close.end()) if close else None
        return (found.title, found.end) if found else ("", end)

    def title_within(self, start: int, end: int) -> int:
        """Where the title begins in which katakana ends that begins as a name (コーツ|コーチ), else `end`."""
        begin = self.title_ends.get(end, end)
        joined = start + 1 < begin < end and self.text[begin - 1] in KATAKANA_CHARS and begin in self.at_start
        return begin if joined and self.text[begin] in KATAKANA_CHARS else end

    def unit(self, start: int, end: int) -> tuple[int, int]:
        """The katakana with ・ and initials around a place, at most LONGEST_NAME on either side: a run may have no
        end."""
        first, last = max(0, start - LONGEST_NAME), min(len(self.text), end + LONGEST_NAME)
        for match in KATAKANA_UNIT.finditer(self.text, first, last):
            if match.start() <= start and match.end() >= end:
                return match.span()
            if match.start() > start:
                break
        return start, end

    def kinds_between(self, start: int, end: int) -> str:
        """The letters of the tokens that fill a span exactly, '' if they do not."""
        first, last = self.at_start.get(start), self.at_end.get(end)
        return "" if first is None or last is None else self.kinds[first : last + 1]

    def is_word(self, start: int, end: int) -> bool:
        """Whether a span is one token that the dictionary knows, and not as a name, or a compound loan word."""
        if end - start > 4 and self.text.endswith(LOAN_ENDINGS, start, end):
            return True
        number = self.at_start.get(start)
        if number is None or self.tokens[number].end != end:
            return False
        return self.tokens[number].morpheme.known and self.kinds[number] not in "SGP"

    def begins(self, number: int) -> bool:
        """Whether nothing that could belong to the same name stands directly before a token."""
        tokens = self.tokens
        return number == 0 or tokens[number - 1].end != tokens[number].start or self.kinds[number - 1] in "op.()vn"

    def ends(self, number: int) -> bool:
        """Whether nothing that could belong to the same name stands directly behind a token."""
        tokens = self.tokens
        if number + 1 >= len(tokens) or tokens[number].end != tokens[number + 1].start:
            return True
        return self.kinds[number + 1] in "op.()v" or tokens[number].end in self.titles

    def surname(self, name: str, place: int) -> str:
        """The surname of a full name that stands at `place`, '' where the name is no full name."""
        if place in self.families:
            return self.families[place]
        pieces = parts(name)
        if len(pieces) > 1:
            return pieces[-1] if is_katakana(name) or name.isascii() else pieces[0]
        if is_katakana(name) or name.isascii():
            return pieces[0] if pieces and pieces[0] != name and not name.isascii() else ""
        joined_by_kana = _JOINED_BY_KANA.match(name)
        if joined_by_kana:
            return joined_by_kana[0] if len(name) > 3 else ""
        number = self.at_start.get(place)
        if number is not None and self.kinds[number] in "kGS" and self.kinds[number + 1 : number + 2] == "S":
            joined = self.text[self.tokens[number].start : self.tokens[number + 1].end]
            if self.kinds[number] in "kG" and 1 < len(joined) < len(name):
                return joined
        if number is not None and self.kinds[number] == "S":
            surname = self.text[self.tokens[number].start : self.tokens[number].end]
            return surname if len(surname) < len(name) else ""
        whole = number is not None and self.tokens[number].end == place + len(name)
        if whole and number is not None and self.tokens[number].morpheme.known:
            return ""
        foreign = foreign_surname(name)
        if foreign and not is_surname(name):
            return foreign
        if number is not None and self.kinds[number] in "jJ" and self.kinds[number + 1 : number + 2] == "G":
            return self.text[self.tokens[number].start : self.tokens[number].end]
        return surname_by_kanji(name)
