"""What of history no single chain shows: rows that none names, numbers with gaps, heads that others know, sums."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, func, select, union_all

from oss_desk.domain.chain import Break, Chain, KnownHead
from oss_desk.storage import linked, vouching
from oss_desk.storage.database import Work
from oss_desk.storage.schema import SEALED
from oss_desk.storage.tables.cases import CASE
from oss_desk.storage.tables.corrections import CORRECTION
from oss_desk.storage.tables.history import CHAIN, COMMAND, EVENT, LINK
from oss_desk.storage.tables.office import DESK, OFFICIAL, OFFICIAL_ROLE
from oss_desk.storage.tables.till import CASH_SESSION, PAPER_RECEIPT, PAYMENT, PAYMENT_PART, RECEIPT, Z_REPORT
from oss_desk.storage.verifying import Checking, payloads

VOUCHED, OPENED = "z-closed", "epoch-opened"
"""The kinds of events that say where the chain of a desk stood at a close, and that a new epoch was opened."""
_UNLINKED = (
    select(EVENT.c.desk_id, EVENT.c.seq)
    .outerjoin(LINK, LINK.c.event_id == EVENT.c.id)
    .where(LINK.c.event_id.is_(None), EVENT.c.id >= bindparam("first"))
    .order_by(EVENT.c.id)
)
_NUMBERS = (
    select(
        DESK.c.id,
        DESK.c.next_event,
        DESK.c.next_receipt,
        func.count(EVENT.c.id).label("events"),
        func.max(EVENT.c.seq).label("last"),
    )
    .outerjoin(EVENT, EVENT.c.desk_id == DESK.c.id)
    .group_by(DESK.c.id, DESK.c.next_event, DESK.c.next_receipt)
    .order_by(DESK.c.id)
)
_NUMBERED = union_all(
    select(RECEIPT.c.desk_id, RECEIPT.c.seq), select(CORRECTION.c.desk_id, CORRECTION.c.seq)
).subquery()
"""Receipts, voids and refunds: one series for each desk."""
_RECEIPTS = select(_NUMBERED.c.desk_id, func.count(), func.max(_NUMBERED.c.seq)).group_by(_NUMBERED.c.desk_id)
_PARTS = func.coalesce(func.sum(PAYMENT_PART.c.amount), 0)
_COUNTED = (
    ("z_report", "next_z", Z_REPORT.c.number),
    ("cash_session", "next_session", CASH_SESSION.c.number),
    ("paper_receipt", "next_paper", PAPER_RECEIPT.c.seq),
)
"""Further series of a desk: the table, the desk's counter, the column that holds the numbers."""
_COUNTERS = select(DESK.c.id, DESK.c.next_case, *(DESK.c[counter] for _, counter, _ in _COUNTED)).order_by(DESK.c.id)
_CASES = select(CASE.c.desk_id, func.count().label("counted"), func.max(CASE.c.id).label("newest")).group_by(
    CASE.c.desk_id
)
_SUMS = (
    select(PAYMENT.c.id, PAYMENT.c.desk_id)
    .outerjoin(PAYMENT_PART, PAYMENT_PART.c.payment_id == PAYMENT.c.id)
    .group_by(PAYMENT.c.id, PAYMENT.c.desk_id, PAYMENT.c.amount, PAYMENT.c.rounding)
    .having(PAYMENT.c.amount + PAYMENT.c.rounding != _PARTS)
    .order_by(PAYMENT.c.id)
)
_CLOSED = (
    select(CASH_SESSION.c.desk_id, CASH_SESSION.c.number)
    .outerjoin(Z_REPORT, Z_REPORT.c.cash_session_id == CASH_SESSION.c.id)
    .where(CASH_SESSION.c.ended.is_not(None), Z_REPORT.c.id.is_(None))
    .order_by(CASH_SESSION.c.id)
)
_BEFORE = func.coalesce(func.lag(Z_REPORT.c.gross).over(partition_by=Z_REPORT.c.desk_id, order_by=Z_REPORT.c.number), 0)
_PAID = func.coalesce(
    select(func.sum(PAYMENT.c.amount)).where(PAYMENT.c.cash_session_id == Z_REPORT.c.cash_session_id).scalar_subquery(),
    0,
)
_TOTALS = select(Z_REPORT.c.desk_id, Z_REPORT.c.number, (Z_REPORT.c.gross - _BEFORE - _PAID).label("over")).subquery()
_COUNTED_OTHERWISE = select(_TOTALS.c.desk_id, _TOTALS.c.number).where(_TOTALS.c.over != 0)


_LOST = (
    select(LINK.c.chain_id)
    .outerjoin(CHAIN, CHAIN.c.id == LINK.c.chain_id)
    .where(CHAIN.c.id.is_(None))
    .distinct()
    .order_by(LINK.c.chain_id)
)
"""Links of a chain that is not there: the engine lets nobody write one, but somebody with the file may."""


