"""The name that ends where a title, an honorific or a parenthesis begins."""

from __future__ import annotations

import re
from functools import lru_cache

from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import words
from inyo.index.people.name_shapes import (
    GIVEN_NAME_ENDS,
    KANJI,
    KATAKANA_GIVEN_NAMES,
    KATAKANA_UNIT,
    LOAN_ENDINGS,
    LONG_ORGANISATION_WORDS,
    ORGANISATION_BEHIND,
    ORGANISATION_WORDS,
    foreign_surname,
    is_body,
    is_katakana,
    may_be_family,
    parts,
)
from inyo.index.people.scan import KATAKANA_CHARS, PREFECTURES, Scan, names_its_place
from inyo.index.people.titles import (
    BEFORE,
    HONORIFICS,
    KIN,
    NATIONAL_OFFICES,
    NOT_NAMES,
    PEN_NAME,
    PLACE_OFFICES,
    POSITIONS,
    RING_NAMES,
    ROLE_WORDS,
    SPEAKING_NOUNS,
    TITLES,
    TRAILERS,
    names_a_company,
    names_a_person_or_body,
)

FULL_NAME = re.compile(r"S(?:GG?|Gk|GS|kG|kkG?|P|k|LG|SG|j(?=$)|J(?=$)|L(?=$)|S(?=$)|T|h)")
_OF, _AS_SUBJECT = ("の", "・"), ("は", "が", "も")
_FORMER = frozenset({"元", "前", "現", "故"})
_LONGEST = 9
UNITS = frozenset("都道府県市区町村")
"""With what a place ends that is no surname."""
OF_A_STATE = re.compile(
    r"(?:国(?!王|[防務連家民土]|際連)|州|郡|王国|共和国|連邦|担当)(?=[一-龥])|[一-龥]{1,6}?(?:[^政]府|省|庁|軍|議会|大使館|警察|当局)(?=[一-龥])"
)
"""Offices of a state: what stands before one is more often its name than the bearer's (…内務省報道官)."""

Found = tuple[int, float]
"""Where a name begins and how sure it is."""


def name_before(scan: Scan, end: int, title: str, soft: bool = False) -> Found | None:
    """The name that ends at `end`, before `title` ('' for an honorific or a parenthesis; `soft` as in TitleAt)."""
    if end <= 0:
        return None
    if scan.text[end - 1] in KATAKANA_CHARS:
        return _katakana(scan, end, title, soft)
    number = scan.at_end.get(end)
    if number is None:
        return _inside_token(scan, end)
    if scan.kinds[number] not in "SGPLCOkjJhv":
        return None
    return _kanji(scan, number, title, soft)


def name_further_before(scan: Scan, start: int, title: str) -> tuple[int, int, float] | None:
    """A full name before words of office that no table knows: where it begins and ends (岡田克也|野田派|代表)."""
    number = scan.at_start.get(start)
    if number is None:
        return None
    tokens, kinds = scan.tokens, scan.kinds
    national = title.endswith(("相", *NATIONAL_OFFICES))
    for at in range(number - 1, max(-1, number - 7), -1):
        if tokens[at].end != tokens[at + 1].start:
            return None
        if kinds[at] in "GP" and at and kinds[at - 1] == "S" and tokens[at - 1].end == tokens[at].start:
            return tokens[at - 1].start, tokens[at + _cut_short(scan, at)].end, 0.9
        if scan.text[tokens[at].end - 1] in KATAKANA_CHARS and kinds[at] in "TSGP":
            office = scan.text[tokens[at].end : start] + title
            found = None if OF_A_STATE.match(office) else _katakana(scan, tokens[at].end, "", False)
            sure = found and (len(parts(scan.text[found[0] : tokens[at].end])) > 1 or (national and found[1] > 0.8))
            return (found[0], tokens[at].end, 0.75) if found and sure else None
        if kinds[at] == "S" and at < number - 1 and set(kinds[at + 1 : number]) <= set("LC"):
            return tokens[at].start, tokens[at].end, 0.75
        if kinds[at] not in "jkJCOLa":
            return None
        begin = _before_a_place(scan, at) if kinds[at] == "L" else -1
        if begin >= 0:
            return tokens[begin].start, tokens[at].start, 0.75
    return None


