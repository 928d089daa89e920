"""Bringing the collection up to date while the explorer is used."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from inyo.index.library import READ, DocumentInfo, Problem, Progress, Report
from inyo.tui.keep.filenames import shortened

if TYPE_CHECKING:
    from inyo.tui.app import Explorer

TOLD_EVERY = 0.25
"""Seconds between two progress messages."""
WARMING = ("みなと", "minato")
"""Queries that go through all of the search; what they find is not shown."""
ASKED_EVERY = 3.0
"""Seconds between two looks whether another process, which is writing the index, has come to its end."""
LISTED_EVERY = 2.0
"""Seconds between two looks at what has been indexed so far."""


@dataclass
class Progressed(Message):
    """The update is so far."""

    progress: Progress


class Indexing:
    """Runs the update in a thread; fills the lists as it goes."""

    def __init__(self, app: Explorer) -> None:
        self.app = app
        self.running = False
        self._updating = False
        self._listed = 0.0
        self._report: Report | None = None
        self._told_locked = False

    def start(self) -> None:
        """Show what an earlier session indexed, then bring it up to date."""
        self.running = True
        self.list_documents(first=True)

    def update(self) -> None:
        """Bring the index up to date."""
        if self._updating:
            return
        self._updating = True
        library, app = self.app.library, self.app
        told = 0.0

        def tell(progress: Progress) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told >= TOLD_EVERY:
                told = now
                app.post_message(Progressed(progress))

        def work(cancelled: Callable[[], bool]) -> Report:
            return library.update(tell, cancelled)

        app.jobs.start("index", work, self._done)

    def _warm(self) -> None:
        """Let a search of kana and one of romaji load what the reader's first one would have to wait for."""
        library = self.app.library

        def work(cancelled: Callable[[], bool]) -> None:
            for query in WARMING:
                if not cancelled():
                    library.search(query, limit=1, cancelled=cancelled)

        self.app.jobs.start("warming", work, lambda _: None)

    def progressed(self, progress: Progress) -> None:
        """Say how far the update is, and list what is there."""
        if not self.running:
            return
        self.app.state.progress = progress
        self.app.show_place()
        self.app.results.draw(self.app.state)
        now = time.monotonic()
        if progress.phase != "scan" and now - self._listed >= LISTED_EVERY:
            self._listed = now
            self.list_documents()

    def describe(self, progress: Progress) -> tuple[str, ...]:
        """Count, rate and time left, as the status line says them: the whole of it, then shorter ones."""
        say = self.app.say
        if progress.phase == "read" and progress.total and progress.done:
            left = progress.seconds * (progress.total - progress.done) / progress.done
            rate = progress.characters / progress.seconds if progress.seconds > 0 else 0
            shown = f"{int(left) // 60}:{int(left) % 60:02}"
            counts = {"done": progress.done, "total": progress.total, "left": shown}
            short = say("indexing.read.short", **counts), say("indexing.read.shortest", **counts)
            return (say("indexing.read", **counts, rate=int(rate)), *short) if rate >= 1 else short
        key = "indexing.write" if progress.phase == "write" else "indexing.scan"
        return (say(key, done=progress.done, total=progress.total),)

    def _done(self, report: Report) -> None:
        self._ended()
        self._report = report
        if any(notice[0] == "locked" for notice in report.notices):
            self.app.set_timer(ASKED_EVERY, self._again)
            told, self._told_locked = self._told_locked, True
            if told:  # once is enough; what the other process has written is listed all the same
                self.list_documents()
                return
        self.list_documents(last=report)

    def _again(self) -> None:
        self._updating = False
        self.update()

    def _ended(self) -> None:
        """Nothing is read any more."""
        app, state = self.app, self.app.state
        self.running, state.progress, state.ready = False, None, True
        app.show_place()
        app.documents.draw(state)
        app.results.draw(state)

    def failed(self) -> None:
        """The update ended with an error, which was said."""
        self._ended()

    def list_documents(self, *, first: bool = False, last: Report | None = None) -> None:
        """List the documents indexed so far, and answer the query again if they changed."""
        library = self.app.library

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[DocumentInfo, ...], tuple[str, ...]]:
            return library.documents(), () if last is None else library.notices()

        def done(listed: tuple[tuple[DocumentInfo, ...], tuple[str, ...]]) -> None:
            app, state = self.app, self.app.state
            documents, notices = listed
            changed = documents != state.documents
            if changed:
                state.documents = documents
                app.documents.draw(state)
                app.show_place()
                app.people_actions.stale()
                if state.view.query.strip() or state.view.person:
                    app.searching.ask()
            if first:
                if documents:
                    self._warm()
                    app.remembering.restore()
                self.update()
            if last is not None:
                app.remembering.restore()
                state.notices = (
                    *state.troubles,
                    *notices,
                    *(app.say.notice("update", notice) for notice in last.notices),
                )
                self._tell(last)

        self.app.jobs.start("listing", work, done)

    def _tell(self, report: Report) -> None:
        app, count, notices = self.app, len(self.app.state.documents), self.app.state.notices
        if notices:
            more = len(notices) + len(report.problems) - 1
            key = app.key_of("problems")
            app.hold(app.say("indexed.more", notice=notices[0], count=more, key=key) if more else notices[0])
        elif not count and not report.problems:
            app.hold(app.say("indexed.none", path=", ".join(str(path) for path in app.library.paths)))
        elif report.problems:
            key = app.key_of("problems")
            left = sum(problem.kind not in READ for problem in report.problems)
            message = "indexed.problems" if left else "indexed.damaged"
            app.hold(app.say(message, documents=count, problems=left or len(report.problems), key=key))
        elif report.added or report.changed or report.removed:
            changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
            said = tuple(app.say(f"changes.{name}", count=number) for name, number in changes.items() if number)
            app.status("indexed.changes", documents=count, changes=", ".join(said))
        else:
            app.rest()

    def show_problems(self) -> None:
        """What was left out and why, and what else was said of the collection."""
        app, library = self.app, self.app.library

        def show(problems: tuple[Problem, ...]) -> None:
            rows = [(notice, "") for notice in app.state.notices]
            rows += [
                (shortened(problem.path), app.say(f"problem.{problem.kind}", detail=problem.detail))
                for problem in problems
            ]
            if rows:
                app.asking.menu(app.say("problems.title"), lambda: rows, None, below=any(reason for _, reason in rows))
            else:
                app.status("problems.none")

        app.jobs.start("problems", lambda cancelled: library.problems(), show)
