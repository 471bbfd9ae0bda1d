"""What the page Till shows: the shift as it stands, today's receipts, the Zs of this desk, open shifts elsewhere."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path

from oss_desk.domain.office import Desk, Official
from oss_desk.domain.till import CashSession, Payment, PeriodClose, Receipt, ZReport
from oss_desk.operations import rights
from oss_desk.operations.money import cashing_up, shifts
from oss_desk.operations.office.calendar import day_of, local_date
from oss_desk.operations.papers.till_papers import figures_of
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets.till import CountResult, OpenShift, ReceiptLine, TillNow, TillSheet, ZLine
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows

NEWEST = 30
"""How many Zs the page lists."""


@reading("read")
def till_sheet(look: Look, *, number: str = "") -> TillSheet:
    """The page Till; receipts are those of today at this desk, else those whose number holds `number`.

    Supervisors and auditors see Zs and open shifts of every desk. Nothing tells the cash until the shift is closed
    (R18).
    """
    everywhere = rights.may(look.roles, "settle") or "auditor" in look.roles
    session = shifts.open_at(look, look.desk.id)
    now = cashing_up.till_state(look)
    return TillSheet(
        now=now,
        shift=session.number if session is not None else 0,
        result=_result(look, session, now),
        pieces=pieces(look.program.resources, look.office.currency),
        receipts=_receipts(look, number),
        zs=_zs(look, everywhere),
        elsewhere=_elsewhere(look) if everywhere else (),
        to_close=_to_close(look) if rights.may(look.roles, "settle") else "",
    )


def _to_close(look: Look) -> str:
    """The month before this one, while it is not closed and has Zs."""
    month = (local_date(look).replace(day=1) - timedelta(days=1)).isoformat()[:7]
    if rows.find(look.work, PeriodClose, kind="month", period=month) is not None:
        return ""
    newest = till_rows.newest_zs(look.work, None, 500)
    return month if any(day_of(look, one.at).isoformat().startswith(month) for one in newest) else ""


@cache
def _denominations(file: Path) -> dict[str, list[int]]:
    known: dict[str, list[int]] = json.loads(file.read_text("utf-8"))
    return known


def pieces(resources: Path, currency: str) -> tuple[int, ...]:
    """The coins and notes of a currency in minor units, the largest first; none where only the sum is counted."""
    return tuple(_denominations(resources / "currencies" / "denominations.json").get(currency, ()))


def _result(look: Look, session: CashSession | None, now: TillNow) -> CountResult | None:
    counted = shifts.counts(look, session, "closing") if session is not None else ()
    if session is None or not counted or now.state == "open":
        return None
    return CountResult(counted[-1].amount)


def _receipts(look: Look, number: str) -> tuple[ReceiptLine, ...]:
    wanted = number.strip().upper()
    if wanted:
        found = till_rows.receipts_like(look.work, wanted, NEWEST)
    else:
        since = look.now - timedelta(hours=30)
        newest = till_rows.receipts_since(look.work, look.desk.id, since)
        found = tuple(one for one in newest if day_of(look, one.issued_at) == local_date(look))
    return tuple(_receipt(look, one) for one in found)


def _receipt(look: Look, one: Receipt) -> ReceiptLine:
    payment = rows.get(look.work, Payment, one.payment_id)
    return ReceiptLine(one.number, one.issued_at, payment.payer_name, payment.amount)


def _zs(look: Look, everywhere: bool) -> tuple[ZLine, ...]:
    found = till_rows.newest_zs(look.work, None if everywhere else look.desk.id, NEWEST)
    desks = {desk.id: desk.code for desk in rows.every(look.work, Desk)}
    return tuple(_z(one, desks[one.desk_id]) for one in found)


def _z(one: ZReport, desk: str) -> ZLine:
    said = figures_of(one)
    return ZLine(one.id, one.number, desk, one.at, said.official, said.payments.amount, said.difference)


def _elsewhere(look: Look) -> tuple[OpenShift, ...]:
    desks = {desk.id: desk.code for desk in rows.every(look.work, Desk)}
    names = {one.id: one.name for one in rows.every(look.work, Official)}
    found = (one for one in rows.every(look.work, CashSession, closed_at=None) if one.desk_id != look.desk.id)
    return tuple(
        OpenShift(one.desk_id, desks[one.desk_id], names[one.official_id], one.opened_at)
        for one in found
        if not one.cashless
    )
