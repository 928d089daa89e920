"""RTF → a document. Groups are a list and not the call stack; bytes are decoded run by run, so that a character whose
second byte is written as a letter stays whole.

Microsoft's Rich Text Format Specification 1.9.1: destinations, \\ansicpg, \\fcharset, \\u, \\bin, \\footnote.
"""

from __future__ import annotations

from inyo.index.reading.formats.rtf_text import (
    ACTIONS,
    DESTINATIONS,
    KNOWN_IGNORABLE,
    SKIPPED,
    SYMBOLS,
    TOKEN,
    RtfText,
    decoded_run,
    without_first,
)  # fmt: skip
from inyo.index.reading.formats.story import author_of, title_of
from inyo.index.values.extracts import Extract, FormatProblem, UnreadableFormat

_DEEPEST = 5_000


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The document in an RTF file. Raises UnreadableFormat."""
    start = data.find(b"{\\rtf")
    if start < 0:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is no RTF; open it where it was made and save it anew")
    reader = _Reader()
    reader.read(data, start)
    blocks = reader.finished()
    if not blocks:
        raise UnreadableFormat(FormatProblem.NO_TEXT, "holds no text; nothing to index")
    info = reader.info
    title = title_of(info.get("title", "")) or reader.story.title
    return (Extract(blocks, title=title, author=author_of(info.get("author", "")), made=reader.date()),)


class _Reader(RtfText):
    """The walk through the tokens."""

    def read(self, data: bytes, at: int) -> None:
        end = len(data)
        while at < end:
            token = TOKEN.match(data, at)
            if not token:
                at += 1
                continue
            at = token.end()
            if token[1] is not None:
                self._bytes(token[1])
            elif token[2] is not None:
                number = int(token[3]) if token[3] is not None else None
                if token[2] == b"bin":
                    at += max(number or 0, 0)
                else:
                    self._word(token[2].decode("ascii"), number)
            elif token[4] is not None:
                self._sign(token[4])
            elif token[5] == b"{":
                self._open()
            elif token[5] == b"}":
                self._close()
                if not self.stack:
                    break
        self._flush()

    def _open(self) -> None:
        self._flush()
        self.stack.append(self.state)
        if len(self.stack) > _DEEPEST:
            detail = f"nests its groups more than {_DEEPEST:,} deep; open it where it was made and save it anew"
            raise UnreadableFormat(FormatProblem.DAMAGED, detail)
        self.state = self.state.copy()
        self.to_skip = 0

    def _close(self) -> None:
        self._flush()
        where = self.state.where
        if not self.stack:
            return
        self.state = self.stack.pop()
        self.to_skip = 0
        if len(self.sinks) > 1 and self.sinks[-1].depth > len(self.stack):
            self.leave()
        if where == "styles" and self.state.where != "styles":
            self.style = -1
        if where == "field" and self.state.where != "field":
            self.end_field()

    def _bytes(self, token: bytes) -> None:
        self.starred = False
        if self.state.where == "skip":
            return
        if self.to_skip:
            token, self.to_skip = without_first(token, self.to_skip)
            if not token:
                return
        if b"\\" in token:
            first, *rest = token.split(b"\\'")
            token = first + b"".join(bytes.fromhex(part[:2].decode("ascii")) + part[2:] for part in rest)
        if self.units:
            self._flush()
        self.raw.append(token)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in (b"\r", b"\n"):
            self._word("par", None)
        elif sign in b"~_\\{}":
            self._bytes({b"~": b" ", b"_": b"-"}.get(sign, sign))

    def _word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == "u":
            self._unicode(number or 0)
            return
        if self.to_skip and word in SYMBOLS:
            self.to_skip -= 1
            return
        self._flush()
        if word == "ud" and starred and len(self.stack) > 1 and self.stack[-1].twofold:
            self.state.where, self.state.twofold = self.stack[-2].where, False
            return
        if self.state.where == "skip":
            return
        if word in SKIPPED or (starred and word not in KNOWN_IGNORABLE and word not in DESTINATIONS):
            self.state.where = "skip"
        elif word in DESTINATIONS:
            self.state.where = "skip" if word == "author" and self.info.get(word) else DESTINATIONS[word]
        elif word in SYMBOLS:
            self.add_text(SYMBOLS[word])
        elif action := ACTIONS.get(word):
            action(self, word, number)

    def _unicode(self, number: int) -> None:
        if self.state.where == "skip":
            return
        if self.raw:
            self._flush()
        self.units.append(chr(number & 0xFFFF))
        self.to_skip = self.state.skip

    def _flush(self) -> None:
        """Decodes the bytes or joins the UTF-16 units that were collected."""
        if self.units:
            units, self.units = "".join(self.units), []
            self.add_text(units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        if self.raw:
            raw, self.raw = b"".join(self.raw), []
            self.add_text(
                decoded_run(raw, self.state.codec or self.fonts.get(self.first, "") or self.default, self.default)
            )
