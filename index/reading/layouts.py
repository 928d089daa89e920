"""Which layout a text has, and its turns: minutes, interviews, press conferences, chats.

All layouts of the table are tried on the lines; the one that makes most turns wins. A label stands before the words, on
a line of its own, or in brackets behind them. Then come the talks whose heads no layout shows by itself: few turns, two
kinds of heads by turns, names each only once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter, itemgetter

from inyo.index.reading.given_words import (
    WORDS,
    behind_signs,
    below_questions,
    exchanges_of,
    given_by_lines,
    in_labels,
    in_script,
)
from inyo.index.reading.heads import (
    above_words,
    heads_of,
    shapes,
    uncounted,
    without_roll,
    written_otherwise,
)
from inyo.index.reading.interviews import (
    answered_below,
    answers,
    asked_of_somebody,
    asked_throughout,
    interview,
    is_short_talk,
    labels_behind,
    named_behind,
    opening,
    signed_questions,
    tells_of_himself,
    unclosed,
)
from inyo.index.reading.layout_table import (
    ANSWER_LABEL,
    ANSWERER,
    ANSWERS,
    BARE,
    BOXED,
    CLOSES,
    EVENT,
    FEW,
    HEADING,
    HOUSE,
    LAYOUTS,
    NO_LABEL,
    ONCE,
    OWN_WORDS,
    QUESTION_LABEL,
    REACTIONS,
    REMARK,
    ROLE,
    SENTENCE_END,
    STAGE,
    TURNS,
    Block,
    Head,
    Interviewee,
    Layout,
    Marks,
    Transcript,
    every_head,
    head_of,
    is_text,
    label_of,
    marks_of,
    may_be_talk,
    speaks,
)
from inyo.index.reading.zones import Line

Span = tuple[int, int]
Addressed = Callable[[Sequence[Block], Sequence[Block]], "Span | None"]
"""Whom questions call by name, by the turns that ask and those that answer; None where that is nobody or several."""
_START, _END = attrgetter("start"), attrgetter("end")
_score = itemgetter(0)

_TOLD = re.compile(rf"[^「」]{{0,80}}(?P<words>{WORDS})。?")
"""What is told of somebody, and his words behind it."""


def transcript_of(
    lines: Sequence[Line],
    known: Callable[[str], bool],
    whom: Interviewee,
    somebody: Callable[[str], bool] = lambda label: False,
    addressed: Addressed = lambda asked, said: None,
) -> Transcript:
    """The turns of a text. `known` says whether a label is somebody's name in it, `whom` who answers questions,
    `somebody` whether a phrase means one who speaks, `addressed` whom questions call by name. A tale has none, whatever
    a few of its lines look like."""
    found = _turns_of(lines, known, cache(whom), somebody, addressed)  # every answer asks `whom` of the same place
    told = sum(line.text.lstrip().startswith(("「", "『")) for line in lines)
    tale = told >= _FEWEST_TOLD and _TOLD_A_TURN * (len(found.blocks) + len(found.answers)) < told
    return Transcript() if tale else found


_FEWEST_TOLD, _TOLD_A_TURN = 12, 4
"""How many lines begin with words in brackets, beside one turn each, where a text is no talk but a tale."""


def _turns_of(
    lines: Sequence[Line],
    known: Callable[[str], bool],
    whom: Interviewee,
    somebody: Callable[[str], bool],
    addressed: Addressed,
) -> Transcript:
    lines = uncounted(lines)
    marks = marks_of(lines)
    dashes = marks.dashes
    if not (may_be_talk(lines, marks) or below_names(lines, known) or below_names(lines, known, BOXED)):
        return Transcript()
    best = _likeliest(lines, marks, known, somebody)
    exchanged = exchanges_of(lines, whom)
    if exchanged.answers:
        return exchanged
    scripted = in_script(lines, fewest=1 if len(dashes) >= 2 else 2) or behind_signs(lines, known)
    if scripted and (best is None or best[0] < len(scripted)):
        first = scripted[0][0]
        scripted = tuple((start, _who_asks_or_answers(lines, label, whom, first)) for start, label in scripted)
        said_by_asker = tuple(Block(head.words, lines[head.line].end, "speech", "transcript") for head in dashes)
        return Transcript(said_by_asker if len(dashes) >= 2 else (), scripted, "script")
    if best is not None:
        return _labelled(lines, best[1], best[2], marks, known, whom)
    found = _unlabelled(lines, marks, known, whom, addressed)
    found = found if found.layout or found.blocks else below_questions(lines, lambda label: speaks(label, known))
    if found.layout or found.blocks:
        return found
    few = few_turns(lines, marks, known)
    if few is not None:
        return _labelled(lines, *few, marks, known, whom)
    return Transcript((), given_by_lines(lines, known, whom), "voices")


def _who_asks_or_answers(lines: Sequence[Line], label: Span | None, whom: Interviewee, before: int) -> Span | None:
    """Whoever a label of a script names: nobody by a letter that asks, by one that answers whom the text is about
    `before` a place."""
    line = next((line for line in lines if label is not None and line.start <= label[0] < line.end), None)
    if line is None or label is None:
        return label
    text = line.text[label[0] - line.start : label[1] - line.start]
    if QUESTION_LABEL.match(text):
        return None
    return whom(before) if ANSWER_LABEL.match(text) else label


def _likeliest(
    lines: Sequence[Line], marks: Marks, known: Callable[[str], bool], somebody: Callable[[str], bool]
) -> tuple[float, Layout, list[Head]] | None:
    """The layout that makes most turns: how much speaks for it, and its heads; None where none makes any."""
    best: tuple[float, Layout, list[Head]] | None = None
    timed = sum(bool(_TIMED.match(line.text)) for line in lines) >= 3
    asked = frozenset(head.line for head in marks.dashes)
    for layout in LAYOUTS:
        found = marks.heads[layout.name] if timed or layout.name != "cues" else []
        heads = heads_of(lines, layout, found, known, asked) if found else []
        score = layout.weight * len(heads)
        if heads and (best is None or score > best[0]):
            best = score, layout, heads
    if best is None:
        shaped = (
            (layout, heads_of(lines, layout, every_head(lines, layout), known, asked)) for layout in shapes(lines)
        )
        best = max(((float(len(heads)), layout, heads) for layout, heads in shaped if heads), default=None, key=_score)
    if best is None and (heads := in_turn(lines, known)):
        best = float(len(heads)), TURNS, heads
    if best is None and (heads := below_names(lines, known) or above_words(lines, somebody)):
        best = float(len(heads)), ONCE, heads
    if best is None and (heads := below_names(lines, known, BOXED)):
        best = float(len(heads)), BOXED, heads
    return best


def _labelled(
    lines: Sequence[Line],
    layout: Layout,
    heads: list[Head],
    marks: Marks,
    known: Callable[[str], bool],
    whom: Interviewee,
) -> Transcript:
    """The turns of a text whose labels tell who speaks."""
    if below := _signed_below(lines, layout, marks.heads.get(layout.name, heads)):
        return Transcript(below, (), layout.name)
    asked = (marks.dashes, marks.letters, signed_questions(lines))
    questions = next((found for found in asked if len(found) >= 2), [])
    if len(questions) >= 2 and layout.name != "minutes":
        taken = {head.line for head in heads}
        heads = sorted([*heads, *(each for each in questions if each.line not in taken)], key=lambda each: each.line)
    heads = answered_below(lines, heads)
    heads = written_otherwise(lines, heads) if layout.zone == "transcript" else heads
    heads = without_roll(lines, heads) if not layout.sure else heads
    first = opening(lines, heads[0].line, whom) if layout.zone == "transcript" else None
    turns = tuple(_turns(lines, layout, heads, whom))
    turns = (first, *turns) if first is not None else turns
    told = layout.name == "comments of many"
    spoken = {turn: starts for turn in turns if (starts := _bracket_starts(lines, turn, told=told))}
    said = {start: turn.label for turn, starts in spoken.items() for start in starts}
    said |= dict(in_labels(lines, lambda label: speaks(label, known))) if layout.name == "colon" else {}
    turns = tuple(turn for turn in turns if turn not in spoken and turn.start not in said)
    return Transcript(turns, tuple(sorted(said.items())), layout.name)


def _signed_below(lines: Sequence[Line], layout: Layout, heads: Sequence[Head]) -> tuple[Block, ...]:
    """The turns of a text in which every label stands right below the words that are signed with it, with nothing but
    a blank line behind (投稿者：沢田 2026/05/03); none where one does not."""
    last = head_of((*lines, lines[-1]), len(lines) - 1, layout)  # as if words stood below it
    heads = [*heads, last] if last is not None and last.line not in {head.line for head in heads} else heads
    starts = [0, *(head.line + 1 for head in heads)]
    apart = all(
        head.span is not None
        and head.line > start
        and not lines[head.line].blank
        and (head.line + 1 == len(lines) or bool(lines[head.line + 1].blank))
        for start, head in zip(starts, heads, strict=False)
    )
    if layout.name != _OF_POSTS or len(heads) < 2 or not apart:
        return ()
    out = []
    for start, head in zip(starts, heads, strict=False):
        first = next(number for number in range(head.line - 1, start - 1, -1) if lines[number].blank or number == start)
        out.append(Block(lines[first].start, lines[head.line - 1].end, layout.kind, layout.zone, head.span))
    return tuple(out)


_OF_POSTS = "board"


def _unlabelled(
    lines: Sequence[Line],
    marks: Marks,
    known: Callable[[str], bool],
    whom: Interviewee,
    addressed: Addressed,
) -> Transcript:
    """The turns of a text no label in front of which tells: an interview, names in brackets behind the words."""
    told = asked_of_somebody(lines, lines[-1].end if lines else 0)
    fewest = 1 if told else 3
    signed = signed_questions(lines, fewest)
    signed = signed if len(signed) > 2 or tells_of_himself(lines, signed, quotes=told) else []
    for questions in (marks.dashes, signed, marks.letters):
        if (found := interview(lines, questions, whom)).layout:
            return found
    behind = labels_behind(lines, lambda label: speaks(label, known))
    turns = tuple(Block(start, end, "speech", "transcript", label) for start, end, label in behind)
    if turns:
        return Transcript(turns, (), "label behind")
    for questions in (marks.dashes, marks.letters):
        if asked_throughout(lines, questions):
            starts = {head.words for head in questions}
            blocks = answers(lines, questions, None).blocks
            asked = [block for block in blocks if block.start in starts]
            who = addressed(asked, [block for block in blocks if block.start not in starts])
            return answers(lines, questions, who)
    return Transcript()


def _turns(lines: Sequence[Line], layout: Layout, heads: Sequence[Head], whom: Interviewee) -> Iterator[Block]:
    """The turns that begin at `heads`, each up to the next or to what is no part of it."""
    asking = any(head.asks for head in heads)
    named: Span | None = None
    dense = len(heads) >= _FEWEST_DENSE and 4 * sum(not lines[each.line].blank for each in heads[1:]) >= 3 * (
        len(heads) - 1
    )
    for place, head in enumerate(heads):
        named = (_named_above(lines, heads, place - 1) if asking and place else None) or named
        last = place + 1 == len(heads)
        stop = len(lines) if last else heads[place + 1].line
        start, end = _reach(lines, head, stop, layout, last=last, dense=dense)
        if layout.zone == "comment":
            start, end = _typed(lines, head, start, end)
        if start >= end:
            continue
        span = head.span
        if answerer := _answerer(lines[head.line], head):
            span, start = answerer
        elif asking and head.answers and (span is None or ANSWER_LABEL.match(head.label)):
            span = named or whom(lines[heads[0].line].start)
        elif asking and head.asks and head.label and QUESTION_LABEL.match(head.label):
            span = None
        if timed := _TIME_BEHIND.search(lines[head.line].text) if end == lines[head.line].end else None:
            end = lines[head.line].start + timed.start()
        if asking and (span is None or head.answers) and (behind := named_behind(lines, start, end)):
            span, end = behind, behind[0] - 1
        yield Block(start, end, layout.kind, layout.zone, span)


def _typed(lines: Sequence[Line], head: Head, start: int, end: int) -> tuple[int, int]:
    """What somebody typed in a chat: without the quotes around words of several lines; none where a program wrote what
    was sent ([写真])."""
    line = lines[head.line]
    words = line.text[start - line.start :]
    if end == line.end and _SENT.fullmatch(words):
        return start, start
    last = lines[bisect_right(lines, end - 1, key=_START) - 1]
    quoted = words.startswith('"') and end > line.end and last.text.endswith('"')
    return start + quoted, end - quoted


_SENT = re.compile(
    r"[\[［][^\]］]{1,12}[\]］]|.{0,4}(?:画像|写真|動画|スタンプ|ファイル|添付)は?(?:含まれていません|省略されました|を送信しました)"
)


def _answerer(line: Line, head: Head) -> tuple[Span, int] | None:
    """Who answers, behind the label of an answer, in brackets (答（山田）) or by his office (答　町長　); the words
    begin behind it."""
    found = ANSWERER.match(line.text, head.words - line.start) if head.answers and head.words < line.end else None
    group = found.lastgroup if found is not None else None
    if found is None or group is None or (group == "office" and not ROLE.search(found["office"])):
        return None
    return (line.start + found.start(group), line.start + found.end(group)), line.start + found.end()


_TIME_BEHIND = re.compile(r"[\s\u3000]*[（(\[［【]\d{1,2}:\d\d(?::\d\d)?[）)\]］】]$")
"""The time that a record of a talk gives behind a turn."""


def _named_above(lines: Sequence[Line], heads: Sequence[Head], place: int) -> Span | None:
    """Whose name stands alone above a question ((大島・高田誠)): who answers it, and those below."""
    above = heads[place].line - 1
    if not heads[place].asks or above < 0 or (place and above <= heads[place - 1].line):
        return None
    line = lines[above]
    named = _NAMED_ABOVE.match(line.text)
    if named is None:
        return None
    house = HOUSE.match(line.text, *named.span("who"))
    return line.start + (house.end() if house else named.start("who")), line.start + named.end("who")


_NAMED_ABOVE = re.compile(
    r"[(（【\[<＜〈《●■◆◇○★☆▼▽]{1,5}\s?(?:[0-9０-９]{1,2}[.．]\s?)?"
    r"(?P<who>[^()（）【】\[\]<>＜＞〈〉《》●■◆◇○★☆▼▽。、「」？?]{2,24}?)(?:[(（][^()（）]{1,12}[)）])?"
    r"[)）】\]>＞〉》：:●■◆◇○★☆▼▽]*$"
)


_FEWEST_DENSE = 5


def _reach(lines: Sequence[Line], head: Head, stop: int, layout: Layout, *, last: bool, dense: bool) -> tuple[int, int]:
    """Where the words of a turn begin and end. `dense`: turns stand right below each other: what stands apart from
    this one and the next is no part of it."""
    line = lines[head.line]
    start, end = head.words, line.end if head.words < line.end else head.words
    if head.words < line.end and line.text[0] in "*＜<〈《【（(" and (line.text[0] == "*" or head.span is None):
        end = line.start + len(unclosed(line.text))
    begun, level = start < end, 0
    dense = dense and stop < len(lines) and lines[stop].blank > 0
    for number in range(head.line + 1, stop):
        following = lines[number]
        if following.end <= head.words or _REPLY_TO.match(following.text):
            continue
        if layout.name == "chat" and _EVENT.match(following.text):
            break
        if CLOSES.match(following.text) or REACTIONS.match(following.text) or _DECIDED.match(following.text):
            break
        if STAGE.match(following.text):
            headed = following.text[0] in "【〈＜" and not begun and layout.sure
            if layout.zone == "transcript" and (headed or re.match(r"^\d", following.text)):
                continue
            break
        hanging = not following.blank and following.margin == head.words - line.start
        if begun and following.margin >= max(_STAGED, level + 1) and not layout.sure and not hanging:
            break
        if begun and (_tells_of_it(lines, head, number) or _of_nobody(following, layout)):
            break
        if begun and number + 1 == stop and not last and _titles(lines, number):
            break
        if begun and following.blank:
            goes_on = following.indented and (layout.sure or not last)
            goes_on = goes_on or (not last and not dense and bool(SENTENCE_END.search(following.text)))
            if not goes_on or following.blank > 2 or HEADING.match(following.text) or _TIMED.match(following.text):
                break
        elif begun and HEADING.match(following.text) and not SENTENCE_END.search(following.text):
            break
        if not begun:
            start, level = following.start + _mark(line, following), following.margin
        begun, end = True, following.end
    return start, end


def _of_nobody(line: Line, layout: Layout) -> bool:
    """Whether a line bears a label that names nobody, in a talk whose labels a colon shows (SE：足音)."""
    found = layout.head.match(line.text) if layout.name == "colon" else None
    return found is not None and bool(NO_LABEL.match(found["label"]))


def _mark(head: Line, words: Line) -> int:
    """The characters of a list's mark before words whose label is an item of it too (- 大臣: above - 直します。)."""
    mark = _LISTED.match(head.text)
    return mark.end() if mark and words.text.startswith(mark[0]) else 0


