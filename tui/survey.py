"""An answer as a survey: each document once with its passages, in an order, and what the passages have in common. Pure
functions of an answer and the list of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inyo.index.library import Answer, DocumentInfo, Hit, Span
from inyo.tui.state import Sorting


@dataclass(frozen=True, slots=True)
class Group:
    """A document of an answer: the numbers of its hits in the order of the text. `below`: it stands below the line."""

    file: str
    title: str
    date: str
    numbers: tuple[int, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where a hit stands: number `hit` of `hits` passages, in document number `document` of `documents`."""

    hit: int
    hits: int
    document: int
    documents: int


def surveyed(answer: Answer | None, infos: Mapping[str, DocumentInfo], sorting: Sorting) -> tuple[Group, ...]:
    """The documents of an answer, each once (and once more for what stands below the line), in order: by their best
    hit, by date with the newest first and the undated last, or by title."""
    found: dict[tuple[bool, str], list[int]] = {}
    hits = answer.hits if answer else ()
    for number, hit in enumerate(hits):
        found.setdefault((hit.below, hit.file), []).append(number)
    groups = []
    for (below, file), numbers in found.items():
        info = infos.get(file)
        numbers.sort(key=lambda number: hits[number].start)
        groups.append(Group(file, hits[numbers[0]].title, info.date if info else "", tuple(numbers), below))
    if sorting == "date":
        groups.sort(key=lambda group: group.date, reverse=True)
    elif sorting == "title":
        groups.sort(key=lambda group: group.title)
    groups.sort(key=lambda group: group.below)
    return tuple(groups)


def files_in(groups: Iterable[Group]) -> tuple[str, ...]:
    """The documents in order, each once."""
    return tuple(dict.fromkeys(group.file for group in groups))


def above(groups: Iterable[Group]) -> tuple[Group, ...]:
    """What stands above the line: what is walked, counted and highlighted."""
    return tuple(group for group in groups if not group.below)


def only_weaker(answer: Answer | None, file: str) -> bool:
    """Whether a document has passages in an answer, and all of them stand below the line."""
    if answer is None:
        return False
    known = next((each for each in answer.by_document if each.file == file), None)
    if known is not None:
        return not known.passages
    own = [hit.below for hit in answer.hits if hit.file == file]
    return bool(own) and all(own)


def position(
    groups: Sequence[Group], hits: Sequence[Hit], file: str, place: int, total: int = 0, documents: int = 0
) -> Position | None:
    """The position of the passage around a place of a document; of the next one after it there, else the last one
    before it. None where the document has none above the line. `total`, `documents`: passages above it in the whole
    answer, and documents that have one, of which not all are listed."""
    groups = above(groups)
    files = files_in(groups)
    if file not in files:
        return None
    order = [number for group in groups for number in group.numbers]
    own = [at for at, number in enumerate(order) if hits[number].file == file]
    at = next((at for at in own if place < hits[order[at]].end), own[-1])
    return Position(at + 1, max(total, len(order)), files.index(file) + 1, max(documents, len(files)))


Form = tuple[str, str]
"""Words that were matched, and why."""


def form_of(hit: Hit, span: Span) -> Form:
    """What a span of a passage matched."""
    return hit.text[span.start - hit.start : span.end - hit.start], span.why


def forms(hits: Iterable[Hit]) -> tuple[tuple[str, str, int], ...]:
    """What was matched: (words, why, passages), most passages first."""
    counts: Counter[Form] = Counter()
    for hit in hits:
        counts.update({form_of(hit, span) for span in hit.spans})
    return tuple((words, why, count) for (words, why), count in counts.most_common() if words.strip())


def switched_on(spans: Iterable[Span], text: str, off: Container[Form]) -> tuple[Span, ...]:
    """The spans of a text whose form is not switched off."""
    return tuple(span for span in spans if (text[span.start : span.end], span.why) not in off)


def without(answer: Answer, off: Container[Form], terms: Sequence[frozenset[Form]] = ()) -> Answer:
    """An answer as it were if these forms had not been looked for. `terms`: the forms of each word of the query; a
    passage goes when one of its words was found in no other form. The counts are of what is listed."""
    kept = []
    for hit in answer.hits:
        found = frozenset(form_of(hit, span) for span in hit.spans)
        left = {form for form in found if form not in off}
        groups = [term & found for term in terms if term & found] or [found]
        if not found or all(left & group for group in groups):
            spans = tuple(span for span in hit.spans if form_of(hit, span) not in off)
            kept.append(hit if len(left) == len(found) else replace(hit, spans=spans))
    files = Counter(hit.file for hit in kept if not hit.below)
    weaker = sum(hit.below for hit in kept)
    by_document = tuple(
        replace(each, passages=files[each.file]) for each in answer.by_document if each.file in {h.file for h in kept}
    )
    return replace(
        answer, hits=tuple(kept), total=len(kept) - weaker, weaker=weaker, documents=len(files), by_document=by_document
    )
