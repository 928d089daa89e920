"""A story being read: its words in their places, what it tells between them: whose doing each stretch of narration is,
what everybody does in it, and how it names those who do nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import COMMAS, CONJUNCTIVE, PREDICATES, SUBJECTS, VERB_TAILS, modifies
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.name_shapes import NamedPlaces
from inyo.index.people.phrases import phrase_before
from inyo.index.people.titles import SAYS_I
from inyo.index.people.weighing import Phrase, may_have_tail
from inyo.index.quotations.clauses import WHOLE, Frame, Inner, clauses_of_subjects, does
from inyo.index.quotations.relations import final_name
from inyo.index.reading.zones import Line, Pair
from inyo.index.values.quotation import QUOTED

_OWNS = re.compile(
    r"の(?:(?P<voice>声|言葉|返事|返答|答え|問い|質問|台詞|せりふ|一言|ひと言|話|説明|提案|笑い声|調子|口調)|"
    r"口|顔|目|眼|手|唇|頬|眉|方から|ほうから|肩|首|頭|表情)"
)
_MENTIONED = re.compile(
    r"(?:さん|さま|様|君|くん|ちゃん|氏|殿|どの|先生)?(?P<mark>の|に|を|と|へ|から|で|だ|、|は|が|も)?"
)
_MARKS = {"に": "to", "へ": "to", "を": "object", "と": "with", "から": "from", "で": "is", "だ": "is", "、": "comma"}


def mentioned(text: str, told: NamedPlaces, names: Mapping[str, str]) -> dict[str, str]:
    """The people whom a stretch of narration names otherwise than as subjects, each with how: whose voice (voice), face
    or hand (owns) it speaks of, whom somebody turns to (to), what else."""
    out: dict[str, str] = {}
    for start, end in told.find(text):
        name = names.get(text[start:end], "")
        mark = _MENTIONED.match(text, end)
        if not name or mark is None or mark["mark"] in ("は", "が", "も"):
            continue
        owns = _OWNS.match(text, mark.start("mark"))
        how = ("voice" if owns["voice"] else "owns") if owns else _MARKS.get(mark["mark"] or "", "named")
        if out.get(name) not in ("voice", "owns"):
            out[name] = how
    return out


_SWITCHES = frozenset(("と", "が", "ので", "から", "けれど", "けれども", "けど", "ば", "のに"))
_SWITCHING_NOUNS = frozenset(("とき", "時", "ため", "折", "際", "ところ", "所", "間"))
_IS = re.compile(r"^(?:で(?:ある|あった|ござい|した|す)|だ(?:った)?|だろう)")
_STEMS = r"(?:[云言話語訊問尋答叫呟囁怒声]|い[っいうわ]|つぶや|たずね|ささや)"
_BACK = re.compile(rf"[そこさか]う[^、。]{{0,8}}?{_STEMS}|^[\s　]*と[云言い]")
_BACK_AT_ONCE = re.compile(
    rf"^[\s　]*(?:[^、。]{{1,14}}[はがも]、?(?:[^、。はがも]{{1,6}}?)?)?[そさ]う[^、。]{{0,8}}?{_STEMS}"
)
_FORWARD = re.compile(rf"(?:[こか]う|次のように|このように|斯う)[^、。]{{0,8}}?{_STEMS}[^、。]{{0,8}}[。：:]?$")
_SAYS = re.compile(
    r"(?:(?:[云言]い|いい|訊き|尋ね|たずね|答え|叫び|呟き|つぶやき|かけ|怒鳴り|開き|切り|囁き|申し)ました|(?:[云言][っつ]|いっ|つっ)た|"
    r"(?:訊い|尋ね|たずね|答え|答へ|呟い|つぶやい|囁い|かけ|怒鳴っ|怒鳴つ|開い|切っ|続け|繰り返し|くり返し|問う|問い返し|聞き返し|訊き返し)た|"
    r"(?:[云言]い|いい|話し|語り|歌い|唄い|叫び|尋ね|たずね|訊き|しゃべり|喋り)(?:出し|だし|始め|はじめ|掛け)(?:まし)?た|"
    r"叫んだ|(?:[云言]う|問う|尋ねる|訊く|答える|叫ぶ|呟く)|申します)(?:の(?:です|だ|でした|であった|だった))?[。：:]?$"
)
_REPORTED = re.compile(r"[たるいだうかよねなろれせずぬく]と、?(?:[^、。と]{1,12}[はがも]、?)?[^、。と]{0,10}$")
"""Words reported without brackets before a verb of saying (知らないと云った, 友達があると、三五郎は答えた)."""
_POINTING = re.compile(r"[そこさか]う(?![かい])|斯う|次のように|このように|そのように")
_IT_WAS = re.compile(
    r"(?:[たる]の|^[\s　]*(?:これ|それ|今度|こんど))は、?(?P<who>[^、。は]{1,16}?)"
    r"(?:だった|である|であった|でした|です|だ|)。?$"
)
_VOICE = re.compile(
    r"の(?:[^、。の]{0,6}な|[^、。の]{0,6}[いただ])?(?:声|叫び声|笑い声|泣き声)(?:が、?[^、。]{0,8}?"
    r"(?:し(?:て|た|ま)|聞[こえ]|きこえ|響|飛ん|かか|掛[かっ]|返|降)|(?:で(?:ある|あった|す|した)|だ(?:った)?)。?$)"
)
"""Somebody who is only heard (奥から父の声がした, 父の声だった)."""
_NOMINAL = ("名詞", "代名詞", "接尾辞", "接頭辞", "記号")
_POLITE = re.compile(r"(?:まし|のでし)た。?$")
_REACH_OF_BACK = 40
"""Characters from its beginning in which a stretch of narration points back that does not end in saying."""
_LONGEST_END = 48
"""Characters that what ends a stretch of narration has at most."""


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What a pattern finds that matches at the end of a text only, without going through all of it."""
    return pattern.search(text, max(0, len(text) - _LONGEST_END))