def _tells_of_it(lines: Sequence[Line], head: Head, number: int) -> bool:
    """Whether a line tells what happened: behind a label and nothing but words in brackets."""
    if lines[number].text[0] in "「『":
        return False
    return bool(_tops(_words_below(lines, head, number)))


def _words_below(lines: Sequence[Line], head: Head, stop: int) -> Iterator[tuple[int, str]]:
    """What stands behind the label of a head, line by line, before line `stop`: where it begins, and the text."""
    line = lines[head.line]
    if head.words < line.end:
        yield head.words, line.text[head.words - line.start :]
    yield from ((each.start, each.text) for each in lines[head.line + 1 : stop])


def _tops(words: Iterable[tuple[int, str]]) -> list[int]:
    """Where brackets begin in words that are nothing but brackets, over line breaks too; none where they are more."""
    starts: list[int] = []
    depth = 0
    for place, text in words:
        for at, char in enumerate(text, place):
            if char == "「":
                starts += [at] if not depth else []
                depth += 1
            elif not depth:
                return []
            elif char == "」":
                depth -= 1
    return starts if not depth else []


def _bracket_starts(lines: Sequence[Line], turn: Block, *, told: bool) -> list[int]:
    """Where the brackets begin that the words of a turn are, all of them (【裁判長】 above 「以上です」「閉廷します」);
    none where it has other words. What is `told` of somebody may stand before his words in brackets
    (南部・八神監督　若手を抜てきし、「度胸に賭けた」。)."""
    if told:
        line = lines[bisect_right(lines, turn.start, key=_START) - 1]
        within = line.start <= turn.start < line.end <= turn.end
        ending = _TOLD.fullmatch(line.text, turn.start - line.start) if within else None
        return [line.start + ending.start("words")] if ending else []
    if turn.label is None or turn.zone != "transcript":
        return []
    first = bisect_right(lines, turn.start, key=_START) - 1
    inside = lines[first + 1 : bisect_right(lines, turn.end, first, key=_END)]
    return _tops(
        [
            (turn.start, lines[first].text[turn.start - lines[first].start :]),
            *((each.start, each.text) for each in inside),
        ]
    )


