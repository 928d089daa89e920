"""A small application around one widget, and how to read its screen."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from inyo.tui.widgets.virtual_list import VirtualList
from tests.tui.rest import until

KEYS = {
    "j,down": ("down", "cursor_down"), "k,up": ("up", "cursor_up"),
    "ctrl+d": ("half_down", ""), "ctrl+u": ("half_up", ""),
    "space": ("page_down",) * 2, "b": ("page_up",) * 2, "g": ("first",) * 2, "G": ("last",) * 2,
    "enter": ("", "select"),
}  # fmt: skip
"""What keys do to a text and to a list here; in the explorer keys come from inyo.tui.keymap."""


def bind_keys(widget: Widget) -> None:
    """Bind KEYS for a widget when it has the focus."""
    for key, actions in KEYS.items():
        action = actions[isinstance(widget, VirtualList)]
        if action:
            widget._bindings.bind(key, action)


class Harness(App[None]):
    """Shows one widget, with keys for it, and keeps the messages it posts."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.animation_level = "none"
        self.shown = widget
        bind_keys(widget)
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.shown

    def on_mount(self) -> None:
        self.shown.focus()

    def on_event_posted(self, message: Message) -> None:
        self.posted.append(message)

    async def _on_message(self, message: Message) -> None:
        if getattr(message, "control", None) is self.shown and type(message).__module__.startswith("inyo.tui."):
            self.posted.append(message)
        await super()._on_message(message)

    def of(self, kind: type[Any]) -> list[Any]:
        """The messages of a kind so far."""
        return [message for message in self.posted if isinstance(message, kind)]


def screen(widget: Widget) -> list[str]:
    """The widget's rows as text."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


async def resize(pilot: Pilot[Any], widget: Widget, width: int, height: int) -> None:
    """Give the terminal, and the widget in it, another size."""
    await pilot.resize_terminal(width, height)
    await until(pilot, lambda: widget.size == (width, height))


def refreshed(widget: Widget) -> list[int]:
    """Turn on a record of the rows that are drawn again; whole repaints count as row -1."""
    drawn: list[int] = []
    original = widget.refresh

    def record(*regions: Any, **options: Any) -> Widget:
        if not regions:
            drawn.append(-1)
        for region in regions:
            drawn.extend(range(region.y, region.bottom))
        return original(*regions, **options)

    widget.refresh = record  # type: ignore[method-assign]
    return drawn
