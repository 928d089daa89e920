"""What an index keeps of a document besides its terms, as bytes: JSON and compressed text, never pickles.

Dataclasses become lists in the order of their fields; an index whose classes had other fields has other `rules` (see
`versions`) and is built anew before anything is read from it.
"""

from __future__ import annotations

import json
import types
import typing
import zlib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from inyo.index.duplicates import sketch
from inyo.index.engine.interface import StoredDocument
from inyo.index.engine.local.files.segment_blocks import decode, encode
from inyo.index.engine.words.synonyms import NAME, MinedPair, mine
from inyo.index.people.persons import given_readings
from inyo.index.values.document import Document
from inyo.index.values.extracts import NOWHERE, Place
from inyo.index.values.mention import Mention
from inyo.index.values.quotation import SHOWN, Quotation

if TYPE_CHECKING:  # the analysis takes a quarter of a second to import, and most readers of an index never analyse
    from inyo.index.pipeline import AnalysedDocument


def store(analysed: AnalysedDocument, key: str, pairs: Sequence[MinedPair] | None = None) -> dict[str, bytes]:
    """The values of a document's record, by the names of `segment_blocks.STORED`; `pairs` where they were found
    before."""
    document = analysed.document
    shown = sum(quotation.kind in SHOWN for quotation in analysed.quotations)
    info = StoredDocument(
        key,
        document.title,
        document.author,
        document.date,
        document.source,
        document.encoding,
        len(document.text),
        len(document.paragraphs),
        shown,
        document.part,
        document.url,
    )
    head = _dump([_plain(getattr(document, field.name)) for field in fields(Document) if field.name != "text"])
    ends = [0, *(passage.end for passage in analysed.passages)]
    starts = [*(passage.start for passage in analysed.passages), len(document.text)]
    between = "".join(document.text[end:start] for end, start in zip(ends, starts, strict=True))
    text = len(head).to_bytes(4, "little") + head + encode(between)
    mined = mine(document.text, analysed.tokens) if pairs is None else pairs
    return {
        "key": encode(key),
        "info": _dump(_plain(info)),
        "body": zlib.compress(text),
        "quotations": zlib.compress(_dump(_plain(analysed.quotations))),
        "mentions": zlib.compress(_dump(_plain(analysed.mentions))),
        "pairs": _dump(_plain((*mined, *_names_read(analysed)))),
        "places": _dump(_plain(_runs(document.places))) if document.places else b"",
        "sketch": sketch(document),
    }


def _names_read(analysed: AnalysedDocument) -> tuple[MinedPair, ...]:
    """How people's names are read, as the document says."""
    given = given_readings(analysed.document, analysed.mentions)
    return tuple(MinedPair((name,), reading, NAME) for name, reading in given)


def _runs(places: Sequence[Place]) -> list[tuple[int, Place]]:
    """Places as runs: the number of the first paragraph of each."""
    return [(at + 1, place) for at, place in enumerate(places) if not at or places[at - 1] != place]


class Places:
    """The inverse of `store` for `places`. They are kept by runs, each with the number of its first paragraph; a place
    is made when it is asked for: hits are of many documents, and of each it is one."""

    def __init__(self, value: bytes) -> None:
        self._runs = json.loads(value) if value else []
        self._firsts = [first for first, _ in self._runs]

    def at(self, paragraph: int) -> Place:
        """Where a paragraph (from 1) stands."""
        run = bisect_right(self._firsts, paragraph)
        return Place(*self._runs[run - 1][1]) if run else NOWHERE


def load_info(value: bytes) -> StoredDocument:
    """The inverse of `store` for `info`."""
    return StoredDocument(*json.loads(value))


