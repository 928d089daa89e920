"""Which part of a page is its text: marked as such, or else where the sentences are; what is furniture goes.

Prose is text with Japanese punctuation outside links. An element is dropped for its name (`class`, `id`) only while it
holds the lesser part of the page's prose, so that no name can cost the article. Blocks that are none of the text go by
what they say: titles of other pages, headings over links, buttons, rights, offers, lines of links, dates and rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inyo.index.reading.formats.elements import (
    BLOCKS,
    BYLINE_NAMES,
    DATE_NAMES,
    UNREAD,
    Element,
    hidden,
    is_link,
    names,
    words,
)
from inyo.index.reading.formats.page_flow import Flow, Reading, flow
from inyo.index.values.extracts import Block, BlockKind

_CLOSING_HEADING = (
    r"^[【\[■●◆▼★☆◇□○・\s]*(?:この記事(?:に|を|の)?)?(?:関連(?:する)?(?:記事|質問|リンク|ニュース|情報|コンテンツ|キーワード|タグ|ページ|"
    r"企業(?:・業界)?)|(?:(?:カテゴリー?|ジャンル|テーマ|部門)別)?(?:最新|新着|人気|注目|会員限定)の?(?:記事|ニュース|コラム|TOPICS|CLOSEUP){1,2}|"
    r".{0,16}会員限定記事|.{0,16}記事一覧(?:へ|を見る|はこちら)?|.{0,16}トップストーリー|連載.{0,60}[（(]全\d+回[)）]|"
    r".{0,12}(?:(?:カテゴリー?|ホワイトペーパー|記事|アクセス|閲覧数?|デイリー|週間|月間|総合)の?ランキング|(?:ACCESS\s?)?RANKING)|"
    r"この記事を(?:書い|読ん|見|シェアし)[ただ](?:人|方|著者|ライター|記者).{0,20}|"
    r"(?:こちら|あわせて|合わせて|併せて).{0,8}(?:読みたい|どうぞ|おすすめ|オススメ)?(?:記事)?|(?:おすすめ|オススメ|人気|最新|新着|注目)の?"
    r"(?:記事|ニュース|エントリー?|トピックス|コンテンツ|情報)?|(?:アクセス)?ランキング|コメント|読者の(?:声|コメント)|みんなの(?:意見|コメント)|"
    r"トラックバック|タグ|カテゴリー?|アーカイブ|(?:シェア|共有)(?:する)?|広告|PR|スポンサーリンク|SNS.{0,10}|"
    r"(?:お?知らせ)?メール(?:マガジン)?登録|プロフィール|リンク)"
    r"(?:一覧|する)?[\s（(\[［:：0-9０-９件）)\]］】]*$"
)
CLOSING_HEADING = re.compile(_CLOSING_HEADING, re.IGNORECASE)
POINTING = re.compile(
    r"^[【\[■●◆▼★☆◇□○・＞>→\s]*(?:(?:あわせて|合わせて|併せて|こちらも)(?:読みたい|どうぞ|読む|チェック)?"
    r"|関連(?:記事|リンク|ニュース|情報|コンテンツ)?"
    r"|(?:おすすめ|オススメ|人気|注目)の?(?:記事)?|PR|広告|参考(?:記事|リンク)?|続きは(?:こちら)?|詳しくは(?:こちら)?)"
    r"[】\]\s　:：|｜＞>→…・]*"
)
"""What stands before a link in the midst of an article."""

_BOILERPLATE = (
    r"ツイート|ポスト(?:する)?|シェア(?:する)?|いいね!?|ブックマーク|印刷(?:する)?|保存|コピー|LINEで送る|.{0,12}(?:で|を)シェア(?:する)?|"
    r"(?:ページ)?(?:の)?(?:トップ|先頭|上)(?:へ|に)(?:戻る)?|(?:ホーム|トップ(?:ページ)?|表紙|目次|一覧|前のページ)(?:へ|に)?(?:戻る|もどる)|"
    r"(?:前|次)の(?:記事|ページ|投稿|エントリー?)(?:へ)?|もっと(?:見る|読む)|続きを読む|記事を(?:保存|印刷)(?:する)?|無料登録|会員登録|ログイン|"
    r"文字(?:サイズ|の大きさ)[:：\s]?.{0,12}|(?:スポンサー(?:ド)?(?:リンク|サーチ)?|広告|PR|\[PR\]|【(?:PR|広告)】.{0,60})|"
    r".{0,40}(?:無断(?:転載|複製|使用).{0,20}禁.{0,60}|All\s*rights?\s*reserved\.?.{0,30})|"
    r"(?:copyright|©|\(c\)|（c）).{0,80}|プライバシーポリシー|利用規約|お問い?合わ?せ|サイトマップ|"
    r".{0,12}あなたは.{0,12}(?:人|番)目.{0,14}|アクセスカウンター?.{0,12}|since\s?[12]\d\d\d.{0,30}|"
    r"posted\s(?:by|at|in|on)\b.{0,60}|.{0,60}(?:コメント|トラックバック|trackback|comments?)\s?[(（]\d+[)）]|"
    r".{0,20}ランキングに?(?:参加|登録)(?:中|して).{0,60}|.{0,30}クリック.{0,8}(?:応援|お願い).{0,20}|"
    r"(?:この記事は)?(?:有料|会員|限定){1,3}記事です.{0,60}|残り\s?[\d,]+文字.{0,20}|"
    r".{0,60}Adobe\s?(?:Acrobat\s?)?Reader.{0,60}|"
    r"最終更新日?[:：]?\s?.{0,20}\d.{0,10}|(?:更新|公開|投稿|掲載|配信)(?:日時?)?[:：]?\s?(?:\d{2,4}[年/.-]).{0,20}"
)
BOILERPLATE = re.compile(_BOILERPLATE, re.IGNORECASE)

_DEAR = r"(?:お読み|お楽しみ|ご覧|ご利用|ご購読|閲覧)(?:いただけ|になれ|可能|でき)"
_OFFERS = (
    r"(?:この|当|本)(?:記事|コンテンツ|ページ|連載)は、?.{0,24}(?:会員|登録者|購読者|購入者)の?(?:方)?の?(?:限定|専用|向け|のみ).{0,60}",
    r".{0,50}(?:登録|購読|ログイン|入会|購入|契約)(?:を?する|を?いただく|を?して(?:いただく)?|を?すれば|後)?"
    rf"(?:と|ことで|ば)?、?.{{0,30}}{_DEAR}.{{0,50}}",
    r"(?:ここから先|この先|この続き|続き|以降|全文|残り)(?:の(?:記事|全文))?(?:は|を|\s?[\d,０-９]+\s?文字).{0,40}"
    rf"(?:会員|有料|購読|ログイン|登録|{_DEAR}|読めます|読むに?は?|文字).{{0,60}}",
    r".{0,20}(?:有料|無料|新規)?(?:会員|購読|登録)(?:が|は|なら|登録で)?.{0,8}"
    r"(?:初回|初月|最初の|今なら)\S{0,14}(?:無料|円|割引).{0,30}",
    r".{0,20}(?:コース|プラン|電子版|デジタル版).{0,24}(?:が|は|を|なら)?"
    r"(?:今なら|いまなら|初回|初月|最初の)\S{0,16}(?:無料|円|割引).{0,30}",
    r"(?:すべて|全て|全)の?(?:有料)?(?:記事|コンテンツ)が?(?:読み|見)放題.{0,30}",
    r".{0,12}記事(?:の)?(?:ご)?利用(?:サービス)?について",
    r".{0,40}(?:転載|複製|印刷|二次利用).{0,24}(?:リンク先|こちら|お問い?合わ?せ).{0,20}",
    r".{0,24}(?:メールマガジン|メルマガ|ニュースレター|毎朝メール|メール).{0,24}"
    r"(?:登録無料|無料登録|配信中|(?:お届け|配信)します).{0,12}",
    r"(?:いますぐ|今すぐ|まずは|さっそく)?(?:無料|有料|新規)?(?:会員)?(?:登録|購読|ログイン|お試し|お?申し?込み?)"
    r"(?:・ログイン)?(?:する|はこちら|(?:する|し)て(?:続きを)?読む)?(?:（無料）|\(無料\))?",
    r"(?:会員|アカウント)(?:登録)?(?:の方|をお持ちの方)は?(?:こちら|ログイン).{0,12}",
)
OFFER = re.compile("|".join(_OFFERS), re.IGNORECASE)
"""How a site that sells its texts speaks to who reads them; no sentence of an article speaks so."""


_LONG = 60
_SAID = 20
"""Characters with which an article says something."""
_HALF = 0.5
_AS_LONG, _NEARLY = 0.3, 0.9
"""Of the longest of several articles each other is so long at least, and all of them are so much of what holds them."""
_NAMED_SHARE = 0.4
"""Up to this share of the page's prose an element goes for its name alone."""

