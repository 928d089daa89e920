"""The passages that a query found."""

from __future__ import annotations

from typing import ClassVar

from index.library import Answer, Hit
from tui.keymap import Keymap, Scope
from tui.messages import Messages
from tui.panes.lists import ListPane
from tui.panes.pieces import Pieces, plain, snippet, spans_of
from tui.state import State
from tui.widgets.virtual_list import Row


class ResultsPane(ListPane):
    """Two lines a passage: its document and paragraph, and the words around the match. What stands below the line
    comes after a separator. When nothing was found, the words that do occur can be chosen instead."""

    SCOPE: ClassVar[Scope] = "results"
    NUMBER: ClassVar[str] = "2"
    ROW_HEIGHT = 2

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._answer: Answer | None = None
        self._entries: tuple[int, ...] = ()
        self._headers: dict[int, str] = {}

    def draw(self, state: State) -> None:
        answer = state.answer
        if answer is None:
            self.list.empty = self.say("results.empty")
        if answer is not self._answer:
            kept = self.current_hit
            same = bool(answer and self._answer and answer.query == self._answer.query)
            self._answer = answer
            self._entries, self._headers = entries(answer, self.say)
            self.list.empty = self._nothing(state)
            place = self._place_of(kept) if same and kept else None
            self.list.set_rows(len(self._entries), self._row, headers=tuple(self._headers), cursor=place)
        note, right = "", ""
        if answer is not None and (answer.query or state.view.person):
            if state.view.person:
                note = self.say("results.of", name=state.view.person)
            right = self.say("results.count", count=answer.total)
            if answer.total > len(answer.hits):
                right = self.say("results.some", count=len(answer.hits), total=answer.total)
        self.entitle(note, right)

    def wait(self) -> None:
        """Say that the first answer is being looked for."""
        self.list.empty = self.say("results.searching")
        self.list.update_rows()

    def _nothing(self, state: State) -> str:
        if state.answer is None:
            return self.say("results.empty")
        return self.say("results.none", query=state.view.person or state.answer.query)

    def _place_of(self, hit: Hit) -> int | None:
        if self._answer is None:
            return None
        for place, entry in enumerate(self._entries):
            if place in self._headers or entry >= len(self._answer.hits):
                continue
            other = self._answer.hits[entry]
            if (other.file, other.start) == (hit.file, hit.start):
                return place
        return None

    @property
    def current(self) -> int:
        """The number of the hit under the cursor, -1 when there is none."""
        if self._answer is None or not self._answer.hits or not 0 <= self.list.cursor < len(self._entries):
            return -1
        return self._entries[self.list.cursor]

    @property
    def current_hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self._answer.hits[self.current] if self._answer and self.current >= 0 else None

    @property
    def suggestion(self) -> str:
        """The suggested word under the cursor, ''."""
        if self._answer is None or self._answer.hits or not 0 <= self.list.cursor < len(self._entries):
            return ""
        return self._answer.suggestions[self._entries[self.list.cursor]]

    def point(self, number: int) -> None:
        """Put the cursor on a hit by its number."""
        for place, entry in enumerate(self._entries):
            if entry == number and place not in self._headers:
                self.list.move_to(place, announce=False)
                return

    def _row(self, index: int, width: int) -> Row:
        if index in self._headers:
            return Row(self._headers[index])
        answer = self._answer
        if answer is None:
            return Row("")
        entry = self._entries[index]
        if not answer.hits:
            return Row(answer.suggestions[entry])
        hit = answer.hits[entry]
        below, below_spans = spans_of(passage(hit, width))
        return Row(
            hit.title,
            [(0, len(hit.title), "title")],
            note="  ".join(part for part in (why(hit, self.say), f"¶{hit.paragraph}") if part),
            below=below,
            below_spans=below_spans,
        )


def entries(answer: Answer | None, say: Messages) -> tuple[tuple[int, ...], dict[int, str]]:
    """The rows of an answer: for each its number among the hits (or suggestions), and the texts of header rows."""
    if answer is None:
        return (), {}
    if not answer.hits:
        if not answer.suggestions:
            return (), {}
        heads = {0: say("results.none", query=answer.query), 1: say("results.suggest")}
        return (-1, -1, *range(len(answer.suggestions))), heads
    line = next((number for number, hit in enumerate(answer.hits) if hit.below), None)
    if line is None:
        return tuple(range(len(answer.hits))), {}
    return (*range(line), -1, *range(line, len(answer.hits))), {line: f"── {say('results.below')} ──"}


def passage(hit: Hit, width: int) -> Pieces:
    """The words of a hit around its first match."""
    spans = [(span.start - hit.start, span.end - hit.start) for span in hit.spans]
    return snippet(hit.text, [(start, end) for start, end in spans if 0 <= start < end], width)


def why(hit: Hit, say: Messages) -> str:
    """Why a passage was found, when it is not as written: what the search says, or the kind of match."""
    if hit.note:
        return plain(hit.note)[0]
    reasons = dict.fromkeys(span.why for span in hit.spans)
    if "written" in reasons:
        return ""
    return next((say(f"why.{reason}") for reason in reasons), "")
