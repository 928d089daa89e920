"""Subtitles and transcripts: every word once, with its time and its voice."""

from __future__ import annotations

import pytest

from inyo.index.reading.formats.contents import extracts
from inyo.index.reading.formats.transcripts import has_cues, looks_timed
from inyo.index.reading.formats.transcripts import read_subtitles as read
from inyo.index.values.extracts import Block, BlockKind, UnreadableFormat

SRT = """1
00:00:01,000 --> 00:00:04,000
きょうは糸を染める
工房を訪ねました

2
00:00:05,500 --> 00:00:07,000
<i>藍は生きている</i>と
職人は言います

3
01:00:00,000 --> 01:00:02,000 X1:10 X2:20
{\\an8}12
"""


def turns(text: str | bytes, name: str = "a.srt") -> list[tuple[str, str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(block.place.time, block.speaker, block.text) for block in blocks(data, name)]


def blocks(data: bytes, name: str = "a.srt") -> tuple[Block, ...]:
    (extract,) = read(data, name)
    return extract.blocks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_srt_cues_lose_their_tags_and_breaks_and_keep_their_time(encoding: str, newline: str) -> None:
    assert turns(SRT.replace("\n", newline).encode(encoding)) == [
        ("00:00:01.000", "", "きょうは糸を染める工房を訪ねました"),
        ("00:00:05.500", "", "藍は生きていると職人は言います"),
        ("01:00:00.000", "", "12"),
    ]


def test_a_cue_knows_its_line_in_the_file() -> None:
    assert [block.place.line for block in blocks(SRT.encode())] == [2, 7, 12]


def test_a_blank_line_inside_an_srt_cue_loses_no_words() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n前半で\n\n後半です\n\n2\n00:00:03,000 --> 00:00:04,000\n次\n"
    assert [words for *_, words in turns(text)] == ["前半で後半です", "次"]


def test_lines_with_dashes_are_of_two_voices() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n- 何時に着く？\n- 六時だ\n"
    assert [words for *_, words in turns(text)] == ["何時に着く？", "六時だ"]


def test_a_sentence_that_breaks_off_at_a_comma_goes_on_in_the_same_block() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n雪が解けたら、\n\n2\n00:00:02,000 --> 00:00:04,000\n峠を越えます\n"
    assert turns(text) == [("00:00:01.000", "", "雪が解けたら、峠を越えます")]


def test_where_cues_end_with_full_stops_one_without_goes_on() -> None:
    said = ["潮が引きました。", "水が冷たいほど紙は", "よく締まります。", "そうですね。"]
    pointed = "".join(f"{n + 1}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n" for n, text in enumerate(said))
    assert [text for _, _, text in turns(pointed)] == [
        "潮が引きました。",
        "水が冷たいほど紙はよく締まります。",
        "そうですね。",
    ]
    assert len(turns(pointed.replace("。", ""))) == 4


def test_labels_that_come_back_are_speakers_and_sounds_are_not() -> None:
    cues = [
        "（ハル）どこへ行くの？",
        "（拍手）さあ始まります",
        "（ソウタ）畑だよ",
        "（ハル）いっしょに行く",
        "（ソウタ）うん",
    ]
    text = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{cue}\n" for n, cue in enumerate(cues, 1))
    assert [(who, words) for _, who, words in turns(text)] == [
        ("ハル", "どこへ行くの？"),
        ("", "（拍手）さあ始まります"),
        ("ソウタ", "畑だよ"),
        ("ハル", "いっしょに行く"),
        ("ソウタ", "うん"),
    ]


VTT = """\ufeffWEBVTT - 糸の話
Kind: captions

STYLE
::cue(v) { color: red }

NOTE
これは覚え書き
二行目

first
00:01.000 --> 00:02.000 line:0 position:20%
<v.loud ハル &amp; ソウタ>一反を織るのに</v>

00:03.000 --> 00:04.000
<v ハル>三日かかる</v> <v ソウタ>四日だよ</v>

NOTE おしまいの覚え書き

1:00:05.000 --> 1:00:06.000
<ruby>錘<rt>つむ</rt></ruby>を&lt;回す&gt;
"""


def test_vtt_voices_are_speakers_and_notes_and_styles_are_left_out() -> None:
    assert turns(VTT, "a.vtt") == [
        ("00:00:01.000", "ハル & ソウタ", "一反を織るのに"),
        ("00:00:03.000", "ハル", "三日かかる"),
        ("00:00:03.000", "ソウタ", "四日だよ"),
        ("01:00:05.000", "", "錘を<回す>"),
    ]


def test_vtt_gives_its_heading_as_title_and_its_ruby_as_ruby() -> None:
    (extract,) = read(VTT.encode(), "a.vtt")
    assert extract.title == "糸の話"
    (ruby,) = extract.blocks[-1].rubies
    assert (extract.blocks[-1].text[ruby.start : ruby.end], ruby.reading) == ("錘", "つむ")


def test_captions_that_roll_give_each_line_once() -> None:
    text = (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nきょうは<00:00:01.000><c>晴れ</c>\n\n"
        "00:00:02.000 --> 00:00:04.000\nきょうは晴れ\nあすは<00:00:03.000><c>雨です</c>\n"
    )
    assert [words for *_, words in turns(text, "a.vtt")] == ["きょうは晴れ", "あすは雨です"]


def test_what_is_in_angle_brackets_and_no_tag_stays() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n<注意>足もとに<b>氷</b>\n"
    assert [words for *_, words in turns(text)] == ["<注意>足もとに氷"]


def test_lyrics_are_in_the_order_of_their_times_with_title_and_singer() -> None:
    (extract,) = read(
        "[ti:渡し舟]\n[ar:岸本ミナ]\n[00:10.50][01:10.50]舟が出る\n[00:20.00]川霧の中\n".encode(), "a.lrc"
    )
    assert (extract.title, extract.author) == ("渡し舟", "岸本ミナ")
    assert [(block.place.time, block.text) for block in extract.blocks] == [
        ("00:00:10.500", "舟が出る"),
        ("00:00:20.000", "川霧の中"),
        ("00:01:10.500", "舟が出る"),
    ]


def test_sbv_and_ass_are_read() -> None:
    assert turns("0:00:01.500,0:00:03.000\n窯の火を\n落とします\n", "a.sbv") == [
        ("00:00:01.500", "", "窯の火を落とします")
    ]
    ass = (
        "[Script Info]\nTitle: 窯\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
        "Dialogue: 0,0:00:01.50,0:00:03.00,Default,陶工,{\\i1}土は、\\N嘘をつかない\n"
    )
    assert turns(ass, "a.ass") == [("00:00:01.500", "陶工", "土は、嘘をつかない")]


def test_whisper_lines_are_turns() -> None:
    text = (
        "[00:00.000 --> 00:02.500]  峠の茶屋は、\n[00:02.500 --> 00:05.000]  もう閉まっていました\n"
        "[00:06.000 --> 00:07.000] 次の日\n"
    )
    assert looks_timed(text)
    assert turns(text, "a.txt") == [
        ("00:00:00.000", "", "峠の茶屋は、もう閉まっていました"),
        ("00:00:06.000", "", "次の日"),
    ]


def test_minutes_that_start_again_after_an_hour_run_on() -> None:
    text = "[59:50.000 --> 59:58.000] 一\n[59:58.000 --> 00:04.000] 二\n[00:04.000 --> 00:09.000] 三\n[02:00.000] 四\n"
    assert [time for time, *_ in turns(text)] == ["00:59:50.000", "00:59:58.000", "01:00:04.000", "01:02:00.000"]


def test_another_recording_keeps_its_own_times() -> None:
    text = "[12:50.000 --> 12:58.000] 一\n[00:04.000 --> 00:09.000] 二\n"
    assert [time for time, *_ in turns(text)] == ["00:12:50.000", "00:00:04.000"]


INTERVIEW = """聞き書き　第三回
話し手は糸を染める人

(00:00:05) 話者A: いつからこの仕事を？
(00:00:09) 話者B: 十五の春からです。
父が倒れたので。

それからずっと。
(００：０１：１０) 話者A: ひとりで？
"""


def test_stamped_turns_have_speakers_and_go_on_below() -> None:
    assert looks_timed(INTERVIEW)
    assert [(block.kind, block.place.time, block.speaker, block.text) for block in blocks(INTERVIEW.encode())][-4:] == [
        (BlockKind.TURN, "00:00:05.000", "話者A", "いつからこの仕事を？"),
        (BlockKind.TURN, "00:00:09.000", "話者B", "十五の春からです。父が倒れたので。"),
        (BlockKind.TURN, "00:00:09.000", "話者B", "それからずっと。"),
        (BlockKind.TURN, "00:01:10.000", "話者A", "ひとりで？"),
    ]
    assert blocks(INTERVIEW.encode())[0].text.startswith("聞き書き　第三回")


def test_a_name_before_the_time_is_the_speaker_of_what_stands_below() -> None:
    text = "話者 1  00:03\n窓を開けてください\n\n話者 2  00:07\nはい\n\n話者 1  00:09\nありがとう\n"
    assert looks_timed(text)
    assert turns(text) == [
        ("00:00:03.000", "話者 1", "窓を開けてください"),
        ("00:00:07.000", "話者 2", "はい"),
        ("00:00:09.000", "話者 1", "ありがとう"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "10:00 開会\n10:15 来賓のあいさつ\n11:30 休憩\n13:00 再開\n",
        "きのうの会議は10:00に始まった。\n長い話だった。\n12:30に終わった。\n",
        "10:5 で勝った\n3:2 で負けた\n1:0 で勝った\n",
        "第1章 12:30 の列車\n本文がつづく。\nまたつづく。\n",
        "",
    ],
)
def test_programmes_scores_and_prose_are_no_transcripts(text: str) -> None:
    assert not looks_timed(text)


def test_srt_under_another_name_is_recognised() -> None:
    assert has_cues(SRT)
    assert not has_cues("矢印 --> ここ\n")


def test_times_without_words_are_one_sentence() -> None:
    with pytest.raises(UnreadableFormat, match="without words"):
        read(b"1\n00:00:01,000 --> 00:00:02,000\n\n", "a.srt")


def test_a_subtitle_file_without_times_is_one_sentence() -> None:
    with pytest.raises(UnreadableFormat, match="no times"):
        read("時のない文章".encode(), "a.srt")


@pytest.mark.parametrize(
    "text",
    ["00:00:01,000 --> 00:00:02,000\n" + "<" * 300_000, "00:01.000 --> 00:02.000\n" + "<v a>" * 60_000 + "底\n",
     "[00:01.000 --> 00:02.000]  " + "あ" * 500_000 + "\n", "(" * 200_000 + "\n[00:01] 底\n",
     "{\\" * 100_000 + "\n00:00:01,000 --> 00:00:02,000\n底\n"],
    ids=["open tags", "voices", "one long line", "brackets", "overrides"],
)  # fmt: skip
def test_hostile_subtitles_are_read_in_linear_time(text: str) -> None:
    assert read(text.encode(), "a.srt")[0].blocks


@pytest.mark.parametrize(
    "line",
    [
        "13:0{n}:12\t {who} から 全員 へ:\n\t{words}",
        "13:0{n}:12 From {who} to Everyone:\n\t{words}",
        "13:0{n}:12 From  {who}  to  全員 : {words}",
        "13:0{n}:12 開始  {who} 宛先  全員:\n\t{words}",
        "13:0{n}:12 From {who} to 沢村 澄(Direct Message):\n\t{words}",
    ],
)
def test_the_chat_of_a_video_conference_has_who_wrote_for_its_voice(line: str) -> None:
    said = (("沢村 澄", "聞こえますか。"), ("田所", "はい、聞こえます。"), ("沢村 澄", "では始めます。"))
    text = "\n".join(line.format(n=number, who=who, words=words) for number, (who, words) in enumerate(said))
    assert [(speaker, words) for _, speaker, words in turns(text, "chat.txt")] == list(said)


def test_a_sentence_over_cues_is_of_whom_the_first_names() -> None:
    words = [
        "聞き手：舟は何時に",
        "出ますか。",
        "番人：朝の四時に",
        "出ます。",
        "聞き手：早いですね。",
        "番人：川が",
        "静かです。",
    ]
    cues = "\n".join(f"00:00:{at:02}.000 --> 00:00:{at + 1:02}.000\n{text}\n" for at, text in enumerate(words))
    (extract,) = read(f"WEBVTT\n\n{cues}".encode(), "a.vtt")
    assert [(block.speaker, block.text) for block in extract.blocks] == [
        ("聞き手", "舟は何時に出ますか。"),
        ("番人", "朝の四時に出ます。"),
        ("聞き手", "早いですね。"),
        ("番人", "川が静かです。"),
    ]


def test_timed_text_in_xml_names_its_agents() -> None:
    ttml = (
        '<?xml version="1.0" encoding="UTF-8"?><tt xmlns="http://www.w3.org/ns/ttml" '
        'xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><metadata><ttm:title>漁港の朝</ttm:title>'
        '<ttm:agent xml:id="a"><ttm:name type="full">大磯 渚</ttm:name></ttm:agent></metadata></head><body><div>'
        '<p begin="00:00:01.500" end="00:00:03.000" ttm:agent="a">網を<br/>上げます。</p>'
        '<p begin="3723s" end="3725s">港に<span>鐘</span>が鳴る。</p></div></body></tt>'
    )
    (extract,) = read(ttml.encode(), "a.ttml")
    assert [(block.place.time, block.speaker, block.text) for block in extract.blocks] == [
        ("00:00:01.500", "大磯 渚", "網を上げます。"), ("01:02:03.000", "", "港に鐘が鳴る。")
    ]  # fmt: skip
    assert extract.title == "漁港の朝"


def test_subtitles_with_a_tag_of_typewriters_are_no_timed_text() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\n<tt>網を上げます。</tt>\n"
    assert "網を上げます。" in turns(srt)[0][2]
    head = '\ufeff<?xml version="1.0"?>\n<!-- 港 -->\n<t:tt xmlns:t="http://www.w3.org/ns/ttml">'
    ttml = head + '<t:p begin="1s">鐘。</t:p></t:tt>'
    assert [text for _, _, text in turns(ttml, "a.ttml")] == ["鐘。"]


def test_a_cue_whose_first_line_is_a_space_has_words() -> None:
    assert [text for _, _, text in turns("WEBVTT\n\n00:01.000 --> 00:02.000\n \n網を上げます。\n\n", "a.vtt")] == [
        "網を上げます。"
    ]


def test_a_name_in_brackets_before_the_time_speaks_what_stands_below() -> None:
    text = "[大磯 渚] 14:02:11\n網を上げます。\n\n[船頭] 14:02:30\nまだ早い。\n"
    assert [(speaker, words) for _, speaker, words in turns(text, "a.txt")] == [
        ("大磯 渚", "網を上げます。"), ("船頭", "まだ早い。")
    ]  # fmt: skip


def test_names_in_round_brackets_before_words_in_brackets_are_the_voices() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\n(拍手)\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n(村長・榊原)\n「来る人がおらん」\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n(野呂)\n「鍵は私が」\n"
    )
    assert [(speaker, words) for _, speaker, words in turns(text)] == [
        ("", "(拍手)"),
        ("村長・榊原", "「来る人がおらん」"),
        ("野呂", "「鍵は私が」"),
    ]


