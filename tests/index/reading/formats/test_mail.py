"""Mail: each text once, whose the words are, in whatever charset and encoding they travelled."""

from __future__ import annotations

import base64
from email.header import Header
from email.message import EmailMessage

import pytest

from inyo.index.reading.formats import mail
from inyo.index.reading.formats.building import author_above, reply_blocks
from inyo.index.reading.formats.contents import extracts
from inyo.index.values.extracts import BlockKind, Extract

BODY = "水車の修理は来月から始めます。\n部品は町の鍛冶屋に頼みました。\n"


def message(body: str = BODY, charset: str = "utf-8", cte: str | None = None, **fields: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "沢村 澄 <sawamura@example.jp>"
    made["Subject"] = "水車の件"
    made["Date"] = "Wed, 1 May 2024 23:30:00 +0900"
    made["Message-ID"] = "<m1@example.jp>"
    for name, value in fields.items():
        made[name] = value
    made.set_content(body, charset=charset, cte=cte)
    return made


def one(data: bytes, name: str = "a.eml") -> Extract:
    (extract,) = mail.read(data, name)
    return extract


def texts(extract: Extract) -> list[str]:
    return [block.text for block in extract.blocks]


@pytest.mark.parametrize(
    ("charset", "cte"),
    [("utf-8", "base64"), ("utf-8", "quoted-printable"), ("utf-8", "8bit"), ("iso-2022-jp", "7bit"),
     ("shift_jis", "base64"), ("euc-jp", "8bit"), ("cp932", "quoted-printable")],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_message_is_read_from_every_charset_and_encoding(charset: str, cte: str, newline: str) -> None:
    data = message(charset=charset, cte=cte).as_bytes()
    data = data.replace(b"\r\n", b"\n").replace(b"\n", newline.encode())
    extract = one(data)
    assert texts(extract) == BODY.splitlines()
    assert (extract.title, extract.author, extract.date) == ("水車の件", "沢村 澄", "2024-05-01")
    assert {block.place.message for block in extract.blocks} == {"m1@example.jp"}


@pytest.mark.parametrize("label", ["us-ascii", "iso-8859-1", "x-unknown", "punycode", ""])
def test_a_charset_that_is_not_true_is_found_by_the_bytes(label: str) -> None:
    head = f"From: a@example.jp\nSubject: x\nContent-Type: text/plain; charset={label}\n\n"
    assert texts(one(head.encode() + BODY.encode("cp932"))) == BODY.splitlines()


def test_vendor_characters_come_through_in_iso_2022_jp() -> None:
    head = b"From: a@example.jp\nSubject: x\nContent-Type: text/plain; charset=iso-2022-jp\n\n"
    assert texts(one(head + b"\x1b$B\x2d\x21\x7c\x62\x1b(B\n")) == ["①髙"]


@pytest.mark.parametrize("charset", ["iso-2022-jp", "utf-8", "shift_jis"])
def test_long_subjects_are_put_together_from_their_words(charset: str) -> None:
    subject = "水車小屋の屋根の葺き替えと水路の石積みの直しについて、村のみなさんへの長いお願い"
    words = Header(subject, charset, header_name="Subject").encode()
    assert "\n" in words
    data = f"From: a@example.jp\nSubject: {words}\n\n本文です。\n".encode()
    assert one(data).title == subject


def test_a_character_cut_between_two_words_is_whole() -> None:
    raw = "水車".encode()
    words = " ".join(f"=?UTF-8?B?{base64.b64encode(part).decode()}?=" for part in (raw[:4], raw[4:]))
    assert one(f"From: a@b.jp\nSubject: {words}\n\n文。".encode()).title == "水車"


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ('"=?utf-8?B?5rKi5p2RIOa+hA==?=" <s@example.jp>', "沢村 澄"),
        ("s@example.jp (=?utf-8?B?5rKi5p2RIOa+hA==?=)", "沢村 澄"),
        ("s@example.jp", "s@example.jp"),
        ("<s@example.jp>", "s@example.jp"),
        ("沢村 澄 <s@example.jp>", "沢村 澄"),
    ],
)
def test_the_author_is_the_senders_name_or_else_the_address(sender: str, author: str) -> None:
    assert one(f"From: {sender}\nSubject: x\n\n文。\n".encode()).author == author


