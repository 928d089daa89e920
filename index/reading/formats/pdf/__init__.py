"""PDF: the text of a page is made from the boxes of its glyphs, never from the order in which the file draws them.

glyphs (cells of one upright page) → strokes (runs in rows or columns) → furniture taken out → ruby attached → columns
in reading order → blocks that go on over lines, columns and pages. All of it is linear in the glyphs but for sorting.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence

from inyo.index.reading.formats.pdf.beside_text import PageStrokes, attached, box_of, without_furniture
from inyo.index.reading.formats.pdf.flow import blocks
from inyo.index.reading.formats.pdf.glyphs import CELL, Rectangle, cells, is_garbled, is_japanese
from inyo.index.reading.formats.pdf.page_columns import SMALL, Column, columns, gutters, make_room
from inyo.index.reading.formats.pdf.pdfium import PdfFile, opened
from inyo.index.reading.formats.pdf.strokes import Stroke, strokes, weighed_size
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, Place, UnreadableFormat

_BARS = re.compile(r"\s*[|｜]\s*|\s+[-–—]\s+")
_SHORTEST_TITLE, _LONGEST_SITE = 4, 30
MOST_PAGES = 3_000
LARGEST = 512 * 1024 * 1024  # bytes
_CAPTION_BELOW = 1.5  # ems of white at most between a picture and its caption
_LONGEST_BOX = 600  # letters of an aside
_REMEMBERED = 4  # pages before one whose gutters it may have

_MACHINE_TITLE = re.compile(
    r"(?i)\s*(microsoft (word|powerpoint|excel) - .*|untitled.*|無題.*|slide \d+|about:blank|.*://.*|document\d*|文書\s?\d*"
    r"|.*\.(docx?|indd|pdf|html?|xlsx?|pptx?|txt|tex|dvi|jtdc?|odt|md|qxd|ai))\s*"
)
_MACHINE_AUTHOR = re.compile(r"(?i)\s*(unknown|anonymous|user|owner|admin(istrator)?|root|pc|.*@.*|ユーザー|作成者)\s*")


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The document of a PDF. `name` is not needed: a title comes from the metadata or the largest text of page 1.

    Raises UnreadableFormat: ENCRYPTED, DAMAGED, TOO_LARGE, or NO_TEXT for pictures and for letters without Unicode.
    """
    if len(data) > LARGEST:
        raise UnreadableFormat(FormatProblem.TOO_LARGE, f"has more than {LARGEST >> 20} MB: split it")
    with opened(data) as file:
        pages, losses = _pages(file)
        places = [Place(page=file.label(number) or str(number + 1), sheet=number + 1) for number in range(len(pages))]
        title, author = file.meta("Title"), file.meta("Author")
    found = blocks(_columns(pages), places)
    if not found:
        raise UnreadableFormat(FormatProblem.NO_TEXT, "has no text that can be read")
    title, source = _title(title.strip(), found)
    return (
        Extract(
            tuple(found),
            title=title,
            source=source,
            author="" if _MACHINE_AUTHOR.fullmatch(author) else author.strip(),
            losses=tuple(losses),
        ),
    )


def _pages(file: PdfFile) -> tuple[list[PageStrokes], list[str]]:
    pages: list[PageStrokes] = []
    missing: Counter[str] = Counter()
    for number in range(min(file.pages, MOST_PAGES)):
        raw = file.page(number)
        if raw is None:
            missing["damaged"] += 1
        elif not len(raw.codes):
            missing["pictures" if raw.images else "empty"] += 1
        elif is_garbled(raw):
            missing["garbled"] += 1
        else:
            glyphs = cells(raw)
            missing["cut"] += raw.cut
            pages.append(PageStrokes(glyphs.width, glyphs.height, strokes(glyphs), glyphs.obstacles))
            continue
        pages.append(PageStrokes(1.0, 1.0, []))
    if not any(page.strokes for page in pages):
        raise _without_text(missing)
    return pages, _losses(missing, file.pages)


def _without_text(missing: Counter[str]) -> UnreadableFormat:
    if missing["garbled"]:
        return UnreadableFormat(
            FormatProblem.NO_TEXT,
            "draws letters without saying which they are (no Unicode values): run OCR on it, or get another copy",
        )
    if missing["pictures"]:
        return UnreadableFormat(FormatProblem.NO_TEXT, "has pictures of pages and no text: run OCR on it first")
    if missing["damaged"] or not missing:
        return UnreadableFormat(FormatProblem.DAMAGED, "is damaged and no page of it can be opened: fetch it again")
    return UnreadableFormat(FormatProblem.NO_TEXT, "has only empty pages")


def _losses(missing: Counter[str], pages: int) -> list[str]:
    said = {
        "garbled": "whose letters have no Unicode values left out",
        "pictures": "without text (pictures) left out",
        "damaged": "damaged and left out",
        "cut": "with too many letters cut",
    }
    losses = [f"{missing[key]} page{'s' * (missing[key] > 1)} {words}" for key, words in said.items() if missing[key]]
    return [*losses, f"the pages after {MOST_PAGES} left out"] if pages > MOST_PAGES else losses


