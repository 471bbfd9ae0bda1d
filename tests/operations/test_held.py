"""Papers we hold: kept originals with their place, and their return by handover, by hand or by post."""

from typing import Any

import pytest

from oss_desk.domain import papers
from oss_desk.domain.cases import Case, PaperReturn
from oss_desk.domain.history import Event, EventText
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Citizen, Person
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations.cases import cases
from oss_desk.operations.papers import giving_back, held
from oss_desk.operations.papers.papers import draw_job, waiting
from oss_desk.operations.people import people
from oss_desk.operations.sheets import HeldPaper
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import rows
from tests.operations.casework import act, close, collect, sheet, signed, start
from tests.operations.conftest import COPY, Shop

KEEPING = COPY.replace("accept: [original-seen, scan]", "accept: [original-kept, original-seen]")
"""The birth certificate by an office that keeps the identity card until the copy is collected."""
SECOND = KEEPING.replace("id: birth-certificate-copy", "id: marriage-certificate-copy")


def kept_line(shop: Shop, visit: Visit, text: str = KEEPING) -> ServiceRequest:
    """A line ready to start, for which the identity card was left at the office."""
    request = shop.line(visit, shop.service(text))
    shop.answer(request, relation="self", birth_date="1989-03-03", copies=1)
    for line in visits.visit(shop.at("ada"), visit_id=visit.id).papers:
        if not line.settled:
            values = {"key": line.key, "type": "national-id-card", "mark": "original-kept", "number": "01-4417"}
            shop.do(basket.mark_paper, visit_id=visit.id, **values)
    return request


def kept_case(shop: Shop, visitor: Citizen | None = None) -> Case:
    """A started case whose identity card the office keeps, the visit closed."""
    visit = shop.visit(visitor or shop.citizen())
    (case,) = start(shop, visit, kept_line(shop, visit), owed=500)
    close(shop, visit)
    return case


def listed(shop: Shop, text: str = "") -> tuple[HeldPaper, ...]:
    return held.held_papers(shop.at("ada"), text=text).papers


def back(shop: Shop, paper: HeldPaper, **values: Any) -> tuple[PaperReturn, ...]:
    usual: dict[str, Any] = {"how": "by-hand", "to_name": "Tamar Kvelidze"}
    returned: tuple[PaperReturn, ...] = shop.do(
        giving_back.give_back, evidence_ids=(paper.evidence_id,), **usual | values
    )
    return returned


def notes(shop: Shop) -> list[papers.HandoverPaper]:
    """The handover notes that were made, oldest first."""
    with shop.database.reading() as work:
        jobs = rows.every(work, PrintJob, kind="handover")
    read = [papers.from_json(job.kind, job.content) for job in jobs]
    return [note for note in read if isinstance(note, papers.HandoverPaper)]


def test_an_original_that_was_kept_is_listed_with_owner_case_and_since_when(shop: Shop) -> None:
    case = kept_case(shop)
    (paper,) = listed(shop)
    assert (paper.owner_name, paper.type, paper.number) == ("Tamar Kvelidze", "national-id-card", "•••• 4417")
    assert [card.number for card in paper.cases] == [case.number]
    assert (paper.since, paper.by, paper.place) == (shop.clock.now, "Ada", "")
    assert not paper.give_back


