"""The one class outsiders use, on a small collection of its own."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from inyo.index.library import SHOWN, Answer, Library, Problem

ROOT = Path(__file__).resolve().parents[2]

NEWS = """港湾協定、署名へ

瀬川港の帆足澪知事は10日、記者団に「港は誰にも渡さない」と述べた。
帆足氏は協定(ちょうていあん)について「急ぐ理由がない」とも語った。
ヴィクター・ハーベセン資源相は「膜の輸出は続ける」と強調した。
"""
COLUMN = """膜の値段

ハーヴェセン資源相の言葉を、町の魚屋は信じない。
「値段は上がる」と魚屋の女将は言う。
国家海洋会議(NMC)は沈黙を守っている。
翌日、NMCの委員は全員が出席した。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "記事"
    documents.mkdir()
    (documents / "1_港.txt").write_text(NEWS, "utf-8")
    (documents / "2_膜.txt").write_text(COLUMN, "utf-8")
    return documents


def opened(folder: Path) -> Library:
    library = Library.open([folder], cache=folder.parent / "cache", data=folder.parent / "data")
    library.update()
    return library


def matched(library: Library, answer: Answer) -> list[str]:
    return [library.document(hit.file).text[s.start : s.end] for hit in answer.hits for s in hit.spans]


def test_documents_are_called_by_the_path_as_given(folder: Path) -> None:
    assert [info.file for info in opened(folder).documents()] == [str(folder / "1_港.txt"), str(folder / "2_膜.txt")]


def test_spans_of_a_hit_are_places_in_the_document(folder: Path) -> None:
    library = opened(folder)
    answer = library.search("知事")
    assert matched(library, answer) == ["知事"]
    assert answer.hits[0].paragraph == 2


def test_a_name_is_found_in_the_spelling_of_another_document(folder: Path) -> None:
    library = opened(folder)
    found = matched(library, library.search("ハーベセン"))
    assert {"ハーベセン", "ハーヴェセン"} <= set(found)


def test_an_abbreviation_that_a_text_explains_finds_what_it_stands_for(folder: Path) -> None:
    library = opened(folder)
    answer = library.search("国家海洋会議")
    assert "NMC" in matched(library, answer)
    assert any("NMC" in hit.note.upper() for hit in answer.hits)


def test_highlights_are_all_matches_of_one_document_in_order(folder: Path) -> None:
    library = opened(folder)
    file = str(folder / "2_膜.txt")
    spans = library.highlights(file, "魚屋")
    assert [COLUMN[span.start : span.end] for span in spans] == ["魚屋", "魚屋"]
    assert list(spans) == sorted(spans, key=lambda span: span.start)


def test_quotations_come_with_their_speaker_and_their_document(folder: Path) -> None:
    quotes = opened(folder).quotations(by="帆足")
    assert [quote.quotation.text for quote in quotes] == ["「港は誰にも渡さない」", "「急ぐ理由がない」"]
    assert {quote.person for quote in quotes} == {"帆足澪"}
    assert [quote.paragraph for quote in quotes] == [2, 3]


def test_quotations_can_be_asked_for_by_what_they_are_about(folder: Path) -> None:
    library = opened(folder)
    assert [quote.quotation.text for quote in library.quotations(about="港")] == ["「港は誰にも渡さない」"]
    assert library.quotations(about="港 膜") == ()


def test_by_searches_inside_the_words_of_a_speaker_only(folder: Path) -> None:
    library = opened(folder)
    assert matched(library, library.search("by:帆足 港")) == ["港"]
    assert library.search("by:帆足 輸出").total == 0


def test_one_person_has_one_entry_whatever_the_documents_call_him(folder: Path) -> None:
    people = {person.name: person for person in opened(folder).people()}
    minister = people["ヴィクター・ハーベセン"]
    assert "ハーヴェセン" in minister.aliases
    assert minister.files == (str(folder / "1_港.txt"), str(folder / "2_膜.txt"))


def test_passages_of_a_person_show_every_alias(folder: Path) -> None:
    library = opened(folder)
    answer = library.passages_of("ヴィクター・ハーベセン")
    assert [hit.file for hit in answer.hits] == [str(folder / "1_港.txt"), str(folder / "2_膜.txt")]
    assert any("ハーヴェセン" in text for text in matched(library, answer))


def test_a_speaker_that_the_reader_sets_survives_a_new_index(folder: Path) -> None:
    library = opened(folder)
    quote = library.quotations(by="帆足")[1]
    assert library.set_speaker(quote, "会田進").person == "会田進"
    library.close()
    again = opened(folder)
    again.update(rebuild=True)
    (changed,) = again.quotations(by="会田進")
    assert (changed.quotation.text, changed.edited) == ("「急ぐ理由がない」", True)


