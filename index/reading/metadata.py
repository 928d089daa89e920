"""Title, author, date and source of a text, where its first or last lines give them.

General rules over lines: a headline is short and is no sentence; a date line holds a date and little else; a byline
stands between headline and text or at the end; where a text comes from is told by labels, lines under the headline,
datelines, signatures and credits at the end, lines of rights, domains, names at the date.

A signature is a personal name, several, or one with the desk, the place or the office of whoever signs (社会部・X,
パリ＝X, X記者). With such a mark beside it anything of a name's shape is one; without, kanji must end as given names
do, since no dictionary is asked here and （随時掲載） has the same shape.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.reading.dates import FoundDate, dates

LONGEST_LABELLED = 80
"""Characters; a longer line is text and no label."""

_SLACK = 10
"""Characters that may stand in a line beside a date and a publisher: 東京朝刊, a page."""
LABEL = "[ 　]*[:：／/＝=][ 　]*"
DATE_WORDS = re.compile(
    r"公開日?|更新日?|配信日?|掲載日?|投稿日?|発行日?|発表日?|作成日?|最終|初出|日時|日付|放送分?|開催日?|記事|時点|付|号|朝刊|夕刊|Posted|Published|Updated|Last|Date"
    r"|on|at|JST|GMT|UTC|[ap]\.?m\.?|午前|午後|\d{1,2}[:時]\d{0,2}分?(?::?\d\d)?|[+-]\d{4}"
    r"|T(?=\d)|[+-]\d\d:\d\d|\d{1,2}面|一面|有料(?:会員)?(?:限定)?(?:記事)?|会員限定"
    r"|[(]?(?:[月火水木金土日](?:曜日?)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)[)]?",
    re.IGNORECASE,
)
SOURCE = re.compile(
    rf"[（(【※]?(?:出典|出所|情報源|引用元|配信元?|提供元?|転載元|掲載紙?誌?|媒体|Source|Via){LABEL}([^。]{{1,60}}?)[）)】]?$",
    re.IGNORECASE,
)
_CLOSING_DATE = re.compile(
    r"[\s　、,（(]*(?:\d{4}(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2}))(?:付け?)?(?:[朝夕]刊)?[）)]?$"
)
_DOMAIN = re.compile(
    r"(?:^|[\s　:：（(])(?:https?://)?(?:www\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,12})(?:/\S*)?[）)]?$",
    re.IGNORECASE,
)
_NOT_DOMAINS = frozenset(
    ("csv", "doc", "docx", "etc", "exe", "gif", "htm", "html", "jpeg", "jpg", "js", "md", "mp3", "mp4", "pdf", "png",
     "py", "txt")
)  # fmt: skip
COPYRIGHT = re.compile(r"(?:copyright[ 　]*)?(?:©|[(（]c[)）]|copyright)[ 　]*", re.IGNORECASE)
_RIGHTS = re.compile(r"[ 　,、。]*(?:all rights reserved|無断(?:転載|複製)|不許複製|禁無断).*$", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[ ]*[-–~〜][ ]*(?:(?:19|20)?\d\d)?)?[ 　年,]*")
_AGENCY = (
    r"(?:ロイター|共同|時事|ブルームバーグ|聯合ニュース|新華社|中央社|タス|タス通信|AP|AFP|UPI|DPA|CNN|BBC|NHK|RFI"
    r"|AFP[＝=]時事|[^\s　＝=、。「」【】\[\]（）()]{2,12}"
    r"(?:通信社?|新聞社?|タイムズ|ニュース|テレビ|放送|Times|News|Post))"
)
_DATELINE = re.compile(
    rf"[【\[［（(](?:(?:[^】\]］）)。]{{0,30}}?[＝=\s　日・])?({_AGENCY})(?:[＝=][^】\]］）)。]{{0,20}})?"
    r"|[ァ-ヶー一-鿿・]{1,15}?(共同|時事)(?:[＝=][^】\]］）)。]{0,20})?)[】\]］）)]"
)
_AGENCY_NAME = re.compile(_AGENCY)
_BESIDE = re.compile(r"[\s、,/|()\[\]【】〔〕<>〈〉「」『』:=\-–―—]+")
_CREDIT = re.compile(rf"(?:[（(\[［【]|[-－—―─–]{{2}})[ 　]*(?:[^。（(]{{0,12}}[＝=・])?({_AGENCY})[）)\]］】]?$")
_BODY = re.compile(
    r"(?:株式会社|合同会社|(?:一般|公益|特定非営利活動|学校|社会福祉|国立大学|独立行政|医療)(?:社団|財団)?法人)\S{2,20}$"
)
PUBLISHER = re.compile(
    r"(?:新聞|通信|社|誌|新報|日報|民報|時報|タイム[スズ]|ジャーナル|ニュース|テレビ|放送|デジタル|電子版|オンライン|編集部|委員会|Times|News|Post|Journal|Courier|Herald|Tribune|Review"
    r"|Daily|Weekly|Press|Guardian|Reuters|Bloomberg|Magazine|Gazette|Chronicle|Today|Inc\.?|Ltd\.?|ASA|Corp\.?)$"
)

_KANJI = "一-鿿々ヶ"
_GIVEN_ENDS = (
    "子季美香奈恵理里花華菜沙紀代江枝絵衣佳加織音帆穂月海羽葉莉梨那夏希咲笑愛乃結実未優由友世弥弓央郎朗太樹介也輔助佑祐亮平吾悟"
    "一二三人斗翔之幸行男夫雄生彦久明昭晃章弘浩博宏洋裕寛大寿淳純潤順司史志士仁真誠信伸進慎治次典則範徳憲健賢謙剛豪毅武猛勇勝克"
    "功孝隆貴敬崇尚直正雅昌将匡哲徹智聡敏俊駿隼茂滋秀英栄修秋春冬陽光輝晴清澄聖成良涼遼諒凌岳登昇翼渉航陸蓮廉怜玲礼瑠龍竜丈譲忠肇"
    "元源基巧暁薫忍望歩遥瞳茜碧梓楓桜薫環静和"
)
"""Kanji that end given names."""

_SPACED = rf"[{_KANJI}]{{1,4}}[ 　](?:[{_KANJI}]{{1,4}}|[ぁ-ゖ]{{1,5}}|[ァ-ヶー]{{1,6}})"
_FOREIGN = r"[ァ-ヶー]{2,12}(?:[・＝=][ァ-ヶー]{2,12})+"
_NAME = rf"(?:{_SPACED}|[{_KANJI}]{{1,4}}(?:[ぁ-ゖ]{{2,4}}|[ァ-ヶー]{{2,4}})|[{_KANJI}]{{2,6}}?|{_FOREIGN})"
_OFFICE = (
    r"(?:記者|特派員|通信員|編集委員|論説委員長?|論説主幹|論説副主幹|解説委員|編集長|支局長|総局長|デスク|キャップ|カメラマン"
    r"|(?:フリー)?(?:ライター|ジャーナリスト|記者))"
)
_PLACE_OF_WORK = r"(?:部|支局|総局|支社|本社|通信局|報道局|編集局|取材班|センター)"
_DESK = rf"(?:[{_KANJI}ァ-ヶー]{{0,8}}{_PLACE_OF_WORK}{_OFFICE}?|[{_KANJI}ァ-ヶー]{{0,6}}{_OFFICE})"
_READING = r"(?:[ 　]*[（(][ぁ-ゖァ-ヶー・･ 　]{3,16}[）)])"
_SIGNED = re.compile(
    rf"(?P<marks>(?:{_DESK}[ 　]*[ 　・･＝=／/][ 　]*)*(?:[ァ-ヶー{_KANJI}]{{1,8}}[＝=])?)"
    rf"(?P<who>{_NAME}(?:[、，,・]{_NAME})*){_READING}?(?P<office>[ 　]?{_OFFICE})?"
)
_NAMES_APART = re.compile(r"[、，,・](?=[^ァ-ヶ])")
_BARE = re.compile(
    rf"{_SPACED}|[{_KANJI}]{{2,5}}[{_GIVEN_ENDS}]|[{_KANJI}]{{1,4}}(?:[ぁ-ゖ]{{2,3}}|[ァ-ヶー]{{2,3}})|{_FOREIGN}"
)
_WORD = re.compile(
    r".*(?:"
    r"説明|声明|表明|証明|照明|不明|解明|発行|銀行|旅行|実行|進行|執行|運行|飛行|歩行|流行|現行|施行|並行|通行|公正|改正|適正|修正|補正|是正|不正|訂正|政治|自治|統治|歴史"
    r"|上司|個人|法人|本人|職人|商人|老人|詩人|芸人|成人|新人|友人|知人|軍人|犯人|証人|夫人|名人|統一|唯一|観光|和平|公平|水平|平和|調和|緩和|凍結|完結|終結|集結|団結|事実"
    r"|現実|史実|真実|確実|充実|声優|俳優|女優|理由|自由|経由|参加|追加|増加|推進|促進|前進|行進|通信|自信|発信|配信|不信|確信|受信|写真|拡大|重大|最大|巨大|成功|航海|東海"
    r"|今月|先月|来月|出世|地元|次元|復元|還元|資源|電源|財源|起源|展望|希望|要望|失望|優勝|決勝|不幸|作成|構成|平成|達成|賛成|育成|結成|完成|形成|助成|編成|工夫|調子|様子"
    r"|原子|電子|親子|女子|男子|息子|王子|種子|菓子|援助|補助|救助|交渉|干渉|優秀|繁栄|研修|改修|監修|今春|来春|昨春|今夏|昨夏|今秋|昨秋|今冬|太陽|上昇|左翼|右翼|運航|難航"
    r"|大陸|着陸|上陸|北陸|失礼|巡礼|分譲|進歩|徒歩|譲歩|冷静|循環|中央|覚悟|古典|辞典|事典|式典|特典|規則|原則|法則|反則|規範|模範|広範|道徳|立憲|違憲|改憲|保健|尊敬|主将"
    r"|単純|手順|利潤|意志|有志|同志|武士|力士|護士|議士|博士|兵士|紹介|仲介|順次|年次|目次|英雄|先生|学生|発生|人生|誕生|再生|衛生|厚生|民生|年生|永久|恒久|日本人|朝刊|終了"
    r")"
)
"""Words that end as given names do."""

_NOBODY = re.compile(
    r"(?:敬称|肩書|年齢|写真|撮影|提供|随時|本紙|本社|共同|時事|以下|以上|一部|文中|複数|前回|次回|関連|連載|詳細|問い?合わ?せ|第[一二三四五六七八九十\d])"
    r"|.*(?:より|から|まで|など|にて|のみ|つづく|おわり|終わり|まつり|祭り|こと|とも|です|ます|について|[章節回部号版編篇話巻])$"
)
_AROUND = re.compile(r"[【（(［\[〔](?P<inside>[^【】［］\[\]〔〕]+)[】）)］\]〕]")
_CLOSING = re.compile(
    r"(?:[。．」』）)】！？!?…]|^)[ 　]*"
    r"(?:(?P<open>[【（(［\[〔])(?P<inside>[^【】（）()［］\[\]〔〕。]{2,40})[】）)］\]〕]|[＝=](?P<behind>[^。、＝=（）()]{2,16}))$"
)

_LABELLED = re.compile(
    rf"[（(【]?(?:取材・文|文・写真|文|著者?|筆者|作者|執筆者?|聞き手|記者|投稿者|書き手|ライター|Author|Writer)(?:{LABEL}|・)"
    r"([^。]{1,40}?)[）)】]?$",
    re.IGNORECASE,
)
_SAID = re.compile(r"[？?！!]|(?:です|ます|でした|ました|ません|ましょう|でしょう|ください)か?[よねか]?$")
"""What is said behind a name with a colon."""

_ILLUSTRATED = re.compile(rf"[、，,／/・ 　]+(?:写真|撮影|イラスト|構成|カメラ)(?:{LABEL}|・).*$")
"""Whoever else had a part in it, behind the writer."""

_TIME = re.compile(
    r"^[ (]*(?:[月火水木金土日](?:曜日?)?[) ]+)?(?:\d{1,2}(?::\d\d|時(?:\d{1,2}分)?))?(?: ?(?:更新|公開|配信|掲載|付))?"
)
"""The day of the week and the hour behind a date."""

_BY = re.compile(r"By[ :]+([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})$")
_PERSON = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}|[一-鿿々]{1,4}[ 　]?[一-鿿々ぁ-んァ-ヶー]{1,5}"
    r"|[ァ-ヶー]+(?:[・＝=][ァ-ヶー]+)+"
)
_SPACED_NAME = re.compile(r"[一-鿿々]{1,4}[ 　][一-鿿々ぁ-んァ-ヶー]{1,5}")
_NO_NAME = re.compile(r"[章節回部号版編篇話巻]")
_SHORT = 40


def is_label(line: str) -> bool:
    """Whether a line names its writer behind a label."""
    return bool(_LABELLED.match(line))


def author(head: Sequence[str], tail: Sequence[str], used: int, date_line: int | None) -> tuple[str, str]:
    """Who has written a text, and the publisher that stands beside. `head` and `tail` are its first and last lines, of
    which the title takes the first `used`; `date_line` is the line of the head with the date."""
    who, source = _above(head[used : date_line if date_line is not None else 0])
    below = head[used:][:2] if date_line is None else head[max(used, date_line + 1) :][:2]
    found = (
        labelled(head, tail)
        or _first(_BY, head)
        or who
        or ("" if date_line is None or date_line == used - 1 else _beside(head[date_line]))
        or next(filter(None, (signed(line, marked=date_line is None) for line in below)), "")
        or _spaced_name(head[used:])
        or next(filter(None, (signature(line, dated=date_line is not None) for line in reversed(tail))), "")
    )
    return found, source


def labelled(head: Sequence[str], tail: Sequence[str]) -> str:
    """The writer behind a label, without whoever took the photographs."""
    return _ILLUSTRATED.sub("", _first(_LABELLED, head, tail))


def signed(line: str, *, marked: bool = False) -> str:
    """Who signs with a line that is nothing else, '' for nobody. `marked`: only with a desk, a place or an office."""
    if around := _AROUND.fullmatch(line):
        line = around["inside"]
    found = _SIGNED.fullmatch(line) if len(line) <= _SHORT and not _NOBODY.match(line) else None
    if not found:
        return ""
    if found["marks"] or found["office"]:
        return found["who"]
    names = _NAMES_APART.split(found["who"])
    personal = (_BARE.fullmatch(name) and len(name) > 2 and not _WORD.fullmatch(name) for name in names)
    return found["who"] if not marked and all(personal) else ""


def signature(line: str, *, dated: bool) -> str:
    """Who signs at the end of a line of text: in brackets, or behind ＝. Round brackets alone are believed where the
    text is `dated` as reports are."""
    found = _CLOSING.search(_CREDIT.sub("", line))
    if not found:
        return ""
    return signed(found["inside"] or found["behind"], marked=not dated and found["open"] not in ("【", None))


def _beside(line: str) -> str:
    """Who signs behind the date of a line."""
    found = dates_of(line)
    if not found:
        return ""
    rest = unicodedata.normalize("NFKC", line)[found[-1].end :]
    rest = _TIME.sub("", rest, count=1).strip(" |,、・/:()-")
    return labelled([rest], []) or signed(rest)


def _above(lines: Sequence[str]) -> tuple[str, str]:
    """Author and source from the short lines before the date line: a name, a publisher, or one after the other."""
    short: list[str] = []
    for line in reversed(lines):
        if len(line) > _SHORT or (re.search("[。、！？!?「『]", line) and not signed(line)) or len(short) == 3:
            break
        short.append(line)
    short.reverse()
    source = next((line for line in short if PUBLISHER.search(line)), "")
    people = [line for line in short if line != source and (_PERSON.fullmatch(line) or signed(line))]
    if not source and len(short) == 2 and people == short[:1]:
        source = short[1]
    return (signed(people[-1]) or people[-1] if people else ""), source


def _spaced_name(lines: Sequence[str]) -> str:
    """A personal name under the title: family and given name, a space between them."""
    line = lines[0] if lines else ""
    return line if _SPACED_NAME.fullmatch(line) and not _NO_NAME.search(line) else ""


def _first(pattern: re.Pattern[str], *blocks: Sequence[str]) -> str:
    """The first value of a labelled line; a label of several lines is of whom speaks."""
    found = (pattern.match(line) for block in blocks for line in block if len(line) <= LONGEST_LABELLED)
    stated = [(match.string[: match.start(1)], match[1].strip()) for match in found if match]
    often = Counter(label for label, _ in dict.fromkeys(stated))
    value = next((value for label, value in stated if often[label] == 1 and not _SAID.search(value)), "")
    return value if value.count("（") == value.count("）") else f"{value}）"


def labelled_source(text: str, lines: Sequence[tuple[int, int]]) -> str:
    """What stands behind a label such as 出典：, without the date at its end."""
    short = (text[start:end] for start, end in lines if end - start <= LONGEST_LABELLED)
    found = next((found for line in short if (found := SOURCE.match(line))), None)
    if not found:
        return ""
    source = found[1].strip().rstrip("）)】") if found[0][0] in "（(【" else found[1].strip()
    return _CLOSING_DATE.sub("", source) or source


def dateline(head: Sequence[str]) -> str:
    """The agency of a dateline: 【… ロイター】 at the beginning of one of the first lines."""
    found = (_DATELINE.match(line) for line in head)
    return next((match[1] or match[2] for match in found if match), "")


def beside_date(line: str) -> str:
    """The publisher that stands in one line with the date: 2025/10/3 ○○新聞 朝刊, （○○通信、2025年10月3日）."""
    found = dates_of(line)
    if not found or len(found[0].iso) < 7:
        return ""
    plain = unicodedata.normalize("NFKC", line)
    plain = plain[: found[0].start] + " " + plain[found[0].end :]
    pieces = [piece for piece in _BESIDE.split(plain) if piece and not DATE_WORDS.fullmatch(piece)]
    names = [piece for piece in pieces if 2 <= len(piece) <= 20 and _publisher(piece)]
    return names[0] if names and sum(map(len, pieces)) - len(names[0]) <= _SLACK else ""


def below_date(head: Sequence[str], date_line: int) -> str:
    """A line that is nothing but a publisher's name, under the date line."""
    line = next(iter(head[date_line + 1 : date_line + 2]), "")
    named = _BODY.match(line) or (len(line) <= 20 and PUBLISHER.search(line))
    return line if named and not _BESIDE.search(line) else ""


