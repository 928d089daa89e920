"""Words with times → turns: whose they are, and one sentence over several cues joined; subtitles (SRT, WebVTT, SBV,
ASS, LRC, TTML) and plain texts with such lines.

`[00:01.000 --> 00:04.500]  text`, `(00:12:30) 話者A: text`, `話者 1  00:12` above its words, a time on a line alone.
WebVTT: https://www.w3.org/TR/webvtt1/ (blocks, voice and ruby tags, times inside a cue).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from inyo.index.reading.formats.building import NO_SPACE, damage, decoded, join_lines, paragraphs
from inyo.index.reading.formats.xml import Start, Text, xml_events
from inyo.index.reading.layout_table import ROLE
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Extract, FormatProblem, Place, UnreadableFormat

_WIDE = str.maketrans("０１２３４５６７８９：；;［］（）．　〜～", "0123456789:::[](). ~~")
"""Character by character, so that offsets hold."""

_TIME = (
    r"(?:(?P<{0}h>\d{{1,3}}):)?(?P<{0}m>\d{{1,3}}):(?P<{0}s>[0-5]\d)"
    r"(?:[.,](?P<{0}f>\d{{1,3}})|(?<=\d\d:\d\d:\d\d):\d\d)?(?![\d:])"
)
"""Hours, minutes, seconds and their parts; what editors of films count behind the seconds are frames."""

_UNTIL = rf"(?:\s*(?:-->|->|→|~|[-–—])\s*{_TIME.format('until_')})?"
_STAMP = re.compile(
    rf"\s{{0,8}}(?P<open>[\[(【<{{])?\s?{_TIME.format('')}{_UNTIL}(?(open)\s?[\])】>}}])(?P<sep>[\s:]*)"
)
_NAMED = re.compile(
    rf"\s{{0,8}}(?P<called>[\[【])?(?P<name>[^\s\d:。、「」()\[\]【】][^:。、「」()\[\]【】\n]{{0,24}}?)"
    rf"(?(called)[\]】])\s{{0,8}}"
    rf"(?P<open>[\[(【])?{_TIME.format('')}{_UNTIL}(?(open)[\])】])\s*:?\s*"
)
_ADDRESSED = re.compile(
    r"(?:(?:From\s+|開始\s+)?(?P<name>[^。、「」：:]{1,30}?)\s+(?:to\s+|から\s*|(?:宛|送信)先\s+)[^。、「」：:]{1,30}?"
    r"(?:\s*[(（][^)）]{1,24}[)）])?(?:\s*へ)?|(?:From|開始)\s+(?P<sender>[^。、「」：:]{1,30}?)(?:\s+に\s+[^。、「」：:]{1,30}?)?)"
    r"\s*[：:]\s*(?P<words>.*)",
    re.IGNORECASE,
)
"""How the chat of a video conference says who wrote, and perhaps to whom."""

_NAME = re.compile(r"[^。、「」()（）:：]{1,20}")
_NUMBERED = re.compile(r"(?:話者|発言者|Speaker|SPEAKER)[ _]?\w{1,3}")
_LOOKED_AT = 400
_FIRST_MINUTES = 300
"""Seconds before which the first of times without hours and brackets lies in a transcript, but not in a programme."""

_WRAP = 1_800
"""Seconds by which times without hours go back where an hour has passed; by less somebody corrected himself, or another
recording begins."""


@dataclass(frozen=True, slots=True)
class _Stamped:
    """A line with a time: seconds, whether an hour was written, the name before it and the words behind it."""

    seconds: float
    hours: bool
    bracketed: bool
    speaker: str
    words: str


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The turns of a transcript, paragraphs before the first time. Raises UnreadableFormat where no line has one."""
    found = decoded(data)
    lines = found.text.split("\n")
    if _LINE_HEAD.match(found.text):
        return (replace(_line_chat(lines), encoding=found.encoding, losses=damage(found)),)
    stamps = [_stamped(line) for line in lines]
    first = next((number for number, stamp in enumerate(stamps) if stamp), None)
    if first is None:
        raise UnreadableFormat(FormatProblem.DAMAGED, "has no times as subtitles have; rename it to .txt to read it so")
    blocks = (*paragraphs("\n".join(lines[:first])), *turns(list(_cues(lines, stamps))))
    return (Extract(blocks, encoding=found.encoding, losses=damage(found)),)


