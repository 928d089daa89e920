"""The table of layouts: what heads of turns look like in minutes, press conferences, chats, and which labels name
somebody; and the one scan of a text's lines that tells which layouts can apply to it.

A layout is a value: a pattern for the head of a line with a group `label` (who speaks) and a rule for how often it must
occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from inyo.index.reading.zones import Line, Zones
from inyo.index.values.quotation import Kind, Zone

_MARKS = r"\s\u3000：:「」『』。、，,!?！？（）()\[\]【】《》<>＜＞/／=＝#＃>＞*＊|｜"
_WORD = rf"[^{_MARKS}]"
_BEARER = r"(?:[（(][^）)\n]{1,24}[）)])?"
_COMMENTS = "(?:監督|コーチ|主将|投手|捕手|内野手|外野手|選手|騎手|棋士|力士|親方|GK|ＦＷ|FW|ＭＦ|MF|ＤＦ|DF)"
_OFFICE = rf"{_WORD}{{2,12}}(?<=[長員官事役相師授締])"
_LABEL = rf"{_WORD}{{1,14}}(?:[\s\u3000・](?![—–―-]+[\s\u3000]){_WORD}{{1,8}})?{_BEARER}"


@dataclass(frozen=True, slots=True)
class Block:
    """Words somebody said or wrote, without brackets. `label` is the span that names the speaker, if one stands there;
    `speaker` a name that needs no looking up; `intro` the end of the sentence whose subject speaks, or -1."""

    start: int
    end: int
    kind: Kind
    zone: Zone
    label: tuple[int, int] | None = None
    speaker: str = ""
    intro: int = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """How the heads of turns look. `fewest`: heads it takes; `sure`: the mark alone tells, so that any label will do,
    and a blank line ends no turn; `kind` and `zone` those of its turns; `weight` what a head of it counts."""

    name: str
    head: re.Pattern[str]
    fewest: int = 4
    sure: bool = False
    kind: Kind = "speech"
    zone: Zone = "transcript"
    weight: float = 1.0


_DATE = r"\d{1,2}[/.月-]\s?\d{1,2}日?(?:\s?[(（].[)）])?"
_DAY = rf"\d{{4}}[/.年-]\s?{_DATE}"
_TIME = r"(?:午前|午後)?\d{1,2}(?:[:：]\d\d(?:[:：]\d\d(?:\.\d+)?)?|時\d{1,2}分)(?:\s?[AaPp][Mm])?"
EVENT = rf"(?:[\[［]?{_DAY}[,、]?\s{_TIME}(?:[\]］]|(?=\s-\s))(?:\s-)?\s)"
"""The day and time with which programs begin each line of a chat that they give out."""

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "minutes",
        re.compile(
            rf"^(?:\d{{1,4}} \| )?(?:[○◯〇◎●](?P<label>[^\s\u3000。、「」：:]{{1,24}}?{_BEARER})"
            r"|[◆◇■□▲△▼▽](?P<other>[^\s\u3000。、「」：:（(]{1,16}[（(][^）)\n]{1,14}[）)]))(?:[\s\u3000]+|$)"
        ),
        2, True, weight=2,
    ),
    Layout(
        "bearer",
        re.compile(r"^(?P<label>[^\s\u3000。、「」：:（(]{1,16}[（(][^）)\n]{1,14}(?:君|くん|さん|氏)[）)])(?:[\s\u3000]+|$)"),
        2, True, weight=2,
    ),
    Layout(
        "speaker line",
        re.compile(r"^(?:発言者|話者|発言|スピーカー)[：:][\s\u3000]*(?P<label>[^\n：:]{1,30})$"),
        2, True, weight=3,
    ),
    Layout(
        "chat",
        re.compile(
            rf"^(?:[\[［(（]?\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?[\]］)）]?(?:\t(?P<other>[^\t\n]{{1,24}})\t|\s+<?(?P<label>{_WORD}{{1,14}})>?(?:[：:]\s*|\s+|$))"
            rf"|{EVENT}(?P<third>[^\s：:。、「」][^：:。、「」\n]{{0,24}}?)[：:]\s)"
        ),
        3, True, "written", "comment", 2,
    ),
    Layout(
        "sent to",
        re.compile(
            r"^[\[［(（]?\d{1,2}[:：]\d\d(?:[:：]\d\d)?[\]］)）]?\s+(?:開始|From|差出人|送信者)?\s*(?P<label>[^\s：:。、「」][^：:。、「」\n]{0,23}?)"
            r"\s+(?:から|[Tt]o|宛先)\s+(?:全員|皆様|Everyone|[^：:。、「」\n]{1,24}?)(?:[（(][^）)\n]*[）)])?\s*[：:][\s\u3000]*"
        ),
        2, True, "written", "comment", 3,
    ),
    Layout(
        "board",
        re.compile(
            r"^(?:\[?\d{1,4}\]?\s*[:：.．]?\s*(?:名前|投稿者|名)[：:]|\[?\d{1,4}\]?\s*[:：.．]|(?:名前|投稿者)[：:])\s*(?P<label>[^\s：:]{1,16})"
            rf"(?:さん)?(?:\s+|\s*[：:]\s*)(?:投稿日[：:]\s*)?(?:{_DAY}|\d\d/{_DATE})\s*{_TIME}"
            r"\s*(?:ID:\S+\s*)?(?:[>＞]{2}\d+\s*)?"
        ),
        2, True, "written", "comment", 2,
    ),
    Layout(
        "posts",
        re.compile(
            rf"^(?:(?:[↳└➥⤷↪]\s?)?(?P<label>{_LABEL})[\s\u3000]+(?:[—–-]\s+)?(?:(?:{_DAY}|{_DATE})\s*)?{_TIME}"
            rf"|[★☆]{{3,5}}\s+(?P<other>{_WORD}{{1,16}})\s+\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?|(?P<third>\S{{1,24}})\s+@\w+\s*[·・]\s*[\d月日年/]+)$"
        ),
        3, True, "written", "comment", 2,
    ),
    Layout(
        "colon",
        re.compile(
            rf"^(?:[●○◎■◆◇□・][\s\u3000]?|[-+*•‣–]\s|\d{{1,3}}[.)]\s)?(?:\*\*)?(?P<label>{_LABEL}?)(?:さん|氏)?(?:[\s\u3000]?[：:](?:\*\*)?|\*\*[：:]?)[\s\u3000]*"
        ),
    ),
    Layout(
        "bracket",
        re.compile(
            r"^(?:[・●○◆■□▪→⇒⇨-][\s\u3000]?|[0-9]{1,5}(?=【))?(?:【(?P<label>[^】\n。]{1,30})】|[（(《≪\[＜<〈［〔｛{｟〖](?P<other>[^】）)》≫\]＞>〉］〕｝}｠〗\n。、]{1,30})[】）)》≫\]＞>〉］〕｝}｠〗])[\s\u3000]*"
        ),
    ),
    Layout(
        "cues",
        re.compile(rf"^(?:(?P<label>{_LABEL})[：:]|(?:【|[（(]|\[|<)(?P<other>[^】）)\]>\n。、]{{1,16}})(?:】|[）)]|\]|>))[\s\u3000]*(?=\S|$)"),
        2, True, weight=1.5,
    ),
    Layout(
        "comments of many",
        re.compile(
            rf"^(?P<label>(?:{_WORD}{{1,12}}・)?{_WORD}{{1,8}}{_COMMENTS}|{_WORD}{{1,12}}・{_WORD}{{1,8}}"
            rf"|{_WORD}{{4,16}}(?:会長|社長|理事長|委員長|代表))[\u3000 ]++"
            r"(?=[^\n]*(?:。|」$))"
        ),
        3, True,
    ),
    Layout(
        "row",
        re.compile(rf"^(?:\d{{1,4}} \| )?(?P<label>{_LABEL})(?: \| |\t)(?=[^|\t\n]*[。！？!?」』）)]$)"),
        2, True, weight=1.3,
    ),
    Layout("voices", re.compile(r"^<v(?:\.\S+)?\s(?P<label>[^>\n]{1,24})>"), 2, True, weight=3),
    Layout("closed", re.compile(rf"^(?P<label>{_WORD}{{1,12}})[）)＞>][\s\u3000]*"), 3, weight=1.2),
    Layout(
        "questions",
        re.compile(
            rf"^(?![（(]回答者?[：:／/][^（）()]{{2,40}}[）)]$)"
            rf"(?:[■●◆・]\s?)?[（(【]?(?:[QＱ]|問|質問?|[AＡ]|答|回答)[0-9０-９]{{0,2}}(?:[\s\u3000]+(?P<label>[^\s\u3000。、？?！!]{{2,10}}{_BEARER})$"
            r"|[\s\u3000：:．.]*[（(](?P<other>[^）)\n]{1,16})[）)][\s\u3000：:]*|[）)】\s\u3000：:．.、]+|$)|^[→⇒⇨➡][\s\u3000]*"
        ),
        4, weight=1.2,
    ),
    Layout(
        "separator",
        re.compile(
            rf"^(?:[-*・]\s?)?(?P<label>{_WORD}{{1,10}}{_BEARER})"
            r"(?:[\s\u3000]?[／/＝=｜|][\s\u3000]?|\s[-–—―]\s|[―—])(?=[^\s―—－|])(?![0-9０-９]{1,2}[日月])"
        ),
        weight=0.9,
    ),
    Layout("arrows", re.compile(r"^(?:[■・●○◆◇▼▽□★☆*-]|[→⇒⇨➡])[\s\u3000]*"), 4, weight=1.1),
    Layout(
        "space",
        re.compile(
            rf"^(?:[◇◆□■▽▼△▲]\s?)?(?:{_WORD}{{1,12}}[／/])?(?P<label>[一-龥]\u3000{{1,2}}[一-龥](?=\u3000)|"
            rf"{_WORD}{{1,8}}{_BEARER})[\u3000 ]+(?=[^\s|])"
            rf"(?![-–—―]\s|{_WORD}{{1,8}}[：:])"
        ),
    ),
    Layout(
        "alone",
        re.compile(
            rf"^[◇◆□■▽▼△▲●○]?(?P<label>(?:{_OFFICE}[\s\u3000])?{_WORD}{{1,10}}(?:[\s\u3000]{_WORD}{{1,6}})?{_BEARER})$"
        ),
    ),
)  # fmt: skip

FEW = ("colon", "bracket", "questions", "arrows", "closed", "space", "alone", "separator")
"""The layouts under which two or three turns are told by what is said in them."""

TURNS = Layout("in turn", re.compile(r"(?!)"))
"""Two kinds of heads by turns; no head is found by it alone."""

ONCE = Layout(
    "once",
    re.compile(
        rf"^[◇◆□■▽▼△▲●○・]?\s?(?P<label>(?:{_WORD}{{2,12}}[\s\u3000・])?{_WORD}{{2,12}}(?:[(（][ぁ-ゖ\s\u3000]{{2,12}}[)）](?:さん|氏))?"
        rf"(?:[(（\[［][^)）\]］\n]{{1,16}}[)）\]］])?)$"
    ),
)
"""A name alone on its line, each only once; told by what stands below."""

BOXED = Layout(
    "boxes",
    re.compile(
        rf"^(?=[^。「」]{{6,60}}$)[^\s\u3000].*?[^\s\u3000、][\s\u3000]+(?P<label>(?:{_WORD}{{1,12}}・)?{_WORD}{{2,12}}"
        r"(?:[（(][^）)\n]{1,12}[）)])?)$"
    ),
)
"""A heading at whose end stands whose words are below (守って勝てた 桐ケ丘・大倉壮介監督)."""

QUESTION = re.compile(r"^(?:[■●◆・]\s?)?[（(【]?(?:[QＱ]|問|質問?)[0-9０-９①-⑳]{0,2}(?:[^一-龥ぁ-んァ-ン]|$)")
ANSWER = re.compile(r"^[→⇒⇨➡]|^(?:[■●◆・]\s?)?[（(【]?(?:[AＡ]|答|回答)[0-9０-９①-⑳]{0,2}(?:[^一-龥ぁ-んァ-ン]|$)")
QUESTION_LABEL = re.compile(r"(?:[QＱ]|問|質問?)[0-9０-９①-⑳]{0,2}$")
ANSWER_LABEL = re.compile(r"(?:[AＡ]|答|回答)[0-9０-９①-⑳]{0,2}$")
ANSWERS = re.compile(r"(?:答弁|回答|答え|見解)$")
NO_LABEL = re.compile(
    r"^(?:出典|日時|場所|会場|出演|電話|住所|写真|文|注|註|例|問い合わせ|参考|関連|備考|期間|料金|主催|後援|対象|定員|編集|監修|著者|訳者|原題|原文|"
    r"取材|撮影|提供|発行|https?|From|To|Date|Subject|Cc|Bcc|Re|件名|差出人|宛先|送信日時|題名|作者|タイトル|価格|時間|日程|URL|メール|FAX|TEL|著|編|訳|底本|申し?込み?(?:方法|先|期限)?|費用|参加費|受講料|入場料|持ち物|持参品|服装|応募.*|締め?切り?|方法|目的|趣旨|内容|アクセス|"
    r"駐車場|営業時間|定休日|休館日|材料|作り方|手順|分量|商号|設立|資本金|所在地|従業員数?|沿革|"
    r"初出|入力|校正|開会|閉会|開催|説明者|発表者|報告者|登壇者|出席者?|出席|欠席者?|議題|議案|日付|会議名|会見者|司会進行|構成|まとめ|以上|了|おわり|終わり|終了|追記|"
    r"SE|ＳＥ|BGM|ＢＧＭ|効果音|音楽|拍手|笑い?声?|休憩|資料|発表事項|質疑応答|質疑|キーワード|目次|概要|要旨|はじめに|おわりに|略歴|プロフィール|第.+|[ア-ンａ-ｚ]|[0-9０-９一二三四五六七八九十①-⑳年月日時分]{1,12}|"
    r"(?:出席|欠席|傍聴|招集|委員外|説明のため).*|"
    r"[^（(]*(?:事項|項目|内容|について|会見録?|議事録|会議録|要旨|次第|日程|日時|場所|事件|出席者|欠席者|一覧|応答)[○●◎◆■]?)$"
)
ROLE = re.compile(
    r"(?:議長|委員長?|会長|座長|司会者?|進行|記者団?|聞き手|事務局|事務方|幹事社?|知事|市長|町長|村長|区長|教育長|大臣|長官|総理|首相|理事長|監事|理事|号室|委員|局長|部長|課長|室長|"
    r"次官|参考人|証人|裁判長|検察官|弁護人|質問者?|回答者?|参加者|会場|一同|監督|選手|主将|コーチ|社長|代表|院長|所長|学長|教授|報道官|候補|会頭|頭取|親方|"
    r"(?:組合|係|船|園|校|店|署|隊|団|工場|館|駅|塾|班|支部|支店|センター)長|広報|ナレーション|ナレーター|MC|ＭＣ|"
    r"モデレーター?|ファシリテーター?|パネリスト|インタビュアー|アナウンサー|キャスター|アナリスト|通訳|編集部|デスク|C[A-Z]O|Ｃ[Ａ-Ｚ]Ｏ|取締役|執行役員|弁護士|医師|作家|翻訳家|評論家|[一二三四五六七八九十0-9０-９]+番|[QＱAＡ]|問|質|答|Ｑ|Ａ|通信|新聞|新報|民報|時報|テレビ|放送|ラジオ|日報|タイムズ|NHK|ＮＨＫ|フリーランス|社|局|監|員|官|紙|者|"
    r"(?<=[^皆なのお])(?:君|氏|さん|くん|先生))[0-9０-９A-EＡ-Ｅ]?(?:[（(].*)?$"
)
OWN_WORDS = re.compile(
    r"(?:です|ます|ました|でした|ません|[よねや])(?:[ねよが]|けど|けれど)?[。！]|私|僕|俺|自分|と思[うっい]|[てし]たい(?:。|と)"
)
"""What people say of themselves: polite forms, I, what they think and want."""
REMARK = re.compile(
    rf"{OWN_WORDS.pattern}|(?:自信|力|励み|教訓|糧|刺激)に(?:なる|なった)|(?:悔し|うれし|嬉し|ありがた|楽し|苦し|申し訳な|心強)(?:い|かった)|"
    r"(?:良|よ)かった。|てくれた|てやりたい|てあげたい|[きちみりけ来]たい(?:。|と)|期待して|残念|(?:褒|ほ)め|感謝|(?:厳し|難し|苦し)い(?:試合|展開|戦い|ゲーム)|"
    r"受け止め|(?:責任|手応え|やりがい|誇り)を感じ|見(?:守|届け)りたい|礼を言い"
)
"""What people say of themselves and of what they did together, in plain forms too."""
COMMENTER = re.compile(rf"{_COMMENTS}$")
"""The end of a label that says whose the comments of a round of games are."""
ANSWERER = re.compile(
    r"\s*(?:[（(〔](?P<who>[^（）()〔〕。、\s]{1,16})[）)〕][\s\u3000]*|(?P<office>[^（）()〔〕。、\s]{2,10})[\s\u3000]+)(?=\S)"
)
"""Who answers, in parentheses behind the label of an answer (【回答】（山田）), or his office alone."""
LABEL_SIGN = re.compile(r"[○◯〇◎●◆◇■□▲△▼▽★☆・][：:\s\u3000]*(?=[^：:\s\u3000])")
HOUSE = re.compile(
    r"[^・（(]*[一-龥ぁ-ん0-9０-９Ａ-ＺA-Z][^・（(]*・(?=[^・（(]{2,})(?![ァ-ヺー]+(?:[（(]|$))|[ァ-ヺー]{3,}・(?=[一-龥]{2,})"
)
"""The house or the part before a name on a label (関浜一・|米山監督, 司会・|小倉, フリーランス・|江口)."""
OFFICE = re.compile(rf"{_OFFICE}[\s\u3000](?={_WORD}{{1,4}}[\s\u3000]{_WORD}{{1,6}}$)")
"""The office before a name on a line of its own (財務担当役員　小倉 洋一)."""
GIVEN_NAME = re.compile(r"[\s\u3000](?P<name>[^\s\u3000。、「」：:（(]{1,12})(?:[\s\u3000]+|$)")
SPACED_NAME = re.compile(r" (?P<name>[一-鿿々ァ-ヺー]{1,6}|[ぁ-ゖ]{2,4})[\u3000\t]+(?=\S)")
"""The second part of a name before words that a wider space sets apart (木曽| 聡美　今日は)."""
STAGE = re.compile(
    r"^\d{4}[/.年-]\d{1,2}[/.月-]\d{1,2}日?\s?[(（]?[月火水木金土日](?:曜日)?[)）]?$|^[（(〔\[【<〈＜][^（(〔\[【]{0,60}[）)〕\]】>〉＞]$|^[－―─—◇◆\-=*＊・…\s]+$|^\d+$|^(?:\d\d:)?\d\d:\d\d[,.]\d+\s*-->.*$"
)
HEADING = re.compile(
    r"^(?:#{1,6}\s|[■◆●◇▼▲★☆※＜〈【《]|[0-9０-９]{1,2}[.．、\s\u3000]|[（(][0-9０-９一二三四五六七八九十]{1,2}[)）]|第[0-9０-９一二三四五六七八九十]+[章節回])"
)
SENTENCE_END = re.compile(r"[。！？!?」』）)…ー～w]$|[。！？]\s*$")
STAMP = re.compile(
    rf"(?:投稿日時?[：:]\s*)?(?:{_DAY}[\s\u3000]*(?:at\s)?{_TIME}|[0-9０-９]{{1,3}}\s?(?:秒|分|時間|日|週間|[かヶケカ]月|年)前)"
    r"(?:\s?[（(][^）)]{1,8}[）)])?$"
)
POSTER = re.compile(
    r"(?:\[?\d{1,4}\]?[.．:：)]?\s+)?(?P<label>\S[^\s。、「」：:]{0,20}?)(?:\s?(?:さん|様|氏))?(?:\s?(?:より|から|の(?:投稿|コメント|発言)))?\s?[:：]?$"
)
CLOCK = re.compile(rf"{_TIME}$")
"""The time alone that a chat gives below the name of whoever writes."""
SIGNED = re.compile(
    rf"(?:[▽▼◇◆■□●○・★☆]\s?)(?P<label>{_WORD}{{2,20}}(?:[（(][^）)\n]{{1,14}}[）)])?)[\s\u3000]?(?=「[^\n]*」$)"
)
"""A sign and a label before words in brackets that fill the line."""
_SIGNS = "[◇◆□■▽▼△▲●○◎・★☆♪♦＊]"
SCRIPT = re.compile(
    rf"^(?:{_SIGNS}\s?)?(?P<label>(?P<asked>(?:[QＱAＡ]|問|答)[（(][^）)\n]{{1,14}}[）)])|{_WORD}{{1,10}}?)[\s\u3000]*(?:[（(][^）)\n]{{1,14}}[）)][\s\u3000]*)?(?=「[^\n]*」$)"
)
"""A label before words in brackets that fill its line; a letter with a name behind it tells by itself."""
CLOSES = re.compile(r"^(?:以上|了|おわり|終わり|終了)。?$")
"""The line with which a talk is closed: nobody's words."""
SIGN = re.compile(r"^(?:[>＞]{2}(?!\d)|≫|》|[■□◆◇●▼▽▶►▷★☆♦＊*・])[\s\u3000]*")


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a layout makes of a text: its turns, and brackets that are somebody's answer by their start."""

    blocks: tuple[Block, ...] = ()
    answers: tuple[tuple[int, tuple[int, int] | None], ...] = ()
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a turn on line `line`: who speaks, where the words begin (the line's end where they follow)."""

    line: int
    label: str
    span: tuple[int, int] | None
    words: int
    asks: bool = False
    answers: bool = False


LONGEST_ALONE = 16
"""Characters of a line that is no running text."""

_LONGEST_GIVEN = 6
BARE = re.compile(r"[\[［(（][^\]］)）]*[\]］)）]$")
REACTIONS = re.compile(
    r"^(?:(?:高評価|低評価|いいね|返信|共感した|なるほど|うーん|シェア|リポスト|参考に(?:なった|なりました)|コメント|通報|役に立った|👍|👎|❤️?)"
    r"[！!:：]?\s?[\d,.万千]*(?:件|人)?[\s\u3000]*)+$"
)
"""What a site counts below a comment (返信2　共感した12): nobody's words."""
_DASHES = r"(?:―|—|─|━|－|ー|−){1,3}|--"
_DASH = re.compile(rf"^(?:\*\*|＊＊)?(?:{_DASHES})\s*(?=[^\s―─—−*-])")
_QUESTION_MARK = re.compile(
    r"^(?:[■●◆・]\s?)?[（(【\[]?(?:[QＱ]|問|質問)\.?[0-9０-９①-⑳]{0,2}[）)】\]\s\u3000：:．.、―─—-]+(?=[^\s\u3000])"
)
_ASKS_THE_OTHER = re.compile(
    r"(?:[すたいうるだ]|でしょう|ません|ない|の)か[ねな]?[。？?]$|[？?]$|(?:ください|願いします|聞かせて|ですね)[。]?$"
    r"|(?:は|とか|とは)。$"
)
"""How a turn ends that somebody answers."""
ANNOUNCING = re.compile(
    r"(?:こう|次のように|このように|以下のように|以下の通り)[^。、]{0,12}(?:記|書|述|語|結ば|結ん|綴|話|"
    r"言|説|指摘|訴|続け|振り返|説明|報告|答え|宣言|つづ|しるし|著|主張|まとめ)[^。「『]{0,14}。$"
)

_MAY_BE_GIVEN = re.compile(
    r"^[\s\u3000]*[>＞|｜]|[:：]\s*$|と。|の(?:話|談話|談|コメント|声明)[）)]?[\s\u3000：:]"
    r"|(?:話|ことば|言葉|談話|コメント|あいさつ|挨拶|メッセージ|弁|声明|[祝答送式謝]辞|講評|感想)(?:（[^）\n]{0,8}）)?\s?[＝=〉】》)）]?\s*$"
    r"|^[▽▼◇◆△▲■□●○☆★][^。「」\s]{2,40}?・[^。、・「」\s]{1,12}[\s\u3000]",
    re.MULTILINE,
)
"""What a text has that holds words without brackets that are somebody's own, comments apart."""

Interviewee = Callable[[int], "tuple[int, int] | None"]
"""Who is interviewed in the text before a place: the span that names him."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What one scan of a text's lines finds: the heads that each layout of the table would have, questions behind
    dashes and behind letters, and whether there is anything else by which a talk may be told."""

    heads: Mapping[str, list[Head]]
    dashes: list[Head]
    letters: list[Head]
    others: bool


def marks_of(lines: Sequence[Line]) -> Marks:
    """The marks of all layouts in the lines."""
    heads = {layout.name: every_head(lines, layout) for layout in LAYOUTS}
    below = [(line, below) for line, below in pairwise(lines) if below.text[0] == "「"]
    labelled = sum(len(_BEHIND_COLON.findall(line.text)) for line in lines) >= 2
    answered = sum(line.text[0] not in "「『" and asks(line.text) for line, _ in below) >= 2
    above = sum(len(line.text) <= LONGEST_ALONE for line, _ in below) >= _FEWEST_ABOVE
    asked = any(_ASKED_THIS.search(line.text) for line, _ in below)
    others = labelled or answered or above or asked or any(_often(lines, *each) for each in _OTHERS)
    return Marks(heads, behind_dashes(lines), behind_letters(lines), others)


def may_be_talk(lines: Sequence[Line], marks: Marks) -> bool:
    """Whether lines may be a talk by their marks: two heads of one layout, or a label alone above words in brackets."""
    if marks.dashes or marks.letters or marks.others or any(len(found) >= 2 for found in marks.heads.values()):
        return True
    heads = (head for name in ("bracket", "colon") for head in marks.heads[name])
    return any(head.words == lines[head.line].end and lines[head.line + 1].text[0] in "「『" for head in heads)


def _often(lines: Sequence[Line], pattern: re.Pattern[str], fewest: int) -> bool:
    """Whether a pattern fits so many lines from their beginning."""
    return sum(bool(pattern.match(line.text)) for line in lines) >= fewest


_OTHERS = (
    (SIGNED, 2), (SCRIPT, 1), (SIGN, 1),
    (re.compile(r"\*\*|[＜<〈《【]"), 2),
    (re.compile(r".*[】\]］〕）)]$"), 2),
    (re.compile(r"(?:[^\s。、「」―—─━－：:]{2,24}[\s\u3000：:]*(?=[―—─━]))?[―—─━－ー]{1,3}[^「」]{2,300}?「"), 1),
    (re.compile(r"[^\s「」。、：:]{1,12}[\s\u3000][^\s「」。、：:]{2,16}「.*」$"), 2),
    (re.compile(r"[^。、「」]{1,16}(?:男性|女性|生徒|学生|さん|夫婦|夫妻|歳|代)。「"), 2),
    (re.compile(r"[^「]* \| .*?「"), 2),
)  # fmt: skip
"""What lines of other talks look like, and how many it takes: words behind a sign or a label, questions behind a sign
or in bold, a name behind words, several questions on a line, headings with a party and a name, voices, cells."""
_BEHIND_COLON = re.compile(r"[：:][\s\u3000]*「")
_ASKED_THIS = re.compile(r"」(?:という|との|と|の)?(?:問|質問)")
_FEWEST_ABOVE = 3


def every_head(lines: Sequence[Line], layout: Layout) -> list[Head]:
    """All lines that look like heads of turns under a layout, but for those whose labels name nobody."""
    stamped = layout.name == "posts"
    likely = (number for number, line in enumerate(lines) if stamped or layout.head.match(line.text))
    found = [head for number in likely if (head := head_of(lines, number, layout)) is not None]
    initials = {head.label[0] for head in found if len(head.label) > 1 and not NO_LABEL.match(head.label)}
    return [head for head in found if not head.label or _may_name(head.label, initials)]


def _may_name(label: str, initials: Set[str]) -> bool:
    """Whether a label may name somebody, be it by the first sign of another label (十 for 十河)."""
    letters = any(char.isalnum() or char in "？?" for char in label.strip("ー"))
    return letters and (label in initials or not NO_LABEL.match(label))


def head_of(lines: Sequence[Line], number: int, layout: Layout) -> Head | None:
    """The head that a line is under a layout, or bears."""
    line = lines[number]
    stamped = _stamped(lines, number) if layout.name == "posts" else None
    match = layout.head.match(line.text) if stamped is None else None
    if match is None:
        return stamped
    first, last, begins = label_of(line.text, match, layout)
    label = line.text[first:last]
    alone = begins == len(line.text)
    following = lines[number + 1] if number + 1 < len(lines) else None
    if alone and (
        following is None
        or len(line.text) > (80 if layout.zone == "comment" else 30)
        or (layout.name == "alone" and not is_text(following))
    ):
        return None
    if not alone and layout.name in ("alone", "posts", "speaker line"):
        return None
    if layout.name == "space" and following is not None and _is_name_alone(line.text[begins:], following, layout):
        return None
    span = (line.start + first, line.start + last) if label else None
    words = line.end if alone else line.start + begins
    if layout.name == "arrows":
        answers = line.text[0] in "→⇒⇨➡"
        return Head(number, "", None, words, not answers, answers)
    asks = bool(QUESTION.match(line.text)) or bool(QUESTION_LABEL.match(label))
    answers = bool(ANSWER.match(line.text)) or bool(ANSWER_LABEL.match(label))
    return Head(number, label, span, words, asks, answers)


def _is_name_alone(behind: str, following: Line, layout: Layout) -> bool:
    """Whether what stands behind a space is the rest of a name (木曽 聡美), whose words are on the line below."""
    ends = len(behind) > _LONGEST_GIVEN or SENTENCE_END.search(behind)
    return not ends and is_text(following) and not layout.head.match(following.text)


def _stamped(lines: Sequence[Line], number: int) -> Head | None:
    """The head of a post that is a name with the date and time on the line below it, or above it."""
    first, second = lines[number], lines[number + 1] if number + 2 < len(lines) else None
    if second is None or second.blank:
        return None
    for name, stamp in ((first, second), (second, first)):
        if stamp is first and number and not first.blank:
            continue
        clock = stamp is second and CLOCK.match(stamp.text)
        match = POSTER.match(name.text) if clock or STAMP.match(stamp.text) else None
        if match is not None:
            first_of, last_of = match.span("label")
            return Head(number, match["label"], (name.start + first_of, name.start + last_of), second.end)
    return None


def label_of(text: str, match: re.Match[str], layout: Layout) -> tuple[int, int, int]:
    """Where the label of a head begins and ends, and where the words behind it begin: without a sign in front of it
    inside brackets ((○：山川課長)), with a name whose two parts stand apart (○関　三郎委員, 木曽 聡美　)."""
    group = next((name for name in ("label", "other", "third") if match.groupdict().get(name)), "")
    if not group:
        return match.end(), match.end(), match.end()
    first, last = match.span(group)
    sign = LABEL_SIGN.match(text, first, last)
    first = sign.end() if sign else first
    house = HOUSE.match(text, first, last) or (OFFICE.match(text, first, last) if layout.name == "alone" else None)
    first = house.end() if house else first
    spaced = SPACED_NAME.match(text, last) if layout.name == "space" else None
    if spaced is not None:
        return first, spaced.end("name"), spaced.end()
    given = GIVEN_NAME.match(text, last) if layout.name == "minutes" and not ROLE.search(text[first:last]) else None
    if given is not None and ROLE.search(given["name"]):
        return first, given.end("name"), given.end()
    return first, last, match.end()


def is_text(line: Line) -> bool:
    """Whether a line is running text, as what stands below a name is."""
    return len(line.text) > LONGEST_ALONE or bool(SENTENCE_END.search(line.text))


def speaks(label: str, known: Callable[[str], bool]) -> bool:
    """Whether a label names somebody who speaks: an office, or a name of the text, what stands in brackets apart."""
    return bool(ROLE.search(label)) or known(label) or known(BARE.sub("", label))


def behind_dashes(lines: Sequence[Line]) -> list[Head]:
    """The questions of an interview that begin with a dash."""
    out = []
    for number, line in enumerate(lines):
        match = _DASH.match(line.text)
        if match and not line.text.endswith(("―", "—", "─", "−")):
            out.append(Head(number, "", None, line.start + match.end(), asks=True))
    return out


def behind_letters(lines: Sequence[Line]) -> list[Head]:
    """The questions of an interview that a letter or word marks (Q　きっかけは？), answers not."""
    found = ((number, _QUESTION_MARK.match(line.text)) for number, line in enumerate(lines))
    return [Head(number, "", None, lines[number].start + match.end(), asks=True) for number, match in found if match]


def asks(text: str) -> bool:
    """Whether a turn that ends so is one that somebody answers."""
    return bool(_ASKS_THE_OTHER.search(text.rstrip("」』*")))


def announces(skeleton: str) -> bool:
    """Whether a sentence ends by saying that somebody's words follow (Xは次のように述べた。)."""
    return bool(ANNOUNCING.search(skeleton[-60:]))


def may_be_given(text: str, zones: Zones) -> bool:
    """Whether a text may hold words without brackets that are presented as somebody's own."""
    return "comment" in zones.zones or bool(_MAY_BE_GIVEN.search(text))