def _columns(pages: Sequence[PageStrokes]) -> list[Column]:
    found: list[Column] = []
    known: deque[list[float]] = deque(maxlen=_REMEMBERED)
    for sheet, kept in enumerate(without_furniture(pages)):
        obstacles = _with_captions(kept, pages[sheet])
        on_page = _of_page(kept, [place for places in known for place in places])
        known.append(gutters(on_page))
        make_room(on_page, obstacles, pages[sheet].width, pages[sheet].height)
        for column in on_page:
            column.sheet = sheet
            found.append(column)
    return found


def _with_captions(kept: list[Stroke], page: PageStrokes) -> list[Rectangle]:
    """Sets the small letters under each picture apart as a frame of their own; the pictures with what stands below."""
    em = weighed_size(kept)
    found = []
    for number, (x0, y0, x1, y1) in enumerate(page.obstacles, 1):
        end = y1
        for stroke in sorted(kept, key=lambda each: box_of(each, page.width)[1]):
            left, top, right, bottom = box_of(stroke, page.width)
            below = end - em < top < end + _CAPTION_BELOW * em and left > x0 - em and right < x1 + em
            if below and not stroke.frame and stroke.size <= SMALL * em:
                stroke.frame, end = -number, max(end, bottom)
        found.append((x0, y0, x1, end))
    return found


def _of_page(kept: list[Stroke], known: Sequence[float]) -> list[Column]:
    """A page's columns, the cells of a table where nothing stands beside it between the text above and below."""
    numbers = sorted({each.frame for each in kept if each.frame >= CELL})
    if not numbers:
        return _in_the_open(kept, known)
    rest = sorted((each for each in kept if each.frame < CELL), key=lambda each: each.middle)
    cells = {number: [each for each in kept if each.frame == number] for number in numbers}
    reach = {number: (min(each.v0 for each in own), max(each.v1 for each in own)) for number, own in cells.items()}
    beside = any(top < each.middle < bottom for each in rest for top, bottom in reach.values())
    found: list[Column] = []
    for number in numbers:
        above = [] if beside else [each for each in rest if each.middle < reach[number][0]]
        rest = rest[len(above) :]
        found += _in_the_open(above, known)
        own = _of_part(cells[number])
        for column in own:
            column.cell = True
        found += own
    open_part = _in_the_open(rest, known)
    return [*open_part, *found] if beside else [*found, *open_part]


def _in_the_open(kept: list[Stroke], known: Sequence[float]) -> list[Column]:
    """A page's columns: the direction of most of its letters first, but for a heading of the other one; what stands in
    a box comes behind, as an aside if it is short."""
    framed = [each for each in kept if each.frame]
    found = _of_part([each for each in kept if not each.frame], known)
    for number in dict.fromkeys(each.frame for each in framed):
        box = [each for each in framed if each.frame == number]
        for column in (own := _of_part(box)):
            column.aside = column.aside or sum(len(each.text) for each in box) <= _LONGEST_BOX
        found += own
    return found


def _of_part(kept: list[Stroke], known: Sequence[float] = ()) -> list[Column]:
    kept = attached(kept)
    down = sum(len(stroke.text) * (1 if stroke.vertical else -1) for stroke in kept) > 0
    main = columns([stroke for stroke in kept if stroke.vertical == down], known)
    other = columns([stroke for stroke in kept if stroke.vertical != down])
    body = max((line.size for column in main for line in column.lines), default=0.0)
    heads = [column for column in other if all(line.size >= body for line in column.lines)]
    asides = [column for column in other if column not in heads]
    for column in asides:
        column.aside = True
    return [*heads, *main, *asides]


def _title(given: str, found: Sequence[Block]) -> tuple[str, str]:
    """The metadata's title if a person wrote it: words, or what stands on the first page; else the largest text. Of a
    printed web page's the name of the site apart."""
    page = "".join(block.text for block in found if block.place.sheet <= 1)
    words = any(char.isspace() or is_japanese(char) for char in given)
    meant = given and not _MACHINE_TITLE.fullmatch(given) and (words or given in page)
    for bar in _BARS.finditer(given) if meant else ():
        before, behind = given[: bar.start()], given[bar.end() :]
        if len(before) >= _SHORTEST_TITLE and len(behind) <= _LONGEST_SITE and _solid(before) in _solid(page):
            return before, behind
    return (given if meant else _largest(found)), ""


def _solid(text: str) -> str:
    return "".join(text.split())


def _largest(found: Sequence[Block]) -> str:
    """The heading of the first page with the largest letters."""
    heads = [block for block in found if block.kind is BlockKind.HEADING and block.place.sheet <= 1]
    return min(heads, key=lambda block: block.level).text if heads else ""
