"""Markup that its writer typed into a text (Markdown, Org, AsciiDoc, reStructuredText, TeX) → what a reader reads; the
front matter of Markdown, and which of its line breaks are soft.

A table of rules a markup, each a pattern of which the group `kept` stays; they are followed one after the other, and
leave alone what the markup's own pattern for code finds. Every rule takes time in proportion to the text.

The reader of front matter takes the flat part of YAML that such blocks use: quoted and plain values, comments, lists on
one line or several, folded blocks. What it does not understand it skips; it never raises.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from inyo.index.reading.dates import date_in_name, find_date
from inyo.index.reading.lines import Line, ends_loosely, ends_sentence, unit, widths
from inyo.index.values.document import IDENTITY, Edit, SourceMap, apply

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 20_000
_KEY = re.compile(r"([^\s:#\-\[\]{}\"'：][^:：\n]{0,60}?)[ \t]*(?::(?=[ \t]|$)|：)[ \t]*(.*)")
_LIST_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'")
_ESCAPED = re.compile(r"\\([\"\\/])")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_YEAR = re.compile(r"(?:1[6-9]|20)[0-9]{2}")
_NAMES = ("name", "名前")
_KEYS = {
    "title": ("title", "タイトル", "題名", "表題", "件名"),
    "author": ("author", "authors", "by", "byline", "creator", "著者", "筆者", "作者", "執筆者", "文責"),
    "date": (
        "date",
        "published",
        "publishdate",
        "pubdate",
        "created",
        "issued",
        "year",
        "日付",
        "公開日",
        "発行日",
        "掲載日",
        "作成日",
        "発行年",
        "出版年",
    ),
    "source": ("source", "publisher", "publication", "site", "出典", "出所", "媒体", "配信元", "掲載", "発行元"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`end`: where the text begins behind the block and blank lines.

    Fields the block does not give are ''; `date` is ISO.
    """

    end: int
    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""


