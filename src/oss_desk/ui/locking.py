"""Locks the desk when nobody touches it, when somebody asks, and when the machine slept; and opens it again."""

import time
from collections.abc import Mapping
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog

from oss_desk.domain.messages import Refused
from oss_desk.ui.session import Session
from oss_desk.ui.system_lock import SystemLock
from oss_desk.ui.unsaved import code_of

if TYPE_CHECKING:
    from oss_desk.operations.office.signing_in import Why

ENDED = frozenset({"let-go", "roles-changed"})
"""Refusals after which the office has ended the session."""
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
LONGEST_SECONDS = 12 * 60 * 60 - 60
"""How long after a password the window stays open at most, whatever is done in it: a minute less than operations allow,
so that what is typed is stored before."""
SLEPT_SECONDS = 2
"""How long a machine must have slept to be one that was left."""
BEAT_MS = 5_000
"""How often it is looked whether the desk was left alone too long; a machine that slept is noticed with the next."""


class Locking(QObject):
    """Over one window. While it is locked nothing of anybody is shown or held by a page; what was typed is stored, and
    comes back with whoever locked it."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._shell, self._locked = shell, False
        self._rest: tuple[str, Mapping[str, Any]] = ("", {})
        self._touched = self._proved = monotonic()
        self._asleep = seconds_asleep()
        self._watched: list[QWindow] = []
        self._system: SystemLock | None = None
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.look)
        shell.signed_in.connect(lambda _: self._begin())
        shell.signed_out.connect(self._end)
        shell.tasks.went_wrong.connect(self._heard)
        self._copied = False
        QGuiApplication.clipboard().dataChanged.connect(self._see_copied)
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    @property
    def is_locked(self) -> bool:
        """Whether the desk is locked now."""
        return self._locked

    def lock(self, why: "Why" = "asked") -> None:
        """Hide and let go of everything, at once; that it happened is kept when the database takes it."""
        shell, session = self._shell, self._shell.session
        if session is None or self._locked or shell.doors.gate is None:
            return
        self._locked = True
        self._rest = shell.put_to_rest()
        _close_dialogs()
        if self._copied:
            QGuiApplication.clipboard().clear()
        self.show()
        work = partial(shell.doors.gate.lock, session.program, why)
        shell.tasks.run("commands", self, work, lambda _: None, lambda _: None)

    def show(self) -> None:
        """Say at the sign-in that the desk is locked, and by whom."""
        session, gate = self._shell.session, self._shell.doors.gate
        if session is not None and gate is not None:
            self._shell.sign_in.set_locked(self._shell.welcome, session.login, gate.has_pin())

    def unlock(self, how: str, typed: str) -> None:
        """Whoever locked it gave her PIN or her password."""
        shell, session, gate = self._shell, self._shell.session, self._shell.doors.gate
        if session is None or gate is None:
            return
        work, done = partial(gate.unlock, session.program, how, typed), partial(self._is_back, how)
        shell.tasks.run("commands", shell, work, done, self._not_back)

    def forget(self) -> None:
        """Somebody else is at the desk: what the first had open is not shown to her."""
        self._locked, self._rest = False, ("", {})

    def look(self) -> None:
        """Lock when nobody touched the window for as long as the office says, half a day after a password, and when
        the machine slept."""
        session, now = self._shell.session, monotonic()
        before, self._asleep = self._asleep, seconds_asleep()
        if session is None:
            return
        if self._asleep - before >= SLEPT_SECONDS:
            self.lock("system")
        if now - self._touched >= session.idle_minutes * 60 or now - self._proved >= LONGEST_SECONDS:
            self.lock("idle")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody touched the window."""
        if event.type() in TOUCHES:
            self._touched = monotonic()
        return False

    def _is_back(self, how: str, session: Session) -> None:
        shown, where = self._rest
        self.forget()
        self._touched = monotonic()
        self._proved = self._proved if how == "pin" else self._touched
        self._shell.come_back(session, shown, where)

    def _not_back(self, error: BaseException) -> None:
        shell, session, gate = self._shell, self._shell.session, self._shell.doors.gate
        if code_of(error) in ("pin-over", "session-over") and session is not None and gate is not None:
            self.show()
        shell.sign_in.set_error(shell.doors.sentence(error))

    def _heard(self, error: BaseException) -> None:
        """The office has ended the session: nothing more is shown, what was typed stays in its file."""
        shell, session, gate = self._shell, self._shell.session, self._shell.doors.gate
        if code_of(error) == "session-over":
            self.lock("idle")
        if code_of(error) not in ENDED or session is None or gate is None or not isinstance(error, Refused):
            return
        told, program = shell.doors.sentence(error), session.program
        self.forget()
        shell.end_session()
        work, tell = partial(gate.abandon, program), partial(shell.say_ended, told)
        shell.tasks.run("commands", shell, work, tell, lambda _: tell(shell.welcome))

    def _begin(self) -> None:
        self._touched = self._proved = monotonic()
        self._watch(self._shell.windowHandle())
        self._beat.start()
        if self._system is None:
            self._system = SystemLock(self)
            self._system.locked.connect(lambda: self.lock("system"))
            QTimer.singleShot(0, self._system, self._system.listen)

    def _end(self) -> None:
        self.forget()
        self._beat.stop()

    def _see_copied(self) -> None:
        """What is copied while a window of ours has the focus is ours, and is taken back when the desk is locked."""
        self._copied = QGuiApplication.focusWindow() is not None

    def _watch(self, window: QWindow | None) -> None:
        """Every window of the program that gets the focus tells when it is touched, dialogs too."""
        self._watched = [one for one in self._watched if shiboken6.isValid(one)]
        if window is not None and window not in self._watched:
            window.installEventFilter(self)
            self._watched.append(window)


def seconds_asleep() -> float:
    """How long this machine has slept since it was started, where its clocks tell."""
    awake = getattr(time, "CLOCK_MONOTONIC", None)
    whole = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(whole) - time.clock_gettime(awake) if whole is not None and awake is not None else 0.0


def _close_dialogs() -> None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            window.reject()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
