"""Names that tokens or letters alone show, where the search for people leaves gaps: surname and given name, a name
before an honorific, names in Latin letters, as translated news has them; and names that the dictionary does not know,
by the kanji they are written with, where a name must stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count, takewhile
from typing import Literal

from inyo.index.japanese.grammar import NOUNS
from inyo.index.japanese.tokens import Morpheme, Remembered, Token, Tokens, single_words
from inyo.index.people.name_bounds import OF_A_STATE, UNITS, Found
from inyo.index.people.name_shapes import (
    is_body,
    is_given_today,
    is_surname,
    may_be_family,
    may_be_given,
    parted,
    surname_odds,
)
from inyo.index.people.scan import Candidate, Scan
from inyo.index.people.titles import (
    BEFORE,
    KIN,
    NAME_MARKS,
    NOT_NAMES,
    PERSON,
    ROLE_WORDS,
    SURE,
    TITLES,
    TRAILERS,
    names_a_company,
    names_a_person_or_body,
    of_a_house,
    title_at_end,
)

KATAKANA = re.compile(r"[ァ-ヴー]+$")
_KATAKANA_NAME = re.compile(r"[ァ-ヴー]{2,}(?:[・＝=][ァ-ヴーA-Z]{1,})+")
_MARKS = frozenset((*SURE, "容疑", "被告"))
"""Tokens before which kanji are a name, whatever the dictionary takes them for."""
_NO_NAME = frozenset("助補空")
"""What the parts of speech begin with of which no name begins: particles, auxiliaries, marks, blanks."""
_LONGEST_WORD = 40
_BROKEN = (*NOUNS, "動詞", "形状詞", "形容詞")
"""What the dictionary may take the parts of a name for that it does not know."""
_IN_A_TITLE = (*NOUNS, "形状詞", "記号")
_KATAKANA_WORDS = ("名詞", "感動詞", "副詞", "形状詞")
"""What the dictionary may take katakana for that is a name."""
_DOTS = "・＝="
_LONGEST_NAME = 12
"""Tokens of a katakana name."""
_LONGEST_KANJI = 5
"""Characters of a name in kanji."""
KANJI = re.compile(r"[一-龥々㐀-䶿豈-龎ヶヵノ]+$")
_LONGEST_FULL = 6
_OFFICE = re.compile(r"[一-龥々ァ-ヴーA-Z0-9０-９・]{0,12}[長官主員士師役手将]")
_OF_SOMEBODY = re.compile(r"後援会|記念|財団|基金|事務所|陣営|選対|夫人|夫妻|側|派|事件|研究|秘書|対策|容疑")
"""Behind a name: what follows is no office of his, but somebody else's or a thing's."""
_OF_NO_GIVEN = frozenset("県市町村区郡府都道州国省庁署局部課室所院校館園社店会団隊党軍派組屋寺駅港線島山川")
"""Kanji of places and bodies, which are no part of a given name where the dictionary knows none."""
_HONORIFIC_END = re.compile("(?:" + "|".join(sorted(NAME_MARKS, key=len, reverse=True)) + ")$")
KATAKANA_RANK = re.compile(
    r"(?:ゼネラル|ゲーム|チーム|バイス|チーフ|アシスタント|エグゼクティブ|シニア|フリー|メイン|スーパー)?"
    r"(?:マネジャー|マネージャー|プロデューサー|ディレクター|アナウンサー|キャスター|コーチ|デザイナー|リーダー|キャプテン|アドバイザー|エコノミスト|"
    r"アナリスト|コラムニスト|ジャーナリスト)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person named in a stretch of text: the name as written there, and the fullest one in the document.

    `start`–`end` is the mention with its title, `name_end` the end of the name alone.
    """

    start: int
    end: int
    name: str
    title: str
    canonical: str
    name_end: int


