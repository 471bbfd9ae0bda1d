"""Transactions in each other's way on PostgreSQL are begun again a few times, and nothing is held open meanwhile."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from oss_desk.domain.history import Command
from oss_desk.domain.messages import Refused
from oss_desk.domain.visits import Visit
from oss_desk.operations.clashes import TRIES
from oss_desk.operations.people import people
from oss_desk.operations.visits import drafts, visits
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.operations.conftest import COPY, Clock, Shop, build
from tests.postgres import FreshDatabase, PostgresServer

FAULT = """
CREATE SEQUENCE clashes;
CREATE FUNCTION clash() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF nextval('clashes') <= {times} THEN
    RAISE EXCEPTION USING MESSAGE = 'another transaction won', ERRCODE = '{state}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clash BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION clash()
"""
"""The server breaks off the first transactions that write there; a sequence counts on when they are rolled back."""


@pytest.fixture
def shop(postgres_server: PostgresServer, fresh_postgres_database: FreshDatabase, clock: Clock) -> Iterator[Shop]:
    """A shop on PostgreSQL."""
    with closing(open_database(fresh_postgres_database(postgres_server.template("shop", build)))) as database:
        yield Shop(database, clock)


def broken_off(shop: Shop, times: int, state: str = "40001", table: str = "command") -> None:
    """From now on the server breaks off so many transactions."""
    with shop.database.writing() as work:
        work.connection.exec_driver_sql(FAULT.format(times=times, state=state, table=table))
        work.commit()


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_command_that_lost_is_begun_again_and_done_once(shop: Shop, state: str) -> None:
    ada = shop.at("ada")
    broken_off(shop, TRIES - 1, state)
    opened = visits.open_visit(ada, "once", visitor_id=None).result
    with ada.database.reading() as work:
        assert rows.every(work, Visit) == (opened,)
        assert rows.find(work, Command, id="once") is not None


def test_after_the_last_try_it_is_told_and_nothing_was_stored(shop: Shop) -> None:
    ada = shop.at("ada")
    broken_off(shop, TRIES)
    with pytest.raises(Refused, match="busy-try-again"):
        visits.open_visit(ada, "once", visitor_id=None)
    with ada.database.reading() as work:
        assert rows.every(work, Visit) == ()
        assert rows.find(work, Command, id="once") is None
    assert visits.open_visit(ada, "once", visitor_id=None).result.state == "open"


def test_what_is_typed_is_kept_though_the_first_try_lost(shop: Shop) -> None:
    visit = shop.visit()
    broken_off(shop, 1, table="draft")
    drafts.keep_draft(shop.at("ada"), visit_id=visit.id, part="person", content={"name": "T"})
    assert drafts_of(shop, visit.id) == ["person"]


def drafts_of(shop: Shop, visit_id: int) -> list[str]:
    """The parts of a visit that are kept."""
    with shop.database.reading() as work:
        asked = text("SELECT part FROM draft WHERE visit_id = :visit")
        return list(work.connection.scalars(asked, {"visit": visit_id}))


def test_nothing_is_held_open_while_the_office_waits_for_an_official(shop: Shop) -> None:
    """After each thing done, read or refused no session of the office stands in a transaction or holds a row (R36)."""
    ada, version = shop.at("ada"), shop.service(COPY)
    person = shop.citizen()
    visit = shop.visit(person)
    assert waiting(shop) == 0
    shop.line(visit, version)
    assert waiting(shop) == 0
    people.person(ada, kind="citizen", id=person.id)
    visits.visit(ada, visit_id=visit.id)
    assert waiting(shop) == 0
    with pytest.raises(Refused):
        visits.visit(ada, visit_id=4711)
    with pytest.raises(Refused):
        visits.close_visit(ada, "late", visit_id=visit.id, version=visit.version + 7, outcome="left")
    assert waiting(shop) == 0


def waiting(shop: Shop) -> int:
    """How many other sessions stand in a transaction, or hold anything but a desk."""
    with shop.database.reading() as work:
        return int(work.connection.scalar(text(_WAITING)) or 0)


_WAITING = """
SELECT count(DISTINCT activity.pid) FROM pg_stat_activity AS activity LEFT JOIN pg_locks AS held USING (pid)
WHERE activity.datname = current_database() AND activity.pid <> pg_backend_pid()
AND (activity.state LIKE 'idle in transaction%' OR activity.xact_start IS NOT NULL
     OR held.locktype NOT IN ('advisory', 'virtualxid'))
"""
