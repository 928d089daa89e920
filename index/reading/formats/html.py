"""HTML and XHTML: pages saved from the web, old and new, Aozora Bunko's books, pieces of markup; what a page tells of
itself (title, author, date, site, address) in JSON-LD, meta elements, markup and text.

Of a page its main text is read; readers' comments only where they are the page (a forum): beside an article they are
left out without a word, like its menu, lest each page of a folder count as read in part. Nothing that a page names is
fetched, no script is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inyo.index.reading.dates import find_date
from inyo.index.reading.encodings import Decoded, NoEncoding, codec_named, decode
from inyo.index.reading.formats.building import damage, paragraphs
from inyo.index.reading.formats.elements import BYLINE_NAMES, DATE_NAMES, MAX_ELEMENTS, Element, hidden, names, parse
from inyo.index.reading.formats.main_text import main_text
from inyo.index.reading.formats.page_flow import Reading, flow, plain_text
from inyo.index.reading.metadata import signed
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, Place, UnreadableFormat

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->|<!--\s*Page saved with SingleFile\s+url:\s*(\S+)")
_HEAD = 20_000
_HEADINGS = ("h1", "h2", "h3", "h4")
_SHORTEST_TITLE, _LONGEST_SITE = 4, 30
_LARGEST_JSON = 300_000
_ARTICLE = re.compile(r"Article$|^BlogPosting$|^Report$|^WebPage$|^Book$")
_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "title")
_AUTHORS = (
    "author", "article:author", "citation_author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "creator",
)  # fmt: skip
_DATES = (
    "article:published_time", "citation_publication_date", "citation_date", "parsely-pub-date", "datepublished",
    "date.published", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "pubdate",
    "publishdate", "publish_date", "cxenseparse:recs:publishtime", "date", "sailthru.date", "article:modified_time",
    "last-modified",
)  # fmt: skip
_SITES = (
    "og:site_name", "citation_journal_title", "application-name", "dc.publisher", "dcterms.publisher",
    "copyright-holder",
)  # fmt: skip
_BAR = re.compile(
    r"\s*[|｜]\s*|\s+[-–—―:：»«<>/／]\s+|\s*(?:::|»|«|＜|＞)\s*|\s*：\s+"
    r"|：(?=[^：。、「」]{1,16}(?:新聞|新報|日報|ニュース|オンライン|デジタル|放送|テレビ|News)(?:社|電子版|デジタル|Web)?$)"
)
_BEHIND = re.compile(
    r"\s*(?:[|｜：:–—/／-]\s*(?P<site>[^|｜：:/／（）()]{2,30})"
    r"|[（(【\[](?P<house>[^（）()【】\[\]]{2,30})[）)】\]])\s*"
)
"""A site's name behind the very heading of its page."""
_SURE_BAR = re.compile(r"[|｜«»＜＞]|::")
_SITE_WORD = re.compile(
    r"新聞|新報|日報|ニュース|オンライン|デジタル|放送|テレビ|通信|公式|サイト|ホームページ|ブログ|日記|市$|県$|町$|村$|省$|庁$|News|Blog|\.(?:com|jp|net)",
    re.IGNORECASE,
)
_LABELLED_DATE = re.compile(
    r"(?:公開|更新|掲載|投稿|配信|発行|発表|作成)日?時?\s*[:：]?\s*((?:\d|[明大昭平令０-９]).{5,25})"
)
_LONE_DATE = re.compile(
    r"(?:[（(])?(?:令和|平成|昭和)?\s?(?:元|[\d０-９]{1,4})年\s?[\d０-９]{1,2}月\s?[\d０-９]{1,2}日\s?(?:[（(].{1,4}[)）])?(?:[)）])?"
    r"(?:\s?[\d０-９]{1,2}[:：時].{0,6}|[\s　]+[^\s　。、「」]{2,16})?|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
)
_PRINTED = re.compile(r"^(?:[\[［【]印刷用?[^\]］】]{0,6}[\]］】]|印刷用?(?:ページ|画面|表示)?\s*[:：|｜])\s*(?=\S{4})")
"""What a page made for printing sets before its title."""
_HEAD_LETTERS = 400
_LABEL = re.compile(
    r"^(?:by\s+|(?:文|取材|執筆者?|著者?|筆者|記者|投稿者|作成者|ライター|Author)\s*[:：／/=＝・]?\s+|投稿者(?=[A-Z])|(?:文|取材|執筆者?|著者|筆者|投稿者)[:：／/=＝])",
    re.I,
)
_ROLE = re.compile(r"(?:編集委員|論説委員|特派員|通信員|記者)$")
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_HOUSE = re.compile(r"\b(?:Inc|Ltd|Co|Corp)\b|(?:編集部|編集局|取材班|社)$")
_SPLIT = re.compile(r"[\s　]*[|｜／/・、,，（(\[【]|[\s　]{2,}")
_NAME = re.compile(r"[一-鿿々ヶぁ-ヿA-Za-z.・\s　]{2,30}")


@dataclass(slots=True)
class Facts:
    """As the page gives them, '' where it says nothing. `body`: the text, as a page gives it whose scripts show it."""

    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    body: str = ""


