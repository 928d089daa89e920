"""Words in today's kana as they were spelled before 1946: 言わない as 言はない, でしょう as でせう."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

_O, _A = "こそとのほもろごぞどぼよ", "かさたなはまらがざだばや"
_LONG = {
    "おう": ("はう", "あふ", "わう"),
    **{f"{o}う": (f"{a}う",) for o, a in zip(_O, _A, strict=True)},
    "かい": ("くわい", "かひ", "かゐ"), "がい": ("ぐわい", "がひ"), "かん": ("くわん",),
    "がん": ("ぐわん",), "かつ": ("くわつ",),
    "かく": ("くわく",), "がつ": ("ぐわつ",),
    "きょう": ("きやう", "けふ", "けう"), "しょう": ("せう", "しやう", "せふ"), "ちょう": ("ちやう", "てふ", "てう"),
    "にょう": ("ねう",), "ひょう": ("ひやう", "へう"), "みょう": ("みやう", "めう"), "りょう": ("りやう", "れう"),
    "ぎょう": ("ぎやう", "げふ"), "じょう": ("じやう", "ぢやう", "ぜう"), "びょう": ("びやう",),
    "きゅう": ("きう", "きふ"), "しゅう": ("しう",), "ちゅう": ("ちう",), "にゅう": ("にふ",), "りゅう": ("りう",),
    "じゅう": ("じふ", "ぢう"), "ゆう": ("いふ",),
}  # fmt: skip
_INSIDE = {
    "わ": ("は",),
    "い": ("ひ", "ゐ"),
    "う": ("ふ",),
    "え": ("へ", "ゑ"),
    "お": ("ほ", "を"),
    "じ": ("ぢ",),
    "ず": ("づ",),
}
_FIRST = {"お": ("を",), "い": ("ゐ",), "え": ("ゑ",)}
_UNIT = re.compile("|".join(sorted(_LONG, key=len, reverse=True)) + "|.", re.DOTALL)
_LARGE = str.maketrans("っゃゅょ", "つやゆよ")
_LONGEST = 10
_MOST = 16
_MOST_LOOKED_AT = 200


@lru_cache(maxsize=1 << 10)
def old_kana(word: str) -> tuple[str, ...]:
    """The likeliest older spellings of a word in hiragana, or in kanji and hiragana; fewest changes first."""
    if not 2 <= len(word) <= _LONGEST or not re.search("[ぁ-ゖ]", word):
        return ()
    units = [found[0] for found in _UNIT.finditer(word)]
    options: list[tuple[str, ...]] = []
    for at, unit in enumerate(units):
        table = _LONG if len(unit) > 1 else _INSIDE if at else _FIRST
        options.append((unit, *table.get(unit, ())))
    possible = 1
    for choices in options:
        possible *= len(choices)
    if possible > _MOST_LOOKED_AT:
        options = [choices[:2] for choices in options]
    ways = sorted(product(*options), key=lambda way: sum(a != b for a, b in zip(way, units, strict=True)))
    spelled = ["".join(way) for way in ways[: _MOST + 1]]
    return tuple(dict.fromkeys(way for way in (*spelled, *(each.translate(_LARGE) for each in spelled)) if way != word))
