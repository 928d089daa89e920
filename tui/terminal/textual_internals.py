"""Every reach into what Textual keeps to itself, with the reason. tests/tui/test_textual_internals.py holds each: who
raises Textual's version reads this file and runs that one."""

from __future__ import annotations

import os
import selectors
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from textual._parser import ParseError, Peek1, Read1
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.containers import Vertical
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Event, Key, Resize, ScreenResume
from textual.geometry import Offset, Region, Size
from textual.keys import _character_to_key
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from inyo.tui.terminal.painted import Painted
from inyo.tui.terminal.typed import Piece, Received

Result = TypeVar("Result")


def key_name(character: str) -> str:
    """Textual's name of the key that types a character."""
    return _character_to_key(character)


# what is typed


class Typed(Event, bubble=True):
    """Characters that came at once, as an input method commits them. For whatever has the focus, like a paste."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Foreign(Message, bubble=False):
    """The terminal sent bytes that are no UTF-8; they were dropped."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.data = data


def erases_in_colour() -> bool:
    """Whether what the terminal erases has the colour of the ground, as terminfo says (bce, ech)."""
    import curses  # not needed before the first screen

    try:
        curses.setupterm()
    except curses.error:
        return False
    return curses.tigetflag("bce") == 1 and curses.tigetstr("ech") == b"\x1b[%p1%dX"


def messages(piece: Piece, parser: XTermParser) -> Iterable[Message]:
    """What a part of a packet says."""
    if piece.typed:
        return [Typed(piece.text)]
    if piece.behind:
        character = piece.text.lstrip("\x1b")
        name = "enter" if character == "\r" else key_name(character)
        before = len(piece.text) - len(character) - 1
        return [*(Key("escape", "\x1b") for _ in range(before)), Key(f"alt+{name}", character)]
    return parser.feed(piece.text)


def waited_for(parser: XTermParser) -> Iterable[Message]:
    """The Escape of which a parser waits to see whether it begins a sequence."""
    if parser._timeout_time is not None:
        parser._timeout_time = 0.0
    return parser.tick()


class Sequences(XTermParser):
    """Textual's parser; of what makes no sense (a place of the mouse in a window of no cells) that one would end."""

    def parse(self, token_callback: Callable[[Message], None]) -> Generator[Read1 | Peek1, str, None]:
        while True:
            try:
                yield from super().parse(token_callback)
                return
            except (ArithmeticError, LookupError, ValueError):
                self.mouse_pixels = False


class TerminalDriver(LinuxDriver):
    """Textual's driver, whose input thread died of a byte that is no UTF-8, and which sent whole lines."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.painted = Painted(erases=erases_in_colour())

    def start_application_mode(self) -> None:
        """As in Textual; but after a stop that no program can catch (SIGSTOP) the threads of before still run: two
        would share the keys, and what the terminal was like at first would be forgotten."""
        before = self.attrs_before
        goes_on = self._key_thread is not None and self._key_thread.is_alive()
        if goes_on:
            self.disable_input()
            if self._writer_thread is not None:
                self._writer_thread.stop()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if goes_on:
            self.attrs_before = before

    def write(self, data: str) -> None:
        """Send to the terminal. Whatever Textual sends begins and ends in the terminal's own style."""
        super().write(self.painted.send(data))

    def process_message(self, message: Message) -> None:
        """As in Textual; no window is without a cell, whatever the terminal tells of its size."""
        if not isinstance(message, Resize) or message.size.area > 0:
            super().process_message(message)

    def run_input_thread(self) -> None:
        """Read from the terminal until told to end; as in Textual, but for the decoding."""
        parser, received, told = Sequences(self._debug), Received(), False
        selector = selectors.SelectSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        ended = False
        try:
            while not ended:
                ended = self.exit_event.is_set()
                if selector.select(0 if ended else 0.1):
                    data = os.read(self.fileno, 4096)
                    ended = ended or not data  # the terminal is gone: nothing will ever come
                    pieces = received.pieces(data, final=ended)
                    for message in waited_for(parser) if received.apart else ():
                        self.process_message(message)
                    for piece in pieces:
                        for message in messages(piece, parser):
                            self.process_message(message)
                if received.foreign and not told:
                    told = True
                    self.process_message(Foreign(received.foreign))
                for message in parser.tick():
                    self.process_message(message)
        finally:
            selector.close()
            with suppress(EOFError, ParseError):
                list(parser.feed(""))

    def _run_input_thread(self) -> None:
        """Whatever ends the thread ends the application, with one sentence."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)


# bindings: Textual takes them from a class; ours come from the table with the reader's settings


def set_bindings(node: DOMNode, bindings: Iterable[Binding]) -> None:
    """Give a widget, a screen or the application these keys and no others."""
    node._bindings = BindingsMap(bindings)


def add_bindings(node: DOMNode, bindings: Iterable[Binding]) -> None:
    """Give a widget keys before those of its class."""
    found = node._bindings.copy()
    for binding in bindings:
        found.key_to_bindings[binding.key] = [binding]
    node._bindings = found


def bindings_of(node: DOMNode, key: str) -> list[Binding]:
    """What a key is bound to on a node itself."""
    return node._bindings.key_to_bindings.get(key, [])


# styles


class LazyStyles(Widget):
    """A widget whose component classes cost nothing until one is asked for.

    Textual works all of them out for every change of a class or of the focus; most of its start went into that.
    """

    @classmethod
    def component_names(cls) -> frozenset[str]:
        """The component classes of this class and its bases."""
        return super()._get_component_classes()

    @classmethod
    def _get_component_classes(cls) -> frozenset[str]:  # type: ignore[override]
        return frozenset()

    def get_component_styles(self, *names: str) -> RenderStyles:
        for name in names:
            if name not in self._component_styles and name in self.component_names():
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node, animate=False)
                self._component_styles[name] = node.styles
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        self._component_styles.clear()
        super().notify_style_update()

    def forget_lines(self) -> None:
        """The lines that Textual keeps by number stand elsewhere now."""
        self._styles_cache.clear()


def restyle(nodes: Sequence[DOMNode]) -> None:
    """Work out the styles of these nodes, and not of what is in them, as every change of a class does."""
    nodes[0].app.stylesheet.update_nodes(nodes)


# layout


class QuietScreen(Screen[Any]):
    """Textual draws the whole screen again for every move of the focus: some thousand bytes, all of them the same.

    Widgets that look different with the focus draw themselves. It also works out all styles once more when the screen
    comes up, at first and from under a menu; each widget was given its own when it was mounted, and no theme changes.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Called before Screen's own."""
        event.refresh_styles = False


