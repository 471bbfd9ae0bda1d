"""Months and years closed as the sum of their Zs (R25), and what was assessed held against what came of it (R26)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from oss_desk.domain.cases import Case
from oss_desk.domain.figures import ShiftFigures
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Desk
from oss_desk.domain.till import CashSession, CloseKind, Demand, PaymentDemand, PeriodClose, ZReport
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.office.calendar import day_of, local_date
from oss_desk.operations.papers import till_papers
from oss_desk.operations.papers.papers import store
from oss_desk.operations.papers.till_papers import figures_of
from oss_desk.operations.program import Act, Look, canonical, command, reading
from oss_desk.storage import corrections, rows

PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Assessed:
    """What was demanded on one day for one service, and what came of it by now, in minor units.

    `assessed` is always `collected`, `given_back`, `waived` and `open` together.
    """

    day: date
    service: str
    assessed: int
    collected: int
    given_back: int
    waived: int
    open: int


@dataclass(frozen=True)
class Reconciled:
    """A stretch of days: what was assessed, and what the Zs of those days say of cash and bank, in minor units."""

    lines: tuple[Assessed, ...]
    cash: int
    deposits: int
    differences: int
    kept_in_tills: int


@command("settle")
def close_period(act: Act, *, period: str) -> PeriodClose:
    """Close a month ("2026-09") or a year ("2026") that is over: the sum of its Zs, with its digest, once and for ever.

    Refused while a shift of it is open. The digest stands in the chain of the office.
    """
    _ask_period(act, period)
    zs = _zs_of(act, period)
    content = canonical(sums_of(act, period, zs))
    kind: CloseKind = "month" if "-" in period else "year"
    digest = sha256(content.encode()).hexdigest()
    values = {"kind": kind, "period": period, "content": content, "digest": digest}
    made = rows.add(act.work, PeriodClose, **values, at=act.now, official_id=act.official.id)
    act.event("period-closed", ("office", 1), {"period": period, "digest": digest, "zs": len(zs)})
    sums = sums_of(act, period, zs)
    store(act, till_papers.period_paper(act, made, sums), ("office", 1), "till")
    return made


def sums_of(look: Look, period: str, zs: Iterable[ZReport]) -> dict[str, Any]:
    """What a period comes to: each of its Zs by its digest, and the sums of their figures."""
    listed = sorted(zs, key=lambda made: (made.desk_id, made.number))
    codes = {desk.id: desk.code for desk in rows.every(look.work, Desk)}
    figures = [figures_of(made) for made in listed]
    named = [{"desk": codes[made.desk_id], "z": made.number, "digest": made.digest} for made in listed]
    return {"period": period, "zs": named, **_summed(figures), "currency": look.office.currency}


def _summed(figures: Iterable[ShiftFigures]) -> dict[str, Any]:
    sums: dict[str, int] = defaultdict(int)
    means: dict[str, int] = defaultdict(int)
    services: dict[str, int] = defaultdict(int)
    for one in figures:
        sums["payments"] += one.payments.count
        sums["taken"] += one.payments.amount
        sums["rounding"] += one.rounding
        sums["given_back"] += one.voids.amount + one.refunds.amount
        sums["waived"] += one.waivers.amount
        sums["difference"] += one.difference or 0
        sums["deposits"] += sum(moved.amount for moved in one.movements if moved.kind == "deposit")
        for share in one.means:
            means[share.title] += share.amount
        for share in one.services:
            services[share.title] += share.amount
    return {**sums, "means": dict(means), "services": dict(services)}


def _ask_period(look: Look, period: str) -> None:
    if not PERIOD.fullmatch(period):
        raise refuse("period-unreadable", period=period)
    if rows.find(look.work, PeriodClose, period=period, kind="month" if "-" in period else "year") is not None:
        raise refuse("month-closed", period=period)
    if local_date(look).isoformat()[: len(period)] <= period:
        raise refuse("month-not-over", period=period)
    for session in rows.every(look.work, CashSession, closed_at=None):
        if day_of(look, session.opened_at).isoformat()[: len(period)] <= period:
            raise refuse("month-shift-open", period=period, desk=rows.get(look.work, Desk, session.desk_id).code)


def _zs_of(look: Look, period: str) -> tuple[ZReport, ...]:
    every = rows.every(look.work, ZReport)
    return tuple(made for made in every if day_of(look, made.at).isoformat().startswith(period))


@reading("read-history")
def reconciliation(look: Look, *, first: date, last: date) -> Reconciled:
    """What was assessed from one day to another held against what was collected, given back, waived and is open.

    The cash of the Zs of those days is what went to the bank, what is kept in the tills, less the differences.
    """
    demands = [one for one in rows.every(look.work, Demand) if first <= day_of(look, one.at) <= last]
    over = corrections.cancelled(look.work, [one.id for one in demands])
    lines: dict[tuple[date, str], list[tuple[int, int, int, int, int]]] = defaultdict(list)
    for demand in demands:
        if demand.amount and demand.id not in over:
            service = service_of(look, rows.get(look.work, Case, demand.case_id)).id
            lines[day_of(look, demand.at), service].append(_came_of(look, demand))
    zs = [figures_of(one) for one in rows.every(look.work, ZReport) if first <= day_of(look, one.at) <= last]
    sums = _summed(zs)
    kept = sum((one.counted if one.counted is not None else one.opening) - one.opening for one in zs)
    return Reconciled(
        lines=tuple(Assessed(*key, *map(sum, zip(*found, strict=True))) for key, found in sorted(lines.items())),
        cash=sum(one.cash_taken - one.cash_back + _moved(one) for one in zs),
        deposits=sums.get("deposits", 0),
        differences=sums.get("difference", 0),
        kept_in_tills=kept,
    )


def _moved(one: ShiftFigures) -> int:
    """Cash put in less cash taken out, the bank apart."""
    return sum({"in": 1, "out": -1}.get(moved.kind, 0) * moved.amount for moved in one.movements)


def _came_of(look: Look, demand: Demand) -> tuple[int, int, int, int, int]:
    """Assessed, collected, given back, waived and open of one demand."""
    waived = corrections.waived(look.work, (demand.id,)).get(demand.id, 0)
    owed = demand.amount - waived
    if rows.find(look.work, PaymentDemand, demand_id=demand.id) is None:
        return demand.amount, 0, 0, waived, owed
    kept = corrections.kept_of(look.work, (demand,))[demand.id]
    return demand.amount, kept, owed - kept, waived, 0
