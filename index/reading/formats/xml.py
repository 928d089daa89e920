"""XML of an untrusted document as a flat run of events: no entity is expanded, nothing outside the bytes is touched;
and the XML that holds reading matter itself: feeds of news and blogs (RSS 0.9x to 2.0, RSS 1.0, Atom) and notes that
Evernote gave out, a document an entry; exports of a wiki (a document a page), books and news (a paragraph an element).

RSS 2.0 specification (RSS Advisory Board); content:encoded of the RSS 1.0 modules; Atom, RFC 4287; MediaWiki export
schema 0.3–0.11; FictionBook 2; NITF, NewsML, TEI, DocBook as far as their words go.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from html import unescape
from itertools import chain
from xml.parsers import expat

from inyo.index.reading.encodings import decode_declared
from inyo.index.reading.formats.building import Runs, markup_blocks, paragraphs
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, Place, UnreadableFormat

MAX_BYTES = 200_000_000
MAX_DEPTH = 2_000
_CHUNK = 1 << 20
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_NATIVE = frozenset(("utf-8", "utf8", "utf-16", "us-ascii"))


@dataclass(frozen=True, slots=True)
class Start:
    """An element opens. `name` is local, `space` its namespace's URI or '', attributes keyed `{URI}name` or `name`."""

    name: str
    space: str
    attributes: Mapping[str, str]

    def get(self, name: str, default: str = "") -> str:
        """The attribute `name`, without a namespace or else of any."""
        plain = self.attributes.get(name)
        if plain is not None:
            return plain
        ending = "}" + name
        return next((value for key, value in self.attributes.items() if key.endswith(ending)), default)


@dataclass(frozen=True, slots=True)
class End:
    """The element of the last open Start closes."""

    name: str
    space: str


@dataclass(frozen=True, slots=True)
class Text:
    """Character data; one run may come in several pieces."""

    text: str


XmlEvent = Start | End | Text


def xml_events(data: bytes, what: str) -> Iterator[XmlEvent]:
    """Yield the events of one XML document.

    `what` names the thing in an error, as a clause's subject («its word/document.xml»). Raises UnreadableFormat:
    TOO_LARGE above MAX_BYTES, DAMAGED for entity declarations, elements nested above MAX_DEPTH and what is not
    well-formed, after the events before the damage were yielded.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFormat(FormatProblem.TOO_LARGE, f"{what} is larger than {MAX_BYTES // 1_000_000} MB")
    data, encoding = _native(data)
    collector = _Collector(what, encoding)
    for start in range(0, max(len(data), 1), _CHUNK):
        problem = collector.feed(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        yield from collector.taken()
        if problem is not None:
            raise problem


def _native(data: bytes) -> tuple[bytes, str | None]:
    """Expat reads four encodings: others that the declaration names become UTF-8 here."""
    declared = _DECLARED.match(data)
    if declared is None:
        return data, None
    label = declared[1].decode("ascii").lower()
    if label in _NATIVE:
        return data, None
    return decode_declared(data, label).encode("utf-8", "replace"), "utf-8"


def _damaged(detail: str) -> UnreadableFormat:
    return UnreadableFormat(FormatProblem.DAMAGED, detail)


class _Collector:
    def __init__(self, what: str, encoding: str | None) -> None:
        self._what = what
        self._depth = 0
        self._events: list[XmlEvent] = []
        self._parser = parser = expat.ParserCreate(encoding, "}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.SkippedEntityHandler = self._skipped

    def feed(self, data: bytes, last: bool) -> UnreadableFormat | None:
        """Parse on; what is wrong comes back, so that the events before it are not lost."""
        try:
            self._parser.Parse(data, last)
        except UnreadableFormat as problem:
            return problem
        except (expat.ExpatError, ValueError, LookupError) as error:
            line = getattr(error, "lineno", 0)
            return _damaged(f"{self._what} is not well-formed XML" + (f" (line {line})" if line else ""))
        return None

    def taken(self) -> list[XmlEvent]:
        events, self._events = self._events, []
        return events

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _damaged(f"{self._what} nests its elements more than {MAX_DEPTH:,} deep")
        space, _, local = name.rpartition("}")
        keyed = {("{" + key if "}" in key else key): value for key, value in attributes.items()}
        self._events.append(Start(local, space, keyed))

    def _end(self, name: str) -> None:
        self._depth -= 1
        space, _, local = name.rpartition("}")
        self._events.append(End(local, space))

    def _text(self, text: str) -> None:
        self._events.append(Text(text))

    def _skipped(self, name: str, is_parameter: bool) -> None:
        character = html.entities.name2codepoint.get(name)
        if character is not None and not is_parameter:
            self._events.append(Text(chr(character)))

    def _refuse(self, *_: object) -> int:
        raise _damaged(f"{self._what} declares entities, which inyo does not expand: save it again without them")


_UNREAD = frozenset(
    ("binary", "stylesheet", "script", "style", "meta", "identifier", "date", "id", "genre", "document-info", "noteref")
)
_INLINE = re.compile(r"[abiqsu]|strong|em|emphasis|su[bp]|span|hi|ruby|r[bt]|u?link|ref|person|org|location|chron|num")
_TITLES, _AUTHORS = ("book-title", "headline", "hl1", "title"), ("author", "byline", "creator")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOTE = re.compile(
    r"<ref\b[^<>]*/>|<(ref|gallery|math|timeline|imagemap)\b[^<>]*>.{0,5000}?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_TABLE = re.compile(r"^[ \t]*\{\|(?:(?!^[ \t]*\{\|).)*?^[ \t]*\|\}", re.DOTALL | re.MULTILINE)
_BESIDE = re.compile(
    r"\[\[(?:category|カテゴリ|file|image|ファイル|画像)\s*:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]\n?", re.IGNORECASE
)
_LINK = re.compile(r"\[\[:?(?:[^\[\]|\n]*\|)?([^\[\]\n]*)\]\]")
_ADDRESS = re.compile(r"\[(?:https?|ftp)://[^\s\[\]]++[ \t]*+([^\[\]\n]*+)\]")
_TAG = re.compile(r"</?(?!br\b)[a-zA-Z][^<>\n]{0,300}>|'{2,5}|^-{4,}|__[A-Z]+__|~{3,5}", re.MULTILINE)
_BREAK = re.compile(r"<br[^<>]{0,20}>", re.IGNORECASE)
_HEADING = re.compile(r"(={1,6})(.+)\1$")
_ITEM = re.compile(r"[*#:;]+[ \t]*")
_REDIRECT = re.compile(r"\s*#(?:redirect|転送)\b", re.IGNORECASE)
_NESTED = 12
"""Templates within templates that are taken out."""


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The pages of a wiki's export, or one document. Raises UnreadableFormat."""
    events = xml_events(data.lstrip(), "its XML")
    first = next((event for event in events if isinstance(event, Start)), None)
    whole = chain([first] if first else [], events)
    found = tuple(_wiki(whole)) if first and first.name == "mediawiki" else _document(whole)
    if not any(extract.blocks for extract in found):
        raise UnreadableFormat(FormatProblem.EMPTY, "holds no text; nothing to index")
    return found


