"""Which layout a text has, and its turns: minutes, interviews, press conferences, chats.

All layouts of the table are tried on the lines; the one that makes most turns wins. A label stands before the words, on
a line of its own, or in brackets behind them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter

from inyo.index.reading.interviews import (
    answered_below,
    answers,
    asked_throughout,
    behind_a_sign,
    behind_dashes,
    behind_letters,
    interview,
    labels_behind,
    named_behind,
)
from inyo.index.reading.layout_table import (
    ANSWER,
    ANSWER_LABEL,
    ANSWERER,
    COMMENTER,
    EVENT,
    GIVEN_NAME,
    HEADING,
    HOUSE,
    LABEL_SIGN,
    LAYOUTS,
    NO_LABEL,
    POSTER,
    QUESTION,
    QUESTION_LABEL,
    ROLE,
    SCRIPT,
    SENTENCE_END,
    STAGE,
    STAMP,
    Block,
    Head,
    Interviewee,
    Layout,
    Transcript,
)
from inyo.index.reading.openings import opening
from inyo.index.reading.zones import Line

Span = tuple[int, int]
_START, _END = attrgetter("start"), attrgetter("end")

_LONGEST_ALONE = 16
_BRACKETED = re.compile(r"「[^「」]*(?:「[^「」]*」[^「」]*)*」")
_TOLD = re.compile(rf"[^「」]{{0,80}}(?P<words>{_BRACKETED.pattern})。?")
"""What is told of somebody, and his words behind it."""
_BRACKETS = re.compile(rf"(?:{_BRACKETED.pattern})+")


def transcript_of(lines: Sequence[Line], known: Callable[[str], bool], whom: Interviewee) -> Transcript:
    """The turns of a text. `known` says whether a label is somebody's name in it, `whom` who answers questions."""
    whom = cache(whom)  # every answer asks it of the same place
    best: tuple[float, Layout, list[Head]] | None = None
    dashes = behind_dashes(lines)
    asked = frozenset(head.line for head in dashes)
    timed = sum(bool(_TIMED.match(line.text)) for line in lines) >= 3
    for layout in LAYOUTS:
        heads = [] if layout.name == "cues" and not timed else _heads(lines, layout, known, asked)
        score = layout.weight * len(heads)
        if heads and (best is None or score > best[0]):
            best = score, layout, heads
    scripted = _script(lines, fewest=1 if len(dashes) >= 2 else 2)
    if scripted and (best is None or best[0] < len(scripted)):
        said_by_asker = tuple(Block(head.words, lines[head.line].end, "speech", "transcript") for head in dashes)
        return Transcript(said_by_asker if len(dashes) >= 2 else (), scripted, "script")
    if best is not None:
        _, layout, heads = best
        questions = dashes if len(dashes) >= 2 else behind_letters(lines)
        if len(questions) >= 2 and layout.name != "minutes":
            taken = {head.line for head in heads}
            heads = sorted(
                [*heads, *(each for each in questions if each.line not in taken)], key=lambda each: each.line
            )
        heads = answered_below(lines, heads)
        first = opening(lines, heads[0].line, whom) if layout.zone == "transcript" else None
        turns = tuple(_turns(lines, layout, heads, whom))
        turns = (first, *turns) if first is not None else turns
        told = layout.name == "comments of many"
        spoken = {turn: starts for turn in turns if (starts := _bracket_starts(lines, turn, told=told))}
        said = tuple((start, turn.label) for turn, starts in spoken.items() for start in starts)
        return Transcript(tuple(turn for turn in turns if turn not in spoken), said, layout.name)
    return _unlabelled(lines, dashes, known, whom)


def _unlabelled(
    lines: Sequence[Line], dashes: Sequence[Head], known: Callable[[str], bool], whom: Interviewee
) -> Transcript:
    """The turns of a text no label in front of which tells: an interview, names in brackets behind the words."""
    signed = [Head(number, "", None, words, asks=True) for number, words in behind_a_sign(lines)]
    lettered = behind_letters(lines)
    for questions in (dashes, signed, lettered):
        if (found := interview(lines, questions, whom)).layout:
            return found
    behind = labels_behind(lines, lambda label: _speaks(label, known))
    turns = tuple(Block(start, end, "speech", "transcript", label) for start, end, label in behind)
    if turns:
        return Transcript(turns, (), "label behind")
    return next(
        (answers(lines, each, None) for each in (dashes, lettered) if asked_throughout(lines, each)), Transcript()
    )


