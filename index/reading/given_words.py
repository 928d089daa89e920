"""Words that what stands around them on a page presents as somebody's own: without brackets comments, block quotes,
lists under a speaker; in brackets what the line gives to somebody, one line by itself: several labels with their words
on a line, questions and answers on a line, a heading with a party and a name, an answer below «asked this, he said».
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from inyo.index.reading.interviews import may_be_called
from inyo.index.reading.layout_table import (
    ANNOUNCING,
    ANSWER_LABEL,
    HEADING,
    HOUSE,
    NO_LABEL,
    OWN_WORDS,
    QUESTION_LABEL,
    REMARK,
    ROLE,
    SCRIPT,
    SENTENCE_END,
    SIGNED,
    Block,
    Interviewee,
    Transcript,
    asks,
    speaks,
)
from inyo.index.reading.zones import Line, Zones
from inyo.index.values.quotation import Kind

_BULLET = re.compile(r"^[•・●○◦‣\-*＊■□◆◇▪–]\s*|^[(（]?[0-9０-９一二三四五六七八九十①-⑳]{1,2}[)）.．、]?\s*")
_QUOTED_LINE = re.compile(r"^(?![>＞]{2}\d{1,4}(?![\d)）.．、]))(?:[>＞]\s?)+|^(?:[|｜]\s?)+(?=[^|｜]*$)")
"""A line set off with > or |; >>1 points at a post of a board."""
_SENDER = re.compile(r"^(?:From|差出人|送信者)[:：]\s*[\"“]?(?P<who>[^\"”<＜@\n]{1,24}?)[\"”]?\s*(?:[<＜].*)?$")
_SALUTATION = re.compile(
    r"^(?:[^\s、。：:>＞<]{1,20}\s+)?(?P<who>[^\s、。：:>＞<]{1,12}?)(?:さん|様|さま|先生|君|殿)(?:[、，,！!。へ]|$|[\s\u3000])"
)
_TO_MANY = re.compile(r"^(?:皆|みな|各位|関係者|お客|会員|ご担当)")
_LONGEST_SALUTATION = 24
_INTRODUCED = re.compile(
    r"^(?:[^、。]{1,20}の)?(?P<who>[一-龠々ァ-ヴー]{1,8}(?<![日月週年時分件円人社]))(?:です|と申します|でございます)。$"
)
"""How a mail begins that says whose it is (松井です。)."""
_HEADER_LINES, _SALUTED_WITHIN = 10, 16
"""In how many lines the head of a mail, and how it begins, stand."""
_WROTE = re.compile(
    r"(?:\d{1,2}:\d\d(?::\d\d)?|\d{4}[年/-]\d{1,2}[月/-]\d{1,2}日?(?:[(（][月火水木金土日][)）])?)[\s,、]*"
    r"(?P<who>[^\s\d<＜「」:：、。][^<＜「」:：、。\n]{1,24}?)\s*(?:さん|様|氏)?\s*(?:[<＜(（][^>＞)）]*@[^>＞)）]*[>＞)）])?\s*"
    r"(?:さん)?(?:は|が|の)?(?:書き(?:まし)?た|メール|wrote|のメール|writes)?\s*[:：]?$"
)
_WROTE_THIS = re.compile(
    r"^(?:[>＞|｜]\s?)*(?P<who>[^\s\d<＜「」:：、。][^<＜「」:：、。\n]{1,24}?)\s*(?:さん|様|氏)?\s*(?:は|が|の)?\s*"
    r"(?:書き(?:まし)?た|書かれ(?:まし)?た(?:こと)?|wrote|writes|のメール)\s*[:：]$"
)
"""The line above a quoted mail: a date or a time, a name, perhaps an address."""
_BYLINE = re.compile(r"^(?:[—―─–-]{1,3}|――)\s*(?P<who>[^『「（(、\n]{1,24})")
_POSTER = re.compile(
    r"^(?:[>＞]*\d{1,4}\s*[:：.．]?\s*)?(?P<who>(?:名無し|匿名|風吹けば|以下、|VIP)[^\s\u3000]{0,16}|"
    r"[^\s\u3000]{1,16}(?=\s+\d{4}[/年-]))[^。]*$"
)
_LEAD = re.compile(
    r"以下(?:は|、|に|が|の)?[、]?(?P<who>[^。\n]{1,40}?)(?:の|による|から(?:の|寄せられた)?|"
    r"に寄せられた)?(?:コメント|書き込み|投稿|反応|感想|意見|声)"
)
_SAYS_COMMA = re.compile(
    r"^(?P<who>[^。「『]{1,50}?)は、?(?:こう|次のように)?(?:言う|語る|述べる|話す|書く|記す|指摘する|説く|"
    r"言った|語った|述べた|書いた|嘆く|訴える|続ける|振り返る|"
    r"主張する)、(?P<what>[^。「『][^。]{5,400}?)、?と。$"
)
_CLOSING = re.compile(r"(?<=[^、。])、?と。")
_STATEMENT = re.compile(
    r"^[◇◆▽▼■□●○・（(]?\s?(?P<who>[^。、「」\s]{2,24}|[^。、「」\s]{0,14}「[^「」。]{2,16}」)の(?:話|談話|談|コメント|声明)[）)]?(?:[\s\u3000]+|[：:]\s*)(?=\S)"
)
_WRITES = re.compile(r"(?:記|書|結ば|綴|つづ|著)[^。]{0,10}。$")
_SENTENCE = re.compile(r"[^。]*。")
_LONGEST_WORDS = 1_500
"""Characters of words behind an announcement."""
_SAYS_COLON = re.compile(
    r"(?:述べ|語[らりるっ]|話[さしすせ]|言[いうっわ]|指摘|提案|提言|主張|説明|挙げ|列挙|要求|訴|助言|勧め|書[いかき]|記[さしすせ])"
    r"[^。、「」]{0,8}(?<![者手員])[:：]$"
)


def find_given(lines: Sequence[Line], zones: Zones, text: str) -> Iterator[Block]:
    """All words without brackets that are presented as somebody's own."""
    yield from find_comments(lines, zones)
    yield from find_block_quotes(lines, text)
    yield from find_lists(lines, zones)
    yield from find_statements(lines, zones)
    yield from find_inverted(lines, zones)


