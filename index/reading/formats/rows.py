"""Rows with named cells → documents: an article a row, a turn a row, or one list.

Columns are known by their names, Japanese or English; where no name tells, the column of the longest texts is the body.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import lru_cache

from inyo.index.reading.formats.building import CELL, markup_blocks, paragraphs
from inyo.index.reading.formats.transcripts import clock
from inyo.index.values.extracts import Block, BlockKind, Extract, Place


class Role(Enum):
    """What a column holds."""

    LEAD = auto()
    TITLE = auto()
    BODY = auto()
    REMARK = auto()
    DATE = auto()
    AUTHOR = auto()
    SPEAKER = auto()
    SOURCE = auto()
    URL = auto()
    ID = auto()
    TIME = auto()


_NAMES = {
    Role.LEAD: r"(?:サブ|副)(?:タイトル|題|見出し)|小見出し|リード|前文|要約|要旨|概要|抄録|あらすじ"
    r"|subtitle|subheadline|summary|abstract|lead|excerpt|description|dek",
    Role.TITLE: r".*(?:見出し|タイトル|題名|表題|件名|題目)|題|(?:article|post|page|news)?(?:title|headline|subject)",
    Role.BODY: r".*(?:本文|全文|記事内容)|記事|段落|article|paragraphs"
    r"|(?:article|post|full|main|news|raw|clean)?(?:body|contents?|text|full)(?:text|html|plain|rendered)?",
    Role.REMARK: r"内容|.*テキスト|文章?|発言(?:内容)?|台詞|セリフ|コメント|感想|意見|回答|答え"
    r"|自由記述|自由回答|投稿|つぶやき|.*(?:お書き|ご記入|お聞かせ|教えて)ください|.*(?:ご意見|ご感想)"
    r"|messages?|comments?|utterances?|speech(?:text)?|transcripts?|answers?|responses?|reviews?|notes?|tweet|quote|引用",
    Role.DATE: r".*(?:年月日|日付|掲載日|公開日|発行日|配信日|更新日|作成日|投稿日|日時)|タイムスタンプ"
    r"|date(?:time|published|created|modified|posted)?|timestamp|ts"
    r"|(?:pub|publish|published|publication|created|post(?:ed)?|updated|release|article)(?:date|at|on|time|datetime)?",
    Role.AUTHOR: r".*(?:著者|筆者|作者|執筆者|投稿者|記者|寄稿者|書き手)名?|署名"
    r"|author(?:s|name)?|byline|writer|creator|reporter",
    Role.SPEAKER: r".*(?:発言者|話者|話し手)名?|speakers?(?:name)?|user(?:name)?|sender|from",
    Role.SOURCE: r"媒体名?|.*(?:新聞名|紙名|誌名|掲載紙|掲載誌|出典|出所|配信元|発行元|出版社)"
    r"|source|media|publisher|publication|newspaper|outlet|site(?:name)?",
    Role.URL: r".*url|link|href|permalink|リンク|アドレス",
    Role.ID: r".*(?:id|番号)|no\.?|key|uuid|guid",
    Role.TIME: r"start|starttime|開始(?:時刻|時間)?|時刻|time|timecode|タイムコード",
}
_ROLES = {role: re.compile(names) for role, names in _NAMES.items()}
_SEPARATORS = re.compile(r"[\s_\-.・/()（）【】\[\]「」:：#]")
_COUNTED = re.compile(r"(?<=\D)[1-9]\Z")
"""The number behind a name that several columns share (見出し１, 見出し２)."""

_LONG, _LONGEST_NAME = 60, 40
"""Mean characters of a column from which it is a body without a name; characters of a cell that can be a name."""

_LONG_BELOW_TITLES = 30
"""The same where another column holds titles."""

_LONG_PROSE, _LOOKED_AT = 40, 200
"""The same where its cells are prose, as the first of them tell."""

_SENTENCE = re.compile("[。！？]")
_TELLING = 12
"""Mean characters from which a column of remarks is worth a document a row."""

_LONGEST_POST = 300
"""Mean characters of a column up to which its texts are posts rather than articles."""

_CLOCK = re.compile(r"\d[T ]\d{1,2}:\d\d")
_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
_EPOCH = re.compile(r"(1\d{9}|2\d{9})(?:\d{3}|\.\d+)?")
_ADDRESS = re.compile(r"https?://[!-~]+")
_HEAD = re.compile(r"[○◯〇◎●]([^\n。、「」]{1,40}?)[　 ](?=\S)")
_IN_OFFICE = re.compile(r"(?:委員長?|議員|君|大臣|長官?|議長|理事|参考人|公述人|証人|政府委員|参事|官)[）)]?\Z")
"""How a head of minutes ends that gives the family name alone."""

_NUMBER = re.compile(r"(?=\D*\d)[\d\s.,:/%+\-年月日時分円¥$()]*")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by the names of their columns. `number` and `line` count from 1 in the file."""

    number: int
    cells: Mapping[str, str]
    line: int = 0


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role | None:
    """What a column of this name holds."""
    key = _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())[:_LONGEST_NAME]
    key = _COUNTED.sub("", key)
    return next((role for role, names in _ROLES.items() if names.fullmatch(key)), None)