_FURNITURE_TAGS = words("nav aside footer form menu dialog search amp-ad amp-embed amp-sidebar amp-sticky-ad")
_PAGE_ENDS, _TEXTS = words("nav footer"), words("article main")
_FURNITURE_ROLES = words("navigation banner contentinfo search complementary dialog alertdialog menu form")
_FURNITURE = words(
    "nav navi navigation gnav lnav snav globalnav localnav globalnavi localnavi menu submenu sidemenu breadcrumb "
    "breadcrumbs pankuzu topicpath crumb sidebar side sidebox subcolumn aside footer foot ad ads adv advert adsense "
    "adarea adbox advertisement advertising banner bnr promo promotion sponsor sponsored affiliate related relation "
    "relate relatedlink relatedlinks relatedarticle recommend recommended recommendation ranking rank popular "
    "pickup trending share sharing sns social snsbtn sharebtn sociallinks bookmark cookie cookies consent gdpr "
    "modal popup overlay newsletter subscribe subscription mailmag paywall login signin signup search pager "
    "pagination pagenavi pagenation pagetop totop backtotop prevnext postnav tags taglist tagcloud hashtag "
    "copyright counter toolbar tool tools skip skiplink trackback trackbacks fontsize textsize feedback "
    "enquete questionnaire survey widget widgets calendar archives blogroll notice_cookie yarpp outbrain taboola "
    "editsection toc sitenotice printfooter catlinks"
)
_COMMENTS = words("comment comments commentlist commentarea usercomments disqus respond replies")
_OWN_COMMENTS = words("expert reporter editor writer author columnist staff")
"""Names of comments that are of the article."""

