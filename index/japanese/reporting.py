"""The one table of reporting expressions: which verbs, nouns and frames make a bracketed span somebody's words.

Verbs are dictionary forms as UniDic spells lemmas (言う covers いう and 云う); nouns are matched in the text. Both
stand in reporting.tsv with their classes; the table was made by counting what follows a closing bracket in news, novels
and minutes. What needs more than a word, the frames, stands here.
"""

from __future__ import annotations

import re

from inyo.index.japanese.wordlists import Classes

_TABLE = Classes(__package__, "reporting.tsv")


def _any(name: str) -> str:
    """An alternation of the words of a class, longest first."""
    return "|".join(sorted(_TABLE[name], key=lambda word: (-len(word), word)))


SAYING = _TABLE["say"]
"""Verbs that report what somebody said."""

FEELING = _TABLE["feel"]
"""Verbs of SAYING that by themselves tell what somebody feels or shows, not that he speaks."""

DEEDS = _TABLE["deed"]
"""Verbs of SAYING that by themselves tell of no words, but of a deed (戸を締める)."""

RECEIVING = _TABLE["receive"]
"""Verbs of SAYING whose subject hears the words: with に or から stands who says them."""

WRITING = _TABLE["write"]
"""Verbs that report what somebody wrote."""

THINKING = _TABLE["think"]
"""Verbs that report a thought."""

NAMING = _TABLE["name"]
"""Words right after と that name, rank or join things instead of reporting speech."""

JUDGING = _TABLE["judge"]
"""Words of NAMING that report a clause all the same, as somebody's finding."""

DISPLAYING = _TABLE["display"]
"""Words of NAMING that report a clause all the same, as something written."""

DECREEING = _TABLE["decree"]
"""Verbs of WRITING that make something of a thing rather than report words (三日を「防災の日」と定める)."""

SAYING_NOUNS = _any("say-noun")
"""Verbal nouns of speaking: before する, し、 or a stop they govern a quotation."""
WRITING_NOUNS = _any("write-noun")
THINKING_NOUNS = _any("think-noun")

_STANCES = sorted(_TABLE["stance"])
_AS_NOUNS, _AS_ADJECTIVES = (
    "|".join(word.removesuffix("い") for word in _STANCES if word.endswith("い") == adjective)
    for adjective in (False, True)
)
STANCE = re.compile(
    rf"(?:{_AS_NOUNS})(?=だ|である|です|で[、い]|、|。|$)|(?:{_AS_ADJECTIVES})(?:い(?=[、。]|です|$)|かった|く(?=、))"
)
"""As a predicate: what somebody is towards the thing he calls so (「人気取り」と手厳しい)."""

VIEW = _any("utterance")
"""Nouns of utterance: what a quotation may be called in 「…」との見方."""

_STANDING = _any("standing")

TAKEN = (
    r"示|述|語|話し|話す|話した|表[しすわ明]|明か|漏ら|もら|洩ら|寄せ|出し|出す|出した|呈|挙げ|展開|"
    r"繰り返|崩さ|見せ|のぞかせ|にじませ|滲ませ|口に|伝え|"
    r"発し|発した|発表|投げ|鳴ら|浴び|送|書い|記し|残し|添え|強め|強調|披露|報告|公表|あらわ|吐露|隠さ|"
    r"隠せ|吐[いか]|上げ|あげ|叫|つぶや|呟|訴え|突き付け|突きつけ|申し|まとめ"
)
"""What makes a noun of utterance somebody's own words (見方を示す): beginnings of verbs as they stand in the text."""

TAKING = re.compile(
    rf"^[をも]?(?:[^、。]{{0,10}}?)(?:{TAKEN}|(?<!ま)(?:し、|した|して|する|し。)|しま[しす]|いたしま|固め|決め|確認|紹介|紡|並べ|掲げ|返|"
    rf"明らかに|抱|持|行|つけ|付け|貫|代読|寄稿|かけ|掛け|ぶつけ|[^。\ufffc]{{0,30}}?(?:示し|示す|述べ|"
    rf"表し|明らかに|語っ|伝え))"
)

WEAK = _TABLE["weak"]
"""Verbs of SAYING and WRITING that as often do other things: they make a quotation of a clause, not of a noun."""

