"""HTML and XHTML: pages saved from the web, old and new, Aozora Bunko's books, pieces of markup.

Of a page its main text is read; readers' comments only where they are the page (a forum): beside an article they are
left out without a word, like its menu, lest each page of a folder count as read in part. Nothing that a page names is
fetched, no script is run.
"""

from __future__ import annotations

import re
from dataclasses import replace

from inyo.index.reading.dates import find_date
from inyo.index.reading.encodings import Decoded, NoEncoding, codec_named, decode
from inyo.index.reading.formats.building import damage
from inyo.index.reading.formats.markup.element_tree import MAX_ELEMENTS, Element, parse
from inyo.index.reading.formats.markup.elements import names, plain_text
from inyo.index.reading.formats.markup.main_text import main_text
from inyo.index.reading.formats.markup.page_facts import Facts, page_facts
from inyo.index.reading.formats.markup.page_flow import Reading, flow
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, Place, UnreadableFormat

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.I
)
_DECLARED_WITHIN = 8_000
_XML = re.compile(r"\s*<\?xml\b|[^>]*<!DOCTYPE[^>]{0,200}XHTML", re.IGNORECASE)
_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_EDITION = re.compile(r"(?:翻訳の)?(?:底本|原作)[：:][ 　]*(.+)")
_MAX_BROKEN = 0.02
_MANY_ELEMENTS = f"more than {MAX_ELEMENTS:,} elements; those beyond were read as plain text"


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The document that a page, a book or a piece of markup is. Raises UnreadableFormat."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFormat(FormatProblem.EMPTY, "is empty; nothing to index")
    found = decode_markup(data)
    raw = found.text
    tree, whole = parse(raw, xml=bool(_XML.match(raw[:1_000])))
    if book := _aozora_book(tree):
        extract = book
    elif _WHOLE.search(raw[:100_000]):
        extract = _page(tree, raw)
    else:
        extract = Extract(tuple(each.block for each in flow(tree, Reading())))
    if not extract.blocks:
        raise UnreadableFormat(FormatProblem.NO_TEXT, "holds no text outside of scripts, menus and pictures")
    losses = extract.losses + damage(found) + (() if whole else (_MANY_ELEMENTS,))
    return (replace(extract, encoding=found.encoding, losses=losses),)


def decode_markup(data: bytes) -> Decoded:
    """The text of markup: what it declares where the bytes agree, else what they are. Raises UnreadableFormat."""
    declared = _declared(data)
    try:
        found = decode(data)
    except NoEncoding as error:
        found = _lenient(data, declared or "utf-8", error)
    else:
        if declared and (found.broken or _foreign(declared)):
            found = _strict(data, declared) or found
    return replace(found, text=found.text.replace("\r\n", "\n").replace("\r", "\n"))


def _declared(data: bytes) -> str:
    """Python's name of the encoding that the markup declares, '' where none that it knows."""
    found = _CHARSET.search(data[:_DECLARED_WITHIN])
    return codec_named(found[1].decode("ascii").lower()) if found else ""


def _foreign(codec: str) -> bool:
    """Whether an encoding is none that Japanese is written in, and so must be declared to be known."""
    return not codec.startswith(("utf", "cp932", "shift", "euc_j", "ascii", "iso8859-1", "cp1252"))


def _strict(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, codec: str, error: NoEncoding) -> Decoded:
    text = data.decode(codec, "replace")
    if text.count("\ufffd") > _MAX_BROKEN * len(text):
        raise UnreadableFormat(FormatProblem.ENCODING, str(error)) from None
    return Decoded(text, codec, len(re.findall("\ufffd+", text)))


def _page(tree: Element, raw: str) -> Extract:
    page = next((element for element in tree.walk() if element.name == "body"), tree)
    found = main_text(page, Reading())
    facts = page_facts(tree, found.root, raw)
    return _extract(found.blocks, facts)


def _extract(blocks: tuple[Block, ...], facts: Facts) -> Extract:
    title = facts.title
    if not title:
        title = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return Extract(blocks, "", title, facts.author, facts.date, facts.source, facts.url)


def _aozora_book(tree: Element) -> Extract | None:
    """A book of Aozora Bunko's XHTML: main text and colophon, its headings as chapters. None for other pages."""
    parts: dict[str, Element] = {}
    for element in tree.walk():
        for word in element.get("class").split():
            if word in ("title", "subtitle", "author", "translator", "main_text", "bibliographical_information"):
                parts.setdefault(word, element)
    if "main_text" not in parts or not parts.keys() & {"title", "bibliographical_information"}:
        return None
    reading = Reading(headed=True, skip=lambda element: "notation_notes" in names(element))
    blocks = [each.block for each in flow(parts["main_text"], reading)]
    colophon: list[Block] = []
    if information := parts.get("bibliographical_information"):
        colophon = [replace(each.block, place=Place()) for each in flow(information, Reading())]
    said = {word: plain_text(parts[word]) if word in parts else "" for word in ("title", "subtitle", "author")}
    edition = next((found for block in colophon if (found := _EDITION.match(block.text))), None)
    return Extract(
        (*blocks, *colophon),
        title="　".join(filter(None, (said["title"], said["subtitle"]))),
        author=said["author"],
        date=find_date("\n".join(block.text for block in colophon)[:400]) if edition else "",
        source=edition[1].strip() if edition else "",
    )
