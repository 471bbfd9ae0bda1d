"""Guards: history is only added to, whatever statement tries otherwise, and a missing guard is noticed at the start."""

import re
from contextlib import closing

import pysqlite3
import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from oss_desk.domain.cases import Case
from oss_desk.domain.history import EventText
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.storage import guards, rows
from oss_desk.storage.database import Database, Work, open_database
from oss_desk.storage.errors import HISTORY, UNFIT
from oss_desk.storage.migrate import migrate
from oss_desk.storage.schema import APPEND_ONLY, METADATA, TABLES
from tests.databases import MIGRATIONS, NewDatabase
from tests.storage.filled import commit_untold, filled

RECORDS = {table.name: record for record, table in TABLES.items()}
NAMED_IN_THE_DESIGN = (
    "event event_text command service_version publication demand demand_line payment payment_part receipt "
    "case_answers handover issued_output issued_output_state receipt_copy"
)
KEPT = pytest.mark.parametrize("table", APPEND_ONLY)


def attempt(database: Database, statement: str) -> None:
    with database.writing() as work:
        work.connection.execute(text(statement))
        work.commit()


def stored(database: Database, table: str) -> None:
    with database.writing() as work:
        filled(work, RECORDS[table])
        commit_untold(work)


def key_of(table: str) -> str:
    return next(iter(METADATA.tables[table].primary_key.columns)).name


def test_every_table_that_the_design_names_is_guarded() -> None:
    assert set(NAMED_IN_THE_DESIGN.split()) <= set(APPEND_ONLY)


def refused(work: Work, statement: str) -> str:
    """What the database says to a statement that it refuses; the transaction goes on."""
    with pytest.raises(DBAPIError) as error, work.connection.begin_nested():
        work.connection.execute(text(statement))
    return str(error.value.orig)


@KEPT
def test_history_is_not_updated(work: Work, table: str) -> None:
    filled(work, RECORDS[table])
    for column in METADATA.tables[table].columns:
        assert HISTORY in refused(work, f'UPDATE {table} SET "{column.name}" = "{column.name}"')


@KEPT
def test_history_is_not_deleted(work: Work, table: str) -> None:
    filled(work, RECORDS[table])
    assert HISTORY in refused(work, f"DELETE FROM {table}")


@KEPT
def test_history_is_not_replaced(work: Work, table: str) -> None:
    filled(work, RECORDS[table])
    key = key_of(table)
    if work.dialect == "sqlite":
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        assert re.search(f"UNIQUE constraint failed|{UNFIT}", refused(work, statement))
        return
    statement = f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}"
    assert re.search(f"{HISTORY}|{UNFIT}", refused(work, statement))


def test_what_the_guards_say_is_told_in_a_sentence(database: Database) -> None:
    stored(database, "payment")
    with pytest.raises(Refused, match="history-is-kept"):
        attempt(database, "DELETE FROM payment")


def test_a_unique_key_does_not_replace_history_even_where_triggers_do_not_recur(new_sqlite: NewDatabase) -> None:
    url = new_sqlite()
    with closing(open_database(url)) as database, database.writing() as work:
        for table in APPEND_ONLY:
            filled(work, RECORDS[table])
        commit_untold(work)
    with closing(pysqlite3.connect(url.removeprefix("sqlite:///"))) as strange:
        assert strange.execute("PRAGMA recursive_triggers").fetchone()[0] == 0
        for table in APPEND_ONLY:
            _replace(strange, table)


def _replace(strange: pysqlite3.Connection, table: str) -> None:
    """Write the rows again, once for each unique key, the other keys changed so that only this one is met."""
    for unique in [[key_of(table)], *_unique_columns(strange, table)]:
        columns = [column.name for column in METADATA.tables[table].columns]
        changed = [f'"{name}"' if name in unique or name != "id" else "id + 1000" for name in columns]
        with pytest.raises(pysqlite3.IntegrityError, match=f"UNIQUE constraint failed|{UNFIT}"):
            strange.execute(f"INSERT OR REPLACE INTO {table} SELECT {', '.join(changed)} FROM {table}")


def _unique_columns(connection: pysqlite3.Connection, table: str) -> list[list[str]]:
    indexes = connection.execute(f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\"").fetchall()
    asked = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
    return [[row[0] for row in connection.execute(asked, index).fetchall()] for index in indexes]


def test_history_is_not_truncated(postgresql_database: Database) -> None:
    with postgresql_database.writing() as work:
        for table in APPEND_ONLY:
            assert HISTORY in refused(work, f"TRUNCATE {table} CASCADE")


