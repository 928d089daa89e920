"""The heads of turns under a layout of the table: which lines bear one, and whether their labels name speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from inyo.index.reading.interviews import ASKING, answered, in_sentences, may_be_called, talks, turn_texts
from inyo.index.reading.layout_table import (
    CLOCK,
    COMMENTER,
    LAYOUTS,
    OWN_WORDS,
    QUESTION_LABEL,
    ROLE,
    SCRIPT,
    SENTENCE_END,
    Head,
    Layout,
    head_of,
    speaks,
)
from inyo.index.reading.zones import Line


def heads_of(
    lines: Sequence[Line], layout: Layout, found: list[Head], known: Callable[[str], bool], asked: frozenset[int]
) -> list[Head]:
    """Those `found` of a layout that are heads of turns; none where they are few or their labels name no speakers."""
    if layout.name == "bracket" and found:
        opener = Counter(_opener(lines[head.line].text) for head in found).most_common(1)[0][0]
        labels = {head.label for head in found if _opener(lines[head.line].text) == opener}
        found = [
            head
            for head in found
            if _opener(lines[head.line].text) == opener or head.label in labels or speaks(head.label, known)
        ]
    if layout.name in ("bracket", "colon") and (above := _above_brackets(lines, found, known)):
        return above
    if layout.name == "comments of many" and not any(COMMENTER.search(head.label) for head in found):
        return []
    if layout.name in ("questions", "arrows"):
        found = _asked_by_a_sign(lines, found) if layout.name == "arrows" else found
        questions, answers = sum(head.asks for head in found), sum(head.answers for head in found)
        titled = all(head.span and speaks(head.label, known) for head in found)
        return found if min(questions, answers) >= (1 if titled else 2) else []
    count = Counter(head.label for head in found)
    _add_longer(count)
    stems = Counter(_stem(head.label) for head in found)
    count.update({label: stems[_stem(label)] - 1 for label in count if _stem(label) != label})
    if layout.sure:
        return _by_their_mark(lines, layout, found, count, known)
    if layout.name == "alone" and _headed_groups(lines, found):
        return found
    kept = _speakers(lines, layout, found, count, known, asked)
    if (
        layout.name in ("space", "closed", "colon")
        and len(kept) > 1
        and sum(count[label] for label in kept) >= layout.fewest
    ):
        kept |= _joining_in(lines, found, kept)
    return [head for head in found if head.label in kept]


def _by_their_mark(
    lines: Sequence[Line], layout: Layout, found: list[Head], count: Counter[str], known: Callable[[str], bool]
) -> list[Head]:
    """Those `found` of a layout whose mark alone tells: all, unless their labels or words show that nobody speaks."""
    clocked = layout.name == "posts" and any(CLOCK.match(lines[head.line + 1].text) for head in found)
    unlike = (clocked or layout.name in ("chat", "row")) and len(count) == len(found)
    unlike = unlike and not (layout.name == "row" and _below_a_head_of_speakers(lines, found))
    speaking = sum(speaks(label, known) for label in count)
    told = all(lines[head.line].text.rstrip("。").endswith("」") for head in found)
    nobody = (layout.name == "row" and not speaking) or (
        layout.name == "comments of many" and 2 * speaking < len(count) and not told
    )
    nobody = nobody or (
        layout.name == "minutes" and not any(SENTENCE_END.search(text[-1]) for text in turn_texts(lines, found) if text)
    )
    two = len(found) == 2 and layout.zone == "comment" and _asked_and_answered(lines, found, known)
    return found if two or (len(found) >= layout.fewest and not unlike and not nobody) else []


def _below_a_head_of_speakers(lines: Sequence[Line], found: Sequence[Head]) -> bool:
    """Whether the line above the first row says that its first column is of those who speak."""
    above = lines[found[0].line - 1 : found[0].line] if found and found[0].line else ()
    return any(_SPEAKERS.match(line.text) for line in above)


_SPEAKERS = re.compile(r"(?:[^|\t]{1,8}(?:\t| \| ))?(?:発言者|話者|話し手|発話者|スピーカー)(?:名)?(?:\t| \| )")


def _asked_by_a_sign(lines: Sequence[Line], found: Sequence[Head]) -> list[Head]:
    """The heads of questions behind one sign with the answers behind arrows right below them; none where few of what
    stands behind the sign asks."""
    pairs = [(one, two) for one, two in pairwise(found) if one.asks and two.answers]
    signs = Counter(lines[head.line].text[0] for head, _ in pairs)
    sign = signs.most_common(1)[0][0] if signs else ""
    kept = [head for head in found if head.answers or lines[head.line].text[0] == sign]
    asking = [lines[head.line].text for head in kept if head.asks]
    enough = sign == "■" or 2 * sum(bool(ASKING.search(text)) for text in asking) >= len(asking)
    return kept if enough and 2 * len(pairs) >= len(asking) else []


def above_words(lines: Sequence[Line], somebody: Callable[[str], bool]) -> list[Head]:
    """The heads that are somebody alone on a line above words of his in brackets alone (店の人 above 「完売です」);
    none where they are few. `somebody` says whether a phrase means one who speaks."""
    found = []
    for number, line in enumerate(lines[:-1]):
        match = _SOMEBODY.match(line.text)
        if match and _fills_its_lines(lines, number + 1) and somebody(match["label"]):
            span = line.start + match.start("label"), line.start + match.end("label")
            found.append(Head(number, match["label"], span, line.end))
    return found if len(found) >= _FEWEST_ABOVE else []


_SOMEBODY = re.compile(r"[◇◆□■▽▼△▲●○・]?\s?(?P<label>[^◇◆□■▽▼△▲●○・\s。、「」『』（）()：:！？!?…]{1,14})$")
_FEWEST_ABOVE, _LONGEST_WORDS = 3, 8
"""How many it takes, and over how many lines their words may go."""


def _fills_its_lines(lines: Sequence[Line], first: int) -> bool:
    """Whether a bracket opens at the beginning of a line and closes at the end of it or of one below."""
    depth = 0
    for line in lines[first : first + _LONGEST_WORDS] if lines[first].text.startswith("「") else ():
        for at, char in enumerate(line.text):
            depth += (char == "「") - (char == "」")
            if not depth:
                return at == len(line.text) - 1
    return False


def written_otherwise(lines: Sequence[Line], found: Sequence[Head]) -> list[Head]:
    """`found`, and the heads that bear a label of theirs written otherwise (知事： beside （知事）), in order."""
    labels, taken = {head.label for head in found if ROLE.search(head.label)}, {head.line for head in found}
    rest = [number for number in range(len(lines)) if number not in taken] if labels else []
    for layout in _MARKED:
        likely = (number for number in rest if layout.head.match(lines[number].text))
        more = [head for number in likely if (head := head_of(lines, number, layout)) is not None]
        found = [*found, *(head for head in more if head.label in labels and head.line not in taken)]
        taken = {head.line for head in found}
    return sorted(found, key=lambda head: head.line)


def uncounted(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without what counts or times them, where that stands before most of their labels: numbers in order
    (12　教師：…), the span of a recording ([00:04.1 --> 00:09.8] …), a time before a label with words in brackets
    (14:12　記者「…」)."""
    for pattern, labelled in _COUNTED:
        found = [(number, match) for number, line in enumerate(lines) if (match := pattern.match(line.text))]
        behind = [lines[number].text[match.end() :] for number, match in found]
        heads = sum(bool(labelled.match(text)) for text in behind)
        numbers = [int(match["number"]) for _, match in found if match.groupdict().get("number")]
        if heads >= _FEWEST_COUNTED and 2 * heads >= len(found) and numbers == sorted(set(numbers)):
            peeled = {number: match.end() for number, match in found}
            return [_from(line, peeled.get(number, 0)) for number, line in enumerate(lines)]
    return lines