VOICES = "声|コメント|言葉|書き込み|投稿|反応|意見|感想|メッセージ|指摘|批判|疑問|不満|要望|質問|反論|異論|苦情"
"""What the words of many are called behind など (「…」など祝福の声)."""

CALLS = (
    "相談|依頼|連絡|電話|注文|通報|返事|返答|回答|誘い|問い合わせ|助言|手紙|メール|懸念|悲鳴|反発|やじ|ヤジ|野次|歓声|ため息|要請|提案|打診|"
    "申し出|届け出|報告|知らせ|ツッコミ|突っ込み|アンコール|エール|励まし|称賛|絶賛"
)
"""What else the words are called that come from somebody (と母親から通報があった)."""

NOUN_FRAME = re.compile(
    rf"^(?:(?:など|等)?と(?:の|いう|云う|言う|云ふ|いふ|言ふ|いった|する|した|される|された)|"
    rf"って(?:いう)?|(?:など|等)の|(?:など|等)、?(?=[^、。\ufffc]{{1,16}}?の(?:{VOICES})|[^、。\ufffc]{{0,12}}?(?:{VOICES})[がをも])|の)"
    rf"(?P<between>[^、。\ufffc]{{0,24}}?)(?P<noun>{VIEW})"
    r"(?P<rest>(?:[がをもにはでのと、。，]|だ|など|や|から|まで|より|へ|\ufffc|こそ|さえ|ばかり).*|$)"
)
"""と + の / という / とする + noun of utterance, など + the voices of many."""

BARE_NOUN = re.compile(
    r"^(?:と|などと)?(?P<noun>発言|宣言|談話|声明|答弁|コメント|の声|の声明|の発言|のコメント|の談話|"
    r"との声|コール|の一言|の一点張り|の言葉|の弁)"
    r"(?=[がをもにはでのと、。だ]|$|\s)"
)
THOUGHT_FRAME = re.compile(
    rf"^(?:など)?と(?:の|いう|いった)[^、。\ufffc]{{0,12}}?(?P<noun>{_STANDING})(?=[がをもにはでのと、。]|$|だ)"
)

GESTURE = re.compile(
    r"語気を強め|声を(?:荒|詰ま|落と|震わ|振り絞|絞り|弾ま|潤ま|上ずら)|目を(?:細め|潤ま|伏せ|丸く|輝か|赤く)|涙を(?:浮かべ|流|こらえ|ぬぐ|拭|見せ)|"
    r"頭を(?:下げ|抱え|かい)|肩を(?:落と|すくめ)|胸を(?:張|なで下ろ|撫で下ろ)|首を(?:かしげ|ひね|横に振)|ため息をつ|溜め息をつ|唇をか|"
    r"顔を(?:しかめ|曇らせ|ほころば)|表情を(?:曇ら|引き締め|緩め)|笑(?:み|顔)を(?:見せ|浮かべ)|力を込め|言葉を(?:詰ま|選|濁)|"
    r"(?:短く|静かに|きっぱりと?|淡々と|力強く|小さく|ぽつりと|絞り出すように|吐き捨てるように|一言|ひと言)、?"
    r"(?:述べ|語|話|言|答え|つぶや|漏ら|こぼ)|口調(?:で|を)|問い続け|訴え続け|悔やみ続け"
)
"""What people do while they speak: behind words that stand alone, it tells whose they are."""

BODY = re.compile(
    r"笑|微笑|口を|唇|声|頷|うなず|うなづ|首を|頭を|眉|肩を|息を|咳|舌|睨|にら|目を|眼を|顔を|振り?[向返]|見[上下返つ詰]|指さ|指差|"
    r"手を|腕を|膝を|言葉|口調|調子で"
)
"""What hints in a story, with GESTURE, that a sentence is about somebody who speaks: face, voice, hands."""

QUIET = re.compile(r"黙|無言|沈黙|返事をし?な|答えな|口を(?:つぐ|閉)|聞いて[いゐ]|眺めて[いゐ]|見てい|寝てい")
"""What hints in a story that somebody says nothing."""

