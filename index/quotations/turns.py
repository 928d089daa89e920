"""Turns of minutes, interviews and transcripts: who speaks stands at the head of the line.

Each format is a pattern for the head of a line with a group `label`, and a rule for how often it must occur: a mark
that only minutes use needs two lines, a label before a colon must come back and have a partner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.quotations.zones import Line
from inyo.index.values.quotation import Kind, Zone

_BEARER = r"[（(][^）)\n]{1,20}[）)]"
_MINUTES = re.compile(
    rf"^[○◯〇◎●](?P<label>[^\s\u3000。、「」：:]{{1,24}}?(?:{_BEARER})?)[\s\u3000]+(?=\S)"
    r"|^(?P<office>[^\s\u3000。、「」：:（(]{1,16}[（(][^）)\n]{1,14}(?:君|くん|さん|氏)[）)])[\s\u3000]+(?=\S)"
)
_WORD = r"[^\s\u3000：:「」『』。、，,!?！？()（）\[\]【】<>/／・=＝#>*|0-9０-９-]"
_COLON = re.compile(rf"^(?P<label>{_WORD}{{1,12}})(?:さん|氏)?[：:][\s\u3000]*(?=\S)")
_BOLD = re.compile(rf"^\*\*(?P<label>{_WORD}{{1,12}}?)(?:さん|氏)?(?:\*\*[：:]?|[：:]\*\*)[\s\u3000]*(?=\S)")
_SPACE = re.compile(rf"^[◇◆□■▽▼△▲]?(?P<label>[^◇◆□■▽▼△▲・]{_WORD}{{0,7}})\u3000(?=\S)")
_BRACKETED = re.compile(
    r"^(?:【(?P<a>[^】\n]{1,12})】|[（(](?P<b>[^）)\n]{1,12})[）)]|《(?P<c>[^》\n]{1,12})》|\[(?P<d>[^\]\n]{1,12})\])"
    r"\s*(?=\S)"
)
_OWN_LINE = re.compile(r"^(?:発言者|話者|発言|スピーカー)[：:][\s\u3000]*(?P<label>[^\n：:]{1,30})$")
_DASH = re.compile(r"^(?:――|──|——|―|─|—|ーー|--)\s*(?=[^\s―─—-])")
_QUESTION = re.compile(r"^(?:[QＱ][0-9０-９]*|問[0-9０-９]*)[\s\u3000：:．.、]+(?=\S)")
_ANSWER = re.compile(r"^(?:[AＡ][0-9０-９]*|答)[\s\u3000：:．.、]+(?=\S)")
_SCRIPT = re.compile(rf"^(?P<label>{_WORD}{{1,10}})[\s\u3000]?(?=「[^\n]*」$)")
_INTERVIEW = re.compile(
    r"(?P<who>[^\s。、「」『』]{2,24}?)(?:氏|さん|君|教授|准教授|知事|市長|町長|社長|会長|監督|選手|代表|議員|大臣|長官)?"
    r"(?:に(?:話を)?(?:聞[いくき]|きい|尋ね|インタビュー)|との一問一答|へのインタビュー|の一問一答|インタビュー$)"
)
_ASKS = re.compile(r"聞[いくき]|きい|尋ね|インタビュー|一問一答")
"""What every match of _INTERVIEW holds: most lines hold none of it."""
_NO_LABEL = re.compile(
    r"^(?:出典|日時|場所|出演|電話|住所|写真|文|注|註|例|問い合わせ|参考|関連|備考|期間|料金|会場|主催|後援|対象|定員|編集|監修|著者|"
    r"訳者|原題|原文|取材|撮影|提供|発行|[0-9０-９一二三四五六七八九十ア-ンａ-ｚＡ-Ｚ①-⑳]{1,3}|https?|From|To|Date|Subject|Cc|件名|差出人|宛先|題名|作者|タイトル|価格|時間|日程|URL|"
    r"メール|FAX|TEL|Q|A|Ｑ|Ａ|著|編|訳|底本|初出|入力|校正|開会|閉会|出席者?|欠席者?|議題|議案|日付|会議名|第.+)$"
)
_ROLE = re.compile(
    r"^(?:議長|副議長|議長代理|委員長|副委員長|会長|座長|司会|司会者|進行|記者|記者団|聞き手|事務局|知事|市長|町長|村長|区長|副市長|"
    r"教育長|大臣|長官|局長|部長|課長|参考人|証人|裁判長|検察官|弁護人|質問者?|回答者?|[一二三四五六七八九十0-9０-９]+番)$"
)
_STAGE = re.compile(r"^[（(〔\[【<〈][^（(〔\[【]{0,60}[）)〕\]】>〉]$|^[－―─—◇◆\-=*＊・…\s]+$")


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


def find_turns(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The turns of a text, in order; none where its lines follow no format of transcripts."""
    minutes = [_MINUTES.match(line.text) for line in lines]
    if sum(match is not None for match in minutes) >= 2:
        return _turns(lines, minutes, across_blank=True)
    own = [_OWN_LINE.match(line.text) for line in lines]
    if sum(match is not None for match in own) >= 2:
        return _turns(lines, own, across_blank=True)
    dashes = [_DASH.match(line.text) if not line.text.endswith(("―", "—", "─")) else None for line in lines]
    for pattern in (_COLON, _BOLD, _BRACKETED, _SPACE):
        marked = _marked(lines, pattern, dashes)
        if marked:
            return _turns(lines, marked, across_blank=False)
    asked = [_QUESTION.match(line.text) for line in lines]
    answered = [_ANSWER.match(line.text) for line in lines]
    if sum(map(bool, asked)) >= 2 and sum(map(bool, answered)) >= 2:
        who = interviewee(lines)
        if who is not None:
            both = [question or answer for question, answer in zip(asked, answered, strict=True)]
            return _turns(lines, both, across_blank=False, answers=who, answered=answered)
    return ()


