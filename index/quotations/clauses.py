"""Sentence → clauses: where a predicate ends one, how it is joined to what follows, what its subject does; what stands
in a bracket, and the chain of brackets that share a frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypedDict, Unpack

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import COMMAS, CONJUNCTIVE, HANDED, NEW_NOUNS, PASSIVES, PREDICATES, VERB_TAILS
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.japanese.tokens import Remembered
from inyo.index.japanese.wordlists import words
from inyo.index.people.weighing import Phrase
from inyo.index.quotations.reports import JOINTS
from inyo.index.reading.zones import Pair
from inyo.index.values.quotation import QUOTED, Form, Kind

Joint = Literal["same", "turn", "adnominal", "quoted", "main", "loose"]
"""How a clause goes on: with the same subject (て, 連用形, ながら); in a way that lets another act (ので, が, と, たら,
ため); as a modifier of a noun; as what is quoted; not at all; unclear."""

_SAME = frozenset(("て", "で", "ながら", "つつ"))
_ADVERBIAL = frozenset(
    (
        "ため",
        "為",
        "時",
        "とき",
        "際",
        "後",
        "あと",
        "前",
        "場合",
        "折",
        "所",
        "ところ",
        "間",
        "うち",
        "中",
        "一方",
        "反面",
    )
)
_KEEPING = frozenset(("上", "うえ", "ほか", "他", "まま"))
_CONDITIONS = frozenset(("たら", "だら", "なら", "れば"))


class Clause(NamedTuple):
    """The units `first`–`last` of a sentence, of which the last ones are the predicate; `joint` is what follows it."""

    first: int
    last: int
    joint: Joint


def clauses_of(units: Sequence[Unit]) -> tuple[Clause, ...]:
    """The clauses of a sentence in order of their predicates. What stands behind the last predicate belongs to none."""
    out: list[Clause] = []
    first = at = 0
    count = len(units)
    while at < count:
        if not (_PREDICATIVE[units[at].pos] and _begins_predicate(units, at)):
            at += 1
            continue
        stop = _predicate_end(units, at)
        joint, stop = _joint(units, stop)
        out.append(Clause(first, stop, joint))
        first = at = stop
    return tuple(out)


def path(clauses: Sequence[Clause], start: int, stop: int) -> str:
    """What joints lie between two units of a sentence: '' where both are of one clause, else letters in order, each
    kind once (at: first a modifier of a noun, then a turn)."""
    letters = [clause.joint[0] for clause in clauses if start < clause.last <= stop]
    return "".join(dict.fromkeys(letters))


def governing(units: Sequence[Unit], clauses: Sequence[Clause], at: int, stop: int) -> str:
    """Which predicate governs the noun phrase whose particle is unit `at`, seen from words at unit `stop`.

    'own': that of the words; else that of a clause before them, as its joint (a letter) and whether it is done to the
    subject: p passive, r received, a neither.
    """
    mine = next((clause for clause in clauses if at < clause.last), None)
    if mine is None or mine.last > stop:
        return "own"
    verb = next((n for n in range(mine.last - 1, max(at, mine.first - 1), -1) if _is_main(units[n])), -1)
    if verb < 0:
        return f"{mine.joint[0]}a"
    passive = any(unit.lemma in PASSIVES for unit in units[verb + 1 : mine.last])
    return mine.joint[0] + ("p" if passive else "r" if units[verb].lemma in HANDED else "a")


def _is_main(unit: Unit) -> bool:
    return unit.pos.startswith("動詞-一般") or (unit.pos.startswith("動詞") and unit.lemma == "為る")


def _begins_predicate(units: Sequence[Unit], at: int) -> bool:
    how = _PREDICATIVE[units[at].pos]
    if how != "copula":
        return bool(how)
    return units[at].lemma in ("だ", "です") and units[at].surface not in ("な", "に")


_PREDICATIVE: Remembered[str, str] = Remembered(
    lambda pos: "verb" if pos.startswith(("動詞", "形容詞")) else "copula" if pos.startswith("助動詞") else "", 1 << 9
)
"""What a part of speech may be in a predicate: it begins one by itself, or as a copula; '' for neither."""


def _predicate_end(units: Sequence[Unit], at: int) -> int:
    stop = at + 1
    while stop < len(units):
        unit = units[stop]
        joined = unit.pos.startswith("助動詞") or (
            unit.pos.startswith("動詞-非自立") and units[stop - 1].surface in ("て", "で", "ん")
        )
        if not joined and unit.surface in ("て", "で") and unit.pos.startswith(CONJUNCTIVE):
            following = units[stop + 1] if stop + 1 < len(units) else None
            joined = following is not None and following.pos.startswith("動詞-非自立")
        if not joined:
            break
        stop += 1
    return stop


def _joint(units: Sequence[Unit], stop: int) -> tuple[Joint, int]:
    """How the predicate that ends before unit `stop` is joined to what follows, and where that begins."""
    last = units[stop - 1]
    if stop >= len(units):
        return "main", stop
    unit = units[stop]
    if unit.pos.startswith(CONJUNCTIVE):
        return ("same" if unit.surface in _SAME else "turn"), stop + 1
    if last.surface in _CONDITIONS:
        return "turn", stop
    if unit.surface in ("と", "って") and unit.pos.startswith("助詞"):
        return "quoted", stop
    if "連用" in last.conjugation:
        return "same", stop
    if unit.surface in _ADVERBIAL:
        return "turn", stop + 1
    if unit.surface in _KEEPING:
        return "same", stop + 1
    if unit.pos.startswith((*NEW_NOUNS, "接頭辞", "連体詞")) or unit.surface == "の":
        return "adnominal", stop
    if unit.surface in COMMAS:
        return "loose", stop
    if unit.pos.startswith("補助記号") or unit.pos.startswith("助詞-終助詞"):
        return "main", stop
    return "loose", stop


Inner = Literal["clause", "long", "terse", "phrase", "noun"]
"""`terse` is a phrase that a headline uses for a clause: its verb left in a noun (町民に深くおわび)."""
WHOLE: tuple[Inner, ...] = ("clause", "long")

_FULL_STOP = re.compile(r"[。！？!?｡]")
_ENDINGS = (*PREDICATES, "助詞-終助詞", CONJUNCTIVE, "感動詞")


_TERSE = frozenset(("に", "へ", "から", "まで", "だけ", "しか", "と", "より"))


def _acts(content: Sequence[Unit]) -> bool:
    """Whether a phrase ends in a noun or a stem that does something."""
    final = content[-1]
    polite = len(content) > 1 and content[-2].pos.startswith("接頭辞") and content[-2].surface in ("お", "ご")
    return polite or "サ変可能" in final.pos or (final.pos.startswith("動詞") and "連用" in final.conjugation)


def inners_of(pairs: Sequence[Pair], sentences: Sequence[Sentence]) -> list[Inner]:
    """What stands in each pair."""
    inside: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        if sentence.region >= 0 and not sentence.in_parentheses:
            inside.setdefault(sentence.region, []).append(sentence)
    return [_inner(inside.get(place, ())) for place in range(len(pairs))]


def _is_call(sentence: Sentence) -> bool:
    """Whether a sentence is a noun with a mark of exclamation, or the noun behind one, as in the names of works."""
    return (
        len(sentence) < 12
        and all(
            unit.pos.startswith(("名詞", "接", "記号", "補助記号", "空白", "感動詞", "形状詞"))
            or unit.surface in ("の", "と")
            for unit in sentence.units
        )
        and "。" not in sentence.skeleton
    )


def _inner(inside: Sequence[Sentence]) -> Inner:
    if not inside:
        return "noun"
    sentence = inside[-1]
    if len(inside) > 1:
        ends_open = not _FULL_STOP.search(sentence.skeleton)
        return "noun" if ends_open and all(map(_is_call, inside)) else "clause"
    if _FULL_STOP.search(sentence.skeleton) and len(sentence) > 1:
        return "clause"
    content = [unit for unit in sentence.units if not unit.pos.startswith(("補助記号", "空白"))]
    if not content:
        return "noun"
    final = content[-1]
    continuative = final.pos.startswith("動詞") and "連用" in final.conjugation
    if len(content) == 1 and continuative:
        return "noun"
    if final.surface == "な" and len(content) < 6 and not final.pos.endswith("終助詞"):
        return "phrase"
    if final.pos.startswith(_ENDINGS) or final.surface in ("ください", "下さい", "の", "か", "って"):
        return "phrase" if continuative and len(content) < 4 else "clause"
    if final.pos.startswith("助詞") and len(content) > 1:
        return "clause" if len(sentence.skeleton) >= 8 else "phrase"
    particles = [unit.surface for unit in content if unit.pos.startswith("助詞")]
    if any(particle in ("は", "が", "を", "も") for particle in particles):
        if "は" in particles or len(sentence.skeleton) > 14:
            return "long"
        return "terse" if _acts(content) else "phrase"
    if _TERSE.intersection(particles) and _acts(content):
        return "long" if len(sentence.skeleton) > 24 else "terse"
    if particles or any(unit.pos.startswith(PREDICATES) for unit in content):
        return "long" if len(sentence.skeleton) > 24 else "phrase"
    return "noun"


Mode = Literal["direct", "noun", "do", "fragment", "alone", "end", "inverted", "bare", "none"]
"""What governs a span: a verb behind と (direct), a noun of utterance behind との (noun) or right behind the bracket
(bare), とし (do), a clause of which the span is a part (fragment); nothing, because it is the sentence (alone) or ends
it (end); subject and verb behind it without と (inverted). `none`: it is no quotation."""


class Frame(NamedTuple):
    """How a bracketed span sits in its sentence.

    `first`–`last` are the units of the chain of spans that share it (「A」「B」と述べた); `quotative` the unit of the
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
    quotative: int = -1
    cue_at: int = -1
    withdrawn: bool = False
    passive: bool = False
    subordinate: bool = False
    taken: bool = False
    owner: tuple[int, int] | None = None


