"""What governs a bracketed span in its clause: a reporting expression, a noun of utterance, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from index.quotations import reporting
from index.quotations.governing import governing, is_whole_noun, noun_parts
from index.quotations.grammar import PASSIVES
from index.quotations.inner import WHOLE, Inner
from index.quotations.model import Form, Kind
from index.quotations.reports import NAME, Report, report_after
from index.quotations.sentences import Sentence, Unit

Mode = Literal["direct", "noun", "do", "fragment", "alone", "end", "inverted", "bare", "none"]
Maker = Callable[..., "Frame"]
_QUOTATIVE = re.compile(
    r"^(?:(?:、|,)?(?:など|等|なんて|なぞ|なんぞ|云々|うんぬん|とか)?(?:と|って|ッて|とか)(?:も|は|だけ|"
    r"ばかり|さえ|まで)?"
    r"|(?:なんて|なんか|なぞ)(?=[^、。]{0,6}(?:[言云話聞訊]|い[わいうえおっ])))"
)
_HEARSAY = re.compile(
    r"^(?:など|等)?と(?:いう|云う|言う|のこと(?:だ|です|である)?|いいます|いわれる|いうのだ|いうわけだ|"
    r"いうのである|か|いった具合(?:だ|である)?|"
    r"いうことだ|いうものだ|いうもの)(?:。|$)"
)
_DO = re.compile(
    r"^(?:など|等)?と(?:も)?(?P<do>し(?:て(?!知られ)(?:い(?:る|た|ます)|おり|きた)?|た(?:うえで|上で|もの|"
    r"が|ため|ほか|。|$|、)|つつ|ながら|、)?|"
    r"する(?!と)|の(?=。|$))"
)
_CALLED = re.compile(
    r"^(?:など|等)?と(?:いう|いった|云ふ|いふ|言ふ|の|する|した|題する|題した|名付けた|呼ばれる|称する|"
    r"記された|書かれた|刻まれた|銘打った)"
)
_STANDS = re.compile(r"^(?:など|等)?と(?:ある(?=。|$|が|ため|の|よう)|あり(?=、|ま)|あった|あって|ございま)")
_IN_WRITING = re.compile(
    r"^(?:など)?と(?:の|いう|いった)[^、。\ufffc]{1,16}(?:が|も)(?:書かれ|記され|綴られ|つづられ|印刷され|掲げられ)"
)
_TOLD = re.compile(
    r"^(?:など)?という[^、。をはがも\ufffc]{1,8}を(?P<cue>語[っり]|話[しす]|述べ|明か[しす]|説明[しす]|訴え|供述[しす])"
)
_REASON = re.compile(r"^という理由(?:で|から|により|を)")
_RANKED = re.compile(r"^とす|^とし")
_HIS = re.compile(
    r"^とは、?(?P<between>[^、。\ufffc]{1,24}の)(?P<noun>弁|言葉|言|口癖|持論|感想|談)(?P<rest>(?:。|だ|である|で|$).*)"
)
_SEES = re.compile(r"^とみる(?!向き|見方|人|声|の)")
_HECKLED = re.compile(r"^と(?:呼|叫|よ)ぶ者")
_CITED = re.compile(r"^(?:紙|誌|など)?(?:に(?:よると|よれば|よりますと|よる|関する|ついて)|の(?:記事|報道)によ)")
_DOING = re.compile(r"^を(?:繰り返|くり返|連呼|叫|口に|唱え|宣言|連発|口ずさ|口走|口癖)")
_SAID_BY = re.compile(
    r"(?:が|の)(?:言う|いう|言った|語る|語った|述べた|話す|話した|口にした|漏らした|叫んだ|残した|呼ぶ|"
    r"云ふ|云つた)$"
)
_WORDING = ("言葉", "言い方", "台詞", "せりふ", "セリフ", "文言")
_PLACED = re.compile(r"(?:の|を|に|で|や|と)$")
_SUBJECT = re.compile(r"(?:は|も|が|から)、?$")
_COLON = re.compile(r"(?:[:：―─—]|曰く|いわく)[、\s]*$")
_INVERTED = re.compile(r"^[^、。をにへでと\ufffc]{1,24}(?:は|が|も)[^\ufffc]{0,60}$")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a bracketed span sits in its sentence.

    `first`–`last` are the units of the chain of spans that share it (「A」「B」と述べた); `que` the unit of the
    particle that quotes (or -1), `cue_at` that of the reporting expression (or -1). `withdrawn`: nobody in
    particular speaks. `taken`: a noun of utterance with a verb that makes it somebody's own (見方を示す).
    `passive`: the speaker would stand with に or から. `subordinate`: the reporting verb modifies a noun or stands
    in a subordinate clause. `owner` is the skeleton span of the NP in 「…」というXの声, if any.
    """

    kind: Kind
    form: Form
    mode: Mode
    first: int
    last: int
    cue: str = ""
    que: int = -1
    cue_at: int = -1
    withdrawn: bool = False
    passive: bool = False
    subordinate: bool = False
    taken: bool = False
    owner: tuple[int, int] | None = None


