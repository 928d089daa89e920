"""Words in brackets that the line they stand in gives to somebody, one line by itself: several labels with their words
on a line, questions and answers on a line, a heading with a party and a name, an answer below «asked this, he said»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from inyo.index.reading.conversation import asks, may_be_called
from inyo.index.reading.heads import speaks
from inyo.index.reading.layout_table import (
    HOUSE,
    NO_LABEL,
    ROLE,
    SCRIPT,
    SIGNED,
    Block,
    Interviewee,
    Transcript,
)
from inyo.index.reading.zones import Line

Span = tuple[int, int]
Given = tuple[int, "Span | None"]
"""Where a bracket begins, and where stands who says it."""

WORDS = r"「[^「」]*(?:「[^「」]*」[^「」]*)*」"
"""The pattern of words in brackets, others' words among them."""
_AGE = r"(?:[(（][^()（）]{1,12}[)）])?"
_LABELLED = re.compile(
    rf"(?:^|[\s\u3000])(?P<label>[^\s\u3000：:「」。、（）()]{{1,24}}(?:[\s\u3000][^\s\u3000：:「」。、（）()]{{1,8}})?{_AGE})"
    rf"[：:][\s\u3000]*(?P<words>{WORDS})。?(?=[\s\u3000]|$)"
)
_HONOURED = re.compile(r"(?:さん|氏|くん|君|ちゃん|選手|監督)$")
_BARE = re.compile(rf"{_AGE}$")
_EXCHANGE = re.compile(
    rf"(?:―|—|─|━|－|ー){{1,3}}[\s\u3000]*(?P<asked>[^―—─━「」\n]{{2,120}}?)[\s\u3000]*(?P<words>{WORDS})。?[\s\u3000]*"
)
_NAMED = re.compile(r"^(?P<who>[^\s。、「」―—─━－：:]{2,24})[\s\u3000：:]*(?=[―—─━])")
_HEADED = re.compile(
    rf"^(?P<house>[^\s\u3000「」。、：:]{{1,12}})[\s\u3000](?P<who>[^\s\u3000「」。、：:]{{2,16}})(?P<words>{WORDS})$"
)
_ASKED_THIS = re.compile(
    rf"^(?:問い?|質問|[QＱ])?[\s\u3000]*(?P<words>{WORDS})(?:と|という|との|の)?(?:問い?|質問)(?:い?かけ)?(?:に|には|に対し|に対して|へは)、?$"
)
_TO_WHOM = re.compile(
    r"^[■◆◇●○★☆▼▽＜〈【]?(?P<who>[^\s。、「」]{2,20}?)(?:さん|氏|監督|選手|先生)?(?:に|へ|には|に質問|への質問)[：:＞〉】]?$"
)
_ALONE = re.compile(r"^[■◆◇●○★☆▼▽＜〈【]?(?P<who>[^\s。、「」？?]{2,16})(?:[\s\u3000]*コメント)?[＞〉】]?$")
_TITLE = re.compile(r"(?:長|相|監督|選手|主将|代表|議員|知事|書記|幹事|会頭|大臣|教授|さん|氏)$")


def in_labels(lines: Sequence[Line], known: Callable[[str], bool]) -> tuple[Given, ...]:
    """The words behind labels with a colon, one on a line or one behind the other (Ａさん：「…」 Ｂさん：「…」).
    `known` says whether a label names somebody who speaks. None where they are one only."""
    out: list[Given] = []
    for line in lines:
        if "「" not in line.text:
            continue
        found = list(_LABELLED.finditer(line.text))
        if not found or sum(len(match[0]) for match in found) + 2 * len(found) < len(line.text):
            continue
        labels = [(_BARE.sub("", match["label"]), match) for match in found]
        if all(not NO_LABEL.match(label) and (known(label) or _HONOURED.search(label)) for label, _ in labels):
            out += [(line.start + match.start("words"), _named(line, match, "label")) for _, match in labels]
    return tuple(out) if len(out) > 1 else ()


