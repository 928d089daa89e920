"""What the program says of itself: its keys, its settings, its manual page, and what a shell completes
(`source <(inyo completion bash)`). Made from the tables that it runs by."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields

from inyo.tui.commands.arguments import COMMANDS, Parser, command_parser, exits, explorer_parser, version
from inyo.tui.keep.citation import FIELDS, STYLES
from inyo.tui.keep.config import Config
from inyo.tui.keymap import TABLE, Command, Keymap, Scope, shown
from inyo.tui.messages import Messages, query_help
from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.themes import THEMES


def keys_text(say: Messages, settings: Mapping[str, str], *, markdown: bool = False) -> str:
    """The keys of every place with what they do, as the settings have them; as a list or as a Markdown table."""
    keymap = Keymap(settings)
    places: dict[Scope, list[Command]] = {}
    for command in TABLE:
        places.setdefault(command.scope, []).append(command)
    if markdown:
        rows = [
            f"| {say(f'place.{scope}')} | {' · '.join(_entries(commands, keymap, say))} |"
            for scope, commands in places.items()
        ]
        return "\n".join(["| | |", "|---|---|", *rows, ""])
    return "\n".join(f"{say(f'place.{scope}')}\n{_listed(commands, keymap, say)}" for scope, commands in places.items())


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
    named = {
        "fields": ", ".join(FIELDS),
        "styles": ", ".join(STYLES),
        "themes": ", ".join(name.removeprefix("inyo-") for name in THEMES),
    }
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


def completion(shell: str, say: Messages) -> str:
    """What a shell (bash, zsh, fish) reads to complete commands, options, their choices, and files."""
    return _SHELLS[shell](say)


def _options(name: str, say: Messages) -> list[argparse.Action]:
    return [action for action in arguments_of(command_parser(name, say)) if action.option_strings]


def _choices(name: str, say: Messages) -> list[str]:
    """What may be given without an option: the names of shells."""
    positional = [action for action in arguments_of(command_parser(name, say)) if not action.option_strings]
    return [str(choice) for action in positional for choice in action.choices or ()]


def _bash(say: Messages) -> str:
    cases = []
    for name in COMMANDS:
        words = [word for action in _options(name, say) for word in action.option_strings]
        cases.append(f"        {name}) words='{' '.join([*words, '--help', *_choices(name, say)])}' ;;")
        for action in _options(name, say):
            if action.choices:
                wanted = "|".join(f"{name}:{option}" for option in action.option_strings)
                values = " ".join(map(str, action.choices))
                cases.insert(0, f"        {wanted}) COMPREPLY=($(compgen -W '{values}' -- \"$current\")); return ;;")
    choices = [line for line in cases if ":" in line.split(")")[0]]
    plain = [line for line in cases if line not in choices]
    return "\n".join([
        "_inyo() {",
        '    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words',
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then",
        f"        words='{' '.join(COMMANDS)} --help --version'",
        '        COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))',
        "        return",
        "    fi",
        '    case "${COMP_WORDS[1]}:$before" in',
        *choices,
        "    esac",
        '    case "${COMP_WORDS[1]}" in',
        *plain,
        "    esac",
        "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\") $(compgen -f -- \"$current\"))",
        "}",
        "complete -o filenames -F _inyo inyo",
        "",
    ])  # fmt: skip


def _zsh(say: Messages) -> str:
    lines = ["#compdef inyo", "_inyo() {", "  local -a commands", "  commands=("]
    for name in COMMANDS:
        about = _plain(say(f"command.{name}"))
        lines.append(f"    {_quoted(f'{name}:{about}')}")
    lines += ["  )", "  if (( CURRENT == 2 )); then", "    _describe command commands; _files; return", "  fi"]
    lines += ["  local command=${words[2]}", "  shift words; (( CURRENT-- ))", "  case $command in"]
    for name in COMMANDS:
        specs = [_zsh_option(option, action) for action in _options(name, say) for option in action.option_strings]
        rest = _choices(name, say)
        specs.append(_quoted(f"*:argument:({' '.join(rest)})" if rest else "*:file:_files"))
        lines.append(f"    {name}) _arguments {' '.join(specs)} ;;")
    return "\n".join(
        [*lines, "  esac", "}", 'if [ "$funcstack[1]" = _inyo ]; then _inyo "$@"; else compdef _inyo inyo; fi', ""]
    )


def _zsh_option(option: str, action: argparse.Action) -> str:
    value = f":{action.metavar or action.dest}:({' '.join(map(str, action.choices))})" if action.choices else ""
    if not action.choices and action.nargs != 0:
        value = f":{action.metavar}:_files" if action.metavar == "FILE" else f":{action.metavar}:"
    return _quoted(f"{option}[{_plain(action.help or '')}]{value}")


def _fish(say: Messages) -> str:
    lines = []
    for name in COMMANDS:
        about = _fish_quoted(say(f"command.{name}"))
        lines.append(f"complete -c inyo -n __fish_use_subcommand -a {name} -d {about}")
        seen = f"-n '__fish_seen_subcommand_from {name}'"
        if choices := _choices(name, say):
            lines.append(f"complete -c inyo {seen} -f -a '{' '.join(choices)}'")
        for action in _options(name, say):
            names = " ".join(
                f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
                for option in action.option_strings
            )
            value = (
                f" -x -a '{' '.join(map(str, action.choices))}'"
                if action.choices
                else " -r"
                if action.nargs != 0
                else ""
            )
            lines.append(f"complete -c inyo {seen} {names}{value} -d {_fish_quoted(action.help or '')}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text without what zsh would read as a part of a specification."""
    return text.translate(str.maketrans("[]:\\", "()  "))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_SHELLS: dict[str, Callable[[Messages], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
