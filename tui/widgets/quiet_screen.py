"""A screen that is not drawn again when the focus moves."""

from __future__ import annotations

from typing import Any

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class QuietScreen(Screen[Any]):
    """Textual draws the whole screen again for every move of the focus: some thousand bytes, all of them the same.

    Widgets that look different with the focus draw themselves.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
