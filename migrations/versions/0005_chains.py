"""The events there are become chains: what is stored is hashed, and an event records that it was done.

Form 1 of the chains holds for ever, so that its functions are the program's own. Nothing that stands is changed but the
texts of events, which get salt and digest.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import chain as joined
from itertools import islice
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from oss_desk.domain.chain import (
    Chain,
    canonical,
    genesis,
    link_hash,
    new_salt,
    place_of,
    plain,
    plain_row,
    row_digest,
    text_digest,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
HEX = "0123456789abcdef"
FORM, REASON, KIND = 1, "chained", "history-chained"
PAGE, MOST = 5000, 10_000
"""How many rows are read at once, and how many one link names."""
KEYS: Mapping[str, str] = {
    "command": "id",
    "service_version": "id",
    "publication": "id",
    "demand": "id",
    "demand_line": "id",
    "payment": "id",
    "payment_part": "id",
    "payment_demand": "demand_id",
    "receipt": "id",
    "receipt_copy": "id",
    "case_answers": "id",
    "case_move": "id",
    "extension": "id",
    "handover": "id",
    "issued_output": "id",
    "issued_output_state": "id",
    "notice": "id",
    "notice_end": "notice_id",
    "paper_return": "id",
}
"""The tables that were only added to until now, besides events and their texts, and the key of each."""
VOUCHED: Mapping[str, tuple[str, ...]] = {
    "office": ("id",),
    "desk": ("id",),
    "opening": ("id",),
    "closing_day": ("id",),
    "role": ("code",),
    "register_entry": ("kind", "code"),
    "means_of_payment": ("code",),
    "official": ("id",),
    "official_role": ("official_id", "role"),
    "citizen": ("id",),
    "organisation": ("id",),
    "identity_document": ("id",),
    "visit": ("id",),
    "service_request": ("id",),
    "signed_application": ("visit_id",),
    "evidence": ("id",),
    "evidence_use": ("id",),
    "case": ("id",),
    "suspension": ("id",),
    "opinion": ("id",),
    "cash_session": ("id",),
    "print_job": ("id",),
}
"""The tables that may change and are vouched for from now on, as they stand, and the key of each."""
FILLED: Mapping[str, Mapping[str, Any]] = {"office": {"id": 1, "worked_holidays": "[]"}}
"""Columns that were added before, with what older rows were filled with."""
COUNTED = frozenset({"next_receipt", "next_case", "next_event", "next_session", "next_z", "next_paper"})
MEANS = ("cash", "card", "transfer", "elsewhere")
"""The means there were until now, each of a kind of its own name: the next migration writes kinds and positions."""
NOT_VOUCHED = COUNTED | {"version", "signed_in_id"}
Values = Mapping[str, Any]


def upgrade() -> None:
    """The tables of chains; then, where there is an office, the links of everything that happened in it."""
    _columns()
    _chain()
    _link()
    connection = op.get_bind()
    if connection.scalar(sa.text("SELECT count(*) FROM office")) and connection.scalar(sa.text(_FIRST_DESK)):
        _chain_up(connection)


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")


def _columns() -> None:
    for name in ("salt", "digest"):
        op.add_column("event_text", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))


def _chain() -> None:
    op.create_table(
        "chain",
        sa.Column("id", WHOLE, sa.Identity(), primary_key=True),
        sa.Column("desk_id", WHOLE, sa.ForeignKey("desk.id"), nullable=True),
        sa.Column("epoch", WHOLE, sa.CheckConstraint('"epoch" >= 1', name="epoch_range"), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column(
            "before",
            sa.Text(),
            sa.CheckConstraint('length("before") IN (0, 64)', name="before_length"),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Text(),
            sa.CheckConstraint('length("reason") BETWEEN 1 AND 100', name="reason_length"),
            nullable=False,
        ),
        sa.UniqueConstraint("desk_id", "epoch"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    office = sa.text("desk_id IS NULL")
    op.create_index("uq_chain_of_office", "chain", ["epoch"], unique=True, sqlite_where=office, postgresql_where=office)


def _link() -> None:
    op.create_table(
        "link",
        sa.Column("event_id", WHOLE, sa.ForeignKey("event.id"), nullable=False),
        sa.Column("chain_id", WHOLE, sa.ForeignKey("chain.id"), nullable=False),
        sa.Column("seq", WHOLE, sa.CheckConstraint('"seq" >= 1', name="seq_range"), nullable=False),
        _hexadecimal("previous", 64),
        _hexadecimal("hash", 64),
        sa.Column("form", WHOLE, sa.CheckConstraint('"form" >= 1', name="form_range"), nullable=False),
        _hexadecimal("salt", 32),
        _document("rows"),
        _document("texts"),
        sa.PrimaryKeyConstraint("event_id"),
        sa.UniqueConstraint("chain_id", "seq"),
        sqlite_strict=True,
    )


def _hexadecimal(name: str, length: int) -> sa.Column[Any]:
    check = f"length(\"{name}\") BETWEEN {length} AND {length} AND ltrim(\"{name}\", '{HEX}') = ''"
    return sa.Column(name, sa.Text(), sa.CheckConstraint(check, name=f"{name}_characters"), nullable=False)


def _document(name: str) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'length("{name}") BETWEEN 2 AND 4000000', name=f"{name}_length")
    return sa.Column(name, sa.Text(), check, nullable=False)


_FIRST_DESK = "SELECT min(id) FROM desk"
_ADD_LINK = sa.text(
    "INSERT INTO link (event_id, chain_id, seq, previous, hash, form, salt, rows, texts) "
    "VALUES (:event_id, :chain_id, :seq, :previous, :hash, :form, :salt, :rows, :texts)"
)
_ADD_EVENT = sa.text(
    "INSERT INTO event (desk_id, seq, kind, at, command_id, subject_kind, subject_id, payload) "
    "VALUES (:desk_id, :seq, :kind, :at, :command_id, 'office', 1, :payload) RETURNING *"
)
_ADD_COMMAND = sa.text(
    "INSERT INTO command (id, operation, digest, made, desk_id, at) "
    "VALUES (:id, 'migrate', :digest, 'null', :desk_id, :at)"
)
_ADD_CHAIN = sa.text(
    "INSERT INTO chain (desk_id, epoch, opened_at, before, reason) VALUES (:desk_id, 1, :at, '', :reason) RETURNING id"
)


@dataclass
class _Head:
    """Where the chain that is being made stands."""

    chain_id: int
    previous: str
    seq: int = 0


@dataclass
class _Making:
    """The chains of an office on their way."""

    connection: sa.Connection
    at: datetime
    office: str
    desks: Mapping[int, str]
    heads: dict[int | None, _Head] = field(default_factory=dict)

    @property
    def moment(self) -> Any:
        """The moment as this database takes it."""
        return plain(self.at) if self.connection.dialect.name == "sqlite" else self.at

    def link(self, event: Values, texts: list[list[Any]], rows: Callable[[str], list[Any]] | None = None) -> Values:
        """The next link of the chain in which this event belongs."""
        office = place_of(event["kind"], event["subject_kind"]) == "office"
        head = self._head(None if office else event["desk_id"])
        salt = new_salt()
        named, sealed = canonical(texts), canonical(rows(salt) if rows else [])
        previous, head.seq = head.previous, head.seq + 1
        whole = plain_row(event.keys(), event.values(), {})
        head.previous = link_hash(previous, head.seq, whole, salt, sealed, named, FORM)
        made = {"event_id": event["id"], "chain_id": head.chain_id, "seq": head.seq, "previous": previous}
        return {**made, "hash": head.previous, "form": FORM, "salt": salt, "rows": sealed, "texts": named}

    def _head(self, desk_id: int | None) -> _Head:
        if desk_id not in self.heads:
            opened = {"desk_id": desk_id, "at": self.moment, "reason": REASON}
            key: int = self.connection.execute(_ADD_CHAIN, opened).scalar_one()
            chain = Chain(key, desk_id, 1, self.at, "", REASON)
            desk = "" if desk_id is None else self.desks[desk_id]
            self.heads[desk_id] = _Head(key, genesis(self.office, desk, chain, FORM))
        return self.heads[desk_id]


def _chain_up(connection: sa.Connection) -> None:
    _open_texts(connection)
    desks = {row.id: row.code for row in connection.execute(sa.text("SELECT id, code FROM desk"))}
    office: str = connection.execute(sa.text("SELECT public_id FROM office")).scalar_one()
    making = _Making(connection, datetime.now(UTC), office, desks)
    events = 0
    for page in _pages(connection, "event", "id"):
        texts = _texts(connection, page[0]["id"], page[-1]["id"])
        connection.execute(_ADD_LINK, [making.link(event, texts.get(event["id"], [])) for event in page])
        events += len(page)
    _record(making, events)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))


def _open_texts(connection: sa.Connection) -> None:
    """Each text gets its salt and digest; the guard that stands over it is put up again after the migrations."""
    on = " ON event_text" if connection.dialect.name == "postgresql" else ""
    connection.execute(sa.text(f"DROP TRIGGER IF EXISTS guard_event_text_update{on}"))
    for page in _pages(connection, "event_text", "id"):
        salted = [{"key": row["id"], "text": row["text"], "salt": new_salt()} for row in page]
        done = [{**one, "digest": text_digest(one["salt"], one["text"], FORM)} for one in salted]
        statement = "UPDATE event_text SET text = :text, salt = :salt, digest = :digest WHERE id = :key"
        connection.execute(sa.text(statement), done)


def _texts(connection: sa.Connection, first: int, last: int) -> dict[int, list[list[Any]]]:
    asked = "SELECT id, event_id, kind, digest FROM event_text WHERE event_id BETWEEN :first AND :last ORDER BY id"
    found: dict[int, list[list[Any]]] = {}
    for row in connection.execute(sa.text(asked), {"first": first, "last": last}):
        found.setdefault(row.event_id, []).append([row.id, row.kind, row.digest])
    return found


def _record(making: _Making, events: int) -> None:
    """Events that say what was chained; their links name every other row that history held before."""
    connection, desk = making.connection, min(making.desks)
    command = {"id": str(uuid4()), "digest": "0" * 64, "desk_id": desk, "at": making.moment}
    connection.execute(_ADD_COMMAND, command)
    sealed = ((table, (key,)) for table, key in KEYS.items())
    rows = joined.from_iterable(_keyed(connection, *one) for one in joined(sealed, VOUCHED.items()))
    while batch := list(islice(rows, MOST)):
        payload = json.dumps({"events": events, "rows": len(batch)}, separators=(",", ":"))
        event = _event(making, desk, command["id"], payload)
        connection.execute(_ADD_LINK, [making.link(event, [], partial(_named, batch))])
        events = 0


def _keyed(connection: sa.Connection, table: str, key: tuple[str, ...]) -> Iterator[tuple[str, Any, Values]]:
    for page in _pages(connection, table, *key):
        for row in page:
            named = [row[name] for name in key]
            yield table, named if len(named) > 1 else named[0], row


def _named(batch: list[tuple[str, Any, Values]], salt: str) -> list[Any]:
    return [[table, key, _digest(salt, table, row)] for table, key, row in batch]


def _digest(salt: str, table: str, row: Values) -> str:
    left = {name: value for name, value in row.items() if table not in VOUCHED or name not in NOT_VOUCHED}
    if table == "means_of_payment":
        left |= {"kind": row["code"], "position": MEANS.index(row["code"])}
    return row_digest(salt, table, plain_row(left.keys(), left.values(), FILLED.get(table, {})), FORM)


def _event(making: _Making, desk: int, command: str, payload: str) -> Values:
    counted = "UPDATE desk SET next_event = next_event + 1 WHERE id = :desk RETURNING next_event - 1"
    seq = making.connection.execute(sa.text(counted), {"desk": desk}).scalar_one()
    values = {"desk_id": desk, "seq": seq, "kind": KIND, "at": making.moment, "command_id": command, "payload": payload}
    return dict(making.connection.execute(_ADD_EVENT, values).one()._mapping)


def _pages(connection: sa.Connection, table: str, *key: str) -> Iterator[list[Values]]:
    """All rows of a table in the order of their key, some at a time."""
    after: tuple[Any, ...] = ()
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in key]
    while True:
        asked = sa.select(sa.text("*")).select_from(sa.table(table)).order_by(*columns).limit(PAGE)
        narrowed = asked if not after else asked.where(sa.tuple_(*columns) > sa.tuple_(*after))
        page: list[Values] = [dict(row._mapping) for row in connection.execute(narrowed)]
        if page:
            yield page
        if len(page) < PAGE:
            return
        after = tuple(page[-1][name] for name in key)
