"""The demo's PDF, Word, EPUB and other files, from their texts: `python -m tests.data.make_demo_documents`.

Everything in them is invented, like the rest of `seeds/`. The same texts give the same bytes.
"""

from __future__ import annotations

import zipfile
from base64 import b64encode
from html import escape
from pathlib import Path
from re import sub

from tests.index.reading.formats.pdf_pages import Setting, set_articles

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_RUBY, _RUBY_PAGE = "｜(.+?)《(.+?)》", r"<ruby>\1<rt>\2</rt></ruby>"
_WHEN = (2025, 10, 6, 9, 0, 0)

REPORT = (
    "深海資源と沿岸漁業に関する検討会 中間取りまとめ",
    (
        "三潟県は、深海底の団塊を引き揚げる試験が沿岸の漁業に与える影響を調べるため、令和七年五月に本検討会を設けた。"
        "委員は研究者、漁業者、事業者、住民の計九人で、九月末までに七回の会合を開いた。",
        "座長の｜邑井《むらい》千津子三潟大学名誉教授は、取りまとめにあたり「分からないことを分からないと書くのが、"
        "この報告の第一の役目である」と述べた。",
        "濁りの広がりについて、黒瀬海盆での実測は事前の予測を大きく上回った。髙﨑航准教授は"
        "「計算の誤りではなく、海底の泥の細かさを知らなかったことによる」と説明し、観測点を二十四か所に増やすよう求めた。",
        "漁業者の委員からは、網に付く泥の量が春から増えたとの報告があった。｜南風原《はえばる》清一委員は"
        "「泥は数字になる前に、まず手に付く」と発言し、船ごとの記録を県が買い上げる仕組みを提案した。",
        "事業者である深礎マテリアルの委員は、揚鉱の再開時期について「県の判断を待つ」とし、具体的な日程は示さなかった。",
        "以上を踏まえ、検討会は次の三点を県に求める。第一に、試験の再開は少なくとも一年間の観測の後とすること。"
        "第二に、漁業者の記録を観測の一部として扱うこと。第三に、この報告を町の言葉で書き直し、各戸に配ること。",
        "なお、少数意見として、委員一人から「第一の条件は厳しすぎ、町の雇用を失わせる」との意見があったことを付記する。",
    ),
)

