"""Where the context says that a person's name stands: the first pass over a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from inyo.index.japanese.wordlists import any_of, words
from inyo.index.people.name_bounds import (
    UNITS,
    is_country,
    name_after,
    name_before,
    name_further_before,
    no_first_name,
    surname_start,
)
from inyo.index.people.name_shapes import (
    GIVEN_NAME_ENDS,
    GIVEN_NAMES,
    KANJI,
    KATAKANA_GIVEN_NAMES,
    KATAKANA_UNIT,
    LATIN_BEGINS,
    LATIN_NAME,
    ORGANISATION_BEHIND,
    ORGANISATION_WORDS,
    UNIT_BEGINS,
    found_from,
    is_katakana,
    may_be_family,
    may_be_given,
    parts,
)
from inyo.index.people.scan import BRACKETED, Candidate, Scan, names_its_place
from inyo.index.people.spotting import by_kanji, unknown_names
from inyo.index.people.titles import (
    BEFORE,
    KIN,
    NOT_NAMES,
    ON_STAGE,
    PEN_NAME,
    PEN_NAME_BEFORE,
    PEN_NAME_BEHIND,
    PLACE_OFFICES,
    TRAILERS,
    names_a_person_or_body,
    of_a_house,
    titles_before,
)

_READING = re.compile(
    r"[(（](?:(?P<kana>[ぁ-ゖー]{1,8}[・\s　][ぁ-ゖー]{1,8}|[ァ-ヺー]{1,8}[・\s　=＝][ァ-ヺー・]{1,12})"
    r"|(?P<latin>[A-Z][^\W\d_]+(?:[\s　・.’'\-]{0,2}[A-Z][^\W\d_]+){1,3})"
    r"|(?P<age>(?:当時)?[0-9０-９]{1,2}(?:歳)?)"
    r"|(?P<grade>(?:[小中高大](?:学校?|校)?)?[1-6１-６一二三四五六]年生?|[小中高大][1-6１-６一二三四五六]|[一-龠]{1,4}[1-6１-６](?=[=＝・、])))(?:[、,;；=＝・][^)）]{0,30})?[)）]"
)
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_KANJI_ALONE = re.compile("(?<![一-龠々])[一-龠々]{2,4}$")
_JOINED_LATIN = re.compile(r"(?<![A-Za-z])(?:[A-Z][a-z]+){2,3}(?![A-Za-z])|(?<![A-Za-z])[A-Z][a-z]+・[ァ-ヺー]{2,}")
_CALLED_BEFORE = ("スポークスマン", "巡査", "長", "相", "領", "官", "者", "家", "員", "授", "士", "いる", "の")
_GOVERNMENT = re.compile(r"(?:政権|内閣)(?!府|官房|総理)")
_STAGE_NAME = re.compile(
    rf"(?:{any_of(ON_STAGE)})[の・](?![A-Z]{{1,3}}(?![A-Za-z-])|Facebook|Instagram|Twitter|Threads|TikTok|YouTube|LINE|note)"
    r"(?P<name>[A-Za-z][A-Za-z0-9'’.&-]+(?: [A-Z][A-Za-z'’.-]+){0,2}|[Ａ-Ｚａ-ｚ]{4,})"
    r"(?=[はがもとを、（(「『\n]|さん|氏)"
)
"""A stage name in Latin letters behind a calling (歌手のKAZUHAは); up to three capitals are rather a thing (CD)."""
_HOUSES = any_of(
    words(
        "林家 柳家 三遊亭 笑福亭 春風亭 古今亭 橘家 入船亭 金原亭 三笑亭 柳亭 一龍斎 宝井 旭堂 月亭 露の 鈴々舎 昔昔亭 "
        "瀧川 雷門 土橋亭"
    )
)
_KANA_OF_A_NAME = "(?:(?!さん|師匠)[ぁ-んー])"
_BEHIND_STAGE_NAME = (
    r"(?<![はがもをにの])(?=さん|師匠|師[はがも]|[はがもの](?=[、「『“一-龥ァ-ヺ])|[を、。（(「『=＝\n])"
)
_HOUSE_NAME = re.compile(
    rf"(?P<name>(?:{_HOUSES})(?:小さん|[一-龥々]{{1,3}}{_KANA_OF_A_NAME}{{0,5}}|{_KANA_OF_A_NAME}{{2,6}})){_BEHIND_STAGE_NAME}"
    rf"|(?P<kana>(?:桂|立川|神田|玉川){_KANA_OF_A_NAME}{{2,5}})(?=さん|師匠|師[はがも]|[（(])"
)
"""A name of the stage behind the house it belongs to (林家もなか, 柳家小はだ)."""
_DICTIONARY = re.compile(
    r"S(?:G[kP](?=[po.()])|GG?|kG|kkG?(?=[po.()])|k(?=[po.()])|P|SG|T)?|[kJj]{1,2}G(?=[po.()])|GG?|P+G?"
)
_OF = frozenset({"の", "で", "だった", "である", "・"})
_LIST_MARK = re.compile(r"[、,，]\s*")
_IN_CHARGE = re.compile("[^、。「」・]{1,10}担当$")
"""Behind a name and a dot: what its bearer has charge of (デミトラ・シリア担当|特使)."""
_SURE = 0.75
_LONGEST_FULL = 5
_FULL_NAME = 0.95
_SPELT = 0.9
"""How sure a name is whose letters say that it is one."""
_UNIVERSITY = "大"
"""As a given name it is rare, behind a word that is a surname, too, it is a university (北浜|大)."""
_FULL = frozenset({"PG", "SG", "SGG", "SkG", "SP", "S G", "SSG"})


_MEMBER = re.compile("[都道府県市区町村]議(?!会)")
"""The end of a name that is the beginning of its bearer's office (正|市議)."""


