"""How many cells of the terminal a character takes, and what may stand at the ends of a row: one table for both.

Widths are wcwidth's, in which Rich agrees for all that tui.sanitise lets through. Characters of ambiguous width
(… “ ” ① ※ ― and box drawing) take one cell, or two where `use_ambiguous_width` was called for a terminal set so.
Kinsoku classes follow JIS X 4051 and JLREQ.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final

NO_START: Final = 4
NO_END: Final = 8
WORD: Final = 16
SPACE: Final = 32
UNBROKEN: Final = 64
WIDTH: Final = 3

NO_START_CHARACTERS: Final = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー）］｝〕〉》」』】〗〙〟’”…‥％‰℃°゠–〜～"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    ",.:;?!)]}%»›‼⁇⁈⁉｡､･｣ｰﾞﾟｧｨｩｪｫｬｭｮｯ"
)
"""JLREQ cl-02 to cl-07, cl-09 to cl-11 and cl-13, their half-width twins, and the leaders."""

NO_END_CHARACTERS: Final = frozenset("（［｛〔〈《「『【〖〘〝‘“([{«‹｢＄￥￡＃№")
"""JLREQ cl-01 and cl-12."""

UNBROKEN_CHARACTERS: Final = frozenset("―—…‥〳〴〵")
"""JLREQ cl-08: a run of one of these is not parted."""


_COMMON: Final = re.compile(
    "[\u00a1-\u024f\u2010-\u2027\u203b\u2190-\u2193\u25cb\u3000-\u312f\u4e00-\u9fff\uff01-\uff9f]"
)


class _Kinds(dict[int, int]):
    """Code point → kind (width in the low bits, then the flags above); filled as characters are met."""

    def __init__(self) -> None:
        super().__init__()
        self.ambiguous = 1

    def __missing__(self, point: int) -> int:
        kind = self[point] = _kind(chr(point), self.ambiguous)
        return kind


def _width(char: str) -> int:
    """wcwidth's answer; for what Japanese text is made of without its tables, which take 20 ms to load."""
    if " " <= char <= "~":
        return 1
    if _COMMON.match(char) and unicodedata.category(char)[0] in "LNPSZ":
        return 2 if unicodedata.east_asian_width(char) in "WF" else 1
    from wcwidth import wcwidth

    return max(0, wcwidth(char))


def _kind(char: str, ambiguous: int) -> int:
    width = _width(char)
    if width == 1 and ambiguous == 2 and unicodedata.east_asian_width(char) == "A":
        width = 2
    kind = width
    if char in NO_START_CHARACTERS:
        kind |= NO_START
    if char in NO_END_CHARACTERS:
        kind |= NO_END
    if char in UNBROKEN_CHARACTERS:
        kind |= UNBROKEN
    if char == " ":
        kind |= SPACE
    elif _in_word(char):
        kind |= WORD
    return kind


def _in_word(char: str) -> bool:
    """Letters and digits of narrow scripts, and the ASCII marks inside words and addresses."""
    if "!" <= char <= "~":
        return True
    return unicodedata.east_asian_width(char) in "NANa" and unicodedata.category(char)[0] in "LN"


_KINDS = _Kinds()
_WIDTHS: Final = bytes(kind & WIDTH for kind in range(256))


def kinds(text: str) -> bytes:
    """One byte a character: its width and its flags."""
    return text.translate(_KINDS).encode("ascii", "replace")


def widths(kinds_of_text: bytes) -> bytes:
    """From `kinds`: one byte a character, its cells (0, 1 or 2)."""
    return kinds_of_text.translate(_WIDTHS)


def cell_width(text: str) -> int:
    """Cells that sanitised text takes."""
    return len(text) if text.isascii() else sum(text.translate(_KINDS).encode("ascii").translate(_WIDTHS))


def truncate(text: str, width: int, ellipsis: str = "…") -> str:
    """The text, or as much of its beginning as leaves room for the ellipsis, in at most `width` cells."""
    if len(text) * 2 <= width or cell_width(text) <= width:
        return text
    room = width - cell_width(ellipsis)
    return text[: fitting(text, room)] + ellipsis if room >= 0 else text[: fitting(text, width)]


def without_middle(text: str, width: int) -> str:
    """The text, or its beginning and its end with an ellipsis between them, in at most `width` cells."""
    room = width - cell_width("…")
    if room < 2 or cell_width(text) <= width:
        return truncate(text, width)
    cells, end, left = widths(kinds(text)), len(text), room // 2
    while end and cells[end - 1] <= left:
        end -= 1
        left -= cells[end]
    while end < len(text) and not cells[end]:  # a mark goes with its base
        end += 1
    return text[: fitting(text, room - cell_width(text[end:]))] + "…" + text[end:]


def fitting(text: str, width: int) -> int:
    """How many characters of the text fit into `width` cells; marks stay with their base."""
    used = 0
    for index, cells in enumerate(widths(kinds(text[: max(0, width) * 4 + 8]))):
        used += cells
        if used > width:
            return index
    return min(len(text), max(0, width) * 4 + 8)