def shapes(lines: Sequence[Line]) -> Iterator[Layout]:
    """The layouts that a text may have of its own: the same signs around a label at the beginning of many lines,
    whatever these are (<mika> …, ♪トモ…, ナオ≫…)."""
    found = (match for line in lines if (match := _SHAPE.match(line.text)))
    count = Counter((match["before"], match["behind"].strip()) for match in found)
    for (before, behind), times in count.items():
        if times >= _FEWEST_SHAPED and (before or behind):
            gap = rf"\s*{re.escape(behind)}\s*" if behind else r"[\s\u3000]+"
            yield Layout("closed", re.compile(rf"^{re.escape(before)}\s?(?P<label>{_LABEL}){gap}(?=\S)"))


_FEWEST_SHAPED = 4
_LABEL = r"\w{1,12}(?:\s\w{1,8})?"
_SHAPE = re.compile(
    rf"(?P<before>[^\w\s「」『』。、]{{0,2}})\s?{_LABEL}(?P<behind>\s*[^\w\s「」『』。、ー（(]{{1,3}}\s*|\s+)(?=\S)"
)


def _from(line: Line, at: int) -> Line:
    return replace(line, start=line.start + at, text=line.text[at:]) if at < len(line.text) else line


_FEWEST_COUNTED = 3
_ANY_LABEL = re.compile(
    r"[○◯〇◎●]|[^\s。、「」：:]{1,14}(?:[\s\u3000]?[：:]|\t|「)|[\[［【(（<＜][^\]］】)）>＞\n]{1,20}[\]］】)）>＞]"
)
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_COUNTED = (
    (re.compile(r"(?P<number>\d{1,4})(?:\t|[\s\u3000]+| \| )(?=\S)"), _ANY_LABEL),
    (re.compile(rf"[\[(（]?{_CLOCK}\s*(?:-->|[-–~〜～])\s*{_CLOCK}[\])）]?[\s\u3000]*(?=\S)"), _ANY_LABEL),
    (re.compile(rf"[\[(（]?{_CLOCK}[\])）]?[\s\u3000]*(?=\S)"), SCRIPT),
)
"""What stands before a label that counts or times it, and what the label must look like."""


