"""Print how the tests of a JUnit file ended, as one line: `tests: N passed, N failed, N skipped`."""

import sys
from collections import Counter
from xml.etree import ElementTree


def ending(case: ElementTree.Element) -> str:
    """How one test case ended."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


ended = Counter(ending(case) for case in ElementTree.parse(sys.argv[1]).iter("testcase"))  # noqa: S314 -- our own file
print("tests:", ", ".join(f"{ended[how]} {how}" for how in ("passed", "failed", "skipped")))
