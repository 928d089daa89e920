"""Rows that the terminal moves itself: a step in a full-width list or text sends the new row, not the whole pane.

Every terminal since the VT100 has a scrolling region (DECSTBM). Textual does not use it: it sends all rows again. The
region spans whole lines of the screen, so this is only for widgets that are as wide as the screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.app import App
from textual.geometry import Offset, Region
from textual.strip import Strip

Result = TypeVar("Result")


def moved(top: int, bottom: int, rows: int) -> str:
    """What moves the lines `top` to `bottom` of the screen (from 1, both included) up by `rows`, down if negative."""
    step = f"\x1b[{bottom};1H" + "\n" * rows if rows > 0 else f"\x1b[{top};1H" + "\x1bM" * -rows
    return f"\x1b[{top};{bottom}r{step}\x1b[r"


class ShiftingApp(App[Result]):
    """An application whose widgets may ask the terminal to move lines. The order goes out with the next frame."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._shifts = ""

    @property
    def can_shift(self) -> bool:
        """Whether there is a terminal to move lines."""
        return not self.is_headless and self._driver is not None

    def shift(self, region: Region, rows: int, then: Iterable[tuple[Offset, Strip]] = ()) -> None:
        """Move the lines of a region of the screen, as wide as the screen is; then draw a few cells at their places.

        Textual draws no less than a whole line of a widget.
        """
        self._shifts += moved(region.y + 1, region.bottom, rows)
        self._shifts += "".join(f"\x1b[{at.y + 1};{at.x + 1}H{strip.render(self.console)}" for at, strip in then)

    def _begin_update(self) -> None:
        super()._begin_update()
        if self._shifts and self._driver is not None:
            self._driver.write(self._shifts)
            self._shifts = ""
