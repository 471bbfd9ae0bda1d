"""The figures of a shift worked out from its rows: what X and Z say, and what the till ought to hold."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from oss_desk import __version__
from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Correction
from oss_desk.domain.figures import BlankFigures, CountedBy, Moved, Share, ShiftFigures, Tally
from oss_desk.domain.office import Desk, MeansOfPayment, Official
from oss_desk.domain.text import in_language
from oss_desk.domain.till import (
    CashMovement,
    CashSession,
    Demand,
    PaperReceipt,
    Payment,
    PaymentDemand,
    PaymentPart,
    Receipt,
    ZReport,
)
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.money import expected, shifts
from oss_desk.operations.money.correction_sums import corrections_of_session
from oss_desk.operations.papers import blank_stock
from oss_desk.operations.papers.paper_parts import office_language
from oss_desk.operations.papers.papers import POSSIBLE_COPY
from oss_desk.operations.program import Look
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows

ABANDONED = "payment-abandoned"
"""The event of a payment that was begun and left."""


def last_z(look: Look, desk_id: int) -> ZReport | None:
    """The newest Z of a desk."""
    return till_rows.newest_z(look.work, desk_id)


def of(look: Look, session: CashSession, number: int = 0) -> ShiftFigures:
    """All figures of a shift as it stands now; `number` is that of its Z."""
    before = last_z(look, session.desk_id)
    desk = rows.get(look.work, Desk, session.desk_id)
    payments = rows.every(look.work, Payment, cash_session_id=session.id)
    first = before.last_event + 1 if before is not None else 1
    events = till_rows.events_between(look.work, desk.id, first, desk.next_event - 1)
    values: dict[str, Any] = {
        **_shift(look, session, desk),
        **_receipts(look, session, payments),
        "means": _by_means(look, payments),
        "services": _by_service(look, payments),
        **_corrected(look, session),
        "abandoned": sum(event.kind == ABANDONED for event in events),
        "possible_copies": sum(event.kind == POSSIBLE_COPY for event in events),
        **_cash(look, session),
    }
    refunded = values["voids"].amount + values["refunds"].amount + (before.refunds if before is not None else 0)
    gross = (before.gross if before is not None else 0) + values["payments"].amount
    sums = {"gross": gross, "refunded": refunded, "net": gross - refunded}
    values |= {"previous": before.digest if before is not None else "", "version": __version__}
    values["blanks"] = _blanks(look, session.desk_id, before)
    return ShiftFigures(number=number, first_event=first, last_event=desk.next_event - 1, **values, **sums)


def _blanks(look: Look, desk_id: int, before: ZReport | None) -> tuple[BlankFigures, ...]:
    """The numbered blanks of the desk since the Z before."""
    lines = blank_stock.desk_lines(look, desk_id, before.at if before is not None else None)
    language = office_language(look)
    return tuple(BlankFigures(**{**vars(line), "title": in_language(line.title, language)}) for line in lines)


def _shift(look: Look, session: CashSession, desk: Desk) -> dict[str, Any]:
    return {
        "office": look.office.name,
        "desk": desk.code,
        "desk_name": desk.name,
        "shift": session.number,
        "official": _name(look, session.official_id),
        "opened_at": session.opened_at,
        "closed_at": session.closed_at,
        "how": session.ended or "",
        "closed_by": _name(look, session.closed_by_id),
        "currency": look.office.currency,
        "exponent": look.office.currency_exponent,
    }


def _corrected(look: Look, session: CashSession) -> dict[str, Any]:
    """Voids, refunds, waivers and copies of the shift, and by which means and for what money went back."""
    done = corrections_of_session(look, session)
    return {
        "means_back": done.means_back,
        "services_back": done.services_back,
        "voids": Tally(done.voids, done.voided),
        "refunds": Tally(done.refunds, done.refunded),
        "waivers": Tally(done.waivers, done.waived),
        "copies": done.copies,
    }


def _cash(look: Look, session: CashSession) -> dict[str, Any]:
    """The cash of the till; what it ought to be is told once it is counted."""
    cash, counts = expected.parts_of(look, session), shifts.counts(look, session, "closing")
    ought = expected.cash_of(look, session)
    counted = counts[-1].amount if counts else None
    return {
        "movements": tuple(_moved(look, one) for one in cash.movements),
        "drawer_openings": sum(one.kind == "drawer" for one in cash.movements),
        "opening": cash.opening,
        "cash_taken": cash.taken,
        "cash_back": cash.back,
        "counts": tuple(CountedBy(one.amount, _name(look, one.official_id), one.at) for one in counts),
        "expected": ought if counts or session.cashless else None,
        "counted": counted,
        "difference": None if counted is None else counted - ought,
    }


def _name(look: Look, official_id: int | None) -> str:
    return rows.get(look.work, Official, official_id).name if official_id is not None else ""


def _receipts(look: Look, session: CashSession, payments: Sequence[Payment]) -> dict[str, Any]:
    """What was taken; the numbers of the shift, voids and refunds among them; what was written on paper before."""
    ids = tuple(payment.id for payment in payments)
    receipts = rows.every(look.work, Receipt, order_by=("seq",), payment_id=ids)
    done = rows.every(look.work, Correction, order_by=("seq",), cash_session_id=session.id)
    given_out = [(one.seq, one.number) for one in receipts] + [(one.seq, one.number) for one in done]
    numbers = [number for _, number in sorted(given_out)]
    by_hand = rows.every(look.work, PaperReceipt, order_by=("seq",), payment_id=ids)
    amounts = {payment.id: payment.amount for payment in payments}
    return {
        "payments": Tally(len(payments), sum(payment.amount for payment in payments)),
        "rounding": sum(payment.rounding for payment in payments),
        "first_receipt": numbers[0] if numbers else "",
        "last_receipt": numbers[-1] if numbers else "",
        "void_numbers": tuple(one.number for one in done if one.kind == "void"),
        "refund_numbers": tuple(one.number for one in done if one.kind == "refund"),
        "paper_receipts": Tally(len(by_hand), sum(amounts[one.payment_id] for one in by_hand)),
        "paper_numbers": tuple(f"{one.number} {one.paper_number}" for one in by_hand),
    }


def _by_means(look: Look, payments: Sequence[Payment]) -> tuple[Share, ...]:
    """Counts and sums by the office's own means, in its order."""
    parts = rows.every(look.work, PaymentPart, payment_id=tuple(payment.id for payment in payments))
    sums: dict[str, list[int]] = defaultdict(list)
    for part in parts:
        sums[part.code or part.means].append(part.amount)
    known = rows.every(look.work, MeansOfPayment, order_by=("position", "code"))
    language = office_language(look)
    return tuple(
        Share(one.code, in_language(one.title, language), len(sums[one.code]), sum(sums[one.code]), one.kind)
        for one in known
        if one.code in sums
    )


def _by_service(look: Look, payments: Sequence[Payment]) -> tuple[Share, ...]:
    """Counts and sums of the demands that were paid, less what was waived of them before, by service."""
    ids = tuple(payment.id for payment in payments)
    settled = rows.every(look.work, PaymentDemand, order_by=("demand_id",), payment_id=ids)
    demands = rows.every(look.work, Demand, id=tuple(one.demand_id for one in settled))
    waived = correction_rows.waived(look.work, (demand.id for demand in demands))
    sums: dict[str, list[int]] = defaultdict(list)
    titles: dict[str, str] = {}
    for demand in demands:
        service = service_of(look, rows.get(look.work, Case, demand.case_id))
        sums[service.id].append(demand.amount - waived.get(demand.id, 0))
        titles[service.id] = in_language(service.title, office_language(look))
    return tuple(Share(code, titles[code], len(sums[code]), sum(sums[code])) for code in sorted(sums))


def _moved(look: Look, one: CashMovement) -> Moved:
    return Moved(one.kind, one.amount, one.reason, one.slip, one.at, _name(look, one.official_id))
