"""Quotations: what is listed, and corrections by the reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from inyo.index.library import Quote
from inyo.tui.keep.filenames import shortened
from inyo.tui.state import (
    GROUPS,
    LISTINGS,
    MARKED,
    ORDERS,
    Choice,
    Group,
    Listing,
    files_of,
    in_groups,
    in_hits,
    kinds_of,
    listed,
    mark_key,
    speaker_of,
)  # fmt: skip

if TYPE_CHECKING:
    from inyo.tui.app import Explorer

_BY = re.compile(r'(?:^|\s)by:(?:"([^"]+)"|(\S+))')


class Quoting:
    """The quotations pane: listing, order, kinds, filters; setting a speaker, dropping, taking back."""

    def __init__(self, app: Explorer) -> None:
        self.app = app
        self._all: tuple[Quote, ...] = ()
        self._edited: list[Quote] = []
        self._named: list[str] = []
        """Speakers set in this session, the latest last."""

    # what is listed

    def all_of(self, file: str) -> tuple[Quote, ...]:
        """All quotations of a document, of every kind. Called from threads."""
        return self.app.library.quotations(file=file, kinds=kinds_of(GROUPS))

    def visible(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Those whose kind is switched on."""
        groups = self.app.state.view.choice.groups
        return tuple(quote for quote in quotes if in_groups(quote, groups))

    def refresh(self) -> None:
        """Ask for the quotations that the choice lists."""
        app, state = self.app, self.app.state
        choice, library, answer, opened = state.view.choice, app.library, state.answer, state.opened
        if choice.listing in MARKED:
            app.jobs.cancel("quotations")
            self._got(state.marks_here if choice.listing == "marked" else tuple(state.marks.values()))
            return
        if choice.listing == "document":
            app.jobs.cancel("quotations")
            self._got(opened.quotes if opened else ())
            return

        def work(cancelled: Callable[[], bool]) -> tuple[Quote, ...]:
            kinds = kinds_of(choice.groups)
            if choice.listing == "speaker":
                return library.quotations(by=choice.speaker, kinds=kinds)
            if answer is None:
                return ()
            named = _BY.search(answer.query)
            speaker = (named[1] or named[2]) if named else None
            found: list[Quote] = []
            for file in files_of(answer.hits):
                if cancelled():
                    break
                found += library.quotations(file=file, by=speaker, kinds=kinds)
            return in_hits(found, answer.hits)

        app.jobs.start("quotations", work, self._got)

    def _got(self, quotes: tuple[Quote, ...]) -> None:
        self._all = quotes
        self.draw()

    def draw(self) -> None:
        """Filter and sort again what is there."""
        state = self.app.state
        state.quotes, state.listed = listed(self._all, state.view.choice), state.view.choice
        self.app.quotations.draw(state)

    def _choose(self, choice: Choice, *, ask: bool) -> None:
        self.app.state.view = replace(self.app.state.view, choice=choice)
        self.app.navigation.rearrange()
        if ask:
            self.refresh()
        else:
            self.draw()

    @property
    def choice(self) -> Choice:
        return self.app.state.view.choice

    def list(self, listing: Listing, speaker: str = "") -> None:
        """List other quotations: a step."""
        self.app.navigation.step()
        self._choose(replace(self.choice, listing=listing, speaker=speaker or self.choice.speaker), ask=True)

    def cycle(self, direction: int) -> None:
        """The next list: this document, these results, the speaker, marked here, marked in all collections."""
        state = self.app.state
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
        self.app.status(f"listing.now.{self.choice.listing}", name=self.choice.speaker)

    def _speaker_here(self) -> str:
        quote = self.app.quotations.current
        return speaker_of(quote) if quote else ""

    def by_speaker(self, name: str = "") -> None:
        """List all quotations of a person, by default of the speaker under the cursor."""
        name = name or self._speaker_here()
        if not name:
            self.app.status("listing.no_speaker" if self.app.quotations.current else "quotation.nothing")
            return
        self.list("speaker", name)
        self._tell_listing()

    def of_document(self) -> None:
        """Open the document under the cursor and list its quotations."""
        info = self.app.documents.current
        if info is None:
            self.app.status("list.nothing")
            return
        self.app.navigation.step()
        if self.choice.listing != "document":
            self._choose(replace(self.choice, listing="document"), ask=False)
        self.app.reading.open(info.file)
        self.app.navigation.focus("quotations")

    def sort(self) -> None:
        """The next order."""
        order = ORDERS[(ORDERS.index(self.choice.order) + 1) % len(ORDERS)]
        self._choose(replace(self.choice, order=order), ask=False)
        self.app.status("order.now", order=self.app.say(f"order.{order}"))

    def ask_kinds(self) -> None:
        """A menu of kinds to switch on and off."""

        def rows() -> list[tuple[str, str]]:
            on = self.choice.groups
            return [(f"[{'x' if group in on else ' '}] " + self.app.say(f"group.{group}"), "") for group in GROUPS]

        def chosen(number: int) -> None:
            group: Group = GROUPS[number]
            self._choose(replace(self.choice, groups=self.choice.groups ^ {group}), ask=True)
            self.app.reader.draw(self.app.state)

        self.app.asking.menu(self.app.say("kinds.title"), rows, chosen, stay=True)

    def ask_filter(self) -> None:
        """Ask for words to filter by; the list follows typing."""
        self.app.asking.ask("filter.prompt", self.choice.words, self.filter, changed=self.filter)

    def filter(self, words: str) -> None:
        """List only quotations with these words in them, their speaker or their document's title."""
        self._choose(replace(self.choice, words=words), ask=False)

    def enter(self) -> None:
        """Go to the chosen quotation in its document."""
        quote = self.app.quotations.current
        if quote is None:
            self.app.status("quotation.nothing")
            return
        if not self.is_here(quote):
            self.app.warn("document.gone", file=shortened(quote.file))
            return
        self.app.reading.enter(quote.file, quote.quotation.start, quote.quotation.end, quote=quote)

    def is_here(self, quote: Quote) -> bool:
        """Whether its document is in this collection: it may have been marked in another one."""
        return any(info.file == quote.file for info in self.app.state.documents)

    # corrections

    def ask_speaker(self) -> None:
        """Ask who said this."""
        quote = self.app.quotations.current
        if quote is None:
            self.app.status("quotation.nothing")
            return
        # who is heard here most often comes first, and before them who was set last
        heard = Counter(filter(None, map(speaker_of, self.app.state.quotes)))
        names = [name for name, _ in reversed(heard.most_common())] + self._named
        self.app.asking.ask(
            "speaker.prompt",
            speaker_of(quote),
            lambda name: self._set_speaker(quote, name.strip()),
            offered=list(reversed(dict.fromkeys(reversed(names)))),
        )

    def _set_speaker(self, quote: Quote, name: str) -> None:
        library = self.app.library

        def done(changed: Quote) -> None:
            self._edited.append(quote)
            self._named += [name] if name else []
            if mark_key(quote) in self.app.state.marks:
                self.app.marking.change(mark_key(quote), changed)
            self._reload()
            self.app.status("speaker.set" if name else "speaker.cleared", name=name)

        self.app.jobs.start("edit", lambda cancelled: library.set_speaker(quote, name), done)

    def drop(self) -> None:
        """Say that this is no quotation."""
        quote, library = self.app.quotations.current, self.app.library
        if quote is None:
            self.app.status("quotation.nothing")
            return

        def done(_: None) -> None:
            self._edited.append(quote)
            self._reload()
            self.app.status("dropped")

        self.app.jobs.start("edit", lambda cancelled: library.drop(quote), done)

    def restore(self) -> None:
        """Take back the correction of the chosen quotation, else the last one of this session."""
        current = self.app.quotations.current
        quote = current if current and current.edited else (self._edited.pop() if self._edited else None)
        library = self.app.library
        if quote is None:
            self.app.status("restore.nothing")
            return

        def done(_: None) -> None:
            self._reload()
            self.app.status("restored")

        self.app.jobs.start("edit", lambda cancelled: library.restore(quote), done)

    def _reload(self) -> None:
        """Read the quotations of the open document and the list again: a correction changed them."""
        app, opened = self.app, self.app.state.opened
        app.people_actions.stale()
        if opened is None:
            self.refresh()
            return

        def done(quotes: tuple[Quote, ...]) -> None:
            if app.state.opened is not None and app.state.opened.file == opened.file:
                app.state.opened = replace(app.state.opened, quotes=quotes)
                app.reader.draw(app.state)
            self.refresh()

        app.jobs.start("reload", lambda cancelled: self.all_of(opened.file), done)
