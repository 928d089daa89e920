"""Titles, offices and callings: what stands behind or before a name, and the words a title is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from inyo.index.japanese.wordlists import Classes, any_of, lazily, words

_TABLE = Classes(__package__, "titles.tsv")

HONORIFICS = _TABLE["honorific"]
"""Written directly behind a name. They say nothing of what the person does."""

NAME_MARKS = tuple(sorted(_TABLE["mark"], key=lambda word: (len(word), word)))
"""What stands behind a name in a sentence of speaking and makes it one: honorifics, and callings used as such.

Where one ends in another, the shorter stands first."""

SURE = tuple(_TABLE.listed("sure"))
"""Honorifics that are nothing else: whatever stands before them is a name, even where the dictionary knows none."""

ON_LABELS = tuple(_TABLE.listed("labelled"))
"""Honorifics of speakers in minutes and interviews (山田太郎君)."""

SOFT = _TABLE["soft"]
"""Honorifics that are as often something else (の様に, 主君, 宮殿): they need a name before them."""

NOT_NAMES = _TABLE["nobody"]
"""Words before さん, 様, 君, 氏 … that name nobody in particular."""

TRAILERS = _TABLE["trailer"]
"""What stands behind a name without being part of it."""


LABELS = _TABLE["label"]
"""Labels before a colon that announce names (監修:村山…)."""

COUNTRY_LETTERS: frozenset[str] = frozenset("米英仏独露中韓日伊加豪印朝比台蘭西葡墺越泰")
"""One kanji for a country, before a title (米大統領)."""

ROLE_WORDS = _TABLE["role"] | COUNTRY_LETTERS
TITLES = _TABLE["office"] | _TABLE["calling"]
BEFORE = TITLES | _TABLE["before"]
_CALLING_ENDS = frozenset("者家官員手師士長人妻囚犯兵")
"""The last kanji of callings that no table has."""

FIELDS = tuple(_TABLE[name] for name in ("academic", "political", "business", "sport"))
"""Walks of life: one text does not give two of them to one person."""

ACADEMIC = 0
"""The number of the one that a text does not leave out where it first gives a full name."""

SPORT = 3
"""The number of the one whose titles stand behind names alone, never before a bearer's in brackets."""

ORGANISATION_HEADS: tuple[str, ...] = ("大学", "大", "高校", "研究所", "銀行", "銀", "協会", "連盟", "機構", "庁")
"""What a title begins with when the word before it names an organisation (…大学准教授)."""


def of_a_house(title: str) -> bool:
    """Whether a title begins with the end of what its bearer's house is called (北浜|大教授)."""
    return title.startswith(ORGANISATION_HEADS) and title not in TITLES


PLACE_OFFICES = _TABLE["local"]
"""Offices that a place name precedes as often as a person's (千葉知事)."""

NATIONAL_OFFICES = _TABLE["national"]
"""Titles before which katakana is a name, even a word the dictionary knows as a common one (トランプ大統領)."""

POSITIONS = _TABLE["position"]
"""Positions of players in letters: what stands right behind one is a name, if it can be one at all (GK朴)."""

KIN = _TABLE["kin"]
"""Relatives: what stands right before a given name and is no part of it (長男|敏郎)."""

RING_NAMES = _TABLE["wrestler"]
"""Titles of wrestlers, whose names are neither surnames nor in the dictionary."""

NO_OFFICES = FIELDS[3] | words("容疑者 被告 被告人 受刑者 死刑囚 先生 記者 アナ アナウンサー")
"""Titles behind a name with no word of an office between the two."""

ON_STAGE = _TABLE["stage"]
"""Callings of people whose names may be a single word in Latin letters."""

STATUS = _TABLE["common"]
"""Titles that many people bear at once: sharing one is no evidence that two names are one person."""


