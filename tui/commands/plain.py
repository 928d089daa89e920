"""The plain commands: what the explorer knows, for pipes and scripts."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from inyo.index.library import (
    PART,
    SHOWN,
    Answer,
    Hit,
    Kind,
    Library,
    LibraryError,
    Order,
    Person,
    Problem,
    Report,
    place_words,
    summary,
)
from inyo.tui.commands.output import (
    Bar,
    Exit,
    Trouble,
    csv_text,
    deliver,
    given,
    hit_record,
    messages,
    person_record,
    shown,
    shown_line,
    tell,
)
from inyo.tui.keep import collection, config
from inyo.tui.keep.export import Format, exported
from inyo.tui.keep.filenames import json_line, readable, within

ALL_KINDS: tuple[Kind, ...] = ("speech", "written", "thought", "title", "term", "other")
_BOLD, _MATCH, _PLAIN = "\x1b[1m", "\x1b[1;7m", "\x1b[0m"


def run(options: argparse.Namespace) -> Exit:
    """Run the command that was parsed. Raises Trouble, NoSuchPath, BadConfig, LibraryError, OSError."""
    if "form" in options and options.form != "csv" and options.bom:
        raise Trouble(messages()("wrong.bom"))
    return _COMMANDS[options.command](options)


_PROBLEMS = 5
"""Skipped files that a question names; `inyo index` names all."""


def open_library(
    options: argparse.Namespace, *, rebuild: bool = False, problems: int = _PROBLEMS
) -> tuple[Library, Report]:
    """The collection of the paths given, brought up to date; what is wrong is told. Raises LibraryError."""
    settings, say = config.load(), messages()
    paths = collection.choose(options.paths)
    engine = settings.engine if options.engine is None else options.engine
    library = Library.open(paths, synonyms=settings.synonyms, aliases=settings.aliases, engine=engine)
    bar = Bar(say)
    try:
        report = library.update(bar, rebuild=rebuild)
    finally:
        bar.clear()
    if len(report.problems) <= problems:
        _tell(report.problems)
    elif left := summary(report.problems):
        tell(say("tell.left_out", what=", ".join(map(say.sentence, left.split(", ")))))
    said = [say.notice("update", notice) for notice in report.notices]
    if not report.complete and not library.documents():  # "nothing found" would not be true
        raise LibraryError(" ".join(said))
    for text in (*said, *map(say.sentence, library.notices())):
        tell(text)
    return library, report


def _tell(problems: Iterable[Problem]) -> None:
    say = messages()
    for problem in problems:
        tell(f"{readable(problem.path)}: {say.problem(problem.kind, problem.detail)}")


_COPIES_NAMED = 5


def _index(options: argparse.Namespace) -> Exit:
    library, report = open_library(options, rebuild=options.rebuild, problems=sys.maxsize)
    documents = library.documents()
    if not report.complete:
        return Exit.ERROR
    counts = {name: getattr(report, name) for name in ("added", "changed", "removed", "unchanged", "seconds")}
    changed = report.added or report.changed or report.removed
    say = messages()
    print(say("tell.updated", **counts) if changed else say("tell.unchanged", count=len(documents)))
    copies = [f"{readable(copy)} = {readable(each.file)}" for each in documents for copy in each.also]
    editions = [f"{readable(shorter)} ⊂ {readable(each.file)}" for each in documents for shorter in each.editions]
    for sentence, pairs in (("tell.copies", copies), ("tell.editions", editions)):
        if pairs:
            named = "; ".join(pairs[:_COPIES_NAMED]) + ("; …" if len(pairs) > _COPIES_NAMED else "")
            print(say(sentence, count=len(pairs), names=named))
    return Exit.FOUND if documents else Exit.NOTHING


def _search(options: argparse.Namespace) -> Exit:
    library, _ = open_library(options)
    everything = options.form in ("count", "files") or not options.limit
    order: Order = _ORDERS.get(options.sort, options.sort)
    answer = library.search(options.query, limit=sys.maxsize if everything else options.limit, order=order)
    hits = answer.hits
    if options.form in ("count", "files"):
        hits = tuple(hit for hit in hits if not hit.below)
    colour = sys.stdout.isatty() and not options.output
    pieces = _hits_csv(hits, library.paths) if options.form == "csv" else _SEARCH_FORMS[options.form](hits, colour)
    deliver(pieces, options.output, bom=_marked(options))
    for notice in answer.notices:
        if said := messages().of_search(notice):
            tell(said)
    if options.form in ("text", "count", "files"):
        _explain(answer, len(hits), options.form == "text")
    return Exit.FOUND if answer.total else Exit.NOTHING


def _marked(options: argparse.Namespace) -> bool:
    """Whether a byte order mark comes first: where it is asked for, and in a CSV file, which a spreadsheet opens."""
    return bool(options.bom or (options.output and options.form == "csv"))


_ORDERS: dict[str, Order] = {"date": "oldest", "-date": "newest"}


def _hits_text(hits: Sequence[Hit], colour: bool) -> Iterator[str]:
    return (_hit_line(hit, colour) + "\n" for hit in hits)


def _hits_json(hits: Sequence[Hit], colour: bool) -> Iterator[str]:
    return (json_line(hit_record(hit)) + "\n" for hit in hits)


_HIT_COLUMNS = ("file", "part", "title", "place", "paragraph", "start", "end", "text", "matches", "score", "below")


def _hits_csv(hits: Sequence[Hit], folders: Sequence[Path]) -> Iterator[str]:
    if hits:
        yield csv_text([_HIT_COLUMNS])
    for hit in hits:
        matches = "、".join(hit.text[span.start - hit.start : span.end - hit.start] for span in hit.spans)
        file = within(readable(hit.file.removesuffix(f"{PART}{hit.part}")), folders)
        yield csv_text(
            [(file, hit.part, hit.title, place_words(hit.place), hit.paragraph, hit.start, hit.end, hit.text, matches,
              round(hit.score, 4), int(hit.below))]
        )  # fmt: skip


def _hits_count(hits: Sequence[Hit], colour: bool) -> Iterator[str]:
    """How many passages each document has, a line each; 0 where no document has any."""
    counts = Counter(hit.file for hit in hits)
    if not counts:
        return iter(("0\n",))
    return (f"{shown_line(readable(file))}:{count}\n" for file, count in counts.items())


def _hits_files(hits: Sequence[Hit], colour: bool) -> Iterator[str]:
    return (f"{shown_line(readable(file))}\n" for file in dict.fromkeys(hit.file for hit in hits))


_SEARCH_FORMS: dict[str, Callable[[Sequence[Hit], bool], Iterator[str]]] = {
    "text": _hits_text,
    "json": _hits_json,
    "count": _hits_count,
    "files": _hits_files,
}


def _hit_line(hit: Hit, colour: bool) -> str:
    parts, at = [], hit.start
    for span in hit.spans:
        start, end = max(span.start, at), min(span.end, hit.end)
        if start >= end:
            continue
        parts += [
            shown_line(hit.text[at - hit.start : start - hit.start]),
            _MATCH if colour else "",
            shown_line(hit.text[start - hit.start : end - hit.start]),
            _PLAIN if colour else "",
        ]
        at = end
    parts.append(shown_line(hit.text[at - hit.start :]))
    words = place_words(hit.place, hit.title)
    place = f"{shown_line(readable(hit.file))}:{hit.paragraph}:{f' ({shown_line(words)})' if words else ''}"
    return f"{_BOLD}{place}{_PLAIN} {''.join(parts)}" if colour else f"{place} {''.join(parts)}"


def _explain(answer: Answer, printed: int, limited: bool) -> None:
    say = messages()
    if limited and answer.total > printed > 0:
        documents = say("tell.documents", count=answer.documents)
        tell(say("tell.best", shown=printed, total=answer.total, documents=documents))
    if answer.weaker and not answer.total:
        tell(say("tell.weaker", count=answer.weaker))
    if not answer.hits:
        words = "、".join(answer.suggestions)
        tell(say("tell.nearest", words=words) if words else say("tell.nothing"))


_QUOTE_FORMS: dict[str, Format] = {"text": "text", "json": "jsonl", "markdown": "markdown", "csv": "csv"}


def _quotes(options: argparse.Namespace) -> Exit:
    library, _ = open_library(options)
    quotes = library.quotations(by=options.by, about=options.about, kinds=ALL_KINDS if options.all else SHOWN)
    form = _QUOTE_FORMS[options.form]
    folders = () if form == "jsonl" else library.paths  # a program opens the file that a person looks for
    text, left_out = exported(quotes, form, config.load().citation, folders)
    deliver([text if form == "jsonl" else shown(text)], options.output, bom=_marked(options))
    if left_out and options.output:
        tell(messages()("tell.cleaned", count=left_out))
    if not quotes:
        tell(messages()("tell.no_quotes"))
    return Exit.FOUND if quotes else Exit.NOTHING


def _people(options: argparse.Namespace) -> Exit:
    library, _ = open_library(options)
    people = library.people()
    deliver(_PEOPLE_FORMS[options.form](people), options.output, bom=_marked(options))
    if not people:
        tell(messages()("tell.nobody"))
    return Exit.FOUND if people else Exit.NOTHING


def _people_csv(people: Sequence[Person]) -> Iterator[str]:
    if people:
        yield csv_text([("name", "titles", "aliases", "mentions", "quotations", "documents")])
    for each in people:
        yield csv_text([(each.name, "、".join(each.titles), "、".join(each.aliases), each.mentions, each.quotations,
                         len(each.files))])  # fmt: skip


def _person_line(person: Person) -> str:
    others = "、".join(person.aliases)
    titles = f"（{'、'.join(person.titles)}）" if person.titles else ""
    cells = (str(person.mentions), str(person.quotations), f"{person.name}{titles}", others)
    return "\t".join(map(shown_line, cells)).rstrip("\t")


_PEOPLE_FORMS: dict[str, Callable[[Sequence[Person]], Iterator[str]]] = {
    "text": lambda people: (_person_line(person) + "\n" for person in people),
    "json": lambda people: (json_line(person_record(person)) + "\n" for person in people),
    "csv": _people_csv,
}


def _show(options: argparse.Namespace) -> Exit:
    if options.raw:
        return _show_raw(Path(options.file))
    name, mark, part = options.file.partition(PART)
    whole = not mark or Path(options.file).exists()
    documents = Library.read_all(Path(options.file if whole else name))
    if isinstance(documents, Problem):
        _tell([documents])
        return Exit.ERROR
    if not whole and part not in {document.part for document in documents}:
        raise Trouble(messages()("error.part", file=readable(name), part=part))
    for document in documents:
        if whole or document.part == part:
            _tell(document.problems)
            _show_text(document.text, shown_line(document.part) if whole and len(documents) > 1 else "")
    return Exit.FOUND


def _show_raw(path: Path) -> Exit:
    decoded = Library.raw(path)
    if isinstance(decoded, Problem):
        _tell([decoded])
        return Exit.ERROR
    _show_text(decoded, "")
    return Exit.FOUND


def _show_text(text: str, heading: str) -> None:
    """A document's text, to a pipe to the letter; a heading names it where a file has several."""
    terminal = sys.stdout.isatty()
    if heading:
        sys.stdout.write(f"── {heading}\n")
    sys.stdout.write(shown(text) if terminal else text)
    if (terminal or heading) and not text.endswith("\n"):
        sys.stdout.write("\n")


