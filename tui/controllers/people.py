"""People: their passages, their quotations, which entries are one, and the review by hand of who is only likely to have
said something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from inyo.index.library import Person, Quote
from inyo.tui.controllers.desk import Desk
from inyo.tui.messages import Messages
from inyo.tui.panes.pieces import plain
from inyo.tui.state import Opening
from inyo.tui.terminal.cells import truncate


class PeopleActions:
    """What can be done with the people pane."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._fresh = False
        self._merging: Person | None = None

    def stale(self) -> None:
        """The collection or a correction changed: ask again when the pane is next seen."""
        self._fresh = False
        if self.desk.navigation.shows("people"):
            self.refresh()

    def refresh(self) -> None:
        """Ask who is in the collection, if that may have changed."""
        if self._fresh:
            return
        self._fresh = True
        library = self.desk.library
        self.desk.jobs.start("people", lambda cancelled: library.people(), self._got)

    def _got(self, people: tuple[Person, ...]) -> None:
        self.desk.state.change(people=people)
        self.desk.people.draw(self.desk.state)
        self.desk.navigation.rearrange()

    def _current(self) -> Person | None:
        person = self.desk.people.current
        if person is None:
            self.desk.status("person.nothing")
        return person

    def enter(self) -> None:
        """All passages with any of the person's names; the quotations follow."""
        person = self._current()
        if person is None:
            return
        self.passages_of(person.name)

    def passages_of(self, name: str) -> None:
        """All passages with any of a person's names; the quotations follow."""
        desk = self.desk
        desk.navigation.step()
        choice = replace(desk.state.view.choice, listing="speaker", speaker=name)
        desk.state.look(person=name, query="", hit=-1, choice=choice)
        desk.search_box.set_value("")
        desk.searching.ask()
        desk.quoting.refresh()
        desk.navigation.focus("results")

    def quotations(self) -> None:
        """The person's quotations."""
        person = self._current()
        if person is not None:
            self.desk.quoting.by_speaker(person.name)
            self.desk.navigation.focus("quotations")

    def ask_filter(self) -> None:
        """Ask for a part of a name; the list follows typing."""
        self.desk.asking.ask("filter.prompt", self.desk.state.people_filter, self.filter, changed=self.filter)

    def filter(self, words: str) -> None:
        """List only people with these words in a name or title."""
        self.desk.state.change(people_filter=words)
        self.desk.people.draw(self.desk.state)

    def merge(self) -> None:
        """First press: this entry; second press, on another: both are one person under the first one's name."""
        person, first, library = self._current(), self._merging, self.desk.library
        if person is None:
            return
        if first is None:
            self._merging = person
            self.desk.status("merge.first", name=person.name, key=self.desk.key_of("people.merge"))
            return
        if first.name == person.name:
            self.desk.status("merge.self")
            return
        self._merging = None

        def merge() -> None:
            self._correct(
                lambda: library.merge_people(first.name, person.name), "merged", name=first.name, other=person.name
            )

        names = " = ".join(plain(name)[0] for name in (first.name, person.name))
        self.desk.asking.confirm("merge.title", "merge.yes", merge, names)

    def leave_merge(self) -> bool:
        """Leave a merge half done; whether there was one."""
        if self._merging is None:
            return False
        self._merging = None
        self.desk.status("merge.left")
        return True

    def split(self) -> None:
        """Choose which of the person's names is somebody else."""
        person, library = self._current(), self.desk.library
        if person is None:
            return
        others = [name for name in person.aliases if name != person.name]
        if not others:
            self.desk.status("split.none", name=person.name)
            return

        def chosen(number: int) -> None:
            alias = others[number]
            self._correct(lambda: library.split_person(person.name, alias), "split", name=person.name, alias=alias)

        self.desk.asking.menu(
            self.desk.say("split.title", name=person.name), lambda: [(name, "") for name in others], chosen
        )

    def _correct(self, work: Callable[[], None], key: str, **values: str) -> None:
        def done(_: object) -> None:
            self._fresh = False
            self.refresh()
            self.desk.quoting.refresh()
            self.desk.status(key, **values)

        self.desk.jobs.start("edit", lambda cancelled: work(), done)


