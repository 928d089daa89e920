"""How a bracketed span sits in its sentence: the plain type that travels from the rules to whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inyo.index.values.quotation import Form, Kind

Mode = Literal["direct", "noun", "do", "fragment", "alone", "end", "inverted", "bare", "none"]
"""What governs a span: a verb behind と (direct), a noun of utterance behind との (noun) or right behind the bracket
(bare), とし (do), a clause of which the span is a part (fragment); nothing, because it is the sentence (alone) or ends
it (end); subject and verb behind it without と (inverted). `none`: it is no quotation."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a bracketed span sits in its sentence.

    `first`–`last` are the units of the chain of spans that share it (「A」「B」と述べた); `quotative` the unit of the
    particle that quotes (or -1), `cue_at` that of the reporting expression (or -1). `withdrawn`: nobody in
    particular speaks. `taken`: a noun of utterance with a verb that makes it somebody's own (見方を示す).
    `passive`: the speaker would stand with に or から. `subordinate`: the reporting verb modifies a noun or stands
    in a subordinate clause. `owner` is the skeleton span of the NP in 「…」というXの声, if any.
    """

    kind: Kind
    form: Form
    mode: Mode
    first: int
    last: int
    cue: str = ""
    quotative: int = -1
    cue_at: int = -1
    withdrawn: bool = False
    passive: bool = False
    subordinate: bool = False
    taken: bool = False
    owner: tuple[int, int] | None = None
