"""What an element of a page is: its names, its words, whether it is shown, a table or a picture of a letter."""

from __future__ import annotations

import re

from inyo.index.reading.formats.markup.element_tree import BLOCKS, Element, words
from inyo.index.reading.formats.markup.runs import Line
from inyo.index.reading.gaiji import gaiji

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


def plain_text(element: Element, most: int = 5_000) -> str:
    """The text of an element on one line, without readings; of a large one the beginning (`most` nodes)."""
    line = Line()
    waiting: list[Element | str] = [element]
    for _ in range(most):
        if not waiting:
            break
        node = waiting.pop()
        if isinstance(node, str):
            line.add(node)
        elif node.name not in UNREAD - {"title"} and node.name not in ("rt", "rtc"):
            if node.name in BLOCKS or node.name == "br":
                line.add(" ")
            line.add(letter(node)) if node.name == "img" else waiting.extend(reversed(node.children))
    return line.text.strip()


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
