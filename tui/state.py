"""What the explorer knows: plain values that panes draw. Nothing here knows Textual.

`View` is where the reader is; every step that Esc can undo puts the view before it on the trail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from inyo.index.library import (
    SHOWN,
    Answer,
    ConcordanceLine,
    Document,
    DocumentInfo,
    Facets,
    Hit,
    Kind,
    Person,
    Progress,
    Quote,
    Span,
    Term,
    Zone,
)

PaneName = Literal[
    "search", "documents", "results", "facets", "reader", "quotations", "people", "concordance", "dossier", "start"
]
Listing = Literal["document", "results", "speaker", "marked", "everywhere"]
Order = Literal["place", "speaker", "date"]
LineOrder = Literal["text", "left", "right"]
Sorting = Literal["relevance", "date", "title"]
SORTINGS: tuple[Sorting, ...] = ("relevance", "date", "title")
MarkKey = tuple[str, int, str]
"""The file of a quotation, its offset and its words."""
Group = Literal["quotations", "fragments", "thoughts", "terms", "headlines", "comments"]

LISTINGS: tuple[Listing, ...] = ("document", "results", "speaker", "marked", "everywhere")
MARKED: frozenset[Listing] = frozenset({"marked", "everywhere"})
"""The lists of what was marked: in this collection, in all of them."""
ORDERS: tuple[Order, ...] = ("place", "speaker", "date")
GROUPS: tuple[Group, ...] = ("quotations", "fragments", "thoughts", "terms", "headlines", "comments")


@dataclass(frozen=True, slots=True)
class News:
    """A document that came, changed or went while the explorer was open."""

    kind: Literal["added", "changed", "removed"]
    info: DocumentInfo


def news_of(before: Sequence[DocumentInfo], after: Sequence[DocumentInfo]) -> tuple[News, ...]:
    """What is different between two lists of documents: new ones first, then changed ones, then those that are gone."""
    old, new = {info.file: info for info in before}, {info.file: info for info in after}
    added = [News("added", info) for file, info in new.items() if file not in old]
    changed = [News("changed", info) for file, info in new.items() if file in old and old[file] != info]
    removed = [News("removed", info) for file, info in old.items() if file not in new]
    return (*added, *changed, *removed)


@dataclass(frozen=True, slots=True)
class Kept:
    """A search that is kept: what it found when it was looked at last, and what it finds now (-1: not known yet)."""

    query: str
    before: int
    now: int = -1

    @property
    def new(self) -> int:
        """Passages that have come since."""
        return max(0, self.now - self.before) if min(self.now, self.before) >= 0 else 0


@dataclass(frozen=True, slots=True)
class Start:
    """What the first screen knows. `reading`: documents that were read last with how far, in per cent, latest first."""

    reading: tuple[tuple[DocumentInfo, int], ...] = ()
    queries: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    people: tuple[Person, ...] = ()
    terms: tuple[Term, ...] = ()
    facets: Facets = field(default_factory=Facets)
    news: tuple[News, ...] = ()
    marks: int = 0
    undated: int = 0
    """Documents without a date."""
    problems: int = 0


Reading = tuple[tuple[DocumentInfo, int], ...]


def shares(lines: Mapping[str, tuple[int, int]], infos: Mapping[str, DocumentInfo]) -> Reading:
    """Documents that were read last, latest first, with the per cent up to which; `lines`: file → (top, of)."""
    read = [(file, top, of) for file, (top, of) in lines.items() if file in infos and top]
    return tuple((infos[file], min(100, 100 * top // max(1, of))) for file, top, of in reversed(read))


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote beside a mark."""

    text: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which quotations are listed, and how. `speaker` and `words` filter; empty means all."""

    listing: Listing = "document"
    order: Order = "place"
    groups: frozenset[Group] = frozenset({"quotations", "fragments"})
    speaker: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Where the reader is. `person` is set when the results are that person's passages, not the query's.

    `start`–`end` is the spot in the open document (`file`): code points, equal when there is only a place.
    `hit` is the result the document was opened from, `top` the code point at the top of the reader (-1: not known).
    """

    focus: PaneName = "search"
    query: str = ""
    person: str = ""
    file: str = ""
    start: int = 0
    end: int = 0
    hit: int = -1
    top: int = -1
    zoomed: bool = False
    hidden: bool = False
    """Whether the lists at the left give their room to the text."""
    widened: int = 0
    """Cells that the left column has more (or fewer) than by itself."""
    aside: Literal["documents", "people"] = "documents"
    choice: Choice = Choice()
    sorting: Sorting = "relevance"
    """The order of the documents of an answer."""
    off: frozenset[tuple[str, str]] = frozenset()
    """Forms of the query, with why they are looked for, that the reader has switched off."""


