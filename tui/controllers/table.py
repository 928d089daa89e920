"""All controllers over one desk, and what each command of the keymap does. The keys stand in tui.keymap, the words in
tui.messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App

from inyo.index.library import Library
from inyo.tui.controllers.asking import Asking
from inyo.tui.controllers.finding import Finding
from inyo.tui.controllers.indexing import Indexing
from inyo.tui.controllers.marking import Marking
from inyo.tui.controllers.navigation import Navigation
from inyo.tui.controllers.people import PeopleActions, Reviewing
from inyo.tui.controllers.quoting import Quoting
from inyo.tui.controllers.reading import Previewing, Reading
from inyo.tui.controllers.remembering import Remembering, Starting
from inyo.tui.controllers.searching import Searching
from inyo.tui.controllers.studying import Studying
from inyo.tui.controllers.voice import Voice
from inyo.tui.jobs import Jobs
from inyo.tui.keep.config import Config
from inyo.tui.keep.session import Session
from inyo.tui.keymap import Keymap
from inyo.tui.messages import Messages
from inyo.tui.panes.frame import Frame
from inyo.tui.panes.menu import Menu
from inyo.tui.state import PaneName, State
from inyo.tui.terminal.clipboard import CopyResult
from inyo.tui.terminal.handover import hand_over
from inyo.tui.terminal.textual_internals import ShiftingApp
from inyo.tui.widgets.virtual_list import VirtualList

PREVIEW = {"auto": None, "on": True, "off": False}
"""What the setting says of the text that follows the lists."""


class Controllers(Voice):
    """The desk itself: what the controllers share, and the controllers."""

    def __init__(
        self, host: App[Any], library: Library, config: Config, session: Session,
        copier: Callable[[str], CopyResult], say: Messages, keymap: Keymap,
    ) -> None:  # fmt: skip
        self.host, self.library, self.config = host, library, config
        self.session, self.copier = session, copier
        self.frame = frame = Frame(say, keymap)
        self.search_box, self.prompt, self.status_line = frame.search_box, frame.prompt, frame.status_line
        self.documents, self.people, self.results = frame.documents, frame.people, frame.results
        self.facets = frame.facets
        self.reader, self.quotations = frame.reader, frame.quotations
        self.concordance, self.dossier, self.start = frame.concordance, frame.dossier, frame.start
        state = State(
            marks=dict(session.marks), notes=dict(session.notes), paths=library.paths, preview=PREVIEW[config.preview]
        )
        super().__init__(say, keymap, state, self.status_line, host.set_timer)
        self.jobs = Jobs(host, self._failed)
        self.navigation, self.searching, self.reading = Navigation(self), Searching(self), Reading(self)
        self.quoting, self.marking, self.previewing = Quoting(self), Marking(self), Previewing(self)
        self.people_actions, self.indexing, self.asking = PeopleActions(self), Indexing(self), Asking(self)
        self.remembering, self.studying, self.starting = Remembering(self), Studying(self), Starting(self)
        self.reviewing, self.finding = Reviewing(self), Finding(self)
        self.commands = _commands(self)

    def do(self, name: str) -> None:
        """Run a command of the keymap; over the panes only those that work there."""
        if self.host.screen.is_modal:  # these keys are looked at before the menu sees them
            name = {"pane.next": "menu.turn", "interrupt": "menu.close"}.get(name, name)
        if self.host.screen.is_modal and not name.startswith(("list.", "menu.", "quit", "redraw")):
            return
        self.let_go()
        self.commands[name]()

    @property
    def list(self) -> VirtualList:
        """The list that has the focus."""
        screen = self.host.screen
        if isinstance(screen, Menu):
            return screen.list
        pane = self.frame.panes.get(self.state.view.focus)
        return pane.body if pane is not None and isinstance(pane.body, VirtualList) else self.results.list

    def read_on(self, move: Callable[[], None]) -> None:
        """From the search box into the open text."""
        if self.state.opened is not None:
            self.navigation.focus("reader")
            move()

    def read_along(self, move: Callable[[], None]) -> None:
        """Scroll the text beside a list, which keeps the keyboard."""
        if self.host.screen.is_modal:
            return
        if self.state.opened is None or not self.navigation.shows("reader"):
            self.status("reader.hidden")
        else:
            move()

    def open_row(self) -> None:
        """Enter in a list."""
        if self.list.cursor < 0:
            if self.list is self.results.list and self.searching.open_when_there():
                return
            self.status("list.nothing")
        self.list.action_select()

    def chosen(self, chosen: VirtualList) -> None:
        """A row of a pane's list was chosen."""
        if chosen is self.results.list:
            self.searching.chosen()
        elif chosen is self.facets.list:
            self.searching.choose_facet()
        elif chosen is self.documents.list:
            self.reading.enter_document()
        elif chosen is self.quotations.list:
            self.quoting.enter()
        elif chosen is self.people.list:
            self.people_actions.enter()
        elif chosen is self.concordance.list:
            self.studying.enter_line()
        elif chosen is self.dossier.list:
            self.studying.enter_statement()
        elif chosen is self.start.list:
            self.starting.enter()

    def redraw(self) -> None:
        """Draw the whole screen again, whatever it shows."""
        if isinstance(self.host, ShiftingApp):
            self.host.forget_painted()
        self.host.refresh(layout=True)
        self.host.screen.refresh(layout=True)

    def leave(self, status: int = 0) -> None:
        """Remember the place and quit."""
        self.remembering.save()
        self.indexing.stop()
        self.host.exit(status, status)

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
        self.failed(group, error)


