"""One collection gives one answer, however it came about: by additions, changes, deletions and joins, or at once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.histories import STEPS, History, Step, answers


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example([("write", {0, 3}), ("write", {0})])  # a word of a text that was replaced was suggested
def test_any_history_answers_as_a_rebuild_does(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> None:
    history = History(tmp_path_factory.mktemp("history"))
    history.carry_out(steps)
    rebuilt = history.open("other")
    rebuilt.update()
    assert answers(history.library) == answers(rebuilt)
