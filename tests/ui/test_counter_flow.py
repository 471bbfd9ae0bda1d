"""A visit goes on by the keys that lie next: Enter does the obvious, arrows walk while one types, nothing is lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from oss_desk.ui.pages.counter.slip import no_fee_words
from oss_desk.ui.theme import dress, theme
from oss_desk.ui.widgets.button import Option
from oss_desk.ui.widgets.label import Label
from tests.ui.desk import Desk, has_button
from tests.ui.test_counter import BIRTH, Counter


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter of desk A, with nobody before it."""
    return Counter(desk)


def focused() -> QWidget:
    """What has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(counter: Counter, key: Qt.Key) -> None:
    """One key where the focus is."""
    counter.desk.qtbot.keyClick(focused(), key)


def at_documents(counter: Counter) -> None:
    """Tamar Kvelidze with a copy of a birth certificate, asked for her papers."""
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.go("documents")


def written(part: QWidget) -> str:
    """Everything that is written on a part of the page."""
    return " | ".join(label.text() for label in part.findChildren(Label) if not label.isHidden())


def test_enter_alone_says_yes_to_the_paper_on_file_and_goes_on_to_the_first_question(counter: Counter) -> None:
    at_documents(counter)
    assert focused().accessibleName() == "Citizen agrees, reuse it"
    counter.enter()
    counter.desk.until(lambda: counter.sheet.papers_settled == 1)
    counter.desk.until(lambda: focused() is counter.page.next)
    counter.enter()
    counter.desk.until(lambda: counter.view.station == "details")
    assert focused().accessibleName() == "You are"


@pytest.mark.parametrize("key", "126")
def test_a_digit_where_a_paper_is_on_file_says_which_keys_answer(counter: Counter, key: str) -> None:
    at_documents(counter)
    assert "Y takes it" not in written(counter.page)
    assert counter.page.key_character(key)
    assert "This one is on file: Y takes it, N asks for it again." in written(counter.page)
    assert counter.sheet.papers_settled == 0
    assert counter.page.key_character("y")
    counter.desk.until(lambda: counter.sheet.papers_settled == 1)


def test_enter_does_not_take_money(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.type("20")
    counter.page.next.setFocus()
    counter.enter()
    assert counter.page.next.state == "ready"
    assert counter.view.station == "pay"


def test_enter_in_the_empty_cash_field_puts_down_the_exact_sum(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.enter()
    cash = counter.view.payment.cash()
    assert cash is not None
    assert cash.text() == "5.00"
    assert counter.page.next.state == "ready"


def test_the_up_key_leads_from_the_cash_to_the_means_where_a_digit_chooses(counter: Counter) -> None:
    counter.ready_to_pay()
    press(counter, Qt.Key.Key_Up)
    assert isinstance(focused(), Option)
    assert counter.page.key_character("2")
    assert focused().accessibleName() == "Reference"


def test_cash_that_is_not_enough_becomes_the_first_part(counter: Counter) -> None:
    counter.ready_to_pay()
    counter.type("2")
    counter.desk.press(counter.page, "Pay part of it another way")
    assert counter.view.payment.given().parts[0].amount == 200


def test_the_down_key_marks_the_second_service_and_enter_adds_it(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.desk.until(lambda: bool(counter.view.services.found()))
    assert not any(row.is_chosen() for row in counter.view.services.found())
    counter.type("parking")
    second = counter.view.services.found()[1]
    press(counter, Qt.Key.Key_Down)
    assert second.is_chosen()
    counter.enter()
    counter.desk.until(lambda: len(counter.sheet.lines) == 1)
    assert counter.sheet.lines[0].request.service_version_id == second.value


def test_enter_without_words_adds_nothing(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.desk.until(lambda: bool(counter.view.services.found()))
    counter.enter()
    assert counter.sheet.lines == ()


def test_enter_where_nobody_was_found_begins_a_record_with_that_name(counter: Counter) -> None:
    counter.serve()
    counter.type("Zzyzx Quorn")
    counter.desk.until(lambda: "Nobody found" in written(counter.view.citizen))
    counter.enter()
    form = counter.view.citizen.form()
    assert form is not None
    assert form.name() == "Zzyzx Quorn"
    assert counter.page.next.accessibleName() == "Keep this record"


def test_what_is_noted_of_a_paper_stays_when_the_list_is_read_again(counter: Counter) -> None:
    at_documents(counter)
    counter.page.key_character("n")
    counter.desk.until(lambda: has_button(counter.page, "Not accepted, why"))
    counter.desk.press(counter.page, "Not accepted, why")
    counter.type("The name")
    counter.view.show_visit(counter.sheet)
    counter.type(" is another")
    counter.enter()
    counter.desk.until(lambda: "The name is another" in written(counter.view.documents))


def test_slip_and_basket_know_at_once_that_a_paper_is_missing(counter: Counter) -> None:
    at_documents(counter)
    assert "1 document, 3 details to ask for" in written(counter.view.basket)
    counter.page.key_character("n")
    counter.desk.until(lambda: has_button(counter.page, "Missing"))
    counter.desk.press(counter.page, "Missing")
    assert counter.page.slip is not None
    assert "with the missing document" in written(counter.page.slip)
    assert "3 details to ask for" in written(counter.view.basket)
    assert focused().accessibleName() == "Missing"


def test_enter_walks_through_the_questions_and_goes_on_after_the_last(counter: Counter) -> None:
    at_documents(counter)
    counter.settle_identity()
    counter.go("details")
    counter.answer("relation", "self")
    counter.answer("registered_name", "Tamar Kvelidze")
    counter.answer("birth_date", "1989-03-03")
    counter.answer("purpose", "passport")
    counter.desk.until(lambda: counter.sheet.lines[0].state == "ready")
    seen = []
    for _ in counter.view.details.questions():
        seen.append(focused().accessibleName())
        counter.enter()
    assert seen[:3] == ["You are", "Name on the register", "Date of birth"]
    counter.desk.until(lambda: counter.view.station == "pay")


def test_enter_without_words_goes_on_once_something_is_in_the_basket(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    counter.enter()
    counter.desk.until(lambda: counter.view.station == "documents")


def test_the_bar_of_a_narrow_window_follows_the_visit(counter: Counter) -> None:
    counter.page.set_room("narrow")
    counter.serve()
    counter.find("tamar")
    counter.add(BIRTH)
    assert counter.page.bar.accessibleName() == "Tamar Kvelidze, 1 service"


def test_the_preview_of_the_receipt_is_white_paper_in_the_dark(counter: Counter, qapp: QApplication) -> None:
    dress(qapp, "dark")
    counter.ready_to_pay()
    slip = counter.page.slip
    assert slip is not None
    picture = slip.grab().toImage()
    assert picture.pixelColor(slip.width() // 2, 4).name().upper() == theme().colours["paper"]
    counter.view.back()
    picture = slip.grab().toImage()
    assert picture.pixelColor(slip.width() // 2, 4).name().upper() == theme().colours["surface"]


def test_a_visit_that_only_pays_for_a_waiting_case_says_what_was_paid(counter: Counter) -> None:
    counter.serve()
    counter.find("yasser")
    counter.desk.until(lambda: bool(counter.sheet.to_pay_cases))
    counter.view.go("pay")
    counter.desk.until(lambda: counter.page.next.key_hint == "F9" or bool(QApplication.focusWidget()))
    counter.type("100")
    assert counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    counter.desk.until(lambda: "paid, A-" in written(counter.view.receipt))
    assert "Nothing was charged" not in written(counter.view.receipt)


def test_nobody_is_told_free_who_pays_later(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add("parking permit")
    counter.view.go("pay")
    line = counter.sheet.lines[0]
    waits, known = no_fee_words(counter.here, line), replace(line, fields_missing=0)
    assert waits == "The fee follows from the details"
    assert no_fee_words(counter.here, known) == "Nothing to pay today. A fee is asked for later, when it is known."
    free = replace(known, service=known.service.model_copy(update={"fees": ()}))
    assert no_fee_words(counter.here, free) == "Free of charge"
