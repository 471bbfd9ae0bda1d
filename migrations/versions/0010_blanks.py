"""Numbered blanks in stock at the desks: lots, moves, uses, spoilt and destroyed sheets, counts; and their register."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
KINDS = ("evidence-type", "authority", "life-event", "role", "blank-kind")


def upgrade() -> None:
    """New tables; the list of registers, which may change, is made anew with one more."""
    _one_register_more()
    for make in TABLES:
        make()


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")


def _one_register_more() -> None:
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("kind_list", "register_entry", type_="check")
        op.create_check_constraint("kind_list", "register_entry", f'"kind" IN ({listed})')
        return
    op.rename_table("register_entry", "register_entry_before")
    op.create_table(
        "register_entry",
        sa.Column("kind", sa.Text(), sa.CheckConstraint(f'"kind" IN ({listed})', name="kind_list"), nullable=False),
        _words("code", 1, 100),
        _words("content", 2, 4_000_000),
        _whole("version", 1),
        sa.PrimaryKeyConstraint("kind", "code"),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO register_entry SELECT * FROM register_entry_before")
    op.drop_table("register_entry_before")


def _key() -> sa.Column[Any]:
    return sa.Column("id", WHOLE, sa.Identity(), primary_key=True)


def _ref(name: str, table: str) -> sa.Column[Any]:
    return sa.Column(name, WHOLE, sa.ForeignKey(f"{table}.id"), nullable=False)


def _whole(name: str, least: int = 0) -> sa.Column[Any]:
    return sa.Column(name, WHOLE, sa.CheckConstraint(f'"{name}" >= {least}', name=f"{name}_range"), nullable=False)


def _words(name: str, least: int, most: int) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'length("{name}") BETWEEN {least} AND {most}', name=f"{name}_length")
    return sa.Column(name, sa.Text(), check, nullable=False)


def _signed(*, second: bool = False) -> tuple[sa.Column[Any], ...]:
    """When, by whom, before whom, and the event that tells it."""
    witness = (_ref("second_official_id", "official"),) if second else ()
    return sa.Column("at", MOMENT, nullable=False), _ref("official_id", "official"), *witness, _ref("event_id", "event")


def _four_eyes() -> sa.CheckConstraint:
    return sa.CheckConstraint("second_official_id <> official_id", name="four_eyes")


def _in_order() -> sa.CheckConstraint:
    return sa.CheckConstraint('"last" >= "first"', name="in_order")


def _lot() -> None:
    op.create_table(
        "blank_lot",
        _key(),
        _words("kind", 1, 100),
        _words("prefix", 0, 12),
        _whole("first"),
        _whole("last"),
        _whole("width", 1),
        _words("supplier", 1, 200),
        _words("slip", 1, 200),
        _ref("desk_id", "desk"),
        *_signed(second=True),
        _in_order(),
        _four_eyes(),
        sa.UniqueConstraint("kind", "prefix", "first"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _move() -> None:
    op.create_table(
        "blank_move",
        _key(),
        _ref("lot_id", "blank_lot"),
        _whole("first"),
        _whole("last"),
        _ref("from_desk_id", "desk"),
        _ref("to_desk_id", "desk"),
        *_signed(second=True),
        _in_order(),
        sa.CheckConstraint("from_desk_id <> to_desk_id", name="elsewhere"),
        _four_eyes(),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_blank_move_lot_id", "blank_move", ["lot_id"])


def _use() -> None:
    op.create_table(
        "blank_use",
        _key(),
        _ref("lot_id", "blank_lot"),
        _whole("number"),
        _words("kind", 1, 100),
        _words("serial", 1, 40),
        _ref("issued_output_id", "issued_output"),
        _ref("desk_id", "desk"),
        *_signed(),
        sa.UniqueConstraint("lot_id", "number"),
        sa.UniqueConstraint("kind", "serial"),
        sa.UniqueConstraint("issued_output_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_blank_use_desk_id_at", "blank_use", ["desk_id", "at"])


def _spoilt() -> None:
    op.create_table(
        "blank_spoilt",
        _key(),
        _ref("lot_id", "blank_lot"),
        _whole("number"),
        _words("place", 1, 200),
        _ref("desk_id", "desk"),
        *_signed(),
        sa.UniqueConstraint("lot_id", "number"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _destroyed() -> None:
    op.create_table(
        "blank_destroyed",
        _key(),
        _ref("blank_spoilt_id", "blank_spoilt"),
        *_signed(second=True),
        _four_eyes(),
        sa.UniqueConstraint("blank_spoilt_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _count() -> None:
    op.create_table(
        "blank_count",
        _key(),
        _ref("desk_id", "desk"),
        _ref("lot_id", "blank_lot"),
        _words("next_serial", 0, 40),
        _whole("counted"),
        _whole("expected"),
        _words("gaps", 2, 400_000),
        *_signed(),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_blank_count_desk_id_lot_id", "blank_count", ["desk_id", "lot_id"])


TABLES = (_lot, _move, _use, _spoilt, _destroyed, _count)
