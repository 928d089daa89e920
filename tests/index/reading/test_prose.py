"""Raw text → the text that a reader reads, with a map to the file."""

from __future__ import annotations

import re
import textwrap
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.reading.lines import begins_anew, split
from inyo.index.reading.prose import clean, flowing, pages, plain_blocks
from inyo.index.values.document import Edit, apply
from inyo.index.values.extracts import BlockKind

ARTICLE = (
    "市立図書館は来春から、古い地図と絵葉書をだれでも自由に使える形で公開すると発表した。準備には四年かかったという。",
    "館長の藤代梢さんは取材に「棚に眠らせておくより、町の人に使ってもらうほうがずっといい」と話し、学校での利用にも期待を寄せた。",
    "一方で、写っている人の許しをどこまで得るべきかについては議論が続いており、専門家は慎重な手順を求めている。",
    "市は秋までに三百点を選び、撮影の年と場所を添えて順に載せていく。問い合わせは電話のほか、窓口でも受け付ける。",
)


def wrapped(width: int, *, between: str = "\n\n", first: str = "", rest: str = "") -> str:
    return between.join(
        "\n".join(textwrap.wrap(paragraph, width, initial_indent=first, subsequent_indent=rest))
        for paragraph in ARTICLE
    )


def texts(text: str) -> tuple[str, ...]:
    return tuple(block.text for block in plain_blocks(text))


def shown(raw: str, *, markdown: bool = False) -> str:
    cleaned = clean(raw)
    return flowing(cleaned.text, pages(raw, cleaned), markdown=markdown).text


@pytest.mark.parametrize("width", [20, 25, 35, 40])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x85", "\v"])
def test_lines_cut_at_one_width_are_one_paragraph(width: int, newline: str) -> None:
    assert texts(wrapped(width).replace("\n", newline)) == ARTICLE


@pytest.mark.parametrize(("first", "rest"), [("\u3000", ""), ("    ", "    "), ("  \u3000", "  ")])
def test_indents_begin_paragraphs_or_are_the_margin(first: str, rest: str) -> None:
    between = "\n\n" if first == rest else "\n"
    assert texts(wrapped(30, between=between, first=first, rest=rest)) == ARTICLE


@pytest.mark.parametrize(("mark", "level"), [("> ", 1), (">> ", 2), ("> > ", 2), ("| ", 1)])
def test_quoted_lines_lose_their_marks_and_say_how_deep_they_were(mark: str, level: int) -> None:
    blocks = plain_blocks(mark + wrapped(30).replace("\n", "\n" + mark))
    assert tuple(block.text for block in blocks) == ARTICLE
    assert {(block.kind, block.level) for block in blocks} == {(BlockKind.REPLY, level)}


def test_a_file_of_two_widths_is_joined_by_each() -> None:
    assert texts(wrapped(24) + "\n\n" + wrapped(38)) == ARTICLE * 2


def test_a_quoted_part_is_joined_and_the_reply_stays() -> None:
    reply = "了解しました。\nでは明日の朝に。\n"
    assert texts(reply + "\n> " + wrapped(28).replace("\n", "\n> ")) == ("了解しました。", "では明日の朝に。", *ARTICLE)


def test_a_mark_of_a_name_cut_in_two_is_no_list() -> None:
    more = (
        "来賓として招かれた作家のジャン＝ピエールアラン・ルノワール氏は、地図の余白に残る書き込みこそ町の声だと語った。"
    )
    cut = wrapped(23) + "\n\n" + "\n".join(more[at : at + 23] for at in range(0, len(more), 23))
    assert "\n・" in cut
    assert texts(cut)[-1] == more


def test_a_word_longer_than_the_lines_and_the_short_line_before_it_part_no_paragraph() -> None:
    title = '"HarbourOfficeOpensItsOldMapsAndPostcardsToEverybody"。'
    cut = "\n".join(["同館の報告書は\n" + title, *textwrap.wrap("港湾図書館、二〇一九年三月。" + ARTICLE[2], 20)])
    assert (
        texts(wrapped(20) + "\n\n" + cut)[-1] == "同館の報告書は" + title + "港湾図書館、二〇一九年三月。" + ARTICLE[2]
    )


