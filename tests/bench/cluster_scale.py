"""One node beside the embedded engine as a collection grows: `python -m tests.bench.cluster_scale [--sizes N …]`.

Builds the same books in both engines, repeated under other names up to each size, and asks both every kind of query of
`tests.bench.scale`, drawn from what the index holds, in a fresh process for each kind. A book is analysed once for each
engine: what comes of it is sent again under every other name, for its tokens are the same. So the first size is built
as any collection is, and of the others the table says what sending, or writing, alone takes. From --alone on only the
cluster is built and asked, by the queries of the size before: `tests.bench.scale` builds as many passages here, and how
many hits there must be is known, for every book is there so many times.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

import msgspec

from inyo.index.engine.interface import EngineError
from inyo.index.engine.local import store as local_store
from inyo.index.engine.local import update as local_update
from inyo.index.engine.local.analysed import Analysed
from inyo.index.engine.local.disk import _dump, _plain, load_infos
from inyo.index.engine.local.manifest import Plan
from inyo.index.engine.local.segment_blocks import STORED, Block, Selection, concatenate, encode
from inyo.index.engine.local.store import Store
from inyo.index.engine.local.worker_pool import analyse_all
from inyo.index.engine.opensearch import engine as cluster_engine
from inyo.index.engine.opensearch.connection import LONG, Connection, address_of
from inyo.index.engine.opensearch.engine import ClusterIndex
from inyo.index.engine.opensearch.sending import Sent, Writer
from inyo.index.library import Library
from inyo.index.values.document import document_key
from tests.bench.memory import kept
from tests.bench.scale import LIMIT, ROOT, books, lay_out, queries
from tests.bench.tables import Table, show
from tests.cluster.nodes import Unavailable
from tests.cluster.nodes import cluster as started

_NAME = "scale"
_TICKS = os.sysconf("SC_CLK_TCK")

Renamed = Callable[[bytes, str], bytes]
"""What gives a document as an engine takes it under another key."""


class Kept:
    """What the analysis gave of each book, in a folder."""

    def __init__(self, folder: Path, renamed: Renamed) -> None:
        self._folder, self._renamed = folder, renamed
        self.analysed = 0
        folder.mkdir(exist_ok=True)

    def results(
        self, files: dict[str, int], analyse: Callable[[dict[str, int]], Iterator[Analysed]]
    ) -> Iterator[Analysed]:
        """The results of some files (with their sizes), of which those that were never seen are analysed."""
        new = {file: size for file, size in files.items() if not self._file(file).exists()}
        for result in analyse(new):
            self.analysed += 1
            self._file(result.key).write_bytes(msgspec.msgpack.encode(result))
            yield result
        for file in files:
            if file not in new:
                yield self._again(file)

    def _file(self, file: str) -> Path:
        return self._folder / Path(file).name.partition("-")[2]

    def _again(self, file: str) -> Analysed:
        found = msgspec.msgpack.decode(self._file(file).read_bytes(), type=Analysed)
        blocks = tuple(
            self._renamed(block, document_key(file, part))
            for part, block in zip(found.parts, found.blocks, strict=True)
        )
        return replace(found, key=file, blocks=blocks)


def _sent_as(block: bytes, key: str) -> bytes:
    one = msgspec.msgpack.decode(block, type=Sent)
    one.key = one.info[0] = key
    return msgspec.msgpack.encode(one)


def _packed_as(data: bytes, key: str) -> bytes:
    block = Block.read(data)
    record = {name: block.stored(0, name) for name in STORED}
    info = replace(load_infos([record["info"]])[0], key=key)
    record |= {"key": encode(key), "info": _dump(_plain(info))}
    with tempfile.SpooledTemporaryFile(1 << 26) as file:
        concatenate([Selection(block)], file, one=record)
        file.seek(0)
        return file.read()


class _Sending(Writer):
    """The cluster's writer, with what was analysed before."""

    known: ClassVar[Kept]

    def _analysed(self, files: list[str], plan: Plan) -> Iterator[Analysed]:
        sizes = {file: plan.read[file].size for file in files}
        analysed = super()._analysed
        yield from self.known.results(sizes, lambda new: analysed(list(new), plan) if new else iter(()))