def read_front_matter(text: str) -> FrontMatter | None:
    """The block at the beginning of a text (newlines as `\\n`), or None where there is none."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end(), _LONGEST) if opening else None
    if not opening or not closing:
        return None
    fields = dict(_fields(text[opening.end() : closing.start()]))
    if not fields:
        return None
    return FrontMatter(
        len(text) - len(text[closing.end() :].lstrip("\n")),
        _value(fields, "title"),
        _value(fields, "author"),
        _dated(_value(fields, "date")),
        _value(fields, "source"),
    )


def _dated(value: str) -> str:
    """A date in ISO, a year alone too; '' where there is none."""
    return find_date(value) or date_in_name(value) or (value if _YEAR.fullmatch(value) else "")


_SHORT_LINKS = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
"""A link of a notebook to another of its pages: its name, or what it is called here."""


def _value(fields: Mapping[str, str], field: str) -> str:
    value = next((fields[name] for name in _KEYS[field] if fields.get(name)), "")
    return _SHORT_LINKS.sub(lambda found: found[1], value)


def _fields(block: str) -> Iterator[tuple[str, str]]:
    key = ""
    values: list[str] = []
    for line in block.split("\n"):
        found = None if line[:1] in " \t" else _KEY.match(line)
        if found:
            if key:
                yield key, "、".join(filter(None, values))
            key, values = found[1].strip().lower(), _scalars(found[2])
        elif key and (item := _LIST_ITEM.match(line)):
            named = _KEY.match(item[1])
            if named is None or named[1].lower() in _NAMES:
                values.extend(_scalars(named[2] if named else item[1]))
        elif key and line[:1] in " \t" and line.strip():
            below = _KEY.match(line.strip())
            if below is None:
                values = ["".join(values) + line.strip()]
            elif below[1].strip().lower() in _NAMES:
                values.extend(_scalars(below[2]))
    if key:
        yield key, "、".join(filter(None, values))


def _scalars(raw: str) -> list[str]:
    raw = raw.strip()
    if raw[:1] in "\"'" and raw[:1]:
        quoted = _QUOTED.match(raw)
        inner = (quoted[1] or quoted[2] or "") if quoted else raw[1:]
        return [inner.replace("''", "'") if raw[0] == "'" else _ESCAPED.sub(r"\1", inner)]
    raw = _COMMENT.sub("", raw).strip()
    if raw.startswith("[") and raw.endswith("]"):
        return [item.strip().strip("\"'") for item in raw[1:-1].split(",") if item.strip()]
    return [] if raw in ("|", ">", "|-", ">-", "~", "null") else [raw]


_FENCE = re.compile(r"(`{3,}|~{3,})")
_ENDING = (
    r"#{1,6}(?:[ \t]|$)|(?:[-*_][ \t]*){3,}$|=+\s*$|-+\s*$|\||<[!/a-zA-Z]|\[[^\]\n]+\]:\s|:{3,}|\$\$|\[!\w{1,30}\]"
)
_ENDS = re.compile(_ENDING)
_BLOCK = re.compile(_ENDING + r"|[-*+][ \t]|\d{1,9}[.)][ \t]")
_DASH = re.compile("[―─—–]")
_ITEM = re.compile(r"[-*+][ \t]|\d{1,9}[.)][ \t]")
_SPOKEN = re.compile(r"[「『（(]")
_HARD = ("<br>", "<br/>", "<br />")
_CODE = 4


_MARK = re.compile(r"`[^`\n]*`|(?P<strong>\*{2,3})")


def emphasis(text: str) -> Iterator[Edit]:
    """The marks of strong words amid a Japanese sentence, to take out. Code stays, and so does what begins a line: it
    may be a label."""
    fenced = False
    at = 0
    for line in text.split("\n"):
        if _FENCE.match(line.lstrip()):
            fenced = not fenced
        elif not fenced and "**" in line:
            marks = [
                found.span() for found in _MARK.finditer(line) if found["strong"] and _touches(line, *found.span())
            ]
            for opening, closing in zip(marks[::2], marks[1::2], strict=False):
                if line[: opening[0]].rstrip()[-1:] > "\x7f":
                    yield from (Edit(at + start, at + end) for start, end in (opening, closing))
        at += len(line) + 1


def _touches(line: str, start: int, end: int) -> bool:
    """Whether a mark stands at a word."""
    return bool(line[max(0, start - 1) : start].strip() or line[end : end + 1].strip())


def soft_breaks(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Pairs of lines (their numbers) of which the second goes on the paragraph of the first.

    Two blanks or a backslash at the end of a line, and <br>, break; so does a paragraph in the Japanese way: a line
    that begins with an ideographic space, or with an opening bracket below a short line that ends a sentence. Code,
    tables, HTML and headings stay.
    """
    fence = ""
    before = -1
    for number, line in enumerate(lines):
        mark = _FENCE.match(text, line.start, line.end)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            before = -1
            continue
        if mark:
            fence, before = mark[1], -1
            continue
        if line.blank or (line.indent >= _CODE and before < 0 and not _ITEM.match(text, line.start)):
            before = -1
            continue
        if (
            before >= 0
            and _goes_on(text, lines[before], line)
            and not (_SPOKEN.match(text, line.start) and _short(text, lines, before, line))
        ):
            yield before, number
        before = -1 if _ENDS.match(text, line.start, line.end) else number


def _goes_on(text: str, line: Line, after: Line) -> bool:
    if line.depth != after.depth or _BLOCK.match(text, after.start, after.end):
        return False
    end = text.find("\n", line.end)
    if text[line.end - 1] == "\\" or text[line.end : end].endswith("  ") or text.endswith(_HARD, line.start, line.end):
        return False
    if _DASH.match(text, after.start) and (ends_sentence(text, line) or ends_loosely(text, line)):
        return False
    return text[after.start - 1] != "\u3000"


def _short(text: str, lines: Sequence[Line], number: int, after: Line) -> bool:
    """Whether a line ends as a paragraph may, and so far before the width of the lines around that what begins the next
    one had room, in columns and in characters."""
    line = lines[number]
    if not (ends_sentence(text, line) or ends_loosely(text, line)):
        return False
    word = unit(text, after.start)
    near = lines[max(0, number - 4) : number + 5]
    room = line.cells + widths(word)[0] <= max(each.cells for each in near)
    return (
        room
        and line.size + len(word) <= max(each.size for each in near)
        and line.cells < 0.8 * max(each.cells for each in near)
    )


