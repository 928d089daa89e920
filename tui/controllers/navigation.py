"""Where the reader is: focus, panes, zoom, and the way back."""

from __future__ import annotations

from dataclasses import replace

from textual.geometry import Size

from inyo.tui.controllers.desk import Desk
from inyo.tui.layout import LISTS, STUDIES, Arrangement, arrange, filled, follows, has_room_for_preview, mode_of
from inyo.tui.panes.base import ListPane
from inyo.tui.state import Opening, PaneName, View, nearest

_ROUND: tuple[PaneName, ...] = ("search", "results", "facets", "documents", "people", "reader", "quotations")
_LISTS: tuple[PaneName, ...] = ("documents", "people", "results", "quotations")


class Navigation:
    """Moves the focus, arranges the panes for it, and undoes steps."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._last: PaneName = "results"
        self._last_list: PaneName = "results"
        self._arrangement: Arrangement | None = None
        self._before: PaneName = "results"
        """What had the keyboard before the search box."""
        self._places: list[View] = []
        self._at = -1
        self._walking = False
        self._left: View | None = None
        """The view that an earlier session was left with: its panes stay until something is typed."""
        self._answered_query = ""
        """The query whose quotations were listed for the asking."""

    def begin(self) -> None:
        """Arrange the panes for the search box, which has the focus at first."""
        self.rearrange()

    # steps

    def snapshot(self) -> View:
        """The view as it is now, with the place to which the text is scrolled."""
        view = self.desk.state.view
        return replace(view, top=self.desk.reader.top) if view.file else view

    def step(self) -> None:
        """Remember the view: what follows can be undone with Esc."""
        self.desk.state.change(view=self.snapshot())
        self.desk.state.step()

    def back(self) -> None:
        """Undo one step."""
        desk, state = self.desk, self.desk.state
        if desk.reader.end_selection():
            desk.status("select.off")
            return
        if desk.people_actions.leave_merge():
            return
        if state.find_text:
            desk.finding.end_find()
            return
        if desk.asking.end_filter():
            return
        if state.view.focus == "search" and self._left is not None and state.trail:
            self.restore(state.trail.pop())
            return
        if state.view.focus == "search" and state.view.file and self._before == "reader":
            self.focus("reader")
            return
        if state.view.focus == "search" and state.answer is not None and state.answer.query:
            self.focus("results")  # what was typed stays; the next Esc takes it back
            return
        if state.view.focus == "search" and not state.trail:
            # so that the keys of panes work for who begins with Esc
            self.focus("documents" if self.desk.start.current is None else "start")
            return
        if not state.trail:
            desk.status("undo.none", key=desk.key_of("quit"))
            return
        self.restore(state.trail.pop())

    def restore(self, view: View) -> None:
        """Go to a view: ask for and open what it needs."""
        desk, state = self.desk, self.desk.state
        before = state.view
        state.change(view=view)
        desk.previewing.read()
        if (view.query, view.person) != (before.query, before.person):
            desk.search_box.set_value(view.query)
            desk.searching.ask(follow=False)
        if view.choice != before.choice:
            desk.quoting.refresh()
        if view.file and (state.opened is None or state.opened.file != view.file):
            desk.reading.open(Opening(view.file, view.start, view.end, view.hit, view.top))
        elif view.file:
            desk.reader.go(view.start, view.end, top=view.top)
        else:
            desk.jobs.cancel("document")  # perhaps one is being opened
            if state.opened is not None:
                desk.reading.close()
        self.focus(view.focus, follow=False)
        desk.rest()

    def resume(self, view: View, row: int) -> None:
        """Go to the view that an earlier session was left with, to that row of its list. Its panes are there, and the
        keyboard is in the search box."""
        pane = self.desk.frame.panes.get(view.focus)
        if isinstance(pane, ListPane):
            pane.list.go_when_there(row)
        self.restore(view)
        self._left = view
        self.search()

    @property
    def left(self) -> View:
        """The view that a later session comes back to."""
        view = self.snapshot()
        return replace(view, focus=self._left.focus) if self._left and view.focus == "search" else view

    # places

    def leaves(self) -> None:
        """Another document is about to take the place of the one that is open."""
        view = self.snapshot()
        if self._walking or not view.file or self.desk.state.opened is None:
            return
        view = replace(view, file=self.desk.state.opened.file)
        if self._at >= 0 and self._places[self._at].file == view.file:
            self._places[self._at] = view
        else:
            self._places[self._at + 1 :] = [view]
            self._at = len(self._places) - 1

    def arrives(self) -> None:
        """Another document is open: places ahead are forgotten, unless they are being walked."""
        if self._walking:
            self._walking = False
            return
        self._places[self._at + 1 :] = [self.snapshot()]
        del self._places[:-200]
        self._at = len(self._places) - 1

    def walk_places(self, direction: int) -> None:
        """Back (-1) to the document that was open before, at its line, or forth again (1)."""
        at = self._at + direction
        if not 0 <= at < len(self._places):
            self.desk.status("place.none.back" if direction < 0 else "place.none.forth")
            return
        self._places[self._at] = self.snapshot()
        self._at, self._walking = at, True
        self.restore(self._places[at])

    # focus

    def focus(self, name: PaneName, *, follow: bool = True) -> None:
        """Give a pane (or the search box) the focus, showing it first. A list then stands where the text is, and the
        text follows the results if it should; not where a step is undone (`follow` False)."""
        view = self.desk.state.view
        if follow and view.focus == "reader":
            self._point(name)
        if name in ("documents", "people"):
            view = replace(view, aside="people" if name == "people" else "documents")
        self.desk.state.change(view=replace(view, focus=name))
        if name != "search":
            self._last = name
        if name in _LISTS:
            self._last_list = name
        self.rearrange()
        self.desk.frame.focus(name)
        self.desk.rest()
        if follow and (name == "results" or name in STUDIES):
            self.desk.previewing.follow()

    def _point(self, name: PaneName) -> None:
        """Put the cursor of a list on what is being read."""
        desk, state = self.desk, self.desk.state
        if name == "results" and state.view.hit >= 0:
            desk.results.point(state.view.hit)
        elif name == "quotations":
            quote = nearest([quote for quote in state.quotes if quote.file == state.view.file], desk.reader.place)
            if quote is not None:
                desk.quotations.point(quote)

    def search(self) -> None:
        """Go to the search box; what is typed there is one step."""
        if self.desk.state.view.focus != "search":
            self._before = self.desk.state.view.focus
            self.step()
        self.focus("search")
        self.desk.search_box.select_all()

    def type(self, text: str) -> None:
        """What was typed outside of a box begins a search; in the search box it goes on."""
        if self.desk.state.view.focus != "search":
            self.search()
        self.desk.search_box.put(text)

    def pane(self, name: PaneName) -> None:
        """Go to a pane by its number. With a query the quotations are at once those of the answer; again: those of the
        document."""
        if name == "quotations":
            self._choose_quotations()
        self.focus(name)
        if name == "start":
            self.desk.starting.refresh()
        if name == "people":
            self.desk.people_actions.refresh()

    def _choose_quotations(self) -> None:
        view, dossier = self.desk.state.view, self.desk.state.dossier
        listing, asked = view.choice.listing, bool(view.query.strip() or view.person)
        if view.focus == "dossier" and dossier is not None:
            self.desk.quoting.list("speaker", dossier.other if dossier.second_side else dossier.name)
        elif listing == "document" and asked and (view.focus == "quotations" or self._answered_query != view.query):
            self._answered_query = view.query
            self.desk.quoting.show("results")
        elif listing == "results" and (not asked or view.focus == "quotations"):
            self.desk.quoting.show("document")

    def cycle(self, direction: int) -> None:
        """Go to the next pane that has something to show; people only where they are shown."""
        current = self.desk.state.view.focus
        there = filled(self.desk.state.view) | {"search", current}
        if not (self.shows("facets") and self.desk.facets.list.count):
            there -= {"facets"}
        names = [name for name in _ROUND if name in there]
        if current not in names:  # one that has all of the screen comes after the search box
            names.insert(1, current)
        self.focus(names[(names.index(current) + direction) % len(names)])

    def focused(self, name: PaneName) -> None:
        """A pane got the focus by a click."""
        if name != self.desk.state.view.focus:
            self.focus(name)

    # panes

    def zoom(self, *, full: bool) -> None:
        """Let the focused pane fill the screen, or end that."""
        view = self.desk.state.view
        if view.zoomed == full:
            self.desk.status("zoom.already" if full else "zoom.none")
            return
        self.desk.state.look(zoomed=full)
        self.rearrange()

    def hide(self) -> None:
        """Give the room of the lists at the left to the text, or take it back."""
        view = self.desk.state.view
        self.desk.state.look(hidden=not view.hidden)
        if not view.hidden and view.focus in LISTS and view.file:
            self.focus("reader")
        self.rearrange()
        self.desk.status("lists.shown" if view.hidden else "lists.hidden", key=self.desk.key_of("lists.hide"))

    def widen(self, cells: int) -> None:
        """Give the lists at the left more cells, or fewer."""
        widened = max(-40, min(80, self.desk.state.view.widened + cells))
        self.desk.state.look(widened=widened)
        self.desk.frame.widen(widened)

    def rearrange(self, size: Size | None = None) -> None:
        """Show the panes that the size of the screen, the focus and the zoom ask for."""
        desk, view = self.desk, self.desk.state.view
        size = size or desk.host.size
        if self._left is not None and (view.focus != "search" or view.query != self._left.query):
            self._left = None
        shown = view if self._left is None else replace(view, focus=self._left.focus)
        found = arrange(
            size.width, size.height, shown, self._last, self._last_list, preview=desk.state.preview,
            lines=desk.frame.lines_of(view.focus),
        )  # fmt: skip
        if found != self._arrangement:
            self._arrangement = found
            desk.frame.show(found)
        elif desk.state.view.focus != "search":  # while one types nothing moves
            desk.frame.fit()
        if desk.state.view.widened:
            desk.frame.widen(desk.state.view.widened)

    @property
    def has_room_for_preview(self) -> bool:
        """Whether the screen can show the results and the text together."""
        return has_room_for_preview(self.desk.host.size.width, self.desk.host.size.height)

    @property
    def follows(self) -> bool:
        """Whether the text follows the lists."""
        size = self.desk.host.size
        return follows(mode_of(size.width, size.height), self.desk.state.preview)

    def shows(self, name: PaneName) -> bool:
        """Whether a pane is on the screen."""
        return self._arrangement is not None and name in self._arrangement.shown
