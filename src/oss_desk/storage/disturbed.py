"""A transaction that breaks off on purpose, as a kill, a full disk or a lost answer would: for the simulated office."""

import os
import signal
from typing import Any, Literal, cast

from sqlalchemy import Connection

from oss_desk.domain.messages import refuse

Fault = Literal["kill-between", "kill-before-commit", "kill-after-commit", "answer-lost", "never-arrived", "disk-full"]
MOST_PAGES = 4_294_967_294


class Killed(BaseException):
    """The program is gone at this point; nothing of it goes on."""


class Disturbed:
    """A connection on which one thing goes wrong; everything else is the connection's own.

    `kill-between` ends the program at the statement with that number, if there are so many. `really` has the system
    end this process there, with nothing of it going on, not even a rollback.
    """

    def __init__(self, connection: Connection, fault: Fault, at: int = 1, *, really: bool = False) -> None:
        self._connection, self._fault, self._left, self._really = connection, fault, at, really
        self.happened = False
        if fault == "disk-full" and connection.dialect.name == "sqlite":
            limit_pages(connection, int(connection.exec_driver_sql("PRAGMA page_count").scalar_one()))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, *args: Any, **values: Any) -> Any:
        """One statement, unless the program is gone before it."""
        self._statement()
        return self._connection.execute(*args, **values)

    def scalar(self, *args: Any, **values: Any) -> Any:
        """One statement, unless the program is gone before it."""
        self._statement()
        return self._connection.scalar(*args, **values)

    @property
    def connection(self) -> Any:
        """The driver's own, by which one statement is carried out, unless the program is gone before it."""
        self._statement()
        return self._connection.connection

    def commit(self) -> None:
        """The commit, with what goes wrong before or after it."""
        if self._fault in ("kill-before-commit", "never-arrived"):
            self._break()
        if self._fault == "disk-full" and self._connection.dialect.name == "sqlite":
            _need_more(self._connection)
        self._connection.commit()
        if self._fault in ("kill-after-commit", "answer-lost"):
            self._break()

    def _statement(self) -> None:
        self._left -= 1
        if self._fault == "kill-between" and self._left == 0:
            self._break()

    def _break(self) -> None:
        self.happened = True
        if self._really:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._fault.startswith("kill"):
            raise Killed
        raise refuse("outcome-unknown")


def _need_more(connection: Connection) -> None:
    """Ask the engine for more than there is, so that it says itself that the disk is full."""
    connection.exec_driver_sql("CREATE TABLE more (page BLOB) STRICT")
    connection.exec_driver_sql("INSERT INTO more VALUES (zeroblob(100000000))")


def limit_pages(connection: Connection, pages: int = MOST_PAGES) -> None:
    """How large the SQLite file may become; less than it needs stands for a full disk."""
    connection.exec_driver_sql(f"PRAGMA max_page_count = {int(pages)}")


def disturbed(connection: Connection, fault: Fault, at: int = 1, *, really: bool = False) -> Connection:
    """That connection, on which this goes wrong."""
    return cast(Connection, Disturbed(connection, fault, at, really=really))
