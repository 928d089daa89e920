"""A screen that is not drawn again when the focus moves, and containers that are laid out once."""

from __future__ import annotations

from typing import Any

from textual.containers import Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class QuietScreen(Screen[Any]):
    """Textual draws the whole screen again for every move of the focus: some thousand bytes, all of them the same.

    Widgets that look different with the focus draw themselves.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class Unscrolled(Widget):
    """A widget that Textual never scrolls. Where one gets another size Textual lays the screen out a second time, in
    case that scroll bars come or go, and draws all of it twice."""

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)


class Column(Unscrolled, Vertical):
    """Widgets one below the other, never scrolled."""
