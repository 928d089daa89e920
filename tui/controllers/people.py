"""People: their passages, their quotations, and which entries are one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inyo.index.library import Person
from inyo.tui.controllers.desk import Desk
from inyo.tui.panes.pieces import plain


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
