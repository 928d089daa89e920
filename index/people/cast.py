"""Who acts in a narrative, where no title or honorific marks them: the names and roles that do what people do; and
who is one and the same: a name with its honorific or office, a role that a name stands beside."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count, pairwise
from operator import attrgetter

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import SUBJECTS
from inyo.index.japanese.tokens import Token, Tokens
from inyo.index.japanese.wordlists import words
from inyo.index.people.names import Names
from inyo.index.people.titles import NAME_MARKS, PERSON, names_a_person_or_body, title_at_end
from inyo.index.reading.zones import Line

_SURFACE = attrgetter("surface")
_SUBJECTS = frozenset(SUBJECTS)
_OTHERS = frozenset(("に", "を", "の", "と", "から", "へ"))
_OLD_PARTICLES = frozenset("乃之廼")
"""Kanji in names that are particles elsewhere (花廼屋, 乃信姫)."""
_OF_PEOPLE = ("名詞-普通名詞-一般", "接尾辞-名詞的-一般")
FEWEST_LINES = 3
_SHARE_OF_LINES = 0.08
_FEWEST_ACTS = 2
_SHARE_OF_ACTS = 0.3
_REACH = 24
_LONGEST_RUN = 4
_LONGEST_NAME = 10
_BEFORE = ("名詞", "連体詞", "接頭辞", "感動詞", "接尾辞")
_ENDS = frozenset("。「」!?！？")
_CLEFT_ENDS = frozenset(("。", "、", "で", "だ", "だっ", "です", "でし", "「"))
_CLOSES = frozenset(("は", "が", "も", "ので", "けれど", "けれども"))
_OPENS = re.compile(r"「(?!」)")
_RAGGED = re.compile(r"[ぁ-んー]{1,3}(?P<rest>[一-龥々]{2,})")
"""A name that may begin with the end of another word."""
_OFTENER = 5
_NEWS = re.compile(
    r"氏[はがのをに、]|大統領|首相|長官|報道官|議員|裁判所|警察|政府|委員会|発表|声明|記者|会見|"
    r"[0-9０-９]{2,}|[0-9０-９][年月日]|％|パーセント|ドル"
)
_MOST_OF_NEWS = 3.0
"""How many such words in 1,000 characters a story has at most: stories at hand have 0 to 2.7, news 3.2 and more."""
_MANY_LINES, _MOST_OF_NEWS_IN_TALK = 20, 6.0
"""A text of so many spoken lines, that are a third of all, tells of police, reporters and dates in a story too."""
_PART = re.compile(r"[一-龥々ヶァ-ヴー・＝]+")
"""What a name may have more than a part of it."""
_OF_MANY = frozenset(("先生", "親分", "師匠", "旦那", "殿様", "隊長", "奥様"))
"""Offices that do not tell who is meant where one of several has a name with them."""
_KATAKANA = re.compile(r"[ァ-ヴー]{2,}")
_NOMINAL = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞", "接頭辞", "記号")
_NO_NAME = re.compile(
    r"人|.*(?:[0-9０-９]|こと|もの|わけ|はず|つもり|ところ|ため|よう|とき|時|頃|間|方|中|上|下|前|後|内|外|今|日|夜|朝|年|月|目|眼|"
    r"手|足|顔|頭|首|胸|腹|腰|膝|肩|背|背中|口|唇|舌|歯|鼻|耳|髪|声|涙|息|心|気|力|身|身体|体|からだ|姿|影|血|汗|指|腕|頬|額|瞳|視線|"
    r"言葉|話|返事|答え|考え|気持|気持ち|思い|眉|誰|何|何者|者|物|事|言|音|風|雨|火|水|日光|月光|空|山|川|海|船|舟|車|汽車|電車|扉|戸|"
    r"門|部屋|家|町|村|道|街|国|世|世界|人間|自身|自体|以上|以下|場合|一同|二人|三人|みんな|みな|皆|それぞれ|お互い|互い|一方|最後|最初|"
    r"次|本当|実際|結局|普段|昔|途中|様子|感じ|具合|調子|気配|心持|神経|感情|表情|笑い|理由|場|場所|"
    r"模様|仕様|有り様|有様|同様|宮殿|御殿|神殿)$",
    re.DOTALL,
)
_ACTS = (
    reporting.SAYING
    | reporting.THINKING
    | words(
        """
        見る 見詰める 眺める 見上げる 見下ろす 見回す 見送る 覗く 睨む 振り向く 振り返る 向き直る 立つ
        立ち上がる 立ち止まる 座る 坐る 腰掛ける 歩く 走る 駆ける 逃げる 追う 行く 来る 帰る 戻る
        出掛ける 起きる 寝る 眠る 飲む 食べる 吸う 着る 脱ぐ 抱く 握る 掴む 差し出す 受け取る 渡す
        待つ 急ぐ 黙る 笑う 微笑む 泣く 怒る 驚く 喜ぶ 悲しむ 頷く 首肯く 振る 指す 開ける 閉める
        引く 押す 打つ 叩く 蹴る 切る 斬る 抜く 構える 乗る 降りる 読む 書く 探す 捜す 覚える 忘れる
        知る 分かる 気付く 信じる 愛する 好む 嫌う 恐れる 怖れる 躊躇う 貰う 下さる 連れる 会う 逢う
        別れる 住む 働く 遊ぶ 休む 死ぬ 近寄る 近付く 這入る 申す 参る 飛ぶ 飛び出す 飛び上がる 飛び下りる
        駆け出す 駆け寄る 駆け込む 進み出る 身構える 俯く 項垂れる 肯く 溜め息 食う 喰う 啜る 齧る 背負う 抱える
        脱ぐ 被る 履く 穿く 捲る 撫でる 擦る 拭う 拭く 摘む 抓む 拾う 投げる 放る 置く 載せる 取り出す 取り上げる
        振り上げる 掻く 顰める 竦める 窄める 傾げる 伏せる 細める 瞬く 睨み付ける 見遣る 見入る 見守る 見渡す
        聞き入る 腕組み 苦笑 微笑 会釈 御辞儀 挨拶 嘆息
        """
    )
)
"""Verbs of what people do (dictionary forms as UniDic spells lemmas)."""


_LABEL = re.compile(r"[ \t\u3000]*[（(【]?[^。、，．！？!?…―「」『』\n]{0,28}[一-龥ァ-ヴー々んち][）)】]?[ \t\u3000]*")
"""A line that may say who speaks on the next."""
_FEWEST_LABELS, _SPOKEN_BELOW_ONE = 2, 3
"""How many such lines make a text no story, and for how many lines of words each stands."""


def is_narrative(lines: Sequence[Line]) -> bool:
    """Whether the lines of a text are those of a story: many are somebody's words in brackets, and little of what news
    are full of stands in them (figures, offices, statements)."""
    spoken = sum(1 for line in lines if _OPENS.match(line.text))
    if spoken < FEWEST_LINES or spoken < _SHARE_OF_LINES * len(lines):
        return False
    labels = sum(1 for line, words in pairwise(lines) if _OPENS.match(words.text) and _LABEL.fullmatch(line.text))
    if labels >= _FEWEST_LABELS and _SPOKEN_BELOW_ONE * labels >= spoken:
        return False
    reported = sum(len(_NEWS.findall(line.text)) for line in lines)
    talk = spoken >= _MANY_LINES and 3 * spoken >= len(lines)
    most = _MOST_OF_NEWS_IN_TALK if talk else _MOST_OF_NEWS
    return 1000 * reported <= most * sum(len(line.text) for line in lines)


def find_cast(text: str, tokens: Sequence[Token], names: Names) -> dict[str, str]:
    """The nouns that act in a story (Ｋ, 金蔵, 川せみ), each with the fullest name that ends or begins with it.

    A noun belongs to the cast when it stands as a subject of what people do at least twice, and not much oftener of
    other things; once is enough for what is somebody by its kind, and where it is said who it was that spoke. Where
    two of a kind are told apart by what stands before them (総髪の武士, 頬髯の濃い武士), each is somebody.
    """
    tokens = Tokens.all(tokens)
    uses = _uses(text, tokens)
    cast = {noun for noun in uses.spoke | uses.people if not _NO_NAME.fullmatch(noun)}
    for noun, places in uses.places.items():
        if _NO_NAME.fullmatch(noun):
            continue
        acts = sum(_acts(tokens, place + 1) for place in places)
        fewest = _fewest_acts(tokens, noun, places[0])
        if acts >= fewest and acts >= (_SHARE_OF_ACTS if fewest else 0) * len(places):
            cast.add(noun)
    others = cast | names.people()
    ordered = sorted(noun for noun in cast if not is_tail(noun, others))
    told_apart = {form: form for noun in ordered for form in _apart(noun, uses.forms[noun])}
    kin = by_kin({noun: len(uses.places.get(noun, ())) for noun in ordered}, text)
    return _named(text, tokens, ordered, kin, names) | told_apart


@dataclass(slots=True)
class _Uses:
    """The nouns that stand as subjects: the tokens behind each, how it is described, those it is said of that they
    spoke (こう言ったのはＸ), and those that are people by their kind and stand with another particle (王様に)."""

    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    spoke: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


def _uses(text: str, tokens: Tokens) -> _Uses:
    out = _Uses()
    starts, ends, words = tokens.starts, tokens.ends, tokens.words
    surfaces = list(map(_SURFACE, words))
    for place in compress(count(), map(_SUBJECTS.__contains__, surfaces)):
        pos, start = words[place].pos, starts[place]
        if not pos.startswith("助詞") or "接続" in pos:
            continue
        first = _noun_start(tokens, place)
        if first < place and start - starts[first] <= _LONGEST_NAME:
            noun = text[starts[first] : start]
            out.places[noun].append(place)
            out.forms[noun][text[starts[_modified_start(tokens, first)] : start]] += 1
        if surfaces[place] == "は" and place and surfaces[place - 1] == "の":
            first, last = _it_was(tokens, place)
            if first < last:
                noun = text[starts[first] : ends[last - 1]]
                out.spoke.add(noun)
                out.forms[noun][text[starts[_modified_start(tokens, first)] : ends[last - 1]]] += 1
    people: dict[str, bool] = {}
    for place in compress(count(), map(_OTHERS.__contains__, surfaces)):
        if place and words[place - 1].pos.startswith(_OF_PEOPLE) and words[place].pos.startswith("助詞-格"):
            first = _noun_start(tokens, place)
            noun = text[starts[first] : starts[place]]
            if noun not in people:
                people[noun] = (
                    first < place and len(noun) <= _LONGEST_NAME and PERSON.end(noun) and names_a_person_or_body(noun)
                )
    out.people = {noun for noun, human in people.items() if human}
    return out


def _named(
    text: str, tokens: Sequence[Token], nouns: Sequence[str], kin: Mapping[str, str], names: Names
) -> dict[str, str]:
    """The nouns of the cast, each with the one name that all that means the same person share."""
    cast = set(nouns)
    known = cast | names_of(names)
    offices = by_office(known)
    known |= set(offices.values())
    roles = beside_names(text, tokens, known)
    longer = _longer_names(names.people(), cast)
    out = {role: _full(name, longer, names) for role, name in roles.items()}
    for noun in (*nouns, *sorted(offices), *sorted(kin)):
        if noun in kin and kin[noun] != noun:
            out[noun] = out.get(noun) or kin[noun]
        elif noun not in out:
            out[noun] = _full(offices.get(noun) or bare(noun, known), longer, names)
    for name in sorted(names.people() - cast):
        if (shorter := bare(name, known)) != name:
            out.setdefault(name, shorter)
    out |= _run_into(text, names.people())
    return {noun: out.get(full, full) for noun, full in out.items()}


def _run_into(text: str, people: Collection[str]) -> dict[str, str]:
    """The names that begin with the end of the words before them (うの辰雄 in とうの辰雄), each with the name it is:
    those that always stand right behind hiragana, while the rest of them stands far oftener."""
    out = {}
    for name in sorted(people):
        ragged = _RAGGED.fullmatch(name)
        if ragged is None or text.count(ragged["rest"]) < _OFTENER * text.count(name):
            continue
        if all(match[1] for match in re.finditer(rf"([ぁ-んー](?<!の))?{re.escape(name)}", text)):
            others = [other for other in people if other.endswith(ragged["rest"]) and other != name]
            out[name] = others[0] if len(others) == 1 else ragged["rest"]
    return out


@lru_cache(maxsize=1 << 9)
def _in_noun(pos: str) -> bool:
    """Whether a word of these parts of speech may stand in a noun."""
    return pos.startswith("名詞-数詞") or (pos.startswith(_NOMINAL) and not pos.startswith("名詞-普通名詞-副詞"))


def _noun_start(tokens: Tokens, place: int) -> int:
    """Where the noun begins that ends before token `place`; `place` where none does."""
    starts, ends, words = tokens.starts, tokens.ends, tokens.words
    first = place
    for before in range(place - 1, max(-1, place - 1 - _LONGEST_RUN), -1):
        if ends[before] != starts[before + 1] or not (
            _in_noun(words[before].pos) or words[before].surface in _OLD_PARTICLES
        ):
            break
        first = before
    if first == place:
        return place
    first = without_role(tokens, first, place)
    none = first == place or words[first].pos.startswith(("接尾辞", "名詞-数詞")) or _joined(tokens, first)
    return place if none else first


def _modified_start(tokens: Tokens, first: int) -> int:
    """Where what describes a noun begins: an adjective, and a noun with の before that or before the noun."""
    at, words = first, tokens.words
    if at and words[at - 1].pos.startswith("形容詞") and tokens.ends[at - 1] == tokens.starts[at]:
        at -= 1
    if at >= 2 and words[at - 1].surface == "の" and words[at - 2].pos.startswith("名詞-普通名詞"):
        at -= 2
    return at


def _it_was(tokens: Tokens, place: int) -> tuple[int, int]:
    """The noun in こう言ったのは（その）X。 behind the は at `place`; an empty stretch where there is none."""
    before = tokens[max(0, place - 6) : place]
    if not any(token.morpheme.lemma in reporting.SAYING for token in before):
        return 0, 0
    end = place + 1
    while end < min(place + 12, len(tokens)) and tokens[end].surface not in _CLEFT_ENDS:
        end += 1
    if end >= min(place + 12, len(tokens)):
        return 0, 0
    return _noun_start(tokens, end), end


def _fewest_acts(tokens: Sequence[Token], noun: str, place: int) -> int:
    """How often a noun acts at least that is one of the cast: a name needs not, a role once."""
    if len(noun) > 1 and ("人名" in tokens[place - 1].pos or noun.endswith(NAME_MARKS)):
        return 0
    katakana = bool(_KATAKANA.fullmatch(noun)) and not (
        tokens[place - 1].morpheme.origin and tokens[place - 1].surface == noun
    )
    given = len(noun) == 2 and noun[0] == "お"
    return 1 if katakana or given or PERSON.end(noun) or title_at_end(noun) >= 0 else _FEWEST_ACTS


def _apart(noun: str, forms: Counter[str]) -> list[str]:
    """The forms of a noun that tell two of a kind apart."""
    described = [form for form, times in forms.items() if form != noun and times >= 2]
    return described if len(described) >= 2 and forms[noun] < sum(forms[form] for form in described) else []


def _joined(tokens: Tokens, first: int) -> bool:
    """Whether a noun goes on with what stands right before it: a number, a demonstrative."""
    touching = first > 0 and tokens.ends[first - 1] == tokens.starts[first]
    return touching and tokens.words[first - 1].pos.startswith(_BEFORE)


def _acts(tokens: Tokens, place: int) -> bool:
    """Whether the clause whose subject ends before token `place` tells what people do."""
    words = tokens.words
    for at in range(place, min(place + _REACH, len(words))):
        word = words[at]
        if word.surface in _ENDS or (word.surface in _CLOSES and word.pos.startswith("助詞")):
            return False
        if word.lemma not in _ACTS or not word.pos.startswith("動詞"):
            continue
        if words[at - 1].surface not in ("て", "で") or "非自立" not in word.pos:
            return True
    return False


def _longer_names(people: Collection[str], cast: Collection[str]) -> Mapping[str, set[str]]:
    """By what names of people begin with, and by what names and nouns end with behind two characters or more: those
    that have the rest of a name there."""
    out: dict[str, set[str]] = defaultdict(set)
    for name in people:
        for size in range(2, len(name)):
            if _PART.fullmatch(name, size):
                out[name[:size]].add(name)
    for name in (*people, *cast):
        for size in range(2, len(name) - 1):
            if not _PART.fullmatch(name, 0, size):
                break
            out[name[size:]].add(name)
    return out


def _full(noun: str, longer: Mapping[str, set[str]], names: Names) -> str:
    """The one longer name that a short one stands for (平八 for 郡上平八, 武平 for 木見武平)."""
    known = names.canonical(noun)
    if known != noun or len(noun) < 2 or noun in _OF_MANY:
        return known
    found = longer.get(noun, ())
    return next(iter(found)) if len(found) == 1 else noun


_ANYBODY = re.compile(
    r"(?:男|女|人|客|者|友人|友達|友だち|仲間|相手|子|子供|少年|少女|青年|老人|老婆|娘|若者|旅人|先生|弟子|家来|奴|達|たち|ら|同士|役人|方|女中|秘蔵|自慢|気|ひとり|一人)$"
)
"""Roles that many bear: one of them has a name, and the next is somebody else."""
_KIN = (
    "父 父親 お父さん 父さん お父さま お父様 御父さん 親父 おやじ オヤジ お父つぁん お父っさん とうさん",
    "母 母親 お母さん 母さん お母さま お母様 御母さん おふくろ お袋 おっかさん おっ母さん お母ちゃん かあさん",
    "兄 兄さん お兄さん 兄貴 お兄さま お兄様 兄ちゃん お兄ちゃん",
    "姉 姉さん お姉さん お姉さま お姉様 姉ちゃん お姉ちゃん",
    "祖父 お祖父さん おじいさん お爺さん おじいちゃん じいちゃん",
    "祖母 お祖母さん おばあさん お婆さん おばあちゃん ばあちゃん",
    "伯父 伯父さん 叔父 叔父さん おじさん 小父さん",
    "伯母 伯母さん 叔母 叔母さん おばさん 小母さん",
    "細君 妻君 妻 女房 家内",
    "主人 御主人 ご主人",
    "旅人 客人 お客人",
)
"""What the members of a family, and those who are alone of their kind, are called by themselves and by others."""
_SHORT = 6_000
"""Characters of a text in which one 老人 is likely the only one."""
_LONG = 40_000
"""In so many characters a role stands beside a name once more."""
_DASH = re.compile(r"(?P<role>[一-龥ぁ-んァ-ヴー]{1,6})[―─—]{1,2}(?P<name>[一-龥々ァ-ヴー・]{2,12})(?=は|が|も)")
_KATAKANA_NAME = re.compile(r"[ァ-ヴー・]{2,}")
_GIVEN = re.compile(r"お[一-龥ぁ-んァ-ヴ]{1,3}")
_KANA = re.compile(r"[ぁ-んァ-ヴー]$")
_KINDS = frozenset(("男", "女", "老人", "老婆", "老女", "青年", "少年", "少女", "若者", "婆さん", "爺さん"))
"""What somebody is called whose trade was told (管理人の老人)."""
_RELATIONS = frozenset(form for group in _KIN for form in group.split()) | frozenset(
    ("息子", "娘", "孫", "弟", "妹", "夫")
)
_BEFORE_OFFICE = re.compile(r"(?P<name>[ァ-ヴー・]{3,})[一-龥]{1,6}")
_FOREIGN_TITLE = re.compile(
    r"(?:ミス|ミセス|ミスター|マダム|マドモアゼル|ムッシュー?|ドクター|ドクトル|プロフェッサー|サー|レディ|ロード|シスター|ブラザー|"
    r"パアドレ|パードレ|ファーザー|セニョール|シニョール|ヘル|フラウ|キャプテン)[・＝ 　]"
)
_NAME = "名詞-固有名詞-人名"


def beside_names(text: str, tokens: Sequence[Token], people: Iterable[str]) -> dict[str, str]:
    """The roles that a name stands beside, each with that name (父の重兵衛, 受付嬢のミーナ, 祖父――辰雄は).

    Only roles that one alone bears, and in a long text more than once.
    """
    known, short = frozenset(people), len(text) < _SHORT
    firsts = frozenset(name[:1] for name in known)
    borne: dict[str, Counter[str]] = defaultdict(Counter)
    tokens = Tokens.all(tokens)
    surfaces = list(map(_SURFACE, tokens.words))
    for place in compress(range(len(tokens)), map("の".__eq__, surfaces)):
        if not 0 < place < len(tokens) - 1 or tokens.ends[place - 1] != tokens.starts[place]:
            continue
        if not short and text[tokens.starts[place + 1]] not in firsts:
            continue
        role = _role_before(text, tokens, place)
        name = _name_from(text, tokens, place + 1, known) if role else ""
        if name:
            borne[role][name] += 1
        elif role and short and surfaces[place + 1] in _KINDS and role not in _RELATIONS:
            borne[surfaces[place + 1]][role] += 1
    for found in _DASH.finditer(text):
        if found["name"] in known and PERSON.end(found["role"]):
            borne[found["role"]][found["name"]] += 1
    fewest = 1 + len(text) // _LONG
    return {role: max(mine) for role, mine in borne.items() if len(mine) == 1 and mine.total() >= fewest}


def _name_from(text: str, tokens: Tokens, place: int, known: frozenset[str]) -> str:
    """The name of one of the people that begins at token `place`; '' for none."""
    start = tokens[place].start
    name = ""
    for end in range(place, min(place + 4, len(tokens))):
        if text[start : tokens[end].end] in known and (
            end + 1 == len(tokens)
            or not tokens[end + 1].pos.startswith("名詞")
            or tokens[end + 1].start > tokens[end].end
        ):
            name = text[start : tokens[end].end]
    named = (
        _NAME in tokens[place].pos
        or _GIVEN.fullmatch(name)
        or (_KATAKANA_NAME.fullmatch(name) and not tokens[place].morpheme.origin)
    )
    return name if named else ""


def _role_before(text: str, tokens: Tokens, place: int) -> str:
    """The role that ends before token `place`; '' where none does that one alone bears."""
    starts, ends, words = tokens.starts, tokens.ends, tokens.words
    first = place
    while first and place - first < 3 and words[first - 1].pos.startswith(("名詞-普通名詞", "接頭辞", "接尾辞")):
        if ends[first - 1] != starts[first]:
            break
        first -= 1
    if first == place or (first and words[first - 1].surface == "の"):
        return ""
    role = text[starts[first] : ends[place - 1]]
    return role if _alone_of_its_kind(role) else ""


@lru_cache(maxsize=1 << 12)
def _alone_of_its_kind(noun: str) -> bool:
    """Whether a noun is a role that one alone bears."""
    return (PERSON.end(noun) or title_at_end(noun) == 0) and not _ANYBODY.search(noun)


def by_kin(told: Mapping[str, int], text: str) -> dict[str, str]:
    """The forms of one kin that stand in a text, each with the one that most often acts in it; `told`: how often each
    noun does."""
    out: dict[str, str] = {}
    for group in _KIN:
        forms = [form for form in group.split() if form in told or (len(form) > 1 and form in text)]
        acting = [form for form in forms if told.get(form)]
        if acting and len(forms) > 1:
            main = max(acting, key=lambda form: (told[form], -forms.index(form)))
            out |= dict.fromkeys(forms, main)
    return out


def bare(noun: str, known: Collection[str]) -> str:
    """A noun without its honorific or office, where the rest names one of the people (三平君, 大江山警部)."""
    foreign = _FOREIGN_TITLE.match(noun)
    if foreign and noun[foreign.end() :] in known:
        return noun[foreign.end() :]
    for honorific in NAME_MARKS:
        rest = noun.removesuffix(honorific)
        if rest != noun and len(rest) > 1 and (rest in known or sum(name.endswith(rest) for name in known) > 1):
            return rest
    at = title_at_end(noun)
    foreign = _BEFORE_OFFICE.fullmatch(noun)
    if at >= 0 and foreign:
        return foreign["name"]
    return next((noun[:end] for end in range(at, 1, -1) if noun[:end] in known), noun)


def by_office(nouns: Iterable[str]) -> dict[str, str]:
    """The names that stand before several offices (大江山 in 大江山警部, 大江山課長), by the nouns that hold them."""
    held: dict[str, set[str]] = defaultdict(set)
    for noun in nouns:
        at = title_at_end(noun)
        if at >= 2 and not PERSON.end(noun[:at]):
            held[noun[:at]].add(noun)
    return {noun: name for name, mine in held.items() if len(mine) > 1 for noun in mine}


def is_tail(noun: str, others: Iterable[str]) -> bool:
    """Whether a single kanji is only the end of names in kana (枝 of かず枝, 公 of トン公)."""
    return len(noun) == 1 and any(
        other.endswith(noun) and len(other) > 1 and _KANA.match(other[-2]) for other in others
    )


def without_role(tokens: Tokens, first: int, end: int) -> int:
    """Where the name begins in a run of nouns that ends in one (主人女坂染吉, このごろお定)."""
    words = tokens.words
    if _NAME not in words[end - 1].pos:
        return first
    at = end - 1
    while at > first and (_NAME in words[at - 1].pos or words[at - 1].pos.startswith("接頭辞")):
        at -= 1
    long_enough = tokens.ends[end - 1] - tokens.starts[at] > 1
    return at if long_enough else first


def names_of(names: Names) -> frozenset[str]:
    """Every form of a name that a document gives to somebody."""
    return names.people() | frozenset(names.full)
