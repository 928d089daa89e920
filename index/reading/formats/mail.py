"""Mail (EML, Apple's emlx, mbox, saved web archives) → a document a message, and what is attached.

MIME by RFC 2045–2047, 2183, 2231 and 3676. The parts are taken apart here and not by the standard library, whose parser
recurses into as many as there are.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from email.utils import parsedate

from inyo.index.reading.encodings import decode_declared
from inyo.index.reading.formats import BY_ENDING
from inyo.index.reading.formats.archives import Member, clean_path
from inyo.index.reading.formats.building import NO_SPACE, attributed, markup_blocks, paragraphs, reply_blocks
from inyo.index.reading.formats.html import read as read_page
from inyo.index.values.extracts import Block, BlockRuby, Extract, FormatProblem, UnreadableFormat

_DEEPEST = 30
_RESOURCES = frozenset(("text/css", "text/javascript", "text/ecmascript", "text/x-javascript"))
"""Parts that a page is drawn with and nobody reads."""

_SEALS = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
     "application/pgp-keys")
)  # fmt: skip
"""Parts that prove who sent a message: no file that was left out."""

_SIGNED, _SIGNATURE, _SEALED = (
    re.compile(rf"^-----{mark}-----$", re.MULTILINE)
    for mark in ("BEGIN PGP SIGNED MESSAGE", "BEGIN PGP SIGNATURE", "END PGP SIGNATURE")
)
_DASHED = re.compile(r"^- (?=-|From )", re.MULTILINE)
_COMMAND = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,60}>")
"""What a signed message stands in, how its lines are escaped, and the commands of enriched text (RFC 4880, 1896)."""

_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_POSTMARK = re.compile(rb"From [^\n]*\n(?=>?[!-9;-~]{1,70}:)")
"""What begins a message of a mailbox, at its beginning or behind a blank line."""
_TELLING = frozenset(
    (b"received", b"message-id", b"mime-version", b"content-type", b"return-path", b"delivered-to", b"x-mailer",
     b"in-reply-to", b"references", b"list-id", b"content-transfer-encoding", b"dkim-signature", b"x-original-to")
)  # fmt: skip
"""Fields that mailers write and nobody types."""

_ADDRESSED = re.compile(r"(?P<name>.*?)[ \t]*<(?P<address>[^<>\s]*)>\s*")
_COMMENTED = re.compile(r"(?P<address>[^\s<>()]+(?:@| at )[^\s<>()]+)[ \t]*\((?P<name>.*)\)\s*")
_TYPES = {"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "application/pdf": ".pdf",
          "application/rtf": ".rtf", "application/zip": ".zip", "application/json": ".json"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """A message's own text, and the files attached to it."""

    extract: Extract
    members: tuple[Member, ...] = ()


