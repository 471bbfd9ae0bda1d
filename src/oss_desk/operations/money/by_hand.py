"""Receipts written by hand while the program could not work, entered later: a series of their own, in time (R28)."""

import re
from datetime import timedelta

from oss_desk.domain.messages import refuse
from oss_desk.domain.till import PaperReceipt, Payment, Receipt
from oss_desk.operations import given
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.program import Act, Look, reading
from oss_desk.operations.sheets import PaymentGiven
from oss_desk.storage import office, rows

NUMBER = re.compile(r"(.*?)(\d+)")


def ask(look: Look, payment: PaymentGiven) -> None:
    """Refuse a paper receipt without its number, one that was entered already, and one that comes too late."""
    if payment.written_on is None and not payment.paper_number:
        return
    number = given.needed(payment.paper_number, "paper-number-needed", most=60)
    known = rows.find(look.work, PaperReceipt, paper_number=number)
    if known is not None:
        entered = rows.find(look.work, Receipt, payment_id=known.payment_id)
        raise refuse("paper-entered", number=number, receipt=entered.number if entered is not None else "")
    today, days = local_date(look), look.office.paper_days
    if payment.written_on is None or not today - timedelta(days=days) <= payment.written_on <= today:
        raise refuse("paper-day-outside", days=days)


def keep(act: Act, payment: PaymentGiven, booked: Payment) -> PaperReceipt | None:
    """The paper receipt of a payment, with the next number of the desk's series of them; None for any other payment."""
    if payment.written_on is None:
        return None
    seq = office.next_number(act.work, act.desk.id, "paper")
    kept = rows.add(
        act.work,
        PaperReceipt,
        desk_id=act.desk.id,
        seq=seq,
        number=f"{act.desk.code}-P{seq:06d}",
        payment_id=booked.id,
        paper_number=given.line(payment.paper_number, most=60),
        written_on=payment.written_on,
        at=act.now,
        official_id=act.official.id,
    )
    act.event("paper-receipt-entered", ("payment", booked.id), {"number": kept.number, "paper": kept.paper_number})
    return kept


@reading("read")
def paper_gaps(look: Look) -> tuple[str, ...]:
    """The numbers of pads that are missing between those that were entered, in the whole office."""
    return gaps(look)


def gaps(look: Look) -> tuple[str, ...]:
    """The same, as part of another reading."""
    series: dict[str, set[int]] = {}
    widths: dict[str, int] = {}
    for one in rows.every(look.work, PaperReceipt):
        found = NUMBER.fullmatch(one.paper_number)
        if found is not None:
            series.setdefault(found[1], set()).add(int(found[2]))
            widths[found[1]] = max(widths.get(found[1], 0), len(found[2]))
    return tuple(
        f"{pad}{number:0{widths[pad]}d}"
        for pad, numbers in sorted(series.items())
        for number in range(min(numbers), max(numbers))
        if number not in numbers
    )
