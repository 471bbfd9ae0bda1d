"""Records and rows: one table per record, columns named as its fields, statements written out once for all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Select, select, text
from sqlalchemy.engine import Row
from sqlalchemy.exc import MultipleResultsFound
from sqlalchemy.sql.dml import ReturningUpdate

from oss_desk.domain.access import RecoveryCode, SecondFactor
from oss_desk.domain.cases import Evidence, EvidenceUse, PaperPlace
from oss_desk.domain.catalogue import RegisterEntry, ServiceVersion
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.office import ClosingDay, MeansOfPayment, Opening, Role
from oss_desk.domain.people import IdentityDocument, Need
from oss_desk.domain.visits import Draft, SignedApplication
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
    (row,) = fetched(work.connection, inserting(table, _FIELDS[record]), started)
    made = _whole(record, row)
    if table.name in SEALED:
        work.added.append(made)
    return made


def get(work: Work, record: type[RecordT], key: object) -> RecordT:
    """The row with this primary key; refused with "not-found" when there is none."""
    known: RecordT | None = work.forever.get((record, key)) if record in NEVER_CHANGED else None
    if known is not None:
        return known
    table = TABLES[record]
    found = _found(work, selecting(table, _FIELDS[record], key_shape(table)), having_key(table, key))
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
    found = _found(work, selecting(TABLES[record], _FIELDS[record], shape), values)
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
    statement = selecting(TABLES[record], _FIELDS[record], shape, order_by or ("id",))
    return tuple(_whole(record, row) for row in _found(work, statement, values))


def _found(work: Work, statement: Select[Any], values: Mapping[str, Any]) -> Sequence[Any]:
    """The rows of a statement of `prepared`; a transaction that only reads asks for the same ones once."""
    if work.writes:
        return fetched(work.connection, statement, values)
    asks = (statement, *(tuple(value) if isinstance(value, list) else value for value in values.values()))
    rows: Sequence[Any] | None = work.answers.get(asks)
    if rows is None:
        rows = work.answers[asks] = fetched(work.connection, statement, values)
    return rows


def answered(work: Work, statement: Select[Any], values: Mapping[str, Any]) -> Sequence[Any]:
    """The rows of a prepared statement; a transaction that only reads asks for the same ones once."""
    if work.writes:
        return work.connection.execute(statement, values).all()
    asks = (statement, *(tuple(value) if isinstance(value, list) else value for value in values.values()))
    rows: Sequence[Any] | None = work.answers.get(asks)
    if rows is None:
        rows = work.answers[asks] = work.connection.execute(statement, values).all()
    return rows


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
    found = fetched(work.connection, statement, {**same, **having_key(table, key(record)), **new})
    if not found:
        raise changed_meanwhile(work, table.name, key(record))
    return _whole(kind, found[0])


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
    if table.name in APPEND_ONLY and work.dialect == "postgresql":
        _hold(work, table.name, keys)
        return tuple(get(work, record, one) for one in keys)
    asks = asked(table, {"id": tuple(sorted(set(keys)))})
    if asks is None:
        return ()
    shape, values = asks
    statement = selecting(table, _FIELDS[record], shape, ("id",), locked=True)
    found = {row.id: _whole(record, row) for row in work.connection.execute(statement, values)}
    if set(keys) - set(found):
        raise refuse("not-found", kind=table.name)
    return tuple(found[one] for one in keys)


def _hold(work: Work, table: str, keys: tuple[int, ...]) -> None:
    """History may be updated by nobody, so its rows are not locked themselves but by their names."""
    for one in sorted(set(keys)):
        work.connection.execute(_HELD, {"row": f"{table} {one}"})


_HELD = text("SELECT pg_advisory_xact_lock(hashtextextended(:row, 0))")


def remove(work: Work, record: type, /, **equals: object) -> int:
    """Remove what has no history of its own; how many rows that were."""
    if record not in REMOVABLE:
        raise TypeError(f"{record.__name__} is never removed")
    asks = asked(TABLES[record], equals)
    if asks is None:
        return 0
    shape, values = asks
    return work.connection.execute(deleting(TABLES[record], shape), values).rowcount


def put(work: Work, record: type[RecordT], /, **values: object) -> RecordT:
    """Write a row over the one with the same key, or add it; where it has a version that counts on."""
    if record not in PUTTABLE:
        raise TypeError(f"{record.__name__} is not written over")
    table = TABLES[record]
    started = {"version": 1, **values} if "version" in table.c else values
    statement = putting(table, _FIELDS[record], tuple(values), work.dialect)
    return _whole(record, work.connection.execute(statement, started).one())


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
    return _maker(record)(*row)


def _maker(record: type[RecordT]) -> Callable[..., RecordT]:
    return record