def test_an_article_is_joined_whose_page_goes_on_with_headlines() -> None:
    headlines = [f"第{number}区の図書館、{'新しい' * (number % 4)}棚を開く" for number in range(3, 60)]
    article = [text.removesuffix("。") + "。" for text in ARTICLE * 4]
    cut = "\n".join(line for text in article for line in textwrap.wrap("\u3000" + text, 24, drop_whitespace=False))
    assert texts(cut + "\n" + "\n".join(headlines))[: len(article)] == tuple(article)


def test_what_stands_in_words_not_yet_closed_goes_on_though_a_space_stands_at_the_head_of_the_line() -> None:
    spoken = "番人は振り返り、「おや、もう店じまいかい？　それなら急いで行かなくては間に合わないね」と笑った。"
    cut = "\n".join(("\u3000" + spoken)[at : at + 22] for at in range(0, len(spoken) + 1, 22))
    assert "？\n\u3000それ" in cut
    assert spoken in texts(wrapped(22, between="\n", first="\u3000") + "\n" + cut)


def test_the_lines_of_a_block_whose_letters_are_narrow_are_as_wide_in_columns() -> None:
    narrow = "費用配分は、船主会の配分が2,500ドルなのに対して、市の配分は35,000ドルだった。"
    cut = "費用配分は、船主会の\n配分が2,500ドルなのに\n対して、市の配分は\n35,000ドルだった。"
    assert texts(wrapped(10) + "\n\n" + cut)[-1] == narrow


def test_paragraphs_whose_indents_a_copy_lost_are_known_by_their_shorter_first_lines() -> None:
    lines: list[str] = []
    for paragraph in ARTICLE:
        indented = "\u3000" + paragraph
        lines += [indented[at : at + 20].lstrip("\u3000") for at in range(0, len(indented), 20)]
    assert texts("\n".join(lines)) == ARTICLE


def test_headings_of_one_length_are_no_first_lines() -> None:
    parts = [f"{word}の港をめぐる話し合いが続く" for word in ("秋", "冬", "春", "夏")]
    text = "\n".join(f"{part}\n{ARTICLE[0] * 2}" for part in parts)
    assert texts(text) == tuple(text.split("\n"))


def test_latin_words_keep_a_space_and_soft_hyphens_go() -> None:
    lines = (
        "The harbour office will open its old maps and\npostcards to everybody next spring, after four\nyears of prep"
        "\u00ad\naration by people of the town, it was announced\nearlier today in a note to the press."
    )
    assert texts(lines) == (
        "The harbour office will open its old maps and postcards to everybody next spring, after four years of "
        "preparation by people of the town, it was announced earlier today in a note to the press.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "夜明けの港に\n船はまだ眠り\n遠い灯台だけが\n海を数えている",
        "はるのうみべにふねはゆき\nなみのまにまにとりはなく\nとおいあの日のうたごえが\nいまもこころにひびきます",
        "・ノート二冊と青い鉛筆を三本\n・三角定規と古い地図の写しを\n・雨具と水筒と弁当を忘れない\n・名札は左の胸に付けておこう",
        "議長　それでは始めます。\n田中　資料の三頁をご覧ください\n山本　先に一つ伺ってもよいか",
        "def harbour(ship):\n    if ship.name:\n        return ship\n    return None",
        "\n".join(["港湾 漁船 灯台 桟橋 防波堤 荷揚げ 倉庫 税関"] * 6),
        "出席者 大磯一郎 戸塚花子 平塚次郎 小田原三郎 茅ヶ崎四郎\n藤沢五郎 鎌倉六郎 逗子七郎 葉山八郎 三浦九郎\n以上",
        "品名　　　　数量　　値段\n地図　　　　三　　　二百円\n葉書　　　　五　　　百円",
        "\n".join(["「港の朝は早いと聞きましたが本当ですか、船長さん。」"] * 20),
        "\n".join(ARTICLE),
    ],
)
def test_verse_lists_talk_code_and_tables_stay_as_they_are(text: str) -> None:
    assert texts(text) == tuple(line.strip() for line in text.split("\n"))


