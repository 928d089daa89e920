"""Markup of any quality → a tree, in linear time and without recursion; what its elements are: their names, whether
they are shown, tables, pictures of letters.

Not `html.parser`: its time is quadratic for unclosed tags and comments (60 KB of «<a » take a minute and a half).
Names and attributes are in lower case, character references are resolved, entity declarations are not. What the HTML
standard closes by itself (paragraphs, items, cells) is closed; nothing that is text gets lost by bad nesting.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from inyo.index.reading.aozora import gaiji


def words(text: str) -> frozenset[str]:
    """A set of words written with spaces between."""
    return frozenset(text.split())


MAX_ELEMENTS = 300_000
"""Elements of a document beyond this are ignored; their text stays."""

_MAX_ATTRIBUTES = 100

VOID = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source spacer track wbr"
)
BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol "
    "optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
)
_RAW = words("script style title textarea xmp iframe noembed")
_IN_HEAD = words("html head title meta link script style base noscript template object")
_ROWS = frozenset(("tr", "tbody", "thead", "tfoot", "caption", "colgroup"))
_CELLS = frozenset(("td", "th"))
_TABLE = _ROWS | _CELLS | {"table"}
_WALLS = _CELLS | {"table", "caption", "template", "object"}
_RUBY = frozenset(("rb", "rt", "rp", "rtc"))
_LISTS = {"li": ("ul", "ol", "menu", "dir"), "dt": ("dl",), "dd": ("dl",)}
_OPENING = re.compile(r"<(?:(/?)([A-Za-z][^\s/<>]*)|(!--)|!\[CDATA\[|([!?/]))")
_ATTRIBUTE = re.compile(r"""[\s/=]*([^\s/=<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>][^\s<>]*|)))?""")
_TAG_END = re.compile(r"[\s/=]*(/?)(>?)")
_DOCTYPE_END = re.compile(r"\]\s*>")
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")


class Element:
    """`children` are elements and pieces of text in order."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element | str] = []

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """This element and all below, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if not isinstance(child, str))


class Tree(NamedTuple):
    """A document under an element without a name. `whole`: no element of it was ignored."""

    root: Element
    whole: bool


def parse(text: str, *, xml: bool = False) -> Tree:
    """The tree of a document or a piece of one. `xml`: `<a/>` is an empty element."""
    builder = _Builder(xml)
    _Tokens(text, builder).run()
    return Tree(builder.root, builder.count < MAX_ELEMENTS)


def unescape(text: str) -> str:
    """Character references resolved."""
    if "&" not in text:
        return text
    return html.unescape(_LONG_REFERENCE.sub("\ufffd", text) if "&#" in text else text)


class _Tokens:
    """One pass over the text. What is searched for and is not there is not searched for again."""

    def __init__(self, text: str, builder: _Builder) -> None:
        self.text = text
        self.builder = builder
        self.missing: set[str] = set()

    def run(self) -> None:
        text, at = self.text, 0
        while opening := _OPENING.search(text, at):
            if opening.start() > at:
                self.builder.text(unescape(text[at : opening.start()]))
            at = self._markup(opening)
        self.builder.text(unescape(text[at:]))

    def _markup(self, opening: re.Match[str]) -> int:
        """Deal with what begins here; returns where to go on."""
        closing, name, comment, other = opening.groups()
        if name:
            return self._tag(name.lower(), bool(closing), opening.end())
        if comment:
            return self._after("-->", opening.end())
        if not other:
            end = self._after("]]>", opening.end())
            self.builder.text(self.text[opening.end() : end - 3])
            return end
        return self._declaration(opening.end())

    def _declaration(self, at: int) -> int:
        """Behind a document type, its own declarations included, or a processing instruction."""
        bracket, end = self.text.find("[", at, at + 500), self.text.find(">", at, at + 500)
        if self.text[at : at + 7].lower() == "doctype" and 0 <= bracket < (end if end >= 0 else at + 500):
            closed = None if "]>" in self.missing else _DOCTYPE_END.search(self.text, bracket)
            if closed:
                return closed.end()
            self.missing.add("]>")
        return self._after(">", at)

    def _after(self, needle: str, at: int) -> int:
        found = -1 if needle in self.missing else self.text.find(needle, at)
        if found < 0:
            self.missing.add(needle)
            return at
        return found + len(needle)

    def _tag(self, name: str, closing: bool, at: int) -> int:
        attributes: dict[str, str] = {}
        while attribute := _ATTRIBUTE.match(self.text, at):
            at = attribute.end()
            if len(attributes) < _MAX_ATTRIBUTES and not closing:
                key, *values = attribute.groups()
                attributes.setdefault(key.lower(), unescape(next((value for value in values if value), "")))
            elif self.text[at : at + 1] in ('"', "'"):
                at += 1
        end = _TAG_END.match(self.text, at)
        assert end is not None
        empty = "/" in self.text[at : end.end()] or self.text[at - 1] == "/"
        if closing:
            self.builder.end(name)
            return end.end()
        self.builder.start(name, attributes, empty)
        return self._raw(name, end.end()) if name in _RAW and not (empty and self.builder.xml) else end.end()

    def _raw(self, name: str, at: int) -> int:
        """The content of an element whose markup is text, up to its end tag; without one, up to the next tag."""
        found = None if name in self.missing else re.compile(f"</{name}", re.IGNORECASE).search(self.text, at)
        if found is None:
            self.missing.add(name)
            if name in ("script", "style"):
                return len(self.text)
            found = _OPENING.search(self.text, at)
        end = found.start() if found else len(self.text)
        self.builder.text(unescape(self.text[at:end]))
        self.builder.end(name)
        return end


class _Builder:
    def __init__(self, xml: bool) -> None:
        self.xml = xml
        self.root = Element("", {})
        self.open = [self.root]
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        self.walls: list[int] = []
        self.blocks: list[int] = []
        self.count = 0

    def text(self, text: str) -> None:
        if text:
            if self.places["head"] and self.open[-1].name == "head" and text.strip():
                self._pop_to(self.places["head"][-1])
            self.open[-1].children.append(text)

    def start(self, name: str, attributes: dict[str, str], empty: bool) -> None:
        if self.count >= MAX_ELEMENTS:
            return
        self._close_before(name)
        if name in ("html", "head", "body") and self.places[name]:
            return
        self.count += 1
        element = Element(name, attributes)
        self.open[-1].children.append(element)
        if name not in VOID and not (empty and self.xml):
            self._push(element)

    def end(self, name: str) -> None:
        if name in VOID:
            if name == "br":
                self.start("br", {}, True)
            return
        at = self._last(name)
        if at < 0 or name in ("html", "body") or at < self._floor(name):
            return
        if name not in BLOCKS and name not in _RUBY and name != "ruby" and self.blocks and self.blocks[-1] > at:
            return
        self._pop_to(at)

    def _last(self, *names: str) -> int:
        return max((self.places[name][-1] for name in names if self.places[name]), default=-1)

    def _floor(self, name: str) -> int:
        """The deepest element that an end tag of this name may not close."""
        if name in _TABLE:
            return self._last("table")
        return self.walls[-1] if self.walls else -1

    def _push(self, element: Element) -> None:
        at = len(self.open)
        self.open.append(element)
        self.places[element.name].append(at)
        if element.name in _WALLS:
            self.walls.append(at)
        if element.name in BLOCKS:
            self.blocks.append(at)

    def _pop_to(self, at: int) -> None:
        """Close the element at this depth and all in it."""
        while len(self.open) > at:
            name = self.open.pop().name
            self.places[name].pop()
            if name in _WALLS:
                self.walls.pop()
            if name in BLOCKS:
                self.blocks.pop()

    def _close(self, above: int, *names: str) -> None:
        """Close the outermost of the innermost open elements of these names that stand above a depth."""
        places = [self.places[name][-1] for name in names if self.places[name] and self.places[name][-1] > above]
        if places:
            self._pop_to(min(places))

    def _close_before(self, name: str) -> None:
        """Close what a start tag of this name closes."""
        if name not in _IN_HEAD and self.places["head"]:
            self._pop_to(self.places["head"][-1])
        wall = self.walls[-1] if self.walls else -1
        if name in _RUBY:
            self._close_in_ruby(name)
        elif name == "ruby":
            self._close(max(wall, self._last("ruby")), "rt", "rp")
        elif name in BLOCKS:
            self._close(wall, "ruby")
            if name in _TABLE - {"table"}:
                self._close_in_table(name)
            else:
                self._close(wall, "p")
            if name in _LISTS:
                self._close(max(wall, self._last(*_LISTS[name])), *(("li",) if name == "li" else ("dt", "dd")))
        elif name == "a" and self._last("a") > max(wall, self.blocks[-1] if self.blocks else -1):
            self._pop_to(self._last("a"))

    def _close_in_ruby(self, name: str) -> None:
        ruby = self._last("ruby")
        self._close(ruby, *(("rb", "rp", "rtc", "rt") if name in ("rb", "rtc") else ("rb", "rp", "rt")))

    def _close_in_table(self, name: str) -> None:
        table = self._last("table")
        if name in _CELLS:
            self._close(table, "td", "th", "caption")
        elif name == "tr":
            self._close(table, "tr", "td", "th", "caption")
        else:
            self._close(table, *_ROWS, *_CELLS)


UNREAD = words(
    "script style noscript template iframe object embed applet svg canvas audio video button select textarea "
    "datalist head title rp del"
)
"""Elements whose content nobody reads."""

BYLINE_NAMES = words("byline author writer by credit reporter signature kisha")
DATE_NAMES = words("date published pubdate time datetime posted timestamp day updated entry-date")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SCREEN_READERS = words("sr-only visually-hidden visuallyhidden screen-reader-text screen-reader")
_PARTS = re.compile(r"[^0-9A-Za-zぁ-ヿ一-鿿]+|(?<=[a-z0-9])(?=[A-Z])")
_GAIJI = re.compile(r"^※?[［\[(（]?#?＃?(.*?(?:U\+|[12]-\d{1,2}-\d{1,2}|水準).*?)[］\])）]?$")
_LONGEST_CELL = 300


def names(element: Element) -> frozenset[str]:
    """The words of an element's class and id, in lower case."""
    given = f"{element.get('class')} {element.get('id')}"
    if not given.strip():
        return frozenset()
    parts = [part.lower() for part in _PARTS.split(given[:500]) if part]
    return frozenset(parts).union(given.lower().split())


