"""Layouts of minutes, interviews, press conferences, chats: what heads of turns look like, and which one a text has.

A layout is a value: a pattern for the head of a line with a group `label` (who speaks) and a rule for how often it must
occur. All are tried on the lines; the one that makes most turns wins. A label stands before the words or on a line of
its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inyo.index.reading.marked_turns import ASKING, labels_behind, questions_behind_a_sign
from inyo.index.reading.zones import Line
from inyo.index.values.quotation import Kind, Zone

_MARKS = r"\s\u3000：:「」『』。、，,!?！？（）()\[\]【】《》<>＜＞/／=＝#＃>＞*＊|｜"
_WORD = rf"[^{_MARKS}]"
_BEARER = r"(?:[（(][^）)\n]{1,24}[）)])?"
_LABEL = rf"{_WORD}{{1,14}}(?:[\s\u3000・]{_WORD}{{1,8}})?{_BEARER}"
_DASHES = r"(?:―|—|─|－|ー){1,3}|--"


@dataclass(frozen=True, slots=True)
class Block:
    """Words somebody said or wrote, without brackets. `label` is the span that names the speaker, if one stands there;
    `speaker` a name that needs no looking up; `intro` the end of the sentence whose subject speaks, or -1."""

    start: int
    end: int
    kind: Kind
    zone: Zone
    label: tuple[int, int] | None = None
    speaker: str = ""
    intro: int = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """How the heads of turns look. `fewest`: heads it takes; `sure`: the mark alone tells, so that any label will do,
    and a blank line ends no turn; `kind` and `zone` those of its turns; `weight` what a head of it counts."""

    name: str
    head: re.Pattern[str]
    fewest: int = 4
    sure: bool = False
    kind: Kind = "speech"
    zone: Zone = "transcript"
    weight: float = 1.0


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "minutes",
        re.compile(
            rf"^(?:[○◯〇◎●](?P<label>[^\s\u3000。、「」：:]{{1,24}}?{_BEARER})"
            r"|[◆◇■□▲△▼▽](?P<other>[^\s\u3000。、「」：:（(]{1,16}[（(][^）)\n]{1,14}[）)]))(?:[\s\u3000]+|$)"
        ),
        2, True, weight=2,
    ),
    Layout(
        "bearer",
        re.compile(r"^(?P<label>[^\s\u3000。、「」：:（(]{1,16}[（(][^）)\n]{1,14}(?:君|くん|さん|氏)[）)])(?:[\s\u3000]+|$)"),
        2, True, weight=2,
    ),
    Layout(
        "speaker line",
        re.compile(r"^(?:発言者|話者|発言|スピーカー)[：:][\s\u3000]*(?P<label>[^\n：:]{1,30})$"),
        2, True, weight=3,
    ),
    Layout(
        "chat",
        re.compile(rf"^[\[［(（]?\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?[\]］)）]?\s+<?(?P<label>{_WORD}{{1,14}})>?(?:[：:]\s*|\s+|$)"),
        3, True, "written", "comment", 2,
    ),
    Layout(
        "board",
        re.compile(
            r"^(?:\[?\d{1,4}\]?\s*[:：.．]?\s*(?:名前|投稿者|名)[：:]|\[?\d{1,4}\]?\s*[:：.．]|(?:名前|投稿者)[：:])\s*(?P<label>[^\s：:]{1,16})"
            r"(?:さん)?(?:\s+|\s*[：:]\s*)(?:投稿日[：:]\s*)?[\d/年月.-]{6,12}日?(?:\s*[(（].[)）])?\s*\d{1,2}[:：]\d\d(?:[:：]\d\d(?:\.\d+)?)?"
            r"\s*(?:ID:\S+\s*)?(?:[>＞]{2}\d+\s*)?"
        ),
        2, True, "written", "comment", 2,
    ),
    Layout(
        "posts",
        re.compile(
            rf"^(?:(?P<label>{_LABEL})[\s\u3000]+(?:\d{{4}}[/年-]\d{{1,2}}[/月-]\d{{1,2}}日?\s*)?(?:\([日月火水木金土]\))?\s?\d{{1,2}}:\d\d(?::\d\d)?"
            rf"|[★☆]{{3,5}}\s+(?P<other>{_WORD}{{1,16}})\s+\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?|(?P<third>\S{{1,24}})\s+@\w+\s*[·・]\s*[\d月日年/]+)$"
        ),
        3, True, "written", "comment", 2,
    ),
    Layout("colon", re.compile(rf"^(?:\*\*)?(?P<label>{_LABEL}?)(?:さん|氏)?(?:\*\*[：:]?|[：:](?:\*\*)?)[\s\u3000]*")),
    Layout(
        "bracket",
        re.compile(
            r"^(?:[・●○◆■□▪→⇒⇨-][\s\u3000]?)?(?:【(?P<label>[^】\n。]{1,30})】|[（(《\[＜<〈［](?P<other>[^】）)》\]＞>〉］\n。、]{1,30})[】）)》\]＞>〉］])[\s\u3000]*"
        ),
    ),
    Layout(
        "cues",
        re.compile(rf"^(?:(?P<label>{_LABEL})[：:]|(?:【|[（(]|\[|<)(?P<other>[^】）)\]>\n。、]{{1,16}})(?:】|[）)]|\]|>))[\s\u3000]*(?=\S|$)"),
        2, True, weight=1.5,
    ),
    Layout("closed", re.compile(rf"^(?P<label>{_WORD}{{1,12}})[）)][\s\u3000]*"), 3, weight=1.2),
    Layout(
        "questions",
        re.compile(
            rf"^(?:[■●◆・]\s?)?[（(【]?(?:[QＱ]|問|質問|[AＡ]|答|回答)[0-9０-９]{{0,2}}(?:[\s\u3000]+(?P<label>[^\s\u3000。、]{{2,10}}{_BEARER})$"
            r"|[（(](?P<other>[^）)\n]{1,16})[）)][\s\u3000]*|[）)】\s\u3000：:．.、]+|$)"
        ),
        4, weight=1.2,
    ),
    Layout("arrows", re.compile(r"^(?:■|[→⇒⇨])[\s\u3000]*"), 4, weight=1.1),
    Layout("space", re.compile(rf"^[◇◆□■▽▼△▲]?(?P<label>{_WORD}{{1,8}}{_BEARER})[\u3000 ]+(?=\S)")),
    Layout("alone", re.compile(rf"^[◇◆□■▽▼△▲●○]?(?P<label>{_WORD}{{1,10}}(?:[\s\u3000]{_WORD}{{1,6}})?{_BEARER})$")),
)  # fmt: skip

_DASH = re.compile(rf"^(?:\*\*|＊＊)?(?:{_DASHES})\s*(?=[^\s―─—*-])")
_QUESTION = re.compile(r"^(?:[■●◆・]\s?)?[（(【]?(?:[QＱ]|問|質問)[0-9０-９]{0,2}(?:[^一-龥ぁ-んァ-ン]|$)")
_ANSWER = re.compile(r"^(?:[■●◆・]\s?)?[（(【]?(?:[AＡ]|答|回答)[0-9０-９]{0,2}(?:[^一-龥ぁ-んァ-ン]|$)")
_QUESTION_MARK = re.compile(
    r"^(?:[■●◆・]\s?)?[（(【\[]?(?:[QＱ]|問|質問)\.?[0-9０-９]{0,2}[）)】\]\s\u3000：:．.、―─—-]+(?=[^\s\u3000])"
)
_QUESTION_LABEL = re.compile(r"(?:[QＱ]|問|質問)[0-9０-９]{0,2}$")
_ANSWER_LABEL = re.compile(r"(?:[AＡ]|答|回答)[0-9０-９]{0,2}$")
_SCRIPT = re.compile(rf"^(?P<label>{_WORD}{{1,10}})[\s\u3000]?(?=「[^\n]*」$)")
_INTERVIEW = re.compile(
    r"(?P<who>[^\s。、「」『』（(・]{2,24}?(?:・[^\s。、「」『』（(]{2,14}?)?)(?:[（(][^）)]{1,12}[）)])?"
    r"(?:氏|さん|君|准?教授|知事|市長|町長|村長|社長|会長|監督|選手|代表|議員|大臣|長官|先生|院長|学長|館長|理事長)?"
    r"(?:[（(][^）)]{1,12}[）)])?"
    r"(?:に(?:話を|[^。、]{0,16}?を)?(?:聞[いくき]|きい|尋ね|うかがっ|伺[いっ]|インタビュー)|との一問一答|へのインタビュー|の一問一答|インタビュー$)"
)
_TOLD = re.compile(
    r"^[（(【［\[■●・]?(?:話し手|語り手|話す人|話した人|お話を?(?:伺った|うかがった|聞いた|きいた)(?:人|方|のは)|インタビュー(?:した人|相手))"
    r"[】］\])）]?[\s\u3000]*[：:／/はｰ\u3000 ][\s\u3000]*(?P<who>[^\s\u3000。、「」（(【\[／/]{2,16})"
)
_ASKS = re.compile(r"聞[いくき]|きい|尋ね|伺|うかがっ|インタビュー|一問一答")
_NO_LABEL = re.compile(
    r"^(?:出典|日時|場所|会場|出演|電話|住所|写真|文|注|註|例|問い合わせ|参考|関連|備考|期間|料金|主催|後援|対象|定員|編集|監修|著者|訳者|原題|原文|"
    r"取材|撮影|提供|発行|https?|From|To|Date|Subject|Cc|Bcc|Re|件名|差出人|宛先|送信日時|題名|作者|タイトル|価格|時間|日程|URL|メール|FAX|TEL|著|編|訳|底本|"
    r"初出|入力|校正|開会|閉会|開催|出席者?|出席|欠席者?|議題|議案|日付|会議名|会見者|司会進行|構成|まとめ|以上|了|おわり|終わり|終了|追記|"
    r"拍手|笑い?声?|休憩|資料|発表事項|質疑応答|質疑|キーワード|目次|概要|要旨|はじめに|おわりに|略歴|プロフィール|第.+|[ア-ンａ-ｚ]|[0-9０-９一二三四五六七八九十①-⑳年月日時分]{1,12}|"
    r"(?:出席|欠席|傍聴|招集|委員外|説明のため).*|"
    r"[^（(]*(?:事項|項目|内容|について|会見録?|議事録|会議録|要旨|次第|日程|日時|場所|事件|出席者|欠席者|一覧|応答)[○●◎◆■]?)$"
)
_ROLE = re.compile(
    r"(?:議長|委員長?|会長|座長|司会者?|進行|記者団?|聞き手|事務局|事務方|幹事社?|知事|市長|町長|村長|区長|教育長|大臣|長官|総理|首相|理事長|監事|理事|号室|委員|局長|部長|課長|室長|"
    r"次官|参考人|証人|裁判長|検察官|弁護人|質問者?|回答者?|参加者|会場|一同|監督|社長|代表|院長|所長|学長|教授|報道官|ナレーション|ナレーター|"
    r"[一二三四五六七八九十0-9０-９]+番|[QＱAＡ]|問|答|Ｑ|Ａ|通信|新聞|テレビ|放送|日報|タイムズ|社|監|員|官|紙|者|"
    r"(?<=[^皆なのお])(?:君|氏|さん|くん|先生))[0-9０-９A-EＡ-Ｅ]?(?:[（(].*)?$"
)
_STAMP = re.compile(
    r"(?:投稿日時?[：:]\s*)?\d{4}[/年.-]\d{1,2}[/月.-]\d{1,2}日?(?:\s?[(（].[)）])?[\s\u3000]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?$"
)
_POSTER = re.compile(rf"(?P<label>{_WORD}{{1,16}}?)(?:さん)?$")
_LABEL_SIGN = re.compile(r"[○◯〇◎●◆◇■□▲△▼▽★☆・][：:\s\u3000]*(?=[^：:\s\u3000])")
_GIVEN_NAME = re.compile(r"[\s\u3000](?P<name>[^\s\u3000。、「」：:（(]{1,12})(?:[\s\u3000]+|$)")
_STAGE = re.compile(
    r"^[（(〔\[【<〈＜][^（(〔\[【]{0,60}[）)〕\]】>〉＞]$|^[－―─—◇◆\-=*＊・…\s]+$|^\d+$|^\d\d:\d\d:\d\d[,.]\d+\s*-->.*$"
)
_HEADING = re.compile(
    r"^(?:#{1,6}\s|[■◆●◇▼▲★☆※＜〈【《]|[0-9０-９]{1,2}[.．、\s\u3000]|第[0-9０-９一二三四五六七八九十]+[章節回])"
)
_ENDS = re.compile(r"[。！？!?」』）)…ー～w]$|[。！？]\s*$")
_LONGEST_ALONE = 16
_FEWEST_ASKED = 3
_CREDIT = re.compile(
    r"^[（(【]?(?:取材|撮影|写真|構成|聞き手|インタビュアー|文)(?:・(?:取材|撮影|写真|構成|文|編集))*[\s\u3000]*[=＝：:／/]"
)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a layout makes of a text: its turns, and brackets that are somebody's answer by their start."""

    blocks: tuple[Block, ...] = ()
    answers: tuple[tuple[int, tuple[int, int] | None], ...] = ()
    layout: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a turn on line `line`: who speaks, where the words begin (the line's end where they follow)."""

    line: int
    label: str
    span: tuple[int, int] | None
    words: int
    asks: bool = False
    answers: bool = False


Interviewee = Callable[[int], "tuple[int, int] | None"]
"""Who is interviewed in the text before a place: the span that names him."""


def transcript_of(lines: Sequence[Line], known: Callable[[str], bool], whom: Interviewee) -> Transcript:
    """The turns of a text. `known` says whether a label is somebody's name in it, `whom` who answers questions."""
    best: tuple[float, Layout, list[_Head]] | None = None
    dashes = _dashes(lines)
    timed = sum(bool(_TIMED.match(line.text)) for line in lines) >= 3
    for layout in LAYOUTS:
        heads = [] if layout.name == "cues" and not timed else _heads(lines, layout, known, asked=len(dashes))
        score = layout.weight * len(heads)
        if heads and (best is None or score > best[0]):
            best = score, layout, heads
    scripted = _script(lines, fewest=1 if len(dashes) >= 2 else 2)
    if scripted and (best is None or best[0] < len(scripted)):
        asked = tuple(Block(head.words, lines[head.line].end, "speech", "transcript") for head in dashes)
        return Transcript(asked if len(dashes) >= 2 else (), scripted, "script")
    if best is not None:
        _, layout, heads = best
        if len(dashes) >= 2 and layout.name != "minutes":
            taken = {head.line for head in heads}
            heads = sorted([*heads, *(head for head in dashes if head.line not in taken)], key=lambda head: head.line)
        return Transcript(tuple(_turns(lines, layout, heads, whom)), (), layout.name)
    signed = [_Head(number, "", None, words, asks=True) for number, words in questions_behind_a_sign(lines)]
    lettered = _lettered(lines)
    for questions in (dashes, signed, lettered):
        if (interview := _interview(lines, questions, whom)).layout:
            return interview
    behind = labels_behind(lines, lambda label: _speaks(label, known))
    turns = tuple(Block(start, end, "speech", "transcript", label) for start, end, label in behind)
    if turns:
        return Transcript(turns, (), "label behind")
    return next(
        (_answers(lines, each, None) for each in (dashes, lettered) if _asked_throughout(lines, each)), Transcript()
    )


def _heads(lines: Sequence[Line], layout: Layout, known: Callable[[str], bool], asked: int) -> list[_Head]:
    """The heads of turns under a layout; none where they are too few or their labels name no speakers."""
    found = [head for number in range(len(lines)) if (head := _head(lines, number, layout)) is not None]
    found = [
        head
        for head in found
        if not head.label or (any(char.isalnum() for char in head.label) and not _NO_LABEL.match(head.label))
    ]
    if layout.name == "bracket" and found:
        opener = Counter(_opener(lines[head.line].text) for head in found).most_common(1)[0][0]
        labels = {head.label for head in found if _opener(lines[head.line].text) == opener}
        found = [
            head
            for head in found
            if _opener(lines[head.line].text) == opener or head.label in labels or _speaks(head.label, known)
        ]
    if layout.name in ("questions", "arrows"):
        questions, answers = sum(head.asks for head in found), sum(head.answers for head in found)
        return found if questions >= 2 and answers >= 2 else []
    count = Counter(head.label for head in found)
    for label in list(count):
        count[label] += sum(times for longer, times in count.items() if longer != label and longer.startswith(label))
    if layout.sure:
        return found if len(found) >= layout.fewest and (layout.name != "chat" or len(count) < len(found)) else []
    again = {label for label, times in count.items() if times >= 2}
    regular = 2 * sum(head.label in again for head in found) >= len(lines)
    loose = (layout.name == "alone" and not _headed_groups(lines, found)) or (layout.name == "space" and not regular)
    kept = {label for label in again if not loose or _speaks(label, known)}
    if layout.name == "alone" and _headed_groups(lines, found):
        return found
    if kept and sum(count[label] for label in count if label in kept or _ROLE.search(label)) >= 3:
        kept |= {label for label in count if _ROLE.search(label) or known(label)}
    if layout.name == "bracket" and not any(_ROLE.search(label) or known(label) for label in kept):
        return []
    speaking = sum(_speaks(label, known) for label in count)
    often = sum(count[label] for label in kept) >= 6 or (2 * len(found) >= len(lines) and speaking >= 2)
    if layout.name in ("colon", "closed", "bracket") and often:
        kept |= {label for label in count if len(label) <= 8 or _speaks(label, known)}
    total = sum(count[label] for label in kept)
    fewest = 3 if all(_ROLE.search(label) for label in kept) else layout.fewest
    asks = any(_QUESTION_LABEL.match(label) for label in kept)
    if asks and all(_QUESTION_LABEL.match(label) for label in kept):
        return []
    if (total < fewest or (len(kept) < 2 and not asks)) and not (asked >= 2 and total >= 2):
        return []
    return [head for head in found if head.label in kept]


def _headed_groups(lines: Sequence[Line], found: Sequence[_Head]) -> bool:
    """Whether most groups of lines between blank ones begin with a head: posts below the names of who wrote them."""
    starts = [number for number, line in enumerate(lines) if line.blank or not number]
    heads = {head.line for head in found}
    return len(starts) >= 5 and sum(number in heads for number in starts) >= 0.6 * len(starts)


def _opener(text: str) -> str:
    """The bracket with which a head begins, perhaps behind the mark of a list or an arrow."""
    return next(char for char in text if char in "【（(《[＜<〈［")


def _speaks(label: str, known: Callable[[str], bool]) -> bool:
    return bool(_ROLE.search(label)) or known(label)


def _head(lines: Sequence[Line], number: int, layout: Layout) -> _Head | None:
    """The head that a line is under a layout, or bears."""
    line = lines[number]
    match = layout.head.match(line.text)
    if match is None:
        return _stamped(lines, number) if layout.name == "posts" else None
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
        return _Head(number, "", None, words, line.text[0] == "■", line.text[0] != "■")
    asks = bool(_QUESTION.match(line.text)) or bool(_QUESTION_LABEL.match(label))
    answers = bool(_ANSWER.match(line.text)) or bool(_ANSWER_LABEL.match(label))
    return _Head(number, label, span, words, asks, answers)


def _stamped(lines: Sequence[Line], number: int) -> _Head | None:
    """The head of a post that is a name with the date and time on the line below it."""
    line = lines[number]
    stamp = lines[number + 1] if number + 2 < len(lines) else None
    if stamp is None or stamp.blank or not _STAMP.match(stamp.text):
        return None
    match = _POSTER.match(line.text)
    if match is None:
        return None
    return _Head(number, match["label"], (line.start, line.start + match.end("label")), stamp.end)


def _label(text: str, match: re.Match[str], layout: Layout) -> tuple[int, int, int]:
    """Where the label of a head begins and ends, and where the words behind it begin: without a sign in front of it
    inside brackets ((○：山川課長)), with a name whose two parts stand apart (○関　三郎委員)."""
    group = next((name for name in ("label", "other", "third") if match.groupdict().get(name)), "")
    if not group:
        return match.end(), match.end(), match.end()
    first, last = match.span(group)
    sign = _LABEL_SIGN.match(text, first, last)
    first = sign.end() if sign else first
    given = _GIVEN_NAME.match(text, last) if layout.name == "minutes" and not _ROLE.search(text[first:last]) else None
    if given is not None and _ROLE.search(given["name"]):
        return first, given.end("name"), given.end()
    return first, last, match.end()


def _text(line: Line) -> bool:
    """Whether a line is running text, as what stands below a name is."""
    return len(line.text) > _LONGEST_ALONE or bool(_ENDS.search(line.text))


def _dashes(lines: Sequence[Line]) -> list[_Head]:
    """The questions of an interview that begin with a dash."""
    out = []
    for number, line in enumerate(lines):
        match = _DASH.match(line.text)
        if match and not line.text.endswith(("―", "—", "─")):
            out.append(_Head(number, "", None, line.start + match.end(), asks=True))
    return out


def _lettered(lines: Sequence[Line]) -> list[_Head]:
    """The questions of an interview that a letter or word marks (Q　きっかけは？), answers not."""
    found = ((number, _QUESTION_MARK.match(line.text)) for number, line in enumerate(lines))
    return [_Head(number, "", None, lines[number].start + match.end(), asks=True) for number, match in found if match]


def _turns(lines: Sequence[Line], layout: Layout, heads: Sequence[_Head], whom: Interviewee) -> Iterator[Block]:
    """The turns that begin at `heads`, each up to the next or to what is no part of it."""
    asking = any(head.asks for head in heads)
    for place, head in enumerate(heads):
        last = place + 1 == len(heads)
        stop = len(lines) if last else heads[place + 1].line
        start, end = _reach(lines, head, stop, layout, last=last)
        if start >= end:
            continue
        span = head.span
        if asking and head.answers and (span is None or _ANSWER_LABEL.match(head.label)):
            span = whom(lines[heads[0].line].start)
        elif asking and head.asks and head.label and _QUESTION_LABEL.match(head.label):
            span = None
        yield Block(start, end, layout.kind, layout.zone, span)


def _reach(lines: Sequence[Line], head: _Head, stop: int, layout: Layout, *, last: bool) -> tuple[int, int]:
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
        if _STAGE.match(following.text):
            if layout.zone == "transcript" and re.match(r"^\d", following.text):
                continue
            break
        if begun and following.margin >= _STAGED and not layout.sure:
            break
        if begun and number + 1 == stop and not last and _titles(lines, number):
            break
        if begun and following.blank:
            goes_on = following.indented and (layout.sure or not last)
            goes_on = goes_on or (not last and bool(_ENDS.search(following.text)))
            if not goes_on or following.blank > 2 or _HEADING.match(following.text) or _TIMED.match(following.text):
                break
        elif begun and _HEADING.match(following.text) and not _ENDS.search(following.text):
            break
        start, end = (following.start, following.end) if not begun else (start, following.end)
        begun = True
    return start, end


def _titles(lines: Sequence[Line], number: int) -> bool:
    """Whether the line above a head is the heading of what follows: short, no sentence, apart from what is above."""
    line = lines[number]
    return line.blank > 0 and len(line.text) <= _LONGEST_ALONE and not _ENDS.search(line.text)


_STAGED = 2
"""Characters by which a stage direction is indented."""
_REPLY_TO = re.compile(r"^(?:返信先|Replying to)[：:\s]|^[>＞]{2}\d+(?:[-,、]\d+)*$")
_TIMED = re.compile(r"^\d+$|^\d\d:\d\d:\d\d[,.]\d")


def _script(lines: Sequence[Line], fewest: int) -> tuple[tuple[int, tuple[int, int] | None], ...]:
    """Where brackets begin that a label on their line gives to somebody: 林「直ります」."""
    scripted = [_SCRIPT.match(line.text) for line in lines]
    count = Counter(match["label"] for match in scripted if match)
    kept = {label for label, times in count.items() if times >= 2 and not _NO_LABEL.match(label)}
    if len(kept) < fewest or sum(count[label] for label in kept) < 2 * fewest:
        return ()
    kept |= {label for label in count if _ROLE.search(label)}
    return tuple(
        (line.start + match.end(), (line.start, line.start + len(match["label"])))
        for line, match in zip(lines, scripted, strict=True)
        if match and match["label"] in kept
    )


def _interview(lines: Sequence[Line], dashes: Sequence[_Head], whom: Interviewee) -> Transcript:
    """Questions behind dashes, answers below them without a label: turns, or brackets where they stand in those."""
    if len(dashes) < 2 or 8 * len(dashes) < dashes[-1].line - dashes[0].line:
        return Transcript()
    asking = sum(bool(ASKING.search(lines[head.line].text)) for head in dashes)
    if interviewee(lines, lines[dashes[0].line].start) is None and 2 * asking < len(dashes):
        return Transcript()
    who = whom(lines[dashes[0].line].start)
    return _answers(lines, dashes, who) if who is not None else Transcript()


def _answers(lines: Sequence[Line], dashes: Sequence[_Head], who: tuple[int, int] | None) -> Transcript:
    """The questions, and what stands below each up to the next, which `who` answers."""
    blocks: list[Block] = []
    answers: list[tuple[int, tuple[int, int] | None]] = []
    for place, head in enumerate(dashes):
        last = place + 1 == len(dashes)
        stop = len(lines) if last else dashes[place + 1].line
        line = lines[head.line]
        blocks.append(Block(head.words, line.end - 2 * line.text.endswith("**"), "speech", "transcript"))
        start = end = -1
        for number in range(head.line + 1, stop):
            following = lines[number]
            if _STAGE.match(following.text) or (_HEADING.match(following.text) and not _ENDS.search(following.text)):
                break
            if following.blank and start >= 0 and (last or not _ENDS.search(following.text)):
                break
            if _CREDIT.match(following.text):
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


def _asked_throughout(lines: Sequence[Line], questions: Sequence[_Head]) -> bool:
    """Whether lines are an interview also where nobody says with whom (a later page of one): what stands behind dashes
    asks and is answered."""
    asking = sum(bool(ASKING.search(lines[head.line].text)) for head in questions)
    answered = sum(following.line - question.line > 1 for question, following in pairwise(questions))
    return len(questions) >= _FEWEST_ASKED and 3 * asking >= 2 * len(questions) and answered == len(questions) - 1


def interviewee(lines: Sequence[Line], before: int) -> tuple[int, int] | None:
    """Where the lines above `before` say to whom the questions of an interview go (Ｘさんに聞いた), or a line of its
    own who told (話し手：Ｘさん)."""
    for line in [*lines[:8], *lines[-4:]]:
        if told := _TOLD.match(line.text):
            return line.start + told.start("who"), line.start + told.end("who")
    above = [line for line in lines if line.start < before]
    for line in [*above[:8], *reversed(above[-4:])]:
        found = _INTERVIEW.search(line.text) if _ASKS.search(line.text) else None
        if found:
            return line.start + found.start("who"), line.start + found.end("who")
    return None
