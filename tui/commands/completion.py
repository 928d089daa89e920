"""Completion of the command line for shells, from the table of commands: `source <(inyo completion bash)`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from inyo.tui.commands.arguments import COMMANDS, command_parser
from inyo.tui.commands.reference import arguments_of
from inyo.tui.messages import Messages


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
