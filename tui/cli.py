"""The command `inyo`: what was asked for, and whether a screen can be drawn.

Nothing heavy is imported here: `inyo --help` and a refusal come at once.
"""

from __future__ import annotations

import argparse
import contextlib
import locale
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

FOUND, NOTHING, ERROR = 0, 1, 2
"""Exit statuses, as grep's."""

QUERY_HELP = """\
the query language:
  グリア 規制          both words, in any spelling (kana, romaji, old kanji, other okurigana)
  besento torihiki    romaji works as well
  "輸出規制"            exactly this sequence
  磁石 -台湾            without a word
  磁石 OR 大豆          either; ( ) group
  by:グリア            inside quotations of that speaker
  person:習近平        where that person is named, under any alias
  in:title 会談        in titles        file:2025        in file names
  date:2025-06..2025-10
What cannot be read as a query is searched as plain words."""

COMMANDS_HELP = """\
commands:
  inyo [PATH…]            the explorer (without PATH the collection opened last, at first the demo)
  inyo index PATH…        build the index or bring it up to date
  inyo search QUERY       passages that match, best first
  inyo quotes             who said what
  inyo people             everybody the documents name
  inyo show FILE          a document's text as inyo understands it
  inyo doctor             terminal, locale, clipboard route, index health
`inyo COMMAND --help` tells more. A folder that bears a command's name is opened as ./name.
exit status: 0 found, 1 nothing found, 2 an error"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the explorer's own command line: `inyo [PATH…]`."""
    parser = _parser(
        "inyo", "Explore a collection of Japanese documents: search it, see who said what, copy quotations."
    )
    parser.epilog = f"{COMMANDS_HELP}\n\n{QUERY_HELP}"
    parser.add_argument("paths", nargs="*", metavar="PATH", help="folders or files (.txt, .md, Aozora Bunko text)")
    parser.add_argument("--version", action="version", version=f"inyo {_version()}")
    return parser


def build_command_parser() -> argparse.ArgumentParser:
    """The parser of the plain commands."""
    parser = _parser("inyo", "")
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, text: str, *, query: bool = False, paths: str = "*") -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if query:
            command.add_argument("query", type=_typed, metavar="QUERY")
            command.epilog = QUERY_HELP
        if paths:
            command.add_argument(
                "paths", nargs=paths, default=[], metavar="PATH", help="folders or files; default: opened last"
            )
        return command

    index = add("index", "build the index or bring it up to date", paths="+")
    index.add_argument("--rebuild", action="store_true", help="read everything anew")

    search = add("search", "passages that match a query, best first", query=True)
    search.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N passages (default 20; 0: all)")
    search.add_argument("--json", action="store_true", help="one object a line")

    quotes = add("quotes", "quotations: who said what")
    quotes.add_argument("--by", type=_typed, metavar="NAME", help="of this speaker, under any alias")
    quotes.add_argument("--about", type=_typed, metavar="QUERY", help="whose words match a query")
    quotes.add_argument("--all", action="store_true", help="also thoughts, terms, titles and the rest")
    forms = quotes.add_mutually_exclusive_group()
    forms.add_argument("--json", dest="form", action="store_const", const="jsonl", help="one object a line")
    forms.add_argument("--markdown", dest="form", action="store_const", const="markdown", help="block quotes")
    forms.add_argument("--csv", dest="form", action="store_const", const="csv", help="a table")
    quotes.set_defaults(form="text")

    people = add("people", "everybody the documents name")
    people.add_argument("--json", action="store_true", help="one object a line")

    show = add("show", "a document's text as inyo understands it (what offsets count in)", paths="")
    show.add_argument("file", metavar="FILE")

    add("doctor", "terminal, locale, clipboard route, index health")
    return parser


