"""The ends of a case beside its good one: refused, withdrawn, lapsed, opened in error."""

from oss_desk.domain.cases import Case
from oss_desk.domain.messages import refuse
from oss_desk.operations import given
from oss_desk.operations.cases import case_move, running, steps
from oss_desk.operations.cases.case_move import REFUSALS, Move
from oss_desk.operations.cases.running import Running
from oss_desk.operations.locked import locked
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Act, command
from oss_desk.workflows import engine
from oss_desk.workflows.case_state import CaseState
from oss_desk.workflows.definition import Action


@command("note")
def refuse_case(act: Act, *, case_id: int, version: int, reason: str, second: Second | None = None) -> Case:
    """Refuse, by the way that the definition has from this step; the refusal with reason and appeal is printed."""
    at = running.load(act, locked(act, Case, case_id, version))
    steps.ask_open(at)
    why = given.reason(reason)
    action = refusal_from(at)
    if action is None:
        raise refuse("no-refusal-here")
    return steps.go(act, at, action.id, note=why, second=second).case


def refusal_from(at: Running) -> Action | None:
    """The action of the step that ends in a refusal, if its condition holds now."""
    actions = engine.possible_actions(at.service, at.state, at.answers, at.facts)
    return next((part for part in actions if part.to != "back" and at.service.step(part.to).kind in REFUSALS), None)


@command("serve")
def withdraw(act: Act, *, case_id: int, version: int, reason: str = "") -> Case:
    """Close the case because the citizen says so; she need not say why. Nothing that was paid is touched."""
    at = running.load(act, locked(act, Case, case_id, version))
    return _closed(act, at, engine.withdraw(at.state, act.now), given.paragraph(reason)).case


@command("note")
def lapse(act: Act, *, case_id: int, version: int, reason: str) -> Case:
    """Close a case that waited too long, from the day that the definition names; nothing closes by itself."""
    at = running.load(act, locked(act, Case, case_id, version))
    state = engine.lapse(at.service, at.state, act.now, at.calendar)
    return _closed(act, at, state, given.reason(reason)).case


@command("overrule")
def opened_in_error(act: Act, *, case_id: int, version: int, reason: str) -> Case:
    """Close a case that should not have been opened, with the reason."""
    at = running.load(act, locked(act, Case, case_id, version))
    return _closed(act, at, engine.opened_in_error(at.state, act.now), given.reason(reason)).case


def _closed(act: Act, at: Running, state: CaseState, reason: str) -> Running:
    return case_move.moved(act, at, state, Move(state.ending or "", reason))