Entry = Literal["spot", "first", "last"]


@dataclass(frozen=True, slots=True)
class Opening:
    """What to open, and where: at a spot (`start`–`end`, `top` the code point at the top of the reader), at the words
    of a quotation, or at the first or last place that the query matches (`entry`). `hit` is the result it comes from.

    A `quiet` opening leaves the status line as it is and is not remembered for the next session by itself; what is to
    be `said` of another one is the key of a message.
    """

    file: str
    start: int = 0
    end: int = 0
    hit: int = -1
    top: int = -1
    entry: Entry = "spot"
    quote: Quote | None = None
    quiet: bool = False
    said: str = ""
    fresh: bool = False
    """Whether to read it again though it is open: it has changed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The document in the reader. `spans`: all places that `query` matches, in order; `quotes`: all its quotations;
    `passages`: where those start and end that `query` finds in it, where the answer does not list them all."""

    file: str
    document: Document
    spans: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    query: str = ""
    passages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a person said, beside what a second one did ('' for none). `second_side`: the second one's column is in
    use."""

    name: str
    first: tuple[Quote, ...]
    other: str = ""
    second: tuple[Quote, ...] = ()
    second_side: bool = False


@dataclass(frozen=True)
class State:
    """Everything the panes draw. `change`, `look` and `step` write it, and nothing else can."""

    view: View = field(default_factory=View)
    trail: list[View] = field(default_factory=list)
    documents: tuple[DocumentInfo, ...] = ()
    answer: Answer | None = None
    completions: tuple[str, ...] = ()
    """Names that what is being typed may be the beginning of."""
    folded: frozenset[str] = frozenset()
    """Documents of the answer whose passages are not listed."""
    opened: Opened | None = None
    quotes: tuple[Quote, ...] = ()
    listed: Choice = Choice()
    """What `quotes` were listed for: the view may be a choice ahead of them."""
    listed_whole: bool = False
    """Whether the quotations of an answer are all those of its documents: there are none in its passages."""
    people: tuple[Person, ...] = ()
    lines: tuple[ConcordanceLine, ...] = ()
    line_order: LineOrder = "text"
    dossier: Dossier | None = None
    start: Start = field(default_factory=Start)
    marks: dict[MarkKey, Quote] = field(default_factory=dict)
    """What was marked, in all collections."""
    unsaved: int = 0
    """Changes of marks that could not be written."""
    notes: Mapping[MarkKey, Note] = field(default_factory=dict)
    """What was written beside marks."""
    paths: tuple[Path, ...] = ()
    """The folders and files of this collection."""
    found: tuple[Span, ...] = ()
    """What the reader looks for in this document alone (f); empty when the query's matches are walked."""
    find_text: str = ""
    facets: Facets = field(default_factory=Facets)
    """By what the documents of the answer differ, where there is room to show it."""
    preview: bool | None = None
    """Whether the text follows the cursor in the results; None: where the screen is wide."""
    documents_filter: str = ""
    people_filter: str = ""
    progress: Progress | None = None
    ready: bool = False
    """Whether all there is has been read."""
    troubles: tuple[str, ...] = ()
    """What is wrong with the settings, worded."""
    notices: tuple[str, ...] = ()
    """What there is to say of the collection since the last update, worded."""

    news: tuple[News, ...] = ()
    """Documents that came, changed or went since the explorer was opened, the latest first."""

    def change(self, **fields: object) -> None:
        """Set fields by their names. Raises TypeError for one that does not exist."""
        for name, value in fields.items():
            if name not in self.__dataclass_fields__:
                raise TypeError(name)
            object.__setattr__(self, name, value)

    def look(self, **fields: Any) -> None:
        """Change the view."""
        self.change(view=replace(self.view, **fields))

    def step(self) -> None:
        """Remember the view, so that Esc can come back to it."""
        if not self.trail or self.trail[-1] != self.view:
            self.trail.append(self.view)
            del self.trail[:-100]

    @property
    def infos(self) -> dict[str, DocumentInfo]:
        """The documents by their files."""
        return {info.file: info for info in self.documents}

    @property
    def marks_here(self) -> tuple[Quote, ...]:
        """What was marked in this collection, documents that are gone included."""
        files = {info.file for info in self.documents}
        names = tuple(str(path) for path in self.paths)
        inside = tuple(name.rstrip("/") + "/" for name in names)
        return tuple(
            quote
            for quote in self.marks.values()
            if quote.file in files or quote.file in names or quote.file.startswith(inside)
        )


def mark_key(quote: Quote) -> MarkKey:
    """What a mark is tied to: the file and the words; the offset tells repeated words apart."""
    return quote.file, quote.quotation.start, quote.quotation.text


