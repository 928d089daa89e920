"""The explorer as a Textual application: it starts, hears events, and hands them to the controllers."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from inyo.index.library import Library
from inyo.tui.controllers.indexing import Progressed
from inyo.tui.controllers.table import Controllers
from inyo.tui.jobs import Finished
from inyo.tui.keep.config import Config
from inyo.tui.keep.session import Session, load
from inyo.tui.keymap import Keymap, after_escape
from inyo.tui.messages import Messages, language
from inyo.tui.panes.menu import Menu
from inyo.tui.terminal import clipboard, handover, themes
from inyo.tui.terminal.cells import use_ambiguous_width
from inyo.tui.terminal.textual_internals import Foreign, QuietScreen, ShiftingApp, Typed, set_bindings
from inyo.tui.terminal.typed import encoding_of, is_typed
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
        config = config or Config()
        keymap = Keymap(config.keys)
        say = Messages(language(config.language, os.environ), keymap.written)
        session = load() if remembered is None else remembered
        copier = copier or handover.copier(self, config)
        self.desk = Controllers(self, library, config, session, copier, say, keymap)
        set_bindings(self, keymap.bindings(("everywhere",)))
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        self.wear(themes.choose(config.theme, os.environ))
        use_ambiguous_width(config.ambiguous_width)

    def get_default_screen(self) -> QuietScreen:
        return QuietScreen(id="_default")

    def compose(self) -> ComposeResult:
        self.set_class(self.desk.config.ascii_borders, "-ascii")
        self.desk.navigation.rearrange()
        yield from self.desk.frame.compose()

    def on_mount(self) -> None:
        desk = self.desk
        handover.watch(self, desk.leave)
        self.app_resume_signal.subscribe(self, lambda _: desk.redraw())
        for pane in desk.frame.panes.values():
            pane.draw(desk.state)
        desk.navigation.focus("search")
        desk.search_box.history = list(desk.session.queries)
        desk.remembering.begin()
        self._welcome()
        self.call_after_refresh(desk.indexing.start)

    def _welcome(self) -> None:
        """Say what is wrong with the settings, and with what was kept from the last session."""
        desk, say = self.desk, self.desk.say
        said = [say(trouble.message, **trouble.arguments) for trouble in desk.keymap.troubles]
        if not themes.known(desk.config.theme):
            said.append(say("theme.unknown", name=desk.config.theme, themes=", ".join(themes.THEMES)))
        said += [say("session.unreadable", file=file) for file in desk.session.unreadable]
        said += [say("session.newer", file=file) for file in desk.session.newer]
        desk.state.change(troubles=tuple(said))
        if said:
            desk.hold(said[0])

    def action_do(self, name: str) -> None:
        """Run a command of the keymap."""
        self.desk.do(name)

    # events

    def on_finished(self, message: Finished) -> None:
        self.desk.jobs.finish(message)

    def on_progressed(self, message: Progressed) -> None:
        self.desk.indexing.progressed(message.progress)

    def on_key(self, event: events.Key) -> None:
        desk, key = self.desk, after_escape(event.key)
        modal, typing = isinstance(self.screen, Menu), desk.state.view.focus == "search"
        if not key:
            # a key that means something comes here too, before what it is bound to is done
            means = not typing and desk.keymap.means(event.key, desk.state.view.focus)
            if modal or not is_typed(event.character):
                return
            if desk.frame.prompt.open:  # typed ahead, before the question had the keyboard
                desk.prompt.box.put(event.character or "")
            elif not means:
                desk.asking.typed_outside(event.character or "")
            return
        event.stop()
        asked = "prompt.cancel" if desk.frame.prompt.open else "search.leave" if typing else "back"
        desk.do("menu.close" if modal else asked)
        # what had the focus may be on its way out
        self.call_after_refresh(self.post_message, events.Key(key, key if len(key) == 1 else None))

    def on_typed(self, event: Typed) -> None:
        """What an input method committed outside of a box is a query, or the answer to a question that has just been
        put: no key has that many characters."""
        if self.desk.frame.prompt.open:
            self.desk.prompt.box.put(event.text)
        elif not isinstance(self.screen, Menu):
            self.desk.navigation.type(event.text)

    def on_foreign(self, event: Foreign) -> None:
        """The terminal is set to another encoding."""
        encoding = encoding_of(event.data)
        self.desk.insist("terminal.foreign" if encoding else "terminal.foreign.unknown", encoding=encoding)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted outside the search box is a query: there is nothing else to do with it."""
        if not isinstance(self.screen, Menu) and not self.desk.frame.prompt.open:
            self.desk.navigation.search()
            self.desk.search_box.paste(event.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input is self.desk.search_box:
            self.desk.let_go()
            self.desk.searching.typed(event.value)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        desk = self.desk
        if event.list in (desk.results.list, desk.quotations.list, desk.concordance.list, desk.dossier.list):
            desk.previewing.follow()
        if event.list is desk.results.list and event.index == event.list.count - 1:
            desk.searching.more()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        self.desk.chosen(event.list)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if not self.screen_stack or event.widget is not self.screen.focused:
            return  # the focus has gone on meanwhile: to follow would bring it back, and that again, without end
        name = self.desk.frame.name_of(event.widget)
        if name is not None:
            self.desk.navigation.focused(name)

    def on_resize(self, event: events.Resize) -> None:
        self.desk.navigation.rearrange(event.size)


def run(library: Library, config: Config | None = None) -> int:
    """Run the explorer until it is left; the exit status."""
    explorer = Explorer(library, config)
    # what was loaded stays: the collector need not look at it again for every frame
    gc.freeze()
    gc.enable()
    result = explorer.run(mouse=explorer.desk.config.mouse)
    if explorer.fatal is not None:
        raise explorer.fatal
    return result if isinstance(result, int) else explorer.return_code or 0
