"""Who speaks in a story, where most words stand on lines of their own.

`cast` finds who acts in it. While its sentences are read, `story` keeps the words and the `narration` between them;
at the end `scenes` gives the words to their speakers: `exchange` makes turns of them, `anchors` finds the speakers that
the narration names, `alternation` fills the turns between those.
"""