def test_a_dropped_quotation_is_gone_until_it_is_restored(folder: Path) -> None:
    library = opened(folder)
    quote = library.quotations(by="帆足")[0]
    library.drop(quote)
    assert quote.quotation.text not in [other.quotation.text for other in opened(folder).quotations()]
    library.restore(quote)
    assert quote.quotation.text in [other.quotation.text for other in library.quotations()]


def test_people_that_the_reader_merges_stay_merged_and_can_be_split(folder: Path) -> None:
    library = opened(folder)
    library.merge_people("帆足澪", "ヴィクター・ハーベセン")
    assert "ヴィクター・ハーベセン" in next(p for p in opened(folder).people() if p.name == "帆足澪").aliases
    library.split_person("帆足澪", "ヴィクター・ハーベセン")
    assert {"帆足澪", "ヴィクター・ハーベセン"} <= {person.name for person in opened(folder).people()}


def test_what_is_said_in_another_inyo_holds_here_too_and_is_counted(folder: Path) -> None:
    here, there = opened(folder), opened(folder)
    assert len(here.people()) == len(there.people()) and here.heed() == there.heed() == 0
    there.merge_people("帆足澪", "ヴィクター・ハーベセン")
    assert "ヴィクター・ハーベセン" in next(p for p in here.people() if p.name == "帆足澪").aliases
    assert here.people() == there.people()
    quote = here.quotations(by="帆足")[0]
    here.set_speaker(quote, "会田")
    assert quote.quotation.text in [other.quotation.text for other in there.quotations(by="会田")]
    assert (here.heed(), there.heed()) == (1, 1)  # one's own words are no news


def test_what_is_said_in_another_inyo_is_told_while_files_are_watched(folder: Path) -> None:
    here, told, stopped = opened(folder), Event(), Event()
    here.people()
    watching = Thread(target=lambda: here.watch(told.set, stopped), daemon=True)
    watching.start()
    try:
        opened(folder).merge_people("帆足澪", "ヴィクター・ハーベセン")
        assert told.wait(60) or not watching.is_alive()
    finally:
        stopped.set()


def test_rules_about_people_that_cannot_be_read_are_not_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = opened(folder)
    library.merge_people("帆足澪", "ヴィクター・ハーベセン")
    (kept,) = folder.parent.rglob("people.txt")
    before = kept.read_text("utf-8")

    def denied(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(kept))

    with monkeypatch.context() as patched:
        patched.setattr("inyo.index.own.atomic_files.read_plain", denied)
        with pytest.raises(PermissionError):
            library.split_person("帆足澪", "会田")
    assert kept.read_text("utf-8") == before


def test_the_folder_may_bring_its_own_synonyms_and_aliases(folder: Path) -> None:
    (folder / ".inyo-synonyms.txt").write_text("魚屋, 鮮魚商\n", "utf-8")
    (folder / ".inyo-aliases.txt").write_text("帆足澪 = 知事さん\nこれは何も言わない\n", "utf-8")
    library = opened(folder)
    assert "魚屋" in matched(library, library.search("鮮魚商"))
    assert any("line 2" in notice for notice in library.notices())


def test_a_removed_document_leaves_every_list(folder: Path) -> None:
    library = opened(folder)
    (folder / "2_膜.txt").unlink()
    assert library.update().removed == 1
    assert len(library.documents()) == 1
    assert library.search("魚屋").total == 0
    assert all(quote.file.endswith("1_港.txt") for quote in library.quotations())


def test_a_damaged_index_is_built_anew_when_a_search_meets_it(folder: Path) -> None:
    library = opened(folder)
    library.close()
    for file in (folder.parent / "cache").rglob("*"):
        if file.is_file() and file.stat().st_size > 4_000:
            data = bytearray(file.read_bytes())
            data[100:4_000:7] = bytes(len(data[100:4_000:7]))
            file.write_bytes(bytes(data))
    again = opened(folder)
    assert matched(again, again.search("知事")) == ["知事"]


def test_nothing_typed_is_an_error(folder: Path) -> None:
    library = opened(folder)
    for query in (
        "",
        " ",
        "「",
        "\0",
        '"',
        "(((",
        "date:いつ",
        "by:",
        "person:",
        "한국어",
        "🙂",
        "-",
        "OR",
        "x" * 10_000,
    ):
        assert isinstance(library.search(query), Answer)


def test_a_file_that_is_no_document_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert isinstance(Library.read_all(tmp_path / "empty.txt"), Problem)


def test_a_document_that_is_not_in_the_collection_is_a_key_error(folder: Path) -> None:
    with pytest.raises(KeyError):
        opened(folder).document("none.txt")


def test_by_default_speech_and_writing_are_shown(folder: Path) -> None:
    assert {quote.quotation.kind for quote in opened(folder).quotations()} <= set(SHOWN)