@pytest.mark.parametrize(
    "furniture", ["\n\n- 3 -\n\n", "\n\f", "\n\n3/12\n\n", "\n第3頁\n", "\n\n－ 3 －\n\f\n港町図書館だより　第3号\n\n"]
)
def test_the_end_of_a_page_does_not_part_a_sentence(furniture: str) -> None:
    head = "前の頁の段落はここで終わる。\n\n"
    text = f"{head}館長は取材に「棚に眠らせて{furniture}おくより、町の人に使ってもらう」と話した。"
    if "だより" in furniture:
        text = (
            "港町図書館だより　第2号\n\n"
            + text
            + "\n\n次の段落。\n" * 9
            + "- 4 -\n\f\n港町図書館だより　第4号\n\n終わり。"
        )
    assert "「棚に眠らせておくより、町の人に使ってもらう」と話した。" in "\n".join(texts(text))


def test_a_head_that_every_page_begins_with_is_one_however_short_the_pages_are() -> None:
    head = "港町図書館だより　冬の号"
    pages = [
        "朝の港には漁を終えた船が何艘も並び、番人は灯台の",
        "火を消してから家路についた。そのあと港町の人々は",
        "市場に集まって競りの声を聞いた。",
    ]
    assert "灯台の火を消してから" in shown(
        "\n\f".join(f"{head}\n　{page}" if n == 0 else f"{head}\n{page}" for n, page in enumerate(pages))
    )


def test_numbers_and_labels_that_come_back_are_no_page_ends() -> None:
    assert "(1)" in shown("港湾事務局が公開した報道発表の資料\n(1)\n『古い地図と絵葉書について』の本文から引く")
    text = "編集部：\n" + "最近は紙の地図を開きますか\n\n三輪：\n仕事ですから毎日です\n\n編集部：\n" * 6
    assert shown(text).split("\n") == text.split("\n")
    assert texts("参加した人の数は次のとおりである\n\n3\n\n名前は伏せる") == (
        "参加した人の数は次のとおりである",
        "3",
        "名前は伏せる",
    )


def test_soft_breaks_of_markdown_before_a_bracket_that_had_no_room_and_a_dash_amid_words() -> None:
    raw = "店は新しい品を「Bluebird」\n「Nightingale」の二つに\n絞ると発表した。\n\n数字は一\n―三と小さい。\n"
    assert shown(raw, markdown=True) == (
        "店は新しい品を「Bluebird」「Nightingale」の二つに絞ると発表した。\n\n数字は一―三と小さい。\n"
    )
    assert shown("朝だった。\n―おはよう。", markdown=True) == "朝だった。\n―おはよう。"


def test_soft_breaks_of_markdown_are_no_breaks_and_hard_ones_are() -> None:
    code, table = "```\na\nb\n```\n", "| a |\n|---|\n| b |\n"
    raw = "# 題\n港の朝は\n早い。\n\n- 一つ目の\n  続き\n- 二つ目\n\n改行  \nここで\\\nここも\n\n"
    assert shown(f"{raw}{code}\n{table}", markdown=True) == (
        f"# 題\n港の朝は早い。\n\n- 一つ目の続き\n- 二つ目\n\n改行  \nここで\\\nここも\n\n{code}\n{table}"
    )


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u180e", "\u202a", "\u200e"])
def test_invisible_characters_go(mark: str) -> None:
    assert clean(f"宮{mark}原{mark}隆氏").text == "宮原隆氏"


