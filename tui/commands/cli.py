"""The command `inyo`: what was asked for, and whether a screen can be drawn."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from inyo.index.values.problems import mistake, why
from inyo.tui.commands.arguments import COMMANDS, explorer_parser, parse_command
from inyo.tui.commands.output import Exit, Trouble, fail, messages


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    _occupy_standard_files()
    if argv is None:
        _begin_in_utf8()
        # who never waits for children hands that down, and how ours end would be told to nobody
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if not sys.warnoptions:  # what Python says of a reader's expression is no sentence of ours
            warnings.simplefilter("ignore")
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if sys.stdout is None:
            return fail(messages()("error.closed"))
        if arguments and arguments[0] in COMMANDS:
            return _guarded(lambda: _command(arguments))
        return _guarded(lambda: _explore(arguments, alone=argv is not None))
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has gone
        return Exit.FOUND
    finally:
        _give_up_output()


def _give_up_output() -> None:
    """What cannot be written is dropped: the interpreter would complain of it at exit, and leave with status 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _explore(arguments: Sequence[str], *, alone: bool) -> int:
    """The explorer, under a parent that restores the terminal whatever happens to it; `alone`: without."""
    from inyo.tui.terminal import screen

    warning = screen.prepare()
    say = messages()
    options = explorer_parser(say).parse_args(arguments)
    problem = screen.obstacle(os.environ, sys.stdin, sys.stdout, sys.stderr)
    if problem:
        return fail(say.sentence(problem).removeprefix("inyo: "))
    if warning:
        print(say.sentence(warning), file=sys.stderr)

    if not alone:
        try:
            status = screen.supervised()
        except screen.Died as died:
            return fail(
                say(f"error.died.{died.name.lower()}" if died.name == "SIGBUS" else "error.died", how=died.name)
            )
        if status is not None:
            return status

    import gc

    gc.disable()  # until the screen is there: nothing that is loaded now is garbage
    from inyo.index.library import Library
    from inyo.tui.app import run
    from inyo.tui.keep import collection, config

    settings = config.load()
    paths = tuple(map(collection.anchored, collection.choose(options.paths)))
    engine = settings.engine if options.engine is None else options.engine
    library = Library.open(paths, synonyms=settings.synonyms, aliases=settings.aliases, engine=engine)
    collection.remember(paths)
    return run(library, settings)


def _command(arguments: Sequence[str]) -> int:
    _speak_utf8()
    options = parse_command(arguments)
    from inyo.tui.commands import plain

    return plain.run(options)


def _guarded(action: Callable[[], int]) -> int:
    """Run and write what was printed; what can be expected to go wrong is a sentence on stderr and exit status 2."""
    try:
        try:
            return action()
        finally:
            sys.stdout.flush()  # at exit nothing could be said of a disk that is full
    except BrokenPipeError:
        raise
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    from inyo.index.library import LibraryError
    from inyo.tui.keep.collection import NoSuchPath
    from inyo.tui.keep.config import BadConfig

    if isinstance(error, LibraryError | NoSuchPath | BadConfig | Trouble):
        return fail(messages().sentence(str(error)))
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return fail(messages()("error.system", where=where, reason=why(error)))
    if isinstance(error, MemoryError):
        return fail(messages()("error.memory"))
    return _own_mistake(error)


def _own_mistake(error: Exception) -> int:
    """A sentence about a mistake of inyo's own; the traceback goes to a file, for a report."""
    import traceback

    from inyo.index.own.atomic_files import own_folder, replace_file

    file = own_folder("state") / "last-error.txt"
    said = mistake(error)
    try:
        replace_file(file, "".join(traceback.format_exception(error)).encode("utf-8", "replace"))
    except OSError:
        return fail(messages()("error.own", error=said))
    return fail(messages()("error.own.file", error=said, file=file))


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


if __name__ == "__main__":
    sys.exit(main())
