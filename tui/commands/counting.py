"""`inyo kwic` and `inyo batch`: words in their places, and how often they come, as lines and tables."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from inyo.index.library import Collocate, ConcordanceLine, DocumentInfo, Frequency, Library, place_words
from inyo.tui.commands.output import Exit, Trouble, csv_text, deliver, given, line_record, messages, shown_line, tell
from inyo.tui.keep.filenames import exact, json_line, readable, within
from inyo.tui.terminal.cells import cell_width

Folders = Sequence[Path]
"""The folders and files of the collection, from which on files are named."""
Row = Sequence[object]


def kwic(options: argparse.Namespace, library: Library, *, marked: bool) -> Exit:
    """Print the places of a query, or the words beside them, or how often they come."""
    ask = _near if options.collocations else _how_often if options.frequency else _in_context
    count, pieces = ask(options, library)
    deliver(pieces, options.output, bom=marked)
    if not count:
        tell(messages()("tell.nothing"))
    return Exit.FOUND if count else Exit.NOTHING


def _near(options: argparse.Namespace, library: Library) -> tuple[int, Iterator[str]]:
    found = library.collocations(options.query, window=options.collocations)
    tell(messages()("kwic.window", window=options.collocations))
    return len(found), _collocations(found[: options.limit or None], options.form)


def _how_often(options: argparse.Namespace, library: Library) -> tuple[int, Iterator[str]]:
    groups = library.frequencies(options.query, by=options.frequency)
    count = sum(each.count for each in groups)
    return count, _frequencies(groups if count else (), options.frequency, options.form, library.paths)


def _in_context(options: argparse.Namespace, library: Library) -> tuple[int, Iterator[str]]:
    found = library.concordance(options.query, left=options.left, right=options.right)
    lines = sorted(found, key=_beside(options.sort)) if options.sort else list(found)
    if 0 < options.limit < len(found):
        tell(messages()("tell.first", shown=options.limit, total=len(found)))
    return len(found), _concordance(lines[: options.limit or None], options, library.paths)


def _beside(steps: Sequence[int]) -> Callable[[ConcordanceLine], tuple[str, ...]]:
    """A key for sorting by the words so many steps before (negative) or after the place; nothing comes first."""

    def key(line: ConcordanceLine) -> tuple[str, ...]:
        sides = [(line.before if step < 0 else line.after, abs(step) - 1) for step in steps]
        return tuple(words[at] if at < len(words) else "" for words, at in sides)

    return key


def _concordance(lines: Sequence[ConcordanceLine], options: argparse.Namespace, folders: Folders) -> Iterator[str]:
    if options.form == "json":
        return (json_line(line_record(line)) + "\n" for line in lines)
    if options.form == "csv":
        return _csv(_LINE_COLUMNS, (_line_row(line, folders) for line in lines))
    width = max((cell_width(shown_line(line.left)) for line in lines), default=0)
    return (_kwic_line(line, width, sys.stdout.isatty() and not options.output) for line in lines)


_LINE_COLUMNS = ("left", "node", "right", "file", "part", "title", "date", "place", "paragraph", "start", "end")


def _line_row(line: ConcordanceLine, folders: Folders) -> Row:
    where = (within(readable(line.file), folders), line.part, line.title, line.date, place_words(line.place))
    return (line.left, line.node, line.right, *where, line.paragraph, line.start, line.end)


def _kwic_line(line: ConcordanceLine, width: int, colour: bool) -> str:
    left, node, right = map(shown_line, (line.left, line.node, line.right))
    begin, end = ("\x1b[1;7m", "\x1b[0m") if colour else ("[", "]")
    room = " " * (width - cell_width(left))
    return f"{room}{left}{begin}{node}{end}{right}  {shown_line(readable(line.file))}:{line.paragraph}\n"


def _collocations(found: Sequence[Collocate], form: str) -> Iterator[str]:
    names = ("lemma", "together", "total", "log_likelihood", "log_dice")
    rows = [tuple(getattr(each, name) for name in names) for each in found]
    say = messages()
    spoken = [say(f"column.{name}") for name in ("word", "joint", "frequency", "log_likelihood", "log_dice")]
    return _table(names, spoken, rows, form)


def _frequencies(found: Sequence[Frequency], by: str, form: str, folders: Folders) -> Iterator[str]:
    say = messages()
    undated = "" if form == "json" else say("column.undated")
    names = {each.group: _named(each.group, by, () if form == "json" else folders) for each in found}
    rows = [(names[each.group] or undated, each.count, each.characters, each.per_10000) for each in found]
    spoken = [say(f"column.{name}") for name in (f"group.{by}", "count", "characters", "rate")]
    return _table((by, "count", "characters", "per_10000"), spoken, rows, form)


def _named(group: str, by: str, folders: Folders) -> str:
    """What a column or row is called: a month, or a document's file."""
    if by != "document":
        return group
    return within(readable(group), folders) if folders else readable(group)


