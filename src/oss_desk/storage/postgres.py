"""PostgreSQL as OSS Desk uses it: psycopg 3 with limits on every wait, so that a lost network never hangs a desk."""

import select
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DisconnectionError


@dataclass(frozen=True)
class Patience:
    """How long to wait, in milliseconds: for a connection, an answer on the wire, a lock, an idle transaction."""

    connect: int = 5_000
    wire: int = 10_000
    lock: int = 5_000
    idle: int = 60_000


def engine(url: URL, patience: Patience, name: str = "oss-desk", *, pooled: bool = True) -> Engine:
    """Connections to that database; what the address itself says of the connection wins."""
    arguments = {key: value for key, value in _arguments(patience, name).items() if key not in url.query}
    address = url.set(drivername="postgresql+psycopg")
    if not pooled:
        return create_engine(address, connect_args=arguments, poolclass=NullPool)
    made = create_engine(address, connect_args=arguments)
    event.listen(made, "connect", _prepares_nothing)
    event.listen(made, "checkin", _rests)
    event.listen(made, "checkout", _wakes(made))
    return made


RESTED = 1.0
"""Seconds without work after which a connection is asked whether its server is still there."""


def _prepares_nothing(connection: Any, _record: Any) -> None:
    """The driver itself prepares nothing: after each rollback it would throw away what `straight` has prepared."""
    connection.prepare_threshold = None


def _rests(_connection: Any, record: Any) -> None:
    record.info["rests since"] = time.monotonic()


def _wakes(made: Engine) -> Any:
    """What is done before a connection is used again: whoever rested long may have been cut off, unseen."""

    def wake(connection: Any, record: Any, _proxy: Any) -> None:
        rests = time.monotonic() - record.info.get("rests since", time.monotonic())
        if (rests > RESTED or _has_word(connection)) and not _answers(made, connection):
            raise DisconnectionError

    return wake


def _has_word(connection: Any) -> bool:
    """Whether the server has sent something unasked, as it does when it ends a connection."""
    try:
        return bool(select.select([connection], [], [], 0)[0])
    except (ValueError, OSError):
        return True


def _answers(made: Engine, connection: Any) -> bool:
    try:
        return made.dialect.do_ping(connection)
    except made.dialect.loaded_dbapi.Error as error:
        if made.dialect.is_disconnect(error, connection, None):
            return False
        raise


def _arguments(patience: Patience, name: str) -> dict[str, object]:
    session = {
        "timezone": "UTC",
        "lock_timeout": patience.lock,
        "idle_in_transaction_session_timeout": patience.idle,
        "default_transaction_isolation": r"read\ committed",
        "synchronous_commit": "on",
    }
    return {
        "connect_timeout": max(2, patience.connect // 1000),
        "tcp_user_timeout": patience.wire,
        "keepalives": 1,
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "application_name": name[:63],
        "client_encoding": "utf8",
        "options": " ".join(f"-c {key}={value}" for key, value in session.items()),
    }
