"""Quotations in headlines and in the titles of citation lists: the words next to a name."""

from __future__ import annotations

import re

from index.quotations.brackets import Pair
from index.quotations.inner import Inner
from index.quotations.model import Quotation, Zone
from index.quotations.names import Names
from index.quotations.phrases import Phrase, phrase_before
from index.quotations.sentences import Sentence
from index.quotations.speakers import Discourse

_SAID = re.compile(
    r"^(?:と)?(?:発言|発表|宣言|表明|暴言|警告|批判|主張|声明|答弁|供述|コメント|指摘|強調|訴え|証言|謝罪|"
    r"反論|抗議|談話|激白|告白)"
)


def headline_quotation(
    text: str, pair: Pair, sentence: Sentence, place: int, inner: Inner, zone: Zone, names: Names
) -> Quotation:
    """A bracketed span of a headline or a citation, judged by its own words and the names beside it."""
    start, end = pair.start, pair.end
    words = text[start:end]
    if zone == "source" and sentence.region < 0:
        return Quotation(start, end, words, "title", "", zone)
    if text[start] == "『" and inner != "clause":
        return Quotation(start, end, words, "title", "", zone)
    tail = sentence.skeleton[sentence.units[place].at + 1 : sentence.units[place].at + 40]
    said = _SAID.match(tail)
    if inner == "noun" and not said:
        return Quotation(start, end, words, "term", "", zone)
    phrase = _beside(sentence, place, names)
    uttered = inner == "clause" or said or re.search("[!！?？]", words)
    if phrase is None and ((text[start] == "『" and not said) or not uttered):
        return Quotation(start, end, words, "title" if text[start] == "『" else "term", "", zone)
    if phrase is None:
        return Quotation(start, end, words, "speech", "full", zone, cue=said[0].lstrip("と") if said else "")
    speaker = Discourse(names).resolve(phrase)
    return Quotation(
        start,
        end,
        words,
        "speech",
        "full",
        zone,
        speaker.name,
        speaker.text,
        speaker.span,
        said[0].lstrip("と") if said else "",
    )


def _beside(sentence: Sentence, place: int, names: Names) -> Phrase | None:
    units = sentence.units
    before = place
    while before and units[before - 1].surface in ("、", " ", ":", "：", "・"):
        before -= 1
    if before:
        if units[before - 1].surface in ("は", "が", "も"):
            before -= 1
        phrase = phrase_before(sentence, before, "bare", names)
        if phrase is not None and phrase.weight == 2:
            return phrase
    after = place + 1
    if after < len(units) and units[after].surface == "と":
        after += 1
    stop = after
    while stop < len(units) and units[stop].pos.startswith(("名詞", "接尾辞", "接頭辞")):
        stop += 1
    if stop > after:
        phrase = phrase_before(sentence, stop, "bare", names)
        if phrase is not None and phrase.weight == 2 and phrase.first >= after:
            return phrase
    return None
