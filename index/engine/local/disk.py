"""A segment on disk as search sees it: `segments.Segment` over a mapped block; and its records, what an index keeps of
a document besides its terms, as bytes: JSON and compressed text, never pickles.

Dataclasses become lists in the order of their fields; an index whose classes had other fields has other `rules` (see
`versions`) and is built anew before anything is read from it.
"""

from __future__ import annotations

import itertools
import json
import types
import typing
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from inyo.index.duplicates import sketch
from inyo.index.engine.interface import StoredDocument
from inyo.index.engine.local.segment_blocks import Block, decode, encode
from inyo.index.engine.matching.sound_tables import HEARD, sound_tables
from inyo.index.engine.segments import Ends, Excerpt, Field, Positions
from inyo.index.engine.words.synonyms import NAME, MinedPair, mine
from inyo.index.japanese.folding import Folded, fold_characters
from inyo.index.own.sections import DamagedFile
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


_NONE_PLAIN = b"[]"
_NONE_PACKED = zlib.compress(_NONE_PLAIN)


def load_infos(values: Sequence[bytes]) -> tuple[StoredDocument, ...]:
    """The inverse of `store` for `info`, of many at once."""
    return tuple(itertools.starmap(StoredDocument, json.loads(b"[%s]" % b",".join(values))))


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
    if value == _NONE_PLAIN:
        return ()
    read = _reader(MinedPair)
    return tuple(read(row) for row in json.loads(value))


def _load_rows(kind: Any, value: bytes) -> tuple[Any, ...]:
    if value == _NONE_PACKED:  # short texts often have none, and there are thousands
        return ()
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


_T = TypeVar("_T")
_NONE: Positions = np.empty(0, np.uint32)


