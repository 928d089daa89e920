"""Text → blocks: lines, runs and pieces of markup, as the readers of several formats share them; and the text of a
mail: what is quoted and whose it is, what is forwarded, and the signature.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import pairwise

from inyo.index.reading.encodings import Decoded, NoEncoding, decode
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Extract, FormatProblem, Place, UnreadableFormat

Reader = Callable[[bytes, str], tuple[Extract, ...]]
"""Any format's `read`."""

NOWHERE = Place()

CELL = " | "
"""What stands between two cells of a TABLE_ROW."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ENDS = tuple("。．！？!?」』）)】…：:；;")
_LONG_LINE = 15
"""Characters from which a line that ends in mid-sentence goes on behind a line break."""

_NEW = re.compile(r"[\s　「『（(【・●○■□◆◇▼▶※＞>*＊―─—-]|\d+[.)．、），　]|[①-⑳]")
NO_SPACE = re.compile(r"[⺀-鿿豈-﫿︰-﹏＀-￯぀-ヿ、。]")


def decoded(data: bytes) -> Decoded:
    """The text of a file with newlines as `\\n`. Raises UnreadableFormat where no encoding fits."""
    try:
        found = decode(data)
    except NoEncoding as error:
        raise UnreadableFormat(FormatProblem.ENCODING, str(error)) from None
    return replace(found, text=found.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def damage(found: Decoded) -> tuple[str, ...]:
    """The loss that broken places of a decoded text are, if it has any."""
    if not found.broken:
        return ()
    places = "one place was" if found.broken == 1 else f"{found.broken} places were"
    return (f"{places} broken as {found.encoding} and became U+FFFD",)


def _plain_blocks(text: str) -> tuple[Block, ...]:
    from inyo.index.reading.prose import plain_blocks  # not needed for what is set page by page

    return plain_blocks(text)


def paragraphs(text: str, place: Place = NOWHERE) -> tuple[Block, ...]:
    """The paragraphs of a plain text, its wrapped lines joined, all at one place."""
    return tuple(replace(block, place=place) for block in _plain_blocks(text))


_MARKUP = re.compile(r"</(?:p|div|a|b|em|strong|span|h[1-6]|li|ruby|article)>|<br ?/?>", re.IGNORECASE)
_LINE_TAG = re.compile(
    r"<br[^<>]*>|</?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|blockquote)\b[^<>]*>", re.IGNORECASE
)
_HIDDEN = re.compile(r"<(script|style|title|rt|rp)\b[^<>]*>[^<]*</\1>", re.IGNORECASE)
_PAGE_TAG = re.compile(r"<!doctype[^<>]*>|</?(?:html|head|body)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[\s\S]{0,2000}?-->")


def markup_blocks(text: str, place: Place = NOWHERE) -> tuple[Block, ...]:
    """The paragraphs of a text that is a piece of HTML; none where it is plain."""
    if not _MARKUP.search(text):
        return ()
    bare = html.unescape(_TAG.sub("", _LINE_TAG.sub("\n", _HIDDEN.sub("", text))))
    blocks = _page_blocks(text)
    if sum(len(block.text) for block in blocks) < 0.9 * len("".join(bare.split())):
        blocks = _page_blocks(_PAGE_TAG.sub("", text)) if _PAGE_TAG.search(text) else ()
    if not blocks:
        return paragraphs(bare, place)
    return tuple(replace(block, place=place) for block in blocks)


def _page_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page's main text, or of all that a piece of one shows."""
    read: Reader = import_module("inyo.index.reading.formats.html").read
    try:
        extracts = read(codecs.BOM_UTF8 + text.encode("utf-8", "replace"), "")
    except UnreadableFormat:
        return ()
    return tuple(block for extract in extracts for block in extract.blocks)