def _wiki(events: Iterator[Start | End | Text]) -> Iterator[Extract]:
    """A document a page, of its last revision."""
    open_elements: list[str] = []
    site, number = "", 0
    page: dict[str, str] = {}
    for event in events:
        if isinstance(event, Start):
            open_elements.append(event.name)
            if event.name in ("page", "revision"):
                page = {} if event.name == "page" else {"title": page.get("title", "")}
        elif isinstance(event, Text):
            if open_elements[-1:] == ["sitename"]:
                site += event.text
            elif open_elements:
                page[open_elements[-1]] = page.get(open_elements[-1], "") + event.text
        else:
            open_elements.pop()
            if event.name == "page" and not _REDIRECT.match(page.get("text", "")):
                number += 1
                title = page.get("title", "").strip()
                blocks = tuple(_wiki_blocks(page.get("text", ""), Place(row=number)))
                head = (Block(title, BlockKind.HEADING, place=Place(row=number), level=1),) if title and blocks else ()
                yield Extract(
                    (*head, *blocks), str(number), title, date=page.get("timestamp", "")[:10], source=site.strip()
                )


def _wiki_blocks(text: str, place: Place) -> Iterator[Block]:
    text = _NOTE.sub("", _COMMENT.sub("", text[:5_000_000]))
    for _ in range(_NESTED):
        text, templates = _TEMPLATE.subn("", text)
        text, tables = _TABLE.subn("", text)
        if not templates + tables:
            break
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", _BESIDE.sub("", text)))
    for line in unescape(_BREAK.sub("\n", _TAG.sub("", text))).split("\n"):
        if not line.strip():
            continue
        if found := _HEADING.match(line.rstrip(" \t")):
            yield Block(found[2].strip(" \t"), BlockKind.HEADING, place=place, level=len(found[1]))
            continue
        item = _ITEM.match(line)
        if words := line[item.end() if item else 0 :].strip():
            yield Block(words, BlockKind.ITEM if item else BlockKind.PARAGRAPH, place=place)


