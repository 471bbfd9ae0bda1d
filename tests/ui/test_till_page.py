"""The page Till: float, blind count, difference, Z; cash in and out; receipts and Zs beside it."""

import pytest
from PySide6.QtWidgets import QWidget

from oss_desk.domain.blanks import BlankCount
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.till import CashMovement, CashSession, PeriodClose, TillCount, ZReport
from oss_desk.operations.money import cashing_up, expected
from oss_desk.operations.office.office import sign_in, sign_out
from oss_desk.operations.program import Look
from oss_desk.operations.sample.walking import new_id
from oss_desk.storage import rows
from oss_desk.ui.pages.till.page import TillPage
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.second_person import SecondPerson
from tests.ui.desk import Desk, button, has_button, nameless


@pytest.fixture
def till(desk: Desk) -> TillPage:
    """The page of the clerk whose shift is open."""
    desk.sign_in("adaeze")
    page = desk.show(TillPage)
    desk.until(lambda: has_button(page, "Cash in"))
    return page


def words(page: QWidget) -> str:
    """Everything that is written on the page."""
    return " ".join(label.text() for label in page.findChildren(Label))


def ought(desk: Desk) -> int:
    """What the till ought to hold."""
    assert desk.program is not None
    with desk.program.database.reading() as work:
        look = Look(desk.program, work, desk.program.clock())
        session = next(one for one in rows.every(work, CashSession, closed_at=None) if not one.cashless)
        return expected.cash_of(look, session)


def type_sum(desk: Desk, page: TillPage, text: str) -> None:
    """Count only the sum."""
    desk.until(lambda: has_button(page, "Only the sum"))
    assert page.shift is not None
    assert page.shift._count is not None
    desk.press(page, "Only the sum")
    page.shift._count.sum.set_text(text)
    page.shift._count.sum.changed.emit(text)


def test_nothing_tells_what_is_expected_before_the_shift_is_closed(desk: Desk, till: TillPage) -> None:
    holds = ought(desk)
    figure = f"{holds // 100}.{holds % 100:02d}"
    assert figure not in words(till)
    assert "Expected" not in words(till)
    type_sum(desk, till, f"{(holds - 50) // 100}.{(holds - 50) % 100:02d}")
    assert figure not in words(till)
    assert till.key_f9()
    desk.until(lambda: has_button(till, "Count again"))
    assert figure not in words(till)
    assert till.key_f9()
    desk.until(lambda: button(till, "Open the shift") is not None)
    assert desk.count(ZReport, number=desk.count(ZReport, desk_id=1), desk_id=1) == 1


def test_the_till_can_be_handed_over_after_its_count_was_kept(desk: Desk, till: TillPage) -> None:
    type_sum(desk, till, "100")
    assert till.key_f9()
    desk.until(lambda: has_button(till, "Count again"))
    before = desk.count(CashSession, order_by=("id",))
    button(till, "Hand the till over").click()
    (dialog,) = till.window().findChildren(SecondPerson)
    dialog.name.set_text("mikael")
    dialog.password.set_text("-")
    dialog.confirm.click()
    desk.until(lambda: desk.count(CashSession, order_by=("id",)) == before + 1)


def test_the_blanks_of_the_desk_are_counted_with_the_close_of_the_shift(desk: Desk, till: TillPage) -> None:
    type_sum(desk, till, "100")
    assert till.key_f9()
    desk.until(lambda: till.shift is not None and till.shift._stacks is not None)
    assert till.shift is not None
    stacks = till.shift._stacks
    assert stacks is not None
    step = till.shift.step()
    assert step is not None
    assert stacks.told() == step.subtitle
    top, sheets = stacks.form.fields[:2]
    sheets.set_text("3")
    sheets.changed.emit("3")
    assert till.next.state == "not-yet"
    top.set_text(stacks.form.sheet.stacks[0].next_serial)
    top.changed.emit(top.text())
    before = desk.count(BlankCount)
    assert till.key_f9()
    desk.until(lambda: desk.count(CashSession, closed_at=None, desk_id=1) == 0)
    assert desk.count(BlankCount) == before + 1


def test_the_till_is_counted_by_coins_and_notes(desk: Desk, till: TillPage) -> None:
    assert till.shift is not None
    count = till.shift._count
    assert count is not None
    for piece, many in ((5000, "2"), (50, "3")):
        count._many[piece].edit.setText(many)
        count._many[piece].changed.emit()
    assert till.key_f9()
    desk.until(lambda: has_button(till, "Count again"))
    assert desk.program is not None
    with desk.program.database.reading() as work:
        newest = rows.every(work, TillCount)[-1]
    assert (newest.amount, newest.pieces) == (10_150, '{"50": 3, "5000": 2}')