class _How(TypedDict, total=False):
    """What else a Frame says."""

    cue: str
    quotative: int
    cue_at: int
    withdrawn: bool
    passive: bool
    subordinate: bool
    taken: bool
    owner: tuple[int, int] | None


_MOST = 12
_TAIL, _LEAD = 160, 60
_DEEPEST = 3


_REACH_BEHIND = 24


class Chain(NamedTuple):
    """The units `first`–`last` of a sentence: one bracketed span, or several side by side (「A」「B」, 「A」、「B」).

    `inner` is what stands in the span that is judged, `whole` whether that is a clause. `base` is where the skeleton
    goes on behind the chain, `tail` what it says there, `lead` what it says before. `depth` counts the chains that were
    judged for the sake of one before them.
    """

    sentence: Sentence
    first: int
    last: int
    inner: Inner
    whole: bool
    base: int
    tail: str
    lead: str
    depth: int

    @property
    def units(self) -> list[Unit]:
        return self.sentence.units

    @property
    def before(self) -> str:
        """The unit right before the chain; '' where it begins the sentence."""
        return self.sentence.units[self.first - 1].surface if self.first else ""

    @property
    def behind(self) -> str:
        """What the document goes on with right behind the chain, parentheses included."""
        end = self.sentence.units[self.last].end
        return self.sentence.source[end : end + _REACH_BEHIND]

    @property
    def deepest(self) -> bool:
        """Whether no span further on is judged for the sake of this one."""
        return self.depth >= _DEEPEST

    def frame(self, kind: Kind, mode: Mode, form: Form = "", **how: Unpack[_How]) -> Frame:
        """A frame of this chain. Without a `form` the words in it say whether they are quoted in full or in part."""
        if kind not in QUOTED:
            form = ""
        elif not form:
            form = "full" if self.whole else "partial"
        return Frame(kind, form, mode, self.first, self.last, **how)

    def reported(
        self, kind: Kind, form: Form = "", *, cue: str, passive: bool = False, withdrawn: bool = False
    ) -> Frame:
        """The frame of a chain that と follows, and the reporting expression right behind that."""
        return self.frame(
            kind,
            "direct",
            form,
            cue=cue,
            quotative=self.last + 1,
            cue_at=self.last + 2,
            passive=passive,
            withdrawn=withdrawn,
        )

    def no_quotation(self) -> Frame:
        """The frame of a name or a term."""
        return self.frame("term", "none")


def chain_at(sentence: Sentence, place: int, inner: Inner, depth: int = 0) -> Chain:
    """The chain in which the span at unit `place` stands; `inner` says what the words in that span are."""
    units = sentence.units
    first, last = _reach(units, place)
    base = units[last].at + 1
    tail = sentence.skeleton[base : base + _TAIL]
    lead = sentence.skeleton[max(0, units[first].at - _LEAD) : units[first].at]
    return Chain(sentence, first, last, inner, inner in WHOLE, base, tail, lead, depth)


def _reach(units: Sequence[Unit], place: int) -> tuple[int, int]:
    first = last = place
    while last + 1 < len(units) and last < place + _MOST:
        if units[last + 1].pair >= 0:
            last += 1
        elif last + 2 < len(units) and units[last + 1].surface in JOINTS and units[last + 2].pair >= 0:
            last += 2
        else:
            break
    while first and first > place - _MOST:
        if units[first - 1].pair >= 0:
            first -= 1
        elif first > 1 and units[first - 1].surface in JOINTS and units[first - 2].pair >= 0:
            first -= 2
        else:
            break
    return first, last


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
