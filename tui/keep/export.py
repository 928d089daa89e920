"""Lists of quotations as plain text, Markdown, CSV or JSON Lines. The commands and the explorer write the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from inyo.index.library import Place, Quote, path_of, place_data, place_words
from inyo.tui.keep.citation import DEFAULT, Folders, cite, values
from inyo.tui.keep.filenames import exact, json_line, within
from inyo.tui.terminal.clipboard import controls_in, safe

Format = Literal["text", "markdown", "csv", "jsonl", "csl", "ris", "bibtex"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "csv", "jsonl", "csl", "ris", "bibtex")
ENDINGS: dict[Format, str] = {
    "text": "txt", "markdown": "md", "csv": "csv", "jsonl": "jsonl", "csl": "json", "ris": "ris", "bibtex": "bib",
}  # fmt: skip

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

_SHOWN = ("quotation", "speaker", "inferred", "title", "source", "author", "date", "file", "place", "paragraph")
"""The fields that Markdown shows."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def record(quote: Quote, folders: Folders = ()) -> dict[str, Any]:
    """A quotation as `inyo quotes --json` prints it; its file as given, or from the collection's `folders` on."""
    quotation = quote.quotation
    return {
        **source_record(quote.file, quote.part, quote.place, folders),
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


def source_record(file: str, part: str, place: Place, folders: Folders = ()) -> dict[str, Any]:
    """Where a hit or a quotation stands, for JSON: the file as given (from one of the `folders` on, if there are any),
    the part of a file of many, the place in it."""
    name = exact(path_of(file, part))
    where: dict[str, Any] = {"file": within(name, folders) if folders else name}
    if part:
        where["part"] = part
    return {**where, "place": place_data(place)}


@dataclass
class Cleaning:
    """`safe`, and how many characters it has left out so far."""

    left_out: int = 0

    def __call__(self, text: str) -> str:
        self.left_out += controls_in(text)
        return safe(text)


def export(quotes: Iterable[Quote], form: Format, citation: str = DEFAULT, folders: Folders = ()) -> str:
    """As `exported`, the text alone."""
    return exported(quotes, form, citation, folders)[0]


def exported(quotes: Iterable[Quote], form: Format, citation: str = DEFAULT, folders: Folders = ()) -> tuple[str, int]:
    """The quotations in a format, ending in a newline (empty for none), and how many control characters of the
    documents were left out: the list may be read with `cat`. `citation` serves plain text. Files are named from the
    collection's `folders` on; without these as they were given."""
    safe = Cleaning()
    return _WRITERS[form](list(quotes), citation, folders, safe), safe.left_out


def _text(quotes: list[Quote], citation: str, folders: Folders, safe: Cleaning) -> str:
    return "".join(safe(cite(quote, citation, folders)) + "\n\n" for quote in quotes)[:-1]


def _markdown(quotes: list[Quote], citation: str, folders: Folders, safe: Cleaning) -> str:
    parts = []
    for quote in quotes:
        known = values(quote, folders)
        fields = {name: _MARKDOWN.sub(r"\\\1", safe(known[name])) for name in _SHOWN}
        lines = "\n".join(f"> {line}" for line in fields["quotation"].split("\n"))
        speaker = f"**{fields['speaker']}**{fields['inferred']}、" if fields["speaker"] else ""
        source = "、".join(fields[name] for name in ("title", "source", "author", "date") if fields[name])
        place = "、".join(field for field in (fields["file"], fields["place"]) if field) + f" ¶{fields['paragraph']}"
        parts.append(f"{lines}\n>\n> — {speaker}{source}、{place}\n")
    return "\n".join(parts)


def _csv(quotes: list[Quote], citation: str, folders: Folders, safe: Cleaning) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if quotes:
        writer.writerow(COLUMNS)
    for quote in quotes:
        fields = values(quote, folders)
        writer.writerow([_cell(safe(fields[name])) for name in COLUMNS])
    return out.getvalue()


def _cell(value: str) -> str:
    # a spreadsheet runs a cell that begins so as a formula
    return f"'{value}" if value.startswith(_FORMULA) else value


def _jsonl(quotes: list[Quote], citation: str, folders: Folders, safe: Cleaning) -> str:
    return "".join(json_line(record(quote, folders)) + "\n" for quote in quotes)


def _by_document(quotes: Iterable[Quote]) -> list[tuple[Quote, list[Quote]]]:
    """A reference for each document, with what is quoted from it."""
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        found.setdefault(quote.file, []).append(quote)
    return [(group[0], group) for group in found.values()]


def _said(quotes: Iterable[Quote], safe: Cleaning) -> str:
    """The quotations of a document as one note."""
    parts = []
    for quote in quotes:
        where = ", ".join(filter(None, (place_words(quote.place, quote.title), f"¶{quote.paragraph}")))
        parts.append(f"{quote.quotation.text}{f' — {quote.person}' if quote.person else ''} ({where})")
    return _line(safe(" / ".join(parts)))


def _line(text: str) -> str:
    """What programs take for one line: some end one at U+0085, U+2028 or U+2029 too."""
    return " ".join(text.splitlines())


def _csl(quotes: list[Quote], citation: str, folders: Folders, safe: Cleaning) -> str:
    items = []
    for number, (quote, group) in enumerate(_by_document(quotes), 1):
        date = [int(part) for part in quote.date.split("-") if part.isdecimal()]
        items.append(
            {
                "id": f"inyo-{number}",
                "type": "article-newspaper" if quote.source else "document",
                "language": "ja",
                "title": safe(quote.title),
                **({"author": [{"literal": safe(quote.author)}]} if quote.author else {}),
                **({"container-title": safe(quote.source)} if quote.source else {}),
                **({"issued": {"date-parts": [date]}} if date else {}),
                "note": _said(group, safe),
            }
        )
    return json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n" if items else ""


def _ris(quotes: list[Quote], citation: str, folders: Folders, safe: Cleaning) -> str:
    out = []
    for quote, group in _by_document(quotes):
        fields = (("TY", "NEWS" if quote.source else "GEN"), ("TI", quote.title), ("AU", quote.author),
                  ("T2", quote.source), ("DA", quote.date.replace("-", "/")), ("PY", quote.date[:4]),
                  ("LA", "ja"), ("N1", _said(group, safe)))  # fmt: skip
        lines = [f"{tag}  - {_line(safe(value))}" for tag, value in fields if value]
        out.append("\n".join([*lines, "ER  - "]) + "\n")
    return "\n".join(out)


_NAMED = {"\\": "backslash", "^": "asciicircum", "~": "asciitilde", "{": "braceleft", "}": "braceright"}
"""BibTeX counts a brace behind a backslash too, and TeX reads ^^5c as one: a text could give orders."""
_BIBTEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "%&$#_"} | {mark: f"\\text{name}{{}}" for mark, name in _NAMED.items()}
)


def _bibtex(quotes: list[Quote], citation: str, folders: Folders, safe: Cleaning) -> str:
    out = []
    for number, (quote, group) in enumerate(_by_document(quotes), 1):
        fields = (("title", quote.title), ("author", quote.author), ("journal", quote.source),
                  ("year", quote.date[:4]), ("date", quote.date), ("note", _said(group, safe)))  # fmt: skip
        lines = []
        for name, value in fields:
            if value:
                shown = _line(safe(value)).translate(_BIBTEX)
                shown = f"{{{shown}}}" if name == "author" else shown  # the name as it is, not parted into two
                lines.append(f"  {name} = {{{shown}}},\n")
        kind = "article" if quote.source else "misc"
        out.append(f"@{kind}{{inyo{number},\n{''.join(lines)}}}\n")
    return "\n".join(out)


_WRITERS: dict[Format, Callable[[list[Quote], str, Folders, Cleaning], str]] = {
    "text": _text,
    "markdown": _markdown,
    "csv": _csv,
    "jsonl": _jsonl,
    "csl": _csl,
    "ris": _ris,
    "bibtex": _bibtex,
}
