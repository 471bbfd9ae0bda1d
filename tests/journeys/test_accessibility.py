"""Every page of the window for those who do not see it or use no mouse: names, roles, reach by Tab, sizes to press."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from oss_desk.ui.page import Page
from oss_desk.ui.shell import Shell
from oss_desk.ui.theme import px
from tests.journeys.conftest import OpenWindow
from tests.journeys.hands import Hands

PEOPLE = ("adaeze", "samira", "teodor")
"""A clerk, a supervisor and an administrator: together they see every page."""
MOST_STOPS = 400
SMALLEST_TARGET = 36
NO_CONTROLS = ("Client", "Window", "NoRole")


@pytest.fixture
def window(open_window: OpenWindow, sqlite_sample: str) -> Hands:
    """The window of the sample office, nobody signed in."""
    return open_window(sqlite_sample)


def enter(hands: Hands, login: str) -> Shell:
    """This person at the desk."""
    hands.shell.sign_in.chosen.emit(login, "")
    hands.until(lambda: hands.shell.page() is not None)
    return hands.shell


def each_page(hands: Hands, login: str) -> Iterator[tuple[str, Page]]:
    """Every page that she has, at rest."""
    shell = enter(hands, login)
    for button in shell.rail.buttons():
        shell.show_page(button.entry.id)
        hands.until(lambda: not shell.tasks.pending())
        page = shell.page()
        assert page is not None
        hands.until(page.next.isVisible)
        yield button.entry.id, page


def tree(node: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """The node and everything below it that is shown."""
    yield node
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and child.isValid() and depth < 60 and not child.state().invisible:
            yield from tree(child, depth + 1)


def unnamed(shell: Shell) -> list[str]:
    """Whatever takes the focus or can be pressed and says no name or no role."""
    found = []
    for node in tree(QAccessible.queryAccessibleInterface(shell)):
        state, role = node.state(), node.role().name
        if state.focusable and not state.disabled:
            named = node.text(QAccessible.Text.Name).strip()
            if role == "NoRole" or (not named and role not in NO_CONTROLS):
                found.append(f"{role} {type(node.object()).__name__}")
    return found


def unreached(shell: Shell, page: Page) -> list[str]:
    """Every control of the page at which Tab never stops."""
    wanted = {
        widget: f"{type(widget).__name__} {widget.accessibleName()!r}"
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    page.next.setFocus()
    for _ in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        if focused is not None:
            wanted.pop(focused, None)
        if not wanted:
            break
        QTest.keyClick(focused or shell, Qt.Key.Key_Tab)
    return list(wanted.values())


def lies_still(page: Page) -> bool:
    """Whether nothing is left to be laid out: two looks, one after another, find everything in its place."""
    before = [one.geometry() for one in page.findChildren(QWidget)]
    QApplication.sendPostedEvents()
    return before == [one.geometry() for one in page.findChildren(QWidget)]


def too_small(page: Page) -> list[str]:
    """Every button that is lower than a finger needs."""
    return [
        f"{type(one).__name__} {one.accessibleName()!r} {one.width()}x{one.height()}"
        for one in page.findChildren(QAbstractButton)
        if one.isVisible() and one.height() < px(SMALLEST_TARGET)
    ]


@pytest.mark.parametrize("login", PEOPLE)
def test_every_control_of_every_page_has_a_name_and_a_role(window: Hands, login: str) -> None:
    found = {identity: unnamed(window.shell) for identity, _ in each_page(window, login)}
    assert {identity: wrong for identity, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("login", PEOPLE)
def test_tab_stops_at_every_control_of_every_page(window: Hands, login: str) -> None:
    found = {identity: unreached(window.shell, page) for identity, page in each_page(window, login)}
    assert {identity: wrong for identity, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("login", PEOPLE)
def test_everything_that_is_pressed_is_large_enough(window: Hands, login: str) -> None:
    for identity, page in each_page(window, login):
        window.until(partial(lies_still, page))
        assert too_small(page) == [], identity


def test_names_are_said_in_the_language_of_the_window(qtbot: QtBot, window: Hands) -> None:
    shell = enter(window, "adaeze")
    with qtbot.waitSignal(shell.rebuilt):
        shell.appearance.language("ar")
    names = [shell.head.search.edit.accessibleName(), *(one.accessibleName() for one in shell.rail.buttons())]
    assert names == [name for name in names if any("\u0600" <= letter <= "\u06ff" for letter in name)]
    assert unnamed(shell) == []


def test_the_whole_window_turns_at_once_and_stays_where_it_was(qtbot: QtBot, window: Hands) -> None:
    shell = enter(window, "samira")
    shell.show_page("catalogue")
    for code, direction in (("ar", Qt.LayoutDirection.RightToLeft), ("fr", Qt.LayoutDirection.LeftToRight)):
        with qtbot.waitSignal(shell.rebuilt):
            shell.appearance.language(code)
        assert shell.layoutDirection() == direction
        page = shell.page()
        assert page is not None
        assert page.layoutDirection() == direction
        assert next(one.entry.id for one in shell.rail.buttons() if one.isChecked()) == "catalogue"
