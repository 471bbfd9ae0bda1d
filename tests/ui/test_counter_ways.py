"""Ways that are shorter or were missing: done while the citizen waits, closed by a key, nothing asked, long words."""

import pytest
from PySide6.QtCore import Qt

from oss_desk.domain.visits import Visit
from oss_desk.ui.pages.counter.review import answer_words
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.next_action import NextAction
from tests.ui.desk import Desk
from tests.ui.test_counter import Counter


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The Counter of desk A, with nobody before it."""
    return Counter(desk)


def test_what_is_done_while_the_citizen_waits_is_the_next_action_after_paying(counter: Counter) -> None:
    counter.serve()
    counter.find("tamar")
    counter.add("proof of residence")
    counter.go("documents")
    counter.settle_identity()
    counter.view.go("details")
    counter.answer("use", "bank")
    counter.desk.until(lambda: counter.sheet.lines[0].state == "ready")
    counter.go("pay")
    counter.type("20")
    assert counter.page.key_f9()
    counter.desk.until(lambda: counter.view.station == "receipt")
    assert counter.page.next.accessibleName() == "Do it now: Look up the address"
    asked: list[tuple[str, object]] = []
    counter.page.goto.connect(lambda page, arguments: asked.append((page, arguments)))
    assert counter.page.key_go_on()
    assert asked == [("cases", {"case_id": counter.sheet.started[0].case.id, "back": "counter"})]
    assert counter.page.next.state == "ready"


def test_a_visit_is_closed_from_the_keyboard_at_any_station(counter: Counter) -> None:
    counter.serve()
    visit = counter.sheet.visit.id
    assert counter.page.key_f6()
    words = [button.words() for button in counter.view.park_bar.findChildren(Button)]
    assert words[-2:] == ["Close the visit", "The citizen left"]
    counter.desk.qtbot.keyClick(counter.view.park_bar, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    counter.desk.until(lambda: counter.page.view is None)
    assert counter.desk.count(Visit, id=visit, state="closed", outcome="left") == 1


def test_the_review_tells_the_answers_of_each_service_under_its_name(counter: Counter) -> None:
    counter.ready_to_pay()
    (line,) = counter.sheet.lines
    told = [answer_words(counter.here, asked, line) for asked in line.fields if asked.answer is not None]
    assert "Tamar Kvelidze" in told


def test_long_words_on_the_filled_button_take_another_line(desk: Desk) -> None:
    action = NextAction()
    desk.qtbot.addWidget(action)
    action.resize(280, action.sizeHint().height())
    before = action.sizeHint().height()
    action.set_not_yet("Signed and sealed, with a second person who agrees", "waits for the number of the copy", "F9")
    action.resize(280, action.sizeHint().height())
    assert action.sizeHint().height() > before
    action.set_ready("Signed", "", "F9")
    assert action.sizeHint().height() == before