@pytest.mark.parametrize(
    "kept", ["👨\u200d👩\u200d👧", "👩\u200d🔬", "❤\ufe0f\u200d🔥", "葛\U000e0100城", "می\u200cخواهم"]
)
def test_what_shapes_a_character_stays(kept: str) -> None:
    assert clean(kept).text == kept


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("⻄側の⻑官", "西側の長官"), ("⼭⽥", "山田"),
        ("﹁港﹂と﹃船﹄︑︒", "「港」と『船』、。"), ("︵注︶︙", "（注）…"),
        ("《《絶対に》》来る", "絶対に来る"), ("国〻", "国〻"), ("a\r\nb\rc\x85d\u2028e\fg", "a\nb\nc\nd\ne\ng"),
    ],
)  # fmt: skip
def test_shapes_become_the_characters_that_are_meant(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("民 俗 学の本", "民俗学の本"), ("柳は民 俗 学を学んだ", "柳は民俗学を学んだ"),
        ("館 長 は 「 港 は 遠 い 」 と 話 し た 。", "館長は「港は遠い」と話した。"),
        ("約 3 8 0 億 円 で 、 2 0 2 8 年 度 に", "約380億円で、2028年度に"),
        ("縦 横 高 1 2 3 4", "縦 横 高 1 2 3 4"), ("年 1 月 2 日 3", "年 1 月 2 日 3"),
        ("深山　涼子氏", "深山　涼子氏"), ("日 月 火 水 木 金 土", "日 月 火 水 木 金 土"),
        ("わたし は 犬 が すき です", "わたし は 犬 が すき です"),
        ("サ シ ス セ ソ", "サ シ ス セ ソ"), ("ガ ギ グ ゲ ゴの行", "ガ ギ グ ゲ ゴの行"),
        ("テ レ ビを見た", "テレビを見た"), ("A B C の 順", "A B C の 順"),
        ("価格 騒動 粉 作 作り 俵 櫃 価 蔵 店 農家 輸入 増産 減反 備蓄 味噌 倉庫",) * 2,
        ("山田 太郎", "山田 太郎"),
    ],
)  # fmt: skip
def test_stray_spaces_between_japanese_letters_go(raw: str, text: str) -> None:
    assert shown(raw) == text


def test_single_spaces_go_from_a_text_whose_words_the_recognition_of_characters_cut() -> None:
    raw = "市 は橋を直 す。帯刀周作局 長は「金は足 りる」と述べ、工事を急 ぐ。橋は古 く、人が通 れない。\n東京 大阪"
    text = "市は橋を直す。帯刀周作局長は「金は足りる」と述べ、工事を急ぐ。橋は古く、人が通れない。\n東京 大阪"
    assert shown(raw) == text


def test_recognised_text_without_a_stop_costs_as_much_as_it_is_long() -> None:
    raw = "橋 は 来 年 の 春 ま で に 直 る と 市 長 が 会 見 で\n" * 4_000
    began = time.process_time()
    shown(raw)
    assert time.process_time() - began < 8


def test_spaces_between_the_words_of_a_book_for_children_stay() -> None:
    text = "山の 上に 犬が いた。犬は 川を 見て いた。水が 光る。犬は 水を 飲み、山へ 帰った。"
    assert shown(text) == text


def test_a_space_that_a_cut_left_at_the_head_of_a_line_is_no_indent() -> None:
    long = "町の人は秋の祭りに合わせて古い屋台を直し、三日のあいだ通りを練り歩くことにした。"
    mixed = "町は来年度、記録を集めた地図をウェブサイト「Town Map」で公開すると発表し、意見を募っている。"
    paragraphs = [long * 3, mixed, long * 3]
    width = 1 + mixed.index(" Map")
    cut = ["\n".join(("　" + one)[at : at + width] for at in range(0, len(one) + 1, width)) for one in paragraphs]
    assert texts("\n".join(cut)) == tuple(paragraphs)


def test_a_list_of_headlines_is_joined_where_each_begins_with_an_indent() -> None:
    heads = [
        "港の倉庫を音楽堂に、十年越しの計画が動き出し市民団体と市が協定を結ぶ",
        "雪の峠で立ち往生のバスから乗客二十人が無事、消防が夜通しで救い出す",
        "短い見出し",
        "川の水位を子どもたちが測り、三つの小学校が一年がかりで作った地図を公開",
    ]
    cut = ["\n".join(("\u3000" + head)[at : at + 25] for at in range(0, len(head) + 1, 25)) for head in heads]
    assert texts("\n".join(cut)) == tuple(heads)


def test_who_takes_the_floor_stays_before_words_that_were_cut_off_at_the_space() -> None:
    turns = (
        "○議長（田所実君）　次に、水道の料金について、三番議員の質問を許します。",
        "◎市長（水野光君）　お答えします。来年度も据え置きます。",
    )
    cut = ["\n".join(turn[at : at + 9] for at in range(0, len(turn), 9)) for turn in turns]
    assert cut[0].splitlines()[:2] == ["○議長（田所実君）", "　次に、水道の料金"]
    assert texts("\n".join(cut)) == turns


