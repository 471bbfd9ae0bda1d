"""Opens the window: the application, its fonts and theme, and the doors through which the shell reaches the office."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from oss_desk import __version__, paths
from oss_desk.language import Language, load_language
from oss_desk.settings import Settings, SettingsError, save_settings
from oss_desk.ui.appearance import Appearance, Looks, dress
from oss_desk.ui.application_icon import window_icon
from oss_desk.ui.doors import Doors
from oss_desk.ui.gateway import through
from oss_desk.ui.last_resort import LastResort, crash_file, forget_log, log_to
from oss_desk.ui.month import MonthDoor
from oss_desk.ui.shell import Shell, Welcome
from oss_desk.ui.window_place import WindowPlace

if TYPE_CHECKING:
    from oss_desk.operations.program import Program
    from oss_desk.ui.opened import Opened
    from oss_desk.ui.welcome.ways import Ways

Build = Callable[[], "Program"]


@dataclass(frozen=True)
class SampleMonth:
    """The month of a sample office: what makes it, and `take`, which puts it into the place of the closed first day."""

    door: MonthDoor
    take: Callable[[], None]


log = logging.getLogger(__name__)
THINK_MS = 0.001  # how long one thread may keep the others from running; the window's own stays quick


def open_window(settings: Settings, build: Build, month: SampleMonth | None = None, ways: "Ways | None" = None) -> int:
    """Show the window and run it until it is closed; the office is opened only after the first paint.

    What breaks meanwhile is logged in the data folder, and what was typed is written down there.
    """
    app = application(settings)
    logs = settings.data / "log"
    handlers = log_to(logs)
    shell = make_shell(settings, build, month, ways=ways)
    last = LastResort(shell.unsaved.write, shell)
    last.bug.connect(shell.tell_bug)
    last.ending.connect(shell.close)
    WindowPlace(settings.data, shell).restore()
    shell.show()
    try:
        with last.standing_by(), crash_file(logs):
            return app.exec()
    finally:
        forget_log(handlers)


def application(settings: Settings) -> QApplication:
    """The one application of this process in this machine's theme and text size."""
    sys.setswitchinterval(THINK_MS)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("OSS Desk")
    app.setDesktopFileName("oss-desk")
    app.setWindowIcon(window_icon())
    dress(app, _looks(settings), load_language(settings.language, _translations()))
    return app


def _looks(settings: Settings) -> Looks:
    return Looks(settings.theme, settings.text_size, settings.language)


def _translations() -> Path:
    return paths.resources() / "translations"


def make_shell(settings: Settings, build: Build, month: SampleMonth | None = None, ways: "Ways | None" = None) -> Shell:
    """The window of an office that `build` opens later, and of a sample office whose `month` is made beside it."""
    office = _Office(settings, load_language(settings.language, _translations()), build, month)
    appearance = Appearance(_translations(), _looks(settings), partial(_keep, settings.file))
    own = None if ways is None else replace(ways, turn=office.turn_to)
    return Shell(appearance, replace(office.doors(), ways=own), __version__)


def _keep(file: Path, **chosen: object) -> None:
    try:
        save_settings(file, **chosen)
    except (OSError, SettingsError):
        log.info("How the window looks could not be kept in %s.", file)


class _Office:
    """The office behind the doors. `opened` is imported on the long lane, after the first paint, and nothing before."""

    def __init__(self, settings: Settings, language: Language, build: Build, month: SampleMonth | None = None) -> None:
        self._settings, self._language, self._build, self._month = settings, language, build, month
        self._behind: Opened | None = None
        self._left: Opened | None = None

    def turn_to(self, build: Build) -> None:
        """Another office from now on; the one that was open is closed when the other is opened."""
        self._build, self._left, self._behind = build, self._behind, None

    def doors(self) -> Doors:
        """What the shell is handed."""
        return Doors(
            build=self._open,
            pages=lambda: self._opened().pages(),
            sign_in=lambda login, password: self._opened().sign_in(login, password),
            sign_out=lambda program: self._opened().sign_out(program),
            facts=lambda program: self._opened().facts(program),
            search=lambda program, text: self._opened().search(program, text),
            found=lambda value: self._opened().found(value),
            hold_desk=lambda program: self._opened().hold_desk(program),
            put_back=lambda program, typed: self._opened().put_back(program, typed),
            look_after=lambda program: self._opened().look_after(program),
            sentence=self._sentence,
            close=self._close,
            speak=self._speak,
            spoken=lambda program: replace(program, language=self._language.code),
            month=self._month.door if self._month is not None else None,
            take_month=self._take_month,
            gate=through(lambda: self._opened().keeper),
        )

    def _close(self) -> None:
        for behind in (self._left, self._behind):
            if behind is not None:
                behind.close()
        self._left = self._behind = None

    def _speak(self, language: Language) -> None:
        self._language = language
        if self._behind is not None:
            self._behind.speak(language)

    def _open(self) -> Welcome:
        from oss_desk.ui.opened import Opened

        if self._left is not None:
            self._left.close()
            self._left = None
        if self._behind is None:
            self._behind = Opened(self._build(), self._language, self._settings)
        return self._behind.welcome()

    def _take_month(self) -> Welcome:
        if self._month is not None:
            if self._behind is not None:
                self._behind.close()
            self._behind = None
            self._month.take()
        return self._open()

    def _opened(self) -> "Opened":
        if self._behind is None:
            raise RuntimeError("the office is not open yet")
        return self._behind

    def _sentence(self, error: BaseException) -> str:
        from oss_desk.ui.messages import sentence

        return sentence(self._language, error)
