"""Everything of which something can be waived now: unpaid demands, and the fees that a basket owes at the start."""

from collections.abc import Iterable
from dataclasses import dataclass

from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.money import Money, total
from oss_desk.domain.text import Texts
from oss_desk.domain.visits import Visit
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.money import owed
from oss_desk.operations.money.waivers import Law, laws_named
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import FeeLineSheet, ToPay, WaiverWanted
from oss_desk.operations.visits import intake, lines
from oss_desk.operations.visits.visits import cases_to_pay
from oss_desk.storage import rows

__all__ = ["Fee", "Waivable", "waivable"]


@dataclass(frozen=True)
class Fee:
    """One fee with its reductions: what it comes to, what was waived of it, and what can still be."""

    fee: str
    title: Texts
    law: str
    amount: Money
    waived: Money

    @property
    def left(self) -> Money:
        """What of it can still be waived."""
        return self.amount - self.waived


@dataclass(frozen=True)
class Waivable:
    """One demand of a case, or one line of the basket: of either something can be waived.

    `demand_id` or `request_id` is set. `left` is what is still to be paid of all of it; `wanted` is what was decided of
    a line and becomes a waiver when its case starts.
    """

    demand_id: int | None
    request_id: int | None
    number: str
    title: Texts
    fees: tuple[Fee, ...]
    left: Money
    laws: tuple[Law, ...]
    wanted: tuple[WaiverWanted, ...] = ()
    position: int = 0
    """Of a line: its place in the basket, from 1."""


@reading("read")
def waivable(look: Look, *, case_id: int | None = None, visit_id: int | None = None) -> tuple[Waivable, ...]:
    """What a case owes, or everything that a visit does: its basket first, then what the visitor's cases owe."""
    if visit_id is None:
        cases: tuple[Case, ...] = (rows.get(look.work, Case, case_id or 0),)
        return tuple(_demand(look, one) for one in owed.to_pay(look, cases))
    visit = rows.get(look.work, Visit, visit_id)
    basket = enumerate(intake.assess_visit(look, visit), 1)
    started = tuple(found for place, line in basket if (found := _line(look, line, place)) is not None)
    return (*started, *(_demand(look, one) for one in owed.to_pay(look, cases_to_pay(look, visit))))


def _demand(look: Look, one: ToPay) -> Waivable:
    money = look.office.money
    waived: dict[str, int] = {}
    for waiver in rows.every(look.work, Waiver, demand_id=one.demand_id):
        waived[waiver.fee or ""] = waived.get(waiver.fee or "", 0) + waiver.amount
    service = service_of(look, rows.get(look.work, Case, one.case.id))
    fees = tuple(_fee(found, Money(waived.get(found[0].fee, 0), money)) for found in _grouped(one.lines))
    laws = laws_named(look, service)
    return Waivable(one.demand_id, None, one.case.number, one.case.title, fees, one.amount, laws)


def _line(look: Look, line: intake.Assessed, place: int) -> Waivable | None:
    """A line of the basket that owes something at the start, or of which all was waived."""
    service, wanted = line.service, line.waivers
    shown = [lines.fee_sheet(look, service, fee, "start") for fee in line.fees()]
    waived = {one.fee: 0 for one in wanted}
    for one in wanted:
        waived[one.fee] += one.amount
    fees = tuple(_fee(found, Money(waived.get(found[0].fee, 0), service.money)) for found in _grouped(shown))
    if not any(fee.amount for fee in fees):
        return None
    laws = laws_named(look, service)
    return Waivable(None, line.request.id, "", service.title, fees, line.to_pay(), laws, wanted, place)


def _grouped(listed: Iterable[FeeLineSheet]) -> list[list[FeeLineSheet]]:
    """The lines of each fee: the fee itself first, then what reduces it."""
    found: dict[str, list[FeeLineSheet]] = {}
    for line in listed:
        found.setdefault(line.fee, []).append(line)
    return list(found.values())


def _fee(own: list[FeeLineSheet], waived: Money) -> Fee:
    first = own[0]
    return Fee(first.fee, first.title, first.law, total((one.amount for one in own), first.amount.currency), waived)