COMMANDS = ("index", "search", "quotes", "people", "show", "doctor")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    _occupy_standard_files()
    if argv is None:
        _begin_in_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if arguments and arguments[0] in COMMANDS:
            return _command(arguments)
        return _explore(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # the reader of a pipe has gone; keep the interpreter from complaining about it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND


def _explore(arguments: Sequence[str]) -> int:
    from tui import screen

    warning = screen.prepare()
    given = build_parser().parse_args(arguments).paths
    problem = screen.obstacle(os.environ, sys.stdin, sys.stdout, sys.stderr)
    if problem:
        return _fail(problem)
    if warning:
        print(warning, file=sys.stderr)

    def explore() -> int:
        import gc

        gc.disable()  # until the screen is there: nothing that is loaded now is garbage
        from index.library import Library
        from tui import collection, config
        from tui.app import run

        settings = config.load()
        paths = collection.choose(given)
        library = Library.open(paths, synonyms=settings.synonyms, aliases=settings.aliases)
        collection.remember(paths)
        return run(library, settings)

    return _guarded(explore)


def _command(arguments: Sequence[str]) -> int:
    _speak_utf8()
    options, unknown = build_command_parser().parse_known_args(arguments)
    if unknown:
        name = f"inyo {options.command}"
        hint = '; a query is one argument: "磁石 -台湾"' if options.command == "search" else ""
        return _fail(f"{name}: there is no option {' '.join(unknown)}{hint} (see {name} --help)")
    if sys.stdout is None:
        return _fail("inyo: standard output is closed, so nothing can be printed; give it a file or a pipe")

    def command() -> int:
        from tui import commands

        return commands.run(options)

    return _guarded(command)


def _guarded(action: Callable[[], int]) -> int:
    """Run; what can be expected to go wrong becomes a sentence on stderr and exit status 2."""
    from index.library import LibraryError
    from tui.collection import NoSuchPath
    from tui.config import BadConfig

    try:
        return action()
    except (LibraryError, NoSuchPath, BadConfig) as error:
        return _fail(f"inyo: {error}")
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"inyo: {where}{error.strerror or error}; check the disk and the permissions, then try again")
    except Exception as error:
        return _fail(_own_mistake(error))


def _own_mistake(error: Exception) -> str:
    """A sentence about a mistake of inyo's own; the traceback goes to a file, for a report."""
    import traceback

    from index.files import replace_file
    from tui.folders import state_folder

    file = state_folder() / "last-error.txt"
    try:
        replace_file(file, "".join(traceback.format_exception(error)).encode("utf-8", "replace"))
    except OSError:
        return f"inyo: a mistake of inyo's own ({type(error).__name__}: {error}); please report it"
    return f"inyo: a mistake of inyo's own ({type(error).__name__}: {error}); please report it with {file}"


def _fail(sentence: str) -> int:
    from tui.clipboard import safe

    print(safe(sentence).replace("\n", " "), file=sys.stderr)
    return ERROR


def _occupy_standard_files() -> None:
    """Where one of the three is closed the next file opened would take its place, and be written into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _begin_in_utf8() -> None:
    """Start anew in Python's UTF-8 mode where the locale has another encoding.

    File names and arguments are bytes; decoded as EUC-JP, say, they would not always give the same bytes back.
    """
    if sys.getfilesystemencoding() == "utf-8":
        return
    with contextlib.suppress(OSError, ValueError):  # where there is no /proc, Python takes file names for UTF-8 anyway
        program, *rest = Path("/proc/self/cmdline").read_bytes().split(b"\0")[:-1]
        os.execv(sys.executable, [program, b"-X", b"utf8", *rest])  # noqa: S606


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _typed(text: str) -> str:
    """What was typed: UTF-8, or else what the locale says."""
    typed = os.fsencode(text)
    for encoding in ("utf-8", locale.getencoding()):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return typed.decode(encoding)
    return typed.decode("utf-8", "replace")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a count is a number from 0 on, not {text}")
    return int(text)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leave with one sentence on standard error."""
        self.exit(_fail(f"{self.prog}: {message} (see {self.prog} --help)"))


def _parser(name: str, text: str) -> argparse.ArgumentParser:
    return _Parser(prog=name, description=text, formatter_class=argparse.RawDescriptionHelpFormatter)


def _version() -> str:
    try:
        return version("inyo")
    except PackageNotFoundError:
        return "(from a checkout)"


if __name__ == "__main__":
    sys.exit(main())
