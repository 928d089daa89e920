"""Bytes → text: which encoding a Japanese file is in.

Every candidate decodes strictly; among those that do, the most probable Japanese wins. Byte order marks and the escape
sequences of ISO-2022 decide alone. A charset that a document names is believed where the bytes fit it
(`decode_declared`).

ISO-2022-JP and its extensions (-1, -2004, Microsoft's kana and vendor rows) are decoded here, and so are the rows of
EUC-JP that only vendors filled, which both encodings share.

How plausible a string is as Japanese: a Markov chain over classes of characters with a distribution within each class.
The logarithm of the probability of a *byte string* under an encoding is that of the text it decodes to, since encoding
is a function: so candidates are compared by the sum over their characters, and a decoding into fewer, more probable
characters wins.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

FREQUENT_KANJI = (
    "日年人月一新大事出聞見時行本中上手者来会子分間方生同国前気下発思後地自通長今女社二立三合選市家入何小山場目明道知私当経報言云東田内心高男表定死朝十風物取不部名氏売度所対学信相全話開作現代無実野関最京持"
    "成業意彼以屋御県書連議金体用川読平主第文毎記力水様馬先回員理産勝得郎外決世台正点島動性北的警近初車面身送少法引放付木疑海五容向字受情民火調四数投天声公空白原口君次戦問件号切判然頭党歳校落顔神査和置線感"
    "西機士夜加多安政殺電重別店票教説午考番込品門共半太町親帰着違足利返音認止指組戸都結変化元有運起達在乗葉急万界古済活阪使打優夫捕位吉直例解青村約井過首進終始松居助語命権流色特故両飛続宮検真府告美去期眼確"
    "傍味務左悪強協南院僕能衛笑食際予挙式住石申支職害可球形等紙題画土円供兵保転花伝歩反区客八象秋母参制横退庁集亡試楽要賞他鉄逮仕製残団果広駅交呼消勢競藤光若突草示米病設局父治由役官七良早任館走百断師根処待"
    "六歌洋好計苦限蔵越料種再裁雪之義室千各右船州底頃係察領武傷伊張福注愛提総常念論視追影負側工覚配列未軍候応補獲省路失銀証姿江赤速刊被捜熱案派商老状黒遠存寄九格誰細雨録我術統渡委余深座移帯難岡尾演絶述橋想"
    "除王談宿陸鳥席振観必恐造改験段罪静犯更園図与訴寝態富児城丸暗敷逃震如血非答技又酒庫階離肉降芸浜類暴掛寺友将施差修星岩程夏復頼薬玉脱津波響吹背資防署久息娘営押宅聴監含致怪守買基角谷佐那質量折清催個独災鼻"
)
"""The 600 most frequent kanji (79 % of running kanji), most frequent first: counted over literature of 1880–1950 and
news of 2005–2019, both weighing the same."""


class _Class(NamedTuple):
    """`prior`: probability of entering it from another class; `stay`: of the next character being of it too."""

    prior: float
    stay: float


_CLASSES = {
    "hiragana": _Class(0.40, 0.60),
    "katakana": _Class(0.10, 0.80),
    "kanji": _Class(0.27, 0.50),
    "mark": _Class(0.10, 0.10),
    "letter": _Class(0.05, 0.75),
    "space": _Class(0.06, 0.25),
    "fullwidth": _Class(0.02, 0.50),
    "halfwidth": _Class(0.0005, 0.93),
    "symbol": _Class(0.003, 0.40),
    "latin": _Class(0.0005, 0.50),
    "other": _Class(1e-6, 0.20),
    "private": _Class(1e-7, 0.01),
    "control": _Class(1e-8, 1e-6),
}
_STAY = {name: log(which.stay) for name, which in _CLASSES.items()}
_LEAVE = {name: log((1 - which.stay) / (1 - which.prior)) for name, which in _CLASSES.items()}
_ENTER = {name: log(which.prior) for name, which in _CLASSES.items()}

_RANK = {kanji: rank for rank, kanji in enumerate(FREQUENT_KANJI)}
_FREQUENT = 0.79
_ZIPF = sum(1 / (rank + 20) for rank in range(len(FREQUENT_KANJI)))
_COMMON_KANA = "いうかがきくけこさしすそたちっつてでとなにのはまもらりるれをん"
_ASCII = re.compile(r"[\t-~]{40,}")
SAMPLE = 1_500
"""Characters judged: more decide nothing."""


@lru_cache(maxsize=1 << 14)
def _judge(character: str) -> tuple[str, float]:
    """The character's class and the logarithm of its probability within it."""
    code = ord(character)
    if 0x3041 <= code <= 0x309F:
        return "hiragana", log(0.8 / len(_COMMON_KANA) if character in _COMMON_KANA else 0.2 / 55)
    if 0x30A1 <= code <= 0x30FF:
        return "katakana", -log(90)
    if 0x4E00 <= code <= 0x9FFF or character in "々〇〻":
        return "kanji", _kanji(character)
    if 0x3000 <= code <= 0x303F or character in "―…‥“”‘’":
        return "mark", log(0.25) if character in "、。「」" else -log(80)
    if code < 0x80:
        if character.isalnum():
            return "letter", -log(62)
        return ("space", -log(36)) if character.isprintable() or character in "\t\n\r\f\x1b" else ("control", -log(64))
    if code < 0xA0 or character in "\ufffe\uffff\ufeff":
        return "control", -log(64)
    if 0xFF61 <= code <= 0xFF9F:
        return "halfwidth", -log(63)
    if 0xFF01 <= code <= 0xFF5E or 0xFFE0 <= code <= 0xFFE6:
        return "fullwidth", -log(100)
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return "private", -log(6400)
    if character in "×÷±°§¶´¨" or 0x0391 <= code <= 0x0451 or 0x2010 <= code <= 0x2BFF or 0x3200 <= code <= 0x33FF:
        return "symbol", -log(1500)
    if code < 0x0530 or 0x1E00 <= code <= 0x1FFF:
        return "latin", -log(1000)
    if 0xF900 <= code <= 0xFAFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x3FFFF:
        return "kanji", log(0.0003) - log(50_000)
    return "other", -log(30_000)


