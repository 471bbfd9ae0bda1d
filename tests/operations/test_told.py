"""Whatever is done is told (R50): each command has its kinds of events, and a sample office tells as the table says."""

import importlib
import pkgutil
from dataclasses import replace
from pathlib import Path

from oss_desk import operations
from oss_desk.domain.history import Command, Event
from oss_desk.domain.messages import Message
from oss_desk.language import load_language
from oss_desk.operations.beside import WATCHED_RIGHTS
from oss_desk.operations.history import history
from oss_desk.operations.history.told.messages import DEEDS, KINDS
from oss_desk.operations.messages import EVERY_TEXT
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.program import OPERATIONS, Program
from oss_desk.storage import rows

for module in pkgutil.walk_packages(operations.__path__, f"{operations.__name__}."):
    importlib.import_module(module.name)

DRAFTS = frozenset({"keep_draft", "drop_draft", "put_back_draft", "keep_case_draft"})
"""What is typed and not yet done: neither commands nor events."""
TOLD = {
    "act": "case-moved answers-given demand-made owes-less case-suspended case-resumed",
    "add_citizen": "citizen-added document-added needs-changed",
    "add_closing_day": "closing-day-added case-due-moved",
    "add_desk": "desk-added",
    "add_life_event": "service-added",
    "add_means": "means-added",
    "add_note": "note-added",
    "add_official": "official-added",
    "add_organisation": "organisation-added",
    "add_service": "service-added",
    "answer_approval": "approval-answered",
    "application_came": "application-came",
    "application_not_here": "application-not-here",
    "ask_approval": "approval-asked",
    "begin_epoch": "epoch-opened",
    "came_herself": "visitor-came",
    "change_desk": "desk-changed",
    "change_means": "means-changed",
    "change_office": "office-changed",
    "change_official": "official-changed roles-changed own-roles-changed password-given",
    "change_password": "password-changed",
    "change_place": "place-changed case-due-moved",
    "change_safety": "safety-changed",
    "clear_tries": "tries-cleared",
    "close_desk": "desk-closed",
    "close_period": "period-closed",
    "close_shift": "shift-closed z-closed chain-broken",
    "close_uncounted": "shift-closed z-closed chain-broken",
    "close_visit": "visit-closed payment-abandoned",
    "copy_correction": "receipt-copied",
    "copy_paper": "paper-copied",
    "copy_receipt": "receipt-copied",
    "correct_citizen": "citizen-corrected document-added needs-changed",
    "correct_organisation": "organisation-corrected",
    "count_blanks": "blanks-counted",
    "count_till": "till-counted",
    "destroy_blanks": "blanks-destroyed",
    "end_notice": "notice-ended",
    "end_service": "service-ended",
    "enter_paper_receipt": "payment-taken",
    "erase_texts": "texts-erased",
    "extend": "case-extended",
    "give_answers": "answers-given",
    "give_back": "paper-returned",
    "hand_over": "handed-over case-moved paper-returned",
    "hand_over_till": "till-handed-over till-counted shift-opened shift-closed z-closed chain-broken",
    "hold_visit": "visit-held payment-abandoned",
    "import_service": "service-imported service-known",
    "issue_output": "output-issued",
    "keep_role": "role-kept",
    "lapse": "case-moved",
    "leave_payment": "payment-abandoned",
    "load_registers": "registers-loaded",
    "mark_job": "paper-printed paper-sent paper-failed paper-dismissed",
    "mark_paper": "paper-seen",
    "move_blanks": "blanks-moved",
    "move_cash": "cash-moved",
    "open_shift": "shift-opened till-counted",
    "open_visit": "visit-opened",
    "opened_in_error": "case-moved",
    "order_means": "means-ordered",
    "pay": "payment-taken demand-paid case-moved shift-opened shift-closed z-closed chain-broken",
    "place_paper": "paper-placed",
    "print_application": "application-made",
    "print_looks": "looks-printed",
    "print_missing": "missing-slip-made",
    "print_x": "x-printed",
    "print_z": "z-copied",
    "publish": "service-published",
    "put_back_service": "service-put-back",
    "receive_blanks": "blanks-received",
    "record_opinion": "opinion-recorded",
    "record_paper": "paper-recorded case-resumed",
    "refund": "money-refunded",
    "refuse_case": "case-moved",
    "refuse_case_paper": "paper-not-accepted",
    "refuse_paper": "paper-not-accepted",
    "remove_closing_day": "closing-day-removed case-due-moved",
    "remove_service": "service-removed",
    "reopen_desk": "desk-reopened",
    "reset_factor": "factor-reset",
    "resume": "case-resumed",
    "resume_visit": "visit-resumed",
    "send_back": "case-moved",
    "send_output": "case-moved",
    "set_applicant": "applicant-set",
    "set_holiday": "holiday-worked holiday-kept case-due-moved",
    "set_hours": "hours-set case-due-moved",
    "set_quantity": "quantity-set",
    "set_till_rules": "till-rules-changed",
    "set_up": "office-set-up service-imported service-published",
    "set_visitor": "visitor-set",
    "set_waiver_limit": "waiver-limit-set",
    "spoil_blank": "blank-spoilt",
    "spoil_output": "output-spoilt blank-spoilt",
    "start_cases": "case-started demand-made demand-paid payment-taken shift-opened shift-closed z-closed chain-broken",
    "start_payment": "payment-started",
    "suspend": "case-suspended",
    "unmark_paper": "paper-unmarked",
    "void": "receipt-voided demand-made case-resumed",
    "waive": "fee-waived demand-paid case-moved",
    "withdraw": "case-moved",
    "withdraw_service": "service-withdrawn",
    "write_notice": "notice-written",
}
"""The kinds of events of each command; the first one comes always, or one of those beside it."""
BESIDE = {
    "signing in": "signed-in",
    "signing out": "signed-out",
    "signing in once more where the clock jumped": "clock-put-right",
    "a failed sign-in": "sign-in-failed",
    "a refused command": "command-refused",
    "a record opened": "record-opened",
    "a receipt drawn again": "possible-copy",
    "a lock": "locked",
    "a report of exceptions": "exceptions-printed",
    "a break of history": "chain-broken",
}
"""What is told besides commands."""


