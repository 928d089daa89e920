"""EPUB 2 and 3: container → package → spine, each content document through the reader of markup.

A book is one document; its chapters are those of its table of contents. Nothing leaves the zip file: names are looked
up among its members only.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from inyo.index.reading.formats.archives import DAMAGED
from inyo.index.reading.formats.elements import Element, parse, types
from inyo.index.reading.formats.html import decode_markup
from inyo.index.reading.formats.page_flow import Reading, flow, plain_text
from inyo.index.reading.formats.xml import End, Start, Text, xml_events
from inyo.index.values.extracts import Block, Extract, FormatProblem, UnreadableFormat

MAX_UNPACKED = 200_000_000
"""Bytes that all content documents of a book may have together."""

_MAX_SPINE = 20_000
_MARKUP_TYPES = ("application/xhtml+xml", "text/html", "application/xml", "text/xml", "text/x-oeb1-document", "")
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_AUTHORS = ("", "aut", "aui", "cre")
_ENTITY_IN_ENTITY = re.compile(r"<!ENTITY\s+[^<>]{0,200}?[\"'][^\"'<>]{0,2000}&[A-Za-z_]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([^\s\"'<>]{1,100})", re.IGNORECASE)
_DECLARATIONS = 10_000
_CONTENTS = ("toc", "landmarks", "page-list", "doc-toc")


@dataclass(slots=True)
class _Package:
    """What a package document says. `items`: identifier → (path, media type, properties)."""

    items: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    spine: list[str] = field(default_factory=list)
    contents: str = ""
    told: dict[str, list[tuple[str, Start]]] = field(default_factory=dict)
    refined: dict[str, str] = field(default_factory=dict)

    def first(self, name: str) -> str:
        return next((text for text, _ in self.told.get(name, ()) if text), "")


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The book in a file. Raises UnreadableFormat."""
    book = _Zip(data)
    path = _package_path(book)
    package = _package(book, path)
    _refuse_encrypted(book, package)
    blocks, losses = _content(book, package)
    if not blocks:
        detail = losses[0] if losses else "holds no text but pictures"
        kind = FormatProblem.DAMAGED if losses else FormatProblem.NO_TEXT
        raise UnreadableFormat(kind, f"could not be read: {detail}" if losses else detail)
    return (
        Extract(
            tuple(blocks),
            title=_titles(package),
            author=_authors(package),
            date=_published(package),
            source=package.first("publisher"),
            url=next((text for text, _ in package.told.get("source", ()) if text.startswith("http")), ""),
            encoding="utf-8",
            losses=tuple(dict.fromkeys(losses)),
        ),
    )


class _Zip:
    """The members of a zip file, found by any spelling of their name, unpacked within a budget."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except DAMAGED:
            raise UnreadableFormat(FormatProblem.DAMAGED, "is no whole EPUB file; fetch it again") from None
        self.left = MAX_UNPACKED
        self.names: dict[str, zipfile.ZipInfo] = {}
        for info in self.archive.infolist():
            for name in _spellings(info):
                self.names.setdefault(name, info)

    def read(self, path: str) -> bytes | None:
        """A member's bytes, None where there is none. Raises UnreadableFormat (ENCRYPTED, TOO_LARGE, DAMAGED)."""
        info = self.names.get(path) or self.names.get(path.casefold())
        if info is None or info.is_dir():
            return None
        if info.flag_bits & 1:
            raise UnreadableFormat(FormatProblem.ENCRYPTED, "is encrypted; save it without a password")
        try:
            with self.archive.open(info) as member:
                data = member.read(self.left + 1)
        except (*DAMAGED, RuntimeError):
            raise UnreadableFormat(
                FormatProblem.DAMAGED, f"is damaged: its part {info.filename[:80]} cannot be unpacked; fetch it again"
            ) from None
        if len(data) > self.left:
            limit = MAX_UNPACKED // 1_000_000
            raise UnreadableFormat(
                FormatProblem.TOO_LARGE, f"unpacks to more than {limit} MB, more than a book may have"
            )
        self.left -= len(data)
        return data


def _spellings(info: zipfile.ZipInfo) -> Iterator[str]:
    """A member's name as it is, in the encodings of old archivers, and without regard to case."""
    names = [info.filename]
    if not info.flag_bits & 0x800 and not info.filename.isascii():
        for codec in ("utf-8", "cp932"):
            try:
                names.append(info.filename.encode("cp437").decode(codec))
            except UnicodeError:
                continue
    for name in names:
        yield name
        yield name.casefold()