def with_reading(extracts: Iterable[Extract], encoding: str, losses: tuple[str, ...]) -> tuple[Extract, ...]:
    """Extracts of one file with its encoding; its losses go with the first."""
    return tuple(
        replace(extract, encoding=encoding, losses=() if number else losses + extract.losses)
        for number, extract in enumerate(extracts)
    )


def join_lines(lines: Iterator[str] | Sequence[str]) -> str:
    """Lines of one sentence as one: a space only where neither side is Japanese."""
    whole = ""
    parts: list[str] = []
    for line in lines:
        if not line:
            continue
        if parts and not (NO_SPACE.match(line) or NO_SPACE.match(whole[-1])):
            parts.append(" ")
        parts.append(line)
        whole = line
    return "".join(parts)


@dataclass(slots=True)
class Runs:
    """A paragraph that comes in pieces: text, readings and line breaks, in reading order."""

    pieces: list[str] = field(default_factory=list)
    rubies: list[BlockRuby] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def add_ruby(self, start: int, reading: str) -> None:
        """A reading for what was added since the length was `start`."""
        reading = "".join(reading.split())
        if reading and self.length > start:
            self.rubies.append(BlockRuby(start, self.length, reading))

    def break_line(self) -> None:
        if self.pieces and not NO_SPACE.match(self.pieces[-1][-1]):
            self.add(" ")
        self.breaks.append(self.length)

    def blocks(self, kind: BlockKind, place: Place = NOWHERE, level: int = 0) -> Iterator[Block]:
        """A block for each line, lines that go on in the next joined; what is blank is none. Ruby offsets follow."""
        text = _CONTROL.sub(" ", "".join(self.pieces))
        rubies = sorted(self.rubies, key=lambda ruby: ruby.start)
        at = 0
        for start, end in self._lines(text):
            while at < len(rubies) and rubies[at].start < start:
                at += 1
            inside = []
            while at < len(rubies) and rubies[at].end <= end:
                ruby = rubies[at]
                inside.append(BlockRuby(ruby.start - start, ruby.end - start, ruby.reading))
                at += 1
            yield Block(text[start:end], kind, tuple(inside), place, level=level)

    def _lines(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of lines without white space around."""
        stops = [0]
        for before, here in pairwise([0, *self.breaks]):
            if here > stops[-1] and not _goes_on(text[max(before, stops[-1]) : here], text[here : here + 4]):
                stops.append(here)
        for start, end in pairwise([*stops, len(text)]):
            line = text[start:end]
            if stripped := line.strip():
                start += len(line) - len(line.lstrip())
                yield start, start + len(stripped)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line before a line break goes on behind it: long, in mid-sentence, before no item or indentation."""
    line = line.rstrip()
    return len(line) >= _LONG_LINE and not line.endswith(_ENDS) and bool(following) and not _NEW.match(following)


_NEWLINE = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_LONGEST_SIGNATURE, _MOST_SENTENCES = 15, 2
_SIGNATURE = re.compile(r"--[ \t\u00a0]?")
_RULE = re.compile(r"[ 　]*([-=_*＊━─―~〜+・☆★◆◇■□/]|=-|-=)\1{4,}.*")
_CONTACT = re.compile(r"@|https?://|〒|TEL|Tel|電話|Phone|FAX|Mobile|携帯|mail", re.IGNORECASE)
_FORWARD = re.compile(
    r"[ \t]*(?:-{2,}|_{2,}|={2,}|━+|─+)?[ \t]*(?:Original Message|Forwarded message|Forwarded by .{1,60}"
    r"|Begin forwarded message|Message d'origine|Weitergeleitete Nachricht|転送(?:された)?メッセージ|元のメッセージ"
    r"|オリジナル ?メッセージ|返信元メッセージ)[ \t]*(?:-{2,}|_{2,}|={2,}|━+|─+|:)?[ \t]*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[ \t>＞*]*(From|差出人|送信者|送信元|Sent|送信日時|送信日|日時|日付|Date|To|宛先|Cc|Bcc|Subject|件名|題名"
    r"|Reply-To|返信先|添付ファイル|Importance|重要度)\*?[ \t　]*[:：]\*?[ \t　]*(.*)",
    re.IGNORECASE,
)
_SENDER_FIELDS = ("from", "差出人", "送信者", "送信元")
_CUE = re.compile(
    r"(?:wrote|writes|said|schrieb|a écrit|escribió"
    r"|書きました|書かれました|書いていました|書いた|書く|言いました|述べました|曰く|いわく"
    r"|(?:の|から|からの|よりの?)[ 　]?(?:E-?|電子)?(?:メール|メッセージ|返信|お?便り|発言)(?:より|から|です)?"
    r"|(?:さん|様|氏|先生|君)(?:より|から)?"
    r"|>)[ 　]*(?:\.{2,}|…)?[ 　]*[:：]?[ 　]*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"<[^<>]*>|\[mailto:[^\]]*\]|\"?[\w.+\-]+@[\w.\-]+\"?"
    r"|[\w.+\-]+ at [\w\-]+(?: dot |\.)[\w.\-]+"
)
_WHEN = re.compile(
    r"\d{1,4}[ ]?年|\d{1,2}[ ]?[月日時分秒]|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    r"|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"|[(（][日月火水木金土](?:曜日?)?[)）]|[日月火水木金土]曜日?|午前|午後|[+-]\d{4}|令和|平成|\bJST\b|\bGMT\b|\bUTC\b"
    r"|\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b\.?|\b[AP]M\b|\b\d{1,4}(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s　,、:：()（）\"'>|*・-]|(?:On|At|In|Le|Am|article|message|msg|Date|From|by)\b"
    r"|(?:に|で|の|、)(?=[\s　]))+",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[ 　]*(?:さん|さま|様|氏|先生|君|殿)?(?:[ 　]*(?:は|が|の|から|からの|より|曰く|いわく))?[ 　,、]*"
    r"(?:次のように|こう|以下のように|下記のように)?[ 　,、:：]*$"
)
_LONGEST_NAME, _LONGEST_CUE = 40, 300
_LONGEST_CUT_OFF = 60
"""Characters of a line that may be the end of the one above it («wrote:», an address)."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines `start`–`end` that stay as they are: a signature, or where it `opens` a message the header of that."""

    start: int
    end: int
    opens: bool = False
    sender: str = ""


