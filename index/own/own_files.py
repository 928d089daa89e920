"""The reader's own small files: synonyms, names of people. Read in any encoding; what is wrong becomes a sentence."""

from __future__ import annotations

import os
from pathlib import Path

from inyo.index.own.atomic_files import is_folder
from inyo.index.reading.documents import read_text
from inyo.index.values.problems import ProblemKind, UnreadableDocument

_LARGEST = 5_000_000
"""Bytes; more is no list that somebody wrote."""


def read_own_file(path: Path, *, needed: bool) -> tuple[str, tuple[str, ...]]:
    """The text of a file ('' where it cannot be read) and sentences on what is wrong with it.

    A file that is missing is a problem only where it is `needed`: named by the reader, not merely possible.
    """
    if not needed and not os.path.lexists(path):
        return "", ()
    if is_folder(path):
        return "", (f"{path} is a folder; name a text file",)
    try:
        decoded = read_text(path, largest=_LARGEST)
    except UnreadableDocument as error:
        kind = error.problem.kind
        if kind is ProblemKind.EMPTY:
            return "", ()
        return "", (f"{path} {error.problem.detail}",)
    if decoded.broken:
        return decoded.text, (f"{path} is damaged as {decoded.encoding} in {decoded.broken} places; save it as UTF-8",)
    return decoded.text, ()
