"""How entertainment and web pages tell who spoke: by given names, from voices of many, in headlines, of the asked."""

from __future__ import annotations

import pytest

from inyo.index.values.quotation import SHOWN, Quotation
from tests.index.quotations.reading import kinds, read, said


def speakers(text: str) -> list[str]:
    """Who speaks, in order."""
    return [speaker for speaker, _ in said(text)]


@pytest.mark.parametrize(
    ("full", "given"),
    [("ジジ・マルドーン", "ジジ"), ("アレハンドラ・ケステル", "アレハンドラ"), ("ルー・ドナート", "ルー")],
)
def test_a_foreign_given_name_goes_on_with_who_was_named_in_full(full: str, given: str) -> None:
    text = f"モデルの{full}が来日した。{given}は同誌に「毎日、三つのことをする」と語った。"
    assert speakers(text) == [full]


def test_voices_come_from_whoever_they_are_said_to_come_from() -> None:
    base = "俳優の春日リサが復帰を発表した。"
    assert speakers(base + "「待っていました」などの読者コメントが寄せられている。") == ["読者"]
    assert (
        speakers(base + "「早すぎる」「身勝手だ」など、ネットユーザーからの批判が相次いだ。") == ["ネットユーザー"] * 2
    )
    assert speakers(base + "「無理をしないで」と、同じ病の母親などから多数、同情の声が寄せられた。") == [
        "同じ病の母親など"
    ]
    assert speakers(base + "「待ちくたびれた」とファンの怒りが爆発した。") == ["ファン"]


def test_a_call_comes_from_who_stands_before_it() -> None:
    text = "県警によると、２４日未明、湊市で「隣の部屋から叫び声がする」と母親から通報があった。"
    assert speakers(text) in (["母親"], [""])
    text = "近藤里奈さんが設定を細かく付け加えたため、隊員から「今ですか」などと総ツッコミが入った。"
    assert speakers(text) == ["隊員"]


@pytest.mark.parametrize("credit", ["編集翻訳　恩田有紀", "取材・文／佐田健一", "文・三宅亮", "構成＝牧村朋子"])
def test_who_made_the_text_has_not_said_what_ends_it(credit: str) -> None:
    name = credit[-4:]
    assert name not in speakers(f"動画が話題だ。「もう使わない」「こちらのほうがいい」（{credit}）")


@pytest.mark.parametrize("asked", ["聞かれた", "指摘された", "問われた"])
def test_whoever_is_asked_has_not_asked(asked: str) -> None:
    text = f"田村敦子が登壇した。「次の役は決まりましたか」と{asked}田村は、「まだです」と答えた。"
    assert speakers(text) == ["", "田村敦子"]


def test_whom_another_quotes_has_said_it_where_no_verb_of_speaking_follows() -> None:
    text = "出川健太は、山辺陽子さんによると「乗った途端に寝てます」と、移動の間ずっと眠っているそうだ。"
    assert speakers(text) == ["山辺陽子"]
    text = "出川健太は、関係者によると「もう乗らない」と話しているという。"
    assert speakers(text) == ["出川健太"]


def test_one_self_is_whoever_was_spoken_of() -> None:
    text = "山辺陽子が番組に出演した。自身は「どこでも眠れる」と明かした。"
    assert speakers(text) == ["山辺陽子"]


def test_somebody_of_a_play_speaks_not_who_plays_him() -> None:
    text = "今週の名言から。「存在を示さないとね」（輪子〈りょうこ〉）「海は待ってくれない」（珍さん〈孫成順〉）"
    assert speakers(text) == ["輪子", "珍"]


def test_whoever_answers_a_question_has_not_asked_it() -> None:
    text = "俳優のジム・パーソンが番組に招かれた。司会のロブ・リプトンの「辛かったか」との質問に、次のように答えた。"
    text += "「話せて良かった」"
    assert speakers(text) == ["ロブ・リプトン", "ジム・パーソン"]


def test_what_stands_at_a_place_in_a_row_is_a_title() -> None:
    text = "同誌が順位を発表した。1位：「海の家」2位：「山の人」3位：「おそろしの森」だった。"
    assert not [found for found in read(text) if found.kind in SHOWN]


def _headline(text: str) -> Quotation:
    return next(found for found in read(text) if found.zone == "headline")


