"""What the guards ask of new rows: numbers and links are the next ones, and nobody approves what she asked for.

A rule is a condition in SQL that both databases read, over `new` and `old`. It repeats no computation of the program;
it looks whether what the program computed fits what is stored.
"""

from collections.abc import Iterable, Mapping

from oss_desk.storage.own_rules import own_rules
from oss_desk.storage.rule import OWNER, SHARED, Rule, shows, told, word

SERIES: Mapping[str, tuple[str, str]] = {
    "next_event": ("event", "seq"),
    "next_receipt": ("receipt", "seq"),
    "next_session": ("cash_session", "number"),
    "next_z": ("z_report", "number"),
}
"""A desk's counter, and the table and column that its numbers are taken for."""
COUNTERS = (*SERIES, "next_case")
ACTORS: Mapping[str, str] = {
    "command": "official_id",
    "event": "official_id",
    "service_version": "imported_by_id",
    "publication": "by_id",
    "till_count": "official_id",
    "cash_movement": "official_id",
    "z_report": "official_id",
    "period_close": "official_id",
    "payment_start": "official_id",
    "payment_end": "official_id",
    "paper_receipt": "official_id",
    "payment": "official_id",
    "receipt_copy": "official_id",
    "correction": "official_id",
    "waiver": "official_id",
    "correction_copy": "official_id",
    "approval_answer": "by_id",
    "case_answers": "given_by_id",
    "case_move": "official_id",
    "extension": "official_id",
    "handover": "official_id",
    "issued_output": "issued_by_id",
    "issued_output_state": "official_id",
    "notice": "written_by_id",
    "notice_end": "official_id",
    "paper_return": "official_id",
    "blank_lot": "official_id",
    "blank_move": "official_id",
    "blank_use": "official_id",
    "blank_spoilt": "official_id",
    "blank_destroyed": "official_id",
    "blank_count": "official_id",
}
"""The column of a table that says who did it: the official whose login the session is."""


def rules(dialect: str) -> tuple[Rule, ...]:
    """Every rule that stands on this kind of database."""
    both = (*_numbers(), *_growing(), *_LINKS, *_APPROVALS, *_CORRECTIONS, *_BLANKS)
    return both if dialect == "sqlite" else (*both, *_DEFERRED, *_actors(), *own_rules())


def _numbers() -> Iterable[Rule]:
    for counter, (table, column) in SERIES.items():
        yield Rule(f"{table}_number", table, "INSERT", _filled(_TAKEN, column=column, counter=counter))
    yield Rule("correction_number", "correction", "INSERT", _filled(_TAKEN, column="seq", counter="next_receipt"))
    seq = _filled(_CASE_SEQ, number="new.number", code="code")
    yield Rule("case_number", "case", "INSERT", _filled(_CASE_TAKEN, seq=seq))


def _used(counter: str, before: str) -> str:
    """Whether the last number that was taken before `before` was used."""
    if counter == "next_case":
        seq = _filled(_CASE_SEQ, number="number", code="new.code")
        return _filled(_NEWEST_CASE, seq=seq, before=before)
    table, column = SERIES[counter]
    used = _filled(_LAST_USED, table=table, column=column, before=before)
    if counter != "next_receipt":
        return used
    return f"{used} OR {_filled(_LAST_CORRECTED, before=before)}"


def _growing() -> Iterable[Rule]:
    for counter in COUNTERS:
        new, old = f"new.{counter}", f"old.{counter}"
        holds = f"{new} <= {old} OR ({new} = {old} + 1 AND ({_used(counter, old)}))"
        yield Rule(f"desk_{counter}", "desk", f"UPDATE OF {counter}", holds)


def _filled(words: str, **names: str) -> str:
    return words.format(**names)


