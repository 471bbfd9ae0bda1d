"""Chains as rows: what a transaction added to history is sealed by links of its events when it commits."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Column, DefaultClause, and_, bindparam, func, insert, select

from oss_desk.domain.chain import (
    FORM,
    Chain,
    Json,
    KnownHead,
    Row,
    Scalar,
    canonical,
    genesis,
    link_hash,
    new_salt,
    place_of,
    plain_row,
    row_digest,
)
from oss_desk.domain.history import Event, EventText
from oss_desk.domain.office import Desk
from oss_desk.domain.vouched import VOUCHED
from oss_desk.storage import rows
from oss_desk.storage.carried import fetched
from oss_desk.storage.database import Work
from oss_desk.storage.schema import TABLES
from oss_desk.storage.tables.history import CHAIN, LINK
from oss_desk.storage.tables.office import DESK, OFFICE

OFFICE_LOCK = 0x0D35C1
"""The lock of the office's chain on PostgreSQL, taken last; a desk's chain is held by the row of its desk."""
FIRST = "first"
"""Why a chain was opened that has none before it."""
_NEWEST = (
    select(CHAIN.c.id)
    .where(CHAIN.c.desk_id.is_not_distinct_from(bindparam("desk")))
    .order_by(CHAIN.c.epoch.desc())
    .limit(1)
    .subquery()
)
_COUNTED = LINK.alias("counted")
_LAST = select(func.max(_COUNTED.c.seq)).where(_COUNTED.c.chain_id == _NEWEST.c.id).scalar_subquery()
_HEAD = select(_NEWEST.c.id, LINK.c.seq, LINK.c.hash).select_from(
    _NEWEST.outerjoin(LINK, and_(LINK.c.chain_id == _NEWEST.c.id, LINK.c.seq == _LAST))
)
"""Asked for by its number: to put all links of a chain in order would take longer with each one."""
_LOCKED = select(func.pg_advisory_xact_lock(bindparam("lock", type_=BigInteger)))
_ADDING = insert(LINK).returning(LINK.c.seq)
_PUBLIC = select(OFFICE.c.public_id)
_DESK_CODE = select(DESK.c.code).where(DESK.c.id == bindparam("desk"))
Head = tuple[int, int, str]
"""A chain, the number of its newest link, and that one's hash."""
Sealing = Callable[[str], list[Json]]
"""How a link names one row, by its salt."""


def row_of(record: object) -> Row:
    """A record as the canonical form of its row."""
    kind = type(record)
    names = COLUMNS[kind]
    return plain_row(names, (getattr(record, name) for name in names), LATER[kind])


def seal(work: Work) -> None:
    """Add the links of everything this transaction added: one for each event, the last one naming the other rows.

    Nothing happens while no event was added; then the commit refuses.
    """
    events = sorted((one for one in work.added if isinstance(one, Event)), key=lambda event: event.id)
    if not events:
        return
    texts = [one for one in work.added if isinstance(one, EventText)]
    added = [one for one in work.added if not isinstance(one, Event | EventText)]
    others: list[Sealing] = [partial(sealed_row, record=one) for one in added]
    others += [partial(left_row, table=table, key=key, record=one) for (table, key), one in work.vouched.items()]
    for desk_id, told in _by_chain(events):
        _link(work, desk_id, told, texts, others if told[-1] is events[-1] else [])
    work.added.clear()
    work.vouched.clear()


def _by_chain(events: Iterable[Event]) -> list[tuple[int | None, list[Event]]]:
    """The events of each chain, the office's last, because its lock is everybody's."""
    found: dict[int, list[Event]] = {}
    for event in events:
        office = place_of(event.kind, event.subject_kind) == "office"
        found.setdefault(0 if office else event.desk_id, []).append(event)
    return [(desk or None, told) for desk, told in sorted(found.items(), key=lambda pair: (pair[0] == 0, pair[0]))]


def _link(work: Work, desk_id: int | None, events: list[Event], texts: list[EventText], others: list[Sealing]) -> None:
    chain_id, seq, previous = held_head(work, desk_id, events[0].at)
    for event in events:
        seq += 1
        own = [one for one in texts if one.event_id == event.id]
        made = _made(previous, seq, event, own, others if event is events[-1] else [])
        link = {"event_id": event.id, "chain_id": chain_id, "seq": seq, "previous": previous, "form": FORM} | made
        fetched(work.connection, _ADDING, link)
        previous = made["hash"]


