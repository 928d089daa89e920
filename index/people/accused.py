"""Who is arrested, tried, punished or questioned in a text: whose words an inquiry passes on."""

from __future__ import annotations

import re

from inyo.index.japanese.sentences import Sentence
from inyo.index.people.names import Names
from inyo.index.people.phrases import phrase_before
from inyo.index.people.weighing import Phrase

_DEED = (
    r"(?:(?:現行犯|緊急|通常|再|誤認)?逮捕|(?:追|書類|身柄)?送検|(?:在宅|略式|追)?起訴|摘発|検挙|補導|指名手配|懲戒免職|諭旨免職|"
    r"(?:懲戒|分限)?処分|停職|減給|戒告|訓告|拘束|確保|任意同行|取り押さえ|告発|告訴|(?:事情)?聴取|取り?調べ)"
)
_TO = re.compile(
    rf"を(?:[^。、\ufffc]{{1,20}}(?:で|に|として)、?)?{_DEED}|に[^。、\ufffc]{{0,6}}事情を[聴聞]|への[^。、\ufffc]{{0,4}}処分を"
)
_DONE = re.compile(rf"[がは](?:[^。\ufffc]{{1,40}}(?:で|に|として)、?)?{_DEED}(?:処分)?(?:を受け|さ?れ)")
_WHO = re.compile(
    rf"{_DEED}(?:処分)?(?:を受けた|さ?れた)の?は、?(?P<who>[^。\ufffc]{{2,40}}?)(?:で(?:す|ある|、)|だ|の[0-9０-９一二三四五六七八九十]人|。|$)"
)
_ANY = re.compile(_DEED + "|事情を[聴聞]")


def accused_in(sentence: Sentence, names: Names) -> Phrase | None:
    """Who is arrested, tried, punished or questioned in a sentence: the last of several, None for nobody."""
    if not _ANY.search(sentence.source, sentence.start, sentence.end):
        return None
    text = sentence.skeleton
    told = _WHO.search(text)
    places = [told.end("who")] if told else [found.start() for way in (_TO, _DONE) for found in way.finditer(text)]
    for place in sorted(places, reverse=True):
        phrase = phrase_before(sentence, sentence.unit_at(place), "bare", names)
        if phrase is not None and phrase.weight >= 2:
            return phrase
    return None