def is_header(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a table's first row names its columns: by known names, or as short words above numbers or long texts."""
    names = [cell.strip() for cell in cells if cell.strip()]
    if not names or len(max(names, key=len)) > _LONGEST_NAME or any(map(_NUMBER.fullmatch, names)):
        return False
    known = {role for name in names[:1_000] if (role := role_of(name))}
    if len(known) >= min(2, len(names)):
        return True
    named = [at for at, cell in enumerate(cells[:1_000]) if cell.strip()]
    columns = [[row[at] for row in below if at < len(row) and row[at].strip()] for at in named]
    long = 3 * max(map(len, names))
    return len(set(names)) == len(names) and any(
        column and (all(map(_NUMBER.fullmatch, column)) or sum(map(len, column)) > long * len(column))
        for column in columns
    )


def documents(rows: Sequence[Row], header: Sequence[str] | None = None) -> tuple[Extract, ...]:
    """What the rows are: an article each, the turns of one talk, or one list.

    `header`: the names in a table's first row, empty where it has none; None where each row brings its own.
    """
    columns = _columns(rows) if header is None or header else {}
    lengths = _mean_lengths(rows)
    body = _body(columns, lengths, rows)
    speaker = next((name for name, role in columns.items() if role is Role.SPEAKER), None)
    if body and not speaker and lengths.get(body, 0) <= _LONGEST_POST:
        speaker = _poster(rows, columns)
    spoken = body and (speaker or _timed(columns, rows)) and Role.TITLE not in columns.values()
    if body and spoken and len(rows) > 1:
        dated = (row.cells.get(name, "") for row in rows for name, role in columns.items() if role is Role.DATE)
        return (Extract(tuple(_turns(rows, columns, body, speaker)), date=written_date(next(filter(None, dated), ""))),)
    if body:
        return tuple(_articles(rows, columns, body, lengths))
    return (Extract(tuple(_list(rows, header))),)


def _columns(rows: Sequence[Row]) -> dict[str, Role | None]:
    names = dict.fromkeys(name for row in rows for name in row.cells)
    return {name: role_of(name) for name in names}


def _mean_lengths(rows: Sequence[Row]) -> dict[str, float]:
    sums: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for row in rows:
        for name, cell in row.cells.items():
            if cell:
                sums[name] += len(cell)
                filled[name] += 1
    return {name: sums[name] / filled[name] for name in sums}


def _body(columns: Mapping[str, Role | None], lengths: Mapping[str, float], rows: Sequence[Row]) -> str | None:
    """The column of the texts: by a name for bodies, by one for remarks where they tell something, else the longest."""
    telling = 1 if Role.SPEAKER in columns.values() else _TELLING
    for role, least in ((Role.BODY, 1), (Role.REMARK, telling), (Role.LEAD, _LONG)):
        named = [name for name in columns if columns[name] is role and lengths.get(name, 0) >= least]
        if named:
            return max(named, key=lambda name: lengths[name])
    least = _LONG_BELOW_TITLES if Role.TITLE in columns.values() else _LONG
    free = [
        name
        for name in lengths
        if columns.get(name) in (None, Role.LEAD)
        and (lengths[name] >= least or (len(lengths) > 1 and lengths[name] >= _LONG_PROSE and _is_prose(name, rows)))
    ]
    return max(free, key=lambda name: lengths[name], default=None)


def _is_prose(name: str, rows: Sequence[Row]) -> bool:
    """Whether the cells of a column are several sentences each, most of them."""
    cells = [cell for row in rows[:_LOOKED_AT] if (cell := row.cells.get(name, ""))]
    return sum(len(_SENTENCE.findall(cell)) > 1 for cell in cells) > 0.8 * len(cells)


def _poster(rows: Sequence[Row], columns: Mapping[str, Role | None]) -> str | None:
    """The column of who wrote, where the rows are posts: they have names and times of the day."""
    roles = {role: name for name, role in columns.items()}
    author, when = roles.get(Role.AUTHOR), roles.get(Role.DATE)
    if not author or not when:
        return None
    posts = sum(bool(row.cells.get(author) and _CLOCK.search(row.cells.get(when, ""))) for row in rows)
    return author if posts > 0.8 * len(rows) else None


def _timed(columns: Mapping[str, Role | None], rows: Sequence[Row]) -> str | None:
    """A column of seconds, milliseconds or clock times at which rows begin."""
    for name, role in columns.items():
        if role is Role.TIME and all(_seconds(row.cells.get(name, ""), 1) is not None for row in rows[:20]):
            return name
    return None


def _seconds(cell: str, unit: float) -> float | None:
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", cell):
        return float(cell) * unit
    parts = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:[.,]\d{1,3})?)", cell)
    if not parts:
        return None
    return int(parts[1] or 0) * 3600 + int(parts[2]) * 60 + float(parts[3].replace(",", "."))