def closing_source(lines: Sequence[str]) -> str:
    """What the last lines give: rights, a domain, a credit, a publisher beside a date."""
    closing = lines[-4:]
    found = (*map(_rights, closing), *map(domain, closing), *map(_credit, closing[-2:]))
    return next(filter(None, (*found, *map(beside_date, closing[-2:]))), "")


_PERIODICAL = re.compile(r"(?:日刊|週刊|旬刊|月刊|隔月刊|季刊)\S")


def _publisher(name: str) -> bool:
    return bool(_AGENCY_NAME.fullmatch(name) or PUBLISHER.search(name) or _PERIODICAL.match(name))


def _rights(line: str) -> str:
    start = COPYRIGHT.match(line)
    return _YEARS.sub("", _RIGHTS.sub("", line[start.end() :])).strip(" 　") if start and len(line) <= 120 else ""


def domain(line: str) -> str:
    """The domain of an address that ends a line, '' if there is none."""
    found = _DOMAIN.search(line) if len(line) <= LONGEST_LABELLED else None
    return found[1].lower() if found and found[1].rpartition(".")[2].lower() not in _NOT_DOMAINS else ""


def _credit(line: str) -> str:
    """The agency in brackets at the end of a line, a signature beside it or not."""
    bare = _CLOSING.sub(lambda closed: closed[0][:1] if signature(closed[0], dated=True) else closed[0], line)
    found = _CREDIT.search(line) or _CREDIT.search(bare)
    return found[1] if found else ""


