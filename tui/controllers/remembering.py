"""Where a collection was left, the line read last in each document, the queries; going back there, and the first
screen, which says what one can go on with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from inyo.index.library import Facets, Person, Term
from inyo.tui.controllers.desk import Desk
from inyo.tui.keep.session import Line, Place
from inyo.tui.layout import STUDIES
from inyo.tui.panes.pieces import plain
from inyo.tui.state import Kept, Opening, PaneName, View, shares

SAVED_EVERY = 3.0
"""Seconds after which a change of the place is written: no more is lost where the explorer is killed."""


class Remembering:
    """Saves the place; restores it once, as soon as its document is there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._restored = False
        self._lines: dict[str, Line] = {}
        self._queries: list[str] = []
        self._saved: tuple[View, bool | None, int] = (View(), None, -1)

    def begin(self) -> None:
        """Save every few seconds what has changed."""
        self.desk.host.set_interval(SAVED_EVERY, self._save_changed)

    def _save_changed(self) -> None:
        desk = self.desk
        if self._now != self._saved and not self._awaited and not desk.jobs.busy("saving"):
            write, written = self._written()
            desk.jobs.start("saving", lambda cancelled: write(), written)

    @property
    def _awaited(self) -> bool:
        """Whether the place where the collection was left is still to be restored: it is not lost where documents are
        slow to come, or the reader leaves before."""
        return not self._restored and self.desk.state.view == View()

    @property
    def _now(self) -> tuple[View, bool | None, int]:
        view = self.desk.navigation.left
        return view, self.desk.state.preview, self.desk.frame.row_of(view.focus)

    def _written(self) -> tuple[Callable[[], bool], Callable[[bool], None]]:
        """What writes the place as it is now and says whether it could, and what is to be told of that. Lines and
        queries are known here until they are written. A folder that cannot be written to is no reason to stop."""
        desk = self.desk
        self.note_line()
        self._saved = view, preview, row = self._now
        kept = desk.session.place(desk.library.paths) if self._awaited else None
        place, lines, queries = kept or Place(view, preview, time.time(), row), dict(self._lines), list(self._queries)

        def write() -> bool:
            try:
                desk.session.leave(desk.library.paths, place, lines, queries)
            except OSError:
                return False
            return True

        def written(done: bool) -> None:
            if done:
                self._lines = {file: line for file, line in self._lines.items() if lines.get(file) is not line}
                self._queries = [query for query in self._queries if query not in queries]

        return write, written

    def save(self) -> None:
        """Write where we are, now."""
        write, written = self._written()
        written(write())

    def note_line(self) -> None:
        """Remember the line at the top of the open document."""
        opened = self.desk.state.opened
        if opened is not None:
            line = Line(self.desk.reader.top, len(opened.document.text), time.time())
            self._lines[opened.file] = line

    def note_query(self, query: str) -> None:
        """Remember a query whose answer was used."""
        if query.strip():
            self.desk.search_box.remember(query)
            self._queries.append(query)

    def ask_query(self) -> None:
        """Choose one of the queries that were asked before, the latest first, by a part of it or its sound."""
        desk = self.desk
        queries = list(reversed(desk.search_box.history))
        if not queries:
            desk.status("queries.none")
            return
        kept = {each.query for each in desk.session.saved(desk.library.paths)}
        rows = [(plain(query)[0], desk.say("queries.kept") if query in kept else "") for query in queries]

        def chosen(at: int) -> None:
            desk.searching.suggested(queries[at])
            desk.navigation.focus("results")

        desk.asking.menu(desk.say("queries.title"), lambda: rows, chosen, typed=True)

    def line_of(self, file: str) -> int:
        """The code point to which a document was read last, -1 where it was not, or no further than its beginning."""
        line = self._lines.get(file) or self.desk.session.lines.get(file)
        return line.top if line and line.top > 0 else -1

    def restore(self) -> None:
        """Go back to where this collection was left, unless something has been done meanwhile. The keyboard is in the
        search box: what is typed first is a query."""
        desk = self.desk
        if self._restored:
            return
        place = desk.session.place(desk.library.paths)
        view, files = place.view, {info.file for info in desk.state.documents}
        if view.file and view.file not in files and desk.indexing.running:
            return  # perhaps it comes with the next batch
        self._restored = True
        desk.state.change(preview=desk.state.preview if place.preview is None else place.preview)
        lost = view.file not in files and (bool(view.file) or view.focus == "reader")
        if lost or view.focus in STUDIES:
            focus: PaneName = "results" if view.query or view.person else "documents"
            view = replace(view, focus=focus)
        if lost:
            view = replace(view, file="", start=0, end=0, top=-1)
        if desk.state.view != View() or not (view.file or view.query or view.person):
            return
        desk.navigation.resume(view, place.row)


class Starting:
    """Knows what one can go on with."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._asked = False

    def refresh(self) -> None:
        """Show what is remembered at once; ask for what the documents say, where they may have changed."""
        desk, state = self.desk, self.desk.state
        lines = {file: (line.top, line.of) for file, line in desk.session.lines.items()}
        saved = desk.session.saved(desk.library.paths)
        known = {each.query: each.now for each in state.start.kept}
        start = replace(
            state.start, reading=shares(lines, state.infos), queries=tuple(reversed(desk.session.queries))[:5],
            kept=tuple(Kept(each.query, each.total, known.get(each.query, -1)) for each in saved), news=state.news,
            marks=len(state.marks_here), undated=sum(not info.date for info in state.documents),
        )  # fmt: skip
        state.change(start=start)
        desk.start.draw(state)

    def ask(self, *, terms: bool = True) -> None:
        """Ask who is named, when the documents are from, and what is new in the searches that are kept; `terms`: and
        which terms are frequent, which is much to compute."""
        desk, library = self.desk, self.desk.library
        saved = [each.query for each in desk.session.saved(library.paths)]
        whole = desk.state.ready
        self.refresh()

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[Person, ...], Facets, dict[str, int], int]:
            found = {query: library.search(query, limit=1, cancelled=cancelled).total for query in saved}
            return library.people(), library.facets(), found, len(library.problems())

        def got(found: tuple[tuple[Person, ...], Facets, dict[str, int], int]) -> None:
            people, facets, totals, problems = found
            if whole:
                desk.searching.count_from(totals)
            self.refresh()
            kept = tuple(replace(each, now=totals.get(each.query, -1)) for each in desk.state.start.kept)
            start = replace(desk.state.start, people=people, facets=facets, kept=kept, problems=problems)
            desk.state.change(start=start)
            desk.start.draw(desk.state)

        def got_terms(found: tuple[Term, ...]) -> None:
            desk.state.change(start=replace(desk.state.start, terms=found))
            desk.start.draw(desk.state)

        desk.jobs.start("start", work, got)
        if terms:
            desk.jobs.start("terms", lambda cancelled: library.terms(), got_terms)

    def enter(self) -> None:
        """Do what the row under the cursor is for."""
        desk, row = self.desk, self.desk.start.current
        if row is None:
            return
        if row.does == "read":
            desk.reading.enter(Opening(row.about))
        elif row.does == "search":
            desk.searching.suggested(row.about)
            desk.navigation.focus("results")
        elif row.does == "person":
            desk.studying.dossier(row.about)
        elif row.does == "documents":
            desk.navigation.focus("documents")
        elif row.does == "marks":
            desk.quoting.list("marked")
            desk.navigation.focus("quotations")
        else:
            desk.indexing.show_problems()
