"""What a typed letter, a concordance and a dossier cost on the screen: measures of `tests.bench.terminal`.

Lists are measured on a collection of our own making: one person with 500 quotations, one word with 800 places.
"""

from __future__ import annotations

import itertools
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.pty_terminal import PtyTerminal, Sent

LETTER = 1.5
"""Seconds of silence after which a letter has painted all that it will, on a busy machine too."""
ESCAPE, DOWN, ENTER, CLEAR = "\x1b", "\x1b[B", "\r", "\x15"
WORD, PERSON = "防波堤", "宮城野弓子"
PLACES, SAID = 800, 500
QUERIES = (
    "watashi no ie", "kokoro", "せんせい", "東京の町", "yume o miru", "sakura no hana", "手紙 返事", "kangaeru",
    "ryokou", "雪の夜",
)  # fmt: skip
"""Words and parts of them that most collections have, in romaji, kana and kanji; each is typed letter by letter."""
_SAID = (
    "潮の具合は毎朝見ています", "工事は来月から始めます", "漁に出る日は減らしません", "測り直した数字を待ちます",
    "借りた船は返しました", "話し合いは続けます", "冬の前に灯を直します", "町の人に聞いてください",
)  # fmt: skip
_BETWEEN = ("北の", "古い", "新しい", "沖の", "長い", "低い", "西の", "折れた")


def write_collection(folder: Path) -> None:
    """Documents in which the person says `SAID` sentences and the word stands `PLACES` times."""
    folder.mkdir(parents=True, exist_ok=True)
    places, said = PLACES // 100, SAID // 100
    for number in range(100):
        words = itertools.islice(itertools.cycle(_SAID), number, number + said)
        lines = [f"{PERSON}組合長は「{each}（{number + 1}回目の{at}）」と話した。" for at, each in enumerate(words)]
        walls = itertools.islice(itertools.cycle(_BETWEEN), number, number + places)
        lines += [f"　{number + 1}班は{wall}{WORD}のそばを{at + 1}時間歩いた。" for at, wall in enumerate(walls)]
        title = f"港の記録 第{number + 1}号"
        date = f"2025年{number % 12 + 1}月{number % 28 + 1}日"
        (folder / f"{number:03}.txt").write_text("\n\n".join([title, date, *lines]) + "\n", "utf-8")


class Explored:
    """An explorer in a terminal, with the computing that each step took."""

    def __init__(self, terminal: PtyTerminal) -> None:
        self.terminal = terminal

    def step(self, keys: str, quiet: float = 0.4) -> tuple[Sent, float]:
        """What came after keys, and milliseconds of a processor."""
        before = self.terminal.processor_time()
        sent = self.terminal.after(keys, quiet, 10)
        return sent, 1000 * (self.terminal.processor_time() - before)


def typed(terminal: PtyTerminal, queries: tuple[str, ...] = QUERIES) -> tuple[list[Sent], list[float]]:
    """What each letter of some queries sends, with all that it paints, and its milliseconds of a processor."""
    explored = Explored(terminal)
    found: list[tuple[Sent, float]] = []
    for query in queries:
        explored.step(CLEAR, 0.8)
        found += [explored.step(letter, LETTER) for letter in query]
    return [sent for sent, _ in found], [busy for _, busy in found]


def studies(folder: str, columns: int, rows: int, folders: dict[str, str]) -> Iterator[tuple[str, float, str, float]]:
    """A concordance and a dossier: name, value, unit and budget of each measure. Each is opened six times; the first
    one has to load what it needs."""
    command = [sys.executable, "-m", "inyo.tui", folder]
    with PtyTerminal(command, columns, rows, folders) as terminal:
        terminal.read(2.0, 30, least=1500)
        explored = Explored(terminal)
        explored.step(WORD, 1.5)
        explored.step(ENTER, 1.0)
        yield from _opened(explored, "c", f"{columns}x{rows} concordance of {PLACES}", 100)
        explored.step("5", 1.0)
        explored.step("g", 0.5)
        yield from _opened(explored, "i", f"{columns}x{rows} dossier of {SAID}", 150)


def _opened(explored: Explored, key: str, name: str, budget: float) -> Iterator[tuple[str, float, str, float]]:
    found, steps = [], list[Sent]()
    for _ in range(6):
        found.append(explored.step(key, 1.0))
        steps += [explored.step(DOWN, 0.15)[0] for _ in range(12)]
        explored.step(ESCAPE, 0.8)
    first, later = found[0], found[1:]
    yield f"{name}: opened first, of a processor", first[1], "ms", 0
    yield f"{name}: opened again, of a processor", statistics.mean(busy for _, busy in later), "ms", budget
    yield f"{name}: opened again, to the last byte", statistics.median(sent.last for sent, _ in later) * 1000, "ms", 0
    yield f"{name}: a step, median", statistics.median(sent.size for sent in steps), "B", 600
    yield f"{name}: a step, most", max(sent.size for sent in steps), "B", 0
