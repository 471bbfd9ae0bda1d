"""The window: what is loaded when it is first seen, who sees which page, its keys, its room, one answer per press."""

import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oss_desk import paths
from oss_desk.domain.messages import refuse
from oss_desk.language import Language
from oss_desk.ui.appearance import Appearance
from oss_desk.ui.doors import Doors, Session
from oss_desk.ui.keys import KEYS, meanings
from oss_desk.ui.page import Column, Context, Page, PageSpec, room_for
from oss_desk.ui.shell import Shell
from oss_desk.ui.sign_in import Person, Welcome
from oss_desk.ui.theme import theme
from oss_desk.ui.widgets import Button, Field, Group, Hit, Label, Line, Panel, Slip, stations
from oss_desk.ui.widgets.head import Facts

OFFICE = "Riverside One-Stop Shop"
PEOPLE = (Person("lund", "Adaeze Lund", "Clerk"), Person("ota", "Mikael Ōta", "Back office"))
FACTS = Facts(OFFICE, "Desk 2", "Adaeze Lund", "Clerk", "Shift open", "since 08:02", "saved", "All saved", "here")
PROGRAM: Any = object()
TRANSLATIONS = paths.resources() / "translations"


class Counter(Page):
    """A page with a line, two columns, a slip and a next action; it notes what it is told."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.noted: list[object] = []
        self.argument: Mapping[str, Any] = {}
        self.line.set_parts([Label("A 047")], Line(stations(["Citizen", "Documents", "Pay"], 1)), [Button("Park")])
        first, second = Panel("Tamar Kvelidze"), Panel("Documents", scroll=True)
        self.field = Field("Note")
        second.add(self.field)
        second.add(Label("A certified copy of an entry in the birth register. " * 6, wrap=True))
        self.set_columns(Column(first), second, widths=(276, None))
        slip = Slip("This visit")
        slip.add_stretch()
        slip.set_total("To pay", "€ 10.00")
        self.set_slip(slip)
        self.next.set_ready("Continue", key_hint="Ctrl ↵")
        self.next.triggered.connect(lambda: self.noted.append("next"))

    def opened(self, **arguments: Any) -> None:
        self.noted.append(("opened", arguments))

    def where(self) -> Mapping[str, Any]:
        return self.argument

    def keep_now(self) -> None:
        self.noted.append("kept")

    def closed(self) -> None:
        self.noted.append("closed")

    def refresh(self, changes: object) -> None:
        self.noted.append(("refresh", changes))

    def summary(self) -> str:
        return "Tamar Kvelidze, 2 services"

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return (("F6", "Park this visit"),)

    def key_character(self, character: str) -> bool:
        self.noted.append(character)
        return True

    def key_f3(self) -> bool:
        self.noted.append("F3")
        return True

    def key_back(self) -> bool:
        self.noted.append("Esc")
        return True


def specs() -> Sequence[PageSpec]:
    clerk, back = frozenset({"clerk"}), frozenset({"clerk", "back_office"})
    return (
        PageSpec("counter", "Counter", "counter", clerk, Counter),
        PageSpec("cases", "Cases", "cases", back, Counter, lambda program: 12),
        PageSpec("settings", "Settings", "settings", frozenset({"administrator"}), Counter),
    )


def doors(**others: Any) -> Doors:
    """An office of plain functions."""
    usual: dict[str, Any] = {
        "build": lambda: Welcome(OFFICE, "Desk 2", PEOPLE, sample=True),
        "pages": specs,
        "sign_in": lambda login, password: Session(PROGRAM, frozenset({"clerk"}), FACTS),
        "sign_out": lambda program: Welcome(OFFICE, "Desk 2", PEOPLE, sample=True),
        "facts": lambda program: FACTS,
        "search": lambda program, text: [Group("Citizens", (Hit(7, "Tamar Kvelidze"),))],
        "found": lambda value: ("counter", {"citizen": value}),
        "sentence": lambda error: f"Told: {error}",
    }
    return Doors(**{**usual, **others})


@pytest.fixture
def opened(qtbot: QtBot, english: Language) -> Iterator[Callable[..., Shell]]:
    made = list[Shell]()

    def make(
        width: int = 1280,
        height: int = 800,
        language: Language = english,
        keep: Callable[..., None] = lambda **_: None,
        **others: Any,
    ) -> Shell:
        appearance = Appearance(TRANSLATIONS, keep=keep)
        appearance.speech = language
        shell = Shell(appearance, doors(**others), "Version 1")
        made.append(shell)
        shell.resize(width, height)
        with qtbot.waitActive(shell):
            shell.show()
        return shell

    yield make
    for shell in made:
        shell.close()
        shell.deleteLater()


@pytest.fixture
def signed_in(qtbot: QtBot, opened: Callable[..., Shell]) -> Callable[..., Shell]:
    def make(**others: Any) -> Shell:
        shell = opened(**others)
        qtbot.waitUntil(lambda: bool(shell.sign_in.cards()))
        with qtbot.waitSignal(shell.signed_in):
            qtbot.mouseClick(shell.sign_in.cards()[0], Qt.MouseButton.LeftButton)
        return shell

    return make


def counter(shell: Shell) -> Counter:
    page = shell.page()
    assert isinstance(page, Counter)
    return page


def test_nothing_of_the_office_is_loaded_when_the_window_is_first_seen() -> None:
    program = """
        import sys
        from PySide6.QtWidgets import QApplication
        app = QApplication([])
        from oss_desk import paths
        from oss_desk.ui.appearance import Appearance
        from oss_desk.ui.shell import Doors, Shell, Welcome
        from oss_desk.ui.theme import apply
        apply(app, "light")
        nothing = lambda *_: None
        build = lambda: Welcome("Office", "Desk")
        doors = Doors(build, lambda: (), nothing, nothing, nothing, nothing, nothing, str)
        shell = Shell(Appearance(paths.resources() / "translations"), doors)
        heavy = ("sqlalchemy", "alembic", "reportlab", "pydantic", "oss_desk.operations", "oss_desk.storage",
                 "oss_desk.printing", "oss_desk.workflows", "oss_desk.ui.pages", "oss_desk.bootstrap")
        shell.first_painted.connect(lambda: print(*[name for name in heavy if name in sys.modules], "painted"))
        shell.welcomed.connect(app.quit)
        shell.show()
        app.exec()
        shell.close()
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout.split() == ["painted"], ran.stderr