def test_raw_bytes_in_a_header_are_decoded() -> None:
    assert one(b"From: a@b.jp\nSubject: " + "水車の件です".encode("cp932") + b"\n\ntext\n").title == "水車の件です"


def alternative(plain: str, html: str) -> EmailMessage:
    made = message(plain)
    made.add_alternative(html, subtype="html")
    return made


def test_of_alternatives_the_plain_text_is_read_once() -> None:
    data = alternative(BODY, f"<p>{BODY.replace(chr(10), '</p><p>')}</p>").as_bytes()
    assert texts(one(data)) == BODY.splitlines()


def test_a_plain_part_that_only_says_that_there_is_html_gives_way() -> None:
    data = alternative("HTML", f"<div>{BODY * 8}</div>").as_bytes()
    assert "水車の修理" in "".join(texts(one(data)))


def test_html_alone_is_read_without_its_tags() -> None:
    made = message()
    made.set_content(
        "<html><head><style>p {}</style></head><body><p>水車の<b>修理</b></p><p>来月</p></body></html>", "html"
    )
    assert "".join(texts(one(made.as_bytes()))) == "水車の修理来月"


def with_files() -> EmailMessage:
    made = message()
    made.add_attachment("番小屋の鍵は三番。".encode("cp932"), "text", "plain", filename="鍵の一覧.txt")
    made.add_attachment(b"title,body\n" + "石,川から運んだ石を積む。".encode(), "text", "csv", filename="石.csv")
    made.add_attachment(b"\x89PNG", "image", "png", filename="絵.png")
    return made


def test_attachments_are_documents_with_their_names_and_their_message() -> None:
    own, keys, stones, lost = extracts(with_files().as_bytes(), "a.eml")
    assert (own.part, keys.part, stones.part) == ("", "鍵の一覧.txt", "石.csv › 2")
    assert texts(keys) == ["番小屋の鍵は三番。"]
    assert (keys.blocks[0].place.member, keys.blocks[0].place.message) == ("鍵の一覧.txt", "m1@example.jp")
    assert (stones.title, stones.blocks[0].place.row) == ("石", 2)
    assert lost.losses == ("left out: 1 .png",)


def test_a_file_name_is_read_by_rfc_2231_by_encoded_words_and_raw() -> None:
    def named(disposition: bytes) -> str:
        head = b"From: a@b.jp\nSubject: x\nContent-Type: text/plain\nContent-Disposition: attachment; "
        letter = next(mail.letters(head + disposition + b"\n\ntext", "a.eml"))
        return letter.members[0].path

    assert named(b"filename*=iso-2022-jp''%1B%24B0lMw%1B%28B.txt") == "一覧.txt"
    assert named(b"filename*0*=utf-8''%E4%B8%80; filename*1*=%E8%A6%A7.txt") == "一覧.txt"
    assert named(b'filename="=?iso-2022-jp?B?GyRCMGxNdxsoQg==?=.txt"') == "一覧.txt"
    assert named('filename="一覧.txt"'.encode()) == "一覧.txt"


def test_a_forwarded_message_is_a_document_of_its_own() -> None:
    made = message()
    made.add_attachment(message("中の手紙です。\n", Subject2="x"))
    own, inner = mail.read(made.as_bytes().replace(b"m1@example.jp", b"m2@example.jp", 1), "a.eml")
    assert (own.part, inner.part, texts(inner)) == ("", "m1@example.jp", ["中の手紙です。"])