def find_comments(lines: Sequence[Line], zones: Zones) -> tuple[Block, ...]:
    """Comments of a comment section: each group of lines between blank lines."""
    out: list[Block] = []
    speaker = ""
    group: list[Line] = []

    def close() -> None:
        if group:
            first = _BULLET.match(group[0].text) if group[0].text[0] in "•・-*" else None
            start = group[0].start + (first.end() if first else 0)
            out.append(Block(start, group[-1].end, "written", "comment", speaker=speaker))
            group.clear()

    for line in lines:
        lead = _LEAD.search(line.text)
        if zones.at(line.start) != "comment":
            close()
            if lead:
                speaker = lead["who"].lstrip("、")
            continue
        if line.blank or (group and line.text[0] in "•・" and group[0].text[0] in "•・"):
            close()
        poster = _POSTER.match(line.text)
        if poster and len(line.text) < 60:
            close()
            speaker = poster["who"]
            continue
        group.append(line)
    close()
    return tuple(out)


def find_block_quotes(lines: Sequence[Line], text: str) -> tuple[Block, ...]:
    """Lines set off with > (mail, Markdown): each run of one depth is a block. Who wrote it stands in the line above
    that names a date or a mail address, in the byline under it, or in the sentence above it."""
    out: list[Block] = []
    mail, writers = _correspondents(lines)
    number = 0
    while number < len(lines):
        depth = _depth(lines[number].text)
        if not depth:
            number += 1
            continue
        first = number
        while (
            number < len(lines) and _depth(lines[number].text) == depth and not (number > first and lines[number].blank)
        ):
            number += 1
        inner = number < len(lines) and _depth(lines[number].text) > depth
        group = [line for line in lines[first:number] if _bare(line.text)]
        if inner and group and (_WROTE.search(_bare(group[-1].text)) or _WROTE_THIS.match(_bare(group[-1].text))):
            group.pop()
        if group:
            block = _quoted_block(lines, first, group, text)
            unsaid = block.label is None and not _BYLINE.match(_bare(group[-1].text))
            if unsaid and mail:
                writer = _introduced(group[0]) or (writers[(depth - 1) % 2] if depth <= 2 else None)
                block = replace(block, label=writer, zone="comment" if writer else block.zone, intro=-1)
            out.append(block)
    return tuple(out)


def _introduced(line: Line) -> tuple[int, int] | None:
    """Where the first of quoted lines says who writes."""
    bare = _bare(line.text)
    found = _INTRODUCED.match(bare)
    start = line.start + line.text.index(bare)
    return (start + found.start("who"), start + found.end("who")) if found else None


_Who = tuple[int, int] | None


