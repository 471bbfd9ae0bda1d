"""The chains of history: what a link says, its canonical form and its hashes; old forms stay readable for ever.

Form 1. Canonical JSON as RFC 8785 has it, of texts, whole numbers, yes and no, and lists of them: keys sorted, no
spaces, UTF-8. A row is what a strict SQLite table holds of it: moments in UTC as text with six decimals and Z, days as
ISO text, yes and no as 1 and 0, lists and texts in languages as the JSON text that is stored. Columns that are empty,
and columns added later that hold what older rows were filled with, are left out. Each digest is SHA-256 over
[tag, value]; the tag names form and purpose, so that no digest stands for another thing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from secrets import token_hex
from typing import Literal

FORM = 1
"""The form that new links have: it names the canonical form and the algorithm."""
FORMS = frozenset({1})

Scalar = str | int | None
Json = Scalar | Sequence["Json"] | Mapping[str, "Json"]
Row = Mapping[str, Scalar]
"""A row in canonical form: its columns by name."""
Text = tuple[int, str, str]
"""A personal text of an event as its link names it: the id of its row, its kind and its salted digest."""
Sealed = tuple[str, int | str | list[int | str], str]
"""A row that a transaction added as its last link names it: table, key and salted digest."""

Place = Literal["office", "desk"]
OFFICE_SUBJECTS = frozenset({"office", "official", "desk", "service-version", "notice"})
"""What an event is about when it belongs to the chain of the office: its settings, people, services and notices."""
OFFICE_KINDS = frozenset({"z-closed"})
"""Events that stand in the chain of the office whatever they are about: there the desks vouch for each other."""
DESK_KINDS = frozenset(
    {
        "signed-in",
        "signed-out",
        "sign-in-failed",
        "identity-proved",
        "locked",
        "unlocked",
        "command-refused",
        "payment-started",
        "payment-abandoned",
        "blanks-received",
        "blanks-moved",
        "blank-spoilt",
        "blanks-destroyed",
        "blanks-counted",
    }
)
"""Events about a desk or the official at it that are part of what happened there."""

PERSONAL: Mapping[str, frozenset[str]] = {
    "payment": frozenset({"payer_name"}),
    "payment_part": frozenset({"reference"}),
    "receipt": frozenset({"content"}),
    "z_report": frozenset({"content"}),
    "cash_movement": frozenset({"reason", "slip"}),
    "payment_end": frozenset({"reason"}),
    "correction": frozenset({"words", "content"}),
    "correction_part": frozenset({"reference"}),
    "correction_copy": frozenset({"reason"}),
    "copy_reason": frozenset({"reason"}),
    "waiver": frozenset({"ground", "reason"}),
    "approval_answer": frozenset({"reason"}),
    "case_answers": frozenset({"answers"}),
    "handover": frozenset({"collector_name", "document_number"}),
    "paper_return": frozenset({"to_name"}),
    "official": frozenset({"name", "password_hash", "database_login"}),
    "closing_day": frozenset({"reason"}),
    "case": frozenset({"facts", "state"}),
}
"""Columns of rows of history which hold names or what citizens told: sealed by a digest of their own."""


@dataclass(frozen=True)
class Chain:
    """One chain: a desk's, or the office's where there is no desk. A new epoch names the digest of the old head."""

    id: int
    desk_id: int | None
    epoch: int
    opened_at: datetime
    before: str
    reason: str


@dataclass(frozen=True)
class Link:
    """One event in its chain; `rows` and `texts` are canonical JSON, `hash` covers all of it and the link before."""

    event_id: int
    chain_id: int
    seq: int
    previous: str
    hash: str
    form: int
    salt: str
    rows: str
    texts: str


def place_of(kind: str, subject_kind: str) -> Place:
    """Which chain a new event goes into. An event that is stored stays where it is, whatever this table says later."""
    if kind in OFFICE_KINDS:
        return "office"
    return "office" if subject_kind in OFFICE_SUBJECTS and kind not in DESK_KINDS else "desk"


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: Json) -> str:
    """RFC 8785 for what we hash; TypeError for fractions, bytes and anything else that has no one form."""
    return _ENCODER.encode(_exact(value))


def _exact(value: Json) -> Json:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    if isinstance(value, Mapping) and all(name.isascii() for name in value):
        return {name: _exact(item) for name, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def plain(value: object) -> Scalar:
    """A value of a record or a driver as a strict SQLite table holds it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if isinstance(value, list | tuple):
        return json.dumps(list(value), ensure_ascii=False, separators=(",", ":"))
    raise TypeError(f"{type(value).__name__} has no canonical form")


