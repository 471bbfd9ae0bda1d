"""Offices of older programs for the tests of migrations: the tables of then, filled with what a real office holds."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, NullPool, Table, create_engine, text

from tests.databases import MIGRATIONS

LEFT_OUT = frozenset({"alembic_version", "meta", "print_job", "register_entry"})
"""What an older office would hold otherwise, and what no test of history needs."""


def office_of(url: str, revision: str, life: str) -> None:
    """Make the database of an older program at `url`, with what the SQLite office at `life` holds.

    An older program's office vouched for no desk.
    """
    with engine(life).connect() as source, engine(url).connect() as target:
        _migrated(target, revision)
        tables = MetaData()
        tables.reflect(target)
        for table in (one for one in tables.sorted_tables if one.name not in LEFT_OUT):
            _copy(source, target, table)
        target.execute(text("UPDATE event SET kind = 'shift-closed' WHERE kind = 'z-closed'"))
        target.execute(text("UPDATE desk SET next_z = 1"))
        _guarded(target)
        target.commit()


def _migrated(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    command.upgrade(config, revision)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))


def _guarded(connection: Connection) -> None:
    """One guard as it stood then: no text of an event may be written over."""
    if connection.dialect.name == "sqlite":
        body = "BEGIN SELECT RAISE(ABORT, 'history is only added to: event_text'); END"
        connection.execute(text(f"CREATE TRIGGER guard_event_text_update BEFORE UPDATE ON event_text {body}"))
        return
    body = "BEGIN RAISE EXCEPTION 'history is only added to'; END"
    connection.exec_driver_sql(f"CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    kept = "BEFORE UPDATE ON event_text FOR EACH ROW EXECUTE FUNCTION kept()"
    connection.execute(text(f"CREATE TRIGGER guard_event_text_update {kept}"))
    connection.execute(text("ALTER TABLE event_text ENABLE ALWAYS TRIGGER guard_event_text_update"))


def engine(url: str) -> Engine:
    """The database without anything of the program between."""
    return create_engine(url.replace("sqlite:", "sqlite+pysqlite:"), poolclass=NullPool)


def _copy(source: Connection, target: Connection, table: Table) -> None:
    known = {row[1] for row in source.execute(text(f'PRAGMA table_info("{table.name}")'))}
    names = [column.name for column in table.columns if column.name in known]
    found = source.execute(text(f'SELECT {", ".join(chr(34) + name + chr(34) for name in names)} FROM "{table.name}"'))
    yes_no = {column.name for column in table.columns if str(column.type) == "BOOLEAN"}
    rows = [
        {name: bool(value) if name in yes_no and value is not None else value for name, value in row._mapping.items()}
        for row in found
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f":{name}" for name in names)
    if rows:
        target.execute(text(f'INSERT INTO "{table.name}" ({columns}) VALUES ({values})'), rows)
        _count_on(target, table)


def _count_on(target: Connection, table: Table) -> None:
    """The next id that PostgreSQL gives comes after those that were copied."""
    if target.dialect.name == "postgresql" and "id" in table.c and table.name not in {"office", "command"}:
        following = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
        target.execute(text(f'SELECT setval({following}, (SELECT max(id) FROM "{table.name}"))'))