def _commands(desk: Controllers) -> dict[str, Callable[[], object]]:
    """Command id → what it does."""
    return {
        **_everywhere(desk), **_places(desk), **_lists(desk), **_results(desk), **_reader(desk), **_quotations(desk),
        **_people(desk), **_typed(desk), **_passages(desk),
    }  # fmt: skip


def _everywhere(desk: Controllers) -> dict[str, Callable[[], object]]:
    return {
        "search": desk.navigation.search,
        "back": desk.navigation.back,
        "update": desk.indexing.read_again,
        "understood": desk.searching.understood,
        "queries": desk.remembering.ask_query,
        "hit.next": lambda: desk.reading.walk_hits(1),
        "hit.previous": lambda: desk.reading.walk_hits(-1),
        "document.next": lambda: desk.reading.walk_documents(1),
        "document.previous": lambda: desk.reading.walk_documents(-1),
        "marks.export": desk.marking.ask_export,
        "print": lambda: desk.marking.print(lambda text: hand_over(desk.host, text, desk.say("print.wait"))),
        "problems": desk.indexing.show_problems,
        "help": desk.asking.help,
        "palette": desk.asking.palette,
        "redraw": desk.redraw,
        "suspend": desk.host.action_suspend_process,
        "interrupt": desk.asking.interrupt,
        "quit": lambda: desk.leave(),
    }


def _places(desk: Controllers) -> dict[str, Callable[[], object]]:
    """Where one is, and what of it is on the screen."""
    go = desk.navigation
    panes: tuple[PaneName, ...] = ("start", "documents", "results", "reader", "quotations", "people")
    return {
        **{f"pane.{name}": partial(go.pane, name) for name in panes},
        "pane.next": lambda: go.cycle(1),
        "pane.previous": lambda: go.cycle(-1),
        "place.back": lambda: go.walk_places(-1),
        "place.forth": lambda: go.walk_places(1),
        "lists.hide": go.hide,
        "lists.wider": lambda: go.widen(4),
        "lists.narrower": lambda: go.widen(-4),
        "zoom.in": lambda: go.zoom(full=True),
        "zoom.out": lambda: go.zoom(full=False),
    }


def _lists(desk: Controllers) -> dict[str, Callable[[], object]]:
    """In any list; the one that has the focus is asked for at each key."""
    text = desk.reader.text
    return {
        "list.down": lambda: desk.list.action_cursor_down(),
        "list.up": lambda: desk.list.action_cursor_up(),
        "list.page_down": lambda: desk.list.action_page_down(),
        "list.page_up": lambda: desk.list.action_page_up(),
        "list.first": lambda: desk.list.action_first(),
        "list.last": lambda: desk.list.action_last(),
        "list.open": desk.open_row,
        "list.read_down": lambda: desk.read_along(text.action_half_down),
        "list.read_up": lambda: desk.read_along(text.action_half_up),
        "documents.filter": desk.asking.documents_filter,
        "documents.quotations": desk.quoting.of_document,
        "menu.turn": desk.asking.turn,
        "menu.beside": desk.asking.beside,
        "menu.close": desk.asking.close_menu,
    }


