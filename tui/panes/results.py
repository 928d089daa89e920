"""The passages that a query found."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from inyo.index.library import Answer, Hit, place_words
from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import Pieces, Titles, plain, snippet, spans_of
from inyo.tui.state import State, View, hit_at, passage_key
from inyo.tui.survey import Course, Group, above, course, files_in, surveyed
from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.widgets.list_rows import Row

OPEN, FOLDED = "▾ ", "▸ "
"""Before the title of a document whose passages are listed, and of one whose passages are not."""
_SUGGESTED = 3
"""Words that are suggested over hits; where nothing was found all of them are."""
_TYPED = 10
"""Cells of what was typed in the reason for a hit; all of it stands in the search box."""
_WHOLE_DATES = 48
"""Cells of a row from which dates are written out."""


def _read_in(answer: Answer | None, view: View) -> Hit | None:
    """The hit of an answer that a view has opened."""
    number = hit_at(answer.hits, view.file, view.start) if answer and view.hit >= 0 else -1
    return answer.hits[number] if answer and number >= 0 else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: a hit or a suggestion by its number, the title over the hits of a document (`folded`: instead of them), or
    a sentence."""

    kind: Literal["hit", "suggestion", "title", "folded", "sentence"]
    number: int = -1
    text: str = ""
    group: Group | None = None