def test_who_speaks_but_once_is_a_voice_beside_names_that_come_back() -> None:
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n"
    words = ["（木内）橋の話を", "（記者）\nいつごろ？", "（木内）祖父の代です", "（銃声）\n逃げろ"]
    found = turns("".join(cue.format(number, text) for number, text in enumerate(words, 1)))
    assert [voice for _, voice, _ in found] == ["木内", "記者", "木内", ""]


def test_the_chat_of_a_video_conference_in_japanese_has_its_words_below() -> None:
    heads = "10:02:03 開始 木内 春 送信先 全員:", "10:03:15 開始 戸川 進 送信先 木内 春(ダイレクトメッセージ):"
    text = f"{heads[0]}\n\t橋の話を\n{heads[1]}\n\t祖父です\n"
    found = [(block.speaker, block.text) for extract in extracts(text.encode(), "chat.txt") for block in extract.blocks]
    assert found == [("木内 春", "橋の話を"), ("戸川 進", "祖父です")]


def test_a_voice_is_named_without_the_firm_in_brackets_behind_it() -> None:
    cue = "{0}\n00:00:0{0}.000 --> 00:00:0{0}.900\n{1}（谷新報）: {2}\n\n"
    words = [("木内 春", "橋の話を"), ("戸川 進", "祖父です"), ("木内 春", "いつごろ？")]
    found = turns("WEBVTT\n\n" + "".join(cue.format(at, *each) for at, each in enumerate(words, 1)), "a.vtt")
    assert [(voice, text) for _, voice, text in found] == words