_LINE_HEAD = re.compile(r"\s*\[LINE\] ?[^\n]+\n(?:保存日時|Saved on)[^\n]*\n")
_LINE_DAY = re.compile(r"\d{4}[./]\d{1,2}[./]\d{1,2}\s?[(（]?[日月火水木金土A-Z][^\t]{0,12}")
_LINE_MESSAGE = re.compile(r"(午前|午後)?(\d{1,2}):(\d{2})\t([^\t\n]{1,60})\t(.*)")


def _line_chat(lines: Sequence[str]) -> Extract:
    """A talk saved from LINE: days alone on their lines, messages with the time of day and their writers."""
    blocks = [Block(lines[0].strip())]
    date = who = time = ""
    for number, line in enumerate(lines[2:], 3):
        if _LINE_DAY.fullmatch(line.strip()):
            date, who = date or line.strip(), ""
            blocks.append(Block(line.strip(), place=Place(line=number)))
        elif found := _LINE_MESSAGE.fullmatch(line):
            hour = int(found[2]) % 12 + 12 * (found[1] == "午後") if found[1] else int(found[2])
            who, time = found[4], clock(hour * 3600 + int(found[3]) * 60)
            blocks.append(_said(found[5].removeprefix('"'), who, time, number))
        elif line.strip():
            kind = _said(line.removesuffix('"'), who, time, number) if who else Block(line.strip())
            blocks.append(kind)
    return Extract(tuple(block for block in blocks if block.text), date=date)


def _said(words: str, who: str, time: str, line: int) -> Block:
    return Block(words.strip(), BlockKind.TURN, place=Place(time=time, line=line), speaker=who)


def looks_timed(text: str) -> bool:
    """Whether a plain text is a transcript with times: they stand at the heads of its lines and run forward."""
    if _LINE_HEAD.match(text):
        return True
    lines = [line for line in text[:60_000].split("\n") if line.strip()][:_LOOKED_AT]
    stamps = [stamp for line in lines if (stamp := _stamped(line))]
    if len(stamps) < 2 or (len(stamps) < 3 and len(stamps) < 0.4 * len(lines)):
        return False
    steps = [after.seconds >= before.seconds - 2 for before, after in pairwise(stamps)]
    if sum(steps) < 0.8 * len(steps):
        return False
    if all(stamp.hours for stamp in stamps) or all(stamp.bracketed for stamp in stamps):
        return len(stamps) >= 0.05 * len(lines) and (stamps[0].hours or stamps[0].seconds < 12 * _FIRST_MINUTES)
    return len(stamps) >= 0.3 * len(lines) and stamps[0].seconds < _FIRST_MINUTES


_NAMED_TURN = re.compile(
    r"^([^\s\d:：。、「」][^:：。、「」\n]{0,24}?)[ \t　]{1,8}(?:\d{1,2}:)?\d{1,2}:[0-5]\d[ \t]*\n(?=(\S[^\n]*))",
    re.MULTILINE,
)
_ENDS_IN_TIME = re.compile(r"\d:[0-5]\d\s*\Z")


def turns_named(text: str) -> bool:
    """Whether names with a time behind them stand alone above words, and come back: no programme names its items so."""
    named = Counter(name for name, below in _NAMED_TURN.findall(text) if not _ENDS_IN_TIME.search(below))
    return named.total() >= 3 and max(named.values()) > 1