def _titles(lines: Sequence[Line], number: int) -> bool:
    """Whether the line above a head is the heading of what follows: short, no sentence, apart from what is above."""
    line = lines[number]
    if len(line.text) > _LONGEST_TITLE or _ENDS.search(line.text):
        return False
    return line.blank > 0 or bool(_ENDS.search(lines[number - 1].text))


_LONGEST_TITLE = 24
_ENDS = re.compile(r"[。！？!?…」』]$|[。！？!?]\s*[（(][^）)]*[）)]$")


_LISTED = re.compile(r"[-+*•‣–・]\s")
_STAGED = 2
"""Characters by which a stage direction is indented."""
_REPLY_TO = re.compile(r"^(?:返信先|Replying to)[：:\s]|^[>＞]{2}\d+(?:[-,、]\d+)*$")
_DECIDED = re.compile(r"[→⇒➡][\s\u3000]*[^「」]*(?:了承|承認|決定|可決|否決|確認|異議な|一致|終了)")
"""A line of minutes that says what came of the talk."""
_EVENT = re.compile(rf"\d{{1,2}}:\d\d\t|{EVENT}")
"""A line of a chat that nobody wrote: who came and went."""
_TIMED = re.compile(r"^\d+$|^(?:\d\d:)?\d\d:\d\d[,.]\d")