@dataclass(frozen=True)
class Narration:
    """A stretch of narration between two quotations or the edges of a sentence.

    `head` is the subject of its first clause, `subject` that of the clause it ends in, `other` somebody whose clause
    ends right there so that the next to act is likely somebody else (Ｋが言い澱むと、). `open`: it ends in a comma or a
    particle, and so leads on to what follows. `governed`: a quoting particle joins it to the quotation before it.
    `says`: it tells that somebody speaks; `ends_saying`: or reports what he said in the same clause. `acting`:
    everybody who acts in it, in order, each with what tells what he does; `named` tells whom else it names, `undone`
    what is done in it. Most narration stands beside no words, and is asked for no more than whose doing it is.
    """

    text: str
    head: Speaker
    subject: Speaker
    other: Speaker
    open: bool
    governed: bool
    says: bool = False
    ends_saying: bool = False
    acting: tuple[tuple[Speaker, Callable[[], str]], ...] = ()
    named: Callable[[], dict[str, str]] = dict
    undone: Callable[[], str] = str

    @cached_property
    def forward(self) -> bool:
        """Whether it points at words behind it (こう言った)."""
        return bool(_at_end(_FORWARD, self.text))

    @cached_property
    def back(self) -> bool:
        """Whether it points at the words before it (そう言って)."""
        text, early = self.text, not self.ends_saying and _BACK.search(self.text[:_REACH_OF_BACK])
        return bool(early or _BACK_AT_ONCE.search(text)) and not self.forward

    @cached_property
    def pointing(self) -> bool:
        """Whether it points at words at all."""
        return bool(_POINTING.search(self.text))

    @cached_property
    def polite(self) -> bool:
        """Whether it is told politely."""
        return bool(_at_end(_POLITE, self.text))

    @cached_property
    def does(self) -> tuple[tuple[Speaker, str], ...]:
        """What everybody does who acts in it (see `_doings`)."""
        return tuple((speaker, doing()) for speaker, doing in self.acting)

    @cached_property
    def mentions(self) -> tuple[tuple[str, str], ...]:
        """How it names others (see `_doings`)."""
        return tuple(self.named().items())

    @cached_property
    def zero(self) -> str:
        """What is done in it where nobody is said to do it."""
        return "" if self.acting or self.subject.name or self.other.name else self.undone()

    @cached_property
    def marks(self) -> str:
        """What kind of narration it is, a letter each: open, governed, of saying, pointing back or ahead, of body or
        voice, quiet."""
        body = bool(reporting.GESTURE.search(self.text) or reporting.BODY.search(self.text))
        has = (
            ("o", self.open), ("g", self.governed), ("s", self.says), ("b", self.back), ("f", self.forward),
            ("m", body), ("q", bool(reporting.QUIET.search(self.text))),
        )  # fmt: skip
        return "".join(mark for mark, holds in has if holds) or "."


