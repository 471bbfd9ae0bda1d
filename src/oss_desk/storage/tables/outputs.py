"""Tables of what a case made, of its handover to a collector, and of the originals that go back."""

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint

from oss_desk.domain.cases import OUTPUT_STATES, RETURN_WAYS
from oss_desk.storage.columns import METADATA, code, day, key, moment, one_of, ref, whole, words

HANDOVER = Table(
    "handover",
    METADATA,
    key(),
    ref("case_id", "case"),
    ref("collector_id", "citizen", optional=True),
    words("collector_name", 300, 1),
    one_of("relation", ("applicant", "representative", "other")),
    words("document_type", 100),
    words("document_number", 200),
    ref("overridden_by_id", "official", optional=True),
    moment("at"),
    ref("official_id", "official"),
    ref("event_id", "event"),
    Index(None, "case_id"),
    Index(None, "collector_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
ISSUED_OUTPUT = Table(
    "issued_output",
    METADATA,
    key(),
    ref("case_id", "case"),
    code("output"),
    whole("position", 0),
    words("number", 200),
    day("valid_from"),
    day("valid_until", optional=True),
    moment("issued_at"),
    ref("issued_by_id", "official"),
    CheckConstraint("valid_until >= valid_from", name="valid_span"),
    Index(None, "case_id"),
    Index(None, "number"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
ISSUED_OUTPUT_STATE = Table(
    "issued_output_state",
    METADATA,
    key(),
    ref("issued_output_id", "issued_output"),
    one_of("kind", OUTPUT_STATES),
    ref("handover_id", "handover", optional=True),
    moment("at"),
    ref("official_id", "official"),
    CheckConstraint("(kind = 'handed-over') = (handover_id IS NOT NULL)", name="handed_over_by_handover"),
    Index(None, "issued_output_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
PAPER_RETURN = Table(
    "paper_return",
    METADATA,
    key(),
    ref("evidence_id", "evidence"),
    one_of("how", RETURN_WAYS),
    ref("to_id", "citizen", optional=True),
    words("to_name", 300, 1),
    ref("handover_id", "handover", optional=True),
    moment("at"),
    ref("official_id", "official"),
    UniqueConstraint("evidence_id"),
    CheckConstraint("(how = 'handover') = (handover_id IS NOT NULL)", name="with_its_handover"),
    Index(None, "handover_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
