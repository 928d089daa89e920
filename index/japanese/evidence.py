"""Where the context says that a person's name stands: the first pass over a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from index.japanese.honorifics import NOT_NAMES, SOFT
from index.japanese.names import (
    GIVEN_NAMES,
    KATAKANA,
    KATAKANA_UNIT,
    LATIN_NAME,
    ORGANISATION_BEHIND,
    ORGANISATION_WORDS,
    foreign_surname,
    is_katakana,
    parts,
)
from index.japanese.titles import AFTER_NAME, BEFORE, BEFORE_NAME, NATIONAL_OFFICES, PLACE_OFFICES, ROLE_WORDS, TITLES
from index.japanese.tokens import Token

_LONGEST = 9
_KATAKANA_CHARS = frozenset(map(chr, range(0x30A1, 0x30FB))) | {"ー"}
_DOTS = frozenset("・･＝=")
_FULL = re.compile(r"S(?:GG?|kG|kkG?|P|k|h|LG|SG|j(?=$)|L(?=$)|S(?=$)|T)")
_READING = re.compile(
    r"[(（](?:(?P<kana>[ぁ-ゖー]{1,8}[・\s　][ぁ-ゖー]{1,8}|[ァ-ヺー]{1,8}[・\s　=＝][ァ-ヺー・]{1,12})"
    r"|(?P<latin>[A-Z][A-Za-z.'’\-]+(?:[\s　・][A-Z][A-Za-z.'’\-]+){1,3})"
    r"|(?P<age>(?:当時)?[0-9０-９]{1,2}(?:歳)?))(?:[、,;；][^)）]{0,30})?[)）]"
)
_BRACKETED = re.compile(r"[(（][^()（）\n]{1,30}[)）]$")


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
        return replace(
            best,
            start=min(self.start, other.start),
            end=max(self.end, other.end),
            title=best.title or rest.title,
            score=min(0.98, best.score + 0.05),
        )

    def clipped(self, start: int, end: int) -> Candidate:
        return self if (start, end) == (self.start, self.end) else replace(self, start=start, end=end)


@lru_cache(maxsize=1 << 16)
def _kind(pos: str, surface: str, known: bool) -> str:
    """One letter for what a token can be in a name.

    S surname, G given name, P other personal name, C country, L place, O other proper noun, T katakana, k one kanji,
    j more kanji, h hiragana noun, a Latin, n number, o の, p other particle, v verb and the like, . mark, ( ) brackets.
    """
    if pos.startswith("名詞-固有名詞"):
        tail = pos[8:]
        if tail.startswith("人名"):
            return "S" if tail.endswith("姓") else "G" if tail.endswith("名") and len(tail) > 3 else "P"
        return "C" if tail.endswith("国") else "L" if tail.startswith("地名") else "O"
    if pos.startswith("助詞"):
        return "o" if surface == "の" else "p"
    if pos.startswith(("補助記号", "空白", "記号")):
        return "(" if pos.endswith("括弧開") else ")" if pos.endswith("括弧閉") else "."
    if pos == "名詞-数詞" and surface not in "何一二三四五六七八九十千万":
        return "n"
    if KATAKANA.fullmatch(surface):
        return "T"
    if all("一" <= char <= "龠" or char in "々ヶ〆" for char in surface):
        return "k" if len(surface) == 1 else "j" if known else "J"
    if pos.startswith(("名詞", "形状詞", "接尾辞", "感動詞")):
        return "a" if surface.isascii() else "h"
    return "v"


class Scan:
    """A document's text with its tokens, indexed by place."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.kinds = "".join([_kind(m.pos, m.surface, m.known) for _, _, m in tokens])
        self.at_start = {token[0]: number for number, token in enumerate(tokens)}
        self.at_end = {token[1]: number for number, token in enumerate(tokens)}

    @cached_property
    def titles(self) -> dict[int, tuple[str, int, bool]]:
        """By place at which a title or honorific begins: the title without honorific, its end, whether it is soft."""
        out: dict[int, tuple[str, int, bool]] = {}
        for match in AFTER_NAME.finditer(self.text):
            start = match.start()
            title = match["title"] or ""
            if title:
                start = self._role_start(start)
                if start < 0:
                    continue
                stop = match.end() - len(match["after"] or "")
                title = self.text[start:stop]
            elif match.end() not in self.at_end and start not in self.at_start:
                continue
            if start not in out:
                out[start] = (title, match.end(), match[0] in SOFT)
        return out

    def _role_start(self, start: int) -> int:
        """Where a title begins with the words of office before it (USTR|代表); -1 where no word begins there."""
        number = self.at_start.get(start)
        if number is None:
            around = range(start - 1, max(-1, start - 4), -1)
            inside = next((self.at_start[at] for at in around if at in self.at_start), None)
            if inside is None or self.text[self.tokens[inside].start : start] not in ROLE_WORDS:
                return -1
            number = inside
        while number > 0:
            token = self.tokens[number - 1]
            if token.end != self.tokens[number].start:
                break
            kind = self.kinds[number - 1]
            role = token.surface in ROLE_WORDS or token.surface in TITLES
            if not (kind == "C" or (kind == "a" and len(token.surface) > 1) or (role and kind not in "SGP")):
                break
            number -= 1
        return self.tokens[number].start

    def title_behind(self, end: int) -> tuple[str, int]:
        """The title behind a name that ends at `end` and where the mention ends."""
        found = self.titles.get(end)
        if found is None and self.text[end : end + 1] in {" ", "　"}:
            found = self.titles.get(end + 1)
        if found is None and self.text[end : end + 1] in {"(", "（"}:
            close = _READING.match(self.text, end)
            found = self.titles.get(close.end()) if close else None
        return (found[0], found[1]) if found else ("", end)

    def in_katakana(self, start: int, end: int) -> bool:
        """Whether katakana goes on at either side."""
        return (start > 0 and self.text[start - 1] in _KATAKANA_CHARS) or self.text[end : end + 1] in _KATAKANA_CHARS

    def unit(self, start: int, end: int) -> tuple[int, int]:
        """The katakana with ・ around a place."""
        text = self.text
        while start > 0 and (text[start - 1] in _KATAKANA_CHARS or text[start - 1] in _DOTS):
            start -= 1
        while end < len(text) and (text[end] in _KATAKANA_CHARS or text[end] in _DOTS):
            end += 1
        while start < end and text[start] in _DOTS:
            start += 1
        while end > start and text[end - 1] in _DOTS:
            end -= 1
        return start, end

    def kinds_between(self, start: int, end: int) -> str:
        first, last = self.at_start.get(start), self.at_end.get(end)
        return "" if first is None or last is None else self.kinds[first : last + 1]

    def follows_name(self, end: int) -> bool:
        """Whether a given name follows directly: the surname before it is then another person's."""
        number = self.at_start.get(end)
        return number is not None and self.kinds[number] == "G"

    def surname(self, name: str, place: int) -> str:
        """The surname of a full name that stands at `place`, '' where the name is no full name."""
        pieces = parts(name)
        if len(pieces) > 1:
            return pieces[-1] if is_katakana(name) or name.isascii() else pieces[0]
        if is_katakana(name) or name.isascii():
            return ""
        number = self.at_start.get(place)
        if number is not None and self.kinds[number] == "S":
            surname = self.text[self.tokens[number].start : self.tokens[number].end]
            if len(surname) < len(name):
                return surname
            if surname == name:
                return ""
        foreign = foreign_surname(name)
        if foreign:
            return foreign if len(name) > len(foreign) + (len(name) == 2 and 0) else ""
        return name[:2] if len(name) >= 4 else ""


