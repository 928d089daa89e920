"""From a file to a block that the writer can take; the part of an update that takes the time."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

from inyo.index.engine.local.files.records import store
from inyo.index.engine.local.files.segment_blocks import pack
from inyo.index.engine.local.workers.results import Analysed, content_digest, failed
from inyo.index.engine.terms.passage_terms import passage_terms
from inyo.index.pipeline import AnalysedDocument, analyse_file
from inyo.index.values.document import document_key
from inyo.index.values.problems import UnreadableDocument


def analyse(key: str) -> Analysed:
    """Read and analyse one file. Raises nothing: a file on which the analysis fails is a problem."""
    digest = content_digest(key)
    try:
        analysed = analyse_file(Path(key))
        documents = [each.document for each in analysed]
        blocks = [(each.document.part, to_block(each, document_key(key, each.document.part))) for each in analysed]
        problem = next((problem for each in documents for problem in each.problems), None)
        return Analysed(key, digest, sum(len(each.text) for each in documents), tuple(blocks), problem)
    except UnreadableDocument as error:
        return Analysed(key, digest, problem=error.problem)
    except Exception as error:
        return failed(key, digest, f"could not be analysed ({type(error).__name__}: {str(error)[:200]})")


def to_block(analysed: AnalysedDocument, key: str) -> bytes:
    """An analysed document as a block."""
    tokens, terms = analysed.tokens, []
    starts = [token.start for token in tokens]
    for passage in analysed.passages:
        inside = tokens[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        terms.append(passage_terms(analysed.document, passage, inside))
    texts = [analysed.document.text[passage.start : passage.end] for passage in analysed.passages]
    return pack(analysed.passages, terms, texts, store(analysed, key))
