"""Bringing the cluster up to date with the files: claim some (several processes on several machines may index one
collection at once), analyse them, send by document what is indexed once, and its passages, say that they are there.

A document counts as there when its record in `documents` says so, which is written after all that belongs to it was
taken and can be found; what belongs to a version of a document bears that version's name, which comes of its content,
so that sending it twice changes nothing and what was sent of a document without a record is never seen.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import blake2b
from multiprocessing.connection import Connection as Pipe
from typing import Any

import msgspec

from inyo.index.engine.interface import EngineError
from inyo.index.engine.local.analysed import Analysed
from inyo.index.engine.local.disk import store
from inyo.index.engine.local.file_analysis import analyse_to
from inyo.index.engine.local.manifest import FORMAT as FILE_FORMAT
from inyo.index.engine.local.manifest import Manifest, Plan, Skipped, Source, same_file, scan
from inyo.index.engine.local.update import SMALL, Outcome
from inyo.index.engine.local.worker_pool import analyse_all, serve_with
from inyo.index.engine.opensearch.cluster_segments import described, to_source
from inyo.index.engine.opensearch.connection import LONG, Connection, check_item
from inyo.index.engine.opensearch.generations import FORMAT, Generations, Part, State, present_rules
from inyo.index.engine.passage_terms import document_terms
from inyo.index.engine.segments import TOKEN_FIELDS, Field
from inyo.index.engine.words.synonyms import MinedPair, mine
from inyo.index.pipeline import AnalysedDocument, analyse, moved_mention, moved_quotation, stretches
from inyo.index.values.document import Document
from inyo.index.values.mention import Mention
from inyo.index.values.problems import LibraryError, Problem, ProblemKind
from inyo.index.values.progress import Progress
from inyo.index.values.quotation import Quotation

SERVE = "inyo.index.engine.opensearch.sending:serve"


class Sent(msgspec.Struct):
    """A document for the cluster. `info`, `pairs`, `sketch`: what a collection asks of all documents; `body`, `places`:
    of one; `passages` in order; `terms` by field."""

    key: str
    info: list[Any]
    pairs: list[Any]
    sketch: str
    body: str
    places: str
    mentions: list[list[Any]]
    quotations: list[list[Any]]
    passages: list[dict[str, Any]]
    terms: dict[str, list[str]]


def serve(pipe: Pipe[Any, Any]) -> None:
    """A child: analyse what is asked for until the conversation ends."""
    serve_with(pipe, analyse_file)


def analyse_file(key: str) -> Analysed:
    """Read and analyse one file. Raises nothing: a file on which the analysis fails is a problem."""
    return analyse_to(_each_alone, key)


def _each_alone(documents: Iterable[tuple[Document, str]]) -> Iterator[bytes]:
    return (msgspec.msgpack.encode(sent(document, name)) for document, name in documents)


def sent(document: Document, key: str) -> Sent:
    """A document as the cluster is sent it; a long one is analysed in stretches."""
    mentions: list[Mention] = []
    quotations: list[Quotation] = []
    pairs: list[MinedPair] = []
    passages: list[dict[str, Any]] = []
    terms: dict[Field, set[str]] = {field: set() for field in Field}
    for part, start, first in stretches(document):
        analysed = analyse(part)
        passages.extend(_passages(analysed, start, first, len(passages), terms))
        mentions += (moved_mention(each, start) for each in analysed.mentions)
        quotations += (moved_quotation(each, start) for each in analysed.quotations)
        pairs += mine(part.text, analysed.tokens)
        del analysed
    whole = AnalysedDocument(document, (), (), tuple(mentions), tuple(quotations))
    record = store(whole, key, list(dict.fromkeys(pairs)))
    return Sent(
        key,
        json.loads(record["info"]),
        json.loads(record["pairs"]),
        _text(record["sketch"]),
        _text(record["body"]),
        _text(record["places"]),
        json.loads(zlib.decompress(record["mentions"])),
        json.loads(zlib.decompress(record["quotations"])),
        passages,
        {field.value: sorted(found) for field, found in terms.items()},
    )


def _passages(
    analysed: AnalysedDocument, start: int, first: int, count: int, terms: dict[Field, set[str]]
) -> Iterator[dict[str, Any]]:
    """The passages of a stretch that begins at `start`, with the paragraph `first` and the passage `count`; what terms
    they have is added to `terms`."""
    document = analysed.document
    text = document.text
    made = document_terms(document, analysed.passages, analysed.tokens, analysed.folded).by_passage()
    for number, (passage, found) in enumerate(zip(analysed.passages, made, strict=True), count):
        by_term = found.by_term()
        for field in TOKEN_FIELDS:
            terms[field].update(by_term[field])
        folded = found.folded.text
        terms[Field.PAIR].update(folded[at : at + 2] for at in range(len(folded)))
        yield {
            "n": number,
            "s": passage.start + start,
            "e": passage.end + start,
            "p": passage.paragraph + first,
            **to_source(found, text[passage.start : passage.end]),
        }


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def version_of(key: str, digest: str, rules: str) -> str:
    """The name of a document's version: the same wherever it is made of the same content by the same rules."""
    content = "\0".join((key, digest, rules, str(FORMAT)))
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


