"""One module a format. Each offers `read(data: bytes, name: str) -> tuple[Extract, ...]` and raises UnreadableFormat.

`name` is the file's name, only for what a title falls back on. A reader is pure: bytes in, extracts out; it opens no
file, no address, no program, and follows nothing that a document names.

FORMATS is the one table of what is read and how; `contents` asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Treatment(StrEnum):
    """What becomes of files of a format."""

    READ = "read"
    PLAIN = "plain"
    UNPACKED = "unpacked"
    ADVISED = "advised"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `name` is what a person calls it, `module` the reader in this package (`tables:read_ods`
    where its function is not `read`), `endings` are lower case.

    `advice`: for what is not read, the clause that says so and what to do.
    """

    name: str
    treatment: Treatment
    endings: tuple[str, ...] = ()
    module: str = ""
    advice: str = ""


def _advised(name: str, form: str, *endings: str) -> Format:
    return Format(name, Treatment.ADVISED, endings, advice=f"is {name}, which inyo does not read; save it as {form}")


def _packed(name: str, *endings: str) -> Format:
    advice = f"is {name}, which inyo does not unpack; unpack it, or pack it as .zip"
    return Format(name, Treatment.ADVISED, endings, advice=advice)


PDF = Format("PDF", Treatment.READ, (".pdf",), "pdf")
HTML = Format("HTML", Treatment.READ, (".html", ".htm", ".xhtml", ".xht", ".shtml"), "html")
EPUB = Format("EPUB", Treatment.READ, (".epub",), "epub")
DOCX = Format("Word", Treatment.READ, (".docx", ".docm", ".dotx"), "word_processors")
ODT = Format("OpenDocument", Treatment.READ, (".odt", ".ott", ".fodt"), "word_processors:read_odt")
RTF = Format("RTF", Treatment.READ, (".rtf",), "rtf")
XLSX = Format("Excel", Treatment.READ, (".xlsx", ".xlsm"), "tables:read_excel")
ODS = Format("OpenDocument spreadsheet", Treatment.READ, (".ods", ".ots"), "tables:read_ods")
MAIL = Format("mail", Treatment.READ, (".eml", ".emlx", ".mbox", ".mbx", ".mht", ".mhtml"), "mail")
SUBTITLES = Format(
    "subtitles",
    Treatment.READ,
    (".srt", ".vtt", ".sbv", ".ass", ".ssa", ".lrc", ".ttml", ".dfxp"),
    "transcripts:read_subtitles",
)
TRANSCRIPT = Format("transcript", Treatment.READ, (), "transcripts")
TABLE = Format("table", Treatment.READ, (".csv", ".tsv", ".tab"), "tables")
JSON = Format("JSON", Treatment.READ, (".json", ".jsonl", ".ndjson"), "json_rows")
FEED = Format("feed", Treatment.READ, (".rss", ".atom", ".rdf", ".enex", ".xml"), "xml:read_feed")
XML = Format("XML", Treatment.READ, (".fb2",), "xml")
ZIP = Format("zip archive", Treatment.UNPACKED, (".zip",))
TAR = Format("tar archive", Treatment.UNPACKED, (".tar", ".tgz", ".tbz", ".tbz2", ".txz"))
COMPRESSED = Format("compressed file", Treatment.UNPACKED, (".gz", ".bz2", ".xz", ".lzma"))
TEXT = Format(
    "text", Treatment.PLAIN, (".txt", ".text", ".md", ".markdown", ".rst", ".org", ".adoc", ".asciidoc", ".tex")
)
OLD_WORD = _advised("an old Word file", ".docx", ".doc", ".dot")
OLD_EXCEL = _advised("an old Excel file", ".xlsx", ".xls", ".xlt")
OUTLOOK = _advised("an Outlook message", ".eml", ".msg")
LOCKED = Format("a file with a password", Treatment.ADVISED, advice="needs a password; save it without one")
SLIDES = _advised("a presentation", "PDF", ".ppt", ".pptx", ".pps", ".ppsx", ".odp", ".key")
SEVEN_ZIP = _packed("a 7z archive", ".7z")
RAR = _packed("a RAR archive", ".rar")
LZH = _packed("an LZH archive", ".lzh", ".lha")
OTHER = Format("other", Treatment.LEFT_OUT, advice="is of a kind that inyo does not read")

FORMATS = (
    PDF, HTML, EPUB, DOCX, ODT, RTF, XLSX, ODS, MAIL, SUBTITLES, TRANSCRIPT, TABLE, JSON, FEED, XML, ZIP, TAR,
    COMPRESSED, TEXT, OLD_WORD, OLD_EXCEL, OUTLOOK, SLIDES, SEVEN_ZIP, RAR, LZH,
    _advised("an Ichitaro file", ".docx or PDF", ".jtd", ".jtt", ".jtdc"),
    _advised("a Pages file", ".docx or PDF", ".pages"),
    _advised("a Numbers file", ".xlsx or .csv", ".numbers"),
    _advised("a Kindle book", "EPUB", ".mobi", ".azw", ".azw3"),
    _advised("an Outlook mailbox", "mbox", ".pst", ".ost"),
    _advised("a DjVu or XPS file", "PDF", ".djvu", ".xps", ".oxps"),
    _packed("a cabinet archive", ".cab"),
    OTHER,
)  # fmt: skip
"""All formats, the last for what no other fits."""

BY_ENDING = {ending: form for form in FORMATS for ending in form.endings}
ENDINGS = frozenset(BY_ENDING)
"""Names in a folder that are documents, in any case. A file that is given itself may have any name."""


def is_hidden(name: str) -> bool:
    """Whether a name in a folder or an archive is none that its owner gave: hidden ones, the locks of Office beside an
    open file, what Windows and macOS keep there."""
    return name.startswith((".", "~$")) or name in _SYSTEM


_SYSTEM = ("__MACOSX", "Thumbs.db", "desktop.ini")


def ending_of(name: str) -> str:
    """The last ending of a name, in lower case, with its dot; '' where there is none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem and "/" not in ending else ""
