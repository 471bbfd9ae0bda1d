"""The engine, in pure functions: what is possible for a case now, what follows, and when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from oss_desk.domain.calendar import WorkingCalendar, due, moved
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.workflows.case_state import CaseState, Held
from oss_desk.workflows.conditions import Answers, holds
from oss_desk.workflows.definition import Action, EvidenceRequirement, ProcessingTime, Service, Step
from oss_desk.workflows.fees import check_assessed, fees_waiting
from oss_desk.workflows.papers import PaperMissing, PaperSeen, papers_missing, step_of
from oss_desk.workflows.rules import ineligible, missing_answers

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


@dataclass(frozen=True)
class Given:
    """What an official hands in with an action: note, ticked checks, the second person, opinions that came, amounts."""

    note: str = ""
    checklist: frozenset[str] = frozenset()
    second_official: str | int | None = None
    opinions: frozenset[str] = frozenset()  # ids of authorities that have answered
    assessed: Mapping[str, int] = field(default_factory=dict)  # fee id: minor units, for a to-pay step that follows


NOTHING_GIVEN = Given()


def hindrances(
    service: Service,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...] = (),
    assessed: Mapping[str, int] | None = None,
) -> tuple[Message, ...]:
    """Everything that keeps a case from starting: eligibility, answers, papers that may not follow, open fees."""
    return (
        *(
            Message("not-eligible", {"title": _text(service, rule.title)})
            for rule in ineligible(service, answers, facts)
        ),
        *_answers_open(service, answers, facts, None),
        *(
            _paper_message(service, gap)
            for gap in papers_missing(service, answers, facts, papers)
            if not gap.may_follow
        ),
        *(wait.message for wait in fees_waiting(service, answers, facts, "start", assessed or {})),
    )


def start(
    service: Service,
    answers: Answers,
    facts: Facts,
    at: datetime,
    calendar: WorkingCalendar,
    papers: tuple[PaperSeen, ...] = (),
    assessed: Mapping[str, int] | None = None,
) -> CaseState:
    """A new case at the first step; Refused with everything that is missing when it may not start."""
    missing = hindrances(service, answers, facts, papers, assessed)
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
    actions = (action for action in _step(service, state).actions if holds(action.when, answers, facts, service))
    return tuple(action for action in actions if action.to != "back" or state.came_from)


def needed_role(service: Service, step_id: str, action_id: str | None = None) -> str:
    """Who may do it: the role of the action, else of the step, else the clerk at the counter or the back office."""
    step = service.step(step_id)
    own = step.action(action_id).role if action_id else None
    usual = "back_office" if step.at == "back-office" or step.authority else "clerk"
    return own or step.role or usual


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
    step = _step(service, state)
    action = _allowed(service, state, step, action_id, answers, facts)
    reasons = (
        *_role_missing(service, step, action, roles),
        *_needs_open(service, step, action, given, answers, facts, papers),
        *_forward_open(service, state, step, action, given, answers, facts),
    )
    if reasons:
        raise Refused(*reasons)
    return _go(service, state, action.to, answers, facts, papers, at, calendar)


def _allowed(service: Service, state: CaseState, step: Step, action_id: str, answers: Answers, facts: Facts) -> Action:
    _check_open(state)
    if state.held == "official":
        raise refuse("case-suspended")
    found = next((action for action in step.actions if action.id == action_id), None)
    if found is None:
        raise refuse("no-such-action", action=action_id)
    if not holds(found.when, answers, facts, service):
        raise refuse("action-not-now", action=_text(service, found.label))
    if found.to == "back" and not state.came_from:
        raise refuse("nowhere-back")
    return found


def _role_missing(service: Service, step: Step, action: Action, roles: frozenset[str]) -> tuple[Message, ...]:
    needed = needed_role(service, step.id, action.id)
    label = _text(service, action.label)
    return () if needed in roles else (Message("action-needs-role", {"action": label, "role": needed}),)


def _needs_open(
    service: Service,
    step: Step,
    action: Action,
    given: Given,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...],
) -> tuple[Message, ...]:
    label = _text(service, action.label)
    unticked = tuple(_text(service, check.label) for check in step.checklist if check.id not in given.checklist)
    silent = tuple(opinion.authority for opinion in step.opinions if opinion.authority not in given.opinions)
    found: list[Message] = []
    if "note" in action.needs and not given.note.strip():
        found.append(Message("needs-note", {"action": label}))
    if "checklist" in action.needs and unticked:
        found.append(Message("needs-checklist", {"action": label, "open": unticked}))
    if "opinions" in action.needs and silent:
        found.append(Message("needs-opinions", {"action": label, "open": silent}))
    if "four-eyes" in action.needs and given.second_official is None:
        found.append(Message("needs-four-eyes", {"action": label}))
    if "evidence" in action.needs:
        gaps = _papers_due(service, step, answers, facts, papers)
        found.extend(_paper_message(service, gap) for gap in gaps)
    return tuple(found)


def _papers_due(
    service: Service, step: Step, answers: Answers, facts: Facts, papers: tuple[PaperSeen, ...]
) -> tuple[PaperMissing, ...]:
    """What is missing of the intake's papers, followed ones too, and of the step's own."""
    return (
        *papers_missing(service, answers, facts, papers),
        *papers_missing(service, answers, facts, papers, step.id),
    )


def _forward_open(
    service: Service, state: CaseState, step: Step, action: Action, given: Given, answers: Answers, facts: Facts
) -> tuple[Message, ...]:
    """What a step must have settled before the matter goes on; not before a refusal or on the way back."""
    target = service.step(state.came_from[-1] if action.to == "back" else action.to)
    if action.to == "back" or target.at == "citizen" or target.kind in ("refused", "not-admitted"):
        return ()
    found = list(_answers_open(service, answers, facts, step.id))
    if target.kind == "to-pay":
        found.extend(wait.message for wait in fees_waiting(service, answers, facts, target.id, given.assessed))
        assessed = (check_assessed(service, fee, minor) for fee, minor in given.assessed.items())
        found.extend(message for message in assessed if message)
    return tuple(found)


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
    _check_open(state)
    step = _step(service, state)
    if step.kind != "to-pay" or step.to is None:
        raise refuse("not-to-pay")
    known = facts or Facts(today=calendar.local_date(at))
    return _go(service, state, step.to, answers or {}, known, papers, at, calendar)


def handed_over(service: Service, state: CaseState, at: datetime, calendar: WorkingCalendar) -> CaseState:
    """The case after the output was given to the collector; Refused when nothing is ready."""
    _check_open(state)
    if _step(service, state).kind != "ready-to-collect":
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
    return _running(state, at, calendar)


def suspend(state: CaseState, at: datetime) -> CaseState:
    """The clock stopped by an official, who gives the reason."""
    _check_open(state)
    if state.suspended_since is not None:
        raise refuse("case-clock-stopped")
    return replace(state, suspended_since=at, held="official")


def resume(state: CaseState, at: datetime, calendar: WorkingCalendar) -> CaseState:
    """The clock running again after `suspend`; due dates move by the opening minutes that it stood still."""
    _check_open(state)
    if state.held != "official":
        raise refuse("case-not-suspended")
    return _running(state, at, calendar)


def extend(service: Service, state: CaseState, calendar: WorkingCalendar) -> CaseState:
    """The due date moved by the service's extension; possible once."""
    _check_open(state)
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
    _check_open(state)
    lapses = lapses_at(service, state, calendar)
    if lapses is None:
        raise refuse("never-lapses")
    if at < lapses:
        raise refuse("not-lapsed", day=calendar.local_date(lapses).isoformat())
    return _closed(state, "lapsed", at)