def test_the_office_is_opened_off_the_windows_thread_and_pages_are_imported_once_after_it(
    qtbot: QtBot, opened: Callable[..., Shell]
) -> None:
    order, here = list[str](), threading.get_ident()

    def build() -> Welcome:
        order.append("built elsewhere" if threading.get_ident() != here else "built here")
        return Welcome(OFFICE, "Desk 2", PEOPLE)

    def pages() -> Sequence[PageSpec]:
        order.append("pages here" if threading.get_ident() == here else "pages elsewhere")
        return specs()

    shell = opened(build=build, pages=pages)
    qtbot.waitUntil(lambda: bool(shell.sign_in.cards()))
    assert order == ["built elsewhere", "pages here"]


def test_one_press_enters_a_sample_office_and_only_pages_of_the_role_are_seen(
    qtbot: QtBot, signed_in: Callable[..., Shell]
) -> None:
    shell = signed_in()
    assert [button.entry.id for button in shell.rail.buttons()] == ["counter", "cases"]
    assert shell.page() is not None
    before = shell.page()
    shell.show_page("settings")
    assert shell.page() is before
    qtbot.waitUntil(lambda: shell.rail.buttons()[1].accessibleName() == "Cases, 12")


def test_a_real_office_asks_for_the_password_and_says_when_it_does_not_fit(
    qtbot: QtBot, opened: Callable[..., Shell]
) -> None:
    given = list[tuple[str, str]]()

    def sign_in(login: str, password: str) -> Session:
        given.append((login, password))
        if password != "right":
            raise refuse("password")
        return Session(PROGRAM, frozenset({"clerk"}), FACTS)

    shell = opened(build=lambda: Welcome(OFFICE, "Desk 2", PEOPLE), sign_in=sign_in)
    qtbot.waitUntil(lambda: len(shell.sign_in.cards()) == 3)
    qtbot.mouseClick(shell.sign_in.cards()[1], Qt.MouseButton.LeftButton)
    assert given == []
    field = shell.sign_in.password
    qtbot.keyClicks(field.input(), "wrong")
    qtbot.keyClick(field.input(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.error() is not None)
    field.set_text("right")
    with qtbot.waitSignal(shell.signed_in):
        for _ in range(3):
            qtbot.mouseClick(shell.sign_in.button, Qt.MouseButton.LeftButton)
    assert given == [("ota", "wrong"), ("ota", "right")]


def test_an_office_that_cannot_be_opened_says_so_and_is_tried_again(qtbot: QtBot, opened: Callable[..., Shell]) -> None:
    tries = list[int]()

    def build() -> Welcome:
        tries.append(1)
        if len(tries) == 1:
            raise refuse("no-line-to-the-database")
        return Welcome(OFFICE, "Desk 2", PEOPLE, sample=True)

    shell = opened(build=build)
    qtbot.waitUntil(shell.sign_in.message.isVisible)
    assert "no-line-to-the-database" in shell.sign_in.message.accessibleName()
    qtbot.mouseClick(shell.sign_in.message.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shell.sign_in.cards()) == 2)
    assert not shell.sign_in.message.isVisible()


