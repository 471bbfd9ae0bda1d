"""Tables of the people an office serves, and the keys by which they are found."""

from sqlalchemy import CheckConstraint, Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from oss_desk.storage.columns import (
    METADATA,
    Ascii,
    Whole,
    code,
    day,
    items,
    key,
    moment,
    one_of,
    ref,
    version,
    words,
    yes_no,
)

NOTE = 4000
KEY_SOURCES = ("name", "spelling", "sound", "number", "phone", "mail", "born")

CITIZEN = Table(
    "citizen",
    METADATA,
    key(),
    version(),
    words("name", 300, 1),
    words("given_name", 300),
    words("family_name", 300),
    items("other_names"),
    words("born", 10, 4, optional=True),
    items("phones"),
    words("email", 320),
    items("address_lines"),
    words("language", 35, 2, optional=True),
    yes_no("resident", optional=True),
    words("note", NOTE),
    moment("created_at"),
    CheckConstraint("length(born) IN (4, 7, 10) AND ltrim(born, '0123456789-') = ''", name="born_form"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
ORGANISATION = Table(
    "organisation",
    METADATA,
    key(),
    version(),
    words("name", 300, 1),
    items("other_names"),
    words("registration_number", 200),
    items("phones"),
    words("email", 320),
    items("address_lines"),
    words("language", 35, 2, optional=True),
    words("note", NOTE),
    moment("created_at"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
IDENTITY_DOCUMENT = Table(
    "identity_document",
    METADATA,
    key(),
    ref("citizen_id", "citizen"),
    code("type"),
    words("number", 200, 1),
    words("country", 10),
    day("valid_until", optional=True),
    moment("created_at"),
    Index(None, "citizen_id"),
    Index(None, "number"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
NEED = Table(
    "need",
    METADATA,
    key(),
    ref("citizen_id", "citizen"),
    code("kind"),
    words("detail", 200),
    UniqueConstraint("citizen_id", "kind"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
SEARCH_KEY = Table(
    "search_key",
    METADATA,
    one_of("kind", ("citizen", "organisation")),
    Column("person_id", Whole, nullable=False),
    one_of("source", KEY_SOURCES),
    Column("key", Ascii, CheckConstraint('length("key") BETWEEN 1 AND 320', name="key_length"), nullable=False),
    PrimaryKeyConstraint("kind", "person_id", "source", "key"),
    Index(None, "key", "source"),
    sqlite_strict=True,
)
