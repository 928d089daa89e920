"""No test waits for a clock: not for the turn of a frame, not for a processor at rest, not for the next letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from textual.css.parse import parse
from textual.timer import Timer

from tests.tui.multiplexers import own_tmux
from tests.tui.rest import turns

_RULES: dict[Any, list[Any]] = {}


def _parse(scope: str, css: str, read_from: Any, variable_tokens: Any = None, **options: Any) -> list[Any]:
    """Textual's parser; a style sheet that an earlier test had, with the same colours, is not parsed again."""
    values = tuple((name, tuple(token.value for token in tokens)) for name, tokens in (variable_tokens or {}).items())
    key = (scope, css, read_from, values, *options.items())
    if key not in _RULES:
        _RULES[key] = list(parse(scope, css, read_from, variable_tokens=variable_tokens, **options))
    return _RULES[key]


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with (
        patch("textual.app.wait_for_idle", turns),
        patch("textual.pilot.wait_for_idle", turns),
        patch("textual.screen.UPDATE_PERIOD", 0.001),
        # a timer of a millisecond that begins a millisecond late, on a busy machine, is skipped for good
        patch.object(Timer.__init__, "__kwdefaults__", {**(Timer.__init__.__kwdefaults__ or {}), "skip": False}),
        patch("textual.css.stylesheet.parse", _parse),
        patch("inyo.tui.controllers.searching.DEBOUNCE", 0.001),
        patch("inyo.tui.controllers.reading.REST", 0.001),
        # what is said stays said, and nothing is slow, on a machine that is
        patch("inyo.tui.controllers.voice.SHOWN", 3600.0),
        patch("inyo.tui.controllers.reading.SLOW", 3600.0),
    ):
        yield


@pytest.fixture
def tmux() -> Iterator[Callable[..., str]]:
    """Calls a tmux server of our own; skips where there is none."""
    with own_tmux() as call:
        yield call