def candidates(scan: Scan, broken: Iterable[Candidate]) -> list[Candidate]:
    """Names by their context, those of which the context is certain and those of which it is not; `broken` those whose
    tokens do not end where they do."""
    announced = list(_announced(scan))
    announcing = {role for role, c in announced if c.score >= _SURE}
    found = [
        *_titled(scan, announcing),
        *broken,
        *(c for _, c in announced),
        *_explained(scan),
        *_by_dictionary(scan),
        *unknown_names(scan),
        *_units(scan),
        *_pen_names(scan),
        *_governments(scan),
        *_latin(scan),
        *_on_stage(scan),
        *_in_kana(scan),
        *_given_in_kana(scan),
    ]
    return [_bare(scan, c) for c in found if not _MEMBER.match(scan.text, c.name_end - 1) and not _is_no_name(scan, c)]


_CALLED_OTHERWISE = frozenset(("親御", "キャバ", "ウグイス"))
"""What an honorific makes a word of (親御さん, キャバ嬢)."""
_STUCK = re.compile("当時(?=.)|[米英仏独露伊韓豪](?=[ァ-ヺ]{2})")
"""What stands before a name without a sign between (当時孫さん, 米オバマ大統領)."""


def _is_no_name(scan: Scan, c: Candidate) -> bool:
    """Whether what stands before an office is a house that words tell (全国紙|記者), a place (渋谷区　代表取締役), or a
    part of a word."""
    name, kinds = scan.text[c.name_start : c.name_end], scan.kinds_between(c.name_start, c.name_end)
    place = bool(kinds) and (set(kinds) == {"L"} or (kinds[0] == "L" and name[-1] in UNITS))
    placed = place and c.title.startswith(("代表", "PR", "ＰＲ"))
    return (name[-1] in "紙誌" and kinds[:1] == "j") or placed or name in _CALLED_OTHERWISE


def _bare(scan: Scan, c: Candidate) -> Candidate:
    """A name without what is stuck to it: a time or a country in front, 役 behind whom somebody plays (佳乃役)."""
    name = scan.text[c.name_start : c.name_end]
    stuck = _STUCK.match(name)
    start = c.name_start + (stuck.end() if stuck else 0)
    end = c.name_end - (name[-1] == "役" and c.name_end - start > 2)
    return c if (start, end) == (c.name_start, c.name_end) else replace(c, name_start=start, name_end=end)