def _before_a_place(scan: Scan, place: int) -> int:
    """The token with which a surname and a given name in single kanji begin that stand before the place of a body
    (葛西典英|香川|県造園業協会会長); -1 where none do."""
    tokens = scan.tokens
    given = _GIVEN_BEFORE.search(scan.kinds, max(0, place - 3), place)
    if given is None or tokens[place].end != tokens[place + 1].start or tokens[place + 1].surface not in UNITS:
        return -1
    first = given.start()
    joined = all(tokens[at].end == tokens[at + 1].start for at in range(first, place))
    return first if joined and scan.begins(first) and may_be_family(tokens[first].surface) else -1


_GIVEN_BEFORE = re.compile(r"[SL]k{1,2}$")


def _cut_short(scan: Scan, given: int) -> int:
    """1 where the token behind a given name of one kanji is its second kanji (恪|一, 悠|人), else 0."""
    tokens = scan.tokens
    if given + 1 >= len(tokens) or tokens[given].end - tokens[given].start > 1 or scan.kinds[given + 1] != "k":
        return 0
    return int(tokens[given].end == tokens[given + 1].start and tokens[given + 1].surface in GIVEN_NAME_ENDS)


_ALSO_GIVEN = words("マルタ チャド ジョージア ヨルダン イスラエル")
"""Countries that are given names, too."""
_OF_NOBLES = words("デ デル デン デア ド ダ ディ ラ ル フォン ファン ビン イブン アル")
"""What stands between the parts of names: the word before it begins one (ファン・デル・ベルフ)."""


def _katakana(scan: Scan, end: int, title: str, soft: bool) -> Found | None:
    start = scan.unit(end, end)[0]
    word = scan.text[start:end]
    pieces = parts(word)
    country = scan.at_start.get(start)
    abroad = country is not None and scan.kinds[country] == "C" and pieces[0] not in _ALSO_GIVEN
    linked = len(pieces) > 2 and pieces[1] in _OF_NOBLES
    while len(pieces) > 1 and not linked and (pieces[0] in BEFORE or abroad or no_first_name(pieces[0])):
        abroad = False
        start += len(pieces[0]) + 1
        pieces = pieces[1:]
    word = scan.text[start:end]
    if not pieces or len(word) < 2 or pieces[-1] in ORGANISATION_WORDS or word in NOT_NAMES or word in BEFORE:
        return None
    if is_body(pieces[-1]) or word in SPEAKING_NOUNS:
        return None
    first = scan.at_end.get(start)
    kinds = scan.kinds_between(start, end)
    if first is not None and len(pieces) == 1 and _family(scan, first, kinds):
        return scan.tokens[first].start, 0.9
    if len(pieces) > 1:
        return start, 0.95
    if OF_A_STATE.match(title):
        return None
    if title.startswith("政府"):
        return start, 0.4
    if set(kinds) & set("SGP"):
        return start, 0.9
    if "C" in kinds or (set(kinds) & set("LO") and title):
        return (start, 0.4) if not title.endswith(tuple(PLACE_OFFICES)) and "C" not in kinds else None
    if not scan.is_word(start, end):
        return start, 0.85
    if not title:
        return start, 0.7 if not soft and len(word) > 2 else 0.4
    return start, 0.8 if _telling(title) else 0.35


def _family(scan: Scan, number: int, given: str) -> bool:
    """Whether a token is the surname before katakana of the kinds `given`: a place before a given name, or a word that
    may be a surname and names nobody by itself (宮田|キヨヱ, 西|ヨシヱ)."""
    kind, word = scan.kinds[number], scan.tokens[number].surface
    if kind == "S":
        return True
    if word[-1] in UNITS or kind not in "Lkj":
        return False
    own = word in KIN or names_a_person_or_body(word)
    return (kind == "L" and "G" in given) or (given in ("T", "P", "TG", "Th") and may_be_family(word) and not own)


def no_first_name(piece: str) -> bool:
    """Whether the first part of a katakana unit is a team, an organisation or a thing (レッドソックス・…)."""
    if piece in KATAKANA_GIVEN_NAMES:
        return False
    return (
        piece.endswith((*LONG_ORGANISATION_WORDS, *LOAN_ENDINGS))
        or piece in ORGANISATION_WORDS
        or (len(piece) > 3 and piece.endswith("ズ"))
    )


