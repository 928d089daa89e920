"""Recognised speech whose words alone say who spoke."""

from __future__ import annotations

import json

import pytest

from inyo.index.reading.formats.json_rows import read
from inyo.index.values.extracts import BlockKind

TALK = [
    ("1", ["橋は", "いつ", "直り", "ますか", "。"]),
    ("2", ["来年の", "春", "です", "。"]),
    ("1", ["費用", "は", "。"]),
]
SAID = [(who, "".join(words)) for who, words in TALK]
Json = dict[str, object]


def worded(**names: str) -> list[list[Json]]:
    """The words of each turn; `names` calls what is the time, the text and the speaker of each."""
    return [
        [
            {names["time"]: 5 * turn + at, names["text"]: word, names["speaker"]: who}
            for at, word in enumerate(words)
        ]
        for turn, (who, words) in enumerate(TALK)
    ]  # fmt: skip


def together(turns: list[list[Json]]) -> list[Json]:
    return [word for words in turns for word in words]


SERVICES = {
    "items with alternatives, marks without time": {
        "results": {
            "transcripts": [{"transcript": "".join(words for _, words in SAID)}],
            "items": [
                {"alternatives": [{"content": word}], "type": "punctuation"}
                if word == "。"
                else {"start_time": f"{5 * turn}.1", "alternatives": [{"content": word}], "speaker_label": who}
                for turn, (who, words) in enumerate(TALK)
                for word in words
            ],
        }
    },
    "a result a turn, all words in the last": {
        "results": [
            *({"alternatives": [{"transcript": words}]} for _, words in SAID),
            {"alternatives": [{"words": together(worded(time="startTime", text="word", speaker="speakerTag"))}]},
        ]
    },
    "elements of whoever speaks": {
        "monologues": [
            {"speaker": who, "elements": [{"type": "text", "value": word, "ts": 5 * turn} for word in words]}
            for turn, (who, words) in enumerate(TALK)
        ]
    },
    "tokens with labels": {
        "segments": [
            {"text": words, "results": [{"tokens": tokens}]}
            for (_, words), tokens in zip(SAID, worded(time="starttime", text="written", speaker="label"), strict=True)
        ]
    },
}


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())
def test_words_that_say_who_spoke_become_turns(service: Json) -> None:
    (extract,) = read(json.dumps(service).encode(), "a.json")
    assert [(block.speaker, block.text) for block in extract.blocks] == SAID
    assert all(block.kind is BlockKind.TURN and block.place.time for block in extract.blocks)


def test_sentences_that_say_who_spoke_go_before_their_words() -> None:
    turns = [
        {
            "speaker": who,
            "text": words,
            "start": 5 * turn,
            "words": [{"word": words, "start": 5 * turn, "speaker": who}],
        }
        for turn, (who, words) in enumerate([*SAID, ("1", "まだ分からない。")])
    ]
    (extract,) = read(json.dumps({"utterances": turns}).encode(), "a.json")
    assert [block.text for block in extract.blocks] == [*(words for _, words in SAID), "まだ分からない。"]


def test_the_words_of_one_speaker_are_no_turns() -> None:
    value = {"text": "橋は来年直ります。", "words": [{"word": "橋は", "start": 0, "speaker": "1"}]}
    (extract,) = read(json.dumps(value).encode(), "a.json")
    assert [(block.kind, block.text) for block in extract.blocks] == [(BlockKind.PARAGRAPH, "橋は来年直ります。")]


def test_the_whole_text_beside_its_utterances_is_left_out() -> None:
    turns = [{"speaker": who, "text": words, "start": 5_000 * turn} for turn, (who, words) in enumerate(SAID)]
    (extract,) = read(json.dumps({"text": "".join(words for _, words in SAID), "utterances": turns}).encode(), "a.json")
    assert [(block.speaker, block.text) for block in extract.blocks] == SAID


def test_the_likeliest_reading_of_an_utterance_is_its_text_as_printed() -> None:
    phrases = [
        {"speaker": who, "nBest": [{"lexical": words, "display": words}, {"lexical": "別", "display": "別"}]}
        for who, words in SAID
    ]
    (extract,) = read(json.dumps({"recognizedPhrases": phrases}).encode(), "a.json")
    assert [(block.speaker, block.text) for block in extract.blocks] == SAID
