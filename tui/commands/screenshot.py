"""The picture in README, the explorer on the demo collection as SVG: `python -m inyo.tui.commands.screenshot FILE`.

The same collection gives the same picture: no clock, no cache and no settings of whoever runs it take part.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from unittest.mock import patch

from inyo.tui.terminal.cells import cell_width

SIZE = (128, 36)
QUERY = "許可制"
DOCUMENT = "kanyo_20250611"
"""The beginning of the name of the document that is open in the picture."""

_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', 'Osaka-Mono', 'IPAGothic', monospace"
_CELL = 12.2
"""Pixels of a cell's width in the pictures of Rich."""
_WIDE = f'font-size="22" letter-spacing="{2 * _CELL - 22:.1f}"'
_TEXT = re.compile(
    r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" clip-path="([^"]*)">([^<]*)</text>'
)


def svg(*, language: str = "ja", size: tuple[int, int] = SIZE, query: str = QUERY, document: str = DOCUMENT) -> str:
    """Draw the explorer without a terminal and give its screen as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        private = {f"XDG_{name}_HOME": folder for name in ("CACHE", "CONFIG", "DATA", "STATE")}
        surroundings = {"COLORTERM": "truecolor", "TERM": "xterm-256color", "TEXTUAL_DISABLE_KITTY_KEY": "1", **private}
        with patch.dict(os.environ, surroundings):
            os.environ.pop("NO_COLOR", None)
            return asyncio.run(_draw(Path(folder), language, size, query, document))


async def _draw(folder: Path, language: str, size: tuple[int, int], query: str, document: str) -> str:
    from inyo.index.library import Library
    from inyo.tui.app import Explorer
    from inyo.tui.keep.collection import demo_folder
    from inyo.tui.keep.config import Config
    from inyo.tui.keep.session import Session

    library = Library.open([demo_folder()], cache=folder / "cache", data=folder / "data")
    library.update()
    app = Explorer(library, Config(language=language), remembered=Session())
    async with app.run_test(size=size) as pilot:

        async def settle() -> None:
            await pilot.pause(0.2)
            while app.desk.indexing.running or app.desk.searching.waiting or app.desk.jobs.under_way:
                await pilot.pause(0.05)
            await pilot.pause(0.1)

        await settle()
        app.desk.search_box.value = query
        await settle()
        hits = app.desk.state.answer.hits if app.desk.state.answer else ()
        number = next((at for at, hit in enumerate(hits) if Path(hit.file).name.startswith(document)), 0)
        app.desk.results.point(number)
        app.desk.reading.open_hit(number)
        await settle()
        app.desk.reading.walk_quotations(1)
        await settle()
        app.desk.rest()
        await settle()
        picture = app.export_screenshot(title="inyo")
        await pilot.exit(0)
    library.close()
    return _at_home(picture)


def _at_home(picture: str) -> str:
    """The picture without fonts from elsewhere, with fonts that have Japanese, and each letter in its cell."""
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    picture = picture.replace("font-variant-east-asian: full-width;", "")
    picture = picture.replace("Fira Code, monospace", _FONTS)
    return _TEXT.sub(_in_cells, picture)


def _in_cells(found: re.Match[str]) -> str:
    """A run of text again, cut where narrow letters, wide ones and blanks meet.

    Rich gives a run as many cells as it has letters, so a browser would press wide letters into half their room, and
    other programs ignore such a length. A wide letter is one em in every font: what its two cells have beyond it goes
    between the letters. Narrow ones differ from font to font and are stretched to their cells.
    """
    kind, x, y, clip, text = found.groups()
    runs, at = [], float(x)
    for cells, letters in groupby(html.unescape(text), key=_cells):
        run = "".join(letters)
        width = cell_width(run) * _CELL
        if cells:
            fit = _WIDE if cells == 2 else f'textLength="{width:.5g}"'
            runs.append(f'<text class="{kind}" x="{at:.5g}" y="{y}" {fit} clip-path="{clip}">{html.escape(run)}</text>')
        at += width
    return "".join(runs)


def _cells(letter: str) -> int:
    """Cells of what is drawn: none for a blank; a mark that stands on another letter goes with the narrow ones."""
    return 0 if letter == "\xa0" else max(1, cell_width(letter))


def main(arguments: list[str] | None = None) -> int:
    """Write the picture to the file named on the command line; the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 1:
        sys.stderr.write("inyo: name the file to write: python -m inyo.tui.commands.screenshot FILE.svg\n")
        return 2
    Path(given[0]).write_text(svg(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