def _stamped(line: str) -> _Stamped | None:
    if ":" not in (narrow := line[:120].translate(_WIDE)):
        return None
    found = _STAMP.match(narrow)
    if found:
        if not (found["open"] or found["sep"] or found.end() == len(narrow)):
            return None
        words = line[found.end() :].strip()
        said = _ADDRESSED.fullmatch(words)
        speaker, words = (said["name"] or said["sender"], said["words"]) if said else ("", words)
        return _Stamped(_seconds(found), bool(found["h"]), bool(found["open"]), speaker, words)
    found = _NAMED.match(narrow)
    if not found or (not found["open"] and found.end() < len(narrow)):
        return None
    return _Stamped(
        _seconds(found), bool(found["h"]), bool(found["open"]), found["name"].strip(), line[found.end() :].strip()
    )


def _seconds(found: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = (found[part] or "0" for part in "hmsf")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _cues(lines: Sequence[str], stamps: Sequence[_Stamped | None]) -> Iterator[Cue]:
    """A cue for each time, and one more for each paragraph below it."""
    added = before = 0.0
    heads = [(number, stamp) for number, stamp in enumerate(stamps) if stamp]
    names = _names_beside(lines, heads)
    ends = [number for number, _ in heads[1:]] + [len(lines)]
    for (head, stamp), end in zip(heads, ends, strict=True):
        if not stamp.hours and before - stamp.seconds > _WRAP:
            added += 3600
        before = stamp.seconds
        time = clock(stamp.seconds + (0 if stamp.hours else added))
        speaker, words = (stamp.words, "") if stamp.words in names else (stamp.speaker, stamp.words)
        below = lines[head + 1 : end]
        if not (speaker or words) and len(below) > 1 and below[0].strip() in names and below[1].strip():
            speaker, below = below[0].strip(), below[1:]
        for number, text in enumerate(_parts([words, *below])):
            yield Cue(time, text, head + 1, speaker, goes_on=number > 0)


def _names_beside(lines: Sequence[str], heads: Sequence[tuple[int, _Stamped]]) -> set[str]:
    """What stands alone behind a time or below it, above words, and comes back at others: who speaks."""
    beside: Counter[str] = Counter()
    timed = {head for head, _ in heads}
    for head, stamp in heads:
        at = head if stamp.words else head + 1
        name = stamp.words or (lines[at].strip() if at < len(lines) else "")
        above_words = at + 1 < len(lines) and at + 1 not in timed and lines[at + 1].strip()
        if not stamp.speaker and _NAME.fullmatch(name) and above_words:
            beside[name] += 1
    return {name for name, number in beside.items() if number > 1 or _NUMBERED.fullmatch(name)}


def _parts(lines: Sequence[str]) -> Iterator[str]:
    part: list[str] = []
    for line in [*lines, ""]:
        if stripped := line.strip():
            part.append(stripped)
        elif part:
            yield join_lines(part)
            part = []


_ENDS = "。．.！？!?…」』）)】］]＞>♪～〜"
_POINTED = 0.4
"""Share of cues with an end of a sentence from which it is the rule."""

_LONGEST_MERGED = 300
"""Characters up to which cues that break off at a comma become one block."""

_WORD = r"[^\s　：:「」『』。、，,!?！？()（）\[\]【】<>/／=＝#>*|]"
_LABEL = re.compile(
    rf"(?:[\[［【<〈](?P<bracket>[^\]］】>〉\n]{{1,20}})[\]］】>〉][ 　]*[:：]?"
    rf"|(?P<colon>{_WORD}{{1,16}}(?:[ 　]{_WORD}{{1,12}})?)[ 　]?(?:[(（][^()（）\n]{{1,20}}[)）])?[ 　]?[:：](?!//)"
    rf"|[(（](?P<round>{_WORD}{{1,12}}(?:[ 　]{_WORD}{{1,8}})?)[)）][:：]?)[\s　]*(?=\S)"
)
_NO_SPEAKER = re.compile(
    r"(?:笑|拍手|音楽|歓声|泣|ため息|沈黙|無音|中略|略|咳|間|聞き取り|不明|字幕|翻訳|提供|注|例|参考|質問|回答|問|答|Q|A|https?).{0,6}"
    r"|.*(?:音|♪.*)|[\d０-９:：.]+|(?:music|applause|laughter|laughs|inaudible|silence)",
    re.IGNORECASE,
)

_FAMILY = re.compile(
    r"[一-鿿々ヶ]{2,4}(?<![音声笑泣鳴風雨雷歌曲手])|(?!チャイム|ノイズ|サイレン|ベル|ブザー|クラクション|ジングル|アナウンス|ドア)[ァ-ヴー・]{2,12}"
    r"|.*(?:男性?|女性?|[男女]の[子人]|子ども|店員|客)[0-9０-９A-Z]?"
)
"""A surname or a person of no name; what is heard in a film ends otherwise (銃声, 足音, 拍手)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words between two times. `time` is HH:MM:SS.mmm, `line` counts from 1, `speaker` is whom a mark names or ''.

    `goes_on`: another paragraph of the words before it.
    """

    time: str
    text: str
    line: int = 0
    speaker: str = ""
    rubies: tuple[BlockRuby, ...] = ()
    goes_on: bool = False


def clock(seconds: float) -> str:
    """Seconds as HH:MM:SS.mmm."""
    thousandths = round(max(seconds, 0) * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def turns(cues: Sequence[Cue]) -> tuple[Block, ...]:
    """A block a cue, labels taken off and made speakers; what breaks off at a comma goes on in the same block, where
    cues often end with a full stop what breaks off without one too. A cue without a label is of whom the last was."""
    spoken = [cue for cue in _spoken(cues) if cue.text]
    ended = sum(cue.text[-1] in _ENDS for cue in spoken)
    return tuple(_merged(spoken, pointed=ended >= _POINTED * len(spoken)))


def _spoken(cues: Sequence[Cue]) -> Iterator[Cue]:
    labels = [None if cue.speaker else _LABEL.match(cue.text) for cue in cues]
    known = _speakers([label for label in labels if label], len(cues))
    speaker = ""
    for cue, label in zip(cues, labels, strict=True):
        if label and _name(label) in known:
            cue = _without(cue, label)
        elif cue.goes_on:
            cue = replace(cue, speaker=speaker)
        speaker = cue.speaker
        yield cue


def _speakers(labels: Sequence[re.Match[str]], cues: int) -> set[str]:
    """The labels that are speakers: most cues have one, or the same comes back; those in round brackets, which also
    tell what is heard, before words in brackets too, and in any brackets beside others that come back where they name a
    person."""
    labels = [label for label in labels if not _NO_SPEAKER.fullmatch(_name(label))]
    names = Counter(map(_name, labels))
    rounded = {_name(label) for label in labels if label["round"]}
    if len(names) < 20 and names.total() > 0.6 * cues and not rounded:
        return set(names)
    quoted = Counter(_name(label) for label in labels if label.string.startswith(("「", "『"), label.end()))
    known = {name for name, number in names.items() if number > 1 or (quoted[name] and quoted.total() > 1)}
    marked = {_name(label) for label in labels if not label["colon"]}
    once = {name for name in marked if ROLE.search(name) or _FAMILY.fullmatch(name)}
    every = len(once) == len(names) == names.total() == cues > 1
    return known | once if known & marked or every else known


def _name(label: re.Match[str]) -> str:
    return next(group for group in label.groups() if group).strip()


def _without(cue: Cue, label: re.Match[str]) -> Cue:
    cut = label.end()
    rubies = (BlockRuby(r.start - cut, r.end - cut, r.reading) for r in cue.rubies if r.start >= cut)
    return replace(cue, text=cue.text[cut:], speaker=_name(label), rubies=tuple(rubies))


def _merged(cues: Sequence[Cue], *, pointed: bool) -> Iterator[Block]:
    first: Cue | None = None
    for cue in cues:
        breaks_off = first and (first.text[-1] in "、，" or (pointed and first.text[-1] not in _ENDS))
        same = first and (cue.speaker == first.speaker or not cue.speaker)
        if first and breaks_off and same and len(first.text) < _LONGEST_MERGED:
            at = len(first.text)
            rubies = (BlockRuby(r.start + at, r.end + at, r.reading) for r in cue.rubies)
            first = replace(first, text=first.text + cue.text, rubies=(*first.rubies, *rubies))
            continue
        if first:
            yield _block(first)
        first = cue
    if first:
        yield _block(first)


def _block(cue: Cue) -> Block:
    return Block(cue.text, BlockKind.TURN, cue.rubies, Place(time=cue.time, line=cue.line), cue.speaker)


_CUE_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"[ \t]*{_CUE_TIME}[ \t]*(?:-->|,)[ \t]*{_CUE_TIME}(?:[ \t].*)?")
_INNER_TIME = re.compile(r"<\d[\d:.]*>")
_TOKEN = re.compile(r"<(?P<tag>/?[^<>\n]{0,200})>|(?P<line>\n)|(?P<position>\{\\[^{}\n]{0,200}\})")
_TAG = re.compile(r"/?(?:c|i|b|u|s|v|ruby|rt|lang|font|span|p|br|\d[\d:.]*)(?:[\s./=].*)?", re.IGNORECASE | re.DOTALL)
_CALLED = re.compile(r'\d{1,6} "([^"]{1,60})" \(\d{1,12}\)[ \t]*')
"""How Webex names a cue: number, speaker, the speaker's own number."""

_FIRM = re.compile(r"(?<=\S)\s*[(（][^()（）]{1,24}[)）]\Z")
_CHEVRON = re.compile(r"(?:>>|&gt;&gt;|≫|＞＞)[ 　]*")
"""How captions of broadcasts mark that somebody else speaks."""

_DASH = re.compile(r"[-‐–—－―][ 　]?(?=[^\s\-‐–—－―])")
_LYRIC = re.compile(r"((?:\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\][ \t]*)+)(.*)")
_LYRIC_TIME = re.compile(r"\[(\d{1,3}):(\d{2})(?:[.:](\d{1,3}))?\]")
_LYRIC_FIELD = re.compile(r"\[(ti|ar|al|by|au):[ \t]*([^\]\n]*)\]", re.IGNORECASE)
_LYRIC_WORD = re.compile(r"<\d{1,3}:\d{2}(?:[.:]\d{1,3})?>[ \t]?")
_TTML = re.compile(rb"[\s\xef\xbb\xbf\xfe\xff]*<(?:[?!].{0,4000}?<)?(?:\w+:)?tt[\s>]", re.DOTALL)
_ASS_DRAWING = re.compile(r"\{[^{}\n]{0,300}\\p[1-9][^{}\n]{0,300}\}.*?(?=\{[^{}\n]{0,300}\\p0|\Z)")
_ASS_OVERRIDE = re.compile(r"\{[^{}\n]*\}")


def read_subtitles(data: bytes, name: str) -> tuple[Extract, ...]:
    """The turns of a subtitle file. Raises UnreadableFormat where no line has a time."""
    if _TTML.match(data[:4_000].replace(b"\0", b"")):
        return _timed_xml(data)
    found = decoded(data)
    lines = found.text.split("\n")
    title = author = ""
    if re.search(r"^Dialogue:", found.text, re.MULTILINE):
        cues = list({(cue.time, cue.speaker, cue.text): cue for cue in _ass(lines)}.values())  # layers repeat a line
        cues.sort(key=lambda cue: cue.time)
        title = next((line[6:].strip() for line in lines[:50] if line.startswith("Title:")), "")
    elif any(map(_TIMING.fullmatch, lines)):
        cues = list(_timed(lines))
        title = re.sub(r"WEBVTT[ \t]*(?:[-–—:][ \t]*)?", "", lines[0]).strip() if lines[0].startswith("WEBVTT") else ""
    elif name.lower().endswith(".lrc") and any(map(_LYRIC.match, lines)):
        cues = sorted(_lyrics(lines), key=lambda cue: cue.time)
        fields = {key.lower(): value.strip() for key, value in _LYRIC_FIELD.findall(found.text)}
        title, author = fields.get("ti", ""), fields.get("ar", "")
    else:
        return read(data, name)
    blocks = turns(cues)
    if not blocks:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds times without words; nothing to index")
    return (Extract(blocks, title=title, author=author, encoding=found.encoding, losses=damage(found)),)


def named_turns(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The turns of a transcript that a word processor keeps, whose lines name speaker and time above the words; none
    where blocks are no such."""
    text = "\n".join(block.text for block in blocks)
    if not turns_named(text) or not looks_timed(text) or any(block.rubies or "\n" in block.text for block in blocks):
        return ()
    lines = [block.text for block in blocks]
    stamps = [_stamped(line) for line in lines]
    first = next(number for number, stamp in enumerate(stamps) if stamp)
    said = turns(list(_cues(lines, stamps)))
    return (*blocks[:first], *(replace(block, place=replace(block.place, line=0)) for block in said))


def _timed_xml(data: bytes) -> tuple[Extract, ...]:
    """TTML and DFXP: a cue each `p`, at 0 where it states no beginning, the agent of it as the voice."""
    reader = _TimedXml()
    for event in xml_events(data.lstrip(), "its XML"):
        if isinstance(event, Start):
            reader.start(event)
        elif isinstance(event, Text):
            reader.text(event.text)
        else:
            reader.end(event.name)
    blocks = turns(reader.cues)
    if not blocks:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds times without words; nothing to index")
    return (Extract(blocks, title=" ".join(reader.title.split())),)


_MOST_RUBIES = 100
"""Readings of one cue that are kept; no screen has as many."""


class _TimedXml:
    """The walk through TTML. A span's part in ruby (`tts:ruby`) is stated by itself or by its style."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []
        self.title = ""
        self.names: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.agent = self.time = ""
        self.open: list[tuple[str, str]] = []
        self.pieces: list[str] = []
        self.length = 0
        self.rubies: list[BlockRuby] = []
        self.base, self.reading = (0, 0), ""

    def start(self, event: Start) -> None:
        part = event.get("ruby") or self.styles.get(event.get("style"), "")
        self.open.append((event.name, part))
        if event.name == "style":
            self.styles[event.get("id")] = event.get("ruby")
        elif event.name == "p":
            self.time, self.agent = event.get("begin"), event.get("agent")
            self.pieces, self.length, self.rubies = [], 0, []
        elif event.name == "agent":
            self.agent = event.get("id")
        elif event.name == "br":
            self._add("\n")
        elif part == "base":
            self.base = (self.length, self.length)

    def text(self, text: str) -> None:
        name, part = self.open[-1] if self.open else ("", "")
        if name == "title":
            self.title += text
        elif name == "name":
            self.names[self.agent] = self.names.get(self.agent, "") + text
        elif part == "text":
            self.reading += text
        elif part != "delimiter":
            self._add(text)

    def end(self, name: str) -> None:
        _, part = self.open.pop()
        if part == "base":
            self.base = (self.base[0], self.length)
        elif part == "text" and name == "span":
            if self.base[0] < self.base[1] and self.reading.strip() and len(self.rubies) < _MOST_RUBIES:
                self.rubies.append(BlockRuby(*self.base, self.reading.strip()))
            self.reading = ""
        elif name == "p":
            self._cue()

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _cue(self) -> None:
        """The words of a `p` on one line. The offsets of readings follow by what stands before them."""
        whole = "".join(self.pieces)

        def shown(text: str) -> str:
            return join_lines([line.strip() for line in text.split("\n")])

        rubies = []
        for ruby in self.rubies:
            base, end = shown(whole[ruby.start : ruby.end]), len(shown(whole[: ruby.end]))
            rubies.append(BlockRuby(end - len(base), end, ruby.reading))
        if text := shown(whole):
            voice = self.names.get(self.agent, "").strip()
            self.cues.append(Cue(clock(_ttml_seconds(self.time)), text, len(self.cues) + 1, voice, tuple(rubies)))


def _ttml_seconds(stated: str) -> float:
    """A clock time (`00:01:02.5`, `00:01:02:12` with frames) or an offset (`62.5s`, `62500ms`, `625000000t`)."""
    if found := re.fullmatch(r"(\d{1,3}):(\d{2}):(\d{2}(?:\.\d{1,9})?)(?::\d{1,3})?", stated.strip()):
        return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])
    if found := re.fullmatch(r"(\d{1,12}(?:\.\d{1,9})?)(h|m|s|ms|t)", stated.strip()):
        return float(found[1]) * {"h": 3600, "m": 60, "s": 1, "ms": 1e-3, "t": 1e-7}[found[2]]
    return 0.0


