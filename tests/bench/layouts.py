"""Talks laid out in many ways: `python -m tests.bench.layouts [--seen | --aside] [--rows] [--show NAME]`.

Each row of tests/data/layout_matrix.tsv is a way to lay a talk out; every talk of layout_talks.json is laid out so with
two, four and ten turns. A turn is right where its words are found from first to last with whoever says them. A third
of the rows, chosen by a checksum of their names, were set aside until the work on layouts was done. The texts of
layout_negatives.txt hold no turn at all. The layouts of publications, with talks of their own, are in layout_forms,
whole pages in layout_pages.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import extract
from inyo.index.values.document import Document
from inyo.index.values.quotation import SHOWN, Quotation
from tests.bench.layout_forms import Form, forms
from tests.bench.layout_forms import laid_out as filled
from tests.bench.layout_pages import Page, pages
from tests.bench.tables import Table, percent, show
from tests.paths import ROOT

DATA = ROOT / "tests" / "data"
EXCHANGES = (1, 2, 5)
"""Questions with their answers in the talks that are laid out."""
_BRACKETS = "「」『』"


@dataclass(frozen=True, slots=True)
class Style:
    """One way to lay out a talk: templates of its head, of a question and of an answer, what stands between exchanges
    and between the paragraphs of an answer; who asks and answers there ('-': the layout does not say)."""

    name: str
    head: str
    question: str
    answer: str
    between: str
    paragraphs: str
    asker: str
    answerer: str

    @property
    def aside(self) -> bool:
        return is_aside(self.name)


@dataclass(frozen=True, slots=True)
class Turn:
    """Words of a talk, where they stand, and the names under which whoever says them may be given."""

    start: int
    end: int
    speakers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Turns that were right, turns that there are, and records that are no turn."""

    right: int
    turns: int
    false: int


def is_aside(name: str) -> bool:
    """Whether a row or a text is of the third that was set aside."""
    return zlib.crc32(name.encode()) % 3 == 0


def styles() -> list[Style]:
    rows = (DATA / "layout_matrix.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [Style(*(cell.replace("\\n", "\n") for cell in row.split("\t"))) for row in rows]


def talks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / "layout_talks.json").read_text(encoding="utf-8"))
    return found


