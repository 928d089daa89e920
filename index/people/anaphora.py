"""The one table of pronouns: who says I, whom 彼 may mean, and what names nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from inyo.index.japanese.wordlists import any_of, words
from inyo.index.people.actors import EPITHETS, may_name_a_company, names_a_person_or_body, names_a_relay

_I = words("私 僕 俺 わたし わたくし ぼく おれ わし あたし 余")
_WE = words("我々 われわれ われら")

FIRST_PERSON = _I | _WE | words("自分 私たち わたしたち 吾輩 自身 自ら 当方 小職")
"""Whoever speaks, among those of whom a text tells."""

INTRODUCING = _I | words("拙者 それがし 某 手前 妾")
"""What people in stories call themselves when they say who they are (拙者は源蔵と申す)."""

_TALKING = (INTRODUCING - {"余", "某"}) | words("あたくし オレ ボク 我輩 吾輩 あっし あつし わい")
SAYS_I = re.compile(
    rf"(?<![一-龥ァ-ヴ])(?P<I>{any_of(_TALKING)}|(?:余|うち)(?=[はがの]))(?=[はがもをにのと、でだ達らじ]|たち|って)"
)
"""Where somebody who talks or tells a story says I, with the group I; 余 and うち are as often something else."""

THIRD_PERSON = words("彼 彼女 同氏 氏 本人 ご本人 あの人 その人")
"""Whoever was spoken of before."""

_PRONOUNS = (
    _I | _WE | (THIRD_PERSON - {"ご本人"}) | words("彼ら 彼女ら 両氏 自身 自ら この人 こいつ あいつ 自分 拙者 吾輩")
)

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


_SAME = re.compile(
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
    found = _SAME.match(text)
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
