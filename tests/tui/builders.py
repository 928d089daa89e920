"""Plain values for tests of lists, citations and exports."""

from __future__ import annotations

from typing import Any

from inyo.index.library import Quotation, Quote


def quote(text: str = "「港は渡さない」", **changes: Any) -> Quote:
    """A quotation by 帆足澪 in a document; keyword arguments change Quote's or Quotation's fields."""
    inner = {key: changes.pop(key) for key in list(changes) if key in Quotation.__dataclass_fields__}
    quotation = Quotation(
        **{
            "start": 10,
            "end": 10 + len(text),
            "text": text,
            "kind": "speech",
            "form": "full",
            "zone": "body",
            "speaker": "帆足澪",
            "speaker_text": "帆足氏",
            "cue": "述べた",
            **inner,
        }
    )
    fields = {
        "file": "news/a.txt",
        "title": "港の行方",
        "date": "2025-06-10",
        "source": "潮通信",
        "author": "",
        "paragraph": 3,
        "quotation": quotation,
        "person": "帆足澪",
        **changes,
    }
    return Quote(**fields)
