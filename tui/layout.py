"""Which panes are on the screen: a pure function of its size, the focus, the zoom and what there is to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inyo.tui.state import PaneName, View

Mode = Literal["wide", "middle", "narrow"]

WIDE = (110, 28)
MIDDLE = (60, 17)
PREVIEW = (20, 10)
"""The smallest screen on which the results and the text have three rows each."""


WHOLE: frozenset[PaneName] = frozenset({"concordance", "dossier", "start"})
"""The panes that have all of the screen."""
PREVIEWED: frozenset[PaneName] = frozenset({"results", "quotations"})
"""The lists that the text may follow."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The mode (a class of the screen), the panes shown, and whether the text has most of a middle screen."""

    mode: Mode
    shown: frozenset[PaneName]
    reading: bool = False


def mode_of(width: int, height: int) -> Mode:
    """Wide: lists at the left, the text over the quotations at the right. Middle: one list over the text, and the
    one in use is the larger. Narrow: one pane."""
    if width >= WIDE[0] and height >= WIDE[1]:
        return "wide"
    return "middle" if width >= MIDDLE[0] and height >= MIDDLE[1] else "narrow"


def filled(view: View) -> frozenset[PaneName]:
    """The panes that have something to show: no results before a query, no quotations before a document."""
    panes: set[PaneName] = {view.aside, "reader"}
    if view.query.strip() or view.person:
        panes.add("results")
    if view.file or view.choice.listing != "document":
        panes.add("quotations")
    return frozenset(panes)


def has_room_for_preview(width: int, height: int) -> bool:
    """Whether a list and the text fit on a screen together."""
    return width >= PREVIEW[0] and height >= PREVIEW[1]


def arrange(
    width: int, height: int, view: View, last: PaneName, last_list: PaneName, *, preview: bool = False
) -> Arrangement:
    """The panes for a screen. `last` had the focus before the search box, `last_list` is the last list that had it.
    With a preview the text stands under the list that it follows on a narrow screen too."""
    mode = mode_of(width, height)
    if view.focus in WHOLE:
        return Arrangement(mode, frozenset({view.focus}))
    if view.focus == "search" and not (view.query or view.person or view.file):
        return Arrangement(mode, frozenset({"start"}))
    current = last if view.focus == "search" else view.focus
    if view.focus == "search" and (mode != "wide" or view.zoomed):
        # what is typed is answered in the results; before anything is typed there is only what one could open
        current = "results" if view.query or view.person else "documents"
    previewing = preview and view.focus in PREVIEWED and bool(view.file) and has_room_for_preview(width, height)
    if mode == "narrow" and previewing and not view.zoomed:
        return Arrangement(mode, frozenset({current, "reader"}))
    if mode == "narrow" or view.zoomed:
        return Arrangement(mode, frozenset({current}))
    if mode == "wide":
        return Arrangement(mode, filled(view) | ({view.focus} - {"search"}))
    if current == "results" and not view.file and current in filled(view):
        return Arrangement(mode, frozenset({current}))
    shown = frozenset({current if current != "reader" else last_list, "reader"})
    return Arrangement(mode, shown, reading=current == "reader")
