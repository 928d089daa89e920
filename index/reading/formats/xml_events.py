"""XML of an untrusted document as a flat run of events: no entity is expanded, nothing outside the bytes is touched."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from inyo.index.reading.encodings import decode_declared
from inyo.index.values.extracts import FormatProblem, UnreadableFormat

MAX_BYTES = 200_000_000
MAX_DEPTH = 2_000
_CHUNK = 1 << 20
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_NATIVE = frozenset(("utf-8", "utf8", "utf-16", "us-ascii"))


@dataclass(frozen=True, slots=True)
class Start:
    """An element opens. `name` is local, `space` its namespace's URI or '', attributes keyed `{URI}name` or `name`."""

    name: str
    space: str
    attributes: Mapping[str, str]

    def get(self, name: str, default: str = "") -> str:
        """The attribute `name`, without a namespace or else of any."""
        plain = self.attributes.get(name)
        if plain is not None:
            return plain
        ending = "}" + name
        return next((value for key, value in self.attributes.items() if key.endswith(ending)), default)


@dataclass(frozen=True, slots=True)
class End:
    """The element of the last open Start closes."""

    name: str
    space: str


@dataclass(frozen=True, slots=True)
class Text:
    """Character data; one run may come in several pieces."""

    text: str


XmlEvent = Start | End | Text


def xml_events(data: bytes, what: str) -> Iterator[XmlEvent]:
    """Yield the events of one XML document.

    `what` names the thing in an error, as a clause's subject («its word/document.xml»). Raises UnreadableFormat:
    TOO_LARGE above MAX_BYTES, DAMAGED for entity declarations, elements nested above MAX_DEPTH and what is not
    well-formed, after the events before the damage were yielded.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFormat(FormatProblem.TOO_LARGE, f"{what} is larger than {MAX_BYTES // 1_000_000} MB")
    data, encoding = _native(data)
    collector = _Collector(what, encoding)
    for start in range(0, max(len(data), 1), _CHUNK):
        problem = collector.feed(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        yield from collector.taken()
        if problem is not None:
            raise problem


def _native(data: bytes) -> tuple[bytes, str | None]:
    """Expat reads four encodings: others that the declaration names become UTF-8 here."""
    declared = _DECLARED.match(data)
    if declared is None:
        return data, None
    label = declared[1].decode("ascii").lower()
    if label in _NATIVE:
        return data, None
    return decode_declared(data, label).encode("utf-8", "replace"), "utf-8"


def _damaged(detail: str) -> UnreadableFormat:
    return UnreadableFormat(FormatProblem.DAMAGED, detail)


class _Collector:
    def __init__(self, what: str, encoding: str | None) -> None:
        self._what = what
        self._depth = 0
        self._events: list[XmlEvent] = []
        self._parser = parser = expat.ParserCreate(encoding, "}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.SkippedEntityHandler = self._skipped

    def feed(self, data: bytes, last: bool) -> UnreadableFormat | None:
        """Parse on; what is wrong comes back, so that the events before it are not lost."""
        try:
            self._parser.Parse(data, last)
        except UnreadableFormat as problem:
            return problem
        except (expat.ExpatError, ValueError, LookupError) as error:
            line = getattr(error, "lineno", 0)
            return _damaged(f"{self._what} is not well-formed XML" + (f" (line {line})" if line else ""))
        return None

    def taken(self) -> list[XmlEvent]:
        events, self._events = self._events, []
        return events

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _damaged(f"{self._what} nests its elements more than {MAX_DEPTH:,} deep")
        space, _, local = name.rpartition("}")
        keyed = {("{" + key if "}" in key else key): value for key, value in attributes.items()}
        self._events.append(Start(local, space, keyed))

    def _end(self, name: str) -> None:
        self._depth -= 1
        space, _, local = name.rpartition("}")
        self._events.append(End(local, space))

    def _text(self, text: str) -> None:
        self._events.append(Text(text))

    def _skipped(self, name: str, is_parameter: bool) -> None:
        character = html.entities.name2codepoint.get(name)
        if character is not None and not is_parameter:
            self._events.append(Text(chr(character)))

    def _refuse(self, *_: object) -> int:
        raise _damaged(f"{self._what} declares entities, which inyo does not expand: save it again without them")