def test_each_message_of_a_mailbox_is_a_document() -> None:
    first = message("一通目。\n>From の行\nFrom で始まる行\n").as_bytes(unixfrom=False)
    second = message("二通目。\n").as_bytes().replace(b"m1@", b"m2@")
    third = message("三通目。\n").as_bytes().replace(b"Message-ID: <m1@example.jp>\n", b"")
    box = b"".join(b"From x@example.jp Wed May  1 23:30:00 2024\n" + one + b"\n" for one in (first, second, third))
    found = mail.read(box, "a.mbox")
    assert [extract.part for extract in found] == ["m1@example.jp", "m2@example.jp", "3"]
    assert [texts(extract)[0] for extract in found] == ["一通目。", "二通目。", "三通目。"]


def test_flowed_lines_are_joined() -> None:
    data = (
        b"From: a@b.jp\nSubject: x\nContent-Type: text/plain; format=flowed; delsp=yes\n\n"
        + "水車は \nまだ \n回る。\n> 番人は \n> 笑った。\n".encode()
    )
    assert [(block.text, block.level) for block in one(data).blocks] == [("水車はまだ回る。", 0), ("番人は笑った。", 1)]


def test_a_saved_web_archive_and_an_apple_mail_are_read() -> None:
    made = message()
    made.set_content("<html><body><p>水車の頁</p></body></html>", "html")
    archive = made.as_bytes().replace(b"text/html", b'multipart/related; boundary="b"', 1)
    inner = (
        "\n--b\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>水車の頁</p></body></html>\n--b--\n".encode()
    )
    head = archive.split(b"\n\n")[0].replace(b"Content-Transfer-Encoding: base64\n", b"")
    assert texts(one(head + b"\n" + inner, "a.mht")) == ["水車の頁"]
    plain = message().as_bytes()
    assert texts(one(b"%d\n" % len(plain) + plain + b"<plist></plist>", "a.emlx")) == BODY.splitlines()


def test_a_page_that_a_browser_archived_is_read_as_a_page_without_its_styles_and_frames() -> None:
    page = (
        "<html><head><title>水車小屋の朝 | 里山新聞</title></head><body><nav><a href=/>社会</a></nav><article>"
        "<h1>水車小屋の朝</h1><p>水車は夜明けに回りはじめ、番人は「水が澄んだ」と話した。</p></article></body></html>"
    )
    parts = [("text/html", page), ("text/css", "p { color: red }"), ("text/html", "<p>今すぐ応募</p>")]
    archive = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://sato.example/1\nSubject: x\n"
        "Date: Tue, 30 Sep 2025 20:00:00 +0900\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n'
        + "".join(f"\n--b\nContent-Type: {kind}; charset=utf-8\n\n{text}\n" for kind, text in parts)
        + "--b--\n"
    )
    found = one(archive.encode(), "a.mhtml")
    assert texts(found) == ["水車小屋の朝", "水車は夜明けに回りはじめ、番人は「水が澄んだ」と話した。"]
    assert (found.title, found.author, found.source) == ("水車小屋の朝", "", "里山新聞")
    assert (found.date, found.url) == ("", "https://sato.example/1")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("鵜川さんは書きました:", "鵜川"),
        ("2024/05/01 18:12 鵜川冬実 <ukawa@example.jp>:", "鵜川冬実"),
        ("2024年5月1日(水) 18:12 鵜川冬実 <ukawa@example.jp>:", "鵜川冬実"),
        ("2024年5月1日(水) 午後6:12、鵜川 冬実 <ukawa@example.jp> のメール:", "鵜川 冬実"),
        ("2024年5月1日 18:12、鵜川冬実さん<ukawa@example.jp>のメール：", "鵜川冬実"),
        ("On Wed, May 1, 2024 at 6:12 PM Fuyumi Ukawa <ukawa@example.jp> wrote:", "Fuyumi Ukawa"),
        ("On 2024/05/01 18:12, 鵜川冬実 wrote:", "鵜川冬実"),
        ("On May 1, 2024, at 18:12, Fuyumi Ukawa <ukawa@example.jp> wrote:", "Fuyumi Ukawa"),
        ("(2024/05/01 18:12), 鵜川冬実 wrote:", "鵜川冬実"),
        ("At Wed, 1 May 2024 18:12:00 +0900, Fuyumi Ukawa wrote:", "Fuyumi Ukawa"),
        ("In message <20240501@example.jp> 鵜川さん wrote:", "鵜川"),
        ("鵜川冬実さんのメール:", "鵜川冬実"),
        ("鵜川様からのメールより", "鵜川"),
        ("鵜川さん：", "鵜川"),
        ("鵜川氏は次のように書いています。", None),
        ("ukawa@example.jp wrote:", "ukawa@example.jp"),
        ("Le mer. 1 mai 2024 à 18:12, Fuyumi Ukawa <ukawa@example.jp> a écrit :", "Fuyumi Ukawa"),
        ("お世話になっております。", None),
        ("以下のとおりです:", None),
        ("沢村さん、ありがとうございます。", None),
    ],
)
def test_the_line_above_a_reply_names_its_author(line: str, name: str | None) -> None:
    assert author_above(line) == name


