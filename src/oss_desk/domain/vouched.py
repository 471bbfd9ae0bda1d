"""Rows that may change and that trust hangs on: each link names, besides what was added, how it left them."""

from collections.abc import Mapping

_COUNTERS = frozenset({"next_receipt", "next_case", "next_event", "next_session", "next_z", "next_paper"})
_NOTHING: frozenset[str] = frozenset()
_VERSION = frozenset({"version"})

VOUCHED: Mapping[str, frozenset[str]] = {
    "office": _VERSION | {"id"},
    "desk": _VERSION | _COUNTERS | {"signed_in_id"},
    "opening": _NOTHING,
    "closing_day": _NOTHING,
    "role": _NOTHING,
    "register_entry": _VERSION,
    "means_of_payment": _NOTHING,
    "official": _VERSION,
    "official_role": _NOTHING,
    "second_factor": frozenset({"last_step"}),
    "recovery_code": _NOTHING,
    "citizen": _VERSION,
    "organisation": _VERSION,
    "identity_document": _NOTHING,
    "visit": _VERSION,
    "service_request": _VERSION,
    "signed_application": _NOTHING,
    "evidence": _VERSION,
    "evidence_use": _NOTHING,
    "case": _VERSION,
    "suspension": _NOTHING,
    "opinion": _VERSION,
    "cash_session": _VERSION,
    "print_job": _VERSION,
}
"""Each table that is vouched for, and its columns that are not: how often a row was written, what every command counts,
who sits at a desk, the last code of a phone. The numbers of a desk are held against what they counted."""

ARCHIVED = frozenset(
    {
        "office",
        "desk",
        "opening",
        "closing_day",
        "role",
        "means_of_payment",
        "official",
        "official_role",
        "case",
        "cash_session",
    }
)
"""Those that an archive holds: rules of money and rights, shifts and how cases ended. The others are about people."""


def vouches(table: str, columns: frozenset[str]) -> bool:
    """Whether a link names a row of this table when these columns of it were written."""
    return table in VOUCHED and not columns <= VOUCHED[table]
