"""Papers to print as rows."""

from sqlalchemy import select

from oss_desk.domain.jobs import PrintJob
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.papers import PRINT_JOB

UNFINISHED = ("waiting", "sent", "failed")


def waiting(work: Work, desk_id: int) -> tuple[PrintJob, ...]:
    """The papers of a desk that are not known to be printed, the oldest first: waiting, sent or failed."""
    statement = select(PRINT_JOB).where(PRINT_JOB.c.desk_id == desk_id, PRINT_JOB.c.state.in_(UNFINISHED))
    found = work.connection.execute(statement.order_by(PRINT_JOB.c.created_at, PRINT_JOB.c.id))
    return tuple(rows.made(PrintJob, row) for row in found)