def interviewee(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where the first lines say to whom the questions of an interview go (Ｘさんに聞いた); None where they do not."""
    for line in lines[:8]:
        found = _INTERVIEW.search(line.text) if _ASKS.search(line.text) else None
        if found:
            return line.start + found.start("who"), line.start + found.end("who")
    return None


def find_answers(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Where brackets begin that a label or a question on the line before gives to somebody, with the span that names
    them: 林「直ります」 in a script, 「直ります」 under ――橋は直りますか in an interview."""
    scripted = [_SCRIPT.match(line.text) for line in lines]
    count = Counter(match["label"] for match in scripted if match)
    kept = {label for label, times in count.items() if times >= 2 and not _NO_LABEL.match(label)}
    out: dict[int, tuple[int, int]] = {}
    if len(kept) >= 2 and sum(count[label] for label in kept) >= 4:
        for line, match in zip(lines, scripted, strict=True):
            if match and match["label"] in kept:
                out[line.start + match.end()] = (line.start, line.start + len(match["label"]))
        return out
    asked = [bool(_DASH.match(line.text)) for line in lines]
    if sum(asked) < 2:
        return out
    who = interviewee(lines)
    if who is None:
        return out
    open_question = False
    for line, question in zip(lines, asked, strict=True):
        if question:
            open_question = True
        elif line.text[0] == "「" and open_question:
            out[line.start] = who
        else:
            open_question = False
    return out


def _marked(
    lines: Sequence[Line], pattern: re.Pattern[str], dashes: Sequence[re.Match[str] | None]
) -> list[re.Match[str] | None]:
    """The lines that begin turns under a pattern of labels; empty where the labels are no speakers."""
    matches = [pattern.match(line.text) for line in lines]
    matches = [match if match and not _NO_LABEL.match(_label(match)) else None for match in matches]
    count = Counter(_label(match) for match in matches if match)
    kept = {label for label, times in count.items() if times >= 2}
    if kept and sum(count[label] for label in count if label in kept or _ROLE.match(label)) >= 3:
        kept |= {label for label in count if _ROLE.match(label)}
    if pattern is _BRACKETED and not any(_ROLE.match(label) for label in kept):
        return []
    total = sum(count[label] for label in kept)
    asked = sum(dash is not None for dash in dashes)
    fewest = 3 if all(_ROLE.match(label) for label in kept) else 4
    if not ((total >= fewest and (len(kept) >= 2 or asked >= 2)) or (total >= 2 and asked >= 2)):
        return []
    if total >= 6 and pattern is _COLON:
        kept |= {label for label, times in count.items() if times == 1}
    marked = [match if match and _label(match) in kept else None for match in matches]
    return [match or dash for match, dash in zip(marked, dashes, strict=True)] if asked >= 2 else marked


def _label(match: re.Match[str]) -> str:
    return next((found for found in match.groups() if found), "")


def _turns(
    lines: Sequence[Line],
    matches: Sequence[re.Match[str] | None],
    *,
    across_blank: bool,
    answers: tuple[int, int] | None = None,
    answered: Sequence[re.Match[str] | None] = (),
) -> tuple[Block, ...]:
    """Blocks from the heads of turns. `answers` is the span that names who gives the turns in `answered`."""
    out: list[Block] = []
    start, end, label = -1, 0, None

    def close() -> None:
        if 0 <= start < end:
            out.append(Block(start, end, "speech", "transcript", label))

    for number, (line, match) in enumerate(zip(lines, matches, strict=True)):
        if match is not None:
            close()
            name = _label(match)
            at = line.start + match.start(match.lastindex or 0)
            label = (at, at + len(name)) if name else answers if answered and answered[number] else None
            start, end = line.start + match.end(), line.end
        elif start >= 0:
            if _STAGE.match(line.text) or (line.blank and not (across_blank and line.indented and line.blank < 2)):
                close()
                start = -1
            else:
                start, end = (line.start, line.end) if start == end else (start, line.end)
    close()
    return tuple(out)
