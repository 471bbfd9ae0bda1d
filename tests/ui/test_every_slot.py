"""Whatever is pressed may break: it is heard, what was typed is rescued, a number is told, the till stands (R84)."""

import warnings
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from oss_desk.domain.history import Command, Event
from oss_desk.domain.till import Payment, Receipt
from oss_desk.ui.last_resort import LastResort
from oss_desk.ui.page import Context, Page
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.catalogue.page import CataloguePage
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.pages.day.page import DayPage
from oss_desk.ui.pages.history.page import HistoryPage
from oss_desk.ui.pages.settings.page import SettingsPage
from oss_desk.ui.pages.till.page import TillPage
from oss_desk.ui.print_jobs import PrintJobs
from tests.ui.desk import Desk

PAGES: dict[str, Callable[..., Page]] = {
    "counter": CounterPage,
    "cases": CasesPage,
    "collect": CollectPage,
    "day": DayPage,
    "catalogue": CataloguePage,
    "till": TillPage,
    "history": HistoryPage,
    "settings": SettingsPage,
}
STORED = (Payment, Receipt, Command, Event)


class Broke(Exception):
    """What every slot of this test ends with."""


def boom(*_: object) -> None:
    """A slot that breaks."""
    raise Broke


@pytest.mark.expects_log
@pytest.mark.parametrize("name", PAGES)
def test_a_slot_that_breaks_is_heard_and_nothing_is_stored(desk: Desk, qtbot: QtBot, name: str) -> None:
    desk.sign_in("rustem" if name == "history" else "adaeze")
    page = desk.show(maker(desk, name))
    desk.until(lambda: desk.tasks is not None and desk.tasks.pending() == 0)
    before = {record: desk.count(record) for record in STORED}
    rescued, numbers, pressed = list[int](), set[str](), page.findChildren(QAbstractButton)
    resort = LastResort(lambda: rescued.append(1), page)
    resort.bug.connect(numbers.add)
    with resort.standing_by():
        for button in pressed:
            break_slot(button)
            button.clicked.emit()
    assert len(pressed) >= 3
    assert len(rescued) == len(pressed)
    assert len(numbers) >= 1
    assert {record: desk.count(record) for record in STORED} == before


def break_slot(button: QAbstractButton) -> None:
    """Put a slot that breaks in the place of all that hear of this button."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        button.clicked.disconnect()
    button.clicked.connect(boom)


def maker(desk: Desk, name: str) -> Callable[[Context, PrintJobs], Page]:
    """How the page is made at this desk."""
    return partial(PAGES[name], machine=desk.machine()) if name == "settings" else PAGES[name]
