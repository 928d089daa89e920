"""The open document, with hits, quotations and speakers in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from typing import ClassVar

from inyo.index.library import Answer, Document, Quote, place_words
from inyo.tui.keymap import Keymap, Scope, shown
from inyo.tui.messages import Messages
from inyo.tui.page import paged
from inyo.tui.panes.base import Pane
from inyo.tui.panes.pieces import Titles, plain
from inyo.tui.state import Group, Opened, State, in_groups, speaker_of
from inyo.tui.survey import Course, course, position, surveyed
from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.widgets.text_pane import TextPane

MEASURE = 84
"""Cells of the longest row of text: 42 full-width characters, about a newspaper's book page."""
MARK_SIGN = "*"


_WELCOMED = {
    "down": "search.newer", "hit": "hit.next", "quotations": "pane.quotations", "copy": "quotations.copy",
    "people": "pane.people", "mark": "quotations.mark", "export": "marks.export", "back": "back", "help": "help",
    "palette": "palette",
}  # fmt: skip


class ReaderText(TextPane):
    """The text of the reader. Its keys come from the table, through the pane."""

    def __init__(self) -> None:
        super().__init__(measure=MEASURE)
        self.wandered = False
        """Whether it was scrolled by hand since a place was gone to."""

    def scroll_rows(self, rows: int) -> None:
        self.wandered = True
        super().scroll_rows(rows)

    def scroll_to_row(self, row: int) -> None:
        self.wandered = True
        super().scroll_to_row(row)

    def action_first(self) -> None:
        self.wandered = True
        super().action_first()

    def action_last(self) -> None:
        self.wandered = True
        super().action_last()

    def visible_changed(self, start: int, end: int) -> None:
        if isinstance(self.parent, ReaderPane):
            self.parent.retitle()