def _kanji(character: str) -> float:
    rank = _RANK.get(character)
    if rank is not None:
        return log(_FREQUENT / _ZIPF / (rank + 20))
    try:
        lead = character.encode("euc_jp")[0]
    except UnicodeEncodeError:
        return log(0.0008) - log(15_000)
    if len(character.encode("euc_jp")) == 3:
        return log(0.0003) - log(6_000)
    return log(0.18) - log(2_400) if lead < 0xD0 else log(0.02) - log(3_400)


def sample(text: str) -> str:
    """The part of a text that is judged: its beginning, long ASCII passages cut out."""
    head = text[: SAMPLE * 40]
    if not head[:SAMPLE].isascii():
        return head[:SAMPLE]
    return _ASCII.sub(" ", head)[:SAMPLE]


def log_probability(text: str) -> float:
    """The natural logarithm of the probability of a text under the model; 0 for the empty text."""
    total = 0.0
    before = ""
    for character in text:
        kind, within = _judge(character)
        if kind == before:
            total += _STAY[kind]
        else:
            total += _ENTER[kind] + (_LEAVE[before] if before else 0.0)
            before = kind
        total += within
    return total


def per_character(text: str) -> float:
    """`log_probability` by character: about −4 for Japanese prose, below −9 for what is none."""
    return log_probability(text) / len(text) if text else 0.0


DOUBTFUL, IMPLAUSIBLE = -7.5, -9.5
"""Logarithms of probability by character. Japanese books and articles lie between -5 and -6.5; below the first UTF-16
is out of step, below the second a text is not Japanese."""

TOLERATED = 0.001
"""Share of undecodable places up to which a file is read all the same; two are let pass from 100 characters on, one
from ten."""

TOLERATED_UTF8 = 0.05
"""The same for UTF-8, of the characters that are not ASCII."""

_DAMAGE = 10.0
"""What a broken place costs a reading, beside the improbable U+FFFD, against one without."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
VENDOR_ROWS = "euc-jp-vendor-rows"
VENDOR_ROWS_OR_REPLACE = "euc-jp-vendor-rows-replace"
"""Error handlers for the codec euc_jp: the vendors' characters, and U+FFFD for what is none of them either."""

ESCAPE = re.compile(rb"\x1b(?:\$\(?[@BDOPQ]|\([BIJ]|&@)")
TWO_BYTES = re.compile(rb"\x1b\$")