def _titled(scan: Scan, announcing: set[int]) -> Iterator[Candidate]:
    """Names before a title or an honorific. Before a title that announces the name behind it, and before one that
    begins with an organisation, only a full name is a name: what else stands there is whose office it is."""
    for start, found in scan.titles.items():
        stop = start
        if stop and scan.text[stop - 1] in ")）":
            bracket = BRACKETED.search(scan.text, max(0, stop - 34), stop)
            if not bracket:
                continue
            stop = bracket.start()
        elif stop and scan.text[stop - 1] in " 　・":
            stop -= 1
        dot = scan.text.rfind("・", max(0, stop - 24), stop)
        if dot > 0 and _office_behind_dot(scan, dot, stop, found.title):
            stop = dot
        if found.title.endswith(tuple(PLACE_OFFICES)) or _heads_a_body(found.title):
            stop = _without_place(scan, stop)
        name = by_kanji(scan, stop, name_before(scan, stop, found.title, found.soft), found.title)
        office = start in announcing or (of_a_house(found.title) and not names_its_place(found.title))
        if name and office and (name[1] < _FULL_NAME or stop - name[0] < 3):
            continue
        owner = _before_house(scan, name[0], stop) if name and found.title else None
        if owner:
            title = scan.text[owner[1] : start] + found.title
            yield Candidate(owner[0], found.end, *owner, title, _SPELT)
            continue
        if name:
            yield Candidate(name[0], found.end, name[0], stop, found.title, name[1])
        elif found.title:
            further = name_further_before(scan, start, found.title)
            if further:
                begin, end, score = further
                title = scan.text[end:start] + found.title
                yield Candidate(begin, found.end, begin, end, title, score)


def _before_house(scan: Scan, start: int, end: int) -> tuple[int, int] | None:
    """Where a full name stands right before what looks like a surname, and so is a house (永井礼|北浜|大支部長)."""
    given = scan.at_start[start] + 1 if _NAME_AND_HOUSE.fullmatch(scan.kinds_between(start, end)) else None
    given = given or scan.at_end.get(start)
    if not given or scan.kinds[given - 1 : given + 1] not in ("SG", "SP") or not scan.begins(given - 1):
        return None
    first, last = scan.tokens[given - 1], scan.tokens[given]
    return (first.start, last.end) if first.end == last.start else None


_NAME_AND_HOUSE = re.compile("S[GP]S")


def _heads_a_body(title: str) -> bool:
    """Whether a title is that of the head of a body it names (建設協会長, 開発局長)."""
    return len(title) > _SHORTEST_HEAD and title[-1] in "長頭" and names_a_person_or_body(title[:-1])


_SHORTEST_HEAD = 3


def _office_behind_dot(scan: Scan, dot: int, stop: int, title: str) -> bool:
    """Whether what stands between a dot and a title belongs to whom the dot follows: a state, what he has charge
    of, or, behind a full name, his house (平野麗・北浜大|教授)."""
    if stop - dot <= 12 and (is_country(scan.text[dot + 1 : stop]) or _IN_CHARGE.match(scan.text, dot + 1, stop)):
        return True
    given = scan.at_end.get(dot)
    if not given or scan.kinds[given - 1 : given + 1] != "SG" or not scan.begins(given - 1):
        return False
    between = scan.kinds_between(dot + 1, stop)
    return "SG" not in between and (not between.endswith("S") or of_a_house(title))


def _without_place(scan: Scan, end: int) -> int:
    """Where a surname ends before the place of its bearer's office (藤井|綾川|町長, 森田|網走|水産協会長)."""
    number = scan.at_end.get(end)
    if number and scan.kinds[number] == "L" and scan.kinds[number - 1] in "SG":
        if not scan.text.startswith(tuple(PLACE_OFFICES), end) and may_be_given(scan.tokens[number].surface):
            return end
        return scan.tokens[number - 1].end
    return end


def _announced(scan: Scan) -> Iterator[tuple[int, Candidate]]:
    """Names behind a title, a calling or a label, with where the title begins."""
    for begin, word_end, link, start, named in titles_before(scan.text):
        if word_end == begin:
            yield from ((-1, c) for c in _listed(scan, start))
            continue
        if word_end not in scan.at_end:
            continue
        name = name_after(scan, start, link, named, scan.text[begin:word_end])
        if name:
            end, score = name
            role = scan.role_start(begin)
            role = _calling_start(scan, begin) if word_end - begin == 1 else role if 0 <= role < begin else begin
            behind, stop = scan.title_behind(end)
            title = scan.text[role:word_end] if word_end - role > 1 else ""
            yield role if link in _OF else -1, Candidate(start, stop, start, end, behind or title, score)


