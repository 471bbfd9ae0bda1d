"""Voids, refunds, waivers and copies: receipts of their own, another person's word, never more than was paid."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from oss_desk.domain import papers
from oss_desk.domain.approvals import ApprovalUse
from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.corrections import CopyReason, Correction, CorrectionLine, CorrectionPart, Waiver
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk, Office, Official
from oss_desk.domain.till import CashSession, Demand, DemandLine, Payment, Receipt
from oss_desk.operations.cases import cases
from oss_desk.operations.history import check_code
from oss_desk.operations.money import till
from oss_desk.operations.money.correction_sums import CorrectionSums, corrections_of_session
from oss_desk.operations.money.corrections import BackBy, RefundLine
from oss_desk.operations.money.waivable import waivable
from oss_desk.operations.money.waivers import WaiverGiven, set_waiver_limit
from oss_desk.operations.office import administration, office
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Look
from oss_desk.operations.search import search
from oss_desk.operations.sheets import ReceiptSheet
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows
from tests.operations.casework import (
    PERMIT,
    cash,
    collect,
    copy_case,
    granted,
    pay,
    permit_case,
    sheet,
    signed,
)
from tests.operations.conftest import COPY, Shop
from tests.operations.test_till import to_pay

SUE = Second("sue")
WHY: dict[str, Any] = {"reason": "wrong-service", "words": "She wanted another paper"}


def sold(shop: Shop, copies: int = 2) -> tuple[Case, Receipt]:
    """A case for birth certificates at 5.00 each, paid in cash, and its receipt."""
    known = every(shop, ServiceVersion, service="birth-certificate-copy")
    case = copy_case(shop, known[0] if known else shop.service(COPY), copies=copies)
    with shop.database.reading() as work:
        return case, rows.every(work, Receipt)[-1]


def void(shop: Shop, receipt: Receipt, by: str = "ada", second: Second | None = SUE, **values: Any) -> Correction:
    """The receipt cancelled."""
    made: Correction = shop.do(till.void, by=by, receipt_id=receipt.id, second=second, **{**WHY, **values})
    return made


def refund(shop: Shop, receipt: Receipt, amount: int, second: Second | None = SUE, **values: Any) -> Correction:
    """So much of the first fee that can be refunded, given back in cash."""
    found: ReceiptSheet = till.receipt(shop.at("ada"), number=receipt.number)
    line = found.refundable[0] if found.refundable else None
    lines = (RefundLine(line.demand_id, line.fee, amount),) if line else (RefundLine(1, "copy", amount),)
    usual = {"lines": lines, "parts": (BackBy("cash", amount),), **WHY}
    made: Correction = shop.do(till.refund, receipt_id=receipt.id, second=second, **{**usual, **values})
    return made


def refused(verb: Any, *args: Any, **values: Any) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as caught:
        verb(*args, **values)
    return caught.value.message.code


def put_in(shop: Shop, values: dict[str, Any]) -> None:
    """A correction written by hand, numbered as it should be."""
    with shop.database.writing() as work:
        seq = office_rows.next_number(work, values["desk_id"], "receipt")
        rows.add(work, Correction, **{**values, "seq": seq, "number": f"A-{seq:06d}"})


def every(shop: Shop, record: type[Any], **equals: Any) -> tuple[Any, ...]:
    """Rows as they are stored."""
    with shop.database.reading() as work:
        return rows.every(work, record, **equals)


def sums(shop: Shop) -> CorrectionSums:
    """What the corrections of the newest shift at Ada's desk come to."""
    program = shop.at("ada")
    with shop.database.reading() as work:
        desk = rows.find(work, Desk, code="A")
        assert desk is not None
        session = rows.every(work, CashSession, desk_id=desk.id)[-1]
        return corrections_of_session(Look(program, work, program.clock()), session)


# -- void ---------------------------------------------------------------------------------------------------------


