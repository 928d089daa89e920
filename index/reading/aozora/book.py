"""Texts in the format of Aozora Bunko → plain text, readings, title, author, edition.

A book is: title and author, a blank line, a block that explains the symbols between two lines of hyphens, the work,
a colophon that begins with 底本：. Marks within lines are `inyo.index.reading.aozora.ruby`'s part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inyo.index.reading.aozora.ruby import plain_line
from inyo.index.reading.dates import find_date
from inyo.index.values.source_map import IDENTITY, Edit, SourceMap, apply

_HEAD = 6_000
_LOOKED_AT = 100_000
_TAIL = 12_000
_RULE = re.compile(r"^[-‐－─]{20,}[ 　]*$", re.MULTILINE)
_SYMBOLS = "【テキスト中に現れる記号について】"
_COLOPHON = re.compile(r"\n[ 　]*(?=(?:底本|翻訳の底本|翻訳の原作|初出)[：:])")
_END_OF_WORK = "［＃本文終わり］"
_EDITION = re.compile(r"^[ 　]*(?:翻訳の)?(?:底本|原作)[：:][ 　]*(.+)$", re.MULTILINE)
_NOTE = re.compile(r"※?［＃[^］\n]{1,200}］")
_RUBY = re.compile(r"([㐀-鿿々〆ヶA-Za-zＡ-Ｚａ-ｚ])?《([^《》\n]{0,80})》?")
_MARKED_RUBY = re.compile(r"[｜|][^｜|《》\n]{1,60}《[ぁ-ゖァ-ヺー・ 　]{1,60}》")
_READING = re.compile(r"[ぁ-ゖァ-ヺーヽヾゝゞ・ 　]+")
_TRANSLATOR = re.compile(r"(?:訳|編|校訂|校注|編纂)$|^(?:translated|edited) by\b", re.IGNORECASE)
_ORIGINAL_TITLE = re.compile(r"[^ぁ-ゖァ-ヺー一-鿿々]+")


@dataclass(frozen=True, slots=True)
class Book:
    """A text without its markup. `rubies`: (start, end, reading). `work_end`: where the colophon begins in `text`.

    `title` and `author` are '' where the text has no header. `certain`: it has a book's header or colophon, not its
    marks alone. `origin` leads to the text with marks, exactly for the beginnings of lines.
    """

    text: str
    rubies: tuple[tuple[int, int, str], ...]
    work_end: int
    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    certain: bool = True
    origin: SourceMap = IDENTITY


def read_book(raw: str) -> Book | None:
    """The book in a text with newlines as `\\n`, or None where the text is none.

    The explanation of symbols is taken out, and with it lines that hold nothing but notes. The colophon stays at the
    end of the text. `date` is the day of the edition that was copied, `source` that edition.
    """
    block = _symbol_block(raw)
    colophon = _colophon(raw)
    certain = block is not None or (colophon is not None and "青空文庫" in raw[colophon:])
    if not certain and not _marked_up(raw):
        return None
    below = IDENTITY
    if block is not None:
        start, end = len(raw[: block[0]].rstrip("\n")), len(raw) - len(raw[block[1] :].lstrip("\n"))
        colophon = None if colophon is None else colophon - (end - start) + 2
        raw, below = apply(raw, [Edit(start, end, "\n\n")])
    end = len(raw) if colophon is None else colophon
    work, rubies, anchors = _plain(raw[:end], cautious=not certain)
    ending, _, more = _plain(raw[end:], cautious=not certain)
    anchors += [(len(work) + text, end + source) for text, source in more]
    title, author = _header(work) if certain else ("", "")
    edition = _EDITION.search(ending)
    source = edition[1].strip() if edition else ""
    date = find_date(ending[edition.start() :].split("\n入力", 1)[0][:400]) if edition else ""
    origin = below.over(_map(anchors))
    return Book(work + ending, rubies, len(work), title, author, date, source, certain, origin)


def _symbol_block(raw: str) -> tuple[int, int] | None:
    heading = raw.find(_SYMBOLS, 0, _HEAD)
    rules = list(_RULE.finditer(raw, 0, _HEAD)) if heading >= 0 else []
    before = [rule for rule in rules if rule.end() < heading]
    after = [rule for rule in rules if rule.start() > heading]
    return (before[-1].start(), after[0].end()) if before and after else None


def _colophon(raw: str) -> int | None:
    """Where the colophon begins: after the end of the work if that is marked, else at 底本： after a blank line."""
    tail = max(0, len(raw) - _TAIL)
    marked = raw.rfind(_END_OF_WORK, tail)
    if marked >= 0:
        return marked
    for found in _COLOPHON.finditer(raw, tail):
        before = raw.rfind("\n", 0, found.start()) + 1
        if not raw[before : found.start()].strip():
            return found.end()
    return None


def _marked_up(raw: str) -> bool:
    """Whether ruby or notes stand in a text without header and colophon; 《》 may be mere brackets there."""
    raw = raw[:_LOOKED_AT]
    if _MARKED_RUBY.search(raw) or len(_NOTE.findall(raw)) >= 2:
        return True
    rubies = [bool(base and _READING.fullmatch(reading)) for base, reading in _RUBY.findall(raw)]
    return len(rubies) >= 3 and sum(rubies) >= 0.9 * len(rubies)


def _plain(raw: str, *, cautious: bool) -> tuple[str, tuple[tuple[int, int, str], ...], list[tuple[int, int]]]:
    """The text of marked lines, its rubies, and where its lines begin in it and in `raw`."""
    lines: list[str] = []
    rubies: list[tuple[int, int, str]] = []
    anchors: list[tuple[int, int]] = []
    at = place = 0
    for source in raw.split("\n"):
        line = plain_line(source, cautious=cautious)
        place += len(source) + 1
        if line.noted and not line.text.strip():
            continue
        at += bool(lines)
        anchors.append((at, place - len(source) - 1))
        rubies.extend((at + start, at + end, reading) for start, end, reading in line.rubies)
        lines.append(line.text)
        at += len(line.text)
    return "\n".join(lines), tuple(rubies), anchors


def _map(anchors: Sequence[tuple[int, int]]) -> SourceMap:
    """A map that has of these anchors those from which on text and source lie farther apart than before."""
    moved = [here for before, here in pairwise([(0, 0), *anchors]) if here[1] - here[0] != before[1] - before[0]]
    return SourceMap(tuple(text for text, _ in moved), tuple(source for _, source in moved))


def _header(work: str) -> tuple[str, str]:
    """Title (with subtitle) and author from the first lines, by Aozora Bunko's order: title, original title, subtitle,
    author, translator."""
    lines = [line.strip() for line in work[:2_000].lstrip("\n").split("\n\n", 1)[0].split("\n")]
    if not 2 <= len(lines) <= 6 or max(map(len, lines)) > 100:
        return (lines[0][:100] if lines[0] else ""), ""
    people = lines[1:]
    if len(people) > 1 and _TRANSLATOR.search(people[-1]):
        people = people[:-1]
    subtitles = [line for line in people[:-1] if not _ORIGINAL_TITLE.fullmatch(line)]
    return "　".join([lines[0], *subtitles]), people[-1]
