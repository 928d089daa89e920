"""The command line of inyo: one table of commands, from which --help, completion and the manual page are made.

Nothing heavy is imported here: `inyo --help` and a refusal come at once.
"""

from __future__ import annotations

import argparse
import contextlib
import locale
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NoReturn

from inyo.tui.commands.output import Exit, fail, messages
from inyo.tui.messages import Messages
from inyo.tui.messages.commands import ARGPARSE

ORDERS = ("relevance", "date", "-date", "title", "path")
SHELLS = ("bash", "zsh", "fish")
LIMIT = 20
CONTEXT = 20
WINDOW = 5


class Parser(argparse.ArgumentParser):
    """Its mistakes are one sentence; `advice` is added to each."""

    say: Messages
    advice = ""

    def error(self, message: str) -> NoReturn:
        """Leave with one sentence on standard error."""
        self.exit(fail(self.say("wrong.see", prog=self.prog, message=message, advice=self.advice), self.prog))

    def print_help(self, file: Any = None) -> None:
        """Print it. Raises OSError, which argparse would swallow."""
        (file or sys.stdout).write(self.format_help())


def _parser(name: str, text: str, say: Messages) -> Parser:
    _speak(say)
    parser = Parser(prog=name, description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.say = say
    return parser


def _speak(say: Messages) -> None:
    """Have the standard library's parser speak the language: it looks its texts up by this name, and knows no other."""
    vars(argparse)["_"] = (lambda text: ARGPARSE.get(text, text)) if say.name == "ja" else (lambda text: text)


class _Version(argparse.Action):
    """Looks the version up when it is asked for: that takes longer than all the rest."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the version and leave."""
        print(f"inyo {version()}")
        parser.exit()


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("inyo")
    except PackageNotFoundError:
        return "(from a checkout)"


def explorer_parser(say: Messages) -> Parser:
    """The parser of the explorer's own command line: `inyo [PATH…]`."""
    from inyo.tui.messages import query_help

    parser = _parser("inyo", say("help.about"), say)
    parser.epilog = f"{_commands_help(say)}\n\n{query_help(say)}"
    parser.add_argument("paths", nargs="*", type=_path, metavar="PATH", help=say("option.documents"))
    parser.add_argument("--version", action=_Version, nargs=0, help=say("option.version"))
    _engine(parser)
    return parser


def _commands_help(say: Messages) -> str:
    rows = [("[PATH…]", say("help.explorer"))]
    rows += [(f"{name} {usage}".strip(), say(f"command.{name}")) for name, (usage, _) in COMMANDS.items()]
    lines = [f"  {f'inyo {usage}':<24}{text}" for usage, text in rows]
    return "\n".join([f"{say('help.commands')}:", *lines, say("help.more"), exits(say)])


def exits(say: Messages) -> str:
    """The exit statuses in a line."""
    parts = [f"{status.value} {say(f'exit.{status.name.lower()}')}" for status in Exit]
    return f"{say('help.exits')}: {', '.join(parts)}"


def _index(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("paths", nargs="+", type=_path, metavar="PATH", help=say("option.documents"))
    parser.add_argument("--rebuild", action="store_true", help=say("option.rebuild"))
    _engine(parser)


def _query(parser: Parser) -> None:
    from inyo.tui.messages import query_help

    parser.epilog = query_help(parser.say)
    parser.advice = parser.say("advice.query")
    parser.add_argument("query", type=_typed, metavar="QUERY", help=parser.say("option.query"))
    _paths(parser)


def _search(parser: Parser) -> None:
    say = parser.say
    _query(parser)
    _limit(parser, LIMIT)
    parser.add_argument("--sort", type=_order, default="relevance", metavar="ORDER", help=say("option.sort"))
    forms = _forms(parser, "json", "csv")
    forms.add_argument("--count", dest="form", action="store_const", const="count", help=say("option.count"))
    forms.add_argument("-l", "--files", dest="form", action="store_const", const="files", help=say("option.files"))


def _quotes(parser: Parser) -> None:
    say = parser.say
    _paths(parser)
    parser.add_argument("--by", type=_typed, metavar="NAME", help=say("option.by"))
    parser.add_argument("--about", type=_typed, metavar="QUERY", help=say("option.about"))
    parser.add_argument("--all", action="store_true", help=say("option.all"))
    _forms(parser, "json", "markdown", "csv")


def _people(parser: Parser) -> None:
    _paths(parser)
    _forms(parser, "json", "csv")


def _kwic(parser: Parser) -> None:
    say = parser.say
    _query(parser)
    _limit(parser, 0)
    for side in ("left", "right"):
        text = say(f"option.{side}", default=CONTEXT)
        parser.add_argument(f"--{side}", type=_count, default=CONTEXT, metavar="N", help=text)
    parser.add_argument("--sort", type=_beside, default=(), metavar="WORDS", help=say("option.kwic_sort"))
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--collocations", nargs="?", type=_count, const=WINDOW, default=0, metavar="N",
        help=say("option.collocations", default=WINDOW),
    )  # fmt: skip
    instead.add_argument("--frequency", choices=("month", "document"), help=say("option.frequency"))
    _forms(parser, "json", "csv")


def _batch(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("terms", type=_path, metavar="TERMS", help=say("option.terms"))
    _paths(parser)
    parser.add_argument("--by", choices=("month", "document"), default="month", help=say("option.batch_by"))
    _forms(parser, "json", "csv")


def _show(parser: Parser) -> None:
    parser.add_argument("file", type=_path, metavar="FILE", help=parser.say("option.file"))
    parser.add_argument("--raw", action="store_true", help=parser.say("option.raw"))


def _corrections(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("--import", dest="taken", type=_path, metavar="FILE", help=say("option.import"))
    parser.add_argument("-o", dest="output", type=_path, metavar="FILE", help=say("option.output"))


def _keys(parser: Parser) -> None:
    parser.add_argument("--markdown", action="store_true", help=parser.say("option.keys_markdown"))


def _config(parser: Parser) -> None:
    parser.add_argument("--print", dest="whole", action="store_true", help=parser.say("option.print"))


def _completion(parser: Parser) -> None:
    parser.add_argument("shell", choices=SHELLS, help=parser.say("option.shell"))


def _nothing(parser: Parser) -> None:
    """A command without arguments."""


def _paths(parser: Parser) -> None:
    parser.add_argument("paths", nargs="*", default=[], type=_path, metavar="PATH", help=parser.say("option.paths"))
    _engine(parser)


def _engine(parser: Parser) -> None:
    parser.add_argument("--engine", type=_typed, metavar="URL", help=parser.say("option.engine"))


def _limit(parser: Parser, default: int) -> None:
    text = parser.say("option.limit", default=default or "0")
    parser.add_argument("--limit", type=_count, default=default, metavar="N", help=text)


def _forms(parser: Parser, *forms: str) -> argparse._MutuallyExclusiveGroup:
    """How the answer is written: plain text, or one of `forms`; and where to."""
    group = parser.add_mutually_exclusive_group()
    for form in forms:
        group.add_argument(
            f"--{form}", dest="form", action="store_const", const=form, help=parser.say(f"option.{form}")
        )
    parser.set_defaults(form="text")
    parser.add_argument("-o", dest="output", type=_path, metavar="FILE", help=parser.say("option.output"))
    parser.add_argument("--bom", action="store_true", help=parser.say("option.bom"))
    return group


COMMANDS: dict[str, tuple[str, Callable[[Parser], None]]] = {
    "index": ("PATH…", _index),
    "search": ("QUERY", _search),
    "quotes": ("", _quotes),
    "people": ("", _people),
    "kwic": ("QUERY", _kwic),
    "batch": ("TERMS", _batch),
    "show": ("FILE", _show),
    "corrections": ("", _corrections),
    "doctor": ("", _paths),
    "keys": ("", _keys),
    "config": ("", _config),
    "completion": ("SHELL", _completion),
    "man": ("", _nothing),
    "mcp": ("", _paths),
}
"""The plain commands: what must be given, and all arguments; the message `command.NAME` says what each gives."""


def command_parser(name: str, say: Messages) -> Parser:
    """The parser of one of COMMANDS."""
    parser = _parser(f"inyo {name}", say(f"command.{name}"), say)
    parser.set_defaults(command=name)
    COMMANDS[name][1](parser)
    return parser


def parse_command(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked of one of COMMANDS, which stands first. Leaves with a sentence where it cannot be understood.

    Options may stand anywhere: before, between and after the others.
    """
    name, *rest = arguments
    rest = _with_count(_with_dashed_order(rest))
    parser = command_parser(name, messages())
    # to read options anywhere argparse cuts its usage by the length of the English word before it
    parser.usage = parser.format_usage().partition(": ")[2].rstrip()
    # where it reads options anywhere, argparse loses a --
    read = parser.parse_known_args if "--" in rest else parser.parse_known_intermixed_args
    options, unknown = read(rest)
    if unknown:
        kind = "wrong.option" if unknown[0].startswith("-") else "wrong.words"
        parser.error(parser.say(kind, words=" ".join(unknown)))
    return options


def _with_dashed_order(arguments: Sequence[str]) -> list[str]:
    """`--sort -date` as one word: an option's value that begins with a dash would be taken for an option."""
    words = list(arguments)
    for at in [at for at, pair in enumerate(pairwise(words)) if pair == ("--sort", "-date")]:
        words[at : at + 2] = ["--sort=-date"]
        break
    return words


def _with_count(arguments: Sequence[str]) -> list[str]:
    """`--collocations PATH` with the number that may stand between: what is no number there is the next argument."""
    words = list(arguments)
    for at, (word, behind) in enumerate(pairwise(arguments)):
        if word == "--collocations" and not behind.isdecimal():
            words[at] = f"{word}={WINDOW}"
    return words


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
        raise argparse.ArgumentTypeError(messages()("wrong.empty"))
    return text


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(messages()("wrong.count", text=text))
    return int(text) if len(text) < len(str(sys.maxsize)) else sys.maxsize


def _order(text: str) -> str:
    if text not in ORDERS:
        raise argparse.ArgumentTypeError(messages()("wrong.sort", text=text, orders=", ".join(ORDERS)))
    return text


def _beside(text: str) -> tuple[int, ...]:
    """Words beside the node as steps from it: left2,right1 is -2, 1."""
    names = {f"{side}{number}": sign * number for side, sign in (("left", -1), ("right", 1)) for number in range(1, 6)}
    parts = text.split(",")
    if any(part not in names for part in parts):
        raise argparse.ArgumentTypeError(messages()("wrong.sort", text=text, orders=", ".join(names)))
    return tuple(names[part] for part in parts)