def check_whole(check: Checking, chains: Iterable[Chain], heads: Iterable[KnownHead]) -> Iterator[Break]:
    """What does not fit although every link does; asked after the chains, which say what links name."""
    known = tuple(chains)
    yield from unlinked(check)
    yield from numbers(check)
    yield from _further_numbers(check)
    yield from _officials(check)
    yield from _unnamed(check)
    yield from _epochs(check, known)
    for lost in check.work.connection.scalars(_LOST):
        yield Break("removed", "chain", "", 0, 0, str(lost))
    yield from check_heads(check, known, [*vouched(check.work), *heads])
    for row in check.work.connection.execute(_SUMS):
        yield Break("unfit", "payment", check.code(row.desk_id), 0, 0, str(row.id))
    for of, asked in (("cash_session", _CLOSED), ("z_report", _COUNTED_OTHERWISE)):
        for row in check.work.connection.execute(asked):
            yield Break("unfit", of, check.code(row.desk_id), 0, 0, str(row.number))
    for left in vouching.unlike(check.work, check.left):
        yield _unlike(check, left)


def _unlike(check: Checking, left: vouching.Left) -> Break:
    """A row that may change and is not as it was left, with the entry that wrote it last."""
    place = linked.place(check.work, left.event_id) if left.event_id else None
    if place is None:
        return Break(left.harm, left.table, "", 0, 0, left.key)
    seq, desk_id, epoch, at = place
    return Break(left.harm, left.table, check.code(desk_id), epoch, seq, left.key, vouching.moment_of(at))


def unlinked(check: Checking, first: int = 0) -> Iterator[Break]:
    """Events that stand in no chain, from that id on."""
    for row in check.work.connection.execute(_UNLINKED, {"first": first}):
        yield Break("inserted", "event", check.code(row.desk_id), 0, 0, str(row.seq))


def numbers(check: Checking, desk_id: int | None = None) -> Iterator[Break]:
    """Desks, or that one, whose events or receipts do not run from one to the last number given."""
    receipts_of, numbers_of = _RECEIPTS, _NUMBERS
    if desk_id is not None:
        receipts_of, numbers_of = (
            receipts_of.where(_NUMBERED.c.desk_id == desk_id),
            numbers_of.where(DESK.c.id == desk_id),
        )
    receipts = {desk: (counted, last) for desk, counted, last in check.work.connection.execute(receipts_of)}
    for row in check.work.connection.execute(numbers_of):
        yield from _series(check, row.id, "event", row.events, row.last or 0, row.next_event)
        yield from _series(check, row.id, "receipt", *receipts.get(row.id, (0, 0)), row.next_receipt)


def _further_numbers(check: Checking) -> Iterator[Break]:
    """Desks whose shifts, Z reports, paper receipts or cases are not as many as numbers were given."""
    desks = check.work.connection.execute(_COUNTERS).all()
    cases = {row.desk_id: row for row in check.work.connection.execute(_CASES)}
    for of, counter, column in _COUNTED:
        table = column.table.c
        counted = select(table.desk_id, func.count(), func.max(column)).group_by(table.desk_id)
        found = {desk: (many, last) for desk, many, last in check.work.connection.execute(counted)}
        for desk in desks:
            yield from _series(check, desk.id, of, *found.get(desk.id, (0, 0)), desk._mapping[counter])
    for desk in desks:
        many = cases[desk.id].counted if desk.id in cases else 0
        yield from _series(check, desk.id, "case", many, many, desk.next_case)


def _officials(check: Checking) -> Iterator[Break]:
    """Officials whose roles, or whether they may sign in, are not what the newest event about them says."""
    roles, active = _told_of_officials(check)
    held: dict[int, list[str]] = {}
    for official, role in check.work.connection.execute(_ROLES_HELD):
        held.setdefault(official, []).append(role)
    may = {row.id: row.active for row in check.work.connection.execute(select(OFFICIAL.c.id, OFFICIAL.c.active))}
    for official in sorted({*roles, *active}):
        if official in roles and roles[official] != sorted(held.get(official, [])):
            yield Break("changed", "official_role", "", 0, 0, str(official))
        if bool(may.get(official)) != active.get(official, True):
            yield Break("changed", "official", "", 0, 0, str(official))