SURE = 0.9
"""The probability from which a speaker is in no doubt."""
_OFFERED = 6
"""Names that are offered at most."""


class Reviewing:
    """Walks through the doubtful speakers of the list, and says why somebody is named."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def why(self) -> None:
        """Say what speaks for the speaker under the cursor."""
        quote, say = self.desk.quotations.current, self.desk.say
        if quote is None:
            self.desk.status("quotation.nothing")
        elif quote.edited:
            self.desk.status("why.edited", name=quote.person)
        elif not (name := likely(quote)):
            self.desk.status("why.nobody")
        else:
            reasons = reasons_in_words(quote, say) or say("why.plain")
            self.desk.status("why.said", name=name, percent=percent(quote.quotation.probability), reasons=reasons)

    def begin(self) -> None:
        """Ask about each doubtful speaker of the list: Enter accepts, another row is another speaker, Esc ends."""
        quotes = tuple(filter(self.desk.quoting.is_here, doubtful(self.desk.state.quotes)))
        if not quotes:
            self.desk.status("review.none")
            return
        self.desk.navigation.step()
        self._ask(quotes, 0)

    def _ask(self, quotes: Sequence[Quote], number: int) -> None:
        desk = self.desk
        if number >= len(quotes):
            desk.status("review.done", count=len(quotes))
            return
        quote, library = quotes[number], desk.library
        start, end = quote.quotation.start, quote.quotation.end
        desk.quotations.point(quote)
        desk.reading.open(Opening(quote.file, start, end, quiet=True, quote=quote))

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[str, float], ...]:
            people = desk.state.people or library.people()
            return others_than(likely(quote), library.candidates(quote.file, quote.quotation), people)

        desk.jobs.start("edit", work, lambda found: self._offer(quotes, number, found))

    def _offer(self, quotes: Sequence[Quote], number: int, found: Sequence[tuple[str, float]]) -> None:
        desk, say, quote = self.desk, self.desk.say, quotes[number]
        best = likely(quote)
        others = found[: _OFFERED - 1]
        reasons = reasons_in_words(quote, say, 1)
        names = [best, *(name for name, _ in others), ""]
        asides = [" · ".join(filter(None, (percent(quote.quotation.probability), reasons)))]
        asides += [*(percent(probability) for _, probability in others), "", ""]
        shown = [*(plain(name)[0] for name in names[:-1]), say("review.nobody"), say("review.later")]
        words = truncate(plain(quote.quotation.text)[0], 36)

        def chosen(at: int) -> None:
            if at < len(names):
                desk.quoting.set_speaker(quote, names[at], then=lambda: self._ask(quotes, number + 1))
            else:
                self._ask(quotes, number + 1)

        title = say("review.title", number=number + 1, total=len(quotes), words=words)
        desk.asking.menu(title, lambda: list(zip(shown, asides, strict=True)), chosen)


def likely(quote: Quote) -> str:
    """Who said it, or may have said it; '' where nobody is likely."""
    return quote.person or quote.quotation.speaker or quote.quotation.suggestion


def others_than(
    name: str, found: Iterable[tuple[str, float]], people: Iterable[Person]
) -> tuple[tuple[str, float], ...]:
    """Who else may have said something, and how likely: under none of this person's names."""
    same = {
        name,
        *(alias for each in people if name in (each.name, *each.aliases) for alias in (each.name, *each.aliases)),
    }
    return tuple(pair for pair in found if pair[0] and pair[0] not in same)


def doubtful(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Those whose speaker is not sure and was not set by the reader, the least likely first."""
    found = [
        quote
        for quote in quotes
        if likely(quote) and not quote.edited and (quote.quotation.suggestion or quote.quotation.probability < SURE)
    ]
    return tuple(sorted(found, key=lambda quote: quote.quotation.probability))


def reasons_in_words(quote: Quote, say: Messages, most: int | None = None) -> str:
    """What speaks most for the speaker, in words, the first `most`; codes that are not known are left out."""
    known = [code for code in quote.quotation.reasons if say.has(f"reason.{code}")]
    return say("reason.and").join(say(f"reason.{code}") for code in known[:most])


def percent(probability: float) -> str:
    """A probability as it is shown."""
    return f"{round(100 * probability)}%"
