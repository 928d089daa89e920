"""The shape of names: surnames of one kanji, katakana names as units, words that make a name an organisation's; and how
likely kanji are a surname with a given name, by the kanji alone: for names that no dictionary has.

The table name_kanji.tsv says for each kanji how many tenths of a nat likelier it stands at a place of a Japanese name
than in a common noun (naive Bayes over places, from the names and nouns of unidic-lite; tests/bench/name_kanji.py
writes it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import words

ONE_KANJI_SURNAMES: frozenset[str] = frozenset(
    "王李張劉陳楊黄趙呉周徐孫馬朱胡郭何高林鄭謝羅梁宋唐許韓馮鄧曹彭曾蕭田董潘袁蔡蒋余于杜葉程魏蘇呂丁任沈姚盧姜崔鐘鍾譚陸汪范金石廖賈夏韋"
    "付傅方白鄒孟熊秦邱江尹薛閻段雷侯龍史陶黎賀顧毛郝龔邵万銭厳洪武莫孔習易安朴柳全申徐呂温胡辛文梅詹柯游頼連施巫蒲耿俞兪阮裴殷牛厲"
    "温黃吳劉楊盧羅宋馬譚簡詹趙蒼桂柏陰郁章尤穆萬蒙臧成戚卞閔伍荘曲尚韶盛邢麦靳鄺鮑霍甘饒祁祖岳駱房屈"
)
"""Chinese and Korean surnames written with one kanji (the commonest of both countries, and some of public life)."""

TWO_KANJI_SURNAMES: frozenset[str] = frozenset(
    {"欧陽", "司馬", "諸葛", "上官", "司徒", "夏侯", "公孫", "皇甫", "独孤", "南宮", "鮮于", "長孫"}
)

THREE_KANJI_SURNAMES: frozenset[str] = words(
    """
    佐々木 長谷川 五十嵐 小笠原 久保田 宇都宮 大久保 三田村 小野寺 日下部 長谷部 東海林 小野田 佐久間 大和田 小田切
    小早川 宇佐美 大河内 大河原 加賀谷 加賀美 海老原 海老名 我喜屋 我如古 与那嶺 喜屋武 仲宗根 具志堅 伊集院 伊地知
    阿久津 安孫子 我孫子 石ノ森 市ノ瀬 一ノ瀬 大日向 日比野 波多野 羽生田 西園寺 二階堂 八重樫 六反田 百目鬼 水無瀬
    美濃部 御手洗 曽我部 曾我部 高見沢 谷田部 矢田部 徳大寺 中曽根 奈良岡 野々村 野々山 野々垣 能登谷 早乙女 和久井
    赤羽根 飛鳥井 綾小路 荒木田 海江田 河野辺 小宮山 塩野谷 竹之内 堀之内 山之内 木之下 久保寺 久保井 宇田川 小田島
    小山田 小山内 真喜志 渡嘉敷 玉那覇 平安名 東風平 小金井 小金沢 土井垣 三ツ矢 八木沢 八木橋 阿比留 小野塚 小野沢
    小野瀬 小川原 佐土原 世良田 田部井 津久井 長久保 名嘉真 西久保 氷見野 日向野 茂手木 大和久 生田目
    """
)
"""Surnames of three kanji, so that they are not taken for a surname with a given name."""

GIVEN_NAME_ENDS = frozenset(
    "一三二也哉弥矢斗人太汰介助輔佑祐丞男夫雄郎朗士志史司嗣児次治平真誠信伸典紀規基樹己貴希輝央和吾悟護馬麻磨子美実未香花華佳夏果帆穂菜奈那"
    "莉里理梨璃利凛鈴音乃之世代恵絵江依衣枝緒葉季姫妃沙紗咲彩綾奏結芽萌杏桜楓茉翔琉龍虎晴陽暉英衛彦征将勝克功"
)
"""Kanji with which given names end that the dictionary knows only without it (剛|典, 恪|一)."""

LOAN_ENDINGS: tuple[str, ...] = tuple(
    sorted(
        words(
            """
            カップ ハードル ソング テニス キック サイン ゾーン コンピューター コンピュータ プロダクト リーグ ゲーム
            ボール レース スキー スケート マラソン サッカー バレー バスケット ラグビー ゴルフ ボクシング レスリング
            スイミング ダンス シュート ゴール パス スター ファン アシスタント メーカー ユーザー リーダー マネージャー
            ドライバー オーナー ワーカー プレーヤー プレイヤー キーパー フォワード バック ニュース サイト ページ
            データ システム サービス センター クラブ チーム バンド グループ ドラマ アニメ マンガ ブーム ショップ
            カード
            """
        )
    )
)
"""Ends of loan words that the dictionary may not know as a whole (ワールドカップ)."""

GIVEN_NAMES: frozenset[str] = words(
    """
    Aaron Adam Alan Albert Alex Alexander Alice Amy Andrea Andrew Angela Ann Anna Anne Anthony Arthur Barbara Ben
    Benjamin Bernard Bill Bob Brian Bruce Carl Carlos Carol Caroline Catherine Charles Charlie Chris Christian
    Christine Christopher Claire Claude Colin Craig Daniel Dave David Deborah Dennis Diana Donald Dorothy Douglas
    Edward Eleanor Elena Elizabeth Ellen Emily Emma Eric Erik Eugene Evan Felix Francis Frank Fred Frederick Gary
    George Gerald Gordon Grace Graham Greg Hannah Harold Harry Heather Helen Henry Howard Hugh Ian Isaac Jack Jacob
    James Jamieson Jane Janet Jason Jean Jeff Jeffrey Jennifer Jeremy Jessica Jim Joan Joe Joel John Jonathan Joseph
    Joshua Juan Julia Julian Karen Karl Kate Keith Kelly Ken Kenneth Kevin Larry Laura Lawrence Lee Leo Leonard Lewis
    Linda Lisa Louis Luis Luke Margaret Maria Marie Mark Martin Mary Matt Matthew Max Michael Michelle Mike Nancy
    Nathan Neil Nicholas Nick Nicole Oliver Oscar Pamela Patricia Patrick Paul Peter Philip Rachel Ralph Raymond
    Rebecca Richard Robert Robin Roger Ronald Rosa Roy Russell Ruth Ryan Sam Samuel Sandra Sara Sarah Scott Sean Simon
    Sophie Stephen Steve Steven Stuart Susan Teresa Thomas Tim Timothy Todd Tom Tony Victor Victoria Vincent Walter
    Wayne Wendy William Akira Daisuke Haruki Hideo Hiroshi Ichiro Jun Junichiro Kazuo Keiko Kenji Makoto Masahiro
    Masao Naoki Naomi Satoshi Shinzo Shigeru Taro Takashi Takeshi Yoko Yoshihiko Yuki
    """
)
"""First names by which a Latin name in Japanese text is known as a person's."""

