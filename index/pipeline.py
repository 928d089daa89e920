"""The one direction data takes: file → document → tokens (one morphological pass) → passages, people, quotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inyo.index.japanese.folding import Folded, fold_all
from inyo.index.japanese.tokens import Token, Tokens, tokenize_all
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import candidates, extract, with_given
from inyo.index.reading.documents import read_all
from inyo.index.reading.prose import passages, pieces
from inyo.index.values.document import IDENTITY, Document, Paragraph, Passage, Ruby
from inyo.index.values.extracts import Place
from inyo.index.values.mention import Mention
from inyo.index.values.quotation import Quotation


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """Everything the index keeps of one file. `tokens` in document order, offsets in `document.text`; `folded` are its
    paragraphs, folded character by character."""

    document: Document
    tokens: tuple[Token, ...]
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    folded: tuple[Folded, ...] = ()


def analyse(document: Document) -> AnalysedDocument:
    """Run the one pass over a document."""
    folded = _folded(document)
    tokens = _tokens(document, folded)
    mentions = find_mentions(document, _of_the_work(document, tokens))
    quotations = with_given(document, extract(document, tokens, mentions))
    return AnalysedDocument(document, tokens, passages(document), mentions, quotations, folded)


STRETCH = 80_000
"""Code points that are analysed at once: what is known of words, sentences and speakers takes a hundred times the
room of the text."""
_LOOKED_BACK = 4_000
"""A paragraph much longer than a stretch is cut, at the end of a passage among so many code points."""
_LONG_PARAGRAPH = 80
_LOOKED_AT = 400
"""A stretch begins with a paragraph of that length, looked for in so many: a short one may be a heading."""


def stretches(document: Document) -> Iterator[tuple[Document, int, int]]:
    """A long document as documents that are analysed one after the other, so that a book takes no more memory than a
    chapter; each with where its text and its paragraphs begin in the whole."""
    paragraphs = document.paragraphs
    first = 0
    while first < len(paragraphs):
        if 2 * (paragraphs[first].end - paragraphs[first].start) > 3 * STRETCH:
            for start, end in _pieces_of(document.text, paragraphs[first]):
                part = Paragraph(start, end)
                yield _part(document, start, end, [part], document.places[first : first + 1]), start, first
            first += 1
            continue
        last = _end_of_stretch(document, first)
        if last - first == len(paragraphs):
            yield document, 0, 0
            return
        start = paragraphs[first].start if first else 0
        end = paragraphs[last].start if last < len(paragraphs) else len(document.text)
        yield _part(document, start, end, paragraphs[first:last], document.places[first:last]), start, first
        first = last


def _pieces_of(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """A giant paragraph in pieces that end where a passage may end."""
    start = paragraph.start
    while paragraph.end - start > STRETCH:
        ends = [end for _, end in pieces(text, start + max(0, STRETCH - _LOOKED_BACK), start + STRETCH)]
        end = ends[-2] if len(ends) > 1 else ends[-1]
        yield start, end
        start = end
    yield start, paragraph.end


def _end_of_stretch(document: Document, first: int) -> int:
    """The paragraph behind a stretch."""
    paragraphs = document.paragraphs
    end = paragraphs[first].start + STRETCH
    at = max(first + 1, bisect_left(paragraphs, end, key=lambda paragraph: paragraph.end))
    for number in range(at, min(at + _LOOKED_AT, len(paragraphs))):
        if paragraphs[number].end - paragraphs[number].start >= _LONG_PARAGRAPH:
            return number
    return at if at + _LOOKED_AT < len(paragraphs) else len(paragraphs)


def _part(
    document: Document, start: int, end: int, paragraphs: Sequence[Paragraph], places: tuple[Place, ...]
) -> Document:
    rubies = document.rubies
    rubies = rubies[bisect_left(rubies, start, key=_start) : bisect_left(rubies, end, key=_start)]
    regions = [each for each in document.regions if each.start < end and each.end > start]
    return replace(
        document,
        text=document.text[start:end],
        paragraphs=tuple(Paragraph(each.start - start, each.end - start) for each in paragraphs),
        rubies=tuple(replace(each, start=each.start - start, end=each.end - start) for each in rubies),
        regions=tuple(
            replace(each, start=max(each.start, start) - start, end=min(each.end, end) - start) for each in regions
        ),
        places=places,
        work_end=None if document.work_end is None or document.work_end > end else max(0, document.work_end - start),
        origin=IDENTITY,
    )


def _start(span: Ruby) -> int:
    return span.start


def moved_mention(mention: Mention, by: int) -> Mention:
    """A mention of a stretch where it stands in the whole."""
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        name_start=mention.name_start + by,
        name_end=mention.name_end + by,
    )


def moved_quotation(quotation: Quotation, by: int) -> Quotation:
    """A quotation of a stretch where it stands in the whole."""
    span = quotation.speaker_span
    return replace(
        quotation,
        start=quotation.start + by,
        end=quotation.end + by,
        speaker_span=(span[0] + by, span[1] + by) if span else None,
    )


def candidates_of(document: Document, quotation: Quotation) -> tuple[tuple[str, float], ...]:
    """Who may have said a quotation of a document, each with a probability, likeliest first."""
    tokens = _tokens(document, _folded(document))
    return candidates(document, tokens, find_mentions(document, _of_the_work(document, tokens)), quotation.start)


def _folded(document: Document) -> tuple[Folded, ...]:
    return tuple(fold_all([document.text[each.start : each.end] for each in document.paragraphs]))


def _tokens(document: Document, folded: Sequence[Folded]) -> Tokens:
    return tokenize_all(folded, [paragraph.start for paragraph in document.paragraphs])


def _of_the_work(document: Document, tokens: Tokens) -> Tokens:
    """Without those of a colophon: who typed and proofread a book is nobody it tells of."""
    if document.work_end is None:
        return tokens
    return tokens.between(0, bisect_left(tokens.starts, document.work_end))


def analyse_file(path: Path) -> tuple[AnalysedDocument, ...]:
    """Read and analyse the documents of a file. Raises UnreadableDocument."""
    return tuple(map(analyse, read_all(path)))
