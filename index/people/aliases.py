"""What a reader says of people: which names are one person, which are not.

The file format, UTF-8, one statement a line, meant to be written by hand:

    # a comment
    山本健 = 山本氏, ケンさん      one person; the first name is the one to show
    山本健 != 山本健太             two people, whatever the texts suggest

＝ serves as well as =; where a line has both, ＝ belongs to the names (ジャン＝リュック = リュック).

A line that inyo wrote bears a remark that tells whether it is as it was written. One that is another counts as it
stands, and that is said: whoever changed it by hand takes the remark away.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import DEVOICE
from inyo.index.japanese.katakana import FAR, allowed, edit_distance
from inyo.index.japanese.wordlists import any_of, lazily
from inyo.index.own.atomic_files import read_own_file
from inyo.index.people.titles import HONORIFICS, TITLES

LONGEST_LINE = 2_000
"""A longer line (code points) is not read as a statement."""

_CHECK = re.compile(r"(?:  # )?inyo ([0-9a-f]{8})")
"""The remark behind a line that inyo wrote; what is left of it where it is damaged is told by its last part."""
_DIFFERENT = re.compile(r"\s*(?:!=|！=|！＝|≠)\s*")
_SAME = re.compile(r"\s*=\s*"), re.compile(r"\s*＝\s*")
_NAMES = re.compile(r"\s*[,、，;；]\s*")
_FORMAT = re.compile(r"[,、，;；#!！\x00-\x1f\x7f\x85\u2028\u2029]+")
_honored = lazily(lambda: rf"^(.+?)(?:{any_of(TITLES | HONORIFICS)})$")


@dataclass(frozen=True, slots=True)
class AliasRules:
    """`same`: groups of names of one person, the name to show first; `different`: pairs that are two people."""

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, str], ...] = ()

    def joined(self, other: AliasRules) -> AliasRules:
        """Both sets of rules; where they contradict each other `other` has the last word."""
        apart = {frozenset(map(name_key, pair)) for pair in other.different}
        together = [frozenset(map(name_key, group)) for group in other.same]
        same = tuple(
            kept
            for group in self.same
            if len(kept := tuple(n for n in group if frozenset((name_key(group[0]), name_key(n))) not in apart)) > 1
        )
        different = tuple(pair for pair in self.different if not any(set(map(name_key, pair)) <= g for g in together))
        return AliasRules((*same, *other.same), (*different, *other.different))


@lru_cache(maxsize=1 << 15)
def name_key(name: str) -> str:
    """Under which spellings of one name meet: width, old kanji, marks between parts, ヴ/ブ, a final ー."""
    return spelling_key(fold(name).text)


@lru_cache(maxsize=1 << 12)
def plain_name(name: str) -> str:
    """A name without its honorific or title (習氏 → 習)."""
    honored = _honored().match(name.strip())
    return honored[1] if honored else name.strip()


def read_aliases(text: str, source: str) -> tuple[AliasRules, tuple[str, ...]]:
    """The rules in an alias file's text, and a sentence for every line that says nothing; `source` names the file."""
    same: list[tuple[str, ...]] = []
    different: list[tuple[str, str]] = []
    problems: list[str] = []
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = raw.partition("#")[0].strip() if len(raw) <= LONGEST_LINE else raw
        if not line:
            continue
        where = f"{source}, line {number}"
        if not _as_written(raw):
            problems.append(
                f"{where} is not as inyo wrote it, and counts as it stands; if you changed it, take away what stands "
                f"behind #, else mend it"
            )
        if len(line) > LONGEST_LINE:
            problems.append(f"{where} is longer than {LONGEST_LINE} characters; write one person a line")
            continue
        apart = _DIFFERENT.search(line)
        mark = apart or _SAME[0].search(line) or _SAME[1].search(line)
        names = _split([line[: mark.start()], line[mark.end() :]]) if mark else []
        if mark and any(each in name for name in names for each in ("=≠" if "=" in mark[0] else "=＝≠")):
            problems.append(f"{where} has more than one = or !=; write one statement a line")
        elif len(names) < 2:
            problems.append(f"{where} names no two people; write “name = alias, alias” or “name != other name”")
        elif apart:
            different += [(names[0], other) for other in names[1:]]
        else:
            same.append(tuple(names))
    return AliasRules(tuple(same), tuple(different)), tuple(problems)


def _split(sides: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for side in sides for name in _NAMES.split(side.strip()) if name))


def read_alias_files(paths: Iterable[Path], needed: Collection[Path] = ()) -> tuple[AliasRules, tuple[str, ...]]:
    """The rules of several files, later ones over earlier ones, and sentences on what is wrong with them. A missing
    file is a problem only where it is `needed`."""
    rules = AliasRules()
    problems: list[str] = []
    for path in paths:
        text, unreadable = read_own_file(path, needed=path in needed)
        found, bad = read_aliases(text, str(path))
        rules = rules.joined(found)
        problems += (*unreadable, *bad)
    return rules, tuple(problems)


def write_aliases(rules: AliasRules) -> str:
    """The text of an alias file that says `rules`, each line with its check. A mark of the format in a name is written
    as one that is none and that `name_key` takes for the same."""
    lines = [f"{_written(group[0])} = {', '.join(map(_written, group[1:]))}" for group in rules.same if len(group) > 1]
    lines += [f"{_written(first)} != {_written(second)}" for first, second in rules.different]
    return "".join(f"{line}  # inyo {_check(line)}\n" for line in lines)