_MINISTER = re.compile(
    r"(?<=[務衛境産交通労科林法農外蔵融信業興生水育源防設政報油宅健安光化学発祉])相(?![手当談次場関互違続対殺応])"
)
_NO_TITLE = re.compile("府|邸|官邸|選挙|選(?!手)|令|制|室|職|杯|賞|団|会(?![長談いうえおっ])|クラブ")
_ABBREVIATED = re.compile(r"[(（][A-Z]{2,4}[)）]")
_honorific = lazily(lambda: any_of(HONORIFICS))
_title_or_honorific = lazily(lambda: any_of(TITLES | HONORIFICS | {"相"}))
_announcing = lazily(lambda: any_of(BEFORE | LABELS | _CALLING_ENDS))
_LINK = re.compile(r"(?:(である|だった|で|の|・|、|[\s　]|=|＝))?(?=[一-龠々〆ァ-ヺ])")
_LETTER = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_COLON = re.compile(r"\s*[:：/／]\s*")


def titles_behind(text: str) -> Iterator[tuple[int, int, int]]:
    """Titles and honorifics: where one begins, where its title ends (the beginning for a mere honorific), where both
    end."""
    for match in _title_or_honorific().finditer(text):
        start, end = match.span()
        word = match[0]
        if word in HONORIFICS:
            yield start, start, end
            continue
        if _NO_TITLE.match(text, end) or (word == "相" and not _MINISTER.match(text, start)):
            continue
        abbreviated = _ABBREVIATED.match(text, end)
        stop = abbreviated.end() if abbreviated else end
        honorific = _honorific().match(text, stop)
        yield start, stop, honorific.end() if honorific else stop


def titles_before(text: str) -> Iterator[tuple[int, int, str, int, bool]]:
    """Titles, callings and labels where a name may follow: where one begins and ends, what joins it to the name, where
    the name would begin, whether the word itself announces a name."""
    for match in _announcing().finditer(text):
        start, end = match.span()
        word = match[0]
        if word in LABELS:
            colon = _COLON.match(text, end)
            if colon:
                yield start, start, "", colon.end(), True
                continue
        if word in POSITIONS and start and _LETTER.match(text, start - 1):
            continue
        if word in _CALLING_ENDS or word in BEFORE:
            link = _LINK.match(text, end)
            if link and (word in BEFORE or link[1]):
                yield start, end, link[1] or "", link.end(), word in BEFORE or link[1] == "である"


PEN_NAME = _TABLE["pen-name"]
PEN_NAME_BEHIND = re.compile(
    rf"(?:と[いう]う|との|の)(?:{any_of(PEN_NAME)}|名(?:前)?の(?:男|女|少年|少女|人))|という(?:男|女|少年|少女)(?!子|性)"
)
"""Behind a name: what says that it is one (…というペンネームを使う)."""
PEN_NAME_BEFORE = re.compile(rf"(?:{any_of(PEN_NAME)})(?:[:：は、・=＝]|の|が)?[「『]?")

_COUNTRY_NAME = re.compile(
    r"^(?:日本|米国|アメリカ|中国|韓国|北朝鮮|台湾|英国|イギリス|フランス|ドイツ|ロシア|ソ連|イタリア|カナダ|オーストラリア|インド|ブラジル|"
    r"イスラエル|イラン|イラク|ウクライナ|トルコ|[米英仏独露中韓日伊加豪印]|USA(?![A-Z])|US(?![A-Z])|EU(?![A-Z]))+"
)


@lru_cache(maxsize=1 << 14)
def field(title: str) -> int:
    """The walk of life of a title: its number in FIELDS, -1 if it says nothing."""
    for number, members in enumerate(FIELDS):
        if title.endswith(tuple(members)):
            return number
    return -1


_HEADS = ("前", "元", "副", *sorted(word for word in _TABLE["role"] | TITLES if len(word) > 1))


