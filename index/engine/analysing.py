"""From a file to a block that the writer can take; the part of an update that takes the time."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from index.documents import Problem, ProblemKind, UnreadableDocument
from index.engine.analysis import passage_terms
from index.engine.blocks import pack
from index.engine.records import store
from index.engine.sources import content_digest
from index.pipeline import AnalysedDocument, analyse_file


@dataclass(frozen=True, slots=True)
class Analysed:
    """What reading a file gave: a block (see `blocks.pack`), or a problem and no block."""

    key: str
    digest: str
    characters: int = 0
    block: bytes = b""
    problem: Problem | None = None


def analyse(key: str) -> Analysed:
    """Read and analyse one file. Raises nothing: a file on which the analysis fails is a problem."""
    digest = content_digest(key)
    try:
        document = analyse_file(Path(key))
        return Analysed(key, digest, len(document.document.text), to_block(document, key))
    except UnreadableDocument as error:
        return Analysed(key, digest, problem=error.problem)
    except Exception as error:
        return failed(key, digest, f"could not be analysed ({type(error).__name__}: {str(error)[:200]})")


def failed(key: str, digest: str, what: str) -> Analysed:
    """The result for a file that was given up; `what` is a clause."""
    return Analysed(key, digest, problem=Problem(key, ProblemKind.UNREADABLE, f"{what}; it was left out"))


def to_block(analysed: AnalysedDocument, key: str) -> bytes:
    """An analysed document as a block."""
    tokens, terms = analysed.tokens, []
    starts = [token.start for token in tokens]
    for passage in analysed.passages:
        inside = tokens[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        terms.append(passage_terms(analysed.document, passage, inside))
    return pack(analysed.passages, terms, store(analysed, key))
