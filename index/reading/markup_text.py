"""Markup that its writer typed into a text (Markdown, Org, AsciiDoc, reStructuredText, TeX) → what a reader reads.

A table of rules a markup, each a pattern of which the group `kept` stays; they are followed one after the other, and
leave alone what the markup's own pattern for code finds. Every rule takes time in proportion to the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from inyo.index.values.source_map import IDENTITY, Edit, SourceMap, apply

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