def test_what_lies_on_the_counter_of_an_open_visit_is_not_held_yet(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    kept_line(shop, visit)
    assert listed(shop) == ()
    now = visits.visit(shop.at("ada"), visit_id=visit.id).visit
    shop.do(visits.hold_visit, visit_id=visit.id, version=now.version)
    (parked,) = listed(shop)
    assert (parked.cases, parked.give_back) == ((), False)


def test_a_paper_left_in_a_visit_that_started_nothing_is_to_be_given_back(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    kept_line(shop, visit)
    close(shop, visit)
    (left,) = listed(shop)
    assert (left.cases, left.give_back) == ((), True)
    back(shop, left)
    assert listed(shop) == ()


def test_its_place_is_written_down_and_offered_for_the_next(shop: Shop) -> None:
    kept_case(shop)
    (paper,) = listed(shop)
    shop.do(held.place_paper, by="ines", evidence_id=paper.evidence_id, version=0, place=" Drawer  2 ")
    (laid,) = listed(shop)
    assert (laid.place, laid.version) == ("Drawer 2", 1)
    shop.do(held.place_paper, evidence_id=paper.evidence_id, version=1, place="Safe")
    assert held.held_papers(shop.at("ada")).places == ("Safe",)
    with pytest.raises(Refused, match="changed-meanwhile"):
        shop.do(held.place_paper, evidence_id=paper.evidence_id, version=1, place="Shelf")
    with pytest.raises(Refused, match="place-needed"):
        shop.do(held.place_paper, evidence_id=paper.evidence_id, version=2, place=" ")
    with shop.database.reading() as work:
        told = rows.every(work, Event, kind="paper-placed")
        words = [rows.every(work, EventText, event_id=event.id)[0].text for event in told]
    assert ([event.payload for event in told], words) == (["{}", "{}"], ["Drawer 2", "Safe"])


@pytest.mark.parametrize("text", ["kvelidze", "identity card", "4417", "safe", "tamar safe"])
def test_held_papers_are_found_by_owner_kind_number_and_place(shop: Shop, text: str) -> None:
    case = kept_case(shop)
    (paper,) = listed(shop)
    shop.do(held.place_paper, evidence_id=paper.evidence_id, version=0, place="Safe")
    assert len(listed(shop, text)) == 1
    assert len(listed(shop, case.number.casefold())) == 1
    assert listed(shop, "nobody") == ()


def test_the_citizens_page_says_what_we_hold_of_hers(shop: Shop) -> None:
    tamar = shop.citizen()
    kept_case(shop, tamar)
    other = shop.citizen("Natela Gelashvili")
    assert [
        paper.type for paper in people.person(shop.at("ada"), kind="citizen", id=tamar.id, reason="check").held
    ] == ["national-id-card"]
    assert people.person(shop.at("ada"), kind="citizen", id=other.id, reason="check").held == ()


def test_a_handover_gives_the_originals_back_and_its_note_names_them(shop: Shop) -> None:
    case = kept_case(shop)
    act(shop, case, "found", by="ada")
    signed(shop, case, "C-1")
    handed = collect(shop, case)
    (note,) = notes(shop)
    assert listed(shop) == ()
    assert [(paper.title, paper.mark) for paper in note.returned] == [("National identity card", "original-kept")]
    (returned,) = held.returned_papers(shop.at("ada"))
    assert (returned.how, returned.to_name, returned.at) == ("handover", "Tamar Kvelidze", handed.at)


def test_a_paper_that_another_running_case_counts_stays(shop: Shop) -> None:
    visit = shop.visit(shop.citizen())
    lines = (kept_line(shop, visit), kept_line(shop, visit, SECOND))
    first, _ = start(shop, visit, *lines, owed=1000)
    close(shop, visit)
    act(shop, first, "found", by="ada")
    signed(shop, first, "C-1")
    collect(shop, first)
    (paper,) = listed(shop)
    assert (len(paper.cases), paper.give_back) == (2, False)
    assert notes(shop)[0].returned == ()


@pytest.mark.parametrize("end", ["withdraw", "opened_in_error"])
def test_when_a_case_ends_its_papers_are_to_be_given_back(shop: Shop, end: str) -> None:
    case = kept_case(shop)
    values: dict[str, Any] = {"case_id": case.id, "version": sheet(shop, case).case.version, "reason": "A mistake"}
    shop.do(getattr(cases, end), by="ada" if end == "withdraw" else "sue", **values)
    (paper,) = listed(shop)
    assert paper.give_back
    (returned,) = back(shop, paper)
    (note,) = notes(shop)
    assert (returned.how, returned.to_name, returned.official_id) == ("by-hand", "Tamar Kvelidze", note_by(shop))
    assert (note.items, [given.title for given in note.returned]) == ((), ["National identity card"])
    assert listed(shop) == ()


def note_by(shop: Shop) -> int:
    signed_in = shop.at("ada").signed_in
    assert signed_in is not None
    return signed_in.official.id


def test_a_paper_is_sent_to_somebody_on_record_and_not_twice(shop: Shop) -> None:
    tamar = shop.citizen()
    kept_case(shop, tamar)
    (paper,) = listed(shop)
    (returned,) = back(shop, paper, by="ines", how="sent", to_id=tamar.id, to_name="")
    assert (returned.how, returned.to_name, returned.to_id) == ("sent", "Tamar Kvelidze", tamar.id)
    with pytest.raises(Refused, match="paper-not-held"):
        back(shop, paper)
    with pytest.raises(Refused, match="paper-not-held"):
        shop.do(held.place_paper, evidence_id=paper.evidence_id, version=0, place="Safe")
    with shop.database.reading() as work:
        (told,) = rows.every(work, Event, kind="paper-returned")
        assert "Tamar" not in told.payload


def test_papers_of_two_people_are_not_given_back_on_one_note(shop: Shop) -> None:
    kept_case(shop)
    kept_case(shop, shop.citizen("Natela Gelashvili"))
    ids = tuple(paper.evidence_id for paper in listed(shop))
    with pytest.raises(Refused, match="papers-of-several"):
        shop.do(giving_back.give_back, evidence_ids=ids, how="by-hand", to_name="Somebody")
    with pytest.raises(Refused, match="collector-needed"):
        shop.do(giving_back.give_back, evidence_ids=ids[:1], how="by-hand")
    with pytest.raises(Refused, match="nothing-chosen"):
        shop.do(giving_back.give_back, evidence_ids=ids[:1], how="handover", to_name="Somebody")


def test_what_was_only_shown_or_stays_with_its_case_is_not_held(shop: Shop) -> None:
    photos = KEEPING.replace("[[national-id-card], [passport, proof-of-address]]", "[[passport-photo]]")
    visit = shop.visit(shop.citizen())
    request = shop.line(visit, shop.service(photos))
    shop.answer(request, relation="self", birth_date="1989-03-03", copies=1)
    (line,) = visits.visit(shop.at("ada"), visit_id=visit.id).papers
    shop.do(basket.mark_paper, visit_id=visit.id, key=line.key, type="passport-photo", mark="original-kept")
    start(shop, visit, request, owed=500)
    close(shop, visit)
    assert listed(shop) == ()
    with shop.database.reading() as work:
        (job,) = rows.every(work, PrintJob, kind="acknowledgement")
    made = papers.from_json(job.kind, job.content)
    assert isinstance(made, papers.AcknowledgementPaper)
    assert [paper.mark for paper in made.papers] == ["stays"]


def test_a_note_of_papers_alone_is_drawn(shop: Shop) -> None:
    kept_case(shop)
    (paper,) = listed(shop)
    assert paper.owner == Person("citizen", paper.owner.id if paper.owner else 0)
    back(shop, paper)
    job = next(job for job in waiting(shop.at("ada")) if job.kind == "handover")
    assert draw_job(shop.at("ada"), job_id=job.id).startswith(b"%PDF")


def test_the_papers_of_a_case_are_listed_with_the_places_that_were_used_before(shop: Shop) -> None:
    first, second = kept_case(shop), kept_case(shop)
    (paper,) = held.held_for_cases(shop.at("ada"), case_ids=(first.id,)).papers
    assert {case.id for case in paper.cases} == {first.id}
    shop.do(held.place_paper, evidence_id=paper.evidence_id, version=0, place="Drawer 2")
    both = held.held_for_cases(shop.at("ada"), case_ids=(first.id, second.id))
    assert [one.place for one in both.papers] == ["Drawer 2", ""]
    assert both.places == ("Drawer 2",)
    assert held.held_for_cases(shop.at("ada"), case_ids=()).papers == ()