ORGANISATION_WORDS: frozenset[str] = words(
    """
    ショック スタンレー パッカード コダック マーケティング リサーチ コンサルティング エンジニアリング ブラザーズ ラボ
    ラボラトリー ラボラトリーズ マネジメント マネージメント グループ ホールディングス カンパニー バンク エコノミクス
    タイムズ ニュース インスティテュート インスティチュート ソサエティー ソサエティ コーポレーション
    インターナショナル エンタープライズ エンターテインメント エンタテインメント パートナーズ キャピタル アソシエイツ
    テクノロジー テクノロジーズ システムズ システム サービス サービシズ エレクトロニクス モーターズ モーター
    エアライン エアラインズ エアウェイズ ポスト ジャーナル プレス トリビューン テレグラフ ヘラルド ガーディアン
    メディア ネットワーク ネットワークス スタジオ スタジオズ ピクチャーズ フィルム レコード レコーズ ミュージック
    ブックス クラブ チーム リーグ カップ オープン ユナイテッド シティ シティー タウン パーク ビル タワー ホテル
    センター プラザ ストリート アベニュー スクエア ホール ガーデン ユニバーシティ カレッジ スクール アカデミー
    ミュージアム ファンド ファウンデーション トラスト セキュリティーズ セキュリティ ストアーズ ストア マーケット
    マート フーズ フード ドリンク ソフト ソフトウェア ゲームス ゲームズ インダストリー インダストリーズ ケミカル
    マテリアル サプライチェーン プロジェクト プログラム フォーラム サミット コンソーシアム アライアンス ユニオン
    フェスティバル ダイアローグ シリーズ アイランド アイランズ リバー レイク マウンテン バレー ビーチ ベイ イーグルス
    ゴールデンイーグルス ジャイアンツ タイガース ドラゴンズ スワローズ ベイスターズ カープ ライオンズ ホークス
    ファイターズ マリーンズ バファローズ ブルーウェーブ ヤンキース メッツ ドジャース マリナーズ レッドソックス カブス
    ロイヤルズ エンゼルス アスレチックス パドレス レンジャーズ アストロズ インディアンス ツインズ オリオールズ レイズ
    ブレーブス フィリーズ カージナルス パイレーツ ブルワーズ レッズ ロッキーズ グランパス アントラーズ マリノス
    エスパルス ステーツ ステート ウォッチ アムネスティ ヘルス ケア フィナンシャル フォン スマートフォン コーヒー
    カフェ ウォール レール ウェイ ロード ハウス パレス フォース ワン ショー ドーム アリーナ スタジアム サーキット
    グランプリ ツアー ユース ジュニアユース シャトル ステーション モバイル オンライン
    """
)

