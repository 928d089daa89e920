"""The lines of a text, and what their beginnings and ends say: quoting, indent, width, sentence ends, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_QUOTE = re.compile(r"[ \t]?(?:(?![>＞]{1,2}\d)[>＞][ \t]?)+|\|[ \t]?(?![^\n]*\|)")
_MARKS = re.compile(r"[>＞|]")
_MARK = re.compile(r"[ \t]?[>＞|][ \t]?")
_INDENT = re.compile(r"[ \t\u3000]*")
_ZERO_WIDTH = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\u3099\u309a\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_NARROW = re.compile(
    "[\x00-\xa6\xa9-\xaf\xb2\xb3\xb5\xb7-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u0390\u0452-\u10ff\u1e00-\u1fff\u20a0-\u20bf"
    "\uff61-\uffdc]"
)
_WIDE = re.compile("[\u3000-\u3098\u309b-\u9fff\uff01-\uff60]*")
_AMBIGUOUS = re.compile("[§¨°±´¶×÷\u0391-\u0451\u2010-\u2027\u2030-\u205e\u2100-\u27ff]")
"""Characters as wide as a kanji in Japanese fonts of old, as wide as a letter in others."""

NEVER_FIRST = (
    "、。，．・：；:;,.！？!?‼⁇⁈⁉ー―…‥〜～々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥ"
    "ェォッャュョヮヵヶ」』）)】〉》］\\]〕｝}”’〟｣､｡･゛゜％%℃"
)
NEVER_LAST = "「『（(【〈《［\\[〔｛{“‘〝｢"
"""Marks that by the rules of kinsoku begin no line, and end none; written for a class of a pattern."""

_HANGING = re.compile(rf"[{NEVER_FIRST}]{{1,3}}$")
_UNIT = re.compile(rf"[{NEVER_LAST}]{{0,3}}(?:[!-~\u00c0-\u024f]{{1,2000}}|[^\n])[{NEVER_FIRST}]{{0,4}}")
_FINAL = re.compile(r"[。．！？!?⁉‼][」』）)】〉》］\]”’\"〟｣]*$|[a-z)]{2}[.][)\"”’]*$")
_LOOSE = re.compile(r"[」』）)】〉》］\]”’\"〟｣…‥：:―─—]$")
_ITEM = re.compile(
    r"(?!\*\*\s*$)[-*+・･●○◎■□◆◇▼▽▲△▶▷►※☆★◯•‣◦→⇒✓✔#＃＠♪①-⑳❶-❿Ⅰ-Ⅻ]|\d{1,3}(?:[)．、）]|\.(?!\d))"
    r"|[（(](?:\d{1,3}|[０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ア-ンa-zA-Z問答])[)）]"
    r"|[０-９]{1,3}[．、）)　]|[一二三四五六七八九十]{1,2}[、．　 ]"
    r"|第[0-9０-９一二三四五六七八九十百]{1,4}[条章節項編部回話][ 　]"
    r"|[ア-ン][．）)]|[QAＱＡ問答][.．：:　 ]"
)
_START = re.compile(
    r"【|［＃|〔|＜|≪|[^\s。、！？「」『』（）()\"\d：:]{1,12}[：:](?!//)"
    r"|[^\s。、！？!?「」『』（）()]{1,10}(?:[（(][^\s（）()]{1,16}[)）])?\u3000|[―─—]{2}[^―─—]"
)
_ALONE = re.compile(
    r"[=＝_＿*＊~〜─━―—\-－‐.・…+/／#＃^◇◆○●☆★※＊]{3,}\s*$|[|｜┌├└│┃┏┗┣]|```|~~~|<[/!a-zA-Z](?![^<>\s]*@)|\S*[{};]\s*$"
    r"|[A-Za-z_][\w.]{0,40} = \S"
    r"|(?:https?|ftp)://\S+$|(?:From|To|Cc|Date|Subject|件名|差出人|宛先|日時|送信者|送信日時)[:：]"
    r"|\[?\d\d:\d\d[:.]\d\d|\d+$"
)
_GAPS = re.compile(r"\S(?:[ \u3000]*\t[ \u3000]*|[ \u3000]{3,}|[ \u3000]*[|｜│┃][ \u3000]*)\S")

_WORDS_APART = re.compile(r"[^\s。、，．「」]{1,16}(?:[ \u3000][^\s。、，．「」]{1,16}){4,}$")
_OF_A_SENTENCE, _OF_A_LIST = re.compile("[ぁ-ゖ](?= |\u3000|$)"), re.compile("[ァ-ヺー一-鿿々](?= |\u3000|$)")
"""How words end that stand apart in a book for children, and in a list."""

_STAMP = re.compile(
    r"\d{2,4}[/年.-]\d{1,2}[/月.-]\d{1,2}日?(?: ?[(（].[)）])? ?"
    r"\d{1,2}[:：]\d\d(?:[:：]\d\d(?:\.\d+)?)?(?: ?ID[:：]\S+)?$"
)


_CODE = re.compile(
    r"[^。]*[;{}\\]$|(?:def|class|import|from|return|async|await|if|elif|else|for|while|try|except|raise|with|assert|yield|print|my|our|use"
    r"|sub|var|let|const|function|public|private|static|echo|export|set|cd|sudo|pip|python3?|npm|git|fi|then|done|do|esac"
    r"|end|begin|SELECT|INSERT|UPDATE|CREATE)\b[^。、]*$|[@$%#&\\<]{1,2}[\w!/]|/[/*]|\*/|[\w.$\[\]\"'-]{1,60}\s*(?:[-+*/|.]?=[=>~]?|:=|<-|->)\s*\S"
    r"|[\w.$]{1,60}\([^。、]*\)?[:,]?$|[\"']{3}|[\"'][^。]*[\"']\s*[:,][^。]*$|[)\]]+[,:.;)]*|[\w-]{1,40}:\s[^。、]*[;,]?$|\.{1,2}/\S|--?\w"
)
"""How lines of programs, settings and commands begin or are as a whole."""
_FEWEST_OF_CODE, _LONGEST_OF_CODE, _CODE_IN_FILE, _CODE_IN_BLOCK = 3, 300, 0.4, 0.6


class Line(NamedTuple):
    """One line; offsets are code points in the text.

    `first`: where it begins; `start`–`end`: its words, without white space around and marks of quoting, of which
    `depth` stand before. Widths count the indent: `size` in characters, `cells` in columns of a terminal, `narrow` in
    columns where characters of ambiguous width are narrow.
    """

    first: int
    start: int
    end: int
    depth: int
    indent: int
    size: int
    cells: int
    narrow: int

    @property
    def blank(self) -> bool:
        """Whether it holds no words."""
        return self.start >= self.end


def split(text: str) -> Iterator[Line]:
    """The lines of a text whose newlines are `\\n`."""
    at = 0
    for raw in text.split("\n"):
        yield _line(raw, at)
        at += len(raw) + 1


def _line(raw: str, at: int) -> Line:
    quote = _QUOTE.match(raw)
    begun = quote.end() if quote else 0
    depth = len(_MARKS.findall(quote[0])) if quote else 0
    body = raw[begun:].rstrip()
    lead = _INDENT.match(body)
    indent = lead.end() if lead else 0
    start, end = at + begun + indent, at + begun + len(body)
    wide, narrow = widths(body)
    return Line(at, start, end, depth, widths(body[:indent])[0] if indent else 0, len(body), wide, narrow)


def quote_end(text: str, line: Line, depth: int) -> int:
    """Where the first `depth` marks of quoting end that a line begins with."""
    end = line.first
    for _ in range(min(depth, line.depth)):
        mark = _MARK.match(text, end, max(end, line.end))
        end = mark.end() if mark else end
    return end


def widths(text: str) -> tuple[int, int]:
    """Columns of a terminal that a text takes, with characters of ambiguous width as wide and as narrow."""
    if text.isascii():
        return len(text), len(text)
    if _WIDE.fullmatch(text):
        return 2 * len(text), 2 * len(text)
    wide = 2 * len(text) - len(_NARROW.findall(text)) - 2 * len(_ZERO_WIDTH.findall(text))
    return wide, wide - len(_AMBIGUOUS.findall(text))


def hanging(text: str, end: int) -> str:
    """Marks at the end of a line that may stand beyond its width."""
    found = _HANGING.search(text, max(0, end - 3), end)
    return found[0] if found else ""


def unit(text: str, start: int) -> str:
    """What at the beginning of a line cannot be parted: a word, a character with the marks that stay with it."""
    found = _UNIT.match(text, start)
    return found[0] if found else ""


def ends_sentence(text: str, line: Line) -> bool:
    """Whether a line ends as sentences do."""
    return bool(_FINAL.search(text, max(line.start, line.end - 6), line.end))


def ends_loosely(text: str, line: Line) -> bool:
    """Whether a line ends in a bracket or mark after which a sentence may be over or go on."""
    return bool(_LOOSE.search(text, max(line.start, line.end - 2), line.end))


def begins_item(text: str, line: Line) -> bool:
    """Whether a line begins as the entry of a list."""
    return bool(_ITEM.match(text, line.start, line.end))


def marker(text: str, line: Line) -> str:
    """The kind of mark with which the entry of a list begins: its first character, one for all digits."""
    first = text[line.start]
    return "1" if first.isdigit() or first in "一二三四五六七八九十" else first


def opens(text: str, line: Line) -> bool:
    """Whether a line begins with a mark that opens words."""
    return text[line.start] in "「『“〝｢"


def unclosed(text: str, line: Line) -> bool:
    """Whether a line opens spoken words and does not close them."""
    return text.rfind("「", line.start, line.end) > text.rfind("」", line.start, line.end)


def begins_anew(text: str, line: Line) -> bool:
    """Whether a line begins with a label, a heading's bracket or the like: something that mostly begins a paragraph."""
    return bool(_START.match(text, line.start, line.end))


