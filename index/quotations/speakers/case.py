"""What the rules look at: a span, its sentence, and the memory of the reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.quotations.discourse import Discourse, Speaker
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.sentences import Sentence, Unit
from inyo.index.quotations.weighing import Phrase


@dataclass(frozen=True, slots=True)
class Case:
    """A span whose speaker is looked for, and what the rules look at.

    `phrases` are those of its sentence, `segment` those of them between unit `start`, behind the quotation before it,
    and the span; `previous` is the speaker of that quotation, if there is one. `clock` counts sentences of the page.
    """

    frame: Frame
    sentence: Sentence
    clock: int
    discourse: Discourse
    phrases: Sequence[Phrase]
    start: int
    segment: Sequence[Phrase]
    previous: Speaker | None

    @property
    def units(self) -> list[Unit]:
        return self.sentence.units

    def resolved(self, phrase: Phrase | None) -> Speaker | None:
        """The speaker that a phrase means; None where there is no phrase."""
        return None if phrase is None else self.discourse.resolve(phrase)
