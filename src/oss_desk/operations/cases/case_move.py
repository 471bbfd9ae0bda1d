"""How a case goes from step to step: the move and its event, its clock, what falls due, and what ends with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from oss_desk.domain import calendar as working
from oss_desk.domain.cases import Case, CaseMove, Opinion, Suspension, SuspensionCause
from oss_desk.domain.history import Event
from oss_desk.domain.till import Demand
from oss_desk.operations.cases import case_drafts, issued, running
from oss_desk.operations.cases.running import Running
from oss_desk.operations.money import demands
from oss_desk.operations.papers.refusals import print_closing, print_refusal
from oss_desk.operations.program import Act
from oss_desk.storage import rows
from oss_desk.workflows import engine
from oss_desk.workflows.case_state import CaseState, Held

CAUSES: Mapping[Held, SuspensionCause] = {
    "citizen": "step",
    "payment": "step",
    "paper": "paper",
    "official": "official",
}
PAID = "paid"
HANDED_OVER = "handed-over"
REFUSALS = frozenset({"refused", "not-admitted"})
GIVEN_UP = frozenset({"withdrawn", "lapsed"})


@dataclass(frozen=True)
class Move:
    """One way from step to step, with what the official gave to it."""

    action: str
    note: str = ""
    checklist: tuple[str, ...] = ()
    second_id: int | None = None
    assessed: Mapping[str, int] = field(default_factory=dict)
    legal_basis: str | None = None


def entered(act: Act, at: Running, assessed: Mapping[str, int] = demands.NONE) -> Running:
    """What follows from standing at a step: opinions are asked, money is demanded, and nothing owed goes on at once."""
    _ask_opinions(act, at)
    if at.step.kind == "to-pay":
        demands.made(act, at, at.step.id, assessed)
        if not demands.owes(act, at.case.id, at.step.id):
            return paid_on(act, at)
    if at.step.kind == "ready-to-collect":
        demands.made(act, at, "handover", assessed)
    return at


def begin_clock(act: Act, at: Running, event: Event) -> None:
    """The clock of a new case, where its first step stops it."""
    _keep_time(act, None, at.state, at.case.id, event)


def moved(act: Act, before: Running, state: CaseState, move: Move) -> Running:
    """The case at its next step, with the row of the move, its event, its clock and everything that follows."""
    texts = {"note": move.note} if move.note else {}
    ending = running.ending_of(before.service, state)
    payload = {"action": move.action, "from": before.state.step, "to": state.step}
    if move.second_id is not None:
        payload |= {"second": str(move.second_id)}
    if ending is not None:
        payload |= {"ending": ending}
    event = act.event("case-moved", ("case", before.case.id), payload, texts)
    _keep_move(act, before, state, move, event)
    _keep_time(act, before.state, state, before.case.id, event)
    case_drafts.forget(act, before.case)
    after = running.saved(act, before, state)
    if ending in REFUSALS:
        print_refusal(act, after, ending, move.note, move.legal_basis)
    if ending in GIVEN_UP:
        print_closing(act, after, ending, move.note)
    if ending in ("sent", "done"):
        demands.ask_paid(act, after.case.id)
    if ending == "sent":
        issued.all_sent(act, after)
    return entered(act, after, move.assessed) if state.open else after


def clocked(act: Act, before: Running, state: CaseState, event: Event) -> Running:
    """The case at the same step with its clock stopped, running or moved."""
    _keep_time(act, before.state, state, before.case.id, event)
    return running.saved(act, before, state)


def paid_on(act: Act, at: Running) -> Running:
    """The case after what was owed at its to-pay step is settled, or was nothing."""
    state = engine.paid(at.service, at.state, act.now, at.calendar, at.answers, at.facts, at.papers)
    return moved(act, at, state, Move(PAID))


def paid(act: Act, case: Case, settled: Sequence[Demand], receipt: str) -> None:
    """Say on the case that its demands were paid; a case that waited for them goes on."""
    at = running.load(act, case)
    say_paid(act, case, settled, receipt)
    waited = any(demand.point == at.state.step for demand in settled)
    if at.step.kind == "to-pay" and waited and not demands.owes(act, case.id, at.step.id):
        paid_on(act, at)


def say_paid(act: Act, case: Case, settled: Sequence[Demand], receipt: str) -> None:
    """The event of each demand that was paid, on its case."""
    for demand in settled:
        payload = {"point": demand.point, "amount": demand.amount, "currency": demand.currency, "receipt": receipt}
        act.event("demand-paid", ("case", case.id), payload)


def _keep_move(act: Act, before: Running, state: CaseState, move: Move, event: Event) -> None:
    earlier = rows.every(act.work, CaseMove, order_by=("seq",), case_id=before.case.id)
    rows.add(
        act.work,
        CaseMove,
        case_id=before.case.id,
        seq=len(earlier) + 1,
        action=move.action,
        from_step=before.state.step,
        to_step=state.step if state.open or state.ending == state.step else state.ending,
        checklist=move.checklist,
        at=act.now,
        official_id=act.official.id,
        second_official_id=move.second_id,
        event_id=event.id,
    )


def _keep_time(act: Act, before: CaseState | None, after: CaseState, case_id: int, event: Event) -> None:
    """The stretches in which the clock stands still, as rows."""
    stood = (before.suspended_since, before.held) if before is not None else (None, None)
    if stood == (after.suspended_since, after.held):
        return
    for running_one in rows.every(act.work, Suspension, case_id=case_id, to_at=None):
        rows.change(act.work, running_one, to_at=max(act.now, running_one.from_at))
    if after.suspended_since is not None and after.held is not None:
        cause = CAUSES[after.held]
        rows.add(
            act.work,
            Suspension,
            case_id=case_id,
            cause=cause,
            from_at=after.suspended_since,
            to_at=None,
            event_id=event.id,
        )


def _ask_opinions(act: Act, at: Running) -> None:
    """Ask the other bodies that the step names, once each."""
    asked = {row.authority for row in rows.every(act.work, Opinion, case_id=at.case.id, step=at.step.id)}
    for opinion in at.step.opinions:
        if opinion.authority not in asked:
            rows.add(
                act.work,
                Opinion,
                case_id=at.case.id,
                step=at.step.id,
                authority=opinion.authority,
                asked_at=act.now,
                due_at=working.due(at.calendar, act.now, opinion.within) if opinion.within else None,
                answer=None,
                answered_at=None,
                answered_by_id=None,
            )


def after_paper(act: Act, at: Running, event: Event) -> Running:
    """A paper came: the clock runs again once nothing is missing that this step waits for."""
    at = replace(at, papers=running.papers_of(act, at.case, at.service))
    state = engine.papers_brought(at.service, at.state, at.answers, at.facts, at.papers, act.now, at.calendar)
    return clocked(act, at, state, event)
