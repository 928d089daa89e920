"""Nouns of who may speak: titles, offices and callings, with the words they are made of; roles, organisations, media,
documents; and the one table of pronouns: who says I, whom 彼 may mean, and what names nobody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    r"(?<=[務衛境産交通労科林法農外蔵融信業興生水育源防設政報油宅健安光化学発祉業済易術力空道民族画村当土])相(?![手当談次場関互違続対殺応])"
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
        rf"(?:(?:{'|'.join(sorted(_OFFICES))})(?:代行|代理|補|補佐|心得|候補)?|[一-龥ァ-ヴー]+{_MINISTER.pattern})$"
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


_SIGNS = re.compile(r"[\\()\[\]?*+.^$|{}]")


class Tails:
    """Whether a phrase ends in one of `alternatives` (words and patterns), and `behind` it any of `followers`.

    `behind` is a pattern that may match nothing, `followers` the last characters of what it matches otherwise. The
    answer is that of `pattern.search`; most phrases get it without a search.
    """

    def __init__(self, alternatives: Sequence[str], behind: str = "", followers: str = "", flags: int = 0) -> None:
        self.pattern = re.compile(f"(?:{'|'.join(alternatives)}){behind}$", flags)
        self._followers = frozenset(followers)
        self._words: dict[str, tuple[frozenset[str], tuple[int, ...]]] = {}
        by_last: dict[str, set[str]] = defaultdict(set)
        for word in alternatives:
            if word and not _SIGNS.search(word):
                by_last[word[-1]].add(word)
        for last, ending in by_last.items():
            self._words[last] = frozenset(ending), tuple(sorted({len(word) for word in ending}))
        others = [word for word in alternatives if _SIGNS.search(word)]
        closed = [word for word in others if not _SIGNS.search(word[-1])]
        open_ended = [word for word in others if _SIGNS.search(word[-1])]
        by_end: dict[str, list[str]] = defaultdict(list)
        for word in closed:
            by_end[word[-1]].append(word)
        self._closed = {last: re.compile(f"(?:{'|'.join(mine)})$", flags) for last, mine in by_end.items()}
        self._open = re.compile(f"(?:{'|'.join(open_ended)})$", flags) if open_ended else None
        self._any_case = bool(flags & re.IGNORECASE)

    def end(self, phrase: str) -> bool:
        """Whether the phrase ends so."""
        if not phrase:
            return bool(self.pattern.search(phrase))
        last = phrase[-1]
        if last in self._followers or last == "\n" or (self._any_case and not ("\u3000" <= last <= "\u9fff")):
            return bool(self.pattern.search(phrase))
        words, sizes = self._words.get(last, _NONE)
        for size in sizes:
            if phrase[-size:] in words:
                return True
        closed = self._closed.get(last)
        if closed is not None and closed.search(phrase):
            return True
        return bool(self._open is not None and self._open.search(phrase))


_NONE: tuple[frozenset[str], tuple[int, ...]] = (frozenset(), ())


_NOUNS = Classes(__package__, "nouns.tsv")

EPITHETS = _NOUNS["epithet"]
"""What calls somebody just named by what he is to the text (5年目の右腕)."""

_MEDIA = "|".join(_NOUNS.listed("medium"))
MEDIUM = re.compile(
    rf"(?:(?:{_MEDIA})(?:の中|上|内|の末尾|の冒頭)?(?:で|に|では|には|にて|などで|などに|を通じて?|を通して|を発表し|を出し|を公表し)"
    rf"|(?:^|[^A-Za-z])[XＸ](?:（旧ツイッター）|\(旧ツイッター\))?(?:で|に|上で|に投稿し))(?:は|も)?、?[^\ufffc。、]{{0,16}}$"
    rf"|(?:{_MEDIA})(?:は|も)、?$"
)
"""A written medium named in front of a quotation (声明で、, SNSに, 報告書は) makes it written."""

_MEDIA_CUT = (word.partition("?")[0][:-1] if "?" in word else word for word in _NOUNS.listed("medium"))
_MAY_BE_MEDIUM = re.compile(f"{any_of(_MEDIA_CUT)}|[XＸ]")


def in_a_medium(lead: str) -> bool:
    """Whether what stands in front of a quotation names a written medium."""
    return _MAY_BE_MEDIUM.search(lead) is not None and MEDIUM.search(lead) is not None


_CROWD = re.compile(
    rf"(?:(?:{'|'.join(_NOUNS.listed('crowd'))}|(?<![A-Za-zＡ-Ｚａ-ｚ])[XＸ](?:（旧ツイッター）|\(旧ツイッター\))?)(?:上|内|の中|など)?"
    r"(?:(?:で|に)(?:は|も)?|は|も))、?$"
)
_LONGEST_CROWD = 24
"""How many characters before words a place of many voices may take with its particles."""

MEDIUM_BEHIND = re.compile(
    rf"^(?:など)?と(?:する|した|の|いう|、)[^。\ufffc]{{0,12}}?(?:声明|談話|書簡|手紙|文書|文面|字幕|テロップ|記事|書き込み|投稿|メール|報告書|意見書|論文|社説|"
    rf"張り紙|貼り紙|遺書|メモ|通知|電報)(?:を|が|も|で|に)"
    rf"|^(?:など)?と(?:、)?[^。、\ufffc]{{0,12}}?(?:{_MEDIA})(?:で|に|では|上で)"
    r"|^(?:など)?とのコメントを(?:発表|出し|寄せ|公表)"
    r"|^(?:など)?と[^。、\ufffc]{0,8}?(?:声明|談話|文書|文章|手紙|意見書|コメント文|書面)を(?:出|発表|公表|提出|送|寄せ)"
    r"|^(?:と(?:する|した|の|いう|いった))?[^。、\ufffc]{0,14}?(?:メッセージ|補足意見|反対意見|少数意見|祝辞|弔辞|祝電)を"
)
"""A written medium named behind a quotation (とする声明を発表した, とブログに書いた, とのコメントを発表)."""

_POSTS = "|".join(_NOUNS.listed("post"))
_POSTED = re.compile(
    rf"(?:{_POSTS}|(?<![A-Za-zＡ-Ｚａ-ｚ])[XＸ](?=[をにで（(]))[^。、「」]{{0,14}}?"
    r"(?:更新|投稿|掲載|公開|報告|発表|公表|表明|明らか|明か|伝え|アップ|つづ|綴|書き|記し|載せ|を通[じし])"
)
_SPOKEN_AT = re.compile(
    r"(?:会見|取材|インタビュー|番組|放送|ラジオ|テレビ|舞台|壇上|挨拶|あいさつ|イベント|記者団|報道陣|講演|演説|電話|囲み|質疑|集会|会合|の席|"
    r"ライブ)(?:で|に(?!行|来)|を受け|も、|は、)|司会|尋ね|聞か|問わ"
)
_CROWD_WRITES = re.compile(
    rf"{_POSTS}|(?:コメント|返信|感想)欄|書き込|投稿|リプライ|フォロワー|ネット上|(?:コメント|メッセージ)が(?:相次|寄せ|殺到|続々)"
)


_LONGEST_LEAD = 400
"""Characters before words in which it is said where somebody writes or speaks."""


def posts(lead: str, *, crowd: bool = False) -> bool | None:
    """Whether a passage says last that somebody, or a `crowd`, writes for others to read (ブログを更新し), or that he
    speaks somewhere (会見で); None where it says neither."""
    lead = lead[-_LONGEST_LEAD:]
    written = max((found.end() for found in (_CROWD_WRITES if crowd else _POSTED).finditer(lead)), default=-1)
    spoken = max((found.end() for found in _SPOKEN_AT.finditer(lead)), default=-1)
    return None if written == spoken else written > spoken


PUBLISHES = re.compile(rf"(?:{'|'.join(_NOUNS.listed('publishes'))})$")
"""Who speaks in writing: publications, documents, courts."""

DOCUMENT = re.compile(rf"(?:{'|'.join(_NOUNS.listed('document'))})$")
"""A document: it may speak as somebody does (報告書は「…」とする)."""

_RELAY = Tails(_NOUNS.listed("relay"), r"(?:など|等)?", "ど等", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def names_a_relay(phrase: str) -> bool:
    """Whether a noun phrase is a paper, an agency, a station: a voice that relays the words of others."""
    return _RELAY.end(phrase)


PERSON = Tails(
    _NOUNS.listed("person"),
    r"(?:ら|たち|など|等|ども|の一部|の一人|の1人|の多く|の半分|の大半|の何人か|[0-9０-９一二三四五六七八九十百数]+人)*",
    "らちど等も部人く分半か",
)

_OF_THE_TELLER = re.compile(r"(?:私|わたし|わたくし|あたし|僕|ぼく|俺|おれ|うち|自分)(?:たち|達|ら)?")


def means_somebody(label: str) -> bool:
    """Whether all of a label means one who speaks: the teller, a relative, somebody by what he does (店の人)."""
    return bool(_OF_THE_TELLER.fullmatch(label)) or PERSON.end(label) or PERSON.end(label.removesuffix("さん"))


_BODY = Tails(_NOUNS.listed("body"), r"(?:など|等|ら|の一部|の多く|各社|各局|各紙)*", "ど等ら部く社局紙")
_NOT_A_BODY = re.compile(
    rf"(?:{'|'.join(_NOUNS.listed('no-body'))})$|"
    r"^[0-9０-９一二三四五六七八九十百千万数]+(?:人|名|者|社|局|隻|艦隊|チーム)$"
)


@lru_cache(maxsize=1 << 14)
def voices_in_front(text: str, end: int) -> bool:
    """Whether a place of many voices stands right before `end` (SNS上では、, コメント欄は): words there are nobody's by
    name."""
    return bool(_CROWD.search(text, max(0, end - _LONGEST_CROWD), end))


@lru_cache(maxsize=1 << 15)
def names_a_person_or_body(phrase: str) -> bool:
    """Whether the head of a noun phrase (its end) is a role, a person, an organisation: something that can speak."""
    names = (
        PERSON.end(phrase)
        or title_at_end(phrase) >= 0
        or _BODY.end(phrase)
        or names_a_relay(phrase)
        or phrase.endswith(NAME_MARKS)
    )
    return names and not _NOT_A_BODY.search(phrase)


_COMPANY = re.compile(rf".(?:{'|'.join(_NOUNS.listed('company'))})$")


_COMMON = re.compile(rf"^(?:{'|'.join(_NOUNS.listed('ware'))})")


@lru_cache(maxsize=1 << 13)
def may_name_a_company(phrase: str) -> bool:
    """Whether a noun phrase without a proper name ends like that of a company and begins like no common noun."""
    found = _COMPANY.search(phrase)
    return found is not None and found.start() >= 1 and not _COMMON.match(phrase[phrase.rfind("の") + 1 :])


@lru_cache(maxsize=1 << 13)
def names_a_company(phrase: str) -> bool:
    """Whether a noun phrase that holds a proper name ends like that of a company (日東|自動車)."""
    return bool(_COMPANY.search(phrase))


SPEAKING_NOUNS = frozenset((*_NOUNS.listed("person"), *_NOUNS.listed("body")))
"""The nouns (and patterns) that may speak: by itself none of them is a name."""


_I = words("私 僕 俺 わたし わたくし ぼく おれ わし あたし 余")
_WE = words("我々 われわれ われら")

FIRST_PERSON = _I | _WE | words("自分 私たち わたしたち 吾輩 自ら 当方 小職")
"""Whoever speaks, among those of whom a text tells."""

INTRODUCING = _I | words("拙者 それがし 某 手前 妾")
"""What people in stories call themselves when they say who they are (拙者は源蔵と申す)."""

_TALKING = (INTRODUCING - {"余", "某"}) | words("あたくし オレ ボク 我輩 吾輩 あっし あつし わい")
SAYS_I = re.compile(
    rf"(?<![一-龥ァ-ヴ])(?P<I>{any_of(_TALKING)}|(?:余|うち)(?=[はがの]))(?=[はがもをにのと、でだ達らじ]|たち|って)"
)
"""Where somebody who talks or tells a story says I, with the group I; 余 and うち are as often something else."""

THIRD_PERSON = words("彼 彼女 同氏 氏 本人 ご本人 自身 あの人 その人")
"""Whoever was spoken of before."""

_PRONOUNS = _I | _WE | (THIRD_PERSON - {"ご本人"}) | words("彼ら 彼女ら 両氏 自ら この人 こいつ あいつ 自分 拙者 吾輩")

_OF_ANOTHER = re.compile(r"(?:相手|敵|敵軍|他|別|もう[一1]人|両|名|各[^の]{0,4}|歴代|[二三四五2-5]人)の?[^の]{0,4}$")
_NUMBERED = re.compile(
    r"(?:^|の)(?:背番号[0-9０-９]{1,3}|[0-9０-９]{1,2}歳)$|[0-9０-９]{1,2}歳の(?:若き)?[^の]{0,4}リーダー$"
)
_EPITHET = re.compile(rf"(?P<before>.*?)(?:{any_of(EPITHETS)})$")


@lru_cache(maxsize=1 << 13)
def is_epithet(text: str) -> bool:
    """Whether a noun phrase calls somebody just named by what he is to the text (5年目の右腕, 背番号10, 新大関)."""
    found = _EPITHET.fullmatch(text)
    return bool(found and not _OF_ANOTHER.search(found["before"])) or _NUMBERED.search(text) is not None


ANYBODY = words("人 者 方 もの 人物")
"""Nouns that alone name nobody."""

_WOMAN = re.compile(
    r"(?:女|娘|妻|母|姉|妹|嬢|婆|妃|女房|夫人|祖母|叔母|伯母|少女|王女|母親|彼女|子|女性|女子[一-龥]{0,3})(?:さん|さま|様)?$|"
    r"^お[^父兄爺坊客殿上]"
)
_MAN = re.compile(
    r"(?:男|夫|父|兄|弟|爺|息子|少年|祖父|叔父|伯父|王子|父親|郎|雄|男性|男子[一-龥]{0,3}|青年|紳士|(?<=[一-龥])[助蔵吉彦])(?:さん|さま|様)?$"
)
_NOT_MEANT = {"彼": _WOMAN, "彼女": _MAN}


def is_pronoun(phrase: str) -> bool:
    """彼, 彼女, 同氏 and the like."""
    return phrase in _PRONOUNS


def may_mean(pronoun: str, name: str) -> bool:
    """Whether a pronoun of the third person may mean whoever bears a name: 彼 no woman, 彼女 no man."""
    unfit = _NOT_MEANT.get(pronoun)
    return unfit is None or not unfit.search(name)


def fits(pronoun: str, name: str) -> bool:
    """Whether a name or a role says that 彼 or 彼女 means whoever bears it, not only that it may."""
    fit = {"彼": _MAN, "彼女": _WOMAN}.get(pronoun)
    return fit is not None and fit.search(name) is not None


_SAME_BODY = re.compile(
    r"^同(?P<kind>委員会|裁判所|大使館|連合会|地検|高検|県警|府警|道警|警察|協会|連盟|銀行|病院|高校|大学|機構|財団|団体|組合|地裁|高裁|政府|"
    r"テレビ|新聞|社|庁|省|局|署|党|市|県|府|都|町|村|区|委|行|紙|誌|院|校|会|大|軍|店|所)(?P<rest>.*)$"
)
_PART = re.compile(r"^(?:[一-龥0-9０-９]{0,8}(?:課|部|局|室|係|本部|支部|支社|側|広報))?$")
_NO_COMPANY = re.compile(
    r"(?:省|庁|署|県警|府警|警察|党|政府|議会|委員会|裁判所|地裁|高裁|最高裁|大学|都|道|府|県|市|区|町|村|軍|側|各社|両社|社員)$"
)
_COUNTED = re.compile(r"[0-9０-９数両各多]社$")
_OTHERS = ("同", "両", "各", "当", "本", "他", "別", "某", "自", "弊", "同じ")
_NEAR = 400


def same_body(text: str, at: int, bodies: Sequence[tuple[int, str, bool]]) -> str:
    """What 同Ｘ at place `at` stands for; '' where nothing before it fits, or two may.

    `bodies` are the noun phrases of the text so far in order: place, words, whether a proper name is in them. 同庁
    means the last …庁; 同社 the last …社, or the one proper name of an organisation that stands less than 400
    characters before.
    """
    found = _SAME_BODY.match(text)
    if not found or not _PART.match(found["rest"]):
        return ""
    kind = found["kind"]
    fitting: list[str] = []
    for place, phrase, proper in reversed(bodies):
        if place >= at:
            continue
        if place < at - 4 * _NEAR:
            break
        name = phrase[phrase.rfind("の") + 1 :]
        if name.startswith(_OTHERS) or len(name) <= len(kind) or _COUNTED.search(name):
            continue
        if name.endswith(kind) or (kind == "紙" and names_a_relay(name)):
            return name + found["rest"]
        company = (
            (proper or may_name_a_company(name))
            and kind == "社"
            and place >= at - _NEAR
            and not _NO_COMPANY.search(name)
        )
        if company and not (names_a_relay(name) and not names_a_person_or_body(name)) and name not in fitting:
            fitting.append(name)
    return fitting[0] + found["rest"] if len(fitting) == 1 else ""