_ARTICLE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|articles|news|kiji|story|blog|detail|page|single)[-_]{0,2}"
    r"(?:body|content|contents|text|txt|honbun|detail|main)|main_?text|maintext|honbun|kiji|e-content)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAIN_NAMES = frozenset(("main", "content", "contents", "maincontent", "maincontents", "main-content", "honbun"))


@dataclass(slots=True)
class _Weight:
    """Characters in an element: all, in links, in sentences."""

    text: int = 0
    linked: int = 0
    prose: int = 0


@dataclass(slots=True)
class MainText:
    """What a page's text is: blocks, and the element that holds them."""

    blocks: tuple[Block, ...]
    root: Element


def main_text(page: Element, reading: Reading) -> MainText:
    """The main text of a whole page."""
    finder = _Finder(page)
    root = finder.root()
    reading.skip = finder.furniture.__contains__
    reading.comment = finder.comments.__contains__
    found = flow(root, reading)
    blocks = without_furniture(found)
    if not blocks and root is not page:
        return MainText(tuple(each.block for each in found), root)
    return MainText(tuple(blocks), root)


class _Finder:
    def __init__(self, page: Element) -> None:
        self.page = page
        self.furniture: set[Element] = set()
        self.comments: set[Element] = set()
        self.weights = _weights(page, self.furniture)
        self._judge()
        if self.furniture:
            self.weights = _weights(page, self.furniture)

    def root(self) -> Element:
        """The element that holds the text."""
        whole = self._prose(self.page)
        for candidates in self._marked():
            best = max(candidates, key=self._prose, default=None)
            if best is not None and self._prose(best) >= _HALF * whole and self._prose(best) > 0:
                return self._with_others(best, candidates)
        return self._densest(whole)

    def _with_others(self, best: Element, candidates: Sequence[Element]) -> Element:
        """The element that holds the text and others like it, where a page has several beside each other."""
        marked = set(candidates)
        above = next((element for element in self.weights if best in element.children), best)
        beside = [child for child in above.children if child in marked]
        own = sum(self._prose(child) for child in beside if isinstance(child, Element))
        others = [child for child in beside if child is not best and isinstance(child, Element)]
        alike = all(self._prose(child) >= _AS_LONG * self._prose(best) for child in others)
        return above if others and alike and own >= _NEARLY * self._prose(above) else best

    def _prose(self, element: Element) -> int:
        weight = self.weights.get(element)
        return weight.prose if weight else 0

    def _judge(self) -> None:
        """Mark furniture and comments, from above. Comments are the text where they are half of the page."""
        whole = max(self._prose(self.page), 1)
        comments: list[Element] = []
        waiting = [self.page]
        while waiting:
            element = waiting.pop()
            share = self._prose(element) / whole
            if element.attributes or element.name in _FURNITURE_TAGS:
                named = names(element)
                if self._is_comment(element, named):
                    comments.append(element)
                    continue
                if self._is_furniture(element, named, share):
                    self.furniture.add(element)
                    continue
            waiting.extend(
                child for child in reversed(element.children) if not isinstance(child, str) and child in self.weights
            )
        if sum(map(self._prose, comments)) >= _HALF * whole:
            self.comments.update(comments)
        else:
            self.furniture.update(comments)

    def _is_comment(self, element: Element, named: frozenset[str]) -> bool:
        if element.name in ("body", "html", "article", "main", "a"):
            return element.get("itemprop") == "comment"
        if named & _OWN_COMMENTS:
            return False
        return (
            bool(named & _COMMENTS)
            or element.get("itemprop") == "comment"
            or element.get("itemtype").endswith("/Comment")
        )

    def _is_furniture(self, element: Element, named: frozenset[str], share: float) -> bool:
        if element.name in ("body", "html", "main", "td", "tr", "tbody", "table") and share > 0.1:
            return False
        if element.name in ("h1", "h2", "p", "ruby", "rb", "rt"):
            return False
        if element.name in _FURNITURE_TAGS or not _FURNITURE_ROLES.isdisjoint(element.get("role").lower().split()):
            return share < _HALF or (element.name in _PAGE_ENDS and self._stands_outside(element))
        return bool(named & _FURNITURE) and share < _NAMED_SHARE and not _ARTICLE_NAMES.search(element.get("class"))

    def _stands_outside(self, element: Element) -> bool:
        """Whether the page has an article, with words, and none of it is in an element."""
        inside = any(each.name in _TEXTS for each in element.walk())
        return not inside and any(each.name in _TEXTS and weight.text >= _SAID for each, weight in self.weights.items())

    def _marked(self) -> Iterable[Sequence[Element]]:
        """Elements that say they are the text, the surest first."""
        groups: tuple[list[Element], ...] = ([], [], [], [])
        for element in self.weights:
            name, given = element.name, element.get("class") + " " + element.get("id")
            if name == "article" or element.get("role") == "article" or element.get("itemtype").endswith("Article"):
                groups[0].append(element)
            elif "articlebody" in element.get("itemprop").lower():
                groups[1].append(element)
            elif given != " " and name != "body" and _ARTICLE_NAMES.search(given):
                groups[2].append(element)
            elif name == "main" or element.get("role") == "main" or element.get("id").lower() in _MAIN_NAMES:
                groups[3].append(element)
        return groups

    def _densest(self, whole: int) -> Element:
        """Down from the page as long as one child has nearly all the prose."""
        element = self.page
        while True:
            children = [child for child in element.children if not isinstance(child, str) and child in self.weights]
            best = max(children, key=self._prose, default=None)
            if (
                best is None
                or best.name not in BLOCKS
                or best.name in ("p", "blockquote", "li", "ul", "ol", "dl", "pre")
            ):
                return element
            if (
                best in self.comments
                or not self._prose(best)
                or self._prose(best) < self._needed(best, children) * self._prose(element)
            ):
                return element
            element = best

    def _needed(self, best: Element, children: Sequence[Element]) -> float:
        """The share of its parent's prose with which a child is the text: more where others look like it."""
        if best.name in ("td", "th"):
            return 0.6
        alike = [child for child in children if child.name == best.name and child.get("class") == best.get("class")]
        return 0.75 if len(alike) == 1 and best.attributes else 0.9


