"""Tables of what happened: events by desk, their erasable texts, the commands that made them, and their chains."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from oss_desk.storage.columns import HEX, METADATA, Words, code, document, key, made_of, moment, ref, whole, words

COMMAND = Table(
    "command",
    METADATA,
    words("id", 64, 1),
    code("operation"),
    made_of("digest", HEX, 64, 64),
    document("made"),
    ref("desk_id", "desk"),
    ref("official_id", "official", optional=True),
    moment("at"),
    PrimaryKeyConstraint("id"),
    sqlite_strict=True,
)
EVENT = Table(
    "event",
    METADATA,
    key(),
    ref("desk_id", "desk"),
    whole("seq", 1),
    code("kind"),
    moment("at"),
    ref("official_id", "official", optional=True),
    code("role", optional=True),
    Column("command_id", Words, ForeignKey("command.id", deferrable=True, initially="DEFERRED"), nullable=False),
    code("subject_kind"),
    whole("subject_id"),
    document("payload"),
    UniqueConstraint("desk_id", "seq"),
    Index(None, "subject_kind", "subject_id"),
    Index(None, "command_id"),
    Index(None, "kind", "at"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
EVENT_TEXT = Table(
    "event_text",
    METADATA,
    key(),
    ref("event_id", "event"),
    code("kind"),
    words("text", 10_000),
    UniqueConstraint("event_id", "kind"),
    Column("salt", Words, nullable=False, server_default=text("''")),
    Column("digest", Words, nullable=False, server_default=text("''")),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
CHAIN = Table(
    "chain",
    METADATA,
    key(),
    ref("desk_id", "desk", optional=True),
    whole("epoch", 1),
    moment("opened_at"),
    Column("before", Words, CheckConstraint('length("before") IN (0, 64)', name="before_length"), nullable=False),
    code("reason"),
    UniqueConstraint("desk_id", "epoch"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index(
    "uq_chain_of_office",
    CHAIN.c.epoch,
    unique=True,
    sqlite_where=text("desk_id IS NULL"),
    postgresql_where=text("desk_id IS NULL"),
)
LINK = Table(
    "link",
    METADATA,
    ref("event_id", "event"),
    ref("chain_id", "chain"),
    whole("seq", 1),
    made_of("previous", HEX, 64, 64),
    made_of("hash", HEX, 64, 64),
    whole("form", 1),
    made_of("salt", HEX, 32, 32),
    document("rows"),
    document("texts"),
    PrimaryKeyConstraint("event_id"),
    UniqueConstraint("chain_id", "seq"),
    sqlite_strict=True,
)
