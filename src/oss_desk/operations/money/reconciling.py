"""What a month or a year comes to, held against itself: Zs, receipts, bank, differences, what was assessed (R26)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from oss_desk.domain.cases import Case
from oss_desk.domain.figures import ShiftFigures
from oss_desk.domain.papers import TillPaper
from oss_desk.domain.text import Texts
from oss_desk.domain.till import CashSession, Demand, PaymentDemand, PeriodClose, ZReport
from oss_desk.operations import rights
from oss_desk.operations.catalogue.definitions import definition
from oss_desk.operations.money import by_hand, period
from oss_desk.operations.office.calendar import day_of, local_date
from oss_desk.operations.papers import period_papers
from oss_desk.operations.papers.till_papers import figures_of
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets.periods import (
    Assessed,
    Deposited,
    Differing,
    PeriodCard,
    PeriodSheet,
    Reconciled,
)
from oss_desk.storage import corrections, rows
from oss_desk.storage import till as till_rows
from oss_desk.workflows.definition import Service

SOME = 500
"""Of how many demands one statement asks."""
MOST_MONTHS = 36
Came = tuple[int, int, int, int, int]
Dated = tuple[ZReport, ShiftFigures]


@reading("read-history")
def reconciliation(look: Look, *, first: date, last: date) -> Reconciled:
    """What the Zs from one day to another say, held against the receipts, the bank and what was assessed.

    The cash of those Zs with its differences is what went to the bank, what is kept in the tills, and what the tills
    that nobody counted ought to hold. Sums are in minor units.
    """
    return reconciled(look, first, last)


def reconciled(look: Look, first: date, last: date) -> Reconciled:
    """The same, as part of another reading."""
    dated = [(one, figures_of(one)) for one in period.zs_within(look, first, last)]
    zs = [one for _, one in dated]
    sums, kept = period.summed(zs), sum(one.counted - one.opening for one in zs if one.counted is not None)
    shifts = [one.cash_session_id for one, _ in dated]
    receipts, received = till_rows.receipts_of_shifts(look.work, shifts)
    corrected, returned = corrections.of_shifts(look.work, shifts)
    open_now = [one.id for one in rows.every(look.work, CashSession, closed_at=None)]
    waiting, not_closed = till_rows.receipts_of_shifts(look.work, _opened_within(look, open_now, first, last))
    return Reconciled(
        zs=len(zs),
        taken=sums.get("taken", 0),
        rounding=sums.get("rounding", 0),
        given_back=sums.get("given_back", 0),
        receipts=receipts,
        received=received,
        corrections=corrected,
        returned=returned,
        waiting=waiting,
        not_closed=not_closed,
        means=tuple(sorted(sums["means"].items())),
        cash=sum(one.cash_taken - one.cash_back + _moved(one) for one in zs),
        deposits=sums.get("deposits", 0),
        differences=sums.get("difference", 0),
        kept_in_tills=kept,
        uncounted=sum(_ought_more(one) for one in zs if one.counted is None),
        slips=tuple(_slips(look, dated)),
        differing=tuple(_differing(one) for one in zs if one.difference),
        lines=_assessed(look, first, last),
    )


def _opened_within(look: Look, open_now: Sequence[int], first: date, last: date) -> list[int]:
    every = rows.every(look.work, CashSession, id=tuple(open_now))
    return [one.id for one in every if first <= day_of(look, one.opened_at) <= last]


def _moved(one: ShiftFigures) -> int:
    """Cash put in less cash taken out, the bank apart."""
    return sum({"in": 1, "out": -1}.get(moved.kind, 0) * moved.amount for moved in one.movements)


def _to_bank(one: ShiftFigures) -> int:
    return sum(moved.amount for moved in one.movements if moved.kind == "deposit")


def _ought_more(one: ShiftFigures) -> int:
    """By how much a till ought to hold more than its float."""
    return one.cash_taken - one.cash_back + _moved(one) - _to_bank(one)


def _slips(look: Look, dated: Iterable[Dated]) -> Iterator[Deposited]:
    for made, one in dated:
        for moved in one.movements:
            if moved.kind == "deposit":
                yield Deposited(day_of(look, moved.at), one.desk, made.number, moved.slip, moved.amount)


def _differing(one: ShiftFigures) -> Differing:
    return Differing(one.desk, one.number, one.official, one.difference or 0)


def _assessed(look: Look, first: date, last: date) -> tuple[Assessed, ...]:
    """What was demanded by day and service, and what came of it; demands whose payment was voided are over."""
    sums: dict[tuple[date, str], list[Came]] = defaultdict(list)
    titles: dict[str, Texts] = {}
    near = iter(till_rows.demands_between(look.work, *period.around(first, last)))
    while some := tuple(islice(near, SOME)):
        within = [one for one in some if one.amount and first <= day_of(look, one.at) <= last]
        over = corrections.cancelled(look.work, [one.id for one in within])
        standing = [one for one in within if one.id not in over]
        services, came = _services(look, standing), _came_of(look, standing)
        for one in standing:
            service = services[one.case_id]
            titles[service.id] = service.title
            sums[day_of(look, one.at), service.id].append(came[one.id])
    return tuple(_line(day, service, titles[service], found) for (day, service), found in sorted(sums.items()))


def _line(day: date, service: str, title: Texts, came: Sequence[Came]) -> Assessed:
    assessed, collected, given_back, waived, still_open = (sum(parts) for parts in zip(*came, strict=True))
    return Assessed(day, service, assessed, collected, given_back, waived, still_open, title)


def _services(look: Look, demands: Iterable[Demand]) -> dict[int, Service]:
    """The service of each case that owes one of them."""
    cases = rows.every(look.work, Case, id=tuple({one.case_id for one in demands}))
    known = {version: definition(look, version) for version in {case.service_version_id for case in cases}}
    return {case.id: known[case.service_version_id] for case in cases}


def _came_of(look: Look, demands: Sequence[Demand]) -> dict[int, Came]:
    """Of each demand: assessed, collected, given back, waived and open."""
    ids = tuple(one.id for one in demands)
    paid = {one.demand_id for one in rows.every(look.work, PaymentDemand, order_by=("demand_id",), demand_id=ids)}
    waived, kept = corrections.waived(look.work, ids), corrections.kept_of(look.work, demands)
    found: dict[int, Came] = {}
    for one in demands:
        less = waived.get(one.id, 0)
        owed = one.amount - less
        back = owed - kept[one.id]
        found[one.id] = (one.amount, *((kept[one.id], back, less, 0) if one.id in paid else (0, 0, less, owed)))
    return found


@reading("read-history")
def periods(look: Look, *, chosen: str = "") -> PeriodSheet:
    """Every month and year since the first Z, newest first, and what the chosen one comes to.

    Without a choice it is the oldest one that is over and not closed, else this month.
    """
    cards = tuple(_cards(look))
    over = [card.period for card in cards if card.state in ("due", "shift-open")]
    wanted = chosen or (over[-1] if over else local_date(look).isoformat()[:7])
    return PeriodSheet(
        cards=cards,
        chosen=_card(look, wanted),
        found=reconciled(look, *period.days_of(wanted)),
        may_close=rights.may(look.roles, "settle"),
        gaps=by_hand.gaps(look),
    )


def _cards(look: Look) -> Iterator[PeriodCard]:
    began = till_rows.first_z(look.work)
    if began is None:
        return
    first, month = day_of(look, began), local_date(look).replace(day=1)
    for _ in range(MOST_MONTHS):
        if month.month == 12 or month.isoformat()[:7] == local_date(look).isoformat()[:7]:
            yield _card(look, month.isoformat()[:4])
        yield _card(look, month.isoformat()[:7])
        if month <= first:
            return
        month = (month - period.DAY).replace(day=1)


def _card(look: Look, wanted: str) -> PeriodCard:
    kind = period.kind_of(wanted)
    closed = rows.find(look.work, PeriodClose, kind=kind, period=wanted)
    if closed is not None:
        return PeriodCard(kind, wanted, "closed", closed.at, closed.digest)
    against = period.stands_against(look, wanted)
    if against is None:
        return PeriodCard(kind, wanted, "due")
    desk = str(against.message.values.get("desk", ""))
    return PeriodCard(kind, wanted, "shift-open" if desk else "running", desk=desk)


@reading("read-history")
def reconciliation_paper(look: Look, *, chosen: str) -> TillPaper:
    """The same as a paper for the file, to be signed; missing numbers of pads stand on it."""
    found = reconciled(look, *period.days_of(chosen))
    return period_papers.reconciled_paper(look, chosen, found, by_hand.gaps(look))