def _listed(scan: Scan, start: int) -> Iterator[Candidate]:
    """The names behind a label, as many as follow each other (取材:…、…)."""
    while True:
        latin = LATIN_NAME.match(scan.text, start)
        name = (latin.end(), 0.7) if latin else name_after(scan, start, "", True)
        if not name:
            return
        title, stop = scan.title_behind(name[0])
        yield Candidate(start, stop, start, name[0], title, name[1])
        gap = _LIST_MARK.match(scan.text, stop)
        if not gap:
            return
        start = gap.end()


def _calling_start(scan: Scan, begin: int) -> int:
    """Where a calling begins that ends in a kanji of callings (発起|人)."""
    number = scan.at_start.get(begin)
    if not number or scan.tokens[number - 1].end != begin or scan.kinds[number - 1] not in "jJTh":
        return begin
    return scan.tokens[number - 1].start


def _explained(scan: Scan) -> Iterator[Candidate]:
    """Names before a reading, a Latin spelling, an age or a year at school in parentheses."""
    for match in _READING.finditer(scan.text):
        end = match.start()
        if end in scan.title_ends:
            continue
        name = by_kanji(scan, end, name_before(scan, end, "")) or (
            _before_katakana(scan, end) if match["kana"] else None
        )
        if not name:
            continue
        start, score = name
        kinds = set(scan.kinds_between(start, end))
        word = scan.text[start:end]
        if match["kana"]:
            if is_katakana(word) or end - start < 2:
                continue
            score = max(score, 0.9)
        elif match["latin"]:
            personal = len(parts(word)) > 1 or bool(kinds & set("SGP"))
            score = min(score, 0.75) if personal else min(score, 0.4)
        elif score >= _SPELT or _full_name(scan, start, end) or (match["grade"] and kinds & set("SGL")):
            score = max(score, 0.75)
        elif match["grade"]:
            continue
        elif not (kinds & set("SG") or len(parts(word)) > 1):
            score = min(score, 0.45)
        title, stop = scan.title_behind(end)
        yield Candidate(start, stop, start, end, title, score)
        reading = "latin" if match["latin"] else "kana" if match["kana"] and is_katakana(match["kana"]) else ""
        if reading and score > 0.5:
            begin, finish = match.span(reading)
            scan.spelled[begin] = word
            yield Candidate(begin, finish, begin, finish, "", 0.6)


def _before_katakana(scan: Scan, end: int) -> tuple[int, float] | None:
    """Where the kanji begin before a reading in katakana, and how sure it is that they are a name (元喜竜)."""
    kanji = _KANJI_ALONE.search(scan.text, max(0, end - 5), end)
    return (kanji.start(), 0.75) if kanji and kanji.start() in scan.at_start else None


def _full_name(scan: Scan, start: int, end: int) -> bool:
    """Whether kanji begin with what may be a surname (大石|颯), whatever the dictionary takes its parts for here."""
    number = scan.at_start.get(start)
    if number is None or scan.tokens[number].end >= end or end - start > _LONGEST_FULL:
        return False
    return bool(KANJI.fullmatch(scan.text, start, end)) and may_be_family(scan.tokens[number].surface)


def _by_dictionary(scan: Scan) -> Iterator[Candidate]:
    """Names as the dictionary knows them: surname and given name; either alone is a mere candidate."""
    tokens, text = scan.tokens, scan.text
    for match in _DICTIONARY.finditer(scan.kinds):
        first, last = match.start(), match.end() - 1
        for number in range(first + 1, last + 1):
            if (
                tokens[number].surface in TRAILERS
                or (match[0] in ("SGk", "SGP") and number == last and tokens[number].surface not in GIVEN_NAME_ENDS)
                or tokens[number - 1].end != tokens[number].start
                or tokens[number].start in scan.titles
            ):
                last = number - 1
                break
        kinds = scan.kinds[first : last + 1]
        if tokens[first].surface in PEN_NAME or (first == last and tokens[first].surface in NOT_NAMES):
            continue
        end = tokens[last].end
        apart = kinds == "S" and text[end : end + 1] in {" ", "　"} and scan.kinds[first + 1 : first + 2] == "G"
        if apart and tokens[first + 1].start == end + 1:
            end, kinds = tokens[first + 1].end, "S G"
        start = tokens[surname_start(scan, first) if kinds[0] == "S" else first].start
        if len(kinds) == 1 and _HIRAGANA.fullmatch(text, start, end) and end - start < 3:
            continue
        if is_katakana(text[start:end]):
            if kinds in ("P", "G", "S") and end - start > 2 and scan.unit(start, end) == (start, end):
                yield Candidate(start, end, start, end, "", 0.3)
            continue
        title, stop = scan.title_behind(end)
        score = _dictionary_score(scan, first, start, end, kinds, bool(title))
        if score:
            yield Candidate(start, stop, start, end, title, score)