_TAKEN = "new.{column} = (SELECT {counter} - 1 FROM desk WHERE id = new.desk_id)"
_CASE_TAKEN = "EXISTS (SELECT 1 FROM desk WHERE id = new.desk_id AND {seq} = next_case - 1)"
_CASE_SEQ = "CAST(substr({number}, length({code}) + 4, length({number}) - length({code}) - 5) AS bigint)"
"""The running number in a case's, `A26-000123-K`."""
_LAST_USED = "{before} = 1 OR EXISTS (SELECT 1 FROM {table} WHERE desk_id = new.id AND {column} = {before} - 1)"
_LAST_CORRECTED = "EXISTS (SELECT 1 FROM correction WHERE desk_id = new.id AND seq = {before} - 1)"
"""Voids and refunds are numbered in the series of receipts."""
_NEWEST_CASE = (
    '{before} = 1 OR (SELECT {seq} FROM "case" WHERE desk_id = new.id ORDER BY id DESC LIMIT 1) >= {before} - 1'
)
_LINKS = (
    Rule(
        "link_next",
        "link",
        "INSERT",
        "new.seq = coalesce((SELECT max(seq) FROM link WHERE chain_id = new.chain_id), 0) + 1 AND (new.seq = 1 OR "
        "new.previous = (SELECT hash FROM link WHERE chain_id = new.chain_id AND seq = new.seq - 1))",
    ),
    Rule(
        "link_chain",
        "link",
        "INSERT",
        "EXISTS (SELECT 1 FROM chain JOIN event ON event.id = new.event_id WHERE chain.id = new.chain_id "
        "AND (chain.desk_id IS NULL OR chain.desk_id = event.desk_id) "
        "AND NOT EXISTS (SELECT 1 FROM chain AS later WHERE later.desk_id IS NOT DISTINCT FROM chain.desk_id "
        "AND later.epoch > chain.epoch))",
    ),
)
_APPROVALS = (
    Rule(
        "approval_answer_other",
        "approval_answer",
        "INSERT",
        "EXISTS (SELECT 1 FROM approval WHERE id = new.approval_id AND asked_by_id <> new.by_id "
        "AND replace(barred, '\"' || new.by_id || '\"', '') = barred)",
    ),
    Rule(
        "approval_use_granted",
        "approval_use",
        "INSERT",
        "EXISTS (SELECT 1 FROM approval_answer WHERE approval_id = new.approval_id AND yes)",
    ),
)
_BEFORE = "SELECT coalesce(sum(amount), 0) FROM {table} WHERE {column} = new.{column}"
_WITHIN = "(SELECT amount FROM payment WHERE id = new.payment_id) + new.amount + ({before}) >= 0"
_WAIVABLE = (
    "(SELECT amount FROM demand WHERE id = new.demand_id) >= new.amount + ({before}) "
    "AND NOT EXISTS (SELECT 1 FROM payment_demand WHERE demand_id = new.demand_id)"
)
_CORRECTIONS = (
    Rule(
        "correction_within",
        "correction",
        "INSERT",
        _filled(_WITHIN, before=_filled(_BEFORE, table="correction", column="payment_id")),
    ),
    Rule(
        "correction_taker",
        "correction",
        "INSERT",
        "new.taker_id = (SELECT official_id FROM payment WHERE id = new.payment_id) "
        "AND NOT EXISTS (SELECT 1 FROM correction WHERE payment_id = new.payment_id "
        "AND (kind = 'void' OR new.kind = 'void'))",
    ),
    Rule(
        "waiver_within",
        "waiver",
        "INSERT",
        _filled(_WAIVABLE, before=_filled(_BEFORE, table="waiver", column="demand_id")),
    ),
)
_BLANKS = (
    Rule(
        "blank_use_fit",
        "blank_use",
        "INSERT",
        "EXISTS (SELECT 1 FROM blank_lot WHERE id = new.lot_id AND new.number BETWEEN first AND last) "
        "AND NOT EXISTS (SELECT 1 FROM blank_spoilt WHERE lot_id = new.lot_id AND number = new.number)",
    ),
)
_DEFERRED = (
    Rule("event_linked", "event", "INSERT", "EXISTS (SELECT 1 FROM link WHERE event_id = new.id)", deferred=True),
    Rule(
        "desk_used",
        "desk",
        f"UPDATE OF {', '.join(COUNTERS)}",
        " AND ".join(f"(new.{counter} = old.{counter} OR {_used(counter, f'new.{counter}')})" for counter in COUNTERS),
        deferred=True,
    ),
)


