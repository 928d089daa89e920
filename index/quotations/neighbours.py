"""Who may have said it, around the sentence: whom those before and behind are about, end with, point at or name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress
from operator import itemgetter

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import SUBJECTS, closed
from inyo.index.japanese.sentences import ATOM, Sentence
from inyo.index.people.discourse import Company, Discourse, Speaker, is_reported
from inyo.index.people.phrases import phrase_before
from inyo.index.people.titles import PERSON, names_a_person_or_body
from inyo.index.people.weighing import Phrase
from inyo.index.quotations.clauses import Frame
from inyo.index.quotations.relations import cleft_speaker
from inyo.index.quotations.rules import CREDIT, Case
from inyo.index.quotations.scorer import Candidates, type_of

_BACK = re.compile(
    r"[そこ]う(?=[^、。]{0,10}(?:[言云話語訊答説述伝訴叫呟尋強評記書嘆漏]|い[いっうわ]|つぶや|問|切り出|明か|打ち明|振り返))|"
    r"[さか]う(?=[云言])|そのように|言い終|言いかけ|^[\s　]*と[言云]"
)
_UNDERGONE = re.compile(r"(?:に|から)[もは]?、?[そこ]う[^、。]{1,8}?(?:[かさたまらわ]れ|られ)")
"""Whoever stands before it said the words, not the subject (師匠にそう言われ、弟子は工房に入った)."""
_ASKED_BACK = re.compile(
    r"[^はがも、。]{0,8}[そこ]う(?:尋ね|聞|問|訊|質問|水を向け|切り出|話し?[掛か]け|声を)[^、。]{0,6}(?:と|たら|れば)、"
)
"""Begins a sentence whose subject answers what he is asked (そう尋ねると、大工は笑った)."""
_FORWARD = re.compile(
    r"[こか]う(?=[^、。]{0,10}(?:[言云話語訊答説述伝訴叫呟尋強]|い[いっうわ]))|次のように|このように|口を開|切り出"
)
_SO = re.compile(r"[そさ]う[^、。]{0,8}?(?:[言云話語述訴答]|い[いっう]|振り返)")
"""The subject says so: nothing but the words before it can be meant."""
_SURFACE, _LEMMA = itemgetter(2), itemgetter(3)
_REPORTS = reporting.SAYING | reporting.WRITING
_PARAGRAPHS = 3
"""How many paragraphs away a sentence beside the words may stand."""
_LONGEST, _MOST_UNITS = 200, 200
"""Characters, and units, of a sentence in which signs of speaking are looked for."""
_TOLD_SO = re.compile(
    r"(?:こう|次のように|このように)(?:聞か|問わ|尋ねら|言わ|質問さ|諭さ|励まさ|告げら|声を(?:掛|か)けら)れ[^、。]{0,6}[。：:]?$|"
    r"(?:電話|メール|連絡|一報|知らせ|手紙|はがき|返事|返信|伝言|報告|通報|便り|ＬＩＮＥ|LINE)"
    r"(?:が(?:入|届|来|き|あ|かか|掛か)[^、。]{0,6}|を(?:受け|もら|貰)[^、。]{0,6})?[。：:]?$"
)
"""Words follow that were said or sent to whom the sentence is about, or to whoever tells it."""
_TOLD = ("rule label", "near -1|name line", "told so")
_ASKED_OF = re.compile(
    r"(?:直撃|取材|質問|インタビュー|聞い|聞き|尋ね|たずね|訊い|訊ね|伺[いっ]|うかが[いっ]|問い合わせ|問い掛け|問いかけ|疑問をぶつけ|水を向け)(?:し|を(?:し|受け))?"
    r"(?:て(?:み|い))?(?:た|ました|みた|みました)?[。：:]?$"
)
"""Whom the sentence asks says the words behind (メーカーの広報さんにも直撃。)."""
_VISITED = re.compile(r"を(?:訪ね|訪れ|取材し|直撃し)(?:て(?:み|き))?(?:た|ました)[。：:]?$")
"""Somebody of whom a text without a subject says that its writer sought him out (町長を訪ねた。)."""


def _acts_there(phrase: Phrase) -> bool:
    """Whether somebody is the subject of a sentence."""
    return phrase.role in SUBJECTS and phrase.weight >= 2


_VOICED = re.compile(
    r"(?:声|質問|やじ|野次|叫び声?|怒号|歓声|返事|答え|返答|電話|一言|ひと言)(?:が|も)、?"
    r"(?:飛|上が|あが|挙が|出|響|聞こえ|掛か|かか|届|漏れ|返って|あっ|あり)[^、。]{0,6}[。：:]?$"
)
"""A voice is heard: whose words follow, where it says so."""
_MOST_LINES = 8
"""Lines of words that one label above them may stand for."""
_NAME_LINE = re.compile(r"^[^。、「」『』]{2,40}$")
_ROLE_LINE = re.compile(r"^[●○◆◇■□▼▽・\s]*(?P<who>[^\s●○◆◇■□▼▽・は：:]{2,20})(?P<colon>[：:]?)\s*$")
"""Somebody without a name, alone on a line (●花を手向けに来た人：)."""
_BEHIND_NAME = re.compile(
    r"(?:さん|氏|様|[(（][^()（）]*[)）])?(?:[\s\u3000]*の?(?:コメント|談話|話|言葉|挨拶|あいさつ|メッセージ))?[：:\s]*"
)


_WORDS = re.compile(
    r"(?:言葉|口癖|弁|一言|ひと言|ひとこと|持論|信条|モットー|座右|感想|本音|第一声|決まり文句|訴え|つぶやき|叫び|コメント|談話|話|"
    r"[自己]?評価|自己[一-龥]{2}|説明|答え|返事|返答|回答|言い分|言い訳|忠告|助言|教え|合言葉|宣言|約束|夢|願い|思い|見立て|見方|分析)(?:だ|で|は|が|を|に|も|と|、|。|$)"
)
"""Behind somebody and の: words of his."""
_ARE_HIS = re.compile(
    r"[一-龥]{1,4}(?:だ|で(?:ある|あった|す|した))(?:った|る)?。?$|(?:言葉|訴え|声|一言|ひと言|ひとこと|呼びかけ|叫び)に(?:は|も)?、"
)
"""Words of his as the predicate of a sentence (義父の第一声だった。), or that others answer (父の言葉に、子は笑う)."""
_SAID_AS = re.compile(
    r"(?P<particle>[がの])[^がの、。\ufffc]{0,16}?(?:語っ|言っ|述べ|話し|掛け|かけ|口にし|残し|放っ|発し|漏らし|吐い|贈っ)た"
    r"(?:言葉|一言|ひと言|ひとこと|台詞|せりふ|フレーズ|メッセージ)(?:だ|で(?:す|ある|あった|した)|だった)?。?$"
)
"""A sentence that says of the words before it that somebody said them (首相が会見で語った言葉だ。)."""
_QUOTED_PIECE = re.compile(
    r"(?:この|その|そんな|こんな)(?:一文|一節|一行|一句|言葉|句|フレーズ|標語|見出し|書き出し|詩|歌詞|掛け声|かけ声|合言葉)|"
    r"(?:一文|一節|一行|言葉|書き出し)(?:で|から)始ま|^本[書作誌稿]は"
)
"""Words that a sentence behind calls a piece of something: it need not tell whose they are."""
_CLEFT = ("rule cleft", "near 1|cleft")


def _points_back(lead: str) -> bool:
    """Whether what a sentence says first gives its subject the words before it."""
    return bool(_BACK.search(lead)) and not _UNDERGONE.search(lead) and not _ASKED_BACK.match(lead)


def plain_mode(frame: Frame) -> str:
    """The mode of a frame, rare ones as one."""
    return frame.mode if frame.mode in ("alone", "direct", "do", "fragment", "none", "end") else "other"


class Neighbours:
    """The sentences of the page around each quotation of a document."""

    def __init__(self, sentences: Sequence[Sentence], discourse: Discourse, story: bool) -> None:
        self._sentences = sentences
        self._discourse = discourse
        self._story = story
        self._page = [number for number, sentence in enumerate(sentences) if sentence.on_page]
        self._order = {number: place for place, number in enumerate(self._page)}
        self._told: dict[tuple[int, bool], str] = {}
        self._back: dict[int, bool] = {}
        self._signs: dict[int, str] = {}
        self._company: Company | None = None
        self._paragraphs: dict[int, tuple[int, int]] = {}

    def recent(self, case: Case, found: Candidates) -> None:
        """Whom the text was about before."""
        mode = case.frame.mode
        for rank, (ago, speaker) in enumerate(self._discourse.recent(case.clock, 40 if self._story else 8)):
            far = 0 if ago <= 1 else 1 if ago <= 3 else 2 if ago <= 8 else 3
            speaker = Speaker(speaker.name, speaker.text, speaker.span, True)
            if self._story:
                found.add(speaker)
                continue
            found.add(speaker, f"recent {rank}|{mode}", f"recent {rank}|{far}", f"recent|{far}|{mode}")

    def around(self, case: Case, number: int, found: Candidates) -> None:
        """Whom the sentences before and behind are about."""
        place = self._order.get(number)
        if place is None:
            return
        for step in (-2, -1, 1):
            if 0 <= place + step < len(self._page):
                other = self._sentences[self._page[place + step]]
                if abs(other.paragraph - case.sentence.paragraph) <= _PARAGRAPHS:
                    self._sentence(case, self._page[place + step], step, found)

    def _sentence(self, case: Case, number: int, step: int, found: Candidates) -> None:
        """Whom sentence `number`, `step` sentences on, is about."""
        other = self._sentences[number]
        apart = abs(other.paragraph - case.sentence.paragraph)
        mode = plain_mode(case.frame)
        own = "own" if case.sentence.begins_line and case.frame.first == 0 else ""
        if self._story:
            self._in_a_story(case, number, step, found)
            return
        self._pointing(case, number, step, found)
        if abs(step) == 1 and apart < 2:
            self._worded(other, f"{step}|{mode}|{own}", found)
        topic: Phrase | None = None
        for phrase in self._discourse.phrases(number, other):
            if not _acts_there(phrase) or (topic is not None and is_reported(other.units, topic, phrase)):
                continue
            topic = phrase if topic is None or phrase.role == "は" else topic
            found.resolve(phrase, self._about(number, phrase, step, apart, mode, own), inferred=True)

    def _in_a_story(self, case: Case, number: int, step: int, found: Candidates) -> None:
        """Whom a sentence of a story is about; what it tells of speaking is read there elsewhere (narration)."""
        self._pointing(case, number, step, found)
        for phrase in self._discourse.phrases(number, self._sentences[number]):
            if phrase.role in SUBJECTS and phrase.weight >= 2:
                found.resolve(phrase, (), inferred=True)

    def _pointing(self, case: Case, number: int, step: int, found: Candidates) -> None:
        """Whom a sentence right beside the words says they come from."""
        other = self._sentences[number]
        if step == 1:
            self._pointed(number, other, found)
            if not self._story and case.frame.mode == "alone" and _QUOTED_PIECE.search(_lead(other)):
                found.nobody.features.append("nobody|piece")
            self._heard_behind(case, other, found)
        if step == -1:
            self._headed(case, other if self._story else self._above(number), found)
            self._told_by(case, number, other, found)

    def _above(self, number: int) -> Sentence:
        """The first sentence from `number` back that is no mere words on a line of their own (a label may have several
        such lines below it), at most a few lines off."""
        first = self._order[number]
        for place in range(first, max(-1, first - _MOST_LINES), -1):
            sentence = self._sentences[self._page[place]]
            if sentence.skeleton.strip("。 　") != ATOM or not (sentence.begins_line and sentence.ends_line):
                return sentence
        return self._sentences[number]

    def _about(self, number: int, phrase: Phrase, step: int, apart: int, mode: str, own: str) -> tuple[str, ...]:
        """What is said of a subject of a sentence beside the words."""
        other, far = self._sentences[number], min(apart, 2)
        tells = self._tells(number, behind=step > 0)
        over = phrase.role == "が" and closed(other.units, phrase.at + 1, len(other.units))
        marks = [mark for mark in tells if abs(step) == 1 and apart < 2 - (mark == "g")]
        features: tuple[str, ...] = (
            *(f"near {step}|{mark}|{own}" for mark in marks),
            f"near {step} {phrase.role}{' over' if over else ''}|{mode}|{far}",
        )
        if abs(step) == 1 and mode == "alone" and apart < 2:
            if step > 0 and "b" in marks and phrase.role != "が" and _SO.search(_lead(other)):
                features += (f"near 1|told back|{own}",)
            if step < 0 and {"f", "s"} <= set(tells) and not _TOLD_SO.search(other.skeleton):
                features += (f"announced {own}",)
        return features

    def in_paragraph(self, case: Case, how: str, found: Candidates) -> None:
        """How each candidate stands to the paragraph of the words: the only person named in it, the first, another, one
        mentioned in it otherwise, or none of these."""
        if self._company is None:
            return
        paragraph = case.sentence.paragraph
        named = self._company.within(paragraph)
        many, behind = min(len(named), 3), case.units[case.frame.first].start
        start, end = self._bounds(paragraph)
        foremost = min(named.values(), default=-1)
        for name, candidate in found.by_name.items():
            if not name:
                continue
            if name in named:
                stands = "only" if len(named) == 1 else "first" if named[name] == foremost else "later"
                stands += " before" if named[name] < behind else " behind"
            else:
                span = candidate.speaker.span
                stands = "here" if span is not None and start <= span[0] < end else "absent"
            candidate.features += [f"paragraph {stands}|{how}", f"paragraph {stands} {many}|{how[:5]}"]

    def _bounds(self, paragraph: int) -> tuple[int, int]:
        """Where a paragraph of the page begins and ends."""
        if not self._paragraphs:
            for number in self._page:
                sentence = self._sentences[number]
                start = self._paragraphs.get(sentence.paragraph, (sentence.start, 0))[0]
                self._paragraphs[sentence.paragraph] = start, sentence.end
        return self._paragraphs.get(paragraph, (0, 0))

    def beside(self, case: Case, number: int, own: str, found: Candidates) -> None:
        """The people named before and behind the words, whatever they do there, and those whom the text is about."""
        place = self._order.get(number)
        if place is None:
            return
        if self._company is None:
            self._company = Company(self._sentences, self._page, self._discourse.names)
        company, frame = self._company, case.frame
        mode = plain_mode(frame)
        start, end = case.units[frame.first].start, case.units[frame.last].end
        for rank, named in enumerate(company.before(start, place)):
            far = min(3, place - named.sentence)
            found.add(
                Speaker(named.canonical, named.text, (named.start, named.end), True),
                f"last {rank}|{mode}|{own}",
                f"last {min(rank, 2)}|{named.mark}|{min(far, 2)}|{own}",
                f"last {min(rank, 1)}|{named.mark}|{mode}",
            )
        for rank, named in enumerate(company.behind(end, place)):
            far = named.sentence - place
            apart = min(2, named.paragraph - case.sentence.paragraph)
            found.add(
                Speaker(named.canonical, named.text, (named.start, named.end), True),
                f"coming {rank}|{far}|{apart}|{own}",
                f"coming {rank}|{named.mark}|{far}|{own}",
            )
        self._mainly(company, start, mode, own, found)
        for step in (-1, -2, 1):
            if 0 <= place + step < len(self._page):
                self._ended(case, self._page[place + step], step, f"{mode}|{own}", found)

    @staticmethod
    def _mainly(company: Company, start: int, mode: str, own: str, found: Candidates) -> None:
        """Whom the text is about."""
        for rank, (name, share, first) in enumerate(company.main):
            named_yet = first < start
            known = found.by_name.get(name)
            speaker = known.speaker if known is not None else Speaker(name, "", None, True)
            found.add(
                speaker,
                f"main {rank}|{share}|{own}",
                f"main {rank}|{mode}|{own}",
                f"main {rank}|{named_yet}|{company.alone}",
            )

    def _ended(self, case: Case, number: int, step: int, how: str, found: Candidates) -> None:
        """Whoever a sentence beside the words ends with (…は、画家のＸさん。)."""
        other = self._sentences[number]
        apart = abs(other.paragraph - case.sentence.paragraph)
        ended = self._discourse.final(number, other) if apart < 2 else None
        if ended is not None and (ended[0].weight >= 2 or (ended[0].weight == 1 and ended[0].proper)):
            phrase, copula = ended
            told = (f"ends {step}|{type_of(phrase)}|{copula}|{apart}", f"ends {step}|{how}|{apart}")
            found.resolve(phrase, told, inferred=True)

    def _pointed(self, number: int, other: Sentence, found: Candidates) -> None:
        """The one whom a sentence behind the words says it was that spoke (そう話すのはXだ)."""
        said = _BACK.search(other.skeleton) if self._leads_back(number) else None
        phrase = None
        if said:
            phrase = cleft_speaker(other, other.unit_at(said.end()) + 1, self._discourse.names)
        elif named := _SAID_AS.search(other.skeleton):
            phrase = phrase_before(other, other.unit_at(named.start("particle")), "bare", self._discourse.names)
        elif undergone := _UNDERGONE.search(_lead(other)):
            phrase = phrase_before(other, other.unit_at(undergone.start()), "bare", self._discourse.names)
        elif _ASKED_BACK.match(other.skeleton):
            found.nobody.features.append("nobody|asks")
        if phrase is not None:
            found.resolve(phrase, _CLEFT)

    def _heard_behind(self, case: Case, other: Sentence, found: Candidates) -> None:
        """Whose voice the sentence behind the words says it was (「うまい」。湯気の向こうから客の声が上がる。)."""
        voiced = _VOICED.search(other.skeleton) if case.frame.mode == "alone" and not self._story else None
        at = other.unit_at(voiced.start()) - 1 if voiced is not None else -1
        if at > 0 and other.units[at].surface == "の" and ATOM not in other.skeleton:
            phrase = phrase_before(other, at, "bare", self._discourse.names)
            if phrase is not None and phrase.weight >= 2:
                found.resolve(phrase, _CLEFT)

    def _worded(self, other: Sentence, how: str, found: Candidates) -> None:
        """Whoever a sentence beside the words gives words to (母の口癖である。, ある古老の言葉を引く。)."""
        last = min(len(other.units) - 1, _MOST_UNITS)
        for at in compress(range(1, last), map("の".__eq__, map(_SURFACE, other.units[1:last]))):
            if _WORDS.match(other.skeleton, other.units[at + 1].at):
                phrase = phrase_before(other, at, "bare", self._discourse.names)
                if phrase is not None and phrase.weight >= 0:
                    begins = "first" if phrase.first == 0 else "later"
                    features = (f"worded {how}", f"worded {begins} {type_of(phrase)}")
                    are = how.startswith("1|alone") and begins == "first"
                    are = are and bool(_ARE_HIS.match(other.skeleton, other.units[at + 1].at))
                    found.resolve(phrase, (*features, *(_CLEFT if are else ())), inferred=not are)

    def _headed(self, case: Case, other: Sentence, found: Candidates) -> None:
        """The one whose name stands alone on the line before the words."""
        if not (
            case.sentence.begins_line and other.begins_line and other.ends_line and _NAME_LINE.match(other.skeleton)
        ):
            return
        if CREDIT.match(other.skeleton):
            return
        named = self._discourse.names.within(other.start, other.end)[-1:]
        for name in named:
            if name.start == other.start or _BEHIND_NAME.fullmatch(other.source, name.end, other.end):
                self._labelled(Speaker(name.canonical, name.name, (name.start, name.name_end)), found)
                return
        if named:
            last = phrase_before(other, len(other.units), "bare", self._discourse.names)
            if last is not None and last.person is None and PERSON.end(last.text):
                self._labelled(Speaker(last.text, last.text, (last.start, last.end)), found)
            return
        label = _ROLE_LINE.match(other.skeleton)
        if label and (PERSON.end(label["who"]) or (label["colon"] and names_a_person_or_body(label["who"]))):
            start = other.source.find(label["who"], other.start, other.end)
            span = (start, start + len(label["who"])) if start >= 0 else None
            self._labelled(Speaker(label["who"], label["who"], span), found)

    @staticmethod
    def _labelled(speaker: Speaker, found: Candidates) -> None:
        found.add(speaker, "rule label", "near -1|name line")

    def _told_by(self, case: Case, number: int, other: Sentence, found: Candidates) -> None:
        """Whoever the sentence before says that the words come from (記者からこう聞かれた。, 男性から声が飛ぶ。), or
        whom it asks."""
        if self._story or case.frame.first:
            return
        voiced = _VOICED.search(other.skeleton) if case.frame.mode == "alone" else None
        at = other.unit_at(voiced.start()) - 1 if voiced is not None else -1
        if at > 0 and other.units[at].surface == "の":
            phrase = phrase_before(other, at, "bare", self._discourse.names)
            if phrase is not None and phrase.weight >= 1:
                found.resolve(phrase, (*_TOLD, "told so|の"))
            return
        told = voiced is not None or bool(_TOLD_SO.search(other.skeleton))
        roles = ("から", "からは", "に") if told else ("に",) if _ASKED_OF.search(other.skeleton) else ()
        visited = None if told else _VISITED.search(other.skeleton)
        if visited is not None and ATOM not in other.skeleton:
            host = phrase_before(other, other.unit_at(visited.start()), "bare", self._discourse.names)
            if (
                host is not None
                and host.weight >= 2
                and not any(map(_acts_there, self._discourse.phrases(number, other)))
            ):
                found.resolve(host, (*_TOLD, "told so|を"))
            return
        for each in self._discourse.phrases(number, other) if roles else ():
            if each.role in roles and each.weight >= 2:
                found.resolve(each, (*_TOLD, f"told so|{each.role}"))
                return
        sent = next((at for at, unit in enumerate(other.units) if unit.surface == "より"), 0) if told else 0
        sender = phrase_before(other, sent, "bare", self._discourse.names) if sent else None
        if sender is not None and sender.weight >= 2:
            found.resolve(sender, (*_TOLD, "told so|から"))

    def _tells(self, number: int, *, behind: bool) -> str:
        """What a sentence beside a quotation says of speaking: a letter a sign of it."""
        sentence = self._sentences[number]
        behind = behind and sentence.pairs
        known = self._told.get((number, behind))
        if known is None:
            lead = _lead(sentence) if behind else sentence.skeleton[:_LONGEST]
            back = self._leads_back(number) if behind or not sentence.pairs else _points_back(lead)
            forward = "f" if _FORWARD.search(lead) else ""
            known = self._told[number, behind] = ("b" if back else "") + forward + self._acts(number)
        return known

    def _leads_back(self, number: int) -> bool:
        """Whether a sentence behind words says, before the first bracketed span, that they were said (そう話した)."""
        known = self._back.get(number)
        if known is None:
            known = self._back[number] = _points_back(_lead(self._sentences[number]))
        return known

    def _acts(self, number: int) -> str:
        """Letters for what a sentence says of speaking wherever it stands."""
        known = self._signs.get(number)
        if known is None:
            sentence = self._sentences[number]
            known = self._signs[number] = (
                ("" if _REPORTS.isdisjoint(map(_LEMMA, sentence.units[-8:])) else "s")
                + ("g" if reporting.GESTURE.search(sentence.skeleton[:_LONGEST]) else "")
                + ("q" if sentence.pairs else "")
            )
        return known


def _lead(sentence: Sentence) -> str:
    """What a sentence says before the first bracketed span, as far as signs of speaking are looked for."""
    return sentence.skeleton[:_LONGEST].split(ATOM)[0]
