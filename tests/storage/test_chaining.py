"""The migration that made chains: an office with real life in it is chained whole, and says that it was done."""

from pathlib import Path

import pytest
from sqlalchemy import text

from oss_desk.storage.migrate import migrate
from tests.databases import MIGRATIONS
from tests.postgres import FreshDatabase
from tests.storage.older import engine, office_of


@pytest.fixture
def older_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty place for a database."""
    if dialect == "sqlite":
        return f"sqlite:///{tmp_path}/older.sqlite"
    fresh: FreshDatabase = request.getfixturevalue("fresh_postgres_database")
    return fresh()


@pytest.fixture
def chained(older_url: str, sqlite_sample: str) -> str:
    """The sample office as the first program kept it, migrated by this one."""
    office_of(older_url, "0004", sqlite_sample)
    migrate(older_url, MIGRATIONS)
    return older_url


MIGRATED = "SELECT kind FROM event WHERE command_id IN (SELECT id FROM command WHERE operation = 'migrate')"
UNLINKED = "SELECT count(*) FROM event WHERE id NOT IN (SELECT event_id FROM link)"


def test_an_older_office_is_chained_and_an_event_records_it(chained: str) -> None:
    with engine(chained).connect() as connection:
        kinds = set(connection.scalars(text(MIGRATED)))
        unlinked = connection.scalar(text(UNLINKED))
    assert (kinds, unlinked) == ({"history-chained"}, 0)
