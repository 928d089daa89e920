"""The reader: a document's text in rows broken by the rules, with hits, quotations and speakers in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.sanitise import clean_line
from inyo.tui.widgets.selection import Selection, difference
from inyo.tui.widgets.spans import Hits, Span, SpanTable, paint
from inyo.tui.widgets.text_layout import RowText
from inyo.tui.widgets.text_view import GUTTER, Align, TextView

NAMED = 8
"""Cells of a margin from which names stand in it."""
RULED = "quotations"
"""The layer of spans that the ruler shows."""

Spans = Sequence[Span | tuple[int, int, str]]


class TextPane(TextView):
    """A text to read. All offsets are code points of the text given to `set_document`.

    Layers of spans lie over one another: first those of `set_spans` in the order in which their layers were first
    set, then the hits, the current hit, the selection.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text-pane--hit",
        "text-pane--current",
        "text-pane--selection",
        "text-pane--spot",
        "text-pane--quotation",
        "text-pane--speaker",
        "text-pane--cue",
        "text-pane--title",
        "text-pane--dim",
        "text-pane--sign",
        "text-pane--speaker-name",
    }
    DEFAULT_CSS = """
    TextPane {
        & > .text-pane--quotation { color: $success; }
        & > .text-pane--speaker { color: $accent; text-style: bold; }
        & > .text-pane--cue { color: $foreground 80%; }
        & > .text-pane--title { text-style: bold; }
        & > .text-pane--dim { color: $foreground 60%; }
        & > .text-pane--spot { text-style: underline; }
        & > .text-pane--hit { color: $warning; text-style: bold underline; }
        & > .text-pane--current { text-style: bold underline reverse; }
        & > .text-pane--selection { color: $foreground; text-style: reverse; }
        & > .text-pane--sign { color: $warning; text-style: bold; }
        &:ansi > .text-pane--quotation { color: ansi_default; }
        &:ansi > .text-pane--speaker { color: ansi_default; }
        &:ansi > .text-pane--cue { color: ansi_default; }
        &:ansi > .text-pane--dim { color: ansi_default; }
        &:ansi > .text-pane--hit { color: ansi_default; }
        &:ansi > .text-pane--selection { color: ansi_default; }
        &:ansi > .text-pane--sign { color: ansi_default; }
    }
    """

    def __init__(
        self, *, measure: int = 0, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        """`measure` is as in `TextView`."""
        super().__init__(measure=measure, name=name, id=id, classes=classes)
        self._layers: dict[str, SpanTable] = {}
        self._hits = Hits()
        self._signs = SpanTable()
        self._names = SpanTable()
        self._ruler: dict[int, tuple[str, str]] = {}
        self._ruler_size = (-1, 0)
        self._selected: Selection | None = None

    # what is shown

    def set_document(
        self, text: str, spans: Spans = (), *, hits: Sequence[tuple[int, int]] = (), offset: int = 0,
        align: Align = "top", before: Mapping[int, Sequence[str]] | None = None, head: str = "",
    ) -> None:  # fmt: skip
        """Show another text from `offset` on, with a first layer of spans and the hits; no hit is current. `before`:
        rows that only the screen has, by the offset of the line that they stand before; `head`: a title over them."""
        self._names = SpanTable()
        self._ruler = {}
        self._layers = {"text": SpanTable(spans)}
        self._hits = Hits.at(hits)
        self._signs = SpanTable()
        self._selected = None
        self.show_text(text, before, offset, align, head)

    def set_spans(self, spans: Spans, layer: str = "text") -> None:
        """Replace a layer of spans."""
        self._layers[layer] = SpanTable(spans)
        self.refresh()

    def set_signs(self, signs: Spans) -> None:
        """Signs in the gutter: the third field is the sign itself, shown beside the rows of its span."""
        self._signs = SpanTable(signs)
        self.refresh()

    def set_names(self, names: Spans) -> None:
        """Names in the margin, where there is room for one: the third field, beside the first row of its span."""
        self._names = SpanTable(names)
        self.refresh()

    # the ruler

    def bar_sign(self, y: int) -> tuple[str, str]:
        """What stands in a line of the bar, over the whole text: a hit, a sign, a quotation."""
        size = (self.size.height, id(self._hits.table) ^ id(self._signs) ^ id(self._layers.get(RULED)))
        if size != self._ruler_size:
            self._ruler_size, self._ruler = size, self._ruled(self.size.height)
        return self._ruler.get(y, (" ", ""))

    def _ruled(self, height: int) -> dict[int, tuple[str, str]]:
        if self.extent()[1] <= height:
            return {}
        length = max(1, len(self._text))
        found: dict[int, tuple[str, str]] = {}
        quoted = self._layers[RULED].spans if RULED in self._layers else ()
        kinds = ((quoted, ("·", "dim")), (self._hits.table.spans, ("▪", "hit")), (self._signs.spans, ("*", "sign")))
        for spans, sign in kinds:
            found |= {min(height - 1, span.start * height // length): sign for span in spans}
        return found

    # hits

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int = -1) -> None:
        """Other hits, in order or not; `current` counts in their order by start."""
        self._hits = Hits.at(hits, current)
        self.refresh()

    @property
    def hits(self) -> list[tuple[int, int]]:
        """The hits in order."""
        return [(span.start, span.end) for span in self._hits.table.spans]

    @property
    def current_hit(self) -> int:
        """The number of the current hit, from 0; -1 for none."""
        return self._hits.current

    def go_to_hit(self, index: int) -> None:
        """Make a hit the current one and show it."""
        hits = self._hits
        if not 0 <= index < len(hits):
            return
        before, self._hits = hits.current, hits.going_to(index)
        for stale in {before, index}:
            if 0 <= stale < len(hits):
                self._refresh_range(hits[stale].start, hits[stale].end)
        self.scroll_to_offset(hits[index].start, "nearest", hits[index].end)

    # drawing

    def _refresh_range(self, start: int, end: int) -> None:
        for y, row in enumerate(self._visible_rows()):
            if row.start < end and start < row.end:
                self.refresh_row(y)

    def draw_row(self, y: int, width: int) -> Strip:
        rows = self._visible_rows()
        if y >= len(rows):
            return Strip([])
        row = rows[y]
        base = self.base_style()
        layers = [(0, len(row.text), self.style_of(f"text-pane--{row.style}"))] if row.style and row.text else []
        for table in () if layers else (*self._layers.values(), self._hits.table):
            for span in table.touching(row.start, row.end):
                layers.append(
                    (row.position(span.start), row.position(span.end), self.style_of(f"text-pane--{span.style}"))
                )
        if (hit := self._hits.current_span) is not None:
            layers.append((row.position(hit.start), row.position(hit.end), self.style_of("text-pane--current")))
        if self._selected:
            start, end = self._selected.span
            layers.append((row.position(start), row.position(end), self.style_of("text-pane--selection")))
        signs = self._signs.touching(row.start, row.end)
        segments = []
        if left := self._left:
            sign = signs[-1].style[:1] if signs else " "
            over = self.style_of("text-pane--sign") if signs else Style.null()
            segments = [*self._margin(row, left - GUTTER, base), Segment(sign, base + over), Segment(" ", base)]
        return Strip([*segments, *paint(row.text, base, layers)])

    def _margin(self, row: RowText, width: int, base: Style) -> list[Segment]:
        """What stands before the gutter: the name of who begins to speak in a row."""
        names = [name for name in self._names.touching(row.start, row.end) if row.start <= name.start < row.end]
        if not names or width < NAMED:
            return [Segment(" " * width, base)]
        shown = truncate(clean_line(names[0].style), width - 1)
        space = Segment(" " * (width - 1 - cell_width(shown)), base)
        return [space, Segment(shown, base + self.style_of("text-pane--speaker-name")), Segment(" ", base)]

    # selection by sentence

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected code points, or None."""
        return self._selected.span if self._selected else None

    def start_selection(self, offset: int | None = None) -> None:
        """Select the sentence at an offset: by default of the current hit if in view, else the first in view."""
        start, end = self.visible_range()
        if offset is not None:
            self._select(Selection.at(self._text, offset))
            return
        hit = self._hits.current_span
        if hit is not None and start <= hit.start < end:
            self._select(Selection.at(self._text, hit.start))
        else:
            self._select(Selection.first_in(self._text, start, end))

    def clear_selection(self) -> bool:
        """End selecting; whether there was anything to end."""
        had = self._selected is not None
        self._select(None)
        return had

    def extend_selection(self, sentences: int) -> None:
        """Move the selection's free end by one sentence on (1) or back (-1); the first sentence stays selected."""
        if self._selected is not None:
            selected = self._selected.extended(self._text, sentences)
            self._select(selected)
            self.scroll_to_offset(selected.end - 1 if sentences > 0 else selected.start, "nearest")

    def _select(self, selected: Selection | None) -> None:
        before = self.selection
        self._selected = selected
        if before != self.selection:
            for start, end in difference(before, self.selection):
                self._refresh_range(start, end)

    # keys and mouse

    def action_down(self) -> None:
        """A row down; in a selection a sentence more."""
        if self._selected:
            self.extend_selection(1)
        else:
            self.scroll_rows(1)

    def action_up(self) -> None:
        """A row up; in a selection a sentence less."""
        if self._selected:
            self.extend_selection(-1)
        else:
            self.scroll_rows(-1)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.clicked_bar(event)
