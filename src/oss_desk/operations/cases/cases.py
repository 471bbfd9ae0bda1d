"""Everything an official does with cases, in one place for the window: started, worked, told, ended."""

from oss_desk.operations.cases.case_clock import extend, resume, send_back, suspend
from oss_desk.operations.cases.case_sheet import case
from oss_desk.operations.cases.endings import lapse, opened_in_error, refuse_case, withdraw
from oss_desk.operations.cases.steps import (
    act,
    add_note,
    give_answers,
    record_opinion,
    record_paper,
    refuse_case_paper,
)
from oss_desk.operations.cases.worklists import worklist
from oss_desk.operations.papers.intake_prints import print_application, print_missing
from oss_desk.operations.visits.start import start_cases

__all__ = [
    "act",
    "add_note",
    "case",
    "extend",
    "give_answers",
    "lapse",
    "opened_in_error",
    "print_application",
    "print_missing",
    "record_opinion",
    "record_paper",
    "refuse_case",
    "refuse_case_paper",
    "resume",
    "send_back",
    "start_cases",
    "suspend",
    "withdraw",
    "worklist",
]
