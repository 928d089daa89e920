"""A row as pieces: (text, style). Styles are names; the list widget turns them into colours.

Everything that comes from a document passes through `clean_line` here, so no pane can forget it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from inyo.index.library import DocumentInfo
from inyo.tui.keep.filenames import told_apart
from inyo.tui.terminal.cells import cell_width, fitting, truncate, without_middle
from inyo.tui.terminal.sanitise import clean_line

Piece = tuple[str, str]
Pieces = list[Piece]

AND = " · "
"""Between the parts of a note."""

_TWO_PIECES = 40
"""Cells of a row from which it may be two pieces of a passage."""
_BEFORE = 4
"""Characters before the match in the second of them."""
_SEARCHED = 2_000
"""Characters of a passage that are looked at for a snippet."""


def plain(text: str, style: str = "") -> Piece:
    """A piece of a document's or a person's text; no row shows more than its first characters."""
    return clean_line(text[:_SEARCHED]), style


def width_of(pieces: Iterable[Piece]) -> int:
    """Cells of a row."""
    return sum(cell_width(text) for text, _ in pieces)


def cut(pieces: Iterable[Piece], width: int) -> Pieces:
    """The row in at most `width` cells; what is left out is shown by an ellipsis."""
    pieces = [piece for piece in pieces if piece[0]]
    if width_of(pieces) <= width:
        return pieces
    done: Pieces = []
    room = width - cell_width("…")
    for text, style in pieces:
        taken = text[: fitting(text, room)] if room > 0 else ""
        room -= cell_width(taken)
        if taken:
            done.append((taken, style))
        if taken != text:
            if width > 0:
                done.append(("…", ""))
            break
    return done


def aligned(left: Pieces, right: Pieces, width: int, *, gap: int = 2) -> Pieces:
    """Two ends of a row: the right end keeps its place, the left is cut; the right goes when there is no room."""
    needed = width_of(right)
    if not needed or needed + gap + 8 > width:
        return cut(left, width)
    left = cut(left, width - needed - gap)
    return [*left, (" " * (width - needed - width_of(left)), ""), *right]


def column(text: str, width: int, style: str = "") -> Piece:
    """Text in exactly `width` cells: cut or filled with spaces."""
    shown = truncate(clean_line(text[:_SEARCHED]), width)
    return shown + " " * (width - cell_width(shown)), style


class Titles:
    """The titles of a collection: which of them several documents have, and what tells those apart."""

    def __init__(self, documents: Sequence[DocumentInfo] = (), folders: Sequence[Path] = ()) -> None:
        self._documents, self._folders = documents, folders
        self._count = Counter(title for title, _ in {(info.title, info.file) for info in documents})

    def of(self, documents: Sequence[DocumentInfo], folders: Sequence[Path]) -> Titles:
        """Those of these documents: the same object where they are the same."""
        return self if documents is self._documents else Titles(documents, folders)

    def apart(self, title: str, file: str, part: str) -> str:
        """What stands beside a title that other documents have too: the part of the file or the file; else ''."""
        return told_apart(title, file, part, self._folders) if self._count[title] > 1 else ""

    def pieces(self, title: str, file: str, part: str, width: int, style: str = "document") -> Pieces:
        """A title in a row of so many cells, and what tells it apart, which is cut to no less than half of them; of
        that the beginning and the end stay: names differ there."""
        name, shown = plain(self.apart(title, file, part))[0], plain(title)[0]
        if not name:
            return [(truncate(shown, width), style)]
        name = without_middle(name, max((width - 2) // 2, width - 2 - cell_width(shown)))
        return [(truncate(shown, max(1, width - 2 - cell_width(name))), style), (f"  {name}", "faint")]


def snippet(text: str, spans: Sequence[tuple[int, int]], width: int, hit: str = "hit", style: str = "") -> Pieces:
    """One row of a passage around its matches. Spans are offsets in `text`, in order; newlines become spaces.

    The first match stands at a third of the row; a passage that fits is shown from its beginning. Where another word
    was found that would be out of sight, the row is two pieces, each around one of them.
    """
    text = text[: max(_SEARCHED, spans[0][1] + width) if spans else _SEARCHED]
    pieces = _highlighted(text, spans, 0, hit, style)
    if width_of(pieces) <= width or not spans:
        return cut(pieces, width)
    other = _out_of_sight(text, spans, width) if width >= _TWO_PIECES else None
    if other is None:
        return _piece(text, spans, 0, width, hit, style)
    first = _piece(text, spans, 0, width * 3 // 5, hit, style)
    room = width - width_of(first)
    second = _piece(text, spans[other:], max(0, spans[other][0] - _BEFORE), room, hit, style)
    return [*first, *(second[1:] if second[0][0] == "…" else second)]


def _piece(text: str, spans: Sequence[tuple[int, int]], least: int, width: int, hit: str, style: str) -> Pieces:
    """A row around the first of the spans that begins no earlier than `least`."""
    begin = max(least, _begin(text, spans[0][0], spans[0][1], width))
    pieces = _highlighted(text, spans, begin, hit, style)
    return cut([("…", style), *pieces] if begin else pieces, width)


def _out_of_sight(text: str, spans: Sequence[tuple[int, int]], width: int) -> int | None:
    """The number of the first match of a word that a row around the first match does not show; None if it shows one
    of each. A word with an ending, or a part of it, is no other word."""
    begin = _begin(text, spans[0][0], spans[0][1], width)
    end = begin + fitting(text[begin : begin + 2 * width], width - 2)
    if cell_width(text[slice(*spans[0])]) > width // 3:  # a quotation: half of it is worth less than what is around it
        return None
    seen = [text[start:stop] for start, stop in spans if stop <= end] or [text[slice(*spans[0])]]
    for number, (start, stop) in enumerate(spans):
        word = text[start:stop]
        if start >= end and not any(word in other or other in word for other in seen):
            return number
    return None


def _begin(text: str, start: int, end: int, width: int) -> int:
    """Where a snippet begins so that the match at `start` has a third of the row before it."""
    room = max(0, min(width // 3, width - 4 - cell_width(clean_line(text[start:end]))))
    begin = start
    while begin > 0:
        room -= cell_width(clean_line(text[begin - 1]))
        if room < 0:
            break
        begin -= 1
    return begin if begin > 2 else 0


def _highlighted(text: str, spans: Sequence[tuple[int, int]], begin: int, hit: str, style: str) -> Pieces:
    pieces: Pieces = []
    at = begin
    for start, end in spans:
        start, end = max(start, at), min(end, len(text))
        if end <= start:
            continue
        pieces += [plain(text[at:start], style), plain(text[start:end], hit)]
        at = end
    pieces.append(plain(text[at:], style))
    return [piece for piece in pieces if piece[0]]


def spans_of(pieces: Iterable[Piece]) -> tuple[str, list[tuple[int, int, str]]]:
    """A row as its text and styled spans, as the list widget takes it."""
    text, spans = "", []
    for piece, style in pieces:
        if style:
            spans.append((len(text), len(text) + len(piece), style))
        text += piece
    return text, spans


def in_columns(notes: Sequence[str]) -> list[str]:
    """Notes of two parts, which stand at the right, with the ends of their first parts under one another."""
    parts = [note.rpartition(AND) for note in notes]
    widest = max((cell_width(last) for _, _, last in parts), default=0)
    return [first + between + " " * (widest - cell_width(last)) + last for first, between, last in parts]