def exchanges_of(lines: Sequence[Line], whom: Interviewee) -> Transcript:
    """Questions behind dashes with their answers in brackets on one line (監督━━優勝です「はい」 ━━次は「三連覇」)."""
    blocks: list[Block] = []
    given: list[Given] = []
    for line in lines:
        head = _NAMED.match(line.text)
        at = head.end() if head else 0
        found = list(_run(_EXCHANGE, line.text, at))
        if not found or found[-1].end() < len(line.text):
            continue
        who = _named(line, head, "who") if head else whom(line.start)
        if who is None or (len(found) < 2 and head is None):
            continue
        blocks += [Block(*_named(line, match, "asked"), "speech", "transcript") for match in found]
        given += [(line.start + match.start("words"), who) for match in found]
    return Transcript(tuple(blocks), tuple(given), "exchanges") if len(given) > 1 else Transcript()


def in_short_script(lines: Sequence[Line], known: Callable[[str], bool]) -> tuple[Given, ...]:
    """The words behind labels on two lines: one asks, the other answers (林「いつ？」, 田所「昨日です」)."""
    for line, below in pairwise(lines):
        found = [(each, SCRIPT.match(each.text)) for each in (line, below) if each.text.endswith("」")]
        scripted = [(each, match) for each, match in found if match and not NO_LABEL.match(match["label"])]
        labels = {match["label"] for _, match in scripted}
        if len(labels) == 2 and asks(line.text) and all(known(label) or may_be_called(label) for label in labels):
            return tuple((each.start + match.end(), _named(each, match, "label")) for each, match in scripted)
    return ()


def below_questions(lines: Sequence[Line], known: Callable[[str], bool]) -> Transcript:
    """Questions without a mark, each above its answer in brackets, below a line that names who answers."""
    blocks: list[Block] = []
    given: list[Given] = []
    who: Span | None = None
    for line, below in pairwise(lines):
        if (named := _ALONE.match(line.text)) and known(named["who"]):
            who = _named(line, named, "who")
        elif who is not None and asks(line.text) and line.text[0] not in "「『" and below.text[0] == "「":
            blocks.append(Block(line.start, line.end, "speech", "transcript"))
            given.append((below.start, who))
    return Transcript(tuple(blocks), tuple(given), "below questions") if len(given) > 1 else Transcript()


def below_headings(lines: Sequence[Line], known: Callable[[str], bool]) -> tuple[Given, ...]:
    """The words of headings that begin with a party or a team and a name with its title (新風 北見国対委員長「…」);
    none where they are one only."""
    found = [(line, match) for line in lines if (match := _HEADED.match(line.text))]
    found = [(line, match) for line, match in found if _TITLE.search(match["who"]) and known(match["who"])]
    if len({match["house"] for _, match in found}) < 2:
        return ()
    return tuple((line.start + match.start("words"), _named(line, match, "who")) for line, match in found)


def asked_this(lines: Sequence[Line], whom: Interviewee) -> tuple[Given, ...]:
    """Questions in brackets and the answers below them (問「…」の質問に, 「…」): those of whom a line above names
    (木嶋さんに), else of whoever is interviewed."""
    out: list[Given] = []
    who: Span | None = None
    for line, below in pairwise(lines):
        if named := _TO_WHOM.match(line.text):
            who = _named(line, named, "who")
        asked = _ASKED_THIS.match(line.text)
        if asked and below.text[0] == "「":
            out.append((line.start + asked.start("words"), None))
            out.append((below.start, who or whom(line.start)))
    return tuple(out)


def _run(pattern: re.Pattern[str], text: str, at: int) -> Iterator[re.Match[str]]:
    """The matches that stand one right behind the other from a place on."""
    while match := pattern.match(text, at):
        yield match
        at = match.end()


def _named(line: Line, match: re.Match[str], group: str) -> Span:
    """Where a group of a match stands in the text, without a house before a name (関浜一・米山監督)."""
    first, last = match.span(group)
    return (line.start + first, line.start + last) if group == "asked" else _without_house(line, first, last)


def given_by_lines(lines: Sequence[Line], known: Callable[[str], bool], whom: Interviewee) -> tuple[Given, ...]:
    """Where brackets begin that the lines of a text which is no talk give to somebody."""
    speaking = cache(lambda label: speaks(label, known))
    return (
        in_labels(lines, speaking)
        or in_short_script(lines, speaking)
        or asked_this(lines, whom)
        or below_headings(lines, speaking)
        or tuple(_voices(lines))
        or tuple(_cells(lines, known))
    )


