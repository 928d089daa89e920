"""The expression that governs the indirect clause of which a span is a part (「A」を続けると述べた)."""

from __future__ import annotations

import re

from inyo.index.quotations import reporting
from inyo.index.quotations.frames.nouns import verb_text
from inyo.index.quotations.frames.reports import NAME, Report, report_after
from inyo.index.quotations.grammar import PREDICATES
from inyo.index.quotations.inner import WHOLE, Inner
from inyo.index.quotations.sentences import Sentence

_CLAUSE_ENDS = (*PREDICATES, "助詞-終助詞", "形状詞", "名詞", "助詞-副助詞", "接尾辞")
_COPULA = re.compile(
    r"^(?:だ|で(?:ある|あり|あって|は|も|しか|す)|に(?:過ぎ|すぎ|当た|あた|他なら|ほかなら|な|等し|近)|"
    r"ではない|でない|ともいう|だった|でしか)"
)
_ASKED = re.compile(
    r"^よう(?:に|にと)?、?[^、。]{0,10}?(?:求め|訴え|要請|指示|命じ|促|呼び掛け|呼びかけ|要求|要望|提案|"
    r"勧告)"
)
_TOLD = re.compile(
    rf"^(?:こと|事)(?:を|も|について)[^、。]{{0,8}}?(?:{reporting.SAYING_NOUNS}|話し|述べ|語っ|伝え|明かし|訴え)"
)
_ADMITTED = re.compile(
    r"^(?:こと|事)(?:を|も|について|への)[^、。]{0,8}?(?:認め|明らかに|強調|指摘|否定|表明|発表|報告|明か|説明|"
    r"主張|懸念|批判|宣言)"
)
_NOMINALISER = re.compile(r"^(?:ように?と?、?|(?:こと|事)(?:を|も|について|への))")
_SO_CALLED = re.compile(r"^と(?:いう|言う|いい|いった|言った)(?![^、。]{0,3}(?:、|。)?[^。]{0,2}は)")
_HEARSAY = re.compile(r"^という(?:。|$|こと|も)")
_STATES = re.compile(r"^とし(?:て(?:いる|いた|おり)|た|、)")
_AS = re.compile(r"^として(?!は|も|の|知られ)")
_REACH, _REACH_OF_REPORT = 60, 14
"""How many units behind a span the particle may stand, and behind the particle the reporting expression."""
_WINDOW = 120


def governing(sentence: Sentence, last: int, inner: Inner, tail: str) -> tuple[int, Report] | None:
    """The particle and the reporting expression that govern the indirect clause in which a fragment stands."""
    if inner == "noun" and not _COPULA.match(tail):
        return None
    if sentence.region >= 0 and inner not in WHOLE:
        return None
    units = sentence.units
    for at in range(last + 1, min(last + _REACH, len(units) - 1)):
        unit = units[at]
        if unit.pair >= 0:
            if at + 1 < len(units) and units[at + 1].surface in ("と", "など", "って"):
                return None
            continue
        text = sentence.skeleton[unit.at : unit.at + _WINDOW]
        if unit.surface in ("よう", "こと", "事") and tail[:1] not in "はがもや":
            told = _ASKED.match(text) or _ADMITTED.match(text) or (_TOLD.match(text) if at == last + 1 else None)
            if told:
                return at, Report(min(at + 2, len(units) - 1), _NOMINALISER.sub("", told[0]), "speech")
        if unit.surface != "と" or not unit.pos.startswith("助詞-格助詞") or units[at - 1].pair >= 0:
            continue
        if not units[at - 1].pos.startswith(_CLAUSE_ENDS):
            continue
        noun = reporting.NOUN_FRAME.match(text)
        if noun and not text.startswith("の"):
            if reporting.WITHDRAWN.match(noun["rest"]) and not reporting.TAKING.match(noun["rest"]):
                return None
            return at, Report(at + 1, noun["noun"] + verb_text(noun["rest"]), "speech")
        if _SO_CALLED.match(text):
            continue
        report = report_after(sentence, at + 1, _REACH_OF_REPORT, strict=True)
        if report is not None and report.cue != NAME:
            return None if report.passive or _HEARSAY.match(text) else (at, report)
        before = units[at - 1].pos
        states = _STATES.match(text) and not before.startswith("名詞")
        if states or (_AS.match(text) and before.startswith(PREDICATES)):
            return at, Report(at + 1, "とし", "speech")
    return None
