"""Recognised speech in JSON → turns: what services give word by word, each with its time and with who said it.

AWS Transcribe (`items`), Google (`words` with `speakerTag`), Rev (`elements` of a monologue), Speechmatics (`results`),
AmiVoice (`tokens`), ElevenLabs, Deepgram and others. Where whole sentences stand beside their speaker, those are rows
(see `rows`) and their words are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inyo.index.reading.formats.building import join_lines
from inyo.index.reading.formats.transcripts import clock
from inyo.index.values.extracts import Block, BlockKind, Place

_SECONDS = ("start", "start_time", "startTime", "startOffset", "start_ts", "ts", "offset")
_THOUSANDTHS, _TICKS = ("starttime", "start_ms", "startMs", "begin_ms"), ("offsetInTicks",)
_TIMES = frozenset({*_SECONDS, *_THOUSANDTHS, *_TICKS})
_TEXTS = ("punctuated_word", "word", "written", "text", "value", "content", "transcript", "display")
_SPEAKERS = ("speaker_label", "speakerLabel", "speaker_id", "speakerId", "speakerTag", "speaker", "label")
_TAG = "speakerTag"
"""Whose 0 says that nobody was told apart; others count speakers from 0."""

_WORD_KEYS = frozenset({"word", "alternatives", "punctuated_word"})
"""Keys that the words of recognised speech have, all but the marks between them with their time."""

_SAMPLE = 20
"""Items of a list that tell what it is a list of."""

_LONGEST_WORD, _MEAN, _FEWEST_SPEAKERS = 40, 8, 2
"""Characters of a word at most, and of all in the mean; speakers who take turns."""


class _Word(NamedTuple):
    text: str
    speaker: str
    seconds: float | None


def spoken(value: object, text: str) -> tuple[Block, ...]:
    """The turns in a parsed file of that text in which only words say who spoke; none where sentences do, or fewer than
    two spoke."""
    if not any(f'"{key}"' in text for key in _SPEAKERS):
        return ()
    lists: dict[str, list[_Word]] = defaultdict(list)
    for path, item, speaker in _walk(value):
        if isinstance(item, dict) and _sentence(item):
            return ()
        if isinstance(item, list) and (words := _words(item, speaker)):
            lists[path] += words
    told = [words for words in lists.values() if len({word.speaker for word in words} - {""}) >= _FEWEST_SPEAKERS]
    return tuple(_turns(max(told, key=len))) if told else ()


def without_words(value: object, text: str) -> object:
    """The same without the lists in which speech recognition repeats a text word by word with times."""
    if not any(f'"{key}"' in text for key in _WORD_KEYS):
        return value
    for _, item, _ in list(_walk(value)):
        if isinstance(item, dict):
            for key in [key for key, child in item.items() if _are_words(child)]:
                del item[key]
    return value


def _walk(value: object) -> Iterator[tuple[str, object, str]]:
    """Every object and list in a value in order, with its keys from above and the speaker that one above it names."""
    waiting: list[tuple[str, object, str]] = [("", value, "")]
    while waiting:
        path, item, speaker = waiting.pop()
        yield path, item, speaker
        if isinstance(item, dict):
            speaker = _speaker(item) or speaker
            waiting += ((f"{path}.{key}", child, speaker) for key, child in reversed(item.items()) if _holds(child))
        elif isinstance(item, list):
            waiting += ((path, child, speaker) for child in reversed(item) if _holds(child))


def _holds(value: object) -> bool:
    return isinstance(value, (dict, list))


def _sentence(item: dict[str, object]) -> bool:
    """Whether an object holds who spoke beside more than a word."""
    texts = [text for key in ("text", "transcript", "sentence") if isinstance(text := item.get(key), str)]
    above_words = any(isinstance(child, list) for child in item.values())
    return bool(_speaker(item)) and any(text and (above_words or len(text) > _LONGEST_WORD) for text in texts)


def _are_words(value: object) -> bool:
    items = value[:_SAMPLE] if isinstance(value, list) else []
    return any(isinstance(item, dict) and not _TIMES.isdisjoint(item) for item in items) and all(
        isinstance(item, dict) and not _WORD_KEYS.isdisjoint(item) for item in items
    )


def _words(items: Sequence[object], speaker: str) -> list[_Word]:
    """The words in a list; none where it is no list of words with times. Marks go with the word before them."""
    found: list[_Word] = []
    timed = 0
    for item in items:
        best = _best(item)
        text = next((text for key in _TEXTS if isinstance(text := best.get(key), str)), None)
        if text is None or len(text) > _LONGEST_WORD:
            return []
        seconds = _seconds(best)
        timed += seconds is not None
        who = _speaker(best) or (found[-1].speaker if seconds is None and found else speaker)
        found.append(_Word(text.partition("|")[0], who, seconds))
    return found if 2 * timed > len(found) and sum(len(word.text) for word in found) <= _MEAN * len(found) else []


def _best(item: object) -> dict[str, object]:
    """An item with what the likeliest of its readings says."""
    if not isinstance(item, dict):
        return {}
    others = item.get("alternatives")
    best = others[0] if isinstance(others, list) and others and isinstance(others[0], dict) else {}
    return {**item, **best}


def _speaker(item: dict[str, object]) -> str:
    for key in _SPEAKERS:
        who = item.get(key)
        if isinstance(who, (str, int)) and not isinstance(who, bool) and who != "" and (key != _TAG or who):
            return str(who)
    return ""


def _seconds(item: dict[str, object]) -> float | None:
    for keys, unit in ((_SECONDS, 1.0), (_THOUSANDTHS, 1e-3), (_TICKS, 1e-7)):
        for key in keys:
            given = item.get(key)
            try:
                if isinstance(given, (str, int, float)) and not isinstance(given, bool):
                    return float(str(given).removesuffix("s")) * unit
            except ValueError:
                continue
    return None


def _turns(words: Sequence[_Word]) -> Iterator[Block]:
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].speaker != words[first].speaker:
            own = words[first:at]
            text = join_lines([word.text for word in own]).strip()
            seconds = own[0].seconds
            place = Place(time="" if seconds is None else clock(seconds))
            if text:
                yield Block(text, BlockKind.TURN, place=place, speaker=words[first].speaker)
            first = at
