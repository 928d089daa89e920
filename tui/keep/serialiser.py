"""What is kept on the disk, as JSON of plain dataclasses: one way in and one way out for every file of the reader's.

A file that does not say what it should is never half taken: `BadFile` names the file and the field. `check` in it tells
whether it is as it was written; a file without one, from elsewhere or changed by hand, is taken as it is.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeVar

from inyo.index.own.atomic_files import digest, read_plain, replace_file
from inyo.index.values.problems import why

T = TypeVar("T")


class BadFile(Exception):
    """A file that was kept cannot be read; the message says which, where in it, and what is wrong there."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file, self.reason = file, reason


class NewerFile(Exception):
    """A file that was kept by a newer inyo, which alone can change it without losing anything."""


def read(file: Path, kind: type[T]) -> T | None:
    """What a file holds, as this dataclass; None where there is no file. Fields of an earlier version have their
    defaults. Raises BadFile, and NewerFile where its `version` is later than ours."""
    try:
        raw = json.loads(read_plain(file).decode("utf-8"))
        if isinstance(raw, dict) and raw.pop("check", None) not in (None, _check(raw)):
            raise BadFile(file, "it is not as it was written; if you changed it, take out `check`")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except RecursionError:
        raise BadFile(file, "it is nested too deeply") from None
    except OSError as error:
        raise BadFile(file, why(error)) from error
    except UnicodeDecodeError as error:
        raise BadFile(file, "it is not in UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadFile(file, f"it is no JSON from line {error.lineno}, column {error.colno} on") from error
    except ValueError as error:
        raise BadFile(file, "it holds a number that is too long") from error
    ours, theirs = getattr(kind, "version", None), raw.get("version") if isinstance(raw, dict) else None
    if isinstance(ours, int) and isinstance(theirs, int) and theirs > ours:
        raise NewerFile(file)
    return converted(file, raw, kind)


def converted(file: Path, raw: Any, kind: type[T]) -> T:
    """Plain values of a file as a dataclass, every field checked. Raises BadFile with the field."""
    import msgspec  # only when there is something to read: it takes a tenth of the start

    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        place = re.search(r"at `([^`]+)`$", str(error))
        raise BadFile(file, f"it does not say what it should at {place[1] if place else '$'}") from error
    except ValueError as error:
        raise BadFile(file, "it has a field whose name is damaged") from error  # half a surrogate pair


def write(file: Path, value: Any) -> None:
    """Replace a file by a dataclass as JSON. Half a surrogate pair in a text comes back as it was. Raises OSError."""
    import msgspec

    raw = msgspec.to_builtins(value)
    replace_file(file, _encoded({**raw, "check": _check(raw)}))


def _check(raw: dict[str, Any]) -> str:
    return digest(_encoded(raw))


def _encoded(raw: dict[str, Any]) -> bytes:
    return json.dumps(raw, separators=(",", ":")).encode("ascii")
