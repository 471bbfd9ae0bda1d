"""The engine, in pure functions: what is possible for a case now, what follows, and when it is due."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from oss_desk.domain.calendar import WorkingCalendar, due
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Refused, refuse
from oss_desk.workflows.case_state import CaseState, Held
from oss_desk.workflows.clock import (
    check_open,
    extend,
    lapse,
    lapses_at,
    opened_in_error,
    resume,
    running,
    step_of_case,
    suspend,
    withdraw,
)
from oss_desk.workflows.conditions import Answers, holds
from oss_desk.workflows.definition import Action, EvidenceRequirement, ProcessingTime, Service, Step
from oss_desk.workflows.papers import PaperSeen, papers_missing, step_of
from oss_desk.workflows.reasons import (
    NOTHING_GIVEN,
    Given,
    forward_open,
    hindrances,
    needed_role,
    needs_open,
    role_missing,
    text_of,
)

__all__ = [
    "CaseState",
    "Given",
    "act",
    "extend",
    "handed_over",
    "hindrances",
    "lapse",
    "lapses_at",
    "needed_role",
    "opened_in_error",
    "paid",
    "papers_brought",
    "possible_actions",
    "resume",
    "start",
    "suspend",
    "withdraw",
]


def start(
    service: Service,
    answers: Answers,
    facts: Facts,
    at: datetime,
    calendar: WorkingCalendar,
    papers: tuple[PaperSeen, ...] = (),
    assessed: Mapping[str, int] | None = None,
    note: str = "",
) -> CaseState:
    """A new case at the first step; Refused with everything that is missing when it may not start.

    `note` says why the amounts `assessed` at the start are what they are.
    """
    missing = hindrances(service, answers, facts, papers, assessed, note)
    if missing:
        raise Refused(*missing)
    state = CaseState(step=service.first_step.id, step_since=at, started_at=at)
    if service.processing_time and service.processing_time.since == "start":
        state = replace(state, due_at=_due(service, answers, facts, at, calendar))
    return _entered(service, state, answers, facts, papers, at, calendar)


def possible_actions(service: Service, state: CaseState, answers: Answers, facts: Facts) -> tuple[Action, ...]:
    """The actions of the step whose condition holds; none while the clock is stopped by an official, or at the end."""
    if not state.open or state.held == "official":
        return ()
    actions = (action for action in step_of_case(service, state).actions if holds(action.when, answers, facts, service))
    return tuple(action for action in actions if action.to != "back" or state.came_from)


def act(
    service: Service,
    state: CaseState,
    action_id: str,
    *,
    given: Given = NOTHING_GIVEN,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...] = (),
    roles: frozenset[str],
    at: datetime,
    calendar: WorkingCalendar,
) -> CaseState:
    """The case after the action; Refused with all reasons when it is not allowed.

    When the case then stands at a to-pay step and nothing is owed there, the caller goes on with `paid`.
    """
    step = step_of_case(service, state)
    action = _allowed(service, state, step, action_id, answers, facts)
    reasons = (
        *role_missing(service, step, action, roles),
        *needs_open(service, step, action, given, answers, facts, papers),
        *forward_open(service, state, step, action, given, answers, facts),
    )
    if reasons:
        raise Refused(*reasons)
    return _go(service, state, action.to, answers, facts, papers, at, calendar)


def _allowed(service: Service, state: CaseState, step: Step, action_id: str, answers: Answers, facts: Facts) -> Action:
    check_open(state)
    if state.held == "official":
        raise refuse("case-suspended")
    found = next((action for action in step.actions if action.id == action_id), None)
    if found is None:
        raise refuse("no-such-action", action=action_id)
    if not holds(found.when, answers, facts, service):
        raise refuse("action-not-now", action=text_of(service, found.label))
    if found.to == "back" and not state.came_from:
        raise refuse("nowhere-back")
    return found


def paid(
    service: Service,
    state: CaseState,
    at: datetime,
    calendar: WorkingCalendar,
    answers: Answers | None = None,
    facts: Facts | None = None,
    papers: tuple[PaperSeen, ...] | None = None,
) -> CaseState:
    """The case after what was owed at its to-pay step is settled, or was nothing; Refused at any other step.

    With the papers, the clock stops again where the next step needs one that is still to come.
    """
    check_open(state)
    step = step_of_case(service, state)
    if step.kind != "to-pay" or step.to is None:
        raise refuse("not-to-pay")
    known = facts or Facts(today=calendar.local_date(at))
    return _go(service, state, step.to, answers or {}, known, papers, at, calendar)


def handed_over(service: Service, state: CaseState, at: datetime, calendar: WorkingCalendar) -> CaseState:
    """The case after the output was given to the collector; Refused when nothing is ready."""
    check_open(state)
    if state.held == "official":
        raise refuse("case-suspended")
    if step_of_case(service, state).kind != "ready-to-collect":
        raise refuse("not-ready")
    end = next(step for step in service.steps if step.kind == "handed-over")
    return _go(service, state, end.id, {}, Facts(today=calendar.local_date(at)), (), at, calendar)


def papers_brought(
    service: Service,
    state: CaseState,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...],
    at: datetime,
    calendar: WorkingCalendar,
) -> CaseState:
    """The case after a paper came: its clock runs again once nothing is missing that this step waits for."""
    if state.held != "paper" or _followed_missing(service, state.step, answers, facts, papers):
        return state
    return running(state, at, calendar)


def _go(
    service: Service,
    state: CaseState,
    to: str,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...] | None,
    at: datetime,
    calendar: WorkingCalendar,
) -> CaseState:
    """The case at its next step: the clock first runs up to now, then stops again where the next step stops it.

    Nothing goes back to a to-pay step: what was paid there is paid, and the case would only come here again.
    """
    state = running(state, at, calendar) if state.suspended_since is not None else state
    if to == "back":
        target, came_from = state.came_from[-1], state.came_from[:-1]
    elif step_of_case(service, state).kind == "to-pay":
        target, came_from = to, state.came_from
    else:
        target, came_from = to, (*(step for step in state.came_from if step != state.step), state.step)
    state = replace(state, step=target, came_from=came_from, step_since=at)
    return _entered(service, state, answers, facts, papers, at, calendar)


def _entered(
    service: Service,
    state: CaseState,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...] | None,
    at: datetime,
    calendar: WorkingCalendar,
) -> CaseState:
    step = step_of_case(service, state)
    within = due(calendar, at, step.within) if step.within else None
    state = replace(state, step_due_at=within)
    time = service.processing_time
    if time and time.since == step.id and state.due_at is None:
        state = replace(state, due_at=_due(service, answers, facts, at, calendar))
    if step.ends:
        return replace(state, open=False, ending=step.id, finished_at=state.finished_at or at)
    if step.kind == "ready-to-collect":
        return replace(state, finished_at=at)
    held = _held(service, step, answers, facts, papers)
    return replace(state, suspended_since=at, held=held) if held else state


def _held(
    service: Service, step: Step, answers: Answers, facts: Facts, papers: tuple[PaperSeen, ...] | None
) -> Held | None:
    """Why the clock stops on entering a step: the citizen must act, pay, or bring a paper that may follow."""
    if step.kind == "to-pay":
        return "payment"
    if step.at == "citizen":
        return "citizen"
    return "paper" if papers is not None and _followed_missing(service, step.id, answers, facts, papers) else None


def _followed_missing(
    service: Service, step_id: str, answers: Answers, facts: Facts, papers: tuple[PaperSeen, ...]
) -> bool:
    """Whether a paper that may follow is still missing at the step that needs it first."""
    missing = (
        *papers_missing(service, answers, facts, papers),
        *papers_missing(service, answers, facts, papers, step_id),
    )
    return any(gap.may_follow and step_that_needs(service, gap.asked.requirement) == step_id for gap in missing)


def step_that_needs(service: Service, requirement: EvidenceRequirement) -> str:
    """The first step that needs a paper: its own, else the first with an action that needs evidence, else the first."""
    needing = (step.id for step in service.steps for action in step.actions if "evidence" in action.needs)
    return step_of(service, requirement) or next(needing, service.first_step.id)


def _due(service: Service, answers: Answers, facts: Facts, at: datetime, calendar: WorkingCalendar) -> datetime | None:
    time = service.processing_time
    term = promised(time, service, answers, facts) if time else None
    return due(calendar, at, term, time.count) if time and term else None


def promised(time: ProcessingTime, service: Service, answers: Answers, facts: Facts) -> Any:
    """The processing time with these answers: `time`, or the first of `cases` that holds; None when none does."""
    return time.time or next((case.time for case in time.cases if holds(case.when, answers, facts, service)), None)