@lru_cache(maxsize=1 << 12)
def is_country(piece: str) -> bool:
    """Whether the dictionary knows a word as a country."""
    return any(word.pos.endswith("地名-国") for word in single_words(piece))


def _telling(title: str) -> bool:
    """Whether a katakana word before this title is a name even if it is also a common word."""
    if title.endswith(tuple(NATIONAL_OFFICES)):
        return True
    return bool(re.match(r"[A-Z]{2,}", title)) or (len(title) > 3 and title[:2] in ROLE_WORDS and title[:2] != "日本")


def _inside_token(scan: Scan, end: int) -> Found | None:
    """A surname of one kanji that a token swallowed together with its honorific (習氏)."""
    start = end - 1
    if start in scan.at_start and foreign_surname(scan.text[start] + "一") and scan.text[start] not in NOT_NAMES:
        return start, 0.7
    return None


def _kanji(scan: Scan, last: int, title: str, soft: bool) -> Found | None:
    first = _run_of_kanji(scan, last)
    if first < 0:
        return None
    return (
        _spelled(scan, last)
        or _given_in_hiragana(scan, last)
        or _surnamed(scan, first, last, title, soft)
        or _housed(scan, first, last, title)
        or _by_chunk(scan, first, last, title, soft)
    )


def _run_of_kanji(scan: Scan, last: int) -> int:
    """The token with which the words begin that may be one name up to token `last`; -1 for none."""
    tokens, kinds = scan.tokens, scan.kinds
    first, length = last, 0
    for number in range(last, -1, -1):
        token = tokens[number]
        if number < last and token.end != tokens[number + 1].start:
            break
        if kinds[number] not in "SGPLCOkjJhT" or length + token.end - token.start > _LONGEST:
            break
        length += token.end - token.start
        first = number
    if not length or tokens[last].surface in TRAILERS or tokens[last].surface in HONORIFICS:
        return -1
    if first < last and tokens[last].end - tokens[last].start > 1 and tokens[last].surface in TITLES:
        return -1
    while first < last and (
        (tokens[first].surface in _FORMER and kinds[first + 1] in "SJkL")
        or (tokens[first].surface in KIN and kinds[first + 1] in "SG")
    ):
        first += 1
    return first


def _by_chunk(scan: Scan, first: int, last: int, title: str, soft: bool) -> Found | None:
    """The name by what the dictionary takes its tokens for."""
    tokens = scan.tokens
    chunk = scan.kinds[first : last + 1]
    start = tokens[first].start
    word = scan.text[start : tokens[last].end]
    if word in NOT_NAMES or tokens[last].surface in NOT_NAMES or word in BEFORE or tokens[last].surface in BEFORE:
        return None
    if re.fullmatch(r"[SL]k{2,3}", chunk) and not title and len(word) <= 6 and _given_of_kanji(scan, first, last):
        return start, 0.85
    if re.fullmatch(r"[LO]G", chunk) and not soft:
        return start, 0.8
    if re.fullmatch(r"[kJj][kJjL]?G", chunk) and 3 <= len(word) <= 5 and tokens[first].surface not in ROLE_WORDS:
        return start, 0.8
    if set(chunk) <= set("GPk") and set(chunk) & set("GP") and 2 <= len(word) <= 6:
        return start, 0.85
    if chunk in ("G", "P") and not title and not soft:
        return start, 0.6
    if chunk[-1] in "GP" and tokens[last].end - tokens[last].start > 1:
        return tokens[last].start, 0.6
    if set(chunk) & set("ThC"):
        return None
    if title in RING_NAMES and scan.begins(first) and 2 <= len(word) <= 4:
        return start, 0.75
    if (
        title
        and len(chunk) == 1
        and chunk in "LOjk"
        and names_its_place(title)
        and scan.begins(first)
        and may_be_family(word)
    ):
        return start, 0.75
    if chunk == "LL" and tokens[first].surface in PREFECTURES and title.endswith(tuple(PLACE_OFFICES)):
        governs = title.endswith("知事") and may_be_family(tokens[last].surface)
        return (tokens[last].start, 0.75) if governs else None
    if chunk in ("L", "O"):
        if title and _of_a_place(scan, first, title):
            return start, 0.75
        if title:
            return None if title.endswith(tuple(PLACE_OFFICES)) else (start, 0.45)
        return start, 0.4 if soft else 0.6
    return _broken(scan, first, last, title, soft)


