"""From a file to what the cluster is sent of it: by document what is indexed once, and its passages."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from multiprocessing.connection import Connection as Pipe
from typing import Any

import msgspec

from inyo.index.engine.local.files.records import store
from inyo.index.engine.local.workers import Analysed
from inyo.index.engine.local.workers.analyse import analyse_to
from inyo.index.engine.local.workers.pool import serve_with
from inyo.index.engine.opensearch.mapping import FORMAT
from inyo.index.engine.opensearch.streams import to_source
from inyo.index.engine.segments import TOKEN_FIELDS, Field
from inyo.index.engine.terms.passage_terms import document_terms
from inyo.index.engine.words.synonyms import MinedPair, mine
from inyo.index.pipeline import AnalysedDocument, analyse, moved_mention, moved_quotation, stretches
from inyo.index.values.document import Document
from inyo.index.values.mention import Mention
from inyo.index.values.quotation import Quotation

SERVE = "inyo.index.engine.opensearch.analysis:serve"


class Sent(msgspec.Struct):
    """A document for the cluster. `info`, `pairs`, `sketch`: what a collection asks of all documents; `body`, `places`:
    of one; `passages` in order; `terms` by field."""

    key: str
    info: list[Any]
    pairs: list[Any]
    sketch: str
    body: str
    places: str
    mentions: list[list[Any]]
    quotations: list[list[Any]]
    passages: list[dict[str, Any]]
    terms: dict[str, list[str]]


def serve(pipe: Pipe[Any, Any]) -> None:
    """A child: analyse what is asked for until the conversation ends."""
    serve_with(pipe, analyse_file)


def analyse_file(key: str) -> Analysed:
    """Read and analyse one file. Raises nothing: a file on which the analysis fails is a problem."""
    return analyse_to(_each_alone, key)


def _each_alone(documents: Iterable[tuple[Document, str]]) -> Iterator[bytes]:
    return (msgspec.msgpack.encode(sent(document, name)) for document, name in documents)


def sent(document: Document, key: str) -> Sent:
    """A document as the cluster is sent it; a long one is analysed in stretches."""
    mentions: list[Mention] = []
    quotations: list[Quotation] = []
    pairs: list[MinedPair] = []
    passages: list[dict[str, Any]] = []
    terms: dict[Field, set[str]] = {field: set() for field in Field}
    for part, start, first in stretches(document):
        analysed = analyse(part)
        passages.extend(_passages(analysed, start, first, len(passages), terms))
        mentions += (moved_mention(each, start) for each in analysed.mentions)
        quotations += (moved_quotation(each, start) for each in analysed.quotations)
        pairs += mine(part.text, analysed.tokens)
        del analysed
    whole = AnalysedDocument(document, (), (), tuple(mentions), tuple(quotations))
    record = store(whole, key, list(dict.fromkeys(pairs)))
    return Sent(
        key,
        json.loads(record["info"]),
        json.loads(record["pairs"]),
        _text(record["sketch"]),
        _text(record["body"]),
        _text(record["places"]),
        json.loads(zlib.decompress(record["mentions"])),
        json.loads(zlib.decompress(record["quotations"])),
        passages,
        {field.value: sorted(found) for field, found in terms.items()},
    )


def _passages(
    analysed: AnalysedDocument, start: int, first: int, count: int, terms: dict[Field, set[str]]
) -> Iterator[dict[str, Any]]:
    """The passages of a stretch that begins at `start`, with the paragraph `first` and the passage `count`; what terms
    they have is added to `terms`."""
    document = analysed.document
    text = document.text
    made = document_terms(document, analysed.passages, analysed.tokens, analysed.folded).by_passage()
    for number, (passage, found) in enumerate(zip(analysed.passages, made, strict=True), count):
        by_term = found.by_term()
        for field in TOKEN_FIELDS:
            terms[field].update(by_term[field])
        folded = found.folded.text
        terms[Field.PAIR].update(folded[at : at + 2] for at in range(len(folded)))
        yield {
            "n": number,
            "s": passage.start + start,
            "e": passage.end + start,
            "p": passage.paragraph + first,
            **to_source(found, text[passage.start : passage.end]),
        }


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def version_of(key: str, digest: str, rules: str) -> str:
    """The name of a document's version: the same wherever it is made of the same content by the same rules."""
    content = "\0".join((key, digest, rules, str(FORMAT)))
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
