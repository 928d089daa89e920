"""Faults that the tests would not see: `python -m tests.bench.mutants [--each N] [--seed S] [PART…]`.

A part is a few modules and the tests that belong to them. N faults of each module are drawn (a comparison, a bound, a
number, a truth value, an operator turned; a call, an assignment, a return or a raise left out), each is written into a
copy of the checkout, and the tests run there until one fails. Prints for each module how many were seen, and those that
lived with their lines. Sentences are left alone, and numbers that have a name: another would do as well.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import copy
import importlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

from tests.paths import ROOT

HEAVY = ("numpy", "whoosh.index", "fugashi", "textual.app", "textual.pilot", "hypothesis", "pytest", "watchfiles")
"""Loaded once, before a process is forked for each fault."""
SLOW = 120.0
"""Seconds of the clock after which a fault counts as seen: the tests hang. More where they took long before it."""


@dataclass(frozen=True)
class Part:
    """Modules, and the tests that belong to them, quick ones first."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


_STORE = tuple(
    f"tests/index/engine/test_{name}.py" for name in ("manifest", "sections", "folders", "store", "no_place", "crashes")
)
PARTS = {
    "sanitiser": Part(
        ("tui/terminal/sanitise.py",), ("tests/tui/test_sanitise.py", "tests/tui/test_hostile_documents.py")
    ),
    "clipboard": Part(
        ("tui/terminal/clipboard.py",), ("tests/tui/test_clipboard.py", "tests/tui/test_clipboard_terminals.py")
    ),
    "citation": Part(("tui/keep/citation.py",), ("tests/tui/test_citation.py",)),
    "own": Part(
        ("index/own/atomic_files.py", "index/own/corrections.py"),
        ("tests/index/own",),
    ),
    "session": Part(
        ("tui/keep/session.py", "tui/keep/serialiser.py"), ("tests/tui/test_session.py", "tests/tui/test_memory.py")
    ),
    "offsets": Part(
        ("index/values/document.py", "index/reading/prose.py", "index/japanese/folding.py"),
        (
            "tests/index/test_source_map.py",
            "tests/index/reading/test_passages.py",
            "tests/index/japanese/test_folding.py",
            "tests/index/engine/test_marks.py",
        ),
    ),
    "manifest": Part(("index/engine/local/manifest.py",), _STORE[:1] + _STORE[3:4]),
    "store": Part(
        tuple(
            f"index/engine/local/{name}.py"
            for name in ("index_folders", "snapshot", "disk", "store", "update", "segment_blocks")
        ),
        _STORE,
    ),
}

_TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}


def faulty(node: ast.AST) -> ast.AST | None:
    """A node with one fault, None where none is made of it."""
    other = copy.deepcopy(node)
    match other:
        case ast.Compare(ops=[op]):
            other.ops = [_TURNED[type(op)]()]  # type: ignore[list-item]
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign() if type(other.op) in _TURNED:
            other.op = _TURNED[type(other.op)]()  # type: ignore[assignment]
        case ast.UnaryOp(op=ast.Not()):
            return other.operand
        case ast.Constant(value=bool()):
            other.value = not other.value
        case ast.Constant(value=int() | float() as value):
            other.value = value + 1
        case ast.Break() | ast.Continue():
            return _TURNED[type(other)]()
        case ast.Return(value=value) if value is not None and not (isinstance(value, ast.Constant) and not value.value):
            other.value = ast.Constant(None)
        case (
            ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom())
            | ast.Raise()
            | ast.Assign(targets=[ast.Attribute() | ast.Subscript()])
        ):
            return ast.Pass()
        case ast.If() | ast.IfExp():
            other.test = ast.Constant(False)
        case _:
            return None
    return other


def _is_choice(node: ast.stmt) -> bool:
    """Whether a number is given a name: another would do as well."""
    return isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)


class _Places(ast.NodeTransformer):
    """Passes every node of running code to `visitor`, annotations and sentences of errors aside."""

    def __init__(self, visitor: Callable[[ast.AST], ast.AST]) -> None:
        self._visitor = visitor

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.AnnAssign):
            if node.value is not None:
                node.value = self.visit(node.value)  # type: ignore[assignment]
            return node
        if isinstance(node, ast.arg | ast.JoinedStr | ast.Import | ast.ImportFrom):
            return node
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            node.body = [self.visit(each) for each in node.body]  # type: ignore[misc]
            return node
        if isinstance(node, ast.Module):
            node.body = [each if _is_choice(each) else self.visit(each) for each in node.body]  # type: ignore[misc]
            return node
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node
        changed = self._visitor(node)
        return self.generic_visit(node) if changed is node else changed


