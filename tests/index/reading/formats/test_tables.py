"""Tables of text, JSON and JSON lines: an article, a turn or a list's line a row."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.reading.formats import tables
from inyo.index.reading.formats.json_rows import read as read_json
from inyo.index.reading.formats.rows import Role, role_of
from inyo.index.values.extracts import BlockKind, Extract, FormatProblem, UnreadableFormat

BODY = "村の入り口に古い水車がある。\n「まだ回るよ」と番人の老人は笑った。"
OTHER = "川べりの小屋では、和紙を漉く音が朝から聞こえていた。"


def as_csv(*rows: list[str], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def texts(extract: Extract) -> list[str]:
    return [block.text for block in extract.blocks]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc_jp", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_each_row_of_articles_is_a_document(encoding: str, delimiter: str) -> None:
    data = as_csv(
        ["記事ID", "掲載日", "見出し", "本文", "筆者", "媒体"],
        ["k1", "2024年5月1日", "水車の村", BODY, "沢村 澄", "山里だより"],
        ["k2", "", "紙漉き", OTHER, "", ""],
        delimiter=delimiter,
    ).encode(encoding)
    first, second = tables.read(data, "a.tsv" if delimiter == "\t" else "a.csv")
    assert (first.part, first.title, first.author) == ("k1", "水車の村", "沢村 澄")
    assert (first.date, first.source) == ("2024年5月1日", "山里だより")
    assert texts(first) == ["水車の村", *BODY.split("\n")]
    assert first.blocks[0].kind is BlockKind.HEADING
    assert (second.part, texts(second)) == ("k2", ["紙漉き", OTHER])


def test_a_row_knows_its_number_and_its_line() -> None:
    data = as_csv(["title", "body"], ["水車", BODY], ["紙", OTHER]).encode()
    first, second = tables.read(data, "a.csv")
    assert [(one.blocks[0].place.row, one.blocks[0].place.line) for one in (first, second)] == [(2, 2), (3, 4)]


def test_a_turn_does_not_name_its_speaker_twice() -> None:
    speeches = [
        {"speaker": "林太郎", "speech": "○林太郎君　橋を直す考えを伺います。"},
        {"speaker": "森次郎", "speech": "○森次郎君　来年度に直します。"},
        {"speaker": "森次郎", "speech": "○印は　昨年の分であります。"},
    ]
    (extract,) = read_json(json.dumps({"count": 3, "speechRecord": speeches}).encode(), "a.json")
    assert [(block.speaker, block.text) for block in extract.blocks if block.kind is BlockKind.TURN] == [
        ("林太郎", "橋を直す考えを伺います。"),
        ("森次郎", "来年度に直します。"),
        ("森次郎", "○印は　昨年の分であります。"),
    ]


def test_rows_without_an_id_of_their_own_are_told_apart_by_number() -> None:
    data = as_csv(["id", "text"], ["x", BODY], ["x", OTHER]).encode()
    assert [extract.part for extract in tables.read(data, "a.csv")] == ["2", "3"]


def test_the_longest_column_is_the_body_where_no_name_tells() -> None:
    data = as_csv(["番号", "題", "報告"], ["1", "水車", BODY * 3], ["2", "紙", OTHER * 3]).encode()
    first, _ = tables.read(data, "a.csv")
    assert (first.title, texts(first)[1]) == ("水車", BODY.split("\n")[0])


def test_below_titles_shorter_texts_are_bodies_too() -> None:
    first, _ = tables.read(as_csv(["題名", "ひとこと"], ["水車", BODY], ["紙", BODY]).encode(), "a.csv")
    assert texts(first) == ["水車", *BODY.split("\n")]


def test_without_names_long_texts_are_documents_too() -> None:
    data = as_csv(["5月1日", BODY * 3], ["5月2日", OTHER * 3]).encode()
    assert [extract.part for extract in tables.read(data, "a.csv")] == ["1", "2"]


def test_leads_come_first_and_other_cells_follow_with_their_names() -> None:
    data = as_csv(
        ["タイトル", "本文", "リード", "地域", "部数"], ["水車", OTHER, "前書きです。", "北の谷", "300"]
    ).encode()
    (extract,) = tables.read(data, "a.csv")
    assert texts(extract) == ["水車", "前書きです。", OTHER, "地域：北の谷"]


def test_a_list_is_one_document_with_a_block_a_row() -> None:
    data = as_csv(["駅", "開業"], ["谷口", "1923"], ["峠", "1931"]).encode()
    (extract,) = tables.read(data, "a.csv")
    assert extract.part == ""
    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.TABLE_ROW, "駅 | 開業"),
        (BlockKind.TABLE_ROW, "谷口 | 1923"),
        (BlockKind.TABLE_ROW, "峠 | 1931"),
    ]
    assert [block.place.row for block in extract.blocks] == [2, 2, 3]


def test_rows_of_speakers_and_words_are_turns_of_one_document() -> None:
    data = as_csv(
        ["発言者", "発言"], ["議長", "これより開会します。"], ["沢村委員", "水車の修理についてうかがいます。"]
    ).encode()
    (extract,) = tables.read(data, "a.csv")
    assert [(block.kind, block.speaker, block.text) for block in extract.blocks] == [
        (BlockKind.TURN, "議長", "これより開会します。"),
        (BlockKind.TURN, "沢村委員", "水車の修理についてうかがいます。"),
    ]


def test_a_quotation_mark_in_tab_separated_text_swallows_nothing() -> None:
    data = f'title\tbody\n5" の板\t{OTHER}\n水車\t{OTHER}\n'.encode()
    assert [extract.title for extract in tables.read(data, "a.tsv")] == ['5" の板', "水車"]


def test_what_a_database_wrote_to_text_has_its_lines_and_no_empty_marks() -> None:
    body = BODY.replace("\n", "\\n")
    data = f"post_title\tpost_content\tpost_date\n水車\t{body}\t2024-05-01 00:00:00\n小屋\t{OTHER}\t\\N\n".encode()
    first, second = tables.read(data, "a.tsv")
    assert texts(first)[-2:] == BODY.split("\n")
    assert (first.date[:10], second.date) == ("2024-05-01", "")


def test_cells_of_html_lose_their_tags() -> None:
    body = "<p>一段目の&amp;文。</p><p>二段目の<b>文</b>。<br>三段目。</p>"
    (extract,) = tables.read(as_csv(["title", "content"], ["水車", body]).encode(), "a.csv")
    assert "".join(texts(extract)) == "水車一段目の&文。二段目の文。三段目。"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("見出し", Role.TITLE),
        ("記事タイトル", Role.TITLE),
        ("Headline", Role.TITLE),
        ("article_title", Role.TITLE),
        ("サブタイトル", Role.LEAD),
        ("本文（全文）", Role.BODY),
        ("full_text", Role.BODY),
        ("掲載年月日", Role.DATE),
        ("published_at", Role.DATE),
        ("ＵＲＬ", Role.URL),
        ("執筆者", Role.AUTHOR),
        ("掲載紙", Role.SOURCE),
        ("曜日", None),
        ("text_length", None),
    ],
)
def test_columns_are_known_by_their_names(name: str, role: Role | None) -> None:
    assert role_of(name) is role


@given(st.lists(st.lists(st.text('あい「」,\n"', max_size=6), min_size=2, max_size=4), min_size=1, max_size=8))
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    try:
        found = "".join(
            texts(extract)[at]
            for extract in tables.read(as_csv(*rows).encode(), "a.csv")
            for at in range(len(extract.blocks))
        )
    except UnreadableFormat as problem:
        assert problem.kind is FormatProblem.EMPTY
        found = ""
    wanted = "".join(cell for row in rows for cell in row)
    assert all(found.count(letter) >= wanted.count(letter) for letter in "あい「」")


ARTICLES = [
    {"title": "水車の村", "date": "2024-05-01", "body": BODY, "author": {"name": "沢村 澄"}},
    {"title": "紙", "body": OTHER},
]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(ARTICLES).encode(),
        json.dumps({"count": 2, "articles": ARTICLES}, ensure_ascii=False).encode("cp932"),
        json.dumps({"response": {"ok": True, "tags": ["あ"] * 9, "docs": ARTICLES}}).encode(),
        "\n".join(json.dumps(row, ensure_ascii=False) for row in ARTICLES).encode("utf-8-sig"),
    ],
    ids=["array", "object", "deeper", "lines"],
)
def test_objects_of_an_array_or_of_lines_are_articles(data: bytes) -> None:
    first, second = read_json(data, "a.json")
    assert (first.title, first.author, first.date) == ("水車の村", "沢村 澄", "2024-05-01")
    assert texts(first) == ["水車の村", *BODY.split("\n")]
    assert (second.part, texts(second)) == ("2", ["紙", OTHER])


def test_one_object_is_one_article() -> None:
    (extract,) = read_json(json.dumps({"headline": "水車", "body": [BODY, OTHER], "tags": ["谷"]}).encode(), "a.json")
    assert texts(extract) == ["水車", *BODY.split("\n"), OTHER, "tags：谷"]


def test_segments_of_speech_are_turns_with_times() -> None:
    data = {
        "text": "長い全文",
        "segments": [{"start": 1.5, "text": "窯の火を"}, {"start": 3661.25, "text": "落とします"}],
    }
    (extract,) = read_json(json.dumps(data).encode(), "a.json")
    assert [(block.place.time, block.text) for block in extract.blocks] == [
        ("00:00:01.500", "窯の火を"),
        ("01:01:01.250", "落とします"),
    ]


def test_a_number_too_long_to_count_anything_costs_no_article() -> None:
    row = '{"id": ' + "9" * 5_000 + ', "title": "渡し場の朝", "body": "舟は三艘しか残っていない。"}'
    (extract,) = read_json(f"[{row}]".encode(), "a.json")
    assert extract.title == "渡し場の朝"


def test_seconds_since_1970_are_a_date() -> None:
    (extract,) = read_json(json.dumps([{"title": "水車", "body": BODY, "created_at": 1714521600}]).encode(), "a.json")
    assert extract.date == "2024-05-01"


def test_lines_that_are_no_json_are_counted_and_left_out() -> None:
    data = "\n".join([json.dumps({"body": BODY}), json.dumps({"body": OTHER}), "{broken"]).encode()
    assert read_json(data, "a.jsonl")[0].losses == ("one line was no JSON and left out",)


@pytest.mark.parametrize("data", [b"{", b"[1, 2]", b"{}", b"[" * 200_000, b"[" + b"9" * 10_000 + b"]"])
def test_json_without_text_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFormat):
        read_json(data, "a.json")


@pytest.mark.parametrize("data", [b"", b"\n\n", b",,,\n,,,\n"])
def test_a_table_without_rows_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFormat, match="no rows"):
        tables.read(data, "a.csv")


@pytest.mark.parametrize(
    "text",
    ["a," * 1_000_000 + "底\n", "本文" + "\t" * 500_000 + "底\n", '"' * 400_000 + "底",
     "\n" * 1_000_000 + "底,底\n" * 2, ("谷," * 300 + "\n") * 300 + "底\n",
     "本文," * 100_000 + "\n" + "い,底\n" * 20_000],
    ids=["million columns", "million tabs", "quotes", "million lines", "wide", "wide header"],
)  # fmt: skip
def test_hostile_tables_are_read_in_linear_time(text: str) -> None:
    found = "".join(block.text for extract in tables.read(text.encode(), "a.csv") for block in extract.blocks)
    assert found.endswith("底")


def test_a_column_named_by_units_of_time_is_named() -> None:
    (extract,) = tables.read(
        "日時,会議名,発言者,発言内容\n2026/2/2,村議会,沢村,舟を直します。\n2026/2/2,村議会,田所,いつですか。\n".encode(),
        "a.csv",
    )
    assert [(block.speaker, block.text) for block in extract.blocks if block.speaker] == [
        ("沢村", "舟を直します。"), ("田所", "いつですか。")
    ]  # fmt: skip


def test_the_text_of_an_object_is_not_lost_to_its_other_values() -> None:
    row = {
        "title": {"rendered": "舟"},
        "content": {"rendered": "<p>舟が直った。</p>", "protected": False},
        "excerpt": {"rendered": "<p>舟</p>"},
    }
    found = read_json(json.dumps([row, row]).encode(), "a.json")
    assert ["舟が直った。" in [block.text for block in extract.blocks] for extract in found] == [True, True]


def test_who_posted_is_named_by_the_name_and_not_by_the_account() -> None:
    rows = [
        {"user": {"name": "沢村", "screen_name": "s1"}, "text": "舟が直った。"},
        {"user": {"name": "田所", "screen_name": "t1"}, "text": "見に行く。"},
    ]
    (extract,) = read_json(json.dumps(rows).encode(), "a.json")
    assert [block.speaker for block in extract.blocks] == ["沢村", "田所"]


def test_posts_of_several_writers_with_times_are_turns() -> None:
    posts = [
        {
            "id": "1",
            "timestamp": "2024-05-01T21:00:00+09:00",
            "content": "橋を見た？",
            "author": {"nickname": "まつ", "name": "m1"},
        },
        {
            "id": "2",
            "timestamp": "2024-05-01T21:03:00+09:00",
            "content": "まだです",
            "author": {"nickname": "たけ", "name": "t2"},
        },
    ]
    (extract,) = read_json(json.dumps({"channel": {"name": "町"}, "messages": posts}).encode(), "a.json")
    assert [(block.speaker, block.text) for block in extract.blocks] == [("まつ", "橋を見た？"), ("たけ", "まだです")]


def test_a_user_is_named_by_the_profile_beside_the_number() -> None:
    posts = [
        {"user": "U01", "ts": "1714564800.0001", "text": "橋を見た？", "user_profile": {"real_name": "松 葉子"}},
        {"user": "U02", "ts": "1714564900.0001", "text": "まだです", "user_profile": {"real_name": "竹 三郎"}},
    ]
    (extract,) = read_json(json.dumps(posts).encode(), "a.json")
    assert [block.speaker for block in extract.blocks] == ["松 葉子", "竹 三郎"]


def test_what_a_chat_writes_itself_is_no_message_and_the_first_day_is_the_chats() -> None:
    rows = [
        {"user": "U1", "user_profile": {"real_name": "沢村 澄"}, "text": "船は昼に出ます。", "ts": "1746493200.0001"},
        {"user": "U2", "subtype": "channel_join", "text": "<@U2> has joined the channel", "ts": "1746493210.0"},
        {"user": "U2", "user_profile": {"real_name": "番人"}, "text": "桟橋で待ちます。", "ts": "1746593300.0002"},
    ]
    (extract,) = read_json(json.dumps(rows).encode(), "a.json")
    assert [(block.speaker, block.text) for block in extract.blocks if block.kind is BlockKind.TURN] == [
        ("沢村 澄", "船は昼に出ます。"), ("番人", "桟橋で待ちます。")
    ]  # fmt: skip
    assert extract.date == "2025-05-06"


LONG = "木の橋は去年の秋に流された。村の人たちは杉を切り出し、春までに新しい橋を架けることにした。"


def test_captions_above_the_names_of_columns_are_no_rows_of_theirs() -> None:
    rows = [["記事台帳（二月分）"], ["見出し", "書き手", "全文"], ["橋", "木内春", LONG], ["杉", "戸川進", LONG]]
    caption, first, second = tables.read(as_csv(*rows).encode(), "a.csv")
    assert texts(caption) == ["記事台帳（二月分）"]
    assert [(each.title, each.author) for each in (first, second)] == [("橋", "木内春"), ("杉", "戸川進")]


def test_columns_that_are_counted_are_known_by_their_name() -> None:
    assert (role_of("見出し１"), role_of("本文2"), role_of("2")) == (Role.TITLE, Role.BODY, None)


def test_an_article_deep_in_a_line_is_found_beside_what_wraps_it() -> None:
    graph = [
        {"@type": "BreadcrumbList", "name": "社会"},
        {"@type": "Article", "headline": "橋", "author": [{"@type": "Person", "name": "木内春"}], "articleBody": LONG},
    ]
    (found,) = read_json(json.dumps({"url": "http://a", "ld": {"@graph": graph}}).encode(), "a.jsonl")
    assert (found.title, found.author, found.url) == ("橋", "木内春", "http://a")
    assert texts(found) == ["橋", LONG]


def test_every_article_of_an_answer_in_a_line_is_a_document() -> None:
    line = json.dumps({"page": 1, "results": [{"title": title, "body": LONG} for title in ("橋", "杉")]})
    found = read_json(f"{line}\n{line}\n".encode(), "a.jsonl")
    assert [extract.title for extract in found] == ["橋", "杉", "橋", "杉"]


@pytest.mark.parametrize(
    "body",
    [
        {"blocks": [{"type": "paragraph", "data": {"text": "春の橋。"}}, {"type": "header", "data": {"text": "杉"}}]},
        {"blocks": [{"type": "unstyled", "text": "春の橋。"}, {"type": "header-two", "text": "杉"}]},
        {"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "春の"}, {"type": "text", "text": "橋。"}]},
            {"type": "heading", "content": [{"type": "text", "text": "杉"}]}]},
        [{"type": "paragraph", "children": [{"text": "春の"}, {"text": "橋。", "bold": True}]},
         {"type": "h2", "children": [{"text": "杉"}]}],
        [{"_type": "block", "children": [{"_type": "span", "text": "春の橋。"}]},
         {"_type": "block", "children": [{"_type": "span", "text": "杉"}]}],
        {"nodeType": "document", "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "春の橋。"}]},
            {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "杉"}]}]},
    ],
    ids=["Editor.js", "Draft.js", "ProseMirror", "Slate", "Portable Text", "Contentful"],
)  # fmt: skip
def test_trees_of_editors_give_their_paragraphs_and_not_their_kinds(body: object) -> None:
    for value in ([{"title": "題", "body": body}], {"title": "題", "body": body}):
        (found,) = read_json(json.dumps(value).encode(), "a.json")
        assert texts(found) == ["題", "春の橋。", "杉"]


def test_what_a_body_lists_with_titles_or_speakers_are_articles_and_turns() -> None:
    posts = [{"type": "post", "title": title, "text": LONG} for title in ("橋", "杉")]
    assert [each.title for each in read_json(json.dumps({"content": posts}).encode(), "a.json")] == ["橋", "杉"]
    turns = [{"type": "message", "speaker": who, "text": "橋を見に行きました。"} for who in ("木内", "沢村")]
    (talk,) = read_json(json.dumps({"contents": turns}).encode(), "a.json")
    assert [block.speaker for block in talk.blocks if block.kind is BlockKind.TURN] == ["木内", "沢村"]


def test_links_in_messages_are_what_they_are_called() -> None:
    messages = [
        {"ts": f"177129000{number}.0", "user": "U1", "text": f"<https://a.jp/{number}|図面>を見た。<https://b.jp>も。"}
        for number in (1, 2)
    ]
    (found,) = read_json(json.dumps(messages).encode(), "a.json")
    assert texts(found)[-1] == "図面を見た。https://b.jpも。"


PROSE = "木の橋が流された。村の人は「また架ける」と話した。春までに直すという。役場も手伝う。"


def test_prose_in_a_column_without_a_name_is_an_article_a_row() -> None:
    data = f"2025-06-10,橋,{PROSE}\n2025-06-11,川,{PROSE}\n".encode()
    assert [texts(extract)[0] for extract in tables.read(data, "a.csv")] == [PROSE, PROSE]
    assert len(tables.read(f"{PROSE}\n{PROSE}\n".encode(), "a.csv")) == 1


def test_the_line_that_tells_excel_the_delimiter_is_no_row() -> None:
    data = f"sep=;\r\n日付;見出し;本文\r\n2025-06-10;橋;{PROSE}\r\n".encode()
    (extract,) = tables.read(data, "a.csv")
    assert (extract.title, extract.date, extract.blocks[0].place.line) == ("橋", "2025-06-10", 3)


def test_answers_to_a_form_are_known_by_their_question() -> None:
    rows = "2025/06/10 10:02:11,早く架けてほしいと思います。\n2025/06/11 9:00:00,木の橋がよいと思います。\n"
    extract, _ = tables.read(f"タイムスタンプ,橋についてお書きください\n{rows}".encode(), "a.csv")
    assert (texts(extract), extract.date) == (["早く架けてほしいと思います。"], "2025/06/10 10:02:11")


def test_a_script_that_names_its_json_is_read_as_json() -> None:
    text = 'window.YTD.tweets.part0 = [{"title": "橋", "body": "谷の橋は流された。", "image": "https://example.jp/a.png"}];'
    (extract,) = read_json(text.encode(), "a.json")
    assert [block.text for block in extract.blocks] == ["橋", "谷の橋は流された。"]
