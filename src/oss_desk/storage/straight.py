"""PostgreSQL by the shortest way: a statement is prepared once by its own name, and libpq carries it out.

The driver's cursors take several times what the server needs to find a row by its key. Values go out and come back by
the driver's own adapters; only what lies between is left out. A transaction is begun and ended by the driver.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import errors, pq
from psycopg.adapt import PyFormat, Transformer

_PARAMETER = re.compile(r"%\((\w+)\)s|%%")
_KEPT = "oss-desk-straight"
_DONE = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)


@dataclass(frozen=True)
class Straight:
    """A statement as the server takes it: its parameters by number, and their names in that order."""

    text: bytes
    names: tuple[str, ...]


@dataclass
class _Ready:
    """What is kept beside a connection: the adapters of values, and under which name each statement is ready."""

    driver: "psycopg.Connection[Any]"
    adapters: Any
    names: dict[bytes, bytes] = field(default_factory=dict)


def straight(text: str) -> Straight:
    """The statement that SQLAlchemy wrote for the driver."""
    names: list[str] = []

    def number(found: "re.Match[str]") -> str:
        if found[1] is None:
            return "%"
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    return Straight(_PARAMETER.sub(number, text).encode(), tuple(names))


def can(connection: Any) -> bool:
    """Whether a transaction has begun, so that nothing but the statement itself is to be said."""
    status: pq.TransactionStatus = connection.dbapi_connection.pgconn.transaction_status
    return status == pq.TransactionStatus.INTRANS


def carried_out(connection: Any, statement: Straight, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of that statement; errors are the driver's own. `connection` is one of SQLAlchemy's pool."""
    driver: psycopg.Connection[Any] = connection.dbapi_connection
    ready: _Ready | None = connection.info.get(_KEPT)
    if ready is None or ready.driver is not driver:
        ready = connection.info[_KEPT] = _Ready(driver, Transformer(driver))
    name = ready.names.get(statement.text)
    if name is None:
        name = f"straight_{len(ready.names)}".encode()
        _ask(driver, driver.pgconn.prepare(name, statement.text))
        ready.names[statement.text] = name
    given = [values[one] for one in statement.names]
    dumped = ready.adapters.dump_sequence(given, [PyFormat.TEXT] * len(given))
    result = driver.pgconn.exec_prepared(name, dumped)
    _ask(driver, result)
    ready.adapters.set_pgresult(result)
    rows: list[tuple[Any, ...]] = ready.adapters.load_rows(0, result.ntuples, tuple)
    return rows


def _ask(driver: "psycopg.Connection[Any]", result: Any) -> None:
    """Raise what the server refused, and that it is gone where it is."""
    if result.status in _DONE:
        return
    if driver.pgconn.status == pq.ConnStatus.BAD and not result.error_field(pq.DiagnosticField.SQLSTATE):
        raise psycopg.OperationalError(driver.pgconn.get_error_message())
    raise errors.error_from_result(result)
