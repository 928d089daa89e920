"""Names whole and no longer: what stands around them in titles, houses and scripts. All people are invented."""

from __future__ import annotations

import pytest

from tests.index.quotations.reading import said

OFFICES = [
    *("支社長", "支局長", "支部長", "病院長", "総領事", "師団長", "助監督", "評議員", "秘書", "家元", "師範"),
    *("危機管理監", "獣医師", "樹木医", "司法書士", "弁理士", "主治医", "建築家", "演出家", "翻訳家"),
    *("世話人", "保護司", "民生委員", "車掌"),
]
CALLINGS = ["学部長", "エッセイスト", "イラストレーター", "トレーナー", "ギタリスト", "金メダリスト"]


@pytest.mark.parametrize("office", OFFICES)
def test_an_office_is_no_part_of_the_surname_before_it(office: str) -> None:
    assert said(f"高橋{office}は「来年も続けたい」と述べた。") == [("高橋", "来年も続けたい")]


@pytest.mark.parametrize("office", OFFICES + CALLINGS)
def test_an_office_or_a_calling_is_no_part_of_the_full_name_before_it(office: str) -> None:
    assert said(f"三枝美緒{office}は「来年も続けたい」と述べた。") == [("三枝美緒", "来年も続けたい")]


@pytest.mark.parametrize("calling", ["経営者", "生産者", "料理人", "語り部", "留学生", "技術者"])
def test_a_full_name_before_a_noun_of_people_is_who_speaks(calling: str) -> None:
    assert said(f"三枝美緒{calling}は「来年も続けたい」と述べた。") == [("三枝美緒", "来年も続けたい")]


@pytest.mark.parametrize("surname", ["宮田", "千葉", "石川", "森", "西", "松島"])
@pytest.mark.parametrize("given", ["キヨヱ", "トメ", "ツヤ子", "エミリ"])
@pytest.mark.parametrize("before", ["", "会社経営", "遺族の"])
def test_a_given_name_in_katakana_keeps_the_surname_that_is_also_a_place_or_a_word(
    surname: str, given: str, before: str
) -> None:
    assert said(f"{before}{surname}{given}さん（81）は「忘れられない」と話した。") == [
        (surname + given, "忘れられない")
    ]


@pytest.mark.parametrize("name", ["新井のぞみ", "佐久間のり子", "尾崎つばさ", "石川あかり", "桑原ひかり"])
@pytest.mark.parametrize("title", ["社長", "選手", "教授", "さん"])
def test_a_given_name_in_hiragana_belongs_to_the_name_before_a_title(name: str, title: str) -> None:
    assert said(f"{name}{title}は「忘れられない」と話した。") == [(name, "忘れられない")]


@pytest.mark.parametrize(
    ("name", "behind"),
    [("林家もなか", "さん"), ("柳家小はだ", ""), ("柳家小さん", "師匠"), ("三遊亭圓朝", ""), ("笑福亭まつば", "さん")],
)
def test_a_name_of_the_stage_goes_with_its_house(name: str, behind: str) -> None:
    assert said(f"{name}{behind}は「まだ修業の身です」と笑った。") == [(name, "まだ修業の身です")]


def test_a_house_alone_is_no_name_of_the_stage() -> None:
    assert said("柳家の庭には「立入禁止」の札が立つ。") == []


@pytest.mark.parametrize("title", ["国防相", "国防長官", "国務長官", "国連大使", "国家主席"])
def test_a_foreign_name_before_a_title_of_state_is_a_person(title: str) -> None:
    assert said(f"ノヴァク{title}は「備えはある」と述べた。") == [("ノヴァク", "備えはある")]


def test_a_state_before_the_spokesman_of_its_ministry_is_not_who_speaks() -> None:
    assert said("バルドゥア国防省報道官は「備えはある」と述べた。") == [("バルドゥア国防省報道官", "備えはある")]


