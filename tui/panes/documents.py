"""The documents of the collection."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import ClassVar

from inyo.index.library import DocumentInfo, Library
from inyo.tui.keep.filenames import told_apart
from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import plain
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
        self._folders: tuple[Path, ...] = ()
        self._same: Counter[str] = Counter()
        """How many documents have a title."""
        self._open = ""

    def draw(self, state: State) -> None:
        words = state.documents_filter.casefold().split()
        key = (state.documents, tuple(words), state.ready)
        opened = state.opened.file if state.opened else ""
        if key != self._key:
            kept = self.current
            self._key = key
            self._folders = state.paths
            self._same = Counter(info.title for info in state.documents)
            self._shown = tuple(info for info in state.documents if matches(info, words))
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
        return self._shown[self.list.cursor] if 0 <= self.list.cursor < len(self._shown) else None

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
        spans = [(0, len(info.title), "open")] if info.file == self._open else []
        title = info.title
        if self._same[title] > 1:
            name = "  " + told_apart(title, info.file, info.part, self._folders)
            title = truncate(plain(title)[0], max(8, width - cell_width(name) - (12 if width >= 36 else 2)))
            spans = [(0, len(title), "open")] if spans else []
            spans.append((len(title), len(title) + len(name), "faint"))
            title += name
        return Row(title, spans, note=info.date if width >= 36 else "", sign="•" if info.file == self._open else "")


def matches(info: DocumentInfo, words: list[str]) -> bool:
    """Whether a document has all the words in its title, source, author, date or path."""
    text = f"{info.title} {info.source} {info.author} {info.date} {info.file}".casefold()
    return all(word in text or Library.heard(word, info.title) for word in words)
