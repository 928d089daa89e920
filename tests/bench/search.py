"""How well search finds what is written otherwise: `python -m tests.bench.search [--json] [part …]`.

Parts: cases (tests/data/search_cases.jsonl), each alone; together, the same in one folder with news; fresh
(tests/data/search_cases_fresh.jsonl, written before anybody ran them) likewise; precision, pairs, documents and
sentences over the news; questions (tests/data/questions.jsonl) over news and
books; variants, readings, katakana, substrings, marks, latency. Those that
need texts which are not ours are left out where these are absent (INYO_SHARED
says where they are).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.reading.documents import read
from inyo.index.values.hits import Hit
from tests.bench import search_corpus as corpus
from tests.bench import search_questions as questions
from tests.bench import search_together as together
from tests.bench.search_marks import measure_marks
from tests.bench.tables import Table, percent, show
from tests.small_index import document, placed, searcher

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("INYO_SHARED", ROOT.parent / "shared"))
ARTICLES = SHARED / "quotes" / "dev"
CASES = ROOT / "tests" / "data" / "search_cases.jsonl"
FRESH = ROOT / "tests" / "data" / "search_cases_fresh.jsonl"
"""Cases written before anybody ran them."""
QUESTIONS = ROOT / "tests" / "data" / "questions.jsonl"
QUESTIONS_FRESH = ROOT / "tests" / "data" / "questions_fresh.jsonl"
EVERYTHING = 100_000


@dataclass
class Outcome:
    """One case: whether the document was found, above the trap, the trap kept out, and what was marked."""

    case: dict[str, Any]
    found: bool = False
    above: bool = False
    strict: bool = False
    covered: bool = False
    exact: bool = False
    said: str = ""


def cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def background() -> MemorySegment:
    """The demo collection as what else there is to find."""
    documents = [read(path) for path in sorted((ROOT / "seeds").rglob("*.txt"))]
    return MemorySegment([each for one in documents for each in placed(one)])


def run_case(case: dict[str, Any], around: MemorySegment) -> Outcome:
    """Index the case's sentences beside the background, search, judge."""
    documents = [document("hit", case["hit"], title="無題")]
    if case.get("miss"):
        documents.append(document("miss", case["miss"], title="無題"))
    found = searcher(documents, background=[around]).search(case["query"], limit=EVERYTHING)
    ranks = {hit.file: rank for rank, hit in reversed(list(enumerate(found.hits)))}
    outcome = Outcome(case, said=str(found.notices))
    if "hit" not in ranks:
        return outcome
    hit = found.hits[ranks["hit"]]
    outcome.covered, outcome.exact = judge_spans(hit, case["target"])
    outcome.found = outcome.covered
    outcome.above = outcome.found and ranks["hit"] < ranks.get("miss", EVERYTHING)
    outcome.strict = outcome.above and ("miss" not in ranks or found.hits[ranks["miss"]].below)
    outcome.said += " " + " ".join(f"{hit.text[s.start - hit.start : s.end - hit.start]}:{s.why}" for s in hit.spans)
    return outcome


def judge_spans(hit: Hit, targets: Sequence[str]) -> tuple[bool, bool]:
    """Whether some occurrence of every target is marked whole, and whether nothing outside the targets is."""
    marked = {at for span in hit.spans for at in range(span.start - hit.start, span.end - hit.start)}
    allowed: set[int] = set()
    covered = True
    for target in targets:
        places = [set(range(found.start(), found.end())) for found in re.finditer(re.escape(target), hit.text)]
        covered = covered and any(place <= marked for place in places)
        allowed.update(*places)
    return covered, marked <= allowed


def measure_cases(name: str, path: Path) -> Table:
    """A table by kind, and the failures."""
    around = background()
    outcomes = [run_case(case, around) for case in cases(path)]
    table = Table(name)
    kinds = sorted({str(outcome.case["kind"]) for outcome in outcomes})
    for kind in [*kinds, "all"]:
        chosen = [outcome for outcome in outcomes if kind in ("all", outcome.case["kind"])]
        hits = [outcome for outcome in chosen if outcome.found]
        table.rows.append(
            {
                "kind": kind,
                "cases": len(chosen),
                "above": percent(sum(outcome.above for outcome in chosen), len(chosen)),
                "strict": percent(sum(outcome.strict for outcome in chosen), len(chosen)),
                "covered": percent(sum(outcome.covered for outcome in chosen), len(chosen)),
                "exact": percent(sum(outcome.exact for outcome in hits), len(hits)),
            }
        )
    for outcome in outcomes:
        verdict = [name for name in ("above", "strict", "exact") if not getattr(outcome, name)]
        if verdict:
            case = outcome.case
            table.failures.append(
                f"{case.get('id', '')} {case['kind']} {case['query']} → {'/'.join(case['target'])} "
                f"[{', '.join(verdict)}] {outcome.said}"
            )
    return table


def parts() -> dict[str, Callable[[], Table]]:
    """The parts that can be measured here."""
    found: dict[str, Callable[[], Table]] = {"cases": lambda: measure_cases("own cases", CASES)}
    ours = (ROOT / "seeds", ROOT / "tests" / "data" / "gold" / "own")
    texts = (*ours, ARTICLES) if ARTICLES.is_dir() else ours
    found["together"] = lambda: together.measure_together("own cases", cases(CASES), texts)
    found["fresh"] = lambda: together.measure_together("fresh cases", cases(FRESH), texts)
    found["precision"] = lambda: together.measure_precision(texts)
    found["pairs"] = lambda: together.measure_pairs(texts)
    found["documents"] = lambda: together.measure_documents(texts)
    found["sentences"] = lambda: questions.measure_sentences((ARTICLES,) if ARTICLES.is_dir() else ours)
    if (SHARED / "search" / "variants.jsonl").exists():
        given = SHARED / "search" / "variants.jsonl"
        found["variants-together"] = lambda: together.measure_together("variants", cases(given), texts)
        found["variants"] = lambda: measure_cases("variants", SHARED / "search" / "variants.jsonl")
    folder, seeds = SHARED / "aozora", SHARED / "seeds"
    if folder.is_dir():
        found["readings"] = lambda: corpus.measure_readings(folder, seeds)
        found["katakana"] = lambda: corpus.measure_katakana(folder, seeds)
        found["substrings"] = lambda: corpus.measure_substrings(folder, seeds, ROOT / "seeds")
        if ARTICLES.is_dir():
            found["questions"] = lambda: questions.measure_questions(QUESTIONS, ARTICLES, folder)
            kept = SHARED / "quotes"
            found["questions-fresh"] = lambda: questions.measure_fresh(
                QUESTIONS_FRESH, kept / "genres", kept / "alt" / "train.ja", folder
            )
            found["marks"] = lambda: measure_marks(ARTICLES, folder)
        found["latency"] = lambda: corpus.measure_latency(folder, seeds)
    return found


def main(arguments: Iterable[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("parts", nargs="*", help="which parts; all by default")
    parser.add_argument("--json", action="store_true", help="one object a part")
    parser.add_argument("--failures", type=int, default=20, help="how many failures to show")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    available = parts()
    for name in chosen.parts or available:
        if name not in available:
            print(f"{name}: not a part that can be measured here; there are {', '.join(available)}", file=sys.stderr)
            return 2
        table = available[name]()
        if chosen.json:
            print(json.dumps(asdict(table), ensure_ascii=False))
        else:
            show(table, chosen.failures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
