"""File names as text: on the disk they are bytes, mostly UTF-8, whatever the locale says."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import Any

from inyo.index.own.atomic_files import expanded

_NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


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


def json_line(fields: Mapping[str, Any]) -> str:
    """An object as one line of JSON that is valid UTF-8; a byte of a name that is no UTF-8 as \\udc80 … \\udcff."""
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(fields, ensure_ascii=False))
