"""What each group of logins may do to each table on PostgreSQL: one table, from which the grants are made and checked.

Whoever works in the office reads all of it; what is written here is all that anybody may write. Nobody updates, deletes
or truncates history or money; a supervisor empties texts of events, as the guards allow it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, text

from oss_desk.domain.office import BUILT_IN_ROLES, BuiltInRole
from oss_desk.storage.schema import METADATA

EVERYBODY: tuple[BuiltInRole, ...] = BUILT_IN_ROLES
CLERKS: tuple[BuiltInRole, ...] = ("clerk",)
CASHIERS: tuple[BuiltInRole, ...] = ("cashier",)
WORKERS: tuple[BuiltInRole, ...] = ("clerk", "back_office", "supervisor")
AT_DESKS: tuple[BuiltInRole, ...] = ("clerk", "cashier", "back_office", "supervisor")
SUPERVISORS: tuple[BuiltInRole, ...] = ("supervisor",)
VOUCHING: tuple[BuiltInRole, ...] = ("supervisor", "administrator")
ADMINISTRATORS: tuple[BuiltInRole, ...] = ("administrator",)

Privilege = Literal["SELECT", "INSERT", "UPDATE", "DELETE"]
ALL = ("*",)
"""Every column but the keys and what is fixed."""
FIXED = frozenset({"public_id", "currency", "currency_exponent", "sample", "created_at"})

CASE_MOVES = (
    *("version", "facts", "state", "step", "step_kind", "hands"),
    *("role", "open", "ending", "due_at", "suspended", "closed_at"),
)
"""What of a case changes while it runs; whose it is, its number and its service never do."""


@dataclass(frozen=True)
class Grant:
    """What these groups may do to these tables: add rows, change those columns, take rows away."""

    tables: str
    groups: tuple[BuiltInRole, ...]
    insert: bool = False
    update: tuple[str, ...] = ()
    delete: bool = False


GRANTS: tuple[Grant, ...] = (
    Grant("event event_text command chain link", EVERYBODY, insert=True),
    Grant("event_text", SUPERVISORS, update=("text", "salt")),
    Grant("desk", EVERYBODY, update=("version", "signed_in_id", "next_event")),
    Grant("desk", CLERKS, update=("next_case",)),
    Grant("desk", CASHIERS, update=("next_receipt", "next_session", "next_z", "next_paper")),
    Grant("desk", VOUCHING, update=("next_session", "next_z")),
    Grant("desk", ADMINISTRATORS, insert=True, update=("name", "takes_cash", "closed_at")),
    Grant("office", EVERYBODY, update=("id",)),
    Grant("office", ADMINISTRATORS, update=ALL),
    Grant("opening closing_day", ADMINISTRATORS, insert=True, delete=True),
    Grant("role register_entry", VOUCHING, insert=True),
    Grant("role register_entry", ADMINISTRATORS, update=ALL),
    Grant("means_of_payment", ADMINISTRATORS, insert=True, update=ALL),
    Grant("official", EVERYBODY, update=("version", "password_hash", "password_once")),
    Grant("official", ADMINISTRATORS, insert=True, update=("name", "active")),
    Grant("official_role", ADMINISTRATORS, insert=True, delete=True),
    Grant("second_factor recovery_code", EVERYBODY, insert=True, update=ALL, delete=True),
    Grant("citizen organisation", CLERKS, insert=True, update=ALL),
    Grant("identity_document need search_key", CLERKS, insert=True, delete=True),
    Grant("service_version publication", SUPERVISORS, insert=True),
    Grant("notice notice_end", SUPERVISORS, insert=True),
    Grant("visit", CLERKS, insert=True, update=ALL),
    Grant("visit", EVERYBODY, update=("version", "state", "hold_reason")),
    Grant("period", EVERYBODY, insert=True, update=("to_at",)),
    Grant("service_request", CLERKS, insert=True, update=ALL),
    Grant("draft", WORKERS, insert=True, update=ALL, delete=True),
    Grant("draft", CASHIERS, delete=True),
    Grant("signed_application", CLERKS, insert=True, delete=True),
    Grant("case", CLERKS, insert=True),
    Grant("case", AT_DESKS, update=CASE_MOVES),
    Grant("case", ADMINISTRATORS, update=("version", "due_at", "state")),
    Grant("case_answers case_move", AT_DESKS, insert=True),
    Grant("suspension", AT_DESKS, insert=True, update=("to_at",)),
    Grant("extension", (*AT_DESKS, "administrator"), insert=True),
    Grant("opinion", AT_DESKS, insert=True, update=("version", "answer", "answered_at", "answered_by_id")),
    Grant("evidence evidence_use", WORKERS, insert=True, update=ALL, delete=True),
    Grant("paper_place", WORKERS, insert=True, update=ALL, delete=True),
    Grant("paper_return handover issued_output issued_output_state", WORKERS, insert=True),
    Grant("demand demand_line", AT_DESKS, insert=True),
    Grant("cash_session", CASHIERS, insert=True),
    Grant("cash_session", (*CASHIERS, *VOUCHING), update=("version", "closed_at", "ended", "closed_by_id")),
    Grant("till_count z_report", (*CASHIERS, *VOUCHING), insert=True),
    Grant("cash_movement", (*CASHIERS, *SUPERVISORS), insert=True),
    Grant("period_close", SUPERVISORS, insert=True),
    Grant("payment_start paper_receipt", CASHIERS, insert=True),
    Grant("payment_end", EVERYBODY, insert=True),
    Grant("payment payment_part payment_demand receipt", CASHIERS, insert=True),
    Grant("receipt_copy copy_reason correction_copy", AT_DESKS, insert=True),
    Grant("correction correction_line correction_part", CASHIERS, insert=True),
    Grant("waiver", ("clerk", "cashier"), insert=True),
    Grant("print_job", EVERYBODY, insert=True, update=("version", "state", "finished_at", "error")),
    Grant("approval approval_use", (*AT_DESKS, "administrator"), insert=True),
    Grant("approval", ("auditor",), insert=True),
    Grant("approval_answer", VOUCHING, insert=True),
    Grant("blank_lot blank_move blank_use blank_spoilt blank_destroyed blank_count", AT_DESKS, insert=True),
)
"""Who may write what. A group that may lock a row (SELECT FOR UPDATE) may update a column of it: `office.id` has one
value for ever, and stands here for that alone."""


@dataclass(frozen=True, order=True)
class Right:
    """One privilege that a group has on a table, or on a column of it; `column` is empty for the whole table."""

    group: str
    table: str
    privilege: str
    column: str = ""


def wanted() -> frozenset[Right]:
    """Every privilege that the groups of an office have."""
    return frozenset(_all())


def _all() -> Iterator[Right]:
    for table in (*METADATA.tables, "alembic_version"):
        yield Right("member", table, "SELECT")
    for declared in METADATA.tables.values():
        if "id" in declared.columns and declared.columns["id"].identity is not None:
            yield Right("member", f"{declared.name}_id_seq", "SELECT")
    for table in ("official", "official_role", "role", "event"):
        yield Right("keeper", table, "SELECT")
    for grant in GRANTS:
        for table in grant.tables.split():
            for group in grant.groups:
                yield from _of(grant, table, group)


def _of(grant: Grant, table: str, group: str) -> Iterator[Right]:
    if grant.insert:
        yield Right(group, table, "INSERT")
    if grant.delete:
        yield Right(group, table, "DELETE")
    columns = METADATA.tables[table].columns
    written: Iterable[str] = grant.update
    if grant.update == ALL:
        written = (column.name for column in columns if not column.primary_key and column.name not in FIXED)
    for name in written:
        yield Right(group, table, "UPDATE", columns[name].name)


def statement(right: Right, role: str) -> str:
    """The GRANT of a privilege to that role."""
    column = f' ("{right.column}")' if right.column else ""
    return f'GRANT {right.privilege}{column} ON "{right.table}" TO {role}'


def standing(connection: Connection, groups: dict[str, str]) -> frozenset[Right]:
    """The privileges that anybody but the owner has now; `groups` names a group by its role on the server.

    A role that is no group of this office is named as it is, and PUBLIC as "public".
    """
    found = connection.execute(text(_STANDING)).all()
    return frozenset(Right(groups.get(role, role), table, kind, column) for role, table, kind, column in found)


_STANDING = """
SELECT coalesce(r.rolname, 'public'), c.relname, a.privilege_type, ''
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'S')
AND a.grantee <> c.relowner
UNION ALL
SELECT coalesce(r.rolname, 'public'), c.relname, a.privilege_type, t.attname
FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid CROSS JOIN LATERAL aclexplode(t.attacl) a
LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace = current_schema()::regnamespace AND a.grantee <> c.relowner
"""
