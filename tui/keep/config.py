"""The reader's settings: config.toml in inyo's XDG configuration folder."""

from __future__ import annotations

import difflib
import re
import shlex
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inyo.index.own.atomic_files import expanded, own_folder, read_plain
from inyo.index.values.problems import why
from inyo.tui.keep.citation import DEFAULT, BadForm, check
from inyo.tui.terminal.clipboard import SETTINGS, Setting


class BadConfig(Exception):
    """A settings file that cannot be used; the message names the file, the key and what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting with its default. `keys` maps binding ids to comma-separated keys."""

    language: str = "auto"
    clipboard: Setting = "auto"
    clipboard_command: tuple[str, ...] = ()
    citation: str = DEFAULT
    ascii_borders: bool = False
    ambiguous_width: int = 1
    theme: str = ""
    mouse: bool = True
    preview: str = "auto"
    opener: tuple[str, ...] = ()
    synonyms: tuple[Path, ...] = ()
    aliases: tuple[Path, ...] = ()
    engine: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


class _Wrong(Exception):
    """What is wrong with a value, as a clause behind its key."""


def config_file() -> Path:
    return own_folder("config") / "config.toml"


def _language(value: object) -> str:
    if value not in ("auto", "ja", "en"):
        raise _Wrong('is "auto", "ja" or "en"')
    return str(value)


def _setting(value: object) -> str:
    if value not in SETTINGS:
        raise _Wrong("is one of " + ", ".join(SETTINGS))
    return str(value)


def _can_be_named(value: object) -> bool:
    """Whether the system takes it as the name of a file or an argument."""
    return isinstance(value, str) and "\0" not in value


def _command(value: object) -> tuple[str, ...]:
    try:
        parts = shlex.split(value) if isinstance(value, str) else value
    except ValueError:
        raise _Wrong(f"opens a quotation mark that nothing closes: {value}") from None
    if not isinstance(parts, list) or not all(map(_can_be_named, parts)):
        raise _Wrong('is a command, as "wl-copy --trim-newline"')
    return tuple(parts)


def _form(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong("is text")
    try:
        return check(value)
    except BadForm as error:
        raise _Wrong(f"cannot be used: {error}") from error


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("is true or false")
    return value


def _width(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in (1, 2):
        raise _Wrong("is 1 or 2")
    return value


def _preview(value: object) -> str:
    if value not in ("auto", "on", "off"):
        raise _Wrong('is "auto", "on" or "off"')
    return str(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong("is text")
    return value


def _files(value: object) -> tuple[Path, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(map(_can_be_named, value)):
        raise _Wrong("is a path or a list of paths")
    return tuple(map(expanded, value))


def _keys(value: object) -> dict[str, str]:
    """Ids and keys; TOML reads `quote.copy` as a table in a table, which is the same here."""
    if not isinstance(value, dict):
        raise _Wrong('is a table of keys, as reader.copy = "y,c"')
    flat: dict[str, str] = {}
    for name, keys in value.items():
        if isinstance(keys, dict):
            flat.update({f"{name}.{rest}": own for rest, own in _keys(keys).items()})
        elif isinstance(keys, str):
            flat[name] = keys
        else:
            raise _Wrong(f'gives {name} no keys: write {name} = "y,c"')
    return flat


_KEYS: dict[str, Callable[[Any], Any]] = {
    "language": _language,
    "clipboard": _setting,
    "clipboard_command": _command,
    "citation": _form,
    "ascii_borders": _flag,
    "ambiguous_width": _width,
    "theme": _text,
    "mouse": _flag,
    "preview": _preview,
    "opener": _command,
    "synonyms": _files,
    "aliases": _files,
    "engine": _text,
    "keys": _keys,
}


def _not_toml(said: str, text: str) -> str:
    """What stands where the reader of TOML got stuck; of its words only the number of the line is taken."""
    place = re.search(r"line (\d+)", said)
    lines = text.splitlines()
    number = int(place[1]) if place else len(lines)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return f"line {number} is no TOML: {line[:60]}"


def load(path: Path | None = None) -> Config:
    """The settings in a file (the reader's own by default; defaults where there is none). Raises BadConfig."""
    path = path or config_file()
    try:
        text = read_plain(path).decode("utf-8-sig")
        return _converted(path, tomllib.loads(text))
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except RecursionError:
        raise BadConfig(f"{path}: the settings are nested too deeply; mend the file or move it away") from None
    except OSError as error:
        raise BadConfig(f"{path}: the settings cannot be read ({why(error)}); mend the file or move it away") from error
    except UnicodeDecodeError:
        raise BadConfig(f"{path}: the settings are not in UTF-8; save the file so or move it away") from None
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path}: {_not_toml(str(error), text)}; mend the file or move it away") from None
    except ValueError:
        raise BadConfig(f"{path}: the settings hold a number that is too long; mend the file or move it away") from None


def _converted(path: Path, raw: Mapping[str, Any]) -> Config:
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(_KEYS)}"
            raise BadConfig(f"{path}: there is no setting {key}: {hint}")
        try:
            found[key] = _KEYS[key](value)
        except _Wrong as error:
            raise BadConfig(f"{path}: {key} {error}") from error
    return Config(**found)
