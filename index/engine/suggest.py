"""Did you mean: the words that do occur and are nearest to what was typed, by sound and by shape."""

from __future__ import annotations

from collections.abc import Sequence

from index.engine.views import View


def suggestions(words: Sequence[str], views: Sequence[View]) -> tuple[str, ...]:
    """The nearest words that occur, nearest first."""
    return ()
