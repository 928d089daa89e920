"""Who said what: from the brackets of a text to quotations with their speakers.

The walk, as `extract` takes it:

1.  `reading.zones` says what the lines are, `reading.layouts` and `reading.blocks` find words that stand without
    brackets (turns of a transcript, comments, lists); `japanese.sentences` cuts the text, a bracketed span one unit.
2.  `people.names` is the table of who is named; `people.phrases` finds noun phrases that may be somebody, and
    `people.weighing` says how likely; `people.discourse` remembers whom the text spoke of.
3.  `reader` goes through the sentences once. Of every span it keeps what governs it (`frames` with `reports`,
    `clauses`) and the features of its kind (`features`), and of those that may be somebody's words `finder` gathers the
    candidates: everybody near, with how each stands to the words (`rules` with `relations`, `neighbours`; in a story
    `narration` and `stories`). Spans of headlines and citations it judges by the names beside them.
4.  `scorer` joins the quotations of a document in their order and reads them with weights that were learnt
    (`weights.tsv`), those of a story by pairs of speakers (`scenes`): how probable each candidate is, and why. A name
    that is not probable enough is kept as a suggestion.
"""