def test_a_headline_gives_words_to_who_says_them_below() -> None:
    text = (
        "春日リサに批判殺到「納得いかない」\n\n"
        "俳優の春日リサが主演に決まった。これにネットユーザーからは「歴代でこの人選が一番納得いかない」との声が上がった。"
        "一方、監督の秋山徹は「彼女しかいない」と話す。\n"
    )
    found = _headline(text)
    below = next(each for each in read(text) if each.zone == "body" and "納得いかない" in each.text)
    assert (found.text, found.speaker) == ("「納得いかない」", below.speaker)


def test_a_headline_names_a_work_as_the_text_below_does() -> None:
    text = (
        "デビ夫人「世界の果てまで行くぞ！」に愚痴\n\n"
        "タレントのデビ夫人が、自身の出る番組「世界の果てまで行くぞ！」（東都テレビ系）の舞台裏を語った。\n"
    )
    assert _headline(text).kind not in SHOWN


def test_a_headline_stays_as_it_is_where_the_text_says_nothing_of_it() -> None:
    text = "町長「必ず守る」\n\n町の議会が開かれた。町長は条例案を説明し、議員が質問した。\n"
    assert kinds(text)[0] == "speech"


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("長浜県警　吉沢敏　刑事部長", "吉沢敏"),
        ("長浜市　大森潤　市長", "大森潤"),
        ("（長浜市　大森潤市長）", "大森潤"),
        ("【大森潤農林副大臣】", "大森潤"),
        ("亡くなった丸木さんに絵を教わった男性", "男性"),
        ("容疑者の自宅近くの住民", "自宅近くの住民"),
    ],
)
def test_a_line_above_words_that_names_somebody_says_whose_they_are(line: str, speaker: str) -> None:
    text = f"長浜駅前の事件で、けさ男が逮捕されました。\n{line}\n「少しほっとしました」\n捜査は続いています。"
    ((shown, _),) = said(text)
    assert shown.endswith(speaker)


def test_whoever_names_himself_in_words_has_said_them() -> None:
    text = "北川修一は師匠の田子親方とともに入場し、「私、北川修一は今日をもって引退します」とあいさつした。"
    assert speakers(text) == ["北川修一"]


@pytest.mark.parametrize("called", ["宮川さん、役者一本だそうですよ", "宮川さんには教わることばかり"])
def test_whoever_is_called_in_words_has_not_said_them(called: str) -> None:
    text = f"玉木鉄二と宮川大輔が登壇した。玉木が「{called}」と明かすと、宮川は「まだ悩んでいる」と答えた。"
    assert speakers(text) == ["玉木鉄二", "宮川大輔"]


def test_lines_of_words_behind_an_announcement_are_all_his() -> None:
    words = "「彼は最高だ」\n「彼は本当に悲しんでいた」\n「今は戻っている」\n"
    text = "クラブは28日、契約の延長を発表した。\nジョゼ・マリーニョ監督は、以下のように話した。\n"
    text += f"{words}期間は三年になる。\n"
    assert speakers(text) == ["ジョゼ・マリーニョ"] * 3


def test_a_label_stands_for_all_lines_of_words_below_it() -> None:
    text = "釜浜の小学校で給食の試食会が開かれました。\n児童\n「りんごが甘くておいしい」\n「おつゆが一番おいしい」\n"
    text += "生産者\n「笑顔を見ながら食べると特別」\n市では今後も試食会を開きます。\n"
    assert speakers(text) == ["児童", "児童", "生産者"]


def test_a_name_in_what_a_work_is_called_speaks_nowhere_near() -> None:
    text = (
        "広瀬涼子が22日、舞台あいさつに立った。撮影中は、松本清太郎原作という重圧もあった。「苦しい気持ちの中にいた」。"
    )
    assert "松本" not in speakers(text)[0]


@pytest.mark.parametrize("label", ["【みなと党・谷垣氏】", "【谷垣氏】", "〈谷垣氏〉", "＜谷垣氏＞", "《谷垣氏》"])
def test_a_label_in_brackets_before_the_words_of_a_headline_says_whose_they_are(label: str) -> None:
    text = f"{label}「市長の一言が全ての始まり」\n\nみなと党の谷垣誠元幹事長は記者団に、「説明が足りない」と話した。\n"
    assert speakers(text) == ["谷垣誠", "谷垣誠"]


def test_words_that_whoever_speaks_calls_his_own_are_his() -> None:
    text = "三輪結さんは「任せようと思っていたら、私の『どうでしたか』という問いかけに拍手をいただけた」と語った。"
    assert speakers(text) == ["三輪結", "三輪結"]
