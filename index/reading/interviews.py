"""Talks that no label in front of the words tells: questions of interviews behind dashes, signs or a Q and the answers
below them, names in brackets behind the words, the statement before the first of them; and how people who talk with
each other are known by what they say, be it two turns only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from inyo.index.reading.layout_table import (
    ANSWER,
    HEADING,
    NO_LABEL,
    OWN_WORDS,
    ROLE,
    SENTENCE_END,
    SIGN,
    STAGE,
    STAMP,
    Block,
    Head,
    Interviewee,
    Transcript,
    asks,
)
from inyo.index.reading.zones import Line

_RESPONDS = re.compile(
    r"(?:はい|いいえ|いや|ええ|うん|そう(?:です|だ|なん)|なるほど|たしかに|確かに|でも|まあ|いえ)[、。，！… ]"
)
"""How a turn begins that answers somebody."""
_SPOKEN = re.compile(r"(?:[よねわぜぞ]|だし|けど|もん)[。！!？?]$")
"""How a turn ends that is spoken, not written."""
_LEADER = re.compile(
    r"(?:司会|記者|聞き手|質問者|進行|MC|ＭＣ|インタビュアー|モデレーター?|ファシリテーター?|アナウンサー|キャスター|編集部|[QＱ]|問)[0-9０-９A-ZＡ-Ｚ]{0,2}(?:[（(].*)?$"
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
        out.append([text for text in (*own, *(each.text for each in below)) if text and not _RULE.fullmatch(text)])
    return out


_RULE = re.compile(r"[-=_*─―]{3,}")
"""A line drawn between turns."""


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
    question that is answered, words with which people answer, or names before words that end as one speaks."""
    texts = turn_texts(lines, heads)
    spoken = sum(any(map(_SPOKEN.search, text)) for text in texts)
    return (
        any(speaks(head.label) for head in heads)
        or answered(lines, heads)
        or any(text and _RESPONDS.match(text[0]) for text in texts)
        or (3 * spoken >= max(len(heads), 6) and all(may_be_called(head.label) for head in heads))
    )


def tells_of_himself(lines: Sequence[Line], heads: Sequence[Head], *, quotes: bool = False) -> bool:
    """Whether what stands below each of some questions is in the words of whoever answers, and, unless `quotes`, quotes
    nobody."""
    below = []
    for head, stop in zip(heads, [*(head.line for head in heads[1:]), len(lines)], strict=False):
        answer = list(lines[head.line + 1 : min(stop, head.line + _LONGEST_TURN)])
        over = next((place for place, line in enumerate(answer) if line.blank and place), len(answer))
        below.append([line.text for line in (answer[:over] if stop == len(lines) else answer)])
    own = all(any(map(OWN_WORDS.search, text)) for text in below)
    return own and (quotes or not any("」と" in line for text in below for line in text))


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
        led = 0 < sum(bool(_LEADER.match(label)) for label in labels) < len(labels)
        return led or answered(lines, heads)
    own = all(any(OWN_WORDS.search(line) or asks(line) for line in text) for text in texts)
    return own and answered(lines, heads) and all(speaks(label) or may_be_called(label) for label in labels)


Span = tuple[int, int]

