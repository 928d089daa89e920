"""What the program says of itself: its keys, its settings, its manual page. Made from the tables that it runs by."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import groupby

from inyo.tui.commands.arguments import COMMANDS, Parser, command_parser, exits, explorer_parser, version
from inyo.tui.keep.citation import FIELDS
from inyo.tui.keep.config import Config
from inyo.tui.keymap import TABLE, Command, Keymap, shown
from inyo.tui.messages import Messages
from inyo.tui.messages.queries import query_help
from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.themes import THEMES


def keys_text(say: Messages, settings: Mapping[str, str], *, markdown: bool = False) -> str:
    """The keys of every place with what they do, as the settings have them; as a list or as a Markdown table."""
    keymap = Keymap(settings)
    places = [(scope, list(commands)) for scope, commands in groupby(TABLE, key=lambda command: command.scope)]
    if markdown:
        rows = [
            f"| {say(f'place.{scope}')} | {' · '.join(_entries(commands, keymap, say))} |" for scope, commands in places
        ]
        return "\n".join(["| | |", "|---|---|", *rows, ""])
    return "\n".join(f"{say(f'place.{scope}')}\n{_listed(commands, keymap, say)}" for scope, commands in places)


def _entries(commands: list[Command], keymap: Keymap, say: Messages) -> Iterator[str]:
    for command in commands:
        written = " ".join(f"`{shown(key)}`" for key in keymap.keys(command.id))
        yield f"{written} {say(f'key.{command.id}')}".strip().replace("|", "\\|")


def _listed(commands: list[Command], keymap: Keymap, say: Messages) -> str:
    """A line a command: its keys, what it does, its id for the settings."""
    lines = []
    for command in commands:
        keys, text = " ".join(shown(key) for key in keymap.keys(command.id)), say(f"key.{command.id}")
        lines.append(f"  {keys}{_room(keys, 16)}{text}{_room(text, 44)}{command.id}\n")
    return "".join(lines)


def _room(text: str, column: int) -> str:
    return " " * max(1, column - cell_width(text))


def settings_text(say: Messages, file: str) -> str:
    """Every setting with its default and what it is, as a file of settings that may be read as it stands."""
    named = {"fields": ", ".join(FIELDS), "themes": ", ".join(name.removeprefix("inyo-") for name in THEMES)}
    lines = [f"# {say('settings.head', file=file)}"]
    for field in fields(Config):
        if field.name != "keys":
            lines += [
                "",
                f"# {say(f'setting.{field.name}', **named)}",
                f"{field.name} = {_toml(getattr(Config(), field.name))}",
            ]
    lines += ["", "[keys]", f"# {say('setting.keys')}"]
    lines += [f"# {_toml(command.id)} = {_toml(command.keys)}" for command in TABLE]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


def manual(say: Messages) -> str:
    """The manual page in the language of man's own macros."""
    parser = explorer_parser(say)
    parts = [
        f'.TH INYO 1 "" "inyo {version()}" "inyo"',
        ".SH NAME",
        f"inyo \\- {_roff(parser.description)}",
        ".SH SYNOPSIS",
        *(f".B inyo {_roff(usage)}\n.br" for usage in ("[PATH…]", *map(_synopsis, COMMANDS))),
        ".SH DESCRIPTION",
        _roff(say("help.explorer")),
        ".PP",
        _roff(say("help.more")),
        ".SH COMMANDS",
        *(part for name in COMMANDS for part in _manual_of(command_parser(name, say), name)),
        ".SH QUERIES",
        ".nf",
        _roff(query_help(say)),
        ".fi",
        ".SH EXIT STATUS",
        _roff(exits(say)),
        ".SH FILES",
        _roff("~/.config/inyo/config.toml, ~/.local/share/inyo, ~/.local/state/inyo, ~/.cache/inyo"),
    ]
    return "\n".join(parts) + "\n"


def _synopsis(name: str) -> str:
    return f"{name} {COMMANDS[name][0]}".strip()


def _manual_of(parser: Parser, name: str) -> Iterator[str]:
    yield f".SS inyo {_roff(_synopsis(name))}"
    yield _roff(parser.description)
    for action in arguments_of(parser):
        yield f".TP\n.B {_roff(', '.join(action.option_strings) or str(action.metavar or action.dest))}"
        if action.option_strings and action.nargs != 0:
            yield f".I {_roff(str(action.metavar or '|'.join(action.choices or ())))}"
        yield _roff(action.help)


def arguments_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments of a parser, without --help."""
    return [action for action in parser._actions if "--help" not in action.option_strings]


def _roff(text: str | None) -> str:
    """Text as man takes it: backslashes and hyphens of options as themselves, no line an order."""
    escaped = (text or "").replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in escaped.split("\n"))
