"""The frame of a span that と, って or などと follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inyo.index.quotations import reporting
from inyo.index.quotations.frames import patterns
from inyo.index.quotations.frames.chains import Chain
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.frames.nouns import is_whole_noun, noun_frame
from inyo.index.quotations.frames.reports import NAME, Report, report_after
from inyo.index.quotations.grammar import PASSIVES
from inyo.index.quotations.sentences import Unit
from inyo.index.values.quotation import Form, Kind

NextFrame = Callable[[Chain, int, int], Frame | None]
"""The frame of the first span from a unit on, within a number of units, where that is a quotation."""

_REACH_OF_NEXT = 14
"""How many units behind と the span may stand whose verb governs this one, too."""

_REACH_OF_DO = 14
"""How many units behind として a verb of reporting may stand."""


def quoted(chain: Chain, length: int, next_frame: NextFrame) -> Frame | None:
    """The frame that the particle behind a chain and what follows it give; `length` is that of the particle.

    None where the particle quotes nothing, and what stands around the chain is to be asked.
    """
    tail = chain.tail
    if patterns.HECKLED.match(tail):
        return chain.reported("speech", "full", cue="呼ぶ", withdrawn=True)
    if patterns.STANDS.match(tail):
        return chain.reported("written", cue="", passive=True) if chain.whole else None
    his = patterns.HIS.match(tail) if chain.whole else None
    if his:
        return noun_frame(chain, his)
    if tail.startswith("とは") and chain.inner != "clause":
        return chain.no_quotation()
    if reporting.HEDGED.match(tail):
        if chain.whole and patterns.REPORTED.match(tail):
            return chain.reported("speech", cue="言われ", passive=True)
        if chain.inner == "noun" or not patterns.SEES.match(tail):
            return None
    return (
        _before_noun(chain)
        or _hearsay(chain)
        or _done(chain)
        or _set_phrase(chain)
        or _called(chain)
        or _rising(chain)
        or _before_verb(chain, length, next_frame)
    )


def _before_noun(chain: Chain) -> Frame | None:
    """The frame before a noun of utterance or of thought (との見方, という思い)."""
    tail = chain.tail
    noun = reporting.NOUN_FRAME.match(tail)
    if noun and not tail.startswith("の") and is_whole_noun(noun):
        loose = patterns.LOOSE.match(tail) and not reporting.TAKING.match(noun["rest"])
        ranked = chain.inner == "noun" and patterns.RANKED.match(tail) and chain.before == "を"
        wording = noun["noun"] in patterns.WORDING and not chain.whole
        if ranked or wording or (loose and chain.inner == "noun"):
            return chain.no_quotation()
        return noun_frame(chain, noun)
    owned = reporting.OWNED.match(tail) if chain.whole else None
    if owned:
        return noun_frame(chain, owned, subordinate=True)
    if reporting.THOUGHT_FRAME.match(tail):
        return chain.frame("thought" if chain.whole else "term", "noun")
    return None


def _hearsay(chain: Chain) -> Frame | None:
    """The frame before a という that ends the sentence."""
    if not patterns.HEARSAY.match(chain.tail):
        return None
    if not chain.whole:
        return chain.no_quotation()
    return chain.frame("speech", "direct", cue="という", quotative=chain.last + 1, cue_at=chain.last + 1)


def _done(chain: Chain) -> Frame | None:
    """The frame before とし, として, としている, とした上で, とする."""
    tail, inner = chain.tail, chain.inner
    found = patterns.DO.match(tail)
    if not found:
        return None
    verb = found["do"]
    if (chain.before == "を" and not chain.whole) or (inner == "noun" and chain.before not in ("は", "が", "も", "、")):
        return chain.no_quotation()
    if verb == "して" and not chain.whole:
        report = None
        if inner != "noun":
            report = report_after(chain.sentence, chain.last + 4, _REACH_OF_DO, strict=True)
        if report is None or report.cue == NAME or report.passive:
            return chain.no_quotation()
        return chain.frame(report.kind, "do", cue=report.cue, quotative=chain.last + 1, cue_at=report.at)
    if verb == "する" and inner != "clause" and patterns.MADE.match(tail[found.end() :]):
        return chain.no_quotation()
    if inner == "noun" and verb in ("し", "した"):
        return chain.no_quotation()
    cue = tail[: found.end()].rstrip("、。")
    return chain.frame("speech", "do", cue=cue, quotative=chain.last + 1, cue_at=chain.last + 1)


def _set_phrase(chain: Chain) -> Frame | None:
    """The frame of a clause before という理由で, という体験を語った, との文字が書かれ."""
    if not chain.whole:
        return None
    if patterns.REASON.match(chain.tail):
        return chain.frame("speech", "noun", cue="理由", quotative=chain.last + 1, cue_at=chain.last + 2)
    told = patterns.TOLD.match(chain.tail)
    if told:
        at = chain.sentence.unit_at(chain.base + told.start("cue"))
        return chain.frame("speech", "direct", cue=told["cue"], quotative=chain.last + 1, cue_at=at)
    return chain.reported("written", cue="書かれた", passive=True) if patterns.IN_WRITING.match(chain.tail) else None


def _called(chain: Chain) -> Frame | None:
    """The frame before という where it names what follows."""
    if not patterns.CALLED.match(chain.tail):
        return None
    if chain.whole and patterns.WRITTEN_THERE.match(chain.tail):
        return chain.reported("written", cue="書かれた", passive=True)
    return chain.frame("other" if chain.whole else "term", "none")


def _rising(chain: Chain) -> Frame | None:
    """The frame before a noun of utterance that rises by itself (と冷ややかな声も上がる)."""
    rising = reporting.RISING.match(chain.tail) if chain.whole else None
    if not rising or not reporting.WITHDRAWN.match(rising["rest"]) or reporting.TAKING.match(rising["rest"]):
        return None
    return chain.frame(
        "speech", "noun", cue=rising["noun"], quotative=chain.last + 1, cue_at=chain.last + 2, withdrawn=True
    )


def _before_verb(chain: Chain, length: int, next_frame: NextFrame) -> Frame | None:
    """The frame that the verb behind the quoting particle gives."""
    units = chain.units
    quotative = chain.sentence.unit_at(chain.base + length - 1)
    if quotative + 1 < len(units) and units[quotative + 1].pair >= 0 and _coordinated(chain, quotative + 1):
        return chain.no_quotation()
    report = report_after(chain.sentence, quotative + 1)
    if report is None:
        return _broken_off(chain, quotative, next_frame)
    if report.cue == NAME:
        return _shown(chain, report.at, quotative) if chain.inner == "clause" else None
    if _names(chain, report):
        return chain.no_quotation()
    form: Form = "partial"
    if chain.whole or (report.kind != "thought" and chain.inner in ("phrase", "terse")):
        form = "full"
    return chain.frame(
        report.kind,
        "direct",
        form,
        cue=report.cue,
        quotative=quotative,
        cue_at=report.at,
        passive=report.passive,
        subordinate=report.subordinate,
    )


def _coordinated(chain: Chain, span: int) -> bool:
    """Whether 「A」と「B」 are two things side by side, and not a quotation broken off."""
    behind = chain.units[span].at + 1
    return not chain.whole or chain.sentence.skeleton[behind : behind + 1] in ("は", "が", "を", "の", "に", "も")


def _broken_off(chain: Chain, quotative: int, next_frame: NextFrame) -> Frame:
    """The frame of a clause behind whose と no verb stands: that of the next span serves both, or the sentence ends."""
    if not chain.whole:
        return chain.no_quotation()
    shared = None if chain.deepest else next_frame(chain, quotative + 1, _REACH_OF_NEXT)
    if shared is not None:
        return chain.frame(shared.kind, "direct", quotative=quotative, cue=shared.cue, cue_at=shared.cue_at)
    return chain.frame("speech", "direct", quotative=quotative, cue_at=len(chain.units))


def _names(chain: Chain, report: Report) -> bool:
    """Whether a verb of reporting makes something of a thing here instead of reporting words."""
    lemma = chain.units[report.at].lemma
    if chain.inner == "noun":
        generic = report.kind == "written" and (report.passive or not report.cue.endswith("た"))
        return generic or report.passive or lemma in ("呼ぶ", "見る") or lemma in reporting.WEAK
    return not chain.whole and lemma in reporting.DECREEING and chain.before == "を"


def _shown(chain: Chain, at: int, quotative: int) -> Frame | None:
    """The frame of a clause before a word that names things but also shows words or gives a finding (と表示する)."""
    units: Sequence[Unit] = chain.units
    lemma = units[at].lemma
    if lemma not in reporting.JUDGING and lemma not in reporting.DISPLAYING:
        return None
    passive = any(unit.lemma in PASSIVES for unit in units[at + 1 : at + 3])
    kind: Kind = "written" if lemma in reporting.DISPLAYING else "speech"
    return chain.frame(kind, "direct", "full", cue=units[at].surface, quotative=quotative, cue_at=at, passive=passive)
