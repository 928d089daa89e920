"""The endings of verbs and adjectives: kana in which auxiliaries and conjunctive particles follow a stem."""

from __future__ import annotations

import re
from functools import lru_cache

from index.japanese.kana import hiragana

_ENDING = re.compile(
    r"(?:させる|させ|せる|せ|られる|られ|れる|れ|ます|まし|ませ|ましょ|ない|なかっ|なく|なけれ|たい|たかっ|たく"
    r"|たら|だら|たり|だり|た|だ|て|で|ん|ば|う|よう|ず|ながら|つつ|そう|です|でし|でしょ|だろ|いる|いれ|い|おり|おる"
    r"|しまう|しまい|しまっ|くる|こ|き|し|する|は|も|から|の){1,8}"
)
_BEGINS = re.compile(r"[さらせれまなたつだてんばうよずそでい]")
_LONGEST = 14


@lru_cache(maxsize=1 << 10)
def endings(reading: str) -> tuple[tuple[str, str], ...]:
    """The ways in which a katakana reading may be a stem with an ending: (stem in katakana, ending in hiragana).

    The longest stem first. タベマシタ: タベ with ました; whether there is such a stem the texts have to tell.
    """
    found = []
    for at in range(len(reading) - 1, max(0, len(reading) - _LONGEST - 1), -1):
        ending = hiragana(reading[at:])
        if _BEGINS.match(ending) and _ENDING.fullmatch(ending) and at + len(ending) > 2:
            found.append((reading[:at], ending))
    return tuple(found)


_I_OF_U = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))


def noun_forms(verb: str) -> tuple[str, ...]:
    """The nouns that a verb in its dictionary form may make (高まる: 高まり; 揺れる: 揺れ, 揺れり)."""
    if verb[-1:] not in _I_OF_U:
        return ()
    forms = (verb[:-1] + _I_OF_U[verb[-1]],)
    return (verb[:-1], *forms) if verb[-1] == "る" and len(verb) > 2 else forms
