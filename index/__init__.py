"""Documents, Japanese and search: no terminal, importable and useful alone.

`library.Library` is the one class that outsiders use; `entries`, `hits`, `progress` and `problems` are what it gives.

The way of a file: `discovery` finds it, `encodings` decodes it, `documents` makes a Document of the text, with `prose`
(paragraphs, passages), `metadata` and `dates`; texts of Aozora Bunko go through `aozora`, other formats through their
readers in `formats` and through `extracted`. `pipeline` takes a Document through `japanese`, `people` and `quotations`.

A collection: `engine` indexes it, `collection` is one state of it with what the reader said (`corrections`),
`kept_people` keeps who is who, `document` knows how files are called. `atomic_files` is for files of our own.
"""
