"""The page of a waiver: a fee that is owed need not be paid, by a law, for a reason, with a second person."""

from dataclasses import replace
from typing import Any

import pytest

from oss_desk.domain.corrections import Waiver
from oss_desk.domain.till import Payment
from oss_desk.operations.office import approvals
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import till as till_rows
from oss_desk.ui.pages.counter.deeds import Deeds
from oss_desk.ui.pages.receipt.waiver import WaiverPage
from oss_desk.ui.pages.receipt.waiver_form import WRITTEN, WaiverForm
from oss_desk.ui.widgets.button import Button
from tests.ui.desk import Desk, nameless
from tests.ui.test_counter import Counter


@pytest.fixture
def page(desk: Desk) -> WaiverPage:
    """The first case that owes something, opened by the cashier."""
    program = desk.sign_in("adaeze")
    with program.database.reading() as work:
        case = till_rows.cases_owing(work)[0]
    shown = desk.show(WaiverPage, case_id=case.id, back="cases")
    desk.until(lambda: shown.form is not None)
    return shown


def form(page: WaiverPage) -> WaiverForm:
    """The form as it stands now."""
    assert page.form is not None
    return page.form


def write(page: WaiverPage, amount: str) -> None:
    """Everything that a waiver needs."""
    now = form(page)
    now.amount.set_text(amount)
    now.law.set_text(WRITTEN)
    now.ground.set_text("Decree 7 of 2020")
    now.reason.set_text("The house burnt down")
    now.reason.changed.emit(now.reason.text())


def cash_given(counter: Counter) -> str:
    """What stands in Cash given."""
    field = counter.view.payment.cash()
    assert field is not None
    return field.text()


def test_a_fee_is_waived_once_a_second_person_saw_it(desk: Desk, page: WaiverPage) -> None:
    assert page.next.state == "not-yet"
    write(page, "1")
    page.next.trigger()
    desk.until(lambda: page.word.dialog is not None)
    dialog = page.word.dialog
    assert dialog is not None
    assert "Decree 7 of 2020" in dialog.about.text()
    dialog.name.set_text("rustem")
    dialog.password.set_text("-")
    dialog.confirm.click()
    desk.until(lambda: desk.count(Waiver) == 1)


def test_every_fee_that_is_owed_can_be_chosen_and_what_was_typed_stays(page: WaiverPage) -> None:
    assert form(page).typed() == form(page).chosen.left
    write(page, "1")
    assert page.owed is not None
    for row in page.owed.rows.rows():
        row.click()
        assert form(page).chosen.at == row.value
        assert form(page).reason.text() == "The house burnt down"


def test_no_more_is_waived_than_is_owed(page: WaiverPage) -> None:
    write(page, "99999")
    assert page.next.state == "not-yet"


def test_a_law_is_named(page: WaiverPage) -> None:
    write(page, "1")
    form(page).ground.set_text("")
    form(page).ground.changed.emit("")
    assert page.next.state == "not-yet"
    assert nameless(page) == []


def test_a_fee_owed_at_the_start_is_waived_at_the_counter_and_kept_with_the_case(desk: Desk) -> None:
    """Decided on this page, taken off at Pay, approved by a second person when the case starts."""
    counter = Counter(desk)
    counter.ready_to_pay()
    asked: list[dict[str, Any]] = []
    counter.page.goto.connect(lambda _, arguments: asked.append(arguments))
    desk.press(counter.page, "Waive a fee")
    shown = desk.show(WaiverPage, **asked[0])
    desk.until(lambda: shown.form is not None)
    gone: list[str] = []
    shown.goto.connect(lambda where, _: gone.append(where))
    write(shown, "2")
    shown.next.trigger()
    desk.until(lambda: gone == ["counter"])
    shown.hide()
    with desk.qtbot.waitActive(counter.page):
        counter.page.activateWindow()
    link = next(one for one in counter.page.findChildren(Button) if one.words() == "Waive a fee")
    link.setFocus()
    assert counter.page.key_character("2"), "what was typed before the page was read is money"
    assert cash_given(counter) == "2"
    counter.view.payment.take_up({})
    link.setFocus()
    counter.page.opened()
    counter.type("20")
    desk.until(lambda: counter.view.payment.owed().minor == 300)
    assert cash_given(counter) == "20"
    assert counter.page.key_f9()
    deeds = counter.page.findChildren(Deeds)[0]
    desk.until(lambda: deeds.word.dialog is not None)
    dialog = deeds.word.dialog
    assert dialog is not None
    assert "Decree 7 of 2020" in dialog.about.text()
    dialog.people[0].click()
    desk.until(lambda: counter.view.station == "receipt")
    assert desk.count(Waiver, amount=200, fee="copy") == 1
    assert desk.count(Payment, amount=300) == 1


def test_back_at_pay_by_card_no_digit_chooses_another_means(desk: Desk) -> None:
    counter = Counter(desk)
    counter.ready_to_pay()
    counter.choose_means("card")
    counter.page.opened()
    for digit in "123":
        counter.page.key_character(digit)
    assert counter.view.payment.given().parts[-1].means == "card"


def test_a_yes_from_another_desk_fills_the_form_and_carries_the_waiver(desk: Desk, page: WaiverPage) -> None:
    write(page, "1")
    page.next.trigger()
    desk.until(lambda: page.word.dialog is not None)
    dialog = page.word.dialog
    assert dialog is not None
    dialog.other.click()
    desk.until(lambda: page.next.state == "ready")
    assert desk.program is not None
    other = sign_in(replace(desk.program, desk_code="C", signed_in=None), login="rustem")
    (card,) = [one for one in approvals.approvals_waiting(other) if one.operation == "waive"]
    approvals.answer_approval(other, new_id(), approval_id=card.id, yes=True)
    write(page, "")
    form(page).reason.set_text("")
    page.opened(case_id=card.shown["case_id"], approval=card)
    desk.until(lambda: page.next.state == "ready")
    assert form(page).reason.text() == "The house burnt down"
    page.next.trigger()
    desk.until(lambda: desk.count(Waiver) == 1)
