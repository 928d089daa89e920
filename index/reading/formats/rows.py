"""Rows with named cells → documents: an article a row, a turn a row, or one list; and those of JSON and JSON lines, of
which the objects of the largest array, and of those like it, are rows.

Columns are known by their names, Japanese or English; where no name tells, the column of the longest texts is the body.

Texts that editors keep as trees of nodes (ProseMirror, Slate, Draft.js, Editor.js, Portable Text, Contentful, Slack)
become their paragraphs: a node says what it is (`type`, `_type`, `nodeType`) and holds its words (`text`, `value`, HTML
in some) or other nodes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, auto
from functools import lru_cache
from itertools import chain

from inyo.index.reading.formats.building import CELL, damage, decoded, markup_blocks, paragraphs, with_reading
from inyo.index.reading.formats.transcripts import clock
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, Place, UnreadableFormat


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
        return (Extract(tuple(_turns(rows, columns, body, speaker)), date=_date(next(filter(None, dated), ""))),)
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
                author=cells.get(Role.AUTHOR, ""),
                date=_date(cells.get(Role.DATE, "")),
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
        if name in used or name in leads or not any(map(str.isalpha, cell)):
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


def _date(cell: str) -> str:
    """A date as it is written; seconds since 1970 as ISO."""
    epoch = _EPOCH.fullmatch(cell)
    return datetime.fromtimestamp(int(epoch[1]), UTC).date().isoformat() if epoch else cell


_NOTHING = "holds no text in its values; nothing to index"

_MAIN = ("rendered", "text", "real_name", "display_name", "nickname", "name")
"""Keys whose value stands for the object that they are in, the surest first."""

_NAMED_BY = {"user": "user_profile"}
"""Keys of identifiers whose names stand in an object beside them."""

_NOTICES = frozenset(
    f"{kind}_{what}" for kind in ("channel", "group") for what in ("join", "leave", "topic", "purpose", "name")
)
"""What Slack itself writes between the messages of a channel."""

_GRAPH = "@graph"
"""What JSON-LD lists everything in that a page says of itself, an article among it."""

_LINK = re.compile(r"<((?:https?://|mailto:)[^<>|\s]{1,2000})(?:\|([^<>|]{1,500}))?>")
_LONGEST_NUMBER = 1_000
_DEEPEST_ARTICLE, _WIDEST = 6, 1_000
_HOLDING = frozenset({Role.BODY, Role.REMARK, Role.LEAD})
_NAMED = frozenset({Role.AUTHOR, Role.SPEAKER, Role.SOURCE})
_HEADED = frozenset({Role.TITLE, Role.AUTHOR, Role.SPEAKER})
"""What holds texts, what holds names, what articles and turns have and no node of a text has."""

_TIMES = frozenset({"start", "start_time", "startTime", "startOffset", "offset", "offsetInTicks"})
_WORD_KEYS = frozenset({"word", "alternatives", "punctuated_word"})
"""Keys that the words of recognised speech have, all but the marks between them with their time."""

_VALUE = re.compile(r"\S")

_SAMPLE = 20
"""Items of a list that tell what it is a list of."""


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The documents of a JSON file or of a file with an object a line. Raises UnreadableFormat."""
    found = decoded(data)
    losses = damage(found)
    try:
        value = _parsed(found.text)
        rows = list(_rows(_without_words(value)))
    except UnreadableFormat:
        rows, broken = _lines(found.text)
        if not rows:
            raise
        if broken:
            lines = "one line was" if broken == 1 else f"{broken} lines were"
            losses += (f"{lines} no JSON and left out",)
    rows = [row for row in rows if any(any(map(str.isalpha, cell)) for cell in row.cells.values())]
    rows = [row for row in rows if row.cells.get("subtype") not in _NOTICES] or rows
    rows = [_unlinked(row) if "ts" in row.cells else row for row in rows]
    if not rows:
        raise UnreadableFormat(FormatProblem.EMPTY, _NOTHING)
    return with_reading(documents(rows), found.encoding, losses)


def _unlinked(row: Row) -> Row:
    """A message of Slack with what its links are called, or their addresses, for the links."""
    cells = {name: _LINK.sub(lambda found: found[2] or found[1], cell) for name, cell in row.cells.items()}
    return replace(row, cells=cells)


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_int=_integer)
    except RecursionError:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is nested too deep to be read") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFormat(FormatProblem.DAMAGED, f"is no JSON that can be read ({where})") from None


def _integer(digits: str) -> int | str:
    """A whole number; one longer than any that counts something stays the digits it is."""
    return int(digits) if len(digits) < _LONGEST_NUMBER else digits