def _heads(lines: Sequence[Line], layout: Layout, known: Callable[[str], bool], asked: frozenset[int]) -> list[Head]:
    """The heads of turns under a layout; none where they are too few or their labels name no speakers."""
    found = [
        head
        for number in range(len(lines))
        if (head := _head(lines, number, layout)) is not None
        and (not head.label or (any(map(str.isalnum, head.label)) and not NO_LABEL.match(head.label)))
    ]
    if layout.name == "bracket" and found:
        opener = Counter(_opener(lines[head.line].text) for head in found).most_common(1)[0][0]
        labels = {head.label for head in found if _opener(lines[head.line].text) == opener}
        found = [
            head
            for head in found
            if _opener(lines[head.line].text) == opener or head.label in labels or _speaks(head.label, known)
        ]
    if layout.name in ("bracket", "colon") and (above := _above_brackets(lines, found, known)):
        return above
    if layout.name == "comments of many" and not any(COMMENTER.search(head.label) for head in found):
        return []
    if layout.name in ("questions", "arrows"):
        questions, answers = sum(head.asks for head in found), sum(head.answers for head in found)
        return found if questions >= 2 and answers >= 2 else []
    count = Counter(head.label for head in found)
    _add_longer(count)
    if layout.sure:
        unlike = layout.name in ("chat", "row") and len(count) == len(found)
        speaking = sum(_speaks(label, known) for label in count)
        nobody = (layout.name == "row" and not speaking) or (
            layout.name == "comments of many" and 2 * speaking < len(count)
        )
        return found if len(found) >= layout.fewest and not unlike and not nobody else []
    if layout.name == "alone" and _headed_groups(lines, found):
        return found
    kept = _speakers(lines, layout, found, count, known, asked)
    return [head for head in found if head.label in kept]


def _add_longer(count: Counter[str]) -> None:
    """Count for a label those too that begin with it: in order they stand behind it."""
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
    loose = layout.name == "alone" or (layout.name == "space" and not regular)
    answering = Counter(head.label for head in found if head.line - 1 in asked)
    kept = {label for label in again if not loose or _speaks(label, known) or answering[label] >= 2}
    if kept and sum(count[label] for label in count if label in kept or ROLE.search(label)) >= 3:
        kept |= {label for label in count if ROLE.search(label) or known(label)}
    if layout.name == "bracket" and not any(ROLE.search(label) or known(label) for label in kept):
        return set()
    speaking = sum(_speaks(label, known) for label in count)
    talk = len(lines) - found[0].line if found else 0
    often = sum(count[label] for label in kept) >= 6 or (2 * len(found) >= talk and speaking >= 2)
    if layout.name in ("colon", "closed", "bracket") and often:
        kept |= {label for label in count if len(label) <= 8 or _speaks(label, known)}
    total = sum(count[label] for label in kept)
    fewest = 3 if all(ROLE.search(label) for label in kept) else layout.fewest
    asking = [bool(QUESTION_LABEL.match(label)) for label in kept]
    enough = total >= fewest and (len(kept) >= 2 or any(asking))
    if (asking and all(asking)) or not (enough or (len(asked) >= 2 and total >= 2)):
        return set()
    return kept


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
    return [head for head in above if _speaks(head.label, known)] if len(above) == len(found) else []


def _headed_groups(lines: Sequence[Line], found: Sequence[Head]) -> bool:
    """Whether most groups of lines between blank ones begin with a head: posts below the names of who wrote them."""
    starts = [number for number, line in enumerate(lines) if line.blank or not number]
    heads = {head.line for head in found}
    return len(starts) >= 5 and sum(number in heads for number in starts) >= 0.6 * len(starts)


def _opener(text: str) -> str:
    """The bracket with which a head begins, perhaps behind the mark of a list or an arrow."""
    return next(char for char in text if char in "【（(《[＜<〈［")


