"""What inyo says, in English and Japanese: `en` and `ja` for the explorer, `commands` for the plain commands; and the
query language by examples, from which `inyo --help` and the help of the search box are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from inyo.index.values.hits import Notice as SearchNotice
from inyo.index.values.hits import Relaxed
from inyo.tui.messages import en, ja
from inyo.tui.messages.commands import PAIRS
from inyo.tui.messages.sentences import in_japanese
from inyo.tui.terminal.cells import cell_width

ENGLISH = {**en.TEXTS, **{key: english for key, (english, _) in PAIRS.items()}}
JAPANESE = {**ja.TEXTS, **{key: text for key, (_, text) in PAIRS.items() if not key.endswith(".one")}}
LANGUAGES: dict[str, Mapping[str, str]] = {"en": ENGLISH, "ja": JAPANESE}


def language(setting: str, environment: Mapping[str, str]) -> str:
    """The language of the screen: the setting, else the locale's, else English."""
    if setting in LANGUAGES:
        return setting
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ja" if locale.lower().startswith("ja") else "en"


_REASONS = frozenset({"error", "reason"})
"""Fields of texts that say why, as it comes from below."""


class Messages:
    """The texts of one language: `say("results.title")`, `say("copied", route="tmux")`.

    `keys` says how the key of a command is written; a text names it as `{keys[quotations.mark]}`, so that it is right
    whatever keys were set.
    """

    def __init__(self, name: str = "en", keys: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._keys = _Written(keys or {})
        self._texts = LANGUAGES[name]

    def __call__(self, key: str, /, **arguments: object) -> str:
        """The text of a key with its fields filled in. Raises KeyError for a key that is in no table.

        Where `count` is 1 the text of `KEY.one` is taken, if there is one; `{count:line}` is "1 line" or "2 lines".
        """
        text = self._texts.get(f"{key}.one") if arguments.get("count") == 1 else None
        text = self._texts[key] if text is None else text
        if not arguments and "{keys[" not in text:
            return text
        values = {name: self.sentence(str(value)) if name in _REASONS else value for name, value in arguments.items()}
        counted = {name: _Counted(value) if type(value) is int else value for name, value in values.items()}
        return text.format(keys=self._keys, **counted)

    def notice(self, kind: str, notice: Sequence[str]) -> str:
        """The text of a code with arguments (`update.CODE`); the code itself where there is none."""
        code, *arguments = notice
        text = self._texts.get(f"{kind}.{code}")
        return " ".join(notice) if text is None else text.format(*map(self.sentence, arguments))

    def sentence(self, english: str) -> str:
        """A sentence that comes in English from below, in this language."""
        return in_japanese(english) if self.name == "ja" else english

    def problem(self, kind: str, detail: str) -> str:
        """What is wrong with a file, given the kind of problem and its English clause."""
        said = self.sentence(detail)
        return said if said != detail or self.name == "en" else self(f"problem.{kind}", detail=detail)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._texts

    def of_search(self, notice: SearchNotice) -> str:
        """The text of a notice of a search; '' for one of which there is nothing to say."""
        key = f"notice.{type(notice).__name__.lower()}"
        values = {field.name: getattr(notice, field.name) for field in fields(notice)}
        values = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
        if isinstance(notice, Relaxed):
            key += "." + notice.how.replace(" ", "-")
        return self._texts[key].format(**values) if key in self._texts else ""


class _Counted(int):
    """A number that is written with the English noun it counts."""

    def __format__(self, noun: str) -> str:
        if not noun.isalpha() or len(noun) == 1:
            return super().__format__(noun)
        return f"{int(self):,} {noun}{'' if self == 1 else 's'}"


class _Written(dict[str, str]):
    """How keys are written; a command without one by its id, which is what a setting would name."""

    def __missing__(self, name: str) -> str:
        return name


EXAMPLES: tuple[tuple[str, str], ...] = (
    ("グリア 規制", "words"),
    ("besento torihiki", "romaji"),
    ('"輸出規制"', "phrase"),
    ("磁石 -台湾", "without"),
    ("(磁石 OR 大豆) 関税", "either"),
    ("by:グリア", "by"),
    ("person:習近平", "person"),
    ("会談 NEAR/5 首相", "near"),
    ("経済* /第[0-9]+回/", "wild"),
    ("in:title 会談", "title"),
    ("in:document 会談 首相", "document"),
    ("file:2025", "file"),
    ("source:新聞 kind:pdf", "source"),
    ("date:2025-06..2025-10", "date"),
)
"""What one types, and the message `query.NAME` that says what is found."""
_COLUMN = 24


def examples(say: Messages) -> list[tuple[str, str]]:
    """What one types and what it finds, in the words of a language."""
    return [(typed, say(f"query.{name}")) for typed, name in EXAMPLES]


def query_help(say: Messages) -> str:
    """The examples as lines of text, with what becomes of a query that cannot be read."""
    rows = [
        f"  {typed}{' ' * max(1, _COLUMN - cell_width(typed))}{meaning}" for typed, meaning in examples(say)
    ]  # fmt: skip
    return "\n".join([f"{say('query.heading').lower()}:", *rows, say("query.unread")])