def test_a_void_takes_back_the_whole_receipt_and_its_sum_is_zero(shop: Shop) -> None:
    """R5: a record of its own with the opposite sign that names the original, the reason and the approver."""
    _, receipt = sold(shop)
    made = void(shop, receipt)
    (payment,) = every(shop, Payment)
    lines, parts = every(shop, CorrectionLine), every(shop, CorrectionPart)
    assert payment.amount + made.amount == 0
    assert sum(line.amount for line in lines) == sum(part.amount for part in parts) == made.amount == -1000
    (sue,) = every(shop, Official, login="sue")
    assert (made.payment_id, made.reason, made.words) == (payment.id, "wrong-service", WHY["words"])
    assert (made.approver_id, len(every(shop, ApprovalUse, order_by=("approval_id",)))) == (sue.id, 1)


@pytest.mark.parametrize(("less", "took"), [(4, 3000), (6, 2990)])
def test_a_void_gives_back_what_was_taken_when_its_cash_was_rounded_up_or_down(
    shop: Shop, less: int, took: int
) -> None:
    """The fees come to zero together; what cash was rounded by goes back with it, a line of its own on the paper."""
    shop.do(administration.set_till_rules, by="adam", version=1, cash_rounding=10, cashless=False, paper_days=7)
    _, demands = to_pay(shop)
    shop.do(till.waive, demand_id=demands[0], waiver=waiver(less))
    receipt = shop.do(till.pay, demand_ids=demands, payment=cash(took, expected=3000 - less))
    made = void(shop, receipt)
    (part,) = every(shop, CorrectionPart)
    assert (made.amount, part.amount) == (less - 3000, -took)
    paper = papers.from_json("void", made.content)
    assert isinstance(paper, papers.VoidPaper)
    assert (paper.total, [one.amount for one in paper.means]) == (less - 3000, [-took])


def test_a_void_is_numbered_in_the_series_of_receipts(shop: Shop) -> None:
    """R2: receipts and corrections together have no gap."""
    _, receipt = sold(shop)
    made = void(shop, receipt)
    _, after = sold(shop)
    assert [receipt.number, made.number, after.number] == ["A-000001", "A-000002", "A-000003"]


def test_a_void_names_the_receipt_and_the_receipt_names_the_void(shop: Shop) -> None:
    """R8, both ways: on the paper of the void, on the sheet, and on a copy of the receipt."""
    case, receipt = sold(shop)
    made = void(shop, receipt)
    paper = papers.from_json("void", made.content)
    assert isinstance(paper, papers.VoidPaper)
    assert (paper.cancels, paper.number, paper.total) == (receipt.number, made.number, -1000)
    assert (paper.head.mark, paper.approved_by, paper.owed_again) == ("void", "Sue", (case.number,))
    for number in (receipt.number, made.number):
        found = till.receipt(shop.at("ada"), number=number)
        assert found.receipt == receipt
        assert (found.paper.cancelled_by, found.paper.head.mark) == (made.number, "cancelled")
        assert [one.number for one in found.corrections] == [made.number]
    job = shop.do(till.copy_receipt, receipt_id=receipt.id)
    copied = papers.from_json("receipt", job.content)
    assert isinstance(copied, papers.ReceiptPaper)
    assert (copied.cancelled_by, copied.head.copy, copied.total) == (made.number, 1, 1000)
    assert not copied.next_steps


def test_what_a_void_took_back_is_owed_again_and_can_be_paid_once_more(shop: Shop) -> None:
    case, receipt = sold(shop)
    void(shop, receipt)
    owed = sheet(shop, case).demands
    assert [(demand.point, demand.amount.minor) for demand in owed] == [("start", 1000)]
    assert sheet(shop, case).paid.minor == 0
    again = pay(shop, case)
    assert again.number == "A-000003"
    assert sheet(shop, case).demands == ()
    assert sheet(shop, case).paid.minor == 1000
    assert sheet(shop, case).receipts == ("A-000001", "A-000003")
    void(shop, again)
    assert sheet(shop, case).demands[0].amount.minor == 1000