Code = Literal["none", "line", "all"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a match becomes: its groups (see `_GROUPS`) where it has some, or what `instead` gives; else nothing."""

    pattern: re.Pattern[str]
    instead: Callable[[re.Match[str]], str] | None = None
    code: Code = "none"
    """Which code it is followed in as well: what stands in a line, or all."""


def _rule(pattern: str, instead: Callable[[re.Match[str]], str] | None = None, *, code: Code = "none") -> Rule:
    return Rule(re.compile(pattern, re.MULTILINE), instead, code)


def _character(found: re.Match[str]) -> str:
    given = html.unescape(found[0])
    return given if 0 < len(given) <= len(found[0]) and given.isprintable() else found[0].replace("&nbsp;", " ")


def _heading(found: re.Match[str]) -> str:
    """The beginning of a heading as Markdown writes it, by which a text's contents are told."""
    return "#" * (len(found[0]) - len(found[0].lstrip("*="))) + " "


_GROUPS = {"kept": ("", ""), "inset": ("（", "）"), "cited": ("“", "”")}
"""What stays of a match, and what is put round it."""
_LINE_END = r"[ \t]*(?:\n|\Z)"
_BARE = r"(?<![0-9A-Za-z\\{0}])"
_BEHIND = r"(?![0-9A-Za-z{0}])"


def _strong(mark: str, *, words: bool = False) -> Rule:
    """A mark on both sides of words of one line; with `words` no letter at all may stand outside of it."""
    sign = re.escape(mark[0])
    before, behind = (
        (rf"(?<![\w\\{sign}])", rf"(?![\w{sign}])") if words else (_BARE.format(sign), _BEHIND.format(sign))
    )
    marks = re.escape(mark)
    return _rule(rf"{before}{marks}(?![\s{sign}])(?P<kept>[^\n{sign}]{{1,400}})(?<![\s\\]){marks}{behind}")


_LINKED = r"(?<!\\)\[(?P<kept>(?:[^\[\]\n]|\[[^\[\]\n]{0,100}\]){1,300})\]"

_ROW = _rule(r"^[ \t]*\|[ \t]*(?P<kept>[^\n]*?)[ \t]{0,80}\|[ \t]{0,80}$")
"""A row of a table."""

_NOTES = (
    _rule(r"(?<![\w%])%%(?:[^%]|%(?!%)){1,4000}%%(?!%)"),
    _rule(r"!\[\[[^\[\]\n]{1,500}\]\]"),
    _rule(r"\[\[[^\[\]|\n]{1,500}\|(?P<kept>[^\[\]|\n]{1,500})\]\]"),
    _rule(r"\[\[(?P<kept>[^\[\]|\n]{1,500})\]\]"),
    _rule(r"(?:(?<=^)|(?<=> )|(?<=>))\[![\w-]{1,30}(?:\|[^\[\]\n]{0,60})?\][-+]?[ \t]*"),
    _rule(r"(?:(?<=\S)[ \t]+|^)\^[0-9A-Za-z-]{2,60}[ \t]*$"),
    _rule(r"(?<=[-*+] )\[[ xX/-]\][ \t]+"),
)
"""What programs for notes add to Markdown: remarks to oneself, things set in, links between notes, kinds of boxes,
marks of paragraphs, tasks."""

_MARKDOWN = (
    _rule(r"<!--(?:[^-<]|-(?!->)|<(?!!--)){0,4000}-->"),
    *_NOTES,
    _strong("=="),
    _rule(r"!\[(?P<kept>[^\[\]\n]{0,300})\]\([^()\[\]\n]{0,2000}\)", code="line"),
    _rule(rf"{_LINKED}\((?:[^()\[\]\n]|\([^()\[\]\n]{{0,200}}\)){{0,2000}}\)", code="line"),
    _rule(r"^ {0,3}\[(?!\^)[^\]\n]{1,100}\]:[ \t]+\S[^\n]*(?:\n|\Z)"),
    _rule(rf"{_LINKED}\[[^\[\]\n]{{0,100}}\]", code="line"),
    _rule(r"(?<=\[)\^(?=[^\s\[\]]{1,40}\])"),
    _rule(r"<(?P<kept>(?:https?|mailto):[^<>\s]{1,2000})>"),
    _rule(r"<(?P<tag>script|style)\b(?:[^<]|<(?!/?(?P=tag))){0,20000}</(?P=tag)>"),
    _rule(r"<img\b[^<>]{0,500}?\balt=\"(?P<kept>[^\"<>\n]{0,300})\"[^<>]{0,500}>"),
    _rule(r"<rt>(?P<inset>[^<\n]{1,60})</rt>"),
    _rule(r"<rp>[^<\n]{0,9}</rp>|</?(?:ruby|rb|br|div|span|p|b|i|u|em|strong|sup|sub|small|center|font|details|summary|aside"
          r"|a|img|hr|kbd|mark|del|ins)(?:[ \t/][^<>\n]{0,1000})?>"),
    _strong("***"), _strong("**"), _strong("*"), _strong("__", words=True), _strong("_", words=True), _strong("~~"),
    _rule(r"(?<=\S)[ \t]{1,20}#{1,6}[ \t]{0,20}$"),
    _rule(rf"(?<=[^\s|]\n)(?:={{3,}}|-{{3,}}){_LINE_END}"),
    _rule(r"^[ \t]*\|(?=[ \t:|]{0,40}--)[ \t:|-]*(?:\n|\Z)"),
    _ROW,
    _rule(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});", _character),
    _rule(r"\\(?=[\\`*_{}\[\]()#+.!|>~-])"),
    _rule(r"^[ \t]*(?:`{3,}|~{3,})[^`\n]*(?:\n|\Z)", code="all"),
    _rule(r"(?<!`)`(?P<kept>[^`\n]{1,400})`(?!`)", code="all"),
)  # fmt: skip

