"""The words of grammar that every stage asks for: parts of speech as UniDic spells them, particles, commas."""

from __future__ import annotations

COMMAS = ("、", "，")

SUBJECTS = ("は", "が", "も")
"""The particles that may mark a subject or a topic."""

NOUNS = ("名詞", "接頭辞", "接尾辞")
"""What the parts of speech begin with of which noun phrases are made."""

NEW_NOUNS = ("名詞-普通", "名詞-固有", "代名詞")
"""Nouns with which a noun phrase may begin."""

PREDICATES = ("動詞", "助動詞", "形容詞")
"""What a clause may end in."""

VERB_TAILS = ("助動詞", "動詞-非自立", "助詞-接続助詞")
"""What belongs to the verb before it."""

CONJUNCTIVE = "助詞-接続助詞"

PASSIVES = ("れる", "られる")
"""The lemmas of the passive, which is also a form of respect."""