def few_turns(lines: Sequence[Line], marks: Marks, known: Callable[[str], bool]) -> tuple[Layout, list[Head]] | None:
    """The layout and the heads of a talk of a few turns that no mark tells, with the questions behind dashes; None
    where nothing shows that it is one."""
    for layout in LAYOUTS:
        if layout.name not in FEW:
            continue
        found = marks.heads[layout.name]
        starts = {head.line for head in found}
        heads = [head for head in found if head.words < lines[head.line].end or head.line + 1 not in starts]
        if layout.name in ("colon", "space") and heads:
            heads = sorted([*heads, *marks.dashes], key=lambda head: head.line)
        if layout.name == "space":
            heads = _from_first_sentence(lines, heads)
        if layout.name in ("questions", "arrows"):
            pairs = [(one, two) for one, two in pairwise(heads) if one.asks and two.answers]
            heads = [head for pair in pairs for head in pair] if len(heads) == 2 * len(pairs) else []
        if is_short_talk(lines, heads, lambda label: speaks(label, known)):
            return layout, heads
    return None


def _from_first_sentence(lines: Sequence[Line], heads: list[Head]) -> list[Head]:
    """The heads without those in front that bear no sentence: a heading whose words stand apart (■対談　木を削る)."""
    first = next((place for place, head in enumerate(heads) if SENTENCE_END.search(lines[head.line].text)), 0)
    return heads[first:]


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
        own = sum(any(REMARK.search(line.text) for line in text) for text in below)
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


def _recurring(lines: Sequence[Line], layout: Layout) -> list[Head]:
    found = [
        head for number in range(len(lines)) if (head := head_of(lines, number, layout)) is not None and head.label
    ]
    count = Counter(head.label for head in found)
    return [head for head in found if count[head.label] > 1 and not NO_LABEL.match(head.label)]


_TAKING_TURNS = tuple(each for name in ("alone", "bracket") for each in LAYOUTS if each.name == name)
"""The two kinds of heads that may take turns."""
