"""Originals that the office keeps, as rows: kept, not given back, and laid somewhere."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, text

from oss_desk.domain.cases import Evidence
from oss_desk.domain.people import ApplicantKind, Person
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.cases import EVIDENCE, PAPER_PLACE
from oss_desk.storage.tables.outputs import PAPER_RETURN


def kept(work: Work, owner: Person | None = None) -> tuple[Evidence, ...]:
    """Every accepted original that was kept and not given back, of one person or of all, the longest kept first."""
    values = {"owner": owner.id} if owner is not None else {}
    found = rows.answered(work, _kept(owner.kind if owner is not None else None), values)
    return tuple(Evidence(*row) for row in found)


@cache
def _kept(kind: ApplicantKind | None) -> Select[Any]:
    returned = select(PAPER_RETURN.c.id).where(PAPER_RETURN.c.evidence_id == EVIDENCE.c.id).exists()
    statement = rows.columns(Evidence).where(text("mark = 'original-kept'"), EVIDENCE.c.accepted, ~returned)
    if kind is not None:
        statement = statement.where(EVIDENCE.c[f"{kind}_id"] == bindparam("owner"))
    return statement.order_by(EVIDENCE.c.seen_at, EVIDENCE.c.id)


def places(work: Work, limit: int = 30) -> tuple[str, ...]:
    """Where papers were laid, the place used latest first."""
    latest = func.max(PAPER_PLACE.c.at)
    statement = select(PAPER_PLACE.c.place).group_by(PAPER_PLACE.c.place).order_by(latest.desc(), PAPER_PLACE.c.place)
    return tuple(work.connection.scalars(statement.limit(limit)))