WITHDRAWN = re.compile(
    r"^(?:(?:が|も|は|さえ|ばかり|など)[^。]{0,20}?(?:漏れ|もれ|上が|あが|挙が|出(?:た|て|る|始|され|そう|"
    r"、|ら)|あ(?:る|り|っ|ろ)|聞か|聞こえ|多|強|広が|根強"
    r"|相次|続出|殺到|あふれ|溢れ|噴出|寄せられ|飛び|飛ん|渦巻|絶え|集ま|高ま|つ(?:い|く)|付(?:い|く)|流れ|出回|囁かれ|ささやかれ|"
    r"起こ|沸|湧|やま|消え|なか|主流|大勢|大半|一般的|支配的"
    r"|目立|少なくな|並ん|並ぶ|届)"
    r"|(?:には?、?\ufffc|に答え|に応え|に応じ|に対し|に対す|について|に関し|を受け|にもかかわらず|に押され|に応え|に配慮|"
    r"を踏まえ|から|を背景|"
    r"を意識|を懸念|を恐れ|を避け|などから|もあって|で知られ|を招|を呼))"
)
"""What takes a noun of utterance away from any speaker (声が上がっている, 批判を受けて)."""

ANSWERED = re.compile(r"^(?:に(?:対|答え|応え|応じ|関し|は?、?\ufffc)|を(?:受け|踏まえ))")
"""What says that a noun of utterance is only answered: no verb behind it makes it anybody's own."""

OLD_KANA = re.compile(
    r"(?:[云言](?:[ひふへ]|[つっ](?:て|た))|答へ|笑つ|叫ん|訊い|問ふ|問ひ|呟い|囁い|申し|仰[しせ]|"
    r"繰り?返し)"
)
"""Verbs of saying in the old spelling, which the dictionary does not know."""

OWNED = re.compile(
    r"^(?:など)?と(?P<between>[^、。\ufffc]{1,20}の)(?P<noun>発言|談話|コメント|言葉|証言|"
    r"声)(?P<rest>(?:が|を|も|は|に).*)"
)
"""と + X's words (「…」とXの発言が伝えられた)."""

RISING = re.compile(rf"^(?:など)?と(?:の|も)?[^、。\ufffc]{{0,10}}?(?P<noun>{VIEW})(?P<rest>(?:が|も|は|など).*)")
"""と + a noun of utterance that rises by itself (と冷ややかな声も上がる)."""

HEDGED = re.compile(
    r"^(?:と|とも|などと|などとも)(?:も)?(?:言え|いえ|いう(?:べき|ほど)|言う(?:べき|ほど)|言われ|いわれ|"
    r"呼ばれ|呼べ|される|された|されて|され、|みられ|見られ|称され|なる|なり|なっ"
    r"|ならな|みなさ|見なさ|みる|して知ら|の間|は異な|は違|は別|並|ともに|共に|一体)"
)
INTRODUCED = re.compile(
    r"(?:いわゆる|所謂|俗に言う|俗にいう|俗に|通称|別名|愛称|正式名称|名称|仮称|略称|題名|副題|タイトル|"
    r"曲名|作品名|商品名|店名|通称名|その名も|名付けて|題して|銘打った|名も)[、は]?$"
)
"""What stands before a name or a term."""

WORK = re.compile(
    r"(?:番組|映画|アニメ|ドラマ|連続小説|小説|長編|短編|絵本|漫画|マンガ|雑誌|週刊誌|月刊誌|記事|新曲|楽曲|シングル|アルバム|主題歌|戯曲|オペラ|"
    r"舞台|展覧会|企画展|特別展|著書|写真集|詩集|句集|歌集|ゲームソフト|ソフト|童話|バラエティー?|連載|特集|コーナー|コラム|論文|機関誌|"
    r"探査機|衛星|客船|フェリー|漁船|護衛艦|潜水艦|特急|寝台特急|新幹線|喫茶店?|居酒屋|旅館|ホテル|レストラン|食堂)$"
)
"""Classes of works and things whose names stand in brackets right behind."""

WORK_BEHIND = re.compile(
    r"^(?:の(?:放送|上映|出版|連載|公演|発売|刊行|主人公|作者|最終回|第[0-9０-９一二三四五六七八九十]+[話回巻章部]|続編|映画化|舞台化|主題歌|撮影)|"
    r"(?:を|が)(?:放送|放映|上映|出版|発売|刊行|連載|公開|上演|発刊|創刊|出港|就航))"
)
"""What stands behind the name of a work."""
