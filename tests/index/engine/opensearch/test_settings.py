"""Where the cluster is and who we are there: what is refused, and with which words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inyo.index.engine.interface import EngineError
from inyo.index.engine.opensearch.connection import FILE, address_of

SECRET = "kaki-no-ki"


@pytest.fixture
def file() -> Path:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "inyo"
    folder.mkdir(parents=True)
    return folder / FILE


def test_an_address_has_nodes_and_a_name() -> None:
    address = address_of("https://one.example:9201,two.example/archive-2", {})
    assert address.nodes == ("https://one.example:9201", "https://two.example:9200")
    assert address.name == "archive-2"


@pytest.mark.parametrize(
    "wrong", ["", "archive", "ftp://a/b", "https:///b", "https://a:9200", "https://a/B C", "https://a/_x", "https://a:x/b",
              "https://a/b?c", "https://a/b/c", "https://[::1/b", "https://[zz]:9200/b", "https://a\u2100b/c"]
)  # fmt: skip
def test_what_is_no_address_is_said_to_be_none(wrong: str) -> None:
    with pytest.raises(EngineError, match=r"engine"):
        address_of(wrong, {})


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(EngineError, match="Others see the password") as refused:
        address_of(f"https://me:{SECRET}@a/b", {})
    assert SECRET not in str(refused.value)


def test_user_and_password_come_from_the_environment_and_are_never_shown() -> None:
    address = address_of("https://a/b", {"INYO_ENGINE_USER": "me", "INYO_ENGINE_PASSWORD": SECRET})
    assert (address.credentials.user, address.credentials.password) == ("me", SECRET)
    assert SECRET not in repr(address) + address.shown


def test_a_user_without_a_password_is_one_too_few() -> None:
    with pytest.raises(EngineError, match="no password"):
        address_of("https://a/b", {"INYO_ENGINE_USER": "me"})


def test_a_password_is_not_sent_in_the_clear_but_to_this_machine() -> None:
    known = {"INYO_ENGINE_USER": "me", "INYO_ENGINE_PASSWORD": SECRET}
    with pytest.raises(EngineError, match="use https"):
        address_of("http://far.example:9200/b", known)
    assert address_of("http://127.0.0.1:9200/b", known).credentials.user == "me"


def test_a_private_file_gives_the_credentials(file: Path) -> None:
    file.write_text(f"# ours\nuser = me\npassword = {SECRET} = x\nca = /etc/ca.pem\n", "utf-8")
    file.chmod(0o600)
    credentials = address_of("https://a/b", {}).credentials
    assert (credentials.user, credentials.password, credentials.ca) == ("me", f"{SECRET} = x", "/etc/ca.pem")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_refused(file: Path, mode: int) -> None:
    file.write_text(f"user = me\npassword = {SECRET}\n", "utf-8")
    file.chmod(mode)
    with pytest.raises(EngineError, match="chmod 600") as refused:
        address_of("https://a/b", {})
    assert SECRET not in str(refused.value)


def test_a_line_that_says_nothing_is_named_by_its_number_alone(file: Path) -> None:
    file.write_text(f"user = me\n{SECRET}\n", "utf-8")
    file.chmod(0o600)
    with pytest.raises(EngineError, match="Line 2") as refused:
        address_of("https://a/b", {})
    assert SECRET not in str(refused.value)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="is not there"):
        address_of("https://a/b", {"INYO_ENGINE_FILE": str(tmp_path / "none")})


def test_a_pipe_in_place_of_the_file_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file, 0o600)
    with pytest.raises(EngineError, match="is no file"):
        address_of("https://a/b", {})