def _correspondents(lines: Sequence[Line]) -> tuple[bool, tuple[_Who, _Who]]:
    """Whether lines are a mail; where it names the one it answers, whose words are quoted in it, and its own writer."""
    sender = next(((line, found) for line in lines[:_HEADER_LINES] if (found := _SENDER.match(line.text))), None)
    if sender is None:
        return False, (None, None)
    line, found = sender
    writer = line.start + found.start("who"), line.start + found.end("who")
    for line in lines[:_SALUTED_WITHIN]:
        greeted = _SALUTATION.match(line.text) if len(line.text) < _LONGEST_SALUTATION else None
        if greeted:
            many = _TO_MANY.match(line.text)
            answered = None if many else (line.start + greeted.start("who"), line.start + greeted.end("who"))
            return True, (answered, writer)
    return True, (None, writer)


def _depth(text: str) -> int:
    found = _QUOTED_LINE.match(text)
    return sum(mark in ">＞|｜" for mark in found[0]) if found else 0


def _bare(text: str) -> str:
    return _QUOTED_LINE.sub("", text).strip()


def _quoted_block(lines: Sequence[Line], first: int, group: list[Line], text: str) -> Block:
    """The block of quoted lines, with whoever wrote them."""
    label = None
    byline = _BYLINE.match(_bare(group[-1].text)) if len(group) > 1 else None
    if byline:
        last = group.pop()
        offset = text.index(byline["who"], last.start)
        label = (offset, offset + len(byline["who"].rstrip()))
    above = lines[first - 1] if first and lines[first].start - lines[first - 1].end <= 4 else None
    wrote = (
        (_WROTE.search(above.text) or _WROTE_THIS.search(above.text)) if above is not None and label is None else None
    )
    if above is not None and wrote:
        label = (above.start + wrote.start("who"), above.start + wrote.end("who"))
    start = group[0].start + len(group[0].text) - len(_QUOTED_LINE.sub("", group[0].text))
    intro = above.end if above is not None and label is None else -1
    return Block(start, group[-1].end, "written", "comment" if wrote else "body", label, "", intro)


def find_lists(lines: Sequence[Line], zones: Zones) -> tuple[Block, ...]:
    """Items of a list under Xは述べる:, as one block."""
    out: list[Block] = []
    for number, line in enumerate(lines[:-1]):
        if not _SAYS_COLON.search(line.text) or zones.at(line.start) != "body":
            continue
        first = last = number + 1
        bullet = _BULLET.match(lines[first].text)
        if not bullet or not bullet.end():
            continue
        mark = lines[first].text[0]
        while (
            last + 1 < len(lines)
            and not lines[last + 1].blank
            and (
                lines[last + 1].text[0] == mark
                or lines[last + 1].indented
                or (bool(re.match(r"[(（0-9０-９①-⑳]", mark)) and bool(_BULLET.match(lines[last + 1].text)))
            )
        ):
            last += 1
        out.append(Block(lines[first].start + bullet.end(), lines[last].end, "speech", "body", intro=line.end))
    return tuple(out)


def find_statements(lines: Sequence[Line], zones: Zones) -> tuple[Block, ...]:
    """Xの話　……: what somebody says of a match or a matter, on a line of its own, or below one that says so."""
    out: list[Block] = [*_below_headings(lines, zones), *_behind_houses(lines, zones)]
    for line in lines:
        found = _STATEMENT.match(line.text)
        if found and zones.at(line.start) in ("body", "headline") and line.text[found.end()] not in "「『":
            label = (line.start + found.start("who"), line.start + found.end("who"))
            out.append(Block(line.start + found.end(), line.end, "speech", "body", label))
    return tuple(out)


def _below_headings(lines: Sequence[Line], zones: Zones) -> Iterator[Block]:
    """What stands below a line that says whose words these are (＝組合長の話＝), up to a blank line or a heading."""
    for number, line in enumerate(lines[:-1]):
        found = _STATEMENT_HEAD.match(line.text)
        if found is None or not ROLE.search(found["who"]) or zones.at(lines[number + 1].start) == "source":
            continue
        last = number
        for following in lines[number + 1 :]:
            again = last > number and (following.blank or HEADING.match(following.text))
            if again or following.blank > 1 or following.text[0] in "「『" or not SENTENCE_END.search(following.text):
                break
            last += 1
        said = lines[number + 1 : last + 1]
        if said and any(OWN_WORDS.search(each.text) for each in said):
            label = (line.start + found.start("who"), line.start + found.end("who"))
            yield Block(said[0].start, said[-1].end, "speech", "transcript", label)


def _behind_houses(lines: Sequence[Line], zones: Zones) -> Iterator[Block]:
    """What each says of himself behind a sign, his house and his name (▽決勝点を挙げた岬高・谷垣　最後は…)."""
    found = [(line, match) for line in lines if (match := _BEHIND_HOUSE.match(line.text))]
    said = [(line, match) for line, match in found if REMARK.search(line.text, match.end())]
    signs = Counter(match["sign"] for _, match in said)
    for line, match in said:
        if signs[match["sign"]] >= _FEWEST_BEHIND_HOUSES and zones.at(line.start) in ("body", "headline"):
            yield Block(line.start + match.end(), line.end, "speech", "transcript", _named(line, match, "who"))