"""Katakana words whose place at the end of a ・-unit says that it names no person."""

KATAKANA_GIVEN_NAMES: frozenset[str] = words(
    """
    アーサー アーノルド アーロン アイザック アイリーン アイリス アウン アキレス アダム アドルフ アドリアン アナ
    アナスタシア アナトリー アニータ アブドゥル アブドラ アフマド アマンダ アミール アメリア アラン アリ アリス
    アリソン アルバート アルフレッド アルベルト アレクサンダー アレクサンドル アレクサンドラ アレクセイ アレックス
    アレハンドロ アン アンゲラ アンソニー アンディ アンドリュー アンドレ アンドレア アンドレアス アンドレイ アントニー
    アントニオ アンナ アンネ アンリ アンヘル イーサン イーロン イェンス イグナシオ イサベル イザベラ イゴール
    イブラヒム イリーナ イワン イングリッド ヴィクター ヴィクトル ヴィンセント ウィリアム ウィリー ウィルヘルム
    ヴィルヘルム ウィンストン ウェイド ウェイン ウェンディ ヴェルナー ウォルター ウォーレン ヴォルフガング
    ウォロディミル ウゴ ウラジーミル ウラジミール ヴラディミル ウルズラ ウルスラ エイブラハム エイミー エヴァ
    エカテリーナ エディ エドウィン エドガー エドモンド エドワード エバ エフゲニー エマ エマニュエル エマヌエル
    エミリー エミリオ エミン エリオット エリザベス エリック エルヴィン エルンスト エレナ エレン エンリケ オーウェン
    オーランド オスカー オットー オマル オリバー オリビア オルガ オレグ カート カール カタリナ カトリーヌ カミラ
    カルロ カルロス カレン ガブリエル キース キム キャサリン キャシー キャロライン キャロル ギュンター クラウス
    クラウディア クララ クリス クリスタ クリスチャン クリスティ クリスティーナ クリスティーヌ クリスティアン
    クリストファー クリントン クルト クレイグ グレーテ グレッグ グレン グレゴリー グレース グレタ クレメンス クロード
    ケイト ケイティ ケビン ケヴィン ケリー ゲルハルト ケン ケント ケネス ゲイリー ゲーリー ゲオルク ゲオルギー
    ゴードン コフィ コリン コンスタンティン コンドリーザ サーシャ サイモン サダム サマンサ サミュエル サム サラ
    サルバドール サンドラ シーラ ジークフリート ジーン ジェイ ジェイコブ ジェイソン ジェイミー ジェイミソン ジェイムズ
    ジェームス ジェームズ ジェーン ジェシカ ジェフ ジェフリー ジェラール ジェラルド ジェリー ジェレミー ジェニファー
    ジェンスン シモン シモーヌ シャーロット シャルル ジャスティン ジャック ジャネット ジャン シャロン シルビア
    シルビオ ジム ジミー ジャコモ ジャクリーン ジュゼッペ ジュディ ジュリア ジュリアス ジュリアン ジュリー ジョアン
    ジョージ ジョー ジョエル ジョーン ジョイ ジョセフ ジョナサン ジョバンニ ジョルジュ ジョルジョ ジョン ジョゼ
    ジョゼフ ジル シンシア シンディ スーザン スコット スザンヌ スタンリー スチュアート スティーヴ スティーブ
    スティーブン スティーヴン ステファン ステファニー ステファノ スベトラーナ セオドア セバスチャン セルゲイ セルジオ
    セルヘ ソフィア ソフィー ダイアナ ダグ ダグラス タチアナ ダニー ダニエル ダニエラ ダニエレ ダミアン ダライ ダリル
    ダン チャーリー チャールズ ディーン ディエゴ ディック ディミトリ ティム ティモシー デイブ デイビッド デイヴィッド
    デービッド デーヴィッド デービット デニス デビー デボラ デズモンド デレク テレーザ テレサ トーマス ドナルド トニー
    トビアス トマス ドミトリー ドミニク トム ドリス ドロシー ドン ナオミ ナザク ナタリー ナタリア ナディア ナンシー
    ニーナ ニール ニコ ニコール ニコライ ニコラ ニコラス ニック ネルソン ノーマン ノア パーヴェル バージニア バート
    バーナード バーバラ バーニー パウル パウロ パオロ パスカル パット パトリシア パトリック パブロ ハビエル ハミド
    バラク ハリー ハロルド ハワード ハンス ハンナ ビアンカ ピーター ピエール ピエトロ ヒラリー ビクター ビクトリア
    ビクトル ビセンテ ビビアン ビリー ビル ヒュー ヒューゴ ビョルン ファビオ フアン フィデル フィリップ フィリッポ
    フィル フェデリコ フェリックス フェリペ フェルナンド フサイン フセイン ブライアン ブラッド フランク フランクリン
    フランシス フランシスコ フランソワ フランチェスコ フランツ ブリジット フリードリヒ ブルース ブルーノ フレッド
    フレデリック フロイド ヘクター ベティ ペーター ベアトリス ペドロ ペトロ ベネディクト ベルトラン ベルナール
    ベルント ヘルマン ヘルムート ヘレン ベンジャミン ベン ヘンリー ヘンリク ポール ボブ ボビー ボリス ホセ ホルスト
    マーカス マーガレット マーク マーサ マーシャ マーティン マービン マイク マイケル マウリシオ マヌエル マックス
    マデレーン マティアス マシュー マット マハティール マフムード マリア マリー マリオ マリヤ マルガレーテ マルク
    マルクス マルコ マルセル マルタ マルチン マルティン マルリエス ミゲル ミシェル ミッシェル ミッチェル ミハイル
    ミヒャエル ミラン ムハマド ムハンマド メアリー メーガン メグ メラニア メラニー モーリス モーゼス モニカ モハメド
    モハンマド ヤコブ ヤン ユージン ユーリ ユリア ユリウス ヨアヒム ヨーゼフ ヨシフ ヨハン ヨハネス ヨルク ラーム
    ラインハルト ラウル ラウラ ラトコ ラドヴァン ラファエル ラミン ラリー ラルフ ランディ リー リサ リズ リタ
    リチャード リック リチャルド リリー リンジー リンダ ルイ ルイーズ ルイス ルーカス ルーク ルース ルートヴィヒ ルカ
    ルドルフ ルパート ルチア レイ レイチェル レイモンド レオ レオナルド レオニード レオン レジナルド レックス レナード
    レベッカ ロイ ロー ローザ ローラ ローレンス ローレン ロジャー ロドリゴ ロドリゲス ロナルド ロバート ロビン
    ロベルト ロレンツォ ロン ワシーリー ワルター ゴラン ゾラン ドラガン ミロシュ アンネッテ
    """
)
"""First names by which a katakana name with ・ is known as a person's."""

