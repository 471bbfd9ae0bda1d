"""Who may do what: the table of the office's roles, held against every operation called as every role."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from typing import get_args

import pytest

from oss_desk import operations
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import BUILT_IN_ROLES, SignedIn
from oss_desk.operations import rights
from oss_desk.operations.program import OPERATIONS, Operation, Program
from oss_desk.operations.rights import RIGHTS, Right
from oss_desk.storage import rows
from tests.operations.conftest import Shop

for module in pkgutil.walk_packages(operations.__path__, f"{operations.__name__}."):
    importlib.import_module(module.name)

TABLE = """
| may                                     | clerk | cashier | back_office | supervisor | auditor | administrator |
| serve: visits, people, basket, start ...| x     |         |             |            |         |               |
| take-money: and print its receipt       |       | x       |             |            |         |               |
| settle: shifts of others, the month    |       |         |             | x          |         |               |
| work-steps: whoever holds the step's    | x     |         | x           | x          |         |               |
| note: suspend, send back, refuse        | x     |         | x           | x          |         |               |
| overrule: also as the second person     |       |         |             | x          |         |               |
| vouch: second: roles, phones, blanks     |       |         |             | x          |         | x             |
| own: one's own password                 | x     | x       | x           | x          | x       | x             |
| correct: void, refund and waive         |       | x       |             |            |         |               |
| ask: for approval, and answer what may  | x     | x       | x           | x          |         | x             |
| read: people, cases, payments           | x     | x       | x           | x          | x       |               |
| read-history: all of it                 |       |         |             | x          | x       |               |
| check-history: how the chains stand    |       |         |             | x          | x       | x             |
| publish: check, import and publish      |       |         |             | x          |         |               |
| administer: desks, people, settings     |       |         |             |            |         | x             |
| care: backups, archives, health         |       |         |             | x          |         | x             |
| keep-blanks: receive, move, destroy     |       |         |             | x          |         |               |
| handle-blanks: spoil and count          | x     | x       | x           | x          |         |               |
| print: again, and say what became of it | x     | x       | x           | x          |         |               |
| anyone: head, approval, the catalogue    | x     | x       | x           | x          | x       | x             |
| sign-in: before anybody has signed in   |       |         |             |            |         |               |
"""

OPERATIONS_BY_RIGHT: dict[Right, str] = {
    "serve": """
        add_citizen add_life_event add_organisation add_service alike application_came
        application_not_here came_herself close_visit correct_citizen correct_organisation drop_draft hand_over
        hold_visit keep_draft mark_paper offered open_visit print_application print_missing proposal put_back_draft
        put_back_service refuse_paper remove_service resume_visit set_applicant set_quantity set_visitor start_cases
        show_numbers today unmark_paper visit visit_in_short visit_now withdraw""",
    "take-money": """
        close_shift copy_correction copy_receipt count_till hand_over_till leave_payment move_cash open_shift pay
        print_x start_payment""",
    "settle": "close_period close_uncounted",
    "work-steps": """
        act give_answers issue_output record_opinion record_paper refuse_case_paper send_output spoil_output""",
    "note": "add_note give_back keep_case_draft lapse place_paper refuse_case resume send_back suspend",
    "overrule": "begin_epoch clear_tries end_notice erase_texts extend opened_in_error write_notice",
    "vouch": "",
    "own": "change_password",
    "correct": "refund void waive",
    "ask": "answer_approval ask_approval",
    "read": """
        blanks_here blanks_list blanks_of_desk case case_now case_proposal day draw_job find_people held_for_cases
        held_papers identity_types left_over
        mandate_types means_of_payment
        notices_over paper_gaps paper_job papers_of papers_of_case papers_of_visit person receipt receipt_of_command
        returned_papers
        service_proposal till_now till_sheet waivable waiting worklist""",
    "read-history": """
        event_list events exceptions exceptions_printed history_of periods reconciliation reconciliation_paper
        who_looked""",
    "check-history": "check_history check_paper history_sheet",
    "publish": "check_service end_service import_service load_registers publish withdraw_service",
    "administer": """
        add_closing_day add_desk add_means add_official cases_that_would_move change_desk change_means change_office
        change_safety
        change_official change_place close_desk keep_role remove_closing_day reopen_desk reset_factor set_holiday
        set_hours order_means set_till_rules set_waiver_limit""",
    "keep-blanks": "destroy_blanks move_blanks receive_blanks",
    "handle-blanks": "count_blanks spoil_blank",
    "care": "health",
    "print": "copy_paper mark_job print_looks print_z",
    "anyone": """
        approvals_asked approvals_waiting can_do_today catalogue draw_paper head notices search service
        service_sheet service_versions
        settings_sheet slip_of_check typefaces_damaged worst_light""",
    "sign-in": "role_titles sign_in_sheet",
}


def table() -> Iterator[tuple[str, frozenset[str]]]:
    """The rows of the table above: a right, and the roles that have it."""
    head, *lines = ([cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines())
    for name, *marks in lines:
        yield name.partition(":")[0], frozenset(role for role, mark in zip(head[1:], marks, strict=True) if mark)


def as_role(shop: Shop, role: str) -> Program:
    """The program with somebody signed in who holds only this role."""
    program = shop.at("ben")
    assert program.signed_in is not None
    signed_in = SignedIn(program.signed_in.official, program.signed_in.desk, frozenset({role}))
    return Program(program.database, program.clock, program.resources, program.desk_code, signed_in)


def called(operation: Operation, program: Program) -> str:
    """How a call without its values ends: refused with a code, or going on to what it lacks."""
    try:
        operation.run(*((program, "an-id") if takes_command_id(operation) else (program,)))
    except Refused as refused:
        return refused.message.code
    except TypeError:
        return "went on"
    return "went on"


def takes_command_id(operation: Operation) -> bool:
    """Whether it is a command; drafts run on the same lane and are none."""
    return operation.lane == "commands" and operation.name not in ("keep_draft", "drop_draft")


def happened(shop: Shop) -> list[Event]:
    """What the office has stored, the last event newest."""
    with shop.database.reading() as work:
        return list(rows.every(work, Event))


def test_the_table_of_rights_is_the_one_that_was_agreed() -> None:
    assert dict(table()) == RIGHTS
    assert set(RIGHTS) == set(get_args(Right))


def test_every_operation_asks_for_the_right_that_was_agreed() -> None:
    agreed = {name: right for right, names in OPERATIONS_BY_RIGHT.items() for name in names.split()}
    assert {name: operation.right for name, operation in OPERATIONS.items()} == agreed


def test_every_operation_called_as_every_role_ends_as_the_tables_say(shop: Shop) -> None:
    golden = dict(table())
    wrong = []
    for role in BUILT_IN_ROLES:
        program = as_role(shop, role)
        for right, names in OPERATIONS_BY_RIGHT.items():
            let_through = right == "sign-in" or role in golden[right]
            ended = {name: called(OPERATIONS[name], program) for name in names.split()}
            wrong += [(role, name, code) for name, code in ended.items() if (code != "not-allowed") != let_through]
    assert wrong == []


def test_who_lacks_the_right_changes_nothing_but_that_it_is_kept(shop: Shop) -> None:
    program = as_role(shop, "auditor")
    before = len(happened(shop))
    assert called(OPERATIONS["open_visit"], program) == "not-allowed"
    (kept,) = happened(shop)[before:]
    assert (kept.kind, json.loads(kept.payload)) == (
        "command-refused",
        {"code": "not-allowed", "operation": "open_visit"},
    )


def test_nothing_but_the_sign_in_is_open_to_nobody(shop: Shop) -> None:
    for operation in OPERATIONS.values():
        expected = "went on" if operation.right == "sign-in" else "nobody-signed-in"
        assert called(operation, shop.program()) == expected, operation.name


def test_an_auditor_changes_nothing() -> None:
    for operation in OPERATIONS.values():
        own = operation.right == "own"
        assert own or operation.lane != "commands" or "auditor" not in RIGHTS[operation.right], operation.name


def test_a_refusal_names_those_who_may() -> None:
    with pytest.raises(Refused) as refused:
        rights.ask(frozenset({"clerk", "cashier"}), "publish")
    assert refused.value.message.values == {"right": "publish", "roles": ("supervisor",)}


def test_roles_of_the_office_alone_give_no_right() -> None:
    assert not rights.may(frozenset({"registrar"}), "work-steps")
    assert rights.may(frozenset({"registrar", "back_office"}), "work-steps")


def test_the_test_of_rights_can_fail(monkeypatch: pytest.MonkeyPatch, shop: Shop) -> None:
    monkeypatch.setitem(RIGHTS, "publish", frozenset({"supervisor", "clerk"}))
    assert dict(table()) != RIGHTS
    assert called(OPERATIONS["load_registers"], as_role(shop, "clerk")) == "went on"