def spoken(text: str) -> list[tuple[str, int, str]]:
    return [(block.speaker, block.level, block.text) for block in reply_blocks(text) if block.kind is BlockKind.REPLY]


def test_replies_belong_to_whom_the_line_above_names_level_by_level() -> None:
    text = (
        "ありがとうございます。\n\n鵜川さんは書きました:\n> 水路の件です。\n>\n> 沢村さんは書きました:\n"
        ">> 石は足りますか。\n> 足ります。\n\n承知しました。\n\n> 明日うかがいます。\n"
    )
    assert spoken(text) == [
        ("鵜川", 1, "水路の件です。"),
        ("鵜川", 1, "沢村さんは書きました:"),
        ("沢村", 2, "石は足りますか。"),
        ("鵜川", 1, "足ります。"),
        ("鵜川", 1, "明日うかがいます。"),
    ]


def test_a_line_inside_the_quotation_names_who_wrote_it() -> None:
    text = "承知しました。\n\n> 2024/05/01 21:14、鵜川冬美のメール:\n> \n> 水路の件です。\n> 石が足りません。\n"
    assert {(who, level) for who, level, words in spoken(text)} == {("鵜川冬美", 1)}


def test_a_naming_line_that_is_cut_is_read_whole() -> None:
    text = "On Wed, May 1, 2024 at 6:12 PM Fuyumi Ukawa <ukawa@example.jp>\nwrote:\n\n> 水路の件です。\n"
    assert spoken(text) == [("Fuyumi Ukawa", 1, "水路の件です。")]


@pytest.mark.parametrize(
    "mark",
    ["-----Original Message-----", "-----元のメッセージ-----", "---------- Forwarded message ---------", "_" * 32],
)
def test_what_stands_below_the_header_of_a_message_is_of_its_sender(mark: str) -> None:
    fields = "From: 鵜川 冬実 <ukawa@example.jp>\nSent: Wed, 1 May 2024\nTo: 沢村\nSubject: 水路\n"
    text = f"了解です。\n\n{mark}\n{fields}\n石が足りません。\n"
    assert spoken(text) == [("鵜川 冬実", 1, "石が足りません。")]
    assert reply_blocks(text)[0].text == "了解です。"


def test_japanese_header_fields_do_as_well() -> None:
    fields = "差出人: 鵜川 冬実\n送信日時: 2024年5月1日\n宛先: 沢村\n件名: 水路\n"
    text = f"了解です。\n\n{fields}\n石が足りません。\n> もっと前の話\n"
    assert spoken(text) == [("鵜川 冬実", 1, "石が足りません。"), ("", 2, "もっと前の話")]


@pytest.mark.parametrize(
    "signature",
    ["-- \n沢村 澄\n谷の水車保存会", "=======================\n沢村 澄\nTEL 00-0000-0000\n=======================",
     "--\n沢村 澄"],
)  # fmt: skip
def test_a_signature_is_a_block_of_its_own(signature: str) -> None:
    *_, last = reply_blocks(f"本文です。\nよろしくお願いします。\n\n{signature}\n")
    assert (last.kind, last.text) == (BlockKind.LITERAL, signature.replace("-- ", "--"))


