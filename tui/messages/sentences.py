"""The sentences that come to the screen in English from below, in Japanese: what is wrong with a file, a setting, the
index. Fields are numbered in the order of the English; one that holds such a sentence itself is put into Japanese too.
"""

from __future__ import annotations

import errno
import os
import re
from functools import cache

COUNTED: dict[str, str] = {
    "and {0} more": "ほか {0} 件",
    "{0} encrypted {1}": "{0} 件のパスワード付き {1}",
    "{0} without text {1}": "{0} 件の文字情報のない {1}",
    "{0} empty {1}": "{0} 件の空の {1}",
    "{0} damaged {1}": "{0} 件の壊れた {1}",
    "{0} damaged in part {1}": "{0} 件の一部壊れた {1}",
    "{0} read in part {1}": "{0} 件の一部だけ読めた {1}",
    "{0} too large {1}": "{0} 件の大きすぎる {1}",
    "{0} unreadable {1}": "{0} 件の読めない {1}",
    "{0} without ending": "{0} 件の拡張子のないファイル",
}
"""What was left out, counted: a number stands first."""

JAPANESE: dict[str, str] = {
    **COUNTED,
    "without ending": "拡張子のないファイル",
    "an old Word file": "古い形式の Word ファイル",
    "an old Excel file": "古い形式の Excel ファイル",
    "an Outlook message": "Outlook のメッセージ",
    "an Outlook mailbox": "Outlook のメールボックス",
    "a presentation": "プレゼンテーション",
    "a 7z archive": "7z の書庫",
    "a RAR archive": "RAR の書庫",
    "an LZH archive": "LZH の書庫",
    "a cabinet archive": "CAB の書庫",
    "an Ichitaro file": "一太郎のファイル",
    "a Pages file": "Pages のファイル",
    "a Numbers file": "Numbers のファイル",
    "a Kindle book": "Kindle の本",
    "a DjVu or XPS file": "DjVu か XPS のファイル",
    ".docx or PDF": ".docx か PDF",
    ".xlsx or .csv": ".xlsx か .csv",
    "its XML": "中の XML",
    "holds no text that could be read: {0}": "読める文字がありません（{0}）",
    # documents
    "is empty; nothing to index": "中身がありません",
    "holds nothing but white space; nothing to index": "空白しかありません",
    "is no text but a binary file; convert it to text or leave it out": "テキストではありません。変換するか、外してください",
    "is a folder; give it as a collection": "フォルダーです。コレクションとして指定してください",
    "is a pipe, socket or device and no file; it was not opened": "ファイルではなくパイプか装置です。開きませんでした",
    "is no name a file can have; check the spelling": "ファイル名として使えません。綴りを確かめてください",
    "is no Japanese text in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP; save it as UTF-8": "UTF-8、UTF-16、Shift_JIS、EUC-JP、ISO-2022-JP のどれでもありません。UTF-8 で保存してください",
    "is damaged: {0} broken as {1}; save it anew as UTF-8": "{1} として{0}壊れています。UTF-8 で保存し直してください",
    "is damaged: {0} broken as {1} and became U+FFFD; the rest was read": "{1} として{0}壊れています。そこを U+FFFD に替えて、残りは読みました",
    "{0} broken as {1} and became U+FFFD": "{1} として{0}壊れ、U+FFFD に替えました",
    "one place is": "一か所",
    "one place was": "一か所",
    "{0} places are": " {0} か所",
    "{0} places were": " {0} か所",
    "could not be read: {0}": "読めませんでした（{0}）",
    "could not be analysed now ({0})": "今は解析できませんでした（{0}）",
    "made inyo itself fail ({0}); please report it": "inyo 自身の誤りで読めませんでした（{0}）。お知らせください",
    "the machine gave it too little of its time": "計算機が忙しく、ほとんど動けませんでした",
    "took too long to analyse": "解析に時間がかかりすぎました",
    "ended the process that analysed it ({0})": "解析するプロセスが終わりました（{0}）",
    "needs more memory than the analysis of a file may take; split it": "解析に要るメモリーが上限を超えています。分割してください",
    "{0}; it was left out": "{0}。外しました",
    "was written to while it was read; update again": "読む間に書き換えられました。もう一度更新してください",
    "has {0} MB, more than the {1} MB a document may have; split it": "{0} MB あります。上限は {1} MB です。分割してください",
    "may not be read; change its permissions or leave it out": "読む許可がありません。許可を変えるか、外してください",
    "does not exist; check the spelling, or whether it was moved": "見つかりません。綴りを確かめるか、移されていないか見てください",
    "cannot be read ({0}); check the disk and the path": "読めません（{0}）。ディスクとパスを確かめてください",
    "is a link to {0}, which does not exist; restore or delete it": "リンク先 {0} がありません。直すか削除してください",
    "is a link that leads in a circle; delete it": "同じところに戻るリンクです。削除してください",
    "was read in part: {0}": "一部だけ読みました（{0}）",
    # formats
    "holds no text; nothing to index": "文字がありません",
    "holds no text (pictures only); nothing to index": "文字がありません（画像だけ）",
    "holds no text but pictures": "画像だけで文字がありません",
    "holds no text in its values; nothing to index": "値に文字がありません",
    "holds no text outside of scripts, menus and pictures": "スクリプト、メニュー、画像のほかに文字がありません",
    "holds no entry with text; nothing to index": "文字のある項目がありません",
    "holds no rows; nothing to index": "行がありません",
    "holds no message; nothing to index": "メールがありません",
    "holds nothing; nothing to index": "中身がありません",
    "holds times without words; nothing to index": "時刻だけで言葉がありません",
    "holds no text part; open it where it was made and save it anew": "本文がありません。作ったソフトで開いて保存し直してください",
    "holds no document that can be read ({0})": "読める文書がありません（{0}）",
    "holds more than {0} files; unpack it and leave out what is not needed": "{0} を超えるファイルが入っています。展開して要らないものを除いてください",
    "has no text that can be read": "読める文字がありません",
    "has only empty pages": "空のページしかありません",
    "has pictures of pages and no text: run OCR on it first": "ページの画像だけで文字がありません。先に文字認識（OCR）をかけてください",
    "has more bytes than a document may have": "文書の上限より大きいものです",
    "says that {0} has more bytes than all of it may have: unpack it yourself": "{0} が書庫全体の上限より大きいとしています。展開してから読み込んでください",
    "has more than {0} MB: split it": "{0} MB を超えています。分割してください",
    "has no times as subtitles have; rename it to .txt to read it so": "字幕のような時刻がありません。.txt に改名すれば読めます",
    "has a name without an ending that tells its format; convert it to text, PDF or the like to have it found": "名前に形式を表す拡張子がありません。テキストや PDF などに変換してください",
    "is a {0} file, which is not read; convert it to text, PDF or the like to have it found": "{0} ファイルは読みません。テキストや PDF などに変換してください",
    "is of a kind that inyo does not read": "inyo が読まない種類です",
    "is {0}, which inyo does not read; save it as {1}": "{0}は読めません。{1} として保存してください",
    "is {0}, which inyo does not unpack; unpack it, or pack it as .zip": "{0}は展開できません。展開するか .zip にしてください",
    "is a damaged zip archive; fetch it again": "壊れた zip です。取り直してください",
    "is a damaged tar archive and was read up to there": "壊れた tar です。途中まで読みました",
    "is damaged and cannot be unpacked; fetch it again": "壊れていて展開できません。取り直してください",
    "is damaged and no page of it can be opened: fetch it again": "壊れていてどのページも開けません。取り直してください",
    "is damaged; open it where it was made and save it anew": "壊れています。作ったソフトで開いて保存し直してください",
    "is damaged ({0} cannot be unpacked); open it where it was made and save it anew": "壊れています（{0} を展開できません）。作ったソフトで開いて保存し直してください",
    "is no RTF; open it where it was made and save it anew": "RTF ではありません。作ったソフトで開いて保存し直してください",
    "is no EPUB file: it has no package document": "EPUB ではありません（パッケージ文書がありません）",
    "is damaged: its part {0} cannot be unpacked; fetch it again": "壊れています（{0} を展開できません）。取り直してください",
    "its part {0} cannot be unpacked and was left out": "{0} は展開できないため読みませんでした",
    "its part {0} is missing": "{0} がありません",
    "its part {0} was left out: it declares entities made of entities": "{0} は実体宣言が入れ子のため読みませんでした",
    "its part {0} was left out: it {1}": "{0} は読みませんでした（{1}）",
    "its part {0} declares entities, which inyo does not expand": "{0} の実体宣言は展開しません",
    "a part that its contents list is missing": "目次にある部分がありません",
    "{0} is larger than {1} MB": "{0} が {1} MB を超えています",
    "{0} declares entities, which inyo does not expand: save it again without them": "{0} に実体宣言があり、展開しません。ないものを保存し直してください",
    "{0} nests its elements more than {1} deep": "{0} の要素の入れ子が {1} 段を超えています",
    "{0} is not well-formed XML{1}": "{0} が XML として整っていません{1}",
    "{0} is not well-formed XML": "{0} が XML として整っていません",
    " (line {0})": "（{0} 行目）",
    "line {0}": "{0} 行目",
    "line {0}, column {1}": "{0} 行目 {1} 文字目",
    "{0} no JSON and left out": "{0}が JSON でなく、読みませんでした",
    "one line was": "一行",
    "{0} lines were": " {0} 行",
    "an encrypted part was left out": "暗号化された部分は読みませんでした",
    "winmail.dat, in which Outlook packs what it attaches, was left out": "Outlook が添付を包む winmail.dat は読みませんでした",
    "parts more than {0} deep were left out": "{0} 段より深い部分は読みませんでした",
    "{0} more files in it could not be read": "中のファイルほか {0} 件が読めませんでした",
    "left out: {0}": "読まなかったもの: {0}",
    "{0} more than {1} MB of text and was left out": "{1} MB を超える文字があるため読みませんでした",
    "more than {0} elements; those beyond were read as plain text": "要素が {0} を超え、その先は素の文字として読みました",
    "draws letters without saying which they are (no Unicode values): run OCR on it, or get another copy": "文字の番号（Unicode）がありません。文字認識（OCR）をかけるか、別のものを入手してください",
    "{0} whose letters have no Unicode values left out": "文字の番号（Unicode）がない {0}を読みませんでした",
    "{0} without text (pictures) left out": "文字のない（画像の）{0}を読みませんでした",
    "{0} damaged and left out": "壊れた {0}を読みませんでした",
    "{0} with too many letters cut": "文字が多すぎる {0}を途中まで読みました",
    "the pages after {0} left out": "{0} ページより後は読みませんでした",
    "{0} page": "{0} ページ",
    "{0} pages": "{0} ページ",
    "is no whole EPUB file: its package document {0} is missing": "EPUB が欠けています（パッケージ文書 {0} がありません）",
    "is no whole EPUB file; fetch it again": "EPUB が欠けています。取り直してください",
    "is no JSON that can be read ({0})": "JSON として読めません（{0}）",
    "is no table that can be read ({0})": "表として読めません（{0}）",
    "is nested too deep to be read": "入れ子が深すぎて読めません",
    "is copy-protected (DRM); only its seller's reader opens it": "コピー制限（DRM）があり、販売元のソフトでしか開けません",
    "is encrypted; save it without a password": "暗号化されています。パスワードなしで保存してください",
    "is encrypted and was left out; unpack it with its password": "暗号化されているため読みませんでした。パスワードで展開してください",
    "is locked in a way that only its own viewer opens: save a plain copy from there": "専用の閲覧ソフトでしか開けません。そこから通常の写しを保存してください",
    "is packed in a way that is unknown": "未知の方式で圧縮されています",
    "is a link that leaves the folder (to {0}); give its target itself to read it": "フォルダーの外へのリンクです（{0}）。読むにはリンク先を指定してください",
    "is a link to a folder it lies in; it was not followed": "自分を含むフォルダーへのリンクです。たどりませんでした",
    "is damaged and was left out": "壊れているため読みませんでした",
    "needs a password; save it without one": "パスワードが必要です。パスワードなしで保存してください",
    "needs a password: save a copy without one, from a viewer that knows it": "パスワードが必要です。閲覧ソフトでパスワードなしの写しを保存してください",
    "needs more memory than a document may; split it": "必要なメモリーが上限を超えています。分割してください",
    "needs more than the {0} MB of memory that reading a file may take; split it": "必要なメモリーが上限の {0} MB を超えています。分割してください",
    "unpacks to more than a document may have": "展開すると文書の上限を超えます",
    "unpacks to more than a document may have; unpack it yourself if you trust it": "展開すると文書の上限を超えます。信用できるなら自分で展開してください",
    "unpacks to more than {0} MB, more than a book may have": "展開すると本の上限 {0} MB を超えます",
    "was given up: it took more than {0} seconds": "{0} 秒を超えたため読むのをやめました",
    "was given up: reading it took more than {0} seconds of computing; it may be damaged or a trap": "計算が {0} 秒を超えたため読むのをやめました。壊れているか、罠かもしれません",
    # notices of the index
    "a file of it cannot be read ({0})": "索引のファイルが読めません（{0}）",
    "it was made by another version of inyo or of the dictionary": "別の版の inyo か辞書で作られています",
    "its format is {0}, this program's {1}": "形式が {0} で、このプログラムの {1} と違います",
    "the file that names it is damaged": "索引を指すファイルが壊れています",
    "the file that names it cannot be read ({0})": "索引を指すファイルが読めません（{0}）",
    "its folder {0} is missing": "フォルダー {0} がありません",
    "the file {0} is missing": "ファイル {0} がありません",
    "the file {0} is not the one that was written": "ファイル {0} が書いたときのものと違います",
    "the file {0} is of another size than was written down": "ファイル {0} の大きさが記録と違います",
    "of the file {0}, {1}": "ファイル {0}: {1}",
    "it has no table of contents": "目次がありません",
    "its table of contents is damaged": "目次が壊れています",
    "its table of contents cannot be read": "目次が読めません",
    "its table of contents is not the one that was written": "目次が書いたときのものと違います",
    "the table of its files is not the one that was written": "ファイルの一覧が書いたときのものと違います",
    "its table of contents is no list of segments": "目次がセグメントの一覧ではありません",
    "its table of contents names {0}.{1}": "目次に {0}.{1} があります",
    "its table of contents refers outside": "目次が外を指しています",
    "its manifest is damaged": "一覧が壊れています",
    "its manifest is of another commit": "一覧が別の時点のものです",
    "its numbers of passages and documents do not agree": "段落数と文書数が合いません",
    "the number of its passages is not what was written down": "段落数が記録と違います",
    "it is too short": "短すぎます",
    "it became empty": "空になりました",
    "it has no part {0}": "部分 {0} がありません",
    "its part {0} is damaged": "部分 {0} が壊れています",
    "a mistake of inyo's own ({0}); please report it": "inyo 自身の誤りです（{0}）。お知らせください",
    "no process can be started ({0}); end other programs, or allow more of them (ulimit -u, -n, -v)": "プロセスを始められません（{0}）。ほかのプログラムを終えるか、上限（ulimit -u、-n、-v）を上げてください",
    "The index cannot be read and is built anew as soon as it is used: {0}.": "索引が読めません。次に使うとき作り直します（{0}）",
    "The index is of another version and is built anew as soon as it is used: {0}.": "索引の版が違います。次に使うとき作り直します（{0}）",
    "Another version of inyo has built this index anew. What is open here can be read on as it was; close it and start it again to see more.": "別の版の inyo がこの索引を作り直しました。ここで開いているものは今のまま読めます。続きを見るには、閉じて開き直してください",
    "Another process (pid {0}, since {1}) is updating this index; it can be searched meanwhile.": "別のプロセス（{0}、{1} から）が索引を更新中です。検索は使えます",
    # the reader's own files
    "{0} is a folder; name a text file": "{0} はフォルダーです。テキストファイルを指定してください",
    "{0} is not as inyo wrote it, and counts as it stands; if you changed it, take away what stands behind #, else mend it": "{0} は inyo が書いたものと違いますが、今のまま使います。直したのなら # から後を消し、そうでなければ元に戻してください",
    "{0} is longer than {1} characters; write one person a line": "{0} は {1} 字を超えています。一行に一人ずつ書いてください",
    "{0} has more than one = or !=; write one statement a line": "{0} に = や != が二つ以上あります。一行に一つずつ書いてください",
    "it is no ordinary file": "ふつうのファイルではありません",
    "another inyo that hangs keeps it; end that one": "止まったままの別の inyo が使っています。そちらを終了してください",
    "a newer inyo wrote it, and only that one can change it": "新しい版の inyo が書いたもので、その版でしか変えられません",
    "it is not as it was written; if you changed it, take out `check`": "書いたときのものと違います。自分で直したのなら `check` を消してください",
    "it is nested too deeply": "入れ子が深すぎます",
    "it is not in UTF-8": "UTF-8 ではありません",
    "it is no JSON from line {0}, column {1} on": "{0} 行目 {1} 文字目から JSON ではありません",
    "it holds a number that is too long": "長すぎる数があります",
    "it has a field whose name is damaged": "名前の壊れた項目があります",
    "it does not say what it should at {0}": "{0} が決まりと違います",
    "{0} does not exist; check the spelling, or whether it was moved": "{0} が見つかりません。綴りを確かめるか、移されていないか見てください",
    "{0} is no text but a binary file; convert it to text or leave it out": "{0} はテキストではありません。変換するか、外してください",
    "{0} may not be read; change its permissions or leave it out": "{0} を読む許可がありません。許可を変えるか、外してください",
    "{0} is damaged as {1} in {2} places; save it as UTF-8": "{0} は {1} として {2} か所壊れています。UTF-8 で保存してください",
    "{0}, line {1} has one word alone; write “word, other word”": "{0} の {1} 行目は一語だけです。「語, 別の語」と書いてください",
    "{0}, line {1} is longer than {2} characters; write one person a line": "{0} の {1} 行目は {2} 字を超えています。一行に一人ずつ書いてください",
    "{0}, line {1} has more than one = or !=; write one statement a line": "{0} の {1} 行目に = や != が二つ以上あります。一行に一つずつ書いてください",
    "{0}, line {1} names no two people; write “name = alias, alias” or “name != other name”": "{0} の {1} 行目に名前が二つありません。「名前 = 別名, 別名」か「名前 != 別人」と書いてください",
    "{0}: your corrections cannot be read ({1}); check the permissions": "{0}: 訂正の記録が読めません（{1}）。許可を確かめてください",
    "{0}: {1} lines of your corrections cannot be read; a copy is kept as {2}": "{0}: 訂正の記録のうち {1} 行が読めません。写しを {2} に残しました",
    # the index
    "No folder for the index can be made in {0}: {1}. Set XDG_CACHE_HOME to a folder that can be written.": "索引のフォルダーを {0} に作れません（{1}）。XDG_CACHE_HOME を書き込めるフォルダーにしてください",
    "{0} belongs to another user; set XDG_CACHE_HOME to a folder of your own.": "{0} は他の利用者のものです。XDG_CACHE_HOME を自分のフォルダーにしてください",
    "{0} is a link; remove it, and the index will be built anew.": "{0} はリンクです。削除すれば索引を作り直します",
    "{0} belongs to another user; remove it or set XDG_CACHE_HOME to a folder of your own.": "{0} は他の利用者のものです。削除するか、XDG_CACHE_HOME を自分のフォルダーにしてください",
    "{0} can be written by other users, so its content cannot be trusted; remove it, and the index will be built anew.": "{0} は他の利用者も書き込めるため、信用できません。削除すれば索引を作り直します",
    "The dictionary of Japanese words cannot be loaded: too little memory, or unidic-lite is damaged. Make room, or install inyo anew.": "日本語の辞書を読み込めません（メモリー不足か、unidic-lite の破損）。空きを作るか、inyo を入れ直してください",
    "no documents yet; the index will be kept in {0}": "文書はまだありません。索引は {0} に置きます",
    "no documents yet; there will be an index in memory alone": "文書はまだありません。索引はメモリー上だけに置きます",
    "{0} documents, {1} passages, in memory alone": "{0} 文書、{1} 段落（メモリー上だけ）",
    "{0} documents, {1} passages, {2} MB in {3}": "{0} 文書、{1} 段落、{2} MB（{3}）",
    "{0} files were left out: {1}; inyo index names each": "読めなかったファイル {0} 件: {1}（一つずつの理由は inyo index）",
    # a cluster as engine
    "{0} is too busy to take documents; what it took is kept. Try again later.": "{0} は混み合っていて文書を受け付けません。受け付けた分は残っています。後でもう一度試してください",
    "The cluster at {0} is red: parts of the index are on no node that runs.": "{0} のクラスターは red です。索引の一部がどの稼働ノードにもありません",
    "The cluster at {0} is overloaded; try again later.": "{0} のクラスターは混み合っています。後でもう一度試してください",
    "Nothing answers at {0}; see whether the cluster runs and the address is right.": "{0} から応答がありません。クラスターが動いているか、アドレスが正しいか確かめてください",
    "{0} wants a user and a password, or others than these: see INYO_ENGINE_USER, INYO_ENGINE_PASSWORD.": "{0} には正しい利用者名とパスワードが要ります。INYO_ENGINE_USER と INYO_ENGINE_PASSWORD を見てください",
    "{0} forbids this user what inyo needs there: {1}.": "{0} では、この利用者に必要な操作が許可されていません（{1}）",
    "{0} forbids this user to write: {1}.": "{0} では、この利用者に書き込みが許可されていません（{1}）",
    "{0}: there is no such index.": "{0}: そのような索引はありません",
    "{0}: another process was first.": "{0}: ほかのプロセスが先に書きました",
    "{0} did not take a document: {1}.": "{0} は文書を受け付けませんでした（{1}）",
    "{0} cannot be asked with these settings ({1}).": "{0} にこの設定では接続できません（{1}）",
    "{0} refuses: {1}.": "{0} に断られました（{1}）",
    "{0} could not search: {1}.": "{0} で検索できませんでした（{1}）",
    "{0} is too slow for this search; ask for less.": "{0} はこの検索に時間がかかりすぎます。条件を絞ってください",
    "A cluster as engine needs one package more: pip install 'inyo[opensearch]'": "クラスターを使うにはパッケージがもう一つ要ります: pip install 'inyo[opensearch]'",
    "What answers at {0} is no OpenSearch.": "{0} で応答しているのは OpenSearch ではありません",
    "{0} runs OpenSearch {1}; inyo knows versions {2}.{3} to {4}.x.": "{0} は OpenSearch {1} です。使えるのは {2}.{3} から {4}.x までです",
    "The certificate of {0} is not one that this machine trusts. Give the file of its authority as INYO_ENGINE_CA, or `ca = …` in the file with the password.": "{0} の証明書は信頼されていません。認証局のファイルを INYO_ENGINE_CA か、パスワードのファイルの `ca = …` で指定してください",
    "{0} does not answer in time; see whether the cluster is well, and try again.": "{0} が時間内に応答しません。クラスターの状態を確かめて、もう一度試してください",
    "{0} answers with what is no answer of OpenSearch.": "{0} の応答は OpenSearch のものではありません",
    "{0}, given as the engine's `ca`, holds no certificate that can be read.": "`ca` に指定された {0} に、読める証明書がありません",
    "{0}, given as the engine's `ca`, cannot be read: {1}.": "`ca` に指定された {0} が読めません（{1}）",
    "A part of {0} is missing: inyo index --rebuild makes it anew.": "{0} の一部がありません。inyo index --rebuild で作り直せます",
    "Too many processes write to {0} at once; try again.": "{0} に書き込むプロセスが多すぎます。もう一度試してください",
    "An engine is given as https://host:9200/name: the address of a cluster, and a name there.": "engine は https://host:9200/name のように、クラスターのアドレスと名前で指定します",
    "Others see the password in an address. Leave it out and set {0}USER and {1}PASSWORD, or write them to {2}.": "アドレスの中のパスワードは他の人に見えます。外して、{0}USER と {1}PASSWORD を設定するか、{2} に書いてください",
    "The engine's address ends in no name that indices can have: «{0}». Give one of small Latin letters, digits, - and _, as in {1}://{2}/archive.": "engine のアドレスの末尾「{0}」は索引の名前になりません。小文字の英字、数字、-、_ で {1}://{2}/archive のように指定してください",
    "«{0}» in the engine's address is no host with a port, as in host:9200.": "engine のアドレスの「{0}」は host:9200 のようなホストとポートではありません",
    "http:// would send the password to {0} for all to read; use https://.": "http:// では {0} へのパスワードが誰にでも読めます。https:// にしてください",
    "For the engine there is no {0}: set {1}{2}, or write it to {3}.": "engine の {0} がありません。{1}{2} を設定するか、{3} に書いてください",
    "{0} with the engine's user and password cannot be read: {1}.": "engine の利用者名とパスワードのファイル {0} が読めません（{1}）",
    "Line {0} of {1} is none of {2}.": "{1} の {0} 行目は {2} のどれでもありません",
    "{0} is no file; the engine's user and password are read from a file.": "{0} はファイルではありません。engine の利用者名とパスワードはファイルから読みます",
    "Others may read {0}, which holds the engine's password. Change that, then: chmod 600 {1}": "{0} には engine のパスワードがありますが、他の人も読めます。パスワードを変えてから chmod 600 {1} を実行してください",
    "{0}, where the engine's user and password should be, is not there.": "engine の利用者名とパスワードのファイル {0} がありません",
    "{0} documents, {1} passages in {2}: {3}, {4} nodes": "{0} 文書、{1} 段落（{2}: {3}、{4} ノード）",
    # settings
    "{0}: the settings cannot be read ({1}); mend the file or move it away": "{0}: 設定が読めません（{1}）。直すか、別の場所に移してください",
    "{0}: the settings are nested too deeply; mend the file or move it away": "{0}: 設定の入れ子が深すぎます。直すか、別の場所に移してください",
    "{0}: the settings hold a number that is too long; mend the file or move it away": "{0}: 設定に長すぎる数があります。直すか、別の場所に移してください",
    "{0}: the settings are not in UTF-8; save the file so or move it away": "{0}: 設定が UTF-8 ではありません。UTF-8 で保存するか、別の場所に移してください",
    "{0}: line {1} is no TOML: {2}; mend the file or move it away": "{0}: {1} 行目が TOML ではありません（{2}）。直すか、別の場所に移してください",
    "{0}: {1} opens a quotation mark that nothing closes: {2}": "{0}: {1} の引用符が閉じていません（{2}）",
    "a {0} stands alone: write {1} for the mark itself": "{0} が一つだけあります。記号そのものは {1} と書きます",
    "{0}: there is no setting {1}: did you mean {2}?": "{0}: {1} という設定はありません。{2} でしょうか",
    "{0}: there is no setting {1}: there are {2}": "{0}: {1} という設定はありません。あるのは {2} です",
    "{0}: {1} is one of {2}": "{0}: {1} は {2} のいずれかです",
    '{0}: {1} is "auto", "ja" or "en"': '{0}: {1} は "auto"、"ja"、"en" のいずれかです',
    "{0}: {1} is a command, as {2}": "{0}: {1} はコマンドです（例: {2}）",
    "{0}: {1} cannot be used: {2}": "{0}: {1} は使えません（{2}）",
    "{0}: {1} is true or false": "{0}: {1} は true か false です",
    "{0}: {1} is 1 or 2": "{0}: {1} は 1 か 2 です",
    "{0}: {1} is text": "{0}: {1} は文字列です",
    "{0}: {1} is a path or a list of paths": "{0}: {1} はパス、またはパスの並びです",
    "{0}: {1} is a table of keys, as {2}": "{0}: {1} はキーの表です（例: {2}）",
    "{0}: {1} gives {2} no keys: write {3}": "{0}: {1} で {2} にキーがありません。{3} のように書いてください",
    "there is no field {0}: did you mean {1}?": "{0} という項目はありません。{1} でしょうか",
    "there is no field {0}: there are {1}": "{0} という項目はありません。あるのは {1} です",
    "a part in [ ] stands inside another: close the first before the next": "[ ] の中に [ ] があります。先に閉じてください",
    "a ] stands without its [: write ]] for the mark itself": "] に対する [ がありません。記号そのものは ]] と書きます",
    "a [ is not closed: write [[ for the mark itself": "[ が閉じていません。記号そのものは [[ と書きます",
    # paths, and where no screen can be drawn
    "{0}: no such file or folder; give a folder of documents": "{0}: そのようなファイルやフォルダーはありません。文書のフォルダーを指定してください",
    "{0}: the current folder was deleted; change to another, or give a whole path": "{0}: 今いるフォルダーは削除されています。ほかへ移るか、絶対パスを指定してください",
    "inyo: standard input is not a terminal, so there is no keyboard; {0}": "inyo: 標準入力が端末でないため、キーボードが使えません。{0}",
    "inyo: the output does not go to a terminal, so there is no screen; {0}": "inyo: 出力先が端末でないため、画面を描けません。{0}",
    "inyo: this terminal cannot place a cursor (TERM is {0}); set TERM, or {1}": "inyo: この端末ではカーソルを動かせません（TERM は {0}）。TERM を設定するか、{1}",
    "use the plain commands instead: inyo search, inyo quotes, inyo people (see inyo --help)": "画面を使わないコマンド inyo search、inyo quotes、inyo people を使ってください（inyo --help を参照）",
    "inyo: the locale's encoding is {0}, Japanese is sent as UTF-8; if it is garbled, set LC_ALL to a UTF-8 locale such as C.UTF-8": "inyo: ロケールの文字コードは {0} ですが、UTF-8 で出力します。文字化けするなら LC_ALL を C.UTF-8 などにしてください",
}  # fmt: skip
"""English sentence → Japanese sentence. The English is that of the code; a test holds it to it."""

