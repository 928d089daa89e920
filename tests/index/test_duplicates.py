"""Documents that are one text, whatever file or format they come in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from inyo.index import duplicates
from inyo.index.duplicates import FILE, kept_originals, originals, shown_with, sketch
from inyo.index.library import Library
from inyo.index.values.document import Document, Paragraph
from tests.waiting import computing

LINES = [
    "岬の製氷所で十二日、四十年ぶりに氷の塔が組み上げられた。",
    "組合の遠藤志穂理事は「子どもたちに白い塔を見せたかった」と述べた。",
    "塔は高さ九メートルで、日が沈むまでに半分が溶けた。",
    "来年は二基に増やす計画で、寄付を募っている。",
    "見物人は三千人に上り、臨時の船が出た。",
]


def document(lines: list[str], path: str = "a.txt") -> Document:
    paragraphs, at = [], 0
    for line in lines:
        paragraphs.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    return Document(path, "\n".join(lines), "氷", paragraphs=tuple(paragraphs))


def repeated(*documents: Document) -> dict[int, int]:
    return originals([sketch(each) for each in documents])


def test_the_same_paragraphs_are_one_text_whatever_their_spaces_and_width() -> None:
    spaced = [f"　{line} ".replace("十二", "十二 ") for line in LINES]
    assert repeated(document(LINES), document(spaced)) == {1: 0}


def test_of_two_texts_the_one_with_the_headline_stays() -> None:
    longer = [f"{line}続きの段落{number}もここにある。" for number, line in enumerate(LINES * 2)]
    assert repeated(document(longer), document(["氷の塔、四十年ぶりに岬に立つ", *longer])) == {0: 1}


def test_two_articles_that_share_a_paragraph_stay_two() -> None:
    others = [line.replace("氷", "砂").replace("塔", "城") + "と伝えられる。" for line in LINES[1:]]
    assert repeated(document(LINES), document([LINES[0], *others])) == {}


def test_a_text_is_one_whose_formats_part_its_paragraphs_and_frame_it_differently() -> None:
    page = ["岬新聞", "2026年3月1日 19時02分", *LINES]
    printed = ["".join(LINES[:2]), "岬だより　第三号", "".join(LINES[2:])]
    assert repeated(document(page, "a.html"), document(printed, "a.pdf")) == {1: 0}


def test_texts_that_differ_in_a_line_of_each_stay_two() -> None:
    days = [document([f"五月{day}日の日誌", *LINES], f"{number}.txt") for number, day in enumerate("一二三四五六七八")]
    assert repeated(*days) == {}
    answers = [document([*LINES, f"{word}。"]) for word in ("はい", "いえ")]
    assert repeated(*answers) == {}, "a short sentence counts as well"
    longer = [f"{number}：{line}" for number in range(60) for line in LINES]
    changed = [*longer[:200], "ここだけが違う文である。", *longer[201:]]
    assert repeated(document(longer), document(changed)) == {}, "and one of three hundred"


def test_pages_of_other_titles_or_days_stay_two() -> None:
    pages = [replace(document([*LINES], f"{number}.html"), title=f"第{number}回") for number in range(3)]
    assert repeated(*pages) == {}
    dated = [replace(document(LINES, f"{day}.html"), date=f"2026-05-{day:02}") for day in (1, 2)]
    assert repeated(*dated) == {}
    assert repeated(replace(dated[0], date="2026-05-02"), dated[1]) == {1: 0}


def test_a_title_that_stands_in_the_other_file_as_a_line_is_the_same() -> None:
    page = replace(document(["氷の塔が立つ", *LINES], "a.html"), title="氷の塔が立つ｜岬新聞")
    printed = replace(document(["岬だより", "氷の塔が立つ", *LINES], "b.pdf"), title="氷の塔が立つ")
    assert repeated(page, printed) == {1: 0}


def test_of_two_that_are_one_the_fuller_stays() -> None:
    longer = [line + f"その{number}の話である。" for number, line in enumerate(LINES)]
    assert repeated(document(longer), document([*longer, "寄付は来月に締め切る。"])) == {0: 1}


def listed(*documents: Document) -> dict[int, int]:
    sketches = [sketch(each) for each in documents]
    return shown_with(sketches, originals(sketches))


def test_an_edition_with_a_sentence_more_is_listed_beside_the_other() -> None:
    longer = [line + f"その{number}の話である。" for number, line in enumerate(LINES)]
    later = [*longer, "寄付は来月に締め切る。"]
    assert listed(document(longer), document(later)) == {}
    assert listed(document(["岬新聞", *longer], "a.html"), document(["第三号", *later], "a.pdf")) == {}


def test_copies_of_a_shorter_edition_are_shown_with_it() -> None:
    longer = [line + f"その{number}の話である。" for number, line in enumerate(LINES)]
    later = [*longer, "寄付は来月に締め切る。"]
    assert listed(document(longer, "b.txt"), document(later), document(longer, "c.txt"), document(later, "d.txt")) == {
        2: 0,
        3: 1,
    }


def test_what_pages_of_other_texts_say_too_makes_no_edition() -> None:
    longer = [line + f"その{number}の話である。" for number, line in enumerate(LINES)]
    rights = "写真や記事の無断転載はお断りします。"
    other = [line.replace("塔", "橋").replace("氷", "砂") + "と伝えられる。" for line in longer]
    page, another = document([*longer, rights], "a.html"), document([*other, rights], "b.html")
    assert listed(document(longer, "a.pdf"), page, another) == {0: 1}
    assert listed(document(longer, "a.pdf"), page) == {}


def test_editions_of_which_each_says_what_the_other_does_not_stay_two() -> None:
    changed = [line.replace("九メートル", "八メートル") for line in LINES]
    assert repeated(document(LINES), document(changed)) == {}
    longer = [*LINES, *(f"塔の話の段落{number}もここにある。" for number in range(30))]
    said = [line.replace("白い塔を見せたかった", "塔はもう造らない") for line in longer]
    assert repeated(document(longer), document(said)) == {}


def test_what_holds_two_articles_does_not_keep_copies_of_one_apart() -> None:
    other = [line.replace("塔", "橋") for line in LINES]
    framed = ["岬だより", *LINES, "この欄は毎週載ります。"]
    found = repeated(document(LINES), document([*LINES, *other]), document(framed, "a.html"), document(LINES))
    assert found == {0: 2, 3: 2}


def test_an_article_and_what_another_quotes_of_it_stay_two() -> None:
    assert (
        repeated(document(LINES), document([*LINES, *(f"別の記事の文{number}である。" for number in range(3))])) == {}
    )
    assert repeated(document(LINES), document(LINES[:3])) == {}


def test_texts_without_full_stops_are_compared_by_their_lines() -> None:
    lines = [f"第{number}区の図書館の休館日は月曜と祝日" for number in range(8)]
    assert repeated(document(lines), document(list(lines))) == {1: 0}
    assert repeated(document(lines), document([*lines[:7], "第九区の図書館の休館日は水曜と祝日"])) == {}


def test_a_book_and_one_with_another_chapter_of_many_stay_two() -> None:
    book = [f"第{number}の場面で塔の氷がまた一つ落ちた。" for number in range(3000)]
    other = [*book[:2700], *(f"第{number}の場面で海が静かに凪いだ。" for number in range(300))]
    assert repeated(document(book), document(list(book))) == {1: 0}
    assert repeated(document(book), document(other)) == {}


def test_documents_without_words_are_nobodys_double() -> None:
    assert repeated(document(["――"]), document(["――"])) == {}


def test_a_third_copy_belongs_to_the_first() -> None:
    copies = [replace(document(LINES), path=name) for name in ("a", "b", "c")]
    assert repeated(*copies) == {1: 0, 2: 0}


def test_a_text_in_two_files_is_listed_searched_and_quoted_once(tmp_path: Path) -> None:
    folder = tmp_path / "記事"
    (folder / "写し").mkdir(parents=True)
    (folder / "氷.txt").write_text("氷の塔\n\n" + "\n".join(LINES), "utf-8")
    (folder / "写し" / "氷2.txt").write_text("氷の塔\n\n" + "\n".join(LINES), "utf-8")
    library = Library.open([folder], cache=tmp_path / "c", data=tmp_path / "d")
    library.update()
    (only,) = library.documents()
    assert [Path(name).name for name in (only.file, *only.also)] == ["氷2.txt", "氷.txt"]
    assert len(library.search("遠藤志穂").hits) == 1
    assert [quote.person for quote in library.quotations()] == ["遠藤志穂"]
    assert library.document(only.also[0]).text == library.document(only.file).text


def test_an_edition_is_listed_and_what_only_the_longer_says_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "記事"
    folder.mkdir()
    news = [f"{line}氷の第{number}報。" for number, line in enumerate(LINES)]
    (folder / "朝.txt").write_text("氷の塔\n\n" + "\n".join(news), "utf-8")
    more = [*news, "久保田蓮市長は「寄付は来月に締め切る」と述べた。"]
    (folder / "夕.txt").write_text("氷の塔\n\n" + "\n".join(more), "utf-8")
    library = Library.open([folder], cache=tmp_path / "c", data=tmp_path / "d")
    library.update()
    by_name = {Path(each.file).name: each for each in library.documents()}
    assert set(by_name) == {"朝.txt", "夕.txt"}
    assert by_name["夕.txt"].editions == (by_name["朝.txt"].file,) and not by_name["夕.txt"].also
    assert [quote.person for quote in library.quotations()] == ["遠藤志穂", "久保田蓮"]
    assert {Path(hit.file).name for hit in library.search("久保田蓮").hits} == {"夕.txt"}


def test_a_text_in_two_files_is_counted_once_however_many_passages_are_listed(tmp_path: Path) -> None:
    folder = tmp_path / "記事"
    (folder / "写し").mkdir(parents=True)
    news = [f"{line}氷の第{number}報。" for number, line in enumerate(LINES * 3)]
    (folder / "氷.txt").write_text("氷の塔\n\n" + "\n".join(news), "utf-8")
    (folder / "写し" / "氷2.txt").write_text("氷の塔\n\n" + "\n".join(news), "utf-8")
    library = Library.open([folder], cache=tmp_path / "c", data=tmp_path / "d")
    library.update()
    answers = [library.search("氷", limit=limit) for limit in (1, 5, 20, 1000)]
    every = answers[-1].hits
    assert {(answer.total, answer.weaker, answer.documents) for answer in answers} == {(len(every), 0, 1)}
    assert [len(answer.hits) for answer in answers[:2]] == [1, 5] and len(every) > 5
    (kind,) = library.facets("氷").kind
    assert (kind.documents, kind.passages) == (1, len(every))


def test_what_was_compared_once_is_kept_for_the_state_it_was_compared_in(tmp_path: Path) -> None:
    sketches = [sketch(document(LINES)), sketch(document([*LINES, "氷はその夜のうちに海へ流れた。"]))]
    assert kept_originals(tmp_path, "first", lambda: sketches) == ({0: 1}, {})
    assert kept_originals(tmp_path, "first", list) == ({0: 1}, {}), "nothing is compared again"
    assert kept_originals(tmp_path, "second", list) == ({}, {})


def test_kept_copies_that_are_not_whole_are_found_anew(tmp_path: Path) -> None:
    sketches = [sketch(document(LINES))] * 2
    kept_originals(tmp_path, "state", lambda: sketches)
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:-1] + b"]")
    assert kept_originals(tmp_path, "state", lambda: sketches) == ({1: 0}, {1: 0})
    assert kept_originals(tmp_path / "missing", "state", lambda: sketches) == ({1: 0}, {1: 0})


def test_a_line_that_ends_no_sentence_costs_as_much_as_it_is_long() -> None:
    seconds = []
    for size in (20_000, 160_000):
        text = document(["「" * size])
        seconds.append(computing(partial(sketch, text)))
    assert seconds[1] < 24 * max(seconds[0], 0.01)


def test_documents_that_share_a_sentence_and_little_else_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[duplicates.Sketch, ...]] = []
    whole = duplicates._copies

    def counted(*pair: duplicates.Sketch) -> bool:
        compared.append(pair)
        return whole(*pair)

    monkeypatch.setattr(duplicates, "_copies", counted)
    places = "港駅橋城塔寺社浜島山川村町市"
    texts = [[LINES[0], *(f"{place}の{line}" for line in LINES[1:])] for place in places]
    sketches = [sketch(document(lines)) for lines in (*texts, [*texts[0], "一文だけ多い。"])]
    assert originals(sketches) == {0: len(texts)}
    assert len(compared) <= 4, "who is one with another only"