def _actors() -> Iterable[Rule]:
    """In an office with own logins, beside the rules of every other."""
    for table, column in ACTORS.items():
        holds = f"{SHARED} OR {_filled(_ME, official=f'new.{column}')}"
        if table in _FAILING:
            holds = f"{holds} OR (new.{column} IS NULL AND new.{_FAILING[table]} = 'sign-in-failed')"
        yield Rule(f"{table}_actor", table, "INSERT", holds)
    asker = "(SELECT asked_by_id FROM approval WHERE id = new.approval_id)"
    yield Rule("approval_use_actor", "approval_use", "INSERT", f"{SHARED} OR {_filled(_ME, official=asker)}")
    for table in ("second_factor", "recovery_code"):
        for on, row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
            hers = f"{SHARED} OR {_filled(_ME, official=f'{row}.official_id')}"
            holds = f"{hers} OR {_ADMINISTRATOR}" if on == "DELETE" else hers
            yield Rule(f"{table}_own_{on.lower()}", table, on, holds)
        reset = f"{SHARED} OR {OWNER} OR {_filled(_ME, official='old.official_id')} OR {told('factor-reset')}"
        yield Rule(f"{table}_reset", table, "DELETE", reset, deferred=True)
    yield Rule("event_text_told", "event_text", "UPDATE", f"{SHARED} OR {OWNER} OR {_ERASED}", deferred=True)
    for on, row in (("INSERT", "new"), ("DELETE", "old")):
        holds = f"{SHARED} OR {OWNER} OR {_as_told(f'{row}.official_id')}"
        yield Rule(f"official_role_told_{on.lower()}", "official_role", on, holds, deferred=True)
    own = f"{SHARED} OR {_filled(_ME, official='old.id')} OR {_ADMINISTRATOR}"
    yield Rule("official_own", "official", "UPDATE", f"{own} OR {OWNER}")


_FAILING: Mapping[str, str] = {"event": "kind", "command": "operation"}
"""What is nobody's: a sign-in that failed, with the column that says so."""
_ME = (
    "EXISTS (SELECT 1 FROM official WHERE id = {official} AND database_login = session_user) "
    "OR ({official} IS NULL AND pg_has_role(session_user, current_user, 'MEMBER'))"
)
_WEIGHTY, _VOUCHING = "'cashier', 'supervisor', 'administrator'", "'supervisor', 'administrator'"
"""Roles with money, a second person's word or rights to give; and whose second word gives them."""
_NEWEST_TOLD = (
    "SELECT id, at, official_id, payload::jsonb AS said, "
    "payload::jsonb -> CASE kind WHEN 'official-added' THEN 'roles' ELSE 'after' END AS roles, "
    "payload::jsonb -> CASE kind WHEN 'official-added' THEN 'roles' ELSE 'gained' END AS gained FROM event "
    "WHERE subject_kind = 'official' AND subject_id = {official} "
    "AND kind IN ('official-added', 'roles-changed', 'own-roles-changed') ORDER BY id DESC LIMIT 1"
)
_GAINED = "(SELECT string_agg(value, ', ' ORDER BY value COLLATE \"C\") FROM jsonb_array_elements_text(told.gained))"
_SECOND = "(told.said ->> 'second')::bigint"
_GIVEN_BY_TWO = word(_SECOND, "told.official_id", ("add_official", "change_official"), "vouch", shows("roles", _GAINED))
_ERASED = _filled(
    "EXISTS (SELECT 1 FROM (SELECT at, official_id, payload::jsonb AS said FROM event WHERE kind = 'texts-erased' "
    "ORDER BY id DESC LIMIT 1) AS told WHERE told.said -> 'events' @> to_jsonb(new.event_id) AND {said})",
    said=word(_SECOND, "told.official_id", ("erase_texts",), "overrule"),
)
"""Texts are emptied only where the newest event of that kind names theirs, and a second person agreed to it."""
_NOBODY_ELSE = (
    "NOT EXISTS (SELECT 1 FROM official AS other JOIN official_role AS held ON held.official_id = other.id "
    "WHERE other.active AND held.role IN ({vouching}) AND other.id NOT IN (told.official_id, {official}))"
)
_AS_TOLD = (
    "EXISTS (SELECT 1 FROM ({newest}) AS told WHERE told.roles = (SELECT coalesce(jsonb_agg(role "
    "ORDER BY role COLLATE \"C\"), '[]'::jsonb) FROM official_role WHERE official_id = {official}) "
    "AND (NOT told.gained ?| ARRAY[{weighty}] AND NOT EXISTS (SELECT 1 FROM role WHERE told.gained ? role.code "
    "AND role.belongs_to IN ({weighty})) OR {said} OR {nobody}))"
)


def _as_told(official: str) -> str:
    """Roles are those of the newest event about them; weighty ones were agreed to by somebody who signed in herself."""
    nobody = _filled(_NOBODY_ELSE, vouching=_VOUCHING, official=official)
    newest = _filled(_NEWEST_TOLD, official=official)
    return _filled(_AS_TOLD, newest=newest, weighty=_WEIGHTY, said=_GIVEN_BY_TWO, nobody=nobody, official=official)


_ADMINISTRATOR = (
    "EXISTS (SELECT 1 FROM official AS me JOIN official_role AS held ON held.official_id = me.id "
    "WHERE me.database_login = session_user AND held.role = 'administrator')"
)
