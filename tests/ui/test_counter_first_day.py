"""The Counter on a usual day: notices beside services, needs on top, papers we hold, and who calls or writes."""

import json

from PySide6.QtWidgets import QWidget

from oss_desk.domain.cases import Case
from oss_desk.domain.history import Event
from oss_desk.domain.people import Citizen, IdentityDocument, Need
from oss_desk.domain.visits import SignedApplication, Visit
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import notices
from oss_desk.operations.people import people
from oss_desk.operations.people.needs import NeedGiven
from oss_desk.operations.people.person_given import CitizenGiven
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.visits import basket, visits
from oss_desk.storage import rows
from oss_desk.ui.pages.counter.need_words import DETAILS, TICKS
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.counter.person_form import Lists, PersonForm
from oss_desk.ui.pages.counter.visit import VisitView
from oss_desk.ui.widgets.button import IconButton
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from tests.ui.desk import Desk, button, has_button

SERVICE = "birth-certificate-copy"


def shown(desk: Desk, width: int = 1280) -> CounterPage:
    """The Counter between two citizens."""
    page = desk.show(CounterPage, width=width)
    desk.until(lambda: page.idle is not None and page.idle.today is not None)
    return page


def view_of(desk: Desk, page: CounterPage) -> VisitView:
    """The visit that is shown, once it has been read."""
    desk.until(lambda: page.view is not None and page.view.sheet is not None)
    assert page.view is not None
    return page.view


def words(part: QWidget) -> str:
    """Everything that stands on a part of the page."""
    labels = part.findChildren(Label)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(part))


def citizen(desk: Desk) -> Citizen:
    """The first citizen of the sample."""
    assert desk.program is not None
    with desk.program.database.reading() as work:
        return rows.every(work, Citizen)[0]


def test_notices_stand_at_the_counter_and_in_the_finder_and_on_the_slip(desk: Desk) -> None:
    program = desk.sign_in("samira", "C")
    notices.write_notice(program, new_id(), scope="office", text={"en": "Wet floor"})
    notices.write_notice(program, new_id(), scope="service", code=SERVICE, text={"en": "The registry sleeps"})
    desk.leave()
    program = desk.sign_in("adaeze")
    page = shown(desk)
    assert page.idle is not None
    assert "Wet floor" in words(page.idle.notices)
    visit = visits.open_visit(program, new_id(), visitor_id=citizen(desk).id).result
    version = next(card.id for card in catalogue.catalogue(program).services if card.service == SERVICE)
    basket.add_service(program, new_id(), visit_id=visit.id, service_version_id=version)
    page.refresh(())
    view = view_of(desk, page)
    desk.until(lambda: any(row.value == version for row in view.services.found()))
    row = next(row for row in view.services.found() if row.value == version)
    assert "The registry sleeps" in row.second.text()
    assert page.slip is not None
    assert "The registry sleeps" in words(page.slip)


