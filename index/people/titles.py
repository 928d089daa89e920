"""Titles, offices and callings: what stands behind or before a name, and the words a title is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from inyo.index.japanese.wordlists import any_of, words
from inyo.index.people.honorifics import HONORIFICS

_OFFICES = words(
    """
    大統領 首相 総理大臣 総理 国家主席 主席 総書記 書記長 書記局長 第一書記 書記 総統 国王 女王 王子 王女 皇太子 天皇
    上皇 皇后 陛下 殿下 親王 内親王 王妃 皇帝 長官 大臣 外相 法相 農相 蔵相 財務相 防衛相 国防相 環境相 総務相 経産相
    国交相 厚労相 文科相 農水相 再生相 復興相 金融相 経財相 内相 貿易相 産業相 通商相 行革相 五輪相 デジタル相
    少子化相 運輸相 労働相 建設相 郵政相 通産相 厚相 法務相 外務相 内務相 商務相 石油相 情報相 担当相 国家公安委員長
    官房長官 政務官 報道官 補佐官 大使 公使 領事 特使 公安委員長 高等弁務官 弁務官 上級代表 事務総長 事務局長 事務次官
    次官 議長 知事 市長 町長 村長 区長 州知事 議員 代議士 幹事長 政調会長 総務会長 委員長 委員 党首 総裁 代表 顧問
    参事官 審議官 局長 部長 課長 次長 室長 係長 所長 院長 校長 園長 館長 学長 総長 塾長 店長 支店長 工場長 署長 隊長
    団長 班長 座長 主任 理事長 理事 会長 社長 専務 常務 取締役 監査役 頭取 行長 最高経営責任者 最高執行責任者
    最高財務責任者 最高技術責任者 最高責任者 CEO COO CFO CTO 創業者 創設者 共同創業者 会頭 組合長 本部長 管理官
    参考人 政府参考人 証人 公述人 代表幹事 市議 県議 都議 府議 道議 町議 村議 区議 影の財務相 影の外相 影の首相
    報道部長 広報部長 報道担当官 報道担当 広報担当 交渉官 通商代表 首席交渉官
    """
)
_CALLINGS = words(
    """
    監督 ヘッドコーチ コーチ 選手 投手 捕手 内野手 外野手 遊撃手 二塁手 一塁手 三塁手 主将 キャプテン 騎手 調教師 棋士
    力士 親方 横綱 大関 関 関脇 小結 前頭 名人 竜王 王将 王位 棋聖 本因坊 九段 三段 二段 初段 八段 七段 六段 五段 四段
    三冠 二冠 五冠 六冠 七冠 女流名人 教授 准教授 助教授 名誉教授 助教 講師 博士 研究員 主任研究員 上席研究員
    上級研究員 学者 アナリスト エコノミスト ストラテジスト 記者 編集長 編集委員 論説委員 解説委員 特派員 キャスター
    アナウンサー アナ 弁護士 検事 検事正 検事総長 裁判長 裁判官 判事 医師 医長 看護師 牧師 司教 大司教 枢機卿 法王
    教皇 神父 法師 住職 元帥 大将 中将 少将 准将 大佐 中佐 少佐 大尉 中尉 少尉 曹長 軍曹 伍長 司令官 提督 将軍 参謀長
    陸将 海将 空将 一佐 二佐 巡査部長 巡査長 巡査 警部補 警部 警視正 警視 警視総監 刑事 機長 副操縦士 船長 艦長
    宇宙飛行士 飛行士 容疑者 被告人 被告 被疑者 受刑者 死刑囚 服役囚 先生 師匠 先輩 師 選手会長 チェアマン 幹事 主査
    執行役員 幹部 支配人 参事 参与 審議委員 裁判員 政策委員 教頭 園長 施設長 事務長 主宰 議長団 首長 候補 教育長 教諭
    捜査官 組長 若頭 社主 主筆 党首 書記官 司祭 大主教 検察長 検察官 指導者 主教 プロデューサー ディレクター
    ストライカー ドライバー ボクサー 総監督 作曲家 マネージャー オーナー オーナー代行 厩務員 調教助手
    チーフエコノミスト チーフストラテジスト チーフアナリスト シニアエコノミスト シニアアナリスト シニアフェロー
    チームリーダー マネジャー ゼネラルマネジャー ゼネラルマネージャー GM
    """
)
_BEFORE = words(
    """
    コラムニスト ライター 評論家 ジャーナリスト 外交官 預言者 作家 小説家 詩人 歌人 俳人 漫画家 マンガ家 画家 作詞家
    脚本家 演出家 写真家 翻訳家 建築家 歌手 俳優 女優 男優 声優 タレント 落語家 芸人 お笑い芸人 司会者 モデル アイドル
    シンガー ミュージシャン ピアニスト バイオリニスト ギタリスト 指揮者 映画監督 実業家 起業家 投資家 経営者 政治家
    活動家 運動家 思想家 哲学者 社会学者 経済学者 政治学者 歴史学者 物理学者 生物学者 心理学者 法学者 科学者 研究者
    専門家 建設業 会社員 会社役員 公務員 無職 職業不詳 自営業 農業 漁業 店員 元店員 大学生 高校生 中学生 従業員 主婦
    運転手 料理人 職人 デザイナー プログラマー エンジニア 恩師 長男 次男 三男 長女 次女 三女 夫 妻 父 母 父親 母親 兄
    弟 姉 妹 息子 娘 同級生 同僚 友人 知人 相方 親友 ルーキー エース 大富豪 富豪 兼任監督 給仕 女中 書生 番頭 主人公
    イラストレーター 通訳 秘書 インストラクター 振付師 棋士 将棋棋士 囲碁棋士 柔道家 格闘家 登山家 冒険家 探検家
    料理研究家 アーティスト クリエイター ブロガー ユーチューバー シェフ パイロット 宇宙飛行士 専門官 担当者 責任者
    代理人 被害者 遺族 発明家 教諭 教師 教員 大工 僧侶 武将 大名 貴族 総帥
    """
)

LABELS: frozenset[str] = words(
    """
    監修 著者 著 編集 文 訳 翻訳 写真 取材 取材協力 聞き手 執筆 脚本 演出 出演 原作 作画 構成 撮影 主演 作曲 作詞 司会
    講師 筆者 ゲスト
    """
)
"""Labels before a colon that announce names (監修:村山…)."""

_ROLE_WORDS = words(
    """
    行革 資源 エネルギー 住宅 観光 保健 教育 文化 スポーツ 青年 福祉 家族 移民 予算 計画 企業 内政 治安 食糧 漁業 海洋
    気候 捜査 副 前 元 現 新 初代 先代 次期 名誉 終身 筆頭 上席 主任 首席 特別 常任 暫定 臨時 代理 代行 兼 大 准 故
    担当 経済 財政 再生 金融 財務 商務 通商 国防 国務 国土 安全 保障 安保 司法 法務 外務 外交 内務 文部 科学 厚生 労働
    農林 水産 農業 産業 交通 運輸 環境 防衛 復興 総務 官房 内閣 内閣府 府 行政 改革 少子 沖縄 北方 五輪 デジタル 地方
    創生 消費者 国家 公安 委員 委員会 会 政府 大統領 首相 党 自民 自由 民主 公明 共産 社民 社会 国民 維新 立憲 労働党
    保守 中央 執行 事務 統括 最高 経営 技術 責任 者 代表 取締役 専務 常務 総括 営業 広報 報道 作戦 参謀 米軍 空軍 海軍
    陸軍 軍 統合 本部 衆院 参院 衆議院 参議院 上院 下院 州 都 道 県 市 町 村 区 議 議会 都議 県議 市議 大学 大学院
    高校 研究所 研究 大統領府 ホワイトハウス 省 庁 局 部 課 通商代表 長 人民 連邦 共和 政策 調査 選手 球団 国際 通貨
    基金 世界 銀行 日銀 銀 協会 連盟 機構 連合 経団連 米国 欧州 欧 国連 機関 裁判 地裁 高裁 最高裁 地検 特捜 警視 主席
    戦略 選挙 対策 国会 交渉 報道官 女性 男子 女子 元米 前米 日本 プロ 野球 サッカー 内外 情報 宇宙 石油 貿易 建設
    郵政 国税 特命 全権 駐日 駐米 駐 在 地域 開発 相談 室 会見 共同 創業 設立
    """
)
COUNTRY_LETTERS: frozenset[str] = frozenset("米英仏独露中韓日伊加豪印朝比台蘭西葡墺越泰")
"""One kanji for a country, before a title (米大統領)."""

ROLE_WORDS: frozenset[str] = _ROLE_WORDS | COUNTRY_LETTERS
TITLES: frozenset[str] = _OFFICES | _CALLINGS
BEFORE: frozenset[str] = TITLES | _BEFORE
_CALLING_ENDS = frozenset("者家官員手師士長人妻囚犯兵")
"""The last kanji of callings that no table has."""

FIELDS: tuple[frozenset[str], ...] = (
    frozenset({"教授", "准教授", "助教授", "助教", "名誉教授", "博士", "研究員", "講師"}),
    frozenset(
        {"知事", "市長", "町長", "村長", "区長", "議員", "首相", "大臣", "大統領", "外相", "財務相", "長官", "党首"}
    ),
    frozenset({"社長", "組合長", "店長", "頭取", "専務", "常務", "工場長"}),
    frozenset({"選手", "投手", "捕手", "監督", "コーチ", "内野手", "外野手", "騎手", "親方"}),
)
"""Walks of life: one text does not give two of them to one person."""

ACADEMIC = 0
"""The number of the one that a text does not leave out where it first gives a full name."""

ORGANISATION_HEADS: tuple[str, ...] = ("大学", "大", "高校", "研究所", "銀行", "銀", "協会", "連盟", "機構", "庁")
"""What a title begins with when the word before it names an organisation (…大学准教授)."""

PLACE_OFFICES: frozenset[str] = frozenset({"知事", "市長", "町長", "村長", "区長", "署長", "議員", "支店長", "校長"})
"""Offices that a place name precedes as often as a person's (千葉知事)."""