def narration(sentence: Sentence, number: int, first: int, last: int, discourse: Discourse) -> Narration | None:
    """The narration in the units `first`–`last` of a sentence; None where there is none."""
    units = sentence.units
    if first >= last:
        return None
    text = sentence.skeleton[units[first].at : units[last - 1].at + len(units[last - 1].surface)]
    if not text.strip("、。！？!? 　…―─"):
        return None
    governed = bool(first) and units[first].surface in ("と", "って") and units[first - 1].pair >= 0
    spoken = _at_end(_SAYS, text)
    says = bool(spoken and not governed and not _REPORTED.search(text[: spoken.start()])) or bool(_VOICE.search(text))
    phrases = [
        phrase
        for phrase in discourse.phrases(number, sentence)
        if first <= phrase.first
        and phrase.at < last
        and phrase.role in SUBJECTS
        and phrase.weight >= (0 if says and phrase.role != "も" else 2)
    ]
    head = _head(sentence, first, last, phrases, discourse)
    subject, other = _subject(sentence, first, last, phrases, discourse)
    opens = text.rstrip()[-1:] in "、，は" or (text.rstrip()[-1:] in "がも" and units[last - 1].pos.startswith("助詞"))
    acting = _doings(sentence, first, last, phrases, head, discourse)
    return Narration(
        text,
        head,
        subject,
        other,
        opens,
        governed,
        says and not (acting and acting[-1][1]() == "r"),
        says,
        acting,
        lambda: mentioned(text, discourse.names.told, discourse.names.full),
        partial(does, units, first, last, last),
    )


def _doings(
    sentence: Sentence, first: int, last: int, phrases: Sequence[Phrase], head: Speaker, discourse: Discourse
) -> tuple[tuple[Speaker, Callable[[], str]], ...]:
    """Everybody who acts in the units `first` to `last`, each once, in order, and what tells what he does."""
    acting = [phrase for phrase in phrases if phrase.weight >= 2]
    found = [
        (discourse.resolve(phrase), partial(does, sentence.units, start, stop, last))
        for phrase, start, stop in clauses_of_subjects(acting, last)
    ]
    if head.name and all(speaker.name != head.name for speaker, _ in found):
        stop = acting[0].first if acting else last
        found.insert(0, (head, partial(does, sentence.units, first, max(first, stop), last)))
    return tuple({speaker.name: (speaker, doing) for speaker, doing in found if speaker.name}.values())


def _head(sentence: Sentence, first: int, last: int, phrases: Sequence[Phrase], discourse: Discourse) -> Speaker:
    """Whose doing the first clause is: its subject, whoever a verb of speaking modifies, or whoever it says it was."""
    pointed = _pointed_at(sentence, first, last, discourse)
    if pointed.name:
        return pointed
    units = sentence.units
    end = _nominal_end(units, first, last)
    is_it = end < last and _IS.match(sentence.skeleton[units[end].at :])
    if end > first and (is_it or may_have_tail(units[end - 1].surface)):
        named = phrase_before(sentence, end, "bare", discourse.names)
        whole = named is not None and named.weight >= 2 and named.first == first and named.last < last
        if named is not None and whole and _IS.match(sentence.skeleton[units[named.last].at :]):
            return discourse.resolve(named)
    bare = _bare_subject(sentence, first, last, discourse)
    if not bare.name and first and units[first - 1].pair >= 0 and units[first].surface in ("と", "って"):
        bare = _bare_subject(sentence, first + 1, last, discourse)
        named = None if bare.name else final_name(sentence, first, last, discourse.names)
        bare = discourse.resolve(named) if named is not None else bare
    if bare.name:
        return bare
    for phrase in phrases:
        if _switched(units, first, phrase.first):
            break
        if phrase.role == "が" and _describes(units, phrase.at + 1, last):
            continue
        return discourse.resolve(phrase)
    return _modified(sentence, first, last, discourse)


def _bare_subject(sentence: Sentence, first: int, last: int, discourse: Discourse) -> Speaker:
    """X in X、刀を抜いた and X微笑した: no particle marks the subject."""
    units = sentence.units
    at = first
    while (
        at < last
        and units[at].pair < 0
        and (units[at].pos.startswith((*_NOMINAL, "形容詞", "連体詞")) or units[at].surface == "の")
    ):
        at += 1
    if (
        at == first
        or at >= last
        or not (units[at].surface == "、" or units[at].pos.startswith(("副詞", "動詞", "形状詞")))
    ):
        return NOBODY
    phrase = phrase_before(sentence, at, "bare", discourse.names)
    known = phrase is not None and (phrase.person is not None or discourse.names.ending(phrase.text))
    return discourse.resolve(phrase) if phrase is not None and known and phrase.weight >= 2 else NOBODY