@dataclass(frozen=True)
class Fault:
    """A module with one fault: the line, what stood there, and what stands there now."""

    module: str
    line: int
    before: str
    after: str
    text: str


def faults_in(folder: Path, module: str) -> Iterator[Fault]:
    """All faults of a module of a copy."""
    source = (folder / module).read_text("utf-8")
    count = 0

    def counted(node: ast.AST) -> ast.AST:
        nonlocal count
        count += faulty(node) is not None
        return node

    _Places(counted).visit(ast.parse(source))
    for number in range(count):
        at = -1
        found: list[tuple[ast.AST, ast.AST]] = []

        def changed(node: ast.AST, number: int = number, found: list[tuple[ast.AST, ast.AST]] = found) -> ast.AST:
            nonlocal at
            other = faulty(node)
            at += other is not None
            if other is None or at != number or found:
                return node
            found.append((node, other))
            return ast.copy_location(other, node)

        tree = _Places(changed).visit(ast.parse(source))
        (before, after) = found[0]
        text = ast.unparse(ast.fix_missing_locations(tree))
        yield Fault(module, getattr(before, "lineno", 0), _brief(before), _brief(after), text)


def _brief(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node)).split("\n")[0][:90]


def copied(folder: Path) -> None:
    """A copy of the checkout, compiled so that a file that is changed is compiled anew, whatever its time."""
    for name in ("index", "tui", "tests", "seeds", ".dev", ".github"):
        shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    compileall.compile_dir(folder, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)


def seen(folder: Path, tests: tuple[str, ...], seconds: int, slow: float) -> str:
    """How the tests that run in a copy told of a fault: "" where none did; `slow`: they hang after so long."""
    pid = os.fork()
    if not pid:
        _run(folder, tests, seconds)
    until = time.monotonic() + slow
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            _end(pid)
            return "" if status == 0 else "hangs" if os.WIFSIGNALED(status) else "fails"
        time.sleep(0.05)
    _end(pid)
    os.waitpid(pid, 0)
    return "hangs"


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _run(folder: Path, tests: tuple[str, ...], seconds: int) -> None:
    status = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        out = os.open(folder / "said", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.chdir(folder)
        sys.path[:0] = [str(folder), str(folder / ".dev")]
        for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "inyo")]:
            del sys.modules[name]
        pytest = importlib.import_module("pytest")
        there = [test for test in tests if (folder / test.partition("::")[0]).exists()]
        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--rootdir", ".", *there]))
    finally:
        os._exit(status)


def examine(folder: Path, name: str, part: Part, each: int, chance: random.Random) -> tuple[int, int]:
    """Draw faults of a part's modules and print what became of them; how many were seen, of how many."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    if told := seen(folder, part.tests, 600, 10 * SLOW):
        raise SystemExit(f"{name}: the tests are not green before a fault ({told}):\n{(folder / 'said').read_text()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    slow = max(SLOW, 4 * (time.monotonic() - began))
    seconds = 20 + int(4 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    found = total = 0
    for module in part.modules:
        whole = (folder / module).read_text("utf-8")
        known = list(faults_in(folder, module))
        drawn = sorted(chance.sample(known, min(each, len(known))), key=lambda fault: fault.line)
        alive = []
        for fault in drawn:
            (folder / module).write_text(fault.text, "utf-8")
            if not seen(folder, part.tests, seconds, slow):
                alive.append(fault)
                print(f"    {module}:{fault.line}  {fault.before}  →  {fault.after}", flush=True)
        (folder / module).write_text(whole, "utf-8")
        print(f"{name:10} {module}: {len(drawn) - len(alive)} of {len(drawn)} seen (of {len(known)})", flush=True)
        found, total = found + len(drawn) - len(alive), total + len(drawn)
    return found, total


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    reader.add_argument("--each", type=int, default=40, help="faults of a module")
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args()
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "INYO_EXAMPLES": "few"}
    sys.dont_write_bytecode = True
    for name in HEAVY:
        importlib.import_module(name)
    found = total = 0
    with tempfile.TemporaryDirectory(prefix="inyo-mutants-") as name:
        copied(Path(name))
        for part in given.parts or PARTS:
            one, all_of_it = examine(Path(name), part, PARTS[part], given.each, random.Random(given.seed))
            found, total = found + one, total + all_of_it
    print(f"seen: {found} of {total} ({100 * found / max(total, 1):.0f} %)")


if __name__ == "__main__":
    main()
