"""Papers to print as rows."""

from sqlalchemy import bindparam, text

from oss_desk.domain.jobs import PrintJob
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.papers import PRINT_JOB


def waiting(work: Work, desk_id: int) -> tuple[PrintJob, ...]:
    """The papers of a desk that are not known to be printed, the oldest first: waiting, sent or failed."""
    return tuple(PrintJob(*row) for row in rows.answered(work, _WAITING, {"desk": desk_id}))


_WAITING = (
    rows.columns(PrintJob)
    .where(PRINT_JOB.c.desk_id == bindparam("desk"), text("state IN ('waiting', 'sent', 'failed')"))
    .order_by(PRINT_JOB.c.created_at, PRINT_JOB.c.id)
)
"""The states are written out as in the index that holds these few alone."""
