"""Who is one and the same in a story: a name with its honorific or office, a role that a name stands beside."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import attrgetter

from inyo.index.japanese.tokens import Token, Tokens
from inyo.index.people.actors import PERSON
from inyo.index.people.names import Names
from inyo.index.people.titles import NAME_MARKS, title_at_end

_SURFACE = attrgetter("surface")
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
_KATAKANA = re.compile(r"[ァ-ヴー・]{2,}")
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
        or (_KATAKANA.fullmatch(name) and not tokens[place].morpheme.origin)
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
