"""Money as rows: what is owed, what settled it, and the receipt for it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select

from oss_desk.domain.cases import Case
from oss_desk.domain.history import Event
from oss_desk.domain.till import Demand, DemandLine, Payment, PaymentDemand, PaymentStart, Receipt, ZReport
from oss_desk.storage import corrections, rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.cases import CASE
from oss_desk.storage.tables.history import EVENT
from oss_desk.storage.tables.till import (
    DEMAND,
    PAYMENT,
    PAYMENT_DEMAND,
    PAYMENT_END,
    PAYMENT_START,
    RECEIPT,
    Z_REPORT,
)

Owed = tuple[Demand, tuple[DemandLine, ...], Payment | None]
"""A demand, its lines, and the payment that settled it. One of zero has none and owes nothing."""


def demands_of(work: Work, case_ids: Iterable[int]) -> tuple[Owed, ...]:
    """Everything that these cases owe or have paid, in the order in which it was made.

    A demand whose payment was cancelled is over: what is owed again stands as a demand of its own.
    """
    every = rows.every(work, Demand, case_id=tuple(case_ids))
    over = corrections.cancelled(work, (demand.id for demand in every))
    demands = tuple(demand for demand in every if demand.id not in over)
    ids = tuple(demand.id for demand in demands)
    lines = rows.every(work, DemandLine, order_by=("demand_id", "position"), demand_id=ids)
    paid = {settled.demand_id: settled.payment_id for settled in rows.every(work, PaymentDemand, demand_id=ids)}
    payments = {payment.id: payment for payment in rows.every(work, Payment, id=tuple(set(paid.values())))}
    return tuple(
        (demand, tuple(line for line in lines if line.demand_id == demand.id), payments.get(paid.get(demand.id, 0)))
        for demand in demands
    )


def unpaid(work: Work, case_id: int) -> tuple[Demand, ...]:
    """The demands of a case that are above what was waived of them and not settled."""
    return tuple(Demand(*row) for row in rows.answered(work, _UNPAID, {"case": case_id}))


_SETTLED = select(PAYMENT_DEMAND.c.demand_id).where(PAYMENT_DEMAND.c.demand_id == DEMAND.c.id).exists()
_UNPAID = (
    rows.columns(Demand)
    .where(DEMAND.c.case_id == bindparam("case"), DEMAND.c.amount > corrections.waived_of(), ~_SETTLED)
    .order_by(DEMAND.c.id)
)


def cases_owing(work: Work, limit: int = 200) -> tuple[Case, ...]:
    """The open cases that owe something that nobody paid, the one due first at the head."""
    settled = select(PAYMENT_DEMAND.c.demand_id).where(PAYMENT_DEMAND.c.demand_id == DEMAND.c.id).exists()
    more = DEMAND.c.amount > corrections.waived_of()
    owing = select(DEMAND.c.id).where(DEMAND.c.case_id == CASE.c.id, more, ~settled).exists()
    statement = select(CASE).where(CASE.c.open, owing).order_by(CASE.c.due_at.asc().nulls_last(), CASE.c.id)
    return tuple(rows.made(Case, row) for row in work.connection.execute(statement.limit(limit)))


def payments_of_cases(work: Work, case_ids: Iterable[int]) -> tuple[Payment, ...]:
    """Every payment of something that these cases owed, cancelled ones among them, oldest first."""
    demands = tuple(demand.id for demand in rows.every(work, Demand, case_id=tuple(case_ids)))
    settled = rows.every(work, PaymentDemand, order_by=("demand_id",), demand_id=demands)
    return rows.every(work, Payment, id=tuple({one.payment_id for one in settled}))


def receipt_of(work: Work, payment_id: int) -> Receipt | None:
    """The receipt of a payment; None only inside the transaction that makes both."""
    return rows.find(work, Receipt, payment_id=payment_id)


def payments_of_visit(work: Work, visit_id: int) -> tuple[Payment, ...]:
    """The payments of a visit in the order they were taken."""
    return rows.every(work, Payment, visit_id=visit_id)


def newest_z(work: Work, desk_id: int) -> ZReport | None:
    """The last Z of a desk."""
    statement = select(Z_REPORT).where(Z_REPORT.c.desk_id == desk_id).order_by(Z_REPORT.c.number.desc()).limit(1)
    row = work.connection.execute(statement).one_or_none()
    return rows.made(ZReport, row) if row is not None else None


def events_between(work: Work, desk_id: int, first: int, last: int) -> tuple[Event, ...]:
    """The events of a desk from one number to another, in their order."""
    here = (EVENT.c.desk_id == desk_id, EVENT.c.seq >= first, EVENT.c.seq <= last)
    found = work.connection.execute(select(EVENT).where(*here).order_by(EVENT.c.seq))
    return tuple(rows.made(Event, row) for row in found)


def open_starts(work: Work, desk_id: int) -> tuple[PaymentStart, ...]:
    """Payments of a desk that were started and have no end yet."""
    return tuple(PaymentStart(*row) for row in rows.answered(work, _OPEN_STARTS, {"desk": desk_id}))


STARTS = 20
"""Among how many of the newest starts of a desk an open one is looked for; each start ends those before it."""
_NEWEST_STARTS = (
    select(PAYMENT_START.c.id)
    .where(PAYMENT_START.c.desk_id == bindparam("desk"))
    .order_by(PAYMENT_START.c.id.desc())
    .limit(STARTS)
)
_ENDED = select(PAYMENT_END.c.start_id).where(PAYMENT_END.c.start_id == PAYMENT_START.c.id).exists()
_OPEN_STARTS = (
    rows.columns(PaymentStart).where(PAYMENT_START.c.id.in_(_NEWEST_STARTS), ~_ENDED).order_by(PAYMENT_START.c.id)
)


def newest_zs(work: Work, desk_id: int | None, limit: int) -> tuple[ZReport, ...]:
    """The newest Zs of a desk, or of all, newest first."""
    statement = select(Z_REPORT).order_by(Z_REPORT.c.id.desc()).limit(limit)
    if desk_id is not None:
        statement = statement.where(Z_REPORT.c.desk_id == desk_id)
    return tuple(rows.made(ZReport, row) for row in work.connection.execute(statement))


def zs_between(work: Work, since: datetime, until: datetime) -> tuple[ZReport, ...]:
    """The Zs of every desk made between two moments, oldest first."""
    statement = select(Z_REPORT).where(Z_REPORT.c.at >= since, Z_REPORT.c.at < until).order_by(Z_REPORT.c.id)
    return tuple(rows.made(ZReport, row) for row in work.connection.execute(statement))


def first_z(work: Work) -> datetime | None:
    """When the first Z of the office was made."""
    statement = select(Z_REPORT.c.at).order_by(Z_REPORT.c.id).limit(1)
    began: datetime | None = work.connection.scalar(statement)
    return began


def demands_between(work: Work, since: datetime, until: datetime) -> tuple[Demand, ...]:
    """What was demanded between two moments, oldest first."""
    statement = select(DEMAND).where(DEMAND.c.at >= since, DEMAND.c.at < until).order_by(DEMAND.c.id)
    return tuple(rows.made(Demand, row) for row in work.connection.execute(statement))


def receipts_of_shifts(work: Work, session_ids: Iterable[int]) -> tuple[int, int]:
    """How many receipts were made in these shifts, and what they come to in minor units, asked of the receipts."""
    statement = (
        select(func.count(), func.coalesce(func.sum(PAYMENT.c.amount), 0))
        .select_from(RECEIPT.join(PAYMENT, PAYMENT.c.id == RECEIPT.c.payment_id))
        .where(PAYMENT.c.cash_session_id.in_(tuple(session_ids)))
    )
    count, amount = work.connection.execute(statement).one()
    return int(count), int(amount)


def receipts_since(work: Work, desk_id: int, since: datetime) -> tuple[Receipt, ...]:
    """The receipts of a desk from a moment on, newest first."""
    here = (RECEIPT.c.desk_id == desk_id, RECEIPT.c.issued_at >= since)
    found = work.connection.execute(select(RECEIPT).where(*here).order_by(RECEIPT.c.seq.desc()))
    return tuple(rows.made(Receipt, row) for row in found)


def receipts_like(work: Work, part: str, limit: int) -> tuple[Receipt, ...]:
    """The newest receipts whose number holds these characters."""
    statement = select(RECEIPT).where(RECEIPT.c.number.contains(part, autoescape=True))
    found = work.connection.execute(statement.order_by(RECEIPT.c.id.desc()).limit(limit))
    return tuple(rows.made(Receipt, row) for row in found)
