"""Money: one type, whole minor units and a currency; no float comes near it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code and how many digits stand behind the point (JPY 0, EUR 2, TND 3)."""

    code: str
    exponent: int = 2

    @property
    def unit(self) -> Decimal:
        """The minor unit as a part of the major one: 0.01 for EUR."""
        return Decimal(1).scaleb(-self.exponent)

    def money(self, text: str | Decimal) -> "Money":
        """Exactly that amount of major units; ValueError when it has a part smaller than the minor unit."""
        amount = Decimal(text)
        minor = amount.scaleb(self.exponent)
        if not minor.is_finite() or minor != minor.to_integral_value():
            raise ValueError(f"{text} is not a whole number of minor units of {self.code}")
        return Money(int(minor), self)

    def rounded(self, amount: Decimal, to: Decimal | None = None) -> "Money":
        """The nearest multiple of `to` (else of the minor unit), half away from zero."""
        step = to or self.unit
        return self.money((amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units of one currency; adding two currencies is a bug, not a rate."""

    minor: int
    currency: Currency

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise TypeError(f"{self.currency.code} and {other.currency.code} cannot be added")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with all the digits of the currency."""
        return Decimal(self.minor).scaleb(-self.currency.exponent)


def total(amounts: Iterable[Money], currency: Currency) -> Money:
    """The sum, zero of that currency when there are none."""
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result


def cash_rounding(minor: int, step: int) -> int:
    """By how much an amount is rounded to multiples of `step` minor units, half up; nothing where `step` is 0."""
    if step <= 1:
        return 0
    return (2 * minor + step) // (2 * step) * step - minor