def _weights(page: Element, without: set[Element]) -> dict[Element, _Weight]:
    """The weight of each element that is read, its children's included."""
    weights: dict[Element, _Weight] = {}
    waiting: list[tuple[Element, Element | None, bool]] = [(page, None, False)]
    order: list[tuple[Element, Element | None]] = []
    while waiting:
        element, parent, linked = waiting.pop()
        if element.name in UNREAD or element in without or hidden(element):
            continue
        linked = linked or is_link(element)
        weights[element] = _own(element, linked)
        order.append((element, parent))
        waiting.extend((child, element, linked) for child in reversed(element.children) if not isinstance(child, str))
    for element, parent in reversed(order):
        if parent is not None:
            weight, above = weights[element], weights[parent]
            above.text += weight.text
            above.linked += weight.linked
            above.prose += weight.prose
    return weights


def _own(element: Element, linked: bool) -> _Weight:
    weight = _Weight()
    for child in element.children:
        if isinstance(child, str) and (size := len(child.strip())):
            weight.text += size
            if linked:
                weight.linked += size
            elif size >= _LONG or MARKS.search(child):
                weight.prose += size
    return weight


MARKS = re.compile("[。、」！？]")
"""What Japanese sentences have and lists of links have not."""

_LONGEST_BOILERPLATE = 120
_WORDY = 40
_LABEL = 4
"""Letters that may stand beside links in a line of links: 関連, 前, 次."""

_LABELLED = 12
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
                if CLOSING_HEADING.match(block.text)
                else 0
                if block.level <= closing or not closing
                else closing
            )
        if closing and (block.kind is BlockKind.HEADING or not _wordy(each)):
            continue
        if not _is_furniture_block(each):
            kept.append(block)
    while len(kept) > 1 and _heads_nothing(kept[-1]):
        kept.pop()
    return kept


def _heads_nothing(last: Block) -> bool:
    """Whether the last block of a page is a heading or a label whose links went."""
    return last.kind is BlockKind.HEADING or (len(last.text) <= _LABELLED and last.text.endswith((":", "：")))


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
    text = POINTING.sub("", text)
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
    said = block.text.strip("　 |｜・>＞»▲△↑[]［］【】")
    return size <= _LONGEST_BOILERPLATE and bool(BOILERPLATE.fullmatch(said) or _is_offer(said))


def _is_offer(said: str) -> bool:
    """Whether a line offers the site's texts or services; whoever reports on one puts a quotation or a source in."""
    return "「" not in said and bool(OFFER.fullmatch(said))
