from __future__ import annotations

import stat
from pathlib import Path

from index.corrections import CONTEXT, Correction, Corrections, key
from index.quotations.model import Quotation

TEXT = "帆足澪知事は10日、記者団に「港は誰にも渡さない」と述べ、会場を後にした。"


def quotation(text: str, words: str = "「港は誰にも渡さない」") -> Quotation:
    start = text.index(words)
    return Quotation(start, start + len(words), words, "speech", "full", "body")


def test_a_correction_is_there_for_the_next_session(tmp_path: Path):
    file = tmp_path / "corrections.jsonl"
    Corrections(file).set("k", Correction("会田"), "「語」")
    assert Corrections(file).get("k") == Correction("会田")


def test_the_same_text_is_found_again_where_the_document_changed_elsewhere():
    moved = "前書きが増えた。\n" * 5 + TEXT + "後書き"
    longer = TEXT + "あ" * CONTEXT
    assert key(TEXT, quotation(TEXT)) == key(TEXT, quotation(TEXT))
    assert key("長い前置き" * 9 + longer, quotation("長い前置き" * 9 + longer)) == key(
        "別な前置き" * 9 + "長い前置き" * 9 + longer, quotation("別な前置き" * 9 + "長い前置き" * 9 + longer)
    )
    assert key(moved, quotation(moved)) != key(TEXT, quotation(TEXT.replace("と述べ", "と叫び")))


def test_the_same_words_in_another_sentence_are_another_quotation():
    assert key(TEXT, quotation(TEXT)) != key(
        "別人は「港は誰にも渡さない」と書いた。", quotation("別人は「港は誰にも渡さない」と書いた。")
    )


def test_forgetting_brings_the_original_back(tmp_path: Path):
    corrections = Corrections(tmp_path / "c.jsonl")
    corrections.set("k", Correction(dropped=True), "")
    corrections.forget("k")
    assert corrections.get("k") is None
    assert len(Corrections(tmp_path / "c.jsonl")) == 0


def test_a_damaged_line_costs_only_itself_and_is_kept_aside(tmp_path: Path):
    file = tmp_path / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), "")
    file.write_text(file.read_text("utf-8") + "{broken\n[1]\n", "utf-8")
    read = Corrections(file)
    assert read.get("k") == Correction("会田")
    assert "2 lines" in read.notice
    assert "{broken" in (tmp_path / "c.damaged.jsonl").read_text("utf-8")


def test_the_file_is_private(tmp_path: Path):
    file = tmp_path / "deep" / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
