"""What governs a bracketed span in its clause: a reporting expression, a noun of utterance, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from index.quotations import reporting
from index.quotations.inner import WHOLE, Inner
from index.quotations.model import Form, Kind
from index.quotations.sentences import Sentence, Unit

Mode = Literal["direct", "noun", "do", "fragment", "alone", "end", "inverted", "bare", "none"]
Maker = Callable[..., "Frame"]

_QUOTATIVE = re.compile(
    r"^(?:(?:、|,)?(?:など|等|なんて|なぞ|なんぞ|云々|うんぬん|とか)?(?:と|って|ッて|とか)(?:も|は|だけ|"
    r"ばかり|さえ|まで)?)"
)
_HEARSAY = re.compile(
    r"^(?:など|等)?と(?:いう|云う|言う|のこと(?:だ|です|である)?|いいます|いわれる|いうのだ|いうわけだ|"
    r"いうのである|か|いった具合(?:だ|である)?|いうことだ|いうものだ|いうもの)(?:。|$)"
)
_DO = re.compile(
    r"^(?:など|等)?と(?:も)?(?P<do>し(?:て(?!知られ)(?:い(?:る|た|ます)|おり|きた)?|た(?:うえで|上で|もの|"
    r"が|ため|ほか|。|$|、)|つつ|ながら|、)?|する(?!と)|の(?=。|$))"
)
_CALLED = re.compile(
    r"^(?:など|等)?と(?:いう|いった|の|する|した|題する|題した|名付けた|呼ばれる|称する|記された|書かれた|"
    r"書いた|刻まれた|表示|銘打った)"
)
_SAHEN = re.compile(
    rf"(?P<noun>{reporting.SAYING_NOUNS}|{reporting.WRITING_NOUNS}|{reporting.THINKING_NOUNS})(?=する|した|"
    rf"して|し、|し。|しつ|しな|し$|しま|しよ|しき|し続|しては|しあ|し合|し、|しお|させ|され|せず|せよ|、|"
    rf"。|$|を|も|中|！|!)"
)
_WRITTEN_NOUN = re.compile(reporting.WRITING_NOUNS)
_THOUGHT_NOUN = re.compile(reporting.THINKING_NOUNS)
_COPULA = re.compile(
    r"^(?:だ|で(?:ある|あり|あって|は|も|しか|す)|に(?:過ぎ|すぎ|当た|あた|他なら|ほかなら|な|等し|近)|"
    r"ではない|でない|ともいう|だった|でしか)"
)
_VIEW_TAKEN = re.compile(
    rf"(?:(?:{reporting.VIEW})(?:を|も|まで|さえ|など)(?:{reporting.TAKEN})|明らかに(?:する|し)|"
    rf"口に(?:する|し)|(?:口|言葉|念|礼|釘|檄|胸)を(?:開|そろ|揃|濁|押|言|述|刺|飛ば|張|返|継|つな|"
    rf"挟)[^、。\ufffc]?)"
)
_CITED = re.compile(r"^(?:紙|誌|など)?(?:に(?:よると|よれば|よりますと|よる|関する|ついて)|の(?:記事|報道)によ)")
_DOING = re.compile(r"^を(?:繰り返|くり返|連呼|叫|口に|唱え|宣言|連発|口ずさ|口走|口癖)")
_NOUN_DIRECT = re.compile(r"^(?:など|等)?(?:の|という|との)")
_SUBORDINATE = re.compile(
    r"^(?:た|て(?:い(?:る|た))?|る|いる|おり|い)*(?:こと|事|もの|ため|ので|から|のを|のに|のは|のが|"
    r"ところ|際|時|と(?!いう。|いう、|いう$|いいます|され|みられ|のこと|も|は)|とき|後|あと|場合|話|人|者|"
    r"男|女)"
)
REACH = 40


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


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting expression found: where, how it reads, and what it reports."""

    at: int
    cue: str
    kind: Kind
    passive: bool
    subordinate: bool