def _join(base: str, reference: str) -> str:
    """The member that a reference in the member `base` means; a way out of the archive leads to its root."""
    path = unquote(reference.partition("#")[0].partition("?")[0])
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)) if path else "/" + base
    return joined.lstrip("/")


def _package_path(book: _Zip) -> str:
    container = book.read("META-INF/container.xml")
    if container is not None:
        for event in xml_events(container, "its META-INF/container.xml"):
            if isinstance(event, Start) and event.name == "rootfile" and event.get("full-path"):
                return event.get("full-path")
    found = next((name for name in book.names if name.endswith(".opf")), None)
    if found is None:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is no EPUB file: it has no package document")
    return found


def _package(book: _Zip, path: str) -> _Package:
    data = book.read(path)
    if data is None:
        raise UnreadableFormat(FormatProblem.DAMAGED, f"is no whole EPUB file: its package document {path} is missing")
    package = _Package()
    open_element: Start | None = None
    pieces: list[str] = []
    for event in xml_events(data, f"its {path}"):
        if isinstance(event, Start):
            open_element, pieces = event, []
            _declare(package, event, path)
        elif isinstance(event, Text):
            pieces.append(event.text)
        elif isinstance(event, End) and open_element is not None and open_element.name == event.name:
            _tell(package, open_element, " ".join("".join(pieces).split()))
            open_element = None
    return package


def _declare(package: _Package, event: Start, path: str) -> None:
    if event.name == "item" and event.get("href"):
        href = _join(path, event.get("href"))
        package.items[event.get("id")] = (href, event.get("media-type").lower(), event.get("properties"))
        ncx = event.get("media-type") == "application/x-dtbncx+xml"
        if "nav" in event.get("properties").split() or (ncx and not package.contents):
            package.contents = href
    elif event.name == "itemref" and len(package.spine) < _MAX_SPINE:
        package.spine.append(event.get("idref"))


def _tell(package: _Package, event: Start, text: str) -> None:
    if "purl.org/dc" in event.space:
        package.told.setdefault(event.name.lower(), []).append((text, event))
    elif event.name == "meta" and event.get("refines"):
        package.refined[event.get("refines").lstrip("#") + " " + event.get("property")] = text
    elif event.name == "meta" and event.get("property"):
        package.told.setdefault(event.get("property"), []).append((text, event))


def _titles(package: _Package) -> str:
    titles = package.told.get("title", [])
    main = [text for text, event in titles if package.refined.get(f"{event.get('id')} title-type") == "main"]
    subtitles = [text for text, event in titles if package.refined.get(f"{event.get('id')} title-type") == "subtitle"]
    return "　".join([*main[:1], *subtitles[:1]]) if main else package.first("title")


def _authors(package: _Package) -> str:
    found = []
    for text, event in package.told.get("creator", []):
        role = event.get("role") or package.refined.get(f"{event.get('id')} role", "")
        if text and role.lower() in _AUTHORS:
            found.append(text)
    return "、".join(found) or package.first("creator")


def _published(package: _Package) -> str:
    dates = package.told.get("date", [])
    published = [text for text, event in dates if event.get("event") in ("publication", "original-publication")]
    plain = [text for text, event in dates if not event.get("event")]
    return next(iter((*published, *plain, *(text for text, _ in dates))), "") or package.first("dcterms:issued")


def _refuse_encrypted(book: _Zip, package: _Package) -> None:
    """Encrypted fonts are no matter; encrypted text is."""
    data = book.read("META-INF/encryption.xml")
    if data is None:
        return
    paths = {package.items[identifier][0] for identifier in package.spine if identifier in package.items}
    algorithm, locked = "", set[str]()
    for event in xml_events(data, "its META-INF/encryption.xml"):
        if not isinstance(event, Start):
            continue
        if event.name == "EncryptedData":
            algorithm = ""
        elif event.name == "EncryptionMethod":
            algorithm = algorithm or event.get("Algorithm")
        elif event.name == "CipherReference" and algorithm not in _FONT_ALGORITHMS:
            locked.add(_join("", event.get("URI")))
    if locked & paths:
        raise UnreadableFormat(FormatProblem.ENCRYPTED, "is copy-protected (DRM); only its seller's reader opens it")


