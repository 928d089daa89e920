# ruff: noqa: E501
"""Pages as sites of many kinds build them, each with what its reader reads. Texts of our own."""

from __future__ import annotations

from dataclasses import dataclass

FERRY = (
    "白浜市は三日、島と本土を結ぶ渡船「かもめ丸」の運航を来年三月末で終えると発表した。利用者は二十年前の四分の一まで減っている。",
    "戸川真澄市長は会見で「島の暮らしを支える足を失わせるつもりはない」と述べ、小型の乗り合い船を代わりに走らせる考えを示した。",
    "島で商店を営む江波ユリさんは「朝の便がなくなれば魚を売りに行けない」と話す。住民の会は五日から署名を集める。",
    "市は年内に説明会を三回開き、意見を聞いたうえで計画を固める。",
)
RIVER = (
    "三日前の大雨で決壊した堤防の復旧工事が始まった。県によると、土のうを積む応急の作業には延べ百二十人があたった。",
    "現場を訪れた水野昭彦知事は「同じ場所を二度と切らせない」と語り、川幅を広げる工事を前倒しする方針を明らかにした。",
    "下流の町では今も四十世帯が体育館で寝泊まりしている。自治会長の堀田さんは「畳の上で眠りたいという声が多い」と訴えた。",
)
DIARY = (
    "昨日は久しぶりに裏山へ登った。落ち葉を踏む音だけがついてきて、町の車の音はもう聞こえなかった。",
    "途中の茶屋で店の人が「今年は柿がよく実った」と教えてくれたので、帰りに二つ買った。",
    "夕方になると風が冷たい。来週はもう少し厚い上着を持っていこうと思う。",
)
MENU = "<li><a href='/'>トップページ</a></li><li><a href='/local'>地域の話題</a></li><li><a href='/mail'>読者会員に登録</a></li>"


@dataclass(frozen=True, slots=True)
class Page:
    """`source` in `encoding`; what must come of it."""

    name: str
    source: str
    paragraphs: tuple[str, ...]
    absent: tuple[str, ...] = ()
    encoding: str = "utf-8"
    title: str = ""
    author: str = ""
    date: str = ""
    site: str = ""
    url: str = ""
    rubies: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> bytes:
        return self.source.encode(self.encoding, "xmlcharrefreplace")


def ps(paragraphs: tuple[str, ...], between: str = "\n") -> str:
    return between.join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def wrapped(paragraph: str, width: int, end: str) -> str:
    return end.join(paragraph[at : at + width] for at in range(0, len(paragraph), width))


