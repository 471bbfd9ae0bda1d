"""One rule of the guards, a condition in SQL that must hold of each row that is written, and the words of rules.

What stands here is asked in an office with own logins: who is connected, and what else her transaction wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What must hold of each row that is written `on` this table; `deferred` asks at the commit (PostgreSQL alone).

    `unless` is a condition of the row alone under which nothing is asked there: it takes no look at a table.
    """

    name: str
    table: str
    on: str
    holds: str
    deferred: bool = False
    unless: str = ""


SHARED = "(SELECT value FROM meta WHERE name = 'logins') IS DISTINCT FROM 'own'"
OWNER = "pg_has_role(session_user, current_user, 'MEMBER')"
"""Whoever may act as the owner may write what nobody did, as a migration does."""
NOW = "pg_current_xact_id()::xid"
"""What marks the rows that this transaction wrote."""
_HELD = (
    "EXISTS (SELECT 1 FROM official AS me JOIN official_role AS held ON held.official_id = me.id "
    "JOIN role ON role.code = held.role WHERE {who} AND coalesce(role.belongs_to, role.code) IN ({roles}))"
)
_USED = (
    "EXISTS (SELECT 1 FROM approval_use AS used JOIN approval AS asked ON asked.id = used.approval_id "
    "JOIN approval_answer AS answer ON answer.approval_id = used.approval_id "
    "WHERE used.xmin = {now} AND answer.yes AND answer.by_id = {second} AND asked.asked_by_id = {asker} "
    "AND asked.operation IN ({operations}) AND asked.needs = '{needs}' AND ({more}))"
)
_TOLD = "EXISTS (SELECT 1 FROM event WHERE kind IN ({kinds}) AND event.xmin = {now})"
_SHOWN = "asked.shown::jsonb ->> '{name}' = {value}"


def filled(words: str, **names: str) -> str:
    """A condition with its parts in their places; `{now}` marks what this transaction wrote."""
    return words.format(now=NOW, **names)


def listed(names: Iterable[str]) -> str:
    """Words as a list in SQL."""
    return ", ".join(f"'{name}'" for name in names)


def holds(*roles: str, who: str = "me.database_login = session_user") -> str:
    """Whether whoever is connected, or another official, holds one of these built-in roles."""
    return filled(_HELD, who=who, roles=listed(roles))


def word(second: str, asker: str, operations: Iterable[str], needs: str, *more: str) -> str:
    """Whether this transaction used up that second person's yes to one of these operations, for this asker.

    `more` is asked of what she was shown; whoever answers holds the right that was needed, which another rule asks.
    """
    also = " AND ".join(more) or "true"
    return filled(_USED, second=second, asker=asker, operations=listed(operations), needs=needs, more=also)


def shows(name: str, value: str) -> str:
    """Whether the second person was shown this value by that name."""
    return filled(_SHOWN, name=name, value=value)


def told(*kinds: str) -> str:
    """Whether this transaction wrote an event of one of these kinds."""
    return filled(_TOLD, kinds=listed(kinds))
