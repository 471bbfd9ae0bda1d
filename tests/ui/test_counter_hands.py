"""The Counter under a clerk's hands: what is typed wrongly, what the keys do, where the cursor goes, what is said."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from oss_desk.domain.cases import Evidence
from oss_desk.domain.till import Payment
from oss_desk.domain.visits import Period, PeriodKind
from oss_desk.operations.office import office
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.paper_question import Question
from oss_desk.ui.pages.counter.stations import minutes_served
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.panel import Card
from tests.ui.desk import NOON, Desk, has_button
from tests.ui.test_counter import BIRTH, Counter


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter of desk A, with nobody before it."""
    return Counter(desk)


@pytest.mark.parametrize("typed", ["5.005", "abc", "-5"])
def test_cash_that_is_no_amount_is_not_guessed_and_a_sentence_says_so(counter: Counter, typed: str) -> None:
    counter.ready_to_pay()
    payments = counter.desk.count(Payment)
    counter.type(typed)
    assert counter.page.next.accessibleDescription() == "The cash given is no amount yet"
    counter.page.key_f9()
    field = counter.view.payment.cash()
    assert field is not None
    assert field.error() == f"{typed} is no amount. Write it as in 123.45, with 2 digits after the point."
    assert counter.view.station == "pay"
    assert counter.desk.count(Payment) == payments


class Windows(QObject):
    """Notes everything that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_a_visit_resumed_at_pay_shows_no_other_window_and_has_its_cursor_on_the_cash(
    counter: Counter, qapp: QApplication
) -> None:
    counter.ready_to_pay()
    counter.page.key_f6()
    counter.enter()
    counter.desk.until(lambda: counter.page.view is None and has_button(counter.page, "Resume Tamar Kvelidze"))
    windows = Windows()
    qapp.installEventFilter(windows)
    counter.desk.press(counter.page, "Resume Tamar Kvelidze")
    counter.desk.until(lambda: counter.page.view is not None and counter.view.station == "pay")
    counter.desk.qtbot.wait(50)
    qapp.removeEventFilter(windows)
    assert windows.seen == []
    assert counter.page.window().isActiveWindow()
    counter.type("5")
    assert counter.page.next.state == "ready"


def at_documents(counter: Counter, *services: str) -> None:
    """A visit of Tamar, who is asked for her papers anew."""
    counter.serve()
    counter.find("tamar")
    for words in services or (BIRTH,):
        counter.add(words)
    counter.go("documents")
    while counter.page.key_character("n"):
        pass


def question(counter: Counter) -> Question:
    """What is asked now."""
    row = counter.view.documents.asking()
    assert row is not None
    assert row.question is not None
    return row.question


def noted(counter: Counter) -> dict[str, Field]:
    """The fields of the paper that is being noted, by their label."""
    return {field.label.text(): field for field in question(counter).findChildren(Field)}


def test_four_means_missing_for_every_paper(counter: Counter) -> None:
    at_documents(counter)
    assert counter.page.key_character("4")
    counter.desk.until(lambda: bool(counter.view.documents.said().missing))
    assert counter.sheet.papers_settled == 0


def test_a_letter_chooses_among_the_papers_that_would_do(counter: Counter) -> None:
    at_documents(counter)
    line = question(counter)
    before = line.paper().type
    assert counter.page.key_character("b")
    assert question(counter).paper().type != before
    assert counter.page.key_character("a")
    assert question(counter).paper().type == before


def test_a_paper_that_has_ended_keeps_everything_typed_and_says_so_under_its_day(counter: Counter) -> None:
    at_documents(counter)
    assert counter.page.key_character("1")
    fields = noted(counter)
    fields["Number on the paper"].set_text("12AB34567")
    fields["Issued on"].set_text("2021-05-01")
    fields["Valid until"].set_text("2020-05-01")
    counter.enter()
    assert fields["Valid until"].error() == "It cannot end before it was issued. Look at both days again."
    fields["Valid until"].set_text("2026-09-01")
    counter.enter()
    assert fields["Valid until"].error() == "It ended on 1 September 2026. Ask for one that is still valid."
    focused = QApplication.focusWidget()
    assert focused is not None
    assert fields["Valid until"].isAncestorOf(focused)
    fields["Valid until"].set_text("2031-04-30")
    counter.enter()
    counter.desk.until(lambda: counter.sheet.papers_settled == 1)
    assert counter.desk.count(Evidence, number="12AB34567") == 1


def test_the_change_stays_in_sight_after_the_money_was_booked(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.type("20")
    counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    counter.desk.until(lambda: any(card.title.text() == "Change to give" for card in shown_cards(counter)))
    (card,) = shown_cards(counter)
    assert card.text.text() == "of 20.00 given"
    assert "15.00" in [amount.text() for amount in card.findChildren(Amount)]


def shown_cards(counter: Counter) -> list[Card]:
    """The tinted boxes on the last station."""
    return [card for card in counter.view.receipt.findChildren(Card) if card.isVisible()]


def test_the_cursor_of_a_new_record_stands_behind_the_name_that_was_searched(counter: Counter) -> None:
    counter.serve()
    counter.view.citizen.write("Nino")
    counter.type(" Beridze")
    form = counter.view.citizen.form()
    assert form is not None
    assert form.name() == "Nino Beridze"


def test_time_in_which_a_visit_was_parked_is_no_time_at_the_desk() -> None:
    def period(kind: PeriodKind, start: int, end: int | None) -> Period:
        begun = NOON + timedelta(minutes=start)
        return Period(1, 1, kind, 1, 1, begun, None if end is None else NOON + timedelta(minutes=end))

    stay = (period("served", 0, 4), period("on-hold", 4, 26), period("served", 26, None))
    assert minutes_served(stay, NOON + timedelta(minutes=27)) == 5


def test_a_day_of_another_year_is_told_with_its_year(counter: Counter) -> None:
    assert counter.desk.program is not None
    office_row = office.head(counter.desk.program).office
    here = Here(counter.desk.language, office_row, counter.desk.clock)
    assert here.near_date(date(2026, 5, 31)) == "31 May"
    assert here.near_date(date(2029, 5, 31)) == "31 May 2029"


def test_what_was_printed_is_told_and_a_message_goes_once_something_went_well(counter: Counter) -> None:
    told: list[str] = []
    at_documents(counter)
    counter.page.said.connect(lambda title, text, tone: told.append(title))
    assert counter.page.key_f8()
    counter.desk.until(lambda: "Kept as a file: What is missing" in told)
    assert counter.page.key_character("1")
    counter.enter()
    counter.desk.until(lambda: counter.sheet.papers_settled == 1)
    counter.desk.until(lambda: told[-1] == "")


def test_every_service_of_the_list_says_what_it_costs(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.desk.until(lambda: bool(counter.view.services.found()))
    prices = [[amount.text() for amount in row.findChildren(Amount)] for row in counter.view.services.found()]
    assert all(price and price[-1] for price in prices)


def test_where_a_paper_comes_from_is_not_taken_for_how_it_is_shown(counter: Counter) -> None:
    at_documents(counter)
    said = [label.text() for label in question(counter).findChildren(Label)]
    assert any(words.startswith("Where to get it: ") for words in said)