SEEN = (
    Page(
        "news with article and JSON-LD",
        f"""<!doctype html><html lang=ja><head><meta charset=utf-8><title>渡船が来春で終了　白浜市 | 白浜日報ONLINE</title>
<link rel=canonical href="https://news.example.jp/a/1"><script type="application/ld+json">{{"@context":"x","@graph":[{{"@type":
"NewsArticle","headline":"渡船が来春で終了　白浜市","datePublished":"2024-10-03T18:00:00+09:00","author":[{{"@type":"Person",
"name":"相馬 灯"}}],"publisher":{{"name":"白浜日報"}}}}]}}</script></head><body><header><h1 class=logo><a href=/>白浜日報</a></h1>
<nav><ul>{MENU}</ul></nav></header><div class=l-main><article><h1>渡船が来春で終了　白浜市</h1><div class=meta><time
datetime="2024-10-03">2024年10月3日</time> 相馬 灯</div>{ps(FERRY)}<div class="share-buttons"><ul><li><a>ポストする</a></li>
<li><a>友だちに教える</a></li></ul></div></article><div class="ranking"><h2>よく読まれています</h2><p>港の猫が話題に。写真集も売れている。</p>
</div></div><footer><p>当サイトの記事の無断使用を禁じます。</p></footer></body></html>""",
        FERRY,
        ("友だちに教える", "港の猫", "読者会員に登録", "無断使用"),
        "utf-8",
        "渡船が来春で終了　白浜市",
        "相馬 灯",
        "2024-10-03T18:00:00+09:00",
        "白浜日報",
        "https://news.example.jp/a/1",
    ),
    Page(
        "divs with classes only, Shift_JIS",
        f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=x-sjis"><title>堤防の復旧始まる：みなと放送</title>
<meta name=author content="編集部"></head><body><div id=header><div id=gnav><ul>{MENU}</ul></div></div><div id=wrap>
<div id=content class=clearfix><h2 class=ttl>堤防の復旧始まる</h2><p class=date>2023年7月12日 06時10分</p><div class=newsBody>
{ps(RIVER)}</div><div class=snsBox><a>広める</a></div></div><div id=side><h3>天気</h3><p>あすは晴れ、午後は雲が広がるでしょう。</p></div></div>
<div id=footer>会社案内 採用情報</div></body></html>""",
        RIVER,
        ("広める", "あすは晴れ", "採用情報"),
        "cp932",
        "堤防の復旧始まる",
        "",
        "2023年7月12日 06時10分",
    ),
    Page(
        "old table layout with br and hard-wrapped source, EUC-JP",
        "<HTML><HEAD><TITLE>浜の便り</TITLE></HEAD><BODY><TABLE><TR><TD VALIGN=top><A HREF=i>もくじ</A><BR><A HREF=b>日記帳</A><BR>"
        "<A HREF=l>仲間のページ</A></TD><TD><FONT SIZE=+2>裏山の秋</FONT><BR><BR>"
        + "<BR><BR>\n".join("　" + wrapped(paragraph, 30, "\n") for paragraph in DIARY)
        + "<BR><HR>あなたは00123人目のお客様です<BR>更新日：2001年11月4日</TD></TR></TABLE></BODY></HTML>",
        DIARY,
        ("もくじ", "人目のお客様"),
        "euc_jp",
        "裏山の秋",
        "",
        "2001年11月4日",
    ),
    Page(
        "lines cut by br in a cell, ISO-2022-JP without a charset",
        "<HTML><BODY><CENTER><H2>堤防について</H2></CENTER>"
        + "<BR><BR>".join(wrapped(paragraph, 24, "<BR>\n") for paragraph in RIVER)
        + "<P><A HREF=index.html>表紙に戻る</A></BODY></HTML>",
        RIVER,
        ("表紙に戻る",),
        "iso2022_jp",
        "堤防について",
    ),
    Page(
        "blog with br paragraphs and comments",
        f"""<html><head><meta charset="utf-8"><title>裏山の秋 - 坂の上の家</title><meta property="og:site_name" content="坂の上の家">
<meta property="og:title" content="裏山の秋"></head><body><div id="blog"><div class="entry"><h3 class="entry-title"><a href=1>裏山の秋</a></h3>
<div class="entry-date">2019-11-20</div><div class="entry-content">{"<br />".join("　" + line for line in DIARY)}<br /><br /></div>
<div class="entry-footer">カテゴリー：<a>散歩</a> | <a>固定リンク</a></div></div><div id="comments"><h4>コメント</h4>
<div class="comment-body">柿は甘かったですか。うらやましいです。 <a>返信</a></div></div>
<div class="sidebar"><h4>最近の記事</h4><ul><li><a>冬支度</a></li></ul></div></div></body></html>""",
        DIARY,
        ("柿は甘かった", "冬支度", "固定リンク"),
        "utf-8",
        "裏山の秋",
        "",
        "2019-11-20",
        "坂の上の家",
    ),
    Page(
        "government page in a form, windows-31j",
        f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-31j" /><title>渡船の今後について｜白浜市</title></head><body>
<form id="aspnetForm" action="x"><div class="skip"><a href="#m">本文へ飛ぶ</a></div><div id="topicpath"><a>ホーム</a> &gt; <a>くらし</a> &gt; 渡船</div>
<div id="main"><h1>渡船の今後について</h1><p>掲載日：2024年10月3日</p><h2>経緯</h2>{ps(FERRY[:2])}<h2>住民の声</h2>{ps(FERRY[2:])}
<table><caption>説明会の日程</caption><tr><th>日</th><th>会場</th></tr><tr><td>十一月八日</td><td>島の公民館</td></tr></table>
<div class="enquete"><h2>このページの感想をお聞かせください</h2><p>この内容は役に立ちましたか。</p></div></div></form></body></html>""",
        FERRY,
        ("本文へ飛ぶ", "役に立ちましたか"),
        "cp932",
        "渡船の今後について",
        "",
        "2024年10月3日",
        "白浜市",
    ),
    Page(
        "saved by a browser, densest block without names",
        f"""<!DOCTYPE html>
<!-- saved from url=(0031)https://example.jp/rivers/2023/7 -->
<html><head><meta charset="utf-8"><title>川を広げる工事を前倒し</title><style>.a{{}}</style></head><body><div class="x1"><div class="x2">
<a href=1>速報</a><a href=2>経済</a><a href=3>運動面</a></div><div class="x3"><div class="x4"><h1>川を広げる工事を前倒し</h1>
<div class="x5">{ps(RIVER)}</div></div><div class="x6"><h2>あわせて読みたい</h2><a href=4><p>雨のあと、町を歩いた。記者の手帳から。</p></a></div></div>
<div class="x9" style="display: none"><p>この窓は見えません。登録はこちらから。</p></div></div><script>var s="<p>裏の文。</p>"</script></body></html>""",
        RIVER,
        ("運動面", "記者の手帳", "見えません", "裏の文"),
        "utf-8",
        "川を広げる工事を前倒し",
        url="https://example.jp/rivers/2023/7",
    ),
    Page(
        "UTF-16 with ruby of every kind",
        """<html><head><title>裏山</title></head><body><p><ruby>裏山<rp>(</rp><rt>うらやま</rt><rp>)</rp></ruby>へ<ruby><rb>久</rb><rb>遠</rb><rt>く</rt>
<rt>おん</rt></ruby>の友と登った。<ruby>落<rt>お</rt>葉<rt>ば</rt></ruby>が深い。<ruby><ruby>柿<rt>かき</rt></ruby><rt>パーシモン</rt></ruby>を二つ買った。</p>
<p>帰りは<ruby>茶屋<rtc><rt>ちゃや</rt></rtc></ruby>の<ruby>前<rt>まえ<p>夕方の風は冷たかった。</p></body></html>""",
        ("裏山へ久遠の友と登った。落葉が深い。柿を二つ買った。", "夕方の風は冷たかった。"),
        ("うらやま", "ちゃや"),
        "utf-16",
        rubies=(
            ("裏山", "うらやま"),
            ("久", "く"),
            ("遠", "おん"),
            ("落", "お"),
            ("葉", "ば"),
            ("柿", "かき"),
            ("茶屋", "ちゃや"),
        ),
    ),
    Page(
        "preformatted prose",
        "<html><head><title>堤防</title></head><body><h1>堤防</h1><pre>\n"
        + "\n".join("　" + wrapped(paragraph, 30, "\n") for paragraph in RIVER)
        + "\n</pre></body></html>",
        RIVER,
    ),
    Page(
        "main with aside inside and figure",
        f"""<html><head><meta charset=utf8><meta property="article:published_time" content="2022-02-02"><title>渡船、終わる</title></head>
<body><main><h1>渡船、終わる</h1>{ps(FERRY[:1])}<figure><img src=a.jpg alt="船の写真"><figcaption>桟橋を離れるかもめ丸＝二日</figcaption></figure>
<aside><h4>渡船とは</h4><p>島と岸を結ぶ小さな船のこと。</p></aside>{ps(FERRY[1:])}<p><a href=9>船の歴史を読む</a></p></main></body></html>""",
        FERRY,
        ("小さな船のこと", "船の歴史を読む"),
        title="渡船、終わる",
        date="2022-02-02",
    ),
)

