"""Countries: their names, the letters newspapers write for them, and when such a letter is the country."""

from __future__ import annotations

from collections.abc import Sequence

from inyo.index.japanese.readings import has_kanji
from inyo.index.japanese.tokens import Token
from inyo.index.japanese.wordlists import words

_TABLE = """
米 米国 アメリカ アメリカ合衆国 アメリカ合州国 合衆国 america usa us u.s. unitedstates american
英 英国 イギリス グレートブリテン uk britain england u.k. british unitedkingdom
中 中国 中華人民共和国 china chinese
露 ロシア ロシア連邦 russia russian
仏 フランス 仏国 france french
独 ドイツ ドイツ連邦共和国 germany german
日 日本 日本国 japan japanese
韓 韓国 大韓民国 southkorea korea korean
朝 北朝鮮 朝鮮民主主義人民共和国 northkorea dprk
伊 イタリア italy italian
豪 オーストラリア 豪州 濠洲 australia australian
印 インド india indian
加 カナダ canada canadian
台 台湾 中華民国 taiwan taiwanese
比 フィリピン philippines
越 ベトナム ヴェトナム vietnam
西 スペイン spain spanish
蘭 オランダ netherlands holland dutch
土 トルコ turkey türkiye turkish
墨 メキシコ mexico
伯 ブラジル brazil
泰 タイ thailand
欧 欧州 ヨーロッパ europe european
星 シンガポール singapore
波 ポーランド poland
宇 ウクライナ ukraine ukrainian
. イスラエル israel
. イラン iran
. イラク iraq
. サウジアラビア サウジ saudiarabia
. エジプト egypt
. スイス switzerland
. スウェーデン sweden
. インドネシア indonesia
. マレーシア malaysia
. パキスタン pakistan
. 南アフリカ 南アフリカ共和国 南ア southafrica
. アラブ首長国連邦 uae u.a.e.
. ニュージーランド newzealand
. ミャンマー ビルマ myanmar burma
. ギリシャ ギリシア greece
. ベルギー belgium
. オーストリア austria
. ノルウェー norway
. フィンランド finland
. デンマーク denmark
. ポルトガル portugal
. ハンガリー hungary
. チェコ チェコ共和国 czech
. アルゼンチン argentina
. チリ chile
. キューバ cuba
. モンゴル 蒙古 mongolia
. カンボジア cambodia
. ラオス laos
. 香港 hongkong
. 北京 beijing peking
. 東京 tokyo
. ロンドン london
. パリ paris
. ワシントン washington
. ニューヨーク newyork
. モスクワ moscow
. ソウル seoul
. 上海 shanghai
"""


def _read() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    letters: dict[str, str] = {}
    names: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.split("\n"):
        letter, *together = line.split() or [""]
        for word in together:
            names[word] = tuple(together)
            if letter != ".":
                letters[word] = letter
    return letters, names


LETTER_OF, NAMES_OF = _read()
"""A country's name (folded, no spaces) → its letter; → all its names."""

LETTERS = frozenset(LETTER_OF.values()) | {"ロ"}
_ALONE = frozenset("米英仏独露伊豪印韓比ロ")
"""Letters that stand for a country before a noun; others only beside another letter or after 対, 訪 and the like."""
LETTERS_TYPED = _ALONE | frozenset("加台越欧")
"""Letters that stand for a country where a query begins with them and another word follows."""
_TOWARD = frozenset("対訪駐反親在渡離知嫌")
RICE = words(
    """
    価格 生産 農家 農業 不足 騒動 粉 作 作り 俵 櫃 価 蔵 店 屋 離れ 消費 備蓄 輸入 増産 減反 問題 卸 小売 食 粒 飯 糠 麹
    酢 油 酒 菓 菓子 料理 文化 市場 相場 値 袋 研ぎ 騒 百姓 倉 倉庫 問屋 収量 品種 味噌 焼酎 どころ 所
    """
)
"""Words before which 米 is rice."""


_WORDS_OF_LETTERS = words("中日 西日 土日 日土 中西 西中 加西 朝日 印西 台中 土台 日加")
"""Words that merely are made of such letters."""


def country_letters(tokens: Sequence[Token], at: int) -> str:
    """The country letters that the token at `at` stands for in its context; '' where it is an ordinary word.

    米中 gives both; 米 before a noun that is not about rice gives 米; 対米 and 訪中 give their letter.
    """
    surface = tokens[at].surface
    if len(surface) != 1:
        return _several(surface)
    if surface not in LETTERS:
        return ""
    before = tokens[at - 1] if at and tokens[at - 1].end == tokens[at].start else None
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end else None
    letter = surface.replace("ロ", "露")
    if before and (before.surface in _TOWARD or (before.surface in LETTERS and before.pos.startswith(("名詞", "接")))):
        return letter
    if before and _nominal(before) and not _all_letters(before.surface):
        return ""
    if before and _all_letters(before.surface):
        return letter
    if after and after.surface in LETTERS and surface not in "西土加星波":
        return letter
    if surface not in _ALONE:
        return ""
    if after is None:
        return ""
    if after.surface in ("、", ",") and before is None and surface in "米英仏独露":
        return letter
    if not _nominal(after) or after.surface in RICE:
        return ""
    return letter


def may_be_countries(surface: str) -> bool:
    """Whether a token of that surface stands for country letters in some context."""
    return surface in LETTERS if len(surface) == 1 else bool(_several(surface))


def _several(surface: str) -> str:
    """The country letters of a word of two or three, whatever its context: 米中, 対米."""
    if not 2 <= len(surface) <= 3 or surface in _WORDS_OF_LETTERS:
        return ""
    body = surface[1:] if surface[0] in _TOWARD else surface
    return body.replace("ロ", "露") if _all_letters(body) else ""


def _nominal(token: Token) -> bool:
    return token.pos.startswith(("名詞", "接尾辞", "接頭辞")) and (
        has_kanji(token.surface) or "ァ" <= token.surface[0] <= "ヺ"
    )


def _all_letters(surface: str) -> bool:
    return all(letter in LETTERS for letter in surface)