def _without_words(value: object) -> object:
    """A value without the lists in which speech recognition repeats a text word by word with times."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            for key in [key for key, child in item.items() if _are_words(child)]:
                del item[key]
        waiting.extend(
            _children(list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else [])
        )
    return value


def _are_words(value: object) -> bool:
    items = value[:_SAMPLE] if isinstance(value, list) else []
    return any(isinstance(item, dict) and not _TIMES.isdisjoint(item) for item in items) and all(
        isinstance(item, dict) and not _WORD_KEYS.isdisjoint(item) for item in items
    )


def _stacked(text: str) -> list[object]:
    """The objects that stand in a file one behind the other, over lines or on one; none where they do not."""
    decoder = json.JSONDecoder(parse_int=_integer)
    found: list[object] = []
    at = 0
    try:
        while found_at := _VALUE.search(text, at):
            value, at = decoder.raw_decode(text, found_at.start())
            found.append(value)
    except (json.JSONDecodeError, RecursionError):
        return []
    return found if all(isinstance(value, dict) for value in found) else []


def _lines(text: str) -> tuple[list[Row], int]:
    """The rows of JSON lines and how many lines are none."""
    rows: list[Row] = []
    broken = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows += (Row(number, cells, number) for cells in _records(_parsed(line)))
        except UnreadableFormat:
            broken += 1
    if broken and (stacked := _stacked(text)):
        return [Row(number, cells) for number, value in enumerate(stacked, 1) for cells in _records(value)], 0
    return (rows, broken) if len(rows) > broken else ([], broken)


def _rows(value: object) -> Iterator[Row]:
    """The rows of a parsed file; one object without a list of others is one row."""
    array = value if isinstance(value, list) else _largest_array(value)
    if array is None and isinstance(value, dict) and _keyed(value):
        for number, (key, item) in enumerate(value.items(), 1):
            yield Row(number, {"id": key, **_cells(item)})
        return
    for number, item in enumerate([value] if array is None else array, 1):
        for cells in _records(item):
            yield Row(number, cells)


def _largest_array(value: object) -> list[object] | None:
    """The longest list of objects anywhere in an object that is no article itself, with those of its name that stand
    beside it, as where each key is a person's and holds what they wrote."""
    if isinstance(value, dict) and any(role_of(key) is Role.BODY and _is_text(value[key]) for key in value):
        segments = value.get("segments")
        return segments if isinstance(segments, list) and segments else None
    best: list[list[object]] = []
    level = [value]
    while level:
        lists: dict[str, list[list[object]]] = {}
        inner = [pair for item in level if isinstance(item, dict) for pair in item.items()]
        for key, child in inner:
            if isinstance(child, list) and child and isinstance(child[0], dict) and key != _GRAPH:
                lists.setdefault(key, []).append(child)
        best = max([best, *lists.values()], key=lambda arrays: sum(map(len, arrays)))
        level = [child for _, child in inner if isinstance(child, dict)]
    return list(chain.from_iterable(best)) or None


def _keyed(value: dict[str, object]) -> bool:
    """Whether an object's keys are identifiers of objects that are articles."""
    items = [item for item in value.values() if isinstance(item, dict)]
    titled = (any(role_of(key) in (Role.BODY, Role.TITLE) for key in item) for item in items)
    return len(items) == len(value) > 1 and all(titled)


def _is_text(value: object) -> bool:
    """Whether a value is one text: a string, lines, or the tree of an editor rather than a list of titled articles or
    of what speakers say."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        return True
    children = [item for item in value[:_SAMPLE] if isinstance(item, dict)] if isinstance(value, list) else []
    titled = any(role_of(key) in _HEADED for item in children for key in item)
    return isinstance(value, str) or (not titled and _is_tree(value, 0))


def _cells(item: object) -> dict[str, str]:
    """An object's values by their keys, those of objects in it by both keys; lists as lines."""
    if not isinstance(item, dict):
        return {"text": "\n".join(_strings(item))}
    cells: dict[str, str] = {}
    for key, value in item.items():
        if key.startswith("@"):  # JSON-LD says with these what an object is, to programs
            continue
        if isinstance(value, dict) and not (role_of(key) in _HOLDING and _nodes(value)):
            cells |= _inner_cells(key, value)
        else:
            cells[key] = _lines_of(key, value)
    for key, beside in _NAMED_BY.items():
        if key in cells and cells.get(beside):
            cells[key] = cells[beside]
    return cells


def _records(item: object) -> Iterator[dict[str, str]]:
    """The cells of the rows that an object is: those of the articles that lie deeper in it where it has no body of its
    own, as in an answer of a server or in a page's own data, beside its plain values; else its own."""
    articles = _articles_in(item) if isinstance(item, dict) else []
    if not articles or not isinstance(item, dict):
        yield _cells(item)
        return
    plain = {key: value for key, value in item.items() if isinstance(value, str)}
    for article in articles:
        yield plain | _cells(article)


def _articles_in(item: dict[str, object]) -> list[dict[str, object]]:
    """The objects with title and body at the first depth below an object at which any has a body."""
    if _has_body(item):
        return []
    level: list[object] = [item]
    for _ in range(_DEEPEST_ARTICLE):
        objects = [each for each in level if isinstance(each, dict)]
        if bodies := list(filter(_has_body, objects)):
            return [each for each in bodies if any(role_of(key) is Role.TITLE for key in each)]
        level = [child for each in objects for value in each.values() for child in _children(value)][:_WIDEST]
    return []


def _has_body(item: dict[str, object]) -> bool:
    return any(value and role_of(key) is Role.BODY for key, value in item.items())


