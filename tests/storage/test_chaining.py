"""The migration that made chains: an office with real life in it is chained whole, and says that it was done."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from oss_desk.storage import guards, verifying, whole
from oss_desk.storage.database import Database, open_database
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


def test_an_older_office_is_chained_whole_and_an_event_records_it(chained: str) -> None:
    with engine(chained).connect() as connection:
        kinds = set(connection.scalars(text(MIGRATED)))
        unlinked = connection.scalar(text(UNLINKED))
    assert (kinds, unlinked) == ({"history-chained"}, 0)
    with closing(open_database(chained)) as database, database.reading() as work:
        check = verifying.begin(work)
        chains = verifying.chains(work)
        assert {chain.reason for chain in chains} == {"chained"}
        assert [one for chain in chains for one in verifying.check_chain(check, chain)] == []
        assert list(whole.check_whole(check, chains, ())) == []
        assert check.links > 400
        assert check.named.there["payment"] > 10


def test_what_was_there_before_is_sealed_as_what_comes_after(chained: str) -> None:
    with engine(chained).connect() as connection:
        for guard in guards.standing(connection):
            on = f' ON "{guard.table}"' if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {guard.name}{on}"))
        connection.execute(text("UPDATE demand SET amount = amount + 1 WHERE id = 3"))
        guards.put_up(connection)
        connection.commit()
    with closing(open_database(chained)) as database, database.reading() as work:
        check = verifying.begin(work)
        found = [one for chain in verifying.chains(work) for one in verifying.check_chain(check, chain)]
    assert [(one.harm, one.of, one.key) for one in found] == [("changed", "demand", "3")]


def test_an_empty_database_is_not_chained(sqlite_database: Database) -> None:
    with sqlite_database.reading() as work:
        assert verifying.chains(work) == ()
