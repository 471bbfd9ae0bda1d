"""Worklists: the cases that somebody may act on, are late, wait at an authority or wait to be collected."""

from datetime import datetime
from typing import Literal

from oss_desk.domain.cases import Case
from oss_desk.operations.cases.cards import cards, is_late
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import CaseCard
from oss_desk.storage import cases as case_rows

Which = Literal["mine", "authority", "overdue", "ready", "all"]
MOST, MOST_OPEN = 500, 5000
"""Cases of one list, a longer one is narrowed by its search; and open cases among which late ones are looked for."""
SUPERVISOR = "supervisor"


@reading("read")
def worklist(look: Look, *, which: Which, text: str = "") -> tuple[CaseCard, ...]:
    """Cases with what is due first at the head.

    mine: steps of a role that the official holds and that nobody waits for the citizen with; for a supervisor what is
    late with anybody too. authority: with another body. overdue: past the promised day or the term of the step, the
    clock running. ready: to be collected. all: every open case, and with a text the closed ones too. `text` is part of
    a number, or an applicant by name or number.
    """
    return cards(look, cases_of(look, which, text.strip() or None))


def cases_of(look: Look, which: Which, text: str | None) -> tuple[Case, ...]:
    """The cases of a worklist."""
    work = look.work
    if which == "mine":
        return _to_work(look, text)
    if which == "authority":
        return _at_authorities(look, text)
    if which == "overdue":
        return _late(look, text)
    if which == "ready":
        return case_rows.worklist(work, ready=True, text=text, limit=MOST)
    return case_rows.worklist(work, open=None if text else True, text=text, limit=MOST)


def _to_work(look: Look, text: str | None) -> tuple[Case, ...]:
    """Steps of the official's roles that do not wait for the citizen; for supervisors also what is late anywhere."""
    found = case_rows.worklist(look.work, roles=look.roles, ready=False, text=text, limit=MOST)
    own = tuple(case for case in found if case.hands != "citizen")
    if SUPERVISOR not in look.roles:
        return own
    both = {case.id: case for case in (*own, *_late(look, text))}
    return tuple(sorted(both.values(), key=_first_due))


def _late(look: Look, text: str | None) -> tuple[Case, ...]:
    """Past the promised day, or past the term of its step."""
    found = case_rows.worklist(look.work, ready=False, text=text, limit=MOST_OPEN)
    return tuple(case for case in found if is_late(case, look.now))[:MOST]


def _first_due(case: Case) -> tuple[bool, datetime, int]:
    return (case.due_at is None, case.due_at or case.started_at, case.id)


def _at_authorities(look: Look, text: str | None) -> tuple[Case, ...]:
    found = [
        case
        for authority in office_registers(look).authorities
        for case in case_rows.worklist(look.work, hands=f"authority:{authority}", text=text, limit=MOST)
    ]
    return tuple(sorted(found, key=_first_due))