def spotted(text: str, tokens: Sequence[Token]) -> list[Name]:
    """Names that tokens alone show: surname with given name, a name before an honorific or a title."""
    out: list[Name] = []
    resume = 0
    for at in _beginnings(tokens):
        if at < resume:
            continue
        stop = _name_run(text, tokens, at)
        if stop == at:
            continue
        if stop - at > 1 and _begins_a_title(tokens, stop - 1):
            stop -= 1
        name_start, name_end = tokens[at].start, tokens[stop - 1].end
        after = _behind_note(text, tokens, stop)
        best = _title_cut(text, tokens, at, stop, after, _nouns_end(tokens, after))
        name = text[name_start:name_end]
        resume = stop
        if is_body(name.rpartition("・")[2]):
            continue
        if len(name) < 2 and (KATAKANA.match(name) or not best):
            continue
        if best:
            title = (
                _HONORIFIC_END.sub("", text[tokens[after].start : tokens[best - 1].end])
                or text[tokens[after].start : tokens[best - 1].end]
            )
            resume = best
            housed = stop == at + 1 and of_a_house(title)
            if (
                not housed
                and not _of_a_state(tokens[at:stop], title)
                and not _one_word(tokens[at:stop], title, after == stop)
            ):
                out.append(Name(name_start, tokens[best - 1].end, name, title, name, name_end))
        elif _sure(tokens, at, stop, name):
            out.append(Name(name_start, name_end, name, "", name, name_end))
    return out


def _behind_note(text: str, tokens: Sequence[Token], stop: int) -> int:
    """The token behind the parenthesis that stands behind a name; `stop` where none does."""
    if stop >= len(tokens) or text[tokens[stop - 1].end : tokens[stop - 1].end + 1] not in ("(", "（"):
        return stop
    return next((k + 1 for k in range(stop, min(stop + 16, len(tokens))) if text[tokens[k].start] in ")）"), stop)


def _nouns_end(tokens: Sequence[Token], first: int) -> int:
    """The token behind the nouns that stand side by side from token `first` on, at most seven."""
    end = first
    while end < min(len(tokens), first + 7) and tokens[end].start == tokens[end - 1].end and _nominal(tokens[end]):
        end += 1
    return end


def _begins_a_title(tokens: Sequence[Token], last: int) -> bool:
    """Whether the one kanji with which a run ends is the beginning of a title (高橋|総|監督)."""
    token = tokens[last]
    if token.end - token.start > 1 or last + 1 >= len(tokens) or tokens[last + 1].start != token.end:
        return False
    return token.surface + tokens[last + 1].surface in TITLES


@lru_cache(maxsize=1 << 13)
def name_before_office(phrase: str) -> int:
    """Where the full name ends with which a phrase begins whose rest is an office, also one that no table has
    (浜田省三|漁協長, 倉橋一樹|実行委員長); 0 where it does not."""
    ends = range(min(_LONGEST_FULL, len(phrase) - 1), 2, -1)
    likely = [end for end in ends if is_office(phrase[end:]) and title_at_end(phrase[end - 1 :])]
    return next(
        (end for end in likely if _given_name(phrase[:end]) == "known" and _begins_a_word(phrase[end:])),
        next((end for end in likely if title_at_end(phrase[end:]) == 0 and _given_name(phrase[:end])), 0),
    )


def is_office(behind: str) -> bool:
    """Whether what stands behind a name is an office or a calling of its bearer, also one that no table has."""
    found = title_at_end(behind) >= 0 or _OFFICE.fullmatch(behind) is not None or PERSON.end(behind)
    return found and "の" not in behind and not _OF_SOMEBODY.search(behind)


def _begins_a_word(behind: str) -> bool:
    return title_at_end(behind) == 0 or bool(single_words(behind[:2]))


@lru_cache(maxsize=1 << 14)
def _given_name(kanji: str) -> Literal["", "known", "unknown"]:
    """Whether kanji are a surname and a given name: one that the dictionary knows, or two kanji it does not know."""
    if not KANJI.match(kanji) or single_words(kanji) or names_a_person_or_body(kanji) or names_a_company(kanji):
        return ""
    best: Literal["", "known", "unknown"] = ""
    for cut in (2, 3, 1):
        given = kanji[cut:]
        if not given or not may_be_family(kanji[:cut]):
            continue
        if may_be_given(given) and (len(given) > 1 or given not in _OF_NO_GIVEN):
            return "known"
        if len(given) == 2 and _OF_NO_GIVEN.isdisjoint(given) and not single_words(given):
            best = "unknown"
    return best


def _one_word(name: Sequence[Token], title: str, beside: bool) -> bool:
    """Whether a title in katakana may be the end of a word that begins as a name does not (オート|デスク)."""
    katakana = KATAKANA.match(title) and KATAKANA.match(name[-1].surface)
    return bool(katakana) and beside and not any("人名" in token.pos for token in name)


def _of_a_state(name: Sequence[Token], title: str) -> bool:
    """Whether what stands before a title is the state whose office it is (タイ|外相, バルドゥア|国防省報道官)."""
    if title in NAME_MARKS or not KATAKANA.match(name[0].surface):
        return False
    return bool(OF_A_STATE.match(title)) or (len(name) == 1 and name[0].pos.endswith("地名-国"))