def stands_alone(text: str, line: Line) -> bool:
    """Whether a line is a rule, the row of a table, words one beside another, code or a header (also of a post):
    nothing is joined to it."""
    found = any(
        pattern(text, line.start, line.end) is not None for pattern in (_ALONE.match, _GAPS.search, _STAMP.search)
    )
    return found or _is_row_of_words(text, line)


def _is_row_of_words(text: str, line: Line) -> bool:
    if not _WORDS_APART.match(text, line.start, line.end):
        return False
    words = text[line.start : line.end].split()
    of_sentence = len(_OF_A_SENTENCE.findall(text, line.start, line.end))
    of_list = len(_OF_A_LIST.findall(text, line.start, line.end))
    return of_list > 2 * of_sentence and 2 * of_list > len(words) and sum(map(len, words)) >= 1.5 * len(words)


def are_code(text: str, lines: Sequence[Line], *, whole: bool) -> bool:
    """Whether lines (those of a block, or of a whole text) are a program, a style sheet, settings: many of them have no
    Japanese or end as no sentence does, and begin as lines of code do."""
    written = [line for line in lines if not line.blank]
    short = (line for line in written if line.end - line.start <= _LONGEST_OF_CODE)
    code = sum(bool(_CODE.match(text, line.start, line.end)) for line in short)
    return code >= max(_FEWEST_OF_CODE, (_CODE_IN_FILE if whole else _CODE_IN_BLOCK) * len(written))
