"""Receipts written by hand while the program could not work, entered later: a series of their own, in time (R28)."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from unicodedata import normalize

from oss_desk.domain.messages import refuse
from oss_desk.domain.till import PaperReceipt, Payment, Receipt
from oss_desk.operations import given
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.program import Act, Look, reading
from oss_desk.operations.sheets import PaymentGiven
from oss_desk.storage import office, rows

NUMBER = re.compile(r"(.*?)(\d+)")
PARTS = re.compile(r"\d+|[^\d\s_./:,#‐‑‒–—-]+")
MOST_NAMED = 20
"""How many missing numbers in a row are named one by one."""


def compared(number: str) -> tuple[str | int, ...]:
    """A number of a pad as it is compared: P-0005, p 5 and P00005 are one paper, however it was typed from it."""
    parts = PARTS.findall(normalize("NFKC", number).casefold())
    return tuple(int(part) if part.isdecimal() else part for part in parts) or (number,)


def ask(look: Look, payment: PaymentGiven) -> None:
    """Refuse a paper receipt without its number, one that was entered already, and one that comes too late."""
    if payment.written_on is None and not payment.paper_number:
        return
    number = given.needed(payment.paper_number, "paper-number-needed", most=60)
    same = (one for one in rows.every(look.work, PaperReceipt) if compared(one.paper_number) == compared(number))
    known = next(same, None)
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
    series: dict[tuple[str | int, ...], dict[int, tuple[str, int]]] = {}
    for one in rows.every(look.work, PaperReceipt):
        found = NUMBER.fullmatch(one.paper_number)
        if found is not None:
            series.setdefault(compared(found[1]), {})[int(found[2])] = (found[1], len(found[2]))
    pads = sorted(series.values(), key=lambda numbers: min(numbers.values()))
    return tuple(named for numbers in pads for named in _missing(numbers))


def _missing(numbers: Mapping[int, tuple[str, int]]) -> Iterator[str]:
    """The numbers between the first and the last of a pad, as they are printed; many in a row by the first and last."""
    pad, width = numbers[min(numbers)][0], max(digits for _, digits in numbers.values())
    for before, after in pairwise(sorted(numbers)):
        missing = range(before + 1, after)
        if len(missing) > MOST_NAMED:
            yield f"{pad}{missing[0]:0{width}d} – {pad}{missing[-1]:0{width}d}"
        else:
            yield from (f"{pad}{number:0{width}d}" for number in missing)