@pytest.mark.parametrize(
    "line",
    [
        "橋の材木は来月の半ばにすべて届くと聞いています。それまでは待つことに",
        "祭りの寄付について問い合わせが来ています。返事を書いてもよろしいでしょ",
    ],
)
def test_one_break_in_a_mail_that_another_quotes_is_none(line: str) -> None:
    rest = "します。" if line.endswith("に") else "うか。"
    assert texts(f"承知しました。\n\n> {line}\n> {rest}") == ("承知しました。", line + rest)


def test_a_line_longer_than_the_others_goes_on_too() -> None:
    """Programs that set text squeeze marks to fit one more letter."""
    lines = wrapped(30).split("\n")
    lines[1], lines[2] = lines[1] + lines[2][:1], lines[2][1:]
    assert texts("\n".join(lines)) == ARTICLE


def test_a_bracket_closed_on_the_next_line_is_no_label() -> None:
    head = "出席者：林三郎（地図編集者）、早川実（登山ガイド）　司会：編集部の水野と田所の二人が務めた。"
    paragraphs = (*ARTICLE[:2], head, *ARTICLE[2:])
    width = head.index("ド）") + 1
    assert texts("\n\n".join("\n".join(textwrap.wrap(one, width)) for one in paragraphs)) == paragraphs


def test_widths_that_explain_as_much_are_told_apart_by_lines_that_end_a_sentence() -> None:
    first = "町の図書館は去年の秋から古い写真集を1200冊も貸し出している。"
    paragraphs = (first + "借りた人は九百人を超えた。", *ARTICLE)
    columns = 2 * len(first) - 4
    cut = []
    for paragraph in paragraphs:
        lines = [""]
        for letter in "\u3000" + paragraph:
            if sum(1 + (each > "z") for each in lines[-1] + letter) > columns:
                lines.append("")
            lines[-1] += letter
        cut.append("\n".join(lines))
    assert texts("\n".join(cut)) == paragraphs


@pytest.mark.parametrize("between", ["", "\n7\n\f", "\f"])
def test_vertical_lines_given_out_letter_by_letter_are_text(between: str) -> None:
    words = "雨の朝、祖母は「傘を持って」と言った。二十年も前のことだ。"
    half = words.index("二")
    raw = "\n".join(words[:half]) + "\n" + between + "\n".join(words[half:]) + "\n"
    assert "".join(texts(raw)).replace("7", "") == words
    assert words[: half - 1] in texts(raw)[0]


def test_words_that_answer_others_begin_anew_letter_by_letter() -> None:
    assert texts("\n".join("「もう行くのかい。」「行くよ。また来る。」")) == (
        "「もう行くのかい。」",
        "「行くよ。また来る。」",
    )


@pytest.mark.parametrize("letters", ["あいうえおかきくけこさしすせそたちつてと", "123456789012345678"])
def test_letters_below_one_another_without_a_point_are_a_list(letters: str) -> None:
    assert texts("\n".join(letters)) == tuple(letters)


def test_words_that_a_person_speaks_go_on_over_the_end_of_a_page_though_a_sentence_ends_there() -> None:
    raw = "館長の藤代梢さんは「棚に眠らせておくのは惜しい。\n\n- 3 -\n\n\f写真は町の人のものです」と話した。"
    assert texts(raw)[0] == "館長の藤代梢さんは「棚に眠らせておくのは惜しい。写真は町の人のものです」と話した。"


def test_lines_of_recognised_letters_are_joined_by_the_width_they_had_without_spaces() -> None:
    lines = wrapped(30).split("\n")
    spaced = [
        re.sub(r"(?<=[ぁ-ん一-龠])(?=[ぁ-ん一-龠])", " ", line) if number % 2 else line
        for number, line in enumerate(lines)
    ]
    assert texts("\n".join(spaced)) == ARTICLE


