"""The plain commands: what the explorer knows, for pipes and scripts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import cast

from inyo.index.library import (
    PART,
    SHOWN,
    Answer,
    Hit,
    Kind,
    Library,
    LibraryError,
    Person,
    Problem,
    Report,
    place_words,
    sentence,
    summary,
)
from inyo.tui.commands.cli import ERROR, FOUND, NOTHING
from inyo.tui.commands.progress import Bar
from inyo.tui.keep import collection, config
from inyo.tui.keep.export import Format, export, source_record
from inyo.tui.keep.filenames import exact, json_line, readable
from inyo.tui.messages import Messages
from inyo.tui.terminal.clipboard import safe

ALL_KINDS: tuple[Kind, ...] = ("speech", "written", "thought", "title", "term", "other")

_SAY = Messages()

_BOLD, _DIM, _MATCH, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[1;7m", "\x1b[0m"


def run(options: argparse.Namespace) -> int:
    """Run the command that was parsed. Raises NoSuchPath, BadConfig, LibraryError, OSError."""
    return _COMMANDS[options.command](options)


_PROBLEMS = 5
"""Skipped files that a question names; `inyo index` names all."""


def _open(given: Sequence[str], *, rebuild: bool = False, problems: int = _PROBLEMS) -> tuple[Library, Report]:
    settings = config.load()
    paths = collection.choose(given)
    library = Library.open(paths, synonyms=settings.synonyms, aliases=settings.aliases)
    bar = Bar()
    try:
        report = library.update(bar, rebuild=rebuild)
    finally:
        bar.clear()
    if len(report.problems) <= problems:
        _tell(report.problems)
    elif left := summary(report.problems):
        print(_clean(f"inyo: left out: {left}; inyo index names each"), file=sys.stderr)
    said = [sentence(notice) for notice in report.notices]
    if not report.complete and not library.documents():  # "nothing found" would not be true
        raise LibraryError(" ".join(said))
    for text in (*said, *library.notices()):
        print(_clean(f"inyo: {text}"), file=sys.stderr)
    return library, report


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(f"inyo: {_clean(readable(str(problem.path)))}: {_clean(problem.detail)}", file=sys.stderr)


def _index(options: argparse.Namespace) -> int:
    library, report = _open(options.paths, rebuild=options.rebuild, problems=sys.maxsize)
    documents = library.documents()
    if not report.complete:
        return ERROR
    if report.added or report.changed or report.removed:
        print(
            f"{report.added} added, {report.changed} changed, {report.removed} removed, "
            f"{report.unchanged} unchanged in {report.seconds:.1f} s"
        )
    else:
        print(f"nothing changed: {len(documents)} documents are up to date")
    return FOUND if documents else NOTHING


def _search(options: argparse.Namespace) -> int:
    library, _ = _open(options.paths)
    answer = library.search(options.query, limit=options.limit or sys.maxsize)
    for hit in answer.hits:
        print(_hit_json(hit) if options.json else _hit_line(hit, sys.stdout.isatty()))
    for notice in answer.notices:
        if said := _SAY.of_search(notice):
            print(_clean(f"inyo: {said}"), file=sys.stderr)
    if not options.json:
        _explain(answer)
    return FOUND if answer.total else NOTHING


def _hit_json(hit: Hit) -> str:
    return json_line(
        {
            **source_record(hit.file, hit.part, hit.place),
            "title": hit.title,
            "paragraph": hit.paragraph,
            "start": hit.start,
            "end": hit.end,
            "text": hit.text,
            "spans": [[span.start, span.end] for span in hit.spans],
            "score": round(hit.score, 4),
            "why": [span.why for span in hit.spans],
            "below": hit.below,
            "note": hit.note,
        }
    )


def _hit_line(hit: Hit, colour: bool) -> str:
    parts, at = [], hit.start
    for span in hit.spans:
        start, end = max(span.start, at), min(span.end, hit.end)
        if start >= end:
            continue
        parts += [
            _clean(hit.text[at - hit.start : start - hit.start]),
            _MATCH if colour else "",
            _clean(hit.text[start - hit.start : end - hit.start]),
            _PLAIN if colour else "",
        ]
        at = end
    parts.append(_clean(hit.text[at - hit.start :]))
    words = place_words(hit.place)
    place = f"{_clean(readable(hit.file))}:{hit.paragraph}:{f' ({_clean(words)})' if words else ''}"
    return f"{_BOLD}{place}{_PLAIN} {''.join(parts)}" if colour else f"{place} {''.join(parts)}"


def _explain(answer: Answer) -> None:
    if answer.total > len(answer.hits):
        documents = "1 document" if answer.documents == 1 else f"{answer.documents} documents"
        found = f"best {len(answer.hits)} of {answer.total} passages in {documents}"
        print(f"inyo: {found}; --limit 0 prints all", file=sys.stderr)
    if answer.weaker and not answer.total:
        print(f"inyo: 0 found, {answer.weaker} weaker", file=sys.stderr)
    if not answer.hits:
        hint = f"; nearest words: {'、'.join(answer.suggestions)}" if answer.suggestions else ""
        print(safe(f"inyo: nothing found{hint}"), file=sys.stderr)


def _quotes(options: argparse.Namespace) -> int:
    library, _ = _open(options.paths)
    quotes = library.quotations(by=options.by, about=options.about, kinds=ALL_KINDS if options.all else SHOWN)
    form = cast(Format, options.form)
    if form == "text":
        sys.stdout.write(export(quotes, form, config.load().citation))
    else:
        sys.stdout.write(export(quotes, form))
    if not quotes:
        print("inyo: no quotations found", file=sys.stderr)
    return FOUND if quotes else NOTHING


def _people(options: argparse.Namespace) -> int:
    library, _ = _open(options.paths)
    people = library.people()
    for person in people:
        print(_person_json(person) if options.json else _person_line(person))
    if not people:
        print("inyo: the documents name nobody", file=sys.stderr)
    return FOUND if people else NOTHING


def _person_json(person: Person) -> str:
    return json_line(
        {
            "name": person.name,
            "aliases": list(person.aliases),
            "titles": list(person.titles),
            "mentions": person.mentions,
            "quotations": person.quotations,
            "files": [exact(file) for file in person.files],
        }
    )


def _person_line(person: Person) -> str:
    others = "、".join(person.aliases)
    titles = f"（{'、'.join(person.titles)}）" if person.titles else ""
    return _clean(f"{person.mentions}\t{person.quotations}\t{person.name}{titles}\t{others}".rstrip("\t"))


def _show(options: argparse.Namespace) -> int:
    if options.raw:
        return _show_raw(Path(options.file))
    name, mark, part = options.file.partition(PART)
    whole = not mark or Path(options.file).exists()
    documents = Library.read_all(Path(options.file if whole else name))
    if isinstance(documents, Problem):
        _tell([documents])
        return ERROR
    if not whole and part not in {document.part for document in documents}:
        print(_clean(f"inyo: {name} has no part {part}; without one all its parts are shown"), file=sys.stderr)
        return ERROR
    for document in documents:
        if whole or document.part == part:
            _tell(document.problems)
            _show_text(document.text, _clean(document.part) if whole and len(documents) > 1 else "")
    return FOUND


def _show_raw(path: Path) -> int:
    decoded = Library.raw(path)
    if isinstance(decoded, Problem):
        _tell([decoded])
        return ERROR
    _show_text(decoded, "")
    return FOUND


def _show_text(text: str, heading: str) -> None:
    """A document's text; a heading names it where a file has several."""
    terminal = sys.stdout.isatty()
    if heading:
        sys.stdout.write(f"── {heading}\n")
    sys.stdout.write(safe(text) if terminal else text)
    if (terminal or heading) and not text.endswith("\n"):
        sys.stdout.write("\n")


def _doctor(options: argparse.Namespace) -> int:
    from inyo.tui.commands.doctor import examine

    return examine(collection.choose(options.paths))


def _clean(text: str) -> str:
    return safe(text).replace("\n", " ").replace("\t", " ")


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "index": _index,
    "search": _search,
    "quotes": _quotes,
    "people": _people,
    "show": _show,
    "doctor": _doctor,
}
