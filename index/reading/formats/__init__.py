"""One module a format. Each offers `read(data: bytes, name: str) -> tuple[Extract, ...]` and raises UnreadableFormat.

`name` is the file's name, only for what a title falls back on. A reader is pure: bytes in, extracts out; it opens no
file, no address, no program, and follows nothing that a document names.
"""
