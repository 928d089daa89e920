"""What may happen to a collection in its life, and all that can be asked of it: for the test and for a long run."""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from hypothesis import strategies as st

from inyo.index.engine.local import update
from inyo.index.engine.local.index_folders import Lock
from inyo.index.engine.local.store import Store
from inyo.index.engine.local.update import IndexWriter
from inyo.index.library import Library
from inyo.index.values.progress import Progress

PLACES = ("港", "灯台", "市場", "役場", "学校", "駅前")
PEOPLE = (
    "島田町長", "岸本敏郎", "岸本氏", "ムハンマド", "村井", "島田", "ジャン・ベルナール", "ベルナール氏", "村井きよ子",
)  # fmt: skip
DEEDS = (
    "を見に行った", "について「すぐに直す」と話した", "で長い会議をひらき、結論を先に送った", "は静かだ",
    "の前で「橋(はし)は直さない。灯台だけ直す」と述べた", "と市場（いちば）のことを書いた",
)  # fmt: skip
QUERIES = (
    "港", "灯台 話した", '"すぐに"', "しまだ", "岸本", "muhammad", "港 OR 学校", "港 -会議", "会ぎ", "とうだい 静か",
    "駅", "by:島田", "date:2024..", "kinou", "ベルナル", "学*", "in:港", "なおす", "役場長", "きしもと 町長",
)  # fmt: skip
FILES = 8
KINDS = ("txt", "md", "html", "zip")

_NUMBERS = st.sets(st.integers(0, FILES - 1), min_size=1, max_size=4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("write", "write", "delete", "touch", "turn")), _NUMBERS),
        st.tuples(st.sampled_from(("rename", "copy")), st.lists(st.integers(0, FILES - 1), min_size=2, max_size=2)),
        st.tuples(st.just("join"), st.integers(1, 3)),
        st.tuples(st.sampled_from(("reopen", "correct", "split", "rebuild")), st.integers(0, 7)),
        st.tuples(st.just("stop"), st.integers(0, 6)),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip
Step = tuple[str, object]


def text(number: int, turn: int) -> str:
    """A document of its own for each number and turn, long or short, with a date or without."""
    chance = random.Random(f"{number} {turn}")
    lines = [
        "".join(map(chance.choice, (PEOPLE, ("は", "が"), PLACES, DEEDS))) + "。"
        for _ in range(chance.choice((1, 2, 3, 8, 30)))
    ]
    head = f"{chance.choice(PLACES)}の{number}\n\n"
    if chance.random() < 0.5:
        head = f"---\ntitle: {head.strip()}\ndate: 202{chance.randrange(3, 6)}-0{chance.randrange(1, 9)}-11\n---\n\n"
    return head + "\n\n".join(lines) + "\n"


