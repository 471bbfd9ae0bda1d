"""Tables of the office itself: its row, desks, hours, closing days, roles, officials and means of payment."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    func,
    text,
)

from oss_desk.domain.office import BUILT_IN_ROLES, MEANS, STEP_ROLES
from oss_desk.storage.columns import (
    CAPITALS,
    LETTERS,
    METADATA,
    Whole,
    Words,
    code,
    day,
    in_languages,
    items,
    key,
    made_of,
    moment,
    one_of,
    ref,
    version,
    whole,
    words,
    yes_no,
)

META = Table(
    "meta",
    METADATA,
    words("name", 100, 1),
    words("value", 1000),
    PrimaryKeyConstraint("name"),
    comment="What the database says of itself: the oldest program that may write.",
    sqlite_strict=True,
)
OFFICE = Table(
    "office",
    METADATA,
    Column("id", Whole, CheckConstraint("id = 1", name="one_office"), primary_key=True, server_default=text("1")),
    version(),
    words("public_id", 64, 8),
    words("name", 300, 1),
    items("address_lines"),
    words("complaint_route", 4000),
    made_of("currency", LETTERS, 3, 3),
    Column(
        "currency_exponent",
        Whole,
        CheckConstraint("currency_exponent BETWEEN 0 AND 4", name="currency_exponent_range"),
        nullable=False,
    ),
    words("zone", 100, 1),
    words("country", 10, 2),
    words("region", 20, 1, optional=True),
    items("languages"),
    yes_no("sample"),
    moment("created_at"),
    sqlite_strict=True,
)
OFFICIAL = Table(
    "official",
    METADATA,
    key(),
    version(),
    words("login", 100, 1),
    words("name", 300, 1),
    words("password_hash", 500, 1, optional=True),
    yes_no("active"),
    moment("created_at"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index("uq_official_login", func.lower(OFFICIAL.c.login), unique=True)
DESK = Table(
    "desk",
    METADATA,
    key(),
    version(),
    made_of("code", CAPITALS, 1, 4, unique=True),
    words("name", 300, 1),
    yes_no("takes_cash"),
    ref("signed_in_id", "official", optional=True),
    whole("next_receipt", 1),
    whole("next_case", 1),
    whole("next_event", 1),
    whole("next_session", 1),
    whole("next_z", 1),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
OPENING = Table(
    "opening",
    METADATA,
    key(),
    Column("weekday", Whole, CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_range"), nullable=False),
    whole("from_minute", 0),
    whole("to_minute"),
    CheckConstraint("to_minute > from_minute AND to_minute <= 1440", name="minutes"),
    UniqueConstraint("weekday", "from_minute"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
CLOSING_DAY = Table(
    "closing_day",
    METADATA,
    key(),
    day("day"),
    words("reason", 4000),
    UniqueConstraint("day"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
ROLE = Table(
    "role",
    METADATA,
    code("code"),
    in_languages("title"),
    one_of("belongs_to", STEP_ROLES, optional=True),
    CheckConstraint(
        "(belongs_to IS NULL) = (code IN ({}))".format(", ".join(f"'{role}'" for role in BUILT_IN_ROLES)),
        name="own_or_built_in",
    ),
    PrimaryKeyConstraint("code"),
    sqlite_strict=True,
)
OFFICIAL_ROLE = Table(
    "official_role",
    METADATA,
    ref("official_id", "official"),
    Column("role", Words, ForeignKey("role.code"), nullable=False),
    PrimaryKeyConstraint("official_id", "role"),
    sqlite_strict=True,
)
MEANS_OF_PAYMENT = Table(
    "means_of_payment",
    METADATA,
    one_of("code", MEANS),
    in_languages("title"),
    yes_no("needs_reference"),
    yes_no("active"),
    PrimaryKeyConstraint("code"),
    sqlite_strict=True,
)
