"""What a row of a list shows, as segments: text with spans, a note at the right, everything sanitised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.sanitise import clean_line, sanitise
from inyo.tui.widgets.styles import Span, paint

Spans = Sequence[Span | tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows. All of it may be raw text of a document; it is sanitised here.

    `spans` and `below_spans` are code points of `text` and `below`, with style names: "hit", "dim", "speaker",
    "cue", "title" or what a subclass adds as component class `virtual-list--NAME`. `note` stands at the right end,
    dim. `below` is the second line of a list with `row_height` 2. `sign` replaces the sign of a mark. A header has
    no `below` and no sign.
    """

    text: str
    spans: Spans = ()
    note: str = ""
    below: str = ""
    below_spans: Spans = ()
    sign: str = ""


def row_segments(row: Row, line: int, room: int, base: Style, style_of: Callable[[str], Style]) -> list[Segment]:
    """A line of a row (0 or 1) in exactly `room` cells. `style_of` gives what the name of a style adds to `base`."""
    raw, spans, note = (row.text, row.spans, row.note) if line == 0 else (row.below, row.below_spans, "")
    note = truncate(clean_line(note), room // 2)
    left = room - (cell_width(note) + 1 if note else 0)
    # longer than any row can show, and a document's line may have megabytes
    shown = sanitise(raw[: 4 * room + 64].replace("\n", " "))
    text = truncate(shown.text, left)
    layers = [(shown.to_display(start), shown.to_display(end), style_of(name)) for start, end, name in spans]
    segments = paint(text, base, layers)
    gap = left - cell_width(text) + (1 if note else 0)
    if gap:
        segments.append(Segment(" " * gap, base))
    if note:
        segments.append(Segment(note, base + style_of("dim")))
    return segments
