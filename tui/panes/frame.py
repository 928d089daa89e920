"""Everything on the screen: the search line, the panes in their two columns, the status line, the prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from inyo.tui.keymap import Keymap
from inyo.tui.layout import STUDIES, Arrangement, heights
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane, Pane
from inyo.tui.panes.collection import DocumentsPane, PeoplePane
from inyo.tui.panes.concordance import ConcordancePane
from inyo.tui.panes.dossier import DossierPane
from inyo.tui.panes.facets import FacetsPane
from inyo.tui.panes.quotations import QuotationsPane
from inyo.tui.panes.reader import ReaderPane
from inyo.tui.panes.results import ResultsPane
from inyo.tui.panes.start import StartPane
from inyo.tui.state import PaneName
from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.textual_internals import Column, add_bindings, restyle, set_bindings
from inyo.tui.widgets.search_box import SearchBox
from inyo.tui.widgets.status_line import StatusLine

_CHOOSING, _READING = 50, 27
"""Per cent of a screen that a list over the text has at most, while one is in the list and in the text: as the style
sheet says."""
_FEWEST = 4
"""Lines of such a list at least: an empty one says why."""


class Prompt(Horizontal):
    """Asks for a line; `changed` is told each letter, `done` what was accepted. Esc gives back what was there."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(id="prompt")
        self.label = Static("", markup=False, id="prompt-label")
        self.box = SearchBox(id="prompt-box")
        self._done: Callable[[str], None] | None = None
        self._changed: Callable[[str], None] | None = None
        self._initial = ""
        add_bindings(self.box, keymap.bindings(("prompt",)))
        set_bindings(self, ())

    def compose(self) -> ComposeResult:
        yield self.label
        yield self.box

    def ask(
        self, label: str, initial: str, done: Callable[[str], None], changed: Callable[[str], None] | None = None,
        offered: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Put the question; ↑ goes through what is `offered`, the last first."""
        self.box.history = list(offered)
        self._initial, self._done, self._changed = initial, done, changed
        self.label.update(f"{label}: ")
        self.label.styles.width = cell_width(label) + 3
        self.box.set_value(initial)
        self.display = True
        self.screen.set_focus(self.box, scroll_visible=False)  # at once: what was typed ahead is the answer
        self.box.action_select_all()

    @property
    def open(self) -> bool:
        """Whether a question stands."""
        return self._done is not None

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._changed is not None:
            self._changed(event.value)

    def close(self, *, accept: bool) -> None:
        """End the question."""
        done, changed = self._done, self._changed
        self._done = self._changed = None
        self.display = False
        if accept and done is not None:
            done(self.box.value)
        elif changed is not None:
            changed(self._initial)


class Body(Horizontal):
    """The columns of panes. `resized` is called when they have another size; the screen is told of its own before."""

    def __init__(self, resized: Callable[[], None]) -> None:
        super().__init__(id="body")
        self._resized = resized

    def on_resize(self) -> None:
        self._resized()


class Frame:
    """Makes the widgets, shows those that are wanted, and gives one of them the keyboard."""

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        self.search_box = SearchBox(placeholder=say("search.placeholder"), id="search-box")
        add_bindings(self.search_box, keymap.bindings(("search",)))
        self.search_label = Static(f" {say('search.label')} ", markup=False, id="search-label", classes="-focused")
        self._label_width = cell_width(say("search.label")) + 2
        self.body, self.left, self.right = Body(self.fit), Column(id="left"), Column(id="right")
        self.status_line = StatusLine(id="status")
        self.prompt = Prompt(keymap)
        self.documents = DocumentsPane(say, keymap)
        self.results = ResultsPane(say, keymap)
        self.facets = FacetsPane(say, keymap)
        self.reader = ReaderPane(say, keymap)
        self.quotations = QuotationsPane(say, keymap)
        self.people = PeoplePane(say, keymap)
        self.concordance, self.dossier = ConcordancePane(say, keymap), DossierPane(say, keymap)
        self.start = StartPane(say, keymap)
        self._faceted = False
        self.panes: dict[PaneName, Pane] = {
            "documents": self.documents, "people": self.people, "results": self.results, "facets": self.facets,
            "reader": self.reader, "quotations": self.quotations, "concordance": self.concordance,
            "dossier": self.dossier, "start": self.start,
        }  # fmt: skip

    def compose(self) -> Iterator[Widget]:
        """The widgets, to be mounted within a screen that is being composed."""
        # all that changes styles is said before anything is mounted: afterwards each change restyles what is below it
        self.search_label.styles.width = self._label_width
        self.prompt.display = False
        with Horizontal(id="top"):
            yield self.search_label
            yield self.search_box
        with self.body:
            with self.left:
                yield self.documents
                yield self.people
                yield self.results
                yield self.facets
                yield self.concordance
                yield self.dossier
                yield self.start
            with self.right:
                yield self.reader
                yield self.quotations
        yield self.status_line
        yield self.prompt

    def show(self, arrangement: Arrangement) -> None:
        """Show these panes and no others."""
        if not self.body.is_attached:
            self._show(arrangement)
            return
        with self.body.app.batch_update():
            self._show(arrangement)

    def _show(self, arrangement: Arrangement) -> None:
        shown_names = arrangement.shown
        for name, pane in self.panes.items():
            pane.display = name in shown_names
        self._faceted = "facets" in shown_names
        left = bool(shown_names - {"reader", "quotations"})
        right = bool(shown_names & {"reader", "quotations"})
        self.left.display, self.right.display = left, right
        classes = [
            arrangement.mode,
            *(["both"] if left and right else []),
            *(["reading"] if arrangement.reading else []),
            *(["under"] if {"reader", "quotations"} <= shown_names else []),
        ]
        self._restyle({f"-{name}" for name in classes}, {"-alone": "results" not in shown_names, "-whole": not right})
        self.fit()

    def _restyle(self, body: set[str], left: dict[str, bool]) -> None:
        """Give the body and its left column other classes. The style sheet says by them how columns and panes stand,
        and nothing of what is in a pane: that is not restyled."""
        before = self.body.classes, self.left.classes
        self.left.update_classes(left, update=False)
        self.body.update_classes({name: name in body for name in self.body.classes | body}, update=False)
        if self.body.is_attached and (self.body.classes, self.left.classes) != before:
            restyle((self.body, self.left, self.right, *self.panes.values()))

    def lines_of(self, name: PaneName, width: int = 0) -> int:
        """The lines that a pane needs for all of its list, its title included, in `width` cells, by default those that
        it has; 0 for what is no list."""
        pane = self.panes.get(name)
        return pane.lines_wanted(width or pane.list.text_width) if isinstance(pane, ListPane) else 0

    def row_of(self, name: PaneName) -> int:
        """The row under the cursor of a pane's list; -1 for what is no list."""
        pane = self.panes.get(name)
        return pane.list.cursor if isinstance(pane, ListPane) else -1

    def widen(self, cells: int) -> None:
        """Give the left column so many cells more than it has by itself."""
        width = self.body.size.width
        by_itself = min(64, width * 36 // 100)
        chosen = max(20, min(width - 40, by_itself + cells)) if cells and self.right.display else None
        whole = self.left.has_class("-whole")
        self.left.styles.width = None if whole or chosen is None else chosen
        self.left.styles.max_width = None if whole or chosen is None else chosen

    def fit(self) -> None:
        """Let each pane of a column have the lines that it needs, as far as there are any."""
        wide, columns = self.body.has_class("-wide"), self.body.has_class("-columns")
        total = self.body.size.height if wide or columns else 0
        left = next((pane for pane in (self.documents, self.people) if pane.display), None)
        for pane in (self.documents, self.people):
            shared = total and pane is left and self.results.display
            self._set(pane, heights(total, pane.list.count + 1, self.results.list.count + 1) if shared else 0)
        self.facets.display = self._faceted and bool(self.facets.list.count)
        least = min(total // 3, self.facets.list.count + 1)
        self._set(self.facets, max(least, min(self.facets.list.count + 1, total - self.results.list.count - 1)))
        over = self._over_the_text() if self.body.has_class("-middle") else 0
        if over and self.left.display:
            self._set(self.left, over)
            self._set(self.quotations, 0)
        else:
            self._set(self.left, 0)
            self._set(self.quotations, self._under_the_text() if wide else over)

    def _under_the_text(self) -> int:
        """The lines of the quotations under a text, as many as they need; 0 where they stand alone."""
        total = self.body.size.height
        if not (total and self.quotations.display and self.reader.display):
            return 0
        return min(max(6, self.lines_of("quotations", self.right.size.width)), total * 38 // 100)

    def _over_the_text(self) -> int:
        """The lines of the one list that stands over the text, where it needs fewer than the style sheet gives it; else
        0."""
        total, width = self.body.size.height, self.body.size.width
        name = next((name for name, pane in self.panes.items() if pane.display and name != "reader"), None)
        if name is None or not (total and self.reader.display):
            return 0
        if name in STUDIES:
            return self.lines_of(name, width) + 1
        most = total * (_READING if self.body.has_class("-reading") else _CHOOSING) // 100
        lines = max(_FEWEST, self.lines_of(name, width))
        return lines if lines < most else 0

    @staticmethod
    def _set(column: Column, lines: int) -> None:
        """A height in lines, or what the style sheet says (0); nothing is laid out where it is the same."""
        if column.fitted != lines:
            column.fitted = lines
            column.styles.height = lines or None

    def focus(self, name: PaneName) -> None:
        """Give a pane's body, or the search box, the keyboard."""
        body = self.search_box if name == "search" else self.panes[name].body
        self.body.app.screen.set_focus(body, scroll_visible=False)
        self.search_label.set_class(name == "search", "-focused")
        for other, pane in self.panes.items():
            pane.title_bar.set_class(other == name, "-focused")

    def name_of(self, widget: Widget | None) -> PaneName | None:
        """The pane whose body a widget is, or the search box."""
        if widget is self.search_box:
            return "search"
        return next((name for name, pane in self.panes.items() if pane.body is widget), None)