def _title_cut(text: str, tokens: Sequence[Token], at: int, stop: int, after: int, end: int) -> int:
    """Where the longest title ends that begins at token `after`, at most at `end`; 0 where none does."""
    for cut in range(end, after, -1):
        tail = text[tokens[after].start : tokens[cut - 1].end]
        if tail.endswith(NAME_MARKS) and len(tail) <= 4:
            return cut
        if "ぁ" <= tail[0] <= "ゖ":
            continue
        begins = title_at_end(tail)
        if begins >= 0 and (begins < 2 or not _common(tokens, at, stop) or tail[:begins] in ROLE_WORDS):
            return cut
    return 0


def _beginnings(tokens: Sequence[Token]) -> list[int]:
    """The tokens with which a name may begin, in order: personal names, katakana, and the three before 氏, さん."""
    parts = list(map(_PARTS.__getitem__, Tokens.all(tokens).words))
    likely = set(compress(count(), map(_BEGINS.__and__, parts)))
    for at in compress(count(), map(_MARKS_NAMES.__and__, parts)):
        likely.update(range(max(0, at - 3), at))
    return [at for at in sorted(likely) if not parts[at] & _BEGINS_NONE]


_BEGINS, _MARKS_NAMES, _BEGINS_NONE = 1, 2, 4


def _part(word: Morpheme) -> int:
    """What a word may be in a name: flags."""
    pos, surface = word.pos, word.surface
    begins = "ァ" <= surface[0] <= "ー" or (pos[:1] == "名" and "人名" in pos)
    return _BEGINS * begins | _MARKS_NAMES * (surface in _MARKS) | _BEGINS_NONE * (pos[:1] in _NO_NAME)


_PARTS = Remembered(_part, 1 << 16)


