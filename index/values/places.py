"""A place in words and as data, the same in every list, citation and export."""

from __future__ import annotations

from dataclasses import asdict

from inyo.index.values.extracts import Place


def place_words(place: Place, title: str = "") -> str:
    """What a person cites: `第一章、p. 12`, `00:12:30`; '' where the format has no places. A chapter that is the
    document's `title` is not said again."""
    parts = [
        place.chapter if place.chapter.strip() != title.strip() else "",
        f"p. {place.page}" if place.page else "",
        f"note {place.note}" if place.note else "",
        place.time.partition(".")[0],
        f"row {place.row}" if place.row else "",
    ]
    return "、".join(part for part in parts if part)


def place_data(place: Place) -> dict[str, str | int]:
    """The fields that say something, for JSON."""
    return {name: value for name, value in asdict(place).items() if value}
