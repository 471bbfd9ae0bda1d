"""Tables of corrections: voids and refunds with their lines and means, waivers, and copies; all only added to."""

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint, text

from oss_desk.domain.corrections import CORRECTION_KINDS
from oss_desk.storage.columns import (
    LETTERS,
    METADATA,
    Whole,
    code,
    document,
    key,
    made_of,
    moment,
    one_of,
    ref,
    whole,
    words,
)


def below_zero(name: str) -> Column[int]:
    """An amount that is taken back."""
    return Column(name, Whole, CheckConstraint(f'"{name}" < 0', name=f"{name}_below_zero"), nullable=False)


CORRECTION = Table(
    "correction",
    METADATA,
    key(),
    one_of("kind", CORRECTION_KINDS),
    ref("desk_id", "desk"),
    whole("seq", 1),
    words("number", 20, 1, unique=True),
    ref("payment_id", "payment"),
    ref("taker_id", "official"),
    ref("cash_session_id", "cash_session"),
    below_zero("amount"),
    made_of("currency", LETTERS, 3, 3),
    code("reason"),
    words("words", 4000, 1),
    ref("approver_id", "official"),
    document("content"),
    moment("at"),
    ref("official_id", "official"),
    CheckConstraint("approver_id <> official_id AND approver_id <> taker_id", name="approved_by_somebody_else"),
    UniqueConstraint("desk_id", "seq"),
    Index(None, "payment_id"),
    Index(None, "cash_session_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index(
    "uq_correction_void_of_payment",
    CORRECTION.c.payment_id,
    unique=True,
    sqlite_where=text("kind = 'void'"),
    postgresql_where=text("kind = 'void'"),
)
CORRECTION_LINE = Table(
    "correction_line",
    METADATA,
    key(),
    ref("correction_id", "correction"),
    whole("position", 0),
    ref("demand_id", "demand"),
    code("fee"),
    Column("amount", Whole, CheckConstraint('"amount" <> 0', name="amount_some"), nullable=False),
    UniqueConstraint("correction_id", "position"),
    Index(None, "demand_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
CORRECTION_PART = Table(
    "correction_part",
    METADATA,
    key(),
    ref("correction_id", "correction"),
    whole("position", 0),
    code("means"),
    below_zero("amount"),
    words("reference", 200),
    UniqueConstraint("correction_id", "position"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
WAIVER = Table(
    "waiver",
    METADATA,
    key(),
    ref("demand_id", "demand"),
    whole("amount", 1),
    code("fee", optional=True),
    code("law", optional=True),
    words("ground", 1000, 1),
    words("reason", 4000, 1),
    ref("approver_id", "official", optional=True),
    ref("desk_id", "desk"),
    moment("at"),
    ref("official_id", "official"),
    CheckConstraint("approver_id <> official_id", name="approved_by_somebody_else"),
    Index(None, "demand_id"),
    Index(None, "desk_id", "at"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
COPY_REASON = Table(
    "copy_reason",
    METADATA,
    ref("receipt_copy_id", "receipt_copy"),
    words("reason", 1000, 1),
    ref("approver_id", "official", optional=True),
    ref("desk_id", "desk"),
    moment("at"),
    PrimaryKeyConstraint("receipt_copy_id"),
    Index(None, "desk_id", "at"),
    sqlite_strict=True,
)
CORRECTION_COPY = Table(
    "correction_copy",
    METADATA,
    key(),
    ref("correction_id", "correction"),
    whole("copy", 1),
    words("reason", 1000, 1),
    ref("approver_id", "official", optional=True),
    ref("desk_id", "desk"),
    moment("at"),
    ref("official_id", "official"),
    CheckConstraint("copy = 1 OR approver_id IS NOT NULL", name="further_ones_approved"),
    UniqueConstraint("correction_id", "copy"),
    Index(None, "desk_id", "at"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