class DiskSegment:
    """An immutable segment: a block, and which of its documents were deleted since it was written.

    Arrays are views on the file: never write to them. Any damage found on the way raises DamagedFile or an exception
    of numpy; `Store.verify` then says where.
    """

    def __init__(self, name: str, block: Block, dead: Iterable[int] = ()) -> None:
        self.name = name
        self.block = block
        self.dead = frozenset(dead)
        self._lengths: dict[Field, NDArray[np.uint32]] = {}
        self._of_all: dict[str, Any] = {}
        """What is known of all documents, deleted ones included, and so of every twin."""

    def with_dead(self, dead: Iterable[int]) -> DiskSegment:
        """The same segment after other deletions; itself where they are the same."""
        if self.dead == frozenset(dead):
            return self
        twin = DiskSegment(self.name, self.block, dead)
        twin._lengths, twin._of_all = self._lengths, self._of_all
        return twin

    def _known(self, name: str, find: Callable[[], _T]) -> _T:
        found: _T | None = self._of_all.get(name)
        if found is None:
            found = self._of_all[name] = find()
        return found

    def living(self, every: Iterable[_T]) -> Iterator[_T]:
        """Of something for each document that of those that are not deleted."""
        return (each for number, each in enumerate(every) if number not in self.dead) if self.dead else iter(every)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the documents, in order, deleted ones included."""
        return self._known("keys", lambda: tuple(map(decode, self.block.stored_of_all("key"))))

    @property
    def numbers(self) -> Mapping[str, int]:
        """By key: the number of a document, deleted ones included."""
        return self._known("numbers", lambda: {key: number for number, key in enumerate(self.keys)})

    @property
    def infos(self) -> tuple[StoredDocument, ...]:
        """What lists show of the documents, in order, deleted ones included."""
        return self._known("infos", lambda: load_infos(self.block.stored_of_all("info")))

    @property
    def passages(self) -> int:
        """Number of passages, those of deleted documents included."""
        return self.block.passages

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """By passage: its document is not deleted."""
        live = np.ones(self.block.passages, np.bool_)
        for number in self.dead:
            live[slice(*self.passages_of(number))] = False
        return live

    @property
    def firsts(self) -> NDArray[np.uint32]:
        """By document: its first passage; one more at the end."""
        return self.block.column("first")

    def positions(self, field: Field, term: str) -> Positions:
        """All positions of a term in the field's space, ascending; empty where it does not occur."""
        number = self.block.dictionary(field).find(encode(term))
        return _NONE if number < 0 else self.block.postings(field).of(number)

    def bases(self, field: Field) -> Positions:
        """By passage: its first position in the field's space; one more at the end."""
        return self.block.bases(field)

    def lengths(self, field: Field) -> NDArray[np.uint32]:
        """By passage: the field's length for ranking."""
        found = self._lengths.get(field)
        if found is None:
            found = self._lengths[field] = self.block.lengths(field).astype(np.uint32)
        return found

    def terms(self, field: Field, prefix: str = "") -> Iterator[str]:
        """The field's terms that begin with `prefix`, in code point order."""
        for term in self.block.dictionary(field).iterate(*self.prefixed(field, prefix)):
            yield decode(term)

    def prefixed(self, field: Field, prefix: str) -> tuple[int, int]:
        """The numbers of the terms that begin with `prefix`: the first, and the one after the last."""
        return self.block.dictionary(field).prefixed(encode(prefix))

    def term(self, field: Field, number: int) -> str:
        """Term `number` of a field."""
        return decode(self.block.dictionary(field)[number])

    def has(self, field: Field, term: str) -> bool:
        """Whether a term occurs, be it in deleted passages."""
        return self.block.dictionary(field).find(encode(term)) >= 0

    def flat_terms(self, field: Field, first: int, last: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The UTF-8 of the terms from number `first` up to `last`, end to end, and their bounds in it."""
        bounds = self.block.column(f"{field}.bounds")[first : last + 1].astype(np.int64)
        return self.block.column(f"{field}.terms")[int(bounds[0]) : int(bounds[-1])], bounds - bounds[0]

    def joined_terms(self, field: Field, first: int, last: int) -> str:
        """The terms from number `first` up to `last`, end to end."""
        return decode(self.flat_terms(field, first, last)[0].tobytes())

    def counted(self, field: Field, first: int, last: int) -> tuple[NDArray[np.int64], Positions]:
        """How many positions each of the terms from number `first` up to `last` has, and these, term by term."""
        return self.block.postings(field).between(first, last)

    def table(self, name: str) -> NDArray[Any]:
        """A table of what the words sound like; made here where the block was written without (it is of one document,
        or of titles)."""
        return self.block.column(name) if name in self.block.sections else self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, NDArray[Any]]:
        return sound_tables(*(list(self.terms(field)) for field in HEARD))

    def positions_beginning(self, field: Field, prefix: str) -> Positions:
        """The positions of all terms that begin with a prefix, ascending for each term, not over all."""
        return self.block.postings(field).all(*self.prefixed(field, prefix))

    @property
    def edges(self) -> NDArray[np.uint8]:
        """By position of character space, packed: whether a word starts or ends there."""
        return self.block.column("edges")

    def token_offsets(self, passage: int) -> NDArray[np.uint32]:
        """(tokens, 2): start and end of every token, relative to the passage's start."""
        return self.block.texts.offsets(passage)

    def token_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """How many tokens each of some passages has, and where all of them start and end, relative to its start."""
        return self.block.texts.token_spans(passages)

    def character_places(self, passages: NDArray[np.int64], tokens: NDArray[np.int64], ends: Ends) -> NDArray[np.int64]:
        """Where tokens start (or end, as `ends` says) in the folded texts of their passages; `tokens` by their number
        in these."""
        texts = self.block.texts
        return texts.places(passages, texts.tokens[passages] + tokens, ends)

    def character_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """How many tokens each of some passages has, and where all of them start and end in the folded texts."""
        return self.block.texts.spans(passages)

    def letters(self, passages: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The characters (code points) at places of the folded texts of passages; 0 where there is none."""
        return self.block.texts.letters(passages, places)

    def document(self, passage: int) -> str:
        """The key (absolute path) of the document a passage belongs to."""
        return self.key(self.document_number(passage))

    def spans(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """By passage: start and end in the document's text."""
        return self.block.column("start"), self.block.column("end")

    def span(self, passage: int) -> tuple[int, int, int]:
        """start and end in the document's text, and the paragraph's number from 1."""
        column = self.block.column
        return int(column("start")[passage]), int(column("end")[passage]), int(column("paragraph")[passage])

    def text(self, passage: int) -> str:
        """A passage's text."""
        return self.block.texts.text(passage)

    def excerpts(self, passages: NDArray[np.int64]) -> list[Excerpt]:
        """Some passages as they stand in their documents."""
        column = self.block.column
        documents = column("first").searchsorted(passages, "right") - 1
        places = (column(name)[passages].tolist() for name in ("start", "end", "paragraph"))
        texts = self.block.texts.of(passages)
        return list(map(Excerpt, map(self.key, documents.tolist()), *places, texts))

    def folded_texts(self, passages: NDArray[np.int64]) -> Iterator[str]:
        """The folded text of each of some passages."""
        return self.block.texts.folded(passages)

    def folded(self, passage: int) -> Folded:
        """The folded text of a passage."""
        return fold_characters(self.block.texts.text(passage))

    def document_number(self, passage: int) -> int:
        """The number in this segment of the document a passage belongs to."""
        return int(np.searchsorted(self.block.column("first"), passage, "right")) - 1

    def passages_of(self, document: int) -> tuple[int, int]:
        """The passages of a document: the first, and the one after the last."""
        first, last = self.block.column("first")[document : document + 2].tolist()
        return first, last

    def key(self, document: int) -> str:
        """The key of a document by its number in this segment."""
        return self.keys[document]

    def read(self, document: int) -> Document:
        """A document as indexed, by its number in this segment."""
        first, last = self.passages_of(document)
        column, texts = self.block.column, self.block.texts
        spans = list(zip(column("start")[first:last].tolist(), column("end")[first:last].tolist(), strict=True))
        words = texts.between(int(texts.bounds[first]), int(texts.bounds[last]))
        return load_document(self.block.stored(document, "body"), spans, words)

    def verify(self) -> None:
        """Read the whole file and compare it with its checksums. Raises DamagedFile."""
        try:
            self.block.sections.verify()
        except DamagedFile as error:
            raise DamagedFile(f"of the file {self.name}, {error}") from error
