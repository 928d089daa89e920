"""Words with a time → turns: whose they are, and one sentence over several cues joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Place

_ENDS = "。．.！？!?…」』）)♪～〜"
_POINTED = 0.6
"""Share of cues with an end of a sentence from which it is the rule."""

_LONGEST_MERGED = 300
"""Characters up to which cues that break off at a comma become one block."""

_WORD = r"[^\s　：:「」『』。、，,!?！？()（）\[\]【】<>/／=＝#>*|]"
_LABEL = re.compile(
    rf"(?:[\[【<〈](?P<bracket>[^\]】>〉\n]{{1,20}})[\]】>〉][ 　]*[:：]?"
    rf"|(?P<colon>{_WORD}{{1,16}}(?:[ 　]{_WORD}{{1,12}})?)[ 　]?[:：](?!//)"
    rf"|[(（](?P<round>{_WORD}{{1,12}}(?:[ 　]{_WORD}{{1,8}})?)[)）][:：]?)[\s　]*(?=\S)"
)
_NO_SPEAKER = re.compile(
    r"(?:笑|拍手|音楽|歓声|泣|ため息|沈黙|無音|中略|略|咳|間|聞き取り|不明|字幕|翻訳|提供|注|例|参考|質問|回答|問|答|Q|A|https?).{0,6}"
    r"|.*(?:音|♪.*)|[\d０-９:：.]+|(?:music|applause|laughter|laughs|inaudible|silence)",
    re.IGNORECASE,
)


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
    """A block a cue, labels taken off and made speakers; what breaks off at a comma goes on in the same block; where
    the cues as a rule end with a full stop, what breaks off without one too."""
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
    """The labels that are speakers: most cues have one, or the same comes back."""
    names = Counter(name for label in labels if not _NO_SPEAKER.fullmatch(name := _name(label)))
    if len(names) < 20 and names.total() > 0.6 * cues and not any(label["round"] for label in labels):
        return set(names)
    return {name for name, number in names.items() if number > 1}


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
        if first and breaks_off and first.speaker == cue.speaker and len(first.text) < _LONGEST_MERGED:
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
