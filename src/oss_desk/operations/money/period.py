"""Months and years closed as the sum of their Zs, once and for ever (R25)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from oss_desk.domain.figures import ShiftFigures
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.office import Desk
from oss_desk.domain.till import CashSession, CloseKind, PeriodClose, ZReport
from oss_desk.operations.office.calendar import day_of, local_date
from oss_desk.operations.papers import till_papers
from oss_desk.operations.papers.papers import store
from oss_desk.operations.papers.till_papers import figures_of
from oss_desk.operations.program import Act, Look, canonical, command
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows

PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
DAY = timedelta(days=1)


@command("settle")
def close_period(act: Act, *, period: str) -> PeriodClose:
    """Close a month ("2026-09") or a year ("2026") that is over: the sum of its Zs, with its digest, once and for ever.

    Refused while a shift of it is open. The digest stands in the chain of the office.
    """
    _ask_period(act, period)
    zs = zs_within(act, *days_of(period))
    content = canonical(sums_of(act, period, zs))
    kind = kind_of(period)
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
    return {"period": period, "zs": named, **summed(figures), "currency": look.office.currency}


def summed(figures: Iterable[ShiftFigures]) -> dict[str, Any]:
    """What the figures of several Zs come to together."""
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


def kind_of(period: str) -> CloseKind:
    """Whether it is a month ("2026-09") or a year ("2026"); refused when it is neither."""
    if not PERIOD.fullmatch(period):
        raise refuse("period-unreadable", period=period)
    return "month" if "-" in period else "year"


def days_of(period: str) -> tuple[date, date]:
    """Its first and its last day; refused when it is neither a month nor a year."""
    month = kind_of(period) == "month"
    first = date.fromisoformat(f"{period}-01" if month else f"{period}-01-01")
    following = (first + timedelta(days=32 if month else 366)).replace(day=1)
    return first, following - DAY


def stands_against(look: Look, period: str) -> Refused | None:
    """Why a period cannot be closed: it is closed already, not over, or a shift of it is open."""
    if rows.find(look.work, PeriodClose, period=period, kind=kind_of(period)) is not None:
        return refuse("month-closed", period=period)
    last = days_of(period)[1]
    if local_date(look) <= last:
        return refuse("month-not-over", period=period)
    for session in rows.every(look.work, CashSession, closed_at=None):
        if day_of(look, session.opened_at) <= last:
            desk = rows.get(look.work, Desk, session.desk_id).code
            return refuse("month-shift-open", period=period, desk=desk)
    return None


def _ask_period(look: Look, period: str) -> None:
    against = stands_against(look, period)
    if against is not None:
        raise against


def zs_within(look: Look, first: date, last: date) -> tuple[ZReport, ...]:
    """The Zs that were made from one day to another on the office's wall, oldest first."""
    near = till_rows.zs_between(look.work, *around(first, last))
    return tuple(made for made in near if first <= day_of(look, made.at) <= last)


def around(first: date, last: date) -> tuple[datetime, datetime]:
    """Moments between which these days lie whatever the zone of the office is."""
    midnight = time(tzinfo=UTC)
    return datetime.combine(first, midnight) - DAY, datetime.combine(last, midnight) + 2 * DAY
