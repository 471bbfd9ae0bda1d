"""Papers to print: kept with what caused them, drawn from frozen content, offered after a crash, copied as copies."""

import json
from collections import Counter

import pypdfium2
import pytest

from oss_desk.domain import papers
from oss_desk.domain.jobs import KEPT_AS_FILE, SENT_BEFORE, PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.operations.cases import cases
from oss_desk.operations.history.exceptions import exceptions
from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office import office
from oss_desk.operations.papers import papers as printing_jobs
from oss_desk.operations.people import people
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.program import Program
from tests.operations.casework import PERMIT, SAM, copy_case, permit_case
from tests.operations.conftest import COPY, Shop


def waiting(shop: Shop) -> tuple[PrintJob, ...]:
    """What desk A has still to print."""
    found: tuple[PrintJob, ...] = printing_jobs.waiting(shop.at("ada"))
    return found


def mark(shop: Shop, job: PrintJob, state: str, error: str = "") -> PrintJob:
    """The job after the printer said something."""
    marked: PrintJob = shop.do(printing_jobs.mark_job, job_id=job.id, version=job.version, state=state, error=error)
    return marked


def test_every_paper_of_a_case_is_drawn_from_its_frozen_content(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    case = permit_case(shop, shop.service(PERMIT))
    values = {"case_id": case.id, "version": case.version, "reason": "Too narrow", "second": SAM}
    shop.do(cases.refuse_case, by="sue", desk="A", **values)
    jobs = waiting(shop)
    drawn = [printing_jobs.draw_job(shop.at("ada"), job_id=job.id) for job in jobs]
    assert [job.kind for job in jobs] == ["receipt", "acknowledgement", "receipt", "acknowledgement", "refusal"]
    assert all(pdf.startswith(b"%PDF") for pdf in drawn)
    assert drawn[0] == printing_jobs.draw_job(shop.at("ada"), job_id=jobs[0].id)


def test_a_paper_does_not_change_with_the_people_it_names(shop: Shop) -> None:
    citizen = shop.citizen()
    copy_case(shop, shop.service(COPY), citizen)
    job = waiting(shop)[0]
    before = printing_jobs.draw_job(shop.at("ada"), job_id=job.id)
    shop.do(
        people.correct_citizen,
        citizen_id=citizen.id,
        version=citizen.version,
        citizen=CitizenGiven("Tamar Beridze"),
    )
    assert printing_jobs.draw_job(shop.at("ada"), job_id=job.id) == before


def test_a_printed_paper_waits_no_more_and_stays_printed(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    job = waiting(shop)[0]
    printed = mark(shop, mark(shop, job, "sent"), "printed")
    with pytest.raises(Refused) as refused:
        mark(shop, printed, "waiting")
    assert job.id not in [one.id for one in waiting(shop)]
    assert (printed.finished_at, refused.value.message.code) == (shop.clock.now, "paper-finished")


def test_a_paper_that_lies_as_a_file_says_so_and_not_that_it_was_printed(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    kept = mark(shop, mark(shop, waiting(shop)[0], "sent"), "printed", KEPT_AS_FILE)
    assert (kept.state, kept.error) == ("printed", KEPT_AS_FILE)


def test_a_paper_whose_end_is_unknown_is_offered_after_a_restart_and_not_repeated(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    job = waiting(shop)[0]
    mark(shop, job, "sent")
    again = Program(shop.database, shop.clock, shop.at("ada").resources, "A", shop.at("ada").signed_in)
    assert next((one.id, one.state) for one in printing_jobs.waiting(again)) == (job.id, "sent")


def test_a_failed_paper_says_why_and_can_be_sent_again(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    failed = mark(shop, waiting(shop)[0], "failed", "no paper")
    again = mark(shop, failed, "sent")
    assert (failed.error, failed.finished_at) == ("no paper", shop.clock.now)
    assert (again.error, again.finished_at) == ("", None)


def test_a_receipt_that_was_sent_once_is_never_drawn_again_without_a_mark(shop: Shop) -> None:
    """Whatever was said of the printer between: each drawing after the first is marked, told, counted and named."""
    copy_case(shop, shop.service(COPY))
    job, marked = waiting(shop)[0], []
    for state in ("sent", "failed", "waiting", "sent", "printed"):
        job = mark(shop, job, state, "jam" if state == "failed" else "")
        marked.append("POSSIBLE COPY" in words(printing_jobs.draw_job(shop.at("ada"), job_id=job.id)))
    assert marked == [False, True, True, True, True]
    assert "POSSIBLE COPY" in words(printing_jobs.draw_job(shop.at("ben"), job_id=job.id))
    today = shop.clock().date()
    named = [(line.kind, line.official) for line in exceptions(shop.at("aude"), since=today, until=today).lines]
    assert Counter(named) == {("copy", "Ada"): 4, ("copy", "Ben"): 1}
    shop.do(cashing_up.count_till, counted=Counted(500))
    made = shop.do(cashing_up.close_shift)
    assert json.loads(made.content)["possible_copies"] == 4


def words(pdf: bytes) -> str:
    """Everything that stands on a paper."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_two_windows_that_mark_one_job_are_told_of_each_other(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    job = waiting(shop)[0]
    mark(shop, job, "sent")
    with pytest.raises(Refused) as refused:
        mark(shop, job, "printed")
    assert refused.value.message.code == "changed-meanwhile"


def test_a_reprint_of_any_paper_is_a_numbered_copy(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    receipt, slip = waiting(shop)
    first = shop.do(printing_jobs.copy_paper, job_id=slip.id)
    second = shop.do(printing_jobs.copy_paper, job_id=slip.id)
    with pytest.raises(Refused) as refused:
        shop.do(printing_jobs.copy_paper, job_id=receipt.id)
    copies = [papers.from_json(job.kind, job.content).head.copy for job in (slip, first, second)]
    assert (copies, refused.value.message.code) == ([0, 1, 2], "copy-by-receipt")


def test_a_paper_is_in_the_language_of_the_citizen_where_the_office_prints_it(shop: Shop) -> None:
    shop.do(office.change_office, by="adam", version=1, name="Riverside", languages=("en", "fr"))
    version = shop.service(COPY)
    for citizen in (shop.citizen("Amélie Roux", language="fr"), shop.citizen("Tamar Kvelidze", language="ka")):
        copy_case(shop, version, citizen)
    jobs = waiting(shop)
    receipt = papers.from_json("acknowledgement", jobs[1].content)
    assert [job.language for job in jobs if job.kind == "acknowledgement"] == ["fr", "en"]
    assert isinstance(receipt, papers.AcknowledgementPaper)
    assert receipt.cases[0].title == "Copie d'un acte de naissance"


def test_a_paper_whose_first_end_is_unknown_is_sent_again_as_a_possible_copy(shop: Shop) -> None:
    copy_case(shop, shop.service(COPY))
    job = waiting(shop)[0]
    once = mark(shop, job, "sent")
    drawn = printing_jobs.draw_job(shop.at("ada"), job_id=job.id)
    again = mark(shop, once, "sent")
    assert (once.error, again.error) == ("", SENT_BEFORE)
    assert printing_jobs.draw_job(shop.at("ada"), job_id=job.id) != drawn
    assert mark(shop, again, "printed").error == ""
