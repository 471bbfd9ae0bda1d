"""The month of the sample office, made by a program of its own while the first day is used: how far it is, and Stop."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QProcess, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.language import Language
from oss_desk.ui.widgets.messages import Progress, Question

Phase = Literal["nothing", "making", "ready", "failed"]
_DAYS = re.compile(r"^(\d+) of (\d+) ", re.MULTILINE)
_COUNTED = re.compile(r"(\d+) (citizens|visits)")
PATIENCE_MS = 3000
SOON = 3
"""Days that must be made before anybody is told how long the others take."""


@dataclass(frozen=True)
class MonthDoor:
    """What makes the month: `command`, which tells on its output how many days of how many it has.

    stands: whether there is one to be made ("to-make", or "broken-off" where the last time was cut short), or one
    that waits ("ready"). forget: take away what was begun.
    """

    stands: Callable[[], Literal["nothing", "to-make", "broken-off", "ready"]]
    command: Callable[[], tuple[str, ...]]
    forget: Callable[[], None]


class Month(QObject):
    """`ready` comes once the month is whole, `wanted` when somebody asks for it."""

    ready = Signal()
    wanted = Signal()

    def __init__(self, door: MonthDoor | None, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door, self._language = door, language
        self.phase: Phase = "nothing"
        self.asked, self.done, self.of = False, 0, 0
        self._anew, self._began, self._counted = False, 0.0, dict[str, int]()
        self._told, self._views = "", list[MonthView]()
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._hear)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broken)

    def show_in(self, place: Callable[[QWidget], None]) -> None:
        """Put what shows how it stands into a place of the window; it is hidden while there is nothing to say."""
        view = MonthView(self._language)
        view.stopped.connect(self.stop)
        view.pressed.connect(self._pressed)
        view.declined.connect(self._later)
        self._views.append(view)
        place(view)
        self._show(view)

    def speak(self, language: Language) -> None:
        """The window is made anew in this language, its views with it."""
        self._language, self._views = language, []

    def begin(self) -> None:
        """The office is open: make its month if there is one to be made, or offer the one that waits."""
        stands = self._door.stands() if self._door is not None and self.phase == "nothing" else "nothing"
        if stands == "ready":
            self._turn("ready")
        elif stands != "nothing":
            self._anew = stands == "broken-off"
            self._make()

    def stop(self) -> None:
        """Somebody does not want to wait: what was begun is taken away, the first day stays as it is."""
        self.end()
        if self._door is not None:
            self._door.forget()

    def end(self) -> None:
        """The window goes: what makes the month ends with it, and makes it anew the next time."""
        self._turn("nothing")
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(PATIENCE_MS)

    def taken(self) -> None:
        """The month is open now."""
        self.asked = False
        self._turn("nothing")

    def _make(self) -> None:
        if self._door is None:
            return
        self.done, self.of, self._told, self._began = 0, 0, "", time.monotonic()
        self._turn("making")
        program, *words = self._door.command()
        self._process.start(program, words)

    def _pressed(self) -> None:
        if self.phase == "failed":
            self._make()
        else:
            self.asked = True
            self.wanted.emit()

    def _later(self) -> None:
        for view in self._views:
            view.hide()

    def _hear(self) -> None:
        self._told += bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        days = _DAYS.findall(self._told)
        if days:
            self.done, self.of = map(int, days[-1])
        self._counted = {kind: int(number) for number, kind in _COUNTED.findall(self._told)}
        self._show_all()

    def _finished(self, code: int, how: QProcess.ExitStatus) -> None:
        if self.phase != "making":
            return
        self._hear()
        whole = code == 0 and how == QProcess.ExitStatus.NormalExit
        self._turn("ready" if whole else "failed")
        if whole:
            self.ready.emit()

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._turn("failed")

    def _turn(self, phase: Phase) -> None:
        self.phase = phase
        self._show_all()

    def _show_all(self) -> None:
        for view in self._views:
            self._show(view)

    def _show(self, view: "MonthView") -> None:
        if self.phase == "making":
            view.show_making(self.done, self.of, self._seconds(), anew=self._anew)
        elif self.phase == "ready":
            view.show_ready(self._counted)
        elif self.phase == "failed":
            view.show_failed()
        else:
            view.hide()

    def _seconds(self) -> int | None:
        """About how long it still takes."""
        if self.done < SOON:
            return None
        return max(1, round((time.monotonic() - self._began) / self.done * (self.of - self.done)))


class MonthView(QWidget):
    """One line in the window: progress with Stop, then the offer to open the month."""

    stopped = Signal()
    pressed = Signal()
    declined = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        self.progress = Progress("", language.text("Stop"), flat=True)
        self.progress.stopped.connect(self.stopped)
        self.offer = Question(*self._ready_words({}))
        self.offer.pressed.connect(self.pressed)
        self.offer.declined.connect(self.declined)
        column.addWidget(self.progress)
        column.addWidget(self.offer)
        self.hide()

    def show_making(self, done: int, of: int, seconds: int | None, *, anew: bool) -> None:
        """So many days of so many."""
        say = self._language.text
        if not of:
            text = say("A sample month to practise with is being made")
        elif anew:
            text = say(
                "The sample month was not finished last time. It is made anew: {done} of {of} days", done=done, of=of
            )
        else:
            text = say("Sample month to practise with: {done} of {of} days", done=done, of=of)
        rest = self._language.plural("about {n} second left", "about {n} seconds left", seconds) if seconds else ""
        self.progress.set_progress(done, of, text, rest)
        self._only(self.progress)

    def show_ready(self, counted: dict[str, int]) -> None:
        """It is whole, and opens when somebody says so."""
        title, text, yes, _ = self._ready_words(counted)
        self.offer.set(title, text, "info", yes)
        self.offer.quiet.show()
        self._only(self.offer)

    def show_failed(self) -> None:
        """It could not be made."""
        say = self._language.text
        text = say("The first day is not touched, and nothing done in it is lost.")
        self.offer.set(say("The sample month could not be made"), text, "wait", say("Try again"))
        self._only(self.offer)

    def _ready_words(self, counted: dict[str, int]) -> tuple[str, str, str, str]:
        say = self._language.text
        title = say("A sample month to practise with is ready")
        if counted:
            title = say("A sample month to practise with is ready: {citizens} citizens, {visits} visits", **counted)
        text = say("It takes the place of this first day. What was tried in it is not kept.")
        return title, text, say("Open the month"), say("Later")

    def _only(self, part: QWidget) -> None:
        for one in (self.progress, self.offer):
            one.setVisible(one is part)
        self.show()
