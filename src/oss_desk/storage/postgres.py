"""PostgreSQL as OSS Desk uses it: psycopg 3 with limits on every wait, so that a lost network never hangs a desk."""

from dataclasses import dataclass

from sqlalchemy import URL, Engine, NullPool, create_engine


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
    return create_engine(address, connect_args=arguments, pool_pre_ping=True)


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
