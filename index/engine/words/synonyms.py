"""Words for the same thing: a small table, the user's file, and the pairs the texts themselves give.

Pairs are レアアース(希土類), 国家経済会議(NEC), 以下「機構」. `mine` runs over a document when it is indexed; the store
keeps its result with the document; `collect` weighs the pairs of all documents into those that search uses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from itertools import dropwhile, islice
from pathlib import Path

from inyo.index.engine.term_keys import word_cells
from inyo.index.japanese.countries import LETTER_OF, NAMES_OF
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import HIRAGANA_WORD, KANA_WORD, KATAKANA_WORD, katakana, loose
from inyo.index.japanese.readings import all_kanji, has_kanji, may_be_read
from inyo.index.japanese.tokens import Token, tokenize
from inyo.index.japanese.wordlists import words
from inyo.index.own.atomic_files import read_own_file
from inyo.index.people.titles import TITLES

_MOST, _MOST_OWN = 12, 200
_ONLY_TYPED = "*"
"""Behind a word that says other things too: it is looked for nowhere, only typed."""


@dataclass(frozen=True)
class Synonyms:
    """Groups of words that mean the same. `pairs` are those mined from the collection, `user` the user's groups, `own`
    the pairs that hold in some documents alone (word, other, keys of these)."""

    pairs: tuple[tuple[str, str], ...] = ()
    user: tuple[tuple[str, ...], ...] = field(default=())
    own: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    @cached_property
    def _table(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """What these groups give beside those that are built in."""
        return _tabled((*self.user, *self.pairs))

    def _others(self, key: str) -> list[tuple[str, str]]:
        return [*self._table.get(key, ()), *_built_in().get(key, ())]

    def of(self, folded: str) -> tuple[tuple[str, str], ...]:
        """The synonyms of a word: (word, note). A part of a compound may be exchanged too (AI規制, 人工知能規制)."""
        found = dict(self._others(_key(folded)))
        names = NAMES_OF.get(folded.replace(" ", ""), ())
        for name in names:
            if not (name.isascii() and len(name) < 3):
                found.setdefault(name, f"{folded}={name}")
        if not found and not HIRAGANA_WORD.fullmatch(folded):
            for other, note in islice(self._within(folded), _MOST):
                found.setdefault(other, note)
        found.pop(folded, None)
        return tuple(found.items())[:_MOST]

    def in_documents(self, folded: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The synonyms of a word that hold in some documents alone: (word, note, keys of these). Each is looked for
        everywhere: of those of a word that many texts use for short not all are given."""
        return self._own.get(_key(folded), ())

    @cached_property
    def _own(self) -> dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]]:
        table: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        for word, other, keys in self.own:
            plain, short = fold(word).text, fold(other).text
            table.setdefault(_key(plain), []).append((short, f"{word}={other}", keys))
            table.setdefault(_key(short), []).append((plain, f"{other}={word}", keys))
        return {word: tuple(others[:_MOST_OWN]) for word, others in table.items()}

    def _within(self, folded: str) -> Iterator[tuple[str, str]]:
        """The word with a part exchanged, the longest parts first; parts inside it are words of its own."""
        edges: set[int] = set()
        taken: list[range] = []
        table, built_in = self._table, _built_in()
        for size in range(len(folded) - 1, 1, -1):
            for at in range(len(folded) - size + 1):
                piece = folded[at : at + size]
                if piece not in table and piece not in built_in and piece not in NAMES_OF:
                    continue
                others = self._of_part(piece)
                if not others or any(at < part.stop and at + size > part.start for part in taken):
                    continue
                if 0 < at < len(folded) - size:
                    edges = edges or {edge for cell in word_cells(folded) for edge in (cell.start, cell.end)}
                    if not {at, at + size} <= edges:
                        continue
                if not _inside_word(folded, at, at + size):
                    taken.append(range(at, at + size))
                    for other, note in others:
                        yield folded[:at] + other + folded[at + size :], note

    def _of_part(self, piece: str) -> list[tuple[str, str]]:
        """What may stand for a part of a word: of the names of a place none in Latin letters."""
        names = [name for name in NAMES_OF.get(piece, ()) if piece.isascii() or not name.isascii()]
        others = [*self._others(piece), *((name, f"{piece}={name}") for name in names)]
        return [(other, note) for other, note in others if other != piece]