def has_cues(text: str) -> bool:
    """Whether a text is SRT or WebVTT under another name: a line of two times with an arrow near its beginning."""
    head = text[:4_000].split("\n")
    return any("-->" in line and _TIMING.fullmatch(line) for line in head)


def _timed(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues of SRT, WebVTT and SBV: a line of times, then words up to a blank line (SRT: to the next times)."""
    vtt = lines[0].startswith("WEBVTT")
    rolling = any(_INNER_TIME.search(line) for line in lines)
    heads = [number for number, line in enumerate(lines) if _TIMING.fullmatch(line)]
    before = ""
    for number, (head, following) in enumerate(pairwise([*heads, len(lines) + 1]), 1):
        words = _words(lines[head + 1 : following], vtt=vtt, following=0 if following > len(lines) else number + 1)
        if rolling:
            repeated, before = before, words[-1] if words else before
            words = words[1:] if words and _plain(words[0]) == _plain(repeated) else words
        timing = _TIMING.fullmatch(lines[head])
        if timing and words:
            called = _CALLED.fullmatch(lines[head - 1]) if vtt and head else None
            for cue in _voices(words, clock(_cue_seconds(timing.groups()[:4])), head + 1):
                yield replace(cue, speaker=called[1].strip()) if called and not cue.speaker else cue


def _words(lines: Sequence[str], *, vtt: bool, following: int) -> list[str]:
    """The words of a cue among the lines up to the next one's times: without the number of that (0: none) and notes."""
    if vtt:
        end = next((number for number, line in enumerate(lines) if not line), len(lines))
        return [line.strip() for line in lines[:end] if line.strip()]
    lines = [line.strip() for line in lines]
    if following and lines and lines[-1].isdecimal():
        alone = len(lines) < 2 or not lines[-2]
        if alone or lines[-1] in (str(following), str(following - 1)):
            lines.pop()
    return [line for line in lines if line]


def _plain(line: str) -> str:
    return re.sub(r"<[^<>]*>", "", line).strip()


def _cue_seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = ((part or "0") for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _voices(lines: Sequence[str], time: str, at: int) -> Iterator[Cue]:
    """A cue for each voice in one: lines that begin with a dash are of several, `<v NAME>` names one."""
    groups = [[_CHEVRON.sub("", lines[0])]]
    for line in lines[1:]:
        if (_DASH.match(lines[0]) and _DASH.match(line)) or _CHEVRON.match(line):
            groups.append([_CHEVRON.sub("", line)])
        else:
            groups[-1].append(line)
    groups = [group for group in groups if group[0] or len(group) > 1]
    for group in groups:
        group[0] = _DASH.sub("", group[0], count=1) if len(groups) > 1 and _DASH.match(group[0]) else group[0]
        yield from _Marked(time, at).cues("\n".join(group))


class _Marked:
    """The marked words of one cue, taken apart from left to right."""

    def __init__(self, time: str, at: int) -> None:
        self.time, self.at = time, at
        self.speaker, self.text = "", ""
        self.rubies: list[BlockRuby] = []
        self.base: int | None = None
        self.reading: str | None = None
        self.newline = False

    def cues(self, marked: str) -> Iterator[Cue]:
        at = 0
        for token in _TOKEN.finditer(marked):
            tag = token["tag"]
            if tag is not None and not _TAG.fullmatch(tag):
                continue
            self._words(html.unescape(marked[at : token.start()]))
            at = token.end()
            if token["line"]:
                self.newline = True
            elif tag and re.match(r"v[\s.]", tag):
                yield from self._cue()
                self.speaker = _FIRM.sub("", html.unescape(re.sub(r"^v[^\s]*\s*", "", tag)).strip())
            elif tag:
                self._tag(tag.lower())
        self._words(html.unescape(marked[at:]))
        yield from self._cue()

    def _words(self, words: str) -> None:
        if self.reading is not None:
            self.reading += words
            return
        if self.newline and self.text and words and not (NO_SPACE.match(words) or NO_SPACE.match(self.text[-1])):
            self.text += " "
        self.newline = self.newline and not words
        self.text += words

    def _tag(self, tag: str) -> None:
        if tag == "ruby":
            self.base = len(self.text)
        elif tag == "rt":
            self.reading = ""
        elif tag in ("/rt", "/ruby") and self.reading is not None:
            if self.base is not None and self.reading.strip() and self.base < len(self.text):
                self.rubies.append(BlockRuby(self.base, len(self.text), self.reading.strip()))
            self.base, self.reading = len(self.text), None

    def _cue(self) -> Iterator[Cue]:
        self._tag("/rt")
        cut = len(self.text) - len(self.text.lstrip())
        text = self.text.strip()
        if text:
            rubies = tuple(
                BlockRuby(r.start - cut, r.end - cut, r.reading) for r in self.rubies if cut <= r.start <= r.end
            )
            yield Cue(self.time, text, self.at, self.speaker, rubies)
        self.text, self.rubies, self.base = "", [], None


def _ass(lines: Sequence[str]) -> Iterator[Cue]:
    """The dialogue of (Advanced) SubStation Alpha, by the fields that its Format line names."""
    fields = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"]
    events = False
    for number, line in enumerate(lines, 1):
        if line.startswith("["):
            events = line.strip().lower() == "[events]"
        elif events and line.startswith("Format:"):
            fields = [field.strip().lower() for field in line[7:].split(",")]
        elif line.startswith("Dialogue:"):
            row = dict(zip(fields, line[9:].split(",", len(fields) - 1), strict=False))
            time = re.fullmatch(_CUE_TIME, row.get("start", "").strip())
            shown = _ASS_OVERRIDE.sub("", _ASS_DRAWING.sub("", row.get("text", "")))
            words = re.sub(r"[ \t]*\\[Nn][ \t]*", "\n", join_lines(shown.split("\\h")))
            pieces = [piece for piece in words.split("\n") if piece.strip()]
            if time and pieces:
                for cue in _voices(pieces, clock(_cue_seconds(time.groups())), number):
                    yield Cue(cue.time, cue.text, number, row.get("name", "").strip() or cue.speaker, cue.rubies)


def _lyrics(lines: Sequence[str]) -> Iterator[Cue]:
    for number, line in enumerate(lines, 1):
        found = _LYRIC.match(line)
        words = _LYRIC_WORD.sub("", found[2]).strip() if found else ""
        for minutes, seconds, fraction in _LYRIC_TIME.findall(found[1] if found and words else ""):
            yield Cue(clock(_cue_seconds(("0", minutes, seconds, fraction))), words, number)
