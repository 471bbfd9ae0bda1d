"""Where the focus lands on each page, and that Tab leads over controls alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from oss_desk.ui.page import Page
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.widgets.rows import ListRow
from tests.ui.desk import Desk, has_button
from tests.ui.test_counter import shown

MOST = 80
"""More stops than any page has."""


def focused() -> QWidget:
    """What has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def stops(page: Page) -> Iterator[QWidget]:
    """Where Tab stops, from what has the focus until it comes round again; a row read anew is the same stop."""
    first, seen = focused().accessibleName(), list[str]()
    for _ in range(MOST):
        seen.append(f"{type(focused()).__name__} {focused().accessibleName()!r}")
        yield focused()
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if focused().accessibleName() == first:
            return
    raise AssertionError(f"Tab does not come round: {seen[:20]}")


def wrong(page: Page) -> list[str]:
    """Every stop of Tab that is no control, or says no name."""
    found = []
    for stop in list(stops(page)):
        area = isinstance(stop, QAbstractScrollArea) and not isinstance(stop, QPlainTextEdit)
        if area or stop is page or stop.focusPolicy() == Qt.FocusPolicy.NoFocus or not stop.accessibleName():
            found.append(f"{type(stop).__name__} {stop.accessibleName()!r}")
    return found


def lands(desk: Desk, page: Page, kind: type[QWidget] | None = None) -> None:
    """Wait until a control of the page has the focus, of that kind where one is named."""

    def landed() -> bool:
        widget = QApplication.focusWidget()
        inside = widget is not None and widget is not page and page.isAncestorOf(widget)
        return inside and (kind is None or isinstance(widget, kind))

    desk.until(landed)


def counted(desk: Desk, page: CasesPage) -> None:
    """Wait until the lists say how many cases they hold: everything was read."""

    def said() -> bool:
        return page.lists is not None and page.lists.list.which.button("mine").accessibleName() != "For me"

    desk.until(said)


def test_cases_begin_on_the_first_row(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CasesPage, which="all")
    lands(desk, page, ListRow)
    counted(desk, page)
    assert isinstance(focused(), ListRow)
    assert wrong(page) == []


def test_an_empty_list_begins_where_another_is_chosen(desk: Desk) -> None:
    desk.sign_in("odile")
    page = desk.show(CasesPage, which="mine")
    lands(desk, page)
    counted(desk, page)
    assert focused().accessibleName().startswith("For me")
    assert wrong(page) == []


def test_a_case_begins_where_its_work_does_and_back_leads_to_its_row(desk: Desk) -> None:
    desk.sign_in("adaeze")
    case = desk.cases(step="search", open=True)[0]
    page = desk.show(CasesPage, case_id=case.id)
    lands(desk, page)
    assert focused().accessibleName() == "Name spelt as on the identity paper"
    assert wrong(page) == []
    page.show_lists()
    lands(desk, page, ListRow)


def test_a_case_without_work_for_her_begins_on_a_control(desk: Desk) -> None:
    desk.sign_in("adaeze")
    closed = desk.cases(open=False)[0]
    page = desk.show(CasesPage, case_id=closed.id)
    lands(desk, page)
    assert wrong(page) == []


@pytest.mark.parametrize("login", ["adaeze", "ruta"])
def test_collect_begins_on_the_first_that_is_ready(desk: Desk, login: str) -> None:
    desk.sign_in(login, "A" if login == "adaeze" else "C")
    page = desk.show(CollectPage)
    lands(desk, page, ListRow)
    assert wrong(page) == []
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    desk.until(lambda: page.giving is not None and page.giving.sheet is not None)
    lands(desk, page)
    assert wrong(page) == []


def test_the_catalogue_begins_in_the_words(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CataloguePage)
    lands(desk, page)
    assert focused().accessibleName() == "Find a service by everyday words"
    desk.until(lambda: page.sheet is not None)
    assert wrong(page) == []


def test_the_counter_begins_on_the_next_action(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page = shown(desk)
    desk.until(lambda: page.idle is not None and page.idle.today is not None)
    assert focused() is page.next
    assert wrong(page) == []


def test_the_focus_stays_where_somebody_put_it_meanwhile(desk: Desk) -> None:
    desk.sign_in("adaeze")
    page = desk.show(CasesPage, which="all")
    lands(desk, page, ListRow)
    page.opened(which="mine")
    assert page.lists is not None
    page.lists.list.filter.focus()
    typed = focused()
    desk.until(lambda: page.lists is not None and page.lists.list.which.value() == "mine")
    desk.until(lambda: desk.tasks is not None and desk.tasks.pending() == 0)
    assert focused() is typed


def test_after_a_step_the_focus_is_where_the_case_goes_on(desk: Desk) -> None:
    desk.sign_in("adaeze")
    case = desk.cases(step="search", open=True)[0]
    page = desk.show(CasesPage, case_id=case.id)
    desk.until(lambda: has_button(page, "Number of the entry noted"))
    for words in ("Name spelt as on the identity paper", "Number of the entry noted"):
        desk.press(page, words)
    window, help_button = QWidget(), QPushButton("Help")
    row = QHBoxLayout(window)
    row.addWidget(help_button)
    row.addWidget(page)
    with desk.qtbot.waitActive(window):
        window.show()
    assert page.key_f9()
    help_button.setFocus()
    desk.until(lambda: desk.case(case.id).step != "search")
    desk.until(lambda: focused() is page.next)
    page.setParent(None)
    window.close()