def _subject(
    sentence: Sentence, first: int, last: int, phrases: Sequence[Phrase], discourse: Discourse
) -> tuple[Speaker, Speaker]:
    """Whose doing the last clause is, and who only led up to it."""
    units = sentence.units
    pointed = _pointed_at(sentence, first, last, discourse)
    if pointed.name:
        return pointed, NOBODY
    chosen: Phrase | None = None
    other: Phrase | None = None
    for phrase in phrases:
        if phrase.role == "が" and _describes(units, phrase.at + 1, last):
            continue
        if phrase.role == "が" and _switched(units, phrase.at + 1, last):
            other = phrase if chosen is None else other
            continue
        if phrase.role == "が" and chosen is not None and not _switched(units, chosen.at + 1, phrase.first):
            continue
        chosen, other = phrase, None
    if chosen is not None and _switch_at_end(units, first, last) and chosen.role != "が":
        return NOBODY, NOBODY
    subject = discourse.resolve(chosen) if chosen is not None else _bare_subject(sentence, first, last, discourse)
    return subject, discourse.resolve(other) if other is not None else NOBODY


def _describes(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the clause whose subject ends before unit `start` describes a noun. It does not where it tells what was
    done (源蔵が切り出したのは、食事のときだった)."""
    if not modifies(units, start, stop):
        return False
    told = next((at for at in range(start, stop - 1) if units[at].surface == "の" and units[at + 1].surface == "は"), 0)
    return not told or not units[told - 1].pos.startswith(("動詞", "助動詞")) or modifies(units, start, told)


def _switched(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether a clause ends between `start` and `stop` behind which another may act (…と、 …ので、 …とき、)."""
    for at in range(start, stop):
        unit = units[at]
        if unit.surface in _SWITCHES and unit.pos.startswith(CONJUNCTIVE):
            return True
        if at > start and unit.surface in _SWITCHING_NOUNS and units[at - 1].pos.startswith(PREDICATES):
            return True
        if unit.surface in ("たら", "だら") and unit.pos.startswith("助動詞"):
            return True
    return False


def _switch_at_end(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether the stretch ends in と、 or が、 behind a verb."""
    at = last - 1
    while at > first and units[at].surface in COMMAS:
        at -= 1
    return units[at].surface in _SWITCHES and units[at].pos.startswith(CONJUNCTIVE)


def _nominal_end(units: Sequence[Unit], first: int, last: int) -> int:
    at = first
    while at < last and units[at].pair < 0 and units[at].pos.startswith(_NOMINAL):
        at += 1
    return at


def _modified(sentence: Sentence, first: int, last: int, discourse: Discourse) -> Speaker:
    """The one whom a verb of speaking modifies (そう呟くＫの頸は)."""
    units = sentence.units
    for at in range(first, min(first + 10, last - 1)):
        if units[at].surface in ("、", "。") and at > first + 1:
            return NOBODY
        if units[at].lemma not in reporting.SAYING or not units[at].pos.startswith("動詞"):
            continue
        start = at + 1
        while start < last and units[start].pos.startswith(VERB_TAILS):
            if units[start].surface in _SWITCHES:
                return NOBODY
            start += 1
        end = _nominal_end(units, start, last)
        if end == start:
            return NOBODY
        phrase = phrase_before(sentence, end, "bare", discourse.names)
        if phrase is not None and phrase.weight >= 2 and phrase.first == start:
            return discourse.resolve(phrase)
        return NOBODY
    return NOBODY


def _heard(sentence: Sentence, first: int, last: int, discourse: Discourse) -> Speaker:
    """X in Xの声がした."""
    at = sentence.units[first].at
    found = _VOICE.search(sentence.skeleton[at : sentence.units[last - 1].at + 1])
    if not found:
        return NOBODY
    phrase = phrase_before(sentence, sentence.unit_at(at + found.start()), "bare", discourse.names)
    return discourse.resolve(phrase) if phrase is not None and phrase.weight >= 2 and phrase.first >= first else NOBODY


def _pointed_at(sentence: Sentence, first: int, last: int, discourse: Discourse) -> Speaker:
    """Who it was, or whose voice, where that is all that the stretch tells."""
    speaker = _it_was(sentence, first, last, discourse)
    return speaker if speaker.name else _heard(sentence, first, last, discourse)


def _it_was(sentence: Sentence, first: int, last: int, discourse: Discourse) -> Speaker:
    """X in …のはXだった."""
    text = sentence.skeleton[sentence.units[first].at : sentence.units[last - 1].at + 1]
    found = _at_end(_IT_WAS, text)
    if not found:
        return NOBODY
    start = sentence.unit_at(sentence.units[first].at + found.start("who"))
    end = sentence.unit_at(sentence.units[first].at + found.end("who"))
    phrase = phrase_before(sentence, end, "bare", discourse.names)
    return discourse.resolve(phrase) if phrase is not None and phrase.weight >= 2 and phrase.first >= start else NOBODY


@dataclass(slots=True)
class Spoken:
    """A quotation of a story in its place.

    `row` is the line of the text it begins on. `before` and `behind` are the
    narration beside it on that line, `lead` the last sentence of the narration on the lines before it. `stated` is the
    speaker that its own clause gives, `clause` whether a clause with と governs it at all.
    """

    pair: int
    row: int
    words: str
    stated: Speaker = NOBODY
    clause: bool = False
    before: Narration | None = None
    behind: Narration | None = None
    lead: Narration | None = None
    speaker: Speaker = NOBODY
    not_by: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of narration in its place; `row` is the line of the text it begins on."""

    row: int
    narration: Narration


_UTTERED = re.compile(r"[。！？!?…―─、][」]$")
_CLAUSE = ("direct", "noun", "do")


class Story:
    """The words and the narration of one text, in order. `lines` are those of the text."""

    def __init__(self, text: str, pairs: Sequence[Pair], lines: Sequence[Line], discourse: Discourse) -> None:
        self._text = text
        self._pairs = pairs
        self._lines = lines
        self._rows = [line.start for line in lines]
        self._discourse = discourse
        self._items: list[Spoken | Told] = []

    def tell(self, number: int, sentence: Sentence, spoken: Mapping[int, tuple[Frame, Speaker]]) -> None:
        """Keep sentence `number`: the words `spoken` in it, by their units, and what it tells between them."""
        units = sentence.units
        start = 0
        for place in (*spoken, len(units)):
            told = narration(sentence, number, start, place, self._discourse)
            if told is not None:
                self._items.append(Told(self._row(units[start].start), told))
            if place < len(units):
                frame, speaker = spoken[place]
                pair = self._pairs[units[place].pair]
                stated = speaker if not speaker.inferred else NOBODY
                words = self._text[pair.start + 1 : pair.end - 1]
                row = self._row(pair.start)
                self._items.append(Spoken(units[place].pair, row, words, stated, frame.mode in _CLAUSE))
            start = place + 1

    def is_spoken(self, sentence: Sentence, place: int, frame: Frame, inner: Inner) -> bool:
        """Whether a span is somebody's words in a scene: a quotation, or words that no particle joins to anything."""
        if frame.kind in QUOTED:
            return frame.kind != "thought" and not frame.withdrawn and frame.mode != "fragment"
        units = sentence.units
        pair = self._pairs[units[place].pair]
        if pair.opener != "「" or (place and units[place - 1].surface not in COMMAS):
            return False
        following = units[place + 1] if place + 1 < len(units) else None
        if following is not None and not place and following.surface in ("と", "って") and sentence.begins_line:
            return True
        if following is not None and following.pos.startswith(("助詞", "助動詞", "接尾辞", "補助記号")):
            return False
        return inner in WHOLE or bool(_UTTERED.search(self._text[pair.start : pair.end]))

    def narrator(self) -> str:
        """The pronoun with which the one who tells the story speaks of himself; '' where nobody in it tells it."""
        told = [item.narration.text for item in self._items if isinstance(item, Told)]
        found = Counter(match["I"] for text in told for match in SAYS_I.finditer(text))
        best = found.most_common(1)
        return best[0][0] if best and best[0][1] >= max(3, len(told) // 40) else ""

    def scenes(self) -> tuple[Sequence[Spoken | Told], frozenset[int]]:
        """What was kept, in order, and the lines of the text with which a new scene begins."""
        usual = Counter(line.blank for line in self._lines).most_common(1)[0][0]
        return self._items, frozenset(row for row, line in enumerate(self._lines) if line.blank > usual)

    def _row(self, place: int) -> int:
        return bisect_right(self._rows, place) - 1


@dataclass(slots=True)
class Turn:
    """What one line of the text says.

    `told` is what is narrated on lines of their own between the turn before it in the same scene and this one, `after`
    between this one and the next or the end of the scene; `joined`: nothing stands before it, or only what leads on
    to it with a comma.
    """

    lines: list[Spoken]
    told: list[Narration]
    joined: bool
    scene: int
    after: list[Narration] = field(default_factory=list)

    @property
    def speaker(self) -> Speaker:
        return self.lines[0].speaker

    @property
    def last(self) -> Speaker:
        return self.lines[-1].speaker

    @property
    def not_by(self) -> set[str]:
        return set().union(*(line.not_by for line in self.lines))