SYSTEM: dict[str, str] = {
    os.strerror(number): text
    for number, text in (
        (errno.EPERM, "許可されていません"),
        (errno.ENOENT, "そのようなファイルやフォルダーはありません"),
        (errno.EIO, "読み書きに失敗しました"),
        (errno.EACCES, "権限がありません"),
        (errno.EBUSY, "使用中です"),
        (errno.EEXIST, "すでにあります"),
        (errno.ENOTDIR, "フォルダーではありません"),
        (errno.EISDIR, "フォルダーです"),
        (errno.EINVAL, "使えない値です"),
        (errno.EMFILE, "開いているファイルが多すぎます"),
        (errno.ENFILE, "開いているファイルが多すぎます（システム全体）"),
        (errno.EFBIG, "ファイルが大きすぎます"),
        (errno.ENOSPC, "空き容量がありません"),
        (errno.EROFS, "読み取り専用のファイルシステムです"),
        (errno.ENAMETOOLONG, "名前が長すぎます"),
        (errno.ELOOP, "リンクが同じところに戻ります"),
        (errno.EDQUOT, "割り当てられた容量を使い切りました"),
        (errno.ENOMEM, "メモリーが足りません"),
        (errno.ESTALE, "サーバーのファイルがなくなりました"),
        (errno.ETIMEDOUT, "時間内に応答がありません"),
        (errno.ECONNREFUSED, "接続を断られました"),
        (errno.ENOEXEC, "実行できるファイルではありません"),
    )
}
"""What the system says of files, as Python passes it on: English whatever the locale."""

