"""Words with times → turns: whose they are, and one sentence over several cues joined; plain texts with such lines.

`[00:01.000 --> 00:04.500]  text`, `(00:12:30) 話者A: text`, `話者 1  00:12` above its words, a time on a line alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from inyo.index.reading.formats.building import damage, decoded, join_lines, paragraphs
from inyo.index.reading.layout_table import ROLE
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Extract, FormatProblem, Place, UnreadableFormat

_WIDE = str.maketrans("０１２３４５６７８９：［］（）．　〜～", "0123456789:[](). ~~")
"""Character by character, so that offsets hold."""

_TIME = r"(?:(?P<{0}h>\d{{1,3}}):)?(?P<{0}m>\d{{1,3}}):(?P<{0}s>[0-5]\d)(?:[.,](?P<{0}f>\d{{1,3}}))?(?![\d:])"
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
    r"(?:\s*[(（][^)）]{1,24}[)）])?(?:\s*へ)?|(?:From|開始)\s+(?P<sender>[^。、「」：:]{1,30}?))\s*[：:]\s*(?P<words>.*)",
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
    stamps = [_stamped(line) for line in lines]
    first = next((number for number, stamp in enumerate(stamps) if stamp), None)
    if first is None:
        raise UnreadableFormat(FormatProblem.DAMAGED, "has no times as subtitles have; rename it to .txt to read it so")
    blocks = (*paragraphs("\n".join(lines[:first])), *turns(list(_cues(lines, stamps))))
    return (Extract(blocks, encoding=found.encoding, losses=damage(found)),)


def looks_timed(text: str) -> bool:
    """Whether a plain text is a transcript with times: they stand at the heads of its lines and run forward."""
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
        for number, text in enumerate(_parts([words, *lines[head + 1 : end]])):
            yield Cue(time, text, head + 1, speaker, goes_on=number > 0)


def _names_beside(lines: Sequence[str], heads: Sequence[tuple[int, _Stamped]]) -> set[str]:
    """What stands alone behind a time, above words, and comes back behind others: who speaks."""
    beside = Counter(
        stamp.words
        for head, stamp in heads
        if not stamp.speaker and _NAME.fullmatch(stamp.words) and head + 1 < len(lines) and lines[head + 1].strip()
    )
    return {name for name, number in beside.items() if number > 1 or _NUMBERED.fullmatch(name)}


def _parts(lines: Sequence[str]) -> Iterator[str]:
    part: list[str] = []
    for line in [*lines, ""]:
        if stripped := line.strip():
            part.append(stripped)
        elif part:
            yield join_lines(part)
            part = []


_ENDS = "。．.！？!?…」』）)♪～〜"
_POINTED = 0.4
"""Share of cues with an end of a sentence from which it is the rule."""

_LONGEST_MERGED = 300
"""Characters up to which cues that break off at a comma become one block."""

_WORD = r"[^\s　：:「」『』。、，,!?！？()（）\[\]【】<>/／=＝#>*|]"
_LABEL = re.compile(
    rf"(?:[\[【<〈](?P<bracket>[^\]】>〉\n]{{1,20}})[\]】>〉][ 　]*[:：]?"
    rf"|(?P<colon>{_WORD}{{1,16}}(?:[ 　]{_WORD}{{1,12}})?)[ 　]?(?:[(（][^()（）\n]{{1,20}}[)）])?[ 　]?[:：](?!//)"
    rf"|[(（](?P<round>{_WORD}{{1,12}}(?:[ 　]{_WORD}{{1,8}})?)[)）][:：]?)[\s　]*(?=\S)"
)
_NO_SPEAKER = re.compile(
    r"(?:笑|拍手|音楽|歓声|泣|ため息|沈黙|無音|中略|略|咳|間|聞き取り|不明|字幕|翻訳|提供|注|例|参考|質問|回答|問|答|Q|A|https?).{0,6}"
    r"|.*(?:音|♪.*)|[\d０-９:：.]+|(?:music|applause|laughter|laughs|inaudible|silence)",
    re.IGNORECASE,
)

_FAMILY = re.compile(
    r"[一-鿿々ヶ]{2,4}(?<![音声笑泣鳴風雨雷歌曲手])|.*(?:男性?|女性?|[男女]の[子人]|子ども|店員|客)[0-9０-９A-Z]?"
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
    tell what is heard, before words in brackets too, and beside others that come back where they name a person."""
    labels = [label for label in labels if not _NO_SPEAKER.fullmatch(_name(label))]
    names = Counter(map(_name, labels))
    rounded = {_name(label) for label in labels if label["round"]}
    if len(names) < 20 and names.total() > 0.6 * cues and not rounded:
        return set(names)
    quoted = Counter(_name(label) for label in labels if label.string.startswith(("「", "『"), label.end()))
    known = {name for name, number in names.items() if number > 1 or (quoted[name] and quoted.total() > 1)}
    once = {name for name in rounded if ROLE.search(name) or _FAMILY.fullmatch(name)}
    return known | once if known & rounded else known


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
