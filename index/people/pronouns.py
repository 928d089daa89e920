"""The one table of pronouns: who says I, whom 彼 may mean, and what names nobody."""

from __future__ import annotations

import re

from inyo.index.japanese.wordlists import words

_I = words("私 僕 俺 わたし わたくし ぼく おれ わし あたし 余")
_WE = words("我々 われわれ われら")

FIRST_PERSON = _I | _WE | words("自分 私たち わたしたち 吾輩 自身 自ら 当方 小職")
"""Whoever speaks, among those of whom a text tells."""

INTRODUCING = _I | words("拙者 それがし 某 手前 妾")
"""What people in stories call themselves when they say who they are (拙者は源蔵と申す)."""

THIRD_PERSON = words("彼 彼女 同氏 氏 本人 ご本人 あの人 その人")
"""Whoever was spoken of before."""

_PRONOUNS = (
    _I | _WE | (THIRD_PERSON - {"ご本人"}) | words("彼ら 彼女ら 両氏 自身 自ら この人 こいつ あいつ 自分 拙者 吾輩")
)

ANYBODY = words("人 者 方 もの 人物")
"""Nouns that alone name nobody."""

_WOMAN = re.compile(
    r"(?:女|娘|妻|母|姉|妹|嬢|婆|妃|女房|夫人|祖母|叔母|伯母|少女|王女|母親|彼女|子)(?:さん|さま|様)?$|"
    r"^お[^父兄爺坊客殿上]"
)
_MAN = re.compile(r"(?:男|夫|父|兄|弟|爺|息子|少年|祖父|叔父|伯父|王子|父親|郎|夫|雄)(?:さん|さま|様)?$")
_NOT_MEANT = {"彼": _WOMAN, "彼女": _MAN}


def is_pronoun(phrase: str) -> bool:
    """彼, 彼女, 同氏 and the like."""
    return phrase in _PRONOUNS


def may_mean(pronoun: str, name: str) -> bool:
    """Whether a pronoun of the third person may mean whoever bears a name: 彼 no woman, 彼女 no man."""
    unfit = _NOT_MEANT.get(pronoun)
    return unfit is None or not unfit.search(name)
