"""How a visit's time runs: its periods, who has it, and whether something may still be done in it."""

from oss_desk.domain.messages import refuse
from oss_desk.domain.visits import Period, PeriodKind, Visit, VisitState
from oss_desk.operations.money import starts
from oss_desk.operations.program import Act, Look
from oss_desk.storage import rows


def here(look: Look, visit_id: int) -> Visit:
    """The open visit at this desk; refused when it is closed, on hold or open at another desk."""
    visit = rows.get(look.work, Visit, visit_id)
    if visit.state != "open":
        raise refuse("visit-closed" if visit.state == "closed" else "visit-on-hold")
    if visit.desk_id != look.desk.id:
        raise refuse("visit-elsewhere")
    return visit


def locked_here(act: Act, visit_id: int) -> Visit:
    """The open visit at this desk, locked until the end of the transaction: what hangs on it changes one by one."""
    rows.lock(act.work, Visit, visit_id)
    return here(act, visit_id)


def begin(act: Act, visit: Visit, kind: PeriodKind) -> Period:
    """End the running period and begin the next one, at this desk with this official."""
    running = rows.find(act.work, Period, visit_id=visit.id, to_at=None)
    if running is not None:
        _end(act, running)
    return rows.add(
        act.work,
        Period,
        visit_id=visit.id,
        kind=kind,
        desk_id=act.desk.id,
        official_id=act.official.id,
        from_at=act.now,
        to_at=None,
    )


def end(act: Act, visit: Visit) -> None:
    """End the running period; the visit is over."""
    running = rows.find(act.work, Period, visit_id=visit.id, to_at=None)
    if running is not None:
        _end(act, running)


def _end(act: Act, running: Period) -> None:
    rows.change(act.work, running, to_at=max(act.now, running.from_at))


def hold(act: Act, visit: Visit, reason: str) -> Visit:
    """Put the visit on hold with the reason, for anybody to resume at any desk."""
    starts.abandon(act, starts.HELD)
    state: VisitState = "held"
    held = rows.change(act.work, visit, state=state, hold_reason=reason)
    begin(act, held, "on-hold")
    act.event("visit-held", ("visit", visit.id), texts={"reason": reason} if reason else {})
    return held
