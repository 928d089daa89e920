"""Who is among the candidates of a quotation, whatever the weights make of them."""

from __future__ import annotations

import pytest

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import find
from inyo.index.values.document import Document
from tests.index.quotations.reading import said


def candidates(text: str, place: int = -1) -> set[str]:
    """The names among which the speaker of a quotation is chosen."""
    document = Document("a.txt", text, "a")
    tokens = tokenize(text)
    items = find(document, tokens, find_mentions(document, tokens)).items
    return set(items[place].candidates) - {""}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("見方は割れる。鉄鋼最大手「特需は二度来る」、造船専業「金型が無駄になる」。", "造船専業"),
        ("隣村の区長「橋は直る」。町は黙った。", "隣村の区長"),
        ("十年働く鋳物師の「鉄は待ってくれる」という言葉を書き留めた。", "鋳物師"),
        ("役場の人、橋へ来たとき「内緒で」と言っていた。", "役場の人"),
        ("祖母だけが電話で「静かでいい」と言った。", "祖母"),
        ("選評は「飾りにしない」とたたえる。", "選評"),
        ("古老曰く、橋は「渡るもの」だと言う。", "古老"),
        ("彫刻家に言わせれば、その橋は「石の楽器」だと言う。", "彫刻家"),
        ("「硬かった。次は直す」。先発した沢登の自己評価は厳しかった。", "沢登"),
        ("「値切るな」。祖母の口癖である。", "祖母"),
        ("反撃の口火を切ったのはドウグラス。「監督は怒ると早口だ」とおどけた。", "ドウグラス"),
        ("NordBankは次のように述べた。\n「金利は変わらない。」", "NordBank"),
    ],
)
def test_whoever_may_have_said_it_is_a_candidate(text: str, speaker: str) -> None:
    assert speaker in candidates(text)


def test_a_pronoun_may_mean_somebody_who_is_not_named() -> None:
    assert "男性" in candidates("港で魚を売る男性は驚かなかった。「市長は変わる」と彼は言った。")


def test_an_office_of_another_body_is_not_its_holder_whom_the_text_names() -> None:
    text = "米国務省のハドソン報道官は「歓迎する」と述べた。ヴェルナ商務省報道官は「反対する」と反発した。"
    assert "ヴェルナ商務省報道官" in candidates(text)


def test_an_age_means_whoever_has_it_behind_the_name() -> None:
    text = "若林美雪さん（18）が跳んだ。関係者は沈黙した。優勝した18歳は「空は近い」と話した。"
    assert "若林美雪" in candidates(text)


def test_a_calling_alone_means_the_only_one_who_bears_it() -> None:
    text = "多数意見を書いたヘレン・ノックス判事は訴えを退けた。「水は証言しない」と判事は書いた。"
    assert "ヘレン・ノックス" in candidates(text)


def test_names_in_latin_letters_are_whole_and_known_again_by_a_part() -> None:
    text = "水産大臣コン・Varitskalisは資源を求めた。「船を止める」とVaritskalisは語った。"
    assert "コン・Varitskalis" in candidates(text)


def test_of_a_name_that_no_list_has_what_it_is_called_by_stays_away() -> None:
    assert "東都回線" in candidates("通信大手の東都回線は「影響はない」としている。")


def test_a_given_name_alone_means_whoever_has_it() -> None:
    assert "青木聡子" in candidates("母の青木聡子さん（59）は泣いた。聡子さんは「あの子ではない」と述べた。")


def test_a_state_before_an_office_is_nobody_s_name() -> None:
    assert "アーデン国運輸大臣" in candidates("アーデン国運輸大臣は声明で、「夏までに」導入すると述べた。")


@pytest.mark.parametrize("told", ["先輩からこう言われた", "古老に次のように尋ねられた"])
def test_whom_words_that_follow_come_from_is_said_of_him(told: str) -> None:
    text = f"谷口さんは町へ来た日、{told}。「靴は二足持て」"
    document, tokens = Document("a.txt", text, "a"), tokenize(text)
    item = find(document, tokens, find_mentions(document, tokens)).items[-1]
    assert "told so" in item.candidates[told[:2]].features
    assert "told so" not in item.candidates["谷口"].features


def test_whose_clause_is_shut_before_the_words_does_not_speak() -> None:
    text = "三谷市長が反対していることについて小田知事は「説明する」と話した。"
    assert said(text) == [("小田", "説明する")]