def negatives() -> dict[str, str]:
    """Texts without any turn, by name."""
    parts = re.split(r"^=== (.+)\n", (DATA / "layout_negatives.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def laid_out(style: Style, talk: dict[str, Any], exchanges: int) -> tuple[str, list[Turn]]:
    """A talk in a layout, and its turns."""
    parts: list[str] = []
    turns: list[Turn] = []

    def add(template: str, words: str, who: str, number: int) -> None:
        narration = talk["narration"][number % 2]
        fields = {**talk, "n": number + 1, "t": f"21:{number + 10}", "narr": narration, "o": talk["opening"], "w": "\0"}
        before, found, after = _filled(template, fields).partition("\0")
        parts.append(before)
        if found:
            start = sum(map(len, parts))
            turns.append(Turn(start, start + len(words), _accepted(who, talk)))
            parts.append(words)
        parts.append(after)

    head, opening, rest = style.head.partition("{o}")
    add(head + "{w}" * bool(opening), talk["opening"], style.answerer, 0)
    add(rest, "", "-", 0)
    for number, (question, answer) in enumerate(talk["said"][:exchanges]):
        if number:
            parts.append(style.between)
        add(style.question, question, style.asker, number)
        add(style.answer, style.paragraphs.strip(" ").join(answer), style.answerer, number)
    return "".join(parts), turns


def _filled(template: str, fields: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(fields[found[1]]), template)


def _accepted(who: str, talk: dict[str, Any]) -> frozenset[str]:
    """The names of whoever a row calls q (asks), a (answers), by any other label, or - (nobody)."""
    names = {
        "q": (talk["q"], talk["B"], talk["b"], talk["orgb"]),
        "a": (talk["a"], talk["A"], talk["s"], talk["s"] + talk["a"]),
        "-": ("",),
    }
    return frozenset(names.get(who, (who,)))


def score(text: str, turns: list[Turn]) -> tuple[Score, list[Quotation]]:
    """How well the turns of a text are read."""
    document = Document("talk.txt", text, "talk")
    tokens = tokenize(text)
    found = [each for each in extract(document, tokens, find_mentions(document, tokens)) if each.kind in SHOWN]
    by_span = {_span(each): each for each in found}
    right = sum((turn.start, turn.end) in by_span and _is_by(by_span[turn.start, turn.end], turn) for turn in turns)
    spans = {(turn.start, turn.end) for turn in turns}
    return Score(right, len(turns), sum(_span(each) not in spans for each in found)), found


def _span(found: Quotation) -> tuple[int, int]:
    bracketed = found.text[0] in _BRACKETS and found.text[-1] in _BRACKETS
    return found.start + bracketed, found.end - bracketed


def _is_turn(found: Quotation) -> bool:
    """Whether a record says that the layout makes it somebody's words."""
    return found.form == "block" or found.zone == "transcript"


def _is_by(found: Quotation, turn: Turn) -> bool:
    names = {found.speaker.removesuffix("さん").replace("　", ""), _bare(found.speaker)}
    return not names.isdisjoint({*turn.speakers, *map(_bare, turn.speakers)})


def _bare(name: str) -> str:
    """A name without spaces and honorific, wide signs as narrow ones."""
    return "".join(unicodedata.normalize("NFKC", name).split()).removesuffix("さん")


def of_page(page: Page) -> Score:
    """The score of a page."""
    return score(page.text, [Turn(*turn) for turn in page.turns])[0]


def total(scores: Iterator[Score] | list[Score]) -> Score:
    right = turns = false = 0
    for each in scores:
        right, turns, false = right + each.right, turns + each.turns, false + each.false
    return Score(right, turns, false)


def of_form(form: Form) -> dict[int, Score]:
    """The score of a layout of publications for each length of the talks."""
    found: dict[int, list[Score]] = {}
    for laid in filled(form):
        turns = [Turn(start, end, speakers) for start, end, speakers in laid.turns]
        found.setdefault(len(turns), []).append(score(laid.text, turns)[0])
    return {length: total(scores) for length, scores in sorted(found.items())}


def of_style(style: Style) -> dict[int, Score]:
    """The score of a layout for each length of the talks."""
    return {count: total(score(*laid_out(style, talk, count))[0] for talk in talks()) for count in EXCHANGES}


def shown(text: str, turns: list[Turn]) -> None:
    result, found = score(text, turns)
    print(text, result)
    for each in found:
        print("   ", each.speaker or "-", "|", each.form, "|", each.text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seen", action="store_true", help="only what was not set aside")
    parser.add_argument("--rows", action="store_true", help="each layout by itself")
    parser.add_argument("--show", metavar="NAME", help="the talks of one layout, and what is read")
    options = parser.parse_args()
    if options.show:
        for laid in (laid for form in forms() if form.name == options.show for laid in filled(form)):
            shown(laid.text, [Turn(start, end, speakers) for start, end, speakers in laid.turns])
        for page in (page for page in pages() if page.name == options.show):
            shown(page.text, [Turn(*turn) for turn in page.turns])
        style = next((each for each in styles() if each.name == options.show), None)
        if style is None:
            return
        for count in EXCHANGES[:2]:
            shown(*laid_out(style, talks()[0], count))
        return
    for aside in (False,) if options.seen else (False, True):
        scores = {style.name: of_style(style) for style in styles() if style.aside == aside}
        title = "set aside" if aside else "worked on"
        rows = [{"layout": "all", **_figures(list(scores.values()))}]
        rows += [{"layout": name, **_figures([each])} for name, each in scores.items() if options.rows]
        show(Table(f"{len(scores)} layouts, {title}", rows), 0)
        published = {form.name: of_form(form) for form in forms() if form.aside == aside}
        rows = [{"layout": "all", **_shares([each for by in published.values() for each in by.values()])}]
        rows += [{"layout": name, **_shares(list(by.values()))} for name, by in published.items() if options.rows]
        show(Table(f"{len(published)} layouts of publications, {title}", rows), 0)
        read = {page.name: of_page(page) for page in pages() if page.aside == aside and page.turns}
        rows = [{"page": "all", **_shares(list(read.values()))}]
        rows += [{"page": name, **_shares([each])} for name, each in read.items() if options.rows]
        show(Table(f"{len(read)} pages, {title}", rows), 0)
        none = {name: text for name, text in negatives().items() if is_aside(name) == aside}
        none |= {page.name: page.text for page in pages() if page.aside == aside and not page.turns}
        wrong = [name for name, text in none.items() if any(map(_is_turn, score(text, [])[1]))]
        row = {"texts": len(none), "read as turns": len(wrong), "which": ", ".join(wrong) or "-"}
        show(Table(f"Texts without turns, {title}", [row]), 0)


def _shares(scores: list[Score]) -> dict[str, Any]:
    everything = total(scores)
    right = percent(everything.right, everything.turns)
    return {"turns": everything.turns, "right": right, "no turn": everything.false}


def _figures(scores: list[dict[int, Score]]) -> dict[str, Any]:
    lengths = {count: total([each[count] for each in scores]) for count in EXCHANGES}
    everything = total(list(lengths.values()))
    shares = {f"{2 * count} turns": percent(each.right, each.turns) for count, each in lengths.items()}
    return {**shares, "all": percent(everything.right, everything.turns), "no turn": everything.false}


if __name__ == "__main__":
    main()
