"""Records and rows: one table per record, columns named as its fields, statements written out once for all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Select, Text, bindparam, func, select
from sqlalchemy.engine import Row
from sqlalchemy.exc import MultipleResultsFound
from sqlalchemy.sql.dml import ReturningUpdate

from oss_desk.domain.access import RecoveryCode, SecondFactor
from oss_desk.domain.cases import Evidence, EvidenceUse, PaperPlace
from oss_desk.domain.catalogue import RegisterEntry, ServiceVersion
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.office import ClosingDay, MeansOfPayment, OfficialRole, Opening, Role
from oss_desk.domain.people import IdentityDocument, Need
from oss_desk.domain.visits import Draft, SignedApplication
from oss_desk.domain.vouched import vouches
from oss_desk.storage.carried import fetched
from oss_desk.storage.database import Work
from oss_desk.storage.prepared import (
    NEW,
    SEEN,
    Shape,
    Values,
    asked,
    deleting,
    having_key,
    inserting,
    key_shape,
    putting,
    selecting,
    updating,
)
from oss_desk.storage.schema import APPEND_ONLY, SEALED, TABLES
from oss_desk.storage.tables.history import EVENT
from oss_desk.storage.tables.office import OFFICIAL

RecordT = TypeVar("RecordT")
Key = int | str | list[int | str]
REMOVABLE: frozenset[type] = frozenset(
    {
        Draft,
        EvidenceUse,
        Evidence,
        PaperPlace,
        SignedApplication,
        IdentityDocument,
        Need,
        Opening,
        ClosingDay,
        SecondFactor,
        RecoveryCode,
        OfficialRole,
    }
)
"""Drafts, what an open visit may still change, the office's settings that have no history of their own, and secrets."""
PUTTABLE: frozenset[type] = frozenset({Draft, PaperPlace, RegisterEntry, Role, MeansOfPayment, SecondFactor})
NEVER_CHANGED: frozenset[type] = frozenset({ServiceVersion})
"""What is only added to, and asked for again and again: read once for all."""
_FIELDS: Mapping[type, tuple[str, ...]] = {record: tuple(field.name for field in fields(record)) for record in TABLES}
_NAMES: Mapping[str, type] = {record.__name__: record for record in TABLES}


def add(work: Work, record: type[RecordT], /, **values: object) -> RecordT:
    """A new row; the database gives its id, and its version is 1."""
    table = TABLES[record]
    started = {"version": 1, **values} if "version" in table.c else values
    forget(work, table.name)
    (row,) = fetched(work.connection, inserting(table, _FIELDS[record]), started)
    made = _whole(record, row)
    if table.name in SEALED:
        work.added.append(made)
    _vouch(work, made, values)
    return made


def _vouch(work: Work, record: object, written: Iterable[str]) -> None:
    """Note how this transaction leaves a row that the links vouch for, where it wrote what they say of it."""
    table = TABLES[type(record)].name
    if vouches(table, frozenset(written)):
        known = key(record)
        work.vouched[table, tuple(known) if isinstance(known, list) else known] = record


def vouch_again(work: Work, record: type[RecordT]) -> None:
    """Note every row of a table as it stands: the server's administrator wrote them without `change`."""
    for one in every(work, record):
        _vouch(work, one, _FIELDS[record])


def get(work: Work, record: type[RecordT], key: object) -> RecordT:
    """The row with this primary key; refused with "not-found" when there is none."""
    known: RecordT | None = work.forever.get((record, key)) if record in NEVER_CHANGED else None
    if known is not None:
        return known
    table = TABLES[record]
    statement = selecting(table, _FIELDS[record], key_shape(table), dialect=work.dialect)
    found = _found(work, statement, having_key(table, key), table.name)
    if not found:
        raise refuse("not-found", kind=table.name)
    made = _whole(record, found[0])
    if record in NEVER_CHANGED and not work.writes:
        work.forever[record, key] = made
    return made


