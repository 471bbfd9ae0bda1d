"""What papers say beside the bare content: the office's language, fees of later, papers held of a case given up."""

import pytest

from oss_desk.domain import papers
from oss_desk.domain.jobs import PrintJob
from oss_desk.operations.cases import cases
from oss_desk.operations.office import office
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers import papers as jobs
from oss_desk.storage import rows
from tests.operations.casework import PERMIT, copy_case, permit_case, sheet
from tests.operations.conftest import COPY, Shop
from tests.operations.test_held import kept_case


def speak(shop: Shop, *languages: str) -> None:
    """The office prints these languages, the first its own."""
    head = office.head(shop.at("adam"))
    version, name = head.office.version, head.office.name
    shop.do(office.change_office, by="adam", version=version, name=name, languages=languages)


def made(shop: Shop, kind: str) -> list[papers.Paper]:
    """The papers of that kind, oldest first."""
    with shop.database.reading() as work:
        return [papers.from_json(job.kind, job.content) for job in rows.every(work, PrintJob, kind=kind)]


def test_a_paper_in_the_citizen_s_language_carries_the_office_s_words(shop: Shop) -> None:
    speak(shop, "en", "fr")
    copy_case(shop, shop.service(COPY), shop.citizen(language="fr"))
    (slip,) = made(shop, "acknowledgement")
    assert isinstance(slip, papers.AcknowledgementPaper)
    assert (slip.head.language, slip.head.office_language) == ("fr", "en")
    assert (slip.cases[0].title, slip.cases[0].also) == (
        "Copie d'un acte de naissance",
        "Copy of a birth certificate",
    )
    with shop.database.reading() as work:
        job = rows.every(work, PrintJob, kind="acknowledgement")[0]
    assert job.layout == papers.LAYOUT == 2
    assert jobs.draw_job(shop.at("ada"), job_id=job.id, size="80mm").startswith(b"%PDF")


def test_a_paper_in_the_office_s_language_says_nothing_twice(shop: Shop) -> None:
    speak(shop, "en", "fr")
    copy_case(shop, shop.service(COPY), shop.citizen(language="en"))
    assert '"also":"C' not in "".join(papers.to_json(paper) for paper in made(shop, "acknowledgement"))


def test_a_language_without_a_catalogue_is_not_printed_in(shop: Shop) -> None:
    speak(shop, "en", "tlh")
    copy_case(shop, shop.service(COPY), shop.citizen(language="tlh"))
    (slip,) = made(shop, "acknowledgement")
    assert slip.head.language == "en"


def test_a_fee_that_is_asked_for_later_stands_on_the_acknowledgement(shop: Shop) -> None:
    permit_case(shop, shop.service(PERMIT))
    (slip,) = made(shop, "acknowledgement")
    assert isinstance(slip, papers.AcknowledgementPaper)
    assert slip.cases[0].later or slip.cases[0].later_open


@pytest.mark.parametrize("kept", [True, False])
def test_a_withdrawn_case_is_told_in_writing_where_papers_of_the_citizen_lie_here(shop: Shop, kept: bool) -> None:
    case = kept_case(shop) if kept else copy_case(shop, shop.service(COPY))
    shop.do(cases.withdraw, case_id=case.id, version=sheet(shop, case).case.version, reason="She moves away.")
    found = made(shop, "refusal")
    assert len(found) == kept
    for paper in found:
        assert isinstance(paper, papers.RefusalPaper)
        assert (paper.outcome, paper.appeal) == ("withdrawn", None)
        assert [original.title for original in paper.returned] == ["National identity card"]


@pytest.mark.parametrize(
    ("number", "end"), [("01-4417", "4417"), ("12-3  082", "3082"), (" 082", "082"), ("AB\u00a0082", "B082"), ("", "")]
)
def test_the_end_of_a_number_holds_no_gaps(number: str, end: str) -> None:
    assert paper_parts.ending(number) == end


def test_a_case_lists_every_paper_it_caused(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    copy_case(
        shop, shop.service(COPY.replace("id: birth-certificate-copy", "id: other-copy")), shop.citizen("Jan Novak")
    )
    kinds = [job.kind for job in jobs.papers_of_case(shop.at("ada"), case_id=case.id)]
    assert sorted(kinds) == ["acknowledgement", "receipt"]


def test_no_typeface_is_damaged(shop: Shop) -> None:
    assert jobs.typefaces_damaged(shop.at("adam")) == ()


@pytest.mark.parametrize("more", [True, False])
def test_a_receipt_knows_whether_something_is_asked_for_after_it(shop: Shop, more: bool) -> None:
    if more:
        permit_case(shop, shop.service(PERMIT))
    else:
        copy_case(shop, shop.service(COPY))
    (receipt,) = made(shop, "receipt")
    assert isinstance(receipt, papers.ReceiptPaper)
    assert receipt.later == more


def test_a_fee_of_the_handover_is_known_on_the_receipt_of_the_start(shop: Shop) -> None:
    folder = '{id: folder, title: Folder, amount: "1.00", due: handover, legal_basis: fees-decree}'
    copy_case(shop, shop.service(COPY.replace("fees:", f"fees:\n  - {folder}", 1)))
    (receipt,) = made(shop, "receipt")
    assert isinstance(receipt, papers.ReceiptPaper)
    assert receipt.later
