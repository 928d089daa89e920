from __future__ import annotations

import os
from pathlib import Path

import pytest

from inyo.tui.keep.config import BadConfig, Config, load


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_every_setting_has_its_default(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Config()


def test_settings_are_read(tmp_path: Path) -> None:
    config = load(
        written(
            tmp_path,
            'language = "ja"\nclipboard = "command"\nclipboard_command = "xclip -in"\n'
            'synonyms = "~/s.txt"\n[keys]\nreader.copy = "c"\nsearch = "s"\n',
        )
    )
    assert config.language == "ja"
    assert config.clipboard_command == ("xclip", "-in")
    assert config.synonyms == (Path("~/s.txt").expanduser(),)
    assert config.keys == {"reader.copy": "c", "search": "s"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('langage = "ja"', "did you mean language"),
        ('language = "fr"', 'language is "auto"'),
        ('clipboard = "x11"', "clipboard is one of"),
        ('citation = "{speeker}"', "{speaker}"),
        ("ambiguous_width = 3", "is 1 or 2"),
        ("ambiguous_width = 2.0", "is 1 or 2"),
        ("ambiguous_width = " + "2" * 5000, "a number that is too long"),
        ("ascii_borders = 1", "true or false"),
        ('synonyms = "a\\u0000"', "is a path"),
        ('opener = ["less\\u0000"]', "is a command"),
        ('keys = "y"', "table of keys"),
        ("[keys]\nsearch = 1", "gives search no keys"),
        ("language = ", "line 1 is no TOML: language ="),
        ("x = " + "[" * 100_000, "nested too deeply"),
        ("keys." + ".".join("a" * 3000) + ' = "y"', "nested too deeply"),
        ('clipboard_command = "xclip \'in"', "opens a quotation mark that nothing closes: xclip 'in"),
    ],
)
def test_a_bad_setting_is_a_sentence_with_file_key_and_way_out(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadConfig) as error:
        load(path)
    assert str(path) in str(error.value)
    assert says in str(error.value)


def test_the_mark_that_editors_on_windows_write_before_utf_8_is_none_of_the_settings(tmp_path: Path) -> None:
    assert load(written(tmp_path, '\ufefflanguage = "ja"')).language == "ja"


def test_a_file_in_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes('theme = "灰"'.encode("euc_jp"))
    with pytest.raises(BadConfig, match="not in UTF-8"):
        load(path)


def test_settings_that_are_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    with pytest.raises(BadConfig, match="no ordinary file"):
        load(tmp_path / "config.toml")