def commands() -> set[str]:
    """The operations that change something by a command."""
    return {name for name, one in OPERATIONS.items() if one.lane == "commands"} - DRAFTS


def test_every_command_has_its_kinds_of_events() -> None:
    assert commands() - set(TOLD) == set()


def test_every_kind_of_event_is_one_that_the_program_writes() -> None:
    source = "\n".join(file.read_text("utf-8") for file in Path(operations.__path__[0]).parent.rglob("*.py"))
    kinds = {kind for told in (*TOLD.values(), *BESIDE.values()) for kind in told.split()}
    composed = {kind for kind in kinds if kind.startswith("service-")} | set(TOLD["mark_job"].split())
    assert [kind for kind in sorted(kinds - composed) if f'"{kind}"' not in source] == []


def test_every_kind_of_event_has_its_name_in_words() -> None:
    kinds = {kind for told in (*TOLD.values(), *BESIDE.values()) for kind in told.split()}
    assert [kind for kind in sorted(kinds) if f"event-{kind}" not in KINDS] == []


def test_whatever_may_be_refused_and_kept_is_named_in_words() -> None:
    kept = {name for name, one in OPERATIONS.items() if one.lane == "commands" and one.right in WATCHED_RIGHTS}
    assert [name for name in sorted(kept) if f"deed-{name.replace('_', '-')}" not in DEEDS] == []


def test_what_happened_in_a_sample_office_is_told_in_sentences_without_a_hole(sqlite_program: Program) -> None:
    english, told, before = load_language("en", sqlite_program.resources / "translations"), set[str](), None
    supervisor = sign_in(replace(sqlite_program, desk_code="B"), login="rustem")
    while True:
        sheet = history.event_list(supervisor, before=before)
        for line in sheet.events:
            for message in (line.told, line.about, Message(f"event-{line.kind}")):
                assert message.code in EVERY_TEXT, (line.kind, message.code)
                assert "{" not in english.message(message, EVERY_TEXT)
            told.add(english.message(line.told, EVERY_TEXT))
        if not sheet.more:
            break
        before = sheet.events[-1].id
    assert len(told) > 100


def test_what_was_done_in_a_sample_office_is_told_as_the_table_says(sqlite_program: Program) -> None:
    with sqlite_program.database.reading() as work:
        done = {command.id: command.operation for command in rows.every(work, Command)}
        told: dict[str, set[str]] = {}
        for event in rows.every(work, Event):
            told.setdefault(event.command_id, set()).add(event.kind)
    found = {operation for key, operation in done.items() if operation in TOLD and key in told}
    assert len(found) > 15
    for key, operation in done.items():
        if operation in TOLD:
            assert told.get(key), operation
            assert told[key] & _kinds(operation), (operation, told[key])


def _kinds(operation: str) -> set[str]:
    return set(TOLD[operation].split())