@dataclass
class History:
    """A collection in a folder of its own, whatever happens to it."""

    folder: Path
    library: Library = field(init=False)
    committed: int = 0
    """After how many documents a batch ends."""

    def __post_init__(self) -> None:
        (self.folder / "docs" / "下").mkdir(parents=True)
        self.library = self.open("cache")

    def open(self, cache: str) -> Library:
        return Library.open([self.folder / "docs"], cache=self.folder / cache, data=self.folder / "data")

    def path(self, number: int) -> Path:
        """Where a document is: of every kind, some in a folder below, an archive for two."""
        below = "下" if number % 3 == 2 else "."
        return self.folder / "docs" / below / f"{number}.{KINDS[number % len(KINDS)]}"

    def carry_out(self, steps: Iterable[Step]) -> None:
        """Do all that is said, each followed by an update and a search, and an update at the end."""
        for turn, (what, value) in enumerate(steps):
            getattr(self, f"_{what}")(turn, value)
            self.library.search(QUERIES[turn % len(QUERIES)])
        self.update()

    def update(self, *, checks: int | None = None, rebuild: bool = False) -> None:
        """An update that ends batches early and leaves segments as they come; `checks`: it is stopped after so many."""
        left = checks

        def cancelled() -> bool:
            nonlocal left
            if left is None:
                return False
            left -= 1
            return left < 0

        with (
            mock.patch.object(update, "_FIRST_DOCUMENTS", 1 + self.committed % 3),
            mock.patch.object(update._Update, "_is_most", lambda _: False),
        ):
            self.library.update(self._look, cancelled, rebuild=rebuild)
        self.committed += 1

    def _look(self, progress: Progress) -> None:
        """Ask while it is worked out who is who: there is an answer, of what is there now."""
        if progress.phase == "link":
            for query in QUERIES:
                for hit in self.library.search(query).hits:
                    assert self.library.document(hit.file).text[hit.start : hit.end] == hit.text
            for quote in self.library.quotations():
                assert quote.quotation.text in self.library.document(quote.file).text
            self.library.people()

    def _write(self, turn: int, numbers: set[int]) -> None:
        for number in numbers:
            self._put(number, text(number, turn))
        self.update()

    def _put(self, number: int, content: str) -> None:
        path = self.path(number)
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                for part, half in enumerate((content, f"市場の{number}\n\n{content}")):
                    archive.writestr(f"部{part}.txt", half)
            return
        if path.suffix == ".html":
            content = f"<html><title>港の{number}</title><body><p>{content.replace(chr(10) * 2, '</p><p>')}</p></body>"
        path.write_text(content)

    def _delete(self, _: int, numbers: set[int]) -> None:
        for number in numbers:
            self.path(number).unlink(missing_ok=True)
        self.update()

    def _touch(self, turn: int, numbers: set[int]) -> None:
        for path in self._there(numbers):
            os.utime(path, (1_700_000_000 + turn, 1_700_000_000 + turn))
        self.update()

    def _turn(self, _: int, numbers: set[int]) -> None:
        """The same size, other words."""
        for path in self._there(numbers):
            content = path.read_bytes()
            for old, new in (("港", "駅"), ("島田", "村井")):
                content = content.replace(old.encode(), new.encode())
            path.write_bytes(content)
        self.update()

    def _rename(self, _: int, pair: list[int]) -> None:
        (old, new) = map(self.path, pair)
        if old.exists() and old != new:
            old.replace(new)
        self.update()

    def _copy(self, _: int, pair: list[int]) -> None:
        (old, new) = map(self.path, pair)
        if old.exists() and old != new:
            new.write_bytes(old.read_bytes())
        self.update()

    def _join(self, _: int, few: int) -> None:
        store = self.library._store
        assert isinstance(store, Store)
        if store._snapshot:
            with Lock(store.folder):
                IndexWriter(store._snapshot).merge(many=few, few=few)
            store.refresh()

    def _reopen(self, *_: object) -> None:
        self.library.close()
        self.library = self.open("cache")

    def _rebuild(self, *_: object) -> None:
        self.update(rebuild=True)

    def _stop(self, turn: int, checks: int) -> None:
        """Three documents change and the update is stopped on its way."""
        for number in range(turn % 3, FILES, 3):
            self._put(number, text(number, turn))
        self.update(checks=checks)

    def _correct(self, turn: int, number: int) -> None:
        if quotes := self.library.quotations():
            quote = quotes[number % len(quotes)]
            if turn % 2:
                self.library.set_speaker(quote, "岸本敏郎")
            else:
                self.library.drop(quote)

    def _split(self, turn: int, number: int) -> None:
        people = self.library.people()
        if len(people) > 1:
            (one, other) = (people[number % len(people)], people[turn % len(people)])
            if one.aliases and turn % 2:
                self.library.split_person(one.name, one.aliases[0])
            elif one != other:
                self.library.merge_people(one.name, other.name)

    def _there(self, numbers: set[int]) -> Iterator[Path]:
        return (path for path in map(self.path, numbers) if path.exists())


def answers(library: Library) -> dict[str, object]:
    """All that is asked of a collection, without when and where it was indexed."""
    documents = library.documents()
    found: dict[str, object] = {"documents": documents, "facets": library.facets(), "problems": library.problems()}
    for query in QUERIES:
        answer = library.search(query, limit=1000)
        hits = [
            (hit.file, hit.start, hit.end, round(hit.score, 9), hit.below, hit.spans, hit.note) for hit in answer.hits
        ]
        found[f"answer {query}"] = (answer.total, answer.documents, hits, answer.notices, answer.suggestions)
        found[f"marked {query}"] = [library.highlights(info.file, query) for info in documents]
        found[f"facets {query}"] = library.facets(query)
        found[f"beside {query}"] = library.collocations(query)
    found["terms"] = library.terms()
    found["near"] = [library.nearest(name) for name in ("しまだ", "beruna-ru", "toudai")]
    found["people"] = library.people()
    found["passages"] = [
        [(hit.file, hit.start, hit.spans) for hit in library.passages_of(person.name).hits]
        for person in library.people()
    ]
    found["quotations"] = list(library.quotations())
    return found
