"""Every button that changes something is pressed twice in a hurry: one command, one event, one of each thing."""

from collections import Counter as Tally
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from oss_desk.domain.cases import Case, Handover
from oss_desk.domain.history import Command, Event
from oss_desk.domain.till import Payment, Receipt
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.ui.pages.cases.deed_row import DeedRow
from oss_desk.ui.pages.cases.page import CasesPage
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.segments import Stepper
from tests.journeys.hands import Hands
from tests.journeys.machine import Machine

LEFT = Qt.MouseButton.LeftButton
OF_THE_WINDOW = frozenset({"mark_job", "record-opened"})
"""Kept by the program itself: each paper that comes out, and whose record was opened, which is counted in `looks`."""
ANSWERS = {"relation": "self", "registered_name": "Tamar Kvelidze", "birth_date": "1989-03-03"}


class Hurried:
    """An official in a hurry at one window."""

    def __init__(self, machine: Machine, hands: Hands) -> None:
        self.machine, self.hands = machine, hands
        self.seen = self.commands()
        self.before = frozenset(one.id for one in machine.stored(Event))

    def commands(self) -> Tally[str]:
        """How many commands of each kind were carried out."""
        return Tally(one.operation for one in self.machine.stored(Command) if one.operation not in OF_THE_WINDOW)

    def press(self, button: QWidget | None, *operations: str) -> None:
        """A double click and a third press at once: each of these operations is carried out once, and nothing else."""
        assert button is not None
        place, middle = self.hands.shell, button.rect().center()
        spot = button.mapTo(place, middle)
        QTest.mousePress(button, LEFT, pos=middle)
        QTest.mouseRelease(button, LEFT, pos=middle)
        self._again(spot)
        if shiboken6.isValid(button) and isinstance(button, QAbstractButton):
            button.click()
        self.expect(*operations)
        self._again(spot)
        self.expect()

    def keys(self, sequence: str, *operations: str) -> None:
        """The same with a key."""
        self.hands.shell.press(sequence)
        self.hands.shell.press(sequence)
        self.expect(*operations)

    def expect(self, *operations: str) -> None:
        """Each of these operations was carried out once since the last look, and nothing else."""
        self.hands.until(lambda: self.hands.shell.tasks.pending() == 0)
        self.hands.until(lambda: not (Tally(operations) - (self.commands() - self.seen)))
        self.hands.until(lambda: self.hands.shell.tasks.pending() == 0)
        new, self.seen = self.commands() - self.seen, self.commands()
        assert new == Tally(operations)

    def looks(self) -> set[int]:
        """How often each look at a record, for one purpose, was kept since the hurry began."""
        opened = self.machine.stored(Event, kind="record-opened")
        new = Tally((one.subject_kind, one.subject_id, one.payload) for one in opened if one.id not in self.before)
        return set(new.values())

    def named(self, name: str) -> QAbstractButton:
        """The button that is called so."""
        self.hands.until(lambda: self.hands.button(name) is not None)
        button = self.hands.button(name)
        assert button is not None
        return button

    def row(self, kind: type[QAbstractButton], holds: Callable[[str], bool]) -> QAbstractButton:
        """A row by what it is called."""

        def found() -> list[QAbstractButton]:
            rows = self.hands.shell.findChildren(kind)
            return [one for one in rows if one.isVisible() and holds(one.accessibleName())]

        self.hands.until(lambda: bool(found()))
        return found()[0]

    def _again(self, spot: QPoint) -> None:
        """The second half of a double click falls on whatever lies there now."""
        below = self.hands.shell.childAt(spot)
        if below is not None:
            QTest.mouseDClick(below, LEFT)


