"""The open document: opening, walking hits and quotations, neighbours; and the text that follows a list."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textual.timer import Timer

from inyo.index.library import Answer, Hit, Library, Problem, ProblemKind, Quote, Span, path_of
from inyo.tui.controllers.desk import Desk
from inyo.tui.keep.filenames import shortened
from inyo.tui.layout import PREVIEWED, STUDIES, mode_of
from inyo.tui.state import Entry, Opened, Opening, hit_at, neighbour, next_span, relocate
from inyo.tui.survey import Course, above, only_weaker, switched_on
from inyo.tui.terminal.clipboard import safe
from inyo.tui.terminal.handover import contents, is_utf8, opener, run_in_terminal

SLOW = 0.3
"""Seconds after which one is told what is being opened."""
REST = 0.15
"""Seconds that the cursor rests on a row before it is shown: who runs through the list sends no pages of text."""


class Reading:
    """What can be done with the document in the reader."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._slow: Timer | None = None
        self._said_slow = False

    # opening

    def open(self, opening: Opening) -> None:
        """Open a document."""
        desk, view, answer = self.desk, self.desk.state.view, self.desk.state.answer
        library, known, file = desk.library, desk.state.opened, opening.file

        def work(cancelled: Callable[[], bool]) -> Opened:
            if known is not None and known.file == file and not opening.fresh:
                return known
            document = library.document(file)
            if view.person:
                spans = desk.searching.spans_in(file, answer)
            else:
                spans = library.highlights(file, view.query) if view.query.strip() else ()
                spans = switched_on(spans, document.text, view.off)
            weak = only_weaker(answer, file)
            spans = () if weak else tuple(sorted(spans, key=lambda span: (span.start, span.end)))
            passages = () if view.person else desk.searching.passages_in(file, answer)
            return Opened(file, document, spans, desk.quoting.all_of(file), view.query, passages)

        def done(opened: Opened) -> None:
            place = _placed(opening, opened, answer)
            if place == Opening(file, quiet=opening.quiet):  # no place in it was asked for: where it was left
                place = replace(place, top=desk.remembering.line_of(file))
            self._show(opened, place)
            if opening.said:
                desk.status(opening.said)
            if opening.quote is not None and place.end == place.start:
                desk.status("mark.moved")

        desk.jobs.start("document", work, done)
        self._say_if_slow(file)

    def _say_if_slow(self, file: str) -> None:
        """Say what is being opened where that takes longer than one waits without wondering."""
        desk = self.desk
        if self._slow is not None:
            self._slow.stop()
        title = next((info.title for info in desk.state.documents if info.file == file), file)

        def say() -> None:
            if desk.jobs.busy("document"):
                self._said_slow = True
                desk.status("document.opening", title=title)

        self._slow = desk.host.set_timer(SLOW, say)

    def _show(self, opened: Opened, opening: Opening) -> None:
        desk, state = self.desk, self.desk.state
        start, end, hit, quiet = opening.start, opening.end, opening.hit, opening.quiet
        another = state.opened is None or state.opened.file != opened.file
        if another:
            desk.remembering.note_line()
            if not quiet:
                desk.navigation.leaves()
        state.change(opened=opened)
        state.look(file=opened.file, start=start, end=end, hit=hit)
        desk.navigation.rearrange()
        if another:
            state.change(find_text="", found=())
        desk.reader.draw(state)
        desk.reader.go(start, end, top=opening.top)
        desk.documents.draw(state)
        desk.documents.point(opened.file)
        if hit >= 0 and not quiet:  # quietly the text follows the list
            desk.results.point(hit)
        if (another or opening.fresh) and state.view.choice.listing == "document":
            desk.quoting.refresh()
        if self._slow is not None:
            self._slow.stop()
        if not quiet or self._said_slow:
            desk.rest()
        self._said_slow = False
        if another and not quiet:
            desk.navigation.arrives()

    def reload(self) -> None:
        """Read the open document again, which has changed; line and panes stay."""
        view = self.desk.navigation.snapshot()
        self.open(Opening(view.file, hit=view.hit, top=view.top, quiet=True, fresh=True))

    def close(self) -> None:
        """Show no document."""
        desk, state = self.desk, self.desk.state
        state.change(opened=None)
        state.look(file="", start=0, end=0, hit=-1)
        desk.navigation.rearrange()
        desk.reader.draw(state)
        desk.documents.draw(state)
        if state.view.choice.listing == "document":
            desk.quoting.refresh()

    def enter(self, opening: Opening) -> None:
        """Open a document from a list: a step that Esc undoes."""
        self.desk.navigation.step()
        self.desk.previewing.read()
        self.desk.state.look(file=opening.file)  # what opens has its panes at once
        self.open(opening)
        self.desk.navigation.focus("reader")

    def enter_document(self) -> None:
        """Open the document under the cursor of the list."""
        info = self.desk.documents.current
        if info is not None:
            self.enter(Opening(info.file))

    def failed(self) -> None:
        """The document could not be opened, which was said: what was open is open."""
        opened = self.desk.state.opened
        self.desk.state.look(file=opened.file if opened else "")
        self.desk.navigation.rearrange()

    def open_hit(self, number: int, *, step: bool = True, quiet: bool = False) -> None:
        """Open a result at its first match; see `open` for `quiet`."""
        answer = self.desk.state.answer
        if answer is None or not 0 <= number < len(answer.hits):
            self.desk.status("result.nothing")
            return
        hit: Hit = answer.hits[number]
        first = hit.spans[0] if hit.spans else Span(hit.start, hit.start, "written")
        opening = Opening(hit.file, first.start, first.end, number, quiet=quiet)
        if step:
            self.enter(opening)
        else:
            self.open(opening)

    # walking

    def walk_hits(self, direction: int) -> None:
        """Go to the next or previous hit above the line, on into the next document that has one."""
        desk, state = self.desk, self.desk.state
        if state.find_text and state.opened is not None:
            self._walk_found(direction)
            return
        hits = state.answer.hits if state.answer else ()
        if not hits:
            desk.searching.say_none()
            return
        order = [number for group in above(desk.results.groups) for number in group.numbers]
        if not order:
            desk.status("hit.weaker")
            return
        if state.opened is None:
            if not desk.jobs.busy("document"):  # else the first n has begun to open one
                current = desk.results.current
                self.open_hit(current if current in order else order[0])
            return
        span = next_span(state.opened.spans, desk.reader.place, direction)
        if span is not None:
            self.to(span)
            return
        self._walk_on(state.opened, desk.results.course, direction)

    def _walk_on(self, opened: Opened, course: Course, direction: int) -> None:
        """Go on into the next or previous document of an answer; to those that are not listed after the others."""
        desk, hits = self.desk, self.desk.state.answer.hits if self.desk.state.answer else ()
        files = course.files
        other = neighbour(files, opened.file, direction)
        listed = other in files[: course.listed]
        if not listed and desk.searching.more(lambda: self.walk_hits(direction)):
            return  # what is listed are only the best hits, and in their order one goes on
        if other is None:
            desk.status("hit.only" if len(opened.spans) == 1 else "find.wrapped")
            if len(opened.spans) > 1:
                self.to(opened.spans[0 if direction > 0 else -1])
            return
        number = next((n for n in desk.results.order if hits[n].file == other and not hits[n].below), -1)
        start = hits[number].start if number >= 0 else 0
        wrapped = direction > 0 and opened.file in files and files.index(other) == 0
        entry: Entry = "first" if direction > 0 else "last"
        said = "hit.wrapped" if wrapped else ""
        self.open(Opening(other, start, start, number, entry=entry, said=said))

    def _walk_found(self, direction: int) -> None:
        found = self.desk.state.found
        span = next_span(found, self.desk.reader.place, direction)
        self.to(span or found[0 if direction > 0 else -1])
        if span is None:
            self.desk.status("find.wrapped")

    def to(self, span: Span) -> None:
        """Go to a place of the open document."""
        desk = self.desk
        view, answer = desk.state.view, desk.state.answer
        number = hit_at(answer.hits, view.file, span.start) if answer and view.hit >= 0 else -1
        desk.state.look(start=span.start, end=span.end, hit=number if number >= 0 else view.hit)
        if number >= 0:
            desk.results.point(number)
        desk.reader.go(span.start, span.end)
        desk.rest()
        if not desk.navigation.shows("reader"):
            desk.navigation.focus("reader")

    def walk_documents(self, direction: int) -> None:
        """Go to the next or previous result when one was opened, else to the next or previous document."""
        desk, state = self.desk, self.desk.state
        hits = state.answer.hits if state.answer else ()
        if state.view.hit == 0 and len(hits) == 1:
            desk.status("result.only")
            return
        if 0 <= state.view.hit < len(hits):
            order = desk.results.order
            at = order.index(state.view.hit) + direction
            whole = 0 <= at < len(order)
            if not whole and desk.searching.more(lambda: self.walk_documents(direction)):
                return  # the best hits are listed so far, and others are there
            self.open_hit(order[at % len(order)], step=False)
            return
        current = state.opened.file if state.opened else ""
        file = neighbour(desk.documents.files, current, direction)
        if file is None:
            desk.status("document.none")
            return
        self.open(Opening(file))

    def walk_quotations(self, direction: int) -> None:
        """Go to the next or previous quotation of the open document."""
        desk = self.desk
        if desk.state.opened is None:
            desk.status("reader.nothing")
            return
        quotes = desk.quoting.visible(desk.state.opened.quotes)
        if not quotes:
            desk.status("reader.no_quotations")
            return
        place = desk.reader.place
        after = [quote for quote in quotes if (quote.quotation.start - place) * direction > 0]
        chosen = (after or quotes)[0 if direction > 0 else -1]
        desk.state.look(start=chosen.quotation.start, end=chosen.quotation.end)
        desk.reader.go(chosen.quotation.start, chosen.quotation.end)
        desk.quotations.point(chosen)
        desk.rest()

    def select(self) -> None:
        """Select the sentence here, or end selecting."""
        desk = self.desk
        if desk.state.opened is None:
            desk.status("reader.nothing")
        else:
            desk.status("select.on" if desk.reader.toggle_selection() else "select.off")

    def elsewhere(self, *, edit: bool) -> None:
        """Open the document's file at this place in the reader's pager or editor, which has the terminal meanwhile. A
        pager that can show nothing of it in the file gets the document's text: of PDF, of an archive, of Shift_JIS."""
        desk, opened = self.desk, self.desk.state.opened
        if opened is None:
            desk.status("reader.nothing")
            return
        place = max(desk.reader.place, desk.reader.top)
        file, document = path_of(opened.file, opened.document.part), opened.document
        raw = Library.raw(Path(file))
        if (edit or desk.config.opener) and isinstance(raw, Problem) and raw.kind is ProblemKind.MISSING:
            desk.warn("failed.gone", file=shortened(file))
            return
        if edit and isinstance(raw, Problem) and raw.kind is ProblemKind.BINARY:
            desk.warn("open.no_text", file=shortened(file))
            return
        shown = edit or bool(desk.config.opener) or (isinstance(raw, str) and is_utf8(file))
        number = max(1, desk.reader.paragraph_at(place))
        line = Library.line_in_file(Path(file), document, place, number) if shown else 0
        if not line and not edit and not desk.config.opener:  # what one reads stands nowhere in the file as it is
            shown, line = False, document.text.count("\n", 0, place) + 1
        with contents(None if shown else safe(document.text), file) as name:
            command = opener(os.environ, desk.config.opener, name, max(1, line), edit=edit)
            problem = run_in_terminal(desk.host, command) if name else desk.say("open.no_room")
        if problem:
            desk.warn("open.failed", command=command[0], error=problem)


