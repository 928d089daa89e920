"""Headlines, citations, comments, turns and other blocks."""

from __future__ import annotations

import pytest

from inyo.index.values.quotation import SHOWN
from tests.index.quotations.reading import read, said

ARTICLE = "佐藤一郎知事は十日、県庁で会見し、橋の架け替えを来年度に始めると発表した。"


def _shown_in_body(text: str) -> list[str]:
    return [found.text for found in read(text) if found.zone == "body" and found.kind in SHOWN]


def test_a_clause_beside_a_name_in_a_headline_is_that_persons() -> None:
    found = read(f"佐藤知事「橋を直す」\n\n{ARTICLE}\n")[0]
    assert (found.zone, found.kind, found.speaker) == ("headline", "speech", "佐藤一郎")


BODY = "　水門市の佐藤一郎市長は5日、橋の工事を来年から始めると発表した。\n　市民からは期待の声が聞かれる。\n"


def test_a_headline_may_have_a_second_line() -> None:
    found = read(f"橋の工事、来年から　水門市\n佐藤市長「十年待った」　予算は３倍に\n\n{BODY}")[0]
    assert (found.zone, found.kind, found.speaker) == ("headline", "speech", "佐藤一郎")


@pytest.mark.parametrize(
    "lines",
    [
        "「十年待った」\n「もっと待った」",
        "橋の工事\n佐藤市長は「十年待った」と語った。",
        "橋の工事\n\n佐藤市長は「十年待った」と",
    ],
)
def test_what_is_said_under_a_title_or_ends_a_sentence_is_no_second_line(lines: str) -> None:
    assert [found.zone for found in read(f"{lines}\n\n{BODY}") if "十年" in found.text][-1] == "body"


def test_a_clause_without_a_name_in_a_headline_is_nobodys() -> None:
    found = read(f"「橋がもう持たない」 港町に広がる不安\n\n{ARTICLE}\n")[0]
    assert (found.kind, found.speaker) == ("speech", "")


def test_a_list_of_news_headlines_stays_out_of_the_body() -> None:
    text = f"橋の話\n\n{ARTICLE}\n\n最新ニュース\n港の祭り「楽しかった」 三千人が集う\n市長「橋は直す」 議会で\n"
    assert _shown_in_body(text) == []


def test_citations_glued_to_the_body_are_sources() -> None:
    cited = "東都ニュース『知事「橋を直す」』。東都新聞、2019年5月2日。『橋は来年』。港日報、2019年5月3日。"
    text = f"橋の話\n\n{ARTICLE}{cited}\n"
    assert _shown_in_body(text) == []
    assert {found.zone for found in read(text) if found.kind != "indirect"} == {"source"}


def test_each_comment_of_a_comment_section_is_a_block() -> None:
    text = (
        f"{ARTICLE}\n\n\n掲示板の反応\n\n以下は掲示板の利用者のコメントの抜粋です。\n\n\nこれはひどい。\n\n\nもっと早く直すべきだった。\n"
        "橋は待ってくれない。\n\n\nうちの町の橋も頼む。\n\n\nまとめ\n\n橋の話はまだ続く。\n"
    )
    blocks = [found for found in read(text) if found.form == "block"]
    assert [(found.zone, found.speaker) for found in blocks] == [("comment", "掲示板の利用者")] * 3
    assert blocks[1].text == "もっと早く直すべきだった。\n橋は待ってくれない。"


def test_turns_of_minutes_are_blocks_by_the_member_named() -> None:
    text = "○議長（田中実君）　会議を開きます。\n\n○三番（林良子君）　橋について伺います。\n　いつ直すのですか。\n"
    assert said(text) == [("田中実", "会議を開きます。"), ("林良子", "橋について伺います。\n　いつ直すのですか。")]


def test_turns_of_an_interview_are_blocks_and_questions_nobodys() -> None:
    text = "橋の専門家、林良子さんに聞く。\n\n――橋は直りますか。\n林　直ります。\n\n――いつですか。\n林　来年です。\n"
    assert said(text) == [
        ("", "橋は直りますか。"),
        ("林良子", "直ります。"),
        ("", "いつですか。"),
        ("林良子", "来年です。"),
    ]