@pytest.mark.parametrize("name", ["ファン・デル・ベルフ", "マルタ・ゴメス"])
def test_a_first_name_that_is_also_a_word_or_a_country_is_kept(name: str) -> None:
    assert said(f"{name}報道官は「備えはある」と述べた。") == [(name, "備えはある")]


@pytest.mark.parametrize("house", ["北海道", "北浜大", "東西総研"])
def test_behind_a_full_name_and_a_dot_the_house_is_of_the_office(house: str) -> None:
    assert said(f"平野麗子・{house}教授は「予測は外れる」と指摘する。") == [("平野麗子", "予測は外れる")]


def test_behind_a_full_name_a_place_is_of_the_office() -> None:
    assert said("秋山義男京都府知事は「急がない」と述べた。") == [("秋山義男", "急がない")]


def test_a_stage_name_in_wide_letters_stands_behind_its_calling() -> None:
    assert said("歌手のＹＯＳＨＩＫＯは「また歌いたい」と明かした。") == [("ＹＯＳＨＩＫＯ", "また歌いたい")]


def test_another_one_is_called_so_whole() -> None:
    assert said("もう1人の女性は「私も見た」と話した。") == [("もう1人の女性", "私も見た")]


@pytest.mark.parametrize("title", ["コーチ", "ヘッドコーチ", "オーナー", "トレーナー", "スポークスマン", "シェフ"])
def test_a_title_in_katakana_is_no_part_of_the_name_in_katakana_before_it(title: str) -> None:
    text = f"ジョナス・ウィットロー{title}は「来年も続けたい」と述べた。ウィットロー{title}は「まだ早い」とも語った。"
    assert said(text) == [("ジョナス・ウィットロー", "来年も続けたい"), ("ジョナス・ウィットロー", "まだ早い")]


@pytest.mark.parametrize("surname", ["三ツ橋", "四ツ谷", "鶴ヶ谷", "二ツ森"])
def test_a_small_kana_stands_inside_a_surname(surname: str) -> None:
    text = f"{surname}健吾社長は「来年も続けたい」と述べた。{surname}社長は「まだ早い」とも語った。"
    assert said(text) == [(f"{surname}健吾", "来年も続けたい"), (f"{surname}健吾", "まだ早い")]


def test_the_year_of_a_pupil_is_no_part_of_the_name() -> None:
    assert said("生徒会長の2年森さくらさん（17）は「来年も続けたい」と話した。") == [("森さくら", "来年も続けたい")]


@pytest.mark.parametrize("surname", ["川勝", "長坂", "山中", "小池", "高島", "林", "横山"])
@pytest.mark.parametrize(
    "office", ["横浜市長", "東京都知事", "埼玉知事", "兵庫県知事", "伊丹市議会議長", "美濃加茂市長"]
)
def test_the_place_of_an_office_is_no_part_of_the_surname_before_it(surname: str, office: str) -> None:
    assert said(f"{surname}{office}は「来年も続けたい」と述べた。") == [(surname, "来年も続けたい")]


@pytest.mark.parametrize("office", ["北広島市長", "愛知県豊橋市長", "千葉市川市長", "元大阪市長", "大阪府箕面市長"])
def test_a_place_before_the_office_of_a_place_is_nobodys_surname(office: str) -> None:
    ((speaker, _),) = said(f"{office}は「来年も続けたい」と述べた。")
    assert speaker.endswith("市長")


@pytest.mark.parametrize("ministry", ["農業", "経済", "鉄道", "電力", "難民", "国土"])
def test_whoever_heads_a_ministry_speaks_for_himself(ministry: str) -> None:
    text = f"ハッサン・カイレ首相は「雨が降らない」と述べた。南西地域政府の{ministry}相も「井戸が要る」と述べた。"
    assert said(text)[1][0].endswith(f"{ministry}相")


def test_an_office_of_two_words_that_are_titles_is_one() -> None:
    assert said("吉沢敏刑事部長は「本日、逮捕した」と述べた。") == [("吉沢敏", "本日、逮捕した")]
