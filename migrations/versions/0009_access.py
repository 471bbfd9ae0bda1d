"""Passwords for one use, the second factor of a sign-in, how long a window stays open, events found by kind."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
YES_NO = sa.Boolean().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Columns at the end of tables that stay as they are, two new tables, and an index."""
    op.add_column("official", _no("password_once"))
    op.add_column("office", _no("second_factor"))
    idle = sa.CheckConstraint('"idle_minutes" BETWEEN 2 AND 30', name="idle_minutes_range")
    op.add_column("office", sa.Column("idle_minutes", WHOLE, idle, nullable=False, server_default=sa.text("5")))
    op.create_table(
        "second_factor",
        sa.Column("official_id", WHOLE, sa.ForeignKey("official.id"), nullable=False),
        _words("secret", 16, 100),
        sa.Column("last_step", WHOLE, sa.CheckConstraint('"last_step" >= 0', name="last_step_range"), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("official_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", WHOLE, sa.Identity(), primary_key=True),
        sa.Column("official_id", WHOLE, sa.ForeignKey("official.id"), nullable=False),
        _words("code_hash", 1, 500),
        sa.Column("used_at", MOMENT, nullable=True),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_event_kind_at", "event", ["kind", "at"])


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")


def _no(name: str) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'"{name}" IN (true, false)', name=f"{name}_yes_no")
    return sa.Column(name, YES_NO, check, nullable=False, server_default=sa.text("false"))


def _words(name: str, least: int, most: int) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'length("{name}") BETWEEN {least} AND {most}', name=f"{name}_length")
    return sa.Column(name, sa.Text(), check, nullable=False)