LONG_ORGANISATION_WORDS: tuple[str, ...] = tuple(sorted(word for word in ORGANISATION_WORDS if len(word) > 3))

_BODY_ENDS = (*LONG_ORGANISATION_WORDS, "クラブ", "バンク", "チーム", "リーグ", "バンド", "ショップ")
_SHORTEST_BODY = 6


@lru_cache(maxsize=1 << 12)
def is_body(piece: str) -> bool:
    """Whether katakana written together end in what a body is (アオバ|フードサービス, ミナト|クラブ)."""
    return len(piece) >= _SHORTEST_BODY and piece.endswith(_BODY_ENDS)


ORGANISATION_BEHIND = re.compile(
    r"(?:研究所|研究会|社(?!長)|株式会社|大学|学院|学園|高校|高等学校|銀行|証券|財団|協会|連盟|連合|機構|機関|病院|新聞|通信|放送|テレビ|電機|電器|自動車|工業|"
    r"新報|日報|時報|日日|スポーツ|製作所|製薬|産業|重工|鉄道|電鉄|航空|空港|百貨店|法律事務所|事務所|工場|商事|商会|商店|建設|不動産|生命|保険|出版|書店|書房|省|庁|県|市(?!長)|町(?!長)|村(?!長)|"
    r"区(?!長)|郡|州(?!知事)|駅|線|川|山|島|湖|湾|半島|海|港|地方|地区|通り|橋|城|寺|神社|教会|劇場|球場|競技場|会館|ホール|大会|杯|賞|法|条約|戦争|"
    r"株|製|語|人(?![々間物])|国(?!家主席|王)|首都|党|軍|委員会|国際|共和国|王国|連邦|市場|問題|指数|号)"
)
"""Directly behind a name: what is named is a place, an organisation, a thing."""

