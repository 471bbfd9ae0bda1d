"""The sample office for tests: made once per run on each database, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_desk import paths
from oss_desk.operations.program import Program
from oss_desk.operations.sample.sample import make_sample
from oss_desk.storage.database import open_database
from oss_desk.storage.migrate import migrate
from tests.postgres import FreshDatabase, PostgresServer

NOON = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
"""A Wednesday, noon in the sample office; its last day of life goes on until then."""

SampleUrl = str


def build_sample(url: str, moment: datetime = NOON) -> None:
    """Fill the database at this address with the sample office as it stands at that moment; nobody has it open then."""
    migrate(url, paths.migrations())
    database = open_database(url)
    make_sample(Program(database, lambda: moment, paths.resources(), "A"))
    database.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite sample office that tests copy; nobody has it open."""
    file = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    build_sample(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_sample(sample_file: Path, tmp_path: Path) -> SampleUrl:
    """The address of a sample office in an SQLite file of its own."""
    return f"sqlite:///{shutil.copy(sample_file, tmp_path / 'sample.sqlite')}"


@pytest.fixture
def postgresql_sample(postgres_server: PostgresServer, fresh_postgres_database: FreshDatabase) -> SampleUrl:
    """The address of a sample office in a PostgreSQL database of its own."""
    return fresh_postgres_database(postgres_server.template("sample", build_sample))


@pytest.fixture
def sample_url(dialect: str, request: pytest.FixtureRequest) -> SampleUrl:
    """The address of a sample office; the test runs once on each kind of database."""
    url: str = request.getfixturevalue(f"{dialect}_sample")
    return url


@pytest.fixture
def sample(sample_url: SampleUrl) -> Iterator[Program]:
    """A sample office, open, with nobody signed in, at noon."""
    yield from opened(sample_url)


@pytest.fixture
def sqlite_program(sqlite_sample: SampleUrl) -> Iterator[Program]:
    """The same on SQLite alone."""
    yield from opened(sqlite_sample)


def opened(url: str, clock: Callable[[], datetime] = lambda: NOON) -> Iterator[Program]:
    """A program on this office while a test runs."""
    database = open_database(url)
    yield Program(database, clock, paths.resources(), "A")
    database.close()