_UNKNOWN = "is no Japanese text in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP; save it as UTF-8"
_FAMILIES = (
    (("euc_jp", "strict"), ("euc_jp", VENDOR_ROWS), ("euc_jis_2004", "strict")),
    (("cp932", "strict"), ("shift_jis_2004", "strict")),
)
"""Decoders of one family are tried until one fits: the standard's characters, the vendors' rows, JIS X 0213."""

_NAMES = {"euc_jp": "euc-jp", "euc_jis_2004": "euc-jp", "cp932": "shift_jis", "shift_jis_2004": "shift_jis"}
_CODECS = {"euc-jp": "euc_jp", "shift_jis": "cp932"}
_SURE = 200
"""Bytes outside ASCII from which valid UTF-8 needs no judge."""

_SURE_UTF8 = 6
"""Bytes beyond characters from which a line that decodes as UTF-8 is UTF-8."""

_NO_CHARACTER = re.compile("[\x80\xa0\uf8f1-\uf8f3]")
"""What Python's cp932 makes of single bytes that stand for nothing."""

_BROKEN = re.compile("\ufffd+")
_ASCII_BYTES = bytes(range(0x80))
_NO_ASCII = re.compile(rb"[\x80-\xff]")
_WIDE = ("utf-16-le", "utf-16-be")
_HEAD = 3_000
"""Bytes by which decodings are compared: more decide nothing."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """`broken`: places that could not be decoded and became U+FFFD."""

    text: str
    encoding: str
    broken: int = 0


class NoEncoding(ValueError):
    """The bytes are no text in an encoding used for Japanese. The message is a clause about the file."""


def decode(data: bytes) -> Decoded:
    """The text of a file without its byte order mark; newlines as they are. Raises NoEncoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], encoding)
            return Decoded(text, encoding) if text is not None else _lenient(data[len(bom) :], [encoding])
    if ESCAPE.search(data) and (data.isascii() or _damaged_iso_2022(data)):
        return _iso_2022(data)
    utf8 = _strict(data, "utf-8")
    wide = _wide(data, certain=utf8 is not None and b"\0" not in data)
    if utf8 is not None and not wide and not 0 < len(data.translate(None, _ASCII_BYTES)) < _SURE:
        return Decoded(utf8, "utf-8")
    return _most_probable(data, utf8, wide)


def _most_probable(data: bytes, utf8: str | None, wide: list[str]) -> Decoded:
    fitting = {} if utf8 is None else {"utf-8": utf8}
    for family in _FAMILIES:
        texts = ((name, _strict(data, name, errors)) for name, errors in family)
        fitting.update(next(([(name, text)] for name, text in texts if text is not None), []))
    fitting.update((name, text) for name in wide if (text := _strict(data, name)) is not None)
    names = ["utf-8", *(family[0][0] for family in _FAMILIES), *wide]
    if not fitting:
        return _mixed(data) or _lenient(data, names)
    encoding = likeliest(data, list(fitting))
    decoded = Decoded(fitting[encoding], _NAMES.get(encoding, encoding))
    if encoding == "utf-8":
        return decoded
    others = [name for name in names if name not in fitting and _NAMES.get(name, name) != decoded.encoding]
    if damaged := _least_damaged(data, others):
        evidence = _evidence(data, encoding, damaged.encoding)
        if _weight(evidence, damaged.encoding) - _DAMAGE * damaged.broken > _weight(evidence, encoding):
            return damaged
    if _plausible(decoded.text):
        return decoded
    if mixed := _mixed(data):
        return mixed
    raise NoEncoding(_UNKNOWN)


def _mixed(data: bytes) -> Decoded | None:
    """A text whose lines are in several encodings, each in one that it surely is in; None where a line is in none.

    The byte of a newline is half of no character in any of them, so lines can be parted before they are decoded.
    """
    decoded: dict[str, int] = {}
    lines: list[str] = []
    for line in data.split(b"\n"):
        found = _line(line, decoded)
        if found is None:
            return None
        name, text = found
        if name:
            decoded[name] = decoded.get(name, 0) + 1
        lines.append(text)
    if len(decoded) < 2:
        return None
    return Decoded("\n".join(lines), "+".join(sorted(decoded, key=lambda name: -decoded[name])))


