"""Where a text says it comes from: a label, a dateline, a credit, a line of rights, a domain, a name at the date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

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
    {
        "csv",
        "doc",
        "docx",
        "etc",
        "exe",
        "gif",
        "htm",
        "html",
        "jpeg",
        "jpg",
        "js",
        "md",
        "mp3",
        "mp4",
        "pdf",
        "png",
        "py",
        "txt",
    }
)
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
