"""An empty migrated database of each kind for a test, copied from a template that is migrated once per run."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oss_desk.storage.database import Database, open_database
from oss_desk.storage.migrate import migrate
from tests.postgres import FreshDatabase, PostgresServer

MIGRATIONS = Path(__file__).parent.parent / "migrations"
DIALECTS = ("sqlite", "postgresql")
NewDatabase = Callable[[], str]
"""`new_database() -> URL` of a further empty migrated database"""


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """Which of the two databases the test runs on."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file that test databases are copies of; nobody has it open."""
    path = tmp_path_factory.mktemp("template") / "office.sqlite"
    migrate(f"sqlite:///{path}", MIGRATIONS)
    return path


@pytest.fixture
def new_database(dialect: str, request: pytest.FixtureRequest) -> NewDatabase:
    """Makes empty migrated databases of the kind under test and gives their addresses."""
    kinds: dict[str, str] = {"sqlite": "new_sqlite", "postgresql": "new_postgresql"}
    maker: NewDatabase = request.getfixturevalue(kinds[dialect])
    return maker


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> NewDatabase:
    """Makes empty migrated SQLite files."""

    def new() -> str:
        number = len(list(tmp_path.glob("office*.sqlite"))) + 1
        return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / f'office{number}.sqlite')}"

    return new


@pytest.fixture
def new_postgresql(postgres_server: PostgresServer, fresh_postgres_database: FreshDatabase) -> NewDatabase:
    """Makes empty migrated databases on the PostgreSQL server of the tests."""
    template = postgres_server.template("migrated", lambda url: void(migrate(url, MIGRATIONS)))
    return lambda: fresh_postgres_database(template)


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """The address of an empty migrated database that nobody has open."""
    return new_database()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty migrated database, open; the test runs once on each kind."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(new_sqlite: NewDatabase) -> Iterator[Database]:
    """An open SQLite database, for what only SQLite has."""
    opened = open_database(new_sqlite())
    yield opened
    opened.close()


@pytest.fixture
def postgresql_database(new_postgresql: NewDatabase) -> Iterator[Database]:
    """An open PostgreSQL database, for what only PostgreSQL has."""
    opened = open_database(new_postgresql())
    yield opened
    opened.close()


def void(_: object) -> None:
    """Drop a result where none is wanted."""
