"""XML that holds reading matter: exports of a wiki (a document a page), books and news in XML (a paragraph an element).

MediaWiki export schema 0.3–0.11; FictionBook 2; NITF, NewsML, TEI, DocBook as far as their words go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain

from inyo.index.reading.formats.building import Runs
from inyo.index.reading.formats.xml_events import End, Start, Text, xml_events
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, Place, UnreadableFormat

_UNREAD = frozenset(
    ("binary", "stylesheet", "script", "style", "meta", "identifier", "date", "id", "genre", "document-info")
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
            open_elements.append(event.name)
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
