"""A quotation with its source, in the reader's own form.

A form is text with fields in braces; a part in square brackets is left out when one of its fields is empty:
`{quotation}[ — {speaker}]` . `{{`, `}}`, `[[` and `]]` stand for the marks themselves.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike

from inyo.index.library import Quote, place_words
from inyo.tui.keep.filenames import readable, within

DEFAULT = "{quotation}[ — {speaker}]\n{title}[、{source}][、{author}][、{date}]、{file}[、{place}] ¶{paragraph}"

STYLES: dict[str, str] = {
    "inyo": DEFAULT,
    "sist02": "{quotation}[ — {speaker}]\n[{author}. ]{title}.[ {source}.][ {date}.] {file}[, {place}], ¶{paragraph}.",
    "chicago": "{quotation}[ — {speaker}]\n[{author}, ]“{title},”[ {source},][ {date},] {file}[, {place}],"
    " ¶{paragraph}.",
}
"""Forms by name: our own, SIST 02 (the order of elements of the Japanese standard), Chicago notes."""

FIELDS: dict[str, str] = {
    "quotation": "the words with their brackets",
    "words": "the words alone",
    "speaker": "who said them, over the collection",
    "mention": "the speaker as the sentence names them",
    "inferred": "“?” where the speaker was inferred",
    "title": "the document's title",
    "author": "its author",
    "source": "its source",
    "date": "its date",
    "file": "its path, in the collection's folder from there on; elsewhere the home folder as ~",
    "place": "page, chapter, time or row in the original",
    "paragraph": "the paragraph's number",
    "start": "the first code point",
    "end": "the code point after the last",
}

_MARK = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{([^{}]*)\}|\[|\]|[{}]")
_PAIRS = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣", '"': '"'}


Folders = Sequence[str | PathLike[str]]
"""The folders of a collection."""


class BadForm(ValueError):
    """A citation form that cannot be read; the message says where and what."""


def words(text: str) -> str:
    """A quotation's text without the one pair of brackets around it."""
    return text[1:-1] if len(text) >= 2 and _PAIRS.get(text[0]) == text[-1] else text


def values(quote: Quote, folders: Folders = ()) -> dict[str, str]:
    """The fields of a quotation of a collection in `folders`."""
    quotation = quote.quotation
    return {
        "quotation": quotation.text,
        "words": words(quotation.text),
        "speaker": quote.person or quotation.speaker,
        "mention": quotation.speaker_text,
        "inferred": "?" if quotation.inferred and not quote.edited else "",
        "title": quote.title,
        "author": quote.author,
        "source": quote.source,
        "date": quote.date,
        "file": within(readable(quote.file), folders).replace("\n", " "),
        "place": place_words(quote.place, quote.title),
        "paragraph": str(quote.paragraph),
        "start": str(quotation.start),
        "end": str(quotation.end),
    }


def check(form: str) -> str:
    """The form itself, of a style by its name. Raises BadForm where a field does not exist or a bracket is open."""
    form = STYLES.get(form, form)
    _fill(form, dict.fromkeys(FIELDS, "x"))
    return form


def cite(quote: Quote, form: str = DEFAULT, folders: Folders = ()) -> str:
    """A quotation in a form; `folders` are its collection's. Raises BadForm."""
    return _fill(STYLES.get(form, form), values(quote, folders))


def _fill(form: str, fields: Mapping[str, str]) -> str:
    done: list[str] = []
    group: list[str] | None = None
    keep = True
    for literal, field, mark in _parts(form):
        out = done if group is None else group
        if mark == "[":
            if group is not None:
                raise BadForm("a part in [ ] stands inside another: close the first before the next")
            group, keep = [], True
        elif mark == "]":
            if group is None:
                raise BadForm("a ] stands without its [: write ]] for the mark itself")
            if keep:
                done.extend(group)
            group = None
        elif field is not None:
            if field not in fields:
                near = difflib.get_close_matches(field, FIELDS, 1)
                hint = f"did you mean {{{near[0]}}}?" if near else f"there are {', '.join(FIELDS)}"
                raise BadForm(f"there is no field {{{field}}}: {hint}")
            keep = keep and bool(fields[field])
            out.append(fields[field])
        else:
            # a title or a name that ends with a full stop has the one of the form already
            twice = re.match(r"\.(?!\.)", literal) and (out or done or [""])[-1].endswith(".")
            out.append(literal[1:] if twice else literal)
    if group is not None:
        raise BadForm("a [ is not closed: write [[ for the mark itself")
    return "".join(done)


def _parts(form: str) -> Iterator[tuple[str, str | None, str]]:
    """(literal, field, mark) for each part, one of them set."""
    at = 0
    for found in _MARK.finditer(form):
        yield form[at : found.start()], None, ""
        at = found.end()
        if found[0] in ("{{", "}}", "[[", "]]"):
            yield found[0][0], None, ""
        elif found[1] is not None:
            yield "", found[1].strip(), ""
        elif found[0] in "[]":
            yield "", None, found[0]
        else:
            raise BadForm(f"a {found[0]} stands alone: write {found[0] * 2} for the mark itself")
    yield form[at:], None, ""