def candidates(scan: Scan) -> list[Candidate]:
    """Names by their context, those of which the context is certain and those of which it is not."""
    return [*_titled(scan), *_announced(scan), *_explained(scan), *_by_dictionary(scan), *_units(scan), *_latin(scan)]


def _titled(scan: Scan) -> Iterator[Candidate]:
    """Names before a title or an honorific."""
    for start, (title, end, soft) in scan.titles.items():
        stop = start
        if stop and scan.text[stop - 1] in ")）":
            bracket = _BRACKETED.search(scan.text, max(0, stop - 34), stop)
            if not bracket:
                continue
            stop = bracket.start()
        elif stop and scan.text[stop - 1] in " 　":
            stop -= 1
        name = _name_before(scan, stop, title, soft)
        if name:
            yield Candidate(name[0], end, name[0], stop, title, name[1])


def _name_before(scan: Scan, end: int, title: str, soft: bool) -> tuple[int, float] | None:
    if end <= 0:
        return None
    char = scan.text[end - 1]
    if char in _KATAKANA_CHARS:
        return _katakana_before(scan, end, title, soft)
    number = scan.at_end.get(end)
    if number is None or scan.kinds[number] not in "SGPLCOkjJhv":
        return None
    return _kanji_before(scan, number, title, soft)


