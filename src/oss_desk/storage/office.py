"""The office as rows: numbers of a desk and the roles of an official."""

from functools import cache
from typing import Any, Literal

from sqlalchemy import bindparam, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import OfficialRole
from oss_desk.storage import rows
from oss_desk.storage.carried import fetched
from oss_desk.storage.database import Work
from oss_desk.storage.tables.office import DESK, OFFICIAL_ROLE

Series = Literal["receipt", "case", "session", "z", "paper"]


def next_number(work: Work, desk_id: int, series: Series) -> int:
    """The desk's next number of a series. Its row stays locked until the transaction ends, so ask for it last.

    A rolled back transaction gives the number back: a series has no gap that a commit did not make.
    """
    rows.forget(work, "desk")
    counted = fetched(work.connection, _counted(series), {"desk": desk_id})
    if not counted:
        raise refuse("not-found", kind="desk")
    following: int = counted[0][0]
    return following - 1


@cache
def _counted(series: Series) -> ReturningUpdate[Any]:
    column = DESK.c[f"next_{series}"]
    return update(DESK).where(DESK.c.id == bindparam("desk")).values({column: column + 1}).returning(column)


def official_roles(work: Work, official_id: int) -> frozenset[str]:
    """The roles given to an official, without the built-in ones that her office roles belong to."""
    statement = select(OFFICIAL_ROLE.c.role).where(OFFICIAL_ROLE.c.official_id == official_id)
    return frozenset(work.connection.scalars(statement))


def set_roles(work: Work, official_id: int, roles: frozenset[str]) -> None:
    """Give an official exactly these roles; those that she has already stay as they are."""
    held = official_roles(work, official_id)
    for role in sorted(held - roles):
        rows.remove(work, OfficialRole, official_id=official_id, role=role)
    for role in sorted(roles - held):
        rows.add(work, OfficialRole, official_id=official_id, role=role)
