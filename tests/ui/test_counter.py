"""The page Counter as an official uses it, by keyboard: find, ask, mark, answer, take money, park, undo, print."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from oss_desk.domain.cases import Evidence, PaperPlace
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.people import Citizen
from oss_desk.domain.till import Payment, PaymentPart, Receipt
from oss_desk.domain.visits import Draft, Visit
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import office
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.papers import held
from oss_desk.operations.program import Program
from oss_desk.operations.sample.walking import new_id
from oss_desk.operations.sheets import HeldSheet, VisitSheet
from oss_desk.operations.visits.start import start_cases
from oss_desk.paths import resources
from oss_desk.storage import rows
from oss_desk.ui.page import Context
from oss_desk.ui.pages import Queues
from oss_desk.ui.pages.counter.answer_field import AnswerField
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.idle import Idle
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.counter.reference_field import ReferenceField
from oss_desk.ui.pages.counter.stations import Station
from oss_desk.ui.pages.counter.visit import VisitView
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.printers import Printers
from oss_desk.ui.widgets.label import Label
from tests.ui.desk import Desk, has_button, nameless

BIRTH = "copy of a birth certificate"
COPY = "birth-certificate-copy"


class Counter:
    """Somebody at the Counter, with both hands on the keyboard."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.sign_in("adaeze")
        self.page = shown(desk)
        desk.until(lambda: self.page.next.key_hint == "F3")

    @property
    def view(self) -> VisitView:
        """The visit that is shown."""
        view = self.page.view
        assert view is not None
        return view

    @property
    def sheet(self) -> VisitSheet:
        """The visit as it stands."""
        sheet = self.view.sheet
        assert sheet is not None
        return sheet

    @property
    def here(self) -> Here:
        """How this office writes things out."""
        program = self.desk.program
        assert program is not None
        return Here(self.desk.language, office.head(program).office, program.clock)

    def serve(self) -> None:
        """F3: a visit begins."""
        assert self.page.key_f3()
        self.desk.until(lambda: self.page.view is not None and self.view.sheet is not None)

    def type(self, text: str) -> None:
        """Type where the cursor is."""
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit), focused
        self.desk.qtbot.keyClicks(focused, text)

    def choose_means(self, means: str) -> None:
        """Press the digit of a means of payment while the cursor is on the means."""
        options = self.view.payment._options
        options[means].setFocus()
        assert self.page.key_character(str(tuple(options).index(means) + 1))

    def enter(self) -> None:
        """Press Enter where the cursor is."""
        self.desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def find(self, text: str) -> None:
        """Find the citizen who stands here."""
        self.type(text)
        self.enter()
        self.desk.until(lambda: self.sheet.visitor is not None)

    def add(self, words: str) -> None:
        """Add a service by everyday words."""
        before = len(self.sheet.lines)
        self.desk.until(lambda: bool(self.view.services.found()))
        self.type(words)
        self.enter()
        self.desk.until(lambda: len(self.sheet.lines) == before + 1)

    def go(self, station: str) -> None:
        """Go on with Ctrl+Enter until this station."""
        self.desk.until(lambda: self.page.key_go_on() or True)
        self.desk.until(lambda: self.view.station == station)

    def answer(self, field: str, value: str) -> None:
        """Answer a question of the form as its editor does."""
        question = next(one for (_, name), one in self.view.details.questions().items() if name == field)
        assert isinstance(question, AnswerField)
        question.editor.set_text(value)
        question.changed.emit()

    def settle_identity(self) -> None:
        """Say yes to the card on file."""
        self.desk.until(lambda: self.page.key_character("y"))
        self.desk.until(lambda: self.sheet.papers_settled > 0)

    def ready_to_pay(self, copies_of: str = "Tamar Kvelidze") -> None:
        """A copy of a birth certificate, complete, at the station Pay."""
        self.serve()
        self.find("tamar")
        self.add(BIRTH)
        self.go("documents")
        self.settle_identity()
        self.go("details")
        self.answer("relation", "self")
        self.answer("registered_name", copies_of)
        self.answer("birth_date", "1989-03-03")
        self.desk.until(lambda: self.sheet.lines[0].state == "ready")
        self.go("pay")


