"""Why somebody is named: the strongest features of a choice as a few codes, and the codes in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from inyo.index.quotations.scenes import Link
from inyo.index.quotations.scorer import Weights

REASONS: dict[str, str] = {
    "subject": "subject of the clause that holds the words",
    "behind": "named right behind the words",
    "source": "named as the source of the words",
    "byline": "named in parentheses behind the words",
    "pronoun": "whom a pronoun there most likely means",
    "named": "named in the same sentence",
    "continues": "goes on speaking",
    "before": "subject of a sentence before",
    "next": "subject of the sentence behind",
    "topic": "the one whom the passage is about",
    "narration": "acts in the narration beside the words",
    "label": "stands as the label of the words",
    "kind": "the kind of speaker that this way of speaking has",
}
"""The codes, and what each says."""

_OF = (
    ("byline", "byline"),
    ("pronoun", "pronoun"),
    ("front \u306b", "source"),
    ("front relay", "source"), ("front \u304b\u3089", "source"), ("front \u3067\u306f", "source"),
    ("beyond relay", "source"),
    ("rule source", "source"), ("rule giver", "source"), ("rule of_a_noun", "source"), ("rule owner", "source"),
    ("front", "subject"), ("beyond", "subject"), ("rule subject_in_front", "subject"), ("first", "subject"),
    ("mid", "behind"), ("after", "behind"), ("rule subject_behind", "behind"), ("rule final_name", "behind"),
    ("rule cleft", "behind"), ("rule modified", "behind"), ("named at once", "behind"),
    ("rule label", "label"), ("rule before_colon", "label"),
    ("named", "named"),
    ("carry", "continues"), ("only carried", "continues"), ("ahead", "continues"), ("rule previous", "continues"),
    ("rule carried", "continues"),
    ("near -", "before"), ("near", "next"),
    ("recent", "topic"), ("rank", "topic"), ("rule", "topic"),
    ("scene", "narration"),
)  # fmt: skip
"""The codes of features by what these begin with."""


@lru_cache(maxsize=1 << 14)
def code_of(feature: str) -> str:
    """The code of a feature."""
    bare = feature.removeprefix("story ")
    return next((code for start, code in _OF if bare.startswith(start)), "kind")


def reasons_of(link: Link, names: Mapping[str, float], weights: Weights) -> tuple[str, ...]:
    """The codes of the two that speak most for the likeliest candidate of a link against the next."""
    best, *rest = names
    against = set(link.features.get(rest[0], ())) if rest else set()
    sums: dict[str, float] = defaultdict(float)
    for feature in link.features.get(best, ()):
        if feature not in against:
            sums[code_of(feature)] += weights.speaker.get(feature, 0.0)
    ranked = sorted(sums, key=lambda code: (code == "kind", -sums[code]))
    return tuple(code for code in ranked if sums[code] > 0)[:2]
