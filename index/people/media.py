"""The one table of media: what words are written in, which documents speak, who publishes, who relays the words of
others."""

from __future__ import annotations

import re

from inyo.index.people.tails import Tails

_MEDIA = (
    r"SNS|ＳＮＳ|ツイッター|Twitter|フェイスブック|Facebook|インスタグラム|ブログ|トゥルース・ソーシャル|公式サイト|ウェブサイト|"
    r"ホームページ|サイト|掲示板|声明文?|談話|書簡|手紙|書面|文書|論文|著書|著作|自著|回顧録|自伝|日記|遺書|メール|報告書|意見書|"
    r"社説|コラム|論評|記事|寄稿|プレスリリース|リリース|資料|判決文?|決定文|判決理由|条文|条例|規則|規約|憲法|法律|要綱|指針|"
    r"ガイドライン|白書|ビラ|看板|張り紙|貼り紙|横断幕|プラカード|チラシ|パンフレット|メモ|ノート|投稿|ツイート|会報|機関紙|広報紙|"
    r"電報|はがき|ハガキ|親書|祝電|弔電|碑文|答申|勧告|決議|宣言文|調書|遺言状?|短冊|絵馬|紙"
)
MEDIUM = re.compile(
    rf"(?:(?:{_MEDIA})(?:の中|上|内|の末尾|の冒頭)?(?:で|に|では|には|にて|などで|などに|を通じて?|を通して|を発表し|を出し|を公表し)"
    rf"|(?:^|[^A-Za-z])[XＸ](?:（旧ツイッター）|\(旧ツイッター\))?(?:で|に|上で|に投稿し))(?:は|も)?、?[^\ufffc。、]{{0,16}}$"
    rf"|(?:{_MEDIA})(?:は|も)、?$"
)
"""A written medium named in front of a quotation (声明で、, SNSに, 報告書は) makes it written."""

MEDIUM_BEHIND = re.compile(
    rf"^(?:など)?と(?:する|した|の|いう|、)[^。\ufffc]{{0,12}}?(?:声明|談話|書簡|手紙|文書|文面|字幕|テロップ|記事|書き込み|投稿|メール|報告書|意見書|論文|社説|"
    rf"張り紙|貼り紙|遺書|メモ|通知|電報)(?:を|が|も|で|に)"
    rf"|^(?:など)?と(?:、)?[^。、\ufffc]{{0,12}}?(?:{_MEDIA})(?:で|に|では|上で)"
    r"|^(?:など)?とのコメントを(?:発表|出し|寄せ|公表)"
    r"|^(?:など)?と[^。、\ufffc]{0,8}?(?:声明|談話|文書|文章|手紙|意見書|コメント文|書面)を(?:出|発表|公表|提出|送|寄せ)"
    r"|^(?:と(?:する|した|の|いう|いった))?[^。、\ufffc]{0,14}?(?:メッセージ|補足意見|反対意見|少数意見|祝辞|弔辞|祝電)を"
)
"""A written medium named behind a quotation (とする声明を発表した, とブログに書いた, とのコメントを発表)."""

PUBLISHES = re.compile(
    r"(?:新聞|通信|通信社|新聞社|メディア|紙|誌|記事|社説|コラム|報告書|白書|声明|条例|憲法|判決|決定|裁判所|最高裁|高裁|地裁|小法廷|大法廷|チラシ|看板|系図|"
    r"広報|資料|論文)$"
)
"""Who speaks in writing: publications, documents, courts."""

DOCUMENT = re.compile(
    r"(?:声明|報告書|条例|憲法|判決|社説|論文|記事|遺書|手紙|書簡|白書|資料|規約|規則|法|法律|コラム|文書|"
    r"決議|決議文|宣言|答申|勧告|談話|要綱|公約|マニフェスト|綱領|"
    r"ホームページ|サイト|看板|ポスター|チラシ|横断幕|メール|広報|広告|意見書|投書|新聞|ビラ|張り紙|"
    r"貼り紙|メモ|日記|本|著書|帳|碑|案内|説明書|契約書|議事録|会議録)$"
)
"""A document: it may speak as somebody does (報告書は「…」とする)."""

_RELAY = Tails(
    r"新聞|通信|通信社|新聞社|放送|テレビ|ラジオ|日報|新報|時報|タイムズ|タイムス|ポスト|ジャーナル|"
    r"ロイター|CNN|BBC|NHK|AP|AFP|CNBC|NBC|ABC|CBS|FOX|47NEWS|NEWS|ニュース|報知|スポーツ|"
    r"時事|共同|朝日|毎日|読売|産経|日経|中日|日刊|夕刊|紙|誌|メディア|報道|報道機関|報道各社|各社|両紙|"
    r"同紙|同通信|両報道|両新聞|電子版|速報|ドットコム|オンライン|放送局|各紙|online|\.com|クーリエ|"
    r"ガーディアン|タブロイド|スポニチ|報道陣",
    r"(?:など|等)?",
    "ど等",
    re.IGNORECASE,
)


def names_a_relay(phrase: str) -> bool:
    """Whether a noun phrase is a paper, an agency, a station: a voice that relays the words of others."""
    return _RELAY.end(phrase)