NATIONAL_OFFICES: frozenset[str] = words(
    """
    大統領 首相 国家主席 主席 総書記 国王 女王 長官 大臣 外相 財務相 国防相 防衛相 容疑者 被告 被告人 死刑囚 受刑者
    報道官 補佐官 国務長官 上院議員 下院議員 最高経営責任者 CEO 総裁 教授 弁護士 博士 少将 中将 大将 法王 枢機卿
    """
)
"""Titles before which katakana is a name, even a word the dictionary knows as a common one (トランプ大統領)."""

RING_NAMES: frozenset[str] = frozenset({"親方", "横綱", "大関", "関脇", "小結", "関"})
"""Titles of wrestlers, whose names are neither surnames nor in the dictionary."""

STATUS: frozenset[str] = words(
    """
    容疑者 被告 被告人 被疑者 受刑者 死刑囚 服役囚 先生 選手 記者 師匠 先輩 議員 委員 さん 氏 教授 投手 監督 社長 会長
    代表 部長 弁護士 コーチ 師 医師 博士 研究員
    """
)
"""Titles that many people bear at once: sharing one is no evidence that two names are one person."""


_MINISTER = re.compile(
    r"(?<=[務衛境産交通労科林法農外蔵融信業興生水育源防設政報油宅健安光化学発祉])相(?![手当談次場関互違続対殺応])"
)
_NO_TITLE = re.compile("府|邸|官邸|選挙|選(?!手)|令|制|室|職|杯|賞|団|会(?![長談いうえおっ])|クラブ")
_ABBREVIATED = re.compile(r"[(（][A-Z]{2,4}[)）]")
_HONORIFIC = re.compile(any_of(HONORIFICS))
_TITLE_OR_HONORIFIC = re.compile(any_of(TITLES | HONORIFICS | {"相"}))
_ANNOUNCING = re.compile(any_of(BEFORE | LABELS | _CALLING_ENDS))
_LINK = re.compile(r"(?:(である|だった|で|の|・|、|[\s　]|=|＝))?(?=[一-龠々〆ァ-ヺ])")
_COLON = re.compile(r"\s*[:：/／]\s*")


