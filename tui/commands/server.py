"""`inyo mcp`: the collection for programs that speak the Model Context Protocol, on standard input and output.

It only reads: nothing of the collection, its index or the reader's corrections is changed by what a program asks.
"""

from __future__ import annotations

from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from inyo.index.library import Library
from inyo.tui.commands.output import hit_record, person_record
from inyo.tui.keep.export import record

_MOST = 100
"""Objects of one answer."""
_LONGEST = 20_000
"""Characters of a document in one answer."""
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


def server(library: Library) -> MCPServer:
    """A server with the tools search, quotes, people and show over a collection."""
    made = MCPServer("inyo", instructions="Search and quotations of a collection of Japanese documents.")

    @made.tool(annotations=_READS)
    def search(query: str, limit: int = 20) -> list[dict[str, Any]]:
        """Passages that match a query, best first: words in any spelling, kana or romaji; "a phrase", -without,
        NEAR/5, by:speaker, person:name, in:title, date:2025-06..2025-10. Offsets are code points in what `show`
        gives."""
        return [hit_record(hit) for hit in library.search(query, limit=_within(limit)).hits]

    @made.tool(annotations=_READS)
    def quotes(by: str = "", about: str = "", limit: int = 50) -> list[dict[str, Any]]:
        """Quotations with their speakers: of a speaker under any alias, or whose words match a query."""
        found = library.quotations(by=by or None, about=about or None)
        return [record(quote) for quote in found[: _within(limit)]]

    @made.tool(annotations=_READS)
    def people(limit: int = 50) -> list[dict[str, Any]]:
        """Everybody the documents name, most mentioned first, with titles and other names."""
        return [person_record(person) for person in library.people()[: _within(limit)]]

    @made.tool(annotations=_READS)
    def show(file: str, start: int = 0, end: int = _LONGEST) -> dict[str, Any]:
        """The text of a document of the collection between two code points, and how long all of it is."""
        try:
            document = library.document(file)
        except KeyError:
            known = ", ".join(each.file for each in library.documents()[:5])
            raise ToolError(f"{file} is not in the collection; it has, among others, {known}") from None
        first = max(0, start)
        text = document.text[first : max(first, min(end, first + _LONGEST))]
        return {"title": document.title, "start": first, "text": text, "characters": len(document.text)}

    return made


def _within(limit: int) -> int:
    return max(1, min(limit, _MOST))


def serve(library: Library) -> None:
    """Answer on standard input and output until the input ends."""
    server(library).run("stdio")
