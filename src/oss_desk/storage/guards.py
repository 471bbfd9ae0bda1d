"""Guards: triggers that keep history from being changed, put up after each migration and compared at each start."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, UniqueConstraint, text

from oss_desk.domain.messages import refuse
from oss_desk.storage.errors import HISTORY, UNFIT
from oss_desk.storage.guard_rules import rules
from oss_desk.storage.rule import Rule
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


def _sqlite_rule(rule: Rule) -> Guard:
    return _sqlite_guard(rule.name, rule.table, rule.on, f"NOT coalesce(({rule.holds}), false)", _unfit(rule))


def _unfit(rule: Rule) -> str:
    return f"{UNFIT}: {rule.name}"


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
    made.extend(map(_sqlite_rule, rules("sqlite")))
    return tuple(made)


KEPT = "oss_desk_history_is_kept"
"""The function of every guard that refuses whatever is tried; a rule has a function of its own, named as its guard."""


@dataclass(frozen=True)
class Function:
    """What a guard of PostgreSQL calls. It runs as the owner of the tables and looks nowhere but among them."""

    name: str
    body: str


def _raising(words: str) -> str:
    return f"RAISE EXCEPTION USING MESSAGE = {words}, ERRCODE = 'restrict_violation';"


def _function(rule: Rule) -> Function:
    refusing = _raising(f"'{_unfit(rule)}'")
    asking = f"  IF NOT coalesce(({rule.holds}), false) THEN\n    {refusing}\n  END IF;\n"
    early = f"  IF {rule.unless} THEN\n    RETURN NEW;\n  END IF;\n" if rule.unless else ""
    body = f"\nBEGIN\n{early}{asking}  RETURN coalesce(NEW, OLD);\nEND\n"
    return Function(f"guard_{rule.name}", body)


FUNCTIONS: tuple[Function, ...] = (
    Function(KEPT, "\nBEGIN\n  " + _raising(f"'{HISTORY}: ' || TG_TABLE_NAME") + "\nEND\n"),
    *map(_function, rules("postgresql")),
)


def _postgresql_guard(name: str, table: str, on: str, when: str = "", each: str = "ROW") -> Guard:
    condition = f" WHEN ({when})" if when else ""
    return Guard(
        f"guard_{name}",
        table,
        f"CREATE TRIGGER guard_{name} BEFORE {on} ON {_quoted(table)} "
        f"FOR EACH {each}{condition} EXECUTE FUNCTION {KEPT}()",
    )


def _postgresql_rule(rule: Rule) -> Guard:
    kind, moment = ("CONSTRAINT TRIGGER", "AFTER") if rule.deferred else ("TRIGGER", "BEFORE")
    later = " DEFERRABLE INITIALLY DEFERRED" if rule.deferred else ""
    return Guard(
        f"guard_{rule.name}",
        rule.table,
        f"CREATE {kind} guard_{rule.name} {moment} {rule.on} ON {_quoted(rule.table)}{later} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_{rule.name}()",
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
    made.extend(map(_postgresql_rule, rules("postgresql")))
    return tuple(made)


GUARDS: dict[str, tuple[Guard, ...]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}


def take_down(connection: Connection) -> None:
    """Take down every guard, before a migration; they are put up again in the same transaction."""
    server = connection.dialect.name == "postgresql"
    for guard in standing(connection):
        connection.execute(text(f"DROP TRIGGER {guard.name}{f' ON {_quoted(guard.table)}' if server else ''}"))


def put_up(connection: Connection) -> None:
    """Put up every guard of this database anew, and take down those of ours that are no longer wanted."""
    server = connection.dialect.name == "postgresql"
    take_down(connection)
    if server:
        _put_up_functions(connection)
    for guard in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(guard.sql)
        if server:
            connection.exec_driver_sql(f"ALTER TABLE {_quoted(guard.table)} ENABLE ALWAYS TRIGGER {guard.name}")


def _put_up_functions(connection: Connection) -> None:
    for name in connection.scalars(text(_FUNCTION_NAMES)).all():
        connection.exec_driver_sql(f"DROP FUNCTION {name}()")
    path = connection.scalar(text(_PATH))
    for function in FUNCTIONS:
        connection.exec_driver_sql(
            f"CREATE FUNCTION {function.name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = {path} AS $${function.body}$$"
        )
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {function.name}() FROM PUBLIC")


def standing(connection: Connection) -> list[Guard]:
    """The guards that stand now, each with the statement the database answers for it."""
    statement = _STANDING[connection.dialect.name]
    return [Guard(name, table, sql) for name, table, sql in connection.execute(text(statement))]


def check(connection: Connection) -> None:
    """Refuse to go on when a guard is missing, switched off or altered."""
    stand = set(standing(connection))
    absent = [guard.name for guard in GUARDS[connection.dialect.name] if guard not in stand]
    if connection.dialect.name == "postgresql":
        made = {Function(name, body) for name, body in connection.execute(text(_MADE))}
        absent += [function.name for function in FUNCTIONS if function not in made]
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
_OURS = (
    "FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND pronargs = 0 "
    f"AND (proname LIKE 'guard\\_%' OR proname = '{KEPT}')"
)
_FUNCTION_NAMES = f"SELECT proname {_OURS}"
_PATH = "SELECT quote_ident(current_schema()) || ', pg_temp'"
_MADE = (
    f"SELECT proname, prosrc {_OURS} AND prosecdef AND provolatile = 'v' "
    f"AND proconfig = ARRAY['search_path=' || ({_PATH})]"
)