def titles_behind(text: str) -> Iterator[tuple[int, int, int]]:
    """Titles and honorifics: where one begins, where its title ends (the beginning for a mere honorific), where both
    end."""
    for match in _TITLE_OR_HONORIFIC.finditer(text):
        start, end = match.span()
        word = match[0]
        if word in HONORIFICS:
            yield start, start, end
            continue
        if _NO_TITLE.match(text, end) or (word == "相" and not _MINISTER.match(text, start)):
            continue
        abbreviated = _ABBREVIATED.match(text, end)
        stop = abbreviated.end() if abbreviated else end
        honorific = _HONORIFIC.match(text, stop)
        yield start, stop, honorific.end() if honorific else stop


def titles_before(text: str) -> Iterator[tuple[int, int, str, int, bool]]:
    """Titles, callings and labels where a name may follow: where one begins and ends, what joins it to the name, where
    the name would begin, whether the word itself announces a name."""
    for match in _ANNOUNCING.finditer(text):
        start, end = match.span()
        word = match[0]
        if word in LABELS:
            colon = _COLON.match(text, end)
            if colon:
                yield start, start, "", colon.end(), True
                continue
        if word in _CALLING_ENDS or word in BEFORE:
            link = _LINK.match(text, end)
            if link and (word in BEFORE or link[1]):
                yield start, end, link[1] or "", link.end(), word in BEFORE or link[1] == "である"