def find(work: Work, record: type[RecordT], /, **equals: object) -> RecordT | None:
    """The one row with these values, or None; more than one is a bug of the caller."""
    asks = asked(TABLES[record], equals)
    if asks is None:
        return None
    shape, values = asks
    table = TABLES[record]
    found = _found(work, selecting(table, _FIELDS[record], shape, dialect=work.dialect), values, table.name)
    if len(found) > 1:
        raise MultipleResultsFound
    return _whole(record, found[0]) if found else None


def every(
    work: Work, record: type[RecordT], /, order_by: tuple[str, ...] = ("id",), **equals: object
) -> tuple[RecordT, ...]:
    """All rows with these values, in order; "-name" is downwards. A tuple or set means any of, None means none."""
    asks = asked(TABLES[record], equals)
    if asks is None:
        return ()
    shape, values = asks
    table = TABLES[record]
    statement = selecting(table, _FIELDS[record], shape, order_by or ("id",), dialect=work.dialect)
    make = _maker(record)
    return tuple(make(*row) for row in _found(work, statement, values, table.name))


def _found(work: Work, statement: Select[Any], values: Mapping[str, Any], table: str = "") -> Sequence[Any]:
    """The rows of a statement of `prepared`, each asked for once.

    A transaction that only reads sees a single moment. One that writes forgets what it was answered of a table that
    it writes, and all of it once it has waited for a lock.
    """
    asks = (statement, *(tuple(value) if isinstance(value, list) else value for value in values.values()))
    answers = work.answers.setdefault(table, {})
    try:
        rows: Sequence[Any] | None = answers.get(asks)
    except TypeError:  # a value that is a mapping: nothing is kept under it
        return fetched(work.connection, statement, values)
    if rows is None:
        rows = answers[asks] = fetched(work.connection, statement, values)
    return rows


def columns(record: type) -> Select[Any]:
    """The start of a statement that gives records: their columns in the order of their fields."""
    return select(*(TABLES[record].c[name] for name in _FIELDS[record]))


def answered(work: Work, statement: Select[Any], values: Mapping[str, Any]) -> Sequence[Any]:
    """The rows of a statement that is the same object each time, as tuples; a reading asks for the same ones once."""
    return fetched(work.connection, statement, values) if work.writes else _found(work, statement, values)


def forget(work: Work, table: str | None = None) -> None:
    """Forget what was answered of a table that is written now, or of all, because others may have written meanwhile."""
    if table is None:
        work.answers.clear()
    else:
        work.answers.pop(table, None)


def change(work: Work, record: RecordT, /, **values: object) -> RecordT:
    """Change the row as it was seen: its version, or where it has none the values that change, must still stand.

    Refused with "changed-meanwhile", and who changed it last where that is known. History is never changed.
    """
    kind = type(record)
    table = TABLES[kind]
    if table.name in APPEND_ONLY:
        raise TypeError(f"{table.name} is only added to")
    seen = {name: getattr(record, name) for name in (("version",) if "version" in table.c else values)}
    statement, same = _change(kind, tuple(values), seen)
    new = {NEW + name: value for name, value in values.items()}
    forget(work, table.name)
    found = fetched(work.connection, statement, {**same, **having_key(table, key(record)), **new})
    if not found:
        raise changed_meanwhile(work, table.name, key(record))
    made = _whole(kind, found[0])
    _vouch(work, made, values)
    return made


def _change(record: type, changed: tuple[str, ...], seen: Mapping[str, object]) -> tuple[ReturningUpdate[Any], Values]:
    shape: Shape = tuple((name, "none" if value is None else "is") for name, value in seen.items())
    same = {SEEN + name: value for name, value in seen.items() if value is not None}
    return updating(TABLES[record], _FIELDS[record], changed, shape), same