PAGE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8">
<title>製氷所の煙突、来春に解体へ | 三潟オンライン</title>
<meta property="og:site_name" content="三潟オンライン">
<meta property="article:published_time" content="2025-10-08T07:10:00+09:00">
<meta name="author" content="能登川 栞">
<link rel="canonical" href="https://mikata-online.example/news/2025/10/08/entotsu">
</head><body>
<header><nav><a href="/">トップ</a> <a href="/news">ニュース</a> <a href="/login">会員登録</a></nav></header>
<main><article>
<h1>製氷所の煙突、来春に解体へ</h1>
<p class="byline">2025年10月8日　能登川 栞</p>
<p><ruby>汐ヶ﨑<rp>（</rp><rt>しおがさき</rt><rp>）</rp></ruby>漁港の目印だった旧製氷所の煙突が、来年三月に解体されることになった。
高さ二十二メートル、昭和八年に建てられ、七年前に使われなくなった。</p>
<p>所有する漁協の大磯巌組合長は「地震のたびに、煙突のほうを見てしまう。見なくてすむようになるのが、いいことなのかどうか」と話した。</p>
<p>町は写真と図面を残す費用として百二十万円を補正予算に計上する。担当する澤辺由紀子課長補佐は
「煉瓦を一つずつ町民に配れないか、という声が出ている」と明かす。</p>
<blockquote><p>あの煙突は、沖から見ると家の灯りより先に見えた。帰ってきた、と最初に思うのはいつも煙突だった。</p></blockquote>
<p>解体の前に、十一月三日に見学会が開かれる。申し込みは漁協へ。</p>
</article></main>
<aside><h2>関連記事</h2><ul><li><a href="/1">試験揚鉱の船、母港に戻る</a></li></ul></aside>
<footer>© 三潟オンライン　無断転載を禁じます</footer>
</body></html>
"""

LETTER = (
    ("Heading1", "見学会の案内と、煉瓦の扱いについて"),
    ("", "令和七年十月十日　汐ヶ﨑漁業協同組合"),
    ("", "組合員の皆さまへ。旧製氷所の見学会を十一月三日に開きます。足もとが悪いので、長靴でお越しください。"),
    (
        "",
        "九月の役員会では、煉瓦を売ることへの反対もありました。"
        "｜大磯《おおいそ》巌組合長は「売るのではない、渡すのだ」と繰り返し、代金は受け取らないことに決まりました。",
    ),
    (
        "",
        "事務局の新保ひかりは「一つ三キロあります。車で来てください」と呼びかけています。"
        "数には限りがあり、申し込みの順にお渡しします。",
    ),
)
LETTER_NOTE = "煉瓦は全部で約一万四千個。うち刻印のあるものは町の資料室に収める。"

CHAPTERS = (
    (
        "第一章　満ち潮",
        (
            "｜灯《あか》りを落とした事務所で、ひとりの男が海図を巻いていた。",
            "「もう誰も来ませんよ」と若い女が言った。「船は朝まで出ません」",
            "男は手を止めずに答えた。「来る者を待っているんじゃない。帰る者を待っているんだ」",
        ),
    ),
    (
        "第二章　引き潮",
        (
            "夜明けに、｜澪標《みおつくし》の上で鴎が一羽、羽を乾かしていた。",
            "「あれは去年もいた」と男はつぶやいた。",
            "女は笑って、「鴎の顔が分かるんですか」と尋ねた。",
        ),
    ),
)

MAIL = """各位

新保です。見学会の件、きょうの打ち合わせのまとめを送ります。

大磯組合長は「雨でもやる。煙突は雨の日のほうがきれいだ」とのことでした。
足場の都合で、中に入れるのは一度に八人までです。

澤辺さんは書きました:
> 町の広報に載せる原稿は十五日が締め切りです。写真は
> こちらで撮ったものがあるので、文章だけお願いします。

写真の件、助かります。文章は週末に送ります。