PEN_NAME = words(
    "ペンネーム 筆名 芸名 本名 ラジオネーム 雅号 別名 旧姓 通称 愛称 俳号 リングネーム 源氏名 四股名 ハンドルネーム"
)
PEN_NAME_BEHIND = re.compile(
    rf"(?:と[いう]う|との|の)(?:{any_of(PEN_NAME)}|名(?:前)?の(?:男|女|少年|少女|人))|という(?:男|女|少年|少女)(?!子|性)"
)
"""Behind a name: what says that it is one (…というペンネームを使う)."""
PEN_NAME_BEFORE = re.compile(rf"(?:{any_of(PEN_NAME)})(?:[:：は、・=＝]|の|が)?[「『]?")

_COUNTRY_NAME = re.compile(
    r"^(?:日本|米国|アメリカ|中国|韓国|北朝鮮|台湾|英国|イギリス|フランス|ドイツ|ロシア|ソ連|イタリア|カナダ|オーストラリア|インド|ブラジル|"
    r"イスラエル|イラン|イラク|ウクライナ|トルコ|[米英仏独露中韓日伊加豪印]|USA(?![A-Z])|US(?![A-Z])|EU(?![A-Z]))+"
)


@lru_cache(maxsize=1 << 14)
def field(title: str) -> int:
    """The walk of life of a title: its number in FIELDS, -1 if it says nothing."""
    for number, members in enumerate(FIELDS):
        if title.endswith(tuple(members)):
            return number
    return -1


_HEADS = ("前", "元", "副", *sorted(word for word in _ROLE_WORDS | TITLES if len(word) > 1))


@lru_cache(maxsize=1 << 14)
def core_title(title: str) -> str:
    """A title as people share it: without country, former or deputy ranks kept (米財務長官 → 財務長官)."""
    core = re.sub(r"[(（].*?[)）]", "", title).strip(" 　のにで・")
    core = re.sub(r"^(?:前|元|現|故|新|次期)", "", core)
    home = _COUNTRY_NAME.sub("", core)
    core = home if home.startswith(_HEADS) else core
    core = re.sub(r"^(?:前|元|現|故|新|次期)", "", core)
    core = re.sub(r"^(?:大学院?|大)(?=准?教授|助教|講師|名誉教授|学長)", "", core)
    return _SAME.get(core, core)


def shared_titles(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether two people bear a title in common; 大臣 and 長官 alone may be any of their kind (通商相, 財務長官)."""
    a, b = set(mine), set(theirs)
    return bool(a & b or (a & GENERIC and a & generic_titles(b)) or (b & GENERIC and b & generic_titles(a)))


GENERIC: frozenset[str] = frozenset({"大臣", "長官"})
"""Titles that stand for any of their kind."""


def generic_titles(titles: Iterable[str]) -> set[str]:
    """The generic titles by which bearers of `titles` may be called."""
    out = set()
    for title in titles:
        if title.endswith("大臣") or (title.endswith("相") and title not in {"首相", "副首相"}):
            out.add("大臣")
        elif title.endswith("長官"):
            out.add("長官")
    return out


_SAME = dict(
    pair.split("=")
    for pair in words(
        """
        国家主席=主席 総理大臣=首相 総理=首相 内閣総理大臣=首相 USTR代表=通商代表 通商代表部代表=通商代表
        最高経営責任者=CEO 副総理=副首相 財務大臣=財務相 外務大臣=外相 外務相=外相 防衛大臣=防衛相 法務大臣=法相
        総務大臣=総務相 環境大臣=環境相 被告人=被告 経済産業大臣=経産相 国土交通大臣=国交相 厚生労働大臣=厚労相
        文部科学大臣=文科相 農林水産大臣=農水相 農相=農水相
        """
    )
)
"""Two forms of one office."""
