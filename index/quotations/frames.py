"""What governs a bracketed span in its clause: a reporting expression, a noun of utterance, or nothing."""

from __future__ import annotations

from dataclasses import replace

from inyo.index.japanese import reporting
from inyo.index.japanese.sentences import Sentence
from inyo.index.people import media
from inyo.index.quotations import reports
from inyo.index.quotations.clauses import Chain, Frame, Inner, chain_at
from inyo.index.quotations.quoted import governing, noun_frame, quoted
from inyo.index.quotations.reports import NAME, Report, report_after

_MEDIUM_BEFORE, _MEDIUM_BEHIND = 60, 16
"""How many characters before a span, and behind the cue, a medium may stand."""

_REACH_OF_VERB = 24
"""How many units apart two spans may stand that one verb at the end serves."""


def frame_of(sentence: Sentence, place: int, inner: Inner) -> Frame:
    """The frame of the bracketed span at unit `place`; `inner` says what the words in it are.

    A medium that the clause names makes it written.
    """
    frame = _frame(sentence, place, inner)
    if frame.kind != "speech":
        return frame
    units = sentence.units
    lead = sentence.skeleton[max(0, units[frame.first].at - _MEDIUM_BEFORE) : units[frame.first].at]
    behind = ""
    if 0 <= frame.cue_at < len(units):
        end = units[frame.cue_at].at + len(frame.cue) + _MEDIUM_BEHIND
        behind = sentence.skeleton[units[frame.last].at + 1 : end]
    if media.MEDIUM.search(lead) or media.MEDIUM_BEHIND.search(behind):
        return replace(frame, kind="written")
    return frame


def _frame(sentence: Sentence, place: int, inner: Inner, depth: int = 0) -> Frame:
    chain = chain_at(sentence, place, inner, depth)
    return _named(chain) or _beside(chain) or _governed(chain) or chain.no_quotation()


def _named(chain: Chain) -> Frame | None:
    """The frame of a name: what stands beside the chain says that it names a term, a source or a work."""
    tail = chain.tail
    if (reporting.INTRODUCED.search(chain.lead) and not chain.whole) or reports.CITED.match(tail):
        return chain.no_quotation()
    if reporting.WORK_BEHIND.match(tail):
        return chain.frame("title", "none")
    if reporting.WORK.search(chain.lead) and (
        not chain.whole or tail[:1] in ("を", "が", "に", "の", "で", "は", "も", "や")
    ):
        return chain.frame("title", "none")
    return None


def _beside(chain: Chain) -> Frame | None:
    """The frame that what stands right before and behind the chain gives; None where a clause further on may govern."""
    tail = chain.tail
    bare = reporting.BARE_NOUN.match(tail)
    if bare and not (chain.inner == "noun" and bare["noun"] == "の言葉"):
        withdrawn = bool(reporting.WITHDRAWN.match(tail[bare.end() :]))
        return chain.frame("speech", "bare", cue=bare["noun"].lstrip("のと"), cue_at=chain.last, withdrawn=withdrawn)
    quotative = reports.QUOTATIVE.match(tail)
    if quotative:
        found = quoted(chain, quotative.end(), _next_frame)
        if found is not None:
            return found
    if chain.whole and reports.SAID_BY.search(chain.lead):
        return chain.frame("speech", "bare", cue="言う", cue_at=chain.first - 1)
    if chain.inner == "clause":
        noun = reporting.NOUN_FRAME.match(tail) if tail.startswith(("の", "などの", "等の")) else None
        if noun:
            return noun_frame(chain, noun)
        if reports.DOING.match(tail):
            return chain.frame("speech", "direct", cue=tail[1:4], cue_at=chain.last + 1)
    if not tail or tail[0] in "。!?！？\n":
        return _ending(chain)
    shared = _shared(chain)
    if shared is not None:
        return chain.frame(shared.kind, shared.mode, cue=shared.cue, cue_at=shared.cue_at, withdrawn=shared.withdrawn)
    if tail[0] in "、,…―-─" and chain.inner == "clause" and not quotative:
        return _ending(chain)
    inverted = _inverted(chain)
    if inverted is not None:
        return chain.frame("speech", "inverted", cue=inverted.cue, cue_at=inverted.at)
    return None


def _governed(chain: Chain) -> Frame | None:
    """The frame of a fragment: words inside a clause that a reporting expression further on governs."""
    governed = governing(chain.sentence, chain.last, chain.inner, chain.tail)
    if governed is None or governed[1].kind == "thought":
        return None
    quotative, report = governed
    return chain.frame(
        report.kind,
        "fragment",
        "partial",
        cue=report.cue,
        quotative=quotative,
        cue_at=report.at,
        withdrawn=report.passive,
        subordinate=report.subordinate,
    )


def _shared(chain: Chain) -> Frame | None:
    """The frame of the next span, where one verb at the end serves both (一人は「A」、別の人は「B」と話した)."""
    if not chain.whole or chain.deepest or not chain.tail.startswith(("、", ",")):
        return None
    frame = _next_frame(chain, chain.last + 1, _REACH_OF_VERB)
    return frame if frame is not None and frame.mode in ("direct", "noun", "do") else None


def _next_frame(chain: Chain, place: int, reach: int) -> Frame | None:
    """The frame of the first span from unit `place` on, where that is a quotation."""
    units = chain.units
    span = next((at for at in range(place, min(place + reach, len(units))) if units[at].pair >= 0), -1)
    if span < 0:
        return None
    frame = _frame(chain.sentence, span, "clause", chain.depth + 1)
    return frame if frame.kind in ("speech", "written") else None


def _ending(chain: Chain) -> Frame:
    """The frame of a span at the end of its sentence, or alone."""
    lead, tail, inner = chain.lead, chain.tail, chain.inner
    opener = chain.sentence.source[chain.units[chain.first].start]
    if chain.first == 0:
        if chain.sentence.in_parentheses:
            return chain.frame("title" if opener == "『" else "term", "alone")
        spoken = inner == "clause" or (opener == "「" and (tail[:1] in "!?！？。" or not tail))
        return chain.frame("speech" if spoken else "title" if opener == "『" else "term", "alone", "full")
    if opener == "『" and inner != "clause":
        return chain.frame("title", "end")
    if reports.COLON.search(lead):
        return chain.frame("speech", "end", "full")
    if (chain.whole and reports.SUBJECT.search(lead)) or (inner == "clause" and not reports.PLACED.search(lead)):
        return chain.frame("speech", "end")
    return chain.frame("term", "end")


def _inverted(chain: Chain) -> Report | None:
    """「…」X少将は声明で言った: the speaker and the verb follow without と."""
    if not chain.whole or chain.first != 0:
        return None
    if not reports.INVERTED.match(chain.tail[:120].rstrip("。")):
        return None
    report = report_after(chain.sentence, chain.last + 1)
    return report if report is not None and report.cue != NAME else None
