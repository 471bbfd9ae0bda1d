"""Money as it is typed at the counter: parts added up, change and round sums; knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from oss_desk.domain.money import Money, cash_rounding, total
from oss_desk.operations.sheets import PartGiven, Payer, PaymentGiven


@dataclass(frozen=True)
class Part:
    """One way of paying as it stands on screen: `amount` None means "the rest", `given` is the cash put down."""

    means: str
    amount: Money | None = None
    given: Money | None = None
    reference: str = ""


@dataclass(frozen=True)
class Sums:
    """What the parts come to: what the last part has to cover, what is still missing, what goes back."""

    amounts: tuple[Money, ...]
    missing: Money
    change: Money


def round_sums(owed: Money, count: int = 3) -> tuple[Money, ...]:
    """What people put down instead of the exact sum: the next round sums and the notes above it, smallest first."""
    if owed.minor <= 0:
        return ()
    unit = 10 ** (len(str(owed.minor)) - 1)
    rounded = {-(-owed.minor // step) * step for step in (max(unit // 2, 1), unit)}
    notes = {unit * step for step in (1, 2, 5, 10, 20, 50)}
    sums = sorted(minor for minor in rounded | notes if minor > owed.minor)
    return tuple(Money(minor, owed.currency) for minor in sums[:count])


def sums(owed: Money, parts: Iterable[Part], step: int = 0) -> Sums:
    """Work the parts out; the one part without an amount takes what the others leave.

    Where the office rounds cash to `step` minor units, what is paid in cash is what the others leave, rounded.
    """
    nothing = Money(0, owed.currency)
    listed = tuple(parts)
    owed = owed + rounding(owed, listed, step)
    said = total((part.amount for part in listed if part.amount is not None), owed.currency)
    rest = max(owed - said, nothing)
    amounts = tuple(rest if part.amount is None else part.amount for part in listed)
    cash = tuple(zip(listed, amounts, strict=True))
    back = total((max(_given(part, amount) - amount, nothing) for part, amount in cash), owed.currency)
    short = total((max(amount - _given(part, amount), nothing) for part, amount in cash), owed.currency)
    return Sums(amounts, owed - total(amounts, owed.currency) + short, back)


def rounding(owed: Money, parts: Iterable[Part], step: int) -> Money:
    """By how much the cash among the parts is rounded; nothing where no part is cash."""
    listed = tuple(parts)
    if not any(part.means == "cash" for part in listed):
        return Money(0, owed.currency)
    others = total((part.amount for part in listed if part.amount and part.means != "cash"), owed.currency)
    return Money(cash_rounding((owed - others).minor, step), owed.currency)


def _given(part: Part, amount: Money) -> Money:
    if part.means != "cash":
        return amount
    return part.given or Money(0, amount.currency)


def payment(owed: Money, payer: Payer, parts: Iterable[Part], step: int = 0) -> PaymentGiven:
    """The payment as the operation takes it; parts of nothing are left out."""
    listed = tuple(parts)
    worked = sums(owed, listed, step)
    given = tuple(
        PartGiven(part.means, amount.minor, _given(part, amount).minor, part.reference.strip())
        for part, amount in zip(listed, worked.amounts, strict=True)
        if amount
    )
    return PaymentGiven(payer, given, owed.minor)
