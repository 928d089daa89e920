"""How documents are called: by the path as it was given, joined to the folder, whatever key the index has for them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from inyo.index.values.document import PART, document_key, split_key


class FileNames:
    """Translates between the index's keys (resolved paths) and what is shown and typed."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._roots = [(path.resolve(), path) for path in paths]
        self._folders = [(f"{str(resolved).rstrip('/')}/", str(given / "_")[:-1]) for resolved, given in self._roots]
        self._known: dict[str, str] = {}

    def shown(self, key: str) -> str:
        """The path under which the reader knows a document."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._show(key)
        return found

    def _show(self, key: str) -> str:
        file, part = split_key(key)
        return self._as_given(file) + (PART + part if part else "")

    def _as_given(self, file: str) -> str:
        """A path of ours, which has neither `.` nor `//` in it: a Path for each of 20,000 takes half a second."""
        for root, given in self._folders:
            if file.startswith(root):
                return given + file[len(root) :]
        for resolved, name in self._roots:
            if file == str(resolved):
                return str(name)
        return file

    def key(self, file: str) -> str:
        """The key of a document as shown (a key is its own)."""
        name, mark, part = file.partition(PART)
        if mark and not os.path.lexists(file):
            return document_key(self.key(name), part)
        path = Path(file)
        for resolved, given in self._roots:
            if path == given:
                return str(resolved)
            if path.is_relative_to(given):
                return str(resolved / path.relative_to(given))
        return file