class ReaderPane(Pane):
    """Draws the open document, and knows the place in it that was gone to last."""

    SCOPE: ClassVar[Scope] = "reader"
    NUMBER: ClassVar[str] = "3"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self.text = ReaderText()
        self._welcome = say("welcome", **{f"key_{name}": shown(keymap.keys(id_)[0]) for name, id_ in _WELCOMED.items()})
        self._opened: Opened | None = None
        self._answer: Answer | None = None
        self._sorting = ""
        self._course = Course()
        self._finding = False
        self._titles = Titles()
        self._name = ""
        """What tells the document from another one of its title."""
        self._groups: frozenset[Group] = frozenset()
        self._hits: tuple[tuple[int, int], ...] = ()
        self._signs: tuple[tuple[int, int, str], ...] = ()
        self._spot = (0, 0)

    def on_resize(self) -> None:
        """What was gone to stays in view until one scrolls away from it."""
        self.call_after_refresh(self._keep_spot)

    def _keep_spot(self) -> None:
        if not self.text.wandered:
            self.text.scroll_to_offset(self._spot[0], "nearest", self._spot[1])
        self.retitle()  # where it was hidden it had no place

    @property
    def body(self) -> TextPane:
        return self.text

    def draw(self, state: State) -> None:
        opened = state.opened
        self._finding = bool(state.find_text)
        if state.answer is not self._answer or state.view.sorting != self._sorting:
            self._answer, self._sorting = state.answer, state.view.sorting
            self._course = course(state.answer, surveyed(state.answer, state.infos, state.view.sorting))
        before, self._opened = self._opened, opened
        self._titles = self._titles.of(state.documents, state.paths)
        self._name = self._titles.apart(opened.document.title, opened.file, opened.document.part) if opened else ""
        if opened is not None:
            self._draw_opened(state, opened, before)
        elif before is not None or not self.text.text:
            self.text.set_document(self._welcome, [(0, len(self._welcome), "dim")])
        self.retitle()

    def _draw_opened(self, state: State, opened: Opened, before: Opened | None) -> None:
        groups = state.view.choice.groups
        hits = tuple((span.start, span.end) for span in state.found or opened.spans)
        if before is None or before.document is not opened.document:
            self._draw_document(opened.document, hits)
        if hits != self._hits:
            self._hits = hits
            current = hits.index(self._spot) if self._spot in hits else -1
            if current >= 0:  # the place that was gone to is a hit after all: the answer came after it
                self.text.set_spans([], "spot")
            self.text.set_hits(hits, current)
        if before is None or before.quotes is not opened.quotes or groups != self._groups:
            self._groups = groups
            self._draw_quotations([quote for quote in opened.quotes if in_groups(quote, groups)])
        signs = tuple(
            (quote.quotation.start, quote.quotation.end, MARK_SIGN)
            for quote in state.marks.values()
            if quote.file == opened.file
        )
        if signs != self._signs:
            self._signs = signs
            self.text.set_signs(signs)

    def _draw_document(self, document: Document, hits: tuple[tuple[int, int], ...]) -> None:
        self._spot = (0, 0)
        page = paged(document, " · ".join(part for part in (document.source, document.date, document.author) if part))
        headings = [(start, end, "title") for start, end in page.headings]
        self.text.set_document(document.text, headings, hits=hits, before=page.before, head=page.head)
        self._hits, self._groups, self._signs = hits, frozenset(), ()

    def _draw_quotations(self, quotes: Sequence[Quote]) -> None:
        self.text.set_spans(
            [(quote.quotation.start, quote.quotation.end, "quotation") for quote in quotes], "quotations"
        )
        self.text.set_names(
            [
                (quote.quotation.start, quote.quotation.start + 1, name)
                for quote in quotes
                if (name := speaker_of(quote))
            ]
        )

    # places

    @property
    def top(self) -> int:
        """The code point at the top."""
        return self.text.top_offset()

    @property
    def place(self) -> int:
        """Where the reader is: the place gone to last until it is scrolled out of view, else the top."""
        start, end = self.text.visible_range()
        return self._spot[0] if not self.text.wandered or start <= self._spot[0] < end else start

    def go(self, start: int, end: int, *, top: int = -1) -> None:
        """Show a place: a hit becomes the current one, a quotation is marked out together with its speaker."""
        self._spot = (start, end)
        self.text.wandered = top >= 0
        hit = self._hits.index((start, end)) if (start, end) in self._hits else -1
        quote = self.quote_at_spot
        spot = [(start, end, "spot")] if end > start and hit < 0 else []
        if quote and quote.quotation.speaker_span:
            spot.append((*quote.quotation.speaker_span, "speaker"))
        self.text.set_spans(spot, "spot")
        if hit < 0 or top >= 0:
            self.text.set_hits(self._hits, hit)
        if top >= 0:  # the hit may have been scrolled away from
            self.text.scroll_to_offset(top)
        elif hit >= 0:
            self.text.go_to_hit(hit)
        else:
            self.text.scroll_to_offset(start, "nearest", end)
        self.retitle()

    @property
    def quote_at_spot(self) -> Quote | None:
        """The quotation that was gone to, if any."""
        quotes = self._opened.quotes if self._opened else ()
        return next((q for q in quotes if (q.quotation.start, q.quotation.end) == self._spot), None)

    @property
    def quote_here(self) -> Quote | None:
        """The quotation one means here: the one gone to, else the innermost around the place."""
        if self.quote_at_spot or self._opened is None:
            return self.quote_at_spot
        place = self.place
        around = [q for q in self._opened.quotes if q.quotation.start <= place < q.quotation.end]
        return min(around, key=lambda q: q.quotation.end - q.quotation.start, default=None)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph at a code point, from 1; 0 before the first."""
        if self._opened is None:
            return 0
        return bisect_right(self._opened.document.paragraphs, offset, key=lambda paragraph: paragraph.start)

    def retitle(self) -> None:
        """Say which document this is and where in it we are."""
        opened = self._opened
        if opened is None:
            self.entitle()
            return
        document = opened.document
        source = " · ".join(part for part in (document.author, document.source, document.date) if part)
        start, end = self.text.visible_range()
        place = max(start, self.place)
        number = max(1, self.paragraph_at(place))
        right = self.say("reader.paragraph", number=number, total=max(1, len(document.paragraphs)))
        words = truncate(plain(place_words(document.place(number), document.title))[0], max(8, self.size.width // 4))
        right = f"{words} {right}" if words else right
        share = 100 * end // max(1, len(document.text))
        right = f"{right} · {share}%"
        found = None
        if self._answer is not None and not self._finding and self.quote_at_spot is None:
            found = position(self._course, opened.file, place, opened.passages)
        if found is not None:
            whole, short = (self.say(f"reader.position{kind}", **asdict(found)) for kind in ("", ".short"))
            shortest = self.say("reader.position.shortest", share=share, **asdict(found))
            self._entitled(document, source, f"{whole} · {right}", f"{short} · {right}", shortest)
            return
        if self._spot in self._hits:
            place = self._hits.index(self._spot) + 1
            right = f"{self.say('reader.hit', number=place, total=len(self._hits))} · {right}"
        elif self.quote_at_spot is not None:
            listed = [(q.quotation.start, q.quotation.end) for q in opened.quotes if in_groups(q, self._groups)]
            if self._spot in listed:
                place = listed.index(self._spot) + 1
                right = f"{self.say('reader.quotation', number=place, total=len(listed))} · {right}"
        self._entitled(document, source, right)

    def _entitled(self, document: Document, source: str, *rights: str) -> None:
        title = plain(document.title)[0]
        if self._name:
            room = max(12, self.size.width // 2 - cell_width(self._name))  # what tells them apart is not what is cut
            title = f"{truncate(title, room)}  {self._name}"
        self.entitle(f"{title} · {plain(source)[0]}" if source else title, *rights)

    # selection

    def end_selection(self) -> bool:
        """End selecting; whether there was a selection."""
        return self.text.clear_selection()

    def toggle_selection(self) -> bool:
        """Select the sentence at the place, or end selecting; whether there is a selection now."""
        if self.text.selection:
            self.text.clear_selection()
            return False
        start, end = self.text.visible_range()
        inside = self._spot[1] > self._spot[0] and start <= self._spot[0] < end
        self.text.start_selection(self._spot[0] if inside else None)
        return self.text.selection is not None
