"""What the cluster keeps, index by index, and how: what is searched, what is sorted and counted, what is only kept.

passages: our tokens as a stream of positions (see `streams`), analysed by nothing but white space; pairs of characters
without positions: a string whose pairs are all in a passage mostly is the string (measured on 300 strings of 3 to 8
characters: 7 % more candidates, 14 % less room), and marks are found in the passage anyway. What is kept of a passage
is not compressed more than OpenSearch does by itself: that saves two fifths, and doubles the time to fetch 1,500.
terms: the vocabulary, for what search asks of words. documents, bodies, people, quotations: what a collection shows.
files: what was read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from inyo.index.engine.ranking.scoring import K1, B

FORMAT = 1
"""Of all this: raise it when it changes, and collections are indexed anew."""


class Part(StrEnum):
    """The indices of a generation."""

    PASSAGES = "passages"
    TERMS = "terms"
    DOCUMENTS = "documents"
    BODIES = "bodies"
    PEOPLE = "people"
    QUOTATIONS = "quotations"
    FILES = "files"


def _kept(**properties: str | dict[str, Any]) -> dict[str, Any]:
    return {
        "dynamic": False,
        "properties": {name: {"type": kind} if isinstance(kind, str) else kind for name, kind in properties.items()},
    }


_ONLY_FOUND = {"type": "keyword", "doc_values": False}
_STREAM = {"type": "text", "analyzer": "stream", "index_options": "positions", "similarity": "measured"}
_PAIRS = {"type": "text", "analyzer": "pairs", "index_options": "freqs", "similarity": "measured"}
_REPEATED = {"type": "keyword", "eager_global_ordinals": False}

MAPPINGS: dict[Part, dict[str, Any]] = {
    Part.PASSAGES: {
        "_source": {"excludes": ["g", "m"]},
        **_kept(d="keyword", n="integer", s="integer", e="integer", date="keyword", w=_STREAM, g=_PAIRS, m=_REPEATED),
    },
    Part.TERMS: {
        "_source": {"enabled": False},
        **_kept(w="keyword", **dict.fromkeys(("f", "lo", "en", "so", "co", "fi", "la"), _ONLY_FOUND)),
    },
    Part.DOCUMENTS: _kept(
        k="keyword", d="keyword", c="long", title="keyword", author="keyword", date="keyword", source="keyword"
    ),
    Part.BODIES: _kept(d="keyword"),
    Part.PEOPLE: _kept(
        d="keyword", n="integer", name="keyword", date="keyword", source="keyword", mentions="integer"
    ),
    Part.QUOTATIONS: _kept(
        d="keyword", n="integer", start="integer", end="integer", speaker="keyword", cue="keyword", kind="keyword",
        form="keyword", zone="keyword", inferred="boolean", date="keyword", source="keyword",
    ),
    Part.FILES: _kept(k="keyword"),
}  # fmt: skip
"""Fields: d a version of a document, k the key of a document or file, n a passage's number in its document, s and e
where it starts and ends, w the stream, g the pairs and single characters, m the words that a passage has again (see
`streams.repeated`); of terms: f the field, w the term, lo its loose forms, en how these begin and end, so
the group in which sounds are compared, co its consonants, fi and la the two characters of a pair; c the commit."""

_ANALYSIS = {
    "filter": {
        "stack": {"type": "pattern_capture", "preserve_original": False, "patterns": [r"([^|]+)"]},
        "gap": {"type": "stop", "stopwords": ["_"]},
    },
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 8_000}},
    "analyzer": {
        "stream": {"type": "custom", "tokenizer": "spaces", "filter": ["gap", "stack"]},
        "pairs": {"type": "custom", "tokenizer": "spaces"},
    },
}


def settings(part: Part, shards: int) -> dict[str, Any]:
    """What an index is made with. What is small has one shard, however many the passages have."""
    own: dict[str, Any] = {
        "number_of_shards": shards if part in (Part.PASSAGES, Part.BODIES, Part.PEOPLE, Part.QUOTATIONS) else 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "30s",
        "max_result_window": 50_000,
        "max_terms_count": 65_536,
    }
    if part in (Part.BODIES, Part.FILES, Part.QUOTATIONS):
        own["codec"] = "best_compression"
    if part is Part.PASSAGES:
        own["analysis"] = _ANALYSIS
        own["similarity"] = {"measured": {"type": "BM25", "k1": K1, "b": B}}
    return {"settings": {"index": own}, "mappings": MAPPINGS[part]}