def _dictionary_score(scan: Scan, first: int, start: int, end: int, kinds: str, titled: bool) -> float:
    size = end - start
    if kinds == "SG" and not titled and scan.text[end - 1] == _UNIVERSITY and scan.kinds[first + 1] == "G":
        return 0.3 if scan.tokens[first + 1].surface == _UNIVERSITY else 0.8
    if kinds in _FULL or (kinds in ("SGk", "SGP") and size <= 5):
        if size < 3 or (not titled and ORGANISATION_BEHIND.match(scan.text, end)):
            return 0.45
        return 0.8
    if kinds == "ST":
        return 0.45
    if kinds in ("Skk", "SkkG"):
        return 0.5
    if kinds[0] in "kjJ":
        if not scan.begins(first) or not 3 <= size <= 5 or scan.tokens[first].surface in KIN:
            return 0.0
        return 0.55 if "j" not in kinds else 0.4
    if kinds == "Sk":
        return 0.35
    return 0.3 if size > 1 and not ORGANISATION_BEHIND.match(scan.text, end) else 0.0


_INITIAL = re.compile("(?<![A-ZＡ-Ｚ])[A-ZＡ-Ｚ][.．]?(?:(?P<point>[・･])|(?<=[.．]))")


def _units(scan: Scan) -> Iterator[Candidate]:
    """Katakana names with ・ that nothing announces."""
    for match in found_from(UNIT_BEGINS, KATAKANA_UNIT, scan.text):
        pieces = parts(match[0])
        letters = _INITIAL.match(match[0]) if len(pieces) == 1 else None
        initial = letters is not None
        if not (initial or 2 <= len(pieces) <= 5):
            continue
        start, stop = match.span()
        cut = scan.title_within(stop - len(pieces[-1]), stop)
        if cut < stop:
            pieces, stop = (*pieces[:-1], scan.text[stop - len(pieces[-1]) : cut]), cut
        if len(pieces) > 2 and scan.text.startswith("州", stop):
            stop -= len(pieces[-1]) + 1
            pieces = pieces[:-1]
        while len(pieces) > 1 and (pieces[0] in BEFORE or no_first_name(pieces[0])):
            start += len(pieces[0]) + 1
            pieces = pieces[1:]
        if not (initial or len(pieces) > 1) or any(
            piece in ORGANISATION_WORDS or is_country(piece) for piece in pieces
        ):
            continue
        behind = scan.at_start.get(stop)
        if ORGANISATION_BEHIND.match(scan.text, stop) or (initial and behind is not None and scan.kinds[behind] == "L"):
            continue
        number = scan.at_start.get(start)
        letter = scan.kinds[number] if number is not None and scan.tokens[number].end < stop else ""
        if pieces[0] in KATAKANA_GIVEN_NAMES or (letters and letters["point"]) or (letter and letter in "SGP"):
            score = 0.8
        elif initial:
            score = 0.4
        elif letter and letter in "CLO":
            continue
        else:
            word = letter == "T" and len(pieces[0]) > 1 and scan.is_word(start, start + len(pieces[0]))
            score = 0.2 if word else 0.4
        title, end = scan.title_behind(stop)
        yield Candidate(start, end, start, stop, title, score)


def _pen_names(scan: Scan) -> Iterator[Candidate]:
    """Names that the text calls names (…というペンネーム, 本名:…)."""
    for match in PEN_NAME_BEHIND.finditer(scan.text):
        end = match.start()
        quoted = end > 0 and scan.text[end - 1] in "」』"
        end -= quoted
        name = name_before(scan, end, "")
        if name:
            yield Candidate(name[0], end, name[0], end, "", max(0.7, name[1]))
    for match in PEN_NAME_BEFORE.finditer(scan.text):
        found = name_after(scan, match.end(), "・", True)
        if found:
            yield Candidate(match.end(), found[0], match.end(), found[0], "", max(0.7, found[1]))


