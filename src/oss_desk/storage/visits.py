"""Visits as rows: what stands at a desk, what is parked, and the day in numbers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select

from oss_desk.domain.visits import Visit
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.cases import CASE
from oss_desk.storage.tables.history import EVENT
from oss_desk.storage.tables.outputs import HANDOVER
from oss_desk.storage.tables.till import PAYMENT
from oss_desk.storage.tables.visits import VISIT


@dataclass(frozen=True)
class Today:
    """A desk's day in numbers: visits opened, how they ended, what came of them; `taken` in minor units."""

    visits: int
    open: int
    parked: int
    served: int
    enquiries: int
    left: int
    carried_over: int
    cases: int
    handovers: int
    payments: int
    taken: int


def today(work: Work, desk_id: int, since: datetime) -> Today:
    """What happened at the desk since that moment; `parked` counts visits of any day that are still held there."""
    opened = and_(VISIT.c.desk_id == desk_id, VISIT.c.opened_at >= since)
    by_outcome = dict(_pairs(work, select(VISIT.c.outcome, func.count()).where(opened).group_by(VISIT.c.outcome)))
    by_state = dict(
        _pairs(work, select(VISIT.c.state, func.count()).where(VISIT.c.desk_id == desk_id).group_by(VISIT.c.state))
    )
    payments, taken = work.connection.execute(
        select(func.count(), func.coalesce(func.sum(PAYMENT.c.amount), 0)).where(
            PAYMENT.c.desk_id == desk_id, PAYMENT.c.at >= since
        )
    ).one()
    return Today(
        visits=sum(by_outcome.values()),
        open=by_state.get("open", 0),
        parked=by_state.get("held", 0),
        served=by_outcome.get("served", 0),
        enquiries=by_outcome.get("enquiry", 0),
        left=by_outcome.get("left", 0),
        carried_over=by_outcome.get("carried-over", 0),
        cases=_count(work, select(func.count()).where(CASE.c.desk_id == desk_id, CASE.c.started_at >= since)),
        handovers=_count(work, _handovers(desk_id, since)),
        payments=payments,
        taken=int(taken),
    )


def open_visit_of(work: Work, desk_id: int) -> Visit | None:
    """The visit that is being served at the desk, if there is one."""
    return rows.find(work, Visit, desk_id=desk_id, state="open")


def opened_since(work: Work, desk_id: int, since: datetime) -> tuple[Visit, ...]:
    """The visits that were opened at the desk since that moment, in their order."""
    chosen = select(VISIT).where(VISIT.c.desk_id == desk_id, VISIT.c.opened_at >= since)
    found = work.connection.execute(chosen.order_by(VISIT.c.opened_at, VISIT.c.id))
    return tuple(rows.made(Visit, row) for row in found)


def parked(work: Work) -> tuple[Visit, ...]:
    """Every held visit of the office, the one that came first at the head; any desk may resume it."""
    return rows.every(work, Visit, order_by=("opened_at", "id"), state="held")


def _handovers(desk_id: int, since: datetime) -> Select[int]:
    """A handover belongs to the desk of its event."""
    return (
        select(func.count())
        .select_from(HANDOVER)
        .join(EVENT, EVENT.c.id == HANDOVER.c.event_id)
        .where(EVENT.c.desk_id == desk_id, HANDOVER.c.at >= since)
    )


def _pairs(work: Work, statement: Select[str | None, int]) -> list[tuple[str | None, int]]:
    return [(row[0], row[1]) for row in work.connection.execute(statement)]


def _count(work: Work, statement: Select[int]) -> int:
    return work.connection.scalars(statement).one()