LASTS = 300.0
"""Seconds after which a claim that was not renewed is anybody's."""
_RENEWED = LASTS / 3


class Claims:
    """The files that this process has taken, and those that others have. A claim is a document that only one can make;
    it is given back when the file is in the index, and lapses with who made it."""

    def __init__(self, connection: Connection, generation: str) -> None:
        self._connection = connection
        self._index = f"{connection.address.name}-claims"
        self._generation = generation
        self._me = {"host": socket.gethostname(), "pid": os.getpid()}
        self._held: dict[str, str] = {}
        self._others: dict[str, tuple[tuple[int, int], float]] = {}
        self._renewed = time.monotonic()

    def take(self, files: Iterable[str]) -> list[str]:
        """Those of some files that are ours now."""
        wanted = {self._id(file): file for file in files}
        if not wanted:
            return []
        taken = self._make(wanted)
        left = {name: file for name, file in wanted.items() if file not in taken}
        lapsed = self._lapsed(left)
        if lapsed:
            lines = [{"delete": {"_id": name, "if_seq_no": seq, "if_primary_term": term}}
                     for name, (seq, term) in lapsed.items()]  # fmt: skip
            self._bulk(lines)
            taken += self._make({name: left[name] for name in lapsed})
        self._held.update({file: self._id(file) for file in taken})
        return taken

    def renew(self) -> None:
        """Say that we are still at it, now and then."""
        if self._held and time.monotonic() - self._renewed > _RENEWED:
            self._renewed = time.monotonic()
            self._bulk([line for name in self._held.values() for line in ({"index": {"_id": name}}, self._claim())])

    def give_back(self, files: Iterable[str]) -> None:
        """Let go of files that are in the index, or that we shall not read."""
        names = [name for file in files if (name := self._held.pop(file, None))]
        if names:
            self._bulk([{"delete": {"_id": name}} for name in names])

    def close(self) -> None:
        """Let go of everything."""
        self.give_back(list(self._held))

    def _make(self, wanted: Mapping[str, str]) -> list[str]:
        answer = self._bulk([line for name in wanted for line in ({"create": {"_id": name}}, self._claim())])
        made = [item["create"] for item in answer["items"]]
        for one in made:
            check_item(one, self._connection.address)
        return [wanted[one["_id"]] for one in made if one["status"] == 201]

    def _lapsed(self, left: Mapping[str, str]) -> dict[str, tuple[int, int]]:
        """Claims that nobody keeps: of a process of this machine that has ended, long past by any clock, or the same
        for as long as one lasts by ours (the clocks of machines differ)."""
        if not left:
            return {}
        found = self._connection.call("POST", f"/{self._index}/_mget", {"ids": list(left)})["docs"]
        claims = {
            one["_id"]: ((one["_seq_no"], one["_primary_term"]), one["_source"]) for one in found if one.get("found")
        }
        return {
            name: version
            for name, (version, claim) in claims.items()
            if self._ended(claim) or claim["until"] + LASTS < time.time() or self._unchanged(name, version)
        }

    def _unchanged(self, name: str, version: tuple[int, int]) -> bool:
        before, since = self._others.get(name, ((-1, -1), 0.0))
        if before != version:
            self._others[name] = version, time.monotonic()
            return False
        return time.monotonic() - since > LASTS

    def _ended(self, claim: Mapping[str, Any]) -> bool:
        if claim["host"] != self._me["host"]:
            return False
        try:
            os.kill(int(claim["pid"]), 0)
        except ProcessLookupError:
            return True
        except (OSError, ValueError):
            return False
        return False

    def _claim(self) -> dict[str, Any]:
        return {**self._me, "until": time.time() + LASTS}

    def _bulk(self, lines: list[dict[str, Any]]) -> Any:
        payload = b"\n".join(map(msgspec.json.encode, lines)) + b"\n"
        return self._connection.call("POST", f"/{self._index}/_bulk", payload, patience=LONG)

    def _id(self, file: str) -> str:
        content = f"{self._generation}\0{file}".encode("utf-8", "surrogatepass")
        return blake2b(content, digest_size=16).hexdigest()