def frame_of(sentence: Sentence, place: int, inner: Inner) -> Frame:
    """The frame of the bracketed span at unit `place`; `inner` says what the words in it are.

    A medium that the clause names in front of the span makes it written.
    """
    frame = _frame(sentence, place, inner)
    if frame.kind != "speech":
        return frame
    units = sentence.units
    lead = sentence.skeleton[max(0, units[frame.first].at - 60) : units[frame.first].at]
    behind = ""
    if 0 <= frame.cue_at < len(units):
        behind = sentence.skeleton[units[frame.last].at + 1 : units[frame.cue_at].at + len(frame.cue) + 16]
    if reporting.MEDIUM.search(lead) or reporting.MEDIUM_BEHIND.search(behind):
        return replace(frame, kind="written")
    return frame


def _frame(sentence: Sentence, place: int, inner: Inner, depth: int = 0) -> Frame:
    units = sentence.units
    first, last = _chain(sentence, place)
    after = units[last].at + 1
    tail = sentence.skeleton[after : after + 160]
    lead = sentence.skeleton[max(0, units[first].at - 60) : units[first].at]

    def made(kind: Kind, mode: Mode, form: Form = "", **more: Any) -> Frame:
        form = form or ("full" if inner in WHOLE else "partial") if kind in ("speech", "written", "thought") else ""
        return Frame(kind, form, mode, first, last, **more)

    found = _beside(sentence, first, last, tail, lead, inner, depth, made)
    if found is not None:
        return found
    governed = governing(sentence, last, inner, tail)
    if governed is not None and governed[1].kind != "thought":
        que, report = governed
        return made(
            report.kind,
            "fragment",
            "partial",
            cue=report.cue,
            que=que,
            cue_at=report.at,
            withdrawn=report.passive,
            subordinate=report.subordinate,
        )
    return made("term", "none")


