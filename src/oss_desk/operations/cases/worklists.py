"""Worklists: the cases that somebody may act on, are late, wait at an authority or wait to be collected."""

from typing import Literal

from oss_desk.domain.cases import Case
from oss_desk.operations.cases.cards import cards
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import CaseCard
from oss_desk.storage import cases as case_rows

Which = Literal["mine", "role", "authority", "overdue", "ready", "all"]
MOST = 500
"""Cases of one list; a longer one is narrowed by its search."""


@reading("read")
def worklist(look: Look, *, which: Which, text: str = "") -> tuple[CaseCard, ...]:
    """Cases with what is due first at the head.

    mine: steps of a role that the official holds and that nobody waits for the citizen with. role: all steps of those
    roles. authority: with another body. overdue: late, the clock running. ready: to be collected. all: every open
    case, and with a text the closed ones too. `text` is part of a number, or an applicant by name or number.
    """
    return cards(look, cases_of(look, which, text.strip() or None))


def cases_of(look: Look, which: Which, text: str | None) -> tuple[Case, ...]:
    """The cases of a worklist."""
    work, roles = look.work, look.roles
    if which == "mine":
        found = case_rows.worklist(work, roles=roles, ready=False, text=text, limit=MOST)
        return tuple(case for case in found if case.hands != "citizen")
    if which == "role":
        return case_rows.worklist(work, roles=roles, text=text, limit=MOST)
    if which == "authority":
        return _at_authorities(look, text)
    if which == "overdue":
        return case_rows.worklist(work, overdue_at=look.now, ready=False, text=text, limit=MOST)
    if which == "ready":
        return case_rows.worklist(work, ready=True, text=text, limit=MOST)
    return case_rows.worklist(work, open=None if text else True, text=text, limit=MOST)


def _at_authorities(look: Look, text: str | None) -> tuple[Case, ...]:
    found = [
        case
        for authority in office_registers(look).authorities
        for case in case_rows.worklist(look.work, hands=f"authority:{authority}", text=text, limit=MOST)
    ]
    return tuple(sorted(found, key=lambda case: (case.due_at is None, case.due_at or case.started_at, case.id)))
