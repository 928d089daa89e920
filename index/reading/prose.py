"""Raw text → the text that a reader reads: one paragraph a line, nothing in its sentences that is not of them; and its
passages, the unit of search and of a hit.

Spaces that the recognition of characters or the making of a PDF put between Japanese letters go too.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, pairwise, starmap
from typing import NamedTuple
from unicodedata import combining

from inyo.index.reading.code_points import SOFT_HYPHEN, edits
from inyo.index.reading.layout_table import ROLE
from inyo.index.reading.lines import Line, are_code, begins_item, quote_end, split
from inyo.index.reading.markup_text import emphasis, soft_breaks
from inyo.index.reading.paged_text import interruptions, stacked, unfolded
from inyo.index.reading.wrapping import Joint, joints
from inyo.index.values.document import Document, Edit, Passage, SourceMap, apply
from inyo.index.values.extracts import Block, BlockKind, Place

_WORD_END = re.compile(r"[0-9A-Za-z\u00c0-\u024f,.;:!?)\]}`\"'’”%]")
_WORD_BEGIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f(\[{`\"'‘“$&]")
_FORM_FEED = re.compile("\f")
_SEVERAL = re.compile(r"[ \t-\r\x1c-\x1f\x85\xa0\u2002-\u200a\u2028\u2029\u202f]")
"""What parts lines, or letters that belong together: a text without is one paragraph as it is."""


class Prose(NamedTuple):
    """A text whose lines are its paragraphs, with the map to the text it was made from."""

    text: str
    origin: SourceMap


def clean(raw: str) -> Prose:
    """A decoded text with newlines as `\\n` and without what no reader sees (see `code_points`); its lines stay."""
    return Prose(*apply(raw, edits(raw)))


def pages(raw: str, cleaned: Prose) -> frozenset[int]:
    """Where in a cleaned text the form feeds of the raw one became newlines."""
    return frozenset(cleaned.origin.text(found.start()) for found in _FORM_FEED.finditer(raw))


def flowing(
    text: str, page_ends: frozenset[int] = frozenset(), *, start: int = 0, markdown: bool = False, marked: bool = False
) -> Prose:
    """A cleaned text from `start` on with the lines of each paragraph joined, and without spaces that came between
    Japanese letters.

    Marks of quoting stay before the first line of a paragraph, unless all lines have them and `marked` does not
    keep them. In Markdown every soft break is joined; in other texts
    only lines that were cut at one width or by the end of a page.
    """
    lines = [line for line in split(text) if line.first >= start]
    code = not markdown and are_code(text, lines, whole=True)
    if markdown:
        pairs = list(starmap(Joint, soft_breaks(text, lines)))
    else:
        pairs = _cut(text, lines, start, page_ends, code=code) if len(lines) > 1 else []
    made = [_joint(text, lines[pair.at].end, lines[pair.following].start, pair) for pair in pairs]
    common = 0 if marked else min((line.depth for line in lines if not line.blank), default=0)
    if common:
        made = sorted([*made, *_marks(text, lines, common, {pair.following for pair in pairs})])
    joined = Prose(*apply(text, chain([Edit(0, start)] if start else [], made)))
    if markdown and "**" in joined.text:
        plain = Prose(*apply(joined.text, emphasis(joined.text)))
        joined = Prose(plain.text, joined.origin.over(plain.origin))
    spaced = Prose(*apply(joined.text, [] if code else stray_spaces(joined.text)))
    return Prose(spaced.text, joined.origin.over(spaced.origin))


def _cut(text: str, lines: Sequence[Line], start: int, page_ends: frozenset[int], *, code: bool) -> list[Joint]:
    """The breaks that no reader sees, of lines without the spaces that the recognition of characters put there."""
    over = dict(chain(_hyphenated(text, lines).items(), interruptions(text, lines, page_ends), stacked(text, lines)))
    if code:
        return list(starmap(Joint, sorted(over.items())))
    if not _is_recognised(text, _behind_heads(text)):
        return joints(text, lines, over)
    close = _BETWEEN.sub("", text[start:])
    return joints(close, list(split(close)), over)


def _marks(text: str, lines: Sequence[Line], depth: int, joined: Collection[int]) -> Iterator[Edit]:
    """The first marks of quoting of lines that are not joined to the one before."""
    for number, line in enumerate(lines):
        end = quote_end(text, line, depth)
        if number not in joined and end > line.first:
            yield Edit(line.first, end)


def _hyphenated(text: str, lines: Sequence[Line]) -> dict[int, int]:
    """Lines that end in a soft hyphen, with the next."""
    return {
        number: number + 1
        for number, (line, after) in enumerate(pairwise(lines))
        if not line.blank and not after.blank and text[line.end - 1] == SOFT_HYPHEN
    }


def _joint(text: str, end: int, start: int, pair: Joint) -> Edit:
    """Two lines as one: between two words of Latin letters stays a space, a soft hyphen at the end of a line goes."""
    if text[end - 1] == SOFT_HYPHEN:
        return Edit(end - 1, start)
    if text[end] == "\u3000":
        return Edit(end + 1, start)
    if (pair.spaced or text[end - 1] in "？！") and text[start - 1] == "\u3000":
        return Edit(end, start - 1)
    if pair.exact:
        return Edit(end, start, " " if text[end] == " " or text.startswith("\n ", start - 2) else "")
    spaced = _WORD_END.match(text, end - 1) and _WORD_BEGIN.match(text, start)
    return Edit(end, start, " " if spaced else "")


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every line that holds more than marks of quoting, in order, without white space around."""
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped.strip(">＞ "):
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(stripped)
        at += len(line) + 1


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text of any line ends, lines that were cut at one width joined, those of columns in order.

    `place.line` is the line in `text` (from 1, by any line end) where a paragraph begins. Quoted lines of mail are
    REPLY without their `>`, `level` tells how deep.
    """
    if not _SEVERAL.search(text):
        whole = clean(text).text
        return tuple(_block(whole, line, Place(line=1)) for line in split(whole) if not line.blank)
    rows = unfolded(text)
    raw = "\n".join(row.words for row in rows).replace("\n\f", "\f") if rows else text
    cleaned = clean(raw)
    prose = flowing(cleaned.text, pages(raw, cleaned), marked=True)
    blocks: list[Block] = []
    at, number = 0, 0
    for line in split(prose.text):
        if line.blank:
            continue
        begins = prose.origin.source(line.first)
        number += cleaned.text.count("\n", at, begins)
        at = begins
        place = Place(line=1 + (rows[min(number, len(rows) - 1)].line if rows else number))
        blocks.append(_block(prose.text, line, place))
    return tuple(blocks)


def _block(text: str, line: Line, place: Place) -> Block:
    kind = BlockKind.REPLY if line.depth else BlockKind.ITEM if begins_item(text, line) else BlockKind.PARAGRAPH
    return Block(text[line.start : line.end], kind, place=place, level=line.depth)


_KANJI, _KATAKANA, _OTHER, _DIGIT = "々〆一-鿿㐀-䶿", "ァ-ヺー", "ぁ-ゖ、。「」『』（）・", "0-9０-９"
_LETTER = f"[{_KANJI}{_KATAKANA}{_OTHER}{_DIGIT}]"
_SPACE = "[ \u00a0\u2002-\u200a\u202f]"
_BETWEEN = re.compile(f"(?<={_LETTER}){_SPACE}(?={_LETTER})")
_KINDS = tuple(re.compile(f"[{kind}]") for kind in (_KANJI, _KATAKANA, _OTHER, _DIGIT))
_SERIES = frozenset(
    "月火水木金土日祝一二三四五六七八九十百千東西南北甲乙丙丁春夏秋冬上中下左右男女大小前後有無可否優良天地人年時分秒円内外計"
)
_ROWS_OF_KANA = tuple(
    re.findall(
        ".{5}", "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤイユエヨラリルレロワイウエヲ"
    )
)
_WORD = re.compile(r"(?<!\S)[ぁ-ヺー一-鿿々]{2,8}(?!\S)")
_BESIDE = 100
_FEWEST, _FEWEST_WITH_KANA = 3, 5
_IN_WORD = re.compile(f"(?<=[{_KANJI}]){_SPACE}(?=[ぁ-ゖ])")
_LINE, _SENTENCE = re.compile(r"[^\n]+"), re.compile("[。、]")
_HEAD = re.compile(rf"^[ \u3000]*(?P<head>(?P<sign>[○◯〇◎●◆◇■□▲△▼▽])?[^\s。、「」]{{1,20}})(?={_SPACE})", re.M)
_FEWEST_STRAY, _STRAY = 6, 0.15


def stray_spaces(text: str) -> Iterator[Edit]:
    """The spaces to take out: those in a run of single Japanese letters with one space between each.

    Three letters make a run, with hiragana among them five (in books for children every word stands apart). A run whose
    letters all count, name days, directions or ranks or spell out the syllables is a row of a table and stays, as one
    does among more words that stand apart. Digits go with the letters
    among which they stand.
    """
    heads = _behind_heads(text)
    if _is_recognised(text, heads):
        for line in _LINE.finditer(text):
            if _SENTENCE.search(text, *line.span()):
                spans = (space.span() for space in _BETWEEN.finditer(text, *line.span()))
                yield from (Edit(start, end) for start, end in spans if start not in heads)
        return
    run: list[int] = []
    for found in _BETWEEN.finditer(text):
        if run and found.start() != run[-1] + 2:
            yield from _taken_out(text, run)
            run = []
        run.append(found.start())
    yield from _taken_out(text, run)


def _behind_heads(text: str) -> frozenset[int]:
    """The spaces that part a speaker from the words (○知事 では): the first of a line, behind a sign, behind what
    several lines begin with, or the only one of a line behind an office (東邦・山田監督 よく粘った)."""
    found = list(_HEAD.finditer(text))
    often = Counter(match["head"] for match in found)
    return frozenset(
        match.end() for match in found if match["sign"] or often[match["head"]] > 1 or _parts_an_office(text, match)
    )


def _parts_an_office(text: str, head: re.Match[str]) -> bool:
    """Whether the head of a line ends with an office, and no other space stands among the letters of the line."""
    end = text.find("\n", head.end())
    return bool(ROLE.search(head["head"])) and not _BETWEEN.search(text, head.end() + 1, end if end >= 0 else len(text))


def _is_recognised(text: str, heads: frozenset[int]) -> bool:
    """Whether spaces stand where no writer puts one, as the recognition of characters does: often before hiragana that
    follow a kanji. Books for children, whose words stand apart, have spaces after their particles."""
    spaces = [found.start() for found in _BETWEEN.finditer(text) if found.start() not in heads]
    inside = sum(found.start() not in heads for found in _IN_WORD.finditer(text))
    return len(spaces) >= _FEWEST_STRAY and inside >= _STRAY * len(spaces)


def _taken_out(text: str, spaces: Sequence[int]) -> Iterator[Edit]:
    if len(spaces) < 2:
        return
    first, last = spaces[0] - 1, spaces[-1] + 1
    letters = [text[first]] if _alone(text, first, first - 1) else []
    letters += [text[at + 1] for at in spaces[:-1]]
    letters += [text[last]] if _alone(text, last, last + 1) else []
    digits = sum(bool(_KINDS[3].match(letter)) for letter in letters)
    letters = [letter for letter in letters if not _KINDS[3].match(letter)]
    fewest = _FEWEST_WITH_KANA if any(_KINDS[2].match(letter) for letter in letters) else _FEWEST
    if len(letters) < max(fewest, digits) or _SERIES.issuperset(letters) or _are_syllables("".join(letters)):
        return
    if _words_beside(text, spaces) <= len(letters):
        yield from (Edit(at, at + 1) for at in spaces)


def _are_syllables(letters: str) -> bool:
    """Whether letters are a row of the table of kana, in its order (サ シ ス セ ソ)."""
    plain = [unicodedata.normalize("NFD", letter)[0] for letter in letters]
    return any(set(plain) <= set(row) and plain == sorted(plain, key=row.index) for row in _ROWS_OF_KANA)


def _words_beside(text: str, spaces: Sequence[int]) -> int:
    """How many words of several letters stand apart on the line of a run, before and behind it."""
    first, last = spaces[0], spaces[-1]
    begun = max(text.rfind("\n", 0, first) + 1, first - _BESIDE)
    ended = text.find("\n", last, last + _BESIDE)
    before = text[begun:first].rpartition(" ")[0]
    after = text[last + 1 : ended if ended >= 0 else last + _BESIDE].partition(" ")[2]
    return len(_WORD.findall(f"{before}  {after}"))


def _alone(text: str, at: int, beside: int) -> bool:
    """Whether the letter at one end of a run stands alone: the one beside it is of another kind."""
    kind = next(kind for kind in _KINDS if kind.match(text, at))
    return beside < 0 or not kind.match(text, beside)


LONGEST = 400
"""A paragraph longer than this (code points) is cut at sentence ends."""

STRETCH = 200
"""How much longer a passage may be so that no quotation or bracket is cut."""

_SHORTEST = 120
_BREAKS = re.compile(
    r"(?P<sentence>[。．！？!?]+[」』）)】”’\"]*|\.(?=\s)|\n)"
    r"|(?P<clause>[、，,;；:：]|\s+|[」』）)】]+)"
)
_PAIRS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "［": "］",
    "〔": "〕",
    "“": "”",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_BRACKET = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSERS])) + "]")
_LONGEST_PAIR = 2_000
"""A pair farther apart than this is taken for two strays."""


class _Cut(NamedTuple):
    """A place to cut, better ones first in order: `depth` brackets are open there, `rank` 0 ends a sentence."""

    depth: int
    rank: int
    at: int


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; together they cover every paragraph exactly.

    A passage ends where a sentence ends outside brackets, if there is such a place within LONGEST (or, to spare a
    bracket pair, LONGEST + STRETCH) code points; else inside the fewest brackets; else between clauses; else anywhere
    but before a combining mark.
    """
    return tuple(
        Passage(start, end, number)
        for number, paragraph in enumerate(document.paragraphs, 1)
        for start, end in pieces(document.text, paragraph.start, paragraph.end)
    )


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The passages of a span of a text."""
    if end - start > LONGEST:
        cuts = _cuts(text, start, end)
        places = [cut.at for cut in cuts]
        while end - start > LONGEST:
            stop = _best(text, start, end, cuts, places)
            if stop >= end:
                break
            yield start, stop
            start = stop
    if start < end:
        yield start, end


def _best(text: str, start: int, end: int, cuts: Sequence[_Cut], places: Sequence[int]) -> int:
    first = bisect_left(places, start + _SHORTEST)
    near = cuts[first : bisect_right(places, start + LONGEST)]
    ideal = [cut for cut in near if cut.depth == 0 and cut.rank == 0]
    if ideal:
        return ideal[-1].at
    far = cuts[first + len(near) : bisect_right(places, start + LONGEST + STRETCH)]
    spared = next((cut for cut in far if cut.depth == 0 and cut.rank == 0), None)
    if end - start <= LONGEST + STRETCH:
        return end
    if spared:
        return spared.at
    if near:
        return min(near, key=lambda cut: (cut.rank, cut.depth, -cut.at)).at
    stop = start + LONGEST
    while stop > start + 1 and stop < end and combining(text[stop]):
        stop -= 1
    return stop if stop > start + 1 else start + LONGEST


def _cuts(text: str, start: int, end: int) -> list[_Cut]:
    """All places where the span may be cut, in order."""
    pairs = _pairs(text, start, end)
    opens, closes = sorted(opener for opener, _ in pairs), sorted(closer for _, closer in pairs)
    return [
        _Cut(bisect_left(opens, at) - bisect_left(closes, at), 0 if found.lastgroup == "sentence" else 1, at)
        for found in _BREAKS.finditer(text, start, end)
        if start < (at := found.end()) < end
    ]


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Brackets that belong together; strays are left out. A closer closes the nearest opener of its kind that no
    stray of another kind hides; what stood open inside is stray."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    standing = dict.fromkeys(_PAIRS, 0)
    for bracket in _BRACKET.finditer(text, start, end):
        opener = _CLOSERS.get(bracket[0])
        if opener is None:
            opened.append((bracket[0], bracket.start()))
            standing[bracket[0]] += 1
        elif standing[opener]:
            kind = ""
            at = 0
            while kind != opener:
                kind, at = opened.pop()
                standing[kind] -= 1
            if bracket.start() - at <= _LONGEST_PAIR:
                pairs.append((at, bracket.start()))
    return pairs
