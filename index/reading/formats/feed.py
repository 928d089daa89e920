"""Feeds of news and blogs (RSS 0.9x to 2.0, RSS 1.0, Atom), notes that Evernote gave out → a document an entry.

RSS 2.0 specification (RSS Advisory Board); content:encoded of the RSS 1.0 modules; Atom, RFC 4287.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from inyo.index.reading.formats.building import markup_blocks, paragraphs
from inyo.index.reading.formats.xml_events import End, Start, XmlEvent, xml_events
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, Place, UnreadableFormat

_ENTRIES = frozenset(("item", "entry", "note"))
_BODIES = ("encoded", "content", "body", "description", "summary")
"""The elements that hold an entry's text, the fullest first."""
_DATES = ("pubDate", "published", "date", "updated", "modified", "issued", "created")
_AUTHORS = ("creator", "name", "author")
_PROLOGUE = re.compile(r"\A(?:\s*<[?!][^<>]*>)+")
_SOLID = re.compile(r"\d{8}(?:T|\Z)")
_KEPT = frozenset((*_BODIES, *_DATES, *_AUTHORS, "title", "link"))
_LINES = frozenset(("p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class _Entry:
    """The texts of an entry's elements by their names, as far as they were met."""

    texts: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        return next((text for name in names if (text := self.texts.get(name, "").strip())), "")


def read(data: bytes, name: str) -> tuple[Extract, ...]:
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
        author=" ".join(entry.first(*_AUTHORS).split()),
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
