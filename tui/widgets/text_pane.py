"""The reader: a document's text in rows broken by the rules, with hits, quotations and speakers in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from inyo.tui.terminal.cells import cell_width, fitting, truncate
from inyo.tui.terminal.sanitise import clean_line
from inyo.tui.widgets.hits import Hits, find_all
from inyo.tui.widgets.line_view import LineView
from inyo.tui.widgets.selection import Selection, difference
from inyo.tui.widgets.styles import Span, SpanTable, paint
from inyo.tui.widgets.text_layout import Place, RowText, TextLayout

GUTTER = 2
"""Cells before the text, for signs."""

NAMED = 8
"""Cells of a margin from which names stand in it."""
RULED = "quotations"
"""The layer of spans that the ruler shows."""

Align = Literal["top", "third", "middle", "nearest"]
Spans = Sequence[Span | tuple[int, int, str]]


class TextPane(LineView):
    """A text to read. All offsets are code points of the text given to `set_document`.

    Layers of spans lie over one another: first those of `set_spans` in the order in which their layers were first
    set, then the hits, the current hit, the selection. The place on the screen is an offset: it stays when the
    widget's width changes.
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

    @dataclass
    class VisibleChanged(Message):
        """Other text is on the screen: `start` up to `end`."""

        pane: TextPane
        start: int
        end: int

        @property
        def control(self) -> TextPane:
            return self.pane

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, TextPane.VisibleChanged) and message.pane is self.pane

    @dataclass
    class HitChanged(Message):
        """The current hit is number `index` (from 0) of `total`."""

        pane: TextPane
        index: int
        total: int

        @property
        def control(self) -> TextPane:
            return self.pane

    @dataclass
    class HitsExhausted(Message):
        """There is no hit further on (`direction` 1) or back (-1)."""

        pane: TextPane
        direction: int

        @property
        def control(self) -> TextPane:
            return self.pane

    @dataclass
    class SelectionChanged(Message):
        """The selection is now `span`, or None."""

        pane: TextPane
        span: tuple[int, int] | None

        @property
        def control(self) -> TextPane:
            return self.pane

    @dataclass
    class Clicked(Message):
        """The character at `offset` was clicked."""

        pane: TextPane
        offset: int

        @property
        def control(self) -> TextPane:
            return self.pane

    def __init__(
        self,
        *,
        measure: int = 0,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`measure` is the most cells a row of text takes (0: all there are); wider panes have it in the middle."""
        super().__init__(name=name, id=id, classes=classes)
        self.measure = measure
        self._text = ""
        self._layout_of_text: TextLayout | None = None
        self._layers: dict[str, SpanTable] = {}
        self._hits = Hits()
        self._signs = SpanTable()
        self._names = SpanTable()
        self._before: Mapping[int, Sequence[str]] = {}
        self._ruler: dict[int, tuple[str, str]] = {}
        self._ruler_size = (-1, 0)
        self._anchor = 0
        self._pending: tuple[int, Align, int] | None = None
        self._top = Place(0, 0)
        self._rows: list[RowText] | None = None
        self._rows_height = 0
        self._seen = (-1, -1)
        self._selected: Selection | None = None

    # what is shown

    def set_document(
        self, text: str, spans: Spans = (), *, hits: Sequence[tuple[int, int]] = (), offset: int = 0,
        align: Align = "top", before: Mapping[int, Sequence[str]] | None = None,
    ) -> None:  # fmt: skip
        """Show another text from `offset` on, with a first layer of spans and the hits; no hit is current. `before`:
        rows that only the screen has, by the offset of the line that they stand before."""
        self._text = text
        self._before = before or {}
        self._names = SpanTable()
        self._ruler = {}
        self._layout_of_text = None
        self._layers = {"text": SpanTable(spans)}
        self._hits = Hits.at(hits)
        self._signs = SpanTable()
        self._selected = None
        self._anchor = 0
        self._top = Place(0, 0)
        self._rows = None
        self.refresh()
        self.scroll_to_offset(offset, align)
        self._announce()

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text

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

    def find(self, words: str) -> int:
        """Make every place of `words` (letters' case aside) a hit; how many there are."""
        self.set_hits(find_all(self._text, words))
        return len(self._hits)

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
        self.post_message(self.HitChanged(self, index, len(hits)))

    def next_hit(self) -> bool:
        """To the next hit after the current one, or after what was scrolled away. False (and a message) at the end."""
        return self._step_hit(1)

    def previous_hit(self) -> bool:
        """To the hit before. False (and a message) at the beginning."""
        return self._step_hit(-1)

    def _step_hit(self, direction: int) -> bool:
        index = self._hits.step(direction, *self.visible_range())
        if not 0 <= index < len(self._hits):
            self.post_message(self.HitsExhausted(self, direction))
            return False
        self.go_to_hit(index)
        return True

    # where we are

    @property
    def layout_of_text(self) -> TextLayout:
        """The rows of the text at the present width."""
        width = self.text_width - self._left
        width = max(1, min(width, self.measure) if self.measure else width)
        if self._layout_of_text is None or self._layout_of_text.width != width:
            self._layout_of_text = TextLayout(self._text, width, self._before)
            self._top = self._layout_of_text.place_of(self._anchor)
            self._rows = None
        return self._layout_of_text

    @property
    def _left(self) -> int:
        """Cells left of the text."""
        gutter = GUTTER if self.text_width >= 12 else 0
        spare = self.text_width - gutter - self.measure
        return gutter + (spare // 2 if self.measure and spare > 0 else 0)

    def scroll_to_offset(self, offset: int, align: Align = "top", end: int = 0) -> None:
        """Show an offset: in the top row, a third down, in the middle, or (`nearest`) move only if it is not in view.

        What `nearest` has to move goes a third down. What stands from the offset up to `end` is shown whole if it fits.
        """
        height, end = self.size.height, max(end, offset + 1)
        if not height:
            self._anchor, self._pending = offset, (offset, align, end)
            return
        self._pending = None
        top, bottom = self.visible_range()
        if align == "nearest":
            if top <= offset and (end <= bottom or offset < bottom == len(self._text)):
                return
            align = "third"
        layout = self.layout_of_text
        place = layout.place_of(offset)
        needed = sum(row.start < end for row in layout.rows(place, height))
        back = {"top": 0, "third": height // 3, "middle": height // 2}[align]
        self._go(layout.move(place, -min(back, height - needed)))

    def top_offset(self) -> int:
        """The offset at the beginning of the top row: give it to `scroll_to_offset` to come back."""
        return self._anchor

    def visible_range(self) -> tuple[int, int]:
        """The offsets of what is on the screen."""
        rows = self._visible_rows()
        return (rows[0].start, rows[-1].end) if rows else (0, 0)

    def extent(self) -> tuple[int, int]:
        layout = self.layout_of_text
        return layout.row_number(self._top), layout.row_count

    def scroll_rows(self, rows: int) -> None:
        self._go(self.layout_of_text.move(self._top, rows), rows)

    def scroll_to_row(self, row: int) -> None:
        self._go(self.layout_of_text.place_of_row(max(0, row)))

    def _go(self, place: Place, rows: int = 0) -> None:
        """Make a place the top row, but leave no empty rows below the text. `rows`: how far it is, if known."""
        layout = self.layout_of_text
        place = min(place, layout.move(layout.end, 1 - self.size.height))
        if place == self._top:
            return
        as_far = layout.move(place, -rows) == self._top  # not at an end of the text
        self._top = place
        self._rows = None
        shown = self._visible_rows()
        self._anchor = shown[0].start if shown else 0
        self.shift_rows(rows if as_far else 0)
        self._announce()

    def _announce(self) -> None:
        if self.size.height and (seen := self.visible_range()) != self._seen:
            self._seen = seen
            self.visible_changed(*seen)
            self.post_message(self.VisibleChanged(self, *seen))

    def visible_changed(self, start: int, end: int) -> None:
        """Called at once when other text is on the screen: what is drawn for it here goes into the same frame.

        The message `VisibleChanged` comes later, and once for several changes.
        """

    def _visible_rows(self) -> list[RowText]:
        layout, height = self.layout_of_text, self.size.height
        if self._rows is None or height != self._rows_height:  # another size is painted before its event comes
            self._rows, self._rows_height = layout.rows(self._top, height), height
        return self._rows

    def on_resize(self, event: events.Resize) -> None:
        self._rows = None
        before = self._top
        layout = self.layout_of_text
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self.scroll_to_offset(*pending)
        self._top = min(layout.place_of(self._anchor), layout.move(layout.end, 1 - max(1, self.size.height)))
        self._rows = None
        if self._top != before:  # the rows may have been painted before this event came
            self.refresh()
        self._announce()

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
        layers = [] if row.start < row.end or not row.text else [(0, len(row.text), self.style_of("text-pane--dim"))]
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

    @property
    def selected_text(self) -> str:
        """The document's own text of the selection."""
        return self._text[slice(*self._selected.span)] if self._selected else ""

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

    def move_selection(self, sentences: int) -> None:
        """Select the next (1) or previous (-1) sentence instead."""
        if self._selected is not None:
            selected = self._selected.moved(self._text, sentences)
            self._select(selected)
            self.scroll_to_offset(selected.start, "nearest")

    def _select(self, selected: Selection | None) -> None:
        before = self.selection
        self._selected = selected
        if before != self.selection:
            for start, end in difference(before, self.selection):
                self._refresh_range(start, end)
            self.post_message(self.SelectionChanged(self, self.selection))

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

    def action_half_down(self) -> None:
        """Half a page down."""
        self.scroll_rows(max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.scroll_rows(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        """A page down, with one row of the last page left."""
        self.scroll_rows(max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_rows(-max(1, self.size.height - 1))

    def action_first(self) -> None:
        """The beginning of the text."""
        self._go(self.layout_of_text.start)

    def action_last(self) -> None:
        """The end of the text."""
        self._go(self.layout_of_text.end)

    def action_next_hit(self) -> None:
        """Next hit."""
        self.next_hit()

    def action_previous_hit(self) -> None:
        """Previous hit."""
        self.previous_hit()

    def action_select(self) -> None:
        """Begin to select by sentence, or end it."""
        if self._selected:
            self.clear_selection()
        else:
            self.start_selection()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.clicked_bar(event):
            return
        place = event.get_content_offset(self)
        rows = self._visible_rows()
        if place is None or place.y >= len(rows):
            return
        row = rows[place.y]
        at = fitting(row.text, place.x - self._left) if place.x > self._left else 0
        self.post_message(self.Clicked(self, min(row.offset(at), max(row.start, row.end - 1))))