def _children(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _nodes(value: object) -> list[str]:
    return paragraphs_of(value) if isinstance(value, (dict, list)) else []


def _lines_of(key: str, value: object) -> str:
    """A value as lines: what a tree of nodes says, the names of those who have one, else all strings in it. Strings and
    pieces with a text of their own (a link, a name) that take turns in a list are one text."""
    if isinstance(value, list) and any(isinstance(each, str) for each in value):
        texts = [each.get("text") if isinstance(each, dict) else each for each in value]
        if len(texts) > len([each for each in value if isinstance(each, str)]) and all(
            isinstance(each, str) for each in texts
        ):
            return "".join(map(str, texts))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        role = role_of(key)
        if role in _NAMED and all(isinstance(each, dict) and isinstance(each.get("name"), str) for each in value):
            return "、".join(each["name"] for each in value)
        if role in _HOLDING and (lines := _nodes(value)):
            return "\n".join(lines)
    if isinstance(value, dict) and (lines := _nodes(value)):
        return "\n".join(lines)
    return "\n".join(_strings(value))


def _inner_cells(key: str, value: dict[str, object]) -> dict[str, str]:
    """The cells of an object in a row. Its own name or text is the cell of its key, and so is all of it that has no
    role, where it has neither."""
    cells: dict[str, str] = {}
    main = next((inner for inner in _MAIN if value.get(inner)), None)
    if main:
        cells[key] = "\n".join(_strings(value[main]))
    for inner, deep in value.items():
        if inner == main:
            continue
        text = "\n".join(_strings(deep))
        if role_of(inner) is not None or role_of(key) is None:
            cells[f"{key}.{inner}"] = text
        elif not main and text:
            cells[key] = f"{cells[key]}\n{text}" if key in cells else text
    return cells


def _strings(value: object) -> Iterator[str]:
    """All strings and numbers in a value, in order."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(reversed(item.values()))
        elif isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, str):
            yield item.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        elif item is not None and not isinstance(item, bool):
            yield repr(item)


_TYPES = ("type", "_type", "nodeType", "blockName")
_WORDS = ("text", "value")
_INSIDE = ("content", "children", "elements", "blocks", "nodes", "items", "data", "root", "document", "fields")
_INLINE = frozenset({
    "text", "span", "link", "a", "hyperlink", "linebreak", "hardbreak", "hard_break", "autolink", "mark", "mention",
    "user", "emoji", "channel", "inline", "bold", "italic",
})  # fmt: skip
_BREAKS = frozenset({"hardbreak", "hard_break", "linebreak"})
_DEEPEST = 40


def paragraphs_of(value: object) -> list[str]:
    """The paragraphs in a tree of nodes; none where a value is no such tree."""
    return list(filter(None, map(str.strip, _printed_lines(value, 0)))) if _is_tree(value, 0) else []


def _type_of(node: dict[str, object]) -> str:
    return next((kind.casefold() for key in _TYPES if isinstance(kind := node.get(key), str)), "")


def _words_of(node: dict[str, object]) -> str:
    return next((words for key in _WORDS if isinstance(words := node.get(key), str)), "")


def _inside(node: dict[str, object]) -> list[object]:
    return [child for key in _INSIDE if isinstance(child := node.get(key), (list, dict)) and child]


def _is_tree(value: object, depth: int) -> bool:
    """Whether nodes that say what they are hold words."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, list):
        return any(_is_tree(item, depth + 1) for item in value[:_SAMPLE] if isinstance(item, dict))
    if not isinstance(value, dict):
        return False
    inside = _inside(value)
    if _type_of(value) and (_words_of(value) or any(_holds_words(child, depth + 1) for child in inside)):
        return True
    return any(_is_tree(child, depth + 1) for child in inside)


def _holds_words(value: object, depth: int) -> bool:
    if depth > _DEEPEST:
        return False
    if isinstance(value, list):
        return any(isinstance(item, str) or _holds_words(item, depth + 1) for item in value[:_SAMPLE])
    return isinstance(value, dict) and (
        bool(_words_of(value)) or any(_holds_words(child, depth + 1) for child in _inside(value))
    )


def _is_inline(item: object) -> bool:
    if isinstance(item, str):
        return True
    return isinstance(item, dict) and (_type_of(item) in _INLINE or (not _type_of(item) and bool(_words_of(item))))


def _printed_lines(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(map(_is_inline, value)) and not all(isinstance(item, str) for item in value):
            yield "".join(_inline(item, depth + 1) for item in value)
        else:
            for item in value:
                yield from _printed_lines(item, depth + 1)
    elif isinstance(value, dict):
        if words := _words_of(value):
            yield words
        for child in _inside(value):
            yield from _printed_lines(child, depth + 1)


def _inline(item: object, depth: int) -> str:
    """The words of a piece of a line with those in it; a break in it is a newline."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict) or depth > _DEEPEST:
        return ""
    if _type_of(item) in _BREAKS:
        return "\n"
    inner = (piece for child in _inside(item) for piece in (child if isinstance(child, list) else [child]))
    return _words_of(item) or "".join(_inline(piece, depth + 1) for piece in inner)
