"""An open database: transactions that roll back unless committed, the claim of a desk, and errors in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from oss_desk.domain.history import Command
from oss_desk.domain.messages import refuse
from oss_desk.storage import fitness, logins, postgres, sqlite
from oss_desk.storage.claims import Claim, FileClaim, ServerClaim, about_me
from oss_desk.storage.errors import told
from oss_desk.storage.postgres import Patience

Dialect = Literal["sqlite", "postgresql"]
PATIENCE = Patience()


@dataclass(frozen=True)
class Work:
    """One transaction. Leaving it without `commit` rolls everything back."""

    connection: Connection
    dialect: Dialect
    place: str
    writes: bool
    forever: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """Rows that never change, as committed transactions showed them: shared by all of them."""
    answers: dict[str, dict[object, Any]] = field(default_factory=dict, repr=False, compare=False)
    """What this transaction was answered, by table: it asks nothing twice, unless it or others may have changed it."""
    added: list[object] = field(default_factory=list, repr=False, compare=False)
    """The records of rows that this transaction added to history, in order: what its links must seal."""
    vouched: dict[tuple[str, Any], object] = field(default_factory=dict, repr=False, compare=False)
    """Rows that may change and are vouched for, by table and key, as this transaction leaves them; None: gone."""
    _sealing: list[Callable[["Work"], None]] = field(default_factory=list, repr=False, compare=False)

    own_logins: bool = False
    """Whether each official is here with her own login of the database, which is then what names her."""
    afterwards: list[Callable[[], None]] = field(default_factory=list, repr=False, compare=False)
    """What is done once the commit has lasted, because the database could not take it back."""

    def seal_with(self, sealing: Callable[["Work"], None]) -> None:
        """Say how what was added is sealed when this transaction commits; once is enough."""
        if not self._sealing:
            self._sealing.append(sealing)

    def commit(self) -> None:
        """Seal what was added and make everything last; refused with "outcome-unknown" when the answer was lost.

        To add to history without an event that tells of it is a bug; a command that found nothing to do has none.
        """
        for sealing in self._sealing:
            sealing(self)
        untold = [type(one).__name__ for one in self.added if not isinstance(one, Command)]
        if untold:
            raise RuntimeError(f"{untold[0]} was added to history and no event tells of it")
        with in_words(self.place, committing=True):
            self.connection.commit()
        for then in self.afterwards:
            then()


@contextmanager
def in_words(place: str, *, committing: bool = False) -> Iterator[None]:
    """Turn what the driver says of a database into a refusal; errors that only a bug can cause pass through."""
    try:
        yield
    except SQLAlchemyError as error:
        refused = told(error, place, committing=committing)
        if refused is None:
            raise
        raise refused from error


class Database:
    """An open, migrated database. Safe to share between threads; each transaction has a connection of its own."""

    def __init__(self, url: URL, *, read_only: bool, patience: Patience, scratch: bool = False) -> None:
        self.address = url
        self.read_only = read_only
        self._scratch = scratch
        self._patience = patience
        self.own_logins = False
        self.door: Database | None = None
        """Where an office with own logins was entered, for whoever comes next."""
        self.dialect: Dialect = dialect_of(url)
        self._program: Claim | None = None
        self._desk: Claim | None = None
        self._forever: dict[object, Any] = {}
        self._path = sqlite.path_of(url) if self.dialect == "sqlite" else Path()
        self._writer, self._reader = self._engines()
        self._file = self._file_now()
        self.through: Callable[[Connection], Connection] = lambda connection: connection
        """What a transaction that writes is carried out through; only the simulated office puts something between."""

    @property
    def url(self) -> str:
        """The address, its password hidden."""
        return self.address.render_as_string(hide_password=True)

    @property
    def name(self) -> str:
        """What the server calls this database; on SQLite the path of its file."""
        return self.address.database or ""

    @property
    def place(self) -> str:
        """Where the data is, in words for a message: the file, or the database and its server."""
        return place_of(self.address)

    def _engines(self) -> tuple[Engine, Engine]:
        if self.dialect == "postgresql":
            both = postgres.engine(self.address, self._patience)
            return both, both
        path = sqlite.path_of(self.address)
        if not self.read_only:
            self._program = FileClaim(Path(f"{path}.lock"), "second-program", "")
        busy = self._patience.lock
        reader = sqlite.engine(path, busy_ms=busy, mode="ro" if self.read_only else "rw", query_only=True)
        return sqlite.engine(path, busy_ms=busy, settings=sqlite.SCRATCH if self._scratch else None), reader

    def _file_now(self) -> tuple[int, int] | None:
        """Which file lies at the address. One that was moved, deleted or replaced would still be written to, unseen."""
        if self.dialect != "sqlite":
            return None
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def ask_settings(self) -> None:
        """Make a connection that writes, which refuses when a setting of it does not hold."""
        if not self.read_only:
            with in_words(self.place), self._writer.connect():
                pass

    def ask_open(self) -> None:
        """Refuse where nobody may read or write yet."""

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """One transaction that may write; on SQLite it holds the write lock from its first statement."""
        self.ask_open()
        if self.read_only:
            raise refuse("read-only")
        if self._file_now() != self._file:
            raise refuse("database-gone", place=self.place)
        with in_words(self.place), self._writer.connect() as connection:
            yield self._work(self.through(connection), writes=True)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One transaction that sees a single moment and cannot write."""
        self.ask_open()
        with in_words(self.place), self._reader.connect() as connection:
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield self._work(connection, writes=False)

    def _work(self, connection: Connection, *, writes: bool) -> Work:
        own = self.own_logins
        return Work(connection, self.dialect, self.place, writes, forever=self._forever, own_logins=own)

    def claim_desk(self, code: str, who: str = "") -> None:
        """Hold a desk for this program until `release_desk`, `close` or its end; refused with who holds it."""
        self.release_desk()
        self._desk = self._claim(code, who)

    def _claim(self, code: str, who: str) -> Claim:
        if self.dialect == "sqlite":
            path = sqlite.path_of(self.address)
            return FileClaim(Path(f"{path}.desk-{code}.lock"), "desk-taken", who, desk=code)
        engine = postgres.engine(self.address, self._patience, f"oss-desk {code}: {about_me(who)}", pooled=False)
        with in_words(self.place):
            return ServerClaim(engine, code)

    def use_password(self, password: str) -> None:
        """Go on with another password of the same login; connections that are open stay so."""
        self.address = self.address.set(password=password)
        event.listen(self._writer, "do_connect", lambda *connecting: connecting[-1].update(password=password))

    def release_desk(self) -> None:
        """Give the desk back; nothing happens when none is held."""
        if self._desk is not None:
            self._desk.release()
            self._desk = None

    def close(self) -> None:
        """Close every connection and give back what is held."""
        self.release_desk()
        self._writer.dispose()
        self._reader.dispose()
        if self._program is not None:
            self._program.release()
            self._program = None