def changed_meanwhile(work: Work, kind: str, subject: Key) -> Refused:
    """The refusal of a change to something that is no longer as it was seen, with who was faster."""
    last = (
        select(OFFICIAL.c.name)
        .join(EVENT, EVENT.c.official_id == OFFICIAL.c.id)
        .where(EVENT.c.subject_kind == kind, EVENT.c.subject_id == (subject if isinstance(subject, int) else 0))
        .order_by(EVENT.c.id.desc())
        .limit(1)
    )
    who = work.connection.scalar(last)
    others = (Message("changed-by", {"who": who}),) if who else ()
    return Refused(Message("changed-meanwhile", {"kind": kind}), *others)


def lock(work: Work, record: type[RecordT], /, *keys: int) -> tuple[RecordT, ...]:
    """The rows with these ids, in the order asked, held until the transaction ends.

    They are locked in the order of their ids, so that two commands never wait for each other. On SQLite a
    writing transaction is alone anyway. Refused with "not-found" when one is missing.
    """
    if not work.writes:
        raise TypeError("only a transaction that writes locks rows")
    table = TABLES[record]
    forget(work)
    if table.name in APPEND_ONLY and work.dialect == "postgresql":
        _hold(work, table.name, keys)
        return tuple(get(work, record, one) for one in keys)
    asks = asked(table, {"id": tuple(sorted(set(keys)))})
    if asks is None:
        return ()
    shape, values = asks
    statement = selecting(table, _FIELDS[record], shape, ("id",), dialect=work.dialect, locked=True)
    place = _FIELDS[record].index("id")
    found = {row[place]: _whole(record, row) for row in fetched(work.connection, statement, values)}
    if set(keys) - set(found):
        raise refuse("not-found", kind=table.name)
    return tuple(found[one] for one in keys)


def _hold(work: Work, table: str, keys: tuple[int, ...]) -> None:
    """History may be updated by nobody, so its rows are not locked themselves but by their names."""
    for one in sorted(set(keys)):
        fetched(work.connection, _HELD, {"row": f"{table} {one}"})


_HELD = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("row", type_=Text), 0)))


def remove(work: Work, record: type, /, **equals: object) -> int:
    """Remove what has no history of its own; how many rows that were."""
    if record not in REMOVABLE:
        raise TypeError(f"{record.__name__} is never removed")
    asks = asked(TABLES[record], equals)
    if asks is None:
        return 0
    shape, values = asks
    name = TABLES[record].name
    forget(work, name)
    gone = fetched(work.connection, deleting(TABLES[record], shape), values)
    if vouches(name, frozenset(_FIELDS[record])):
        work.vouched.update({(name, one[0] if len(one) == 1 else tuple(one)): None for one in gone})
    return len(gone)


def put(work: Work, record: type[RecordT], /, **values: object) -> RecordT:
    """Write a row over the one with the same key, or add it; where it has a version that counts on."""
    if record not in PUTTABLE:
        raise TypeError(f"{record.__name__} is not written over")
    table = TABLES[record]
    started = {"version": 1, **values} if "version" in table.c else values
    statement = putting(table, _FIELDS[record], tuple(values), work.dialect)
    forget(work, table.name)
    made = _whole(record, fetched(work.connection, statement, started)[0])
    _vouch(work, made, values)
    return made


def key(record: object) -> Key:
    """The primary key of a record: a number or a text, or a list where it has several parts."""
    parts: list[int | str] = [getattr(record, column.name) for column in TABLES[type(record)].primary_key]
    return parts[0] if len(parts) == 1 else parts


def read_again(work: Work, name: str, key: object) -> Any:
    """The row of the record with this name and key, as `key` gave it."""
    return get(work, _NAMES[name], key)


def made(record: type[RecordT], row: Row[Any]) -> RecordT:
    """The record of a row that has its columns, and perhaps others."""
    values, make, known = row._mapping, _maker(record), _FIELDS[record]
    return make(**{name: values[name] for name in known})


def _whole(record: type[RecordT], row: Sequence[Any]) -> RecordT:
    """The record of a row that has exactly its fields, in their order."""
    return record(*row)


def _maker(record: type[RecordT]) -> Callable[..., RecordT]:
    return record