HEAD = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
LINE = "Dialogue: 0,0:00:0{}.00,0:00:09.00,Default,,0,0,0,,{}\n"


def test_drawings_are_no_words() -> None:
    drawing = r"{\pos(1,2)\p1}m 0 0 l 100 0{\p0}"
    text = (
        HEAD + LINE.format(1, drawing) + LINE.format(2, drawing + r"{\pos(1,2)}橋です") + LINE.format(3, r"{\p2}m 1 1")
    )
    assert turns(text, "a.ass") == [("00:00:02.000", "", "橋です")]


def test_lines_are_in_the_order_of_their_times_and_layers_of_one_are_one() -> None:
    text = HEAD + LINE.format(3, "祖父が架けました。") + LINE.format(1, "橋です。") * 2
    assert turns(text, "a.ass") == [("00:00:01.000", "", "橋です。"), ("00:00:03.000", "", "祖父が架けました。")]


def test_a_voice_of_webvtt_is_named_without_the_firm_behind_it() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 木内 春 (外部)>橋です</v>\n"
    assert turns(text, "a.vtt") == [("00:00:01.000", "木内 春", "橋です")]


@pytest.mark.parametrize(
    ("container", "base", "reading"),
    [('tts:ruby="container"', 'tts:ruby="base"', 'tts:ruby="text"'), ('style="r"', 'style="b"', 'style="t"')],
    ids=["by itself", "by its style"],
)
def test_timed_text_in_xml_has_ruby(container: str, base: str, reading: str) -> None:
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"><head><styling>'
        '<style xml:id="r" tts:ruby="container"/><style xml:id="b" tts:ruby="base"/><style xml:id="t" tts:ruby="text"/>'
        f'</styling></head><body><div><p begin="1s">その橋は<br/>\n  <span {container}><span {base}>鵜飼</span>'
        f"<span {reading}>うかい</span></span>の橋です。</p></div></body></tt>"
    )
    (block,) = blocks(text.encode(), "a.ttml")
    assert block.text == "その橋は鵜飼の橋です。"
    assert [(block.text[ruby.start : ruby.end], ruby.reading) for ruby in block.rubies] == [("鵜飼", "うかい")]


