"""Mutated files, bytes and texts into everything that reads them: `python -m tests.bench.fuzz_reading --seconds 1200`.

Each input follows from the target, the seed and its number, so that a finding can be made again (`--only N`). Inputs
are read in processes of limited memory, of which each may take `_SLOW` seconds for one. A row a target: inputs, how
many were read and refused, findings: an error that is no sentence, an offset out of its text, a death, a delay.

SAMPLES: a folder with small files of any format; our own demo collection as a rule, and pages that the tests set.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import resource
import signal
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from inyo.index.japanese.folding import fold_all, fold_characters
from inyo.index.reading.documents import parse, read_member
from inyo.index.reading.encodings import NoEncoding, decode, decode_declared
from inyo.index.reading.extracted import documents_of
from inyo.index.reading.formats import BY_ENDING
from inyo.index.reading.formats.contents import extracts
from inyo.index.reading.prose import clean, flowing, pages
from inyo.index.values.document import Document, SourceMap
from inyo.index.values.extracts import UnreadableFormat
from inyo.index.values.problems import UnreadableDocument
from tests.index.reading.formats import pdf_articles as articles
from tests.index.reading.formats.pdf_pages import set_articles
from tests.index.reading.formats.test_pdf import SETTINGS
from tests.invariants import check_folding, check_pairs

_SLOW = 10
"""Seconds of computing for one small input."""

_MEMORY = 2 << 30
_BATCH = 50
_LARGEST = 200_000
"""Bytes of a sample."""

_SEEDS = Path(__file__).parents[2] / "seeds"
_ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-32")
_LABELS = ("", "utf-8", "shift_jis", "x-sjis", "euc-jp", "iso-2022-jp", "us-ascii", "gb2312", "utf-7", "idna", "\0")
_PIECES = (
    *(
        "港の朝。",
        "「直す」と話した。",
        "『本』",
        "（笑）",
        "氏は、「",
        "」。",
        "｜辞書《じしょ》",
        "※［＃",
        "］",
        "《《傍点》》",
    ),
    *("\n", "\r\n", "\u2028", "\f", "　", " ", "> ", "- ", "# ", "|", "```", "――", "aaaaaaaaaaaaaaaaaaaa", "ア" * 40),
    *(
        "\u200b",
        "\ufeff",
        "e\u0301",
        "か\u3099",
        "㌢",
        "㈱",
        "👩\u200d👧",
        "\ud83d",
        "⻄",
        "︙",
        "ｶﾞ",
        "①",
        "﷽",
        "𠮷",
        "ﾊﾟ",
        "ﬁ",
    ),
    *("“", "”", '"', "'", "<", "&lt;", "﹁", "﹂", "々", "〳〵", "\x00", "\x1b[31m", "令和七年", "2025/07/14"),
    *("[12:34] 森: ", "12:00:01,000 --> 12:00:02,000"),
)
_INTERESTING = (
    *(b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80", b"\x1b$B", b"\n", b"\r\n\r\n", b"PK\x03\x04"),
    *(b"<", b">", b"&", b'"', b"{", b"}", b"\\", b"<ruby>", b"</", b"<!--", b"]]>", b"--", b"=?", b"?="),
    *(b"%PDF", b"endobj", b"stream\n", b"-1", b"99999999999999999999"),
)


class Wrong(Exception):
    """What a reader gave does not hold together."""


@dataclass(frozen=True)
class Target:
    """`make` gives input number n from a source of chance; `ask` reads it, and says whether it was read or refused."""

    make: Callable[[random.Random], Any]
    ask: Callable[[Any], str]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few places changed: bits, cuts, repetitions, chunks swapped, values that readers stumble over."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        size = len(made)
        if not size:
            break
        at, other = sorted((chance.randrange(size), chance.randrange(size)))
        match chance.randrange(8):
            case 0 | 1:
                made[at] ^= 1 << chance.randrange(8)
            case 2:
                del made[at : at + chance.choice((1, 2, 10, 200))]
            case 3:
                made[at:at] = made[at : at + chance.choice((1, 4, 50, 1000))] * chance.choice((1, 2, 20))
            case 4:
                made[at:at] = chance.choice(_INTERESTING) * chance.choice((1, 1, 3, 400))
            case 5:
                made = made[:at] if chance.random() < 0.3 else made[:at] + made[other:]
            case 6:
                step = max(1, (other - at) // 2)
                made = made[:at] + made[at + step : other] + made[at : at + step] + made[other:]
            case _:
                piece = chance.choice(_INTERESTING)
                made[at : at + len(piece)] = piece
    return bytes(made[: 4 * _LARGEST])


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """An archive of which one member is mutated and its checksum made true: what a reader of its parts gets to see."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        members = [(entry.filename, given.read(entry)) for entry in given.infolist() if not entry.is_dir()]
        chosen = chance.randrange(max(1, len(members)))
        for number, (name, content) in enumerate(members):
            archive.writestr(name, mutated(content, chance) if number == chosen else content)
    return made.getvalue()


