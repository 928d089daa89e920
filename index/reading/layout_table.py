"""The table of layouts: what heads of turns look like in minutes, press conferences, chats, and which
labels name somebody.

A layout is a value: a pattern for the head of a line with a group `label` (who speaks) and a rule for how often it must
occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from inyo.index.values.quotation import Kind, Zone

_MARKS = r"\s\u3000：:「」『』。、，,!?！？（）()\[\]【】《》<>＜＞/／=＝#＃>＞*＊|｜"
_WORD = rf"[^{_MARKS}]"
_BEARER = r"(?:[（(][^）)\n]{1,24}[）)])?"
_COMMENTS = "(?:監督|コーチ|主将|投手|捕手|内野手|外野手|選手|騎手|棋士|力士|親方|GK|ＦＷ|FW|ＭＦ|MF|ＤＦ|DF)"
_LABEL = rf"{_WORD}{{1,14}}(?:[\s\u3000・]{_WORD}{{1,8}})?{_BEARER}"


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


EVENT = (
    r"(?:[\[［]?\d{4}[/.年-]\d{1,2}[/.月-]\d{1,2}日?[,、]?\s(?:午前|午後)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?"
    r"(?:[\]］]|(?=\s-\s))(?:\s-)?\s)"
)
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
        "board",
        re.compile(
            r"^(?:\[?\d{1,4}\]?\s*[:：.．]?\s*(?:名前|投稿者|名)[：:]|\[?\d{1,4}\]?\s*[:：.．]|(?:名前|投稿者)[：:])\s*(?P<label>[^\s：:]{1,16})"
            r"(?:さん)?(?:\s+|\s*[：:]\s*)(?:投稿日[：:]\s*)?[\d/年月.-]{6,12}日?(?:\s*[(（].[)）])?\s*\d{1,2}[:：]\d\d(?:[:：]\d\d(?:\.\d+)?)?"
            r"\s*(?:ID:\S+\s*)?(?:[>＞]{2}\d+\s*)?"
        ),
        2, True, "written", "comment", 2,
    ),
    Layout(
        "posts",
        re.compile(
            rf"^(?:(?:[↳└➥⤷↪]\s?)?(?P<label>{_LABEL})[\s\u3000]+(?:(?:\d{{4}}[/年-])?\d{{1,2}}[/月-]\d{{1,2}}日?\s*)?"
            r"(?:\([日月火水木金土]\))?\s?(?:午前|午後)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\s?[AaPp][Mm])?"
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
            r"^(?:[・●○◆■□▪→⇒⇨-][\s\u3000]?)?(?:【(?P<label>[^】\n。]{1,30})】|[（(《\[＜<〈［〔](?P<other>[^】）)》\]＞>〉］〕\n。、]{1,30})[】）)》\]＞>〉］〕])[\s\u3000]*"
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
        re.compile(rf"^(?:\d{{1,4}} \| )?(?P<label>{_LABEL}) \| (?=[^|\n]*[。！？!?」』）)]$)"),
        2, True, weight=1.3,
    ),
    Layout("voices", re.compile(r"^<v(?:\.\S+)?\s(?P<label>[^>\n]{1,24})>"), 2, True, weight=3),
    Layout("closed", re.compile(rf"^(?P<label>{_WORD}{{1,12}})[）)][\s\u3000]*"), 3, weight=1.2),
    Layout(
        "questions",
        re.compile(
            rf"^(?![（(]回答者?[：:／/][^（）()]{{2,40}}[）)]$)"
            rf"(?:[■●◆・]\s?)?[（(【]?(?:[QＱ]|問|質問?|[AＡ]|答|回答)[0-9０-９]{{0,2}}(?:[\s\u3000]+(?P<label>[^\s\u3000。、？?！!]{{2,10}}{_BEARER})$"
            r"|[（(](?P<other>[^）)\n]{1,16})[）)][\s\u3000]*|[）)】\s\u3000：:．.、]+|$)"
        ),
        4, weight=1.2,
    ),
    Layout(
        "separator",
        re.compile(
            rf"^(?:[-*・]\s?)?(?P<label>{_WORD}{{1,10}}{_BEARER})"
            r"(?:[\s\u3000]?[／/＝=｜|][\s\u3000]?|\s[-–—―]\s|[―—])(?=[^\s―—－|])"
        ),
        weight=0.9,
    ),
    Layout("arrows", re.compile(r"^(?:■|[→⇒⇨])[\s\u3000]*"), 4, weight=1.1),
    Layout(
        "space",
        re.compile(rf"^(?:[◇◆□■▽▼△▲]\s?)?(?P<label>{_WORD}{{1,8}}{_BEARER})[\u3000 ]+(?=[^\s|])(?![-–—―]\s)"),
    ),
    Layout("alone", re.compile(rf"^[◇◆□■▽▼△▲●○]?(?P<label>{_WORD}{{1,10}}(?:[\s\u3000]{_WORD}{{1,6}})?{_BEARER})$")),
)  # fmt: skip

FEW = ("colon", "bracket", "questions", "closed", "space", "alone", "separator")
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

QUESTION = re.compile(r"^(?:[■●◆・]\s?)?[（(【]?(?:[QＱ]|問|質問?)[0-9０-９]{0,2}(?:[^一-龥ぁ-んァ-ン]|$)")
ANSWER = re.compile(r"^(?:[■●◆・]\s?)?[（(【]?(?:[AＡ]|答|回答)[0-9０-９]{0,2}(?:[^一-龥ぁ-んァ-ン]|$)")
QUESTION_LABEL = re.compile(r"(?:[QＱ]|問|質問?)[0-9０-９]{0,2}$")
ANSWER_LABEL = re.compile(r"(?:[AＡ]|答|回答)[0-9０-９]{0,2}$")
ANSWERS = re.compile(r"(?:答弁|回答|答え|見解)$")
NO_LABEL = re.compile(
    r"^(?:出典|日時|場所|会場|出演|電話|住所|写真|文|注|註|例|問い合わせ|参考|関連|備考|期間|料金|主催|後援|対象|定員|編集|監修|著者|訳者|原題|原文|"
    r"取材|撮影|提供|発行|https?|From|To|Date|Subject|Cc|Bcc|Re|件名|差出人|宛先|送信日時|題名|作者|タイトル|価格|時間|日程|URL|メール|FAX|TEL|著|編|訳|底本|"
    r"初出|入力|校正|開会|閉会|開催|説明者|発表者|報告者|登壇者|出席者?|出席|欠席者?|議題|議案|日付|会議名|会見者|司会進行|構成|まとめ|以上|了|おわり|終わり|終了|追記|"
    r"拍手|笑い?声?|休憩|資料|発表事項|質疑応答|質疑|キーワード|目次|概要|要旨|はじめに|おわりに|略歴|プロフィール|第.+|[ア-ンａ-ｚ]|[0-9０-９一二三四五六七八九十①-⑳年月日時分]{1,12}|"
    r"(?:出席|欠席|傍聴|招集|委員外|説明のため).*|"
    r"[^（(]*(?:事項|項目|内容|について|会見録?|議事録|会議録|要旨|次第|日程|日時|場所|事件|出席者|欠席者|一覧|応答)[○●◎◆■]?)$"
)
ROLE = re.compile(
    r"(?:議長|委員長?|会長|座長|司会者?|進行|記者団?|聞き手|事務局|事務方|幹事社?|知事|市長|町長|村長|区長|教育長|大臣|長官|総理|首相|理事長|監事|理事|号室|委員|局長|部長|課長|室長|"
    r"次官|参考人|証人|裁判長|検察官|弁護人|質問者?|回答者?|参加者|会場|一同|監督|選手|主将|コーチ|社長|代表|院長|所長|学長|教授|報道官|候補|会頭|頭取|親方|"
    r"(?:組合|係|船|園|校|店|署|隊|団|工場|館|駅|塾|班|支部|支店|センター)長|広報|ナレーション|ナレーター|MC|ＭＣ|"
    r"[一二三四五六七八九十0-9０-９]+番|[QＱAＡ]|問|質|答|Ｑ|Ａ|通信|新聞|テレビ|放送|日報|タイムズ|社|局|監|員|官|紙|者|"
    r"(?<=[^皆なのお])(?:君|氏|さん|くん|先生))[0-9０-９A-EＡ-Ｅ]?(?:[（(].*)?$"
)
OWN_WORDS = re.compile(
    r"(?:です|ます|ました|でした|ません|[よねや])(?:[ねよが]|けど|けれど)?[。！]|私|僕|俺|自分|と思[うっい]|[てし]たい(?:。|と)"
)
"""What people say of themselves: polite forms, I, what they think and want."""
COMMENTER = re.compile(rf"{_COMMENTS}$")
"""The end of a label that says whose the comments of a round of games are."""
ANSWERER = re.compile(r"\s*[（(〔](?P<who>[^（）()〔〕。、\s]{1,16})[）)〕][\s\u3000]*(?=\S)")
"""Who answers, in parentheses behind the label of an answer (【回答】（山田）)."""
LABEL_SIGN = re.compile(r"[○◯〇◎●◆◇■□▲△▼▽★☆・][：:\s\u3000]*(?=[^：:\s\u3000])")
HOUSE = re.compile(
    r"[^・（(]*[一-龥ぁ-ん0-9０-９Ａ-ＺA-Z][^・（(]*・(?=[^・（(]{2,})(?![ァ-ヺー]+(?:[（(]|$))|[ァ-ヺー]{3,}・(?=[一-龥]{2,})"
)
"""The house or the part before a name on a label (関浜一・|米山監督, 司会・|小倉, フリーランス・|江口)."""
GIVEN_NAME = re.compile(r"[\s\u3000](?P<name>[^\s\u3000。、「」：:（(]{1,12})(?:[\s\u3000]+|$)")
STAGE = re.compile(
    r"^\d{4}[/.年-]\d{1,2}[/.月-]\d{1,2}日?\s?[(（]?[月火水木金土日](?:曜日)?[)）]?$|^[（(〔\[【<〈＜][^（(〔\[【]{0,60}[）)〕\]】>〉＞]$|^[－―─—◇◆\-=*＊・…\s]+$|^\d+$|^(?:\d\d:)?\d\d:\d\d[,.]\d+\s*-->.*$"
)
HEADING = re.compile(
    r"^(?:#{1,6}\s|[■◆●◇▼▲★☆※＜〈【《]|[0-9０-９]{1,2}[.．、\s\u3000]|[（(][0-9０-９一二三四五六七八九十]{1,2}[)）]|第[0-9０-９一二三四五六七八九十]+[章節回])"
)
SENTENCE_END = re.compile(r"[。！？!?」』）)…ー～w]$|[。！？]\s*$")
STAMP = re.compile(
    r"(?:投稿日時?[：:]\s*)?\d{4}[/年.-]\d{1,2}[/月.-]\d{1,2}日?(?:\s?[(（].[)）])?[\s\u3000]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?$"
)
POSTER = re.compile(rf"(?P<label>{_WORD}{{1,16}}?)(?:さん)?$")
SIGNED = re.compile(
    rf"(?:[▽▼◇◆■□●○・★☆]\s?)(?P<label>{_WORD}{{2,20}}(?:[（(][^）)\n]{{1,14}}[）)])?)[\s\u3000]?(?=「[^\n]*」$)"
)
"""A sign and a label before words in brackets that fill the line."""
SCRIPT = re.compile(
    rf"^(?P<label>(?P<asked>(?:[QＱAＡ]|問|答)[（(][^）)\n]{{1,14}}[）)])|{_WORD}{{1,10}})(?:[（(][^）)\n]{{1,14}}[）)])?[\s\u3000]?(?=「[^\n]*」$)"
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


Interviewee = Callable[[int], "tuple[int, int] | None"]
"""Who is interviewed in the text before a place: the span that names him."""
