"""The first tables: office, people, catalogue, visits, cases, money, outputs, history and papers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
YES_NO = sa.Boolean().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
ASCII = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEX = "0123456789abcdef"


def upgrade() -> None:
    """Make every table, each after those it refers to, and say which program may write."""
    for make in TABLES:
        make()
    op.execute("INSERT INTO meta (name, value) VALUES ('min_program', '0.1.0')")


def downgrade() -> None:
    """There is nothing before the first tables; an office is never taken apart."""
    raise NotImplementedError("the first migration is not taken back")


def _key() -> sa.Column[Any]:
    return sa.Column("id", WHOLE, sa.Identity(), primary_key=True)


def _ref(name: str, table: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, WHOLE, sa.ForeignKey(f"{table}.id"), nullable=optional)


def _whole(name: str, least: int | None = None, *, optional: bool = False) -> sa.Column[Any]:
    check = () if least is None else (sa.CheckConstraint(f'"{name}" >= {least}', name=f"{name}_range"),)
    return sa.Column(name, WHOLE, *check, nullable=optional)


def _words(name: str, least: int, most: int, *, optional: bool = False) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'length("{name}") BETWEEN {least} AND {most}', name=f"{name}_length")
    return sa.Column(name, sa.Text(), check, nullable=optional)


def _made_of(name: str, characters: str, least: int, most: int) -> sa.Column[Any]:
    check = f"length(\"{name}\") BETWEEN {least} AND {most} AND ltrim(\"{name}\", '{characters}') = ''"
    return sa.Column(name, sa.Text(), sa.CheckConstraint(check, name=f"{name}_characters"), nullable=False)


def _one_of(name: str, *values: str, optional: bool = False) -> sa.Column[Any]:
    listed = ", ".join(f"'{value}'" for value in values)
    check = sa.CheckConstraint(f'"{name}" IN ({listed})', name=f"{name}_list")
    return sa.Column(name, sa.Text(), check, nullable=optional)


def _yes_no(name: str, *, optional: bool = False) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'"{name}" IN (true, false)', name=f"{name}_yes_no")
    return sa.Column(name, YES_NO, check, nullable=optional)


def _moment(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=optional)


def _day(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, DAY, nullable=optional)


def _part_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _citizen() -> None:
    op.create_table(
        "citizen",
        _key(),
        _whole("version", 1),
        _words("name", 1, 300),
        _words("given_name", 0, 300),
        _words("family_name", 0, 300),
        _words("other_names", 2, 40_000),
        _words("born", 4, 10, optional=True),
        _words("phones", 2, 40_000),
        _words("email", 0, 320),
        _words("address_lines", 2, 40_000),
        _words("language", 2, 35, optional=True),
        _yes_no("resident", optional=True),
        _words("note", 0, 4_000),
        _moment("created_at"),
        sa.CheckConstraint("length(born) IN (4, 7, 10) AND ltrim(born, '0123456789-') = ''", name="born_form"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _closing_day() -> None:
    op.create_table(
        "closing_day",
        _key(),
        _day("day"),
        _words("reason", 0, 4_000),
        sa.UniqueConstraint("day"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _means_of_payment() -> None:
    op.create_table(
        "means_of_payment",
        _one_of("code", "cash", "card", "transfer", "elsewhere"),
        _words("title", 2, 40_000),
        _yes_no("needs_reference"),
        _yes_no("active"),
        sa.PrimaryKeyConstraint("code"),
        sqlite_strict=True,
    )


def _meta() -> None:
    op.create_table(
        "meta",
        _words("name", 1, 100),
        _words("value", 0, 1_000),
        sa.PrimaryKeyConstraint("name"),
        comment="What the database says of itself: the oldest program that may write.",
        sqlite_strict=True,
    )


def _office() -> None:
    op.create_table(
        "office",
        sa.Column(
            "id", WHOLE, sa.CheckConstraint("id = 1", name="one_office"), server_default=sa.text("1"), primary_key=True
        ),
        _whole("version", 1),
        _words("public_id", 8, 64),
        _words("name", 1, 300),
        _words("address_lines", 2, 40_000),
        _words("complaint_route", 0, 4_000),
        _made_of("currency", LETTERS, 3, 3),
        sa.Column(
            "currency_exponent",
            WHOLE,
            sa.CheckConstraint("currency_exponent BETWEEN 0 AND 4", name="currency_exponent_range"),
            nullable=False,
        ),
        _words("zone", 1, 100),
        _words("country", 2, 10),
        _words("region", 1, 20, optional=True),
        _words("languages", 2, 40_000),
        _yes_no("sample"),
        _moment("created_at"),
        sqlite_strict=True,
    )


def _official() -> None:
    op.create_table(
        "official",
        _key(),
        _whole("version", 1),
        _words("login", 1, 100),
        _words("name", 1, 300),
        _words("password_hash", 1, 500, optional=True),
        _yes_no("active"),
        _moment("created_at"),
        sa.CheckConstraint("login = lower(login)", name="login_small"),
        sa.UniqueConstraint("login"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _opening() -> None:
    op.create_table(
        "opening",
        _key(),
        sa.Column(
            "weekday", WHOLE, sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_range"), nullable=False
        ),
        _whole("from_minute", 0),
        _whole("to_minute"),
        sa.CheckConstraint("to_minute > from_minute AND to_minute <= 1440", name="minutes"),
        sa.UniqueConstraint("weekday", "from_minute"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _organisation() -> None:
    op.create_table(
        "organisation",
        _key(),
        _whole("version", 1),
        _words("name", 1, 300),
        _words("other_names", 2, 40_000),
        _words("registration_number", 0, 200),
        _words("phones", 2, 40_000),
        _words("email", 0, 320),
        _words("address_lines", 2, 40_000),
        _words("language", 2, 35, optional=True),
        _words("note", 0, 4_000),
        _moment("created_at"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _register_entry() -> None:
    op.create_table(
        "register_entry",
        _one_of("kind", "evidence-type", "authority", "life-event", "role"),
        _words("code", 1, 100),
        _words("content", 2, 4_000_000),
        _whole("version", 1),
        sa.PrimaryKeyConstraint("kind", "code"),
        sqlite_strict=True,
    )


def _role() -> None:
    op.create_table(
        "role",
        _words("code", 1, 100),
        _words("title", 2, 40_000),
        _one_of("belongs_to", "clerk", "back_office", "supervisor", optional=True),
        sa.CheckConstraint(
            "(belongs_to IS NULL) = "
            "(code IN ('clerk', 'cashier', 'back_office', 'supervisor', 'auditor', 'administrator'))",
            name="own_or_built_in",
        ),
        sa.PrimaryKeyConstraint("code"),
        sqlite_strict=True,
    )


def _search_key() -> None:
    op.create_table(
        "search_key",
        _one_of("kind", "citizen", "organisation"),
        _whole("person_id"),
        _one_of("source", "name", "spelling", "sound", "number", "phone", "mail", "born"),
        sa.Column(
            "key", ASCII, sa.CheckConstraint('length("key") BETWEEN 1 AND 320', name="key_length"), nullable=False
        ),
        sa.PrimaryKeyConstraint("kind", "person_id", "source", "key"),
        sqlite_strict=True,
    )
    op.create_index("ix_search_key_key_source", "search_key", ["key", "source"])


def _desk() -> None:
    op.create_table(
        "desk",
        _key(),
        _whole("version", 1),
        _made_of("code", CAPITALS, 1, 4),
        _words("name", 1, 300),
        _yes_no("takes_cash"),
        _ref("signed_in_id", "official", optional=True),
        _whole("next_receipt", 1),
        _whole("next_case", 1),
        _whole("next_event", 1),
        _whole("next_session", 1),
        _whole("next_z", 1),
        sa.UniqueConstraint("code"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _identity_document() -> None:
    op.create_table(
        "identity_document",
        _key(),
        _ref("citizen_id", "citizen"),
        _words("type", 1, 100),
        _words("number", 1, 200),
        _words("country", 0, 10),
        _day("valid_until", optional=True),
        _moment("created_at"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_identity_document_citizen_id", "identity_document", ["citizen_id"])
    op.create_index("ix_identity_document_number", "identity_document", ["number"])


def _official_role() -> None:
    op.create_table(
        "official_role",
        _ref("official_id", "official"),
        sa.Column("role", sa.Text(), sa.ForeignKey("role.code"), nullable=False),
        sa.PrimaryKeyConstraint("official_id", "role"),
        sqlite_strict=True,
    )


def _service_version() -> None:
    op.create_table(
        "service_version",
        _key(),
        _words("service", 1, 100),
        _whole("number", 1),
        _words("content", 2, 4_000_000),
        _made_of("digest", HEX, 64, 64),
        _moment("imported_at"),
        _ref("imported_by_id", "official", optional=True),
        sa.UniqueConstraint("service", "number"),
        sa.UniqueConstraint("service", "digest"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _cash_session() -> None:
    op.create_table(
        "cash_session",
        _key(),
        _whole("version", 1),
        _ref("desk_id", "desk"),
        _whole("number", 1),
        _ref("official_id", "official"),
        _moment("opened_at"),
        _moment("closed_at", optional=True),
        sa.UniqueConstraint("desk_id", "number"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    _part_index("uq_cash_session_open_at_desk", "cash_session", ["desk_id"], "closed_at IS NULL", unique=True)


def _command() -> None:
    op.create_table(
        "command",
        _words("id", 1, 64),
        _words("operation", 1, 100),
        _made_of("digest", HEX, 64, 64),
        _words("made", 2, 4_000_000),
        _ref("desk_id", "desk"),
        _ref("official_id", "official", optional=True),
        _moment("at"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )


def _print_job() -> None:
    op.create_table(
        "print_job",
        _key(),
        _whole("version", 1),
        _one_of("kind", "application", "receipt", "acknowledgement", "handover", "refusal", "missing"),
        _ref("desk_id", "desk"),
        _words("subject_kind", 1, 100),
        _whole("subject_id"),
        _words("language", 2, 35),
        _words("content", 2, 4_000_000),
        _whole("layout", 1),
        _one_of("state", "waiting", "sent", "printed", "failed", "dismissed"),
        _moment("created_at"),
        _moment("finished_at", optional=True),
        _words("error", 0, 2_000),
        sa.CheckConstraint(
            "(state IN ('printed', 'failed', 'dismissed')) = (finished_at IS NOT NULL)", name="finished"
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_print_job_subject_kind_subject_id", "print_job", ["subject_kind", "subject_id"])
    _part_index(
        "ix_print_job_unfinished", "print_job", ["desk_id", "created_at"], "state IN ('waiting', 'sent', 'failed')"
    )


def _publication() -> None:
    op.create_table(
        "publication",
        _key(),
        _ref("service_version_id", "service_version"),
        _one_of("kind", "reviewed", "published", "ended", "withdrawn"),
        _moment("from_at"),
        _moment("at"),
        _ref("by_id", "official", optional=True),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_publication_service_version_id", "publication", ["service_version_id"])


def _visit() -> None:
    op.create_table(
        "visit",
        _key(),
        _whole("version", 1),
        _ref("desk_id", "desk"),
        _ref("official_id", "official"),
        _ref("visitor_id", "citizen", optional=True),
        _one_of("channel", "counter", "phone", "post"),
        _one_of("state", "open", "held", "closed"),
        _one_of("outcome", "served", "enquiry", "left", "carried-over", optional=True),
        _words("hold_reason", 0, 4_000),
        _moment("opened_at"),
        _moment("closed_at", optional=True),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL) AND (state = 'closed') = (outcome IS NOT NULL)",
            name="closed_with_outcome",
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_visit_desk_id_opened_at", "visit", ["desk_id", "opened_at"])
    _part_index("ix_visit_parked", "visit", ["opened_at"], "state = 'held'")
    op.create_index("ix_visit_visitor_id", "visit", ["visitor_id"])
    _part_index("uq_visit_open_at_desk", "visit", ["desk_id"], "state = 'open'", unique=True)


def _case() -> None:
    op.create_table(
        "case",
        _key(),
        _whole("version", 1),
        _words("number", 1, 20),
        _ref("desk_id", "desk"),
        _ref("visit_id", "visit"),
        _ref("service_version_id", "service_version"),
        _ref("applicant_citizen_id", "citizen", optional=True),
        _ref("applicant_organisation_id", "organisation", optional=True),
        _ref("representative_id", "citizen", optional=True),
        _whole("quantity", 1),
        _words("facts", 2, 4_000_000),
        _words("language", 2, 35),
        _words("state", 2, 4_000_000),
        _words("step", 1, 100),
        _words("step_kind", 1, 100),
        _words("hands", 1, 100),
        _words("role", 1, 100, optional=True),
        _yes_no("open"),
        _one_of(
            "ending",
            "handed-over",
            "sent",
            "done",
            "refused",
            "not-admitted",
            "withdrawn",
            "lapsed",
            "opened-in-error",
            optional=True,
        ),
        _moment("due_at", optional=True),
        _yes_no("suspended"),
        _moment("started_at"),
        _moment("closed_at", optional=True),
        sa.CheckConstraint(
            "(applicant_citizen_id IS NULL) <> (applicant_organisation_id IS NULL)", name="one_applicant"
        ),
        sa.CheckConstraint(
            "hands IN ('counter', 'back-office', 'citizen', 'ended') OR hands LIKE 'authority:_%'", name="hands_list"
        ),
        sa.CheckConstraint("open = (ending IS NULL) AND open = (closed_at IS NULL)", name="closed_with_ending"),
        sa.UniqueConstraint("number"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_case_applicant_citizen_id", "case", ["applicant_citizen_id"])
    op.create_index("ix_case_applicant_organisation_id", "case", ["applicant_organisation_id"])
    _part_index("ix_case_hands", "case", ["hands", "due_at"], "open")
    _part_index("ix_case_role", "case", ["role", "due_at"], "open")
    op.create_index("ix_case_service_version_id", "case", ["service_version_id"])
    op.create_index("ix_case_visit_id", "case", ["visit_id"])
    _part_index("ix_case_worklist", "case", ["due_at", "id"], "open")


def _draft() -> None:
    op.create_table(
        "draft",
        _ref("visit_id", "visit"),
        _words("part", 1, 100),
        _words("content", 2, 4_000_000),
        _words("command_id", 1, 64, optional=True),
        _moment("kept_at"),
        sa.PrimaryKeyConstraint("visit_id", "part"),
        sqlite_strict=True,
    )


def _event() -> None:
    op.create_table(
        "event",
        _key(),
        _ref("desk_id", "desk"),
        _whole("seq", 1),
        _words("kind", 1, 100),
        _moment("at"),
        _ref("official_id", "official", optional=True),
        _words("role", 1, 100, optional=True),
        sa.Column(
            "command_id", sa.Text(), sa.ForeignKey("command.id", deferrable=True, initially="DEFERRED"), nullable=False
        ),
        _words("subject_kind", 1, 100),
        _whole("subject_id"),
        _words("payload", 2, 4_000_000),
        sa.UniqueConstraint("desk_id", "seq"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_event_command_id", "event", ["command_id"])
    op.create_index("ix_event_subject_kind_subject_id", "event", ["subject_kind", "subject_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        _key(),
        _whole("version", 1),
        _words("type", 1, 100),
        _ref("citizen_id", "citizen", optional=True),
        _ref("organisation_id", "organisation", optional=True),
        _one_of("mark", "original-seen", "original-kept", "certified-copy", "copy", "scan", "on-file"),
        _yes_no("accepted"),
        _words("reason", 0, 4_000),
        _words("reference", 0, 4_000),
        _words("number", 0, 200),
        _day("issued_on", optional=True),
        _day("valid_until", optional=True),
        _ref("visit_id", "visit", optional=True),
        _moment("seen_at"),
        _ref("seen_by_id", "official"),
        sa.CheckConstraint("citizen_id IS NULL OR organisation_id IS NULL", name="one_owner"),
        sa.CheckConstraint("accepted OR length(reason) > 0", name="refused_with_reason"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_citizen_id", "evidence", ["citizen_id"])
    op.create_index("ix_evidence_organisation_id", "evidence", ["organisation_id"])
    op.create_index("ix_evidence_visit_id", "evidence", ["visit_id"])


def _payment() -> None:
    op.create_table(
        "payment",
        _key(),
        _ref("desk_id", "desk"),
        _ref("visit_id", "visit", optional=True),
        _ref("cash_session_id", "cash_session"),
        _ref("payer_citizen_id", "citizen", optional=True),
        _ref("payer_organisation_id", "organisation", optional=True),
        _words("payer_name", 1, 300),
        _whole("amount", 1),
        _made_of("currency", LETTERS, 3, 3),
        _moment("at"),
        _ref("official_id", "official"),
        sa.CheckConstraint("payer_citizen_id IS NULL OR payer_organisation_id IS NULL", name="one_payer"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_payment_cash_session_id", "payment", ["cash_session_id"])
    op.create_index("ix_payment_desk_id_at", "payment", ["desk_id", "at"])
    op.create_index("ix_payment_visit_id", "payment", ["visit_id"])


def _period() -> None:
    op.create_table(
        "period",
        _key(),
        _ref("visit_id", "visit"),
        _one_of("kind", "waiting", "served", "on-hold"),
        _ref("desk_id", "desk"),
        _ref("official_id", "official"),
        _moment("from_at"),
        _moment("to_at", optional=True),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_period_visit_id", "period", ["visit_id"])
    _part_index("uq_period_running", "period", ["visit_id"], "to_at IS NULL", unique=True)


def _case_answers() -> None:
    op.create_table(
        "case_answers",
        _key(),
        _ref("case_id", "case"),
        _words("step", 1, 100, optional=True),
        _words("answers", 2, 4_000_000),
        _moment("given_at"),
        _ref("given_by_id", "official"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_case_answers_case_id", "case_answers", ["case_id"])


def _case_move() -> None:
    op.create_table(
        "case_move",
        _key(),
        _ref("case_id", "case"),
        _whole("seq", 1),
        _words("action", 1, 100),
        _words("from_step", 1, 100),
        _words("to_step", 1, 100),
        _words("checklist", 2, 20_000),
        _moment("at"),
        _ref("official_id", "official"),
        _ref("second_official_id", "official", optional=True),
        _ref("event_id", "event"),
        sa.CheckConstraint("second_official_id <> official_id", name="two_people"),
        sa.UniqueConstraint("case_id", "seq"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _demand() -> None:
    op.create_table(
        "demand",
        _key(),
        _ref("case_id", "case"),
        _words("point", 1, 100),
        _whole("amount", 0),
        _made_of("currency", LETTERS, 3, 3),
        _moment("at"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_demand_case_id", "demand", ["case_id"])


def _event_text() -> None:
    op.create_table(
        "event_text",
        _key(),
        _ref("event_id", "event"),
        _words("kind", 1, 100),
        _words("text", 0, 10_000),
        sa.UniqueConstraint("event_id", "kind"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _extension() -> None:
    op.create_table(
        "extension",
        _key(),
        _ref("case_id", "case"),
        _moment("old_due_at"),
        _moment("new_due_at"),
        _moment("at"),
        _ref("official_id", "official"),
        _ref("event_id", "event"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_extension_case_id", "extension", ["case_id"])


def _handover() -> None:
    op.create_table(
        "handover",
        _key(),
        _ref("case_id", "case"),
        _ref("collector_id", "citizen", optional=True),
        _words("collector_name", 1, 300),
        _one_of("relation", "applicant", "representative", "other"),
        _words("document_type", 0, 100),
        _words("document_number", 0, 200),
        _ref("overridden_by_id", "official", optional=True),
        _moment("at"),
        _ref("official_id", "official"),
        _ref("event_id", "event"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_handover_case_id", "handover", ["case_id"])


def _issued_output() -> None:
    op.create_table(
        "issued_output",
        _key(),
        _ref("case_id", "case"),
        _words("output", 1, 100),
        _whole("position", 0),
        _words("number", 0, 200),
        _day("valid_from"),
        _day("valid_until", optional=True),
        _moment("issued_at"),
        _ref("issued_by_id", "official"),
        sa.CheckConstraint("valid_until >= valid_from", name="valid_span"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_issued_output_case_id", "issued_output", ["case_id"])
    op.create_index("ix_issued_output_number", "issued_output", ["number"])


def _opinion() -> None:
    op.create_table(
        "opinion",
        _key(),
        _whole("version", 1),
        _ref("case_id", "case"),
        _words("step", 1, 100),
        _words("authority", 1, 100),
        _moment("asked_at"),
        _moment("due_at", optional=True),
        _one_of("answer", "positive", "negative", "none", optional=True),
        _moment("answered_at", optional=True),
        _ref("answered_by_id", "official", optional=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_opinion_case_id", "opinion", ["case_id"])


def _payment_part() -> None:
    op.create_table(
        "payment_part",
        _key(),
        _ref("payment_id", "payment"),
        _whole("position", 0),
        _one_of("means", "cash", "card", "transfer", "elsewhere"),
        _whole("amount", 1),
        _whole("given", 1),
        _whole("change", 0),
        _words("reference", 0, 200),
        sa.CheckConstraint(
            "(means = 'cash' AND given - change = amount) OR (means <> 'cash' AND given = amount AND change = 0)",
            name="given_less_change",
        ),
        sa.CheckConstraint("means <> 'elsewhere' OR length(reference) > 0", name="elsewhere_with_reference"),
        sa.UniqueConstraint("payment_id", "position"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        _key(),
        _ref("desk_id", "desk"),
        _whole("seq", 1),
        _words("number", 1, 20),
        _ref("payment_id", "payment"),
        _words("content", 2, 4_000_000),
        _moment("issued_at"),
        sa.UniqueConstraint("desk_id", "seq"),
        sa.UniqueConstraint("payment_id"),
        sa.UniqueConstraint("number"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _service_request() -> None:
    op.create_table(
        "service_request",
        _key(),
        _whole("version", 1),
        _ref("visit_id", "visit"),
        _whole("position", 0),
        _ref("service_version_id", "service_version"),
        _ref("applicant_citizen_id", "citizen", optional=True),
        _ref("applicant_organisation_id", "organisation", optional=True),
        _ref("representative_id", "citizen", optional=True),
        _whole("quantity", 1),
        _one_of("state", "basket", "started", "removed"),
        _ref("case_id", "case", optional=True),
        sa.CheckConstraint(
            "applicant_citizen_id IS NULL OR applicant_organisation_id IS NULL", name="at_most_one_applicant"
        ),
        sa.CheckConstraint("(state = 'started') = (case_id IS NOT NULL)", name="started_with_case"),
        sa.CheckConstraint(
            "state <> 'started' OR applicant_citizen_id IS NOT NULL OR applicant_organisation_id IS NOT NULL",
            name="started_for_somebody",
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_service_request_case_id", "service_request", ["case_id"], unique=True)
    op.create_index("ix_service_request_visit_id", "service_request", ["visit_id"])


def _suspension() -> None:
    op.create_table(
        "suspension",
        _key(),
        _ref("case_id", "case"),
        _one_of("cause", "step", "official", "paper"),
        _moment("from_at"),
        _moment("to_at", optional=True),
        _ref("event_id", "event"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_suspension_case_id", "suspension", ["case_id"])
    _part_index("uq_suspension_running", "suspension", ["case_id", "cause"], "to_at IS NULL", unique=True)


def _demand_line() -> None:
    op.create_table(
        "demand_line",
        _key(),
        _ref("demand_id", "demand"),
        _whole("position", 0),
        _words("fee", 1, 100),
        _words("exemption", 1, 100, optional=True),
        _words("title", 2, 40_000),
        _words("legal_basis", 2, 40_000),
        _whole("amount"),
        _words("steps", 2, 4_000_000),
        _yes_no("elsewhere"),
        sa.CheckConstraint("amount >= 0 OR exemption IS NOT NULL", name="only_a_reduction_is_below_zero"),
        sa.UniqueConstraint("demand_id", "position"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _evidence_use() -> None:
    op.create_table(
        "evidence_use",
        _key(),
        _ref("evidence_id", "evidence"),
        _ref("request_id", "service_request", optional=True),
        _ref("case_id", "case", optional=True),
        _words("requirement", 1, 100),
        _whole("row", 0, optional=True),
        _one_of("mark", "original-seen", "original-kept", "certified-copy", "copy", "scan", "on-file"),
        _yes_no("consent"),
        sa.CheckConstraint("request_id IS NOT NULL OR case_id IS NOT NULL", name="counted_for_something"),
        sa.CheckConstraint("mark <> 'on-file' OR consent", name="on_file_with_consent"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_use_case_id", "evidence_use", ["case_id"])
    op.create_index("ix_evidence_use_evidence_id", "evidence_use", ["evidence_id"])
    op.create_index("ix_evidence_use_request_id", "evidence_use", ["request_id"])


def _issued_output_state() -> None:
    op.create_table(
        "issued_output_state",
        _key(),
        _ref("issued_output_id", "issued_output"),
        _one_of("kind", "handed-over", "sent", "spoilt", "withdrawn"),
        _ref("handover_id", "handover", optional=True),
        _moment("at"),
        _ref("official_id", "official"),
        sa.CheckConstraint("(kind = 'handed-over') = (handover_id IS NOT NULL)", name="handed_over_by_handover"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_issued_output_state_issued_output_id", "issued_output_state", ["issued_output_id"])


def _payment_demand() -> None:
    op.create_table(
        "payment_demand",
        _ref("demand_id", "demand"),
        _ref("payment_id", "payment"),
        sa.PrimaryKeyConstraint("demand_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_payment_demand_payment_id", "payment_demand", ["payment_id"])


def _receipt_copy() -> None:
    op.create_table(
        "receipt_copy",
        _key(),
        _ref("receipt_id", "receipt"),
        _whole("copy", 1),
        _moment("at"),
        _ref("official_id", "official"),
        sa.UniqueConstraint("receipt_id", "copy"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


TABLES = (
    _citizen,
    _closing_day,
    _means_of_payment,
    _meta,
    _office,
    _official,
    _opening,
    _organisation,
    _register_entry,
    _role,
    _search_key,
    _desk,
    _identity_document,
    _official_role,
    _service_version,
    _cash_session,
    _command,
    _print_job,
    _publication,
    _visit,
    _case,
    _draft,
    _event,
    _evidence,
    _payment,
    _period,
    _case_answers,
    _case_move,
    _demand,
    _event_text,
    _extension,
    _handover,
    _issued_output,
    _opinion,
    _payment_part,
    _receipt,
    _service_request,
    _suspension,
    _demand_line,
    _evidence_use,
    _issued_output_state,
    _payment_demand,
    _receipt_copy,
)