def _placed(opening: Opening, opened: Opened, answer: Answer | None) -> Opening:
    """The opening with the spot it leads to in the document as it is now."""
    start, end, hit = opening.start, opening.end, opening.hit
    if opening.entry != "spot" and opened.spans:
        span = opened.spans[0 if opening.entry == "first" else -1]
        start, end = span.start, span.end
        number = hit_at(answer.hits if answer else (), opening.file, start) if hit >= 0 else hit
        hit = hit if number < 0 else number
    if opening.quote is not None:
        found = relocate(opening.quote, opened.document.text)
        start, end = found or (opening.quote.quotation.start, opening.quote.quotation.start)
    return replace(opening, start=start, end=end, hit=hit)


class Previewing:
    """Shows the result or the quotation under the cursor once the cursor rests; a newer row takes an older one's place.

    What was being read when the first row is shown is a step, so that Esc comes back to it. Esc itself is never
    followed: it shows what was there.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._timer: Timer | None = None
        self._shown = ""
        """The document that the preview showed last; any other one was opened by the reader."""

    @property
    def waiting(self) -> bool:
        """Whether a row waits to be shown."""
        return self._timer is not None

    def toggle(self) -> None:
        """Switch the preview on or off."""
        desk, state = self.desk, self.desk.state
        state.change(preview=not desk.navigation.follows)
        if state.preview and state.view.zoomed:  # one pane alone has no room for it
            state.look(zoomed=False)
        desk.results.draw(state)
        desk.quotations.draw(state)
        desk.navigation.rearrange()
        if not state.preview:
            self.cancel()
            desk.status("preview.off")
        elif not desk.navigation.has_room_for_preview:
            desk.status("preview.small")
        else:
            desk.status("preview.on", key=desk.key_of(f"{state.view.focus}.preview"))
            self._show()

    def follow(self) -> None:
        """The cursor came to another row."""
        self.cancel()
        if self.desk.navigation.follows and (self.desk.state.view.focus in PREVIEWED or self._is_first):
            self._timer = self.desk.host.set_timer(REST, self._show)

    @property
    def _is_first(self) -> bool:
        """Whether one types, and nothing is open that the reader opened: the best passage of the answer is shown."""
        opened = self.desk.state.opened
        size = self.desk.host.size
        beside = mode_of(size.width, size.height) in ("wide", "columns")
        typing = beside and self.desk.state.view.focus == "search" and self.desk.state.answer is not None
        return typing and (opened is None or opened.file == self._shown)

    def cancel(self) -> None:
        """Show nothing that waits."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _show(self) -> None:
        self.cancel()
        desk, view = self.desk, self.desk.state.view
        if view.zoomed or not desk.navigation.has_room_for_preview:
            return
        if view.focus == "concordance":
            self._show_line()
        elif view.focus in ("quotations", "dossier"):
            self._show_quote(desk.quotations.current if view.focus == "quotations" else desk.dossier.current)
        elif (view.focus == "results" or self._is_first) and not desk.searching.coming:
            number, hit = desk.results.current, desk.results.current_hit
            if hit is not None and (view.hit, view.file) != (number, hit.file):
                self._begin(hit.file)
                desk.reading.open_hit(number, step=False, quiet=True)

    def _show_line(self) -> None:
        line, answer = self.desk.concordance.current, self.desk.state.answer
        if line is not None:
            hit = hit_at(answer.hits if answer else (), line.file, line.start)
            self._open(Opening(line.file, line.start, line.end, hit, quiet=True))

    def _show_quote(self, quote: Quote | None) -> None:
        if quote is not None and self.desk.quoting.is_here(quote):
            start, end = quote.quotation.start, quote.quotation.end
            self._open(Opening(quote.file, start, end, quote=quote, quiet=True))

    def _open(self, opening: Opening) -> None:
        view, shown = self.desk.state.view, self.desk.navigation.shows("reader")
        there = (view.file, view.start, view.end) == (opening.file, opening.start, opening.end)
        if not there and (shown or view.focus not in STUDIES):
            self._begin(opening.file)
            self.desk.reading.open(opening)

    def _begin(self, file: str) -> None:
        """A document is about to be shown: what was being read is a step."""
        opened = self.desk.state.opened
        if opened is not None and opened.file != self._shown and self.desk.state.view.focus not in STUDIES:
            self.desk.navigation.step()  # to open a study was one already
        self._shown = file

    def read(self) -> None:
        """What is shown was opened by the reader, and is no longer a preview."""
        self._shown = ""
        self.cancel()