def passage_key(hit: Hit) -> MarkKey:
    """What the mark of a whole passage is tied to."""
    return hit.file, hit.start, hit.text


def group_of(kind: Kind, form: str, zone: Zone) -> Group:
    """The group under which a quotation is switched on and off."""
    if zone in ("headline", "source"):
        return "headlines"
    if zone == "comment":
        return "comments"
    if kind == "thought":
        return "thoughts"
    if kind not in SHOWN:
        return "terms"
    return "fragments" if form == "partial" else "quotations"


def kinds_of(groups: Iterable[Group]) -> tuple[Kind, ...]:
    """The kinds the library must be asked for so that these groups can be shown."""
    wanted = set(groups)
    kinds: list[Kind] = list(SHOWN)
    if wanted & {"thoughts", "headlines", "comments"}:
        kinds.append("thought")
    if wanted & {"terms", "headlines", "comments"}:
        kinds += ["term", "title", "other"]
    return tuple(kinds)


def listed(quotes: Iterable[Quote], choice: Choice, *, fold: Callable[[str], str] = str.casefold) -> tuple[Quote, ...]:
    """The quotations of a choice, filtered and in order."""
    words = [fold(word) for word in choice.words.split()]
    kept = [
        quote
        for quote in quotes
        if (choice.listing in MARKED or in_groups(quote, choice.groups))
        and all(word in fold(f"{quote.quotation.text} {speaker_of(quote)} {quote.title}") for word in words)
    ]
    if choice.order == "speaker":
        # the nameless come last: they are what one looks for least
        kept.sort(key=lambda quote: (not speaker_of(quote), speaker_of(quote)))
    elif choice.order == "date":
        kept.sort(key=lambda quote: (quote.date, quote.file, quote.quotation.start))
    return tuple(kept)


def speaker_of(quote: Quote) -> str:
    """Who spoke, over the collection; as the document names them when the collection does not know them."""
    return quote.person if quote.edited else quote.person or quote.quotation.speaker


def in_groups(quote: Quote, groups: Iterable[Group]) -> bool:
    """Whether a quotation is of one of these groups."""
    return group_of(quote.quotation.kind, quote.quotation.form, quote.quotation.zone) in groups


def in_hits(quotes: Iterable[Quote], hits: Sequence[Hit]) -> tuple[Quote, ...]:
    """The quotations that stand at least partly in one of the passages."""
    passages: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        passages.setdefault(hit.file, []).append((hit.start, hit.end))
    return tuple(
        quote
        for quote in quotes
        if any(
            quote.quotation.start < end and start < quote.quotation.end for start, end in passages.get(quote.file, ())
        )
    )


def next_span(spans: Sequence[Span], at: int, direction: int) -> Span | None:
    """The first span after `at` (or the last before it), None when there is none on that side."""
    if direction > 0:
        return next((span for span in spans if span.start > at), None)
    return next((span for span in reversed(spans) if span.start < at), None)


def files_of(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The documents of an answer in the order of their best hits."""
    return tuple(dict.fromkeys(hit.file for hit in hits))


def hit_at(hits: Sequence[Hit], file: str, place: int) -> int:
    """The number of the hit whose passage has a place of a document, -1 when none has."""
    return next((n for n, hit in enumerate(hits) if hit.file == file and hit.start <= place < hit.end), -1)


def nearest(quotes: Sequence[Quote], place: int) -> Quote | None:
    """The quotation around a place of their document, else the next one after it, else the last before it."""
    around = [quote for quote in quotes if quote.quotation.start <= place < quote.quotation.end]
    if around:
        return min(around, key=lambda quote: quote.quotation.end - quote.quotation.start)
    after = [quote for quote in quotes if quote.quotation.start >= place]
    if after:
        return min(after, key=lambda quote: quote.quotation.start)
    return max(quotes, key=lambda quote: quote.quotation.start, default=None)


def neighbour(items: Sequence[str], current: str, direction: int) -> str | None:
    """The item before or after `current`, round the ends; None when there is no other."""
    if not items or (len(items) == 1 and items[0] == current):
        return None
    if current not in items:
        return items[0 if direction > 0 else -1]
    return items[(items.index(current) + direction) % len(items)]


def relocate(quote: Quote, text: str) -> tuple[int, int] | None:
    """Where the words of a marked quotation stand in its document now: at their place, or where they are nearest."""
    quotation = quote.quotation
    words = quotation.text
    if text[quotation.start : quotation.start + len(words)] == words:
        return quotation.start, quotation.start + len(words)
    before = text.rfind(words, 0, quotation.start + len(words))
    after = text.find(words, quotation.start)
    found = [at for at in (before, after) if at >= 0]
    if not words or not found:
        return None
    at = min(found, key=lambda place: abs(place - quotation.start))
    return at, at + len(words)
