"""What the plain commands say: each text in English and in Japanese, side by side."""

PAIRS: dict[str, tuple[str, str]] = {
    # inyo --help
    "help.about": (
        "Explore a collection of Japanese documents: search it, see who said what, copy quotations.",
        "日本語の文書を集めたフォルダーを検索し、誰が何を言ったかを一覧し、出典つきで引用を写し取ります。",
    ),
    "help.commands": ("commands", "コマンド"),
    "help.explorer": (
        "the explorer (without PATH the collection opened last, at first the demo)",
        "画面を開く（PATH がなければ前回のコレクション、初回は見本）",
    ),
    "help.more": (
        "`inyo COMMAND --help` tells more. A folder that bears a command's name is opened as ./name.",
        "くわしくは `inyo コマンド --help`。コマンドと同じ名前のフォルダーは ./名前 として開きます。",
    ),
    "help.exits": ("exit status", "終了ステータス"),
    "exit.found": ("found", "見つかった"),
    "exit.nothing": ("nothing found", "見つからなかった"),
    "exit.error": ("an error", "エラー"),
    "exit.interrupted": ("interrupted", "中断"),
    # what each command gives
    "command.index": ("Build the index or bring it up to date.", "索引を作る、または最新にする。"),
    "command.search": ("Passages that match a query, best first.", "検索式に合う段落を、よく合う順に。"),
    "command.quotes": ("Quotations: who said what.", "引用の一覧。誰が何を言ったか。"),
    "command.people": (
        "Everybody the documents name: mentions, quotations, name with titles, other names.",
        "文書に出てくる人物。言及の数、引用の数、名前と肩書、別名。",
    ),
    "command.kwic": (
        "Every place of a word in its context, what stands beside it, how often it comes.",
        "語の用例を文脈つきで並べる（KWIC）。共起語と頻度も。",
    ),
    "command.batch": (
        "How many passages match each query of a list, by month or by document.",
        "検索式の一覧について、合う段落の数を月ごと・文書ごとの表にする。",
    ),
    "command.show": (
        "A document's text as inyo understands it (what offsets count in).",
        "文書の本文を、inyo が読んだとおりに（位置の数え方の基準）。",
    ),
    "command.corrections": (
        "What you said of quotations, an object a line, to be taken in elsewhere.",
        "引用に加えた訂正を一行に一つの JSON で。別の場所でも読み込める。",
    ),
    "command.doctor": (
        "Terminal, locale, clipboard route, index health.",
        "端末、ロケール、クリップボードの経路、索引の状態を調べる。",
    ),
    "command.keys": ("The keys of the explorer.", "画面のキーの一覧。"),
    "command.config": ("The settings: where they are kept, what they are.", "設定。置き場所と内容。"),
    "command.completion": ("Completion for a shell, to be read by it.", "シェルの補完。シェルに読み込ませる。"),
    "command.man": ("The manual page.", "マニュアルページ。"),
    "command.mcp": (
        "A read-only server for programs on standard input and output (needs inyo[mcp]).",
        "標準入出力で他のプログラムに応じる、読み取り専用のサーバー（inyo[mcp] が必要）。",
    ),
    # arguments
    "option.documents": (
        "folders or files: text, Markdown, Aozora Bunko, PDF, Word, EPUB, web pages, feeds, mail, subtitles, tables, "
        "archives",
        "フォルダーまたはファイル（テキスト、Markdown、青空文庫、PDF、Word、EPUB、HTML、フィード、メール、字幕、表、書庫など）",
    ),
    "option.version": ("show inyo's version and exit", "バージョンを表示して終わる"),
    "option.paths": (
        "folders or files; default: the collection opened last, at first the demo",
        "フォルダーまたはファイル。省略すると前回のコレクション、初回は見本",
    ),
    "option.engine": (
        "keep the index on an OpenSearch cluster: https://host:9200/name (needs inyo[opensearch])",
        "索引を OpenSearch のクラスターに置く。https://host:9200/name の形（inyo[opensearch] が必要）",
    ),
    "option.rebuild": ("read everything anew", "すべて読み直す"),
    "option.query": ("one argument: quote it for the shell", "検索式。引数一つとして、シェルの引用符で囲む"),
    "option.limit": ("at most N passages (default {default}; 0: all)", "多くとも N 件（既定は {default}、0 はすべて）"),
    "option.sort": (
        "relevance (default), date (oldest first), -date (newest first), title, path",
        "relevance（よく合う順、既定）、date（古い順）、-date（新しい順）、title（題名）、path（パス）",
    ),
    "option.json": ("one object a line", "一行に一つの JSON"),
    "option.csv": ("a table with a heading", "見出しつきの表（CSV）"),
    "option.markdown": ("block quotes", "Markdown の引用"),
    "option.bom": (
        "begin a CSV with a byte order mark, as spreadsheets want it (FILE of -o always has one)",
        "CSV の先頭に BOM を置く（表計算ソフト向け。-o のファイルには常に置く）",
    ),
    "option.import": (
        "take in what this command printed elsewhere, over what is kept here; - is standard input",
        "別の場所でこのコマンドが出力したものを読み込む（ここにあるものより優先）。- は標準入力",
    ),
    "option.output": ("write to FILE, which must not exist yet", "FILE に書く（すでにあるファイルには書かない）"),
    "option.count": ("how many passages each document has", "文書ごとの段落の数"),
    "option.files": ("only the documents that have one", "合う段落のある文書の名前だけ"),
    "option.by": ("of this speaker, under any alias", "この話者のもの（別名も含む）"),
    "option.about": ("whose words match a query", "引用の文言が検索式に合うもの"),
    "option.all": ("also thoughts, terms, titles and the rest", "思考、用語、題名なども含む"),
    "option.file": ("a document, also one of no collection", "文書。コレクションになくてもよい"),
    "option.raw": (
        "the decoded file as it is, line breaks and markup included",
        "ファイルのまま（改行や記号も含めて）",
    ),
    "option.left": ("characters before the word (default {default})", "語の前の文字数（既定は {default}）"),
    "option.right": ("characters after the word (default {default})", "語の後の文字数（既定は {default}）"),
    "option.kwic_sort": (
        "by words beside it: left1 … left5, right1 … right5, joined by commas (default: by place)",
        "並べ替えの語。left1 … left5, right1 … right5 をコンマでつなぐ（既定は出現順）",
    ),
    "option.collocations": (
        "instead the words within N of it (default {default}): how often, log-likelihood, logDice",
        "代わりに前後 N 語以内（既定は {default}）の共起語。頻度、対数尤度比、logDice",
    ),
    "option.frequency": (
        "instead how often it comes in each month or document, also per 10,000 characters",
        "代わりに月ごと・文書ごとの頻度。一万字あたりも",
    ),
    "option.terms": (
        "a text file with a query a line (# begins a remark); - is standard input",
        "一行に一つの検索式を書いたテキスト（# 以下は注釈）。- は標準入力",
    ),
    "option.batch_by": ("columns of the table: month (default) or document", "表の列。month（既定）または document"),
    "option.print": (
        "every setting with its default, as a file that may be put there",
        "すべての設定と既定値を、そのまま使えるファイルの形で",
    ),
    "option.keys_markdown": ("as a table in Markdown", "Markdown の表として"),
    "option.shell": ("bash, zsh or fish", "bash、zsh、fish のいずれか"),
    # what is said of arguments
    "advice.query": (
        "; a query is one argument, and before one that begins with a dash stands --",
        "（検索式は引数一つです。ハイフンで始まるときは前に -- を置いてください）",
    ),
    "wrong.see": ("{message}{advice} (see {prog} --help)", "{message}{advice}（{prog} --help を参照）"),
    "wrong.option": ("there is no option {words}", "{words} というオプションはありません"),
    "wrong.words": ("nothing can be done with {words}", "{words} は余分です"),
    "wrong.empty": ("an empty name names no file or folder", "名前が空です。ファイルかフォルダーを指定してください"),
    "wrong.count": ("a count is a number from 0 on, not {text}", "{text} は件数ではありません（0 以上の数）"),
    "wrong.sort": ("there is no order {text}; there are {orders}", "{text} という並べ方はありません（{orders}）"),
    "wrong.bom": ("--bom goes with --csv alone", "--bom は --csv と一緒にだけ使えます"),
    # errors
    "error.closed": (
        "standard output is closed, so nothing can be printed; give it a file or a pipe",
        "標準出力が閉じているため何も書けません。ファイルかパイプにつないでください",
    ),
    "error.no_input": (
        "standard input is closed, so nothing can be read from it; name a file",
        "標準入力が閉じているため何も読めません。ファイルを指定してください",
    ),
    "error.memory": (
        "there is not enough memory for this; end other programs, allow more (ulimit -v), or ask of fewer documents",
        "メモリーが足りません。ほかのプログラムを終えるか、上限（ulimit -v）を上げるか、文書を減らしてください",
    ),
    "name.input": ("standard input", "標準入力"),
    "error.system": (
        "{where}{reason}; check the disk and the permissions, then try again",
        "{where}{reason}。ディスクと許可を確かめて、もう一度試してください",
    ),
    "error.died": (
        "the explorer was ended by {how}; the terminal is restored, and what you marked is kept. Start inyo again",
        "画面が {how} により終了しました。端末は元に戻し、マークは保存済みです。もう一度起動してください",
    ),
    "error.died.sigbus": (
        "the explorer was ended by {how}: a file of the index changed while it was read, or the disk has a fault. The "
        "terminal is restored, and what you marked is kept; start inyo again, it mends the index",
        "画面が {how} により終了しました。読み取り中の索引ファイルが変更されたか、ディスクの異常です。端末は元に戻し、"
        "マークは保存済みです。もう一度起動すると索引を直します",
    ),
    "error.own": (
        "a mistake of inyo's own ({error}); please report it",
        "inyo 自身の誤りです（{error}）。お知らせください",
    ),
    "error.own.file": (
        "a mistake of inyo's own ({error}); please report it with {file}",
        "inyo 自身の誤りです（{error}）。{file} を添えてお知らせください",
    ),
    "error.exists": ("{file} exists already; choose another name", "{file} はすでにあります。別の名前にしてください"),
    "error.part": (
        "{file} has no part {part}; without one all its parts are shown",
        "{file} に {part} という部分はありません。部分を指定しなければすべて表示します",
    ),
    "error.mcp": (
        "the server needs the library mcp: pip install 'inyo[mcp]'",
        "サーバーには mcp ライブラリーが必要です: pip install 'inyo[mcp]'",
    ),
    "error.terms": ("{file} holds no query; write one a line", "{file} に検索式がありません。一行に一つ書いてください"),
    # what the commands tell
    "tell.left_out": (
        "left out: {what}; inyo index names each",
        "読めなかったもの: {what}（一つずつの理由は inyo index）",
    ),
    "tell.updated": (
        "{added} added, {changed} changed, {removed} removed, {unchanged} unchanged in {seconds:.1f} s",
        "追加 {added}、変更 {changed}、削除 {removed}、変わらず {unchanged}（{seconds:.1f} 秒）",
    ),
    "tell.unchanged": (
        "nothing changed: {count} documents are up to date",
        "変更はありません。{count} 件の文書は最新です",
    ),
    "tell.unchanged.one": ("nothing changed: 1 document is up to date", "変更はありません。1 件の文書は最新です"),
    "tell.copies": (
        "{count} documents have the text of others and are shown with these: {names}",
        "{count} 件の文書は他の文書と同じ本文です。その文書とあわせて示します: {names}",
    ),
    "tell.copies.one": (
        "1 document has the text of another and is shown with it: {names}",
        "1 件の文書は他の文書と同じ本文です。その文書とあわせて示します: {names}",
    ),
    "tell.editions": (
        "{count} documents are shorter editions of others, which say all that they say and more: {names}",
        "{count} 件の文書は他の文書の別の版です（本文はすべて相手にもあり、相手のほうが長い）: {names}",
    ),
    "tell.editions.one": (
        "1 document is a shorter edition of another, which says all that it says and more: {names}",
        "1 件の文書は他の文書の別の版です（本文はすべて相手にもあり、相手のほうが長い）: {names}",
    ),
    "tell.best": (
        "best {shown} of {total} passages in {documents}; --limit 0 prints all",
        "{documents}の {total} 段落中、上位 {shown} 件（--limit 0 ですべて）",
    ),
    "tell.first": (
        "first {shown} of {total} places; --limit 0 prints all",
        "{total} か所のうち最初の {shown} か所（--limit 0 ですべて）",
    ),
    "tell.documents": ("{count} documents", "{count} 文書"),
    "tell.documents.one": ("1 document", "1 文書"),
    "tell.nothing": ("nothing found", "見つかりませんでした"),
    "tell.weaker": ("0 found, {count} weaker", "該当なし。弱い一致が {count} 件"),
    "tell.nearest": ("nothing found; nearest words: {words}", "見つかりませんでした。近い語: {words}"),
    "tell.no_quotes": ("no quotations found", "引用は見つかりませんでした"),
    "tell.nobody": ("the documents name nobody", "文書に人物は出てきません"),
    "tell.cleaned.one": ("1 control character was left out", "制御文字 1 個を除きました"),
    "tell.cleaned": ("{count:,} control characters were left out", "制御文字 {count:,} 個を除きました"),
    "tell.taken.one": ("1 correction was taken in", "訂正 1 件を読み込みました"),
    "tell.taken": ("{count:,} corrections were taken in", "訂正 {count:,} 件を読み込みました"),
    "tell.not_taken.one": ("1 line is no correction and was passed over", "訂正でない 1 行を飛ばしました"),
    "tell.not_taken": (
        "{count:,} lines are no corrections and were passed over",
        "訂正でない {count:,} 行を飛ばしました",
    ),
    "tell.written": ("written to {file}", "{file} に書きました"),
    # tables
    "column.term": ("query", "検索式"),
    "column.total": ("total", "合計"),
    "column.undated": ("undated", "日付なし"),
    "column.left": ("left", "左"),
    "column.node": ("word", "語"),
    "column.right": ("right", "右"),
    "column.word": ("word", "語"),
    "column.joint": ("together", "共起"),
    "column.frequency": ("in all", "総数"),
    "column.log_likelihood": ("log-likelihood", "対数尤度比"),
    "column.log_dice": ("logDice", "logDice"),
    "column.group.month": ("month", "月"),
    "column.group.document": ("document", "文書"),
    "column.count": ("count", "回数"),
    "column.characters": ("characters", "文字数"),
    "column.rate": ("per 10,000", "一万字あたり"),
    "kwic.window": (
        "words within {window} of it, particles and signs apart; log-likelihood against the rest of the collection",
        "前後 {window} 語以内（助詞と記号を除く）。対数尤度比はコレクションの残りとの比較",
    ),
    # progress of an update
    "progress.scan": ("looking for documents: {done}", "文書を探しています: {done}"),
    "progress.rate": ("{rate:,.0f} chars/s", "毎秒 {rate:,.0f} 字"),
    "progress.left": ("{left} left", "残り {left}"),
    # doctor
    "doctor.terminal": ("terminal", "端末"),
    "doctor.width": ("width", "文字幅"),
    "doctor.locale": ("locale", "ロケール"),
    "doctor.clipboard": ("clipboard", "複写"),
    "doctor.index": ("index", "索引"),
    "doctor.is": (
        "TERM is {term}, {columns}x{lines} cells, {colours}{where}",
        "TERM は {term}、{columns}×{lines}、{colours}{where}",
    ),
    "doctor.inside": (", inside {where}", "、{where} の中"),
    "doctor.true": ("true colour", "フルカラー"),
    "doctor.colours": ("{count} colours", "{count} 色"),
    "doctor.silent": (
        "the terminal does not report its cursor; ambiguous characters are taken as 1 cell",
        "端末がカーソル位置を答えません。曖昧幅の文字は 1 桁とみなします",
    ),
    "doctor.cells": (
        "ambiguous characters ({mark}) take {width} cell(s) here",
        "曖昧幅の文字（{mark}）はここでは {width} 桁です",
    ),
    "doctor.set_width": (
        "; set ambiguous_width = {width} in {file}",
        "。{file} で ambiguous_width = {width} としてください",
    ),
    "doctor.garbled": (
        "{encoding}: Japanese may be garbled; set LC_ALL to a UTF-8 locale such as C.UTF-8",
        "{encoding}: 文字化けするかもしれません。LC_ALL を UTF-8 のロケール（C.UTF-8 など）にしてください",
    ),
    "doctor.else": ("; else ", "。だめなら "),
    "doctor.tmux": ("set-clipboard is {mode}", "set-clipboard は {mode}"),
    "doctor.tmux_off": (
        "set-clipboard is off; tmux keeps copies to itself: set-clipboard must be on or external to reach your machine",
        "set-clipboard が off のため、複写は tmux の中にとどまります。on か external にしてください",
    ),
    "doctor.osc52": (
        "OSC 52 to the terminal{through} (up to {most} kB; the terminal never says whether it took it)",
        "OSC 52 で端末へ{through}（{most} kB まで。届いたかどうかは分かりません）",
    ),
    "doctor.through": (" through GNU screen", "（GNU screen 経由）"),
    "refused.too-large": ("refused: too large for OSC 52", "OSC 52 には大きすぎます"),
    "refused.no-tmux": (
        'the setting clipboard = "tmux" asks for tmux, and this is no tmux',
        '設定は clipboard = "tmux" ですが、ここは tmux ではありません',
    ),
    "refused.no-tool": (
        "no clipboard program was found; set clipboard_command, or let clipboard be auto",
        "クリップボードのプログラムがありません。clipboard_command を設定するか、clipboard を auto にしてください",
    ),
    "refused.off": (
        'copying is switched off by the setting clipboard = "off"; copies still go to a file',
        '設定 clipboard = "off" により複写しません（ファイルには残します）',
    ),
    # the places of the table of keys
    "place.everywhere": ("Everywhere", "どこでも"),
    "place.list": ("In every list", "一覧"),
    "place.documents": ("Documents (1)", "文書 (1)"),
    "place.results": ("Results (2)", "結果 (2)"),
    "place.facets": ("What the results have in common (F)", "絞り込み (F)"),
    "place.reader": ("Text (3)", "本文 (3)"),
    "place.quotations": ("Quotations (4)", "引用 (4)"),
    "place.people": ("People (5)", "人物 (5)"),
    "place.concordance": ("Concordance (c)", "用例 (c)"),
    "place.dossier": ("Dossier (i)", "人物カルテ (i)"),
    "place.start": ("First screen (0)", "はじめの画面 (0)"),
    "place.search": ("In the search box", "検索欄"),
    "place.prompt": ("Where something is asked", "入力を求められたとき"),
    "place.menu": ("In a menu", "メニュー"),
    # the settings
    "settings.head": (
        "inyo's settings. This file may stand as {file}; every line shows a default.",
        "inyo の設定。このファイルは {file} に置けます。各行は既定値です。",
    ),
    "setting.language": ("auto (the locale's), ja, en", "auto（ロケールに従う）、ja、en"),
    "setting.clipboard": (
        "auto, osc52, tmux, tool (one that is installed), command (the next line), off",
        "auto、osc52、tmux、tool（入っているプログラム）、command（次の行）、off",
    ),
    "setting.clipboard_command": (
        'a program that takes what is copied, as "wl-copy --trim-newline"',
        "複写したものを受け取るプログラム。例: wl-copy --trim-newline",
    ),
    "setting.citation": (
        "the form of a quotation: {styles}, or one of your own, of which a part in [ ] is left out where its field is "
        "empty. Fields: {fields}",
        "引用の形。{styles} のどれか、または自分の形（[ ] の中は、項目が空なら省く）。項目: {fields}",
    ),
    "setting.ascii_borders": ("true where a font lacks the lines", "罫線のない書体では true"),
    "setting.ambiguous_width": (
        "2 where the terminal draws ※ and ○ over two cells: inyo doctor measures it",
        "端末が ※ や ○ を 2 桁で描くなら 2（inyo doctor で測れる）",
    ),
    "setting.theme": ("{themes}; empty: as the terminal can", "{themes}。空なら端末に合わせる"),
    "setting.preview": (
        'the text follows the lists: "auto" (where it stands beside them), "on" or "off"',
        '一覧に本文を追従させる。"auto"（横に並ぶときだけ）、"on"、"off"',
    ),
    "setting.mouse": ("false leaves the mouse to the terminal", "false ならマウスを端末に任せる"),
    "setting.opener": (
        "what o opens a document with: a command with {{file}} and {{line}}",
        "o で文書を開くプログラム。{{file}} と {{line}} を使う",
    ),
    "setting.synonyms": (
        "words of one meaning, or a word and its reading, a group a line (レアアース, 希土類): a file or files",
        "同義語のファイル（レアアース, 希土類 のように一行に一組）。複数なら並べる",
    ),
    "setting.aliases": (
        "names of one person (山本健 = 山本氏, ケンさん – or 山本健 != 山本健太): a file or a list of files",
        "人名のファイル（山本健 = 山本氏, ケンさん。別人なら 山本健 != 山本健太）。複数なら並べる",
    ),
    "setting.engine": (
        "an OpenSearch cluster and a name there that keep the index: https://host:9200/name; empty: this machine",
        "索引を置く OpenSearch のクラスターと名前。https://host:9200/name の形。空ならこの端末に置く",
    ),
    "setting.keys": (
        "a command's id and its keys, separated by commas; defaults:",
        "操作の名前とキー（コンマ区切り）。既定は次のとおり:",
    ),
    "setting.other": ("(see the papers)", "（説明は文書に）"),
}
"""English and Japanese of each text; the one for a count of 1 (KEY.one) is needed in English alone."""

ARGPARSE: dict[str, str] = {
    "usage: ": "使い方: ",
    "positional arguments": "引数",
    "options": "オプション",
    "show this help message and exit": "この説明を表示して終わる",
    "the following arguments are required: %s": "%s が必要です",
    "unrecognized arguments: %s": "%s は余分です",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "not allowed with argument %s": "%s と同時には使えません",
    "expected one argument": "値が一つ必要です",
    "expected at least one argument": "値が必要です",
    "ignored explicit argument %r": "値 %r は取りません",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s はどれか決まりません（%(matches)s）",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r は選べません（%(choices)s から選んでください）",
    "invalid %(type)s value: %(value)r": "%(value)r は使えません",
    "one of the arguments %s is required": "%s のいずれかが必要です",
}
"""What the standard library's parser says, in Japanese."""
