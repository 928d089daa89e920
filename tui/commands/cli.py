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
from pathlib import Path
from typing import NoReturn

FOUND, NOTHING, ERROR = 0, 1, 2
"""Exit statuses, as grep's."""

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


class _Parser(argparse.ArgumentParser):
    """Its mistakes are one sentence; `advice` is added to each."""

    advice = ""

    def error(self, message: str) -> NoReturn:
        """Leave with one sentence on standard error."""
        self.exit(_fail(f"{self.prog}: {message}{self.advice} (see {self.prog} --help)"))


def _parser(name: str, text: str) -> _Parser:
    return _Parser(prog=name, description=text, formatter_class=argparse.RawDescriptionHelpFormatter)


def _query_help() -> str:
    from inyo.tui.commands.queries import query_help
    from inyo.tui.messages import Messages

    return query_help(Messages("en"))


class _Version(argparse.Action):
    """Looks the version up when it is asked for: that takes longer than all the rest."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the version and leave."""
        print(f"inyo {_version()}")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """The parser of the explorer's own command line: `inyo [PATH…]`."""
    parser = _parser(
        "inyo", "Explore a collection of Japanese documents: search it, see who said what, copy quotations."
    )
    parser.epilog = f"{COMMANDS_HELP}\n\n{_query_help()}"
    parser.add_argument(
        "paths", nargs="*", type=_path, metavar="PATH", help="folders or files (.txt, .md, Aozora Bunko text)"
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show inyo's version and exit")
    return parser


def _index(parser: _Parser) -> None:
    parser.add_argument("paths", nargs="+", type=_path, metavar="PATH", help="folders or files")
    parser.add_argument("--rebuild", action="store_true", help="read everything anew")


def _search(parser: _Parser) -> None:
    parser.epilog = _query_help()
    parser.advice = "; a query is one argument, and before one that begins with a dash stands --"
    parser.add_argument("query", type=_typed, metavar="QUERY", help="one argument: quote it for the shell")
    _paths(parser)
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N passages (default 20; 0: all)")
    parser.add_argument("--json", action="store_true", help="one object a line")


def _quotes(parser: _Parser) -> None:
    _paths(parser)
    parser.add_argument("--by", type=_typed, metavar="NAME", help="of this speaker, under any alias")
    parser.add_argument("--about", type=_typed, metavar="QUERY", help="whose words match a query")
    parser.add_argument("--all", action="store_true", help="also thoughts, terms, titles and the rest")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", dest="form", action="store_const", const="jsonl", help="one object a line")
    forms.add_argument("--markdown", dest="form", action="store_const", const="markdown", help="block quotes")
    forms.add_argument("--csv", dest="form", action="store_const", const="csv", help="a table")
    parser.set_defaults(form="text")


def _people(parser: _Parser) -> None:
    _paths(parser)
    parser.add_argument("--json", action="store_true", help="one object a line")


def _show(parser: _Parser) -> None:
    parser.add_argument("file", type=_path, metavar="FILE", help="a document, also one of no collection")
    parser.add_argument("--raw", action="store_true", help="the decoded file as it is, line breaks and markup included")


def _paths(parser: _Parser) -> None:
    default = "default: the collection opened last, at first the demo"
    parser.add_argument("paths", nargs="*", default=[], type=_path, metavar="PATH", help=f"folders or files; {default}")


COMMANDS: dict[str, tuple[str, Callable[[_Parser], None]]] = {
    "index": ("Build the index or bring it up to date.", _index),
    "search": ("Passages that match a query, best first.", _search),
    "quotes": ("Quotations: who said what.", _quotes),
    "people": ("Everybody the documents name: mentions, quotations, name with titles, other names.", _people),
    "show": ("A document's text as inyo understands it (what offsets count in).", _show),
    "doctor": ("Terminal, locale, clipboard route, index health.", _paths),
}
"""The plain commands: what each gives, and its arguments."""


def parse_command(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked of one of COMMANDS, which stands first. Leaves with a sentence where it cannot be understood.

    Options may stand anywhere: before, between and after the others.
    """
    name, *rest = arguments
    text, add_arguments = COMMANDS[name]
    parser = _parser(f"inyo {name}", text)
    parser.set_defaults(command=name)
    add_arguments(parser)
    # where it reads options anywhere, argparse loses a --
    read = parser.parse_known_args if "--" in rest else parser.parse_known_intermixed_args
    options, unknown = read(rest)
    if unknown:
        what = "there is no option" if unknown[0].startswith("-") else "nothing can be done with"
        parser.error(f"{what} {' '.join(unknown)}")
    return options


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
    from inyo.tui.terminal import screen

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
        from inyo.index.library import Library
        from inyo.tui.app import run
        from inyo.tui.keep import collection, config

        settings = config.load()
        paths = tuple(map(collection.anchored, collection.choose(given)))
        library = Library.open(paths, synonyms=settings.synonyms, aliases=settings.aliases)
        collection.remember(paths)
        return run(library, settings)

    return _guarded(explore)


def _command(arguments: Sequence[str]) -> int:
    _speak_utf8()
    options = parse_command(arguments)
    if sys.stdout is None:
        return _fail("inyo: standard output is closed, so nothing can be printed; give it a file or a pipe")

    def command() -> int:
        from inyo.tui.commands import plain as commands

        return commands.run(options)

    return _guarded(command)


def _guarded(action: Callable[[], int]) -> int:
    """Run; what can be expected to go wrong becomes a sentence on stderr and exit status 2."""
    from inyo.index.library import LibraryError
    from inyo.tui.keep.collection import NoSuchPath
    from inyo.tui.keep.config import BadConfig

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

    from inyo.index.own.atomic_files import own_folder, replace_file

    file = own_folder("state") / "last-error.txt"
    try:
        replace_file(file, "".join(traceback.format_exception(error)).encode("utf-8", "replace"))
    except OSError:
        return f"inyo: a mistake of inyo's own ({type(error).__name__}: {error}); please report it"
    return f"inyo: a mistake of inyo's own ({type(error).__name__}: {error}); please report it with {file}"


def _fail(sentence: str) -> int:
    from inyo.tui.terminal.clipboard import safe

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


def _path(text: str) -> str:
    """A path as it was given; '' (a variable of a script that is not set) would be the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name names no file or folder")
    return text


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a count is a number from 0 on, not {text}")
    return int(text)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("inyo")
    except PackageNotFoundError:
        return "(from a checkout)"


if __name__ == "__main__":
    sys.exit(main())
