"""The receipt: its frozen content, made with the payment, and the sheet that shows it again."""

from collections.abc import Sequence

from oss_desk.domain import papers
from oss_desk.domain.cases import Case
from oss_desk.domain.messages import refuse
from oss_desk.domain.money import Money
from oss_desk.domain.office import MeansOfPayment
from oss_desk.domain.people import Citizen, Organisation
from oss_desk.domain.text import in_language
from oss_desk.domain.till import Demand, Payment, PaymentDemand, PaymentPart, Receipt, ReceiptCopy
from oss_desk.operations.cases.cards import card
from oss_desk.operations.cases.running import load
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.history import check_code
from oss_desk.operations.money.taken import Owed
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import ReceiptSheet
from oss_desk.operations.visits import line
from oss_desk.storage import rows
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
    )


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
    fees = paper_parts.fees(look, item.lines, service, language)
    title, also = in_language(service.title, language), paper_parts.also(look, service.title, language)
    return papers.PaidService(title, item.case.number, fees, also)


def _means(look: Look, part: PaymentPart, language: str) -> papers.Means:
    means = rows.find(look.work, MeansOfPayment, code=part.means)
    title = in_language(means.title, language) if means is not None else ""
    also = paper_parts.also(look, means.title, language) if means is not None else ""
    return papers.Means(part.means, part.amount, title, part.reference, also)


def receipt_sheet(look: Look, number: str) -> ReceiptSheet:
    """A receipt with its payment and cases; refused when there is none of that number."""
    found = rows.find(look.work, Receipt, number=number)
    if found is None:
        raise refuse("no-such-receipt", number=number)
    payment = rows.get(look.work, Payment, found.payment_id)
    settled = rows.every(look.work, PaymentDemand, order_by=("demand_id",), payment_id=payment.id)
    demands = rows.every(look.work, Demand, id=tuple(item.demand_id for item in settled))
    cases = rows.every(look.work, Case, id=tuple({demand.case_id for demand in demands}))
    paper = papers.from_json("receipt", found.content)
    assert isinstance(paper, papers.ReceiptPaper)
    return ReceiptSheet(
        receipt=found,
        payment=payment,
        parts=rows.every(look.work, PaymentPart, order_by=("position",), payment_id=payment.id),
        cases=tuple(card(look, case) for case in cases),
        amount=Money(payment.amount, look.office.money),
        paper=paper,
        copies=len(rows.every(look.work, ReceiptCopy, receipt_id=found.id)),
    )
