"""Guards: triggers that keep history from being changed, put up after each migration and compared at each start."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, UniqueConstraint, text

from oss_desk.domain.messages import refuse
from oss_desk.storage.errors import HISTORY
from oss_desk.storage.schema import APPEND_ONLY, METADATA

NUMBERS = ("next_receipt", "next_case", "next_event", "next_session", "next_z")
"""A desk's counters, which never go back."""
_GOING_BACK = " OR ".join(f"new.{number} < old.{number}" for number in NUMBERS)
_MORE_THAN_EMPTYING = (
    "length(new.text) > 0 OR length(new.salt) > 0 OR new.digest <> old.digest "
    "OR new.id <> old.id OR new.event_id <> old.event_id OR new.kind <> old.kind"
)
_COUNTED = "old.case_id IS NOT NULL"


@dataclass(frozen=True)
class Guard:
    """One trigger: its name, its table, and the statement that makes it, exactly as the database answers it."""

    name: str
    table: str
    sql: str


def _quoted(name: str) -> str:
    return f'"{name}"' if name == "case" else name


def _sqlite_guard(name: str, table: str, on: str, when: str = "", word: str = "") -> Guard:
    condition = f" WHEN {when}" if when else ""
    says = word or f"{HISTORY}: {table}"
    return Guard(
        f"guard_{name}",
        table,
        f"CREATE TRIGGER guard_{name} BEFORE {on} ON {_quoted(table)}{condition} "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


def _unique_keys(table: Table) -> list[tuple[str, ...]]:
    keys = [tuple(column.name for column in table.primary_key.columns)]
    for constraint in sorted(
        (c for c in table.constraints if isinstance(c, UniqueConstraint)), key=lambda c: str(c.name)
    ):
        keys.append(tuple(column.name for column in constraint.columns))
    return keys


def _replacing(table: Table, columns: tuple[str, ...]) -> Guard:
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    word = "UNIQUE constraint failed: " + ", ".join(f"{table.name}.{column}" for column in columns)
    when = f"EXISTS ({_row_with(table, same)})"
    return _sqlite_guard(f"{table.name}_once_{'_'.join(columns)}", table.name, "INSERT", when, word)


def _row_with(table: Table, condition: str) -> str:
    return " ".join(("SELECT 1 FROM", _quoted(table.name), "WHERE", condition))


def _sqlite() -> tuple[Guard, ...]:
    made = []
    for name in APPEND_ONLY:
        table = METADATA.tables[name]
        kept = _MORE_THAN_EMPTYING if name == "event_text" else ""
        made.append(_sqlite_guard(f"{name}_update", name, "UPDATE", kept))
        made.append(_sqlite_guard(f"{name}_delete", name, "DELETE"))
        made.extend(_replacing(table, key) for key in _unique_keys(table))
    made.append(_sqlite_guard("desk_numbers", "desk", "UPDATE", _GOING_BACK))
    made.append(_sqlite_guard("evidence_use_counted", "evidence_use", "DELETE", _COUNTED))
    return tuple(made)


FUNCTION = "oss_desk_history_is_kept"
_BODY = f"""
BEGIN
  RAISE EXCEPTION USING MESSAGE = '{HISTORY}: ' || TG_TABLE_NAME, ERRCODE = 'restrict_violation';
END
"""
_FUNCTION = f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"


def _postgresql_guard(name: str, table: str, on: str, when: str = "", each: str = "ROW") -> Guard:
    condition = f" WHEN ({when})" if when else ""
    return Guard(
        f"guard_{name}",
        table,
        f"CREATE TRIGGER guard_{name} BEFORE {on} ON {_quoted(table)} "
        f"FOR EACH {each}{condition} EXECUTE FUNCTION {FUNCTION}()",
    )


def _postgresql() -> tuple[Guard, ...]:
    made = []
    for name in APPEND_ONLY:
        kept = _MORE_THAN_EMPTYING if name == "event_text" else ""
        made.append(_postgresql_guard(f"{name}_update", name, "UPDATE", kept))
        made.append(_postgresql_guard(f"{name}_delete", name, "DELETE"))
        made.append(_postgresql_guard(f"{name}_truncate", name, "TRUNCATE", each="STATEMENT"))
    made.append(_postgresql_guard("desk_numbers", "desk", "UPDATE", _GOING_BACK))
    made.append(_postgresql_guard("evidence_use_counted", "evidence_use", "DELETE", _COUNTED))
    return tuple(made)


GUARDS: dict[str, tuple[Guard, ...]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}


def put_up(connection: Connection) -> None:
    """Put up every guard of this database anew, and take down those of ours that are no longer wanted."""
    for guard in standing(connection):
        on = f" ON {_quoted(guard.table)}" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {guard.name}{on}"))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    for guard in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(guard.sql)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"ALTER TABLE {_quoted(guard.table)} ENABLE ALWAYS TRIGGER {guard.name}")


def standing(connection: Connection) -> list[Guard]:
    """The guards that stand now, each with the statement the database answers for it."""
    statement = _STANDING[connection.dialect.name]
    return [Guard(name, table, sql) for name, table, sql in connection.execute(text(statement))]


def check(connection: Connection) -> None:
    """Refuse to go on when a guard is missing, switched off or altered."""
    stand = set(standing(connection))
    absent = [guard.name for guard in GUARDS[connection.dialect.name] if guard not in stand]
    if connection.dialect.name == "postgresql" and connection.scalar(text(_SOURCE), {"name": FUNCTION}) != _BODY:
        absent.append(FUNCTION)
    if absent:
        raise refuse("guards-missing", guards=", ".join(absent[:5]))


_STANDING = {
    "sqlite": (
        "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'guard_%' ORDER BY name"
    ),
    "postgresql": (
        "SELECT t.tgname, c.relname, "
        "pg_get_triggerdef(t.oid, true) || CASE t.tgenabled WHEN 'A' THEN '' ELSE ' DISABLED' END "
        "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal AND t.tgname LIKE 'guard_%' "
        "ORDER BY t.tgname"
    ),
}
_SOURCE = "SELECT prosrc FROM pg_proc WHERE proname = :name AND pronamespace = current_schema()::regnamespace"
