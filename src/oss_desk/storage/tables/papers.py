"""The table of papers to print."""

from sqlalchemy import CheckConstraint, Index, Table, text

from oss_desk.domain.jobs import JOB_STATES
from oss_desk.storage.columns import METADATA, code, document, key, moment, one_of, ref, version, whole, words

PRINT_JOB = Table(
    "print_job",
    METADATA,
    key(),
    version(),
    code("kind"),
    ref("desk_id", "desk"),
    code("subject_kind"),
    whole("subject_id"),
    words("language", 35, 2),
    document("content"),
    whole("layout", 1),
    one_of("state", JOB_STATES),
    moment("created_at"),
    moment("finished_at", optional=True),
    words("error", 2000),
    CheckConstraint("(state IN ('printed', 'failed', 'dismissed')) = (finished_at IS NOT NULL)", name="finished"),
    Index(None, "subject_kind", "subject_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index(
    "ix_print_job_unfinished",
    PRINT_JOB.c.desk_id,
    PRINT_JOB.c.created_at,
    sqlite_where=text("state IN ('waiting', 'sent', 'failed')"),
    postgresql_where=text("state IN ('waiting', 'sent', 'failed')"),
)
