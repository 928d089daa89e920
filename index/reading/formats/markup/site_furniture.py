"""Blocks of a page that are none of its text: titles of other pages, buttons, lines of links, dates and rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.reading.formats.markup.elements import BYLINE_NAMES, DATE_NAMES, names
from inyo.index.reading.formats.markup.page_flow import Flow
from inyo.index.values.extracts import Block, BlockKind

MARKS = re.compile("[。、」！？]")
"""What Japanese sentences have and lists of links have not."""

_CLOSING_HEADING = re.compile(
    r"^[【\[■●◆▼★☆◇□○・\s]*(?:この記事(?:に|を|の)?)?(?:関連(?:する)?(?:記事|リンク|ニュース|情報|コンテンツ|キーワード|タグ|ページ)|"
    r"(?:こちら|あわせて|合わせて|併せて).{0,8}(?:読みたい|どうぞ|おすすめ|オススメ)?(?:記事)?|(?:おすすめ|オススメ|人気|最新|新着|注目)の?"
    r"(?:記事|ニュース|エントリー?|トピックス|コンテンツ|情報)?|(?:アクセス)?ランキング|コメント|読者の(?:声|コメント)|みんなの(?:意見|コメント)|"
    r"トラックバック|タグ|カテゴリー?|アーカイブ|シェア(?:する)?|広告|PR|スポンサーリンク|SNS.{0,10}|"
    r"(?:お?知らせ)?メール(?:マガジン)?登録|プロフィール|リンク)"
    r"(?:一覧|する)?[\s（(\[［:：0-9０-９件）)\]］】]*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"ツイート|ポスト(?:する)?|シェア(?:する)?|いいね!?|ブックマーク|印刷(?:する)?|保存|コピー|LINEで送る|.{0,12}(?:で|を)シェア(?:する)?|"
    r"(?:ページ)?(?:の)?(?:トップ|先頭|上)(?:へ|に)(?:戻る)?|(?:ホーム|トップ(?:ページ)?|表紙|目次|一覧|前のページ)(?:へ|に)?(?:戻る|もどる)|"
    r"(?:前|次)の(?:記事|ページ|投稿|エントリー?)(?:へ)?|もっと(?:見る|読む)|続きを読む|記事を(?:保存|印刷)(?:する)?|無料登録|会員登録|ログイン|"
    r"文字(?:サイズ|の大きさ)[:：\s]?.{0,12}|(?:スポンサー(?:ド)?(?:リンク|サーチ)?|広告|PR|\[PR\]|【(?:PR|広告)】.{0,60})|"
    r".{0,40}(?:無断(?:転載|複製|使用).{0,20}禁.{0,8}|All\s*rights?\s*reserved\.?.{0,30})|"
    r"(?:copyright|©|\(c\)|（c）).{0,80}|プライバシーポリシー|利用規約|お問い?合わ?せ|サイトマップ|"
    r".{0,12}あなたは.{0,12}(?:人|番)目.{0,14}|アクセスカウンター?.{0,12}|since\s?[12]\d\d\d.{0,30}|"
    r"posted\s(?:by|at|in|on)\b.{0,60}|.{0,60}(?:コメント|トラックバック|trackback|comments?)\s?[(（]\d+[)）]|"
    r"(?:この記事は)?(?:有料|会員限定)(?:会員限定)?記事です.{0,40}|残り\s?[\d,]+文字.{0,20}|"
    r"最終更新日?[:：]?\s?.{0,20}\d.{0,10}|(?:更新|公開|投稿|掲載|配信)(?:日時?)?[:：]?\s?(?:\d{2,4}[年/.-]).{0,20}",
    re.IGNORECASE,
)
_LONGEST_BOILERPLATE = 120
_WORDY = 40
_LABEL = 4
"""Letters that may stand beside links in a line of links: 関連, 前, 次."""

_RULE = 5
"""Characters from which a row of one mark is a rule."""


def without_furniture(found: Sequence[Flow]) -> list[Block]:
    """Blocks without what stands before the heading, among and behind the text and is none."""
    kept: list[Block] = []
    closing = 0
    first = _beginning(found)
    for each in found[first:]:
        block = each.block
        if block.kind is BlockKind.HEADING:
            closing = (
                block.level
                if _CLOSING_HEADING.match(block.text)
                else 0
                if block.level <= closing or not closing
                else closing
            )
        if closing and (block.kind is BlockKind.HEADING or not _wordy(each)):
            continue
        if not _is_furniture_block(each):
            kept.append(block)
    return kept


def _beginning(found: Sequence[Flow]) -> int:
    """The number of the first heading where nothing but short lines stands before it."""
    for number, each in enumerate(found[:40]):
        if each.block.kind is BlockKind.HEADING and each.block.level <= 2:
            return number
        if _wordy(each):
            return 0
    return 0


def _wordy(each: Flow) -> bool:
    text = each.block.text
    return (len(text) - each.linked >= _WORDY and bool(MARKS.search(text))) or (
        "。" in text and each.linked < len(text) / 2
    )


def _is_all_link(each: Flow) -> bool:
    """Whether a block is a link or several, with no more than bars and a label between."""
    text = each.block.text
    if not each.linked or (len(text) >= _WORDY and "。" in text):
        return False
    return each.linked >= 0.8 * len(text) or sum(map(str.isalnum, text)) - each.linked <= _LABEL


def _is_furniture_block(each: Flow) -> bool:
    block, size = each.block, len(each.block.text)
    if block.kind in (BlockKind.NOTE, BlockKind.LITERAL, BlockKind.TABLE_ROW):
        return False
    if block.kind is not BlockKind.HEADING and _is_all_link(each):
        return True
    if len(set(block.text)) <= 2 and size >= _RULE and not block.text[0].isalnum():
        return True
    short = block.kind is BlockKind.PARAGRAPH and size < _WORDY and "。" not in block.text
    if short and names(each.element) & (BYLINE_NAMES | DATE_NAMES):
        return True
    return size <= _LONGEST_BOILERPLATE and bool(_BOILERPLATE.fullmatch(block.text.strip("　 |｜・>＞»▲△↑[]［］【】")))
