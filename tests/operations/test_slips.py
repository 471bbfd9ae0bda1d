"""The slip of what is missing and the acknowledgement as the citizen reads them: asked once, and clear about days."""

from oss_desk.domain import papers
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Message
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases import cases
from oss_desk.operations.sheets import PartGiven, Payer, PaymentGiven
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import rows
from tests.operations.casework import copy_line
from tests.operations.conftest import COPY, Shop


def _slip(shop: Shop, visit: Visit) -> papers.MissingSlip:
    job = shop.do(cases.print_missing, visit_id=visit.id)
    paper = papers.from_json(job.kind, job.content)
    assert isinstance(paper, papers.MissingSlip)
    return paper


def test_the_slip_of_what_is_missing_leaves_out_what_was_seen(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, shop.service(COPY))
    shop.answer(request, relation="self", birth_date="1989-03-03")
    key = visits.visit(shop.at("ada"), visit_id=visit.id).papers[0].key
    shop.do(basket.mark_paper, visit_id=visit.id, key=key, type="passport", mark="original-seen")
    (missing,) = _slip(shop, visit).missing
    assert [[paper.title for paper in kinds] for kinds in missing.any_of] == [["Proof of address"]]


def test_the_slip_names_the_service_that_is_not_possible_and_says_nothing_of_what_only_waits(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, shop.service(COPY))
    assert _slip(shop, visit).reasons == ()
    shop.answer(request, relation="other")
    (reason,) = _slip(shop, visit).reasons
    assert reason.code == "not-possible"
    assert reason.values["service"] == "Copy of a birth certificate"


def test_the_line_of_an_acknowledgement_says_from_which_day_it_is_collected(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    request = copy_line(shop, visit, shop.service(COPY))
    payment = PaymentGiven(Payer(None, None, "Tamar"), (PartGiven("cash", 500, 500),), 500)
    shop.do(cases.start_cases, visit_id=visit.id, request_ids=(request.id,), payment=payment)
    with shop.database.reading() as work:
        (job,) = rows.every(work, PrintJob, kind="acknowledgement")
    paper = papers.from_json(job.kind, job.content)
    assert isinstance(paper, papers.AcknowledgementPaper)
    stations = {station.title.code: station for station in paper.cases[0].stations}
    assert stations["station-ready"].when == "from"
    assert paper.come_back is not None
    assert stations["station-ready"].moment is not None
    assert stations["station-ready"].moment.date() == paper.come_back.day
    assert stations["station-paid"].who == Message("who-desk", {"desk": "Desk 1"})