_PLACE_BEFORE = re.compile(r"[一-龠ァ-ヴー](?:[都道府県市区町村校小中高社会党局課部院園店署所]|大学)[の・]$")


def _of_a_place(scan: Scan, first: int, title: str) -> bool:
    """Whether a token may be a surname, and the office behind it is that of what stands before (岬町の赤羽町長), not of
    a place in it (愛知県の豊田市長)."""
    token = scan.tokens[first]
    before = scan.text[max(0, token.start - 6) : token.start]
    if title[0] in "市区町村" and before[-2:-1] != title[0]:
        return False
    return len(token.surface) == 2 and bool(_PLACE_BEFORE.search(before)) and may_be_family(token.surface)


def _given_of_kanji(scan: Scan, first: int, last: int) -> bool:
    """Whether a token may be a surname, and the single kanji behind it a given name (岡部|里々歌)."""
    tokens = scan.tokens
    return may_be_family(tokens[first].surface) and not any(
        token.surface in ROLE_WORDS or token.surface in NOT_NAMES for token in tokens[first + 1 : last + 1]
    )


_HOUSE_BEHIND = re.compile("SGG?[LO]")
"""A full name and the house or place of its bearer's office (甲斐|桜|大阪府|館長)."""


def _surnamed(scan: Scan, first: int, last: int, title: str, soft: bool) -> Found | None:
    """A surname as the dictionary knows it, alone or with what follows: also another before an honorific, as which a
    given name is known (小川|吉高さん)."""
    tokens, kinds = scan.tokens, scan.kinds
    for at in range(first, last + 1):
        if kinds[at] != "S":
            continue
        begin = surname_start(scan, at)
        rest = kinds[at : last + 1]
        size = tokens[last].end - tokens[begin].start
        if rest == "S" and not title and not soft and at > first and _place_as_surname(scan, at - 1):
            return tokens[at - 1].start, 0.9
        if rest == "S":
            name = scan.text[tokens[begin].start : tokens[at].end]
            if name in NOT_NAMES or name.endswith("っ"):
                return None
            clear = (
                begin == first
                or begin == at - 2
                or kinds[begin - 1] in "jJCLO"
                or tokens[begin - 1].surface in ROLE_WORDS
            )
            return tokens[begin].start, 0.9 if clear and not (soft and len(name) == 1) else 0.6
        if FULL_NAME.fullmatch(rest) and size <= 7:
            return tokens[begin].start, 0.95
        if title and _HOUSE_BEHIND.match(rest):
            return None
        if rest == "SS" and not title and not soft and tokens[last].end - tokens[at].start in (3, 4):
            return tokens[at].start, 0.9
        if "S" not in rest[1:] and size <= 5 and set(rest[1:]) <= set("GPkLhjJ"):
            return tokens[begin].start, 0.75
    return None


def _place_as_surname(scan: Scan, number: int) -> bool:
    """Whether a token that the dictionary takes for a place may be a surname before a given name (小川|吉高さん)."""
    place = scan.tokens[number].surface
    return scan.kinds[number] == "L" and len(place) == 2 and scan.begins(number) and may_be_family(place)


def _spelled(scan: Scan, last: int) -> Found | None:
    """A surname, a place too, before a given name of katakana and a kanji (美作|フジ|子, 宇田川|ツヤ|子)."""
    tokens = scan.tokens
    if last < 2 or tokens[last].surface not in GIVEN_NAME_ENDS or tokens[last - 2].end != tokens[last - 1].start:
        return None
    family, given = tokens[last - 2], tokens[last - 1].surface
    kind = scan.kinds[last - 2]
    place = kind == "L" and family.surface[-1] not in UNITS
    named = kind == "S" or place or (kind in "kj" and may_be_family(family.surface) and family.surface not in KIN)
    joined = tokens[last - 1].end == tokens[last].start
    sure = 0.95 if kind == "S" else 0.85
    return (family.start, sure) if named and joined and is_katakana(given) and 1 < len(given) < 4 else None


def _given_in_hiragana(scan: Scan, last: int) -> Found | None:
    """A surname, a place or a common noun too, before a given name in hiragana (尾崎|つばさ)."""
    token = scan.tokens[last]
    if scan.kinds[last] not in "hO" or not last or not _HIRAGANA_GIVEN.fullmatch(token.surface):
        return None
    family = scan.tokens[last - 1]
    if family.end != token.start or scan.kinds[last - 1] not in "SLkj" or not may_be_family(family.surface):
        return None
    word = family.surface
    if word in KIN or word in ROLE_WORDS or token.surface in NOT_NAMES or names_a_person_or_body(token.surface):
        return None
    return family.start, 0.9 if scan.kinds[last - 1] == "S" else 0.8


