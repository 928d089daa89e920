# ruff: noqa: E501  (what stands in the code is quoted to the letter)
"""Whether the tests of .github/GUARANTEES.md fail when their promise is broken: `python -m tests.bench.promises [WORD…]`.

For each promise below one fault that breaks it is written into a copy of the checkout, and the test that the promise
names runs there. Prints how many of the tests failed, as they should, and those that did not. WORD: only tests whose
names have one of them.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import tempfile
from pathlib import Path

from tests.bench.mutants import HEAVY, copied, seen
from tests.paths import ROOT

NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / ".github" / "GUARANTEES.md").read_text("utf-8"))
"""The file and the name of the test of each promise."""
LOCAL, OWN = "index/engine/local", "index/own"
BROKEN = {
    # nothing ends the explorer but the reader
    "test_whatever_kills_the_explorer_the_terminal_is_whole_and_a_sentence_is_said": (
        "tui/terminal/screen.py", "        _restore(attributes)\n        raise", "        raise"),
    "test_a_mapped_file_of_the_index_that_shrinks_ends_it_with_a_sentence_and_is_mended": (
        "tui/terminal/screen.py", "        raise Died(os.WTERMSIG(status))", "        return 2"),
    "test_a_file_of_the_index_that_shrinks_while_it_is_read_is_said_and_mended": (
        f"{OWN}/sections.py", "SMALL = 1 << 20", "SMALL = 1"),
    "test_random_keys_in_packets_with_foreign_bytes_end_nothing": (
        "tui/terminal/typed.py", '("utf-8")("replace")', '("utf-8")("strict")'),
    "test_quitting_is_status_0_and_stopping_goes_on": (
        "tui/terminal/screen.py", "os.kill(os.getpid(), signal.SIGSTOP)", "pass"),
    "test_who_started_it_may_never_wait_for_children": (
        "tui/commands/cli.py", "signal.signal(signal.SIGCHLD, signal.SIG_DFL)", "pass"),
    "test_a_signal_that_comes_while_it_forks_ends_both": (
        "tui/terminal/screen.py", "(signal.SIGTERM, signal.SIGHUP))  # who", "())  # who"),
    # nothing is lost
    "test_a_folder_of_many_files_that_is_empty_is_taken_for_a_disk_that_is_not_mounted": (
        f"{LOCAL}/manifest.py", "if had >= _MANY and", "if False and"),
    "test_what_a_newer_version_wrote_is_left_as_it_is_and_that_is_said": (
        "tui/keep/session.py", "        if file in self.newer:", "        if False:"),
    "test_what_was_set_aside_before_stays_when_another_file_cannot_be_read": (
        "tui/keep/session.py", "if not os.path.lexists(each := file.with_name(name))", "if (each := file.with_name(name))"),
    "test_no_process_at_all_is_said_and_the_index_stays_where_it_is": (
        f"{LOCAL}/update.py", '        outcome.stop("failed", refused(error))\n        return outcome', "        raise"),
    "test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_state": (
        f"{LOCAL}/snapshot.py",
        "            self._before_commit(int(toc[1])",
        "            FileStorage.rename_file(self, oldname, newname, safe)\n            import time\n            time.sleep(0.02)\n            oldname = newname\n            self._before_commit(int(toc[1])"),
    "test_every_file_of_a_commit_is_on_the_disk_before_the_table_of_contents_gets_its_name": (
        f"{LOCAL}/index_folders.py", "            os.fsync(file.fileno())\n", ""),
    "test_a_file_is_on_the_disk_before_it_gets_its_name_and_its_name_after": (
        f"{OWN}/atomic_files.py", "    sync_folder(path.parent)\n\n\ndef _make", "\n\ndef _make"),
    "test_processes_that_write_at_once_lose_nothing": (
        f"{OWN}/corrections.py", "            self._read()\n            self._save", "            self._save"),
    "test_two_explorers_keep_each_others_marks": (
        "tui/keep/session.py", "            _take(self, _marks_file(), _Marks, self._read_marks)\n            self.marks = "
        "_changed(self.marks, self._unwritten)\n            self._write_marks()\n        self._unwritten",
        "            self._write_marks()\n        self._unwritten"),
    "test_another_word_leaves_remarks_and_other_lines_as_they_are": (
        "index/people/aliases.py", 'lines.append(f"{raw}\\n" if left == rules else write_aliases(left))',
        "lines.append(write_aliases(left))"),
    "test_whatever_was_said_is_read_back_and_taken_in_elsewhere": (
        f"{OWN}/corrections.py", '"dropped": correction.dropped', '"dropped": False'),
    "test_what_cannot_be_read_is_not_replaced": (
        f"{OWN}/corrections.py", "        except (FileNotFoundError, NotADirectoryError):\n            self._kept", "        except OSError:\n            self._kept"),
    "test_a_folder_that_is_away_takes_nothing_with_it_and_that_is_said": (
        f"{LOCAL}/manifest.py", "            sources[key] = known\n", "            pass\n"),
    "test_a_system_that_has_no_more_of_something_is_no_fault_of_the_files": (
        f"{LOCAL}/file_analysis.py", 'return failed(key, "", f"could not be analysed now',
        'return failed(key, digest, f"could not be analysed now'),
    "test_without_a_dictionary_no_file_is_given_up": (
        f"{LOCAL}/file_analysis.py", "    except LibraryError:\n        raise\n", ""),
    "test_the_place_stays_while_documents_are_slow_to_come": (
        "tui/controllers/remembering.py", "return not self._restored and self.desk.state.view == View()", "return False"),
    # nothing that is kept is trusted
    "test_damage_anywhere_is_said_and_repaired_and_never_raises": (
        f"{OWN}/sections.py", "if zlib.crc32(_bytes(array)) != check", "if False"),
    "test_any_bit_of_the_arrays_that_is_another_makes_it_link_anew": (
        "index/people/kept_people.py", "    sections.verify()\n", ""),
    "test_any_bit_that_is_another_is_damage": (
        f"{OWN}/atomic_files.py", "if head != digest(content).encode()", "if False"),
    "test_a_line_of_which_a_bit_is_another_is_said_and_never_taken_for_what_was_written": (
        f"{OWN}/corrections.py", "not in (None, _check(fields))", "== 0"),
    "test_any_bit_that_is_another_changes_nothing_or_is_said": (
        "tui/keep/serialiser.py", "not in (None, _check(raw))", "== 0"),
    "test_any_bit_that_is_another_in_what_we_wrote_changes_nothing_or_is_said": (
        "index/people/aliases.py", "return whole and found[1] == _check(line[: found.start()])", "return True"),
    "test_a_line_of_ours_that_was_changed_counts_as_it_stands_and_is_said": (
        "index/people/aliases.py", "return whole and found[1] == _check(line[: found.start()])", "return True"),
    "test_a_link_that_another_user_laid_is_refused_and_nothing_of_ours_changed": (
        f"{LOCAL}/index_folders.py", "    if folder.lstat().st_uid not in ours:", "    if False:"),
    "test_every_file_of_an_index_is_private": (
        f"{LOCAL}/index_folders.py", "os.O_CLOEXEC, 0o600), \"wb\")", "os.O_CLOEXEC, 0o644), \"wb\")"),
    "test_a_new_file_that_is_cut_off_between_any_two_calls_is_whole_or_not_there": (
        f"{OWN}/atomic_files.py", '    temporary = path.parent / f".inyo-{os.urandom(6).hex()}"', "    temporary = path"),
    "test_another_that_hangs_is_not_waited_for_for_ever": (
        f"{OWN}/atomic_files.py", "            if time.monotonic() > deadline:", "            if False:"),
    "test_a_link_laid_where_the_lock_is_to_be_is_not_followed": (
        f"{OWN}/atomic_files.py", " | os.O_NOFOLLOW", ""),
    "test_what_is_no_file_is_not_read": (
        f"{OWN}/atomic_files.py", "    if not stat.S_ISREG(os.fstat(handle).st_mode):", "    if False:"),
    "test_what_a_killed_program_left_is_swept_and_what_is_being_written_is_not": (
        f"{OWN}/atomic_files.py", "                Path(entry).unlink()", "                pass"),
    # reading needs no place to write
    "test_without_a_cache_the_index_is_in_the_runtime_folder_and_that_is_said_once": (
        f"{LOCAL}/store.py", "            self._moved = None\n        return report", "        return report"),
    "test_where_no_folder_can_be_written_it_is_in_memory": (
        f"{LOCAL}/store.py", '("memory", *here) if self.folder == NOWHERE', '("memory", *here) if False'),
    "test_a_file_that_has_no_room_is_named_and_nothing_of_it_stays": (
        f"{OWN}/atomic_files.py", "        error.filename, error.filename2 = str(path), None", "        pass"),
    "test_a_disk_that_fills_later_keeps_its_index_and_says_so": (
        f"{LOCAL}/store.py", "few = 2 * len(self.documents()) <= self._found", "few = True"),
    # one collection, one answer; level in use
    "test_a_small_file_is_read_and_holds_no_descriptor_and_a_large_one_is_mapped": (
        f"{OWN}/sections.py", "<= SMALL:", "<= 0:"),
    # strangers' files
    "test_a_reader_that_computes_nothing_is_waited_for_once_and_any_other_a_few_times": (
        "index/reading/isolated.py", "        if begun - before <= _LEAST * patience * TICKS:", "        if False:"),
    "test_a_reader_has_little_memory_and_writes_nothing": (
        "index/reading/serving.py", ", (resource.RLIMIT_FSIZE, 0)", ""),
    "test_a_reader_that_dies_or_lies_is_a_sentence_and_the_next_file_is_read": (
        "index/reading/isolated.py", "                how = self._child.ended()\n                self.stop()",
        "                how = self._child.ended()"),
    "test_no_document_is_changed_no_address_opened_and_no_program_run": (
        "index/reading/serving.py", "    _limit()\n    while",
        '    _limit()\n    __import__("socket").socket().connect_ex(("127.0.0.1", 9))\n    while'),
    # one door
    "test_a_terminal_gets_no_order_of_a_document_or_its_name": (
        "tui/commands/output.py", "        return clean(text)", "        return text"),
    "test_a_pipe_gets_no_controls_and_no_marks_of_direction": (
        "tui/commands/output.py", "    return safe(text)\n", "    return text\n"),
    "test_no_control_character_but_newline_and_tab_is_ever_copied": (
        "tui/terminal/clipboard.py", "\\x08\\x0b-\\x1f", "\\x08\\x0b-\\x1e"),
    "test_what_is_copied_is_the_documents_text_to_the_letter": (
        "tui/controllers/marking.py", "        text = opened.document.text[start:end]",
        "        text = opened.document.text[start + 1 : end]"),
    "test_json_keeps_everything_and_shows_nothing_of_it": (
        "tui/keep/filenames.py", "lambda found: json.dumps(found[0])[1:-1]", "lambda found: found[0]"),
    "test_no_cell_of_a_table_is_a_formula": (
        "tui/commands/output.py", "if text.startswith(_FORMULA)", "if False"),
    "test_no_text_gives_an_order_in_a_list_of_bibtex": (
        "tui/keep/export.py", '"{": "braceleft", ', ""),
    "test_what_a_terminal_tells_that_makes_no_sense_ends_nothing": (
        "tui/terminal/textual_internals.py", "except (ArithmeticError, LookupError, ValueError):", "except LookupError:"),
    "test_a_speaker_that_the_reader_sets_survives_a_new_index": (
        f"{OWN}/corrections.py", "        self._load()\n", ""),
    "test_what_cannot_be_read_is_said": (
        "index/engine/query_pieces.py", "    if _EXPRESSION.fullmatch(body):\n        notices", "    if False:\n        notices"),
    # the workers
    "test_large_files_are_begun_one_at_a_time_and_small_ones_meanwhile": (
        f"{LOCAL}/worker_pool.py", "if not busy or sizes[file] < LARGE", "if True"),
    "test_a_file_that_takes_for_ever_is_given_up": (
        f"{LOCAL}/worker_pool.py", "given_up = _given_up(worker, late) if alone or late else None", "given_up = None"),
    "test_a_process_that_takes_too_much_memory_ends_alone": (
        f"{LOCAL}/worker_pool.py", "    gc.disable()\n    limit(resource.RLIMIT_AS, MEMORY)\n", "    gc.disable()\n"),
    # scripts, and whatever is typed
    "test_what_a_full_disk_or_a_reader_that_has_gone_does_not_take_is_no_noise": (
        "tui/commands/cli.py", "            sys.stdout.flush()", "            pass"),
    "test_what_cannot_be_told_is_told_by_the_exit_status": (
        "tui/commands/output.py", "with contextlib.suppress(OSError):  # where it", "with contextlib.nullcontext():  # where it"),
    "test_an_answer_that_was_under_way_when_a_newer_question_came_is_not_shown": (
        "tui/jobs.py", "if message.number != self._numbers.get(message.group)", "if False"),
    "test_a_bad_setting_is_a_sentence_with_file_key_and_way_out": (
        "tui/keep/config.py", "hint = f\"did you mean {near[0]}?\" if near else", "hint ="),
    "test_a_crafted_table_of_contents_runs_nothing": (
        f"{LOCAL}/snapshot.py", "        if (module, name) not in _ALLOWED:", "        if True:\n            return "
        "pickle.Unpickler.find_class(self, module, name)\n        if (module, name) not in _ALLOWED:"),
    "test_a_disk_that_is_full_at_any_step_leaves_the_old_state": (
        f"{LOCAL}/snapshot.py", "            self._before_commit(int(toc[1])", "            FileStorage.rename_file("
        "self, oldname, newname, safe)\n            oldname = newname\n            self._before_commit(int(toc[1])"),
    "test_any_history_answers_as_a_rebuild_does": (
        "index/engine/ranking/evaluation.py", "sum(view.alive[1] for view in views) / max(1, sum(view.alive[0] for view in "
        "views))", "views[0].alive[1] / max(1, views[0].alive[0])"),
    "test_a_long_document_is_analysed_in_stretches_and_found_as_a_whole": (
        "index/pipeline.py", "        start=quotation.start + by,", "        start=quotation.start,"),
    "test_no_query_raises": (
        "index/engine/query_language.py", '        while self._peek() == "minus":', '        while not self and self._peek() == "minus":'),
    "test_each_word_on_people_is_kept_with_the_earlier_ones": (
        "index/library.py", "text, _ = read_own_file(own, needed=False)", 'text, _ = "", ()'),
    "test_a_save_that_is_cut_off_between_any_two_calls_leaves_the_old_or_the_new": (
        f"{OWN}/atomic_files.py", "        temporary.replace(path)\n", "        path.write_bytes(data)\n"),
    "test_what_is_there_is_read_and_found_and_that_nothing_can_be_kept_is_said": (
        f"{LOCAL}/store.py", "notices = report.notices if few and self.folder != NOWHERE else ()", "notices = ()"),
    "test_while_the_program_is_stopped_no_file_is_late": (
        "index/processes.py", "min(now - self._asked, _STRETCH)", "now - self._asked"),
    "test_files_of_old_segments_are_let_go_though_they_were_searched": (
        f"{LOCAL}/store.py", "            changed = snapshot is not self._snapshot\n",
        "            changed = snapshot is not self._snapshot\n            self.__dict__.setdefault('old', []).append(self._snapshot)\n"),
    "test_no_sentence_has_the_words_of_an_exception_that_is_not_ours": (
        "index/reading/formats/json_rows.py", 'where = f"line {error.lineno}, column {error.colno}"', 'where = f"{error}"'),
    "test_what_is_in_the_way_of_the_marks_is_named": (
        "tui/controllers/voice.py", 'where = f" ({shortened(str(error.filename))})" if error.filename else ""', 'where = ""'),
    "test_a_folder_of_broken_files_of_all_formats_is_read_with_a_sentence_for_each": (
        f"{LOCAL}/file_analysis.py", " else digest, problem=error.problem)", " else digest)"),
    "test_a_book_that_is_pasted_is_answered_within_a_second": (
        "index/engine/query_pieces.py", "text[end] not in SPACE and end not in bounds", "not set(text[at : end + 1]) & set(SPACE) and end not in bounds"),
    # a cluster
    "test_processes_that_index_at_once_share_the_files": (
        "index/engine/opensearch/sending.py", 'return [wanted[one["_id"]] for one in made if one["status"] == 201]',
        "return list(wanted.values())"),
    "test_a_generation_is_exchanged_when_it_is_whole": (
        "index/engine/opensearch/sending.py", "        claims = Claims(", "        self._generations.finish(self._generation)\n        claims = Claims("),
    "test_one_dies_while_documents_are_written_and_another_while_they_are_searched": (
        "index/engine/opensearch/generations.py", '"auto_expand_replicas": "0-1", "codec"', '"auto_expand_replicas": "0-0", "codec"'),
    "test_a_certificate_of_another_authority_is_refused": (
        "index/engine/opensearch/connection.py", "verify_certs=True", "verify_certs=False"),
    "test_every_passage_in_which_a_way_matches_is_among_those_asked_for": (
        "index/engine/opensearch/query.py", "    found = [_word(whole)] if whole else []\n", "    found = []\n"),
    "test_a_claim_that_is_renewed_is_theirs_whatever_their_clock_says": (
        "index/engine/opensearch/sending.py", "        if before != version:", "        if False:"),
    "test_a_file_that_others_may_read_is_refused": (
        "index/engine/opensearch/connection.py", "status.st_mode & 0o077", "status.st_mode & 0o000"),
}  # fmt: skip
"""By test: a file, what stands there, and what breaks the promise."""


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("words", nargs="*", metavar="WORD")
    words = reader.parse_args().words
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "INYO_EXAMPLES": "few"}
    sys.dont_write_bytecode = True
    for name in HEAVY:
        importlib.import_module(name)
    failed, alive, skipped = 0, [], 0
    chosen = {test: each for test, each in BROKEN.items() if not words or any(word in test for word in words)}
    files = {test: file for file, test in NAMED}
    with tempfile.TemporaryDirectory(prefix="inyo-promises-") as name:
        copied(Path(name))
        for test, (module, before, after) in chosen.items():
            whole = (Path(name) / module).read_text("utf-8")
            if before not in whole:
                raise SystemExit(f"{module} has no «{before}» any more")
            (Path(name) / module).write_text(whole.replace(before, after, 1), "utf-8")
            told = seen(Path(name), (f"{files[test]}::{test}",), 120, 600)
            (Path(name) / module).write_text(whole, "utf-8")
            said = (Path(name) / "said").read_text("utf-8", "replace")
            if not told and " passed" not in said.splitlines()[-1]:
                told, skipped = "skips", skipped + 1
            elif told and not (told == "fails" and " error" in said.splitlines()[-1] and " failed" not in said):
                failed += 1
            else:
                alive.append(test)
            print(f"{told or 'LIVES':6} {test}", flush=True)
    print(f"{failed} of {len(chosen) - skipped} tests fail where their promise is broken, of {len(NAMED)} promises")
    if skipped:
        print(f"{skipped} were skipped: those of a cluster need INYO_CLUSTER=1, Java and Maven")
    print(*alive, sep="\n")
    return bool(alive)


if __name__ == "__main__":
    sys.exit(main())