def hidden(element: Element) -> bool:
    """Whether an element is not shown."""
    attributes = element.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    if "hidden" in attributes or (style and _HIDING.search(style)):
        return True
    return not _SCREEN_READERS.isdisjoint(attributes.get("class", "").split())


def types(element: Element) -> frozenset[str]:
    """What an element is by its epub:type and role."""
    return frozenset(f"{element.get('epub:type')} {element.get('role')}".lower().split())


def is_link(element: Element) -> bool:
    """Whether an element leads somewhere: a place that others lead to, which old pages leave open, does not."""
    return element.name == "a" and bool(element.get("href") or not (element.get("name") or element.get("id")))


def is_data(table: Element) -> bool:
    """Whether a table is one, and not a page's layout."""
    if table.get("role") in ("presentation", "none"):
        return False
    rows = widest = longest = length = 0
    for element in table.walk():
        if element.name in ("th", "thead", "caption"):
            return True
        if element is not table and element.name in ("table", "form", "h1", "h2", "article", "hr"):
            return False
        if element.name == "tr":
            cells = [child for child in element.children if not isinstance(child, str) and child.name in ("td", "th")]
            rows, widest = rows + 1, max(widest, len(cells))
        elif element.name == "td":
            length = 0
        length += sum(len(child.strip()) for child in element.children if isinstance(child, str))
        longest = max(longest, length)
    return rows >= 2 and widest >= 2 and longest <= _LONGEST_CELL


def letter(image: Element) -> str:
    """The character that an image stands for, '' for a picture."""
    alt = image.get("alt").strip()
    if len(alt) == 1 and alt.isalnum():
        return alt
    described = _GAIJI.match(alt) if len(alt) < 200 else None
    if described and ("※" in alt or "gaiji" in image.get("class") + image.get("src")):
        return gaiji(described[1])
    return "〓" if "gaiji" in image.get("class") and alt else ""