_ORG = (
    _rule(rf"^[ \t]*:[A-Z_-]{{2,30}}:{_LINE_END}(?:[ \t]*:[^\n]{{0,500}}\n){{0,60}}?[ \t]*:END:{_LINE_END}"),
    _rule(r"^[ \t]*#\+(?i:title|subtitle|author|date|caption):[ \t]*(?P<kept>[^\n]*)$"),
    _rule(r"^#(?:[ \t][^\n]*)?(?:\n|\Z)"),
    _rule(r"^\*{1,6}[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED)[ \t]+)?(?:\[#[A-Z]\][ \t]+)?", _heading),
    _rule(r"(?<=^#)(?P<kept>#{0,5} [^\n]*?)[ \t]{1,80}:[\w@#%:]{1,60}:[ \t]{0,20}$"),
    _rule(r"\[\[[^\[\]\n]{1,2000}\]\[(?P<kept>[^\[\]\n]{1,500})\]\]"),
    _rule(r"\[\[(?P<kept>[^\[\]\n]{1,2000})\]\]"),
    _strong("*"), _strong("/", words=True), _strong("_", words=True), _strong("+", words=True), _strong("~"),
    _rule(rf"^[ \t]*\|-[-+]*\|?{_LINE_END}"),
    _ROW,
    _rule(r"^[ \t]*#\+[^\n]*(?:\n|\Z)", code="all"),
    _rule(r"(?<![\w=])=(?P<kept>[^\s=][^=\n]{0,200})=(?![\w=])", code="all"),
)  # fmt: skip