def without_roll(lines: Sequence[Line], heads: Sequence[Head]) -> list[Head]:
    """The heads without those at the beginning that are the roll of who is there, apart from the talk: what stands
    behind them is no sentence, behind nearly all others it is (白鳥 健（局長）, 司会 丹波 修, 千鶴　局員)."""
    stops = [*(head.line for head in heads[1:]), len(lines)]
    said = [_says(lines, head, stop) for head, stop in zip(heads, stops, strict=True)]
    rolled = next((place for place, sentence in enumerate(said) if sentence), 0)
    if not rolled or _SENTENCES * (len(said) - rolled) > sum(said):
        return list(heads)
    last, first = heads[rolled - 1].line, heads[rolled].line
    apart = first > last + 1 or lines[first].blank
    return list(heads[rolled:] if apart else heads)


_SENTENCES = 0.8


def _says(lines: Sequence[Line], head: Head, stop: int) -> bool:
    """Whether a sentence ends in the words of a head, up to a blank line or to line `stop`."""
    first = head.line + (head.words == lines[head.line].end)
    below = next((at for at in range(first + 1, stop) if lines[at].blank), stop)
    return any(SENTENCE_END.search(line.text) and not _LISTED.search(line.text) for line in lines[first:below])


_LISTED = re.compile(r"^[^。！？!?]*[(（][^()（）。]{2,30}[)）]$")
"""A line that ends with an office in brackets and holds no sentence."""


_MARKED = tuple(each for each in LAYOUTS if each.name in ("bracket", "colon", "minutes"))
"""Ways of writing a head that a mark shows."""


def _stem(label: str) -> str:
    """A label without the number of the turn or of the person behind a few letters (T1, C12, 児童3)."""
    numbered = _NUMBERED.fullmatch(label)
    return numbered["stem"] if numbered else label


_NUMBERED = re.compile(r"(?P<stem>[A-Za-zＡ-Ｚａ-ｚ]{1,3}|教師|先生|児童|生徒|園児|学生|子ども?)[0-9０-９]{1,3}")


