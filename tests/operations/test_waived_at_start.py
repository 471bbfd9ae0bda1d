"""Fees owed at the start of a case are waived too: decided in the basket, kept with the case, approved together."""

from typing import Any

import pytest

from oss_desk.domain import papers
from oss_desk.domain.approvals import Approval
from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office
from oss_desk.domain.till import Payment, Receipt
from oss_desk.domain.visits import Draft, ServiceRequest, Visit
from oss_desk.operations.cases import cases
from oss_desk.operations.history import integrity
from oss_desk.operations.money import till
from oss_desk.operations.money.waivable import Waivable, waivable
from oss_desk.operations.money.waivers import WaiverGiven, set_waiver_limit
from oss_desk.operations.office import approvals
from oss_desk.operations.office.approvals import ASKS, Second
from oss_desk.operations.visits import basket, to_waive, visits
from oss_desk.storage import approvals as approval_rows
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, cash, copy_line, granted, pay, permit_case, sheet
from tests.operations.conftest import COPY, Shop

SUE = Second("sue")
WHY = "The house burnt down"


def decided(shop: Shop, request: ServiceRequest, amount: int, fee: str = "copy") -> None:
    """It is typed at the counter that so much of the fee is waived."""
    one: dict[str, Any] = {"fee": fee, "amount": amount, "law": None, "ground": "Decree 7 of 2020", "reason": WHY}
    part, content = to_waive.part_of(request.id), {"waivers": [one]}
    basket.keep_draft(shop.at("ada"), visit_id=request.visit_id, part=part, content=content)


@pytest.fixture
def line(shop: Shop) -> ServiceRequest:
    """Two copies at 5.00 each in the basket of an open visit."""
    visit = shop.visit(shop.citizen())
    return copy_line(shop, visit, shop.service(COPY), 2)


def start(shop: Shop, request: ServiceRequest, owed: int, second: Second | None = SUE, **values: Any) -> Case:
    """The case of that line, with what is still owed paid in cash."""
    payment = cash(owed) if owed else None
    usual: dict[str, Any] = {"visit_id": request.visit_id, "request_ids": (request.id,), "payment": payment}
    made: tuple[Case, ...] = shop.do(cases.start_cases, **{**usual, "second": second, **values})
    return made[0]


def refused(verb: Any, *args: Any, **values: Any) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as caught:
        verb(*args, **values)
    return caught.value.message.code


def every(shop: Shop, record: type[Any], **equals: Any) -> tuple[Any, ...]:
    """Rows as they are stored."""
    with shop.database.reading() as work:
        return rows.every(work, record, **equals)


def test_a_part_of_a_fee_of_the_start_is_waived_and_the_rest_is_paid(shop: Shop, line: ServiceRequest) -> None:
    decided(shop, line, 400)
    shown = visits.visit(shop.at("ada"), visit_id=line.visit_id)
    assert [fee.amount.minor for fee in shown.lines[0].fees_now][-1] == -400
    assert shown.to_pay_now.minor == 600
    case = start(shop, line, 600)
    (kept,) = every(shop, Waiver)
    assert (kept.amount, kept.fee, kept.ground, kept.reason) == (400, "copy", "Decree 7 of 2020", WHY)
    (payment,), (receipt,) = every(shop, Payment), every(shop, Receipt)
    paper = papers.from_json("receipt", receipt.content)
    assert isinstance(paper, papers.ReceiptPaper)
    assert (payment.amount, paper.total, paper.services[0].fees[-1].amount) == (600, 600, -400)
    assert sheet(shop, case).paid.minor == 600
    assert visits.visit(shop.at("ada"), visit_id=line.visit_id).started[0].amount.minor == 600
    assert every(shop, Draft, order_by=("part",), visit_id=line.visit_id) == ()
    assert integrity.check_history(shop.at("aude")).whole


def test_a_fee_that_is_waived_whole_takes_no_payment_and_stands_on_the_acknowledgement(
    shop: Shop, line: ServiceRequest
) -> None:
    decided(shop, line, 1000)
    start(shop, line, 0)
    assert every(shop, Payment) == ()
    (job,) = every(shop, PrintJob, kind="acknowledgement")
    paper = papers.from_json("acknowledgement", job.content)
    assert isinstance(paper, papers.AcknowledgementPaper)
    assert [fee.amount for fee in paper.cases[0].fees] == [1000, -1000]


