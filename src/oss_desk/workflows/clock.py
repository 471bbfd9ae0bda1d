"""The clock of a case: stopped, running again, extended; and the endings that no step draws."""

from dataclasses import replace
from datetime import datetime

from oss_desk.domain.calendar import WorkingCalendar, due, moved
from oss_desk.domain.messages import refuse
from oss_desk.workflows.case_state import CaseState
from oss_desk.workflows.definition import Service, Step


def suspend(state: CaseState, at: datetime) -> CaseState:
    """The clock stopped by an official, who gives the reason."""
    check_open(state)
    if state.suspended_since is not None:
        raise refuse("case-clock-stopped")
    return replace(state, suspended_since=at, held="official")


def resume(state: CaseState, at: datetime, calendar: WorkingCalendar) -> CaseState:
    """The clock running again after `suspend`; due dates move by the opening minutes that it stood still."""
    check_open(state)
    if state.held != "official":
        raise refuse("case-not-suspended")
    return running(state, at, calendar)


def extend(service: Service, state: CaseState, calendar: WorkingCalendar) -> CaseState:
    """The due date moved by the service's extension; possible once."""
    check_open(state)
    time = service.processing_time
    if time is None or time.extension is None:
        raise refuse("no-extension")
    if state.extended:
        raise refuse("extended-already")
    if state.due_at is None:
        raise refuse("no-due-date")
    return replace(state, due_at=due(calendar, state.due_at, time.extension, time.count), extended=True)


def withdraw(state: CaseState, at: datetime) -> CaseState:
    """The case closed because the citizen says so."""
    return _closed(state, "withdrawn", at)


def opened_in_error(state: CaseState, at: datetime) -> CaseState:
    """The case closed because it should not have been opened."""
    return _closed(state, "opened-in-error", at)


def lapse(service: Service, state: CaseState, at: datetime, calendar: WorkingCalendar) -> CaseState:
    """The case closed because it waited too long; Refused before that day. Nothing closes by itself."""
    check_open(state)
    lapses = lapses_at(service, state, calendar)
    if lapses is None:
        raise refuse("never-lapses")
    if at < lapses:
        raise refuse("not-lapsed", day=calendar.local_date(lapses).isoformat())
    return _closed(state, "lapsed", at)


def lapses_at(service: Service, state: CaseState, calendar: WorkingCalendar) -> datetime | None:
    """From when an official may close the case for having waited too long; None where it never lapses."""
    term = step_of_case(service, state).lapses if state.open else None
    return due(calendar, state.step_since, term.after, term.count) if term else None


def _closed(state: CaseState, ending: str, at: datetime) -> CaseState:
    check_open(state)
    return replace(
        state, open=False, ending=ending, suspended_since=None, held=None, finished_at=state.finished_at or at
    )


def check_open(state: CaseState) -> None:
    """Refused when the case is closed."""
    if not state.open:
        raise refuse("case-closed")


def step_of_case(service: Service, state: CaseState) -> Step:
    """The step where the case stands; Refused when its service has none of that id."""
    try:
        return service.step(state.step)
    except KeyError as gone:
        raise refuse("unknown-case-step", step=state.step) from gone


def running(state: CaseState, at: datetime, calendar: WorkingCalendar) -> CaseState:
    """The clock set running: every due moment moves by the opening minutes that it stood still."""
    since = state.suspended_since or at

    def later(moment: datetime | None) -> datetime | None:
        return moved(calendar, moment, since, at) if moment else None

    due_at, step_due_at = later(state.due_at), later(state.step_due_at)
    return replace(state, suspended_since=None, held=None, due_at=due_at, step_due_at=step_due_at)