def _document(events: Iterator[Start | End | Text]) -> tuple[Extract, ...]:
    """A block for each outermost element that holds words of its own; what stands within it is of its sentence."""
    blocks: list[Block] = []
    told: dict[str, str] = {}
    open_elements: list[str] = []
    depth, runs, waiting = 0, Runs(), ""
    for event in events:
        if isinstance(event, Start):
            refers = event.name == "a" and event.get("type") == "note"
            open_elements.append("noteref" if refers else event.name)
        elif isinstance(event, Text):
            if "author" in open_elements and not depth:
                told["author"] = f"{told.get('author', '')} {event.text.strip()}".strip()
            elif _UNREAD.isdisjoint(open_elements) and (event.text.strip() or depth):
                depth = depth or max(
                    (at for at, name in enumerate(open_elements, 1) if not _INLINE.fullmatch(name)), default=1
                )
                runs.add(event.text)
                waiting += event.text
        else:
            if depth and len(open_elements) <= depth:
                words = " ".join(waiting.split())
                if event.name in (*_TITLES, *_AUTHORS):
                    told.setdefault(event.name, words)
                heading = event.name in _TITLES or re.fullmatch(r"(?:h[1-6l]|head|subtitle)\d?", event.name)
                blocks += runs.blocks(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, level=2 if heading else 0)
                depth, runs, waiting = 0, Runs(), ""
            open_elements.pop()
    title, author = (next((told[key] for key in keys if told.get(key)), "") for keys in (_TITLES, _AUTHORS))
    return (Extract(tuple(blocks), title=title, author=author),)


_ENTRIES = frozenset(("item", "entry", "note"))
_BODIES = ("encoded", "content", "body", "description", "summary")
"""The elements that hold an entry's text, the fullest first."""
_DATES = ("pubDate", "published", "date", "updated", "modified", "issued", "created")
_WRITERS = ("creator", "name", "author")
_PROLOGUE = re.compile(r"\A(?:\s*<[?!][^<>]*>)+")
_SOLID = re.compile(r"\d{8}(?:T|\Z)")
_KEPT = frozenset((*_BODIES, *_DATES, *_WRITERS, "title", "link"))
_LINES = frozenset(("p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class _Entry:
    """The texts of an entry's elements by their names, as far as they were met."""

    texts: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        return next((text for name in names if (text := self.texts.get(name, "").strip())), "")


def read_feed(data: bytes, name: str) -> tuple[Extract, ...]:
    """The entries of a feed that hold text. Raises UnreadableFormat."""
    feed, entries = _walk(xml_events(data.lstrip(), "its XML"))
    found = (_extract(entry, number, feed) for number, entry in enumerate(entries, 1))
    extracts = tuple(extract for extract in found if extract.blocks)
    if not extracts:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds no entry with text; nothing to index")
    return extracts


def _walk(events: Iterator[XmlEvent]) -> tuple[_Entry, list[_Entry]]:
    """What stands above the entries, and these."""
    feed, entries = _Entry(), []
    current = feed
    open_elements: list[str] = []
    for event in events:
        if isinstance(event, Start):
            open_elements.append(event.name)
            if event.name in _ENTRIES:
                current = _Entry()
                entries.append(current)
            elif event.name == "link" and event.get("rel", "alternate") == "alternate":
                current.texts.setdefault("link", event.get("href"))
        elif isinstance(event, End):
            open_elements.pop()
            if event.name in _ENTRIES:
                current = feed
            elif event.name in _LINES and (kept := _kept(open_elements)):
                current.texts[kept] = current.texts.get(kept, "") + "\n"
        elif kept := _kept(open_elements):
            current.texts[kept] = current.texts.get(kept, "") + event.text
    return feed, entries


def _kept(open_elements: list[str]) -> str:
    """The element whose text a place is of: the outermost that is kept, below the entry."""
    since = max((at for at, name in enumerate(open_elements) if name in _ENTRIES), default=-1)
    return next((name for name in open_elements[since + 1 :] if name in _KEPT), "")


def _extract(entry: _Entry, number: int, feed: _Entry) -> Extract:
    place = Place(row=number)
    title = " ".join(entry.first("title").split())
    body = _PROLOGUE.sub("", entry.first(*_BODIES))
    blocks = markup_blocks(body, place) or paragraphs(body, place)
    heading = (Block(title, BlockKind.HEADING, place=place, level=1),) if title and blocks else ()
    return Extract(
        (*heading, *blocks),
        part=str(number),
        title=title,
        author=" ".join(entry.first(*_WRITERS).split()),
        date=_date(entry.first(*_DATES)),
        source=" ".join(feed.first("title").split()),
        url=entry.first("link"),
    )


def _date(stated: str) -> str:
    """A day in ISO; of RFC 822 dates too, in the zone that they state."""
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except ValueError:
        return f"{stated[:4]}-{stated[4:6]}-{stated[6:8]}" if _SOLID.match(stated) else stated[:10]