Tell = Callable[[Progress], None]
_MOST_BYTES = 4_000_000
"""Of one bulk request."""
_ROUND, _ROUND_BYTES = 256, 6_000_000
"""Files and bytes that are claimed at once: few enough to be shared, enough to be worth starting processes."""
_PAUSE = 1.0
_PATIENCE = 300.0
"""Seconds a file may take at least: what is left out here is left out for all, and a machine may be busy."""
_KNOWN_TERMS = 2_000_000


class Writer:
    """One update of a collection by this process, beside which others may write."""

    def __init__(self, connection: Connection, paths: Sequence[Any], tell: Tell, cancelled: Callable[[], bool]) -> None:
        self._connection = connection
        self._generations = Generations(connection)
        self._paths = paths
        self._tell, self._cancelled = tell, cancelled
        self._began = time.monotonic()
        self.outcome = Outcome()
        self.folders: tuple[Problem, ...] = ()
        self._terms: set[str] = set()
        self._done = 0
        self._waiting: list[tuple[dict[str, Any], Any]] = []
        self._size = 0

    def run(self, rebuild: bool, committed: Callable[[State], None]) -> Outcome:
        """Read what is new and changed, take away what is gone. `committed` is called whenever more can be found."""
        state, self._generation = self._generations.build(rebuild)
        self._aside = self._generation != state.generation
        before = read_manifest(self._connection, self._index(Part.FILES), self._paths)
        plan = scan(self._paths, before, self._scanned, self._cancelled)
        if plan is None:
            self.outcome.stop("cancelled")
            return self.outcome
        self.folders = plan.folders
        self.outcome.notices += plan.notices
        claims = Claims(self._connection, self._generation)
        try:
            self._read(plan, before, claims, committed)
        finally:
            claims.close()
        if not self._cancelled():
            self._remove(plan, before, committed)
            if self._aside:
                committed(self._generations.finish(self._generation))
        self.outcome.unchanged = len(plan.sources)
        return self.outcome

    def _index(self, part: Part) -> str:
        return self._generations.index(part, self._generation)

    def _scanned(self, count: int, key: str) -> None:
        self._tell(Progress("scan", count, 0, 0, time.monotonic() - self._began, key))

    def _read(self, plan: Plan, before: Manifest, claims: Claims, committed: Callable[[State], None]) -> None:
        self._total = len(plan.read)
        left = _spread(plan.read)
        while left and not self._cancelled():
            wanted = _first(left, plan)
            taken = claims.take(wanted)
            settled = self._there(wanted, plan)
            claims.give_back(settled)
            self._done += len(settled)
            mine = [file for file in taken if file not in settled]
            if mine:
                settled |= self._round(mine, plan, before, claims, committed)
            left.extend(file for file in wanted if file not in settled)  # others have them, or we were stopped
            if not settled and len(left) == len(wanted):
                time.sleep(_PAUSE)
        if left:
            self.outcome.stop("cancelled")

    def _there(self, files: Iterable[str], plan: Plan) -> set[str]:
        """Those of some files that another process has read as they are now."""
        ids = {_id(file): file for file in files}
        found = self._connection.call("POST", f"/{self._index(Part.FILES)}/_mget", {"ids": list(ids)})["docs"]
        there = set()
        for one in found:
            if one.get("found"):
                file = ids[one["_id"]]
                if same_file(Source(*one["_source"]["source"][:4]), plan.read[file], file):
                    there.add(file)
        return there

    def _round(
        self, files: list[str], plan: Plan, before: Manifest, claims: Claims, committed: Callable[[State], None]
    ) -> set[str]:
        """Read the files that are ours, and commit them; those that were read."""
        records: list[tuple[dict[str, Any], Any]] = []
        gone: list[str] = []
        done: list[str] = []
        for result in self._analysed(files, plan):
            claims.renew()
            gone += self._send(result, plan, before, records)
            done.append(result.key)
            self._done += 1
            self.outcome.characters += result.characters
            self._say("read", result.key)
        self._say("write")
        self._flush()
        for part in (Part.TERMS, Part.PASSAGES, Part.BODIES, Part.PEOPLE, Part.QUOTATIONS):
            self._connection.call("POST", f"/{self._index(part)}/_refresh", patience=LONG)
        self._bulk(records)
        self._commit(committed)
        self._forget(gone)
        claims.give_back(done)
        return set(done)

    def _analysed(self, files: list[str], plan: Plan) -> Iterator[Analysed]:
        sizes = {file: plan.read[file].size for file in files}
        if sum(sizes.values()) > SMALL:
            try:
                yield from analyse_all(sizes, self._cancelled, target=SERVE, patience=_PATIENCE)
            except LibraryError as error:
                raise EngineError(f"{str(error).removesuffix('.')}.") from error
            return
        for file in files:
            if self._cancelled():
                return
            yield analyse_file(file)

    def _send(
        self, result: Analysed, plan: Plan, before: Manifest, records: list[tuple[dict[str, Any], Any]]
    ) -> list[str]:
        """Send what belongs to the documents of a file; their records are added to `records`. Gives the versions that
        they take the place of."""
        source = plan.read[result.key]._replace(digest=result.digest, parts=result.parts or ("",))
        identity = result.digest or f"{source.size} {source.mtime_ns}"
        old = self._versions(result.key) if result.key in before.sources or self._aside else {}
        new: dict[str, str] = {}
        for number, block in enumerate(result.blocks):
            one = msgspec.msgpack.decode(block, type=Sent)
            version = new[one.key] = version_of(one.key, identity, present_rules())
            self._buffer(self._belonging(one, version))
            records.append(({"index": {"_index": self._index(Part.DOCUMENTS), "_id": _id(one.key)}},
                            _record(one, version, result.key, number)))  # fmt: skip
        records += [self._deletion(Part.DOCUMENTS, _id(key)) for key in old if key not in new]
        records.append(({"index": {"_index": self._index(Part.FILES), "_id": _id(result.key)}},
                        _file_record(result, source)))  # fmt: skip
        self.outcome.added += bool(result.blocks) and result.key in plan.new
        self.outcome.changed += bool(result.blocks) and result.key not in plan.new
        self.outcome.removed += not result.blocks and result.key in before.sources
        return [version for key, version in old.items() if new.get(key) != version]

    def _versions(self, file: str) -> dict[str, str]:
        """By key: the versions of the documents of a file that are there."""
        body = {"query": {"prefix": {"k": file}}, "_source": ["k", "d", "file"]}
        sources = [hit["_source"] for hit in self._connection.scan(self._index(Part.DOCUMENTS), body, ["k"])]
        return {one["k"]: one["d"] for one in sources if one["file"] == file}

    def _deletion(self, part: Part, name: str) -> tuple[dict[str, Any], Any]:
        return {"delete": {"_index": self._index(part), "_id": name}}, None

    def _belonging(self, one: Sent, version: str) -> Iterator[tuple[dict[str, Any], Any]]:
        """What belongs to a document, to be sent before its record."""
        for field, terms in one.terms.items():
            yield from self._vocabulary(field, terms)
        date, source = one.info[4], one.info[5]
        index = self._index(Part.PASSAGES)
        for passage in one.passages:
            yield (
                {"index": {"_index": index, "_id": f"{version}.{passage['n']}"}},
                {**passage, "d": version, "date": date},
            )
        starts, paragraphs = [each["s"] for each in one.passages], [each["p"] for each in one.passages]
        body = {"d": version, "body": one.body, "places": one.places, "starts": starts, "paragraphs": paragraphs}
        yield {"index": {"_index": self._index(Part.BODIES), "_id": version}}, body
        facts = {"d": version, "date": date, "source": source}
        for number, row in enumerate(one.quotations):
            document = {**_quotation(row), **facts, "n": number, "row": _row(row)}
            yield {"index": {"_index": self._index(Part.QUOTATIONS), "_id": f"{version}.{number}"}}, document
        for number, (name, rows) in enumerate(_by_name(one.mentions).items()):
            person = {**facts, "n": number, "name": name, "mentions": len(rows), "rows": _row(rows)}
            yield {"index": {"_index": self._index(Part.PEOPLE), "_id": f"{version}.{number}"}}, person

    def _vocabulary(self, field: str, terms: Iterable[str]) -> Iterator[tuple[dict[str, Any], Any]]:
        index = self._index(Part.TERMS)
        if len(self._terms) > _KNOWN_TERMS:
            self._terms.clear()
        for term in terms:
            name = field + term
            if name not in self._terms:
                self._terms.add(name)
                yield {"create": {"_index": index, "_id": _id(name)}}, described(field, term)

    def _bulk(self, actions: Iterable[tuple[dict[str, Any], Any]]) -> None:
        """Send actions in requests of bounded size, and what is left at once."""
        self._buffer(actions)
        self._flush()

    def _buffer(self, actions: Iterable[tuple[dict[str, Any], Any]]) -> None:
        """Send actions as soon as there are enough for a request."""
        for action, document in actions:
            encoded = None if document is None else msgspec.Raw(msgspec.json.encode(document))
            self._waiting.append((action, encoded))
            self._size += 100 + (len(memoryview(encoded)) if encoded is not None else 0)
            if self._size > _MOST_BYTES:
                self._flush()

    def _flush(self) -> None:
        waiting, self._waiting, self._size = self._waiting, [], 0
        if waiting:
            self._connection.bulk(waiting)

    def _remove(self, plan: Plan, before: Manifest, committed: Callable[[State], None]) -> None:
        """Take away the documents of files that are gone."""
        if not plan.removed:
            return
        if not plan.order:  # the folder of this machine is not there, or not what it was: others may still have it
            self.outcome.notices.append(("unreached", str(self._paths[0])))
            return
        records: list[tuple[dict[str, Any], Any]] = []
        gone: list[str] = []
        for file in plan.removed:
            versions = self._versions(file)
            records += [self._deletion(Part.DOCUMENTS, _id(key)) for key in versions]
            records.append(self._deletion(Part.FILES, _id(file)))
            gone += versions.values()
        self._bulk(records)
        self.outcome.removed += len(plan.removed)
        self._commit(committed)
        self._forget(gone)

    def _commit(self, committed: Callable[[State], None]) -> None:
        for part in (Part.DOCUMENTS, Part.FILES):
            self._connection.call("POST", f"/{self._index(part)}/_refresh", patience=LONG)
        if not self._aside:
            self._generations.committed()
            state = self._generations.state()
            if state:
                committed(state)

    def _forget(self, versions: Sequence[str]) -> None:
        """Take away what belonged to versions of documents."""
        for at in range(0, len(versions), 1_000):
            some = list(versions[at : at + 1_000])
            for part in (Part.PASSAGES, Part.PEOPLE, Part.QUOTATIONS):
                index = self._index(part)
                body = {"query": {"terms": {"d": some}}, "_source": False}
                there = self._connection.scan(index, body, ["d", "n"], 10_000)
                self._bulk(self._deletion(part, hit["_id"]) for hit in there)
                self._connection.call("POST", f"/{index}/_refresh", patience=LONG)
            self._bulk(self._deletion(Part.BODIES, version) for version in some)

    def _say(self, phase: Any, current: str = "") -> None:
        seconds = time.monotonic() - self._began
        self._tell(Progress(phase, self._done, self._total, self.outcome.characters, seconds, current))