def _common(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Whether a run is one katakana word that the dictionary knows as no name (エンターテインメント)."""
    word = tokens[at].morpheme
    return stop == at + 1 and word.katakana and word.known and "固有名詞" not in word.pos


def _nominal(token: Token) -> bool:
    return token.pos.startswith(_IN_A_TITLE)


def _sure(tokens: Sequence[Token], at: int, stop: int, name: str) -> bool:
    if _KATAKANA_NAME.fullmatch(name):
        return any("人名" in token.pos for token in tokens[at:stop]) or (name.count("・") >= 1 and len(name) >= 6)
    poses = [token.pos for token in tokens[at:stop]]
    return stop - at >= 2 and poses[0].endswith("人名-姓") and any("人名" in pos for pos in poses[1:])


def _name_run(text: str, tokens: Sequence[Token], at: int) -> int:
    """Where a run of tokens that may be a name, beginning at `at`, ends (`at` if there is none)."""
    token = tokens[at]
    if token.end - token.start > _LONGEST_WORD:
        return at
    surface = text[token.start : token.end]
    person = "人名" in token.pos
    if KATAKANA.match(surface) and token.pos.startswith(_KATAKANA_WORDS):
        if (names_a_person_or_body(surface) and not person) or surface in NOT_NAMES:
            return at
        if at and tokens[at - 1].end == token.start and KATAKANA_RANK.match(text, token.start):
            return at
        return _katakana_run(text, tokens, at, person=person)
    return _kanji_run(text, tokens, at) if person else _before_honorific(text, tokens, at)


def _katakana_run(text: str, tokens: Sequence[Token], at: int, *, person: bool) -> int:
    """Where a katakana name ends: its parts with their dots, an initial among them."""
    stop = at + 1
    while stop < min(len(tokens), at + _LONGEST_NAME) and tokens[stop].start == tokens[stop - 1].end:
        if tokens[stop].end - tokens[stop].start > _LONGEST_WORD:
            break
        piece = text[tokens[stop].start : tokens[stop].end]
        before = text[tokens[stop - 1].start : tokens[stop - 1].end]
        joined = before in _DOTS or person
        if not (
            piece in _DOTS
            or (joined and (KATAKANA.match(piece) or re.fullmatch("[A-Za-z]", piece)))
            or (KATAKANA.match(piece) and not names_a_person_or_body(piece))
        ):
            break
        stop += 1
    while stop > at + 1 and text[tokens[stop - 1].start : tokens[stop - 1].end] in _DOTS:
        stop -= 1
    return stop


def _kanji_run(text: str, tokens: Sequence[Token], at: int) -> int:
    """Where a name ends that begins with a token the dictionary knows as one."""
    stop = at + 1
    while stop < len(tokens) and tokens[stop].start == tokens[stop - 1].end:
        following = tokens[stop]
        if "人名" in following.pos and not following.pos.endswith("人名-姓"):
            stop += 1
            continue
        piece = text[following.start : following.end]
        short = KANJI.match(piece) and following.pos.startswith(NOUNS) and len(piece) <= 2 and title_at_end(piece) < 0
        short = short and ("地名" not in following.pos or may_be_given(piece) or len(piece) < 2)
        if not ("人名" in following.pos or short) or following.end - tokens[at].start > _LONGEST_KANJI:
            break
        if piece.endswith(NAME_MARKS) or not _title_follows(text, tokens, stop):
            break
        stop += 1
    return stop


def _title_follows(text: str, tokens: Sequence[Token], stop: int) -> bool:
    """Whether the token at `stop` still belongs to a name: an honorific or a title begins soon after it."""
    piece = text[tokens[stop].start : tokens[stop].start + 4]
    if title_at_end(piece[:2]) >= 0 or title_at_end(piece[:3]) >= 0 or title_at_end(piece) >= 0:
        return False
    for later in range(stop + 1, min(stop + 3, len(tokens))):
        rest = text[tokens[later].start : tokens[later].start + 4]
        if rest[:1] in ("氏", "君") or rest.startswith(NAME_MARKS):
            return True
        if title_at_end(rest[:2]) >= 0 or title_at_end(rest[:3]) >= 0:
            return True
    return False


def _before_honorific(text: str, tokens: Sequence[Token], at: int) -> int:
    """Kanji that the dictionary takes for common words, right before 氏, さん, 容疑者."""
    if not KANJI.match(text[tokens[at].start]) or not tokens[at].pos.startswith(_BROKEN):
        return at
    if at and tokens[at - 1].end == tokens[at].start and KANJI.match(text[tokens[at - 1].start : tokens[at - 1].end]):
        return at
    stop = at
    while stop < len(tokens) and stop < at + 4 and (stop == at or tokens[stop].start == tokens[stop - 1].end):
        piece = text[tokens[stop].start : tokens[stop].end]
        if stop > at and piece in _MARKS:
            whole = text[tokens[at].start : tokens[stop - 1].end]
            good = KANJI.match(whole) and 1 < len(whole) <= 5 and not PERSON.end(whole)
            return stop if good and not names_a_person_or_body(whole) else at
        if not (KANJI.match(piece) and tokens[stop].pos.startswith(_BROKEN)):
            return at
        stop += 1
    return at


_PART = r"[A-ZＡ-Ｚ][A-Za-zＡ-Ｚａ-ｚ'’-]+"
_MIXED = re.compile(
    rf"(?:[ァ-ヴー]{{2,}}(?:[・＝=][ァ-ヴー]+)*[・＝=]{_PART}(?:[・＝=](?:{_PART}|[ァ-ヴー]{{2,}}))*|{_PART}[・＝=][ァ-ヴー]{{2,}}(?:[・＝=][ァ-ヴー]+)*)"
    r"(?![A-Za-zァ-ヴー])"
)
_WHOLE = re.compile(r"(?<![A-Za-z0-9@./_-])[A-Z][a-z'’]+(?:[ .]{0,2}[A-Z](?:\.|[a-z'’]+))+(?![A-Za-z0-9@_-])")
_INTRODUCED = re.compile(r"(?:である|だった|の|、|・)?$")
_LATIN_PART = re.compile(r"[A-Z][A-Za-z'’-]{3,}")
_BEFORE, _BEHIND = 14, 8
"""How many characters before and behind a name may say that it is one of a person."""


def in_latin(text: str) -> list[Name]:
    """Names in Latin letters and katakana (コン・Vatskalis), names in Latin letters that a role introduces or an
    honorific follows (議長のAnnaLind), and wherever a part of either stands alone later on."""
    if not re.search("[A-Z][a-z]", text):
        return []
    whole = [*_MIXED.finditer(text), *(match for match in _WHOLE.finditer(text) if _is_person(text, match))]
    out = {match.start(): _name(match) for match in whole}
    for part in {part for match in whole for part in _LATIN_PART.findall(match[0])}:
        for again in re.finditer(rf"(?<![A-Za-z・＝=]){re.escape(part)}(?![A-Za-z・＝=])", text):
            out.setdefault(again.start(), _name(again))
    return list(_apart(out))


def _name(match: re.Match[str]) -> Name:
    return Name(match.start(), match.end(), match[0], "", match[0], match.end())


def _is_person(text: str, match: re.Match[str]) -> bool:
    before = _INTRODUCED.sub("", text[max(0, match.start() - _BEFORE) : match.start()])
    behind = text[match.end() : match.end() + _BEHIND]
    return behind.startswith(NAME_MARKS) or PERSON.end(before) or title_at_end(before) >= 0


def _apart(names: dict[int, Name]) -> Iterator[Name]:
    end = 0
    for start in sorted(names):
        if start >= end:
            end = names[start].end
            yield names[start]


_KANJI = "一-龠々〆ヶケノ髙﨑"
_LETTERS = re.compile(f"(?P<kanji>[{_KANJI}]+)(?P<kana>(?:[ァ-ヺー]{{2,4}}|[ぁ-ゖー]{{2,4}})?)$")
_AHEAD = re.compile(f"[{_KANJI}]+(?=[はがもをにのとや、。・（(「『＝=\n　 ]|$)")
_KANJI_BEFORE = re.compile(f"[{_KANJI}]+$")
_LONGEST_RUN = 16
_LONGEST_UNKNOWN = 7
_LIKELY, _TITLED, _LIKELY_SURNAME = 0.5, 2.0, -0.5
"""From which odds on letters are a name, before a title too, and their beginning a surname."""
_BEFORE_KANA, _BEFORE_GIVEN = 3.0, -2.5
"""From which odds on kanji are a surname before kana, which may be anything, and before what the dictionary has as a
given name."""
_SURE, _SURNAME_ALONE, _BARE = 0.9, 0.8, 0.8
"""How sure a full name is where one must stand, a surname there, a name that nothing announces."""
_BARE_SURNAME, _BARE_GIVEN = 1.0, 0.5
_BARE_KNOWN, _BARE_UNKNOWN = 5.0, 7.0
"""From which odds on the parts and the whole are likely a name where nothing says that one stands, the whole where the
dictionary knows a part and where it knows none."""
_LOCAL = UNITS | {"郡"}
"""With what the office of a place begins, which stands behind the place more often than behind a name."""


def by_kanji(scan: Scan, end: int, found: Found | None, title: str = "") -> Found | None:
    """The name that ends at a place where one must, by its kanji, where what the dictionary shows leaves kanji over
    that are no word of office (名嘉|山政江); `found` where it leaves none, or where they are unlikely to be a name.
    Before a `title`, and not an honorific, they may as well be the house it belongs to."""
    last = scan.at_end.get(end)
    if title[:1] in _LOCAL and last is not None and scan.kinds[last] == "L":
        return found
    run = _LETTERS.search(scan.text, max(0, end - _LONGEST_RUN), end)
    if run is None or (run["kana"] and found is None and not may_be_given(run["kana"])):
        return found
    first = run.start()
    begins = [at for at in range(max(first, end - _LONGEST_UNKNOWN), end - 1) if _may_begin(scan, first, at)]
    if found is not None and found[0] in begins and (found[0] == first or not _given_alone(scan, found[0], end)):
        return found
    if not title and first in begins and is_surname(scan.text[first:end]) and not _is_noun(scan, first, end):
        return first, _SURNAME_ALONE
    least = _TITLED if title else _LIKELY
    likely = [(odds, -at) for at in begins if end - at > 2 and (odds := _odds(scan, at, end, run, title)) > least]
    return (-max(likely)[1], _SURE) if likely else found


def _is_surname(scan: Scan, start: int, size: int) -> bool:
    """Whether so many characters from a place on are a surname as the dictionary knows it, in newer kanji perhaps."""
    number = scan.at_start.get(start)
    return number is not None and scan.kinds[number] == "S" and scan.tokens[number].end == start + size


def _given_alone(scan: Scan, start: int, end: int) -> bool:
    """Whether a name is only ever a given name, which seldom stands behind what is no kin."""
    given = scan.kinds_between(start, end) == "G" and not may_be_family(scan.text[start:end])
    return given and not scan.text.endswith(tuple(KIN), 0, start)


def _odds(scan: Scan, start: int, end: int, run: re.Match[str], title: str) -> float:
    """The odds in nats that letters are a full name; 0 where their beginning can hardly be a surname, or they end in a
    common noun."""
    name = scan.text[start:end]
    if names_a_company(name) or len(set(name)) < 2:
        return 0.0
    if run["kana"]:
        family = scan.text[start : run.start("kana")]
        odds = surname_odds(family)
        return odds if odds > (_BEFORE_GIVEN if may_be_given(run["kana"]) else _BEFORE_KANA) else 0.0
    best = parted(name)
    given = name[best.surname :] if best is not None else ""
    if best is None or best.of_surname <= (_BEFORE_GIVEN if may_be_given(given) else _LIKELY_SURNAME):
        return 0.0
    if _is_word(name[: best.surname]):
        return 0.0
    noun = len(given) > 1 and not may_be_given(given) and bool(single_words(given))
    return 0.0 if noun and (title or names_a_person_or_body(given)) else best.odds


def _may_begin(scan: Scan, first: int, at: int) -> bool:
    """Whether a name may begin at a place in a run of kanji: with it, or behind a word of office, a body, a place."""
    if at == first:
        return first == 0 or not scan.text[first - 1].isdecimal()
    number = scan.at_end.get(at)
    if number is None:
        return False
    word, before = scan.tokens[number].surface, scan.text[first:at]
    known = word in ROLE_WORDS or word in BEFORE or word in KIN or word in NOT_NAMES
    known = known or (scan.kinds[number] == "j" and not may_be_family(word)) or before in BEFORE
    return known or (scan.kinds[number] in "LCO" and len(word) > 1) or names_a_person_or_body(before)


def _is_word(family: str) -> bool:
    """Whether the dictionary has kanji as a common word and not as a surname (今度, 是非), or they begin with an
    honorific."""
    common = any("固有名詞" not in word.pos for word in single_words(family))
    return (common and not may_be_family(family)) or family[0] == "御"


def _is_noun(scan: Scan, start: int, end: int) -> bool:
    """Whether a span is a word that the dictionary knows, or names a body."""
    word = scan.text[start:end]
    return bool(single_words(word)) or names_a_person_or_body(word) or names_a_company(word)


_RUN = re.compile(
    f"(?<![{_KANJI}ァ-ヺー0-9０-９])[{_KANJI}]{{3,{_LONGEST_UNKNOWN}}}(?:[ァ-ヺ]{{2,3}}[子枝江代美恵乃])?"
    r"(?=[はがもをにのとや、。・（(「『＝=\n　 ]|$)"
)
"""Kanji that stand between marks and particles, as a name does that nothing announces."""


def unknown_names(scan: Scan) -> Iterator[Candidate]:
    """Full names that nothing announces, of which the dictionary does not know a part: a surname with kanji that are
    likely a given name (高田|桜雅), a given name behind kanji that are likely a surname (前花|遥)."""
    for run in _RUN.finditer(scan.text):
        start, end = run.span()
        if _is_known(scan, start, end) or any(at in scan.titles for at in range(start, end + 1)):
            continue
        cut = parted(run[0])
        if cut is None or cut.of_surname < _BARE_SURNAME or cut.of_given < _BARE_GIVEN or _is_noun(scan, start, end):
            continue
        last = scan.at_end.get(end)
        trailing = last is not None and scan.tokens[last].surface in TRAILERS
        if trailing or _of_nouns(scan, start, start + cut.surname, end):
            continue
        family, given = run[0][: cut.surname], run[0][cut.surname :]
        surname, named = _is_surname(scan, start, cut.surname), may_be_given(given)
        if _is_word(family) or (len(given) < 2 and not (surname or (named and not single_words(family)))):
            continue
        known = surname or named or may_be_family(family)
        if cut.odds > (_BARE_KNOWN if known else _BARE_UNKNOWN) and (named or not single_words(given)):
            yield Candidate(start, end, start, end, "", _BARE)


def _is_known(scan: Scan, start: int, end: int) -> bool:
    """Whether a span begins with a surname and a given name as the dictionary knows them, which it ends with unless
    the given name is of one kanji and may be cut short."""
    kinds = scan.kinds_between(start, end)
    if kinds[:2] not in ("SG", "SP"):
        return False
    given = scan.tokens[scan.at_start[start] + 1]
    return len(kinds) == 2 or given.end - given.start > 1


def _of_nouns(scan: Scan, start: int, cut: int, end: int) -> bool:
    """Whether the dictionary takes for a noun what ends in the part of a span that would be a given name (大|地震,
    江戸|時代)."""
    first = scan.at_start.get(start)
    if first is None:
        return False
    inside = takewhile(lambda number: scan.tokens[number].start < end, range(first, len(scan.kinds)))
    nouns = (scan.tokens[number] for number in inside if scan.kinds[number] == "j")
    return any(noun.end > cut and not is_given_today(noun.surface) for noun in nouns)