def _turns(rows: Sequence[Row], columns: Mapping[str, Role | None], body: str, speaker: str | None) -> Iterator[Block]:
    """A turn a row, and above the first of each what the rows below have in common."""
    timed = _timed(columns, rows)
    whole = all(row.cells.get(timed or "", "").isdecimal() for row in rows)
    common = _common(rows, [name for name, role in columns.items() if name not in (body, speaker, timed)])
    above = ""
    for row in rows:
        seconds = _seconds(row.cells[timed], 0.001 if whole else 1) if timed and timed in row.cells else None
        place = Place(time="" if seconds is None else clock(seconds), row=row.number, line=row.line)
        shared = CELL.join(f"{name}：{cell}" for name in common if (cell := " ".join(row.cells.get(name, "").split())))
        if shared and shared != above:
            yield Block(shared, BlockKind.TABLE_ROW, place=place)
        above = shared
        who = row.cells.get(speaker, "") if speaker else ""
        for block in paragraphs(_unheaded(row.cells.get(body, ""), who)):
            yield Block(block.text, BlockKind.TURN, block.rubies, place, who)


def _unheaded(text: str, who: str) -> str:
    """A turn without the head that names its speaker once more, as minutes print it (○林太郎君　, ○林国務大臣　)."""
    head = _HEAD.match(text)
    named, bare = "".join(head[1].split()) if head else "", "".join(who.split())
    titled = _IN_OFFICE.search(named) and named[:1] == bare[:1]
    return text[head.end() :] if head and bare and (titled or bare in named) else text


