"""What no reader sees or means in a decoded text: kinds of newlines, invisible characters, shapes of other characters.

Newlines of all kinds become one. Invisible characters go (zero width, joiners, marks of direction and byte order), but
for what shapes an emoji or the letters of scripts that join. A radical that stands for a kanji becomes that kanji, a
form for vertical lines the plain mark. Emphasis 《《…》》 loses its brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inyo.index.japanese.kanji_forms import RADICALS
from inyo.index.values.source_map import Edit

_VERTICAL = {
    **dict(zip("︐︑︒︓︔︕︖︗︘︙", "，、。：；！？〖〗…", strict=True)),
    **dict(zip("︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "‥—–＿＿（）｛｝〔〕【】《》〈〉「」『』", strict=True)),
    **dict(zip("﹅﹆﹇﹈﹉﹊﹋﹌﹍﹎﹏", "﹅﹆［］‾‾‾‾＿＿＿", strict=True)),
}
_SHAPES = RADICALS | _VERTICAL

_NEWLINES = "\r\n|[\r\v\f\x85\u2028\u2029]"
_INVISIBLE = "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
_SPECIAL = re.compile(
    f"{_NEWLINES}|{_INVISIBLE}|[\u2e81-\u2fd5\ufe10-\ufe19\ufe30-\ufe4f]|《《(?=([^《》\n]{{1,80}})》》)"
)
_JOINERS = "\u200c\u200d"
_SHAPED = re.compile("[\u0590-\u1aff\ufb1d-\ufdff\ufe0f\ufe70-\ufefc\u2190-\u2bff\U0001f000-\U0001faff]")
"""Before and behind a joiner: letters that join and emoji."""

SOFT_HYPHEN = "\u00ad"


def edits(text: str) -> Iterator[Edit]:
    """What to change in a decoded text, in order. A soft hyphen before a newline stays for who joins the lines."""
    emphasised: list[int] = []
    for found in _SPECIAL.finditer(text):
        while emphasised and emphasised[0] <= found.start():
            yield Edit(emphasised[0], emphasised.pop(0) + 2)
        start, mark = found.start(), found[0]
        if mark == "《《":
            yield Edit(start, start + 2)
            emphasised.append(found.end(1))
        elif mark[0] in "\r\v\f\x85\u2028\u2029":
            yield Edit(start, found.end(), "\n")
        elif mark in _SHAPES:
            if _SHAPES[mark] != mark:
                yield Edit(start, start + 1, _SHAPES[mark])
        elif not _needed(text, start, mark):
            yield Edit(start, start + 1)
    for start in emphasised:
        yield Edit(start, start + 2)


def _needed(text: str, at: int, mark: str) -> bool:
    if mark == SOFT_HYPHEN:
        return text[at + 1 : at + 2] in ("\n", "\r")
    return mark in _JOINERS and bool(_SHAPED.match(text[at - 1 : at]) and _SHAPED.match(text, at + 1))
