"""The table of what stands right behind a closing bracket, or right before an opening one, and sets its frame.

Patterns of `tail` (the skeleton behind the span) begin with ^, those of `lead` (the skeleton before it) end with $.
The words of reporting themselves are in `inyo.index.quotations.reporting`.
"""

from __future__ import annotations

import re

QUOTATIVE = re.compile(
    r"^(?:(?:、|,)?(?:など|等|なんて|なぞ|なんぞ|云々|うんぬん|とか)?(?:と|って|ッて|とか)(?:も|は|だけ|"
    r"ばかり|さえ|まで)?"
    r"|(?:なんて|なんか|なぞ)(?=[^、。]{0,6}(?:[言云話聞訊]|い[わいうえおっ])))"
)
"""A particle that quotes, right behind the closing bracket."""

HEARSAY = re.compile(
    r"^(?:など|等)?と(?:いう|云う|言う|のこと(?:だ|です|である)?|いいます|いわれる|いうのだ|いうわけだ|"
    r"いうのである|か|いった具合(?:だ|である)?|"
    r"いうことだ|いうものだ|いうもの)(?:。|$)"
)
"""「…」という。 and the like, with which a clause ends that is passed on."""

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

TOLD = re.compile(
    r"^(?:など)?という[^、。をはがも\ufffc]{1,8}を(?P<cue>語[っり]|話[しす]|述べ|明か[しす]|説明[しす]|訴え|供述[しす])"
)
"""「…」という体験を語った."""

REASON = re.compile(r"^という理由(?:で|から|により|を)")
"""「…」という理由で."""

RANKED = re.compile(r"^とす|^とし")
"""What ranks a thing before a noun of utterance (…を「…」とする)."""

HIS = re.compile(
    r"^とは、?(?P<between>[^、。\ufffc]{1,24}の)(?P<noun>弁|言葉|言|口癖|持論|感想|談)(?P<rest>(?:。|だ|である|で|$).*)"
)
"""「…」とは、Xの弁。"""

SEES = re.compile(r"^とみる(?!向き|見方|人|声|の)")
"""「…」とみる, where nobody else is behind the view."""

HECKLED = re.compile(r"^と(?:呼|叫|よ)ぶ者")
"""「…」と呼ぶ者: somebody in the crowd."""

CITED = re.compile(r"^(?:紙|誌|など)?(?:に(?:よると|よれば|よりますと|よる|関する|ついて)|の(?:記事|報道)によ)")
"""「…」によると: the bracket names a source."""

DOING = re.compile(r"^を(?:繰り返|くり返|連呼|叫|口に|唱え|宣言|連発|口ずさ|口走|口癖)")
"""「…」を繰り返した: the words are the object of a verb of uttering."""

SAID_BY = re.compile(
    r"(?:が|の)(?:言う|いう|言った|語る|語った|述べた|話す|話した|口にした|漏らした|叫んだ|残した|呼ぶ|"
    r"云ふ|云つた)$"
)
"""Xの言う「…」: a verb of saying before the bracket modifies it."""

WORDING = ("言葉", "言い方", "台詞", "せりふ", "セリフ", "文言")

PLACED = re.compile(r"(?:の|を|に|で|や|と)$")
"""A particle before the bracket that makes a part of the clause of it."""

SUBJECT = re.compile(r"(?:は|も|が|から)、?$")
"""A particle of the subject right before the bracket."""

COLON = re.compile(r"(?:[:：―─—]|曰く|いわく)[、\s]*$")
"""What announces words: a colon, a dash, 曰く."""

INVERTED = re.compile(r"^[^、。をにへでと\ufffc]{1,24}(?:は|が|も)[^\ufffc]{0,60}$")
"""A subject behind the bracket, and nothing but its clause."""

REPORTED = re.compile(r"^と(?:も)?(?:言われ|いわれ)")
"""「…」と言われ."""

LOOSE = re.compile(r"^と(?:いう|いった|云ふ)")
"""「…」という before a noun of utterance: it may as well name the thing."""

WRITTEN_THERE = re.compile(r"^(?:など)?と(?:書かれ|記され)")
"""「…」と書かれた."""

MADE = re.compile(r"^(?:[一-龥ァ-ヴー]|こと|よう|か|には|ため)")
"""What stands behind とする where it makes something of a thing (「…」とする規定)."""

JOINTS = ("、", "・", "や", "および", "及び", "または", "あるいは", "/", "／")
"""What joins brackets that share their frame (「A」、「B」と述べた)."""