def frame_of(sentence: Sentence, place: int, inner: Inner, depth: int = 0) -> Frame:
    """The frame of the bracketed span at unit `place`; `inner` says what the words in it are."""
    units = sentence.units
    first, last, _coordinated = _chain(sentence, place)
    after = units[last].at + 1
    tail = sentence.skeleton[after : after + 160]
    lead = sentence.skeleton[max(0, units[first].at - 60) : units[first].at]

    def made(kind: Kind, mode: Mode, form: Form = "full", **more: Any) -> Frame:
        return Frame(kind, form if kind in ("speech", "written", "thought") else "", mode, first, last, **more)

    if reporting.INTRODUCED.search(lead) and inner not in WHOLE:
        return made("term", "none")
    bare = reporting.BARE_NOUN.match(tail)
    if bare and not (inner == "noun" and bare["noun"] in ("の言葉",)):
        rest = tail[bare.end() :]
        return made(
            "speech",
            "bare",
            "partial" if inner not in WHOLE else "full",
            cue=bare["noun"].lstrip("のと"),
            cue_at=last,
            withdrawn=bool(reporting.WITHDRAWN.match(rest)),
        )
    if _CITED.match(tail):
        return made("term", "none")
    quotative = _QUOTATIVE.match(tail)
    if quotative:
        found = _quoted(sentence, last, tail, inner, depth, made)
        if found is not None:
            return found
    noun = reporting.NOUN_FRAME.match(tail) if tail[:1] == "の" else None
    if noun and inner == "clause":
        return made("speech", "noun", **_noun_parts(tail, noun, units[last].at + 1, last))
    if inner in WHOLE and _DOING.match(tail):
        return made("speech", "direct", cue=tail[1:4], cue_at=last + 1)
    if not tail or tail[0] in "。!?！？\n":
        return _ending(sentence, first, last, lead, tail, inner, made)
    shared = _shared(sentence, last, tail, inner, depth)
    if shared is not None:
        return made(shared.kind, shared.mode, cue=shared.cue, que=-1, cue_at=shared.cue_at, withdrawn=shared.withdrawn)
    if tail[0] in "、,…―-─" and inner == "clause" and not quotative:
        return _ending(sentence, first, last, lead, tail, inner, made)
    inverted = _inverted(sentence, first, last, tail, inner)
    if inverted is not None:
        return made("speech", "inverted", cue=inverted.cue, cue_at=inverted.at)
    governing = _governing(sentence, last, inner, tail)
    if governing is not None:
        que, report = governing
        if report.kind != "thought":
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


def _chain(sentence: Sentence, place: int) -> tuple[int, int, bool]:
    """The spans side by side with the one at `place` that share its frame (「A」「B」, 「A」、「B」)."""
    units = sentence.units
    first = last = place
    coordinated = False
    while last + 1 < len(units) and last < place + 12:
        if units[last + 1].pair >= 0:
            last += 1
        elif (
            last + 2 < len(units)
            and units[last + 1].surface in ("、", "・", "や", "および", "及び", "または", "あるいは", "/", "／")
            and units[last + 2].pair >= 0
        ):
            coordinated = True
            last += 2
        else:
            break
    while first and first > place - 12:
        if units[first - 1].pair >= 0:
            first -= 1
        elif (
            first > 1
            and units[first - 1].surface in ("、", "・", "や", "および", "及び", "または", "/", "／")
            and units[first - 2].pair >= 0
        ):
            first -= 2
        else:
            break
    return first, last, coordinated


def _noun_parts(tail: str, found: re.Match[str], base: int, last: int) -> dict[str, Any]:
    rest = found["rest"]
    between = found["between"]
    withdrawn = bool(reporting.WITHDRAWN.match(rest)) and not reporting.TAKING.match(rest)
    owner = None
    if between.endswith("の") and len(between) > 1:
        owner = (base + found.start("between"), base + found.end("between") - 1)
    taking = reporting.TAKING.match(rest)
    cue = found["noun"] + (_verb_text(rest) if taking else "")
    return {
        "cue": cue,
        "que": last + 1,
        "cue_at": last + 1,
        "withdrawn": withdrawn,
        "taken": bool(taking),
        "owner": owner,
    }


def _verb_text(rest: str) -> str:
    found = re.match(
        r"^[^、。\ufffc]{1,12}?(?:した|して|した|する|し(?=、|。|$)|た|る(?!と)|り(?=、)|せ(?=、)|べ(?=、)|"
        r"て(?=いる|い))",
        rest,
    )
    return found[0] if found else ""


