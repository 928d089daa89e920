"""Rows that the terminal moves: what stands on a real screen is what drawing everything again would put there."""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from statistics import median

import pytest

from inyo.tui.terminal.painted import PLAIN, Style, in_blank
from inyo.tui.terminal.textual_internals import moved
from tests.paths import ROOT, SEARCH_PATH
from tests.waiting import until

KEYS = ("j", "j", "j", "k", "k", "Down", "Up", "C-d", "C-u", "Space", "b", "G", "g", "x")


def seen_in(captured: str) -> list[tuple[str, Style]]:
    """The letters of a screen in their styles; nobody sees in which colour a blank is not written."""
    found, style = [], PLAIN
    for parameters, letter in re.findall(r"\x1b\[([0-9;]*)m|(.)", captured, re.DOTALL):
        if letter:
            found.append((letter, in_blank(style) if letter in " \n" else style))
        else:
            style = style.after(parameters) or PLAIN
    return found


def test_lines_go_up_by_line_feeds_at_the_bottom_of_a_region_and_down_by_reverse_ones_at_its_top() -> None:
    assert moved(3, 20, 2) == "\x1b[3;20r\x1b[20;1H\n\n\x1b[r"
    assert moved(3, 20, -1) == "\x1b[3;20r\x1b[3;1H\x1bM\x1b[r"


@pytest.mark.parametrize("seed", range(3))
def test_after_any_keys_the_screen_is_as_if_drawn_anew(tmux: Callable[..., str], seed: int) -> None:
    told = 0

    def screen() -> list[tuple[str, Style]]:
        return seen_in(tmux("capture-pane", "-p", "-e", "-t", "s"))

    def settled() -> list[tuple[str, Style]]:
        """The screen when all keys so far have been drawn: the program itself says when."""
        nonlocal told
        told += 1
        tmux("send-keys", "-t", "s", "t")
        until(lambda: tmux("display-message", "-p", "-t", "s", "#{pane_title}").strip() == f"told {told}")
        seen = [screen()]
        while len(seen) < 2 or seen[-1] != seen[-2]:
            time.sleep(0.02)
            seen.append(screen())
        return seen[-1]

    command = f"cd {ROOT} && exec {sys.executable} -m tests.tui.widgets.stacked_app"
    tmux("-u", "new-session", "-d", "-s", "s", "-x", "60", "-y", "24", command)
    until(lambda: "第0段" in tmux("capture-pane", "-p", "-t", "s"))
    chance = random.Random(seed)
    for _ in range(12):
        tmux("send-keys", "-t", "s", *chance.choices(KEYS, k=chance.randrange(1, 9)))
        found = settled()
        tmux("send-keys", "-t", "s", "z")
        assert found == settled()
    for key in "GxGx":
        tmux("send-keys", "-t", "s", key)
        settled()
    until(lambda: all(end in tmux("capture-pane", "-p", "-t", "s") for end in ("¶69", "第59段")))


def test_a_step_at_the_edge_of_a_full_width_list_sends_the_new_row_alone() -> None:
    from tests.bench.pty_terminal import PtyTerminal

    command = [sys.executable, "-m", "tests.tui.widgets.stacked_app"]
    with PtyTerminal(command, 60, 24, {"PYTHONPATH": SEARCH_PATH}) as terminal:
        until(lambda: b"\xe7\xac\xac" in terminal.read(0.5, least=1500).data)
        terminal.after("j" * 6)
        assert median(terminal.after("j", 0.15).size for _ in range(8)) < 600