def samples(folder: Path | None) -> list[tuple[str, bytes]]:
    """Names and bytes of what is mutated, in a stable order."""
    found = [path for root in (_SEEDS, folder) if root for path in sorted(root.rglob("*")) if path.is_file()]
    read = [
        (path.name, path.read_bytes())
        for path in found
        if path.suffix.lower() in BY_ENDING and path.stat().st_size <= _LARGEST
    ]
    set_pages = [("pages.pdf", set_articles(articles.SEEN, setting).bytes()) for setting in SETTINGS.values()]
    return read + set_pages


def _text(chance: random.Random) -> str:
    return "".join(chance.choice(_PIECES) * chance.choice((1, 1, 1, 2, 30)) for _ in range(chance.randrange(1, 60)))


def check_map(origin: SourceMap, text: str, raw: str) -> None:
    """Places of a text lead to places of its source, forwards."""
    places = [origin.source(at) for at in range(0, len(text) + 1, max(1, len(text) // 50))]
    if places != sorted(places) or (places and not 0 <= places[0] <= places[-1] <= len(raw)):
        raise Wrong(f"the map leads to {places[:5]}… in a text of {len(raw)}")


def check(document: Document) -> None:
    """What every part of the house relies on."""
    text, end = document.text, 0
    text.encode("utf-8")
    for paragraph in document.paragraphs:
        words = text[paragraph.start : paragraph.end]
        if not end <= paragraph.start < paragraph.end <= len(text) or words != words.strip() or "\n" in words:
            raise Wrong(f"paragraph {paragraph} of {len(text)}: {words[:40]!r}")
        end = paragraph.end
    for span in (*document.rubies, *document.regions):
        if not 0 <= span.start <= span.end <= len(text):
            raise Wrong(f"{span} of {len(text)}")
    if document.places and len(document.places) != len(document.paragraphs):
        raise Wrong(f"{len(document.places)} places of {len(document.paragraphs)} paragraphs")


def _read_file(given: tuple[str, bytes]) -> str:
    name, data = given
    try:
        documents = documents_of(Path(name), tuple(extracts(data, name, plain=read_member)))
    except (UnreadableFormat, UnreadableDocument) as refusal:
        str(refusal)
        return "refused"
    for document in documents:
        check(document)
    return "read"


def _read_bytes(given: tuple[bytes, str]) -> str:
    data, label = given
    decode_declared(data, label).encode("utf-8")
    try:
        decoded = decode(data)
    except NoEncoding:
        return "refused"
    decoded.text.encode("utf-8")
    try:
        document = parse(Path("x.txt"), decoded)
    except UnreadableDocument:
        return "refused"
    check(document)
    check_map(document.origin, document.text, decoded.text)
    return "read"


def _fold(text: str) -> str:
    check_folding(text)
    if fold_all([text, "", text])[2].text != fold_characters(text).text:
        raise Wrong("one text and many are folded differently")
    return "read"


def _pair(text: str) -> str:
    check_pairs(text)
    return "read"


def _flow(text: str) -> str:
    cleaned = clean(text)
    check_map(cleaned.origin, cleaned.text, text)
    for markdown in (False, True):
        prose = flowing(cleaned.text, pages(text, cleaned), markdown=markdown)
        check_map(prose.origin, prose.text, cleaned.text)
        if sorted("".join(prose.text.split())) != sorted("".join(cleaned.text.split())) and ">" not in text:
            lost = Counter("".join(cleaned.text.split())) - Counter("".join(prose.text.split()))
            if set(lost - _heads(cleaned.text)) - set("\u00ad＞-|｜"):
                raise Wrong(f"letters were lost: {lost}")
    return "read"


def _heads(text: str) -> Counter[str]:
    """The letters of lines that come again: running heads between the pages of a sentence are no loss."""
    lines = Counter(line.strip() for line in text.split("\n"))
    return Counter("".join("".join(line.split()) * number for line, number in lines.items() if number > 1))


def targets(folder: Path | None) -> dict[str, Target]:
    """By name; the readers one by one, each with the samples of its endings."""
    found: dict[str, Target] = {}
    by_format: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in samples(folder):
        by_format.setdefault(BY_ENDING[Path(name).suffix.lower()].name, []).append((name, data))

    def of_files(those: Sequence[tuple[str, bytes]]) -> Callable[[random.Random], tuple[str, bytes]]:
        def make(chance: random.Random) -> tuple[str, bytes]:
            name, data = chance.choice(those)
            inside = data.startswith(b"PK") and chance.random() < 0.8
            return name, mutated_inside(data, chance) if inside else mutated(data, chance)

        return make

    for form, those in sorted(by_format.items()):
        found[form] = Target(of_files(those), _read_file)
    found["encodings"] = Target(
        lambda chance: (
            mutated(_text(chance).encode(chance.choice(_ENCODINGS), "replace"), chance), chance.choice(_LABELS)
        ),
        _read_bytes,
    )  # fmt: skip
    found["folding"] = Target(lambda chance: _text(chance).replace("\ud83d", ""), _fold)
    found["brackets"] = Target(_text, _pair)
    found["prose"] = Target(_text, _flow)
    return found


def _serve(target: Target, name: str, seed: int, first: int, connection: Connection[Any, Any]) -> None:
    """A process: inputs from `first` on, a message before and after each."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_slow)
    for number in range(first, first + _BATCH):
        connection.send(("begin", number, ""))
        signal.setitimer(signal.ITIMER_PROF, _SLOW)
        try:
            how = target.ask(target.make(random.Random(f"{name} {seed} {number}")))
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            how = f"{type(error).__name__}: {str(error)[:160]} ({Path(last.filename).name}:{last.lineno})"
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send(("end", number, how))
    connection.send(("done", 0, ""))


class _Slow(Exception):
    """An input took too long."""


def _too_slow(*_: object) -> None:
    raise _Slow(f"more than {_SLOW} s")


def run(name: str, target: Target, seed: int, first: int, found: Counter[str], findings: list[str]) -> None:
    """A batch of inputs of one target."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_serve, args=(target, name, seed, first, theirs))
    child.start()
    theirs.close()
    number = first
    while True:
        try:
            what, number, how = ours.recv() if ours.poll(6 * _SLOW) else ("lost", number, "")
        except EOFError:
            what = "lost"
        if what == "end":
            found["inputs"] += 1
            found[how if how in ("read", "refused") else "findings"] += 1
            if how not in ("read", "refused"):
                findings.append(f"{name} {number}: {how}")
        elif what in ("done", "lost"):
            break
    if what == "lost":
        child.kill()
        child.join()
        found["inputs"] += 1
        found["findings"] += 1
        findings.append(f"{name} {number}: the process ended ({child.exitcode})")
    child.join()


def main() -> int:
    """Runs and prints the table; 1 where something was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=60.0, help="of computing, all targets together")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--samples", type=Path)
    arguments.add_argument("--only", type=int, help="one input of one target, here and with its traceback")
    arguments.add_argument("target", nargs="*")
    asked = arguments.parse_args()
    chosen = {name: each for name, each in targets(asked.samples).items() if not asked.target or name in asked.target}
    if asked.only is not None:
        ((name, target),) = chosen.items()
        print(target.ask(target.make(random.Random(f"{name} {asked.seed} {asked.only}"))))
        return 0
    counts = {name: Counter[str]() for name in chosen}
    spent = dict.fromkeys(chosen, 0.0)
    findings: list[str] = []
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while sum(spent.values()) < asked.seconds:
            name = min(spent, key=lambda each: spent[each])
            before, told = _computed(), len(findings)
            run(name, chosen[name], asked.seed, counts[name]["inputs"], counts[name], findings)
            spent[name] += max(0.01, _computed() - before)
            _tell(findings[told:], findings[:told])
    except KeyboardInterrupt:
        print("stopped; what was done:")
    print(f"{'target':24} {'inputs':>8} {'read':>8} {'refused':>8} {'findings':>9} {'seconds':>8}")
    for name, count in counts.items():
        numbers = (count[what] for what in ("inputs", "read", "refused", "findings"))
        print(f"{name:24} {' '.join(f'{number:8}' for number in numbers)}  {spent[name]:8.1f}")
    return bool(findings)


def _tell(new: Sequence[str], before: Sequence[str]) -> None:
    """The first finding of each kind, as soon as it is made."""
    known = {finding.partition(": ")[2] for finding in before}
    for finding in new:
        if (kind := finding.partition(": ")[2]) not in known:
            known.add(kind)
            print(finding, flush=True)


def _computed() -> float:
    """Seconds of computing of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