def _kwic(options: argparse.Namespace) -> Exit:
    from inyo.tui.commands.counting import kwic

    return kwic(options, open_library(options)[0], marked=_marked(options))


def _batch(options: argparse.Namespace) -> Exit:
    from inyo.tui.commands.counting import batch

    return batch(options, lambda: open_library(options)[0], marked=_marked(options))


def _corrections(options: argparse.Namespace) -> Exit:
    library, say = Library.open(()), messages()
    if options.taken is None:
        records = [json.loads(line) for line in library.exported_corrections().split("\n") if line]
        for text in library.notices():
            tell(say.sentence(text))
        deliver([json_line(record) + "\n" for record in records], options.output)
        return Exit.FOUND if records else Exit.NOTHING
    taken, bad = library.import_corrections(given(options.taken))
    tell(say("tell.taken", count=taken))
    if bad:
        tell(say("tell.not_taken", count=bad))
    return Exit.ERROR if bad else Exit.FOUND if taken else Exit.NOTHING


def _doctor(options: argparse.Namespace) -> Exit:
    from inyo.tui.commands.doctor import examine

    return examine(collection.choose(options.paths), messages(), options.engine)


def _keys(options: argparse.Namespace) -> Exit:
    from inyo.tui.commands.reference import keys_text

    sys.stdout.write(keys_text(messages(), config.load().keys, markdown=options.markdown))
    return Exit.FOUND


