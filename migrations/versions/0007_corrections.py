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
    """New tables and columns alone: nothing that stands is rebuilt."""
    for make in TABLES:
        make()
    op.add_column("office", _whole("waiver_limit", 0, default="0"))


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


def _whole(name: str, least: int, *, default: str = "") -> sa.Column[Any]:
    check = sa.CheckConstraint(f'"{name}" >= {least}', name=f"{name}_range")
    return sa.Column(name, WHOLE, check, nullable=False, server_default=sa.text(default) if default else None)


def _not_zero(name: str, check: str, says: str) -> sa.Column[Any]:
    return sa.Column(name, WHOLE, sa.CheckConstraint(f'"{name}" {check}', name=f"{name}_{says}"), nullable=False)


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


def _correction() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    currency = f"length(\"currency\") BETWEEN 3 AND 3 AND ltrim(\"currency\", '{letters}') = ''"
    op.create_table(
        "correction",
        _key(),
        sa.Column(
            "kind", sa.Text(), sa.CheckConstraint("\"kind\" IN ('void', 'refund')", name="kind_list"), nullable=False
        ),
        _ref("desk_id", "desk"),
        _whole("seq", 1),
        _words("number", 1, 20),
        _ref("payment_id", "payment"),
        _ref("taker_id", "official"),
        _ref("cash_session_id", "cash_session"),
        _not_zero("amount", "< 0", "below_zero"),
        sa.Column("currency", sa.Text(), sa.CheckConstraint(currency, name="currency_characters"), nullable=False),
        _words("reason", 1, 100),
        _words("words", 1, 4000),
        _ref("approver_id", "official"),
        _words("content", 2, 4_000_000),
        _moment("at"),
        _ref("official_id", "official"),
        sa.CheckConstraint("approver_id <> official_id AND approver_id <> taker_id", name="approved_by_somebody_else"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("desk_id", "seq"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    for column in ("payment_id", "cash_session_id"):
        op.create_index(f"ix_correction_{column}", "correction", [column])
    void = sa.text("kind = 'void'")
    where: dict[str, Any] = {"sqlite_where": void, "postgresql_where": void}
    op.create_index("uq_correction_void_of_payment", "correction", ["payment_id"], unique=True, **where)


def _correction_line() -> None:
    op.create_table(
        "correction_line",
        _key(),
        _ref("correction_id", "correction"),
        _whole("position", 0),
        _ref("demand_id", "demand"),
        _words("fee", 1, 100),
        _not_zero("amount", "<> 0", "some"),
        sa.UniqueConstraint("correction_id", "position"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_correction_line_demand_id", "correction_line", ["demand_id"])


def _correction_part() -> None:
    op.create_table(
        "correction_part",
        _key(),
        _ref("correction_id", "correction"),
        _whole("position", 0),
        _words("means", 1, 100),
        _not_zero("amount", "< 0", "below_zero"),
        _words("reference", 0, 200),
        sa.UniqueConstraint("correction_id", "position"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _waiver() -> None:
    op.create_table(
        "waiver",
        _key(),
        _ref("demand_id", "demand"),
        _whole("amount", 1),
        _words("fee", 1, 100, optional=True),
        _words("law", 1, 100, optional=True),
        _words("ground", 1, 1000),
        _words("reason", 1, 4000),
        _ref("approver_id", "official", optional=True),
        _ref("desk_id", "desk"),
        _moment("at"),
        _ref("official_id", "official"),
        sa.CheckConstraint("approver_id <> official_id", name="approved_by_somebody_else"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_waiver_demand_id", "waiver", ["demand_id"])
    op.create_index("ix_waiver_desk_id_at", "waiver", ["desk_id", "at"])


def _copy_reason() -> None:
    op.create_table(
        "copy_reason",
        _ref("receipt_copy_id", "receipt_copy"),
        _words("reason", 1, 1000),
        _ref("approver_id", "official", optional=True),
        _ref("desk_id", "desk"),
        _moment("at"),
        sa.PrimaryKeyConstraint("receipt_copy_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_copy_reason_desk_id_at", "copy_reason", ["desk_id", "at"])


def _correction_copy() -> None:
    op.create_table(
        "correction_copy",
        _key(),
        _ref("correction_id", "correction"),
        _whole("copy", 1),
        _words("reason", 1, 1000),
        _ref("approver_id", "official", optional=True),
        _ref("desk_id", "desk"),
        _moment("at"),
        _ref("official_id", "official"),
        sa.CheckConstraint("copy = 1 OR approver_id IS NOT NULL", name="further_ones_approved"),
        sa.UniqueConstraint("correction_id", "copy"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_correction_copy_desk_id_at", "correction_copy", ["desk_id", "at"])


TABLES = (
    _approval,
    _approval_answer,
    _approval_use,
    _correction,
    _correction_line,
    _correction_part,
    _waiver,
    _copy_reason,
    _correction_copy,
)