def _add_longer(count: Counter[str]) -> None:
    """Count for a label those too that begin with it: in order they stand behind it; and for one that a single sign
    is short for later (和 for 和倉) those of that sign."""
    for label in count:
        if len(label) > 1:
            count[label] += count.get(label[0], 0)
    ordered = sorted(count)
    for label in count:
        for at in range(bisect_right(ordered, label), len(ordered)):
            if not ordered[at].startswith(label):
                break
            count[label] += count[ordered[at]]


def _speakers(
    lines: Sequence[Line],
    layout: Layout,
    found: Sequence[Head],
    count: Counter[str],
    known: Callable[[str], bool],
    asked: frozenset[int],
) -> set[str]:
    """The labels of a layout that name speakers, where its mark alone does not tell: those that recur, and their like;
    none where their heads are too few."""
    again = {label for label, times in count.items() if times >= 2}
    regular = 2 * (sum(head.label in again for head in found) + len(asked)) >= len(lines)
    loose = layout.name in ("alone", "separator") or (layout.name == "space" and not regular)
    answering = Counter(head.label for head in found if head.line - 1 in asked)
    in_turn = loose and len(again) > 1 and answered(lines, [head for head in found if head.label in again])
    kept = {label for label in again if not loose or in_turn or speaks(label, known) or answering[label] >= 2}
    if len(asked) >= 2 and len(count) > 1 and layout.name in ("colon", "bracket") and _answers_all(found, asked):
        return set(count)
    short = layout.name in ("colon", "bracket", "space") and len(count) > 1
    if short and (_short(lines, found, layout) if not again else _taking_turns(lines, found)):
        return set(count)
    if kept and sum(count[label] for label in count if label in kept or ROLE.search(label)) >= 3:
        kept |= {label for label in count if ROLE.search(label) or known(label)}
    if layout.name == "bracket" and not any(ROLE.search(label) or known(label) for label in kept):
        return set()
    if layout.name in ("bracket", "colon") and any(map(ROLE.search, kept)):
        kept |= {head.label for head in found if _housed(lines[head.line], head)}
    if layout.name in ("colon", "closed", "bracket") and (
        sum(count[label] for label in kept) >= 6
        or (sum(speaks(label, known) for label in count) >= 2 and _most_of_it(lines, found))
    ):
        kept |= {label for label in count if len(label) <= 8 or speaks(label, known)}
    total = sum(count[label] for label in kept)
    fewest = 3 if all(ROLE.search(label) for label in kept) else layout.fewest
    asking = [bool(QUESTION_LABEL.match(label)) for label in kept]
    enough = total >= fewest and (len(kept) >= 2 or any(asking))
    if (asking and all(asking)) or not (enough or (len(asked) >= 2 and total >= 2)):
        return set()
    talk = asked or talks(lines, [each for each in found if each.label in kept], lambda label: speaks(label, known))
    return kept if talk else set()


def _joining_in(lines: Sequence[Line], found: Sequence[Head], kept: set[str]) -> set[str]:
    """The labels of those who speak once between turns of others: names, parted from their sentences in the same way,
    below a sentence."""
    heads = {head.line for head in found if head.label in kept}
    first = min(heads)
    parted = Counter(
        lines[head.line].text[: head.words - lines[head.line].start][-1:] for head in found if head.line in heads
    )
    sign = parted.most_common(1)[0][0]
    return {
        head.label
        for head in found
        if head.line > first
        and may_be_called(head.label)
        and lines[head.line].text[: head.words - lines[head.line].start].endswith(sign)
        and SENTENCE_END.search(lines[head.line].text)
        and SENTENCE_END.search(lines[head.line - 1].text)
    }


def _most_of_it(lines: Sequence[Line], found: Sequence[Head]) -> bool:
    """Whether at least every other line from the first head on is a head, of a turn in sentences."""
    return 2 * len(found) >= len(lines) - found[0].line and in_sentences(lines, found)


def _housed(line: Line, head: Head) -> bool:
    """Whether the house of whoever speaks stands before his name on a label (東洋テレビ・|村瀬)."""
    return head.span is not None and line.text[: head.span[0] - line.start].endswith("・")