def _writing(known: Kept) -> Callable[..., Any]:
    """What the store does in a child, here, with what was analysed before."""

    def here(path: Path, plan: Plan, _: int, tell: Any, cancelled: Any, committed: Callable[[], object]) -> Any:
        sizes = {file: source.size for file, source in plan.read.items()}
        results = known.results(sizes, lambda new: analyse_all(new, cancelled))

        def seen(*_: object) -> None:
            committed()

        return local_update.apply(path, plan, tell, cancelled, seen, results, merge=None)

    return here


def _spent(process: int) -> float:
    """Processor seconds of a process."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


class Measured:
    """What the block took: by the clock, of this process and its children, and of the node."""

    def __init__(self, node: int) -> None:
        self._node = node

    def __enter__(self) -> Measured:
        self._began = time.monotonic(), sum(os.times()[:4]), _spent(self._node)
        return self

    def __exit__(self, *_: object) -> None:
        now = time.monotonic(), sum(os.times()[:4]), _spent(self._node)
        self.seconds, self.own, self.of_node = (end - start for end, start in zip(now, self._began, strict=True))


def passages_of(engine: str, documents: Path, work: Path) -> int:
    """How many passages the cluster has now."""
    snapshot = ClusterIndex.open((documents,), engine, work / "cache")._snapshot
    return snapshot.passages if snapshot else 0


def send(documents: str, work: str, engine: str, minutes: str) -> None:
    """In a process of its own, of which there may be several at once: bring the cluster up to date."""
    _Sending.known = Kept(Path(work) / "sent", _sent_as)
    end = time.monotonic() + 60 * float(minutes)
    with patch.object(cluster_engine, "Writer", _Sending):
        index = ClusterIndex.open((Path(documents),), engine, Path(work) / "cache")
        report = index.update(cancelled=lambda: time.monotonic() > end)
    if not report.complete and time.monotonic() < end:
        raise SystemExit(f"the cluster did not take all: {report.notices}")
    print(_Sending.known.analysed)


def build_there(documents: Path, work: Path, engine: str, node: int, senders: int, minutes: float) -> Table:
    """The cluster brought up to date with the books, and what that took."""
    before = passages_of(engine, documents, work)
    call = [
        sys.executable,
        "-m",
        "tests.bench.cluster_scale",
        "--send",
        str(documents),
        str(work),
        engine,
        str(minutes),
    ]
    with Measured(node) as far:
        running = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(senders)]
        said = [each.communicate()[0] for each in running]
    if any(each.returncode for each in running):
        raise SystemExit("the cluster did not take all")
    passages = passages_of(engine, documents, work)
    new = passages - before
    parts = _room(engine)
    table = Table(f"building there: {passages:,} passages, of which {new:,} are new, by {senders} at once")
    for name, value in {
        "books analysed now": sum(map(int, said)), "seconds": far.seconds, "CPU of inyo": far.own,
        "CPU of node": far.of_node, "passages/s": new / far.seconds, "passages/CPU s": new / (far.own + far.of_node),
        "passages/CPU s of node": new / far.of_node, "MB on disk": sum(parts.values()) / 1e6,
        "node's peak MB": kept(node, "status", "VmHWM:"), "bytes/passage": sum(parts.values()) / passages,
        **{f"  {name}": size / passages for name, size in parts.items()},
    }.items():  # fmt: skip
        table.rows.append({"": f"{name:<24}", "value": f"{value:,.0f}"})
    return table


def build_here(documents: Path, work: Path, node: int) -> tuple[Table, Store]:
    """The index on this machine brought up to date with the books, and what that took."""
    packed = Kept(work / "packed", _packed_as)
    with patch.object(local_store, "apply_aside", _writing(packed)), Measured(node) as near:
        local = Store.open((documents,), work / "cache")
        local.update()
    passages = sum(int(segment.live.sum()) for segment in local.segments())
    size = sum(file.stat().st_size for file in local.folder.rglob("*") if file.is_file())
    table = Table(f"building here: {passages:,} passages")
    for name, value in {
        "books analysed now": packed.analysed, "seconds": near.seconds, "CPU seconds": near.own,
        "MB on disk": size / 1e6, "bytes/passage": size / passages,
    }.items():  # fmt: skip
        table.rows.append({"": f"{name:<24}", "value": f"{value:,.0f}"})
    return table, local


def _room(engine: str) -> dict[str, int]:
    """Bytes of each index of the collection, as writing left it."""
    connection = Connection(address_of(engine))
    connection.call("POST", f"/{_NAME}-*/_flush", patience=LONG)
    stats = connection.call("GET", f"/{_NAME}-*/_stats/store", patience=LONG)["indices"]
    return {name.split("-")[1]: int(each["primaries"]["store"]["size_in_bytes"]) for name, each in stats.items()}


def ask(documents: str, cache: str, engine: str, typed: list[str]) -> None:
    """In a process of its own: open, ask all, print what each took and found as JSON."""
    began = time.perf_counter()
    library = Library.open([documents], cache=Path(cache), data=Path(cache) / "data", engine=engine)
    library.documents()
    opening = time.perf_counter() - began
    taken, found = [], []
    spent = time.process_time()
    for query in typed:
        began = time.perf_counter()
        try:
            answer = library.search(query, limit=LIMIT)
            by = {Path(each.file).name: each.passages for each in answer.by_document if each.passages}
            found.append((answer.total, by))
        except EngineError as error:
            print(f"{query}: {error}", file=sys.stderr)
            found.append((-1, {}))
        taken.append(1000 * (time.perf_counter() - began))
    print(json.dumps({"opening": 1000 * opening, "taken": taken, "found": found,
                      "cpu": time.process_time() - spent}))  # fmt: skip


def asked(documents: Path, cache: Path, engine: str, typed: list[str]) -> dict[str, Any]:
    """What `ask` measured in a fresh process."""
    call = [sys.executable, "-m", "tests.bench.cluster_scale", "--ask", str(documents), str(cache), engine]
    done = subprocess.run(call, input=json.dumps(typed), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


Found = dict[str, list[tuple[int, dict[str, int]]]]
"""By kind: of each query, how many passages, and of each file."""


def answering(documents: Path, work: Path, engine: str, node: int, typed: dict[str, list[str]]) -> tuple[Table, Found]:
    """The queries of each kind on one engine ('' is this machine)."""
    table = Table(f"queries {'there' if engine else 'here'}, {LIMIT} hits: ms by the clock, ms of CPU for one query")
    found: Found = {}
    asked(documents, work / "cache", engine, typed["word"][:1])  # what is kept beside is there from now on
    for kind, some in typed.items():
        before = _spent(node)
        one = asked(documents, work / "cache", engine, some)
        warm = sorted(one["taken"][1:])
        row = {
            "query": kind, "opening": one["opening"], "first": one["taken"][0], "p50": statistics.median(warm),
            "p95": warm[int(len(warm) * 0.95)], "CPU": 1000 * one["cpu"] / len(some),
            "CPU of node": 1000 * (_spent(node) - before) / len(some),
        }  # fmt: skip
        table.rows.append({name: f"{value:.0f}" if isinstance(value, float) else value for name, value in row.items()})
        print(" ".join(f"{key}: {value}" for key, value in table.rows[-1].items()), flush=True)
        found[kind] = one["found"]
    return table, found


def alike(typed: dict[str, list[str]], here: Found, there: Found, times: Callable[[str], int]) -> Table:
    """Of how many queries the cluster counted as many passages as there must be: those of each file `times`."""
    table = Table("the same numbers of passages above the line, of all and of those with fewer than 3,000")
    for kind, some in typed.items():
        wanted = [sum(count * times(file) for file, count in by.items()) for _, by in here[kind]]
        counted = [total for total, _ in there[kind]]
        few = [at for at, number in enumerate(wanted) if number < 3_000]
        table.rows.append({
            "query": kind, "all": f"{sum(map(int.__eq__, wanted, counted))}/{len(some)}",
            "few": f"{sum(wanted[at] == counted[at] for at in few)}/{len(few)}",
        })  # fmt: skip
        table.failures += [
            f"{query}: {must} wanted, {number} counted"
            for query, must, number in zip(some, wanted, counted, strict=True)
            if must != number
        ]
    return table


def _times(corpus: int, size: int) -> Callable[[str], int]:
    """How often a book is there, by the name of its first copy."""
    return lambda file: size // corpus + (int(file.split("-")[1]) < size % corpus)


def measure(options: argparse.Namespace, work: Path) -> None:
    """Size after size: build both, ask both, print."""
    corpus = books(options.corpus)
    if not corpus:
        raise SystemExit("no documents to build from: give --corpus a folder of texts")
    with started(1, options.heap) as nodes:
        (node,) = (each.pid for each in nodes.processes.values())
        engine = f"{nodes.address}/{_NAME}"
        documents = work / "documents"
        typed: dict[str, list[str]] = {}
        here: Found = {}
        for size in options.sizes:
            shutil.rmtree(documents, ignore_errors=True)
            lay_out(corpus, size, documents)
            both = size < options.alone
            _shown(build_there(documents, work, engine, node, 1 if both else options.senders, options.minutes))
            if both:
                table, local = build_here(documents, work, node)
                _shown(table)
                typed = {kind: each[: options.each] for kind, each in queries(local).items()}
                local.close()
                table, here = answering(documents, work, "", node, typed)
                _shown(table)
                last = size
            if not typed:
                lay_out(corpus, options.drawn, work / "drawn")
                _, local = build_here(work / "drawn", work, node)
                typed = {kind: each[: options.each] for kind, each in queries(local).items()}
                local.close()
            table, there = answering(documents, work, engine, node, typed)
            _shown(table)
            if not here:
                continue
            times = (lambda _: 1) if both else _times(len(corpus), size)
            assert both or last <= len(corpus), "what is counted is the first copy of each book"
            _shown(alike(typed, here, there, times))


def _shown(table: Table) -> None:
    show(table, 60)
    sys.stdout.flush()


def main() -> int:
    """Measure in a folder that is deleted afterwards."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cluster_scale", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder of texts")
    parser.add_argument("--sizes", type=int, nargs="+", default=[600, 4850], help="how many books, one after another")
    parser.add_argument("--each", type=int, default=20, help="queries of a kind")
    parser.add_argument("--heap", default="2g", help="of the node")
    parser.add_argument("--senders", type=int, default=2, help="processes that send at once, but for the first size")
    parser.add_argument("--alone", type=int, default=1_000, help="from this size on the cluster alone")
    parser.add_argument(
        "--drawn", type=int, default=600, help="books the queries are drawn from where none is built here"
    )
    parser.add_argument("--minutes", type=float, default=600.0, help="after which a size is left as far as it came")
    parser.add_argument("--keep", type=Path, help="where all is kept, and what was analysed is taken from")
    parser.add_argument("--ask", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--send", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        documents, cache, engine = options.ask
        ask(documents, cache, engine, json.load(sys.stdin))
        return 0
    if options.send:
        send(*options.send)
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="inyo-cluster-scale-") as folder:
            measure(options, options.keep.resolve() if options.keep else Path(folder))
    except Unavailable as error:
        print(f"no cluster: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