def _told_of_officials(check: Checking) -> tuple[dict[int, list[str]], dict[int, bool]]:
    """The roles of officials, and whether they may sign in, as events say."""
    roles: dict[int, list[str]] = {}
    active: dict[int, bool] = {}
    for row in check.work.connection.execute(_TOLD):
        try:
            said = json.loads(row.payload)
            if row.kind == "official-changed":
                active[row.subject_id] = said["active"]
            elif row.kind == "office-set-up":
                roles |= {official: sorted(given) for official, given in said.get("roles", ())}
            else:
                roles[row.subject_id] = sorted(said["roles" if row.kind == "official-added" else "after"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return roles, active


_TOLD = (
    select(EVENT.c.kind, EVENT.c.subject_id, EVENT.c.payload)
    .where(
        EVENT.c.kind.in_(("office-set-up", "official-added", "official-changed", "roles-changed", "own-roles-changed"))
    )
    .order_by(EVENT.c.id)
)
_ROLES_HELD = select(OFFICIAL_ROLE.c.official_id, OFFICIAL_ROLE.c.role).join(
    OFFICIAL, OFFICIAL.c.id == OFFICIAL_ROLE.c.official_id
)
_NUMBERS_OF: Mapping[str, tuple[FromClause, ColumnElement[int]]] = {
    "event": (EVENT, EVENT.c.seq),
    "receipt": (_NUMBERED, _NUMBERED.c.seq),
    **{of: (column.table, column) for of, _, column in _COUNTED},
}


def _series(check: Checking, desk_id: int, of: str, counted: int, last: int, following: int) -> Iterator[Break]:
    if counted != last:
        source, column = _NUMBERS_OF[of]
        there = check.work.connection.scalars(select(column).where(source.c.desk_id == desk_id).order_by(column))
        gap = next((number for number, seq in enumerate(there, 1) if number != seq), last)
        yield Break("removed", of, check.code(desk_id), 0, 0, str(gap))
    if last + 1 < following:
        yield Break("cut-off", of, check.code(desk_id), 0, 0, str(last + 1))
    if last + 1 > following:
        yield Break("inserted", of, check.code(desk_id), 0, 0, str(following))


def _unnamed(check: Checking) -> Iterator[Break]:
    """Rows that no link names. Where all that links name are there, counting is enough to know that there are none."""
    for table in sorted(SEALED - {"event", "command"}):
        if linked.count(check.work, table) != check.named.there[table]:
            yield from _strangers(check, table, linked.keys(check.work, table))
    with_event = select(COMMAND.c.id).where(COMMAND.c.id.in_(select(EVENT.c.command_id))).order_by(COMMAND.c.id)
    yield from _strangers(check, "command", check.work.connection.scalars(with_event))


def _strangers(check: Checking, table: str, keys: Iterable[Any]) -> Iterator[Break]:
    for key in keys:
        if not check.named.holds(table, key):
            yield Break("inserted", table, "", 0, 0, str(key))


def _epochs(check: Checking, chains: tuple[Chain, ...]) -> Iterator[Break]:
    """Epochs follow each other, each names the head of the one before, and an event tells of it."""
    told = {(one[0], one[1]) for payload in payloads(check.work, OPENED) for one in payload.get("chains", ())}
    before: dict[int | None, Chain] = {}
    for chain in chains:
        code, earlier = check.code(chain.desk_id), before.get(chain.desk_id)
        before[chain.desk_id] = chain
        if chain.epoch != (earlier.epoch + 1 if earlier else 1):
            yield Break("removed", "chain", code, chain.epoch - 1, 0, str(chain.id))
        if earlier is None and not linked.last(check.work, chain.id):
            yield Break("inserted", "chain", code, chain.epoch, 0, str(chain.id))
        if earlier is not None and (code, chain.epoch) not in told:
            yield Break("inserted", "chain", code, chain.epoch, 0, str(chain.id))
        if earlier is not None and chain.before != _head(check.work, earlier):
            yield Break("changed", "chain", code, earlier.epoch, 0, str(earlier.id))


def _head(work: Work, chain: Chain) -> str:
    return linked.hash_at(work, chain.id, linked.last(work, chain.id)) or ""


def vouched(work: Work) -> Iterator[KnownHead]:
    """Where the chains of desks stood at their closes, as the office's chain has it."""
    for payload in payloads(work, VOUCHED):
        desk, epoch, seq, digest = (payload.get(name) for name in ("desk", "epoch", "seq", "head"))
        if (
            isinstance(desk, str)
            and isinstance(epoch, int)
            and isinstance(seq, int)
            and isinstance(digest, str)
            and seq
        ):
            yield KnownHead(desk, epoch, seq, digest)


def check_heads(check: Checking, chains: Iterable[Chain], heads: Iterable[KnownHead]) -> Iterator[Break]:
    """Heads known from elsewhere that are not in their chain: newer entries were cut off, or an old copy put back."""
    by_place = {(check.code(chain.desk_id), chain.epoch): chain for chain in chains}
    for head in heads:
        chain = by_place.get((head.chain, head.epoch))
        found = linked.hash_at(check.work, chain.id, head.seq) if chain else None
        if found is None:
            yield Break("cut-off", "head", head.chain, head.epoch, head.seq)
        elif not found.startswith(head.digest):
            yield Break("changed", "head", head.chain, head.epoch, head.seq)