def read_manifest(connection: Connection, index: str, paths: Sequence[Any]) -> Manifest:
    """What was read of the files under some paths, as the cluster knows it."""
    roots = [str(path) for path in paths]
    should = [each for root in roots for each in ({"term": {"k": root}}, {"prefix": {"k": root.rstrip("/") + "/"}})]
    sources: dict[str, Source] = {}
    skipped: dict[str, Skipped] = {}
    for hit in connection.scan(index, {"query": {"bool": {"should": should}}}, ["k"]):
        one = hit["_source"]
        size, mtime, digest, ctime, *parts = one["source"]
        source = Source(size, mtime, digest, ctime, tuple(parts) or ("",))
        if one["read"]:
            sources[one["k"]] = source
        if one["problem"]:
            path, kind, detail = one["problem"]
            skipped[one["k"]] = Skipped(source, Problem(path, ProblemKind(kind), detail))
    return Manifest(FILE_FORMAT, present_rules(), tuple(roots), sources=sources, skipped=skipped)


def _spread(read: dict[str, Source]) -> deque[str]:
    """The files in an order of their own for every process, so that several begin at different places."""
    files = deque(sorted(read, key=_id))
    files.rotate(-int.from_bytes(blake2b(f"{time.time_ns()}".encode(), digest_size=4).digest(), "big"))
    return files


