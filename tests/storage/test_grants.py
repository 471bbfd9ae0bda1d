"""What each group may do to each table of an office with own logins, as the database itself answers to plain SQL."""

from contextlib import closing
from pathlib import Path
from typing import get_args

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from oss_desk.domain.messages import Refused
from oss_desk.domain.office import BUILT_IN_ROLES, Desk, Official, Role
from oss_desk.storage import grants, logins
from oss_desk.storage import office as office_rows
from oss_desk.storage.database import open_database
from oss_desk.storage.guard_rules import ACTORS
from oss_desk.storage.migrate import migrate
from oss_desk.storage.schema import APPEND_ONLY, METADATA
from tests.databases import MIGRATIONS
from tests.own_logins import OwnOffice
from tests.storage.filled import commit_untold, filled

GOLDEN = Path(__file__).with_name("grants.txt")
SECRETS: dict[str, str] = {role: f"{role}-secret" for role in BUILT_IN_ROLES}


def build(url: str) -> None:
    """One official for each built-in role, named as the role."""
    migrate(url, MIGRATIONS)
    with closing(open_database(url)) as database, database.writing() as work:
        for role in BUILT_IN_ROLES:
            filled(work, Role, code=role, belongs_to=None)
            office_rows.set_roles(work, filled(work, Official, login=role).id, frozenset({role}))
        commit_untold(work)


@pytest.fixture
def own_url(own_office: OwnOffice) -> str:
    """The address by which the server's administrator reaches an office with own logins."""
    return own_office("roles", build, SECRETS)


def connected(url: str, login: str) -> psycopg.Connection[tuple[object, ...]]:
    """What somebody has who knows a password and any program that speaks SQL."""
    address = make_url(url)
    role = logins.role_of(str(address.database), login)
    host = str(address.query["host"])
    return psycopg.connect(host=host, dbname=address.database, user=role, password=SECRETS[login], autocommit=True)