def _speaks(label: str, known: Callable[[str], bool]) -> bool:
    return bool(ROLE.search(label)) or known(label)


def _head(lines: Sequence[Line], number: int, layout: Layout) -> Head | None:
    """The head that a line is under a layout, or bears."""
    line = lines[number]
    stamped = _stamped(lines, number) if layout.name == "posts" else None
    match = layout.head.match(line.text) if stamped is None else None
    if match is None:
        return stamped
    first, last, begins = _label(line.text, match, layout)
    label = line.text[first:last]
    alone = begins == len(line.text)
    following = lines[number + 1] if number + 1 < len(lines) else None
    if alone and (
        following is None
        or len(line.text) > (80 if layout.zone == "comment" else 30)
        or (layout.name == "alone" and not _text(following))
    ):
        return None
    if not alone and layout.name in ("alone", "posts", "speaker line"):
        return None
    span = (line.start + first, line.start + last) if label else None
    words = line.end if alone else line.start + begins
    if layout.name == "arrows":
        return Head(number, "", None, words, line.text[0] == "■", line.text[0] != "■")
    asks = bool(QUESTION.match(line.text)) or bool(QUESTION_LABEL.match(label))
    answers = bool(ANSWER.match(line.text)) or bool(ANSWER_LABEL.match(label))
    return Head(number, label, span, words, asks, answers)


def _stamped(lines: Sequence[Line], number: int) -> Head | None:
    """The head of a post that is a name with the date and time on the line below it, or above it."""
    first, second = lines[number], lines[number + 1] if number + 2 < len(lines) else None
    if second is None or second.blank:
        return None
    for name, stamp in ((first, second), (second, first)):
        match = POSTER.match(name.text) if STAMP.match(stamp.text) else None
        if match is not None:
            return Head(number, match["label"], (name.start, name.start + match.end("label")), second.end)
    return None


def _label(text: str, match: re.Match[str], layout: Layout) -> tuple[int, int, int]:
    """Where the label of a head begins and ends, and where the words behind it begin: without a sign in front of it
    inside brackets ((○：山川課長)), with a name whose two parts stand apart (○関　三郎委員)."""
    group = next((name for name in ("label", "other", "third") if match.groupdict().get(name)), "")
    if not group:
        return match.end(), match.end(), match.end()
    first, last = match.span(group)
    sign = LABEL_SIGN.match(text, first, last)
    first = sign.end() if sign else first
    house = HOUSE.match(text, first, last)
    first = house.end() if house else first
    given = GIVEN_NAME.match(text, last) if layout.name == "minutes" and not ROLE.search(text[first:last]) else None
    if given is not None and ROLE.search(given["name"]):
        return first, given.end("name"), given.end()
    return first, last, match.end()


def _text(line: Line) -> bool:
    """Whether a line is running text, as what stands below a name is."""
    return len(line.text) > _LONGEST_ALONE or bool(SENTENCE_END.search(line.text))


def _turns(lines: Sequence[Line], layout: Layout, heads: Sequence[Head], whom: Interviewee) -> Iterator[Block]:
    """The turns that begin at `heads`, each up to the next or to what is no part of it."""
    asking = any(head.asks for head in heads)
    for place, head in enumerate(heads):
        last = place + 1 == len(heads)
        stop = len(lines) if last else heads[place + 1].line
        start, end = _reach(lines, head, stop, layout, last=last)
        if start >= end:
            continue
        span = head.span
        answerer = ANSWERER.match(lines[head.line].text, start - lines[head.line].start) if head.answers else None
        if answerer and start >= lines[head.line].start:
            start = lines[head.line].start + answerer.end()
            span = (lines[head.line].start + answerer.start("who"), lines[head.line].start + answerer.end("who"))
        elif asking and head.answers and (span is None or ANSWER_LABEL.match(head.label)):
            span = whom(lines[heads[0].line].start)
        elif asking and head.asks and head.label and QUESTION_LABEL.match(head.label):
            span = None
        if asking and (span is None or head.answers) and (behind := named_behind(lines, start, end)):
            span, end = behind, behind[0] - 1
        yield Block(start, end, layout.kind, layout.zone, span)


