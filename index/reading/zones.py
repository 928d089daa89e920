"""The frame of a text: bracket pairs, nested, unclosed, half-width, mis-closed, in linear time; its lines; and zones:
body, headlines, comments, citation lists, transcripts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from inyo.index.values.quotation import Zone

CLOSERS = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣"}
"""The brackets that are annotated, by their opening character."""

DEEPEST = 16
"""Pairs nested deeper than this inside other pairs are left out: no text nests so, and their copies would add up."""

_OPENERS_OF = {"」": "「", "』": "『", "”": "“", "〟": "〝", "｣": "｢", '"': "“"}
_BRACKET_OR_BREAK = re.compile(r"[「」『』“”〝〟｢｣\"]|\n[ \t\u3000\r]*\n")


_OTHER = re.compile(
    r"(?P<straight>(?<![\w=:,{\[(<\"\\])[\"＂](?P<a>[^\"＂\n]{1,400})[\"＂](?![\w\"]*[=:,;}\]>]))"
    r"|«(?P<b>[^«»\n]{1,400})»|(?<![A-Za-z])‘(?P<c>[^‘\n]{1,400}?)’(?![A-Za-z])|„(?P<d>[^„“”‟\n]{1,400})[“”‟]",
    re.ASCII,
)
"""Quotation marks of other languages and typewriters, on one line; straight ones where no code has them."""

_OTHER_BEGINS = re.compile('["＂«‘„]')
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A balanced pair. `start`–`end` are code points with the brackets; `depth` 0 outside any other pair.

    `parent` is the place of the enclosing pair in the sequence that `find_pairs` returns, or -1.
    """

    start: int
    end: int
    opener: str
    depth: int
    parent: int


def find_pairs(text: str) -> tuple[Pair, ...]:
    """All balanced pairs in order of start.

    An opening bracket that does not close before a blank line is dropped, and what stands inside it is kept; unless
    it begins its line, and closes at the end of one a few paragraphs on, before another begins one. A closing bracket
    without a partner is ignored; one that skips over younger open brackets closes its own. A curly quotation mark may
    be closed by a straight one. Marks of other languages («», „“, ‘’, "") pair where Japanese stands
    between them.
    """
    matched: list[tuple[int, int]] = list(_others(text))
    others = {place for start, end in matched for place in (start, end - 1)}
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = dict.fromkeys(CLOSERS, 0)
    goes_on = 0
    for found in _BRACKET_OR_BREAK.finditer(text):
        mark = found[0]
        if found.start() in others:
            continue
        if mark in CLOSERS:
            stack.append((mark, found.start()))
            waiting[mark] += 1
        elif mark[0] == "\n":
            if len(stack) == 1 and stack[0][0] == "「" and goes_on <= found.start():
                goes_on = _end_of_paragraphs(text, stack[0][1], found.start())
            if len(stack) == 1 and found.start() < goes_on:
                continue
            stack.clear()
            waiting = dict.fromkeys(CLOSERS, 0)
        else:
            opener = _OPENERS_OF[mark]
            if mark == '"' and (not stack or stack[-1][0] != "“"):
                continue
            if not waiting[opener]:
                continue
            while True:
                open_mark, start = stack.pop()
                waiting[open_mark] -= 1
                if open_mark == opener:
                    matched.append((start, found.end()))
                    break
    return _nested(sorted(matched), text)


_LONGEST_OF_PARAGRAPHS = 3000
"""Characters that words of several paragraphs in one pair of brackets may have."""
_ENDS_LINE = re.compile(r"。?[ \t\u3000\r]*(?:\n|$)")


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t\u3000")


def _end_of_paragraphs(text: str, start: int, stop: int) -> int:
    """Where the 「 at `start`, open at the blank line `stop`, closes as the last character of a paragraph further on;
    0 where it does not."""
    if not _begins_line(text, start):
        return 0
    depth = 1
    for found in _CORNERS.finditer(text, stop, start + _LONGEST_OF_PARAGRAPHS):
        if found[0] == "「":
            if _begins_line(text, found.start()):
                return 0
            depth += 1
        else:
            depth -= 1
            if not depth:
                return found.end() if _ENDS_LINE.match(text, found.end()) else 0
    return 0