def test_nothing_is_handed_over_before_a_cancelled_payment_is_made_again(shop: Shop) -> None:
    case, receipt = sold(shop, 1)
    void(shop, receipt)
    shop.do(cases.act, case_id=case.id, version=sheet(shop, case).case.version, action="found")
    signed(shop, case)
    assert refused(collect, shop, case) == "pay-before-handover"
    pay(shop, case)
    assert collect(shop, case) is not None


def test_a_case_that_went_on_keeps_its_place_and_is_not_asked_twice(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    granted(shop, case, repair=0)
    paid = pay(shop, case)
    assert sheet(shop, case).case.step == "sign"
    void(shop, paid)
    (owed,) = sheet(shop, case).demands
    assert (sheet(shop, case).case.step, owed.point, owed.amount.minor) == ("sign", "to-pay", 2000)
    pay(shop, case)
    assert sheet(shop, case).case.step == "sign"


@pytest.mark.parametrize(("second", "code"), [(None, "second-needed"), ("ada", "second-is-first")])
def test_a_void_needs_somebody_else(shop: Shop, second: str | None, code: str) -> None:
    """R7, by the asker herself."""
    _, receipt = sold(shop)
    assert refused(void, shop, receipt, second=Second(second) if second else None) == code
    assert every(shop, Correction) == ()


def test_who_took_the_money_approves_nothing_of_it(shop: Shop) -> None:
    """R7: not even as a supervisor, when somebody else asks."""
    _, receipt = sold(shop)
    (ada,) = every(shop, Official, login="ada")
    values = {"official_id": ada.id, "version": ada.version, "roles": ("clerk", "cashier", "supervisor")}
    shop.do(office.change_official, by="adam", second=SUE, **values)
    lines = (RefundLine(every(shop, Demand)[0].id, "copy", 100),)
    back: dict[str, Any] = {"receipt_id": receipt.id, "lines": lines, "parts": (BackBy("cash", 100),), **WHY}
    assert refused(shop.do, till.refund, by="cass", second=Second("ada"), **back) == "second-took-part"
    assert shop.do(till.refund, by="cass", second=SUE, **back).amount == -100


def test_the_database_itself_takes_nothing_approved_by_who_asked_or_took(shop: Shop) -> None:
    """R7 by SQL."""
    _, receipt = sold(shop)
    made = refund(shop, receipt, 100)
    values = {name: value for name, value in vars(made).items() if name != "id"}
    for wrong in ({"approver_id": made.official_id}, {"approver_id": made.taker_id}):
        with pytest.raises(IntegrityError, match="approved_by_somebody_else"):
            put_in(shop, {**values, **wrong})


def test_the_database_itself_takes_no_correction_beyond_the_payment(shop: Shop) -> None:
    """R6 by SQL, and one void for one payment."""
    _, receipt = sold(shop)
    made = refund(shop, receipt, 100)
    values = {name: value for name, value in vars(made).items() if name != "id"}
    for wrong in ({"amount": -901}, {"kind": "void"}, {"taker_id": made.approver_id}):
        assert refused(put_in, shop, {**values, **wrong}) == "guard-refused"


def test_a_receipt_is_cancelled_once_and_not_after_a_refund(shop: Shop) -> None:
    _, receipt = sold(shop)
    void(shop, receipt)
    assert refused(void, shop, receipt) == "receipt-cancelled"
    assert refused(refund, shop, receipt, 100) == "receipt-cancelled"
    _, other = sold(shop)
    refund(shop, other, 100)
    assert refused(void, shop, other) == "receipt-refunded"


def test_a_receipt_of_another_shift_is_refunded_instead(shop: Shop) -> None:
    _, receipt = sold(shop)
    shop.clock.forward(days=1)
    assert refused(void, shop, receipt) == "void-other-shift"
    found = till.receipt(shop.at("ada"), number=receipt.number)
    assert found.why_no_void is not None
    assert refund(shop, receipt, 1000).amount == -1000


def test_a_receipt_of_a_closed_case_is_refunded_instead(shop: Shop) -> None:
    case, receipt = sold(shop, 1)
    shop.do(cases.act, case_id=case.id, version=sheet(shop, case).case.version, action="found")
    signed(shop, case)
    collect(shop, case)
    assert refused(void, shop, receipt) == "void-case-closed"
    assert refund(shop, receipt, 500).amount == -500


def test_a_reason_is_chosen_and_written(shop: Shop) -> None:
    _, receipt = sold(shop)
    assert refused(void, shop, receipt, reason="because") == "reason-needed"
    assert refused(void, shop, receipt, words=" ") == "reason-needed"


# -- refund -------------------------------------------------------------------------------------------------------


def test_a_refund_by_line_leaves_the_rest_paid_and_nothing_owed(shop: Shop) -> None:
    case, receipt = sold(shop)
    made = refund(shop, receipt, 500)
    paper = papers.from_json("refund", made.content)
    assert isinstance(paper, papers.RefundPaper)
    assert (paper.refunds, paper.total, paper.remains, paper.approved_by) == (receipt.number, -500, 500, "Sue")
    assert paper.services[0].fees[0].amount == -500
    found = till.receipt(shop.at("ada"), number=receipt.number)
    assert (found.left.minor, [line.left.minor for line in found.refundable]) == (500, [500])
    assert found.paper.given_back == (papers.GivenBack(made.number, 500),)
    assert sheet(shop, case).demands == ()
    assert sheet(shop, case).paid.minor == 500


def test_refunds_never_come_to_more_than_was_paid(shop: Shop) -> None:
    """R6."""
    _, receipt = sold(shop)
    refund(shop, receipt, 600)
    (line,) = till.receipt(shop.at("ada"), number=receipt.number).refundable
    more = (RefundLine(line.demand_id, line.fee, 401),)
    values: dict[str, Any] = {"lines": more, "parts": (BackBy("cash", 401),)}
    assert refused(refund, shop, receipt, 401, **values) == "refund-too-much"
    refund(shop, receipt, 400)
    assert refused(refund, shop, receipt, 1) == "refund-too-much"
    (payment,) = every(shop, Payment)
    assert payment.amount + sum(one.amount for one in every(shop, Correction)) == 0


def test_money_goes_back_in_cash_or_by_the_means_it_came(shop: Shop) -> None:
    _, receipt = sold(shop)
    for means in ("card", "transfer", "elsewhere"):
        assert refused(refund, shop, receipt, 100, parts=(BackBy(means, 100),)) == "refund-means"
    assert refused(refund, shop, receipt, 100, parts=(BackBy("cash", 99),)) == "refund-parts-differ"
    assert refused(refund, shop, receipt, 100, parts=()) == "refund-parts-differ"
    assert refused(refund, shop, receipt, 100, lines=()) == "nothing-to-refund"


def test_what_a_fee_did_not_cost_is_not_given_back(shop: Shop) -> None:
    case = permit_case(shop, shop.service(PERMIT))
    granted(shop, case, repair=1000)
    receipt = pay(shop, case)
    assert isinstance(receipt, Receipt)
    (space, repair) = till.receipt(shop.at("ada"), number=receipt.number).refundable
    assert [(line.fee, line.left.minor) for line in (space, repair)] == [("space", 2000), ("repair", 1000)]
    values: dict[str, Any] = {"parts": (BackBy("cash", 1500),)}
    too_much = (RefundLine(repair.demand_id, "repair", 1500),)
    assert refused(refund, shop, receipt, 1500, lines=too_much, **values) == "refund-too-much"
    other = (RefundLine(repair.demand_id, "gift", 1500),)
    assert refused(refund, shop, receipt, 1500, lines=other, **values) == "nothing-to-refund"


# -- waiver -------------------------------------------------------------------------------------------------------


def owing(shop: Shop) -> tuple[Case, int]:
    """A permit that waits for 20.00 at its step to pay, and the id of that demand."""
    case = permit_case(shop, shop.service(PERMIT))
    granted(shop, case, repair=0)
    return case, sheet(shop, case).demands[0].demand_id


def waiver(amount: int, second: Second | None = SUE, **values: Any) -> WaiverGiven:
    """A decision by the by-law that the service names."""
    usual = {"ground": "", "reason": "The house burnt down", "law": "bylaw", "second": second}
    return WaiverGiven(amount, **{**usual, **values})


def test_owed_is_the_demand_less_what_was_waived(shop: Shop) -> None:
    case, demand_id = owing(shop)
    shop.do(till.waive, demand_id=demand_id, waiver=waiver(500))
    (owed,) = sheet(shop, case).demands
    assert (owed.amount.minor, owed.waived.minor) == (1500, 500)
    receipt = pay(shop, case)
    paper = papers.from_json("receipt", receipt.content)
    assert isinstance(paper, papers.ReceiptPaper)
    line = paper.services[0].fees[-1]
    assert (paper.total, line.amount, line.title, line.law) == (1500, -500, "Waived", "By-law on permits §\u00a04")
    assert sheet(shop, case).case.step == "sign"
    assert sheet(shop, case).paid.minor == 1000 + 1500


def test_what_is_waived_whole_settles_itself(shop: Shop) -> None:
    case, demand_id = owing(shop)
    shop.do(till.waive, demand_id=demand_id, waiver=waiver(2000))
    assert sheet(shop, case).demands == ()
    assert sheet(shop, case).case.step == "sign"


def test_a_waiver_is_kept_when_its_payment_is_cancelled(shop: Shop) -> None:
    case, demand_id = owing(shop)
    shop.do(till.waive, demand_id=demand_id, waiver=waiver(500))
    void(shop, pay(shop, case))
    (owed,) = sheet(shop, case).demands
    assert owed.amount.minor == 1500
    assert pay(shop, case) is not None
    demands = every(shop, Demand, case_id=case.id, point="to-pay")
    assert [demand.amount for demand in demands] == [2000, 1500]
    for demand in demands:
        assert sum(line.amount for line in every(shop, DemandLine, demand_id=demand.id)) == demand.amount


def test_a_waiver_has_its_legal_ground_and_another_persons_word(shop: Shop) -> None:
    """R27, with the limit of a new office: nothing is waived by one person alone."""
    case, demand_id = owing(shop)
    values: dict[str, Any] = {"demand_id": demand_id}
    assert refused(shop.do, till.waive, waiver=waiver(1, None), **values) == "second-needed"
    assert refused(shop.do, till.waive, waiver=waiver(1, law=None), **values) == "ground-needed"
    assert refused(shop.do, till.waive, waiver=waiver(1, reason=""), **values) == "reason-needed"
    assert refused(shop.do, till.waive, waiver=waiver(2001), **values) == "waiver-too-much"
    assert refused(shop.do, till.waive, waiver=waiver(0), **values) == "waiver-too-much"
    made = shop.do(till.waive, waiver=waiver(1, law=None, ground="Decree 7 of 2020"), **values)
    assert (made.law, made.ground) == (None, "Decree 7 of 2020")
    assert [law.id for law in waivable(shop.at("ada"), case_id=case.id)[0].laws] == ["bylaw"]


def test_below_the_limit_of_the_office_one_person_decides_and_not_by_slices(shop: Shop) -> None:
    _, demand_id = owing(shop)
    (office_row,) = every(shop, Office)
    limit = {"version": office_row.version, "limit": 600}
    assert refused(shop.do, set_waiver_limit, by="adam", **limit) == "second-needed"
    assert refused(shop.do, set_waiver_limit, by="adam", **limit, second=Second("adam")) == "second-is-first"
    shop.do(set_waiver_limit, by="adam", **limit, second=SUE)
    first = shop.do(till.waive, demand_id=demand_id, waiver=waiver(600, None))
    assert first.approver_id is None
    assert refused(shop.do, till.waive, demand_id=demand_id, waiver=waiver(1, None)) == "second-needed"


def test_nothing_is_waived_of_what_is_paid(shop: Shop) -> None:
    case, demand_id = owing(shop)
    pay(shop, case)
    assert refused(shop.do, till.waive, demand_id=demand_id, waiver=waiver(1)) == "demand-paid"


def test_a_refund_gives_back_no_more_than_was_paid_after_a_waiver(shop: Shop) -> None:
    case, demand_id = owing(shop)
    shop.do(till.waive, demand_id=demand_id, waiver=waiver(500))
    receipt = pay(shop, case)
    found = till.receipt(shop.at("ada"), number=receipt.number)
    assert [line.left.minor for line in found.refundable] == [1500]
    assert refused(refund, shop, receipt, 1501) == "refund-too-much"
    assert refund(shop, receipt, 1500).amount == -1500


# -- copies -------------------------------------------------------------------------------------------------------


def test_the_first_copy_is_the_cashiers_and_further_ones_the_supervisors(shop: Shop) -> None:
    """R9: marked, numbered, with user and reason, no total changes."""
    _, receipt = sold(shop)
    before = sums(shop)
    first = papers.from_json("receipt", shop.do(till.copy_receipt, receipt_id=receipt.id).content)
    values: dict[str, Any] = {"receipt_id": receipt.id, "reason": "The printer ate it"}
    assert refused(shop.do, till.copy_receipt, **values) == "second-needed"
    assert refused(shop.do, till.copy_receipt, receipt_id=receipt.id, second=SUE) == "reason-needed"
    second = papers.from_json("receipt", shop.do(till.copy_receipt, second=SUE, **values).content)
    assert (first.head.copy, second.head.copy) == (1, 2)
    kept = every(shop, CopyReason, order_by=("receipt_copy_id",))
    assert [(one.reason, one.approver_id is not None) for one in kept] == [
        ("payer-asks", False),
        ("The printer ate it", True),
    ]
    after = sums(shop)
    assert (before.copies, after.copies) == (0, 2)
    assert (after.voids, after.refunds, after.means_back) == (before.voids, before.refunds, before.means_back)


def test_the_receipt_of_a_refund_is_copied_likewise(shop: Shop) -> None:
    _, receipt = sold(shop)
    made = refund(shop, receipt, 100)
    job = shop.do(till.copy_correction, correction_id=made.id)
    assert (job.kind, papers.from_json("refund", job.content).head.copy) == ("refund", 1)
    assert refused(shop.do, till.copy_correction, correction_id=made.id, reason="Lost") == "second-needed"
    shop.do(till.copy_correction, correction_id=made.id, reason="Lost", second=SUE)
    assert sums(shop).copies == 2


# -- sums ---------------------------------------------------------------------------------------------------------


def test_a_shift_counts_its_corrections(shop: Shop) -> None:
    _, one = sold(shop)
    _, other = sold(shop)
    void(shop, one)
    refund(shop, other, 300)
    told = sums(shop)
    assert (told.voids, told.voided, told.refunds, told.refunded) == (1, 1000, 1, 300)
    assert [(one.kind, one.title, one.amount) for one in told.means_back] == [("cash", "Cash", 1300)]
    assert [(one.code, one.amount) for one in told.services_back] == [("birth-certificate-copy", 1300)]


def test_the_receipts_of_corrections_are_printed(shop: Shop) -> None:
    _, receipt = sold(shop)
    void(shop, receipt)
    assert len(every(shop, PrintJob, kind="void")) == 1
    assert every(shop, Waiver) == ()


def test_the_receipt_of_a_correction_bears_a_check_code_that_fits_and_is_found_by_its_number(shop: Shop) -> None:
    """R16 for voids and refunds."""
    _, receipt = sold(shop)
    made = refund(shop, receipt, 100)
    paper = papers.from_json("refund", made.content)
    assert isinstance(paper, papers.RefundPaper)
    sue = shop.at("sue")
    assert check_code.check_paper(sue, number=made.number, code=paper.check).code == "paper-matches"
    assert check_code.check_paper(sue, number=made.number, code="00000-00000").code == "paper-differs"
    (hit,) = search(shop.at("ada"), text=made.number)
    assert (hit.kind, hit.code, hit.title) == ("receipt", receipt.number, made.number)
