"""Fees: each line computed from its rule, with every step of the computation kept as data and printed from it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.workflows.conditions import Answers, holds
from oss_desk.workflows.definition import Exemption, FeeRule, Service
from oss_desk.workflows.fee_work import FeeLine, FeeStep, FeeWaiting, FeeWork, LegalGround, ground_of

__all__ = [
    "FeeLine",
    "FeeStep",
    "FeeWaiting",
    "LegalGround",
    "check_assessed",
    "exemptions_possible",
    "fee_lines",
    "fees_waiting",
    "fields_needed",
]

NONE_ASSESSED: Mapping[str, int] = {}


def fee_lines(
    service: Service,
    answers: Answers,
    facts: Facts,
    due: str,
    exemptions: frozenset[str] = frozenset(),
    assessed: Mapping[str, int] = NONE_ASSESSED,
    quantity: int | None = None,
) -> tuple[FeeLine, ...]:
    """What is owed at `start`, `handover` or a to-pay step, each line followed by its reduction.

    `exemptions` are those whose evidence was seen, `assessed` minor units typed by an official, `quantity` stands for
    the answer of the quantity field. Fees that cannot be computed yet are left out: `fees_waiting` tells them, and no
    case goes on while it does.
    """
    work = FeeWork(service, _with_quantity(service, answers, quantity), facts, assessed)
    lines = (line for fee in service.fees if service.due_of(fee) == due for line in work.lines(fee))
    granted = _granted(service, work.answers, facts, exemptions)
    return tuple(part for line in lines for part in (line, *_reduction(line, granted, service)))


def fees_waiting(
    service: Service,
    answers: Answers,
    facts: Facts,
    due: str,
    assessed: Mapping[str, int] = NONE_ASSESSED,
    quantity: int | None = None,
) -> tuple[FeeWaiting, ...]:
    """The fees due at that point that cannot be computed yet, each with what it waits for."""
    work = FeeWork(service, _with_quantity(service, answers, quantity), facts, assessed)
    return tuple(wait for fee in service.fees if service.due_of(fee) == due and (wait := work.waits(fee)))


def fields_needed(service: Service, answers: Answers, facts: Facts) -> frozenset[str]:
    """The fields that fees are computed from, as far as those fees are owed: they must be answered."""
    return frozenset(name for fee in service.fees if _is_owed(service, fee, answers, facts) for name in _sources(fee))


def _is_owed(service: Service, fee: FeeRule, answers: Answers, facts: Facts) -> bool:
    table = service.field(fee.for_each) if fee.for_each else None
    columns = frozenset(column.id for column in table.fields) if table else frozenset()
    if fee.when and fee.when.fields & columns:
        return False
    return holds(fee.when, answers, facts, service)


def _sources(fee: FeeRule) -> Iterator[str]:
    by = fee.bands.by if fee.bands else None
    names = (fee.per, fee.of, fee.table.by if fee.table else None)
    yield from (name for name in names if name)
    if by and (name := by.field or by.days_since or by.years_since):
        yield name


def exemptions_possible(service: Service, answers: Answers, facts: Facts) -> tuple[Exemption, ...]:
    """The exemptions whose condition holds; those with `evidence` count once their paper was seen."""
    return tuple(part for part in service.exemptions if holds(part.when, answers, facts, service))


def check_assessed(service: Service, fee_id: str, minor: int) -> Message | None:
    """What is wrong with an amount that an official typed for an assessed fee: never above `max`, nor below `min`."""
    if not any(fee.id == fee_id and fee.assessed for fee in service.fees):
        return Message("answer-unknown", {"field": fee_id})
    fee, money = service.fee(fee_id), service.money
    title = fee.title.get(service.language) or fee.id
    if fee.max is not None and minor > money.money(fee.max).minor:
        return Message("assessed-too-high", {"fee": title, "most": fee.max})
    least = money.money(fee.min).minor if fee.min is not None else 0
    return Message("assessed-too-low", {"fee": title, "least": fee.min or "0"}) if minor < least else None


def _with_quantity(service: Service, answers: Answers, quantity: int | None) -> Answers:
    return answers if quantity is None or not service.quantity else {**answers, service.quantity: quantity}


def _granted(service: Service, answers: Answers, facts: Facts, seen: frozenset[str]) -> tuple[Exemption, ...]:
    possible = exemptions_possible(service, answers, facts)
    return tuple(part for part in possible if part.evidence is None or part.id in seen)


def _reduction(line: FeeLine, granted: tuple[Exemption, ...], service: Service) -> tuple[FeeLine, ...]:
    """The largest reduction that applies to a finished line; they never add up."""
    best: FeeLine | None = None
    for exemption in granted:
        if exemption.fees and line.fee not in exemption.fees:
            continue
        amount, step = _reduced(line, exemption, service)
        if amount and (best is None or amount.minor > -best.amount.minor):
            best = replace(
                line,
                exemption=exemption.id,
                title=exemption.title,
                legal_basis=ground_of(service, exemption.legal_basis),
                amount=-amount,
                steps=(step,),
            )
    return (best,) if best else ()


def _reduced(line: FeeLine, exemption: Exemption, service: Service) -> tuple[Money, FeeStep]:
    whole = str(line.amount.amount)
    if exemption.percent is not None:
        share = service.money.rounded(line.amount.amount * Decimal(exemption.percent) / 100)
        return min(share, line.amount), FeeStep("share", {"percent": exemption.percent, "of": whole})
    amount = min(service.money.money(exemption.amount or "0"), line.amount)
    return amount, FeeStep("part", {"amount": str(amount.amount), "of": whole})
