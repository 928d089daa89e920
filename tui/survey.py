"""An answer as a survey: each document once with its passages, in an order, and what the passages have in common. Pure
functions of an answer and the list of documents."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inyo.index.library import Answer, DocumentInfo, Hit, Span
from inyo.tui.state import Sorting


@dataclass(frozen=True, slots=True)
class Group:
    """A document of an answer: the numbers of its hits in the order of the text, and how many passages it has in the
    whole answer, of which not all may be listed. `below`: it stands below the line."""

    file: str
    title: str
    date: str
    numbers: tuple[int, ...]
    below: bool = False
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """The way through all passages of an answer above the line: its documents in order (those that are listed, then
    the others), how many passages each has, and where those that are listed end in its text."""

    files: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    ends: tuple[tuple[int, ...], ...] = ()
    documents: int = 0
    passages: int = 0

    @property
    def listed(self) -> int:
        """How many of the documents have a passage that is listed."""
        return len(self.ends)


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
    counts = {each.file: each for each in answer.by_document} if answer else {}
    for number, hit in enumerate(hits):
        found.setdefault((hit.below, hit.file), []).append(number)
    groups = []
    for (below, file), numbers in found.items():
        info = infos.get(file)
        numbers.sort(key=lambda number: hits[number].start)
        known = counts.get(file)
        passages = max(len(numbers), (known.weaker if below else known.passages) if known else 0)
        date = info.date if info else ""
        groups.append(Group(file, hits[numbers[0]].title, date, tuple(numbers), below, passages))
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


def course(answer: Answer | None, groups: Iterable[Group]) -> Course:
    """The way through an answer whose listed documents are `groups`; the others follow in the collection's order."""
    if answer is None:
        return Course()
    groups = above(groups)
    listed = frozenset(group.file for group in groups)
    others = [each for each in answer.by_document if each.passages and each.file not in listed]
    counts = (*(group.passages for group in groups), *(each.passages for each in others))
    return Course(
        (*(group.file for group in groups), *(each.file for each in others)),
        counts,
        tuple(tuple(answer.hits[number].end for number in group.numbers) for group in groups),
        max(answer.documents if answer.total else 0, len(counts)),
        max(answer.total, sum(counts)),
    )


def position(course: Course, file: str, place: int, passages: Sequence[tuple[int, int]] = ()) -> Position | None:
    """The position of the passage around a place of a document; of the next one after it there, else the last one
    before it. None where the document has none above the line. `passages`: all that the document has, where not all
    of them are listed."""
    if file not in course.files:
        return None
    at = course.files.index(file)
    ends: Sequence[int] = [end for _, end in passages] or (course.ends[at] if at < course.listed else (place + 1,))
    inside = min(bisect_right(ends, place), max(len(ends), 1) - 1)
    return Position(sum(course.counts[:at]) + inside + 1, course.passages, at + 1, course.documents)


Form = tuple[str, str]
"""Words that were matched, and why."""


def form_of(hit: Hit, span: Span) -> Form:
    """What a span of a passage matched."""
    return hit.text[span.start - hit.start : span.end - hit.start], span.why


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form that was matched: in how many passages, and in how many of them above the line."""

    form: Form
    passages: int
    surely: int


def forms(hits: Iterable[Hit]) -> tuple[FoundForm, ...]:
    """What was matched: first what is found above the line, and of these what is in most passages."""
    counts: Counter[Form] = Counter()
    surely: Counter[Form] = Counter()
    for hit in hits:
        matched = {form_of(hit, span) for span in hit.spans}
        counts.update(matched)
        surely.update(() if hit.below else matched)
    found = [FoundForm(form, count, surely[form]) for form, count in counts.most_common() if form[0].strip()]
    return tuple(sorted(found, key=lambda each: not each.surely))


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
