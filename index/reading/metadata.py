"""Title, author, date and source of a plain text, where its first or last lines give them.

General rules over lines: a headline is short and is no sentence; a date line holds a date and little else; a byline
stands between headline and text or at the end; where a text comes from is told beside (see `bylines`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.reading.bylines import (
    COPYRIGHT,
    DATE_WORDS,
    SOURCE,
    above_title,
    author,
    below_date,
    beside_date,
    closing_source,
    credit,
    dateline,
    dates_of,
    domain,
    is_label,
    labelled_source,
)  # fmt: skip
from inyo.index.reading.dates import FoundDate, dates

LONGEST_TITLE = 100
"""Characters; a first line longer than this is text. Of a first sentence so many stand for a title where a text has
none: what is cited is whole, and a screen cuts it where it has no room."""

_HEAD, _TAIL, _CREDITED = 12, 10, 5
_LONGEST_LINE = 300
_SENTENCE = re.compile(r"[。．][」』）)”]*$|。.*。")
_ADDRESSED = re.compile(
    r".{0,30}(?:各位|御中|(?:プレス|ニュース)[ 　]*リリース|報道(?:資料|発表)|PRESS RELEASE)[ 　]*", re.IGNORECASE
)
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(?:=+|-+)$")
_BULLET = re.compile(r"[-*+・●○◆▼■□][ 　]*")
_FILLER = re.compile(r"[\s　:,./|()\[\]【】〔〕<>〈〉~〜\-–—―・:]+")
_MAIL = re.compile(
    r"(From|Date|Subject|件名|差出人|送信日時|日時|To|Cc|宛先|Message-ID|Reply-To)[:：][ \t]*(.*)", re.IGNORECASE
)
_ADDRESS = re.compile(r"[ \t]*<[^<>]*>")
_LIST_PREFIX = re.compile(r"(?:\[[^\[\]]{1,40}\][ \t]*|(?:Re|Fwd?)[:：][ \t]*)+", re.IGNORECASE)


_STATED = re.compile(
    r"(?:[\[【［〔](?:(?P<title>タイトル|見出し|題名|表題|標題)|(?P<author>著者|筆者|執筆者|署名)|(?P<source>新聞名|紙名|誌名|媒体名?|掲載紙|発行元?))"
    r"[\]】］〕]|#\+(?:(?P<org_title>title)|(?P<org_author>author)):)[ 　:：]*(?P<value>\S.{0,120})",
    re.IGNORECASE,
)
"""Fields that archives of newspapers put above what they hold, and Org mode above its texts."""

_ORNAMENT = re.compile(r"\A[◎★☆◇][ 　]?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a text says of itself; '' where it says nothing. `date` is ISO."""

    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""


def read_metadata(text: str, lines: Sequence[tuple[int, int]], *, markdown: bool = False) -> Metadata:
    """Metadata of a text whose lines that are not blank span `lines` (without white space around them).

    The title is '' where the text has none: see `first_sentence`.
    """
    head = [text[start : min(end, start + _LONGEST_LINE)] for start, end in lines[: _HEAD + 2]]
    tail = (
        [text[max(start, end - _LONGEST_LINE) : end] for start, end in lines[-_TAIL:]] if len(lines) > _HEAD + 2 else []
    )
    if mail := _mail(head):
        return mail
    stated = _stated(head)
    above = above_title(head[0], head[1:]) if head else ""
    title, used = _title(text, lines[1:], markdown=markdown) if above else ("", 0)
    above, used = (above, used + 1) if title else ("", 0)
    if not title:
        title, used = _title(text, lines, markdown=markdown)
    title = stated.get("title") or _ORNAMENT.sub("", title, count=1)
    date_line, date = _date(head, tail)
    last = tail or [text[max(start, end - _LONGEST_LINE) : end] for start, end in lines[used:][-_TAIL:]]
    who, source = author(head[:_HEAD], last[-3:], used, date_line)
    return Metadata(
        clean(title),
        clean(stated.get("author") or who),
        date,
        clean(
            stated.get("source")
            or labelled_source(text, lines)
            or source
            or dateline(head[:4])
            or ("" if date_line is None else beside_date(head[date_line]) or below_date(head, date_line))
            or above
            or closing_source([*head, *tail])
            or credit(head[:_CREDITED])
        ),
    )


def clean(value: str) -> str:
    """A value for one line of a screen or a file: white space joined (a wide one stays wide), control and direction
    characters left out."""
    value = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", lambda found: "\u3000" if "\u3000" in found[0] else " ", value)
    return "".join(
        character for character in value if unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    ).strip()


