"""Title, author, date and source of a plain text, where its first or last lines give them.

General rules over lines: a headline is short and is no sentence; a date line holds a date and little else; a byline
stands between headline and text. Where a text comes from is said by a label, a dateline, a credit, a line of rights, a
domain at the end, or a name beside the date.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.reading.dates import FoundDate, dates

LONGEST_LABELLED = 80
"""Characters; a longer line is text and no label."""

_SLACK = 10
"""Characters that may stand in a line beside a date and a publisher: 東京朝刊, a page."""
LABEL = "[ 　]*[:：／/＝=][ 　]*"
DATE_WORDS = re.compile(
    r"公開日?|更新日?|配信日?|掲載日?|投稿日?|発行日?|発表日?|作成日?|最終|初出|日時|日付|放送分?|開催日?|記事|時点|付|号|朝刊|夕刊|Posted|Published|Updated|Last|Date"
    r"|on|at|JST|GMT|UTC|[ap]\.?m\.?|午前|午後|\d{1,2}[:時]\d{0,2}分?(?::?\d\d)?|[+-]\d{4}"
    r"|[(]?(?:[月火水木金土日](?:曜日?)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)[)]?",
    re.IGNORECASE,
)
SOURCE = re.compile(
    rf"[（(【※]?(?:出典|出所|情報源|引用元|配信元?|提供元?|転載元|掲載紙?誌?|媒体|Source|Via){LABEL}([^。]{{1,60}}?)[）)】]?$",
    re.IGNORECASE,
)
_CLOSING_DATE = re.compile(
    r"[\s　、,（(]*(?:\d{4}(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2}))(?:付け?)?(?:[朝夕]刊)?[）)]?$"
)
_DOMAIN = re.compile(
    r"(?:^|[\s　:：（(])(?:https?://)?(?:www\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,12})(?:/\S*)?[）)]?$",
    re.IGNORECASE,
)
_NOT_DOMAINS = frozenset(
    ("csv", "doc", "docx", "etc", "exe", "gif", "htm", "html", "jpeg", "jpg", "js", "md", "mp3", "mp4", "pdf", "png",
     "py", "txt")
)  # fmt: skip
COPYRIGHT = re.compile(r"(?:copyright[ 　]*)?(?:©|[(（]c[)）]|copyright)[ 　]*", re.IGNORECASE)
_RIGHTS = re.compile(r"[ 　,、。]*(?:all rights reserved|無断(?:転載|複製)|不許複製|禁無断).*$", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[ ]*[-–~〜][ ]*(?:(?:19|20)?\d\d)?)?[ 　年,]*")
_AGENCY = (
    r"(?:ロイター|共同|時事|ブルームバーグ|聯合ニュース|新華社|中央社|タス|タス通信|AP|AFP|UPI|DPA|CNN|BBC|NHK|RFI"
    r"|AFP[＝=]時事|[^\s　＝=、。「」【】\[\]（）()]{2,12}"
    r"(?:通信社?|新聞社?|タイムズ|ニュース|テレビ|放送|Times|News|Post))"
)
_DATELINE = re.compile(
    rf"[【\[［（(](?:(?:[^】\]］）)。]{{0,30}}?[＝=\s　日・])?({_AGENCY})(?:[＝=][^】\]］）)。]{{0,20}})?"
    r"|[ァ-ヶー一-鿿・]{1,15}?(共同|時事)(?:[＝=][^】\]］）)。]{0,20})?)[】\]］）)]"
)
_AGENCY_NAME = re.compile(_AGENCY)
_BESIDE = re.compile(r"[\s、,/|()\[\]【】〔〕<>〈〉「」『』:=\-–―—]+")
_CREDIT = re.compile(rf"(?:[（(\[［【]|[-－—―─–]{{2}})[ 　]*(?:[^。（(]{{0,12}}[＝=・])?({_AGENCY})[）)\]］】]?$")
_BODY = re.compile(
    r"(?:株式会社|合同会社|(?:一般|公益|特定非営利活動|学校|社会福祉|国立大学|独立行政|医療)(?:社団|財団)?法人)\S{2,20}$"
)
PUBLISHER = re.compile(
    r"(?:新聞|通信|社|誌|ニュース|テレビ|放送|デジタル|電子版|オンライン|編集部|委員会|Times|News|Post|Journal|Courier|Herald|Tribune|Review"
    r"|Daily|Weekly|Press|Guardian|Reuters|Bloomberg|Magazine|Gazette|Chronicle|Today|Inc\.?|Ltd\.?|ASA|Corp\.?)$"
)

LONGEST_TITLE = 100
"""Characters; a first line longer than this is text. Of a first sentence so many stand for a title where a text has
none: what is cited is whole, and a screen cuts it where it has no room."""

_HEAD, _TAIL = 12, 10
_LONGEST_LINE = 300
_SENTENCE = re.compile(r"[。．][」』）)”]*$|。.*。")
_ADDRESSED = re.compile(
    r".{0,30}(?:各位|御中|(?:プレス|ニュース)[ 　]*リリース|報道(?:資料|発表)|PRESS RELEASE)[ 　]*", re.IGNORECASE
)
_SPACED_NAME = re.compile(r"[一-鿿々]{1,4}[ 　][一-鿿々ぁ-んァ-ヶー]{1,5}")
_PERSON = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}|[一-鿿々]{1,4}[ 　]?[一-鿿々ぁ-んァ-ヶー]{1,5}"
    r"|[ァ-ヶー]+(?:[・＝=][ァ-ヶー]+)+"
)
_NO_NAME = re.compile(r"[章節回部号版編篇話巻]")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(?:=+|-+)$")
_BULLET = re.compile(r"[-*+・●○◆▼■□][ 　]*")
_FILLER = re.compile(r"[\s　:,./|()\[\]【】〔〕<>〈〉~〜\-–—―・:]+")
_AUTHOR = re.compile(
    rf"[（(【]?(?:取材・文|文・写真|文|著者?|筆者|作者|執筆者?|聞き手|記者|投稿者|書き手|ライター|Author|Writer)(?:{LABEL}|・)"
    r"([^。]{1,40}?)[）)】]?$",
    re.IGNORECASE,
)
_SAID = re.compile(r"[？?！!]|(?:です|ます|でした|ました|ません|ましょう|でしょう|ください)か?[よねか]?$")
"""What is said behind a name with a colon."""

_BY = re.compile(r"By[ :]+([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})$")
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
    title, used = _title(text, lines, markdown=markdown)
    title = stated.get("title") or _ORNAMENT.sub("", title, count=1)
    date_line, date = _date(head, tail)
    author, source = _byline(head[used : date_line if date_line is not None else 0])
    return Metadata(
        clean(title),
        clean(
            stated.get("author")
            or _first(_AUTHOR, head[:_HEAD], tail[-3:])
            or _first(_BY, head[:_HEAD])
            or author
            or _spaced_name(head[used:])
        ),
        date,
        clean(
            stated.get("source")
            or labelled_source(text, lines)
            or source
            or dateline(head[:4])
            or ("" if date_line is None else beside_date(head[date_line]) or below_date(head, date_line))
            or closing_source([*head, *tail])
        ),
    )


def clean(value: str) -> str:
    """A value for one line of a screen or a file: white space joined, control and direction characters left out."""
    value = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", value)
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
    """The first line that is more than a date."""
    for number, (start, end) in enumerate(lines[:3]):
        plain = unicodedata.normalize("NFKC", text[start : min(end, start + LONGEST_TITLE)])
        if not (found := dates(plain)) or _rest(plain, found[0]):
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
    if _BULLET.match(line) or domain(plain) or SOURCE.match(line) or _AUTHOR.match(line) or COPYRIGHT.match(plain):
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


def _byline(lines: Sequence[str]) -> tuple[str, str]:
    """Author and source from the short lines before the date line: a name, a publisher, or one after the other."""
    short: list[str] = []
    for line in reversed(lines):
        if len(line) > 40 or re.search("[。、！？!?「『]", line) or len(short) == 3:
            break
        short.append(line)
    short.reverse()
    source = next((line for line in short if PUBLISHER.search(line)), "")
    people = [line for line in short if line != source and _PERSON.fullmatch(line)]
    if not source and len(short) == 2 and people == short[:1]:
        source = short[1]
    return (people[-1] if people else ""), source


def _spaced_name(lines: Sequence[str]) -> str:
    """A personal name under the title: family and given name, a space between them."""
    line = lines[0] if lines else ""
    return line if _SPACED_NAME.fullmatch(line) and not _NO_NAME.search(line) else ""


def _first(pattern: re.Pattern[str], *blocks: Sequence[str]) -> str:
    """The first value of a labelled line; a label of several lines is of whom speaks."""
    found = (pattern.match(line) for block in blocks for line in block if len(line) <= LONGEST_LABELLED)
    stated = [(match.string[: match.start(1)], match[1].strip()) for match in found if match]
    often = Counter(label for label, _ in dict.fromkeys(stated))
    value = next((value for label, value in stated if often[label] == 1 and not _SAID.search(value)), "")
    return value if value.count("（") == value.count("）") else f"{value}）"


def labelled_source(text: str, lines: Sequence[tuple[int, int]]) -> str:
    """What stands behind a label such as 出典：, without the date at its end."""
    short = (text[start:end] for start, end in lines if end - start <= LONGEST_LABELLED)
    found = next((found for line in short if (found := SOURCE.match(line))), None)
    if not found:
        return ""
    source = found[1].strip().rstrip("）)】") if found[0][0] in "（(【" else found[1].strip()
    return _CLOSING_DATE.sub("", source) or source


def dateline(head: Sequence[str]) -> str:
    """The agency of a dateline: 【… ロイター】 at the beginning of one of the first lines."""
    found = (_DATELINE.match(line) for line in head)
    return next((match[1] or match[2] for match in found if match), "")


def beside_date(line: str) -> str:
    """The publisher that stands in one line with the date: 2025/10/3 ○○新聞 朝刊, （○○通信、2025年10月3日）."""
    found = dates_of(line)
    if not found or len(found[0].iso) < 7:
        return ""
    plain = unicodedata.normalize("NFKC", line)
    plain = plain[: found[0].start] + " " + plain[found[0].end :]
    pieces = [piece for piece in _BESIDE.split(plain) if piece and not DATE_WORDS.fullmatch(piece)]
    names = [piece for piece in pieces if 2 <= len(piece) <= 20 and _publisher(piece)]
    return names[0] if names and sum(map(len, pieces)) - len(names[0]) <= _SLACK else ""


def below_date(head: Sequence[str], date_line: int) -> str:
    """A line that is nothing but a publisher's name, under the date line."""
    line = next(iter(head[date_line + 1 : date_line + 2]), "")
    named = _BODY.match(line) or (len(line) <= 20 and PUBLISHER.search(line))
    return line if named and not _BESIDE.search(line) else ""


def closing_source(lines: Sequence[str]) -> str:
    """What the last lines give: rights, a domain, a credit, a publisher beside a date."""
    closing = lines[-4:]
    found = (*map(_rights, closing), *map(domain, closing), *map(_credit, closing[-2:]))
    return next(filter(None, (*found, *map(beside_date, closing[-2:]))), "")


def _publisher(name: str) -> bool:
    return bool(_AGENCY_NAME.fullmatch(name) or PUBLISHER.search(name))


def _rights(line: str) -> str:
    start = COPYRIGHT.match(line)
    return _YEARS.sub("", _RIGHTS.sub("", line[start.end() :])).strip(" 　") if start and len(line) <= 120 else ""


def domain(line: str) -> str:
    """The domain of an address that ends a line, '' if there is none."""
    found = _DOMAIN.search(line) if len(line) <= LONGEST_LABELLED else None
    return found[1].lower() if found and found[1].rpartition(".")[2].lower() not in _NOT_DOMAINS else ""


def _credit(line: str) -> str:
    found = _CREDIT.search(line)
    return found[1] if found else ""


def dates_of(line: str) -> list[FoundDate]:
    """The dates of a line that is no sentence."""
    return dates(line) if len(line) <= 80 and "。" not in line else []
