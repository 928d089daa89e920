"""What governs a bracketed span.

`rules.frame_of` finds the `frame` of a span. It takes the spans side by side as one (`chains`) and asks in turn: do the
words beside them name a term or a work; what follows (`quoted` where that is と, `nouns` where a noun of utterance); is
the span part of an indirect clause (`governing`). `reports` finds the reporting expression of a clause. The patterns
they go by are in `patterns`, the words of reporting in `inyo.index.quotations.reporting`.
"""
