"""Japanese: one morphological pass, the forms under which spellings meet, and who is named.

`tokens` is the pass; what follows is made of its tokens.

Spellings: `folding` (width, marks, old kanji, dashes), `kanji_forms`, `kana` (rows, romaji), `old_kana`, `katakana`
(foreign words), `numbers`, `endings`, `readings`, `countries`.

People: `people` finds the mentions in one document. `scan` walks its text and tokens; `before` and `after` take the
name that stands beside a mark, `evidence` knows the marks; `titles`, `honorifics` and `names` are the tables. `linking`
puts the mentions of all documents together: `nodes` are the people of single documents, `sound` and `consonants` how
near two spellings are, `aliases` what a reader says; `showing` makes entries of them, `persons` finds them again.

`wordlists` and `editing` are tools.
"""
