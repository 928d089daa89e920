"""Mentions of people in a document, as a specification. All sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.people.names import Names
from inyo.index.values.document import Document, Paragraph
from inyo.index.values.mention import CERTAIN, Mention


def mentions(text: str) -> tuple[Mention, ...]:
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    document = Document("a.txt", text, "a", paragraphs=tuple(paragraphs))
    tokens = tuple(t for p in paragraphs for t in tokenize(text[p.start : p.end], p.start))
    return find_mentions(document, tokens)


def names(text: str) -> list[tuple[str, str]]:
    """Who is named, as written and in full, where tokens alone show it too."""
    tokens = tokenize(text)
    found = find_mentions(Document("a.txt", text, "a"), tokens)
    return [(name.name, name.canonical) for name in Names(text, tokens, found).mentions]


def certain(text: str) -> list[str]:
    return [m.name for m in mentions(text) if m.score >= CERTAIN]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("きのう、北沢氏は港を訪れた。", "北沢"),
        ("左腕の三原（2年）が完投した。", "三原"),
        ("きのう、高円寺ミドリさんが歌った。", "高円寺ミドリ"),
        ("主将の大石颯（高3）が打った。", "大石颯"),
        ("司会は森川さやかさんが務めた。", "森川さやか"),
        ("警察は大久保容疑者を逮捕した。", "大久保"),
        ("オルセン首相は協議の延期を決めた。", "オルセン"),
        ("ヒルダ・ノルストレム氏は首を振った。", "ヒルダ・ノルストレム"),
        ("トランプ大統領は到着を遅らせた。", "トランプ"),
        ("グリアUSTR代表が会見に出た。", "グリア"),
        ("習近平国家主席が演説した。", "習近平"),
        ("会談した何立峰副首相は笑顔だった。", "何立峰"),
        ("島の漁協を率いる葦沢健二会長が話した。", "葦沢健二"),
        ("谷本一郎国土交通相は視察を終えた。", "谷本一郎"),
        ("小野田圭介民主党幹事長は答えなかった。", "小野田圭介"),
        ("エルサ・ブラント財務戦略担当相が署名した。", "エルサ・ブラント"),
        ("経済評論家の王世明は別の見方だ。", "王世明"),
        ("山あいに住むライター・易星は言う。", "易星"),
        ("歌手の三好真琴が登場した。", "三好真琴"),
        ("監修:岡村秀一(来春刊行)", "岡村秀一"),
        ("会社員の田辺陽子(34)は窓口に並んだ。", "田辺陽子"),
        ("投手の我謝洋奨(がじゃ・ようすけ)は七回を投げた。", "我謝洋奨"),
        ("ペトラ・ヴァイス(Petra Weiss)は驚いた。", "ペトラ・ヴァイス"),
        ("ブルーバードというペンネームを使う人がいる。", "ブルーバード"),
        ("ムラト・エルケ・トルコ大統領が着いた。", "ムラト・エルケ"),
        ("横綱・千代錦関が土俵に上がった。", "千代錦"),
        ("オルセン政権は三年目に入る。", "オルセン"),
        ("記事は木村拓海と署名されていた。", "木村拓海"),
        ("取材協力:Peter Lindqvist、Maria Costa。", "Peter Lindqvist"),
        ("鉄さんは黙って座った。", "鉄"),
        ("好守のGK朴が止めた。", "朴"),
        ("決めたSH流山は笑った。", "流山"),
        ("途中出場のＦＷトゥイヴォネンが決めた。", "トゥイヴォネン"),
        ("左へ展開し、No8姫島が飛び込んだ。", "姫島"),
        ("喪主は長男敏郎（としろう）さん。", "敏郎"),
        ("喪主は妻和子（かずこ）さんが務める。", "和子"),
        ("父健一さんが受け取った。", "健一"),
        ("妹尾和夫さんが受け取った。", "妹尾和夫"),
        ("打撃コーチの古城は頷いた。", "古城"),
    ],
)
def test_a_name_is_found_by_what_stands_around_it(text: str, name: str) -> None:
    assert name in certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "お客さんも患者さんも待っている。",
        "運転手さんに道を聞いた。",
        "同氏は両氏の提案を退けた。",
        "第三者委員会は報告をまとめた。",
        "サッカー選手とテニス選手が並んだ。",
        "この町の知事は四月に選ばれる。",
        "千葉県知事選挙は来月だ。",
        "フランス大統領府は沈黙している。",
        "ソーラー・パネル・マーケットが拡大した。",
        "アドバンスト・マグネット・ラボは工場を建てる。",
        "シルバーレイク・マネジメントが株を買った。",
        "東京都によると、対策は進んでいる。",
        "閣議後の記者会見で話した。",
        "ホワイトハウス高官は急いで帰った。",
        "図書館の前で人の様子を見ていた。",
        "PR動画の再生数が伸びた。",
        "監督の仲間は泣き、社長の上司は笑った。",
        "MF陣がよく走った。",
        "IMF報告は厳しい見通しだ。",
    ],
)
def test_places_organisations_and_callings_are_no_people(text: str) -> None:
    assert certain(text) == []


def test_a_surname_stands_for_the_one_full_name_that_has_it() -> None:
    found = mentions("前原誠司代表が現れた。前原氏は手を振り、前原は去った。")
    assert [(m.name, m.canonical) for m in found] == [
        ("前原誠司", "前原誠司"),
        ("前原", "前原誠司"),
        ("前原", "前原誠司"),
    ]


def test_the_full_name_may_come_after_the_surname() -> None:
    found = mentions("ロウ氏に聞いた。ギデオン・ロウ氏は農場を営む。")
    assert [m.canonical for m in found] == ["ギデオン・ロウ", "ギデオン・ロウ"]


def test_a_surname_that_two_people_bear_stays_as_written() -> None:
    text = "村上一郎さんと村上花子さんが来た。村上さんは先に帰った。"
    assert [m.canonical for m in mentions(text)] == ["村上一郎", "村上花子", "村上"]


def test_a_title_tells_two_bearers_of_a_surname_apart() -> None:
    text = "村上一郎社長と村上花子教授が来た。村上教授は先に帰り、村上社長は残った。"
    assert [m.canonical for m in mentions(text)] == ["村上一郎", "村上花子", "村上花子", "村上一郎"]


def test_before_a_namesake_is_introduced_the_surname_is_the_first_ones() -> None:
    text = "村上一郎さんが来た。村上さんは漁師だ。弟の村上次郎さんも来た。"
    assert [m.canonical for m in mentions(text)] == ["村上一郎", "村上一郎", "村上次郎"]


def test_a_title_of_another_walk_of_life_is_another_person() -> None:
    text = "浜崎鉄男組合長が話した。海のことは浜崎准教授に聞いてほしいという。"
    assert [m.canonical for m in mentions(text)] == ["浜崎鉄男", "浜崎"]


def test_two_spellings_under_one_office_are_one_person_of_the_document() -> None:
    text = "アンナ・ベッセント財務長官が着いた。ベセント財務長官は手を振った。"
    assert {m.canonical for m in mentions(text)} == {"アンナ・ベッセント"}


def test_a_mention_covers_the_name_its_reading_and_its_title() -> None:
    text = "逮捕されたのは浜辺清直(はまべ・きよなお)容疑者だ。"
    (mention,) = (m for m in mentions(text) if m.score >= CERTAIN)
    assert text[mention.start : mention.end] == "浜辺清直(はまべ・きよなお)容疑者"
    assert text[mention.name_start : mention.name_end] == mention.name == "浜辺清直"
    assert mention.title == "容疑者"


def test_an_honorific_is_no_title() -> None:
    (mention,) = mentions("北沢氏は港を訪れた。")
    assert (mention.title, mention.end - mention.start) == ("", 3)


def test_a_title_before_the_name_is_the_persons_title() -> None:
    assert [m.title for m in mentions("歌手の三好真琴が登場した。") if m.name == "三好真琴"] == ["歌手"]


def test_what_stands_before_a_title_that_announces_a_name_is_no_person() -> None:
    assert certain("ヴェルメリア通商大臣のヒルダ・ノルストレム氏が話した。") == ["ヒルダ・ノルストレム"]


def test_titles_in_a_list_belong_to_the_names_before_them() -> None:
    assert certain("ヘイデン財務長官、ローレック商務長官、グラーフUSTR代表が出席した。") == [
        "ヘイデン",
        "ローレック",
        "グラーフ",
    ]


def test_a_name_is_found_again_where_nothing_marks_it() -> None:
    assert certain("トランプ大統領が来た。人々はトランプを待っていた。") == ["トランプ", "トランプ"]


def test_a_name_inside_a_longer_katakana_word_is_not_it() -> None:
    assert certain("ロウ大臣が来た。スロウな曲とロウソクが似合う。") == ["ロウ"]


def test_another_bearer_with_another_first_name_is_another_person() -> None:
    found = mentions("ドナルド・オルセン大統領と妻のカレン・オルセンさんが来た。")
    assert [m.canonical for m in found] == ["ドナルド・オルセン", "カレン・オルセン"]


def test_a_surname_in_the_name_of_a_place_is_no_mention() -> None:
    text = "福島一郎さんが来た。福島県の出身だ。"
    assert certain(text) == ["福島一郎"]


def test_the_name_without_its_dot_is_the_same_name() -> None:
    found = mentions("リトル・ガーネットというペンネームの人がいる。リトルガーネットは画家だ。")
    assert {m.canonical for m in found} == {"リトル・ガーネット"}


def test_an_initial_between_dots_belongs_to_the_name() -> None:
    found = mentions("ハリー・T・ブラウン大統領が会見した。ブラウン大統領は東京を訪れる。")
    assert [item.canonical for item in found] == ["ハリー・T・ブラウン", "ハリー・T・ブラウン"]


def test_characters_of_fiction_are_found_where_they_act() -> None:
    text = "「おい、健太」と声がした。健太は振り返らない。健太の母が来た。健太が笑った。"
    assert certain(text) == ["健太"] * 4


def test_a_latin_name_in_parentheses_is_another_spelling() -> None:
    found = mentions("ペトラ・ヴァイス(Petra Weiss)は驚いた。")
    assert [(m.name, m.canonical) for m in found] == [
        ("ペトラ・ヴァイス", "ペトラ・ヴァイス"),
        ("Petra Weiss", "ペトラ・ヴァイス"),
    ]


@pytest.mark.parametrize("calling", ["歌手の", "俳優・", "お笑い芸人の", "漫画家の"])
@pytest.mark.parametrize("name", ["MINORI", "Sora", "KAI-Z"])
def test_a_stage_name_may_be_a_single_word_in_latin_letters(calling: str, name: str) -> None:
    assert certain(f"{calling}{name}は舞台に立った。{name}が歌う。") == [name, name]


@pytest.mark.parametrize("name", ["美作フジ子", "出雲タケ志", "日向ミツ枝"])
def test_a_surname_that_is_a_place_stays_before_a_given_name_of_katakana_and_a_kanji(name: str) -> None:
    assert certain(f"隣の{name}さん（81）が来た。") == [name]


@pytest.mark.parametrize("thing", ["SNS", "CD", "Instagram", "TV"])
def test_what_a_performer_has_in_latin_letters_is_nobody(thing: str) -> None:
    assert certain(f"歌手の{thing}は人気だ。") == []


@given(st.text(alphabet="山田氏さん・トランプ大統領のは、。(たろう)「」A \n習", max_size=60))
def test_mentions_are_ordered_disjoint_and_say_what_stands_there(text: str) -> None:
    end = 0
    for mention in mentions(text):
        assert end <= mention.start <= mention.name_start < mention.name_end <= mention.end <= len(text)
        assert text[mention.name_start : mention.name_end] == mention.name
        assert 0 < mention.score <= 1
        assert mention.canonical
        end = mention.end


def test_a_line_of_a_million_marks_is_quick() -> None:
    assert mentions("・" * 100_000 + "氏" * 50_000) == ()


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("北条恪一青年会議所理事長は応じた。", "北条恪一", "青年会議所理事長"),
        ("高梨悠人学生自治会代表は応じた。", "高梨悠人", "学生自治会代表"),
        ("小日向選考委員は応じた。", "小日向", "選考委員"),
        ("長谷部物価対策担当相は応じた。", "長谷部", "物価対策担当相"),
        ("坪井正市議は応じた。", "坪井正", "市議"),
    ],
)
def test_a_name_ends_where_its_bearers_office_begins(text: str, name: str, title: str) -> None:
    assert [(found.name, found.title) for found in mentions(text)] == [(name, title)]


@pytest.mark.parametrize("text", ["バルドゥア国防省報道官は応じた。", "タイ外相は応じた。"])
def test_a_state_before_its_office_is_nobody(text: str) -> None:
    assert not certain(text)


def test_a_surname_that_is_a_place_before_a_given_name_belongs_to_the_name() -> None:
    assert certain("大工の鷹取伸一さんは笑う。") == ["鷹取伸一"]


def test_an_initial_belongs_to_the_name() -> None:
    assert certain("先制点のＤ・マルケスは笑った。") == ["Ｄ・マルケス"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("主演の浅野剛典と話した。", "浅野剛典"),
        ("娘を演じた宮本愛莉、続いて歌った。", "宮本愛莉"),
        ("進行は西村咲姫が務めた。", "西村咲姫"),
        ("メガホンをとった近藤佑市監督が登壇。", "近藤佑市"),
        ("岡部里々歌さん（17）は笑った。", "岡部里々歌"),
        ("東小六年の皆村樹希君が発表した。", "皆村樹希"),
        ("最後は八村塁君が締めた。", "八村塁"),
        ("きのう陽翔くんは泣いた。", "陽翔"),
        ("末の子の結月くんと歩いた。", "結月"),
    ],
)
def test_a_given_name_that_the_dictionary_breaks_is_whole(text: str, name: str) -> None:
    assert certain(text) == [name]


@pytest.mark.parametrize("text", ["息抜くんだ、と父は言った。", "手招くんは苦手だ。"])
def test_a_verb_before_n_is_nobody(text: str) -> None:
    assert "息抜" not in certain(text)
    assert len(certain(text)) < 2


@pytest.mark.parametrize("behind", ["著の本", "派の面々", "戦を見た"])
def test_what_stands_behind_a_full_name_is_no_part_of_it(behind: str) -> None:
    assert certain(f"棚に鈴木太郎{behind}。") == ["鈴木太郎"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水路を守る会（下阪殖保会長）が開いた。", ["下阪殖保"]),
        ("商工会(樽見朔弥会長、二十人)は反対した。", ["樽見朔弥"]),
        ("県本部（東京支店長）が開いた。", []),
        ("部会（広報営業部長）が開いた。", []),
    ],
)
def test_the_head_of_a_body_is_named_in_parentheses_behind_it(text: str, names: list[str]) -> None:
    assert certain(text) == names


@pytest.mark.parametrize("position", ["FW", "ＭＦ", "DF", "GK"])
def test_a_position_on_the_pitch_is_no_part_of_a_name(position: str) -> None:
    assert certain(f"{position}一美和成（京都）は悔しがった。") == ["一美和成"]


def test_a_team_with_an_initial_before_its_town_is_nobody() -> None:
    assert not certain("Ｖ・ファーレン長崎が勝った。")


@pytest.mark.parametrize("name", ["J.D.ハーモン", "W.E.B.オルソン", "Ｓ．ローワン", "リ・シュエ", "チャ・ジユン"])
def test_a_name_in_katakana_has_its_initials_and_its_parts_of_one_letter(name: str) -> None:
    found = mentions(f"投資家の{name}は市場を去った。")
    assert [each.name for each in found] == [name]


@pytest.mark.parametrize("given", ["雄志", "正之", "史郎"])
def test_a_given_name_that_is_a_common_noun_is_no_part_of_the_office(given: str) -> None:
    assert [(found.name, found.title) for found in mentions(f"翁長{given}知事は応じた。")] == [(f"翁長{given}", "知事")]


def test_children_are_called_by_names_in_kana() -> None:
    text = "まゆみちゃんは戸を叩いた。\n「まゆみちゃん、待って」\nこますちゃんが言った。「こますちゃんも」と母が呼ぶ。"
    assert {m.canonical for m in mentions(text)} == {"まゆみ", "こます"}


def test_kin_that_is_called_is_no_name() -> None:
    assert certain("おばあちゃんが来た。\n「おばあちゃん、おかえり」\n「おかあちゃん」\nおかあちゃんは笑った。") == []


def test_a_company_is_no_person_where_its_president_is_named() -> None:
    assert certain("マツノ社長は語る。マツノの山田太郎社長は会見した。") == ["山田太郎"]


def test_a_given_name_stands_for_the_full_name_that_was_given_before() -> None:
    text = "隣の勝又トメさん（86）が来た。トメさんは笑う。ジョージ・ハリソンさんが続く。ジョージさんも笑う。"
    assert [m.canonical for m in mentions(text)] == ["勝又トメ"] * 2 + ["ジョージ・ハリソン"] * 2
    assert [m.canonical for m in mentions("トメさんは笑う。隣の勝又トメさん（86）が来た。")] == ["トメ", "勝又トメ"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ミナトバンク孫代表が「役割は終えた」と述べた。", "孫"),
        ("アオナミ岡田会長が「値を下げる」と語った。", "岡田"),
        ("青波運輸長尾社長は「運び続ける」と述べた。", "長尾"),
        ("浅見内閣府特命担当大臣は「変わりない」と述べた。", "浅見"),
    ],
)
def test_a_surname_between_a_house_and_an_office_is_the_bearers(text: str, name: str) -> None:
    assert [mention.name for mention in mentions(text)] == [name]


@pytest.mark.parametrize(
    "body",
    ["アオバフードサービス", "港ライオンズクラブ", "ミナトホールディングス", "全国フードバンク", "フリースクール"],
)
def test_a_body_in_katakana_before_an_office_is_nobodys_name(body: str) -> None:
    assert mentions(f"{body}会長は「続ける」と述べた。") == ()


def test_a_place_before_a_given_name_is_a_surname() -> None:
    assert [mention.name for mention in mentions("酒造社長・鶴井真弓氏が語った。")] == ["鶴井真弓"]
    assert [mention.name for mention in mentions("千葉県真弓さんが語った。")] == ["真弓"]


@pytest.mark.parametrize("noun", ["メーカー", "マネージャー", "チームメート"])
def test_a_noun_of_katakana_that_may_speak_is_no_name(noun: str) -> None:
    assert mentions(f"医療機器{noun}　開発課長は「助かる」と述べた。") == ()


def test_a_given_name_in_kana_is_part_of_the_name_whatever_the_dictionary_takes_it_for() -> None:
    text = (
        "園児の浜田ここみちゃん(5つ)と小川こはるちゃんは笑った。南ゆうきくんも、西野はるとくんも来た。"
        "坂井ひなたさん(12)は走った。"
    )
    assert certain(text) == ["浜田ここみ", "小川こはる", "南ゆうき", "西野はると", "坂井ひなた"]


def test_a_relative_called_in_kana_behind_a_surname_is_no_given_name() -> None:
    assert not {"山田おばあ", "森のくま"} & set(certain("山田おばあちゃんは、森のくまさんを見た。"))


def test_a_given_name_that_is_a_surname_too_belongs_to_the_name_before_an_honorific() -> None:
    assert certain("漁師 小川吉高さんは網を引いた。") == ["小川吉高"]
    assert certain("長野市の吉高さんは網を引いた。") == ["吉高"]


@pytest.mark.parametrize("text", ["岬町の赤羽町長は言った。", "岬町・赤羽町長は言った。", "岬小の赤羽校長が言った。"])
def test_a_surname_that_is_a_place_too_bears_the_office_of_what_stands_before(text: str) -> None:
    assert [found.name for found in mentions(text)] == ["赤羽"]


def test_the_office_of_a_place_in_a_prefecture_is_no_surname() -> None:
    assert "渋谷" not in [found.name for found in mentions("東京都の渋谷区長は言った。")]


@pytest.mark.parametrize("place", ["九番・", "4番・", "六番の", "1番打者の", "７番・"])
def test_a_place_in_the_order_of_batting_announces_a_name(place: str) -> None:
    assert [mention.name for mention in mentions(f"サヨナラ打の{place}真壁は一塁を回った。")] == ["真壁"]


@pytest.mark.parametrize("text", ["3番の山を越えた。", "5番の出口で待つ。", "2番・森の小道。"])
def test_other_numbers_announce_nobody(text: str) -> None:
    assert mentions(text) == ()


@pytest.mark.parametrize("leg", ["7区", "１区", "二区", "4番"])
def test_a_leg_of_a_relay_announces_a_name_and_is_no_part_of_it(leg: str) -> None:
    assert names(f"白樺大の{leg}小西は笑った。") == [("小西", "小西")]


def test_a_name_ends_before_the_place_of_the_body_its_bearer_heads() -> None:
    assert [found.name for found in mentions("協議会（葛西典英香川県造園業協会会長）が開いた。")] == ["葛西典英"]


def test_a_town_behind_a_surname_is_no_given_name() -> None:
    assert names("続いて森田網走水産協会長が述べた。") == [("森田", "森田")]


def test_a_professor_of_a_special_post_is_the_one_named_before() -> None:
    assert names("岸井忠夫・北浜大学特任教授は明かす。岸井特任教授は言う。")[-1] == ("岸井", "岸井忠夫")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("当時孫さんは若手と呼ばれた。", ["孫"]),
        ("次女・佳乃役の長澤まさみが語る。", ["佳乃", "長澤まさみ"]),
        ("米オバマ大統領が会見した。", ["オバマ"]),
        ("その親御さんは声を上げた。", []),
        ("東京都渋谷区　代表取締役社長：柳下洋", ["柳下洋"]),
        ("全国紙記者が明かす。", []),
    ],
)
def test_what_is_stuck_to_a_name_is_no_part_of_it(text: str, found: list[str]) -> None:
    assert certain(text) == found
