"""What a format reader takes out of a file: blocks of text in reading order, each with the place where it stands; and
a place in words and as data, the same in every list, citation and export."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is to its reader. All are searched; COMMENT is nobody's article, LITERAL keeps its line breaks."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TABLE_ROW = "table-row"
    NOTE = "note"
    BOX = "box"
    CAPTION = "caption"
    COMMENT = "comment"
    REPLY = "reply"
    TURN = "turn"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person would look in the original; what does not apply is '' or 0.

    `page` is the printed label where the file has one, `sheet` the page's number in the file from 1. `time` is
    HH:MM:SS.mmm. `row` and `line` count from 1 in the file; `message` is a mail's Message-ID or number; `member` the
    path inside an archive (members of members joined by ` › `), or the name of an attachment; `note` a footnote's mark.
    """

    page: str = ""
    sheet: int = 0
    chapter: str = ""
    time: str = ""
    row: int = 0
    message: str = ""
    member: str = ""
    note: str = ""
    line: int = 0


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class BlockRuby:
    """A reading printed beside `start`–`end` (code points) of a block's text. The base stays in the text."""

    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a person reads it: no newline inside, but in a LITERAL one.

    `speaker`: whose words they are where the format says so (the voice of a subtitle, the sender above a reply); such
    a name does not stand in `text`. `level` counts from 1 in a HEADING, the depth of quoting in a REPLY.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    rubies: tuple[BlockRuby, ...] = ()
    place: Place = NOWHERE
    speaker: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Extract:
    """One document out of a file. A file of many (rows, messages, members) gives many, told apart by `part`.

    `part` is '' where the file is one document; else what names it in the file, the same at every reading (a
    Message-ID, a row number, a member's path). Metadata is as the format gives it, dates in any spelling, '' where it
    says nothing; `made` is the day the file was made, which counts where nothing else tells one. `losses`: clauses in
    English, «one table was unreadable and left out», on what was not read.
    """

    blocks: tuple[Block, ...]
    part: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    made: str = ""
    encoding: str = ""
    losses: tuple[str, ...] = ()


class FormatProblem(StrEnum):
    """Why a file could not be read."""

    ENCRYPTED = "encrypted"
    NO_TEXT = "no-text"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    ENCODING = "encoding"
    UNSUPPORTED = "unsupported"


class UnreadableFormat(Exception):
    """Raised by a format reader. `detail` is an English clause after the file's name: what is wrong, what to do."""

    def __init__(self, kind: FormatProblem, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail

    def __reduce__(self) -> tuple[type[UnreadableFormat], tuple[FormatProblem, str]]:
        return UnreadableFormat, (self.kind, self.detail)


def place_words(place: Place, title: str = "") -> str:
    """What a person cites: `第一章、p. 12`, `00:12:30`; '' where the format has no places. A chapter that is the
    document's `title` is not said again."""
    parts = [
        place.chapter if place.chapter.strip() != title.strip() else "",
        f"p. {place.page}" if place.page else "",
        f"note {place.note}" if place.note else "",
        place.time.partition(".")[0],
        f"row {place.row}" if place.row else "",
    ]
    return "、".join(part for part in parts if part)


def place_data(place: Place) -> dict[str, str | int]:
    """The fields that say something, for JSON."""
    return {name: value for name, value in asdict(place).items() if value}