def address_of(url: str | URL) -> URL:
    """The address as an object; refused when it is not one of the two kinds."""
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        raise refuse("database-url-wrong") from None
    dialect_of(made)
    return made


def dialect_of(url: URL) -> Dialect:
    """Which of the two databases an address is of."""
    if url.drivername == "sqlite":
        return "sqlite"
    if url.drivername in {"postgresql", "postgresql+psycopg", "postgres"}:
        return "postgresql"
    raise refuse("database-url-wrong")


def place_of(url: URL) -> str:
    """Where the data is, without user name and password."""
    if dialect_of(url) == "sqlite":
        return str(sqlite.path_of(url))
    host = url.host or url.query.get("host") or "this machine"
    return f"{url.database} on {host if isinstance(host, str) else ', '.join(host)}"


def open_database(
    url: str | URL, *, read_only: bool = False, patience: Patience = PATIENCE, scratch: bool = False
) -> Database:
    """Open a database that is set up, and refuse one that this program may not work with, in words.

    It must exist, lie on a local disk (SQLite), be open in no other program that writes (SQLite), have the
    tables of this program or newer ones that it may write, and have all its guards. `scratch` is for an SQLite file
    that nobody uses before it is whole, and that is thrown away when its making breaks off: no commit waits for the
    disk.
    """
    address = address_of(url)
    if dialect_of(address) == "sqlite":
        fitness.ask_file(sqlite.path_of(address), to_write=not read_only)
    with in_words(place_of(address)):
        database = Database(address, read_only=read_only, patience=patience, scratch=scratch)
    try:
        with database.reading() as work:
            fitness.ask(work.connection, database.place)
            database.own_logins = logins.kind(work.connection) == "own"
        database.ask_settings()
    except BaseException:
        database.close()
        raise
    return database