@dataclass(slots=True)
class _Told:
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    ld: list[dict[str, object]] = field(default_factory=list)
    headings: list[Element] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    items: dict[str, str] = field(default_factory=dict)
    bylines: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    dated: list[str] = field(default_factory=list)


_LIST = re.compile(r"^\[[\w.-]{2,30}[ :,]\s?\d{1,7}\]\s*(?:(?:Re|Fwd?)\s?:\s*)*", re.IGNORECASE)
"""How mailing lists mark their subjects."""


def page_facts(page: Element, root: Element, raw: str) -> Facts:
    """The facts of a whole page whose text stands in `root`; `raw` its source, where a browser wrote a comment."""
    told = _gather(page)
    within = _gather(root) if root is not page else told
    ld = next((found for found in told.ld if _ARTICLE.search(_text(found.get("@type")))), {})
    site = _first(told.meta, _SITES) or _named(ld.get("publisher"))
    title, tail = _title(told, within, ld, site)
    author = _author(told, within, ld, site) or ("" if tail == site else signed(tail))
    return Facts(
        title=title,
        author=author,
        date=_text(ld.get("datePublished")) or _date(told, within, page, root),
        source=site or ("" if tail == author else tail),
        url=_address(told, ld, raw),
        body=body if isinstance(body := ld.get("articleBody"), str) else "",
    )


def _gather(top: Element) -> _Told:
    told = _Told()
    for element in top.walk():
        name = element.name
        if name == "meta":
            key = element.get("property") or element.get("name") or element.get("http-equiv")
            before, said = told.meta.get(key.lower(), ""), element.get("content").strip()
            several = before and key.lower() == "citation_author"
            told.meta[key.lower()] = f"{before}、{said}" if several else before or said
        elif name == "title" and not told.title:
            told.title = plain_text(element, 50)
        elif name == "link" and "canonical" in element.get("rel").lower().split():
            told.canonical = told.canonical or element.get("href")
        elif name == "script" and "ld+json" in element.get("type"):
            told.ld.extend(_linked_data(element))
        elif name in _HEADINGS and len(told.headings) < 50 and not hidden(element):
            told.headings.append(element)
            _attributed(told, element)
        elif name == "time":
            told.times.append(element.get("datetime") or plain_text(element, 50))
        elif (name == "font" and re.fullmatch(r"[5-7]|\+[2-4]", element.get("size"))) or name == "big":
            told.large.append(plain_text(element, 50))
        elif element.attributes:
            _attributed(told, element)
    return told


def _attributed(told: _Told, element: Element) -> None:
    """What an element's itemprop, rel, class say that it is."""
    prop = element.get("itemprop")
    if prop in ("headline", "author", "datePublished", "publisher"):
        said = element.get("content") or element.get("datetime") or plain_text(element, 50)
        told.items.setdefault(prop, said)
    if len(told.bylines) > 20 or len(told.dated) > 20 or not any(map(element.get, ("class", "rel", "id"))):
        return
    words = names(element)
    if words & BYLINE_NAMES or element.get("rel") == "author":
        told.bylines.append(plain_text(element, 50))
    elif words & DATE_NAMES:
        told.dated.append(plain_text(element, 50))


def _linked_data(script: Element) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD script, of its lists and @graph."""
    text = "".join(child for child in script.children if isinstance(child, str))
    if len(text) > _LARGEST_JSON:
        return
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [found]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = value[:50] + waiting
        elif isinstance(value, dict):
            yield value
            if isinstance(value.get("@graph"), list):
                waiting.extend(value["@graph"][:50])


def _text(value: object) -> str:
    """A string, or the first of several."""
    while isinstance(value, list) and value:
        value = value[0]
    return " ".join(value.split()) if isinstance(value, str) else ""


def _named(value: object) -> str:
    """The names of JSON-LD persons or organisations."""
    several = value if isinstance(value, list) else [value]
    found = (_text(each.get("name")) if isinstance(each, dict) else _text(each) for each in several[:10])
    return "、".join(filter(None, found))


def _first(meta: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((" ".join(meta[key].split()) for key in keys if meta.get(key)), "")


def _title(told: _Told, within: _Told, ld: Mapping[str, object], site: str) -> tuple[str, str]:
    """The title, and the site's name where a bar in the title tells it."""
    whole, tail = _behind_heading(told) or without_site(told.title, site)
    offered = [
        _text(ld.get("headline")),
        told.items.get("headline", ""),
        without_site(_first(told.meta, _TITLES), site)[0],
        whole,
    ]
    headings = [plain_text(heading, 200) for heading in (*within.headings, *told.headings) if heading.name == "h1"]
    headings = [heading for heading in headings if heading and heading not in (site, tail)]
    near = _own_heading(told, within) or next(
        (heading for heading in headings if any(heading in said for said in (*offered, told.title))), ""
    )
    second = [plain_text(heading, 200) for heading in told.headings if heading.name == "h2"]
    near = near or next(
        (heading for heading in second if heading and any(said.startswith(heading) for said in offered)), ""
    )
    alike = [heading for heading in headings if _JAPANESE.search(heading) or not _JAPANESE.search(whole)]
    given = near or next(filter(None, offered[:3]), "") or next(iter(alike), "")
    if not given and within.large and within.large[0] not in (whole, ""):
        given, tail = within.large[0], tail or whole
    return _LIST.sub("", _PRINTED.sub("", given or whole))[:300] or whole[:300], tail


