"""Fees: each line computed from its rule, with every step of the computation kept as data and printed from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.domain.text import Texts
from oss_desk.workflows.conditions import NO_ROW, Answers, Sight, holds, rows_of, unanswered
from oss_desk.workflows.definition import Bands, Exemption, FeeRule, Service
from oss_desk.workflows.terms import tidy

NONE_ASSESSED: Mapping[str, int] = {}


@dataclass(frozen=True)
class FeeStep:
    """One step of a computation; `values` are texts and whole numbers, amounts in major units as text.

    Kinds: amount (amount), band (number, up_to or empty, amount), table (option, amount), assessed (amount),
    percent (percent, of, amount), times and rows (number, amount, result), sum (result), min (amount), max (amount),
    round (to, amount); of reductions: share (percent, of), part (amount, of).
    """

    kind: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class LegalGround:
    """The law of a line, as it is frozen and printed with it."""

    id: str
    title: Texts
    section: str | None


@dataclass(frozen=True)
class FeeLine:
    """One line of what is owed; a reduction is a line of its own, below zero, that names its fee and its exemption."""

    fee: str
    exemption: str | None
    title: Texts
    legal_basis: LegalGround | None
    amount: Money
    steps: tuple[FeeStep, ...]
    elsewhere: bool = False  # settled only by a reference: value stamps, bank


@dataclass(frozen=True)
class FeeWaiting:
    """A fee that is owed but cannot be computed yet: the field it waits for (None: the official's word), and why."""

    fee: str
    field: str | None
    message: Message


class _Wait(Exception):
    def __init__(self, field: str | None, code: str) -> None:
        super().__init__(code)
        self.field = field
        self.code = code


class _NotAsked(Exception):
    """The field that a fee is computed from is not called for: there is no such fee."""


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
    work = _Work(service, _with_quantity(service, answers, quantity), facts, assessed)
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
    work = _Work(service, _with_quantity(service, answers, quantity), facts, assessed)
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


def _ground(service: Service, basis: str | None) -> LegalGround | None:
    law = service.legal_basis.get(basis) if basis else None
    return LegalGround(basis, law.title, law.section) if basis and law else None


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
                legal_basis=_ground(service, exemption.legal_basis),
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


class _Work:
    """The computation of one service's fees over one set of answers; each fee is computed once."""

    def __init__(self, service: Service, answers: Answers, facts: Facts, assessed: Mapping[str, int]) -> None:
        self.service = service
        self.answers = answers
        self._facts = facts
        self._assessed = assessed
        self._done: dict[str, FeeLine | FeeWaiting | None] = {}

    def lines(self, fee: FeeRule) -> tuple[FeeLine, ...]:
        """The line of a fee; none when it is not owed or waits."""
        line = self._result(fee)
        return (line,) if isinstance(line, FeeLine) else ()

    def waits(self, fee: FeeRule) -> FeeWaiting | None:
        """What an owed fee waits for."""
        line = self._result(fee)
        return line if isinstance(line, FeeWaiting) else None

    def _result(self, fee: FeeRule) -> FeeLine | FeeWaiting | None:
        if fee.id not in self._done:
            self._done[fee.id] = self._computed(fee)
        return self._done[fee.id]

    def _computed(self, fee: FeeRule) -> FeeLine | FeeWaiting | None:
        sights = [Sight(self.service, self.answers, self._facts, row) for row in self._rows(fee)]
        owed = [sight for sight in sights if sight.holds(fee.when)]
        try:
            bases = [self._base(fee, sight) for sight in owed]
        except _NotAsked:
            return None
        except _Wait as wait:
            values = {"fee": self._name(fee), "field": self._label(wait.field)}
            return FeeWaiting(fee.id, wait.field, Message(wait.code, values))
        if not bases:
            return None
        amount, steps = self._finished(fee, *_summed(bases, fee.for_each is not None))
        ground = _ground(self.service, fee.legal_basis)
        return FeeLine(fee.id, None, fee.title, ground, amount, steps, fee.paid_at == "elsewhere")

    def _name(self, fee: FeeRule) -> str:
        return fee.title.get(self.service.language) or fee.id

    def _label(self, field: str | None) -> str:
        return self.service.field(field).label.get(self.service.language) or field if field else ""

    def _rows(self, fee: FeeRule) -> tuple[Answers, ...]:
        if not fee.for_each:
            return (NO_ROW,)
        table = self.service.field(fee.for_each)
        asked = Sight(self.service, self.answers, self._facts).is_asked(table)
        return rows_of(self.answers, fee.for_each) if asked else ()

    def _base(self, fee: FeeRule, sight: Sight) -> tuple[Decimal, tuple[FeeStep, ...]]:
        """The base times `per`, not rounded yet, with its steps."""
        base, step = self._one_base(fee, sight)
        if fee.per is None:
            return base, (step,)
        number = self._number(sight, fee.per)
        result = base * number
        values = {
            "number": tidy(number),
            "amount": _money_text(base, self.service),
            "result": _money_text(result, self.service),
        }
        return result, (step, FeeStep("times", values))

    def _one_base(self, fee: FeeRule, sight: Sight) -> tuple[Decimal, FeeStep]:
        if fee.amount is not None:
            return Decimal(fee.amount), FeeStep("amount", {"amount": fee.amount})
        if fee.bands is not None:
            return self._band(fee.bands, sight)
        if fee.table is not None:
            return self._row(fee.table.by, fee.table.rows, sight)
        if fee.percent is not None:
            return self._percent(fee, sight)
        if fee.id not in self._assessed:
            raise _Wait(None, "fee-not-assessed")
        amount = Decimal(self._assessed[fee.id]).scaleb(-self.service.money.exponent)
        return amount, FeeStep("assessed", {"amount": str(amount)})

    def _number(self, sight: Sight, field: str) -> Decimal:
        self._expect(sight, field)
        number = sight.number(field)
        if number is None:
            raise _Wait(field, "fee-needs-answer")
        return number

    def _expect(self, sight: Sight, field: str) -> None:
        if not sight.is_asked(self.service.field(field)):
            raise _NotAsked
        if unanswered(sight.answer(field)):
            raise _Wait(field, "fee-needs-answer")

    def _band(self, bands: Bands, sight: Sight) -> tuple[Decimal, FeeStep]:
        by = bands.by
        if by.field:
            number = self._number(sight, by.field)
        else:
            field = by.days_since or by.years_since or ""
            self._expect(sight, field)
            elapsed = sight.elapsed(field, "days" if by.days_since else "years")
            if elapsed is None:
                raise _Wait(field, "fee-needs-answer")
            number = elapsed
        for band in bands.rows:
            if band.up_to is None or number <= Decimal(band.up_to):
                values = {"number": tidy(number), "up_to": band.up_to or "", "amount": band.amount}
                return Decimal(band.amount), FeeStep("band", values)
        raise _Wait(by.field, "fee-no-band")

    def _row(self, field: str, rows: Mapping[str, str], sight: Sight) -> tuple[Decimal, FeeStep]:
        self._expect(sight, field)
        option = str(sight.answer(field))
        if option not in rows:
            raise _Wait(field, "fee-no-row")
        return Decimal(rows[option]), FeeStep("table", {"option": option, "amount": rows[option]})

    def _percent(self, fee: FeeRule, sight: Sight) -> tuple[Decimal, FeeStep]:
        whole = self._number(sight, fee.of) if fee.of else sum(map(self._earlier, fee.of_fees), Decimal(0))
        share = whole * Decimal(fee.percent or 0) / 100
        values = {
            "percent": fee.percent or "0",
            "of": _money_text(whole, self.service),
            "amount": _money_text(share, self.service),
        }
        return share, FeeStep("percent", values)

    def _earlier(self, fee_id: str) -> Decimal:
        """A finished line before its reduction; a fee that is not owed counts nothing."""
        line = self._result(self.service.fee(fee_id))
        if isinstance(line, FeeWaiting):
            raise _Wait(line.field, line.message.code)
        return line.amount.amount if line else Decimal(0)

    def _finished(self, fee: FeeRule, amount: Decimal, steps: tuple[FeeStep, ...]) -> tuple[Money, tuple[FeeStep, ...]]:
        """Then `min` and `max`, then `round_to` or the minor unit, half up; never below zero."""
        more: list[FeeStep] = []
        least = Decimal(fee.min) if fee.min is not None else Decimal(0)
        if amount < least:
            amount = least
            more.append(FeeStep("min", {"amount": fee.min or "0"}))
        if fee.max is not None and amount > Decimal(fee.max):
            amount = Decimal(fee.max)
            more.append(FeeStep("max", {"amount": fee.max}))
        to = Decimal(fee.round_to) if fee.round_to and Decimal(fee.round_to) else None
        rounded = self.service.money.rounded(amount, to)
        if rounded.amount != amount:
            to_text = fee.round_to or str(self.service.money.unit)
            more.append(FeeStep("round", {"to": to_text, "amount": str(rounded.amount)}))
        return rounded, (*steps, *more)


def _summed(bases: list[tuple[Decimal, tuple[FeeStep, ...]]], each: bool) -> tuple[Decimal, tuple[FeeStep, ...]]:
    """The sum over the rows: "3 x 5.00" where all are alike, else one after the other."""
    amount, steps = bases[0]
    whole = sum((base for base, _ in bases), Decimal(0))
    if not each:
        return amount, steps
    if all(other == (amount, steps) for other in bases):
        values = {"number": str(len(bases)), "amount": _text(amount), "result": _text(whole)}
        return whole, (*steps, FeeStep("rows", values))
    return whole, (*(step for _, own in bases for step in own), FeeStep("sum", {"result": _text(whole)}))


def _text(amount: Decimal) -> str:
    return format(amount, "f")


def _money_text(amount: Decimal, service: Service) -> str:
    """An amount with at least the digits of the currency, and more only where it has them before rounding."""
    rounded = round(amount, service.money.exponent)
    return format(rounded, "f") if rounded == amount else tidy(amount)
