"""What the guards ask besides where each person has a login of her own: that what she writes is hers to write.

Somebody who knows SQL writes what the program would not. These rules hold a row against what stands beside it in its
transaction: the second person's word, the row it is a part of, the event and the link that tell of a change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from oss_desk.domain.vouched import VOUCHED
from oss_desk.storage.money_rules import CORRECTIONS, PAYMENTS, SHIFTS
from oss_desk.storage.rule import OWNER, SHARED, Rule, filled, holds, listed, shows, told, word
from oss_desk.storage.schema import METADATA

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "overrule": ("supervisor",),
    "settle": ("supervisor",),
    "vouch": ("supervisor", "administrator"),
}
"""Which roles hold the right that a second person needs."""
TELLS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("administrator",): (
        *("waiver-limit-set", "till-rules-changed", "safety-changed", "office-changed", "means-added", "means-changed"),
        *("means-ordered", "role-kept", "official-added", "roles-changed", "password-given", "factor-reset"),
        *("desk-added", "desk-changed", "desk-closed", "desk-reopened"),
    ),
    ("supervisor",): ("service-published", "texts-erased", "tries-cleared", "period-closed"),
    ("cashier",): ("payment-taken", "receipt-voided", "money-refunded", "paper-receipt-entered", "shift-opened"),
    ("cashier", "supervisor"): ("shift-closed", "z-closed", "till-counted"),
}
"""Events that others act on, and the roles that may write them."""
WORDS: Mapping[str, tuple[str, str, str]] = {
    "case_move": ("second_official_id", "act", "overrule"),
    "handover": ("overridden_by_id", "hand_over", "overrule"),
    "blank_lot": ("second_official_id", "receive_blanks", "vouch"),
    "blank_move": ("second_official_id", "move_blanks", "vouch"),
    "blank_destroyed": ("second_official_id", "destroy_blanks", "vouch"),
}
"""Rows that name a second person: the column, the operation she agreed to, the right that it needs."""
OF_A_CASE = frozenset({"case_move", "handover"})
PARENTS: Mapping[str, str] = {
    "payment_part": "payment",
    "payment_demand": "payment",
    "demand_line": "demand",
    "correction_line": "correction",
    "correction_part": "correction",
}
"""Rows that are stored with the one they are a part of, and never later."""
TOLD: Mapping[str, str] = {
    "office": "UPDATE",
    "role": "INSERT OR UPDATE",
    "means_of_payment": "INSERT OR UPDATE",
    "official": "UPDATE",
    "cash_session": "INSERT OR UPDATE",
    "case": "INSERT OR UPDATE",
    "citizen": "UPDATE",
    "organisation": "UPDATE",
    "print_job": "INSERT OR UPDATE",
    "visit": "UPDATE",
}
"""Rows that may change, and are written only in a transaction whose link names them."""
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "till-rules-changed": ("cash_rounding", "cashless", "paper_days"),
    "safety-changed": ("idle_minutes", "second_factor"),
}
"""Rules of an office, by the event that tells of their change."""


def own_rules() -> Iterator[Rule]:
    """Every rule of an office with own logins; another is asked nothing, nor is whoever may act as the owner."""
    money = (*SHIFTS, *PAYMENTS, *CORRECTIONS)
    for rule in (*money, *_STEERING, *_settings(), *_worded(), *_with_parents(), *_named()):
        yield replace(rule, holds=f"{SHARED} OR {OWNER} OR ({rule.holds})")


_ASKED = "EXISTS (SELECT 1 FROM approval AS asked WHERE asked.id = new.approval_id AND ({may}))"
_OBJECT = "jsonb_typeof(new.{column}::jsonb) = 'object'"
"""What other rules read is readable: nobody stops the others with a row that is not."""
_TWO = word("(new.payload::jsonb ->> 'second')::bigint", "new.official_id", ("begin_epoch",), "overrule")


_TO = "new.payload::jsonb ->> 'to'"
_LIMIT = word(
    "(new.payload::jsonb ->> 'second')::bigint", "new.official_id", ("set_waiver_limit",), "vouch", shows("limit", _TO)
)
"""Another limit of waivers takes two people too, and she saw this one."""
_SAME_LIMIT = filled(
    "new.waiver_limit = old.waiver_limit OR EXISTS (SELECT 1 FROM event WHERE kind = 'waiver-limit-set' "
    "AND event.xmin = {now} AND (event.payload::jsonb ->> 'to')::bigint = new.waiver_limit)"
)


def _may_answer() -> str:
    """Whether the second person holds the right that was asked for."""
    each = "(asked.needs = '{needs}' AND {held})"
    asked = (filled(each, needs=needs, held=holds(*roles, who="me.id = new.by_id")) for needs, roles in ANSWERS.items())
    return filled(_ASKED, may=" OR ".join(asked))


_TELLS = (
    "EXISTS (SELECT 1 FROM official AS me JOIN official_role AS held ON held.official_id = me.id "
    "JOIN role ON role.code = held.role JOIN (VALUES {may}) AS may (kind, role) "
    "ON may.role = coalesce(role.belongs_to, role.code) WHERE me.database_login = session_user AND may.kind = new.kind)"
)
_TOLD_BY = tuple((kind, role) for roles, kinds in TELLS.items() for kind in kinds for role in roles)
_MAY_TELL = filled(_TELLS, may=", ".join(f"('{kind}', '{role}')" for kind, role in _TOLD_BY))
"""Whether whoever is connected may write an event of this kind."""
_FREE = f"new.kind NOT IN ({listed(kind for kind, _ in _TOLD_BY)})"
_NO_EPOCH = "new.kind NOT IN ('epoch-opened', 'restored')"
"""A new epoch takes two people, and one after a restore the administrator of the server."""
_STEERING = (
    Rule("approval_answer_may", "approval_answer", "INSERT", _may_answer()),
    Rule("approval_readable", "approval", "INSERT", filled(_OBJECT, column="shown")),
    Rule("event_readable", "event", "INSERT", filled(_OBJECT, column="payload")),
    Rule("event_role", "event", "INSERT", _MAY_TELL, unless=_FREE),
    Rule("event_epoch", "event", "INSERT", f"new.kind = 'epoch-opened' AND {_TWO}", unless=_NO_EPOCH),
    Rule("event_two", "event", "INSERT", _LIMIT, unless="new.kind <> 'waiver-limit-set'"),
    Rule("office_limit", "office", "UPDATE OF waiver_limit", _SAME_LIMIT, deferred=True),
    Rule("chain_epoch", "chain", "INSERT", f"new.epoch = 1 OR {told('epoch-opened')}", deferred=True),
)


def _settings() -> Iterator[Rule]:
    """The rules that everybody's work hangs on change with the event that says so, by whoever may write it."""
    for kind, columns in SETTINGS.items():
        same = " AND ".join(f"new.{column} = old.{column}" for column in columns)
        name, on = f"office_{kind.replace('-', '_')}", f"UPDATE OF {', '.join(columns)}"
        yield Rule(name, "office", on, f"{same} OR {told(kind)}", deferred=True)
    yield Rule("role_belongs", "role", "UPDATE", "new.belongs_to IS NOT DISTINCT FROM old.belongs_to")
    yield Rule("means_of_payment_kind", "means_of_payment", "UPDATE", "new.kind = old.kind")
    by = told("means-added", "means-changed", "means-ordered")
    yield Rule("means_of_payment_told", "means_of_payment", "INSERT OR UPDATE", by, deferred=True)


