"""The titles of a collection as a segment, kept beside its index: tokenizing 20,000 of them takes nearly three seconds,
and every process that searches would do it again."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from inyo.index.engine.local.files.dictionary import encode
from inyo.index.engine.local.files.disk import DiskSegment
from inyo.index.engine.local.files.sections import DamagedFile
from inyo.index.engine.local.files.segment_blocks import Block, pack_all
from inyo.index.engine.local.store.versions import rules
from inyo.index.engine.ranking.memory_segment import MemorySegment, placed_titles
from inyo.index.engine.segments import Segment
from inyo.index.own.atomic_files import read_plain, replace_file, sealed, unsealed
from inyo.index.values.document import Passage

FILE = "titles.block"
FEW = 200
"""Fewer titles are sooner tokenized than a file is written."""


def segment_of_titles(folder: Path, titles: Sequence[tuple[str, str]]) -> Segment:
    """The segment of some titles (key, title), one passage each: the one kept in a folder where it is of these titles
    and rules, else made and kept there. A file that cannot be read, is not whole, or cannot be written is no error."""
    if len(titles) < FEW:
        return MemorySegment(placed_titles(titles))
    key = _key(titles)
    kept = _read(folder / FILE, key)
    if kept is not None:
        return kept
    content = _packed(titles)
    with contextlib.suppress(OSError):
        replace_file(folder / FILE, sealed(key + content))
    return DiskSegment(FILE, Block.read(content))


def _key(titles: Sequence[tuple[str, str]]) -> bytes:
    """A digest of what the segment depends on."""
    found = blake2b(encode(rules()), digest_size=16)
    for pair in titles:
        for text in map(encode, pair):
            found.update(len(text).to_bytes(8, "little") + text)
    return found.digest()


def _read(path: Path, key: bytes) -> Segment | None:
    try:
        content = unsealed(read_plain(path))
        return DiskSegment(FILE, Block.read(content[len(key) :])) if content[: len(key)] == key else None
    except (OSError, ValueError, DamagedFile):
        return None


def _packed(titles: Sequence[tuple[str, str]]) -> bytes:
    placed = placed_titles(titles)
    return pack_all(
        [Passage(each.start, each.end, each.paragraph) for each in placed],
        [each.terms for each in placed],
        [each.text for each in placed],
        range(len(placed) + 1),
        [{"key": encode(each.key)} for each in placed],
    )