class Unscrolled(Widget):
    """A widget that Textual never scrolls. Where one gets another size Textual lays the screen out a second time, in
    case that scroll bars come or go, and draws all of it twice."""

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)


class Column(Unscrolled, Vertical):
    """Widgets one below the other, never scrolled."""

    fitted = 0
    """The lines that it was given; 0: as the style sheet says."""


# the application


def moved(top: int, bottom: int, rows: int) -> str:
    """What moves the lines `top` to `bottom` of the screen (from 1, both included) up by `rows`, down if negative."""
    step = f"\x1b[{bottom};1H" + "\n" * rows if rows > 0 else f"\x1b[{top};1H" + "\x1bM" * -rows
    return f"\x1b[{top};{bottom}r{step}\x1b[r"


class ShiftingApp(App[Result]):
    """An application whose widgets may ask the terminal to move lines. The order goes out with the next frame.

    Every terminal since the VT100 has a scrolling region (DECSTBM). Textual does not use it: it sends all rows again.
    The region spans whole lines of the screen, so this is only for widgets that are as wide as the screen.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(driver_class=TerminalDriver, ansi_color=ansi_color)
        self._shifts = ""

    def wear(self, theme: str) -> None:
        """Choose the theme, before the application runs. Textual would read the style sheets in the colours of its own
        theme at first, and again in these."""
        self.theme = theme
        self.stylesheet.set_variables(self.get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:
        """As in Textual, where the colours are others than before."""
        if self.stylesheet._variables == self.get_css_variables():
            self.stylesheet.update_nodes([self])
        else:
            super().refresh_css(animate)

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

    async def on_event(self, event: Event) -> None:
        """What was typed at once goes where a key or a paste would go."""
        if isinstance(event, Typed) and not event.is_forwarded:
            (self.focused or self.screen)._forward_event(event)
            return
        if isinstance(event, Resize):
            self.forget_painted(event.size)
        await super().on_event(event)

    def forget_painted(self, size: Size | None = None) -> None:
        """Nobody knows what the terminal shows: it may have drawn by itself, or another program on it."""
        if isinstance(self._driver, TerminalDriver):
            size = size or self.size
            self._driver.painted.resize(size.width, size.height)

    def _begin_update(self) -> None:
        super()._begin_update()
        if self._shifts:
            write_raw(self, self._shifts)
            self._shifts = ""

    def _fatal_error(self) -> None:
        """End; who ran the application raises `fatal`, for one sentence instead of Textual's pages of document text."""
        self._close_messages_no_wait()

    @property
    def fatal(self) -> Exception | None:
        """What ended the application, if an error did."""
        return self._exception


def write_raw(app: App[Any], raw: str) -> None:
    """Send to the terminal as it is; nothing where there is none."""
    if app._driver is not None:
        app._driver.write(raw)