def first_words(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The first of these paragraphs that is more than a rule or an ornament; '' where none of the first twenty is."""
    lines = (text[slice(*span)] for span in spans[:20])
    return next((line for line in lines if any(map(str.isalnum, line))), "")


def first_sentence(text: str) -> str:
    """The beginning of a text as a title: its first sentence, cut with … where it is long."""
    line = clean(text[: 4 * LONGEST_TITLE])
    sentence = re.match(r".*?[。！？!?](?=[^」』）)]|$)", line)
    line = sentence[0].rstrip("。") if sentence else line
    return line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE] + "…"


def _mail(head: Sequence[str]) -> Metadata | None:
    """A letter with its header lines at the top."""
    fields: dict[str, str] = {}
    for line in head:
        found = _MAIL.match(line)
        if not found:
            break
        fields.setdefault(found[1].lower(), found[2])
    subject = fields.get("subject", fields.get("件名", ""))
    sender = fields.get("from", fields.get("差出人", ""))
    if len(fields) < 2 or not (subject and sender):
        return None
    when = fields.get("date", fields.get("送信日時", fields.get("日時", "")))
    plain = _LIST_PREFIX.sub("", subject).strip() or subject
    return Metadata(clean(plain), clean(_ADDRESS.sub("", sender).strip('" ') or sender), _exact(dates(when)), "")


def _stated(head: Sequence[str]) -> dict[str, str]:
    """What fields with labels of the first lines say."""
    stated: dict[str, str] = {}
    for found in filter(None, map(_STATED.fullmatch, head)):
        name = next(name for name, value in found.groupdict().items() if value and name != "value")
        stated.setdefault(name.removeprefix("org_"), found["value"].strip())
    return stated


def _title(text: str, lines: Sequence[tuple[int, int]], *, markdown: bool) -> tuple[str, int]:
    """The title and how many lines it takes."""
    if not lines:
        return "", 0
    if markdown and (heading := _markdown_title(text, lines)):
        return heading, 1
    first = text[lines[0][0] : min(lines[0][1], lines[0][0] + LONGEST_TITLE + 1)]
    if _ADDRESSED.fullmatch(first):
        for number in range(1, min(len(lines) - 1, _HEAD)):
            if _title_at(text, lines, number) and _alone(text, lines, number):
                return text[slice(*lines[number])], number + 1
        return first, 1
    at = _after_dates(text, lines)
    return (text[slice(*lines[at])], at + 1) if _title_at(text, lines, at) else ("", 0)


def _after_dates(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The first line that is more than a date and whose paper it is."""
    for number, (start, end) in enumerate(lines[:3]):
        plain = unicodedata.normalize("NFKC", text[start : min(end, start + LONGEST_TITLE)])
        if not (found := dates(plain)) or (_rest(plain, found[0]) and not beside_date(plain)):
            return number
    return 0


def _title_at(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a line can be the title: short, no sentence, not spoken or indented like text that goes on below it."""
    start, end = lines[number]
    line = text[start : min(end, start + LONGEST_TITLE + 1)]
    if number + 1 >= len(lines) or len(line) > LONGEST_TITLE or not _headline(line):
        return False
    if text.count("\n", end, lines[number + 1][0]) > 1:
        return True
    begun = text[text.rfind("\n", 0, start) + 1 : start]
    spoken = line[0] in "「『（(" and line[-1] in "」』）)"
    return not (begun or spoken or len(line) > 60 or "。" in line)


def _alone(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether blank lines stand before and behind a line."""
    (_, before), (start, end), (after, _) = lines[number - 1 : number + 2]
    return text.count("\n", before, start) > 1 and text.count("\n", end, after) > 1


def _markdown_title(text: str, lines: Sequence[tuple[int, int]]) -> str:
    for number, (start, end) in enumerate(lines[:_HEAD]):
        line = text[start : min(end, start + _LONGEST_LINE)]
        if heading := _MARKDOWN_HEADING.fullmatch(line):
            return heading[1]
        if number and _UNDERLINE.fullmatch(line) and text.count("\n", lines[number - 1][1], start) == 1:
            return text[slice(*lines[number - 1])][:LONGEST_TITLE]
    return ""


def _headline(line: str) -> bool:
    plain = unicodedata.normalize("NFKC", line)
    if _SENTENCE.search(line) or line[-1] in "、,，:：" or not any(map(str.isalnum, line)):
        return False
    if _BULLET.match(line) or domain(plain) or SOURCE.match(line) or is_label(line) or COPYRIGHT.match(plain):
        return False
    return not (found := dates(plain)) or _rest(plain, found[0]) > 0


def _rest(line: str, date: FoundDate) -> int:
    """Characters of a line (NFKC) beside its date, the hour and words that go with dates."""
    rest = line[: date.start] + " " + line[date.end :]
    return len(_FILLER.sub("", DATE_WORDS.sub("", _ALSO.sub("", rest))))


_ALSO = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")


def _date(head: Sequence[str], tail: Sequence[str]) -> tuple[int | None, str]:
    """The line of the head that holds the date, if it is there, and the date."""
    loose = ""
    for number, line in enumerate(head[:_HEAD]):
        for found in dates_of(line):
            rest = _rest(unicodedata.normalize("NFKC", line), found)
            if rest <= 30 and len(found.iso) == 10:
                return number, found.iso
            if rest <= (30 if len(found.iso) == 7 else 4) and len(found.iso) > len(loose):
                loose = found.iso
    for line in reversed(tail):
        for found in dates_of(line):
            if _rest(unicodedata.normalize("NFKC", line), found) <= 12 and len(found.iso) >= 7:
                return None, found.iso
    rights = next((line for line in reversed([*head, *tail]) if COPYRIGHT.match(line)), "")
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", rights)
    return None, loose or (year[0] if year else "")


def _exact(found: Sequence[FoundDate]) -> str:
    return max((date.iso for date in found), key=len, default="")
