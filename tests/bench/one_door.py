# ruff: noqa: E501
"""All that a terminal takes for an order, in every field of documents, through every command and a pty:
`python -m tests.bench.one_door`.

All of Cc, Cf and Cs stand in texts, titles, authors, sources, dates, quotations, names of people and of files, in queries and
lists of queries; documents are text, HTML, mail, JSON (which can say half a pair), CSV and subtitles. Prints for each command
how much the terminal got, and what of it was an order that is not ours.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from email.message import EmailMessage
from pathlib import Path

from tests.tui.test_one_door import _through_pty, hostile, raw

OURS = re.compile(r"\x1b\[(?:[0-9;]*m|K)|\r※\x1b\[6n|\r\n|\r(?=\[|inyo|\x1b)|\n|\t")


def documents(folder: Path) -> None:
    """Files of every kind with all of it in every field."""
    orders = hostile()
    written = orders.encode("utf-8", "ignore").decode().replace("\0", "")
    lines = f"港の{written}協定\n\n帆足澪{written}知事は「港{written}は渡さない」と述べた。\n\n会田{written}進氏は「橋」と話した。\n"
    (folder / "a.txt").write_text(lines * 3, "utf-8")
    flat = "".join(written.splitlines())
    (folder / "b.md").write_text(
        f"---\ntitle: 港 {flat}\nauthor: {flat}\nsource: 新聞{flat}\ndate: 2024-05-01\n---\n\n{lines}", "utf-8"
    )
    head = "".join(
        f'<meta name="{name}" content="{flat}">' for name in ("author", "date", "og:site_name", "description")
    )
    (folder / "c.html").write_text(
        f"<html><head><title>港{flat}</title>{head}</head><body><p>協定{written}</p><p>{lines}</p></body></html>",
        "utf-8",
    )
    (folder / "d.json").write_text(
        json.dumps(
            [
                {
                    "title": orders,
                    "author": orders,
                    "text": f"港の協定{orders}\n\n{lines}",
                    "date": orders,
                    "speaker": orders,
                }
            ]
        ),
        "utf-8",
    )
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "港の協定", "帆足 <a@example.org>"
    mail.set_content(lines)
    (folder / "e.eml").write_bytes(mail.as_bytes().replace(b"Subject: ", b"Subject: \x1b]0;x\x07\xc2\x9b2J"))
    (folder / "f.csv").write_text(f"title,author,text\n港{flat},{flat},協定{flat}\n", "utf-8")
    (folder / "g.srt").write_text(f"1\n00:00:01,000 --> 00:00:02,000\n帆足{flat}: 港の協定{flat}\n", "utf-8")
    for at in range(0, len(orders), 40):
        name = orders[at : at + 40].replace("\0", "").replace("/", "").encode("utf-8", "ignore")
        Path(os.fsdecode(os.fsencode(folder) + b"/" + "港".encode() + name[:200] + b".txt")).write_text(
            f"協定の{at}\n\n港。\n", "utf-8"
        )
    Path(os.fsdecode(os.fsencode(folder) + b"/\x9b2J\xff.pdf")).write_text("no pdf", "utf-8")
    (folder / "terms.lst").write_text(f"港{flat}協定\n協定\n{flat}\n", "utf-8")


def main() -> int:
    bad = 0
    with tempfile.TemporaryDirectory(prefix="inyo-door-") as name:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = f"{name}/{kind.lower()}"
        folder = Path(name) / "港"
        folder.mkdir()
        documents(folder)
        query = "協定" + "".join(hostile().encode("utf-8", "ignore").decode().replace("\0", ""))
        terms, files = str(folder / "terms.lst"), sorted(map(str, folder.iterdir()))
        commands = [["index", "--rebuild", str(folder)]]
        for asked in ("協定", query):
            commands += [
                ["search", asked, str(folder), "--limit", "0", *form]
                for form in ([], ["--json"], ["--csv"], ["-l"], ["--count"])
            ]
            commands += [
                ["kwic", asked, str(folder), *form]
                for form in ([], ["--csv"], ["--json"], ["--frequency", "document"], ["--collocations", "9"])
            ]
        commands += [
            ["quotes", str(folder), *form] for form in ([], ["--markdown"], ["--csv"], ["--json"], ["--by", query])
        ]
        commands += [["people", str(folder), *form] for form in ([], ["--csv"], ["--json"])]
        commands += [["batch", terms, str(folder), *form] for form in ([], ["--csv"], ["--json"], ["--by", "document"])]
        commands += [["show", file, *form] for file in files for form in ([], ["--raw"])]
        commands += [
            ["doctor", str(folder)],
            ["search", "協定", query],
            ["nonsense" + query],
            ["search", "協定", str(folder), "--" + query],
        ]
        for command in commands:
            said = _through_pty(command)
            left = raw(OURS.sub("", said), "")
            bad += bool(left)
            print(
                f"{len(said):8} {'orders: ' + ascii(sorted(left))[:200] if left else 'none'}  {ascii(command)[:90]}",
                flush=True,
            )
    print(f"{len(commands)} commands, {bad} with an order")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