def lapses_at(service: Service, state: CaseState, calendar: WorkingCalendar) -> datetime | None:
    """From when an official may close the case for having waited too long; None where it never lapses."""
    term = _step(service, state).lapses if state.open else None
    return due(calendar, state.step_since, term.after, term.count) if term else None


def _closed(state: CaseState, ending: str, at: datetime) -> CaseState:
    _check_open(state)
    return replace(
        state, open=False, ending=ending, suspended_since=None, held=None, finished_at=state.finished_at or at
    )


def _check_open(state: CaseState) -> None:
    if not state.open:
        raise refuse("case-closed")


def _step(service: Service, state: CaseState) -> Step:
    try:
        return service.step(state.step)
    except KeyError as gone:
        raise refuse("unknown-case-step", step=state.step) from gone


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
    """The case at its next step: the clock first runs up to now, then stops again where the next step stops it."""
    state = _running(state, at, calendar) if state.suspended_since is not None else state
    if to == "back":
        target, came_from = state.came_from[-1], state.came_from[:-1]
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
    step = _step(service, state)
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


def _running(state: CaseState, at: datetime, calendar: WorkingCalendar) -> CaseState:
    """The clock set running: every due moment moves by the opening minutes that it stood still."""
    since = state.suspended_since or at

    def later(moment: datetime | None) -> datetime | None:
        return moved(calendar, moment, since, at) if moment else None

    due_at, step_due_at = later(state.due_at), later(state.step_due_at)
    return replace(state, suspended_since=None, held=None, due_at=due_at, step_due_at=step_due_at)


def _due(service: Service, answers: Answers, facts: Facts, at: datetime, calendar: WorkingCalendar) -> datetime | None:
    time = service.processing_time
    term = promised(time, service, answers, facts) if time else None
    return due(calendar, at, term, time.count) if time and term else None


def promised(time: ProcessingTime, service: Service, answers: Answers, facts: Facts) -> Any:
    """The processing time with these answers: `time`, or the first of `cases` that holds; None when none does."""
    return time.time or next((case.time for case in time.cases if holds(case.when, answers, facts, service)), None)


def _answers_open(service: Service, answers: Answers, facts: Facts, step: str | None) -> tuple[Message, ...]:
    found: list[Message] = []
    for gap in missing_answers(service, answers, facts, step):
        code = "answers-missing" if gap.message.code == "answer-missing" else "answer-wrong"
        found.append(Message(code, {"field": _text(service, service.field(gap.field).label)}))
    return tuple(found)


def _paper_message(service: Service, gap: PaperMissing) -> Message:
    return Message("papers-missing", {"paper": _text(service, gap.asked.requirement.title)})


def _text(service: Service, texts: Mapping[str, str]) -> str:
    return texts.get(service.language) or next(iter(texts.values()), "")
