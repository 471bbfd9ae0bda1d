"""One database of each kind for all tests that leave nothing behind: each gets a transaction that is rolled back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from oss_desk.storage.database import Database, Work, open_database
from oss_desk.storage.migrate import migrate
from tests.databases import DIALECTS, MIGRATIONS, void
from tests.postgres import PostgresServer


@pytest.fixture(scope="session", params=DIALECTS)
def shared_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty migrated database, open for the whole run; nobody commits to it."""
    with _address(request) as url:
        database = open_database(url)
        yield database
        database.close()


@contextmanager
def _address(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path_factory").mktemp("shared")
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), folder / 'office.sqlite')}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(server.template("migrated", lambda url: void(migrate(url, MIGRATIONS))))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def work(shared_database: Database) -> Iterator[Work]:
    """A transaction that may write and is rolled back."""
    with shared_database.writing() as opened:
        yield opened
