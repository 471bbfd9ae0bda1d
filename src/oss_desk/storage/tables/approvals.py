"""Tables of a second person's word: what was asked, the answer, and the command that used it; all only added to."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from oss_desk.storage.columns import (
    HEX,
    METADATA,
    Words,
    code,
    document,
    items,
    key,
    made_of,
    moment,
    ref,
    words,
    yes_no,
)

APPROVAL = Table(
    "approval",
    METADATA,
    key(),
    code("operation"),
    code("needs"),
    made_of("digest", HEX, 64, 64),
    document("shown"),
    items("barred"),
    ref("asked_by_id", "official"),
    moment("asked_at"),
    ref("desk_id", "desk"),
    Index(None, "asked_at"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
APPROVAL_ANSWER = Table(
    "approval_answer",
    METADATA,
    ref("approval_id", "approval"),
    yes_no("yes"),
    words("reason", 4000),
    ref("by_id", "official"),
    moment("at"),
    ref("desk_id", "desk"),
    CheckConstraint("yes OR length(reason) > 0", name="no_with_its_reason"),
    PrimaryKeyConstraint("approval_id"),
    sqlite_strict=True,
)
APPROVAL_USE = Table(
    "approval_use",
    METADATA,
    ref("approval_id", "approval"),
    Column("command_id", Words, ForeignKey("command.id", deferrable=True, initially="DEFERRED"), nullable=False),
    moment("at"),
    PrimaryKeyConstraint("approval_id"),
    sqlite_strict=True,
)
