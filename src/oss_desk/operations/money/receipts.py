"""The receipt: its frozen content, made with the payment, and the sheet that shows it again."""

from collections.abc import Mapping, Sequence

from oss_desk.domain import papers
from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Correction, Waiver
from oss_desk.domain.messages import refuse
from oss_desk.domain.money import Money
from oss_desk.domain.office import MeansOfPayment, Official
from oss_desk.domain.people import Citizen, Organisation
from oss_desk.domain.text import in_language
from oss_desk.domain.till import Demand, PaperReceipt, Payment, PaymentPart, Receipt, ReceiptCopy
from oss_desk.operations.cases.cards import card
from oss_desk.operations.cases.running import load
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.history import check_code
from oss_desk.operations.money import correcting, corrections, shifts
from oss_desk.operations.money.copies import corrected_paper
from oss_desk.operations.money.demands import WAIVED_TITLE
from oss_desk.operations.money.taken import Owed
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import CorrectionCard, ReceiptSheet, RefundableLine
from oss_desk.operations.visits import line
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows
from oss_desk.workflows.definition import Service
from oss_desk.workflows.fees import fee_lines, fees_waiting


def receipt_paper(
    look: Look, owing: Sequence[Owed], booked: Payment, parts: Sequence[PaymentPart], number: str
) -> papers.ReceiptPaper:
    """Everything that stands on the receipt, frozen now, in the payer's language."""
    payer = _payer(look, booked)
    language = paper_parts.language_for(look, payer)
    cash = [part for part in parts if part.means == "cash"]
    return papers.ReceiptPaper(
        head=paper_parts.head(look, language),
        currency=booked.currency,
        exponent=look.office.currency_exponent,
        number=number,
        payer=paper_parts.person(payer) if payer is not None else paper_parts.by_name(booked.payer_name),
        services=tuple(_paid_service(look, item, language) for item in owing),
        total=booked.amount,
        means=tuple(_means(look, part, language) for part in parts),
        given=sum(part.given for part in cash) if cash else None,
        change=sum(part.change for part in cash) if cash else None,
        next_steps=line.next_steps(look, [rows.get(look.work, Case, item.case.id) for item in owing], language),
        later=any(_asks_again(look, item) for item in owing),
        check=check_code.code_of(look, desk=look.desk, number=number, at=look.now, total=booked.amount),
        rounding=booked.rounding,
        paper=_written(look, booked),
    )


def _written(look: Look, booked: Payment) -> str:
    """The number of the pad and the day, where the receipt was written by hand before."""
    by_hand = rows.find(look.work, PaperReceipt, payment_id=booked.id)
    return f"{by_hand.paper_number}, {by_hand.written_on.isoformat()}" if by_hand is not None else ""


def _asks_again(look: Look, item: Owed) -> bool:
    """Whether the case owes something after this payment: at a stop of its line, or when its output is handed over."""
    at = load(look, rows.get(look.work, Case, item.case.id))
    following = line.ahead(at)
    if any(step.kind == "to-pay" for step in following):
        return True
    if not any(step.kind == "ready-to-collect" for step in (at.step, *following)):
        return False
    if rows.every(look.work, Demand, case_id=item.case.id, point="handover"):
        return False
    asked = (at.service, at.answers, at.facts, "handover")
    return bool(fees_waiting(*asked)) or sum(fee.amount.minor for fee in fee_lines(*asked, at.exemptions)) > 0


def _payer(look: Look, booked: Payment) -> Citizen | Organisation | None:
    if booked.payer_citizen_id is not None:
        return rows.get(look.work, Citizen, booked.payer_citizen_id)
    if booked.payer_organisation_id is not None:
        return rows.get(look.work, Organisation, booked.payer_organisation_id)
    return None


def _paid_service(look: Look, item: Owed, language: str) -> papers.PaidService:
    service = service_of(look, item.case)
    fees = fees_on_paper(look, item, service, language)
    title, also = in_language(service.title, language), paper_parts.also(look, service.title, language)
    return papers.PaidService(title, item.case.number, fees, also)