def test_what_a_telephone_quotes_without_marks_is_of_whom_the_line_above_names() -> None:
    first = "2024/05/06 9:12、鵜川 冬実 <u@example.jp>のメール:\n\n水路の件です。\n\n"
    second = "2024/05/05 8:00、沢村 澄 <s@example.jp>のメール:\n\n石は足りますか。\n"
    assert spoken(f"了解です。\n\n{first}{second}") == [
        ("鵜川 冬実", 1, "水路の件です。"),
        ("沢村 澄", 2, "石は足りますか。"),
    ]
    assert spoken(f"{first}") == []  # nobody answers: it may be the writer's own words below


def test_the_last_story_of_a_newsletter_is_no_signature() -> None:
    story = "石橋の上で人々が踊った。老人も踊った。夜が明けると、橋は静かになった。"
    text = f"号外です。\n\n{'━' * 20}\n\n{story}\n\n登録はこちら\nhttps://example.jp/\n"
    assert story in [block.text for block in reply_blocks(text) if block.kind is BlockKind.PARAGRAPH]


def test_a_signature_between_answer_and_reply_takes_neither() -> None:
    text = "答えです。\n\n-- \n沢村 澄\n\n鵜川さんは書きました:\n> 問いです。\n"
    assert [block.text for block in reply_blocks(text)] == [
        "答えです。",
        "--\n沢村 澄",
        "鵜川さんは書きました:",
        "問いです。",
    ]


def nested(depth: int) -> bytes:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    return b"From: a@b.jp\nSubject: x\n" + parts + b"Content-Type: text/plain\n\n" + "底。\n".encode()


def test_parts_in_parts_are_read_to_a_depth() -> None:
    assert texts(one(nested(20))) == ["底。"]
    assert one(nested(2_000)).losses == ("parts more than 30 deep were left out",)


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b.jp\n\n" + b"> " * 200_000 + "底\n".encode(),
        b"From: a@b.jp\nSubject: " + b"=?" * 200_000 + b"\n\n" + "底\n".encode(),
        b"From: a@b.jp\nSubject: x\n" + b"X-A: y\n" * 50_000 + b"\n" + "底\n".encode(),
        b"From: a@b.jp\nContent-Type: text/plain" + b'; a="' * 3_000 + b"\n\n" + "底\n".encode(),
        b"From: a@b.jp\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n\n" * 30_000 + "--b\n\n底\n".encode(),
        b"From: a@b.jp\n\n" + b" " * 300_000 + "底\n".encode(),
        b"From: a@b.jp\n\n" + b"From: x\n" * 40_000 + "\n底\n".encode(),
        b"From: a@b.jp\n\n" + b"-- \n" * 40_000 + "\n底\n".encode(),
        b"From: a@b.jp\n\n" + "沢村さんは書きました:\n> 石\n".encode() * 5_000 + "\n底\n".encode(),
    ],
    ids=["depth", "words", "fields", "parameters", "parts", "spaces", "forwards", "signatures", "replies"],
)
def test_hostile_mail_is_read_in_linear_time(data: bytes) -> None:
    assert "底" in one(data).blocks[-1].text


