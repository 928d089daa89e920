"""From a file to a block that the writer can take; the part of an update that takes the time."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

from inyo.index.engine.local.files.merge import Selection, concatenate
from inyo.index.engine.local.files.records import store
from inyo.index.engine.local.files.segment_blocks import Block, pack
from inyo.index.engine.local.workers import Analysed, content_digest, failed
from inyo.index.engine.terms.passage_terms import document_terms
from inyo.index.engine.words.synonyms import MinedPair, mine
from inyo.index.pipeline import AnalysedDocument, moved_mention, moved_quotation, stretches
from inyo.index.pipeline import analyse as analysed_part
from inyo.index.reading.documents import read_all
from inyo.index.values.document import Document, Passage, document_key
from inyo.index.values.mention import Mention
from inyo.index.values.problems import LibraryError, ProblemKind, UnreadableDocument
from inyo.index.values.quotation import Quotation


def analyse(key: str) -> Analysed:
    """Read and analyse one file."""
    return analyse_to(in_stretches, key)


def analyse_to(block: Callable[[Document, str], bytes], key: str) -> Analysed:
    """Read and analyse one file; `block` makes of a document, with its key, what is kept of it. A file on which the
    analysis fails is a problem; without a digest, and so tried again, where the reason is not in the file. Raises
    LibraryError where none can be analysed."""
    digest = content_digest(key)
    try:
        documents = list(read_all(Path(key)))
        problem = next((problem for each in documents for problem in each.problems), None)
        characters = sum(len(each.text) for each in documents)
        parts = [each.part for each in documents]
        documents.reverse()  # given away one by one: a large one need not be there until its block is
        blocks = [(part, block(documents.pop(), document_key(key, part))) for part in parts]
        return Analysed(key, digest, characters, tuple(blocks), problem)
    except UnreadableDocument as error:
        return Analysed(key, "" if error.problem.kind is ProblemKind.UNREADABLE else digest, problem=error.problem)
    except LibraryError:
        raise
    except OSError as error:
        return failed(key, "", f"could not be analysed now ({error.strerror or type(error).__name__})")
    except MemoryError:
        return failed(key, digest, "needs more memory than the analysis of a file may take; split it")
    except Exception as error:
        return failed(key, digest, f"could not be analysed ({type(error).__name__}: {str(error)[:200]})")


def to_block(analysed: AnalysedDocument, key: str) -> bytes:
    """An analysed document as a block."""
    return _packed(analysed, 0, 0, store(analysed, key))


def in_stretches(document: Document, key: str) -> bytes:
    """A document as a block; a long one is analysed in stretches, of which no more than the block stays."""
    blocks: list[bytes] = []
    mentions: list[Mention] = []
    quotations: list[Quotation] = []
    pairs: list[MinedPair] = []
    places: list[Passage] = []
    for part, start, first in stretches(document):
        analysed = analysed_part(part)
        if part is document:
            return to_block(analysed, key)
        blocks.append(_packed(analysed, start, first, {}))
        places += (Passage(each.start + start, each.end + start, each.paragraph + first) for each in analysed.passages)
        mentions += (moved_mention(each, start) for each in analysed.mentions)
        quotations += (moved_quotation(each, start) for each in analysed.quotations)
        pairs += mine(part.text, analysed.tokens)
        del analysed
    whole = AnalysedDocument(document, (), tuple(places), tuple(mentions), tuple(quotations))
    if not blocks:
        return to_block(whole, key)
    record = store(whole, key, list(dict.fromkeys(pairs)))
    del document, part, whole, places, mentions, quotations, pairs
    file = io.BytesIO()
    concatenate([Selection(Block.read(block)) for block in blocks], file, one=record)
    return file.getvalue()


def _packed(analysed: AnalysedDocument, start: int, first: int, record: Mapping[str, bytes]) -> bytes:
    """A document or a stretch of one as a block; `start` and `first` are where it and its paragraphs begin."""
    document = analysed.document
    text = document.text
    terms = document_terms(document, analysed.passages, analysed.tokens, analysed.folded)
    texts = [text[passage.start : passage.end] for passage in analysed.passages]
    places = [Passage(each.start + start, each.end + start, each.paragraph + first) for each in analysed.passages]
    return pack(places, terms, texts, record)