def test_the_till_of_somebody_at_work_is_counted_once_a_supervisor_agreed(desk: Desk) -> None:
    desk.program = sign_in(sign_out(desk.sign_in("adaeze")), login="mikael", password="")
    page = desk.show(TillPage)
    desk.until(lambda: "Adaeze Lund" in words(page))
    before = desk.count(TillCount)
    type_sum(desk, page, "90.00")
    page.next.trigger()
    desk.until(lambda: page.word.dialog is not None)
    dialog = page.word.dialog
    assert dialog is not None
    assert "The till of Adaeze Lund at desk A is counted by somebody else: 90.00 EUR" in dialog.about.text()
    dialog.name.set_text("rustem")
    dialog.password.set_text("-")
    dialog.confirm.click()
    desk.until(lambda: desk.count(TillCount) == before + 1)
    desk.until(lambda: has_button(page, "Count again"))


def test_cash_goes_to_the_bank_with_its_slip(desk: Desk, till: TillPage) -> None:
    before = desk.count(CashMovement)
    desk.press(till, "Bank deposit")
    assert till.shift is not None
    form = till.shift._move
    assert form is not None
    form.amount.set_text("20")
    form.slip.set_text("BANK 7")
    form.changed.emit()
    assert till.key_f9()
    desk.until(lambda: desk.count(CashMovement) == before + 1)


def test_a_receipt_of_today_opens_where_it_is_corrected(desk: Desk, till: TillPage) -> None:
    assert till.side is not None
    wanted: list[object] = []
    till.goto.connect(lambda page, values: wanted.append((page, values["code"])))
    newest = till.side._receipts._rows[0]
    newest.click()
    assert wanted == [("receipt", newest.value)]


def test_a_z_is_printed_again_from_its_list(desk: Desk, till: TillPage) -> None:
    assert till.side is not None
    rows_ = till.side._zs._rows
    assert rows_
    assert nameless(till) == []
    before = desk.count(PrintJob, kind="till")
    rows_[0].click()
    desk.until(lambda: desk.count(PrintJob, kind="till") == before + 1)


def test_the_blanks_stand_beside_the_shift_for_an_auditor_too(desk: Desk) -> None:
    desk.sign_in("odile", "A")
    page = desk.show(TillPage, which="blanks")
    desk.until(lambda: page.blanks is not None and page.blanks.view.sheet is not None)
    assert "Blanks are only looked at here." in words(page)
    assert page.next.state == "not-yet"
    assert page.key_back()
    desk.until(lambda: "Z reports" in words(page))
    assert page.which == "shift"


def close_every_shift(desk: Desk) -> None:
    """Whatever was left open is closed by the supervisor who is at the desk."""
    assert desk.program is not None
    with desk.program.database.reading() as work:
        left = rows.every(work, CashSession, closed_at=None)
    for one in left:
        cashing_up.close_uncounted(desk.program, new_id(), desk_id=one.desk_id)


def test_a_month_shows_what_its_papers_come_to_and_is_closed_by_its_button(desk: Desk) -> None:
    desk.clock.forward(days=30)
    desk.sign_in("samira", "A")
    page = desk.show(TillPage)
    desk.until(lambda: has_button(page, "Close September 2026"))
    desk.press(page, "Close September 2026")
    desk.until(lambda: "Z reports and receipts" in words(page))
    assert page.months is not None
    month = page.months.view
    assert month.sheet is not None
    assert (month.sheet.chosen.period, month.sheet.chosen.state) == ("2026-09", "shift-open")
    assert "is open" in page.next.accessibleDescription()
    close_every_shift(desk)
    month.list.rows()[-1].click()
    desk.until(lambda: month.sheet is not None and month.sheet.chosen.state == "due")
    assert nameless(page) == []
    assert page.key_f9()
    desk.until(lambda: month.sheet is not None and month.sheet.chosen.state == "closed")
    assert desk.count(PeriodClose, kind="month", period="2026-09") == 1
    assert page.next.state == "not-yet"
    papers: list[object] = []
    page.prints.shown.connect(papers.append)
    assert page.key_f8()
    desk.until(lambda: bool(papers))
    assert page.key_back()
    desk.until(lambda: page.which == "shift" and has_button(page, "Months"))


def test_an_auditor_looks_at_a_month_and_closes_nothing_and_a_cashier_sees_none(desk: Desk, till: TillPage) -> None:
    assert not has_button(till, "Months")
    desk.leave()
    desk.clock.forward(days=30)
    desk.sign_in("odile", "A")
    page = desk.show(TillPage, which="months", width=800)
    desk.until(lambda: "Fees assessed" in words(page))
    assert page.next.state == "not-yet"
    assert "supervisor" in page.next.accessibleDescription()