def test_the_messages_of_a_digest_are_documents() -> None:
    digest = (
        "From: list@example.jp\nSubject: digest\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary=dd\n\n"
        + "".join(
            f"--dd\n\nFrom: {name}@example.jp\nSubject: {name}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
            for name, text in (("a", "水車は止まりました。"), ("b", "部品を待っています。"))
        )
        + "--dd--\n"
    )
    found = mail.read(digest.encode(), "a.eml")
    assert [(extract.title, texts(extract)) for extract in found if extract.blocks] == [
        ("a", ["水車は止まりました。"]), ("b", ["部品を待っています。"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "quoted",
    [
        "<div><p><b>From:</b> 田所 実 &lt;t@example.jp&gt;<br><b>Sent:</b> Monday, May 6, 2024 9:12 AM<br>"
        "<b>To:</b> 沢村 澄<br><b>Subject:</b> 水車</p></div><p>部品は足りますか。</p>",
        "<div class=gmail_quote><div class=gmail_attr>2024年5月6日(月) 9:12 田所 実 &lt;t@example.jp&gt;:</div>"
        "<blockquote class=gmail_quote><div>部品は足りますか。</div></blockquote></div>",
        "<blockquote type=cite><div>2024/05/06 9:12、田所 実 &lt;t@example.jp&gt;のメール：</div><br>"
        "<div>部品は足りますか。</div></blockquote>",
    ],
    ids=["Outlook", "Gmail", "Apple"],
)
def test_what_a_mail_in_html_quotes_is_of_whom_it_says(quoted: str) -> None:
    made = message()
    made.set_content(f"<html><body><p>足ります。</p>{quoted}</body></html>", subtype="html")
    extract = one(made.as_bytes())
    assert [(block.text, block.speaker) for block in extract.blocks if block.kind is BlockKind.REPLY] == [
        ("部品は足りますか。", "田所 実")
    ]
    assert extract.blocks[0].kind is BlockKind.PARAGRAPH


def test_a_flowed_line_of_japanese_is_joined_without_the_space_that_marks_it() -> None:
    text = "水車の修理は \n来月からです。\nThe wheel \nturns.\n"
    head = "From: a@example.jp\nSubject: x\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    assert texts(one((head + text).encode())) == ["水車の修理は来月からです。", "The wheel turns."]


def test_an_archive_of_a_list_hides_addresses_and_names_its_authors() -> None:
    postmark = b"From a at example.jp  Wed May  1 09:00:00 2024\n"
    data = b"From: a at example.jp (Sumi Sawamura)\nMessage-ID: <1@x>\n\nx\n"
    assert one(postmark + data, "2024-May.mbox").author == "Sumi Sawamura"


def test_what_a_newsletter_hides_is_not_read() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>通信</title></head><body>"
        f'<div style="display:none">{"見本の文です。" * 9}</div>'
        "<table><tr><td><p>水車の修理が始まる。</p></td></tr></table>"
        '<p>停止は<a href="https://example.jp">こちら</a></p></body></html>'
    )
    head = "From: a@example.jp\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n"
    assert texts(one((head + page).encode())) == ["水車の修理が始まる。", "停止はこちら"]


def test_a_seal_is_no_file_that_was_left_out() -> None:
    made = message()
    made.add_attachment(b"\0\1", "application", "pkcs7-signature", filename="smime.p7s")
    assert [extract.losses for extract in extracts(made.as_bytes(), "a.eml")] == [()]


def test_the_seal_around_a_signed_text_is_not_read() -> None:
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n水車の件です。\n- -- 表 --\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=aB3d\n-----END PGP SIGNATURE-----\n"
    )
    assert texts(one(message(text).as_bytes())) == ["水車の件です。", "-- 表 --"]


def test_an_invitation_beside_its_words_and_the_commands_of_enriched_text_are_not_read() -> None:
    made = message("十日に集まります。\n")
    made.add_alternative("BEGIN:VCALENDAR\nSUMMARY:集まり\nEND:VCALENDAR\n" * 9, subtype="calendar")
    assert texts(one(made.as_bytes())) == ["十日に集まります。"]
    enriched = message("<bold>十日</bold>に集まります。\n").as_bytes().replace(b"text/plain", b"text/enriched")
    assert texts(one(enriched)) == ["十日に集まります。"]


def test_what_outlook_packs_for_itself_is_told() -> None:
    made = message()
    made.add_attachment(b"x", "application", "ms-tnef", filename="winmail.dat")
    (extract,) = extracts(made.as_bytes(), "a.eml")
    assert extract.losses == ("winmail.dat, in which Outlook packs what it attaches, was left out",)