_CORNERS = re.compile("[「」]")

_FEWEST = 2
_OTHERS_MORE = 8
"""How many times as often other marks stand in a text that quotes with them."""


def in_corner_brackets(text: str, pairs: Sequence[Pair]) -> str:
    """A text that quotes with other marks than 「」, with 「」 in their places; every other character where it was.

    `pairs` are those of the text. Marks that it has beside 「」 mean something else than these do: such a text is given
    back as it is.
    """
    used = Counter(pair.opener for pair in pairs if pair.opener != "『")
    corner = used.pop("「", 0)
    opener, times = max(used.items(), key=itemgetter(1), default=("", 0))
    if times < max(_FEWEST, corner * _OTHERS_MORE):
        return text
    letters = list(text)
    for pair in pairs:
        if pair.opener == opener:
            letters[pair.start], letters[pair.end - 1] = "「」"
    return "".join(letters)


def _others(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of marks of other languages. What they hold begins and ends with no blank and holds whole pairs only."""
    at = 0
    while begins := _OTHER_BEGINS.search(text, at):
        at = begins.end()
        found = _OTHER.match(text, begins.start())
        if found is None:
            continue
        words = text[found.start() + 1 : found.end() - 1]
        whole = all(_balanced(words, *pair) for pair in CLOSERS.items())
        closing = found["straight"] and _closes_curly(text, found.start())
        if whole and not closing and words == words.strip() and _JAPANESE.search(words):
            yield found.span()
            at = found.end()


def _balanced(words: str, opener: str, closer: str) -> bool:
    """Whether every opening bracket of a kind closes in the words, and none closes that opened before."""
    if opener not in words and closer not in words:
        return True
    depth = 0
    for mark in words:
        depth += (mark == opener) - (mark == closer)
        if depth < 0:
            return False
    return not depth


def _closes_curly(text: str, at: int) -> bool:
    """Whether the straight mark at `at` closes a curly one."""
    opened = text.rfind("“", max(0, at - 400), at)
    return opened >= 0 and not any(mark in text[opened:at] for mark in '”"')


def _nested(spans: list[tuple[int, int]], text: str) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    enclosing: list[tuple[int, int]] = []
    for start, end in spans:
        while enclosing and enclosing[-1][0] <= start:
            enclosing.pop()
        crossing = bool(enclosing) and end > enclosing[-1][0]  # marks of two languages, the earlier one holds
        if crossing or len(enclosing) >= DEEPEST:
            continue
        parent = enclosing[-1][1] if enclosing else -1
        pairs.append(Pair(start, end, text[start], len(enclosing), parent))
        enclosing.append((end, len(pairs) - 1))
    return tuple(pairs)


_AFTER_TITLE = re.compile(
    r"(?:[。.]?\s*(?:[^。\n「」『』はがもにで]{1,60}|『[^。\n「」『』]{1,30}』)、|、)"
    r"[0-9０-９]{4}年(?:[0-9０-９]{1,2}月(?:[0-9０-９]{0,2}日)?)?"
    r"(?:[0-9:：時分]{1,8})?(?:[(（][^)）]{0,20}[)）])?(?:[。.、\s*]|付|閲覧|更新|配信|掲載|公開|発行|$)"
)
_DATED_HEADLINE = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?:[(（][月火水木金土日][)）])?[:：]")
_SENTENCE_END = re.compile(r"[。！？!?」』）)…]\s*$")
_SOURCE_HEADING = re.compile(
    r"^[\s#■◆●○◇\[［【〈<]*(?:出典|参考文献|参考資料|参考リンク|参考|参照|情報源|関連リンク|外部リンク|"
    r"脚注|注釈|注|註|資料|引用元|ソース|典拠|文献|底本|初出)(?:一覧|など)?[\]］】〉>:：\s]*$"
)
_SOURCE_LINE = re.compile(r"^[\s\u3000]*(?:出典|引用元|ソース|参考文献|参考|底本|初出|原題|原文|情報源)[：:]")
_LIST_HEADING = re.compile(
    r"(?:最新ニュース|関連ニュース|関連記事|最近の記事|人気記事|おすすめ記事|ランキング|新着|"
    r"あわせて読みたい|注目記事|もっと見る|ニュース一覧|見出し一覧|トピックス|関連書籍)"
)
_COMMENT_HEADING = re.compile(
    r"^[■◆●▼【\[#\s]*(?:海外|ネット|視聴者|読者|ユーザー|みんな|掲示板|SNS|スレッド|スレ民|世間|"
    r"国内)?(?:から)?(?:の)?"
    r"(?:反応|コメント(?:欄|一覧)?|声|書き込み|口コミ|レビュー)(?:まとめ|一覧|集)?[】\]:：\s]*$"
)
_COMMENT_LEAD = re.compile(r"以下(?:は|、|に)[^\n]{0,40}(?:コメント|書き込み|反応|スレッド|投稿|声)[^\n]{0,30}$")
_LONGEST_HEADLINE = 50
_SHORTEST_PARAGRAPH = 25
_HEADING_MARK = re.compile(
    r"^\s*(?:#{1,6}\s|[■◆●◇▼▲★☆※]\s?|第[0-9０-９一二三四五六七八九十百]+[章節回話]|"
    r"[0-9０-９一二三四五六七八九十]+[.．、]\s?)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that holds something: where, without its margins, how many blank lines stand before it,
    how many characters it is indented."""

    start: int
    end: int
    text: str
    blank: int
    margin: int = 0

    @property
    def indented(self) -> bool:
        return self.margin > 0


@dataclass(frozen=True, slots=True)
class Zones:
    """The zone of every place: `starts` ascending, `zones` parallel to it."""

    starts: tuple[int, ...]
    zones: tuple[Zone, ...]

    def at(self, place: int) -> Zone:
        """The zone of a place (a code point of the text)."""
        found = bisect_right(self.starts, place) - 1
        return self.zones[found] if found >= 0 else "body"


def wrapping_width(lines: Sequence[Line]) -> int:
    """The width (in columns) at which the lines of a text are broken, sentences going on over them (mail); else 0."""
    widths = [_width(line.text) for line in lines]
    if len(lines) < 6:
        return 0
    limit = sorted(widths)[int(len(widths) * 0.9)]
    if not 40 <= limit <= 100:
        return 0
    joined = [
        (width, line) for width, line, following in zip(widths, lines, lines[1:], strict=False) if not following.blank
    ]
    open_ends = sum(width >= limit * 0.85 and not _ends_sentence(line.text) for width, line in joined)
    return limit if len(joined) >= 4 and open_ends >= len(joined) * 0.4 else 0


def _width(text: str) -> int:
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines that hold something."""
    out: list[Line] = []
    blank = 0
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            out.append(Line(start, start + len(stripped), stripped, blank, start - at))
            blank = 0
        else:
            blank += 1
        at += len(raw) + 1
    return tuple(out)


def find_zones(text: str, lines: Sequence[Line], pairs: Sequence[Pair]) -> Zones:
    """The zones of a text, from its lines and from citations that stand glued to the body."""
    spans: list[tuple[int, int, Zone]] = []
    zone: Zone = "body"
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        heading = _is_heading(line, lines, number)
        if _COMMENT_LEAD.search(line.text) or (
            heading and len(line.text) <= 20 and _COMMENT_HEADING.search(line.text) and _opens_comments(lines, number)
        ):
            zone = "comment"
            spans.append((line.start, line.end, "headline" if heading else "body"))
            continue
        if heading and _SOURCE_HEADING.match(line.text):
            zone = "source"
        elif len(line.text) <= 16 and _LIST_HEADING.search(line.text) and not _ends_sentence(line.text):
            zone = "headline"
        elif (
            zone == "comment"
            and heading
            and line.blank >= 2
            and following is not None
            and following.blank >= 1
            and not _ends_sentence(line.text)
        ) or (zone in ("headline", "source") and len(line.text) > 60 and line.text.endswith("。") and line.blank):
            zone = "body"
        elif zone == "headline" and line.blank >= 2 and heading:
            zone = "headline"
        if _SOURCE_LINE.match(line.text):
            spans.append((line.start, line.end, "source"))
            continue
        if zone == "body" and heading:
            spans.append((line.start, line.end, "headline"))
        else:
            spans.append((line.start, line.end, zone))
    spans = _split_citations(text, spans, pairs)
    return Zones(tuple(start for start, _, _ in spans), tuple(zone for _, _, zone in spans))


def _ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def _is_heading(line: Line, lines: Sequence[Line], number: int) -> bool:
    """A short line without a sentence's end that stands alone, begins the document, or bears a heading's mark."""
    text = line.text
    if len(text) > 100 or text.endswith(("。", "、", "」と", "，")):
        return False
    if _HEADING_MARK.match(text) and len(text) <= 60 and not text.endswith("。"):
        return True
    if (
        text[0] in "「『“"
        and text[-1] in "」』”"
        and text.find(text[-1]) == len(text) - 1
        and text[0] != "『"
        and number
    ):
        return False
    if "。" in re.sub("[「『][^」』]*[」』]", "", text):
        return False
    following = lines[number + 1].blank if number + 1 < len(lines) else 1
    if number == 0 and text[0] == "「" and text[-1] == "」" and not following:
        return False
    if number == 0:
        return len(lines) > 1
    if _goes_on_a_headline(lines, number):
        return True
    if line.blank and following and len(text) <= 60:
        return not re.search(r"[。」]$", text) or text[0] == "『"
    previous = lines[number - 1].text
    return bool(
        len(text) <= 45
        and len(lines[number + 1].text if number + 1 < len(lines) else "") > 60
        and len(previous) > 40
        and not re.search(r"[。」』)）]$", text)
        and "。" not in text
        and lines[number + 1].text[-1:] in "。"
    )


def _goes_on_a_headline(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is the second or third one of a headline: right under the first, above a paragraph that stands
    apart."""
    if number > 2 or number + 1 >= len(lines) or any(line.blank for line in lines[1 : number + 1]):
        return False
    body = lines[number + 1]
    own = lines[: number + 1]
    spoken = any(line.text[0] in "「『“" and line.text[-1] in "」』”" and line.text.count("「") < 2 for line in own)
    return (
        not spoken
        and bool(body.blank)
        and len(body.text) >= _SHORTEST_PARAGRAPH
        and "。" in body.text
        and all(len(line.text) <= _LONGEST_HEADLINE and "。" not in line.text for line in own)
    )


def _opens_comments(lines: Sequence[Line], number: int) -> bool:
    """Whether what follows a heading is a row of short blocks."""
    following = lines[number + 1 : number + 12]
    return (
        sum(line.blank >= 1 for line in following) >= 3
        and sum(len(line.text) < 80 for line in following) >= len(following) * 0.6
    )


def _split_citations(
    text: str, spans: Sequence[tuple[int, int, Zone]], pairs: Sequence[Pair]
) -> list[tuple[int, int, Zone]]:
    """Lines that end in a list of citations or of dated headlines, cut where the list begins."""
    out: list[tuple[int, int, Zone]] = []
    place = 0
    tops = [pair for pair in pairs if pair.depth == 0]
    for start, end, zone in spans:
        while place < len(tops) and tops[place].start < start:
            place += 1
        inside = []
        at = place
        while at < len(tops) and tops[at].start < end:
            inside.append(tops[at])
            at += 1
        cut = -1
        for pair in inside:
            if zone != "source" and _AFTER_TITLE.match(text, pair.end, min(end, pair.end + 120)):
                cut = _citation_start(text, start, pair.start)
                break
        dated = _DATED_HEADLINE.search(text, start, cut if cut >= 0 else end) if zone == "body" else None
        if dated and dated.start() > start:
            out.append((start, dated.start(), zone))
            out.append((dated.start(), cut if cut >= 0 else end, "headline"))
        elif cut != start:
            out.append((start, cut if cut >= 0 else end, zone))
        if cut >= 0:
            out.append((cut, end, "source"))
    return out


def _citation_start(text: str, line: int, bracket: int) -> int:
    """Where the citation that holds the bracket begins: behind the last full stop, at most 60 characters before it."""
    found = max(text.rfind(mark, max(line, bracket - 60), bracket) for mark in "。\n")
    return found + 1 if found >= 0 else max(line, bracket - 60) if bracket - line > 60 else line