def credit(head: Sequence[str]) -> str:
    """The agency at home that a sentence among the first lines is credited to; others are mostly of its picture."""
    return next((found for line in head if "。" in line and (found := _credit(line)) in ("共同", "時事")), "")


def above_title(first: str, below: Sequence[str]) -> str:
    """The publisher's name that stands alone in the first line, above a headline and the line of a date."""
    named = len(first) <= 20 and _publisher(first) and not _BESIDE.search(first)
    return first if named and any(map(dates_of, below[:4])) and not any(map(_publisher, below[:1])) else ""


def dates_of(line: str) -> list[FoundDate]:
    """The dates of a line that is no sentence."""
    return dates(line) if len(line) <= 80 and "。" not in line else []


LONGEST_TITLE = 100
"""Characters; a first line longer than this is text. Of a first sentence so many stand for a title where a text has
none: what is cited is whole, and a screen cuts it where it has no room."""

_HEAD, _TAIL, _CREDITED = 12, 10, 5
_LONGEST_LINE = 300
_SENTENCE = re.compile(r"[。．][」』）)”]*$|。.*。")
_ADDRESSED = re.compile(
    r".{0,30}(?:各位|御中|(?:プレス|ニュース)[ 　]*リリース|報道(?:資料|発表)|PRESS RELEASE)[ 　]*", re.IGNORECASE
)
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(?:=+|-+)$")
_BULLET = re.compile(r"[-*+・●○◆▼■□][ 　]*")
_FILLER = re.compile(r"[\s　:,./|()\[\]【】〔〕<>〈〉~〜\-–—―・:]+")
_MAIL = re.compile(
    r"(From|Date|Subject|件名|差出人|送信日時|日時|To|Cc|宛先|Message-ID|Reply-To)[:：][ \t]*(.*)", re.IGNORECASE
)
_ADDRESS = re.compile(r"[ \t]*<[^<>]*>")
_LIST_PREFIX = re.compile(r"(?:\[[^\[\]]{1,40}\][ \t]*|(?:Re|Fwd?)[:：][ \t]*)+", re.IGNORECASE)