UNSEEN = (
    Page(
        "portal with hashed classes",
        f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>川幅広げる工事、前倒しへ（みなと通信） - あさひポータル</title>
<meta property="og:title" content="川幅広げる工事、前倒しへ（みなと通信） - あさひポータル"><meta property="og:site_name" content="あさひポータル">
</head><body><div id="wrapper"><header class="sc-h"><div><a>あさひポータル</a><button>検索</button></div></header><div id="contents">
<div id="contentsWrap" class="sc-a"><article class="sc-b"><header><h1 class="sc-c">川幅広げる工事、前倒しへ</h1><div class="sc-d"><time>7/12(水) 6:10</time>
<a>配信</a></div></header><div class="article_body sc-e"><div class="sc-f">{ps(RIVER[:2])}</div><div class="sc-f">{ps(RIVER[2:])}</div></div>
<footer><p>みなと通信社の他の記事も読む。</p></footer></article><section class="sc-r"><h2>関連記事</h2><ul><li><a>堤防の点検、十年ぶりに実施。</a></li></ul></section>
<section id="uamods-comment" class="userComments"><h2>コメント</h2><article><p>早く直してほしいと心から思います。</p></article></section>
</div></div></div></body></html>""",
        RIVER,
        ("他の記事も読む", "点検、十年ぶり", "早く直して"),
        title="川幅広げる工事、前倒しへ",
        site="あさひポータル",
    ),
    Page(
        "nested layout tables, Shift_JIS without charset",
        f"""<html><head><title>かもめ丸の話</title></head><body bgcolor=white><table border=0><tr><td colspan=2><img src=t.gif></td></tr><tr>
<td width=20%><table><tr><td><a href=1>はじめに</a></td></tr><tr><td><a href=2>写真館</a></td></tr></table></td><td><table><tr><td>
<b>かもめ丸の話</b></td></tr><tr><td>{"<br>".join("　" + paragraph for paragraph in FERRY)}</td></tr></table></td></tr></table></body></html>""",
        FERRY,
        ("写真館",),
        "cp932",
        "かもめ丸の話",
    ),
    Page(
        "WordPress theme",
        f"""<html><head><meta charset=UTF-8><title>裏山の秋 | 山道ノート</title></head><body class="post single has-sidebar"><div id=page>
<div class="site-header header-menu"><p class="site-title">山道ノート</p><ul class=menu>{MENU}</ul></div><div id=primary class="content-area">
<div class="post-12 type-post hentry"><h1 class=entry-title>裏山の秋</h1><span class="posted-on">2020年11月21日</span><span class="byline">by <a rel=author>木立 みのる</a></span>
<div class=entry-content>{ps(DIARY)}<div class="yarpp-related"><h3>関連投稿:</h3><ol><li><a>沢を渡る</a></li></ol></div></div></div>
<div id=respond class=comment-respond><h3>コメントを残す</h3><p>メールアドレスが公開されることはありません。</p></div></div>
<div id=secondary class=widget-area><div class=widget><h2>自己紹介</h2><p>山と本が好きです。週末に歩いています。</p></div></div></div></body></html>""",
        DIARY,
        ("沢を渡る", "公開されることは", "山と本が好き", "読者会員に登録"),
        title="裏山の秋",
        author="木立 みのる",
        date="2020年11月21日",
    ),
    Page(
        "SingleFile, ruby in the headline, EUC-JP declared wrongly as UTF-8",
        f"""<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: https://example.jp/ferry/9
 saved date: Thu Oct 03 2024
--><meta charset=utf-8><title>かもめ丸、春で終わり</title><body><div role=navigation>{MENU}</div><div role=main><h1><ruby>渡船<rt>とせん</rt></ruby>、春で終わり</h1>
{ps(FERRY, "")}<div class="cookie-banner"><p>当サイトはクッキーを使います。同意しますか。</p></div></div></body></html>""",
        FERRY,
        ("クッキー", "とせん"),
        "euc_jp",
        url="https://example.jp/ferry/9",
        rubies=(("渡船", "とせん"),),
    ),
    Page(
        "long lines cut by br at 38 columns between indented paragraphs, windows-31j",
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-31j'><title>雨のあと</title></head><body><h1>雨のあと</h1><div>"
        + "<br>\n".join(wrapped("　" + paragraph, 38, "<br>\n") for paragraph in RIVER + FERRY)
        + "</div><hr><div align=right>無断転載を禁じます</div></body></html>",
        RIVER + FERRY,
        ("無断転載",),
        "cp932",
        "雨のあと",
    ),
)

MORE = (
    Page(
        "an encyclopedia with notes and a box",
        """<html><head><title>かもめ丸 - 百科ウィキ</title></head><body><div id="mw-navigation"><ul><li><a>メインページ</a></li></ul></div><div id="content" class="mw-body"><h1 id="firstHeading">かもめ丸</h1><div id="siteSub">出典: フリー百科</div><div id="mw-content-text"><table class="infobox"><tr><th colspan=2>かもめ丸</th></tr><tr><th>就航</th><td>1978年</td></tr></table><p><b>かもめ丸</b>（かもめまる）は、白浜市と<a href=x>沖島</a>を結ぶ<a href=y>渡船</a>である<sup class="reference"><a href="#c1">[1]</a></sup>。</p><div id="toc" class="toc"><h2>目次</h2><ul><li><a href="#h">1 歴史</a></li></ul></div><h2><span id="h">歴史</span><span class="mw-editsection">[<a>編集</a>]</span></h2><p>1978年に就航した。当時の船長は「波に強い船だ」と語ったという。</p><h2>脚注</h2><ol class="references"><li id="c1"><a href="#r1">^</a> 白浜日報、1978年5月1日。</li></ol></div></div><div id="footer"><p>テキストは自由に利用できます。追加の条件があります。</p></div></body></html>""",
        (
            "かもめ丸（かもめまる）は、白浜市と沖島を結ぶ渡船である。",
            "1978年に就航した。当時の船長は「波に強い船だ」と語ったという。",
        ),
        ("追加の条件", "メインページ", "[1]"),
        title="かもめ丸",
    ),
    Page(
        "a thread of a board as a definition list",
        "<html><head><title>渡船を語るスレ</title></head><body bgcolor=#efefef><div><a href=x>■掲示板に戻る■</a> <a>全部</a></div><h1 style='color:red'>渡船を語るスレ</h1><dl class=thread><dt>1 ：<b>名無しさん</b>：2003/04/05(土) 12:34:56 ID:abc<dd> 島の船がなくなると聞いた。 <br> みんなどう思う？ <br><br><dt>2 ：<b>名無しさん</b>：2003/04/05(土) 12:40:00<dd> &gt;&gt;1 <br> 朝の便だけでも残してほしいよ。 <br><br></dl><form><input value=書き込む></form></body></html>",
        ("島の船がなくなると聞いた。", "朝の便だけでも残してほしいよ。"),
        ("掲示板に戻る",),
        "cp932",
        title="渡船を語るスレ",
    ),
    Page(
        "a div a paragraph, columns without names",
        f"<html><head><meta charset=utf-8><title>渡船終了へ</title></head><body><div class='container'><div class='row'><div class='col-8'><div class='headline'>渡船終了へ</div>{''.join('<div>' + p + '</div>' for p in FERRY)}<div>【関連】<a href=1>島の暮らし特集</a></div></div><div class='col-4'><div>ランキング</div><div><a>1位 港の猫、今日も昼寝</a></div><div>お天気：晴れのち曇り。風は弱いでしょう。</div></div></div></div></body></html>",
        FERRY,
        ("島の暮らし特集", "港の猫", "風は弱い"),
        title="渡船終了へ",
    ),
    Page(
        "a reporter's own comment",
        f"<html><head><meta charset=utf-8><title>堤防</title></head><body><article><h1>堤防</h1>{ps(RIVER)}<div class='expert-comment'><h3>記者の視点</h3><p>工事の順番が問われている。流域全体を見る目が要る。</p></div></article></body></html>",
        RIVER,
        (),
    ),
    Page(
        "an interview by line breaks",
        "<html><head><meta charset=utf-8><title>船長に聞く｜島の新聞</title></head><body><div id=main><h1>船長に聞く</h1><div class=body><p><b>――船に乗って何年になりますか。</b><br>「四十年です。父の代からこの航路を走っています」</p><p><strong>――最後の日はどう迎えますか。</strong><br>「いつも通りに舵を握る。それだけです」</p></div></div></body></html>",
        (
            "――船に乗って何年になりますか。",
            "「四十年です。父の代からこの航路を走っています」",
            "――最後の日はどう迎えますか。",
            "「いつも通りに舵を握る。それだけです」",
        ),
        (),
        title="船長に聞く",
    ),
    Page(
        "blank lines in the body, lines of links",
        f"<html><head><meta http-equiv=content-type content='text/html; charset=euc-jp'><title>日記</title></head><body><div align=center><a href=../>ホーム</a> | <a href=n>次の日</a></div><hr>{'<br><br>'.join(DIARY)}<br><br><div align=center><a href=../>ホーム</a></div><address>mail: yama@example.jp</address></body></html>",
        DIARY,
        ("次の日",),
        "euc_jp",
    ),
    Page(
        "frames with their substitute",
        "<html><frameset cols='20%,*'><frame src=a><frame src=b><noframes><body><p>このページはフレームを使っています。</p></body></noframes></frameset></html>",
        ("このページはフレームを使っています。",),
    ),
    Page(
        "a lead in a header before a wall",
        f"<html><head><meta charset=utf-8><title>渡船終了 - 白浜日報</title></head><body><main><article class='c-article has-paywall'><header class='c-article-header'><h1>渡船終了</h1><p class='lead'>{FERRY[0]}</p></header><div class='c-article__body'>{ps(FERRY[1:3])}</div><div class='paywall-box'><p>この記事は有料です。残り800字。</p></div></article></main></body></html>",
        FERRY[:3],
        ("残り800字",),
        title="渡船終了",
    ),
    Page(
        "lists in an entry",
        f"<html><head><meta charset=utf-8><title>支度の手引</title></head><body><div class=entry-content><h2>持ち物</h2><ul><li>水筒は二本持つ。</li><li>雨具は上下に分かれたものを選ぶ。</li></ul><ol><li><p>朝は早く出る。</p></li></ol>{ps(DIARY)}</div></body></html>",
        (*DIARY, "水筒は二本持つ。", "朝は早く出る。"),
    ),
    Page(
        "questions and answers of an authority",
        "<html><head><meta charset=utf-8><title>よくある質問：白浜市公式ホームページ</title></head><body><div id=tmp_header><ul><li>文字サイズ</li></ul></div><div id=tmp_contents><h1>よくある質問</h1><dl><dt>渡船はいつまで乗れますか。</dt><dd>来年の三月三十一日まで運航します。</dd><dt>払い戻しはありますか。</dt><dd>回数券は窓口で払い戻します。身分証をお持ちください。</dd></dl><div class=box_info_cnt><h2>お問い合わせ</h2><p>港湾課　電話：000-1234</p></div></div><div id=tmp_lnavi><ul><li><a>窓口案内</a></li></ul></div></body></html>",
        (
            "渡船はいつまで乗れますか。",
            "来年の三月三十一日まで運航します。",
            "回数券は窓口で払い戻します。身分証をお持ちください。",
        ),
        ("窓口案内",),
        title="よくある質問",
    ),
    Page(
        "a newsletter with rules in preformatted text",
        "<html><head><title>浜だより</title></head><body><pre>\n━━━━━━━━━━━━━━━━━━━━━━━━\n　浜だより　第12号\n━━━━━━━━━━━━━━━━━━━━━━━━\n\n"
        + "\n\n".join(wrapped(p, 30, "\n") for p in RIVER)
        + "\n</pre></body></html>",
        RIVER,
        (),
    ),
    Page(
        "cards of other articles below",
        f"<html><head><meta charset=utf-8><title>渡船終了</title></head><body><main><article><h1>渡船終了</h1>{ps(FERRY)}</article><section><h2>注目の記事</h2><article><a href=1><h3>堤防</h3><p>大雨で切れた堤防の工事が、きのう始まった。</p></a></article><article><a href=2><h3>山道</h3><p>落ち葉の道を歩いた。柿が実っていた。</p></a></article></section></main></body></html>",
        FERRY,
        ("きのう始まった", "柿が実っていた"),
    ),
    Page(
        "English",
        "<html lang=en><head><meta charset=utf-8><title>The last ferry | Harbor Post</title></head><body><nav>Home News</nav><article><h1>The last ferry</h1><p>The city said on Tuesday that the ferry will stop in March.</p>\n<p>“We will not leave the island alone,” the mayor said\nat a press conference.</p></article></body></html>",
        (
            "The city said on Tuesday that the ferry will stop in March.",
            "“We will not leave the island alone,” the mayor said at a press conference.",
        ),
        ("Home News",),
        title="The last ferry",
    ),
    Page(
        "tables of colours, ISO-2022-JP",
        f"<html><head><meta http-equiv='Content-Type' content='text/html; charset=iso-2022-jp'><title>堤防復旧</title></head><body><table width=100%><tr bgcolor=blue><th><font color=white size=6>みなと町だより</font></th></tr></table><table><tr><td><p>{'</p><p>'.join(RIVER)}</p></td><td width=150><b>お知らせ</b><br>町民体育祭は雨のため中止になりました。<br><a>広報</a></td></tr></table></body></html>",
        RIVER,
        ("広報",),
        "iso2022_jp",
    ),
    Page(
        "an episode of a serial",
        "<html><head><meta charset=utf-8><title>第1話 岬 - 灯の話（野辺つくし） - 小説の森</title></head><body><div id=app><header>小説の森</header><div class='widget-episode'><div class='widget-episodeBody js-episode-body'><p id=p1>　<ruby><rb>岬</rb><rp>《</rp><rt>みさき</rt><rp>》</rp></ruby>に灯がともった。</p><p id=p2 class=blank><br></p><p id=p3>「来たよ」</p><p id=p4>　澪が言った。</p></div></div><div id='episodeFooter-action'><p>応援してください。作者が喜びます。</p></div></div></body></html>",
        ("岬に灯がともった。", "「来たよ」", "澪が言った。"),
        (),
        rubies=(("岬", "みさき"),),
    ),
    Page(
        "a chapter with an afterword",
        f"<html><head><meta charset=utf-8><title>灯の話 - 第一部</title></head><body><div id=novel_header><ul><li>ホーム</li></ul></div><div id=container><p class=novel_subtitle>第一部</p><div id=novel_honbun class=novel_view>{''.join(f'<p id=L{i}>　{p}</p>' for i, p in enumerate(DIARY))}</div><div id=novel_a class=novel_view><p>あとがきです。読んでくれてありがとう。</p></div></div></body></html>",
        DIARY,
        ("ホーム",),
    ),
)

PAGES = SEEN + UNSEEN + MORE