def _results(desk: Controllers) -> dict[str, Callable[[], object]]:
    """The answer, and its places in their context."""
    search, study = desk.searching, desk.studying
    return {
        "results.save": search.keep,
        "results.sort": search.sort,
        "results.fold": lambda: search.fold(close=True),
        "results.unfold": lambda: search.fold(close=False),
        "results.fold_all": search.fold_all,
        "results.facets": search.facets,
        "results.preview": desk.previewing.toggle,
        "results.dossier": study.dossier_of_query,
        "results.concordance": study.concordance,
        "concordance.left": lambda: study.sort_lines("left"),
        "concordance.right": lambda: study.sort_lines("right"),
        "concordance.text": lambda: study.sort_lines("text"),
        "concordance.words": study.words,
    }


def _reader(desk: Controllers) -> dict[str, Callable[[], object]]:
    reading, text, finding = desk.reading, desk.reader.text, desk.finding
    return {
        "reader.down": text.action_down,
        "reader.up": text.action_up,
        "reader.half_down": text.action_half_down,
        "reader.half_up": text.action_half_up,
        "reader.page_down": text.action_page_down,
        "reader.page_up": text.action_page_up,
        "reader.first": text.action_first,
        "reader.last": text.action_last,
        "reader.find": finding.ask_find,
        "reader.goto": finding.ask_place,
        "reader.contents": finding.ask_section,
        "reader.open": lambda: reading.elsewhere(edit=False),
        "reader.edit": lambda: reading.elsewhere(edit=True),
        "reader.next_quotation": lambda: reading.walk_quotations(1),
        "reader.previous_quotation": lambda: reading.walk_quotations(-1),
        "reader.select": reading.select,
        "reader.dossier": desk.studying.dossier,
    }


def _quotations(desk: Controllers) -> dict[str, Callable[[], object]]:
    quoting = desk.quoting
    return {
        "quotations.preview": desk.previewing.toggle,
        "quotations.next_list": lambda: quoting.cycle(1),
        "quotations.previous_list": lambda: quoting.cycle(-1),
        "quotations.sort": quoting.sort,
        "quotations.kinds": quoting.ask_kinds,
        "quotations.filter": quoting.ask_filter,
        "quotations.by_speaker": quoting.by_speaker,
        "quotations.set_speaker": quoting.ask_speaker,
        "quotations.review": desk.reviewing.begin,
        "quotations.why": desk.reviewing.why,
        "quotations.drop": quoting.drop,
        "quotations.restore": quoting.restore,
        "quotations.note": desk.marking.ask_note,
        "quotations.dossier": desk.studying.dossier,
    }


def _people(desk: Controllers) -> dict[str, Callable[[], object]]:
    """Everybody, and one of them by date."""
    people, study = desk.people_actions, desk.studying
    return {
        "people.filter": people.ask_filter,
        "people.quotations": people.quotations,
        "people.merge": people.merge,
        "people.split": people.split,
        "people.dossier": study.dossier,
        "dossier.compare": study.compare,
        "dossier.first": lambda: study.side(second=False),
        "dossier.second": lambda: study.side(second=True),
        "dossier.passages": study.passages,
    }


def _typed(desk: Controllers) -> dict[str, Callable[[], object]]:
    """In the search box and in a question."""
    text, asking = desk.reader.text, desk.asking
    return {
        "search.complete": desk.searching.complete,
        "search.results": desk.searching.to_results,
        "search.older": desk.search_box.older,
        "search.newer": desk.searching.newer,
        "search.leave": desk.navigation.back,
        "search.page_down": lambda: desk.read_on(text.action_page_down),
        "search.page_up": lambda: desk.read_on(text.action_page_up),
        "prompt.accept": lambda: asking.end_prompt(accept=True),
        "prompt.older": desk.prompt.box.older,
        "prompt.newer": desk.prompt.box.newer,
        "prompt.cancel": lambda: asking.end_prompt(accept=False),
    }


def _passages(desk: Controllers) -> dict[str, Callable[[], object]]:
    """What is done alike to the passage or quotation under the cursor, and to all that are listed."""
    marking, study = desk.marking, desk.studying
    commands: dict[str, Callable[[], object]] = {}
    for name in ("results", "reader", "quotations", "concordance", "dossier"):
        commands[f"{name}.copy"] = marking.copy
        commands[f"{name}.copy_words"] = partial(marking.copy, alone=True)
        commands[f"{name}.mark"] = marking.toggle
    for name in ("results", "quotations", "dossier"):
        commands[f"{name}.mark_all"] = study.mark_all
        commands[f"{name}.export"] = study.export
    return commands
