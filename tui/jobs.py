"""Work beside the screen: one place starts it, numbers it, drops what is late and says what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.app import App
from textual.message import Message
from textual.worker import Worker, WorkerCancelled, get_current_worker

Result = TypeVar("Result")


@dataclass
class Finished(Message):
    """A job has come to its end in its thread. `number` is that of its request."""

    group: str
    number: int
    result: Any
    error: Exception | None = None


class Jobs:
    """Jobs in threads, one at a time in each group: a newer request makes the older one stale.

    A thread cannot be stopped, so the answer of a stale job still arrives; it is dropped here, by its number.
    """

    def __init__(self, app: App[Any], complain: Callable[[str, Exception], None]) -> None:
        self._app = app
        self._complain = complain
        self._numbers: dict[str, int] = {}
        self._waiting: dict[str, Callable[[Any], None]] = {}

    def start(
        self, group: str, work: Callable[[Callable[[], bool]], Result], done: Callable[[Result], None]
    ) -> Worker[None]:
        """Run `work(cancelled)` in a thread and give what it returns to `done` on the screen's own thread."""
        number = self._numbers.get(group, 0) + 1
        self._numbers[group] = number
        self._waiting[group] = done

        def run() -> None:
            worker = get_current_worker()
            try:
                message = Finished(group, number, work(lambda: worker.is_cancelled))
            except WorkerCancelled:
                return
            except Exception as error:
                message = Finished(group, number, None, error)
            if not worker.is_cancelled:
                self._app.post_message(message)

        return self._app.run_worker(run, name=group, group=group, exclusive=True, thread=True, exit_on_error=False)

    def cancel(self, group: str) -> None:
        """Make the job of a group stale."""
        self._numbers[group] = self._numbers.get(group, 0) + 1
        self._waiting.pop(group, None)
        self._app.workers.cancel_group(self._app, group)

    def busy(self, group: str) -> bool:
        """Whether the newest request of a group has not been answered yet."""
        return group in self._waiting

    @property
    def under_way(self) -> tuple[str, ...]:
        """The groups whose newest request has not been answered yet."""
        return tuple(self._waiting)

    def finish(self, message: Finished) -> None:
        """Deliver a result unless it is stale. Called on the screen's own thread."""
        if message.number != self._numbers.get(message.group):
            return
        done = self._waiting.pop(message.group, None)
        if message.error is not None:
            self._complain(message.group, message.error)
        elif done is not None:
            done(message.result)