class ResultsPane(ListPane):
    """Each document once, its passages under its title, a line each with the words around the match; a document can be
    folded to its title. What stands below the line comes after a separator. Words that do occur can be chosen where
    what was typed was not found as it is."""

    SCOPE: ClassVar[Scope] = "results"
    NUMBER: ClassVar[str] = "2"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._answer: Answer | None = None
        self._entries: tuple[Entry, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self._first: int | None = None
        """The row of the best passage, where the cursor is while one types."""
        self._titles = Titles()
        self._years = 0
        self.groups: tuple[Group, ...] = ()
        """The documents of the answer, in the order in which they are listed."""
        self.course = Course()

    def draw(self, state: State) -> None:
        answer = state.answer
        drawn = (answer, state.view.sorting, state.folded, state.documents)
        if drawn != self._drawn or answer is not self._answer:
            kept = self.current_hit
            same = bool(answer and self._answer and answer.query == self._answer.query)
            self._answer, self._drawn = answer, drawn
            self._titles = self._titles.of(state.documents, state.paths)
            self.groups = surveyed(answer, state.infos, state.view.sorting)
            self.course = course(answer, self.groups)
            self._years = len({group.date[:4] for group in self.groups if group.date})
            self._entries = entries(answer, self.groups, state.folded, self.say)
            heads = [at for at, entry in enumerate(self._entries) if entry.kind in ("title", "sentence")]
            first = next((at for at, entry in enumerate(self._entries) if entry.kind in ("hit", "folded")), None)
            # while one types the best passage is meant, however the answer grows, unless another was gone to before
            if not same:  # another one is the answer to a step back, or to an earlier session, in which one read a hit
                place = self._place_of(_read_in(answer, state.view))
            else:
                stays = state.view.focus != "search" or self.list.cursor != self._first
                place = self._place_of(kept) if stays else None
            self._first = first
            self.list.set_rows(len(self._entries), self._row, headers=heads, cursor=first if place is None else place)
        hits = answer.hits if answer else ()
        self.list.set_marked(
            at
            for at, entry in enumerate(self._entries)
            if entry.kind == "hit" and passage_key(hits[entry.number]) in state.marks
        )
        nothing = "" if answer is not None and answer.hits else self._nothing(state)
        if nothing != self.list.empty:
            self.list.empty = nothing
            self.list.update_rows()
        self._entitle(state)

    def _entitle(self, state: State) -> None:
        """In the title: of whom, how many, in what order."""
        answer, person = state.answer, state.view.person
        notes, rights = [], []
        if answer is not None and (answer.query or person):
            if person:
                notes.append(self.say("results.of", name=person))
            rights = counted(answer, self.groups, self.say, best=state.view.sorting == "relevance")
        if state.view.off:
            notes.append(self.say("results.off", count=len(state.view.off)))
        if state.view.sorting != "relevance":
            notes.append(self.say(f"sorting.{state.view.sorting}"))
        if state.preview:
            notes.append(self.say("results.preview"))
        self.entitle(" · ".join(notes), *rights)

    def wait(self) -> None:
        """Say that the first answer is being looked for."""
        self.list.empty = self.say("results.searching")
        self.list.update_rows()

    def failed(self) -> None:
        """Say that the answer that was waited for does not come."""
        self.list.empty = self.say("results.failed")
        self.list.update_rows()

    def _nothing(self, state: State) -> str:
        if state.answer is None:
            return self.say("results.searching" if state.view.query.strip() or state.view.person else "results.empty")
        progress = state.progress
        if progress is not None and progress.phase == "scan":
            return self.say("results.searching")
        if progress is not None:
            return self.say("results.none_yet", done=progress.done, total=progress.total)
        if not state.ready:
            return self.say("results.none_building")
        query = state.view.person or state.answer.query
        named = any(word.startswith(("by:", "person:")) for word in query.split())
        return self.say("results.none_by" if named else "results.none", query=query)

    def _place_of(self, hit: Hit | None) -> int | None:
        if hit is None:
            return None
        hits = self._answer.hits if self._answer else ()
        for place, entry in enumerate(self._entries):
            if entry.kind == "hit" and (hits[entry.number].file, hits[entry.number].start) == (hit.file, hit.start):
                return place
            if entry.kind == "folded" and entry.group and entry.group.file == hit.file:
                return place
        return None

    def _at_cursor(self, kind: str) -> int:
        entry = self.under_cursor(self._entries)
        return entry.number if entry is not None and entry.kind == kind else -1

    @property
    def current(self) -> int:
        """The number of the hit under the cursor (of a folded document its first), -1 when there is none."""
        return max(self._at_cursor("hit"), self._at_cursor("folded"))

    @property
    def order(self) -> tuple[int, ...]:
        """The numbers of the hits as they are listed."""
        return tuple(number for group in self.groups for number in group.numbers)

    @property
    def current_hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self._answer.hits[self.current] if self._answer and self.current >= 0 else None

    @property
    def suggestion(self) -> str:
        """The suggested word under the cursor, ''."""
        number = self._at_cursor("suggestion")
        return self._answer.suggestions[number] if self._answer and number >= 0 else ""

    def point(self, number: int) -> None:
        """Put the cursor on a hit by its number."""
        for place, entry in enumerate(self._entries):
            folded = entry.kind == "folded" and entry.group is not None and number in entry.group.numbers
            if folded or (entry.kind == "hit" and entry.number == number):
                self.list.move_to(place, announce=False)
                return

    def _row(self, index: int, width: int) -> Row:
        answer, entry = self._answer, self._entries[index]
        if answer is None or entry.kind == "sentence":
            return Row(entry.text or self.list.empty)
        if entry.kind == "suggestion":
            return Row(answer.suggestions[entry.number])
        hit = answer.hits[entry.number]
        if entry.group is not None:
            sign = FOLDED if entry.kind == "folded" else OPEN
            count = f"{entry.group.passages:,}"
            date = entry.group.date
            if width < _WHOLE_DATES:  # the year, where they are of several, tells more than the day
                date = date[:4] if self._years > 1 else date[5:]
            note = f"{count:>3}  {date:<10}" if width >= _WHOLE_DATES else f"{count}  {date}".rstrip()
            room = width - cell_width(note) - 1 - cell_width(sign)
            title = self._titles.pieces(hit.title, hit.file, hit.part, room)
            return Row(*spans_of([(sign, "document"), *title]), note=note)
        where = f"¶{hit.paragraph}"
        place = truncate(plain(place_words(hit.place, hit.title))[0], max(1, width // 4))
        where = f"{place} {where}" if place and width >= 40 else where
        note = "  ".join(part for part in (why(hit, self.say), where) if part)
        if cell_width(note) > width // 2:  # the list itself gives a note no more than half of the row
            reason = truncate(why(hit, self.say), width // 2 - cell_width(f"  {where}"))
            note = f"{reason}  {where}" if len(reason) > 1 else where
        room = width - cell_width(note) - 1
        return Row(*spans_of(passage(hit, room)), note=note)


def entries(answer: Answer | None, groups: Sequence[Group], folded: Container[str], say: Messages) -> tuple[Entry, ...]:
    """The rows of an answer; over the words suggested instead of one a row for what an empty list says."""
    if answer is None:
        return ()
    words = answer.suggestions[: _SUGGESTED if answer.hits else None]
    rows: list[Entry] = []
    if words and not answer.hits:
        rows.append(Entry("sentence"))
    if words:
        rows.append(Entry("sentence", text=say("results.suggest")))
        rows += [Entry("suggestion", number) for number in range(len(words))]
    line = False
    for group in groups:
        if group.below and not line:
            line = True
            rows.append(Entry("sentence", text=f"── {say('results.below')} ──"))
        if group.file in folded:
            rows.append(Entry("folded", group.numbers[0], group=group))
            continue
        rows.append(Entry("title", group.numbers[0], group=group))
        rows += [Entry("hit", number) for number in group.numbers]
    return tuple(rows)


def counted(answer: Answer, groups: Sequence[Group], say: Messages, *, best: bool = True) -> list[str]:
    """How many passages there are, in how many documents, and how many weaker ones; in words, the longest first.
    `best`: those that are listed are the best, else the first."""
    listed = sum(not hit.below for hit in answer.hits)
    if not answer.total and answer.weaker:
        return [say("results.only_weaker", count=answer.weaker), say("results.count", count=0)]
    passages = say("results.count", count=answer.total)
    if answer.total > listed:
        rights = [say("results.some" if best else "results.first", count=listed, total=answer.total), passages]
    else:
        documents = answer.documents or len(files_in(above(groups)))
        rights = [say("results.in", passages=passages, count=documents)] if documents > 1 else []
        rights.append(passages)
    return [say("results.weaker", found=rights[0], count=answer.weaker), *rights] if answer.weaker else rights


def passage(hit: Hit, width: int) -> Pieces:
    """The words of a hit around its first match."""
    spans = [(span.start - hit.start, span.end - hit.start) for span in hit.spans]
    return snippet(hit.text, [(start, end) for start, end in spans if 0 <= start < end], width)


def why(hit: Hit, say: Messages) -> str:
    """Why a passage was found, when it is not as written: the words that were exchanged, or the kind of match."""
    if hit.note:
        typed, equals, other = plain(hit.note)[0].partition("=")
        return say("why.instead", typed=truncate(typed, _TYPED), other=other) if equals else typed
    reasons = dict.fromkeys(span.why for span in hit.spans)
    if "written" in reasons:
        return ""
    return next((say(f"why.{reason}") for reason in reasons), "")
