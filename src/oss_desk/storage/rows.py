"""Records and rows: one table per record, columns named as its fields, statements written out once for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row

from oss_desk.domain.cases import Evidence, EvidenceUse
from oss_desk.domain.catalogue import RegisterEntry
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.office import ClosingDay, MeansOfPayment, Opening, Role
from oss_desk.domain.people import IdentityDocument
from oss_desk.domain.visits import Draft
from oss_desk.storage.columns import Items
from oss_desk.storage.database import Work
from oss_desk.storage.schema import APPEND_ONLY, TABLES
from oss_desk.storage.tables.history import EVENT
from oss_desk.storage.tables.office import OFFICIAL

RecordT = TypeVar("RecordT")
Key = int | str | list[int | str]
REMOVABLE: frozenset[type] = frozenset({Draft, EvidenceUse, Evidence, IdentityDocument, Opening, ClosingDay})
"""Drafts, what an open visit may still change, and the office's settings that have no history of their own."""
PUTTABLE: frozenset[type] = frozenset({Draft, RegisterEntry, Role, MeansOfPayment})
_FIELDS: Mapping[type, tuple[str, ...]] = {record: tuple(field.name for field in fields(record)) for record in TABLES}
_NAMES: Mapping[str, type] = {record.__name__: record for record in TABLES}


def add(work: Work, record: type[RecordT], /, **values: object) -> RecordT:
    """A new row; the database gives its id, and its version is 1."""
    table = TABLES[record]
    started = {"version": 1, **values} if "version" in table.c else values
    return made(record, work.connection.execute(insert(table).values(started).returning(*table.c)).one())


def get(work: Work, record: type[RecordT], key: object) -> RecordT:
    """The row with this primary key; refused with "not-found" when there is none."""
    row = work.connection.execute(select(TABLES[record]).where(_has_key(TABLES[record], key))).one_or_none()
    if row is None:
        raise refuse("not-found", kind=TABLES[record].name)
    return made(record, row)


def find(work: Work, record: type[RecordT], /, **equals: object) -> RecordT | None:
    """The one row with these values, or None; more than one is a bug of the caller."""
    row = work.connection.execute(select(TABLES[record]).where(*matching(TABLES[record], equals))).one_or_none()
    return None if row is None else made(record, row)


def every(
    work: Work, record: type[RecordT], /, order_by: tuple[str, ...] = ("id",), **equals: object
) -> tuple[RecordT, ...]:
    """All rows with these values, in order; "-name" is downwards. A tuple or set means any of, None means none."""
    table = TABLES[record]
    order = [_ordered(table, name) for name in order_by if name != "id" or "id" in table.c] or list(table.primary_key)
    statement = select(table).where(*matching(table, equals)).order_by(*order)
    return tuple(made(record, row) for row in work.connection.execute(statement))


def change(work: Work, record: RecordT, /, **values: object) -> RecordT:
    """Change the row as it was seen: its version, or where it has none the values that change, must still stand.

    Refused with "changed-meanwhile", and who changed it last where that is known. History is never changed.
    """
    table = TABLES[type(record)]
    if table.name in APPEND_ONLY:
        raise TypeError(f"{table.name} is only added to")
    seen = {name: getattr(record, name) for name in (("version",) if "version" in table.c else values)}
    changed = {**values, "version": table.c.version + 1} if "version" in table.c else values
    same = [_has_key(table, key(record)), *matching(table, seen)]
    row = work.connection.execute(update(table).where(*same).values(changed).returning(*table.c)).one_or_none()
    if row is None:
        raise changed_meanwhile(work, table.name, key(record))
    return made(type(record), row)


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
    statement = select(table).where(table.c.id.in_(sorted(set(keys)))).order_by(table.c.id).with_for_update()
    found = {row.id: made(record, row) for row in work.connection.execute(statement)}
    if set(keys) - set(found):
        raise refuse("not-found", kind=table.name)
    return tuple(found[one] for one in keys)


def remove(work: Work, record: type, /, **equals: object) -> int:
    """Remove what has no history of its own; how many rows that were."""
    if record not in REMOVABLE:
        raise TypeError(f"{record.__name__} is never removed")
    table = TABLES[record]
    return work.connection.execute(delete(table).where(*matching(table, equals))).rowcount


def put(work: Work, record: type[RecordT], /, **values: object) -> RecordT:
    """Write a row over the one with the same key, or add it; where it has a version that counts on."""
    if record not in PUTTABLE:
        raise TypeError(f"{record.__name__} is not written over")
    table = TABLES[record]
    keys = [column.name for column in table.primary_key]
    over: dict[str, Any] = {name: value for name, value in values.items() if name not in keys}
    started = {"version": 1, **values} if "version" in table.c else values
    if "version" in table.c:
        over["version"] = table.c.version + 1
    made_insert = (sqlite if work.dialect == "sqlite" else postgresql).insert(table).values(started)
    statement = made_insert.on_conflict_do_update(index_elements=keys, set_=over).returning(*table.c)
    return made(record, work.connection.execute(statement).one())


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


def _maker(record: type[RecordT]) -> Callable[..., RecordT]:
    return record


def matching(table: Table, equals: Mapping[str, object]) -> list[ColumnElement[bool]]:
    """A condition for each name: equal, any of a tuple or set, or none."""
    return [_is(table.c[name], value) for name, value in equals.items()]


def _is(column: Column[Any], value: object) -> ColumnElement[bool]:
    if value is None:
        return column.is_(None)
    if isinstance(value, tuple | frozenset | set) and not isinstance(column.type, Items):
        return column.in_(value)
    return column == value


def _has_key(table: Table, key: object) -> ColumnElement[bool]:
    parts = key if isinstance(key, tuple | list) else (key,)
    return and_(*(column == part for column, part in zip(table.primary_key, parts, strict=True)))


def _ordered(table: Table, name: str) -> ColumnElement[Any]:
    return table.c[name[1:]].desc() if name.startswith("-") else table.c[name].asc()