def _content(book: _Zip, package: _Package) -> tuple[list[Block], list[str]]:
    """The blocks of the spine in order, and what could not be read."""
    losses: list[str] = []
    chapters = _chapters(book, package.contents)
    marks: dict[str, str] = {}
    trees: list[tuple[str, Element]] = []
    for path in _spine(package, losses):
        tree = _tree(book, path, losses)
        if tree is not None and path != package.contents:
            trees.append((path, tree))
    reading = Reading(skip=lambda element: not types(element).isdisjoint(_CONTENTS), marks=marks)
    for path, tree in trees:
        _find_marks(path, tree, reading)
    blocks: list[Block] = []
    for path, tree in trees:
        reading.chapters = chapters.get(path, {})
        reading.chapter = reading.chapters.get("", reading.chapter)
        reading.address = _Address(path)
        blocks.extend(each.block for each in flow(tree, reading))
    return blocks, losses


@dataclass(frozen=True, slots=True)
class _Address:
    """Makes of a reference in one document the address in the book."""

    path: str

    def __call__(self, reference: str) -> str:
        return _join(self.path, reference) + "#" + unquote(reference.partition("#")[2])


def _find_marks(path: str, tree: Element, reading: Reading) -> None:
    """Notes may stand before what refers to them: their marks are found first."""
    address = _Address(path)
    for element in tree.walk():
        if element.name == "a" and not types(element).isdisjoint(("noteref", "doc-noteref")):
            mark = plain_text(element, 20).strip("[]［］()（）〔〕")
            reading.marks.setdefault(address(element.get("href")), mark)


def _spine(package: _Package, losses: list[str]) -> Iterator[str]:
    """The paths of the content documents in reading order, each once."""
    seen: set[str] = set()
    order = package.spine or [identifier for identifier, item in package.items.items() if "html" in item[1]]
    for identifier in order:
        path, media, properties = package.items.get(identifier, ("", "", ""))
        if not path:
            losses.append("a part that its contents list is missing")
        elif path not in seen and media in _MARKUP_TYPES and "nav" not in properties.split():
            seen.add(path)
            yield path


def _tree(book: _Zip, path: str, losses: list[str]) -> Element | None:
    """A content document, None (and a loss) where it is missing or unreadable."""
    text = _markup(book, path, losses)
    if text is None:
        return None
    declarations = text[:_DECLARATIONS]
    if _ENTITY_IN_ENTITY.search(declarations):
        losses.append(f"its part {path[:80]} was left out: it declares entities made of entities")
        return None
    if declared := _ENTITY.findall(declarations):
        losses.append(f"its part {path[:80]} declares entities, which inyo does not expand")
        text = re.sub(f"&(?:{'|'.join(map(re.escape, declared[:100]))});", "", text)
    return parse(text, xml=True).root


def _markup(book: _Zip, path: str, losses: list[str]) -> str | None:
    """A content document's text, None (and a loss) where it is missing, cannot be unpacked or is in no encoding."""
    try:
        data = book.read(path)
    except UnreadableFormat as problem:
        if problem.kind is not FormatProblem.DAMAGED:
            raise
        losses.append(f"its part {path[:80]} cannot be unpacked and was left out")
        return None
    if data is None:
        losses.append(f"its part {path[:80]} is missing")
        return None
    try:
        return decode_markup(data).text if data.strip() else ""
    except UnreadableFormat as problem:
        losses.append(f"its part {path[:80]} was left out: it {problem.detail}")
        return None


def _chapters(book: _Zip, path: str) -> Mapping[str, Mapping[str, str]]:
    """Path → identifier in it ('' for its beginning) → title of the chapter that begins there."""
    data = book.read(path) if path else None
    if not data:
        return {}
    try:
        tree = parse(decode_markup(data).text, xml=True).root
    except UnreadableFormat:
        return {}
    chapters: dict[str, dict[str, str]] = {}
    for reference, title in _entries(tree):
        if title and reference:
            fragment = unquote(reference.partition("#")[2])
            chapters.setdefault(_join(path, reference), {}).setdefault(fragment, title)
    return chapters


def _entries(tree: Element) -> Iterator[tuple[str, str]]:
    """(reference, title) of an EPUB 3 navigation document's table of contents or of an NCX."""
    navs = [element for element in tree.walk() if element.name == "nav"]
    contents = next((nav for nav in navs if "toc" in types(nav)), navs[0] if navs else tree)
    title = ""
    for element in contents.walk():
        if element.name == "a":
            yield element.get("href"), plain_text(element, 100)
        elif element.name == "text":
            title = plain_text(element, 100)
        elif element.name == "content":
            yield element.get("src"), title
