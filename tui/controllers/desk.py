"""What a controller may ask for: the library, the state, the panes, the status line, and verbs of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, Unpack

from textual.app import App
from textual.geometry import Size

from inyo.index.library import Answer, Hit, Library, Quote, Span
from inyo.tui.jobs import Jobs
from inyo.tui.keep.config import Config
from inyo.tui.keep.session import Session
from inyo.tui.keymap import Keymap
from inyo.tui.messages import Messages
from inyo.tui.panes.collection import DocumentsPane, PeoplePane
from inyo.tui.panes.concordance import ConcordancePane
from inyo.tui.panes.dossier import DossierPane
from inyo.tui.panes.facets import FacetsPane
from inyo.tui.panes.frame import Frame
from inyo.tui.panes.menu import Entry, Options
from inyo.tui.panes.quotations import QuotationsPane
from inyo.tui.panes.reader import ReaderPane
from inyo.tui.panes.results import ResultsPane
from inyo.tui.panes.start import StartPane
from inyo.tui.state import Listing, MarkKey, Opening, PaneName, State, View
from inyo.tui.terminal.clipboard import CopyResult
from inyo.tui.widgets.search_box import SearchBox


class Navigates(Protocol):
    """Focus, panes, steps."""

    def snapshot(self) -> View: ...
    @property
    def left(self) -> View: ...
    def resume(self, view: View, row: int) -> None: ...
    def step(self) -> None: ...
    def restore(self, view: View) -> None: ...
    def focus(self, name: PaneName, *, follow: bool = True) -> None: ...
    def rearrange(self, size: Size | None = None) -> None: ...
    def shows(self, name: PaneName) -> bool: ...
    def type(self, text: str) -> None: ...
    @property
    def has_room_for_preview(self) -> bool: ...
    @property
    def follows(self) -> bool: ...
    def search(self) -> None: ...
    def leaves(self) -> None: ...
    def arrives(self) -> None: ...


class Searches(Protocol):
    """The query and its answer."""

    @property
    def coming(self) -> bool: ...
    def ask(self, *, follow: bool = True, then: Callable[[], None] | None = None) -> None: ...
    def suggested(self, word: str) -> None: ...
    def more(self, then: Callable[[], None] | None = None) -> bool: ...
    def spans_in(self, file: str, answer: Answer | None) -> tuple[Span, ...]: ...
    def passages_in(self, file: str, answer: Answer | None) -> tuple[tuple[int, int], ...]: ...
    def count_from(self, totals: Mapping[str, int]) -> None: ...
    def say_none(self) -> None: ...


class Reads(Protocol):
    """The open document."""

    def open(self, opening: Opening) -> None: ...
    def enter(self, opening: Opening) -> None: ...
    def open_hit(self, number: int, *, step: bool = True, quiet: bool = False) -> None: ...
    def close(self) -> None: ...
    def to(self, span: Span) -> None: ...
    def reload(self) -> None: ...


class Finds(Protocol):
    """A place in the open document."""

    def end_find(self) -> None: ...


class Lists(Protocol):
    """Quotations."""

    def all_of(self, file: str) -> tuple[Quote, ...]: ...
    def visible(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]: ...
    def refresh(self) -> None: ...
    def list(self, listing: Listing, speaker: str = "") -> None: ...
    def show(self, listing: Listing) -> None: ...
    def by_speaker(self, name: str = "") -> None: ...
    def filter(self, words: str) -> None: ...
    def is_here(self, quote: Quote) -> bool: ...
    def set_speaker(self, quote: Quote, name: str, *, then: Callable[[], None] | None = None) -> None: ...


class Marks(Protocol):
    """What was marked."""

    def change(self, key: MarkKey, quote: Quote | None) -> bool: ...
    def change_all(self, changes: Mapping[MarkKey, Quote | None]) -> bool: ...
    def passage(self, hit: Hit) -> Quote: ...
    def export(self, quotes: Sequence[Quote]) -> None: ...
    def draw(self) -> None: ...


class Asks(Protocol):
    """Questions and menus."""

    def confirm(self, title: str, yes: str, done: Callable[[], None], what: str = "") -> None: ...

    def ask(
        self, key: str, initial: str, done: Callable[[str], None], *, changed: Callable[[str], None] | None = None,
        offered: Sequence[str] = (),
    ) -> None: ...  # fmt: skip
    def menu(
        self, title: str, entries: Callable[[], Sequence[Entry]], chosen: Callable[[int], None] | None,
        **options: Unpack[Options],
    ) -> None: ...  # fmt: skip
    def end_filter(self) -> bool: ...


class Previews(Protocol):
    """The text that follows a list."""

    def follow(self) -> None: ...
    def read(self) -> None: ...


class Remembers(Protocol):
    """Where the collection was left."""

    def save(self) -> None: ...
    def restore(self) -> None: ...
    def note_line(self) -> None: ...
    def note_query(self, query: str) -> None: ...
    def line_of(self, file: str) -> int: ...


class Knows(Protocol):
    """People."""

    def stale(self) -> None: ...
    def refresh(self) -> None: ...
    def leave_merge(self) -> bool: ...
    def passages_of(self, name: str) -> None: ...
    def filter(self, words: str) -> None: ...


class Starts(Protocol):
    """The first screen."""

    def refresh(self) -> None: ...
    def ask(self, *, terms: bool = True) -> None: ...


class Studies(Protocol):
    """Concordances and dossiers."""

    def dossier(self, name: str = "") -> None: ...


class Updates(Protocol):
    """The update of the index."""

    def show_problems(self) -> None: ...
    @property
    def running(self) -> bool: ...


class Desk(Protocol):
    """Everything the controllers share. `host` is Textual's: timers, the screen, its size."""

    host: App[Any]
    library: Library
    config: Config
    session: Session
    copier: Callable[[str], CopyResult]
    keymap: Keymap
    say: Messages
    state: State
    jobs: Jobs
    frame: Frame
    search_box: SearchBox
    documents: DocumentsPane
    people: PeoplePane
    results: ResultsPane
    facets: FacetsPane
    reader: ReaderPane
    quotations: QuotationsPane
    concordance: ConcordancePane
    dossier: DossierPane
    start: StartPane

    @property
    def navigation(self) -> Navigates: ...
    @property
    def searching(self) -> Searches: ...
    @property
    def reading(self) -> Reads: ...
    @property
    def finding(self) -> Finds: ...
    @property
    def quoting(self) -> Lists: ...
    @property
    def marking(self) -> Marks: ...
    @property
    def previewing(self) -> Previews: ...
    @property
    def people_actions(self) -> Knows: ...
    @property
    def indexing(self) -> Updates: ...
    @property
    def asking(self) -> Asks: ...
    @property
    def remembering(self) -> Remembers: ...
    @property
    def starting(self) -> Starts: ...
    @property
    def studying(self) -> Studies: ...

    def do(self, name: str) -> None:
        """Run a command of the keymap."""

    def status(self, key: str, /, **values: object) -> None:
        """Say something in the status line."""

    def tell(self, text: str) -> None:
        """Say a text that is already worded."""

    def hold(self, text: str) -> None:
        """Say a text, and say it again in the place of the hints until the next key."""

    def let_go(self) -> None:
        """Hold nothing any more."""

    def warn(self, key: str, /, **values: object) -> None:
        """Say what did not go as it was meant."""

    def insist(self, key: str, /, **values: object) -> None:
        """Say what must not be missed."""

    def fail(self, key: str, /, **values: object) -> None:
        """Say what went wrong."""

    def unsaved(self, key: str, error: OSError) -> None:
        """Say that something could not be kept."""

    def rest(self) -> None:
        """The status line of rest."""

    def show_place(self) -> None:
        """The right end of the status line."""

    def key_of(self, name: str) -> str:
        """The first key of a command, as it is written."""
