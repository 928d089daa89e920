"""Work beside the screen: what is late is dropped, what fails is said."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from textual.app import App

from inyo.tui.jobs import Finished, Jobs
from tests.tui.rest import until
from tests.waiting import PATIENCE


class Host(App[None]):
    """An app with jobs, and what became of them."""

    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[tuple[str, str]] = []
        self.jobs = Jobs(self, lambda group, error: self.complaints.append((group, str(error))))
        self.delivered: list[str] = []

    def on_finished(self, message: Finished) -> None:
        self.jobs.finish(message)


async def test_an_answer_that_comes_after_a_newer_question_is_not_shown() -> None:
    host, begun, go = Host(), Event(), Event()
    told: list[bool] = []

    def slow(cancelled: Callable[[], bool]) -> str:
        begun.set()
        go.wait(PATIENCE)
        told.append(cancelled())
        return "old"

    async with host.run_test() as pilot:
        host.jobs.start("search", slow, host.delivered.append)
        while not begun.is_set():
            await pilot.pause(0.01)
        host.jobs.start("search", lambda cancelled: "new", host.delivered.append)
        go.set()
        while host.jobs.busy("search") or not told:
            await pilot.pause(0.01)
        await until(pilot, lambda: all(worker.is_finished for worker in host.workers))
    assert host.delivered == ["new"] and told == [True]


async def test_an_answer_that_was_under_way_when_a_newer_question_came_is_not_shown() -> None:
    host, never = Host(), Event()
    async with host.run_test():
        host.jobs.start("search", lambda cancelled: str(never.wait(PATIENCE)), host.delivered.append)
        host.jobs.start("search", lambda cancelled: str(never.wait(PATIENCE)), host.delivered.append)
        host.jobs.finish(Finished("search", 1, "old"))
        assert host.delivered == [] and host.jobs.busy("search")
        host.jobs.finish(Finished("search", 2, "new"))
        assert host.delivered == ["new"] and not host.jobs.under_way
        never.set()


async def test_the_answer_to_a_question_that_was_taken_back_is_not_shown() -> None:
    host, never = Host(), Event()
    async with host.run_test():
        host.jobs.start("search", lambda cancelled: str(never.wait(PATIENCE)), host.delivered.append)
        host.jobs.cancel("search")
        assert not host.jobs.busy("search")
        host.jobs.finish(Finished("search", 1, "old"))
        assert host.delivered == []
        never.set()


async def test_what_fails_is_said_and_groups_do_not_hinder_one_another() -> None:
    host = Host()

    def fails(cancelled: Callable[[], bool]) -> str:
        raise ValueError("no such place")

    async with host.run_test() as pilot:
        host.jobs.start("people", fails, host.delivered.append)
        host.jobs.start("search", lambda cancelled: "found", host.delivered.append)
        while host.jobs.under_way:
            await pilot.pause(0.01)
    assert host.delivered == ["found"] and host.complaints == [("people", "no such place")]
