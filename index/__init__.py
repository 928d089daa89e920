"""Documents, Japanese and search: no terminal, importable and useful alone.

`library.Library` is the one class that outsiders use; `entries`, `hits`, `progress` and `problems` are what it gives.

The way of a file: `discovery` finds it, `encodings` (`iso2022`, `plausibility`) decodes it, `documents` makes a
Document of the text, with `frontmatter`, `metadata` (`dates`, `publishers`) and `paragraphs`; texts of Aozora Bunko go
through `aozora` (`ruby`, `gaiji`). `pipeline` takes a Document through `japanese`, `quotations` and `passages`.

A collection: `engine` indexes it, `collection` is one state of it with what the reader said (`corrections`,
`ownfiles`), `people_cache` keeps who is who, `filenames` how files are called. `files` is for files of our own.
"""