def _behind_heading(told: _Told) -> tuple[str, str] | None:
    """The page's title and its site's name, where what stands before the last bar ends in a heading of the page."""
    headings = [plain_text(heading, 200) for heading in told.headings]
    for heading in headings:
        found = _BEHIND.fullmatch(told.title, len(heading)) if told.title.startswith(heading) else None
        if found and len(heading) >= _SHORTEST_TITLE:
            return heading, (found["site"] or found["house"]).strip()
    bars = list(_BAR.finditer(told.title))
    before, behind = (told.title[: bars[-1].start()], told.title[bars[-1].end() :].strip()) if bars else ("", "")
    if not behind or len(behind) > _LONGEST_SITE:
        return None
    said = any(len(heading) >= _SHORTEST_TITLE and before.endswith(heading) for heading in headings)
    return (before, behind) if said else None


def _own_heading(told: _Told, within: _Told) -> str:
    """The heading of the article itself that the page's title has too, where the first of the page is the site's."""
    if any(heading.name == "h1" for heading in within.headings) or not any(
        heading.name == "h1" for heading in told.headings
    ):
        return ""
    own = (plain_text(heading, 200) for heading in within.headings)
    return max((said for said in own if len(said) >= _SHORTEST_TITLE and said in told.title), key=len, default="")


def without_site(title: str, site: str) -> tuple[str, str]:
    """A title without the name of the site behind (or before) a bar, and that name."""
    bars = list(_BAR.finditer(title))
    if not bars:
        return title, ""
    last, first = title[bars[-1].end() :].strip(), title[: bars[0].start()].strip()
    if site and first == site:
        return title[bars[0].end() :].strip(), first
    repeated = len(bars) > 1 and bars[-1][0] == bars[-2][0]
    sure = repeated or _SURE_BAR.search(bars[-1][0]) or _SITE_WORD.search(last) or (site and site in last)
    if last and sure and len(last) <= 30:
        rest = title[: bars[-1].start()].strip()
        deeper = without_site(rest, site) if site and site in rest else (rest, "")
        return deeper[0] or rest, last
    return title, ""


def _author(told: _Told, within: _Told, ld: Mapping[str, object], site: str) -> str:
    """Who wrote: whom the page states; where it states but its own house, the person whom a byline names."""
    given = _named(ld.get("author")) or _first(told.meta, _AUTHORS)
    if given.startswith(("http:", "https:")):
        given = ""
    if given and not _is_house(given, site):
        return given
    offered = (within.items.get("author", ""), *within.bylines, *told.bylines)
    return next(filter(None, map(_person, offered)), "") or given


def _is_house(author: str, site: str) -> bool:
    """Whether an author is the site itself, or whoever owns it."""
    return bool(site) and (site in author or (author in site and bool(_SITE_WORD.search(author))))


def _person(line: str) -> str:
    """The name in a byline, '' where it is more than a name."""
    labelled = _LABEL.sub("", line.strip())
    name = _SPLIT.split(labelled, maxsplit=1)[0].strip()
    name = _ROLE.sub("", name).strip("　 ")
    return (
        name
        if len(name) <= 30 and not _HOUSE.search(name) and _NAME.fullmatch(name) and not _SITE_WORD.search(name)
        else ""
    )


def _date(told: _Told, within: _Told, page: Element, root: Element) -> str:
    given = within.items.get("datePublished") or told.items.get("datePublished") or _first(told.meta, _DATES)
    if given:
        return given
    lines = (*within.times, *within.dated, *within.bylines, *told.times, *told.dated)
    found = next((line for line in lines if len(line) < 80 and find_date(line)), "")
    return found or next(filter(None, (_labelled_date(element) for element in (root, page))), "")


def _labelled_date(top: Element) -> str:
    """The date behind a label such as 掲載日： in the text itself, else the first that stands alone near its head."""
    alone, seen = "", 0
    for element in top.walk():
        for child in element.children:
            if not isinstance(child, str):
                continue
            if (found := _LABELLED_DATE.search(child)) and find_date(found[1]):
                return found[1].strip()
            seen += len(child.strip())
            if not alone and seen < _HEAD_LETTERS and _LONE_DATE.fullmatch(child.strip()):
                alone = child.strip()
    return alone


def _address(told: _Told, ld: Mapping[str, object], raw: str) -> str:
    saved = _SAVED_FROM.search(raw, 0, _HEAD)
    offered = (told.canonical, told.meta.get("og:url", ""), saved and (saved[1] or saved[2]), _text(ld.get("url")))
    return next((url for url in offered if url and url.startswith(("http://", "https://"))), "")


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
    return _extract(found.blocks or paragraphs(facts.body), facts)


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