def _config(options: argparse.Namespace) -> Exit:
    from inyo.tui.commands.reference import settings_text

    file = config.config_file()
    sys.stdout.write(settings_text(messages(), str(file)) if options.whole else f"{shown_line(readable(str(file)))}\n")
    return Exit.FOUND


def _completion(options: argparse.Namespace) -> Exit:
    from inyo.tui.commands.reference import completion

    sys.stdout.write(completion(options.shell, messages()))
    return Exit.FOUND


def _man(options: argparse.Namespace) -> Exit:
    from inyo.tui.commands.reference import manual

    sys.stdout.write(manual(messages()))
    return Exit.FOUND


def _mcp(options: argparse.Namespace) -> Exit:
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise Trouble(messages()("error.mcp"))
    from inyo.tui.commands.server import serve

    serve(open_library(options)[0])
    return Exit.FOUND


_COMMANDS: dict[str, Callable[[argparse.Namespace], Exit]] = {
    "index": _index,
    "search": _search,
    "quotes": _quotes,
    "people": _people,
    "kwic": _kwic,
    "batch": _batch,
    "show": _show,
    "corrections": _corrections,
    "doctor": _doctor,
    "keys": _keys,
    "config": _config,
    "completion": _completion,
    "man": _man,
    "mcp": _mcp,
}
