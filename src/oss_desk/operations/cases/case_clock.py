"""The clock of a case in an official's hand: stopped and set running with a reason, sent back, extended once."""

from oss_desk.domain.cases import Case, Extension
from oss_desk.domain.messages import refuse
from oss_desk.operations import given
from oss_desk.operations.cases import case_move, running, steps
from oss_desk.operations.cases.running import Running
from oss_desk.operations.locked import locked
from oss_desk.operations.program import Act, command
from oss_desk.storage import rows
from oss_desk.workflows import engine
from oss_desk.workflows.definition import Action


@command("note")
def suspend(act: Act, *, case_id: int, version: int, reason: str) -> Case:
    """Stop the clock, with the reason; until it is resumed no action is possible."""
    at = running.load(act, locked(act, Case, case_id, version))
    return _stopped(act, at, given.reason(reason), "case-suspended").case


def _stopped(act: Act, at: Running, reason: str, kind: str) -> Running:
    state = engine.suspend(at.state, act.now)
    event = act.event(kind, ("case", at.case.id), {"step": at.step.id}, {"reason": reason})
    return case_move.clocked(act, at, state, event)


@command("note")
def resume(act: Act, *, case_id: int, version: int) -> Case:
    """Set the clock running again: due dates move by the opening minutes that it stood still."""
    at = running.load(act, locked(act, Case, case_id, version))
    state = engine.resume(at.state, act.now, at.calendar)
    due = {"due": state.due_at} if state.due_at is not None else {}
    event = act.event("case-resumed", ("case", case_id), {"step": at.step.id, **due})
    return case_move.clocked(act, at, state, event).case


@command("note")
def send_back(act: Act, *, case_id: int, version: int, reason: str) -> Case:
    """Give the case back to the citizen, who has to mend or bring something.

    By the action that the step has for it; where the definition knows none, the clock is stopped with the reason
    until the case is resumed.
    """
    at = running.load(act, locked(act, Case, case_id, version))
    steps.ask_open(at)
    why = given.reason(reason)
    action = _to_citizen(act, at)
    if action is not None:
        return steps.go(act, at, action.id, note=why).case
    return _stopped(act, at, why, "case-sent-back").case


def _to_citizen(act: Act, at: Running) -> Action | None:
    """The action of the step that leads to the citizen and that this official may take."""
    for action in engine.possible_actions(at.service, at.state, at.answers, at.facts):
        if action.to != "back" and at.service.step(action.to).at == "citizen":
            needed = engine.needed_role(at.service, at.step.id, action.id)
            return action if needed in act.roles else None
    return None


@command("overrule")
def extend(act: Act, *, case_id: int, version: int, reason: str) -> Case:
    """Move the due date by the extension that the service names, with the reason; possible once."""
    at = running.load(act, locked(act, Case, case_id, version))
    why = given.reason(reason)
    state = engine.extend(at.service, at.state, at.calendar)
    if at.state.due_at is None or state.due_at is None:
        raise refuse("no-due-date")
    event = act.event(
        "case-extended", ("case", case_id), {"old": at.state.due_at, "new": state.due_at}, {"reason": why}
    )
    rows.add(
        act.work,
        Extension,
        case_id=case_id,
        old_due_at=at.state.due_at,
        new_due_at=state.due_at,
        at=act.now,
        official_id=act.official.id,
        event_id=event.id,
    )
    return case_move.clocked(act, at, state, event).case
