"""What is told politely (mails, minutes, letters) is read as what is told plainly."""

from __future__ import annotations

import pytest

from tests.index.quotations.reading import read, said

PAIRS = [
    ("住民から「橋は落ちる」との声が上がった。", "住民から「橋は落ちる」との声が上がりました。"),
    ("田辺氏から「橋は落ちる」と連絡があった。", "田辺氏から「橋は落ちる」と連絡がありました。"),
    ("田辺氏からは「橋は落ちる」と返事があった。", "田辺氏からは「橋は落ちる」と返事がございました。"),
    ("田辺氏から「橋は落ちる」という報告を受けた。", "田辺氏から「橋は落ちる」という報告を受けました。"),
    ("田辺氏に「橋は落ちる」と言われた。", "田辺氏に「橋は落ちる」と言われました。"),
    ("田辺氏は「橋は落ちる」との見方を示した。", "田辺氏は「橋は落ちる」との見方を示しました。"),
    ("田辺氏は「橋は落ちる」とした。", "田辺氏は「橋は落ちる」としました。"),
    ("田辺氏は「橋は落ちる」とのことだった。", "田辺氏は「橋は落ちる」とのことでした。"),
    ("田辺氏によると「橋は落ちる」ということだ。", "田辺氏によると「橋は落ちる」ということでした。"),
    ("田辺氏いわく「橋は落ちる」そうだ。", "田辺氏いわく「橋は落ちる」そうです。"),
    ("看板には「橋は落ちる」とある。", "看板には「橋は落ちる」とあります。"),
    ("私は「橋は落ちる」と思った。", "私は「橋は落ちる」と思いました。"),
    ("市民の間では「橋は落ちる」との噂が広がった。", "市民の間では「橋は落ちる」との噂が広がりました。"),
    ("「橋は落ちる」と話すのは田辺氏だ。", "「橋は落ちる」と話すのは田辺氏です。"),
]


@pytest.mark.parametrize(("plain", "polite"), PAIRS, ids=[polite for _, polite in PAIRS])
def test_polite_forms_change_neither_kind_nor_speaker(plain: str, polite: str) -> None:
    found = [[(each.kind, each.speaker, each.text) for each in read(text)] for text in (plain, polite)]
    assert found[0] == found[1]
    assert found[0]


def test_somebody_told_so_once_is_quoted_with_a_phrase_too() -> None:
    assert said("総務課長に「出張は三人まで」と言われました。") == [("総務課長", "出張は三人まで")]


def test_what_is_commonly_called_so_is_no_quotation() -> None:
    assert said("この丘は「町一番の眺め」と言われています。") == []
