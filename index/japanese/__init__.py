"""Japanese: one morphological pass and the forms under which spellings meet.

`tokens` is the pass; what follows is made of its tokens: `sentences`, and with `grammar` and `reporting`, the tables
of words of grammar and of reporting expressions, who says what.

Spellings: `folding` (width, marks, old kanji, dashes), `kanji_forms`, `kana` (rows, romaji, old spelling), `katakana`
(foreign words and names), `mandarin`, `numbers`, `readings`, `countries`. `wordlists` makes tables of words.
"""