def _first(left: deque[str], plan: Plan) -> list[str]:
    """The files of a round, taken out of what is left."""
    found: list[str] = []
    size = 0
    while left and len(found) < _ROUND and size <= _ROUND_BYTES:
        found.append(left.popleft())
        size += plan.read[found[-1]].size
    return found


def _record(one: Sent, version: str, file: str, number: int) -> dict[str, Any]:
    """What a collection asks of every document, in one."""
    _, title, author, date, source, *_ = one.info
    return {
        "k": one.key, "d": version, "file": file, "part": number, "title": title, "author": author, "date": date,
        "source": source, "info": _row(one.info), "pairs": _row(one.pairs), "sketch": one.sketch,
        "passages": len(one.passages), "length": sum(each["l"] for each in one.passages),
    }  # fmt: skip


def _file_record(result: Analysed, source: Source) -> dict[str, Any]:
    problem = result.problem
    return {
        "k": result.key,
        "source": [source.size, source.mtime_ns, source.digest, source.ctime_ns, *source.parts],
        "read": bool(result.blocks),
        "problem": [problem.path, problem.kind.value, problem.detail] if problem else None,
    }


_ASKED = ("start", "end", "speaker", "cue", "kind", "form", "zone", "inferred")
_NAMES = [each.name for each in fields(Quotation)]
_CANONICAL = [each.name for each in fields(Mention)].index("canonical")


def _quotation(row: Sequence[Any]) -> dict[str, Any]:
    """What may be asked of a quotation without reading it, by a row of its fields."""
    named = dict(zip(_NAMES, row, strict=True))
    return {name: named[name] for name in _ASKED}


def _by_name(mentions: Sequence[list[Any]]) -> dict[str, list[list[Any]]]:
    """The mentions of a document by the name of the person, each behind its number."""
    found: dict[str, list[list[Any]]] = {}
    for number, row in enumerate(mentions):
        found.setdefault(row[_CANONICAL], []).append([number, *row])
    return found


def _row(value: Any) -> str:
    """A value as JSON in a string: the cluster keeps it as it is and looks at nothing in it."""
    return json.dumps(value, separators=(",", ":"))


def _id(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