def test_changes_reach_every_page_and_the_head_is_read_again(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    asked = list[int]()

    def facts(program: object) -> Facts:
        asked.append(1)
        return replace(FACTS, state="lost", state_title="No line to the database", state_text="since 14:07")

    shell = signed_in(facts=facts)
    first = counter(shell)
    shell.show_page("cases")
    qtbot.waitUntil(lambda: bool(asked))
    counter(shell).changed.emit(("visit", 3))
    assert ("refresh", ("visit", 3)) in first.noted
    assert ("refresh", ("visit", 3)) in counter(shell).noted
    qtbot.waitUntil(lambda: len(asked) == 2)
    qtbot.waitUntil(lambda: shell.head.state.first.text() == "No line to the database")


def test_pages_are_told_when_they_are_opened_and_closed(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    shell = signed_in()
    first = counter(shell)
    first.goto.emit("cases", {"case": 9})
    assert first.noted == [("opened", {}), "closed"]
    assert counter(shell).noted == [("opened", {"case": 9})]
    shell.show_page("counter", visit=2)
    assert shell.page() is first
    assert first.noted[-1] == ("opened", {"visit": 2})


def test_every_key_of_the_table_goes_to_a_method_that_every_page_has() -> None:
    for key in KEYS:
        assert not key.method or callable(getattr(Page, key.method))
    assert len({key.sequence for key in KEYS}) == len(KEYS)


def test_keys_reach_the_page_and_letters_only_while_nothing_is_typed(
    qtbot: QtBot, signed_in: Callable[..., Shell]
) -> None:
    shell = signed_in()
    page = counter(shell)
    page.noted.clear()
    page.next.setFocus()
    for key in (Qt.Key.Key_F3, Qt.Key.Key_Escape, Qt.Key.Key_Y):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert page.noted == ["F3", "Esc", "y"]
    page.field.focus()
    qtbot.keyClicks(QApplication.focusWidget(), "n1")
    assert page.noted == ["F3", "Esc", "y"]
    assert page.field.text() == "n1"
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.noted == ["F3", "Esc", "y", "next"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    assert page.noted[-1] == "next"


def test_f1_lists_all_keys_and_escape_closes_the_list(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    shell = signed_in()
    qtbot.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_F1)
    assert shell.help.isVisible()
    said = [label.text() for label in shell.help.findChildren(Label)]
    assert "Park this visit" in said
    assert all(words in said for _, words in meanings(shell.language))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not shell.help.isVisible()


def test_f2_searches_and_a_hit_opens_its_page(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    shell = signed_in()
    shell.show_page("cases")
    qtbot.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is shell.search.edit
    qtbot.keyClicks(shell.search.edit, "tam")
    qtbot.waitUntil(shell.search.results().isVisible)
    qtbot.keyClick(shell.search.edit, Qt.Key.Key_Return)
    assert counter(shell).noted[-1] == ("opened", {"citizen": 7})


@pytest.mark.parametrize(("width", "room"), [(1280, "wide"), (1179, "medium"), (1024, "medium"), (899, "narrow")])
def test_the_width_decides_the_room(width: int, room: str) -> None:
    assert room_for(width) == room


def slip(page: Page) -> Slip:
    """The slip of a page that has one."""
    assert page.slip is not None
    return page.slip


def test_slip_and_next_action_keep_their_place_and_the_first_column_folds_in_a_narrow_window(
    qtbot: QtBot, signed_in: Callable[..., Shell]
) -> None:
    shell = signed_in()
    page = counter(shell)
    qtbot.waitUntil(lambda: slip(page).width() == 324)
    assert page.next.mapTo(shell, page.next.rect().bottomRight()).x() == 1280 - 17
    assert shell.rail.width() == 88
    shell.resize(1024, 700)
    qtbot.waitUntil(lambda: slip(page).width() == 280)
    assert shell.rail.width() == 64
    shell.resize(800, 560)
    qtbot.waitUntil(page.bar.isVisible)
    assert page.bar.accessibleName() == "Tamar Kvelidze, 2 services"
    assert page.next.isVisible()
    qtbot.waitUntil(lambda: slip(page).height() < 120)
    qtbot.mouseClick(page.bar, Qt.MouseButton.LeftButton)
    first = page.findChild(Column)
    assert first is not None
    assert first.isVisible()


def test_what_is_to_be_done_first_stays_until_somebody_says_that_it_is_done(signed_in: Callable[..., Shell]) -> None:
    shell = signed_in()
    shell.let_stay("The office is open.", "Choose the printers in Settings.")
    shell.set_message("Something else happened.", tone="wait")
    shell.set_message()
    assert shell.message.isVisible()
    assert shell.message.title.text() == "The office is open."
    shell.message.button.click()
    assert not shell.message.isVisible()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (800, 560)])
def test_everything_stays_inside_the_window(
    qtbot: QtBot, signed_in: Callable[..., Shell], size: tuple[int, int]
) -> None:
    shell = signed_in(width=size[0], height=size[1])
    shell.set_message("The payment was not booked. No money was taken.", "Press F9 again.", "stop", "Try again", "F9")
    assert (shell.width(), shell.height()) == size
    parts = (*shell.findChildren(Button), *shell.head.findChildren(Label), counter(shell).next)

    def outside() -> list[str]:
        corners = [(part, part.mapTo(shell, part.rect().bottomRight())) for part in parts if part.isVisible()]
        return [part.objectName() for part, at in corners if at.x() >= shell.width() or at.y() >= shell.height()]

    qtbot.waitUntil(lambda: outside() == [])


def test_the_whole_window_mirrors(qtbot: QtBot, qapp: QApplication, english: Language, signed_in: Any) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shell = signed_in(language=replace(english, rtl=True))
    page = counter(shell)
    assert shell.rail.x() > shell.width() / 2
    qtbot.waitUntil(lambda: page.next.mapTo(shell, page.next.rect().topLeft()).x() == 16)


def test_the_theme_changes_at_once_and_is_remembered(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    kept = list[dict[str, object]]()
    shell = signed_in(keep=lambda **chosen: kept.append(chosen))
    shell.head.theme_chosen.emit("dark")
    assert theme().name == "dark"
    assert kept == [{"theme": "dark"}]


def test_another_language_makes_the_window_anew_where_it_was(
    qtbot: QtBot, qapp: QApplication, signed_in: Callable[..., Shell]
) -> None:
    kept = list[dict[str, object]]()
    told = list[Language]()
    shell = signed_in(keep=lambda **chosen: kept.append(chosen), speak=told.append)
    before = counter(shell)
    before.argument = {"visit": 7}
    with qtbot.waitSignal(shell.rebuilt):
        shell.appearance.language("ar")
    page = counter(shell)
    assert page is not before
    assert before.noted[-2:] == ["kept", "closed"]
    assert page.noted[0] == ("opened", {"visit": 7})
    assert shell.layoutDirection() == qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert (kept, [language.code for language in told]) == ([{"language": "ar"}], ["ar"])
    qtbot.waitUntil(lambda: shell.rail.x() > shell.width() / 2)
    with qtbot.waitSignal(shell.rebuilt):
        shell.appearance.language("en")
    assert shell.layoutDirection() == qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_another_text_size_makes_every_height_anew(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    shell = signed_in()
    low = shell.head.height()
    with qtbot.waitSignal(shell.rebuilt):
        shell.appearance.text_size(150)
    assert shell.head.height() > low
    with qtbot.waitSignal(shell.rebuilt):
        shell.appearance.text_size(100)
    assert shell.head.height() == low


def test_signing_out_closes_the_pages_and_shows_the_people_again(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    shell = signed_in()
    page = counter(shell)
    with qtbot.waitSignal(shell.signed_out):
        shell.head.sign_out_asked.emit()
    assert page.noted[-1] == "closed"
    assert shell.page() is None
    assert shell.sign_in.cards()[0].isEnabled()
    assert shell.press("F3") is False


def test_a_sample_office_says_so_in_the_head_and_round_the_window(
    qtbot: QtBot, signed_in: Callable[..., Shell]
) -> None:
    facts = replace(FACTS, sample="Sample office")
    shell = signed_in(sign_in=lambda *_: Session(PROGRAM, frozenset({"clerk"}), facts), facts=lambda _: facts)
    assert shell.head.sample.isVisible()
    edge = shell.grab().toImage().pixelColor(1, 400)
    assert edge.name().upper() == theme().colours["focus"]


def test_closing_the_window_finishes_what_was_ordered(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    shell, ran = signed_in(), list[int]()
    shell.tasks.run("commands", shell, lambda: ran.append(1), lambda _: None, lambda _: None)
    shell.close()
    assert ran == [1]


def test_every_control_of_the_window_has_a_name(qtbot: QtBot, signed_in: Callable[..., Shell]) -> None:
    def walk(node: Any) -> Iterator[tuple[str, str, bool]]:
        reached = node.state().focusable and not node.state().invisible
        yield node.role().name, node.text(QAccessible.Text.Name), bool(reached)
        for number in range(min(node.childCount(), 200)):
            child = node.child(number)
            if child is not None and child.isValid():
                yield from walk(child)

    found = list(walk(QAccessible.queryAccessibleInterface(signed_in())))
    assert [role for role, name, focusable in found if focusable and not name and role != "Client"] == []


@pytest.mark.parametrize(("hour", "greeting"), [(8, "Good morning."), (12, "Good afternoon."), (19, "Good evening.")])
def test_the_greeting_follows_the_hour_of_the_office(
    qtbot: QtBot, opened: Callable[..., Shell], hour: int, greeting: str
) -> None:
    shell = opened(build=lambda: Welcome(OFFICE, "Desk 2", PEOPLE, hour=hour))
    qtbot.waitUntil(lambda: any(label.text().startswith(greeting) for label in shell.sign_in.findChildren(Label)))
