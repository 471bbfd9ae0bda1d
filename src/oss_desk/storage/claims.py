"""Claims that die with their program: a lock file beside a SQLite file, an advisory lock on PostgreSQL."""

import os
import socket
import sys
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from oss_desk.domain.messages import refuse

CLASS = 0x0D35C
"""The class of the advisory locks by which desks are claimed; the object is the desk's code as a number."""
_HELD_FROM = 1 << 20
_CAPACITY = 1000


def about_me(who: str) -> str:
    """Who holds a claim, in words: the official, the machine and the process."""
    return ", ".join(part for part in (who, socket.gethostname(), f"process {os.getpid()}") if part)


class Claim(Protocol):
    """Something held until it is released or its program dies."""

    def release(self) -> None: ...


class FileClaim:
    """A locked file. The system frees the lock when its holder dies, so an old file never stands in the way."""

    def __init__(self, path: Path, code: str, who: str, **values: str) -> None:
        self._handle = _opened(path)
        if not _lock(self._handle):
            holder = os.pread(self._handle, _CAPACITY, 0).decode("utf-8", "replace")
            os.close(self._handle)
            raise refuse(code, holder=holder, **values)
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, about_me(who).encode()[:_CAPACITY], 0)

    def release(self) -> None:
        """Give the claim back; the file stays, empty, because removing it would race with the next claim."""
        os.ftruncate(self._handle, 0)
        os.close(self._handle)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        raise refuse("folder-read-only", place=str(path.parent)) from None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _HELD_FROM, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class ServerClaim:
    """A session's advisory lock on a connection of its own, which the server frees when the connection dies."""

    def __init__(self, engine: Engine, desk: str) -> None:
        self._engine = engine
        self._connection: Connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        values = {"class": CLASS, "desk": int.from_bytes(desk.encode(), "big", signed=True)}
        if not self._connection.scalar(text("SELECT pg_try_advisory_lock(:class, :desk)"), values):
            holder = self._connection.scalar(_HOLDER, values)
            self.release()
            raise refuse("desk-taken", desk=desk, holder=holder or "?")

    def release(self) -> None:
        """Give the desk back."""
        self._connection.close()
        self._engine.dispose()


_HOLDER = text(
    "SELECT activity.application_name FROM pg_locks AS held JOIN pg_stat_activity AS activity USING (pid) "
    "WHERE held.locktype = 'advisory' AND held.granted AND held.classid = :class AND held.objid = :desk "
    "AND held.objsubid = 2 AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
