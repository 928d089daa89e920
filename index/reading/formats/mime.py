"""The parts of a message by MIME (RFC 2045–2047, 2231): fields, parameters, file names, bytes as they were."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from inyo.index.reading.encodings import decode_declared
from inyo.index.reading.formats.archives import clean_path

_LONGEST_FIELD = 10_000
FIELD = re.compile(rb"^([!-9;-~]{1,70})[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)
_END_OF_HEADER = re.compile(rb"\A\r?\n|\r?\n\r?\n|\Z")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\n]*)\?=")
_BETWEEN_WORDS = re.compile(r"(?<=\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part's fields by their names in lower case, and its bytes as they are transferred."""

    fields: Mapping[bytes, bytes]
    body: bytes

    def text(self, name: str) -> str:
        """A field with its charset and encoded words decoded, on one line."""
        return _header(self.fields.get(name.encode(), b""))

    def parameters(self, name: str) -> Message:
        """A field whose parameters can be asked for (see `parameter`); text/plain where there is none."""
        message = Message()
        message[name] = _header(self.fields.get(name.lower().encode(), b""), words=False) or "text/plain"
        return message


def part_of(data: bytes) -> Part:
    """A message or a part of one, taken apart into fields and body; of a field given twice the first counts."""
    end = _END_OF_HEADER.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    fields: dict[bytes, bytes] = {}
    for found in FIELD.finditer(head):
        fields.setdefault(found[1].lower(), re.sub(rb"\r?\n[ \t]", b" ", found[2][:_LONGEST_FIELD]))
    return Part(fields, body)


def _header(raw: bytes, *, words: bool = True) -> str:
    text = " ".join(decode_declared(raw, "").split())
    return " ".join(decode_words(text).split()) if words else text


def decode_words(text: str) -> str:
    """A field's encoded words (RFC 2047) as text; characters cut between two words are put together first."""
    if "=?" not in text:
        return text
    text = _BETWEEN_WORDS.sub("", text)
    pieces: list[str] = []
    charset, collected, at = "", b"", 0
    for word in _WORD.finditer(text):
        if word.start() > at or word[1].lower() != charset:
            pieces.append(decode_declared(collected, charset))
            pieces.append(text[at : word.start()])
            charset, collected = word[1].lower(), b""
        collected += _word(word[2], word[3])
        at = word.end()
    return "".join((*pieces, decode_declared(collected, charset), text[at:]))


def _word(encoding: str, content: str) -> bytes:
    raw = content.encode("utf-8", "replace")
    return _base64(raw) if encoding in "bB" else quopri.decodestring(raw.replace(b"_", b" "))


def _base64(data: bytes) -> bytes:
    """Tolerant of what is no base64 in between, and of missing or early ends."""
    data = _NO_BASE64.sub(b"", data)
    return binascii.a2b_base64(data[: len(data) - (len(data) % 4 == 1)] + b"===")


def split_parts(body: bytes, boundary: bytes) -> list[bytes]:
    """The parts between the lines that a boundary makes; the last may lack its end."""
    mark = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    parts: list[bytes] = []
    found = mark.search(body)
    while found and not found[1]:
        start = found.end()
        # The line end before the next mark may be the one behind this one: an empty part.
        found = mark.search(body, start - 1 if start and body[start - 1 : start] == b"\n" else start)
        parts.append(body[start : max(start, found.start())] if found else body[start:])
    return parts


def parameter(header: Message, name: str) -> str:
    """A parameter of a field (RFC 2231), charsets by our own decoder."""
    value = header.get_param(name, "", header=header.keys()[0] if header.keys() else "Content-Type")
    if isinstance(value, tuple):
        charset, _, raw = value
        return decode_declared(raw.encode("raw-unicode-escape"), charset or "")
    return decode_words(str(value))


def file_name(part: Part, header: Message) -> tuple[str, bool]:
    """A part's file name, '' if it has none, and whether it is meant as a file."""
    stated = part.fields.get(b"content-disposition", b"")
    disposition = part.parameters("Content-Disposition")
    name = (parameter(disposition, "filename") if stated else "") or parameter(header, "name")
    return clean_path(name).rpartition("/")[2][:200], stated.strip().lower().startswith(b"attachment")


def transferred(part: Part) -> bytes:
    """A part's bytes as they were before they were made fit for transfer."""
    encoding = part.fields.get(b"content-transfer-encoding", b"").strip().lower()
    if encoding == b"base64":
        return _base64(part.body)
    if encoding == b"quoted-printable":
        return quopri.decodestring(part.body)
    if encoding in (b"x-uuencode", b"uuencode", b"x-uue"):
        return _uudecoded(part.body)
    return part.body


def _uudecoded(data: bytes) -> bytes:
    pieces: list[bytes] = []
    for line in data.splitlines():
        try:
            pieces.append(b"" if line.startswith((b"begin ", b"end")) else binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(pieces)
