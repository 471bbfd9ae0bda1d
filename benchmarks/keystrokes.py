"""How many keys six usual visits take, and how long the program: the real window, driven by the keyboard alone.

    python benchmarks/keystrokes.py [VISIT ...] [--trace]

Each visit begins at the Counter between two citizens, in a sample office of its own, and ends there. Keys that steer
are counted apart from what has to be typed in any case: names, numbers, words, sums.
"""

import argparse
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from oss_desk import bootstrap
from oss_desk.operations.program import Program
from oss_desk.settings import Settings, read_settings
from oss_desk.ui.pages.counter.page import CounterPage
from oss_desk.ui.shell import Shell
from oss_desk.ui.tour.hands import Hands
from oss_desk.ui.tour.screen import screen_in_memory
from oss_desk.ui.window import application, make_shell

NOON = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
"""A Wednesday, noon in the sample office."""
CLERK = "adaeze"
OPENING_MS = 300_000
PLAIN = Qt.KeyboardModifier.NoModifier
KEYS = {
    **{f"F{number}": (getattr(Qt.Key, f"Key_F{number}"), PLAIN) for number in range(1, 13)},
    "Enter": (Qt.Key.Key_Return, PLAIN),
    "Ctrl+Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    "Tab": (Qt.Key.Key_Tab, PLAIN),
    "Shift+Tab": (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    "Esc": (Qt.Key.Key_Escape, PLAIN),
    "Space": (Qt.Key.Key_Space, PLAIN),
    "Up": (Qt.Key.Key_Up, PLAIN),
    "Down": (Qt.Key.Key_Down, PLAIN),
    "Alt+1": (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier),
}


@dataclass(frozen=True)
class Visit:
    """One usual visit: its name, and every key of it. A key is a name of KEYS, or one sign that answers a question;
    what is typed in any case begins with an equals sign."""

    name: str
    script: str

    @property
    def keys(self) -> tuple[str, ...]:
        """One after the other."""
        return tuple(shlex.split(self.script))

    @property
    def steering(self) -> int:
        """How many keys steer."""
        return sum(not key.startswith("=") for key in self.keys)

    @property
    def typed(self) -> int:
        """How many letters and digits are typed in any case."""
        return sum(len(key) - 1 for key in self.keys if key.startswith("="))


VISITS = {
    "copy": Visit(
        "known citizen, copy of a birth certificate, exact cash",
        """F3 "=tamar" Enter "=birth cert" Enter Enter y Enter t Enter "=Tamar Kvelidze" Enter "=3.3.1989"
        Ctrl+Enter Enter F9 Enter""",
    ),
    "handover": Visit("ready case handed over, the document on record shown", "F2 =A26-000007 Enter 1 F9"),
    "new": Visit(
        "new citizen, two services, card",
        """F3 "=Zoe Quill" Enter Ctrl+Enter "=birth cert" Enter =residence Enter Enter 1 =4417082 Enter Enter t Enter
        "=Zoe Quill" Enter "=3.3.1989" Enter Enter Enter p Enter Enter Enter b Ctrl+Enter Up 2 =4417 F9 F6 Alt+1""",
    ),
    "address": Visit(
        "change of address while the citizen waits, done at once",
        """F3 =tomasz Enter "=change of a" Enter Enter 1 =6120 Enter Enter =1.9.2026 Enter "=Harbour Terrace 5, " Tab
        Tab y Ctrl+Enter 1 =77 Enter Enter F9 Enter Enter Enter F9 Enter Enter""",
    ),
    "enquiry": Visit(
        "enquiry: can I do this today, slip printed",
        """F3 F2 "=proof of resi" Enter =35 Enter 1 Enter b F8 Ctrl+Enter Esc Esc F6 Alt+1""",
    ),
    "to-pay": Visit("a case that waits for money is paid", "F2 =oskar Enter Ctrl+Enter Enter F9 Enter"),
}


class Keyboard:
    """Presses keys where the focus is, and looks after each, and after what is typed, until the window has answered."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.hands = shell, Hands(shell)
        self.seconds = 0.0

    def press(self, key: str) -> None:
        """One key, or what is typed after an equals sign; the time of the program is added up."""
        begun = time.perf_counter()
        if key.startswith("="):
            QTest.keyClicks(self._focused(), key[1:])
        elif key in KEYS:
            code, modifier = KEYS[key]
            QTest.keyClick(self._focused(), code, modifier)
        else:
            QTest.keyClicks(self._focused(), key)
        self.hands.rest()
        self.seconds += time.perf_counter() - begun

    def focus(self) -> str:
        """What the focus is on, in words."""
        focused = QApplication.focusWidget()
        return f"{type(focused).__name__} “{focused.accessibleName()}”" if focused is not None else "nothing"

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.shell


@contextmanager
def at_counter(settings: Settings, build: Callable[[], Program]) -> Iterator[Keyboard]:
    """The window with the clerk at the Counter, who has nobody before her yet."""
    application(settings)
    shell = make_shell(settings, build)
    shell.resize(1280, 800)
    shell.show()
    shell.activateWindow()
    keyboard = Keyboard(shell)
    try:
        keyboard.hands.until("the office to open", lambda: bool(shell.sign_in.cards()), OPENING_MS)
        keyboard.hands.until("the window to become active", shell.isActiveWindow)
        shell.sign_in.chosen.emit(CLERK, "")
        keyboard.hands.until("the clerk to be signed in", lambda: isinstance(shell.page(), CounterPage))
        keyboard.hands.rest()
        yield keyboard
    finally:
        shell.close()
        shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def go(keyboard: Keyboard, visit: Visit, told: Callable[[str], None] = lambda _: None) -> None:
    """Press every key of a visit."""
    for key in visit.keys:
        keyboard.press(key)
        told(key)


def main(words: Sequence[str] | None = None) -> int:
    """Go through the visits and print the table."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("visits", nargs="*", metavar="VISIT", help=", ".join(VISITS))
    reader.add_argument("--trace", action="store_true", help="tell after each key where the focus is")
    asked = reader.parse_args(words)
    with screen_in_memory(), tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.sqlite"
        settings = _settings(Path(folder))
        bootstrap.open_sample(settings, database=f"sqlite:///{made}", clock=lambda: NOON).database.close()
        print(f"{'visit':62} {'steering':>8} {'typed':>6} {'all':>5} {'seconds':>8}")
        for name in asked.visits or VISITS:
            _measure(settings, made, VISITS[name], asked.trace)
    return 0


def _settings(folder: Path) -> Settings:
    own = {"SETTINGS": "settings.toml", "DATA": "data", "PAPERS": "papers"}
    return replace(
        read_settings({f"OSS_DESK_{name}": str(folder / place) for name, place in own.items()}), theme="light"
    )


def _measure(settings: Settings, made: Path, visit: Visit, trace: bool) -> None:
    url = f"sqlite:///{shutil.copy(made, made.with_name('visit.sqlite'))}"
    with at_counter(settings, lambda: bootstrap.open_sample(settings, database=url, clock=lambda: NOON)) as keyboard:
        go(keyboard, visit, (lambda key: print(f"    {key:14} {keyboard.focus()}")) if trace else lambda _: None)
        told = f"{visit.steering:8} {visit.typed:6} {visit.steering + visit.typed:5} {keyboard.seconds:8.2f}"
    print(f"{visit.name:62} {told}")


if __name__ == "__main__":
    sys.exit(main())
