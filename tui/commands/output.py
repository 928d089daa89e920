"""The one door of the plain commands to the outside: what is printed, written, told, and with which exit status; the
progress of an update as one line; hits, people and places as the objects that `--json` prints and the server gives, as
`schemas/` describes them. Quotations are written by `keep.export`, as in the explorer.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TextIO

from inyo.index.library import ConcordanceLine, Hit, Person, Progress
from inyo.index.own.atomic_files import expanded, read_own_file, read_own_stream, write_new
from inyo.tui.keep.export import source_record
from inyo.tui.keep.filenames import exact
from inyo.tui.messages import Messages, language


class Exit(IntEnum):
    """Exit statuses, as grep's; INTERRUPTED is what shells expect of a program that ^C ended."""

    FOUND = 0
    NOTHING = 1
    ERROR = 2
    INTERRUPTED = 130


class Trouble(Exception):
    """Something that can be expected to go wrong; the message is a whole sentence in the reader's language."""


def messages() -> Messages:
    """The words of the setting `language`, else those of the locale; also where the settings cannot be read."""
    from inyo.tui.keep.config import BadConfig, load

    chosen = "auto"
    with contextlib.suppress(BadConfig, OSError):
        chosen = load().language
    return Messages(language(chosen, os.environ))


def shown(text: str, stream: TextIO | None = None) -> str:
    """Text as it may go to a stream: to a terminal only what it may draw; to a pipe or a file without controls."""
    out = sys.stdout if stream is None else stream
    if out.isatty():
        from inyo.tui.terminal.sanitise import clean

        return clean(text)
    from inyo.tui.terminal.clipboard import safe

    return safe(text)


def shown_line(text: str, stream: TextIO | None = None) -> str:
    """The same for one line: a line end or a tab in it becomes a space."""
    return shown(" ".join(text.splitlines()).replace("\t", " "), stream)


def tell(sentence: str, who: str = "inyo") -> None:
    """Say a sentence on standard error."""
    with contextlib.suppress(OSError):  # where it cannot be said the exit status still tells
        print(f"{who}: {shown_line(sentence, sys.stderr)}", file=sys.stderr)


def fail(sentence: str, who: str = "inyo") -> Exit:
    """Say why nothing can be done; the exit status of an error."""
    tell(sentence, who)
    return Exit.ERROR


_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def cell(value: object) -> str:
    """A cell of a table: one that a spreadsheet would run as a formula begins with an apostrophe; numbers stay."""
    text = str(value)
    if isinstance(value, int | float):
        return text
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_text(rows: Iterable[Sequence[object]], clean_cells: bool = True) -> str:
    """Rows as CSV, the cells made harmless for spreadsheets and terminals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(
        [cell(shown(each) if clean_cells and isinstance(each, str) else each) for each in row] for row in rows
    )
    return out.getvalue()


BOM = "\ufeff"


def given(file: str) -> str:
    """The text of a file that the reader names, or of standard input for '-', in any encoding. Raises Trouble."""
    if file != "-":
        text, problems = read_own_file(expanded(file), needed=True)
    elif sys.stdin is None:
        raise Trouble(messages()("error.no_input"))
    else:
        text, problems = read_own_stream(sys.stdin.buffer, messages()("name.input"))
    if problems:
        raise Trouble(messages().sentence(problems[0]))
    return text


def deliver(pieces: Iterable[str], file: str | None = None, *, bom: bool = False) -> None:
    """Print pieces of text, or write them to a file that must not exist. Raises Trouble, OSError.

    `bom`: a byte order mark first, by which spreadsheets know UTF-8.
    """
    if file is None:
        if bom:
            sys.stdout.write(BOM)
        for piece in pieces:
            sys.stdout.write(piece)
        return
    try:
        write_new(Path(file), (BOM if bom else "") + "".join(pieces))
    except FileExistsError as error:
        raise Trouble(messages()("error.exists", file=file)) from error
    tell(messages()("tell.written", file=file))


_WIDTH = 20


def line(progress: Progress, say: Messages) -> str:
    """`[#####-----] 120/600 · 310,000 chars/s · 0:12 left`; scanning has no total yet."""
    if progress.phase == "scan" or not progress.total:
        return say("progress.scan", done=progress.done)
    filled = _WIDTH * progress.done // progress.total
    parts = [f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {progress.done}/{progress.total}"]
    if progress.seconds > 0.2 and progress.done:
        parts.append(say("progress.rate", rate=progress.characters / progress.seconds))
        left = progress.seconds * (progress.total - progress.done) / progress.done
        parts.append(say("progress.left", left=f"{int(left) // 60}:{int(left) % 60:02}"))
    return " · ".join(parts)


class Bar:
    """Draws progress on a terminal; on anything else it is silent."""

    def __init__(self, say: Messages, stream: TextIO | None = None) -> None:
        self._say = say
        self._stream = stream or sys.stderr
        self._shown = False
        self._live = self._stream.isatty()

    def __call__(self, progress: Progress) -> None:
        if self._live and (progress.seconds > 0.5 or self._shown):
            self._stream.write(f"\r{line(progress, self._say)}\x1b[K")
            self._stream.flush()
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False


def hit_record(hit: Hit) -> dict[str, object]:
    """A hit as `inyo search --json` prints it."""
    return {
        **source_record(hit.file, hit.part, hit.place),
        "title": hit.title,
        "paragraph": hit.paragraph,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "spans": [[span.start, span.end] for span in hit.spans],
        "score": round(hit.score, 4),
        "why": [span.why for span in hit.spans],
        "below": hit.below,
        "note": hit.note,
    }


def person_record(person: Person) -> dict[str, object]:
    """A person as `inyo people --json` prints them."""
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "titles": list(person.titles),
        "mentions": person.mentions,
        "quotations": person.quotations,
        "files": [exact(file) for file in person.files],
    }


def line_record(line: ConcordanceLine) -> dict[str, object]:
    """A place as `inyo kwic --json` prints it."""
    return {
        **source_record(line.file, line.part, line.place),
        "title": line.title,
        "date": line.date,
        "paragraph": line.paragraph,
        "start": line.start,
        "end": line.end,
        "left": line.left,
        "node": line.node,
        "right": line.right,
        "before": list(line.before),
        "after": list(line.after),
    }
