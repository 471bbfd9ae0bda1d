"""Tables of visits: the stay, its timed stretches, the basket and the drafts."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Table, text

from oss_desk.domain.visits import CHANNELS, OUTCOMES, PERIOD_KINDS, REQUEST_STATES, SIGNED_HOW, VISIT_STATES
from oss_desk.storage.columns import (
    METADATA,
    document,
    key,
    moment,
    one_of,
    ref,
    version,
    whole,
    words,
)

VISIT = Table(
    "visit",
    METADATA,
    key(),
    version(),
    ref("desk_id", "desk"),
    ref("official_id", "official"),
    ref("visitor_id", "citizen", optional=True),
    one_of("channel", CHANNELS),
    one_of("state", VISIT_STATES),
    one_of("outcome", OUTCOMES, optional=True),
    words("hold_reason", 4000),
    moment("opened_at"),
    moment("closed_at", optional=True),
    CheckConstraint(
        "(state = 'closed') = (closed_at IS NOT NULL) AND (state = 'closed') = (outcome IS NOT NULL)",
        name="closed_with_outcome",
    ),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index(
    "uq_visit_open_at_desk",
    VISIT.c.desk_id,
    unique=True,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)
Index("ix_visit_desk_id_opened_at", VISIT.c.desk_id, VISIT.c.opened_at)
Index(
    "ix_visit_parked",
    VISIT.c.opened_at,
    sqlite_where=text("state = 'held'"),
    postgresql_where=text("state = 'held'"),
)
Index("ix_visit_visitor_id", VISIT.c.visitor_id)
PERIOD = Table(
    "period",
    METADATA,
    key(),
    ref("visit_id", "visit"),
    one_of("kind", PERIOD_KINDS),
    ref("desk_id", "desk"),
    ref("official_id", "official"),
    moment("from_at"),
    moment("to_at", optional=True),
    Index(None, "visit_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index(
    "uq_period_running",
    PERIOD.c.visit_id,
    unique=True,
    sqlite_where=text("to_at IS NULL"),
    postgresql_where=text("to_at IS NULL"),
)
SERVICE_REQUEST = Table(
    "service_request",
    METADATA,
    key(),
    version(),
    ref("visit_id", "visit"),
    whole("position", 0),
    ref("service_version_id", "service_version"),
    ref("applicant_citizen_id", "citizen", optional=True),
    ref("applicant_organisation_id", "organisation", optional=True),
    ref("representative_id", "citizen", optional=True),
    whole("quantity", 1),
    one_of("state", REQUEST_STATES),
    ref("case_id", "case", optional=True),
    CheckConstraint("applicant_citizen_id IS NULL OR applicant_organisation_id IS NULL", name="at_most_one_applicant"),
    CheckConstraint("(state = 'started') = (case_id IS NOT NULL)", name="started_with_case"),
    CheckConstraint(
        "state <> 'started' OR applicant_citizen_id IS NOT NULL OR applicant_organisation_id IS NOT NULL",
        name="started_for_somebody",
    ),
    Index(None, "visit_id"),
    Index(None, "case_id", unique=True),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
SIGNED_APPLICATION = Table(
    "signed_application",
    METADATA,
    ref("visit_id", "visit"),
    one_of("how", SIGNED_HOW),
    moment("at"),
    ref("official_id", "official"),
    PrimaryKeyConstraint("visit_id"),
    sqlite_strict=True,
)
DRAFT = Table(
    "draft",
    METADATA,
    ref("visit_id", "visit"),
    words("part", 100, 1),
    document("content"),
    words("command_id", 64, 1, optional=True),
    moment("kept_at"),
    PrimaryKeyConstraint("visit_id", "part"),
    sqlite_strict=True,
)
