"""What the reader has said of quotations: who spoke, or that it is none. Kept for the text, not for a file or an index.

One JSON object a line in a private file, replaced whole at each change; `check` tells whether a line is as it was
written (one without it, from elsewhere, is taken as it is). A correction is found again by a digest of the
quotation and the words around it, so that it survives a new index, another path and an edit elsewhere in the document.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inyo.index.own.atomic_files import alone, read_plain, replace_file
from inyo.index.values.problems import why
from inyo.index.values.quotation import Quotation

CONTEXT = 24
"""Code points on each side of a quotation that tell it from the same words elsewhere."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`speaker` is the name the reader set ('' for nobody); `dropped` when it is no quotation."""

    speaker: str = ""
    dropped: bool = False


_FIELDS = frozenset({"key", "speaker", "dropped", "words"})
_Kept = tuple[Correction, str, dict[str, Any]]
"""A correction, the words it is about, and what else a newer inyo wrote of it."""


def key(text: str, quotation: Quotation) -> str:
    """The identity of a quotation in a document's text."""
    before = text[max(0, quotation.start - CONTEXT) : quotation.start]
    after = text[quotation.end : quotation.end + CONTEXT]
    parts = "\0".join((before, quotation.text, after))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def apply(quotation: Quotation, correction: Correction) -> Quotation:
    """The quotation with the reader's speaker: certain, and no longer where a mention stands."""
    return replace(quotation, speaker=correction.speaker, inferred=False, probability=1.0, suggestion="", reasons=())


class Corrections:
    """The reader's corrections, read once and saved at each change.

    `notice` is a sentence when the file could not be read whole: what can be read is kept, the file is left beside.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        self._kept: dict[str, _Kept] = {}
        self._load()

    def get(self, identity: str) -> Correction | None:
        kept = self._kept.get(identity)
        return kept[0] if kept else None

    def words(self) -> set[str]:
        """The texts of all quotations that have a correction."""
        return {words for _, words, _ in self._kept.values()}

    def digest(self) -> str:
        """Differs where any correction does."""
        return hashlib.blake2b(repr(sorted(self._kept.items())).encode("utf-8", "surrogatepass")).hexdigest()

    def __len__(self) -> int:
        return len(self._kept)

    def set(self, identity: str, correction: Correction, words: str) -> None:
        """Remember a correction; `words` are kept beside it for whoever opens the file. Raises OSError."""
        self._change(
            lambda kept: {**kept, identity: (correction, words, kept[identity][2] if identity in kept else {})}
        )

    def forget(self, identity: str) -> None:
        """Raises OSError."""
        self._change(lambda kept: {other: value for other, value in kept.items() if other != identity})

    def exported(self) -> str:
        """All corrections as JSON Lines, as `take_in` reads them."""
        return "".join(_lines(self._kept))

    def take_in(self, text: str) -> tuple[int, int]:
        """Take in corrections that were exported, the newcomers over those at hand; how many were taken, how many lines
        could not be read. Raises OSError."""
        found, bad = _parsed(text.split("\n"))
        self._change(lambda kept: kept | found)
        return len(found), bad

    def _change(self, change: Callable[[dict[str, _Kept]], dict[str, _Kept]]) -> None:
        """Change what is on the disk now: another inyo may have written to it. What cannot be read is not replaced."""
        with alone(self.path):
            self._read()
            self._save(change(self._kept))

    def _load(self) -> None:
        try:
            self._read()
        except OSError as error:
            self.notice = f"{self.path}: your corrections cannot be read ({why(error)}); check the permissions"

    def _read(self) -> None:
        try:
            lines = _lines_in(self.path)
        except (FileNotFoundError, NotADirectoryError):
            self._kept = {}
            return
        found, bad = _parsed(lines)
        self._kept = found
        if bad:
            aside = self.path.with_suffix(".damaged.jsonl")
            self.notice = f"{self.path}: {bad} lines of your corrections cannot be read; a copy is kept as {aside.name}"
            with contextlib.suppress(OSError):  # where nothing can be written the file itself stays as it is, too
                before = _lines_in(aside) if aside.exists() else []  # what was set aside earlier stays
                replace_file(aside, "".join(f"{line}\n" for line in dict.fromkeys([*before, *lines])).encode())

    def _save(self, kept: dict[str, _Kept]) -> None:
        replace_file(self.path, "".join(_lines(kept, checked=True)).encode("utf-8"))
        self._kept = kept


def _lines_in(file: Path) -> list[str]:
    return read_plain(file).decode("utf-8", "replace").removesuffix("\n").split("\n")


def _parsed(lines: Iterable[str]) -> tuple[dict[str, _Kept], int]:
    """The corrections in lines of JSON, and how many lines say nothing."""
    found: dict[str, _Kept] = {}
    bad = 0
    for line in filter(None, lines):
        try:
            fields = json.loads(line)
            if fields.pop("check", None) not in (None, _check(fields)):
                raise ValueError("it is not as it was written")
            correction = Correction(str(fields.get("speaker", "")), bool(fields.get("dropped", False)))
            others = {name: value for name, value in fields.items() if name not in _FIELDS}
            found[str(fields["key"])] = (correction, str(fields.get("words", "")), others)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            bad += 1
    return found, bad


def _check(fields: dict[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(fields, sort_keys=True).encode("ascii"), digest_size=6).hexdigest()


def _lines(kept: dict[str, _Kept], *, checked: bool = False) -> Iterator[str]:
    for identity, (correction, words, others) in kept.items():
        fields: dict[str, Any] = {
            **others,
            "key": identity,
            "speaker": correction.speaker,
            "dropped": correction.dropped,
            "words": words,
        }
        fields |= {"check": _check(fields)} if checked else {}
        # half a surrogate pair, which no file can hold, is written \udXXX, as JSON does
        yield json.dumps(fields, ensure_ascii=False).encode("utf-8", "backslashreplace").decode() + "\n"
