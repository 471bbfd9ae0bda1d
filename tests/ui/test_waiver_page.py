"""The page of a waiver: a fee that is owed need not be paid, by a law, for a reason, with a second person."""

import pytest

from oss_desk.domain.corrections import Waiver
from oss_desk.storage import till as till_rows
from oss_desk.ui.pages.receipt.waiver import WRITTEN, WaiverPage
from tests.ui.desk import Desk, nameless


@pytest.fixture
def page(desk: Desk) -> WaiverPage:
    """The first case that owes something, opened by the cashier."""
    program = desk.sign_in("adaeze")
    with program.database.reading() as work:
        case = till_rows.cases_owing(work)[0]
    shown = desk.show(WaiverPage, case_id=case.id, back="cases")
    desk.until(lambda: shown.demand() is not None)
    return shown


def write(page: WaiverPage, amount: str) -> None:
    """Everything that a waiver needs."""
    page.amount.set_text(amount)
    page.law.set_text(WRITTEN)
    page.ground.set_text("Decree 7 of 2020")
    page.reason.set_text("The house burnt down")
    page.reason.changed.emit(page.reason.text())


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


def test_no_more_is_waived_than_is_owed(page: WaiverPage) -> None:
    write(page, "99999")
    assert page.next.state == "not-yet"


def test_a_law_is_named(page: WaiverPage) -> None:
    write(page, "1")
    page.ground.set_text("")
    page.ground.changed.emit("")
    assert page.next.state == "not-yet"
    assert nameless(page) == []
