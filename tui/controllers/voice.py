"""The status line: what is said in it, what it offers at rest, and how much there is."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from inyo.index.library import Progress
from inyo.index.values.problems import LibraryError, UnreadableDocument, mistake, why
from inyo.tui.keep.filenames import shortened
from inyo.tui.keymap import HINTS, Keymap, shown
from inyo.tui.messages import Messages
from inyo.tui.state import State
from inyo.tui.widgets.status_line import Kind, StatusLine

SHOWN = 4.0
"""Seconds after which a message leaves and the keys come back."""
INSISTED = 6.0
"""Seconds for which nothing is said over what must not be missed."""


class Voice:
    """Speaks through the status line."""

    def __init__(
        self, say: Messages, keymap: Keymap, state: State, line: StatusLine,
        later: Callable[[float, Callable[[], None]], Timer],
    ) -> None:  # fmt: skip
        self.say, self.keymap, self.state = say, keymap, state
        self._line, self._later = line, later
        self._held = ""
        self._urgent = ""
        self._timer: Timer | None = None

    def status(self, key: str, /, **values: object) -> None:
        """Say something in the status line."""
        self.tell(self.say(key, **values))

    def tell(self, text: str) -> None:
        """Say a text that is already worded."""
        self._show(text, "info")

    def _show(self, text: str, kind: Kind) -> None:
        """Say a text for some seconds."""
        if self._urgent:
            return
        self._line.say(" " + text, kind)
        self._leave_in(SHOWN)

    def _leave_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._later(seconds, self._over)

    def _over(self) -> None:
        self._timer, self._urgent = None, ""
        self.rest()

    def insist(self, key: str, /, **values: object) -> None:
        """Say what must not be missed: for some seconds nothing else is said."""
        self._urgent = self.say(key, **values)
        self._line.say(" " + self._urgent, "warning")
        self._leave_in(INSISTED)

    def hold(self, text: str) -> None:
        """Say a text, and say it again in the place of the hints until the next key."""
        self._held = text
        self.rest()

    def let_go(self) -> None:
        """A key was pressed: what was held has been read."""
        self._held = ""

    def warn(self, key: str, /, **values: object) -> None:
        """Say what did not go as it was meant."""
        self._show(self.say(key, **values), "warning")

    def fail(self, key: str, /, **values: object) -> None:
        """Say what went wrong."""
        self._show(self.say(key, **values), "error")

    def unsaved(self, key: str, error: OSError) -> None:
        """Say that something could not be kept: why, and which file or folder is in the way."""
        where = f" ({shortened(str(error.filename))})" if error.filename else ""
        self.fail(key, error=f"{self.say.sentence(why(error))}{where}")

    def failed(self, group: str, error: Exception) -> None:
        """Say that a job came to nothing, and why."""
        what = f"failed.{group}" if self.say.has(f"failed.{group}") else "failed.other"
        self.fail("error", what=self.say(what), error=self._reason(error))

    def _reason(self, error: Exception) -> str:
        if isinstance(error, KeyError) and error.args:  # as the library says that it has no such document
            return self.say("failed.gone", file=shortened(str(error.args[0])))
        if isinstance(error, LibraryError | UnreadableDocument):
            return str(error)
        if isinstance(error, OSError):
            where = f"{shortened(str(error.filename))}: " if error.filename else ""
            return self.say("error.system", where=where, reason=why(error))
        return self.say("error.own", error=mistake(error))

    def rest(self) -> None:
        """The status line of rest: what may be done here, and how much there is."""
        if self._urgent:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._held:
            self._line.say(" " + self._held)
            self.show_place()
            return
        focus = self.state.view.focus
        keys = {name: self.keymap.first(name, typing=focus == "search") for name in offered(self.state)}
        hints = {name: f"{shown(key)} {self._hint(name)}" for name, key in keys.items() if key}
        if focus == "search" and self.state.completions:
            self._line.say(" " + self.say("search.completions", names=" · ".join(self.state.completions)))
            self.show_place()
            return
        self._line.offer(list(hints.values()), kept=list(hints).index("help") if "help" in hints else len(hints))
        self.show_place()

    def show_place(self) -> None:
        """The right end of the status line: how far the update is, else how much there is."""
        progress, marks = self.state.progress, len(self.state.marks_here)
        if progress is not None:
            self._line.show_place(*(f"{text} " for text in described(progress, self.say)))
            return
        count = len(self.state.documents)
        known = count > 0 or self.state.ready  # before the documents are there, none is not their number
        places = [self.say("rest.documents", documents=count, count=count)] if known else []
        if marks:
            unsaved = self.state.unsaved
            marked = self.say("rest.marks.unsaved" if unsaved else "rest.marks", marks=marks, count=unsaved)
            places = [*(f"{marked} · {place}" for place in places), marked]
        self._line.show_place(*(f"{text} " for text in places))

    def _hint(self, name: str) -> str:
        """What the status line calls a command in the focused pane."""
        here = f"hint.in.{self.state.view.focus}.{name}"
        return self.say(here if self.say.has(here) else f"hint.{name}")

    def key_of(self, name: str) -> str:
        """The first key of a command, as it is written; in the search box one that types no character, if there is."""
        typing = self.state.view.focus == "search"
        return shown(self.keymap.first(name, typing=typing) or self.keymap.first(name)) or "—"


def offered(state: State) -> tuple[str, ...]:
    """The commands that are offered at rest: of the focused pane's those that can do something here."""
    focus, answer = state.view.focus, state.answer
    if focus == "reader" and state.opened is None:
        return tuple(name for name in HINTS["start"] if name != "list.open")
    idle = set[str]()
    if focus == "reader" and state.opened is not None:
        idle |= set() if state.found or (answer and answer.hits) else {"hit.next"}
        idle |= set() if state.opened.quotes else {"reader.next_quotation"}
    elif focus == "results" and answer is not None and not answer.hits:
        idle |= _OF_PASSAGES if answer.suggestions else {*_OF_PASSAGES, "list.open"}
    elif focus == "quotations" and not state.quotes:
        idle |= _OF_QUOTATIONS
    return tuple(name for name in HINTS[focus] if name not in idle)


_OF_PASSAGES = {"results.preview", "hit.next", "results.copy", "results.mark"}
_OF_QUOTATIONS = {
    "list.open", "quotations.copy", "quotations.mark", "quotations.preview", "quotations.by_speaker", "quotations.sort",
}  # fmt: skip
"""What can be done only where some are listed."""


def described(progress: Progress, say: Messages) -> tuple[str, ...]:
    """Count, rate and time left of an update, as the status line says them: the whole of it, then shorter ones."""
    if progress.phase == "read" and progress.total and progress.done:
        left = progress.seconds * (progress.total - progress.done) / progress.done
        rate = progress.characters / progress.seconds if progress.seconds > 0 else 0
        shown_left = f"{int(left) // 60}:{int(left) % 60:02}"
        counts = {"done": progress.done, "total": progress.total, "left": shown_left}
        short = say("indexing.read.short", **counts), say("indexing.read.shortest", **counts)
        return (say("indexing.read", **counts, rate=int(rate)), *short) if rate >= 1 else short
    key = "indexing.scan" if progress.phase == "scan" else "indexing.write"
    return (say(key, done=progress.done, total=progress.total),)
