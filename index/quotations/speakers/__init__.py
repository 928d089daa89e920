"""Whose words they are.

`rules` holds the order: `speaker_of` asks one rule after another about a bracketed span until one answers. A rule looks
at one way in which texts name a speaker; to change how a speaker is found, find its rule, or put one in its place
among the others.

stated      the frame of the span says where the speaker stands (Xに「…」と言われた, 「…」と、Xは言う)
clause      the clause of the span and those beside it (Xは「…」と述べた, X：「…」, 「…」と話すのはXだ)
remembered  who was named earlier, in the sentence or before it

They find phrases with `subjects` (the subject of the clause), `owners` (whom a noun, a verb, a colon or a label gives
the words) and `around` (what stands around the words). `case` is what they look at. Lines of dialogue are left to
`inyo.index.quotations.dialogue`, those of stories to `inyo.index.quotations.stories`.
"""
