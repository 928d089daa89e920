"""What the collection holds: its documents and its people."""

from __future__ import annotations

from typing import ClassVar

from inyo.index.library import DocumentInfo, Library, Person
from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import Pieces, Titles, column, plain, spans_of
from inyo.tui.state import State
from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.widgets.list_rows import Row


class DocumentsPane(ListPane):
    """Title, date and source of each document; the open one has a sign."""

    SCOPE: ClassVar[Scope] = "documents"
    NUMBER: ClassVar[str] = "1"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._shown: tuple[DocumentInfo, ...] = ()
        self._key: object = None
        self._titles = Titles()
        self._open = ""

    def draw(self, state: State) -> None:
        words = state.documents_filter.casefold().split()
        key = (state.documents, tuple(words), state.ready)
        opened = state.opened.file if state.opened else ""
        if key != self._key:
            kept = self.current
            self._key = key
            self._titles = self._titles.of(state.documents, state.paths)
            self._shown = tuple(info for info in state.documents if has_words(info, words))
            nothing = "documents.none" if state.ready else "documents.empty"
            self.list.empty = self.say("documents.empty.filter" if words else nothing)
            place = next((at for at, info in enumerate(self._shown) if kept and info.file == kept.file), 0)
            self.list.set_rows(len(self._shown), self._row, cursor=place)
        if opened != self._open:
            changed = [at for at, info in enumerate(self._shown) if info.file in (opened, self._open)]
            self._open = opened
            self.list.update_rows(changed)
        total = len(state.documents)
        count = self.say("documents.count", count=total)
        if words:
            count = self.say("documents.some", count=len(self._shown), total=total)
        self.entitle(self.say("filter.words", words=state.documents_filter) if words else "", count)

    @property
    def current(self) -> DocumentInfo | None:
        """The document under the cursor."""
        return self.under_cursor(self._shown)

    @property
    def files(self) -> tuple[str, ...]:
        """The files shown, in order."""
        return tuple(info.file for info in self._shown)

    def point(self, file: str) -> None:
        """Put the cursor on a document."""
        place = next((at for at, info in enumerate(self._shown) if info.file == file), None)
        if place is not None:
            self.list.move_to(place, announce=False)

    def _row(self, index: int, width: int) -> Row:
        info = self._shown[index]
        opened = info.file == self._open
        room = width - (12 if width >= 36 else 2)
        pieces = self._titles.pieces(info.title, info.file, info.part, room, "open" if opened else "")
        return Row(*spans_of(pieces), note=info.date if width >= 36 else "", sign="•" if opened else "")


def has_words(info: DocumentInfo, words: list[str]) -> bool:
    """Whether a document has all the words in its title, source, author, date or path."""
    text = f"{info.title} {info.source} {info.author} {info.date} {info.file}".casefold()
    return all(word in text or Library.heard(word, info.title) for word in words)


class PeoplePane(ListPane):
    """Name, other names, mentions and quotations of each person."""

    SCOPE: ClassVar[Scope] = "people"
    NUMBER: ClassVar[str] = "5"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._shown: tuple[Person, ...] = ()
        self._key: object = None

    def draw(self, state: State) -> None:
        words = state.people_filter.casefold().split()
        key = (state.people, tuple(words))
        if key != self._key:
            kept = self.current
            self._key = key
            self._shown = tuple(person for person in state.people if is_named(person, words))
            self.list.empty = self.say("people.empty.filter" if words else "people.empty")
            place = next((at for at, person in enumerate(self._shown) if kept and person.name == kept.name), 0)
            self.list.set_rows(len(self._shown), self._row, cursor=place)
        self.entitle(
            self.say("filter.words", words=state.people_filter) if words else "",
            f"{self.say('people.count', count=len(self._shown))} · {self.say('people.columns')}",
        )

    @property
    def current(self) -> Person | None:
        """The person under the cursor."""
        return self.under_cursor(self._shown)

    def point(self, name: str) -> None:
        """Put the cursor on a person."""
        place = next((at for at, person in enumerate(self._shown) if person.name == name), None)
        if place is not None:
            self.list.move_to(place, announce=False)

    def _row(self, index: int, width: int) -> Row:
        person = self._shown[index]
        others = [name for name in person.aliases if name != person.name]
        counts = self.say("people.counts", mentions=person.mentions, quotations=person.quotations or "")
        room = max(4, width - cell_width(counts) - 1)
        pieces: Pieces = [plain(person.name, "title")]
        if others or person.titles:
            pieces.append(plain("  " + "、".join([*others, *person.titles]), "faint"))
        text, spans = spans_of(pieces)
        cut = truncate(text, room)
        shown = column(cut, room)[0]
        return Row(shown, [(a, min(b, len(cut)), s) for a, b, s in spans if a < len(cut)], note=counts)


def is_named(person: Person, words: list[str]) -> bool:
    """Whether a person has all the words in a name or title, as written or by their sound."""
    names = (person.name, *person.aliases, *person.titles, *person.readings)
    return all(any(Library.heard(word, name) for name in names) for word in words)