def _katakana_before(scan: Scan, end: int, title: str, soft: bool) -> tuple[int, float] | None:
    start = scan.unit(end, end)[0]
    word = scan.text[start:end]
    pieces = parts(word)
    if not pieces or len(word) < 2 or pieces[-1] in ORGANISATION_WORDS or word in NOT_NAMES or word in BEFORE:
        return None
    while len(pieces) > 1 and pieces[0] in BEFORE:
        start += len(pieces[0]) + 1
        pieces = pieces[1:]
    first = scan.at_end.get(start)
    if first is not None and scan.kinds[first] == "S" and len(pieces) == 1:
        return scan.tokens[first].start, 0.9
    kinds = scan.kinds_between(start, end)
    if len(pieces) > 1:
        return start, 0.95
    if "C" in kinds or (("L" in kinds or "O" in kinds) and title):
        return (start, 0.4) if title not in PLACE_OFFICES and "C" not in kinds else None
    if set(kinds) & set("SGP"):
        return start, 0.9
    known = bool(kinds) and all(scan.tokens[scan.at_start[start] + n].morpheme.known for n in range(len(kinds)))
    if not known:
        return start, 0.85
    if not title:
        return start, 0.7 if not soft and len(word) > 2 else 0.4
    return start, 0.8 if any(title.endswith(office) for office in NATIONAL_OFFICES) else 0.35


def _kanji_before(scan: Scan, number: int, title: str, soft: bool) -> tuple[int, float] | None:
    tokens, kinds = scan.tokens, scan.kinds
    last = number
    length = 0
    while number >= 0:
        token = tokens[number]
        if number < last and token.end != tokens[number + 1].start:
            break
        if kinds[number] not in "SGPLCOkjJhT" or length + token.end - token.start > _LONGEST:
            break
        length += token.end - token.start
        number -= 1
    first = number + 1
    if first > last:
        return None
    chunk = kinds[first : last + 1]
    bounded = first == 0 or tokens[first - 1].end != tokens[first].start or kinds[first - 1] in "op.()v"
    for at in range(len(chunk)):
        if chunk[at] == "S":
            rest = chunk[at:]
            size = tokens[last].end - tokens[first + at].start
            if rest == "S":
                name = tokens[first + at].surface
                if name in NOT_NAMES:
                    return None
                clear = at == 0 or chunk[at - 1] in "jCLO" or tokens[first + at - 1].surface in ROLE_WORDS
                return tokens[first + at].start, 0.9 if clear and not (soft and len(name) == 1) else 0.6
            full = _FULL.fullmatch(rest)
            if full and size <= 7:
                return tokens[first + at].start, 0.95
            if "S" not in rest[1:] and size <= 5 and set(rest[1:]) <= set("GPkLhjJ"):
                return tokens[first + at].start, 0.75
    start = tokens[first].start
    word = scan.text[start : tokens[last].end]
    if word in NOT_NAMES or tokens[last].surface in NOT_NAMES or word in BEFORE:
        return None
    if set(chunk) <= set("GPk") and set(chunk) & set("GP") and 2 <= len(word) <= 6:
        return start, 0.85
    if chunk[-1] in "GP" and not bounded and tokens[last].end - tokens[last].start > 1:
        return tokens[last].start, 0.6
    if set(chunk) & set("ThC"):
        return None
    if chunk[-1] in "LO" and len(chunk) == 1:
        if title:
            return None if title in PLACE_OFFICES else (start, 0.45)
        return start, 0.6 if not soft else 0.4
    return _broken(scan, first, last, title, soft, bounded)


