"""What each command of the keymap does. The keys stand in tui.keymap, the words in tui.messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inyo.tui.terminal.handover import hand_over

if TYPE_CHECKING:
    from inyo.tui.app import Explorer


def commands(app: Explorer) -> dict[str, Callable[[], object]]:
    """Command id → what it does."""
    navigation, reading, quoting, marking = app.navigation, app.reading, app.quoting, app.marking
    people, text = app.people_actions, app.reader.text
    return {
        "search": navigation.search,
        "back": navigation.back,
        "hit.next": lambda: reading.walk_hits(1),
        "hit.previous": lambda: reading.walk_hits(-1),
        "document.next": lambda: reading.walk_documents(1),
        "document.previous": lambda: reading.walk_documents(-1),
        "pane.documents": lambda: navigation.pane("documents"),
        "pane.results": lambda: navigation.pane("results"),
        "pane.reader": lambda: navigation.pane("reader"),
        "pane.quotations": lambda: navigation.pane("quotations"),
        "pane.people": lambda: navigation.pane("people"),
        "pane.next": lambda: navigation.cycle(1),
        "pane.previous": lambda: navigation.cycle(-1),
        "zoom.in": lambda: navigation.zoom(full=True),
        "zoom.out": lambda: navigation.zoom(full=False),
        "marks.export": marking.ask_export,
        "print": lambda: marking.print(lambda text: hand_over(app, text, app.say("print.wait"))),
        "problems": app.indexing.show_problems,
        "help": app.asking.help,
        "palette": app.asking.palette,
        "redraw": app.redraw,
        "suspend": app.action_suspend_process,
        "interrupt": lambda: app.status("interrupt", key=app.key_of("quit")),
        "quit": app.leave,
        "list.down": lambda: app.list.action_cursor_down(),
        "list.up": lambda: app.list.action_cursor_up(),
        "list.page_down": lambda: app.list.action_page_down(),
        "list.page_up": lambda: app.list.action_page_up(),
        "list.first": lambda: app.list.action_first(),
        "list.last": lambda: app.list.action_last(),
        "list.open": app.open_row,
        "documents.filter": app.asking.documents_filter,
        "documents.quotations": quoting.of_document,
        "results.preview": app.previewing.toggle,
        "quotations.preview": app.previewing.toggle,
        "results.copy": marking.copy,
        "results.copy_words": lambda: marking.copy(alone=True),
        "results.mark": marking.toggle,
        "reader.down": text.action_down,
        "reader.up": text.action_up,
        "reader.half_down": text.action_half_down,
        "reader.half_up": text.action_half_up,
        "reader.page_down": text.action_page_down,
        "reader.page_up": text.action_page_up,
        "reader.first": text.action_first,
        "reader.last": text.action_last,
        "reader.find": reading.ask_find,
        "reader.next_quotation": lambda: reading.walk_quotations(1),
        "reader.previous_quotation": lambda: reading.walk_quotations(-1),
        "reader.select": reading.select,
        "reader.copy": marking.copy,
        "reader.copy_words": lambda: marking.copy(alone=True),
        "reader.mark": marking.toggle,
        "quotations.copy": marking.copy,
        "quotations.copy_words": lambda: marking.copy(alone=True),
        "quotations.mark": marking.toggle,
        "quotations.next_list": lambda: quoting.cycle(1),
        "quotations.previous_list": lambda: quoting.cycle(-1),
        "quotations.sort": quoting.sort,
        "quotations.kinds": quoting.ask_kinds,
        "quotations.filter": quoting.ask_filter,
        "quotations.by_speaker": quoting.by_speaker,
        "quotations.set_speaker": quoting.ask_speaker,
        "quotations.drop": quoting.drop,
        "quotations.restore": quoting.restore,
        "people.filter": people.ask_filter,
        "people.quotations": people.quotations,
        "people.merge": people.merge,
        "people.split": people.split,
        "search.results": app.searching.to_results,
        "search.older": app.search_box.older,
        "search.newer": app.searching.newer,
        "search.leave": navigation.back,
        "prompt.accept": lambda: app.asking.end_prompt(accept=True),
        "prompt.older": app.prompt.box.older,
        "prompt.newer": app.prompt.box.newer,
        "prompt.cancel": lambda: app.asking.end_prompt(accept=False),
        "menu.close": app.asking.close_menu,
    }
