"""File names as text: on the disk they are bytes, mostly UTF-8, whatever the locale says."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from inyo.index.own.atomic_files import expanded

_NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064"
    "\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""What a terminal could take for an order (C1), or what turns or hides text (Cf); and halves of surrogate pairs."""


def readable(name: str) -> str:
    """A path for people: its bytes as UTF-8, with U+FFFD for what is none."""
    known = _NO_BYTES.sub("\ufffd", exact(name))
    return known.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def exact(name: str) -> str:
    """A path for programs: its bytes as UTF-8, those that are none as lone surrogates, as Python's `os.fsdecode`."""
    try:
        return os.fsencode(name).decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # no name of this locale: it comes from an index that another one made
        return name


def shortened(path: str) -> str:
    """A path as one reads it on a status line: the home folder as `~`."""
    home = str(expanded("~"))
    return "~" + path[len(home) :] if path.startswith(home + "/") else path


def within(path: str, folders: Sequence[str | os.PathLike[str]]) -> str:
    """A path as one cites it, from the collection's folder that it lies in: that folder is left out where it is the
    only one (with those inside it), and named where there are several; a file that was given has its name. As
    `shortened` gives it elsewhere, and where two of the folders are called the same."""
    given = [os.fspath(folder).rstrip("/") for folder in folders]
    roots = [each for each in given if not any(each != other and each.startswith(other + "/") for other in given)]
    root = next((each for each in roots if path == each or path.startswith(each + "/")), "")
    name = PurePath(root).name
    if not root or [PurePath(each).name for each in roots].count(name) > 1:
        return shortened(path)
    inside = path[len(root) + 1 :]
    return name if not inside else inside if len(roots) == 1 else f"{name}/{inside}"


def told_apart(title: str, file: str, part: str, folders: Sequence[str | os.PathLike[str]]) -> str:
    """What tells a document from another one of its title: the part of its file, else the file."""
    return part if part and part != title else readable(within(file, folders))


def json_line(fields: Mapping[str, Any]) -> str:
    """An object as one line of JSON that is valid UTF-8 and harmless in a terminal: controls and invisible characters
    are written as \\uXXXX, a byte of a name that is no UTF-8 as \\udc80 … \\udcff."""
    return _ESCAPED.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(fields, ensure_ascii=False))