def _voices(lines: Sequence[Line]) -> Iterator[tuple[int, Span]]:
    """Where brackets begin of people who are asked one by one, and what stands before them (六十代女性。「…」)."""
    asked = [(line, match) for line in lines if (match := _VOICE.match(line.text))]
    for line, match in asked if len(asked) > 1 else ():
        if not _GOES_ON.match(line.text, match.end()):
            yield line.start + match.start("words"), (line.start, line.start + match.end("label"))


def _cells(lines: Sequence[Line], known: Callable[[str], bool]) -> Iterator[tuple[int, Span]]:
    """Where brackets begin that fill the last cell of a row, and who stands in its first (森 | 賛成 | 「急ぐべきだ」).

    Only in a table whose head says that people stand there, or most of whose rows begin with somebody known.
    """
    rows = [(number, match) for number, line in enumerate(lines) if (match := _CELLS.match(line.text))]
    if len(rows) < 2:
        return
    above = lines[rows[0][0] - 1 - bool(_RULE.match(lines[rows[0][0] - 1].text))] if rows[0][0] else None
    people = above is not None and _OF_PEOPLE.match(above.text)
    if people or 2 * sum(speaks(match["label"], known) for _, match in rows) > len(rows):
        for number, match in rows:
            start = lines[number].start
            yield start + match.start("words"), (start + match.start("label"), start + match.end("label"))


_CELLS = re.compile(
    r"^(?:\| ?)?(?P<label>[^|「」。、]{1,20}?) \| (?:[^|「」]{0,20} \| )*"
    rf"(?P<words>{WORDS})。?(?: ?\|)?$"
)


_RULE = re.compile(r"^\|?[ :|-]+\|?$")


_OF_PEOPLE = re.compile(
    r"^(?:\| ?)?(?:お?名前|氏名|候補者?名?|立候補者|発言者|話者|話し手|語り手|回答者|人物|議員名?|委員名?|選手名?|首長|"
    r"知事|市町村長|出演者|役者|識者|読者|住民)(?:[(（][^)）|]*[)）])? \|"
)


_VOICE = re.compile(rf"^(?P<label>[^。、「」]{{1,16}}(?:男性|女性|生徒|学生|さん|夫婦|夫妻|歳|代))。(?P<words>{WORDS})")


_GOES_ON = re.compile(r"[とっをがにもは]")


def behind_signs(lines: Sequence[Line], known: Callable[[str], bool]) -> tuple[Given, ...]:
    """Where brackets begin behind a sign and a label, on lines one below the other (▽岬高・谷垣主将「一戦必勝」)."""
    found = [(number, match) for number, line in enumerate(lines) if (match := SIGNED.match(line.text))]
    row = [(two[0] - one[0] == 1, two[1]["label"] != one[1]["label"]) for one, two in pairwise(found)]
    if len(found) < 2 or not all(map(all, row)) or not all(speaks(match["label"], known) for _, match in found):
        return ()
    return tuple(
        (lines[number].start + match.end(), _without_house(lines[number], *match.span("label")))
        for number, match in found
    )


def _without_house(line: Line, first: int, last: int) -> Span:
    house = HOUSE.match(line.text, first, last)
    return line.start + (house.end() if house else first), line.start + last


def in_script(lines: Sequence[Line], fewest: int) -> tuple[Given, ...]:
    """Where brackets begin that a label on their line gives to somebody: 林「直ります」."""
    scripted = [SCRIPT.match(line.text) if line.text.endswith("」") else None for line in lines]
    count = Counter(match["label"] for match in scripted if match and not NO_LABEL.match(match["label"]))
    again = {label for label, times in count.items() if times >= 2}
    once = {  # who answers somebody, or is answered, only once
        match["label"]
        for before, match, after in zip([None, *scripted], scripted, [*scripted[1:], None], strict=False)
        if match and match["label"] in count and any(one and one["label"] in again for one in (before, after))
    }
    asked = {match["label"] for match in scripted if match and match["asked"]}
    kept = again | once | asked
    few = len(kept) < fewest or sum(count[label] for label in kept) < 2 * fewest - bool(once - again)
    if few and not asked:
        return ()
    kept |= {label for label in count if ROLE.search(label)}
    return tuple(
        (line.start + match.end(), (line.start, line.start + len(match["label"])))
        for line, match in zip(lines, scripted, strict=True)
        if match and match["label"] in kept
    )
