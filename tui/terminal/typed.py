"""What a terminal sends, as bytes: text that is no UTF-8 is dropped and told, and what an input method commits at once
is told from keys."""

from __future__ import annotations

import re
import unicodedata
from codecs import getincrementaldecoder
from dataclasses import dataclass
from typing import NamedTuple

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_RUN = re.compile("[^\x00-\x1f\x7f-\x9f]{2,}")
_OPEN, _CLOSE = "\x1b[200~", "\x1b[201~"
_UNFINISHED = re.compile("\x1b[^\x1b]{0,31}$")
_FINISHED = re.compile("\x1b(?:\\[[0-9;:?<>=]*[@-~]|[^\\[\x1b])")


_BEHIND_ESCAPE = re.compile("(?<!\x1b)\x1b+([^\x00-\x0c\x0e-\x1f\x7f-\x9f[\\]OPX^_])")
"""Escape, once or more, and a key, where they begin no sequence (CSI, SS3, OSC, DCS and their like)."""
_GOES_ON = frozenset("\x1b[]OPX^_\\")
"""What goes on with a sequence, or ends one, behind an Escape of the packet before."""
_STRINGS = re.compile("\x1b[]PX^_]")
"""What is closed by Escape and a backslash."""


def is_typed(character: str | None) -> bool:
    """Whether a key types a character. Python counts no space but U+0020 as printable; the space that every Japanese
    input method types is U+3000."""
    if not character:
        return False
    return character.isprintable() or (len(character) == 1 and unicodedata.category(character) == "Zs")


class Piece(NamedTuple):
    """A part of what came in one packet: `typed` at once by an input method, or keys and sequences; or Escape, once or
    more, and a key `behind` it. Of these Textual makes the key alone, or what a Mac's Option key types."""

    text: str
    typed: bool
    behind: bool = False


@dataclass
class Received:
    """Decodes what a terminal sends. `foreign` holds the bytes of the first packet that was no UTF-8, until asked;
    `apart` tells that an Escape with which the packet before ended was a key: what came now goes on with no sequence,
    and is none of what a Mac's Option key types."""

    foreign: bytes = b""
    apart: bool = False
    _escape_last: bool = False
    _pasting: bool = False
    _unfinished: bool = False

    def __post_init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def pieces(self, data: bytes, *, final: bool = False) -> list[Piece]:
        """The parts of a packet, in order; what is no UTF-8 is left out."""
        text = self._decoder.decode(data, final)
        if "\ufffd" in text:
            self.foreign = self.foreign or data
            text = text.replace("\ufffd", "")
        pasting = self._pasting or _OPEN in text
        self.apart = self._escape_last and bool(text) and text[0] not in _GOES_ON
        self._unfinished = self._unfinished and not self.apart
        plain = not (pasting or self._unfinished or "\x1b" in text)
        escaped = not (plain or pasting or self._unfinished or _STRINGS.search(text))
        self._pasting = text.rfind(_OPEN) > text.rfind(_CLOSE) if _OPEN in text or _CLOSE in text else self._pasting
        last = _UNFINISHED.search(text)
        self._unfinished = last is not None and _FINISHED.match(last[0]) is None
        self._escape_last = text.endswith("\x1b") or (self._escape_last and not text)
        if escaped:
            return behind_escape(text)
        return split(text) if plain else [Piece(text, typed=False)] * bool(text)


def behind_escape(text: str) -> list[Piece]:
    """A packet parted at keys that came with an Escape before them, as quick hands and slow lines send them."""
    found: list[Piece] = []
    at = 0
    for pair in _BEHIND_ESCAPE.finditer(text):
        if pair.start() > at:
            found.append(Piece(text[at : pair.start()], typed=False))
        found.append(Piece(pair[0], typed=False, behind=True))
        at = pair.end()
    if at < len(text):
        found.append(Piece(text[at:], typed=False))
    return found


def split(text: str) -> list[Piece]:
    """A packet without sequences, parted into runs that were typed at once and keys. A run has two characters or more
    and one of them is no ASCII: so many times the same key is a key that is held."""
    found: list[Piece] = []
    at = 0
    for run in _RUN.finditer(text):
        if not _BEYOND_ASCII.search(run[0]) or len(set(run[0])) == 1:
            continue
        if run.start() > at:
            found.append(Piece(text[at : run.start()], typed=False))
        found.append(Piece(run[0], typed=True))
        at = run.end()
    if at < len(text):
        found.append(Piece(text[at:], typed=False))
    return found


def encoding_of(data: bytes) -> str:
    """The encoding that bytes which are no UTF-8 probably have: Shift_JIS, EUC-JP, or '' for another one."""
    for name in ("euc_jp", "shift_jis"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.name(each, "").startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA")) for each in text):
            return {"euc_jp": "EUC-JP", "shift_jis": "Shift_JIS"}[name]
    return ""
