"""Column types and constraints that mean the same on SQLite and PostgreSQL; every table is built of these."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    MetaData,
    Text,
    text,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Whole = BigInteger().with_variant(Integer(), "sqlite")
Ascii = Text().with_variant(Text(collation="C"), "postgresql")
"""Text of digits and small letters, ordered by bytes, so that a range finds a prefix on both databases."""

CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEX = "0123456789abcdef"
JSON_LENGTH = 4_000_000
LISTED = "listed"
"""Under what a column of a closed list keeps its words."""


class UnfitText(ValueError):
    """A text with a character that one of the databases cannot hold: NUL, or half of a surrogate pair."""


class Plainly:
    """A type that says by which plain functions its values, never None, are stored and read.

    SQLAlchemy's own way through a type asks the same of each value again.
    """

    def stored_by(self, dialect: str) -> Callable[[Any], Any] | None:
        """What is done to a value before it is stored; None where nothing is."""
        raise NotImplementedError

    def read_by(self, dialect: str) -> Callable[[Any], Any] | None:
        """What is done to a value that is read; None where nothing is."""
        raise NotImplementedError


class Words(TypeDecorator[str], Plainly):
    """Text exactly as given; what PostgreSQL could not hold is refused on SQLite too."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _storable(value)

    def stored_by(self, dialect: str) -> Callable[[Any], Any] | None:
        return _storable

    def read_by(self, dialect: str) -> Callable[[Any], Any] | None:
        return None


def _storable(value: str) -> str:
    if "\0" in value or not (value.isascii() or _is_whole(value)):
        raise UnfitText("text holds a character that cannot be stored")
    return value


def _is_whole(text: str) -> bool:
    """Whether it has no half of a surrogate pair, which no encoding of Unicode takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class YesNo(TypeDecorator[bool], Plainly):
    """boolean on PostgreSQL, 0 or 1 in a strict table of SQLite."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)

    def stored_by(self, dialect: str) -> Callable[[Any], Any] | None:
        return int if dialect == "sqlite" else None

    def read_by(self, dialect: str) -> Callable[[Any], Any] | None:
        return bool if dialect == "sqlite" else None