def _reach(lines: Sequence[Line], head: Head, stop: int, layout: Layout, *, last: bool) -> tuple[int, int]:
    """Where the words of a turn begin and end."""
    line = lines[head.line]
    start, end = head.words, line.end if head.words < line.end else head.words
    if head.words < line.end and line.text.endswith("**") and line.text.startswith("**"):
        end -= 2
    begun = start < end
    for number in range(head.line + 1, stop):
        following = lines[number]
        if following.end <= head.words or _REPLY_TO.match(following.text):
            continue
        if layout.name == "chat" and _EVENT.match(following.text):
            break
        if STAGE.match(following.text):
            if layout.zone == "transcript" and re.match(r"^\d", following.text):
                continue
            break
        if begun and following.margin >= _STAGED and not layout.sure:
            break
        if begun and number + 1 == stop and not last and _titles(lines, number):
            break
        if begun and following.blank:
            goes_on = following.indented and (layout.sure or not last)
            goes_on = goes_on or (not last and bool(SENTENCE_END.search(following.text)))
            if not goes_on or following.blank > 2 or HEADING.match(following.text) or _TIMED.match(following.text):
                break
        elif begun and HEADING.match(following.text) and not SENTENCE_END.search(following.text):
            break
        start, end = (following.start, following.end) if not begun else (start, following.end)
        begun = True
    return start, end


def _bracket_starts(lines: Sequence[Line], turn: Block, *, told: bool) -> list[int]:
    """Where the brackets begin that the words of a turn are, all of them (【裁判長】 above 「以上です」「閉廷します」);
    none where it has other words. What is `told` of somebody may stand before his words in brackets
    (南部・八神監督　若手を抜てきし、「度胸に賭けた」。)."""
    if told:
        line = lines[bisect_right(lines, turn.start, key=_START) - 1]
        within = line.start <= turn.start < line.end <= turn.end
        ending = _TOLD.fullmatch(line.text, turn.start - line.start) if within else None
        return [line.start + ending.start("words")] if ending else []
    first = bisect_left(lines, turn.start, key=_START)
    inside = lines[first : bisect_right(lines, turn.end, first, key=_END)]
    if turn.label is None or not inside or inside[0].start != turn.start:
        return []
    if not all(_BRACKETS.fullmatch(line.text) for line in inside):
        return []
    return [line.start + found.start() for line in inside for found in _BRACKETED.finditer(line.text)]


def _titles(lines: Sequence[Line], number: int) -> bool:
    """Whether the line above a head is the heading of what follows: short, no sentence, apart from what is above."""
    line = lines[number]
    return line.blank > 0 and len(line.text) <= _LONGEST_ALONE and not SENTENCE_END.search(line.text)


_STAGED = 2
"""Characters by which a stage direction is indented."""
_REPLY_TO = re.compile(r"^(?:返信先|Replying to)[：:\s]|^[>＞]{2}\d+(?:[-,、]\d+)*$")
_EVENT = re.compile(rf"\d{{1,2}}:\d\d\t|{EVENT}")
"""A line of a chat that nobody wrote: who came and went."""
_TIMED = re.compile(r"^\d+$|^(?:\d\d:)?\d\d:\d\d[,.]\d")


def _script(lines: Sequence[Line], fewest: int) -> tuple[tuple[int, tuple[int, int] | None], ...]:
    """Where brackets begin that a label on their line gives to somebody: 林「直ります」."""
    scripted = [SCRIPT.match(line.text) for line in lines]
    count = Counter(match["label"] for match in scripted if match and not NO_LABEL.match(match["label"]))
    again = {label for label, times in count.items() if times >= 2}
    once = {  # who answers somebody, or is answered, only once
        match["label"]
        for before, match, after in zip([None, *scripted], scripted, [*scripted[1:], None], strict=False)
        if match and match["label"] in count and any(one and one["label"] in again for one in (before, after))
    }
    kept = again | once
    if len(kept) < fewest or sum(count[label] for label in kept) < 2 * fewest - bool(once - again):
        return ()
    kept |= {label for label in count if ROLE.search(label)}
    return tuple(
        (line.start + match.end(), (line.start, line.start + len(match["label"])))
        for line, match in zip(lines, scripted, strict=True)
        if match and match["label"] in kept
    )