ASKING = re.compile(r"(?:[かはねもにでを]|でしょう|ください)[。？?]?\*{0,2}$|[？?]\*{0,2}$")
"""How a question ends, also one that is cut short (費用は。)."""
_ADDRESSING = re.compile(
    rf"(?:で(?:す|した)|ま(?:す|した|せん)|[たるい]と|(?:とき|当時|こと|抱負|現状|気持ち|思い)(?:を|から)?|について|に(?:関し|対し|向け)て|振り返って)[。…]?\*{{0,2}}$|{ASKING.pattern}"
)
"""How whoever asks speaks to the other: a question, a polite statement, what he has heard (…されていたと。)."""
_ASKER = re.compile(r"[（(][^）)\n]{1,16}[）)]$")
_FEWEST, _SHARE = 3, 0.8
"""How many lines behind one sign, and which share of them, must ask for the sign to mark questions."""
_ASKED_OF = (
    r"に(?:話を|[^。、]{0,16}?を)?(?:聞[いくき]|きい|尋ね|うかがっ|伺[いっ]|インタビュー)|"
    r"との一問一答|へのインタビュー|の一問一答|インタビュー[」』）)】]?$"
)
"""Behind whoever is interviewed."""
_INTERVIEW = re.compile(
    r"(?P<who>[^\s。、「」『』（(・]{2,24}?(?:・[^\s。、「」『』（(]{2,14}?)?)(?:[（(][^）)]{1,12}[）)])?"
    r"(?:氏|さん|君|准?教授|知事|市長|町長|村長|社長|会長|監督|選手|代表|議員|大臣|長官|先生|院長|学長|館長|理事長)?"
    r"(?:[（(][^）)]{1,12}[）)])?"
    rf"(?:{_ASKED_OF})"
)
_TOLD = re.compile(
    r"^[（(【［\[■●・]?(?:話し手|語り手|話す人|話した人|話してくれた人|語ってくれた人|お話を?(?:伺った|うかがった|聞いた|きいた)(?:人|方|のは)|インタビュー(?:した人|相手)|(?:ご?回答|お?答え(?:る|た|ました)?)(?:者|人|方)?(?=[：:／/=＝]))"
    r"[】］\])）]?[\s\u3000]*[：:／/はｰ\u3000 =＝][\s\u3000]*(?P<who>[^\s\u3000。、「」（(【\[／/）)]{2,20}"
    r"(?:[ \u3000][一-龥ぁ-んァ-ヶー]{1,5}(?=[（()）\s\u3000]|$))?)"
)
_CONFERENCE = re.compile(
    r"^(?:[^。、「」]{1,40}?(?:に関する|についての|に係る|に伴う|における))?[^。、「」]{0,24}?(?P<who>[^\s\u3000。、「」]{0,10}?(?:知事|[市町村区]長|大臣|長官|首相|総理|議長|会長|社長|理事長|学長|監督|教育長|総裁|局長|報道官))"
    r"(?:の)?[\s\u3000]*(?:閣議後|定例|臨時|緊急|年頭|年末|就任|退任|新年|離任|着任|・){0,2}(?:記者)?会見[^。、「」]{0,40}$"
)
"""The heading of a press conference, which says whose it is (山田大臣記者会見要旨, 市長定例会見（五月）)."""
_OCCASION = re.compile(r"(?:会見|会|談|取材|発表|試合|戦|大会|講演|式典?|イベント|フォーラム|シンポジウム)$")
"""What is no interviewee (引退会見の一問一答)."""
_ASKS = re.compile(_ASKED_OF)
_FEWEST_ASKED = 3
_CREDIT = re.compile(
    r"^[（(【]?(?:取材|撮影|写真|構成|聞き手|インタビュアー|文)(?:・(?:取材|撮影|写真|構成|文|編集))*[\s\u3000]*[=＝：:／/]"
    r"|^[（(]回答者?[\s\u3000]*[=＝：:／/][^（）()]{2,40}[）)]$"
)
_BEHIND = re.compile(r"[（(〔［\[【](?P<label>[^（(〔［\[【】\]］〕）)\n。、「」]{1,16})[】\]］〕）)]$")
_NO_LABEL_BEHIND = re.compile(
    r"笑|拍手|中略|後略|前略|以下|続く|敬称|写真|共同|時事|注|参照|\d|[０-９]|[年月日時分円歳％%人位]$|^[A-Za-z.]{1,3}$"
)
_FEWEST_BEHIND = 4
_ANNOUNCES = re.compile(
    r"^[（(＜〈【《［\[◎●■◆◇○□▼★#\s\d０-９.．、・-]{0,6}(?P<who>[一-龥ァ-ヴー]{0,8}?)(?:から|より|による|の)?(?:の|ご)?"
    r"(?:冒頭(?:の?(?:説明|発言|挨拶|あいさつ|報告))?|発言(?:要旨|概要|内容)|発表(?:事項|項目|内容)?|報告(?:事項|項目)?|あいさつ|挨拶|説明(?:事項|項目)?|発言|所信表明|所感|スピーチ)"
    r"[）)＞〉】》］\]]*$"
)
_OPENING_SIGN = re.compile(r"^[○◯〇●◎・][\s\u3000]*")
_LONGEST_HEADING = 24
"""What announces the statement before the first turn, and the characters of such a heading."""