def _check(line: str) -> str:
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _as_written(line: str) -> bool:
    """Whether a line is one written by hand, or is as inyo wrote it."""
    found = _CHECK.search(line)
    if not found:
        return True
    whole = found[0].startswith("  #") and found.end() == len(line)
    return whole and found[1] == _check(line[: found.start()])


def _written(name: str) -> str:
    return _FORMAT.sub(" ", name.replace("=", "＝").replace("≠", "＝")).strip()


def with_another(text: str, said: AliasRules) -> str:
    """The text of an alias file after another word, which is the last: lines that it does not contradict stay as they
    are, remarks and lines that say nothing among them."""
    lines: list[str] = []
    for raw in text.removeprefix("\ufeff").splitlines():
        rules, _ = read_aliases(raw, "")
        both = rules.joined(said)
        left = AliasRules(
            both.same[: len(both.same) - len(said.same)], both.different[: len(both.different) - len(said.different)]
        )
        lines.append(f"{raw}\n" if left == rules else write_aliases(left))
    return "".join(lines) + write_aliases(said)


_RULES = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴュ", "ビュ"), ("ヴ", "ブ"), ("ヂ", "ジ"),
    ("ヅ", "ズ"),
    ("ウィ", "ウイ"), ("ウェ", "ウエ"), ("ウォ", "ウオ"), ("ヰ", "イ"), ("ヱ", "エ"), ("ヲ", "オ"),
)  # fmt: skip
_LABIALS = (("ファ", "ハ"), ("フィ", "ヒ"), ("フェ", "ヘ"), ("フォ", "ホ"))
_ROWS = {
    "ア": "アイウエオァィゥェォ",
    "カ": "カキクケコガギグゲゴヵヶ",
    "サ": "サシスセソザジズゼゾ",
    "タ": "タチツテトダヂヅデド",
    "ナ": "ナニヌネノ",
    "ハ": "ハヒフヘホバビブベボパピプペポ",
    "マ": "マミムメモ",
    "ヤ": "ヤユヨャュョ",
    "ラ": "ラリルレロ",
    "ワ": "ワヮ",
    "ン": "ン",
}
_ROW = {letter: row for row, letters in _ROWS.items() for letter in letters}
_LARGE = str.maketrans("ァィゥェォャュョヮヵヶ", "アイウエオヤユヨワカケ")
_VOWELS = frozenset("アイウエオ")
_LONG_ENOUGH = 4


@lru_cache(maxsize=1 << 15)
def spelling_key(word: str) -> str:
    """Katakana under which spellings that differ by rule meet: ヴァ/バ, ヂ/ジ, ウィ/ウイ, a final ー, no ・."""
    word = re.sub(r"[・･=＝\s\-‐]", "", word)
    for spelling, key in _RULES:
        if spelling[0] in word:
            word = word.replace(spelling, key)
    return word[:-1] if len(word) >= _LONG_ENOUGH and word.endswith("ー") else word


@lru_cache(maxsize=1 << 15)
def phonetic_key(word: str) -> str:
    """The spelling key without ッ and long vowels, ファ as ハ (ベッセント → ベセント)."""
    key = spelling_key(word)
    for spelling, simple in _LABIALS:
        key = key.replace(spelling, simple)
    return re.sub("[ッー]", "", key) or key


def _insertion(letter: str) -> float:
    return 0.5 if letter in _VOWELS else 1.0


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    plain_a, plain_b = a.translate(DEVOICE), b.translate(DEVOICE)
    if plain_a == plain_b:
        return 0.7
    return 0.5 if _ROW.get(a, a) == _ROW.get(b, b) and (a == plain_a) == (b == plain_b) else 1.0


def distance(first: str, second: str, limit: float = 1.0) -> float:
    """Weighted edit distance of two phonetic keys; `FAR` as soon as it is certain to exceed `limit`.

    Same consonant row .5, voiced pair .7, a lone vowel in or out .5, anything else 1.
    """
    if first == second:
        return 0.0
    if abs(len(first) - len(second)) * 0.5 > limit:
        return FAR
    return edit_distance(first.translate(_LARGE), second.translate(_LARGE), _insertion, _substitution, limit)


def same_sound(first: str, second: str) -> bool:
    """Whether two katakana words may be spellings of one name: their distance is within the measured threshold."""
    a, b = phonetic_key(first), phonetic_key(second)
    limit = allowed(min(len(a), len(b)))
    return a == b or distance(a, b, limit) <= limit


@lru_cache(maxsize=1 << 15)
def skeleton(key: str) -> str:
    """The consonant rows of a phonetic key, voiced as voiceless, vowels left out.

    Equal for keys that differ only in ways cheaper than 1.
    """
    rows = [_ROW.get(letter, letter) for letter in key.translate(DEVOICE)]
    return "".join(row for row in rows if row not in "アヤ") or "ア"


def blocks(key: str) -> Iterator[str]:
    """Keys of blocks; names within the threshold share one: the skeleton, and it with one row left out."""
    whole = skeleton(key)
    yield whole
    if len(key) > _LONG_ENOUGH:
        seen = {whole}
        for at in range(len(whole)):
            shorter = whole[:at] + whole[at + 1 :]
            if shorter not in seen:
                seen.add(shorter)
                yield shorter
