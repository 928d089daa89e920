"""How plausible a string is as Japanese text: the judge between encodings that all decode.

A Markov chain over classes of characters with a distribution within each class. The logarithm of the probability of
a *byte string* under an encoding is that of the text it decodes to, since encoding is a function: so candidates are
compared by the sum over their characters, and a decoding into fewer, more probable characters wins.
"""

from __future__ import annotations

import re
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
