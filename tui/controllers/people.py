"""People: their passages, their quotations, and which entries are one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from inyo.index.library import Person

if TYPE_CHECKING:
    from inyo.tui.app import Explorer


class PeopleActions:
    """What can be done with the people pane."""

    def __init__(self, app: Explorer) -> None:
        self.app = app
        self._fresh = False
        self._merging: Person | None = None

    def stale(self) -> None:
        """The collection or a correction changed: ask again when the pane is next seen."""
        self._fresh = False
        if self.app.navigation.shows("people"):
            self.refresh()

    def refresh(self) -> None:
        """Ask who is in the collection, if that may have changed."""
        if self._fresh:
            return
        self._fresh = True
        library = self.app.library
        self.app.jobs.start("people", lambda cancelled: library.people(), self._got)

    def _got(self, people: tuple[Person, ...]) -> None:
        self.app.state.people = people
        self.app.people.draw(self.app.state)

    def _current(self) -> Person | None:
        person = self.app.people.current
        if person is None:
            self.app.status("person.nothing")
        return person

    def enter(self) -> None:
        """All passages with any of the person's names; the quotations follow."""
        person = self._current()
        if person is None:
            return
        app = self.app
        app.navigation.step()
        choice = replace(app.state.view.choice, listing="speaker", speaker=person.name)
        app.state.view = replace(app.state.view, person=person.name, query="", hit=-1, choice=choice)
        app.search_box.set_value("")
        app.searching.ask()
        app.quoting.refresh()
        app.navigation.focus("results")

    def quotations(self) -> None:
        """The person's quotations."""
        person = self._current()
        if person is not None:
            self.app.quoting.by_speaker(person.name)
            self.app.navigation.focus("quotations")

    def ask_filter(self) -> None:
        """Ask for a part of a name; the list follows typing."""
        self.app.asking.ask("filter.prompt", self.app.state.people_filter, self.filter, changed=self.filter)

    def filter(self, words: str) -> None:
        """List only people with these words in a name or title."""
        self.app.state.people_filter = words
        self.app.people.draw(self.app.state)

    def merge(self) -> None:
        """First press: this entry; second press, on another: both are one person under the first one's name."""
        person, first, library = self._current(), self._merging, self.app.library
        if person is None:
            return
        if first is None:
            self._merging = person
            self.app.status("merge.first", name=person.name, key=self.app.key_of("people.merge"))
            return
        if first.name == person.name:
            self.app.status("merge.self")
            return
        self._merging = None
        self._correct(
            lambda: library.merge_people(first.name, person.name), "merged", name=first.name, other=person.name
        )

    def leave_merge(self) -> bool:
        """Leave a merge half done; whether there was one."""
        if self._merging is None:
            return False
        self._merging = None
        self.app.status("merge.left")
        return True

    def split(self) -> None:
        """Choose which of the person's names is somebody else."""
        person, library = self._current(), self.app.library
        if person is None:
            return
        others = [name for name in person.aliases if name != person.name]
        if not others:
            self.app.status("split.none", name=person.name)
            return

        def chosen(number: int) -> None:
            alias = others[number]
            self._correct(lambda: library.split_person(person.name, alias), "split", name=person.name, alias=alias)

        self.app.asking.menu(
            self.app.say("split.title", name=person.name), lambda: [(name, "") for name in others], chosen
        )

    def _correct(self, work: Callable[[], None], key: str, **values: str) -> None:
        def done(_: object) -> None:
            self._fresh = False
            self.refresh()
            self.app.quoting.refresh()
            self.app.status(key, **values)

        self.app.jobs.start("edit", lambda cancelled: work(), done)