def _governments(scan: Scan) -> Iterator[Candidate]:
    """Names in the name of a government (…政権, …内閣): the name stands there, but the government is meant."""
    for match in _GOVERNMENT.finditer(scan.text):
        name = name_before(scan, match.start(), match[0])
        if name and name[1] > 0.4:
            yield Candidate(name[0], match.start(), name[0], match.start(), "", 0.6)


def _latin(scan: Scan) -> Iterator[Candidate]:
    """Names in Latin letters that begin with a first name known as such."""
    for match in found_from(LATIN_BEGINS, LATIN_NAME, scan.text):
        if re.split(r"[ 　・]", match[0])[0] in GIVEN_NAMES:
            title, end = scan.title_behind(match.end())
            yield Candidate(match.start(), end, match.start(), match.end(), title, 0.7)
    for match in found_from(LATIN_BEGINS, _JOINED_LATIN, scan.text):
        title, end = scan.title_behind(match.end())
        before = any(scan.text.endswith(word, 0, match.start()) for word in _CALLED_BEFORE)
        if before or end > match.end():
            yield Candidate(match.start(), end, match.start(), match.end(), title, 0.6)


def _on_stage(scan: Scan) -> Iterator[Candidate]:
    """Names of a single word in Latin letters, as performers bear them, behind their calling."""
    for match in _STAGE_NAME.finditer(scan.text):
        start, end = match.span("name")
        yield Candidate(start, scan.title_behind(end)[1], start, end, "", 0.75)
    for match in _HOUSE_NAME.finditer(scan.text):
        start, end = match.span(match.lastgroup or 0)
        yield Candidate(start, scan.title_behind(end)[1], start, end, "", 0.99)


_KANA_NAME = re.compile(
    r"(?:(?<=[。、「」『』！？!?…\s])|^)(?!(?:お|あ)?(?:かあ|とう|ばあ|じい|ねえ|にい|じょう|か)(?:ちゃん|くん))"
    r"(?P<name>[ぁ-ゖー]{2,6}?)(?=ちゃん|くん)"
)


def _in_kana(scan: Scan) -> Iterator[Candidate]:
    """Names in hiragana before ちゃん or くん, as children are called, that recur where a word can only begin."""
    found = [match.span("name") for match in _KANA_NAME.finditer(scan.text)]
    times = Counter(scan.text[start:end] for start, end in found)
    for start, end in found:
        if times[scan.text[start:end]] > 1:
            yield Candidate(start, end + (3 if scan.text.startswith("ちゃん", end) else 2), start, end, "", 0.8)


_CALLED_IN_KANA = re.compile(
    r"(?<=[一-龠々])(?!お(?:ばあ|じい|ばさ|じさ|かあ|とう|かみ|ねえ|にい|まわ|くさ|よめ|ぼう|ひめ)|(?:ばあ|じい|かあ|とう|ねえ|にい)(?:ちゃ|さ)|ぼく)"
    r"(?P<given>[ぁ-ゖー]{2,5}?)(?P<called>ちゃん|くん|君|さん|氏)(?![ぁ-ゖ]{0,2}(?:ちゃん|さん))"
)
_PARTICLES = ("助詞-格助詞", "助詞-係助詞", "助詞-接続助詞", "助詞-副助詞")


def _given_in_kana(scan: Scan) -> Iterator[Candidate]:
    """A surname and a given name in hiragana before an honorific, whatever the dictionary takes the kana for
    (小川こはるちゃん, 坂井ひなたさん)."""
    for match in _CALLED_IN_KANA.finditer(scan.text):
        number = scan.at_end.get(match.start())
        following = scan.at_start.get(match.start())
        if number is None or following is None or scan.tokens[following].pos.startswith(_PARTICLES):
            continue
        begins, surname = scan.begins(number), scan.tokens[number].surface
        child = match["called"] in ("ちゃん", "くん", "君")
        family = scan.kinds[number] == "S" or ((child or scan.kinds[number] == "L") and may_be_family(surname))
        if not begins or not family:
            continue
        start, end = scan.tokens[number].start, match.end("given")
        if child or scan.at_end.get(end) == following:
            yield Candidate(start, match.end(), start, end, "", _FULL_NAME)
