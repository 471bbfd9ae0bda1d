"""Statements over one table, written once for each shape: to write one anew costs more than to carry it out."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Insert,
    Select,
    Table,
    and_,
    any_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningDelete, ReturningInsert, ReturningUpdate

from oss_desk.storage.columns import LISTED, Items, Listed

Test = str
"""How a column is asked about: "is" one value, "any" of several, "none", or a word of a closed list after "="."""
Shape = tuple[tuple[str, Test], ...]
"""Which columns are asked about, and how."""
Values = dict[str, Any]
SEEN, NEW = "seen_", "new_"
"""Before the names of parameters: of a condition, and of what a change writes."""


def asked(table: Table, equals: Mapping[str, object]) -> tuple[Shape, Values] | None:
    """The shape of a condition with its values; a tuple or set means any of, None means none.

    None when nothing can fit, because it must be one of no values.
    """
    shape: list[tuple[str, Test]] = []
    values: Values = {}
    for name, value in equals.items():
        if isinstance(value, tuple | frozenset | set) and not isinstance(table.c[name].type, Items):
            if not value:
                return None
            several = len(value) > 1
            values[SEEN + name] = list(value) if several else next(iter(value))
            shape.append((name, "any" if several else "is"))
        elif value is None:
            shape.append((name, "none"))
        elif isinstance(value, bool) or value in table.c[name].info.get(LISTED, ()):
            shape.append((name, f"={value}"))
        else:
            values[SEEN + name] = value
            shape.append((name, "is"))
    return tuple(shape), values


def having_key(table: Table, key: object) -> Values:
    """The values of a condition on the primary key, a list or tuple where that has several parts."""
    parts = key if isinstance(key, tuple | list) else (key,)
    return {SEEN + column.name: part for column, part in zip(table.primary_key, parts, strict=True)}


def key_shape(table: Table) -> Shape:
    """The shape of that condition."""
    return tuple((column.name, "is") for column in table.primary_key)


@cache
def selecting(
    table: Table,
    names: tuple[str, ...],
    shape: Shape,
    order: tuple[str, ...] = (),
    *,
    dialect: str,
    locked: bool = False,
) -> Select[Any]:
    """These columns of the rows of that shape; "-name" in the order is downwards, "id" is the key whatever it is."""
    ordered = [_ordered(table, name) for name in order if name != "id" or "id" in table.c]
    conditions = [_condition(table.c[name], test, dialect) for name, test in shape]
    statement = select(*(table.c[name] for name in names)).where(*conditions)
    if order:
        statement = statement.order_by(*(ordered or table.primary_key))
    return statement.with_for_update() if locked else statement


@cache
def inserting(table: Table, names: tuple[str, ...]) -> ReturningInsert[Any]:
    """A new row of the values given, and these columns of what it became."""
    return insert(table).returning(*(table.c[name] for name in names))


@cache
def updating(table: Table, names: tuple[str, ...], changed: tuple[str, ...], shape: Shape) -> ReturningUpdate[Any]:
    """Other values in the rows with that key that are still of that shape; a version counts on."""
    wanted = and_(*_conditions(table, key_shape(table)), *_conditions(table, shape))
    statement = update(table).where(wanted).values(_changes(table, changed))
    return statement.returning(*(table.c[name] for name in names))


@cache
def deleting(table: Table, shape: Shape) -> ReturningDelete[Any]:
    """The rows of that shape, taken away; a row is given for each of them."""
    return delete(table).where(*_conditions(table, shape)).returning(*table.primary_key)


@cache
def putting(table: Table, names: tuple[str, ...], given: tuple[str, ...], dialect: str) -> ReturningInsert[Any]:
    """A row of the values given, written over the one with its key; a version counts on."""
    keys = [column.name for column in table.primary_key]
    new = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    over: Values = {name: new.excluded[name] for name in given if name not in keys}
    if "version" in table.c:
        over["version"] = table.c.version + 1
    statement: Insert = new.on_conflict_do_update(index_elements=keys, set_=over)
    return statement.returning(*(table.c[name] for name in names))


def _changes(table: Table, changed: Iterable[str]) -> Values:
    values: Values = {name: bindparam(NEW + name, type_=table.c[name].type) for name in changed}
    return {**values, "version": table.c.version + 1} if "version" in table.c else values


def _conditions(table: Table, shape: Shape) -> list[ColumnElement[bool]]:
    return [_condition(table.c[name], test) for name, test in shape]


def _condition(column: Column[Any], test: Test, dialect: str = "") -> ColumnElement[bool]:
    if test == "none":
        return column.is_(None)
    if test == "any":
        return among(column, SEEN + column.name, dialect)
    if test.startswith("="):
        return written_out(column, test[1:])
    return column == bindparam(SEEN + column.name, type_=column.type)


def written_out(column: Column[Any], word: str) -> ColumnElement[bool]:
    """A word of a closed list in the statement itself: what an index is partial by must stand there to be known."""
    name = f'"{column.table.name}"."{column.name}"'
    if word in ("True", "False"):
        return literal_column(name if word == "True" else f"NOT {name}")
    return literal_column(f"{name} = '{word}'")


def among(column: Column[Any], name: str, dialect: str) -> ColumnElement[bool]:
    """Whether the column is one of several values, which are the parameter of that name.

    For a kind of database they are one parameter, so that the text is the same for any number of them.
    """
    if dialect == "postgresql":
        return column == any_(bindparam(name, type_=ARRAY(column.type)))
    if dialect == "sqlite":
        values = func.json_each(bindparam(name, type_=Listed(column.type))).table_valued("value")
        return column.in_(select(values.c.value))
    return column.in_(bindparam(name, expanding=True, type_=column.type))


def _ordered(table: Table, name: str) -> ColumnElement[Any]:
    return table.c[name[1:]].desc() if name.startswith("-") else table.c[name].asc()
