"""Tables of the second factor: the secret of an official's phone, and her codes on paper."""

from sqlalchemy import PrimaryKeyConstraint, Table

from oss_desk.storage.columns import METADATA, key, moment, ref, whole, words

SECOND_FACTOR = Table(
    "second_factor",
    METADATA,
    ref("official_id", "official"),
    words("secret", 100, 16),
    whole("last_step", 0),
    moment("set_at"),
    PrimaryKeyConstraint("official_id"),
    sqlite_strict=True,
)
RECOVERY_CODE = Table(
    "recovery_code",
    METADATA,
    key(),
    ref("official_id", "official"),
    words("code_hash", 500, 1),
    moment("used_at", optional=True),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
