"""Prepared statements carried out by the driver itself: SQLAlchemy writes each once, and then stays out of its way.

To look a statement up in its cache, to lay out its context and its result costs SQLAlchemy several times what the
database needs to answer. What `prepared` gives is the same object each time, so its text and the conversions of its
parameters and columns are kept beside it. Everything else goes the usual way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Dialect
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.sql.compiler import SQLCompiler

from oss_desk.storage import straight
from oss_desk.storage.columns import Plainly, UnfitText
from oss_desk.storage.straight import Straight

Convert = Callable[[Any], Any]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Written:
    """A statement as a driver takes it: its text, its parameters in order, fixed ones, and what is to be converted."""

    text: str
    names: tuple[str, ...]
    positional: bool
    fixed: Mapping[str, Any]
    by_name: Straight | None
    into: tuple[tuple[str, Convert], ...]
    out: tuple[tuple[int, Convert], ...]


_WRITTEN: dict[tuple[object, ...], Written | None] = {}


def fetched(connection: Connection, statement: Any, values: Mapping[str, Any]) -> Sequence[Row]:
    """The rows of a statement that `prepared` gave, each as a tuple of its columns in their order.

    What the driver raises comes out as SQLAlchemy's own errors do.
    """
    asked = (statement, connection.dialect.name, *values)
    try:
        written = _WRITTEN[asked]
    except KeyError:
        written = _WRITTEN[asked] = _written(statement, connection.dialect, values)
    if written is None:
        return [tuple(row) for row in connection.execute(statement, values)]
    if not connection.in_transaction():
        connection.begin()
    rows = _carried_out(connection, written, _parameters(written, values))
    return [_converted(row, written.out) for row in rows] if written.out else rows


def _parameters(written: Written, values: Mapping[str, Any]) -> Any:
    given = {**written.fixed, **values}
    try:
        for name, convert in written.into:
            if given[name] is not None:
                given[name] = convert(given[name])
    except UnfitText as error:
        raise StatementError(str(error), written.text, None, error) from error
    return tuple([given[name] for name in written.names]) if written.positional else given


def _carried_out(connection: Connection, written: Written, parameters: Any) -> list[Row]:
    pooled = connection.connection
    if written.by_name is not None and straight.can(pooled):
        try:
            return straight.carried_out(pooled, written.by_name, parameters)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _told(connection, written, parameters, None, error) from error
    cursor = pooled.cursor()
    try:
        cursor.execute(written.text, parameters)
        return list(cursor.fetchall())
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, written, parameters, cursor, error) from error
    finally:
        cursor.close()


def _told(connection: Connection, written: Written, parameters: Any, cursor: Any, error: Exception) -> BaseException:
    """The error as SQLAlchemy says it; a connection that broke is used no more."""
    dialect = connection.dialect
    broke = dialect.is_disconnect(cast(Any, error), connection.connection, cursor)
    if broke:
        connection.invalidate(error)
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(written.text, parameters, error, base, connection_invalidated=broke, dialect=dialect)


def _converted(row: Row, out: Sequence[tuple[int, Convert]]) -> Row:
    made = list(row)
    for place, convert in out:
        if made[place] is not None:
            made[place] = convert(made[place])
    return tuple(made)


def _written(statement: Any, dialect: Dialect, values: Mapping[str, Any]) -> Written | None:
    """The statement for this kind of database, or None where its text depends on the values."""
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(values))
    if any(bind.expanding for bind in compiled.binds.values()):
        return None
    into = ((name, _into(bind, dialect)) for bind, name in compiled.bind_names.items())
    out = enumerate(_out(column, dialect) for column in statement.exported_columns)
    return Written(
        text=compiled.string,
        names=tuple(compiled.positiontup or ()),
        positional=compiled.positional,
        fixed={name: value for name, value in compiled.params.items() if name not in values},
        by_name=straight.straight(compiled.string) if dialect.name == "postgresql" else None,
        into=tuple((name, convert) for name, convert in into if convert is not None),
        out=tuple((place, convert) for place, convert in out if convert is not None),
    )


def _into(bind: BindParameter[Any], dialect: Dialect) -> Convert | None:
    if isinstance(bind.type, Plainly):
        return bind.type.stored_by(dialect.name)
    return bind.type.dialect_impl(dialect).bind_processor(dialect)


def _out(column: Any, dialect: Dialect) -> Convert | None:
    if isinstance(column.type, Plainly):
        return column.type.read_by(dialect.name)
    convert: Convert | None = column.type.dialect_impl(dialect).result_processor(dialect, None)
    return convert
