"""Tell Rich that characters of ambiguous width take two cells, for terminals that are set so.

Textual measures with Rich's tables, and Rich has no such option: its table is replaced by one that has those ranges.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from rich import cells as rich_cells

_LOADER = "load_cell_table"
_ORIGINAL: tuple[Any, Any] = (getattr(rich_cells, _LOADER), rich_cells._is_single_cell_widths)
_ASCII = frozenset(map(chr, range(0x20, 0x7F)))


def use_ambiguous_width(cells: int) -> None:
    """Make Rich count ambiguous characters as 1 or 2 cells."""
    if cells == 1:
        setattr(rich_cells, _LOADER, _ORIGINAL[0])
        rich_cells._is_single_cell_widths = _ORIGINAL[1]
    else:
        table = _wide_table()
        setattr(rich_cells, _LOADER, lambda unicode_version="auto": table)
        rich_cells._is_single_cell_widths = _ASCII.issuperset
    rich_cells.get_character_cell_size.cache_clear()
    rich_cells.cached_cell_len.cache_clear()


def _wide_table() -> Any:
    original = _ORIGINAL[0]("auto")
    taken = {point for start, end, _ in original.widths for point in range(start, end + 1)}
    wide = [
        (point, point, 2)
        for point in range(0xA0, 0x30000)
        if point not in taken and unicodedata.east_asian_width(chr(point)) == "A"
    ]
    return original._replace(widths=tuple(sorted([*original.widths, *wide])))