_STATED = re.compile(
    r"(?:[\[【［〔](?:(?P<title>タイトル|見出し|題名|表題|標題)|(?P<author>著者|筆者|執筆者|署名)|(?P<source>新聞名|紙名|誌名|媒体名?|掲載紙|発行元?))"
    r"[\]】］〕]|#\+(?:(?P<org_title>title)|(?P<org_author>author)):)[ 　:：]*(?P<value>\S.{0,120})",
    re.IGNORECASE,
)
"""Fields that archives of newspapers put above what they hold, and Org mode above its texts."""

_ORNAMENT = re.compile(r"\A[◎★☆◇][ 　]?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a text says of itself; '' where it says nothing. `date` is ISO."""

    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""


def read_metadata(text: str, lines: Sequence[tuple[int, int]], *, markdown: bool = False) -> Metadata:
    """Metadata of a text whose lines that are not blank span `lines` (without white space around them).

    The title is '' where the text has none: see `first_sentence`.
    """
    head = [text[start : min(end, start + _LONGEST_LINE)] for start, end in lines[: _HEAD + 2]]
    tail = (
        [text[max(start, end - _LONGEST_LINE) : end] for start, end in lines[-_TAIL:]] if len(lines) > _HEAD + 2 else []
    )
    if mail := _mail(head):
        return mail
    stated = _stated(head)
    above = above_title(head[0], head[1:]) if head else ""
    title, used = _title(text, lines[1:], markdown=markdown) if above else ("", 0)
    above, used = (above, used + 1) if title else ("", 0)
    if not title:
        title, used = _title(text, lines, markdown=markdown)
    title = stated.get("title") or _ORNAMENT.sub("", title, count=1)
    date_line, date = _date(head, tail)
    last = tail or [text[max(start, end - _LONGEST_LINE) : end] for start, end in lines[used:][-_TAIL:]]
    who, source = author(head[:_HEAD], last[-3:], used, date_line)
    return Metadata(
        clean(title),
        clean(stated.get("author") or who),
        date,
        clean(
            stated.get("source")
            or labelled_source(text, lines)
            or source
            or dateline(head[:4])
            or ("" if date_line is None else beside_date(head[date_line]) or below_date(head, date_line))
            or above
            or closing_source([*head, *tail])
            or credit(head[:_CREDITED])
        ),
    )


def clean(value: str) -> str:
    """A value for one line of a screen or a file: white space joined (a wide one stays wide), control and direction
    characters left out."""
    value = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", lambda found: "\u3000" if "\u3000" in found[0] else " ", value)
    return "".join(
        character for character in value if unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    ).strip()


def first_words(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The first of these paragraphs that is more than a rule or an ornament; '' where none of the first twenty is."""
    lines = (text[slice(*span)] for span in spans[:20])
    return next((line for line in lines if any(map(str.isalnum, line))), "")


def first_sentence(text: str) -> str:
    """The beginning of a text as a title: its first sentence, cut with … where it is long."""
    line = clean(text[: 4 * LONGEST_TITLE])
    sentence = re.match(r".*?[。！？!?](?=[^」』）)]|$)", line)
    line = sentence[0].rstrip("。") if sentence else line
    return line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE] + "…"


def _mail(head: Sequence[str]) -> Metadata | None:
    """A letter with its header lines at the top."""
    fields: dict[str, str] = {}
    for line in head:
        found = _MAIL.match(line)
        if not found:
            break
        fields.setdefault(found[1].lower(), found[2])
    subject = fields.get("subject", fields.get("件名", ""))
    sender = fields.get("from", fields.get("差出人", ""))
    if len(fields) < 2 or not (subject and sender):
        return None
    when = fields.get("date", fields.get("送信日時", fields.get("日時", "")))
    plain = _LIST_PREFIX.sub("", subject).strip() or subject
    return Metadata(clean(plain), clean(_ADDRESS.sub("", sender).strip('" ') or sender), _exact(dates(when)), "")


def _stated(head: Sequence[str]) -> dict[str, str]:
    """What fields with labels of the first lines say."""
    stated: dict[str, str] = {}
    for found in filter(None, map(_STATED.fullmatch, head)):
        name = next(name for name, value in found.groupdict().items() if value and name != "value")
        stated.setdefault(name.removeprefix("org_"), found["value"].strip())
    return stated


def _title(text: str, lines: Sequence[tuple[int, int]], *, markdown: bool) -> tuple[str, int]:
    """The title and how many lines it takes."""
    if not lines:
        return "", 0
    if markdown and (heading := _markdown_title(text, lines)):
        return heading, 1
    first = text[lines[0][0] : min(lines[0][1], lines[0][0] + LONGEST_TITLE + 1)]
    if _ADDRESSED.fullmatch(first):
        for number in range(1, min(len(lines) - 1, _HEAD)):
            if _title_at(text, lines, number) and _alone(text, lines, number):
                return text[slice(*lines[number])], number + 1
        return first, 1
    at = _after_dates(text, lines)
    return (text[slice(*lines[at])], at + 1) if _title_at(text, lines, at) else ("", 0)


def _after_dates(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The first line that is more than a date and whose paper it is."""
    for number, (start, end) in enumerate(lines[:3]):
        plain = unicodedata.normalize("NFKC", text[start : min(end, start + LONGEST_TITLE)])
        if not (found := dates(plain)) or (_rest(plain, found[0]) and not beside_date(plain)):
            return number
    return 0


def _title_at(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a line can be the title: short, no sentence, not spoken or indented like text that goes on below it."""
    start, end = lines[number]
    line = text[start : min(end, start + LONGEST_TITLE + 1)]
    if number + 1 >= len(lines) or len(line) > LONGEST_TITLE or not _headline(line):
        return False
    if text.count("\n", end, lines[number + 1][0]) > 1:
        return True
    begun = text[text.rfind("\n", 0, start) + 1 : start]
    spoken = line[0] in "「『（(" and line[-1] in "」』）)"
    return not (begun or spoken or len(line) > 60 or "。" in line)


def _alone(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether blank lines stand before and behind a line."""
    (_, before), (start, end), (after, _) = lines[number - 1 : number + 2]
    return text.count("\n", before, start) > 1 and text.count("\n", end, after) > 1


def _markdown_title(text: str, lines: Sequence[tuple[int, int]]) -> str:
    for number, (start, end) in enumerate(lines[:_HEAD]):
        line = text[start : min(end, start + _LONGEST_LINE)]
        if heading := _MARKDOWN_HEADING.fullmatch(line):
            return heading[1]
        if number and _UNDERLINE.fullmatch(line) and text.count("\n", lines[number - 1][1], start) == 1:
            return text[slice(*lines[number - 1])][:LONGEST_TITLE]
    return ""


def _headline(line: str) -> bool:
    plain = unicodedata.normalize("NFKC", line)
    if _SENTENCE.search(line) or line[-1] in "、,，:：" or not any(map(str.isalnum, line)):
        return False
    if _BULLET.match(line) or domain(plain) or SOURCE.match(line) or is_label(line) or COPYRIGHT.match(plain):
        return False
    return not (found := dates(plain)) or _rest(plain, found[0]) > 0


def _rest(line: str, date: FoundDate) -> int:
    """Characters of a line (NFKC) beside its date, the hour and words that go with dates."""
    rest = line[: date.start] + " " + line[date.end :]
    return len(_FILLER.sub("", DATE_WORDS.sub("", _ALSO.sub("", rest))))


_ALSO = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")


def _date(head: Sequence[str], tail: Sequence[str]) -> tuple[int | None, str]:
    """The line of the head that holds the date, if it is there, and the date."""
    loose = ""
    for number, line in enumerate(head[:_HEAD]):
        for found in dates_of(line):
            rest = _rest(unicodedata.normalize("NFKC", line), found)
            if rest <= 30 and len(found.iso) == 10:
                return number, found.iso
            if rest <= (30 if len(found.iso) == 7 else 4) and len(found.iso) > len(loose):
                loose = found.iso
    for line in reversed(tail):
        for found in dates_of(line):
            if _rest(unicodedata.normalize("NFKC", line), found) <= 12 and len(found.iso) >= 7:
                return None, found.iso
    rights = next((line for line in reversed([*head, *tail]) if COPYRIGHT.match(line)), "")
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", rights)
    return None, loose or (year[0] if year else "")


def _exact(found: Sequence[FoundDate]) -> str:
    return max((date.iso for date in found), key=len, default="")
