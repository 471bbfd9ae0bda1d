"""What the first day asks for: notices, papers held and given back, needs of a person, and how an application came."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
YES_NO = sa.Boolean().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """New tables and an index alone: nothing that stands is rebuilt."""
    for make in TABLES:
        make()
    kept = sa.text("mark = 'original-kept'")
    op.create_index("ix_evidence_kept", "evidence", ["seen_at"], sqlite_where=kept, postgresql_where=kept)


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")


def _key() -> sa.Column[Any]:
    return sa.Column("id", WHOLE, sa.Identity(), primary_key=True)


def _ref(name: str, table: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, WHOLE, sa.ForeignKey(f"{table}.id"), nullable=optional)


def _words(name: str, least: int, most: int, *, optional: bool = False) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'length("{name}") BETWEEN {least} AND {most}', name=f"{name}_length")
    return sa.Column(name, sa.Text(), check, nullable=optional)


def _one_of(name: str, *values: str) -> sa.Column[Any]:
    listed = ", ".join(f"'{value}'" for value in values)
    check = sa.CheckConstraint(f'"{name}" IN ({listed})', name=f"{name}_list")
    return sa.Column(name, sa.Text(), check, nullable=False)


def _moment(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=optional)


def _notice() -> None:
    op.create_table(
        "notice",
        _key(),
        _one_of("scope", "office", "service", "authority"),
        _words("code", 1, 100, optional=True),
        _words("text", 2, 40_000),
        _moment("from_at"),
        _moment("until_at", optional=True),
        sa.Column("days", YES_NO, sa.CheckConstraint('"days" IN (true, false)', name="days_yes_no"), nullable=False),
        _moment("written_at"),
        _ref("written_by_id", "official"),
        sa.CheckConstraint("(scope = 'office') = (code IS NULL)", name="about_one_thing"),
        sa.CheckConstraint("until_at > from_at", name="ends_after_it_began"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _notice_end() -> None:
    op.create_table(
        "notice_end",
        _ref("notice_id", "notice"),
        _moment("at"),
        _ref("official_id", "official"),
        sa.PrimaryKeyConstraint("notice_id"),
        sqlite_strict=True,
    )


def _need() -> None:
    op.create_table(
        "need",
        _key(),
        _ref("citizen_id", "citizen"),
        _words("kind", 1, 100),
        _words("detail", 0, 200),
        sa.UniqueConstraint("citizen_id", "kind"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _signed_application() -> None:
    op.create_table(
        "signed_application",
        _ref("visit_id", "visit"),
        _one_of("how", "post", "brought"),
        _moment("at"),
        _ref("official_id", "official"),
        sa.PrimaryKeyConstraint("visit_id"),
        sqlite_strict=True,
    )


def _paper_place() -> None:
    op.create_table(
        "paper_place",
        _ref("evidence_id", "evidence"),
        sa.Column("version", WHOLE, sa.CheckConstraint('"version" >= 1', name="version_range"), nullable=False),
        _words("place", 1, 200),
        _moment("at"),
        _ref("official_id", "official"),
        sa.PrimaryKeyConstraint("evidence_id"),
        sqlite_strict=True,
    )


def _paper_return() -> None:
    op.create_table(
        "paper_return",
        _key(),
        _ref("evidence_id", "evidence"),
        _one_of("how", "handover", "by-hand", "sent"),
        _ref("to_id", "citizen", optional=True),
        _words("to_name", 1, 300),
        _ref("handover_id", "handover", optional=True),
        _moment("at"),
        _ref("official_id", "official"),
        sa.UniqueConstraint("evidence_id"),
        sa.CheckConstraint("(how = 'handover') = (handover_id IS NOT NULL)", name="with_its_handover"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


TABLES = (_notice, _notice_end, _need, _signed_application, _paper_place, _paper_return)
