"""An office that an older program made is brought up to date with every row it has, whatever was rebuilt on the way."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from alembic import command
from sqlalchemy import Connection, NullPool, create_engine

from oss_desk.domain.jobs import PrintJob
from oss_desk.storage import migrate as migrating
from oss_desk.storage import rows, sqlite
from oss_desk.storage.database import address_of, open_database
from oss_desk.storage.migrate import migrate
from tests.databases import MIGRATIONS
from tests.storage.test_migrate import empty_url

__all__ = ["empty_url"]

OFFICE = """INSERT INTO office (id, version, public_id, name, address_lines, complaint_route, currency,
  currency_exponent, zone, country, region, languages, sample, created_at) VALUES
  (1, 1, '0123456789abcdef0123456789abcdef', 'Town hall', '[]', '',
   'EUR', 2, 'UTC', 'FR', NULL, '["en"]', {no}, '2026-01-01T00:00:00.000000Z')"""
DESK = """INSERT INTO desk (id, version, code, name, takes_cash, signed_in_id, next_receipt, next_case, next_event,
  next_session, next_z) VALUES (1, 1, 'A', 'Desk A', {yes}, NULL, 1, 1, 1, 1, 1)"""
JOB = """INSERT INTO print_job (id, version, kind, desk_id, subject_kind, subject_id, language, content, layout, state,
  created_at, finished_at, error)
  VALUES ({id}, 1, 'receipt', 1, 'payment', 7, 'en', '{{}}', 1, 'waiting', '2026-01-01T00:00:00.000000Z', NULL, '')"""


@contextmanager
def older(url: str) -> Iterator[Connection]:
    """A connection to a database as the program with the fourth migration made it."""
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        path = sqlite.path_of(address)
        engine = sqlite.engine(path, busy_ms=1000, mode="rwc", settings=sqlite.MIGRATING, pooled=False)
    else:
        engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        if not connection.in_transaction():
            connection.begin()
        config = migrating._config(MIGRATIONS)
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        yield connection
        connection.commit()


@pytest.fixture
def old_url(empty_url: str) -> str:
    """An office of that program: one desk and two papers that wait for its printer."""
    with older(empty_url) as connection:
        words = {"yes": "1", "no": "0"} if connection.dialect.name == "sqlite" else {"yes": "true", "no": "false"}
        for statement in (OFFICE, DESK, JOB.replace("{id}", "3"), JOB.replace("{id}", "9")):
            connection.exec_driver_sql(statement.format(**words))
    return empty_url


def test_papers_of_an_older_office_are_kept_and_any_kind_may_follow(old_url: str) -> None:
    migrate(old_url, MIGRATIONS)
    with closing(open_database(old_url)) as database, database.writing() as work:
        first, second = rows.every(work, PrintJob)
        assert (first.id, second.id, first.kind, first.state) == (3, 9, "receipt", "waiting")
        values = {name: getattr(first, name) for name in first.__dataclass_fields__ if name not in ("id", "version")}
        assert rows.add(work, PrintJob, **{**values, "kind": "poster"}).id not in (3, 9)
