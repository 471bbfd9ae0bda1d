"""Records and rows: what goes in comes back, changes name what they saw, and nothing else is written over."""

import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from oss_desk.domain.cases import Case, Evidence, EvidenceUse, Suspension
from oss_desk.domain.catalogue import RegisterEntry, ServiceVersion
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk, Official, Role
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Demand, Payment, PaymentDemand
from oss_desk.domain.visits import Draft, Visit
from oss_desk.storage import office, rows
from oss_desk.storage.database import Database, Work, open_database
from oss_desk.storage.schema import APPEND_ONLY, TABLES
from tests.databases import NewDatabase
from tests.storage.filled import NOON, commit_untold, filled, values_of

RECORDS = sorted(TABLES, key=lambda record: record.__name__)


@pytest.mark.parametrize("record", RECORDS)
def test_columns_are_named_as_the_fields(record: type[Any]) -> None:
    assert [column.name for column in TABLES[record].columns] == [field.name for field in fields(record)]


@pytest.mark.parametrize("record", RECORDS)
def test_every_record_comes_back_as_it_was_put_in(work: Work, record: type[Any]) -> None:
    values = values_of(work, record)
    made = rows.add(work, record, **values)
    assert {name: getattr(made, name) for name in values} == values
    assert rows.get(work, record, rows.key(made)) == made
    assert rows.read_again(work, record.__name__, rows.key(made)) == made
    assert rows.every(work, record) == (made,)
    assert rows.find(work, record, **values) == made


def test_a_new_row_has_version_1_and_an_own_id(database: Database) -> None:
    with database.writing() as work:
        first, second = filled(work, Citizen), filled(work, Citizen)
    assert (first.version, second.version, second.id) == (1, 1, first.id + 1)


def test_leaving_without_commit_rolls_back(database: Database) -> None:
    with database.writing() as work:
        filled(work, Citizen)
    with pytest.raises(TypeError), database.writing() as work:
        rows.change(work, filled(work, Payment), amount=1)
    with database.reading() as work:
        assert rows.every(work, Citizen) == ()


def test_a_change_counts_the_version_on(database: Database) -> None:
    with database.writing() as work:
        before = filled(work, Citizen, name="Tamar")
        after = rows.change(work, before, name="Tamara", phones=("599",))
        assert after == replace(before, name="Tamara", phones=("599",), version=2)
        assert rows.get(work, Citizen, before.id) == after


def test_a_change_of_what_was_changed_meanwhile_is_refused_and_says_by_whom(database: Database) -> None:
    with database.writing() as work:
        seen = filled(work, Citizen)
        rows.change(work, seen, name="First")
        official = filled(work, Official, name="Mariam")
        filled(work, Event, subject_kind="citizen", subject_id=seen.id, official_id=official.id)
        commit_untold(work)
    with pytest.raises(Refused) as refused, database.writing() as work:
        rows.change(work, seen, name="Second")
    assert [message.code for message in refused.value.messages] == ["changed-meanwhile", "changed-by"]
    assert refused.value.messages[1].values == {"who": "Mariam"}
    with database.reading() as work:
        assert rows.get(work, Citizen, seen.id).name == "First"


def test_who_has_waited_for_a_lock_sees_what_was_stored_meanwhile(postgresql_database: Database) -> None:
    with postgresql_database.writing() as work:
        desk = filled(work, Desk)
        work.commit()
    with postgresql_database.writing() as work, postgresql_database.writing() as other:
        assert rows.get(work, Desk, desk.id) == desk
        renamed = rows.change(other, desk, name="Window 2")
        other.commit()
        assert rows.get(work, Desk, desk.id) == desk
        assert rows.lock(work, Desk, desk.id) == (renamed,)
        assert rows.get(work, Desk, desk.id) == renamed


def test_a_transaction_sees_what_it_wrote_itself(work: Work) -> None:
    desk = filled(work, Desk)
    assert rows.every(work, Desk, id=desk.id) == (desk,)
    renamed = rows.change(work, desk, name="Window 2")
    assert (rows.get(work, Desk, desk.id), rows.every(work, Desk, id=desk.id)) == (renamed, (renamed,))
    office.next_number(work, desk.id, "receipt")
    assert rows.get(work, Desk, desk.id).next_receipt == desk.next_receipt + 1