_HIRAGANA_GIVEN = re.compile("[ぁ-ゖー]{2,4}")
_LEADS_A_HOUSE = ("社長", "会長", "専務", "常務", "監督", "CEO", "ＣＥＯ")


def _housed(scan: Scan, first: int, last: int, title: str) -> Found | None:
    """A surname, also one that is a place or a common noun, between a house and the office it gives
    (青波運輸|長尾|社長, ミナト|孫|代表)."""
    family = scan.tokens[last]
    if first == last or not may_be_family(family.surface) or family.surface in ROLE_WORDS:
        return None
    house = scan.text[scan.tokens[first].start : family.start]
    katakana = house[-1] in KATAKANA_CHARS
    leads = title.endswith(_LEADS_A_HOUSE) or (title == "代表" and katakana)
    housed = katakana or scan.kinds[last - 1] == "O" or names_a_company(house)
    return (family.start, 0.75) if leads and housed and family.surface not in NOT_NAMES else None


_NEVER_ALONE = frozenset("沢澤野川島崎浦橋井口")
"""Kanji with which surnames end that few bear alone: behind a place they end a surname (鶴見|沢)."""


def _follows_a_place(surname: str) -> bool:
    """Whether a surname behind a place is more likely the end of a surname, or a given name (鶴見|沢, 鶴井|真弓)."""
    return surname in _NEVER_ALONE or any(word.pos.endswith("人名-名") for word in single_words(surname))


def surname_start(scan: Scan, number: int) -> int:
    """The token with which a surname begins whose last kanji the dictionary knows as a surname (葦|浦)."""
    tokens = scan.tokens
    token = tokens[number]
    given = number and scan.kinds[number - 1] == "G" and tokens[number - 1].end == token.start
    if (
        given
        and token.start - tokens[number - 1].start == 1
        and scan.begins(number - 1)
        and token.end - token.start < 3
    ):
        return number - 1
    place = number and scan.kinds[number - 1] == "L" and tokens[number - 1].surface[-1] not in UNITS
    if place and _follows_a_place(token.surface) and tokens[number - 1].end == token.start and scan.begins(number - 1):
        return number - 1
    if number > 1 and _joined_by_kana(scan, number):
        return number - 2
    if token.end - token.start != 1 or number == 0 or scan.kinds[number - 1] not in "kJ":
        return number
    before = tokens[number - 1]
    if number > 1 and "助数詞" in before.pos and tokens[number - 2].pos.endswith("数詞"):
        return number
    if before.end != token.start or before.end - before.start > 1 or before.surface in ROLE_WORDS:
        return number
    titled = number > 1 and scan.tokens[number - 2].surface in BEFORE
    return number - 1 if (titled or scan.begins(number - 1)) and before.surface not in BEFORE else number


def _joined_by_kana(scan: Scan, number: int) -> bool:
    """Whether a small kana joins the kanji of a token to the one before it (三|ツ|橋, 鶴|ヶ|谷)."""
    first, kana, last = scan.tokens[number - 2 : number + 1]
    return (
        kana.surface in ("ツ", "ッ", "ヶ", "ケ", "ヵ", "ノ")
        and first.end == kana.start
        and kana.end == last.start
        and first.end - first.start == 1
        and "一" <= first.surface <= "龠"
        and last.end - last.start < 3
    )