def reply_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a mail's text in order. REPLY blocks have their level, and their author as speaker if named.

    What stands below the header of a quoted or forwarded message is of its sender, one level deeper; such headers and
    signatures are LITERAL.
    """
    lines = _NEWLINE.sub("\n", text).split("\n")
    pieces = sorted([*_forwarded(lines), *_unmarked(lines)], key=lambda piece: piece.start)
    pieces += _signatures(lines, pieces)
    pieces.sort(key=lambda piece: piece.start)
    shown = list(lines)
    for piece in pieces:
        shown[piece.start : piece.end] = [""] * (piece.end - piece.start)
    return tuple(_spoken(_in_order(_lifted(_plain_blocks("\n".join(shown))), pieces, lines)))


def attributed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a mail in HTML: what stands below the header of another message is of its sender, what is quoted
    (`level`) of whom the line above names."""
    blocks = _lifted(blocks)
    lines = [block.text if "\n" not in block.text else "" for block in blocks]
    opened = {piece.start: piece for piece in _forwarded(lines)}
    found: list[Block | _Piece] = []
    number = 0
    while number < len(blocks):
        if piece := opened.get(number):
            header = "\n".join(block.text for block in blocks[piece.start : piece.end])
            found += [Block(header, BlockKind.LITERAL, place=blocks[number].place), piece]
            number = piece.end
        else:
            block = blocks[number]
            heads = block.kind is BlockKind.HEADING
            found.append(replace(block, kind=BlockKind.PARAGRAPH, level=0) if heads else block)
            number += 1
    return tuple(_spoken(iter(found)))