def test_of_two_changes_at_once_one_is_stored(database: Database) -> None:
    with database.writing() as work:
        seen = filled(work, Citizen)
        work.commit()
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def change(name: str) -> None:
        barrier.wait()
        try:
            with database.writing() as work:
                rows.change(work, seen, name=name)
                work.commit()
            outcomes.append(name)
        except Refused as refused:
            outcomes.append(refused.message.code)

    threads = [threading.Thread(target=change, args=(name,)) for name in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as work:
        stored = rows.get(work, Citizen, seen.id)
    assert sorted(outcomes) == sorted([stored.name, "changed-meanwhile"])


def test_a_row_without_version_must_still_have_the_values_that_change(database: Database) -> None:
    with database.writing() as work:
        running = filled(work, Suspension)
        ended = rows.change(work, running, to_at=NOON)
        assert ended == replace(running, to_at=NOON)
        with pytest.raises(Refused, match="changed-meanwhile"):
            rows.change(work, running, to_at=NOON + timedelta(days=1))


@pytest.mark.parametrize("record", [record for record in RECORDS if TABLES[record].name in APPEND_ONLY])
def test_history_is_not_changed_by_rows(work: Work, record: type[Any]) -> None:
    made = filled(work, record)
    with pytest.raises(TypeError, match="only added to"):
        rows.change(work, made)


@pytest.mark.parametrize("record", [record for record in RECORDS if record not in rows.REMOVABLE])
def test_only_what_has_no_history_is_removed(work: Work, record: type[Any]) -> None:
    with pytest.raises(TypeError, match="never removed"):
        rows.remove(work, record)


def test_drafts_and_papers_of_an_open_visit_are_removed(database: Database) -> None:
    with database.writing() as work:
        use = filled(work, EvidenceUse)
        draft = filled(work, Draft)
        assert rows.remove(work, Draft, visit_id=draft.visit_id, part="pay") == 0
        assert rows.remove(work, Draft, visit_id=draft.visit_id) == 1
        assert rows.remove(work, EvidenceUse, id=use.id) == rows.remove(work, Evidence, id=use.evidence_id) == 1
        commit_untold(work)


def test_a_paper_that_a_case_counts_is_not_taken_away(database: Database) -> None:
    with database.writing() as work:
        use = filled(work, EvidenceUse, case_id=filled(work, Case).id)
        commit_untold(work)
    with pytest.raises(Refused, match="history-is-kept"), database.writing() as work:
        rows.remove(work, EvidenceUse, id=use.id)


def test_a_draft_is_written_over(database: Database) -> None:
    with database.writing() as work:
        visit = filled(work, Visit)
        for content in ('{"name":"T"}', '{"name":"Ta"}'):
            rows.put(work, Draft, visit_id=visit.id, part="person", content=content, command_id="c", kept_at=NOON)
        assert [draft.content for draft in rows.every(work, Draft)] == ['{"name":"Ta"}']


def test_a_register_entry_written_over_counts_its_version(database: Database) -> None:
    with database.writing() as work:
        for content in ("{}", '{"a":1}'):
            entry = rows.put(work, RegisterEntry, kind="role", code="registrar", content=content)
    assert (entry.version, entry.content) == (2, '{"a":1}')


def test_history_is_not_written_over(database: Database) -> None:
    with database.writing() as work, pytest.raises(TypeError, match="not written over"):
        rows.put(work, Payment, **values_of(work, Payment))


def test_what_is_not_there_is_refused(database: Database) -> None:
    with database.writing() as work:
        for ask in (lambda: rows.get(work, Case, 7), lambda: rows.lock(work, Case, 7)):
            with pytest.raises(Refused, match="not-found") as refused:
                ask()
            assert refused.value.message.values == {"kind": "case"}
        assert rows.find(work, Case, id=7) is None


def test_every_takes_sets_none_and_an_order(database: Database) -> None:
    with database.writing() as work:
        names = [
            filled(work, Citizen, name=name, born=born) for name, born in (("B", None), ("A", "1989"), ("C", None))
        ]
        assert [found.name for found in rows.every(work, Citizen, born=None)] == ["B", "C"]
        assert [found.name for found in rows.every(work, Citizen, order_by=("-name",), name=frozenset("AB"))] == [
            "B",
            "A",
        ]
        assert rows.every(work, Citizen, id=()) == ()
        assert rows.every(work, Citizen, order_by=("name",)) == (names[1], names[0], names[2])


def test_keys_of_several_parts_are_lists(database: Database) -> None:
    with database.writing() as work:
        draft, settled, role = filled(work, Draft), filled(work, PaymentDemand), filled(work, Role)
        assert rows.key(draft) == [draft.visit_id, "person"]
        assert rows.get(work, Draft, (draft.visit_id, "person")) == draft
        assert (rows.key(settled), rows.key(role)) == (settled.demand_id, "clerk")


def test_locked_rows_come_in_the_order_asked(database: Database) -> None:
    with database.writing() as work:
        first, second = filled(work, Demand), filled(work, Demand)
        assert rows.lock(work, Demand, second.id, first.id, second.id) == (second, first, second)


def test_a_reading_locks_nothing(database: Database) -> None:
    with database.reading() as work, pytest.raises(TypeError, match="writes"):
        rows.lock(work, Demand, 1)


def test_rows_locked_in_opposite_orders_do_not_wait_for_each_other(database: Database) -> None:
    with database.writing() as work:
        keys = [filled(work, Desk).id for _ in range(2)]
        work.commit()
    outcomes: list[str] = []

    def lock(order: list[int]) -> None:
        for _ in range(10):
            with database.writing() as work:
                rows.lock(work, Desk, *order)
                work.commit()
            outcomes.append("locked")

    threads = [threading.Thread(target=lock, args=(order,)) for order in (keys, keys[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["locked"] * 20


@pytest.fixture
def scanned_database(new_postgresql: NewDatabase) -> Iterator[Database]:
    """A PostgreSQL database that finds rows as they lie, and not through an index."""
    url = new_postgresql()
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for way in ("enable_indexscan", "enable_bitmapscan"):
            connection.execute(text(f'ALTER DATABASE "{connection.engine.url.database}" SET {way} = off'))
    database = open_database(url)
    yield database
    database.close()


def test_rows_are_locked_in_the_order_of_their_ids_wherever_they_lie(scanned_database: Database) -> None:
    with scanned_database.writing() as work:
        first, second = filled(work, Desk), filled(work, Desk)
        rows.change(work, first, name="Moved behind the second")
        work.commit()
    with scanned_database.writing() as holder:
        rows.lock(holder, Desk, second.id)
        waiting = threading.Thread(target=_lock, args=(scanned_database, second.id, first.id))
        waiting.start()
        _until_somebody_waits(scanned_database)
        with scanned_database.writing() as other, pytest.raises(DBAPIError, match="could not obtain lock"):
            other.connection.execute(text(f"SELECT 1 FROM desk WHERE id = {first.id} FOR UPDATE NOWAIT"))
    waiting.join()


def _lock(database: Database, *keys: int) -> None:
    with database.writing() as work:
        rows.lock(work, Desk, *keys)


def _until_somebody_waits(database: Database) -> None:
    waiting = 0
    while not waiting:
        with database.reading() as work:
            waiting = work.connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one()


MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(timezone(timedelta(hours=4))))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moment=MOMENTS)
def test_a_moment_comes_back_in_utc_to_the_microsecond(shared_database: Database, moment: datetime) -> None:
    with shared_database.writing() as work:
        made = filled(work, Citizen, created_at=moment)
        assert made.created_at == moment
        assert made.created_at.tzinfo is UTC
        assert rows.find(work, Citizen, created_at=moment) == made


def test_moments_are_ordered_as_they_happened(database: Database) -> None:
    moments = [datetime(999, 1, 1, tzinfo=UTC), NOON.replace(microsecond=0), NOON, NOON + timedelta(microseconds=1)]
    with database.writing() as work:
        for moment in reversed(moments):
            filled(work, Citizen, created_at=moment)
        assert [found.created_at for found in rows.every(work, Citizen, order_by=("created_at",))] == moments


def test_a_moment_without_its_zone_is_a_bug(database: Database) -> None:
    with database.writing() as work, pytest.raises(Exception, match="without its zone"):
        filled(work, Citizen, created_at=datetime(2026, 3, 2))


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=50)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(name=TEXTS, others=st.lists(TEXTS, max_size=3).map(tuple), content=TEXTS)
def test_texts_come_back_to_the_character(database: Database, name: str, others: tuple[str, ...], content: str) -> None:
    with database.writing() as work:
        made = filled(work, Citizen, name=name, other_names=others)
        version = filled(work, ServiceVersion, content=f"[{content}]")
        assert (made.name, made.other_names, version.content) == (name, others, f"[{content}]")


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d", "\udc80"])
def test_a_character_that_one_database_cannot_hold_is_refused_on_both(database: Database, text: str) -> None:
    with pytest.raises(Refused, match="text-unfit"), database.writing() as work:
        filled(work, Citizen, name=text)


def test_a_text_that_is_too_long_is_told(database: Database) -> None:
    with pytest.raises(Refused, match="text-too-long") as refused, database.writing() as work:
        filled(work, Citizen, name="a" * 301)
    assert refused.value.message.values["field"] == "citizen_name"


def test_a_reading_sees_one_moment_and_writes_nothing(database: Database) -> None:
    with database.writing() as work:
        filled(work, Citizen)
        work.commit()
    with database.reading() as reading:
        assert len(rows.every(reading, Citizen)) == 1
        with database.writing() as work:
            filled(work, Citizen)
            work.commit()
        assert len(rows.every(reading, Citizen)) == 1
    with pytest.raises(Refused, match="read-only"), database.reading() as reading:
        filled(reading, Citizen)
    with database.reading() as reading:
        assert len(rows.every(reading, Citizen)) == 2
