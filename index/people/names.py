"""The table of names of one document: who is meant by a surname, a title, a name with its honorific."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from inyo.index.japanese.tokens import Token
from inyo.index.japanese.wordlists import words
from inyo.index.people.name_shapes import NamedPlaces
from inyo.index.people.spotting import KANJI, KATAKANA, Name, in_latin, spotted
from inyo.index.people.titles import employers, title_at_end, title_end
from inyo.index.values.mention import Mention

_SPECIFIC_TITLE = re.compile(
    r"(?:前|(?<!地)元|副|旧|次期|初代)*(?:大統領|首相|総理|主席|総統|書記長|国王|女王|外相|財務相|環境相|防衛相|官房長官|長官|次官|局長|"
    r"署長|校長|学長|総長|社長|会長|頭取|理事長|議長|委員長|事務局長|事務総長|"
    r"幹事長|党首|総裁|知事|市長|町長|村長|区長|報道官|裁判長|司令官|監督|親方|編集長|店長|所長|院長|"
    r"組合長|館長|園長|船長|機長|CEO|最高経営責任者|通商相|首長|住職|将軍|容疑者|被告|准教授|教授|町議|"
    r"県議|市議|課長|部長|総務相|国交相|法相|文科相|厚労相|農相|経産相|主将|コラムニスト|相)$"
)
_HIRAGANA = re.compile("[ぁ-ん]")
_HONOURS = re.compile("さん|さま|様|樣|君|くん|殿|どの|ちゃん|先生|師匠|親分")
_STOPS = frozenset("。、！？!?…―─　 「『")
_HEY = re.compile(
    r"(?:^|[。、！？!?…―　])(?:なあ|なァ|ねえ|ねェ|おい|オイ|これ|こら|こりゃ|さあ|やあ|やい|よう|おう|もし|もうし|"
    r"あの|まあ|ああ|おお|いや|うん|はい|じゃあ|では|だが|でも|そうそう|どうだ|どうだい|ようし|おおい)$"
)
_CALLS = re.compile(r"$|[、！？!?。…―─]|[よや](?:$|[、！!。…])")
_ATTACHED = frozenset("米仏英独露中日韓伊元前現副故新旧両同各全某初今当翌先来昨毎第約計後")
_SEVERAL = re.compile(
    "の(?!ぞみ|どか|の[かはあ]|[りぶ][子こえおよ])[ぁ-ん]{2}|[一-龥]及び?[一-龥ァ-ヴ]|^(?:[或其此今昨翌先毎明当同前][日夜朝頃晩年月時度回]|矢張)[一-龥ァ-ヴー]{2}"
)
"""What stands in no name: the genitive before a verb (三吉のいる), two who are joined (細君及雪江), a time before one
(或日良寛)."""
_INITIAL = re.compile("[A-ZＡ-Ｚ][・.．]$")
_TITLED = re.compile(
    r"(?:氏|さん|容疑者|被告|報道官|副首相|首相|外相|長官|大臣|社長|会長|議員|知事|町長|市長|教授|代表|"
    r"監督|選手|主席|大統領)"
)


_OF_HIM = re.compile(r"(?:さん|氏|君|くん|先生|監督|選手)?[はがもにをとの]")
_HONOURED = re.compile(r"さん|氏|君|くん|ちゃん|様|先生")
_IT_IS_I = re.compile(r"(?:私|わたくし|わたし|僕|俺|自分)(?:は|、|[(（])?$")


@lru_cache(maxsize=1 << 13)
def _specific_title(phrase: str) -> tuple[int, str]:
    """Where the office begins with which a phrase ends that one person bears at a time, and which; '' for none."""
    found = _SPECIFIC_TITLE.search(phrase)
    return (found.start(), found[0]) if found else (0, "")


class Told(NamedTuple):
    """Canonical names in the words of somebody: of whom they speak as of others (北条には感謝しかない), whom they call
    with an honorific, as nobody calls himself, and who give their own (私、水尾聡美は)."""

    others: set[str]
    honoured: set[str]
    themselves: list[str]


class Names:
    """Names and titles of one document. Look-ups are by place or by spelling. The tables are made at the first."""

    __slots__ = (
        "_cast",
        "_name_ends",
        "_named",
        "_parts",
        "_people",
        "_source",
        "_titled",
        "_told",
        "full",
        "holders",
        "mentions",
        "titles",
    )

    mentions: list[Name]
    full: dict[str, str]
    holders: dict[str, list[tuple[int, str]]]
    titles: dict[str, list[tuple[int, str]]]
    _name_ends: list[int]
    _named: dict[str, None]
    _people: frozenset[str]
    _titled: dict[tuple[str, str], int]

    def __init__(self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        self._source = (text, tokens, mentions)
        self._cast: set[str] = set()
        self._told: NamedPlaces | None = None
        self._parts: frozenset[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if name in Names.__slots__:
            self._make(*self._source)
        return object.__getattribute__(self, name)

    def _make(self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        """The tables: names from the mentions found, and from what tokens show where mentions leave gaps."""
        found: list[Name] = []
        taken: list[tuple[int, int]] = []
        mentions = [mention for mention in mentions if not _several(mention.name)]
        for mention in mentions:
            if _trusted(mention):
                bare = mention.canonical if _READ.search(mention.name) else mention.name
                found.append(Name(mention.start, mention.end, bare, mention.title, mention.canonical, mention.name_end))
                taken.append((mention.start, mention.end))
        found.extend(name for name in _gaps(spotted(text, tokens), taken) if not _several(name.name))
        found.extend(_gaps(in_latin(text), [(name.start, name.end) for name in found]))
        houses = employers(text, ((name.start, name.title) for name in found if name.title))
        found = [name for name in found if not (name.title and _heads(houses.get(name.name, ()), name.title))]
        found = [_whole(text, name) for name in found]
        found.sort(key=lambda name: (name.name_end, name.start))
        canon = _fullest([name.name for name in found])
        for mention in mentions:
            longer = len(mention.canonical) > len(canon.get(mention.name, "")) or _spelled(mention)
            if _trusted(mention) and longer and not _several(mention.canonical):
                canon[mention.name] = mention.canonical
                canon.setdefault(mention.canonical, mention.canonical)
        self.mentions, self.titles, self.holders = [], {}, {}
        for name in found:
            canonical = canon.get(name.name, name.canonical)
            self.mentions.append(Name(name.start, name.end, name.name, name.title, canonical, name.name_end))
            title = _specific_title(name.title)[1]
            if name.title.endswith(("相", "大臣")):
                self.titles.setdefault(name.title, []).append((name.start, canonical))
            if title:
                self.holders.setdefault(title, []).append((name.start, canonical))
        self.full = canon
        self._sum_up()
        self._people = frozenset(self._named)
        self._name_ends = [name.name_end for name in self.mentions]

    def _sum_up(self) -> None:
        """The canonical names in the order in which they stand in the text; where each stands first with which title.
        A transcript asks for them once a turn."""
        self._named = dict.fromkeys(name.canonical for name in self.mentions)
        self._titled = {}
        for name in self.mentions:
            pair = name.canonical, name.title
            self._titled[pair] = min(name.start, self._titled.get(pair, name.start))

    def last_within(self, start: int, end: int) -> Name | None:
        """The last name that stands between `start` and `end`; its title may reach beyond."""
        place = bisect_right(self._name_ends, end) - 1
        if place >= 0 and self.mentions[place].start >= start:
            return self.mentions[place]
        return None

    def inside(self, place: int) -> bool:
        """Whether a place lies inside a name (深山|　涼子)."""
        return self.around(place) is not None

    def around(self, place: int) -> Name | None:
        """The name that a place lies inside of."""
        after = bisect_right(self._name_ends, place)
        found = self.mentions[after] if after < len(self.mentions) else None
        return found if found is not None and found.start < place else None

    def last_titled(self, titles: tuple[str, ...], before: int, reach: int = 400) -> Name | None:
        """The last name that ends before a place, at most `reach` characters, and bears one of the titles."""
        for place in range(bisect_right(self._name_ends, before) - 1, -1, -1):
            found = self.mentions[place]
            if found.name_end < before - reach:
                return None
            if found.title.endswith(titles):
                return found
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
        self.full = {name: cast.get(full, full) for name, full in self.full.items()} | dict(cast)
        self.mentions = [
            replace(name, canonical=cast[name.canonical]) if name.canonical in cast else name for name in self.mentions
        ]
        self._cast.update(cast)
        self._sum_up()
        self._people = frozenset((*self._named, *cast.values()))
        self._told = self._parts = None

    @property
    def told(self) -> NamedPlaces:
        """What finds the people of a story where they are named in it, the longest name first."""
        if self._told is None:
            self._told = NamedPlaces(form for form in self.full if _tells(form, self._cast))
        return self._told

    def acts(self, noun: str) -> bool:
        """Whether a noun belongs to the people of the story."""
        return noun in self._cast

    def ending(self, phrase: str) -> str:
        """The canonical name of the longest end of a phrase that names one of the people of the story, '' for none."""
        for at in range(1, len(phrase) - 1):
            if phrase[at:] in self._cast and _HIRAGANA.match(phrase[at - 1]):
                return self.full[phrase[at:]]
        link = phrase[phrase.rfind("の") + 1 :]
        return self.full.get(link, "")

    def called_in(self, words: str) -> list[str]:
        """The canonical names of the people whom the words of somebody call (ねえ、ロロ; なあ加助; 平次殿、)."""
        out = []
        for start, end in self.told.find(words):
            behind = _HONOURS.match(words, end)
            free = not start or words[start - 1] in _STOPS or bool(_HEY.search(words, 0, start))
            if (free or behind) and _CALLS.match(words, behind.end() if behind else end):
                out.append(self.full[words[start:end]])
        return list(dict.fromkeys(out))

    def told_in(self, words: str) -> Told:
        """Of whom the words of somebody speak."""
        told = Told(set(), set(), [])
        for start, end in self.told.find(words):
            name = self.full[words[start:end]]
            if _HONOURED.match(words, end):
                told.honoured.add(name)
            if _IT_IS_I.search(words, 0, start):
                told.themselves.append(name)
            elif _OF_HIM.match(words, end):
                told.others.add(name)
        return told

    def is_person(self, name: str) -> bool:
        """Whether a canonical name is that of somebody named in the document."""
        return name in self._people

    def is_named(self, name: str) -> bool:
        """Whether a canonical name is one that stands in the text as somebody's name, not only as a noun that acts."""
        return name in self._named

    def first_with(self, part: str) -> str:
        """The first full name in the document that begins, or else ends, with `part` ('' if none)."""
        longer = [name for name in self._named if name != part]
        begins = next((name for name in longer if name.startswith(part)), "")
        return begins or next((name for name in longer if name.endswith(part) and len(part) > 1), "")

    def called(self, label: str) -> bool:
        """Whether the document gives a label to somebody, or begins or ends the name of somebody with it."""
        if self._parts is None:
            ends = ((name[:at], name[at:]) for name in self._people for at in range(len(name) + 1))
            self._parts = frozenset(chain.from_iterable(ends))
        return label in self.full or label in self._parts

    def last_person(self, before: int, but: Callable[[int], bool] = lambda at: False) -> tuple[int, int] | None:
        """Where the person stands who is named last before a place, with preference for a subject; None for nobody.
        `but` says of whoever is named at a place that it is not he."""
        near = [name for name in self.mentions if name.name_end <= before and not but(name.start)]
        text = self._source[0]
        for name in reversed(near[-6:]):
            if text[name.end : name.end + 1] in ("は", "が", "に", "と"):
                return name.start, name.name_end
        return (near[-1].start, near[-1].name_end) if near else None

    def bearer(self, label: str, before: int, talk: int) -> str:
        """The one person whose title ends in a label (市長), named before a place if anybody is; '' if several are.

        Whom only the words of a talk that begins at `talk` name once is another whom it is about (松岡大臣から発言は).
        """
        held = {pair: at for pair, at in self._titled.items() if _bears(pair[1], label)}
        people = {name for (name, _), at in held.items() if at < before} or {name for name, _ in held}
        one = people.pop() if len(people) == 1 else ""
        first = min((at for (name, _), at in held.items() if name == one), default=0)
        apart = first < talk or self._source[0][first - 1] in "\n(（【"
        return one if apart or sum(name.canonical == one for name in self.mentions) > 1 else ""

    def known(self, name: str) -> bool:
        """Whether the document gives `name` to somebody."""
        return name in self.full

    def holder(self, phrase: str, at: int) -> str:
        """The one person who bears the office that `phrase` ends in, of several the only one named before a place; ''
        where there is none such."""
        known = self.by_age(phrase) or (self._same(phrase[1:], at) if phrase.startswith("同") else "")
        if known:
            return known
        if phrase == "指揮官":
            phrase = "監督"
        if phrase == "先生" and any(name.title.endswith(phrase) and name.start < at for name in self.mentions):
            return self._only_one(phrase)
        start, title = _specific_title(phrase)
        if not title:
            return self._only_one(phrase) if title_at_end(phrase) == 0 and phrase not in _OF_MANY else ""
        held = self.holders.get(title) or self._ministers(phrase)
        people = {name for _, name in held}
        if len(people) == 1:
            return "" if self._elsewhere(phrase[:start], held) else held[0][1]
        before = [name for place, name in held if place < at]
        if before and (phrase.startswith("同") or len(set(before)) == 1):
            return before[-1]
        return ""

    def manages(self, name: str) -> bool:
        """Whether the document calls somebody a manager or a coach."""
        return any(each.canonical == name and each.title.endswith(("監督", "コーチ")) for each in self.mentions)

    def by_age(self, phrase: str) -> str:
        """The one person whose age, behind his name, a phrase gives (優勝した18歳, 82歳の俳優); '' for none."""
        aged = _AGED.search(phrase) if "歳" in phrase else None
        if not aged:
            return ""
        notes = (f"({aged['age']})", f"（{aged['age']}）", f"({aged['age']}歳)", f"（{aged['age']}歳）")
        people = {name.canonical for name in self.mentions if self._source[0].startswith(notes, name.end)}
        return people.pop() if len(people) == 1 else ""

    def _same(self, title: str, at: int) -> str:
        """The person who is named last before a place with a title (同大使); '' for none, and where it is no title."""
        held = [name for name in self.mentions if name.start < at and name.title.endswith(title)]
        return held[-1].canonical if held and title_at_end(title) == 0 and title not in _OF_MANY else ""

    def _only_one(self, title: str) -> str:
        """The only person of the document whose title ends so; '' where there are several."""
        people = {name.canonical for name in self.mentions if name.title.endswith(title)}
        return people.pop() if len(people) == 1 else ""

    def _elsewhere(self, before: str, held: Sequence[tuple[int, str]]) -> bool:
        """Whether what stands before an office is a body that is not named beside its holder (Ａ国外務省|報道官)."""
        if before.startswith(("隣", "別", "他", "某")):
            return True
        if not _BODY_BEFORE.search(before) or before.startswith("同"):
            return False
        text = self._source[0]
        return not any(before[:2] in text[max(0, at - _BESIDE) : at + _BESIDE // 3] for at, _ in held)


_DEPUTY = ("副", "元", "前", "故")


def _bears(title: str, label: str) -> bool:
    """Whether a title is the office of a label: not that of a deputy or of who had it before."""
    return title.endswith(label) and not title[: -len(label)].endswith(_DEPUTY)


_AGED = re.compile(r"(?:^|[^0-9０-９])(?P<age>[0-9０-９]{1,3})歳(?:$|の)")
_OF_MANY = words(
    """
    選手 議員 記者 委員 社員 職員 会員 党員 隊員 団員 部員 局員 先生 投手 捕手 野手 内野手 外野手 理事 役員 幹部 患者
    学者
    """
)
"""Titles that alone may mean anybody else who bears them."""
_BODY_BEFORE = re.compile(r"[一-龥ァ-ヴー]{2,}(?:省|庁|府|局|党|軍|会|大学|大|社|連盟|銀行|警察|県|市)の?$")
_BESIDE = 30
"""How many characters before the name of an officeholder, and a third of it behind, his body may be named."""


_READ = re.compile("[(（]")
"""In a name: the reading of the surname stands inside."""


def _tells(form: str, cast: Collection[str]) -> bool:
    """Whether a form of a name tells of somebody wherever it stands: a single sign does only where it acts."""
    return len(form) > 1 or form in cast


def _several(name: str) -> bool:
    """Whether a name that was found is more than one."""
    return bool(_SEVERAL.search(name))


def _trusted(mention: Mention) -> bool:
    """Whether a mention is sure enough here: a wrong name costs less beside a verb of speaking than none."""
    whole = "・" in mention.name or mention.name[1:2] in (".", "．")
    return mention.score >= 0.5 or (mention.score >= 0.35 and bool(mention.title or whole))


def _heads(offices: Collection[str], title: str) -> bool:
    """Whether a title is one of the offices that others have at a company (Ｇ副社長: 副社長)."""
    return any(title.endswith(office) for office in offices)


def _spelled(mention: Mention) -> bool:
    """Whether a mention is only how a name beside it is spelled in another script: in katakana or Latin letters."""
    if KANJI.match(mention.canonical):
        return KANJI.match(mention.name) is None
    return mention.name[:1].isascii() and not mention.canonical[:1].isascii()


def _whole(text: str, name: Name) -> Name:
    """A name with the single kanji stuck to it, where detection cut it short."""
    start, end = name.start, name.name_end
    initial = _INITIAL.search(text, max(0, start - 2), start) if KATAKANA.match(name.name[:1]) else None
    if initial is not None:
        whole = text[initial.start() : end]
        return Name(initial.start(), max(end, name.end), whole, name.title, whole, end)
    if not KANJI.match(name.name):
        return name
    before = text[max(0, start - 2) : start]
    stuck = bool(before) and bool(KANJI.match(before[-1])) and before[-1] not in _ATTACHED
    announced = bool(name.title) and text.endswith(name.title, 0, start)
    if stuck and not announced and not (len(before) > 1 and KANJI.match(before[0])):
        start -= 1
    after = text[end : end + 6]
    if (
        after
        and KANJI.match(after[0])
        and after[0] not in "氏様君殿"
        and len(name.name) <= 3
        and name.title[:1] in ("", after[0])
    ):
        titled = _TITLED.match(after[1:])
        if titled and not title_end().match(after[: titled.end() + 1]) and after[0] not in _ATTACHED:
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
    """Each name with the fullest name it is part of; a part that two people share stays as it is.

    A given name of two characters is a part (聡子さん of 青木聡子), one of a single character where two people share
    the surname (水沢圭, 水沢真理: 圭氏).
    """
    distinct = sorted(set(names), key=lambda name: (-len(name), name))
    begins = Counter(name[:size] for name in distinct for size in (2, 3) if size < len(name))
    by_part: dict[str, list[str]] = {}
    for name in distinct:
        parts = re.split(r"[・＝=]", name)
        pieces = (
            {parts[0], "".join(parts), *("・".join(parts[at:]) for at in range(1, len(parts)))}
            if len(parts) > 1
            else {name[:size] for size in (1, 2, 3, 4) if size < len(name)}
            | {
                name[size:]
                for size in (2, 3)
                if size < len(name) and (begins[name[:size]] > 1 or size == len(name) - 2)
            }
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
    if full.startswith(part + "及"):
        return False
    if KATAKANA.match(part) and "・" not in full and "＝" not in full and "=" not in full:
        return False
    return len(part) >= 2 or len(full) <= 4
