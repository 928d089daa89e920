"""What stands beside a bracket, the reporting expression of a clause (verb, verbal noun, noun of utterance), and the
clause that one reports without brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import NEW_NOUNS, PASSIVES, PREDICATES, VERB_TAILS
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.people.weighing import Phrase
from inyo.index.values.quotation import Kind

QUOTATIVE = re.compile(
    r"^(?:(?:、|,)?(?:など|等|なんて|なぞ|なんぞ|云々|うんぬん|とか)?(?:と|って|ッて|とか)(?:も|は|だけ|"
    r"ばかり|さえ|まで)?"
    r"|(?:なんて|なんか|なぞ)(?=[^、。]{0,6}(?:[言云話聞訊]|い[わいうえおっ])))"
)
"""A particle that quotes, right behind the closing bracket."""

_IS = r"(?:だ(?:った)?|で(?:す|した|ある|あった|あります|ありました|ございます|ございました))?"

HEARSAY = re.compile(
    r"^(?:(?:など|等)?と(?:いう|云う|言う|いいます|いわれる|か|"
    rf"(?:のこと|いうの|いうわけ|いった具合|いうこと|いうもの){_IS}))(?:。|$)"
)
"""「…」という。 and the like, with which a clause ends that is passed on."""

HEARD = re.compile(rf"^(?:なの)?(?:そう|よう|らしい){_IS}(?:が|けど|けれど)?(?:。|、|$)")
"""「…」そうだ: what somebody else is said to say, where the clause begins with its source."""

SOURCES = r"によ(?:ると|れば|りますと)|に言わせれば|曰く|いわく|の話では"
"""Behind somebody: that what follows are his words."""

ASKED = re.compile(
    r"(?:尋ね|たずね|聞[きくい]|訊[きくい]|問[うい]|問いかけ|声を?[か掛]け|水を向け|話を向け|話しかけ|呼び?かけ)[^、。\ufffc]{0,6}(?:と|ば|たら|ところ)、?$"
)
"""Right before words that end a sentence: somebody was asked, and these are the answer (涙かと尋ねると、「潮だ」。)."""

SOURCED = re.compile(rf"(?:{SOURCES}|に言わせると|の話によると|の(?:説明|言葉)(?:では|によると))、?$")
"""Right before the bracket: whose words these are."""

DO = re.compile(
    r"^(?:など|等)?と(?:も)?(?P<do>し(?:て(?!知られ)(?:い(?:る|た|ます)|おり|きた)?|た(?:うえで|上で|もの|"
    r"が|ため|ほか|。|$|、)|つつ|ながら|、)?|"
    r"する(?!と)|の(?=。|$))"
)
"""とし, として, としている, とする."""

CALLED = re.compile(
    r"^(?:など|等)?と(?:いう|いった|云ふ|いふ|言ふ|の|する|した|題する|題した|名付けた|呼ばれる|称する|"
    r"記された|書かれた|刻まれた|銘打った)"
)
"""「…」という thing: what stands in the bracket names it."""

STANDS = re.compile(r"^(?:など|等)?と(?:ある(?=。|$|が|ため|の|よう)|あり(?=、|ま)|あった|あって|ございま)")
"""「…」とある: so it is written somewhere."""

IN_WRITING = re.compile(
    r"^(?:など)?と(?:の|いう|いった)[^、。\ufffc]{1,16}(?:が|も)(?:書かれ|記され|綴られ|つづられ|印刷され|掲げられ)"
)
"""「…」との文字が書かれ."""

RANKED = re.compile(r"^とす|^とし")
"""What ranks a thing before a noun of utterance (…を「…」とする)."""

SEES = re.compile(r"^とみる(?!向き|見方|人|声|の)")
"""「…」とみる, where nobody else is behind the view."""

DENIED = re.compile(
    r"^(?:など|等)?と(?:は|も|まで(?:は)?|だけは)?(?:"
    r"(?:言|い)わんばかり|(?:で|で?も)?(?:言|い)い(?:たげ|たそう)|でも(?:言|い)(?:わん|うかのよう)|"
    r"(?:言|い[いっうわ]|述べ|話|語|発言|約束|明言|断言|答え|口に|頼|伝え|指示)[^、。\ufffc]{0,6}?"
    r"(?:(?:こと|覚え|記憶|つもり|はず|筈|わけ|気)(?:は|が|も|など|なんて)?"
    r"(?:一度も|一度たりとも|全く|まったく|決して|まだ|毛頭|断じて|さらさら)?(?:な[いかく]|無[いか]|ありませ|ございませ)|"
    r"わけには?(?:いか|まいら|行か))|"
    r"(?:受け取|取|捉え|とらえ|誤解|(?:言|思)わ|受け止め|見|み)[^、。\ufffc]{0,5}?(?:かね(?:ない|ず|ませ)|ても(?:仕方|しかた|おかしく|やむを|しょうが))|"
    r"(?:言|い)える(?:人|者|立場|資格|段階|状況|雰囲気)(?:は|に|では|が|も)[^、。\ufffc]{0,6}?(?:な[いく]|おらず|少な|ありませ))"
    r"|^(?:など|等)?とは(?:一言も|ひと言も|一度も|まだ)?(?:言っ|述べ|話し|語っ|明言し|発言し|約束し|書い)て(?:は|も)?(?:い|お)?(?:な[いか]|らず|ませ|りませ)"
)
"""「…」と言った覚えはない, と言わんばかりの, と取られかねない: words that nobody is said to have said."""

HECKLED = re.compile(r"^と(?:呼|叫|よ)ぶ者")
"""「…」と呼ぶ者: somebody in the crowd."""

CITED = re.compile(r"^(?:紙|誌|など)?(?:に(?:よると|よれば|よりますと|よる|関する|ついて)|の(?:記事|報道)によ)")
"""「…」によると: the bracket names a source."""

TITLED = re.compile(r"^と(?:題(?:し|す)|銘打)")
"""「…」と題して: the bracket is a title, whatever stands in it."""

SLOGAN = re.compile(
    r"(?:スローガン|キャッチコピー|キャッチフレーズ|標語|合言葉|テーマ|演題|題目|タイトル|書名|曲名)(?:は|に|を|には)、?$"
)
"""What says that the bracket behind it is a slogan or a title."""

DOING = re.compile(r"^を(?:繰り返|くり返|連呼|叫|口に|唱え|宣言|連発|口ずさ|口走|口癖)")
"""「…」を繰り返した: the words are the object of a verb of uttering."""

WORDING = ("言葉", "言い方", "台詞", "せりふ", "セリフ", "文言")

PLACED = re.compile(r"(?:の|を|に|で|や|と)$")
"""A particle before the bracket that makes a part of the clause of it."""

SUBJECT = re.compile(r"(?:は|も|が|から)、?$")
"""A particle of the subject right before the bracket."""

OF_A_WORK = re.compile(
    r"^[(（](?:[^()（）。]{0,14}(?:テレビ|放送|NHK|ＮＨＫ|TBS|ＴＢＳ|NTV|ＷＯＷＯＷ|WOWOW|文庫|新書|書房|書店|出版|社刊|系)|"
    r"[^()（）。]{0,8}[0-9０-９]{2,4}年?(?:[0-9０-９]{1,2}月)?(?:公開|放送|発売|刊)?)[)）]"
)
"""Behind a work, in parentheses: where or when it came out (「…」（日本テレビ系）, 「…」（2014））."""

TALKED_OF = re.compile(r"^(?:など)?と[^、。\ufffc]{0,14}?(?:話題|評判|物議|大反響|注目)(?:に|を|と|だ|で|、|。|$)")
"""What many say of something (「…」とネットで話題だ)."""

NUMBERED = re.compile(r"[0-9０-９一二三四五六七八九十]+(?:位|番|番目|曲目?|話|章|巻|部|回)[\s　]*[:：、．.]?[\s　]*$")
"""The place in a row of whatever stands in brackets behind it (3位：「…」)."""

COLON = re.compile(r"(?:[:：―─—]|曰く|いわく)[、\s]*$")
"""What announces words: a colon, a dash, 曰く."""

INVERTED = re.compile(r"^[^、。をにへでと\ufffc]{1,24}(?:は|が|も)[^\ufffc]{0,60}$")
"""A subject behind the bracket, and nothing but its clause."""

REPORTED = re.compile(r"^と(?:も)?(?:言われ|いわれ)")
"""「…」と言われ."""

TOLD = re.compile(r"^と(?:言|い)われ(?:ました|た|て|、)(?!い(?:る|ます|た)|き)")
"""「…」と言われた: somebody was told so once."""

LOOSE = re.compile(r"^と(?:いう|いった|云ふ)")
"""「…」という before a noun of utterance: it may as well name the thing."""

WRITTEN_THERE = re.compile(r"^(?:など)?と(?:書かれ|記され)")
"""「…」と書かれた."""

MADE = re.compile(r"^(?:[一-龥ァ-ヴー]|こと|よう|か|には|ため)")
"""What stands behind とする where it makes something of a thing (「…」とする規定)."""

JOINTS = ("、", "・", "や", "および", "及び", "または", "あるいは", "/", "／")
"""What joins brackets that share their frame (「A」、「B」と述べた)."""


COPULA = re.compile(
    r"^(?:だ|で(?:ある|あり|あって|は|も|しか|す)|に(?:過ぎ|すぎ|当た|あた|他なら|ほかなら|な|等し|近)|"
    r"ではない|でない|ともいう|だった|でしか)"
)
ASKED_TO = re.compile(
    r"^よう(?:に|にと)?、?[^、。]{0,10}?(?:求め|訴え|要請|指示|命じ|促|呼び掛け|呼びかけ|要求|要望|提案|"
    r"勧告)"
)
TOLD_OF = re.compile(
    rf"^(?:こと|事)(?:を|も|について)[^、。]{{0,8}}?(?:{reporting.SAYING_NOUNS}|話し|述べ|語っ|伝え|明かし|訴え)"
)
ADMITTED = re.compile(
    r"^(?:こと|事)(?:を|も|について|への)[^、。]{0,8}?(?:認め|明らかに|強調|指摘|否定|表明|発表|報告|明か|説明|"
    r"主張|懸念|批判|宣言)"
)
NOMINALISER = re.compile(r"^(?:ように?と?、?|(?:こと|事)(?:を|も|について|への))")
SO_CALLED = re.compile(r"^と(?:いう|言う|いい|いった|言った)(?![^、。]{0,3}(?:、|。)?[^。]{0,2}は)")

HEARSAY_OF = re.compile(r"^という(?:。|$|こと|も)")
STATES = re.compile(r"^とし(?:て(?:いる|いた|おり)|た|、)")
STATES_AS = re.compile(r"^として(?!は|も|の|知られ)")


PREDICATIVE = re.compile(r"^(?:だ|で(?:ある|す|、)|。|、|$|として)")
"""A noun of utterance that is itself the predicate, and so somebody's own."""

POURS_IN = re.compile(r"が[^、。]{0,6}(?:続出|殺到|噴出|あふれ|溢れ)")
"""Voices that nobody makes his own, though し stands behind them (祝福の声が続出した)."""

UTTERED = re.compile(
    r"を(?:[一-龥ぁ-ん]{0,6}?に)?(?:言|いわ|いっ|述べ|語|話|口に|伝え|訴え|寄せ|明か|漏ら|もら|打ち明|表明|申し|披露|つづ|綴)"
)
"""Behind what somebody thinks: that he says so (という希望を言われた)."""

VOICES = re.compile(
    rf"^(?:など)?として[^。\ufffc]{{0,40}}?(?:[るたい]|との|という|の)(?P<noun>声|意見|批判|要望|反発|異論|{reporting.VIEW})(?P<rest>[がも].*)"
)
"""として before voices that rise by themselves (「…」として説明を求める声が上がった)."""

VOICED = re.compile(
    r"(?:など|等)(?:の|と[^、。\ufffc]{0,8}の|、|といった)?[^、。\ufffc]{0,12}?(?:声|意見|感想|要望|コメント|質問|メッセージ|言葉|反応|書き込み|投稿|反響)"
    r"(?:[がをもで]|の嵐)"
)
"""Behind words in a row: what many said (「A」「B」などさまざまな意見が出た)."""


_REACH_OF_STANCE = 4
"""How many units behind the particle somebody's stance stands (と極めて冷ややかだ)."""
REACH = 40
"""How many units behind the quoting particle a reporting expression is looked for."""

NAME = "=name"
"""The cue of a word that names or ranks a thing: no report."""

_SAHEN = re.compile(
    rf"(?P<noun>{reporting.SAYING_NOUNS}|{reporting.WRITING_NOUNS}|{reporting.THINKING_NOUNS})"
    r"(?=する|した|して|しつ|しな|し$|しま|しよ|しき|し続|しては|しあ|し合|し、|し。|しお|させ|され|せず|"
    r"せよ|付け|づけ|、|。|$|を|も|中|！|!)"
)
_SET_BY = frozenset(("し", "す", "さ", "", "、", "。"))
"""What follows a noun that is used as a verb of naming."""
_NAMED = frozenset(("名", "名前", "題", "タイトル", "名称", "愛称", "契約", "関係", "協定", "差", "線"))
"""What a verb of naming may have for its object: any other object makes another verb of it (歩調を合わせる)."""
_WRITTEN_NOUN = re.compile(reporting.WRITING_NOUNS)
_THOUGHT_NOUN = re.compile(reporting.THINKING_NOUNS)
_VIEW_TAKEN = re.compile(
    rf"(?:(?:{reporting.VIEW})(?:を|も|まで|さえ|など)(?:{reporting.TAKEN})|明らかに(?:する|し)|口に(?:する|し)|"
    r"(?:口|言葉|念|礼|釘|檄|胸|首|声|肩)を(?:開|そろ|揃|濁|押|言|述|刺|飛ば|張|返|継|つな|挟|弾|震|荒|潜|"
    r"低|落と|ひそ|掛け|かけ|詰まら)[^、。\ufffc]?)"
)
_RECEIVED = re.compile(
    r"(?:電話|言葉|声|助言|アドバイス|激励|指示|指導|注意|連絡|メール|手紙|返事|返信|依頼|誘い|指摘|質問|忠告|エール|苦情|叱責|お叱り|批判|報告|"
    r"相談|要望|要請|提案|打診|説明|警告|評価|感想|メッセージ|コメント)を(?:何度も|たくさん|多く)?"
    r"(?:受け(?!て立|入れ|止め|付け)|もら[いうっえ]|いただ|頂[いくき戴]|賜[っりる]|授か|(?:か|掛)けられ|浴び(?:せられ|た|て))"
)
"""What says that the words were somebody else's (恩師から「焦るな」と電話をもらった)."""
AT_HEART = re.compile(
    r"(?:心|胸|腹|肝)(?:の(?:中|内|うち|奥|底))?(?:に|で|の中で|から)、?(?:強く|固く|深く|そっと|何度も)?"
    r"(?:誓|決め|刻|言い聞か|つぶや|呟|思|叫|留め|とど|秘め|念じ|期し|銘じ|繰り返)"
)
"""What somebody says to himself."""
_ANY_SET_PHRASE = re.compile(
    "|".join(each.pattern for each in (_RECEIVED, AT_HEART, _VIEW_TAKEN, reporting.OLD_KANA, reporting.STANCE))
)
_INFLECTED = re.compile(r"^(?:し|さ|せ)?(?:れ|られ)?(?:た|て(?:い(?:る|た|ます))?)?")
_SUBORDINATE = re.compile(
    r"^(?:た|て(?:い(?:る|た))?|る|いる|おり|い)*(?:こと|事|もの(?!の)|ため|ので|から|のを|のに|のは|のが|ところ|際|時|"
    r"と(?!いう。|いう、|いう$|いいます|され|みられ|のこと|も|は)|とき|後|あと|場合|話|人|者|男|女)"
)


_AFFAIR = re.compile(
    r"^(?:し|して|り|て)?、[^。\ufffc]{1,30}?(?:[たるだい])(?:問題|件|騒動|疑惑|不祥事|事案|失言)(?:[がをでにのもは]|につ)"
)
"""Behind a verb that goes on to another, with which it tells of an affair (発言し、翌日に取り消した問題が)."""


class Report(NamedTuple):
    """A reporting expression found: the unit it begins at, how it reads, what it reports, and how it is set."""

    at: int
    cue: str
    kind: Kind
    passive: bool = False
    subordinate: bool = False


def report_after(sentence: Sentence, place: int, reach: int = REACH, *, strict: bool = False) -> Report | None:
    """The first reporting expression from unit `place` on, before another bracketed span and the sentence's end.

    `strict` stops at the first verb that does not report. A word that names (と呼ばれる) gives a report with cue NAME.
    """
    units = sentence.units
    skeleton = sentence.skeleton
    verbs = 0
    for at in range(place, min(place + reach, len(units))):
        unit = units[at]
        if unit.pair >= 0:
            return None
        phrase = _set_phrase(sentence, at, place)
        if phrase is not None:
            return phrase
        if unit.pos.startswith("動詞"):
            found = _verb(sentence, at, place, first=not verbs)
            if found is not None:
                return found
            if unit.surface not in ("し", "する", "さ", "いう", "言う", "いっ") or at == place:
                verbs += 1
            if strict and verbs:
                return None
        elif unit.pos.startswith(("名詞", "副詞", "形状詞", "接頭辞")):
            noun = _SAHEN.match(skeleton, unit.at)
            after = skeleton[noun.end() : noun.end() + 1] if noun else ""
            if noun and not (at and units[at - 1].surface == "の" and after not in "をしすさ、。"):
                return _verbal_noun(sentence, at, noun)
            named = unit.lemma in reporting.NAMING and not verbs and at <= place + 2
            if named and skeleton[unit.at + len(unit.surface) :][:1] in _SET_BY:
                return Report(at, NAME, "term")
    return None


def _set_phrase(sentence: Sentence, at: int, place: int) -> Report | None:
    """The reporting expression of several words that begins at unit `at`, seen from `place`."""
    units, skeleton, start = sentence.units, sentence.skeleton, sentence.units[at].at
    if not _ANY_SET_PHRASE.match(skeleton, start):
        return None
    received = _RECEIVED.match(skeleton, start)
    if received:
        return Report(at, received[0], "speech", True, _modifies(units, sentence.unit_at(received.end() - 1) + 1))
    at_heart = AT_HEART.match(skeleton, start)
    if at_heart:
        return Report(at, at_heart[0], "thought")
    view = _VIEW_TAKEN.match(skeleton, start)
    if view:
        passive = "られ" in skeleton[view.end() - 1 : view.end() + 2]
        return Report(at, view[0], "speech", passive, _modifies(units, sentence.unit_at(view.end() - 1) + 1))
    old = reporting.OLD_KANA.match(skeleton, start)
    if old:
        return Report(at, old[0], "speech", False, _modifies(units, sentence.unit_at(old.end() - 1) + 1))
    stance = reporting.STANCE.match(skeleton, start) if at < place + _REACH_OF_STANCE else None
    return Report(at, stance[0], "speech") if stance else None


def _verb(sentence: Sentence, at: int, place: int, *, first: bool) -> Report | None:
    units = sentence.units
    unit = units[at]
    lemma = unit.lemma
    if lemma == "有る" and unit.surface == "ある" and _before_noun(units, at + 1):
        return None
    if lemma in reporting.SAYING:
        if lemma == "続ける" and at and units[at - 1].pos.startswith("動詞"):
            return None
        if lemma == "言う" and at > place and units[at - 1].surface in ("と", "って"):
            return None
        return _report(sentence, at, at + 1, unit.surface, "speech")
    if lemma in reporting.WRITING:
        return _report(sentence, at, at + 1, unit.surface, "written")
    if lemma in reporting.THINKING:
        if at + 1 < len(units) and units[at + 1].surface in ("ながら", "つつ"):
            return None
        return _report(sentence, at, at + 1, unit.surface, "thought")
    if lemma in ("呼ぶ", "見る") and first and at <= place + 2:
        return (
            Report(at, NAME, "term")
            if _passive(units, at + 1)
            else _report(sentence, at, at + 1, unit.surface, "speech")
        )
    joined = at > place + 1 and units[at - 1].surface == "を" and units[at - 2].surface not in _NAMED
    if lemma in reporting.NAMING and first and at <= place + 2 and not joined:
        return Report(at, NAME, "term")
    return None


def _before_noun(units: Sequence[Unit], at: int) -> bool:
    """Whether a noun follows at once: ある生徒 is some pupil."""
    return at < len(units) and units[at].pair < 0 and units[at].pos.startswith(("名詞-普通", "名詞-固有", "接頭辞"))


def _verbal_noun(sentence: Sentence, at: int, found: re.Match[str]) -> Report:
    kind: Kind = "speech"
    if _WRITTEN_NOUN.fullmatch(found["noun"]):
        kind = "written"
    elif _THOUGHT_NOUN.fullmatch(found["noun"]):
        kind = "thought"
    return _report(sentence, at, sentence.unit_at(found.end() - 1) + 1, found["noun"], kind)


def _report(sentence: Sentence, at: int, stop: int, cue: str, kind: Kind) -> Report:
    units = sentence.units
    end = units[at].at + len(cue)
    text = sentence.skeleton[end : end + 24]
    inflected = _INFLECTED.match(text)
    tail = inflected[0] if inflected else ""
    full = cue + ("" if tail.startswith("て") else tail)
    passive = _passive(units, stop) or units[at].lemma in reporting.RECEIVING
    under = bool(_SUBORDINATE.match(text) or _AFFAIR.match(text)) or _modifies(units, stop)
    return Report(at, full, kind, passive, under)


def _passive(units: Sequence[Unit], at: int) -> bool:
    for unit in units[at : at + 3]:
        if unit.lemma in PASSIVES:
            return True
        if not unit.pos.startswith(("助動詞", "動詞")):
            return False
    return False


def _modifies(units: Sequence[Unit], at: int) -> bool:
    """Whether the verb that ends before `at` modifies a noun."""
    while at < len(units) and units[at].surface not in ("が", "と", "ば") and units[at].pos.startswith(VERB_TAILS):
        at += 1
    return (
        at < len(units)
        and units[at].pos.startswith(NEW_NOUNS)
        and not (units[at].surface == "もの" and at + 1 < len(units) and units[at + 1].surface == "の")
        and units[at].surface not in ("上", "うえ", "ほか", "他", "一方", "模様", "わけ", "方", "よう")
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """A clause without brackets that somebody reports: its place in the document, the expression that reports it, and
    the phrase of whoever does, None where the sentence does not say."""

    start: int
    end: int
    cue: str
    by: Phrase | None


_AS_NOUN = re.compile(
    rf"(?P<noun>考え|方針|意向|見方|見通し|見解|認識|姿勢|立場)(?P<rest>(?:を|も)(?:{reporting.TAKEN}|決め|固め|明らか)[^。]{{0,10}})"
)
_AS_FACT = re.compile(r"(?:こと|事)(?:を|も)、?(?P<cue>明らかに|認め|発表|公表|明かし|強調|表明|報告|説明)")
_PASSED_ON = re.compile(r"(?:という|といい、|としている)(?:。|$|.{0,2}$)")
_ADJUNCT = re.compile(
    r"(?:、|(?:同日|この日|[0-9０-９]{1,2}日)?(?:[朝夜]|午[前後])?、|[^、。はがを\ufffc]{0,24}?(?:会見|委員会|議会|取材|記者団|講演|会合|集会|番組|総会|"
    r"声明|インタビュー|ブログ|説明会|電子メール|メール)[^、。はがを\ufffc]{0,6}?(?:で|に|に対し|に対して|に対する)、?(?![一-龥ぁ-んァ-ン]{0,3}ついて)|"
    r"[0-9０-９]{1,2}日、?|[一-龥ァ-ヴー]{1,8}内で)+"
)
_SHORTEST = 6
"""Characters of a clause that is worth a record."""


def reported_clause(
    sentence: Sentence, phrases: Callable[[], Sequence[Phrase]], quoted: Container[int]
) -> Reported | None:
    """The clause that a sentence reports without brackets; None where it reports none, or one with quoted words in it.

    `quoted` are the pairs that are somebody's words.
    """
    for stop, cue in _reporting(sentence):
        by = next((each for each in phrases() if _reports(each) and each.at < stop), None)
        start = _clause_start(sentence, by.at + 1 if by is not None else 0, stop, quoted)
        if start < 0 or stop - start < 2:
            return None
        first, last = sentence.units[start].start, sentence.units[stop - 1].end
        return Reported(first, last, cue, by) if last - first >= _SHORTEST else None
    return None


_FIRST, _SURFACE = itemgetter(slice(1)), itemgetter(2)
_MAY_END = frozenset("とこ事考方意見認姿立")
"""What begins with the words behind a clause that is reported: と, こと, and the nouns of _AS_NOUN."""
_CLAUSE_ENDS = (*PREDICATES, "助詞-終助詞", "名詞")


def _reports(phrase: Phrase) -> bool:
    return phrase.weight >= 2 and phrase.role in ("は", "も", "relay", "からは")


def _reporting(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Where clauses end that something reports: the unit behind each, and what reports it."""
    units, skeleton = sentence.units, sentence.skeleton
    likely = compress(range(1, len(units)), map(_MAY_END.__contains__, map(_FIRST, map(_SURFACE, units[1:]))))
    for at in reversed(list(likely)):
        unit, before = units[at], units[at - 1]
        if unit.pair >= 0 or before.pair >= 0:
            continue
        clause = before.pos.startswith(_CLAUSE_ENDS)
        noun = _AS_NOUN.match(skeleton, unit.at) if before.pos.startswith(("動詞", "助動詞")) else None
        if noun:
            yield at, noun["noun"]
        elif unit.surface in ("こと", "事") and (fact := _AS_FACT.match(skeleton, unit.at)):
            yield at, fact["cue"]
        elif unit.surface == "と" and unit.pos.startswith(("助詞-格助詞", "助詞-接続助詞")) and clause:
            found = reporting.NOUN_FRAME.match(skeleton[unit.at :])
            if found and reporting.TAKING.match(found["rest"]):
                yield at, found["noun"]
                continue
            report = None if found else report_after(sentence, at + 1, 6, strict=True)
            if (
                report is not None
                and report.cue != NAME
                and report.kind in ("speech", "written")
                and not report.passive
            ):
                yield at, report.cue
        elif unit.surface == "と" and clause and _PASSED_ON.match(skeleton, unit.at):
            yield at, "という"
    yield from _sourced(sentence)


def _sourced(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The end of a sentence that begins with its source (Xによると、…。)."""
    units = sentence.units
    if re.match(r"[^、。\ufffc]{2,30}によ(?:ると|れば|りますと)、", sentence.skeleton):
        stop = len(units)
        while stop > 1 and units[stop - 1].pos.startswith("補助記号"):
            stop -= 1
        yield stop, "によると"


def _clause_start(sentence: Sentence, start: int, stop: int, quoted: Container[int]) -> int:
    """Where the clause begins that ends before unit `stop`: behind the speaker, what says where he spoke, quoted words
    before it; -1 where quoted words stand in it."""
    units, skeleton = sentence.units, sentence.skeleton
    while start < stop and units[start].surface in ("と", "よる", "ば", "れ", "より", "ます", "よれ", "、", "に", "は"):
        start += 1
    spans = [at for at in range(start, stop) if units[at].pair in quoted]
    if spans:
        comma = skeleton.find("、", units[spans[-1]].at, units[stop - 1].at)
        if comma < 0:
            return -1
        start = sentence.unit_at(comma) + 1
    elif start < stop:
        adjunct = _ADJUNCT.match(skeleton, units[start].at)
        if adjunct and adjunct.end() < units[stop - 1].at:
            start = sentence.unit_at(adjunct.end())
    return start