def _broken(scan: Scan, first: int, last: int, title: str, soft: bool, bounded: bool) -> tuple[int, float] | None:
    """A kanji name that the dictionary breaks apart or does not know."""
    tokens = scan.tokens
    word = scan.text[tokens[first].start : tokens[last].end]
    one_known = first == last and tokens[first].morpheme.known
    if bounded and 2 <= len(word) <= 4 and not one_known:
        if foreign_surname(word):
            return tokens[first].start, 0.9
        if any(token.surface in ROLE_WORDS or token.surface in NOT_NAMES for token in tokens[first : last + 1]):
            return None
        return tokens[first].start, 0.75 if not soft and not title else 0.55
    if one_known and bounded:
        if len(word) == 1 and foreign_surname(word + "一"):
            return tokens[first].start, 0.8 if not soft else 0.3
        if len(word) <= 3 and not title and not soft:
            return tokens[first].start, 0.45
        return None
    if not bounded or len(word) > 4:
        for number in range(max(first, last - 2), last + 1):
            tail = scan.text[tokens[number].start : tokens[last].end]
            if len(tail) in (2, 3) and foreign_surname(tail) and number < last:
                behind = tokens[number - 1].surface if number else ""
                return tokens[number].start, 0.75 if behind in ROLE_WORDS or behind in BEFORE else 0.5
    return None


def _announced(scan: Scan) -> Iterator[Candidate]:
    """Names behind a title, a calling or a label."""
    for match in BEFORE_NAME.finditer(scan.text):
        title = match["title"] or ""
        begin = match.end()
        start = begin
        if title:
            if match.start("title") + len(title) not in scan.at_end:
                continue
            if not match["link"] and scan.text[begin : begin + 1] in "、。はがをにでもと":
                continue
        name = _name_at(scan, start, title, match["link"] or "")
        if name:
            role = scan._role_start(match.start()) if title else -1
            full = scan.text[role : match.end("title")] if title and role >= 0 else title
            behind, end = scan.title_behind(name[0])
            yield Candidate(start, end, start, name[0], behind or full, name[1])


def _name_at(scan: Scan, start: int, title: str, link: str) -> tuple[int, float] | None:
    """The name that begins at `start` behind a title: its end and how sure it is."""
    unit = KATAKANA_UNIT.match(scan.text, start)
    if unit:
        return _katakana_at(scan, unit, title, link)
    number = scan.at_start.get(start)
    if number is None:
        return None
    tokens, kinds = scan.tokens, scan.kinds
    last = number
    while last + 1 < len(tokens) and tokens[last].end == tokens[last + 1].start and last - number < 4:
        if kinds[last + 1] not in "SGPLkjJhOT":
            break
        last += 1
    chunk = kinds[number : last + 1]
    full = re.match(r"S(?:GG?|kG|P|T)", chunk)
    if full:
        return tokens[number + full.end() - 1].end, 0.95
    end = tokens[last].end
    if ORGANISATION_BEHIND.match(scan.text, tokens[number].end):
        return None
    for stop in range(number, last + 1):
        if tokens[stop].end in scan.titles:
            end, last = tokens[stop].end, stop
            chunk = kinds[number : last + 1]
            break
    word = scan.text[start:end]
    ended = last + 1 >= len(tokens) or kinds[last + 1] in "po.()v" or tokens[last].end != tokens[last + 1].start
    if chunk[0] == "S" and len(word) <= 5 and (ended or end in scan.titles):
        return end, 0.9 if len(chunk) > 1 else 0.75
    if chunk in ("G", "P", "GG", "PP", "kG", "GS", "Gk") and ended:
        return end, 0.7
    if (
        ended
        and link != " "
        and 2 <= len(word) <= 3
        and foreign_surname(word)
        and not (len(chunk) == 1 and chunk == "j")
    ):
        return end, 0.75
    return None


def _katakana_at(scan: Scan, unit: re.Match[str], title: str, link: str) -> tuple[int, float] | None:
    word, end = unit[0], unit.end()
    pieces = parts(word)
    if pieces[-1] in ORGANISATION_WORDS or ORGANISATION_BEHIND.match(scan.text, end) or word in BEFORE:
        return None
    kinds = scan.kinds_between(unit.start(), end)
    if len(pieces) > 1:
        return end, 0.9
    if set(kinds) & set("SGP"):
        return end, 0.8
    if set(kinds) & set("CLO") or len(word) < 3:
        return None
    first = scan.at_start.get(unit.start())
    known = first is not None and scan.tokens[first].morpheme.known and scan.tokens[first].end == end
    if known or not link:
        return None
    return end, 0.5


