from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from inyo.index.own.corrections import CONTEXT, Correction, Corrections, key
from inyo.index.values.quotation import Quotation

TEXT = "帆足澪知事は10日、記者団に「港は誰にも渡さない」と述べ、会場を後にした。"


def quotation(text: str, words: str = "「港は誰にも渡さない」") -> Quotation:
    start = text.index(words)
    return Quotation(start, start + len(words), words, "speech", "full", "body")


def test_a_correction_is_there_for_the_next_session(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"
    Corrections(file).set("k", Correction("会田"), "「語」")
    assert Corrections(file).get("k") == Correction("会田")


def test_the_same_text_is_found_again_where_the_document_changed_elsewhere() -> None:
    moved = "前書きが増えた。\n" * 5 + TEXT + "後書き"
    longer = TEXT + "あ" * CONTEXT
    assert key(TEXT, quotation(TEXT)) == key(TEXT, quotation(TEXT))
    assert key("長い前置き" * 9 + longer, quotation("長い前置き" * 9 + longer)) == key(
        "別な前置き" * 9 + "長い前置き" * 9 + longer, quotation("別な前置き" * 9 + "長い前置き" * 9 + longer)
    )
    assert key(moved, quotation(moved)) != key(TEXT, quotation(TEXT.replace("と述べ", "と叫び")))


def test_the_same_words_in_another_sentence_are_another_quotation() -> None:
    assert key(TEXT, quotation(TEXT)) != key(
        "別人は「港は誰にも渡さない」と書いた。", quotation("別人は「港は誰にも渡さない」と書いた。")
    )


def test_forgetting_brings_the_original_back(tmp_path: Path) -> None:
    corrections = Corrections(tmp_path / "c.jsonl")
    corrections.set("k", Correction(dropped=True), "")
    corrections.forget("k")
    assert corrections.get("k") is None
    assert len(Corrections(tmp_path / "c.jsonl")) == 0


def test_a_damaged_line_costs_only_itself_and_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), "")
    file.write_text(file.read_text("utf-8") + "{broken\n[1]\n", "utf-8")
    read = Corrections(file)
    assert read.get("k") == Correction("会田")
    assert "2 lines" in read.notice
    assert "{broken" in (tmp_path / "c.damaged.jsonl").read_text("utf-8")


def test_corrections_of_two_sessions_at_once_are_both_kept(tmp_path: Path) -> None:
    file = tmp_path / "c.jsonl"
    one, other = Corrections(file), Corrections(file)
    one.set("a", Correction("会田"), "")
    other.set("b", Correction("帆足"), "")
    one.forget("c")
    assert {name for name in "ab" if Corrections(file).get(name)} == {"a", "b"}
    assert one.get("b") == Correction("帆足")


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "c.jsonl"
    code = (
        "import sys; from pathlib import Path; from inyo.index.own.corrections import Correction, Corrections\n"
        "for n in range(15): Corrections(Path(sys.argv[1])).set(f'{sys.argv[2]}{n}', Correction('会田'), '')"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(file), name]) for name in "xy"]
    assert [process.wait(60) for process in started] == [0, 0]
    assert len(Corrections(file)) == 30


def test_what_cannot_be_read_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), "")
    before = file.read_bytes()

    def denied(*_: object) -> str:
        raise PermissionError(13, "Permission denied", str(file))

    with monkeypatch.context() as patched:
        patched.setattr("inyo.index.own.corrections.read_plain", denied)
        corrections = Corrections(file)
        assert "cannot be read" in corrections.notice
        with pytest.raises(PermissionError):
            corrections.set("n", Correction("帆足"), "")
    assert file.read_bytes() == before


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0c", "\r", "\n"])
def test_words_with_any_line_break_are_kept(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), f"「港は{mark}誰にも」")
    read = Corrections(file)
    assert (read.words(), read.notice) == ({f"「港は{mark}誰にも」"}, "")


def test_the_file_is_private(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
