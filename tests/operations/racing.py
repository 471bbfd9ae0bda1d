"""Two desks on one button: another command between the statements of one, and both at once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, make_url

from oss_desk.domain.messages import Refused
from tests.operations.conftest import Shop

Send = Callable[[Shop], Any]
"""Sends one command from the desks of one program."""
Outcome = Any
"""What a command made, or the refusal of it."""
PATIENCE = 30.0


@dataclass(frozen=True)
class Race:
    """Two commands that meet, and what must be so afterwards whoever came first."""

    first: Send
    second: Send
    check: Callable[[Shop, Outcome, Outcome], None]


Prepare = Callable[[Shop], Race]
"""Makes something new for two desks to meet at."""


@dataclass
class Gate:
    """Holds one command before its statement with this number (or its commit), until the other had its turn."""

    at: int
    passed: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)

    def pass_by(self) -> None:
        """One statement more; waits at the one that was asked for."""
        self.passed += 1
        if self.passed == self.at:
            self.reached.set()
            assert self.goes_on.wait(PATIENCE), "nobody let it go on"


class Gated:
    """A connection whose every statement and commit passes by a gate."""

    def __init__(self, connection: Connection, gate: Gate) -> None:
        self._connection, self._gate = connection, gate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, *args: Any, **values: Any) -> Any:
        """A statement."""
        self._gate.pass_by()
        return self._connection.execute(*args, **values)

    def scalar(self, *args: Any, **values: Any) -> Any:
        """A statement."""
        self._gate.pass_by()
        return self._connection.scalar(*args, **values)

    @property
    def connection(self) -> Any:
        """The driver's own, for a statement."""
        self._gate.pass_by()
        return self._connection.connection

    def commit(self) -> None:
        """The commit."""
        self._gate.pass_by()
        self._connection.commit()


@dataclass
class Sent:
    """A command on its way in a thread of its own."""

    outcome: Outcome = None
    thread: threading.Thread = field(default_factory=threading.Thread)

    @property
    def done(self) -> bool:
        """Whether it has come to its end."""
        return not self.thread.is_alive()


def sending(send: Send, shop: Shop) -> Sent:
    """The command under way; a refusal is an outcome, anything else ends the test."""
    sent = Sent()

    def run() -> None:
        try:
            sent.outcome = send(shop)
        except Refused as refused:
            sent.outcome = refused
        except BaseException as error:
            sent.outcome = error

    sent.thread = threading.Thread(target=run, daemon=True)
    sent.thread.start()
    return sent


def finished(*all_sent: Sent) -> list[Outcome]:
    """What became of them; a bug is raised here."""
    for sent in all_sent:
        sent.thread.join(PATIENCE)
        assert sent.done, "a command never ended"
        if isinstance(sent.outcome, BaseException) and not isinstance(sent.outcome, Refused):
            raise sent.outcome
    return [sent.outcome for sent in all_sent]


class Waits:
    """Tells whether somebody in this PostgreSQL database waits for a lock now."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        host = address.host or address.query["host"]
        assert isinstance(host, str)
        self._connection = psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True)
        self._name = address.database

    def __call__(self) -> bool:
        """Whether it is so."""
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
        row = self._connection.execute(asked, (self._name,)).fetchone()
        return row is not None and row[0] > 0

    def close(self) -> None:
        """Look no more."""
        self._connection.close()


@contextmanager
def waits(url: str) -> Iterator[Waits]:
    """While a test runs."""
    with closing(Waits(url)) as looked:
        yield looked


def interleaved(shop: Shop, other: Shop, race: Race, at: int, blocked: Waits) -> bool:
    """The first command stops at that statement, the second runs until it is done or waits for it; both then end.

    Whether the first had so many statements.
    """
    gate = Gate(at)
    with gated(shop, gate):
        first = sending(race.first, shop)
        while not gate.reached.wait(0.001) and not first.done:
            pass
        second = sending(race.second, other)
        while not second.done and not blocked():
            second.thread.join(0.002)
        gate.goes_on.set()
        outcomes = finished(first, second)
    race.check(shop, outcomes[0], outcomes[1])
    return gate.reached.is_set()


@contextmanager
def gated(shop: Shop, gate: Gate) -> Iterator[None]:
    """Every statement of this program passes by the gate meanwhile."""
    through = shop.database.through
    shop.database.through = lambda connection: cast(Connection, Gated(connection, gate))
    try:
        yield
    finally:
        gate.goes_on.set()
        shop.database.through = through


def raced(shop: Shop, other: Shop, race: Race) -> None:
    """Both at the same moment."""
    ready = threading.Barrier(2)

    def at_once(send: Send) -> Send:
        def run(where: Shop) -> Any:
            ready.wait(PATIENCE)
            return send(where)

        return run

    first, second = sending(at_once(race.first), shop), sending(at_once(race.second), other)
    race.check(shop, *finished(first, second))


def one_after_the_other(shop: Shop, other: Shop, race: Race, *, second_first: bool) -> None:
    """The two serial orders."""
    outcomes: list[Outcome] = [None, None]
    order = ((0, race.first, shop), (1, race.second, other))
    for place, send, where in reversed(order) if second_first else order:
        (outcomes[place],) = finished(sending(send, where))
    race.check(shop, outcomes[0], outcomes[1])
