"""What a quotation is: the plain type that travels. Defined by the annotation guideline that the gold files follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["speech", "written", "thought", "indirect", "term", "title", "other"]
Form = Literal["full", "partial", "block", "clause", ""]
Zone = Literal["body", "headline", "comment", "source", "transcript"]

"""`indirect`: a clause without brackets that somebody reports (来月始めるとの考えを示した), shown when asked for."""

QUOTED: tuple[Kind, ...] = ("speech", "written", "thought")
"""The kinds that are somebody's words, and so have a form and a speaker."""

SHOWN: tuple[Kind, ...] = ("speech", "written")
"""The kinds a list of quotations shows by default."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span of somebody's words. Offsets are code points in Document.text, brackets included.

    `speaker` is the canonical name in this document ('' if the text does not say), `speaker_text` the mention as
    written with its title and `speaker_span` where it stands; `cue` the reporting expression ('' if none);
    `inferred` whether the speaker was carried over from another sentence. `probability` is how sure the speaker is,
    `suggestion` who it may be where that is too little to name him, `reasons` codes of what speaks most for either
    (see `inyo.index.quotations.scorer`).
    """

    start: int
    end: int
    text: str
    kind: Kind
    form: Form
    zone: Zone
    speaker: str = ""
    speaker_text: str = ""
    speaker_span: tuple[int, int] | None = None
    cue: str = ""
    inferred: bool = False
    probability: float = 1.0
    suggestion: str = ""
    reasons: tuple[str, ...] = ()