def test_a_block_knows_the_line_of_the_file() -> None:
    assert [block.place.line for block in plain_blocks("題\r\n\r\n一行目。\u2028二行目。\f三行目。")] == [1, 3, 4, 5]
    lines = [block.place.line for block in plain_blocks(wrapped(20))]
    raw = wrapped(20).split("\n")
    assert [raw[line - 1][:8] for line in lines] == [paragraph[:8] for paragraph in ARTICLE]


_ANY = st.text(st.sampled_from("港の朝、。「」>  \u3000\n\n\r\f\u2028\u200b\u00ad- 3aB.・民俗学⻄﹁《"), max_size=200)


@settings(deadline=None)
@given(_ANY, st.booleans())
def test_joining_loses_and_reorders_nothing_and_the_map_is_exact(raw: str, markdown: bool) -> None:
    cleaned = clean(raw)
    prose = flowing(cleaned.text, pages(raw, cleaned), markdown=markdown)
    origin = cleaned.origin.over(prose.origin)
    places = [origin.source(at) for at in range(len(prose.text))]
    assert all(before < after for before, after in pairwise(places))
    for at, place in enumerate(places):
        if prose.text[at].strip() and raw[place] not in "⻄﹁":
            assert raw[place] == prose.text[at]
            assert origin.text(place) == at
    assert _letters(prose.text) == _letters(cleaned.text)


def _letters(text: str) -> str:
    """Without blanks and what stands between two lines and is named: marks of quoting, page numbers."""
    return re.sub(r"[\s>\u00ad]|[-3]", "", text)


@given(st.text("abc", max_size=30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 3), st.booleans())))
def test_maps_lead_back_through_edits_of_edits(text: str, wanted: list[tuple[int, int, bool]]) -> None:
    edits: list[Edit] = []
    for start, size, replaced in sorted(wanted):
        if start + size <= len(text) and (not edits or start >= edits[-1].end) and size:
            edits.append(Edit(start, start + size, "x" if replaced else ""))
    once, lower = apply(text, edits)
    twice, upper = apply(once, [Edit(at, at + 1) for at in range(0, len(once), 3)])
    origin = lower.over(upper)
    assert [origin.source(at) for at in range(len(twice))] == [
        lower.source(upper.source(at)) for at in range(len(twice))
    ]


def test_a_text_quoted_from_end_to_end_is_read_without_the_marks() -> None:
    quoted = "> " + wrapped(30).replace("\n", "\n> ")
    assert shown(quoted) == "\n\n".join(ARTICLE)
    assert shown(f"承知しました。\n\n{quoted}").count("> ") == len(ARTICLE) + len(ARTICLE) - 1


def test_a_word_of_hundreds_of_letters_ends_no_paragraph() -> None:
    title = '"' + "HarbourOfficeOpensItsOldMaps" * 10 + '",2005'
    cut = "\n".join(["同館の報告書は", title, *textwrap.wrap("『港湾図書館年報』、二〇一九年三月。" + ARTICLE[2], 20)])
    joined = "同館の報告書は" + title + "『港湾図書館年報』、二〇一九年三月。" + ARTICLE[2]
    assert texts(wrapped(20) + "\n\n" + cut)[-1] == joined


@pytest.mark.parametrize(
    ("begun", "label"), [("神々も照覧あれ！　荒波", False), ("小町議員　米の", True), ('"NEWS:x', False)]
)
def test_a_cry_before_a_wide_space_is_no_label_and_a_name_is(begun: str, label: bool) -> None:
    assert begins_anew(begun, next(split(begun))) is label


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("大磯は網を**上げます**と言う。", "大磯は網を上げますと言う。"),
        ("大磯は**「港を守る」**と言う。", "大磯は「港を守る」と言う。"),
        ("**大磯**：「港を**必ず**守る」", "**大磯**：「港を必ず守る」"),
        ("> 大磯は **網を上げる** と言い、 **帰る** と言う。", "大磯は 網を上げる と言い、 帰る と言う。"),
        ("- **大磯** は帰る。", "- **大磯** は帰る。"),
        ("値は`甲**乙**丙`のまま。5**3=125で、2 ** 3は八。", "値は`甲**乙**丙`のまま。5**3=125で、2 ** 3は八。"),
        ("```\n甲**乙**丙\n```", "```\n甲**乙**丙\n```"),
    ],
)
def test_strong_words_amid_a_sentence_of_markdown_lose_their_marks(raw: str, text: str) -> None:
    cleaned = clean(raw)
    found = flowing(cleaned.text, markdown=True)
    assert found.text == text
    assert all(raw[found.origin.source(at)] == letter for at, letter in enumerate(found.text))