def _lifted(blocks: Sequence[Block]) -> Sequence[Block]:
    """Quoted blocks, those that only say whose words are quoted one level above, where some programs put them too."""
    lifted = list(blocks)
    for number, block in enumerate(blocks):
        first = block.level > (blocks[number - 1].level if number else 0)
        deeper = number + 1 < len(blocks) and blocks[number + 1].level > block.level
        if first and not deeper and _WHEN.search(block.text[:_LONGEST_CUE]) and author_above(block.text) is not None:
            kind = block.kind if block.level > 1 else BlockKind.PARAGRAPH
            lifted[number] = replace(block, kind=kind, level=block.level - 1)
    return lifted


def author_above(text: str) -> str | None:
    """Whom a line above a reply names as its author («沢村さんは書きました:»); None if it is no such line."""
    text = " ".join(text.split())
    if len(text) > _LONGEST_CUE:
        return None
    cue = _CUE.search(text)
    address = _ADDRESS.search(text)
    if not cue and not (text.endswith((":", "：")) and address):
        return None
    if cue and cue[0].strip(" :：") == ">" and not address:
        return None
    name = _WHEN.sub(" ", _ADDRESS.sub(" ", text[: cue.start()] if cue and cue[0][0] != ">" else text.rstrip(":： ")))
    name = _LEADING.sub("", name)
    name = re.split(r"\s{2,}", _SAYS.sub("", name))[-1].strip(" 　,、:：()（）\"'<>[]")
    if not name and address:
        return address[0].strip('<>"')
    return name if 0 < len(name) <= _LONGEST_NAME and not re.search("[。「」？！]", name) else None


def _forwarded(lines: Sequence[str]) -> Iterator[_Piece]:
    """The headers of quoted or forwarded messages: a line that says so, or fields from a sender to a subject."""
    number = 0
    while number < len(lines):
        marked = bool(_FORWARD.fullmatch(lines[number][:200]))
        first = number + marked
        while marked and first < len(lines) and not lines[first].strip():
            first += 1
        end, sender, fields = _fields(lines, first)
        if fields >= (1 if marked else 3) and sender is not None and not lines[number].lstrip().startswith((">", "＞")):
            yield _Piece(number, end, opens=True, sender=sender)
            number = end
        else:
            number += 1


def _unmarked(lines: Sequence[str]) -> Iterator[_Piece]:
    """Lines that name the author of all that stands below them, which bears no marks: as telephones quote mail."""
    begun = False
    for number, line in enumerate(lines):
        head = line[:_LONGEST_CUE]
        if begun and head.rstrip().endswith((":", "：")) and _WHEN.search(head) and _ADDRESS.search(head):
            below = next((other for other in lines[number + 1 :] if other.strip()), "")
            author = author_above(line) if _CUE.search(head) and below else None
            if author and not below.lstrip().startswith((">", "＞", "|")):
                yield _Piece(number, number + 1, opens=True, sender=author)
        begun = begun or bool(line.strip())


def _fields(lines: Sequence[str], first: int) -> tuple[int, str | None, int]:
    """Where a run of header fields ends, whom its From names, and how many there are."""
    sender: str | None = None
    number = first
    fields = 0
    while number < len(lines) and (found := _FIELD.fullmatch(lines[number][:400])):
        if number == first and found[1].lower() not in (*_SENDER_FIELDS, "date", "日時", "日付", "subject", "件名"):
            break
        if found[1].lower() in _SENDER_FIELDS:
            name = _ADDRESS.sub("", found[2]).strip(" \t\"'()[]*<>")
            sender = name or found[2].strip(" <>*")
        fields += 1
        number += 1
        while fields and number < len(lines) and lines[number].startswith(("  ", "\t")) and lines[number].strip():
            number += 1
    return number, sender, fields