_FIELD = re.compile(r"\\\{\d\\\}")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences as patterns, those that begin with words before those that begin with a field, of these those
    with most letters of their own first."""
    ordered = sorted(JAPANESE.items(), key=lambda pair: (pair[0].startswith("{"), -len(pair[0])))
    return tuple((re.compile(_pattern(english), re.DOTALL), text) for english, text in ordered)


def _pattern(english: str) -> str:
    first = "([0-9,]+)" if english in COUNTED else "(.+?)"
    return _FIELD.sub("(.+?)", _FIELD.sub(first, re.escape(english), count=1))


def in_japanese(sentence: str) -> str:
    """A sentence in Japanese, or several, each perhaps behind a path; one that is not known as it is."""
    pieces, said, known = sentence.split("; "), list[str](), False
    while pieces:
        for many in range(len(pieces), 0, -1):
            if found := _behind_path("; ".join(pieces[:many])):
                break
        known |= bool(found)
        said.append(found or pieces[0])
        del pieces[:many]
    return "；".join(said) if known else sentence


def _behind_path(sentence: str) -> str:
    """A sentence of ours or the system's in Japanese, with the path before it if there is one; "" for another."""
    if known := _known(sentence):
        return known
    for space in re.finditer(" ", sentence.partition("; ")[0]):
        if known := _known(sentence[space.end() :]):
            path = sentence[: space.start()]
            return f"{path} {known}" if path.endswith(",") else f"{path}: {known}"
    return ""


def _known(sentence: str) -> str:
    if sentence in SYSTEM:
        return SYSTEM[sentence]
    for pattern, text in _patterns():
        if found := pattern.fullmatch(sentence):
            return text.format(*map(in_japanese, found.groups()))
    return ""
