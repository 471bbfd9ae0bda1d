"""The Counter under a clerk's hands: what is typed wrongly, what the keys do, where the cursor goes, what is said."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from oss_desk.domain.till import Payment
from tests.ui.desk import Desk, has_button
from tests.ui.test_counter import Counter


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
