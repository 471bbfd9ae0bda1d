"""Tables of the office's notices, which are only added to."""

from sqlalchemy import CheckConstraint, PrimaryKeyConstraint, Table

from oss_desk.domain.notices import NOTICE_SCOPES
from oss_desk.storage.columns import METADATA, code, in_languages, key, moment, one_of, ref, yes_no

NOTICE = Table(
    "notice",
    METADATA,
    key(),
    one_of("scope", NOTICE_SCOPES),
    code("code", optional=True),
    in_languages("text"),
    moment("from_at"),
    moment("until_at", optional=True),
    yes_no("days"),
    moment("written_at"),
    ref("written_by_id", "official"),
    CheckConstraint("(scope = 'office') = (code IS NULL)", name="about_one_thing"),
    CheckConstraint("until_at > from_at", name="ends_after_it_began"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
NOTICE_END = Table(
    "notice_end",
    METADATA,
    ref("notice_id", "notice"),
    moment("at"),
    ref("official_id", "official"),
    PrimaryKeyConstraint("notice_id"),
    sqlite_strict=True,
)