def signed_questions(lines: Sequence[Line], fewest: int = _FEWEST) -> list[Head]:
    """The questions of an interview that begin with a sign (■, ＞＞, ◆) or stand in brackets.

    Empty where lines behind the sign are not nearly all questions, or stand together without an answer between them.
    """
    by_sign: dict[str, list[tuple[int, int]]] = {}
    width = _broken_at(lines)
    for number, line in enumerate(lines):
        enclosed = _ENCLOSED.match(line.text)
        match = SIGN.match(line.text)
        if enclosed and _ADDRESSING.search(enclosed["asked"]):
            by_sign.setdefault(line.text[0], []).append((number, line.start + enclosed.start("asked")))
        elif match:
            by_sign.setdefault(match[0].strip(), []).append((number, line.start + match.end()))
    for found in sorted(by_sign.values(), key=len, reverse=True):
        texts = [_ASKER.sub("", unclosed(lines[_over_lines(lines, number, width)].text)) for number, _ in found]
        asking = sum(bool(ASKING.search(text)) for text in texts)
        if 3 * asking >= len(texts):
            asking = sum(bool(_ADDRESSING.search(text)) for text in texts)
        answered = sum(second - first > 1 for (first, _), (second, _) in pairwise(found))
        if asking >= max(fewest, _SHARE * len(found)) and answered >= _SHARE * (len(found) - 1):
            return [Head(number, "", None, words, asks=True) for number, words in found]
    return []


_ENCLOSED = re.compile(
    r"(?:\*\*|[＜<〈《【（(])(?:[―—─━－ー]{1,3}\s*)?(?P<asked>[^*＜<〈《【＞>〉》】\n―—─━－][^*＞>〉》】\n]{3,120})(?:\*\*|[＞>〉》】）)])$"
)
"""A line that is a question in bold or in brackets."""


def unclosed(text: str) -> str:
    """A line without the brackets or the stars with which it ends."""
    return (
        text.rstrip("*")
        if text.endswith("**")
        else text[:-1]
        if text[-1] in "＞>〉》】）)" and text[0] in "＜<〈《【（("
        else text
    )


def interview(lines: Sequence[Line], dashes: Sequence[Head], whom: Interviewee) -> Transcript:
    """Questions behind dashes, answers below them without a label: turns, or brackets where they stand in those."""
    asked = bool(dashes) and asked_of_somebody(lines, lines[dashes[0].line].start)
    if len(dashes) == 1 and any(ANSWER.match(line.text) for line in lines[dashes[0].line + 1 :]):
        return Transcript()
    if len(dashes) < 2 - asked or 8 * len(dashes) < dashes[-1].line - dashes[0].line:
        return Transcript()
    asking = sum(bool(_ADDRESSING.search(unclosed(lines[head.line].text))) for head in dashes)
    if (not asked or len(dashes) < 2) and 2 * asking < len(dashes):
        return Transcript()
    who = whom(lines[dashes[0].line].start)
    return answers(lines, dashes, who) if who is not None else Transcript()


