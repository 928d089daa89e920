"""Words that the dictionary joins under one lemma and that writers tell apart by their kanji: 取る, 撮る; 早い, 速い.

After the examples that the Agency for Cultural Affairs gives for words of one sound (異字同訓, 2014).
"""

from __future__ import annotations

import re

_DIFFERENT = """
会遭 上揚挙 当充宛 痛傷 打討撃 犯侵冒 押抑 押推 納収治修 踊躍 下卸 降卸 帰返 顧省 変代 変換 変替 掛懸架賭 乾渇 利効
答応 裂割 下提 差刺指挿 絞搾 締絞閉 擦刷 沿添 建立 断裁 絶裁 付着就 慎謹 努務勤 飛跳 取採捕執撮 直治 亡無 伸延
登上昇 乗載 図謀 図計 図測 図量 早速 見診 読詠 沸湧 煩患 奮振震
"""
"""Kanji with which a verb or adjective is another word."""
_SHADES = """
暖温 表現 合併 受請 歌唄謡 移遷 産生 遅後 起興 下降 固堅硬 聞聴訊 切斬 極究窮 越超 請乞 探捜 静鎮 勧薦奨 断絶
戦闘 作造創 整調 止留停 計測量 始初 張貼 吹噴 増殖 交混 回廻周 良善好 丸円 言云謂 会逢 見観視看 分判解 思想 憂愁 悲哀
"""
"""Kanji with which it is the same word, in another shade."""
_NOUNS = (("伯父", "叔父"), ("伯母", "叔母"), ("群衆", "群集"))
_COMPOUNDS = {"中国": ("地方", "山地", "電力", "自動車道", "運輸局", "財務局", "経済産業局", "四国")}
"""Words that mean something else before others: the region, not the country."""
_FIRST_KANJI = re.compile(r"[\u4e00-\u9fff]+")


def _by_member(groups: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in groups.split():
        for kanji in group:
            found[kanji] = tuple(dict.fromkeys((*found.get(kanji, ()), *group.replace(kanji, ""))))
    return found


_DIFFERENT_BY_KANJI, _SHADES_BY_KANJI = _by_member(_DIFFERENT), _by_member(_SHADES)
_OTHER_WORDS = {
    **{word: tuple(other for other in pair if other != word) for pair in _NOUNS for word in pair},
    **{word: tuple(word + behind for behind in last) for word, last in _COMPOUNDS.items()},
}


def other_words(word: str) -> tuple[str, ...]:
    """What another word of the same lemma as a folded word begins with; () for most words."""
    kanji = _FIRST_KANJI.match(word)
    return _OTHER_WORDS.get(word) or (_DIFFERENT_BY_KANJI.get(kanji[0], ()) if kanji else ())


def other_shades(word: str) -> tuple[str, ...]:
    """What a folded word begins with where it is written for another shade of its meaning."""
    kanji = _FIRST_KANJI.match(word)
    return _SHADES_BY_KANJI.get(kanji[0], ()) if kanji else ()
