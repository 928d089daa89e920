"""Quotations: what is listed, and corrections by the reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from inyo.index.library import Quote
from inyo.tui.controllers.desk import Desk
from inyo.tui.controllers.searching import LIMITS
from inyo.tui.keep.filenames import shortened
from inyo.tui.panes.facets import is_of_documents
from inyo.tui.panes.pieces import plain
from inyo.tui.state import (
    GROUPS,
    LISTINGS,
    MARKED,
    ORDERS,
    Choice,
    Group,
    Listing,
    Opening,
    files_of,
    in_groups,
    in_hits,
    kinds_of,
    listed,
    mark_key,
    speaker_of,
)  # fmt: skip

_BY = re.compile(r'(?:^|\s)by:(?:"([^"]+)"|(\S+))')


class Quoting:
    """The quotations pane: listing, order, kinds, filters; setting a speaker, dropping, taking back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._all: tuple[Quote, ...] = ()
        self._whole = False
        self._edited: list[Quote] = []
        self._named: list[str] = []
        """Speakers set in this session, the latest last."""

    # what is listed

    def all_of(self, file: str) -> tuple[Quote, ...]:
        """All quotations of a document, of every kind. Called from threads."""
        return tuple(self.desk.library.quotations(file=file, kinds=kinds_of(GROUPS)))

    def visible(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Those whose kind is switched on."""
        groups = self.desk.state.view.choice.groups
        return tuple(quote for quote in quotes if in_groups(quote, groups))

    def refresh(self) -> None:
        """Ask for the quotations that the choice lists."""
        desk, state = self.desk, self.desk.state
        choice, library, answer, opened = state.view.choice, desk.library, state.answer, state.opened
        if choice.listing in MARKED:
            desk.jobs.cancel("quotations")
            self._got((state.marks_here if choice.listing == "marked" else tuple(state.marks.values()), False))
            return
        if choice.listing == "document":
            desk.jobs.cancel("quotations")
            self._got((opened.quotes if opened else (), False))
            return

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[Quote, ...], bool]:
            kinds = kinds_of(choice.groups)
            if choice.listing == "speaker":
                return tuple(library.quotations(by=choice.speaker, kinds=kinds)), False
            if answer is None:
                return (), False
            named = _BY.search(answer.query)
            speaker = (named[1] or named[2]) if named else None
            found: list[Quote] = []
            whole = answer
            if len(answer.hits) < answer.total:  # what is listed are only the best passages
                whole = library.search(answer.query, limit=LIMITS[-1], cancelled=cancelled)
            sure = [hit for hit in whole.hits if not hit.below] or whole.hits
            for file in files_of(sure):
                if cancelled():
                    break
                found += library.quotations(file=file, by=speaker, kinds=kinds)
            inside = tuple(found) if speaker and is_of_documents(answer.query) else in_hits(found, sure)
            said = any(in_groups(quote, choice.groups) for quote in inside)
            return (inside, False) if said or not found else (tuple(found), True)

        desk.jobs.start("quotations", work, self._got)

    def _got(self, found: tuple[tuple[Quote, ...], bool]) -> None:
        """Quotations, and whether those of an answer are all those of its documents."""
        self._all, self._whole = found
        self.draw()

    def draw(self) -> None:
        """Filter and sort again what is there."""
        state = self.desk.state
        state.change(quotes=listed(self._all, state.view.choice), listed=state.view.choice, listed_whole=self._whole)
        self.desk.quotations.draw(state)
        self.desk.navigation.rearrange()

    def _choose(self, choice: Choice, *, ask: bool) -> None:
        self.desk.state.look(choice=choice)
        if ask:
            self.refresh()
        else:
            self.draw()

    @property
    def choice(self) -> Choice:
        return self.desk.state.view.choice

    def list(self, listing: Listing, speaker: str = "") -> None:
        """List other quotations: a step."""
        self.desk.navigation.step()
        self._choose(replace(self.choice, listing=listing, speaker=speaker or self.choice.speaker), ask=True)

    def show(self, listing: Listing) -> None:
        """List other quotations, where that is no step of its own."""
        self._choose(replace(self.choice, listing=listing), ask=True)

    def cycle(self, direction: int) -> None:
        """The next list: this document, these results, the speaker, marked here, marked in all collections."""
        state = self.desk.state
        missing: set[Listing] = set()
        if not self.choice.speaker and not self._speaker_here():
            missing.add("speaker")
        if len(state.marks_here) == len(state.marks):
            missing.add("everywhere")
        names = [name for name in LISTINGS if name not in missing or name == self.choice.listing]
        name = names[(names.index(self.choice.listing) + direction) % len(names)]
        self.list(name, self._speaker_here() if name == "speaker" and not self.choice.speaker else "")
        self._tell_listing()

    def _tell_listing(self) -> None:
        self.desk.status(f"listing.now.{self.choice.listing}", name=self.choice.speaker)

    def _speaker_here(self) -> str:
        quote = self.desk.quotations.current
        return speaker_of(quote) if quote else ""

    def by_speaker(self, name: str = "") -> None:
        """List all quotations of a person, by default of the speaker under the cursor."""
        name = name or self._speaker_here()
        if not name:
            self.desk.status("listing.no_speaker" if self.desk.quotations.current else "quotation.nothing")
            return
        self.list("speaker", name)
        self._tell_listing()

    def of_document(self) -> None:
        """Open the document under the cursor and list its quotations."""
        info = self.desk.documents.current
        if info is None:
            self.desk.status("list.nothing")
            return
        self.desk.navigation.step()
        if self.choice.listing != "document":
            self._choose(replace(self.choice, listing="document"), ask=False)
        self.desk.reading.open(Opening(info.file))
        self.desk.navigation.focus("quotations")

    def sort(self) -> None:
        """The next order."""
        order = ORDERS[(ORDERS.index(self.choice.order) + 1) % len(ORDERS)]
        self._choose(replace(self.choice, order=order), ask=False)
        self.desk.status("order.now", order=self.desk.say(f"order.{order}"))

    def ask_kinds(self) -> None:
        """A menu of kinds to switch on and off."""

        def rows() -> list[tuple[str, str]]:
            on = self.choice.groups
            return [(f"[{'x' if group in on else ' '}] " + self.desk.say(f"group.{group}"), "") for group in GROUPS]

        def chosen(number: int) -> None:
            group: Group = GROUPS[number]
            self._choose(replace(self.choice, groups=self.choice.groups ^ {group}), ask=True)
            self.desk.reader.draw(self.desk.state)

        self.desk.asking.menu(self.desk.say("kinds.title"), rows, chosen, stay=True)

    def ask_filter(self) -> None:
        """Ask for words to filter by; the list follows typing."""
        self.desk.asking.ask("filter.prompt", self.choice.words, self.filter, changed=self.filter)

    def filter(self, words: str) -> None:
        """List only quotations with these words in them, their speaker or their document's title."""
        self._choose(replace(self.choice, words=words), ask=False)

    def enter(self) -> None:
        """Go to the chosen quotation in its document."""
        quote = self.desk.quotations.current
        if quote is None:
            self.desk.status("quotation.nothing")
            return
        if not self.is_here(quote):
            self.desk.warn("document.gone", file=shortened(quote.file))
            return
        self.desk.reading.enter(Opening(quote.file, quote.quotation.start, quote.quotation.end, quote=quote))

    def is_here(self, quote: Quote) -> bool:
        """Whether its document is in this collection: it may have been marked in another one."""
        return any(info.file == quote.file for info in self.desk.state.documents)

    # corrections

    def ask_speaker(self) -> None:
        """Ask who said this."""
        quote = self.desk.quotations.current
        if quote is None:
            self.desk.status("quotation.nothing")
            return
        # who is heard here most often comes first, and before them who was set last
        heard = Counter(filter(None, map(speaker_of, self.desk.state.quotes)))
        names = [name for name, _ in reversed(heard.most_common())] + self._named
        self.desk.asking.ask(
            "speaker.prompt",
            speaker_of(quote),
            lambda name: self.set_speaker(quote, name.strip()),
            offered=list(reversed(dict.fromkeys(reversed(names)))),
        )

    def set_speaker(self, quote: Quote, name: str, *, then: Callable[[], None] | None = None) -> None:
        """Say who spoke ('' for nobody); `then` is done when that is kept."""
        library = self.desk.library

        def done(changed: Quote) -> None:
            self._edited.append(quote)
            self._named += [name] if name else []
            if mark_key(quote) in self.desk.state.marks:
                self.desk.marking.change(mark_key(quote), changed)
            self._reload()
            self.desk.status("speaker.set" if name else "speaker.cleared", name=name)
            if then is not None:
                then()

        self.desk.jobs.start("edit", lambda cancelled: library.set_speaker(quote, name), done)

    def drop(self) -> None:
        """Say that this is no quotation, when that has been asked once."""
        quote = self.desk.quotations.current
        if quote is None:
            self.desk.status("quotation.nothing")
            return
        self.desk.asking.confirm("drop.title", "drop.yes", lambda: self._drop(quote), plain(quote.quotation.text)[0])

    def _drop(self, quote: Quote) -> None:
        library = self.desk.library

        def done(_: None) -> None:
            self._edited.append(quote)
            self._reload()
            self.desk.status("dropped")

        self.desk.jobs.start("edit", lambda cancelled: library.drop(quote), done)

    def restore(self) -> None:
        """Take back the correction of the chosen quotation, else the last one of this session, when that has been asked
        once."""
        current = self.desk.quotations.current
        quote = current if current and current.edited else (self._edited[-1] if self._edited else None)
        library = self.desk.library
        if quote is None:
            self.desk.status("restore.nothing")
            return

        def done(_: None) -> None:
            self._edited = [each for each in self._edited if mark_key(each) != mark_key(quote)]
            self._reload()
            self.desk.status("restored")

        def restore() -> None:
            self.desk.jobs.start("edit", lambda cancelled: library.restore(quote), done)

        self.desk.asking.confirm("restore.title", "restore.yes", restore, plain(quote.quotation.text)[0])

    def _reload(self) -> None:
        """Read the quotations of the open document and the list again: a correction changed them."""
        desk, opened = self.desk, self.desk.state.opened
        desk.people_actions.stale()
        if opened is None:
            self.refresh()
            return

        def done(quotes: tuple[Quote, ...]) -> None:
            if desk.state.opened is not None and desk.state.opened.file == opened.file:
                desk.state.change(opened=replace(desk.state.opened, quotes=quotes))
                desk.reader.draw(desk.state)
            self.refresh()

        desk.jobs.start("reload", lambda cancelled: self.all_of(opened.file), done)
