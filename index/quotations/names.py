"""The table of names of one document: who is meant by a surname, a title, a name with its honorific."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.japanese.people import Mention
from index.japanese.tokens import Token
from index.quotations.actors import HONORIFICS, PERSON_END, TITLE_END, names_a_person_or_body, title_at_end

_KATAKANA = re.compile(r"[ァ-ヴー]+$")
_KATAKANA_NAME = re.compile(r"[ァ-ヴー]{2,}(?:[・＝=][ァ-ヴーA-Z]{1,})+")
_MARKS = frozenset(("氏", "さん", "容疑", "被告", "ちゃん", "くん"))
"""Tokens before which kanji are a name, whatever the dictionary takes them for."""
_NO_NAME = frozenset("助補空")
"""What the parts of speech begin with of which no name begins: particles, auxiliaries, marks, blanks."""
_LONGEST_WORD = 40
_BROKEN = ("名詞", "接頭辞", "接尾辞", "動詞", "形状詞", "形容詞")
"""What the dictionary may take the parts of a name for that it does not know."""
_LONGEST_NAME = 12
_KANJI = re.compile(r"[一-龥々㐀-䶿豈-龎ヶヵノ]+$")
_HONORIFIC_END = re.compile("(?:" + "|".join(sorted(HONORIFICS, key=len, reverse=True)) + ")$")
_GENERIC_TITLES = frozenset(
    [
        "選手",
        "記者",
        "教授",
        "議員",
        "監督",
        "容疑者",
        "被告",
        "さん",
        "氏",
        "委員",
        "理事",
        "弁護士",
        "医師",
        "職員",
        "社員",
        "会員",
        "担当者",
        "責任者",
        "研究員",
        "研究者",
        "作家",
        "女性",
        "男性",
        "生徒",
        "教員",
        "教諭",
        "隊員",
        "代表",
        "幹部",
        "学者",
        "被害者",
        "役員",
        "力士",
        "投手",
        "講師",
        "俳優",
        "女優",
        "声優",
        "歌手",
        "タレント",
    ]
)
_SPECIFIC_TITLE = re.compile(
    r"(?:大統領|首相|総理|主席|総統|書記長|国王|女王|外相|財務相|環境相|防衛相|官房長官|長官|次官|局長|"
    r"署長|校長|学長|総長|社長|会長|頭取|理事長|議長|委員長|事務局長|事務総長|"
    r"幹事長|党首|総裁|知事|市長|町長|村長|区長|報道官|裁判長|司令官|監督|親方|編集長|店長|所長|院長|"
    r"組合長|館長|園長|船長|機長|CEO|最高経営責任者|通商相|首長|住職|将軍|容疑者|被告|准教授|教授|町議|"
    r"県議|市議|課長|部長|総務相|国交相|法相|文科相|厚労相|農相|経産相|主将|コラムニスト|相)$"
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


@dataclass(slots=True)
class Names:
    """Names and titles of one document. Look-ups are by place or by spelling."""

    mentions: list[Name] = field(default_factory=list)
    full: dict[str, str] = field(default_factory=dict)
    holders: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    titles: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _name_ends: list[int] = field(default_factory=list)
    _people: frozenset[str] = frozenset()
    _cast: set[str] = field(default_factory=set)

    def last_within(self, start: int, end: int) -> Name | None:
        """The last name that stands between `start` and `end`; its title may reach beyond."""
        place = bisect_right(self._name_ends, end) - 1
        if place >= 0 and self.mentions[place].start >= start:
            return self.mentions[place]
        return None

    def within(self, start: int, end: int) -> list[Name]:
        """The mentions inside a span, in order."""
        first = bisect_right(self._name_ends, start)
        out = []
        for place in range(first, len(self.mentions)):
            mention = self.mentions[place]
            if mention.name_end > end:
                break
            if mention.start >= start:
                out.append(mention)
        return out

    def canonical(self, name: str) -> str:
        """The fullest name of whoever is called `name` in this document."""
        return self.full.get(name, name)

    def _ministers(self, phrase: str) -> list[tuple[int, str]]:
        """Who bears an office that the phrase abbreviates (国交相 for 国土交通相)."""
        short = re.search(r"[一-龥]{1,3}(?=相$)", phrase)
        if not short:
            return []
        pattern = re.compile(".*?".join(short[0]) + ".*(?:相|大臣)$")
        return [held for title, people in self.titles.items() if pattern.search(title) for held in people]

    def people(self) -> frozenset[str]:
        """The canonical names of everybody named in the document."""
        return self._people

    def admit(self, cast: Mapping[str, str]) -> None:
        """Take in the people of a story: nouns and the fullest name of each."""
        for noun, full in cast.items():
            self.full.setdefault(noun, full)
            self._cast.add(noun)
        self._people |= frozenset(cast.values())

    def acts(self, noun: str) -> bool:
        """Whether a noun belongs to the people of the story."""
        return noun in self._cast

    def is_person(self, name: str) -> bool:
        """Whether a canonical name is that of somebody named in the document."""
        return name in self._people

    def first_with(self, part: str) -> str:
        """The first full name in the document that begins with `part` ('' if none)."""
        return next((m.canonical for m in self.mentions if m.canonical != part and m.canonical.startswith(part)), "")

    def known(self, name: str) -> bool:
        """Whether the document gives `name` to somebody."""
        return name in self.full

    def holder(self, phrase: str, at: int) -> str:
        """The one person who bears the office that `phrase` ends in ('' if none or several); `at` is a place."""
        found = _SPECIFIC_TITLE.search(phrase)
        if not found:
            return ""
        title = found[0]
        held = self.holders.get(title) or self._ministers(phrase)
        people = {name for _, name in held}
        if len(people) == 1:
            return held[0][1]
        if phrase.startswith("同"):
            before = [name for place, name in held if place < at]
            return before[-1] if before else ""
        return ""


def _trusted(mention: Mention) -> bool:
    """Whether a mention is sure enough here: a wrong name costs less beside a verb of speaking than none."""
    return mention.score >= 0.5 or (mention.score >= 0.35 and bool(mention.title or "・" in mention.name))


def build_names(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> Names:
    """Names from the mentions found, and from what tokens show where mentions leave gaps."""
    found: list[Name] = []
    taken: list[tuple[int, int]] = []
    for mention in mentions:
        if _trusted(mention):
            found.append(
                Name(mention.start, mention.end, mention.name, mention.title, mention.canonical, mention.name_end)
            )
            taken.append((mention.start, mention.end))
    found.extend(_gaps(_named(text, tokens), taken))
    found = [_whole(text, name) for name in found]
    found.sort(key=lambda name: (name.name_end, name.start))
    table = Names()
    canon = _fullest([name.name for name in found])
    for mention in mentions:
        if _trusted(mention) and len(mention.canonical) > len(canon.get(mention.name, "")):
            canon[mention.name] = mention.canonical
            canon.setdefault(mention.canonical, mention.canonical)
    for name in found:
        canonical = canon.get(name.name, name.canonical)
        table.mentions.append(Name(name.start, name.end, name.name, name.title, canonical, name.name_end))
        title = _SPECIFIC_TITLE.search(name.title)
        if name.title.endswith(("相", "大臣")):
            table.titles.setdefault(name.title, []).append((name.start, canonical))
        if title:
            table.holders.setdefault(title[0], []).append((name.start, canonical))
    table.full = canon
    table._people = frozenset(name.canonical for name in table.mentions)
    table._name_ends = [name.name_end for name in table.mentions]
    return table


_ATTACHED = frozenset("米仏英独露中日韓伊元前現副故新旧両同各全某初今当翌先来昨毎第約計後")
KATAKANA_RANK = re.compile(
    r"(?:ゼネラル|チーム|チーフ|アシスタント|エグゼクティブ|シニア|フリー|メイン|スーパー)?"
    r"(?:マネジャー|マネージャー|プロデューサー|ディレクター|アナウンサー|キャスター|コーチ|デザイナー|リーダー|キャプテン|アドバイザー|エコノミスト|"
    r"アナリスト|コラムニスト|ジャーナリスト)"
)
_TITLED = re.compile(
    r"(?:氏|さん|容疑者|被告|報道官|副首相|首相|外相|長官|大臣|社長|会長|議員|知事|町長|市長|教授|代表|"
    r"監督|選手|主席|大統領)"
)


def _whole(text: str, name: Name) -> Name:
    """A name with the single kanji stuck to it, where detection cut it short."""
    start, end = name.start, name.name_end
    if not _KANJI.match(name.name):
        return name
    before = text[max(0, start - 2) : start]
    stuck = bool(before) and bool(_KANJI.match(before[-1])) and before[-1] not in _ATTACHED
    if stuck and not (len(before) > 1 and _KANJI.match(before[0])):
        start -= 1
    after = text[end : end + 6]
    if (
        after
        and _KANJI.match(after[0])
        and after[0] not in "氏様君殿"
        and len(name.name) <= 3
        and name.title[:1] in ("", after[0])
    ):
        titled = _TITLED.match(after[1:])
        if titled and not TITLE_END.match(after[: titled.end() + 1]) and after[0] not in _ATTACHED:
            end += 1
    if (start, end) == (name.start, name.name_end):
        return name
    whole = text[start:end]
    title = name.title[1:] if end > name.name_end else name.title
    return Name(start, max(end, name.end), whole, title, whole, end)


def _gaps(names: Sequence[Name], taken: Sequence[tuple[int, int]]) -> list[Name]:
    starts = sorted(taken)
    out = []
    for name in names:
        place = bisect_right(starts, (name.start, 1 << 60))
        before = starts[place - 1] if place else (-1, -1)
        after = starts[place] if place < len(starts) else (1 << 60, 1 << 60)
        if before[1] <= name.start and after[0] >= name.end:
            out.append(name)
    return out


def _fullest(names: Sequence[str]) -> dict[str, str]:
    """Each name with the fullest name it is part of; a part that two people share stays as it is."""
    distinct = sorted(set(names), key=lambda name: (-len(name), name))
    by_part: dict[str, list[str]] = {}
    for name in distinct:
        parts = re.split(r"[・＝=]", name)
        pieces = (
            {parts[0], parts[-1], "".join(parts)}
            if len(parts) > 1
            else {name[:size] for size in (1, 2, 3, 4) if size < len(name)}
        )
        for piece in pieces:
            by_part.setdefault(piece, []).append(name)
    out: dict[str, str] = {}
    for name in distinct:
        longer = [full for full in by_part.get(name, []) if full != name and _may_extend(name, full)]
        kept = [full for full in longer if not any(full != other and full in other for other in longer)]
        out[name] = kept[0] if len(kept) == 1 else name
    return {name: out.get(full, full) for name, full in out.items()}


def _may_extend(part: str, full: str) -> bool:
    if _KATAKANA.match(part) and "・" not in full and "＝" not in full and "=" not in full:
        return False
    return len(part) >= 2 or len(full) <= 4


def _named(text: str, tokens: Sequence[Token]) -> list[Name]:
    """Names that tokens alone show: surname with given name, a name before an honorific or a title."""
    out: list[Name] = []
    count = len(tokens)
    at = 0
    honoured = _honoured(tokens)
    while at < count:
        pos = tokens[at].morpheme.pos
        if pos[:1] in _NO_NAME or (at not in honoured and not _maybe_name(tokens[at], pos)):
            at += 1
            continue
        stop = _name_run(text, tokens, at)
        if stop == at:
            at += 1
            continue
        name_start, name_end = tokens[at].start, tokens[stop - 1].end
        after = stop
        if text[name_end : name_end + 1] in ("(", "（"):
            close = next((k for k in range(stop, min(stop + 16, count)) if text[tokens[k].start] in ")）"), -1)
            if close >= 0:
                after = close + 1
        end = after
        while end < count and end < after + 7 and tokens[end].start == tokens[end - 1].end and _nominal(tokens[end]):
            end += 1
        best = 0
        for cut in range(end, after, -1):
            tail = text[tokens[after].start : tokens[cut - 1].end]
            if (tail.endswith(HONORIFICS) and len(tail) <= 4) or title_at_end(tail) >= 0:
                best = cut
                break
        name = text[name_start:name_end]
        if len(name) < 2 and (_KATAKANA.match(name) or not best):
            at = stop
            continue
        if best:
            title = (
                _HONORIFIC_END.sub("", text[tokens[after].start : tokens[best - 1].end])
                or text[tokens[after].start : tokens[best - 1].end]
            )
            out.append(Name(name_start, tokens[best - 1].end, name, title, name, name_end))
            at = best
        else:
            if _sure(tokens, at, stop, name):
                out.append(Name(name_start, name_end, name, "", name, name_end))
            at = stop
    return out


def _honoured(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens that stand at most three before 氏, さん and the like."""
    places = [at for at, token in enumerate(tokens) if token.morpheme.surface in _MARKS]
    return frozenset(at - back for at in places for back in (1, 2, 3))