def _common(rows: Sequence[Row], names: Sequence[str]) -> list[str]:
    """The columns whose Japanese cells come back: a meeting, a day."""
    common = []
    for name in names:
        cells = [row.cells.get(name, "") for row in rows]
        if len(set(cells)) <= max(1, len(rows) // 2) and any(map(_JAPANESE.search, set(cells))):
            common.append(name)
    return common


def _articles(
    rows: Sequence[Row], columns: Mapping[str, Role | None], body: str, lengths: Mapping[str, float]
) -> Iterator[Extract]:
    by_role: dict[Role, str] = {}
    for name, role in columns.items():
        if role and name != body:
            by_role.setdefault(role, name)
    ids = Counter(row.cells.get(by_role.get(Role.ID, ""), "") for row in rows)
    for row in rows:
        cells = {role: " ".join(row.cells.get(name, "").split()) for role, name in by_role.items()}
        blocks = tuple(_article(row, columns, by_role, body, lengths))
        number = cells.get(Role.ID, "")
        if blocks:
            yield Extract(
                blocks,
                part=number if number and ids[number] == 1 else str(row.number),
                title=cells.get(Role.TITLE, ""),
                author=author if any(map(str.isalpha, author := cells.get(Role.AUTHOR, ""))) else "",
                date=written_date(cells.get(Role.DATE, "")),
                source=cells.get(Role.SOURCE, ""),
                url=cells.get(Role.URL, ""),
            )


def _article(
    row: Row,
    columns: Mapping[str, Role | None],
    by_role: Mapping[Role, str],
    body: str,
    lengths: Mapping[str, float],
) -> Iterator[Block]:
    """Title, leads, body, other long texts below their columns' names, and the rest as a row."""
    place = Place(row=row.number, line=row.line)
    title = " ".join(row.cells.get(by_role.get(Role.TITLE, ""), "").split())
    if title:
        yield Block(title, BlockKind.HEADING, place=place, level=1)
    used = {body, *(by_role[role] for role in by_role if role is not Role.REMARK)}
    leads = [name for name in row.cells if columns.get(name) is Role.LEAD and name != body]
    for name in (*leads, body):
        yield from _texts(row.cells.get(name, ""), place)
    rest = []
    for name, cell in row.cells.items():
        if name in used or name in leads or not any(map(str.isalpha, cell)) or _ADDRESS.fullmatch(cell):
            continue
        if lengths[name] >= _LONG:
            yield Block(name, BlockKind.HEADING, place=place, level=2)
            yield from _texts(cell, place)
        else:
            rest.append(f"{name}：{' '.join(cell.split())}")
    if rest:
        yield Block(CELL.join(rest), BlockKind.TABLE_ROW, place=place)


def _texts(cell: str, place: Place) -> tuple[Block, ...]:
    return markup_blocks(cell, place) or paragraphs(cell, place)


def _list(rows: Sequence[Row], header: Sequence[str] | None) -> Iterator[Block]:
    """A block a row, the names of the columns above the first row that they are of."""
    above: tuple[str, ...] = ()
    for row in rows:
        place = Place(row=row.number, line=row.line)
        names = tuple(row.cells) if header is None else tuple(header)
        if names != above and len(names) > 1:
            yield Block(CELL.join(" ".join(name.split()) for name in names), BlockKind.TABLE_ROW, place=place)
        above = names
        cells = [" ".join(cell.split()) for cell in row.cells.values()]
        if text := CELL.join(filter(None, cells)):
            yield Block(text, BlockKind.TABLE_ROW if len(cells) > 1 else BlockKind.PARAGRAPH, place=place)


def written_date(cell: str) -> str:
    """A date as it is written; seconds since 1970 as ISO."""
    epoch = _EPOCH.fullmatch(cell)
    return datetime.fromtimestamp(int(epoch[1]), UTC).date().isoformat() if epoch else cell
