"""What governs a bracketed span in its clause: a reporting expression, a noun of utterance, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import PASSIVES, PREDICATES
from inyo.index.japanese.sentences import ATOM, Sentence, Unit
from inyo.index.people.titles import MEDIUM_BEHIND, PERSON, in_a_medium, title_at_end
from inyo.index.quotations import reports
from inyo.index.quotations.clauses import WHOLE, Chain, Frame, Inner, chain_at
from inyo.index.quotations.reports import (
    ADMITTED,
    ASKED_TO,
    COPULA,
    HEARSAY_OF,
    NAME,
    NOMINALISER,
    POURS_IN,
    PREDICATIVE,
    SO_CALLED,
    STATES,
    STATES_AS,
    TOLD_OF,
    UTTERED,
    VOICED,
    VOICES,
    Report,
    report_after,
)
from inyo.index.values.quotation import Form, Kind

_VERB = re.compile(
    r"^[^、。\ufffc]{1,12}?(?:した|して|した|する|し(?=、|。|$)|た|る(?!と)|り(?=、)|せ(?=、)|べ(?=、)|"
    r"て(?=いる|い))"
)


def _noun_frame(chain: Chain, found: re.Match[str], *, subordinate: bool = False) -> Frame:
    """The frame of a chain before a noun of utterance.

    `found` is a match in the chain's tail with groups `noun`, `rest` and perhaps `between` (と|Xの|声|が上がる).
    """
    rest = found["rest"]
    rises = POURS_IN.match(rest)
    taking = None if rises or reporting.ANSWERED.match(rest) else reporting.TAKING.match(rest)
    between = found.groupdict().get("between") or ""
    owner = _owner(between)
    return chain.frame(
        "speech",
        "noun",
        cue=found["noun"] + (_verb_text(rest) if taking else ""),
        quotative=chain.last + 1,
        cue_at=chain.last + 1,
        withdrawn=bool(reporting.WITHDRAWN.match(rest)) and not taking,
        subordinate=subordinate,
        taken=bool(taking) or bool(PREDICATIVE.match(rest)),
        owner=(chain.base + found.start("between"), chain.base + found.start("between") + owner) if owner else None,
    )


def _owner(between: str) -> int:
    """How much of what stands before a noun of utterance says whose it is (Xの|声, Xからの|批判, 読者|コメント)."""
    if between.endswith("の") and len(between) > 1:
        return len(between.removesuffix("の").removesuffix("から"))
    return len(between) if PERSON.end(between) else 0


def _is_whole_noun(found: re.Match[str]) -> bool:
    """Whether the noun is a word of its own, not the end of a compound (情報 is no 報)."""
    between = found["between"]
    return len(found["noun"]) > 1 or not between or not re.match(r"[一-龥ァ-ヴー]", between[-1])


def _verb_text(rest: str) -> str:
    """The verb behind a noun of utterance, as it stands there with its particle (を示した); '' if none is near."""
    found = _VERB.match(rest)
    return found[0] if found else ""


_CLAUSE_ENDS = (*PREDICATES, "助詞-終助詞", "形状詞", "名詞", "助詞-副助詞", "接尾辞")
_REACH, _REACH_OF_REPORT = 60, 14
"""How many units behind a span the particle may stand, and behind the particle the reporting expression."""
_WINDOW = 120


def _governing(sentence: Sentence, last: int, inner: Inner, tail: str) -> tuple[int, Report] | None:
    """The particle and the reporting expression that govern the indirect clause in which a fragment stands."""
    if inner == "noun" and not COPULA.match(tail):
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
            told = ASKED_TO.match(text) or ADMITTED.match(text) or (TOLD_OF.match(text) if at == last + 1 else None)
            if told:
                return at, Report(min(at + 2, len(units) - 1), NOMINALISER.sub("", told[0]), "speech")
        if unit.surface != "と" or not unit.pos.startswith("助詞-格助詞") or units[at - 1].pair >= 0:
            continue
        if not units[at - 1].pos.startswith(_CLAUSE_ENDS):
            continue
        noun = reporting.NOUN_FRAME.match(text)
        if noun and not text.startswith("の"):
            if reporting.WITHDRAWN.match(noun["rest"]) and not reporting.TAKING.match(noun["rest"]):
                return None
            return at, Report(at + 1, noun["noun"] + _verb_text(noun["rest"]), "speech")
        if SO_CALLED.match(text):
            continue
        report = report_after(sentence, at + 1, _REACH_OF_REPORT, strict=True)
        if report is not None and report.cue != NAME:
            return None if report.passive or HEARSAY_OF.match(text) else (at, report)
        before = units[at - 1].pos
        states = STATES.match(text) and not before.startswith("名詞")
        if states or (STATES_AS.match(text) and before.startswith(PREDICATES)):
            return at, Report(at + 1, "とし", "speech")
    return None


_REACH_OF_NEXT = 14
"""How many units behind と the span may stand whose verb governs this one, too."""

_REACH_OF_DO = 14
"""How many units behind として a verb of reporting may stand."""


def _quoted(chain: Chain, length: int) -> Frame | None:
    """The frame that the particle behind a chain and what follows it give; `length` is that of the particle.

    None where the particle quotes nothing, and what stands around the chain is to be asked.
    """
    tail = chain.tail
    if reports.HECKLED.match(tail):
        return chain.reported("speech", "full", cue="呼ぶ", withdrawn=True)
    if reports.DENIED.match(tail):
        return chain.frame("other", "none")
    if reports.STANDS.match(tail):
        return chain.reported("written", cue="", passive=True) if chain.whole else None
    if tail.startswith("とは") and chain.inner != "clause":
        return chain.no_quotation()
    if reporting.HEDGED.match(tail):
        told = chain.inner == "phrase" and reports.TOLD.match(tail)
        if told or (chain.whole and reports.REPORTED.match(tail)):
            return chain.reported("speech", cue="言われ", passive=True)
        if chain.inner == "noun" or not reports.SEES.match(tail):
            return None
    return (
        _before_noun(chain)
        or _hearsay(chain)
        or _done(chain)
        or _set_phrase(chain)
        or _called(chain)
        or _rising(chain)
        or _before_verb(chain, length)
    )


def _before_noun(chain: Chain) -> Frame | None:
    """The frame before a noun of utterance or of thought (との見方, という思い)."""
    tail = chain.tail
    noun = reporting.NOUN_FRAME.match(tail)
    if noun and not tail.startswith("の") and _is_whole_noun(noun):
        loose = reports.LOOSE.match(tail) and not reporting.TAKING.match(noun["rest"])
        ranked = chain.inner == "noun" and reports.RANKED.match(tail) and chain.before == "を"
        wording = noun["noun"] in reports.WORDING and not chain.whole
        if ranked or wording or (loose and chain.inner == "noun"):
            return chain.no_quotation()
        return _noun_frame(chain, noun)
    owned = reporting.OWNED.match(tail) if chain.whole else None
    if owned:
        return _noun_frame(chain, owned, subordinate=True)
    thought = reporting.THOUGHT_FRAME.match(tail)
    if thought:
        uttered = UTTERED.match(tail, thought.end())
        if uttered and chain.whole:
            cue = thought["noun"] + uttered[0]
            return chain.frame("speech", "noun", cue=cue, quotative=chain.last + 1, cue_at=chain.last + 1, taken=True)
        return chain.frame("thought" if chain.whole else "term", "noun")
    return None


def _hearsay(chain: Chain) -> Frame | None:
    """The frame before a という that ends the sentence."""
    if not reports.HEARSAY.match(chain.tail):
        return None
    if not chain.whole:
        return chain.no_quotation()
    return chain.frame("speech", "direct", cue="という", quotative=chain.last + 1, cue_at=chain.last + 1)


def _done(chain: Chain) -> Frame | None:
    """The frame before とし, として, としている, とした上で, とする."""
    tail, inner = chain.tail, chain.inner
    found = reports.DO.match(tail)
    if not found:
        return None
    verb = found["do"]
    voices = VOICES.match(tail) if chain.whole and verb == "して" else None
    if voices and reporting.WITHDRAWN.match(voices["rest"]):
        return chain.frame(
            "speech", "noun", cue=voices["noun"], quotative=chain.last + 1, cue_at=chain.last + 1, withdrawn=True
        )
    if (chain.before == "を" and not chain.whole) or (inner == "noun" and chain.before not in ("は", "が", "も", "、")):
        return chain.no_quotation()
    if verb == "して" and not chain.whole:
        report = None
        if inner != "noun":
            report = report_after(chain.sentence, chain.last + 4, _REACH_OF_DO, strict=True)
        if report is None or report.cue == NAME or report.passive:
            return chain.no_quotation()
        return chain.frame(report.kind, "do", cue=report.cue, quotative=chain.last + 1, cue_at=report.at)
    if verb == "する" and inner != "clause" and reports.MADE.match(tail[found.end() :]):
        return chain.no_quotation()
    if inner == "noun" and verb in ("し", "した"):
        return chain.no_quotation()
    cue = tail[: found.end()].rstrip("、。")
    return chain.frame("speech", "do", cue=cue, quotative=chain.last + 1, cue_at=chain.last + 1)


def _set_phrase(chain: Chain) -> Frame | None:
    """The frame of a clause before との文字が書かれ."""
    written = chain.whole and reports.IN_WRITING.match(chain.tail)
    return chain.reported("written", cue="書かれた", passive=True) if written else None


def _called(chain: Chain) -> Frame | None:
    """The frame before という where it names what follows."""
    if not reports.CALLED.match(chain.tail):
        return None
    if chain.whole and reports.WRITTEN_THERE.match(chain.tail):
        return chain.reported("written", cue="書かれた", passive=True)
    named = next((unit for unit in chain.units[chain.last + 3 : chain.last + 4]), None)
    if chain.whole and named is not None and named.pos.startswith("名詞-固有名詞-人名"):
        return chain.frame("speech", "direct", cue="という", quotative=chain.last + 1, cue_at=chain.last + 2)
    return chain.frame("other" if chain.whole else "term", "none")


def _rising(chain: Chain) -> Frame | None:
    """The frame before a noun of utterance that rises by itself (と冷ややかな声も上がる), or before 話題."""
    if reports.TALKED_OF.match(chain.tail) and chain.inner != "noun":
        at = chain.last + 1
        return chain.frame("speech", "noun", cue="話題", quotative=at, cue_at=at + 1, withdrawn=True)
    rising = reporting.RISING.match(chain.tail) if chain.whole else None
    if not rising or not reporting.WITHDRAWN.match(rising["rest"]) or reporting.TAKING.match(rising["rest"]):
        return None
    return chain.frame(
        "speech", "noun", cue=rising["noun"], quotative=chain.last + 1, cue_at=chain.last + 2, withdrawn=True
    )


def _before_verb(chain: Chain, length: int) -> Frame | None:
    """The frame that the verb behind the quoting particle gives."""
    units = chain.units
    quotative = chain.sentence.unit_at(chain.base + length - 1)
    if quotative + 1 < len(units) and units[quotative + 1].pair >= 0 and _coordinated(chain, quotative + 1):
        return chain.no_quotation()
    report = report_after(chain.sentence, quotative + 1)
    if report is None:
        return _broken_off(chain, quotative)
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


def _broken_off(chain: Chain, quotative: int) -> Frame:
    """The frame of a clause behind whose と no verb stands: that of the next span serves both, or the sentence ends."""
    if not chain.whole:
        return _with_a_gesture(chain, quotative) or chain.no_quotation()
    shared = None if chain.deepest else _next_frame(chain, quotative + 1, _REACH_OF_NEXT)
    if shared is not None:
        return chain.frame(shared.kind, "direct", quotative=quotative, cue=shared.cue, cue_at=shared.cue_at)
    return chain.frame(
        "speech", "direct", quotative=quotative, cue_at=len(chain.units), passive=_undergone(chain.units, quotative + 1)
    )


def _undergone(units: Sequence[Unit], start: int) -> bool:
    """Whether the verb from unit `start` on that says nothing of speaking is passive (夫に「偽物だ」と止められた)."""
    verb = next((at for at in range(start, min(start + 6, len(units))) if units[at].pos.startswith("動詞")), -1)
    return verb >= 0 and _in_passive(units, verb)


def _in_passive(units: Sequence[Unit], verb: int) -> bool:
    """Whether a sign of the passive stands right behind a verb."""
    return any(unit.lemma in PASSIVES for unit in units[verb + 1 : verb + 3])


_REACH_OF_GESTURE = 12
"""Characters behind the particle within which a gesture begins."""


def _with_a_gesture(chain: Chain, quotative: int) -> Frame | None:
    """The frame of a word or two that somebody says with a gesture (ヒロインは「夢みたい」と涙をぬぐった)."""
    if chain.before not in ("は", "が", "も", "、", ""):
        return None
    behind = chain.sentence.skeleton[chain.units[quotative].at + 1 :]
    gesture = reporting.GESTURE.search(behind[: 2 * _REACH_OF_GESTURE].split("、")[0].split(ATOM)[0])
    if gesture is None or gesture.start() > _REACH_OF_GESTURE:
        return None
    at = chain.sentence.unit_at(chain.units[quotative].at + 1 + gesture.start())
    return chain.frame("speech", "direct", "full", cue=gesture[0], quotative=quotative, cue_at=at)


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
    passive = _in_passive(units, at)
    kind: Kind = "written" if lemma in reporting.DISPLAYING else "speech"
    return chain.frame(kind, "direct", "full", cue=units[at].surface, quotative=quotative, cue_at=at, passive=passive)


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
    if in_a_medium(lead) or MEDIUM_BEHIND.match(behind):
        return frame._replace(kind="written")
    return frame


def _frame(sentence: Sentence, place: int, inner: Inner, depth: int = 0) -> Frame:
    chain = chain_at(sentence, place, inner, depth)
    return _named(chain) or _beside(chain) or _governed(chain) or chain.no_quotation()


def _named(chain: Chain) -> Frame | None:
    """The frame of a name: what stands beside the chain says that it names a term, a source or a work."""
    tail = chain.tail
    if (reporting.INTRODUCED.search(chain.lead) and not chain.whole) or reports.CITED.match(tail):
        return chain.no_quotation()
    if reports.TITLED.match(tail) or reports.OF_A_WORK.match(chain.behind):
        return chain.frame("title", "none")
    if reports.SLOGAN.search(chain.lead) and not re.match("(?:など|等)?と(?!し)", tail):
        return chain.frame("other" if chain.whole else "title", "none")
    if reporting.WORK_BEHIND.match(tail) or reports.NUMBERED.search(chain.lead):
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
        found = _quoted(chain, quotative.end())
        if found is not None:
            return found
    if chain.whole and reports.HEARD.match(tail) and reports.SOURCED.search(chain.lead):
        return chain.frame("speech", "direct", cue="という", quotative=chain.last, cue_at=chain.last + 1)
    voices = chain.last > chain.first and chain.inner != "noun" and VOICED.match(tail)
    if chain.inner == "clause" or voices:
        noun = reporting.NOUN_FRAME.match(tail) if tail.startswith(("の", "など", "等")) else None
        if noun:
            return _noun_frame(chain, noun)
        if voices:
            return chain.frame("speech", "noun", cue="声", cue_at=chain.last + 1, withdrawn=True)
    if chain.inner == "clause" and reports.DOING.match(tail):
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
    governed = _governing(chain.sentence, chain.last, chain.inner, chain.tail)
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
    if reports.COLON.search(lead) or (opener == "「" and reports.ASKED.search(lead)):
        return chain.frame("speech", "end", "full")
    placed = reports.PLACED.search(lead)
    if (chain.whole and reports.SUBJECT.search(lead)) or (inner == "clause" and not placed) or _headed(chain):
        return chain.frame("speech", "end")
    return chain.frame("term", "end")


def _headed(chain: Chain) -> bool:
    """Whether a clause without a verb stands right behind somebody's office, as in headlines (石田会長「鍵は住民」)."""
    plain = chain.sentence.source[chain.units[chain.first].start] == "「"
    return chain.inner == "long" and plain and title_at_end(chain.lead) > 0


def _inverted(chain: Chain) -> Report | None:
    """「…」X少将は声明で言った: the speaker and the verb follow without と."""
    if not chain.whole or chain.first != 0:
        return None
    if not reports.INVERTED.match(chain.tail[:120].rstrip("。")):
        return None
    report = report_after(chain.sentence, chain.last + 1)
    return report if report is not None and report.cue != NAME else None
