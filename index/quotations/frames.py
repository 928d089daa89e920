"""What governs a bracketed span in its clause: a reporting expression, a noun of utterance, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import PREDICATES
from inyo.index.japanese.sentences import Sentence
from inyo.index.people import actors
from inyo.index.people.weighing import Phrase
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
    if actors.MEDIUM.search(lead) or actors.MEDIUM_BEHIND.search(behind):
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
    if reports.TITLED.match(tail):
        return chain.frame("title", "none")
    if reports.SLOGAN.search(chain.lead) and not re.match("(?:など|等)?と(?!し)", tail):
        return chain.frame("other" if chain.whole else "title", "none")
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
    if chain.inner == "clause":
        noun = reporting.NOUN_FRAME.match(tail) if tail.startswith(("の", "など", "等")) else None
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


_MAY_END = frozenset("とこ事考方意見認姿立")
"""What begins with the words behind a clause that is reported: と, こと, and the nouns of _AS_NOUN."""
_CLAUSE_ENDS = (*PREDICATES, "助詞-終助詞", "名詞")


def _reports(phrase: Phrase) -> bool:
    return phrase.weight >= 2 and phrase.role in ("は", "も", "relay", "からは")


def _reporting(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Where clauses end that something reports: the unit behind each, and what reports it."""
    units, skeleton = sentence.units, sentence.skeleton
    for at in range(len(units) - 1, 0, -1):
        unit, before = units[at], units[at - 1]
        if unit.surface[:1] not in _MAY_END or unit.pair >= 0 or before.pair >= 0:
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