def _made(previous: str, seq: int, event: Event, texts: list[EventText], others: list[Sealing]) -> dict[str, str]:
    """What a link says of its event and of the rows beside it, and its hash."""
    salt = new_salt()
    named = canonical([[one.id, one.kind, one.digest] for one in texts])
    sealed = canonical([sealing(salt) for sealing in others])
    made = link_hash(previous, seq, row_of(event), salt, sealed, named)
    return {"hash": made, "salt": salt, "rows": sealed, "texts": named}


def sealed_row(salt: str, record: object) -> list[Json]:
    """How a link names a row: its table, its key and its digest."""
    table = TABLES[type(record)].name
    return [table, rows.key(record), row_digest(salt, table, row_of(record))]


def left_row(salt: str, table: str, key: Any, record: object) -> list[Json]:
    """How a link names a row that may change, as its transaction left it: without digest where it was taken away."""
    named = list(key) if isinstance(key, tuple) else key
    if record is None:
        return [table, named, ""]
    return [table, named, row_digest(salt, table, told_of(table, row_of(record)))]


def told_of(table: str, row: Row) -> Row:
    """What is vouched for of a row that may change."""
    return {name: value for name, value in row.items() if name not in VOUCHED[table]}


def held_head(work: Work, desk_id: int | None, now: datetime) -> Head:
    """The head of a chain, held until the transaction ends; a chain that is not there yet is opened.

    Whoever asks for a desk's holds the row of the desk already.
    """
    if desk_id is None and work.dialect == "postgresql":
        fetched(work.connection, _LOCKED, {"lock": OFFICE_LOCK})
    found = head(work, desk_id)
    if found is not None:
        return found
    opened = rows.add(work, Chain, desk_id=desk_id, epoch=1, opened_at=now, before="", reason=FIRST)
    return opened.id, 0, genesis_of(work, opened)


def head(work: Work, desk_id: int | None) -> Head | None:
    """The head of the newest chain of a desk or of the office; its genesis while it has no link."""
    found = fetched(work.connection, _HEAD, {"desk": desk_id})
    if not found:
        return None
    chain_id, seq, digest = found[0]
    if seq is None:
        return chain_id, 0, genesis_of(work, rows.get(work, Chain, chain_id))
    return chain_id, seq, digest


def begin_epoch(work: Work, desk_id: int | None, now: datetime, reason: str) -> Chain:
    """A new chain of a desk or of the office that names the head of the one before; nothing is hashed again."""
    if desk_id is not None:
        rows.lock(work, Desk, desk_id)
    before = held_head(work, desk_id, now)
    epoch = rows.get(work, Chain, before[0]).epoch + 1
    return rows.add(work, Chain, desk_id=desk_id, epoch=epoch, opened_at=now, before=before[2], reason=reason)


def standing(work: Work, desk: Desk, now: datetime) -> KnownHead:
    """Where the newest chain of a desk stands, held until the transaction ends."""
    rows.lock(work, Desk, desk.id)
    chain_id, seq, digest = held_head(work, desk.id, now)
    return KnownHead(desk.code, rows.get(work, Chain, chain_id).epoch, seq, digest)


def genesis_of(work: Work, chain: Chain) -> str:
    """What the first link of this chain has before it."""
    office = work.connection.scalar(_PUBLIC) or ""
    desk = work.connection.scalar(_DESK_CODE, {"desk": chain.desk_id}) or ""
    return genesis(office, desk, chain)


def _filling(columns: Iterable[Column[object]]) -> dict[str, Scalar]:
    """What columns that were added later were filled with: such a value counts as none at all."""
    filled: dict[str, Scalar] = {}
    for column in columns:
        if isinstance(column.server_default, DefaultClause):
            filled[column.name] = _literal(str(column.server_default.arg))
    return filled


def _literal(said: str) -> Scalar:
    quoted = re.fullmatch(r"'(.*)'", said)
    if quoted:
        return quoted[1]
    return int(said) if said.isdigit() else {"true": 1, "false": 0}[said]


COLUMNS: Mapping[type, tuple[str, ...]] = {record: tuple(field.name for field in fields(record)) for record in TABLES}
LATER: Mapping[type, Mapping[str, Scalar]] = {record: _filling(table.columns) for record, table in TABLES.items()}