_ASCIIDOC = (
    _rule(r"^//[^\n]*(?:\n|\Z)"),
    _rule(r"\[\[[^\[\]\n]{1,200}\]\]" + r"(?:[ \t]*\n)?"),
    _rule(r"\(\(\([^()\n]{1,200}\)\)\)(?:[ \t]*\n)?"),
    _rule(r"\(\((?P<kept>[^()\n]{1,200})\)\)"),
    _rule(r"^:!?[\w-]{1,60}!?:(?:[ \t][^\n]*)?(?:\n|\Z)"),
    _rule(r"^={1,6}[ \t]+", _heading),
    _rule(r"(?<=\S)[ \t]{1,20}={1,6}[ \t]{0,20}$"),
    _rule(r"(?:image|video)::?[^\s\[\]]{1,500}\[(?P<kept>[^\[\]\n,]{0,300})[^\[\]\n]{0,300}\]"),
    _rule(r"(?:link:|xref:)?(?:https?://|(?<=link:)|(?<=xref:))[^\s\[\]]{1,1000}\[(?P<kept>[^\[\]\n,]{1,300})[^\[\]\n]{0,100}\]"),
    _rule(r"<<[^<>\n,]{1,200},[ ]*(?P<kept>[^<>\n]{1,300})>>"),
    _rule(r"^(?:\[[^\]\n]{0,200}\]|\.{4,}|-{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|--|\|={3,})" + _LINE_END, code="all"),
    _rule(r"(?P<kept>https?://[^\s\[\]]{1,1000})\[\]"),
    _rule(r"``(?P<cited>[^`'\n]{1,300})''"),
    _strong("**"), _strong("*"), _strong("__", words=True), _strong("_", words=True), _strong("`"),
    _rule(r"^\.(?=[^\s.])"),
)  # fmt: skip

_RST = (
    _rule(r"^\.\.[ \t]+_[^\n:]{1,100}:[^\n]*(?:\n|\Z)"),
    _rule(r"^[ \t]*\.\.[ \t]+[\w:-]{1,40}::[ \t]*(?P<kept>[^\n]*)$"),
    _rule(r"^[ \t]+:[a-z-]{2,20}:[^\n]*(?:\n|\Z)"),
    _rule(rf"(?<=\S\n)([=~^\"'#*+`:.-])\1{{2,}}{_LINE_END}|^([=~^\"'#*+-])\2{{2,}}[ \t]*\n(?=[ \t]?\S)"),
    _rule(r":[a-z:+-]{2,20}:`(?P<kept>[^`<>\n]{1,300}?)[ ]{0,3}(?:<[^<>`\n]{1,500}>)?`"),
    _rule(r"`(?P<kept>[^`<>\n]{1,300}?)[ ]{0,3}<[^<>`\n]{1,1000}>`_{1,2}"),
    _rule(r"``(?P<kept>[^`\n]{1,300})``"),
    _rule(r"`(?P<kept>[^`\n]{1,300})`_{0,2}"),
    _strong("**"), _strong("*"),
    _rule(r"(?<=\S)::[ \t]*$", lambda _: ":"),
)  # fmt: skip

_HIDDEN = (
    "documentclass|usepackage|(?:re)?newcommand|newenvironment|def|setlength|setcounter|pagestyle|thispagestyle|input|"
    "include|maketitle|tableofcontents|bibliography(?:style)?|newpage|clearpage|vspace\\*?|hspace\\*?|label|"
    "centering|noindent|geometry|hypersetup|includegraphics|begin|end|cite[pt]?|ref|eqref|pageref|index|"
    "lstset|renewenvironment|addbibresource|printbibliography|makeindex|printindex"
)
_ARGUMENT = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,500}\}){0,2000}\}"
_TEX = (
    _rule(r"(?<!\\)%[^\n]*(?:\n[ \t]*(?=\S)|$)"),
    _rule(r"\\(?:begin|end)\{(?:document|quote|quotation|itemize|enumerate|center|abstract)\}[ \t]*"),
    _rule(rf"\\(?:{_HIDDEN})(?![A-Za-z])(?:[ \t]*\[[^\]\n]{{0,500}}\])?(?:[ \t]*{_ARGUMENT}){{0,2}}"),
    _rule(r"\\(?:ruby|kana|furigana)(?:\[[^\]\n]{0,20}\])?\{(?P<kept>[^{}\n]{1,40})\}\{(?P<inset>[^{}\n]{1,60})\}"),
    _rule(r"\\footnote\{(?P<inset>[^{}]{1,2000})\}"),
    _rule(r"\\href\{[^{}\n]{1,1000}\}\{(?P<kept>[^{}\n]{1,500})\}"),
    *(_rule(r"\\[A-Za-z]{2,24}\*?\{(?P<kept>[^{}]{0,4000})\}") for _ in range(3)),
    _rule(r"\\item(?![A-Za-z])", lambda _: "・"),
    _rule(r"\\\\(?:\[[^\]\n]{1,20}\])?"),
    _rule(r"\\[A-Za-z]{1,24}\*?[ \t]?"),
    _rule(r"\\(?=[%$&#_{}])|(?<!\\)[{}]"),
    _rule(r"(?<!\\)~", lambda _: " "),
)  # fmt: skip

