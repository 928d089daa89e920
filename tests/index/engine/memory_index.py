"""The smallest engine: everything in memory, searched by the strings themselves. For the contract that engines keep."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from inyo.index.duplicates import sketch
from inyo.index.engine.interface import Knowledge, Search, StoredDocument
from inyo.index.engine.term_keys import keys_of
from inyo.index.engine.words.synonyms import MinedPair, mine
from inyo.index.pipeline import AnalysedDocument, analyse_file
from inyo.index.values.document import Document
from inyo.index.values.extracts import Place
from inyo.index.values.hits import Answer, Hit, Order, Span
from inyo.index.values.mention import Mention
from inyo.index.values.problems import Problem, UnreadableDocument
from inyo.index.values.progress import Progress, Report
from inyo.index.values.quotation import SHOWN, Quotation


class MemoryIndex:
    """`Index` over the text files of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.generation = 0
        self._analysed: dict[str, AnalysedDocument] = {}
        self._seen: dict[str, tuple[int, int]] = {}
        self._problems: tuple[Problem, ...] = ()
        self._kept: dict[tuple[str, str], bytes] = {}

    @property
    def state(self) -> str:
        return f"{self.generation}"

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        rebuild: bool = False,
    ) -> Report:
        began = time.monotonic()
        files = {str(path): path for path in sorted(self.folder.glob("*.txt"))}
        seen = {key: (path.stat().st_mtime_ns, path.stat().st_size) for key, path in files.items()}
        old = {} if rebuild else self._seen
        new = [key for key in files if seen[key] != old.get(key)]
        removed = set(self._analysed) - set(files)
        added, changed, problems = 0, 0, []
        for key in new:
            if cancelled and cancelled():
                break
            try:
                (analysed,) = analyse_file(files[key])
            except UnreadableDocument as error:
                problems.append(error.problem)
                continue
            added, changed = added + (key not in self._analysed), changed + (key in self._analysed)
            self._analysed[key] = analysed
        self._analysed = {key: self._analysed[key] for key in files if key in self._analysed}
        self._seen, self._problems = seen, tuple(problems)
        self.generation += 1
        seconds = time.monotonic() - began
        return Report(added, changed, len(removed), len(files) - len(new), self._problems, seconds)

    def problems(self) -> tuple[Problem, ...]:
        return self._problems

    def documents(self) -> tuple[StoredDocument, ...]:
        return tuple(
            StoredDocument(
                key, one.document.title, one.document.author, one.document.date, one.document.source,
                one.document.encoding, len(one.document.text), len(one.document.paragraphs),
                sum(each.kind in SHOWN for each in one.quotations),
            )
            for key, one in self._analysed.items()
        )  # fmt: skip

    def document(self, key: str) -> Document:
        return self._analysed[key].document

    def quotations(self, key: str) -> tuple[Quotation, ...]:
        return tuple(self._analysed[key].quotations)

    def mentions(self, key: str) -> tuple[Mention, ...]:
        return tuple(self._analysed[key].mentions)

    def pairs(self, key: str) -> tuple[MinedPair, ...]:
        one = self._analysed[key]
        return mine(one.document.text, one.tokens)

    def places(self, key: str) -> tuple[list[int], list[int]]:
        passages = self._analysed[key].passages
        return [each.start for each in passages], [each.paragraph for each in passages]

    def place(self, key: str, paragraph: int) -> Place:
        return self._analysed[key].document.place(paragraph)

    def sketches(self) -> list[bytes]:
        return [sketch(each.document) for each in self._analysed.values()]

    def shared(self, name: str, key: str) -> bytes | None:
        return self._kept.get((name, key))

    def share(self, name: str, key: str, content: bytes) -> None:
        self._kept[name, key] = content

    def searching(self, knowledge: Knowledge, earlier: Search | None = None) -> StringSearch:
        return StringSearch(dict(self._analysed))


class StringSearch:
    """Finds a string where it stands."""

    def __init__(self, analysed: dict[str, AnalysedDocument]) -> None:
        self._analysed = analysed

    def search(
        self,
        text: str,
        *,
        limit: int = 100,
        order: Order = "relevance",
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        hits = [] if cancelled and cancelled() else list(self._hits(text.strip()))
        return Answer(text, tuple(hits[:limit]), len(hits), documents=len({hit.file for hit in hits}))

    def highlights(self, key: str, text: str) -> tuple[Span, ...]:
        return tuple(span for hit in self._hits(text.strip()) if hit.file == key for span in hit.spans)

    def passages(self, key: str, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((hit.start, hit.end) for hit in self._hits(text.strip()) if hit.file == key)

    def word_counts(self, keys: Sequence[str]) -> tuple[tuple[int, ...], int]:
        words = [keys_of(token.morpheme).key for one in self._analysed.values() for token in one.tokens]
        counts = Counter(words)
        return tuple(counts[key] for key in keys), sum(1 for word in words if word)

    def _hits(self, text: str) -> Iterator[Hit]:
        for key, one in self._analysed.items():
            whole = one.document.text
            for passage in one.passages if text else ():
                start, end = passage.start, passage.end
                places = [at for at in range(start, end) if whole.startswith(text, at) and at + len(text) <= end]
                spans = tuple(Span(at, at + len(text), "written") for at in places)
                if spans:
                    title = one.document.title
                    yield Hit(key, title, passage.paragraph, start, end, whole[start:end], spans, len(spans))