def test_who_speaks_but_once_is_a_voice_beside_names_in_wide_brackets_too() -> None:
    said = ["［木内］橋です。", "［記者］いつですか。", "［木内］去年です。", "［拍手］"]
    text = "".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{words}\n\n" for at, words in enumerate(said, 1))
    assert [(voice, words) for _, voice, words in turns(text)] == [
        ("木内", "橋です。"), ("記者", "いつですか。"), ("木内", "去年です。"), ("", "［拍手］"),
    ]  # fmt: skip


def test_a_cue_that_is_named_by_its_speaker_is_his() -> None:
    text = 'WEBVTT\n\n1 "木内 春" (1024)\n00:01.000 --> 00:02.000\n橋です\n'
    assert turns(text, "a.vtt") == [("00:00:01.000", "木内 春", "橋です")]


def test_a_hard_space_between_japanese_letters_is_none() -> None:
    text = HEAD + LINE.format(1, r"橋は\h去年。\hNo\hway.")
    assert turns(text, "a.ass") == [("00:00:01.000", "", "橋は去年。No way.")]


def test_the_marks_of_another_speaker_in_broadcasts_part_voices_and_are_no_words() -> None:
    said = [">> 橋です。\n>>いつですか。", "&gt;&gt; 去年。"]
    text = "".join(f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{words}\n\n" for at, words in enumerate(said, 1))
    assert [words for _, _, words in turns(text)] == ["橋です。", "いつですか。", "去年。"]
