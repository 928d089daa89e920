"""The exchange in a story: the words of its people, what is told between them, and the turns these make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inyo.index.quotations.discourse import NOBODY, Speaker
from inyo.index.quotations.stories.narration import Narration


@dataclass(slots=True)
class Spoken:
    """A quotation of a story in its place.

    `row` is the line of the text it begins on. `before` and `behind` are the narration beside it on that line, `lead`
    the last sentence of the narration on the lines before it. `stated` is the speaker that its own clause gives,
    `clause` whether a clause with と governs it at all.
    """

    pair: int
    row: int
    words: str
    stated: Speaker = NOBODY
    clause: bool = False
    before: Narration | None = None
    behind: Narration | None = None
    lead: Narration | None = None
    speaker: Speaker = NOBODY
    not_by: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of narration in its place; `row` is the line of the text it begins on."""

    row: int
    narration: Narration


@dataclass(slots=True)
class Turn:
    """What one line of the text says.

    `told` is what is narrated on lines of their own between the turn before it in the same scene and this one, `after`
    between this one and the next or the end of the scene; `joined`: nothing stands before it, or only what leads on
    to it with a comma.
    """

    lines: list[Spoken]
    told: list[Narration]
    joined: bool
    scene: int
    after: list[Narration] = field(default_factory=list)

    @property
    def speaker(self) -> Speaker:
        return self.lines[0].speaker

    @property
    def last(self) -> Speaker:
        return self.lines[-1].speaker

    @property
    def not_by(self) -> set[str]:
        return set().union(*(line.not_by for line in self.lines))


def turns_of(items: Sequence[Spoken | Told], breaks: frozenset[int]) -> list[Turn]:
    """Turns, each line with the narration around it."""
    turns: list[Turn] = []
    told: list[Told] = []
    scene, row = 0, -1
    apart = True
    previous: Spoken | None = None
    for item in items:
        if any(at in breaks for at in range(row + 1, item.row + 1)):
            scene += 1
            apart, told, previous = True, [], None
        row = max(row, item.row)
        if isinstance(item, Told):
            beside = previous is not None and not told and (previous.row == item.row or item.narration.governed)
            if beside and previous is not None:
                previous.behind = item.narration
                if previous.row == item.row:
                    told.append(item)
                continue
            told.append(item)
            if turns and previous is not None:
                turns[-1].after.append(item.narration)
            continue
        turn = turns[-1] if turns and previous is not None else None
        if turn is not None and turn.lines[-1].row == item.row:
            item.before = told[-1].narration if told else None
            turn.lines.append(item)
        else:
            own = [each for each in told if previous is None or each.row != previous.row]
            if own and own[-1].row == item.row:
                item.before = own[-1].narration
            elif own:
                item.lead = own[-1].narration
            leading = [each for each in own if each.row < item.row]
            joined = not apart and (not own or (len(own) == 1 and (own[0].row == item.row or own[0].narration.open)))
            turns.append(Turn([item], [each.narration for each in leading], joined, scene))
        apart, told, previous = False, [], item
    return turns
