"""What the program says of itself is what it is: keys, settings, completion, the manual page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from inyo.tui.commands.arguments import COMMANDS, command_parser
from inyo.tui.commands.reference import arguments_of, completion, keys_text, manual, settings_text
from inyo.tui.keep.citation import FIELDS
from inyo.tui.keep.config import Config, load
from inyo.tui.keymap import TABLE
from inyo.tui.messages import LANGUAGES, Messages
from inyo.tui.terminal.themes import THEMES

SAY = Messages("en")
languages = pytest.mark.parametrize("say", [Messages(name) for name in LANGUAGES], ids=list(LANGUAGES))


@languages
@pytest.mark.parametrize("markdown", [False, True])
def test_the_keys_are_told_with_all_that_they_do(say: Messages, markdown: bool) -> None:
    told = keys_text(say, {}, markdown=markdown).replace("\\|", "|")
    assert [command.id for command in TABLE if say(f"key.{command.id}") not in told] == []
    assert "F8" in told


def test_keys_are_told_as_they_were_set() -> None:
    assert re.search(r"^  c +copy with its source +reader\.copy$", keys_text(SAY, {"reader.copy": "c"}), re.MULTILINE)


@languages
def test_the_settings_as_printed_are_the_defaults(say: Messages, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(settings_text(say, "x"), "utf-8")
    assert load(tmp_path / "config.toml") == Config()


def test_every_setting_field_theme_and_key_is_named() -> None:
    told = settings_text(SAY, "x")
    assert [
        each.name for each in fields(Config) if not re.search(rf"^(\[{each.name}\]|{each.name} = )", told, re.M)
    ] == []
    assert [name for name in FIELDS if name not in told] == []
    assert [name for name in THEMES if name.removeprefix("inyo-") not in told] == []
    assert [command.id for command in TABLE if f'# "{command.id}" = "' not in told] == []


def test_the_keys_as_printed_may_be_set(tmp_path: Path) -> None:
    keys = re.sub(r'^# (?="[\w.]+" = )', "", settings_text(SAY, "x"), flags=re.MULTILINE)
    (tmp_path / "config.toml").write_text(keys, "utf-8")
    assert dict(load(tmp_path / "config.toml").keys) == {command.id: command.keys for command in TABLE}


def completed(line: str) -> list[str]:
    """What bash offers at the end of a line."""
    words = line.split(" ")
    script = f"""{completion("bash", SAY)}
COMP_WORDS=({" ".join(f"'{word}'" for word in words)}); COMP_CWORD={len(words) - 1}
_inyo; printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_completes_commands_options_and_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quarry.txt").touch()
    assert completed("inyo q") == ["quotes", "quarry.txt"]
    assert completed("inyo search --s") == ["--sort"]
    assert completed("inyo batch x --by ") == ["month", "document"]
    assert completed("inyo completion ") == ["bash", "zsh", "fish", "quarry.txt"] or "zsh" in completed(
        "inyo completion "
    )


@languages
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_read_by_its_shell(shell: str, say: Messages) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    done = subprocess.run([shell, "-n"], input=completion(shell, say), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@languages
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_option(shell: str, say: Messages) -> None:
    told = completion(shell, say)
    for name in COMMANDS:
        for action in arguments_of(command_parser(name, say)):
            for option in action.option_strings:
                assert option in told or f"-l {option[2:]} " in told or f"-s {option[1:]} " in told


@languages
def test_the_manual_page_tells_of_every_command_and_option(say: Messages) -> None:
    page = manual(say).replace("\\-", "-")
    for name in COMMANDS:
        assert f".SS inyo {name}" in page
        assert all(option in page for each in arguments_of(command_parser(name, say)) for option in each.option_strings)


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here")
def test_the_manual_page_is_set_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-Kutf8"], input=manual(SAY), capture_output=True, encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False,
    )  # fmt: skip
    if "preconv" in done.stderr or "cannot find" in done.stderr:
        pytest.skip(f"groff is not whole here: {done.stderr.splitlines()[0]}")
    assert done.stderr == ""
    assert "EXIT STATUS" in re.sub(".\x08", "", done.stdout)
