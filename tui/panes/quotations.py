"""Who said what: of this document, these results, a speaker, or marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from inyo.index.library import Quote
from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import Pieces, Titles, column, cut, plain, snippet, spans_of, width_of
from inyo.tui.state import MARKED, Choice, State, mark_key, speaker_of
from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.linebreak import rows
from inyo.tui.widgets.list_rows import Row
from inyo.tui.widgets.virtual_list import GUTTER

_ONE_LINE = 64
"""Cells from which a quotation, its speaker and its place fit on one line."""
_MOST_LINES = 12
"""Lines of a quotation in a narrow pane at most: whoever speaks longer is read in the text."""
_MANY = 100
"""Rows that fill any pane."""
_DEFAULT_GROUPS = Choice().groups


class QuotationsPane(ListPane):
    """「…」 — speaker — paragraph, under the title of the document where there may be several. Sorted by speaker,
    documents change at every row: there the title stands in the row. What was inferred has a question mark, what was
    marked a sign."""

    SCOPE: ClassVar[Scope] = "quotations"
    NUMBER: ClassVar[str] = "4"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._shown: tuple[Quote, ...] = ()
        self._rows: tuple[int, ...] = ()
        """For each row the number of its quotation, or as `rows_of` says the title over it."""
        self._names: tuple[int, ...] = ()
        """The cells of each name that is listed."""
        self._taken: tuple[int, ...] = ()
        """The lines of each quotation."""
        self._choice = Choice()
        self._state: State | None = None
        self._titles = Titles()
        self._notes: object = None

    def on_resize(self) -> None:
        """A quotation takes one line or two, by the width."""
        if self._state is not None:
            self.call_after_refresh(self.draw, self._state)

    def draw(self, state: State) -> None:
        self._state = state
        choice = state.listed
        if state.quotes is not self._shown:
            names = {speaker_of(quote) or quote.quotation.suggestion for quote in state.quotes}
            self._names = tuple(cell_width(plain(name)[0]) + 1 for name in names)  # and the sign of what was inferred
        heights = self._heights(state)
        if state.quotes is not self._shown or choice != self._choice or heights != self._taken:
            kept = self.current
            self._shown, self._choice = state.quotes, choice
            self._titles = self._titles.of(state.documents, state.paths)
            self._taken = heights
            self.list.row_height = min(heights, default=1)
            self.list.empty = self._nothing(state)
            self._rows = rows_of(self._shown, titled=self._titled)
            place = self._place_of(kept) if kept else None
            heads = [at for at, number in enumerate(self._rows) if number < 0]
            more = [height - self.list.row_height for height in heights]
            taller = [(at, more[number]) for at, number in enumerate(self._rows) if number >= 0 and more[number]]
            self.list.set_rows(len(self._rows), self._row, headers=heads, cursor=place, taller=taller)
        if not self._shown:
            self.list.empty = self._nothing(state)
        if state.notes is not self._notes:
            self._notes = state.notes
            self.list.update_rows()
        self.list.set_marked(
            at for at, number in enumerate(self._rows) if number >= 0 and mark_key(self._shown[number]) in state.marks
        )
        elsewhere = len(state.marks) - len(state.marks_here) if choice.listing == "marked" else 0
        notes = [describe(choice, self.say, whole=state.listed_whole)]
        notes += [self.say("listing.elsewhere", count=elsewhere)] if elsewhere else []
        if state.preview:
            notes.append(self.say("results.preview"))
        self.entitle(" · ".join(notes), f"{len(self._shown):,}" if self._shown else "")

    def _heights(self, state: State) -> tuple[int, ...]:
        """Lines of each quotation: a second one for its speaker in a narrow pane; more for what is cut, as long as
        there are any free: all of it in a narrow pane, the rest of its words on a second line in a wide one."""
        width = self.list.text_width if self.list.size.width else _ONE_LINE
        quotes, least = state.quotes, 1 if self._is_of_one(state.listed) else least_lines(width)
        rows = len(rows_of(quotes, titled=self._is_titled(state.listed)))
        free = self.list.size.height - rows - (least - 1) * len(quotes)
        heights = [least] * len(quotes)
        for number, quote in enumerate(quotes if free > 0 else ()):
            heights[number] += min(free, self._lines_whole(quote, width, state.listed) - least)
            free -= heights[number] - least
        return tuple(heights)

    def lines_wanted(self, width: int) -> int:
        """The lines that show as much of each quotation as the list ever does, titles included."""
        if not self._shown or len(self._rows) > _MANY:
            return super().lines_wanted(width)
        titles = len(self._rows) - len(self._shown)
        return self.heading + titles + sum(self._lines_whole(quote, width, self._choice) for quote in self._shown)

    def _lines_whole(self, quote: Quote, width: int, choice: Choice) -> int:
        """The lines that a list of `width` cells gives to a quotation where it has them: for all of its words, or many,
        and the speaker; where there is room beside them, two at most."""
        if width >= _ONE_LINE:
            room = width - GUTTER - sum(self._beside(choice, width - GUTTER))
            return 2 if cell_width(plain(quote.quotation.text[: 2 * width])[0]) > room else 1
        room, text = width - GUTTER, plain(quote.quotation.text)[0][: _MOST_LINES * width]
        if self._is_of_one(choice):
            return min(_MOST_LINES, len(rows(text, max(1, room - self._behind(quote)))))
        return 1 + min(_MOST_LINES, len(rows(text, max(1, room))))

    def _beside(self, choice: Choice, width: int) -> tuple[int, int, int]:
        """The cells that the speaker, the place and what parts them take beside the words in a row of `width` cells."""
        with_title = choice.listing != "document" and not self._is_titled(choice)
        who = 1 if choice.listing == "speaker" else column_of_names(self._names, width)
        return who, min(30, width // 4) if with_title else 5, 4

    def _nothing(self, state: State) -> str:
        choice = state.listed
        if choice.words:
            return self.say("quotations.empty.filtered", words=choice.words)
        if choice.listing == "document" and state.opened is None:
            return self.say("quotations.empty.closed")
        if choice.listing == "marked" and state.marks:
            return self.say("quotations.empty.marked_here", count=len(state.marks))
        return self.say(f"quotations.empty.{choice.listing}", name=choice.speaker)

    @property
    def current(self) -> Quote | None:
        """The quotation under the cursor."""
        number = self.under_cursor(self._rows)
        return None if number is None or number < 0 else self._shown[number]

    def point(self, quote: Quote) -> None:
        """Put the cursor on a quotation, if it is listed."""
        place = self._place_of(quote)
        if place is not None:
            self.list.move_to(place, announce=False)

    def _place_of(self, quote: Quote) -> int | None:
        key = mark_key(quote)
        number = next((number for number, other in enumerate(self._shown) if mark_key(other) == key), None)
        return None if number is None else self._rows.index(number)

    @property
    def _titled(self) -> bool:
        return self._is_titled(self._choice)

    @classmethod
    def _is_of_one(cls, choice: Choice) -> bool:
        """Whether all that a row has to tell beside the words is their place: the speaker and the titles stand over
        the list."""
        return choice.listing == "speaker" and cls._is_titled(choice)

    @staticmethod
    def _is_titled(choice: Choice) -> bool:
        """Whether titles stand over the quotations of their documents."""
        return choice.listing != "document" and choice.order != "speaker"

    def _row(self, index: int, width: int) -> Row:
        number = self._rows[index]
        if number < 0:
            head = self._shown[-1 - number]
            return Row(*spans_of(self._titles.pieces(head.title, head.file, head.part, width - 12)), note=head.date)
        quote = self._shown[number]
        speaker = speaker_pieces(quote, self.say)
        note = self._state.notes.get(mark_key(quote)) if self._state else None
        one = self._choice.listing == "speaker"
        if one:  # who it is stands in the title; only the sign is the row's own
            speaker = [piece for piece in speaker if piece[1] == "mark"]
        if width < _ONE_LINE - GUTTER:
            if self._is_of_one(self._choice):
                return self._row_of_one(quote, speaker, width, self._taken[number])
            return self._narrow_row(quote, speaker, width, self._taken[number], one=one)
        with_title = self._choice.listing != "document" and not self._titled
        who, where, apart = self._beside(self._choice, width)
        room = width - who - where - apart
        beside: Pieces = (
            cut([plain(f"  ✎ {note.text} " + " ".join(f"#{tag}" for tag in note.tags), "mark")], room // 2)
            if note
            else []
        )
        said, rest = (
            broken(quote.quotation.text, room - width_of(beside), width) if self._taken[number] == 2 else ("", "")
        )
        words = [*([plain(said)] if rest else snippet(quote.quotation.text, (), room - width_of(beside))), *beside]
        gap = width - who - where - 2 - width_of(words)
        named = cut(speaker, who)
        shown = self._place(quote, with_title=with_title)
        indent = "" if with_title else " " * max(0, where - cell_width(shown))
        place = column(indent + shown, where, "faint")
        pieces: Pieces = [*words, (" " * gap, ""), *named, (" " * (who - width_of(named) + 2), ""), place]
        return Row(*spans_of(pieces), below=rest)

    def _behind(self, quote: Quote) -> int:
        """The cells that the sign of what was inferred and the place take in a row of one speaker."""
        return cell_width(self.say("quotation.inferred")) + 1 + cell_width(self._place(quote, with_title=False))

    def _row_of_one(self, quote: Quote, sign: Pieces, width: int, lines: int) -> Row:
        """The words of the one speaker of a narrow list in so many lines, the sign behind them, the place beside."""
        room = max(1, width - self._behind(quote))
        place = self._place(quote, with_title=False)
        if lines <= 1:
            return Row(*spans_of([*snippet(quote.quotation.text, (), room), *sign]), note=place)
        *said, last = in_lines(quote.quotation.text, room, lines)
        first, second, *more = [*((line, ()) for line in said), spans_of([(last, ""), *sign]), ("", ())]
        return Row(*first, note=place, below=second[0], below_spans=second[1], more=tuple(more))

    def _narrow_row(self, quote: Quote, speaker: Pieces, width: int, lines: int, *, one: bool) -> Row:
        """The words, and in the last of so many lines who said them and where; `one`: all are of one speaker."""
        with_title = self._choice.listing != "document" and not self._titled
        place = plain("  " + self._place(quote, with_title=with_title), "faint")
        named = (speaker_of(quote) or quote.quotation.suggestion) and not one
        below, below_spans = spans_of(cut([*([("— ", "faint")] if named else []), *speaker, place], width))
        if lines <= 2:
            text, spans = spans_of(snippet(quote.quotation.text, (), width))
            return Row(text, spans, below=below, below_spans=below_spans)
        first, *others = in_lines(quote.quotation.text, width, lines - 1)
        (second, second_spans), *more = [*((line, ()) for line in others), (below, below_spans)]
        return Row(first, below=second, below_spans=second_spans, more=tuple(more))

    def _place(self, quote: Quote, *, with_title: bool) -> str:
        paragraph = f"¶{quote.paragraph}"
        if not with_title:
            return paragraph
        return f"{paragraph} {self._titles.apart(quote.title, quote.file, quote.part) or quote.title}"


def rows_of(quotes: Sequence[Quote], *, titled: bool) -> tuple[int, ...]:
    """Rows of a list: each quotation's number, and before those of a document -1 less the first one's number."""
    rows: list[int] = []
    for number, quote in enumerate(quotes):
        if titled and (number == 0 or quotes[number - 1].file != quote.file):
            rows.append(-1 - number)
        rows.append(number)
    return tuple(rows)


def broken(text: str, width: int, below: int) -> tuple[str, str]:
    """A quotation in a line of `width` cells and, broken as Japanese is, the rest of it in one of `below`; the rest is
    empty where it needs no second line."""
    text = plain(text)[0]
    _, end = rows(text, max(1, width))[0]
    return text[:end].rstrip(), truncate(text[end:].lstrip(), below)


def in_lines(text: str, width: int, most: int) -> list[str]:
    """A quotation in at most so many lines of `width` cells, broken as Japanese is; cut where it is longer."""
    text = plain(text)[0]
    found = rows(text[: most * width + 1], max(1, width))
    lines = [text[start:end].strip() for start, end in found[: most - 1]]
    return [*lines, truncate(text[found[most - 1][0] :].strip(), width)] if len(found) >= most else lines


def least_lines(width: int) -> int:
    """The lines of any quotation in a list of `width` cells: where it is narrow one of them is for the speaker."""
    return 2 if width < _ONE_LINE else 1


def column_of_names(names: Sequence[int], width: int) -> int:
    """The cells of the column of speakers in a row of `width` cells: as wide as the widest of the names that can stand
    there whole, and for those that cannot no less than a fourth of the row."""
    most = width // 3
    whole = max((cells for cells in names if cells <= most), default=1)
    return whole if all(cells <= most for cells in names) else max(whole, min(24, width // 4))


def speaker_pieces(quote: Quote, say: Messages) -> Pieces:
    """The speaker, with a sign where they were inferred; who it may be, quietly with the sign,
    where that is too little to name them; a dash where the text names nobody."""
    name = speaker_of(quote)
    if not name and quote.quotation.suggestion and not quote.edited:
        return [plain(quote.quotation.suggestion, "faint"), (say("quotation.inferred"), "mark")]
    if not name:
        return [(say("quotation.unnamed"), "faint")]
    pieces: Pieces = [plain(name, "speaker")]
    if quote.edited:
        pieces.append(("✓" if cell_width("✓") == 1 else "!", "mark"))
    elif quote.quotation.inferred:
        pieces.append((say("quotation.inferred"), "mark"))
    return pieces


def describe(choice: Choice, say: Messages, *, whole: bool = False) -> str:
    """What is listed, in words: `this document · by speaker · + terms · filter “…”`. `whole`: of an answer not what its
    passages have, but its documents."""
    listing = "results.whole" if whole and choice.listing == "results" else choice.listing
    parts = [say(f"listing.{listing}", name=choice.speaker)]
    if choice.order != "place":
        parts.append(say(f"order.{choice.order}"))
    if choice.listing not in MARKED:
        parts += ["+" + say(f"group.{group}") for group in sorted(choice.groups - _DEFAULT_GROUPS)]
        parts += ["-" + say(f"group.{group}") for group in sorted(_DEFAULT_GROUPS - choice.groups)]
    if choice.words:
        parts.append(say("filter.words", words=choice.words))
    return plain(" · ".join(parts))[0]
