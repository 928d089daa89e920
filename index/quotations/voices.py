"""How somebody talks in a story, as a woman, as a man, as of old; whether a name is a woman's or a man's."""

from __future__ import annotations

import re
from functools import lru_cache

_CLOSE = r"[。！？!?…―─、 　]*$"
_WOMAN = re.compile(
    rf"(?:わよ|わね|わねえ|かしら|てよ|ですの|ますの|ましたの|だわ|[すん]わ|たわ|ないわ|のよ|遊ばせ|あそばせ|ことよ|ですもの|ますもの){_CLOSE}|"
    r"あたし|あたくし|妾(?=[はがの])|わたしゃ|あらッ|あらっ|^あら|^まあ[、！]|あなた様|旦那様"
)
_MAN = re.compile(
    rf"(?:ぜ|ぞ|だぜ|だぞ|じゃねえ|じゃねえか|ねえか|たまえ|給え|やがる|やがれ|だな|だなあ|だナ|さね|んだ|だろう|だろうな|のさ|まい|てくれ|ろ|けえ){_CLOSE}|"
    r"俺|おれ|オレ|僕|ぼく|ボク|拙者|それがし|我輩|吾輩|わし|儂|君[はがのをも、]|貴様|てめえ|手前[はがの]|おめえ|きさま|貴公|貴殿|うぬ"
)
_OF_OLD = re.compile(
    rf"(?:じゃ|のう|ぞよ|ござる|ござった|ござろう|申す|申した|まいる|候|じゃな|じゃろう|おるか|おる|ませぬ|まする|ぬか|ぬわ|であろう){_CLOSE}|"
    r"ござ(?:る|り|い)|拙者|それがし|某[はが]|御身|其方|そなた|身共"
)


@lru_cache(maxsize=1 << 12)
def voice_of(text: str) -> str:
    """What kind of voice speaks words, without their brackets: f or m, with o for old; '' where none shows."""
    sentences = [part for part in re.split(r"(?<=[。！？!?])", text) if part.strip("。！？!?…―─ 　")]
    woman = sum(bool(_WOMAN.search(part)) for part in sentences)
    man = sum(bool(_MAN.search(part)) for part in sentences)
    old = any(_OF_OLD.search(part) for part in sentences)
    sex = "f" if woman > man else "m" if man > woman else ""
    return sex + ("o" if old else "")


_WOMEN = re.compile(
    r"^お[一-龥ぁ-ん]{1,2}$|(?:^|[一-龥ぁ-んァ-ヴー])(?:子|枝|江|代|美|恵|奈|乃|緒|香|菜|咲|絵|世|姫|娘|女|母|妻|姉|妹|夫人|女房|婆|婆さん|嬢|女史|女中|"
    r"細君|家内|女将|花魁|芸者|巫女|尼|令嬢|母さん|おばさん|おばあさん|姉さん|奥さん|奥様|お内儀|内儀|おかみ|おかみさん|娘さん|姐さん|嬢さん|母親|祖母|叔母|伯母|老婆|"
    r"少女|美人|婦人|女の子|下女|乳母|御母さん|妻君|魔女|王女|女王|腰元)$"
)
_MEN = re.compile(
    r"(?:郎|助|介|吉|蔵|衛|衛門|之|之丞|男|夫|雄|太|平|次|治|作|蔵|七|八|六|五|父|兄|弟|爺|爺さん|侍|武士|浪人|警部|巡査|博士|親分|王|僧|和尚|坊主|探偵|刑事|大佐|"
    r"少佐|大尉|少尉|中尉|少将|大将|将軍|少年|青年|君|彦|紀|樹|斗|也|哉|司|父さん|おじさん|おじいさん|兄さん|父親|祖父|叔父|伯父|老人|老爺|旦那|主人|亭主|"
    r"若者|紳士|書生|番頭|手代|小僧|職人|教授|課長|社長|隊長|船長|団長|殿|公|守)$"
)


@lru_cache(maxsize=1 << 12)
def sex_of(name: str) -> str:
    """Whether a name or a role is a woman's (f) or a man's (m), as far as its end tells; '' where it does not."""
    if _WOMEN.search(name):
        return "f"
    return "m" if _MEN.search(name) else ""
