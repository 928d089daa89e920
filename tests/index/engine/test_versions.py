"""The number that says what an index holds is raised when that changes, and only then.

What is compared is what analysing the demo gives, part by part. After a change that is meant, raise ANALYSIS in
versions.py and run `python -m tests.index.engine.test_versions` to write the new digests down.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

from inyo.index.engine.local.versions import ANALYSIS
from inyo.index.engine.passage_terms import document_terms
from inyo.index.engine.words.synonyms import mine
from inyo.index.pipeline import analyse_file

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "data" / "analysis.json"
HOW = "if that is meant, raise ANALYSIS in versions.py and run python -m tests.index.engine.test_versions"


def held() -> dict[str, str]:
    """What an index holds of the demo: a digest for each part."""
    parts = {name: blake2b(digest_size=12) for name in ("terms", "quotations", "mentions", "pairs")}
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        (analysed,) = analyse_file(path)
        tokens, document = analysed.tokens, analysed.document
        found_terms = document_terms(document, analysed.passages, tokens, analysed.folded).by_passage()
        for passage, terms in zip(analysed.passages, found_terms, strict=True):
            parts["terms"].update(repr((passage, terms.by_term(), terms.starts, terms.ends)).encode())
        for name, found in (
            ("quotations", analysed.quotations), ("mentions", analysed.mentions), ("pairs", mine(document.text, tokens))
        ):  # fmt: skip
            parts[name].update(repr(found).encode())
    return {name: digest.hexdigest() for name, digest in parts.items()}


def test_what_an_index_holds_of_the_demo_is_that_of_its_version() -> None:
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert {"analysis": ANALYSIS, **held()} == golden, HOW


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps({"analysis": ANALYSIS, **held()}, indent=2) + "\n", "utf-8")