def _broken(scan: Scan, first: int, last: int, title: str, soft: bool) -> Found | None:
    """A kanji name that the dictionary breaks apart or does not know."""
    tokens, kinds = scan.tokens, scan.kinds
    start = tokens[first].start
    word = scan.text[start : tokens[last].end]
    surfaces = [token.surface for token in tokens[first : last + 1]]
    if scan.begins(first) and len(word) <= 4:
        if len(word) == 1:
            return (start, 0.3 if soft else 0.8) if foreign_surname(word + "一") else None
        if first == last and tokens[first].morpheme.known:
            if title.endswith(tuple(NATIONAL_OFFICES)) and may_be_family(word) and word not in ROLE_WORDS:
                return start, 0.7
            return (start, 0.45) if len(word) <= 3 and not title and not soft else None
        if foreign_surname(word):
            return start, 0.9
        apart = [surface for surface in surfaces if title or len(word) < 3 or len(surface) > 1]
        if surfaces[-1] in ROLE_WORDS or any(surface in ROLE_WORDS or surface in NOT_NAMES for surface in apart):
            return None
        opaque = all(letter in "kJL" for letter in kinds[first : last + 1])
        if opaque:
            return start, 0.45 if title.endswith(tuple(NATIONAL_OFFICES)) else 0.6 if soft or title else 0.75
        return (start, 0.55) if not title and not soft else None
    for number in range(max(first, last - 2), last + 1):
        tail = scan.text[tokens[number].start : tokens[last].end]
        opaque = set(kinds[number : last + 1]) <= set("kJLG")
        if opaque and len(tail) in (2, 3) and first < number < last and foreign_surname(tail):
            behind = tokens[number - 1].surface
            return tokens[number].start, 0.75 if behind in ROLE_WORDS or behind in BEFORE else 0.5
    return None


def name_after(scan: Scan, start: int, link: str, named: bool, before: str = "") -> tuple[int, float] | None:
    """The name that begins at `start`: its end and how sure it is.

    `link` joins it to what stands before (の, ・, …, '' for nothing); `named` when that is known to announce people;
    `before` is the word itself.
    """
    position = before in POSITIONS
    unit = KATAKANA_UNIT.match(scan.text, start)
    if unit:
        return _katakana_after(scan, unit, "・" if position else link, named)
    number = scan.at_start.get(start)
    if number is not None and scan.tokens[number].surface in PEN_NAME:
        return None
    if number is None or ORGANISATION_BEHIND.match(scan.text, scan.tokens[number].end):
        return None
    tokens, kinds = scan.tokens, scan.kinds
    last = number
    while not scan.ends(last) and last - number < 4 and kinds[last + 1] in "SGPLkjJhOT":
        last += 1
    chunk = kinds[number : last + 1]
    full = re.match(r"S(?:GG?|kG|P|T)", chunk)
    if full:
        return tokens[number + full.end() - 1].end, 0.95
    end = tokens[last].end
    word = scan.text[start:end]
    if not scan.ends(last):
        return None
    if chunk[0] == "S" and len(word) <= 5:
        return end, 0.9 if len(chunk) > 1 else 0.75
    if chunk in ("G", "P", "GG", "PP", "kG", "GS", "Gk"):
        return end, 0.7
    if position and (chunk == "L" or may_be_family(tokens[number].surface)) and len(word) <= 5:
        return end, 0.75
    if link in _OF and scan.text[end : end + 1] in _AS_SUBJECT:
        called = named and before not in KIN and last == number and _family_alone(word)
        if called or (before in KIN and _given_alone(word)):
            return end, 0.7
    if link != " " and 2 <= len(word) <= 3 and foreign_surname(word) and chunk != "j" and named:
        return end, 0.75
    return None


def _family_alone(word: str) -> bool:
    """Whether a word may be a surname and is none that names somebody by what he is."""
    return len(word) > 1 and word not in NOT_NAMES and may_be_family(word) and not names_a_person_or_body(word)


def _given_alone(word: str) -> bool:
    """Whether kanji that the dictionary does not know as one word end as given names do (千|紗)."""
    ends = 2 <= len(word) <= 3 and word[-1] in GIVEN_NAME_ENDS and KANJI.fullmatch(word)
    return bool(ends) and not single_words(word)


def _katakana_after(scan: Scan, unit: re.Match[str], link: str, named: bool) -> tuple[int, float] | None:
    word, end = unit[0], unit.end()
    pieces = parts(word)
    if not pieces or pieces[-1] in ORGANISATION_WORDS or word in BEFORE or ORGANISATION_BEHIND.match(scan.text, end):
        return None
    if len(pieces) > 1:
        return end, 0.9 if named else 0.6
    kinds = scan.kinds_between(unit.start(), end)
    if set(kinds) & set("SGP"):
        return end, 0.8 if named else 0.6
    if set(kinds) & set("CLO") or len(word) < 3 or scan.is_word(unit.start(), end) or not link:
        return None
    return end, 0.5 if named else 0.4