def test_importing_the_library_loads_neither_index_nor_dictionary() -> None:
    heavy = "('whoosh', 'numpy', 'fugashi', 'textual')"
    code = f"import sys, inyo.index.library; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_whoever_may_have_said_a_quotation_is_offered_the_likeliest_first(folder: Path) -> None:
    with_index = opened(folder)
    quote = with_index.quotations(file=with_index.documents()[0].file)[0]
    offered = with_index.candidates(quote.file, quote.quotation)
    assert offered[0][0] == "帆足澪"
    assert [value for _, value in offered] == sorted((value for _, value in offered), reverse=True)


def test_whom_the_reader_named_in_the_document_is_offered_first(folder: Path) -> None:
    with_index = opened(folder)
    first, second, *_ = with_index.quotations(file=with_index.documents()[0].file)
    with_index.set_speaker(first, with_index.candidates(second.file, second.quotation)[-1][0])
    last = with_index.quotations(file=first.file)[0].quotation.speaker
    assert with_index.candidates(second.file, second.quotation)[0][0] == last


def test_decisions_of_one_reader_are_taken_in_by_another(folder: Path) -> None:
    mine = opened(folder)
    mine.set_speaker(mine.quotations()[0], "会田進")
    other = Library.open([folder], cache=folder.parent / "cache", data=folder.parent / "elsewhere")
    assert other.import_corrections(mine.exported_corrections() + "{broken\n") == (1, 1)
    assert other.quotations()[0].quotation.speaker == "会田進"


@pytest.mark.parametrize("wanted", [True, False])
def test_the_collector_of_circles_is_after_a_query_as_it_was_before(folder: Path, wanted: bool) -> None:
    library = opened(folder)
    before = gc.isenabled()
    try:
        (gc.enable if wanted else gc.disable)()
        library.search("知事")
        library.quotations()
        with pytest.raises(KeyError):
            library.highlights("nowhere.txt", "知事")
        assert gc.isenabled() is wanted
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_place_in_joined_lines_is_found_at_its_line_in_the_file(tmp_path: Path, newline: str) -> None:
    lines = [
        "　港の製氷所では、夜明け前から氷を砕く音が響いていた。組",
        "合長は手を止めずに、この音が聞こえなくなる日のことを考え",
        "たことはないと言い、若い者の肩をたたいて笑った。だが、機",
        "械はもう二十年も前のもので、部品を作る会社はなくなってい",
        "る。町は補助金を出すかどうか、まだ決めていない。",
    ]
    file = tmp_path / "a.txt"
    file.write_bytes(newline.join(["氷の音", "", *lines, ""]).encode())
    (document,) = Library.read_all(file)  # type: ignore[misc]
    assert "組合長" in document.text
    place = document.text.index("補助金")
    assert Library.line_in_file(file, document, place, len(document.paragraphs)) == 7


_WORDS = ("製氷所では夜明け前から氷を砕く音がする", "漁に出る船は今朝も三隻だけだった")
_FILES = {
    "a.html": "<title>朝</title>\n<p>{0}。</p>\n\n<p>{1}。</p>\n",
    "a.xml": '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>港</title>\n'
    "<item><title>朝</title><description>\n{0}。</description></item>\n<item><title>昼</title>\n<description>{1}。</description></item>"
    "</channel></rss>\n",
    "a.mbox": "From a@b.jp Tue Jun 10 10:00:00 2025\nSubject: 1\nContent-Type: text/plain; charset=utf-8\n\n{0}。\n\n"
    "From a@b.jp Tue Jun 10 11:00:00 2025\nSubject: 2\nContent-Type: text/plain; charset=utf-8\n\n{1}。\n",
}


@pytest.mark.parametrize("name", _FILES)
def test_words_of_a_file_of_markup_or_of_several_documents_are_found_at_their_line(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(text := _FILES[name].format(*_WORDS), "utf-8")
    documents = Library.read_all(file)
    assert isinstance(documents, tuple)
    for words in _WORDS:
        document = next(document for document in documents if words in document.text)
        place = document.text.index(words)
        number = next(at for at, p in enumerate(document.paragraphs, 1) if p.start <= place < p.end)
        line = Library.line_in_file(file, document, place, number)
        assert words in text.split("\n")[line - 1]


def test_words_that_a_file_has_in_escapes_only_are_at_no_line_of_it(tmp_path: Path) -> None:
    file = tmp_path / "a.rtf"
    escaped = "".join(f"\\u{ord(letter)}?" for letter in _WORDS[0])
    file.write_text("{\\rtf1\\ansi " + escaped + "\\par }", "ascii")
    (document,) = Library.read_all(file)  # type: ignore[misc]
    assert Library.line_in_file(file, document, document.text.index(_WORDS[0]), 1) == 0
