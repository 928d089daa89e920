"""XML events: what comes out, and that nothing is expanded, fetched or endless."""

import pytest

from inyo.index.reading.formats.xml import MAX_DEPTH, End, Start, Text, xml_events
from inyo.index.values.extracts import FormatProblem, UnreadableFormat


def text_of(data: bytes) -> str:
    return "".join(event.text for event in xml_events(data, "it") if isinstance(event, Text))


def problem_of(data: bytes) -> UnreadableFormat:
    with pytest.raises(UnreadableFormat) as caught:
        list(xml_events(data, "its part"))
    return caught.value


def test_names_are_local_and_keep_their_namespace() -> None:
    events = list(xml_events('<w:p xmlns:w="urn:w" w:val="一" id="二">字</w:p>'.encode(), "it"))
    assert events == [Start("p", "urn:w", {"{urn:w}val": "一", "id": "二"}), Text("字"), End("p", "urn:w")]


def test_an_attribute_is_found_by_its_local_name_and_the_plain_one_first() -> None:
    start = next(xml_events(b'<p xmlns:e="urn:e" e:type="note" type="plain" e:role="x"/>', "it"))
    assert isinstance(start, Start)
    assert (start.get("type"), start.get("role"), start.get("none")) == ("plain", "x", "")


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "iso-2022-jp", "utf-8", "utf-16", "windows-31j"])
def test_declared_japanese_encodings_are_read(encoding: str) -> None:
    codec = "cp932" if encoding == "windows-31j" else encoding
    assert text_of(f'<?xml version="1.0" encoding="{encoding}"?><p>港の市場</p>'.encode(codec)) == "港の市場"


def test_an_entity_declaration_is_refused() -> None:
    laughs = b'<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>'
    problem = problem_of(laughs)
    assert problem.kind is FormatProblem.DAMAGED
    assert problem.detail.startswith("its part declares entities")


def test_an_external_entity_is_refused() -> None:
    assert (
        problem_of(b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>').kind is FormatProblem.DAMAGED
    )


def test_a_foreign_document_type_is_not_fetched_and_its_letters_are_known() -> None:
    data = '<!DOCTYPE p PUBLIC "-//X//Y" "http://nowhere.invalid/x.dtd"><p>山&nbsp;川&unknown;</p>'.encode()
    assert text_of(data) == "山\xa0川"


def test_what_stands_before_the_damage_comes_first() -> None:
    events = xml_events("<p>港</p><p>".encode(), "it")
    assert [next(events) for _ in range(3)] == [Start("p", "", {}), Text("港"), End("p", "")]
    with pytest.raises(UnreadableFormat, match="not well-formed XML"):
        next(events)


@pytest.mark.parametrize("data", [b"", b"<p", b"\xff\xfe\x00"])
def test_what_is_no_xml_is_damaged(data: bytes) -> None:
    assert problem_of(data).kind is FormatProblem.DAMAGED


def test_nesting_has_a_limit() -> None:
    depth = MAX_DEPTH + 1
    assert "nests its elements" in problem_of(b"<a>" * depth + b"</a>" * depth).detail


def test_a_long_text_comes_whole() -> None:
    assert text_of(b"<p>" + "字".encode() * 800_000 + b"</p>") == "字" * 800_000