def test_needs_stand_on_top_of_her_card(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    owner = citizen(desk)
    with program.database.reading() as work:
        version = rows.get(work, Citizen, owner.id).version
    needs = (NeedGiven("interpreter", "Georgian"), NeedGiven("wheelchair"))
    people.correct_citizen(
        program, new_id(), citizen_id=owner.id, version=version, citizen=CitizenGiven(owner.name, needs=needs)
    )
    visits.open_visit(program, new_id(), visitor_id=owner.id)
    page = desk.show(CounterPage)
    view = view_of(desk, page)
    chips = [chip.text() for chip in view.person.findChildren(Chip)]
    assert chips[:2] == ["Interpreter: Georgian", "Wheelchair"]


def test_the_eye_shows_numbers_once_it_is_kept_that_they_were_asked_for(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    with program.database.reading() as work:
        document = rows.every(work, IdentityDocument)[0]
    visits.open_visit(program, new_id(), visitor_id=document.citizen_id)
    view = view_of(desk, desk.show(CounterPage))
    assert document.number not in words(view.person)
    eye = next(one for one in view.person.findChildren(IconButton) if one.accessibleName() == "Show numbers")
    eye.click()
    assert document.number not in words(view.person)
    desk.until(lambda: document.number in words(view.person))
    with program.database.reading() as work:
        kept = [json.loads(event.payload)["purpose"] for event in rows.every(work, Event, kind="record-opened")]
    assert "numbers" in kept
    next(one for one in view.person.findChildren(IconButton) if one.accessibleName() == "Hide numbers").click()
    assert document.number not in words(view.person)


def test_needs_are_ticked_on_the_form_and_ask_for_their_words(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    page = shown(desk)
    assert page._here is not None
    form = PersonForm(page._here, Lists())
    desk.qtbot.addWidget(form)
    form.show()
    fields = form._fields
    assert not fields[DETAILS["interpreter"]].isVisible()
    fields["name"].set_text("Mari")
    fields[TICKS].set_text("interpreter,wheelchair,other")
    fields[TICKS].changed.emit("")
    assert fields[DETAILS["interpreter"]].isVisible()
    assert form.complain()
    fields[DETAILS["interpreter"]].set_text("Svan")
    fields[DETAILS["other"]].set_text("A low counter")
    assert not form.complain()
    kept = form.content()
    again = PersonForm(page._here, Lists())
    desk.qtbot.addWidget(again)
    again.take_up(kept)
    given = (NeedGiven("interpreter", "Svan"), NeedGiven("wheelchair"), NeedGiven("other", "A low counter"))
    assert again.citizen().needs == given
    made = people.add_citizen(program, new_id(), citizen=again.citizen()).result
    form.show_person(people.person(program, kind="citizen", id=made.id, reason="check"))
    assert form.citizen().needs == given
    assert desk.count(Need, citizen_id=made.id) == 3


def test_somebody_calls_and_only_what_can_be_done_from_afar_is_offered(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    page = shown(desk)
    desk.until(lambda: has_button(page, "By phone"))
    button(page, "By phone").click()
    view = view_of(desk, page)
    assert view.sheet is not None
    assert view.sheet.visit.channel == "phone"
    visit_id = view.sheet.visit.id
    visits.set_visitor(program, new_id(), visit_id=visit_id, version=1, citizen_id=citizen(desk).id)
    version = next(card.id for card in catalogue.catalogue(program).services if card.service == SERVICE)
    basket.add_service(program, new_id(), visit_id=visit_id, service_version_id=version)
    page.refresh(())
    desk.until(lambda: view.sheet is not None and bool(view.sheet.papers))
    assert not any("original-seen" in line.accept for line in view.sheet.papers)
    assert set(view.payment._offered) <= {"transfer", "elsewhere"}
    assert "by phone" in [chip.text() for chip in page.line.findChildren(Chip)]


def test_who_called_comes_to_the_counter_and_cash_is_taken_again(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    visits.open_visit(program, new_id(), channel="phone", visitor_id=citizen(desk).id)
    page = desk.show(CounterPage)
    view = view_of(desk, page)
    assert "cash" not in view.payment._offered
    view.came.emit()
    desk.until(lambda: page.view is not None and page.view is not view and page.view.sheet is not None)
    assert page.view is not None
    assert "cash" in page.view.payment._offered
    assert desk.count(Visit, channel="phone", state="open") == 0


def test_the_signed_application_is_waited_for_where_nobody_can_sign(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    cards = catalogue.catalogue(program).services
    signed = next(
        card.id
        for card in cards
        if card.service == SERVICE or catalogue.service(program, service_version_id=card.id).service.declaration
    )
    service = catalogue.service(program, service_version_id=signed).service
    visit = visits.open_visit(program, new_id(), channel="post", visitor_id=citizen(desk).id).result
    basket.add_service(program, new_id(), visit_id=visit.id, service_version_id=signed)
    page = desk.show(CounterPage)
    view = view_of(desk, page)
    assert view.sheet is not None
    assert view.sheet.unsigned == bool(service.declaration)
    if not service.declaration:
        return
    view.review.application_came.emit("post")
    desk.until(lambda: desk.count(SignedApplication, visit_id=visit.id, how="post") == 1)
    desk.until(lambda: view.sheet is not None and not view.sheet.unsigned)
    view.review.application_came.emit("")
    desk.until(lambda: desk.count(SignedApplication, visit_id=visit.id) == 0)
    assert desk.count(Case, visit_id=visit.id) == 0


def test_a_parked_visit_is_resumed_by_the_page_that_leads_to_it(desk: Desk) -> None:
    program = desk.sign_in("adaeze")
    (parked, *_) = visits.today(program).parked
    page = desk.show(CounterPage, resume=parked.id)
    view = view_of(desk, page)
    assert view.sheet is not None
    assert view.sheet.visit.id == parked.id