def test_labels_with_a_colon_make_a_transcript() -> None:
    text = "司会：始めます。\n林：よろしく。\n司会：橋はどうですか。\n林：直ります。\n"
    assert [speaker for speaker, _ in said(text)] == ["司会", "林", "司会", "林"]


def test_who_says_i_in_a_turn_is_the_one_whose_turn_it_is() -> None:
    text = "司会：始めます。\n林：私は「橋は直る」と言いました。\n司会：なるほど。\n林：ええ。\n"
    assert ("林", "橋は直る") in said(text)


def test_words_between_says_and_the_particle_are_a_block() -> None:
    text = "評論家の林良子は記事でこう記している。橋は町の背骨であり、折れれば町が倒れると。\n"
    found = next(item for item in read(text) if item.form == "block")
    assert (found.text, found.speaker, found.kind) == ("橋は町の背骨であり、折れれば町が倒れる", "林良子", "written")


def test_a_list_under_a_speaker_is_one_block() -> None:
    items = "  • 橋を調べること。\n  • 橋を直すこと。\n"
    text = f"林良子氏は会見した。必要なことは二つあると彼女は述べる:\n\n{items}\n会見は終わった。\n"
    found = next(item for item in read(text) if item.form == "block")
    assert found.text == "橋を調べること。\n  • 橋を直すこと。"
    assert found.speaker == "林良子"


def test_dialogue_without_a_speaker_stays_blank() -> None:
    text = "　港は暗かった。\n「来たか」\n「来たよ」\n　波が鳴った。\n"
    assert said(text) == [("", "来たか"), ("", "来たよ")]


def test_dialogue_is_attributed_where_the_narrative_says_so() -> None:
    text = "　港は暗かった。\n「遅かったな」\n　山田さんはそう言った。\n"
    assert said(text) == [("山田", "遅かったな")]


def test_a_line_that_begins_with_the_particle_goes_on_with_the_quotation_above() -> None:
    assert said("「遅かったな」\nと山田さんは言った。\n") == [("山田", "遅かったな")]


_MAIL = (
    "From: 佐野 早苗 <sano@example.jp>\nSubject: Re: 打ち合わせ\n\n"
    "{greeting}部長は「来週がいい」と言っていました。\n\n{quoted}\n"
)


@pytest.mark.parametrize(
    ("greeting", "quoted", "speaker"),
    [
        ("開発部　松井様\n\n", "> 今週は難しいです。\n> 来週にできますか。", "松井"),
        ("", "> 松井です。\n> 今週は難しいです。", "松井"),
        ("", "> 開発部の松井と申します。\n> 今週は難しいです。", "松井"),
        ("", "> 来週です。\n> 今週は難しいです。", ""),
    ],
)
def test_what_a_mail_quotes_is_of_whom_it_answers_and_of_nobody_it_only_speaks_of(
    greeting: str, quoted: str, speaker: str
) -> None:
    assert [who for who, words in said(_MAIL.format(greeting=greeting, quoted=quoted)) if "難しい" in words] == [
        speaker
    ]


def test_a_label_is_no_part_of_the_phrase_behind_it() -> None:
    text = "○議長（大城）　質問を許します。\n○市民課長（金城）　市民から「窓口が遠い」との声があります。\n"
    text += "○教育長（安里）　県教委が「待て」と言っております。"
    assert [who for who, words in said(text) if words in ("窓口が遠い", "待て")] == ["市民", "県教委"]


def test_a_label_ends_before_a_stage_direction() -> None:
    text = "母　また停電かい。\n息子　見てくるよ。\n母　早くしておくれ。\n"
    text += "息子　（立ち上がって）父さんが「男の仕事だ」って言うのにね。\n母　そうだね。"
    assert [who for who, words in said(text) if words == "男の仕事だ"] == ["父さん"]


def test_whoever_answers_may_be_named_below_the_answers() -> None:
    pair = "Ｑ{0}．{1}はいつですか。\nＡ{0}．{1}は来月です。お待ちください。\n\n"
    text = "".join(pair.format(number, what) for number, what in (("１", "見学"), ("２", "入会"), ("３", "発表会")))
    found = said(text + "（回答：稽古場主宰・柳瀬千鶴）\n")
    assert [who for who, words in found if "来月" in words] == ["柳瀬千鶴"] * 3
    assert not [words for _, words in found if "主宰" in words]