def _explained(scan: Scan) -> Iterator[Candidate]:
    """Names before a reading, a Latin spelling or an age in parentheses."""
    for match in _READING.finditer(scan.text):
        end = match.start()
        name = _name_before(scan, end, "", False)
        if not name:
            continue
        start, score = name
        kinds = scan.kinds_between(start, end)
        word = scan.text[start:end]
        if match["kana"]:
            if is_katakana(word) or end - start < 2:
                continue
            score = max(score, 0.9)
        elif match["latin"]:
            score = score if len(parts(word)) > 1 or set(kinds) & set("SGP") else min(score, 0.4)
        else:
            sure = bool(set(kinds) & set("SG")) or len(parts(word)) > 1
            score = score if sure else min(score, 0.45)
        title, stop = scan.title_behind(end)
        yield Candidate(start, stop, start, end, title, score)


_DICTIONARY = re.compile(r"S(?:GG?|kG|kkG?(?=[po.()])|k(?=[po.()])|P|SG)?|GG?|P+")


def _by_dictionary(scan: Scan) -> Iterator[Candidate]:
    """Names as the dictionary knows them: surname and given name; either alone is a mere candidate."""
    tokens, text = scan.tokens, scan.text
    for match in _DICTIONARY.finditer(scan.kinds):
        first, last = match.start(), match.end() - 1
        while last > first and tokens[last].end - tokens[first].start != sum(
            tokens[n].end - tokens[n].start for n in range(first, last + 1)
        ):
            last -= 1
        start, end = tokens[first].start, tokens[last].end
        kinds = scan.kinds[first : last + 1]
        apart = kinds == "S" and text[end : end + 1] in {" ", "　"} and scan.kinds[first + 1 : first + 2] == "G"
        if apart and tokens[first + 1].start == end + 1:
            end, kinds = tokens[first + 1].end, "S G"
        if is_katakana(text[start:end]):
            if scan.unit(start, end) == (start, end) and end - start > 2 and kinds in ("P", "G", "S"):
                yield Candidate(start, end, start, end, "", 0.3)
            continue
        titled = scan.title_behind(end)
        if kinds in ("SG", "SGG", "SkG", "SP", "S G", "SSG"):
            score = 0.8 if end - start >= 3 else 0.45
            if not titled[0] and ORGANISATION_BEHIND.match(text, end):
                score = 0.45
        elif kinds in ("Skk", "SkkG"):
            score = 0.5
        elif kinds == "Sk":
            score = 0.35
        else:
            score = 0.3
            if ORGANISATION_BEHIND.match(text, end) or (end - start < 2):
                continue
        yield Candidate(start, titled[1], start, end, titled[0], score)


def _units(scan: Scan) -> Iterator[Candidate]:
    """Katakana names with ・ that nothing announces."""
    for match in KATAKANA_UNIT.finditer(scan.text):
        pieces = parts(match[0])
        if len(pieces) < 2 or len(pieces) > 4:
            continue
        start = match.start()
        while len(pieces) > 1 and pieces[0] in BEFORE:
            start += len(pieces[0]) + 1
            pieces = pieces[1:]
        if len(pieces) < 2 or any(piece in ORGANISATION_WORDS for piece in pieces):
            continue
        if ORGANISATION_BEHIND.match(scan.text, match.end()):
            continue
        first = scan.at_start.get(start)
        kinds = [scan.kinds[first]] if first is not None else []
        personal = bool(kinds) and kinds[0] in "SGP"
        common = first is not None and scan.kinds[first] == "T" and scan.tokens[first].morpheme.known
        last = scan.at_end.get(match.end())
        ends_common = last is not None and scan.kinds[last] == "T" and scan.tokens[last].morpheme.known
        if kinds and kinds[0] in "CLO":
            continue
        score = 0.8 if personal and not ends_common else 0.55 if personal else 0.2 if common else 0.4
        yield Candidate(start, match.end(), start, match.end(), "", score)


def _latin(scan: Scan) -> Iterator[Candidate]:
    """Names in Latin letters that begin with a first name known as such."""
    for match in LATIN_NAME.finditer(scan.text):
        if re.split(r"[ 　・]", match[0])[0] in GIVEN_NAMES:
            title, end = scan.title_behind(match.end())
            yield Candidate(match.start(), end, match.start(), match.end(), title, 0.7)