def load_document(value: bytes, spans: Sequence[tuple[int, int]] = (), words: str = "") -> Document:
    """The inverse of `store` for `body`, which has what stands between the passages; `spans` of these, and their texts
    end to end."""
    content = zlib.decompress(value)
    end = 4 + int.from_bytes(content[:4], "little")
    names = [field.name for field in fields(Document) if field.name != "text"]
    hints = typing.get_type_hints(Document)
    values = {name: _reader(hints[name])(plain) for name, plain in zip(names, json.loads(content[4:end]), strict=True)}
    return Document(text=_woven(decode(content[end:]), spans, words), **values)


def _woven(between: str, spans: Sequence[tuple[int, int]], words: str) -> str:
    """A text of its passages and what stands between them."""
    pieces: list[str] = []
    at = taken = used = 0
    for start, end in spans:
        pieces += (between[taken : taken + start - at], words[used : used + end - start])
        taken, used, at = taken + start - at, used + end - start, end
    return "".join((*pieces, between[taken:]))


def load_quotations(value: bytes) -> tuple[Quotation, ...]:
    """The inverse of `store` for `quotations`."""
    return _load_rows(Quotation, value)


def load_mentions(value: bytes) -> tuple[Mention, ...]:
    """The inverse of `store` for `mentions`."""
    return _load_rows(Mention, value)


def load_pairs(value: bytes) -> tuple[MinedPair, ...]:
    """The inverse of `store` for `pairs`."""
    read = _reader(MinedPair)
    return tuple(read(row) for row in json.loads(value))


def _load_rows(kind: Any, value: bytes) -> tuple[Any, ...]:
    read = _reader(kind)
    return tuple(read(row) for row in json.loads(zlib.decompress(value)))


def _dump(plain: Any) -> bytes:
    return encode(json.dumps(plain, separators=(",", ":"), ensure_ascii=False))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        kind: Any = type(value)
        get, flat = _getter(kind)
        return get(value) if flat else [_plain(part) for part in get(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        kinds = set(map(type, value))
        if len(kinds) == 1 and is_dataclass(value[0]):
            only: Any = kinds.pop()
            get, flat = _getter(only)
            if flat:
                return list(map(get, value))
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


@lru_cache(maxsize=64)
def _getter(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], bool]:
    """What gives the fields of a dataclass, and whether JSON takes them as they are."""
    names = [field.name for field in fields(kind)]
    hints = typing.get_type_hints(kind)
    flat = all(_is_plain(hints[name]) for name in names)
    return (attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)), flat


def _is_plain(hint: Any) -> bool:
    """Whether JSON takes the values of a type as they are."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (tuple, types.UnionType, typing.Union):
        return all(_is_plain(argument) for argument in arguments)
    return origin is typing.Literal or hint in (str, int, float, bool, type(None), ...)


@lru_cache(maxsize=64)
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What turns plain values back into a type of our dataclasses."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_dataclass(hint):
        return _dataclass_reader(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if origin is tuple and len(arguments) == 2 and arguments[1] is ...:
        return _sequence_reader(_reader(arguments[0]))
    if origin is tuple:
        readers = [_reader(argument) for argument in arguments]
        return lambda plain: tuple(read(item) for read, item in zip(readers, plain, strict=True))
    if origin in (types.UnionType, typing.Union):
        readers = [_reader(argument) for argument in arguments if argument is not type(None)]
        if len(readers) == 1:
            return lambda plain: None if plain is None else readers[0](plain)
    return _itself


def _sequence_reader(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if read is _itself:
        return tuple
    return lambda plain: tuple([read(item) for item in plain])


def _dataclass_reader(kind: Any) -> Callable[[Sequence[Any]], Any]:
    hints = typing.get_type_hints(kind)
    readers = [
        (number, read)
        for number, field in enumerate(fields(kind))
        if (read := _reader(hints[field.name])) is not _itself
    ]
    if not readers:
        return lambda row: kind(*row)

    def build(row: Sequence[Any]) -> Any:
        values = list(row)
        for number, read in readers:
            values[number] = read(values[number])
        return kind(*values)

    return build


def _itself(plain: Any) -> Any:
    return plain