def answers(lines: Sequence[Line], dashes: Sequence[Head], who: tuple[int, int] | None) -> Transcript:
    """The questions, and what stands below each up to the next, which `who` answers."""
    blocks: list[Block] = []
    answers: list[tuple[int, tuple[int, int] | None]] = []
    width = _broken_at(lines)
    for place, head in enumerate(dashes):
        last = place + 1 == len(dashes)
        stop = len(lines) if last else dashes[place + 1].line
        asked = _over_lines(lines, head.line, width)
        line = lines[asked]
        who = _headed(lines[dashes[place - 1].line : head.line] if place else ()) or who
        blocks.append(Block(head.words, line.start + len(unclosed(line.text)), "speech", "transcript"))
        start = end = -1
        for number in range(asked + 1, stop):
            following = lines[number]
            if STAGE.match(following.text) or (
                HEADING.match(following.text) and not SENTENCE_END.search(following.text)
            ):
                break
            if following.blank and start >= 0 and (last or not SENTENCE_END.search(following.text)):
                break
            if _CREDIT.match(following.text) or _TOLD.match(following.text):
                break
            if following.text[0] in "「『" and start < 0:
                answers.append((following.start, who))
                continue
            if answers and answers[-1][0] > line.start and start < 0:
                break
            start, end = (following.start if start < 0 else start), following.end
        if start >= 0:
            blocks.append(Block(start, end, "speech", "transcript", who))
    return Transcript(tuple(blocks), tuple(answers), "interview")


def _broken_at(lines: Sequence[Line]) -> int:
    """How many characters the lines of a text have that are broken within a sentence; 0 where they are not."""
    open_ends = [len(line.text) for line in lines if not SENTENCE_END.search(line.text)]
    longest = max((len(line.text) for line in lines), default=0)
    full = sum(longest - 2 <= length for length in open_ends)
    return longest if full >= 2 and _NARROWEST <= longest <= _WIDEST else 0


_NARROWEST, _WIDEST = 20, 60
"""Characters of a line at the end of which sentences are broken."""


def _over_lines(lines: Sequence[Line], number: int, width: int) -> int:
    """The line on which a question ends that begins on line `number`, where lines are broken at a width."""
    while (
        width
        and len(lines[number].text) >= width - 2
        and not SENTENCE_END.search(lines[number].text)
        and number + 1 < len(lines)
        and not lines[number + 1].blank
    ):
        number += 1
    return number


_NAMED_HEAD = re.compile(r"^[●■◆◇○◎・]\s?(?P<who>[^。、「」？?：:（(]{2,24})(?:[（(][^）)]{1,12}[）)])?[：:]$")


_SIGNS = "●■◆◇○◎★☆▼▽"
_SIGNED_HEAD = re.compile(
    rf"^(?:[{_SIGNS}]{{1,5}}\s?|[<＜〈《【［\[（(]\s?)(?P<number>[0-9０-９]{{1,2}}(?:[.．]\s?|\s))?"
    rf"(?P<who>[^。、「」？?：:（()）]{{2,24}}?)\s?(?:[{_SIGNS}]{{1,5}}|[>＞〉》】］\]）)])?$"
)


def _named_alone(line: Line) -> re.Match[str] | None:
    """A line with nothing but a name: a sign before it and a colon behind (●飯田選手（藍浜）：), or signs or brackets
    around somebody with an office or a number on his back (◇◆◇平沢選手◇◆◇, <3. 山根航>)."""
    found = _NAMED_HEAD.match(line.text)
    if found is not None:
        return found
    found = _SIGNED_HEAD.match(line.text)
    somebody = found is not None and not NO_LABEL.match(found["who"]) and (found["number"] or ROLE.search(found["who"]))
    return found if somebody else None


def _headed(lines: Sequence[Line]) -> Span | None:
    """Whose name stands alone on one of some lines: the last of several."""
    heads = [(line, match) for line in lines if (match := _named_alone(line))]
    return next(((line.start + match.start("who"), line.start + match.end("who")) for line, match in heads[-1:]), None)