@lru_cache(maxsize=1 << 14)
def core_title(title: str) -> str:
    """A title as people share it: without country, former or deputy ranks kept (米財務長官 → 財務長官)."""
    core = re.sub(r"[(（].*?[)）]", "", title).strip(" 　のにで・")
    core = re.sub(r"^(?:前|元|現|故|新|次期)", "", core)
    home = _COUNTRY_NAME.sub("", core)
    core = home if home.startswith(_HEADS) else core
    core = re.sub(r"^(?:前|元|現|故|新|次期)", "", core)
    core = re.sub(r"^(?:大学院?|大)(?=准?教授|助教|講師|名誉教授|学長)", "", core)
    return _SAME.get(core, core)


def shared_titles(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether two people bear a title in common; 大臣 and 長官 alone may be any of their kind (通商相, 財務長官)."""
    a, b = set(mine), set(theirs)
    return bool(a & b or (a & GENERIC and a & generic_titles(b)) or (b & GENERIC and b & generic_titles(a)))


GENERIC: frozenset[str] = frozenset({"大臣", "長官"})
"""Titles that stand for any of their kind."""


def generic_titles(titles: Iterable[str]) -> set[str]:
    """The generic titles by which bearers of `titles` may be called."""
    out = set()
    for title in titles:
        if title.endswith("大臣") or (title.endswith("相") and title not in {"首相", "副首相"}):
            out.add("大臣")
        elif title.endswith("長官"):
            out.add("長官")
    return out


_SAME = dict(
    pair.split("=")
    for pair in words(
        """
        国家主席=主席 総理大臣=首相 総理=首相 内閣総理大臣=首相 USTR代表=通商代表 通商代表部代表=通商代表
        最高経営責任者=CEO 副総理=副首相 財務大臣=財務相 外務大臣=外相 外務相=外相 防衛大臣=防衛相 法務大臣=法相
        総務大臣=総務相 環境大臣=環境相 被告人=被告 経済産業大臣=経産相 国土交通大臣=国交相 厚生労働大臣=厚労相
        文部科学大臣=文科相 農林水産大臣=農水相 農相=農水相
        """
    )
)
"""Two forms of one office."""


_OFFICES = _TABLE["end"]
title_end = lazily(
    lambda: (
        rf"(?:(?:{'|'.join(sorted(_OFFICES))})(?:代行|代理|補|補佐|心得|候補)?|[一-龥ァ-ヴー]{{2,}}(?:担当|通商|産業|開発|交通|福祉|"
        rf"労働|農業|資源|外交|通信|科学)相)$"
    ),
    re.IGNORECASE,
)
"""A noun phrase that ends in a title of office, rank or calling."""
_LAST_OF_TITLES = frozenset(title[-1] for title in _OFFICES) | set("行理補佐得相oOmM")


@lru_cache(maxsize=1 << 14)
def title_at_end(phrase: str) -> int:
    """Where the title begins in which a noun phrase ends; -1 where it ends in none."""
    if not phrase or (phrase[-1] not in _LAST_OF_TITLES and not phrase[-1].isascii()):
        return -1
    found = title_end().search(phrase)
    return found.start() if found else -1


_EMPLOYED = re.compile(
    r"(?P<name>(?<![^\W\d_の])[^、。「」（）()\s]{2,12}?)(?:グループ|ホールディングス|自動車|電機|銀行|製薬|不動産)?"
    r"(?:[(（][0-9A-Z０-９]{2,5}[)）])?の$"
)


def employers(text: str, offices: Iterable[tuple[int, str]]) -> dict[str, set[str]]:
    """The bodies that stand with の before somebody with an office (マツノの|山田太郎社長), each with such offices;
    `offices`: where each begins that bears one, and the title."""
    out: dict[str, set[str]] = {}
    for start, title in offices:
        linked = text[max(0, start - 2) : start].rstrip("\n").endswith("の")
        house = _EMPLOYED.search(text, max(0, start - 24), start) if linked else None
        if house:
            out.setdefault(house["name"], set()).add(core_title(title))
    return out