def _quoted(sentence: Sentence, last: int, tail: str, inner: Inner, depth: int, make: Maker) -> Frame | None:
    units = sentence.units
    base = units[last].at + 1
    if reporting.HEDGED.match(tail):
        if inner in WHOLE and re.match(r"^と(?:も)?(?:言われ|いわれ)", tail):
            return make("speech", "direct", cue="言われ", que=last + 1, cue_at=last + 2, passive=True)
        return None
    noun = reporting.NOUN_FRAME.match(tail)
    if noun and not tail.startswith("の"):
        if inner == "noun" and re.match(r"^と(?:いう|いった)", tail) and not reporting.TAKING.match(noun["rest"]):
            return make("term", "none")
        return make("speech", "noun", "full" if inner in WHOLE else "partial", **_noun_parts(tail, noun, base, last))
    if reporting.THOUGHT_FRAME.match(tail):
        return make("thought" if inner in WHOLE else "term", "noun")
    if _HEARSAY.match(tail):
        if inner in WHOLE:
            return make("speech", "direct", cue="という", que=last + 1, cue_at=last + 1)
        return make("term", "none")
    doing = _DO.match(tail)
    if doing:
        verb = doing["do"]
        following = tail[doing.end() :]
        noun_after = re.match(r"^[一-龥ァ-ヴー]", following)
        if verb.startswith("して") and verb == "して" and inner == "noun":
            return make("term", "none")
        if verb == "して" and inner not in WHOLE:
            report = _report_after(sentence, last + 4, 14, strict=True)
            if report is None:
                return make("term", "none")
            return make(report.kind, "do", cue=report.cue, que=last + 1, cue_at=report.at)
        if verb == "する" and noun_after and inner not in WHOLE:
            return make("term", "none")
        if inner == "noun" and verb in ("し", "した"):
            return make("term", "none")
        cue = tail[: doing.end()].rstrip("、。")
        return make("speech", "do", "full" if inner in WHOLE else "partial", cue=cue, que=last + 1, cue_at=last + 1)
    if _CALLED.match(tail):
        return make("term" if inner not in WHOLE else "other", "none")
    quotative = _QUOTATIVE.match(tail)
    assert quotative is not None
    que = sentence.unit_at(base + quotative.end() - 1)
    if que + 1 < len(units) and units[que + 1].pair >= 0 and inner not in WHOLE:
        return make("term", "none")
    report = _report_after(sentence, que + 1)
    if report is None:
        span = _next_span(sentence, que + 1)
        if span >= 0 and depth < 3 and inner in WHOLE:
            shared = frame_of(sentence, span, "clause", depth + 1)
            if shared.kind in ("speech", "written"):
                return make(shared.kind, "direct", que=que, cue=shared.cue, cue_at=shared.cue_at)
        if inner in WHOLE:
            return make("speech", "direct", que=que, cue_at=len(units))
        return make("term", "none")
    if report.cue == "=name":
        return None
    form = "full" if inner in WHOLE or (report.kind != "thought" and inner == "phrase") else "partial"
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


def _shared(sentence: Sentence, last: int, tail: str, inner: Inner, depth: int) -> Frame | None:
    """The frame of the next span, where one verb at the end serves both (一人は「A」、別の人は「B」と話した)."""
    if inner not in WHOLE or depth > 2 or not tail.startswith(("、", ",")):
        return None
    span = _next_span(sentence, last + 1, 24)
    if span < 0:
        return None
    frame = frame_of(sentence, span, "clause", depth + 1)
    return frame if frame.kind in ("speech", "written") and frame.mode in ("direct", "noun", "do") else None


def _next_span(sentence: Sentence, place: int, reach: int = 14) -> int:
    for at in range(place, min(place + reach, len(sentence.units))):
        if sentence.units[at].pair >= 0:
            return at
    return -1


def _report_after(sentence: Sentence, place: int, reach: int = REACH, *, strict: bool = False) -> Report | None:
    """The first reporting expression from unit `place` on, before another bracketed span and the sentence's end."""
    units = sentence.units
    skeleton = sentence.skeleton
    verbs = 0
    for at in range(place, min(place + reach, len(units))):
        unit = units[at]
        if unit.pair >= 0:
            return None
        lemma = unit.lemma
        if unit.pos.startswith("動詞"):
            if lemma in reporting.SAYING:
                if lemma == "続ける" and at and units[at - 1].pos.startswith("動詞"):
                    continue
                if lemma == "言う" and at > place and units[at - 1].surface in ("と", "って"):
                    continue
                return _report(sentence, at, at + 1, unit.surface, "speech")
            if lemma in reporting.WRITING:
                return _report(sentence, at, at + 1, unit.surface, "written")
            if lemma in reporting.THINKING:
                return _report(sentence, at, at + 1, unit.surface, "thought")
            if lemma in reporting.NAMING and not verbs and at <= place + 2:
                if lemma == "呼ぶ" and not _passive(units, at + 1):
                    return _report(sentence, at, at + 1, unit.surface, "speech")
                return Report(at, "=name", "term", False, False)
            if unit.surface not in ("し", "する", "さ") or at == place:
                verbs += 1
            if strict and verbs:
                return None
        elif unit.pos.startswith(("名詞", "副詞", "形状詞", "接頭辞")):
            view = _VIEW_TAKEN.match(skeleton, unit.at)
            if view:
                stop = sentence.unit_at(view.end() - 1)
                return Report(at, view[0], "speech", False, _modifies(units, stop + 1))
            found = _SAHEN.match(skeleton, unit.at)
            if found and not (
                at and units[at - 1].surface in ("の",) and skeleton[found.end() : found.end() + 1] not in "をしす、。"
            ):
                return _verbal_noun(sentence, at, found)
            if (
                lemma in reporting.NAMING
                and not verbs
                and at <= place + 2
                and skeleton[unit.at + len(unit.surface) : unit.at + len(unit.surface) + 1]
                in ("し", "す", "さ", "", "、", "。", "\n")
            ):
                return Report(at, "=name", "term", False, False)
    return None


