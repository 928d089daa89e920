from __future__ import annotations

import base64
import stat
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from inyo.tui.terminal import clipboard
from inyo.tui.terminal.clipboard import Osc52, Refuse, Run, copy, osc52, plan, safe


def nothing(program: str) -> None:
    return None


def everything(program: str) -> str:
    return f"/usr/bin/{program}"


def test_inside_tmux_the_buffer_is_loaded_and_osc_52_is_the_last_resort() -> None:
    steps = plan({"TMUX": "/tmp/x,1,0", "SSH_TTY": "/dev/pts/1"}, "auto", 100, which=everything)
    assert [step.command for step in steps[:2]] == [("tmux", "load-buffer", "-w", "-"), ("tmux", "load-buffer", "-")]
    assert steps[2] == Osc52()


def test_inside_screen_osc_52_goes_through_dcs() -> None:
    assert plan({"STY": "1.pts"}, "auto", 100, which=everything) == (Osc52(through_screen=True),)


def test_over_ssh_no_local_tool_is_used_because_it_would_succeed_on_the_wrong_machine() -> None:
    assert plan({"SSH_CONNECTION": "x", "DISPLAY": ":0"}, "auto", 100, which=everything) == (Osc52(),)


def test_at_home_the_clipboard_program_of_the_session_is_used() -> None:
    steps = plan({"WAYLAND_DISPLAY": "wayland-0"}, "auto", 100, which=everything, platform="linux")
    assert steps == (Run(("wl-copy",)), Osc52())
    assert plan({}, "auto", 100, which=everything, platform="darwin")[0] == Run(("pbcopy",))


def test_an_x11_program_without_a_display_is_not_tried() -> None:
    assert plan({}, "auto", 100, which=everything, platform="linux") == (Osc52(),)


def test_osc_52_is_refused_where_terminals_would_drop_it() -> None:
    assert plan({"SSH_TTY": "x"}, "auto", clipboard.OSC52_MOST + 1) == (Refuse("too-large"),)


def test_what_just_fits_is_sent() -> None:
    assert plan({"SSH_TTY": "x"}, "auto", clipboard.OSC52_MOST) == (Osc52(),)


def test_under_windows_its_program_gets_utf_16_and_only_there_it_is_used() -> None:
    def only_clip(program: str) -> str | None:
        return program if program == "clip.exe" else None

    steps = plan({"WSL_DISTRO_NAME": "Debian"}, "auto", 10, which=only_clip, platform="linux")
    assert steps == (Run(("clip.exe",), "utf-16"), Osc52())
    assert plan({}, "auto", 10, which=only_clip, platform="linux") == (Osc52(),)


def test_in_screen_within_tmux_it_is_tmux_that_is_asked() -> None:
    assert plan({"TMUX": "x", "STY": "1.pts"}, "auto", 10, which=everything)[-1] == Osc52(through_screen=False)


def test_the_setting_wins_over_the_environment() -> None:
    assert plan({"TMUX": "x"}, "osc52", 10) == (Osc52(),)
    assert plan({}, "tmux", 10) == (Refuse("no-tmux"),)
    assert plan({"TMUX": "x"}, "off", 10) == (Refuse("off"),)
    assert plan({}, "tool", 10, which=nothing) == (Refuse("no-tool"),)
    assert plan({}, "command", 10, command=("mycopy", "-x")) == (Run(("mycopy", "-x")),)


@given(st.text(min_size=0, max_size=3000).filter(lambda text: not any(0xD800 <= ord(c) < 0xE000 for c in text)))
def test_what_osc_52_carries_is_the_text_to_the_byte(text: str) -> None:
    body = osc52(text).removeprefix("\x1b]52;c;").removesuffix("\x07")
    assert base64.b64decode(body).decode() == text


@given(st.text(max_size=3000).filter(lambda text: not any(0xD800 <= ord(c) < 0xE000 for c in text)))
def test_for_screen_the_same_sequence_is_cut_into_strings_it_can_hold(text: str) -> None:
    chunks = osc52(text, through_screen=True).split("\x1bP")[1:]
    assert all(len(chunk.encode()) <= 768 and chunk.endswith("\x1b\\") for chunk in chunks)
    assert "".join(chunk.removesuffix("\x1b\\") for chunk in chunks) == osc52(text)


def test_the_next_step_is_tried_when_a_program_fails() -> None:
    sent: list[str] = []
    steps = (Run(("first",)), Run(("second",)), Osc52())
    result = copy("語", steps, sent.append, run=lambda step, text: step.command == ("second",))
    assert (result.outcome, result.route, sent) == ("copied", "second", [])


def test_osc_52_is_said_to_be_sent_never_copied_and_its_size_is_doubted() -> None:
    sent: list[str] = []
    assert copy("語", (Osc52(),), sent.append).outcome == "sent"
    assert copy("語" * 30_000, (Osc52(),), sent.append).doubtful
    assert not copy("語", (Osc52(),), sent.append).doubtful
    assert len(sent) == 3


def test_a_refused_copy_sends_nothing_and_names_the_reason() -> None:
    sent: list[str] = []
    result = copy("語", (Refuse("too-large"),), sent.append)
    assert (result.outcome, result.route, sent) == ("refused", "too-large", [])


def test_where_a_program_failed_and_the_rest_is_refused_the_program_is_the_news() -> None:
    result = copy("語", (Run(("first",)), Refuse("too-large")), lambda _: None, run=lambda step, text: False)
    assert (result.outcome, result.route) == ("failed", "first")


def test_a_copy_that_was_taken_is_not_doubted_and_its_size_is_in_bytes() -> None:
    result = copy("語", (Run(("first",)),), lambda _: None, run=lambda step, text: True)
    assert (result.size, result.doubtful, result.left_out) == (3, False, 0)


def test_a_program_that_does_not_exist_is_a_failure_with_its_name() -> None:
    result = copy("語", (Run(("no-such-program-here",)),), lambda _: None)
    assert (result.outcome, result.route) == ("failed", "no-such-program-here")


def test_a_program_receives_the_text_on_its_standard_input(tmp_path: Path) -> None:
    target = tmp_path / "copied"
    code = f"import sys; open({str(target)!r}, 'wb').write(sys.stdin.buffer.read())"
    assert copy("「語」\n", (Run((sys.executable, "-c", code)),), lambda _: None).outcome == "copied"
    assert target.read_text("utf-8") == "「語」\n"


def test_every_copy_is_kept_in_a_private_file_whatever_the_route() -> None:
    result = copy("「語」", (Refuse("off"),), lambda _: None)
    assert result.file is not None
    assert result.file.read_text("utf-8") == "「語」"
    assert stat.S_IMODE(result.file.stat().st_mode) == 0o600


def test_no_control_character_but_newline_and_tab_is_ever_copied() -> None:
    every = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x061C, *range(0x202A, 0x202F), 0x2066, 0x2069)]
    assert safe("港".join(every)).replace("港", "") == "\t\n"


def test_the_controls_that_were_not_copied_are_counted() -> None:
    assert copy("港\x1b\u202e\r\n灯台", [Refuse("off")], lambda raw: None).left_out == 2


def test_the_setting_tmux_is_the_buffer_of_tmux_and_refused_outside_of_it() -> None:
    assert plan({"TMUX": "/tmp/x,1,0"}, "tmux", 10)[0] == Run(("tmux", "load-buffer", "-w", "-"))
    assert plan({}, "tmux", 10) == (Refuse("no-tmux"),)