def test_the_rules_round_a_comment_of_asciidoc_are_joined_to_nothing() -> None:
    rule = "/" * 26
    original = "The mill turns all night, and the keeper sits by the fire and hears the flour fall until the morning"
    original += " comes over the hill."
    said = "水車は夜も廻り、番人は火の前で粉の落ちる音を聞きながら、朝になるまで起きている。"
    text = f"{rule}\n=== The Mill\n{rule}\n=== 水車の村\n\n"
    text += f"{rule}\n{original}\n{original[:70]}\n{rule}\n{said}\n{said * 2}\n\n" * 3
    assert flowing(clean(text).text).text.count(f"{rule}\n{said}\n") == 3


PROGRAMS = {
    "perl": "sub tide {\n    my $hours = shift;\n    return $hours * 2;\n}\n\nsub ebb {\n    my $self = shift;\n}",
    "styles": "Pier > .lamp { color: #ccc; }\nPier.-open > .lamp { color: #fff; }\nPier > .rope { text-style: bold; }",
    "settings": "line-length = 100\ntarget = 'harbour'\nname = '渡し船'\nkind = 'ferry'\nlayers = [\n 'deck',\n]",
    "python": "def tide(hours):\n    level = hours * 2\n    name = '潮位'\n    return level, name\n\nlamps = 12",
    "shell": "#!/bin/sh\ncd harbour\npip install boats\necho '港を開く' > open.txt\nexport LAMPS=12\nif [ -f a ]; then",
}


def test_spaces_and_settings_of_a_program_stay() -> None:
    program = (
        "rows = [\n    'ア ラ タ マ ル',\n    'ミ ナ ト マ チ',\n]\nname = 'harbour'\n"
        "async def tide(hours):\n    await ebb(hours)"
    )
    assert texts(program) == tuple(line.strip() for line in program.split("\n"))


def test_a_space_stands_before_a_marked_word_of_a_cut_line() -> None:
    lines = [
        "the harbour office keeps `maps` and `lists` of ships,",
        "`tides` of all the years in which it kept them and",
        "`ropes` of the boats which have long left the town",
    ]
    assert "ships, `tides` of" in texts("\n".join(lines))[0]


@pytest.mark.parametrize("kind", PROGRAMS)
def test_programs_style_sheets_and_settings_stay_as_they_are(kind: str) -> None:
    code = PROGRAMS[kind]
    assert texts(code) == tuple(line.strip() for line in code.split("\n") if line.strip())


def test_a_long_line_of_quotation_marks_is_asked_for_code_in_linear_time() -> None:
    begun = time.process_time()
    assert texts(('"a",' * 100_000 + "。\n") * 3)
    assert time.process_time() - begun < 20


def test_a_headline_as_wide_as_narrow_lines_without_indents_stands_by_itself() -> None:
    body = (
        "山沢新聞と北浜放送によると、一日の午前四時過ぎ、山沢町の店に刃物を持った男が押し入り、店の人を脅して現金を奪っ"
        "て逃げた。店にけが人はなく、警察が男の行方を追っている。"
    )
    cut = [body[:13], *(body[at : at + 14] for at in range(13, len(body), 14))]
    assert texts("\n".join(["山沢町の店で現金奪われ被害", *cut])) == ("山沢町の店で現金奪われ被害", body)
    assert (
        texts("\n".join(["山沢町の店で現金を取られた人", "が語る", "", *cut]))[0]
        == "山沢町の店で現金を取られた人が語る"
    )


def test_the_short_rest_of_a_headline_that_was_cut_is_of_it() -> None:
    body = "".join(ARTICLE)
    cut = [body[:13], *(body[at : at + 14] for at in range(13, len(body), 14))]
    head = "山沢町の店で現金を取られた人が語る"
    assert texts("\n".join([head[:14], head[14:], *cut]))[0] == head