def test_nothing_starts_before_another_person_agreed_to_exactly_that(shop: Shop, line: ServiceRequest) -> None:
    decided(shop, line, 400)
    assert refused(start, shop, line, 600, None) == "second-needed"
    assert refused(start, shop, line, 600, Second("ada")) == "second-is-first"
    assert refused(start, shop, line, 1000) == "owed-changed"
    usual = {"visit_id": line.visit_id, "request_ids": (line.id,), "payment": cash(600), "second": ASKS}
    asked = approvals.ask_elsewhere(shop.at("ada"), "ask", verb=cases.start_cases, values=usual).result
    shop.do(approvals.answer_approval, by="sam", desk="C", approval_id=asked.id, yes=True)
    decided(shop, line, 500)
    elsewhere = Second(approval_id=asked.id)
    assert refused(start, shop, line, 500, elsewhere) == "approval-differs"
    assert (every(shop, Case), every(shop, Waiver)) == ((), ())
    decided(shop, line, 400)
    start(shop, line, 600, elsewhere)
    (kept,) = every(shop, Approval)
    assert WHY not in kept.shown
    with shop.database.reading() as work:
        assert approval_rows.texts_of(work, kept.id)["reason"] == WHY


def test_below_the_limit_of_the_office_the_official_decides_alone(shop: Shop, line: ServiceRequest) -> None:
    (office,) = every(shop, Office)
    shop.do(set_waiver_limit, by="adam", version=office.version, limit=400, second=SUE)
    decided(shop, line, 400)
    start(shop, line, 600, None)
    assert every(shop, Waiver)[0].approver_id is None


def test_what_was_decided_goes_no_further_than_the_fee_and_can_be_taken_back(shop: Shop, line: ServiceRequest) -> None:
    decided(shop, line, 1500)
    assert owing(shop, line)[0].left.minor == 0
    decided(shop, line, 300, fee="gift")
    assert owing(shop, line)[0].wanted == ()
    decided(shop, line, 0)
    assert owing(shop, line)[0].left.minor == 1000
    assert start(shop, line, 1000, None).open is not None
    assert every(shop, Waiver) == ()


def owing(shop: Shop, request: ServiceRequest) -> tuple[Waivable, ...]:
    """What can be waived in the visit."""
    found: tuple[Waivable, ...] = waivable(shop.at("ada"), visit_id=request.visit_id)
    return found


def test_any_demand_and_any_fee_of_it_can_be_chosen(shop: Shop) -> None:
    """Two fees of one demand, and a basket beside it: each is offered with what is left of it."""
    visitor = shop.citizen()
    case = permit_case(shop, shop.service(PERMIT), visitor)
    granted(shop, case, repair=1500)
    visit: Visit = shop.visit(visitor)
    copy_line(shop, visit, shop.service(COPY), 1)
    basket_line, demand = waivable(shop.at("ada"), visit_id=visit.id)
    assert (basket_line.demand_id, demand.request_id) == (None, None)
    fees = {fee.fee: fee.left.minor for fee in demand.fees}
    assert sum(fees.values()) == demand.left.minor
    values: dict[str, Any] = {"demand_id": demand.demand_id}
    given: dict[str, Any] = {"ground": "Decree 7", "reason": WHY, "second": SUE, "fee": "repair"}
    assert refused(shop.do, till.waive, **values, waiver=WaiverGiven(fees["repair"] + 1, **given)) == "waiver-too-much"
    assert refused(shop.do, till.waive, **values, waiver=WaiverGiven(1, **{**given, "fee": "x"})) == "waiver-too-much"
    shop.do(till.waive, **values, waiver=WaiverGiven(fees["repair"], **given))
    (demand,) = waivable(shop.at("ada"), case_id=case.id)
    assert {fee.fee: fee.left.minor for fee in demand.fees} == {**fees, "repair": 0}
    receipt = pay(shop, case)
    found = till.receipt(shop.at("ada"), number=receipt.number)
    assert "repair" not in {one.fee for one in found.refundable}
    shop.do(till.void, receipt_id=receipt.id, reason="other", words="Wrong payer", second=SUE)
    (again,) = waivable(shop.at("ada"), case_id=case.id)
    assert again.left == demand.left
