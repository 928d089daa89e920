"""Spans side by side that share a frame, with the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.quotations.frames.frame import Frame, Mode
from inyo.index.quotations.frames.patterns import JOINTS
from inyo.index.quotations.inner import WHOLE, Inner
from inyo.index.quotations.sentences import Sentence, Unit
from inyo.index.values.quotation import QUOTED, Form, Kind

_MOST = 12
_TAIL, _LEAD = 160, 60
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Chain:
    """The units `first`–`last` of a sentence: one bracketed span, or several side by side (「A」「B」, 「A」、「B」).

    `inner` is what stands in the span that is judged, `whole` whether that is a clause. `base` is where the skeleton
    goes on behind the chain, `tail` what it says there, `lead` what it says before. `depth` counts the chains that were
    judged for the sake of one before them.
    """

    sentence: Sentence
    first: int
    last: int
    inner: Inner
    whole: bool
    base: int
    tail: str
    lead: str
    depth: int

    @property
    def units(self) -> list[Unit]:
        return self.sentence.units

    @property
    def before(self) -> str:
        """The unit right before the chain; '' where it begins the sentence."""
        return self.sentence.units[self.first - 1].surface if self.first else ""

    @property
    def deepest(self) -> bool:
        """Whether no span further on is judged for the sake of this one."""
        return self.depth >= _DEEPEST

    def frame(
        self,
        kind: Kind,
        mode: Mode,
        form: Form = "",
        *,
        cue: str = "",
        quotative: int = -1,
        cue_at: int = -1,
        withdrawn: bool = False,
        passive: bool = False,
        subordinate: bool = False,
        taken: bool = False,
        owner: tuple[int, int] | None = None,
    ) -> Frame:
        """A frame of this chain. Without a `form` the words in it say whether they are quoted in full or in part."""
        if kind not in QUOTED:
            form = ""
        elif not form:
            form = "full" if self.whole else "partial"
        return Frame(
            kind,
            form,
            mode,
            self.first,
            self.last,
            cue,
            quotative,
            cue_at,
            withdrawn,
            passive,
            subordinate,
            taken,
            owner,
        )

    def reported(
        self, kind: Kind, form: Form = "", *, cue: str, passive: bool = False, withdrawn: bool = False
    ) -> Frame:
        """The frame of a chain that と follows, and the reporting expression right behind that."""
        return self.frame(
            kind,
            "direct",
            form,
            cue=cue,
            quotative=self.last + 1,
            cue_at=self.last + 2,
            passive=passive,
            withdrawn=withdrawn,
        )

    def no_quotation(self) -> Frame:
        """The frame of a name or a term."""
        return self.frame("term", "none")


def chain_at(sentence: Sentence, place: int, inner: Inner, depth: int = 0) -> Chain:
    """The chain in which the span at unit `place` stands; `inner` says what the words in that span are."""
    units = sentence.units
    first, last = _reach(units, place)
    base = units[last].at + 1
    tail = sentence.skeleton[base : base + _TAIL]
    lead = sentence.skeleton[max(0, units[first].at - _LEAD) : units[first].at]
    return Chain(sentence, first, last, inner, inner in WHOLE, base, tail, lead, depth)


def _reach(units: Sequence[Unit], place: int) -> tuple[int, int]:
    first = last = place
    while last + 1 < len(units) and last < place + _MOST:
        if units[last + 1].pair >= 0:
            last += 1
        elif last + 2 < len(units) and units[last + 1].surface in JOINTS and units[last + 2].pair >= 0:
            last += 2
        else:
            break
    while first and first > place - _MOST:
        if units[first - 1].pair >= 0:
            first -= 1
        elif first > 1 and units[first - 1].surface in JOINTS and units[first - 2].pair >= 0:
            first -= 2
        else:
            break
    return first, last
