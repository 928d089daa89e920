"""What the narration of a story tells of everybody in it: what he does, and how it names him where he does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import NEW_NOUNS, VERB_TAILS
from inyo.index.japanese.sentences import Unit
from inyo.index.japanese.wordlists import words
from inyo.index.people.weighing import Phrase

_SPEAKING = reporting.SAYING - reporting.FEELING - reporting.DEEDS
_SPEAKING_STEMS = tuple(words("言い 云い 話し 語り 問い 訊き 尋ね 叫び 怒鳴り 呼び 答え 囁き 呟き 喋り 歌い 唄い 唱え"))
_UTTERS = re.compile(
    r"(?:声を(?!聞|聴)[^、。]{0,6}|口を(?:切|開|きい|利い|挟|はさ|出|入れ|添え)|言葉を(?!聞|聴|失|呑|飲|待)[^、。]{0,5}|"
    r"(?:返事|質問|挨拶|あいさつ|相槌|合槌|説明|催促|忠告|注意|命令|独り言|ひとりごと|歎息|嘆息|反問|詰問|弁解|言訳)を?(?:し|す|打|う|求|言|云))"
)
_HEARS = re.compile(
    r"[言云訊聞問呼](?:わ|か|ば)れ|尋ねられ|たずねられ|叱られ|いわれ|きかれ|(?:声|言葉|話|返事)[をが](?:聞|聴|きこ|きい)"
)
_BEING = frozenset(("", "有る", "居る", "成る", "為る", "無い", "見える", "聞こえる", "出来る", "違う"))
_AT_ONCE = 2
"""How many units stand at most between a subject and a verb of speaking in a sentence that says nothing else."""
_OWNS = re.compile(
    r"の(?:声|口|言葉|返事|返答|答え|問い|質問|台詞|せりふ|一言|ひと言|話|説明|提案|笑い声|"
    r"顔|目|眼|手|唇|頬|眉|方から|ほうから|肩|首|頭|表情|調子|口調)"
)
_MENTIONED = re.compile(
    r"(?:さん|さま|様|君|くん|ちゃん|氏|殿|どの|先生)?(?P<mark>の|に|を|と|へ|から|で|だ|、|は|が|も)?"
)
_MARKS = {"に": "to", "へ": "to", "を": "object", "と": "with", "から": "from", "で": "is", "だ": "is", "、": "comma"}


def clauses_of_subjects(phrases: Sequence[Phrase], last: int) -> Iterator[tuple[Phrase, int, int]]:
    """Each of the subjects `phrases`, in order, and from where up to where what he does is looked for: up to the next,
    or to `last`."""
    for number, phrase in enumerate(phrases):
        stop = phrases[number + 1].first if number + 1 < len(phrases) else last
        yield phrase, phrase.at + 1, max(stop, phrase.at + 1)


def does(units: Sequence[Unit], start: int, stop: int, last: int) -> str:
    """What the subject does whose predicate stands in the units `start` to `stop`, or behind them up to `last`.

    A letter. s: speaks (S where nothing else is said); r: reports what he said; h: hears, or is spoken to; g: shows it
    on his face or with his voice; q: is silent; t: thinks or feels; a: acts; n: is or becomes something.
    """
    verb = _predicate(units, start, stop)
    if verb < 0 and stop < last:
        verb, stop = _predicate(units, stop, last), last
    end = verb + 1 if verb >= 0 else stop
    while verb >= 0 and end < min(last, verb + 4) and units[end].pos.startswith(VERB_TAILS):
        end += 1
    text = "".join(unit.surface for unit in units[start:end])
    if reporting.QUIET.search(text):
        return "q"
    if _HEARS.search(text):
        return "h"
    lemma = units[verb].lemma if verb >= 0 else ""
    if lemma in _SPEAKING or lemma.startswith(_SPEAKING_STEMS) or _UTTERS.search(text):
        if verb > start + 1 and _reports(units, verb):
            return "r"
        return "S" if verb - start <= _AT_ONCE and end >= last - 1 else "s"
    if reporting.GESTURE.search(text) or reporting.BODY.search(text):
        return "g"
    if lemma in reporting.THINKING or lemma in reporting.FEELING:
        return "t"
    return "n" if lemma in _BEING else "a"


def _reports(units: Sequence[Unit], verb: int) -> bool:
    """Whether words without brackets stand before a verb of speaking (知らないと云った)."""
    quoting = units[verb - 1]
    said = units[verb - 2] if verb > 1 else quoting
    return (
        quoting.surface in ("と", "って") and said.pair < 0 and not said.pos.startswith(("副詞", "補助記号", "感動詞"))
    )


def _predicate(units: Sequence[Unit], start: int, stop: int) -> int:
    """The last verb of the units `start` to `stop` that modifies no noun and is no auxiliary; -1 for none."""
    found = -1
    for at in range(start, stop):
        auxiliary = at > start and units[at - 1].surface in ("て", "で") and "非自立" in units[at].pos
        if not units[at].pos.startswith("動詞") or auxiliary:
            continue
        behind = at + 1
        while behind < stop and units[behind].pos.startswith(VERB_TAILS):
            behind += 1
        if behind < stop and units[behind].pos.startswith(NEW_NOUNS) and "連用" not in units[at].conjugation:
            continue
        found = at
    return found


def mentioned(text: str, pattern: re.Pattern[str] | None, names: Mapping[str, str]) -> dict[str, str]:
    """The people whom a stretch of narration names otherwise than as subjects, each with how: whose voice, face or hand
    it speaks of (owns), whom somebody turns to (to), what else."""
    out: dict[str, str] = {}
    for found in pattern.finditer(text) if pattern is not None else ():
        name = names.get(found[0], "")
        mark = _MENTIONED.match(text, found.end())
        if not name or mark is None or mark["mark"] in ("は", "が", "も"):
            continue
        how = "owns" if _OWNS.match(text, mark.start("mark")) else _MARKS.get(mark["mark"] or "", "named")
        if out.get(name) != "owns":
            out[name] = how
    return out