def _folded(words: Sequence[str]) -> list[str]:
    """Words folded: all in one pass, ten times as fast as one by one."""
    if any("\n" in word for word in words):
        return [fold(word).text for word in words]
    return fold("\n".join(words)).text.split("\n") if words else []


def _key(folded: str) -> str:
    """A word without spaces and the dots of foreign names."""
    return folded.removesuffix(_ONLY_TYPED).replace(" ", "").replace("・", "")


def _tabled(groups: Sequence[tuple[str, ...]]) -> dict[str, list[tuple[str, str]]]:
    """By the key of each word of the groups: the others of its groups, each with a note."""
    table: dict[str, list[tuple[str, str]]] = {}
    forms = _folded([word for group in groups for word in group])
    at = 0
    for group in groups:
        plain = forms[at : at + len(group)]
        at += len(group)
        for typed, form in zip(group, plain, strict=True):
            word = typed.removesuffix(_ONLY_TYPED)
            key = form.removesuffix(_ONLY_TYPED).replace(" ", "").replace("・", "")  # as _key: thousands of them
            for said, other in zip(group, plain, strict=True):
                if key != other and not other.endswith(_ONLY_TYPED):
                    table.setdefault(key, []).append((other, f"{word}={said.removesuffix(_ONLY_TYPED)}"))
    return table


def _inside_word(folded: str, start: int, end: int) -> bool:
    """Whether a piece ends or begins within a run of Latin letters or katakana."""

    def joined(first: str, second: str) -> bool:
        return (first.isascii() and second.isascii() and first.isalnum() and second.isalnum()) or (
            "ァ" <= first <= "ー" and "ァ" <= second <= "ー"
        )

    return (start > 0 and joined(folded[start - 1], folded[start])) or (
        end < len(folded) and joined(folded[end - 1], folded[end])
    )


@cache
def _built_in() -> Mapping[str, Sequence[tuple[str, str]]]:
    return _tabled(read_groups(resources.files("inyo.index.engine.words").joinpath("synonyms.txt").read_text("utf-8")))


def read_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Groups of synonyms, one a line, separated by commas, tabs or =; # begins a remark."""
    return tuple(words for _, words in _lines(text) if len(words) > 1)


def _lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words of each line that has any, with the line's number."""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        for mark in "=\t、，":
            line = line.replace(mark, ",")
        words = tuple(dict.fromkeys(word.strip() for word in line.split(",") if word.strip()))
        if words:
            yield number, words