def _line(line: bytes, seen: Mapping[str, int]) -> tuple[str, str] | None:
    """The encoding of a line ('' for ASCII) and its text. UTF-8 of three characters is no chance; else the likelier of
    those that other lines are in, where it is likely Japanese."""
    if line.isascii():
        return "", line.decode("ascii")
    utf8 = _strict(line, "utf-8")
    if utf8 is not None and len(line) - len(utf8) >= _SURE_UTF8:
        return "utf-8", utf8
    fitting = {} if utf8 is None else {"utf-8": utf8}
    for family in _FAMILIES:
        texts = ((name, _strict(line, name, errors)) for name, errors in family[:2])
        fitting.update(next(([(name, text)] for name, text in texts if text is not None), []))
    likely = {name: text for name, text in fitting.items() if per_character(text) >= IMPLAUSIBLE}
    if not likely:
        return None
    best = max(likely, key=lambda name: (log_probability(likely[name]), name in seen))
    return _NAMES.get(best, best), likely[best]


def likeliest(data: bytes, names: Sequence[str]) -> str:
    """The most probable of several encodings, all judged by the same bytes: one that gives more characters must not be
    spared the rest of a text that is cut at a number of characters."""
    evidence = _evidence(data, *names)
    best = max(names, key=lambda name: _weight(evidence, name))
    narrow = [name for name in names if name not in _WIDE]
    if best in _WIDE or narrow == names:
        return best
    return likeliest(data, narrow)


def _weight(pieces: Sequence[bytes], encoding: str) -> float:
    codec, text = _CODECS.get(encoding, encoding), ""
    for piece in pieces:
        decoder = codecs.getincrementaldecoder(codec)(_replacement(codec))
        text += decoder.decode(piece)  # a character cut at the end is left out
    return log_probability(text)


def _replacement(codec: str) -> str:
    return VENDOR_ROWS_OR_REPLACE if codec == "euc_jp" else "replace"


def _evidence(data: bytes, *encodings: str) -> list[bytes]:
    """The bytes by which these encodings are compared: _HEAD bytes of the lines that are not ASCII, each from just
    before its first other character (there a character begins), or where one is UTF-16, of the whole."""
    if any(encoding in _WIDE for encoding in encodings):
        return [data[:_HEAD]]
    pieces: list[bytes] = []
    room, line = _HEAD, 0
    while room > 0 and (found := _NO_ASCII.search(data, line)):
        first = max(found.start() - 20, line, data.rfind(b"\n", line, found.start()) + 1)
        line = data.find(b"\n", found.start()) + 1 or len(data)
        pieces.append(data[first : min(line, first + room)])
        room -= len(pieces[-1])
    return pieces