def _verbal_noun(sentence: Sentence, at: int, found: re.Match[str]) -> Report | None:
    kind: Kind = "speech"
    if _WRITTEN_NOUN.fullmatch(found["noun"]):
        kind = "written"
    elif _THOUGHT_NOUN.fullmatch(found["noun"]):
        kind = "thought"
    stop = sentence.unit_at(found.end() - 1) + 1
    return _report(sentence, at, stop, found["noun"], kind)


def _report(sentence: Sentence, at: int, stop: int, cue: str, kind: Kind) -> Report:
    units = sentence.units
    end = units[at].at + len(cue)
    text = sentence.skeleton[end : end + 24]
    inflected = re.match(r"^(?:し|さ|せ)?(?:れ|られ)?(?:た|て(?:い(?:る|た|ます))?)?", text)
    tail = inflected[0] if inflected else ""
    full = cue + (tail if tail and not tail.startswith(("て",)) else "")
    return Report(at, full, kind, _passive(units, stop), bool(_SUBORDINATE.match(text)) or _modifies(units, stop))


def _passive(units: list[Unit], at: int) -> bool:
    for unit in units[at : at + 3]:
        if unit.lemma in ("れる", "られる"):
            return True
        if not unit.pos.startswith(("助動詞", "動詞")):
            return False
    return False


def _modifies(units: list[Unit], at: int) -> bool:
    """Whether the verb that ends before `at` modifies a noun."""
    while (
        at < len(units)
        and units[at].pos.startswith(("助動詞", "動詞-非自立", "助詞-接続助詞"))
        and units[at].surface not in ("が", "と", "ば")
    ):
        at += 1
    return (
        at < len(units)
        and units[at].pos.startswith(("名詞-普通", "名詞-固有", "代名詞"))
        and units[at].surface not in ("上", "うえ", "ほか", "他", "一方", "模様", "わけ", "方")
    )


def _ending(sentence: Sentence, first: int, last: int, lead: str, tail: str, inner: Inner, make: Maker) -> Frame:
    if first == 0:
        return make("speech" if inner == "clause" or tail[:1] in "!?！？。" or not tail else "term", "alone")
    if re.search(r"(?:[:：―─—]|曰く|いわく)[、\s]*$", lead):
        return make("speech", "end")
    if (inner in WHOLE and re.search(r"(?:は|も|が|から)、?$", lead)) or (
        inner == "clause" and not re.search(r"(?:の|を|に|で|や|と)$", lead)
    ):
        return make("speech", "end")
    return make("term", "end")


def _inverted(sentence: Sentence, first: int, last: int, tail: str, inner: Inner) -> Report | None:
    """「…」X少将は声明で言った: the speaker and the verb follow without と."""
    if inner != "clause" or first != 0:
        return None
    if not re.match(
        r"^[^、。をにへでと\ufffc]{1,24}(?:は|が|も)[^\ufffc]{0,60}$",
        sentence.skeleton[sentence.units[last].at + 1 :].rstrip("。"),
    ):
        return None
    return _report_after(sentence, last + 1)


def _governing(sentence: Sentence, last: int, inner: Inner, tail: str) -> tuple[int, Report] | None:
    """The particle and the reporting expression that govern the indirect clause in which a fragment stands."""
    if inner == "noun" and not _COPULA.match(tail):
        return None
    units = sentence.units
    for at in range(last + 1, min(last + 60, len(units) - 1)):
        unit = units[at]
        if unit.pair >= 0:
            if at + 1 < len(units) and units[at + 1].surface in ("と", "など", "って"):
                return None
            continue
        if unit.surface != "と" or not unit.pos.startswith("助詞-格助詞") or units[at - 1].pair >= 0:
            continue
        if not units[at - 1].pos.startswith(
            ("動詞", "助動詞", "形容詞", "助詞-終助詞", "形状詞", "名詞", "助詞-副助詞", "接尾辞")
        ):
            continue
        text = sentence.skeleton[unit.at : unit.at + 120]
        noun = reporting.NOUN_FRAME.match(text)
        if noun and not text.startswith("の"):
            if reporting.WITHDRAWN.match(noun["rest"]) and not reporting.TAKING.match(noun["rest"]):
                return None
            return at, Report(at + 1, noun["noun"] + _verb_text(noun["rest"]), "speech", False, False)
        report = _report_after(sentence, at + 1, 14, strict=True)
        if report is not None and report.cue != "=name":
            return None if report.passive or re.match(r"^という(?:。|$|こと|も)", text) else (at, report)
        if re.match(r"^とし(?:て(?:いる|いた|おり)|た|、)", text) and not units[at - 1].pos.startswith("名詞"):
            return at, Report(at + 1, "とし", "speech", False, False)
    return None
