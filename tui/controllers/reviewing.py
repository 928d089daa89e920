"""Review by hand: who is only likely to have said something, the least likely first, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from inyo.index.library import Quote
from inyo.tui.controllers.desk import Desk
from inyo.tui.messages import Messages
from inyo.tui.panes.pieces import plain
from inyo.tui.state import Opening
from inyo.tui.terminal.cells import truncate

SURE = 0.9
"""The probability from which a speaker is in no doubt."""
_OFFERED = 6
"""Names that are offered at most."""


class Reviewing:
    """Walks through the doubtful speakers of the list, and says why somebody is named."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def why(self) -> None:
        """Say what speaks for the speaker under the cursor."""
        quote, say = self.desk.quotations.current, self.desk.say
        if quote is None:
            self.desk.status("quotation.nothing")
        elif quote.edited:
            self.desk.status("why.edited", name=quote.person)
        elif not (name := likely(quote)):
            self.desk.status("why.nobody")
        else:
            reasons = reasons_in_words(quote, say) or say("why.plain")
            self.desk.status("why.said", name=name, percent=percent(quote.quotation.probability), reasons=reasons)

    def begin(self) -> None:
        """Ask about each doubtful speaker of the list: Enter accepts, another row is another speaker, Esc ends."""
        quotes = tuple(filter(self.desk.quoting.is_here, doubtful(self.desk.state.quotes)))
        if not quotes:
            self.desk.status("review.none")
            return
        self.desk.navigation.step()
        self._ask(quotes, 0)

    def _ask(self, quotes: Sequence[Quote], number: int) -> None:
        desk = self.desk
        if number >= len(quotes):
            desk.status("review.done", count=len(quotes))
            return
        quote, library = quotes[number], desk.library
        start, end = quote.quotation.start, quote.quotation.end
        desk.quotations.point(quote)
        desk.reading.open(Opening(quote.file, start, end, quiet=True, quote=quote))

        def work(cancelled: Callable[[], bool]) -> tuple[tuple[str, float], ...]:
            return library.candidates(quote.file, quote.quotation)

        desk.jobs.start("edit", work, lambda found: self._offer(quotes, number, found))

    def _offer(self, quotes: Sequence[Quote], number: int, found: Sequence[tuple[str, float]]) -> None:
        desk, say, quote = self.desk, self.desk.say, quotes[number]
        best = likely(quote)
        others = [pair for pair in found if pair[0] and pair[0] != best][: _OFFERED - 1]
        reasons = reasons_in_words(quote, say, 1)
        names = [best, *(name for name, _ in others), ""]
        asides = [" · ".join(filter(None, (percent(quote.quotation.probability), reasons)))]
        asides += [*(percent(probability) for _, probability in others), "", ""]
        shown = [*(plain(name)[0] for name in names[:-1]), say("review.nobody"), say("review.later")]
        words = truncate(plain(quote.quotation.text)[0], 36)

        def chosen(at: int) -> None:
            if at < len(names):
                desk.quoting.set_speaker(quote, names[at], then=lambda: self._ask(quotes, number + 1))
            else:
                self._ask(quotes, number + 1)

        title = say("review.title", number=number + 1, total=len(quotes), words=words)
        desk.asking.menu(title, lambda: list(zip(shown, asides, strict=True)), chosen)


def likely(quote: Quote) -> str:
    """Who said it, or may have said it; '' where nobody is likely."""
    return quote.person or quote.quotation.speaker or quote.quotation.suggestion


def doubtful(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Those whose speaker is not sure and was not set by the reader, the least likely first."""
    found = [
        quote
        for quote in quotes
        if likely(quote) and not quote.edited and (quote.quotation.suggestion or quote.quotation.probability < SURE)
    ]
    return tuple(sorted(found, key=lambda quote: quote.quotation.probability))


def reasons_in_words(quote: Quote, say: Messages, most: int | None = None) -> str:
    """What speaks most for the speaker, in words, the first `most`; codes that are not known are left out."""
    known = [code for code in quote.quotation.reasons if say.has(f"reason.{code}")]
    return say("reason.and").join(say(f"reason.{code}") for code in known[:most])


def percent(probability: float) -> str:
    """A probability as it is shown."""
    return f"{round(100 * probability)}%"