def fees_on_paper(look: Look, item: Owed, service: Service, language: str) -> tuple[papers.FeeText, ...]:
    """The lines of a demand, each waiver after the fee that it is of."""
    found: list[papers.FeeText] = []
    for fee in dict.fromkeys(owed.fee for owed in item.lines):
        own = [owed for owed in item.lines if owed.fee == fee]
        found += paper_parts.fees(look, own, service, language)
        found += waived_on_paper(look, [waiver for waiver in item.waivers if waiver.fee == fee], language)
    return (*found, *waived_on_paper(look, [waiver for waiver in item.waivers if waiver.fee is None], language))


def waived_on_paper(look: Look, waivers: Sequence[Waiver], language: str) -> tuple[papers.FeeText, ...]:
    """What a person decided need not be paid, as a line below zero with its legal ground."""
    title, also = in_language(WAIVED_TITLE, language), paper_parts.also(look, WAIVED_TITLE, language)
    return tuple(papers.FeeText(title, -waiver.amount, (), waiver.ground, also) for waiver in waivers)


def _means(look: Look, part: PaymentPart, language: str) -> papers.Means:
    means = rows.find(look.work, MeansOfPayment, code=part.code or part.means)
    title = in_language(means.title, language) if means is not None else ""
    also = paper_parts.also(look, means.title, language) if means is not None else ""
    return papers.Means(part.means, part.amount, title, part.reference, also)


def receipt_sheet(look: Look, number: str) -> ReceiptSheet:
    """A receipt with its payment, its cases and what corrected it; refused when there is none of that number.

    The number of a void or a refund finds the receipt that it corrects.
    """
    found = rows.find(look.work, Receipt, number=number) or _corrected_by(look, number)
    if found is None:
        raise refuse("no-such-receipt", number=number)
    of = correcting.of_receipt(look, found)
    money = look.office.money
    return ReceiptSheet(
        receipt=found,
        payment=of.payment,
        parts=of.parts,
        cases=tuple(card(look, case) for case in of.cases),
        amount=Money(of.payment.amount, money),
        paper=corrected_paper(look, found),
        copies=len(rows.every(look.work, ReceiptCopy, receipt_id=found.id)),
        corrections=tuple(_correction(look, one) for one in of.before),
        left=Money(of.left, money),
        why_no_void=corrections.why_no_void(look, of, shifts.running(look)),
        refundable=() if any(one.kind == "void" for one in of.before) else _refundable(look, of),
        may_go_back_by=_may_go_back_by(look, of),
    )


def _corrected_by(look: Look, number: str) -> Receipt | None:
    correction = rows.find(look.work, Correction, number=number)
    return till_rows.receipt_of(look.work, correction.payment_id) if correction is not None else None


def _correction(look: Look, one: Correction) -> CorrectionCard:
    return CorrectionCard(
        id=one.id,
        kind=one.kind,
        number=one.number,
        amount=Money(-one.amount, look.office.money),
        at=one.at,
        official=rows.get(look.work, Official, one.official_id).name,
        approved_by=rows.get(look.work, Official, one.approver_id).name,
        reason=one.reason,
        words=one.words,
        copies=correction_rows.copies_of(look.work, one.id),
    )


def _refundable(look: Look, of: correcting.Corrected) -> tuple[RefundableLine, ...]:
    money, cases = look.office.money, {case.id: case.number for case in of.cases}
    return tuple(
        RefundableLine(
            fee.demand.id, cases[fee.demand.case_id], fee.fee, fee.title, Money(fee.paid, money), Money(fee.left, money)
        )
        for fee in correcting.paid_fees(look, of)
        if fee.left
    )


def _may_go_back_by(look: Look, of: correcting.Corrected) -> Mapping[str, Money]:
    """How much may still go back by each means that money came by, besides cash; nothing that was paid elsewhere."""
    before, money = correction_rows.given_back_by(look.work, of.payment.id), look.office.money
    came = {part.means: 0 for part in of.parts if part.means not in ("cash", "elsewhere")}
    for part in of.parts:
        came[part.means] = came.get(part.means, 0) + part.amount
    return {means: Money(came[means] - before[means], money) for means in came if means not in ("cash", "elsewhere")}