def _beside(
    sentence: Sentence, first: int, last: int, tail: str, lead: str, inner: Inner, depth: int, made: Maker
) -> Frame | None:
    """The frame that what stands right before and behind the chain gives; None where a clause further on may govern."""
    if (reporting.INTRODUCED.search(lead) and inner not in WHOLE) or _CITED.match(tail):
        return made("term", "none")
    if reporting.WORK_BEHIND.match(tail) or (
        reporting.WORK.search(lead)
        and (inner not in WHOLE or tail[:1] in ("を", "が", "に", "の", "で", "は", "も", "や"))
    ):
        return made("title", "none")
    bare = reporting.BARE_NOUN.match(tail)
    if bare and not (inner == "noun" and bare["noun"] == "の言葉"):
        withdrawn = bool(reporting.WITHDRAWN.match(tail[bare.end() :]))
        return made("speech", "bare", cue=bare["noun"].lstrip("のと"), cue_at=last, withdrawn=withdrawn)
    quotative = _QUOTATIVE.match(tail)
    if quotative:
        found = _quoted(sentence, first, last, tail, quotative.end(), inner, depth, made)
        if found is not None:
            return found
    if _SAID_BY.search(lead) and inner in WHOLE:
        return made("speech", "bare", cue="言う", cue_at=first - 1)
    noun = reporting.NOUN_FRAME.match(tail) if tail.startswith(("の", "などの", "等の")) else None
    if noun and inner == "clause":
        return made("speech", "noun", **noun_parts(tail, noun, sentence.units[last].at + 1, last))
    if inner == "clause" and _DOING.match(tail):
        return made("speech", "direct", cue=tail[1:4], cue_at=last + 1)
    if not tail or tail[0] in "。!?！？\n":
        return _ending(sentence, first, lead, tail, inner, made)
    shared = _shared(sentence, last, tail, inner, depth)
    if shared is not None:
        return made(shared.kind, shared.mode, cue=shared.cue, que=-1, cue_at=shared.cue_at, withdrawn=shared.withdrawn)
    if tail[0] in "、,…―-─" and inner == "clause" and not quotative:
        return _ending(sentence, first, lead, tail, inner, made)
    inverted = _inverted(sentence, first, last, inner)
    if inverted is not None:
        return made("speech", "inverted", cue=inverted.cue, cue_at=inverted.at)
    return None


def _chain(sentence: Sentence, place: int) -> tuple[int, int]:
    """The spans side by side with the one at `place` that share its frame (「A」「B」, 「A」、「B」)."""
    units = sentence.units
    joints = ("、", "・", "や", "および", "及び", "または", "あるいは", "/", "／")
    first = last = place
    while last + 1 < len(units) and last < place + 12:
        if units[last + 1].pair >= 0:
            last += 1
        elif last + 2 < len(units) and units[last + 1].surface in joints and units[last + 2].pair >= 0:
            last += 2
        else:
            break
    while first and first > place - 12:
        if units[first - 1].pair >= 0:
            first -= 1
        elif first > 1 and units[first - 1].surface in joints and units[first - 2].pair >= 0:
            first -= 2
        else:
            break
    return first, last


