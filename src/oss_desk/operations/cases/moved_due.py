"""Due dates under other opening hours: which open cases would move, and their moving as recorded extensions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oss_desk.domain.calendar import Duration, WorkingCalendar
from oss_desk.domain.cases import Case, Extension
from oss_desk.domain.new_hours import under_new_hours
from oss_desk.domain.text import Texts
from oss_desk.operations.cases import running
from oss_desk.operations.cases.running import Running
from oss_desk.operations.program import Act, Look
from oss_desk.storage import rows
from oss_desk.workflows import engine
from oss_desk.workflows.case_state import CaseState

MOVED = "case-due-moved"
"""The event of a due date that moved because the office changed its hours."""


@dataclass(frozen=True)
class MovedCase:
    """An open case that would be due at another moment: its number, its service, when it is due and would be."""

    case_id: int
    number: str
    service: Texts
    old_due_at: datetime
    new_due_at: datetime


def cases_moved(look: Look, before: WorkingCalendar, after: WorkingCalendar) -> tuple[MovedCase, ...]:
    """The cases that would be due at another moment, the soonest first. What is late stays late."""
    if before == after:
        return ()
    found = []
    for case in rows.every(look.work, Case, order_by=("due_at", "id"), open=True):
        if case.due_at is None or case.due_at <= look.now:
            continue
        at = running.load(look, case)
        due_at = _due(at, look.now, before, after)
        if due_at is not None and due_at != case.due_at:
            found.append(MovedCase(case.id, case.number, at.service.title, case.due_at, due_at))
    return tuple(found)


def move_cases(
    act: Act, moved: Sequence[MovedCase], before: WorkingCalendar, after: WorkingCalendar, reason: str
) -> None:
    """Move these due dates, each with its extension and its event; the term of the present step goes along."""
    by_id = {one.case_id: one for one in moved}
    for case in rows.lock(act.work, Case, *sorted(by_id)):
        at, one = running.load(act, case), by_id[case.id]
        state = replace(at.state, due_at=one.new_due_at, step_due_at=_step_due(at, act.now, before, after))
        _extend(act, at, state, one, reason)


def _extend(act: Act, at: Running, state: CaseState, moved: MovedCase, reason: str) -> None:
    old, new = moved.old_due_at, moved.new_due_at
    event = act.event(MOVED, ("case", at.case.id), {"old": old, "new": new}, {"reason": reason})
    rows.add(
        act.work,
        Extension,
        case_id=at.case.id,
        old_due_at=old,
        new_due_at=new,
        at=act.now,
        official_id=act.official.id,
        event_id=event.id,
    )
    running.saved(act, at, state)


def _due(at: Running, now: datetime, before: WorkingCalendar, after: WorkingCalendar) -> datetime | None:
    time, due_at = at.service.processing_time, at.state.due_at
    if time is None or due_at is None:
        return due_at
    term = engine.promised(time, at.service, at.answers, at.facts) or Duration(days=1)
    return under_new_hours(due_at, now, before, after, term, time.count)


def _step_due(at: Running, now: datetime, before: WorkingCalendar, after: WorkingCalendar) -> datetime | None:
    within, due_at = at.step.within, at.state.step_due_at
    if within is None or due_at is None:
        return due_at
    return under_new_hours(due_at, now, before, after, within, "working")