def answered_below(lines: Sequence[Line], heads: Sequence[Head]) -> list[Head]:
    """The heads, and one for each answer in brackets below a question: whoever spoke before it goes on."""
    out: list[Head] = []
    taken = {head.line for head in heads}
    speaking: Head | None = None
    for head in heads:
        out.append(head)
        if not head.asks:
            speaking = head
            continue
        below = lines[head.line + 1] if head.line + 1 < len(lines) and head.line + 1 not in taken else None
        if below is not None and below.text[0] in "「『" and speaking is not None and speaking.span:
            out.append(Head(head.line + 1, speaking.label, speaking.span, below.start))
    return out


def asked_throughout(lines: Sequence[Line], questions: Sequence[Head]) -> bool:
    """Whether lines are an interview also where nobody says with whom (a later page of one): what stands behind dashes
    asks, or speaks to somebody, and is answered, or all is answered by lines in brackets; of two questions by words of
    somebody's own."""
    if len(questions) >= _FEWEST_ASKED and all(_answered_in_brackets(lines, head) for head in questions):
        return True
    asking = sum(bool(_ADDRESSING.search(lines[head.line].text)) for head in questions)
    answered = sum(following.line - question.line > 1 for question, following in pairwise(questions))
    if 3 * asking < 2 * len(questions) or answered < len(questions) - 1:
        return False
    if len(questions) >= _FEWEST_ASKED:
        return True
    below = [lines[head.line + 1].text for head in questions if head.line + 1 < len(lines)]
    return len(questions) == len(below) == 2 and all(map(OWN_WORDS.search, below))


def _answered_in_brackets(lines: Sequence[Line], question: Head) -> bool:
    """Whether the line below a question is words in brackets and nothing else."""
    below = lines[question.line + 1].text if question.line + 1 < len(lines) else ""
    return below.startswith("「") and below.endswith("」")


def interviewee(lines: Sequence[Line], before: int) -> tuple[int, int] | None:
    """Where the lines above `before` say to whom the questions of an interview go (Ｘさんに聞いた), or a line of its
    own who told (話し手：Ｘさん)."""
    for line in [*lines[:8], *lines[-4:]]:
        if told := _TOLD.match(line.text):
            return line.start + told.start("who"), line.start + told.end("who")
    above = [line for line in lines if line.start < before]
    for line in [*above[:8], *reversed(above[-4:])]:
        found = _INTERVIEW.search(line.text) if _ASKS.search(line.text) else None
        if found and not _OCCASION.search(found["who"]):
            return line.start + found.start("who"), line.start + found.end("who")
    return None


def asked_of_somebody(lines: Sequence[Line], before: int) -> bool:
    """Whether the lines above a place tell that somebody is asked: of whom, or who asks him (聞き手＝早瀬ひかり)."""
    return interviewee(lines, before) is not None or any(
        ASKS_HIM.search(line.text) or _CONFERENCE.match(line.text)
        for line in lines[:_HEAD_LINES]
        if line.start < before
    )


ASKS_HIM = re.compile(
    r"(?:聞き手|インタビュアー)(?:・[^\s\u3000=＝：:／/]{1,8})*[\s\u3000]*[=＝：:／/\s\u3000][\s\u3000]*"
)
"""Before the name of whoever asks the questions of an interview."""


def host(lines: Sequence[Line], before: int) -> tuple[int, int] | None:
    """Whose press conference a heading above `before` says it is."""
    for line in [line for line in lines[:_HEAD_LINES] if line.start < before]:
        found = _CONFERENCE.match(line.text)
        if found:
            return line.start + found.start("who"), line.start + found.end("who")
    return None


_HEAD_LINES = 8
"""The lines at the top of a page among which its heading stands."""


def named_behind(lines: Sequence[Line], start: int, end: int) -> Span | None:
    """The name in brackets with which the words of a question or an answer end (要望している。（建設課長）)."""
    line = lines[bisect_right(lines, end, key=attrgetter("start")) - 1]
    match = _labelled(line) if end == line.end and line.start + 2 < end else None
    if match is None or line.start + match.start() <= start or not ROLE.search(match["label"]):
        return None
    return line.start + match.start("label"), line.start + match.end("label")


