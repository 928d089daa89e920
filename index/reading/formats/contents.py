"""Any file → the documents in it, whatever lies in what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePosixPath

from inyo.index.reading.formats import BY_ENDING, MAIL, TEXT, Format, Treatment, ending_of
from inyo.index.reading.formats.archives import Budget, Limits, Member, members
from inyo.index.reading.formats.building import Reader, damage, decoded
from inyo.index.reading.formats.detect import detect, unsupported
from inyo.index.reading.formats.mail import letters
from inyo.index.reading.formats.replies import reply_blocks
from inyo.index.reading.prose import plain_blocks
from inyo.index.values.extracts import BlockKind, Extract, FormatProblem, UnreadableFormat

_STEP = " › "
_MOST_LOSSES = 20


def extracts(data: bytes, name: str, *, plain: Reader | None = None, limits: Limits | None = None) -> Iterator[Extract]:
    """The documents in a file, those of an archive's members with the member in `part` and in every place.

    `plain` reads plain text and Markdown. What an archive or a mail lost is told in the `losses` of an extract without
    blocks. Raises UnreadableFormat, for an archive only where nothing in it could be read.
    """
    opened = _Opened(plain or read_plain, Budget(len(data), limits or Limits()))
    yield from opened.extracts(data, name, 0)


def read_plain(data: bytes, name: str) -> tuple[Extract, ...]:
    """A plain text without anything that only texts of their own have (front matter, Aozora Bunko's marks)."""
    found = decoded(data)
    blocks = plain_blocks(found.text)
    if any(block.kind is BlockKind.REPLY for block in blocks):
        blocks = reply_blocks(found.text)
    if not blocks:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds nothing but white space; nothing to index")
    return (Extract(blocks, encoding=found.encoding, losses=damage(found)),)


@dataclass(slots=True)
class _Losses:
    """What an archive's members lost, as far as a person wants to read of it."""

    clauses: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    first: UnreadableFormat | None = None

    def add(self, member: Member, problem: UnreadableFormat) -> None:
        self.first = self.first or problem
        self.clauses.append(f"{member.path} {problem.detail}".strip())

    def told(self) -> tuple[str, ...]:
        told = self.clauses[:_MOST_LOSSES]
        if more := len(self.clauses) - len(told):
            told.append(f"{more} more files in it could not be read")
        if self.left_out:
            kinds = ", ".join(
                f"{number} {kind or 'without an ending'}" for kind, number in self.left_out.most_common(8)
            )
            told.append(f"left out: {kinds}")
        return tuple(told)


@dataclass(slots=True)
class _Opened:
    plain: Reader
    budget: Budget

    def extracts(self, data: bytes, name: str, depth: int) -> Iterator[Extract]:
        form = detect(data, name)
        if form.treatment in (Treatment.ADVISED, Treatment.LEFT_OUT):
            raise unsupported(form, data)
        if form is MAIL:
            for letter in letters(data, name):
                yield letter.extract
                yield from self._members(iter(letter.members), depth, letter.extract)
        elif form.treatment is Treatment.UNPACKED:
            yield from self._archive(data, name, depth)
        else:
            yield from _read(self.plain, data, name, form)

    def _archive(self, data: bytes, name: str, depth: int) -> Iterator[Extract]:
        if depth >= self.budget.limits.depth:
            detail = f"lies more than {self.budget.limits.depth} archives deep; unpack it to read it"
            raise UnreadableFormat(FormatProblem.TOO_LARGE, detail)
        yield from self._members(members(data, name, self.budget, _known), depth + 1, None)

    def _members(self, found: Iterator[Member], depth: int, letter: Extract | None) -> Iterator[Extract]:
        losses = _Losses()
        any_good = False
        for extract in self._each(found, depth, losses):
            any_good = True
            yield _of_letter(extract, letter) if letter else extract
        told = losses.told()
        if not any_good and not letter:
            raise _nothing(losses, told)
        if told:
            yield Extract((), letter.part if letter else "", losses=told)

    def _each(self, found: Iterator[Member], depth: int, losses: _Losses) -> Iterator[Extract]:
        try:
            for member in found:
                if member.loss:
                    losses.clauses.append(f"{member.path} {member.loss}".strip())
                if member.data:
                    yield from self._member(member, depth, losses)
                elif not member.loss and not _known(member.path):
                    losses.left_out[ending_of(member.path)] += 1
        except UnreadableFormat as problem:
            losses.add(Member(""), problem)

    def _member(self, member: Member, depth: int, losses: _Losses) -> Iterator[Extract]:
        try:
            for extract in self.extracts(member.data, member.name or PurePosixPath(member.path).name, depth):
                yield _placed(extract, member.path) if member.path else extract
        except UnreadableFormat as problem:
            losses.add(member, problem)


def _nothing(losses: _Losses, told: tuple[str, ...]) -> UnreadableFormat:
    """The problem of an archive of which nothing could be read."""
    kind = losses.first.kind if losses.first else FormatProblem.EMPTY
    if losses.first and told == (losses.first.detail,):
        return losses.first
    return UnreadableFormat(kind, f"holds no document that can be read ({'; '.join(told) or 'it is empty'})")


def _placed(extract: Extract, path: str) -> Extract:
    blocks = tuple(
        replace(block, place=replace(block.place, member=_joined(path, block.place.member))) for block in extract.blocks
    )
    return replace(extract, blocks=blocks, part=_joined(path, extract.part))


def _joined(path: str, inner: str) -> str:
    return f"{path}{_STEP}{inner}" if inner else path


def _of_letter(extract: Extract, letter: Extract) -> Extract:
    """An attachment's document: its place names the message, its part begins with it."""
    message = next((block.place.message for block in letter.blocks), letter.part)
    blocks = tuple(replace(block, place=replace(block.place, message=message)) for block in extract.blocks)
    part = _joined(letter.part, extract.part) if letter.part else extract.part
    return replace(
        extract, blocks=blocks, part=part, author=extract.author or letter.author, date=extract.date or letter.date
    )


def _reader(form: Format) -> Reader:
    read: Reader = import_module(f"inyo.index.reading.formats.{form.module}").read
    return read


def _read(plain: Reader, data: bytes, name: str, form: Format) -> tuple[Extract, ...]:
    """What a reader makes of a file; whatever else it raises is a damaged file, and never ends the work on others."""
    try:
        return plain(data, name) if form is TEXT else _reader(form)(data, name)
    except UnreadableFormat:
        raise
    except MemoryError:
        raise UnreadableFormat(FormatProblem.TOO_LARGE, "needs more memory than a document may; split it") from None
    except Exception as error:
        detail = f"cannot be read as {form.name} ({type(error).__name__}); open it where it was made and save it anew"
        raise UnreadableFormat(FormatProblem.DAMAGED, detail) from error


def _known(name: str) -> bool:
    """Whether files of this name are read, unpacked or answered with advice; others are left out unopened."""
    return ending_of(name) in BY_ENDING
