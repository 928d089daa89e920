"""Files as the programs of people write them, each to what a person reads in it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from email.message import EmailMessage

import pytest

from inyo.index.reading.formats.contents import extracts
from inyo.index.values.extracts import BlockKind, Extract

from .test_office import book as workbook
from .test_office import cell, odt_ruby, open_document, p, r, ruby, sheet, table, tp, word
from .test_rtf import escaped, unicode

LONG = "木の橋は去年の秋に流された。村の人たちは杉を切り出し、春までに新しい橋を架けることにした。"


def opened(data: bytes | str, name: str) -> list[Extract]:
    return list(extracts(data.encode() if isinstance(data, str) else data, name))


def spoken(data: bytes | str, name: str) -> list[tuple[str, str, str]]:
    return [
        (block.speaker, block.place.time[:8], block.text)
        for extract in opened(data, name)
        for block in extract.blocks
        if block.kind is BlockKind.TURN
    ]


def texts(data: bytes | str, name: str) -> list[str]:
    return [block.text for extract in opened(data, name) for block in extract.blocks]


def test_srt_without_blank_lines_between_its_cues() -> None:
    text = (
        '1\r\n00:00:01,000 --> 00:00:02,000\r\n<font color="#fff">木の橋が</font>\r\n流されました\r\n'
        "2\r\n00:00:02,500 --> 00:00:04,000\r\n去年の秋です\r\n"
    )
    assert texts(text, "a.srt") == ["木の橋が流されました", "去年の秋です"]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\n木内 春: 橋の話を\n\n2\n00:00:04.000 --> 00:00:06.000\n"
            "戸川 進: 祖父が架けました\n\n3\n00:00:07.000 --> 00:00:09.000\n木内 春: いつごろ？\n",
            [("木内 春", "00:00:01", "橋の話を"), ("戸川 進", "00:00:04", "祖父が架けました"),
             ("木内 春", "00:00:07", "いつごろ？")],
        ),
        (
            "10:02:11\t From 木内 春 : 橋の話を\n10:02:30\t From 戸川 進 : 祖父が架けました\n",
            [("木内 春", "10:02:11", "橋の話を"), ("戸川 進", "10:02:30", "祖父が架けました")],
        ),
        (
            "0:00\n木の橋が流されました\n0:04\n去年の秋です\n1:02:03\nまた架けます\n",
            [("", "00:00:00", "木の橋が流されました"), ("", "00:00:04", "去年の秋です"),
             ("", "01:02:03", "また架けます")],
        ),
        (
            "会議の記録\n\n木内 春  0:05\n橋の話を\n\n戸川 進  0:09\n祖父が架けました\n",
            [("木内 春", "00:00:05", "橋の話を"), ("戸川 進", "00:00:09", "祖父が架けました")],
        ),
        (
            "00:00:05 話者1\n橋の話を\n\n00:00:09 話者2\n祖父が架けました\n\n00:00:12 話者1\nそうですか\n",
            [("話者1", "00:00:05", "橋の話を"), ("話者2", "00:00:09", "祖父が架けました"),
             ("話者1", "00:00:12", "そうですか")],
        ),
        (
            "[00:00:01.000 --> 00:00:04.000] [SPEAKER_00]: 橋の話を\n"
            "[00:00:04.500 --> 00:00:07.000] [SPEAKER_01]: 祖父が\n",
            [("SPEAKER_00", "00:00:01", "橋の話を"), ("SPEAKER_01", "00:00:04", "祖父が")],
        ),
        (
            "00：12：30　記者：橋の話を\n00：12：45　戸川：祖父が架けました\n",
            [("記者", "00:12:30", "橋の話を"), ("戸川", "00:12:45", "祖父が架けました")],
        ),
    ],
    ids=["Zoom", "Zoom, to all", "YouTube", "Otter", "Notta", "whisper with speakers", "full width"],
)  # fmt: skip
def test_transcripts_of_many_programs(text: str, turns: list[tuple[str, str, str]]) -> None:
    assert spoken(text, "a") == turns


HEAD = (
    "From: 木内 春 <kiuchi@example.jp>\nSubject: 橋\nMessage-ID: <a@b>\nDate: Thu, 2 May 2024 09:00:00 +0900\n"
    "Content-Type: text/plain; charset=utf-8\n\n"
)
TOGAWA = [("戸川 進", 1, "木材が届きました。")]


@pytest.mark.parametrize(
    ("body", "replies"),
    [
        ("2024年5月1日(水) 18:12 戸川 進\n<togawa@example.jp>:\n\n> 木材が届きました。\n", TOGAWA),
        ("On 2024/05/01 18:12, 戸川 進 wrote:\n> 木材が届きました。\n", TOGAWA),
        ("2024/05/01 18:12、戸川 進 さんは書きました:\n> 木材が届きました。\n", TOGAWA),
        ("On Wed, 01 May 2024 18:12:00 +0900\n戸川 進 <togawa@example.jp> wrote:\n\n> 木材が届きました。\n", TOGAWA),
        ("戸川さん、\n\nおはよう。\n\n> 木材が届きました。\n\nよかった。\n", [("", 1, "木材が届きました。")]),
        ("戸川さんは書きました：\n> > 木材は？\n> 届きました。\n", [("", 2, "木材は？"), ("戸川", 1, "届きました。")]),
        (
            "FYI\n\n----- Forwarded message -----\nFrom: Susumu Togawa <t@example.jp>\nDate: Wed, May 1, 2024\n"
            "Subject: bridge\nTo: <k@example.jp>\n\nThe timber has come.\n",
            [("Susumu Togawa", 1, "The timber has come.")],
        ),
    ],
    ids=["Gmail, cut", "Thunderbird", "Thunderbird, Japanese", "Becky", "nobody", "deeper first", "forwarded"],
)
def test_replies_of_many_mailers(body: str, replies: list[tuple[str, int, str]]) -> None:
    (extract,) = opened(HEAD + body, "a.eml")
    found = [block for block in extract.blocks if block.kind is BlockKind.REPLY]
    assert [(block.speaker, block.level, block.text) for block in found] == replies


def test_a_text_cut_in_the_middle_of_a_character_keeps_its_charset() -> None:
    head = b"From: a@b.jp\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
    assert texts(head + "橋の話です".encode()[:-1], "a.eml") == ["橋の話で\ufffd"]


def bundle() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("メール/a.eml", HEAD + "本文です。\n")
        archive.writestr("表.csv", "見出し,本文\n橋,木の橋です。\n")
    return stream.getvalue()


def test_archives_and_documents_attached_to_mail_are_opened() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "k@example.jp", "資料"
    message.set_content("送ります。\n")
    message.add_attachment(bundle(), "application", "zip", filename="資料.zip")
    message.add_attachment(word(p("橋の報告")), "application", "octet-stream", filename="報告.docx")
    found = [extract.part for extract in opened(message.as_bytes(), "a.eml")]
    assert found == ["", "資料.zip › メール/a.eml", "資料.zip › 表.csv › 2", "報告.docx"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"a1": {"title": "橋", "body": LONG}, "a2": {"title": "杉", "body": LONG}}, ("a1", "橋", "", "", "")),
        (
            [{"id": 7, "date": "2024-05-01T10:00:00", "link": "http://x", "title": {"rendered": "橋"},
              "content": {"rendered": f"<p>{LONG}</p>"}}],
            ("7", "橋", "", "2024-05-01T10:00:00", "http://x"),
        ),
        (
            {"title": "谷の便り", "items": [{"id": "1", "title": "橋", "content_html": f"<p>{LONG}</p>",
             "date_published": "2024-05-01", "authors": [{"name": "木内 春"}]}]},
            ("1", "橋", "木内 春", "2024-05-01", ""),
        ),
        (
            {"people": {key: {"posts": [{"title": title, "body": LONG}] * count}
                        for key, title, count in (("k1", "橋", 1), ("k2", "杉", 2))}, "errors": []},
            ("1", "橋", "", "", ""),
        ),
    ],
    ids=["by key", "WordPress", "JSON feed", "lists of many"],
)  # fmt: skip
def test_json_of_many_programs(data: object, found: tuple[str, ...]) -> None:
    first = opened(json.dumps(data), "a.json")[0]
    assert (first.part, first.title, first.author, first.date, first.url) == found
    assert [block.text for block in first.blocks] == ["橋", LONG]


def test_minutes_in_a_table_are_turns_below_what_they_have_in_common() -> None:
    text = "会議名,日付,発言者,発言\n村議会,2024-05-01,議長,開会します。\n村議会,2024-05-01,木内議員,橋の件です。\n"
    (extract,) = opened(text, "a.csv")
    assert (extract.date, extract.blocks[0].text) == ("2024-05-01", "会議名：村議会")
    assert spoken(text, "a.csv") == [("議長", "", "開会します。"), ("木内議員", "", "橋の件です。")]


def test_answers_to_questions_are_found_with_what_stands_beside_them() -> None:
    text = "年代,性別,自由記述\n40代,女性,橋がないと学校まで一時間かかります。\n20代,男性,特にありません。\n"
    assert "橋がないと学校まで一時間かかります。" in texts(text, "a.csv")
    assert any("年代：40代" in text for text in texts(text, "a.csv"))


def test_a_compressed_table_is_a_table() -> None:
    (extract,) = opened(gzip.compress(f"見出し,本文\n橋,{LONG}\n".encode("cp932")), "a.csv.gz")
    assert (extract.title, extract.part) == ("橋", "2")


def test_word_with_controls_links_lists_comments_and_boxes() -> None:
    control = f'<w:sdt><w:sdtPr><w:alias w:val="X"/></w:sdtPr><w:sdtContent>{p("枠の中")}</w:sdtContent></w:sdt>'
    tabs = '<w:tabs><w:tab w:val="left"/></w:tabs>'
    body = (
        control + p(f"<w:hyperlink><w:smartTag>{r('繋がり')}</w:smartTag></w:hyperlink>", "です")
        + p("箇条", more='<w:numPr><w:numId w:val="4"/></w:numPr>')
        + p("<w:commentRangeStart/>", "注", "<w:r><w:commentReference/></w:r>") + f"<w:ins>{p('挿入')}</w:ins>"
        + p("A", "<w:r><w:tab/><w:t>B</w:t><w:noBreakHyphen/><w:t>C</w:t></w:r>", more=tabs)
        + p(f"<w:r><w:pict><w:txbxContent>{p(ruby('筏', 'いかだ'))}</w:txbxContent></w:pict></w:r>", "後")
    )  # fmt: skip
    assert texts(word(body), "a.docx") == ["枠の中", "繋がりです", "箇条", "注", "挿入", "A B-C", "後", "筏"]


def test_ruby_in_cells_and_lists_of_both_word_processors() -> None:
    (extract,) = opened(word(table([p(ruby("杣", "そま"), "人"), p("二")])), "a.docx")
    assert [ruby.reading for block in extract.blocks for ruby in block.rubies] == ["そま"]
    cells = f"<table:table-cell>{tp(odt_ruby('杣', 'そま'))}</table:table-cell>"
    items = f"<text:list><text:list-item>{tp('一')}</text:list-item></text:list>"
    row = f"<table:table-row>{cells}<table:table-cell>{items}</table:table-cell></table:table-row>"
    (extract,) = opened(open_document(f"<table:table>{row}</table:table>"), "a.odt")
    assert [(block.text, len(block.rubies)) for block in extract.blocks] == [("杣 | 一", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "{\\rtf1\\ansi\\deff3{\\fonttbl{\\f0\\fcharset0 Times;}{\\f3\\fcharset128 Serif;}}{\\*\\generator LibreOffice}"
        "\\pard\\plain \\s0{\\loch\\f3\\hich\\af0\\dbch\\af3 " + unicode("木の橋、予算。", "\\'3f") + "}\\par }",
        "{\\rtf1\\ansi\\ansicpg932\\cocoartf2639\n{\\fonttbl\\f0\\fnil\\fcharset128 Hira;}\n"
        "{\\*\\expandedcolortbl;;}\n"
        "\\pard\\tx560\\pardirnatural\n\n\\f0\\fs24 \\cf0 " + escaped("木の橋、予算。") + "\\\n}",
        "{\\rtf1\\ansi\\ansicpg932\\uc2\\deff0{\\fonttbl{\\f0\\fcharset0 Century;}"
        "{\\f11\\fcharset128 Mincho{\\*\\falt x};}}"
        "\\pard\\plain {\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 "
        "\\loch\\af0\\hich\\af0\\dbch\\f11 \\hich\\af0\\dbch\\f11\\loch\\f0 "
        + escaped("木の橋、予算") + "}{\\rtlch \\ltrch\\cf1 \\'81\\'42\\par }}",
    ],
    ids=["LibreOffice", "TextEdit", "Word"],
)  # fmt: skip
def test_rtf_of_three_programs(text: str) -> None:
    assert texts(text, "a.rtf") == ["木の橋、予算。"]


def test_a_chronicle_in_excel_keeps_every_cell() -> None:
    rows = sheet(
        f"<row r='1'>{cell('A1', '年')}{cell('B1', 'できごと')}</row>",
        f"<row r='2'>{cell('A2', '2024', 'n')}<c r='B2' t='str'><f>X</f><v>{LONG}</v></c></row>",
    )
    assert LONG in "".join(texts(workbook(("年表", "visible", rows)), "a.xlsx"))


SAID = "1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\n{}\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SAID.format("話者 1: 橋の話です。", "話者 1: いつごろ？"), "a.txt"),
        ("WEBVTT\n\n" + SAID.format("<v 話者 1>橋の話です。", "<v 話者 1>いつごろ？").replace(",", "."), "a.txt"),
        (
            "00;00;01;05 - 00;00;02;10\n話者 1\n橋の話です。\n\n00;00;03;00 - 00;00;04;10\n話者 1\nいつごろ？\n\n"
            "00;00;05;00 - 00;00;06;00\n話者 2\n昔です。\n",
            "a.txt",
        ),
        (
            "00:00:01:05\n話者 1\n橋の話です。\n\n00:00:03:00\n話者 1\nいつごろ？\n\n00:00:05:00\n話者 2\n昔です。\n",
            "a",
        ),
        ("00:00:01\t 開始  話者 1 に 全員 : 橋の話です。\n00:00:03\t 開始  話者 1 に 全員:\n\tいつごろ？\n", "a.txt"),
    ],
    ids=["SRT named a text", "WebVTT named a text", "timecodes with frames", "frames, no end", "Zoom, Japanese"],
)
def test_a_text_with_the_times_of_a_recording_has_its_speaker_and_words(text: str, name: str) -> None:
    assert spoken(text, name)[:2] == [("話者 1", "00:00:01", "橋の話です。"), ("話者 1", "00:00:03", "いつごろ？")]


def test_recognised_speech_is_its_text_and_not_its_words_one_by_one() -> None:
    items = [
        {"start_time": f"0.{at}", "type": "pronunciation", "alternatives": [{"content": mark}]}
        for at, mark in enumerate("橋の話を")
    ]
    items.append({"type": "punctuation", "alternatives": [{"content": "。"}]})
    told = "木の橋が去年の秋に流されました。"
    for results in (
        {"results": {"transcripts": [{"transcript": told}], "items": items}},
        {
            "segments": [{"text": told, "start": 1, "words": [{"word": "木", "start": 1}]}],
            "word_segments": [{"word": mark, "start": 1} for mark in told],
        },
    ):
        assert texts(json.dumps(results), "a.json") == [told]


def test_objects_one_behind_the_other_are_articles() -> None:
    articles = [{"title": f"橋 {number}", "body": LONG} for number in (1, 2)]
    for indent in (None, 2):
        data = "\n".join(json.dumps(article, indent=indent) for article in articles)
        assert [extract.title for extract in opened(data.replace("}\n{", "} {"), "a.json")] == ["橋 1", "橋 2"]
        assert [extract.title for extract in opened(data, "a.jsonl")] == ["橋 1", "橋 2"]


def test_a_message_of_strings_and_links_is_one_text() -> None:
    words = ["案内は", {"type": "link", "text": "https://example.jp"}, "にある。"]
    messages = [{"from": name, "text": text} for name, text in (("木内 春", words), ("戸川 進", "はい。"))]
    assert spoken(json.dumps({"messages": messages}), "a.json") == [
        ("木内 春", "", "案内はhttps://example.jpにある。"), ("戸川 進", "", "はい。"),
    ]  # fmt: skip


def test_the_head_of_minutes_with_family_name_and_office_is_taken_off() -> None:
    speeches = [
        {"speaker": "木内春", "speech": "○木内委員　橋についてうかがいます。"},
        {"speaker": "戸川進", "speech": "○戸川国務大臣　年内にまとめます。"},
        {"speaker": "木内春", "speech": "○戸川委員　と呼ぶ者があります。"},
    ]
    assert [words for _, _, words in spoken(json.dumps({"speechRecord": speeches}), "a.json")] == [
        "橋についてうかがいます。", "年内にまとめます。", "○戸川委員　と呼ぶ者があります。",
    ]  # fmt: skip


def test_the_mark_of_a_note_in_a_fiction_book_stays_out_of_the_sentence() -> None:
    book = (
        '<FictionBook xmlns:l="http://www.w3.org/1999/xlink"><body><p>木の橋'
        '<a l:href="#n1" type="note"><sup>[1]</sup></a>が流された。</p></body></FictionBook>'
    )
    assert texts(book, "a.fb2") == ["木の橋が流された。"]


def test_names_with_a_time_above_words_make_a_text_a_transcript_and_a_programme_stays_one() -> None:
    said = "橋の記録\n\n木内 春  00:03\n橋の話です。\n\n話者不明  00:09\nいつごろ？\n\n木内 春  00:12\n去年です。\n"
    assert spoken(said, "a.txt") == [
        ("木内 春", "00:00:03", "橋の話です。"), ("話者不明", "00:00:09", "いつごろ？"),
        ("木内 春", "00:00:12", "去年です。"),
    ]  # fmt: skip
    programme = "開会  10:00\n町長が話します。\n\n休憩  10:30\nお茶が出ます。\n\n休憩  11:30\n菓子が出ます。\n"
    assert spoken(programme, "a.txt") == []


def test_a_transcript_that_word_keeps_is_turns_with_times() -> None:
    lines = [
        ("木内 春   0:03", "橋の話です。"),
        ("戸川 進   0:09", "祖父が架けました。"),
        ("木内 春   0:15", "そうですか。"),
    ]
    data = word("".join(p(r(head)) + p(r(words)) for head, words in [("会議の録音", "5分 2秒"), *lines]))
    assert spoken(data, "a.docx") == [
        ("木内 春", "00:00:03", "橋の話です。"), ("戸川 進", "00:00:09", "祖父が架けました。"),
        ("木内 春", "00:00:15", "そうですか。"),
    ]  # fmt: skip
    assert texts(data, "a.docx")[:2] == ["会議の録音", "5分 2秒"]


def test_a_talk_saved_from_line_is_turns_of_its_days() -> None:
    talk = (
        "[LINE] 橋の会のトーク履歴\n保存日時：2025/06/10 10:00\n\n2025/06/09(月)\n10:02\t木内 春\t橋の話を\n"
        '10:05\t戸川 進\t"祖父が\n架けました"\n\n2025/06/10(火)\n午後9:00\t木内 春\tそうですか\n'
    )
    assert spoken(talk, "a.txt") == [
        ("木内 春", "10:02:00", "橋の話を"), ("戸川 進", "10:05:00", "祖父が"), ("戸川 進", "10:05:00", "架けました"),
        ("木内 春", "21:00:00", "そうですか"),
    ]  # fmt: skip
    (extract,) = opened(talk, "a.txt")
    assert extract.date == "2025/06/09(月)"


def test_a_table_saved_as_text_is_a_table_and_a_text_with_tabs_is_none() -> None:
    table = f"日付\t見出し\t本文\n2025-06-10\t橋\t{LONG}\n2025-06-11\t川\t{LONG}\n"
    assert [extract.title for extract in opened(table.encode("utf-16"), "a.txt")] == ["橋", "川"]
    assert len(opened(f"日時\t場所\t会費\n十日\t公民館\t無料\n{LONG}\n", "a.txt")) == 1
