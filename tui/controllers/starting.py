"""The first screen: fills it, and does what a row of it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inyo.index.library import Facets, Person
from inyo.tui.controllers.desk import Desk
from inyo.tui.start import Kept, shares
from inyo.tui.state import Opening


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
            marks=len(state.marks_here),
        )  # fmt: skip
        state.change(start=start)
        desk.start.draw(state)

    def ask(self) -> None:
        """Ask who is named, when the documents are from, and what is new in the searches that are kept."""
        desk, library = self.desk, self.desk.library
        saved = [each.query for each in desk.session.saved(library.paths)]
        self.refresh()

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[Person, ...], Facets, dict[str, int], int]:
            found = {query: library.search(query, limit=1, cancelled=cancelled).total for query in saved}
            return library.people(), library.facets(), found, len(library.problems())

        def got(found: tuple[tuple[Person, ...], Facets, dict[str, int], int]) -> None:
            people, facets, totals, problems = found
            kept = tuple(replace(each, now=totals.get(each.query, -1)) for each in desk.state.start.kept)
            start = replace(desk.state.start, people=people, facets=facets, kept=kept, problems=problems)
            desk.state.change(start=start)
            desk.start.draw(desk.state)

        desk.jobs.start("start", work, got)

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
