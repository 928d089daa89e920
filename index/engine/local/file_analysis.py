"""From a file to a block that the writer can take; the part of an update that takes the time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from inyo.index.engine.local.analysed import Analysed, content_digest, failed
from inyo.index.engine.local.disk import store
from inyo.index.engine.local.segment_blocks import Block, Selection, concatenate, pack, pack_all
from inyo.index.engine.passage_terms import TermColumns, document_terms, joined_columns
from inyo.index.engine.words.synonyms import MinedPair, mine
from inyo.index.own.sections import Aside
from inyo.index.pipeline import STRETCH, AnalysedDocument, moved_mention, moved_quotation, stretches
from inyo.index.pipeline import analyse as analysed_part
from inyo.index.processes import give_back
from inyo.index.reading.documents import read_all
from inyo.index.values.document import Document, Passage, document_key
from inyo.index.values.mention import Mention
from inyo.index.values.problems import LibraryError, ProblemKind, UnreadableDocument, mistake, why
from inyo.index.values.quotation import Quotation

_TOGETHER = 120_000
"""Characters of documents that share a block: packing one alone takes longer than analysing a short one."""
_ROOM_OF_EACH = 100
"""Characters that a document counts for besides its text."""


def analyse(key: str) -> Analysed:
    """Read and analyse one file."""
    return analyse_to(in_blocks, key)


def analyse_to(blocks: Callable[[Iterable[tuple[Document, str]]], Iterable[bytes]], key: str) -> Analysed:
    """Read and analyse one file; `blocks` makes of its documents, each with its key, what is kept of them. A file on
    which the analysis fails is a problem; without a digest, and so tried again, where the reason is not in the file.
    Raises LibraryError where none can be analysed."""
    digest = content_digest(key)
    try:
        documents = list(read_all(Path(key)))
        problem = next((problem for each in documents for problem in each.problems), None)
        characters = sum(len(each.text) for each in documents)
        parts = tuple(each.part for each in documents)
        documents.reverse()  # given away one by one: a large one need not be there until its block is
        made = tuple(blocks((documents.pop(), document_key(key, part)) for part in parts))
        return Analysed(key, digest, characters, parts, made, problem)
    except UnreadableDocument as error:
        return Analysed(key, "" if error.problem.kind is ProblemKind.UNREADABLE else digest, problem=error.problem)
    except LibraryError:
        raise
    except OSError as error:
        return failed(key, "", f"could not be analysed now ({why(error)})")
    except MemoryError:
        return failed(key, digest, "needs more memory than the analysis of a file may take; split it")
    except Exception as error:
        return failed(key, digest, f"made inyo itself fail ({mistake(error)}); please report it")


def in_blocks(documents: Iterable[tuple[Document, str]]) -> Iterator[bytes]:
    """Documents, each with its key, as blocks: short ones that follow one another share one."""
    together: list[_Packed] = []
    size = 0
    for document, key in documents:
        long, room = len(document.text) > STRETCH, len(document.text) + _ROOM_OF_EACH
        if together and (long or size + room > _TOGETHER):
            yield _block_of(together)
            together, size = [], 0
        if long:
            yield in_stretches(document, key)
        else:
            together.append(_Packed.of(analysed_part(document), key))
            size += room
    if together:
        yield _block_of(together)


def to_block(analysed: AnalysedDocument, key: str) -> bytes:
    """An analysed document as a block."""
    return _block_of([_Packed.of(analysed, key)])


@dataclass(frozen=True, slots=True)
class _Packed:
    """What a block holds of a document."""

    passages: Sequence[Passage]
    terms: TermColumns
    texts: Sequence[str]
    record: Mapping[str, bytes]

    @classmethod
    def of(cls, analysed: AnalysedDocument, key: str) -> _Packed:
        return cls(analysed.passages, _terms_of(analysed), _texts_of(analysed), store(analysed, key))


def _block_of(documents: Sequence[_Packed]) -> bytes:
    return pack_all(
        [passage for each in documents for passage in each.passages],
        joined_columns([each.terms for each in documents]),
        [text for each in documents for text in each.texts],
        [0, *accumulate(len(each.passages) for each in documents)],
        [each.record for each in documents],
    )


def in_stretches(document: Document, key: str) -> bytes:
    """A long document as a block: it is analysed in stretches, of which no more than the block stays."""
    blocks = Aside()
    mentions: list[Mention] = []
    quotations: list[Quotation] = []
    pairs: list[MinedPair] = []
    places: list[Passage] = []
    for part, start, first in stretches(document):
        analysed = analysed_part(part)
        if part is document:
            return to_block(analysed, key)
        moved = [Passage(each.start + start, each.end + start, each.paragraph + first) for each in analysed.passages]
        blocks.add(pack(moved, _terms_of(analysed), _texts_of(analysed), {}))
        places += moved
        mentions += (moved_mention(each, start) for each in analysed.mentions)
        quotations += (moved_quotation(each, start) for each in analysed.quotations)
        pairs += mine(part.text, analysed.tokens)
        del analysed
        give_back()
    whole = AnalysedDocument(document, (), tuple(places), tuple(mentions), tuple(quotations))
    if not blocks:
        return to_block(whole, key)
    record = store(whole, key, list(dict.fromkeys(pairs)))
    del document, part, whole, places, mentions, quotations, pairs
    give_back()
    file = io.BytesIO()
    concatenate([Selection(Block(each)) for each in blocks.sections()], file, one=record)
    return file.getvalue()


def _terms_of(analysed: AnalysedDocument) -> TermColumns:
    return document_terms(analysed.document, analysed.passages, analysed.tokens, analysed.folded)


def _texts_of(analysed: AnalysedDocument) -> list[str]:
    text = analysed.document.text
    return [text[passage.start : passage.end] for passage in analysed.passages]
