"""Who speaks in the scenes of a story: anchors that the narration gives, and the turns between them.

A turn is what one line of the text says. Anchors, in order of how sure they are: a clause with と and its subject;
narration behind the bracket on the same line; narration before it on the same line; a line before it that leads on to
it with a comma; a sentence of speaking on a line of its own. Between two anchors of two people the turns alternate
where their number allows it, and a little beyond the last anchor where no third person is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from inyo.index.quotations.names import Names
from inyo.index.quotations.stories.alternation import alternate, by_exclusion, casts_of, runs_of
from inyo.index.quotations.stories.anchors import anchor, point
from inyo.index.quotations.stories.exchange import Spoken, Told, Turn, turns_of


def attribute(items: Sequence[Spoken | Told], breaks: frozenset[int], names: Names) -> list[Turn]:
    """The turns of a story with their speakers, as far as the story tells.

    `items` in the order of the text; `breaks` are the lines of the text with which a new scene begins.
    """
    turns = turns_of(items, breaks)
    for turn in turns:
        anchor(turn, names)
    point(turns)
    casts = casts_of(turns)
    for place, turn in enumerate(turns):
        by_exclusion(turn, casts[place])
    for first, last in runs_of(turns):
        alternate(turns, first, last, casts)
    return turns
