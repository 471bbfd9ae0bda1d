"""Void and refund: a receipt cancelled as a whole or money given back, each with a receipt and a second person.

A void is for the shift that took the money, while it is open; it brings what was paid back as owed. It is refused when
a case of the receipt is closed, since nobody could pay it again: then a refund gives the money back. A case that went
on meanwhile keeps its place, and nothing it made is handed over, sent or done before it is paid again.
"""

from dataclasses import dataclass

from oss_desk.domain.corrections import Correction
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.money import Money
from oss_desk.domain.office import Desk
from oss_desk.domain.till import CashSession
from oss_desk.operations.money import closing, correcting, demands
from oss_desk.operations.money.correcting import Back, BackBy, Corrected, PaidFee, Wanted
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Act, Look, command
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows

__all__ = ["BackBy", "RefundLine", "refund", "void", "why_no_void"]


@dataclass(frozen=True)
class RefundLine:
    """How much of one fee of one demand is given back, in minor units."""

    demand_id: int
    fee: str
    amount: int


@command("correct")
def void(act: Act, *, receipt_id: int, reason: str, words: str, second: Second | None = None) -> Correction:
    """Cancel a whole receipt of this desk's open shift; what it paid is owed again, at the same points.

    The money goes back by the means it came. The void has a receipt of its own that names the cancelled one (R8).
    """
    corrected = correcting.locked(act, receipt_id)
    session = closing.of_payment(act)
    hindrance = why_no_void(act, corrected, session)
    if hindrance is not None:
        raise Refused(hindrance)
    parts = tuple(BackBy(part.means, part.amount, part.reference) for part in corrected.parts)
    lines = correcting.whole(act, corrected)
    wanted = Wanted("void", lines, parts, *correcting.checked_reason(reason, words))
    official = correcting.approved(act, corrected, wanted, second)
    kept = correcting.made(act, corrected, wanted, session, official)
    for demand in corrected.demands:
        demands.again(act, demand)
    return kept


def why_no_void(look: Look, corrected: Corrected, session: CashSession | None) -> Message | None:
    """Why a receipt cannot be cancelled now, or None: cancelled or refunded before, another shift, a closed case."""
    number = corrected.receipt.number
    earlier = next(iter(corrected.before), None)
    if earlier is not None:
        code = "receipt-cancelled" if earlier.kind == "void" else "receipt-refunded"
        return Message(code, {"number": number, "by": earlier.number})
    if session is None or corrected.payment.cash_session_id != session.id:
        return Message("void-other-shift", {"number": number})
    over = next((case for case in corrected.cases if not case.open), None)
    return Message("void-case-closed", {"number": number, "case": over.number}) if over is not None else None


@command("correct")
def refund(
    act: Act,
    *,
    receipt_id: int,
    lines: tuple[RefundLine, ...],
    parts: tuple[BackBy, ...],
    reason: str,
    words: str,
    second: Second | None = None,
) -> Correction:
    """Give money back, line by line, in cash out of this desk's open shift or by the means it came.

    Never more than a line paid less what was given back of it before, so never more than the payment (R6). The fee
    stays settled: nothing is owed again.
    """
    corrected = correcting.locked(act, receipt_id)
    correcting.ask_not_cancelled(corrected)
    back = _lines(act, corrected, lines)
    _check_parts(act, corrected, sum(line.amount for line in back), parts)
    session = closing.of_payment(act)
    wanted = Wanted("refund", back, parts, *correcting.checked_reason(reason, words))
    official = correcting.approved(act, corrected, wanted, second)
    return correcting.made(act, corrected, wanted, session, official)


def _lines(act: Act, corrected: Corrected, asked: tuple[RefundLine, ...]) -> tuple[Back, ...]:
    """The lines of a refund, each within what is left of its fee and all within what is left of their demand."""
    known = {(fee.demand.id, fee.fee): fee for fee in correcting.paid_fees(act, corrected)}
    if not asked or len({(line.demand_id, line.fee) for line in asked}) != len(asked):
        raise refuse("nothing-to-refund")
    back = []
    for line in asked:
        fee = known.get((line.demand_id, line.fee))
        if fee is None or line.amount < 1:
            raise refuse("nothing-to-refund")
        _ask_left(act, fee, line.amount)
        back.append(Back(fee.demand, fee.fee, fee.title, line.amount))
    _ask_within(act, corrected, back, list(known.values()))
    return tuple(back)


def _ask_left(act: Act, fee: PaidFee, amount: int) -> None:
    if fee.elsewhere:
        raise refuse("refund-elsewhere")
    if amount > fee.left:
        raise _too_much(act, amount, fee.left)


def _ask_within(act: Act, corrected: Corrected, back: list[Back], fees: list[PaidFee]) -> None:
    """No demand gives back more than was paid of it here, and all of them no more than the payment."""
    before = correction_rows.given_back(act.work, corrected.payment.id)
    for demand in corrected.demands:
        asked = sum(line.amount for line in back if line.demand.id == demand.id)
        waived = correction_rows.waived(act.work, (demand.id,))[demand.id]
        elsewhere = sum(fee.paid for fee in fees if fee.elsewhere and fee.demand.id == demand.id)
        given_back = sum(amount for (demand_id, _), amount in before.items() if demand_id == demand.id)
        left = max(demand.amount - waived - elsewhere - given_back, 0)
        if asked > left:
            raise _too_much(act, asked, left)
    asked = sum(line.amount for line in back)
    if asked > corrected.left:
        raise _too_much(act, asked, corrected.left)


def _too_much(act: Act, asked: int, left: int) -> Refused:
    money = act.office.money
    values = {"asked": f"{Money(asked, money).amount:f}", "left": f"{Money(left, money).amount:f}"}
    return refuse("refund-too-much", **values, currency=money.code)


def _check_parts(act: Act, corrected: Corrected, amount: int, parts: tuple[BackBy, ...]) -> None:
    """Cash, where this desk has any, or by the means it came, as far as it came by them; together the whole sum."""
    if sum(part.amount for part in parts) != amount or any(part.amount < 1 for part in parts):
        raise refuse("refund-parts-differ")
    came = {part.means: sum(one.amount for one in corrected.parts if one.means == part.means) for part in parts}
    before = correction_rows.given_back_by(act.work, corrected.payment.id)
    for means in came:
        back = sum(part.amount for part in parts if part.means == means)
        if means == "cash" and not rows.get(act.work, Desk, act.desk.id).takes_cash:
            raise refuse("desk-takes-no-cash", desk=act.desk.code)
        if means == "elsewhere" or (means != "cash" and back > came[means] - before[means]):
            raise refuse("refund-means", means=means)
