"""The office as rows: numbers of a desk and the roles of an official."""

from typing import Literal

from sqlalchemy import delete, insert, select, update

from oss_desk.domain.messages import refuse
from oss_desk.storage.database import Work
from oss_desk.storage.tables.office import DESK, OFFICIAL_ROLE

Series = Literal["receipt", "case", "session", "z", "paper"]


def next_number(work: Work, desk_id: int, series: Series) -> int:
    """The desk's next number of a series. Its row stays locked until the transaction ends, so ask for it last.

    A rolled back transaction gives the number back: a series has no gap that a commit did not make.
    """
    column = DESK.c[f"next_{series}"]
    counted = update(DESK).where(DESK.c.id == desk_id).values({column: column + 1}).returning(column)
    following: int | None = work.connection.scalar(counted)
    if following is None:
        raise refuse("not-found", kind="desk")
    return following - 1


def official_roles(work: Work, official_id: int) -> frozenset[str]:
    """The roles given to an official, without the built-in ones that her office roles belong to."""
    statement = select(OFFICIAL_ROLE.c.role).where(OFFICIAL_ROLE.c.official_id == official_id)
    return frozenset(work.connection.scalars(statement))


def set_roles(work: Work, official_id: int, roles: frozenset[str]) -> None:
    """Give an official exactly these roles."""
    work.connection.execute(delete(OFFICIAL_ROLE).where(OFFICIAL_ROLE.c.official_id == official_id))
    if roles:
        given = [{"official_id": official_id, "role": role} for role in sorted(roles)]
        work.connection.execute(insert(OFFICIAL_ROLE), given)
