"""The explorer: panes, state and actions wired together. What is drawn is in panes, what is done in actions."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal
from textual.widgets import Input, Static

from inyo.index.library import Library
from inyo.tui.controllers.asking import Asking
from inyo.tui.controllers.indexing import Indexing, Progressed
from inyo.tui.controllers.marking import Marking
from inyo.tui.controllers.navigation import Navigation
from inyo.tui.controllers.people import PeopleActions
from inyo.tui.controllers.previewing import Previewing
from inyo.tui.controllers.quoting import Quoting
from inyo.tui.controllers.reading import Reading
from inyo.tui.controllers.remembering import Remembering
from inyo.tui.controllers.searching import Searching
from inyo.tui.controllers.table import commands
from inyo.tui.jobs import Finished, Jobs
from inyo.tui.keep import session
from inyo.tui.keep.config import Config
from inyo.tui.keep.session import Session
from inyo.tui.keymap import HINTS, PANES, Keymap, after_escape, shown
from inyo.tui.layout import Arrangement
from inyo.tui.messages import Messages, language
from inyo.tui.panes.base import Pane, install
from inyo.tui.panes.documents import DocumentsPane
from inyo.tui.panes.menu import Menu
from inyo.tui.panes.people import PeoplePane
from inyo.tui.panes.prompt import Prompt
from inyo.tui.panes.quotations import QuotationsPane
from inyo.tui.panes.reader import ReaderPane
from inyo.tui.panes.results import ResultsPane
from inyo.tui.state import PaneName, State
from inyo.tui.terminal import clipboard, themes
from inyo.tui.terminal import handover as terminal
from inyo.tui.terminal.cells import cell_width, use_ambiguous_width
from inyo.tui.widgets.quiet_screen import Column, QuietScreen
from inyo.tui.widgets.search_box import SearchBox
from inyo.tui.widgets.shifting import ShiftingApp
from inyo.tui.widgets.status_line import StatusLine
from inyo.tui.widgets.text_pane import TextPane
from inyo.tui.widgets.virtual_list import VirtualList


class Explorer(ShiftingApp[int]):
    """The screen program. `copier` puts a text on the clipboard; tests give their own."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        library: Library,
        config: Config | None = None,
        *,
        remembered: Session | None = None,
        copier: Callable[[str], clipboard.CopyResult] | None = None,
    ) -> None:
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.animation_level = "none"
        self.library, self.config = library, config or Config()
        self.session = session.load() if remembered is None else remembered
        self.copier = copier or terminal.copier(self, self.config)
        self.keymap = Keymap(self.config.keys)
        self.say = Messages(language(self.config.language, os.environ), self.keymap.written)
        self._bindings = BindingsMap(self.keymap.bindings(("everywhere",)))
        self._held = ""
        self.state = State(marks=dict(self.session.marks), paths=library.paths)
        self.jobs = Jobs(self, self._failed)
        self.search_box = SearchBox(placeholder=self.say("search.placeholder"), id="search-box")
        install(self.search_box, self.keymap, ("search",))
        self.search_label = Static(f" {self.say('search.label')} ", markup=False, id="search-label")
        self.body, self.left, self.right = Horizontal(id="body"), Column(id="left"), Column(id="right")
        self.status_line = StatusLine(id="status")
        self.prompt = Prompt(self.keymap)
        self.documents = DocumentsPane(self.say, self.keymap)
        self.results = ResultsPane(self.say, self.keymap)
        self.reader = ReaderPane(self.say, self.keymap)
        self.quotations = QuotationsPane(self.say, self.keymap)
        self.people = PeoplePane(self.say, self.keymap)
        self.panes: dict[PaneName, Pane] = {
            "documents": self.documents, "people": self.people, "results": self.results, "reader": self.reader,
            "quotations": self.quotations,
        }  # fmt: skip
        self.navigation, self.searching, self.reading = Navigation(self), Searching(self), Reading(self)
        self.quoting, self.marking, self.previewing = Quoting(self), Marking(self), Previewing(self)
        self.people_actions, self.indexing, self.asking = PeopleActions(self), Indexing(self), Asking(self)
        self.commands = commands(self)
        self.remembering = Remembering(self)
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        self.theme = themes.choose(self.config.theme, os.environ)
        use_ambiguous_width(self.config.ambiguous_width)

    def get_default_screen(self) -> QuietScreen:
        return QuietScreen(id="_default")

    def compose(self) -> ComposeResult:
        # all that changes styles is said before anything is mounted: afterwards each change restyles what is below it
        self.set_class(self.config.ascii_borders, "-ascii")
        self.search_label.styles.width = cell_width(self.say("search.label")) + 2
        self.prompt.display = False
        self.navigation.begin()
        with Horizontal(id="top"):
            yield self.search_label
            yield self.search_box
        with self.body:
            with self.left:
                yield self.documents
                yield self.people
                yield self.results
            with self.right:
                yield self.reader
                yield self.quotations
        yield self.status_line
        yield self.prompt

    # coming and going

    def on_mount(self) -> None:
        terminal.watch(self)
        self.app_resume_signal.subscribe(self, lambda _: self.redraw())
        for pane in self.panes.values():
            pane.draw(self.state)
        self.navigation.focus("search")
        self._welcome()
        self.call_after_refresh(self.indexing.start)

    def _welcome(self) -> None:
        """Say what is wrong with the settings, and with what was kept from the last session."""
        said = [self.say(trouble.message, **trouble.arguments) for trouble in self.keymap.troubles]
        if not themes.known(self.config.theme):
            said.append(self.say("theme.unknown", name=self.config.theme, themes=", ".join(themes.THEMES)))
        said += [self.say("session.unreadable", file=file) for file in self.session.unreadable]
        self.state.troubles = tuple(said)
        if said:
            self.hold(said[0])

    def leave(self) -> None:
        """Remember the place and quit."""
        self.remembering.save()
        self.exit(0)

    # what the actions use

    def status(self, key: str, /, **values: object) -> None:
        """Say something in the status line."""
        self.tell(self.say(key, **values))

    def tell(self, text: str) -> None:
        """Say a text that is already worded."""
        self.status_line.say(" " + text)

    def hold(self, text: str) -> None:
        """Say a text, and say it again in the place of the hints until the next key."""
        self._held = text
        self.tell(text)

    def warn(self, key: str, /, **values: object) -> None:
        """Say what did not go as it was meant."""
        self.status_line.say(" " + self.say(key, **values), "warning")

    def fail(self, key: str, /, **values: object) -> None:
        """Say what went wrong."""
        self.status_line.say(" " + self.say(key, **values), "error")

    def rest(self) -> None:
        """The status line of rest: what may be done here, and how much there is."""
        if self._held:
            self.tell(self._held)
            self.show_place()
            return
        focus = self.state.view.focus
        keys = {name: self.keymap.first(name, typing=focus == "search") for name in HINTS[focus]}
        hints = {name: f"{shown(key)} {self.hint(name)}" for name, key in keys.items() if key}
        self.status_line.offer(list(hints.values()), kept=list(hints).index("help") if "help" in hints else len(hints))
        self.show_place()

    def show_place(self) -> None:
        """The right end of the status line: how far the update is, else how much there is."""
        progress, marks = self.state.progress, len(self.state.marks_here)
        if progress is not None:
            self.status_line.show_place(*(f"{text} " for text in self.indexing.describe(progress)))
            return
        count = len(self.state.documents)
        places = [self.say("rest.documents", documents=count, count=count)]
        if marks:
            marked = self.say("rest.marks", marks=marks)
            places = [f"{marked} · {places[0]}", marked]
        self.status_line.show_place(*(f"{text} " for text in places))

    def hint(self, name: str) -> str:
        """What the status line calls a command in the focused pane."""
        here = f"hint.in.{self.state.view.focus}.{name}"
        return self.say(here if self.say.has(here) else f"hint.{name}")

    def key_of(self, name: str) -> str:
        """The first key of a command, as it is written."""
        return shown(self.keymap.first(name)) or "—"

    def action_do(self, name: str) -> None:
        """Run a command of the keymap."""
        if self.screen.is_modal and not name.startswith(("list.", "menu.", "quit", "redraw")):
            return
        self._held = ""
        self.commands[name]()

    @property
    def list(self) -> VirtualList:
        """The list that has the focus."""
        if isinstance(self.screen, Menu):
            return self.screen.list
        pane = self.panes.get(self.state.view.focus)
        return pane.body if pane is not None and isinstance(pane.body, VirtualList) else self.results.list

    def open_row(self) -> None:
        """Enter in a list."""
        if self.list.cursor < 0:
            self.status("list.nothing")
        self.list.action_select()

    def focus_widget(self, name: PaneName) -> None:
        """Give a pane's body, or the search box, the keyboard."""
        self.screen.set_focus(self.search_box if name == "search" else self.panes[name].body, scroll_visible=False)
        self.search_label.set_class(name == "search", "-focused")
        for other, pane in self.panes.items():
            pane.title_bar.set_class(other == name, "-focused")

    def show_panes(self, arrangement: Arrangement) -> None:
        """Show these panes and no others."""
        with self.batch_update():
            shown_names = arrangement.shown
            for name, pane in self.panes.items():
                pane.display = name in shown_names
            left = bool(shown_names & {"documents", "people", "results"})
            right = bool(shown_names & {"reader", "quotations"})
            self.left.display, self.right.display = left, right
            # one change of classes: each restyles all that is below
            classes = [
                arrangement.mode,
                *(["both"] if left and right else []),
                *(["reading"] if arrangement.reading else []),
                *(["under"] if {"reader", "quotations"} <= shown_names else []),
            ]
            self.body.set_classes([f"-{name}" for name in classes])
            self.left.set_class("results" not in shown_names, "-alone")

    def redraw(self) -> None:
        """Draw the whole screen again."""
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    def _fatal_error(self) -> None:
        """End; `run` raises the error again, for one sentence instead of Textual's pages of document text."""
        self._close_messages_no_wait()

    def _failed(self, group: str, error: Exception) -> None:
        if group == "index":
            self.indexing.failed()
        elif group == "listing" and self.indexing.running:
            self.indexing.update()
        elif group == "warming":
            return
        elif group == "search":
            self.results.failed()
        elif group == "document":
            self.reading.failed()
        what = f"error.{group}" if self.say.has(f"error.{group}") else "error.document"
        detail = error.args[0] if isinstance(error, KeyError) and error.args else error
        self.fail("error", what=self.say(what), error=str(detail) or type(error).__name__)

    # events

    def on_finished(self, message: Finished) -> None:
        self.jobs.finish(message)

    def on_progressed(self, message: Progressed) -> None:
        self.indexing.progressed(message.progress)

    def on_key(self, event: events.Key) -> None:
        key = after_escape(event.key)
        modal, typing = isinstance(self.screen, Menu), self.state.view.focus == "search"
        if not key:
            # a key that means something comes here too, before what it is bound to is done
            deaf = modal or typing or self.prompt.open or self.keymap.means(event.key, self.state.view.focus)
            if event.is_printable and not deaf:
                keys = {name: self.key_of(name) for name in ("search", "help")}
                self.status("key.unbound", key=event.character, **keys)
            return
        event.stop()
        asked = "prompt.cancel" if self.prompt.open else "search.leave" if typing else "back"
        self.action_do("menu.close" if modal else asked)
        # what had the focus may be on its way out
        self.call_after_refresh(self.post_message, events.Key(key, key if len(key) == 1 else None))

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted outside the search box is a query: there is nothing else to do with it."""
        if not isinstance(self.screen, Menu) and not self.prompt.open:
            self.navigation.search()
            self.search_box.paste(event.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input is self.search_box:
            self._held = ""
            self.searching.typed(event.value)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        if event.list is self.results.list:
            self.previewing.follow()
            if event.index == event.list.count - 1:
                self.searching.more()
        elif event.list is self.quotations.list:
            self.previewing.follow()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        if event.list is self.results.list:
            if self.results.suggestion:
                self.searching.suggested(self.results.suggestion)
            else:
                self.search_box.remember(self.state.view.query)
                self.reading.open_hit(self.results.current)
        elif event.list is self.documents.list and self.documents.current:
            self.reading.enter(self.documents.current.file)
        elif event.list is self.quotations.list:
            self.quoting.enter()
        elif event.list is self.people.list:
            self.people_actions.enter()

    def on_text_pane_visible_changed(self, event: TextPane.VisibleChanged) -> None:
        self.reader.retitle()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if event.widget is not self.screen.focused:
            return  # the focus has gone on meanwhile: to follow would bring it back, and that again, without end
        for name in PANES:
            pane = self.panes[name]  # type: ignore[index]
            if pane.body is event.widget:
                self.navigation.focused(name)  # type: ignore[arg-type]
        if event.widget is self.search_box:
            self.navigation.focused("search")

    def on_resize(self, event: events.Resize) -> None:
        self.navigation.rearrange(event.size)


def run(library: Library, config: Config | None = None) -> int:
    """Run the explorer until it is left; the exit status."""
    explorer = Explorer(library, config)
    # what was loaded stays: the collector need not look at it again for every frame
    gc.freeze()
    gc.enable()
    result = explorer.run()
    if explorer._exception is not None:
        raise explorer._exception
    return result if isinstance(result, int) else explorer.return_code or 0
