"""The stock of numbered blanks as an official uses it: counted blindly, spoilt, received and moved by two, on paper."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from oss_desk.domain.blanks import BlankCount, BlankDestroyed, BlankLot, BlankMove, BlankSpoilt
from oss_desk.domain.papers import BlanksPaper
from oss_desk.language import Language
from oss_desk.ui.pages.blanks.forms import CountForm, DestroyForm, MoveForm, ReceiveForm, SpoilForm
from oss_desk.ui.pages.blanks.view import Blanks
from oss_desk.ui.pages.day.page import DayPage
from oss_desk.ui.widgets.second_person import SecondPerson
from tests.ui.desk import Desk, nameless


def shown(desk: Desk, login: str = "samira", code: str = "C", deed: str = "") -> tuple[DayPage, Blanks]:
    """The stock of a desk on its page, with the form of what is done."""
    desk.sign_in(login, code)
    page = desk.show(DayPage, which="blanks")
    desk.until(lambda: page.blanks is not None and page.blanks.view.form is not None)
    assert page.blanks is not None
    view = page.blanks.view
    if deed:
        view._turn(deed)
    return page, view


def said(page: DayPage, view: Blanks) -> list[str]:
    """What stands in the list and on the slip."""
    texts = [one.text() for one in (*view.list.findChildren(QLabel), *view._slip.findChildren(QLabel))]
    return [text for text in texts if text]


def confirmed(desk: Desk, login: str = "rustem") -> None:
    """The second person signs too."""
    desk.until(lambda: isinstance(QApplication.activeModalWidget(), SecondPerson))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SecondPerson)
    dialog.name.set_text(login)
    dialog.password.set_text("-")
    dialog.confirm.click()


def test_while_blanks_are_counted_nothing_says_how_many_there_should_be(desk: Desk) -> None:
    page, view = shown(desk)
    assert isinstance(view.form, CountForm)
    assert not any("sheets" in text or "CC 1" in text for text in said(page, view))
    assert page.next.state == "not-yet"
    stack, top, count = view.form._rows[0]
    top.set_text(f"CC {int(stack.next_serial[3:]) + 2}")
    count.set_text(str(stack.left - 2))
    view.form.changed.emit()
    assert page.next.state == "ready"
    assert page.key_f9()
    desk.until(lambda: desk.count(BlankCount) == 1)
    desk.until(lambda: page.next.state == "not-yet")
    view._turn("spoil")
    desk.until(lambda: any(text == "2 missing" for text in said(page, view)))
    assert any(stack.next_serial in text for text in said(page, view))


def test_a_sheet_is_spoilt_with_its_reason_and_place_and_stands_in_the_list(desk: Desk) -> None:
    page, view = shown(desk, "adaeze", "A", deed="spoil")
    form = view.form
    assert isinstance(form, SpoilForm)
    assert form.missing() == "Why is missing"
    form._reason.set_text("Coffee")
    assert form.missing() == "Where it is kept is missing"
    form._place.set_text("Safe")
    form.changed.emit()
    before = desk.count(BlankSpoilt)
    assert page.key_f9()
    desk.until(lambda: desk.count(BlankSpoilt) == before + 1)
    desk.until(lambda: any("Coffee" in text for text in said(page, view)))


def test_a_delivery_is_received_before_a_second_person(desk: Desk) -> None:
    page, view = shown(desk, deed="receive")
    form = view.form
    assert isinstance(form, ReceiveForm)
    assert form.missing() == "Which blanks is missing"
    form._kind.set_text("permit")
    for field, text in ((form._first, "Q 000001"), (form._last, "50"), (form._supplier, "Printer")):
        field.set_text(text)
    assert form.missing() == "The delivery slip is missing"
    form._slip.set_text("S 9")
    form.changed.emit()
    before = desk.count(BlankLot)
    assert page.key_f9()
    confirmed(desk)
    desk.until(lambda: desk.count(BlankLot) == before + 1)
    desk.until(lambda: any("Q 000001 to Q 000050" in text for text in said(page, view)))


def test_sheets_go_to_another_desk_and_spoilt_ones_are_destroyed(desk: Desk) -> None:
    page, view = shown(desk, "samira", "A", deed="move")
    form = view.form
    assert isinstance(form, MoveForm)
    form._last.set_text(form._first.text())
    form._desk.set_text(next(str(one) for one, name in form.sheet.desks if name.startswith("B")))
    form.changed.emit()
    assert page.key_f9()
    confirmed(desk)
    desk.until(lambda: desk.count(BlankMove) == 1)
    desk.until(lambda: view.form is not form and view.sheet is not form.sheet)
    view._turn("destroy")
    destroy = view.form
    assert isinstance(destroy, DestroyForm)
    assert destroy.missing() == "No sheet is chosen"
    for box in destroy._boxes.values():
        box.click()
    assert page.key_f9()
    confirmed(desk)
    desk.until(lambda: desk.count(BlankDestroyed) == 1)


def test_a_clerk_is_offered_no_more_than_she_may_and_the_stock_is_a_paper(desk: Desk) -> None:
    page, view = shown(desk, "adaeze", "A")
    assert view._deeds() == ("count", "spoil")
    papers: list[object] = []
    page.prints.shown.connect(papers.append)
    assert page.key_f8()
    desk.until(lambda: bool(papers))
    assert isinstance(papers[0], BlanksPaper)
    assert nameless(page) == []


@pytest.mark.parametrize("width", [1280, 1024, 880])
def test_the_stock_is_laid_out_in_every_room(desk: Desk, width: int, english: Language) -> None:
    desk.sign_in("samira", "C")
    page = desk.show(DayPage, width=width, which="blanks")
    desk.until(lambda: page.blanks is not None and page.blanks.view.form is not None)
    assert page.blanks is not None
    assert page.blanks.view.list.isVisible()