def test_guards_hold_in_a_session_that_replicates(postgresql_database: Database) -> None:
    stored(postgresql_database, "event")
    with pytest.raises(Refused, match="history-is-kept"):
        attempt(postgresql_database, "SET LOCAL session_replication_role = replica; DELETE FROM event")


def test_a_text_of_an_event_may_be_emptied_and_nothing_else(database: Database) -> None:
    with database.writing() as work:
        kept = filled(work, EventText, text="private")
        commit_untold(work)
    emptied = "text = '', salt = ''"
    for change in ("text = 'other', salt = ''", "text = ''", f"{emptied}, kind = 'x'", f"{emptied}, digest = ''"):
        with pytest.raises(Refused, match="history-is-kept"):
            attempt(database, f"UPDATE event_text SET {change}")
    with pytest.raises(Refused, match="history-is-kept"):
        attempt(database, f"UPDATE event_text SET {emptied}, id = {kept.id + 1}")
    attempt(database, f"UPDATE event_text SET {emptied}")
    with database.reading() as work:
        assert rows.get(work, EventText, kept.id).text == ""


@pytest.mark.parametrize("number", guards.NUMBERS)
def test_numbers_of_a_desk_never_go_back(database: Database, number: str) -> None:
    with database.writing() as work:
        filled(work, Desk, **{number: 5})
        work.commit()
    attempt(database, f"UPDATE desk SET {number} = 5, name = 'Other'")
    with pytest.raises(Refused, match="history-is-kept"):
        attempt(database, f"UPDATE desk SET {number} = 4")


def test_cases_still_change(database: Database) -> None:
    with database.writing() as work:
        case = rows.change(work, filled(work, Case), step="sign")
    assert case.version == 2


def test_all_guards_stand_after_the_migration(database: Database) -> None:
    with database.reading() as work:
        stand = guards.standing(work.connection)
        assert sorted(stand, key=str) == sorted(guards.GUARDS[database.dialect], key=str)
        guards.check(work.connection)


@pytest.mark.parametrize("name", ["guard_payment_update", "guard_event_delete", "guard_desk_numbers"])
def test_a_missing_guard_is_noticed_at_the_start(database: Database, database_url: str, name: str) -> None:
    table = next(guard.table for guard in guards.GUARDS[database.dialect] if guard.name == name)
    on = f" ON {table}" if database.dialect == "postgresql" else ""
    attempt(database, f"DROP TRIGGER {name}{on}")
    database.close()
    with pytest.raises(Refused, match="guards-missing") as refused:
        open_database(database_url)
    assert refused.value.message.values == {"guards": name}


def test_a_guard_that_lets_something_through_is_noticed(database: Database, database_url: str) -> None:
    weaker = {
        "sqlite": [
            "DROP TRIGGER guard_receipt_update",
            "CREATE TRIGGER guard_receipt_update BEFORE UPDATE ON receipt WHEN new.id > 7 "
            "BEGIN SELECT RAISE(ABORT, 'history is only added to'); END",
        ],
        "postgresql": ["ALTER TABLE receipt DISABLE TRIGGER guard_receipt_update"],
    }
    for statement in weaker[database.dialect]:
        attempt(database, statement)
    database.close()
    with pytest.raises(Refused, match="guards-missing"):
        open_database(database_url)


def test_a_guard_whose_function_was_emptied_is_noticed(postgresql_database: Database) -> None:
    emptied = f"CREATE OR REPLACE FUNCTION {guards.KEPT}() RETURNS trigger LANGUAGE plpgsql AS "
    attempt(postgresql_database, emptied + "$$BEGIN RETURN NEW; END$$")
    url = postgresql_database.address.render_as_string(hide_password=False)
    with pytest.raises(Refused, match="guards-missing"):
        open_database(url)


def test_guards_are_put_up_again_by_migrating(database: Database, database_url: str) -> None:
    on = " ON payment" if database.dialect == "postgresql" else ""
    attempt(database, f"DROP TRIGGER guard_payment_update{on}")
    database.close()
    with pytest.raises(Refused, match="guards-missing"):
        open_database(database_url)
    migrate(database_url, MIGRATIONS)
    open_database(database_url).close()


def test_no_table_of_money_or_history_is_emptied_by_a_cascade(database: Database) -> None:
    with database.reading() as work:
        assert [rule for rule in _delete_rules(work.connection) if rule not in {None, "NO ACTION"}] == []


def _delete_rules(connection: Connection) -> list[str | None]:
    tables = inspect(connection)
    keys = [key for table in tables.get_table_names() for key in tables.get_foreign_keys(table)]
    assert len(keys) > 50
    return [key["options"].get("ondelete") for key in keys]
