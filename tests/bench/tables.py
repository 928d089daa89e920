"""Tables of figures for the measurements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Table:
    """Figures of one part, and what failed."""

    name: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def percent(part: int, whole: int) -> float:
    """Rounded to a tenth."""
    return round(100 * part / whole, 1) if whole else 100.0


def show(table: Table, failures: int) -> None:
    """Print a table and its first failures."""
    print(f"\n{table.name}")
    if table.rows:
        names = list(table.rows[0])
        print("  ".join(f"{name:>12}" for name in names))
        for row in table.rows:
            print("  ".join(f"{row[name]!s:>12}" for name in names))
    for line in table.failures[:failures]:
        print("   ", line)
