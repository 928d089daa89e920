"""Hits, people and places as the objects that `--json` prints and the server gives; `schemas/` describes them.

Quotations are written by `keep.export`, as in the explorer.
"""

from __future__ import annotations

from inyo.index.library import ConcordanceLine, Hit, Person
from inyo.tui.keep.export import source_record
from inyo.tui.keep.filenames import exact


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
