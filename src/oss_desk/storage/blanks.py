"""Numbered blanks as rows: what of each lot is taken, and which lots still matter at a desk."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select

from oss_desk.domain.blanks import BlankCount, BlankLot, BlankMove, BlankSpoilt, BlankUse, Run, in_stock
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.blanks import BLANK_COUNT, BLANK_DESTROYED, BLANK_LOT, BLANK_MOVE, BLANK_SPOILT, BLANK_USE


def lots(work: Work, kind: str | None = None) -> tuple[BlankLot, ...]:
    """Every lot of a kind, or of all, in the order in which they came in."""
    return rows.every(work, BlankLot) if kind is None else rows.every(work, BlankLot, kind=kind)


def lots_at(work: Work, desk_id: int, kind: str | None = None) -> tuple[BlankLot, ...]:
    """The lots of which at least one sheet came to a desk."""
    asked = {"desk": desk_id, **({} if kind is None else {"kind": kind})}
    return tuple(BlankLot(*row) for row in rows.answered(work, _lots_at(kind is not None), asked))


@cache
def _lots_at(of_kind: bool) -> Select[Any]:
    moved = select(BLANK_MOVE.c.lot_id).where(BLANK_MOVE.c.to_desk_id == bindparam("desk"))
    statement = rows.columns(BlankLot).where((BLANK_LOT.c.desk_id == bindparam("desk")) | BLANK_LOT.c.id.in_(moved))
    if of_kind:
        statement = statement.where(BLANK_LOT.c.kind == bindparam("kind"))
    return statement.order_by(BLANK_LOT.c.id)


def moves(work: Work, lots: Iterable[BlankLot]) -> tuple[BlankMove, ...]:
    """Every move of these lots, in order."""
    return rows.every(work, BlankMove, lot_id=tuple(lot.id for lot in lots))


def free(work: Work, runs: Iterable[Run]) -> tuple[Run, ...]:
    """The sheets of these runs that are neither used nor spoilt.

    Sheets are mostly taken in order: then what is left is known from how many are taken and which is the last of them,
    and no list of numbers is read.
    """
    return tuple(part for run in runs for part in _free(work, run))


def _free(work: Work, run: Run) -> tuple[Run, ...]:
    where = {"lot": run.lot.id, "first": run.first, "last": run.last}
    used, highest = rows.answered(work, _HOW_MANY, where)[0]
    spoilt = frozenset(row[0] for row in rows.answered(work, _NUMBERS[BLANK_SPOILT], where))
    if not spoilt and used == 0:
        return (run,)
    if not spoilt and used == highest - run.first + 1:
        return () if highest == run.last else (Run(run.lot, highest + 1, run.last),)
    taken = spoilt | {row[0] for row in rows.answered(work, _NUMBERS[BLANK_USE], where)}
    return in_stock((run,), {run.lot.id: taken})


def _within(table: Table) -> ColumnElement[bool]:
    return (table.c.lot_id == bindparam("lot")) & table.c.number.between(bindparam("first"), bindparam("last"))


_HOW_MANY = select(func.count(), func.coalesce(func.max(BLANK_USE.c.number), 0)).where(_within(BLANK_USE))
_NUMBERS = {table: select(table.c.number).where(_within(table)) for table in (BLANK_USE, BLANK_SPOILT)}
_USED_UP = "used-up-lots"


def used_up(work: Work) -> frozenset[int]:
    """The lots known to have no sheet left; what is used stays used, so this is remembered while the office is open."""
    known: frozenset[int] = work.forever.get(_USED_UP, frozenset())
    return known


def remember_used_up(work: Work, lots: Iterable[BlankLot]) -> None:
    """Keep in mind that nothing is left of these lots; only what a reading found is certain to stay so."""
    if not work.writes:
        work.forever[_USED_UP] = used_up(work) | {lot.id for lot in lots}


def uses_since(work: Work, desk_id: int, since: datetime | None) -> tuple[BlankUse, ...]:
    """What was used at a desk after a moment, or ever."""
    found = rows.answered(work, _USES, {"desk": desk_id, "since": since or datetime.min.replace(tzinfo=UTC)})
    return tuple(BlankUse(*row) for row in found)


_USES = (
    rows.columns(BlankUse)
    .where(BLANK_USE.c.desk_id == bindparam("desk"), BLANK_USE.c.at > bindparam("since"))
    .order_by(BLANK_USE.c.id)
)


def last_counts(work: Work, desk_id: int) -> tuple[BlankCount, ...]:
    """The latest count of each stack at a desk."""
    return tuple(BlankCount(*row) for row in rows.answered(work, _LAST_COUNTS, {"desk": desk_id}))


_NEWEST = select(func.max(BLANK_COUNT.c.id)).where(BLANK_COUNT.c.desk_id == bindparam("desk"))
_LAST_COUNTS = (
    rows.columns(BlankCount)
    .where(BLANK_COUNT.c.id.in_(_NEWEST.group_by(BLANK_COUNT.c.lot_id)))
    .order_by(BLANK_COUNT.c.id)
)


def spoilt_at(work: Work, desk_id: int) -> tuple[BlankSpoilt, ...]:
    """The spoilt sheets that a desk keeps: those not destroyed."""
    gone = select(BLANK_DESTROYED.c.id).where(BLANK_DESTROYED.c.blank_spoilt_id == BLANK_SPOILT.c.id).exists()
    statement = select(BLANK_SPOILT).where(BLANK_SPOILT.c.desk_id == desk_id, ~gone).order_by(BLANK_SPOILT.c.id)
    return tuple(rows.made(BlankSpoilt, row) for row in work.connection.execute(statement))