_BEHIND_HOUSE = re.compile(
    r"(?P<sign>[▽▼◇◆△▲□■○●☆★])\s?[^。「」\s]{2,40}?・(?P<who>[^。、・「」\s]{1,12})[\s\u3000]+(?=[^\s「『][^\n]*。$)"
)
_FEWEST_BEHIND_HOUSES = 2

_STATEMENT_HEAD = re.compile(
    r"^[＝=◇◆■●〈【《(（]?\s?(?P<who>[^\s、。「」]{2,20}?)(?:の|から)(?:ご|お)?(?:話|ことば|言葉|談話|コメント|あいさつ|挨拶|メッセージ|弁|声明|"
    r"祝辞|答辞|送辞|式辞|謝辞|講評|感想)(?:（[^）]{0,8}）)?\s?[＝=〉】》)）]?$"
)


def find_inverted(lines: Sequence[Line], zones: Zones) -> tuple[Block, ...]:
    """Xはこう記している。……と。 and Xは言う、……と。"""
    out: list[Block] = []
    for line in lines:
        if "と。" not in line.text or zones.at(line.start) not in ("body", "transcript"):
            continue
        for sentence in _SENTENCE.finditer(line.text):
            block = _behind_comma(line, sentence) or _behind_announcement(line, sentence)
            if block is not None:
                out.append(block)
    return tuple(out)


def _behind_comma(line: Line, sentence: re.Match[str]) -> Block | None:
    """The words in Xは言う、……と。"""
    words = sentence[0]
    found = _SAYS_COMMA.match(words.strip())
    if not found or "「" in words:
        return None
    start = line.start + sentence.start() + words.index(found["what"], found.start("what"))
    return Block(start, start + len(found["what"]), "speech", "body", intro=line.start + sentence.end())


def _behind_announcement(line: Line, sentence: re.Match[str]) -> Block | None:
    """The words behind Xはこう記している。 up to their と。"""
    if not ANNOUNCING.search(sentence[0]):
        return None
    at = sentence.end()
    rest = line.text[at : at + _LONGEST_WORDS]
    closing = _CLOSING.search(rest)
    if not closing or "「" in rest[: max(3, closing.start())]:
        return None
    start = at + len(rest) - len(rest.lstrip("\u3000 "))
    kind: Kind = "written" if _WRITES.search(sentence[0]) else "speech"
    return Block(line.start + start, line.start + at + closing.start(), kind, "body", intro=line.start + at)


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


_SHORT_FOR = re.compile(r"[(（]以下[、,→:：＝=]?\s?[「『]?(?P<label>[^\s「」『』()（）]{1,6})[」』]?[)）]")
"""What somebody is called from there on (DJ：中嶋ヒロト（以下→ヒ）)."""


def in_script(lines: Sequence[Line], fewest: int) -> tuple[Given, ...]:
    """Where brackets begin that a label on their line gives to somebody: 林「直ります」."""
    scripted = [SCRIPT.match(line.text) if line.text.endswith("」") else None for line in lines]
    short = {found["label"] for line in lines for found in _SHORT_FOR.finditer(line.text)}
    called = [_without_number(match["label"]) if match else "" for match in scripted]
    count = Counter(label for label in called if label and (label in short or not NO_LABEL.match(label)))
    again = {label for label, times in count.items() if times >= 2}
    once = {  # who answers somebody, or is answered, only once
        label
        for before, label, after in zip(["", *called], called, [*called[1:], ""], strict=False)
        if label in count and (before in again or after in again)
    }
    asked = {label for label, match in zip(called, scripted, strict=True) if match and match["asked"]}
    kept = again | once | asked
    few = len(kept) < fewest or sum(count[label] for label in kept) < 2 * fewest - bool(once - again)
    if few and not asked:
        return ()
    kept |= {label for label in count if ROLE.search(label)}
    return tuple(
        (line.start + match.end(), (line.start + match.start("label"), line.start + match.end("label")))
        for line, match, label in zip(lines, scripted, called, strict=True)
        if match and label in kept
    )


def _without_number(label: str) -> str:
    """A letter that asks or answers, without the number of the question (Q1)."""
    letter = QUESTION_LABEL.match(label) or ANSWER_LABEL.match(label)
    return label.rstrip(_NUMBERS) if letter else label


_NUMBERS = "0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
