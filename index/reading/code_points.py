"""What no reader sees or means in a decoded text: kinds of newlines, invisible characters, shapes of other characters.

Newlines of all kinds become one. Invisible characters go (zero width, joiners, marks of direction and byte order), but
for what shapes an emoji or the letters of scripts that join. A radical that stands for a kanji becomes that kanji, a
form for vertical lines the plain mark; a letter and its mark, apart, become one. Emphasis 《《…》》 loses its brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from inyo.index.values.document import Edit

_RADICALS = """
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑
⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王
⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑
⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長
⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼
⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
"""


def _radicals() -> dict[str, str]:
    table = {pair[0]: pair[1] for pair in _RADICALS.split()}
    return table | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


RADICALS = _radicals()
"""A character that stands for a radical (U+2E80–2FD5) → the kanji of that shape, which is what is meant where fonts of
PDF files put the one for the other: Unicode's Equivalent_Unified_Ideograph."""

_VERTICAL = {
    **dict(zip("︐︑︒︓︔︕︖︗︘︙", "，、。：；！？〖〗…", strict=True)),
    **dict(zip("︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "‥—–＿＿（）｛｝〔〕【】《》〈〉「」『』", strict=True)),
    **dict(zip("﹅﹆﹇﹈﹉﹊﹋﹌﹍﹎﹏", "﹅﹆［］‾‾‾‾＿＿＿", strict=True)),
}
_SHAPES = RADICALS | _VERTICAL

_MARKS = "\u3099\u309a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030a\u030c\u0327"
_NEWLINES = "\r\n|[\r\v\f\x85\u2028\u2029]"
_INVISIBLE = "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
_DECOMPOSED = f"[ぁ-ヿA-Za-z][{_MARKS}]"
"""A letter and the mark that belongs on it, apart, as macOS writes names of files and what is copied out of it."""

_SPECIAL = re.compile(
    f"{_NEWLINES}|{_INVISIBLE}|{_DECOMPOSED}|[\u2e81-\u2fd5\ufe10-\ufe19\ufe30-\ufe4f]|《《(?=([^《》\n]{{1,80}})》》)"
)
_JOINERS = "\u200c\u200d"
_SHAPED = re.compile("[\u0590-\u1aff\ufb1d-\ufdff\ufe0f\ufe70-\ufefc\u2190-\u2bff\U0001f000-\U0001faff]")
"""Before and behind a joiner: letters that join and emoji."""

SOFT_HYPHEN = "\u00ad"
_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """A text with U+FFFD for each half of a surrogate pair: what was cut out of a record amid a character. No encoding
    has it."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


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
        elif len(mark) == 2 and mark[1] in _MARKS:
            if len(composed := unicodedata.normalize("NFC", mark)) == 1:
                yield Edit(start, start + 2, composed)
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