def _quoted(
    sentence: Sentence, first: int, last: int, tail: str, length: int, inner: Inner, depth: int, make: Maker
) -> Frame | None:
    """The frame of a span that と, って or などと follows; `length` is that of the particle."""
    units = sentence.units
    base = units[last].at + 1
    whole = inner in WHOLE
    if _HECKLED.match(tail):
        return make("speech", "direct", "full", cue="呼ぶ", que=last + 1, cue_at=last + 2, withdrawn=True)
    if _STANDS.match(tail):
        return make("written", "direct", cue="", que=last + 1, cue_at=last + 2, passive=True) if whole else None
    his = _HIS.match(tail) if whole else None
    if his:
        return make("speech", "noun", **noun_parts(tail, his, base, last))
    if tail.startswith("とは") and inner != "clause":
        return make("term", "none")
    if reporting.HEDGED.match(tail):
        if whole and re.match(r"^と(?:も)?(?:言われ|いわれ)", tail):
            return make("speech", "direct", cue="言われ", que=last + 1, cue_at=last + 2, passive=True)
        if inner == "noun" or not _SEES.match(tail):
            return None
    noun = reporting.NOUN_FRAME.match(tail)
    if noun and not tail.startswith("の") and is_whole_noun(noun):
        loose = re.match(r"^と(?:いう|いった|云ふ)", tail) and not reporting.TAKING.match(noun["rest"])
        ranked = inner == "noun" and _RANKED.match(tail) and _before(sentence, first) == "を"
        if ranked or (loose and inner == "noun") or (noun["noun"] in _WORDING and not whole):
            return make("term", "none")
        return make("speech", "noun", **noun_parts(tail, noun, base, last))
    owned = reporting.OWNED.match(tail) if whole else None
    if owned:
        return make("speech", "noun", subordinate=True, **noun_parts(tail, owned, base, last))
    if reporting.THOUGHT_FRAME.match(tail):
        return make("thought" if whole else "term", "noun")
    if _HEARSAY.match(tail):
        return make("speech", "direct", cue="という", que=last + 1, cue_at=last + 1) if whole else make("term", "none")
    done = _done(sentence, first, last, tail, inner, make)
    if done is not None:
        return done
    if whole and _REASON.match(tail):
        return make("speech", "noun", cue="理由", que=last + 1, cue_at=last + 2)
    told = _TOLD.match(tail) if whole else None
    if told:
        return make(
            "speech", "direct", cue=told["cue"], que=last + 1, cue_at=sentence.unit_at(base + told.start("cue"))
        )
    if whole and _IN_WRITING.match(tail):
        return make("written", "direct", cue="書かれた", que=last + 1, cue_at=last + 2, passive=True)
    if _CALLED.match(tail):
        if whole and re.match(r"^(?:など)?と(?:書かれ|記され)", tail):
            return make("written", "direct", cue="書かれた", que=last + 1, cue_at=last + 2, passive=True)
        return make("other" if whole else "term", "none")
    rising = reporting.RISING.match(tail) if whole else None
    if rising and reporting.WITHDRAWN.match(rising["rest"]) and not reporting.TAKING.match(rising["rest"]):
        return make("speech", "noun", cue=rising["noun"], que=last + 1, cue_at=last + 2, withdrawn=True)
    que = sentence.unit_at(base + length - 1)
    if que + 1 < len(units) and units[que + 1].pair >= 0 and _coordinated(sentence, que + 1, whole):
        return make("term", "none")
    return _verbal(sentence, first, que, inner, depth, make)


def _before(sentence: Sentence, first: int) -> str:
    """The unit right before the chain."""
    return sentence.units[first - 1].surface if first else ""


def _verbal(sentence: Sentence, first: int, que: int, inner: Inner, depth: int, make: Maker) -> Frame | None:
    """The frame that the verb behind the quoting particle gives."""
    units = sentence.units
    whole = inner in WHOLE
    report = report_after(sentence, que + 1)
    if report is None:
        span = _next_span(sentence, que + 1)
        if span >= 0 and depth < 3 and whole:
            shared = _frame(sentence, span, "clause", depth + 1)
            if shared.kind in ("speech", "written"):
                return make(shared.kind, "direct", que=que, cue=shared.cue, cue_at=shared.cue_at)
        return make("speech", "direct", que=que, cue_at=len(units)) if whole else make("term", "none")
    if report.cue == NAME:
        return _shown(units, report.at, que, make) if inner == "clause" else None
    generic = report.kind == "written" and (report.passive or not report.cue.endswith("た"))
    lemma = units[report.at].lemma
    if inner == "noun" and (generic or report.passive or lemma in ("呼ぶ", "見る") or lemma in reporting.WEAK):
        return make("term", "none")
    if inner not in WHOLE and lemma in reporting.DECREEING and _before(sentence, first) == "を":
        return make("term", "none")
    form: Form = "full" if whole or (report.kind != "thought" and inner in ("phrase", "terse")) else "partial"
    return make(
        report.kind,
        "direct",
        form,
        cue=report.cue,
        que=que,
        cue_at=report.at,
        passive=report.passive,
        subordinate=report.subordinate,
    )


def _shown(units: Sequence[Unit], at: int, que: int, make: Maker) -> Frame | None:
    """The frame of a clause before a word that names things but also shows words or gives a finding (と表示する)."""
    lemma = units[at].lemma
    if lemma not in reporting.JUDGING and lemma not in reporting.DISPLAYING:
        return None
    passive = any(unit.lemma in PASSIVES for unit in units[at + 1 : at + 3])
    kind: Kind = "written" if lemma in reporting.DISPLAYING else "speech"
    return make(kind, "direct", "full", cue=units[at].surface, que=que, cue_at=at, passive=passive)


