"""Tables of what happened: events by desk, their erasable texts, and the commands that made them."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, UniqueConstraint

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
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