def _worded() -> Iterator[Rule]:
    """Second persons whose name stands in a row said yes to that, with their own logins."""
    for table, (column, operation, needs) in WORDS.items():
        more = (shows("case_id", "new.case_id::text"),) if table in OF_A_CASE else ()
        agreed = word(f"new.{column}", "new.official_id", (operation,), needs, *more)
        yield Rule(f"{table}_approved", table, "INSERT", f"new.{column} IS NULL OR {agreed}")


_PARENT = "EXISTS (SELECT 1 FROM {parent} WHERE id = new.{parent}_id AND {parent}.xmin = {now})"


def _with_parents() -> Iterator[Rule]:
    for table, parent in PARENTS.items():
        yield Rule(f"{table}_with_its_{parent}", table, "INSERT", filled(_PARENT, parent=parent))


_NAMED = (
    "EXISTS (SELECT 1 FROM (SELECT rows, xmin AS made_by FROM link ORDER BY event_id DESC LIMIT 50) AS told "
    "WHERE CASE WHEN told.made_by = {now} THEN "
    "told.rows::jsonb @> jsonb_build_array(jsonb_build_array('{table}'::text, new.{key})) END)"
)
"""The newest links are those of this transaction, but for what other desks stored at the same moment."""
_NOBODYS = frozenset({"database_login"})
"""Columns that no group may write."""
_KEYWORDS = frozenset({"position"})
"""Columns whose names PostgreSQL gives back in quotes."""


def _named() -> Iterator[Rule]:
    """What may change is changed only where a link of the same transaction says how it was left."""
    for table, on in TOLD.items():
        (key,) = METADATA.tables[table].primary_key
        vouched = [one.name for one in METADATA.tables[table].columns if one.name not in VOUCHED[table] | _NOBODYS]
        columns = [f'"{name}"' if name in _KEYWORDS else name for name in vouched if name != key.name]
        written = on.replace("UPDATE", f"UPDATE OF {', '.join(columns)}")
        holds_of = filled(_NAMED, table=table, key=key.name)
        yield Rule(f"{table}_named", table, written, holds_of, deferred=True)
