"""Finding one's place in the open document: words in it, the place that a citation names, its table of contents."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import suppress

from inyo.index.library import Document, Place, Span
from inyo.tui.controllers.desk import Desk
from inyo.tui.page import Section, contents
from inyo.tui.panes.pieces import plain
from inyo.tui.state import next_span


class Finding:
    """What is found in the document, and how one goes there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # the table of contents

    def ask_section(self) -> None:
        """Choose a heading, a chapter or a page to go to: a place to come back from. Beside each stand the hits and the
        quotations up to the next one."""
        desk, opened = self.desk, self.desk.state.opened
        if opened is None:
            desk.status("reader.nothing")
            return
        sections = contents(opened.document)
        if not sections:
            desk.status("contents.none")
            return
        hits = sorted(span.start for span in desk.state.found or opened.spans)
        quotes = sorted(quote.quotation.start for quote in desk.quoting.visible(opened.quotes))
        rows = [self._row(section, hits, quotes) for section in sections]
        place = desk.reader.place
        here = max((at for at, section in enumerate(sections) if section.start <= place), default=0)

        def chosen(at: int) -> None:
            desk.navigation.step()
            desk.reading.to(Span(sections[at].start, sections[at].start, "written"))

        title = desk.say("contents.title", title=opened.document.title)
        desk.asking.menu(title, lambda: rows, chosen, typed=True, at=here)

    def _row(self, section: Section, hits: Sequence[int], quotes: Sequence[int]) -> tuple[str, str]:
        counts = {
            name: bisect_left(places, section.end) - bisect_left(places, section.start)
            for name, places in (("hits", hits), ("quotations", quotes))
        }
        notes = [self.desk.say(f"contents.{name}", count=count) for name, count in counts.items() if count]
        place = f"¶{self.desk.reader.paragraph_at(section.start)}"
        return "  " * section.depth + plain(section.name)[0], " · ".join([*notes, place])

    # words and places

    def ask_place(self) -> None:
        """Ask where to go in this document, as a citation says it."""
        if self.desk.state.opened is None:
            self.desk.status("reader.nothing")
            return
        self.desk.asking.ask("goto.prompt", "", self.go_to)

    def go_to(self, text: str) -> None:
        """Go to a paragraph, a page or so far into the document: a place to come back from."""
        desk, opened = self.desk, self.desk.state.opened
        if opened is None or not text.strip():
            return
        start = place_called(text, opened.document)
        if start < 0:
            desk.status("goto.none", text=text)
            return
        desk.navigation.step()
        self.desk.reading.to(Span(start, start, "written"))

    def ask_find(self) -> None:
        """Ask what to find in this document."""
        if self.desk.state.opened is None:
            self.desk.status("reader.nothing")
            return
        self.desk.asking.ask("find.prompt", self.desk.state.find_text, self.find)

    def find(self, text: str) -> None:
        """Find a text in the open document as the search does, in any spelling and by its reading, and as it stands."""
        desk, state = self.desk, self.desk.state
        if state.opened is None or not text.strip():
            self.end_find()
            return
        library, opened = desk.library, state.opened

        def work(cancelled: Callable[[], bool]) -> tuple[Span, ...]:
            found = {(span.start, span.end): span for span in occurrences(opened.document.text, text)}
            with suppress(KeyError):  # its file has gone meanwhile
                found = {(span.start, span.end): span for span in library.highlights(opened.file, text)} | found
            return tuple(found[place] for place in sorted(found))

        desk.jobs.start("find", work, lambda found: self._found(text, found))

    def _found(self, text: str, found: tuple[Span, ...]) -> None:
        desk, state = self.desk, self.desk.state
        state.change(find_text=text if found else "", found=found)
        desk.reader.draw(state)
        if not found:
            desk.status("find.none", text=text)
            return
        self.desk.reading.to(next_span(found, desk.reader.place - 1, 1) or found[0])
        desk.status("find.found", text=text, count=len(found))

    def end_find(self) -> None:
        """Walk the query's matches again."""
        self.desk.state.change(find_text="", found=())
        self.desk.reader.draw(self.desk.state)
        self.desk.rest()


def place_called(text: str, document: Document) -> int:
    """The code point at which a place of a document begins: a paragraph (12, ¶12, 12段落), a page (p4, p. 4,
    4ページ), a share (50%). -1 where there is none."""
    found = _PLACE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return -1
    number = int(found["number"])
    if found["share"]:
        return len(document.text) * number // 100 if number <= 100 else -1
    paragraphs = range(1, len(document.paragraphs) + 1)
    pages = (at for at in paragraphs if _page(document.place(at)) == str(number))
    at = next(pages, 0) if found["page"] or found["sheet"] else number
    return document.paragraphs[at - 1].start if at in paragraphs else -1


def _page(place: Place) -> str:
    """The page as it is printed, else its number in the file; '' where there are no pages."""
    return place.page or str(place.sheet or "")


_PLACE = re.compile(
    r"(?:¶|(?P<page>[pP]\.? ?))?(?P<number>[0-9]{1,7})(?: ?(?:段落?|(?P<share>%)|(?P<sheet>ページ|頁)))?"
)


def occurrences(text: str, wanted: str) -> tuple[Span, ...]:
    """All places of a text, not overlapping; letters match in either case when none that is wanted is a capital."""
    if wanted == wanted.lower():
        lowered = text.lower()
        # a few letters change their length when lowered; offsets would be wrong
        text = lowered if len(lowered) == len(text) else text
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(Span(at, at + len(wanted), "written"))
        at = text.find(wanted, at + len(wanted))
    return tuple(found)
