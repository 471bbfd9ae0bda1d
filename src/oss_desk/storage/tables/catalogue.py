"""Tables of the services: versions stored once, the turns of their life, and the office's registers."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from oss_desk.domain.catalogue import PUBLICATION_KINDS, REGISTER_KINDS
from oss_desk.storage.columns import HEX, METADATA, code, document, key, made_of, moment, one_of, ref, version, whole

SERVICE_VERSION = Table(
    "service_version",
    METADATA,
    key(),
    code("service"),
    whole("number", 1),
    document("content"),
    made_of("digest", HEX, 64, 64),
    moment("imported_at"),
    ref("imported_by_id", "official", optional=True),
    UniqueConstraint("service", "number"),
    UniqueConstraint("service", "digest"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
PUBLICATION = Table(
    "publication",
    METADATA,
    key(),
    ref("service_version_id", "service_version"),
    one_of("kind", PUBLICATION_KINDS),
    moment("from_at"),
    moment("at"),
    ref("by_id", "official", optional=True),
    Index(None, "service_version_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
REGISTER_ENTRY = Table(
    "register_entry",
    METADATA,
    one_of("kind", REGISTER_KINDS),
    code("code"),
    document("content"),
    version(),
    PrimaryKeyConstraint("kind", "code"),
    sqlite_strict=True,
)
