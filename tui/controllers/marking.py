"""Taking quotations along: copy, mark, export, print."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from inyo.index.library import Hit, Quotation, Quote
from inyo.index.own.atomic_files import expanded, write_new
from inyo.index.values.problems import why
from inyo.tui.controllers.desk import Desk
from inyo.tui.keep.citation import cite, words
from inyo.tui.keep.export import ENDINGS, FORMATS, Format, exported
from inyo.tui.keep.filenames import shortened
from inyo.tui.state import MARKED, MarkKey, Note, hit_at, mark_key
from inyo.tui.terminal.clipboard import CopyResult

_TOLD = 60
"""Characters of what was copied that are told."""


class Marking:
    """The quotation that is meant, its copy, its mark, and the list of all marks."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # what is meant

    def chosen(self) -> Quote | None:
        """What y and m act on in the focused pane: a quotation, the selected sentences, or the chosen passage."""
        focus = self.desk.state.view.focus
        if focus == "quotations":
            return self.desk.quotations.current
        if focus == "dossier":
            return self.desk.dossier.current
        if focus in ("results", "concordance"):
            hit = self._hit_here()
            return self.passage(hit) if hit is not None else None
        return self._selected() or self.desk.reader.quote_here

    def _hit_here(self) -> Hit | None:
        line, answer = self.desk.concordance.current, self.desk.state.answer
        if self.desk.state.view.focus == "results":
            return self.desk.results.current_hit
        number = hit_at(answer.hits, line.file, line.start) if line is not None and answer is not None else -1
        return answer.hits[number] if answer is not None and number >= 0 else None

    def passage(self, hit: Hit) -> Quote:
        """A passage as a quotation of nobody."""
        return self._quote(hit.file, hit.title, hit.paragraph, hit.start, hit.end, hit.text)

    def _selected(self) -> Quote | None:
        opened, selection = self.desk.state.opened, self.desk.reader.text.selection
        if opened is None or selection is None:
            return None
        start, end = selection
        text = opened.document.text[start:end]
        inside = [q for q in opened.quotes if (q.quotation.start, q.quotation.end) == selection]
        paragraph = max(1, self.desk.reader.paragraph_at(start))
        return inside[0] if inside else self._quote(opened.file, opened.document.title, paragraph, start, end, text)

    def _quote(self, file: str, title: str, paragraph: int, start: int, end: int, text: str) -> Quote:
        """Words that nobody is said to have spoken, with their source."""
        info = next((info for info in self.desk.state.documents if info.file == file), None)
        return Quote(
            file=file,
            title=title,
            date=info.date if info else "",
            source=info.source if info else "",
            author=info.author if info else "",
            paragraph=paragraph,
            quotation=Quotation(start, end, text, "other", "full", "body"),
            person="",
        )

    def _nothing(self) -> None:
        focus = self.desk.state.view.focus
        if focus == "reader":
            self.desk.status("reader.no_quotation" if self.desk.state.opened else "reader.nothing")
        else:
            self.desk.status("result.nothing" if focus == "results" else "quotation.nothing")

    # copying

    def copy(self, *, alone: bool = False) -> None:
        """Copy what is meant, with its source or the words alone."""
        quote = self.chosen()
        if quote is None:
            self._nothing()
            return
        self.send(words(quote.quotation.text) if alone else self._cited(quote))

    def _cited(self, quote: Quote) -> str:
        return cite(quote, self.desk.config.citation, self.desk.state.paths)

    def send(self, text: str, left_out: int = 0) -> None:
        """Copy a text, of which so many controls were left out before, and say what became of it."""

        def done(result: CopyResult) -> None:
            self._copied(replace(result, left_out=result.left_out + left_out), text[:_TOLD])

        self.desk.jobs.start("copy", lambda cancelled: self.desk.copier(text), done)

    def _copied(self, result: CopyResult, beginning: str) -> None:
        file = str(result.file) if result.file else self.desk.say("copy.nowhere")
        values = {"route": result.route, "size": result.size, "file": shortened(file)}
        if result.outcome == "copied":
            self._say(result.left_out, "copied", text=beginning, **values)
        elif result.outcome == "sent":
            self._say(result.left_out, "sent.doubtful" if result.doubtful else "sent", **values)
        else:
            key = f"copy.{result.route}"
            known = result.outcome == "refused" and self.desk.say.has(key)
            self.desk.warn(key if known else "copy.failed", **values)

    def _say(self, left_out: int, key: str, **values: object) -> None:
        """Say what was done; and, before all that may be cut, that controls were left out of it."""
        said = self.desk.say(key, **values)
        self.desk.tell(self.desk.say("left_out", count=left_out, said=said) if left_out else said)

    # marking

    def toggle(self) -> None:
        """Mark what is meant, or take its mark away; saved at once."""
        quote, state = self.chosen(), self.desk.state
        if quote is None:
            self._nothing()
            return
        key = mark_key(quote)
        saved = self.change(key, None if key in state.marks else quote)
        self.desk.reader.end_selection()
        self.draw()
        if saved:
            self.desk.status("marked" if key in state.marks else "unmarked", count=len(state.marks_here))

    def draw(self) -> None:
        """Show the marks as they are now."""
        desk, state = self.desk, self.desk.state
        for pane in (desk.reader, desk.results, desk.dossier):
            pane.draw(state)
        if state.view.choice.listing in MARKED:
            desk.quoting.refresh()
        else:
            desk.quotations.draw(state)
        desk.show_place()

    def change(self, key: MarkKey, quote: Quote | None) -> bool:
        """Mark a quotation or take its mark away (None); whether that could be written."""
        return self.change_all({key: quote})

    def change_all(self, changes: Mapping[MarkKey, Quote | None]) -> bool:
        """Several marks as one change; whether that could be written."""
        session = self.desk.session
        try:
            session.change_marks(changes)
        except OSError as error:
            self.desk.unsaved("marks.unsaved", error)
            return False
        finally:
            # with what another explorer has marked meanwhile
            self.desk.state.change(marks=dict(session.marks), unsaved=session.unwritten)
        return True

    # exporting

    def ask_export(self, *, everywhere: bool = False) -> None:
        """A menu of formats for what was marked in this collection; in all of them if that is listed, if nothing was
        marked here, or when asked for in the menu."""
        view, marks = self.desk.state.view, tuple(self.desk.state.marks.values())
        here = self.desk.state.marks_here
        listed = view.focus == "quotations" and view.choice.listing == "everywhere"
        quotes: Sequence[Quote] = marks if everywhere or listed or not here else here
        if not quotes:
            self.desk.status("marks.none")
            return
        title = "export.title" if len(quotes) == len(here) else "export.title.everywhere"
        self._ask_form(quotes, title, len(marks) - len(quotes))

    def export(self, quotes: Sequence[Quote]) -> None:
        """A menu of formats for these quotations."""
        self._ask_form(quotes, "export.title.list", 0)

    def _ask_form(self, quotes: Sequence[Quote], title: str, others: int) -> None:
        say = self.desk.say
        rows = [(say(f"export.{form}"), "") for form in FORMATS] + [(say("export.copy"), "")]
        if others:
            rows.append((say("export.everywhere", count=others), ""))

        def chosen(number: int) -> None:
            if number > len(FORMATS):
                self.ask_export(everywhere=True)
                return
            if number == len(FORMATS):
                self.send(*exported(quotes, "text", self.desk.config.citation, self.desk.state.paths))
                return
            form = FORMATS[number]
            name = free_name("inyo-quotations", ENDINGS[form])
            self.desk.asking.ask("export.file", name, lambda file: self.write(file, form, quotes))

        self.desk.asking.menu(say(title, count=len(quotes)), lambda: rows, chosen)

    # notes

    def ask_note(self) -> None:
        """Ask for a note beside the mark of what is meant, which is marked if it was not; #words are its tags."""
        desk, quote = self.desk, self.chosen()
        if quote is None:
            self._nothing()
            return
        key = mark_key(quote)
        before = desk.session.notes.get(key, Note())

        def done(text: str) -> None:
            words = text.split()
            tags = tuple(dict.fromkeys(word.lstrip("#＃") for word in words if word.startswith(("#", "＃"))))
            said = " ".join(word for word in words if not word.startswith(("#", "＃")))
            try:
                if key not in desk.state.marks:
                    desk.session.change_mark(key, quote)
                desk.session.change_note(key, Note(said, tags) if said or tags else None)
            except OSError as error:
                desk.unsaved("marks.unsaved", error)
                return
            desk.state.change(marks=dict(desk.session.marks), notes=dict(desk.session.notes))
            self.draw()
            desk.status("note.kept" if said or tags else "note.gone")

        desk.asking.ask("note.prompt", written(before), done)

    def write(self, name: str, form: Format, quotes: Sequence[Quote]) -> None:
        """Write quotations to a new file; one that exists is never overwritten."""
        if not name.strip():
            return
        file = expanded(name.strip())
        shown = str(file)
        with suppress(OSError):  # the folder inyo was started in may be gone
            shown = shortened(str(file.absolute()))
        text, left_out = exported(quotes, form, self.desk.config.citation, self.desk.state.paths)
        try:
            # without the mark Japanese spreadsheets read Shift_JIS
            write_new(file, f"\ufeff{text}" if form == "csv" else text)
        except FileExistsError:
            self.desk.warn("export.exists", file=shown)
        except OSError as error:
            self.desk.fail("export.failed", file=shown, error=why(error))
        except ValueError:
            self.desk.fail("export.no-name", file=shown)
        else:
            self._say(left_out, "export.done", count=len(quotes), file=shown)

    # printing

    def printed(self) -> str:
        """The plain text that P prints: what is meant, else the paragraphs in view."""
        quote = self.chosen()
        if quote is not None:
            return self._cited(quote)
        opened = self.desk.state.opened
        if opened is None:
            return ""
        start, end = self.desk.reader.text.visible_range()
        shown = [p for p in opened.document.paragraphs if p.start < end and start < p.end]
        return "\n\n".join(opened.document.text[p.start : p.end] for p in shown)

    def print(self, hand_over: Callable[[str], bool]) -> None:
        """Give the terminal a plain text to copy from by hand."""
        text = self.printed()
        if not text:
            self.desk.status("print.nothing")
        elif not hand_over(text):
            self.desk.warn("print.unsupported")


def written(note: Note) -> str:
    """A note as it is typed: its words, then its tags."""
    return " ".join([note.text, *(f"#{tag}" for tag in note.tags)]).strip()


def free_name(stem: str, ending: str) -> str:
    """A file name that is not taken in the folder inyo was started in: `stem.ending`, else with a number."""
    numbered = (f"{stem}-{number}.{ending}" for number in range(2, 1000))
    return next((name for name in (f"{stem}.{ending}", *numbered) if not os.path.lexists(name)), f"{stem}.{ending}")
