"""Talks that no mark tells: how people who talk with each other are known by what they say, be it two turns only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from inyo.index.reading.layout_table import OWN_WORDS, SENTENCE_END, STAMP, Head
from inyo.index.reading.zones import Line

_ASKS = re.compile(
    r"(?:[すたいうるだ]|でしょう|ません|ない|の)か[ねな]?[。？?]$|[？?]$|(?:ください|願いします|聞かせて|ですね)[。]?$"
    r"|(?:は|とか|とは)。$"
)
"""How a turn ends that somebody answers."""
_RESPONDS = re.compile(
    r"(?:はい|いいえ|いや|ええ|うん|そう(?:です|だ|なん)|なるほど|たしかに|確かに|でも|まあ|いえ)[、。，！… ]"
)
"""How a turn begins that answers somebody."""
_ASKER = re.compile(
    r"(?:司会|記者|聞き手|質問者|進行|MC|ＭＣ|インタビュアー|編集部|[QＱ]|問)[0-9０-９A-ZＡ-Ｚ]{0,2}(?:[（(].*)?$"
)
"""Whoever leads a talk."""
_LIKE_A_NAME = re.compile(
    r"(?:[一-龥々ヶ]{1,4}|[ァ-ヴー・]{2,12}|[A-ZＡ-Ｚ])[\s\u3000]?[一-龥々ぁ-ゖァ-ヴー]{0,4}(?:さん|氏|君|くん|[（(][^）)]{1,16}[）)])?$"
)
_LONGEST_TURN = 12
"""Lines that a turn of a short talk has at most."""


def turn_texts(lines: Sequence[Line], heads: Sequence[Head]) -> list[list[str]]:
    """The lines of each turn that begins at one of the heads, that of the last up to a blank line."""
    out = []
    for head, stop in zip(heads, [*(head.line for head in heads[1:]), len(lines)], strict=False):
        line = lines[head.line]
        own = [line.text[head.words - line.start :]] if head.words < line.end else []
        below = lines[head.line + 1 : min(stop, head.line + _LONGEST_TURN)]
        if stop == len(lines):
            blank = next((place for place, each in enumerate(below) if each.blank and (own or place)), len(below))
            below = below[:blank]
        out.append([text for text in (*own, *(each.text for each in below)) if text])
    return out


def asks(text: str) -> bool:
    """Whether a turn that ends so is one that somebody answers."""
    return bool(_ASKS.search(text.rstrip("」』*")))


def may_be_called(label: str) -> bool:
    """Whether a label has the shape of a name, though the text tells of nobody who is called so."""
    return bool(_LIKE_A_NAME.match(label))


def _who(head: Head) -> str:
    return head.label or ("Q" if head.asks else "A")


def answered(lines: Sequence[Line], heads: Sequence[Head]) -> bool:
    """Whether one of the turns that begin at the heads asks, and the next, of another label, answers."""
    texts = turn_texts(lines, heads)
    return any(
        one and other and _who(first) != _who(second) and asks(one[-1]) and SENTENCE_END.search(other[-1])
        for (first, one), (second, other) in pairwise(zip(heads, texts, strict=True))
    )


def in_sentences(lines: Sequence[Line], heads: Sequence[Head]) -> bool:
    """Whether most turns that begin at the heads are sentences."""
    texts = turn_texts(lines, heads)
    return 2 * sum(bool(text and SENTENCE_END.search(text[-1])) for text in texts) > len(texts)


def talks(lines: Sequence[Line], heads: Sequence[Head], speaks: Callable[[str], bool]) -> bool:
    """Whether anything tells that labels without a mark of their own name people who talk: one that names a speaker, a
    question that is answered, words with which people answer."""
    return (
        any(speaks(head.label) for head in heads)
        or answered(lines, heads)
        or any(text and _RESPONDS.match(text[0]) for text in turn_texts(lines, heads))
    )


def tells_of_himself(lines: Sequence[Line], heads: Sequence[Head]) -> bool:
    """Whether what stands below each of some questions is in the words of whoever answers, and quotes nobody."""
    below = [text[1:] for text in turn_texts(lines, [replace(head, words=lines[head.line].start) for head in heads])]
    return all(any(map(OWN_WORDS.search, text)) and not any("」と" in line for line in text) for text in below)


def is_short_talk(lines: Sequence[Line], heads: Sequence[Head], speaks: Callable[[str], bool]) -> bool:
    """Whether a few heads are a talk: their labels take turns, each turn is sentences, somebody leads or asks and is
    answered."""
    if len(heads) < 2 or any(_who(one) == _who(other) for one, other in pairwise(heads)):
        return False
    texts = turn_texts(lines, heads)
    if not all(text and SENTENCE_END.search(text[-1]) and not STAMP.search(text[0]) for text in texts):
        return False
    labels = {_who(head) for head in heads}
    if all(map(speaks, labels)):
        led = 0 < sum(bool(_ASKER.match(label)) for label in labels) < len(labels)
        return led or answered(lines, heads)
    own = all(any(OWN_WORDS.search(line) or asks(line) for line in text) for text in texts)
    return own and answered(lines, heads) and all(speaks(label) or may_be_called(label) for label in labels)
