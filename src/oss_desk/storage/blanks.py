"""Numbered blanks as rows: what of each lot is taken, and which lots still matter at a desk."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, union

from oss_desk.domain.blanks import BlankCount, BlankLot, BlankMove, BlankSpoilt, Taken
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.blanks import BLANK_COUNT, BLANK_DESTROYED, BLANK_LOT, BLANK_MOVE, BLANK_SPOILT, BLANK_USE


def lots(work: Work, kind: str | None = None) -> tuple[BlankLot, ...]:
    """Every lot of a kind, or of all, in the order in which they came in."""
    return rows.every(work, BlankLot, **({} if kind is None else {"kind": kind}))


def lots_at(work: Work, desk_id: int, kind: str | None = None) -> tuple[BlankLot, ...]:
    """The lots of which at least one sheet came to a desk."""
    asked = {"desk": desk_id, **({} if kind is None else {"kind": kind})}
    return tuple(rows.made(BlankLot, row) for row in rows.answered(work, _lots_at(kind is not None), asked))


@cache
def _lots_at(of_kind: bool) -> Select[Any]:
    moved = select(BLANK_MOVE.c.lot_id).where(BLANK_MOVE.c.to_desk_id == bindparam("desk"))
    statement = select(BLANK_LOT).where((BLANK_LOT.c.desk_id == bindparam("desk")) | BLANK_LOT.c.id.in_(moved))
    if of_kind:
        statement = statement.where(BLANK_LOT.c.kind == bindparam("kind"))
    return statement.order_by(BLANK_LOT.c.id)


def moves(work: Work, lots: Iterable[BlankLot]) -> tuple[BlankMove, ...]:
    """Every move of these lots, in order."""
    return rows.every(work, BlankMove, lot_id=tuple(lot.id for lot in lots))


def used_up(work: Work, lots: Iterable[BlankLot]) -> frozenset[int]:
    """The ids of those of these lots of which no sheet is left anywhere."""
    sizes = {lot.id: lot.last - lot.first + 1 for lot in lots}
    if not sizes:
        return frozenset()
    tables = (BLANK_USE, BLANK_SPOILT)
    gone = union(*(select(one.c.lot_id, one.c.number).where(one.c.lot_id.in_(sizes)) for one in tables)).subquery()
    statement = select(gone.c.lot_id, func.count()).group_by(gone.c.lot_id)
    return frozenset(row[0] for row in work.connection.execute(statement) if row[1] >= sizes[row[0]])


def taken(work: Work, lots: Iterable[BlankLot]) -> Taken:
    """The numbers of these lots that are used or spoilt."""
    known = tuple(lots)
    found: dict[int, frozenset[int]] = {lot.id: frozenset() for lot in known}
    for table in (BLANK_USE, BLANK_SPOILT):
        for lot_id, number in _numbers(work, table, tuple(found)):
            found[lot_id] |= {number}
    return found


def _numbers(work: Work, table: Table, ids: tuple[int, ...]) -> list[tuple[int, int]]:
    if not ids:
        return []
    own: ColumnElement[bool] = table.c.lot_id.in_(ids)
    return [(row[0], row[1]) for row in work.connection.execute(select(table.c.lot_id, table.c.number).where(own))]


def last_counts(work: Work, desk_id: int) -> tuple[BlankCount, ...]:
    """The latest count of each stack at a desk."""
    newest = select(func.max(BLANK_COUNT.c.id)).where(BLANK_COUNT.c.desk_id == desk_id).group_by(BLANK_COUNT.c.lot_id)
    statement = select(BLANK_COUNT).where(BLANK_COUNT.c.id.in_(newest)).order_by(BLANK_COUNT.c.id)
    return tuple(rows.made(BlankCount, row) for row in work.connection.execute(statement))


def spoilt_at(work: Work, desk_id: int) -> tuple[BlankSpoilt, ...]:
    """The spoilt sheets that a desk keeps: those not destroyed."""
    gone = select(BLANK_DESTROYED.c.id).where(BLANK_DESTROYED.c.blank_spoilt_id == BLANK_SPOILT.c.id).exists()
    statement = select(BLANK_SPOILT).where(BLANK_SPOILT.c.desk_id == desk_id, ~gone).order_by(BLANK_SPOILT.c.id)
    return tuple(rows.made(BlankSpoilt, row) for row in work.connection.execute(statement))
