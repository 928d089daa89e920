"""Honorifics: what marks the word before it as somebody's name, and the words it also follows that are no names."""

from __future__ import annotations

from inyo.index.japanese.wordlists import words

HONORIFICS: frozenset[str] = words(
    """
    氏 さん さま 様 君 くん ちゃん 殿 女史 夫人 夫妻 卿 嬢 翁 両氏 さんら 氏ら
    """
)
"""Written directly behind a name. They say nothing of what the person does."""

NAME_MARKS: tuple[str, ...] = (
    "さん", "氏", "様", "さま", "ちゃん", "くん", "君", "殿", "女史", "卿", "嬢", "翁", "先生", "師", "関", "容疑者",
    "被告", "受刑者", "死刑囚", "親方", "夫妻", "夫人", "両氏", "師匠", "博士", "兄", "姉", "爺さん", "婆さん",
)  # fmt: skip
"""What stands behind a name in a sentence of speaking and makes it one: honorifics, and callings used as such.

Where one ends in another, the shorter stands first."""

SURE: tuple[str, ...] = ("氏", "さん", "ちゃん", "くん")
"""Honorifics that are nothing else: whatever stands before them is a name, even where the dictionary knows none."""

ON_LABELS: tuple[str, ...] = ("君", "くん", "さん", "氏")
"""Honorifics of speakers in minutes and interviews (山田太郎君)."""

SOFT: frozenset[str] = frozenset({"様", "君", "殿", "翁", "嬢", "さま", "くん", "ちゃん", "卿"})
"""Honorifics that are as often something else (の様に, 主君, 宮殿): they need a name before them."""

NOT_NAMES: frozenset[str] = words(
    """
    皆 みな みんな 客 お客 患者 運転手 運転士 店員 大家 奥 娘 息子 父 母 兄 姉 弟 妹 爺 婆 祖父 祖母 叔父 叔母 伯父
    伯母 おじ おば おじい おばあ じい ばあ とう かあ にい ねえ お父 お母 お兄 お姉 お爺 お婆 お嬢 嬢 旦那 女将 親方
    大将 業者 職人 記者 学生 子供 子ども 赤 赤ちゃん 坊 坊や 坊主 医者 先生 巡査 隊員 隣 両 同 各 某 彼 何 諸 神 仏 王
    殿 姫 若 主 諸君 貴 お二人 二人 三人 お巡り 先方 相手 店主 仏様 神様 王様 お日 お月 外人 芸者 書生 番頭 女中
    看護婦 看護師 姐 ねえや 男 女 男性 女性 少年 少女 町 村 市 国 社 弊社 御社 仕事 たく お疲れ ご苦労 お蔭 おかげ
    ご馳走 ごちそう 元 前 弁護士 警官 警察官 議員 選手 監督 社長 会長 部長 課長 教授 委員 委員長 役者 俳優 作家 歌手
    読者 視聴者 住民 市民 国民 ママ パパ メイド モデル ファン ユーザー スタッフ メンバー ドライバー マスター オーナー
    ボス ギャル アイドル サラリーマン ボランティア リーダー コーチ サポーター ライター シェフ
    テロ スパイ ストーカー ハイジャック ヘイト セクハラ 殺人 強盗 誘拐 ホワイトハウス クレムリン チェーンソー
    ベテラン トップ エリート プロ アマ アマチュア ベンチャー ジュニア シニア レジェンド ライバル トレーナー ディーラー
    """
)
"""Words before さん, 様, 君, 氏 … that name nobody in particular."""

TRAILERS: frozenset[str] = frozenset({"ら", "たち", "達", "他", "ほか", "等", "両", "各", "同", "側", "自身", "本人"})
"""What stands behind a name without being part of it."""