def labels_behind(lines: Sequence[Line], speaks: Callable[[str], bool]) -> Iterator[tuple[int, int, Span | None]]:
    """Turns whose speaker stands in brackets behind them (来年です。（市長）): start and end of the words, the label.

    A line without a label that asks, between labelled ones, is a turn of nobody known. Nothing where labels are few,
    or where none of them names a speaker. `speaks` says whether a label is somebody's name or office.
    """
    found = {number: match for number, line in enumerate(lines) if (match := _labelled(line)) is not None}
    count = Counter(match["label"] for match in found.values())
    if len(count) < 2 or not _said_by(lines, found, speaks):
        return
    if len(found) >= _FEWEST_BEHIND and 2 * sum(times for times in count.values() if times > 1) < len(found):
        return
    first, last = min(found), max(found)
    if 3 * len(found) < last - first + 1:
        return
    for number in range(max(0, first - 1), last + 1):
        line = lines[number]
        sign = SIGN.match(line.text) or _ARROW.match(line.text)
        start = line.start + (sign.end() if sign else 0)
        if number in found:
            match = found[number]
            end = line.start + match.start()
            above = number
            while above - 1 > first and above - 1 not in found and not lines[above].blank and not sign:
                above -= 1
                sign = SIGN.match(lines[above].text) or _ARROW.match(lines[above].text)
                start = lines[above].start + (sign.end() if sign else 0)
            yield start, end, (line.start + match.start("label"), line.start + match.end("label"))
        elif ASKING.search(line.text):
            yield start, line.end, None


_ARROW = re.compile(r"[→⇒⇨][\s\u3000]*")


def _said_by(lines: Sequence[Line], found: dict[int, re.Match[str]], speaks: Callable[[str], bool]) -> bool:
    """Whether brackets behind sentences say whose they are: many, one of which names a speaker, or two people of whom
    one asks and the other answers."""
    if len(found) >= _FEWEST_BEHIND and any(speaks(match["label"]) for match in found.values()):
        return True
    named = all(speaks(match["label"]) or may_be_called(match["label"]) for match in found.values())
    return named and any(
        asks(lines[one].text[: found[one].start()]) and found[one]["label"] != found[other]["label"]
        for one, other in pairwise(sorted(found))
    )


def _labelled(line: Line) -> re.Match[str] | None:
    match = _BEHIND.search(line.text)
    if match is None or match.start() < 2 or _NO_LABEL_BEHIND.search(match["label"]):
        return None
    return match if line.text[match.start() - 1] in "。．！？!?…―ー笑」』）)" else None


def opening(lines: Sequence[Line], first: int, whom: Interviewee) -> Block | None:
    """The statement between its heading and line `first`, where the first turn begins; None where there is none.

    Its speaker is the office in the heading (市長からの報告), else whoever answers questions.
    """
    at = next((n for n in range(first - 1, -1, -1) if _announced(lines[n]) is not None), -1)
    if at < 0:
        return None
    said: list[Line] = []
    for line in lines[at + 1 : first]:
        if HEADING.match(line.text) and not SENTENCE_END.search(line.text):
            break
        if not said and not SENTENCE_END.search(line.text):
            return None
        if not SENTENCE_END.search(line.text):
            break
        said.append(line)
    if not said:
        return None
    sign = _OPENING_SIGN.match(said[0].text)
    start = said[0].start + (sign.end() if sign else 0)
    match = _announced(lines[at])
    named = match is not None and bool(ROLE.search(match["who"]))
    label = (lines[at].start + match.start("who"), lines[at].start + match.end("who")) if match and named else None
    who = label or whom(lines[at].start)
    return Block(start, said[-1].end, "speech", "transcript", who) if who is not None else None


def _announced(line: Line) -> re.Match[str] | None:
    return _ANNOUNCES.match(line.text) if len(line.text) <= _LONGEST_HEADING else None
