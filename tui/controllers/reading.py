"""The open document: opening, walking hits and quotations, finding, neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from textual.timer import Timer

from inyo.index.library import Hit, Quote, Span
from inyo.tui.state import Opened, files_of, hit_at, neighbour, next_span, relocate

if TYPE_CHECKING:
    from inyo.tui.app import Explorer

Entry = Literal["spot", "first", "last"]
SLOW = 0.3
"""Seconds after which one is told what is being opened."""


class Reading:
    """What can be done with the document in the reader."""

    def __init__(self, app: Explorer) -> None:
        self.app = app
        self._slow: Timer | None = None
        self._said_slow = False

    # opening

    def open(
        self, file: str, start: int = 0, end: int = 0, *, hit: int = -1, top: int = -1, entry: Entry = "spot",
        quote: Quote | None = None, quiet: bool = False, said: str = "",
    ) -> None:  # fmt: skip
        """Open a document at a place, or at the first or last place that the query matches in it. A `quiet` opening
        leaves the status line as it is and is not remembered for the next session by itself; what is to be `said` of
        another one is the key of a message."""
        app, view, answer = self.app, self.app.state.view, self.app.state.answer
        library, known = app.library, app.state.opened

        def work(cancelled: Callable[[], bool]) -> Opened:
            if known is not None and known.file == file:
                return known
            document = library.document(file)
            if view.person:
                spans = app.searching.spans_in(file, answer)
            else:
                spans = library.highlights(file, view.query) if view.query.strip() else ()
            spans = tuple(sorted(spans, key=lambda span: (span.start, span.end)))
            return Opened(file, document, spans, app.quoting.all_of(file), view.query)

        def done(opened: Opened) -> None:
            place, finish, number = start, end, hit
            if entry != "spot" and opened.spans:
                span = opened.spans[0 if entry == "first" else -1]
                place, finish = span.start, span.end
                number = hit_at(answer.hits if answer else (), file, place) if hit >= 0 else hit
                number = hit if number < 0 else number
            if quote is not None:
                found = relocate(quote, opened.document.text)
                place, finish = found or (quote.quotation.start, quote.quotation.start)
            self._show(opened, place, finish, number, top, quiet=quiet)
            if said:
                app.status(said)
            if quote is not None and finish == place:
                app.status("mark.moved")

        app.jobs.start("document", work, done)
        self._say_if_slow(file)

    def _say_if_slow(self, file: str) -> None:
        """Say what is being opened where that takes longer than one waits without wondering."""
        app = self.app
        if self._slow is not None:
            self._slow.stop()
        title = next((info.title for info in app.state.documents if info.file == file), file)

        def say() -> None:
            if app.jobs.busy("document"):
                self._said_slow = True
                app.status("document.opening", title=title)

        self._slow = app.set_timer(SLOW, say)

    def _show(self, opened: Opened, start: int, end: int, hit: int, top: int, *, quiet: bool) -> None:
        app, state = self.app, self.app.state
        another = state.opened is None or state.opened.file != opened.file
        state.opened = opened
        state.view = replace(state.view, file=opened.file, start=start, end=end, hit=hit)
        app.navigation.rearrange()
        if another:
            state.find_text, state.found = "", ()
        app.reader.draw(state)
        app.reader.go(start, end, top=top)
        app.documents.draw(state)
        app.documents.point(opened.file)
        if another and state.view.choice.listing == "document":
            app.quoting.refresh()
        if self._slow is not None:
            self._slow.stop()
        if not quiet or self._said_slow:
            app.rest()
        self._said_slow = False
        if not quiet:
            app.remembering.save()

    def close(self) -> None:
        """Show no document."""
        app, state = self.app, self.app.state
        state.opened = None
        state.view = replace(state.view, file="", start=0, end=0, hit=-1)
        app.navigation.rearrange()
        app.reader.draw(state)
        app.documents.draw(state)
        if state.view.choice.listing == "document":
            app.quoting.refresh()

    def enter(self, file: str, start: int = 0, end: int = 0, *, hit: int = -1, quote: Quote | None = None) -> None:
        """Open a document from a list: a step that Esc undoes."""
        self.app.navigation.step()
        self.app.previewing.read()
        self.app.state.view = replace(self.app.state.view, file=file)  # what opens has its panes at once
        self.open(file, start, end, hit=hit, quote=quote)
        self.app.navigation.focus("reader")

    def failed(self) -> None:
        """The document could not be opened, which was said: what was open is open."""
        opened = self.app.state.opened
        self.app.state.view = replace(self.app.state.view, file=opened.file if opened else "")
        self.app.navigation.rearrange()

    def open_hit(self, number: int, *, step: bool = True, quiet: bool = False) -> None:
        """Open a result at its first match; see `open` for `quiet`."""
        answer = self.app.state.answer
        if answer is None or not 0 <= number < len(answer.hits):
            self.app.status("result.nothing")
            return
        hit: Hit = answer.hits[number]
        first = hit.spans[0] if hit.spans else Span(hit.start, hit.start, "written")
        if step:
            self.enter(hit.file, first.start, first.end, hit=number)
        else:
            self.open(hit.file, first.start, first.end, hit=number, quiet=quiet)

    # walking

    def walk_hits(self, direction: int) -> None:
        """Go to the next or previous hit, on into the next document that has one."""
        app, state = self.app, self.app.state
        if state.find_text and state.opened is not None:
            self._walk_found(direction)
            return
        hits = state.answer.hits if state.answer else ()
        if not hits:
            app.status("hit.none")
            return
        if state.opened is None:
            if not app.jobs.busy("document"):  # else the first n has begun to open one
                self.open_hit(max(0, app.results.current))
            return
        span = next_span(state.opened.spans, app.reader.place, direction)
        if span is not None:
            self._to(span)
            return
        files = files_of(hits)
        other = neighbour(files, state.opened.file, direction)
        last = direction > 0 and (other is None or files.index(other) == 0)
        if last and app.searching.more(lambda: self.walk_hits(1)):
            return  # what is listed are only the best hits; there may be other documents
        if other is None:
            app.status("hit.only" if len(state.opened.spans) == 1 else "find.wrapped")
            if len(state.opened.spans) > 1:
                self._to(state.opened.spans[0 if direction > 0 else -1])
            return
        number, first = next((number, hit) for number, hit in enumerate(hits) if hit.file == other)
        entry: Entry = "first" if direction > 0 else "last"
        self.open(other, first.start, first.start, hit=number, entry=entry, said="hit.wrapped" if last else "")

    def _walk_found(self, direction: int) -> None:
        found = self.app.state.found
        span = next_span(found, self.app.reader.place, direction)
        self._to(span or found[0 if direction > 0 else -1])
        if span is None:
            self.app.status("find.wrapped")

    def _to(self, span: Span) -> None:
        app = self.app
        view, answer = app.state.view, app.state.answer
        number = hit_at(answer.hits, view.file, span.start) if answer and view.hit >= 0 else -1
        app.state.view = replace(view, start=span.start, end=span.end, hit=number if number >= 0 else view.hit)
        app.reader.go(span.start, span.end)
        app.rest()
        if not app.navigation.shows("reader"):
            app.navigation.focus("reader")

    def walk_documents(self, direction: int) -> None:
        """Go to the next or previous result when one was opened, else to the next or previous document."""
        app, state = self.app, self.app.state
        hits = state.answer.hits if state.answer else ()
        if state.view.hit == 0 and len(hits) == 1:
            app.status("result.only")
            return
        if 0 <= state.view.hit < len(hits):
            number = (state.view.hit + direction) % len(hits)
            app.results.point(number)
            self.open_hit(number, step=False)
            return
        current = state.opened.file if state.opened else ""
        file = neighbour(app.documents.files, current, direction)
        if file is None:
            app.status("document.none")
            return
        self.open(file)

    def walk_quotations(self, direction: int) -> None:
        """Go to the next or previous quotation of the open document."""
        app = self.app
        if app.state.opened is None:
            app.status("reader.nothing")
            return
        quotes = app.quoting.visible(app.state.opened.quotes)
        if not quotes:
            app.status("reader.no_quotations")
            return
        place = app.reader.place
        after = [quote for quote in quotes if (quote.quotation.start - place) * direction > 0]
        chosen = (after or quotes)[0 if direction > 0 else -1]
        app.state.view = replace(app.state.view, start=chosen.quotation.start, end=chosen.quotation.end)
        app.reader.go(chosen.quotation.start, chosen.quotation.end)
        app.quotations.point(chosen)
        app.rest()

    def select(self) -> None:
        """Select the sentence here, or end selecting."""
        app = self.app
        if app.state.opened is None:
            app.status("reader.nothing")
        else:
            app.status("select.on" if app.reader.toggle_selection() else "select.off")

    # finding in the document

    def ask_find(self) -> None:
        """Ask what to find in this document."""
        if self.app.state.opened is None:
            self.app.status("reader.nothing")
            return
        self.app.asking.ask("find.prompt", self.app.state.find_text, self.find)

    def find(self, text: str) -> None:
        """Find a text in the open document as it stands (letters in either case)."""
        app, state = self.app, self.app.state
        if state.opened is None or not text:
            self.end_find()
            return
        found = occurrences(state.opened.document.text, text)
        state.find_text, state.found = (text, found) if found else ("", ())
        app.reader.draw(state)
        if not found:
            app.status("find.none", text=text)
            return
        self._to(next_span(found, app.reader.place - 1, 1) or found[0])
        app.status("find.found", text=text, count=len(found))

    def end_find(self) -> None:
        """Walk the query's matches again."""
        self.app.state.find_text, self.app.state.found = "", ()
        self.app.reader.draw(self.app.state)
        self.app.rest()


def occurrences(text: str, wanted: str) -> tuple[Span, ...]:
    """All places of a text, not overlapping; letters match in either case when none that is wanted is a capital."""
    if wanted == wanted.lower():
        lowered = text.lower()
        # a few letters change their length when lowered; offsets would be wrong
        text = lowered if len(lowered) == len(text) else text
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(Span(at, at + len(wanted), "written"))
        at = text.find(wanted, at + len(wanted))
    return tuple(found)
