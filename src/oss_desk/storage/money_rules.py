"""What the guards ask of money where each person has a login of her own: shifts, payments, corrections and waivers.

A shift ends with its count and its Z; a payment is what its demands owe; a second person's word is used for exactly
what she was shown. The rules look rows up and add them up, and decide nothing anew. The server's clock is not asked,
since desks have their own: moments are held against each other.
"""

from oss_desk.storage.rule import Rule, filled, holds, shows, word

_CODE = "(SELECT code FROM desk WHERE id = new.desk_id)"
_OPEN = (
    "EXISTS (SELECT 1 FROM cash_session AS shift WHERE shift.id = new.cash_session_id "
    "AND shift.official_id = new.official_id AND shift.desk_id = new.desk_id AND shift.closed_at IS NULL "
    "AND new.at >= shift.opened_at - interval '5 minutes' "
    "AND NOT EXISTS (SELECT 1 FROM z_report WHERE cash_session_id = shift.id))"
)
"""The shift of whoever is connected, open at that desk when this was done."""
_ITS_Z = (
    "EXISTS (SELECT 1 FROM z_report WHERE cash_session_id = new.id AND desk_id = new.desk_id "
    "AND official_id = new.closed_by_id AND z_report.xmin = {now}) "
    "AND EXISTS (SELECT 1 FROM official WHERE id = new.closed_by_id AND database_login = session_user)"
)
_COUNTED = (
    "CASE new.ended WHEN 'cashless' THEN new.cashless "
    "WHEN 'uncounted' THEN {supervisor} OR (SELECT cashless FROM office) "
    "OR NOT (SELECT takes_cash FROM desk WHERE id = new.desk_id) "
    "ELSE EXISTS (SELECT 1 FROM till_count WHERE cash_session_id = new.id AND kind = 'closing') END"
)
_DAY = "({moment} AT TIME ZONE (SELECT zone FROM office))::date"
_WHOSE = (
    "new.closed_by_id = new.official_id OR {supervisor} OR {opened} < {closed} "
    "OR EXISTS (SELECT 1 FROM approval AS asked JOIN approval_use AS used ON used.approval_id = asked.id "
    "WHERE asked.operation = 'count_till' AND asked.asked_at >= new.opened_at AND {shift} AND {desk})"
)
"""Her own shift, one of an earlier day, or any with a supervisor's word."""
_CLOSED = "new.closed_at IS NOT NULL AND new.ended IS NOT NULL AND {z} AND ({counted}) AND ({whose})"
_HERS = (
    "new.closed_at IS NULL AND (EXISTS (SELECT 1 FROM official WHERE id = new.official_id "
    "AND database_login = session_user) OR EXISTS (SELECT 1 FROM cash_session AS shift JOIN official AS me "
    "ON me.id = shift.closed_by_id AND me.database_login = session_user "
    "WHERE shift.desk_id = new.desk_id AND shift.ended = 'handover' AND shift.xmin = {now}))"
)
"""She opens a shift of her own, or hands over the till of the one that she closes with it."""
_Z = (
    "EXISTS (SELECT 1 FROM cash_session AS shift WHERE shift.id = new.cash_session_id AND shift.desk_id = new.desk_id "
    "AND shift.closed_at IS NOT NULL AND shift.closed_by_id = new.official_id AND shift.xmin = {now}) "
    "AND new.gross = coalesce((SELECT gross FROM z_report WHERE desk_id = new.desk_id AND number = new.number - 1), 0) "
    "+ coalesce((SELECT sum(amount) FROM payment WHERE cash_session_id = new.cash_session_id), 0) "
    "AND new.digest = encode(sha256(convert_to(new.content, 'UTF8')), 'hex') "
    "AND EXISTS (SELECT 1 FROM event WHERE subject_kind = 'cash-session' AND subject_id = new.cash_session_id "
    "AND kind = 'z-closed' AND event.xmin = {now})"
)


def _closing() -> str:
    counted = filled(_COUNTED, supervisor=holds("supervisor"))
    opened, closed = filled(_DAY, moment="new.opened_at"), filled(_DAY, moment="new.closed_at")
    shift, desk = shows("shift", "new.number::text"), shows("desk", _CODE)
    whose = filled(_WHOSE, supervisor=holds("supervisor"), opened=opened, closed=closed, shift=shift, desk=desk)
    return filled(_CLOSED, z=filled(_ITS_Z), counted=counted, whose=whose)