def ambiguous_width() -> int:
    """Cells that characters of ambiguous width take at present."""
    return _KINDS.ambiguous


def use_ambiguous_width(cells: int) -> None:
    """Count characters of ambiguous width as 1 or 2 cells from now on, here and in Rich (which has no such option).

    Raises ValueError for another number.
    """
    if cells not in (1, 2):
        raise ValueError(f"ambiguous characters take 1 or 2 cells, not {cells}")
    if cells == _KINDS.ambiguous:
        return
    _KINDS.clear()
    _KINDS.ambiguous = cells
    _tell_rich(cells)


def _tell_rich(ambiguous: int) -> None:
    """Textual measures with Rich's table, which is replaced by one that has the ambiguous characters, too. Nothing else
    here needs Rich."""
    from rich import cells as rich_cells

    table, single = _rich_widths()
    if ambiguous > 1:
        taken = {point for start, end, _ in table.widths for point in range(start, end + 1)}
        points = (point for point in range(0xA0, 0x30000) if point not in taken)
        wide = [(point, point, 2) for point in points if unicodedata.east_asian_width(chr(point)) == "A"]
        table = table._replace(widths=tuple(sorted([*table.widths, *wide])))
        single = frozenset(map(chr, range(0x20, 0x7F))).issuperset
    rich_cells.__dict__["load_cell_table"] = lambda unicode_version="auto": table
    rich_cells._is_single_cell_widths = single
    rich_cells.get_character_cell_size.cache_clear()
    rich_cells.cached_cell_len.cache_clear()


@cache
def _rich_widths() -> tuple[Any, Callable[[str], bool]]:
    """Rich's own table, and what tells it which texts have one cell a letter, as they were at first."""
    from rich import cells as rich_cells

    return rich_cells.__dict__["load_cell_table"]("auto"), rich_cells._is_single_cell_widths


_DATE = re.compile("[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
BARS = "▁▂▃▄▅▆▇█"


def bar(counts: Sequence[int], most: int = 0) -> str:
    """Counts as a row of bars, one cell each; nothing is a space. `most`: the count of the highest bar there could be,
    by default the greatest of these."""
    most = most or max(counts, default=0)
    return "".join(" " if not count else BARS[max(0, -(-count * len(BARS) // most) - 1)] for count in counts)


def time_bar(counts: Iterable[tuple[str, int]], width: int) -> str:
    """How often something comes by date (2025, 2025-06), in at most `width` cells: the first date, a bar for each month
    or year up to the last, empty ones too, several in one bar where there is little room; a long time without any is
    left out where both sides of it have the room. Where some dates have months, those without are left out, and so is
    what is no date. "" for no dates.
    """
    dated = [pair for pair in counts if _DATE.fullmatch(pair[0])]
    dated = [pair for pair in dated if len(pair[0]) > 4] or dated
    if not dated:
        return ""
    unit = 12 if len(dated[0][0]) > 4 else 1
    numbers = [int(date[:4]) * unit + (int(date[5:7]) - 1 if unit > 1 else 0) for date, _ in dated]
    first, last = min(dated)[0], max(dated)[0]
    found = sorted(zip(numbers, dated, strict=True))
    parted = _with_gaps([(number, date, count) for number, (date, count) in found])
    if parted and len(parted) <= width:
        return parted
    span, room = max(numbers) - min(numbers) + 1, max(1, width - len(first) - len(last) - 2)
    together = -(-span // room)
    bars = [0] * -(-span // together)
    for number, (_, count) in zip(numbers, dated, strict=True):
        bars[(number - min(numbers)) // together] += count
    return f"{first} {bar(bars)} {last}" if first != last else f"{first} {bar(bars)}"


_GAP = 24
"""Empty bars from which a bar of dates is parted: what is of another age would press the rest into a few cells."""
_STRETCHES = 3
"""Parts of it at most."""


def _with_gaps(found: Sequence[tuple[int, str, int]]) -> str:
    """A bar for each stretch of dates, with its ends, an ellipsis between them; '' where there is one stretch, or where
    there are many. `found`: number of the month or year, date, count, in order."""
    stretches: list[list[tuple[int, str, int]]] = []
    for each in found:
        if stretches and each[0] - stretches[-1][-1][0] <= _GAP:
            stretches[-1].append(each)
        else:
            stretches.append([each])
    if not 1 < len(stretches) <= _STRETCHES:
        return ""
    counts: Counter[int] = Counter()
    for number, _, count in found:
        counts[number] += count
    most = max(counts.values())  # one measure for all of them
    parts = []
    for stretch in stretches:
        (begin, first, _), (end, last, _) = stretch[0], stretch[-1]
        bars = bar([counts[number] for number in range(begin, end + 1)], most)
        parts.append(f"{first} {bars} {last}" if end > begin else f"{first} {bars}")
    if parts[-1].startswith(found[-1][1]):  # the last date stands at the end, as in all bars
        parts[-1] = " ".join(reversed(parts[-1].split(" ", 1)))
    return " … ".join(parts)
