from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.own.corrections import CONTEXT, Correction, Corrections, apply, key
from inyo.index.values.quotation import Quotation

TEXT = "帆足澪知事は10日、記者団に「港は誰にも渡さない」と述べ、会場を後にした。"


def quotation(text: str, words: str = "「港は誰にも渡さない」") -> Quotation:
    start = text.index(words)
    return Quotation(start, start + len(words), words, "speech", "full", "body")


def test_a_correction_is_there_for_the_next_session(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"
    Corrections(file).set("k", Correction("会田"), "「語」")
    assert Corrections(file).get("k") == Correction("会田")


def test_what_earlier_versions_wrote_is_about_the_same_quotation() -> None:
    assert key(TEXT, quotation(TEXT)) == "a5ae340bb54f5f1324cf2062"


def test_lines_of_earlier_versions_are_read_whatever_the_order_of_their_parts(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"
    file.write_text(
        '{"key": "k", "speaker": "会田", "dropped": false, "words": "「語」", "check": "c33803992a7c"}\n'
        '{"check": "c33803992a7c", "words": "「語」", "speaker": "会田", "key": "k", "dropped": false}\n'
    )
    corrections = Corrections(file)
    assert (corrections.get("k"), corrections.notice) == (Correction("会田"), "")


def test_a_corrected_quotation_is_certain_and_gives_no_reasons_of_ours() -> None:
    doubtful = replace(quotation(TEXT), speaker="記者", inferred=True, probability=0.3, suggestion="会田")
    assert apply(doubtful, Correction("帆足澪")) == replace(quotation(TEXT), speaker="帆足澪", probability=1.0)


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
    file.write_text(file.read_text("utf-8") + "{broken\n" + "[" * 100_000 + "\n", "utf-8")
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


def test_a_quotation_is_known_by_its_words_and_those_around_it_and_by_nothing_else() -> None:
    before, after = "前" * CONTEXT, "後" * CONTEXT
    known = key(before + "「港」" + after, Quotation(CONTEXT, CONTEXT + 3, "「港」", "speech", "full", "body"))

    def of(text: str) -> str:
        return key(text, quotation(text, "「港」"))

    assert of("遠い前置き" + before + "「港」" + after + "遠い後書き") == known
    for other in (before[1:], "別" + before[1:], before[:-1] + "別"):
        assert of(other + "「港」" + after) != known
    for other in (after[1:], after[:-1] + "別", "別" + after[1:]):
        assert of(before + "「港」" + other) != known


WORDS = st.text(st.characters(exclude_categories=()), max_size=20)


@given(st.dictionaries(WORDS, st.tuples(WORDS, st.booleans(), WORDS), max_size=4))
def test_whatever_was_said_is_read_back_and_taken_in_elsewhere(said: dict[str, tuple[str, bool, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        file, other = Path(name) / "c.jsonl", Corrections(Path(name) / "other.jsonl")
        corrections = Corrections(file)
        for identity, (speaker, dropped, words) in said.items():
            corrections.set(identity, Correction(speaker, dropped), words)
        other.set("x", Correction("会田"), "")
        assert other.take_in(corrections.exported()) == (len(said), 0)
        for read in (corrections, Corrections(file), other, Corrections(other.path)):
            assert not read.notice
            assert {each: read.get(each) for each in said} == {
                each: Correction(speaker, dropped) for each, (speaker, dropped, _) in said.items()
            }
            assert read.words() >= {words for _, _, words in said.values()}
        assert other.take_in("{broken\n" + '{"key": "y"}') == (1, 1)
        assert Corrections(other.path).get("y") == Correction("", False)
        assert (corrections.digest() == Corrections(file).digest()) and (corrections.digest() != other.digest())


def test_a_line_of_which_a_bit_is_another_is_said_and_never_taken_for_what_was_written(tmp_path: Path) -> None:
    file = tmp_path / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), "「港」")
    whole = file.read_bytes()
    for at in range(len(whole) - 1):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 7]) + whole[at + 1 :])
        read = Corrections(file)
        assert read.get("k") == Correction("会田") or (read.notice and not len(read)), whole[at : at + 1]


def test_a_line_that_was_written_elsewhere_needs_no_check(tmp_path: Path) -> None:
    file = tmp_path / "c.jsonl"
    file.write_text('{"key": "k", "speaker": "会田"}\n', "utf-8")
    assert Corrections(file).get("k") == Correction("会田") and not Corrections(file).notice
    assert "check" not in Corrections(file).exported()


def test_the_file_is_private(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "c.jsonl"
    Corrections(file).set("k", Correction("会田"), "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_a_newer_version_wrote_beside_a_correction_stays(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"
    file.write_text('{"key": "k", "speaker": "会田", "words": "「語」", "note": "電話で確かめた", "who": ["灘"]}\n')
    corrections = Corrections(file)
    corrections.set("other", Correction("岸本"), "「港」")
    corrections.set("k", Correction(dropped=True), "「語」")
    (line,) = (each for each in file.read_text("utf-8").split("\n") if '"k"' in each)
    assert '"note": "電話で確かめた"' in line and '"who": ["灘"]' in line and '"dropped": true' in line
    assert Corrections(file).get("k") == Correction(dropped=True) and not Corrections(file).notice


def test_what_was_set_aside_stays_when_more_is_damaged_later(tmp_path: Path) -> None:
    file = tmp_path / "corrections.jsonl"
    for damaged in ('{"key": "first", "spea', '{"key": "second", "spea'):
        file.write_text(f'{{"key": "k", "speaker": "会田"}}\n{damaged}\n')
        assert Corrections(file).notice
        Corrections(file).set("other", Correction("岸本"), "「港」")
    kept = (tmp_path / "corrections.damaged.jsonl").read_text("utf-8")
    assert '"first"' in kept and '"second"' in kept
