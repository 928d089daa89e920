"""What goes wrong is said in our own words, in English and in Japanese, never in those of Python or of a library."""

from __future__ import annotations

import ast
import builtins
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from inyo.index.reading.formats.contents import extracts
from inyo.index.reading.isolated import Answer
from inyo.index.reading.serving import answer
from inyo.index.values.extracts import UnreadableFormat
from inyo.index.values.problems import mistake
from inyo.tui.keep.config import BadConfig, load
from inyo.tui.keep.serialiser import BadFile, read
from inyo.tui.messages.sentences import in_japanese
from tests.paths import ROOT
from tests.tui.test_messages import template

FILES = [path for folder in ("index", "tui") for path in sorted((ROOT / folder).rglob("*.py"))]
CLUSTER = ROOT / "index" / "engine" / "opensearch"
"""Its sentences are held to their Japanese in test_messages."""
TREES = {path: ast.parse(path.read_text("utf-8")) for path in FILES}
OURS = {node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
SENTENCES = {"UnreadableFormat", "UnreadableDocument", "Problem", "LibraryError", "BadConfig", "BadFile", "BadForm",
             "DamagedFile", "OtherFormat", "NoEncoding", "NoPlaceError", "OSError", "Answer", "Member",
             "unreadable", "failed", "_damaged", "_too_large", "_link"}  # fmt: skip
"""What is made of a sentence."""


def kinds(annotation: ast.expr | None) -> set[str]:
    """The names of the classes in an annotation or behind `except`; of `a.B` the B."""
    return {
        str(getattr(node, "id", "") or getattr(node, "attr", ""))
        for node in (ast.walk(annotation) if annotation else ())
        if isinstance(node, ast.Name | ast.Attribute)
    }


def strangers(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Names that hold an exception that is not only ours, and what they are good for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.name and not kinds(node.type) <= OURS:
            yield node.name, node
        elif isinstance(node, ast.FunctionDef):
            for each in node.args.args:
                errors = [getattr(builtins, kind, None) for kind in kinds(each.annotation)]
                if any(isinstance(error, type) and issubclass(error, BaseException) for error in errors):
                    yield each.arg, node


def among_ours(scope: ast.AST, name: str) -> set[ast.AST]:
    """What stands where a name is known to be one of our exceptions."""
    return {
        below
        for node in ast.walk(scope)
        if isinstance(node, ast.If | ast.IfExp)
        if isinstance(test := node.test, ast.Call) and getattr(test.func, "id", "") == "isinstance"
        if getattr(test.args[0], "id", "") == name and kinds(test.args[1]) <= OURS
        for statement in (node.body if isinstance(node.body, list) else [node.body])
        for below in ast.walk(statement)
    }


def words_taken(scope: ast.AST, name: str) -> Iterator[ast.AST]:
    """Where the words of an exception are put into a text: formatted, str(), repr(), .args, or given to a message."""
    ours = among_ours(scope, name)
    for node in (node for node in ast.walk(scope) if node not in ours):
        match node:
            case ast.FormattedValue(value=ast.Name(id=id)) | ast.keyword(value=ast.Name(id=id)) if id == name:
                yield node.value
            case ast.Call(func=ast.Name(id="str" | "repr"), args=[ast.Name(id=id)]) if id == name:
                yield node
            case ast.Attribute(value=ast.Name(id=id), attr="args" | "msg" | "reason") if id == name:
                yield node
            case ast.BoolOp(values=values) | ast.IfExp(body=ast.Name() as values):
                parts = values if isinstance(values, list) else [values]
                yield from (part for part in parts if isinstance(part, ast.Name) and part.id == name)


SEEN_THROUGH = {
    "tui/controllers/voice.py": 2,  # KeyError.args: the document that is gone, a path of ours
    "tui/keep/config.py": 1,  # the number of a line out of what the reader of TOML says
    "tui/keep/serialiser.py": 1,  # the name of a field out of what msgspec says
}


def test_no_sentence_has_the_words_of_an_exception_that_is_not_ours() -> None:
    taken: dict[str, list[int]] = {}
    for path, tree in TREES.items():
        for name, scope in strangers(tree):
            for node in words_taken(scope, name):
                taken.setdefault(str(path.relative_to(ROOT)), []).append(node.lineno)
    assert {file: lines for file, lines in taken.items() if len(set(lines)) > SEEN_THROUGH.get(file, 0)} == {}


FILLED_IN = {
    "<0>; convert it to text, PDF or the like to have it found",
    "is damaged; <0>",
    "is damaged (<0> cannot be unpacked); <1>",
    "<0>: <1>; mend the file or move it away",
}
"""Of two clauses; the whole has its Japanese, which the tests below see."""


def said() -> Iterator[tuple[str, str]]:
    """Every sentence that something is made of, and where; the values in it as <0>, <1>."""
    for path, tree in TREES.items():
        if CLUSTER in path.parents:
            continue
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
            losses = name in ("append", "stop") and re.search("reading|store", str(path.parent))
            if name in SENTENCES or losses:
                for each in (*call.args, *(keyword.value for keyword in call.keywords)):
                    text = re.sub(r"\{(\d)\}", r"<\1>", template(each))
                    if re.search("[a-z] [a-z]", text):
                        yield f"{path.relative_to(ROOT)}:{each.lineno}", text


def test_whatever_is_wrong_with_a_file_or_an_index_is_said_in_japanese() -> None:
    sentences = dict(said())
    assert len(sentences) > 120
    untold = {text for text in sentences.values() if in_japanese(text).isascii()}
    assert {text for text in untold if "there is no " not in text} <= FILLED_IN


def test_several_losses_are_each_said_in_japanese() -> None:
    told = in_japanese(
        "was read in part: its part a.xhtml is missing; a/b c.pdf is encrypted "
        "and was left out; unpack it with its password; left out: 2 .psd; and 3 more"
    )
    assert not re.search("missing|left out|more", told) and "a.xhtml" in told


def epub(**members: bytes) -> bytes:
    """A book of one chapter whose zip is whole."""
    file = BytesIO()
    package = b"""<package xmlns="http://www.idpf.org/2007/opf"><manifest>
        <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="a"/></spine></package>"""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("book.opf", package)
        book.writestr("a.xhtml", "<html><body><p>港の朝。</p></body></html>".encode() * 40)
    return file.getvalue()


def broken(data: bytes, at: bytes) -> bytes:
    """With other bytes in the member that begins behind this name."""
    start = data.index(at) + len(at)
    return data[: start + 4] + b"\xff\xff\xff\xff" + data[start + 8 :]


PYTHONS = re.compile(
    r"Expecting|Bad |Error|codec|decode|byte 0x|zip file|Expected|invalid|Invalid|CRC|argument|\bNone\b"
)
"""Words of Python's, its libraries' and of what we read with."""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.epub", b"PK\x03\x04 and nothing of a book"),
        ("b.epub", epub()[:-60]),
        ("c.epub", broken(epub(), b"a.xhtml")),
        ("d.epub", broken(epub(), b"book.opf")),
        ("e.json", b'[{"text": "harbour",\n "title": }]'),
        ("f.csv", b"text,title\n\"harbour"),
        ("g.docx", b"PK\x03\x04 and nothing of a letter"),
        ("h.zip", epub()[:-60]),
        ("i.xlsx", epub()),
        ("j.pdf", b"%PDF-1.7\nnothing"),
        ("k.html", b"<p>\x81\xff\xfe\x80" * 40),
        ("l.docx", epub()),
    ],
)  # fmt: skip
def test_a_damaged_file_is_told_of_in_our_own_words(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    told = answer(tmp_path / name)
    words = [told.detail, *(loss for each in told.extracts for loss in each.losses)]
    assert [each for each in words if PYTHONS.search(each)] == []
    assert [each for each in words if each and in_japanese(each).isascii()] == []


def test_a_mistake_of_our_own_is_told_by_its_kind_and_place_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> tuple[object, ...]:
        raise KeyError("secret words of Python's")

    monkeypatch.setattr("inyo.index.reading.serving.extracts", fails)
    (tmp_path / "a.html").write_bytes(b"<p>harbour")
    told = answer(tmp_path / "a.html").detail
    assert re.fullmatch(r"made inyo itself fail \(KeyError, test_sentences\.py line \d+\); please report it", told)


@pytest.mark.parametrize("text", [b"language = ja", b"[keys\n", b"\xff\xfe", b'theme = "a', b"= 1", b"a = 1\na = 2"])
def test_settings_that_are_no_toml_are_told_of_by_the_line(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "config.toml").write_bytes(text)
    with pytest.raises(BadConfig) as error:
        load(tmp_path / "config.toml")
    told = str(error.value).replace(str(tmp_path), "")
    assert re.search(r"line \d is no TOML: .|not in UTF-8", told) and not PYTHONS.search(told)
    assert re.search("ください", in_japanese(str(error.value)))


@pytest.mark.parametrize(
    "content", [b"{", b"\xff", b'{"a": ', b"[" * 100_000, b"9" * 5_000, b"[1]", b'{"file": 3}', b'{"\\ud800": 1}']
)
def test_a_file_of_the_readers_that_is_none_is_told_of_in_our_own_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "marks.json").write_bytes(content)
    try:
        read(tmp_path / "marks.json", Answer)
    except BadFile as error:
        assert not PYTHONS.search(error.reason) and not in_japanese(error.reason).isascii()


def test_where_a_mistake_arose_is_the_last_place() -> None:
    try:
        extracts(b"", 3)  # type: ignore[arg-type]
        [].pop()
    except UnreadableFormat:
        pytest.fail("no mistake")
    except Exception as error:
        assert re.fullmatch(r"\w+, [\w.]+ line \d+", mistake(error))
