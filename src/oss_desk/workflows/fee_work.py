"""The computation behind fees: the base of each rule over the answers, then bounds and rounding, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money
from oss_desk.domain.text import Texts
from oss_desk.workflows.conditions import NO_ROW, Answers, Sight, rows_of, unanswered
from oss_desk.workflows.definition import Bands, FeeRule, Service
from oss_desk.workflows.terms import tidy


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
    """The field that a fee is computed from is not called for: there is no such fee, or none for that row."""


def ground_of(service: Service, basis: str | None) -> LegalGround | None:
    """The law that a part names, with its words."""
    law = service.legal_basis.get(basis) if basis else None
    return LegalGround(basis, law.title, law.section) if basis and law else None


class FeeWork:
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
            bases = [base for sight in owed if (base := self._base(fee, sight))]
        except _Wait as wait:
            values = {"fee": self._name(fee), "field": self._label(wait.field)}
            return FeeWaiting(fee.id, wait.field, Message(wait.code, values))
        if not bases:
            return None
        amount, steps = self._finished(fee, *_summed(bases, fee.for_each is not None))
        ground = ground_of(self.service, fee.legal_basis)
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

    def _base(self, fee: FeeRule, sight: Sight) -> tuple[Decimal, tuple[FeeStep, ...]] | None:
        """The base times `per`, not rounded yet, with its steps; None where a field it comes from is not asked for."""
        try:
            return self._times(fee, sight, *self._one_base(fee, sight))
        except _NotAsked:
            return None

    def _times(self, fee: FeeRule, sight: Sight, base: Decimal, step: FeeStep) -> tuple[Decimal, tuple[FeeStep, ...]]:
        if fee.per is None:
            return base, (step,)
        number, free = self._counted(fee, self._number(sight, fee.per))
        if free and not number:
            return Decimal(0), (step, *free)
        result = base * number
        values = {
            "number": tidy(number),
            "amount": _money_text(base, self.service),
            "result": _money_text(result, self.service),
        }
        return result, (step, *free, FeeStep("times", values))

    def _counted(self, fee: FeeRule, number: Decimal) -> tuple[Decimal, tuple[FeeStep, ...]]:
        """What of a number is paid for: all of it, or what lies `beyond` that many."""
        if fee.beyond is None:
            return number, ()
        values = {"number": tidy(number), "free": tidy(min(number, Decimal(fee.beyond)))}
        return max(number - fee.beyond, Decimal(0)), (FeeStep("beyond", values),)

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