def plain_row(names: Iterable[str], values: Iterable[object], later: Mapping[str, Scalar]) -> Row:
    """A row in canonical form; `later` holds what columns that were added later were filled with."""
    both = ((name, plain(value)) for name, value in zip(names, values, strict=True))
    return {name: value for name, value in both if value is not None and (name not in later or value != later[name])}


def new_salt() -> str:
    """128 random bits, so that nobody can try out names against a digest."""
    return token_hex(16)


def digest(purpose: str, value: Json, form: int = FORM) -> str:
    """SHA-256 of a value for one purpose, in hexadecimal; the value holds texts, whole numbers and lists alone."""
    return sha256(_ENCODER.encode([f"oss-desk/{form}/{purpose}", value]).encode()).hexdigest()


def genesis(office: str, desk: str, chain: Chain, form: int = FORM) -> str:
    """What the first link of a chain has before it: whose chain this is, from when, and what came before."""
    opened: Row = {
        "office": office,
        "desk": desk,
        "epoch": chain.epoch,
        "opened_at": plain(chain.opened_at),
        "before": chain.before,
        "reason": chain.reason,
    }
    return digest("genesis", opened, form)


def text_digest(salt: str, text: str, form: int = FORM) -> str:
    """The salted digest of a personal text: it stays when text and salt are erased, and tells nothing of them."""
    return digest("text", [salt, text], form)


def personal_digest(salt: str, value: Scalar, form: int = FORM) -> str:
    """The salted digest of a personal column, which stands for it where the row is sealed or archived."""
    return digest("personal", [salt, value], form)


def row_digest(salt: str, table: str, row: Row, form: int = FORM) -> str:
    """The salted digest of a row, by the salt of its link; what is personal in it counts as a digest of its own.

    So an archive can hold the row without names, and still prove its amounts.
    """
    personal = PERSONAL.get(table, frozenset())
    told = {name: personal_digest(salt, value, form) if name in personal else value for name, value in row.items()}
    return digest("row", [salt, table, told], form)


def link_hash(previous: str, seq: int, event: Row, salt: str, rows: str, texts: str, form: int = FORM) -> str:
    """The hash of a link: over the one before it, the event with its payload, and the digests of rows and texts."""
    body: Json = {"previous": previous, "seq": seq, "event": event, "salt": salt, "rows": rows, "texts": texts}
    return digest("link", body, form)


Harm = Literal["changed", "removed", "inserted", "reordered", "cut-off", "unfit"]
"""What was done to history past the program; unfit is what does not add up although nothing else shows."""


@dataclass(frozen=True)
class Break:
    """One place where history is not as it was written.

    `of` is the table, or "head"; `chain` the code of the desk, "" for the office; `number` the entry of that chain, 0
    where none is known; `key` which row of the table, or which number of a series.
    """

    harm: Harm
    of: str
    chain: str
    epoch: int
    number: int
    key: str = ""
    at: datetime | None = None

    @property
    def name(self) -> str:
        """By what it is known again: an epoch that was opened after it names it."""
        return f"{self.harm}:{self.of}:{self.chain}:{self.epoch}:{self.number}:{self.key}"


@dataclass(frozen=True)
class KnownHead:
    """A digest that is known from elsewhere: printed, vouched for by the office, or kept by a desk."""

    chain: str
    epoch: int
    seq: int
    digest: str
