"""Who said what: from the brackets of a text to quotations with their speakers.

The walk, as `extract` takes it:

1.  `brackets` finds the pairs of brackets, `zones` the lines and what they are (body, headline, comments, citations),
    `turns` and `blocks` the words that stand there without brackets.
2.  `splitting` cuts the text into `sentences`, in which a bracketed span is one unit; `inner` says what stands in it.
3.  `names` is the table of who is named, from the mentions given and from what `spotting` adds.
4.  `reader` goes through the sentences once. It asks of every span what governs it (`frames`), then whose words it is
    (`speakers`; `headlines` and `dialogue` for spans that no clause governs). Noun phrases that may be somebody are
    found by `phrases` and weighed by `weighing`; `discourse` remembers whom the text spoke of, and so knows whom a
    pronoun or 同社 (`bodies`) means.
5.  In a story, `stories` gives the words of a scene to those who speak in it.

The tables, one a subject: `reporting` (verbs and nouns of saying), `frames.patterns` (what stands beside a bracket),
`actors` (titles, roles, organisations), `media`, `pronouns`, `grammar`; honorifics are in `people.honorifics`.
`model` is what travels.
"""
