"""Where forms of names stand in a text as names: what finds them is made for every document, so it compiles little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SIGN = "[一-龥々ァ-ヴーＡ-Ｚ]"
"""What a name is written with, as a pattern."""
_SIGN = re.compile(SIGN)
_BEHIND = re.compile(rf"様|君|氏|殿|先生|老|さん|ちゃん|(?!{SIGN})")


class NamedPlaces:
    """Finds forms of names that adjoin no other sign of a name but an honorific, the longest first."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            self._by_first.setdefault(form[0], []).append(form)
        firsts = "".join(map(re.escape, sorted(self._by_first)))
        self._first = re.compile(f"[{firsts}]" if firsts else "(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and the end of each, in order, none inside another."""
        end = 0
        for found in self._first.finditer(text):
            start = found.start()
            if start < end or (start and _SIGN.match(text, start - 1)):
                continue
            for form in self._by_first[found[0]]:
                if text.startswith(form, start) and _BEHIND.match(text, start + len(form)):
                    end = start + len(form)
                    yield start, end
                    break
