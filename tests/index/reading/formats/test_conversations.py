"""Conversations with language models, as their services give them out."""

from __future__ import annotations

import json

import pytest

from inyo.index.reading.formats.json_rows import read

Json = dict[str, object]


def said(identity: str, parent: str | None, role: str, *parts: object, kind: str = "text") -> Json:
    message = {"author": {"role": role}, "content": {"content_type": kind, "parts": list(parts)}}
    return {"id": identity, "message": message, "parent": parent, "children": []}


def tree(*nodes: Json, last: str | None = None) -> Json:
    root: Json = {"id": "root", "message": None, "parent": None, "children": []}
    found: Json = {"title": "港の相談", "create_time": 1_760_000_000.5, "mapping": {n["id"]: n for n in (root, *nodes)}}
    return found | {"conversation_id": "c-1", "current_node": last or nodes[-1]["id"]}


def turns(value: object) -> list[list[tuple[str, str]]]:
    found = read(json.dumps(value, ensure_ascii=False).encode(), "conversations.json")
    return [[(block.speaker, block.text) for block in document.blocks] for document in found]


def test_each_conversation_is_a_document_and_its_messages_are_turns() -> None:
    asked = said("a", "root", "user", "港の歴史を教えてください。")
    answered = said("b", "a", "assistant", "港は明治に開かれました。\n\n橋は昭和です。")
    (document,) = read(json.dumps([tree(asked, answered)]).encode(), "conversations.json")
    assert (document.title, document.date, document.part) == ("港の相談", "2025-10-09", "c-1")
    assert [(block.speaker, block.text, block.place.message) for block in document.blocks] == [
        ("user", "港の歴史を教えてください。", "1"),
        ("assistant", "港は明治に開かれました。", "2"),
        ("assistant", "橋は昭和です。", "2"),
    ]


def test_of_an_answer_given_twice_the_one_on_the_branch_read_last_stays() -> None:
    asked = said("a", "root", "user", "橋は？")
    first, again = said("b", "a", "assistant", "昭和です。"), said("c", "a", "assistant", "平成です。")
    assert turns([tree(asked, first, again, last="b")]) == [[("user", "橋は？"), ("assistant", "昭和です。")]]


@pytest.mark.parametrize(
    "node",
    [
        said("b", "a", "system", "丁寧に。"),
        said("b", "a", "tool", "検索結果"),
        said("b", "a", "assistant", "print(1)", kind="code"),
        said("b", "a", "user", {"asset_pointer": "file-service://x"}, kind="multimodal_text"),
    ],
    ids=["system", "tool", "code", "picture"],
)
def test_what_nobody_wrote_is_left_out(node: Json) -> None:
    assert turns([tree(said("a", "root", "user", "橋は？"), node)]) == [[("user", "橋は？")]]


def test_a_tree_that_leads_in_a_circle_is_read_once() -> None:
    assert turns([tree(said("a", "b", "user", "橋は？"), said("b", "a", "assistant", "昭和です。"))]) == [
        [("user", "橋は？"), ("assistant", "昭和です。")]
    ]


def test_a_list_of_messages_by_sender_is_read_alike() -> None:
    messages = [
        {"sender": "human", "text": "橋は？", "content": []},
        {"sender": "assistant", "text": "", "content": [{"type": "text", "text": "昭和です。"}, {"type": "tool_use"}]},
    ]
    talk = {"uuid": "u-1", "name": "橋", "created_at": "2025-10-12T08:00:00Z", "chat_messages": messages}
    (document,) = read(json.dumps([talk, talk | {"chat_messages": []}]).encode(), "conversations.json")
    assert (document.title, document.date, document.part) == ("橋", "2025-10-12", "u-1")
    assert [(block.speaker, block.text) for block in document.blocks] == [
        ("human", "橋は？"),
        ("assistant", "昭和です。"),
    ]


@pytest.mark.parametrize("moment", [1e30, float("nan"), True, {}, None])
def test_a_time_that_is_none_leaves_the_document_without_a_day(moment: object) -> None:
    talk = tree(said("a", "root", "user", "橋は？")) | {"create_time": moment}
    (document,) = read(json.dumps([talk]).encode(), "conversations.json")
    assert document.date in ("", "1970-01-01")


@pytest.mark.parametrize("identity", [7, "same", "", None])
def test_conversations_that_no_id_tells_apart_are_told_apart_by_their_number(identity: object) -> None:
    talk = tree(said("a", "root", "user", "橋は？")) | {"conversation_id": identity}
    found = read(json.dumps([talk, talk]).encode(), "conversations.json")
    assert [document.part for document in found] == ["1", "2"]


def test_objects_that_are_no_conversations_stay_rows() -> None:
    rows = [{"title": "港", "body": "港は明治に開かれた。", "mapping": {"a": "b"}}]
    assert ("", "港は明治に開かれた。") in turns(rows)[0]
