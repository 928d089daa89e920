"""Subtitles (SRT, WebVTT, SBV, ASS, LRC, TTML) → turns with time and voice.

WebVTT: https://www.w3.org/TR/webvtt1/ (blocks, voice and ruby tags, times inside a cue).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from inyo.index.reading.formats import transcripts
from inyo.index.reading.formats.building import NO_SPACE, damage, decoded, join_lines
from inyo.index.reading.formats.transcripts import Cue, clock, turns
from inyo.index.reading.formats.xml_events import Start, Text, xml_events
from inyo.index.values.extracts import BlockRuby, Extract, FormatProblem, UnreadableFormat

_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*(?:-->|,)[ \t]*{_TIME}(?:[ \t].*)?")
_INNER_TIME = re.compile(r"<\d[\d:.]*>")
_TOKEN = re.compile(r"<(?P<tag>/?[^<>\n]{0,200})>|(?P<line>\n)|(?P<position>\{\\[^{}\n]{0,200}\})")
_TAG = re.compile(r"/?(?:c|i|b|u|s|v|ruby|rt|lang|font|span|p|br|\d[\d:.]*)(?:[\s./=].*)?", re.IGNORECASE | re.DOTALL)
_DASH = re.compile(r"[-‐–—－―][ 　]?(?=[^\s\-‐–—－―])")
_LYRIC = re.compile(r"((?:\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\][ \t]*)+)(.*)")
_LYRIC_TIME = re.compile(r"\[(\d{1,3}):(\d{2})(?:[.:](\d{1,3}))?\]")
_LYRIC_FIELD = re.compile(r"\[(ti|ar|al|by|au):[ \t]*([^\]\n]*)\]", re.IGNORECASE)
_LYRIC_WORD = re.compile(r"<\d{1,3}:\d{2}(?:[.:]\d{1,3})?>[ \t]?")
_TTML = re.compile(rb"[\s\xef\xbb\xbf\xfe\xff]*<(?:[?!].{0,4000}?<)?(?:\w+:)?tt[\s>]", re.DOTALL)
_ASS_OVERRIDE = re.compile(r"\{[^{}\n]*\}")


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The turns of a subtitle file. Raises UnreadableFormat where no line has a time."""
    if _TTML.match(data[:4_000].replace(b"\0", b"")):
        return _timed_xml(data)
    found = decoded(data)
    lines = found.text.split("\n")
    title = author = ""
    if re.search(r"^Dialogue:", found.text, re.MULTILINE):
        cues = list(_ass(lines))
        title = next((line[6:].strip() for line in lines[:50] if line.startswith("Title:")), "")
    elif any(map(_TIMING.fullmatch, lines)):
        cues = list(_timed(lines))
        title = re.sub(r"WEBVTT[ \t]*(?:[-–—:][ \t]*)?", "", lines[0]).strip() if lines[0].startswith("WEBVTT") else ""
    elif name.lower().endswith(".lrc") and any(map(_LYRIC.match, lines)):
        cues = sorted(_lyrics(lines), key=lambda cue: cue.time)
        fields = {key.lower(): value.strip() for key, value in _LYRIC_FIELD.findall(found.text)}
        title, author = fields.get("ti", ""), fields.get("ar", "")
    else:
        return transcripts.read(data, name)
    blocks = turns(cues)
    if not blocks:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds times without words; nothing to index")
    return (Extract(blocks, title=title, author=author, encoding=found.encoding, losses=damage(found)),)


def _timed_xml(data: bytes) -> tuple[Extract, ...]:
    """TTML and DFXP: a cue each `p`, at 0 where it states no beginning, the agent of it as the voice."""
    names: dict[str, str] = {}
    cues: list[Cue] = []
    title = time = agent = words = ""
    inside = ""
    for event in xml_events(data.lstrip(), "its XML"):
        if isinstance(event, Start):
            inside = event.name
            if event.name == "p":
                time, agent, words = event.get("begin"), event.get("agent"), ""
            elif event.name == "agent":
                agent = event.get("id")
            elif event.name == "br" and words:
                words += "\n"
        elif isinstance(event, Text):
            if inside == "title":
                title += event.text
            elif inside == "name":
                names[agent] = names.get(agent, "") + event.text
            else:
                words += event.text
        else:
            inside = ""
            if event.name == "p" and (text := join_lines([line.strip() for line in words.split("\n")])):
                cues.append(Cue(clock(_ttml_seconds(time)), text, len(cues) + 1, names.get(agent, "").strip()))
    blocks = turns(cues)
    if not blocks:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds times without words; nothing to index")
    return (Extract(blocks, title=" ".join(title.split())),)


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
            yield from _voices(words, clock(_seconds(timing.groups()[:4])), head + 1)


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


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = ((part or "0") for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _voices(lines: Sequence[str], time: str, at: int) -> Iterator[Cue]:
    """A cue for each voice in one: lines that begin with a dash are of several, `<v NAME>` names one."""
    groups = [[lines[0]]]
    for line in lines[1:]:
        if _DASH.match(lines[0]) and _DASH.match(line):
            groups.append([line])
        else:
            groups[-1].append(line)
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
                self.speaker = html.unescape(re.sub(r"^v[^\s]*\s*", "", tag)).strip()
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
            time = re.fullmatch(_TIME, row.get("start", "").strip())
            words = re.sub(r"[ \t]*\\[Nn][ \t]*", "\n", _ASS_OVERRIDE.sub("", row.get("text", ""))).replace("\\h", " ")
            pieces = [piece for piece in words.split("\n") if piece.strip()]
            if time and pieces:
                for cue in _voices(pieces, clock(_seconds(time.groups())), number):
                    yield Cue(cue.time, cue.text, number, row.get("name", "").strip() or cue.speaker, cue.rubies)


def _lyrics(lines: Sequence[str]) -> Iterator[Cue]:
    for number, line in enumerate(lines, 1):
        found = _LYRIC.match(line)
        words = _LYRIC_WORD.sub("", found[2]).strip() if found else ""
        for minutes, seconds, fraction in _LYRIC_TIME.findall(found[1] if found and words else ""):
            yield Cue(clock(_seconds(("0", minutes, seconds, fraction))), words, number)
