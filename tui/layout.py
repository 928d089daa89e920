"""Which panes are on the screen: a pure function of its size, the focus, the zoom and what there is to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inyo.tui.state import PaneName, View

Mode = Literal["columns", "wide", "middle", "narrow"]

COLUMNS = (160, 28)
WIDE = (110, 28)
MIDDLE = (60, 17)
PREVIEW = (20, 10)
"""The smallest screen on which the results and the text have three rows each."""


LISTS: frozenset[PaneName] = frozenset({"documents", "people", "results", "facets"})
"""The left column."""
WHOLE: frozenset[PaneName] = frozenset({"concordance", "dossier", "start"})
"""The panes that have all of the screen; where it is wide the text stands beside the first one."""
STUDIES: frozenset[PaneName] = frozenset({"concordance", "dossier"})
"""Those of them that leave the lower part of a large screen to the text where they are short."""
PREVIEWED: frozenset[PaneName] = frozenset({"results", "quotations", *STUDIES})
"""The lists that the text may follow."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The mode (a class of the screen), the panes shown, and whether the text has most of a middle screen."""

    mode: Mode
    shown: frozenset[PaneName]
    reading: bool = False


def mode_of(width: int, height: int) -> Mode:
    """Columns: lists, text and quotations beside one another. Wide: lists at the left, the text over the quotations at
    the right. Middle: one list over the text, and the one in use is the larger. Narrow: one pane."""
    if width >= COLUMNS[0] and height >= COLUMNS[1]:
        return "columns"
    if width >= WIDE[0] and height >= WIDE[1]:
        return "wide"
    return "middle" if width >= MIDDLE[0] and height >= MIDDLE[1] else "narrow"


def filled(view: View) -> frozenset[PaneName]:
    """The panes that have something to show: with a query its results and what they have in common, else the documents
    or the people, beside the results only while one is in them; no quotations before a document."""
    panes: set[PaneName] = {"reader"}
    answered = bool(view.query.strip() or view.person)
    aside = view.focus in ("documents", "people")
    if not answered or aside:
        panes.add(view.aside)
    if answered:
        panes.add("results")
    if view.query.strip() and not aside:
        panes.add("facets")
    if view.file or view.choice.listing != "document":
        panes.add("quotations")
    return frozenset(panes)


def follows(mode: Mode, preview: bool | None) -> bool:
    """Whether the text follows the lists: as the reader chose, else where it stands beside them."""
    return mode in ("wide", "columns") if preview is None else preview


def has_room_for_preview(width: int, height: int) -> bool:
    """Whether a list and the text fit on a screen together."""
    return width >= PREVIEW[0] and height >= PREVIEW[1]


def arrange(
    width: int, height: int, view: View, last: PaneName, last_list: PaneName, *, preview: bool | None = False,
    lines: int = 0,
) -> Arrangement:  # fmt: skip
    """The panes for a screen. `last` had the focus before the search box, `last_list` is the last list that had it.
    With a preview the text stands under the list that it follows on a narrow screen too. `lines`: those that the
    focused list needs."""
    mode = mode_of(width, height)
    if view.focus == "start" or (view.focus == "search" and not (view.query or view.person or view.file)):
        beside = mode in ("wide", "columns") and not view.zoomed
        return Arrangement(mode, frozenset({"start", "reader"} if beside else {"start"}))
    short = view.focus in STUDIES and 0 < lines <= height // 2 and not view.zoomed
    if short and mode in ("wide", "columns") and follows(mode, preview):
        return Arrangement("middle", frozenset({view.focus, "reader"}))
    if view.focus in WHOLE:
        return Arrangement(mode, frozenset({view.focus}))
    current = last if view.focus == "search" else view.focus
    if view.focus == "search" and (mode not in ("wide", "columns") or view.zoomed):
        # what is typed is answered in the results; before anything is typed there is only what one could open
        current = "results" if view.query or view.person else "documents"
    previewing = (
        follows(mode, preview) and view.focus in PREVIEWED and bool(view.file) and has_room_for_preview(width, height)
    )
    if mode == "narrow" and previewing and not view.zoomed:
        return Arrangement(mode, frozenset({current, "reader"}))
    if mode == "narrow" or view.zoomed:
        return Arrangement(mode, frozenset({current}))
    if mode in ("wide", "columns"):
        shown = filled(view) | ({view.focus} - {"search"})
        return Arrangement(mode, shown - LISTS if view.hidden and current not in LISTS else shown)
    if current in PREVIEWED and not view.file and current in filled(view):
        return Arrangement(mode, frozenset({current}))
    shown = frozenset({current if current != "reader" else last_list, "reader"})
    return Arrangement(mode, shown, reading=current == "reader")


def heights(total: int, upper: int, lower: int, least: int = 4) -> int:
    """Lines of the upper of two panes that share `total` lines, from the lines that each needs (its title included):
    none is cut while the other one is empty, and each has at least a few. A third goes to the upper one where both need
    more than there is."""
    if upper + lower <= total:
        return min(upper, total)
    share = total // 3
    if upper <= share:
        return max(min(upper, total), 1)
    if lower <= total - share:
        return max(least, total - lower)
    return max(1, share)