def test_a_whole_visit_in_a_hurry(sqlite_office: str, machine: Machine) -> None:
    hands = machine.clerk(sqlite_office)
    hurry = Hurried(machine, hands)
    hurry.press(hands.counter.next, "open_visit")
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hands.view.citizen.start()
    hands.type("Nino Beridze")
    hurry.press(hurry.named("Add Nino Beridze as a new record"))
    hurry.press(hands.counter.next, "add_citizen", "set_visitor")
    hands.until(lambda: bool(hands.view.services.found()))
    hurry.press(hurry.row(ListRow, lambda name: "birth certificate" in name), "add_service")
    hurry.press(hurry.named("Moving house"))
    hurry.press(hurry.row(Button, lambda name: name.startswith("Add all")), "add_life_event")
    assert machine.count(Visit, ServiceRequest) == (1, 2)
    for _ in range(2):
        hands.view.basket.removed.emit(hands.visit.lines[1].request.id)
    hands.until(lambda: len(hands.visit.lines) == 1)
    hurry.seen = hurry.commands()

    hands.go_on("documents")
    hurry.press(hurry.named("Original"))
    hurry.press(hurry.named("Note it"), "mark_paper")
    hands.mark_all()
    hurry.seen = hurry.commands()
    hands.go_on("details")
    hands.answer(**ANSWERS)
    hands.until(lambda: all(line.state == "ready" for line in hands.visit.lines))
    hands.go_on("pay")
    hurry.expect("start_payment")
    hands.type("20")
    hurry.press(hurry.named("Print the application"), "print_application")
    hurry.press(hands.counter.next, "start_cases")
    assert machine.count(Case, Payment, Receipt) == (1, 1, 1)
    hands.until(lambda: hands.view.station == "receipt")
    hurry.press(hurry.named("Print a copy: Receipt"), "copy_receipt")
    hurry.press(hands.counter.next, "close_visit")
    assert machine.count(Visit, ServiceRequest) == (1, 2)
    assert hurry.looks() == {1}
    no_gap(machine)


def test_a_quantity_pressed_three_times_in_a_hurry_is_raised_by_three(sqlite_office: str, machine: Machine) -> None:
    hands = machine.clerk(sqlite_office)
    hands.serve()
    hands.find("tamar")
    hands.add("birth certificate")
    (stepper,) = hands.shell.findChildren(Stepper)
    for _ in range(3):
        QTest.keyClick(stepper, Qt.Key.Key_Up)
    hands.until(lambda: hands.visit.lines[0].request.quantity == 4)
    assert not hands.shell.message.isVisible()


def test_parking_and_resuming_in_a_hurry(sqlite_office: str, machine: Machine) -> None:
    hands = machine.clerk(sqlite_office)
    hurry = Hurried(machine, hands)
    hurry.keys("F3", "open_visit")
    hands.until(lambda: hands.counter.view is not None and hands.view.sheet is not None)
    hurry.keys("F6", "hold_visit")
    hands.until(lambda: hands.counter.view is None)
    hurry.keys("F6", "resume_visit")
    assert machine.count(Visit) == (1,)


def test_a_case_in_a_hurry(sqlite_sample: str, machine: Machine) -> None:
    hands = machine.enter(sqlite_sample, "adaeze")
    hands.shell.show_page("cases")
    page = hands.shell.page()
    assert isinstance(page, CasesPage)
    hurry = Hurried(machine, hands)
    case = next(one for one in machine.stored(Case, open=True) if one.role == "clerk")
    page.open_case(case.id)
    hurry.press(hurry.row(DeedRow, lambda name: name == "Add a note"))
    hands.type("Looked into it.")
    hurry.press(page.next, "add_note")
    hurry.press(hurry.row(DeedRow, lambda name: name.startswith("Stop the clock")))
    hands.type("The archive is closed.")
    hurry.press(page.next, "suspend")
    assert hurry.looks() == {1}
    no_gap(machine)


def test_a_handover_in_a_hurry(sqlite_sample: str, machine: Machine) -> None:
    hands = machine.enter(sqlite_sample, "adaeze")
    hurry = Hurried(machine, hands)
    case = next(one for one in machine.stored(Case, open=True) if one.step_kind == "ready-to-collect")
    hands.shell.show_page("collect", case_id=case.id)
    page = hands.shell.page()
    assert isinstance(page, CollectPage)
    hands.until(lambda: page.giving is not None and page.giving.sheet is not None)
    before = machine.count(Handover)[0]
    page.key_character("1")
    hands.until(lambda: page.next.state == "ready")
    hurry.press(page.next, "hand_over")
    assert machine.count(Handover) == (before + 1,)
    assert hurry.looks() == {1}
    no_gap(machine)


def no_gap(machine: Machine) -> None:
    """The history of each desk is numbered without a gap, each number once."""
    numbers: dict[int, list[int]] = {}
    for event in machine.stored(Event):
        numbers.setdefault(event.desk_id, []).append(event.seq)
    assert all(sorted(one) == list(range(1, len(one) + 1)) for one in numbers.values())
