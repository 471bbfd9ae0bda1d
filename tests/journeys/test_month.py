"""The first day of the sample office in the real window, while a run of its own makes the month beside it."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oss_desk import bootstrap
from oss_desk.domain.people import Citizen
from oss_desk.settings import Settings
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from oss_desk.ui import window
from oss_desk.ui.month import MonthDoor, MonthView
from oss_desk.ui.shell import Shell
from oss_desk.ui.widgets.label import Label
from tests.journeys.hands import Hands

WAIT_MS = 120_000
Command = tuple[str, ...]


def real(settings: Settings) -> Command:
    """What `oss-desk demo` runs, for two days instead of a month."""
    url = f"sqlite:///{bootstrap.month_file(settings)}"
    return sys.executable, "-m", "oss_desk", "sample", "--days", "2", "--database", url


def endless(settings: Settings) -> Command:
    """A run that has made three days of five, and goes on for ever."""
    return told(settings, "3 of 5 days made, now Monday", "import threading; threading.Event().wait()")


def told(settings: Settings, line: str, then: str = "") -> Command:
    """A run that has begun its file, tells this, and does this then."""
    part = f"{bootstrap.month_file(settings)}.part"
    return sys.executable, "-c", f"open({part!r}, 'w').write('begun'); print({line!r}, flush=True); {then}"


@dataclass
class Demo:
    """The window of the sample office."""

    qtbot: QtBot
    settings: Settings
    shell: Shell

    def sign_in(self) -> None:
        """The clerk is at the desk."""
        with self.qtbot.waitSignal(self.shell.signed_in, timeout=15_000):
            self.shell.sign_in.chosen.emit("adaeze", "")

    def until(self, phase: str) -> None:
        """Wait for the month."""
        self.qtbot.waitUntil(lambda: self.shell.month.phase == phase, timeout=WAIT_MS)

    def citizens(self) -> int:
        """How many are in the office that is open."""
        database = open_database(bootstrap.sample_url(self.settings), read_only=True)
        with database.reading() as work:
            count = len(rows.every(work, Citizen))
        database.close()
        return count

    def files(self) -> set[str]:
        """What lies in the folder of the sample office, without logs and claims."""
        found = (self.settings.data / "sample").iterdir()
        return {file.name for file in found if file.suffix in (".sqlite", ".part")}


Start = Callable[[Callable[[Settings], Command]], Demo]


@pytest.fixture
def start(settings: Settings, qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    """Opens the sample office as `oss-desk demo` does, its month made by that command."""
    shells = list[Shell]()

    def make(command: Callable[[Settings], Command]) -> Demo:
        door = MonthDoor(
            lambda: bootstrap.month_stands(settings),
            lambda: command(settings),
            lambda: bootstrap.forget_month(settings),
        )
        month = window.SampleMonth(door, lambda: bootstrap.take_month(settings))
        window.application(settings)
        shell = window.make_shell(settings, lambda: bootstrap.open_sample(settings), month)
        shells.append(shell)
        shell.resize(1280, 800)
        qtbot.addWidget(shell)
        with qtbot.waitSignal(shell.welcomed, timeout=30_000), qtbot.waitActive(shell):
            shell.show()
        return Demo(qtbot, settings, shell)

    yield make
    for shell in shells:
        shell.close()


def test_the_first_day_is_used_while_the_month_is_made_and_the_month_opens_by_one_press(start: Start) -> None:
    demo = start(real)
    shell, hands = demo.shell, Hands(demo.qtbot, demo.shell)
    hands.sign_in("adaeze")
    assert shell.month.phase == "making"
    hands.serve()
    hands.find("Tamar")
    assert hands.visit.visitor is not None
    demo.until("ready")
    assert demo.citizens() == 30
    with demo.qtbot.waitSignal(shell.welcomed, timeout=15_000):
        hands.click("Open the month")
    assert shell.session is None
    assert demo.files() == {"sample.sqlite"}
    demo.sign_in()
    assert demo.citizens() == 300
    assert hands.button("Open the month") is None


def test_where_nobody_has_signed_in_the_month_opens_by_itself(start: Start) -> None:
    demo = start(real)
    with demo.qtbot.waitSignal(demo.shell.welcomed, timeout=WAIT_MS):
        pass
    assert demo.citizens() == 300
    assert demo.shell.sign_in.cards()
    assert demo.shell.month.phase == "nothing"


def test_how_far_it_is_is_said_and_stop_leaves_the_first_day_alone(start: Start) -> None:
    demo = start(endless)
    demo.sign_in()
    demo.qtbot.waitUntil(lambda: demo.shell.month.of == 5, timeout=WAIT_MS)
    hands = Hands(demo.qtbot, demo.shell)
    assert "3 of 5 days" in said(demo.shell)
    hands.click("Stop")
    assert demo.shell.month.phase == "nothing"
    assert demo.files() == {"sample.sqlite"}
    assert hands.button("Stop") is None
    assert demo.shell.page() is not None


def test_a_window_closed_in_the_middle_makes_the_month_anew_the_next_time_and_says_so(start: Start) -> None:
    first = start(endless)
    first.qtbot.waitUntil(lambda: first.shell.month.of == 5, timeout=WAIT_MS)
    first.shell.close()
    assert bootstrap.month_stands(first.settings) == "broken-off"
    second = start(endless)
    second.qtbot.waitUntil(lambda: second.shell.month.of == 5, timeout=WAIT_MS)
    assert "was not finished last time" in said(second.shell)


def test_a_month_that_cannot_be_made_says_that_nothing_is_lost(start: Start) -> None:
    demo = start(lambda settings: told(settings, "1 of 5 days made", "raise SystemExit(1)"))
    demo.until("failed")
    demo.sign_in()
    assert "could not be made" in said(demo.shell)
    assert Hands(demo.qtbot, demo.shell).button("Try again") is not None


def test_another_language_keeps_telling_how_far_it_is(start: Start) -> None:
    demo = start(endless)
    demo.sign_in()
    demo.qtbot.waitUntil(lambda: demo.shell.month.of == 5, timeout=WAIT_MS)
    with demo.qtbot.waitSignal(demo.shell.rebuilt, timeout=15_000):
        demo.shell.appearance.language("ar")
    assert demo.shell.month.phase == "making"
    demo.qtbot.waitUntil(lambda: any(view.progress.isVisible() for view in demo.shell.findChildren(MonthView)))
    assert len([one for one in QApplication.topLevelWidgets() if one.isVisible()]) == 1


def test_a_making_that_is_killed_leaves_nothing_that_could_be_opened(settings: Settings) -> None:
    file = bootstrap.month_file(settings)
    with subprocess.Popen(real(settings), stdout=subprocess.PIPE, text=True) as making:
        assert making.stdout is not None
        assert making.stdout.readline().startswith("0 of 2 days")
        making.send_signal(signal.SIGKILL)
    assert not file.exists()
    assert bootstrap.month_stands(settings) == "broken-off"
    bootstrap.forget_month(settings)
    assert list(file.parent.iterdir()) == []


def said(shell: Shell) -> str:
    """What the window says of the month now."""
    views = (view for view in shell.findChildren(MonthView) if view.isVisible())
    return " ".join(label.text() for view in views for label in view.findChildren(Label) if label.isVisible())
