"""Search as one types: results follow, older answers never over newer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from textual.timer import Timer

from inyo.index.library import Answer, Facets, Hit, Order, Span
from inyo.tui.controllers.desk import Desk
from inyo.tui.keep.session import SavedSearch
from inyo.tui.panes.facets import FacetRow, facet_rows, is_somebody, months_bar, narrowed, widened
from inyo.tui.panes.pieces import plain
from inyo.tui.state import SORTINGS, Opened, Sorting, View, hit_at
from inyo.tui.survey import Form, FoundForm, form_of, forms, only_weaker, switched_on, without
from inyo.tui.terminal.cells import cell_width

DEBOUNCE = 0.04
"""Seconds of rest before a query is asked: fast typing asks once."""
LIMITS = (200, 1000, 5000)
"""Hits that are listed at first, and after each time that the end of the list is reached; their number is always
said."""


ORDERS: dict[Sorting, Order] = {"relevance": "relevance", "date": "newest", "title": "title"}
"""What the library calls the orders of the documents of an answer."""
Highlights = tuple[str, Sequence[Span], tuple[tuple[int, int], ...]]
"""A document, the places in it that a query matches, and the passages it finds there where not all are listed."""


class Searching:
    """The query, its answer, and the spans of the open document that it matches."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._timer: Timer | None = None
        self._limit = LIMITS[0]
        self._followed = False
        self._opens = False
        """Whether the first passage of the answer that is coming was asked for already."""
        self._whole: Answer | None = None
        """The answer with the forms that are switched off."""

    @property
    def waiting(self) -> bool:
        """Whether something typed has not been asked for yet."""
        return self._timer is not None

    @property
    def coming(self) -> bool:
        """Whether an answer that the text will follow is on its way: what is listed is the one before."""
        return self._followed and self.desk.jobs.busy("search")

    def typed(self, text: str) -> None:
        """The search box has another text."""
        state = self.desk.state
        if text == state.view.query and (not text or not state.view.person):
            return
        goes_on = set(state.view.query.split()) <= set(text.split())
        state.look(query=text, person="", hit=-1, off=state.view.off if goes_on else frozenset())
        self._limit, self._opens = LIMITS[0], False
        self.desk.navigation.rearrange()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.desk.host.set_timer(DEBOUNCE, self.ask)

    def ask(self, *, follow: bool = True, then: Callable[[], None] | None = None) -> None:
        """Ask for what the view says: the query, or the passages of a person. The text follows the results that
        come, if it should; not where a step is undone (`follow` False). `then` is done when they are there."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        desk, view = self.desk, self.desk.state.view
        if not view.query.strip() and not view.person:
            desk.jobs.cancel("search")
            self.answered(None)
            return
        library, opened, limit = desk.library, desk.state.opened, self._limit
        self._followed = follow
        if desk.state.answer is None:
            desk.results.wait()

        def work(cancelled: Callable[[], bool]) -> tuple[Answer, Answer, Highlights | None]:
            if view.person:
                return (answer := library.passages_of(view.person)), answer, None
            most, order = LIMITS[-1] if view.off else limit, ORDERS[view.sorting]
            whole = library.search(view.query, limit=most, order=order, cancelled=cancelled)
            if not whole.total and not cancelled():
                whole = replace(whole, suggestions=(*self._near(view.query), *whole.suggestions))
            answer = without(whole, view.off, self._terms(view.query)) if view.off else whole
            if opened is None or cancelled():
                return answer, whole, None
            return answer, whole, self._matched(opened, view, answer)

        def done(result: tuple[Answer, Answer, Highlights | None]) -> None:
            answer, self._whole, highlights = result
            self.answered(answer, highlights, follow=follow)
            if then is not None:
                then()

        desk.jobs.start("search", work, done)

    def _matched(self, opened: Opened, view: View, answer: Answer) -> Highlights:
        """What a query matches in the open document; nothing where its file has gone. Called from threads."""
        with suppress(KeyError):
            spans = self.desk.library.highlights(opened.file, view.query)
            matched = switched_on(spans, opened.document.text, view.off)
            return opened.file, matched, self.passages_in(opened.file, answer)
        return opened.file, (), ()

    def more(self, then: Callable[[], None] | None = None) -> bool:
        """The end of the list was reached: ask for more of the hits there are, if they are not all listed; whether
        there are some to come. `then` is done when they are there."""
        answer = self.desk.state.answer
        larger = next((limit for limit in LIMITS if limit > self._limit), None)
        if answer is None or larger is None or self.desk.jobs.busy("search"):
            return False
        if len(answer.hits) >= answer.total + answer.weaker:
            return False
        self._limit = larger
        self.ask(follow=False, then=then)
        return True

    def passages_in(self, file: str, answer: Answer | None) -> tuple[tuple[int, int], ...]:
        """All passages of one document that an answer has above the line; () where it lists them all. Called from
        threads."""
        known = next((each.passages for each in answer.by_document if each.file == file), 0) if answer else 0
        if answer is None or known <= sum(hit.file == file and not hit.below for hit in answer.hits):
            return ()
        return self.desk.library.passages(file, answer.query)

    @staticmethod
    def spans_in(file: str, answer: Answer | None) -> tuple[Span, ...]:
        """The spans of an answer above the line that stand in one document, in order."""
        hits = [hit for hit in answer.hits if hit.file == file and not hit.below] if answer else []
        return tuple(sorted((span for hit in hits for span in hit.spans), key=lambda s: s.start))

    def answered(self, answer: Answer | None, highlights: Highlights | None = None, *, follow: bool = False) -> None:
        """An answer has come, and it is the newest; `highlights` of the document that was open when it was asked."""
        desk, state = self.desk, self.desk.state
        state.change(answer=answer)
        if state.opened is not None:
            opened, query = state.opened, state.view.query
            spans: Sequence[Span]
            passages: tuple[tuple[int, int], ...] = ()
            if state.view.person or answer is None:
                spans = self.spans_in(opened.file, answer)
            elif highlights is not None and highlights[0] == opened.file:
                _, spans, passages = highlights
            elif opened.query == query:  # opened meanwhile, and what it matches was asked for then
                spans, passages = opened.spans, opened.passages
            else:
                self.ask(follow=follow)
                return
            weak = only_weaker(answer, opened.file)
            ordered = () if weak else tuple(sorted(spans, key=lambda span: (span.start, span.end)))
            state.change(opened=replace(opened, spans=ordered, query=query, passages=passages))
            desk.reader.draw(state)
        desk.results.draw(state)
        if state.view.choice.listing == "results":
            desk.quoting.refresh()
        self._show_facets(answer)
        self._tell(state.answer)
        if state.view.focus == "search":
            self._ask_completions(state.view.query)
        if follow:
            desk.previewing.follow()
        if self._opens and not desk.jobs.busy("search"):
            self._opens = False
            if state.view.focus == "results":
                self.chosen()

    def open_when_there(self) -> bool:
        """Open the first passage of the answer that is being looked for, when it comes; whether one is."""
        self._opens = self.desk.jobs.busy("search")
        return self._opens

    def _tell(self, answer: Answer | None) -> None:
        if answer is None or not answer.notices:
            self.desk.rest()
        else:
            self.desk.tell(self.desk.say.of_search(answer.notices[0]))

    def to_results(self) -> None:
        """From the search box to its results (or the words suggested instead); to the documents from an empty box."""
        self.typed(self.desk.search_box.value)  # what was typed in the same packet has not been heard yet
        if self._timer is not None:
            self.ask()
        view = self.desk.state.view
        if view.query.strip() or view.person:
            self.desk.remembering.note_query(view.query)
            self.desk.navigation.focus("results")
        else:
            self.desk.navigation.focus("documents" if view.file or self.desk.start.current is None else "start")

    def newer(self) -> None:
        """To the newer query in the box, or from the newest to the results below."""
        if not self.desk.search_box.newer():
            self.to_results()

    def suggested(self, word: str) -> None:
        """Search for a word that was suggested."""
        self.desk.navigation.step()
        self.desk.search_box.set_value(word)
        self.typed(word)
        self.ask()

    # completion

    def _ask_completions(self, query: str) -> None:
        """Ask what the last word may be the beginning of: a name, a term; else what sounds like it."""
        desk, library = self.desk, self.desk.library
        word = last_word(query)

        def got(found: tuple[str, ...]) -> None:
            found = tuple(name for name in found if name != word)
            if query == desk.state.view.query and found != desk.state.completions:
                desk.state.change(completions=found)
                desk.rest()

        answer = desk.state.answer
        near = answer is not None and not answer.total

        def work(cancelled: Callable[[], bool]) -> tuple[str, ...]:
            if len(word) < 2:
                return ()
            return library.complete(word) or (library.nearest(word) if near else ())

        desk.jobs.start("completing", work, got)

    def complete(self) -> None:
        """Put the first completion in the place of the last word; within the text the cursor goes on instead."""
        desk, box = self.desk, self.desk.search_box
        word, names = last_word(box.value), desk.state.completions
        if box.cursor_position < len(box.value) or not names or not word:
            box.action_cursor_right()
            return
        desk.state.change(completions=())
        query = box.value[: len(box.value) - len(word)] + names[0]
        box.set_value(query)
        self.typed(query)

    # the answer as a survey

    def sort(self) -> None:
        """The next order of the documents."""
        desk, state = self.desk, self.desk.state
        sorting = SORTINGS[(SORTINGS.index(state.view.sorting) + 1) % len(SORTINGS)]
        state.look(sorting=sorting)
        desk.results.draw(state)
        desk.reader.draw(state)
        said, answer = desk.say(f"sorting.{sorting}"), state.answer
        if answer is not None and len(answer.hits) < answer.total + answer.weaker:  # others come first in that order
            opened = answer.hits[state.view.hit] if 0 <= state.view.hit < len(answer.hits) else None
            self.ask(follow=False, then=lambda: self._sorted(opened, said))
        else:
            desk.status("order.now", order=said)

    def _sorted(self, opened: Hit | None, said: str) -> None:
        """The answer has come in another order; `opened` was the passage in the reader."""
        hits = self.desk.state.answer.hits if self.desk.state.answer else ()
        number = hit_at(hits, opened.file, opened.start) if opened else -1
        self.desk.state.look(hit=number)
        self.desk.status("order.now", order=said)

    def fold(self, *, close: bool) -> None:
        """List the passages of the document under the cursor, or only its title."""
        desk, state = self.desk, self.desk.state
        hits, number = state.answer.hits if state.answer else (), desk.results.current
        if number < 0:
            desk.status("result.nothing")
            return
        file = {hits[number].file}
        state.change(folded=state.folded | file if close else state.folded - file)
        desk.results.draw(state)
        desk.navigation.rearrange()

    def fold_all(self) -> None:
        """Only the titles, or the passages of all of them."""
        desk, state = self.desk, self.desk.state
        files = frozenset(group.file for group in desk.results.groups)
        state.change(folded=frozenset() if files & state.folded else files)
        desk.results.draw(state)
        desk.navigation.rearrange()

    def facets(self) -> None:
        """What the passages have in common, with counts; one that is chosen narrows the query."""
        desk, state = self.desk, self.desk.state
        answer = state.answer
        if answer is None or not answer.hits or state.view.person:
            self.say_none()
            return
        if desk.navigation.shows("facets") and desk.facets.list.count:
            desk.navigation.focus("facets")
            return

        def show(found: Facets) -> None:
            rows, dates = facet_rows(found, desk.say), desk.say("facets.months")
            if rows and rows[0].text == dates:
                rows = rows[1:]  # they stand under the bar, which says so
            entries = [(f"  {row.text}" if row.value else row.text, self._counts(row)) for row in rows]
            label = f"{dates}  "
            months = months_bar(found, min(_BAR, desk.host.size.width - cell_width(label) - _BESIDE))
            head = [(f"{label}{months}", "")] if months else []
            terms = [""] * len(head) + [row.term for row in rows]
            desk.asking.menu(
                desk.say("facets.menu"), lambda: [*head, *entries], lambda at: self.narrow(terms[at]), headed=True
            )

        self._ask_facets(answer.query, show)

    def say_none(self) -> None:
        """There is nothing to walk, to narrow or to list: nothing was found, or looked for."""
        desk, answer = self.desk, self.desk.state.answer
        if answer is not None and answer.query and not answer.hits:
            desk.status("hit.nothing", query=answer.query)
        else:
            desk.status("hit.none")

    def _ask_facets(self, query: str, done: Callable[[Facets], None]) -> None:
        library = self.desk.library
        self.desk.jobs.start("facets", lambda cancelled: library.facets(query), done)

    def _show_facets(self, answer: Answer | None) -> None:
        """Fill the pane of facets where there is room for it."""
        desk, state = self.desk, self.desk.state

        def got(found: Facets) -> None:
            if found != state.facets:
                moved = state.view.focus != "search" or bool(desk.facets.list.count) != bool(found.kind)
                state.change(facets=found)
                desk.facets.draw(state)
                if moved:  # while one types nothing moves
                    desk.frame.fit()

        if answer is None or not answer.hits or state.view.person:
            desk.jobs.cancel("facets")
            got(Facets())
        elif desk.navigation.shows("facets"):
            self._ask_facets(answer.query, got)
        desk.facets.draw(state)

    def _counts(self, row: FacetRow) -> str:
        """Of somebody the documents: what they say, or are called, is no passage of the answer."""
        if row.value is None:
            return ""
        name = "facets.documents" if is_somebody(row.term) else "facets.counts"
        return self.desk.say(name, passages=row.value.passages, count=row.value.documents)

    def narrow(self, term: str) -> None:
        """Add a term to the query; one that is there is taken away."""
        if term:
            self.suggested(narrowed(self.desk.state.view.query, term))

    def choose_facet(self) -> None:
        """Enter in the pane of facets."""
        row = self.desk.facets.current
        if row is not None and row.rest:
            self.desk.facets.show_rest(row.rest)
            self.desk.frame.fit()
        elif row is not None:
            self.narrow(row.term)

    def _near(self, query: str) -> tuple[str, ...]:
        """What to ask instead: of whole documents, where words and somebody are not together; people and terms that
        sound like the last word. Called from threads."""
        word, library, wider = last_word(query), self.desk.library, widened(query)
        names = library.nearest(word) if len(word) > 1 else ()
        whole = (wider,) if wider and library.search(wider, limit=1).total else ()
        return whole + tuple(query[: len(query) - len(word)] + (f'"{name}"' if " " in name else name) for name in names)

    def _terms(self, query: str) -> list[frozenset[Form]]:
        """The forms of each word of a query of several. Called from threads."""
        words = _WORDS.findall(query)
        if len(words) < 2 or _EITHER.search(query):
            return []
        answers = (self.desk.library.search(word, limit=LIMITS[-1]) for word in words)
        return [frozenset(form_of(hit, span) for hit in answer.hits for span in hit.spans) for answer in answers]

    def understood(self) -> None:
        """How the query was understood: the forms that were found, why, and in how many passages; each can be switched
        off and on again."""
        desk, library, whole = self.desk, self.desk.library, self._whole
        if whole is None or not whole.query:
            desk.status("saved.nothing")
            return
        query, typed = whole.query, desk.state.view.query
        if len(whole.hits) < whole.total + whole.weaker:  # the forms of all of it are counted, not of what is listed

            def work(cancelled: Callable[[], bool]) -> Answer:
                return library.search(query, limit=LIMITS[-1], cancelled=cancelled)

            def done(counted: Answer) -> None:
                if desk.state.view.query == typed:  # else something else is looked for meanwhile
                    self._show_forms(counted)

            desk.jobs.start("understood", work, done)
        else:
            self._show_forms(whole)

    def _show_forms(self, whole: Answer) -> None:
        desk, found = self.desk, forms(whole.hits)[:60]
        head = [(said, "") for notice in whole.notices if (said := desk.say.of_search(notice))]

        def rows() -> list[tuple[str, str]]:
            return head + [(plain(self._described(each))[0], f"{each.passages:,}") for each in found]

        def chosen(at: int) -> None:
            if at >= len(head):
                self._switch(found[at - len(head)].form)

        title = "understood.title" if len(whole.hits) >= whole.total + whole.weaker else "understood.title.some"
        said = desk.say(title, query=whole.query, count=len(whole.hits))
        desk.asking.menu(said, rows, chosen, stay=True)

    def _described(self, found: FoundForm) -> str:
        """A form, whether it is looked for, how it was found, and whether that is a weak match everywhere."""
        say, (words, why) = self.desk.say, found.form
        switch = " " if found.form in self.desk.state.view.off else "x"
        return f"[{switch}] {words}  {say(f'form.{why}')}{'' if found.surely else say('form.weak')}"

    def _switch(self, form: Form) -> None:
        """Look for a form no more, or again."""
        state = self.desk.state
        state.look(off=state.view.off ^ {form}, hit=-1)
        self.ask()

    def keep(self) -> None:
        """Keep the query for this collection, or keep it no more."""
        desk, answer = self.desk, self.desk.state.answer
        query = desk.state.view.query.strip()
        if not query or answer is None:
            desk.status("saved.nothing")
            return
        kept = any(search.query == query for search in desk.session.saved(desk.library.paths))
        total = answer.total if desk.state.ready else -1  # what is still being read is not new afterwards
        if self._keep(SavedSearch(query, total, answer.documents), keep=not kept):
            desk.status("saved.off" if kept else "saved.on", query=query)

    def _keep(self, search: SavedSearch, *, keep: bool = True) -> bool:
        desk = self.desk
        try:
            desk.session.save_search(desk.library.paths, search, keep=keep)
        except OSError as error:
            desk.unsaved("saved.unsaved", error)
            return False
        desk.results.draw(desk.state)
        return True

    def count_from(self, totals: Mapping[str, int]) -> None:
        """What the searches find, now that all documents are read, that were kept before: from now on more is new."""
        for search in self.desk.session.saved(self.desk.library.paths):
            if search.total < 0 <= totals.get(search.query, -1):
                self._keep(replace(search, total=totals[search.query]))

    def _looked_at(self, answer: Answer) -> None:
        """What is new in the answer of a search that is kept has been seen."""
        for search in self.desk.session.saved(self.desk.library.paths) if self.desk.state.ready else ():
            if search.query == answer.query and search.total != answer.total:
                self._keep(SavedSearch(search.query, answer.total, answer.documents))

    def chosen(self) -> None:
        """Enter in the results: open the passage, or search for the word that is suggested."""
        desk = self.desk
        if self.open_when_there():
            return
        if desk.results.suggestion:
            self.suggested(desk.results.suggestion)
            return
        desk.remembering.note_query(desk.state.view.query)
        if desk.state.answer is not None:
            self._looked_at(desk.state.answer)
        desk.reading.open_hit(desk.results.current)


def last_word(query: str) -> str:
    """What is being typed at the end of a query: the word, of `by:` and the like the name alone."""
    found = _LAST.search(query)
    return found[1] if found else ""


_BAR = 60
"""Cells of the bar of months."""
_BESIDE = 4
"""Cells of a small screen at both sides of a row of a menu."""
_WORDS = re.compile(r"(?:^|(?<=\s))[^\s():\"\-/]+(?=\s|$)")
_EITHER = re.compile(r"\||\bOR\b")
_LAST = re.compile(r"(?:^|[\s\u3000(]|\b(?:by|person):)([^\s\u3000():\"]+)$")