_FENCED = re.compile(
    r"(?P<unseen><!--(?:[^-<]|-(?!->)|<(?!!--)){0,4000}-->)|"
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:(?![ \t]*(?P=fence))[^\n]*\n)*(?:[ \t]*(?P=fence)[^\n]*)?"
    r"|(?P<line>(?<!`)`[^`\n]{1,400}`(?!`))",
    re.MULTILINE,
)
_BLOCKS_OF_ORG = re.compile(
    r"^[ \t]*#\+(?i:begin)_(?i:src|example)\b[^\n]*\n(?:(?![ \t]*#\+(?i:end)_)[^\n]*\n)*(?:[ \t]*#\+[^\n]*)?"
    r"|(?<![\w=])=[^\s=][^=\n]{0,200}=(?![\w=])",
    re.MULTILINE,
)
_LISTINGS = re.compile(
    r"^(?P<rule>-{4,}|\.{4,})[ \t]*\n(?:(?!(?P=rule)[ \t]*$)[^\n]*\n){0,2000}(?P=rule)[ \t]*$", re.MULTILINE
)
_VERBATIM = re.compile(
    r"\\begin\{(?:verbatim|lstlisting|minted)\}(?:(?!\\end\{|\\begin\{(?:verb|lst|mint))[\s\S]){0,50000}\\end\{[a-z]+\}|\$[^$\n]{1,400}\$"
)

_NEVER = re.compile(r"(?!)")

_MARKUPS: dict[str, tuple[tuple[Rule, ...], re.Pattern[str]]] = {
    ".md": (_MARKDOWN, _FENCED),
    ".markdown": (_MARKDOWN, _FENCED),
    ".org": (_ORG, _BLOCKS_OF_ORG),
    ".adoc": (_ASCIIDOC, _LISTINGS),
    ".asciidoc": (_ASCIIDOC, _LISTINGS),
    ".rst": (_RST, _NEVER),
    ".tex": (_TEX, _VERBATIM),
}
ENDINGS = frozenset(_MARKUPS)
"""Endings of files whose markup is known."""


def rendered(text: str, ending: str) -> tuple[str, SourceMap]:
    """A text without the markup that files of an ending have, and the map back."""
    rules, code = _MARKUPS.get(ending, ((), _NEVER))
    origin = IDENTITY
    for rule in rules:
        edits = list(_edits(text, rule, tuple(_kept_from(rule, text, code))))
        if edits:
            text, upper = apply(text, edits)
            origin = origin.over(upper)
    return text, origin


def _kept_from(rule: Rule, text: str, code: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a rule is not followed."""
    for found in code.finditer(text) if rule.code != "all" else ():
        if found.lastgroup != "unseen" and not (found.lastgroup == "line" and rule.code == "line"):
            yield found.span()


def _edits(text: str, rule: Rule, code: tuple[tuple[int, int], ...]) -> Iterator[Edit]:
    """What a rule changes outside of code."""
    bounds = pairwise([0, *(bound for span in code for bound in span), len(text)])
    for number, (first, last) in enumerate(bounds):
        if number % 2 == 0:
            for found in rule.pattern.finditer(text, first, last):
                yield from _edit(found, rule)


def _edit(found: re.Match[str], rule: Rule) -> Iterator[Edit]:
    start, end = found.span()
    if rule.instead:
        given = rule.instead(found)
        if given != found[0] and len(given) <= end - start:
            yield Edit(start, end, given)
        return
    at, behind = start, ""
    for group, (opened, closed) in _GROUPS.items():
        if group in rule.pattern.groupindex:
            first, last = found.span(group)
            if at < first:
                yield Edit(at, first, behind + opened)
            at, behind = last, closed
    if at < end:
        yield Edit(at, end, behind)