class Moment(TypeDecorator[datetime], Plainly):
    """An aware moment: timestamptz on PostgreSQL, ISO 8601 text in UTC with six decimals and Z on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else self.stored_by(dialect.name)(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else _moment_read(value)

    def stored_by(self, dialect: str) -> Callable[[Any], Any]:
        return _moment_in_words if dialect == "sqlite" else _moment_in_utc

    def read_by(self, dialect: str) -> Callable[[Any], Any]:
        return _moment_read


def _moment_in_utc(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise TypeError("a moment without its zone cannot be stored")
    return value.astimezone(UTC)


def _moment_in_words(value: datetime) -> str:
    return _moment_in_utc(value).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _moment_read(value: Any) -> datetime:
    moment: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


class Day(TypeDecorator[date]):
    """A calendar day: date on PostgreSQL, ISO text on SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Listed(TypeDecorator[list[Any]]):
    """Several values of another type as one parameter, a JSON list, for SQLite; no column is of it."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> str | None:
        """Each as its own type stores it."""
        convert = self.item.dialect_impl(dialect).bind_processor(dialect)
        return None if value is None else json.dumps([convert(one) if convert else one for one in value])


class Items(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts as a JSON list."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class InLanguages(TypeDecorator[Mapping[str, str]]):
    """The same text in several languages as a JSON object."""

    impl = Words
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Mapping[str, str] | None:
        return None if value is None else dict(json.loads(value))


def key() -> Column[int]:
    """An integer key given by the database, never shown and never used twice."""
    return Column("id", Whole, Identity(), primary_key=True)


def ref(name: str, target: str, *, optional: bool = False, later: bool = False) -> Column[int]:
    """A reference to the id of a table; `later` asks for the row only at the commit."""
    foreign = ForeignKey(f"{target}.id", deferrable=later or None, initially="DEFERRED" if later else None)
    return Column(name, Whole, foreign, nullable=optional)


def whole(name: str, least: int | None = None, *, optional: bool = False, default: int | None = None) -> Column[int]:
    """A whole number, not below `least`; `default` fills rows that were there before it."""
    check = () if least is None else (CheckConstraint(f'"{name}" >= {least}', name=f"{name}_range"),)
    filled = None if default is None else text(str(default))
    return Column(name, Whole, *check, nullable=optional, server_default=filled)


def words(
    name: str, most: int, least: int = 0, *, optional: bool = False, unique: bool = False, empty: bool = False
) -> Column[str]:
    """A text of `least` to `most` characters; `empty` fills rows that were there before it."""
    check = CheckConstraint(f'length("{name}") BETWEEN {least} AND {most}', name=f"{name}_length")
    filled = text("''") if empty else None
    return Column(name, Words, check, nullable=optional, unique=unique or None, server_default=filled)


def code(name: str, *, optional: bool = False) -> Column[str]:
    """A word of the program, a register or a definition: 1 to 100 characters."""
    return words(name, 100, 1, optional=optional)


def made_of(name: str, characters: str, least: int, most: int, *, unique: bool = False) -> Column[str]:
    """A text of these characters only; `ltrim` with a set of characters is known to both databases."""
    check = f"length(\"{name}\") BETWEEN {least} AND {most} AND ltrim(\"{name}\", '{characters}') = ''"
    constraint = CheckConstraint(check, name=f"{name}_characters")
    return Column(name, Words, constraint, nullable=False, unique=unique or None)


def one_of(name: str, values: Iterable[str], *, optional: bool = False) -> Column[str]:
    """A word of a closed list."""
    known = tuple(values)
    listed = ", ".join(f"'{value}'" for value in known)
    check = CheckConstraint(f'"{name}" IN ({listed})', name=f"{name}_list")
    return Column(name, Words, check, nullable=optional, info={LISTED: frozenset(known)})


def yes_no(name: str, *, optional: bool = False, no: bool = False) -> Column[bool]:
    """Yes or no; `optional` leaves room for not known, `no` fills rows that were there before it."""
    check = CheckConstraint(f'"{name}" IN (true, false)', name=f"{name}_yes_no")
    return Column(name, YesNo, check, nullable=optional, server_default=text("false") if no else None)


def moment(name: str, *, optional: bool = False) -> Column[datetime]:
    """A moment in UTC."""
    return Column(name, Moment, nullable=optional)


def day(name: str, *, optional: bool = False) -> Column[date]:
    """A calendar day without a zone."""
    return Column(name, Day, nullable=optional)


def items(name: str, most: int = 40_000, *, empty: bool = False) -> Column[tuple[str, ...]]:
    """A list of texts, together at most that many characters as JSON; `empty` fills rows that were there before it."""
    check = CheckConstraint(f'length("{name}") BETWEEN 2 AND {most}', name=f"{name}_length")
    return Column(name, Items, check, nullable=False, server_default=text("'[]'") if empty else None)


def in_languages(name: str, most: int = 40_000) -> Column[Mapping[str, str]]:
    """A text by language, together at most that many characters as JSON."""
    check = CheckConstraint(f'length("{name}") BETWEEN 2 AND {most}', name=f"{name}_length")
    return Column(name, InLanguages, check, nullable=False)


def document(name: str) -> Column[str]:
    """JSON as text, so that its bytes never change; the database does not look inside."""
    return words(name, JSON_LENGTH, 2)


def version() -> Column[int]:
    """Counts the changes of a row; each change names the version it saw."""
    return whole("version", 1)


def one_applicant(first: str, second: str, name: str = "one_applicant") -> CheckConstraint:
    """Exactly one of two references."""
    return CheckConstraint(f"({first} IS NULL) <> ({second} IS NULL)", name=name)