def _maybe_name(token: Token, pos: str) -> bool:
    """Whether a name may begin with a token: a personal name, or katakana."""
    return "人名" in pos or "ァ" <= token.morpheme.surface[0] <= "ー"


def _nominal(token: Token) -> bool:
    return token.pos.startswith(("名詞", "接頭辞", "接尾辞", "形状詞", "記号"))


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
    katakana = bool(_KATAKANA.match(surface)) and token.pos.startswith(("名詞", "感動詞", "副詞", "形状詞"))
    if not person and not katakana:
        return _before_honorific(text, tokens, at)
    if katakana:
        if names_a_person_or_body(surface) and not person:
            return at
        if at and tokens[at - 1].end == token.start and KATAKANA_RANK.match(text, token.start):
            return at
        stop = at + 1
        while stop < min(len(tokens), at + _LONGEST_NAME) and tokens[stop].start == tokens[stop - 1].end:
            if tokens[stop].end - tokens[stop].start > _LONGEST_WORD:
                break
            piece = text[tokens[stop].start : tokens[stop].end]
            joined = text[tokens[stop - 1].start : tokens[stop - 1].end]
            if (
                piece in "・＝="
                or ((joined in "・＝=" or person) and (_KATAKANA.match(piece) or re.fullmatch("[A-Za-z]", piece)))
                or (_KATAKANA.match(piece) and not names_a_person_or_body(piece))
            ):
                stop += 1
            else:
                break
        while stop > at + 1 and text[tokens[stop - 1].start : tokens[stop - 1].end] in "・＝=":
            stop -= 1
        return stop
    stop = at + 1
    while stop < len(tokens) and tokens[stop].start == tokens[stop - 1].end:
        following = tokens[stop]
        piece = text[following.start : following.end]
        if ("人名" in following.pos and not following.pos.endswith("人名-姓")) or (
            (
                "人名" in following.pos
                or (
                    _KANJI.match(piece)
                    and following.pos.startswith(("名詞", "接頭辞", "接尾辞"))
                    and len(piece) <= 2
                    and title_at_end(piece) < 0
                )
            )
            and following.end - token.start <= 5
            and not piece.endswith(HONORIFICS)
            and _title_follows(text, tokens, stop)
        ):
            stop += 1
        else:
            break
    return stop