新保ひかり
"""

CUES = (
    ("00:00:02.000", "00:00:06.500", "アナウンサー", "きょうは汐ヶ﨑の製氷所からお送りしています"),
    ("00:00:07.000", "00:00:12.000", "大磯", "この煙突はな、わしの親父が煉瓦を運んだんだ"),
    ("00:00:12.400", "00:00:17.000", "大磯", "背中で運んだ。だから背中のほうが覚えている"),
    ("00:00:18.000", "00:00:23.500", "アナウンサー", "解体が決まって、いまどんなお気持ちですか"),
    ("00:00:24.000", "00:00:30.000", "大磯", "煙突はなくなっても、影の落ちていた場所は残る。そこに座るさ"),
)

LETTERS = (
    (
        "2025-10-09",
        "煙突の下で",
        "磯貝ふみ",
        "朝の散歩で毎日見上げてきた。「さよなら」を言う相手が煙突だとは、嫁に来た日には思わなかった。",
    ),
    (
        "2025-10-09",
        "煉瓦を一つ",
        "鹿又亮",
        "孫が「これで何を建てるの」と聞いた。答えに困り、まず一つもらってから考えると言った。",
    ),
    (
        "2025-10-10",
        "残すなら音も",
        "比嘉ノエミ",
        "写真や図面のほかに、製氷所の機械の音も残してほしい。氷の落ちる音を、町の子は知らない。",
    ),
)


def main() -> None:
    """Write the files into `seeds/`."""
    setting = Setting(
        head="深海資源と沿岸漁業に関する検討会", folio="― # ―", width=420, height=595, frame=(60, 70, 360, 520)
    )
    (SEEDS / "検討会_中間取りまとめ_20250930.pdf").write_bytes(set_articles([REPORT], setting).bytes())
    (SEEDS / "web_mikata-online_20251008_entotsu.html").write_text(PAGE, "utf-8")
    _zip(SEEDS / "漁協だより_20251010.docx", _word())
    _zip(SEEDS / "小説_潮の境目.epub", _epub())
    (SEEDS / "mail_20251012_見学会.eml").write_bytes(_mail())
    (SEEDS / "港の時間_20251015.vtt").write_text(_subtitles(), "utf-8")
    (SEEDS / "潮路新報_読者の声.csv").write_bytes(_table().encode("cp932"))


def _zip(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text, kind)


def _word() -> dict[str, str]:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    types = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    body = "".join(
        f"<w:p>{f'<w:pPr><w:pStyle w:val={style!r}/></w:pPr>' if style else ''}{_word_runs(text)}</w:p>"
        for style, text in LETTER
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = body.removesuffix("</w:p>") + note + "</w:p>"
    notes = f'<w:footnote w:id="2"><w:p>{_word_runs(LETTER_NOTE)}</w:p></w:footnote>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{types}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{kind}.footnotes+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{types}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="{types}/relationships"><Relationship Id="r1" '
        f'Type="{office}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/document.xml": f"{head}<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"{head}<w:footnotes {space}>{notes}</w:footnotes>",
    }


def _word_runs(text: str) -> str:
    ruby = (
        r"</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>\2</w:t></w:r></w:rt>"
        r"<w:rubyBase><w:r><w:t>\1</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>"
    )
    return f"<w:r><w:t>{sub(_RUBY, ruby, escape(text))}</w:t></w:r>"


def _epub() -> dict[str, str]:
    pages = {
        f"text/{number}.xhtml": '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body><h1>{title}</h1>"
        + "".join(f"<p>{sub(_RUBY, _RUBY_PAGE, text)}</p>" for text in lines)
        + "</body></html>"
        for number, (title, lines) in enumerate(CHAPTERS, 1)
    }
    items = "".join(f'<item id="c{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>' for n in (1, 2))
    links = "".join(f'<li><a href="text/{n}.xhtml">{title}</a></li>' for n, (title, _) in enumerate(CHAPTERS, 1))
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>',
        "book.opf": '<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="id">urn:inyo:demo</dc:identifier>'
        "<dc:title>潮の境目</dc:title><dc:creator>水野辺 灯</dc:creator><dc:language>ja</dc:language>"
        "<dc:date>2025-10-01</dc:date><dc:publisher>三潟文芸</dc:publisher></metadata><manifest>"
        f'<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}</manifest>'
        '<spine page-progression-direction="rtl"><itemref idref="c1"/><itemref idref="c2"/></spine></package>',
        "nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
        f'<nav epub:type="toc"><ol>{links}</ol></nav></body></html>',
        **pages,
    }


def _mail() -> bytes:
    def word(text: str) -> str:
        return f"=?iso-2022-jp?B?{b64encode(text.encode('iso-2022-jp')).decode()}?="

    head = (
        f"From: {word('新保ひかり')} <shinbo@gyokyo.example>\nTo: kenkai@gyokyo.example\n"
        f"Subject: {word('見学会の打ち合わせ')}\n"
        "Date: Sun, 12 Oct 2025 20:31:00 +0900\nMessage-ID: <20251012.2031@gyokyo.example>\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit\n\n"
    )
    return head.encode("ascii") + MAIL.encode("iso-2022-jp")


def _subtitles() -> str:
    cues = (f"{start} --> {end}\n<v {voice}>{words}</v>\n" for start, end, voice, words in CUES)
    return "WEBVTT\n\nNOTE ラジオ汐風「港の時間」10月15日放送\n\n" + "\n".join(cues)


def _table() -> str:
    rows = (f'{date},{title},{writer},"{words}"' for date, title, writer, words in LETTERS)
    return "掲載日,見出し,筆者,本文\r\n" + "\r\n".join(rows) + "\r\n"


if __name__ == "__main__":
    main()
