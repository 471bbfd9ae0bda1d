"""The page of a receipt: copied, refunded and cancelled with a second person, at this desk or asked for at another."""

from dataclasses import replace

import pytest

from oss_desk.domain.approvals import Approval
from oss_desk.domain.corrections import Correction
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.till import Receipt
from oss_desk.operations.office import approvals
from oss_desk.operations.office.office import sign_in
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import rows
from oss_desk.ui.pages.receipt.forms import CopyForm, RefundForm, VoidForm
from oss_desk.ui.pages.receipt.page import ReceiptPage
from oss_desk.ui.widgets.label import Label
from tests.ui.desk import Desk, nameless


def newest(desk: Desk) -> Receipt:
    """The receipt of the payment that was taken at desk A last."""
    assert desk.program is not None
    with desk.program.database.reading() as work:
        return rows.every(work, Receipt)[-1]


@pytest.fixture
def page(desk: Desk) -> ReceiptPage:
    """The newest receipt, opened by its cashier."""
    desk.sign_in("adaeze")
    shown = desk.show(ReceiptPage, code=newest(desk).number)
    desk.until(lambda: shown.form is not None)
    return shown


def choose(page: ReceiptPage, key: str) -> None:
    """What is done with the receipt, by its key."""
    assert page.key_character(key)


def confirm(desk: Desk, page: ReceiptPage, name: str) -> None:
    """Somebody types her name into the question that is open."""
    desk.until(lambda: page.word.dialog is not None)
    dialog = page.word.dialog
    assert dialog is not None
    dialog.name.set_text(name)
    dialog.password.set_text("-")
    dialog.confirm.click()


def fill_refund(page: ReceiptPage, amount: str) -> RefundForm:
    """So much of the first fee, with its reason."""
    choose(page, "2")
    form = page.form
    assert isinstance(form, RefundForm)
    form.amounts[0].set_text(amount)
    form.reason.set_text("not-owed")
    form.words.set_text("Fees Decree 7: the first copy is free")
    form.changed.emit()
    return form


def test_the_first_copy_goes_by_itself(desk: Desk, page: ReceiptPage) -> None:
    before = desk.count(PrintJob, kind="receipt")
    page.next.trigger()
    desk.until(lambda: desk.count(PrintJob, kind="receipt") == before + 1)
    desk.until(lambda: page.next.state == "not-yet")


def test_money_is_given_back_once_a_second_person_saw_what_for(desk: Desk, page: ReceiptPage) -> None:
    fill_refund(page, "1")
    page.next.trigger()
    desk.until(lambda: page.word.dialog is not None)
    dialog = page.word.dialog
    assert dialog is not None
    assert newest(desk).number in dialog.about.text()
    assert "1.00" in dialog.about.text()
    words = {one.text() for one in dialog.findChildren(Label)}
    assert {"Goes back by", "Cash 1.00", "Not owed by law", "Fees Decree 7: the first copy is free"} <= words
    confirm(desk, page, "rustem")
    desk.until(lambda: desk.count(Correction, kind="refund") == 1)


def test_the_chosen_tab_pressed_again_keeps_what_was_typed(page: ReceiptPage) -> None:
    form = fill_refund(page, "1")
    choose(page, "2")
    assert page.form is form


def test_too_much_cannot_be_asked_for(page: ReceiptPage) -> None:
    fill_refund(page, "99999")
    assert page.next.state == "not-yet"


def test_a_receipt_of_today_is_cancelled_as_a_whole(desk: Desk, page: ReceiptPage) -> None:
    choose(page, "3")
    form = page.form
    assert isinstance(form, VoidForm)
    form.reason.set_text("wrong-service")
    form.words.set_text("She wanted the long form")
    form.changed.emit()
    page.next.trigger()
    confirm(desk, page, "rustem")
    desk.until(lambda: desk.count(Correction, kind="void") == 1)
    desk.until(lambda: page.form is None and page.next.state == "not-yet")
    before = desk.count(PrintJob, kind="receipt")
    page.key_f9()
    assert desk.count(PrintJob, kind="receipt") == before
    choose(page, "1")
    assert isinstance(page.form, CopyForm)


def test_a_receipt_of_an_earlier_shift_is_said_not_to_be_cancelled(desk: Desk, page: ReceiptPage) -> None:
    page.opened(code="A-000001")
    desk.until(lambda: page.where()["code"] == "A-000001")
    choose(page, "3")
    desk.until(lambda: isinstance(page.form, VoidForm) and bool(page.form.hindrance))
    assert isinstance(page.form, VoidForm)
    assert page.form.hindrance
    assert page.next.state == "not-yet"


def test_another_desk_is_asked_and_the_same_button_goes_on_with_its_yes(desk: Desk, page: ReceiptPage) -> None:
    fill_refund(page, "1")
    page.next.trigger()
    desk.until(lambda: page.word.dialog is not None)
    dialog = page.word.dialog
    assert dialog is not None
    before = desk.count(Approval)
    dialog.other.click()
    desk.until(lambda: desk.count(Approval) == before + 1)
    assert desk.program is not None
    with desk.program.database.reading() as work:
        approval = rows.every(work, Approval)[-1]
    other = sign_in(replace(desk.program, desk_code="C", signed_in=None), login="rustem")
    approvals.answer_approval(other, new_id(), approval_id=approval.id, yes=True)
    desk.until(lambda: page.next.state == "ready")
    page.next.trigger()
    desk.until(lambda: desk.count(Correction, kind="refund") == 1)


def test_everything_on_it_has_a_name(page: ReceiptPage) -> None:
    assert nameless(page) == []