def _signatures(lines: Sequence[str], forwards: Sequence[_Piece]) -> Iterator[_Piece]:
    """The signature of the message and of each message in it: below `-- `, or between rules at the end."""
    stops = [0, *(piece.end for piece in forwards)]
    ends = [*(piece.start for piece in forwards), len(lines)]
    for start, end in zip(stops, ends, strict=True):
        end = _own_end(lines, start, end)
        dashes = next((n for n in range(max(start, end - 60), end) if _SIGNATURE.fullmatch(lines[n])), None)
        if dashes is not None and dashes + 1 < end:
            yield _Piece(dashes, end)
        elif dashes is None and (rule := _ruled(lines, start, end)) is not None:
            yield _Piece(rule, end)


def _own_end(lines: Sequence[str], start: int, end: int) -> int:
    """Where the last lines that are the writer's own end, between `start` and `end`."""
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith((">", "＞"))):
        end -= 1
    while end > start and author_above(lines[end - 1]) is not None and _CUE.search(lines[end - 1]):
        end -= 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


def _ruled(lines: Sequence[str], start: int, end: int) -> int | None:
    """The rule above the last lines, if they tell an address or telephone number."""
    first = max(start, end - _LONGEST_SIGNATURE)
    rules = [number for number in range(first, end - 1) if _RULE.fullmatch(lines[number][:200])]
    if not rules:
        return None
    return next((rule for rule in rules if _is_address(lines[rule:end])), None)


def _is_address(lines: Sequence[str]) -> bool:
    """Whether lines from a rule on tell how to reach somebody, and not a story."""
    sentences = sum(line.count("。") for line in lines)
    return len(lines) > 2 and sentences <= _MOST_SENTENCES and any(map(_CONTACT.search, lines))


def _in_order(blocks: Sequence[Block], pieces: Sequence[_Piece], lines: Sequence[str]) -> Iterator[Block | _Piece]:
    """Blocks, and before the first that stands below a piece the piece: its opening and its lines."""
    waiting = list(reversed(pieces))
    for block in blocks:
        while waiting and waiting[-1].start < block.place.line:
            yield from _literal(waiting.pop(), lines)
        yield block
    while waiting:
        yield from _literal(waiting.pop(), lines)


def _literal(piece: _Piece, lines: Sequence[str]) -> Iterator[Block | _Piece]:
    text = "\n".join(line.rstrip() for line in lines[piece.start : piece.end]).strip("\n")
    if text.strip():
        yield Block(text, BlockKind.LITERAL, place=Place(line=piece.start + 1))
    if piece.opens:
        yield piece


def _spoken(found: Iterator[Block | _Piece]) -> Iterator[Block]:
    """Replies with their speakers: from the lines above them, or from the header above a forwarded message."""
    authors: dict[int, str] = {}
    base = 0
    above: list[Block] = []
    for item in found:
        if isinstance(item, _Piece):
            base += 1
            authors = {level: name for level, name in authors.items() if level < base}
            authors[base] = item.sender
            above = []
            continue
        level = base + item.level
        if above and level > base + above[-1].level and (name := _named(above)) is not None:
            named = base + above[-1].level + 1
            authors = {known: author for known, author in authors.items() if known < named}
            authors[named] = name
        above = [*above[-1:], item]
        if level and item.kind is not BlockKind.LITERAL:
            yield replace(item, kind=BlockKind.REPLY, level=level, speaker=authors.get(level, ""))
        else:
            yield item


def _named(above: Sequence[Block]) -> str | None:
    """Whom the block above a reply names, or it and the one before it as one line."""
    name = author_above(above[-1].text)
    cut = len(above) > 1 and above[0].level == above[1].level and (name is None or "@" in name)
    if not cut or len(above[-1].text) > _LONGEST_CUT_OFF:
        return name
    return author_above(f"{above[0].text} {above[-1].text}") or name
