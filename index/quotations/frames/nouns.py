"""Spans before a noun of utterance (「…」との見方): what the noun tells of the frame."""

from __future__ import annotations

import re

from inyo.index.quotations import reporting
from inyo.index.quotations.frames.chains import Chain
from inyo.index.quotations.frames.frame import Frame

_PREDICATIVE = re.compile(r"^(?:だ|で(?:ある|す|、)|。|、|$|として)")
"""A noun of utterance that is itself the predicate, and so somebody's own."""

_VERB = re.compile(
    r"^[^、。\ufffc]{1,12}?(?:した|して|した|する|し(?=、|。|$)|た|る(?!と)|り(?=、)|せ(?=、)|べ(?=、)|"
    r"て(?=いる|い))"
)


def noun_frame(chain: Chain, found: re.Match[str], *, subordinate: bool = False) -> Frame:
    """The frame of a chain before a noun of utterance.

    `found` is a match in the chain's tail with groups `noun`, `rest` and perhaps `between` (と|Xの|声|が上がる).
    """
    rest = found["rest"]
    taking = None if reporting.ANSWERED.match(rest) else reporting.TAKING.match(rest)
    between = found.groupdict().get("between") or ""
    owned = between.endswith("の") and len(between) > 1
    return chain.frame(
        "speech",
        "noun",
        cue=found["noun"] + (verb_text(rest) if taking else ""),
        quotative=chain.last + 1,
        cue_at=chain.last + 1,
        withdrawn=bool(reporting.WITHDRAWN.match(rest)) and not taking,
        subordinate=subordinate,
        taken=bool(taking) or bool(_PREDICATIVE.match(rest)),
        owner=(chain.base + found.start("between"), chain.base + found.end("between") - 1) if owned else None,
    )


def is_whole_noun(found: re.Match[str]) -> bool:
    """Whether the noun is a word of its own, not the end of a compound (情報 is no 報)."""
    between = found["between"]
    return len(found["noun"]) > 1 or not between or not re.match(r"[一-龥ァ-ヴー]", between[-1])


def verb_text(rest: str) -> str:
    """The verb behind a noun of utterance, as it stands there with its particle (を示した); '' if none is near."""
    found = _VERB.match(rest)
    return found[0] if found else ""
