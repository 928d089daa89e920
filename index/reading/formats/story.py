"""A word processor's document as it is walked: paragraphs, tables, boxes and notes → blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from inyo.index.reading.formats.building import CELL, Runs
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Place

_LONG_CELL = 60
"""Characters from which a cell with a sentence in it is text that stands in a table, not a value."""

_MOST_LEVELS = 9
HEADING = re.compile(r"(?:heading|見出し)[ _]?(?:20_)?([1-9])", re.IGNORECASE)
TITLE = re.compile(r"title|表題|題名|タイトル", re.IGNORECASE)
"""Names of styles, as Word and LibreOffice call them in English and Japanese."""

_RUBY_FIELD = re.compile(
    r"\bEQ\b.*?\\o\s*(?:\\a[a-z]\s*)?\(\s*\\s(?:\\(?:up|do|ai|di)\s*\d*\s*)*\(([^()]{1,80})\)\s*[,;、]\s*([^()]{1,80})\)",
    re.IGNORECASE | re.DOTALL,
)
_NO_TITLE = re.compile(
    r"microsoft (?:word|excel|powerpoint)\b.*|untitled.*|無題.*|名称未設定.*|title|タイトル|word document|document ?\d*"
    r"|文書 ?\d*|(?:powerpoint )?プレゼンテーション ?\d*|book ?\d*|normal(?:\.dotm?)?|新規.*"
    r"|.*\.(?:docx?|dotx?|rtf|jtd|odt|txt|indd)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"python-docx|administrator|admin|user\d*|owner|pc-?\d*|microsoft(?: office)?(?: user| ユーザー)?|ユーザー|unknown"
    r"|author|root|.*\\.*|apache poi|un-named|openpyxl|guest|所有者|windows.*|default",
    re.IGNORECASE,
)
_NO_DATE = ("2013-12-23", "1601-01-01", "1970-01-01", "1980-01-01", "1900-01-01", "0001-01-01")
"""Days that templates and libraries write."""


@dataclass(slots=True)
class Story:
    """What has been walked so far. `chapter` is the heading above, `title` the first paragraph in the style of one."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    chapter: str = ""
    title: str = ""

    def add(self, runs: Runs, level: int = 0, kind: BlockKind = BlockKind.PARAGRAPH, *, titled: bool = False) -> None:
        """A paragraph, or with a level a heading; the boxes that hang on it follow."""
        kind = BlockKind.HEADING if level else kind
        found = list(runs.blocks(kind, level=min(level, _MOST_LEVELS)))
        words = " ".join(block.text for block in found)
        if titled and words and not self.title:
            self.title = words
        elif level and words:
            self.chapter = words
        self.blocks += (self.placed(block) for block in found)
        self.blocks += self.boxes
        self.boxes.clear()

    def placed(self, block: Block) -> Block:
        """A block below the heading above."""
        return replace(block, place=replace(block.place, chapter=self.chapter))

    def add_row(self, cells: Sequence[Sequence[Block]]) -> None:
        """A table's row as one block, or where it holds text cell by cell."""
        filled = [cell for cell in cells if cell]
        if any(len(cell) > 2 or sum(len(block.text) for block in cell) > _LONG_CELL for cell in filled):
            self.blocks += (self.placed(block) for cell in filled for block in cell)
        elif filled:
            self.blocks.append(self.placed(_row(filled)))
        self.blocks += self.boxes
        self.boxes.clear()

    def add_boxes(self, blocks: Iterable[Block]) -> None:
        """What stands in a frame beside the text: behind the paragraph that it hangs on."""
        self.boxes += (
            self.placed(replace(block, kind=BlockKind.BOX) if block.kind is BlockKind.PARAGRAPH else block)
            for block in blocks
        )

    def add_note(self, blocks: Iterable[Block], mark: str) -> None:
        """A footnote or endnote: all stand at the end."""
        self.notes += (
            replace(block, kind=BlockKind.NOTE, place=Place(chapter=self.chapter, note=mark)) for block in blocks
        )

    def finished(self) -> tuple[Block, ...]:
        """Everything in reading order."""
        return (*self.blocks, *self.boxes, *self.notes)


def _row(cells: Sequence[Sequence[Block]]) -> Block:
    texts: list[str] = []
    rubies: list[BlockRuby] = []
    at = 0
    for cell in cells:
        for number, block in enumerate(cell):
            mark = (" " if number else CELL) if texts else ""
            at += len(mark)
            texts += (mark, block.text)
            rubies += (BlockRuby(ruby.start + at, ruby.end + at, ruby.reading) for ruby in block.rubies)
            at += len(block.text)
    return Block("".join(texts), BlockKind.TABLE_ROW, tuple(rubies))


def ruby_field(instruction: str) -> tuple[str, str] | None:
    """Base and reading of an EQ field that Word uses for ruby; None for any other field."""
    found = _RUBY_FIELD.search(instruction[:1_000])
    return (found[2].strip(), found[1].strip()) if found else None


def title_of(stated: str) -> str:
    """A document's stated title, '' for what programs fill in."""
    stated = " ".join(stated.split())
    return "" if _NO_TITLE.fullmatch(stated) else stated


def author_of(stated: str) -> str:
    """A document's stated author, '' for what programs fill in."""
    stated = " ".join(stated.split())
    return "" if _NO_AUTHOR.fullmatch(stated) else stated


def date_of(stated: str) -> str:
    """The day of a stated time in ISO, '' for days that programs fill in."""
    return "" if stated.startswith(_NO_DATE) else stated[:10]