def _done(sentence: Sentence, first: int, last: int, tail: str, inner: Inner, make: Maker) -> Frame | None:
    """The frame of a span before とし, として, としている, とした上で, とする."""
    found = _DO.match(tail)
    if not found:
        return None
    verb = found["do"]
    before = sentence.units[first - 1].surface if first else ""
    if (before == "を" and inner not in WHOLE) or (inner == "noun" and before not in ("は", "が", "も", "、")):
        return make("term", "none")
    if verb == "して" and inner not in WHOLE:
        report = report_after(sentence, last + 4, 14, strict=True) if inner != "noun" else None
        if report is None or report.cue == NAME or report.passive:
            return make("term", "none")
        return make(report.kind, "do", cue=report.cue, que=last + 1, cue_at=report.at)
    if (
        verb == "する"
        and inner != "clause"
        and re.match(r"^(?:[一-龥ァ-ヴー]|こと|よう|か|には|ため)", tail[found.end() :])
    ):
        return make("term", "none")
    if inner == "noun" and verb in ("し", "した"):
        return make("term", "none")
    return make("speech", "do", cue=tail[: found.end()].rstrip("、。"), que=last + 1, cue_at=last + 1)


def _coordinated(sentence: Sentence, span: int, whole: bool) -> bool:
    """Whether 「A」と「B」 are two things side by side, and not a quotation broken off."""
    if not whole:
        return True
    return sentence.skeleton[sentence.units[span].at + 1 :][:1] in ("は", "が", "を", "の", "に", "も")


def _shared(sentence: Sentence, last: int, tail: str, inner: Inner, depth: int) -> Frame | None:
    """The frame of the next span, where one verb at the end serves both (一人は「A」、別の人は「B」と話した)."""
    if inner not in WHOLE or depth > 2 or not tail.startswith(("、", ",")):
        return None
    span = _next_span(sentence, last + 1, 24)
    if span < 0:
        return None
    frame = _frame(sentence, span, "clause", depth + 1)
    return frame if frame.kind in ("speech", "written") and frame.mode in ("direct", "noun", "do") else None


def _next_span(sentence: Sentence, place: int, reach: int = 14) -> int:
    for at in range(place, min(place + reach, len(sentence.units))):
        if sentence.units[at].pair >= 0:
            return at
    return -1


def _ending(sentence: Sentence, first: int, lead: str, tail: str, inner: Inner, make: Maker) -> Frame:
    """The frame of a span at the end of its sentence, or alone."""
    opener = sentence.source[sentence.units[first].start]
    if first == 0:
        if sentence.in_parentheses:
            return make("title" if opener == "『" else "term", "alone")
        spoken = inner == "clause" or (opener == "「" and (tail[:1] in "!?！？。" or not tail))
        return make("speech" if spoken else "title" if opener == "『" else "term", "alone", "full")
    if opener == "『" and inner != "clause":
        return make("title", "end")
    if _COLON.search(lead):
        return make("speech", "end", "full")
    if (inner in WHOLE and _SUBJECT.search(lead)) or (inner == "clause" and not _PLACED.search(lead)):
        return make("speech", "end")
    return make("term", "end")


def _inverted(sentence: Sentence, first: int, last: int, inner: Inner) -> Report | None:
    """「…」X少将は声明で言った: the speaker and the verb follow without と."""
    if inner not in WHOLE or first != 0:
        return None
    if not _INVERTED.match(sentence.skeleton[sentence.units[last].at + 1 :][:120].rstrip("。")):
        return None
    report = report_after(sentence, last + 1)
    return report if report is not None and report.cue != NAME else None