def read_group_files(
    paths: Iterable[Path], needed: Collection[Path] = ()
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The groups in the user's files, and sentences on what is wrong with them. A missing file is a problem only where
    it is `needed`."""
    groups: list[tuple[str, ...]] = []
    problems: list[str] = []
    for path in paths:
        text, bad = read_own_file(path, needed=path in needed)
        problems += bad
        lines = list(_lines(text))
        groups += (words for _, words in lines if len(words) > 1)
        problems += (
            f"{path}, line {number} has one word alone; write “word, other word”"
            for number, words in lines
            if len(words) == 1
        )
    return tuple(groups), tuple(problems)


_PARENTHESIS = re.compile(r"[(（]([^()（）\n]{2,24})[)）]")
_QUOTED = frozenset("「」『』")
_FOLLOWING = re.compile(
    r"^(?:以下|略称|略して|通称|別名|別称|英語名|英語|英|正式名称|略語|旧称|旧|現|=|＝)[、,:：は]?\s*[「『]?|[」』]$|と(?:呼ぶ|略す|いう)$"
)
_ACRONYM = re.compile(r"[A-Za-z][A-Za-z0-9&\-]{1,9}")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z .&\-]{2,30}")
_LONG_ACRONYM = re.compile(r"[A-Z]{3,8}")
_FEWEST_SPELLED_OUT = 2
_PLACES = frozenset("市区町村郡県府都道州国駅")
_TRADES = words(
    "大手 最大手 本社 本店 代表 専門 準大手 中堅 傘下 会場 提供 出身 所属 在住 一部 以下 左 右 写真 選手 歌手 歌 曲 著"
)
_NUMBERED = re.compile(r"[0-9０-９一二三四五六七八九十]")
_NOT_WORDS = words(
    "同 同上 注 注釈 写真 右 左 上 下 中 前 後 笑 男性 女性 仮名 敬称略 資料 参照 当時 上段 下段 一部略 中略 後略 抜粋"
)
_INSIDE_NAMES = ("名詞", "接尾辞", "接頭辞", "形状詞")
_FORMAL = words("こと もの ため とき ところ はず わけ うえ うち ほか さい たび とおり まま よう そう ほう など")
"""Nouns of grammar, with which no name begins."""
_LONGEST_RUN = 8
_LONGEST_NAME = 4
_SOURCES = 3
_LONG_KATAKANA, _FEWEST_LETTERS = 6, 3
_NO_MARKS = str.maketrans("", "", "&-")
_BEFORE_NAMES = words("昨日 今日 先日 現在 当時 今回 地元 与党 野党 所属 党 ・")
"""What adjoins the name of a body, and is no part of it."""


NAME = "name"


@dataclass(frozen=True, slots=True)
class MinedPair:
    """A word in brackets and the words before them: `words` from the farthest to the nearest, joined they are the
    longest form; how many of them belong to it only the collection can tell. `kind`: short (an acronym), reading (how
    the words are read, or a name is called), NAME (how somebody's name is read: for finding people alone), or
    other."""

    words: tuple[str, ...]
    other: str
    kind: str


def mine(text: str, tokens: Sequence[Token]) -> tuple[MinedPair, ...]:
    """The pairs a text gives. `tokens` in order, offsets in `text`."""
    found: list[MinedPair] = []
    for bracket in _PARENTHESIS.finditer(text):
        inside = _FOLLOWING.sub("", bracket[1].strip()).strip()
        last = bisect_right(tokens, bracket.start(), key=_end) - 1
        if last < 0 or tokens[last].end != bracket.start() or not inside or not _QUOTED.isdisjoint(inside):
            continue
        run = _title_alone(_before(tokens, last))
        if _is_acronym(text, tokens, last):
            behind = _inside(bracket, tokens, last)
            if behind and _says_what_it_is(behind):
                continue
            spelled_out = _spelled_out(text[tokens[last].start : tokens[last].end], behind, bracket)
            if spelled_out:
                found.append(spelled_out)
                continue
        kind = _kind(inside, run, text)
        if kind == "other" and KANA_WORD.fullmatch(inside.replace("・", "")):
            run, kind = _read_so(run, katakana(fold(inside).text.replace("・", "")), "・" in inside), "reading"
        if kind and run:
            found.append(MinedPair(tuple(text[token.start : token.end] for token in run), inside, kind))
    return tuple(dict.fromkeys(found))


def _is_acronym(text: str, tokens: Sequence[Token], last: int) -> bool:
    """Whether a token is an acronym that stands alone."""
    token = tokens[last]
    adjoins = last > 0 and tokens[last - 1].end == token.start and tokens[last - 1].surface.isascii()
    return not adjoins and bool(_LONG_ACRONYM.fullmatch(text[token.start : token.end]))


def _inside(bracket: re.Match[str], tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """The words in a bracket behind a token."""
    found = tokens[last + 1 : bisect_right(tokens, bracket.end() - 1, key=_end)]
    return [token for token in found if token.start > bracket.start()]


def _spelled_out(acronym: str, run: Sequence[Token], bracket: re.Match[str]) -> MinedPair | None:
    """The pair of an acronym with the words that it stands for behind it: LLM（大規模言語モデル）."""
    if not _FEWEST_SPELLED_OUT <= len(run) <= _LONGEST_RUN or not all(map(_belongs, run)):
        return None
    long = tuple(bracket.string[each.start : each.end] for each in run)
    whole = "".join(long) == bracket[1] and bracket[1] not in _NOT_WORDS
    return MinedPair(long, acronym, "short") if whole and _is_short_for(long, acronym) else None


def _says_what_it_is(run: Sequence[Token]) -> bool:
    """Whether words behind an acronym are no name of it but where it is, or of which trade or kind: 大阪市此花区,
    旅行大手, 検査."""
    last = run[-1]
    if len(run) == 1 and all_kanji(last.surface):
        return True
    if last.surface in _TRADES or run[0].surface in _TRADES or last.surface in _PLACES:
        return True
    return any(kind in last.pos for kind in ("地名", "人名"))


def _end(token: Token) -> int:
    return token.end


def _title_alone(run: Sequence[Token]) -> Sequence[Token]:
    """Of a name with its title the title (…最高経営責任者): what an acronym stands for."""
    for first in range(1, len(run)):
        if "".join(token.surface for token in run[first:]) in TITLES:
            return run[first:]
    return run


def _before(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """The nouns that end just before a bracket, adjoining."""
    first = last
    while (
        first > 0
        and last - first < _LONGEST_RUN - 1
        and tokens[first - 1].end == tokens[first].start
        and _belongs(tokens[first - 1])
    ):
        first -= 1
    while first < last and tokens[first].surface in _FORMAL:
        first += 1
    return tokens[first : last + 1] if _belongs(tokens[last]) else ()


def _read_so(run: Sequence[Token], kana: str, dotted: bool) -> Sequence[Token]:
    """The last words of a run that some kana are the reading of; of a foreign name in kanji, whose parts a dot divides,
    the kanji before it. () where the kana are something else."""
    for first in range(len(run)):
        rest = run[first:]
        word = "".join(token.surface for token in rest)
        read = "".join(token.reading for token in rest)
        if has_kanji(word) and (loose(read) == loose(kana) or may_be_read(word, kana)):
            return rest
        named = any("固有名詞" in token.pos or len(token.surface) == 1 or not token.morpheme.known for token in rest)
        if dotted and named and all_kanji(word) and 2 <= len(word) <= _LONGEST_NAME and len(word) <= len(kana):
            return rest
    return ()


def _belongs(token: Token) -> bool:
    return (token.pos.startswith(_INSIDE_NAMES) and "数詞" not in token.pos) or token.surface in "・&"


def _kind(inside: str, run: Sequence[Token], text: str) -> str:
    """short, other, or '' where the brackets hold no other word for what is before them."""
    if not run or inside in _NOT_WORDS:
        return ""
    before = text[run[0].start : run[-1].end]
    person = any("人名" in token.pos for token in run)
    if _ACRONYM.fullmatch(inside) and inside.upper() == inside:
        return "short" if len(before) > 2 and not before.isascii() and not person else ""
    if _LATIN_NAME.fullmatch(inside):
        return "other" if not before.isascii() and len(run) <= 4 else ""
    if _NUMBERED.search(inside) or _NUMBERED.search(before) or re.search(r"[、,。.:：;／/~〜\s]", inside):
        return ""
    if _is_said_short(before, inside):
        return "other"
    kana = KANA_WORD.fullmatch(inside.replace("・", ""))
    if (person and not kana) or len(inside) > 14 or (KANA_WORD.fullmatch(inside) is None and _ACRONYM.search(inside)):
        return ""
    return "other" if len(before) >= 2 else ""


def collect(mined: Iterable[tuple[str, Sequence[MinedPair]]]) -> tuple[tuple[str, str], ...]:
    """The pairs to use, from those of all documents (key, pairs), most often given first.

    An acronym and a reading count at once. Another word may be anything that is said of what stands before it (選手
    with a country, 会長 with a name): it needs three documents, and is none where it stands in brackets behind
    several words, or is a name, a title or a country. Of the words before the bracket, the longest run that most
    documents agree on is taken.
    """
    by_other: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for key, pairs in mined:
        for pair in pairs:
            if any(map(str.isalpha, pair.other)):  # signs are no word: 代入演算子(=)
                by_other.setdefault((fold(pair.other).text, pair.kind), []).append((key, pair.words))
    behind = Counter(other for (other, kind), places in by_other.items() if kind == "other"
                     for _ in {words[-1:] for _, words in places})  # fmt: skip
    chosen: Counter[tuple[str, str]] = Counter()
    for (other, kind), places in by_other.items():
        for run, documents in _agreed(_whole(places) if kind == "short" else places):
            word = "".join(run)
            sure = kind == "reading" or (kind == "short" and _is_short_for(run, other))
            often = kind == "other" and documents >= _SOURCES and behind[other] <= 2
            if sure or (often and _is_other_word(word, other)):
                chosen[word, other] += documents
    scraps = _scraps(chosen)
    return tuple(pair for pair, _ in chosen.most_common() if _different(*pair) and pair not in scraps)


def _scraps(chosen: Counter[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Of pairs those whose long form is the end of another one of the same acronym that half as many documents give,
    and too short for its letters: 言語モデル beside 大規模言語モデル (LLM)."""
    by_other: dict[str, set[str]] = {}
    for word, other in chosen:
        if _ACRONYM.fullmatch(other):
            by_other.setdefault(other, set()).add(word)
    return frozenset(
        (word, other)
        for other, every in by_other.items()
        for word in every
        if any(
            longer != word and longer.endswith(word) and 2 * chosen[longer, other] >= chosen[word, other]
            for longer in every
        )
        and len(tokenize(word)) < sum(map(str.isalpha, other))
    )


def of_documents(mined: Iterable[tuple[str, Sequence[MinedPair]]]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The pairs that are used in their own documents alone (word, other, keys): what a text calls a thing for short
    (以下「機構」). Of other words in brackets, looked at in 345 texts of news, not half say the same."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for key, pairs in mined:
        for pair in pairs:
            word, other = "".join(pair.words), fold(pair.other).text
            if pair.kind == "other" and other not in TITLES and _is_said_short(fold(word).text, other):
                found.setdefault((word, other), {})[key] = None
    return tuple((*pair, tuple(keys)) for pair, keys in found.items())


def _is_said_short(word: str, other: str) -> bool:
    """Whether a word has the letters of a shorter one with kanji, in their order: 港湾管理機構 機構."""
    letters = iter(word)
    return 1 < len(other) < len(word) and has_kanji(other) and all(letter in letters for letter in other)


def _whole(places: Sequence[tuple[str, tuple[str, ...]]]) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The runs without what stands before a name and belongs to it nowhere (昨日, 与党)."""
    return [(key, tuple(dropwhile(_BEFORE_NAMES.__contains__, run))) for key, run in places]


def _agreed(places: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The ends of the runs that documents share: the longest with the most documents, and the whole of each run."""
    documents: dict[tuple[str, ...], set[str]] = {}
    for key, run in places:
        for first in range(len(run)):
            documents.setdefault(run[first:], set()).add(key)
    most = max(map(len, documents.values()), default=0)
    common = max((run for run, keys in documents.items() if len(keys) == most), key=_length, default=())
    if common:
        yield common, most
    for _, run in places:
        if run and run != common and len(run) <= 4:
            yield run, len(documents[run])


def _length(run: Sequence[str]) -> int:
    return sum(map(len, run))


def _is_short_for(run: Sequence[str], short: str) -> bool:
    """Whether an acronym in brackets may stand for the words before them: for nobody's title or country alone, and for
    words enough. Of a name that goes on before a particle (国境なき|記者団) a scrap is left, and of katakana with dots
    that are not as many as its letters it is somebody's party."""
    word, letters = "".join(run), sum(map(str.isalpha, short))
    if word in TITLES or fold(word).text in NAMES_OF or letters < len(short.translate(_NO_MARKS)):
        return False
    parts = [each for each in run if each not in "・&"]
    if len(parts) < len(run) and all(map(KATAKANA_WORD.fullmatch, parts)):
        return len(parts) == letters
    words = sum(1 + (len(each) >= _LONG_KATAKANA and bool(KATAKANA_WORD.fullmatch(each))) for each in parts)
    return letters < _FEWEST_LETTERS or words > letters - 2


def _is_other_word(word: str, other: str) -> bool:
    """Whether two words may be two names of one thing: common nouns both, no title, no country, nobody's name."""
    for each in (word, other):
        plain = fold(each).text
        if each in TITLES or plain in NAMES_OF or plain in LETTER_OF:
            return False
        if any(
            token.pos.startswith("助詞") or "固有名詞" in token.pos or "数詞" in token.pos for token in tokenize(plain)
        ):
            return False
    return True


def _different(word: str, other: str) -> bool:
    return fold(word).text != other and len(word) > 1