def shown(desk: Desk, **arguments: Any) -> CounterPage:
    """The page with its queue of papers, as the table of pages makes it."""

    def made(context: Context, _: PrintJobs) -> CounterPage:
        page = Queues(Printers(desk.folder, {})).around(CounterPage)(context)
        assert isinstance(page, CounterPage)
        return page

    return desk.show(made, **arguments)


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter of desk A, with nobody before it."""
    return Counter(desk)


def test_between_two_citizens_the_counter_shows_the_day_and_what_waits(counter: Counter) -> None:
    assert counter.page.next.accessibleName() == "Serve now"
    assert has_button(counter.page, "Resume Θάλεια Μαρκίδου")
    assert nameless(counter.page) == []


def test_the_whole_way_by_keyboard_takes_the_money_once_and_prints(counter: Counter) -> None:
    counter.ready_to_pay()
    before = counter.desk.count(Payment)
    counter.type("20")
    assert counter.page.next.accessibleName() == "Take €\u00a05.00"
    assert counter.page.key_f9()
    counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    assert counter.desk.count(Payment) == before + 1
    assert len(counter.sheet.started) == 1
    counter.desk.until(lambda: {file.stem[:7] for file in counter.desk.folder.glob("*.pdf")} >= {"receipt", "acknowl"})
    assert counter.page.key_go_on()
    counter.desk.until(lambda: counter.page.view is None)


def test_every_station_names_its_controls(counter: Counter) -> None:
    counter.serve()
    found = {"citizen": nameless(counter.page)}
    counter.find("tamar")
    counter.add(BIRTH)
    stations: tuple[Station, ...] = ("services", "documents", "details")
    for station in stations:
        counter.view.go(station)
        found[station] = nameless(counter.page)
    assert found == {"citizen": [], "services": [], "documents": [], "details": []}


def test_change_is_shown_before_the_money_is_taken(counter: Counter) -> None:
    counter.ready_to_pay()
    assert counter.page.next.state == "not-yet"
    counter.type("20")
    assert counter.page.next.state == "ready"
    taken = counter.view.payment.taken()
    assert taken.change is not None
    assert taken.change.minor == 1500


def slip_words(counter: Counter) -> list[str]:
    """Every word on the slip as it stands."""
    return [label.text() for label in counter.view._slip.findChildren(Label)]


def test_a_payment_in_two_parts_has_one_receipt(counter: Counter) -> None:
    counter.ready_to_pay()
    receipts = counter.desk.count(Receipt)
    counter.desk.press(counter.page, "Pay part of it another way")
    counter.type("2")
    counter.choose_means("card")
    counter.type("SLIP 7")
    counter.desk.until(lambda: counter.page.next.state == "ready")
    assert counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    assert counter.desk.count(Receipt) == receipts + 1
    assert counter.desk.count(PaymentPart, reference="SLIP 7", amount=300) == 1
    counter.desk.until(lambda: "Paid today" in slip_words(counter))
    assert "To pay today" not in slip_words(counter)


def test_a_reference_that_cannot_be_kept_is_told_with_the_key_that_makes_it_so(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.choose_means("card")
    field = counter.view.payment.findChildren(ReferenceField)[0]
    for typed, said in (("7" * 101, "It has 101 characters; 100 can be kept."), ("SLIP \u202e7", "It holds a sign")):
        field.set_text(typed)
        field.changed.emit(typed)
        assert (field.error() or "").startswith(said)
        assert counter.page.next.state == "not-yet"
    field.set_text("SLIP 7")
    field.changed.emit("SLIP 7")
    assert field.error() is None
    assert counter.page.next.state == "ready"


def test_somebody_else_may_pay(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.desk.press(counter.page, "Somebody else")
    counter.type("Harbour Undertakers")
    counter.view.payment.start()
    counter.type("5")
    assert counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    assert counter.desk.count(Payment, payer_name="Harbour Undertakers") == 1


def test_the_basket_takes_a_line_out_and_undo_puts_it_back_with_its_answers(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.view.go("details")
    counter.answer("registered_name", "Tamar K.")
    line = counter.sheet.lines[0]
    part = f"line:{line.request.id}"
    counter.desk.until(lambda: part in counter.sheet.drafts)
    counter.view.basket.quantity.emit(line.request.id, 3)
    counter.desk.until(lambda: counter.sheet.lines[0].request.quantity == 3)
    counter.view.basket.removed.emit(line.request.id)
    counter.desk.until(lambda: not counter.sheet.lines)
    counter.desk.until(counter.page.key_undo)
    counter.desk.until(lambda: bool(counter.sheet.lines) and counter.sheet.lines[0].request.quantity == 3)
    answers = {asked.field.id: asked.answer for asked in counter.sheet.lines[0].fields}
    assert answers["registered_name"] == "Tamar K."


def test_a_mark_can_be_taken_back(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.go("documents")
    counter.settle_identity()
    counter.desk.until(counter.page.key_undo)
    counter.desk.until(lambda: counter.sheet.papers_settled == 0)


def test_a_paper_that_is_not_accepted_says_why(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.go("documents")
    assert counter.page.key_character("n")
    counter.desk.until(lambda: has_button(counter.page, "Not accepted, why"))
    counter.desk.press(counter.page, "Not accepted, why")
    counter.type("The photo does not show her")
    counter.enter()
    counter.desk.until(lambda: counter.desk.count(Evidence, accepted=False, reason="The photo does not show her") == 1)
    assert counter.sheet.papers_settled == 0


def test_what_is_missing_is_printed(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.go("documents")
    assert counter.page.key_f8()
    counter.desk.until(lambda: any(counter.desk.folder.glob("missing*.pdf")))


def test_lines_that_are_not_ready_stay_in_the_basket(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.view.go("services")
    counter.add("residence")
    counter.view.go("details")
    counter.page.key_go_on()
    counter.desk.until(lambda: counter.view.station == "pay")
    counter.type("5")
    counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    assert (len(counter.sheet.started), len(counter.sheet.lines)) == (1, 1)


def test_a_half_typed_person_is_kept_and_taken_up_by_another_window(counter: Counter) -> None:
    counter.serve()
    counter.view.citizen.write()
    counter.type("Nino Beridze")
    counter.desk.until(lambda: counter.desk.count(Draft, part="person") == 1)
    again = shown(counter.desk)
    counter.desk.until(lambda: again.view is not None and again.view.citizen.is_adding())
    assert again.view is not None
    form = again.view.citizen.form()
    assert form is not None
    assert form.name() == "Nino Beridze"


def test_a_person_is_added_once_however_often_it_is_said(counter: Counter) -> None:
    counter.serve()
    counter.view.citizen.write("Nino Beridze")
    counter.view.redraw()
    counter.page.key_go_on()
    counter.page.key_go_on()
    counter.desk.until(lambda: counter.sheet.visitor is not None)
    assert counter.desk.count(Citizen, name="Nino Beridze") == 1


def test_a_possible_duplicate_is_shown_before_a_second_record_is_made(counter: Counter) -> None:
    counter.serve()
    counter.view.citizen.write("Tamar Kvelidze")
    form = counter.view.citizen.form()
    assert form is not None
    form.named.emit()
    counter.desk.until(lambda: has_button(counter.page, "It is the same person"))
    counter.desk.press(counter.page, "It is the same person")
    counter.desk.until(lambda: counter.sheet.visitor is not None)
    assert counter.desk.count(Citizen, name="Tamar Kvelidze") == 1


def test_a_form_without_a_name_is_not_stored(counter: Counter) -> None:
    counter.serve()
    counter.view.citizen.write()
    counter.view.redraw()
    people = counter.desk.count(Citizen)
    counter.page.key_go_on()
    counter.desk.until(lambda: counter.page.next.state == "ready")
    assert counter.desk.count(Citizen) == people
    assert counter.view.station == "citizen"


def test_a_visit_is_parked_with_its_reason_and_resumed(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.page.key_f6()
    counter.type("fetching a photo")
    counter.enter()
    counter.desk.until(lambda: counter.page.view is None and has_button(counter.page, "Resume Tamar Kvelidze"))
    assert counter.desk.count(Visit, state="held", hold_reason="fetching a photo") >= 1
    counter.desk.press(counter.page, "Resume Tamar Kvelidze")
    counter.desk.until(lambda: counter.page.view is not None and counter.view.sheet is not None)
    assert counter.sheet.visitor is not None


def test_a_found_citizen_is_served_at_once(desk: Desk) -> None:
    desk.sign_in("adaeze")
    citizen = next(iter(_citizens(desk, "Tamar Kvelidze")))
    page = shown(desk, kind="citizen", id=citizen.id)
    desk.until(lambda: page.view is not None and page.view.sheet is not None)
    assert page.view is not None
    assert page.view.sheet is not None
    assert page.view.sheet.visitor is not None
    assert page.view.sheet.visitor.name == "Tamar Kvelidze"


def test_a_line_may_be_for_somebody_else(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.view.basket.for_other.emit(counter.sheet.lines[0].request.id)
    counter.type("vera")
    counter.enter()
    counter.desk.until(lambda: "Вера" in counter.sheet.lines[0].applicant_name)
    assert counter.sheet.lines[0].representative_name == "Tamar Kvelidze"


def test_a_printer_that_fails_says_so_and_changes_no_money(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.desk.folder.write_text("in the way")
    counter.type("5")
    counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    counter.desk.until(lambda: counter.desk.count(PrintJob, state="failed") >= 2)
    assert counter.desk.count(Receipt, payment_id=_newest_payment(counter.desk)) == 1
    counter.desk.until(lambda: has_button(counter.page, "Print: Receipt"))


def test_the_application_is_printed_once_before_paying(counter: Counter) -> None:
    counter.ready_to_pay()
    assert counter.page.key_f8()
    counter.desk.until(lambda: counter.desk.count(PrintJob, kind="application", state="printed") == 1)
    assert len(list(counter.desk.folder.glob("application*.pdf"))) == 1


def _citizens(desk: Desk, name: str) -> Iterator[Citizen]:
    assert desk.program is not None
    with desk.program.database.reading() as work:
        yield from rows.every(work, Citizen, name=name)


def _newest_payment(desk: Desk) -> int:
    assert desk.program is not None
    with desk.program.database.reading() as work:
        return max(payment.id for payment in rows.every(work, Payment))


def test_a_service_chosen_in_the_catalogue_comes_into_the_open_visit(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    card = next(card for card in catalogue.catalogue(program_of(counter)).services if card.service == COPY)
    counter.page.opened(add=card.id)
    counter.desk.until(lambda: [line.service.id for line in counter.sheet.lines] == [COPY])


def test_without_a_visit_a_service_chosen_in_the_catalogue_is_not_added_and_that_is_told(counter: Counter) -> None:
    told: list[str] = []
    counter.page.said.connect(lambda title, text, tone: told.append(title))
    counter.page.opened(add=1)
    counter.desk.until(lambda: "No visit is open, so nothing was added" in told)
    assert counter.page.view is None


def test_a_service_published_meanwhile_is_offered_at_once(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    text = (resources() / "services" / f"{COPY}.yaml").read_text("utf-8").replace(COPY, "copy-for-abroad")
    supervisor = sign_in(replace(program_of(counter), desk_code="C", signed_in=None), login="rustem")
    version = catalogue.import_service(supervisor, new_id(), text=text, name="abroad.yaml").result
    done = catalogue.publish(supervisor, new_id(), service_version_id=version.id)
    counter.page.refresh(done.changes)
    counter.desk.until(lambda: version.id in {row.value for row in counter.view.services.found()})


def program_of(counter: Counter) -> Program:
    """The program of the desk that the Counter stands at."""
    assert counter.desk.program is not None
    return counter.desk.program


def idle_with(desk: Desk, width: int, **values: Any) -> Idle:
    """The Counter between two citizens on another day than the stored one."""
    desk.sign_in("adaeze")
    page = shown(desk, width=width)
    desk.until(lambda: page.idle is not None and page.idle.today is not None)
    assert page.idle is not None
    assert page.idle.today is not None
    page.idle.show_today(replace(page.idle.today, **values))
    desk.qtbot.wait(50)
    return page.idle


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_figures_of_the_day_stay_together_at_the_top(desk: Desk, width: int) -> None:
    idle = idle_with(desk, width)
    pairs = idle.figures.findChildren(QWidget, "figure")
    places = sorted({pair.mapTo(idle.figures, pair.rect().topLeft()).y() for pair in pairs})
    assert {pair.height() for pair in pairs} == {pairs[0].sizeHint().height()}
    assert [lower - upper for upper, lower in pairwise(places)] == [pairs[0].height() + 24] * (len(places) - 1)
    assert idle.figures.height() == idle.figures.sizeHint().height()
    assert [chart.height() <= 190 for chart in idle.figures.findChildren(QWidget, "chart")] == [True] * (width == 1280)


def test_the_visits_of_the_day_are_listed_with_time_name_and_outcome(desk: Desk) -> None:
    idle = idle_with(desk, 1280)
    assert idle.today is not None
    newest = idle.today.visits[0]
    said = [label.text() for label in idle.visits.findChildren(QLabel) if label.isVisible()]
    assert newest.visitor in said
    assert said.count("served") == idle.today.served
    assert idle.today.visits == tuple(sorted(idle.today.visits, key=lambda card: card.opened_at, reverse=True))


@pytest.mark.parametrize("width", [1280, 1024])
def test_papers_that_wait_show_their_rows(desk: Desk, width: int) -> None:
    job = PrintJob(1, 1, "acknowledgement", 1, "case", 1, "en", "{}", 1, "waiting", desk.clock(), None, "")
    idle = idle_with(desk, width, unprinted=tuple(replace(job, id=number) for number in range(1, 24)))
    rows = [one for one in idle.papers.findChildren(QPushButton) if one.accessibleName().startswith("Print: ")]
    seen = [one for one in rows if not one.visibleRegion().isEmpty()]
    assert len(rows) == 23
    assert len(seen) >= 2


def test_where_a_kept_original_lies_is_asked_on_the_receipt_and_a_used_place_is_pressed(counter: Counter) -> None:
    counter.serve()
    program = counter.desk.program
    assert program is not None
    known = held.held_papers(program)
    first, other = known.papers[:2]
    counter.view.receipt.show_visit(counter.sheet)
    counter.view.receipt.show_held(HeldSheet((replace(first, place=""),), (other.place,)))
    counter.view.go("receipt")
    counter.desk.press(counter.page, other.place)
    counter.desk.until(lambda: counter.desk.count(PaperPlace, evidence_id=first.evidence_id, place=other.place) == 1)


def kept_payment(counter: Counter) -> str:
    """The id of the command that would take the money, once what was typed is stored."""
    program = counter.desk.program
    assert program is not None
    found: list[str] = []

    def stored() -> bool:
        with program.database.reading() as work:
            found.extend(one.command_id for one in rows.every(work, Draft, part="pay") if one.command_id)
        return bool(found)

    counter.desk.until(stored)
    return found[0]


def said_again(desk: Desk) -> list[str]:
    """What a page says that finds the visit open, as after a kill."""
    said: list[str] = []
    page = desk.show(CounterPage)
    page.said.connect(lambda title, text, tone: said.append(title))
    desk.until(lambda: bool(said))
    return said


def test_a_visit_found_open_says_that_its_payment_was_not_booked(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.type("20")
    kept_payment(counter)
    assert said_again(counter.desk) == ["The payment was not booked. No money was taken."]


def test_what_was_said_of_a_payment_broken_off_goes_and_its_receipt_is_told_once_it_is_booked(counter: Counter) -> None:
    """After a kill in the middle of it: F9 takes the money, and nothing above the receipt says that none was taken."""
    counter.ready_to_pay()
    counter.type("20")
    kept_payment(counter)
    said: list[str] = []
    page = shown(counter.desk)
    page.said.connect(lambda title, text, tone: said.append(title))
    counter.page = page
    counter.desk.until(lambda: said == ["The payment was not booked. No money was taken."])
    counter.desk.until(page.key_f9)
    counter.desk.until(lambda: counter.view.station == "receipt" and len(said) > 2)
    program = counter.desk.program
    assert program is not None
    with program.database.reading() as work:
        number = rows.every(work, Receipt)[-1].number
    assert said[1:] == ["", f"The payment was booked, receipt {number}."]


def test_what_was_said_of_a_payment_broken_off_goes_with_the_next_key(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.type("20")
    kept_payment(counter)
    said: list[str] = []
    page = shown(counter.desk)
    page.said.connect(lambda title, text, tone: said.append(title))
    counter.page = page
    counter.desk.until(lambda: len(said) == 1)
    counter.type("0")
    assert said[1:] == [""]


def test_a_visit_found_open_says_the_receipt_of_a_payment_that_was_booked(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.type("20")
    command_id, sheet, program = kept_payment(counter), counter.sheet, counter.desk.program
    assert program is not None
    ready = tuple(line.request.id for line in sheet.lines if line.state == "ready")
    payment = counter.view.payment.given()
    start_cases(program, command_id, visit_id=sheet.visit.id, request_ids=ready, payment=payment)
    with program.database.reading() as work:
        number = rows.every(work, Receipt)[-1].number
    assert said_again(counter.desk) == [f"The payment was booked, receipt {number}."]


@pytest.mark.parametrize("width", [1280, 880])
def test_a_visit_by_phone_can_be_begun_in_every_room(desk: Desk, width: int) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CounterPage, width=width)
    desk.until(lambda: has_button(page, "By phone") and has_button(page, "By post"))
    desk.press(page, "By phone")
    desk.until(lambda: desk.count(Visit, channel="phone", state="open") == 1)