SHIFTS = (
    Rule("cash_session_hers", "cash_session", "INSERT", filled(_HERS)),
    Rule("cash_session_over", "cash_session", "UPDATE", "old.closed_at IS NULL"),
    Rule("cash_session_close", "cash_session", "UPDATE OF closed_at, ended, closed_by_id", _closing(), deferred=True),
    Rule("z_report_shift", "z_report", "INSERT", filled(_Z), deferred=True),
    *(Rule(f"{table}_shift", table, "INSERT", _OPEN) for table in ("payment", "correction", "cash_movement")),
)
_SETTLES = (
    "new.amount = (SELECT sum(demand.amount "
    "- coalesce((SELECT sum(amount) FROM waiver WHERE demand_id = demand.id), 0)) "
    "FROM payment_demand JOIN demand ON demand.id = payment_demand.demand_id WHERE payment_id = new.id) "
    "AND new.amount + new.rounding = (SELECT sum(amount) FROM payment_part WHERE payment_id = new.id) "
    "AND abs(new.rounding) * 2 <= (SELECT cash_rounding FROM office) "
    "AND EXISTS (SELECT 1 FROM receipt WHERE payment_id = new.id AND desk_id = new.desk_id) "
    "AND EXISTS (SELECT 1 FROM event WHERE subject_kind = 'payment' AND subject_id = new.id "
    "AND kind = 'payment-taken' AND at = new.at AND official_id = new.official_id)"
)
_LINES = "new.amount = (SELECT coalesce(sum(amount), 0) FROM demand_line WHERE demand_id = new.id)"
PAYMENTS = (
    Rule("payment_settles", "payment", "INSERT", _SETTLES, deferred=True),
    Rule("demand_lines", "demand", "INSERT", _LINES, deferred=True),
)
_DECIMAL = (
    "(SELECT round((-new.amount)::numeric / power(10::numeric, currency_exponent::int), currency_exponent::int)::text "
    "FROM office)"
)
"""The amount of a correction as second persons are shown it."""
_ONCE = "NOT EXISTS (SELECT 1 FROM correction AS one WHERE one.payment_id = new.payment_id AND one.xmin = {now})"
_AGREED = word(
    "new.approver_id",
    "new.official_id",
    ("void", "refund"),
    "overrule",
    "asked.operation = new.kind",
    shows("receipt", "(SELECT number FROM receipt WHERE payment_id = new.payment_id)"),
    shows("amount", _DECIMAL),
    filled(_ONCE),
)
"""A second person has said yes to this amount of this receipt with her own login; it is used for this alone."""
_PARTS = (
    "new.amount = (SELECT sum(amount) FROM correction_part WHERE correction_id = new.id) "
    "AND EXISTS (SELECT 1 FROM correction_line WHERE correction_id = new.id)"
)
_ENOUGH = (
    "CASE WHEN asked.shown::jsonb ->> 'amount' ~ '^[0-9]+([.][0-9]+)?$' "
    "THEN (asked.shown::jsonb ->> 'amount')::numeric * (SELECT power(10::numeric, currency_exponent::int) FROM office) "
    ">= new.amount + coalesce((SELECT sum(amount) FROM waiver "
    "WHERE desk_id = new.desk_id AND at = new.at AND waiver.xmin = {now}), 0) END"
)
"""All that this transaction waives is within what she was shown."""
_OF_IT = "(asked.operation = 'waive_at_start' OR {same})"
_WAIVED_WITH = word(
    "new.approver_id",
    "new.official_id",
    ("waive", "waive_at_start"),
    "overrule",
    filled(_OF_IT, same=shows("demand", "new.demand_id::text")),
    filled(_ENOUGH),
)
_WAIVED = (
    "new.approver_id IS NULL AND new.amount + (SELECT coalesce(sum(waiver.amount), 0) FROM waiver "
    "JOIN demand ON demand.id = waiver.demand_id "
    "WHERE demand.case_id = (SELECT case_id FROM demand WHERE id = new.demand_id)) "
    "<= (SELECT waiver_limit FROM office) OR {agreed}"
)
_WAIVES = "{cashier} OR ({clerk} AND EXISTS (SELECT 1 FROM demand WHERE id = new.demand_id AND demand.xmin = {now}))"
"""A cashier waives, and a clerk only at the start of a case."""
_COPIED = (
    "EXISTS (SELECT 1 FROM receipt_copy AS made JOIN receipt ON receipt.id = made.receipt_id "
    "WHERE made.id = new.receipt_copy_id AND ((made.copy = 1 AND new.approver_id IS NULL) OR {agreed}))"
)
_COPIED_AGAIN = "(new.copy = 1 AND new.approver_id IS NULL) OR {agreed}"
_OVERRULED = "overrule"
_ORIGINAL = shows("receipt", "receipt.number"), shows("copy", "made.copy::text")
_CORRECTED = shows("receipt", "(SELECT number FROM correction WHERE id = new.correction_id)")
_COPY_WORD = word("new.approver_id", "made.official_id", ("copy_receipt",), _OVERRULED, *_ORIGINAL)
_AGAIN_WORD = word(
    "new.approver_id", "new.official_id", ("copy_correction",), _OVERRULED, _CORRECTED, shows("copy", "new.copy::text")
)
CORRECTIONS = (
    Rule("correction_approved", "correction", "INSERT", _AGREED),
    Rule("correction_parts", "correction", "INSERT", _PARTS, deferred=True),
    Rule("waiver_approved", "waiver", "INSERT", filled(_WAIVED, agreed=_WAIVED_WITH)),
    Rule("waiver_role", "waiver", "INSERT", filled(_WAIVES, cashier=holds("cashier"), clerk=holds("clerk"))),
    Rule("copy_reason_approved", "copy_reason", "INSERT", filled(_COPIED, agreed=_COPY_WORD)),
    Rule("correction_copy_approved", "correction_copy", "INSERT", filled(_COPIED_AGAIN, agreed=_AGAIN_WORD)),
)
