"""Lists of quotations as plain text, Markdown, CSV or JSON Lines. The commands and the explorer write the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import Any, Literal

from inyo.index.library import Place, Quote, path_of, place_data
from inyo.tui.keep.citation import DEFAULT, cite, values
from inyo.tui.keep.filenames import exact, json_line
from inyo.tui.terminal.clipboard import safe

Format = Literal["text", "markdown", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "csv", "jsonl")
ENDINGS: dict[Format, str] = {"text": "txt", "markdown": "md", "csv": "csv", "jsonl": "jsonl"}

COLUMNS = (
    "quotation",
    "speaker",
    "mention",
    "inferred",
    "title",
    "author",
    "source",
    "date",
    "file",
    "place",
    "paragraph",
    "start",
    "end",
)

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def record(quote: Quote) -> dict[str, Any]:
    """A quotation as `inyo quotes --json` prints it."""
    quotation = quote.quotation
    return {
        **source_record(quote.file, quote.part, quote.place),
        "start": quotation.start,
        "end": quotation.end,
        "text": quotation.text,
        "kind": quotation.kind,
        "form": quotation.form,
        "zone": quotation.zone,
        "speaker": quotation.speaker,
        "speaker_text": quotation.speaker_text,
        "cue": quotation.cue,
        "inferred": quotation.inferred,
        "person": quote.person,
        "edited": quote.edited,
        "title": quote.title,
        "author": quote.author,
        "source": quote.source,
        "date": quote.date,
        "paragraph": quote.paragraph,
    }


def source_record(file: str, part: str, place: Place) -> dict[str, Any]:
    """Where a hit or a quotation stands, for JSON: the file as given, the part of a file of many, the place in it."""
    where: dict[str, Any] = {"file": exact(path_of(file, part))}
    if part:
        where["part"] = part
    return {**where, "place": place_data(place)}


def export(quotes: Iterable[Quote], form: Format, citation: str = DEFAULT) -> str:
    """The quotations in a format, ending in a newline (empty for none). `citation` serves plain text.

    Control characters of the documents are left out: the list may be read with `cat`.
    """
    return _WRITERS[form](list(quotes), citation)


def _text(quotes: list[Quote], citation: str) -> str:
    return "".join(safe(cite(quote, citation)) + "\n\n" for quote in quotes)[:-1]


def _markdown(quotes: list[Quote], citation: str) -> str:
    parts = []
    for quote in quotes:
        fields = {name: _MARKDOWN.sub(r"\\\1", safe(value)) for name, value in values(quote).items()}
        lines = "\n".join(f"> {line}" for line in fields["quotation"].split("\n"))
        speaker = f"**{fields['speaker']}**{fields['inferred']}、" if fields["speaker"] else ""
        source = "、".join(fields[name] for name in ("title", "source", "author", "date") if fields[name])
        place = "、".join(field for field in (fields["file"], fields["place"]) if field) + f" ¶{fields['paragraph']}"
        parts.append(f"{lines}\n>\n> — {speaker}{source}、{place}\n")
    return "\n".join(parts)


def _csv(quotes: list[Quote], citation: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if quotes:
        writer.writerow(COLUMNS)
    for quote in quotes:
        fields = values(quote)
        writer.writerow([_cell(safe(fields[name])) for name in COLUMNS])
    return out.getvalue()


def _cell(value: str) -> str:
    # a spreadsheet runs a cell that begins so as a formula
    return f"'{value}" if value.startswith(_FORMULA) else value


def _jsonl(quotes: list[Quote], citation: str) -> str:
    return "".join(json_line(record(quote)) + "\n" for quote in quotes)


_WRITERS: dict[Format, Callable[[list[Quote], str], str]] = {
    "text": _text,
    "markdown": _markdown,
    "csv": _csv,
    "jsonl": _jsonl,
}