def _table(names: Sequence[str], spoken: Sequence[str], rows: Sequence[Row], form: str) -> Iterator[str]:
    """Rows as JSON Lines or CSV under their names, or as columns under what a person calls them."""
    if form == "json":
        return (json_line(dict(zip(names, row, strict=True))) + "\n" for row in rows)
    return _csv(names, rows) if form == "csv" else _columns(spoken, rows)


def _csv(heading: Row, rows: Iterable[Row]) -> Iterator[str]:
    """A table as CSV; nothing where there is no row."""
    for number, row in enumerate(rows):
        yield csv_text([heading, row] if number == 0 else [row])


def _columns(heading: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """A table in columns of the screen: the first to the left, numbers to the right."""
    lines = [[shown_line(str(each)) for each in row] for row in (heading, *rows)]
    widths = [max(map(cell_width, column)) for column in zip(*lines, strict=True)] if rows else []
    for first, *rest in lines if rows else []:
        cells = [first + " " * (widths[0] - cell_width(first))]
        cells += [
            " " * (width - cell_width(each)) + each for each, width in zip(rest, islice(widths, 1, None), strict=True)
        ]
        yield "  ".join(cells).rstrip() + "\n"


def batch(options: argparse.Namespace, opened: Callable[[], Library], *, marked: bool) -> Exit:
    """Print how many passages match each query of a list. Raises Trouble for a list that holds none, OSError."""
    terms = _terms(options.terms)
    library = opened()
    documents = library.documents()
    counts = {term: _counted(library, term, documents, options.by) for term in terms}
    say = messages()
    if options.form == "json":
        pieces: Iterable[str] = (_batch_json(term, counts[term], options.by) for term in terms)
    else:
        groups = _groups(documents, counts.values(), options.by)
        heading = [
            say("column.term"),
            say("column.total"),
            *(_named(each, options.by, library.paths) or say("column.undated") for each in groups),
        ]
        rows = [(term, counts[term].total(), *(counts[term][each] for each in groups)) for term in terms]
        pieces = _csv(heading, rows) if options.form == "csv" else _columns(heading, rows)
    deliver(pieces, options.output, bom=marked)
    return Exit.FOUND if any(each.total() for each in counts.values()) else Exit.NOTHING


def _terms(file: str) -> list[str]:
    """The queries of a list, one a line, in any encoding; each once."""
    lines = (line.strip() for line in given(file).removeprefix("\ufeff").splitlines())
    terms = list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not terms:
        raise Trouble(messages()("error.terms", file=readable(file)))
    return terms


def _counted(library: Library, term: str, documents: Sequence[DocumentInfo], by: str) -> Counter[str]:
    """Passages above the line by month or by document."""
    group = {each.file: each.file if by == "document" else each.date[:7] for each in documents}
    hits = library.search(term, limit=sys.maxsize).hits
    return Counter(group.get(hit.file, "") for hit in hits if not hit.below)


def _groups(documents: Sequence[DocumentInfo], counts: Iterable[Counter[str]], by: str) -> list[str]:
    """The columns: documents in order, of which some query has a passage; or all months, the undated last."""
    if by == "document":
        some = set().union(*counts)
        return [each.file for each in documents if each.file in some]
    return sorted({each.date[:7] for each in documents}, key=lambda month: (not month, month))


def _batch_json(term: str, counts: Counter[str], by: str) -> str:
    named = {exact(name): count for name, count in sorted(counts.items())}
    return json_line({"query": term, "total": counts.total(), "by": by, "counts": named}) + "\n"