def _title_follows(text: str, tokens: Sequence[Token], stop: int) -> bool:
    """Whether the token at `stop` still belongs to a name: an honorific or a title begins soon after it."""
    piece = text[tokens[stop].start : tokens[stop].start + 4]
    if title_at_end(piece[:2]) >= 0 or title_at_end(piece[:3]) >= 0 or title_at_end(piece) >= 0:
        return False
    for later in range(stop + 1, min(stop + 3, len(tokens))):
        rest = text[tokens[later].start : tokens[later].start + 4]
        if rest[:1] in ("氏", "君") or rest.startswith(HONORIFICS):
            return True
        if title_at_end(rest[:2]) >= 0 or title_at_end(rest[:3]) >= 0:
            return True
    return False


def _before_honorific(text: str, tokens: Sequence[Token], at: int) -> int:
    """Kanji that the dictionary takes for common words, right before 氏, さん, 容疑者."""
    if not _KANJI.match(text[tokens[at].start]) or not tokens[at].pos.startswith(_BROKEN):
        return at
    if at and tokens[at - 1].end == tokens[at].start and _KANJI.match(text[tokens[at - 1].start : tokens[at - 1].end]):
        return at
    stop = at
    while stop < len(tokens) and stop < at + 4 and (stop == at or tokens[stop].start == tokens[stop - 1].end):
        piece = text[tokens[stop].start : tokens[stop].end]
        if stop > at and piece in _MARKS:
            whole = text[tokens[at].start : tokens[stop - 1].end]
            good = _KANJI.match(whole) and 1 < len(whole) <= 5 and not PERSON_END.search(whole)
            return stop if good and not names_a_person_or_body(whole) else at
        if not (_KANJI.match(piece) and tokens[stop].pos.startswith(_BROKEN)):
            return at
        stop += 1
    return at
