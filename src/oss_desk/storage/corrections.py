"""Corrections as rows: what was cancelled, given back and waived, summed where it is asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select, text

from oss_desk.domain.corrections import Correction, CorrectionCopy, CorrectionLine, CorrectionPart, Waiver
from oss_desk.domain.till import Demand
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.prepared import among
from oss_desk.storage.tables.corrections import COPY_REASON, CORRECTION, CORRECTION_COPY, WAIVER
from oss_desk.storage.tables.till import DEMAND, PAYMENT_DEMAND


def waived_of() -> ColumnElement[int]:
    """What was waived of a demand, as part of a statement about demands."""
    waived = select(func.coalesce(func.sum(WAIVER.c.amount), 0)).where(WAIVER.c.demand_id == DEMAND.c.id)
    return waived.correlate(DEMAND).scalar_subquery()


def waived(work: Work, demand_ids: Iterable[int]) -> Mapping[int, int]:
    """What was waived of each of these demands, in minor units; zero where nothing was."""
    sums: dict[int, int] = defaultdict(int)
    for one in rows.every(work, Waiver, demand_id=tuple(demand_ids)):
        sums[one.demand_id] += one.amount
    return sums


def waivers_of(work: Work, demand_ids: Iterable[int]) -> Mapping[int, Sequence[Waiver]]:
    """The waivers of each of these demands, the oldest first."""
    found: dict[int, list[Waiver]] = defaultdict(list)
    for one in rows.every(work, Waiver, demand_id=tuple(demand_ids)):
        found[one.demand_id].append(one)
    return found


def waived_of_fees(work: Work, demand_id: int) -> Mapping[str | None, int]:
    """What was waived of each fee of a demand, in minor units; under None what was said of all of it."""
    sums: dict[str | None, int] = defaultdict(int)
    for one in rows.every(work, Waiver, demand_id=demand_id):
        sums[one.fee] += one.amount
    return sums


def kept_of(work: Work, paid: Iterable[Demand]) -> Mapping[int, int]:
    """What the office keeps of each of these paid demands: less what was waived before and given back after it."""
    demands = tuple(paid)
    less = waived(work, (demand.id for demand in demands))
    back: dict[int, int] = defaultdict(int)
    for line in rows.every(work, CorrectionLine, demand_id=tuple(demand.id for demand in demands)):
        back[line.demand_id] += line.amount
    return {demand.id: demand.amount - less[demand.id] + back[demand.id] for demand in demands}


def cancelled(work: Work, demand_ids: Iterable[int]) -> frozenset[int]:
    """Those of these demands whose payment was cancelled: they are over, and owed again as new ones."""
    ids = list(demand_ids)
    found = rows.answered(work, _cancelled(work.dialect), {"demands": ids}) if ids else ()
    return frozenset(row[0] for row in found)


@cache
def _cancelled(dialect: str) -> Select[Any]:
    return (
        select(PAYMENT_DEMAND.c.demand_id)
        .join(CORRECTION, CORRECTION.c.payment_id == PAYMENT_DEMAND.c.payment_id)
        .where(text("correction.kind = 'void'"), among(PAYMENT_DEMAND.c.demand_id, "demands", dialect))
    )


def of_payment(work: Work, payment_id: int) -> tuple[Correction, ...]:
    """Everything that corrected a payment, oldest first."""
    return rows.every(work, Correction, payment_id=payment_id)


def given_back(work: Work, payment_id: int) -> Mapping[tuple[int, str], int]:
    """What was refunded of each fee of each demand that a payment settled, in minor units above zero."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    refunds = tuple(one.id for one in of_payment(work, payment_id) if one.kind == "refund")
    for line in rows.every(work, CorrectionLine, correction_id=refunds):
        sums[line.demand_id, line.fee] -= line.amount
    return sums


def given_back_by(work: Work, payment_id: int) -> Mapping[str, int]:
    """What was refunded of a payment by each means, in minor units above zero."""
    sums: dict[str, int] = defaultdict(int)
    refunds = tuple(one.id for one in of_payment(work, payment_id) if one.kind == "refund")
    for part in rows.every(work, CorrectionPart, correction_id=refunds):
        sums[part.means] -= part.amount
    return sums


def cash_of_session(work: Work, session_id: int) -> int:
    """What voids and refunds of a shift took out of its drawer, in minor units above zero."""
    done = tuple(one.id for one in rows.every(work, Correction, cash_session_id=session_id))
    return -sum(part.amount for part in rows.every(work, CorrectionPart, correction_id=done, means="cash"))


def of_shifts(work: Work, session_ids: Iterable[int]) -> tuple[int, int]:
    """How many voids and refunds stand in these shifts, and what they gave back, in minor units above zero."""
    within = CORRECTION.c.cash_session_id.in_(tuple(session_ids))
    statement = select(func.count(), func.coalesce(func.sum(CORRECTION.c.amount), 0)).where(within)
    count, amount = work.connection.execute(statement).one()
    return int(count), -int(amount)


def copies_between(work: Work, desk_id: int, after: datetime | None, until: datetime) -> int:
    """How many copies of receipts, those of corrections among them, a desk made in that time."""
    return sum(_counted(work, table, desk_id, after, until) for table in (COPY_REASON, CORRECTION_COPY))


def _counted(work: Work, table: Table, desk_id: int, after: datetime | None, until: datetime) -> int:
    counted: int = work.connection.execute(
        select(func.count()).select_from(table).where(*_between(table, desk_id, after, until))
    ).scalar_one()
    return counted


def waivers_between(work: Work, desk_id: int, after: datetime | None, until: datetime) -> tuple[Waiver, ...]:
    """What a desk waived in that time, oldest first."""
    statement = select(WAIVER).where(*_between(WAIVER, desk_id, after, until)).order_by(WAIVER.c.id)
    return tuple(rows.made(Waiver, row) for row in work.connection.execute(statement))


def copies_of(work: Work, correction_id: int) -> int:
    """How often the receipt of a correction was printed again."""
    return len(rows.every(work, CorrectionCopy, correction_id=correction_id))


def _between(table: Table, desk_id: int, after: datetime | None, until: datetime) -> list[ColumnElement[bool]]:
    since = [] if after is None else [table.c.at > after]
    return [table.c.desk_id == desk_id, table.c.at <= until, *since]