SURROUNDED = re.compile(
    r"(?:政権|内閣|体制|派|陣営|流|家|夫妻|親子|兄弟|一家|両|会談|時代|外交|関税|相場|効果|ら|たち|達)"
)
"""Directly behind a name: the word is about the person, but what is named is not the person himself."""

KATAKANA_UNIT = re.compile(
    r"(?:(?<![A-Za-zＡ-Ｚａ-ｚ])(?:[A-ZＡ-Ｚ][.．]?[・･]|[A-ZＡ-Ｚ][.．])){0,3}[ァ-ヺー]+"
    r"(?:(?:[・･＝=](?:[A-ZＡ-Ｚ][.．]?[・･＝=]|[A-ZＡ-Ｚ][.．])?|[A-ZＡ-Ｚ][.．・･])[ァ-ヺー]+)*"
)
"""Katakana with ・, initials between them included (ジョン・G・ロバーツ)."""
UNIT_BEGINS = re.compile("[A-ZＡ-Ｚァ-ヺー]")
LATIN_BEGINS = re.compile("[A-Z][a-z]")
KATAKANA = re.compile(r"[ァ-ヺー]+")
KANJI = re.compile(r"[一-龠々〆ヶ髙﨑𠮷]+")
LATIN_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z]\.?)?(?:[ 　・][A-Z][A-Za-z'’\-]+){1,2}\b")


def found_from(begins: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, where a pattern only matches where `begins` does, which is looked for faster."""
    at = 0
    while first := begins.search(text, at):
        found = pattern.match(text, first.start())
        if found:
            yield found
        at = found.end() if found else first.start() + 1


_INITIAL = re.compile(r"[A-ZＡ-Ｚ][.．]?")


def parts(name: str) -> tuple[str, ...]:
    """The parts of a name written with ・, = or a space, in order."""
    pieces = re.split(r"[・･=＝\s　]+|(?<=[ァ-ヺー])[A-ZＡ-Ｚ][.．]|^(?:[A-ZＡ-Ｚ][.．])+", name)
    return tuple(part for part in pieces if part and not _INITIAL.fullmatch(part))


@lru_cache(maxsize=1 << 14)
def is_katakana(name: str) -> bool:
    """Whether a name is katakana throughout (with ・)."""
    return bool(KATAKANA_UNIT.fullmatch(name))


@lru_cache(maxsize=1 << 14)
def foreign_surname(name: str) -> str:
    """The surname of a name of two to four kanji as Chinese and Korean names are written, or ''."""
    if name[:2] in TWO_KANJI_SURNAMES and 3 <= len(name) <= 4:
        return name[:2]
    if name[:1] in ONE_KANJI_SURNAMES and 2 <= len(name) <= 3:
        return name[:1]
    return ""


SIGN = "[一-龥々ァ-ヴーＡ-Ｚ]"
"""What a name is written with, as a pattern."""
_SIGN = re.compile(SIGN)
_BEHIND = re.compile(rf"様|君|氏|殿|先生|老|さん|ちゃん|(?!{SIGN})")


class NamedPlaces:
    """Finds forms of names that adjoin no other sign of a name but an honorific, the longest first."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            self._by_first.setdefault(form[0], []).append(form)
        firsts = "".join(map(re.escape, sorted(self._by_first)))
        self._first = re.compile(f"[{firsts}]" if firsts else "(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and the end of each, in order, none inside another."""
        end = 0
        for found in self._first.finditer(text):
            start = found.start()
            if start < end or (start and _SIGN.match(text, start - 1)):
                continue
            for form in self._by_first[found[0]]:
                if text.startswith(form, start) and _BEHIND.match(text, start + len(form)):
                    end = start + len(form)
                    yield start, end
                    break


_SURNAME, _GIVEN, _GIVEN_ALONE = 0, 3, 6
"""The first column of each, and that of a given name of one kanji; the places are first, inner, last."""
_ABSENT = (-15,) * 7
_SIZES = ({1: -3.5, 2: -0.2, 3: -2.0, 4: -4.6}, {1: -2.0, 2: -0.4, 3: -1.8})
"""How likely a surname, a given name of so many characters is."""
_TODAY = frozenset(
    "愛葵杏暁旭維逸羽映栄笑音花楓叶奏希輝絆京恭響琴空桂圭彗慧健絢虎湖瑚光煌咲桜朔紗汐志紫梓朱珠樹柊渚晶翔心真茉凪夏菜七虹乃陽遥彪琶芭帆穂舞"
    "那美未湊岬夢芽萌柚結悠優唯夕由理莉璃琉瑠凌涼遼凛玲蓮怜漣路和伶暖月斗星惺晴晟聖誠蒼颯太大卓拓智知衣依伊織緒彩実紬椿翼澄瑳燈灯冬陸律里來来"
)
_GIVEN_TODAY_ODDS = 1.5
"""What a kanji adds to a given name with which children are named today more than when the dictionary was made."""
_KNOWN = 3.0
"""What it adds that the dictionary has the word as a name."""
_ALONE = 1.5
"""From which odds on kanji that stand alone where a name must are a surname."""
NEVER = -99.0
"""The odds of what cannot be a name."""


_GIVEN_TODAY = words(
    "元気 朝陽 大空 日向 陽向 美空 希空 星空 青葉 若葉 双葉 大河 銀河 光輝 希望 未来 太陽 大洋 "
    "結衣 結愛 心愛 陽葵 琉生 蒼空"
)
"""Common nouns, and words that the dictionary does not know, which are given names."""


def is_given_today(word: str) -> bool:
    """Whether children are called today by a common noun."""
    return word in _GIVEN_TODAY


@lru_cache(maxsize=1 << 12)
def may_be_given(word: str) -> bool:
    """Whether a word is a given name, too: as the dictionary knows (大地), or as children are called today (朝陽)."""
    return word in _GIVEN_TODAY or any(each.pos.endswith("人名-名") for each in single_words(word))


@lru_cache(maxsize=1 << 12)
def may_be_family(word: str) -> bool:
    """Whether the dictionary knows a word as a surname, too (大石)."""
    return any(each.pos.endswith("人名-姓") for each in single_words(word))


class Parted(NamedTuple):
    """A full name: how long its surname is, and the odds in nats of the surname, of the given name."""

    surname: int
    of_surname: float
    of_given: float

    @property
    def odds(self) -> float:
        """The odds of the whole."""
        return self.of_surname + self.of_given


@cache
def _table() -> dict[str, tuple[int, ...]]:
    lines = files(__package__).joinpath("name_kanji.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {kanji: tuple(map(int, values)) for kanji, *values in rows}


def _odds(word: str, column: int) -> float:
    table, last = _table(), len(word) - 1
    places = (0 if at == 0 else 2 if at == last else 1 for at in range(len(word)))
    return sum(table.get(kanji, _ABSENT)[column + place] for kanji, place in zip(word, places, strict=True)) / 10


@lru_cache(maxsize=1 << 12)
def surname_odds(word: str) -> float:
    """The odds in nats that kanji are a surname; a single one is only where the dictionary has it as one."""
    if len(word) not in _SIZES[0]:
        return NEVER
    known = may_be_family(word)
    if len(word) == 1:
        return 0.0 if known else NEVER
    return _SIZES[0][len(word)] + _odds(word, _SURNAME) + _KNOWN * known


def is_surname(word: str) -> bool:
    """Whether kanji that stand alone are likely a surname."""
    return surname_odds(word) > _ALONE


@lru_cache(maxsize=1 << 12)
def given_odds(word: str) -> float:
    """The odds in nats that kanji are a given name."""
    if len(word) not in _SIZES[1]:
        return NEVER
    told = _odds(word, _GIVEN) if len(word) > 1 else _table().get(word, _ABSENT)[_GIVEN_ALONE] / 10
    today = _GIVEN_TODAY_ODDS * sum(kanji in _TODAY for kanji in word) if len(word) == 2 else 0.0
    return _SIZES[1][len(word)] + told + today + _KNOWN * may_be_given(word)


@lru_cache(maxsize=1 << 12)
def parted(name: str) -> Parted | None:
    """Where the surname of a full name in kanji likeliest ends; None for what is too short or too long for one."""
    cuts = [Parted(at, surname_odds(name[:at]), given_odds(name[at:])) for at in range(1, min(5, len(name)))]
    best = max(cuts, key=lambda cut: cut.odds, default=None)
    return best if best is not None and best.odds > NEVER / 2 else None


_KANA_BEHIND = re.compile("[ぁ-ゖァ-ヺー]+$")
_SHORTEST_FULL, _USUAL = 4, 2
"""Characters of a full name at least, and of most surnames."""
_CLEARLY = 2.0
"""How much likelier another length must be."""


def surname_by_kanji(name: str) -> str:
    """The surname of a full name that is no foreign one: what stands before kana, else where the kanji part; '' where
    too few of them are left to be sure."""
    kana = _KANA_BEHIND.search(name)
    if kana is not None:
        return name[: kana.start()]
    cut = parted(name) if len(name) >= _SHORTEST_FULL else None
    if cut is None:
        return ""
    usual = surname_odds(name[:_USUAL]) + given_odds(name[_USUAL:])
    return name[: cut.surname if cut.odds > usual + _CLEARLY else _USUAL]