def _strict(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    if encoding == "cp932":
        return None if _NO_CHARACTER.search(text) else text
    # The JIS X 0213 codec takes these two bytes for JIS Roman; files mean ASCII.
    return text.replace("¥", "\\").replace("‾", "~") if encoding == "shift_jis_2004" else text


def _wide(data: bytes, *, certain: bool) -> list[str]:
    """UTF-16 without a mark; if `certain`, or where half a character is missing, only where one column of bytes is
    mostly 00 (ASCII) or 30 (kana)."""
    head = data[: min(4096, len(data) & ~1)]
    if len(head) < 4:
        return []
    if not certain and not len(data) % 2:
        return list(_WIDE)
    even, odd = (sum(map(head[column::2].count, (b"\0", b"\x30"))) / (len(head) // 2) for column in (0, 1))
    likely = [name for name, high, low in zip(_WIDE, (odd, even), (even, odd), strict=True) if high > 0.3 > 3 * low]
    return [name for name in likely if not len(data) % 2 or _whole_at_start(data, name)]


def _whole_at_start(data: bytes, name: str) -> bool:
    """Whether UTF-16 of an odd number of bytes lost one at its end, not at its beginning."""
    other = _WIDE[name == _WIDE[0]]
    return _weight([data[:_HEAD]], name) > _weight([data[1:_HEAD]], other)


def _lenient(data: bytes, encodings: list[str]) -> Decoded:
    """The most probable reading among those with few broken places. Raises NoEncoding."""
    if damaged := _least_damaged(data, encodings):
        return damaged
    readings = (_replacing(data, name) for name in encodings if _hopeful(data[:65_536], name))
    likely = [reading for reading in readings if _plausible(reading.text)]
    if not likely:
        raise NoEncoding(_UNKNOWN)
    least = min(likely, key=lambda reading: reading.broken)
    raise NoEncoding(_damaged(least.broken, least.encoding))


def _least_damaged(data: bytes, encodings: list[str]) -> Decoded | None:
    readings = (_replacing(data, name) for name in encodings if _hopeful(data[:65_536], name))
    good = [reading for reading in readings if _bearable(reading) and _plausible(reading.text)]
    good = [reading for reading in good if reading.encoding not in _WIDE or _aligned(reading.text)]
    evidence = _evidence(data, *(reading.encoding for reading in good))
    return max(good, key=lambda reading: _weight(evidence, reading.encoding) - _DAMAGE * reading.broken, default=None)


def _damaged(broken: int, encoding: str) -> str:
    places = "one place is" if broken == 1 else f"{broken} places are"
    return f"is damaged: {places} broken as {encoding}; save it anew as UTF-8"


def _hopeful(head: bytes, encoding: str) -> bool:
    sketch = head.decode(encoding, "replace")
    return sketch.count("\ufffd") <= 0.1 * len(sketch)


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, _replacement(encoding))
    if encoding == "cp932":
        text = _NO_CHARACTER.sub("\ufffd", text)
    return Decoded(text, _NAMES.get(encoding, encoding), _places(text))


def _bearable(reading: Decoded) -> bool:
    """Whether few enough places are broken. UTF-8 shows itself in every character and goes on behind each break."""
    if reading.broken <= _allowed(reading.text):
        return True
    if reading.encoding != "utf-8":
        return False
    others = len(reading.text) - len(reading.text.encode("ascii", "ignore")) - reading.broken
    return reading.broken <= TOLERATED_UTF8 * others


def _allowed(text: str) -> float:
    return max(TOLERATED * len(text), 2 if len(text) >= 100 else 1 if len(text) >= 10 else 0)


def _plausible(text: str) -> bool:
    part = sample(text)
    return per_character(part) >= IMPLAUSIBLE - 60 / max(len(part), 1)


def _aligned(text: str) -> bool:
    """Whether UTF-16 that lost a byte did so at its end: from a missing byte on all characters are wrong."""
    ends = (sample(text), sample(text[-SAMPLE:]))
    return all(per_character(part) >= DOUBTFUL - 60 / max(len(part), 1) for part in ends)


def _places(text: str) -> int:
    return len(_BROKEN.findall(text))


def _damaged_iso_2022(data: bytes) -> bool:
    """Whether bytes with the escape sequences of ISO-2022 and a few that it has not are a damaged text in it."""
    if len(data.translate(None, _ASCII_BYTES)) > max(2, TOLERATED * len(data)) or not TWO_BYTES.search(data):
        return False
    text = decode_iso_2022(data)
    return _places(text) <= _allowed(text) and _plausible(text)


def _iso_2022(data: bytes) -> Decoded:
    """ISO-2022-JP and its extensions (-1, -2004, Microsoft's kana and vendor rows): seven bits and escape sequences."""
    text = decode_iso_2022(data)
    broken = _places(text)
    if broken > _allowed(text):
        raise NoEncoding(_damaged(broken, "iso-2022-jp"))
    return Decoded(text, "iso-2022-jp", broken)


_OTHER_NAMES = {
    "windows-31j": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "shift_jis": "cp932", "ms932": "cp932", "x-ms-cp932": "cp932", "x-euc-jp": "euc_jp", "eucjp": "euc_jp",
    "unicode-1-1-utf-7": "utf-7", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "iso-8859-1": "cp1252", "latin1": "cp1252",
}  # fmt: skip
"""Names that documents give, and what is meant: the vendor's larger set where one has grown out of a standard."""

_LEAST_WHOLE = 100
"""Characters to one broken place up to which a stated charset is believed."""

_ALLOWED = re.compile(
    r"utf-(?:7|8|16|16-le|16-be|32|32-le|32-be)|cp(?:9(?:32|36|49|50)|12\d\d|437|85\d|866|874|10000|10001)|iso8859-\d+"
    r"|euc_j\w+|shift_jis\w*|big5\w*|gb18030|koi8-[ru]|mac-\w+"
)
"""Names of Python's codecs that are charsets; others (idna, punycode, unicode_escape) are slow or mean other things."""


def decode_declared(data: bytes, charset: str) -> str:
    """The text of bytes that are said to be in `charset` ('' where nothing is said); newlines as they are.

    Japanese is judged by the bytes where the name does not fit them. Never fails: what no encoding has becomes U+FFFD.
    """
    label = charset.strip().strip("\"'").lower()
    if label.startswith(("iso-2022-jp", "csiso2022jp")) or (ESCAPE.search(data) and data.isascii()):
        return decode_iso_2022(data)
    if data.isascii() and label != "utf-7":
        return data.decode("ascii")
    codec = codec_named(label)
    if codec and codec not in ("cp1252", "iso8859-1"):
        text = data.decode(codec, "replace")
        if "\ufffd" not in text[:-1] or text.count("\ufffd") * _LEAST_WHOLE <= len(text):
            return text
    try:
        return decode(data).text
    except NoEncoding:
        return data.decode(codec or "utf-8", "replace")


def codec_named(label: str) -> str:
    """Python's name for a charset, '' for what is none that documents are in."""
    try:
        name = codecs.lookup(_OTHER_NAMES.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    return name if _ALLOWED.fullmatch(name) else ""


def decode_iso_2022(data: bytes) -> str:
    """The text; U+FFFD for what cannot be decoded."""
    return "".join(_runs(data))


def _runs(data: bytes) -> Iterator[str]:
    designation, start = b"(B", 0
    for escape in ESCAPE.finditer(data):
        yield from _designated(data[start : escape.start()], designation)
        designation, start = escape.group()[1:].replace(b"$(@", b"$@").replace(b"$(B", b"$B"), escape.end()
        if designation == b"&@":
            designation = b"(B"
    yield from _designated(data[start:], designation)


_GRAPHIC = re.compile(rb"[\x21-\x7e]+|[^\x21-\x7e]+")
_HIGH = bytes(byte | 0x80 for byte in range(256))
_WHOLE_SETS = {
    b"$@": ("euc_jp", b""),
    b"$B": ("euc_jp", b""),
    b"$D": ("euc_jp", b"\x8f"),
    b"(I": ("euc_jp", b"\x8e"),
    b"$O": ("euc_jis_2004", b""),
    b"$Q": ("euc_jis_2004", b""),
    b"$P": ("euc_jis_2004", b"\x8f"),
}
"""What EUC calls the same characters: codec and the shift byte before each character."""


def _designated(run: bytes, designation: bytes) -> Iterator[str]:
    known = _WHOLE_SETS.get(designation.replace(b"$(", b"$"))
    if known is None:
        yield run.decode("ascii", "replace")
        return
    codec, shift = known
    size = 1 if designation == b"(I" else 2
    stray = False
    for piece in _GRAPHIC.findall(run):
        if not 0x21 <= piece[0] <= 0x7E:
            yield piece.decode("ascii", "replace")
            stray = not piece.isascii()
            continue
        piece = piece[stray and len(piece) % size :]  # the half whose other half became the stray byte
        high = piece.translate(_HIGH)
        if shift:
            high = b"".join(shift + high[at : at + size] for at in range(0, len(high), size))
        yield high.decode(codec, VENDOR_ROWS_OR_REPLACE if codec == "euc_jp" else "replace")


def _vendor_rows(error: UnicodeError) -> tuple[str | bytes, int]:
    """Rows of EUC-JP that only vendors filled (①, 髙): the same cells of Windows code page 932."""
    if isinstance(error, UnicodeDecodeError):
        row, cell = (*error.object[error.start : error.start + 2], 0, 0)[:2]
        if row > 0xA0 and 0xA0 < cell < 0xFF:
            row, cell = row - 0xA0, cell - 0xA0
            lead = (row + 1) // 2 + (0x80 if row < 63 else 0xC0)
            trail = cell + (0x9E if row % 2 == 0 else 0x3F + (cell > 63))
            try:
                return bytes((lead, trail)).decode("cp932"), error.start + 2
            except UnicodeDecodeError:
                pass
    try:
        raise error
    finally:
        del error  # its traceback has this frame and those above it: a circle that would hold what they hold


def _vendor_rows_or_replace(error: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return _vendor_rows(error)
    except UnicodeDecodeError as undecodable:
        return "\ufffd", undecodable.start + 1


codecs.register_error(VENDOR_ROWS, _vendor_rows)
codecs.register_error(VENDOR_ROWS_OR_REPLACE, _vendor_rows_or_replace)