def _answers_all(found: Sequence[Head], asked: frozenset[int]) -> bool:
    """Whether a head stands right below every question that a dash marks."""
    heads = {head.line for head in found}
    return all(number + 1 in heads for number in asked)


def _short(lines: Sequence[Line], found: Sequence[Head], layout: Layout) -> bool:
    """Whether a talk is so short that nobody speaks twice: all labels are offices, all lines sentences; where only a
    space stands behind them, or nothing, some also polite or of one's own."""
    words = [lines[head.line if head.words < lines[head.line].end else head.line + 1].text for head in found]
    if not all(map(ROLE.search, (head.label for head in found))) or not all(map(SENTENCE_END.search, words)):
        return False
    if all(QUESTION_LABEL.match(head.label) for head in found):
        return False
    marked = layout.name != "space" and all(head.words < lines[head.line].end for head in found)
    return marked or all(OWN_WORDS.search(text) or ASKING.search(text) for text in words)


def _taking_turns(lines: Sequence[Line], found: Sequence[Head]) -> bool:
    """Whether a few heads are a talk: one on each line, those beside it of others, all lines sentences, one a question
    that is answered."""
    pairs = list(pairwise(found))
    if len(found) < 3 or any(two.line != one.line + 1 or two.label == one.label for one, two in pairs):
        return False
    texts = [lines[head.line].text for head in found]
    return all(map(SENTENCE_END.search, texts)) and any(map(_ASKS.search, texts[:-1]))


_ASKS = re.compile(r"(?:[すたいうるだ]|でしょう|ません|ない|の)か[ねな]?[。？?]$|[？?]$")


def _above_brackets(lines: Sequence[Line], found: list[Head], known: Callable[[str], bool]) -> list[Head]:
    """The heads, where most of them stand alone above words in brackets (【裁判長】 above 「閉廷します」).

    Where there are few, and all of them do, those that name a speaker.
    """
    above = [
        head
        for head in found
        if head.words == lines[head.line].end and lines[head.line + 1].text[0] in "「『" and not head.asks
    ]
    if len(above) >= 3 and 3 * len(above) >= 2 * len(found):
        return found
    talk = _asked_and_answered(lines, above, known)
    few = [head for head in above if (talk or _may_say(head.label, known)) and not _told_on(lines[head.line + 1].text)]
    return few if len(above) == len(found) else []


def _may_say(label: str, known: Callable[[str], bool]) -> bool:
    return speaks(label, known) or bool(_ASKED_ONE.search(label))


def _asked_and_answered(lines: Sequence[Line], heads: Sequence[Head], known: Callable[[str], bool]) -> bool:
    """Whether labels, also names that the text does not know, are those of people of whom one asks, another answers."""
    return all(may_be_called(head.label) or speaks(head.label, known) for head in heads) and answered(lines, heads)


_ASKED_ONE = re.compile(
    r"(?:男性|女性|客|住民|[町村市島]民|人|生|児|親子?|夫婦|夫妻|[夫妻父母]|[0-9０-９]歳|代)(?:[（(][0-9０-９]{1,3}[）)])?$"
)
"""Whoever is asked on the street (買い物客, 近所の人, 60代女性)."""


def _told_on(text: str) -> bool:
    """Whether a line that begins with a bracket goes on behind it: a narrator's, not the words of a label above."""
    close = text.find("」" if text[0] == "「" else "』")
    return 0 <= close < len(text.rstrip("。")) - 1 and text[close + 1] not in "「『"


def _headed_groups(lines: Sequence[Line], found: Sequence[Head]) -> bool:
    """Whether most groups of lines between blank ones begin with a head: posts below the names of who wrote them."""
    starts = [number for number, line in enumerate(lines) if line.blank or not number]
    heads = {head.line for head in found}
    return len(starts) >= 5 and sum(number in heads for number in starts) >= 0.6 * len(starts)


def _opener(text: str) -> str:
    """The bracket with which a head begins, perhaps behind the mark of a list or an arrow."""
    return next(char for char in text if char in "【（(《≪[＜<〈［〔｛{｟〖")