@dataclass(slots=True)
class _Body:
    """What the parts of a message give."""

    blocks: list[Block] = field(default_factory=list)
    plain: bool = True
    members: list[Member] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    def size(self) -> int:
        return sum(len(block.text) for block in self.blocks)

    def add(self, other: _Body) -> None:
        """All that another has but its text."""
        self.members += other.members
        self.messages += other.messages
        self.losses += other.losses


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The messages of a file without their attachments (`letters` has those). Raises UnreadableFormat."""
    return tuple(letter.extract for letter in letters(data, name))


def is_mail(head: bytes) -> bool:
    """Whether a file begins with the header of a message, as mailers write it, or the postmark of a mailbox."""
    start = _POSTMARK.match(head)
    at = start.end() if start else 0
    names: list[bytes] = []
    while (found := FIELD.match(head, at)) and len(names) < 40:
        names.append(found[1].lower())
        end = found.end()
        at = end + (2 if head[end : end + 2] == b"\r\n" else 1)
    told = len(_TELLING.intersection(names))
    return told > 0 and (bool(start) or told > 1 or b"from" in names or b"subject" in names)


def letters(data: bytes, name: str) -> Iterator[Letter]:
    """The messages of a file and those forwarded in them, each with its attachments. Raises UnreadableFormat."""
    if name.lower().endswith(".emlx"):
        data = _without_count(data)
    pieces = _messages(data)
    if len(pieces) == 1 and (page := _saved_page(part_of(pieces[0]))):
        yield Letter(page)
        return
    seen: set[str] = set()
    number = 0
    for piece in pieces:
        waiting = [piece]
        while waiting:
            number += 1
            part = part_of(waiting.pop())
            letter, forwarded = _letter(part, number, single=len(pieces) == 1 and number == 1)
            waiting += reversed(forwarded[: _DEEPEST - min(_DEEPEST, number - len(pieces))])
            if letter.extract.part in seen:
                letter = replace(letter, extract=replace(letter.extract, part=f"{letter.extract.part} #{number}"))
            seen.add(letter.extract.part)
            if letter.extract.blocks or letter.members or letter.extract.losses:
                yield letter
    if not seen:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds no message; nothing to index")


def _saved_page(part: Part) -> Extract | None:
    """The page in an archive that a browser saved (MHTML), read as pages are; None for mail.

    Its first part is the page; another (the frame of an advertisement as a rule) is read only where that has no text.
    """
    header = part.parameters("Content-Type")
    address = part.text("snapshot-content-location")
    mailed = "@" in part.text("from") or not part.fields.keys().isdisjoint((b"to", b"received", b"message-id"))
    if header.get_content_type() != "multipart/related" or (mailed and not address):
        return None
    inner = [part_of(each) for each in split_parts(part.body, parameter(header, "boundary").encode("utf-8", "replace"))]
    for page in inner:
        form = page.parameters("Content-Type")
        if form.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        text = decode_declared(transferred(page), parameter(form, "charset"))
        try:
            (found,) = read_page(codecs.BOM_UTF8 + text.encode("utf-8", "replace"), "")
        except UnreadableFormat:
            continue
        return replace(found, encoding="", url=found.url or address or page.text("content-location"))
    return None


def _without_count(data: bytes) -> bytes:
    """An emlx file's message: its first line says how many bytes it has, Apple's own notes follow."""
    first, _, rest = data.partition(b"\n")
    return rest[: int(first)] if first.strip().isdigit() and len(first) < 20 else data


def _messages(data: bytes) -> list[bytes]:
    """A mailbox's messages; a file without postmarks is one."""
    marks = [
        mark
        for mark in (_POSTMARK.finditer(data) if data.startswith(b"From ") else ())
        if not mark.start() or data[mark.start() - 3 : mark.start()].endswith((b"\n\n", b"\n\r\n"))
    ]
    if not marks:
        return [data]
    ends = [mark.start() for mark in marks[1:]] + [len(data)]
    return [_unescaped(data[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]


def _unescaped(message: bytes) -> bytes:
    """A message of a mailbox whose lines that begin with From are as they were written."""
    return _ESCAPED.sub(rb"\1", message) if b">From " in message else message


def _letter(part: Part, number: int, *, single: bool) -> tuple[Letter, list[bytes]]:
    body = _Body()
    _collect(part, body, 0)
    own = part.text("message-id").strip().strip("<>")[:200]
    message = own or str(number)
    blocks = tuple(replace(block, place=replace(block.place, message=message, line=0)) for block in body.blocks)
    extract = Extract(
        blocks,
        part="" if single else message,
        title=part.text("subject"),
        author=_sender(part.text("from")),
        date=_date(part.text("date")),
        losses=tuple(dict.fromkeys(body.losses)),
    )
    return Letter(extract, tuple(body.members)), body.messages


def _sender(text: str) -> str:
    """A sender's name, else the address."""
    found = _ADDRESSED.fullmatch(text) or _COMMENTED.fullmatch(text)
    if not found:
        return text.strip("\"' ")
    return found["name"].strip("\"' \t").replace('\\"', '"') or found["address"]


def _date(text: str) -> str:
    """A message's day in ISO, in its sender's time zone; what is no date of mail as it is."""
    try:
        when = parsedate(text)
    except (ValueError, OverflowError, IndexError):
        when = None
    return "{:04}-{:02}-{:02}".format(*when[:3]) if when else text


def _collect(part: Part, into: _Body, depth: int) -> None:
    """Adds what a part holds: text, attachments, messages; of alternatives the plainest that says all."""
    header = part.parameters("Content-Type")
    kind = header.get_content_type()
    name, attached = file_name(part, header)
    if kind == "multipart/encrypted" or kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        into.losses.append("an encrypted part was left out")
    elif kind.startswith("multipart/"):
        _collect_parts(part, header, kind, into, depth)
    elif kind in _SEALS or (kind in _RESOURCES and not attached) or (kind == "text/calendar" and depth):
        return
    elif kind in ("message/rfc822", "message/global"):
        into.messages.append(transferred(part))
    elif attached or (name and kind != "text/html") or not kind.startswith(("text/", "message/")):
        _attach(part, kind, name, into, attached=attached)
    else:
        _add_text(part, header, kind, into)


def _collect_parts(part: Part, header: Message, kind: str, into: _Body, depth: int) -> None:
    boundary = parameter(header, "boundary")
    parts = split_parts(part.body, boundary.encode("utf-8", "replace")) if boundary else []
    if not parts:
        _add_text(part, Message(), "text/plain", into)
    elif depth >= _DEEPEST:
        into.losses.append(f"parts more than {_DEEPEST} deep were left out")
    elif kind != "multipart/alternative":
        for each in map(part_of, parts):
            if kind == "multipart/digest" and b"content-type" not in each.fields:
                into.messages.append(each.body)
            else:
                _collect(each, into, depth + 1)
    else:
        bodies = [_Body() for _ in parts]
        for inner, body in zip(parts, bodies, strict=True):
            _collect(part_of(inner), body, depth + 1)
            into.add(body)
        chosen = _chosen(bodies)
        into.blocks += chosen.blocks
        into.plain = into.plain and chosen.plain


def _chosen(bodies: list[_Body]) -> _Body:
    """The plain text of alternatives, unless it only says that there is another; readings of the other go with it."""
    plain = max((body for body in bodies if body.plain), key=_Body.size, default=_Body())
    marked = max((body for body in bodies if not body.plain), key=_Body.size, default=_Body())
    if plain.size() < max(1, 0.2 * marked.size()):
        return marked if marked.blocks else plain
    return replace(plain, blocks=_with_readings(plain.blocks, marked.blocks))


def _with_readings(blocks: list[Block], marked: list[Block]) -> list[Block]:
    """Blocks of plain text with the ruby that their HTML twin has, base by base in order."""
    pairs = [(block.text[ruby.start : ruby.end], ruby.reading) for block in marked for ruby in block.rubies]
    number = at = 0
    for base, reading in pairs:
        for later in range(number, len(blocks)):
            found = blocks[later].text.find(base, at if later == number else 0)
            if found >= 0:
                number, at = later, found + len(base)
                ruby = BlockRuby(found, at, reading)
                blocks[later] = replace(blocks[later], rubies=(*blocks[later].rubies, ruby))
                break
    return blocks


def _attach(part: Part, kind: str, name: str, into: _Body, *, attached: bool) -> None:
    """Adds a file; pictures that only stand in the text are none, and what is not read stays packed."""
    if not attached and kind.startswith(("image/", "font/", "audio/")):
        return
    name = name or f"{len(into.members) + 1}{_TYPES.get(kind, '.' + kind.rpartition('/')[2])}"
    ending = "." + name.lower().rpartition(".")[2]
    if name.lower() == "winmail.dat" or kind in ("application/ms-tnef", "application/vnd.ms-tnef"):
        into.losses.append("winmail.dat, in which Outlook packs what it attaches, was left out")
    elif ending in BY_ENDING:
        into.members.append(Member(name, transferred(part)))
    elif kind.startswith("text/") and kind != "text/calendar":
        into.members.append(Member(name, transferred(part), name + _TYPES.get(kind, ".txt")))
    else:
        into.members.append(Member(name))


def _add_text(part: Part, header: Message, kind: str, into: _Body) -> None:
    text = decode_declared(transferred(part), parameter(header, "charset")).replace("\r\n", "\n").replace("\0", "")
    if kind in ("text/enriched", "text/richtext"):
        text = _COMMAND.sub("", text).replace("<<", "<")
    elif kind == "text/html":
        into.plain = False
        into.blocks += attributed(markup_blocks(text)) or paragraphs(text)
        return
    text = _unsealed(text)
    if parameter(header, "format").lower() == "flowed":
        text = _unflowed(text, joined=parameter(header, "delsp").lower() == "yes")
    into.blocks += reply_blocks(text)


def _unsealed(text: str) -> str:
    """A text without the frame in which PGP signs it and the signature itself."""
    begin = _SIGNED.search(text)
    seal = _SIGNATURE.search(text, begin.end()) if begin else None
    end = _SEALED.search(text, seal.end()) if seal else None
    if not (begin and seal and end):
        return text
    signed = text[begin.end() : seal.start()].partition("\n\n")[2]
    return text[: begin.start()] + _DASHED.sub("", signed) + text[end.end() :]


def _unflowed(text: str, *, joined: bool) -> str:
    """Paragraphs of format=flowed: a line that ends with a space goes on in the next of the same depth (RFC 3676).

    The space goes where the sender says so (`joined`), and beside Japanese, where nobody wrote one."""
    lines: list[str] = []
    soft, depth = False, 0
    for line in text.split("\n"):
        here = len(line) - len(line.lstrip(">"))
        words = line[here:].removeprefix(" ")
        if soft and here == depth and line != "-- ":
            before = lines[-1][:-1]
            spaced = not joined and not (NO_SPACE.match(words) or NO_SPACE.match(before[-1:]))
            lines[-1] = before + (" " if spaced else "") + words
        else:
            lines.append(">" * here + (" " if here else "") + words)
        soft, depth = line.endswith(" ") and line != "-- ", here
    return "\n".join(lines)


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
