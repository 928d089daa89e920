"""Words without brackets that are presented as somebody's own: comments, block quotes, lists under a speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.quotations.model import Kind
from index.quotations.turns import Block
from index.quotations.zones import Line, Zones

_BULLET = re.compile(r"^[•・●○◦‣\-*＊■□◆◇▪–]\s*|^[(（]?[0-9０-９一二三四五六七八九十①-⑳]{1,2}[)）.．、]?\s*")
_QUOTED_LINE = re.compile(r"^[>＞]+\s?")
_BYLINE = re.compile(r"^(?:[—―─–-]{1,3}|――)\s*(?P<who>[^『「（(、\n]{1,24})")
_POSTER = re.compile(
    r"^(?:[>＞]*\d{1,4}\s*[:：.．]?\s*)?(?P<who>(?:名無し|匿名|風吹けば|以下、|VIP)[^\s\u3000]{0,16}|"
    r"[^\s\u3000]{1,16}(?=\s+\d{4}[/年-]))[^。]*$"
)
_LEAD = re.compile(
    r"以下(?:は|、|に|が|の)?[、]?(?P<who>[^。\n]{1,40}?)(?:の|による|から(?:の|寄せられた)?|"
    r"に寄せられた)?(?:コメント|書き込み|投稿|反応|感想|意見|声)"
)
_SAYS_THIS = re.compile(
    r"(?:こう|次のように|このように|以下のように|以下の通り)[^。、]{0,12}(?:記|書|述|語|結ば|結ん|綴|話|"
    r"言|説|指摘|訴|続け|振り返|説明|報告|答え|宣言|つづ|しるし|著|主張|まとめ)[^。「『]{0,14}。$"
)
_SAYS_COMMA = re.compile(
    r"^(?P<who>[^。「『]{1,50}?)は、?(?:こう|次のように)?(?:言う|語る|述べる|話す|書く|記す|指摘する|説く|"
    r"言った|語った|述べた|書いた|嘆く|訴える|続ける|振り返る|"
    r"主張する)、(?P<what>[^。「『][^。]{5,400}?)、?と。$"
)
_CLOSED = re.compile(r"、?と(?:。|$)")
_SAYS_COLON = re.compile(
    r"(?:述べ|語|話|言|指摘|提案|提言|主張|説明|挙げ|列挙|要求|訴|助言|勧め|書|記)[^。、「」]{0,8}[:：]$"
)


def announces(skeleton: str) -> bool:
    """Whether a sentence ends by saying that somebody's words follow (Xは次のように述べた。)."""
    return bool(_SAYS_THIS.search(skeleton[-60:]))


def find_comments(lines: Sequence[Line], zones: Zones) -> tuple[Block, ...]:
    """Comments of a comment section: each group of lines between blank lines."""
    out: list[Block] = []
    speaker = ""
    group: list[Line] = []

    def close() -> None:
        if group:
            first = _BULLET.match(group[0].text) if group[0].text[0] in "•・-*" else None
            start = group[0].start + (first.end() if first else 0)
            out.append(Block(start, group[-1].end, "written", "comment", speaker=speaker))
            group.clear()

    for line in lines:
        lead = _LEAD.search(line.text)
        if zones.at(line.start) != "comment":
            close()
            if lead:
                speaker = lead["who"].lstrip("、")
            continue
        if line.blank or (group and line.text[0] in "•・" and group[0].text[0] in "•・"):
            close()
        poster = _POSTER.match(line.text)
        if poster and len(line.text) < 60:
            close()
            speaker = poster["who"]
            continue
        group.append(line)
    close()
    return tuple(out)


def find_block_quotes(lines: Sequence[Line], text: str) -> tuple[Block, ...]:
    """Lines set off with > (mail, Markdown), with the byline under them or the sentence above them."""
    out: list[Block] = []
    number = 0
    while number < len(lines):
        if not _QUOTED_LINE.match(lines[number].text):
            number += 1
            continue
        first = number
        while (
            number < len(lines)
            and _QUOTED_LINE.match(lines[number].text)
            and (number == first or not lines[number].blank)
        ):
            number += 1
        group = [line for line in lines[first:number] if _QUOTED_LINE.sub("", line.text)]
        if not group:
            continue
        byline = _BYLINE.match(_QUOTED_LINE.sub("", group[-1].text)) if len(group) > 1 else None
        label = None
        if byline:
            last = group.pop()
            offset = text.index(byline["who"], last.start)
            label = (offset, offset + len(byline["who"].rstrip()))
        start = group[0].start + len(group[0].text) - len(_QUOTED_LINE.sub("", group[0].text))
        intro = lines[first - 1].end if first and lines[first].start - lines[first - 1].end <= 4 else -1
        out.append(Block(start, group[-1].end, "written", "body", label, "", intro if label is None else -1))
    return tuple(out)


def find_lists(lines: Sequence[Line], zones: Zones) -> tuple[Block, ...]:
    """Items of a list under Xは述べる:, as one block."""
    out: list[Block] = []
    for number, line in enumerate(lines[:-1]):
        if not _SAYS_COLON.search(line.text) or zones.at(line.start) != "body":
            continue
        first = last = number + 1
        bullet = _BULLET.match(lines[first].text)
        if not bullet or not bullet.end():
            continue
        mark = lines[first].text[0]
        while (
            last + 1 < len(lines)
            and not lines[last + 1].blank
            and (
                lines[last + 1].text[0] == mark
                or lines[last + 1].indented
                or (bool(re.match(r"[(（0-9０-９①-⑳]", mark)) and bool(_BULLET.match(lines[last + 1].text)))
            )
        ):
            last += 1
        out.append(Block(lines[first].start + bullet.end(), lines[last].end, "speech", "body", intro=line.end))
    return tuple(out)


def find_inverted(lines: Sequence[Line], text: str, zones: Zones) -> tuple[Block, ...]:
    """Xはこう記している。……と。 and Xは言う、……と。"""
    out: list[Block] = []
    for line in lines:
        if "と。" not in line.text or zones.at(line.start) not in ("body", "transcript"):
            continue
        at = 0
        for sentence in re.finditer(r"[^。]*。", line.text):
            words = sentence[0]
            comma = _SAYS_COMMA.match(words.strip())
            if comma and "「" not in words:
                start = line.start + sentence.start() + words.index(comma["what"], comma.start("what"))
                out.append(
                    Block(start, start + len(comma["what"]), "speech", "body", intro=line.start + sentence.end())
                )
            elif _SAYS_THIS.search(words):
                at = sentence.end()
                closing = re.search(r"(?<=[^、。])、?と。", line.text[at : at + 1_500])
                bracket = line.text.find("「", at)
                if closing and not (0 <= bracket - at < 3) and "「" not in line.text[at : at + closing.start()]:
                    start = at + len(line.text[at:]) - len(line.text[at:].lstrip("\u3000 "))
                    kind: Kind = "written" if re.search(r"(?:記|書|結ば|綴|つづ|著)[^。]{0,10}。$", words) else "speech"
                    out.append(
                        Block(
                            line.start + start, line.start + at + closing.start(), kind, "body", intro=line.start + at
                        )
                    )
    return tuple(out)