def outcome(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> str:
    """What becomes of a statement: "may", or the state that the server refuses it with. Nothing of it stays."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement.encode())
    except psycopg.Error as error:
        return str(error.sqlstate)
    return "may"


def may(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> bool:
    """Whether the server takes the statement; it refuses only for want of a right."""
    found = outcome(connection, statement)
    assert found in {"may", "42501"}, (statement, found)
    return found == "may"


def written(connection: psycopg.Connection[tuple[object, ...]], table: str) -> str:
    """What may be done to a table, a letter for each: read, add, delete, and the columns that may be changed."""
    columns = [column.name for column in METADATA.tables[table].columns]
    letters = "S" * may(connection, f'SELECT * FROM "{table}" WHERE false')
    letters += "I" * may(
        connection, f'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT * FROM "{table}" WHERE false'
    )
    letters += "D" * may(connection, f'DELETE FROM "{table}" WHERE false')
    changed = [name for name in columns if may(connection, f'UPDATE "{table}" SET "{name}" = "{name}" WHERE false')]
    return " ".join([letters, *(["U", *changed] if changed else [])])


def test_each_group_may_do_what_the_golden_list_says_and_nothing_else(own_url: str) -> None:
    found = []
    for role in BUILT_IN_ROLES:
        with connected(own_url, role) as connection:
            found += [f"{role} {table}: {written(connection, table)}" for table in sorted(METADATA.tables)]
    assert found == GOLDEN.read_text("utf-8").splitlines()


ERASING = "supervisor event_text: SI U text salt"
"""Texts are emptied by a supervisor, where an event tells of it and a second person agreed."""


def test_nobody_changes_or_deletes_or_truncates_history_and_money(own_url: str) -> None:
    for line in GOLDEN.read_text("utf-8").splitlines():
        who, rights = line.split(": ")
        if who.split()[1] in APPEND_ONLY:
            assert rights in {"S", "SI"} or line == ERASING, line
    for role in BUILT_IN_ROLES:
        with connected(own_url, role) as connection:
            assert {outcome(connection, f'TRUNCATE "{table}" CASCADE') for table in METADATA.tables} == {"42501"}


def test_every_table_is_written_by_somebody_and_says_who_did_it() -> None:
    granted = {table for grant in grants.GRANTS for table in grant.tables.split()}
    assert set(METADATA.tables) - granted == {"meta"}
    officials = {
        table: [key.parent.name for key in METADATA.tables[table].foreign_keys if key.column.table.name == "official"]
        for table in APPEND_ONLY
    }
    assert {table for table, columns in officials.items() if columns} - set(ACTORS) == OF_OTHERS


def test_somebody_may_take_the_next_number_of_every_series() -> None:
    counted = {right.column for right in grants.wanted() if (right.table, right.privilege) == ("desk", "UPDATE")}
    assert {f"next_{series}" for series in get_args(office_rows.Series)} <= counted


OF_OTHERS = {"approval", "copy_reason"}
"""An approval is asked for by the one and stored with the other's login; a reason stands beside its copy."""

FORGERIES: dict[str, str] = {
    "becomes the owner": "SET ROLE {owner}",
    "becomes the keeper": "SET ROLE {keeper}",
    "becomes another person": 'SET ROLE "supervisor@{database}"',
    "is another session": "SET SESSION AUTHORIZATION {owner}",
    "makes triggers sleep": "SET session_replication_role = replica",
    "takes a trigger away": "ALTER TABLE event DISABLE TRIGGER ALL",
    "drops a trigger": "DROP TRIGGER guard_event_delete ON event",
    "drops a table": "DROP TABLE event CASCADE",
    "adds a column": "ALTER TABLE payment ADD COLUMN mine text",
    "makes a function": "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "changes a guard": (
        "CREATE OR REPLACE FUNCTION guard_event_actor() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    ),
    "makes a table": "CREATE TABLE mine (a int)",
    "hides a table": "CREATE TEMP TABLE desk (a int)",
    "makes a schema": "CREATE SCHEMA mine",
    "reads the passwords": "SELECT rolpassword FROM pg_authid",
    "reads a file": "SELECT pg_read_file('/etc/hostname')",
    "runs a program": "COPY event TO PROGRAM 'cat'",
    "makes a login": "CREATE ROLE mine LOGIN",
    "joins a group": "GRANT oss_desk_{database}_cashier TO CURRENT_USER",
    "changes another's password": "ALTER ROLE \"supervisor@{database}\" PASSWORD 'x'",
    "says that logins are shared": "UPDATE meta SET value = 'shared' WHERE name = 'logins'",
    "takes another's login": "UPDATE official SET database_login = NULL",
    "ends the sessions of others": "SELECT oss_desk_end_sessions(1)",
    "makes a login by the keeper": "SELECT oss_desk_keep_login(1, NULL)",
}
"""What somebody tries who knows SQL."""
BY_THE_ADMINISTRATOR = {"ends the sessions of others", "makes a login by the keeper"}


@pytest.mark.parametrize("role", BUILT_IN_ROLES)
def test_whoever_knows_sql_gets_no_further(own_url: str, role: str) -> None:
    database = str(make_url(own_url).database)
    names = {"database": database, "owner": logins.group_of(database, "owner")}
    names["keeper"] = logins.group_of(database, "keeper")
    with connected(own_url, role) as connection:
        tried = {name: outcome(connection, statement.format(**names)) for name, statement in FORGERIES.items()}
    let = {name for name, found in tried.items() if found == "may"}
    own = {"becomes another person", "changes another's password"} if role == "supervisor" else set()
    assert let == (BY_THE_ADMINISTRATOR if role == "administrator" else own)
    assert set(tried.values()) <= {"may", "42501"}


FORGED_ROWS: dict[str, str] = {
    "guard_event_actor": (
        "UPDATE desk SET next_event = next_event + 1 WHERE id = {desk}; "
        "INSERT INTO event (desk_id, seq, kind, at, official_id, command_id, subject_kind, subject_id, payload) "
        "VALUES ({desk}, 1, 'x', now(), {supervisor}, 'c', 'desk', 1, '{{}}')"
    ),
    "guard_event_number": (
        "INSERT INTO event (desk_id, seq, kind, at, official_id, command_id, subject_kind, subject_id, payload) "
        "VALUES ({desk}, 7, 'x', now(), {clerk}, 'c', 'desk', 1, '{{}}')"
    ),
    "guard_desk_next_event": "UPDATE desk SET next_event = next_event + 2 WHERE id = {desk}",
    "guard_desk_used": "UPDATE desk SET next_event = next_event + 1 WHERE id = {desk}; SET CONSTRAINTS ALL IMMEDIATE",
    "guard_command_actor": (
        "INSERT INTO command (id, operation, digest, made, desk_id, official_id, at) "
        "VALUES ('c', 'x', repeat('0', 64), 'null', {desk}, NULL, now())"
    ),
    "guard_second_factor_own_insert": (
        "INSERT INTO second_factor (official_id, secret, last_step, set_at) "
        "VALUES ({supervisor}, repeat('A', 32), 0, now())"
    ),
    "guard_official_own": "UPDATE official SET password_once = true WHERE id = {supervisor}",
}
"""Rows that a clerk may add for herself and not like this, by the guard that refuses them."""


@pytest.mark.parametrize("guard", FORGED_ROWS)
def test_a_clerk_adds_nothing_in_the_name_of_another_nor_out_of_order(own_url: str, guard: str) -> None:
    names = office_of(own_url)
    with connected(own_url, "clerk") as connection:
        with pytest.raises(psycopg.Error, match=guard.removeprefix("guard_")) as refused, connection.transaction():
            connection.execute(FORGED_ROWS[guard].format(**names).encode())
        assert refused.value.sqlstate == "23001"


def office_of(url: str) -> dict[str, int]:
    """A desk, made by the server's administrator, and the ids of the people by their roles."""
    with closing(open_database(url)) as database, database.writing() as work:
        desk = filled(work, Desk).id
        people = {row.login: row.id for row in work.connection.execute(text("SELECT login, id FROM official"))}
        commit_untold(work)
    return {"desk": desk, **people}


def test_the_owner_and_the_keeper_cannot_log_in_and_persons_can_do_nothing_to_the_server(own_url: str) -> None:
    database = str(make_url(own_url).database)
    more = "rolsuper OR rolcreatedb OR rolreplication OR rolbypassrls"
    asked = f"SELECT rolname, rolcanlogin, {more}, rolcreaterole FROM pg_roles"
    with closing(open_database(own_url)) as opened, opened.reading() as work:
        found = {row[0]: row[1:] for row in work.connection.execute(text(asked))}
    assert found[logins.group_of(database, "owner")] == (False, False, False)
    assert found[logins.group_of(database, "keeper")] == (False, False, True)
    for role in BUILT_IN_ROLES:
        assert found[logins.group_of(database, role)] == (False, False, False)
        assert found[logins.role_of(database, role)] == (True, False, False)


def test_a_right_that_somebody_gave_besides_is_noticed_and_taken_back_by_migrating(own_url: str) -> None:
    engine = create_engine(own_url)
    with engine.begin() as connection:
        connection.execute(text("GRANT UPDATE (amount) ON payment TO PUBLIC"))
    engine.dispose()
    with pytest.raises(Refused, match="grants-differ") as refused:
        open_database(own_url)
    assert refused.value.message.values == {"grants": "public: UPDATE payment amount"}
    migrate(own_url, MIGRATIONS)
    open_database(own_url).close()


@pytest.mark.parametrize("role", ["supervisor", "administrator"])
def test_whoever_backs_up_may_read_all_that_a_dump_reads(own_url: str, role: str) -> None:
    asked = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"
    with connected(own_url, role) as connection:
        sequences = [str(row[0]) for row in connection.execute(asked.encode())]
        assert len(sequences) > 30
        read = [f'SELECT last_value, is_called FROM "{name}"' for name in sequences]
        assert {outcome(connection, statement) for statement in read} == {"may"}
        locked = ", ".join(f'"{name}"' for name in (*METADATA.tables, "alembic_version"))
        assert outcome(connection, f"LOCK TABLE {locked} IN ACCESS SHARE MODE") == "may"
