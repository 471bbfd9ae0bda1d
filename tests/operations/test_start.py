"""Starting cases: chosen lines, one payment, one receipt and one acknowledgement, all of it or nothing."""

import threading
from typing import Any
from uuid import uuid4

import pytest

from oss_desk.domain import papers
from oss_desk.domain.cases import Case, CaseAnswers, EvidenceUse
from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.papers import Answer
from oss_desk.domain.till import CashSession, Demand, DemandLine, Payment, Receipt
from oss_desk.operations.cases import cases
from oss_desk.operations.sheets import PartGiven, Payer, PaymentGiven
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, cash, copy_line, mark_all, sheet, start
from tests.operations.conftest import COPY, RESIDENCE, Shop

MADE = (Case, CaseAnswers, Demand, DemandLine, Payment, Receipt, PrintJob)


def all_rows(shop: Shop, *records: type) -> dict[str, Any]:
    """How many rows of each there are."""
    with shop.database.reading() as work:
        return {record.__name__: len(rows.every(work, record)) for record in records}


def code_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The codes of a refusal."""
    return [message.code for message in refused.value.messages]


def test_two_services_are_started_with_one_payment_and_one_receipt_with_a_line_per_case(shop: Shop) -> None:
    version, other = shop.service(COPY), shop.service(PERMIT)
    visit = shop.visit(shop.citizen())
    first, second = copy_line(shop, visit, version, copies=3), shop.line(visit, other)
    shop.answer(second, street="Mill Lane")
    made = start(shop, visit, first, second, owed=2500)
    assert [case.number[:4] for case in made] == ["A26-", "A26-"]
    assert all_rows(shop, Payment, Receipt, CashSession) == {"Payment": 1, "Receipt": 1, "CashSession": 1}
    with shop.database.reading() as work:
        (receipt,) = rows.every(work, Receipt)
        kinds = [job.kind for job in rows.every(work, PrintJob)]
    paper = papers.from_json("receipt", receipt.content)
    assert isinstance(paper, papers.ReceiptPaper)
    assert (receipt.number, paper.total) == ("A-000001", 2500)
    assert [(service.case, sum(fee.amount for fee in service.fees)) for service in paper.services] == [
        (made[0].number, 1500),
        (made[1].number, 1000),
    ]
    assert [step.code for step in paper.services[0].fees[0].steps] == ["fee-step-times"]
    assert paper.services[0].fees[0].law == "Decree on public fees §\u00a03"
    assert kinds == ["receipt", "acknowledgement"]


def test_lines_that_are_not_chosen_stay_in_the_basket(shop: Shop) -> None:
    version, other = shop.service(COPY), shop.service(RESIDENCE)
    visit = shop.visit(shop.citizen())
    chosen, left = copy_line(shop, visit, version), shop.line(visit, other)
    start(shop, visit, chosen, owed=500)
    now = visits.visit(shop.at("ada"), visit_id=visit.id)
    assert [line.request.id for line in now.lines] == [left.id]
    assert [line.receipt for line in now.started] == ["A-000001"]


def test_a_case_freezes_answers_facts_version_and_papers(shop: Shop) -> None:
    version = shop.service(COPY)
    visit = shop.visit(shop.citizen(born="1989-03-03"))
    (case,) = start(shop, visit, copy_line(shop, visit, version, copies=2), owed=1000)
    with shop.database.reading() as work:
        uses = rows.every(work, EvidenceUse, case_id=case.id)
    found = sheet(shop, case)
    assert (case.quantity, case.service_version_id, case.language) == (2, version.id, "en")
    assert '"age":37' in case.facts
    assert Answer("Copies", ("2",), "number") in found.answers
    assert Answer("Date of birth on the register", ("1989-03-03",), "date") in found.answers
    assert [use.requirement for use in uses] == ["identity"]
    assert found.papers[0].settled


def test_a_free_service_needs_no_payment_and_prints_no_receipt(shop: Shop) -> None:
    version = shop.service(RESIDENCE)
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, version)
    mark_all(shop, visit)
    (case,) = start(shop, visit, request)
    assert case.step == "write"
    assert all_rows(shop, Payment, Receipt) == {"Payment": 0, "Receipt": 0}


def test_a_demand_of_zero_is_settled_by_itself_and_shown_on_the_acknowledgement(shop: Shop) -> None:
    version = shop.service(COPY)
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, version)
    shop.answer(request, exemptions=("social-aid",), relation="self", birth_date="1989-03-03", copies=2)
    for line in visits.visit(shop.at("ada"), visit_id=visit.id).papers:
        for kind in line.alternatives[0]:
            values: dict[str, Any] = {"visit_id": visit.id, "key": line.key, "type": kind.type, "mark": "original-seen"}
            shop.do(basket.mark_paper, **values)
    (case,) = start(shop, visit, request)
    with shop.database.reading() as work:
        (job,) = rows.every(work, PrintJob)
    paper = papers.from_json(job.kind, job.content)
    assert isinstance(paper, papers.AcknowledgementPaper)
    assert [fee.amount for fee in paper.cases[0].fees] == [1000, -1000]
    assert all_rows(shop, Payment) == {"Payment": 0}
    assert sheet(shop, case).demands == ()


def test_nothing_is_made_when_one_of_the_lines_is_not_ready(shop: Shop) -> None:
    version, other = shop.service(COPY), shop.service(PERMIT)
    visit = shop.visit(shop.citizen())
    ready, unready = copy_line(shop, visit, version), shop.line(visit, other)
    with pytest.raises(Refused) as refused:
        start(shop, visit, ready, unready, owed=1500)
    assert code_of(refused) == ["line-not-ready", "answers-missing"]
    assert set(all_rows(shop, *MADE).values()) == {0}


def test_a_sum_that_changed_meanwhile_is_refused_with_both_amounts(shop: Shop) -> None:
    version = shop.service(COPY)
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, version, copies=2)
    with pytest.raises(Refused) as refused:
        start(shop, visit, request, owed=500)
    assert refused.value.message.values == {"expected": "5.00", "owed": "10.00", "currency": "EUR"}
    assert set(all_rows(shop, *MADE).values()) == {0}


def test_what_is_owed_is_not_started_without_a_payment(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    with pytest.raises(Refused) as refused:
        start(shop, visit, request)
    assert code_of(refused) == ["payment-missing"]


def test_a_clerk_who_takes_no_money_starts_only_what_is_free(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    now = visits.visit(shop.at("ada"), visit_id=visit.id).visit
    held = shop.do(visits.hold_visit, visit_id=visit.id, version=now.version)
    shop.do(visits.resume_visit, by="ben", desk="B", visit_id=visit.id, version=held.version)
    values: dict[str, Any] = {"visit_id": visit.id, "request_ids": (request.id,), "payment": cash(500)}
    with pytest.raises(Refused) as refused:
        shop.do(cases.start_cases, by="ben", desk="B", **values)
    assert code_of(refused) == ["not-allowed"]


def test_sending_the_same_command_again_gives_the_same_cases_and_one_payment(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    command = str(uuid4())
    values: dict[str, Any] = {"visit_id": visit.id, "request_ids": (request.id,), "payment": cash(500)}
    first = cases.start_cases(shop.at("ada"), command, **values)
    again = cases.start_cases(shop.at("ada"), command, **values)
    assert again.result == first.result
    assert again.changes == ()
    assert all_rows(shop, Case, Payment, Receipt) == {"Case": 1, "Payment": 1, "Receipt": 1}


def test_a_second_command_for_the_same_line_is_refused_with_the_case(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    (case,) = start(shop, visit, request, owed=500)
    with pytest.raises(Refused) as refused:
        start(shop, visit, request, owed=500)
    assert (code_of(refused), refused.value.message.values) == (["started-already"], {"number": case.number})
    assert all_rows(shop, Payment) == {"Payment": 1}


def test_of_two_starts_of_one_line_at_the_same_moment_exactly_one_wins(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    program, ready, outcomes = shop.at("ada"), threading.Barrier(2), []

    def begin() -> None:
        ready.wait()
        try:
            values: dict[str, Any] = {"visit_id": visit.id, "request_ids": (request.id,), "payment": cash(500)}
            cases.start_cases(program, str(uuid4()), **values)
            outcomes.append("started")
        except Refused as refused:
            outcomes.append(refused.message.code)

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["started", "started-already"]
    assert all_rows(shop, Case, Payment, Receipt) == {"Case": 1, "Payment": 1, "Receipt": 1}


def test_a_line_moves_to_the_version_in_force_and_its_event_says_so(shop: Shop) -> None:
    old = shop.service(COPY)
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, old)
    shop.clock.forward(minutes=1)
    new = shop.service(COPY.replace('"5.00"', '"6.00"'))
    (case,) = start(shop, visit, request, owed=600)
    begun = sheet(shop, case).history[0]
    assert case.service_version_id == new.id
    assert (begun.kind, begun.payload["moved_from"], begun.payload["version"]) == ("case-started", 1, 2)


def test_a_failure_at_the_last_statement_leaves_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    before = all_rows(shop, *MADE, Event)

    def broken(*_: object, **__: object) -> None:
        raise ConnectionError("the cable was pulled")

    with monkeypatch.context() as patched:
        patched.setattr("oss_desk.storage.history.remember", broken)
        with pytest.raises(ConnectionError):
            start(shop, visit, request, owed=500)
    assert all_rows(shop, *MADE, Event) == before
    (case,) = start(shop, visit, request, owed=500)
    assert case.number.startswith("A26-000001-")
    with shop.database.reading() as work:
        assert [receipt.number for receipt in rows.every(work, Receipt)] == ["A-000001"]


def test_the_payer_may_be_another_and_pay_in_parts(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY), copies=4)
    parts = (PartGiven("card", 500, 500, "T-77"), PartGiven("cash", 1500, 2000))
    payment = PaymentGiven(Payer(None, None, "Undertaker Ltd"), parts, 2000)
    shop.do(cases.start_cases, visit_id=visit.id, request_ids=(request.id,), payment=payment)
    with shop.database.reading() as work:
        (receipt,) = rows.every(work, Receipt)
        (booked,) = rows.every(work, Payment)
    paper = papers.from_json("receipt", receipt.content)
    assert isinstance(paper, papers.ReceiptPaper)
    assert (booked.payer_name, booked.payer_citizen_id) == ("Undertaker Ltd", None)
    assert (paper.payer.name, paper.given, paper.change) == ("Undertaker Ltd", 2000, 500)
    assert [(part.kind, part.amount, part.reference) for part in paper.means] == [
        ("card", 500, "T-77"),
        ("cash", 1500, ""),
    ]


def test_the_application_is_printed_before_there_is_a_case(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY), copies=2)
    job = shop.do(cases.print_application, visit_id=visit.id, request_ids=(request.id,))
    paper = papers.from_json(job.kind, job.content)
    assert isinstance(paper, papers.ApplicationPaper)
    first = paper.services[0].answers[0]
    assert (first.label, first.values) == ("You are", ("The person named",))
    assert [fee.amount for fee in paper.services[0].fees] == [1000]
    assert [seen.mark for seen in paper.papers] == ["original-seen"]
    assert all_rows(shop, Case) == {"Case": 0}


def test_the_slip_of_what_is_missing_names_every_alternative_and_where_to_get_it(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, shop.service(COPY))
    shop.answer(request, relation="self", birth_date="1989-03-03")
    job = shop.do(cases.print_missing, visit_id=visit.id)
    paper = papers.from_json(job.kind, job.content)
    assert isinstance(paper, papers.MissingSlip)
    assert [[len(kinds) for kinds in missing.any_of] for missing in paper.missing] == [[1, 2]]
    assert paper.total == 500
