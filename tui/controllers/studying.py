"""Lists to work through: the concordance of an answer, the dossier of a person, and what is done to a whole list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from inyo.index.library import Answer, Collocate, ConcordanceLine, Person, Quote
from inyo.tui.controllers.desk import Desk
from inyo.tui.panes.concordance import collocate_rows, frequency_rows, ordered
from inyo.tui.panes.dossier import beside, by_date
from inyo.tui.state import Dossier, LineOrder, Opening, hit_at, mark_key, speaker_of

_NAMED = re.compile(r'(?:^|\s)(?:by|person):(?:"([^"]+)"|(\S+))')
_WORDS = 25
"""Words of a kind that are offered."""
REACH = 60
"""Characters of context that are asked for on each side."""


def _place(line: ConcordanceLine) -> tuple[str, int]:
    return line.file, line.start


class Studying:
    """Opens the concordance and dossiers, sorts and compares, marks and exports all that is listed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._lined_up: Answer | None = None
        """The answer whose matches are the lines of the state: whoever comes back to them does not wait again."""

    # concordance

    def concordance(self) -> None:
        """Every match of the answer under one another: a step."""
        desk, answer = self.desk, self.desk.state.answer
        if answer is None or not answer.hits:
            desk.searching.say_none()
            return
        library, order = desk.library, desk.state.line_order

        def show(lines: tuple[ConcordanceLine, ...]) -> None:
            desk.state.change(lines=ordered(lines, order))
            desk.concordance.draw(desk.state)
            if desk.state.view.focus != "concordance":
                desk.navigation.step()
                desk.navigation.focus("concordance")

        if self._lined_up is answer:
            show(desk.state.lines if order != "text" else tuple(sorted(desk.state.lines, key=_place)))
            return
        query, off = answer.query, {words for words, _ in desk.state.view.off}

        def work(cancelled: Callable[[], bool]) -> tuple[ConcordanceLine, ...]:
            lines = library.concordance(query, left=REACH, right=REACH, words=False)
            return tuple(line for line in lines if line.node not in off)

        def got(lines: tuple[ConcordanceLine, ...]) -> None:
            self._lined_up = answer
            show(lines)

        desk.jobs.start("concordance", work, got)

    def sort_lines(self, order: LineOrder) -> None:
        """Other lines first: by what stands left or right of the match, or as they were found."""
        self.desk.state.change(line_order=order)
        self.concordance()
        self.desk.status("order.now", order=self.desk.say(f"concordance.{order}"))

    def words(self) -> None:
        """What stands near the matches, with counts; a word that is chosen narrows the query."""
        desk, answer, library = self.desk, self.desk.state.answer, self.desk.library
        if answer is None:
            return

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[Collocate, ...], tuple[ConcordanceLine, ...]]:
            return library.collocations(answer.query), library.concordance(answer.query)

        def show(found: tuple[tuple[Collocate, ...], tuple[ConcordanceLine, ...]]) -> None:
            collocates, lines = found
            before = Counter(line.before[0] for line in lines if line.before)
            after = Counter(line.after[0] for line in lines if line.after)
            parts = (
                ("near", collocate_rows(collocates, _WORDS)),
                ("before", frequency_rows(before.most_common(), _WORDS)),
                ("after", frequency_rows(after.most_common(), _WORDS)),
            )
            rows: list[tuple[str, str]] = []
            for name, counted in parts:
                if counted:
                    rows += [(desk.say(f"words.{name}"), ""), *((f"  {word}", note) for word, note in counted)]
            if not rows:
                desk.status("words.none")
                return

            def chosen(at: int) -> None:
                if rows[at][1]:
                    desk.navigation.focus("results")
                    desk.navigation.type(f"{desk.state.view.query} {rows[at][0].strip()}")

            desk.asking.menu(desk.say("words.title", query=answer.query), lambda: rows, chosen, headed=True)

        desk.jobs.start("concordance", work, show)

    def enter_line(self) -> None:
        """Read the match under the cursor where it stands; Esc comes back to its row."""
        line, answer = self.desk.concordance.current, self.desk.state.answer
        if line is not None:
            hit = hit_at(answer.hits if answer else (), line.file, line.start)
            self.desk.reading.enter(Opening(line.file, line.start, line.end, hit))

    # dossiers

    def dossier(self, name: str = "") -> None:
        """All statements of a person: of the one named here."""
        desk, library = self.desk, self.desk.library
        name = name or self._named_here()
        if not name:
            desk.status("dossier.nobody")
            return
        people = desk.state.people

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[Quote, ...], tuple[Person, ...]]:
            return tuple(library.quotations(by=name)), people or library.people()

        def show(found: tuple[tuple[Quote, ...], tuple[Person, ...]]) -> None:
            quotes, known = found
            if not desk.state.people:
                desk.state.change(people=known)
            desk.state.change(dossier=Dossier(name, by_date(quotes)))
            desk.dossier.draw(desk.state)
            desk.navigation.step()
            desk.navigation.focus("dossier")

        desk.jobs.start("dossier", work, show)

    def dossier_of_query(self) -> None:
        """All statements of the person that the query names, as written or by their sound."""
        desk, view, library = self.desk, self.desk.state.view, self.desk.library
        named = _NAMED.search(view.query)
        word = view.person or (named[1] or named[2] if named else view.query.strip())

        def show(found: tuple[str, ...]) -> None:
            if found:
                self.dossier(found[0])
            else:
                desk.status("dossier.nobody")

        desk.jobs.start("dossier", lambda cancelled: library.complete(word, people=True), show)

    def _named_here(self) -> str:
        desk, focus = self.desk, self.desk.state.view.focus
        if focus == "people":
            return desk.people.current.name if desk.people.current else ""
        quote = desk.quotations.current if focus == "quotations" else desk.reader.quote_here
        return speaker_of(quote) if quote is not None else ""

    def compare(self) -> None:
        """Choose a second person; both stand side by side under their months."""
        desk, shown, library = self.desk, self.desk.state.dossier, self.desk.library
        if shown is None:
            return
        others = beside(shown.name, shown.first, desk.state.people)
        if not others:
            desk.status("dossier.alone")
            return

        def got(quotes: tuple[Quote, ...]) -> None:
            second = by_date(quotes)
            desk.state.change(dossier=replace(shown, other=chosen[0], second=second))
            desk.dossier.draw(desk.state)
            desk.navigation.rearrange()

        chosen: list[str] = []

        def choose(at: int) -> None:
            chosen[:] = [others[at].name]
            desk.jobs.start("dossier", lambda cancelled: tuple(library.quotations(by=others[at].name)), got)

        rows = [(other.name, desk.say("dossier.count", count=other.quotations)) for other in others]
        also = [" ".join(other.aliases) for other in others]
        desk.asking.menu(desk.say("dossier.compare", name=shown.name), lambda: rows, choose, typed=True, also=also)

    def side(self, *, second: bool) -> None:
        """Work in the column of the first person, or of the second."""
        shown = self.desk.state.dossier
        if shown is not None and shown.other:
            self.desk.state.change(dossier=replace(shown, second_side=second))
            self.desk.dossier.draw(self.desk.state)
            self.desk.status("dossier.side", name=shown.other if second else shown.name)

    def enter_statement(self) -> None:
        """Read the statement under the cursor where it stands."""
        quote = self.desk.dossier.current
        if quote is not None:
            start, end = quote.quotation.start, quote.quotation.end
            self.desk.reading.enter(Opening(quote.file, start, end, quote=quote))

    def passages(self) -> None:
        """All passages that name the person."""
        shown = self.desk.state.dossier
        if shown is not None:
            self.desk.people_actions.passages_of(shown.name)

    # the whole list

    def _listed(self) -> tuple[Quote, ...]:
        """What the focused list lists, as quotations."""
        desk, focus = self.desk, self.desk.state.view.focus
        if focus == "quotations":
            return desk.state.quotes
        if focus == "dossier":
            shown = desk.state.dossier
            return (*shown.first, *shown.second) if shown else ()
        hits = desk.state.answer.hits if desk.state.answer else ()
        return tuple(desk.marking.passage(hits[number]) for number in desk.results.order)

    def mark_all(self) -> None:
        """Mark all that is listed; again, where all of it is marked: take the marks away."""
        desk, quotes = self.desk, self._listed()
        if not quotes:
            desk.status("quotation.nothing")
            return
        if all(mark_key(quote) in desk.state.marks for quote in quotes):
            desk.asking.confirm("unmark.title", "unmark.yes", lambda: self._mark(quotes, marked=True), str(len(quotes)))
        else:
            self._mark(quotes, marked=False)

    def _mark(self, quotes: Sequence[Quote], *, marked: bool) -> None:
        desk = self.desk
        if desk.marking.change_all({mark_key(quote): None if marked else quote for quote in quotes}):
            desk.status("unmarked.all" if marked else "marked.all", count=len(quotes))
        desk.marking.draw()

    def export(self) -> None:
        """Write all that is listed to a file."""
        quotes = self._listed()
        if quotes:
            self.desk.marking.export(quotes)
        else:
            self.desk.status("quotation.nothing")
