"""Talks whose heads no layout shows by itself: few turns, two kinds of heads by turns, names each only once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from inyo.index.reading.conversation import is_short_talk
from inyo.index.reading.heads import BARE, every_head, head_of, is_text, label_of, speaks
from inyo.index.reading.layout_table import ANSWERS, BOXED, FEW, LAYOUTS, NO_LABEL, ONCE, OWN_WORDS, Head, Layout
from inyo.index.reading.zones import Line


def few_turns(
    lines: Sequence[Line], known: Callable[[str], bool], asked: Sequence[Head]
) -> tuple[Layout, list[Head]] | None:
    """The layout and the heads of a talk of a few turns that no mark tells, with the questions behind dashes; None
    where nothing shows that it is one."""
    for layout in LAYOUTS:
        if layout.name not in FEW:
            continue
        found = every_head(lines, layout)
        starts = {head.line for head in found}
        heads = [head for head in found if head.words < lines[head.line].end or head.line + 1 not in starts]
        if layout.name in ("colon", "space") and heads:
            heads = sorted([*heads, *asked], key=lambda head: head.line)
        if layout.name == "questions":
            pairs = [(one, two) for one, two in pairwise(heads) if one.asks and two.answers]
            heads = [head for pair in pairs for head in pair] if len(heads) == 2 * len(pairs) else []
        if is_short_talk(lines, heads, lambda label: speaks(label, known)):
            return layout, heads
    return None


def in_turn(lines: Sequence[Line], known: Callable[[str], bool]) -> list[Head]:
    """The heads of two kinds that take turns (a name alone on its line, the office in brackets), each kind by labels
    that recur; none where they do not alternate or name nobody."""
    plain, marked = (_recurring(lines, layout) for layout in _TAKING_TURNS)
    found = sorted([*plain, *marked], key=lambda head: head.line)
    lines_of_marked = {head.line for head in marked}
    turned = sum((one.line in lines_of_marked) != (other.line in lines_of_marked) for one, other in pairwise(found))
    speaking = any(speaks(head.label, known) or ANSWERS.search(head.label) for head in found)
    return found if min(len(plain), len(marked)) >= 2 and turned == len(found) - 1 and speaking else []


def below_names(lines: Sequence[Line], known: Callable[[str], bool], layout: Layout = ONCE) -> list[Head]:
    """The heads that are a name or an office alone on a line, each another, with what he says of himself below; none
    where they are few or most of what stands below tells of somebody (a life in short)."""
    found = []
    for number, line in enumerate(lines[:-1]):
        match = layout.head.match(line.text)
        if match is None or not is_text(lines[number + 1]) or lines[number + 1].text[0] in "「『":
            continue
        first, last, _ = label_of(line.text, match, layout)
        label = line.text[first:last]
        if speaks(BARE.sub("", label), known) and not NO_LABEL.match(label):
            found.append(Head(number, label, (line.start + first, line.start + last), line.end))
    stops = [*(head.line for head in found[1:]), len(lines)]
    below = [lines[head.line + 1 : stop][:6] for head, stop in zip(found, stops, strict=False)]
    own = sum(any(OWN_WORDS.search(line.text) for line in text) for text in below)
    apart = len({head.label for head in found}) == len(found)
    honoured = all(_HONOURED.search(head.label) for head in found)
    if honoured:
        own = sum(any(_REMARK.search(line.text) for line in text) for text in below)
    if layout is BOXED and honoured and len(found) > 1 and not any(map(_told_of, found, below)):
        return found
    enough = len(found) >= 3 or (len(found) == 2 == own and honoured)
    return found if enough and apart and 3 * own >= 2 * len(found) else []


def _told_of(head: Head, below: Sequence[Line]) -> bool:
    """Whether what stands below the name of somebody names him: a life in short, or what he did."""
    return not below or any(head.label[:2] in line.text for line in below)


_HONOURED = re.compile(
    r"(?:さん|氏|監督|コーチ|選手|騎手|主将|候補|議員|委員|座長|先生|[市町村園校社会]長|知事|代表)(?:[\[［(（][^\]］)）]*[\]］)）])?$"
)
_REMARK = re.compile(
    rf"{OWN_WORDS.pattern}|(?:自信|力|励み|教訓|糧|刺激)に(?:なる|なった)|(?:悔し|うれし|嬉し|ありがた|楽し|苦し|申し訳な|心強)(?:い|かった)|"
    r"(?:良|よ)かった。|てくれた|てやりたい|てあげたい|期待して|残念|(?:褒|ほ)め|感謝|(?:厳し|難し|苦し)い(?:試合|展開|戦い|ゲーム)|"
    r"受け止め|(?:責任|手応え|やりがい|誇り)を感じ|見(?:守|届け)りたい|礼を言い"
)
"""What people say of themselves and of what they did together, in plain forms too."""


def _recurring(lines: Sequence[Line], layout: Layout) -> list[Head]:
    found = [
        head for number in range(len(lines)) if (head := head_of(lines, number, layout)) is not None and head.label
    ]
    count = Counter(head.label for head in found)
    return [head for head in found if count[head.label] > 1 and not NO_LABEL.match(head.label)]


_TAKING_TURNS = tuple(each for name in ("alone", "bracket") for each in LAYOUTS if each.name == name)
"""The two kinds of heads that may take turns."""
