"""Bringing the collection up to date while the explorer is used."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from threading import Event, Thread

from textual.message import Message

from inyo.index.library import READ, DocumentInfo, Problem, Progress, Report
from inyo.tui.controllers.desk import Desk
from inyo.tui.keep.filenames import within
from inyo.tui.state import News, news_of
from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.linebreak import row_starts
from inyo.tui.terminal.sanitise import clean_line

TOLD_EVERY = 0.25
"""Seconds between two progress messages."""
WARMING = ("みなと", "minato")
"""Queries that go through all of the search; what they find is not shown."""
ASKED_EVERY = 3.0
"""Seconds between two looks whether another process, which is writing the index, has come to its end."""
_AROUND = 12
"""Cells of a screen that a menu has not for its rows, at most."""
LISTED_EVERY = 2.0
"""Seconds between two looks at what has been indexed so far."""


@dataclass
class Progressed(Message):
    """The update is so far."""

    progress: Progress


class Indexing:
    """Runs the update in a thread; fills the lists as it goes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.running = False
        self._updating = False
        self._listed = 0.0
        self._report: Report | None = None
        self._stopped = Event()
        self._asked = False
        """Whether the reader asked for the update that is under way."""
        self._told_locked = False
        self._once_more = False
        self._watched = False
        self._others = 0
        """How often others had changed what the reader has said, when it was last looked at."""
        self._whole = False
        """Whether all documents have been listed once: what comes to the list afterwards is news."""
        self._told_before: tuple[str, ...] | None = None
        """Whether something changed while an update was under way."""

    def start(self) -> None:
        """Show what an earlier session indexed, then bring it up to date."""
        self.running = True
        self.list_documents(first=True)

    def read_again(self) -> None:
        """Read what has changed in the folder, because it was asked for."""
        if self._updating:
            self.desk.status("update.running")
            return
        self._asked = True
        self.desk.status("update.begun")
        self.update()

    def watch(self) -> None:
        """Hear of files that come and change, until the explorer is left. The thread ends with the process: nothing
        waits for it."""
        library = self.desk.library
        Thread(target=lambda: library.watch(self._heard, self._stopped), daemon=True).start()

    def _heard(self) -> None:
        if not self._stopped.is_set():
            with suppress(RuntimeError):  # the explorer has just ended
                self.desk.host.call_from_thread(self.update)

    def stop(self) -> None:
        """Watch no more."""
        self._stopped.set()

    def update(self) -> None:
        """Bring the index up to date."""
        if self._updating:
            self._once_more = True
            return
        self._updating = True
        library, desk = self.desk.library, self.desk
        told = 0.0

        def tell(progress: Progress) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told >= TOLD_EVERY or progress.phase == "link":
                told = now
                desk.host.post_message(Progressed(progress))

        def work(cancelled: Callable[[], bool]) -> Report:
            return library.update(tell, cancelled)

        desk.jobs.start("index", work, self._done)

    def _warm(self) -> None:
        """Let a search of kana and one of romaji load what the reader's first one would have to wait for."""
        library = self.desk.library

        def work(cancelled: Callable[[], bool]) -> None:
            for query in WARMING:
                if not cancelled():
                    library.search(query, limit=1, cancelled=cancelled)

        self.desk.jobs.start("warming", work, lambda _: None)

    def progressed(self, progress: Progress) -> None:
        """Say how far the update is, and list what is there."""
        if not self.running:
            return
        self.desk.state.change(progress=progress)
        self.desk.show_place()
        self.desk.results.draw(self.desk.state)
        now = time.monotonic()
        if progress.phase == "link" or (progress.phase != "scan" and now - self._listed >= LISTED_EVERY):
            self._listed = now
            self.list_documents()

    def _done(self, report: Report) -> None:
        locked = any(notice[0] == "locked" for notice in report.notices)
        self._ended(whole=not locked)
        self._report = report
        if locked:
            self.desk.host.set_timer(ASKED_EVERY, self._again)
            told, self._told_locked = self._told_locked, True
            if told:  # once is enough; what the other process has written is listed all the same
                self.list_documents()
                return
        self.list_documents(last=report)

    def _again(self) -> None:
        self.update()

    def _ended(self, *, whole: bool = True) -> None:
        """Nothing is read any more, here; `whole`: nor by another process."""
        desk, state = self.desk, self.desk.state
        self.running = self._updating = False
        state.change(progress=None, ready=whole)
        desk.show_place()
        desk.documents.draw(state)
        desk.results.draw(state)

    def failed(self) -> None:
        """The update ended with an error, which was said."""
        self._ended()

    def list_documents(self, *, first: bool = False, last: Report | None = None) -> None:
        """List the documents indexed so far, and answer the query again if they changed."""
        library = self.desk.library

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[DocumentInfo, ...], tuple[str, ...], int]:
            return library.documents(), () if last is None else library.notices(), library.heed()

        def done(listed: tuple[tuple[DocumentInfo, ...], tuple[str, ...], int]) -> None:
            desk, state = self.desk, self.desk.state
            documents, notices, others = listed
            if others != self._others:
                self._others = others
                self._take_in()
            if documents != state.documents:
                self._show(documents)
            elif last is not None and (last.added or last.changed or last.removed):
                self._ask_again()  # it was listed already, and who is who is known only now
            desk.starting.refresh()
            if first:
                if documents:
                    desk.starting.ask(terms=False)
                    self._warm()
                    desk.remembering.restore()
                self.update()
            if last is not None:
                self._whole = self._whole or state.ready
                desk.remembering.restore()
                if not self._watched:
                    self._watched = True
                    self.watch()
                said = (desk.say.notice("update", notice) for notice in last.notices)
                state.change(notices=(*state.troubles, *map(desk.say.sentence, notices), *said))
                self._tell(last)
                desk.starting.ask()

        self.desk.jobs.start("listing", work, done)

    def _show(self, documents: tuple[DocumentInfo, ...]) -> None:
        """Other documents than before are there."""
        desk, state = self.desk, self.desk.state
        if self._whole:
            self._note_news(news_of(state.documents, documents))
        state.change(documents=documents)
        desk.documents.draw(state)
        desk.show_place()
        self._ask_again()

    def _ask_again(self) -> None:
        """What was asked may have another answer."""
        desk, view = self.desk, self.desk.state.view
        desk.people_actions.stale()
        if view.query.strip() or view.person:
            desk.searching.ask()

    def _take_in(self) -> None:
        """Another explorer's reader has said who is who, or who spoke."""
        self._asked = False  # what is said here is the answer
        self.desk.quoting.refresh()
        self._ask_again()
        self.desk.status("said.elsewhere")

    def _note_news(self, news: tuple[News, ...]) -> None:
        """Remember what came, changed and went; read an open document again where it stands."""
        desk, state = self.desk, self.desk.state
        older = [item for item in state.news if item.info.file not in {each.info.file for each in news}]
        state.change(news=(*news, *older))
        opened = state.opened
        if opened is not None and any(item.kind == "changed" and item.info.file == opened.file for item in news):
            desk.reading.reload()

    def _tell(self, report: Report) -> None:
        desk, count, notices = self.desk, len(self.desk.state.documents), self.desk.state.notices
        changed = bool(report.added or report.changed or report.removed)
        asked, self._asked = self._asked, False
        if self._told_before is not None and not (asked or changed) and notices == self._told_before:
            return  # a look at the folder of which nobody need hear
        self._told_before = notices
        desk.let_go()
        if asked and not changed and not notices:
            desk.status("update.nothing")
        elif changed and desk.state.news:
            self._tell_changes(report)
        elif notices:
            self._hold(notices[0], len(notices) + len(report.problems) - 1)
        elif not count and not report.problems:
            desk.hold(desk.say("indexed.none", path=", ".join(str(path) for path in desk.library.paths)))
        elif report.problems:
            key = desk.key_of("problems")
            left = sum(problem.kind not in READ for problem in report.problems)
            message = "indexed.problems" if left else "indexed.damaged"
            desk.hold(desk.say(message, documents=count, problems=left or len(report.problems), key=key))
        elif changed:
            self._tell_changes(report)
        else:
            desk.rest()

    def _hold(self, notice: str, more: int) -> None:
        """Say the first of the notices; how to see the others, and itself where the screen is too narrow for it."""
        desk, room = self.desk, self.desk.host.size.width - 1
        tail = desk.say("indexed.more", count=more, key=desk.key_of("problems")) if more else ""
        if cell_width(notice + tail) > room:
            tail = tail or desk.say("indexed.whole", key=desk.key_of("problems"))
            notice = truncate(notice, max(0, room - cell_width(tail)))
        desk.hold(notice + tail)

    def _tell_changes(self, report: Report) -> None:
        desk, count = self.desk, len(self.desk.state.documents)
        changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
        said = tuple(desk.say(f"changes.{name}", count=number) for name, number in changes.items() if number)
        key = "indexed.news" if desk.state.news else "indexed.changes"
        desk.status(key, documents=count, changes=", ".join(said), key=desk.key_of("problems"))

    @property
    def _room(self) -> int:
        """Cells of a row of a menu, at least."""
        return max(1, self.desk.host.size.width - _AROUND)

    def _parts(self, notice: str) -> list[str]:
        """A notice in parts of two rows each, which is what a menu shows of a text."""
        text = clean_line(notice)
        starts = [*row_starts(text, self._room)[::2], len(text)]
        return [text[start:end] for start, end in pairwise(starts)]

    def show_problems(self) -> None:
        """What was left out and why, and what else was said of the collection."""
        desk, library = self.desk, self.desk.library

        def show(problems: tuple[Problem, ...]) -> None:
            rows = [(desk.say(f"news.{item.kind}", title=item.info.title), item.info.file) for item in desk.state.news]
            rows = [(text, within(file, library.paths)) for text, file in rows]
            rows += [(part, "") for notice in desk.state.notices for part in self._parts(notice)]
            rows += [
                (within(problem.path, library.paths), desk.say.problem(problem.kind, problem.detail))
                for problem in problems
            ]
            if rows:
                below = any(reason or cell_width(text) > self._room for text, reason in rows)
                desk.asking.menu(desk.say("problems.title"), lambda: rows, None, below=below)
            else:
                desk.status("problems.none")

        desk.jobs.start("problems", lambda cancelled: library.problems(), show)
