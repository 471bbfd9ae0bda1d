"""Corrections of money, and the second person's word that they and other decisions need."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
YES_NO = sa.Boolean().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
HEX = "0123456789abcdef"


def upgrade() -> None:
    """New tables alone: nothing that stands is rebuilt."""
    for make in TABLES:
        make()


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


def _yes_no(name: str) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'"{name}" IN (true, false)', name=f"{name}_yes_no")
    return sa.Column(name, YES_NO, check, nullable=False)


def _digest(name: str) -> sa.Column[Any]:
    check = f"length(\"{name}\") BETWEEN 64 AND 64 AND ltrim(\"{name}\", '{HEX}') = ''"
    return sa.Column(name, sa.Text(), sa.CheckConstraint(check, name=f"{name}_characters"), nullable=False)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=False)


def _approval() -> None:
    op.create_table(
        "approval",
        _key(),
        _words("operation", 1, 100),
        _words("needs", 1, 100),
        _digest("digest"),
        _words("shown", 2, 4_000_000),
        _words("barred", 2, 40_000),
        _ref("asked_by_id", "official"),
        _moment("asked_at"),
        _ref("desk_id", "desk"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_approval_asked_at", "approval", ["asked_at"])


def _approval_answer() -> None:
    op.create_table(
        "approval_answer",
        _ref("approval_id", "approval"),
        _yes_no("yes"),
        _words("reason", 0, 4000),
        _ref("by_id", "official"),
        _moment("at"),
        _ref("desk_id", "desk"),
        sa.CheckConstraint("yes OR length(reason) > 0", name="no_with_its_reason"),
        sa.PrimaryKeyConstraint("approval_id"),
        sqlite_strict=True,
    )


def _approval_use() -> None:
    command = sa.ForeignKey("command.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "approval_use",
        _ref("approval_id", "approval"),
        sa.Column("command_id", sa.Text(), command, nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("approval_id"),
        sqlite_strict=True,
    )


TABLES = (_approval, _approval_answer, _approval_use)
